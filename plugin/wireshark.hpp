// SPDX-License-Identifier: GPL-2.0-or-later
// The ONE place that knows Wireshark: its headers, in the one order that works, and every difference between 4.0 and 4.6.
// No other file includes an epan header or asks for a Wireshark version.
#pragma once

// <wireshark.h> and <epan/packet.h> pull in GLib, whose C++ templates may not stand inside extern "C".
#include <wireshark.h>
#include <epan/packet.h>

// These declare C functions without extern "C"; and packet-tcp.h includes reassemble.h, so they come before it.
extern "C" {
#include <epan/reassemble.h>
#include <epan/dissectors/packet-rtcp.h>
#include <epan/dissectors/packet-rtp.h>
#include <epan/dissectors/packet-tls.h>
}
#include <epan/dissectors/packet-tcp.h>

#include <epan/charsets.h>
#include <epan/conversation.h>
#include <epan/expert.h>
#include <epan/funnel.h>
#include <epan/prefs.h>
#include <epan/prefs-int.h>
#include <epan/proto_data.h>
#include <epan/srt_table.h>
#include <epan/stat_tap_ui.h>
#include <epan/stats_tree.h>
#include <epan/tap-voip.h>
#include <epan/tap.h>
#include <epan/tfs.h>
#include <epan/to_str.h>
#include <epan/uat.h>
#include <wsutil/inet_addr.h>
#include <wsutil/json_dumper.h>

#include <cstdint>
#include <cstdlib>
#include <type_traits>

#ifndef CTI_WIRESHARK_MAJOR
#error "CTI_WIRESHARK_MAJOR and CTI_WIRESHARK_MINOR come from CMake"
#endif
#define CTI_WIRESHARK_AT_LEAST(major, minor) \
    (CTI_WIRESHARK_MAJOR > (major) || (CTI_WIRESHARK_MAJOR == (major) && CTI_WIRESHARK_MINOR >= (minor)))

namespace ws {

/// Boolean preferences, heuristics and menu entries: gboolean (4 bytes) up to 4.2, bool from 4.4.
#if CTI_WIRESHARK_AT_LEAST(4, 4)
using Bool = bool;
#else
using Bool = gboolean;
#endif

/// Return type of the length callback of tcp_dissect_pdus; guint everywhere so far.
using Unsigned = unsigned;

/// Separates menus in the name of a stats tree: "/" up to 4.2, "//" from 4.4.
#ifdef STATS_TREE_MENU_SEPARATOR
#define CTI_STATS_TREE_SEPARATOR STATS_TREE_MENU_SEPARATOR
#else
#define CTI_STATS_TREE_SEPARATOR "/"
#endif

/// Bits of tcp.completeness, as the TCP dissector keeps them in conversation_completeness.
enum Completeness : unsigned { syn = 0x01, syn_ack = 0x02, ack = 0x04, data = 0x08, fin = 0x10, rst = 0x20 };

/// True where addresses and ports tell conversations apart, and nothing else does: from 4.4 on the user may add VLAN, interface and MAC
/// addresses.
inline bool conversations_are_by_ends()
{
    pref_t* key = prefs_find_preference(prefs_find_module("protocols"), "conversation_deinterlacing_key");
    return !key || prefs_get_enum_value(key, pref_current) == 0;
}

/// What tcp_acked::flags says of a segment: TCP_A_RETRANSMISSION and TCP_A_OUT_OF_ORDER of packet-tcp.c.
inline constexpr unsigned tcp_sent_again = 0x0001 | 0x0200;

/// "Do not call subdissectors for error packets", which is on where the user has not switched it off.
inline bool dissects_no_tcp_errors()
{
    pref_t* on = prefs_find_preference(prefs_find_module("tcp"), "no_subdissector_on_error");
    return on && prefs_get_bool_value(on, pref_current);
}

/// Fills an extended value string without value_string_ext_new, whose signature changed in 4.6. `rows` end with {0, nullptr}.
inline value_string_ext extended_values(const value_string* rows, unsigned count, const char* name)
{
    value_string_ext result{}; // 4.6 has a member more, the scope, which is null for a table that is never freed
    result._vs_match2 = _try_val_to_str_ext_init;
    result._vs_num_entries = count;
    result._vs_p = rows;
    result._vs_name = name;
    return result;
}

/// The Telephony menu, which has another name from 4.2 or 4.4 on but always the place behind RSerPool.
inline constexpr auto telephony_group = static_cast<register_stat_group_t>(REGISTER_STAT_GROUP_RSERPOOL + 1);

/// What starts a -z option says from 4.6 on whether it could; before, all it can do is end the program. `Start` is bool(const char*).
using StatTapResult = std::invoke_result_t<stat_tap_init_cb, const char*, void*>;
template <auto Start>
StatTapResult start_stat_tap(const char* argument, void*)
{
    const bool started = Start(argument);
    if (!started && std::is_void_v<StatTapResult>)
        std::exit(1);
    return static_cast<StatTapResult>(started);
}

/// The TLS dissector asks heuristic dissectors before it looks at the port from 4.4 on; they then name the dissector of the session.
#if CTI_WIRESHARK_AT_LEAST(4, 4)
inline constexpr bool tls_asks_heuristics_first = true;
inline void set_tls_dissector(void* tls_data, dissector_handle_t handle)
{
    const auto* info = static_cast<const tlsinfo*>(tls_data);
    if (info && info->app_handle)
        *info->app_handle = handle;
}
#else
inline constexpr bool tls_asks_heuristics_first = false;
inline void set_tls_dissector(void*, dissector_handle_t) {}
#endif

} // namespace ws
