// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/address.hpp"
#include "core/bytes.hpp"
#include "core/diagnosis.hpp"
#include "core/flat_map.hpp"
#include "core/schema.hpp"
#include "core/seldom.hpp"
#include "core/text.hpp"
#include "core/time.hpp"

#include <gtest/gtest.h>

#ifndef _WIN32
#include <arpa/inet.h>
#endif

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <random>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

using namespace cti;

constexpr Diagnosis rows[] = {
    {"x.refused", Severity::error, Group::response_code, "refused", "Client {0} asked for {1} with {2}", "Call {0}", "test"},
};

TEST(Bytes, LoadsFollowTheByteOrder)
{
    const std::uint8_t b[] = {0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08};
    EXPECT_EQ(be16(b), 0x0102);
    EXPECT_EQ(be32(b), 0x01020304u);
    EXPECT_EQ(be64(b), 0x0102030405060708u);
    EXPECT_EQ(le16(b), 0x0201);
    EXPECT_EQ(le32(b), 0x04030201u);
}

TEST(Bytes, FitsDoesNotOverflow)
{
    EXPECT_TRUE(fits(0, 0, 0));
    EXPECT_TRUE(fits(3, 5, 8));
    EXPECT_FALSE(fits(4, 5, 8));
    EXPECT_FALSE(fits(9, 0, 8));
    EXPECT_FALSE(fits(4, std::numeric_limits<std::size_t>::max(), 8));
}

TEST(Diagnosis, SentenceHoldsTheValues)
{
    const Finding f{diagnosis_row(rows, "x.refused"), {0, 4}, "CTIService", 24u, hex(0x8ccc0001)};
    char out[80];
    const std::size_t length = format_sentence(f, out, sizeof out);
    EXPECT_EQ((std::string_view{out, length}), "Client CTIService asked for 24 with 0x8ccc0001");
    EXPECT_EQ(out[length], '\0');
}

TEST(Diagnosis, SentenceIsCutAndCleaned)
{
    const Finding f{diagnosis_row(rows, "x.refused"), {}, std::string_view{"a\x01" "b\0c", 5}, 1u};
    char out[12];
    format_sentence(f, out, sizeof out);
    EXPECT_STREQ(out, "Client a.b ");
    char one[1];
    EXPECT_EQ(format_sentence(f, one, 1), 0u);
    EXPECT_EQ(one[0], '\0');
}

TEST(Diagnosis, RemedyOfTheFindingWins)
{
    Finding f{diagnosis_row(rows, "x.refused"), {}, "Bob"};
    char out[40];
    format_remedy(f, out, sizeof out);
    EXPECT_STREQ(out, "Call Bob");
    f.remedy = "Call nobody";
    format_remedy(f, out, sizeof out);
    EXPECT_STREQ(out, "Call nobody");
}

TEST(Schema, ValuesAreFound)
{
    static constexpr Value values[] = {{1, "one"}, {5, "five"}, {9, "nine"}};
    static constexpr ValueTable table{"t", values};
    static_assert(is_sorted_unique(values));
    EXPECT_STREQ(value_name(table, 5), "five");
    EXPECT_STREQ(value_name(table, 6), "unknown");
    EXPECT_EQ(find_value(table, 0), nullptr);
    EXPECT_EQ(find_value(table, 10), nullptr);
}

// ---- valid UTF-8 whatever came: RFC 3629, 3 and 4; Unicode, table 3-7

using namespace cti;
using namespace std::string_view_literals;

TEST(Text, LengthOfACharacter)
{
    EXPECT_EQ(utf8_length("a"), 1u);
    EXPECT_EQ(utf8_length("\xc3\xa9"), 2u);
    EXPECT_EQ(utf8_length("\xe2\x82\xac"), 3u);
    EXPECT_EQ(utf8_length("\xf0\x9f\x93\x9e"), 4u);
    EXPECT_EQ(utf8_length("\xf4\x8f\xbf\xbf"), 4u) << "U+10FFFF";
    EXPECT_EQ(utf8_length(""), 0u);
}

TEST(Text, WhatIsNoCharacter)
{
    for (const std::string_view bad : {"\x80"sv, "\xc3"sv, "\xc3("sv, "\xc0\x80"sv, "\xc1\xbf"sv, "\xe0\x9f\xbf"sv, "\xed\xa0\x80"sv,
             "\xe2\x82"sv, "\xf0\x8f\xbf\xbf"sv, "\xf4\x90\x80\x80"sv, "\xf5\x80\x80\x80"sv, "\xf0\x9f\x93"sv, "\xff"sv})
        EXPECT_EQ(utf8_length(bad), 0u);
}

TEST(Text, IsMadeClean)
{
    EXPECT_EQ(clean_text("plain"), "plain");
    EXPECT_EQ(clean_text("a\nb\x7f"), "a.b.");
    EXPECT_EQ(clean_text("a\0b"sv), "a") << "ends at a NUL";
    EXPECT_EQ(clean_text("caf\xe9!"), "caf\xef\xbf\xbd!") << "Latin 1";
    EXPECT_EQ(clean_text("caf\xc3\xa9"), "caf\xc3\xa9");
    EXPECT_EQ(clean_text("\xe2\x82"), "\xef\xbf\xbd\xef\xbf\xbd") << "one for each byte";
}

