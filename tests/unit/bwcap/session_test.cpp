// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/session.hpp"
#include "hashes.hpp"
#include "helpers.hpp"

namespace {

using namespace cti;
using namespace cti::bwcap;
using namespace cti::bwcap::test;

constexpr std::uint64_t s = 1'000'000'000;

/// Feeds documents to a connection, one frame each.
struct Talk {
    explicit Talk(Leg leg = Leg::client, bool from_start = true, SessionContext context = {}) : connection{leg, from_start, context} {}

    std::uint32_t say(bool from_client, std::string_view command, std::string_view data, std::string_view version = "14.0")
    {
        document.parse(bytes(text = cap(command, data, version)), 0);
        EXPECT_TRUE(document.findings().empty()) << document.findings()[0].diagnosis->id;
        take(connection.observe({{++frame, 0}, now, from_client, encrypted}, document.summary()));
        return frame;
    }
    std::uint32_t client(std::string_view command, std::string_view data, std::string_view version = "14.0") { return say(true, command, data, version); }
    std::uint32_t server(std::string_view command, std::string_view data, std::string_view version = "14.0") { return say(false, command, data, version); }

    void take(const Outcome& outcome)
    {
        found.clear();
        sentences.clear();
        request = outcome.request.frame;
        response_time = outcome.response_time;
        call_start = outcome.call_start.frame;
        call_time = outcome.call_time;
        user = outcome.user;
        about = outcome.about;
        digest = outcome.digest;
        const auto add = [&](std::string where, const Finding& f) {
            char line[400];
            format_sentence(f, line, sizeof line);
            found.push_back(where + f.diagnosis->id);
            sentences.emplace_back(line);
        };
        for (const Finding& f : outcome.findings)
            add("", f);
        for (const EarlierFinding& e : outcome.earlier)
            add(std::to_string(e.about.frame) + ":", e.finding);
        for (const std::string& f : found)
            all.push_back(f);
    }
    bool has(std::string_view id) const { return std::find(found.begin(), found.end(), id) != found.end(); }
    bool ever(std::string_view id) const
    {
        return std::any_of(all.begin(), all.end(), [&](const std::string& f) { return f.ends_with(id); });
    }
    std::string sentence(std::string_view id) const
    {
        for (std::size_t i = 0; i < found.size(); ++i)
            if (found[i] == id)
                return sentences[i];
        return "(none)";
    }

    /// The whole login, 10 ms a step. Frames n to n+4.
    void login(std::string_view type = "CallClient")
    {
        const std::string who = "<user userType=\"" + std::string{type} + "\"><id>u@x</id>";
        const std::string app = "<applicationId>App</applicationId></user>";
        client("registerAuthentication", who + app);
        now += s / 100;
        server("responseAuthentication", "<nonce>1234567890</nonce><algorithm>MD5</algorithm><user><id>u@x</id>" + app);
        now += s / 100;
        client("registerRequest", who + "<securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword>" + app);
        now += s / 100;
        server("registerResponse", "<user userUid=\"99\"><id>u@x</id>" + app);
        now += s / 100;
        client("acknowledgement", "<user userType=\"" + std::string{type} + "\" userUid=\"99\" id=\"u@x\"><message messageName=\"registerResponse\"/>" + app);
        now += s / 100;
    }
    void update(std::string_view id, int state, std::string_view more = {})
    {
        server("callUpdate", "<user userUid=\"99\" id=\"u@x\"><call callId=\"" + std::string{id} + "\"><state>" + std::to_string(state) + "</state>" + std::string{more} + "</call></user>");
    }
    std::uint32_t action(std::string_view type, std::string_view params, std::string_view uid = "99")
    {
        return client("callAction", "<user userType=\"CallClient\" userUid=\"" + std::string{uid} + "\" id=\"u@x\"><action actionType=\"" + std::string{type} + "\">" + std::string{params} + "</action></user>");
    }

