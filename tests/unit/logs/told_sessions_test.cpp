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
    const std::vector<SessionPtr>& sessions() const override { return all; }
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
