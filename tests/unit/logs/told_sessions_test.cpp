// SPDX-License-Identifier: GPL-2.0-or-later
// What traces tell of sessions, and which session of the capture that is. Lines are those of published traces, with other numbers.
#include "logs/told_sessions.hpp"

#include "ctiqbe/descriptor.hpp"
#include "ctiqbe/names_in_logs.hpp"

#include "read.hpp"

#include <gtest/gtest.h>

using namespace cti;
using namespace cti::logs;

namespace {

/// 2026-01-15 09:00:00 UTC (date -u -d @1768467600).
constexpr Time nine = 1768467600 * second;

const std::string head =
    "00895240.000 |09:00:00.000 |FileHead |UTC:+00:00,Date: 2026/01/15, AppName: CTIManager, AppId: 200, HostName: cm1, "
    "FileNumber: 42, TraceVer: 3.0\n";

std::string opening(const std::string& seconds, const std::string& address, int port, int instance, int tcp, const std::string& user)
{
    const std::string i = std::to_string(instance), t = std::to_string(tcp);
    return "00895241.001 |09:00:" + seconds +
           " |AppInfo  |CTIManager::CtiManager::providerOpenRequest(): PROVIDER_OPEN_REQUEST received -- Connection Id=" + i +
           " TcpHandle=[1:200:13:" + t + "] PeerIPAddr=" + address + " PeerPort=" + std::to_string(port) +
           " User name= CtiHandler=[1:200:22:" + i + "]\n" + "00895243.000 |09:00:" + seconds +
           " |SdlSig   |CtiProviderOpenReq |init_complete_await_provopen |CTIHandler(1,200,22," + i + ") |CTIHandler(1,200,22," + i +
           ") |1,200,13," + t + ".3^" + address + "^* |[R:N-H:0,N:0,L:0,V:0,Z:0,D:0] Async Response=2 LoginId=" + user +
           " ApplName=Board ServerHeartbeat=30\n";
}
std::string completed(const std::string& seconds, int instance, const std::string& more)
{
    return "00895250.003 |09:00:" + seconds +
           " |AppInfo  |[CTI-APP] [CTIHandler::OutputCtiMessage      ]     CTI   ProviderOpenCompletedEvent    (seq#=2) provider id=" +
           std::to_string((1 << 24) + instance) + " " + more + "\n";
}
const std::string login_timeout = "CM Version=15.0.1 error code=2362179701 description=Directory login failed - timeout enableIpv6=0";

class Rules final : public SessionRules {
public:
    void on_end(MessageKey, const ConnectionEnd&, KeptFindings&) override {}
    OpenRequests open_requests() const override { return {}; }
    std::span<const SessionPtr> sessions() const override { return all; }
    std::vector<SessionPtr> all;
};

struct Scene {
    Capture capture;
    ToldSessions& told = capture.shared<ToldSessions>();
    std::uint32_t frame = 0;
    struct Told {
        MessageKey key;
        std::vector<std::uint8_t> pdu;
        Time at;
        SessionLinkPtr link;
    };
    std::vector<Told> records;

    Endpoint end(std::string_view address, std::uint16_t port) { return {*Address::parse(address), port}; }

