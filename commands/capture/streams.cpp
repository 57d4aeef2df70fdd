// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture/streams.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <random>
#include <utility>

namespace cti::capture {
namespace {

// Sequence numbers wrap around: a is before b where the way from a to b is shorter than back (RFC 9293).
constexpr bool before(std::uint32_t a, std::uint32_t b) { return static_cast<std::int32_t>(a - b) < 0; }
constexpr bool behind(std::uint32_t a, std::uint32_t b) { return before(b, a); }
constexpr bool at_or_before(std::uint32_t a, std::uint32_t b) { return !before(b, a); }

/// Wireshark's limits: a segment this soon after the one with the highest sequence number is reordered and not retransmitted, where the
/// handshake does not say how long a round trip takes; and this soon after the last of two duplicate acknowledgements it is a fast
/// retransmission.
constexpr Time reordering_window = 3 * millisecond;
constexpr Time fast_window = 20 * millisecond;
constexpr int fast_duplicates = 2;

constexpr std::uint64_t mix(std::uint64_t x)
{
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93;
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93;
    return x ^ x >> 32;
}

} // namespace

bool StreamHandler::claims(const Packet& packet) { return packet.claim; }
void StreamHandler::on_end(Stream&, EndReason, std::array<std::uint32_t, 2>) {}

// ---- Desegmenter

void Desegmenter::stop()
{
    waiting_ = entire_ = total_known_ = false;
    ranges_.clear();
    start_ = until_ = total_ = kept_ = elsewhere_ = 0;
    front_ = 0;
    // A large message is an exception: its room is not kept for the rest of the connection.
    constexpr std::size_t room_to_keep = 65536;
    if (buffer_.capacity() > room_to_keep)
        buffer_ = {};
    buffer_.clear();
}

bool Desegmenter::start(std::uint32_t sequence, Bytes bytes, std::uint32_t need, std::uint32_t limit)
{
    stop();
    const bool open = need == Answer::one_more_segment;
    if (bytes.size() > limit || (!open && need > limit))
        return false;
    waiting_ = true;
    entire_ = open;
    start_ = sequence;
    until_ = sequence + static_cast<std::uint32_t>(bytes.size()) + (open ? 1 : need);
    keep(0, bytes);
    return true;
}

void Desegmenter::keep(std::uint32_t at, Bytes bytes)
{
    if (bytes.empty())
        return;
    const auto end = at + static_cast<std::uint32_t>(bytes.size());
    if (buffer_.size() < front_ + end)
        buffer_.resize(front_ + end);
    // What was there first stays: a segment that contradicts an earlier one is not to change what was read.
    std::uint32_t from = at;
    for (const Range r : ranges_) {
        if (from >= end)
            break;
        if (r.to <= from)
            continue;
        if (r.from > from) {
            const std::uint32_t to = std::min(end, r.from);
            std::memcpy(buffer_.data() + front_ + from, bytes.data() + (from - at), to - from);
            kept_ += to - from;
        }
        from = std::max(from, r.to);
    }
    if (from < end) {
        std::memcpy(buffer_.data() + front_ + from, bytes.data() + (from - at), end - from);
        kept_ += end - from;
    }
    // Into the list of ranges, which is sorted and has no two that touch.
    auto first = ranges_.begin();
    while (first != ranges_.end() && first->to < at)
        ++first;
    auto last = first;
    Range whole{at, end};
    for (; last != ranges_.end() && last->from <= end; ++last) {
        whole.from = std::min(whole.from, last->from);
        whole.to = std::max(whole.to, last->to);
    }
    if (first != last) {
        *first = whole;
        ranges_.erase(first + 1, last);
    } else if (ranges_.size() < max_ranges) { // else too many holes: this piece stays one
        ranges_.insert(first, whole);
    }
}

std::uint32_t Desegmenter::add(std::uint32_t sequence, Bytes bytes)
{
    const auto length = static_cast<std::uint32_t>(bytes.size());
    const std::uint32_t at = sequence - start_;
    const std::uint32_t taken = entire_ ? length : std::min(length, until_ - sequence);
    keep(at, bytes.first(taken));
    if (!before(sequence + length, until_)) {
        total_known_ = true;
        total_ = std::max(total_, at + taken);
        if (entire_ && complete()) {
            entire_ = false;
            if (before(until_, sequence + length))
                until_ = sequence + length;
        }
    }
    return taken;
}

bool Desegmenter::extend(std::uint32_t used, std::uint32_t need, std::uint32_t taken_end, std::uint32_t segment_end, std::uint32_t limit)
{
    used = std::min(used, total_);
    const std::uint32_t rest = ranges_[0].to - used; // complete(): one range, from the start
    const bool open = need == Answer::one_more_segment;
    if (rest > limit || (!open && need > limit)) {
        stop();
        return false;
    }
    start_ += used;
    front_ += used;
    kept_ = rest;
    elsewhere_ = 0;
    ranges_.clear();
    if (rest)
        ranges_.push_back({0, rest});
    total_known_ = false;
    total_ = 0;
    if (open) {
        entire_ = true;
        until_ = (before(until_, segment_end) ? segment_end : until_) + 1;
    } else if (!before(taken_end, until_)) {
        until_ = taken_end + need;
    } else {
        until_ += need;
    }
    // Bytes done with go when they are most of the buffer: each byte is moved once on average.
    if (front_ > buffer_.size() / 2) {
        buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(front_));
        front_ = 0;
    }
    return true;
}

