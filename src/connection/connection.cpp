// SPDX-License-Identifier: GPL-2.0-or-later
// What happened on a connection. What it means is in judgement.cpp.
#include "connection/connection.hpp"

#include "core/umbrella.hpp"

#include <algorithm>

namespace cti {
namespace {

consteval const Diagnosis& diagnosis(std::string_view id) { return diagnosis_row(umbrella_tables::diagnoses, id); }

} // namespace

Connection::Connection(
    const Descriptor& protocol, std::uint32_t number, const Endpoint& from, const Endpoint& to, PortUse from_port, PortUse to_port)
    : protocol_{protocol}, info_{std::make_shared<ConnectionInfo>()}, ends_{from, to}, uses_{from_port, to_port}
{
    info_->number = number;
    info_->protocol = protocol.filter;
    guess_server();
}

void Connection::set_rules(std::shared_ptr<SessionRules> rules) { rules_ = std::move(rules); }

// ---- who is who

/// By the ports alone: a registered one, else the lower one; where they are alike, the one that was called first.
void Connection::guess_server()
{
    const bool one_registered = (uses_[0] == PortUse::none) != (uses_[1] == PortUse::none);
    const bool first = one_registered ? uses_[0] != PortUse::none : ends_[0].port < ends_[1].port;
    server_ = first ? 0 : 1;
    info_->roles = one_registered ? RoleEvidence::registered_port : RoleEvidence::lower_port;
    info_->client = ends_[1 - server_];
    info_->server = ends_[server_];
}

void Connection::set_server(End end, RoleEvidence evidence)
{
    if (evidence <= info_->roles)
        return;
    info_->roles = evidence;
    if (end == server_)
        return;
    server_ = end;
    std::swap(info_->client, info_->server);
    std::swap(info_->coverage.client_captured, info_->coverage.server_captured);
}

bool Connection::is_ours() const
{
    const bool only_client_registered = uses_[server_] == PortUse::none && uses_[1 - server_] != PortUse::none;
    return !protocol_.is_one_way && (!only_client_registered || halves_[0].messages != 0 || halves_[1].messages != 0);
}

// ---- what was captured

void Connection::touch(Moment at)
{
    last_ = at;
    if (info_->first == no_time) {
        first_ = at;
        info_->first = info_->last = at.time;
    } else if (at.time > info_->last) {
        info_->last = at.time;
    }
}

inline bool Connection::note_captured(End end, Moment at)
{
    Half& mine = halves_[end];
    if (mine.frames == 0) {
        (end == server_ ? info_->coverage.server_captured : info_->coverage.client_captured) = true;
        info_->coverage.unanswered &= end != server_;
    }
    const bool is_new = mine.frames == 0 || at.time - mine.last.time > limits_.duplicate;
    mine.frames += is_new;
    mine.last = at;
    return is_new;
}

/// Data that waits for long and is not sent again was taken: the acknowledgement was not captured, nor, where only the handshake is there,
/// anything else of the other side.
bool Connection::is_handshake_only(Time now) const
{
    if (halves_[0].flow.bytes() != 0 && halves_[1].flow.bytes() != 0)
        return false;
    for (const End end : {End{0}, End{1}}) {
        const Flow& flow = halves_[end].flow;
        const Half& theirs = halves_[1 - end];
        if (theirs.frames != 0 && theirs.flow.bytes() == 0 && flow.waiting() && flow.sent_again() == 0 &&
            now - flow.waits_since().time > limits_.no_acknowledgement)
            return true;
    }
    return false;
}

void Connection::update_missing()
{
    std::uint64_t missing = 0;
    for (const Half& h : halves_)
        missing += h.frames != 0 ? h.flow.missing() : 0;
    info_->coverage.missing_bytes = missing;
}

std::uint64_t Connection::unread(const Half& mine) const
{
    // Of TLS the two count different things: records as they were sent, and what was in them. What is another protocol's nobody hands on.
    const auto is_tls = [](const Half& h) { return h.decrypted || h.records.is_tls(); };
    if (is_tls(halves_[0]) || is_tls(halves_[1]) || info_->coverage.foreign)
        return 0;
    if (mine.cut_frames != 0) // which is said by itself
        return 0;
    // The rest of a message is handed on when all of it is there.
    const Pending& p = mine.pending.read();
    const std::uint64_t waiting = p.have != 0 && p.expected > p.have ? p.expected - p.have : 0;
    const std::uint64_t known = mine.handed + waiting;
    return mine.flow.bytes() > known ? mine.flow.bytes() - known : 0;
}

inline void Connection::update_unread() { info_->coverage.unread_bytes = unread(Side::client) + unread(Side::server); }

void Connection::on_unread(Side from, std::uint32_t bytes)
{
    Half& mine = halves_[end_of(from)];
    mine.handed -= std::min<std::uint64_t>(mine.handed, bytes);
    update_unread();
}

void Connection::update_coverage()
{
    Coverage& coverage = info_->coverage;
    bool encrypted = false, readable = halves_[0].messages != 0 || halves_[1].messages != 0;
    if (readable) {
        coverage.encrypted = false;
        return;
    }
    for (const Half& h : halves_) {
        encrypted |= h.records.had_application_data();
        // A handshake that somebody breaks off: what he did not like stands in what is encrypted, if anywhere.
        encrypted |= !caused_ && h.records.had_server_hello();
        // From the middle on a record may begin anywhere: on a secured port that is TLS until something is read.
        encrypted |= server_use() == PortUse::secured && !coverage.from_start && h.clear && h.records.is_other();
        readable |= h.decrypted;
    }
    coverage.encrypted = encrypted && !readable;
}

bool Connection::seen_from_start(Side side) const
{
    const Half& h = half(side);
    return h.flow.start_known() && !h.flow.has_gap() && h.cut_frames == 0;
}

// ---- payload and messages

void Connection::on_payload(Side from, Moment at, Bytes bytes, bool encrypted)
{
    if (bytes.empty())
        return;
    const End end = end_of(from);
    Half& mine = halves_[end];
    touch(at);
    if (mine.frames == 0)
        note_captured(end, at);
    info_->accepted = info_->carried_data = true;
    if (first_data_frame_ == 0)
        first_data_frame_ = at.frame;
    if (encrypted) {
        mine.decrypted = true;
        answer_opening(end, true);
        update_coverage();
        return;
    }
    const bool first = !mine.clear;
    mine.clear = true;
    mine.handed += bytes.size();
    if (info_->coverage.unread_bytes != 0) // else there cannot be more of them now
        update_unread();
    if (first && from == Side::client && opening_.state == Opening::State::none)
        opening_ = {Opening::State::asked, end, false, false, nullptr, at};
    if (!mine.begun)
        look_at_first_bytes(end, bytes);
    mine.records.feed(bytes, [&](std::uint8_t level, std::uint8_t description) { on_alert(end, at, level, description); });
    if (first_tls_.frame == 0 && mine.records.is_tls())
        first_tls_ = at;
    answer_opening(end, false);
    update_coverage();
}

void Connection::look_at_first_bytes(End end, Bytes bytes)
{
    Half& mine = halves_[end];
    if (mine.foreign.name && !mine.foreign.is_text)
        return;
    Bytes known = bytes.first(std::min(bytes.size(), signature_room));
    if (mine.beginning || known.size() < signature_room) {
        Beginning& kept = mine.beginning.write();
        const std::size_t n = std::min(bytes.size(), signature_room - kept.count);
        std::copy_n(bytes.begin(), n, kept.bytes.begin() + kept.count);
        kept.count = static_cast<std::uint8_t>(kept.count + n);
        known = {kept.bytes.data(), kept.count};
    }
    mine.begun = known.size() == signature_room;
    mine.foreign = protocol_.looks_like && protocol_.looks_like(known) ? Foreign{} : recognise_foreign(known, side_of(end));
    if (mine.foreign.is_text && protocol_.is_text)
        mine.foreign = {};
}

void Connection::answer_opening(End from, bool encrypted)
{
    // What came out of TLS is answered by what comes out of TLS: a record in clear may be anything, an alert for example.
    if (opening_.state == Opening::State::asked && from != opening_.asker && (encrypted || !opening_.encrypted))
        opening_.state = Opening::State::answered;
}

void Connection::on_message(Side from, const MessageSeen& message)
{
    const End end = end_of(from);
    const End other_end = 1 - end;
    const Moment at{message.key.frame, message.time};
    touch(at);
    ++halves_[end].messages;
    if (message.sent_by == Sender::client)
        set_server(other_end, RoleEvidence::message);
    else if (message.sent_by == Sender::server)
        set_server(end, RoleEvidence::message);
    closing_ |= message.is_closing;
    const bool asks = opening_.state == Opening::State::asked;
    if (message.is_opening_request && side_of(end) == Side::client) {
        if (!asks || !opening_.known)
            opening_ = {Opening::State::asked, end, true, message.encrypted, message.name, at};
        else
            opening_.encrypted &= message.encrypted;
    } else if (message.is_opening_answer) {
        answer_opening(end, true);
    } else if (asks && !opening_.known && !opening_.name && end == opening_.asker && !message.encrypted) {
        opening_.name = message.name;
    }
    update_coverage();
}

void Connection::on_pending(Side from, std::uint64_t have, std::uint64_t expected, const char* name, bool is_opening_request)
{
    if (Seldom<Pending>& pending = halves_[end_of(from)].pending; have != 0 || pending)
        pending.write() = {have, expected, name ? name : "", is_opening_request};
}

// ---- segments

void Connection::on_segment(const Segment& segment)
{
    const End end = end_of(segment.from);
    touch(segment.at);
    if (segment.window == 0 || halves_[end].stalls.read().shut.frame != 0)
        on_window(end, segment);
    if ((segment.flags & (tcp_syn | tcp_fin | tcp_rst)) != 0 || segment.length != 0) {
        on_unusual_segment(end, segment);
        return;
    }
    const bool is_new = note_captured(end, segment.at);
    take_acknowledgement(end, segment);
    if (is_new && halves_[end].flow.is_keep_alive(segment.sequence))
        on_keep_alive(end, segment.at);
}

void Connection::on_keep_alive(End end, Moment at)
{
    Stalls& mine = halves_[end].stalls.write();
    if (mine.probes == 0 || mine.first_probe.time <= halves_[1 - end].last.time) {
        mine.first_probe = at;
        mine.probes = 0;
    }
    ++mine.probes;
}

/// An RST says nothing of room; who says goodbye needs none.
void Connection::on_window(End end, const Segment& segment)
{
    if (ended_ || (segment.flags & (tcp_syn | tcp_fin | tcp_rst)) != 0)
        return;
    Stalls& mine = halves_[end].stalls.write();
    if (segment.window == 0) {
        if (mine.shut.frame == 0)
            mine.shut = segment.at, mine.shut_last = segment.at.time;
        else if (segment.at.time - mine.shut_last > limits_.duplicate)
            mine.shut_last = segment.at.time;
        return;
    }
    keep_finding(segment.at.frame, reader_stalled(end, "then it read on"));
    mine.shut = {};
}

void Connection::on_acknowledgement(Side from, Moment at, std::uint32_t number) { on_acknowledgement(end_of(from), at, number); }

inline void Connection::on_acknowledgement(End from, Moment at, std::uint32_t number)
{
    Half& theirs = halves_[1 - from];
    theirs.flow.on_acknowledgement(number, at, theirs.frames != 0);
    if (theirs.flow.has_gap())
        update_missing();
}

void Connection::take_acknowledgement(End end, const Segment& segment)
{
    if ((segment.flags & tcp_ack) == 0)
        return;
    Half& theirs = halves_[1 - end];
    on_acknowledgement(end, segment.at, segment.acknowledgement);
    if (end != server_ && (segment.flags & tcp_syn) == 0) {
        client_took_answer_ |= theirs.syn;
        // A server's bare acknowledgement may answer a connection that was there before; the client's follows the handshake.
        info_->accepted |= halves_[end].bare_syn;
        info_->coverage.unanswered &= !info_->accepted;
    }
}

void Connection::on_unusual_segment(End end, const Segment& segment)
{
    Half& mine = halves_[end];
    if (segment.flags & tcp_rst) {
        on_reset(end, segment);
        return;
    }
    const bool syn = (segment.flags & tcp_syn) != 0;
    if (syn)
        on_syn(end, segment);
    const bool is_new = (syn || segment.length != 0) && note_captured(end, segment.at);
    take_acknowledgement(end, segment);
    if (segment.length != 0) {
        const std::uint32_t first_byte = segment.sequence + (syn ? 1 : 0);
        if (segment.length == 1 && is_new && mine.flow.is_keep_alive(first_byte))
            on_keep_alive(end, segment.at);
        if (protocol_.is_one_way) // such a connection is found by its bytes, and maybe late
            mine.flow.is_ours_from(first_byte);
        const Flow::Data data = mine.flow.on_data(first_byte, segment.length, segment.at, limits_.duplicate);
        info_->coverage.handshake_only = is_handshake_only(segment.at.time);
        if (!syn) {
            info_->accepted = true;
            info_->coverage.unanswered = false;
            info_->carried_data |= data != Flow::Data::none;
        }
        if (first_data_frame_ == 0)
            first_data_frame_ = segment.at.frame;
        if (data == Flow::Data::fresh || data == Flow::Data::fill)
            answer_opening(end, false);
        if (mine.flow.has_gap() || info_->coverage.missing_bytes != 0)
            update_missing();
        if (segment.captured < segment.length && data != Flow::Data::none) {
            mine.records.lose();
            ++mine.cut_frames;
            if (info_->coverage.cut_frames++ == 0 && is_ours())
                keep_finding(segment.at.frame, keep(Finding{diagnosis("cti.cut_frames"), {}, segment.captured, segment.length}));
        }
        if (rules_)
            info_->coverage.framed = rules_->is_readable();
        if (mine.foreign.name)
            judge_foreign(end, segment.at);
        update_unread();
    }
    if (!middle_told_ && !info_->coverage.from_start && info_->carried_data && is_ours()) {
        middle_told_ = true;
        const std::string client = info_->client.text(), server = info_->server.text();
        keep_finding(
            segment.at.frame, keep(Finding{diagnosis("cti.from_the_middle"), {}, std::string_view{client}, std::string_view{server}}));
    }
    if (segment.flags & tcp_fin)
        on_fin(end, segment);
}

bool Connection::begins_anew(const Segment& segment) const
{
    if ((segment.flags & (tcp_syn | tcp_ack)) != tcp_syn)
        return false;
    const Half& mine = halves_[end_of(segment.from)];
    if (mine.syn)
        return mine.isn != segment.sequence && (info_->accepted || ended_);
    return info_->carried_data && first_data_frame_ != segment.at.frame && segment.at.time - info_->first > limits_.duplicate;
}

bool Connection::tries_again(const Segment& segment) const
{
    if ((segment.flags & (tcp_syn | tcp_ack | tcp_rst)) != tcp_syn || !ended_ || info_->accepted)
        return false;
    const Half& mine = halves_[end_of(segment.from)];
    return !mine.syn || mine.isn != segment.sequence || segment.at.time - mine.last.time > limits_.syn_duplicate;
}

/// The same ports, another connection.
void Connection::start_again()
{
    for (Half& h : halves_) {
        const std::uint32_t frames = h.frames;
        h = {};
        h.frames = frames;
    }
    opening_ = {};
    syns_ = 0;
    first_data_frame_ = 0;
    first_syn_ack_ = first_fin_ = {};
    ended_ = closing_ = caused_ = client_took_answer_ = false;
    info_->accepted = false;
    info_->ended.clear();
    const End server = server_;
    guess_server();
    if (server != server_)
        std::swap(info_->coverage.client_captured, info_->coverage.server_captured);
}

void Connection::on_syn(End end, const Segment& segment)
{
    const bool bare = (segment.flags & tcp_ack) == 0;
    if (begins_anew(segment) || tries_again(segment))
        start_again();
    Half& mine = halves_[end];
    Half& theirs = halves_[1 - end];
    if (!mine.syn || mine.isn != segment.sequence) {
        mine.flow.on_syn(segment.sequence);
        mine.isn = segment.sequence;
        mine.syn = true;
    }
    if (!info_->carried_data || first_data_frame_ == segment.at.frame)
        info_->coverage.from_start = true;
    if (!bare) {
        set_server(end, RoleEvidence::syn);
        theirs.flow.begins_at(segment.acknowledgement);
        info_->accepted = true;
        if (first_syn_ack_.frame == 0)
            first_syn_ack_ = segment.at;
        return;
    }
    mine.bare_syn = true;
    if (!theirs.bare_syn) // else both open at once
        set_server(1 - end, RoleEvidence::syn);
    if (end == server_)
        return;
    if (syns_ == 0)
        first_syn_ = segment.at;
    if (syns_ == 0 || segment.at.time - last_syn_.time > limits_.syn_duplicate) {
        ++syns_;
        last_syn_ = segment.at;
        info_->coverage.unanswered = syns_ > 1 && !info_->accepted && theirs.frames == 0;
    }
    // Data that comes with the SYN (RFC 7413) is not yet accepted by anybody.
    if (segment.length != 0 && first_.frame == segment.at.frame && theirs.frames == 0)
        info_->accepted = false;
}

void Connection::on_fin(End end, const Segment& segment)
{
    Half& mine = halves_[end];
    mine.flow.on_fin(segment.sequence + segment.length, segment.at);
    if (mine.flow.has_gap())
        update_missing();
    if (mine.fin || ended_)
        return;
    mine.fin = true;
    if (halves_[1 - end].fin) {
        finish({first_fin_, side_of(first_to_close_), false, false}, segment.at);
        return;
    }
    first_to_close_ = end;
    first_fin_ = segment.at;
    info_->coverage.handshake_only = is_handshake_only(segment.at.time);
    const Outcome outcome{segment.at, side_of(end), false, false};
    info_->ended = outcome.verb();
    // This direction is over; what waits for the other one waits on.
    if (!may_judge())
        return;
    auto fault = ended_in_message(side_of(end), outcome);
    if (!fault && end == server_)
        fault = opening_unanswered(outcome);
    caused_ |= keep_finding(segment.at.frame, fault);
}

void Connection::on_reset(End end, const Segment& segment)
{
    if (ended_)
        return;
    Half& mine = halves_[end];
    Half& theirs = halves_[1 - end];
    if (info_->accepted && mine.flow.is_elsewhere(segment.sequence)) // outside of the window: nobody heeds it (RFC 9293, 3.10.7.4)
        return;
    const Outcome outcome{segment.at, side_of(end), true, false};
    if (!info_->accepted && halves_[1 - server_].bare_syn) {
        if (end != server_) // gives up, or clears what a connection before left behind; it may try again
            return;
        ended_ = true;
        info_->ended = outcome.verb();
        info_->coverage.server_captured = true; // all that there was of it
        if (is_ours() && !refusal_told_)
            refusal_told_ = keep_finding(segment.at.frame, refused("refused by reset", {}, nullptr));
        return;
    }
    if (segment.flags & tcp_ack)
        theirs.flow.on_reset_acknowledgement(segment.acknowledgement, segment.at, theirs.frames != 0);
    mine.flow.on_reset(segment.sequence, segment.at);
    if (has_gap())
        update_missing();
    finish(outcome, segment.at);
}

void Connection::finish(const Outcome& outcome, Moment now)
{
    ended_ = true;
    // Who closed first ended it; an RST that follows only says that nobody reads any more.
    const bool half_closed = halves_[0].fin || halves_[1].fin;
    const Outcome how = half_closed ? Outcome{first_fin_, side_of(first_to_close_), false, false} : outcome;
    info_->ended = how.verb();
    info_->coverage.handshake_only = is_handshake_only(now.time);
    for (const End end : {End{0}, End{1}})
        keep_finding(now.frame, reader_stalled(end, outcome.verb()));
    if (may_judge()) {
        auto fault = nothing_exchanged(how);
        if (!fault)
            fault = unacknowledged({now, how.by, how.reset, false});
        if (!fault)
            fault = opening_unanswered(how);
        if (!fault)
            fault = ended_in_message(Side::client, how);
        if (!fault)
            fault = ended_in_message(Side::server, how);
        if (!fault && how.reset)
            fault = session_lost(how);
        if (!fault && how.reset)
            fault = probed_in_vain(how);
        caused_ |= keep_finding(now.frame, fault);
    }
    if (!rules_ || rules_asked_)
        return;
    rules_asked_ = true;
    info_->coverage.framed = rules_->is_readable();
    KeptFindings found;
    rules_->on_end({now.frame, place_behind_messages}, {now, how.by, how.reset, true}, found);
    // Of one side alone nobody knows what was answered.
    if (both_captured())
        for (KeptFinding& finding : found)
            keep_finding(now.frame, std::move(finding));
}

// ---- findings

bool Connection::keep_finding(std::uint32_t frame, std::optional<KeptFinding> finding)
{
    if (!finding)
        return false;
    if (kept_ && kept_->findings.size() >= limits_.max_findings)
        return true;
    if (!kept_)
        kept_ = std::make_unique<Kept>();
    kept_->findings.push_back(std::move(*finding));
    kept_->frames.push_back(kept_->frames.empty() ? frame : std::max(frame, kept_->frames.back()));
    return true;
}

std::span<const KeptFinding> Connection::Kept::at(std::uint32_t frame) const
{
    const auto [begin, end] = std::equal_range(frames.begin(), frames.end(), frame);
    return {findings.data() + (begin - frames.begin()), static_cast<std::size_t>(end - begin)};
}

} // namespace cti
