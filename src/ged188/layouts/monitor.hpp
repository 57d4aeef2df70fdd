// SPDX-License-Identifier: GPL-2.0-or-later
// Peripheral Monitor and Client Monitor services.
// Message layouts of GED-188 as the CTI Server Message Reference Guide, protocol 25, prints them; older editions where a
// field is said to have come later (since). Order: fixed part as on the wire, then the floating part (whose order is free).
#pragma once

#include "ged188/layouts/common.hpp"

namespace cti::ged188::layouts {

inline constexpr Row monitor_start_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD where activity occurred"),
    fixed("ConnectionCallID", "ged188.connection_call_id", UINT).of(values::null_call_id).help("0 for a device monitor"),
    fixed("CallMsgMask", "ged188.call_msg_mask", UINT).of(values::call_msg_mask),
    fixed("AgentStateMask", "ged188.agent_state_mask", UINT).of(values::agent_state_mask),
    fixed("ConnectionDeviceIDType", "ged188.connection_device_id_type", USHORT).of(values::connection_device_id_type).help("CONNECTION_ID_NONE for a device monitor"),
    fixed("MonitoredDeviceType", "ged188.monitored_device_type", USHORT).of(values::device_id_type).help("DEVID_NONE for a call monitor"),
    floating(25, "ConnectionDeviceID", "ged188.connection_device_id", STRING, 64).help("required for call monitor"),
    floating(76, "MonitoredDeviceID", "ged188.monitored_device_id", STRING, 64).help("required for device monitor"),
};

inline constexpr Row monitor_start_conf[] = {
    invoke_id().help("same as request"),
    fixed("MonitorID", "ged188.monitor_id", UINT).of(values::no_monitor).help("ID of the new monitor"),
};

inline constexpr Row monitor_stop_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("MonitorID", "ged188.monitor_id", UINT).of(values::no_monitor).help("monitor to end"),
};

inline constexpr Row monitor_stop_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Row change_monitor_mask_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("MonitorID", "ged188.monitor_id", UINT).of(values::no_monitor).help("monitor whose masks change"),
    fixed("CallMsgMask", "ged188.call_msg_mask", UINT).of(values::call_msg_mask),
    fixed("AgentStateMask", "ged188.agent_state_mask", UINT).of(values::agent_state_mask),
};

inline constexpr Row change_monitor_mask_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Row client_session_opened_event[] = {
    fixed("SessionID", "ged188.session_id", UINT).of(values::session_id_special).help("new CTI session"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("0xFFFFFFFF unless Client Events session"),
    fixed("ServicesGranted", "ged188.services_granted", UINT).of(values::cti_service_mask),
    fixed("CallMsgMask", "ged188.call_msg_mask", UINT).of(values::call_msg_mask).help("as asked by the opening client"),
    fixed("AgentStateMask", "ged188.agent_state_mask", UINT).of(values::agent_state_mask).help("as asked by the opening client"),
    fixed("ClientPort", "ged188.client_port", UINT).since(5).help("TCP port of the opening client"),
    floating(81, "ClientAddress", "ged188.client_address", STRING, 64).help("IP address of the CTI client"),
    floating(226, "ClientAddressIPv6", "ged188.client_address_ipv6", STRING, 64).since(14).until(18).help("instead of ClientAddress").note(ipv6_note),
    floating(1, "ClientID", "ged188.client_id", STRING, 64),
    floating(3, "ClientSignature", "ged188.client_signature", STRING, 64),
    floating(4, "AgentExtension", "ged188.agent_extension", STRING, 16),
    floating(5, "AgentID", "ged188.agent_id", STRING, 12).help("ACD login ID"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64),
};

inline constexpr Row client_session_closed_event[] = {
    fixed("SessionID", "ged188.session_id", UINT).of(values::session_id_special).help("CTI session that closed"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("0xFFFFFFFF unless Client Events session"),
    fixed("Status", "ged188.status", UINT).of(values::status_code).help("reason the session ended"),
    fixed("ClientPort", "ged188.client_port", UINT).since(5).help("TCP/IP port of the client connection"),
    floating(81, "ClientAddress", "ged188.client_address", STRING, 64).help("IP address of the CTI client"),
    floating(226, "ClientAddressIPv6", "ged188.client_address_ipv6", STRING, 64).since(14).until(18).help("instead of ClientAddress").note(ipv6_note),
    floating(1, "ClientID", "ged188.client_id", STRING, 64),
    floating(3, "ClientSignature", "ged188.client_signature", STRING, 64),
    floating(4, "AgentExtension", "ged188.agent_extension", STRING, 16),
    floating(5, "AgentID", "ged188.agent_id", STRING, 12).help("ACD login ID"),
    floating(6, "AgentInstrument", "ged188.agent_instrument", STRING, 64),
};

inline constexpr Row session_monitor_start_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("SessionID", "ged188.session_id", UINT).of(values::session_id_special).help("session to monitor"),
};

inline constexpr Row session_monitor_start_conf[] = {
    invoke_id().help("same as request"),
    fixed("MonitorID", "ged188.monitor_id", UINT).of(values::no_monitor).help("ID of the new session monitor"),
};

inline constexpr Row session_monitor_stop_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("MonitorID", "ged188.monitor_id", UINT).of(values::no_monitor).help("session monitor to end"),
};

inline constexpr Row session_monitor_stop_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Layout monitor[] = {
    Layout{93, "MONITOR_START_REQ", monitor_start_req},
    Layout{94, "MONITOR_START_CONF", monitor_start_conf},
    Layout{95, "MONITOR_STOP_REQ", monitor_stop_req},
    Layout{96, "MONITOR_STOP_CONF", monitor_stop_conf},
    Layout{97, "CHANGE_MONITOR_MASK_REQ", change_monitor_mask_req},
    Layout{98, "CHANGE_MONITOR_MASK_CONF", change_monitor_mask_conf},
    Layout{99, "CLIENT_SESSION_OPENED_EVENT", client_session_opened_event},
    Layout{100, "CLIENT_SESSION_CLOSED_EVENT", client_session_closed_event},
    Layout{101, "SESSION_MONITOR_START_REQ", session_monitor_start_req},
    Layout{102, "SESSION_MONITOR_START_CONF", session_monitor_start_conf},
    Layout{103, "SESSION_MONITOR_STOP_REQ", session_monitor_stop_req},
    Layout{104, "SESSION_MONITOR_STOP_CONF", session_monitor_stop_conf},
};

} // namespace cti::ged188::layouts