// ---- what is known of a connection

/// One direction, as Wireshark's analysis of sequence numbers keeps it. 0 is "not known yet", as there.
struct StreamTable::Half {
    std::uint32_t base = 0;       ///< sequence number of the SYN, or one before the first byte seen
    std::uint32_t next = 0;       ///< behind the highest seen
    std::uint32_t continuous = 0; ///< behind the highest seen without a gap
    std::uint32_t last_ack = 0;   ///< as this direction acknowledged last
    std::uint32_t window = UINT32_MAX;
    std::int32_t duplicates = 0; ///< acknowledgements that repeat the one before
    Time next_time = 0, last_ack_time = 0;
    bool has_base = false, last_keep_alive = false, last_probe = false;
};

/// What only wanted connections have.
struct StreamTable::Wanted {
    struct Hole {
        std::uint32_t from = 0, to = 0;
    };
    struct Direction {
        Desegmenter desegmenter{};
        Desegmenter aside{};         ///< a message with a hole, passed by what came after: a fast retransmission may still fill it
        std::array<Hole, 4> holes{}; ///< gaps that were told, newest last
        std::uint8_t hole_count = 0;
        bool started = false;
        bool payload_seen = false;
        bool from_syn = false;
        std::uint32_t handed = 0;  ///< sequence number behind the last byte handed on
        std::uint32_t missing = 0; ///< to be told with the next bytes
        std::uint32_t unread = 0;  ///< likewise

        /// What waits will not become whole.
        void drop(Desegmenter& wait)
        {
            unread += wait.kept();
            missing += wait.lacking();
            wait.stop();
        }
        /// What waits does not become whole by what follows it.
        void give_up(Desegmenter& wait)
        {
            drop(aside);
            if (&wait != &aside)
                std::swap(wait, aside);
        }
        Data data(Moment at, Bytes bytes, std::uint32_t reported)
        {
            return {at, bytes, reported, std::exchange(missing, 0), std::exchange(unread, 0), false, false, false, 0};
        }
    };
    Stream stream{};
    std::array<Direction, 2> directions{};
};

struct StreamTable::Entry {
    std::array<Endpoint, 2> ends{};
    std::array<Half, 2> halves{};
    std::uint32_t hash = 0;
    std::uint32_t older = none, newer = none;
    Time syn_time = no_time, round_trip = 0;
    std::uint16_t server_port = 0;
    std::uint8_t opening_count = 0;
    struct Opening {
        Moment at{};
        std::uint32_t sequence = 0, acknowledgement = 0;
        std::uint8_t flags = 0, side = 0;
    };
    std::array<Opening, 3> opening{}; ///< foreign connections: SYN, SYN/ACK, first ACK, should they be claimed
    std::unique_ptr<Wanted> wanted{};
};

StreamTable::StreamTable(StreamHandler& handler, const PortSet& ports, bool claim, StreamLimits limits)
    : handler_{handler}, ports_{ports}, claim_{claim}, limits_{limits}, slots_(1024)
{
    // Connections of a capture are chosen by others: they must not be able to choose their places in the table too.
    std::random_device random;
    seed_ = std::uint64_t{random()} << 32 | random();
}

StreamTable::~StreamTable() = default;

std::uint32_t StreamTable::hash(const Endpoint& a, const Endpoint& b) const
{
    const auto one = [&](const Endpoint& e) {
        std::uint64_t words[2];
        std::memcpy(words, e.address.bytes.data(), sizeof words);
        return mix(mix(words[0] ^ seed_) + words[1] + (std::uint64_t{e.port} << 48));
    };
    return static_cast<std::uint32_t>(mix(one(a) + one(b))); // the same for both directions
}

