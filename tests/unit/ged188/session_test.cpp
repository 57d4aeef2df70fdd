// SPDX-License-Identifier: GPL-2.0-or-later
// The rules of a session: what answers what, which version holds, and what is wrong with it.
// Source: CTI Server Message Reference Guide, session management and client control.
#include "talk.hpp"

#include <set>

namespace cti::ged188::test {
namespace {

const Widths one{1, 1}, two{2, 2}, mixed{2, 1};

Buffer release_call(std::uint32_t id) { return Message{28}.u32(id).u32(5000).u16(0).u32(77).string(25, "3001").bytes(); }
Buffer release_call_conf(std::uint32_t id) { return Message{29}.u32(id).bytes(); }
Buffer answer_call(std::uint32_t id) { return Message{42}.u32(id).u32(5000).u32(77).u16(0).string(6, "3001").bytes(); }
Buffer answer_call_conf(std::uint32_t id) { return Message{43}.u32(id).bytes(); }

// ---- matching

TEST(Matching, RequestAndAnswerByInvokeID)
{
    Talk t;
    t.open(24);                                    // frames 1, 2
    t.send(client, release_call(7));               // 3
    t.send(client, answer_call(8));                // 4
    t.send(server, answer_call_conf(8), ms(250));  // 5
    t.send(server, release_call_conf(7), ms(500)); // 6
    EXPECT_EQ(t.response_in(1), 2u);
    EXPECT_EQ(t.facts(2).response_to, 1u);
    EXPECT_EQ(t.response_in(3), 6u);
    EXPECT_EQ(t.response_in(4), 5u);
    EXPECT_EQ(t.facts(5).response_to, 4u);
    EXPECT_EQ(t.facts(6).response_to, 3u);
    EXPECT_EQ(t.facts(5).response_time, ms(250));
    EXPECT_EQ(t.facts(6).response_time, ms(751));
    EXPECT_STREQ(t.facts(6).request, "RELEASE_CALL_REQ");
    EXPECT_TRUE(t.all_ids().empty());
}

TEST(Matching, TheServerAsksToo)
{
    Talk t;
    t.open(24);
    t.send(server, request(278, 7));                             // 3: ACTIVE_MAINTENANCE_REQ_MSG
    t.send(client, release_call(7));                             // 4: the client's own 7
    t.send(client, Message{279}.u32(7).u16(1).bytes(), ms(100)); // 5: ACTIVE_MAINTENANCE_RESP_MSG
    t.send(server, release_call_conf(7), ms(100));               // 6
    EXPECT_EQ(t.facts(5).response_to, 3u);
    EXPECT_EQ(t.response_in(3), 5u);
    EXPECT_EQ(t.facts(6).response_to, 4u);
    EXPECT_EQ(t.response_in(4), 6u);
}

TEST(Matching, AnInvokeIdMayBeUsedAgainAfterItsAnswer)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(5));      // 3
    t.send(server, release_call_conf(5)); // 4
    t.send(client, answer_call(5));       // 5
    t.send(server, answer_call_conf(5));  // 6
    EXPECT_EQ(t.response_in(3), 4u);
    EXPECT_EQ(t.response_in(5), 6u);
    EXPECT_EQ(t.facts(6).response_to, 5u);
    EXPECT_TRUE(t.all_ids().empty());
}

TEST(Matching, AnInvokeIdUsedAgainTooEarly)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(6)); // 3
    t.send(client, answer_call(6));  // 4
    EXPECT_EQ(t.last_ids(), Ids{"ged188.invoke_id_reused"});
    EXPECT_EQ(
        t.sentence("ged188.invoke_id_reused"), "InvokeID 6 is used again while RELEASE_CALL_REQ in frame 3 still waits for its answer");
    t.send(server, answer_call_conf(6)); // 5
    EXPECT_EQ(t.facts(5).response_to, 4u);
    t.send(server, release_call_conf(6)); // 6: the message pairing tells whose answer it is
    EXPECT_EQ(t.facts(6).response_to, 3u);
    EXPECT_EQ(t.response_in(3), 6u);
    EXPECT_EQ(t.response_in(4), 5u);
}

TEST(Matching, ARequestWhoseInvokeIdWasTakenMayStayUnanswered)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(6)); // 3
    t.send(client, answer_call(6));  // 4
    t.send(server, answer_call_conf(6));
    t.end();
    EXPECT_EQ(t.sentence("ged188.unanswered"),
        "RELEASE_CALL_REQ (InvokeID 6) for call 77 at 3001 in frame 3 was never answered before the session ended");
}

TEST(Matching, OnlyItsOwnConfirmationAnswersARequest)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(9));     // 3
    t.send(server, answer_call_conf(9)); // 4: another request's confirmation
    EXPECT_EQ(t.facts(4).response_to, 0u);
    EXPECT_EQ(t.response_in(3), 0u);
    t.send(server, release_call_conf(404)); // nobody asked
    EXPECT_EQ(t.facts(5).response_to, 0u);
    t.send(server, release_call_conf(9)); // 6
    EXPECT_EQ(t.response_in(3), 6u);
}

TEST(Matching, FailuresAnswerAnything)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(9));        // 3
    t.send(server, control_failure(9, 70)); // 4
    EXPECT_EQ(t.facts(4).response_to, 3u);
    EXPECT_STREQ(t.facts(4).request, "RELEASE_CALL_REQ");
    t.send(client, request(143, 10));    // 5: REGISTER_SERVICE_REQ, too short, and refused
    t.send(server, failure_conf(10, 6)); // 6
    EXPECT_EQ(t.facts(6).response_to, 5u);
}

TEST(Matching, ConfigurationRequestsHaveNoInvokeID)
{
    Talk t;
    t.open(24);
    t.send(client, Message{230}.u32(5000).bytes()); // 3: CONFIG_REQUEST_KEY_EVENT
    t.send(server, Message{231}.u32(0).bytes());    // 4: CONFIG_KEY_EVENT
    EXPECT_EQ(t.facts(4).response_to, 3u);
    t.send(client, Message{230}.u32(5001).bytes());                 // 5
    t.send(client, Message{232}.u32(15).u32(5000).u32(15).bytes()); // 6: CONFIG_REQUEST_EVENT
    for (const std::string& id : t.all_ids())
        EXPECT_NE(id, "ged188.invoke_id_reused") << "these messages have none";
}

TEST(Matching, SlowAnswersAreReportedByThePreference)
{
    for (const Time limit : {s(5), s(20), s(0)}) {
        Settings settings;
        settings.slow_response = limit;
        Talk t{settings};
        t.open(24);
        t.send(client, release_call(2));
        t.send(server, release_call_conf(2), s(12));
        EXPECT_EQ(t.last_ids(), limit == s(5) ? Ids{"ged188.slow_response"} : Ids{}) << limit;
        if (limit == s(5)) {
            EXPECT_EQ(t.sentence("ged188.slow_response"), "RELEASE_CALL_REQ was answered after 12000 ms (limit 5000 ms)");
        }
    }
}

TEST(Matching, TheSameConfirmationTwice)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(2));      // 3
    t.send(server, release_call_conf(2)); // 4
    t.send(server, release_call_conf(2)); // 5
    EXPECT_EQ(t.response_in(3), 4u);
}

