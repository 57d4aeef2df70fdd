// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/frame.hpp"

#include <vector>

namespace cti::plugin {
namespace {

int udp = -1, tcp = -1;                  ///< numbers of these protocols
std::vector<dissector_handle_t> readers; ///< by the number of the protocol whose frames each reads; nullptr for nearly all

void (*watch)(tvbuff_t*, packet_info*, proto_tree*, bool) = nullptr;

/// Until the frame has been dissected: the same one may be dissected again next.
struct {
    std::uint32_t frame = 0, pieces = 0;
} now;

dissector_handle_t reader_of(int protocol)
{
    return static_cast<std::size_t>(protocol) < readers.size() ? readers[static_cast<std::size_t>(protocol)] : nullptr;
}

int protocol_of(wmem_list_frame_t* layer) { return GPOINTER_TO_INT(wmem_list_frame_data(layer)); }

/// True where an ICMP error stands before this layer and quotes it.
bool is_quoted_layer(wmem_list_frame_t* layer)
{
    static const int icmp = proto_get_id_by_filter_name("icmp"), icmpv6 = proto_get_id_by_filter_name("icmpv6");
    for (; layer; layer = wmem_list_frame_prev(layer))
        if (const int protocol = protocol_of(layer); protocol == icmp || protocol == icmpv6)
            return true;
    return false;
}

/// A reader reads a frame once, however many layers of it are its own: for the last of those that were sent.
bool is_last_sent(wmem_list_frame_t* layer)
{
    const int protocol = protocol_of(layer);
    if (is_quoted_layer(layer))
        return false;
    for (wmem_list_frame_t* later = wmem_list_frame_next(layer); later; later = wmem_list_frame_next(later))
        if (protocol_of(later) == protocol && !is_quoted_layer(later))
            return false;
    return true;
}

[[gnu::noinline]] void read_layer(wmem_list_frame_t* layer, dissector_handle_t reader, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree)
{
    if (is_last_sent(layer))
        call_dissector_only(reader, tvb, pinfo, tree, nullptr);
}

int end_of_frame(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*)
{
    wmem_list_frame_t* layer = wmem_list_tail(pinfo->layers);
    int protocol = layer ? protocol_of(layer) : -1;
    watch(tvb, pinfo, tree, protocol != tcp);
    // Below the last transport layer of a frame of usual depth (frame, link, its type, network) nothing stands that has a reader.
    constexpr unsigned usual_depth = 5;
    for (unsigned depth = wmem_list_count(pinfo->layers); layer; --depth) {
        if (depth <= usual_depth && (protocol == udp || protocol == tcp))
            break;
        if (const dissector_handle_t reader = reader_of(protocol))
            read_layer(layer, reader, tvb, pinfo, tree);
        layer = wmem_list_frame_prev(layer);
        protocol = layer ? protocol_of(layer) : -1;
    }
    now.frame = 0;
    return 0;
}

} // namespace

std::uint32_t pieces_so_far(const packet_info* pinfo) { return now.frame == pinfo->num ? now.pieces : 0; }

MessageKey next_key(const packet_info* pinfo)
{
    now = {pinfo->num, pieces_so_far(pinfo) + 1};
    return {now.frame, now.pieces};
}

void register_end_of_frame(void (*look)(tvbuff_t*, packet_info*, proto_tree*, bool))
{
    watch = look;
    udp = proto_get_id_by_filter_name("udp");
    tcp = proto_get_id_by_filter_name("tcp");
    // Of no protocol: one that is switched off would not be called, and the counts would go on.
    register_postdissector(create_dissector_handle(end_of_frame, -1));
}

void read_frames_with(const char* carrier, dissector_handle_t reader)
{
    const int protocol = proto_get_id_by_filter_name(carrier);
    if (protocol < 0)
        return;
    if (readers.size() <= static_cast<std::size_t>(protocol))
        readers.resize(static_cast<std::size_t>(protocol) + 1);
    readers[static_cast<std::size_t>(protocol)] = reader;
}

} // namespace cti::plugin
