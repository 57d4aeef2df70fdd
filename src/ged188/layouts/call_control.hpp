// SPDX-License-Identifier: GPL-2.0-or-later
// Client Control service.
// Message layouts of GED-188 as the CTI Server Message Reference Guide, protocol 25, prints them; older editions where a
// field is said to have come later (since). Order: fixed part as on the wire, then the floating part (whose order is free).
#pragma once

#include "ged188/layouts/common.hpp"

namespace cti::ged188::layouts {

inline constexpr Row query_agent_state_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("MRDID", "ged188.mrdid", INT).help("needed with one agent identifier"),
    fixed("ICMAgentID", "ged188.icm_agent_id", INT).since(9).help("one of four agent identifiers needed"),
    floating(4, "AgentExtension", "ged188.agent_extension", STRING, 16).help("one of four agent identifiers needed"),
    floating(5, "AgentID", "ged188.agent_id", STRING, 12).help("one of four agent identifiers needed"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).help("one of four agent identifiers needed"),
};

inline constexpr Row query_agent_state_conf[] = {
    invoke_id().help("same as request"),
    fixed("AgentState", "ged188.agent_state", USHORT).of(values::agent_state),
    fixed("NumSkillGroups", "ged188.num_skill_groups", USHORT).help("skill group quadruples, at most 20"),
    fixed("MRDID", "ged188.mrdid", INT).help("Media Routing Domain ID"),
    fixed("NumTasks", "ged188.num_tasks", UINT).help("includes offered, paused and wrap-up tasks"),
    fixed("AgentMode", "ged188.agent_mode", USHORT).of(values::agent_mode).help("1 routable, 0 not routable"),
    fixed("MaxTaskLimit", "ged188.max_task_limit", UINT).help("max simultaneous tasks"),
    fixed("ICMAgentID", "ged188.icm_agent_id", INT).since(9).help("CCE skill target ID"),
    fixed("AgentAvailabilityStatus", "ged188.agent_availability_status", UINT).of(values::agent_availability_status).since(9).help("0 not, 1 ICM, 2 application available"),
    fixed("DepartmentID", "ged188.department_id", INT).since(19),
    floating(5, "AgentID", "ged188.agent_id", STRING, 12).help("ACD login ID"),
    floating(4, "AgentExtension", "ged188.agent_extension", STRING, 16),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).since(6),
    repeated("Skill group", "NumSkillGroups", 62, "SkillGroupNumber", "ged188.skill_group_number", UINT).of(values::null_skill_group).help("may be NULL_SKILL_GROUP"),
    repeated("Skill group", "NumSkillGroups", 63, "SkillGroupID", "ged188.skill_group_id", UINT).of(values::null_skill_group).help("follows SkillGroupNumber; may be NULL_SKILL_GROUP"),
    repeated("Skill group", "NumSkillGroups", 64, "SkillGroupPriority", "ged188.skill_group_priority", USHORT).help("follows SkillGroupID; 0 = not applicable"),
    repeated("Skill group", "NumSkillGroups", 65, "SkillGroupState", "ged188.skill_group_state", USHORT).of(values::agent_state).help("follows SkillGroupPriority"),
    floating(255, "InternalAgentState", "ged188.internal_agent_state", USHORT).of(values::internal_agent_state).since(19).help("Cisco internal; transitional state"),
    floating(266, "MaxBeyondTaskLimit", "ged188.max_beyond_task_limit", UINT).since(22).help("extra tasks allowed once MaxTaskLimit is reached"),
};

inline constexpr Row set_agent_state_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("AgentState", "ged188.agent_state", USHORT).of(values::agent_state).help("desired state"),
    fixed("AgentWorkMode", "ged188.agent_work_mode", USHORT).of(values::agent_work_mode).help("RA_CALL_BY_CALL / RA_NAILED_CONNECTION for remote agent login"),
    fixed("NumSkillGroups", "ged188.num_skill_groups", USHORT).help("skill group pairs, at most 10"),
    fixed("EventReasonCode", "ged188.event_reason_code", USHORT).of(values::event_reason_code).help("peripheral specific reason"),
    fixed("ForcedFlag", "ged188.forced_flag", UCHAR).of(values::forced_flag).since(10).help("login/logout only; 0, 1, 2"),
    fixed("AgentServiceReq", "ged188.agent_service_req", UINT).of(values::agent_service_req_mask).since(10).help("bit mask of services expected"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).help("remote agent: instrument;phone"),
    floating(303, "ActiveTerminal", "ged188.active_terminal", STRING, 64).since(24).help("selected terminal device name, if any"),
    floating(5, "AgentID", "ged188.agent_id", STRING, 12).help("required for login/logout"),
    floating(49, "AgentPassword", "ged188.agent_password", STRING, 64).help("required for login/logout unless SSOEnabled=1; sensitive"),
    floating(68, "PositionID", "ged188.position_id", STRING, 12).help("some peripherals, login"),
    floating(69, "SupervisorID", "ged188.supervisor_id", STRING, 12).help("some peripherals, login"),
    floating(257, "SSOEnabled", "ged188.sso_enabled", USHORT).of(values::sso_enabled).since(20).help("0 disabled, 1 enabled").note("its table leaves type and size blank; USHORT in CONFIG_AGENT_EVENT"),
    repeated("Skill group", "NumSkillGroups", 62, "SkillGroupNumber", "ged188.skill_group_number", UINT).of(values::null_skill_group).help("login/logout groups; logout without any = all groups").note("printed INT; one filter, one type"),
    repeated("Skill group", "NumSkillGroups", 64, "SkillGroupPriority", "ged188.skill_group_priority", USHORT).help("follows SkillGroupNumber; 0 = not applicable"),
};