// ---- opening

TEST(Opening, RefusedVersion)
{
    Talk t;
    t.send(client, open_req(24));
    t.send(server, failure_conf(1, 1));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.incompatible_version"});
    const std::string sentence = t.sentence("ged188.incompatible_version");
    EXPECT_TRUE(sentence.starts_with("Client CTIService (10.0.0.2")) << sentence;
    EXPECT_TRUE(sentence.ends_with("asked for protocol version 24, which this CTI Server does not support")) << sentence;
    EXPECT_EQ(t.told(2, "ged188.incompatible_version").severity, Severity::error);
    EXPECT_FALSE(t.told(2, "ged188.incompatible_version").remedy.empty());
    EXPECT_EQ(t.facts(2).request_version, 24u);
    EXPECT_EQ(t.info().application, "CTIService");
    EXPECT_EQ(t.info().version, "24");
    EXPECT_NE(t.info().opened.find("E_CTI_INVALID_VERSION"), std::string::npos);
}

TEST(Opening, RefusedVersionInTheLongFailureConf)
{
    Talk t;
    t.send(client, open_req(25, 1, 60, {}, "Recorder"));
    t.send(server, Message{1}.u32(1).u16(1).u32(0).bytes());
    EXPECT_EQ(t.last_ids(), Ids{"ged188.incompatible_version"});
    EXPECT_NE(t.sentence("ged188.incompatible_version").find("Client Recorder"), std::string::npos);
    EXPECT_NE(t.sentence("ged188.incompatible_version").find("version 25"), std::string::npos);
}

TEST(Opening, OtherRefusals)
{
    const struct {
        std::uint32_t status;
        const char* id;
        Severity severity;
    } rows[] = {{6, "ged188.failure", Severity::error}, {36, "ged188.failure", Severity::error}, {10, "ged188.failure", Severity::warn},
        {15, "ged188.server_offline", Severity::error}, {107, "ged188.standby", Severity::warn}, {92, "ged188.standby", Severity::warn},
        {48, "ged188.failure", Severity::error}, {49, "ged188.failure", Severity::error}, {110, "ged188.maintenance", Severity::warn}};
    for (const auto& row : rows) {
        Talk t;
        t.send(client, open_req(24));
        t.send(server, failure_conf(1, row.status));
        EXPECT_EQ(t.last_ids(), Ids{row.id}) << row.status;
        EXPECT_EQ(t.told(2, row.id).severity, row.severity) << row.status;
        EXPECT_FALSE(t.told(2, row.id).remedy.empty()) << row.status;
    }
}

TEST(Opening, UndocumentedStatus)
{
    Talk t;
    t.send(client, open_req(24));
    t.send(server, failure_conf(1, 4711));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.failure"});
    EXPECT_NE(t.sentence("ged188.failure").find("4711"), std::string::npos);
}

TEST(Opening, FewerServicesThanAskedFor)
{
    Talk t;
    t.send(client, open_req(24, 1, 0xffffffff, {}, "Desktop", Dialect::ucce, 0x00000005));
    t.send(server, open_conf(24, 1, 0x00000001));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.partial_grant"});
    EXPECT_NE(t.sentence("ged188.partial_grant").find("Desktop"), std::string::npos);
    EXPECT_EQ(t.sentence("ged188.partial_grant").find("CTI_SERVICE_ALL_EVENTS"), std::string::npos);
}

TEST(Opening, PgStatusBitByBit)
{
    Talk t;
    t.send(client, open_req(24));
    t.send(server, open_conf(24, 1, 0x10, 0x00000003)); // PGS_OPC_DOWN, PGS_CC_DOWN
    ASSERT_EQ(t.last_ids(), (Ids{"ged188.pg_impaired", "ged188.pg_impaired"})) << "each component is a cause of its own";
    EXPECT_NE(t.findings(2)[0].sentence.find("PGS_OPC_DOWN"), std::string::npos) << t.findings(2)[0].sentence;
    EXPECT_NE(t.findings(2)[1].sentence.find("PGS_CC_DOWN"), std::string::npos) << t.findings(2)[1].sentence;
    EXPECT_NE(t.findings(2)[0].identity, t.findings(2)[1].identity);
}

TEST(Opening, StandbySide)
{
    Talk t;
    t.send(client, open_req(24, 1, 0xffffffff, {}, "Good", Dialect::ucce, 0x02000010));
    t.send(server, open_conf(24, 1, 0x02000010, 0, 2));
    EXPECT_EQ(t.last_ids(), Ids{}); // CTI_SERVICE_ACTIVE_STANDBY: asked for
    EXPECT_NE(t.info().opened.find("standby"), std::string::npos);
}

TEST(Opening, StandbySideThatWasNotAskedFor)
{
    Talk t;
    t.send(client, open_req(24, 1, 0xffffffff, {}, "Good", Dialect::ucce, 0x00000010));
    t.send(server, open_conf(24, 1, 0x00000010, 0, 2));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.standby"});
}

TEST(Opening, RefusedVersionThatWasNotCaptured)
{
    Talk t;
    t.send(server, failure_conf(1, 1));
    ASSERT_EQ(t.last_ids(), Ids{"ged188.incompatible_version"});
    EXPECT_NE(t.sentence("ged188.incompatible_version").find("protocol version (not captured)"), std::string::npos);
}

TEST(Opening, PasswordInTheClear)
{
    Talk t;
    t.send(client, open_req(24, 1, 60, "secret"));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.cleartext_password"});
    EXPECT_EQ(t.sentence("ged188.cleartext_password"), "OPEN_REQ carries ClientPassword in clear text");
    Talk empty;
    empty.send(client, open_req(24));
    EXPECT_TRUE(empty.last_ids().empty());
    Talk tls;
    tls.send(client, open_req(24, 1, 60, "secret"), ms(1), true);
    EXPECT_TRUE(tls.last_ids().empty());
}

TEST(Opening, SecondOpenReqChangesTheVersion)
{
    Talk t;
    t.open(19);
    EXPECT_EQ(t.send(server, system_event(5, one, "short tags")).texts("ged188.text"), Ids{"short tags"});
    t.send(client, open_req(24, 2)); // 4
    EXPECT_EQ(t.last_ids(), Ids{"ged188.reopened"});
    EXPECT_NE(t.sentence("ged188.reopened").find("24"), std::string::npos);
    EXPECT_NE(t.sentence("ged188.reopened").find("19"), std::string::npos);
    t.send(server, open_conf(24, 2)); // 5
    const Collector later = t.send(server, system_event(5, two, "long tags"));
    EXPECT_EQ(later.texts("ged188.text"), Ids{"long tags"});
    EXPECT_TRUE(later.findings.empty());
    // Later passes see what held at the time.
    EXPECT_EQ(t.stream.conditions({3, 1}, server).version, 19);
    EXPECT_EQ(t.stream.conditions({3, 1}, server).widths, one);
    EXPECT_EQ(t.stream.conditions({4, 1}, client).version, 24);
    EXPECT_EQ(t.stream.conditions({6, 1}, server).version, 24);
}

