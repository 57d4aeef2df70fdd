// SPDX-License-Identifier: GPL-2.0-or-later
// The five symbols that Wireshark looks for, and nothing else but the list of protocols.
#include "plugin/parts.hpp"
#include "plugin/wireshark.hpp"

extern "C" {

#ifdef _WIN32
#define CTI_EXPORT __declspec(dllexport)
#else
#define CTI_EXPORT __attribute__((visibility("default")))
#endif

CTI_EXPORT extern const char plugin_version[] = CTI_VERSION;
CTI_EXPORT extern const int plugin_want_major = CTI_WIRESHARK_MAJOR;
CTI_EXPORT extern const int plugin_want_minor = CTI_WIRESHARK_MINOR;
/// Not for Wireshark: packaging/install.sh reads it from the file to say what a plugin that does not load was built for.
CTI_EXPORT extern const char cti_built_for[] = "wireshark-cti " CTI_VERSION " for Wireshark " CTI_WIRESHARK_VERSION;

CTI_EXPORT void plugin_register(void)
{
    static proto_plugin protocols;
    protocols.register_protoinfo = cti::plugin::register_protocols;
    protocols.register_handoff = cti::plugin::handoff_protocols;
    proto_register_plugin(&protocols);

    static tap_plugin taps;
    taps.register_tap_listener = cti::plugin::register_taps;
    tap_register_plugin(&taps);
}

/// From 4.4 on: labels for Help > About > Plugins. Dissector (bit 0) and tap listener (bit 4).
CTI_EXPORT std::uint32_t plugin_describe(void) { return 1u << 0 | 1u << 4; }
}
