// SPDX-License-Identifier: GPL-2.0-or-later
// Every display filter of ucalarm. Parameters of alarms are named as the UC_CTI catalogue names them, in snake_case; the names
// that older releases and real systems print for the same parameter are aliases in parameter_names below.
#pragma once

#include "core/cti_result.hpp"
#include "core/places.hpp"
#include "core/schema.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace cti::ucalarm {

/// Severity digits follow syslog (System Error Messages for Unified CM 14).
inline constexpr Value severity_rows[] = {
    {0, "Emergency"}, {1, "Alert"}, {2, "Critical"}, {3, "Error"}, {4, "Warning"}, {5, "Notice"}, {6, "Informational"}, {7, "Debug"},
};
inline constexpr ValueTable severity_values{"alarm severity", severity_rows};
static_assert(is_sorted_unique(severity_rows));

/// Reasons and error codes: only CTI result codes have one meaning in every alarm. Small reason values mean something else in each
/// alarm; their names are in the alarm's own table (catalogue.hpp) and come as ucalarm.reason_name.
inline constexpr ValueTable result_values{"CTI result", cti_result_value_rows, false, true};

/// What stands before the time of a message (Managed Services Guide 12.5(1), CiscoLog): whether the sender trusts its clock.
enum class Clock : std::uint8_t { unmarked, not_authoritative, was_synchronised, unknown };
inline constexpr Value clock_rows[] = {
    {0, "not marked", "Proves nothing"},
    {1, "not authoritative", "Marked '*': no time server"},
    {2, "was synchronised", "Marked '.': had a time server once, has none at present"},
    {3, "unknown", "The sender does not know the time"},
};
inline constexpr ValueTable clock_values{"clock of the sender", clock_rows};
static_assert(is_sorted_unique(clock_rows));