TEST(Opening, SecondOpenReqThatIsRefusedChangesNothing)
{
    Talk t;
    t.open(19);
    t.send(client, open_req(24, 2));
    t.send(server, failure_conf(2, 5)); // E_CTI_SESSION_ALREADY_OPEN
    EXPECT_EQ(t.last_ids(), Ids{"ged188.failure"});
    const Collector later = t.send(server, system_event(5, one, "short tags"));
    EXPECT_EQ(later.texts("ged188.text"), Ids{"short tags"});
    EXPECT_TRUE(later.findings.empty());
    EXPECT_EQ(t.stream.conditions({4, 1}, server).version, 24) << "as in the first pass";
    EXPECT_EQ(t.stream.conditions({5, 1}, server).version, 19);
}

TEST(Opening, UccxByPortAndByEvidence)
{
    Talk by_port{{}, 12028};
    by_port.send(client, open_req(18, 1, 60, {}, "CAD", Dialect::uccx));
    EXPECT_EQ(by_port.stream.conditions({1, 1}, client).dialect, Dialect::uccx);
    EXPECT_EQ(by_port.stream.conditions({1, 1}, client).widths, mixed);
    // On a port of Unified CCE the bytes of protocol 18 say which dialect it is.
    Talk by_bytes;
    by_bytes.send(client, open_req(18, 1, 60, {}, "CAD", Dialect::uccx));
    EXPECT_EQ(by_bytes.stream.conditions({1, 1}, client).dialect, Dialect::uccx);
    Talk ucce;
    ucce.send(client, open_req(18));
    EXPECT_EQ(ucce.stream.conditions({1, 1}, client).dialect, Dialect::ucce);
    EXPECT_EQ(ucce.stream.conditions({1, 1}, client).widths, one);
}

TEST(Opening, PreferencesForceVersionAndDialect)
{
    Settings settings;
    settings.forced_version = 19;
    Talk t{settings};
    const Collector seen = t.send(server, system_event(5, one, "forced"));
    EXPECT_EQ(seen.texts("ged188.text"), Ids{"forced"});
    EXPECT_TRUE(t.all_ids().empty()); // nothing is guessed
    const Conditions c = t.stream.conditions({1, 1}, server);
    EXPECT_EQ(c.version, 19);
    EXPECT_TRUE(c.version_known);
    settings.forced_dialect = Dialect::uccx;
    settings.forced_version = 18;
    Talk u{settings};
    EXPECT_EQ(u.send(server, system_event(5, mixed, "forced")).texts("ged188.text"), Ids{"forced"});
    EXPECT_EQ(u.stream.conditions({1, 1}, server).dialect, Dialect::uccx);
}

// ---- sessions whose beginning was not captured

TEST(MidStream, WidthsAreInferred)
{
    for (const Widths widths : {one, two, mixed}) {
        Talk t;
        const Collector seen = t.send(server, system_event(5, widths, "what is it"));
        EXPECT_EQ(seen.texts("ged188.text"), Ids{"what is it"});
        EXPECT_EQ(t.last_ids(), Ids{"ged188.width_guessed"});
        const std::string said = std::to_string(widths.tag) + "+" + std::to_string(widths.length);
        EXPECT_NE(t.sentence("ged188.width_guessed").find(said), std::string::npos) << t.sentence("ged188.width_guessed");
        t.send(server, system_event(8, widths, "again"));
        EXPECT_TRUE(t.last_ids().empty()) << "said once";
        EXPECT_FALSE(t.stream.session().version_known());
    }
}

TEST(MidStream, MessagesWithoutFloatingFieldsSayNothing)
{
    Talk t;
    t.send(client, heartbeat_req(1));
    t.send(server, heartbeat_conf(1));
    EXPECT_TRUE(t.all_ids().empty());
}

TEST(MidStream, AnOpenReqEndsTheGuessing)
{
    Talk t;
    t.send(server, system_event(5, one, "guess"));
    t.send(client, open_req(24, 2));
    t.send(server, open_conf(24, 2));
    const Collector seen = t.send(server, system_event(5, two, "known"));
    EXPECT_EQ(seen.texts("ged188.text"), Ids{"known"});
    EXPECT_TRUE(t.stream.conditions({4, 1}, server).version_known);
    EXPECT_FALSE(t.stream.conditions({1, 1}, server).version_known);
}

// ---- heartbeats and silence

TEST(Heartbeats, AnsweredOnesAreFine)
{
    Talk t;
    t.open(24, 60);
    for (std::uint32_t i = 0; i < 5; ++i) {
        t.send(client, heartbeat_req(10 + i), s(15));
        t.send(server, heartbeat_conf(10 + i));
    }
    t.send(client, close_req(50));
    t.send(server, close_conf(50));
    t.end();
    EXPECT_TRUE(t.all_ids().empty()) << t.all_ids()[0];
}

TEST(Heartbeats, ThreeWithoutAnswerEndTheSession)
{
    Talk t;
    t.open(24, 60);
    t.send(client, heartbeat_req(2), s(15)); // 3
    t.send(client, heartbeat_req(3), s(15)); // 4
    EXPECT_EQ(t.last_ids(), Ids{"ged188.heartbeat_lost"});
    t.send(client, heartbeat_req(4), s(15)); // 5
    EXPECT_EQ(t.last_ids(), Ids{"ged188.heartbeat_lost"});
    EXPECT_NE(t.sentence("ged188.heartbeat_lost").find("2 heartbeats"), std::string::npos);
    EXPECT_EQ(t.stream.open_requests().heartbeats, 3u);
    EXPECT_TRUE(t.stream.open_requests().client_gives_up); // for which the connection names no other cause
    t.end(true, client, s(5));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.heartbeat_lost"});
    EXPECT_NE(t.sentence("ged188.heartbeat_lost").find("3 heartbeats"), std::string::npos);
    EXPECT_TRUE(t.ids(3).empty());
}

TEST(Heartbeats, AnAnswerStartsTheCountAgain)
{
    Talk t;
    t.open(24);
    t.send(client, heartbeat_req(2));
    t.send(server, heartbeat_conf(2));
    t.send(client, heartbeat_req(3));
    EXPECT_TRUE(t.last_ids().empty());
}

TEST(Heartbeats, AFailureConfMeansOffline)
{
    Talk t;
    t.open(24);
    t.send(client, heartbeat_req(2));
    t.send(server, failure_conf(2, 15));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.server_offline"});
    EXPECT_NE(t.sentence("ged188.server_offline").find("heartbeat"), std::string::npos);
}

TEST(Heartbeats, SilenceBeyondIdleTimeout)
{
    Talk t;
    t.open(24, 60);
    t.send(server, system_event(5), s(50));
    t.end(true, server, s(45));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.client_silent"});
    EXPECT_EQ(t.sentence("ged188.client_silent"), "The client was silent for 95 s, longer than its IdleTimeout of 60 s; the session ended");

    Talk within;
    within.open(24, 60);
    within.send(client, heartbeat_req(2), s(59));
    within.send(server, heartbeat_conf(2));
    within.end(false, client, s(1));
    EXPECT_TRUE(within.all_ids().empty());

    Talk late;
    late.open(24, 60);
    late.send(client, heartbeat_req(2), s(61));
    EXPECT_EQ(late.last_ids(), Ids{"ged188.client_silent"});

    Talk without; // 0xffffffff: no heartbeats, no timeout
    without.open(24);
    without.send(client, heartbeat_req(2), s(100000));
    EXPECT_TRUE(without.all_ids().empty());
}

