// SPDX-License-Identifier: GPL-2.0-or-later
// Supervisor service: supervision, emergencies, teams.
// Message layouts of GED-188 as the CTI Server Message Reference Guide, protocol 25, prints them; older editions where a
// field is said to have come later (since). Order: fixed part as on the wire, then the floating part (whose order is free).
#pragma once

#include "ged188/layouts/common.hpp"

namespace cti::ged188::layouts {

inline constexpr Row supervise_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("AgentConnectionCallID", "ged188.agent_connection_call_id", UINT).of(values::null_call_id).help("0xFFFFFFFF = agent's active call"),
    fixed("SupervisorConnectionCallID", "ged188.supervisor_connection_call_id", UINT).of(values::null_call_id).help("0xFFFFFFFF = no supervisor call"),
    fixed("AgentConnectionDeviceIDType", "ged188.agent_connection_device_id_type", USHORT).of(values::connection_device_id_type),
    fixed("SupervisorConnectionDeviceIDType", "ged188.supervisor_connection_device_id_type", USHORT).of(values::connection_device_id_type),
    fixed("SupervisoryAction", "ged188.supervisory_action", USHORT).of(values::supervisory_action),
    floating(90, "AgentConnectionDeviceID", "ged188.agent_connection_device_id", STRING, 64).help("connection IDs or one agent identifier needed"),
    floating(91, "SupervisorConnectionDeviceID", "ged188.supervisor_connection_device_id", STRING, 64).help("connection IDs or one agent identifier needed"),
    floating(4, "AgentExtension", "ged188.agent_extension", STRING, 16).help("connection IDs or one agent identifier needed"),
    floating(5, "AgentID", "ged188.agent_id", STRING, 12).help("connection IDs or one agent identifier needed"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).help("connection IDs or one agent identifier needed"),
    floating(85, "SupervisorInstrument", "ged188.supervisor_instrument", STRING, 64).help("required for All Events/Peripheral Monitor clients"),
};

