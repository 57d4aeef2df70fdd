// SPDX-License-Identifier: GPL-2.0-or-later
// Calls for Telephony > VoIP Calls and its flow sequence: every message about a call goes to Wireshark's tap "voip".
#pragma once

#include "plugin/wireshark.hpp"

#include <string_view>

namespace cti::plugin {

/// What one message is to one call. Texts are copied.
struct CallNote {
    const char* protocol;         ///< "GED-188"; static
    std::uint32_t call;           ///< number of the call in the capture
    voip_call_state state;        ///< after the message
    std::string_view from, to;
    const char* comment;          ///< about the call
    const char* label;            ///< on the arrow of the flow: name of the message
    const char* flow;             ///< beside the arrow
};

/// To be called at handoff. Makes sure the tap is there: Wireshark listens to it if it exists, but no protocol of its own registers it.
void register_call_tap();

/// True while anybody listens: preparing notes is not worth it otherwise.
bool calls_wanted();
void tap_call(packet_info* pinfo, const CallNote& note);

/// What a message in one line says beside its name, which is the label already.
const char* behind_name(const char* info, std::string_view name);

} // namespace cti::plugin
