// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctireport/judging.hpp"

#include "bwfault/descriptor.hpp"
#include "bwfault/read_notifications.hpp"
#include "bwfault/read_table.hpp"
#include "core/sink.hpp"
#include "core/text.hpp"
#include "ged188/session.hpp"
#include "logs/descriptor.hpp"
#include "logs/record_view.hpp"
#include "logs/told_sessions.hpp"
#include "protocols.hpp"
#include "report/capture_end.hpp"
#include "ucalarm/descriptor.hpp"
#include "ucalarm/stream.hpp"

#include <algorithm>
#include <utility>

namespace cti::command {

// ---- judging

namespace {

/// Ports that other protocols are known to have, and that Wireshark gives to those before it looks at what is sent.
constexpr std::string_view others_ports =
    "20-23,25,49,53,80,88,102,110,111,119,135,139,143,179,389,443,445,465,515,548,554,587,631,636,853,873,993,995,1433,"
    "1521,1720,1723,1883,1935,2000,2049,3128,3268,3306,3389,4569,5060,5061,5222,5269,5432,5671,5672,5900,6379,8080,"
    "8883,9092,11211,27017";

const Descriptor* whose_content(Bytes payload)
{
    for (const Descriptor* protocol : protocols())
        if (protocol->looks_like && protocol->looks_like(payload))
            return protocol;
    return nullptr;
}

} // namespace

/// Takes the alarms of a message to the report.
struct Judging::AlarmReading {
    AlarmReading(Report& to, Moment when, ConnectionPtr over) : report{to}, at{when}, carrier{std::move(over)} {}

    CollectingSink& begin(Bytes, bool, Span) { return sink; }
    void end(const ucalarm::Summary&, const ucalarm::AlarmNote& alarm)
    {
        if (alarm.joined)
            found.insert(found.end(), alarm.joined->begin(), alarm.joined->end());
        if (carrier)
            report.add(carrier);
        report.add(alarm.note, at);
        const Subject subject{
            ucalarm::descriptor.filter, alarm.refused, carrier, alarm.client, alarm.user, alarm.node, alarm.sender, alarm.link,
            alarm.event};
        for (const KeptFinding& f : found)
            report.add_finding(subject, at, f);
        found.clear();
    }
    void part(const ucalarm::MessagePart&, Span) {}