inline constexpr Row set_agent_state_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Row alternate_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ActiveConnectionCallID", "ged188.active_connection_call_id", UINT).of(values::null_call_id).help("active call"),
    fixed("OtherConnectionCallID", "ged188.other_connection_call_id", UINT).of(values::null_call_id).help("other call"),
    fixed("ActiveConnectionDeviceIDType", "ged188.active_connection_device_id_type", USHORT).of(values::connection_device_id_type),
    fixed("OtherConnectionDeviceIDType", "ged188.other_connection_device_id_type", USHORT).of(values::connection_device_id_type),
    floating(50, "ActiveConnectionDeviceID", "ged188.active_connection_device_id", STRING, 64),
    floating(52, "OtherConnectionDeviceID", "ged188.other_connection_device_id", STRING, 64),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).since(8),
};

inline constexpr Row alternate_call_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Row answer_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("0xFFFFFFFF = alerting call ID not given"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection identifier"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).help("instrument that should answer"),
};

inline constexpr Row answer_call_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Row clear_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("call ID from peripheral or CCE"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection identifier"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).since(8),
};

inline constexpr Row clear_call_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Row clear_connection_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("call ID from peripheral or CCE"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection to release"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).since(5).help("instrument whose connection is released"),
    floating(219, "RequestingDeviceID", "ged188.requesting_device_id", STRING, 64).since(14).help("controller asking for the clear"),
    floating(220, "RequestingDeviceIDType", "ged188.requesting_device_id_type", USHORT).of(values::device_id_type).since(14).help("DEVID_NONE allowed")
        .note("a floating field by the change list of protocol 14, which created the tag"),
    floating(217, "CTIOSCILClientID", "ged188.ctioscil_client_id", unpublished).until(24),
};

