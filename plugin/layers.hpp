// SPDX-License-Identifier: GPL-2.0-or-later
// What a frame holds, for post-dissectors that read on where a dissector of Wireshark has no table for what it carries.
#pragma once

#include "plugin/wireshark.hpp"

namespace cti::plugin {

/// True where the frame holds a protocol (its number) that was sent, not one that an ICMP error quotes.
inline bool holds_protocol(const packet_info* pinfo, int protocol)
{
    static const int icmp = proto_get_id_by_filter_name("icmp"), icmpv6 = proto_get_id_by_filter_name("icmpv6");
    for (wmem_list_frame_t* layer = wmem_list_head(pinfo->layers); layer; layer = wmem_list_frame_next(layer)) {
        const int proto = GPOINTER_TO_INT(wmem_list_frame_data(layer));
        if (proto == protocol)
            return true;
        if (proto == icmp || proto == icmpv6)
            return false;
    }
    return false;
}

} // namespace cti::plugin
