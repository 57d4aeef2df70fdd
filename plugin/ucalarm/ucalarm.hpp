// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/wireshark.hpp"

#include "core/bytes.hpp"

#include <cstdint>

namespace cti::plugin {

void register_ucalarm();
void handoff_ucalarm();

/// Draws the alarms of `message`, which begins at `offset` in `tvb`, and tells taps of them: for dissectors of what carries alarms. `sender`: who
/// wrote them, as text. `is_cut`: the capture kept only a part of it. Returns how many there were.
unsigned draw_alarms(
    tvbuff_t* tvb, std::uint32_t offset, Bytes message, bool is_cut, packet_info* pinfo, proto_tree* root, const char* sender);

} // namespace cti::plugin
