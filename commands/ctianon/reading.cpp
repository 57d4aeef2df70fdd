// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctianon/reading.hpp"

#include "connection/connection.hpp"
#include "connection/foreign.hpp"
#include "logs/descriptor.hpp"
#include "protocols.hpp"

#include <algorithm>

namespace cti::anon {

// ---- what stands where

void Stand::put(std::uint64_t sequence, const Message& message)
{
    for (std::size_t i = 0; i < message.bytes().size(); ++i) {
        const std::uint64_t at = sequence + i;
        std::unique_ptr<Page>& page = pages_[at / page_size];
        if (!page)
            page = std::make_unique<Page>();
        page->bytes[at % page_size] = message.bytes()[i];
        page->fates[at % page_size] = message.fates()[i];
        page->known[at % page_size] = true;
    }
}

void Stand::get(std::uint64_t sequence, std::span<std::uint8_t> bytes, std::span<Byte> fates) const
{
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint64_t at = sequence + i;
        const auto page = pages_.find(at / page_size);
        const bool known = page != pages_.end() && page->second->known[at % page_size];
        bytes[i] = known ? page->second->bytes[at % page_size] : std::uint8_t{0};
        fates[i] = known ? page->second->fates[at % page_size] : Byte::blanked;
    }
}

std::uint64_t Stand::near(std::uint32_t sequence) const
{
    if (last_ == 0)
        return (std::uint64_t{1} << 32) + sequence;
    return last_ +
           static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<std::int32_t>(sequence - static_cast<std::uint32_t>(last_))));
}

// ---- reading

struct Reading::Flow {
    const Descriptor* protocol = nullptr;
    Connection* connection = nullptr; ///< nullptr: not ours
    std::shared_ptr<StreamProtocol> stream{};
    std::array<Stand, 2> stands{}; ///< by End
    std::uint32_t kept[2] = {};    ///< bytes of each side that wait and come again
    /// Bytes that wait, by End: written only where the rest never comes.
    struct Waiting {
        std::uint64_t sequence = 0;
        std::vector<std::uint8_t> bytes{};
    };
    std::array<Waiting, 2> waiting{};
    std::array<bool, 2> begun{}; ///< by End: bytes of it were read
};

namespace {

constexpr std::size_t most_quotable = 1000; // datagrams between two ends that are looked at for one that is quoted

/// How many of the first bytes of a side say which other protocol it is; 0: none that has such a beginning.
std::uint32_t signature_length(Bytes bytes, Side side)
{
    const auto named = [&](std::size_t n) {
        const Foreign f = recognise_foreign(bytes.first(n), side);
        return f.is_text ? nullptr : f.name;
    };
    const std::size_t room = std::min(bytes.size(), signature_room);
    const char* const name = named(room);
    if (!name)
        return 0;
    std::size_t n = 1;
    while (named(n) != name)
        ++n;
    return static_cast<std::uint32_t>(n);
}

} // namespace

/// Halves of values are no values: they are not searched.
void Reading::write_waiting(Flow& flow, std::size_t end)
{
    Flow::Waiting& w = flow.waiting[end];
    if (w.bytes.empty())
        return;
    Ledger halves;
    Message beginning{w.bytes, replacements_, halves};
    replace_beginning(*flow.protocol, beginning, rules_);
    flow.stands[end].put(w.sequence, beginning);
    w.bytes.clear();
}

void Reading::on_end(capture::Stream& stream, capture::EndReason, std::array<std::uint32_t, 2>)
{
    if (auto* flow = static_cast<Flow*>(stream.user); flow && flow->connection)
        for (std::size_t end = 0; end < 2; ++end)
            write_waiting(*flow, end);
}

Reading::Reading(capture::Ports ports, Rules rules, Replacements& replacements, Ledger& ledger)
    : ports_{std::move(ports)}, rules_{std::move(rules)},
      replacements_{replacements}, ledger_{ledger}, logs_{replacements_, ledger_, rules_}, table_{*this, ports_.all(), true}
{}
Reading::~Reading() = default;

Reading::Place Reading::place(std::uint32_t frame) const
{
    const auto known = places_.find(frame);
    return known == places_.end() ? Place{} : known->second;
}

