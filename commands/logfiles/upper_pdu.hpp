// SPDX-License-Identifier: GPL-2.0-or-later
// A record as a packet of link type "Wireshark Upper PDU" (LINKTYPE_WIRESHARK_UPPER_PDU, 252): tags that say which dissector to call, then
// what it reads. Tags: wsutil/exported_pdu_tlvs.h.
//
//   12  name of the dissector, "ctilog", which hands whole messages and alarms on
//   20 22 / 21 23  address that the record gives for the sender / receiver, 4 or 16 bytes; only where the direction is known
//   24  port type 0, none: state is never shared with a connection of the same addresses in a capture
//   25 26  port of the sender / receiver, 4 bytes
//    0  end
//
// The payload is logs/record_pdu.hpp.
#pragma once

#include "logs/record.hpp"

#include <cstdint>
#include <vector>

namespace cti::logfiles {

/// Writes the packet of `record` into `out`, whose content before is gone. `payload` is room to work in.
void make_packet(const logs::Record& record, std::vector<std::uint8_t>& out, std::vector<std::uint8_t>& payload);

} // namespace cti::logfiles
