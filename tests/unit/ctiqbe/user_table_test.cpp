// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctiqbe/user_table.hpp"

#include <gtest/gtest.h>

namespace {

using namespace cti;
using namespace cti::ctiqbe;

TEST(Place, IsOffsetAndType)
{
    EXPECT_EQ(parse_place("8:u32"), (Place{8, 4, {}}));
    EXPECT_EQ(parse_place(" 0x0c : u16le "), (Place{12, 2, ByteOrder::little}));
    EXPECT_EQ(parse_place("4:u32be"), (Place{4, 4, ByteOrder::big}));
    for (const char* bad : {"", "8", "8:", ":u32", "8:u64", "8:u33", "-1:u32", "8:u32x", "99999999999:u8", "8:text", "0x:u8"})
        EXPECT_FALSE(parse_place(bad)) << bad;
}

TEST(UserTable, RowsAreFoundByNumberAndDirection)
{
    UserTable t;
    EXPECT_EQ(t.add(37, "MyRequest", Side::client, "8:u32:pdu_number, 12:u32:seq; 16:utf16le:user"), "");
    EXPECT_EQ(t.add(37, "MyEvent", {}, ""), "");
    ASSERT_TRUE(t.find(37, Side::client));
    EXPECT_EQ(t.find(37, Side::client)->name, "MyRequest");
    EXPECT_EQ(t.find(37, Side::server)->name, "MyEvent");
    EXPECT_EQ(t.find(38, Side::server), nullptr);
    EXPECT_EQ(t.place(), (Place{8, 4, {}}));
    const auto& fields = t.find(37, Side::client)->fields;
    ASSERT_EQ(fields.size(), 3u);
    EXPECT_EQ(fields[2].kind, UserField::Kind::text16);
    EXPECT_EQ(fields[2].place.order, ByteOrder::little);
    EXPECT_EQ(fields[2].size, 0u);
    t.clear();
    EXPECT_TRUE(t.empty());
    EXPECT_FALSE(t.place());
}

TEST(UserTable, TwoPlacesForOneNumberAreRefused)
{
    UserTable t;
    EXPECT_EQ(t.add(1, "A", {}, "8:u32:pdu_number"), "");
    EXPECT_EQ(t.add(2, "B", {}, "8:u32:pdu_number"), "");
    EXPECT_NE(t.add(3, "C", {}, "12:u32:pdu_number"), "");
    EXPECT_EQ(t.find(3, Side::server), nullptr);
}

TEST(UserTable, MistakesAreNamed)
{
    EXPECT_EQ(UserTable::check(""), "");
    EXPECT_EQ(UserTable::check("0:u8:a,1:u16be:b,2:u32le:c,8:u64:d,0:result:e,0:ipv4:f,0:text:g,0:text16:h,0:utf16:i,0:utf16be24:j,0:bytes4:k"), "");
    EXPECT_NE(UserTable::check("x:u8:a").find("offset"), std::string::npos);
    EXPECT_NE(UserTable::check("1:u9:a").find("u9"), std::string::npos);
    EXPECT_NE(UserTable::check("1:u8").find("name"), std::string::npos);
    for (const char* bad : {"1:bytes:a", "1:bytes0:a", "1:textle:a", "1:bytes4le:a", "1:ipv4be:a", "1:u64:pdu_number", "1:text:pdu_number", "1"})
        EXPECT_NE(UserTable::check(bad), "") << bad;
    std::string many;
    for (int i = 0; i < 101; ++i)
        many += "0:u8:x,";
    EXPECT_NE(UserTable::check(many), "");
}

} // namespace
