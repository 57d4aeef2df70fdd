// SPDX-License-Identifier: GPL-2.0-or-later
// A TCP segment as the connection layer is told of it, whoever took it from the capture.
#pragma once

#include "core/address.hpp"
#include "core/time.hpp"

#include <cstdint>

namespace cti {

enum TcpFlag : std::uint8_t { tcp_fin = 0x01, tcp_syn = 0x02, tcp_rst = 0x04, tcp_psh = 0x08, tcp_ack = 0x10 };

struct Segment {
    Moment at{};
    Endpoint from{}, to{};
    std::uint32_t sequence = 0;         ///< as on the wire
    std::uint32_t acknowledgement = 0;  ///< as on the wire; means something where tcp_ack is set
    std::uint8_t flags = 0;             ///< TcpFlag
    std::uint32_t length = 0;           ///< bytes of payload on the wire
    std::uint32_t captured = 0;         ///< of these, bytes in the capture
    std::uint16_t window = 0xffff;      ///< as on the wire, not scaled: 0 is 0 whatever the scale
};

} // namespace cti