inline constexpr FieldDef fields[] = {
    {"ucalarm.catalog", "Catalog", Type::text, Base::dec, nullptr, "Alarm catalogue: UC_CTI is written by CTIManager", Privacy::none},
    {"ucalarm.severity", "Severity", Type::u8, Base::dec, &severity_values, "Severity as the message states it"},
    {"ucalarm.name", "Alarm", Type::text, Base::dec, nullptr, "Name of the alarm, as printed", Privacy::none},
    {"ucalarm.current_name", "Current Name", Type::text, Base::dec, nullptr, 
     "What the alarm is called since Unified CM 8.0, where it is printed by its older name", Privacy::none},
    {"ucalarm.sequence_number", "Sequence Number", Type::u32, Base::dec, nullptr, 
     "Counts the messages of one process of the sender; a gap is a lost message"},
    {"ucalarm.host", "Host", Type::text, Base::dec, nullptr, "Host that wrote the message, as it calls itself", Privacy::host},
    {"ucalarm.timestamp", "Time", Type::text, Base::dec, nullptr, "When the message was written, by the sender's clock", Privacy::none},
    {"ucalarm.clock", "Clock", Type::u8, Base::dec, &clock_values, "Whether the sender trusts its clock"},
    {"ucalarm.alert_name", "AlertName", Type::text, Base::dec, nullptr, "RTMT alert, or the alert around this alarm", Privacy::none},
    {"ucalarm.part", "Part", Type::text, Base::dec, nullptr, "Sequence number of the first part, number of this part and of all parts",
        Privacy::none},
    {"ucalarm.text", "Text", Type::text, Base::dec, nullptr, "What the alarm says beside its parameters", Privacy::free_text},
    {"ucalarm.explanation", "Explanation", Type::text, Base::dec, nullptr, "Explanation printed in an event log entry", Privacy::none},
    {"ucalarm.recommended_action", "Recommended Action", Type::text, Base::dec, nullptr, "Recommended action printed in an event log entry",
        Privacy::none},
    {"ucalarm.parameter", "Parameter", Type::text, Base::dec, nullptr,
     "A parameter without typed value: empty, cut off, not of its type, or not in the catalogue", Privacy::free_text},

    {"ucalarm.app_id", "AppID", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"ucalarm.cluster_id", "ClusterID", Type::text, Base::dec, nullptr, "", Privacy::host},
    {"ucalarm.node_id", "NodeID", Type::text, Base::dec, nullptr, "", Privacy::host},
    {"ucalarm.msg_version", "MsgVersion", Type::u32, Base::dec, nullptr, "Protocol version of the client's message (older: Message Version)"},
    {"ucalarm.minimum_version", "CompatibleVersions", Type::u32, Base::dec, nullptr,
     "Oldest protocol version that CTIManager accepts (older: Minimum Version)"},
    {"ucalarm.current_version", "CurrentVersion", Type::u32, Base::dec, nullptr, "Protocol version that CTIManager speaks (older: Current Version)"},
    {"ucalarm.cm_version", "CMVersion", Type::text, Base::dec, nullptr, "Unified CM version (older: CallManager Version)", Privacy::none},
    {"ucalarm.ip_address", "IPAddress", Type::ipv4, Base::dec, nullptr,
     "Address of the client; in alarms of other services of the device or node they name"},
    {"ucalarm.ipv6_address", "IPv6Address", Type::ipv6, Base::dec, nullptr,
     "Address of the client; in alarms of other services of the device or node they name"},
    {"ucalarm.reason", "Reason", Type::u32, Base::hex, &result_values, "Reason; its small values differ between alarms"},
    {"ucalarm.reason_signed", "Reason (signed)", Type::i32, Base::dec, nullptr, "The reason as alarms print it, where that is negative"},
    {"ucalarm.reason_text", "Reason (text)", Type::text, Base::dec, nullptr, "Reason that another service than CTIManager gives",
        Privacy::none},
    {"ucalarm.reason_name", "Reason Name", Type::text, Base::dec, nullptr, "The reason in words, from the catalogue's table for this alarm",
        Privacy::none},
    {"ucalarm.error_code", "ErrorCode", Type::u32, Base::hex, &result_values},
    {"ucalarm.error_code_signed", "ErrorCode (signed)", Type::i32, Base::dec, nullptr, 
     "The error code as a signed number, where that is negative"},
    {"ucalarm.error_message_string", "ErrorMessageString", Type::text, Base::dec, nullptr, "", Privacy::free_text},
    {"ucalarm.cti_connection_id", "CTIconnectionId", Type::i32},
    {"ucalarm.cti_connection_type", "CTIConnectionType", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"ucalarm.instance_number", "InstanceNumber", Type::i32},
    {"ucalarm.login_user_id", "LoginUserId", Type::text, Base::dec, nullptr, "", Privacy::person},
    {"ucalarm.user_name", "UserName", Type::text, Base::dec, nullptr, "", Privacy::person},
    {"ucalarm.user_name_size", "UserNameSize", Type::i32},
    {"ucalarm.seq_number", "SeqNumber", Type::i32},
    {"ucalarm.version", "Version", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"ucalarm.cm_assigned_app_id", "CmAssignedAppID", Type::i32},
    {"ucalarm.cm_node_id", "CmNodeID", Type::i32},
    {"ucalarm.call_manager_id", "callManagerId", Type::i32},
    {"ucalarm.last_pdu_number", "LastPDUNumber", Type::u32, Base::dec, nullptr, "Number of the last QBE PDU of the lost connection"},
    {"ucalarm.pdu_number", "PDUNumber", Type::i32, Base::dec, nullptr, "Number of the QBE PDU the alarm is about"},
    {"ucalarm.qbe_message_length", "QBEMessageLength", Type::i32},
    {"ucalarm.device_name", "DeviceName", Type::text, Base::dec, nullptr, "", Privacy::device},
    {"ucalarm.device_id", "DeviceId", Type::i32},
    {"ucalarm.device_type", "DeviceType", Type::i32},
    {"ucalarm.media_controlled", "MediaControlled", Type::boolean},
    {"ucalarm.associated_cm_ip_addr", "AssociatedCMIPAddr", Type::ipv4},
    {"ucalarm.associated_cm_ipv6_addr", "AssociatedCMIPAddr (IPv6)", Type::ipv6},
    {"ucalarm.dir_num", "DirNum", Type::text, Base::dec, nullptr, "", Privacy::number},
    {"ucalarm.partition", "Partition", Type::text, Base::dec, nullptr, "", Privacy::device},
    {"ucalarm.line_id", "LineId", Type::i32},
    {"ucalarm.enum_handle", "EnumHandle", Type::i32},
    {"ucalarm.enum_object_type", "EnumObjectType", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"ucalarm.process_id", "ProcessID", Type::u32},
    {"ucalarm.process_name", "ProcessName", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"ucalarm.rtp_address", "RTP Address", Type::text, Base::dec, nullptr, "Only before Unified CM 8.0", Privacy::host},

    // Of other services.
    {"ucalarm.service_name", "ServiceName", Type::text, Base::dec, nullptr, "Service that started, stopped or failed", Privacy::none},
    {"ucalarm.user_id", "UserID", Type::text, Base::dec, nullptr, "User of an authentication or audit event", Privacy::person},
    {"ucalarm.error_string", "ErrorString", Type::text, Base::dec, nullptr, "", Privacy::free_text},
    {"ucalarm.message", "Message", Type::text, Base::dec, nullptr, "", Privacy::free_text},
    {"ucalarm.version_info", "VersionInfo", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"ucalarm.host_name", "Hostname", Type::text, Base::dec, nullptr, "", Privacy::host},
    {"ucalarm.core_details", "CoreDetails", Type::text, Base::dec, nullptr, "Which process left a core file", Privacy::none},
    {"ucalarm.alert_detail", "AlertDetail", Type::text, Base::dec, nullptr, "", Privacy::free_text},
    {"ucalarm.matched_event", "MatchedEvent", Type::text, Base::dec, nullptr, "", Privacy::free_text},
    {"ucalarm.link_id", "LinkID", Type::text, Base::dec, nullptr, "", Privacy::device},
    {"ucalarm.local_application_id", "LocalApplicationID", Type::text, Base::dec, nullptr, "100 CallManager, 200 CTIManager", Privacy::none},
    {"ucalarm.remote_application_id", "RemoteApplicationID", Type::text, Base::dec, nullptr, "100 CallManager, 200 CTIManager", Privacy::none},
    {"ucalarm.remote_node_id", "RemoteNodeID", Type::text, Base::dec, nullptr, "", Privacy::host},
    {"ucalarm.remote_ip_address", "RemoteIPAddress", Type::text, Base::dec, nullptr, "", Privacy::host},
    {"ucalarm.comp", "comp", Type::text, Base::dec, nullptr, "ICM: component and side", Privacy::none},
    {"ucalarm.pname", "pname", Type::text, Base::dec, nullptr, "ICM: process", Privacy::none},
    {"ucalarm.iid", "iid", Type::text, Base::dec, nullptr, "ICM: instance", Privacy::none},
    {"ucalarm.mid", "mid", Type::text, Base::dec, nullptr, "ICM: message ID, hexadecimal", Privacy::none},
    {"ucalarm.sev", "sev", Type::text, Base::dec, nullptr, "ICM: severity in words", Privacy::none},
    {"ucalarm.inspected_version", "Inspected Version", Type::text, Base::dec, nullptr,
     "Firewall: the CTIQBE version it read, as printed; old software prints it in hexadecimal", Privacy::none},
    {"ucalarm.source_interface", "Source Interface", Type::text, Base::dec, nullptr, "Firewall: where the packet came from", Privacy::host},
    {"ucalarm.source_address", "Source Address", Type::text, Base::dec, nullptr, "", Privacy::host},
    {"ucalarm.source_port", "Source Port", Type::u32},
    {"ucalarm.destination_interface", "Destination Interface", Type::text, Base::dec, nullptr, "Firewall: where the packet went to",
        Privacy::host},
    {"ucalarm.destination_address", "Destination Address", Type::text, Base::dec, nullptr, "", Privacy::host},
    {"ucalarm.destination_port", "Destination Port", Type::u32},

    {"ucalarm.event_type", "Event Type", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"ucalarm.event_source", "Event Source", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"ucalarm.event_id", "Event ID", Type::u32},
    {"ucalarm.computer", "Computer", Type::text, Base::dec, nullptr, "Machine whose event log holds the entry", Privacy::host},
};

