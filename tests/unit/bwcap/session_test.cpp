// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/session.hpp"
#include "helpers.hpp"

namespace {

using namespace cti;
using namespace cti::bwcap;
using namespace cti::bwcap::test;

constexpr Time s = second;

/// Feeds documents to a connection, one frame each.
struct Talk {
    explicit Talk(Leg leg = Leg::client, bool from_start = true, SessionContext context = {}, SessionLimits limits = {})
        : connection{leg, from_start, with_calls(context), limits}
    {}
    SessionContext with_calls(SessionContext context)
    {
        context.calls = &calls;
        return context;
    }

    std::uint32_t say(bool from_client, std::string_view command, std::string_view data, std::string_view version = "14.0")
    {
        document.parse(bytes(text = cap(command, data, version)), 0);
        EXPECT_TRUE(document.findings().empty()) << document.findings()[0].diagnosis->id;
        KeptFindings kept;
        const Outcome& outcome =
            connection.observe({{++frame, 1}, now, from_client ? Side::client : Side::server, encrypted, whole}, document.summary(), kept);
        take(kept);
        request = outcome.request.frame;
        response_time = outcome.response_time;
        call_start = outcome.call_start.frame;
        call_time = outcome.call_time;
        user = outcome.user;
        about = outcome.about;
        digest = outcome.digest;
        mentions.clear();
        for (const CallMention& m : outcome.calls)
            mentions.push_back(m.call);
        return frame;
    }
    std::uint32_t client(std::string_view command, std::string_view data, std::string_view version = "14.0")
    {
        return say(true, command, data, version);
    }
    std::uint32_t server(std::string_view command, std::string_view data, std::string_view version = "14.0")
    {
        return say(false, command, data, version);
    }

    void take(const KeptFindings& kept)
    {
        found.clear();
        sentences.clear();
        for (const KeptFinding& f : kept) {
            found.push_back(f.diagnosis->id);
            sentences.push_back(f.sentence);
            all.push_back(f.diagnosis->id);
        }
    }
    void end(Side by, bool reset = false)
    {
        KeptFindings kept;
        connection.on_end({{++frame, now}, by, reset, true}, kept);
        take(kept);
    }
    void capture_ends()
    {
        KeptFindings kept;
        connection.at_capture_end(now, kept);
        take(kept);
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
        client("acknowledgement",
            "<user userType=\"" + std::string{type} + "\" userUid=\"99\" id=\"u@x\"><message messageName=\"registerResponse\"/>" + app);
        now += s / 100;
    }
    void update(std::string_view id, int state, std::string_view more = {})
    {
        server("callUpdate", "<user userUid=\"99\" id=\"u@x\"><call callId=\"" + std::string{id} + "\"><state>" + std::to_string(state) +
                                 "</state>" + std::string{more} + "</call></user>");
    }
    std::uint32_t action(std::string_view type, std::string_view params, std::string_view uid = "99")
    {
        return client("callAction", "<user userType=\"CallClient\" userUid=\"" + std::string{uid} + "\" id=\"u@x\"><action actionType=\"" +
                                        std::string{type} + "\">" + std::string{params} + "</action></user>");
    }

