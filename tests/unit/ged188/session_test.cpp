// SPDX-License-Identifier: GPL-2.0-or-later
// The rules of a session: what answers what, which version holds, and what is wrong with it.
// Source: CTI Server Message Reference Guide, session management and client control.
#include "bytes.hpp"

#include "ged188/session.hpp"

namespace cti::ged188::test {
namespace {

const Widths one{1, 1}, two{2, 2}, mixed{2, 1};
constexpr Sender client = Sender::client, server = Sender::server;

/// A conversation, message by message, each in a frame of its own.
struct Talk {
    Session session;
    std::uint32_t frame = 0;
    double now = 1000;

    explicit Talk(Settings settings = {}, bool uccx_port = false) : session{settings, uccx_port, "10.0.0.2:50001", "10.0.0.10:42027"} {}

    /// Returns what the message itself gave rise to.
    Collector send(Sender sender, const Buffer& message, double after = 0.001, bool encrypted = false)
    {
        now += after;
        const MessageKey key{++frame, 0};
        const Conditions c = session.conditions(key, sender, message);
        Collector seen{message};
        const Summary summary = summarize(message, c, seen);
        session.on_message(key, now, sender, summary, encrypted);
        return seen;
    }
    void end(bool reset = false, bool by_client = true, double after = 0.001)
    {
        now += after;
        session.on_end({++frame, 0xffffffff}, now, reset, by_client);
    }
    /// Opens a session of this version.
    Talk& open(std::uint32_t version, std::uint32_t idle_timeout = 0xffffffff)
    {
        send(client, open_req(version, 1, idle_timeout));
        send(server, open_conf(version));
        return *this;
    }

    const MessageFacts& facts(std::uint32_t in) const
    {
        static const MessageFacts none;
        for (const std::uint32_t place : {0u, 0xffffffffu})
            if (const MessageFacts* f = session.facts({in, place}))
                return *f;
        return none;
    }
    std::uint32_t response_in(std::uint32_t request) const { return session.response_in({request, 0}); }
    std::vector<std::string> ids(std::uint32_t in) const
    {
        std::vector<std::string> out;
        for (const ToldFinding& f : facts(in).findings)
            out.emplace_back(f.diagnosis->id);
        return out;
    }
    std::vector<std::string> last_ids() const { return ids(frame); }
    const ToldFinding& told(std::uint32_t in, std::string_view id) const
    {
        static const Diagnosis nothing{"none", Severity::chat, Group::protocol, "", "", "", ""};
        static const ToldFinding none{&nothing, Severity::chat, "not told", ""};
        for (const ToldFinding& f : facts(in).findings)
            if (id == f.diagnosis->id)
                return f;
        return none;
    }
    std::string sentence(std::string_view id) const { return told(frame, id).sentence; }
    /// Every finding so far, of whatever frame.
    std::vector<std::string> all_ids() const
    {
        std::vector<std::string> out;
        for (std::uint32_t f = 1; f <= frame; ++f)
            for (const std::string& id : ids(f))
                out.push_back(id);
        return out;
    }
};

using Ids = std::vector<std::string>;

Buffer release_call(std::uint32_t id) { return Message{28}.u32(id).u32(5000).u16(0).u32(77).string(25, "3001").bytes(); }
Buffer release_call_conf(std::uint32_t id) { return Message{29}.u32(id).bytes(); }
Buffer answer_call(std::uint32_t id) { return Message{42}.u32(id).u32(5000).u32(77).u16(0).string(6, "3001").bytes(); }
Buffer answer_call_conf(std::uint32_t id) { return Message{43}.u32(id).bytes(); }

// ---- matching

TEST(Matching, RequestAndAnswerByInvokeID)
{
    Talk t;
    t.open(24);                                          // frames 1, 2
    t.send(client, release_call(7));                     // 3
    t.send(client, answer_call(8));                      // 4
    t.send(server, answer_call_conf(8), 0.25);           // 5
    t.send(server, release_call_conf(7), 0.5);           // 6
    EXPECT_EQ(t.response_in(1), 2u);
    EXPECT_EQ(t.facts(2).response_to, 1u);
    EXPECT_EQ(t.response_in(3), 6u);
    EXPECT_EQ(t.response_in(4), 5u);
    EXPECT_EQ(t.facts(5).response_to, 4u);
    EXPECT_EQ(t.facts(6).response_to, 3u);
    EXPECT_NEAR(t.facts(5).response_time, 0.25, 1e-9);
    EXPECT_NEAR(t.facts(6).response_time, 0.751, 1e-9);
    EXPECT_STREQ(t.facts(6).request, "RELEASE_CALL_REQ");
    EXPECT_TRUE(t.all_ids().empty());
}

TEST(Matching, TheServerAsksToo)
{
    Talk t;
    t.open(24);
    t.send(server, request(278, 7));                              // 3: ACTIVE_MAINTENANCE_REQ_MSG
    t.send(client, release_call(7));                              // 4: the client's own 7
    t.send(client, Message{279}.u32(7).u16(1).bytes(), 0.1);      // 5: ACTIVE_MAINTENANCE_RESP_MSG
    t.send(server, release_call_conf(7), 0.1);                    // 6
    EXPECT_EQ(t.facts(5).response_to, 3u);
    EXPECT_EQ(t.response_in(3), 5u);
    EXPECT_EQ(t.facts(6).response_to, 4u);
    EXPECT_EQ(t.response_in(4), 6u);
}

TEST(Matching, AnInvokeIdMayBeUsedAgainAfterItsAnswer)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(5));        // 3
    t.send(server, release_call_conf(5));   // 4
    t.send(client, answer_call(5));         // 5
    t.send(server, answer_call_conf(5));    // 6
    EXPECT_EQ(t.response_in(3), 4u);
    EXPECT_EQ(t.response_in(5), 6u);
    EXPECT_EQ(t.facts(6).response_to, 5u);
    EXPECT_TRUE(t.all_ids().empty());
}

