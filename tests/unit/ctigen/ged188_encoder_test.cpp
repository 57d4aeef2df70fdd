// SPDX-License-Identifier: GPL-2.0-or-later
// Expected bytes are written by hand from the message tables of the CTI Server Message Reference Guide, not taken from the encoder.
#include "ged188_encoder.hpp"

#include <gtest/gtest.h>

#include <set>

using namespace ctigen;
using cti::ged188::Dialect;

namespace {

Octets encode(std::uint8_t version, const std::string& line, Dialect dialect = Dialect::ucce)
{
    Ged188Encoder encoder{version, dialect};
    return encoder.encode(true, split_words(line));
}

std::string complaint(const std::string& line, std::uint8_t version = 25)
{
    try {
        encode(version, line);
    } catch (const Complaint& c) {
        return c.what();
    }
    return "no complaint";
}

} // namespace

TEST(Ged188Encoder, HeartbeatIsHeaderAndInvokeId)
{
    EXPECT_EQ(encode(24, "HEARTBEAT_REQ InvokeID=7"), parse_hex("00000004 00000005 00000007"));
}

TEST(Ged188Encoder, OpenReqWithTwoByteTags)
{
    EXPECT_EQ(encode(24, "OPEN_REQ InvokeID=1 IdleTimeout=60 PeripheralID=5000 ServicesRequested=0x14 CallMsgMask=1 AgentStateMask=2 "
                         "ConfigMsgMask=4 ClientID=\"ab\" ClientPassword=\"\""),
              parse_hex("00000037 00000003 00000001 00000018 0000003c 00001388 00000014 00000001 00000002 00000004 "
                        "00000000 00000000 00000000 0001 0003 616200 0002 0000"));
}

TEST(Ged188Encoder, OldVersionsHaveOneByteTags)
{
    const Octets message = encode(19, "OPEN_REQ InvokeID=1 ClientID=\"ab\" ClientPassword=\"x\"");
    EXPECT_EQ(Octets(message.end() - 8, message.end()), parse_hex("01 03 616200 02 01 78"));
    EXPECT_EQ(message[3], 44 + 8);
}

TEST(Ged188Encoder, OpenReqSetsTheVersionOfTheSession)
{
    Ged188Encoder encoder{25, Dialect::ucce};
    encoder.encode(true, split_words("OPEN_REQ VersionNumber=14 ClientID=\"a\""));
    // Fixed part up to AgentState: DepartmentID came with 19 and SessionType with 24.
    EXPECT_EQ(encoder.encode(false, split_words("OPEN_CONF ServicesGranted=1 ICMCentralControllerTime=2 PeripheralOnline=1 PeripheralType=17 "
                                                "AgentState=3 AgentExtension=\"1\"")),
              parse_hex("0000001e 00000004 00000001 00000001 00000000 00000000 00000002 0001 0011 0003 04 02 3100"));
}

TEST(Ged188Encoder, OpenConfGrowsWithTheVersion)
{
    EXPECT_EQ(encode(18, "OPEN_CONF").size(), 8u + 26);
    EXPECT_EQ(encode(19, "OPEN_CONF").size(), 8u + 30);
    EXPECT_EQ(encode(23, "OPEN_CONF").size(), 8u + 30);
    EXPECT_EQ(encode(24, "OPEN_CONF").size(), 8u + 32);
    EXPECT_EQ(encode(24, "OPEN_CONF @version=23").size(), 8u + 30);
}

TEST(Ged188Encoder, UccxVersion18HasTwoAndOne)
{
    const Octets message = encode(18, "OPEN_CONF AgentID=\"a1\"", Dialect::uccx);
    EXPECT_EQ(Octets(message.begin() + 8 + 26, message.end()), parse_hex("00c2 03 613100"));
}

TEST(Ged188Encoder, FailureConfLayoutFollowsTheFields)
{
    EXPECT_EQ(encode(24, "FAILURE_CONF InvokeID=1 Status=E_CTI_INVALID_VERSION"), parse_hex("00000008 00000001 00000001 00000001"));
    EXPECT_EQ(encode(24, "FAILURE_CONF InvokeID=1 FailureCode=1"), parse_hex("0000000a 00000001 00000001 0001 00000000"));
}

TEST(Ged188Encoder, NamedVariablesAreCounted)
{
    // SET_CALL_DATA_REQ: InvokeID, PeripheralID, ConnectionDeviceIDType, ConnectionCallID, NumNamedVariables, NumNamedArrays,
    // CallType, CalledPartyDisposition, CampaignID, QueryRuleID.
    const Octets message = encode(25, "SET_CALL_DATA_REQ NamedVariable=\"user.a=1\" NamedVariable=\"user.b=\" NamedArray=\"user.c[3]=x y\"");
    const Octets floating = parse_hex("0052 0009 757365722e6100 3100 0052 0008 757365722e6200 00 0053 000c 03 757365722e6300 78207900");
    ASSERT_GT(message.size(), 8 + 18 + floating.size());
    EXPECT_EQ(Octets(message.begin() + 22, message.begin() + 26), parse_hex("0002 0001"));
    EXPECT_EQ(Octets(message.end() - static_cast<std::ptrdiff_t>(floating.size()), message.end()), floating);
}