    Report& report;
    Moment at;
    ConnectionPtr carrier;
    KeptFindings found{};
    CollectingSink sink{found};
};

/// One of our protocols on a stream.
struct Judging::Flow {
    Connection* connection = nullptr; ///< nullptr: known not to be ours
    std::shared_ptr<StreamProtocol> stream{};
    bool is_told = false;       ///< the report knows the connection
    std::uint32_t kept[2] = {}; ///< bytes of each side that wait and come again
    std::uint32_t skip[2] = {}; ///< bytes of each side to come that are the rest of a message in a cut frame
};

Judging::Judging(capture::Ports ports, capture::StreamLimits limits)
    : ports_{std::move(ports)}, table_{*this, ports_.without_found_by_content(), true, limits},
      notification_{std::make_unique<bwfault::Notification>()}
{
    const auto fill = [](capture::PortSet& set, std::string_view ranges) {
        capture::for_each_range(ranges, [&](std::uint16_t low, std::uint16_t high) { set.add(low, high); });
    };
    fill(others_, others_ports);
    fill(syslog_, ucalarm::descriptor.datagram_ports);
    fill(snmp_, bwfault::descriptor.datagram_ports);
}
Judging::~Judging() { table_.end(); } // whose end is that of the flows

capture::FilterRules Judging::rules() const
{
    capture::FilterRules rules;
    rules.tcp = ports_.without_found_by_content();
    rules.udp.add(syslog_);
    rules.udp.add(snmp_);
    rules.foreign = others_;
    rules.claims = [](const capture::Packet& packet) { return whose_content(packet.payload) != nullptr; };
    return rules;
}

/// Whose the stream is by its ports: the server's where it is known, else the lower one first.
const Descriptor* Judging::whose_ports(const capture::Stream& stream, const Segment& s) const
{
    const std::uint16_t low = std::min(s.from.port, s.to.port), high = std::max(s.from.port, s.to.port);
    capture::Ports::Use use;
    if (stream.server_port != 0)
        use = ports_.of(stream.server_port);
    else if (!is_others(low))
        use = ports_.of(low).protocol ? ports_.of(low) : ports_.of(high);
    return use.is_told_by_content() ? nullptr : use.protocol;
}

bool Judging::is_others(std::uint16_t port) const { return others_.has(port) && !ports_.of(port).protocol; }

/// The stream's flow, made by what opens a connection or is its first payload, as Wireshark calls a dissector; nullptr where it is none of
/// ours.
Judging::Flow* Judging::flow_of(capture::Stream& stream, const Segment& s, capture::Fate fate)
{
    auto* known = static_cast<Flow*>(stream.user);
    if (known && known->connection)
        return known;
    const bool brings_data = fate == capture::Fate::handed;
    if (!brings_data && !(s.flags & tcp_syn))
        return nullptr;
    const Descriptor* protocol = known ? nullptr : whose_ports(stream, s);
    if (!protocol && brings_data)
        protocol = whose_content(packet_->payload);
    else if (!protocol && stream.claimed)
        protocol = whose_content(packet_->payload); // its opening is told before the bytes that it was claimed for
    if (!protocol)
        return nullptr;
    if (!known)
        stream.user = known = new Flow; // on_end() deletes it
    Flow& flow = *known;
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
    report_.add_finding(Subject{info->protocol, session, info, {}, {}, {}, {}, {}}, at, finding);
}

/// The segment of the frame before: what TCP says of it comes behind its messages.
void Judging::flush()
{
    if (!pending_flow_)
        return;
    Flow& flow = *pending_flow_;
    pending_flow_ = nullptr;
    flow.connection->on_segment(pending_);
    if (!flow.is_told || pending_.flags & (tcp_syn | tcp_fin | tcp_rst)) {
        flow.is_told = true;
        report_.add(flow.connection->info());
    }
    for (const KeptFinding& f : flow.connection->findings_at(pending_.at.frame))
        tell(flow, pending_.at, f, nullptr);
}

void Judging::add(const capture::Packet& packet)
{
    capture_.on_frame(packet.segment.at, packet.content == capture::Content::upper && packet.upper == logs::descriptor.filter);
    packet_ = &packet;
    if (packet.content == capture::Content::segment)
        table_.add(packet);
    else if (packet.content == capture::Content::datagram)
        read_datagram(packet);
    else if (packet.upper == "syslog")
        read_syslog(packet);
    else if (packet.upper == "snmp")
        read_snmp(packet);
    else if (packet.upper == logs::descriptor.filter)
        read_log(packet);
    flush();
    packet_ = nullptr;
}

void Judging::read_datagram(const capture::Packet& packet)
{
    const Segment& s = packet.segment;
    if (syslog_.has(s.from.port) || syslog_.has(s.to.port))
        read_syslog(packet);
    else if (snmp_.has(s.from.port) || snmp_.has(s.to.port))
        read_snmp(packet);
}

/// The alarms of a datagram, each a message of its own.
void Judging::read_syslog(const capture::Packet& packet)
{
    const Segment& s = packet.segment;
    const ucalarm::Captured whole = s.captured < s.length ? ucalarm::Captured::cut : ucalarm::Captured::whole;
    const std::string sender = s.from.address.text();
    AlarmReading reading{report_, s.at, nullptr};
    ucalarm::Start start;
    for (std::uint32_t from = 0; ucalarm::find_alarm(packet.payload, from, start);) {
        NullSink nothing;
        const ucalarm::Summary extent = ucalarm::decode_alarm(packet.payload, start, nothing, whole);
        const Bytes text = packet.payload.subspan(extent.begin, extent.end - extent.begin);
        from = extent.end;
        ucalarm::read_alarms(text, whole, next_key(s.at.frame), sender, capture_, true, reading);
    }
}

/// Takes BroadWorks alarms, rows of a table or notifications, to the report.
struct Judging::FaultReading {
    MessageKey key() { return judging.next_key(at.frame); }
    template <class From>
    CollectingSink& begin(const From&, const bwfault::Summary&, bool is_first)
    {
        found.clear();
        ignored.clear();
        return is_first ? sink : nothing;
    }
    void end(const bwfault::FaultNote& fault)
    {
        judging.report_.add(fault.note, at);
        for (const KeptFinding& f : found)
            judging.report_.add_finding(
                Subject{bwfault::descriptor.filter, nullptr, nullptr, fault.client, {}, fault.server, {}, {}}, at, f);
    }

