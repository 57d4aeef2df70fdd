// SPDX-License-Identifier: GPL-2.0-or-later
// Frames made by hand, and the same packet as other link types and tunnels have it.
#pragma once

#include "capture/packet.hpp"
#include "packet.hpp"

#include <functional>
#include <string>
#include <vector>

namespace cti::capture::test {

using ctigen::Octets;

inline Octets hex(const char* text) { return ctigen::parse_hex(text); }

inline Octets joined(std::initializer_list<Octets> parts)
{
    Octets out;
    for (const Octets& p : parts)
        out.insert(out.end(), p.begin(), p.end());
    return out;
}

inline Octets part(const Octets& bytes, std::size_t from, std::size_t length = SIZE_MAX)
{
    length = std::min(length, bytes.size() - from);
    return {bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.begin() + static_cast<std::ptrdiff_t>(from + length)};
}

inline Octets be(std::uint64_t value, unsigned size)
{
    Octets out;
    for (unsigned i = size; i-- > 0;)
        out.push_back(static_cast<std::uint8_t>(value >> 8 * i));
    return out;
}

/// An IPv4 header (RFC 791), checksum 0.
inline Octets ipv4_header(std::uint8_t protocol, std::size_t payload, std::uint16_t id = 7, std::uint16_t place = 0)
{
    return joined({hex("4500"), be(20 + payload, 2), be(id, 2), be(place, 2), {64, protocol}, hex("0000 c0000201 c0000202")});
}

inline Octets udp_header(std::uint16_t from, std::uint16_t to, std::size_t payload)
{
    return joined({be(from, 2), be(to, 2), be(8 + payload, 2), hex("0000")});
}

struct Wrapping {
    const char* name;
    Link link;
    std::function<Octets(const Octets& frame)> wrap; ///< of an Ethernet frame with IPv4 or IPv6 in it
    unsigned layers = 0;                             ///< IPv4 and UDP headers around it that have a checksum of their own
};

inline const Octets snap = hex("aaaa03000000");

/// Sources: IEEE 802.1Q, 802.1ad, RFC 1042, 3032, 2516, 1661, 2784, 7348, 2003; 3GPP TS 29.281; tcpdump.org/linktypes; radiotap.org.
inline std::vector<Wrapping> wrappings()
{
    const auto ip = [](const Octets& frame) { return part(frame, 14); };
    const auto type = [](const Octets& frame) { return part(frame, 12, 2); };
    const auto mac = [](const Octets& frame) { return part(frame, 0, 12); };
    const auto is_v6 = [](const Octets& frame) { return frame[12] == 0x86; };
    const auto gre = [](const Octets& header, const Octets& inside) {
        return joined({ipv4_header(47, header.size() + inside.size()), header, inside});
    };
    const auto udp = [](std::uint16_t port, const Octets& inside) {
        return joined({ipv4_header(17, 8 + inside.size()), udp_header(50000, port, inside.size()), inside});
    };
    return {
        {"ethernet", Link::ethernet, [](const Octets& f) { return f; }},
        {"padded", Link::ethernet,
            [](const Octets& f) {
                return joined({f, Octets(7, 0xee)});
            }},
        {"vlan", Link::ethernet,
            [=](const Octets& f) {
                return joined({mac(f), hex("8100 0064"), part(f, 12)});
            }},
        {"qinq", Link::ethernet,
            [=](const Octets& f) {
                return joined({mac(f), hex("88a8 0005 8100 0064"), part(f, 12)});
            }},
        {"snap", Link::ethernet,
            [=](const Octets& f) {
                return joined({mac(f), be(8 + ip(f).size(), 2), snap, part(f, 12)});
            }},
        {"trustsec", Link::ethernet,
            [=](const Octets& f) {
                return joined({mac(f), hex("8909 0101 0001 0002"), part(f, 12)});
            }},
        {"mpls", Link::ethernet,
            [=](const Octets& f) {
                return joined({mac(f), hex("8847 00010040 00020140"), ip(f)});
            }},
        {"pseudowire", Link::ethernet,
            [=](const Octets& f) {
                return joined({mac(f), hex("8847 00020140 00000000"), f});
            }},
        {"pseudowire without control word", Link::ethernet,
            [=](const Octets& f) {
                return joined({mac(f), hex("8847 00020140"), f});
            }},
        {"pppoe", Link::ethernet,
            [=](const Octets& f) {
                return joined({mac(f), hex("8864 1100 0001"), be(2 + ip(f).size(), 2), is_v6(f) ? hex("0057") : hex("0021"), ip(f)});
            }},
        {"cooked", Link::sll,
            [=](const Octets& f) {
                return joined({Octets(14), type(f), ip(f)});
            }},
        {"cooked 2", Link::sll2,
            [=](const Octets& f) {
                return joined({type(f), Octets(18), ip(f)});
            }},
        {"raw", Link::raw_ip, ip},
        {"loopback, little endian", Link::null,
            [=](const Octets& f) {
                return joined({is_v6(f) ? hex("1e000000") : hex("02000000"), ip(f)});
            }},
        {"loopback, big endian", Link::null,
            [=](const Octets& f) {
                return joined({is_v6(f) ? hex("00000018") : hex("00000002"), ip(f)});
            }},
        {"loop", Link::loop,
            [=](const Octets& f) {
                return joined({is_v6(f) ? hex("00000018") : hex("00000002"), ip(f)});
            }},
        {"ppp", Link::ppp,
            [=](const Octets& f) {
                return joined({hex("ff03"), is_v6(f) ? hex("0057") : hex("0021"), ip(f)});
            }},
        {"ppp, compressed", Link::ppp,
            [=](const Octets& f) {
                return joined({is_v6(f) ? hex("57") : hex("21"), ip(f)});
            }},
        {"hdlc", Link::chdlc,
            [=](const Octets& f) {
                return joined({hex("0f00"), type(f), ip(f)});
            }},
        {"802.11", Link::ieee802_11,
            [=](const Octets& f) {
                return joined({hex("0801"), Octets(22), snap, type(f), ip(f)});
            }},
        {"802.11 qos, bridged", Link::ieee802_11,
            [=](const Octets& f) {
                return joined({hex("8803"), Octets(30), snap, type(f), ip(f)});
            }},
        {"radiotap with trailer", Link::radiotap,
            [=](const Octets& f) {
                return joined({hex("0000 0900 02000000 10 0801"), Octets(22), snap, type(f), ip(f), Octets(4, 0xfc)});
            }},
        {"radiotap, timer and padding", Link::radiotap,
            [=](const Octets& f) {
                return joined(
                    {hex("0000 1900 03000080 00000000 00000000"), Octets(8), hex("20 8801"), Octets(24), Octets(2), snap, type(f), ip(f)});
            }},
        {"ppi", Link::ppi,
            [=](const Octets& f) {
                return joined({hex("00000800 69000000 0801"), Octets(22), snap, type(f), ip(f)});
            }},
        {"gre", Link::raw_ip,
            [=](const Octets& f) {
                return gre(joined({hex("0000"), type(f)}), ip(f));
            },
            1},
        {"gre with key and number", Link::raw_ip,
            [=](const Octets& f) {
                return gre(joined({hex("3000"), type(f), hex("00000001 00000002")}), ip(f));
            },
            1},
        {"gre, bridging", Link::raw_ip, [=](const Octets& f) { return gre(hex("00006558"), f); }, 1},
        {"erspan", Link::raw_ip, [=](const Octets& f) { return gre(hex("100088be 00000001 1001000100000000"), f); }, 1},
        {"ip in ip", Link::raw_ip,
            [=](const Octets& f) {
                const Octets inside = ip(f);
                return joined({ipv4_header(is_v6(f) ? 41 : 4, inside.size()), inside});
            },
            1},
        {"vxlan", Link::raw_ip,
            [=](const Octets& f) {
                return udp(4789, joined({hex("08000000 00000100"), f}));
            },
            1},
        {"gtp-u", Link::raw_ip,
            [=](const Octets& f) {
                return udp(2152, joined({hex("30ff"), be(ip(f).size(), 2), hex("00000001"), ip(f)}));
            },
            1},
        {"gtp-u, extended", Link::raw_ip,
            [=](const Octets& f) {
                return udp(2152, joined({hex("34ff"), be(8 + ip(f).size(), 2), hex("00000001 00000085 01000100"), ip(f)}));
            },
            1},
        {"exported ip", Link::upper_pdu,
            [=](const Octets& f) {
                return joined({hex("000c 0004"), is_v6(f) ? hex("69707636") : hex("69700000"), hex("00000000"), ip(f)});
            }},
    };
}

} // namespace cti::capture::test
