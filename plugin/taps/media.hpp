// SPDX-License-Identifier: GPL-2.0-or-later
// Media that CTI announces: RTP in the same capture is dissected without Decode As and links to the announcing frame.
#pragma once

#include "plugin/wireshark.hpp"

#include "ged188/summary.hpp"

namespace cti::plugin {

/// To be called for every message of GED-188, on each pass: the RTP dissector remembers what the first one said.
void set_up_media(packet_info* pinfo, const ged188::Summary& summary);

} // namespace cti::plugin