static_assert(states_privacy(fields), "a field of text or bytes says what it gives away");

consteval FieldId field(std::string_view filter) { return field_id(fields, filter); }

namespace id {
inline constexpr FieldId catalog = field("ucalarm.catalog");
inline constexpr FieldId severity = field("ucalarm.severity");
inline constexpr FieldId name = field("ucalarm.name");
inline constexpr FieldId text = field("ucalarm.text");
inline constexpr FieldId parameter = field("ucalarm.parameter");
inline constexpr FieldId app_id = field("ucalarm.app_id");
inline constexpr FieldId node_id = field("ucalarm.node_id");
inline constexpr FieldId login_user_id = field("ucalarm.login_user_id");
inline constexpr FieldId msg_version = field("ucalarm.msg_version");
inline constexpr FieldId minimum_version = field("ucalarm.minimum_version");
inline constexpr FieldId current_version = field("ucalarm.current_version");
inline constexpr FieldId ip_address = field("ucalarm.ip_address");
inline constexpr FieldId ipv6_address = field("ucalarm.ipv6_address");
inline constexpr FieldId reason = field("ucalarm.reason");
inline constexpr FieldId reason_name = field("ucalarm.reason_name");
inline constexpr FieldId error_code = field("ucalarm.error_code");
inline constexpr FieldId associated_cm_ip_addr = field("ucalarm.associated_cm_ip_addr");
inline constexpr FieldId associated_cm_ipv6_addr = field("ucalarm.associated_cm_ipv6_addr");
inline constexpr FieldId current_name = field("ucalarm.current_name");
inline constexpr FieldId sequence_number = field("ucalarm.sequence_number");
inline constexpr FieldId host = field("ucalarm.host");
inline constexpr FieldId timestamp = field("ucalarm.timestamp");
inline constexpr FieldId clock = field("ucalarm.clock");
inline constexpr FieldId alert_name = field("ucalarm.alert_name");
inline constexpr FieldId part = field("ucalarm.part");
inline constexpr FieldId reason_signed = field("ucalarm.reason_signed");
inline constexpr FieldId error_code_signed = field("ucalarm.error_code_signed");
inline constexpr FieldId reason_text = field("ucalarm.reason_text");
inline constexpr FieldId cluster_id = field("ucalarm.cluster_id");
inline constexpr FieldId device_name = field("ucalarm.device_name");
inline constexpr FieldId dir_num = field("ucalarm.dir_num");
inline constexpr FieldId partition = field("ucalarm.partition");
inline constexpr FieldId process_id = field("ucalarm.process_id");
inline constexpr FieldId process_name = field("ucalarm.process_name");
inline constexpr FieldId cti_connection_id = field("ucalarm.cti_connection_id");
inline constexpr FieldId service_name = field("ucalarm.service_name");
inline constexpr FieldId user_id = field("ucalarm.user_id");
inline constexpr FieldId core_details = field("ucalarm.core_details");
inline constexpr FieldId alert_detail = field("ucalarm.alert_detail");
inline constexpr FieldId local_application_id = field("ucalarm.local_application_id");
inline constexpr FieldId remote_application_id = field("ucalarm.remote_application_id");
inline constexpr FieldId comp = field("ucalarm.comp");
inline constexpr FieldId pname = field("ucalarm.pname");
inline constexpr FieldId mid = field("ucalarm.mid");
inline constexpr FieldId cm_version = field("ucalarm.cm_version");
inline constexpr FieldId version = field("ucalarm.version");
inline constexpr FieldId inspected_version = field("ucalarm.inspected_version");
inline constexpr FieldId source_interface = field("ucalarm.source_interface");
inline constexpr FieldId source_address = field("ucalarm.source_address");
inline constexpr FieldId source_port = field("ucalarm.source_port");
inline constexpr FieldId destination_interface = field("ucalarm.destination_interface");
inline constexpr FieldId destination_address = field("ucalarm.destination_address");
inline constexpr FieldId destination_port = field("ucalarm.destination_port");
inline constexpr FieldId user_name = field("ucalarm.user_name");
} // namespace id

