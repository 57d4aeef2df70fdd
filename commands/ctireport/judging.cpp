// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctireport/judging.hpp"

#include "protocols.hpp"

#include <algorithm>
#include <charconv>

namespace cti::command {

// ---- ports

Ports::Ports()
{
    for (const Descriptor* protocol : protocols()) {
        add(*protocol, protocol->ports, PortUse::plain);
        add(*protocol, protocol->secured_ports, PortUse::secured);
    }
}

namespace {

/// Calls visit(low, high) for each range of "1,5-7". False where it is no list of ranges.
template <class Visit>
bool for_each_range(std::string_view text, Visit visit)
{
    const auto number = [](std::string_view digits, std::uint16_t& out) {
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
        return !digits.empty() && error == std::errc{} && end == digits.data() + digits.size();
    };
    while (!text.empty()) {
        const std::string_view range = text.substr(0, text.find(','));
        text.remove_prefix(std::min(range.size() + 1, text.size()));
        const std::size_t dash = range.find('-');
        std::uint16_t low = 0, high = 0;
        if (!number(range.substr(0, dash), low) || !number(dash == std::string_view::npos ? range : range.substr(dash + 1), high) || low > high)
            return false;
        visit(low, high);
    }
    return true;
}

} // namespace

void Ports::add(const Descriptor& protocol, std::string_view ranges, PortUse use)
{
    for_each_range(ranges, [&](std::uint16_t low, std::uint16_t high) {
        for (std::uint32_t port = low; port <= high; ++port)
            ports_[static_cast<std::uint16_t>(port)] = {&protocol, use};
    });
}

std::string Ports::set(std::string_view text)
{
    const std::size_t equals = text.find('=');
    const Descriptor* protocol = find_protocol(text.substr(0, equals));
    if (equals == std::string_view::npos || !protocol || !protocol->make_stream)
        return "no protocol with ports of its own: " + std::string{text.substr(0, equals)};
    const std::string_view ranges = text.substr(equals + 1);
    if (!for_each_range(ranges, [](std::uint16_t, std::uint16_t) {}))
        return "no list of ports: " + std::string{ranges};
    std::erase_if(ports_, [&](const auto& row) { return row.second.protocol == protocol && row.second.use == PortUse::plain; });
    add(*protocol, ranges, PortUse::plain);
    return {};
}

Ports::Use Ports::of(std::uint16_t port) const
{
    const auto known = ports_.find(port);
    return known == ports_.end() ? Use{} : known->second;
}

PortUse Ports::of(const Descriptor& protocol, std::uint16_t port) const
{
    const Use use = of(port);
    return use.protocol == &protocol ? use.use : PortUse::none;
}

capture::PortSet Ports::tcp() const
{
    capture::PortSet set;
    for (const auto& [port, use] : ports_)
        set.add(port);
    return set;
}

// ---- judging

/// One of our protocols on a stream.
struct Judging::Flow {
    Connection* connection = nullptr;    ///< nullptr: known not to be ours
    std::shared_ptr<StreamProtocol> stream{};
    std::uint32_t kept[2] = {};          ///< bytes of each side that wait and come again
};

Judging::Judging(Ports ports) : ports_{std::move(ports)}, table_{*this, ports_.tcp(), true} {}
Judging::~Judging() = default;

bool Judging::claims(const capture::Packet& packet)
{
    claimed_ = nullptr;
    for (const Descriptor* protocol : protocols())
        if (protocol->looks_like && protocol->looks_like(packet.payload))
            claimed_ = protocol;
    return claimed_;
}

/// The stream's flow, made at its first segment; nullptr where it cannot be ours: the port of ours is the client's.
Judging::Flow* Judging::flow_of(capture::Stream& stream, const Segment& s)
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
    if (!protocol)
        return nullptr;
    flow.connection = &capture_.add(*protocol, s.from, s.to, ports_.of(*protocol, s.from.port), ports_.of(*protocol, s.to.port));
    flow.stream = protocol->make_stream(*flow.connection, capture_);
    flow.connection->set_rules(flow.stream);
    return &flow;
}