TEST(Matching, AnInvokeIdUsedAgainTooEarly)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(6));        // 3
    t.send(client, answer_call(6));         // 4
    EXPECT_EQ(t.last_ids(), Ids{"ged188.invoke_id_reused"});
    EXPECT_EQ(t.sentence("ged188.invoke_id_reused"), "InvokeID 6 is used again while RELEASE_CALL_REQ in frame 3 still waits for its answer");
    t.send(server, answer_call_conf(6));    // 5
    EXPECT_EQ(t.facts(5).response_to, 4u);
    t.send(server, release_call_conf(6));   // 6: the message pairing tells whose answer it is
    EXPECT_EQ(t.facts(6).response_to, 3u);
    EXPECT_EQ(t.response_in(3), 6u);
    EXPECT_EQ(t.response_in(4), 5u);
}

TEST(Matching, ARequestWhoseInvokeIdWasTakenMayStayUnanswered)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(6));        // 3
    t.send(client, answer_call(6));         // 4
    t.send(server, answer_call_conf(6));
    t.end();
    EXPECT_EQ(t.sentence("ged188.unanswered"), "RELEASE_CALL_REQ (InvokeID 6) in frame 3 was never answered before the session ended");
}

TEST(Matching, OnlyItsOwnConfirmationAnswersARequest)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(9));        // 3
    t.send(server, answer_call_conf(9));    // 4: another request's confirmation
    EXPECT_EQ(t.facts(4).response_to, 0u);
    EXPECT_EQ(t.response_in(3), 0u);
    t.send(server, release_call_conf(404)); // nobody asked
    EXPECT_EQ(t.facts(5).response_to, 0u);
    t.send(server, release_call_conf(9));   // 6
    EXPECT_EQ(t.response_in(3), 6u);
}

