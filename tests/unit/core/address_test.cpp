// SPDX-License-Identifier: GPL-2.0-or-later
// Addresses and endpoints as text: RFC 4291, 2.2 (what is read), RFC 5952 (what is written).
#include "core/address.hpp"

#include <gtest/gtest.h>

#ifndef _WIN32
#include <arpa/inet.h>
#endif

#include <cstring>

namespace {

using namespace cti;

std::string again(std::string_view text)
{
    const auto address = Address::parse(text);
    return address ? address->text() : "none";
}

TEST(Address, V4)
{
    const std::uint8_t four[] = {10, 0, 0, 2};
    const Address a = Address::v4(four);
    EXPECT_TRUE(a.is_v4());
    EXPECT_EQ(a.text(), "10.0.0.2");
    EXPECT_EQ(Address::parse("10.0.0.2"), a);
    EXPECT_EQ(again("255.255.255.255"), "255.255.255.255");
    EXPECT_EQ(again("::ffff:10.0.0.2"), "10.0.0.2");
}

TEST(Address, V6AsRfc5952)
{
    EXPECT_EQ(again("2001:db8::1"), "2001:db8::1");
    EXPECT_EQ(again("2001:0DB8:0000:0000:0000:0000:0000:0001"), "2001:db8::1");
    EXPECT_EQ(again("2001:db8:0:1:1:1:1:1"), "2001:db8:0:1:1:1:1:1") << "one group of zeros is written";
    EXPECT_EQ(again("2001:0:0:1:0:0:0:1"), "2001:0:0:1::1") << "the longest run";
    EXPECT_EQ(again("2001:db8:0:0:1:0:0:1"), "2001:db8::1:0:0:1") << "the first of two";
    EXPECT_EQ(again("::1"), "::1");
    EXPECT_EQ(again("fe80::"), "fe80::");
    EXPECT_EQ(again("64:ff9b::192.0.2.33"), "64:ff9b::c000:221");
    EXPECT_EQ(again("1:2:3:4:5:6:7::"), "1:2:3:4:5:6:7:0");
}

TEST(Address, WhatIsNone)
{
    for (const std::string_view text :
        {"", "10.0.0", "10.0.0.256", "10.0.0.2 ", "10.0.0.0002", "10.0.0.2.3", "a.b.c.d", "-1.0.0.1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
            "1::2::3", "12345::", "::g", "1:", ":1", "1:2:3:4:5:6:7:8::", "::1.2.3", "1.2.3.4::", "1:2:3:4:5:6:7:1.2.3.4"})
        EXPECT_EQ(Address::parse(text), std::nullopt) << text;
}

// The C library is the judge; that of Windows has other ideas of what an address is.
#ifndef _WIN32
TEST(Address, V6AgreesWithTheCLibrary)
{
    for (const char* text : {"::", "::1", "1::", "2001:db8::1", "2001:db8:0:0:0:0:0:1", "fe80::1:2:3:4", "1:2:3:4:5:6:7:8",
             "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:172.28.2.179", "64:ff9b::192.0.2.33", "1:2:3:4:5:6:1.2.3.4", "ABCD:EF01::", "",
             ":", ":::", "1", "1:2", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::1", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8",
             "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3", "1:", ":1", "fe80::1%eth0", "::1 ", "[::1]", "1:-2::"}) {
        unsigned char expected[16];
        const bool valid = inet_pton(AF_INET6, text, expected) == 1;
        const auto got = Address::parse(text);
        ASSERT_EQ(got.has_value(), valid) << text;
        if (valid) {
            EXPECT_EQ(std::memcmp(got->bytes.data(), expected, 16), 0) << text;
        }
    }
}
#endif

TEST(Address, NoneIsEmpty)
{
    EXPECT_FALSE(Address{});
    EXPECT_EQ(Address{}.text(), "");
    EXPECT_TRUE(*Address::parse("0.0.0.0")) << "an address, if an odd one";
}

TEST(Endpoint, Text)
{
    EXPECT_EQ((Endpoint{*Address::parse("10.0.0.2"), 50001}.text()), "10.0.0.2:50001");
    EXPECT_EQ((Endpoint{*Address::parse("2001:db8::1"), 80}.text()), "[2001:db8::1]:80");
}

} // namespace
