// SPDX-License-Identifier: GPL-2.0-or-later
#include "ucalarm/decode.hpp"

#include <gtest/gtest.h>

namespace {

using namespace cti::ucalarm;

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