TEST(Matching, FailuresAnswerAnything)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(9));             // 3
    t.send(server, control_failure(9, 70));      // 4
    EXPECT_EQ(t.facts(4).response_to, 3u);
    EXPECT_STREQ(t.facts(4).request, "RELEASE_CALL_REQ");
    t.send(client, request(143, 10));            // 5: REGISTER_SERVICE_REQ, too short, and refused
    t.send(server, failure_conf(10, 6));         // 6
    EXPECT_EQ(t.facts(6).response_to, 5u);
}

TEST(Matching, ConfigurationRequestsHaveNoInvokeID)
{
    Talk t;
    t.open(24);
    t.send(client, Message{230}.u32(5000).bytes());                         // 3: CONFIG_REQUEST_KEY_EVENT
    t.send(server, Message{231}.u32(0).bytes());                            // 4: CONFIG_KEY_EVENT
    EXPECT_EQ(t.facts(4).response_to, 3u);
    t.send(client, Message{230}.u32(5001).bytes());                         // 5
    t.send(client, Message{232}.u32(15).u32(5000).u32(15).bytes());         // 6: CONFIG_REQUEST_EVENT
    for (const std::string& id : t.all_ids())
        EXPECT_NE(id, "ged188.invoke_id_reused") << "these messages have none";
}

TEST(Matching, SlowAnswersAreReportedByThePreference)
{
    for (const double limit : {5.0, 20.0, 0.0}) {
        Settings settings;
        settings.slow_response = limit;
        Talk t{settings};
        t.open(24);
        t.send(client, release_call(2));
        t.send(server, release_call_conf(2), 12);
        EXPECT_EQ(t.last_ids(), limit == 5.0 ? Ids{"ged188.slow_response"} : Ids{}) << limit;
        if (limit == 5.0) {
            EXPECT_EQ(t.sentence("ged188.slow_response"), "RELEASE_CALL_REQ was answered after 12000 ms (limit 5000 ms)");
        }
    }
}

TEST(Matching, TheSameConfirmationTwice)
{
    Talk t;
    t.open(24);
    t.send(client, release_call(2));       // 3
    t.send(server, release_call_conf(2));  // 4
    t.send(server, release_call_conf(2));  // 5
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
    EXPECT_EQ(t.session.info.application, "CTIService");
    EXPECT_EQ(t.session.info.version, "24");
    EXPECT_NE(t.session.info.opened.find("E_CTI_INVALID_VERSION"), std::string::npos);
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
    const struct { std::uint32_t status; const char* id; Severity severity; } rows[] = {
        {6, "ged188.failure", Severity::error},         {36, "ged188.failure", Severity::error},  {10, "ged188.failure", Severity::warn},
        {15, "ged188.server_offline", Severity::error}, {107, "ged188.standby", Severity::warn},  {92, "ged188.standby", Severity::warn},
        {48, "ged188.not_in_version", Severity::warn},  {49, "ged188.not_in_version", Severity::warn}};
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
    EXPECT_EQ(t.last_ids(), Ids{"ged188.pg_status"});
    EXPECT_NE(t.sentence("ged188.pg_status").find("PGS_OPC_DOWN, PGS_CC_DOWN"), std::string::npos) << t.sentence("ged188.pg_status");
}

TEST(Opening, StandbySide)
{
    Talk t;
    t.send(client, open_req(24, 1, 0xffffffff, {}, "Good", Dialect::ucce, 0x02000010));
    t.send(server, open_conf(24, 1, 0x02000010, 0, 2));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.standby"});
    EXPECT_NE(t.session.info.opened.find("standby"), std::string::npos);
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
    tls.send(client, open_req(24, 1, 60, "secret"), 0.001, true);
    EXPECT_TRUE(tls.last_ids().empty());
}

