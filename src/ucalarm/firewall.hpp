// SPDX-License-Identifier: GPL-2.0-or-later
// What a firewall says of a CTIQBE packet that its inspection dropped (620002), or of a channel that it opened (620001):
//   Unsupported CTIQBE version: 11: from inside:10.1.1.1/2748 to outside:10.2.2.2/1024
//   Pre-allocate CTIQBE RTP secondary channel for outside:10.2.2.2/24570 to inside:10.1.1.1/16384 from ConnectionOpen message
// Source: ASA syslog messages 620001 and 620002.
#pragma once

#include "core/address.hpp"
#include "core/bytes.hpp"

#include <cstdint>
#include <string_view>

namespace cti::ucalarm {

struct FirewallEnd {
    Span interface_name{}, address{}, port{}; ///< offsets in the text that was read; length 0: absent
    Endpoint endpoint{};
};

struct FirewallText {
    Span version{}; ///< as printed; length 0: absent
    FirewallEnd source{}, destination{};
};

FirewallText read_firewall_text(std::string_view text);

/// Whether a version that is printed in decimal or hexadecimal is above 10; unknown where the two readings disagree ("10").
enum class Above : std::uint8_t { no, yes, unknown };
Above above_ten(std::string_view version);

} // namespace cti::ucalarm