    Judging& judging;
    Moment at;
    KeptFindings found{}, ignored{};
    CollectingSink sink{found}, nothing{ignored};
};

/// The alarms among the notifications of an SNMP message.
void Judging::read_snmp(const capture::Packet& packet)
{
    if (!bwfault::looks_like_snmp(packet.payload))
        return;
    const Segment& s = packet.segment;
    FaultReading reading{*this, s.at};
    bwfault::read_notifications(packet.payload, s.captured < s.length, s.from.address, *notification_, capture_, true, reading);
}

/// What is wrong with the message that a record holds as bytes. It is decoded by itself, in a capture of its own: a log never changes what
/// the wire shows.
KeptFindings Judging::findings_in_log(const logs::RecordView& r, const Segment& s)
{
    KeptFindings found;
    const Descriptor* protocol = find_protocol(r.at(r.protocol));
    if (r.bytes.length == 0 || !protocol || !protocol->make_stream || protocol->is_one_way)
        return found;
    Capture alone;
    alone.shared<ged188::Settings>() = capture_.shared<ged188::Settings>();
    const logs::MessagePorts ports = logs::ports_of(r, {s.from.port, s.to.port});
    Endpoint from = s.from, to = s.to;
    from.port = static_cast<std::uint16_t>(ports.from);
    to.port = static_cast<std::uint16_t>(ports.to);
    Connection& connection = alone.add(*protocol, from, to, ports_.of(*protocol, from.port), ports_.of(*protocol, to.port));
    const std::shared_ptr<StreamProtocol> stream = protocol->make_stream(connection, alone);
    connection.set_rules(stream);
    const Side side = connection.side_of(from);
    const Bytes bytes = r.bytes_at(r.bytes);
    connection.on_payload(side, s.at, bytes, false);
    const auto never = [](std::size_t) { return false; };
    cut_into_pieces(
        bytes.size(), [&](std::size_t offset) { return stream->next(side, bytes.subspan(offset), bytes.size() - offset, false); }, never,
        [&](std::size_t offset, const Piece& piece) {
            const Bytes own = bytes.subspan(offset, std::min<std::size_t>(piece.length, bytes.size() - offset));
            stream->take(piece, own, {next_key(s.at.frame), s.at.time, side, false, false, piece.length > own.size()}, found);
        });
    return found;
}

/// A record of a log, as ctilog2pcap writes it.
void Judging::read_log(const capture::Packet& packet)
{
    const Segment& s = packet.segment;
    const bool is_cut = s.captured < s.length;
    const logs::RecordView r = logs::read_record(packet.payload);
    const MessageKey key = next_key(s.at.frame);
    logs::RecordNote told = logs::note_of(r);
    if (r.known_version) {
        told.note.message = "record";
        told.note.log_line = told.place.c_str();
        report_.add(told.note, s.at);
        capture_.shared<logs::LogHistory>().pair(key, s.at.time, r, true);
    }
    const SessionLinkPtr link =
        r.known_version ? capture_.shared<logs::ToldSessions>().on_record(key, s.at.time, r, capture_, true) : nullptr;
    const Subject subject{logs::descriptor.filter, nullptr, nullptr, told.client, told.user, told.server, {}, link};
    logs::judge_record(r, is_cut, r.known_version && capture_.shared<logs::LogHistory>().says_time_unsure(key, r, true),
        [&](const Finding& f) { report_.add_finding(subject, s.at, keep(f)); });
    for (const KeptFinding& f : findings_in_log(r, s))
        report_.add_finding(subject, s.at, f);
    if (!r.known_version || r.at(r.kind) != logs::kind_name(logs::Kind::alarm))
        return;
    if (r.at(r.protocol) == logs::protocol_name(logs::Protocol::bwfault)) {
        FaultReading reading{*this, s.at};
        bwfault::read_table(r.bytes_at(r.raw), r.at(r.source), capture_, true, reading);
        return;
    }
    const std::string host = clean_text(r.key(logs::Key::host));
    AlarmReading reading{report_, s.at, nullptr};
    ucalarm::read_alarms(r.bytes_at(r.text_is_apart ? r.text : r.raw), is_cut ? ucalarm::Captured::cut : ucalarm::Captured::whole,
        next_key(s.at.frame), host.empty() ? clean_text(r.at(r.source)) : host, capture_, true, reading);
}

/// Nothing more will be told of it: what is so then goes to the report, and its room to others. `cut`: though more may come.
void Judging::conclude(const Connection& connection, bool cut)
{
    report::Ending ending; // nothing is asked of one that was cut: ending_of() would take for silence that nobody listens any more
    ending.connection = connection.info();
    report_.absorb(cut ? ending : report::ending_of(capture_, connection), cut);
    capture_.forget(connection);
}

void Judging::finish(Time first)
{
    table_.end();
    flush();
    const std::vector<Capture::Late> late = capture_.late();
    for (const auto& connection : capture_.connections())
        if (connection)
            conclude(*connection, false);
    report_.absorb({first != no_time ? first : capture_.first(), capture_.last(), {}, late});
}

void Judging::on_end(capture::Stream& stream, capture::EndReason reason, std::array<std::uint32_t, 2>)
{
    const std::unique_ptr<Flow> flow{static_cast<Flow*>(stream.user)};
    if (!flow || !flow->connection)
        return;
    if (pending_flow_ == flow.get())
        flush();
    if (reason != capture::EndReason::evicted)
        return;
    const bool is_open = !flow->connection->ended();
    given_up_ += is_open;
    conclude(*flow->connection, is_open);
}

void Judging::on_segment(capture::Stream& stream, capture::End, const Segment& segment, capture::Fate fate)
{
    flush();
    if (Flow* flow = flow_of(stream, segment, fate)) {
        pending_flow_ = flow;
        pending_ = segment;
    }
}

capture::Answer Judging::on_data(capture::Stream& stream, capture::End from, const capture::Data& all)
{
    auto* flow = static_cast<Flow*>(stream.user);
    if (!flow || !flow->connection)
        return {all.reported, 0};
    Connection& connection = *flow->connection;
    StreamProtocol& protocol = *flow->stream;
    const Side side = connection.side_of(stream.ends[capture::index(from)]);
    capture::Data data = all;
    std::uint32_t& skip = flow->skip[index(side)];
    skip -= std::min(skip, data.missing);
    const std::uint32_t skipped = std::min(skip, data.reported);
    skip -= skipped;
    if (skipped == data.reported)
        return {data.reported, 0};
    data.reported -= skipped;
    data.bytes = data.bytes.subspan(std::min<std::size_t>(skipped, data.bytes.size()));
    const std::size_t again = data.reassembled ? std::min<std::size_t>(flow->kept[index(side)], data.bytes.size()) : 0;
    const bool in_vain = flow->kept[index(side)] > 0 && !data.reassembled; // what waited, before a frame that was cut or a gap
    flow->kept[index(side)] = 0;
    if (data.missing > 0 || in_vain)
        protocol.on_gap(side);
    if (pending_flow_ == flow && (pending_.flags & tcp_ack) != 0)
        connection.on_acknowledgement(side, pending_.at, pending_.acknowledgement);
    connection.on_payload(side, data.at, data.bytes.subspan(again), false);
    if (connection.may_carry_tls(side) && data.can_wait) {
        flow->kept[index(side)] = data.reported;
        return {skipped, capture::Answer::one_more_segment};
    }
    if (connection.carries_tls() || connection.info()->coverage.foreign)
        return {all.reported, 0};
    protocol.on_bytes(side, data.at, data.bytes, again, data.reported);
    const Waited waited{again, data.earlier};
    if (data.can_wait && will_come_again(protocol, side, data.bytes, data.reported, waited)) {
        flow->kept[index(side)] = static_cast<std::uint32_t>(data.bytes.size());
        return {skipped, capture::Answer::one_more_segment};
    }
    const auto rest = [&](std::size_t offset) { return data.bytes.subspan(std::min(offset, data.bytes.size())); };
    const auto waits = [&](std::size_t offset) { return data.can_wait && !waited.come_again(offset); };
    const Cut cut = cut_into_pieces(
        data.reported, [&](std::size_t offset) { return protocol.next(side, rest(offset), data.reported - offset, waits(offset)); }, waits,
        [&](std::size_t offset, const Piece& piece) {
            skip = rest_in_later_segments(piece, data.reported - offset);
            if (rest(offset).empty())
                return; // none of it was captured
            const Bytes bytes = rest(offset).first(std::min<std::size_t>(piece.length, rest(offset).size()));
            take(*flow, piece, bytes,
                context_of(piece, next_key(data.at.frame), data.at.time, side, false, bytes.size(), data.reported - offset), data.at);
        });
    tell_pending(connection, side, cut, rest(cut.used).size());
    if (!cut.waits)
        return {all.reported, 0};
    const std::size_t left = data.reported - cut.used;
    flow->kept[index(side)] = static_cast<std::uint32_t>(left);
    const std::uint32_t asked = bytes_asked_for(cut, data.reported);
    return {static_cast<std::uint32_t>(cut.used), asked ? asked : capture::Answer::one_more_segment};
}

void Judging::take(Flow& flow, const Piece& piece, Bytes bytes, const PieceContext& context, Moment at)
{
    const ConnectionPtr& info = flow.connection->info();
    if (&flow.connection->protocol() == &ucalarm::descriptor) {
        if (static_cast<ucalarm::StreamPiece::Kind>(piece.kind) == ucalarm::StreamPiece::Kind::filler)
            return;
        AlarmReading reading{report_, at, info};
        static_cast<ucalarm::Stream&>(*flow.stream).observe(piece, bytes, context, true, reading);
        return;
    }
    KeptFindings found;
    const MessageNote note = flow.stream->take(piece, bytes, context, found);
    if (!std::exchange(flow.is_told, true))
        report_.add(info);
    report_.add(note, at);
    for (const KeptFinding& f : found)
        tell(flow, at, f, note.session);
}

} // namespace cti::command