// ---- failures in mid-session

TEST(Failures, ControlFailureNamesRequestAndPeripheralError)
{
    Talk t;
    t.open(24);
    t.send(client, Message{44}.u32(5).u32(5000).u32(77).u16(0).string(25, "3001").bytes());
    t.send(server, control_failure(5, 2, 13042));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.control_failure"});
    const std::string said = t.sentence("ged188.control_failure");
    EXPECT_TRUE(said.starts_with("CLEAR_CALL_REQ for call 77 at 3001 failed: CF_")) << said;
    EXPECT_NE(said.find("13042"), std::string::npos) << said;
    EXPECT_NE(said.find("JTAPI gateway"), std::string::npos) << said;
}

TEST(Failures, SmallPeripheralErrorNeedsThePeripheralType)
{
    for (const std::uint16_t type : {std::uint16_t{17}, std::uint16_t{5}}) {
        Talk t;
        t.send(client, open_req(24));
        t.send(server, open_conf(24, 1, 0x10, 0, 1, type));
        t.send(client, release_call(5));
        t.send(server, control_failure(5, 2, 15));
        const std::string said = t.sentence("ged188.control_failure");
        EXPECT_NE(said.find("15"), std::string::npos) << said;
        EXPECT_EQ(said.find("ASAI") != std::string::npos, type == 5) << said;
    }
}

TEST(Failures, StatusInsideAConfirmation)
{
    Talk t;
    t.open(24);
    t.send(client, Message{283}.u32(7).u32(1).u32(2).u32(3).u32(5100).bytes());
    t.send(server, Message{284}.u32(7).u32(9).bytes());
    EXPECT_EQ(t.last_ids(), Ids{"ged188.control_failure"});
    EXPECT_NE(t.sentence("ged188.control_failure").find("E_CTI_AGENT_NOT_LOGGED_ON"), std::string::npos)
        << t.sentence("ged188.control_failure");
    Talk fine;
    fine.open(24);
    fine.send(client, Message{283}.u32(7).u32(1).u32(2).u32(3).u32(5100).bytes());
    fine.send(server, Message{284}.u32(7).u32(0).bytes());
    EXPECT_TRUE(fine.all_ids().empty());
}

TEST(Failures, NotInTheOpenedVersion)
{
    Talk t;
    t.open(20);
    t.send(client, Message{283}.u32(2).u32(1).u32(2).u32(3).u32(5100).bytes());
    t.send(server, failure_conf(2, 48));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.not_in_version"});
    const std::string said = t.sentence("ged188.not_in_version");
    EXPECT_TRUE(said.starts_with("SET_AGENT_SERVICE_DATA_REQ failed with E_CTI_INVALID_MSG_TYPE_FOR_VERSION")) << said;
    EXPECT_NE(said.find("version 20"), std::string::npos) << said;
}

TEST(Failures, FailureEvents)
{
    const struct {
        std::uint32_t status;
        const char* id;
    } rows[] = {
        {15, "ged188.server_offline"}, {11, "ged188.failure"}, {16, "ged188.failure"}, {110, "ged188.maintenance"}, {92, "ged188.standby"}};
    for (const auto& row : rows) {
        Talk t;
        t.open(24);
        t.send(server, failure_event(row.status));
        EXPECT_EQ(t.last_ids(), Ids{row.id}) << row.status;
    }
}

TEST(Failures, ClosingBecauseTheServerIsGone)
{
    Talk t;
    t.open(24);
    t.send(client, close_req(9, 15));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.server_offline"});
    Talk timeout;
    timeout.open(24);
    timeout.send(client, close_req(9, 16));
    EXPECT_EQ(timeout.last_ids(), Ids{"ged188.server_silent"});
    Talk wish;
    wish.open(24);
    wish.send(client, close_req(9, 0));
    EXPECT_TRUE(wish.last_ids().empty());
}

// ---- one direction, the end

TEST(Direction, OnlyTheClient)
{
    Talk t;
    t.send(client, open_req(24));
    t.send(client, release_call(2));
    t.send(client, heartbeat_req(3));
    t.send(client, close_req(4));
    t.end();
    EXPECT_EQ(t.all_ids(), Ids{}) << "no lost heartbeats or answers: they were not captured";
}

TEST(Direction, OnlyTheServer)
{
    Talk t{{}, 42027, false};
    t.send(server, open_conf(24));
    t.send(server, release_call_conf(2));
    t.send(server, heartbeat_conf(3));
    t.send(server, close_conf(4));
    t.end();
    Ids ids = t.all_ids();
    std::erase(ids, "ged188.width_guessed");
    EXPECT_EQ(ids, Ids{}) << "the requests were not captured";
}

TEST(Direction, AServerThatOnlySendsEventsIsNoFault)
{
    Talk t;
    for (int i = 0; i < 10; ++i)
        t.send(server, system_event(5));
    EXPECT_TRUE(t.all_ids().empty());
}

TEST(End, UnansweredRequests)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(2)); // 3
    t.send(client, answer_call(3));  // 4
    t.send(server, answer_call_conf(3));
    t.end();
    EXPECT_EQ(t.last_ids(), Ids{"ged188.unanswered"});
    EXPECT_EQ(t.sentence("ged188.unanswered"),
        "RELEASE_CALL_REQ (InvokeID 2) for call 77 at 3001 in frame 3 was never answered before the session ended");
    EXPECT_TRUE(t.stream.session().ended());
    EXPECT_EQ(t.info().ended, "closed (FIN) by the client");
    t.end();
    EXPECT_TRUE(t.last_ids().empty()) << "said once";
}

TEST(End, ManyUnansweredRequestsAreNotAThousandFindings)
{
    Talk t;
    t.open(24);
    for (std::uint32_t i = 0; i < 1000; ++i)
        t.send(client, release_call(100 + i));
    t.end();
    EXPECT_GT(t.last_ids().size(), 0u);
    EXPECT_LE(t.last_ids().size(), 100u);
}

TEST(End, HowItEnded)
{
    Talk reset;
    reset.open(24);
    reset.end(true, server);
    EXPECT_EQ(reset.info().ended, "reset by the server");
    Talk closed;
    closed.open(24);
    closed.send(client, close_req(2));
    closed.send(server, close_conf(2));
    closed.end();
    EXPECT_EQ(closed.info().ended, "closed by CLOSE_REQ");
    EXPECT_EQ(closed.info().opened, "confirmed");
    EXPECT_EQ(closed.info().messages, 4u);
}

