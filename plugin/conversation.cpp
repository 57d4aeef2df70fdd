// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/conversation.hpp"

#include "plugin/frame.hpp"
#include "plugin/reporter.hpp"
#include "plugin/stream.hpp"

#include <array>
#include <cstring>
#include <deque>
#include <map>

namespace cti::plugin {
namespace {

int cti_proto = -1;

/// Everything that lives as long as the file.
struct File {
    Capture capture{};
    std::deque<Flow> flows{};
    /// The last conversation between two ports of ours that the first pass looked up; nullptr: to be looked up. Who is not in here is
    /// foreign.
    std::unordered_map<std::uint32_t, Flow*> by_ports{};
    std::unordered_map<std::uint32_t, bool> is_our_port{};  ///< what Wireshark's tables say, which change with no file open
    std::array<std::uint32_t, 256> foreign_ports{};         ///< pairs of ports of which none is ours: those seen last, by their hash
    std::multimap<std::uint32_t, KeptFinding> late{};       ///< by frame
    std::uint32_t log_record = 0;                           ///< the last frame that held one
    bool late_is_current = false;
    // Who changes these has the file read anew.
    const bool conversations_are_by_ends = ws::conversations_are_by_ends();
    const bool is_enabled = proto_is_protocol_enabled(find_protocol_by_id(cti_proto));