TEST(Opening, SecondOpenReqChangesTheVersion)
{
    Talk t;
    t.open(19);
    EXPECT_EQ(t.send(server, system_event(5, one, "short tags")).texts("ged188.text"), Ids{"short tags"});
    t.send(client, open_req(24, 2));                         // 4
    EXPECT_EQ(t.last_ids(), Ids{"ged188.reopened"});
    EXPECT_NE(t.sentence("ged188.reopened").find("24"), std::string::npos);
    EXPECT_NE(t.sentence("ged188.reopened").find("19"), std::string::npos);
    t.send(server, open_conf(24, 2));                        // 5
    const Collector later = t.send(server, system_event(5, two, "long tags"));
    EXPECT_EQ(later.texts("ged188.text"), Ids{"long tags"});
    EXPECT_TRUE(later.findings.empty());
    // Later passes see what held at the time.
    EXPECT_EQ(t.session.conditions_at({3, 0}, server).version, 19);
    EXPECT_EQ(t.session.conditions_at({3, 0}, server).widths, one);
    EXPECT_EQ(t.session.conditions_at({4, 0}, client).version, 24);
    EXPECT_EQ(t.session.conditions_at({6, 0}, server).version, 24);
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
    EXPECT_EQ(t.session.conditions_at({4, 0}, server).version, 24) << "as in the first pass";
    EXPECT_EQ(t.session.conditions_at({5, 0}, server).version, 19);
}

TEST(Opening, UccxByPortAndByEvidence)
{
    Talk by_port{{}, true};
    by_port.send(client, open_req(18, 1, 60, {}, "CAD", Dialect::uccx));
    EXPECT_EQ(by_port.session.conditions_at({1, 0}, client).dialect, Dialect::uccx);
    EXPECT_EQ(by_port.session.conditions_at({1, 0}, client).widths, mixed);
    // On a port of Unified CCE the bytes of protocol 18 say which dialect it is.
    Talk by_bytes;
    by_bytes.send(client, open_req(18, 1, 60, {}, "CAD", Dialect::uccx));
    EXPECT_EQ(by_bytes.session.conditions_at({1, 0}, client).dialect, Dialect::uccx);
    Talk ucce;
    ucce.send(client, open_req(18));
    EXPECT_EQ(ucce.session.conditions_at({1, 0}, client).dialect, Dialect::ucce);
    EXPECT_EQ(ucce.session.conditions_at({1, 0}, client).widths, one);
}

TEST(Opening, PreferencesForceVersionAndDialect)
{
    Settings settings;
    settings.forced_version = 19;
    Talk t{settings};
    const Collector seen = t.send(server, system_event(5, one, "forced"));
    EXPECT_EQ(seen.texts("ged188.text"), Ids{"forced"});
    EXPECT_TRUE(t.all_ids().empty()); // nothing is guessed
    const Conditions c = t.session.conditions_at({1, 0}, server);
    EXPECT_EQ(c.version, 19);
    EXPECT_TRUE(c.version_known);
    settings.forced_dialect = Dialect::uccx;
    settings.forced_version = 18;
    Talk u{settings};
    EXPECT_EQ(u.send(server, system_event(5, mixed, "forced")).texts("ged188.text"), Ids{"forced"});
    EXPECT_EQ(u.session.conditions_at({1, 0}, server).dialect, Dialect::uccx);
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
        EXPECT_FALSE(t.session.version_known());
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
    EXPECT_TRUE(t.session.conditions_at({4, 0}, server).version_known);
    EXPECT_FALSE(t.session.conditions_at({1, 0}, server).version_known);
}

// ---- heartbeats and silence