/// Where a name may stand: among the parameters of CTIManager's alarms or of any service's, or in the frame that the Windows event log puts
/// around them.
/// `of_other_service` are no parameters of UC_CTI.
enum class Part : std::uint8_t { parameter, event_header, event_tail, of_other_service };

/// A name as messages print it, without blanks, dots, '_' and case, and its field (no_field: recognised, but not worth a filter).
struct ParameterName {
    std::string_view key;
    FieldId field;
    Part part = Part::parameter;
};

/// Sorted by key. Beside the catalogue's own names: those of the CallManager 4.1 event log entry (tech note 91885), "Reason code."
/// and the spaced names of a real Unified CM syslog line, and the names of releases before 8.0 (Managed Services Guide 12.5(1), alarm
/// history).
inline constexpr ParameterName parameter_names[] = {
    {"alertdetail", field("ucalarm.alert_detail"), Part::of_other_service},
    {"alertname", field("ucalarm.alert_name"), Part::of_other_service},
    {"appid", field("ucalarm.app_id")},
    {"associatedcmipaddr", field("ucalarm.associated_cm_ip_addr")},
    {"callmanagerid", field("ucalarm.call_manager_id")},
    {"callmanagerversion", field("ucalarm.cm_version")},
    {"clusterid", field("ucalarm.cluster_id")},
    {"cmassignedappid", field("ucalarm.cm_assigned_app_id")},
    {"cmnodeid", field("ucalarm.cm_node_id")},
    {"cmversion", field("ucalarm.cm_version")},
    {"comp", field("ucalarm.comp"), Part::of_other_service},
    {"compatibleversions", field("ucalarm.minimum_version")},
    {"computer", field("ucalarm.computer"), Part::event_header},
    {"core1", field("ucalarm.core_details"), Part::of_other_service},
    {"core2", field("ucalarm.core_details"), Part::of_other_service},
    {"core3", field("ucalarm.core_details"), Part::of_other_service},
    {"core4", field("ucalarm.core_details"), Part::of_other_service},
    {"core5", field("ucalarm.core_details"), Part::of_other_service},
    {"core6", field("ucalarm.core_details"), Part::of_other_service},
    {"coredetails", field("ucalarm.core_details"), Part::of_other_service},
    {"cticonnectionid", field("ucalarm.cti_connection_id")},
    {"cticonnectiontype", field("ucalarm.cti_connection_type")},
    {"currentversion", field("ucalarm.current_version")},
    {"date", no_field, Part::event_header},
    {"description", no_field, Part::event_header},
    {"deviceid", field("ucalarm.device_id")},
    {"devicename", field("ucalarm.device_name")},
    {"devicetype", field("ucalarm.device_type")},
    {"directorynumber", field("ucalarm.dir_num")},
    {"dirnum", field("ucalarm.dir_num")},
    {"enumhandle", field("ucalarm.enum_handle")},
    {"enumobjecttype", field("ucalarm.enum_object_type")},
    {"errorcode", field("ucalarm.error_code")},
    {"errormessage", field("ucalarm.error_message_string")},
    {"errormessagestring", field("ucalarm.error_message_string")},
    {"errorstring", field("ucalarm.error_string"), Part::of_other_service},
    {"eventcategory", no_field, Part::event_header},
    {"eventid", field("ucalarm.event_id"), Part::event_header},
    {"eventsource", field("ucalarm.event_source"), Part::event_header},
    {"eventtype", field("ucalarm.event_type"), Part::event_header},
    {"explanation", field("ucalarm.explanation"), Part::event_tail},
    {"hostname", field("ucalarm.host_name"), Part::of_other_service},
    {"iid", field("ucalarm.iid"), Part::of_other_service},
    {"instancenumber", field("ucalarm.instance_number")},
    {"ipaddress", field("ucalarm.ip_address")},
    {"ipv6address", field("ucalarm.ipv6_address")},
    {"lastpdunumber", field("ucalarm.last_pdu_number")},
    {"lineid", field("ucalarm.line_id")},
    {"linkid", field("ucalarm.link_id"), Part::of_other_service},
    {"localapplicationid", field("ucalarm.local_application_id"), Part::of_other_service},
    {"loginuserid", field("ucalarm.login_user_id")},
    {"matchedevent", field("ucalarm.matched_event"), Part::of_other_service},
    {"mediacontrolled", field("ucalarm.media_controlled")},
    {"message", field("ucalarm.message"), Part::of_other_service},
    {"messageversion", field("ucalarm.msg_version")},
    {"mid", field("ucalarm.mid"), Part::of_other_service},
    {"minimumversion", field("ucalarm.minimum_version")},
    {"msgversion", field("ucalarm.msg_version")},
    {"nodeid", field("ucalarm.node_id")},
    {"part", field("ucalarm.part")},
    {"partition", field("ucalarm.partition")},
    {"pdunumber", field("ucalarm.pdu_number")},
    {"pname", field("ucalarm.pname"), Part::of_other_service},
    {"processid", field("ucalarm.process_id")},
    {"processname", field("ucalarm.process_name")},
    {"qbemessagelength", field("ucalarm.qbe_message_length")},
    {"reason", field("ucalarm.reason")},
    {"reasoncode", field("ucalarm.reason")},
    {"recommendedaction", field("ucalarm.recommended_action"), Part::event_tail},
    {"remoteappid", field("ucalarm.remote_application_id"), Part::of_other_service},
    {"remoteapplicationid", field("ucalarm.remote_application_id"), Part::of_other_service},
    {"remoteipaddress", field("ucalarm.remote_ip_address"), Part::of_other_service},
    {"remotenodeid", field("ucalarm.remote_node_id"), Part::of_other_service},
    {"rtpaddress", field("ucalarm.rtp_address")},
    {"seqnumber", field("ucalarm.seq_number")},
    {"service", field("ucalarm.service_name"), Part::of_other_service},
    {"servicename", field("ucalarm.service_name"), Part::of_other_service},
    {"sev", field("ucalarm.sev"), Part::of_other_service},
    {"time", no_field, Part::event_header},
    {"unifiedcmversion", field("ucalarm.cm_version")},
    {"user", no_field, Part::event_header},
    {"userid", field("ucalarm.user_id"), Part::of_other_service},
    {"username", field("ucalarm.user_name")},
    {"usernamesize", field("ucalarm.user_name_size")},
    {"version", field("ucalarm.version")},
    {"versioninfo", field("ucalarm.version_info"), Part::of_other_service},
    {"versionnumber", field("ucalarm.version")},
};
static_assert(std::is_sorted(std::begin(parameter_names), std::end(parameter_names),
                             [](const ParameterName& a, const ParameterName& b) { return a.key < b.key; }));

