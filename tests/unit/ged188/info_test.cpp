// SPDX-License-Identifier: GPL-2.0-or-later
// The line of a message in a list.
#include "bytes.hpp"

#include "ged188/info.hpp"

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
    m.u32(0).u32(5000).u32(0).u16(17).u16(0).u32(0).u32(0).u32(0).u16(0).u16(state).u16(0).u32(1).u32(0).u16(1).u32(1).u32(0).u32(0).u16(0).u32(0);
    return m.string(5, agent).bytes();
}

TEST(Info, OpenReq)
{
    EXPECT_EQ(info_of(open_req(24)), "OPEN_REQ v24 ClientID=CTIService");
    EXPECT_EQ(info_of(Message{3}.u32(1).u32(20).zeros(36).string(1, "Desk").string(2, "").string(5, "1001").bytes(), 20), "OPEN_REQ v20 ClientID=Desk AgentID=1001");
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

} // namespace
} // namespace cti::ged188::test
