// SPDX-License-Identifier: GPL-2.0-or-later
// Calls for Telephony > VoIP Calls and its flow sequence: every message about a call goes to Wireshark's tap "voip".
// Nothing is prepared while nobody listens there.
#pragma once

#include "plugin/umbrella.hpp"

#include "bwcap/document.hpp"
#include "ged188/calls.hpp"

namespace cti::plugin {

/// To be called at handoff. Makes sure the tap is there: Wireshark listens to it if it exists, but no protocol of its own registers it.
void register_call_tap();

/// To be called for every message of a session, on each pass. `info` is the message in one line.
void tap_calls(packet_info* pinfo, ged188::CallTracker& tracker, const SessionInfo& session, ged188::MessageKey key, const ged188::Summary& summary,
               const char* info);

/// The same for a CAP document. `place` tells documents of one frame apart and grows; `user` is whom the calls belong to,
/// `request_frame` the frame of the callAction that this document answers, 0 where it answers none.
void tap_calls(packet_info* pinfo, const SessionInfo& session, std::uint32_t place, const bwcap::Summary& summary, const char* user,
               std::uint32_t request_frame, const char* info);

} // namespace cti::plugin