std::uint32_t StreamTable::find(const Endpoint& a, const Endpoint& b, std::uint32_t h) const
{
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = h & mask; slots_[i].entry != none; i = (i + 1) & mask) {
        if (slots_[i].hash != h)
            continue;
        const Entry& e = entries_[slots_[i].entry];
        if ((e.ends[0] == a && e.ends[1] == b) || (e.ends[0] == b && e.ends[1] == a))
            return slots_[i].entry;
    }
    return none;
}

void StreamTable::grow()
{
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& s : old) {
        if (s.entry == none)
            continue;
        std::size_t i = s.hash & mask;
        while (slots_[i].entry != none)
            i = (i + 1) & mask;
        slots_[i] = s;
    }
}

void StreamTable::link(List& list, std::uint32_t entry)
{
    Entry& e = entries_[entry];
    e.older = list.newest;
    e.newer = none;
    (list.newest == none ? list.oldest : entries_[list.newest].newer) = entry;
    list.newest = entry;
    ++list.count;
}

void StreamTable::unlink(List& list, std::uint32_t entry)
{
    Entry& e = entries_[entry];
    (e.older == none ? list.oldest : entries_[e.older].newer) = e.newer;
    (e.newer == none ? list.newest : entries_[e.newer].older) = e.older;
    --list.count;
}

void StreamTable::touch(std::uint32_t entry)
{
    List& list = entries_[entry].wanted ? wanted_list_ : foreign_list_;
    if (list.newest == entry)
        return;
    unlink(list, entry);
    link(list, entry);
}

std::uint32_t StreamTable::insert(const Packet& packet, std::uint32_t h, bool wanted)
{
    List& list = wanted ? wanted_list_ : foreign_list_;
    const std::uint32_t limit = std::max(1u, wanted ? limits_.streams : limits_.foreign);
    if (list.count >= limit) {
        evicted_ += wanted;
        finish(list.oldest, EndReason::evicted);
    }
    if ((wanted_list_.count + foreign_list_.count + 1) * std::size_t{2} > slots_.size())
        grow();
    std::uint32_t entry;
    if (free_.empty()) {
        entry = static_cast<std::uint32_t>(entries_.size());
        entries_.emplace_back();
    } else {
        entry = free_.back();
        free_.pop_back();
        entries_[entry] = Entry{};
    }
    Entry& e = entries_[entry];
    e.ends = {packet.segment.from, packet.segment.to};
    e.hash = h;
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = h & mask;
    while (slots_[i].entry != none)
        i = (i + 1) & mask;
    slots_[i] = {h, entry};
    link(list, entry);
    if (wanted)
        adopt(entry);
    return entry;
}

/// Makes an entry wanted. Its place in the lists is the caller's affair.
void StreamTable::adopt(std::uint32_t entry)
{
    Entry& e = entries_[entry];
    e.wanted = std::make_unique<Wanted>();
    e.wanted->stream.number = ++wanted_count_;
    e.wanted->stream.ends = e.ends;
    e.wanted->stream.server_port = e.server_port;
}

/// Takes an entry out of the table; the slots behind it move up, so that no search ends too soon.
void StreamTable::erase(std::uint32_t entry)
{
    Entry& e = entries_[entry];
    unlink(e.wanted ? wanted_list_ : foreign_list_, entry);
    const std::size_t mask = slots_.size() - 1;
    std::size_t hole = e.hash & mask;
    while (slots_[hole].entry != entry)
        hole = (hole + 1) & mask;
    for (std::size_t i = (hole + 1) & mask; slots_[i].entry != none; i = (i + 1) & mask) {
        if (((i - (slots_[i].hash & mask)) & mask) >= ((i - hole) & mask)) {
            slots_[hole] = slots_[i];
            hole = i;
        }
    }
    slots_[hole] = {};
    e.wanted.reset();
    free_.push_back(entry);
}

void StreamTable::finish(std::uint32_t entry, EndReason reason)
{
    Entry& e = entries_[entry];
    if (e.wanted) {
        std::array<std::uint32_t, 2> unread{};
        for (std::size_t i = 0; i < 2; ++i)
            unread[i] = e.wanted->directions[i].desegmenter.kept() + e.wanted->directions[i].aside.kept() + e.wanted->directions[i].unread;
        handler_.on_end(e.wanted->stream, reason, unread);
    }
    erase(entry);
}