MessageKey Judging::next_key(std::uint32_t frame)
{
    last_key_ = {frame, last_key_.frame == frame ? last_key_.place + 1 : 1};
    return last_key_;
}

void Judging::tell(const Flow& flow, Moment at, const KeptFinding& finding, const SessionPtr& session)
{
    const ConnectionPtr& info = flow.connection->info();
    report_.add_finding(Subject{info->protocol, session, info, {}, {}, {}}, at, finding);
}

/// The segment of the frame before: what TCP says of it comes behind its messages.
void Judging::flush()
{
    if (!pending_flow_)
        return;
    Flow& flow = *pending_flow_;
    pending_flow_ = nullptr;
    flow.connection->on_segment(pending_);
    report_.add(flow.connection->info());
    for (const KeptFinding& f : flow.connection->findings_at(pending_.at.frame))
        tell(flow, pending_.at, f, nullptr);
}

void Judging::add(const capture::Packet& packet)
{
    capture_.on_frame(packet.segment.at);
    if (packet.content == capture::Content::segment)
        table_.add(packet);
    flush();
}

void Judging::finish()
{
    table_.end();
    flush();
    report_.absorb(capture_);
}

void Judging::on_segment(capture::Stream& stream, capture::End, const Segment& segment, capture::Fate)
{
    flush();
    if (Flow* flow = flow_of(stream, segment)) {
        pending_flow_ = flow;
        pending_ = segment;
    }
}

capture::Answer Judging::on_data(capture::Stream& stream, capture::End from, const capture::Data& data)
{
    auto* flow = static_cast<Flow*>(stream.user);
    if (!flow || !flow->connection)
        return {data.reported, 0};
    Connection& connection = *flow->connection;
    StreamProtocol& protocol = *flow->stream;
    const Side side = connection.side_of(stream.ends[capture::index(from)]);
    const std::size_t again = data.reassembled ? std::min<std::size_t>(flow->kept[index(side)], data.bytes.size()) : 0;
    flow->kept[index(side)] = 0;
    if (data.missing > 0)
        protocol.on_gap(side);
    connection.on_payload(side, data.at, data.bytes.subspan(again), false);
    if (connection.may_carry_tls(side) && data.can_wait) {
        flow->kept[index(side)] = data.reported;
        return {0, capture::Answer::one_more_segment};
    }
    if (connection.carries_tls() || connection.info()->coverage.foreign)
        return {data.reported, 0};
    protocol.on_bytes(side, data.at, data.bytes, again, data.reported);
    const auto rest = [&](std::size_t offset) { return data.bytes.subspan(std::min(offset, data.bytes.size())); };
    const Cut cut = cut_into_pieces(
        data.reported, [&](std::size_t offset) { return protocol.next(side, rest(offset), data.reported - offset, data.can_wait); },
        [&](std::size_t) { return data.can_wait; },
        [&](std::size_t offset, const Piece& piece) {
            const Bytes bytes = rest(offset).first(std::min<std::size_t>(piece.length, rest(offset).size()));
            const std::size_t on_wire = std::min<std::size_t>(piece.length, data.reported - offset);
            const PieceContext context{next_key(data.at.frame), data.at.time, side, false, bytes.size() < on_wire, piece.length > data.reported - offset};
            KeptFindings found;
            const MessageNote note = protocol.take(piece, bytes, context, found);
            report_.add(connection.info());
            report_.add(note, data.at);
            for (const KeptFinding& f : found)
                tell(*flow, data.at, f, note.session);
        });
    tell_pending(connection, side, cut, rest(cut.used).size());
    if (!cut.waits)
        return {data.reported, 0};
    const std::size_t left = data.reported - cut.used;
    flow->kept[index(side)] = static_cast<std::uint32_t>(left);
    const std::uint32_t wanted = cut.waiting.wanted;
    return {static_cast<std::uint32_t>(cut.used), wanted > left ? static_cast<std::uint32_t>(wanted - left) : capture::Answer::one_more_segment};
}

} // namespace cti::command
