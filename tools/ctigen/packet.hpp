// SPDX-License-Identifier: GPL-2.0-or-later
// Ethernet frames with IPv4 or IPv6 and TCP or UDP in them, checksums included (RFC 791, 768, 9293, 8200).
#pragma once

#include "words.hpp"

#include <array>

namespace ctigen {

/// A machine in the story. Its MAC address is made from its IP address unless the scenario gives one.
struct Host {
    std::string name;
    bool ipv6 = false;
    std::array<std::uint8_t, 16> address{};    ///< the first 4 bytes for IPv4
    std::array<std::uint8_t, 6> mac{};
    std::uint16_t next_ip_id = 1;              ///< IPv4 identification of the next packet it sends

    std::size_t address_size() const { return ipv6 ? 16 : 4; }
};

/// Makes a host from "10.0.0.2" or "2001:db8::2"; complains about anything else.
Host make_host(const std::string& name, const std::string& address);

struct Endpoint {
    Host* host = nullptr;
    std::uint16_t port = 0;
};

namespace tcp_flag {
inline constexpr std::uint8_t fin = 0x01, syn = 0x02, rst = 0x04, psh = 0x08, ack = 0x10;
}

struct TcpHeader {
    std::uint32_t sequence = 0;
    std::uint32_t acknowledgement = 0;
    std::uint8_t flags = 0;
    std::uint16_t window = 64240;
    std::uint16_t mss_option = 0;              ///< 0: no option
};

/// The Internet checksum (RFC 1071) of `bytes`, as it stands in a header; 0 where a right checksum is already inside.
std::uint16_t internet_checksum(const Octets& bytes);

Octets tcp_frame(Endpoint from, Endpoint to, const TcpHeader& header, const Octets& payload);
Octets udp_frame(Endpoint from, Endpoint to, const Octets& payload);

} // namespace ctigen