    SessionPtr wire(std::string_view client, std::uint16_t port, Time at)
    {
        const Endpoint from = end(client, port), to = end("10.60.0.10", 2748);
        Connection& c = capture.add(ctiqbe::descriptor, from, to, PortUse::none, PortUse::plain);
        Segment syn;
        syn.at = {++frame, at};
        syn.from = from;
        syn.to = to;
        syn.flags = tcp_syn;
        c.on_segment(syn);
        auto rules = std::make_shared<Rules>();
        rules->all.push_back(make_session(c, capture));
        c.set_rules(rules);
        return rules->all.front();
    }
    /// Links of the records, in order.
    std::vector<SessionLinkPtr> log(const std::string& text, const std::string& file = "SDL001.txt")
    {
        const std::size_t before = records.size();
        ReaderOptions options;
        options.source = file;
        options.time.date = Date{2026, 1, 15}; // of logs that print none
        Reader reader{options, [&](const Record& r) {
                          Told& t = records.emplace_back();
                          t.key = {++frame, 1};
                          encode_record(r, t.pdu);
                          t.at = r.time.nanoseconds;
                          t.link = told.on_record(t.key, t.at, read_record(t.pdu), capture, true);
                      }};
        reader.push({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
        reader.finish();
        std::vector<SessionLinkPtr> links;
        for (std::size_t i = before; i < records.size(); ++i)
            links.push_back(records[i].link);
        return links;
    }
    SessionLinkPtr alarm(std::uint32_t instance, std::string_view client, Time at)
    {
        return told.on_alarm(
            0x8000000000000000u + ++frame, at, instance, client.empty() ? Address{} : *Address::parse(client), capture, true);
    }
};

TEST(ToldSessions, TheWireLearnsWhoAndWhat)
{
    Scene s;
    const SessionPtr board = s.wire("10.60.0.40", 50301, nine + 4 * second);
    const auto links = s.log(head + opening("04.508", "10.60.0.40", 50301, 8, 9, "wallboard") + completed("14.509", 8, login_timeout));
    ASSERT_EQ(links.size(), 4u);
    EXPECT_EQ(links[0], nullptr); // the head is about no connection
    for (std::size_t i = 1; i < 4; ++i)
        ASSERT_TRUE(links[i] && links[i]->session == board) << i;
    EXPECT_EQ(board->application, "Board, user wallboard");
    EXPECT_EQ(board->opening, Opening::refused);
    ASSERT_TRUE(board->in_logs);
    EXPECT_EQ(*board->in_logs, (std::vector<std::string>{"user wallboard (SDL001.txt:3)", "application Board (SDL001.txt:3)",
                                   "provider version 15.0.1 (SDL001.txt:4)",
                                   "ProviderOpenCompletedEvent failed: 0x8ccc0075 CTIERR_DIRECTORY_LOGIN_TIMEOUT (SDL001.txt:4)"}));
    for (const Scene::Told& r : s.records)
        EXPECT_EQ(s.told.on_record(r.key, r.at, read_record(r.pdu), s.capture, false), r.link) << "later passes are told the same";
}

TEST(ToldSessions, TwoClientsOfOneHostAreTwo)
{
    Scene s;
    const SessionPtr one = s.wire("10.60.0.40", 50301, nine), other = s.wire("10.60.0.40", 50302, nine + second);
    s.log(head + opening("01.000", "10.60.0.40", 50301, 8, 9, "anna") + opening("01.500", "10.60.0.40", 50302, 9, 10, "bert") +
          completed("02.000", 8, "LoginUserID=anna") + completed("02.500", 9, login_timeout));
    EXPECT_EQ(one->application, "Board, user anna");
    EXPECT_EQ(one->opening, Opening::granted);
    EXPECT_EQ(other->application, "Board, user bert");
    EXPECT_EQ(other->opening, Opening::refused);
}

TEST(ToldSessions, AnotherTimeIsAnotherConnection)
{
    Scene s;
    const SessionPtr later = s.wire("10.60.0.40", 50301, nine + 3600 * second);
    const auto links = s.log(head + opening("04.508", "10.60.0.40", 50301, 8, 9, "wallboard"));
    (void)s.capture.late();
    EXPECT_EQ(links[1]->session, nullptr);
    EXPECT_EQ(later->application, "");
    EXPECT_EQ(later->in_logs, nullptr);
}

TEST(ToldSessions, AnAddressAloneIsNotEnough)
{
    Scene s;
    const SessionPtr board = s.wire("10.60.0.40", 50301, nine);
    s.log(head + "00895243.000 |09:00:04.000 |SdlSig   |CtiProviderOpenReq |x |CTIHandler(1,200,22,8) |CTIHandler(1,200,22,8) "
                 "|1,200,13,9.3^10.60.0.40^* "
                 "|[R:N-H:0,N:0,L:0,V:0,Z:0,D:0] LoginId=wallboard ApplName=Board\n");
    (void)s.capture.late();
    EXPECT_EQ(board->application, "");
}

TEST(ToldSessions, APortThatIsUsedTwiceAtOnceNamesNobody)
{
    Scene s;
    const SessionPtr a = s.wire("10.60.0.40", 50301, nine), b = s.wire("10.60.0.40", 50301, nine + second);
    s.log(head + opening("01.000", "10.60.0.40", 50301, 8, 9, "wallboard"));
    (void)s.capture.late();
    EXPECT_EQ(a->application + b->application, "");
}

TEST(ToldSessions, LinesBeforeTheirPackets)
{
    Scene s;
    const auto links = s.log(head + opening("00.000", "10.60.0.40", 50301, 8, 9, "wallboard"));
    const SessionPtr board = s.wire("10.60.0.40", 50301, nine + 2 * second);
    EXPECT_EQ(links[1]->session, nullptr);
    (void)s.capture.late();
    EXPECT_EQ(links[1]->session, board);
    EXPECT_EQ(board->application, "Board, user wallboard");
}

TEST(ToldSessions, AnEncryptedConnectionHasTheSessionThatTheTraceTells)
{
    Scene s;
    const Endpoint from = s.end("10.60.0.40", 50301), to = s.end("10.60.0.10", 2749);
    Connection& c = s.capture.add(ctiqbe::descriptor, from, to, PortUse::none, PortUse::secured);
    Segment syn;
    syn.at = {++s.frame, nine};
    syn.from = from;
    syn.to = to;
    syn.flags = tcp_syn;
    c.on_segment(syn);
    const auto links = s.log(head + opening("01.000", "10.60.0.40", 50301, 8, 9, "wallboard") + completed("02.000", 8, login_timeout));
    (void)s.capture.late();
    EXPECT_EQ(links[1]->session, nullptr) << "nothing was sent yet";
    const std::uint8_t hello[] = {0x16, 3, 1, 0, 4, 1, 0, 0, 0};
    c.on_payload(c.side_of(from), {++s.frame, nine + second}, hello, false);
    ASSERT_TRUE(c.carries_tls());
    (void)s.capture.late();
    ASSERT_TRUE(links[1]->session);
    EXPECT_EQ(links[1]->session->client, "10.60.0.40:50301");
    EXPECT_EQ(links[1]->session->application, "Board, user wallboard");
    EXPECT_EQ(links[1]->session->opening, Opening::refused);
    const SessionPtr once = links[1]->session;
    (void)s.capture.late();
    EXPECT_EQ(links[1]->session, once);
}

TEST(ToldSessions, AnAlarmHasItsConnectionsNumber)
{
    Scene s;
    const SessionPtr board = s.wire("10.60.0.40", 50301, nine);
    s.log(head + opening("01.000", "10.60.0.40", 50301, 8, 9, "wallboard"));
    const auto its = s.alarm(8, "10.60.0.40", nine + 600 * second);
    ASSERT_TRUE(its);
    EXPECT_EQ(its->session, board);
    EXPECT_NE(s.alarm(8, "10.60.0.41", nine + second)->session, board) << "another client: the number is another node's";
    EXPECT_NE(s.alarm(9, "10.60.0.40", nine + second)->session, board) << "another connection of this client";
    Scene lonely;
    lonely.log(head + completed("01.000", 8, "LoginUserID=anna"));
    EXPECT_EQ(lonely.alarm(8, "10.60.0.40", nine + 600 * second)->session, nullptr);
}

TEST(ToldSessions, CtiManagerCountsAnewWhenItStarts)
{
    Scene s;
    const SessionPtr before = s.wire("10.60.0.40", 50301, nine), after = s.wire("10.60.0.21", 50777, nine + 30 * second);
    s.log(head + opening("01.000", "10.60.0.40", 50301, 8, 9, "anna") + opening("31.000", "10.60.0.21", 50777, 8, 9, "bert") +
          completed("32.000", 8, login_timeout));
    EXPECT_EQ(before->application, "Board, user anna");
    EXPECT_NE(before->opening, Opening::refused);
    EXPECT_EQ(after->application, "Board, user bert");
    EXPECT_EQ(after->opening, Opening::refused);
}

TEST(ToldSessions, TracesOfTwoHostsAreNotMixed)
{
    Scene s;
    const SessionPtr one = s.wire("10.60.0.40", 50301, nine), other = s.wire("10.60.0.21", 50777, nine);
    std::string second_head = head;
    second_head.replace(second_head.find("cm1"), 3, "cm9");
    s.log(head + opening("01.000", "10.60.0.40", 50301, 8, 9, "anna"), "a/SDL001.txt");
    s.log(second_head + opening("01.500", "10.60.0.21", 50777, 8, 9, "bert") + completed("02.000", 8, login_timeout), "b/SDL001.txt");
    EXPECT_EQ(one->application, "Board, user anna");
    EXPECT_NE(one->opening, Opening::refused);
    EXPECT_EQ(other->application, "Board, user bert");
    EXPECT_EQ(other->opening, Opening::refused);
}

TEST(ToldSessions, DevicesThatWereOpened)
{
    Scene s;
    const SessionPtr board = s.wire("10.60.0.40", 50301, nine);
    s.log(head + opening("01.000", "10.60.0.40", 50301, 7, 8, "anna") +
          "00895260.000 |09:00:02.000 |SdlSig   |CtiQbeGenericMessage |ready |CTIHandler(1,200,22,7) |CtiManager(1,200,21,1) "
          "|1,200,13,8.5^10.60.0.40^* "
          "|[R:N-H:0,N:0,L:0,V:0,Z:0,D:0]\n"
          "00895260.002 |09:00:02.000 |AppInfo  |[CTI-APP] [CTIHandler::processIncomingMessage]     CTI   DeviceOpenRequest    ( seq#=3 "
          "device name=CTIPort_1001 softkeys AppID=0)\n"
          "00895260.004 |09:00:02.001 |AppInfo  |[CTI-APP] [CTIHandler::OutputCtiMessage      ]     CTI   DeviceOpenResponse    ( seq#=3 "
          "result=0 DH=1|38)\n"
          "00895260.005 |09:00:03.000 |AppInfo  |[CTI-APP] [CTIHandler::processIncomingMessage]     CTI   DeviceOpenRequest    ( seq#=4 "
          "device name=CTIPort_1002 softkeys AppID=0)\n"
          "00895260.006 |09:00:03.001 |AppInfo  |[CTI-APP] [CTIHandler::OutputCtiMessage      ]     CTI   FailureResponse    ( seq#=4 "
          "result=2362179608 description=)\n");
    ASSERT_TRUE(board->in_logs);
    const auto& told = *board->in_logs;
    EXPECT_EQ(std::count(told.begin(), told.end(), "device CTIPort_1001 opened (SDL001.txt:6)"), 1);
    EXPECT_EQ(std::count_if(told.begin(), told.end(), [](const std::string& t) { return t.starts_with("device CTIPort_1002"); }), 0);
    EXPECT_EQ(
        std::count_if(told.begin(), told.end(), [](const std::string& t) { return t.starts_with("FailureResponse failed: 0x8ccc0018"); }),
        1);
}

TEST(ToldSessions, ATraceNamesThePayloadOfTheSameMoment)
{
    Scene s;
    ctiqbe::NamesInLogs& names = s.capture.shared<ctiqbe::NamesInLogs>();
    const SessionPtr board = s.wire("10.60.0.40", 50301, nine);
    const std::uint32_t number = board->connection;
    for (const Time at : {14'500, 20'000, 20'100, 30'000})
        names.on_piece(number, Side::server, nine + at * millisecond);
    s.log(head + opening("01.000", "10.60.0.40", 50301, 8, 9, "anna") + completed("14.509", 8, login_timeout) +
          completed("20.050", 8, "LoginUserID=anna"));
    const auto name = [&](Side side, Time at) {
        const std::string* found = names.name_at(number, side, nine + at * millisecond);
        return found ? *found : "";
    };
    EXPECT_EQ(name(Side::server, 14'500), "ProviderOpenCompletedEvent");
    EXPECT_EQ(name(Side::client, 14'500), "") << "the other direction";
    EXPECT_EQ(name(Side::server, 20'000), "") << "two payloads, one line";
    EXPECT_EQ(name(Side::server, 30'000), "") << "no line";
}

/// As a JTAPI client prints it.
std::string jtapi(const std::string& seconds, const std::string& rest)
{
    return "9364: Jan 15 09:00:" + seconds + " UTC %JTAPI-PROTOCOL-7-UNK:(P53-10.60.0.10) " + rest;
}

TEST(ToldSessions, TheProviderIdOfAJtapiLogIsTheHandlersInstance)
{
    // provider id = (node << 24) + instance of CtiHandler = CTIconnectionId: 16778994 is node 1, 1778.
    Scene s;
    const SessionPtr board = s.wire("10.60.0.40", 50301, nine);
    const auto request = s.log(jtapi("00.900", "sending: com.cisco.cti.protocol.ProviderOpenRequest {\nprovider = 10.60.0.10\n"
                                               "applicationID = JTAPI[1]@host1\n}\n"),
        "CiscoJtapi01.log");
    s.log(head + opening("01.000", "10.60.0.40", 50301, 1778, 9, "anna"));
    const auto answer = s.log(jtapi("01.100", "received Response: com.cisco.cti.protocol.ProviderOpenResponse {\nsequenceNumber = 17\n"
                                              "result = 0\nproviderInfoString = 12.5.1.11900-146.i386\nproviderId = 16778994\n}\n"),
        "CiscoJtapi01.log");
    const auto alarm = s.alarm(1778, "", nine + 2 * second);
    (void)s.capture.late();
    ASSERT_TRUE(request[0] && answer[0] && alarm);
    EXPECT_EQ(answer[0]->session, board);
    EXPECT_EQ(request[0]->session, board) << "the request, which does not say it, is of the same provider";
    EXPECT_EQ(alarm->session, board);
    ASSERT_TRUE(board->in_logs);
    const auto& told = *board->in_logs;
    EXPECT_EQ(std::count(told.begin(), told.end(), "provider version 12.5.1.11900-146.i386 (CiscoJtapi01.log:1)"), 1);
    EXPECT_EQ(std::count(told.begin(), told.end(), "application JTAPI[1]@host1 (CiscoJtapi01.log:1)"), 1);

    Scene other;
    const SessionPtr hers = other.wire("10.60.0.40", 50301, nine);
    other.log(head + opening("01.000", "10.60.0.40", 50301, 1778, 9, "anna"));
    const auto elsewhere = other.log(jtapi("01.100", "received Response: com.cisco.cti.protocol.ProviderOpenResponse {\nproviderId = " +
                                                         std::to_string((2 << 24) + 1778) + "\n}\n"),
        "CiscoJtapi01.log");
    (void)other.capture.late();
    EXPECT_NE(elsewhere[0]->session, hers) << "node 2 counts for itself";
}

/// A handler of CTIManager tells its client of a call.
std::string new_call(const std::string& seconds, int instance, int tcp, int call)
{
    const std::string i = std::to_string(instance);
    return "00895260.000 |09:00:" + seconds + " |SdlSig   |CtiNewCallNotify |ready |CTIHandler(1,200,22," + i +
           ") |CtiLine(1,200,24,5) |1,200,13," + std::to_string(tcp) +
           ".5^10.60.0.40^* |[R:N-H:0,N:0,L:0,V:0,Z:0,D:0]\n00895260.002 |09:00:" + seconds +
           " |AppInfo  |[CTI-APP] [CTIHandler::OutputCtiMessage      ]     CTI   NewCallEvent    ( LH=1|46 CH=1|19282359 CH=0|0 GCH=1|" +
           std::to_string(call) + " lineHandleSpecified=1 state=2)\n";
}
std::string telephony(const std::string& seconds, int call)
{
    return "51617: Jan 15 09:00:" + seconds + " UTC %MIVR-SS_TEL-7-UNK:CallID:11 MediaId:" + std::to_string(call) +
           "/1 Task:34000000019 Digit received: 0\n";
}

TEST(ToldSessions, CallsOfAnEngineAreThoseThatTheTraceTellsItsSession)
{
    const auto told = [](const std::string& engine) {
        Scene s;
        const SessionPtr one = s.wire("10.60.0.40", 50301, nine);
        s.wire("10.60.0.40", 50302, nine + second);
        s.log(head + opening("01.000", "10.60.0.40", 50301, 8, 9, "anna") + opening("01.500", "10.60.0.40", 50302, 9, 10, "bert") +
              new_call("10.000", 8, 9, 29124) + new_call("20.000", 8, 9, 29125) + new_call("21.000", 9, 10, 29130) +
              new_call("30.000", 8, 9, 29126) + new_call("31.000", 8, 9, 29127) + new_call("31.500", 9, 10, 29127) +
              new_call("50.000", 8, 9, 29190));
        const auto links = s.log(engine, "Cisco001MIVR1.log");
        (void)s.capture.late();
        return links[0] && links[0]->session == one;
    };
    EXPECT_TRUE(told(telephony("10.100", 29124) + telephony("20.100", 29125) +
                     "52165: Jan 15 09:00:30.100 UTC %MIVR-SS_TEL-7-UNK:X: CallCtlConnEstablishedEv received for call:16806342 "
                     "[29126/1], address 4003, calling party 4003, and called party 62151\n"));
    EXPECT_FALSE(told(telephony("10.100", 29124) + telephony("20.100", 29125))) << "two calls may be chance";
    EXPECT_FALSE(told(telephony("10.100", 29124) + telephony("20.100", 29125) + telephony("31.100", 29127))) << "both are told of 29127";
    EXPECT_FALSE(told(telephony("10.100", 29124) + telephony("20.100", 29125) + telephony("30.100", 29126) + telephony("40.100", 29180)))
        << "a call that this session was not told of";
    EXPECT_FALSE(told(telephony("10.100", 29124) + telephony("20.100", 29125) + telephony("30.100", 29126) + telephony("21.100", 29130)))
        << "a call of the other";
}

std::string jabber(const std::string& seconds, const std::string& name, int number)
{
    return "2026-01-15 09:00:" + seconds + " DEBUG [0x00002818] [c\\deskphoneprovider\\DPProvider.cpp(1086)] [csf.ecc] " +
           "[CDPProvider::SendRequest] - [id=0] SendRequest Succeed., pdunames[msg.msgID]=" + name +
           ", msg.sequenceNumber=" + std::to_string(number) + "\n";
}
std::string asked(const std::string& seconds, int instance, const std::string& message, int number)
{
    const std::string i = std::to_string(instance);
    return "00895260.000 |09:00:" + seconds + " |SdlSig   |CtiQbeGenericMessage |ready |CTIHandler(1,200,22," + i +
           ") |CtiManager(1,200,21,1) |1,200,13," + std::to_string(instance + 1) +
           ".5^10.60.0.40^* |[R:N-H:0,N:0,L:0,V:0,Z:0,D:0]\n00895260.002 |09:00:" + seconds +
           " |AppInfo  |[CTI-APP] [CTIHandler::processIncomingMessage]     CTI   " + message + "    ( seq#=" + std::to_string(number) +
           " )\n";
}

TEST(ToldSessions, AJabberLogIsTheSessionWithItsRequests)
{
    const auto told = [](const std::string& client, const std::string& last) {
        Scene s;
        const SessionPtr one = s.wire("10.60.0.40", 50301, nine);
        s.wire("10.60.0.41", 50302, nine);
        s.log(head + opening("01.000", "10.60.0.40", 50301, 8, 9, "anna") + opening("01.000", "10.60.0.41", 50302, 18, 19, "bert") +
              asked("10.000", 8, "DeviceOpenRequest", 4) + asked("10.000", 18, "DeviceOpenRequest", 5) +
              asked("11.000", 8, "LineOpenRequest", 5) + asked("11.500", 18, "LineOpenRequest", 6) +
              asked("20.000", 8, "DeviceCloseRequest", 6) + asked("50.000", 8, "DeviceOpenRequest", 9));
        const auto links = s.log(client, "jabber.log");
        (void)s.capture.late();
        const bool is_said = one->in_logs && std::any_of(one->in_logs->begin(), one->in_logs->end(),
                                                 [&](const std::string& fact) { return fact.find(last) != std::string::npos; });
        return links[0] && links[0]->session == one && is_said;
    };
    const std::string three =
        jabber("09.800", "DEVICE_OPEN_REQUEST", 4) + jabber("10.900", "LINE_OPEN_REQUEST", 5) + jabber("19.900", "DEVICE_CLOSE_REQUEST", 6);
    EXPECT_TRUE(told(three, "user anna"));
    EXPECT_FALSE(told(jabber("09.800", "DEVICE_OPEN_REQUEST", 4) + jabber("10.900", "LINE_OPEN_REQUEST", 5), "user anna"));
    EXPECT_FALSE(told(three + jabber("30.000", "LINE_OPEN_REQUEST", 7), "user anna")) << "the trace should tell of this one, too";
    EXPECT_FALSE(told(three + jabber("11.400", "LINE_OPEN_REQUEST", 6), "user anna")) << "this one is the other client's";
}

TEST(ToldSessions, TwoLogsOfOneMessageAreOneCandidate)
{
    Scene s;
    ctiqbe::NamesInLogs& names = s.capture.shared<ctiqbe::NamesInLogs>();
    const SessionPtr board = s.wire("10.60.0.40", 50301, nine);
    names.on_piece(board->connection, Side::server, nine + 14'500 * millisecond);
    s.log(head + opening("01.000", "10.60.0.40", 50301, 8, 9, "anna") + completed("14.509", 8, "LoginUserID=anna"));
    s.log(jtapi("14.520", "received Event: com.cisco.cti.protocol.ProviderOpenCompletedEvent {\nproviderId = 16777224\n}\n"),
        "CiscoJtapi01.log");
    const std::string* name = names.name_at(board->connection, Side::server, nine + 14'500 * millisecond);
    ASSERT_TRUE(name);
    EXPECT_EQ(*name, "ProviderOpenCompletedEvent");
}

TEST(ToldSessions, IsBounded)
{
    Scene s;
    const SessionPtr board = s.wire("10.60.0.40", 50301, nine);
    std::string text = head + opening("01.000", "10.60.0.40", 50301, 8, 9, "anna");
    for (int i = 0; i < 1000; ++i)
        text += completed("02.000", 8, login_timeout);
    s.log(text);
    ASSERT_TRUE(board->in_logs);
    EXPECT_EQ(board->in_logs->size(), ToldSessions::most_told);
}

} // namespace