    CallList calls;
    Sessions connection;
    Document document;
    bool whole = true;
    std::vector<std::uint32_t> mentions;
    std::string text;
    std::uint32_t frame = 0;
    Time now = 1000 * s;
    bool encrypted = true;
    std::vector<std::string> found, sentences, all;
    std::uint32_t request = 0, call_start = 0;
    Time response_time = 0, call_time = 0;
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
    t.end(Side::client, false);
    EXPECT_EQ(t.all, (std::vector<std::string>{"bwcap.legacy"}));
    const Session& session = t.connection.all().front();
    EXPECT_EQ(session.user, "u@x");
    EXPECT_EQ(session.application, "App");
    EXPECT_EQ(session.user_type, "CallClient");
    EXPECT_TRUE(session.logged_out);
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
    EXPECT_FALSE(t.connection.all().front().logged_in);
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

/// The connection's opening is the connection's affair; every other login is not.
TEST(Session, NoChallenge)
{
    Talk t;
    t.client("registerAuthentication", "<user><id>u@x</id></user>");
    t.now += 31 * s;
    t.client("registerAuthentication", "<user><id>u@x</id></user>");
    t.end(Side::server);
    EXPECT_FALSE(t.ever("bwcap.no_challenge"));

    Talk later;
    later.login();
    later.client("unRegister", "<user userUid=\"99\" id=\"u@x\"/>");
    const std::uint32_t again = later.client("registerAuthentication", "<user><id>u@x</id></user>");
    later.now += 5 * s;
    later.capture_ends();
    EXPECT_TRUE(later.found.empty()) << "more may come";
    later.now += 26 * s;
    later.capture_ends();
    EXPECT_EQ(later.sentence("bwcap.no_challenge"),
        "registerAuthentication of user u@x in frame " + std::to_string(again) + " got no responseAuthentication");
    later.end(Side::client);
    EXPECT_TRUE(later.has("bwcap.no_challenge"));
}

/// An answer that comes late is an answer.
TEST(Session, LateAnswers)
{
    Talk t;
    const std::uint32_t request = t.client("registerAuthentication", "<user><id>u@x</id></user>");
    t.now += 100 * s;
    t.server("responseAuthentication", "<nonce>1</nonce><user><id>u@x</id></user>");
    EXPECT_EQ(t.request, request);
    EXPECT_EQ(t.response_time, 100 * s);
    EXPECT_TRUE(t.found.empty());
}

TEST(Session, KnowsWhatIsOpen)
{
    Talk t;
    const auto open = [&] { return t.connection.open_requests(); };
    EXPECT_EQ(open().count, 0u) << "no session yet";
    const Time begin = t.now;
    t.client("registerAuthentication", "<user><id>u@x</id></user>");
    EXPECT_EQ(open().count, 1u);
    EXPECT_EQ(open().oldest, "registerAuthentication");
    EXPECT_EQ(open().since.frame, 1u);
    EXPECT_EQ(open().since.time, begin);
    t.server("responseAuthentication", "<nonce>1234567890</nonce><algorithm>MD5</algorithm><user><id>u@x</id></user>");
    EXPECT_EQ(open().count, 0u) << "now the client is to speak";
    t.client("registerRequest", "<user><id>u@x</id><securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword></user>");
    EXPECT_EQ(open().oldest, "registerRequest");
    t.server("registerResponse", "<user userUid=\"99\"><id>u@x</id></user>");
    EXPECT_EQ(open().count, 0u);
    t.client("acknowledgement", "<user userUid=\"99\" id=\"u@x\"><message messageName=\"registerResponse\"/></user>");

    const std::uint32_t monitoring =
        t.client("monitoringUsersRequest", "<user userUid=\"99\" id=\"u@x\"><monitoring monType=\"Add\"/><monUser>v@x</monUser></user>");
    t.now += s;
    t.client("callAction", "<user userUid=\"99\" id=\"u@x\"><action actionType=\"Dial\"><actionParam "
                           "actionParamName=\"Number\">1</actionParam></action></user>");
    EXPECT_EQ(open().count, 2u);
    EXPECT_EQ(open().oldest, "monitoringUsersRequest");
    EXPECT_EQ(open().since.frame, monitoring);

    // Another user logs in on the same connection.
    t.client("registerAuthentication", "<user><id>w@x</id></user>");
    EXPECT_EQ(open().count, 3u);
    // Bytes are missing: what was asked before may have been answered there.
    t.connection.on_missing();
    EXPECT_EQ(open().count, 0u);
    t.end(Side::client);
    EXPECT_FALSE(t.has("bwcap.monitoring_unanswered"));
}

/// Requests of one kind, two before the first answer: answers come in order.
TEST(Session, PipelinedRequests)
{
    Talk t;
    t.login("AttendantConsole");
    t.server("profileUpdate", "<user id=\"u@x\"/>");
    const std::string add = "<user userUid=\"99\" id=\"u@x\"><monitoring monType=\"Add\"/><monUser>a@x</monUser></user>";
    const std::uint32_t first = t.client("monitoringUsersRequest", add), second_request = t.client("monitoringUsersRequest", add);
    t.server("monitoringUsersResponse", "<user id=\"u@x\"/>");
    EXPECT_EQ(t.request, first);
    t.server("monitoringUsersResponse", "<user id=\"u@x\"/>");
    EXPECT_EQ(t.request, second_request);
    t.now += 100 * s;
    t.capture_ends();
    EXPECT_TRUE(t.found.empty());

    Talk logins;
    const auto say = [&](bool client, const char* command, const char* user, std::string inner, std::string before = {}) {
        logins.say(client, command, before + "<user><id>" + user + "</id>" + inner + "</user>");
        return logins.request;
    };
    const std::string digest = "<securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword>";
    say(true, "registerAuthentication", "a", "");
    say(true, "registerAuthentication", "b", "");
    EXPECT_EQ(say(false, "responseAuthentication", "a", "", "<nonce>1</nonce>"), 1u);
    EXPECT_EQ(say(false, "responseAuthentication", "b", "", "<nonce>2</nonce>"), 2u);
    EXPECT_EQ(say(true, "registerRequest", "a", digest), 3u);
    EXPECT_EQ(say(true, "registerRequest", "b", digest), 4u);
    EXPECT_EQ(logins.all, (std::vector<std::string>{"bwcap.legacy", "bwcap.legacy"})) << "each user is named once";
}

TEST(Session, ActionsPairInOrder)
{
    Talk t;
    t.login();
    t.update("c1", 2);
    const std::uint32_t hold = t.action("Hold", call_param("c1")), release = t.action("Release", call_param("c1"));
    t.update("c1", 3);
    EXPECT_EQ(t.request, hold);
    t.update("c1", 5);
    EXPECT_EQ(t.request, release);
    // Asked twice, answered once: the call was told of after both.
    t.update("c2", 1);
    const std::uint32_t answer = t.action("Answer", call_param("c2"));
    t.action("Answer", call_param("c2"));
    t.update("c2", 2);
    EXPECT_EQ(t.request, answer);
    t.now += 10 * s;
    t.server("profileUpdate", "<user id=\"u@x\"/>");
    EXPECT_FALSE(t.ever("bwcap.action_unanswered"));
    // Two calls dialled, each its own.
    const std::uint32_t dial = t.action("Dial", number), again = t.action("Dial", number);
    t.update("c3", 1, "<personality>1</personality>");
    EXPECT_EQ(t.request, dial);
    t.update("c4", 1, "<personality>1</personality>");
    EXPECT_EQ(t.request, again);
    // An incoming call is no answer to a Dial.
    t.action("Dial", number);
    t.update("c5", 1, "<personality>2</personality>");
    EXPECT_EQ(t.request, 0u);
}

TEST(Session, WrongAndRightPassword)
{
    const std::vector<Password> wrong{{"other@x", "secret"}, {"u@x", "geheim"}}, right{{"u@x", "secret"}}, anyone{{"", "secret"}};
    for (const auto& [passwords, expected] :
        {std::pair{&wrong, DigestResult::wrong}, {&right, DigestResult::right}, {&anyone, DigestResult::right}}) {
        Talk t{Leg::client, true, {.passwords = passwords}};
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
    const auto log_in = [](Talk& t) {
        t.client("registerRequest", "<user><id>u@x</id><securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword></user>");
        t.server("registerResponse", "<user userUid=\"99\"><id>u@x</id></user>");
    };
    // Later than another request is fine.
    Talk t;
    log_in(t);
    t.server("profileUpdate", "<user id=\"u@x\"/>");
    t.client("serverStatusRequest", "<user userUid=\"99\"/>");
    t.client("acknowledgement", "<user id=\"u@x\"><message messageName=\"registerResponse\"/></user>");
    EXPECT_EQ(t.request, 2u);
    EXPECT_FALSE(t.ever("bwcap.no_acknowledgement"));

    Talk late;
    log_in(late);
    late.now += 11 * s;
    late.server("profileUpdate", "<user id=\"u@x\"/>");
    EXPECT_EQ(late.sentence("bwcap.no_acknowledgement"), "The successful registerResponse for user u@x in frame 2 was not acknowledged");

    Talk end;
    log_in(end);
    end.capture_ends();
    EXPECT_FALSE(end.has("bwcap.no_acknowledgement"));
    end.now += 11 * s;
    end.capture_ends();
    EXPECT_TRUE(end.has("bwcap.no_acknowledgement"));

    Talk closed;
    log_in(closed);
    closed.end(Side::client);
    EXPECT_FALSE(closed.has("bwcap.no_acknowledgement")) << "closed before it could come";
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
        Talk t{Leg::client, true, {.logins = &watch}};
        t.now += i * 4 * s;
        t.client("registerAuthentication", "<user><id>u@x</id><applicationId>App</applicationId></user>");
        found.push_back(t.sentence("bwcap.login_loop"));
    }
    EXPECT_EQ(
        found, (std::vector<std::string>{"(none)", "(none)", "User u@x with application \"App\" asked for login 3 times within 8 s"}));

    LoginWatch slow;
    for (Time i = 0; i < 5; ++i) {
        Time since;
        EXPECT_EQ(slow.note(Leg::client, "u", "a", i * 60 * s, since), 0u);
        EXPECT_EQ(slow.note(Leg::client, "v", "a", i * 60 * s, since), 0u);
    }
    // The same login on both legs of the Open Client Server is one, and a user who logs out and in again repeats nothing.
    LoginWatch both;
    for (Time i = 0; i < 2; ++i) {
        Time since;
        EXPECT_EQ(both.note(Leg::client, "u", "a", i * s, since), 0u);
        EXPECT_EQ(both.note(Leg::server, "u", "a", i * s, since), 0u);
    }
    both.logged_out(Leg::client, "u", "a");
    Time since;
    EXPECT_EQ(both.note(Leg::client, "u", "a", 3 * s, since), 0u);
    EXPECT_EQ(both.note(Leg::server, "u", "a", 3 * s, since), 3u);
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
    EXPECT_TRUE(t.connection.all().front().logged_out);
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
    const std::uint32_t dial = t.action("Dial", number);
    t.now += s / 2;
    t.update("c1", 1, "<personality>1</personality>");
    EXPECT_EQ(t.request, dial);
    EXPECT_EQ(t.response_time, s / 2);
    EXPECT_EQ(t.call_start, dial) << "it began with the Dial";
    t.now += 2 * s;
    t.update("c1", 2);
    EXPECT_EQ(t.request, 0u);
    EXPECT_EQ(t.call_start, dial);
    EXPECT_EQ(t.call_time, 5 * s / 2);
    const std::uint32_t hold = t.action("Hold", call_param("c1"));
    EXPECT_EQ(t.call_start, dial);
    t.update("c2", 1); // another call is no answer
    EXPECT_EQ(t.request, 0u);
    t.update("c1", 3);
    EXPECT_EQ(t.request, hold);
    t.update("c1", 5, "<releaseCause>0</releaseCause>");
    EXPECT_TRUE(t.found.empty());
    t.update("c1", 2);
    EXPECT_EQ(
        t.sentence("bwcap.call_after_release"), "callUpdate for call c1 of user u@x, which ended in frame " + std::to_string(t.frame - 1));
    EXPECT_FALSE(t.ever("bwcap.action_unanswered"));
}

TEST(Session, DetachedEndsACall)
{
    Talk t;
    t.login();
    t.update("c1", 6);
    t.action("Release", call_param("c1"));
    EXPECT_EQ(t.sentence("bwcap.unknown_call"), "Release of user u@x names call c1, which has ended");
}

TEST(Session, ActionWithoutEffect)
{
    Talk t;
    t.login();
    const std::uint32_t dial = t.action("Dial", number);
    t.now += 6 * s;
    t.server("profileUpdate", "<user id=\"u@x\"/>");
    EXPECT_EQ(t.sentence("bwcap.action_unanswered"),
        "Dial of user u@x in frame " + std::to_string(dial) + " was not followed by a callUpdate within 5 s");
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
    EXPECT_TRUE(t.sentences[0].starts_with("Dial of user u@x in frame")) << t.sentences[0];
}

TEST(Session, IncompleteActions)
{
    struct Row {
        const char* type;
        std::string params;
        const char* lacks;
    };
    const Row rows[] = {
        {"Dial", "", "Dial of user u@x lacks a Number"},
        {"Xfer", call_param("c1"), "Xfer of user u@x lacks a Number"},
        {"Xfer", number, "Xfer of user u@x lacks a CallId"},
        {"XferConsult", call_param("c1"), "XferConsult of user u@x lacks two CallIds"},
        {"ConfStart", call_param("c1"), "ConfStart of user u@x lacks two CallIds"},
        {"Hold", "", "Hold of user u@x lacks a CallId"},
        {"Answer", number, "Answer of user u@x lacks a CallId"},
        {"Release", "", "Release of user u@x lacks a CallId"},
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
    EXPECT_EQ(t.sentence("bwcap.unknown_call"), "Answer of user u@x names call c9, which no callUpdate has named");
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
    EXPECT_EQ(t.about, "u@x"); // the console user itself
    const std::uint32_t add =
        t.client("monitoringUsersRequest", "<user userType=\"AttendantConsole\" userUid=\"99\" id=\"u@x\"><monitoring "
                                           "monType=\"Add\"/><monUser>a@x</monUser><monUser>b@x</monUser></user>");
    t.now += s;
    t.server("monitoringUsersResponse", "<user id=\"u@x\"/>");
    EXPECT_EQ(t.request, add);
    EXPECT_EQ(t.response_time, s);
    EXPECT_EQ(t.connection.all().front().monitored.size(), 2u);
    t.server("callUpdate", "<user id=\"u@x\"><monitoredUserId>b@x</monitoredUserId><call callId=\"m1\"><state>1</state></call></user>");
    EXPECT_EQ(t.about, "b@x");
    EXPECT_EQ(t.user, "u@x");
    t.client("monitoringUsersRequest",
        "<user userType=\"AttendantConsole\" userUid=\"99\" id=\"u@x\"><monitoring monType=\"Delete\"/><monUser>a@x</monUser></user>");
    EXPECT_EQ(t.connection.all().front().monitored.size(), 1u);
    const std::uint32_t last = t.frame;
    t.end(Side::server);
    EXPECT_EQ(t.sentence("bwcap.monitoring_unanswered"),
        "monitoringUsersRequest of user u@x in frame " + std::to_string(last) + " got no monitoringUsersResponse");
    EXPECT_EQ(t.all, (std::vector<std::string>{"bwcap.legacy", "bwcap.monitoring_unanswered", "bwcap.closed_by_server"}));
}

TEST(Session, RequestsThatDoNotFitTheSession)
{
    Talk console;
    console.login("AttendantConsole");
    console.client("callAction", "<user userUid=\"99\" id=\"u@x\"><action actionType=\"Redial\"/></user>");
    EXPECT_EQ(console.sentence("bwcap.wrong_user_type"), "callAction of user u@x in a session of type AttendantConsole");
    Talk client;
    client.login();
    client.client("monitoringUsersRequest", "<user userUid=\"99\" id=\"u@x\"><monitoring monType=\"Add\"/><monUser>a@x</monUser></user>");
    EXPECT_EQ(client.sentence("bwcap.wrong_user_type"), "monitoringUsersRequest of user u@x in a session of type CallClient");
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
    t.capture_ends();
    EXPECT_FALSE(t.has("bwcap.no_updates"));
    t.now += 11 * s;
    t.capture_ends();
    EXPECT_EQ(t.sentence("bwcap.no_updates"), "User u@x logged in in frame 4 and got no profileUpdate or sessionUpdate since");
    Talk out;
    out.login();
    out.client("unRegister", "<user userUid=\"99\" id=\"u@x\"/>");
    out.end(Side::client);
    EXPECT_FALSE(out.ever("bwcap.no_updates")) << "logged out at once";
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
    crash.end(Side::client, true);
    EXPECT_EQ(crash.found, (std::vector<std::string>{"bwcap.no_unregister"}));
    crash.end(Side::client, true);
    EXPECT_TRUE(crash.found.empty());

    Talk server;
    server.login();
    server.server("profileUpdate", "<user id=\"u@x\"/>");
    server.end(Side::server, false);
    EXPECT_EQ(server.found, (std::vector<std::string>{"bwcap.closed_by_server"}));
    EXPECT_EQ(server.sentences[0], "The server closed a connection in use, with user u@x logged in");
}

TEST(Session, ServerLegKeepsUsersApart)
{
    Talk t{Leg::server};
    const auto say = [&](bool client, const char* command, std::string user, std::string inner, std::string attributes = {}) {
        t.say(client, command,
            (command == std::string_view{"responseAuthentication"} ? "<nonce>n" + user + "</nonce>" : std::string{}) + "<user" +
                attributes + "><id>" + user + "</id>" + inner + "<applicationId>A</applicationId></user>");
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
    EXPECT_EQ(t.connection.all().size(), 2u);
    EXPECT_EQ(std::count(t.all.begin(), t.all.end(), "bwcap.legacy"), 2);

    t.end(Side::server, true);
    EXPECT_EQ(t.sentence("bwcap.users_lost"), "The connection between Open Client Server and Application Server was reset by the "
                                              "Application Server with 1 user(s) on it: they lose service together");
}

TEST(Session, AnotherUserOnTheSameConnection)
{
    Talk t;
    t.login();
    t.now += 11 * s;
    t.client("registerAuthentication", "<user userType=\"AttendantConsole\"><id>second@x</id></user>");
    EXPECT_EQ(t.found, (std::vector<std::string>{"bwcap.legacy"}));
    EXPECT_EQ(t.user, "second@x");
    ASSERT_EQ(t.connection.all().size(), 2u);
    EXPECT_EQ(t.connection.all().back().number, 2u);
    // The first is still there.
    t.server("callUpdate", "<user userUid=\"99\"><call callId=\"1\"><state>1</state></call></user>");
    EXPECT_EQ(t.user, "u@x");
    t.end(Side::client);
    EXPECT_EQ(t.sentence("bwcap.no_updates"), "User u@x logged in in frame 4 and got no profileUpdate or sessionUpdate since");
}

TEST(Session, MemoryIsBounded)
{
    SessionLimits limits;
    limits.max_sessions = 10;
    limits.max_calls = 10;
    limits.max_waiting = 4;
    Talk t{Leg::server, true, {}, limits};
    for (int user = 0; user < 100; ++user)
        for (int call = 0; call < 20; ++call) {
            const std::string who = "<user id=\"u" + std::to_string(user) + "\">", id = std::to_string(call);
            t.now += s;
            t.server("callUpdate", who + "<call callId=\"" + id + "\"><state>2</state></call></user>");
            t.client("callAction", who + "<action actionType=\"Hold\">" + call_param(id) + "</action></user>");
            t.client("monitoringUsersRequest", who + "<monitoring monType=\"Add\"/><monUser>a" + id + "</monUser></user>");
            EXPECT_FALSE(t.has("bwcap.unknown_call")) << "what had to be forgotten is not unknown";
        }
    EXPECT_LE(t.connection.all().size(), 10u);
    for (const Session& session : t.connection.all()) {
        EXPECT_LE(session.calls.size(), 10u);
        EXPECT_LE(session.monitorings.size(), 4u);
        EXPECT_LE(session.actions.size(), 4u);
    }
}

/// What only the cut part of a document would tell is not concluded from its absence.
TEST(Session, CutDocuments)
{
    Talk t;
    t.whole = false;
    t.encrypted = false;
    t.client("registerAuthentication", "<user/>");
    t.server("responseAuthentication", "<user/>");
    EXPECT_EQ(t.request, 1u) << "the command is there";
    t.client("registerRequest", "<user/>");
    t.server("registerResponse", "<user/>");
    t.client("acknowledgement", "<user/>");
    t.client("monitoringUsersRequest", "<user/>");
    t.client("callAction", "<user/>");
    t.now += 100 * s;
    t.server("callUpdate", "<user/>");
    t.capture_ends();
    EXPECT_EQ(t.all, (std::vector<std::string>{"bwcap.legacy"}));
    t.end(Side::client);
    EXPECT_EQ(t.all, (std::vector<std::string>{"bwcap.legacy", "bwcap.legacy"}))
        << "what the capture's end would have said, the connection's end says";
}

TEST(Session, OnlyOneSideWasCaptured)
{
    Coverage coverage;
    coverage.client_captured = true;
    Talk t{Leg::client, true, {.coverage = &coverage}};
    t.client("registerAuthentication", "<user><id>u@x</id></user>");
    t.client("registerRequest", "<user><id>u@x</id><securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword></user>");
    t.client("acknowledgement", "<user userUid=\"99\" id=\"u@x\"><message messageName=\"registerResponse\"/></user>");
    t.client("monitoringUsersRequest", "<user userUid=\"99\" id=\"u@x\"><monitoring monType=\"Add\"/><monUser>v@x</monUser></user>");
    t.action("Hold", call_param("c1"));
    t.now += 100 * s;
    t.client("serverStatusRequest", "<user userUid=\"99\"/>");
    EXPECT_EQ(t.connection.open_requests().count, 0u);
    t.end(Side::server);
    EXPECT_EQ(t.all, (std::vector<std::string>{"bwcap.legacy"}));
}

TEST(Session, LegacyNamesEveryUser)
{
    Talk t{Leg::server};
    t.server("callUpdate", "<user id=\"a\"/>");
    t.server("callUpdate", "<user id=\"b\"/>");
    t.server("callUpdate", "<user id=\"a\"/>");
    EXPECT_EQ(t.all.size(), 2u);
    Talk middle{Leg::client, false};
    middle.client("serverStatusRequest", "<user userUid=\"5\"/>");
    EXPECT_TRUE(middle.all.empty());
    middle.server("sessionUpdate", "<user userUid=\"5\" id=\"late@x\"/>");
    EXPECT_EQ(
        middle.sentence("bwcap.legacy"), "User late@x with application \"(unknown)\" speaks CAP 14.0; CAP was removed in BroadWorks 22.0");
}

// An answer as public OCI clients see it.
TEST(Session, OciErrors)
{
    Document document;
    CallList calls;
    Sessions sessions{Leg::client, true, {.calls = &calls}};
    std::uint32_t frame = 0;
    KeptFindings found;
    const auto say = [&](Side from, const std::string& command) {
        const std::string text = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><BroadsoftDocument protocol=\"OCI\" xmlns=\"C\" "
                                 "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
                                 "<sessionId xmlns=\"\">7</sessionId>" +
                                 command + "</BroadsoftDocument>";
        document.parse(bytes(text), 0);
        found.clear();
        return sessions.observe({{++frame, 1}, frame * s, from, false, true}, document.summary(), found).request.frame;
    };
    say(Side::client, "<command xsi:type=\"AuthenticationRequest\" xmlns=\"\"><userId>admin</userId></command>");
    EXPECT_EQ(say(Side::server,
                  "<command echo=\"\" xsi:type=\"AuthenticationResponse\" xmlns=\"\"><userId>admin</userId><nonce>123</nonce></command>"),
        1u);
    say(Side::client,
        "<command xsi:type=\"LoginRequest14sp4\" xmlns=\"\"><userId>admin</userId><signedPassword>x</signedPassword></command>");
    EXPECT_EQ(sessions.open_requests().oldest, "LoginRequest14sp4");
    EXPECT_EQ(say(Side::server, "<command type=\"Error\" echo=\"\" xsi:type=\"c:ErrorResponse\" xmlns:c=\"C\" xmlns=\"\"><summary>[Error "
                                "4962] Falsches Kennwort.</summary>"
                                "<summaryEnglish>[Error 4962] Invalid login ID or password.</summaryEnglish></command>"),
        3u);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_STREQ(found[0].diagnosis->id, "bwcap.oci_error");
    EXPECT_EQ(found[0].sentence, "LoginRequest14sp4 of user admin was refused with OCI error 4962: Invalid login ID or password.");
    EXPECT_EQ(found[0].severity, Severity::error);
    EXPECT_TRUE(found[0].remedy.starts_with("Correct user id and password"));
    EXPECT_EQ(sessions.open_requests().count, 0u);
    say(Side::server, "<command type=\"Error\" xsi:type=\"ErrorResponse\"><summary>something else</summary></command>");
    EXPECT_EQ(found.at(0).sentence, "An OCI request of user admin was refused with OCI error (no number): something else");
    EXPECT_EQ(sessions.documents(), 0u);
}

TEST(Session, OciIsNotFollowed)
{
    Document document;
    const std::string text = "<BroadsoftDocument protocol=\"OCI\" xmlns=\"C\"><command/></BroadsoftDocument>";
    document.parse(bytes(text), 0);
    Talk t;
    KeptFindings found;
    t.connection.observe({{1, 1}, 1, Side::client, false, true}, document.summary(), found);
    EXPECT_TRUE(found.empty());
    EXPECT_EQ(t.connection.documents(), 0u);
}

} // namespace