/// As the guides of protocols 23 to 25 print it: the type in the fixed part, yet marked optional. The bytes decide.
inline constexpr Row clear_connection_req_typed[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("call ID from peripheral or CCE"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    fixed("RequestingDeviceIDType", "ged188.requesting_device_id_type", USHORT).of(values::device_id_type).help("DEVID_NONE allowed")
        .note("printed in the fixed part by the guides of protocols 23 to 25, and marked optional"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection to release"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).help("instrument whose connection is released"),
    floating(219, "RequestingDeviceID", "ged188.requesting_device_id", STRING, 64).help("controller asking for the clear"),
    floating(217, "CTIOSCILClientID", "ged188.ctioscil_client_id", unpublished).until(24),
};

inline constexpr Row clear_connection_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Row conference_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("HeldConnectionCallID", "ged188.held_connection_call_id", UINT).of(values::null_call_id),
    fixed("ActiveConnectionCallID", "ged188.active_connection_call_id", UINT).of(values::null_call_id),
    fixed("HeldConnectionDeviceIDType", "ged188.held_connection_device_id_type", USHORT).of(values::connection_device_id_type),
    fixed("ActiveConnectionDeviceIDType", "ged188.active_connection_device_id_type", USHORT).of(values::connection_device_id_type),
    fixed("CallPlacementType", "ged188.call_placement_type", USHORT).of(values::call_placement_type).since(5),
    fixed("CallMannerType", "ged188.call_manner_type", USHORT).of(values::call_manner_type).since(5),
    fixed("AlertRings", "ged188.alert_rings", USHORT).of(values::peripheral_default).since(5).help("0 = peripheral default, usually 10 rings"),
    fixed("CallOption", "ged188.call_option", USHORT).of(values::call_option).since(5),
    fixed("FacilityType", "ged188.facility_type", USHORT).of(values::facility_type).since(5),
    fixed("AnsweringMachine", "ged188.answering_machine", USHORT).of(values::answering_machine).since(5),
    fixed("Priority", "ged188.priority", BOOL).since(5).help("TRUE = priority handling"),
    fixed("PostRoute", "ged188.post_route", BOOL).since(5).help("unused in Unified CCE"),
    fixed("NumNamedVariables", "ged188.num_named_variables", USHORT).since(6).help("count of NamedVariable floating fields"),
    fixed("NumNamedArrays", "ged188.num_named_arrays", USHORT).since(6).help("count of NamedArray floating fields"),
    floating(50, "ActiveConnectionDeviceID", "ged188.active_connection_device_id", STRING, 64),
    floating(53, "HeldConnectionDeviceID", "ged188.held_connection_device_id", STRING, 64).help("this or DialedNumber required"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).since(8),
    floating(11, "DialedNumber", "ged188.dialed_number", STRING, 40).since(5).help("single-step conference; this or HeldConnectionDeviceID required"),
    floating(9, "UserToUserInfo", "ged188.user_to_user_info", UNSPEC, 131).since(5).help("ISDN user-to-user element"),
    floating(46, "CallWrapupData", "ged188.call_wrapup_data", STRING, 40).since(5),
    floating(51, "FacilityCode", "ged188.facility_code", STRING, 40).since(5).help("trunk access code or similar"),
    floating(77, "AuthorizationCode", "ged188.authorization_code", STRING, 40).since(5),
    floating(78, "AccountCode", "ged188.account_code", STRING, 40).since(5).help("charge-back number"),
};

inline constexpr Row conference_call_conf[] = {
    invoke_id().help("same as request"),
    fixed("NewConnectionCallID", "ged188.new_connection_call_id", UINT).of(values::null_call_id).help("call ID of the resulting call"),
    fixed("NewConnectionDeviceIDType", "ged188.new_connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies NewConnectionDeviceID"),
    fixed("NumParties", "ged188.num_parties", USHORT).help("active connections, at most 16"),
    fixed("LineHandle", "ged188.line_handle", USHORT).of(values::null_line_handle).help("teleset line; 0xFFFF if unknown"),
    fixed("LineType", "ged188.line_type", USHORT).of(values::line_type),
    floating(47, "NewConnectionDeviceID", "ged188.new_connection_device_id", STRING, 64),
    repeated("Connected party", "NumParties", 39, "ConnectedPartyCallID", "ged188.connected_party_call_id", UINT).of(values::null_call_id),
    repeated("Connected party", "NumParties", 40, "ConnectedPartyDeviceIDType", "ged188.connected_party_device_id_type", USHORT).of(values::connection_device_id_type).help("follows its ConnectedPartyCallID"),
    repeated("Connected party", "NumParties", 41, "ConnectedPartyDeviceID", "ged188.connected_party_device_id", STRING, 64).help("follows its ConnectedPartyDeviceIDType"),
};

inline constexpr Row consultation_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ActiveConnectionCallID", "ged188.active_connection_call_id", UINT).of(values::null_call_id),
    fixed("ActiveConnectionDeviceIDType", "ged188.active_connection_device_id_type", USHORT).of(values::connection_device_id_type),
    fixed("CallPlacementType", "ged188.call_placement_type", USHORT).of(values::call_placement_type),
    fixed("CallMannerType", "ged188.call_manner_type", USHORT).of(values::call_manner_type),
    fixed("ConsultType", "ged188.consult_type", USHORT).of(values::consult_type).help("why the consult is made"),
    fixed("AlertRings", "ged188.alert_rings", USHORT).of(values::peripheral_default).since(5).help("0 = peripheral default, usually 10 rings"),
    fixed("CallOption", "ged188.call_option", USHORT).of(values::call_option).since(5),
    fixed("FacilityType", "ged188.facility_type", USHORT).of(values::facility_type),
    fixed("AnsweringMachine", "ged188.answering_machine", USHORT).of(values::answering_machine),
    fixed("Priority", "ged188.priority", BOOL).help("TRUE = priority handling"),
    fixed("PostRoute", "ged188.post_route", BOOL).help("unused in Unified CCE"),
    fixed("NumNamedVariables", "ged188.num_named_variables", USHORT).since(6).help("count of NamedVariable floating fields"),
    fixed("NumNamedArrays", "ged188.num_named_arrays", USHORT).since(6).help("count of NamedArray floating fields"),
    floating(50, "ActiveConnectionDeviceID", "ged188.active_connection_device_id", STRING, 64),
    floating(11, "DialedNumber", "ged188.dialed_number", STRING, 40).help("number dialed"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).since(5).help("needed by some peripheral types"),
    floating(9, "UserToUserInfo", "ged188.user_to_user_info", UNSPEC, 131).help("replaces the active call's value"),
    floating(46, "CallWrapupData", "ged188.call_wrapup_data", STRING, 40).help("replaces the active call's value"),
    floating(51, "FacilityCode", "ged188.facility_code", STRING, 40).help("trunk access code or similar"),
    floating(77, "AuthorizationCode", "ged188.authorization_code", STRING, 40).since(5),
    floating(78, "AccountCode", "ged188.account_code", STRING, 40).since(5).help("charge-back number"),
};

inline constexpr Row consultation_call_conf[] = {
    invoke_id().help("same as request"),
    fixed("NewConnectionCallID", "ged188.new_connection_call_id", UINT).of(values::null_call_id).help("call ID of the resulting call"),
    fixed("NewConnectionDeviceIDType", "ged188.new_connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies NewConnectionDeviceID"),
    fixed("LineHandle", "ged188.line_handle", USHORT).of(values::null_line_handle).help("teleset line; 0xFFFF if unknown"),
    fixed("LineType", "ged188.line_type", USHORT).of(values::line_type),
    floating(47, "NewConnectionDeviceID", "ged188.new_connection_device_id", STRING, 64),
};

inline constexpr Row deflect_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("alerting call"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    fixed("CalledDeviceType", "ged188.called_device_type", USHORT).of(values::device_id_type),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("alerting connection"),
    floating(28, "CalledDeviceID", "ged188.called_device_id", STRING, 64).help("deflection destination"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).since(8),
};