// ---- FlatMap

struct Row {
    std::uint64_t number = 0;
    std::uint32_t value = 0;
    std::unique_ptr<int> owned{}; ///< it may only be moved
};
using Rows = FlatMap<Row, &Row::number>;

/// The same as a std::unordered_map, whatever is done to both: few and many values, numbers side by side and far apart, those that differ
/// above their low 32 bits, erased ones between others.
TEST(FlatMap, HoldsWhatAMapHolds)
{
    std::mt19937 random{188};
    for (const std::uint64_t spread : {std::uint64_t{1}, std::uint64_t{50}, std::uint64_t{1} << 20, std::uint64_t{1} << 32}) {
        Rows rows;
        std::unordered_map<std::uint64_t, std::uint32_t> expected;
        for (std::uint32_t i = 0; i < 20000; ++i) {
            const std::uint64_t number = random() % 4000 * spread;
            ASSERT_EQ(rows.find(number) != nullptr, expected.contains(number));
            rows[number].value = expected[number] = i;
            if (i % 3000 == 2999) {
                rows.erase_if([](const Row& row) { return row.value % 3 == 0; });
                std::erase_if(expected, [](const auto& row) { return row.second % 3 == 0; });
            }
            ASSERT_EQ(rows.size(), expected.size());
        }
        for (const auto& [number, value] : expected) {
            const Row* const row = rows.find(number);
            ASSERT_TRUE(row && row->number == number);
            EXPECT_EQ(row->value, value);
        }
    }
}

TEST(FlatMap, KeepsTheOrderInWhichTheyCame)
{
    Rows rows;
    for (std::uint64_t number = 100; number-- > 0;)
        rows[number];
    rows.erase_if([](const Row& row) { return row.number % 2 == 1; });
    std::vector<std::uint64_t> numbers;
    for (const Row& row : rows)
        numbers.push_back(row.number);
    ASSERT_EQ(numbers.size(), 50u);
    EXPECT_EQ(numbers.front(), 98u);
    EXPECT_TRUE(std::is_sorted(numbers.rbegin(), numbers.rend()));
    EXPECT_EQ(rows.find(1), nullptr);
    rows.erase_if([](const Row&) { return true; });
    EXPECT_EQ(rows.find(98), nullptr);
    EXPECT_EQ(rows.size(), 0u);
}

TEST(Seldom, IsEmptyUntilItIsWritten)
{
    Seldom<std::vector<int>> part;
    EXPECT_FALSE(part);
    EXPECT_TRUE(part.read().empty());
    part.write().push_back(7);
    EXPECT_TRUE(part);
    EXPECT_EQ(part.read(), std::vector{7});
    EXPECT_TRUE(Seldom<std::vector<int>>{}.read().empty()) << "what all share stays empty";
    part.forget();
    EXPECT_FALSE(part);
    EXPECT_TRUE(part.read().empty());
}

// ---- addresses and endpoints as text: RFC 4291, 2.2 (what is read), RFC 5952 (what is written)

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

TEST(Endpoint, TheAddressOfItsText)
{
    for (const char* host : {"10.0.0.2", "2001:db8::1"})
        EXPECT_EQ(address_part(Endpoint{*Address::parse(host), 50001}.text()), host);
    EXPECT_EQ(address_part(Endpoint{{}, 50001}.text()), "") << "an address that nobody knows";
    EXPECT_EQ(address_part("host"), "host");
    EXPECT_EQ(address_part(""), "");
}

TEST(Endpoint, Text)
{
    EXPECT_EQ((Endpoint{*Address::parse("10.0.0.2"), 50001}.text()), "10.0.0.2:50001");
    EXPECT_EQ((Endpoint{*Address::parse("2001:db8::1"), 80}.text()), "[2001:db8::1]:80");
}

} // namespace

TEST(Time, OfAFrameStaysInRange)
{
    EXPECT_EQ(cti::frame_time(1'700'000'000, 222'000'000), 1'700'000'000'222'000'000);
    EXPECT_EQ(cti::frame_time(0, 0), 0);
    EXPECT_EQ(cti::frame_time(UINT32_MAX, 999'999'999), std::int64_t{UINT32_MAX} * cti::second + 999'999'999) << "what a pcap file can hold";
    EXPECT_EQ(cti::frame_time(-1, 5), 0);
    EXPECT_EQ(cti::frame_time(INT64_MIN, 0), 0);
    EXPECT_EQ(cti::frame_time(7, -1), 7 * cti::second);
    EXPECT_EQ(cti::frame_time(7, INT64_MAX), 8 * cti::second - 1);
    EXPECT_LE(cti::frame_time(INT64_MAX, INT64_MAX), INT64_MAX / 2);
    EXPECT_GT(cti::frame_time(INT64_MAX, 0), cti::frame_time(UINT32_MAX, 0));
}
