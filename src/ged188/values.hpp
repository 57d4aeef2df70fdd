// SPDX-License-Identifier: GPL-2.0-or-later
// The enumerations, masks and special values of GED-188: constants and field value sets of the CTI Server Message Reference
// Guide, protocol 25, and of its older editions where they say more. What sources print differently or leave open stands in
// value_notes at the end: the reference page prints it, Wireshark does not.
#pragma once

#include "core/schema.hpp"

namespace cti::ged188::values {

inline constexpr Value acd_shared_line_usage_rows[] = {
    {0, "Agent may not use shared lines"},
    {1, "Agent may use shared lines"},
};
static_assert(is_sorted_unique(acd_shared_line_usage_rows));
inline constexpr ValueTable acd_shared_line_usage{"ACDSharedLineUsage", acd_shared_line_usage_rows};

inline constexpr Value agent_action_rows[] = {
    {0, "Stop the greeting now playing"},
    {1, "Disable greeting for this login session"},
    {2, "Enable greeting for this login session"},
};
static_assert(is_sorted_unique(agent_action_rows));
inline constexpr ValueTable agent_action{"AgentAction", agent_action_rows};

inline constexpr Value agent_availability_status_rows[] = {
    {0, "NOT AVAILABLE", "cannot be given a task in this MRD"},
    {1, "ICM AVAILABLE", "available and routable in this MRD"},
    {2, "APPLICATION AVAILABLE", "available but not routable in this MRD"},
};
static_assert(is_sorted_unique(agent_availability_status_rows));
inline constexpr ValueTable agent_availability_status{"AgentAvailabilityStatus", agent_availability_status_rows};

inline constexpr Value agent_flags_rows[] = {
    {0x00000001, "Primary supervisor"},
    {0x00000002, "Temporary agent"},
    {0x00000004, "Supervisor"},
};
static_assert(is_sorted_unique(agent_flags_rows));
inline constexpr ValueTable agent_flags{"AgentFlags", agent_flags_rows, true};

inline constexpr Value agent_greeting_event_code_rows[] = {
    {0, "Greeting started"},
    {1, "Greeting ended successfully"},
    {2, "Greeting failed to play; see PeripheralErrorCode"},
};
static_assert(is_sorted_unique(agent_greeting_event_code_rows));
inline constexpr ValueTable agent_greeting_event_code{"AgentGreetingEventCode", agent_greeting_event_code_rows};

inline constexpr Value agent_mode_rows[] = {
    {0, "NOT ROUTABLE", "ICM may not route to the agent"},
    {1, "ROUTABLE", "ICM may route to the agent"},
};
static_assert(is_sorted_unique(agent_mode_rows));
inline constexpr ValueTable agent_mode{"AgentMode", agent_mode_rows};

inline constexpr Value agent_service_req_mask_rows[] = {
    {0x00000001, "OUTBOUND_SUPPORT", "Login can do outbound."},
};
static_assert(is_sorted_unique(agent_service_req_mask_rows));
inline constexpr ValueTable agent_service_req_mask{"AgentServiceReqMask", agent_service_req_mask_rows, true};

inline constexpr Value agent_state_rows[] = {
    {0, "AGENT_STATE_LOGIN", "Logged on to the ACD; not necessarily ready for calls."},
    {1, "AGENT_STATE_LOGOUT", "Logged off; takes no further calls."},
    {2, "AGENT_STATE_NOT_READY", "Unavailable for call work."},
    {3, "AGENT_STATE_AVAILABLE", "Ready to take a call."},
    {4, "AGENT_STATE_TALKING", "On a call (inbound, outbound or internal)."},
    {5, "AGENT_STATE_WORK_NOT_READY", "Wrap-up work; not ready afterwards."},
    {6, "AGENT_STATE_WORK_READY", "Wrap-up work; ready afterwards."},
    {7, "AGENT_STATE_BUSY_OTHER", "Busy with work of another skill group."},
    {8, "AGENT_STATE_RESERVED", "Held for a call about to reach the ACD."},
    {9, "AGENT_STATE_UNKNOWN", "State not known at present."},
    {10, "AGENT_STATE_HOLD", "All the agent's calls are on hold."},
    {11, "AGENT_STATE_ACTIVE", "Active."},
    {12, "AGENT_STATE_PAUSED", "Paused."},
    {13, "AGENT_STATE_INTERRUPTED", "Interrupted."},
    {14, "AGENT_STATE_NOT_ACTIVE", "Not active."},
};
static_assert(is_sorted_unique(agent_state_rows));
inline constexpr ValueTable agent_state{"AgentState", agent_state_rows};

inline constexpr Value agent_state_mask_rows[] = {
    {0x00000001, "AGENT_LOGIN_MASK", "Report state login"},
    {0x00000002, "AGENT_LOGOUT_MASK", "Report state logout"},
    {0x00000004, "AGENT_NOT_READY_MASK", "Report state not ready"},
    {0x00000008, "AGENT_AVAILABLE_MASK", "Report state available"},
    {0x00000010, "AGENT_TALKING_MASK", "Report state talking"},
    {0x00000020, "AGENT_WORK_NOT_READY_MASK", "Report state work not ready"},
    {0x00000040, "AGENT_WORK_READY_MASK", "Report state work ready"},
    {0x00000080, "AGENT_BUSY_OTHER_MASK", "Report state busy other"},
    {0x00000100, "AGENT_RESERVED_MASK", "Report state reserved"},
    {0x00000200, "AGENT_HOLD_MASK", "Report state hold"},
    {0x00000400, "AGENT_ACTIVE_MASK", "Report state active"},
    {0x00000800, "AGENT_PAUSED_MASK", "Report state paused"},
    {0x00001000, "AGENT_INTERRUPTED_MASK", "Report state interrupted"},
    {0x00002000, "AGENT_NOT_ACTIVE_MASK", "Report state not active"},
};
static_assert(is_sorted_unique(agent_state_mask_rows));
inline constexpr ValueTable agent_state_mask{"AgentStateMask", agent_state_mask_rows, true};

inline constexpr Value agent_work_mode_rows[] = {
    {0, "AWM_UNSPECIFIED", "Default behaviour."},
    {1, "AWM_AUTO_IN", "Available by itself after a call."},
    {2, "AWM_MANUAL_IN", "Agent must declare availability after a call."},
    {3, "RA_CALL_BY_CALL", "Remote agent, call-by-call."},
    {4, "RA_NAILED_CONNECTION", "Remote agent, nailed-up connection."},
};
static_assert(is_sorted_unique(agent_work_mode_rows));
inline constexpr ValueTable agent_work_mode{"AgentWorkMode", agent_work_mode_rows};

inline constexpr Value allocation_state_rows[] = {
    {0, "ALLOC_CALL_DELIVERED", "Join the originating device once the call alerts."},
    {1, "ALLOC_CALL_ESTABLISHED", "Join the originating device once the call is answered."},
};
static_assert(is_sorted_unique(allocation_state_rows));
inline constexpr ValueTable allocation_state{"AllocationState", allocation_state_rows};

inline constexpr Value answer_detect_mode_rows[] = {
    {0, "ADM_UNSPECIFIED", "Default behaviour."},
    {1, "ADM_VOICE_THRESHOLD", "Machine if first voice lasts longer than the threshold."},
    {2, "ADM_VOICE_END", "Machine reported when first voice segment ends."},
    {3, "ADM_VOICE_END_DELAY", "Machine reported a fixed delay after first voice ends."},
    {4, "ADM_VOICE_AND_BEEP", "Machine reported on beep after voice; beep alone excluded."},
    {5, "ADM_BEEP", "Machine reported on beep, with or without earlier voice."},
};
static_assert(is_sorted_unique(answer_detect_mode_rows));
inline constexpr ValueTable answer_detect_mode{"AnswerDetectMode", answer_detect_mode_rows};

inline constexpr Value answering_machine_rows[] = {
    {0, "AM_UNSPECIFIED", "Default behaviour."},
    {1, "AM_CONNECT", "Machine answers: connect to the agent."},
    {2, "AM_DISCONNECT", "Machine answers: drop the call."},
    {3, "AM_NONE", "No answering-machine detection."},
    {4, "AM_NONE_NO_MODEM", "No machine detection; drop if a modem answers."},
    {5, "AM_CONNECT_NO_MODEM", "Machine: connect; modem: drop."},
};
static_assert(is_sorted_unique(answering_machine_rows));
inline constexpr ValueTable answering_machine{"AnsweringMachine", answering_machine_rows};

inline constexpr Value bool_value_rows[] = {
    {0, "FALSE", "False"},
    {1, "TRUE", "True"},
};
static_assert(is_sorted_unique(bool_value_rows));
inline constexpr ValueTable bool_{"Bool", bool_value_rows};

inline constexpr Value call_control_mask_rows[] = {
    {0x00000001, "CONTROL_QUERY_AGENT_STATE", "QUERY_AGENT_STATE requests"},
    {0x00000002, "CONTROL_SET_AGENT_STATE", "SET_AGENT_STATE requests"},
    {0x00000004, "CONTROL_ALTERNATE_CALL", "ALTERNATE_CALL requests"},
    {0x00000008, "CONTROL_ANSWER_CALL", "ANSWER_CALL requests"},
    {0x00000010, "CONTROL_CLEAR_CALL", "CLEAR_CALL requests"},
    {0x00000020, "CONTROL_CLEAR_CONNECTION", "CLEAR_CONNECTION requests"},
    {0x00000040, "CONTROL_CONFERENCE_CALL", "CONFERENCE_CALL requests"},
    {0x00000080, "CONTROL_CONSULTATION_CALL", "CONSULTATION_CALL requests"},
    {0x00000100, "CONTROL_DEFLECT_CALL", "DEFLECT_CALL requests"},
    {0x00000200, "CONTROL_HOLD_CALL", "HOLD_CALL requests"},
    {0x00000400, "CONTROL_MAKE_CALL", "MAKE_CALL requests"},
    {0x00000800, "CONTROL_MAKE_PREDICTIVE_CALL", "MAKE_PREDICTIVE_CALL requests"},
    {0x00001000, "CONTROL_RECONNECT_CALL", "RECONNECT_CALL requests"},
    {0x00002000, "CONTROL_RETRIEVE_CALL", "RETRIEVE_CALL requests"},
    {0x00004000, "CONTROL_TRANSFER_CALL", "TRANSFER_CALL requests"},
    {0x00008000, "CONTROL_QUERY_DEVICE_INFO", "QUERY_DEVICE_INFO requests"},
    {0x00010000, "CONTROL_SNAPSHOT_CALL", "SNAPSHOT_CALL requests"},
    {0x00020000, "CONTROL_SNAPSHOT_DEVICE", "SNAPSHOT_DEVICE requests"},
    {0x00040000, "CONTROL_SEND_DTMF_SIGNAL", "SEND_DTMF_SIGNAL requests"},
};
static_assert(is_sorted_unique(call_control_mask_rows));
inline constexpr ValueTable call_control_mask{"CallControlMask", call_control_mask_rows, true};

inline constexpr Value call_direction_rows[] = {
    {0, "None", "no call"},
    {1, "In", "inbound call"},
    {2, "Out", "outbound call"},
    {3, "Other In", "other inbound call"},
    {4, "Other Out", "other outbound call"},
    {5, "OutboundReserve", "reservation call"},
    {6, "OutboundPreview", "preview call"},
    {7, "OutboundPredictive", "predictive call"},
};
static_assert(is_sorted_unique(call_direction_rows));
inline constexpr ValueTable call_direction{"CallDirection", call_direction_rows};

inline constexpr Value call_manner_type_rows[] = {
    {0, "CMT_UNSPECIFIED", "Default manner."},
    {1, "CMT_POLITE", "Only if the originating device is idle."},
    {2, "CMT_BELLIGERENT", "Make-call only; CCE forces Available agent NotReady (reason 50006), restoring Available afterwards."},
    {3, "CMT_SEMI_POLITE", "Only if originating device idle or hearing dial tone."},
    {4, "CMT_RESERVED", "Reserved."},
};
static_assert(is_sorted_unique(call_manner_type_rows));
inline constexpr ValueTable call_manner_type{"CallMannerType", call_manner_type_rows};

inline constexpr Value call_msg_mask_rows[] = {
    {0x00000001, "CALL_DELIVERED_MASK", "Wants CALL_DELIVERED_EVENT"},
    {0x00000002, "CALL_QUEUED_MASK", "Wants CALL_QUEUED_EVENT"},
    {0x00000004, "CALL_ESTABLISHED_MASK", "Wants CALL_ESTABLISHED_EVENT"},
    {0x00000008, "CALL_HELD_MASK", "Wants CALL_HELD_EVENT"},
    {0x00000010, "CALL_RETRIEVED_MASK", "Wants CALL_RETRIEVED_EVENT"},
    {0x00000020, "CALL_CLEARED_MASK", "Wants CALL_CLEARED_EVENT"},
    {0x00000040, "CALL_CONNECTION_CLEARED_MASK", "Wants CALL_CONNECTION_CLEARED_EVENT"},
    {0x00000080, "CALL_ORIGINATED_MASK", "Wants CALL_ORIGINATED_EVENT"},
    {0x00000100, "CALL_CONFERENCED_MASK", "Wants CALL_CONFERENCED_EVENT"},
    {0x00000200, "CALL_TRANSFERRED_MASK", "Wants CALL_TRANSFERRED_EVENT"},
    {0x00000400, "CALL_DIVERTED_MASK", "Wants CALL_DIVERTED_EVENT"},
    {0x00000800, "CALL_SERVICE_INITIATED_MASK", "Wants CALL_SERVICE_INITIATED_EVENT"},
    {0x00001000, "CALL_TRANSLATION_ROUTE_MASK", "Wants CALL_TRANSLATION_ROUTE_EVENT"},
    {0x00002000, "BEGIN_CALL_MASK", "Wants BEGIN_CALL_EVENT"},
    {0x00004000, "END_CALL_MASK", "Wants END_CALL_EVENT"},
    {0x00008000, "CALL_DATA_UPDATE_MASK", "Wants CALL_DATA_UPDATE_EVENT"},
    {0x00010000, "CALL_FAILED_MASK", "Wants CALL_FAILED_EVENT"},
    {0x00020000, "CALL_REACHED_NETWORK_MASK", "Wants CALL_REACHED_NETWORK_EVENT"},
    {0x00040000, "CALL_DEQUEUED_MASK", "Wants CALL_DEQUEUED_EVENT"},
    {0x00080000, "AGENT_PRE_CALL_MASK", "Wants AGENT_PRE_CALL_EVENT"},
    {0x00100000, "AGENT_PRE_CALL_ABORT_MASK", "Wants AGENT_PRE_CALL_ABORT_EVENT"},
    {0x00200000, "RTP_STARTED_MASK", "Wants RTP_STARTED_EVENT"},
    {0x00400000, "RTP_STOPPED_MASK", "Wants RTP_STOPPED_EVENT"},
    {0x00800000, "AGENT_TEAM_CONFIG_MASK", "Wants AGENT_TEAM_CONFIG_EVENT"},
    {0x01000000, "AGENT_LEGACY_PRE_CALL_MASK", "Wants AGENT_LEGACY_PRE_CALL_EVENT"},
    {0x02000000, "CALL_ATTRIBUTE_CHANGE_MASK", "Wants CALL_ATTRIBUTE_CHANGE_EVENT"},
    {0x04000000, "CALL_TERMINATION_MASK", "Reserved bit"},
    {0x08000000, "CALL_AGENT_GREETING_MASK", "Wants CALL_AGENT_GREETING_EVENT"},
    {0x10000000, "NETWORK_RECORDING_STARTED_MASK", "Wants NETWORK_RECORDING_STARTED_EVENT"},
    {0x20000000, "NETWORK_RECORDING_ENDED_MASK", "Wants NETWORK_RECORDING_ENDED_EVENT"},
    {0x40000000, "NETWORK_RECORDING_FAILED_MASK", "Wants NETWORK_RECORDING_FAILED_EVENT"},
    {0x80000000, "NETWORK_RECORDING_TARGET_INFO_MASK", "Wants NETWORK_RECORDING_TARGET_INFO_EVENT"},
};
static_assert(is_sorted_unique(call_msg_mask_rows));
inline constexpr ValueTable call_msg_mask{"CallMsgMask", call_msg_mask_rows, true};

inline constexpr Value call_option_rows[] = {
    {0, "COPT_UNSPECIFIED", "Default options."},
    {1, "COPT_CALLING_AGENT_ONLINE", "Only if the calling agent is online for the called party."},
    {2, "COPT_CALLING_AGENT_RESERVED", "Obsolete (was DMS-100)."},
    {3, "COPT_CALLING_AGENT_NOT_RESERVED", "Obsolete (was DMS-100)."},
    {4, "COPT_CALLING_AGENT_BUZZ_BASE", "Obsolete (was DMS-100)."},
    {5, "COPT_CALLING_AGENT_BEEP_HSET", "Obsolete (was DMS-100)."},
    {6, "COPT_SERVICE_CIRCUIT_ON", "Puts a call classifier on the call (ACM ECS)."},
};
static_assert(is_sorted_unique(call_option_rows));
inline constexpr ValueTable call_option{"CallOption", call_option_rows};

inline constexpr Value call_originated_from_rows[] = {
    {68, "D", "call originated by the dialer"},
};
static_assert(is_sorted_unique(call_originated_from_rows));
inline constexpr ValueTable call_originated_from{"CallOriginatedFrom", call_originated_from_rows};

inline constexpr Value call_placement_type_rows[] = {
    {0, "CPT_UNSPECIFIED", "Default placement."},
    {1, "CPT_LINE_CALL", "Internal line call."},
    {2, "CPT_OUTBOUND", "Outbound call."},
    {3, "CPT_OUTBOUND_NO_ACCESS_CODE", "Outbound call needing no access code."},
    {4, "CPT_DIRECT_POSITION", "Call straight to a position."},
    {5, "CPT_DIRECT_AGENT", "Call straight to an agent."},
    {6, "CPT_SUPERVISOR_ASSIST", "Call asking a supervisor for help."},
};
static_assert(is_sorted_unique(call_placement_type_rows));
inline constexpr ValueTable call_placement_type{"CallPlacementType", call_placement_type_rows};

inline constexpr Value call_type_rows[] = {
    {1, "CALLTYPE_ACD_IN", "Inbound ACD call; in Unified CCE a post-route request."},
    {2, "CALLTYPE_PREROUTE_ACD_IN", "Inbound ACD call that was translation routed."},
    {3, "CALLTYPE_PREROUTE_DIRECT_AGENT", "Translation-routed call to a given agent."},
    {4, "CALLTYPE_TRANSFER_IN", "Inbound call by transfer."},
    {5, "CALLTYPE_OVERFLOW_IN", "Inbound call by overflow."},
    {6, "CALLTYPE_OTHER_IN", "Inbound call."},
    {7, "CALLTYPE_AUTO_OUT", "Automatic outgoing call."},
    {8, "CALLTYPE_AGENT_OUT", "Agent outgoing call."},
    {9, "CALLTYPE_OUT", "Outbound call."},
    {10, "CALLTYPE_AGENT_INSIDE", "Agent internal call."},
    {11, "CALLTYPE_OFFERED", "Call transferred blind."},
    {12, "CALLTYPE_CONSULT", "Consult call."},
    {13, "CALLTYPE_CONSULT_OFFERRED", "Announced transfer."},
    {14, "CALLTYPE_CONSULT_CONFERENCE", "Consult call after conferencing."},
    {15, "CALLTYPE_CONFERENCE", "Conference call."},
    {16, "CALLTYPE_UNMONITORED", "Inside/outbound call that yields no call events."},
    {17, "CALLTYPE_PREVIEW", "Automatic call where the agent may choose to dial."},
    {18, "CALLTYPE_RESERVATION", "Call that reserves an agent for other work."},
    {19, "CALLTYPE_ASSIST", "Assistance call to the supervisor."},
    {20, "CALLTYPE_EMERGENCY", "Emergency call."},
    {21, "CALLTYPE_SUPERVISOR_MONITOR", "Supervisor silently monitors the call."},
    {22, "CALLTYPE_SUPERVISOR_WHISPER", "Supervisor monitors; the agent hears the supervisor."},
    {23, "CALLTYPE_SUPERVISOR_BARGEIN", "Supervisor conferenced in."},
    {24, "CALLTYPE_SUPERVISOR_INTERCEPT", "Supervisor takes the agent's place."},
    {25, "CALLTYPE_TASK_ROUTED_BY_ICM", "Task that Unified CCE routed."},
    {26, "CALLTYPE_TASK_ROUTED_BY_APPLICATION", "Task that the application routed."},
    {27, "RESERVATION_PREVIEW", "Outbound Option reservation call; Preview mode."},
    {28, "RESERVATION_PREVIEW_DIRECT", "Outbound Option reservation call; Direct Preview mode."},
    {29, "RESERVATION_PREDICTIVE", "Outbound Option reservation call; Predictive or Progressive mode."},
    {30, "RESERVATION_CALLBACK", "Outbound Option reservation call; callback."},
    {31, "RESERVATION_PERSONAL_CALLBACK", "Outbound Option reservation call; personal callback."},
    {32, "CUSTOMER_PREVIEW", "Outbound Option customer call; Preview mode."},
    {33, "CUSTOMER_PREVIEW_DIRECT", "Outbound Option customer call; Direct Preview mode."},
    {34, "CUSTOMER_PREDICTIVE", "Outbound Option customer call; Predictive/Progressive, agent-based campaigns."},
    {35, "CUSTOMER_CALLBACK", "Outbound Option customer call; callback."},
    {36, "CUSTOMER_PERSONAL", "Outbound Option customer call; personal callback."},
    {37, "CUSTOMER_IVR", "Outbound Option customer call; transfer to IVR campaign."},
    {38, "CALLTYPE_NON_ACD", "Agent call that is not ACD."},
    {39, "CALLTYPE_PLAY_AGENT_GREETING", "Route request for an agent greeting."},
    {40, "CALLTYPE_RECORD_AGENT_GREETING", "Greeting recording call started by AGENT_GREETING_CONTROL_REQ."},
    {41, "CALLTYPE_VOICE_CALL_BACK", "Voice callback through the Agent Request API."},
    {0xffff, "NULL_CALLTYPE", "No CallType given."},
};
static_assert(is_sorted_unique(call_type_rows));
inline constexpr ValueTable call_type{"CallType", call_type_rows};

inline constexpr Value call_variable_mask_rows[] = {
    {0x00000001, "CALL_VAR_1_MASK", "CallVariable1"},
    {0x00000002, "CALL_VAR_2_MASK", "CallVariable2"},
    {0x00000004, "CALL_VAR_3_MASK", "CallVariable3"},
    {0x00000008, "CALL_VAR_4_MASK", "CallVariable4"},
    {0x00000010, "CALL_VAR_5_MASK", "CallVariable5"},
    {0x00000020, "CALL_VAR_6_MASK", "CallVariable6"},
    {0x00000040, "CALL_VAR_7_MASK", "CallVariable7"},
    {0x00000080, "CALL_VAR_8_MASK", "CallVariable8"},
    {0x00000100, "CALL_VAR_9_MASK", "CallVariable9"},
    {0x00000200, "CALL_VAR_10_MASK", "CallVariable10"},
};
static_assert(is_sorted_unique(call_variable_mask_rows));
inline constexpr ValueTable call_variable_mask{"CallVariableMask", call_variable_mask_rows, true};

inline constexpr Value class_of_device_rows[] = {
    {0x00000010, "DEVC_OTHER", "Not image, data or voice."},
    {0x00000020, "DEVC_IMAGE", "Imaging or fast circuit-switched data."},
    {0x00000040, "DEVC_DATA", "Digital data calls."},
    {0x00000080, "DEVC_VOICE", "Audio calls."},
};
static_assert(is_sorted_unique(class_of_device_rows));
inline constexpr ValueTable class_of_device{"ClassOfDevice", class_of_device_rows, true};

inline constexpr Value client_event_report_state_rows[] = {
    {0, "normal", "green"},
    {1, "warning", "yellow"},
    {2, "error", "red"},
};
static_assert(is_sorted_unique(client_event_report_state_rows));
inline constexpr ValueTable client_event_report_state{"ClientEventReportState", client_event_report_state_rows};

inline constexpr Value config_device_type_rows[] = {
    {0, "Unknown"},
    {1, "Service"},
    {2, "Skill Group"},
    {3, "Agent ID"},
    {4, "Agent Device Extension"},
    {5, "Route Point"},
    {6, "CTI Port"},
    {7, "Call Control Group"},
};
static_assert(is_sorted_unique(config_device_type_rows));
inline constexpr ValueTable config_device_type{"ConfigDeviceType", config_device_type_rows};

inline constexpr Value config_end_status_rows[] = {
    {0, "CONFIGEND_SUCCESS", "upload complete"},
    {1, "CONFIGEND_NO_SERVICE_PROVIDER", "no data, service provider environment"},
    {2, "CONFIGEND_UNKNOWN_CUSTOMER", "customer unknown"},
    {3, "CONFIGEND_INVALID", "invalid configuration was sent"},
    {4, "CONFIGEND_EMPTY", "server has no configuration"},
    {5, "CONFIGEND_PARTIAL", "part sent, more blocks follow"},
};
static_assert(is_sorted_unique(config_end_status_rows));
inline constexpr ValueTable config_end_status{"ConfigEndStatus", config_end_status_rows};

inline constexpr Value config_information_rows[] = {
    {0x00000001, "Service Information", "services"},
    {0x00000002, "Skill Group Information", "skill groups"},
    {0x00000004, "Agent Information", "agents"},
    {0x00000008, "Device Information", "devices"},
    {0x00000010, "Call Type Information", "call types"},
    {0x00000020, "Media Routing Domain Information", "media routing domains"},
    {0x00000040, "Peripheral Information", "peripherals"},
    {0x00000080, "Agent Desk Settings Information", "agent desk settings"},
    {0x00000200, "Agent Services Information", "agent services"},
};
static_assert(is_sorted_unique(config_information_rows));
inline constexpr ValueTable config_information{"ConfigInformation", config_information_rows, true};

/// Unified CCX: ConfigurationMask.
inline constexpr Value config_information_uccx_rows[] = {
    {0x00000001, "Application Information", "applications"},
    {0x00000002, "CSQ Information", "contact service queues"},
    {0x00000004, "Agent Information", "agents"},
    {0x00000008, "Device Information", "devices"},
    {0x00000010, "Terminal Information", "terminals; protocol 18"},
};
static_assert(is_sorted_unique(config_information_uccx_rows));
inline constexpr ValueTable config_information_uccx{"ConfigurationMask", config_information_uccx_rows, true};

inline constexpr Value config_key_status_rows[] = {
    {0, "CONFIG_SUCCESS", "upload succeeded"},
    {1, "CONFIG_SERVICE_PROVIDER", "no data, service provider environment"},
    {2, "CONFIG_NO_KEY_SUPPORT", "server has no configuration keys"},
    {3, "CONFIG_UNKNOWN_CUSTOMER", "customer unknown to server"},
};
static_assert(is_sorted_unique(config_key_status_rows));
inline constexpr ValueTable config_key_status{"ConfigKeyStatus", config_key_status_rows};

inline constexpr Value config_key_status_uccx_rows[] = {
    {0, "Success"},
    {1, "Config service not requested", "OPEN_REQ did not ask for the service"},
    {2, "Keys not supported", "server has no configuration keys"},
    {3, "Reserved field not valid", "tag 131 is not 0"},
};
static_assert(is_sorted_unique(config_key_status_uccx_rows));
inline constexpr ValueTable config_key_status_uccx{"ConfigKeyStatusUnifiedCCX", config_key_status_uccx_rows};

inline constexpr Value config_msg_mask_rows[] = {
    {0x00000001, "ServiceInformation", "Service records"},
    {0x00000002, "SkillGroupInformation", "Skill group records"},
    {0x00000004, "AgentInformation", "Agent records"},
    {0x00000008, "DeviceInformation", "Device records"},
    {0x00000010, "CallTypeInformation", "Call type records"},
    {0x00000020, "MediaRoutingDomainInformation", "MRD records"},
    {0x00000040, "PeripheralInformation", "Peripheral records"},
    {0x00000080, "AgentDeskSettingsInformation", "Desk settings records"},
    {0x00000100, "TerminalInformation", "Terminal records"},
    {0x00000200, "AgentServicesInformation", "Agent service records"},
};
static_assert(is_sorted_unique(config_msg_mask_rows));
inline constexpr ValueTable config_msg_mask{"ConfigMsgMask", config_msg_mask_rows, true};

inline constexpr Value config_operation_rows[] = {
    {0, "Restore permanent configuration"},
    {1, "Add agent"},
    {2, "Remove agent"},
};
static_assert(is_sorted_unique(config_operation_rows));
inline constexpr ValueTable config_operation{"ConfigOperation", config_operation_rows};

inline constexpr Value config_type_rows[] = {
    {0, "Unused"},
    {1, "Solicited", "answer to a request"},
    {2, "Unsolicited", "update"},
};
static_assert(is_sorted_unique(config_type_rows));
inline constexpr ValueTable config_type{"ConfigType", config_type_rows};

inline constexpr Value connection_device_id_type_rows[] = {
    {0, "CONNECTION_ID_STATIC", "Value stays the same from call to call."},
    {1, "CONNECTION_ID_DYNAMIC", "Value may differ between calls."},
    {0xffff, "CONNECTION_ID_NONE", "No ConnectionDeviceID given."},
};
static_assert(is_sorted_unique(connection_device_id_type_rows));
inline constexpr ValueTable connection_device_id_type{"ConnectionDeviceIDType", connection_device_id_type_rows};

inline constexpr Value consult_type_rows[] = {
    {0, "CT_UNSPECIFIED", "Default: consult call."},
    {1, "CT_TRANSFER", "Consult ahead of a transfer."},
    {2, "CT_CONFERENCE", "Consult ahead of a conference."},
};
static_assert(is_sorted_unique(consult_type_rows));
inline constexpr ValueTable consult_type{"ConsultType", consult_type_rows};

inline constexpr Value cti_service_mask_rows[] = {
    {0x00000001, "CTI_SERVICE_CLIENT_EVENTS", "Call and agent events for one ACD phone."},
    {0x00000002, "CTI_SERVICE_CALL_DATA_UPDATE", "May change call context data."},
    {0x00000004, "CTI_SERVICE_CLIENT_CONTROL", "May control calls and agent state of one ACD phone."},
    {0x00000008, "CTI_SERVICE_CONNECTION_MONITOR", "Session open/close raises Unified CCE alarm events."},
    {0x00000010, "CTI_SERVICE_ALL_EVENTS", "Call and agent events for every ACD phone."},
    {0x00000020, "CTI_SERVICE_PERIPHERAL_MONITOR", "May add/remove monitored devices and calls at run time."},
    {0x00000040, "CTI_SERVICE_CLIENT_MONITOR", "Told of other clients' sessions; may monitor them."},
    {0x00000080, "CTI_SERVICE_SUPERVISOR", "May ask for supervisor services."},
    {0x00000100, "CTI_SERVICE_SERVER", "Client declares itself a server application."},
    {0x00000400, "CTI_SERVICE_AGENT_REPORTING", "May use ARM (Agent Reporting And Management) messages."},
    {0x00000800, "CTI_SERVICE_ALL_TASK_EVENTS", "Every task event."},
    {0x00001000, "CTI_SERVICE_TASK_MONITOR", "Events of monitored tasks."},
    {0x00002000, "CTI_AGENT_STATE_CONTROL_ONLY", "Agent state only; may be granted instead of CLIENT_CONTROL."},
    {0x00004000, "(unused)", "Unused."},
    {0x00008000, "CTI_DEVICE_STATE_CONTROL", "Wants resource state change requests."},
    {0x00010000, "CTI_ROUTING", "Routing messages."},
    {0x00020000, "CTI_SERVICE_MINIMIZE_EVENTS", "Fewer events."},
    {0x00040000, "CTI_SERVICE_CONFIG_EVENTS", "Configuration messages."},
    {0x00080000, "CTI_SERVICE_UPDATE_EVENTS", "Wants update notification events, without data."},
    {0x00100000, "CTI_SERVICE_IGNORE_DUPLICATE_AGENT_EVENTS", "Suppress repeated agent state events."},
    {0x00200000, "CTI_SERVICE_IGNORE_CONF", "No confirmations for third-party requests."},
    {0x00400000, "CTI_SERVICE_ACD_LINE_ONLY", "No events for non-ACD lines; Unified CCE only."},
    {0x02000000, "CTI_SERVICE_ACTIVE_STANDBY", "Client supports active and standby servers."},
    {0x80000000, "CTI_SERVICE_DEBUG", "Session messages are captured to a file."},
};
static_assert(is_sorted_unique(cti_service_mask_rows));
inline constexpr ValueTable cti_service_mask{"CtiServiceMask", cti_service_mask_rows, true};

inline constexpr Value desk_settings_mask_rows[] = {
    {0x00000001, "DESK_AVAIL_AFTER_INCOMING_MASK", "available automatically after inbound call"},
    {0x00000002, "DESK_AVAIL_AFTER_OUTGOING_MASK", "available automatically after outbound call"},
    {0x00000004, "DESK_AUTO_ANSWER_ENABLED_MASK", "calls auto-answered"},
    {0x00000008, "DESK_IDLE_REASON_REQUIRED_MASK", "reason needed before Idle"},
    {0x00000010, "DESK_LOGOUT_REASON_REQUIRED_MASK", "reason needed before logout"},
    {0x00000020, "DESK_SUPERVISOR_CALLS_ALLOWED_MASK", "supervisor assist calls allowed"},
    {0x00000040, "DESK_AGENT_TO_AGENT_CALLS_ALLOWED", "agent-to-agent calls allowed"},
    {0x00000080, "DESK_OUTBOUND_ACCESS_INTERNATIONAL_MASK", "international calls allowed"},
    {0x00000100, "DESK_OUTBOUND_ACCESS_PUBLIC_NET_MASK", "public network calls allowed"},
    {0x00000200, "DESK_OUTBOUND_ACCESS_PRIVATE_NET_MASK", "private network calls allowed"},
    {0x00000400, "DESK_OUTBOUND_ACCESS_OPERATOR_ASSISTED_MASK", "operator-assisted calls allowed"},
    {0x00000800, "DESK_OUTBOUND_ACCESS_PBX_MASK", "outbound PBX calls allowed"},
    {0x00001000, "DESK_NON_ACD_CALLS_ALLOWED_MASK", "non-ACD calls allowed"},
    {0x00002000, "DESK_AGENT_CAN_SELECT_GROUP_MASK", "agent may choose login groups"},
};
static_assert(is_sorted_unique(desk_settings_mask_rows));
inline constexpr ValueTable desk_settings_mask{"DeskSettingsMask", desk_settings_mask_rows, true};

inline constexpr Value destination_country_rows[] = {
    {0, "DEST_UNSPECIFIED", "Unknown; default behaviour."},
    {1, "DEST_US_AND_CANADA", "Destination in the US or Canada."},
};
static_assert(is_sorted_unique(destination_country_rows));
inline constexpr ValueTable destination_country{"DestinationCountry", destination_country_rows};

inline constexpr Value device_id_type_rows[] = {
    {0, "DEVID_DEVICE_IDENTIFIER", "Peripheral teleset (extension)."},
    {70, "DEVID_TRUNK_IDENTIFIER", "Peripheral trunk."},
    {71, "DEVID_TRUNK_GROUP_IDENTIFIER", "Peripheral trunk group."},
    {72, "DEVID_IP_PHONE_MAC_IDENTIFIER", "IP phone MAC address; Unified CCX only."},
    {73, "DEVID_CTI_PORT", "CTI port; Unified CCX only."},
    {74, "DEVID_ROUTE_POINT", "Route point."},
    {75, "DEVID_EXTERNAL", "ANI or other outside identifier."},
    {76, "DEVID_AGENT_DEVICE", "Agent device (phone)."},
    {77, "DEVID_QUEUE", "Queue."},
    {78, "DEVID_NON_ACD_DEVICE_IDENTIFIER", "Teleset extension classed as non-ACD."},
    {79, "DEVID_SHARED_DEVICE_IDENTIFIER", "Teleset extension classed as a shared line."},
    {0xffff, "DEVID_NONE", "No device ID given."},
};
static_assert(is_sorted_unique(device_id_type_rows));
inline constexpr ValueTable device_id_type{"DeviceIDType", device_id_type_rows};

inline constexpr Value disposition_code_rows[] = {
    {1, "Abandoned in the network"},
    {2, "Abandoned in local queue"},
    {3, "Abandoned while ringing"},
    {4, "Abandoned in delay"},
    {5, "Abandoned in interflow"},
    {6, "Abandoned at agent terminal"},
    {7, "Short call"},
    {8, "Busy"},
    {9, "Forced busy"},
    {10, "Dropped, no answer"},
    {11, "Dropped, busy"},
    {12, "Dropped, reorder"},
    {13, "Dropped, handled by primary route"},
    {14, "Dropped, handled otherwise"},
    {15, "Redirected"},
    {16, "Cut through"},
    {17, "Intraflow"},
    {18, "Interflow"},
    {19, "Ring no answer"},
    {20, "Intercept reorder"},
    {21, "Intercept denial"},
    {22, "Timed out"},
    {23, "Voice energy"},
    {24, "Non-classified energy detected"},
    {25, "No cut through"},
    {26, "U-Abort"},
    {27, "Software failed"},
    {28, "Blind transfer"},
    {29, "Announced transfer"},
    {30, "Conferenced"},
    {31, "Duplicate transfer"},
    {32, "Unmonitored device"},
    {33, "Answering machine"},
    {34, "Network blind transfer"},
    {35, "Task abandoned in router"},
    {36, "Task abandoned before being offered"},
    {37, "Task abandoned while offered"},
    {38, "Task ended normally"},
    {39, "No task ID obtainable"},
    {40, "Agent logged out during the task"},
    {41, "Task exceeded its maximum lifetime"},
    {42, "Application path down"},
    {43, "Unified CCE routing complete"},
    {44, "Unified CCE routing disabled"},
    {45, "Application: bad MRD ID"},
    {46, "Application: bad dialogue ID"},
    {47, "Application: duplicate dialogue ID"},
    {48, "Application: bad invoke ID"},
    {49, "Application: bad script selector"},
    {50, "Application ended the dialogue"},
    {51, "Task ended during application start-up"},
    {52, "Called party disconnected"},
    {53, "Partial call"},
    {54, "Network consult dropped"},
    {55, "Network consult transferred"},
    {57, "Network consult abandoned"},
    {58, "Router requery before answer"},
    {59, "Router requery after answer"},
    {60, "Network error"},
    {61, "Network error before answer"},
    {62, "Network error after answer"},
    {63, "Task transferred"},
    {64, "Application disconnected"},
    {65, "Task transferred at agent logout"},
};
static_assert(is_sorted_unique(disposition_code_rows));
inline constexpr ValueTable disposition_code{"DispositionCode", disposition_code_rows};

inline constexpr Value enabled_services_rows[] = {
    {1, "Agent_Answers", "agent assist answers (AGENT_PRE_CALL_EVENT list)"},
    {2, "Agent_Call_Transcription", "call transcript (AGENT_PRE_CALL_EVENT list)"},
};
static_assert(is_sorted_unique(enabled_services_rows));
inline constexpr ValueTable enabled_services{"EnabledServices", enabled_services_rows};

inline constexpr Value event_cause_rows[] = {
    {1, "CEC_ACTIVE_MONITOR"},
    {2, "CEC_ALTERNATE"},
    {3, "CEC_BUSY"},
    {4, "CEC_CALL_BACK"},
    {5, "CEC_CALL_CANCELLED"},
    {6, "CEC_CALL_FORWARD_ALWAYS"},
    {7, "CEC_CALL_FORWARD_BUSY"},
    {8, "CEC_CALL_FORWARD_NO_ANSWER"},
    {9, "CEC_CALL_FORWARD"},
    {10, "CEC_CALL_NOT_ANSWERED"},
    {11, "CEC_CALL_PICKUP"},
    {12, "CEC_CAMP_ON"},
    {13, "CEC_DEST_NOT_OBTAINABLE"},
    {14, "CEC_DO_NOT_DISTURB"},
    {15, "CEC_INCOMPATIBLE_DESTINATION"},
    {16, "CEC_INVALID_ACCOUNT_CODE"},
    {17, "CEC_KEY_CONFERENCE"},
    {18, "CEC_LOCKOUT"},
    {19, "CEC_MAINTENANCE"},
    {20, "CEC_NETWORK_CONGESTION"},
    {21, "CEC_NETWORK_NOT_OBTAINABLE"},
    {22, "CEC_NEW_CALL"},
    {23, "CEC_NO_AVAILABLE_AGENTS"},
    {24, "CEC_OVERRIDE"},
    {25, "CEC_PARK"},
    {26, "CEC_OVERFLOW"},
    {27, "CEC_RECALL"},
    {28, "CEC_REDIRECTED"},
    {29, "CEC_REORDER_TONE"},
    {30, "CEC_RESOURCES_NOT_AVAILABLE"},
    {31, "CEC_SILENT_MONITOR"},
    {32, "CEC_TRANSFER"},
    {33, "CEC_TRUNKS_BUSY"},
    {34, "CEC_VOICE_UNIT_INITIATOR"},
    {35, "CEC_TIME_OUT"},
    {36, "CEC_NEW_CALL_INTERFLOW"},
    {37, "CEC_SIMULATION_INIT_REQUEST"},
    {38, "CEC_SIMULATION_RESET_REQUEST"},
    {39, "CEC_CTI_LINK_DOWN"},
    {40, "CEC_PERIPHERAL_RESET_REQUEST"},
    {41, "CEC_MD110_CONFERENCE_TRANSFER"},
    {42, "CEC_REMAINS_IN_Q"},
    {43, "CEC_SUPERVISOR_ASSIST"},
    {44, "CEC_EMERGENCY_CALL"},
    {45, "CEC_SUPERVISOR_CLEAR"},
    {46, "CEC_SUPERVISOR_MONITOR"},
    {47, "CEC_SUPERVISOR_WHISPER"},
    {48, "CEC_SUPERVISOR_BARGE_IN"},
    {49, "CEC_SUPERVISOR_INTERCEPT"},
    {50, "CEC_CALL_PARTY_UPDATE_IND"},
    {51, "CEC_CONSULT"},
    {52, "CEC_NIC_CALL_CLEAR"},
    {53, "CEC_DNP"},
    {54, "CEC_ROUTER_REQUERY_BEFORE_ANSWER"},
    {55, "CEC_ROUTER_REQUERY_AFTER_ANSWER"},
    {56, "CEC_NETWORK_ERROR"},
    {57, "CEC_NETWORK_ERROR_BEFORE_ANSWER"},
    {58, "CEC_NETWORK_ERROR_AFTER_ANSWER"},
    {59, "CEC_GREETING"},
    {60, "CEC_RECORD_AGENT_GREETING"},
    {61, "CEC_SNAPSHOT"},
    {62, "CEC_MAX_QUEUE_EXCEEDED"},
    {1001, "CECX_ABAND_NETWORK"},
    {1002, "CECX_ABAND_LOCAL_QUEUE"},
    {1003, "CECX_ABAND_RING"},
    {1004, "CECX_ABAND_DELAY"},
    {1005, "CECX_ABAND_INTERFLOW"},
    {1006, "CECX_ABAND_AGENT_TERMINAL"},
    {1007, "CECX_SHORT"},
    {1008, "CECX_BUSY"},
    {1009, "CECX_FORCED_BUSY"},
    {1010, "CECX_DROP_NO_ANSWER"},
    {1011, "CECX_DROP_BUSY"},
    {1012, "CECX_DROP_REORDER"},
    {1013, "CECX_DROP_HANDLED_PRIMARY_ROUTE"},
    {1014, "CECX_DROP_HANDLED_OTHER"},
    {1015, "CECX_REDIRECTED"},
    {1016, "CECX_CUT_THROUGH"},
    {1017, "CECX_INTRAFLOW"},
    {1018, "CECX_INTERFLOW"},
    {1019, "CECX_RING_NO_ANSWER"},
    {1020, "CECX_INTERCEPT_REORDER"},
    {1021, "CECX_INTERCEPT_DENIAL"},
    {1022, "CECX_TIME_OUT"},
    {1023, "CECX_VOICE_ENERGY"},
    {1024, "CECX_NONCLASSIFIED_ENERGY_DETECT"},
    {1025, "CECX_NO_CUT_THROUGH"},
    {1026, "CECX_UABORT"},
    {1027, "CECX_FAILED_SOFTWARE"},
    {1028, "CECX_BLIND_TRANSFER"},
    {1029, "CECX_ANNOUNCED_TRANSFER"},
    {1030, "CECX_CONFERENCED"},
    {1031, "CECX_DUPLICATE_TRANSFER"},
    {1032, "CECX_UNMONITORED_DEVICE"},
    {1033, "CECX_ANSWERING_MACHINE"},
    {1034, "CECX_NETWORK_BLIND_TRANSFER"},
    {1035, "CECX_TASK_ABANDONED_IN_ROUTER"},
    {1036, "CECX_TASK_ABANDONED_BEFORE_OFFERED"},
    {1037, "CECX_TASK_ABANDONED_WHILE_OFFERED"},
    {1038, "CECX_NORMAL_END_TASK"},
    {1039, "CECX_CANT_OBTAIN_TASK_ID"},
    {1040, "CECX_AGENT_LOGGED_OUT_DURING_TASK"},
    {1041, "CECX_MAX_TASK_LIFETIME_EXCEEDED"},
    {1042, "CECX_APPLICATION_PATH_WENT_DOWN"},
    {1043, "CECX_ICM_ROUTING_COMPLETE"},
    {1044, "CECX_ICM_ROUTING_DISABLED"},
    {1045, "CECX_APPL_INVALID_MRD_ID"},
    {1046, "CECX_APPL_INVALID_DIALOGUE_ID", "Dialogue ID not valid."},
    {1047, "CECX_APPL_DUPLICATE_DIALOGUE_ID"},
    {1048, "CECX_APPL_INVALID_INVOKE_ID"},
    {1049, "CECX_APPL_INVALID_SCRIPT_SELECTOR"},
    {1050, "CECX_APPL_TERMINATE_DIALOGUE"},
    {1051, "CECX_TASK_ENDED_DURING_APP_INIT"},
    {1052, "CECX_CALLED_PARTY_DISCONNECTED"},
    {1053, "CECX_PARTIAL_CALL"},
    {1054, "CECX_DROP_NETWORK_CONSULT"},
    {1055, "CECX_NETWORK_CONSULT_TRANSFER"},
    {1056, "CECX_NETWORK_CONFERENCE"},
    {1057, "CECX_ABAND_NETWORK_CONSULT"},
    {0xffff, "CEC_NONE"},
};
static_assert(is_sorted_unique(event_cause_rows));
inline constexpr ValueTable event_cause{"EventCause", event_cause_rows};

inline constexpr Value facility_type_rows[] = {
    {0, "FT_UNSPECIFIED", "Default facility."},
    {1, "FT_TRUNK_GROUP", "Trunk group."},
    {2, "FT_SKILL_GROUP", "Skill group or split."},
};
static_assert(is_sorted_unique(facility_type_rows));
inline constexpr ValueTable facility_type{"FacilityType", facility_type_rows};

inline constexpr Value forced_flag_rows[] = {
    {0, "FALSE", "no forced change"},
    {1, "TRUE", "force the state change"},
    {2, "Authenticate agent only, no state change; reserved"},
};
static_assert(is_sorted_unique(forced_flag_rows));
inline constexpr ValueTable forced_flag{"ForcedFlag", forced_flag_rows};

inline constexpr Value internal_agent_state_rows[] = {
    {0, "AGENT_STATE_LOGIN", "Logged on to the ACD; not necessarily ready for calls."},
    {1, "AGENT_STATE_LOGOUT", "Logged off; takes no further calls."},
    {2, "AGENT_STATE_NOT_READY", "Unavailable for call work."},
    {3, "AGENT_STATE_AVAILABLE", "Ready to take a call."},
    {4, "AGENT_STATE_TALKING", "On a call (inbound, outbound or internal)."},
    {5, "AGENT_STATE_WORK_NOT_READY", "Wrap-up work; not ready afterwards."},
    {6, "AGENT_STATE_WORK_READY", "Wrap-up work; ready afterwards."},
    {7, "AGENT_STATE_BUSY_OTHER", "Busy with work of another skill group."},
    {11, "AGENT_STATE_ACTIVE", "Active."},
};
static_assert(is_sorted_unique(internal_agent_state_rows));
inline constexpr ValueTable internal_agent_state{"InternalAgentState", internal_agent_state_rows};

inline constexpr Value line_type_rows[] = {
    {0, "LINETYPE_INBOUND_ACD", "Inbound ACD calls."},
    {1, "LINETYPE_OUTBOUND_ACD", "Outbound ACD calls."},
    {2, "LINETYPE_INSIDE", "Internal calls."},
    {3, "LINETYPE_UNKNOWN", "Any purpose."},
    {4, "LINETYPE_SUPERVISOR", "Supervisor calls."},
    {5, "LINETYPE_MESSAGE", "Voice messages."},
    {6, "LINETYPE_HELP", "Assistance calls."},
    {7, "LINETYPE_OUTBOUND", "Outbound calls, non-ACD."},
    {8, "LINETYPE_DID", "Direct inward dialled calls."},
    {9, "LINETYPE_SILENT_MONITOR", "Silent monitoring."},
    {10, "LINETYPE_NON_ACD_IN", "Inbound calls, non-ACD."},
    {11, "LINETYPE_NON_ACD_OUT", "Outbound calls, non-ACD."},
};
static_assert(is_sorted_unique(line_type_rows));
inline constexpr ValueTable line_type{"LineType", line_type_rows};

inline constexpr Value local_connection_state_rows[] = {
    {0, "LCS_NULL", "Call and device are not related."},
    {1, "LCS_INITIATE", "Device asks for service (dialling)."},
    {2, "LCS_ALERTING", "Device is ringing."},
    {3, "LCS_CONNECT", "Device takes active part in the call."},
    {4, "LCS_HOLD", "Device is in the call but inactive."},
    {5, "LCS_QUEUED", "Device/call connection attempt is stalled."},
    {6, "LCS_FAIL", "Device/call connection attempt was aborted."},
    {0xffff, "LCS_NONE", "Not applicable."},
};
static_assert(is_sorted_unique(local_connection_state_rows));
inline constexpr ValueTable local_connection_state{"LocalConnectionState", local_connection_state_rows};

inline constexpr Value maintenance_mode_accepted_rows[] = {
    {0, "Rejected", "Maintenance refused"},
    {1, "Accepted", "Maintenance accepted"},
};
static_assert(is_sorted_unique(maintenance_mode_accepted_rows));
inline constexpr ValueTable maintenance_mode_accepted{"MaintenanceModeAccepted", maintenance_mode_accepted_rows};

inline constexpr Value maintenance_mode_status_rows[] = {
    {0, "MaintenanceModeCancel", "Maintenance cancelled"},
    {1, "MaintenanceModeContinue", "Maintenance goes on"},
};
static_assert(is_sorted_unique(maintenance_mode_status_rows));
inline constexpr ValueTable maintenance_mode_status{"MaintenanceModeStatus", maintenance_mode_status_rows};

inline constexpr Value media_forking_device_type_rows[] = {
    {0, "CALL_RECORDING_MEDIA_FORKING_DEVICE_TYPE_NONE", "no forking device"},
    {1, "CALL_RECORDING_MEDIA_FORKING_DEVICE_TYPE_PHONE", "phone forks media"},
    {2, "CALL_RECORDING_MEDIA_FORKING_DEVICE_TYPE_GW", "gateway forks media"},
};
static_assert(is_sorted_unique(media_forking_device_type_rows));
inline constexpr ValueTable media_forking_device_type{"MediaForkingDeviceType", media_forking_device_type_rows};

inline constexpr Value message_distribution_rows[] = {
    {0, "DISTRIBUTE_TO_CLIENT", "client named in ClientID"},
    {1, "DISTRIBUTE_TO_SUPERVISOR", "agent team supervisor"},
    {2, "DISTRIBUTE_TO_TEAM", "all clients of the agent team"},
    {3, "DISTRIBUTE_TO_ALL", "all CTI Server clients"},
};
static_assert(is_sorted_unique(message_distribution_rows));
inline constexpr ValueTable message_distribution{"MessageDistribution", message_distribution_rows};

inline constexpr Value more_rows[] = {
    {0, "Last message"},
    {1, "More messages follow"},
};
static_assert(is_sorted_unique(more_rows));
inline constexpr ValueTable more{"More", more_rows};

inline constexpr Value multiline_agent_control_rows[] = {
    {0, "SingleLineOnly", "Single line"},
    {1, "MultilineEnabled", "Multiline enabled"},
};
static_assert(is_sorted_unique(multiline_agent_control_rows));
inline constexpr ValueTable multiline_agent_control{"MultilineAgentControl", multiline_agent_control_rows};

inline constexpr Value other_feature_mask_rows[] = {
    {0x00000001, "FEATURE_POST_ROUTE", "CCE post routing available"},
    {0x00000002, "FEATURE_UNIQUE_CONSULT_CALLID", "consult calls have unique call IDs"},
};
static_assert(is_sorted_unique(other_feature_mask_rows));
inline constexpr ValueTable other_feature_mask{"OtherFeatureMask", other_feature_mask_rows, true};

inline constexpr Value peripheral_type_rows[] = {
    {1, "PT_ASPECT", "Aspect; up to protocol 24."},
    {2, "PT_MERIDIAN", "Northern Telecom Meridian ACD."},
    {3, "PT_G2", "Lucent G2."},
    {4, "PT_DEFINITY_ECS_NON_EAS", "Lucent DEFINITY ECS without Expert Agent Selection."},
    {5, "PT_DEFINITY_ECS_EAS", "Lucent DEFINITY ECS with Expert Agent Selection."},
    {6, "PT_GALAXY", "Obsolete."},
    {7, "PT_SPECTRUM", "Obsolete."},
    {8, "PT_VRU", "VRU, event interface."},
    {9, "PT_VRU_POLLED", "VRU, polled interface."},
    {10, "PT_DMS100", "Obsolete."},
    {11, "PT_SIEMENS_9006", "Siemens Hicom ACD (9006)."},
    {12, "PT_SIEMENS_9005", "Siemens 9751 CBX 9005 (Rolm 9005)."},
    {13, "PT_ALCATEL", "Alcatel 4400 ACD."},
    {14, "PT_NEC_NEAX_2x00", "Obsolete."},
    {15, "PT_ACP_1000", "Ericsson ACP1000."},
    {16, "PT_SYMPOSIUM", "Avaya Aura Contact Center (Symposium); up to protocol 24."},
    {17, "PT_ENTERPRISE_AGENT", "Unified CCE Manager."},
    {18, "PT_MD110", "Ericsson MD-110."},
    {19, "PT_MEDIA_ROUTING", "Media Routing."},
    {20, "PT_GENERIC", "Generic."},
    {21, "PT_ACMI_CRS", "Gateway PG over Unified CCX."},
    {22, "PT_ACMI_IPCC", "Gateway PG over Unified CCE or CCX."},
    {23, "PT_SIMPLIFIED_IPCC", "System PG (simplified IPCC); up to protocol 24."},
    {24, "PT_ARS", "System on the ARS PG."},
    {25, "PT_ACMI_ERS", "System on the ERS PG."},
    {26, "PT_ACMI_EXPERT_ADVISOR", "Obsolete."},
    {27, "(reserved)", "Reserved."},
    {0xffff, "PT_NONE", "Not applicable."},
};
static_assert(is_sorted_unique(peripheral_type_rows));
inline constexpr ValueTable peripheral_type{"PeripheralType", peripheral_type_rows};

inline constexpr Value pg_status_code_rows[] = {
    {0x00000001, "PGS_OPC_DOWN", "CTI Server lost the PG's OPC; no call or agent events possible."},
    {0x00000002, "PGS_CC_DOWN", "PG lost the Central Controller; mainly hits translation and post routing."},
    {0x00000004, "PGS_PERIPHERAL_OFFLINE", "At least one PG-monitored peripheral is offline."},
    {0x00000008, "PGS_CTI_SERVER_OFFLINE", "CTI Server to client communication lost."},
    {0x00000010, "PGS_LIMITED_FUNCTION", "Intermediate software reports limited local call control while server offline."},
};
static_assert(is_sorted_unique(pg_status_code_rows));
inline constexpr ValueTable pg_status_code{"PGStatusCode", pg_status_code_rows, true};

inline constexpr Value play_tone_direction_rows[] = {
    {0, "Play locally only"},
    {1, "Play remotely only"},
    {2, "Play on both sides"},
    {3, "No tone; same as field absent"},
};
static_assert(is_sorted_unique(play_tone_direction_rows));
inline constexpr ValueTable play_tone_direction{"PlayToneDirection", play_tone_direction_rows};

inline constexpr Value play_zip_tone_rows[] = {
    {0, "No zip tone on auto answer"},
    {1, "Zip tone on auto answer"},
};
static_assert(is_sorted_unique(play_zip_tone_rows));
inline constexpr ValueTable play_zip_tone{"PlayZipTone", play_zip_tone_rows};

inline constexpr Value recorder_status_rows[] = {
    {0, "CALL_RECORDING_MEDIA_FORKING_RECORDER_STATUS_UNKNOWN", "status unknown"},
    {1, "CALL_RECORDING_MEDIA_FORKING_RECORDER_STATUS_SUCCESS", "recorder succeeded"},
    {2, "CALL_RECORDING_MEDIA_FORKING_RECORDER_STATUS_FAILURE", "recorder failed"},
};
static_assert(is_sorted_unique(recorder_status_rows));
inline constexpr ValueTable recorder_status{"RecorderStatus", recorder_status_rows};

inline constexpr Value recorder_type_rows[] = {
    {0, "CALL_RECORDING_MEDIA_FORKING_RECORDER_TYPE_UNKNOWN", "unknown recorder"},
    {1, "CALL_RECORDING_MEDIA_FORKING_RECORDER_TYPE_OPTIONAL_RECORDER", "optional recorder"},
    {2, "CALL_RECORDING_MEDIA_FORKING_RECORDER_TYPE_MANDATORY_RECORDER", "mandatory recorder"},
};
static_assert(is_sorted_unique(recorder_type_rows));
inline constexpr ValueTable recorder_type{"RecorderType", recorder_type_rows};

inline constexpr Value recording_type_rows[] = {
    {0, "CALL_RECORDING_TYPE_NONE", "no recording"},
    {1, "CALL_RECORDING_TYPE_AUTOMATIC", "automatic recording"},
    {2, "CALL_RECORDING_TYPE_APPLICATION_INITIATED_SILENT", "silent, started by application"},
    {3, "CALL_RECORDING_TYPE_USER_INITIATED_FROM_DEVICE", "user started on device"},
    {4, "CALL_RECORDING_TYPE_USER_INITIATED_FROM_APPLICATION", "user started in application"},
};
static_assert(is_sorted_unique(recording_type_rows));
inline constexpr ValueTable recording_type{"RecordingType", recording_type_rows};

inline constexpr Value record_type_rows[] = {
    {0, "Add", "CONFIG_RECORD_ADD"},
    {1, "Change", "CONFIG_RECORD_CHANGE; unused in message 276"},
    {2, "Delete", "CONFIG_RECORD_DELETE"},
};
static_assert(is_sorted_unique(record_type_rows));
inline constexpr ValueTable record_type{"RecordType", record_type_rows};

inline constexpr Value rtp_direction_rows[] = {
    {0, "Input", "stream received by the phone"},
    {1, "Output", "stream sent by the phone"},
    {2, "Bi-directional", "both directions"},
};
static_assert(is_sorted_unique(rtp_direction_rows));
inline constexpr ValueTable rtp_direction{"RTPDirection", rtp_direction_rows};

inline constexpr Value rtp_type_rows[] = {
    {0, "Audio", "audio stream"},
    {1, "Video", "video stream"},
    {2, "Data", "data stream"},
};
static_assert(is_sorted_unique(rtp_type_rows));
inline constexpr ValueTable rtp_type{"RTPType", rtp_type_rows};

inline constexpr Value server_mode_rows[] = {
    {0, "Exclusive", "first registrant serves alone"},
    {1, "Round-Robin", "longest-waiting server chosen"},
    {2, "Parallel", "every registered server gets it"},
};
static_assert(is_sorted_unique(server_mode_rows));
inline constexpr ValueTable server_mode{"ServerMode", server_mode_rows};

inline constexpr Value session_type_rows[] = {
    {0, "Unknown", "Unknown"},
    {1, "Active", "Active side"},
    {2, "Standby", "Standby side"},
};
static_assert(is_sorted_unique(session_type_rows));
inline constexpr ValueTable session_type{"SessionType", session_type_rows};

inline constexpr Value silent_monitor_status_rows[] = {
    {0, "SILENT_MONITOR_NONE", "Ordinary call."},
    {1, "SILENT_MONITOR_INITIATOR", "Party that started silent monitoring."},
    {2, "SILENT_MONITOR_TARGET", "Party being silently monitored."},
};
static_assert(is_sorted_unique(silent_monitor_status_rows));
inline constexpr ValueTable silent_monitor_status{"SilentMonitorStatus", silent_monitor_status_rows};

inline constexpr Value sso_enabled_rows[] = {
    {0, "Single sign-on disabled"},
    {1, "Single sign-on enabled"},
};
static_assert(is_sorted_unique(sso_enabled_rows));
inline constexpr ValueTable sso_enabled{"SSOEnabled", sso_enabled_rows};

inline constexpr Value supervisory_action_rows[] = {
    {0, "SUPERVISOR_CLEAR", "drop supervisor device from the call"},
    {1, "SUPERVISOR_MONITOR", "silent monitoring"},
    {2, "SUPERVISOR_WHISPER", "supervisor talks to agent only"},
    {3, "SUPERVISOR_BARGE_IN", "supervisor joins as active party"},
    {4, "SUPERVISOR_INTERCEPT", "supervisor takes over, agent dropped"},
};
static_assert(is_sorted_unique(supervisory_action_rows));
inline constexpr ValueTable supervisory_action{"SupervisoryAction", supervisory_action_rows};

inline constexpr Value system_event_id_rows[] = {
    {1, "SYS_CENTRAL_CONTROLLER_ONLINE", "PG is talking to the CCE Central Controller again."},
    {2, "SYS_CENTRAL_CONTROLLER_OFFLINE", "PG cannot reach the CCE Central Controller."},
    {3, "SYS_PERIPHERAL_ONLINE", "A PG-monitored peripheral came online; SystemEventArg1 = PeripheralID."},
    {4, "SYS_PERIPHERAL_OFFLINE", "A PG-monitored peripheral went offline; SystemEventArg1 = PeripheralID."},
    {5, "SYS_TEXT_FYI", "Informational text broadcast in the text floating field."},
    {6, "SYS_PERIPHERAL_GATEWAY_OFFLINE", "CTI Server cannot reach the Peripheral Gateway."},
    {7, "SYS_CTI_SERVER_OFFLINE", "Local software cannot reach the CTI Server."},
    {8, "SYS_CTI_SERVER_ONLINE", "Local software is talking to the CTI Server again."},
    {9, "SYS_HALF_HOUR_CHANGE", "Central Controller clock passed a half-hour boundary."},
    {10, "SYS_INSTRUMENT_OUT_OF_SERVICE", "Agent device target out of service; Arg1 PeripheralID, text AgentInstrument."},
    {11, "SYS_INSTRUMENT_BACK_IN_SERVICE", "Agent device target back in service; Arg1 PeripheralID, text AgentInstrument."},
};
static_assert(is_sorted_unique(system_event_id_rows));
inline constexpr ValueTable system_event_id{"SystemEventID", system_event_id_rows};

/// Unified CCX: what TEAM_CONFIG_EVENT reports.
inline constexpr Value team_operation_rows[] = {
    {1, "Add"},
    {2, "Remove"},
    {3, "Change"},
};
static_assert(is_sorted_unique(team_operation_rows));
inline constexpr ValueTable team_operation{"TeamOperation", team_operation_rows};

inline constexpr Value transfer_conference_setup_mask_rows[] = {
    {0x00000001, "CONF_SETUP_CONSULT_SPECIFIC", "ACD call plus consult made with specific CallType"},
    {0x00000002, "CONF_SETUP_CONSULT_ANY", "ACD call plus consult made with any CallType"},
    {0x00000004, "CONF_SETUP_CONN_HELD", "any connected plus any held call"},
    {0x00000008, "CONF_SETUP_ANY_TWO_CALLS", "any two call appearances"},
    {0x00000010, "CONF_SETUP_SINGLE_ACD_CALL", "one ACD call, blind conference"},
    {0x00000020, "TRANS_SETUP_SINGLE_ACD_CALL", "one ACD call, blind transfer"},
    {0x00000040, "CONF_SETUP_ANY_SINGLE_CALL", "one connected call, blind conference"},
    {0x00000080, "TRANS_SETUP_ANY_SINGLE_CALL", "one connected call, blind transfer"},
};
static_assert(is_sorted_unique(transfer_conference_setup_mask_rows));
inline constexpr ValueTable transfer_conference_setup_mask{"TransferConferenceSetupMask", transfer_conference_setup_mask_rows, true};

inline constexpr Value type_of_device_rows[] = {
    {0, "DEVT_STATION", "Ordinary telephone with buttons and lines."},
    {1, "DEVT_LINE", "Interface serving one or more stations."},
    {2, "DEVT_BUTTON", "A call handling point on one station."},
    {3, "DEVT_ACD", "Call distributor."},
    {4, "DEVT_TRUNK", "Access to another switching domain."},
    {5, "DEVT_OPERATOR", "Operator-like device helping set up calls."},
    {16, "DEVT_STATION_GROUP", "Several interchangeable stations."},
    {17, "DEVT_LINE_GROUP", "Set of line interfaces."},
    {18, "DEVT_BUTTON_GROUP", "Several buttons on one station."},
    {19, "DEVT_ACD_GROUP", "Distributor together with its target devices."},
    {20, "DEVT_TRUNK_GROUP", "Interchangeable trunks to one place."},
    {21, "DEVT_OPERATOR_GROUP", "Several interchangeable operator devices."},
    {22, "DEVT_CTI_PORT_SCCP", "CTI port on a Unified CM device."},
    {23, "DEVT_CTI_PORT_SIP", "CTI port on a SIP device."},
    {255, "DEVT_OTHER", "None of the above."},
};
static_assert(is_sorted_unique(type_of_device_rows));
inline constexpr ValueTable type_of_device{"TypeOfDevice", type_of_device_rows};

inline constexpr Value wrapup_data_incoming_mode_rows[] = {
    {0, "Required", "wrap-up required after inbound call"},
    {1, "Optional", "wrap-up optional"},
    {2, "Not allowed", "wrap-up not allowed"},
    {3, "Required With WrapupData", "wrap-up with data required"},
};
static_assert(is_sorted_unique(wrapup_data_incoming_mode_rows));
inline constexpr ValueTable wrapup_data_incoming_mode{"WrapupDataIncomingMode", wrapup_data_incoming_mode_rows};

inline constexpr Value wrapup_data_outgoing_mode_rows[] = {
    {0, "Required", "wrap-up required after outbound call"},
    {1, "Optional", "wrap-up optional"},
    {2, "Not allowed", "wrap-up not allowed"},
};
static_assert(is_sorted_unique(wrapup_data_outgoing_mode_rows));
inline constexpr ValueTable wrapup_data_outgoing_mode{"WrapupDataOutgoingMode", wrapup_data_outgoing_mode_rows};

// A recorded Unified CCE session (protocol 15) and the Unified CCX pages agree. A public client counts from 0: it is wrong.
inline constexpr Value agent_type_rows[] = {
    {1, "Agent"},
    {2, "Supervisor"},
};
static_assert(is_sorted_unique(agent_type_rows));
inline constexpr ValueTable agent_type{"AgentType", agent_type_rows};

inline constexpr Value null_call_id_rows[] = {
    {0xffffffff, "NULL_CALL_ID", "no call, or call not named"},
};
static_assert(is_sorted_unique(null_call_id_rows));
inline constexpr ValueTable null_call_id{"NullCallID", null_call_id_rows, false, true};

inline constexpr Value null_peripheral_id_rows[] = {
    {0xffffffff, "NULL_PERIPHERAL_ID", "no peripheral: not a Client Events session"},
};
static_assert(is_sorted_unique(null_peripheral_id_rows));
inline constexpr ValueTable null_peripheral_id{"NullPeripheralID", null_peripheral_id_rows, false, true};

inline constexpr Value null_service_rows[] = {
    {0xffffffff, "NULL_SERVICE", "no service"},
};
static_assert(is_sorted_unique(null_service_rows));
inline constexpr ValueTable null_service{"NullService", null_service_rows, false, true};

inline constexpr Value null_skill_group_rows[] = {
    {0xffffffff, "NULL_SKILL_GROUP", "no skill group, or the default one"},
};
static_assert(is_sorted_unique(null_skill_group_rows));
inline constexpr ValueTable null_skill_group{"NullSkillGroup", null_skill_group_rows, false, true};

inline constexpr Value no_monitor_rows[] = {
    {0, "no monitor", "delivered by the All Events or Client Events service"},
};
static_assert(is_sorted_unique(no_monitor_rows));
inline constexpr ValueTable no_monitor{"NoMonitor", no_monitor_rows, false, true};

inline constexpr Value null_line_handle_rows[] = {
    {0xffff, "unknown or not applicable"},
};
static_assert(is_sorted_unique(null_line_handle_rows));
inline constexpr ValueTable null_line_handle{"NullLineHandle", null_line_handle_rows, false, true};

inline constexpr Value idle_timeout_special_rows[] = {
    {0xffffffff, "NoIdleTimeout", "client sends no heartbeats"},
};
static_assert(is_sorted_unique(idle_timeout_special_rows));
inline constexpr ValueTable idle_timeout_special{"IdleTimeoutSpecial", idle_timeout_special_rows, false, true};

inline constexpr Value unknown_count16_rows[] = {
    {0xffff, "unknown"},
};
static_assert(is_sorted_unique(unknown_count16_rows));
inline constexpr ValueTable unknown_count16{"UnknownCount16", unknown_count16_rows, false, true};

inline constexpr Value unknown_count32_rows[] = {
    {0xffffffff, "unknown", "figure unknown or unavailable"},
};
static_assert(is_sorted_unique(unknown_count32_rows));
inline constexpr ValueTable unknown_count32{"UnknownCount32", unknown_count32_rows, false, true};

inline constexpr Value peripheral_default_rows[] = {
    {0, "peripheral default"},
};
static_assert(is_sorted_unique(peripheral_default_rows));
inline constexpr ValueTable peripheral_default{"PeripheralDefault", peripheral_default_rows, false, true};

inline constexpr Value default_timing_rows[] = {
    {0, "default timing"},
};
static_assert(is_sorted_unique(default_timing_rows));
inline constexpr ValueTable default_timing{"DefaultTiming", default_timing_rows, false, true};

inline constexpr Value default_desk_settings_rows[] = {
    {0xffffffff, "default"},
};
static_assert(is_sorted_unique(default_desk_settings_rows));
inline constexpr ValueTable default_desk_settings{"DefaultDeskSettings", default_desk_settings_rows, false, true};

inline constexpr Value more_segments_rows[] = {
    {0, "last message"},
    {1, "more messages follow"},
};
static_assert(is_sorted_unique(more_segments_rows));
inline constexpr ValueTable more_segments{"MoreSegments", more_segments_rows};

inline constexpr Value session_id_special_rows[] = {
    {0, "none or any", "no Client Events session of the agent; in recording messages: any registered server"},
    {0xffffffff, "this server only", "in recording messages: the stop request goes to this server"},
};
static_assert(is_sorted_unique(session_id_special_rows));
inline constexpr ValueTable session_id_special{"SessionIDSpecial", session_id_special_rows, false, true};

/// What sources leave open or print differently about a value: for the reference page.
struct ValueNote {
    const char* table;            ///< ValueTable::name
    std::uint32_t value;
    const char* note;
};
inline constexpr ValueNote value_notes[] = {
    {"AgentType", 1, "Unified CCX pages, and a recorded Unified CCE session of protocol 15; the Unified CCE guide prints the names without numbers"},
    {"AgentType", 2, "as 1"},
    {"CallDirection", 7, "printed without its last letter"},
    {"CallType", 27, "the change list of protocol 14 gives 27 to CALLTYPE_NON_ACD, the value table gives it 38"},
    {"CallType", 38, "the change list of protocol 14 says 27"},
    {"ClassOfDevice", 0x10, "printed as 10x, taken as hexadecimal"},
    {"ClassOfDevice", 0x20, "printed as 20x, taken as hexadecimal"},
    {"ClassOfDevice", 0x40, "printed as 40x, taken as hexadecimal"},
    {"ClassOfDevice", 0x80, "printed as 80x, taken as hexadecimal"},
    {"ConfigMsgMask", 0x40, "listed in CONFIG_REQUEST_EVENT and CONFIG_BEGIN_EVENT only"},
    {"ConfigMsgMask", 0x80, "listed in CONFIG_REQUEST_EVENT and CONFIG_BEGIN_EVENT only"},
    {"ConfigMsgMask", 0x100, "listed for the ConfigMsgMask fields only"},
    {"ConfigMsgMask", 0x200, "listed in CONFIG_REQUEST_EVENT and CONFIG_BEGIN_EVENT only"},
    {"CtiServiceMask", 0x00000200, "requested and granted in a recorded session of protocol 15, so a service of that time; no public document names it. "
                                   "The guide of protocol 23 prints CONFIG_MSG_AGENT_SERVICE_MASK here, a bit of ConfigInformation"},
    {"CtiServiceMask", 0x00010000, "no document prints the value: inferred from the order of the change list of protocols 10 to 13"},
    {"CtiServiceMask", 0x00020000, "no document prints the value: inferred from the order of the change list of protocols 10 to 13"},
    {"CtiServiceMask", 0x00040000, "Unified CCX pages, and a recorded Unified CCE session of protocol 15"},
    {"CtiServiceMask", 0x02000000, "in the session chapter and the text of status 107, not in the table of masks"},
    {"DispositionCode", 57, "the guide prints no 56"},
    {"EventCause", 1046, "printed as 1056, the number of CECX_NETWORK_CONFERENCE; the order of the rows implies 1046"},
    {"PeripheralType", 1, "in the guides of protocols 23 and 24; removed in 25"},
    {"PeripheralType", 16, "in the guides of protocols 23 and 24; removed in 25"},
    {"PeripheralType", 23, "in the guides of protocols 23 and 24; removed in 25"},
    {"PGStatusCode", 0x8, "the guide's sentence on who reports it looks wrong"},
};

} // namespace cti::ged188::values