inline constexpr Row deflect_call_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Row hold_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("call ID from peripheral or CCE"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    fixed("Reservation", "ged188.reservation", BOOL).help("TRUE = keep facility for the held call"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection identifier"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).since(8),
};

inline constexpr Row hold_call_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Row make_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("CallPlacementType", "ged188.call_placement_type", USHORT).of(values::call_placement_type),
    fixed("CallMannerType", "ged188.call_manner_type", USHORT).of(values::call_manner_type),
    fixed("AlertRings", "ged188.alert_rings", USHORT).of(values::peripheral_default).since(5).help("0 = peripheral default, usually 10 rings"),
    fixed("CallOption", "ged188.call_option", USHORT).of(values::call_option).since(5),
    fixed("FacilityType", "ged188.facility_type", USHORT).of(values::facility_type),
    fixed("AnsweringMachine", "ged188.answering_machine", USHORT).of(values::answering_machine),
    fixed("Priority", "ged188.priority", BOOL).help("TRUE = priority handling"),
    fixed("PostRoute", "ged188.post_route", BOOL).help("unused in Unified CCE"),
    fixed("NumNamedVariables", "ged188.num_named_variables", USHORT).since(6).help("count of NamedVariable floating fields"),
    fixed("NumNamedArrays", "ged188.num_named_arrays", USHORT).since(6).help("count of NamedArray floating fields"),
    fixed("SkillGroupNumber", "ged188.skill_group_number", UINT).of(values::null_skill_group).since(14).help("NULL_SKILL_GROUP = default").note("printed SkilGroupNumber"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64),
    floating(11, "DialedNumber", "ged188.dialed_number", STRING, 40).help("number dialed"),
    floating(9, "UserToUserInfo", "ged188.user_to_user_info", UNSPEC, 131).help("ISDN user-to-user element"),
    floating(46, "CallWrapupData", "ged188.call_wrapup_data", STRING, 40),
    floating(51, "FacilityCode", "ged188.facility_code", STRING, 40).help("trunk access code or similar"),
    floating(77, "AuthorizationCode", "ged188.authorization_code", STRING, 40).since(5),
    floating(78, "AccountCode", "ged188.account_code", STRING, 40).since(5).help("charge-back number"),
    floating(84, "CCT", "ged188.cct", STRING, 4).since(6).help("call control table, required for CPT_OUTBOUND"),
};

inline constexpr Row make_call_conf[] = {
    invoke_id().help("same as request"),
    fixed("NewConnectionCallID", "ged188.new_connection_call_id", UINT).of(values::null_call_id).help("call ID of the resulting call"),
    fixed("NewConnectionDeviceIDType", "ged188.new_connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies NewConnectionDeviceID"),
    fixed("LineHandle", "ged188.line_handle", USHORT).of(values::null_line_handle).help("teleset line; 0xFFFF if unknown"),
    fixed("LineType", "ged188.line_type", USHORT).of(values::line_type),
    floating(47, "NewConnectionDeviceID", "ged188.new_connection_device_id", STRING, 64),
};

inline constexpr Row make_predictive_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("CallPlacementType", "ged188.call_placement_type", USHORT).of(values::call_placement_type),
    fixed("CallMannerType", "ged188.call_manner_type", USHORT).of(values::call_manner_type),
    fixed("AlertRings", "ged188.alert_rings", USHORT).of(values::peripheral_default).help("0 = peripheral default, usually 10 rings"),
    fixed("CallOption", "ged188.call_option", USHORT).of(values::call_option),
    fixed("FacilityType", "ged188.facility_type", USHORT).of(values::facility_type),
    fixed("AnsweringMachine", "ged188.answering_machine", USHORT).of(values::answering_machine),
    fixed("Priority", "ged188.priority", BOOL).help("TRUE = priority handling"),
    fixed("AllocationState", "ged188.allocation_state", USHORT).of(values::allocation_state).help("destination state that connects the originator"),
    fixed("DestinationCountry", "ged188.destination_country", USHORT).of(values::destination_country).since(5),
    fixed("AnswerDetectMode", "ged188.answer_detect_mode", USHORT).of(values::answer_detect_mode).since(5),
    fixed("AnswerDetectTime", "ged188.answer_detect_time", USHORT).of(values::peripheral_default).since(5).help("seconds; 0 = peripheral default"),
    fixed("AnswerDetectControl1", "ged188.answer_detect_control1", UINT).since(5).help("peripheral specific; 0 = unused").note("printed ULONG"),
    fixed("AnswerDetectControl2", "ged188.answer_detect_control2", UINT).since(5).help("peripheral specific; 0 = unused").note("printed ULONG"),
    fixed("NumNamedVariables", "ged188.num_named_variables", USHORT).since(6).help("count of NamedVariable floating fields"),
    fixed("NumNamedArrays", "ged188.num_named_arrays", USHORT).since(6).help("count of NamedArray floating fields"),
    floating(79, "OriginatingDeviceID", "ged188.originating_device_id", STRING, 64).since(5).help("ACD device placing the call"),
    floating(11, "DialedNumber", "ged188.dialed_number", STRING, 40).help("number dialed"),
    floating(9, "UserToUserInfo", "ged188.user_to_user_info", UNSPEC, 131).help("ISDN user-to-user element"),
    floating(46, "CallWrapupData", "ged188.call_wrapup_data", STRING, 40),
    floating(51, "FacilityCode", "ged188.facility_code", STRING, 40).help("trunk access code or similar"),
    floating(77, "AuthorizationCode", "ged188.authorization_code", STRING, 40),
    floating(78, "AccountCode", "ged188.account_code", STRING, 40).help("charge-back number"),
    floating(80, "OriginatingLineID", "ged188.originating_line_id", STRING, 40).since(5).help("not on all ACDs"),
    floating(84, "CCT", "ged188.cct", STRING, 4).since(6).help("call control table, required for CPT_OUTBOUND"),
};

