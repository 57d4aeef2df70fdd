// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/stream.hpp"

#include "plugin/frame.hpp"
#include "plugin/registration.hpp"

#include "core/hash.hpp"

#include <algorithm>
#include <type_traits>
#include <vector>

namespace cti::plugin {

using detail::Carrier;
using detail::StreamHandles;

static_assert(std::is_trivially_destructible_v<DrawnPiece>);

namespace {

std::vector<StreamHandles*>& all_handles()
{
    static std::vector<StreamHandles*> all;
    return all;
}

dissector_handle_t tls_dissector = nullptr;
dissector_table_t tcp_ports = nullptr, tls_ports = nullptr;

const Registration& registration_for(const StreamHandles& h) { return registration(h.dissector->protocol.filter); }

/// Of the first 64 bytes.
std::uint64_t hash_of(Bytes bytes)
{
    Hash hash;
    for (const std::uint64_t b : bytes.first(std::min<std::size_t>(bytes.size(), 64)))
        hash.add(b);
    return hash.value();
}

/// What of the bytes of a call was there before.
struct Before : Waited {
    std::uint32_t sequence = 0; ///< of the first byte, by TCP's numbers
};

/// First pass. `tcp`: nullptr where the bytes come from elsewhere. Bytes that waited in vain are missing like others: TCP does not put them
/// before a frame that the capture cut.
Before take_waiting(Flow& flow, Side side, bool encrypted, Bytes bytes, std::size_t reported, const Segment* segment, const tcpinfo* tcp)
{
    const Flow::Waiting w = flow.waiting.read()[encrypted][index(side)];
    const bool same = w.size > 0 && w.size < bytes.size() && hash_of(bytes.first(w.size)) == w.begin;
    if (w.size > 0 && !same)
        flow.stream->on_gap(side);
    Before before;
    before.bytes = before.segments = same ? w.size : 0;
    if (tcp) {
        before.sequence = same ? w.sequence : tcp->nxtseq - static_cast<std::uint32_t>(reported);
        // A segment of one byte that begins a message and is captured twice: Wireshark 4.6 takes the copy for a keep-alive, which no message
        // can span, and lets go of what waits.
        if (w.size > 0 && !same && before.sequence == w.sequence + w.size)
            flow.connection->on_unread(side, w.size);
        // tcp->seq is that of the first byte; tcp->nxtseq, what follows this segment.
        if (same)
            before.segments = std::clamp<std::size_t>(tcp->nxtseq - (segment ? segment->length : 0) - w.sequence, w.size, bytes.size());
    }
    if (w.size > 0)
        flow.waiting.write()[encrypted][index(side)] = {};
    return before;
}

void wait_for_more(packet_info* pinfo, std::size_t offset, std::uint32_t bytes)
{
    pinfo->desegment_offset = static_cast<int>(offset);
    pinfo->desegment_len = bytes ? bytes : static_cast<unsigned>(DESEGMENT_ONE_MORE_SEGMENT);
}

/// One call of the dissector: bytes of one side.
struct Call {
    const StreamHandles& handles;
    tvbuff_t* tvb;
    packet_info* pinfo;
    proto_tree* tree;
    Flow& flow;
    Side side;
    bool encrypted;
    bool may_wait;
    Bytes bytes;
    std::size_t reported;
    Moment at;
};

/// The next piece, as the first pass found it.
Piece next_piece(const Call& c, std::size_t offset, bool may_wait)
{
    const auto key = [&] { return MessageKey{c.pinfo->num, pieces_so_far(c.pinfo) + 1}.packed(); };
    if (const auto& pieces = c.flow.noted.read().pieces; !is_first_pass(c.pinfo) && !pieces.empty())
        if (const auto noted = pieces.find(key()); noted != pieces.end())
            return noted->second;
    const Bytes rest = c.bytes.subspan(std::min(offset, c.bytes.size()));
    const Piece piece = c.flow.stream->next(c.side, rest, c.reported - offset, may_wait);
    if (piece.length > 0 && !piece.by_itself && is_first_pass(c.pinfo))
        c.flow.noted.write().pieces.try_emplace(key(), piece);
    return piece;
}

/// True where nothing is to be said of these bytes: they come again with the next segment. Later passes are told what the first one found.
bool stays_silent(const Call& c, const Before& before)
{
    const bool first_pass = is_first_pass(c.pinfo);
    if (first_pass ? before.bytes == 0 : !c.flow.noted)
        return false;
    const std::uint64_t key = MessageKey{c.pinfo->num, pieces_so_far(c.pinfo)}.packed();
    if (!first_pass)
        return c.flow.noted.read().silent.contains(key);
    if (!c.may_wait || !will_come_again(*c.flow.stream, c.side, c.bytes, c.reported, before))
        return false;
    c.flow.noted.write().silent.insert(key);
    c.flow.waiting.write()[c.encrypted][index(c.side)] = {hash_of(c.bytes), static_cast<std::uint32_t>(c.bytes.size()), before.sequence};
    return true;
}

void draw(const Call& c, const Piece& piece, std::size_t offset)
{
    const std::size_t left = c.reported - offset, here = c.bytes.size() > offset ? c.bytes.size() - offset : 0;
    const std::size_t have = std::min<std::size_t>(piece.length, here);
    // Most segments are one message: they need no tvbuff of their own.
    tvbuff_t* tvb = c.tvb;
    if (offset != 0 || piece.length != c.reported)
        tvb = tvb_new_subset_length_caplen(c.tvb, static_cast<int>(offset), static_cast<int>(have), static_cast<int>(piece.length));
    const PieceContext context = context_of(piece, next_key(c.pinfo), c.at.time, c.side, c.encrypted, have, left);
    c.handles.dissector->draw(
        {tvb, c.pinfo, c.tree, &c.flow, c.bytes.subspan(std::min(offset, c.bytes.size()), have), piece, context, is_first_pass(c.pinfo)});
}

/// Piece by piece through the bytes.
int dissect_pieces(const Call& c, const Before& before)
{
    const bool first_pass = is_first_pass(c.pinfo);
    if (first_pass)
        c.flow.stream->on_bytes(c.side, c.at, c.bytes, before.bytes, c.reported);
    if (stays_silent(c, before)) {
        wait_for_more(c.pinfo, 0, 0);
        return static_cast<int>(c.reported);
    }
    const auto waits = [&](std::size_t offset) { return c.may_wait && !before.come_again(offset); }; // else: more than may wait
    const Cut cut = cut_into_pieces(
        c.reported, [&](std::size_t offset) { return next_piece(c, offset, waits(offset)); }, waits,
        [&](std::size_t offset, const Piece& piece) {
            if (const std::uint32_t rest = rest_in_later_segments(piece, c.reported - offset); rest > 0) {
                // Tell the TCP dissector where the next message starts.
                c.pinfo->want_pdu_tracking = 2;
                c.pinfo->bytes_until_next_pdu = rest;
            }
            draw(c, piece, offset);
        });
    const Bytes rest = c.bytes.subspan(std::min(cut.used, c.bytes.size()));
    if (first_pass) {
        tell_pending(*c.flow.connection, c.side, cut, rest.size());
        if (cut.waits)
            c.flow.waiting.write()[c.encrypted][index(c.side)] = {
                hash_of(rest), static_cast<std::uint32_t>(rest.size()), before.sequence + static_cast<std::uint32_t>(cut.used)};
    }
    if (cut.waits)
        wait_for_more(c.pinfo, cut.used, bytes_asked_for(cut, c.reported));
    return static_cast<int>(c.reported);
}

/// What TCP carries here is TLS: its dissector draws it, and hands what it can decrypt to detail::dissect with Carrier::tls.
int dissect_tls(Flow& flow, Side side, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data)
{
    const Bytes bytes = captured_bytes(tvb);
    // Each dissector that is called has one level less at which it may ask for more; TLS stands in our place and shall have ours.
    const auto may_wait = pinfo->can_desegment;
    pinfo->can_desegment = static_cast<std::uint16_t>(may_wait > 0 ? may_wait + 1 : 0);
    const int used = call_dissector_with_data(tls_dissector, tvb, pinfo, tree, data);
    pinfo->can_desegment = may_wait;
    if (is_first_pass(pinfo) && pinfo->desegment_len != 0) {
        const Bytes rest =
            bytes.subspan(std::min<std::size_t>(static_cast<std::size_t>(std::max(pinfo->desegment_offset, 0)), bytes.size()));
        flow.waiting.write()[false][index(side)] = {hash_of(rest), static_cast<std::uint32_t>(rest.size()), 0};
    }
    return used;
}

/// True from the frame on in which the first pass found `holds` to be so; `since` is that frame.
bool holds_here(std::uint32_t& since, bool holds, const packet_info* pinfo)
{
    if (!is_first_pass(pinfo))
        return since != 0 && pinfo->num >= since;
    if (holds && since == 0)
        since = pinfo->num;
    return holds;
}

/// A port that another protocol has too: what is not ours by its content is handed to that one.
int dissect_otherwise(const StreamHandles& h, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data)
{
    for (const auto& [port, before] : h.before)
        if (port == pinfo->srcport || port == pinfo->destport)
            return call_dissector_only(before, tvb, pinfo, tree, data);
    return 0;
}

bool is_enabled(const StreamHandles& h) { return proto_is_protocol_enabled(find_protocol_by_id(registration_for(h).proto())); }

PortUse use_of_port(const StreamHandles& h, std::uint32_t port)
{
    if (!is_enabled(h))
        return PortUse::none;
    const dissector_handle_t on_tcp = dissector_get_uint_handle(tcp_ports, port);
    if (on_tcp && on_tcp == h.tcp_handle)
        return PortUse::plain;
    if ((on_tcp && on_tcp == h.secured_handle) || (tls_ports && dissector_get_uint_handle(tls_ports, port) == h.tls_handle))
        return PortUse::secured;
    return PortUse::none;
}

void apply_secured_ports(StreamHandles& h)
{
    if (h.secured_in_use) {
        dissector_delete_uint_range("tls.port", h.secured_in_use, h.tls_handle);
        dissector_delete_uint_range("tcp.port", h.secured_in_use, h.secured_handle);
        wmem_free(wmem_epan_scope(), h.secured_in_use);
    }
    h.secured_in_use = range_copy(wmem_epan_scope(), h.secured_ports);
    dissector_add_uint_range("tls.port", h.secured_in_use, h.tls_handle);
    dissector_add_uint_range("tcp.port", h.secured_in_use, h.secured_handle);
}

void note_dissectors_before(StreamHandles& h)
{
    range_t* ports = nullptr;
    range_convert_str(wmem_epan_scope(), &ports, h.dissector->protocol.ports, 65535);
    for (unsigned i = 0; i < ports->nranges; ++i)
        for (std::uint32_t port = ports->ranges[i].low; port <= ports->ranges[i].high; ++port)
            if (const dissector_handle_t before = dissector_get_uint_handle(tcp_ports, port))
                h.before.emplace_back(port, before);
    wmem_free(wmem_epan_scope(), ports);
}

/// Preferences changed, of whichever protocol: a few ranges are set anew.
void apply_preferences()
{
    for (StreamHandles* h : all_handles())
        if (tls_ports && h->secured_ports)
            apply_secured_ports(*h);
}

} // namespace

namespace detail {

int dissect(StreamHandles& h, Carrier carrier, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data)
{
    if (carrier == Carrier::tcp && h.dissector->protocol.is_one_way && !known_flow(pinfo) &&
        !h.dissector->protocol.looks_like(captured_bytes(tvb)))
        return dissect_otherwise(h, tvb, pinfo, tree, data);
    const auto [flow, segment] = flow_of(pinfo, *h.dissector);
    if (!flow)
        return 0;
    const bool first_pass = is_first_pass(pinfo), encrypted = carrier == Carrier::tls;
    if (carrier == Carrier::tcp && is_repeated(*flow, pinfo, segment))
        return static_cast<int>(tvb_captured_length(tvb));
    const Side side = flow->connection->side_of(segment ? segment->from : sender_of(pinfo));
    const Moment at = segment ? segment->at : moment_of(pinfo);
    const Bytes bytes = captured_bytes(tvb);
    const std::size_t reported = tvb_reported_length(tvb);
    Before before;
    if (first_pass) {
        if (segment && !encrypted && misses_bytes_before(*flow, pinfo, *segment))
            flow->stream->on_gap(side);
        // What this frame acknowledges, before what it brings.
        if (segment && !encrypted && (segment->flags & tcp_ack))
            flow->connection->on_acknowledgement(side, at, segment->acknowledgement);
        before = take_waiting(*flow, side, encrypted, bytes, reported, segment, encrypted ? nullptr : static_cast<const tcpinfo*>(data));
        flow->connection->on_payload(side, at, bytes.subspan(before.bytes), encrypted);
    }
    if (!encrypted && holds_here(flow->tls_from, flow->connection->carries_tls(), pinfo))
        return dissect_tls(*flow, side, tvb, pinfo, tree, data);
    if (!encrypted && h.desegment && pinfo->can_desegment && flow->connection->may_carry_tls(side)) {
        flow->waiting.write()[false][index(side)] = {hash_of(bytes), static_cast<std::uint32_t>(bytes.size()), before.sequence};
        wait_for_more(pinfo, 0, 0);
        return static_cast<int>(bytes.size());
    }
    if (holds_here(flow->foreign_from, flow->connection->info()->coverage.foreign, pinfo))
        return 0; // its own dissector's, or nobody's
    const std::uint32_t pieces = pieces_so_far(pinfo);
    const bool may_wait = h.desegment && pinfo->can_desegment && !is_quoted(pinfo);
    if (pieces > 0)
        col_clear(pinfo->cinfo, COL_INFO); // what TLS said of its next record
    const int used = dissect_pieces({h, tvb, pinfo, tree, *flow, side, encrypted, may_wait, bytes, reported, at}, before);
    col_set_str(pinfo->cinfo, COL_PROTOCOL, h.dissector->protocol.column);
    if (pieces == pieces_so_far(pinfo))
        col_clear(pinfo->cinfo, COL_INFO); // what TCP said
    return used;
}

bool dissect_if_alike(StreamHandles& h, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data)
{
    const Bytes bytes = captured_bytes(tvb);
    if (!h.dissector->protocol.looks_like(bytes) || is_quoted(pinfo) || !flow_of(pinfo, *h.dissector, true).flow)
        return false;
    // From here on: what came before was not claimed, and later passes shall not claim it either.
    conversation_set_dissector_from_frame_number(find_or_create_conversation(pinfo), pinfo->num, h.tcp_handle);
    dissect(h, Carrier::tcp, tvb, pinfo, tree, data);
    return true;
}

/// From Wireshark 4.4 on the TLS dissector asks heuristic dissectors before it looks at the port, and SMPP's takes the first messages of a
/// secured CTI Server for its own. So each protocol asks first, by a heuristic that looks at nothing but the port.
bool claim_tls_port(StreamHandles& h, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data)
{
    if (dissector_get_uint_handle(tls_ports, pinfo->srcport) != h.tls_handle &&
        dissector_get_uint_handle(tls_ports, pinfo->destport) != h.tls_handle)
        return false;
    ws::set_tls_dissector(data, h.tls_handle);
    dissect(h, Carrier::tls, tvb, pinfo, tree, data);
    return true;
}

void add(StreamHandles& h, const StreamDissector& dissector)
{
    h.dissector = &dissector;
    const Registration& r = registration_for(h);
    const Descriptor& protocol = h.dissector->protocol;
    all_handles().push_back(&h);
    h.tcp_handle = register_dissector(protocol.filter, h.tcp, r.proto());
    h.tls_text = std::string{protocol.filter} + ".tls";
    h.tls_handle = register_dissector(h.tls_text.c_str(), h.tls, r.proto());
    h.secured_name = std::string{protocol.filter} + ".secured";
    h.secured_text = std::string{protocol.column} + " (secured port)";
    // A protocol in name only: "Decode As" finds one dissector of the protocol's own name for a TCP port.
    const int secured_proto = proto_register_protocol_in_name_only(
        h.secured_text.c_str(), h.secured_text.c_str(), h.secured_name.c_str(), r.proto(), FT_PROTOCOL);
    h.secured_handle =
        create_dissector_handle_with_name_and_description(h.secured, secured_proto, h.secured_name.c_str(), h.secured_text.c_str());
    module_t* module = prefs_register_protocol(r.proto(), apply_preferences);
    prefs_register_bool_preference(module, "desegment", "Reassemble messages spanning multiple TCP segments",
        "Also enable \"Allow subdissectors to reassemble TCP streams\" in the TCP preferences.", &h.desegment);
    range_convert_str(wmem_epan_scope(), &h.secured_ports, protocol.secured_ports, 65535);
    prefs_register_range_preference(
        module, "tls.port", "Secured ports (TLS)", "TCP ports on which this protocol runs inside of TLS", &h.secured_ports, 65535);
    if (h.dissector->add_preferences)
        h.dissector->add_preferences(module);
}

} // namespace detail

void add_info(const DrawnPiece& p, std::string_view text)
{
    char* const kept = static_cast<char*>(wmem_alloc(p.pinfo->pool, text.size() + 1));
    kept[text.copy(kept, text.size())] = '\0';
    if (p.context.key.place == 1) // by a copy of its own: libwireshark's looks at every character
        col_set_str(p.pinfo->cinfo, COL_INFO, kept);
    else
        col_append_sep_str(p.pinfo->cinfo, COL_INFO, " | ", kept);
    if (p.context.encrypted) // TLS goes on to speak of its next record; TCP sees to its own
        col_set_fence(p.pinfo->cinfo, COL_INFO);
}

void finish_piece(
    const DrawnPiece& p, proto_item* item, Reporter& reporter, std::string_view info, const KeptFindings* findings, const MessageNote& note)
{
    if (item)
        proto_item_append_text(item, ", %.*s", static_cast<int>(info.size()), info.data());
    add_info(p, info);
    if (findings)
        for (const KeptFinding& f : *findings)
            reporter.say(item, p.tvb, f);
    if (report_wanted() && !is_quoted(p.pinfo))
        reporter.queue(note, p.flow->connection->info());
}

void hand_off_streams()
{
    static bool is_done = false;
    if (is_done)
        return;
    is_done = true;
    tls_dissector = find_dissector("tls");
    tcp_ports = find_dissector_table("tcp.port");
    tls_ports = find_dissector_table("tls.port");
    for (StreamHandles* h : all_handles()) {
        const Registration& r = registration_for(*h);
        const Descriptor& protocol = h->dissector->protocol;
        if (protocol.is_one_way)
            note_dissectors_before(*h);
        dissector_add_uint_range_with_preference("tcp.port", protocol.ports, h->tcp_handle);
        dissector_add_for_decode_as("tls.port", h->tls_handle);
        h->heuristic_name = std::string{protocol.filter} + "_tcp";
        h->tls_name = std::string{protocol.filter} + "_tls";
        h->tcp_text = std::string{protocol.column} + " over TCP";
        h->tls_text = std::string{protocol.column} + " over TLS";
        if (protocol.looks_like)
            heur_dissector_add("tcp", h->heuristic, h->tcp_text.c_str(), h->heuristic_name.c_str(), r.proto(), HEURISTIC_ENABLE);
        if constexpr (ws::tls_asks_heuristics_first)
            heur_dissector_add("tls", h->claim, h->tls_text.c_str(), h->tls_name.c_str(), r.proto(), HEURISTIC_ENABLE);
    }
    apply_preferences();
}

PortUse use_of_port(const StreamDissector& dissector, std::uint32_t port)
{
    for (const StreamHandles* h : all_handles())
        if (h->dissector == &dissector)
            return use_of_port(*h, port);
    return PortUse::none;
}

const StreamDissector* dissector_of_port(std::uint32_t port, PortUse& use)
{
    for (const StreamHandles* h : all_handles())
        if ((use = use_of_port(*h, port)) != PortUse::none)
            return h->dissector;
    return nullptr;
}

void claim_conversation(const StreamDissector& dissector, packet_info* pinfo)
{
    for (const StreamHandles* h : all_handles())
        if (h->dissector == &dissector)
            conversation_set_dissector_from_frame_number(find_or_create_conversation(pinfo), pinfo->num + 1, h->tcp_handle);
}

void apply_settings(Capture& capture)
{
    for (const StreamHandles* h : all_handles())
        if (h->dissector->apply_settings)
            h->dissector->apply_settings(capture);
}

} // namespace cti::plugin