inline constexpr Row supervise_call_conf[] = {
    invoke_id().help("same as request"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("call ID from peripheral or CCE"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("supervised agent device connection"),
};

inline constexpr Row emergency_call_req[] = {
    invoke_id().help("echoed in the confirmation").note("table occurs twice, same layout"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("0xFFFFFFFF = no related call"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection identifier"),
    floating(4, "AgentExtension", "ged188.agent_extension", STRING, 16).help("one agent identifier needed (All Events/Peripheral Monitor)"),
    floating(5, "AgentID", "ged188.agent_id", STRING, 12).help("one agent identifier needed (All Events/Peripheral Monitor)"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).help("one agent identifier needed (All Events/Peripheral Monitor)"),
};

inline constexpr Row emergency_call_conf[] = {
    invoke_id().help("same as request"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("resulting assist call").note("second table says assisted call, 0xFFFFFFFF if none"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    fixed("LineHandle", "ged188.line_handle", USHORT).of(values::null_line_handle).help("teleset line; 0xFFFF if unknown"),
    fixed("LineType", "ged188.line_type", USHORT).of(values::line_type),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection of the new call"),
};

inline constexpr Row emergency_call_event[] = {
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred").note("table occurs twice, same layout"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("call ID from peripheral or CCE"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    fixed("SessionID", "ged188.session_id", UINT).of(values::session_id_special).help("session of the notifying client"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection identifier"),
    floating(1, "ClientID", "ged188.client_id", STRING, 64).help("notifying client"),
    floating(81, "ClientAddress", "ged188.client_address", STRING, 64).help("IP of the notifying client"),
    floating(226, "ClientAddressIPv6", "ged188.client_address_ipv6", STRING, 64).since(14).until(18).help("instead of ClientAddress").note(ipv6_note),
    floating(4, "AgentExtension", "ged188.agent_extension", STRING, 16),
    floating(5, "AgentID", "ged188.agent_id", STRING, 12).help("ACD login ID"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64),
};

inline constexpr Row agent_team_config_event[] = {
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("where the team is located"),
    fixed("TeamID", "ged188.team_id", UINT).help("agent team ID"),
    fixed("NumberOfAgents", "ged188.number_of_agents", USHORT).help("member groups in floating part, at most 64"),
    fixed("ConfigOperation", "ged188.config_operation", USHORT).of(values::config_operation).help("0 restore, 1 add, 2 remove"),
    fixed("DepartmentID", "ged188.department_id", INT).since(19).help("department of the team"),
    floating(243, "AgentTeamName", "ged188.agent_team_name", STRING, 32).since(16),
    repeated("Team member", "NumberOfAgents", 86, "AtcAgentID", "ged188.atc_agent_id", STRING, 12).help("team member or supervisor"),
    repeated("Team member", "NumberOfAgents", 87, "AgentFlags", "ged188.agent_flags", USHORT).of(values::agent_flags).help("0 = regular agent"),
    repeated("Team member", "NumberOfAgents", 88, "AtcAgentState", "ged188.atc_agent_state", USHORT).of(values::agent_state),
    repeated("Team member", "NumberOfAgents", 89, "AtcStateDuration", "ged188.atc_state_duration", UINT).help("seconds in this state"),
};

inline constexpr Row list_agent_team_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("SupervisorID", "ged188.supervisor_id", UINT).as_text().help("supervisor's skill target ID"),
};

inline constexpr Row list_agent_team_conf[] = {
    invoke_id().help("same as request"),
    fixed("NumberOfAgentTeams", "ged188.number_of_agent_teams", USHORT).help("TeamID count, at most 64"),
    fixed("SegmentNumber", "ged188.segment_number", USHORT).help("segment number of this message"),
    fixed("More", "ged188.more", USHORT).of(values::more_segments).help("0 last message, 1 more follow"),
    repeated("Agent team", "NumberOfAgentTeams", 92, "TeamID", "ged188.team_id", UINT).help("agent team ID"),
};

inline constexpr Row monitor_agent_team_start_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("TeamID", "ged188.team_id", UINT).help("agent team ID"),
};

inline constexpr Row monitor_agent_team_start_conf[] = {
    invoke_id().help("same as request"),
    fixed("MonitorID", "ged188.monitor_id", UINT).of(values::no_monitor).help("monitor that triggered the event, 0 = All Events"),
};

inline constexpr Row monitor_agent_team_stop_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("MonitorID", "ged188.monitor_id", UINT).of(values::no_monitor).help("monitor that triggered the event, 0 = All Events"),
};

inline constexpr Row monitor_agent_team_stop_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Layout supervisor[] = {
    Layout{124, "SUPERVISE_CALL_REQ", supervise_call_req},
    Layout{125, "SUPERVISE_CALL_CONF", supervise_call_conf},
    Layout{121, "EMERGENCY_CALL_REQ", emergency_call_req},
    Layout{122, "EMERGENCY_CALL_CONF", emergency_call_conf},
    Layout{123, "EMERGENCY_CALL_EVENT", emergency_call_event},
    Layout{128, "AGENT_TEAM_CONFIG_EVENT", agent_team_config_event},
    Layout{133, "LIST_AGENT_TEAM_REQ", list_agent_team_req},
    Layout{134, "LIST_AGENT_TEAM_CONF", list_agent_team_conf},
    Layout{135, "MONITOR_AGENT_TEAM_START_REQ", monitor_agent_team_start_req},
    Layout{136, "MONITOR_AGENT_TEAM_START_CONF", monitor_agent_team_start_conf},
    Layout{137, "MONITOR_AGENT_TEAM_STOP_REQ", monitor_agent_team_stop_req},
    Layout{138, "MONITOR_AGENT_TEAM_STOP_CONF", monitor_agent_team_stop_conf},
};

} // namespace cti::ged188::layouts
