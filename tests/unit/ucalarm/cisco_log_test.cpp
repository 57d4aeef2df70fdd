// SPDX-License-Identifier: GPL-2.0-or-later
// Alarms as they travel: the forms of CiscoLog and what real systems, relays and alerts make of them.
// Grammar: Managed Services Guide for Unified CM 12.5(1), CiscoLog Messages; marks: System Error Messages for Unified CM 14; lines: public
// logs, tech note 220616 (trace line), with invented names.
#include "collect.hpp"

namespace {

using namespace cti;
using namespace cti::ucalarm;

Summary summary_of(std::string_view message, Captured captured = Captured::whole)
{
    Collect sink{message};
    Start start;
    EXPECT_TRUE(find_alarm(bytes_of(message), 0, start)) << message;
    return decode_alarm(bytes_of(message), start, sink, captured);
}

std::string line_with(const std::string& before, const std::string& parameters)
{
    return before + "%UC_CTI-4-CtiQbeFailureResponse: %[ErrorCode=2362179795][SeqNumber=12][ErrorMessageString=" + parameters +
           "][AppID=Cisco CTIManager][ClusterID=C][NodeID=pub]: Failure";
}

// --- escapes ---

TEST(Escapes, AreTakenOut)
{
    const struct {
        const char* printed;
        const char* value;
    } cases[] = {
        {R"(CTIERR \[line\] restricted \\ denied)", R"(CTIERR [line] restricted \ denied)"}, {R"(\[)", "["}, {R"(\])", "]"},
        {R"(\\)", R"(\)"}, {R"(\\\])", R"(\])"}, {R"(a\=b)", "a=b"}, {R"(a\]\[AppID=b)", "a][AppID=b"}, {R"(a\]: b)", "a]: b"},
        {R"(C:\Temp)", R"(C:\Temp)"},     // no escape
        {R"(ends in \)", R"(ends in \)"}, // a sender that does not escape: the next parameter's bracket is not escaped
    };
    for (const auto& c : cases) {
        const Collect got = decode(line_with("", c.printed));
        SCOPED_TRACE(c.printed);
        EXPECT_EQ(got.get("ucalarm.error_message_string"), c.value);
        EXPECT_EQ(got.get("ucalarm.app_id"), "Cisco CTIManager");
        EXPECT_EQ(got.get("ucalarm.node_id"), "pub");
        EXPECT_EQ(got.get("ucalarm.text"), "Failure");
        EXPECT_EQ(got.ids(), "ucalarm.alarm");
    }
}

TEST(Escapes, InTheLastValue)
{
    const Collect got = decode(R"(%UC_CTI-4-MaxDevicesPerNodeExceeded: %[AppID=a][ClusterID=c][NodeID=x\]: y]: text)");
    EXPECT_EQ(got.get("ucalarm.node_id"), "x]: y");
    EXPECT_EQ(got.get("ucalarm.text"), "text");
    EXPECT_EQ(decode(R"(%UC_CTI-4-MaxDevicesPerNodeExceeded: %[AppID=a][ClusterID=c][NodeID=x\]: text)").get("ucalarm.node_id"), R"(x\)");
}

TEST(Escapes, InNamesThatFindingsSay)
{
    const std::string message =
        R"(%UC_CTI-3-CtiProviderOpenFailure: %[CTIconnectionId=1][LoginUserId=corp\\jtapi][Reason=-1932787616][IPaddress=10.1.1.5])"
        "[IPv6address=][AppID=Cisco CTIManager][ClusterID=C][NodeID=pub]: t";
    EXPECT_EQ(summary_of(message).login_user_id.view(), R"(corp\jtapi)");
    EXPECT_NE(decode(message).finding("ucalarm.alarm")->sentence.find(R"(user corp\jtapi)"), std::string::npos);
}

TEST(Escapes, CommonEventFormat)
{
    const Collect got = decode(
        R"(CEF:0|Cisco|UCM|12.5|1|x|5|msg=%UC_CTI-3-CtiProviderOpenFailure: %[CTIconnectionId\=12];[LoginUserId\=jtapi];)"
        R"([Reason\=-1932787616];[IPaddress\=10.1.1.5];[IPv6address\=];[AppID\=Cisco CTIManager];[ClusterID\=C];[NodeID\=pub]: failed)");
    EXPECT_EQ(got.get("ucalarm.cti_connection_id"), "12");
    EXPECT_EQ(got.get("ucalarm.login_user_id"), "jtapi");
    EXPECT_EQ(got.get("ucalarm.reason"), std::to_string(0x8CCC0060u));
    EXPECT_EQ(got.get("ucalarm.ip_address"), "10.1.1.5");
    EXPECT_EQ(got.get("ucalarm.node_id"), "pub");
    EXPECT_EQ(got.get("ucalarm.text"), "failed");
    EXPECT_EQ(got.ids(), "ucalarm.alarm");
}

// The text of a trap, as a public issue of a network management system shows it.
TEST(Escapes, PercentCoded)
{
    const Collect got = decode(
        "Dec 22 2015 20:12:57.1 UTC :  %UC_CTI-3-CtiProviderOpenFailure: %[CTIconnectionId%61232238][ Login User Id%61user1]"
        "[Reason code.%61-1932787616][UNKNOWN_PARAMNAME:IPAddress%61192.0.2.73][UNKNOWN_PARAMNAME:IPv6Address%61]"
        "[App ID%61Cisco CTIManager][Cluster ID%61Cluster1][Node ID%61cucm4]: CTI application failed to open provider%59 application "
        "startup failed");
    EXPECT_EQ(got.get("ucalarm.cti_connection_id"), "232238");
    EXPECT_EQ(got.get("ucalarm.login_user_id"), "user1");
    EXPECT_EQ(got.get("ucalarm.ip_address"), "192.0.2.73");
    EXPECT_EQ(got.get("ucalarm.node_id"), "cucm4");
    EXPECT_EQ(got.get("ucalarm.text"), "CTI application failed to open provider; application startup failed");
    EXPECT_EQ(got.count("ucalarm.missing_parameter"), 0u);
    // Elsewhere "%61" is text.
    EXPECT_EQ(decode(line_with("", "100%61")).get("ucalarm.error_message_string"), "100%61");
}

// --- the line's header ---

TEST(LineHeader, Variants)
{
    const struct {
        const char* before;
        const char *sequence, *host, *time, *clock;
    } cases[] = {
        {"<187>62: pub.example.com: May 21 2021 13:10:24.476 UTC : ", "62", "pub.example.com", "May 21 2021 13:10:24.476 UTC", "-"},
        {"<187>62: pub.example.com: *May 21 2021 13:10:24.476 UTC : ", "62", "pub.example.com", "*May 21 2021 13:10:24.476 UTC", "1"},
        {"<187>62: pub.example.com: .May  3 2021 13:10:24.476 +0200: ", "62", "pub.example.com", ".May  3 2021 13:10:24.476 +0200", "2"},
        {"<187>62: pub: --- 00 0000 00:00:00.000 ---: ", "62", "pub", "--- 00 0000 00:00:00.000 ---", "3"},
        {"<187>4294967295: 2001:db8::7: May 21 2021 13:10:24 UTC :  ", "4294967295", "2001:db8::7", "May 21 2021 13:10:24 UTC", "-"},
        {"41679: uc-ucm-01 Jul 02 2015 06:22:31 UTC :   ", "41679", "uc-ucm-01", "Jul 02 2015 06:22:31 UTC", "-"},
        {"<187>229250: Dec 22 2015 20:12:57.1 UTC :  ", "229250", "-", "Dec 22 2015 20:12:57.1 UTC", "-"},
        {"<186>7273: : May 30 15:33:20.636 UTC :  ", "7273", "-", "May 30 15:33:20.636 UTC", "-"},
        {"Mar 18 16:40:52 cucm2 local7 6 : 92: Mar 18 11:10:52.630 UTC :  ", "92", "-", "Mar 18 11:10:52.630 UTC", "-"},
        {"May 21 08:10:24 pub local7 3 : 62: pub.example.com: May 21 2021 13:10:24.476 UTC : ", "62", "pub.example.com",
            "May 21 2021 13:10:24.476 UTC", "-"},
        {"", "-", "-", "-", "-"}, {"<187>", "-", "-", "-", "-"}, {"<187>62: pub: ", "-", "-", "-", "-"},
        {"<187>99999999999: pub: May 21 2021 13:10:24 UTC : ", "-", "pub", "May 21 2021 13:10:24 UTC", "-"},
        {"1: a: May 21 2021 13:10:24 UTC : \n", "-", "-", "-", "-"}, // another line's
    };
    for (const auto& c : cases) {
        const std::string message = line_with(c.before, "x");
        const Collect got = decode(message);
        SCOPED_TRACE(c.before);
        EXPECT_EQ(got.get("ucalarm.sequence_number"), c.sequence);
        EXPECT_EQ(got.get("ucalarm.host"), c.host == std::string_view{"pub"} && c.sequence == std::string_view{"-"} ? "-" : c.host);
        EXPECT_EQ(got.get("ucalarm.timestamp"), c.time);
        EXPECT_EQ(got.get("ucalarm.clock"), c.clock);
        EXPECT_EQ(got.ids(), "ucalarm.alarm");
    }
}

TEST(LineHeader, IsForHistories)
{
    const std::string message = line_with("<187>62: pub.example.com: May 21 2021 13:10:24.476 UTC : ", "x");
    const Summary s = summary_of(message);
    EXPECT_EQ(s.host, "pub.example.com");
    EXPECT_EQ(s.begin, 5u); // behind the priority, which is the syslog dissector's
    EXPECT_EQ(s.end, message.size());
}

// --- marks ---

TEST(Marks, UnknownParamtype)
{
    const Collect got =
        decode("<187>51: pub.example.com: Jan 23 2023 08:35:28.162 UTC : %UC_CTI-3-CtiLineOpenFailure: %[CTI Connection Id=1]"
               "[Device Name=CSFJKING][Directory Number=1151026][Partition=Internal_PT][UNKNOWN_PARAMTYPE:Reason=-1932787501]"
               "[App ID=Cisco CTIManager][Cluster ID=StandAloneCluster][Node ID=pub.example.com]: Unable to open the line");
    EXPECT_EQ(got.get("ucalarm.reason"), std::to_string(0x8CCC00D3u));
    EXPECT_EQ(got.get("ucalarm.reason_signed"), "-1932787501");
    EXPECT_EQ(got.get("ucalarm.reason_name"), "line restricted");
    EXPECT_EQ(got.get("ucalarm.device_name"), "CSFJKING");
    EXPECT_EQ(got.get("ucalarm.dir_num"), "1151026");
    EXPECT_EQ(got.ids(), "ucalarm.unknown_paramname ucalarm.alarm");
    EXPECT_NE(got.findings[0].sentence.find("Reason as UNKNOWN_PARAMTYPE"), std::string::npos) << got.findings[0].sentence;
    EXPECT_EQ(got.findings[1].sentence,
        "CtiLineOpenFailure: Application could not open a line; reason 0x8ccc00d3: line restricted; device CSFJKING; line "
        "1151026 in Internal_PT");
    EXPECT_EQ(got.findings[1].remedy, "Tick Allow Control of Device from CTI on the directory number");
    EXPECT_EQ(got.findings[1].severity, Severity::warn);
}

TEST(Marks, BeforeALabelOfATraceLine)
{
    const Collect got = decode(
        "<187>33407688.002 |08:35:28.162 |AppInfo |CtiLineOpenFailure - Unable to open the line CTI Connection Id:1 Device Name:CSFUSER1 "
        "Directory Number:1151026 Partition:Internal_PT UNKNOWN_PARAMTYPE:Reason:-1932787501 App ID:Cisco CTIManager "
        "Cluster ID:StandAloneCluster Node ID:pub.example.com");
    EXPECT_EQ(got.get("ucalarm.device_name"), "CSFUSER1");
    EXPECT_EQ(got.get("ucalarm.dir_num"), "1151026");
    EXPECT_EQ(got.get("ucalarm.partition"), "Internal_PT");
    EXPECT_EQ(got.get("ucalarm.reason"), std::to_string(0x8CCC00D3u));
    EXPECT_EQ(got.get("ucalarm.text"), "Unable to open the line");
    EXPECT_EQ(got.get("ucalarm.node_id"), "pub.example.com");
    EXPECT_EQ(got.ids(), "ucalarm.unknown_paramname ucalarm.alarm");
}

// --- names before 8.0 ---

TEST(OldNames, AreTodaysAlarms)
{
    // Alarm history tables of the Managed Services Guide 12.5(1).
    for (const char* name : {"CtiProviderOpenFailure", "CtiDeviceOpenFailure", "CtiLineOpenFailure", "CtiMaxConnectionReached",
             "CtiProviderCloseHeartbeatTimeout", "CtiQbeFailureResponse", "CtiDeviceClosed", "CtiDeviceInService", "CtiDeviceOpened",
             "CtiDeviceOutofService", "CtiLineOpened", "CtiLineClosed", "CtiLineInService", "CtiLineOutOfService", "CtiProviderOpened",
             "CtiProviderClosed"}) {
        const Alarm* row = find_alarm_row(name);
        ASSERT_TRUE(row) << name;
        EXPECT_STREQ(row->name, name);
        EXPECT_EQ(find_alarm_row(std::string{"k"} + name), row) << name;
    }
    EXPECT_STREQ(find_alarm_row("kCtiMaxDevicesPerNodeExceeded")->name, "MaxDevicesPerNodeExceeded");
    EXPECT_STREQ(find_alarm_row("kCtiMaxDevicesPerProviderExceeded")->name, "MaxDevicesPerProviderExceeded");

    const Collect got =
        decode("<188>79: cucm7: Jan 23 2009 08:35:28.162 UTC : %UC_CTI-4-kCtiMaxDevicesPerProviderExceeded: %[App ID=Cisco CTIManager]"
               "[Cluster ID=C7][Node ID=cucm7]: Max devices per provider");
    EXPECT_EQ(got.get("ucalarm.name"), "kCtiMaxDevicesPerProviderExceeded");
    EXPECT_EQ(got.get("ucalarm.current_name"), "MaxDevicesPerProviderExceeded");
    EXPECT_EQ(got.ids(), "ucalarm.alarm");
    EXPECT_EQ(got.findings[0].sentence.find("MaxDevicesPerProviderExceeded: "), 0u);
}

TEST(OldNames, OfTheOldFacility)
{
    const Collect got = decode(
        "<188>79: Jan 23 2009 08:35:28.162 UTC :  %CCM_CTIMANAGER-CTI-4-kCtiDeviceOpenFailure: Device open failed. Device Name:CTIP1 "
        "ReasonCode:-1932787688 App ID:Cisco CTIManager Cluster ID:C7 Node ID:cucm7");
    EXPECT_EQ(got.get("ucalarm.catalog"), "CCM_CTIMANAGER-CTI");
    EXPECT_EQ(got.get("ucalarm.severity"), "4");
    EXPECT_EQ(got.get("ucalarm.current_name"), "CtiDeviceOpenFailure");
    EXPECT_EQ(got.get("ucalarm.device_name"), "CTIP1");
    EXPECT_EQ(got.get("ucalarm.reason"), std::to_string(0x8CCC0018u));
    ASSERT_TRUE(got.finding("ucalarm.alarm"));
    EXPECT_EQ(got.finding("ucalarm.alarm")->remedy,
        "Associate the device with the end user (Device Association) or application user (Device Information)");
}

TEST(OldNames, OfParameters)
{
    const Collect got =
        decode("%UC_CTI-3-kCtiProviderOpenFailure: %[ Login User Id=u][Reason code.=-1932787616][IPAddress=10.1.1.5][IPV6Address=]"
               "[Unified CM Version=12.5][Version Number=7][Error message=text][RTP Address=10.1.1.9][CTI Connection type=TCP][App "
               "ID=a][Cluster ID=c]"
               "[Node ID=n]: t");
    EXPECT_EQ(got.get("ucalarm.login_user_id"), "u");
    EXPECT_EQ(got.get("ucalarm.reason"), std::to_string(0x8CCC0060u));
    EXPECT_EQ(got.get("ucalarm.cm_version"), "12.5");
    EXPECT_EQ(got.get("ucalarm.version"), "7");
    EXPECT_EQ(got.get("ucalarm.error_message_string"), "text");
    EXPECT_EQ(got.get("ucalarm.rtp_address"), "10.1.1.9");
    EXPECT_EQ(got.get("ucalarm.cti_connection_type"), "TCP");
    EXPECT_EQ(got.count("ucalarm.unknown_parameter"), 0u);
}

// A catalogue's names are unique only within their facility.
TEST(OldNames, OfAnotherFacilityAreOthers)
{
    const Collect got = decode("%UC_OTHER-4-CtiProviderOpenFailure: %[Reason=5][Colour=green]: t");
    EXPECT_EQ(got.ids(), "");
    EXPECT_EQ(got.get("ucalarm.reason"), "-");
    EXPECT_EQ(got.get("ucalarm.reason_text"), "5");
}

// --- alarms inside alerts ---

constexpr const char* alert = "<186>573: pub.domain.com: Sep 05 17:07:28.530 UTC : %UC_RTMT-2-RTMT_ALERT: "
                              "%[AlertName=SyslogSeverityMatchFound][AlertDetail= At Fri May 21 08:11:00 "
                              "CDT 2021 on node pub.example.com, the following SyslogSeverityMatchFound events generated: "
                              "#012SeverityMatch : Error#012MatchedEvent : May 21 08:10:24 "
                              "pub local7 3 : 62: pub.example.com: May 21 2021 13:10:24.476 UTC : %UC_CTI-3-CtiProviderOpenFailure: "
                              "%[CTIconnectionId=12][LoginUserId=jtapi]"
                              "[Reason=-1932787617][IPaddress=10.1.1.5][IPv6address=][AppID=Cisco CTIManager][ClusterID=C][NodeID=pub]: "
                              "CTI application failed to open provider; "
                              "application startup failed.#012AppID : Cisco Syslog Agent#012ClusterID : #012NodeID : pub#012 TimeStamp : "
                              "Fri May 21 08:10:24 CDT 2021]"
                              "[AppID=Cisco AMC Service][ClusterID=][NodeID=pub]: RTMT Alert";

void expect_the_alarm_in_the_alert(const Collect& got)
{
    EXPECT_EQ(got.get("ucalarm.name"), "CtiProviderOpenFailure");
    EXPECT_EQ(got.get("ucalarm.catalog"), "UC_CTI");
    EXPECT_EQ(got.get("ucalarm.sequence_number"), "62");
    EXPECT_EQ(got.get("ucalarm.host"), "pub.example.com");
    EXPECT_EQ(got.get("ucalarm.login_user_id"), "jtapi");
    EXPECT_EQ(got.get("ucalarm.reason_signed"), "-1932787617");
    EXPECT_EQ(got.get("ucalarm.app_id"), "Cisco CTIManager");
    EXPECT_EQ(got.get("ucalarm.cluster_id"), "C");
    EXPECT_EQ(got.get("ucalarm.node_id"), "pub");
    EXPECT_EQ(got.get("ucalarm.text"), "CTI application failed to open provider; application startup failed.");
    EXPECT_EQ(got.ids(), "ucalarm.alarm");
    EXPECT_EQ(got.findings.back().remedy, "Put the user into group Standard CTI Enabled");
}

TEST(Alert, HoldsOneCleanAlarm)
{
    const Collect got = decode(alert);
    expect_the_alarm_in_the_alert(got);
    EXPECT_EQ(got.get("ucalarm.alert_name"), "SyslogSeverityMatchFound");
    const Summary s = summary_of(alert);
    EXPECT_EQ(s.end, std::string_view{alert}.size());
}

TEST(Alert, AndTheNextLineIsAnother)
{
    const std::string two = std::string{alert} + "\n" + line_with("<187>63: ", "x");
    const Collect got = decode(two, 2);
    EXPECT_EQ(got.get("ucalarm.name"), "CtiProviderOpenFailure|CtiQbeFailureResponse");
    EXPECT_EQ(got.ids(), "ucalarm.alarm ucalarm.alarm");
}

TEST(Alert, AsMail)
{
    for (const std::string between : {"\n", "\r\n", "#012", "#015#012"}) {
        std::string text = alert;
        text = text.substr(text.find("At Fri"));
        text = text.substr(0, text.find("][AppID=Cisco AMC"));
        for (std::size_t at; (at = text.find("#012")) != std::string::npos;)
            text.replace(at, 4, "\1");
        for (std::size_t at; (at = text.find('\1')) != std::string::npos;)
            text.replace(at, 1, between);
        SCOPED_TRACE(text);
        expect_the_alarm_in_the_alert(decode(text));
    }
}

TEST(Alert, OfTheSyslogAgent)
{
    const Collect got = decode(
        "<187>9: pub: May 21 2021 13:10:25 UTC : %UC_SYSAGENT-3-SyslogSeverityMatchFound: %[SeverityMatch=Error][MatchedEvent=May 21 "
        "08:10:24 "
        "pub local7 3 : 62: pub.example.com: May 21 2021 13:10:24.476 UTC : %UC_CTI-3-CtiProviderOpenFailure: %[CTIconnectionId=12]"
        "[LoginUserId=jtapi][Reason=-1932787617][IPaddress=10.1.1.5][IPv6address=][AppID=Cisco CTIManager][ClusterID=C][NodeID=pub]: CTI "
        "application failed to open provider; application startup failed.][AppID=Cisco Syslog Agent][ClusterID=][NodeID=other]: matched");
    expect_the_alarm_in_the_alert(got);
}

TEST(Alert, CutInsideTheAlarm)
{
    const std::string_view whole = alert;
    const Collect got = decode(whole.substr(0, whole.find("=10.1.1.5") + 5));
    EXPECT_EQ(got.get("ucalarm.name"), "CtiProviderOpenFailure");
    EXPECT_EQ(got.get("ucalarm.ip_address"), "-");
    EXPECT_EQ(got.count("ucalarm.truncated"), 1u);
    EXPECT_EQ(got.count("ucalarm.missing_parameter"), 0u);
}

TEST(Alert, WithoutAlarmIsNothing)
{
    const Collect got = decode(
        "<186>574: pub.example.com: Sep 05 17:07:28.530 UTC : %UC_RTMT-2-RTMT_ALERT: %[AlertName=PEIDSQueryError][AlertDetail= "
        "PEIDSQueryErrorAlarmMessage : Exception in enduser_provisionIMDBstd::exception#012AppID : Cisco Presence Engine#012ClusterID : "
        "StandAloneCluster#012NodeID : imp02#012 TimeStamp : Tue Sep 05 13:06:54 EDT 2017.][AppID=Cisco AMC Service][ClusterID=]"
        "[NodeID=pub]: RTMT Alert");
    EXPECT_EQ(got.ids(), "");
    EXPECT_EQ(got.get("ucalarm.alert_name"), "PEIDSQueryError");
    EXPECT_EQ(got.get("ucalarm.app_id"), "Cisco AMC Service");
}

// --- signed numbers ---

TEST(Numbers, InEveryNotationFindBothFields)
{
    for (const char* printed : {"-1932787632", "2362179664", "0x8CCC0050", "8ccc0050"}) {
        const Collect got = decode(std::string{"%UC_CTI-3-CtiProviderOpenFailure: %[CTIconnectionId=1][LoginUserId=u][Reason="} + printed +
                                   "][IPaddress=10.1.1.5][IPv6address=][AppID=a][ClusterID=c][NodeID=n]: t");
        EXPECT_EQ(got.get("ucalarm.reason"), std::to_string(0x8CCC0050u)) << printed;
        EXPECT_EQ(got.get("ucalarm.reason_signed"), "-1932787632") << printed;
    }
    EXPECT_EQ(decode("%UC_CTI-6-CtiProviderClosed: %[Reason=4]: t").get("ucalarm.reason_signed"), "-");
}

// --- frames cut by the capture ---

TEST(CutByTheCapture, IsNoFaultOfTheSender)
{
    const std::string message =
        "<188>71: cucm1: Jun 28 2005 11:24:54.1 UTC :  %UC_CTI-4-CtiIncompatibleProtocolVersion: %[MsgVersion=0][Comp";
    Collect got{message};
    EXPECT_EQ(decode_alarms(bytes_of(message), got, Captured::cut), 1u);
    EXPECT_EQ(got.get("ucalarm.msg_version"), "0");
    EXPECT_EQ(got.ids(), "ucalarm.frame_cut ucalarm.incompatible_version");
    EXPECT_NE(got.findings.back().sentence.find("minimum version not captured"), std::string::npos) << got.findings.back().sentence;
    EXPECT_TRUE(summary_of(message, Captured::cut).cut);
    EXPECT_TRUE(summary_of(message, Captured::cut).incompatible_version);

    for (std::size_t length = message.find("-4-") + 3; length < message.size(); ++length) {
        const std::string_view part = std::string_view{message}.substr(0, length);
        Collect sink{part};
        decode_alarms(bytes_of(part), sink, Captured::cut);
        for (const Collect::Made& f : sink.findings)
            EXPECT_TRUE(f.id == "ucalarm.frame_cut" || f.id == "ucalarm.incompatible_version") << f.id << ": " << part;
    }
}

TEST(CutByTheCapture, FreeTextToo)
{
    const std::string message = "<131>Jun 28 11:24:54 CBHP-SUB1 EvntSLog: Error: kCtiIncompatibleProtocolVersion - Incompatible protocol vers";
    Collect got{message};
    decode_alarms(bytes_of(message), got, Captured::cut);
    EXPECT_EQ(got.ids(), "ucalarm.frame_cut ucalarm.incompatible_version");
    // Only the last alarm of a frame that is cut can have lost something.
    const std::string two = line_with("<188>1: ", "x") + "\n" + line_with("<188>2: ", "y").substr(0, 80);
    Collect both{two};
    decode_alarms(bytes_of(two), both, Captured::cut);
    EXPECT_EQ(both.ids(), "ucalarm.alarm ucalarm.frame_cut ucalarm.alarm");
}

TEST(CutByTheCapture, OneUserIsNotTheOther)
{
    const std::string refused =
        "<187>7: cucm1: Jan 23 2023 08:35:33.162 UTC : %UC_CTI-3-CtiProviderOpenFailure: %[CTIconnectionId=18][LoginUserId=rmjtapi_1]"
        "[Reason=-1932787616][IPaddress=10.1.1.5][IPv6address=][AppID=Cisco CTIManager][ClusterID=C][NodeID=cucm1]: failed.";
    const std::string opened =
        "<190>8: cucm1: Jan 23 2023 08:35:34.162 UTC : %UC_CTI-6-CtiProviderOpened: %[LoginUserId=jtapi_1][SeqNumber=2][Version=12.5]"
        "[CTIconnectionId=19][IPAddress=10.1.1.5][IPv6Address=][CmAssignedAppID=3][AppID=Cisco CTIManager][ClusterID=C][NodeID=cucm1]: "
        "Provider opened.";
    const Summary first = summary_of(refused), second = summary_of(opened);
    EXPECT_EQ(first.login_user_id.view(), "rmjtapi_1");
    EXPECT_EQ(second.login_user_id.view(), "jtapi_1");
    EXPECT_EQ(first.connection_id, 18u);
    EXPECT_EQ(second.connection_id, 19u);
    EXPECT_EQ(first.client, second.client);
    EXPECT_EQ(first.node_id.view(), "cucm1");
    EXPECT_NE(decode(refused).findings.back().sentence.find("user rmjtapi_1; client 10.1.1.5"), std::string::npos);
}

TEST(Numbers, ShortTextsAreCutBetweenCharacters)
{
    ShortText<4> text{"a\xc3\xa9\xc3\xa9"};
    EXPECT_EQ(text.view(), "a\xc3\xa9");
    text.append("xy");
    EXPECT_EQ(text.view(), "a\xc3\xa9x");
    EXPECT_EQ((ShortText<4>{std::string(9, 'x')}.view()), "xxxx");
}

} // namespace