TEST(Events, ThatTellOfTrouble)
{
    Talk t;
    t.open(24);
    Message failed{16};
    failed.u32(0).u32(5000).u16(17).u16(0).u32(77).u16(0).u16(0).u16(0).u16(13).string(25, "3001").string(34, "3009");
    t.send(server, failed.bytes());
    EXPECT_EQ(t.last_ids(), Ids{"ged188.call_failed"});
    EXPECT_NE(t.sentence("ged188.call_failed").find("3009"), std::string::npos);
    Message closed{100};
    closed.u32(4).u32(0xffffffff).u32(37).u32(50001).string(81, "10.0.0.3").string(1, "Other");
    t.send(server, closed.bytes());
    EXPECT_EQ(t.last_ids(), Ids{"ged188.other_session_lost"});
    EXPECT_EQ(t.sentence("ged188.other_session_lost"), "Session of client Other (10.0.0.3) ended: E_CTI_CLIENT_DISCONNECTED");
    t.send(server, system_event(2, two, "down", 1));                            // SYS_CENTRAL_CONTROLLER_OFFLINE
    EXPECT_EQ(t.last_ids(), (Ids{"ged188.pg_impaired", "ged188.pg_impaired"})); // the Central Controller, and PGS_OPC_DOWN
    t.send(server, request(278, 7));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.maintenance"});
    t.send(server, Message{280}.u16(1).bytes());
    EXPECT_EQ(t.last_ids(), Ids{"ged188.maintenance"});
}

// ---- what a refused session does afterwards

TEST(Refused, NothingButTheRefusal)
{
    Talk t;
    t.send(client, open_req(24));
    t.send(server, failure_conf(1, 36)); // E_CTI_INVALID_PASSWORD
    EXPECT_EQ(t.last_ids(), Ids{"ged188.failure"});
    EXPECT_EQ(t.sentence("ged188.failure").substr(0, 58), "OPEN_REQ for client CTIService failed: E_CTI_INVALID_PASSW");
    t.send(client, heartbeat_req(2), s(5));
    t.send(server, failure_conf(2, 4)); // E_CTI_SESSION_NOT_OPEN
    t.send(client, release_call(3));
    t.send(server, failure_conf(3, 4));
    t.send(client, heartbeat_req(4), s(5));
    t.send(client, heartbeat_req(5), s(5));
    t.send(client, heartbeat_req(6), s(5));
    t.send(client, release_call(7));
    t.end(true, server);
    EXPECT_EQ(t.all_ids(), Ids{"ged188.failure"});
    EXPECT_EQ(t.stream.open_requests().heartbeats, 0u);
}

TEST(Refused, ByAFailureEvent)
{
    Talk t;
    t.send(client, open_req(24));
    t.send(server, failure_event(36));
    EXPECT_EQ(t.info().opened, "refused: E_CTI_INVALID_PASSWORD");
    t.end();
    EXPECT_EQ(t.all_ids(), Ids{"ged188.failure"});
}

TEST(Refused, AMissingPasswordIsSaidOnlyWhereTheServerMinds)
{
    const auto without_password = [](std::uint32_t id) {
        return Message{3}.u32(id).u32(24).u32(0xffffffff).u32(0xffffffff).u32(16).zeros(24).string(1, "X").bytes();
    };
    Talk fine;
    EXPECT_TRUE(fine.send(client, without_password(1)).findings.empty());
    fine.send(server, open_conf(24));
    EXPECT_EQ(fine.all_ids(), Ids{});
    Talk refused;
    refused.send(client, without_password(1));
    refused.send(server, failure_conf(1, 6)); // E_CTI_REQUIRED_DATA_MISSING
    EXPECT_NE(refused.sentence("ged188.failure").find("OPEN_REQ lacks ClientPassword"), std::string::npos)
        << refused.sentence("ged188.failure");
}

TEST(Opening, APasswordOfOneNulIsNone)
{
    Talk t;
    t.send(client, open_req(24, 1, 60, std::string_view{"\0", 1}));
    EXPECT_EQ(t.all_ids(), Ids{});
}

TEST(Opening, HeartbeatsBeforeTheConfirmation)
{
    Talk t;
    t.send(client, open_req(24));
    t.send(client, heartbeat_req(2));
    t.send(client, heartbeat_req(3));
    t.send(client, heartbeat_req(4));
    t.send(server, open_conf(24), s(4));
    t.send(client, heartbeat_req(5));
    t.send(server, heartbeat_conf(5));
    EXPECT_EQ(t.all_ids(), Ids{});
}

// ---- what was not captured is not held against anybody

TEST(Gaps, AnswersMayHaveBeenThere)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(2));
    t.stream.on_gap(server);
    t.send(client, heartbeat_req(3));
    t.send(server, heartbeat_conf(3));
    t.end();
    EXPECT_EQ(t.all_ids(), Ids{});
}

TEST(Gaps, HeartbeatsMayHaveBeenAnswered)
{
    Talk t;
    t.open(24);
    t.send(client, heartbeat_req(2));
    t.stream.on_gap(server);
    t.send(client, heartbeat_req(3));
    EXPECT_EQ(t.all_ids(), Ids{});
}

TEST(Matching, WhatWasAnsweredLongAgoIsForgottenAndHeldAgainstNobody)
{
    Talk t;
    t.open(24);
    for (std::uint32_t id = 2; id < 3000; ++id) {
        t.send(client, release_call(id));
        if (id != 10)
            t.send(server, release_call_conf(id));
    }
    EXPECT_EQ(t.all_ids(), Ids{});
    t.send(server, release_call_conf(3)); // again, a long time later
    EXPECT_EQ(t.all_ids(), Ids{});
    t.send(server, release_call_conf(10)); // what waits is never forgotten
    EXPECT_EQ(t.all_ids(), Ids{"ged188.slow_response"});
    t.send(server, release_call_conf(5000));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.unasked_answer"});
}

TEST(Matching, AnswersToWhatWasNeverAsked)
{
    Talk t;
    t.open(24);
    t.send(server, release_call_conf(404));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.unasked_answer"});
    EXPECT_EQ(t.sentence("ged188.unasked_answer"), "RELEASE_CALL_CONF (InvokeID 404) answers no request of this session");

    Talk gap;
    gap.open(24);
    gap.connection.info()->coverage.missing_bytes = 12;
    gap.send(server, release_call_conf(404));
    EXPECT_EQ(gap.all_ids(), Ids{}) << "the request may be in what is missing";

    Talk middle{{}, 42027, false};
    middle.send(client, heartbeat_req(1));
    middle.send(server, heartbeat_conf(1));
    middle.send(server, release_call_conf(404));
    EXPECT_EQ(middle.all_ids(), Ids{}) << "the request may be before the capture";
}

TEST(Matching, SeveralAnswersAreOne)
{
    Talk t;
    t.open(24);
    t.send(client, Message{232}.u32(15).u32(5000).u32(15).bytes()); // 3: CONFIG_REQUEST_EVENT
    t.send(server, Message{233}.u32(1).u32(15).bytes(), ms(20));    // 4: CONFIG_BEGIN_EVENT
    t.send(server, Message{234}.u32(5).bytes());                    // 5: CONFIG_END_EVENT, partial
    t.send(server, Message{233}.u32(1).u32(15).bytes(), s(20));     // 6
    t.send(server, Message{234}.u32(0).bytes());                    // 7
    EXPECT_EQ(t.response_in(3), 4u);
    EXPECT_EQ(t.facts(4).response_time, ms(20));
    EXPECT_EQ(t.facts(6).response_to, 3u);
    EXPECT_LT(t.facts(6).response_time, 0) << "the answer was given before";
    t.end();
    EXPECT_EQ(t.all_ids(), Ids{});
}

