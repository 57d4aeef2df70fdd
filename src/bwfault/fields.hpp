// SPDX-License-Identifier: GPL-2.0-or-later
// Every display filter of bwfault: BroadWorks alarms, from SNMP traps and from the alarm table of the command line.
// Sources: vendor MIB BroadworksFault (varbinds and their enumerations); Cisco document 217564 (alarm table, correlation parameter).
#pragma once

#include "core/schema.hpp"

namespace cti::bwfault {

/// Severities in words are those of the alarm table; meanings are the MIB's.
inline constexpr Value severity_rows[] = {
    {0, "Informational", "Not service affecting"},
    {1, "Low", "Redundancy is lost"},
    {2, "Medium", "The level of service is affected"},
    {3, "High", "No connectivity over an interface"},
    {4, "Critical", "No basic calls without an operator"},
};
inline constexpr ValueTable severity_values{"BroadWorks severity", severity_rows};
static_assert(is_sorted_unique(severity_rows));

inline constexpr Value alarm_state_rows[] = {{0, "off"}, {1, "on"}};
inline constexpr ValueTable alarm_state_values{"BroadWorks alarm state", alarm_state_rows};
static_assert(is_sorted_unique(alarm_state_rows));

inline constexpr Value component_rows[] = {
    {0, "Application Server"},
    {1, "Media Server"},
    {2, "Network Server"},
    {3, "relay server"},
    {4, "service control proxy"},
    {5, "element management system"},
    {6, "web server"},
    {7, "call detail server"},
    {8, "client management profile server"},
    {9, "client management access server"},
    {10, "Xtended Services Platform"},
    {11, "profile server"},
};
inline constexpr ValueTable component_values{"BroadWorks component", component_rows};
static_assert(is_sorted_unique(component_rows));

inline constexpr Value subcomponent_rows[] = {
    {0, "unspecified"},
    {1, "processmonitor"},
    {2, "webserver"},
    {3, "database"},
    {4, "sip"},
    {5, "ccp"},
    {6, "mgcp"},
    {7, "mcp"},
    {8, "smtp"},
    {9, "pop3"},
    {10, "rtcp"},
    {11, "conferencing"},
    {12, "rtp"},
    {13, "ivr"},
    {14, "filesystem"},
    {15, "callp"},
    {16, "nssynch"},
    {17, "mss"},
    {18, "transevent"},
    {19, "emergency"},
    {20, "smap"},
    {21, "loggingserver"},
    {22, "nslocation"},
    {23, "ims"},
    {24, "nrs"},
    {25, "oss"},
    {26, "accounting"},
    {27, "licensing"},
    {28, "ldap"},
    {29, "pmReporting"},
    {30, "smdi"},
    {31, "cpeDeviceManagement"},
    {32, "networkDeviceManagement"},
    {33, "externalAuthentication"},
    {34, "liveAudio"},
    {35, "servicePackMigration"},
    {36, "cap"},
    {37, "openClientServer"},
    {38, "voicePortal"},
    {39, "callLogs"},
    {40, "ociReporting"},
    {41, "bcct"},
    {42, "diameterServer"},
    {43, "cms"},
    {44, "taskMonitor"},
    {45, "tcp"},
    {46, "logging"},
    {47, "soap"},
    {48, "smpp"},
    {49, "mm"},
    {50, "dns"},
    {51, "diameterFrontNode"},
    {52, "sh"},
    {53, "snmpAgent"},
    {54, "xsp"},
    {55, "surveillance"},
    {56, "subscriberCache"},
    {57, "trunking"},
};
inline constexpr ValueTable subcomponent_values{"BroadWorks subcomponent", subcomponent_rows};
static_assert(is_sorted_unique(subcomponent_rows));

inline constexpr FieldDef fields[] = {
    {"bwfault.number", "Notification", Type::u32, Base::dec, nullptr,
        "Last part of the trap's OID below systemFaults (1.3.6.1.4.1.6431.1.1.1)"},
    {"bwfault.identifier", "Identifier", Type::u32, Base::dec, nullptr, "Running number of the fault"},
    {"bwfault.timestamp", "Time", Type::text, Base::dec, nullptr, "When the fault was raised, by the sender's clock", Privacy::none},
    {"bwfault.alarm_name", "Alarm Name", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"bwfault.system_name", "System Name", Type::text, Base::dec, nullptr, "Host that raised the fault", Privacy::host},
    {"bwfault.severity", "Severity", Type::u32, Base::dec, &severity_values},
    {"bwfault.alarm_state", "Alarm State", Type::u32, Base::dec, &alarm_state_values},
    {"bwfault.component", "Component", Type::u32, Base::dec, &component_values},
    {"bwfault.subcomponent", "Subcomponent", Type::u32, Base::dec, &subcomponent_values},
    {"bwfault.problem_text", "Problem", Type::text, Base::dec, nullptr, "", Privacy::free_text},
    {"bwfault.recommended_actions_text", "Recommended Actions", Type::text, Base::dec, nullptr, "What the vendor says to do", Privacy::none},
    {"bwfault.correlation", "Correlation Parameter", Type::text, Base::dec, nullptr,
        "Only in the alarm table: what an alarm and its clearing share; component and subcomponent come first", Privacy::free_text},
    {"bwfault.interface", "Interface", Type::text, Base::dec, nullptr,
        "Protocol of the connection that the alarm is about, from the correlation parameter (its order is inferred from one sample)",
        Privacy::none},
    {"bwfault.peer_address", "Peer Address", Type::ipv4, Base::dec, nullptr,
        "Far end of the connection that the alarm is about, from its text or correlation parameter"},
    {"bwfault.peer_ipv6_address", "Peer Address", Type::ipv6, Base::dec, nullptr,
        "Far end of the connection that the alarm is about, from its text or correlation parameter"},
};

static_assert(states_privacy(fields), "a field of text or bytes says what it gives away");

consteval FieldId field(std::string_view filter) { return field_id(fields, filter); }

namespace id {
inline constexpr FieldId number = field("bwfault.number");
inline constexpr FieldId identifier = field("bwfault.identifier");
inline constexpr FieldId timestamp = field("bwfault.timestamp");
inline constexpr FieldId alarm_name = field("bwfault.alarm_name");
inline constexpr FieldId system_name = field("bwfault.system_name");
inline constexpr FieldId severity = field("bwfault.severity");
inline constexpr FieldId alarm_state = field("bwfault.alarm_state");
inline constexpr FieldId component = field("bwfault.component");
inline constexpr FieldId subcomponent = field("bwfault.subcomponent");
inline constexpr FieldId problem_text = field("bwfault.problem_text");
inline constexpr FieldId recommended_actions_text = field("bwfault.recommended_actions_text");
inline constexpr FieldId correlation = field("bwfault.correlation");
inline constexpr FieldId interface_name = field("bwfault.interface");
inline constexpr FieldId peer_address = field("bwfault.peer_address");
inline constexpr FieldId peer_ipv6_address = field("bwfault.peer_ipv6_address");
} // namespace id

} // namespace cti::bwfault