TEST(Ged188Encoder, NamesOfValuesAndMasks)
{
    const Octets message =
        encode(25, "OPEN_REQ ServicesRequested=CTI_SERVICE_CLIENT_EVENTS|CTI_SERVICE_ALL_EVENTS|0x40 AgentStateMask=AGENT_TALKING_MASK");
    EXPECT_EQ(Octets(message.begin() + 24, message.begin() + 28), parse_hex("00000051"));
    EXPECT_EQ(Octets(message.begin() + 32, message.begin() + 36), parse_hex("00000010"));
}

TEST(Ged188Encoder, RawTagsBytesAndLies)
{
    EXPECT_EQ(encode(25, "999 bytes=0102"), parse_hex("00000002 000003e7 0102"));
    EXPECT_EQ(encode(25, "HEARTBEAT_REQ InvokeID=1 tag 311=\"x\" tag 400=hex:0a bytes=ff @length=0xffffffff"),
              parse_hex("ffffffff 00000005 00000001 0137 0002 7800 0190 0001 0a ff"));
    EXPECT_EQ(encode(25, "SYSTEM_EVENT Text/200=raw:ab @type=32").size(), 8u + 26 + 6);
    const Octets message = encode(25, "SYSTEM_EVENT Text/200=raw:ab");
    EXPECT_EQ(Octets(message.end() - 6, message.end()), parse_hex("0007 00c8 6162"));
}

TEST(Ged188Encoder, InvokeIdsFollowTheRequests)
{
    Ged188Encoder encoder{25, Dialect::ucce};
    const auto invoke_id = [&](const char* line) { return encoder.encode(true, split_words(line)).at(11); };
    EXPECT_EQ(invoke_id("OPEN_REQ"), 1);
    EXPECT_EQ(invoke_id("HEARTBEAT_REQ"), 2);
    EXPECT_EQ(invoke_id("OPEN_CONF"), 1);
    EXPECT_EQ(invoke_id("HEARTBEAT_CONF"), 2);
    EXPECT_EQ(invoke_id("FAILURE_CONF Status=1"), 2);
    EXPECT_EQ(invoke_id("HEARTBEAT_REQ InvokeID=9"), 9);
    EXPECT_EQ(invoke_id("HEARTBEAT_REQ"), 10);
}

TEST(Ged188Encoder, ArraysAndTheirCounterInARecord)
{
    // CONFIG_AGENT_EVENT: NumRecords; RecordType (183), NumSkills (191), FltSkillGroupNumber (62) as UINT[n], FltSkillGroupPriority (64) as USHORT[n].
    EXPECT_EQ(encode(25, "CONFIG_AGENT_EVENT RecordType=0 FltSkillGroupNumber=[7,8] FltSkillGroupPriority=[1, 2] RecordType=2 FltSkillGroupNumber=[9]"),
              parse_hex("00000036 000000ed 0002 00b7 0002 0000 00bf 0002 0002 003e 0008 00000007 00000008 0040 0004 00010002 "
                        "00b7 0002 0002 00bf 0002 0001 003e 0004 00000009"));
}

TEST(Ged188Encoder, Complaints)
{
    EXPECT_EQ(complaint("NO_SUCH_REQ"), "there is no message 'NO_SUCH_REQ'");
    EXPECT_EQ(complaint("HEARTBEAT_REQ ClientID=\"x\""), "HEARTBEAT_REQ has no field 'ClientID' (tag number=value sends any tag)");
    EXPECT_EQ(complaint("OPEN_REQ ServicesRequested=EVERYTHING"), "ServicesRequested has no value 'EVERYTHING'");
    EXPECT_EQ(complaint("OPEN_CONF DepartmentID=1", 18), "DepartmentID came with version 19 (@version=n uses another layout)");
    EXPECT_EQ(complaint("HEARTBEAT_REQ tag 311=\"x\"", 19), "tag 311 does not fit the 1-byte tags of version 19");
    EXPECT_EQ(complaint("HEARTBEAT_REQ InvokeID"), "expected Field=value, not 'InvokeID'");
    EXPECT_EQ(complaint("SET_CALL_DATA_REQ NamedVariable=\"a\""), "NamedVariable is written \"name=value\", not 'a'");
}

TEST(Ged188Encoder, EveryMessageOfEveryVersionFitsItsHeader)
{
    for (const std::uint8_t version : {14, 19, 20, 24, 25}) {
        Ged188Encoder encoder{version, Dialect::ucce};
        const std::string statement = "every_message version=" + std::to_string(version);
        const auto messages = encoder.script(split_words(statement));
        std::set<std::uint32_t> numbers;
        for (const ScriptedMessage& m : messages) {
            const auto be32_at = [&](std::size_t i) {
                return std::uint32_t{m.bytes[i]} << 24 | std::uint32_t{m.bytes[i + 1]} << 16 | std::uint32_t{m.bytes[i + 2]} << 8 | m.bytes[i + 3];
            };
            EXPECT_EQ(be32_at(0) + 8, m.bytes.size()) << m.comment;
            numbers.insert(be32_at(4));
        }
        // Every message with a documented layout; 277 to 284 and the network recording came late.
        EXPECT_GE(numbers.size(), 135u);
        EXPECT_EQ(numbers.contains(283), version >= 24);
        EXPECT_TRUE(numbers.contains(30));
        EXPECT_EQ(messages.front().bytes[7], 3);
        EXPECT_EQ(messages.back().bytes[7], 8);
    }
}