TEST(Matching, WithoutAnInvokeIDNoneIsNamed)
{
    Talk t;
    t.open(24);
    t.send(client, Message{232}.u32(15).u32(5000).u32(15).bytes()); // CONFIG_REQUEST_EVENT, frame 3
    t.end();
    EXPECT_EQ(t.last_ids(), Ids{"ged188.unanswered"});
    EXPECT_EQ(t.sentence("ged188.unanswered").find("InvokeID"), std::string::npos) << t.sentence("ged188.unanswered");
}

TEST(Matching, TheSameInvokeIDInAnyNumber)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(1));      // 3: a client that never changes its InvokeID
    t.send(client, release_call(1));      // 4
    t.send(client, release_call(1));      // 5
    t.send(server, release_call_conf(1)); // 6
    t.send(server, release_call_conf(1)); // 7
    t.send(server, release_call_conf(1)); // 8
    EXPECT_EQ(t.response_in(3), 6u);
    EXPECT_EQ(t.response_in(4), 7u);
    EXPECT_EQ(t.response_in(5), 8u);
    t.end();
    Ids ids = t.all_ids();
    std::erase(ids, "ged188.invoke_id_reused");
    EXPECT_EQ(ids, Ids{});
}

TEST(Matching, IgnoredConfirmationsAreNotMissed)
{
    Talk t;
    t.send(client, open_req(24, 1, 0xffffffff, {}, "X", Dialect::ucce, 0x00200010)); // CTI_SERVICE_IGNORE_CONF
    t.send(server, open_conf(24, 1, 0x00200010));
    t.send(client, release_call(2));
    t.end();
    EXPECT_EQ(t.all_ids(), Ids{});
}

TEST(Heartbeats, TheWorstCountIsKept)
{
    Talk t;
    t.open(24);
    for (std::uint32_t id = 2; id <= 5; ++id)
        t.send(client, heartbeat_req(id), s(5));
    EXPECT_EQ(t.told(t.frame, "ged188.heartbeat_lost").worst, 3u);
    EXPECT_TRUE(t.told(t.frame, "ged188.heartbeat_lost").identity.empty()) << "one cause, however many";
    EXPECT_EQ(t.stream.open_requests().heartbeats, 4u);
    EXPECT_EQ(t.stream.open_requests().count, 0u) << "heartbeats are counted apart";
}

// ---- what a failure names

TEST(Failures, EachCodeAndAgentIsItsOwnCase)
{
    // SET_AGENT_STATE_REQ: PeripheralID, AgentState, AgentWorkMode, NumSkillGroups, EventReasonCode, ForcedFlag, AgentServiceReq.
    const auto set_state = [](std::uint32_t id, std::string_view agent, std::uint32_t state) {
        return Message{38}.u32(id).u32(5000).u16(state).u16(0).u16(0).u16(0).u8(0).u32(0).string(6, "4456").string(5, agent).bytes();
    };
    Talk t;
    t.open(24);
    const struct {
        const char* agent;
        std::uint32_t code, peripheral;
    } rows[] = {{"1002", 259, 12005}, {"1003", 259, 13036}, {"1004", 22, 0}, {"1005", 22, 0}, {"1001", 70, 0}};
    std::set<std::string> identities;
    std::uint32_t id = 10;
    for (const auto& row : rows) {
        t.send(client, set_state(++id, row.agent, 0));
        t.send(server, control_failure(id, row.code, row.peripheral));
        ASSERT_EQ(t.last_ids(), Ids{"ged188.control_failure"}) << row.agent;
        const KeptFinding& f = t.findings(t.frame)[0];
        EXPECT_TRUE(f.sentence.starts_with(std::string{"SET_AGENT_STATE_REQ for agent "} + row.agent + ", instrument 4456 failed: CF_"))
            << f.sentence;
        if (row.peripheral)
            EXPECT_NE(f.sentence.find(std::to_string(row.peripheral)), std::string::npos) << f.sentence;
        else
            EXPECT_EQ(f.remedy.find("PeripheralErrorCode"), std::string::npos) << f.remedy;
        identities.insert(f.identity);
    }
    EXPECT_EQ(identities.size(), 5u);
}

TEST(Failures, NameWhatTheirRequestWasAbout)
{
    const struct {
        Buffer request;
        const char* said;
    } rows[] = {
        {Message{95}.u32(9).u32(77).bytes(), "MONITOR_STOP_REQ for monitor 77"},
        {Message{97}.u32(9).u32(77).zeros(8).bytes(), "CHANGE_MONITOR_MASK_REQ for monitor 77"},
        // MONITOR_START_REQ: PeripheralID, ConnectionCallID, CallMsgMask, AgentStateMask, ConnectionDeviceIDType, MonitoredDeviceType
        {Message{93}.u32(9).u32(5000).u32(0).zeros(8).u16(0xffff).u16(75).string(76, "3009").bytes(), "MONITOR_START_REQ for device 3009"},
        // SUPERVISE_CALL_REQ: PeripheralID, AgentConnectionCallID, SupervisorConnectionCallID, two device ID types, SupervisoryAction
        {Message{124}.u32(9).u32(5000).u32(88).u32(0xffffffff).u16(0).u16(0).u16(3).string(90, "3001").string(5, "1234").bytes(),
            "SUPERVISE_CALL_REQ for agent 1234, call 88 at 3001"},
        {Message{135}.u32(9).u32(4).bytes(), "MONITOR_AGENT_TEAM_START_REQ for team 4"},
        // QUERY_AGENT_STATE_REQ: PeripheralID, MRDID, ICMAgentID
        {Message{36}.u32(9).u32(5000).u32(1).u32(5100).bytes(), "QUERY_AGENT_STATE_REQ for agent 5100"},
        {Message{114}.u32(9).u32(5000).u32(12).u32(0xffffffff).bytes(), "QUERY_SKILL_GROUP_STATISTICS_REQ for skill group 12"},
        {Message{101}.u32(9).u32(31).bytes(), "SESSION_MONITOR_START_REQ for session 31"},
    };
    for (const auto& row : rows) {
        Talk t;
        t.open(24);
        t.send(client, row.request);
        t.send(server, failure_conf(9, 55)); // E_CTI_INVALID_MONITORID
        ASSERT_EQ(t.last_ids(), Ids{"ged188.failure"}) << row.said;
        EXPECT_TRUE(t.sentence("ged188.failure").starts_with(std::string{row.said} + " failed: E_CTI_INVALID_MONITORID (55)"))
            << t.sentence("ged188.failure");
    }
}