Reading::Place Reading::quoted_segment(std::uint32_t frame, const Endpoint& from, const Endpoint& to, std::uint32_t sequence) const
{
    const auto known = directions_.find({from, to});
    if (known == directions_.end())
        return {};
    const auto later = std::find_if(known->second.begin(), known->second.end(), [&](const Begin& b) { return b.frame > frame; });
    if (later == known->second.begin())
        return {};
    const Stand& stand = *(later - 1)->stand;
    return {true, &stand, stand.near(sequence), nullptr};
}

Reading::Place Reading::quoted_datagram(std::uint32_t frame, const Endpoint& from, const Endpoint& to, Bytes bytes, std::size_t size) const
{
    const auto known = sent_.find({from, to});
    if (known == sent_.end())
        return {};
    std::size_t looks = 0;
    for (auto d = known->second.rbegin(); d != known->second.rend() && looks < most_quotable; ++d, ++looks)
        if ((*d)->frame < frame && (*d)->original.size() == size && bytes.size() <= size &&
            std::equal(bytes.begin(), bytes.end(), (*d)->original.begin()))
            return {true, nullptr, 0, (*d)->message.get()};
    return {};
}

bool Reading::claims(const capture::Packet& packet)
{
    claimed_ = nullptr;
    for (const Descriptor* protocol : protocols())
        if (protocol->looks_like && protocol->looks_like(packet.payload))
            claimed_ = protocol;
    return claimed_;
}

Reading::Flow* Reading::flow_of(capture::Stream& stream, const Segment& s)
{
    if (auto* known = static_cast<Flow*>(stream.user))
        return known->connection ? known : nullptr;
    Flow& flow = flows_.emplace_back();
    stream.user = &flow;
    const Descriptor* protocol = stream.claimed ? claimed_ : nullptr;
    if (!protocol && stream.server_port != 0)
        protocol = ports_.of(stream.server_port).protocol;
    else if (!protocol)
        for (const std::uint16_t port : {s.to.port, s.from.port})
            protocol = protocol ? protocol : ports_.of(port).protocol;
    if (!protocol || !protocol->make_stream)
        return nullptr;
    const auto use = [&](std::uint16_t port) {
        const capture::Ports::Use u = ports_.of(port);
        return u.protocol == protocol ? u.use : PortUse::none;
    };
    flow.protocol = protocol;
    flow.connection = &capture_.add(*protocol, s.from, s.to, use(s.from.port), use(s.to.port));
    flow.stream = protocol->make_stream(*flow.connection, capture_);
    flow.connection->set_rules(flow.stream);
    for (const capture::End end : {capture::End::first, capture::End::second}) {
        const Endpoint &one = stream.ends[capture::index(end)], &other = stream.ends[1 - capture::index(end)];
        directions_[{one, other}].push_back({s.at.frame, &flow.stands[capture::index(end)]});
    }
    for (const Endpoint& end : {s.from, s.to})
        if (end.address.is_v4())
            rules_.addresses.insert(be32(&end.address.bytes[12]));
    return &flow;
}

MessageKey Reading::next_key(std::uint32_t frame)
{
    last_key_ = {frame, last_key_.frame == frame ? last_key_.place + 1 : 1};
    return last_key_;
}

void Reading::flush()
{
    if (pending_flow_)
        pending_flow_->connection->on_segment(pending_);
    pending_flow_ = nullptr;
}

void Reading::add(const capture::Packet& packet)
{
    capture_.on_frame(packet.segment.at);
    if (packet.content == capture::Content::segment) {
        table_.add(packet);
    } else if (packet.content == capture::Content::datagram || packet.upper == "syslog") {
        Datagram datagram{packet.segment.at.frame, {packet.payload.begin(), packet.payload.end()}, nullptr};
        Ledger none;
        Message trial{datagram.original, replacements_, none};
        if (replace_datagram(packet.segment.from.port, packet.segment.to.port, trial)) {
            Datagram& kept = datagrams_.emplace_back(std::move(datagram));
            kept.message = std::make_unique<Message>(kept.original, replacements_, ledger_);
            replace_datagram(packet.segment.from.port, packet.segment.to.port, *kept.message);
            places_[packet.segment.at.frame] = {true, nullptr, 0, kept.message.get()};
            sent_[{packet.segment.from, packet.segment.to}].push_back(&kept);
            ++messages_;
        }
    } else if (packet.content == capture::Content::upper && packet.upper == logs::descriptor.filter) {
        Datagram& kept =
            datagrams_.emplace_back(Datagram{packet.segment.at.frame, {packet.payload.begin(), packet.payload.end()}, nullptr});
        kept.message = std::make_unique<Message>(kept.original, replacements_, ledger_);
        logs_.record(*kept.message);
        places_[packet.segment.at.frame] = {true, nullptr, 0, kept.message.get()};
        ++messages_;
    }
    flush();
}

