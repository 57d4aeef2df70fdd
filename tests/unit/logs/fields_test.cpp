// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/fields.hpp"

#include <gtest/gtest.h>

using namespace cti::logs;

namespace {

std::string split(std::string_view text, const FieldStyle& style)
{
    std::vector<Field> fields;
    split_fields(text, style, fields);
    std::string out;
    for (const Field& f : fields)
        out += (f.parent.empty() ? "" : std::string{f.parent} + ".") + std::string{f.name} + "=" + std::string{f.value} + ";";
    return out;
}

constexpr std::string_view keys[] = {"device name", "media device name", "CM Version", "CallingPartyMultiMediaBitMask", "error code"};
constexpr FieldStyle equals{.separator = '=', .keys = keys};

TEST(LogFields, KeysWithBlanks)
{
    EXPECT_EQ(split("seq#=2 media device name=X device name=Y", equals), "seq#=2;media device name=X;device name=Y;");
    EXPECT_EQ(split("provider=14 CM Version=14.0.1 error code=2 description=Directory login failed - timeout x=1", equals),
        "provider=14;CM Version=14.0.1;error code=2;description=Directory login failed - timeout;x=1;");
}

TEST(LogFields, BlanksAroundTheSeparatorAndEmptyValues) { EXPECT_EQ(split("FIPSMode = 0 a= b=  c=1", equals), "FIPSMode=0;a=;b=;c=1;"); }

TEST(LogFields, MissingSeparator)
{
    EXPECT_EQ(split("cdpnPU=2CallingPartyMultiMediaBitMask=3", equals), "cdpnPU=2;CallingPartyMultiMediaBitMask=3;");
}

TEST(LogFields, ClosingBracketOfTheListIsNoValue)
{
    EXPECT_EQ(split("( DH=1|38 ) Encoding=3 State=2(Offering))", equals), "DH=1|38;Encoding=3;State=2(Offering);");
    EXPECT_EQ(split("x=0a; y=0b", equals), "x=0a;y=0b;");
}

TEST(LogFields, Groups)
{
    EXPECT_EQ(split("CGPN=[ DN=1 Name=Jo] LineId [DN=2 Part=p] a=3", equals), "CGPN.DN=1;CGPN.Name=Jo;LineId.DN=2;LineId.Part=p;a=3;");
    EXPECT_EQ(split("TcpHand=[1:200:13:8] size=0x70", equals), "TcpHand=[1:200:13:8];size=0x70;");
    EXPECT_EQ(split("a=[b=[c=1] d=2] e=3", equals), "b.c=1;a.d=2;e=3;");
}

TEST(LogFields, ColonForms)
{
    EXPECT_EQ(split("InvokeID:0x1b65f SkillGroupID:N/A )", {.separator = ':'}), "InvokeID=0x1b65f;SkillGroupID=N/A;");
    EXPECT_EQ(split("{ length=-1 type=BEGIN_CALL_EVENT, monitorID: 0, dnis: sip:7000 }",
                  {.separator = ':', .blank_after = true, .commas = true, .second_separator = '='}),
        "length=-1;type=BEGIN_CALL_EVENT;monitorID=0;dnis=sip:7000;");
    EXPECT_EQ(split("CallID:11 MediaId:29124/1 Got it", {.separator = ':', .one_word = true}), "CallID=11;MediaId=29124/1;");
}

TEST(LogFields, KeysBetweenCommas)
{
    EXPECT_EQ(split("in JTAPI: Module=JTAPI Subsystem,Failure Cause=7,Exception=a.b: bad login", {.separator = '=', .commas = true}),
        "Module=JTAPI Subsystem;Failure Cause=7;Exception=a.b: bad login;");
}

TEST(LogFields, ListsSplitOutsideOfBracketsOnly)
{
    std::vector<Field> fields;
    split_list("invokeID=1, timeTracker={\"a\":1,\"b\":2}, x=[p=1, q=2], last=CCE", fields);
    ASSERT_EQ(fields.size(), 4u);
    EXPECT_EQ(fields[1].value, "{\"a\":1,\"b\":2}");
    EXPECT_EQ(fields[2].value, "[p=1, q=2]");
    EXPECT_EQ(fields[3].value, "CCE");
}

TEST(LogFields, DumpsNest)
{
    std::vector<Field> fields;
    EXPECT_TRUE(split_dump("\na = 1\nlogin = com.cisco.cti.protocol.UnicodeString {\nname = jo\n}\nb =\n}\nc = 2\n", fields));
    ASSERT_EQ(fields.size(), 3u);
    EXPECT_EQ(fields[1].parent, "login");
    EXPECT_EQ(fields[1].value, "jo");
    EXPECT_EQ(fields[2].name, "b");
    EXPECT_EQ(fields[2].value, "");
    fields.clear();
    EXPECT_FALSE(split_dump("\na = 1\n", fields)) << "its brace is missing";
    EXPECT_EQ(fields.size(), 1u);
    fields.clear();
    std::string deep;
    for (int i = 0; i < 100; ++i)
        deep += "x = A {\n";
    EXPECT_FALSE(split_dump(deep + "y = 1\n", fields));
}

TEST(LogFields, NumberOfFieldsIsBounded)
{
    std::string many;
    for (int i = 0; i < 5000; ++i)
        many += "a=1 ";
    std::vector<Field> fields;
    split_fields(many, equals, fields);
    EXPECT_EQ(fields.size(), most_fields);
}

} // namespace