/// The longest key, and how much of a message a printed name may take: "UNKNOWN_PARAMNAME:" and blanks come on top of the key.
inline constexpr std::size_t max_key = 20;
inline constexpr std::size_t max_printed_name = 64;
static_assert(std::all_of(std::begin(parameter_names), std::end(parameter_names), [](const ParameterName& n) { return n.key.size() <= max_key; }));

namespace detail {

/// A name without blanks, dots, '_' and case.
struct Key {
    char text[max_key] = {};
    std::size_t length = 0;
    bool too_long = false;

    constexpr explicit Key(std::string_view printed)
    {
        std::size_t used = 0;
        for (const char c : printed) {
            if (c == ' ' || c == '\t' || c == '.' || c == '_')
                continue;
            if (used == max_key) {
                too_long = true;
                return;
            }
            text[used++] = lower(c);
        }
        length = used;
    }
    constexpr std::string_view view() const { return {text, length}; }
};

inline constexpr Places<256> parameter_places{0, std::size(parameter_names), [](std::size_t row) { return name_hash(parameter_names[row].key); }};

} // namespace detail

/// Index of the row whose key equals `printed` without blanks, dots, '_' and case; the number of rows where none does.
constexpr std::size_t parameter_index(std::string_view printed)
{
    constexpr std::size_t none = std::size(parameter_names);
    const detail::Key key{printed};
    const std::size_t row = key.too_long ? detail::parameter_places.none
                                         : detail::parameter_places.find(name_hash(key.view()), [&](std::size_t i) { return parameter_names[i].key == key.view(); });
    return row == detail::parameter_places.none ? none : row;
}

/// The same as a row, or nullptr.
constexpr const ParameterName* find_parameter(std::string_view printed)
{
    const std::size_t i = parameter_index(printed);
    return i < std::size(parameter_names) ? &parameter_names[i] : nullptr;
}

} // namespace cti::ucalarm
