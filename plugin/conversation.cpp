// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/conversation.hpp"

#include "plugin/frame.hpp"
#include "plugin/reporter.hpp"
#include "plugin/stream.hpp"

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
    std::multimap<std::uint32_t, KeptFinding> late{};       ///< by frame
    std::uint32_t log_record = 0;                           ///< the last frame that held one
    bool late_is_current = false;
    const bool conversations_are_by_ends = ws::conversations_are_by_ends(); ///< another preference reads the file anew

    File() { apply_settings(capture); }
};

std::unique_ptr<File> open_file;

File& file()
{
    if (!open_file)
        open_file = std::make_unique<File>();
    return *open_file;
}

void close_file()
{
    if (open_file)
        tell_reports_of_close(open_file->capture);
    open_file.reset();
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

/// Where TCP's own header stands, which TCP hands to nobody.
struct HeaderPlace {
    const std::uint8_t* header = nullptr; ///< nullptr: not found
    std::size_t available = 0;            ///< bytes captured from there on
    std::uint32_t length = 0;             ///< header and payload as IP states them; 0: unknown
};

/// What was looked up for the frame that is being dissected. Forgotten with its end: the same frame may be dissected again next, from other
/// memory.
struct {
    std::uint32_t frame = 0;
    HeaderPlace tcp{};
    Flow* flow = nullptr;
} looked_up;

void begin_frame(const packet_info* pinfo)
{
    if (looked_up.frame != pinfo->num)
        looked_up = {pinfo->num, {}, nullptr};
}

std::uint32_t port_pair(const packet_info* pinfo)
{
    const std::uint32_t a = pinfo->srcport & 0xffff, b = pinfo->destport & 0xffff;
    return a < b ? a << 16 | b : b << 16 | a;
}

Endpoint sender_of(const packet_info* pinfo) { return {address_of(pinfo->src), static_cast<std::uint16_t>(pinfo->srcport)}; }
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

bool is_tcp_header(const packet_info* pinfo, const std::uint8_t* p, std::size_t available)
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
HeaderPlace behind_ip(const packet_info* pinfo, Bytes ip)
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

/// Nobody tells a post-dissector where headers are. The IP header is the last place in the frame's first bytes where the packet's addresses
/// stand one behind the other, with a header before them that goes on to these ports; nearly always where it was in the frame before. What
/// does not look like it is not taken for it: Connection::tcp_unknown() says so.
HeaderPlace find_tcp_header(packet_info* pinfo, tvbuff_t* frame)
{
    constexpr std::size_t furthest = 400;    // headers of tunnels in tunnels
    static std::size_t last = 0;
    begin_frame(pinfo);
    if (is_tcp_header(pinfo, looked_up.tcp.header, looked_up.tcp.available))
        return looked_up.tcp;
    const address &source = pinfo->net_src, &destination = pinfo->net_dst;
    const bool v4 = source.type == AT_IPv4 && source.len == 4, v6 = source.type == AT_IPv6 && source.len == 16;
    const unsigned captured = tvb_captured_length(frame);
    if ((!v4 && !v6) || captured < 40)
        return {};
    const Bytes bytes{tvb_get_ptr(frame, 0, static_cast<int>(captured)), captured};
    const std::size_t size = static_cast<std::size_t>(source.len), before = v4 ? 12 : 8;
    const auto header_at = [&](std::size_t place) -> HeaderPlace {
        if (!fits(place, before + 2 * size, bytes.size()) || std::memcmp(&bytes[place + before], source.data, size) != 0 ||
            std::memcmp(&bytes[place + before + size], destination.data, size) != 0)
            return {};
        return behind_ip(pinfo, bytes.subspan(place));
    };
    HeaderPlace found = header_at(last);
    for (std::size_t place = std::min<std::size_t>(bytes.size(), furthest); !found.header && place-- > 0;)
        if (found = header_at(place); found.header)
            last = place;
    looked_up.tcp = found;
    return found;
}

/// While the frame is being dissected: it is the first data source.
HeaderPlace find_tcp_header(packet_info* pinfo)
{
    return pinfo->data_src ? find_tcp_header(pinfo, get_data_source_tvb(static_cast<const struct data_source*>(pinfo->data_src->data)))
                           : HeaderPlace{};
}

/// True unless this segment is known to be no SYN.
bool may_open(packet_info* pinfo)
{
    const HeaderPlace tcp = find_tcp_header(pinfo);
    return !tcp.header || (tcp.header[13] & tcp_syn);
}

// ---- which connection

/// Looking up a conversation costs a thousand instructions. Within a frame it stays the same, and on the first pass, whose frames come in
/// order, that of two ends does until one of them sends a SYN.
Flow* remembered(packet_info* pinfo)
{
    begin_frame(pinfo);
    const auto joins = [&](const Flow* flow) { return flow && flow->connection->joins(sender_of(pinfo), receiver_of(pinfo)); };
    if (joins(looked_up.flow))
        return looked_up.flow;
    if (!is_first_pass(pinfo) || !file().conversations_are_by_ends || may_open(pinfo))
        return nullptr;
    const auto& by_ports = file().by_ports;
    const auto known = by_ports.find(port_pair(pinfo));
    return known != by_ports.end() && joins(known->second) ? looked_up.flow = known->second : nullptr;
}

void remember(Flow* flow, const packet_info* pinfo)
{
    begin_frame(pinfo);
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

Segment segment_of(const packet_info* pinfo, const HeaderPlace& tcp)
{
    Segment s;
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
    return s;
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

bool is_enabled()
{
    static const protocol_t* const cti = find_protocol_by_id(cti_proto);
    return proto_is_protocol_enabled(cti);
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

/// The flow that a SYN opens; nullptr where it asks for nothing of ours.
Flow* opened_flow(packet_info* pinfo, conversation_t* conversation, const HeaderPlace& tcp)
{
    const std::uint8_t flags = tcp.header[13];
    // Who is asked has the server's port; who asks may have any, one of ours by chance.
    PortUse use = PortUse::none;
    const StreamDissector* dissector = dissector_of_port(flags & tcp_ack ? pinfo->srcport : pinfo->destport, use);
    // What goes one way is found by its content alone: its ports are others' too.
    if (dissector && !dissector->protocol.is_one_way)
        return new_flow(pinfo, conversation, dissector);
    // Wireshark does not remember who answered a SYN that is not in the capture.
    const tcp_analysis* analysis = tcp_of(conversation);
    if ((flags & tcp_ack) && analysis && !(analysis->conversation_completeness & ws::syn))
        new_flow(pinfo, conversation, nullptr)->accepted = segment_of(pinfo, tcp);
    return nullptr;
}

/// Without a SYN Wireshark asks the dissector of the lower port first, and that may be the client's. Where a segment's ports say that it is
/// ours, and its bytes do, too, we are given what follows from the next frame on; not where the user has said whose the other port is.
void claim_from_other_port(packet_info* pinfo, const HeaderPlace& tcp)
{
    PortUse use = PortUse::none;
    const bool is_to_us = is_our_port(pinfo->destport);
    if (!tcp.header || is_to_us == is_our_port(pinfo->srcport))
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
    const Segment segment = segment_of(pinfo, tcp);
    const Bytes payload{tcp.header + std::size_t{tcp.header[12]} / 16 * 4, segment.captured};
    if (segment.captured == segment.length && segment.length > 0 && dissector->protocol.is_messages(payload))
        claim_conversation(*dissector, pinfo);
}

/// TCP calls nobody for a segment without data. Of foreign traffic this looks at the ports.
void watch_tcp(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree)
{
    const bool first_pass = is_first_pass(pinfo);
    File& f = file();
    if (first_pass) {
        f.capture.on_frame(moment_of(pinfo), f.log_record == pinfo->num);
        f.late_is_current = false;
    }
    if (pinfo->ptype != PT_TCP || is_quoted(pinfo) || !is_enabled())
        return;
    const bool known_ports = f.by_ports.contains(port_pair(pinfo));
    // A SYN/ACK between ports that are not ours is kept for a stream that is known by its content later.
    constexpr std::uint32_t most_of_a_syn = 256; // bytes of a frame, headers of tunnels included
    if (!known_ports &&
        !(first_pass && (pinfo->fd->pkt_len <= most_of_a_syn || is_our_port(pinfo->srcport) || is_our_port(pinfo->destport))))
        return;
    const HeaderPlace tcp = find_tcp_header(pinfo, tvb);
    const std::uint8_t flags = tcp.header ? tcp.header[13] : 0;
    const bool opens = (flags & tcp_syn) && first_pass;
    if (!known_ports && first_pass)
        claim_from_other_port(pinfo, tcp);
    if (!known_ports && !opens)
        return;
    Flow* flow = remembered(pinfo);
    if (!flow) {
        conversation_t* conversation = find_conversation_pinfo(pinfo, 0);
        flow = conversation ? static_cast<Flow*>(conversation_get_proto_data(conversation, cti_proto)) : nullptr;
        if (conversation && !flow && opens)
            flow = opened_flow(pinfo, conversation, tcp);
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
        if (tcp.header) {
            const Segment segment = segment_of(pinfo, tcp);
            note_order(*flow, pinfo, segment);
            flow->connection->on_segment(segment);
        } else {
            flow->connection->tcp_unknown();
        }
    }
    say_findings(pinfo, tree, tvb, *flow, (flags & (tcp_syn | tcp_fin | tcp_rst)) || pinfo->num == flow->told_in);
}

void end_frame(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree)
{
    watch_tcp(tvb, pinfo, tree);
    looked_up = {};
}

} // namespace

void note_log_record(const packet_info* pinfo) { file().log_record = pinfo->num; }

Capture& capture() { return file().capture; }

Address address_of(const address& a)
{
    if (a.type == AT_IPv4 && a.len == 4)
        return Address::v4(static_cast<const std::uint8_t*>(a.data));
    if (a.type == AT_IPv6 && a.len == 16)
        return Address::v6(static_cast<const std::uint8_t*>(a.data));
    return {};
}

Flow* flow_of(packet_info* pinfo, const StreamDissector& dissector, bool by_content)
{
    if (is_quoted(pinfo)) {
        quoted() = std::make_unique<Quoted>();
        Flow& flow = quoted()->flow;
        apply_settings(quoted()->capture);
        flow.dissector = &dissector;
        flow.connection = &add_connection(quoted()->capture, dissector, pinfo);
        attach_stream(flow, quoted()->capture);
        return &flow;
    }
    if (Flow* known = remembered(pinfo))
        return known->dissector == &dissector ? known : nullptr;
    conversation_t* conversation = find_or_create_conversation(pinfo);
    if (auto* known = static_cast<Flow*>(conversation_get_proto_data(conversation, cti_proto));
        known && (known->connection || !by_content)) {
        if (known->connection)
            remember(known, pinfo);
        return known->dissector == &dissector && known->connection ? known : nullptr;
    }
    const tcp_analysis* tcp = tcp_of(conversation);
    if (knows_server(tcp) && !by_content && use_of_port(dissector, tcp->server_port) == PortUse::none)
        return new_flow(pinfo, conversation, nullptr), nullptr;
    const auto* before = static_cast<const Flow*>(conversation_get_proto_data(conversation, cti_proto));
    Flow* made = new_flow(pinfo, conversation, &dissector);
    if (before && before->accepted.flags)
        made->connection->on_segment(before->accepted);
    else
        tell_beginning(*made, pinfo, conversation, tcp);
    return made;
}

Flow* known_flow(packet_info* pinfo)
{
    conversation_t* conversation = is_quoted(pinfo) ? nullptr : find_conversation_pinfo(pinfo, 0);
    auto* known = conversation ? static_cast<Flow*>(conversation_get_proto_data(conversation, cti_proto)) : nullptr;
    return known && known->connection ? known : nullptr;
}

std::uint32_t segment_length(packet_info* pinfo)
{
    const HeaderPlace tcp = find_tcp_header(pinfo);
    return tcp.header ? segment_of(pinfo, tcp).length : 0;
}

bool misses_bytes_before(const Flow& flow, packet_info* pinfo)
{
    const Flow::Order& order = flow.order[is_lower_end(pinfo) ? 0 : 1];
    if (!order.is_known)
        return false;
    const HeaderPlace tcp = find_tcp_header(pinfo);
    return tcp.header && static_cast<std::int32_t>(be32(tcp.header + 4) - order.next) > 0;
}

bool is_repeated(Flow& flow, packet_info* pinfo)
{
    if (!is_first_pass(pinfo))
        return flow.repeated.contains(pinfo->num);
    const HeaderPlace tcp = find_tcp_header(pinfo);
    if (!tcp.header)
        return false;
    const Segment segment = segment_of(pinfo, tcp);
    if (segment.length == 0 || !flow.connection->has_read(side_of(flow, pinfo), segment.sequence, segment.length))
        return false;
    flow.repeated.insert(pinfo->num);
    return true;
}

void tell_acknowledgement(const Flow& flow, packet_info* pinfo)
{
    const HeaderPlace tcp = find_tcp_header(pinfo);
    if (tcp.header && (tcp.header[13] & tcp_ack) != 0)
        flow.connection->on_acknowledgement(side_of(flow, pinfo), moment_of(pinfo), be32(tcp.header + 8));
}

Side side_of(const Flow& flow, const packet_info* pinfo) { return flow.connection->side_of(sender_of(pinfo)); }

void register_conversations(int proto)
{
    cti_proto = proto;
    register_cleanup_routine(close_file);
    register_end_of_frame(end_frame);
}

} // namespace cti::plugin