inline constexpr Row make_predictive_call_conf[] = {
    invoke_id().help("same as request"),
    fixed("NewConnectionCallID", "ged188.new_connection_call_id", UINT).of(values::null_call_id).help("call ID of the resulting call"),
    fixed("NewConnectionDeviceIDType", "ged188.new_connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies NewConnectionDeviceID"),
    fixed("LineHandle", "ged188.line_handle", USHORT).of(values::null_line_handle).help("teleset line; 0xFFFF if unknown"),
    fixed("LineType", "ged188.line_type", USHORT).of(values::line_type),
    floating(47, "NewConnectionDeviceID", "ged188.new_connection_device_id", STRING, 64),
};

inline constexpr Row reconnect_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ActiveConnectionCallID", "ged188.active_connection_call_id", UINT).of(values::null_call_id),
    fixed("HeldConnectionCallID", "ged188.held_connection_call_id", UINT).of(values::null_call_id),
    fixed("ActiveConnectionDeviceIDType", "ged188.active_connection_device_id_type", USHORT).of(values::connection_device_id_type),
    fixed("HeldConnectionDeviceIDType", "ged188.held_connection_device_id_type", USHORT).of(values::connection_device_id_type),
    floating(50, "ActiveConnectionDeviceID", "ged188.active_connection_device_id", STRING, 64),
    floating(53, "HeldConnectionDeviceID", "ged188.held_connection_device_id", STRING, 64),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).since(8),
};

inline constexpr Row reconnect_call_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Row retrieve_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("HeldConnectionCallID", "ged188.held_connection_call_id", UINT).of(values::null_call_id),
    fixed("HeldConnectionDeviceIDType", "ged188.held_connection_device_id_type", USHORT).of(values::connection_device_id_type),
    floating(53, "HeldConnectionDeviceID", "ged188.held_connection_device_id", STRING, 64),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).since(8),
};

inline constexpr Row retrieve_call_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Row transfer_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ActiveConnectionCallID", "ged188.active_connection_call_id", UINT).of(values::null_call_id),
    fixed("HeldConnectionCallID", "ged188.held_connection_call_id", UINT).of(values::null_call_id).help("0xFFFFFFFF for single-step transfer"),
    fixed("ActiveConnectionDeviceIDType", "ged188.active_connection_device_id_type", USHORT).of(values::connection_device_id_type),
    fixed("HeldConnectionDeviceIDType", "ged188.held_connection_device_id_type", USHORT).of(values::connection_device_id_type).help("CONNECTION_ID_NONE for single-step transfer"),
    fixed("CallPlacementType", "ged188.call_placement_type", USHORT).of(values::call_placement_type),
    fixed("CallMannerType", "ged188.call_manner_type", USHORT).of(values::call_manner_type),
    fixed("AlertRings", "ged188.alert_rings", USHORT).of(values::peripheral_default).since(5).help("0 = peripheral default, usually 10 rings"),
    fixed("CallOption", "ged188.call_option", USHORT).of(values::call_option).since(5),
    fixed("FacilityType", "ged188.facility_type", USHORT).of(values::facility_type),
    fixed("AnsweringMachine", "ged188.answering_machine", USHORT).of(values::answering_machine).since(5),
    fixed("Priority", "ged188.priority", BOOL).help("TRUE = priority handling"),
    fixed("PostRoute", "ged188.post_route", BOOL).help("unused in Unified CCE"),
    fixed("NumNamedVariables", "ged188.num_named_variables", USHORT).since(6).help("count of NamedVariable floating fields"),
    fixed("NumNamedArrays", "ged188.num_named_arrays", USHORT).since(6).help("count of NamedArray floating fields"),
    floating(50, "ActiveConnectionDeviceID", "ged188.active_connection_device_id", STRING, 64),
    floating(53, "HeldConnectionDeviceID", "ged188.held_connection_device_id", STRING, 64).help("this or DialedNumber required"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).since(8),
    floating(11, "DialedNumber", "ged188.dialed_number", STRING, 40).help("single-step transfer; this or HeldConnectionDeviceID required"),
    floating(9, "UserToUserInfo", "ged188.user_to_user_info", UNSPEC, 131).help("ISDN user-to-user element"),
    floating(46, "CallWrapupData", "ged188.call_wrapup_data", STRING, 40),
    floating(51, "FacilityCode", "ged188.facility_code", STRING, 40).help("trunk access code or similar"),
    floating(77, "AuthorizationCode", "ged188.authorization_code", STRING, 40).since(5),
    floating(78, "AccountCode", "ged188.account_code", STRING, 40).since(5).help("charge-back number"),
};

inline constexpr Row transfer_call_conf[] = {
    invoke_id().help("same as request"),
    fixed("NewConnectionCallID", "ged188.new_connection_call_id", UINT).of(values::null_call_id).help("call ID of the resulting call"),
    fixed("NewConnectionDeviceIDType", "ged188.new_connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies NewConnectionDeviceID"),
    fixed("NumParties", "ged188.num_parties", USHORT).help("active connections, at most 16"),
    fixed("LineHandle", "ged188.line_handle", USHORT).of(values::null_line_handle).help("teleset line; 0xFFFF if unknown"),
    fixed("LineType", "ged188.line_type", USHORT).of(values::line_type),
    floating(47, "NewConnectionDeviceID", "ged188.new_connection_device_id", STRING, 64),
    repeated("Connected party", "NumParties", 39, "ConnectedPartyCallID", "ged188.connected_party_call_id", UINT).of(values::null_call_id),
    repeated("Connected party", "NumParties", 40, "ConnectedPartyDeviceIDType", "ged188.connected_party_device_id_type", USHORT).of(values::connection_device_id_type).help("follows its ConnectedPartyCallID"),
    repeated("Connected party", "NumParties", 41, "ConnectedPartyDeviceID", "ged188.connected_party_device_id", STRING, 64).help("follows its ConnectedPartyDeviceIDType"),
};