    Connection connection;
    Document document;
    std::string text;
    std::uint32_t frame = 0;
    std::uint64_t now = 1000 * s;
    bool encrypted = true;
    std::vector<std::string> found, sentences, all;
    std::uint32_t request = 0, call_start = 0;
    std::uint64_t response_time = 0, call_time = 0;
    std::string user, about;
    DigestResult digest{};
};

const std::string number = "<actionParam actionParamName=\"Number\">5551234</actionParam>";
std::string call_param(std::string_view id) { return "<actionParam actionParamName=\"CallId\">" + std::string{id} + "</actionParam>"; }

TEST(Session, CleanLoginIsMatchedStepByStep)
{
    Talk t;
    const std::string who = "<user userType=\"CallClient\"><id>u@x</id>", app = "<applicationId>App</applicationId></user>";
    t.client("registerAuthentication", who + app);
    EXPECT_EQ(t.request, 0u);
    EXPECT_EQ(t.found, (std::vector<std::string>{"bwcap.legacy"}));
    EXPECT_EQ(t.sentences[0], "User u@x with application \"App\" speaks CAP 14.0; CAP was removed in BroadWorks 22.0");
    t.now += 20'000'000;
    t.server("responseAuthentication", "<nonce>1</nonce><user><id>u@x</id>" + app);
    EXPECT_EQ(t.request, 1u);
    EXPECT_EQ(t.response_time, 20'000'000u);
    t.client("registerRequest", who + "<securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword>" + app);
    EXPECT_EQ(t.request, 2u);
    t.now += 5'000'000;
    t.server("registerResponse", "<user userUid=\"99\"><id>u@x</id>" + app);
    EXPECT_EQ(t.request, 3u);
    EXPECT_EQ(t.response_time, 5'000'000u);
    t.client("acknowledgement", "<user userUid=\"99\" id=\"u@x\"><message messageName=\"registerResponse\"/>" + app);
    EXPECT_EQ(t.request, 4u);
    t.server("profileUpdate", "<user userUid=\"99\" id=\"u@x\"><lastName>X</lastName></user>");
    t.client("unRegister", "<user userUid=\"99\" id=\"u@x\" userLogoutReason=\"ClientLogout\"/>");
    t.take(t.connection.closed(t.now, true, false));
    EXPECT_EQ(t.all, (std::vector<std::string>{"bwcap.legacy"}));
    EXPECT_EQ(t.user, "");
    const Session& session = t.connection.sessions().begin()->second;
    EXPECT_EQ(session.user, "u@x");
    EXPECT_EQ(session.application, "App");
    EXPECT_EQ(session.user_type, "CallClient");
    EXPECT_EQ(session.logins, 1u);
    EXPECT_EQ(session.documents, 7u);
}

TEST(Session, ClearTextLogin)
{
    Talk t;
    t.encrypted = false;
    t.login();
    EXPECT_TRUE(t.ever("bwcap.cleartext"));
}

TEST(Session, RefusedLogin)
{
    Talk t;
    t.client("registerAuthentication", "<user userType=\"CallClient\"><id>u@x</id><applicationId>App</applicationId></user>");
    t.server("responseAuthentication", "<nonce>1</nonce><user><id>u@x</id></user>");
    t.client("registerRequest", "<user><id>u@x</id><securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword></user>");
    t.server("registerResponse", "<user><id>u@x</id><failure failureCause=\"InvalidPassword\"/></user>");
    EXPECT_EQ(t.sentence("bwcap.register_failed"), "The login of user u@x with application \"App\" was refused: InvalidPassword");
    EXPECT_EQ(t.connection.sessions().begin()->second.refused, 1u);
    EXPECT_EQ(t.connection.sessions().begin()->second.failure_cause, "InvalidPassword");
    t.client("unRegister", "<user id=\"u@x\" userLogoutReason=\"ClientLogout\"/>");
    EXPECT_TRUE(t.found.empty());
}

TEST(Session, RefusedByAnEmptyUid)
{
    for (const char* answer : {"<user userUid=\"\"><id>u@x</id></user>", "<user><id>u@x</id></user>"}) {
        Talk t;
        t.client("registerRequest", "<user><id>u@x</id><securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword></user>");
        t.server("registerResponse", answer);
        EXPECT_TRUE(t.has("bwcap.register_failed"));
    }
}

TEST(Session, RefusedAtTheChallenge)
{
    Talk t;
    t.client("registerAuthentication", "<user><id>u@x</id></user>");
    t.server("responseAuthentication", "<user><id>u@x</id></user>");
    EXPECT_TRUE(t.has("bwcap.challenge_refused"));
}

TEST(Session, NoChallenge)
{
    Talk t;
    t.client("registerAuthentication", "<user><id>u@x</id></user>");
    t.now += 5 * s;
    t.client("registerAuthentication", "<user><id>u@x</id></user>");
    EXPECT_TRUE(t.has("1:bwcap.no_challenge"));
    t.take(t.connection.finish());
    EXPECT_EQ(t.found, (std::vector<std::string>{"2:bwcap.no_challenge"}));
}

TEST(Session, KnowsWhatIsOpen)
{
    Talk t;
    const auto open = [&](std::uint32_t session = 1) { return t.connection.open_requests(session); };
    EXPECT_EQ(open(0).count, 0u);
    EXPECT_EQ(open(1).count, 0u) << "no session yet";
    const std::uint64_t begin = t.now;
    t.client("registerAuthentication", "<user><id>u@x</id></user>");
    EXPECT_EQ(open().count, 1u);
    EXPECT_STREQ(open().oldest, "registerAuthentication");
    EXPECT_EQ(open().frame, 1u);
    EXPECT_DOUBLE_EQ(open().since, static_cast<double>(begin) / s);
    t.server("responseAuthentication", "<nonce>1234567890</nonce><algorithm>MD5</algorithm><user><id>u@x</id></user>");
    EXPECT_EQ(open().count, 0u) << "now the client is to speak";
    t.client("registerRequest", "<user><id>u@x</id><securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword></user>");
    EXPECT_STREQ(open().oldest, "registerRequest");
    t.server("registerResponse", "<user userUid=\"99\"><id>u@x</id></user>");
    EXPECT_EQ(open().count, 0u);
    t.client("acknowledgement", "<user userUid=\"99\" id=\"u@x\"><message messageName=\"registerResponse\"/></user>");

    const std::uint32_t monitoring = t.client("monitoringUsersRequest", "<user userUid=\"99\" id=\"u@x\"><monitoring monType=\"Add\"/><monUser>v@x</monUser></user>");
    t.now += s;
    t.client("callAction", "<user userUid=\"99\" id=\"u@x\"><action actionType=\"Dial\"><actionParam actionParamName=\"Number\">1</actionParam></action></user>");
    EXPECT_EQ(open().count, 2u);
    EXPECT_STREQ(open().oldest, "monitoringUsersRequest");
    EXPECT_EQ(open().frame, monitoring);

    // Another user takes the connection: the session before is over, and so is what it waited for.
    t.client("registerAuthentication", "<user><id>w@x</id></user>");
    EXPECT_EQ(open(1).count, 0u);
    EXPECT_EQ(open(2).count, 1u);
    t.take(t.connection.closed(t.now, true, false));
    EXPECT_EQ(open(2).count, 0u);
}

TEST(Session, WrongAndRightPassword)
{
    const std::vector<Password> wrong{{"other@x", "secret"}, {"u@x", "geheim"}}, right{{"u@x", "secret"}}, anyone{{"", "secret"}};
    for (const auto& [passwords, expected] : {std::pair{&wrong, DigestResult::wrong}, {&right, DigestResult::right}, {&anyone, DigestResult::right}}) {
        Talk t{Leg::client, true, {passwords, hashes, nullptr}};
        t.client("registerAuthentication", "<user><id>u@x</id></user>");
        t.server("responseAuthentication", "<nonce>1234567890</nonce><user><id>u@x</id></user>");
        t.client("registerRequest", "<user><id>u@x</id><securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword></user>");
        EXPECT_EQ(t.digest, expected);
        EXPECT_EQ(t.has("bwcap.wrong_password"), expected == DigestResult::wrong);
    }
    Talk off;
    off.login();
    EXPECT_FALSE(off.ever("bwcap.wrong_password"));
}

TEST(Session, MalformedDigest)
{
    Talk t;
    t.client("registerRequest", "<user><id>u@x</id><securePassword>e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4</securePassword></user>");
    EXPECT_EQ(t.sentence("bwcap.bad_digest"), "securePassword of user u@x has 40 characters that are not 32 lower-case hexadecimal digits");
    EXPECT_TRUE(t.has("bwcap.unchallenged"));
    Talk middle{Leg::client, false};
    middle.client("registerRequest", "<user><id>u@x</id><securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword></user>");
    EXPECT_FALSE(middle.has("bwcap.unchallenged"));
    EXPECT_FALSE(middle.has("bwcap.bad_digest"));
}

TEST(Session, NonceAnsweredTwice)
{
    Talk t;
    t.login();
    t.client("registerRequest", "<user><id>u@x</id><securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword></user>");
    EXPECT_EQ(t.sentence("bwcap.nonce_reused"), "registerRequest of user u@x answers a challenge that was answered in frame 3 already");
}

TEST(Session, NoAcknowledgement)
{
    Talk t;
    t.client("registerRequest", "<user><id>u@x</id><securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword></user>");
    t.server("registerResponse", "<user userUid=\"99\"><id>u@x</id></user>");
    t.server("profileUpdate", "<user id=\"u@x\"/>");
    EXPECT_TRUE(t.found.empty());
    t.client("serverStatusRequest", "<user userUid=\"99\"/>");
    EXPECT_TRUE(t.has("2:bwcap.no_acknowledgement"));

    Talk late;
    late.client("registerRequest", "<user><id>u@x</id><securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword></user>");
    late.server("registerResponse", "<user userUid=\"99\"><id>u@x</id></user>");
    late.now += 11 * s;
    late.server("profileUpdate", "<user id=\"u@x\"/>");
    EXPECT_TRUE(late.has("2:bwcap.no_acknowledgement"));

    Talk end;
    end.server("registerResponse", "<user userUid=\"99\"><id>u@x</id></user>");
    end.take(end.connection.finish());
    EXPECT_TRUE(end.has("1:bwcap.no_acknowledgement"));
}

TEST(Session, AcknowledgementOfNothing)
{
    Talk t;
    t.client("acknowledgement", "<user id=\"u@x\"><message messageName=\"registerResponse\"/></user>");
    EXPECT_TRUE(t.has("bwcap.unexpected_acknowledgement"));
    Talk middle{Leg::client, false};
    middle.client("acknowledgement", "<user id=\"u@x\"><message messageName=\"registerResponse\"/></user>");
    EXPECT_FALSE(middle.has("bwcap.unexpected_acknowledgement"));
}

TEST(Session, LoginLoopOverConnections)
{
    LoginWatch watch;
    std::vector<std::string> found;
    for (int i = 0; i < 3; ++i) {
        Talk t{Leg::client, true, {nullptr, {}, &watch}};
        t.now += static_cast<std::uint64_t>(i) * 4 * s;
        t.client("registerAuthentication", "<user><id>u@x</id><applicationId>App</applicationId></user>");
        found.push_back(t.sentence("bwcap.login_loop"));
    }
    EXPECT_EQ(found, (std::vector<std::string>{"(none)", "(none)", "User u@x with application \"App\" asked for login 3 times within 8 s"}));

    LoginWatch slow;
    for (std::uint64_t i = 0; i < 5; ++i) {
        std::uint64_t since;
        EXPECT_EQ(slow.note("u", "a", i * 60 * s, since), 0u);
        EXPECT_EQ(slow.note("v", "a", i * 60 * s, since), 0u);
    }
}

TEST(Session, StaleUid)
{
    Talk t;
    t.login();
    t.client("serverStatusRequest", "<user userUid=\"98\"/>");
    EXPECT_EQ(t.sentence("bwcap.stale_user_uid"), "serverStatusRequest of user u@x carries userUid 98, the session has 99");
    t.client("serverStatusRequest", "<user userUid=\"99\"/>");
    EXPECT_TRUE(t.found.empty());
}

/// A login that itself carries another userUid (a client that plays the server, or a direction that was taken wrongly).
TEST(Session, AUserUidThatChangesWithTheDocument)
{
    Talk t;
    t.login();
    t.client("registerResponse", "<user userUid=\"98\"><id>u@x</id></user>");
    EXPECT_EQ(t.sentence("bwcap.stale_user_uid"), "registerResponse of user u@x carries userUid 98, the session has 99");
}

TEST(Session, ForcedLogout)
{
    Talk t;
    t.login();
    t.server("profileUpdate", "<user id=\"u@x\"/>");
    t.server("unRegister", "<user id=\"u@x\" userLogoutReason=\"Maintenance\"/>");
    EXPECT_EQ(t.sentence("bwcap.forced_logout"), "The server ends the session of user u@x (reason: Maintenance)");
    EXPECT_TRUE(t.connection.sessions().begin()->second.forced_out);
    Talk own;
    own.login();
    own.client("unRegister", "<user id=\"u@x\" userLogoutReason=\"ClientLogout\"/>");
    EXPECT_FALSE(own.ever("bwcap.forced_logout"));
}

TEST(Session, CallsAreFollowed)
{
    Talk t;
    t.login();
    t.server("sessionUpdate", "<user id=\"u@x\"><offHook>True</offHook></user>");
    EXPECT_EQ(t.connection.sessions().begin()->second.off_hook, true);
    const std::uint32_t dial = t.action("Dial", number);
    t.now += s / 2;
    t.update("c1", 1, "<personality>1</personality>");
    const std::uint32_t first = t.frame;
    EXPECT_EQ(t.request, dial);
    EXPECT_EQ(t.response_time, s / 2);
    EXPECT_EQ(t.call_start, 0u);
    t.now += 2 * s;
    t.update("c1", 2);
    EXPECT_EQ(t.request, 0u);
    EXPECT_EQ(t.call_start, first);
    EXPECT_EQ(t.call_time, 2 * s);
    const std::uint32_t hold = t.action("Hold", call_param("c1"));
    EXPECT_EQ(t.call_start, first);
    t.update("c2", 1);    // another call is no answer
    EXPECT_EQ(t.request, 0u);
    t.update("c1", 3);
    EXPECT_EQ(t.request, hold);
    t.update("c1", 5, "<releaseCause>0</releaseCause>");
    EXPECT_TRUE(t.found.empty());
    t.update("c1", 2);
    EXPECT_EQ(t.sentence("bwcap.call_after_release"), "callUpdate for call c1, which ended in frame " + std::to_string(t.frame - 1));
    EXPECT_FALSE(t.ever("bwcap.action_unanswered"));
}

TEST(Session, DetachedEndsACall)
{
    Talk t;
    t.login();
    t.update("c1", 6);
    t.action("Release", call_param("c1"));
    EXPECT_EQ(t.sentence("bwcap.unknown_call"), "Release names call c1, which has ended");
}

TEST(Session, ActionWithoutEffect)
{
    Talk t;
    t.login();
    const std::uint32_t dial = t.action("Dial", number);
    t.now += 6 * s;
    t.server("profileUpdate", "<user id=\"u@x\"/>");
    EXPECT_TRUE(t.has(std::to_string(dial) + ":bwcap.action_unanswered"));
    EXPECT_EQ(t.sentences[0], "Dial in frame " + std::to_string(dial) + " was not followed by a callUpdate within 5 s");
    t.now += 60 * s;
    t.server("profileUpdate", "<user id=\"u@x\"/>");
    EXPECT_TRUE(t.found.empty());
}

TEST(Session, OverdueActionKeepsItsNameWhenTheNextComes)
{
    Talk t;
    t.login();
    t.server("profileUpdate", "<user id=\"u@x\"/>");
    t.update("c1", 2);
    t.action("Dial", number);
    t.now += 6 * s;
    t.action("Release", call_param("c1"));
    EXPECT_TRUE(t.sentences[0].starts_with("Dial in frame")) << t.sentences[0];
}

TEST(Session, IncompleteActions)
{
    struct Row {
        const char* type;
        std::string params;
        const char* lacks;
    };
    const Row rows[] = {
        {"Dial", "", "Dial lacks a Number"},
        {"Xfer", call_param("c1"), "Xfer lacks a Number"},
        {"Xfer", number, "Xfer lacks a CallId"},
        {"XferConsult", call_param("c1"), "XferConsult lacks two CallIds"},
        {"ConfStart", call_param("c1"), "ConfStart lacks two CallIds"},
        {"Hold", "", "Hold lacks a CallId"},
        {"Answer", number, "Answer lacks a CallId"},
        {"Release", "", "Release lacks a CallId"},
        {"Dial", number, "(none)"},
        {"Redial", "", "(none)"},
        {"Xfer", call_param("c1") + number, "(none)"},
        {"XferConsult", call_param("c1") + call_param("c2"), "(none)"},
        {"ConfStart", call_param("c1") + call_param("c2"), "(none)"},
    };
    for (const Row& row : rows) {
        Talk t;
        t.login();
        t.update("c1", 2);
        t.update("c2", 3);
        t.action(row.type, row.params);
        EXPECT_EQ(t.sentence("bwcap.bad_action"), row.lacks);
        EXPECT_FALSE(t.has("bwcap.unknown_call")) << row.type;
    }
}

TEST(Session, UnknownCall)
{
    Talk t;
    t.login();
    t.action("Answer", call_param("c9"));
    EXPECT_EQ(t.sentence("bwcap.unknown_call"), "Answer names call c9, which no callUpdate has named");
    Talk middle{Leg::client, false};
    middle.action("Answer", call_param("c9"));
    EXPECT_FALSE(middle.has("bwcap.unknown_call"));
}

TEST(Session, CallTypesWorthFlagging)
{
    Talk t;
    t.login();
    t.update("c1", 1, "<callType>5</callType>");
    EXPECT_TRUE(t.has("bwcap.emergency_call"));
    t.update("c2", 1, "<callType>7</callType>");
    EXPECT_TRUE(t.has("bwcap.call_error"));
    t.update("c3", 1, "<callType>3</callType>");
    EXPECT_TRUE(t.found.empty());
}

TEST(Session, AttendantConsole)
{
    Talk t;
    t.login("AttendantConsole");
    t.server("profileUpdate", "<user id=\"u@x\"/>");
    EXPECT_EQ(t.about, "u@x");    // the console user itself
    const std::uint32_t add = t.client("monitoringUsersRequest", "<user userType=\"AttendantConsole\" userUid=\"99\" id=\"u@x\"><monitoring monType=\"Add\"/><monUser>a@x</monUser><monUser>b@x</monUser></user>");
    t.now += s;
    t.server("monitoringUsersResponse", "<user id=\"u@x\"/>");
    EXPECT_EQ(t.request, add);
    EXPECT_EQ(t.response_time, s);
    EXPECT_EQ(t.connection.sessions().begin()->second.monitored.size(), 2u);
    t.server("callUpdate", "<user id=\"u@x\"><monitoredUserId>b@x</monitoredUserId><call callId=\"m1\"><state>1</state></call></user>");
    EXPECT_EQ(t.about, "b@x");
    EXPECT_EQ(t.user, "u@x");
    t.client("monitoringUsersRequest", "<user userType=\"AttendantConsole\" userUid=\"99\" id=\"u@x\"><monitoring monType=\"Delete\"/><monUser>a@x</monUser></user>");
    EXPECT_EQ(t.connection.sessions().begin()->second.monitored.size(), 1u);
    t.take(t.connection.finish());
    EXPECT_TRUE(t.has(std::to_string(t.frame) + ":bwcap.monitoring_unanswered"));
    EXPECT_EQ(t.all, (std::vector<std::string>{"bwcap.legacy", std::to_string(t.frame) + ":bwcap.monitoring_unanswered"}));
}

TEST(Session, RequestsThatDoNotFitTheSession)
{
    Talk console;
    console.login("AttendantConsole");
    console.client("callAction", "<user userUid=\"99\" id=\"u@x\"><action actionType=\"Redial\"/></user>");
    EXPECT_EQ(console.sentence("bwcap.wrong_user_type"), "callAction in a session of type AttendantConsole");
    Talk client;
    client.login();
    client.client("monitoringUsersRequest", "<user userUid=\"99\" id=\"u@x\"><monitoring monType=\"Add\"/><monUser>a@x</monUser></user>");
    EXPECT_EQ(client.sentence("bwcap.wrong_user_type"), "monitoringUsersRequest in a session of type CallClient");
}

TEST(Session, MonitoringBeforeLogin)
{
    Talk t;
    t.client("registerAuthentication", "<user userType=\"AttendantConsole\"><id>u@x</id></user>");
    t.client("monitoringUsersRequest", "<user id=\"u@x\"><monitoring monType=\"Add\"/><monUser>a@x</monUser></user>");
    EXPECT_TRUE(t.has("bwcap.monitor_before_login"));
}

TEST(Session, SilentClient)
{
    Talk t;
    t.login();
    t.now += 300 * s;
    t.server("profileUpdate", "<user id=\"u@x\"/>");
    EXPECT_TRUE(t.found.empty());
    t.now += 100 * s;
    t.server("profileUpdate", "<user id=\"u@x\"/>");
    EXPECT_TRUE(t.sentence("bwcap.silent_client").starts_with("No document from the client of user u@x for 400 s"));
    t.now += 10 * s;
    t.server("profileUpdate", "<user id=\"u@x\"/>");
    EXPECT_TRUE(t.found.empty());
    Talk alive;
    alive.login();
    for (int i = 0; i < 5; ++i) {
        alive.now += 300 * s;
        alive.client("serverStatusRequest", "<user userUid=\"99\"/>");
        EXPECT_TRUE(alive.found.empty());
    }
}

TEST(Session, NoUpdates)
{
    Talk t;
    t.login();
    t.take(t.connection.finish());
    EXPECT_TRUE(t.has("4:bwcap.no_updates"));
}

TEST(Session, VersionsMixed)
{
    Talk t;
    t.login();
    t.client("callAction", "<user userUid=\"99\" id=\"u@x\"><action actionType=\"Redial\"/></user>", "15.0");
    EXPECT_EQ(t.sentence("bwcap.version_mixed"), "This document has version 15.0, the ones before it had 14.0");
}

TEST(Session, WrongDirection)
{
    Talk t;
    t.client("callUpdate", "<user id=\"u@x\"/>");
    EXPECT_EQ(t.sentence("bwcap.wrong_direction"), "callUpdate comes from the client");
}

TEST(Session, Closing)
{
    Talk crash;
    crash.login();
    crash.server("profileUpdate", "<user id=\"u@x\"/>");
    crash.take(crash.connection.closed(crash.now, true, true));
    EXPECT_EQ(crash.found, (std::vector<std::string>{"bwcap.no_unregister"}));
    crash.take(crash.connection.closed(crash.now, true, true));
    EXPECT_TRUE(crash.found.empty());

    Talk server;
    server.login();
    server.server("profileUpdate", "<user id=\"u@x\"/>");
    server.take(server.connection.closed(server.now, false, false));
    EXPECT_EQ(server.found, (std::vector<std::string>{"bwcap.closed_by_server"}));

    Connection empty{Leg::server, true};
    EXPECT_STREQ(empty.closed(1, false, false).findings.at(0).diagnosis->id, "bwcap.closed_at_once");
}

TEST(Session, ServerLegKeepsUsersApart)
{
    Talk t{Leg::server};
    const auto say = [&](bool client, const char* command, std::string user, std::string inner, std::string attributes = {}) {
        t.say(client, command, (command == std::string_view{"responseAuthentication"} ? "<nonce>n" + user + "</nonce>" : std::string{}) + "<user" + attributes + "><id>" + user + "</id>" + inner + "<applicationId>A</applicationId></user>");
    };
    const std::string digest = "<securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword>";
    say(true, "registerAuthentication", "a", "");
    say(true, "registerAuthentication", "b", "");
    say(false, "responseAuthentication", "b", "");
    EXPECT_EQ(t.request, 2u);
    say(false, "responseAuthentication", "a", "");
    EXPECT_EQ(t.request, 1u);
    say(true, "registerRequest", "a", digest);
    EXPECT_EQ(t.request, 4u);
    say(true, "registerRequest", "b", digest);
    EXPECT_EQ(t.request, 3u);
    say(false, "registerResponse", "a", "", " userUid=\"1\"");
    EXPECT_EQ(t.request, 5u);
    say(false, "registerResponse", "b", "<failure failureCause=\"x\"/>");
    EXPECT_TRUE(t.has("bwcap.register_failed"));
    // by userUid only
    t.say(true, "acknowledgement", "<user userUid=\"1\"><message messageName=\"registerResponse\"/></user>");
    EXPECT_EQ(t.request, 7u);
    EXPECT_EQ(t.user, "a");
    // by user without application
    t.say(false, "sessionUpdate", "<user id=\"a\"><offHook>True</offHook></user>");
    EXPECT_EQ(t.user, "a");
    EXPECT_EQ(t.connection.sessions().size(), 2u);
    EXPECT_EQ(std::count(t.all.begin(), t.all.end(), "bwcap.legacy"), 2);

    t.take(t.connection.closed(t.now, false, true));
    EXPECT_EQ(t.sentence("bwcap.connection_reset"), "The connection between Open Client Server and Application Server was reset with 1 users on it: they lose service together");
}

TEST(Session, AnotherUserOnTheSameConnection)
{
    Talk t;
    t.login();
    t.client("registerAuthentication", "<user userType=\"AttendantConsole\"><id>second@x</id></user>");
    EXPECT_TRUE(t.has("bwcap.legacy"));
    EXPECT_EQ(t.user, "second@x");
    EXPECT_TRUE(t.has("4:bwcap.no_updates"));
    const auto about_login = std::find_if(t.sentences.begin(), t.sentences.end(), [](const std::string& line) { return line.find("logged in in frame") != line.npos; });
    ASSERT_NE(about_login, t.sentences.end());
    EXPECT_TRUE(about_login->starts_with("User u@x ")) << *about_login;
}

TEST(Session, MemoryIsBounded)
{
    SessionLimits limits;
    limits.max_sessions = 10;
    limits.max_calls = 10;
    Connection connection{Leg::server, true, {}, limits};
    Document document;
    std::uint32_t frame = 0;
    for (int user = 0; user < 100; ++user)
        for (int call = 0; call < 20; ++call) {
            const std::string text = cap("callUpdate", "<user id=\"u" + std::to_string(user) + "\"><call callId=\"" + std::to_string(call) + "\"><state>2</state></call></user>");
            document.parse(bytes(text), 0);
            connection.observe({{++frame, 0}, frame * s, false, true}, document.summary());
        }
    EXPECT_EQ(connection.sessions().size(), 10u);
    for (const auto& [key, session] : connection.sessions())
        EXPECT_LE(session.calls.size(), 10u);
}

TEST(Session, OciIsNotFollowed)
{
    Document document;
    const std::string text = "<BroadsoftDocument protocol=\"OCI\" xmlns=\"C\"><command/></BroadsoftDocument>";
    document.parse(bytes(text), 0);
    Connection connection{Leg::client, true};
    EXPECT_TRUE(connection.observe({{1, 0}, 1, true, false}, document.summary()).findings.empty());
    EXPECT_EQ(connection.documents(), 0u);
}

} // namespace
