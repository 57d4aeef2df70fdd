// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/bytes.hpp"
#include "core/diagnosis.hpp"
#include "core/schema.hpp"
#include "core/text.hpp"
#include "core/time.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string_view>

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