/// What to do follows the code; the peripheral's own reason where it is surer, or where the code leaves the reason to it.
TEST(Failures, TheRemedyIsThatOfWhoKnows)
{
    const auto remedy = [](std::uint32_t code, std::uint32_t peripheral, bool uccx = false) {
        Talk t{{}, static_cast<std::uint16_t>(uccx ? 12028 : 42027)};
        t.send(client, open_req(uccx ? 16 : 24, 1, 100, {}, "Desk", uccx ? Dialect::uccx : Dialect::ucce));
        t.send(server, open_conf(uccx ? 16 : 24));
        t.send(client, release_call(5));
        t.send(server, control_failure(5, code, peripheral));
        return t.told(t.frame, "ged188.control_failure").remedy;
    };
    const auto has = [](const std::string& text, const char* words) { return text.find(words) != std::string::npos; };
    // CF_SPECIFIED_AGENT_ALREADY_SIGNED_ON is documented; 12005 is known by its number only.
    EXPECT_TRUE(has(remedy(259, 12005), "old session out")) << remedy(259, 12005);
    EXPECT_TRUE(has(remedy(259, 12005), "jgw")) << remedy(259, 12005);
    EXPECT_LT(remedy(259, 12005).find("old session out"), remedy(259, 12005).find("jgw"));
    // CF_GENERIC_OPERATION_REJECTION says nothing itself.
    EXPECT_EQ(remedy(71, 20999).find("Complete or drop the other consult call first"), 0u) << remedy(71, 20999);
    EXPECT_TRUE(has(remedy(71, 4711), "look it up")) << remedy(71, 4711);
    EXPECT_FALSE(has(remedy(71, 0), "PeripheralErrorCode")) << remedy(71, 0);
    EXPECT_FALSE(has(remedy(22, 4711), "look it up")) << "the code says what to do";
    // No PG behind Unified CCX, nor its JTAPI gateway.
    EXPECT_TRUE(has(remedy(71, 13036), "jgw")) << remedy(71, 13036);
    EXPECT_FALSE(has(remedy(71, 13036, true), "jgw")) << remedy(71, 13036, true);
}

TEST(Failures, ErrorsOfUnifiedCmHaveBothNumbers)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(5));
    t.send(server, control_failure(5, 71, 20211)); // 0x8ccc00d3: the line is restricted
    EXPECT_NE(t.sentence("ged188.control_failure").find("Peripheral error 20211 CTIERR_LINE_RESTRICTED (Unified CM, CTI error 0x8ccc00d3)"),
        std::string::npos)
        << t.sentence("ged188.control_failure");
}

// ---- configuration that is not sent

TEST(Configuration, AnEndWithoutABeginningIsTheAnswer)
{
    Talk t;
    t.open(24);
    t.send(client, Message{232}.u32(1).u32(0).u32(5000).bytes()); // 3: CONFIG_REQUEST_EVENT
    t.send(server, Message{234}.u32(2).bytes());                  // 4: CONFIG_END_EVENT, CONFIGEND_UNKNOWN_CUSTOMER
    EXPECT_EQ(t.facts(4).response_to, 3u);
    EXPECT_EQ(t.last_ids(), Ids{"ged188.no_configuration"});
    EXPECT_EQ(t.sentence("ged188.no_configuration"),
        "CONFIG_END_EVENT answers CONFIG_REQUEST_EVENT with CONFIGEND_UNKNOWN_CUSTOMER (2): customer unknown");
    t.end();
    EXPECT_EQ(t.last_ids(), Ids{}) << "it was answered";
}

TEST(Configuration, SeveralBlocksAreOneAnswer)
{
    Talk t;
    t.open(24);
    t.send(client, Message{232}.u32(1).u32(0).u32(5000).bytes());
    for (const std::uint32_t status : {5u, 0u}) { // CONFIGEND_PARTIAL, CONFIGEND_SUCCESS
        t.send(server, Message{233}.u16(1).u32(1).bytes());
        EXPECT_EQ(t.facts(t.frame).response_to, 3u);
        EXPECT_EQ(t.facts(t.frame).response_time >= 0, status == 5u) << "the first is the answer";
        t.send(server, Message{234}.u32(status).bytes());
    }
    t.end();
    EXPECT_EQ(t.all_ids(), Ids{});
}

TEST(Configuration, TheStatusOfKeysIsOfItsDialect)
{
    for (const bool uccx : {false, true}) {
        Talk t{{}, static_cast<std::uint16_t>(uccx ? 12028 : 42027)};
        t.send(client, open_req(uccx ? 16 : 24, 1, 100, {}, "wallboard", uccx ? Dialect::uccx : Dialect::ucce));
        t.send(server, open_conf(uccx ? 16 : 24));
        t.send(client, Message{230}.u32(5000).bytes());
        t.send(server, Message{231}.u32(1).bytes());
        ASSERT_EQ(t.last_ids(), Ids{"ged188.no_configuration"}) << uccx;
        EXPECT_EQ(t.told(t.frame, "ged188.no_configuration").remedy.find("0x40000") != std::string::npos, uccx);
    }
}

// ---- agents that the system moves

/// AGENT_STATE_EVENT of protocol 23: MonitorID, PeripheralID, SessionID, PeripheralType, SkillGroupState, StateDuration, SkillGroupNumber,
/// SkillGroupID, SkillGroupPriority, AgentState, EventReasonCode, MRDID, NumTasks, AgentMode, MaxTaskLimit, ICMAgentID,
/// AgentAvailabilityStatus, NumFltSkillGroups, DepartmentID.
Buffer agent_event(std::string_view agent, std::uint32_t state, std::uint32_t reason)
{
    Message m{30};
    m.u32(0)
        .u32(5000)
        .u32(0)
        .u16(17)
        .u16(state)
        .u32(0)
        .u32(49009)
        .u32(5000)
        .u16(0)
        .u16(state)
        .u16(reason)
        .u32(1)
        .u32(0)
        .u16(1)
        .u32(1)
        .u32(5007)
        .u32(0)
        .u16(0)
        .u32(0);
    return m.string(5, agent).bytes();
}

TEST(Agents, MovedByTheSystem)
{
    Talk t;
    t.open(23);
    const struct {
        std::uint32_t state, reason;
        const char* word;
    } rows[] = {{1, 255, "Finesse"}, {2, 50002, "CTI component failed"}, {1, 50004, "idle"}, {2, 50010, "routed calls"},
        {1, 50030, "static device target"}, {2, 32767, "RONA"}, {2, 999, "supervisor"}};
    std::set<std::string> identities;
    for (const auto& row : rows) {
        t.send(server, agent_event("1001", 3, 0));
        EXPECT_EQ(t.last_ids(), Ids{});
        t.send(server, agent_event("1001", row.state, row.reason));
        ASSERT_EQ(t.last_ids(), Ids{"ged188.agent_state_forced"}) << row.reason;
        const KeptFinding& f = t.findings(t.frame)[0];
        EXPECT_TRUE(f.sentence.starts_with(std::string{"Agent 1001 went from Available to "} + (row.state == 1 ? "Logout" : "Not Ready")))
            << f.sentence;
        EXPECT_NE(f.sentence.find(row.word), std::string::npos) << f.sentence;
        EXPECT_NE(f.sentence.find(std::to_string(row.reason)), std::string::npos) << f.sentence;
        EXPECT_FALSE(f.remedy.empty());
        identities.insert(f.identity);
        t.send(server, agent_event("1001", row.state, row.reason));
        EXPECT_EQ(t.last_ids(), Ids{}) << "the same event again, of another skill group";
    }
    EXPECT_EQ(identities.size(), std::size(rows));
    // Of one reason all agents are one cause, by name.
    t.send(server, agent_event("1002", 2, 999));
    const KeptFinding& other = t.findings(t.frame)[0];
    EXPECT_EQ(other.member, "1002");
    EXPECT_TRUE(identities.contains(other.identity)) << other.identity;
}