void Reading::finish()
{
    table_.end();
    flush();
}

void Reading::on_segment(capture::Stream& stream, capture::End from, const Segment& segment, capture::Fate)
{
    flush();
    Flow* flow = flow_of(stream, segment);
    if (!flow)
        return;
    pending_flow_ = flow;
    pending_ = segment;
    Stand& stand = flow->stands[capture::index(from)];
    // The first byte of a segment with SYN has the number behind it.
    const std::uint32_t first = segment.sequence + ((segment.flags & tcp_syn) != 0 ? 1 : 0);
    places_[segment.at.frame] = {true, &stand, stand.unwrap(first), nullptr};
}

capture::Answer Reading::on_data(capture::Stream& stream, capture::End from, const capture::Data& data)
{
    auto* flow = static_cast<Flow*>(stream.user);
    if (!flow || !flow->connection)
        return {data.reported, 0};
    Connection& connection = *flow->connection;
    StreamProtocol& protocol = *flow->stream;
    Stand& stand = flow->stands[capture::index(from)];
    const std::uint64_t sequence = stand.unwrap(data.sequence);
    if (data.reassembled && sequence == flow->waiting[capture::index(from)].sequence)
        flow->waiting[capture::index(from)].bytes.clear();
    else
        write_waiting(*flow, capture::index(from));
    const Side side = connection.side_of(stream.ends[capture::index(from)]);
    const std::size_t again = data.reassembled ? std::min<std::size_t>(flow->kept[index(side)], data.bytes.size()) : 0;
    flow->kept[index(side)] = 0;
    if (data.missing > 0)
        protocol.on_gap(side);
    connection.on_payload(side, data.at, data.bytes.subspan(again), false);
    if (connection.carries_tls()) {
        Message message{data.bytes, replacements_, ledger_};
        message.keep({0, static_cast<std::uint32_t>(data.bytes.size())}, Byte::markup); // not searched: what it holds is chance
        stand.put(sequence, message);
        tls_bytes_ += data.bytes.size();
        return {data.reported, 0};
    }
    bool& begun = flow->begun[capture::index(from)];
    const std::uint32_t signature = begun ? 0 : signature_length(data.bytes, side);
    begun = true;
    if (connection.info()->coverage.foreign) {
        Message message{data.bytes, replacements_, ledger_};
        message.keep({0, signature}, Byte::markup);
        stand.put(sequence, message);
        return {data.reported, 0};
    }
    protocol.on_bytes(side, data.at, data.bytes, again, data.reported);
    const auto rest = [&](std::size_t offset) { return data.bytes.subspan(std::min(offset, data.bytes.size())); };
    const Cut cut = cut_into_pieces(
        data.reported, [&](std::size_t offset) { return protocol.next(side, rest(offset), data.reported - offset, data.can_wait); },
        [&](std::size_t) { return data.can_wait; },
        [&](std::size_t offset, const Piece& piece) {
            const Bytes bytes = rest(offset).first(std::min<std::size_t>(piece.length, rest(offset).size()));
            const std::size_t on_wire = std::min<std::size_t>(piece.length, data.reported - offset);
            const PieceContext context{next_key(data.at.frame), data.at.time, side, false, bytes.size() < on_wire};
            Message message{bytes, replacements_, ledger_};
            replace_piece(*flow->protocol, protocol, piece, context, message, rules_);
            if (offset == 0)
                message.restore({0, signature}); // finds out that it is another protocol only later
            stand.put(sequence + offset, message);
            ++messages_;
        });
    tell_pending(connection, side, cut, rest(cut.used).size());
    if (!cut.waits)
        return {data.reported, 0};
    const Bytes waits = rest(cut.used);
    flow->waiting[capture::index(from)] = {sequence + cut.used, {waits.begin(), waits.end()}};
    const std::size_t left = data.reported - cut.used;
    flow->kept[index(side)] = static_cast<std::uint32_t>(left);
    const std::uint32_t wanted = cut.waiting.wanted;
    return {static_cast<std::uint32_t>(cut.used),
        wanted > left ? static_cast<std::uint32_t>(wanted - left) : capture::Answer::one_more_segment};
}

} // namespace cti::anon
