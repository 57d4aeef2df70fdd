// SPDX-License-Identifier: GPL-2.0-or-later
// Every display filter of ucalarm. Parameters of alarms are named as the UC_CTI catalogue names them, in snake_case; the names
// that older releases and real systems print for the same parameter are aliases in parameter_names below.
#pragma once

#include "core/cti_result.hpp"
#include "core/places.hpp"
#include "core/schema.hpp"

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

inline constexpr FieldDef fields[] = {
    {"ucalarm.catalog", "Catalog", Type::text, Base::dec, nullptr, "Alarm catalogue: UC_CTI is written by CTIManager"},
    {"ucalarm.severity", "Severity", Type::u8, Base::dec, &severity_values, "Severity as the message states it"},
    {"ucalarm.name", "Alarm", Type::text, Base::dec, nullptr, "Name of the alarm"},
    {"ucalarm.text", "Text", Type::text, Base::dec, nullptr, "What the alarm says beside its parameters"},
    {"ucalarm.explanation", "Explanation", Type::text, Base::dec, nullptr, "Explanation printed in an event log entry"},
    {"ucalarm.recommended_action", "Recommended Action", Type::text, Base::dec, nullptr, "Recommended action printed in an event log entry"},
    {"ucalarm.parameter", "Parameter", Type::text, Base::dec, nullptr,
     "A parameter without typed value: empty, cut off, not of its type, or not in the catalogue"},

    {"ucalarm.app_id", "AppID", Type::text},
    {"ucalarm.cluster_id", "ClusterID", Type::text},
    {"ucalarm.node_id", "NodeID", Type::text},
    {"ucalarm.msg_version", "MsgVersion", Type::u32, Base::dec, nullptr, "Protocol version of the client's message (older: Message Version)"},
    {"ucalarm.minimum_version", "CompatibleVersions", Type::u32, Base::dec, nullptr,
     "Oldest protocol version that CTIManager accepts (older: Minimum Version)"},
    {"ucalarm.current_version", "CurrentVersion", Type::u32, Base::dec, nullptr, "Protocol version that CTIManager speaks (older: Current Version)"},
    {"ucalarm.cm_version", "CMVersion", Type::text, Base::dec, nullptr, "Unified CM version (older: CallManager Version)"},
    {"ucalarm.ip_address", "IPAddress", Type::ipv4, Base::dec, nullptr, "Address of the client"},
    {"ucalarm.ipv6_address", "IPv6Address", Type::ipv6, Base::dec, nullptr, "Address of the client"},
    {"ucalarm.reason", "Reason", Type::u32, Base::hex, &result_values, "Reason; its small values differ between alarms"},
    {"ucalarm.reason_name", "Reason Name", Type::text, Base::dec, nullptr, "The reason in words, from the catalogue's table for this alarm"},
    {"ucalarm.error_code", "ErrorCode", Type::u32, Base::hex, &result_values},
    {"ucalarm.error_message_string", "ErrorMessageString", Type::text},
    {"ucalarm.cti_connection_id", "CTIconnectionId", Type::i32},
    {"ucalarm.cti_connection_type", "CTIConnectionType", Type::text},
    {"ucalarm.instance_number", "InstanceNumber", Type::i32},
    {"ucalarm.login_user_id", "LoginUserId", Type::text},
    {"ucalarm.user_name", "UserName", Type::text},
    {"ucalarm.user_name_size", "UserNameSize", Type::i32},
    {"ucalarm.seq_number", "SeqNumber", Type::i32},
    {"ucalarm.version", "Version", Type::text},
    {"ucalarm.cm_assigned_app_id", "CmAssignedAppID", Type::i32},
    {"ucalarm.cm_node_id", "CmNodeID", Type::i32},
    {"ucalarm.call_manager_id", "callManagerId", Type::i32},
    {"ucalarm.last_pdu_number", "LastPDUNumber", Type::u32, Base::dec, nullptr, "Number of the last QBE PDU of the lost connection"},
    {"ucalarm.pdu_number", "PDUNumber", Type::i32, Base::dec, nullptr, "Number of the QBE PDU the alarm is about"},
    {"ucalarm.qbe_message_length", "QBEMessageLength", Type::i32},
    {"ucalarm.device_name", "DeviceName", Type::text},
    {"ucalarm.device_id", "DeviceId", Type::i32},
    {"ucalarm.device_type", "DeviceType", Type::i32},
    {"ucalarm.media_controlled", "MediaControlled", Type::boolean},
    {"ucalarm.associated_cm_ip_addr", "AssociatedCMIPAddr", Type::ipv4},
    {"ucalarm.associated_cm_ipv6_addr", "AssociatedCMIPAddr (IPv6)", Type::ipv6},
    {"ucalarm.dir_num", "DirNum", Type::text},
    {"ucalarm.partition", "Partition", Type::text},
    {"ucalarm.line_id", "LineId", Type::i32},
    {"ucalarm.enum_handle", "EnumHandle", Type::i32},
    {"ucalarm.enum_object_type", "EnumObjectType", Type::text},
    {"ucalarm.process_id", "ProcessID", Type::u32},
    {"ucalarm.process_name", "ProcessName", Type::text},

    {"ucalarm.event_type", "Event Type", Type::text},
    {"ucalarm.event_source", "Event Source", Type::text},
    {"ucalarm.event_id", "Event ID", Type::u32},
    {"ucalarm.computer", "Computer", Type::text, Base::dec, nullptr, "Machine whose event log holds the entry"},
};

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
} // namespace id