inline constexpr Row query_device_info_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("Reserved", "ged188.reserved", USHORT).help("set to 0"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64),
};

inline constexpr Row query_device_info_conf[] = {
    invoke_id().help("same as request"),
    fixed("PeripheralType", "ged188.peripheral_type", USHORT).of(values::peripheral_type),
    fixed("TypeOfDevice", "ged188.type_of_device", USHORT).of(values::type_of_device),
    fixed("ClassOfDevice", "ged188.class_of_device", USHORT).of(values::class_of_device),
    fixed("NumLines", "ged188.num_lines", USHORT).help("LineHandle/LineType pairs, at most 10"),
    fixed("Reserved", "ged188.reserved", USHORT),
    fixed("MaxActiveCalls", "ged188.max_active_calls", USHORT).of(values::unknown_count16).since(6).help("0xFFFF unknown"),
    fixed("MaxHeldCalls", "ged188.max_held_calls", USHORT).of(values::unknown_count16).since(6).help("0xFFFF unknown"),
    fixed("MaxDevicesInConference", "ged188.max_devices_in_conference", USHORT).of(values::unknown_count16).since(6).help("0xFFFF unknown"),
    fixed("MakeCallSetup", "ged188.make_call_setup", UINT).of(values::agent_state_mask).since(6).help("agent states allowing MAKE_CALL_REQ"),
    fixed("TransferConferenceSetup", "ged188.transfer_conference_setup", UINT).of(values::transfer_conference_setup_mask).since(6),
    fixed("CallEventsSupported", "ged188.call_events_supported", UINT).of(values::call_msg_mask).since(6),
    fixed("CallControlSupported", "ged188.call_control_supported", UINT).of(values::call_control_mask).since(6),
    fixed("OtherFeaturesSupported", "ged188.other_features_supported", UINT).of(values::other_feature_mask).since(6),
    repeated("Line", "NumLines", 70, "LineHandle", "ged188.line_handle", USHORT).of(values::null_line_handle).help("handle of one teleset line"),
    repeated("Line", "NumLines", 71, "LineType", "ged188.line_type", USHORT).of(values::line_type).help("follows its LineHandle"),
};

inline constexpr Row snapshot_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("call ID from peripheral or CCE"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection identifier"),
};

inline constexpr Row snapshot_call_conf[] = {
    invoke_id().help("same as request"),
    fixed("CallType", "ged188.call_type", USHORT).of(values::call_type),
    fixed("NumCTIClients", "ged188.num_cti_clients", USHORT).help("count of CTIClientSignature/Timestamp pairs"),
    fixed("NumCallDevices", "ged188.num_call_devices", USHORT).help("device groups in floating part, at most 16"),
    fixed("NumNamedVariables", "ged188.num_named_variables", USHORT).since(6).help("count of NamedVariable floating fields"),
    fixed("NumNamedArrays", "ged188.num_named_arrays", USHORT).since(6).help("count of NamedArray floating fields"),
    fixed("CalledPartyDisposition", "ged188.called_party_disposition", USHORT).of(values::disposition_code).since(8),
    floating(8, "ANI", "ged188.ani", STRING, 40).help("calling line ID"),
    floating(9, "UserToUserInfo", "ged188.user_to_user_info", UNSPEC, 131).help("ISDN user-to-user element"),
    floating(10, "DNIS", "ged188.dnis", STRING, 32),
    floating(11, "DialedNumber", "ged188.dialed_number", STRING, 40).help("number dialed"),
    floating(12, "CallerEnteredDigits", "ged188.caller_entered_digits", STRING, 40).help("digits collected by IVR"),
    floating(72, "RouterCallKeyDay", "ged188.router_call_key_day", UINT).help("post-routed and translation-routed calls only"),
    floating(73, "RouterCallKeyCallID", "ged188.router_call_key_call_id", UINT).help("resets at midnight"),
    floating(46, "CallWrapupData", "ged188.call_wrapup_data", STRING, 40),
    repeated("CTI client", "NumCTIClients", 23, "CTIClientSignature", "ged188.cti_client_signature", STRING, 64).help("repeats, see NumCTIClients"),
    repeated("CTI client", "NumCTIClients", 24, "CTIClientTimestamp", "ged188.cti_client_timestamp", TIME).help("follows the signature it refers to"),
    repeated("Call device", "NumCallDevices", 56, "CallConnectionCallID", "ged188.call_connection_call_id", UINT).of(values::null_call_id),
    repeated("Call device", "NumCallDevices", 57, "CallConnectionDeviceIDType", "ged188.call_connection_device_id_type", USHORT).of(values::connection_device_id_type).help("follows CallConnectionCallID"),
    repeated("Call device", "NumCallDevices", 58, "CallConnectionDeviceID", "ged188.call_connection_device_id", STRING, 64).help("follows CallConnectionDeviceIDType"),
    repeated("Call device", "NumCallDevices", 59, "CallDeviceType", "ged188.call_device_type", USHORT).of(values::device_id_type).help("follows CallConnectionDeviceID"),
    repeated("Call device", "NumCallDevices", 60, "CallDeviceID", "ged188.call_device_id", STRING, 64).help("follows CallDeviceType"),
    repeated("Call device", "NumCallDevices", 61, "CallDeviceConnectionState", "ged188.call_device_connection_state", USHORT).of(values::local_connection_state).help("follows CallDeviceID"),
    floating(223, "CallReferenceID", "ged188.call_reference_id", UNSPEC, 32).since(14).help("unique call ID when Unified CM supplies it"),
    floating(229, "COCConnectionCallID", "ged188.coc_connection_call_id", UINT).of(values::null_call_id).since(14).help("call on behalf of a consult call"),
    floating(230, "COCCallConnectionDeviceIDType", "ged188.coc_call_connection_device_id_type", USHORT).of(values::connection_device_id_type).since(14).help("of the original call"),
    floating(231, "COCCallConnectionDeviceID", "ged188.coc_call_connection_device_id", STRING, 64).since(14).help("device part of original call ID"),
    floating(294, "ProtocolReferenceGUID", "ged188.protocol_reference_guid", STRING, 40).since(24).help("protocol call GUID, NBR or agent services"),
    floating(311, "CcaiConfigId", "ged188.ccai_config_id", STRING, 40).since(24).help("config ID from the AI service"),
    floating(310, "NumOfEnabledServices", "ged188.num_of_enabled_services", USHORT).since(24).help("0 = none"),
    floating(309, "FltEnabledServices", "ged188.enabled_services", USHORT_ARRAY).since(24).sized_by("NumOfEnabledServices").of(values::enabled_services).help("assist, transcript").note("documented as array"),
};

