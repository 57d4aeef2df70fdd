// SPDX-License-Identifier: GPL-2.0-or-later
// Syslog over TCP (RFC 6587): newline framing and octet counting, cut in every way.
#include "collect.hpp"

#include "ucalarm/transport.hpp"

namespace {

using namespace cti;
using namespace cti::ucalarm;
using Kind = StreamPiece::Kind;

std::string alarm(int number)
{
    return "<187>10" + std::to_string(number) +
           ": cucm1.example.com: Jan 23 2023 08:35:28.162 UTC : %UC_CTI-3-CtiProviderOpenFailure: %[CTIconnectionId=" +
           std::to_string(number) + "][LoginUserId=jtapi" + std::to_string(number) +
           "][Reason=-1932787617][IPaddress=10.1.1.1][IPv6address=][AppID=Cisco CTIManager][ClusterID=StandAloneCluster][NodeID=cucm1]: "
           "CTI application failed to "
           "open provider; application startup failed.";
}
std::string counted(const std::string& message) { return std::to_string(message.size()) + " " + message; }

/// Feeds a stream in pieces of `step` bytes; gives the messages.
std::vector<std::string> split(const std::string& stream, std::size_t step)
{
    std::vector<std::string> messages;
    std::size_t begin = 0, end = 0;
    while (begin < stream.size() || end < stream.size()) {
        const bool ended = end == stream.size();
        const std::string_view buffer = std::string_view{stream}.substr(begin, end - begin);
        const StreamPiece piece = next_syslog_message(bytes_of(buffer), ended);
        if (piece.kind == Kind::need_more) {
            if (ended)
                break;
            end = std::min(end + step, stream.size());
            continue;
        }
        EXPECT_GT(piece.length, 0u);
        EXPECT_LE(piece.length, buffer.size());
        EXPECT_LE(piece.message.offset + piece.message.length, piece.length);
        if (piece.kind == Kind::message)
            messages.emplace_back(buffer.substr(piece.message.offset, piece.message.length));
        begin += static_cast<std::size_t>(piece.length);
    }
    return messages;
}

TEST(Stream, EveryFramingInEverySegmentation)
{
    const std::vector<std::string> expected{alarm(1), alarm(2), alarm(3)};
    const std::string streams[] = {
        alarm(1) + "\n" + alarm(2) + "\n" + alarm(3) + "\n",
        alarm(1) + "\r\n" + alarm(2) + "\r\n" + alarm(3) + "\r\n",
        alarm(1) + std::string(1, '\0') + alarm(2) + std::string(1, '\0') + alarm(3) + std::string(1, '\0'),
        alarm(1) + "\n" + alarm(2) + "\n" + alarm(3), // the last one ends with the stream
        counted(alarm(1)) + counted(alarm(2)) + counted(alarm(3)),
        counted(alarm(1)) + "\n" + counted(alarm(2)) + "\n" + counted(alarm(3)) + "\n",
        counted(alarm(1)) + alarm(2) + "\n" + counted(alarm(3)),
        "\n\n" + alarm(1) + "\n\n" + alarm(2) + "\n" + alarm(3) + "\n",
    };
    for (const std::string& stream : streams)
        for (const std::size_t step : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{536}, std::size_t{1460}, stream.size()})
            EXPECT_EQ(split(stream, step), expected) << step << ": " << stream.substr(0, 20);
}

TEST(Stream, SaysHowMuchIsNeeded)
{
    const auto next = [](std::string_view text, bool ended = false) { return next_syslog_message(bytes_of(text), ended); };
    EXPECT_EQ(next("").kind, Kind::need_more);
    EXPECT_EQ(next("1").kind, Kind::need_more);
    EXPECT_EQ(next("152 ").kind, Kind::need_more);
    EXPECT_EQ(next("152 ").length, 0u);
    EXPECT_EQ(next("152 <").kind, Kind::need_more);
    EXPECT_EQ(next("152 <").length, 156u);
    EXPECT_TRUE(next("152 <").counted);
    EXPECT_EQ(next("<187>x").kind, Kind::need_more);
    EXPECT_EQ(next("<187>x").length, 0u);
    // No count: a number that is something else.
    EXPECT_EQ(next("573: pub: text\n").message.length, 14u);
    EXPECT_EQ(next("99999999 <1>x\n").message.length, 13u);
    EXPECT_EQ(next("12 monkeys\n").message.length, 10u);
    EXPECT_EQ(next("0 <13>x\n").message.length, 7u);
    // The stream ends in the middle.
    const StreamPiece rest = next("152 <188>cut", true);
    EXPECT_EQ(rest.kind, Kind::message);
    EXPECT_EQ(rest.length, 12u);
    EXPECT_EQ(rest.message.offset, 4u);
    EXPECT_FALSE(rest.complete);
    EXPECT_FALSE(next("<188>cut", true).complete);
}

TEST(Stream, IsBounded)
{
    const std::string endless(3 * max_syslog_message, 'x');
    const StreamPiece piece = next_syslog_message(bytes_of(endless));
    EXPECT_EQ(piece.kind, Kind::message);
    EXPECT_EQ(piece.length, max_syslog_message);
    EXPECT_FALSE(piece.complete);
    EXPECT_EQ(next_syslog_message(bytes_of(std::string_view{endless}.substr(0, max_syslog_message))).kind, Kind::need_more);
}

TEST(LooksLike, Alarms)
{
    for (const std::string& stream :
        {alarm(1) + "\n", alarm(1), counted(alarm(1)), alarm(1) + "\n" + alarm(2).substr(0, 30), alarm(1) + "\n<18", alarm(1) + "\n" + "3",
            "<13>Nov 20 11:24:54 host su: session opened\n" + alarm(1) + "\n", counted(alarm(1)) + counted(alarm(2)).substr(0, 3),
            std::string{"<134>25: icmhost1: Feb 13 2007 18:23:21.408 +0000: %ICM_Router_CallRouter-6-10500FF: [comp=Router-A]: Side A rtr "
                        "process is OK.\n"},
            std::string{"<164>Nov 20 2025 10:00:00: %ASA-4-620002: Unsupported CTIQBE version: 11: from inside:10.1.1.1/2748 to "
                        "outside:10.2.2.2/1024\n"}})
        EXPECT_TRUE(looks_like_syslog_alarm(bytes_of(stream))) << stream;
}

TEST(LooksLike, RemoteShellAndOthersDoNot)
{
    const std::string rsh{"1022\0root\0root\0ls -l\0", 21};
    for (const std::string& stream : {std::string{}, rsh, std::string{"\0root\0root\0cat <187>%UC_CTI-3-CtiProviderClosed: x\0", 51},
             std::string{"<187>no alarm here\n"}, std::string{"%UC_CTI-3-CtiProviderClosed: %[AppID=a]: t\n"}, // no priority
             "<192>" + alarm(1).substr(5), "<007>" + alarm(1).substr(5), "<>" + alarm(1).substr(5), "GET / HTTP/1.1\r\n" + alarm(1),
             alarm(1) + "\nnot syslog\n", "<187>\x01" + alarm(1).substr(5), std::string{"<187>CtiProviderClosed - x\n"}})
        EXPECT_FALSE(looks_like_syslog_alarm(bytes_of(stream))) << stream;
}

} // namespace
