// SPDX-License-Identifier: GPL-2.0-or-later
// Every alarm of the UC_CTI catalogue, decoded from a message that is written from the catalogue's parameter list.
// The table below is copied from System Error Messages for Cisco Unified Communications Manager 14, part UC_CTI.
#include "collect.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <sstream>

namespace {

using namespace cti;
using namespace cti::ucalarm;

struct Documented {
    const char* name;
    int severity;
    const char* parameters;    // name:type, in documented order
    const char* reasons;       // value=name
};

constexpr Documented documented[] = {
    {"ApplicationConnectionDropped", 4,
     "LastPDUNumber:UInt;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"CtiMaxConnectionReached", 4,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"InvalidQBEMessage", 4,
     "CTIConnectionType:String;InstanceNumber:Long;PDUNumber:Long;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"CtiProviderOpenFailure", 3,
     "CTIconnectionId:Long;LoginUserId:String;Reason:Enum;IPaddress:String;IPv6address:String;AppID:String;"
     "ClusterID:String;NodeID:String",
     "0=unknown;0x8CCC0075=login timed out;0x8CCC0060=directory login failed;0x8CCC005E=directory unavailable;"
     "0x8CCC00D1=secure user on non-secure port;0x8CCC005F=Standard CTI permission missing;"
     "0x8CCC00D0=user not enabled for secure connection;0x8CCC011D=password expired;0x8CCC011F=account locked"},
    {"CtiQbeFailureResponse", 4,
     "ErrorCode:ULong;SeqNumber:Long;ErrorMessageString:String;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"CtiProviderClosed", 6,
     "LoginUserId:String;SeqNumber:Long;CTIconnectionId:Long;IPAddress:String;IPv6Address:String;Reason:Enum;"
     "AppID:String;ClusterID:String;NodeID:String",
     "0=unknown;1=application heartbeat missed;2=unexpected shutdown (TCP dropped);3=application asked to close;"
     "4=provider open failed;5=user deleted;6=SuperProvider permission removed;7=duplicate certificate;"
     "8=CAPF information unavailable;9=certificate compromised;11=user not authorized for TLS;"
     "12=Standard CTI permission removed"},
    {"CtiProviderOpened", 6,
     "LoginUserId:String;SeqNumber:Long;Version:String;CTIconnectionId:Long;IPAddress:String;IPv6Address:String;"
     "CmAssignedAppID:Long;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"UnableToRegisterwithCallManagerService", 3,
     "CmNodeID:Long;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"CtiProviderCloseHeartbeatTimeout", 4,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"CtiProviderClosePeerCertExpired", 4,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"CtiProviderPeerCertExpireSoon", 4,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"CtiIncompatibleProtocolVersion", 4,
     "MsgVersion:VoidPtr;CompatibleVersions:VoidPtr;CurrentVersion:VoidPtr;CMVersion:String;IPAddress:String;"
     "IPv6Address:String;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"CtiDeviceOpened", 6,
     "DeviceName:String;SeqNumber:Long;DeviceId:Long;DeviceType:Long;CTIconnectionId:Long;MediaControlled:Bool;"
     "AssociatedCMIPAddr:String;CmAssignedAppID:Long;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"CtiDeviceClosed", 6,
     "DeviceName:String;DeviceId:Long;DeviceType:Long;CTIconnectionId:Long;MediaControlled:Bool;"
     "AssociatedCMIpAddr:String;Reason:Enum;AppID:String;ClusterID:String;NodeID:String",
     "0=unknown;1=CallManager service unavailable;2=device unregistered;3=rehome failed;"
     "4=device deleted from database;5=controlling application disconnected;"
     "6=route point taken by another application;7=CTI port taken by another application;"
     "8=already registered with dynamic media termination;9=softkey enable failed;"
     "10=media capabilities differ between applications;11=device controlled by another application;"
     "12=device protocol unsupported;13=device restricted;14=database unreachable;15=device resetting;"
     "16=media type unsupported;17=device configuration unsupported;18=device being reset;"
     "19=IP addressing mode mismatch"},
    {"CtiDeviceOpenFailure", 4,
     "CTIconnectionId:Long;DeviceName:String;Reason:Enum;AppID:String;ClusterID:String;NodeID:String",
     "0x8CCC0013=already opened by another application;0x8CCC00DA=database unreachable;"
     "0x8CCC009A=device unregistering;0x8CCC0018=not in user control list;0x8CCC00F3=IP addressing mode mismatch"},
    {"CtiDeviceOutofService", 6,
     "DeviceId:Long;CTIconnectionId:Long;DeviceName:String;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"CtiDeviceInService", 6,
     "DeviceId:Long;CTIconnectionId:Long;DeviceName:String;callManagerId:Long;AppID:String;ClusterID:String;"
     "NodeID:String",
     ""},
    {"CtiLineOpened", 6,
     "SeqNumber:Long;DirNum:String;Partition:String;DeviceName:String;CTIconnectionId:Long;AppID:String;"
     "ClusterID:String;NodeID:String",
     ""},
    {"CtiLineOpenFailure", 4,
     "CTIconnectionId:Long;DeviceName:String;DirNum:String;Partition:String;Reason:Enum;AppID:String;"
     "ClusterID:String;NodeID:String",
     "0=unknown;0x8CCC0018=device not in user control list;0x8CCC0005=line not on device;0x8CCC00D3=line restricted"},
    {"CtiLineClosed", 6,
     "DirNum:String;Partition:String;CTIconnectionId:Long;DeviceName:String;Reason:Enum;AppID:String;"
     "ClusterID:String;NodeID:String",
     "0=unknown;1=CallManager failure;2=device unregistered;3=line rehome failed;4=undefined line;5=device removed;"
     "6=controlling provider closed;7=device protocol unsupported;8=CTI control of line not allowed;"
     "9=media type unsupported;10=device being reset;11=device configuration unsupported"},
    {"CtiLineOutOfService", 6,
     "DirNum:String;Partition:String;CTIconnectionId:Long;DeviceName:String;AppID:String;ClusterID:String;"
     "NodeID:String",
     ""},
    {"CtiLineInService", 6,
     "LineId:Long;CTIconnectionId:Long;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"UnableToSetorResetMWI", 4,
     "DirNum:String;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"RedirectCallRequestFailed", 6,
     "SeqNumber:Long;DirNum:String;Partition:String;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"MaxDevicesPerProviderExceeded", 4,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"MaxDevicesPerNodeExceeded", 4,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"ApplicationConnectionError", 4,
     "CTIConnectionType:String;InstanceNumber:Long;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiQbeLengthMisMatch", 3,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiInvalidQbeSizeAndOffsets", 3,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiSsRegisterManagerErr", 3,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiMytcpErrSocketBroken", 4,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiDirectoryLoginFailure", 4,
     "SeqNumber:Long;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiDeviceOpenFailAccessDenied", 4,
     "LoginUserId:String;DeviceName:String;DeviceType:Long;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiIllegalQbeHeader", 3,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiLineOpenFailAccessDenied", 4,
     "SeqNumber:Int;DirNum:String;Partition:String;DeviceName:String;UserName:String;AppID:String;ClusterID:String;"
     "NodeID:String",
     ""},
    {"kCtiIllegalEnumHandle", 4,
     "EnumHandle:Long;EnumObjectType:String;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiQbeMessageTooLong", 4,
     "CTIConnectionType:String;InstanceNumber:Long;QBEMessageLength:Long;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiNullTcpHandle", 4,
     "PDU_Number:Long;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiEnvProcDevListRegTimeout", 3,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiMYTCPSendError", 3,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiSdlErrorvException", 2,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiTcpInitError", 3,
     "ErrorCode:Int;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiIllegalFilterSize", 3,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiNewCallNotifyArrayOverflow", 4,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiExistingCallNotifyArrayOverflow", 4,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiLineCallInfoResArrayOverflow", 4,
     "AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiUnknownConnectionHandle", 4,
     "CTIConnectionType:String;InstanceNumber:Long;AppID:String;ClusterID:String;NodeID:String",
     ""},
    {"kCtiProviderOpenInvalidUserNameSize", 3,
     "UserNameSize:Long;AppID:String;ClusterID:String;NodeID:String",
     ""},
};

std::vector<std::string> split(const std::string& text, char at)
{
    std::vector<std::string> parts;
    std::istringstream in{text};
    for (std::string part; std::getline(in, part, at);)
        parts.push_back(part);
    return parts;
}

/// The documented rule: "ucalarm." and the name in snake_case.
std::string filter_of(const std::string& parameter)
{
    static const std::map<std::string, std::string> spelled{
        {"AppID", "app_id"}, {"ClusterID", "cluster_id"}, {"NodeID", "node_id"},
        {"MsgVersion", "msg_version"}, {"CompatibleVersions", "minimum_version"}, {"CurrentVersion", "current_version"}, {"CMVersion", "cm_version"},
        {"IPAddress", "ip_address"}, {"IPaddress", "ip_address"}, {"IPv6Address", "ipv6_address"}, {"IPv6address", "ipv6_address"},
        {"CTIconnectionId", "cti_connection_id"}, {"CTIConnectionType", "cti_connection_type"}, {"InstanceNumber", "instance_number"},
        {"PDUNumber", "pdu_number"}, {"PDU_Number", "pdu_number"}, {"LastPDUNumber", "last_pdu_number"}, {"LoginUserId", "login_user_id"},
        {"Reason", "reason"}, {"ErrorCode", "error_code"}, {"SeqNumber", "seq_number"}, {"ErrorMessageString", "error_message_string"},
        {"Version", "version"}, {"CmAssignedAppID", "cm_assigned_app_id"}, {"CmNodeID", "cm_node_id"}, {"DeviceName", "device_name"},
        {"DeviceId", "device_id"}, {"DeviceType", "device_type"}, {"MediaControlled", "media_controlled"},
        {"AssociatedCMIPAddr", "associated_cm_ip_addr"}, {"AssociatedCMIpAddr", "associated_cm_ip_addr"}, {"callManagerId", "call_manager_id"},
        {"DirNum", "dir_num"}, {"Partition", "partition"}, {"LineId", "line_id"}, {"UserName", "user_name"}, {"EnumHandle", "enum_handle"},
        {"EnumObjectType", "enum_object_type"}, {"QBEMessageLength", "qbe_message_length"}, {"UserNameSize", "user_name_size"},
    };
    const auto row = spelled.find(parameter);
    EXPECT_NE(row, spelled.end()) << parameter;
    return row == spelled.end() ? "" : "ucalarm." + row->second;
}

/// A value of the documented type, different at each place, and what the field must hold.
std::pair<std::string, std::string> sample(const std::string& name, const std::string& type, unsigned place)
{
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    if (lower == "ipv6address") {
        const std::string address = "2001:db8::" + std::to_string(place);
        return {address, address};
    }
    if (lower == "ipaddress" || lower == "associatedcmipaddr") {
        const std::string address = "172.28.2." + std::to_string(100 + place);
        return {address, address};
    }
    if (type == "String") {
        const std::string text = name + " " + std::to_string(place);
        return {text, text};
    }
    if (type == "Bool")
        return {"true", "1"};
    if (type == "Long" || type == "Int") {
        const std::string n = name == "ErrorCode" ? std::to_string(1000 + place) : "-" + std::to_string(1000 + place);
        return {n, n};
    }
    if (type == "Enum")
        return {"0", "0"};
    EXPECT_TRUE(type == "UInt" || type == "ULong" || type == "VoidPtr") << type;
    const std::string n = std::to_string(3000000000u + place);
    return {n, n};
}

class EveryAlarm : public testing::TestWithParam<Documented> {};

TEST_P(EveryAlarm, DecodesFromItsParameterList)
{
    const Documented& d = GetParam();
    std::string message = "<187>1: cucm1: Jun 28 2025 11:24:54.123 UTC :  %UC_CTI-" + std::to_string(d.severity) + "-" + d.name + ": %";
    std::vector<std::pair<std::string, std::string>> expected{
        {"ucalarm.sequence_number", "1"}, {"ucalarm.host", "cucm1"}, {"ucalarm.timestamp", "Jun 28 2025 11:24:54.123 UTC"}, {"ucalarm.catalog", "UC_CTI"}, {"ucalarm.severity", std::to_string(d.severity)}, {"ucalarm.name", d.name}};
    unsigned place = 0;
    for (const std::string& parameter : split(d.parameters, ';')) {
        const std::string name = parameter.substr(0, parameter.find(':')), type = parameter.substr(parameter.find(':') + 1);
        const auto [printed, value] = sample(name, type, ++place);
        message += "[" + name + "=" + printed + "]";
        expected.emplace_back(filter_of(name), value);
        if (name == "ErrorCode" && type == "ULong")    // printed so large that it has a signed twin
            expected.emplace_back("ucalarm.error_code_signed", std::to_string(static_cast<std::int32_t>(std::stoul(value))));
    }
    message += ": What the alarm says";
    expected.emplace_back("ucalarm.text", "What the alarm says");

    Collect got = decode(message);
    std::erase_if(got.fields, [](const auto& f) { return f.first == "ucalarm.reason_name"; });    // tested below, with its values
    EXPECT_EQ(got.fields, expected) << message;

    ASSERT_GE(got.findings.size(), 1u);
    const bool reason_outside_table = std::string_view{d.name} == "CtiDeviceOpenFailure";    // documents no reason 0
    EXPECT_EQ(got.findings.size(), reason_outside_table ? 2u : 1u) << got.ids();
    const Collect::Made& last = got.findings.back();
    if (std::string_view{d.name} == "CtiIncompatibleProtocolVersion") {
        EXPECT_EQ(last.id, "ucalarm.incompatible_version");
        EXPECT_EQ(last.severity, Severity::error);
    } else {
        EXPECT_EQ(last.id, "ucalarm.alarm");
        EXPECT_EQ(last.severity, d.severity <= 3 ? Severity::error : d.severity == 4 ? Severity::warn : Severity::chat);
        EXPECT_EQ(last.sentence.find(d.name), 0u) << last.sentence;
    }
    EXPECT_NE(last.remedy, "");
}

// The trace line and the event log put the same parameters as "Name: value".
TEST_P(EveryAlarm, SameFieldsAsFreeText)
{
    const Documented& d = GetParam();
    std::string syslog = "%UC_CTI-" + std::to_string(d.severity) + "-" + d.name + ": %", line = std::string{d.name} + " - What the alarm says",
                lines = line + "\r\n";
    unsigned place = 0;
    for (const std::string& parameter : split(d.parameters, ';')) {
        const std::string name = parameter.substr(0, parameter.find(':'));
        const std::string value = sample(name, parameter.substr(parameter.find(':') + 1), ++place).first;
        syslog += "[" + name + "=" + value + "]";
        line += " " + name + ": " + value;
        lines += "\t" + name + ": " + value + "\r\n";
    }
    syslog += ": What the alarm says";
    const auto parameters = [](const Collect& sink) {
        auto fields = sink.fields;
        std::erase_if(fields, [](const auto& f) { return f.first == "ucalarm.catalog" || f.first == "ucalarm.severity"; });
        std::sort(fields.begin(), fields.end());
        return fields;
    };
    const auto expected = parameters(decode(syslog));
    EXPECT_EQ(parameters(decode(line)), expected) << line;
    EXPECT_EQ(parameters(decode(lines)), expected) << lines;
}

TEST_P(EveryAlarm, ReasonsHaveTheirNames)
{
    const Documented& d = GetParam();
    for (const std::string& reason : split(d.reasons, ';')) {
        const std::string value = reason.substr(0, reason.find('=')), name = reason.substr(reason.find('=') + 1);
        const std::uint32_t number = static_cast<std::uint32_t>(std::stoul(value, nullptr, 0));
        for (const std::string& printed :
             {value, std::to_string(number), std::to_string(static_cast<std::int32_t>(number))}) {    // hexadecimal, unsigned, signed
            const Collect got = decode(std::string{"%UC_CTI-3-"} + d.name + ": %[Reason=" + printed + "][AppID=a][ClusterID=b][NodeID=c]: t");
            EXPECT_EQ(got.get("ucalarm.reason"), std::to_string(number)) << printed;
            EXPECT_EQ(got.get("ucalarm.reason_name"), name) << printed;
            ASSERT_TRUE(got.finding("ucalarm.alarm"));
            EXPECT_NE(got.finding("ucalarm.alarm")->sentence.find(name), std::string::npos) << got.finding("ucalarm.alarm")->sentence;
            EXPECT_FALSE(got.finding("ucalarm.unknown_reason"));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(UcCti, EveryAlarm, testing::ValuesIn(documented), [](const auto& info) { return std::string{info.param.name}; });

TEST(Catalogue, HoldsTheDocumentedAlarms)
{
    EXPECT_EQ(std::size(documented), 48u);
    EXPECT_EQ(std::size(alarms), 49u);    // and the CallManager 4.1 event
    EXPECT_EQ(find_alarm_row("kCtiProviderClosed"), find_alarm_row("CtiProviderClosed"));
    EXPECT_NE(find_alarm_row("kCtiIncompatibleProtocolVersion"), find_alarm_row("CtiIncompatibleProtocolVersion"));
    EXPECT_FALSE(find_alarm_row("CtiProviderclosed"));
    EXPECT_FALSE(find_alarm_row(""));
    EXPECT_FALSE(find_alarm_row("Cti"));
}

TEST(Catalogue, EveryNameIsFound)
{
    for (const Alarm& alarm : alarms)
        EXPECT_EQ(find_alarm_row(alarm.name), &alarm) << alarm.name;
    for (const ParameterName& row : parameter_names) {
        EXPECT_EQ(find_parameter(row.key), &row) << row.key;
        EXPECT_FALSE(find_parameter(std::string{row.key} + "x")) << row.key;
        EXPECT_NE(find_parameter(row.key.substr(1)), &row) << row.key;
    }
    EXPECT_EQ(find_parameter(" Login_User.ID "), find_parameter("loginuserid"));
    EXPECT_FALSE(find_parameter(""));
}

TEST(Catalogue, ProviderClosedHasNoReasonTen)
{
    const Collect got = decode("%UC_CTI-6-CtiProviderClosed: %[Reason=10][AppID=a]: t");
    EXPECT_EQ(got.get("ucalarm.reason"), "10");
    EXPECT_EQ(got.get("ucalarm.reason_name"), "-");
    EXPECT_TRUE(got.finding("ucalarm.unknown_reason"));
}

TEST(Catalogue, FilterNamesAreUniqueAndOurs)
{
    std::map<std::string, int> seen;
    for (const FieldDef& f : fields) {
        EXPECT_EQ(++seen[f.filter], 1) << f.filter;
        EXPECT_EQ(std::string{f.filter}.rfind("ucalarm.", 0), 0u) << f.filter;
    }
    for (const Diagnosis& d : diagnoses) {
        EXPECT_FALSE(seen.contains(d.id)) << d.id;
        EXPECT_EQ(++seen[std::string{d.id} + " " + severity_name(d.severity)], 1) << d.id;    // an id has a row a severity
    }
}

} // namespace