void StreamTable::end()
{
    while (wanted_list_.oldest != none)
        finish(wanted_list_.oldest, EndReason::end_of_capture);
    while (foreign_list_.oldest != none)
        finish(foreign_list_.oldest, EndReason::end_of_capture);
}

// ---- a segment

/// Wireshark's analysis of sequence numbers (tcp_analyze_sequence_number in packet-tcp.c), as far as it decides whether a payload is
/// dissected.
StreamTable::Verdict StreamTable::analyse(Entry& entry, std::size_t side, const Packet& packet)
{
    const Segment& s = packet.segment;
    Half& mine = entry.halves[side];
    Half& other = entry.halves[1 - side];
    const std::uint32_t window = packet.segment.window;
    const bool opens_or_ends = s.flags & (tcp_syn | tcp_fin);
    const bool plain = !(s.flags & (tcp_syn | tcp_fin | tcp_rst));
    Verdict v;

    const bool probe = s.length == 1 && s.sequence == mine.next && other.window == 0;
    if (!probe) {
        v.keep_alive = s.length <= 1 && s.sequence == mine.next - 1 && plain;
        const bool repeats =
            s.length == 0 && window == mine.window && s.sequence == mine.next && s.acknowledgement == mine.last_ack && plain;
        if (repeats && window != 0 && !other.last_keep_alive)
            mine.duplicates = mine.duplicates == -1 ? 1 : mine.duplicates + 1;
    }
    if (s.acknowledgement != mine.last_ack)
        mine.duplicates = 0;
    if (other.continuous && behind(s.acknowledgement, other.continuous) && s.flags & tcp_ack) {
        if (before(other.continuous, other.next))
            other.continuous = other.next;
        else
            other.duplicates = -1;
    }

    if ((s.length > 0 || opens_or_ends) && !v.keep_alive) {
        bool old = mine.next && before(s.sequence, mine.next);
        if (s.length > 1 && mine.next - 1 == s.sequence)
            old = false; // the byte before may have been a probe of a closed window
        const std::uint32_t end = s.sequence + s.length;
        if (s.length > 0 && other.last_ack && at_or_before(end, other.last_ack)) {
            v.spurious = true;
        } else if (old) {
            const Time since_ack = s.at.time - other.last_ack_time;
            const Time since_next = s.at.time - mine.next_time;
            const Time limit = entry.round_trip ? entry.round_trip : reordering_window;
            if (other.duplicates >= fast_duplicates && other.last_ack == s.sequence && since_ack >= 0 && since_ack < fast_window)
                v.fast = true;
            else if (since_next >= 0 && since_next < limit && mine.next != end + (opens_or_ends ? 1 : 0))
                v.reordered = true;
            else
                v.retransmission = true;
        }
    }

    const std::uint32_t next = s.sequence + s.length + (opens_or_ends ? 1 : 0);
    if (!probe && (!mine.next || behind(next, mine.next))) {
        mine.next = next;
        mine.next_time = s.at.time;
    }
    if (!probe && (!mine.continuous || s.sequence == mine.continuous))
        mine.continuous = mine.next;
    mine.window = window;
    mine.last_ack = s.acknowledgement;
    mine.last_ack_time = s.at.time;
    mine.last_keep_alive = v.keep_alive;
    mine.last_probe = probe;
    return v;
}

