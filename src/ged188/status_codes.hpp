// SPDX-License-Identifier: GPL-2.0-or-later
// Status codes (E_CTI_..., the failure indication message status codes) and control failure codes (CF_...) with what they
// mean for whoever has to mend it. Unified CCE and Unified CCX answer with the same numbers and do not always mean the same:
// each dialect has its own meaning and remedy. Severity and remedy are ours; every row says how sure the rest is.
#pragma once

#include "core/diagnosis.hpp"
#include "core/schema.hpp"
#include "ged188/sources.hpp"
#include "ged188/spec.hpp"

#include <array>

namespace cti::ged188 {

/// A status or control failure code.
struct StatusCode {
    std::uint32_t code;
    const char* name;
    const char* meaning;
    Severity severity;
    const char* cause;     ///< likely cause in practice; may be empty
    const char* remedy;    ///< what to do: steps, one a line; empty where nothing has to be done
    Basis basis;           ///< of meaning and cause
    const char* source;
};

/// As Unified CCE means them.
inline constexpr StatusCode status_codes[] = {
    {0, "E_CTI_NO_ERROR", "Success; nothing went wrong.", Severity::chat, "", "", Basis::documented, source::guide},
    {1, "E_CTI_INVALID_VERSION", "Requested protocol version is not supported by the server.", Severity::error, "Client asked for a protocol version this CTI Server lacks", "Set VersionNumber of the client to one the server knows: 12.5 takes up to 23, 12.6 up to 24, 15.0 up to 25\nAfter a downgrade of the server lower VersionNumber, or upgrade the server\nLet the client open the session again", Basis::documented, source::guide},
    {2, "E_CTI_INVALID_MESSAGE_LENGTH", "Message length not valid; older guides and Unified CCX call this code invalid message type.", Severity::error, "", "Compare MessageLength and MessageType of the client's message with the layout of the session's version", Basis::documented, source::guide},
    {3, "E_CTI_INVALID_FIELD_TAG", "Message carried an unrecognised floating-field tag.", Severity::error, "", "Check the tag numbers of the client's message\nCheck the tag width: 1 byte up to version 19, 2 bytes from 20", Basis::documented, source::guide},
    {4, "E_CTI_SESSION_NOT_OPEN", "Connection has no open session.", Severity::error, "Request sent before a session was opened", "Complete OPEN_REQ and OPEN_CONF before any other request\nLook for a session that ended just before", Basis::documented, source::guide},
    {5, "E_CTI_SESSION_ALREADY_OPEN", "Connection already has an open session.", Severity::warn, "Second session open on the same connection", "Send one OPEN_REQ for each connection", Basis::documented, source::guide},
    {6, "E_CTI_REQUIRED_DATA_MISSING", "One or more mandatory floating fields absent from request.", Severity::error, "", "Add the missing floating field\nIn OPEN_REQ send ClientID and ClientPassword, and for Client Events extension, agent ID or instrument", Basis::documented, source::guide},
    {7, "E_CTI_INVALID_PERIPHERAL_ID", "PeripheralID value not valid.", Severity::error, "", "Use the PeripheralID of this PG\nUse 0xFFFFFFFF for a session without Client Events", Basis::documented, source::guide},
    {8, "E_CTI_INVALID_AGENT_DATA", "Supplied agent data items not valid.", Severity::error, "", "Check agent extension, agent ID and instrument against the configuration", Basis::documented, source::guide},
    {9, "E_CTI_AGENT_NOT_LOGGED_ON", "Named agent is not logged on at present.", Severity::warn, "", "Have the agent log in first", Basis::documented, source::guide},
    {10, "E_CTI_DEVICE_IN_USE", "Agent teleset already tied to another CTI client.", Severity::warn, "Another CTI client holds the same teleset", "Close the other client that holds the phone: CLIENT_SESSION_OPENED_EVENT names it\nOr wait until the IdleTimeout of that client has passed", Basis::documented, source::guide},
    {11, "E_CTI_NEW_SESSION_OPENED", "Session ended because the client opened a new one.", Severity::warn, "Same client sent a new session open request", "If the client did not just reconnect, find a second instance with the same ClientID and device", Basis::documented, source::guide},
    {12, "E_CTI_FUNCTION_NOT_AVAILABLE", "Requested function or service was not granted to this client.", Severity::error, "Service was not granted when the session opened", "Ask for the service in ServicesRequested and check ServicesGranted\nFor supervisor service use a supervisor agent", Basis::documented, source::guide},
    {13, "E_CTI_INVALID_CALLID", "CallID in the request not valid.", Severity::error, "", "Use a ConnectionCallID from a current call event\nFollow CALL_DATA_UPDATE_EVENT, which may rename the call", Basis::documented, source::guide},
    {14, "E_CTI_PROTECTED_VARIABLE", "Client is not allowed to change that variable.", Severity::warn, "", "Leave that variable alone, or change CallControlVariableMap of the peripheral", Basis::documented, source::guide},
    {15, "E_CTI_CTI_SERVER_OFFLINE", "CTI Server cannot work normally; client should close its session.", Severity::error, "Server impaired; clients below version 24 have no active-standby support", "Close the session and connect to the other side\nCheck PG, PIM and the link to the Router\nIf a standby server answered a client below version 24, nothing is wrong", Basis::documented, source::guide},
    {16, "E_CTI_TIMEOUT", "Server response timed out, or client silent beyond IdleTimeout.", Severity::error, "No answer in time, or client sent nothing within IdleTimeout", "Check the network path and the load of the server\nSend a heartbeat at least every quarter of IdleTimeout", Basis::documented, source::guide},
    {17, "E_CTI_UNSPECIFIED_FAILURE", "Failure with no stated reason.", Severity::error, "", "Read the server log of that second\nSend the request once more", Basis::documented, source::guide},
    {18, "E_CTI_INVALID_TIMEOUT", "IdleTimeout below 20 seconds (4 x minimum 5 s heartbeat).", Severity::error, "IdleTimeout set under 20 seconds", "Set IdleTimeout to 20 seconds or more, or to 0xFFFFFFFF without heartbeats", Basis::documented, source::guide},
    {19, "E_CTI_INVALID_SERVICE_MASK", "ServicesRequested has undefined bits set.", Severity::error, "Unused bits not zero", "Clear the bits of ServicesRequested that the session's version does not know", Basis::documented, source::guide},
    {20, "E_CTI_INVALID_CALL_MSG_MASK", "CallMsgMask has undefined bits set.", Severity::error, "Unused bits not zero", "Clear the bits of CallMsgMask that the session's version does not know", Basis::documented, source::guide},
    {21, "E_CTI_INVALID_AGENT_STATE_MASK", "AgentStateMask has undefined bits set.", Severity::error, "Unused bits not zero", "Clear the bits of AgentStateMask that the session's version does not know", Basis::documented, source::guide},
    {22, "E_CTI_INVALID_RESERVED_FIELD", "Reserved field was not zero.", Severity::error, "", "Set Reserved1, Reserved2 and Reserved3 of OPEN_REQ to 0", Basis::documented, source::guide},
    {23, "E_CTI_INVALID_FIELD_LENGTH", "Floating field longer than its type permits.", Severity::error, "", "Shorten the field to the size that the session's version allows", Basis::documented, source::guide},
    {24, "E_CTI_INVALID_DIGITS", "STRING field holds characters other than digits 0-9.", Severity::error, "", "Send digits 0-9 only in number fields: no +, spaces or letters", Basis::documented, source::guide},
    {25, "E_CTI_BAD_MESSAGE_FORMAT", "Message badly built.", Severity::error, "Fixed fields missing or of the wrong size", "Build the fixed part exactly as the session's version has it\nLook for a change of the client's version", Basis::documented, source::guide},
    {26, "E_CTI_INVALID_TAG_FOR_MSG_TYPE", "Floating field does not belong to this message type.", Severity::error, "", "Leave out the tag that this message does not take", Basis::documented, source::guide},
    {27, "E_CTI_INVALID_DEVICE_ID_TYPE", "DeviceIDType outside the documented values.", Severity::error, "", "Send a documented value of DeviceIDType", Basis::documented, source::guide},
    {28, "E_CTI_INVALID_LCL_CONN_STATE", "LocalConnectionState outside the documented values.", Severity::error, "", "Send a documented value of LocalConnectionState", Basis::documented, source::guide},
    {29, "E_CTI_INVALID_EVENT_CAUSE", "EventCause outside the documented values.", Severity::error, "", "Send a documented value of EventCause", Basis::documented, source::guide},
    {30, "E_CTI_INVALID_NUM_PARTIES", "NumParties above the limit of 16.", Severity::error, "", "Keep NumParties at 16 or less", Basis::documented, source::guide},
    {31, "E_CTI_INVALID_SYS_EVENT_ID", "SystemEventID outside the documented values.", Severity::error, "", "Send a documented value of SystemEventID", Basis::documented, source::guide},
    {32, "E_CTI_INCONSISTENT_AGENT_DATA", "Agent extension, ID and/or instrument disagree with one another.", Severity::error, "Extension, agent ID and instrument do not match each other", "Send extension, agent ID and instrument that belong together, or one of them only\nCorrect the configuration that ties them together", Basis::documented, source::guide},
    {33, "E_CTI_INVALID_CONNECTION_ID_TYPE", "ConnectionDeviceIDType outside the documented values.", Severity::error, "", "Send a documented value of ConnectionDeviceIDType", Basis::documented, source::guide},
    {34, "E_CTI_INVALID_CALL_TYPE", "CallType outside the documented values.", Severity::error, "", "Send a documented value of CallType", Basis::documented, source::guide},
    {35, "E_CTI_NOT_CALL_PARTY", "Client not a party to the call to be updated/released.", Severity::warn, "", "Update only calls to which this client is a party, or open the session with All Events", Basis::documented, source::guide},
    {36, "E_CTI_INVALID_PASSWORD", "ClientID or password in OPEN_REQ is wrong.", Severity::error, "Wrong client credentials in OPEN_REQ", "Correct ClientID and password of the client\nCompare them with the client security settings of the CTI Server", Basis::documented, source::guide},
    {37, "E_CTI_CLIENT_DISCONNECTED", "Client TCP connection dropped without a CLOSE_REQ.", Severity::warn, "TCP closed with no CLOSE_REQ first", "Find out why the TCP connection ended without CLOSE_REQ: host, network, idle timeout of a firewall", Basis::documented, source::guide},
    {38, "E_CTI_INVALID_OBJECT_STATE", "Object state value not valid.", Severity::error, "", "Send a valid object state", Basis::documented, source::guide},
    {39, "E_CTI_INVALID_NUM_SKILL_GROUPS", "NumSkillGroups value not valid.", Severity::error, "", "Send NumSkillGroups between 0 and 20, equal to the number of fields sent", Basis::documented, source::guide},
    {40, "E_CTI_INVALID_NUM_LINES", "NumLines value not valid.", Severity::error, "", "Send NumLines of 10 or less", Basis::documented, source::guide},
    {41, "E_CTI_INVALID_LINE_TYPE", "LineType value not valid.", Severity::error, "", "Send a documented value of LineType", Basis::documented, source::guide},
    {42, "E_CTI_INVALID_ALLOCATION_STATE", "AllocationState value not valid.", Severity::error, "", "Send a documented value of AllocationState", Basis::documented, source::guide},
    {43, "E_CTI_INVALID_ANSWERING_MACHINE", "AnsweringMachine value not valid.", Severity::error, "", "Send a documented value of AnsweringMachine", Basis::documented, source::guide},
    {44, "E_CTI_INVALID_CALL_MANNER_TYPE", "CallMannerType value not valid.", Severity::error, "", "Send a documented value of CallMannerType", Basis::documented, source::guide},
    {45, "E_CTI_INVALID_CALL_PLACEMENT_TYPE", "CallPlacementType value not valid.", Severity::error, "", "Send a documented value of CallPlacementType", Basis::documented, source::guide},
    {46, "E_CTI_INVALID_CONSULT_TYPE", "ConsultType value not valid.", Severity::error, "", "Send a documented value of ConsultType", Basis::documented, source::guide},
    {47, "E_CTI_INVALID_FACILITY_TYPE", "FacilityType value not valid.", Severity::error, "", "Send a documented value of FacilityType", Basis::documented, source::guide},
    {48, "E_CTI_INVALID_MSG_TYPE_FOR_VERSION", "MessageType not allowed in the opened protocol version.", Severity::error, "", "Open the session with a newer VersionNumber, or do without that message", Basis::documented, source::guide},
    {49, "E_CTI_INVALID_TAG_FOR_VERSION", "Floating tag not allowed in the opened protocol version.", Severity::error, "", "Open the session with a newer VersionNumber, or do without that tag", Basis::documented, source::guide},
    {50, "E_CTI_INVALID_AGENT_WORK_MODE", "AgentWorkMode value not valid.", Severity::error, "", "Send a documented value of AgentWorkMode", Basis::documented, source::guide},
    {51, "E_CTI_INVALID_CALL_OPTION", "Call option value not valid.", Severity::error, "", "Send a documented value of CallOption", Basis::documented, source::guide},
    {52, "E_CTI_INVALID_DESTINATION_COUNTRY", "Destination country value not valid.", Severity::error, "", "Send a documented value of DestinationCountry", Basis::documented, source::guide},
    {53, "E_CTI_INVALID_ANSWER_DETECT_MODE", "Answer detect mode value not valid.", Severity::error, "", "Send a documented value of AnswerDetectMode", Basis::documented, source::guide},
    {54, "E_CTI_MUTUALLY_EXCLUS_DEVICEID_TYPES", "Peripheral monitor request named both a call and a device.", Severity::error, "", "Name either a call or a device, not both\nFor a device monitor send call ID 0 and CONNECTION_ID_NONE\nFor a call monitor send DEVID_NONE", Basis::documented, source::guide},
    {55, "E_CTI_INVALID_MONITORID", "MonitorID value not valid.", Severity::error, "", "Use a MonitorID of this session: monitors end with their session", Basis::documented, source::guide},
    {56, "E_CTI_SESSION_MONITOR_ALREADY_EXISTS", "Session monitor asked for already exists.", Severity::warn, "", "Use the monitor that exists", Basis::documented, source::guide},
    {57, "E_CTI_SESSION_MONITOR_IS_CLIENTS", "Client tried to monitor its own session.", Severity::warn, "", "Monitor another session than your own", Basis::documented, source::guide},
    {58, "E_CTI_INVALID_CALL_CONTROL_MASK", "Call control mask not valid.", Severity::error, "", "Clear undefined bits of the call control mask", Basis::documented, source::guide},
    {59, "E_CTI_INVALID_FEATURE_MASK", "Feature mask not valid.", Severity::error, "", "Clear undefined bits of the feature mask", Basis::documented, source::guide},
    {60, "E_CTI_INVALID_TRANSFER_CONFERENCE_SETUP_MASK", "Transfer/conference setup mask not valid.", Severity::error, "", "Clear undefined bits of the transfer/conference setup mask", Basis::documented, source::guide},
    {61, "E_CTI_INVALID_ARRAY_INDEX", "Named array index not valid.", Severity::error, "", "Correct the index in the client, or enlarge the ECC array", Basis::documented, source::guide},
    {62, "E_CTI_INVALID_CHARACTER", "Character value not valid.", Severity::error, "", "Remove characters the field does not allow", Basis::documented, source::guide},
    {63, "E_CTI_CLIENT_NOT_FOUND", "No open session has that ClientID.", Severity::warn, "", "Check the ClientID: no client with that name is connected", Basis::documented, source::guide},
    {64, "E_CTI_SUPERVISOR_NOT_FOUND", "Agent's supervisor unknown or has no CTI session.", Severity::warn, "", "Assign a supervisor to the agent's team\nHave the desktop of that supervisor connected", Basis::documented, source::guide},
    {65, "E_CTI_TEAM_NOT_FOUND", "Agent belongs to no agent team.", Severity::warn, "", "Put the agent into a team", Basis::documented, source::guide},
    {66, "E_CTI_NO_CALL_ACTIVE", "Named agent has no active call.", Severity::warn, "", "Wait until the agent is on a call", Basis::documented, source::guide},
    {67, "E_CTI_NAMED_VARIABLE_NOT_CONFIGURED", "Named variable is not configured in Unified CCE.", Severity::warn, "ECC variable missing from configuration", "Configure the ECC variable and enable it", Basis::documented, source::guide},
    {68, "E_CTI_NAMED_ARRAY_NOT_CONFIGURED", "Named array is not configured in Unified CCE.", Severity::warn, "ECC array missing from configuration", "Configure the ECC array and enable it", Basis::documented, source::guide},
    {69, "E_CTI_INVALID_CALL_VARIABLE_MASK", "Call variable mask not valid.", Severity::error, "", "Clear undefined bits of the call variable mask", Basis::documented, source::guide},
    {70, "E_CTI_ELEMENT_NOT_FOUND", "Internal error while handling a named variable or array element.", Severity::error, "", "Send the request once more without that variable\nReport the fault to Cisco", Basis::documented, source::guide},
    {71, "E_CTI_INVALID_DISTRIBUTION_TYPE", "Distribution type not valid.", Severity::error, "", "Send a documented value of Distribution", Basis::documented, source::guide},
    {72, "E_CTI_INVALID_SKILL_GROUP", "Skill group not valid.", Severity::error, "", "Send a skill group of this peripheral", Basis::documented, source::guide},
    {73, "E_CTI_TOO_MUCH_DATA", "Named variables plus arrays exceed 2000 bytes in total.", Severity::error, "", "Keep named variables and arrays of one message under 2000 bytes", Basis::documented, source::guide},
    {74, "E_CTI_VALUE_TOO_LONG", "Named variable or array element value too long.", Severity::error, "", "Shorten the value to the length configured for the ECC variable", Basis::documented, source::guide},
    {75, "E_CTI_SCALAR_FUNCTION_ON_ARRAY", "Array sent under a NamedVariable tag.", Severity::error, "", "Send that name as NamedArray (tag 83)", Basis::documented, source::guide},
    {76, "E_CTI_ARRAY_FUNCTION_ON_SCALAR", "Scalar variable sent under a NamedArray tag.", Severity::error, "", "Send that name as NamedVariable (tag 82)", Basis::documented, source::guide},
    {77, "E_CTI_INVALID_NUM_NAMED_VARIABLES", "NumNamedVariables differs from count of NamedVariable fields present.", Severity::error, "", "Set NumNamedVariables to the number of tag 82 fields", Basis::documented, source::guide},
    {78, "E_CTI_INVALID_NUM_NAMED_ARRAYS", "NumNamedArrays differs from count of NamedArray fields present.", Severity::error, "", "Set NumNamedArrays to the number of tag 83 fields", Basis::documented, source::guide},
    {79, "E_CTI_INVALID_RTP_DIRECTION", "RTP direction value not valid.", Severity::error, "", "Send a documented value of RTP direction", Basis::documented, source::guide},
    {80, "E_CTI_INVALID_RTP_TYPE", "RTP type value not valid.", Severity::error, "", "Send a documented value of RTP type", Basis::documented, source::guide},
    {81, "E_CTI_CALLED_PARTY_DISPOSITION", "Called party disposition not valid.", Severity::error, "", "Send a documented value of CalledPartyDisposition", Basis::documented, source::guide},
    {82, "E_CTI_INVALID_SUPERVISORY_ACTION", "Supervisory action not valid.", Severity::error, "", "Send a documented value of SupervisoryAction", Basis::documented, source::guide},
    {83, "E_CTI_AGENT_TEAM_MONITOR_ALREADY_EXISTS", "Agent team monitor already exists.", Severity::warn, "", "Use the team monitor that exists", Basis::documented, source::guide},
    {84, "E_CTI_INVALID_SERVICE", "ServiceNumber or ServiceID not valid.", Severity::error, "", "Send a ServiceNumber or ServiceID of this peripheral", Basis::documented, source::guide},
    {85, "E_CTI_SERVICE_CONFLICT", "ServiceNumber and ServiceID refer to different services.", Severity::error, "", "Send ServiceNumber or ServiceID, not both, or make them name one service", Basis::documented, source::guide},
    {86, "E_CTI_SKILL_GROUP_CONFLICT", "Skill group number/priority and ID refer to different groups.", Severity::error, "", "Send the skill group number or its ID, not both, or make them name one group", Basis::documented, source::guide},
    {87, "E_CTI_INVALID_DEVICE", "Device not valid.", Severity::error, "", "Send a device of this peripheral", Basis::documented, source::guide},
    {88, "E_CTI_INVALID_MR_DOMAIN", "Media Routing Domain not valid.", Severity::error, "", "Send an MRDID that is configured", Basis::documented, source::guide},
    {89, "E_CTI_MONITOR_ALREADY_EXISTS", "Monitor already present.", Severity::warn, "", "Use the monitor that exists, or stop it first", Basis::documented, source::guide},
    {90, "E_CTI_MONITOR_TERMINATED", "Monitor has ended.", Severity::note, "", "Start the monitor again if it is still needed", Basis::documented, source::guide},
    {91, "E_CTI_INVALID_TASK_MSG_MASK", "Task message mask not valid.", Severity::error, "", "Clear undefined bits of the task message mask", Basis::documented, source::guide},
    {92, "E_CTI_SERVER_NOT_MASTER", "This server is the standby one.", Severity::warn, "Client reached the standby server", "Check whether this server is Unified CCX: Unified CCE does not send this code\nConnect to the other server of the pair", Basis::documented, source::guide},
    {93, "E_CTI_INVALID_CSD", "Contact service queue not valid; Unified CCX only.", Severity::error, "", "Check whether this server is Unified CCX: Unified CCE does not send this code\nSend a queue that exists", Basis::documented, source::guide},
    {94, "E_CTI_JTAPI_CCM_PROBLEM", "Problem with JTAPI or Unified CM.", Severity::error, "JTAPI or Unified CM fault", "Check whether this server is Unified CCX: Unified CCE does not send this code\nCheck CTIManager and the telephony subsystem behind the CTI server", Basis::documented, source::guide},
    {95, "E_INVALID_CONFIG_MSG_MASK", "Config mask in OPEN_REQ is bad.", Severity::error, "", "Clear undefined bits of ConfigMsgMask", Basis::documented, source::guide},
    {96, "E_CTI_AUTO_CONFIG_RESET", "Configuration changed; Unified CCX only.", Severity::warn, "Configuration change on Unified CCX", "Check whether this server is Unified CCX: Unified CCE does not send this code\nAsk for the configuration again", Basis::documented, source::guide},
    {97, "E_CTI_INVALID_MONITOR_STATUS", "Monitor not valid.", Severity::error, "", "Start the monitor again", Basis::documented, source::guide},
    {98, "E_CTI_INVALID_REQUEST_TYPE", "Request ID type not valid.", Severity::error, "", "Send a documented request ID type", Basis::documented, source::guide},
    {107, "E_CTI_INVALID_CLIENT_FOR_STANDBY", "A standby server refused the client: the active-standby service bit was not set, or its version is below 24.", Severity::error, "OPEN_REQ ServiceMask lacks CTI_SERVICE_ACTIVE_STANDBY (0x02000000)", "Open the session with service bit 0x02000000 (CTI_SERVICE_ACTIVE_STANDBY) and version 24 or later\nOr connect to the active side", Basis::documented, source::guide},
    {108, "E_CTI_INVALID_UNIQUE_INSTANCE_ID", "OPEN_REQ refused: UniqueInstanceID present but empty.", Severity::error, "UniqueInstanceID of zero length in OPEN_REQ", "Fill UniqueInstanceID, or leave the field out", Basis::documented, source::guide},
    {109, "E_CTI_DUPLICATE_UNIQUE_INSTANCE_ID", "OPEN_REQ refused: another client instance uses that UniqueInstanceID.", Severity::error, "UniqueInstanceID already in use by another client instance", "Give each client instance its own UniqueInstanceID\nEnd the other instance if it is stale", Basis::documented, source::guide},
    {110, "E_CTI_SERVER_IN_MAINTENANCE_MODE", "Open refused or session closed because of Maintenance Mode.", Severity::warn, "Maintenance Mode in progress on the CTI Server", "Connect to the other side: this one is in Maintenance Mode", Basis::documented, source::guide},
};

/// Those that the Unified CCX pages list. 12, 14 to 16, 19 to 22, 24 to 91 and 95 are reserved there; 32 is in that range and yet
/// named by the page on opening a session.
inline constexpr StatusCode uccx_status_codes[] = {
    {0, "E_CTI_NO_ERROR", "Success; nothing went wrong.", Severity::chat, "", "", Basis::documented, source::uccx},
    {1, "E_CTI_INVALID_VERSION", "Requested protocol version is not supported by the server, which knows 10 to 18.", Severity::error, "", "Set VersionNumber of the client between 10 and 18\nLet the client open the session again", Basis::documented, source::uccx},
    {2, "E_CTI_INVALID_MESSAGE_TYPE", "Message type not valid.", Severity::error, "", "Send only message types of the Unified CCX list", Basis::documented, source::uccx},
    {3, "E_CTI_INVALID_FIELD", "Message carried an unrecognised floating-field tag.", Severity::error, "", "Check the tag numbers of the client's message\nCheck the tag width: 1 byte below version 18", Basis::documented, source::uccx},
    {4, "E_CTI_SESSION_NOT_OPEN", "Connection has no open session.", Severity::error, "", "Complete OPEN_REQ and OPEN_CONF before any other request\nLook for a session that ended just before", Basis::documented, source::uccx},
    {5, "E_CTI_SESSION_ALREADY_OPEN", "Connection already has an open session.", Severity::warn, "", "Send one OPEN_REQ for each connection", Basis::documented, source::uccx},
    {6, "E_CTI_REQUIRED_DATA_MISSING", "One or more mandatory floating fields absent from request.", Severity::error, "", "Add the missing floating field\nIn agent mode send extension, instrument or AgentID (tag 194) in OPEN_REQ", Basis::documented, source::uccx},
    {7, "E_CTI_INVALID_PERIPHERAL_ID", "A reserved field of the fixed part is wrong.", Severity::error, "", "Set the reserved fields of the fixed part exactly as the Unified CCX guide gives them: mostly 0 or 1", Basis::documented, source::uccx},
    {8, "E_CTI_INVALID_AGENT_DATA", "Supplied agent data items not valid.", Severity::error, "", "Check agent extension, agent ID and instrument against the configuration", Basis::documented, source::uccx},
    {9, "E_CTI_AGENT_NOT_LOGGED_ON", "Named agent is not logged on at present.", Severity::warn, "", "Have the agent log in first", Basis::documented, source::uccx},
    {10, "E_CTI_DEVICE_IN_USE", "The agent's IP phone is held by another client.", Severity::warn, "", "Close the other desktop, or wait until its session has ended", Basis::documented, source::uccx},
    {11, "E_CTI_NEW_SESSION_OPENED", "Session ended because the client opened a new one.", Severity::warn, "", "If the client did not just reconnect, find a second instance with the same ClientID and device", Basis::documented, source::uccx},
    {13, "E_CTI_INVALID_CALLID", "CallID in the request not valid.", Severity::error, "", "Use a ConnectionCallID from a current call event\nFollow CALL_DATA_UPDATE_EVENT, which may rename the call", Basis::documented, source::uccx},
    {17, "E_CTI_UNSPECIFIED_FAILURE", "Failure with no stated reason.", Severity::error, "", "Read Text (tag 7) of FAILURE_CONF\nRead the log of the Unified CCX Engine of that second", Basis::documented, source::uccx},
    {18, "E_CTI_INVALID_TIMEOUT", "IdleTimeout not valid.", Severity::error, "", "Set IdleTimeout between 20 and 119 seconds, at least twice the heartbeat interval", Basis::documented, source::uccx},
    {23, "E_CTI_INVALID_FIELD_LENGTH", "Floating field longer than its type permits.", Severity::error, "", "Shorten the field to the size that the session's version allows", Basis::documented, source::uccx},
    {32, "E_CTI_INCONSISTENT_AGENT_DATA", "Agent extension, ID and/or instrument disagree with one another.", Severity::error, "", "Send only phone data that belong together", Basis::unsure, source::uccx},
    {92, "E_CTI_SERVER_NOT_MASTER", "This is the standby node of the pair; no fault by itself.", Severity::warn, "", "Connect to the other node of the address list", Basis::documented, source::uccx},
    {93, "E_CTI_INVALID_CSQ", "Contact service queue not valid.", Severity::error, "", "Send a contact service queue that exists", Basis::documented, source::uccx},
    {94, "E_CTI_JTAPI_CCM_PROBLEM", "Problem with JTAPI or Unified CM.", Severity::error, "", "Check the CM Telephony subsystem and CTIManager\nCheck that the phone is registered and associated with the RmCm user", Basis::documented, source::uccx_uccx_login},
    {96, "E_CTI_AUTO_CONFIG_RESET", "The configuration was reset on the server.", Severity::warn, "", "Send CONFIG_REQUEST_KEY_EVENT and CONFIG_REQUEST_EVENT again", Basis::documented, source::uccx},
};

/// As Unified CCE means them. The sentence about the cause is of the switch that the PG drives: Avaya where it says so.
inline constexpr StatusCode control_failure_codes[] = {
    {0, "CF_GENERIC_UNSPECIFIED", "Error that fits no other code.", Severity::error, "Nothing more specific is known; on an Avaya PG also: logout of an agent who is not logged in, UserToUserInfo too long (32 or 96 bytes)", "Read the logs of the PG (PIM, JTAPI gateway) of the same second", Basis::documented, source::guide_avaya},
    {1, "CF_GENERIC_OPERATION", "Operation error without details.", Severity::error, "Protocol or association fault below the CTI Server, or the PG could not do it; login of an agent who is logged in already (Avaya)", "Send the request once more\nCheck the link from the PIM to the switch\nRead the logs of the PG (PIM, JTAPI gateway) of the same second", Basis::documented, source::guide_avaya},
    {2, "CF_REQUEST_INCOMPATIBLE_WITH_OBJECT", "Request does not suit the object.", Severity::error, "The request does not fit that device or call (e.g. agent request for a non-agent device)", "Send the request for the right kind of device or call", Basis::judgement, source::guide},
    {3, "CF_VALUE_OUT_OF_RANGE", "Parameter outside the server's defined range.", Severity::error, "A parameter is missing or outside its range; for an agent: work mode not valid for the mode, reason code outside the switch range (Avaya 1-9 or 1-99)", "Correct the out-of-range field of the request", Basis::documented, source::guide_avaya},
    {4, "CF_OBJECT_NOT_KNOWN", "Parameter value unknown to the server.", Severity::error, "A device, group or agent ID was left empty or is not known to the switch", "Fill in and correct the device, skill group and agent ID of the request", Basis::documented, source::guide_avaya},
    {5, "CF_INVALID_CALLING_DEVICE", "Calling device not valid.", Severity::error, "Calling device out of service, not registered, or not set up on the switch", "Register the calling phone and check that the PG user controls it", Basis::documented, source::guide_avaya},
    {6, "CF_INVALID_CALLED_DEVICE", "Called device not valid.", Severity::error, "Dialed number does not exist, or the calling search space does not reach it", "Dial the number from the phone by hand and correct number or calling search space", Basis::judgement, source::guide},
    {7, "CF_INVALID_FORWARDING_DESTINATION", "Forwarding target not valid.", Severity::error, "Target of forwarding or deflection is not a usable number", "Correct the target number", Basis::judgement, source::guide},
    {8, "CF_PRIVILEGE_VIOLATION_ON_SPECIFIED_DEVICE", "Given device may not use the service.", Severity::error, "The device in the request may not use that service: agent not allowed, desk settings, or CTI control switched off on the phone", "Allow the service for the device: agent desk settings, Allow Control of Device from CTI", Basis::judgement, source::guide},
    {9, "CF_PRIVILEGE_VIOLATION_ON_CALLED_DEVICE", "Called device may not use the service.", Severity::error, "The called device may not be used that way (restricted line, class of service)", "Check restrictions on the called device", Basis::judgement, source::guide},
    {10, "CF_PRIVILEGE_VIOLATION_ON_CALLING_DEVICE", "Calling device may not use the service.", Severity::error, "The calling device may not place that call (calling search space, desk settings outbound access flags)", "Check calling search space of the phone and outbound access in the agent desk settings", Basis::judgement, source::guide},
    {11, "CF_INVALID_CSTA_CALL_IDENTIFIER", "Call identifier not valid.", Severity::error, "ConnectionCallID is no longer that of a live call: ended, or renamed by transfer or conference", "Use the ConnectionCallID of the newest call event\nFollow CALL_DATA_UPDATE_EVENT", Basis::judgement, source::guide},
    {12, "CF_INVALID_CSTA_DEVICE_IDENTIFIER", "Device identifier not valid.", Severity::error, "Extension or device ID is not one the switch or PG knows; also sent for a wrong alerting, active or held device", "Check the device or extension in the request against the switch", Basis::documented, source::guide_avaya},
    {13, "CF_INVALID_CSTA_CONNECTION_IDENTIFIER", "Connection identifier not valid.", Severity::error, "Call ID and device ID do not belong together, or the device is not the controlling one", "Send the connection (call ID and device ID) exactly as the last event gave it", Basis::documented, source::guide_avaya},
    {14, "CF_INVALID_DESTINATION", "Destination not valid.", Severity::error, "Destination number not valid", "Correct the destination number", Basis::judgement, source::guide},
    {15, "CF_INVALID_FEATURE", "Feature not valid.", Severity::error, "Switch or its release does not support the service, or the feature is not there for that agent group", "Ask QUERY_DEVICE_INFO_REQ what the device supports\nDo without the feature", Basis::documented, source::guide_avaya},
    {16, "CF_INVALID_ALLOCATION_STATE", "Allocation state not valid.", Severity::error, "AllocationState is neither delivered (0) nor established (1)", "Set AllocationState to 0 or 1", Basis::judgement, source::guide},
    {17, "CF_INVALID_CROSS_REF_ID", "Cross-reference ID is not currently in use.", Severity::error, "Monitor cross reference no longer in use", "Start the monitor again", Basis::judgement, source::guide},
    {18, "CF_INVALID_OBJECT_TYPE", "Object type not valid.", Severity::error, "Object of the wrong kind; Avaya: reason code given for a state that takes none", "Send the reason code with Not Ready or Logout only", Basis::documented, source::guide_avaya},
    {19, "CF_SECURITY_VIOLATION", "Security error without details.", Severity::error, "Refused for security reasons, no details", "Check what the PG user may control on the switch", Basis::judgement, source::guide},
    {21, "CF_GENERIC_STATE_INCOMPATIBILITY", "Request clashes with a related device's condition.", Severity::error, "Related device is in the wrong condition: phone did not go off-hook within 5 s; both calls alerting; call in vector processing; trunk-to-trunk transfer off", "Wait until the other leg is connected, take the phone off-hook, then repeat", Basis::documented, source::guide_avaya},
    {22, "CF_INVALID_OBJECT_STATE", "Object in the wrong state for the request.", Severity::error, "Call or connection is not in the state the request needs: e.g. transfer without one active and one held call, drop of a call that is only alerting or held", "Compare LocalConnectionState of the last event with the request\nBring the call into that state first", Basis::documented, source::guide_avaya},
    {23, "CF_INVALID_CONNECTION_ID_FOR_ACTIVE_CALL", "Active connection ID not valid.", Severity::error, "Active connection ID wrong", "Take the active connection from the last event of the active call", Basis::documented, source::guide_avaya},
    {24, "CF_NO_ACTIVE_CALL", "No active call to act on.", Severity::warn, "No active call: it is still alerting, held, or already cleared", "Answer or retrieve the call first\nDrop the request if the call has ended", Basis::documented, source::guide_avaya},
    {25, "CF_NO_HELD_CALL", "No held call to act on.", Severity::warn, "The call is not on hold (e.g. only alerting), or was retrieved already", "Retrieve only a call for which CALL_HELD_EVENT was seen", Basis::documented, source::guide_avaya},
    {26, "CF_NO_CALL_TO_CLEAR", "Connection ID has no call.", Severity::warn, "Call ended before the request arrived", "Nothing is to be done: CALL_CLEARED_EVENT confirms that the call has ended", Basis::judgement, source::guide},
    {27, "CF_NO_CONNECTION_TO_CLEAR", "Connection ID has no call connection.", Severity::warn, "Call ID right, device ID wrong, or party left already", "Send the connection of the party that is to leave", Basis::documented, source::guide_avaya},
    {28, "CF_NO_CALL_TO_ANSWER", "No alerting call to answer.", Severity::warn, "Call was answered, abandoned or redirected (coverage, ring no answer) before the request", "Nothing is to be done\nIf it happens often, lengthen the ring time before redirection", Basis::documented, source::guide_avaya},
    {29, "CF_NO_CALL_TO_COMPLETE", "No active call to complete.", Severity::warn, "No call that could be completed", "Repeat only while the call exists", Basis::judgement, source::guide},
    {31, "CF_GENERIC_SYSTEM_RESOURCE_AVAILABILITY", "Not enough system resources; no details.", Severity::error, "Switch short of resources; Avaya: seventh party to a six-party conference", "Send the request again later\nCheck the load of the switch and the size of the conference", Basis::documented, source::guide_avaya},
    {32, "CF_SERVICE_BUSY", "Service unavailable for the moment.", Severity::warn, "Service busy for a moment", "Retry after a few seconds", Basis::judgement, source::guide},
    {33, "CF_RESOURCE_BUSY", "Internal resource busy.", Severity::warn, "User busy on a call, no idle line appearance, or another request for the same device is still being worked on", "Wait for the outstanding answer, let the first call end, then repeat", Basis::documented, source::guide_avaya},
    {34, "CF_RESOURCE_OUT_OF_SERVICE", "Needed resource is out of service.", Severity::error, "Phone or switch link out of service: device unregistered, PIM or JTAPI gateway down, protocol error on the request", "Check that the phone is registered\nCheck the peripheral: SYSTEM_EVENT and PGStatus tell when it came and went\nSend the request again", Basis::documented, source::guide_avaya_finesse},
    {35, "CF_NETWORK_BUSY", "Server sub-domain busy.", Severity::warn, "Switch overloaded or not taking requests", "Send the request again later, not at once\nCheck the load of the switch", Basis::documented, source::guide_avaya},
    {36, "CF_NETWORK_OUT_OF_SERVICE", "Server sub-domain out of service.", Severity::error, "Switch part out of service", "Check the switch and its link to the PG", Basis::judgement, source::guide},
    {37, "CF_OVERALL_MONITOR_LIMIT_EXCEEDED", "Would exceed the server's overall resource limit.", Severity::error, "Too many monitors or associations on the switch", "Close monitors that are not needed", Basis::judgement, source::guide},
    {38, "CF_CONFERENCE_MEMBER_LIMIT_EXCEEDED", "Would exceed the server's conference member limit.", Severity::error, "Conference already has the largest number of parties (Avaya 6)", "Drop a party, or use a larger conference bridge", Basis::documented, source::guide_avaya},
    {41, "CF_GENERIC_SUBSCRIBED_RESOURCE_AVAILABILITY", "Purchased or contracted resources lacking; no details.", Severity::error, "Licence or subscription missing; Avaya: SIP station without Type of 3PCC Enabled = Avaya, or no TSAPI licence left", "Add the licence, or allow third-party call control for the station", Basis::documented, source::guide_avaya},
    {42, "CF_OBJECT_MONITOR_LIMIT_EXCEEDED", "Would exceed a specific server resource limit.", Severity::error, "Limit of monitors on that object", "Remove the other monitor of the object", Basis::judgement, source::guide},
    {43, "CF_EXTERNAL_TRUNK_LIMIT_EXCEEDED", "Would exceed the external trunk limit.", Severity::error, "No free trunk", "Wait, or add trunk capacity", Basis::judgement, source::guide},
    {44, "CF_OUTSTANDING_REQUEST_LIMIT_EXCEEDED", "Would exceed the limit on outstanding requests.", Severity::error, "Too many requests for the device at once; Avaya: third call on hold at an analogue station", "Send one request per device and wait for its answer", Basis::documented, source::guide_avaya},
    {51, "CF_GENERIC_PERFORMANCE_MANAGEMENT", "Failed for performance management; no details.", Severity::error, "Refused to protect performance", "Slow the request rate", Basis::judgement, source::guide},
    {52, "CF_PERFORMANCE_LIMIT_EXCEEDED", "Performance management limit exceeded.", Severity::error, "Rate limit passed", "Slow the request rate", Basis::judgement, source::guide},
    {61, "CF_SEQUENCE_NUMBER_VIOLATED", "Operation sequence number wrong.", Severity::error, "Security check of the CSTA link: bad sequence number", "Restart the PIM link to the switch\nCheck the clocks of both ends", Basis::judgement, source::guide},
    {62, "CF_TIME_STAMP_VIOLATED", "Operation time stamp wrong.", Severity::error, "Security check of the CSTA link: bad time stamp", "Restart the PIM link to the switch\nCheck the clocks of both ends", Basis::judgement, source::guide},
    {63, "CF_PAC_VIOLATED", "Operation PAC wrong.", Severity::error, "Security check of the CSTA link: bad PAC", "Restart the PIM link to the switch\nCheck the clocks of both ends", Basis::judgement, source::guide},
    {64, "CF_SEAL_VIOLATED", "Operation Seal wrong.", Severity::error, "Security check of the CSTA link: bad seal", "Restart the PIM link to the switch\nCheck the clocks of both ends", Basis::judgement, source::guide},
    {70, "CF_GENERIC_UNSPECIFIED_REJECTION", "Request rejected; no details.", Severity::error, "Request turned down by the PIM or switch with no better code; on Avaya every agent-state error without its own code becomes 70", "Compare the request with the agent and call events before it\nRead the logs of the PG (PIM, JTAPI gateway) of the same second", Basis::documented, source::guide_avaya},
    {71, "CF_GENERIC_OPERATION_REJECTION", "Operation rejected; no details.", Severity::error, "Call control turned down; on Avaya (TSAPI) nearly every call control error is folded into 71", "Compare the request with the call events before it\nRead the logs of the PG (PIM, JTAPI gateway) of the same second", Basis::documented, source::guide_avaya},
    {72, "CF_DUPLICATE_INVOCATION_REJECTION", "Repeats another request for the same service.", Severity::warn, "Same invoke ID as a request still outstanding", "Count InvokeID up for each request", Basis::documented, source::guide_avaya},
    {73, "CF_UNRECOGNIZED_OPERATION_REJECTION", "Operation not recognised.", Severity::error, "Operation not known to the switch interface", "Check the switch release against the PG\nLeave the request out", Basis::documented, source::guide_avaya},
    {74, "CF_MISTYPED_ARGUMENT_REJECTION", "Parameter of the wrong type for the operation.", Severity::error, "Parameter of the wrong type; Avaya: a dynamic device ID where a static one is needed", "Send the static extension as device ID", Basis::documented, source::guide_avaya},
    {75, "CF_RESOURCE_LIMITATION_REJECTION", "Would exceed a resource limitation.", Severity::error, "Server out of memory or records, maybe for a moment", "Send the request again later\nCheck the load of the PG and of the switch interface", Basis::documented, source::guide_avaya},
    {76, "CF_ACS_HANDLE_TERMINATION_REJECTION", "ACS handle no longer in use.", Severity::error, "The stream to the switch is being closed", "Wait for the peripheral to come back (SYSTEM_EVENT), then repeat", Basis::documented, source::guide_avaya},
    {77, "CF_SERVICE_TERMINATION_REJECTION", "Needed service has been terminated.", Severity::error, "Service behind the request has ended", "Restart the service\nWait for SYSTEM_EVENT peripheral online", Basis::judgement, source::guide},
    {78, "CF_REQUEST_TIMEOUT_REJECTION", "Timeout limit exceeded.", Severity::error, "Switch gave no answer in time (TSAPI: 30 s)", "Check the link between PG and switch and its load", Basis::documented, source::guide_avaya},
    {79, "CF_REQUESTS_ON_DEVICE_EXCEEDED_REJECTION", "Would exceed the device's limits.", Severity::error, "Queue of requests for the device is full (TSAPI default 4)", "Wait for answers before sending more for that device", Basis::documented, source::guide_avaya},
    {256, "CF_INVALID_AGENT_ID_SPECIFIED", "AgentID not valid.", Severity::error, "AgentID unknown on this peripheral: wrong ID, agent of another PG, or agent not yet sent down after a configuration change", "Compare AgentID with the Peripheral Number of the agent on this peripheral", Basis::judgement, source::guide},
    {257, "CF_INVALID_PASSWORD_SPECIFIED", "Agent password not valid.", Severity::error, "Password wrong, expired, or changed", "Enter the password again, or reset it in the agent configuration\nLet agents with single sign-on log in by single sign-on", Basis::judgement, source::guide},
    {258, "CF_INVALID_AGENT_ID_OR_PASSWORD_SPECIFIED", "AgentID and/or agent password not valid.", Severity::error, "Agent ID and password do not match (switch does not say which)", "Check agent ID and password\nAfter five failures wait 5 minutes: Finesse blocks the user that long", Basis::documented, source::guide_finesse},
    {259, "CF_SPECIFIED_AGENT_ALREADY_SIGNED_ON", "Agent is already logged in.", Severity::warn, "Agent is logged in already, at the same device or elsewhere; usual after a desktop crash", "Log the old session out (supervisor), or log in at the same extension again", Basis::documented, source::guide_avaya},
    {260, "CF_INVALID_LOGON_DEVICE_SPECIFIED", "Logon device not valid.", Severity::error, "Extension cannot be used for login. UCCE: no such device, phone unregistered, not in the PG user control list, max calls/busy trigger not 2/1 on a multi-line phone. UCCX: extension shared or in two partitions, not among the first lines, phone not associated with the RmCm user, IPv6 device, no CTI control", "Check that the phone is registered and controlled by the PG user\nTick Allow Control of Device from CTI\nUse one unshared line with 2 as maximum number of calls and 1 as busy trigger", Basis::documented, source::guide_finesse_uccx_login},
    {261, "CF_INVALID_ANSWERING_DEVICE_SPECIFIED", "Answering device not valid.", Severity::error, "Answering device not valid", "Check the answering device", Basis::judgement, source::guide},
    {262, "CF_INVALID_SKILL_GROUP_SPECIFIED", "Agent skill group not valid.", Severity::error, "Skill group number not of this agent or peripheral", "Correct or leave out SkillGroupNumber", Basis::judgement, source::guide},
    {263, "CF_INVALID_CLASS_OF_SERVICE_SPECIFIED", "Class of service not valid.", Severity::error, "Class of service not valid on the switch", "Correct class of service of the agent", Basis::judgement, source::guide},
    {264, "CF_INVALID_TEAM_SPECIFIED", "Team not valid.", Severity::error, "Team unknown", "Correct the team ID", Basis::judgement, source::guide},
    {265, "CF_INVALID_AGENT_WORKMODE", "Agent work mode not valid.", Severity::error, "AgentWorkMode not allowed for the agent (e.g. nailed connection for an agent without mobile agent rights) or for that state", "Set AgentWorkMode 0, or allow mobile agent in the desk settings", Basis::documented, source::guide_avaya_finesse},
    {266, "CF_INVALID_AGENT_REASON_CODE", "Agent reason code not valid.", Severity::error, "EventReasonCode unknown or outside the range; only Not Ready and Logout take one", "Send a configured reason code, or 0\nSend it with Not Ready and Logout only", Basis::documented, source::guide_avaya},
    {267, "CF_ADJUNCT_SWITCH_COMM_ERROR", "Datalink between Unified CCE and the ACD failed.", Severity::error, "Link between PG and switch down or disturbed", "Check PIM and JTAPI gateway, CTIManager and the network between them", Basis::judgement, source::guide},
    {268, "CF_AGENT_NOT_PARTY_ON_CALL", "Agent not a party to the call.", Severity::warn, "Agent is no party of that call", "Send the request for the call the agent is on", Basis::judgement, source::guide},
    {269, "CF_INTERNAL_PROCESSING_ERROR", "ACD hit an internal error on the request.", Severity::error, "Switch internal fault", "Send the request once more\nCollect the logs of the switch if it stays", Basis::judgement, source::guide},
    {270, "CF_TAKE_CALL_CONTROL_REJECTION", "ACD refused call control to Unified CCE.", Severity::error, "Another application holds the call", "Release the call in the other application", Basis::judgement, source::guide},
    {271, "CF_TAKE_DOMAIN_CONTROL_REJECTION", "ACD refused domain control to Unified CCE.", Severity::error, "Another application holds the domain or device", "Stop the other application that controls the device", Basis::judgement, source::guide},
    {272, "CF_REQUESTED_SERVICE_NOT_REGISTERED", "Unified CCE not registered with the ACD for the service.", Severity::error, "PG not registered with the switch for that service", "Restart the PIM\nCheck the CTI settings of the switch", Basis::judgement, source::guide},
    {273, "CF_INVALID_CONSULT_TYPE", "Consult type not valid.", Severity::error, "ConsultType is neither transfer (1) nor conference (2)", "Set ConsultType to 0, 1 or 2", Basis::judgement, source::guide},
    {274, "CF_ANSMAP_OR_ADPARAM_FIELD_NOT_VALID", "Ansmap or Adparam field not valid.", Severity::error, "Answer detection fields not valid", "Correct AnswerDetectControl1 and AnswerDetectControl2", Basis::judgement, source::guide},
    {275, "CF_INVALID_CALL_CONTROL_TABLE_SPECIFIED", "Call control table not valid.", Severity::error, "Call control table (CCT) unknown", "Correct the CCT field, which CPT_OUTBOUND needs", Basis::judgement, source::guide},
    {276, "CF_INVALID_DIGITS_RNATIMEOUT_AMSDELAY_OR_COUNTRY", "Digits, ring-no-answer timeout, AMS delay or country not valid.", Severity::error, "Digits, ring-no-answer time, AMS delay or country not valid", "Correct the dialled digits, timers and DestinationCountry", Basis::judgement, source::guide},
    {277, "CF_ANSWER_DETECT_PORT_UNAVAILABLE", "Answer detection port not available.", Severity::error, "No port for answer detection free", "Wait, or add answer detection ports", Basis::judgement, source::guide},
    {278, "CF_VIRTUAL_AGENT_UNAVAILABLE", "Virtual agent not available.", Severity::error, "No virtual agent free", "Wait, or add virtual agents", Basis::judgement, source::guide},
    {279, "CF_TAKEBACK_N_XFER_ROUTE_END", "Takeback and transfer ended the route.", Severity::note, "Route ended by a takeback-and-transfer; no fault in itself", "Nothing is to be done: the call left the site by takeback and transfer", Basis::judgement, source::guide},
    {280, "CF_WRAPUP_DATA_REQUIRED", "Wrap-up data must be entered first.", Severity::warn, "Desk settings demand wrap-up data (REQUIRED_WITH_DATA) and the call has none yet", "Enter wrap-up data for the call (SET_CALL_DATA_REQ), then change the state", Basis::documented, source::guide_avaya},
    {281, "CF_REASON_CODE_REQUIRED", "Reason code must be given.", Severity::warn, "Desk settings demand a reason for Not Ready or Logout and EventReasonCode was missing", "Send EventReasonCode\nCreate reason codes if there are none", Basis::documented, source::guide_avaya},
    {282, "CF_INVALID_TRUNK_ID_SPECIFIED", "Trunk ID not valid.", Severity::error, "Trunk ID unknown", "Correct the trunk ID", Basis::judgement, source::guide},
    {283, "CF_SPECIFIED_EXTENSION_ALREADY_IN_USE", "Extension already in use by another agent.", Severity::warn, "Another agent is logged in on that extension (Finesse: Device Busy)", "Log the other agent out of that extension, or use another phone", Basis::documented, source::guide_avaya_finesse},
    {284, "CF_ARBITRARY_CONF_OR_XFER_NOT_SUPPORTED", "Joining calls that are no consult pair is not supported.", Severity::error, "Calls that were not set up as consult calls cannot be joined on this switch", "Make the second call with CONSULTATION_CALL_REQ", Basis::judgement, source::guide},
    {285, "CF_NETWORK_TRANSFER_OR_CONSULT", "Network transfer or consult in progress.", Severity::note, "Network transfer or consult under way, the local request is not done", "Wait until the network transfer is complete\nDo not repeat the request locally", Basis::judgement, source::guide},
    {286, "CF_NETWORK_TRANSFER_OR_CONSULT_FAILED", "Network transfer or consult failed.", Severity::error, "Network transfer or consult failed", "Check network transfer settings (AnsweringDevice label, routing client) and the script", Basis::judgement, source::guide},
    {287, "CF_DEVICE_RESTRICTED", "Device restricted for CTI control.", Severity::error, "Phone is restricted for CTI on the Unified CM", "Allow Control of Device from CTI on the phone, and reset it", Basis::judgement, source::guide_uccx_reasons},
    {288, "CF_LINE_RESTRICTED", "Line restricted for CTI control.", Severity::error, "Line is restricted for CTI on the Unified CM", "Allow Control of Device from CTI on the directory number", Basis::judgement, source::guide_uccx_reasons},
    {289, "CF_AGENT_ACCOUNT_LOCKED_OUT", "Agent account locked.", Severity::error, "Agent account locked after failed logins", "Unlock the agent or wait for the lock to end, then check the password", Basis::judgement, source::guide},
    {290, "CF_DROP_ANY_PARTY_NOT_ENABLED_CTI", "Drop any party not enabled for CTI.", Severity::error, "Dropping another conference party needs drop-any-party to be allowed", "Enable drop any party for CTI on the Unified CM, or let the controller drop", Basis::judgement, source::guide},
    {291, "CF_MAXIMUM_LINE_LIMIT_EXCEEDED", "Too many lines on the device.", Severity::error, "Phone has more lines than the PG supports", "Reduce the lines of the phone", Basis::judgement, source::guide},
    {292, "CF_SHARED_LINES_NOT_SUPPORTED", "Shared lines not supported.", Severity::error, "Extension is a shared line", "Give the agent an unshared ACD line", Basis::judgement, source::guide_uccx_login},
    {293, "CF_EXTENSION_NOT_UNIQUE", "Extension not unique.", Severity::error, "Same extension exists more than once (partitions)", "Make the ACD extension unique, or add its partition", Basis::judgement, source::guide_uccx_login},
    {1001, "CF_UNKNOWN_INTERFACE_CTRLR_ID", "Interface Controller ID unknown.", Severity::error, "Interface controller ID not known", "Check the peripheral and routing client IDs of the PG", Basis::judgement, source::guide},
    {1002, "CF_INVALID_INTERFACE_CTRLR_TYPE", "Interface Controller type not valid.", Severity::error, "Interface controller type not valid", "Check the PG setup", Basis::judgement, source::guide},
    {1003, "CF_SOFTWARE_REV_NO_SUPPORTED", "Software revision not supported.", Severity::error, "Software release not supported", "Bring PG and Router to matching releases", Basis::judgement, source::guide},
    {1004, "CF_UNKNOWN_PID", "PeripheralID unknown.", Severity::error, "PeripheralID not of this PG", "Send a PeripheralID that SYSTEM_EVENT or OPEN_CONF named", Basis::judgement, source::guide},
    {1005, "CF_INVALID_TABLE_SPECIFIED", "Table not valid.", Severity::error, "Table not valid", "Report the fault to Cisco", Basis::judgement, source::guide},
    {1006, "CF_PD_SERVICE_INACTIVE", "Peripheral data service inactive.", Severity::error, "Peripheral data service inactive", "Check the PG process and its link to the Router", Basis::judgement, source::guide},
    {1007, "CF_UNKNOWN_ROUTING_CLIENT_ID", "RoutingClientID unknown.", Severity::error, "RoutingClientID unknown", "Correct the routing client ID", Basis::judgement, source::guide},
    {1008, "CF_RC_SERVICE_INACTIVATE", "Routing client service inactive.", Severity::error, "Routing client inactive", "Check the routing client and Router link", Basis::judgement, source::guide},
    {1009, "CF_INVALID_DIALED_NUMBER", "Dialed number not valid.", Severity::error, "Dialed number not known to the Router", "Configure the dialed number for that routing client", Basis::judgement, source::guide},
    {1010, "CF_INVALID_PARAMETER", "A request parameter is not valid.", Severity::error, "A parameter of the request is wrong", "Correct the request parameter", Basis::judgement, source::guide},
    {1011, "CF_UNKNOWN_ROUTING_PROBLEM", "Routing failed for an unstated reason.", Severity::error, "Routing failed, no reason given", "Check the routing script in the Router log", Basis::judgement, source::guide},
    {1012, "CF_UNSUPPORTED_PD_MESSAGE_REVISION", "Peripheral data service protocol version not supported.", Severity::error, "Protocol version of the peripheral data service not supported", "Bring PG and Router to matching releases", Basis::judgement, source::guide},
    {1013, "CF_UNSUPPORTED_RC_MESSAGE_REVISION", "Routing client service protocol version not supported.", Severity::error, "Protocol version of the routing client not supported", "Bring PG and Router to matching releases", Basis::judgement, source::guide},
    {1014, "CF_UNSUPPORTED_IC_MESSAGE_REVISION", "Interface controller service protocol version not supported.", Severity::error, "Protocol version of the interface controller not supported", "Bring PG and Router to matching releases", Basis::judgement, source::guide},
    {1015, "CF_RC_SERVICE_INACTIVATE_PIM", "Peripheral interface inactive.", Severity::error, "Peripheral interface (PIM) inactive", "Check that the PIM is active and the peripheral online", Basis::judgement, source::guide},
    {1016, "CF_AGENT_GREETING_CONTROL_OPERATION_FAILURE", "AGENT_GREETING_CONTROL_REQ failed.", Severity::error, "Greeting could not be stopped, disabled or enabled", "Read the logs of the PG (PIM, JTAPI gateway) of the same second", Basis::documented, source::guide},
};

/// Control failures that say no more than that the peripheral has its own reason: PeripheralErrorCode tells it, where it is not 0.
constexpr bool leaves_reason_to_peripheral(std::uint32_t code) { return code <= 1 || code == 70 || code == 71 || code == 1016; }

/// What Unified CCX needs other words for: there is no PG, no peripheral and no desk settings behind it.
struct UccxControlFailure {
    std::uint32_t code;
    const char* meaning;    ///< empty: as Unified CCE
    const char* remedy;
};
inline constexpr UccxControlFailure uccx_control_failures[] = {
    {0, "", "Read Text (tag 7) of the message\nRead the log of the Unified CCX Engine of the same second"},
    {1, "", "Send the request once more\nRead the log of the Unified CCX Engine of the same second"},
    {5, "", "Check that the calling phone is registered and associated with the RmCm user"},
    {8, "", "Tick Allow Control of Device from CTI on the phone\nCheck that the phone is associated with the RmCm user"},
    {10, "", "Check the calling search space of the phone"},
    {12, "", "Check the device or extension in the request against Unified CM"},
    {19, "", "Check which phones the RmCm user controls"},
    {31, "", "Send the request again later\nCheck the size of the conference"},
    {34, "", "Check that the phone is registered\nCheck the CM Telephony subsystem and CTIManager\nSend the request again"},
    {35, "", "Send the request again later, not at once"},
    {36, "", "Check Unified CM and the CM Telephony subsystem"},
    {38, "", "Drop a party, or use a larger conference bridge"},
    {41, "", "Check the licence"},
    {61, "", "Restart the CM Telephony subsystem"},
    {62, "", "Restart the CM Telephony subsystem"},
    {63, "", "Restart the CM Telephony subsystem"},
    {64, "", "Restart the CM Telephony subsystem"},
    {70, "", "Compare the request with the agent and call events before it\nRead the log of the Unified CCX Engine of the same second"},
    {71, "", "Compare the request with the call events before it\nRead the log of the Unified CCX Engine of the same second"},
    {73, "", "Leave the request out"},
    {75, "", "Send the request again later\nCheck the load of the server"},
    {76, "", "Wait until the CM Telephony subsystem is back\nSend the request again"},
    {77, "", "Wait until the CM Telephony subsystem is back\nSend the request again"},
    {78, "", "Check the load of Unified CM and the network to it"},
    {256, "", "Compare AgentID with the agent's user ID in Unified CCX"},
    {257, "", "Enter the password again, or reset it in Unified CM"},
    {258, "", "Check agent ID and password\nAfter five failures wait 5 minutes: Finesse blocks the user that long"},
    {259, "", "Sign the old session out\nSign in at the same extension again"},
    {260, "", "Check that the phone is registered and associated with the RmCm user\nTick Allow Control of Device from CTI\nUse one unshared line in one partition, among the first lines of the phone, without IPv6"},
    {262, "", "Send a contact service queue of this agent"},
    {263, "", "Correct the class of service"},
    {265, "", "Set AgentWorkMode to 0"},
    {267, "The data link to Unified CM failed.", "Check the CM Telephony subsystem, CTIManager and the network between them"},
    {269, "Internal error on the request.", "Send the request once more\nCollect the logs of the Unified CCX Engine if it stays"},
    {270, "Unified CM refused call control.", "Release the call in the other application"},
    {271, "Unified CM refused domain control.", "Stop the other application that controls the device"},
    {272, "Unified CCX is not registered with Unified CM for the service.", "Restart the CM Telephony subsystem"},
    {280, "", "Enter the wrap-up data of the call, then change the state"},
    {286, "", "Check the transfer target and the script"},
    {290, "", "Let the controller of the conference drop the party"},
    {291, "", "Reduce the lines of the phone"},
    {292, "", "Give the agent an unshared Unified CCX extension"},
    {293, "", "Make the Unified CCX extension unique: one directory number in one partition"},
    {1001, "", "Read the log of the Unified CCX Engine of the same second"},
    {1002, "", "Read the log of the Unified CCX Engine of the same second"},
    {1003, "", "Read the log of the Unified CCX Engine of the same second"},
    {1004, "Unknown identifier in the request.", "Read the log of the Unified CCX Engine of the same second"},
    {1005, "", "Read the log of the Unified CCX Engine of the same second"},
    {1006, "", "Read the log of the Unified CCX Engine of the same second"},
    {1007, "", "Read the log of the Unified CCX Engine of the same second"},
    {1008, "", "Read the log of the Unified CCX Engine of the same second"},
    {1009, "", "Correct the dialed number"},
    {1010, "", "Correct the parameter of the request"},
    {1011, "", "Check the script in Unified CCX"},
    {1012, "", "Read the log of the Unified CCX Engine of the same second"},
    {1013, "", "Read the log of the Unified CCX Engine of the same second"},
    {1014, "", "Read the log of the Unified CCX Engine of the same second"},
    {1015, "", "Read the log of the Unified CCX Engine of the same second"},
    {1016, "AGENT_GREETING_CONTROL_REQ failed.", "Read the log of the Unified CCX Engine of the same second"},
};

/// How a request for configuration failed: statuses of CONFIG_KEY_EVENT and CONFIG_END_EVENT, whose meanings are in values.hpp. 0 is
/// success, and CONFIGEND_PARTIAL says that more blocks follow.
struct ConfigFailure {
    const char* message;
    std::uint32_t status;
    Dialect dialect;
    Severity severity;
    const char* remedy;
};
inline constexpr ConfigFailure config_failures[] = {
    {"CONFIG_KEY_EVENT", 1, Dialect::ucce, Severity::warn,
        "This server gives no configuration to a client of a service provider: the client must do without"},
    {"CONFIG_KEY_EVENT", 2, Dialect::any, Severity::note,
        "Ask for the whole configuration: this server has no keys that tell what changed"},
    {"CONFIG_KEY_EVENT", 3, Dialect::ucce, Severity::warn, "Send the CustomerID of a customer that this server knows"},
    {"CONFIG_KEY_EVENT", 1, Dialect::uccx, Severity::warn, "Ask for CTI_SERVICE_CONFIG_EVENTS (0x40000) in ServicesRequested of OPEN_REQ"},
    {"CONFIG_KEY_EVENT", 3, Dialect::uccx, Severity::warn, "Send 0 in the reserved field with tag 131"},
    {"CONFIG_END_EVENT", 1, Dialect::any, Severity::warn,
        "This server gives no configuration to a client of a service provider: the client must do without"},
    {"CONFIG_END_EVENT", 2, Dialect::any, Severity::warn, "Send the CustomerID of a customer that this server knows"},
    {"CONFIG_END_EVENT", 3, Dialect::any, Severity::warn,
        "Ask for the configuration again\nLook at the log of the CTI server at this time"},
    {"CONFIG_END_EVENT", 4, Dialect::any, Severity::note,
        "If there should be some: look at the log of the CTI server at this time, and ask again later"},
};

template <std::size_t N>
consteval auto status_values(const StatusCode (&codes)[N])
{
    std::array<Value, N> out{};
    for (std::size_t i = 0; i < N; ++i)
        out[i] = {codes[i].code, codes[i].name, codes[i].meaning};
    return out;
}

namespace values {
inline constexpr auto status_code_rows = status_values(status_codes);
inline constexpr auto control_failure_code_rows = status_values(control_failure_codes);
static_assert(is_sorted_unique(status_code_rows) && is_sorted_unique(control_failure_code_rows));
inline constexpr ValueTable status_code{"StatusCode", status_code_rows};
inline constexpr ValueTable control_failure_code{"ControlFailureCode", control_failure_code_rows};
} // namespace values

/// The row of `code` as a server of this dialect means it, or nullptr. Unified CCX: codes that its guide reserves or does not list have
/// a row that says so, under the name Unified CCE gives them. `any` is taken for Unified CCE.
const StatusCode* find_status(std::uint32_t code, Dialect dialect);
const StatusCode* find_control_failure(std::uint32_t code, Dialect dialect);

} // namespace cti::ged188
