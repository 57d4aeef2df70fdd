// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/stream.hpp"

#include "bwcap/descriptor.hpp"
#include "helpers.hpp"

#include <ctime>
#include <set>

namespace {

using namespace cti;
using namespace cti::bwcap;
using namespace cti::bwcap::test;

const Endpoint client{*Address::parse("10.0.0.21"), 40001}, server{*Address::parse("10.0.0.10"), 2208},
    application_server{*Address::parse("10.0.0.11"), 2206};

/// A front end: hands segments over, keeps what waits, and remembers what a later pass needs.
struct FrontEnd {
    explicit FrontEnd(Capture& capture, const Endpoint& to = server, bool from_start = true, const Endpoint& from = client)
        : capture_{capture}, from{from}, to{to}, connection{descriptor, 1, from, to, use(from), use(to)}
    {
        Coverage& coverage = connection.info()->coverage;
        coverage.from_start = from_start;
        coverage.client_captured = coverage.server_captured = true;
        stream = std::make_unique<Stream>(connection, capture);
    }
    static PortUse use(const Endpoint& e) { return e.port == 2206 || e.port == 2208 ? PortUse::plain : PortUse::none; }

    struct Seen {
        Piece piece;
        std::string text;
        PieceContext context;
        std::vector<std::string> drawn;
    };

    /// A segment, of which the capture kept `kept` bytes.
    void segment(bool from_client, std::string_view text, std::size_t kept = ~std::size_t{0})
    {
        ++frame;
        std::string& waiting = waits[from_client];
        kept = std::min(kept, text.size());
        const std::size_t missing = text.size() - kept;
        waiting += text.substr(0, kept);
        std::size_t offset = 0;
        std::uint32_t place = 0;
        pending = nullptr;
        while (offset < waiting.size()) {
            const std::string rest = waiting.substr(offset);
            const Side side = connection.side_of(from_client ? from : to);
            const Piece piece = stream->next(side, bytes(rest), rest.size() + missing, true);
            if (piece.length == 0) {
                EXPECT_EQ(missing, 0u) << "what is cut does not wait";
                pending = piece.name;
                leading = piece.leading;
                opening = piece.is_opening_request;
                break;
            }
            const std::size_t length = std::min<std::size_t>(piece.length, rest.size());
            const PieceContext context{{frame, ++place}, now, side, encrypted, piece.length > rest.size()};
            read(piece, rest.substr(0, length), context);
            offset += length;
        }
        waiting.erase(0, offset);
        now += 10 * millisecond;
    }
    void read(const Piece& piece, const std::string& text, const PieceContext& context)
    {
        if (!draws) {
            KeptFindings kept;
            notes.push_back(stream->take(piece, bytes(text), context, kept));
            add(kept);
            return;
        }
        Collector sink{text};
        const Facts* facts = stream->observe(piece, bytes(text), context, true, sink);
        seen.push_back({piece, text, context, sink.ids});
        drawn.insert(drawn.end(), sink.ids.begin(), sink.ids.end());
        if (facts && facts->findings)
            add(*facts->findings);
        notes.push_back(stream->note(facts, context));
    }
    void add(const KeptFindings& kept)
    {
        for (const KeptFinding& f : kept) {
            found.push_back(f.diagnosis->id);
            sentences.push_back(f.sentence);
        }
    }
    void from_client(std::string_view text) { segment(true, text); }
    void from_server(std::string_view text) { segment(false, text); }
    void end(Side by, bool reset = false)
    {
        KeptFindings kept;
        stream->on_end({++frame, place_behind_messages}, {{frame, now}, by, reset, true}, kept);
        add(kept);
    }
    std::vector<std::string> faults() const
    {
        std::vector<std::string> kept;
        for (const std::string& id : found)
            if (id != "bwcap.legacy" && id != "bwcap.cleartext")
                kept.push_back(id);
        return kept;
    }
    void login(const std::string& user = "ann@example.com", const std::string& tail = {}, const std::string& type = "CallClient")
    {
        const std::string who = "<user userType=\"" + type + "\"><id>" + user + "</id>", app = "<applicationId>T</applicationId></user>";
        from_client(cap("registerAuthentication", who + app) + tail);
        from_server(cap("responseAuthentication", "<nonce>1234567890</nonce><algorithm>MD5</algorithm>" + who + app) + tail);
        from_client(cap("registerRequest", who + "<securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword>" + app) + tail);
        from_server(cap("registerResponse", "<user userType=\"" + type + "\" userUid=\"u1\"><id>" + user + "</id>" + app) + tail);
        from_client(
            cap("acknowledgement", "<user userUid=\"u1\" id=\"" + user + "\"><message messageName=\"registerResponse\"/>" + app) + tail);
        from_server(cap("profileUpdate", "<user userUid=\"u1\" id=\"" + user + "\"><dnd>Off</dnd></user>") + tail);
    }
    std::vector<std::uint32_t> calls_of_last() const
    {
        std::vector<std::uint32_t> numbers;
        const Facts* facts = stream->facts(seen.back().context.key);
        for (const CallMention& m : stream->calls_of(*facts))
            numbers.push_back(m.call);
        return numbers;
    }