void StreamTable::add(const Packet& packet)
{
    const Segment& s = packet.segment;
    if (packet.content != Content::segment)
        return;
    const bool listed = ports_.has(s.from.port) || ports_.has(s.to.port);
    if (!listed && !claim_)
        return;

    const std::uint32_t h = hash(s.from, s.to);
    std::uint32_t found = find(s.from, s.to, h);
    const auto side_of = [&](std::uint32_t entry) { return entries_[entry].ends[0] == s.from ? std::size_t{0} : std::size_t{1}; };
    const bool syn = (s.flags & (tcp_syn | tcp_ack)) == tcp_syn;
    const bool syn_ack = (s.flags & (tcp_syn | tcp_ack)) == (tcp_syn | tcp_ack);
    if (found != none && syn) {
        // A SYN with another number begins a new connection on the same ports; the same SYN again is a retransmission.
        Half& half = entries_[found].halves[side_of(found)];
        if (half.has_base && half.base != s.sequence) {
            finish(found, EndReason::replaced);
            found = none;
        } else if (half.has_base) {
            half.next = half.continuous;
        }
    }
    if (found == none)
        found = insert(packet, h, listed);
    else
        touch(found);
    Entry& entry = entries_[found];
    const std::size_t side = side_of(found);
    Half& mine = entry.halves[side];
    Half& other = entry.halves[1 - side];

    if (!mine.has_base || (syn_ack && mine.base != s.sequence)) {
        mine.base = s.flags & tcp_syn ? s.sequence : s.sequence - 1;
        mine.has_base = true;
    }
    if (!other.has_base && s.flags & tcp_ack) {
        other.base = s.acknowledgement - 1;
        other.has_base = true;
    }
    if (s.flags & tcp_syn)
        entry.server_port = syn_ack ? s.from.port : s.to.port;
    const std::uint32_t expected = mine.next;
    const Verdict verdict = analyse(entry, side, packet);
    if (syn)
        entry.syn_time = s.at.time;
    else if ((s.flags & (tcp_syn | tcp_ack)) == tcp_ack && entry.syn_time != no_time && entry.round_trip == 0)
        entry.round_trip = s.at.time - entry.syn_time;

    if (!entry.wanted) {
        if (entry.opening_count < entry.opening.size() && (s.flags & tcp_syn || (entry.opening_count > 0 && s.length == 0)))
            entry.opening[entry.opening_count++] = {s.at, s.sequence, s.acknowledgement, s.flags, static_cast<std::uint8_t>(side)};
        const bool readable = !packet.payload.empty() && !(s.flags & tcp_rst) && !verdict.keep_alive && !verdict.spurious &&
                              !verdict.retransmission && !verdict.reordered;
        if (!readable || !handler_.claims(packet))
            return;
        unlink(foreign_list_, found);
        if (wanted_list_.count >= std::max(1u, limits_.streams)) {
            ++evicted_;
            finish(wanted_list_.oldest, EndReason::evicted);
        }
        adopt(found);
        link(wanted_list_, found);
        entry.wanted->stream.claimed = true;
        for (std::size_t i = 0; i < entry.opening_count; ++i) {
            const Entry::Opening& o = entry.opening[i];
            Segment opening{o.at, entry.ends[o.side], entry.ends[1 - o.side], o.sequence, o.acknowledgement, o.flags, 0, 0};
            handler_.on_segment(entry.wanted->stream, static_cast<End>(o.side), opening, Fate::empty);
        }
    }
    entry.wanted->stream.server_port = entry.server_port;
    deliver(entry, side, packet, verdict, expected, expected != 0);
}

