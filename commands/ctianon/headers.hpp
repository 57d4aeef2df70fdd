// SPDX-License-Identifier: GPL-2.0-or-later
// The headers of a frame, with their addresses replaced in place. What is not understood is never left: the caller replaces or blanks all
// that stands behind `payload`.
#pragma once

#include "capture/packet.hpp"
#include "ctianon/replacement.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace cti::anon {

struct Headers {
    enum class Kind : std::uint8_t {
        tcp,
        udp,
        fragment, ///< of an IP packet; also the first one
        icmp_error,
        upper, ///< an exported PDU
        other,
    };
    Kind kind = Kind::other;
    std::size_t payload = 0; ///< behind the last header that was read
    std::size_t end = 0;     ///< of the packet; behind it the frame is padded
    std::size_t icmp = 0;    ///< where an ICMP message begins; 0: none
    bool icmp6 = false;
    /// Of an ICMP error: the segment or datagram that it quotes, as it was sent.
    Kind quoted = Kind::other;
    Endpoint quoted_from{}, quoted_to{};
    std::uint32_t quoted_sequence = 0;
    std::size_t quoted_ip = 0, quoted_transport = 0; ///< where the headers begin
    std::size_t quoted_size = 0; ///< bytes of the payload that was sent, which may be more than are quoted; of UDP and TCP
    /// Of a fragment: as it was sent.
    capture::Fragments::Key packet{};
    std::uint32_t offset = 0; ///< in the packet without its IP header
    bool last = false;
};

/// Replaces MAC and IP addresses, blanks padding and IP options. `bytes` is what was captured of the frame.
Headers replace_addresses(capture::Link link, std::span<std::uint8_t> bytes, Replacements& replacements);

/// Writes the checksum of the quoted segment or datagram again; `payload` is all of what it carries, as it is now.
void recompute_quoted(const Headers& headers, std::span<std::uint8_t> bytes, Bytes payload);
/// Writes the checksum of an ICMP message again, after all of the frame was replaced.
void recompute_icmp(const Headers& headers, std::span<std::uint8_t> bytes);

} // namespace cti::anon
