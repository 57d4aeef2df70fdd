// SPDX-License-Identifier: GPL-2.0-or-later
// The line of a message in a list.
#include "bytes.hpp"

#include "core/text.hpp"
#include "ged188/info.hpp"

#include <algorithm>

namespace cti::ged188::test {
namespace {

std::string info_of(const Buffer& message, std::uint8_t version = 24, InfoContext context = {}, Dialect dialect = Dialect::ucce)
{
    NullSink sink;
    const Summary s = summarize(message, conditions_of(version, dialect), sink);
    context.dialect = dialect;
    char out[256];
    const std::size_t used = format_info(s, context, out, sizeof out);
    EXPECT_EQ(std::string{out}.size(), used);
    return out;
}

Buffer agent_state(std::uint32_t state, std::string_view agent)
{
    Message m{30};
    m.u32(0)
        .u32(5000)
        .u32(0)
        .u16(17)
        .u16(0)
        .u32(0)
        .u32(0)
        .u32(0)
        .u16(0)
        .u16(state)
        .u16(0)
        .u32(1)
        .u32(0)
        .u16(1)
        .u32(1)
        .u32(0)
        .u32(0)
        .u16(0)
        .u32(0);
    return m.string(5, agent).bytes();
}

TEST(Info, OpenReq)
{
    EXPECT_EQ(info_of(open_req(24)), "OPEN_REQ v24 ClientID=CTIService");
    EXPECT_EQ(info_of(Message{3}.u32(1).u32(20).zeros(36).string(1, "Desk").string(2, "").string(5, "1001").bytes(), 20),
        "OPEN_REQ v20 ClientID=Desk AgentID=1001");
}

TEST(Info, Failures)
{
    InfoContext facts;
    facts.request = "OPEN_REQ";
    facts.request_version = 24;
    EXPECT_EQ(info_of(failure_conf(1, 1), 24, facts), "FAILURE_CONF E_CTI_INVALID_VERSION for OPEN_REQ v24");
    EXPECT_EQ(info_of(Message{1}.u32(1).u16(1).u32(0).bytes(), 24, facts), "FAILURE_CONF E_CTI_INVALID_VERSION for OPEN_REQ v24");
    EXPECT_EQ(info_of(failure_conf(1, 1)), "FAILURE_CONF E_CTI_INVALID_VERSION");
    EXPECT_EQ(info_of(failure_event(15)), "FAILURE_EVENT E_CTI_CTI_SERVER_OFFLINE");
    EXPECT_NE(info_of(failure_conf(1, 4711)).find("4711"), std::string::npos);
    facts.request = "CLEAR_CALL_REQ";
    facts.request_version = 0;
    const std::string control = info_of(control_failure(5, 70, 13042), 24, facts);
    EXPECT_TRUE(control.starts_with("CONTROL_FAILURE_CONF CF_")) << control;
    EXPECT_NE(control.find("13042"), std::string::npos) << control;
    EXPECT_TRUE(control.ends_with(" for CLEAR_CALL_REQ")) << control;
}

TEST(Info, AgentStates)
{
    EXPECT_EQ(info_of(agent_state(3, "1001")), "AGENT_STATE_EVENT 1001 -> Available");
    EXPECT_EQ(info_of(agent_state(2, "1001")), "AGENT_STATE_EVENT 1001 -> Not Ready");
    EXPECT_EQ(info_of(agent_state(1, "1002")), "AGENT_STATE_EVENT 1002 -> Logout");
    EXPECT_NE(info_of(agent_state(99, "1002")).find("nknown"), std::string::npos);
}

TEST(Info, SystemEvents) { EXPECT_EQ(info_of(system_event(3)), "SYSTEM_EVENT SYS_PERIPHERAL_ONLINE"); }

TEST(Info, NamesAlone)
{
    EXPECT_EQ(info_of(heartbeat_req(1)), "HEARTBEAT_REQ");
    EXPECT_EQ(info_of(close_req(1)), "CLOSE_REQ");
    EXPECT_EQ(info_of(close_req(1, 15)), "CLOSE_REQ E_CTI_CTI_SERVER_OFFLINE");
    EXPECT_NE(info_of(Message{999}.bytes()).find("999"), std::string::npos);
}

TEST(Info, Calls)
{
    const std::string info = info_of(Message{42}.u32(1).u32(5000).u32(77).u16(0).string(25, "3001").bytes());
    EXPECT_TRUE(info.starts_with("ANSWER_CALL_REQ")) << info;
    EXPECT_NE(info.find("77"), std::string::npos) << info;
    EXPECT_NE(info.find("3001"), std::string::npos) << info;
    // NULL_CALL_ID is no call.
    EXPECT_EQ(info_of(Message{42}.u32(1).u32(5000).u32(0xffffffff).u16(0).bytes()), "ANSWER_CALL_REQ");
}

TEST(Info, NoControlCharactersAndNoPasswords)
{
    const std::string info = info_of(open_req(24, 1, 60, "secret", "a\nb\x1b[31m"));
    EXPECT_EQ(info.find('\n'), std::string::npos);
    EXPECT_EQ(info.find('\x1b'), std::string::npos);
    EXPECT_EQ(info.find("secret"), std::string::npos);
}

/// CALL_DELIVERED_EVENT up to LocalConnectionState LCS_ALERTING, EventCause CEC_NONE and the two counters.
Message delivered(std::uint32_t call)
{
    Message m{9};
    m.u32(0)
        .u32(5000)
        .u16(17)
        .u16(0)
        .u32(call)
        .u16(0xffff)
        .u16(0xffff)
        .u32(0)
        .u32(0)
        .u32(0)
        .u32(0)
        .u16(0)
        .u16(0)
        .u16(0)
        .u16(0)
        .u16(0)
        .u16(2)
        .u16(0xffff);
    return m.u16(0).u16(0);
}
/// CALL_CONFERENCED_EVENT and CALL_TRANSFERRED_EVENT have one fixed part.
Message joined(std::uint32_t number, std::uint32_t primary, std::uint32_t secondary)
{
    Message m{number};
    m.u32(0)
        .u32(5000)
        .u16(17)
        .u16(0)
        .u32(primary)
        .u16(0xffff)
        .u16(0xffff)
        .u32(0)
        .u32(0)
        .u16(0)
        .u16(0)
        .u16(0)
        .u32(secondary)
        .u16(0)
        .u16(0)
        .u16(3)
        .u16(0xffff);
    return m;
}

TEST(Info, WhoCallsWhomWhere)
{
    EXPECT_EQ(info_of(delivered(101).string(25, "3001").string(26, "3001").string(27, "0235551234").string(28, "8000").bytes()),
        "CALL_DELIVERED_EVENT Call=101 0235551234 -> 8000 at 3001");
    EXPECT_EQ(info_of(delivered(101).string(25, "3001").string(8, "0235551234").string(11, "8000").bytes()),
        "CALL_DELIVERED_EVENT Call=101 0235551234 -> 8000 at 3001")
        << "ANI and DialedNumber stand in";
    EXPECT_EQ(info_of(delivered(101).string(28, "8000").bytes()), "CALL_DELIVERED_EVENT Call=101 -> 8000")
        << "no blank where a value is missing";
    EXPECT_EQ(info_of(delivered(101).string(27, "").string(28, "8000").bytes()), "CALL_DELIVERED_EVENT Call=101 -> 8000");
}

TEST(Info, CallsThatBecomeOne)
{
    EXPECT_EQ(info_of(joined(17, 101, 102).string(38, "3002").bytes()), "CALL_CONFERENCED_EVENT Call=101 + 102, added 3002");
    EXPECT_EQ(info_of(joined(18, 101, 102).string(43, "3002").bytes()), "CALL_TRANSFERRED_EVENT Call=101 + 102 -> 3002");
    EXPECT_EQ(info_of(joined(18, 101, 0xffffffff).string(43, "3002").bytes()), "CALL_TRANSFERRED_EVENT Call=101 -> 3002");
}

TEST(Info, WhyACallFailed)
{
    Message failed{16};
    failed.u32(0).u32(5000).u16(17).u16(0).u32(301).u16(0).u16(0).u16(0).u16(3); // EventCause 3, CEC_BUSY
    EXPECT_EQ(info_of(failed.string(25, "3001").string(28, "0611000").bytes()), "CALL_FAILED_EVENT Call=301 0611000 CEC_BUSY");
}

TEST(Info, RequestsOfCallControl)
{
    EXPECT_EQ(info_of(Message{62}.u32(1).u32(5000).u32(101).u16(0).string(53, "3001").bytes()), "RETRIEVE_CALL_REQ Call=101 at 3001");
    // CONFERENCE_CALL_REQ: held call, active call, then ten USHORTs.
    EXPECT_EQ(info_of(Message{48}.u32(1).u32(5000).u32(101).u32(102).zeros(24).string(50, "3001").string(53, "3001").bytes()),
        "CONFERENCE_CALL_REQ Call=102 + 101 at 3001");
    EXPECT_EQ(info_of(Message{230}.u32(5000).bytes()), "CONFIG_REQUEST_KEY_EVENT Peripheral=5000");
}

TEST(Info, ConfigurationNamesItsRecords)
{
    // NumRecords, then records of RecordType, PeripheralID, key and name.
    EXPECT_EQ(info_of(Message{237}.u16(1).field16(183, 0).field32(208, 5000).string(190, "1001").string(207, "jdoe").bytes()),
        "CONFIG_AGENT_EVENT Agent=1001 jdoe");
    EXPECT_EQ(
        info_of(Message{237}.u16(2).field16(183, 0).string(190, "1001").field16(183, 0).string(190, "1002").string(207, "jdoe").bytes()),
        "CONFIG_AGENT_EVENT Agent=1001, 2 records")
        << "the name is of the second";
    EXPECT_EQ(info_of(Message{236}.u16(1).field16(183, 0).field32(184, 11).string(133, "Sales").bytes()),
        "CONFIG_SKILL_GROUP_EVENT SkillGroup=11 Sales");
    EXPECT_EQ(info_of(Message{245}.u16(1).field16(183, 0).field32(210, 7).string(212, "Orders").bytes()),
        "CONFIG_CALL_TYPE_EVENT CallType=7 Orders");
    EXPECT_EQ(info_of(Message{234}.u32(0).bytes()), "CONFIG_END_EVENT");
    EXPECT_EQ(info_of(Message{234}.u32(4).bytes()), "CONFIG_END_EVENT CONFIGEND_EMPTY");
}

TEST(Info, ACallThatKeepsItsIdIsNotRenamed)
{
    // Type of the device and call ID before, then both as they are now, CalledPartyDisposition, CampaignID, QueryRuleID.
    const auto update = [](std::uint32_t now) {
        Message m{25};
        m.u32(0).u32(5000).u16(17).u16(0).u16(0).u16(0).u16(0).u16(0).u32(101).u16(0).u32(now).u16(0).u32(0).u32(0);
        return m.string(25, "3001").bytes();
    };
    EXPECT_EQ(info_of(update(201)), "CALL_DATA_UPDATE_EVENT Call=101 now Call=201 at 3001");
    EXPECT_EQ(info_of(update(101)), "CALL_DATA_UPDATE_EVENT Call=101 at 3001");
}

TEST(Info, StatisticsAndMonitorsNameWhatTheyAreAbout)
{
    EXPECT_EQ(info_of(Message{114}.u32(1).u32(5000).u32(12).u32(5012).bytes()), "QUERY_SKILL_GROUP_STATISTICS_REQ SkillGroup=12");
    EXPECT_EQ(info_of(Message{95}.u32(1).u32(3).bytes()), "MONITOR_STOP_REQ Monitor=3");
    EXPECT_EQ(info_of(Message{78}.u32(1).u32(5000).u16(0).string(6, "3001").bytes()), "QUERY_DEVICE_INFO_REQ Device=3001");
}

TEST(Info, ConfirmationsNameTheirSubject)
{
    InfoContext context;
    context.request = "SET_AGENT_STATE_REQ";
    context.subject = "1001 -> Available";
    EXPECT_EQ(info_of(Message{39}.u32(1).bytes(), 24, context), "SET_AGENT_STATE_CONF 1001 -> Available");
    EXPECT_EQ(info_of(control_failure(1, 259), 24, context),
        "CONTROL_FAILURE_CONF CF_SPECIFIED_AGENT_ALREADY_SIGNED_ON for SET_AGENT_STATE_REQ 1001 -> Available");
    context.request = "MAKE_CALL_REQ";
    context.subject = "3001 -> 8000";
    EXPECT_EQ(info_of(Message{57}.u32(1).u32(103).u16(0).u16(0).u16(0).string(47, "3001").bytes(), 24, context),
        "MAKE_CALL_CONF 3001 -> 8000, new Call=103");
    EXPECT_EQ(info_of(Message{57}.u32(1).u32(103).u16(0).u16(0).u16(0).string(47, "3001").bytes()), "MAKE_CALL_CONF new Call=103");
}

Buffer agent_state_with(std::uint32_t state, std::uint32_t reason, std::string_view tag5, std::string_view tag194, bool uccx = false)
{
    Message m{30, uccx ? Widths{2, 1} : Widths{2, 2}};
    m.u32(0)
        .u32(5000)
        .u32(0)
        .u16(17)
        .u16(0)
        .u32(0)
        .u32(0)
        .u32(0)
        .u16(0)
        .u16(state)
        .u16(reason)
        .u32(1)
        .u32(0)
        .u16(1)
        .u32(1)
        .u32(0)
        .u32(0)
        .u16(0);
    if (!uccx) // DepartmentID, since 19
        m.u32(0);
    m.string(5, tag5);
    if (!tag194.empty())
        m.string(194, tag194);
    return m.bytes();
}

TEST(Info, ReasonsOfTheSystemByName)
{
    EXPECT_EQ(info_of(agent_state_with(2, 50002, "1001", "")), "AGENT_STATE_EVENT 1001 -> Not Ready, reason 50002 (connection lost)");
    EXPECT_EQ(info_of(agent_state_with(2, 7, "1001", "")), "AGENT_STATE_EVENT 1001 -> Not Ready, reason 7") << "configured on each system";
    EXPECT_EQ(info_of(agent_state_with(3, 0, "1001", "")), "AGENT_STATE_EVENT 1001 -> Available");
}

TEST(Info, TheAgentWhicheverTagHasIt)
{
    EXPECT_EQ(info_of(agent_state_with(2, 32767, "", "agent52293", true), 18, {}, Dialect::uccx),
        "AGENT_STATE_EVENT agent52293 -> Not Ready, reason 32767 (second login)");
    EXPECT_EQ(info_of(agent_state_with(2, 0, "1001", "longer"), 24, {}), "AGENT_STATE_EVENT 1001 -> Not Ready")
        << "tag 5 where it is not empty";
    NullSink sink;
    const Buffer message = agent_state_with(2, 0, "", "agent52293");
    EXPECT_EQ(agent_of(summarize(message, conditions_of(24), sink)), "agent52293");
}

TEST(Info, WholeLinesForEveryMessageOfTheTables)
{
    for (const Edition& e : editions)
        for (const CompiledLayout& layout : all_layouts()) {
            if (!belongs(layout, e))
                continue;
            const Conditions c = conditions_of(e.version, e.dialect);
            const Buffer message = filled(layout, e.version, c.widths);
            const std::string line = info_of(message, e.version, {}, e.dialect);
            EXPECT_EQ(line.find("  "), std::string::npos) << line;
            EXPECT_NE(line.back(), ' ') << line;
            // The fixed part alone, all zero: texts are missing.
            Buffer bare(header_size + fixed_size(layout, e.version));
            std::copy(message.begin(), message.begin() + 8, bare.begin());
            for (int i = 0; i < 4; ++i)
                bare[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>((bare.size() - header_size) >> (24 - 8 * i));
            const std::string empty = info_of(bare, e.version, {}, e.dialect);
            EXPECT_EQ(empty.find("  "), std::string::npos) << empty;
            EXPECT_NE(empty.back(), ' ') << empty;
        }
}

TEST(Info, ValidUtf8WhereverItIsCut)
{
    NullSink sink;
    const Buffer message = open_req(24, 1, 60, {}, "J\xc3\xb6rg \xe2\x82\xac \xff\xf0\x9f\x98\x80");
    const Summary s = summarize(message, conditions_of(24), sink);
    char whole[200];
    EXPECT_EQ((std::string{whole, format_info(s, {}, whole, sizeof whole)}),
        "OPEN_REQ v24 ClientID=J\xc3\xb6rg \xe2\x82\xac \xef\xbf\xbd\xf0\x9f\x98\x80");
    for (std::size_t size = 1; size < 60; ++size) {
        char out[60];
        const std::string_view line{out, format_info(s, {}, out, size)};
        for (std::string_view rest = line; !rest.empty(); rest.remove_prefix(utf8_length(rest)))
            ASSERT_NE(utf8_length(rest), 0u) << size;
    }
}

} // namespace
} // namespace cti::ged188::test