TEST(Heartbeats, AnsweredOnesAreFine)
{
    Talk t;
    t.open(24, 60);
    for (std::uint32_t i = 0; i < 5; ++i) {
        t.send(client, heartbeat_req(10 + i), 15);
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
    t.send(client, heartbeat_req(2), 15);  // 3
    t.send(client, heartbeat_req(3), 15);  // 4
    EXPECT_EQ(t.last_ids(), Ids{"ged188.heartbeat_lost"});
    t.send(client, heartbeat_req(4), 15);  // 5
    EXPECT_EQ(t.last_ids(), Ids{"ged188.heartbeat_lost"});
    EXPECT_NE(t.sentence("ged188.heartbeat_lost").find("2 heartbeats"), std::string::npos);
    t.end(true, true, 5);
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
    t.send(server, system_event(5), 50);
    t.end(true, false, 45);
    EXPECT_EQ(t.last_ids(), Ids{"ged188.heartbeat_lost"});
    EXPECT_NE(t.sentence("ged188.heartbeat_lost").find("60 s"), std::string::npos);

    Talk within;
    within.open(24, 60);
    within.send(client, heartbeat_req(2), 59);
    within.send(server, heartbeat_conf(2));
    within.end(false, true, 1);
    EXPECT_TRUE(within.all_ids().empty());

    Talk late;
    late.open(24, 60);
    late.send(client, heartbeat_req(2), 61);
    EXPECT_EQ(late.last_ids(), Ids{"ged188.heartbeat_lost"});

    Talk without; // 0xffffffff: no heartbeats, no timeout
    without.open(24);
    without.send(client, heartbeat_req(2), 100000);
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
    EXPECT_TRUE(said.starts_with("CLEAR_CALL_REQ failed: CF_")) << said;
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
    EXPECT_NE(t.sentence("ged188.control_failure").find("E_CTI_AGENT_NOT_LOGGED_ON"), std::string::npos) << t.sentence("ged188.control_failure");
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
    const struct { std::uint32_t status; const char* id; } rows[] = {
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
    EXPECT_EQ(timeout.last_ids(), Ids{"ged188.heartbeat_lost"});
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
    EXPECT_EQ(t.all_ids(), Ids{"ged188.one_direction"}); // once, and no lost heartbeats or answers
}

TEST(Direction, OnlyTheServer)
{
    Talk t;
    t.send(server, open_conf(24));
    t.send(server, release_call_conf(2));
    t.send(server, heartbeat_conf(3));
    t.send(server, close_conf(4));
    t.end();
    Ids ids = t.all_ids();
    std::erase(ids, "ged188.width_guessed");
    EXPECT_EQ(ids, Ids{"ged188.one_direction"});
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
    t.send(client, release_call(2));   // 3
    t.send(client, answer_call(3));    // 4
    t.send(server, answer_call_conf(3));
    t.end();
    EXPECT_EQ(t.last_ids(), Ids{"ged188.unanswered"});
    EXPECT_EQ(t.sentence("ged188.unanswered"), "RELEASE_CALL_REQ (InvokeID 2) in frame 3 was never answered before the session ended");
    EXPECT_TRUE(t.session.ended());
    EXPECT_EQ(t.session.info.ended, "closed (FIN) by the client");
    const std::uint32_t told = t.frame;
    t.end();
    EXPECT_TRUE(t.last_ids().empty()) << "said once";
    EXPECT_EQ(t.ids(told), Ids{"ged188.unanswered"});
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
    reset.end(true, false);
    EXPECT_EQ(reset.session.info.ended, "reset by the server");
    Talk closed;
    closed.open(24);
    closed.send(client, close_req(2));
    closed.send(server, close_conf(2));
    closed.end();
    EXPECT_EQ(closed.session.info.ended, "closed by CLOSE_REQ");
    EXPECT_EQ(closed.session.info.opened, "confirmed");
    EXPECT_EQ(closed.session.info.messages, 4u);
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
    t.send(server, system_event(2, two, "down", 1)); // SYS_CENTRAL_CONTROLLER_OFFLINE
    EXPECT_EQ(t.last_ids(), (Ids{"ged188.pg_status", "ged188.system_event"}));
    t.send(server, request(278, 7));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.maintenance"});
    t.send(server, Message{280}.u16(1).bytes());
    EXPECT_EQ(t.last_ids(), Ids{"ged188.maintenance"});
}

} // namespace
} // namespace cti::ged188::test
