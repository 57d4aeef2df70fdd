// SPDX-License-Identifier: GPL-2.0-or-later
#include "ucalarm/decode.hpp"

#include <gtest/gtest.h>

#ifndef _WIN32
#include <arpa/inet.h>
#endif

#include <cstring>
#include <string>

namespace {

using namespace cti::ucalarm;

TEST(Address, Ipv4)
{
    EXPECT_EQ(parse_ipv4("172.28.2.179"), 0xac1c02b3u);
    EXPECT_EQ(parse_ipv4("0.0.0.0"), 0u);
    EXPECT_EQ(parse_ipv4("255.255.255.255"), 0xffffffffu);
    for (const char* text : {"", "1.2.3", "1.2.3.", "1.2.3.4.", "1.2.3.4.5", "1..2.3", ".1.2.3", "256.1.1.1", "1.2.3.-4", "1.2.3.0004", "1.2.3.4 ",
                             "xxx.xxx.xxx.xxx", "a.b.c.d", "1,2,3,4"})
        EXPECT_FALSE(parse_ipv4(text)) << text;
}

// The C library is the judge; that of Windows has other ideas of what an address is.
#ifndef _WIN32
TEST(Address, Ipv6AgreesWithTheCLibrary)
{
    for (const char* text :
         {"::", "::1", "1::", "2001:db8::1", "2001:db8:0:0:0:0:0:1", "fe80::1:2:3:4", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
          "::ffff:172.28.2.179", "64:ff9b::192.0.2.33", "1:2:3:4:5:6:1.2.3.4", "ABCD:EF01::", "", ":", ":::", "1", "1:2", "1:2:3:4:5:6:7:8:9",
          "1::2::3", "12345::", "g::1", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3", "1:", ":1", "fe80::1%eth0",
          "::1 ", "1.2.3.4", "[::1]", "1:-2::"}) {
        unsigned char expected[16];
        const bool valid = inet_pton(AF_INET6, text, expected) == 1;
        const auto got = parse_ipv6(text);
        ASSERT_EQ(got.has_value(), valid) << text;
        if (valid) {
            EXPECT_EQ(std::memcmp(got->data(), expected, 16), 0) << text;
        }
    }
}
#endif

TEST(Boolean, Words)
{
    EXPECT_EQ(parse_boolean("true"), true);
    EXPECT_EQ(parse_boolean("FALSE"), false);
    EXPECT_EQ(parse_boolean("1"), true);
    EXPECT_EQ(parse_boolean("0"), false);
    for (const char* text : {"", "2", "tru", "truee", "yes!"})
        EXPECT_FALSE(parse_boolean(text)) << text;
}

} // namespace
