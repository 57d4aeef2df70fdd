// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/umbrella.hpp"

namespace cti::plugin {

void register_ctiqbe();
void handoff_ctiqbe();

/// To be called by whoever dissects an alarm CtiIncompatibleProtocolVersion (in any of its forms), on every pass. Where this capture also shows the
/// client being refused, both become one finding, ctiqbe.incompatible_version: said here for refusals that came before the alarm, and at
/// each refusal that comes after. `client` is the address as text; the version of the client's message and the oldest one
/// accepted as the alarm prints them, "" where it prints none.
void ctiqbe_version_alarm(tvbuff_t* tvb, packet_info* pinfo, proto_tree* root, const char* client, const char* message_version,
                          const char* minimum_version);

} // namespace cti::plugin
