// SPDX-License-Identifier: GPL-2.0-or-later
// What can be wrong in a CTI Server session, and what to do. Sources: CTI Server Message Reference Guide, protocol 25 (session
// management, status codes, client control, configuration), protocol 24 (changes and additions); Unified CCX CTI pages.
#pragma once

#include "core/diagnosis.hpp"

namespace cti::ged188 {

inline constexpr Diagnosis diagnoses[] = {
    // The session
    {"ged188.incompatible_version", Severity::error, Group::response_code, "Incompatible protocol version",
        "Client {0} ({1}) asked for protocol version {2}, which this CTI Server does not support",
        "Set the client to a protocol version this CTI Server supports, or upgrade the CTI Server\nThe client must open the session again",
        "Status 1, E_CTI_INVALID_VERSION", "02"},
    {"ged188.not_in_version", Severity::warn, Group::response_code, "Not in the opened protocol version",
        "{0} failed with {1}: the session was opened with protocol version {2}, which does not have this {3}",
        "Open the session with a newer VersionNumber, or do not use what came later", "Status 48 and 49", "012"},
    {"ged188.failure", Severity::error, Group::response_code, "Request or session failed", "{0}{4}: {1} ({2}), {3}{5}",
        "Look the status up in the CTI Server Message Reference Guide", "Failure indication message status codes", "024"},
    {"ged188.control_failure", Severity::warn, Group::response_code, "Control request failed", "{0}{5} failed: {1} ({2}), {3}{4}",
        "Compare the request with the call and agent events before it\nLook at the logs of the peripheral gateway at this time",
        "CONTROL_FAILURE_CONF", "0245"},
    {"ged188.no_configuration", Severity::warn, Group::response_code, "Configuration not sent", "{0} answers {1} with {2} ({3}): {4}",
        "Compare the request for configuration with the log of the CTI server at this time",
        "Status of CONFIG_KEY_EVENT and CONFIG_END_EVENT", "03"},
    {"ged188.server_offline", Severity::error, Group::response_code, "CTI Server offline", "CTI Server cannot serve this session: {0}",
        "Check the PG, its peripheral and the CTI Server process\nThe client must close this session and connect to the other side",
        "Status 15; FAILURE_CONF in answer to HEARTBEAT_REQ"},
    {"ged188.standby", Severity::warn, Group::response_code, "Standby server", "This is the standby CTI Server: {0}",
        "Connect to the active side\nTo stay with a standby the client needs protocol version 24 and CTI_SERVICE_ACTIVE_STANDBY "
        "(0x02000000)",
        "Status 107, UCCX status 92, SessionType 2"},
    {"ged188.pg_impaired", Severity::warn, Group::protocol, "A component of the PG is down", "{0} {1} ({2}). {3}",
        "Bring the component named back: look at its process and at its link at this time",
        "PGStatus of OPEN_CONF and SYSTEM_EVENT; SystemEventID", "04", -1, true},
    {"ged188.pg_restored", Severity::chat, Group::protocol, "A component of the PG is back",
        "{0} is back after {1} s; it was down since frame {2}", "Nothing to do", "SYSTEM_EVENT", "03", -1, false, "ged188.pg_impaired"},
    {"ged188.device_out_of_service", Severity::warn, Group::protocol, "Agent device out of service",
        "Agent device {0} of peripheral {1} is out of service",
        "Check the registration of the phone, and whether the PG's user may control it", "SYSTEM_EVENT 10, SYS_INSTRUMENT_OUT_OF_SERVICE",
        "01"},
    {"ged188.device_back", Severity::chat, Group::protocol, "Agent device back in service",
        "Agent device {0} of peripheral {1} is back in service", "Nothing to do", "SYSTEM_EVENT 11, SYS_INSTRUMENT_BACK_IN_SERVICE", "01",
        -1, false, "ged188.device_out_of_service"},
    {"ged188.clock_difference", Severity::note, Group::protocol, "Clocks differ",
        "The Central Controller's clock is {0} s {1} that of the capture: times in its logs differ by this from those shown here",
        "Add the difference when you compare logs with the capture\nCheck NTP on the Central Controller, the PG and the capturing host",
        "ICMCentralControllerTime", "1"},
    {"ged188.partial_grant", Severity::note, Group::protocol, "Fewer services granted",
        "Client {0} asked for services {1} and was granted {2}; missing: {3}",
        "Check the client's rights and the agent's role; a service not granted makes later requests fail with status 12",
        "OPEN_CONF ServicesGranted", "03"},
    {"ged188.maintenance", Severity::note, Group::protocol, "Maintenance Mode", "Maintenance Mode: {0}",
        "Expect the session to move to the other side", "ACTIVE_MAINTENANCE_* messages, status 110", "", -1, true},
    {"ged188.reopened", Severity::note, Group::sequence, "Second OPEN_REQ in one connection",
        "A second OPEN_REQ (protocol version {0}, before: {1}) in one connection",
        "One session a connection: close the first or use a new connection", "Status 5 and 11"},
    {"ged188.heartbeat_lost", Severity::warn, Group::sequence, "Heartbeat lost", "{0} heartbeat{1} in a row without HEARTBEAT_CONF{2}",
        "Three heartbeats without answer end the session\nCheck the network path and the load of both hosts", "Heartbeat rules", "", 0},
    {"ged188.client_silent", Severity::warn, Group::sequence, "Silence beyond IdleTimeout",
        "The client was silent for {0} s, longer than its IdleTimeout of {1} s{2}",
        "The server ends a session whose client is silent beyond IdleTimeout\nSee why the client sent no heartbeats: its load, its "
        "settings, the network path",
        "IdleTimeout", "1", 0},
    {"ged188.server_silent", Severity::warn, Group::sequence, "Client gives the server up",
        "The client closes the session because the server did not answer (E_CTI_TIMEOUT)",
        "Check the network path and the load of the CTI Server at this time", "CLOSE_REQ, status 16"},
    {"ged188.slow_response", Severity::note, Group::sequence, "Slow response", "{0} was answered after {1} ms (limit {2} ms)",
        "Check the load of the PG and its peripheral; client control may legitimately take 10 to 15 seconds",
        "Preference ged188.slow_response", "0", 1},
    {"ged188.unanswered", Severity::note, Group::sequence, "Request never answered",
        "{0}{1}{2} in frame {3} was never answered before the session ended", "Look at what happened to the session after the request",
        "InvokeID matching", "02"},
    {"ged188.unasked_answer", Severity::note, Group::sequence, "Answer without a request",
        "{0} (InvokeID {1}) answers no request of this session",
        "Compare the InvokeIDs that the client sent with this one\nSee whether something between client and server mixes up sessions",
        "InvokeID rules", "0"},
    {"ged188.invoke_id_reused", Severity::note, Group::sequence, "InvokeID reused",
        "InvokeID {0} is used again while {1} in frame {2} still waits for its answer",
        "The client must use a new InvokeID for each outstanding request", "InvokeID rules", "1"},
    {"ged188.cleartext_password", Severity::note, Group::security, "Password in clear text", "{0} carries {1} in clear text",
        "Use the secured port (Unified CCE: 42030 on side A, 43030 on side B) or single sign-on\nRemove the password from captures you "
        "pass on",
        "OPEN_REQ, SET_AGENT_STATE_REQ", "1"},

    // Calls and agents
    {"ged188.agent_state_forced", Severity::warn, Group::protocol, "Agent state changed by the system",
        "Agent {0} {1} {2}, not by the agent's own doing: {3} (reason {4})", "See who or what the reason code names",
        "EventReasonCode of AGENT_STATE_EVENT", "4", -1, true, "", 0},
    {"ged188.call_failed", Severity::warn, Group::protocol, "Call failed", "Call {0} could not be completed at {1}: {2}",
        "EventCause and FailingDeviceID say why and where", "CALL_FAILED_EVENT", "12", -1, true},
    {"ged188.call_not_delivered", Severity::note, Group::protocol, "Announced call did not arrive",
        "The call announced to agent {0} was not delivered",
        "Routing error or busy agent: look at the router's and the agent's state at this time", "AGENT_PRE_CALL_ABORT_EVENT", "0"},
    {"ged188.greeting_failed", Severity::warn, Group::protocol, "Agent greeting failed", "The agent greeting could not be played{0}",
        "Look at the media server that plays greetings, and at the agent's greeting file", "CALL_AGENT_GREETING_EVENT code 2", "0"},
    {"ged188.recording_failed", Severity::warn, Group::protocol, "Recording failed", "Network recording of call {0} failed{1}",
        "Look at the recorder and at Unified CM's recording profile", "NETWORK_RECORDING_FAILED_EVENT, RecorderStatus 2", "1"},
    {"ged188.bad_line", Severity::note, Group::protocol, "Bad line reported", "An agent reports bad line quality on call {0}",
        "Look at the RTP streams of this call", "BAD_CALL_REQ", "0"},
    {"ged188.other_session_lost", Severity::note, Group::protocol, "Another client's session ended",
        "Session of client {0} ({1}) ended: {2}", "Status says why; status 37 is a TCP connection that broke",
        "CLIENT_SESSION_CLOSED_EVENT", "012"},

    // The bytes
    {"ged188.byte_order", Severity::error, Group::malformed, "Wrong byte order",
        "{0} is in little-endian byte order; a CTI Server reads big-endian numbers",
        "Correct the client: every number of a message goes out in network byte order (htonl, htons)",
        "Message format: all numbers are big-endian"},
    {"ged188.length_counts_header", Severity::warn, Group::malformed, "MessageLength counts the header",
        "MessageLength of {0} is {1}: it counts the 8 bytes of the header too, 8 too many",
        "Correct the sender: MessageLength counts what follows the header\nA client that trusts it loses the next message",
        "Message header", "0"},
    {"ged188.unknown_message", Severity::warn, Group::undecoded, "Unknown message type",
        "Message type {0} is not in the message set 1..284", "A newer server or client than this plugin knows, or not a CTI Server session",
        "Message set", "0"},
    {"ged188.no_layout", Severity::chat, Group::undecoded, "No public layout", "No public document gives the layout of {0}",
        "If you know it: a row in src/ged188/layouts decodes it", "Message set", "0"},
    {"ged188.unknown_tag", Severity::warn, Group::undecoded, "Unknown tag", "Tag {0} is not in the tag table 1..313",
        "A newer server or client than this plugin knows, or a wrong session version", "Tag values", "0"},
    {"ged188.unlisted_tag", Severity::note, Group::undecoded, "Tag without a public meaning",
        "Tag {0} is reserved or not listed in the tag table", "If you know it: a row in src/ged188/tags.hpp names it", "Tag values", "0"},
    {"ged188.unpublished_tag", Severity::note, Group::assumption, "Tag number is not published",
        "Tag {0} is taken for {1}, whose number no public document prints", "Compare the value; if it is right, tell the project",
        "Tag values", "01"},
    {"ged188.unexpected_field", Severity::note, Group::protocol, "Field does not belong here", "{0} (tag {1}) is not documented for {2}",
        "Harmless for this decoder; a request with such a field may fail with status 26", "Status 26", "12"},
    {"ged188.missing_field", Severity::note, Group::protocol, "Required field missing", "{0} lacks {1}, which is required",
        "Compare the sender with the layout of its protocol version: a request without it may fail with status 6", "Status 6", "01"},
    {"ged188.count_mismatch", Severity::warn, Group::protocol, "Counter does not match", "{0} says {1}, but {2} are there",
        "Correct the sender: the counter has to be the number of fields sent\nA request that counts its variables wrong may fail with "
        "status 77 or 78",
        "Status 77 and 78", "0"},
    {"ged188.bad_length", Severity::warn, Group::malformed, "Length does not fit", "{0}",
        "Compare the message with the layout of the session's protocol version", "Status 2 and 25", "0"},
    {"ged188.field_too_long", Severity::note, Group::protocol, "Field longer than allowed", "{0} has {1} bytes, the maximum is {2}",
        "Correct the sender, or shorten what is configured there: a request with such a field may fail with status 23", "Status 23", "0",
        1},
    {"ged188.too_long", Severity::note, Group::protocol, "Message longer than the maximum",
        "Message of {0} bytes: protocol version {1} allows {2}", "Tolerated here; check the sender",
        "Maximum message size: 4329 bytes (protocols 9 and 15), 12500 (protocol 24)", "1", 0},
    {"ged188.trailing_bytes", Severity::warn, Group::undecoded, "Bytes left over", "Bytes that are no field of the message: {0}",
        "A layout of another protocol version, or damaged data", "Message format"},
    {"ged188.width_guessed", Severity::note, Group::assumption, "Tag width guessed",
        "The session's OPEN_REQ is not in the capture: tag and length widths {0}+{1} were inferred from the bytes",
        "Capture from the start of the session, or set the version in the preferences", "Floating field format", "01"},
    {"ged188.other_layout", Severity::note, Group::assumption, "Layout of another version",
        "The bytes fit the layout of protocol version {0} ({1}+{2} byte tags), not of the session's version {3}",
        "A peer that does not follow the version it announced", "Message format", "0123"},
    {"ged188.unterminated_string", Severity::chat, Group::protocol, "String without NUL", "{0} has no terminating NUL",
        "Harmless for this decoder", "STRING data type", "0"},
    {"ged188.non_ascii", Severity::chat, Group::protocol, "Text is not ASCII", "{0} holds bytes beyond ASCII",
        "Shown as UTF-8 where it is; Unified CCX uses UTF-8", "STRING data type", "0"},
    {"ged188.truncated", Severity::note, Group::coverage, "Message cut by the capture",
        "Only {0} of {1} bytes of this message were captured", "Capture without a snapshot length", "Capture"},
    {"ged188.lost_sync", Severity::warn, Group::malformed, "No message header here",
        "No message header here: bytes skipped to the next one: {0}",
        "Look at the message before: its MessageLength may be wrong, or its sender puts bytes between messages", "Message header"},
    {"ged188.capture_gap", Severity::note, Group::coverage, "Rest of a message", "{1}: bytes skipped to the next message header: {0}",
        "Capture the whole session, close to one of its ends, without loss", "Capture"},
};

/// What to do where the server is Unified CCX, which has no peripheral gateway, no sides and no secured port of Unified CCE.
struct UccxRemedy {
    const Diagnosis* diagnosis;
    const char* remedy;
};
inline constexpr UccxRemedy uccx_remedies[] = {
    {&diagnosis_row(diagnoses, "ged188.failure"), "Look the status up in the Unified CCX CTI pages"},
    {&diagnosis_row(diagnoses, "ged188.standby"), "Connect to the other node of the address list"},
    {&diagnosis_row(diagnoses, "ged188.server_offline"),
        "Check the Unified CCX engine on both nodes\nThe client must close this session and connect to the other node"},
    {&diagnosis_row(diagnoses, "ged188.cleartext_password"), "Remove the password from captures you pass on"},
    {&diagnosis_row(diagnoses, "ged188.slow_response"), "Check the load of the Unified CCX engine and its link to Unified CM"},
    {&diagnosis_row(diagnoses, "ged188.control_failure"),
        "Compare the request with the call and agent events before it\nLook at the logs of the Unified CCX engine at this time"},
    {&diagnosis_row(diagnoses, "ged188.pg_impaired"), "Check the Unified CCX engine and its CM Telephony subsystem at this time"},
    {&diagnosis_row(diagnoses, "ged188.clock_difference"),
        "Add the difference when you compare logs with the capture\nCheck NTP on the Unified CCX servers and the capturing host"},
    {&diagnosis_row(diagnoses, "ged188.maintenance"), "Expect the session to move to the other node"},
    {&diagnosis_row(diagnoses, "ged188.call_not_delivered"), "Look at the script and at the agent's state at this time"},
    {&diagnosis_row(diagnoses, "ged188.device_out_of_service"),
        "Check the registration of the phone, and whether the RmCm user may control it"},
};

/// nullptr: the catalogue's own fits.
constexpr const char* uccx_remedy(const Diagnosis& diagnosis)
{
    for (const UccxRemedy& row : uccx_remedies)
        if (row.diagnosis == &diagnosis)
            return row.remedy;
    return nullptr;
}

/// The row with this id; an id that does not exist stops the build.
consteval const Diagnosis& diagnosis(std::string_view id) { return diagnosis_row(diagnoses, id); }

} // namespace cti::ged188