inline constexpr Row snapshot_device_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("SnapshotDeviceType", "ged188.snapshot_device_type", USHORT).of(values::device_id_type).help("used for non-agent devices"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).help("device instrument number"),
};

inline constexpr Row snapshot_device_conf[] = {
    invoke_id().help("same as request"),
    fixed("NumCalls", "ged188.num_calls", USHORT).help("call groups in floating part, at most 16"),
    repeated("Call", "NumCalls", 56, "CallConnectionCallID", "ged188.call_connection_call_id", UINT).of(values::null_call_id),
    repeated("Call", "NumCalls", 57, "CallConnectionDeviceIDType", "ged188.call_connection_device_id_type", USHORT).of(values::connection_device_id_type).help("follows CallConnectionCallID"),
    repeated("Call", "NumCalls", 58, "CallConnectionDeviceID", "ged188.call_connection_device_id", STRING, 64).help("follows CallConnectionDeviceIDType"),
    repeated("Call", "NumCalls", 75, "CallState", "ged188.call_state", USHORT).of(values::local_connection_state).help("follows CallConnectionDeviceID").note("enum table not named"),
    repeated("Call", "NumCalls", 218, "SilentMonitorStatus", "ged188.silent_monitor_status", USHORT).of(values::silent_monitor_status).help("follows CallState; 0..2"),
};