    File() { apply_settings(capture); }
};

std::unique_ptr<File> open_file;

File& begin_file()
{
    open_file = std::make_unique<File>();
    return *open_file;
}
inline File& file() { return open_file ? *open_file : begin_file(); }

/// Where TCP's own header stands, which TCP hands to nobody.
struct HeaderPlace {
    const std::uint8_t* header = nullptr; ///< nullptr: not found
    std::size_t available = 0;            ///< bytes captured from there on
    std::uint32_t length = 0;             ///< header and payload as IP states them; 0: unknown
};

/// What was looked up for the segment that is being dissected: its frame, its ports and the place of its addresses tell it from others.
/// Forgotten with the end of the frame: the same one may be dissected again next, from other memory.
struct {
    std::uint32_t frame = 0; ///< 0: nothing
    std::uint32_t ports = 0;
    const void* addresses = nullptr;
    bool has_looked = false, has_segment = false;
    Segment segment{}; ///< where its header was found
    Flow* flow = nullptr;
} looked_up;

void close_file()
{
    if (open_file)
        tell_reports_of_close(open_file->capture);
    open_file.reset();
    looked_up.frame = 0;
}

/// What ICMP errors quote is read by a conversation of its own, of one frame.
struct Quoted {
    Capture capture{};
    Flow flow{};
};
std::unique_ptr<Quoted>& quoted()
{
    static std::unique_ptr<Quoted> of_frame;
    return of_frame;
}

inline void begin_segment(const packet_info* pinfo)
{
    const std::uint32_t ports = pinfo->srcport << 16 | (pinfo->destport & 0xffff);
    if (looked_up.frame == pinfo->num && looked_up.ports == ports && looked_up.addresses == pinfo->src.data)
        return;
    looked_up.frame = pinfo->num;
    looked_up.ports = ports;
    looked_up.addresses = pinfo->src.data;
    looked_up.has_looked = looked_up.has_segment = false;
    looked_up.flow = nullptr;
}

std::uint32_t port_pair(const packet_info* pinfo)
{
    const std::uint32_t a = pinfo->srcport & 0xffff, b = pinfo->destport & 0xffff;
    return a < b ? a << 16 | b : b << 16 | a;
}

Endpoint receiver_of(const packet_info* pinfo) { return {address_of(pinfo->dst), static_cast<std::uint16_t>(pinfo->destport)}; }

/// What the TCP dissector keeps of this conversation; not through get_tcp_conversation_data, which changes it.
const tcp_analysis* tcp_of(conversation_t* conversation)
{
    static const int proto_tcp = proto_get_id_by_filter_name("tcp");
    return static_cast<const tcp_analysis*>(conversation_get_proto_data(conversation, proto_tcp));
}

Connection& add_connection(Capture& to, const StreamDissector& dissector, const packet_info* pinfo)
{
    return to.add(dissector.protocol, sender_of(pinfo), receiver_of(pinfo), use_of_port(dissector, pinfo->srcport),
        use_of_port(dissector, pinfo->destport));
}

void attach_stream(Flow& flow, Capture& to)
{
    flow.stream = flow.dissector->protocol.make_stream(*flow.connection, to);
    flow.connection->set_rules(flow.stream);
}

// ---- TCP's own header, which TCP hands to nobody

inline bool is_tcp_header(const packet_info* pinfo, const std::uint8_t* p, std::size_t available)
{
    return p && available >= 20 && be16(p) == (pinfo->srcport & 0xffff) && be16(p + 2) == (pinfo->destport & 0xffff) && (p[12] >> 4) >= 5;
}

/// A fragmented datagram: TCP begins the data source that was put together last.
HeaderPlace find_in_reassembled(const packet_info* pinfo)
{
    const GSList* last = pinfo->data_src;
    while (last && last->next)
        last = last->next;
    if (!last)
        return {};
    tvbuff_t* tvb = get_data_source_tvb(static_cast<const struct data_source*>(last->data));
    const unsigned captured = tvb_captured_length(tvb);
    const std::uint8_t* p = captured > 0 ? tvb_get_ptr(tvb, 0, static_cast<int>(captured)) : nullptr;
    return is_tcp_header(pinfo, p, captured) ? HeaderPlace{p, captured, tvb_reported_length(tvb)} : HeaderPlace{};
}

/// TCP's header behind the IP header that begins at `ip`; nothing where that is none, or of another packet.
inline HeaderPlace behind_ip(const packet_info* pinfo, Bytes ip)
{
    constexpr std::uint8_t ip_protocol_tcp = 6, ipv6_fragment = 44, hop_by_hop = 0, routing = 43, destination = 60, authentication = 51;
    constexpr std::size_t v4_least = 20, v6_header = 40;
    std::size_t own = 0;
    std::uint32_t total = 0;
    if (ip.size() >= v4_least && ip[0] >> 4 == 4) {
        if (ip[9] != ip_protocol_tcp)
            return {};
        if (be16(&ip[6]) & 0x3fff) // more fragments, or not the first
            return find_in_reassembled(pinfo);
        own = std::size_t{ip[0] & 0x0fu} * 4;
        total = be16(&ip[2]);
    } else if (ip.size() >= v6_header && ip[0] >> 4 == 6) {
        std::uint8_t next = ip[6];
        own = v6_header;
        while (next != ip_protocol_tcp) {
            if (next == ipv6_fragment)
                return find_in_reassembled(pinfo);
            if ((next != hop_by_hop && next != routing && next != destination && next != authentication) || !fits(own, 8, ip.size()))
                return {};
            const std::size_t size = next == authentication ? (std::size_t{ip[own + 1]} + 2) * 4 : (std::size_t{ip[own + 1]} + 1) * 8;
            next = ip[own];
            own += size;
        }
        total = be16(&ip[4]) + std::uint32_t{v6_header};
    }
    if (own == 0 || own > ip.size() || !is_tcp_header(pinfo, ip.data() + own, ip.size() - own))
        return {};
    return {ip.data() + own, ip.size() - own, total > own ? static_cast<std::uint32_t>(total - own) : 0};
}

/// TCP's header behind the IP header whose addresses stand at `place` and are the packet's; nothing where they do not.
HeaderPlace header_at(const packet_info* pinfo, Bytes frame, std::size_t place)
{
    const auto size = static_cast<std::size_t>(pinfo->net_src.len), before = size == 4 ? std::size_t{12} : 8;
    const auto stands_at = [&](std::size_t at, const address& a) { return std::memcmp(&frame[at], a.data, size) == 0; };
    if (place < before || !fits(place, 2 * size, frame.size()) || !stands_at(place, pinfo->net_src) ||
        !stands_at(place + size, pinfo->net_dst))
        return {};
    return behind_ip(pinfo, frame.subspan(place - before));
}

/// The last place in the frame's first bytes where the packet's addresses stand one behind the other, with a header before them that goes on
/// to these ports.
[[gnu::noinline]] HeaderPlace search_tcp_header(const packet_info* pinfo, Bytes frame)
{
    constexpr std::size_t furthest = 400; // bytes: headers of tunnels in tunnels
    const address &source = pinfo->net_src, &destination = pinfo->net_dst;
    const bool v4 = source.type == AT_IPv4 && source.len == 4, v6 = source.type == AT_IPv6 && source.len == 16;
    if ((!v4 && !v6) || destination.len != source.len)
        return {};
    for (std::size_t place = std::min(frame.size(), furthest); place != 0; --place)
        if (const HeaderPlace found = header_at(pinfo, frame, place); found.header)
            return found;
    return {};
}

/// Nobody tells where headers are. The addresses of the packet nearly always lie where the IP header has them; else they are looked for. What
/// does not look like it is not taken for it: Connection::tcp_unknown() says so.
HeaderPlace find_tcp_header(const packet_info* pinfo, tvbuff_t* tvb)
{
    const Bytes frame = captured_bytes(tvb);
    const auto* const source = static_cast<const std::uint8_t*>(pinfo->net_src.data);
    const auto size = static_cast<std::size_t>(pinfo->net_src.len);
    const std::size_t ip = static_cast<std::size_t>(source - frame.data()) - (size == 4 ? 12 : 8); // huge where it is elsewhere
    if (ip < frame.size() && pinfo->net_dst.data == source + size) [[likely]]
        if (const HeaderPlace found = behind_ip(pinfo, frame.subspan(ip)); found.header) [[likely]]
            return found;
    return search_tcp_header(pinfo, frame);
}

void read_segment(Segment& s, const packet_info* pinfo, const HeaderPlace& tcp)
{
    s.at = moment_of(pinfo);
    s.from = sender_of(pinfo);
    s.to = receiver_of(pinfo);
    s.sequence = be32(tcp.header + 4);
    s.acknowledgement = be32(tcp.header + 8);
    s.flags = tcp.header[13] & 0x1f;
    s.window = be16(tcp.header + 14);
    const std::uint32_t own = std::uint32_t{tcp.header[12]} / 16 * 4;
    const auto available = static_cast<std::uint32_t>(tcp.available);
    // Where the network card cut a segment later than it was captured, IP states no length.
    const std::uint32_t stated = tcp.length >= own && tcp.length != 0 ? tcp.length - own : available > own ? available - own : 0;
    s.length = stated;
    s.captured = available > own ? std::min(available - own, stated) : 0;
}

/// The segment that is being dissected, of `frame`; nullptr where TCP's header was not found.
const Segment* segment_of(const packet_info* pinfo, tvbuff_t* frame)
{
    begin_segment(pinfo);
    if (!looked_up.has_looked) {
        looked_up.has_looked = true;
        const HeaderPlace tcp = find_tcp_header(pinfo, frame);
        looked_up.has_segment = tcp.header;
        if (tcp.header)
            read_segment(looked_up.segment, pinfo, tcp);
    }
    return looked_up.has_segment ? &looked_up.segment : nullptr;
}

/// While the frame is being dissected: it is the first data source.
const Segment* segment_of(const packet_info* pinfo)
{
    return pinfo->data_src ? segment_of(pinfo, get_data_source_tvb(static_cast<const struct data_source*>(pinfo->data_src->data)))
                           : nullptr;
}

// ---- which connection

/// Looking up a conversation costs a thousand instructions. Within a frame it stays the same, and on the first pass, whose frames come in
/// order, that of two ends does until one of them sends a SYN.
/// To be asked behind segment_of(), or begin_segment().
Flow* remembered(const packet_info* pinfo, const Segment* segment)
{
    if (looked_up.flow)
        return looked_up.flow;
    if (!is_first_pass(pinfo) || !segment || (segment->flags & tcp_syn) || !file().conversations_are_by_ends)
        return nullptr;
    const auto& by_ports = file().by_ports;
    const auto known = by_ports.find(port_pair(pinfo));
    const bool is_same = known != by_ports.end() && known->second && known->second->connection->joins(segment->from, segment->to);
    return is_same ? looked_up.flow = known->second : nullptr;
}

void remember(Flow* flow, const packet_info* pinfo)
{
    begin_segment(pinfo);
    looked_up.flow = flow;
    file().by_ports[port_pair(pinfo)] = is_first_pass(pinfo) ? flow : nullptr;
}

Flow* new_flow(packet_info* pinfo, conversation_t* conversation, const StreamDissector* dissector)
{
    Flow& flow = file().flows.emplace_back();
    conversation_add_proto_data(conversation, cti_proto, &flow);
    flow.dissector = dissector;
    if (!dissector)
        return &flow;
    flow.connection = &add_connection(file().capture, *dissector, pinfo);
    attach_stream(flow, file().capture);
    remember(&flow, pinfo);
    return &flow;
}

/// Who is the server was said by a SYN.
bool knows_server(const tcp_analysis* tcp) { return tcp && (tcp->conversation_completeness & ws::syn) && tcp->server_port != 0; }

/// A conversation that was found by its payload: what TCP has seen of its beginning.
void tell_beginning(const Flow& flow, const packet_info* pinfo, const conversation_t* conversation, const tcp_analysis* tcp)
{
    if (!knows_server(tcp) || !tcp->fwd || !tcp->rev)
        return;
    const bool to_server = pinfo->destport == tcp->server_port;
    const tcp_flow_t& client = to_server ? *tcp->fwd : *tcp->rev;
    const tcp_flow_t& server = to_server ? *tcp->rev : *tcp->fwd;
    Segment syn;
    syn.at = {conversation->setup_frame, frame_time(tcp->ts_first.secs, tcp->ts_first.nsecs)};
    syn.from = to_server ? sender_of(pinfo) : receiver_of(pinfo);
    syn.to = to_server ? receiver_of(pinfo) : sender_of(pinfo);
    syn.flags = tcp_syn;
    syn.sequence = client.base_seq;
    flow.connection->on_segment(syn);
    if (!(tcp->conversation_completeness & ws::syn_ack))
        return;
    std::swap(syn.from, syn.to);
    syn.flags = tcp_syn | tcp_ack;
    syn.sequence = server.base_seq;
    syn.acknowledgement = client.base_seq + 1;
    flow.connection->on_segment(syn);
}

bool is_lower_end(const packet_info* pinfo)
{
    return pinfo->srcport != pinfo->destport ? pinfo->srcport < pinfo->destport : cmp_address(&pinfo->src, &pinfo->dst) < 0;
}

/// Notes where the next payload of this end begins.
void note_order(Flow& flow, const packet_info* pinfo, const Segment& s)
{
    Flow::Order& order = flow.order[is_lower_end(pinfo) ? 0 : 1];
    const bool syn = s.flags & tcp_syn;
    if (s.length == 0 && !syn)
        return;
    const std::uint32_t next = s.sequence + s.length + syn;
    if (syn || !order.is_known || static_cast<std::int32_t>(next - order.next) > 0)
        order = {next, true};
}

// ---- the post-dissector

void update_late()
{
    File& f = file();
    if (f.late_is_current)
        return;
    f.late.clear();
    for (const auto& connection : f.capture.connections())
        for (Connection::Late& late : f.capture.late(*connection))
            f.late.emplace(late.at.frame, std::move(late.finding));
    f.late_is_current = true;
}

/// Findings of the connection at this frame. `late` ones are shown and not counted: a report asks for them itself.
void say_findings(packet_info* pinfo, proto_tree* tree, tvbuff_t* tvb, const Flow& flow, bool always_tell)
{
    const std::span<const KeptFinding> decided = flow.connection->findings_at(pinfo->num);
    auto late = file().late.end(), end = file().late.end();
    if (!is_first_pass(pinfo)) {
        update_late();
        std::tie(late, end) = file().late.equal_range(pinfo->num);
    }
    if (decided.empty() && late == end) {
        if (always_tell)
            Reporter{pinfo, tree}.queue({}, flow.connection->info());
        return;
    }
    Reporter reporter{pinfo, tree};
    proto_item* item = nullptr;
    if (tree) {
        const char* ended = flow.connection->info()->ended.c_str();
        item = proto_tree_add_protocol_format(tree, cti_proto, tvb, 0, 0, "CTI connection%s%s", *ended ? ": " : "", ended);
        proto_item_set_generated(item);
    }
    for (const KeptFinding& f : decided)
        reporter.say(item, tvb, f);
    for (; late != end; ++late)
        reporter.show(item, tvb, late->second);
    reporter.queue({}, flow.connection->info());
}

bool is_our_port(std::uint32_t port)
{
    const auto [known, is_new] = file().is_our_port.try_emplace(port, false);
    if (is_new) {
        PortUse use = PortUse::none;
        known->second = dissector_of_port(port, use) != nullptr;
    }
    return known->second;
}

/// True for nearly every packet of another protocol.
bool are_foreign_ports(const packet_info* pinfo, std::uint32_t ports)
{
    std::uint32_t& seen = file().foreign_ports[ports * 0x9e3779b1u >> 24]; // Knuth's multiplicative hash
    if (seen == ports && ports != 0)
        return true;
    if (is_our_port(pinfo->srcport) || is_our_port(pinfo->destport))
        return false;
    seen = ports;
    return true;
}

/// The flow that a SYN opens; nullptr where it asks for nothing of ours.
Flow* opened_flow(packet_info* pinfo, conversation_t* conversation, const Segment& segment)
{
    const std::uint8_t flags = segment.flags;
    // Who is asked has the server's port; who asks may have any, one of ours by chance.
    PortUse use = PortUse::none;
    const StreamDissector* dissector = dissector_of_port(flags & tcp_ack ? pinfo->srcport : pinfo->destport, use);
    // What goes one way is found by its content alone: its ports are others' too.
    if (dissector && !dissector->protocol.is_one_way)
        return new_flow(pinfo, conversation, dissector);
    // Wireshark does not remember who answered a SYN that is not in the capture.
    const tcp_analysis* analysis = tcp_of(conversation);
    if ((flags & tcp_ack) && analysis && !(analysis->conversation_completeness & ws::syn))
        new_flow(pinfo, conversation, nullptr)->accepted = std::make_unique<Segment>(segment);
    return nullptr;
}

/// Without a SYN Wireshark asks the dissector of the lower port first, and that may be the client's. Where a segment's ports say that it is
/// ours, and its bytes do, too, we are given what follows from the next frame on; not where the user has said whose the other port is.
void claim_from_other_port(packet_info* pinfo, const HeaderPlace& tcp)
{
    PortUse use = PortUse::none;
    const bool is_to_us = is_our_port(pinfo->destport);
    if (is_to_us == is_our_port(pinfo->srcport))
        return;
    const StreamDissector* dissector = dissector_of_port(is_to_us ? pinfo->destport : pinfo->srcport, use);
    const std::uint32_t other = is_to_us ? pinfo->srcport : pinfo->destport;
    static const dissector_table_t ports = find_dissector_table("tcp.port");
    const dissector_handle_t others = dissector_get_uint_handle(ports, other);
    if (use != PortUse::plain || !dissector->protocol.is_messages || !others ||
        others != dissector_get_default_uint_handle("tcp.port", other))
        return;
    conversation_t* conversation = find_conversation_pinfo(pinfo, 0);
    if (!conversation || conversation_get_proto_data(conversation, cti_proto) || knows_server(tcp_of(conversation)))
        return;
    Segment segment;
    read_segment(segment, pinfo, tcp);
    const Bytes payload{tcp.header + std::size_t{tcp.header[12]} / 16 * 4, segment.captured};
    if (segment.captured == segment.length && segment.length > 0 && dissector->protocol.is_messages(payload))
        claim_conversation(*dissector, pinfo);
}

/// First pass: a packet between ports of which nothing is known yet may be the first of a connection.
bool may_open(packet_info* pinfo, tvbuff_t* tvb, std::uint32_t ports, bool has_payload)
{
    // A SYN/ACK between ports that are not ours is kept for a stream that is known by its content later.
    const bool is_foreign = are_foreign_ports(pinfo, ports);
    if (is_foreign && has_payload)
        return false;
    const HeaderPlace tcp = find_tcp_header(pinfo, tvb);
    if (!tcp.header)
        return false;
    if (tcp.header[13] & tcp_syn)
        return true;
    if (!is_foreign && file().is_enabled)
        claim_from_other_port(pinfo, tcp);
    return false;
}

/// TCP calls nobody for a segment without data.
[[gnu::noinline]] void watch_segment(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, bool known_ports)
{
    const bool first_pass = is_first_pass(pinfo);
    if (!file().is_enabled)
        return;
    const Segment* segment = segment_of(pinfo, tvb);
    const std::uint8_t flags = segment ? segment->flags : 0;
    const bool opens = (flags & tcp_syn) && first_pass;
    Flow* flow = remembered(pinfo, segment);
    if (!flow) {
        conversation_t* conversation = find_conversation_pinfo(pinfo, 0);
        flow = conversation ? static_cast<Flow*>(conversation_get_proto_data(conversation, cti_proto)) : nullptr;
        if (conversation && !flow && opens)
            flow = opened_flow(pinfo, conversation, *segment);
        if (flow && !flow->connection)
            flow = nullptr;
        if (flow || known_ports)
            remember(flow, pinfo);
    }
    if (!flow)
        return;
    if (first_pass) {
        if (flow->told_in == 0)
            flow->told_in = pinfo->num;
        if (segment) {
            note_order(*flow, pinfo, *segment);
            flow->connection->on_segment(*segment);
        } else {
            flow->connection->tcp_unknown();
        }
    }
    say_findings(pinfo, tree, tvb, *flow, (flags & (tcp_syn | tcp_fin | tcp_rst)) || pinfo->num == flow->told_in);
}

/// Of foreign traffic this looks at the ports.
void end_frame(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, bool has_payload)
{
    const bool first_pass = is_first_pass(pinfo);
    File& f = file();
    if (first_pass) {
        f.capture.on_frame(moment_of(pinfo), f.log_record == pinfo->num);
        f.late_is_current = false;
    }
    if (pinfo->ptype == PT_TCP && !is_quoted(pinfo)) {
        if (looked_up.frame == pinfo->num) // else nobody has looked
            begin_segment(pinfo);
        const std::uint32_t ports = port_pair(pinfo);
        const bool known_ports = (looked_up.frame == pinfo->num && looked_up.flow) || f.by_ports.contains(ports);
        if (known_ports || (first_pass && may_open(pinfo, tvb, ports, has_payload)))
            watch_segment(tvb, pinfo, tree, known_ports);
    }
    looked_up.frame = 0;
}

} // namespace

void note_log_record(const packet_info* pinfo) { file().log_record = pinfo->num; }

Capture& capture() { return file().capture; }

FoundFlow flow_of(packet_info* pinfo, const StreamDissector& dissector, bool by_content)
{
    if (is_quoted(pinfo)) {
        quoted() = std::make_unique<Quoted>();
        Flow& flow = quoted()->flow;
        apply_settings(quoted()->capture);
        flow.dissector = &dissector;
        flow.connection = &add_connection(quoted()->capture, dissector, pinfo);
        attach_stream(flow, quoted()->capture);
        return {&flow};
    }
    begin_segment(pinfo);
    const Segment* segment = is_first_pass(pinfo) ? segment_of(pinfo) : nullptr;
    if (Flow* known = remembered(pinfo, segment))
        return {known->dissector == &dissector ? known : nullptr, segment};
    conversation_t* conversation = find_or_create_conversation(pinfo);
    if (auto* known = static_cast<Flow*>(conversation_get_proto_data(conversation, cti_proto));
        known && (known->connection || !by_content)) {
        if (known->connection)
            remember(known, pinfo);
        return {known->dissector == &dissector && known->connection ? known : nullptr, segment};
    }
    const tcp_analysis* tcp = tcp_of(conversation);
    if (knows_server(tcp) && !by_content && use_of_port(dissector, tcp->server_port) == PortUse::none)
        return new_flow(pinfo, conversation, nullptr), FoundFlow{};
    const auto* before = static_cast<const Flow*>(conversation_get_proto_data(conversation, cti_proto));
    Flow* made = new_flow(pinfo, conversation, &dissector);
    if (before && before->accepted)
        made->connection->on_segment(*before->accepted);
    else
        tell_beginning(*made, pinfo, conversation, tcp);
    return {made, segment};
}

Flow* known_flow(packet_info* pinfo)
{
    conversation_t* conversation = is_quoted(pinfo) ? nullptr : find_conversation_pinfo(pinfo, 0);
    auto* known = conversation ? static_cast<Flow*>(conversation_get_proto_data(conversation, cti_proto)) : nullptr;
    return known && known->connection ? known : nullptr;
}

bool misses_bytes_before(const Flow& flow, const packet_info* pinfo, const Segment& segment)
{
    const Flow::Order& order = flow.order[is_lower_end(pinfo) ? 0 : 1];
    return order.is_known && static_cast<std::int32_t>(segment.sequence - order.next) > 0;
}

bool is_repeated(Flow& flow, packet_info* pinfo, const Segment* segment)
{
    if (!is_first_pass(pinfo))
        return flow.noted && flow.noted.read().repeated.contains(pinfo->num);
    if (!segment || segment->length == 0)
        return false;
    const auto is_late_part = [&] {
        if (segment->captured == segment->length || !ws::dissects_no_tcp_errors())
            return false;
        conversation_t* conversation = find_conversation_pinfo(pinfo, 0);
        const tcp_analysis* tcp = conversation ? tcp_of(conversation) : nullptr;
        return tcp && tcp->ta && (tcp->ta->flags & ws::tcp_sent_again);
    };
    if (!flow.connection->has_read(flow.connection->side_of(segment->from), segment->sequence, segment->length) && !is_late_part())
        return false;
    flow.noted.write().repeated.insert(pinfo->num);
    return true;
}

void register_conversations(int proto)
{
    cti_proto = proto;
    register_cleanup_routine(close_file);
    register_end_of_frame(end_frame);
}

} // namespace cti::plugin
