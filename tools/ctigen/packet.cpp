// SPDX-License-Identifier: GPL-2.0-or-later
#include "packet.hpp"

#include "core/address.hpp"

#include <algorithm>

namespace ctigen {
namespace {

constexpr std::uint8_t protocol_tcp = 6, protocol_udp = 17;
constexpr std::size_t tcp_checksum_at = 16, udp_checksum_at = 6, ipv4_checksum_at = 10;
constexpr std::size_t largest_ip_packet = 65535;

void put_address(Octets& out, const Host& host)
{
    out.insert(out.end(), host.address.begin(), host.address.begin() + static_cast<std::ptrdiff_t>(host.address_size()));
}

void set_be16(Octets& bytes, std::size_t at, std::uint16_t value)
{
    bytes[at] = static_cast<std::uint8_t>(value >> 8);
    bytes[at + 1] = static_cast<std::uint8_t>(value);
}

/// Computes the checksum of a TCP or UDP segment over its pseudo header.
std::uint16_t transport_checksum(const Host& from, const Host& to, std::uint8_t protocol, const Octets& segment)
{
    Octets bytes;
    put_address(bytes, from);
    put_address(bytes, to);
    if (from.ipv6) {
        put_be32(bytes, segment.size());
        put_be32(bytes, protocol);
    } else {
        put_be16(bytes, protocol);
        put_be16(bytes, segment.size());
    }
    append(bytes, segment);
    return internet_checksum(bytes);
}

/// Puts Ethernet and IP headers in front of a transport segment.
Octets wrap(Host& from, const Host& to, std::uint8_t protocol, const Octets& segment)
{
    const std::size_t ip_header = from.ipv6 ? 40 : 20;
    if (segment.size() + ip_header > largest_ip_packet)
        throw Complaint{"too large for one IP packet: " + std::to_string(segment.size()) + " bytes"};
    Octets frame;
    frame.insert(frame.end(), to.mac.begin(), to.mac.end());
    frame.insert(frame.end(), from.mac.begin(), from.mac.end());
    put_be16(frame, from.ipv6 ? 0x86dd : 0x0800);
    Octets ip;
    if (from.ipv6) {
        put_be32(ip, 0x60000000);
        put_be16(ip, segment.size());
        put8(ip, protocol);
        put8(ip, 64);
        put_address(ip, from);
        put_address(ip, to);
    } else {
        put_be16(ip, 0x4500);
        put_be16(ip, segment.size() + ip_header);
        put_be16(ip, from.next_ip_id++);
        put_be16(ip, 0x4000);
        put8(ip, 64);
        put8(ip, protocol);
        put_be16(ip, 0);
        put_address(ip, from);
        put_address(ip, to);
        set_be16(ip, ipv4_checksum_at, internet_checksum(ip));
    }
    append(frame, ip);
    append(frame, segment);
    return frame;
}

void check_same_family(Endpoint from, Endpoint to)
{
    if (from.host->ipv6 != to.host->ipv6)
        throw Complaint{"one host has an IPv4 and the other an IPv6 address: " + from.host->name + ", " + to.host->name};
}

} // namespace

Host make_host(const std::string& name, const std::string& address)
{
    Host host;
    host.name = name;
    const auto parsed = cti::Address::parse(address);
    if (!parsed)
        throw Complaint{"not an IPv4 or IPv6 address: '" + address + "'"};
    host.ipv6 = address.find(':') != std::string::npos; // ::ffff:10.0.0.1 too
    const auto from = parsed->bytes.end() - static_cast<std::ptrdiff_t>(host.address_size());
    std::copy(from, parsed->bytes.end(), host.address.begin());
    host.mac = {0x02, 0x00};    // locally administered, unicast
    const auto last_four = host.address.begin() + static_cast<std::ptrdiff_t>(host.address_size()) - 4;
    std::copy(last_four, last_four + 4, host.mac.begin() + 2);
    return host;
}

std::uint16_t internet_checksum(const Octets& bytes)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        sum += i % 2 == 0 ? std::uint64_t{bytes[i]} << 8 : bytes[i];
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

Octets tcp_frame(Endpoint from, Endpoint to, const TcpHeader& header, const Octets& payload)
{
    check_same_family(from, to);
    const unsigned words = header.mss_option ? 6 : 5;
    Octets segment;
    put_be16(segment, from.port);
    put_be16(segment, to.port);
    put_be32(segment, header.sequence);
    put_be32(segment, header.acknowledgement);
    put8(segment, words << 4);
    put8(segment, header.flags);
    put_be16(segment, header.window);
    put_be32(segment, 0);
    if (header.mss_option)
        put_be32(segment, 0x02040000u | header.mss_option);
    append(segment, payload);
    set_be16(segment, tcp_checksum_at, transport_checksum(*from.host, *to.host, protocol_tcp, segment));
    return wrap(*from.host, *to.host, protocol_tcp, segment);
}

Octets udp_frame(Endpoint from, Endpoint to, const Octets& payload)
{
    check_same_family(from, to);
    Octets segment;
    put_be16(segment, from.port);
    put_be16(segment, to.port);
    put_be16(segment, payload.size() + 8);
    put_be16(segment, 0);
    append(segment, payload);
    const std::uint16_t checksum = transport_checksum(*from.host, *to.host, protocol_udp, segment);
    set_be16(segment, udp_checksum_at, checksum ? checksum : 0xffff);    // 0 would mean "no checksum"
    return wrap(*from.host, *to.host, protocol_udp, segment);
}

} // namespace ctigen
