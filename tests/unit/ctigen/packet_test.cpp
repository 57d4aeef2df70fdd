// SPDX-License-Identifier: GPL-2.0-or-later
#include "packet.hpp"

#include <gtest/gtest.h>

using namespace ctigen;

namespace {

constexpr std::size_t ethernet = 14, ipv4 = 20, ipv6 = 40;

Octets slice(const Octets& bytes, std::size_t from, std::size_t to)
{
    return {bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.begin() + static_cast<std::ptrdiff_t>(to)};
}

/// What a receiver computes: the sum over pseudo header and segment, which must come out as nothing left.
std::uint16_t verify_ipv4_transport(const Octets& frame)
{
    Octets bytes = slice(frame, ethernet + 12, ethernet + 20);
    bytes.push_back(0);
    bytes.push_back(frame[ethernet + 9]);
    put_be16(bytes, frame.size() - ethernet - ipv4);
    append(bytes, slice(frame, ethernet + ipv4, frame.size()));
    return internet_checksum(bytes);
}

} // namespace

TEST(Checksum, ExampleOfRfc1071)
{
    // RFC 1071, section 3: the sum of 0001 f203 f4f5 f6f7 is ddf2.
    EXPECT_EQ(internet_checksum({0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7}), static_cast<std::uint16_t>(~0xddf2));
}

TEST(Checksum, KnownIpv4Header)
{
    // The header used in many textbooks: 4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8 00c7.
    EXPECT_EQ(internet_checksum(parse_hex("45000073 00004000 40110000 c0a80001 c0a800c7")), 0xb861);
    EXPECT_EQ(internet_checksum(parse_hex("45000073 00004000 4011b861 c0a80001 c0a800c7")), 0);
}

TEST(TcpFrame, HeadersAndChecksums)
{
    Host a = make_host("a", "10.0.0.2"), b = make_host("b", "10.0.0.10");
    const Octets frame =
        tcp_frame({&a, 50001}, {&b, 42027}, {.sequence = 0x01020304, .acknowledgement = 0x05060708, .flags = 0x18}, {0xaa, 0xbb, 0xcc});
    ASSERT_EQ(frame.size(), ethernet + ipv4 + 20 + 3);
    EXPECT_EQ(slice(frame, 0, ethernet), parse_hex("02000a00000a 02000a000002 0800"));
    EXPECT_EQ(internet_checksum(slice(frame, ethernet, ethernet + ipv4)), 0);
    EXPECT_EQ(slice(frame, ethernet + 2, ethernet + 4), parse_hex("002b"));
    EXPECT_EQ(slice(frame, ethernet + ipv4, ethernet + ipv4 + 14), parse_hex("c351 a42b 01020304 05060708 5018"));
    EXPECT_EQ(verify_ipv4_transport(frame), 0);
    EXPECT_EQ(slice(frame, frame.size() - 3, frame.size()), parse_hex("aabbcc"));
}

TEST(TcpFrame, MssOptionMakesTheHeaderLonger)
{
    Host a = make_host("a", "10.0.0.2"), b = make_host("b", "10.0.0.10");
    const Octets frame = tcp_frame({&a, 1}, {&b, 2}, {.flags = tcp_flag::syn, .mss_option = 1460}, {});
    ASSERT_EQ(frame.size(), ethernet + ipv4 + 24);
    EXPECT_EQ(frame[ethernet + ipv4 + 12], 0x60);
    EXPECT_EQ(slice(frame, frame.size() - 4, frame.size()), parse_hex("020405b4"));
    EXPECT_EQ(verify_ipv4_transport(frame), 0);
}

TEST(UdpFrame, OverIpv6)
{
    Host a = make_host("a", "2001:db8::2"), b = make_host("b", "2001:db8::10");
    const Octets frame = udp_frame({&a, 5514}, {&b, 514}, {'h', 'i', '!'});
    ASSERT_EQ(frame.size(), ethernet + ipv6 + 8 + 3);
    EXPECT_EQ(slice(frame, 12, 22), parse_hex("86dd 60000000 000b 11 40"));
    Octets pseudo = slice(frame, ethernet + 8, ethernet + 40);
    put_be32(pseudo, 11);
    put_be32(pseudo, 17);
    append(pseudo, slice(frame, ethernet + ipv6, frame.size()));
    EXPECT_EQ(internet_checksum(pseudo), 0);
}

TEST(Hosts, AddressesAreChecked)
{
    EXPECT_TRUE(make_host("a", "::1").ipv6);
    EXPECT_THROW(make_host("a", "10.0.0"), Complaint);
    Host four = make_host("a", "10.0.0.2"), six = make_host("b", "::1");
    EXPECT_THROW(udp_frame({&four, 1}, {&six, 2}, {}), Complaint);
}
