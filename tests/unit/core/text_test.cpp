// SPDX-License-Identifier: GPL-2.0-or-later
// Valid UTF-8 whatever came: RFC 3629, 3 and 4; Unicode, table 3-7.
#include "core/text.hpp"

#include <gtest/gtest.h>

namespace {

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
