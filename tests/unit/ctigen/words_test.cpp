// SPDX-License-Identifier: GPL-2.0-or-later
#include "words.hpp"

#include <gtest/gtest.h>

using namespace ctigen;

TEST(Words, QuotesAndEscapes)
{
    const auto words = split_words(R"(s > text "a \"b\"\r\n\x00\\" # said)");
    ASSERT_EQ(words.size(), 4u);
    EXPECT_EQ(words[3].text, std::string("a \"b\"\r\n\0\\", 9));
    EXPECT_TRUE(words[3].quoted);
    EXPECT_FALSE(words[0].quoted);
}

TEST(Words, PairKeepsItsFirstUnquotedEqualsSign)
{
    const auto words = split_words(R"(NamedVariable="user.a=b c" "x=y" Plain=1)");
    ASSERT_EQ(words.size(), 3u);
    EXPECT_EQ(words[0].key(), "NamedVariable");
    EXPECT_EQ(words[0].value(), "user.a=b c");
    EXPECT_FALSE(words[1].is_pair());
    EXPECT_EQ(words[2].value(), "1");
}

TEST(Words, BracketsKeepBlanks)
{
    const auto words = split_words("Numbers=[1, 2, 3] next");
    ASSERT_EQ(words.size(), 2u);
    EXPECT_EQ(words[0].value(), "[1, 2, 3]");
}

TEST(Words, Complaints)
{
    EXPECT_THROW(split_words("\"open"), Complaint);
    EXPECT_THROW(split_words("a=[1 2"), Complaint);
    EXPECT_THROW(split_words(R"("\q")"), Complaint);
    EXPECT_THROW(split_words(R"("\xg0")"), Complaint);
}

TEST(Lines, ContinuationKeepsTheFirstNumber)
{
    const auto lines = split_lines("# a comment\n\none \\\n  two\nthree\n");
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].number, 3u);
    EXPECT_EQ(split_words(lines[0].text).size(), 2u);
    EXPECT_EQ(lines[1].number, 5u);
}

TEST(Substitute, CountersAndArithmetic)
{
    EXPECT_EQ(substitute("a ${i} ${i+10}-${i*4}_${i-1}", {{"i", 3}}), "a 3 13-12_2");
    EXPECT_THROW(substitute("${j}", {{"i", 3}}), Complaint);
    EXPECT_THROW(substitute("${i", {{"i", 3}}), Complaint);
}

TEST(Numbers, DecimalHexNegative)
{
    EXPECT_EQ(parse_number("42"), 42);
    EXPECT_EQ(parse_number("0xFFFFFFFF"), 0xffffffff);
    EXPECT_EQ(parse_number("-1"), -1);
    for (const char* bad : {"", "-", "0x", "12a", "1.5", "--1", " 1"})
        EXPECT_THROW(parse_number(bad), Complaint) << bad;
}

TEST(Hex, BytesWithSeparators)
{
    EXPECT_EQ(parse_hex("00 ff:0A-1b2c"), (Octets{0x00, 0xff, 0x0a, 0x1b, 0x2c}));
    EXPECT_THROW(parse_hex("0"), Complaint);
    EXPECT_THROW(parse_hex("0 0"), Complaint);
    EXPECT_THROW(parse_hex("zz"), Complaint);
}

TEST(Times, DurationsAreExact)
{
    EXPECT_EQ(parse_duration("0.003"), 3000000);
    EXPECT_EQ(parse_duration("3ms"), 3000000);
    EXPECT_EQ(parse_duration("250us"), 250000);
    EXPECT_EQ(parse_duration("7ns"), 7);
    EXPECT_EQ(parse_duration("2m"), 120000000000);
    EXPECT_EQ(parse_duration("1h"), 3600000000000);
    EXPECT_THROW(parse_duration("soon"), Complaint);
    EXPECT_THROW(parse_duration("1.2.3"), Complaint);
    EXPECT_THROW(parse_duration("ms"), Complaint);
}

TEST(Times, Dates)
{
    EXPECT_EQ(parse_time("1970-01-01T00:00:00Z"), 0);
    EXPECT_EQ(parse_time("2000-03-01T00:00:00Z"), 951868800LL * 1000000000);
    EXPECT_EQ(parse_time("2026-01-15T09:00:00Z"), 1768467600LL * 1000000000);
    EXPECT_EQ(parse_time("2026-01-15T09:00:00.000001Z"), 1768467600LL * 1000000000 + 1000);
    for (const char* bad : {"2026-01-15", "2026-13-15T09:00:00Z", "2026-01-15 09:00:00Z", "2026-01-15T09:00:00", "2026-01-15T09:00:00+01:00"})
        EXPECT_THROW(parse_time(bad), Complaint) << bad;
}
