// SPDX-License-Identifier: GPL-2.0-or-later
// Session management, failures, system events and maintenance.
// Message layouts of GED-188 as the CTI Server Message Reference Guide, protocol 25, prints them; older editions where a
// field is said to have come later (since). Order: fixed part as on the wire, then the floating part (whose order is free).
#pragma once

#include "ged188/layouts/common.hpp"

namespace cti::ged188::layouts {

inline constexpr Row failure_conf[] = {
    invoke_id().help("copy of the request InvokeID"),
    fixed("FailureCode", "ged188.failure_code", USHORT).of(values::status_code).note("guides of protocols 24 and 25; all earlier ones and Unified CCX have Status, UINT, instead: the bytes decide"),
    fixed("PeripheralErrorCode", "ged188.peripheral_error_code", UINT).of(values::peripheral_error_code).help("0 = none").note("guides of protocols 24 and 25; the layout equals that of CONTROL_FAILURE_CONF"),
    floating(217, "CTIOSCILClientID", "ged188.ctioscil_client_id", unpublished).note("tag 217 is listed for this message"),
};

inline constexpr Row failure_conf_status[] = {
    invoke_id().help("copy of the request InvokeID"),
    fixed("Status", "ged188.status", UINT).of(values::status_code).help("reason").note("guides up to protocol 23 and Unified CCX; a body of 8 bytes identifies this layout"),
    floating(7, "Text", "ged188.text", STRING, 255).help("Unified CCX: reason text if known"),
    floating(217, "CTIOSCILClientID", "ged188.ctioscil_client_id", unpublished).note("tag 217 is listed for this message"),
};

inline constexpr Row failure_event[] = {
    fixed("Status", "ged188.status", UINT).of(values::status_code).help("cause; E_CTI_CTI_SERVER_OFFLINE means close the session"),
};

inline constexpr Row open_req[] = {
    invoke_id().help("echoed in the matching answer"),
    fixed("VersionNumber", "ged188.version_number", UINT).help("protocol version for every message of the session"),
    fixed("IdleTimeout", "ged188.idle_timeout", UINT).of(values::idle_timeout_special).help("seconds; usually 4x heartbeat interval; below 20 is an error; Unified CCX: 2x heartbeat interval to under 120"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("required for Client Events service; else 0xFFFFFFFF; Unified CCX: reserved, 0"),
    fixed("ServicesRequested", "ged188.services_requested", UINT).of(values::cti_service_mask).help("bit mask; unused bits must be 0"),
    fixed("CallMsgMask", "ged188.call_msg_mask", UINT).of(values::call_msg_mask).help("bit mask of unsolicited call events"),
    fixed("AgentStateMask", "ged188.agent_state_mask", UINT).of(values::agent_state_mask).help("bit mask of agent states to report"),
    fixed("ConfigMsgMask", "ged188.config_msg_mask", UINT).of(values::config_msg_mask).help("bit mask of configuration updates"),
    fixed("Reserved1", "ged188.reserved1", UINT).help("set to 0"),
    fixed("Reserved2", "ged188.reserved2", UINT).help("set to 0"),
    fixed("Reserved3", "ged188.reserved3", UINT).help("set to 0"),
    floating(1, "ClientID", "ged188.client_id", STRING, 64).required().help("required"),
    floating(2, "ClientPassword", "ged188.client_password", UNSPEC, 64).required().help("required, may have length 0"),
    floating(3, "ClientSignature", "ged188.client_signature", STRING, 64).help("optional, defaults to ClientID"),
    floating(4, "AgentExtension", "ged188.agent_extension", STRING, 16).help("Client Events: one of extension/ID/instrument needed"),
    floating(5, "AgentID", "ged188.agent_id", STRING, 12).help("Client Events").note("tag 194 (long form) is also listed for OPEN_REQ"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).help("Client Events"),
    floating(194, "AgentIDLong", "ged188.agent_id_long", STRING, 129).help("Unified CCX sends it instead of tag 5").note("listed for OPEN_REQ in the tag table"),
    floating(97, "ApplicationPathID", "ged188.application_path_id", INT).help("ARM application path"),
    floating(unpublished_tag, "UniqueInstanceID", "ged188.unique_instance_id", STRING, 64).help("optional").note("no public document prints its tag number"),
};

inline constexpr Row open_conf[] = {
    invoke_id().help("copy of the request InvokeID"),
    fixed("ServicesGranted", "ged188.services_granted", UINT).of(values::cti_service_mask).help("may be fewer than requested"),
    fixed("MonitorID", "ged188.monitor_id", UINT).of(values::no_monitor).help("monitor created by OPEN_REQ, 0 if none"),
    fixed("PGStatus", "ged188.pg_status", UINT).of(values::pg_status_code).help("non-zero means a failure or outage"),
    fixed("ICMCentralControllerTime", "ged188.icm_central_controller_time", TIME).since(6),
    fixed("PeripheralOnline", "ged188.peripheral_online", BOOL).of(values::bool_).since(5),
    fixed("PeripheralType", "ged188.peripheral_type", USHORT).of(values::peripheral_type).help("selection rule changed in v21"),
    fixed("AgentState", "ged188.agent_state", USHORT).of(values::agent_state).help("Client Events service only"),
    fixed("DepartmentID", "ged188.department_id", INT).since(19),
    fixed("SessionType", "ged188.session_type", USHORT).of(values::session_type).since(24, 23).help("active or standby server").note("the change list dates it 24, the guide of protocol 23 has it: at 23 the bytes decide"),
    floating(4, "AgentExtension", "ged188.agent_extension", STRING, 16).help("Client Events only"),
    floating(5, "AgentID", "ged188.agent_id", STRING, 12).help("Client Events only"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).help("Client Events only"),
    floating(228, "NumPeripherals", "ged188.num_peripherals", USHORT).since(14).help("count of following pairs"),
    repeated("Peripheral", "NumPeripherals", 208, "FltPeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).since(14).help("repeated"),
    repeated("Peripheral", "NumPeripherals", 224, "MultilineAgentControl", "ged188.multiline_agent_control", USHORT).of(values::multiline_agent_control).since(14),
};

inline constexpr Row open_conf_uccx[] = {
    invoke_id().help("copy of the request InvokeID"),
    fixed("ServicesGranted", "ged188.services_granted", UINT).of(values::cti_service_mask),
    fixed("Reserved1", "ged188.reserved1", UINT).help("0"),
    fixed("Reserved2", "ged188.reserved2", UINT).help("0"),
    fixed("Reserved3", "ged188.reserved3", UINT).help("0").note("printed as TIME"),
    fixed("UnifiedCCXOnline", "ged188.unified_ccx_online", BOOL).of(values::bool_).help("1 online, 0 offline"),
    fixed("Reserved4", "ged188.reserved4", USHORT).help("0"),
    fixed("AgentState", "ged188.agent_state", USHORT).of(values::agent_state),
    floating(4, "AgentExtension", "ged188.agent_extension", STRING, 16).help("agent mode"),
    floating(5, "Reserved5", "ged188.reserved5", STRING, 12).help("ignore"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64).help("agent mode"),
    floating(194, "AgentID", "ged188.agent_id", STRING, 129).help("agent mode"),
    floating(228, "NumPeripherals", "ged188.num_peripherals", USHORT).help("v14 and later; always 1"),
    repeated("Peripheral", "NumPeripherals", 208, "FltPeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("v14 and later"),
    repeated("Peripheral", "NumPeripherals", 224, "MultilineAgentControl", "ged188.multiline_agent_control", USHORT).of(values::multiline_agent_control).help("v14 and later"),
};

inline constexpr Row heartbeat_req[] = {
    invoke_id().help("echoed in the matching answer"),
};

inline constexpr Row heartbeat_conf[] = {
    invoke_id().help("copy of the request InvokeID"),
};

inline constexpr Row close_req[] = {
    invoke_id().help("echoed in the matching answer"),
    fixed("Status", "ged188.status", UINT).of(values::status_code).help("reason: 0 normal, 15 server offline, 16 server did not answer"),
};

inline constexpr Row close_conf[] = {
    invoke_id().help("copy of the request InvokeID"),
};

inline constexpr Row system_event[] = {
    fixed("PGStatus", "ged188.pg_status", UINT).of(values::pg_status_code).help("non-zero means a failure or outage"),
    fixed("ICMCentralControllerTime", "ged188.icm_central_controller_time", TIME),
    fixed("SystemEventID", "ged188.system_event_id", UINT).of(values::system_event_id),
    fixed("SystemEventArg1", "ged188.system_event_arg1", UINT).help("PeripheralID for IDs 3, 4, 10, 11"),
    fixed("SystemEventArg2", "ged188.system_event_arg2", UINT).help("event specific"),
    fixed("SystemEventArg3", "ged188.system_event_arg3", UINT).help("event specific"),
    fixed("EventDeviceType", "ged188.event_device_type", USHORT).of(values::device_id_type).since(10).help("DEVID_NONE when no EventDeviceID"),
    floating(7, "Text", "ged188.text", STRING, 255).help("optional; AgentInstrument for IDs 10 and 11"),
    floating(206, "EventDeviceID", "ged188.event_device_id", STRING, 64).since(10).help("UCCX device in/out of service"),
};

inline constexpr Row control_failure_conf[] = {
    invoke_id().help("copy of the request InvokeID"),
    fixed("FailureCode", "ged188.failure_code", USHORT).of(values::control_failure_code),
    fixed("PeripheralErrorCode", "ged188.peripheral_error_code", UINT).of(values::peripheral_error_code).help("the peripheral's own reason; 0 = none"),
};

inline constexpr Row control_failure_conf_uccx[] = {
    invoke_id().help("copy of the request InvokeID"),
    fixed("FailureCode", "ged188.failure_code", USHORT).of(values::control_failure_code),
    fixed("ErrorCode", "ged188.peripheral_error_code", UINT).of(values::peripheral_error_code).help("0, or 88001 to 88018"),
    floating(7, "Text", "ged188.text", STRING, 255).help("reason text"),
};

inline constexpr Row active_maintenance_req_msg[] = {
    invoke_id().help("echoed in the matching answer; sent by the server"),
};

inline constexpr Row active_maintenance_resp_msg[] = {
    invoke_id().help("copy of the request InvokeID"),
    fixed("MaintenanceModeAccepted", "ged188.maintenance_mode_accepted", BOOL).of(values::maintenance_mode_accepted),
};

inline constexpr Row active_maintenance_event_msg[] = {
    fixed("MaintenanceModeStatus", "ged188.maintenance_mode_status", BOOL).of(values::maintenance_mode_status),
};

inline constexpr Layout session[] = {
    Layout{1, "FAILURE_CONF", failure_conf}.from_version(24),
    Layout{1, "FAILURE_CONF", failure_conf_status},
    Layout{2, "FAILURE_EVENT", failure_event},
    Layout{3, "OPEN_REQ", open_req},
    Layout{4, "OPEN_CONF", open_conf}.in(Dialect::ucce),
    Layout{4, "OPEN_CONF", open_conf_uccx}.in(Dialect::uccx),
    Layout{5, "HEARTBEAT_REQ", heartbeat_req},
    Layout{6, "HEARTBEAT_CONF", heartbeat_conf},
    Layout{7, "CLOSE_REQ", close_req},
    Layout{8, "CLOSE_CONF", close_conf},
    Layout{31, "SYSTEM_EVENT", system_event},
    Layout{35, "CONTROL_FAILURE_CONF", control_failure_conf}.in(Dialect::ucce),
    Layout{35, "CONTROL_FAILURE_CONF", control_failure_conf_uccx}.in(Dialect::uccx),
    Layout{278, "ACTIVE_MAINTENANCE_REQ_MSG", active_maintenance_req_msg},
    Layout{279, "ACTIVE_MAINTENANCE_RESP_MSG", active_maintenance_resp_msg},
    Layout{280, "ACTIVE_MAINTENANCE_EVENT_MSG", active_maintenance_event_msg},
};

} // namespace cti::ged188::layouts