TEST(Agents, WhatAgentsDoIsNoFinding)
{
    Talk t;
    t.open(23);
    for (const std::uint32_t reason : {0u, 1u, 12u, 20002u, 20003u, 50006u, 32762u})
        for (const std::uint32_t state : {0u, 1u, 2u, 3u, 4u, 5u})
            t.send(server, agent_event("1001", state, reason));
    t.send(server, agent_event("1001", 4, 50002)); // EventReasonCode means something for Logout and Not Ready only
    EXPECT_EQ(t.all_ids(), Ids{});
}

// ---- components of the PG

Buffer pg_event(std::uint32_t event, std::uint32_t pg_status, std::uint32_t arg1)
{
    return Message{31}.u32(pg_status).u32(1700000000).u32(event).u32(arg1).zeros(8).u16(0xffff).bytes();
}

TEST(Components, WhichPeripheralAndThatTheSessionGoesOn)
{
    Talk t;
    t.send(client, open_req(17, 1, 120));
    t.send(server, open_conf(17, 1, 0x10, 4)); // PGS_PERIPHERAL_OFFLINE; a session of all events is told which
    EXPECT_EQ(t.last_ids(), Ids{});
    t.send(server, pg_event(3, 4, 5000));
    t.send(server, pg_event(3, 4, 5001));
    EXPECT_EQ(t.all_ids(), Ids{});
    t.send(server, pg_event(4, 4, 5002)); // 5: SYS_PERIPHERAL_OFFLINE
    EXPECT_EQ(t.last_ids(), Ids{"ged188.pg_impaired"});
    EXPECT_EQ(t.sentence("ged188.pg_impaired"), "Peripheral 5002 is off line (SYS_PERIPHERAL_OFFLINE, PGStatus PGS_PERIPHERAL_OFFLINE). "
                                                "This session goes on: on line are peripherals 5000, 5001");
    t.send(server, pg_event(9, 4, 0)); // SYS_HALF_HOUR_CHANGE
    EXPECT_EQ(t.last_ids(), Ids{}) << "nothing new";
    t.send(server, pg_event(3, 0, 5002), s(93)); // SYS_PERIPHERAL_ONLINE
    EXPECT_EQ(t.last_ids(), Ids{"ged188.pg_restored"});
    EXPECT_EQ(t.sentence("ged188.pg_restored"), "Peripheral 5002 is back after 93 s; it was down since frame 5");
    t.end();
    EXPECT_EQ(t.all_ids(), (Ids{"ged188.pg_impaired", "ged188.pg_restored"}));
}

TEST(Components, TheSessionsOwnPeripheral)
{
    for (const std::uint32_t own : {5000u, 5001u}) {
        Talk t;
        t.send(client, Message{3}.u32(1).u32(24).u32(0xffffffff).u32(own).u32(1).zeros(24).string(1, "Desk").field(2, "").bytes());
        t.send(server, open_conf(24, 1, 1));
        t.send(server, pg_event(4, 4, 5000));
        EXPECT_NE(t.sentence("ged188.pg_impaired").find(own == 5000 ? "own peripheral: its calls" : "goes on: its own peripheral is 5001"),
            std::string::npos)
            << t.sentence("ged188.pg_impaired");
    }
}

TEST(Components, UnnamedToTheEnd)
{
    Talk t;
    t.send(client, open_req(24));
    t.send(server, open_conf(24, 1, 0x10, 4));
    KeptFindings late;
    t.stream.at_capture_end(t.now, late);
    EXPECT_EQ(late.size(), 1u);
    t.end();
    EXPECT_EQ(t.last_ids(), Ids{"ged188.pg_impaired"});
}

TEST(Components, ADeviceAndItsReturn)
{
    Talk t;
    t.open(24);
    std::string identity;
    for (const std::uint32_t event : {10u, 11u}) { // SYS_INSTRUMENT_OUT_OF_SERVICE, SYS_INSTRUMENT_BACK_IN_SERVICE
        t.send(server, Message{31}.u32(0).u32(1700000000).u32(event).u32(5000).zeros(8).u16(0xffff).string(7, "SEP01").bytes());
        ASSERT_EQ(t.last_ids(), Ids{event == 10 ? "ged188.device_out_of_service" : "ged188.device_back"});
        const KeptFinding& f = t.findings(t.frame)[0];
        EXPECT_EQ(f.identity, "SEP01\n5000\n");
        EXPECT_EQ(f.severity, event == 10 ? Severity::warn : Severity::chat);
    }
}

TEST(Components, TheCentralControllerComesBack)
{
    Talk t;
    t.open(24);
    t.send(server, pg_event(2, 2, 0));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.pg_impaired"});
    t.send(server, pg_event(1, 0, 0), s(10));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.pg_restored"});
}

// ---- clocks

TEST(Clock, TheDifferenceIsSaidOnce)
{
    for (const int off : {-3600, -3, 0, 3, 90}) {
        Talk t;
        t.now = s(1700000000 - off);
        t.open(24);
        t.send(server, system_event(5));
        const bool differs = off == -3600 || off == 90;
        EXPECT_EQ(t.all_ids(), differs ? Ids{"ged188.clock_difference"} : Ids{}) << off;
        if (off == -3600) {
            EXPECT_TRUE(t.told(2, "ged188.clock_difference")
                            .sentence.starts_with("The Central Controller's clock is 3600 s behind that of the capture"));
        }
    }
}

// ---- Unified CCX

TEST(Uccx, AutoConfigReset)
{
    Talk t{{}, 12028};
    t.send(client, open_req(16, 1, 100, {}, "wallboard", Dialect::uccx));
    t.send(server, failure_event(96));
    Talk opened{{}, 12028};
    opened.send(client, open_req(16, 1, 100, {}, "wallboard", Dialect::uccx));
    opened.send(server, open_conf(16));
    opened.send(server, failure_event(96));
    ASSERT_EQ(opened.last_ids(), Ids{"ged188.failure"});
    const KeptFinding& f = opened.findings(3)[0];
    EXPECT_EQ(f.severity, Severity::warn);
    EXPECT_NE(f.remedy.find("CONFIG_REQUEST_KEY_EVENT and CONFIG_REQUEST_EVENT"), std::string::npos) << f.remedy;
}

TEST(Uccx, NoAdviceOfUnifiedCce)
{
    Talk t{{}, 12028};
    t.send(client, open_req(16, 1, 100, "secret", "CAD", Dialect::uccx));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.cleartext_password"});
    EXPECT_EQ(t.findings(1)[0].remedy.find("42030"), std::string::npos) << t.findings(1)[0].remedy;
    t.send(server, failure_conf(1, 7)); // E_CTI_INVALID_PERIPHERAL_ID
    EXPECT_EQ(t.findings(2)[0].remedy.find("PeripheralID"), std::string::npos) << t.findings(2)[0].remedy;
    EXPECT_NE(t.findings(2)[0].remedy.find("reserved field"), std::string::npos) << t.findings(2)[0].remedy;
}

} // namespace
} // namespace cti::ged188::test