void StreamTable::deliver(
    Entry& entry, std::size_t side, const Packet& packet, const Verdict& verdict, std::uint32_t expected, bool expected_known)
{
    const Segment& s = packet.segment;
    Wanted& w = *entry.wanted;
    Wanted::Direction& d = w.directions[side];
    const std::uint32_t sequence = s.sequence + (s.flags & tcp_syn ? 1 : 0);
    const std::uint32_t end = sequence + s.length;
    if (!d.started) {
        d.started = true;
        d.handed = expected_known ? expected : sequence;
        d.from_syn = s.flags & tcp_syn || (expected_known && entry.syn_time != no_time);
    }

    const bool old = expected_known && at_or_before(end, expected);
    Fate fate = Fate::handed;
    if (s.length == 0)
        fate = Fate::empty;
    else if (s.flags & tcp_rst)
        fate = Fate::reset_cause;
    else if (verdict.keep_alive)
        fate = Fate::keep_alive;
    else if (verdict.spurious || (old && verdict.retransmission) || (!verdict.fast && at_or_before(end, d.handed)))
        fate = verdict.reordered ? Fate::reordered : Fate::retransmitted;
    else if (old && verdict.reordered)
        fate = Fate::reordered;

    // A fast retransmission is handed on where it brings what was skipped, and only that.
    std::uint32_t from = sequence, to = end;
    bool late = false;
    if (fate == Fate::handed && verdict.fast && at_or_before(end, d.handed)) {
        fate = Fate::retransmitted;
        for (std::size_t i = 0; i < d.hole_count; ++i) {
            Wanted::Hole& hole = d.holes[i];
            const std::uint32_t low = before(from, hole.from) ? hole.from : from;
            const std::uint32_t high = before(hole.to, to) ? hole.to : to;
            if (!before(low, high))
                continue;
            from = low;
            to = high;
            late = true;
            fate = Fate::handed;
            if (low == hole.from)
                hole.from = high;
            else
                hole.to = low;
            break;
        }
    }
    handler_.on_segment(w.stream, static_cast<End>(side), s, fate);

    const bool whole = s.captured == s.length;
    if (fate == Fate::reordered && whole) {
        // Wireshark keeps it where a message waits for it, but dissects nothing in its frame.
        Desegmenter& wait = d.desegmenter.takes(sequence) ? d.desegmenter : d.aside;
        if (wait.takes(sequence)) {
            wait.add(sequence, packet.payload);
            if (wait.complete())
                d.drop(wait);
        }
        return;
    }
    if (fate != Fate::handed)
        return;

    std::uint32_t missing = 0;
    if (!late) {
        if (before(from, d.handed)) {
            from = d.handed; // the part that was there before is not handed on again
        } else {
            missing = from - d.handed;
            // Seen from the middle on, the first segment may have been a keep-alive, which stands one byte too early.
            if (missing == 1 && !d.payload_seen && !d.from_syn)
                missing = 0;
            if (missing != 0) {
                if (d.hole_count == d.holes.size()) {
                    std::copy(d.holes.begin() + 1, d.holes.end(), d.holes.begin());
                    --d.hole_count;
                }
                d.holes[d.hole_count++] = {d.handed, from};
            }
        }
        d.handed = to;
        d.payload_seen = true;
    }
    const std::uint32_t skip = std::min(from - sequence, s.captured);
    const Bytes bytes = packet.payload.subspan(skip, std::min<std::size_t>(to - from, s.captured - skip));
    if (whole) {
        Desegmenter& wait = late && !d.desegmenter.takes(from) ? d.aside : d.desegmenter;
        pass(entry, side, wait, s.at, from, bytes, missing, late);
        return;
    }
    // A segment that was cut cannot become part of a message: it is handed on as it is, and what waits goes on waiting.
    if (d.desegmenter.takes(from)) {
        d.desegmenter.read_elsewhere(to - from);
    } else {
        d.missing += missing;
        if (!late && d.desegmenter.waiting())
            d.give_up(d.desegmenter);
    }
    Data data = d.data(s.at, bytes, to - from);
    data.late = late;
    data.sequence = from;
    handler_.on_data(w.stream, static_cast<End>(side), data);
}

/// Desegmentation (desegment_tcp in packet-tcp.c): bytes go to the message that waits for them, or to the handler.
void StreamTable::pass(
    Entry& entry, std::size_t side, Desegmenter& wait, Moment at, std::uint32_t sequence, Bytes bytes, std::uint32_t missing, bool late)
{
    Stream& stream = entry.wanted->stream;
    Wanted::Direction& d = entry.wanted->directions[side];
    const std::uint32_t begin = sequence, segment_end = sequence + static_cast<std::uint32_t>(bytes.size());
    if (!wait.takes(sequence))
        d.missing += missing; // else it is a hole in what waits, which may still be filled
    while (!bytes.empty()) {
        if (wait.takes(sequence)) {
            const std::uint32_t taken = wait.add(sequence, bytes);
            sequence += taken;
            bytes = bytes.subspan(taken);
            if (wait.complete()) {
                const Bytes message = wait.bytes();
                const auto size = static_cast<std::uint32_t>(message.size());
                Data data = d.data(at, message, size);
                data.can_wait = data.reassembled = true;
                data.earlier = size - std::min(sequence - begin, size);
                data.sequence = wait.begin();
                data.late = late;
                const Answer answer = handler_.on_data(stream, static_cast<End>(side), data);
                if (answer.need == 0)
                    wait.stop();
                else if (!wait.extend(answer.used, answer.need, sequence, segment_end, limits_.waiting))
                    d.unread += size - std::min(answer.used, size);
            } else if (!late && wait.passed(sequence)) {
                d.give_up(wait); // its end is there, but not all before
            }
            continue;
        }
        if (wait.waiting())
            d.give_up(wait);
        const auto size = static_cast<std::uint32_t>(bytes.size());
        Data data = d.data(at, bytes, size);
        data.can_wait = true;
        data.late = late;
        data.sequence = sequence;
        const Answer answer = handler_.on_data(stream, static_cast<End>(side), data);
        if (answer.need != 0) {
            const std::uint32_t used = std::min(answer.used, size);
            if (!wait.start(sequence + used, bytes.subspan(used), answer.need, limits_.waiting))
                d.unread += size - used;
        }
        return;
    }
}

} // namespace cti::capture
