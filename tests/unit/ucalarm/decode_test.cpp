// SPDX-License-Identifier: GPL-2.0-or-later
// The two historic forms of an alarm, and messages as real systems print them.
#include "collect.hpp"

namespace {

using namespace cti;
using namespace cti::ucalarm;

// Cisco tech note 91885, CallManager 4.1.
constexpr const char* event_log =
    "Event Type: Error Event Source: Cisco CTIManager Event Category: None Event ID: 3 Date: 6/28/2005 Time: 11:24:54 AM User: N/A "
    "Computer: CBHP-SUB1 Description: Error: kCtiIncompatibleProtocolVersion - Incompatible protocol version. Message Version: 0 "
    "Minimum Version: 60000 Current Version: 60000 CallManager Version: IPAddress: 172.28.2.179 App ID: Cisco CTIManager "
    "Cluster ID: CBHA-PUB1-Cluster Node ID: 10.27.1.6 Process ID: 852 Process Name: CtiHandler Explanation: The JTAPI/TAPI application version "
    "is not compatible with this version of CTIManager, so received message has been rejected. Recommended Action: Verify correct version of "
    "application are being used; otherwise,contact TAC..";

constexpr const char* syslog =
    "<188>123: cucm1: Jun 28 2005 11:24:54.1 UTC :  %UC_CTI-4-CtiIncompatibleProtocolVersion: %[MsgVersion=0][CompatibleVersions=60000]"
    "[CurrentVersion=60000][CMVersion=][IPAddress=172.28.2.179][IPv6Address=][AppID=Cisco CTIManager][ClusterID=CBHA-PUB1-Cluster]"
    "[NodeID=10.27.1.6]: Incompatible protocol version.";

void expect_the_rejected_client(const Collect& got)
{
    EXPECT_EQ(got.get("ucalarm.msg_version"), "0");
    EXPECT_EQ(got.get("ucalarm.minimum_version"), "60000");
    EXPECT_EQ(got.get("ucalarm.current_version"), "60000");
    EXPECT_EQ(got.get("ucalarm.cm_version"), "");
    EXPECT_EQ(got.get("ucalarm.ip_address"), "172.28.2.179");
    EXPECT_EQ(got.get("ucalarm.ipv6_address"), "-");
    EXPECT_EQ(got.get("ucalarm.app_id"), "Cisco CTIManager");
    EXPECT_EQ(got.get("ucalarm.cluster_id"), "CBHA-PUB1-Cluster");
    EXPECT_EQ(got.get("ucalarm.node_id"), "10.27.1.6");
    EXPECT_EQ(got.get("ucalarm.text"), "Incompatible protocol version.");
    ASSERT_EQ(got.findings.size(), 1u) << got.ids();
    EXPECT_EQ(got.findings[0].id, "ucalarm.incompatible_version");
    EXPECT_EQ(got.findings[0].severity, Severity::error);
    EXPECT_EQ(got.findings[0].sentence, "CTIManager refused client 172.28.2.179: message version 0, minimum version 60000, current version 60000 "
                                        "(application Cisco CTIManager, node 10.27.1.6)");
    EXPECT_NE(got.findings[0].remedy.find("172.28.2.179"), std::string::npos);
    EXPECT_NE(got.findings[0].remedy.find("Application > Plugins"), std::string::npos);
}

TEST(IncompatibleVersion, BothHistoricFormsGiveTheSameFields)
{
    const Collect newer = decode(syslog), older = decode(event_log);
    expect_the_rejected_client(newer);
    expect_the_rejected_client(older);

    EXPECT_EQ(newer.get("ucalarm.catalog"), "UC_CTI");
    EXPECT_EQ(newer.get("ucalarm.severity"), "4");
    EXPECT_EQ(newer.get("ucalarm.name"), "CtiIncompatibleProtocolVersion");

    EXPECT_EQ(older.get("ucalarm.severity"), "3");
    EXPECT_EQ(older.get("ucalarm.name"), "kCtiIncompatibleProtocolVersion");
    EXPECT_EQ(older.get("ucalarm.process_id"), "852");
    EXPECT_EQ(older.get("ucalarm.process_name"), "CtiHandler");
    EXPECT_EQ(older.get("ucalarm.event_type"), "Error");
    EXPECT_EQ(older.get("ucalarm.event_source"), "Cisco CTIManager");
    EXPECT_EQ(older.get("ucalarm.event_id"), "3");
    EXPECT_EQ(older.get("ucalarm.computer"), "CBHP-SUB1");
    EXPECT_EQ(older.get("ucalarm.explanation"),
              "The JTAPI/TAPI application version is not compatible with this version of CTIManager, so received message has been rejected.");
    EXPECT_EQ(older.get("ucalarm.recommended_action"), "Verify correct version of application are being used; otherwise,contact TAC..");
    EXPECT_EQ(older.get("ucalarm.parameter"), "-");
}

// The same entry as relays of the Windows event log deliver it: own lines, escaped line breaks, no line breaks, no header.
TEST(IncompatibleVersion, OlderFormInEveryShape)
{
    const std::string head = "Error: kCtiIncompatibleProtocolVersion - Incompatible protocol version.";
    const char* const rows[] = {"Message Version: 0",
                                "Minimum Version: 60000",
                                "Current Version: 60000",
                                "CallManager Version: ",
                                "IPAddress: 172.28.2.179",
                                "App ID: Cisco CTIManager",
                                "Cluster ID: CBHA-PUB1-Cluster",
                                "Node ID: 10.27.1.6",
                                "Process ID: 852",
                                "Process Name: CtiHandler"};
    for (const std::string between : {"\n", "\r\n", "\r\n  ", "\n\t", "#012", "#015#012", "\\n", "\\r\\n", " ", "  "}) {
        std::string message = "<131>Jun 28 11:24:54 CBHP-SUB1 EvntSLog: " + head;
        for (const char* row : rows)
            message += between + row;
        const Collect got = decode(message);
        SCOPED_TRACE(message);
        expect_the_rejected_client(got);
        EXPECT_EQ(got.get("ucalarm.process_id"), "852");
        EXPECT_EQ(got.get("ucalarm.process_name"), "CtiHandler");
    }
}

TEST(IncompatibleVersion, Ipv6ClientWithoutIpv4)
{
    const Collect got = decode("%UC_CTI-4-CtiIncompatibleProtocolVersion: %[MsgVersion=0xEA60][CompatibleVersions=60001][CurrentVersion=60002]"
                               "[CMVersion=15.0.1][IPAddress=][IPv6Address=2001:db8::b3][AppID=Cisco CTIManager][ClusterID=c][NodeID=n]: t");
    EXPECT_EQ(got.get("ucalarm.msg_version"), "60000");
    EXPECT_EQ(got.get("ucalarm.ip_address"), "-");
    EXPECT_EQ(got.get("ucalarm.ipv6_address"), "2001:db8::b3");
    EXPECT_NE(got.findings.back().sentence.find("2001:db8::b3"), std::string::npos);
}

TEST(IncompatibleVersion, AddressInTheOtherParameter)
{
    const Collect got = decode("%UC_CTI-4-CtiIncompatibleProtocolVersion: %[IPAddress=2001:db8::b3][IPv6Address=172.28.2.179]: t");
    EXPECT_EQ(got.get("ucalarm.ip_address"), "172.28.2.179");
    EXPECT_EQ(got.get("ucalarm.ipv6_address"), "2001:db8::b3");
}

// A Unified CM 11 line, as the test data of a network management system holds it: blanks in names, a dot, marks, a signed result.
TEST(Syslog, RealLineWithUnknownParamname)
{
    const Collect got =
        decode("<187>229250: Dec 22 2015 20:12:57.1 UTC :  %UC_CTI-3-CtiProviderOpenFailure: %[CTIconnectionId=232238][ Login User Id=pguser]"
               "[Reason code.=-1932787616][UNKNOWN_PARAMNAME:IPAddress=172.17.12.73][UNKNOWN_PARAMNAME:IPv6Address=][App ID=Cisco CTIManager]"
               "[Cluster ID=SplkCluster][Node ID=splkcucm6p]: CTI application failed to open provider; application startup failed");
    EXPECT_EQ(got.get("ucalarm.cti_connection_id"), "232238");
    EXPECT_EQ(got.get("ucalarm.login_user_id"), "pguser");
    EXPECT_EQ(got.get("ucalarm.reason"), std::to_string(0x8CCC0060u));
    EXPECT_EQ(got.get("ucalarm.reason_name"), "directory login failed");
    EXPECT_EQ(got.get("ucalarm.ip_address"), "172.17.12.73");
    EXPECT_EQ(got.get("ucalarm.cluster_id"), "SplkCluster");
    EXPECT_EQ(got.get("ucalarm.node_id"), "splkcucm6p");
    EXPECT_EQ(got.get("ucalarm.text"), "CTI application failed to open provider; application startup failed");
    EXPECT_EQ(got.count("ucalarm.unknown_paramname"), 2u);
    EXPECT_EQ(got.count("ucalarm.missing_parameter"), 0u);
    EXPECT_EQ(got.findings.back().sentence, "CtiProviderOpenFailure: Application could not open a provider, so its startup failed; reason 0x8ccc0060: "
                                            "directory login failed; user pguser; client 172.17.12.73");
    EXPECT_EQ(got.findings.back().remedy, "Compare user ID and password of the application with User Management > End User / Application User");
}

// Tech note 220616 quotes this CTIManager trace line; its address is masked.
TEST(FreeText, TraceLine)
{
    const Collect got = decode("33538233.004 |07:32:38.651 |AppInfo |CtiProviderOpenFailure - CTI application failed to open provider; application startup "
                               "failed CTIconnectionId:212 Reason code.:-1932787595 IPAddress: xxx.xxx.xxx.xxx IPv6Address: App ID:Cisco CTIManager "
                               "Cluster ID:StandAloneCluster Node ID:cucmpub.domain.local");
    EXPECT_EQ(got.get("ucalarm.text"), "CTI application failed to open provider; application startup failed");
    EXPECT_EQ(got.get("ucalarm.cti_connection_id"), "212");
    EXPECT_EQ(got.get("ucalarm.reason"), std::to_string(0x8CCC0075u));
    EXPECT_EQ(got.get("ucalarm.reason_name"), "login timed out");
    EXPECT_EQ(got.get("ucalarm.ip_address"), "-");
    EXPECT_TRUE(got.finding("ucalarm.bad_value"));
    EXPECT_EQ(got.get("ucalarm.node_id"), "cucmpub.domain.local");
}

TEST(Syslog, OtherCataloguesAreShownWithoutJudgement)
{
    const Collect got = decode("41679: uc-ucm-01.pcce.local Jul 02 2015 06:22:31 UTC :   %UC_CALLMANAGER-3-EndPointUnregistered: "
                               "%[DeviceName=SEPE0D1730A8137][IPAddress=10.60.98.210][Protocol=SIP][Reason=13][AppID=Cisco CallManager]: text");
    EXPECT_EQ(got.get("ucalarm.catalog"), "UC_CALLMANAGER");
    EXPECT_EQ(got.get("ucalarm.device_name"), "SEPE0D1730A8137");
    EXPECT_EQ(got.get("ucalarm.ip_address"), "10.60.98.210");
    EXPECT_EQ(got.get("ucalarm.parameter"), "[Protocol=SIP]");
    EXPECT_EQ(got.ids(), "");
}

TEST(Syslog, SeveralAlarmsInOneMessage)
{
    const std::string two = std::string{syslog} + "\n" + syslog + "\n";
    const Collect got = decode(two, 2);
    EXPECT_EQ(got.get("ucalarm.ip_address"), "172.28.2.179|172.28.2.179");
    EXPECT_EQ(got.count("ucalarm.incompatible_version"), 2u);
    EXPECT_EQ(got.findings.size(), 2u) << got.ids();

    const std::string events = std::string{event_log} + "\r\n" + event_log;
    const Collect old = decode(events, 2);
    EXPECT_EQ(old.get("ucalarm.ip_address"), "172.28.2.179|172.28.2.179");
    EXPECT_EQ(old.get("ucalarm.event_id"), "3|3");
    EXPECT_EQ(old.get("ucalarm.recommended_action"), "Verify correct version of application are being used; otherwise,contact TAC..|Verify correct "
                                                     "version of application are being used; otherwise,contact TAC..");
    EXPECT_EQ(old.findings.size(), 2u) << old.ids();
}

TEST(Syslog, SpacedAsDocumentsPrintIt)
{
    const Collect got = decode("% UC_CTI-4-CtiProviderCloseHeartbeatTimeout : %[AppID=a][ClusterID=b][NodeID=c]: t");
    EXPECT_EQ(got.get("ucalarm.name"), "CtiProviderCloseHeartbeatTimeout");
    EXPECT_EQ(got.get("ucalarm.node_id"), "c");
    EXPECT_EQ(got.ids(), "ucalarm.alarm");
    EXPECT_EQ(got.findings[0].severity, Severity::warn);
}

TEST(Syslog, OffsetsAreExact)
{
    const std::string_view message = syslog;
    const Collect got = decode(message);
    for (std::size_t i = 0; i < got.fields.size(); ++i) {
        const std::string_view bytes = message.substr(got.spans[i].offset, got.spans[i].length);
        if (got.fields[i].first == "ucalarm.ip_address") {
            EXPECT_EQ(bytes, "172.28.2.179");
            EXPECT_EQ(got.spans[i].offset, message.find("172.28.2.179"));
        }
        if (got.fields[i].first == "ucalarm.current_version") {
            EXPECT_EQ(got.spans[i].offset, message.find("[CurrentVersion=") + 16);
        }
    }
}

TEST(Summary, ForReports)
{
    Collect sink{syslog};
    Start start;
    ASSERT_TRUE(find_alarm(bytes_of(syslog), 0, start));
    const Summary s = decode_alarm(bytes_of(syslog), start, sink);
    EXPECT_TRUE(s.incompatible_version);
    EXPECT_EQ(s.client, Address::parse("172.28.2.179"));
    EXPECT_EQ(s.msg_version, "0");
    EXPECT_EQ(s.minimum_version, "60000");
    EXPECT_EQ(s.node_id, "10.27.1.6");
    EXPECT_FALSE(find_alarm(bytes_of(syslog), s.end, start));
}

TEST(Syslog, OctetCounting)
{
    const auto end = [](std::string_view message) { return octet_counted_end(bytes_of(message), static_cast<std::uint32_t>(message.find('%'))); };
    EXPECT_EQ(end("20 <188>a: %UC_CTI-4-"), 23u);
    EXPECT_EQ(end("tail of another20 <188>a: %UC_CTI-4-"), 38u);
    EXPECT_EQ(end("12 <13>not this20 <7>Jun 28 11:24:54 host: %UC_CTI-4-"), 38u);
    EXPECT_EQ(end("99999 <188>%UC_CTI-4-"), 100005u);
    for (const char* message : {"<188>a: %UC_CTI", " <188>%UC", "0 <188>%UC", "20<188>%UC", "20 <>%UC", "20 <1888>%UC", "20 188>%UC", "20 <%UC", "%UC", "20 %UC"})
        EXPECT_EQ(end(message), 0u) << message;
    EXPECT_EQ(end("20 <188>" + std::string(600, 'x') + "%UC"), 0u);
}

// Other syslog is none of our business.
TEST(Syslog, NotAnAlarm)
{
    for (const char* message :
         {"", "<13>Nov 20 host su: user - root", "%LINK-3-UPDOWN: Interface Gi0/1, changed state to down", "100% UC", "%UC", "%UC_", "%UC_CTI", "a - b",
          "CtiProviderClosed", "the alarm CtiProviderClosed was seen", "XCtiProviderClosed - x", "CtiProviderClosedX - x", "% - %", "-", " - ", "%%%%%%%%",
          "<14>%ASA-6-302013: Built inbound TCP connection 17 for inside:10.1.1.1/2748", "%ASA-4-6200", "%ASA-4-620003: x", "%MIVR-", "%ICM_", "%CCM_"}) {
        Collect sink{message};
        const unsigned found = decode_alarms(bytes_of(message), sink);
        EXPECT_EQ(found, 0u) << message;
    }
}

TEST(Boolean, Words)
{
    EXPECT_EQ(parse_boolean("true"), true);
    EXPECT_EQ(parse_boolean("FALSE"), false);
    EXPECT_EQ(parse_boolean("1"), true);
    EXPECT_EQ(parse_boolean("0"), false);
    for (const char* text : {"", "2", "tru", "truee", "yes!"})
        EXPECT_FALSE(parse_boolean(text)) << text;
}

} // namespace