    Capture& capture_;
    Endpoint from, to;
    Connection connection;
    std::unique_ptr<Stream> stream;
    bool draws = false, encrypted = false;
    std::uint32_t frame = 0;
    Time now = 1000 * second;
    std::string waits[2];
    const char* pending = nullptr;
    std::uint32_t leading = 0;
    bool opening = false;
    std::vector<Seen> seen;
    std::vector<std::string> found, sentences, drawn;
    std::vector<MessageNote> notes;
};

std::string update(std::string_view id, int state, std::string_view more = {})
{
    return cap("callUpdate", "<user userUid=\"u1\" id=\"ann@example.com\"><call callId=\"" + std::string{id} + "\"><state>" +
                                 std::to_string(state) + "</state>" + std::string{more} + "</call></user>");
}
std::string action(std::string_view type, std::string_view params)
{
    return cap("callAction", "<user userUid=\"u1\" id=\"ann@example.com\"><action actionType=\"" + std::string{type} + "\">" +
                                 std::string{params} + "</action></user>");
}
std::string id_param(std::string_view id) { return "<actionParam actionParamName=\"CallId\">" + std::string{id} + "</actionParam>"; }
const std::string number_param = "<actionParam actionParamName=\"Number\">5551234</actionParam>";
const std::string logout = cap("unRegister", "<user userUid=\"u1\" id=\"ann@example.com\" userLogoutReason=\"ClientLogout\"/>");

// White space behind the last document, then the end: nothing.
TEST(Stream, WhiteSpaceBehindTheLastDocument)
{
    for (const char* tail : {"", " \n", "\n\t", "\r\n", "   ", "\n  \n"}) {
        Capture capture;
        FrontEnd f{capture};
        f.login("ann@example.com", tail);
        f.from_client(logout + tail);
        EXPECT_EQ(f.pending, nullptr);
        EXPECT_TRUE(f.waits[0].empty() && f.waits[1].empty());
        f.end(Side::client);
        EXPECT_EQ(f.faults(), std::vector<std::string>{}) << tail;
        ASSERT_EQ(f.stream->sessions().size(), 1u);
        const SessionInfo& session = *f.stream->sessions()[0];
        EXPECT_EQ(session.application, "ann@example.com (T)");
        EXPECT_EQ(session.opened, "logged in");
        EXPECT_EQ(session.ended, "logged out");
        EXPECT_TRUE(session.has_ended);
        EXPECT_EQ(session.client, "10.0.0.21:40001");
        EXPECT_EQ(session.server_address(), "10.0.0.10");
        EXPECT_EQ(session.messages, 7u);
    }
}

TEST(Stream, JunkIsShownAtOnceAndIsNoCutDocument)
{
    Capture capture;
    FrontEnd f{capture};
    f.from_client("<ping/>");
    EXPECT_EQ(f.found, (std::vector<std::string>{"bwcap.junk"}));
    EXPECT_EQ(f.sentences[0], "7 bytes belong to no document: XML with another root");
    EXPECT_EQ(f.pending, nullptr);
    EXPECT_FALSE(f.stream->is_readable());
    f.end(Side::client);
    EXPECT_EQ(f.found.size(), 1u);
    EXPECT_TRUE(f.stream->sessions().empty());
}

TEST(Stream, OnlyADocumentThatHasBegunIsPending)
{
    Capture capture;
    FrontEnd f{capture};
    f.from_client("host:2208 HTTP/1.0\r\nDate: today\r\n");
    EXPECT_EQ(f.pending, nullptr);
    f.from_client("\r\n  <?xml version=\"1.0\"?>");
    EXPECT_EQ(f.pending, nullptr) << "a declaration alone";
    f.from_client("<BroadsoftDocument protocol=\"CAP\" version=\"14.0\"><command commandType=\"registerAuthentication\"><comm");
    EXPECT_STREQ(f.pending, "registerAuthentication");
    EXPECT_TRUE(f.opening);
    EXPECT_EQ(f.leading, 2u);
    f.from_server("<BroadsoftDocument protocol=\"CAP\" ver");
    EXPECT_STREQ(f.pending, "document");
    EXPECT_FALSE(f.opening);
    f.end(Side::server);
    EXPECT_EQ(f.found, (std::vector<std::string>{"bwcap.http_header"}));
}

TEST(Stream, TwoRequestsBeforeTheFirstAnswer)
{
    Capture capture;
    FrontEnd f{capture};
    f.draws = true;
    f.login("ann@example.com", "", "AttendantConsole");
    const auto add = [](const char* user) {
        return "  " +
               cap("monitoringUsersRequest", "<user userType=\"AttendantConsole\" userUid=\"u1\"><monitoring monType=\"Add\"/><monUser>" +
                                                 std::string{user} + "</monUser></user>") +
               " \n";
    };
    const std::string answer = cap("monitoringUsersResponse", "<user userUid=\"u1\" id=\"ann@example.com\"/>");
    f.from_client(add("bob@example.com") + add("eve@example.com"));
    f.from_server(answer + "\n" + answer);
    f.now += 60 * second;
    f.end(Side::client);
    EXPECT_EQ(f.faults(), (std::vector<std::string>{"bwcap.no_unregister"}));
    // Both are answered, and know by what.
    unsigned answered = 0;
    for (const FrontEnd::Seen& s : f.seen)
        if (const Facts* facts = f.stream->facts(s.context.key); facts && facts->message == std::string_view{"monitoringUsersRequest"}) {
            EXPECT_EQ(facts->response_frame, f.frame - 1);
            ++answered;
        }
    EXPECT_EQ(answered, 2u);
    EXPECT_EQ(std::count(f.drawn.begin(), f.drawn.end(), "bwcap.several_documents"), 1) << "the server's; no fault of anybody";
    const MessageNote& note = f.notes.back();
    EXPECT_STREQ(note.message, "monitoringUsersResponse");
    EXPECT_STREQ(note.request, "monitoringUsersRequest");
    EXPECT_EQ(note.response_time, 10 * millisecond);
    EXPECT_EQ(note.session, f.stream->sessions()[0]);
}

TEST(Stream, OciErrorIsNamed)
{
    Capture capture;
    FrontEnd f{capture};
    const auto oci = [](const std::string& command) {
        return "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><BroadsoftDocument protocol=\"OCI\" xmlns=\"C\" "
               "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
               "<sessionId xmlns=\"\">00000000-1111</sessionId>" +
               command + "</BroadsoftDocument>";
    };
    f.from_client(oci("<command xsi:type=\"AuthenticationRequest\" xmlns=\"\"><userId>admin</userId></command>"));
    EXPECT_STREQ(f.stream->info(), "OCI AuthenticationRequest admin");
    f.from_server(
        oci("<command echo=\"\" xsi:type=\"AuthenticationResponse\" xmlns=\"\"><userId>admin</userId><nonce>123</nonce></command>"));
    f.from_client(oci("<command xsi:type=\"LoginRequest14sp4\" "
                      "xmlns=\"\"><userId>admin</userId><signedPassword>54ad7a2a0d93f0a0736345ad7af8b68b</signedPassword></command>"));
    f.from_server(oci("<command type=\"Error\" echo=\"\" xsi:type=\"c:ErrorResponse\" xmlns:c=\"C\" xmlns=\"\"><summary>[Error 4962] "
                      "Invalid login ID or password.</summary>"
                      "<summaryEnglish>[Error 4962] Invalid login ID or password.</summaryEnglish></command>"));
    EXPECT_STREQ(f.stream->info(), "OCI ErrorResponse 4962 Invalid login ID or password.");
    EXPECT_STREQ(f.notes.back().failure, "Invalid login ID or password.");
    f.end(Side::client);
    ASSERT_EQ(f.found, (std::vector<std::string>{"bwcap.oci_error"}));
    EXPECT_EQ(f.sentences[0], "LoginRequest14sp4 of user admin was refused with OCI error 4962: Invalid login ID or password.");
}

/// Frames cut by the capture lead to no findings about what the rest of them held.
TEST(Stream, FramesCutByTheCapture)
{
    for (const std::size_t kept : {14u, 42u, 96u, 146u, 246u}) {
        Capture capture;
        FrontEnd f{capture};
        const auto say = [&](bool from_client, const std::string& text) { f.segment(from_client, text, kept); };
        const std::string who = "<user userType=\"CallClient\"><id>ann@example.com</id>", app = "<applicationId>T</applicationId></user>";
        say(true, cap("registerAuthentication", who + app));
        say(false, cap("responseAuthentication", "<nonce>1234567890</nonce><algorithm>MD5</algorithm>" + who + app));
        say(true, cap("registerRequest", who + "<securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword>" + app));
        say(false, cap("registerResponse", "<user userUid=\"u1\"><id>ann@example.com</id>" + app));
        say(true, cap("acknowledgement", "<user userUid=\"u1\" id=\"ann@example.com\"><message messageName=\"registerResponse\"/>" + app));
        const std::string profile =
            cap("profileUpdate", "<user userUid=\"u1\" id=\"ann@example.com\">" + std::string(1000, ' ') + "</user>");
        say(false, profile.substr(0, 600));
        say(false, profile.substr(600));
        say(true, action("Dial", number_param));
        f.now += 30 * second;
        say(false, update("c1", 1));
        say(true, action("Hold", id_param("c1")));
        f.now += 300 * second;
        say(true, logout);
        f.end(Side::client);
        EXPECT_LE(f.found.size(), 1u) << kept;
        for (const std::string& id : f.found)
            EXPECT_EQ(id, "bwcap.legacy") << kept;
    }
}

/// What comes first after missing bytes, or in a capture that begins in the middle, is the rest of a document.
TEST(Stream, RestsAreNoJunk)
{
    const std::string document = update("c1", 2);
    {
        Capture capture;
        FrontEnd middle{capture, server, false};
        middle.from_server(document.substr(100) + document);
        EXPECT_EQ(middle.found, (std::vector<std::string>{"bwcap.legacy"}));
        middle.from_server("hello" + document);
        EXPECT_EQ(middle.faults(), (std::vector<std::string>{"bwcap.junk"})) << "nothing is missing here";
    }
    Capture capture;
    FrontEnd gap{capture};
    gap.login();
    gap.stream->on_gap(Side::server);
    gap.from_server("</call></user></commandData></command></BroadsoftDocument>" + document);
    EXPECT_EQ(gap.faults(), std::vector<std::string>{});
    gap.from_client("hello" + logout);
    EXPECT_EQ(gap.faults(), (std::vector<std::string>{"bwcap.junk"})) << "the other side's bytes are all there";
}

TEST(Stream, MissingBytesMayHoldTheAnswer)
{
    for (const bool told : {false, true}) {
        Capture capture;
        FrontEnd f{capture};
        f.login();
        f.from_client(cap("monitoringUsersRequest", "<user userUid=\"u1\"><monitoring monType=\"Add\"/><monUser>b</monUser></user>"));
        EXPECT_EQ(f.stream->open_requests().count, 1u);
        if (told)
            f.stream->on_gap(Side::server);
        else
            f.connection.info()->coverage.missing_bytes = 100; // as the connection counts them
        f.now += 60 * second;
        f.from_server(update("c1", 1));
        f.end(Side::server);
        EXPECT_EQ(std::count(f.found.begin(), f.found.end(), "bwcap.monitoring_unanswered"), 0);
    }
}

/// The same is drawn on each pass, and the session rules are asked once.
TEST(Stream, LaterPassesOnlyRead)
{
    Capture capture;
    FrontEnd f{capture};
    f.draws = true;
    f.login();
    f.from_client(action("Dial", number_param));
    f.from_server(update("c1", 1, "<personality>1</personality>") + update("c1", 2) + "\r\n");
    f.from_client("junk here" + action("Hold", id_param("c9")));
    const std::size_t sessions = f.stream->sessions().size();
    const std::uint64_t messages = f.stream->sessions()[0]->messages;
    for (int pass = 0; pass < 2; ++pass)
        for (const FrontEnd::Seen& s : f.seen) {
            Collector sink{s.text};
            const Facts* before = f.stream->facts(s.context.key);
            EXPECT_EQ(f.stream->observe(s.piece, bytes(s.text), s.context, false, sink), before);
            EXPECT_EQ(sink.ids, s.drawn);
        }
    EXPECT_EQ(f.stream->sessions().size(), sessions);
    EXPECT_EQ(f.stream->sessions()[0]->messages, messages);
}

/// What is drawn and what is taken find the same.
TEST(Stream, DrawnOrTaken)
{
    std::vector<std::string> found[2];
    for (const bool draws : {false, true}) {
        Capture capture;
        FrontEnd f{capture};
        f.draws = draws;
        f.from_client("x HTTP/1.0\r\nAuthorization: Basic abc\r\n\r\n");
        f.login();
        f.from_server(update("c1", 1, "<callType>5</callType><colour>red</colour>"));
        f.from_client(action("Hold", id_param("c9")) + "<foo>");
        f.from_server(cap("unRegister", "<user id=\"ann@example.com\"/>"));
        f.end(Side::server);
        found[draws] = f.found;
        std::erase(f.drawn, "bwcap.several_documents");
        found[draws].insert(found[draws].end(), f.drawn.begin(), f.drawn.end());
        std::sort(found[draws].begin(), found[draws].end());
    }
    EXPECT_EQ(found[0], found[1]);
    EXPECT_GE(found[0].size(), 8u);
}

/// A call has its number in each document about it; an id that is used again is another call.
TEST(Stream, NumbersOfCalls)
{
    using Numbers = std::vector<std::uint32_t>;
    Capture capture;
    FrontEnd f{capture};
    f.draws = true;
    f.login();
    EXPECT_EQ(f.calls_of_last(), Numbers{});
    f.from_client(action("Dial", number_param));
    EXPECT_EQ(f.calls_of_last(), Numbers{1});
    f.from_server(update("c1", 1, "<personality>1</personality>"));
    EXPECT_EQ(f.calls_of_last(), Numbers{1});
    f.from_server(update("c2", 1, "<personality>2</personality><remoteNumber>777</remoteNumber>"));
    EXPECT_EQ(f.calls_of_last(), Numbers{2});
    f.from_client(action("XferConsult", id_param("c1") + id_param("c2")));
    EXPECT_EQ(f.calls_of_last(), (Numbers{1, 2}));
    EXPECT_EQ(f.stream->call(1).joined, "XferConsult with c2");
    EXPECT_EQ(f.stream->call(2).joined, "XferConsult with c1");
    EXPECT_EQ(f.stream->call(2).from, "777");
    f.from_server(update("c1", 5));
    EXPECT_EQ(f.calls_of_last(), Numbers{1});
    f.from_server(update("c1", 1));
    EXPECT_EQ(f.calls_of_last(), Numbers{3});
    // Numbers are the capture's: another session's c1 is another call.
    FrontEnd other{capture, application_server};
    other.draws = true;
    other.login();
    other.from_server(update("c1", 1));
    EXPECT_EQ(other.calls_of_last(), Numbers{4});
    EXPECT_EQ(other.stream->sessions()[0]->number, 2u);
}

/// On ports that nobody knows the first document that only one side sends tells who is who.
TEST(Stream, RolesByTheFirstDocument)
{
    Capture capture;
    const Endpoint low{*Address::parse("10.0.0.1"), 5000}, high{*Address::parse("10.0.0.2"), 6000};
    FrontEnd f{capture, low, true, high};
    EXPECT_EQ(f.connection.info()->server, low);
    f.from_client(update("c1", 1)); // from the higher port, but only servers send it
    EXPECT_EQ(f.connection.info()->server, high);
    EXPECT_EQ(f.stream->sessions()[0]->server, "10.0.0.2:6000");
    EXPECT_EQ(f.stream->sessions()[0]->client, "10.0.0.1:5000");
    f.from_server(cap("serverStatusRequest", "<user userUid=\"u1\"/>"));
    EXPECT_EQ(f.faults(), std::vector<std::string>{}) << "no wrong direction";
}

TEST(Stream, UsersLostOnTheServerLeg)
{
    Capture capture;
    FrontEnd f{capture, application_server};
    f.login("a@x");
    f.login("b@x");
    f.login("c@x");
    f.from_client(cap("unRegister", "<user id=\"c@x\"><applicationId>T</applicationId></user>"));
    f.end(Side::server, true);
    EXPECT_EQ(f.faults(), (std::vector<std::string>{"bwcap.users_lost"}));
    EXPECT_EQ(f.sentences.back(), "The connection between Open Client Server and Application Server was reset by the Application Server "
                                  "with 2 user(s) on it: they lose service together");
    ASSERT_EQ(f.stream->sessions().size(), 3u);
    EXPECT_EQ(f.stream->sessions()[0]->ended, "reset by the server");
    EXPECT_EQ(f.stream->sessions()[2]->ended, "logged out");
    EXPECT_EQ(f.stream->sessions()[1]->application, "b@x (T)");
}

TEST(Stream, PasswordsOfTheSettings)
{
    Capture capture;
    capture.shared<Settings>().passwords = {{"", "geheim"}};
    FrontEnd f{capture};
    f.draws = true;
    f.login();
    EXPECT_EQ(f.faults(), (std::vector<std::string>{"bwcap.wrong_password"}));
    EXPECT_EQ(f.stream->facts({3, 1})->digest, DigestResult::wrong);
}

TEST(Stream, LimitOfTheSettings)
{
    Capture capture;
    capture.shared<Settings>().max_document = 2000;
    FrontEnd f{capture};
    f.from_server(cap("profileUpdate", "<user id=\"a\">" + std::string(5000, ' ') + "</user>") + update("c1", 1));
    EXPECT_EQ(f.faults(), (std::vector<std::string>{"bwcap.too_large"})) << "what is left of it is no fault of its own";
    EXPECT_EQ(f.stream->sessions().size(), 1u);
}

/// However the bytes are cut into segments, the faults are the same.
TEST(Stream, FindingsDoNotDependOnSegments)
{
    const std::string who = "<user userType=\"CallClient\"><id>ann@example.com</id>", app = "<applicationId>T</applicationId></user>";
    const std::pair<bool, std::string> turns[] = {
        {true, "host:2208 HTTP/1.0\r\nDate: x\r\nAuthorization: Basic abc\r\n\r\n" + cap("registerAuthentication", who + app) + " \n"},
        {false, cap("responseAuthentication", "<nonce>1</nonce>" + who + app) + "\n\t"},
        {true, "  " + cap("registerRequest", who + "<securePassword>XYZ</securePassword>" + app)},
        {false, cap("registerResponse", "<user userUid=\"\"><id>ann@example.com</id><failure failureCause=\"no\"/>" + app)},
        {true, "<ping/>" + action("Hold", id_param("c9")) + "\r\n" + action("Dial", "")},
        {false, update("c1", 5) + update("c1", 3, "<callType>7</callType>") + "some text\n" + update("c2", 1)},
        {false, "<BroadsoftDocument protocol=\"CAP\"><command>" + cap("unRegister", "<user id=\"ann@example.com\"/>")},
    };
    std::set<std::string> expected;
    for (const std::size_t segment : {100'000u, 1u, 7u, 100u, 536u}) {
        Capture capture;
        FrontEnd f{capture};
        for (const auto& [from_client, text] : turns)
            for (std::size_t at = 0; at < text.size(); at += segment) {
                f.segment(from_client, std::string_view{text}.substr(at, segment));
                f.now -= 9 * millisecond;
            }
        f.end(Side::server);
        const std::set<std::string> found{f.found.begin(), f.found.end()};
        if (expected.empty())
            expected = found;
        EXPECT_EQ(found, expected) << segment;
    }
    EXPECT_GE(expected.size(), 9u);
}

// ---- costs

/// Documents of about `size` bytes, of many shapes that once cost more the larger they were.
std::vector<std::string> large_documents(std::size_t size)
{
    const auto fill = [&](const std::string& command, const std::string& before, const auto& part, const std::string& after) {
        std::string inner;
        for (int i = 0; inner.size() + 200 < size; ++i)
            inner += part(i);
        return cap(command, before + inner + after);
    };
    const auto call = [](int i) {
        return "<call callId=\"c" + std::to_string(i) + "\"><state>2</state><remoteNumber>5551234</remoteNumber></call>";
    };
    return {
        fill("callUpdate", "<user id=\"u\">", call, "</user>"),
        fill(
            "callAction", "<user id=\"u\"><action actionType=\"ConfStart\">", [](int i) { return id_param("c" + std::to_string(i)); },
            "</action></user>"),
        fill("callUpdate", "<user id=\"u\">", call, "</user>"),
        fill(
            "monitoringUsersRequest", "<user id=\"u\"><monitoring monType=\"Add\"/>",
            [](int i) { return "<monUser>user" + std::to_string(i) + "@example.com</monUser>"; }, "</user>"),
        fill(
            "profileUpdate", "<user id=\"u\">", [](int) { return std::string{"<nothing/>"}; }, "</user>"),
        fill(
            "profileUpdate", "<user id=\"u\">", [](int) { return std::string{"<call/>"}; }, "</user>"),
        fill(
            "profileUpdate", "<user id=\"u\"><lastName>", [](int) { return std::string{"a&amp;b <!-- x -->"}; }, "</lastName></user>"),
        cap("profileUpdate", "<user id=\"u\">" + std::string(size, ' ') + "</user>"),
        cap("profileUpdate", "<user id=\"u\"><lastName>" + std::string(size, 'x') + "</lastName></user>"),
    };
}

/// Of the processor: what else the machine does is not counted.
double nanoseconds_since(std::clock_t begin) { return 1e9 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC; }

double nanoseconds_per_byte(std::size_t shape, std::size_t size, std::size_t segment)
{
    double best = 1e9;
    const std::string document = large_documents(size)[shape];
    for (int round = 0; round < 5; ++round) {
        Capture capture;
        capture.shared<Settings>().max_document = 1'000'000;
        FrontEnd f{capture, server, false};
        std::size_t total = 0;
        const std::clock_t begin = std::clock();
        while (total < 250'000) {
            for (std::size_t at = 0; at < document.size(); at += segment)
                f.from_server(std::string_view{document}.substr(at, segment));
            total += document.size();
        }
        best = std::min(best, nanoseconds_since(begin) / static_cast<double>(total));
        EXPECT_TRUE(f.waits[0].empty());
        EXPECT_EQ(std::count(f.found.begin(), f.found.end(), "bwcap.too_complex"), 0) << shape;
    }
    return best;
}

/// What waits is gone through again with each segment that comes.
double nanoseconds_per_byte_in_segments(std::size_t size)
{
    constexpr std::size_t segment = 1460;
    const std::string document = large_documents(size)[0];
    FramerLimits limits;
    limits.max_document = 1'000'000;
    double best = 1e9;
    for (int round = 0; round < 5; ++round) {
        std::size_t total = 0;
        const std::clock_t begin = std::clock();
        while (total < 1'000'000) {
            for (std::size_t come = segment; come < document.size(); come += segment)
                EXPECT_EQ(next_unit(bytes(std::string_view{document}.substr(0, come)), limits).kind, UnitKind::need_more);
            EXPECT_EQ(next_unit(bytes(document), limits).length, document.size());
            total += document.size();
        }
        best = std::min(best, nanoseconds_since(begin) / static_cast<double>(total));
    }
    return best;
}

TEST(Stream, SegmentsOfLongDocumentsCostLittle)
{
    const double small = nanoseconds_per_byte_in_segments(1'000), large = nanoseconds_per_byte_in_segments(250'000);
    RecordProperty("segments", std::to_string(small) + " " + std::to_string(large));
    EXPECT_LT(large, 100) << "ns a byte to frame; reading them costs about ten";
}

TEST(Stream, TimeAByteIsFlat)
{
    for (std::size_t shape = 0; shape < large_documents(1000).size(); ++shape) {
        const double small = nanoseconds_per_byte(shape, 1'000, 1u << 20), large = nanoseconds_per_byte(shape, 250'000, 1u << 20);
        RecordProperty("shape" + std::to_string(shape), std::to_string(small) + " " + std::to_string(large));
        EXPECT_LT(large, 5 * small + 20) << "ns a byte, shape " << shape;
    }
}

} // namespace
