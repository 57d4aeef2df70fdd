// SPDX-License-Identifier: GPL-2.0-or-later
// Messages that are cut, wrong, hostile or no text at all: a named finding, never a false value that looks sure.
#include "collect.hpp"

#include <chrono>
#include <random>

namespace {

using namespace cti;
using namespace cti::ucalarm;

constexpr std::string_view line =
    "<188>%UC_CTI-4-CtiIncompatibleProtocolVersion: %[MsgVersion=1234][CompatibleVersions=60000][CurrentVersion=60001][CMVersion=15.0.1]"
    "[IPAddress=172.28.2.179][IPv6Address=2001:db8::b3][AppID=Cisco CTIManager][ClusterID=Cluster1][NodeID=cucm1]: Incompatible protocol version.";

TEST(BadInput, LineCutAtEveryByte)
{
    const Collect whole = decode(line);
    ASSERT_EQ(whole.findings.size(), 1u);
    const std::size_t parameters_end = line.rfind(']');
    for (std::size_t length = 0; length < line.size(); ++length) {
        const std::string_view part = line.substr(0, length);
        Collect got{part};
        const unsigned alarms = decode_alarms(bytes_of(part), got);
        SCOPED_TRACE(part);
        EXPECT_EQ(alarms, length > line.find("-4-") ? 1u : got.groups);
        // No field may hold anything but what the whole line holds.
        for (const auto& [filter, value] : got.fields) {
            if (filter == "ucalarm.parameter" || filter == "ucalarm.text" || filter == "ucalarm.catalog" || filter == "ucalarm.name")
                continue;
            const std::string full = whole.get(filter);
            const bool text = filter == "ucalarm.cm_version" || filter == "ucalarm.app_id" || filter == "ucalarm.cluster_id" || filter == "ucalarm.node_id";
            EXPECT_EQ(text ? full.substr(0, value.size()) : full, value) << filter;    // text may be shorter, and says so below
        }
        if (alarms && length <= parameters_end) {
            EXPECT_TRUE(got.finding("ucalarm.truncated") || got.finding("ucalarm.missing_parameter")) << got.ids();
        }
    }
}

TEST(BadInput, CutAddressIsNotAnAddress)
{
    const std::string_view part = line.substr(0, line.find("172.28.2.179") + 11);    // ...172.28.2.17
    const Collect got = decode(part);
    EXPECT_EQ(got.get("ucalarm.ip_address"), "-");
    EXPECT_EQ(got.get("ucalarm.parameter"), "[IPAddress=172.28.2.17");
    ASSERT_TRUE(got.finding("ucalarm.truncated"));
    EXPECT_NE(got.finding("ucalarm.truncated")->sentence.find("IPAddress"), std::string::npos);
    EXPECT_TRUE(got.finding("ucalarm.incompatible_version"));
    EXPECT_EQ(got.get("ucalarm.msg_version"), "1234");
}

TEST(BadInput, CutFreeText)
{
    const Collect got = decode("Error: kCtiIncompatibleProtocolVersion - Incompatible protocol version. Message Version: 0 Minimum Version: 60000 "
                               "Current Version: 60000 CallManager Version: IPAddress: 172.28.2.17");
    EXPECT_EQ(got.get("ucalarm.current_version"), "60000");
    EXPECT_EQ(got.get("ucalarm.ip_address"), "-");
    EXPECT_TRUE(got.finding("ucalarm.truncated"));
}

TEST(BadInput, CutLineThenAnother)
{
    const std::string two = std::string{line.substr(0, line.find("2.179"))} + "\n<13>Nov 20 host app: [x] fine: yes\n" + std::string{line};
    const Collect got = decode(two, 2);
    EXPECT_EQ(got.get("ucalarm.ip_address"), "172.28.2.179");
    EXPECT_EQ(got.count("ucalarm.truncated"), 1u);
    EXPECT_EQ(got.count("ucalarm.incompatible_version"), 2u);
}

TEST(BadInput, BracketsInsideValues)
{
    const struct {
        const char* printed;
        const char* value;
    } cases[] = {
        {"plain", "plain"},
        {"[in] brackets", "[in] brackets"},
        {"ends in [brackets]", "ends in [brackets]"},
        {"one [ open", "one [ open"},
        {"one ] close", "one ] close"},
        {"a][b", "a][b"},
        {"]", "]"},
        {"[", "["},
        {"a]: b", "a]: b"},
        {"nested [a [b] c] d", "nested [a [b] c] d"},
        {"[x=1]", "[x=1]"},
        {"call [x][y=2] end", "call [x][y=2] end"},
        {"%[", "%["},
        {"a=b", "a=b"},
        {"two\nlines", "two\nlines"},
    };
    for (const auto& c : cases) {
        const Collect got = decode(std::string{"%UC_CTI-4-CtiQbeFailureResponse: %[ErrorCode=2362179701][SeqNumber=7][ErrorMessageString="} + c.printed +
                                   "][AppID=Cisco CTIManager][ClusterID=c][NodeID=n]: Requested operation failed");
        SCOPED_TRACE(c.printed);
        EXPECT_EQ(got.get("ucalarm.error_message_string"), c.value);
        EXPECT_EQ(got.get("ucalarm.error_code"), std::to_string(0x8CCC0075u));
        EXPECT_EQ(got.get("ucalarm.app_id"), "Cisco CTIManager");
        EXPECT_EQ(got.get("ucalarm.node_id"), "n");
        EXPECT_EQ(got.get("ucalarm.text"), "Requested operation failed");
        EXPECT_EQ(got.ids(), "ucalarm.alarm");
    }
}

TEST(BadInput, BracketsInTheLastValue)
{
    for (const char* printed : {"a [b]", "a [b", "a] b", "[b]"}) {
        const Collect got = decode(std::string{"%UC_CTI-4-MaxDevicesPerNodeExceeded: %[AppID=a][ClusterID=c][NodeID="} + printed + "]: text");
        EXPECT_EQ(got.get("ucalarm.node_id"), printed);
        EXPECT_EQ(got.get("ucalarm.text"), "text");
    }
}

TEST(BadInput, BracketsBeforeAnUnknownParameter)
{
    const Collect got = decode("%UC_CTI-4-CtiQbeFailureResponse: %[ErrorCode=1][SeqNumber=2][ErrorMessageString=a [b]][Colour=green][AppID=x][ClusterID=c]"
                               "[NodeID=n]: t");
    EXPECT_EQ(got.get("ucalarm.error_message_string"), "a [b]");
    EXPECT_EQ(got.get("ucalarm.parameter"), "[Colour=green]");
    EXPECT_EQ(got.get("ucalarm.app_id"), "x");
}

TEST(BadInput, UnknownLabelInFreeText)
{
    const Collect got = decode("Error: kCtiIncompatibleProtocolVersion - Incompatible protocol version. Message Version: 0 Colour: green "
                               "Minimum Version: 60000#012Shade: dark#012Current Version: 60001 IPAddress: 172.28.2.179 Node ID: n");
    EXPECT_EQ(got.get("ucalarm.msg_version"), "0");
    EXPECT_EQ(got.get("ucalarm.minimum_version"), "60000");
    EXPECT_EQ(got.get("ucalarm.current_version"), "60001");
    EXPECT_EQ(got.get("ucalarm.ip_address"), "172.28.2.179");
    EXPECT_EQ(got.count("ucalarm.unknown_parameter"), 2u);
}

TEST(BadInput, MissingParameters)
{
    const Collect got = decode("%UC_CTI-4-CtiIncompatibleProtocolVersion: %[CurrentVersion=60000][AppID=a]: t");
    EXPECT_EQ(got.count("ucalarm.missing_parameter"), 7u) << got.ids();
    EXPECT_EQ(got.findings.back().sentence, "CTIManager refused client not given: message version not given, minimum version not given, current version 60000 "
                                            "(application a, node not given)");
    const Collect none = decode("%UC_CTI-4-CtiMaxConnectionReached: limit hit");
    EXPECT_EQ(none.get("ucalarm.text"), "limit hit");
    EXPECT_EQ(none.count("ucalarm.missing_parameter"), 3u);
}

TEST(BadInput, UnknownAndRepeatedParameters)
{
    const Collect got = decode("%UC_CTI-4-CtiMaxConnectionReached: %[AppID=first][Colour=green][AppID=second][ClusterID=c][NodeID=n]: t");
    EXPECT_EQ(got.get("ucalarm.app_id"), "first|second");
    EXPECT_EQ(got.get("ucalarm.parameter"), "[Colour=green]");
    EXPECT_EQ(got.ids(), "ucalarm.unknown_parameter ucalarm.repeated_parameter ucalarm.alarm");
    EXPECT_EQ(got.findings[0].sentence, "Colour is not a parameter of the UC_CTI catalogue");

    // The first one counts.
    const Collect twice = decode("%UC_CTI-4-CtiIncompatibleProtocolVersion: %[IPAddress=10.0.0.1][IPAddress=10.0.0.2]: t");
    EXPECT_NE(twice.findings.back().sentence.find("client 10.0.0.1:"), std::string::npos);
    const std::string_view message = "%UC_CTI-4-CtiIncompatibleProtocolVersion: %[IPAddress=10.0.0.1][IPAddress=10.0.0.2]: t";
    Start start;
    ASSERT_TRUE(find_alarm(bytes_of(message), 0, start));
    Collect sink{message};
    EXPECT_EQ(decode_alarm(bytes_of(message), start, sink).client, Address::parse("10.0.0.1"));
}

/// More parameters than any alarm has, and than are kept when its extent is measured: none is lost, none comes twice.
TEST(BadInput, AnyNumberOfParameters)
{
    for (const unsigned count : {22u, 23u, 24u, 25u, 26u, 100u}) {
        std::string message = "%UC_CTI-4-CtiProviderCloseHeartbeatTimeout: %";
        for (unsigned i = 0; i < count; ++i)
            message += "[Extra" + std::to_string(i) + "=" + std::to_string(i) + "]";
        message += ": the text";
        const Collect got = decode(message);
        std::vector<std::string> parameters;
        for (const auto& [filter, value] : got.fields)
            if (filter == "ucalarm.parameter")
                parameters.push_back(value);
        ASSERT_EQ(parameters.size(), count);
        for (unsigned i = 0; i < count; ++i)
            EXPECT_EQ(parameters[i], "[Extra" + std::to_string(i) + "=" + std::to_string(i) + "]");
        EXPECT_EQ(got.get("ucalarm.text"), "the text");
    }
}

TEST(BadInput, WrongTypes)
{
    for (const char* address : {"172.28.2.256", "172.28.2", "cucm1", "172.28.2.179/24", "xxx.xxx.xxx.xxx", "2001:db8:::1"}) {
        const Collect got = decode(std::string{"%UC_CTI-4-CtiIncompatibleProtocolVersion: %[IPAddress="} + address + "]: t");
        EXPECT_EQ(got.get("ucalarm.ip_address"), "-") << address;
        EXPECT_EQ(got.get("ucalarm.parameter"), std::string{"[IPAddress="} + address + "]");
        EXPECT_TRUE(got.finding("ucalarm.bad_value"));
    }
    for (const char* number : {"abc", "12x", "4294967296", "1e3", "--1", "1 2", "99999999999999999999999999"}) {
        const Collect got = decode(std::string{"%UC_CTI-4-CtiIncompatibleProtocolVersion: %[MsgVersion="} + number + "]: t");
        EXPECT_EQ(got.get("ucalarm.msg_version"), "-") << number;
        EXPECT_TRUE(got.finding("ucalarm.bad_value")) << number;
    }
    const Collect wide = decode("%UC_CTI-6-CtiLineInService: %[LineId=2147483648][CTIconnectionId=2147483647]: t");
    EXPECT_EQ(wide.get("ucalarm.line_id"), "-");    // a Long has 32 bits and a sign
    EXPECT_EQ(wide.get("ucalarm.cti_connection_id"), "2147483647");
    EXPECT_TRUE(decode("%UC_CTI-6-CtiDeviceOpened: %[MediaControlled=maybe]: t").finding("ucalarm.bad_value"));
}

TEST(BadInput, UnknownParamnameWithoutName)
{
    const Collect got = decode("%UC_CTI-3-CtiMaxConnectionReached: %[AppID=a][UNKNOWN_PARAMNAME=5][UNKNOWN_PARAMNAME:=6][ClusterID=c][NodeID=n]: t");
    EXPECT_EQ(got.get("ucalarm.parameter"), "[UNKNOWN_PARAMNAME=5]|[UNKNOWN_PARAMNAME:=6]");
    EXPECT_EQ(got.ids(), "ucalarm.unknown_paramname ucalarm.unknown_paramname ucalarm.alarm");
    EXPECT_EQ(got.findings.back().severity, Severity::warn);    // the catalogue's, not the forced 3
}

TEST(BadInput, StrayBrackets)
{
    const Collect got = decode("%UC_CTI-4-CtiMaxConnectionReached: %[][no equals][AppID=a][=b][ClusterID=c][NodeID=n]: t");
    EXPECT_EQ(got.get("ucalarm.app_id"), "a");
    EXPECT_EQ(got.get("ucalarm.node_id"), "n");
    EXPECT_EQ(got.count("ucalarm.malformed"), 3u);
}

TEST(BadInput, BrokenHeads)
{
    for (const char* message : {"%UC_CTI-", "%UC_CTI-4", "%UC_CTI-4-", "%UC_CTI-4-CtiProv", "%UC_CTI-4-CtiProviderClosed"})
        EXPECT_TRUE(decode(message).finding("ucalarm.truncated")) << message;
    for (const char* message : {"%UC_CTI-9-CtiProviderClosed: x", "%UC_CTI--CtiProviderClosed: %[AppID=a]", "%UC_CTI-4-: x", "%UC_CTI-4-CtiProviderClosed x"})
        EXPECT_TRUE(decode(message).finding("ucalarm.malformed")) << message;
    EXPECT_TRUE(decode("%UC_CTI-4-CtiSomethingNew: %[AppID=a]: t").finding("ucalarm.unknown_alarm"));
}

TEST(BadInput, NotUtf8)
{
    const Collect got = decode("%UC_CTI-4-CtiQbeFailureResponse: %[ErrorCode=1][SeqNumber=2][ErrorMessageString=\xff\xfe\xc3(\x80][AppID=\xed\xa0\x80]"
                               "[ClusterID=c][N\xff=x][NodeID=n]: t\xff");
    EXPECT_EQ(got.get("ucalarm.error_message_string"), "\xff\xfe\xc3(\x80");
    EXPECT_EQ(got.get("ucalarm.app_id"), "\xed\xa0\x80");
    EXPECT_EQ(got.get("ucalarm.node_id"), "n");
}

TEST(BadInput, NulInsideEndsTheLine)
{
    const std::string message{"%UC_CTI-4-CtiMaxConnectionReached: %[AppID=a][ClusterID=c][NodeID=n]: t\0garbage [x", 82};
    EXPECT_EQ(decode(message).get("ucalarm.text"), "t");
}

std::string repeated(std::string_view head, std::string_view unit, std::size_t size)
{
    std::string message{head};
    while (message.size() < size)
        message += unit;
    return message;
}

// Time grows with the length, not with its square. Five seconds for 300 KB leave room for sanitizers and slow machines; a quadratic
// reader needs far longer.
TEST(BadInput, HostileRepetitionIsLinear)
{
    const std::string head = "%UC_CTI-4-CtiQbeFailureResponse: ";
    for (const char* unit : {"%[", "[", "]", "][", "]:", "[]", "[a=]", "[a=[", "[A=x][!!!]", "[AppID=", "[AppID=]", "][AppID=", "] ", "=", ":", " :", "a:",
                             "App ID:", "App ID: x ", "%UC_", "%UC_-", "%UC_CTI-4-CtiProviderClosed: %[", "CtiProviderClosed - ", " - ", "-", "%", "\n",
                             "#012", "Event Type:", "Event Type: CtiProviderClosed - ", "[UNKNOWN_PARAMNAME:", "User:", "\xff", "[x=1]]", "[x=1] [", "  ", "\\", "\\[", "\\]", "\\]: ", "[AppID=\\]", "%61", "[AppID%61",
                             "MatchedEvent", "%UC_RTMT-2-RTMT_ALERT: ", "%UC_RTMT-2-RTMT_ALERT: MatchedEvent", "MatchedEvent%UC_CTI-3-X", "MatchedEvent : %UC_CTI-3-X: ",
                             "%UC_RTMT-2-RTMT_ALERT: %[AlertDetail=MatchedEvent : %UC_CTI-3-X: [AppID=a]", "][AppID=", "UNKNOWN_PARAMTYPE:Reason:", "%ICM_a-3-1: ",
                             "%MIVR-SS_TEL-4-ModuleRunTimeFailure:", "%ASA-4-620002: from a:1.1.1.1/1 to ", "from a:1.1.1.1/1 to ", "May 21 2021 13:10:24 UTC : ",
                             "62: pub: May 21 2021 13:10:24 UTC : %UC_CTI-3-X: ", "[part=1.1/2]", "];["}) {
        for (const std::string& start : {head, head + "%[ErrorMessageString=", head + "%[", std::string{"Error: kCtiIllegalQbeHeader - "}, std::string{}}) {
            const std::string message = repeated(start, unit, 300'000);
            struct Counting : NullSink {
                void ipv6(FieldId, Span, const Ipv6&) {}
            } counting;
            const auto begin = std::chrono::steady_clock::now();
            decode_alarms(bytes_of(message), counting);
            const auto took = std::chrono::steady_clock::now() - begin;
            EXPECT_LT(took, std::chrono::seconds{5}) << start << unit;
        }
    }
}

TEST(BadInput, HundredKilobytesOfOpenBrackets)
{
    const std::string message = repeated("<188>%UC_CTI-4-CtiProviderClosed: ", "%[", 100'000);
    const Collect got = decode(message);
    EXPECT_TRUE(got.finding("ucalarm.truncated"));
    EXPECT_LT(got.findings.size(), 10u);
}

// Spans are checked by the sink.
TEST(BadInput, RandomEditsStayInside)
{
    std::mt19937 random{20250628};
    const std::string pieces[] = {"%[", "[", "]", "=", ":", "\n", "#012", "\xff", std::string(1, '\0'), "%UC_CTI-4-", "CtiProviderClosed - ", "[AppID=", "UNKNOWN_PARAMNAME:", " "};
    for (int round = 0; round < 20000; ++round) {
        std::string message{line};
        for (unsigned edits = random() % 8; edits > 0; --edits) {
            const std::size_t at = random() % (message.size() + 1);
            switch (random() % 3) {
            case 0: message.insert(at, pieces[random() % std::size(pieces)]); break;
            case 1: message.erase(at, random() % 20); break;
            default:
                if (at < message.size())
                    message[at] = static_cast<char>(random());
            }
        }
        Collect sink{message};
        decode_alarms(bytes_of(message), sink);
        ASSERT_TRUE(sink.open.empty());
        ASSERT_FALSE(testing::Test::HasFailure()) << message;
    }
}

} // namespace