inline constexpr Row send_dtmf_signal_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("call ID from peripheral or CCE"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    fixed("ToneDuration", "ged188.tone_duration", USHORT).of(values::default_timing).help("ms per tone; 0 default").note("printed USHORT, PauseDuration is UINT"),
    fixed("PauseDuration", "ged188.pause_duration", UINT).of(values::default_timing).help("ms between tones; 0 default"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection identifier"),
    floating(67, "DTMFString", "ged188.dtmf_string", STRING, 32).help("tones to send"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).since(8),
    floating(217, "CTIOSCILClientID", "ged188.ctioscil_client_id", unpublished).until(24),
};

inline constexpr Row send_dtmf_signal_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Row supervisor_assist_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("0xFFFFFFFF = no related call"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection identifier"),
    floating(4, "AgentExtension", "ged188.agent_extension", STRING, 16).help("one agent identifier needed (All Events/Peripheral Monitor)"),
    floating(5, "AgentID", "ged188.agent_id", STRING, 12).help("one agent identifier needed (All Events/Peripheral Monitor)"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).help("one agent identifier needed (All Events/Peripheral Monitor)"),
};

inline constexpr Row supervisor_assist_conf[] = {
    invoke_id().help("same as request"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("resulting supervisor assist call"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    fixed("LineHandle", "ged188.line_handle", USHORT).of(values::null_line_handle).help("teleset line; 0xFFFF if unknown"),
    fixed("LineType", "ged188.line_type", USHORT).of(values::line_type),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection of the new call"),
};

inline constexpr Row bad_call_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("call to mark as bad line"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection identifier"),
    floating(5, "AgentID", "ged188.agent_id", STRING, 12).help("ACD login ID"),
};

inline constexpr Row bad_call_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Row agent_greeting_control_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("AgentAction", "ged188.agent_action", USHORT).of(values::agent_action).help("0 stop, 1 disable, 2 enable"),
    floating(5, "AgentID", "ged188.agent_id", STRING, 12).required().help("ACD login ID"),
};

inline constexpr Row agent_greeting_control_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Row start_network_recording_req[] = {
    invoke_id().help("echoed in confirmation or failure").note("the message set of protocol 24 says 267, the layout tables of protocols 23 to 25 print 268"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("call ID from peripheral or CCE"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    floating(289, "PlayToneDirection", "ged188.play_tone_direction", USHORT).of(values::play_tone_direction).help("0..3; absent = no tone"),
    floating(290, "InvocationType", "ged188.invocation_type", USHORT).help("silent or user; absent = silent").note("values not printed"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection identifier"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64),
};

inline constexpr Row start_network_recording_conf[] = {
    invoke_id().help("same as request").note("the message set of protocol 24 says 268, the layout tables of protocols 23 to 25 print 269"),
};

inline constexpr Row stop_network_recording_req[] = {
    invoke_id().help("echoed in confirmation or failure").note("the message set of protocol 24 says 269, the layout tables of protocols 23 to 25 print 270"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("call ID from peripheral or CCE"),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("qualifies ConnectionDeviceID"),
    floating(290, "InvocationType", "ged188.invocation_type", USHORT).help("must match the start request or it fails"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("connection identifier"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64),
};

inline constexpr Row stop_network_recording_conf[] = {
    invoke_id().help("same as request").note("the message set of protocol 24 says 270, the layout tables of protocols 23 to 25 print 271"),
};

inline constexpr Layout call_control[] = {
    Layout{36, "QUERY_AGENT_STATE_REQ", query_agent_state_req},
    Layout{37, "QUERY_AGENT_STATE_CONF", query_agent_state_conf},
    Layout{38, "SET_AGENT_STATE_REQ", set_agent_state_req},
    Layout{39, "SET_AGENT_STATE_CONF", set_agent_state_conf},
    Layout{40, "ALTERNATE_CALL_REQ", alternate_call_req},
    Layout{41, "ALTERNATE_CALL_CONF", alternate_call_conf},
    Layout{42, "ANSWER_CALL_REQ", answer_call_req},
    Layout{43, "ANSWER_CALL_CONF", answer_call_conf},
    Layout{44, "CLEAR_CALL_REQ", clear_call_req},
    Layout{45, "CLEAR_CALL_CONF", clear_call_conf},
    Layout{46, "CLEAR_CONNECTION_REQ", clear_connection_req},
    Layout{46, "CLEAR_CONNECTION_REQ", clear_connection_req_typed}.from_version(14),
    Layout{47, "CLEAR_CONNECTION_CONF", clear_connection_conf},
    Layout{48, "CONFERENCE_CALL_REQ", conference_call_req, call_variables, named_variables},
    Layout{49, "CONFERENCE_CALL_CONF", conference_call_conf},
    Layout{50, "CONSULTATION_CALL_REQ", consultation_call_req, call_variables, named_variables},
    Layout{51, "CONSULTATION_CALL_CONF", consultation_call_conf},
    Layout{52, "DEFLECT_CALL_REQ", deflect_call_req},
    Layout{53, "DEFLECT_CALL_CONF", deflect_call_conf},
    Layout{54, "HOLD_CALL_REQ", hold_call_req},
    Layout{55, "HOLD_CALL_CONF", hold_call_conf},
    Layout{56, "MAKE_CALL_REQ", make_call_req, call_variables, named_variables},
    Layout{57, "MAKE_CALL_CONF", make_call_conf},
    Layout{58, "MAKE_PREDICTIVE_CALL_REQ", make_predictive_call_req, call_variables, named_variables},
    Layout{59, "MAKE_PREDICTIVE_CALL_CONF", make_predictive_call_conf},
    Layout{60, "RECONNECT_CALL_REQ", reconnect_call_req},
    Layout{61, "RECONNECT_CALL_CONF", reconnect_call_conf},
    Layout{62, "RETRIEVE_CALL_REQ", retrieve_call_req},
    Layout{63, "RETRIEVE_CALL_CONF", retrieve_call_conf},
    Layout{64, "TRANSFER_CALL_REQ", transfer_call_req, call_variables, named_variables},
    Layout{65, "TRANSFER_CALL_CONF", transfer_call_conf},
    Layout{78, "QUERY_DEVICE_INFO_REQ", query_device_info_req},
    Layout{79, "QUERY_DEVICE_INFO_CONF", query_device_info_conf},
    Layout{82, "SNAPSHOT_CALL_REQ", snapshot_call_req},
    Layout{83, "SNAPSHOT_CALL_CONF", snapshot_call_conf, call_variables, named_variables},
    Layout{84, "SNAPSHOT_DEVICE_REQ", snapshot_device_req},
    Layout{85, "SNAPSHOT_DEVICE_CONF", snapshot_device_conf},
    Layout{91, "SEND_DTMF_SIGNAL_REQ", send_dtmf_signal_req},
    Layout{92, "SEND_DTMF_SIGNAL_CONF", send_dtmf_signal_conf},
    Layout{118, "SUPERVISOR_ASSIST_REQ", supervisor_assist_req},
    Layout{119, "SUPERVISOR_ASSIST_CONF", supervisor_assist_conf},
    Layout{139, "BAD_CALL_REQ", bad_call_req},
    Layout{140, "BAD_CALL_CONF", bad_call_conf},
    Layout{249, "AGENT_GREETING_CONTROL_REQ", agent_greeting_control_req},
    Layout{250, "AGENT_GREETING_CONTROL_CONF", agent_greeting_control_conf},
    Layout{268, "START_NETWORK_RECORDING_REQ", start_network_recording_req}.also_numbered(267),
    Layout{269, "START_NETWORK_RECORDING_CONF", start_network_recording_conf}.also_numbered(268),
    Layout{270, "STOP_NETWORK_RECORDING_REQ", stop_network_recording_req}.also_numbered(269),
    Layout{271, "STOP_NETWORK_RECORDING_CONF", stop_network_recording_conf}.also_numbered(270),
};

} // namespace cti::ged188::layouts
