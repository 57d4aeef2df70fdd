// SPDX-License-Identifier: GPL-2.0-or-later
// From Wireshark 4.4 on the TLS dissector asks heuristic dissectors before it looks at the port, and SMPP's takes the first messages of a secured CTI Server for its
// own. So each protocol asks first, by a heuristic that looks at nothing but the port: what tls.port (with Decode As) says of it holds.
#pragma once

#include "plugin/wireshark.hpp"

namespace cti::plugin {

/// Claims TLS payload on ports that the table tls.port gives to `handle`, and the rest of that session.
template <dissector_t dissect, dissector_handle_t& handle>
ws::Bool claim_tls_port(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data)
{
    static dissector_table_t ports = find_dissector_table("tls.port");
    if (!handle || (dissector_get_uint_handle(ports, pinfo->srcport) != handle && dissector_get_uint_handle(ports, pinfo->destport) != handle))
        return false;
    ws::set_tls_dissector(data, handle);
    dissect(tvb, pinfo, tree, data);
    return true;
}

/// To be called when the protocol hands off; does nothing where ports come first anyway.
template <dissector_t dissect, dissector_handle_t& handle>
void register_tls_claim(const char* display_name, const char* short_name, int proto)
{
    if constexpr (ws::tls_asks_heuristics_first)
        heur_dissector_add("tls", claim_tls_port<dissect, handle>, display_name, short_name, proto, HEURISTIC_ENABLE);
}

} // namespace cti::plugin