/// Where a name may stand: among the parameters, or in the frame that the Windows event log puts around them.
enum class Part : std::uint8_t { parameter, event_header, event_tail };

/// A name as messages print it, without blanks, dots, '_' and case, and its field (no_field: recognised, but not worth a filter).
struct ParameterName {
    std::string_view key;
    FieldId field;
    Part part = Part::parameter;
};

/// Sorted by key. Beside the catalogue's own names: those of the CallManager 4.1 event log entry (tech note 91885), and "Reason code."
/// and the spaced names of a real Unified CM syslog line.
inline constexpr ParameterName parameter_names[] = {
    {"appid", field("ucalarm.app_id")},
    {"associatedcmipaddr", field("ucalarm.associated_cm_ip_addr")},
    {"callmanagerid", field("ucalarm.call_manager_id")},
    {"callmanagerversion", field("ucalarm.cm_version")},
    {"clusterid", field("ucalarm.cluster_id")},
    {"cmassignedappid", field("ucalarm.cm_assigned_app_id")},
    {"cmnodeid", field("ucalarm.cm_node_id")},
    {"cmversion", field("ucalarm.cm_version")},
    {"compatibleversions", field("ucalarm.minimum_version")},
    {"computer", field("ucalarm.computer"), Part::event_header},
    {"cticonnectionid", field("ucalarm.cti_connection_id")},
    {"cticonnectiontype", field("ucalarm.cti_connection_type")},
    {"currentversion", field("ucalarm.current_version")},
    {"date", no_field, Part::event_header},
    {"description", no_field, Part::event_header},
    {"deviceid", field("ucalarm.device_id")},
    {"devicename", field("ucalarm.device_name")},
    {"devicetype", field("ucalarm.device_type")},
    {"dirnum", field("ucalarm.dir_num")},
    {"enumhandle", field("ucalarm.enum_handle")},
    {"enumobjecttype", field("ucalarm.enum_object_type")},
    {"errorcode", field("ucalarm.error_code")},
    {"errormessagestring", field("ucalarm.error_message_string")},
    {"eventcategory", no_field, Part::event_header},
    {"eventid", field("ucalarm.event_id"), Part::event_header},
    {"eventsource", field("ucalarm.event_source"), Part::event_header},
    {"eventtype", field("ucalarm.event_type"), Part::event_header},
    {"explanation", field("ucalarm.explanation"), Part::event_tail},
    {"instancenumber", field("ucalarm.instance_number")},
    {"ipaddress", field("ucalarm.ip_address")},
    {"ipv6address", field("ucalarm.ipv6_address")},
    {"lastpdunumber", field("ucalarm.last_pdu_number")},
    {"lineid", field("ucalarm.line_id")},
    {"loginuserid", field("ucalarm.login_user_id")},
    {"mediacontrolled", field("ucalarm.media_controlled")},
    {"messageversion", field("ucalarm.msg_version")},
    {"minimumversion", field("ucalarm.minimum_version")},
    {"msgversion", field("ucalarm.msg_version")},
    {"nodeid", field("ucalarm.node_id")},
    {"partition", field("ucalarm.partition")},
    {"pdunumber", field("ucalarm.pdu_number")},
    {"processid", field("ucalarm.process_id")},
    {"processname", field("ucalarm.process_name")},
    {"qbemessagelength", field("ucalarm.qbe_message_length")},
    {"reason", field("ucalarm.reason")},
    {"reasoncode", field("ucalarm.reason")},
    {"recommendedaction", field("ucalarm.recommended_action"), Part::event_tail},
    {"seqnumber", field("ucalarm.seq_number")},
    {"time", no_field, Part::event_header},
    {"user", no_field, Part::event_header},
    {"username", field("ucalarm.user_name")},
    {"usernamesize", field("ucalarm.user_name_size")},
    {"version", field("ucalarm.version")},
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
            text[used++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
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
