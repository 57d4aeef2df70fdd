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
     "Set the client to a protocol version this CTI Server supports, or upgrade the CTI Server; the client must open the session again",
     "Status 1, E_CTI_INVALID_VERSION"},
    {"ged188.not_in_version", Severity::warn, Group::response_code, "Not in the opened protocol version",
     "{0} failed with {1}: the session was opened with protocol version {2}, which does not have this {3}",
     "Open the session with a newer VersionNumber, or do not use what came later", "Status 48 and 49"},
    {"ged188.failure", Severity::error, Group::response_code, "Request or session failed", "{0} failed: {1} ({2}), {3}",
     "Look the status up in the CTI Server Message Reference Guide", "Failure indication message status codes"},
    {"ged188.control_failure", Severity::warn, Group::response_code, "Control request failed", "{0} failed: {1} ({2}), {3}{4}",
     "PeripheralErrorCode is the peripheral's own reason; compare the request with the call and agent events before it", "CONTROL_FAILURE_CONF"},
    {"ged188.server_offline", Severity::error, Group::response_code, "CTI Server offline", "CTI Server cannot serve this session: {0}",
     "Check the PG, its peripheral and the CTI Server process; the client must close this session and connect to the other side",
     "Status 15; FAILURE_CONF in answer to HEARTBEAT_REQ"},
    {"ged188.standby", Severity::warn, Group::response_code, "Standby server", "This is the standby CTI Server: {0}",
     "Connect to the active side; to stay with a standby the client needs protocol version 24 and CTI_SERVICE_ACTIVE_STANDBY (0x02000000)",
     "Status 107, UCCX status 92, SessionType 2"},
    {"ged188.pg_status", Severity::warn, Group::protocol, "PG is impaired", "PGStatus 0x{0}: {1}",
     "Mend the component named; until then calls and agent states are not reliable", "PGStatus of OPEN_CONF and SYSTEM_EVENT"},
    {"ged188.system_event", Severity::warn, Group::protocol, "System event", "{0}{1}", "Check the component the event names", "SYSTEM_EVENT"},
    {"ged188.partial_grant", Severity::note, Group::protocol, "Fewer services granted", "Client {0} asked for services {1} and was granted {2}; missing: {3}",
     "Check the client's rights and the agent's role; a service not granted makes later requests fail with status 12", "OPEN_CONF ServicesGranted"},
    {"ged188.maintenance", Severity::note, Group::protocol, "Maintenance Mode", "Maintenance Mode: {0}",
     "Expect the session to move to the other side", "ACTIVE_MAINTENANCE_* messages, status 110"},
    {"ged188.reopened", Severity::note, Group::sequence, "Second OPEN_REQ in one connection", "A second OPEN_REQ (protocol version {0}, before: {1}) in one connection",
     "One session a connection: close the first or use a new connection", "Status 5 and 11"},
    {"ged188.heartbeat_lost", Severity::warn, Group::sequence, "Heartbeat lost", "{0}",
     "Three heartbeats without answer, or silence beyond IdleTimeout, end the session: check the network path and the load of both hosts", "Heartbeat rules"},
    {"ged188.slow_response", Severity::note, Group::sequence, "Slow response", "{0} was answered after {1} ms (limit {2} ms)",
     "Check the load of the PG and its peripheral; client control may legitimately take 10 to 15 seconds", "Preference ged188.slow_response"},
    {"ged188.unanswered", Severity::note, Group::sequence, "Request never answered", "{0} (InvokeID {1}) in frame {2} was never answered before the session ended",
     "Look at what happened to the session after the request", "InvokeID matching"},
    {"ged188.invoke_id_reused", Severity::note, Group::sequence, "InvokeID reused", "InvokeID {0} is used again while {1} in frame {2} still waits for its answer",
     "The client must use a new InvokeID for each outstanding request", "InvokeID rules"},
    {"ged188.one_direction", Severity::note, Group::sequence, "One direction only", "Only messages from the {0} are in the capture: requests cannot be matched to answers",
     "Capture both directions (mirror port, both interfaces)", "Capture"},
    {"ged188.cleartext_password", Severity::note, Group::security, "Password in clear text", "{0} carries {1} in clear text",
     "Use the secured port (42030/43030) or single sign-on, and remove the password from captures you pass on", "OPEN_REQ, SET_AGENT_STATE_REQ"},

    // Calls and agents
    {"ged188.call_failed", Severity::warn, Group::protocol, "Call failed", "Call {0} could not be completed at {1}: {2}",
     "EventCause and FailingDeviceID say why and where", "CALL_FAILED_EVENT"},
    {"ged188.call_not_delivered", Severity::note, Group::protocol, "Announced call did not arrive", "The call announced to agent {0} was not delivered",
     "Routing error or busy agent: look at the router's and the agent's state at this time", "AGENT_PRE_CALL_ABORT_EVENT"},
    {"ged188.greeting_failed", Severity::warn, Group::protocol, "Agent greeting failed", "The agent greeting could not be played{0}",
     "PeripheralErrorCode says why", "CALL_AGENT_GREETING_EVENT code 2"},
    {"ged188.recording_failed", Severity::warn, Group::protocol, "Recording failed", "Network recording of call {0} failed{1}",
     "Look at the recorder and at Unified CM's recording profile", "NETWORK_RECORDING_FAILED_EVENT, RecorderStatus 2"},
    {"ged188.bad_line", Severity::note, Group::protocol, "Bad line reported", "An agent reports bad line quality on call {0}",
     "Look at the RTP streams of this call", "BAD_CALL_REQ"},
    {"ged188.other_session_lost", Severity::note, Group::protocol, "Another client's session ended", "Session of client {0} ({1}) ended: {2}",
     "Status says why; status 37 is a TCP connection that broke", "CLIENT_SESSION_CLOSED_EVENT"},

    // The bytes
    {"ged188.unknown_message", Severity::warn, Group::undecoded, "Unknown message type", "Message type {0} is not in the message set 1..284",
     "A newer server or client than this plugin knows, or not a CTI Server session", "Message set"},
    {"ged188.no_layout", Severity::chat, Group::undecoded, "No public layout", "No public document gives the layout of {0}",
     "If you know it: a row in src/ged188/layouts decodes it", "Message set"},
    {"ged188.unknown_tag", Severity::warn, Group::undecoded, "Unknown tag", "Tag {0} is not in the tag table 1..313",
     "A newer server or client than this plugin knows, or a wrong session version", "Tag values"},
    {"ged188.unlisted_tag", Severity::note, Group::undecoded, "Tag without a public meaning", "Tag {0} is reserved or not listed in the tag table",
     "If you know it: a row in src/ged188/tags.hpp names it", "Tag values"},
    {"ged188.unpublished_tag", Severity::note, Group::assumption, "Tag number is not published", "Tag {0} is taken for {1}, whose number no public document prints",
     "Compare the value; if it is right, tell the project", "Tag values"},
    {"ged188.unexpected_field", Severity::note, Group::protocol, "Field does not belong here", "{0} (tag {1}) is not documented for {2}",
     "Harmless for this decoder; a server may refuse it with status 26", "Status 26"},
    {"ged188.missing_field", Severity::note, Group::protocol, "Required field missing", "{0} lacks {1}, which is required", "A server refuses this with status 6", "Status 6"},
    {"ged188.count_mismatch", Severity::warn, Group::protocol, "Counter does not match", "{0} says {1}, but {2} are there",
     "A server refuses this with status 77 or 78 where variables are counted", "Status 77 and 78"},
    {"ged188.bad_length", Severity::warn, Group::malformed, "Length does not fit", "{0}",
     "Compare the message with the layout of the session's protocol version", "Status 2 and 25"},
    {"ged188.field_too_long", Severity::note, Group::protocol, "Field longer than allowed", "{0} has {1} bytes, the maximum is {2}", "A server refuses this with status 23", "Status 23"},
    {"ged188.too_long", Severity::note, Group::protocol, "Message longer than the maximum", "Message of {0} bytes: protocol version {1} allows {2}",
     "Tolerated here; check the sender", "Maximum message size: 4329 bytes (protocols 9 and 15), 12500 (protocol 24)"},
    {"ged188.trailing_bytes", Severity::warn, Group::undecoded, "Bytes left over", "Bytes after the last field that fit nothing: {0}",
     "A layout of another protocol version, or damaged data", "Message format"},
    {"ged188.width_guessed", Severity::note, Group::assumption, "Tag width guessed", "The session's OPEN_REQ is not in the capture: tag and length widths {0}+{1} were inferred from the bytes",
     "Capture from the start of the session, or set the version in the preferences", "Floating field format"},
    {"ged188.other_layout", Severity::note, Group::assumption, "Layout of another version", "The bytes fit the layout of protocol version {0} ({1}+{2} byte tags), not of the session's version {3}",
     "A peer that does not follow the version it announced", "Message format"},
    {"ged188.unterminated_string", Severity::chat, Group::protocol, "String without NUL", "{0} has no terminating NUL", "Harmless for this decoder", "STRING data type"},
    {"ged188.non_ascii", Severity::chat, Group::protocol, "Text is not ASCII", "{0} holds bytes beyond ASCII", "Shown as UTF-8 where it is; Unified CCX uses UTF-8", "STRING data type"},
    {"ged188.truncated", Severity::note, Group::malformed, "Message cut by the capture", "Only {0} of {1} bytes of this message were captured", "Capture without a snapshot length", "Capture"},
    {"ged188.lost_sync", Severity::warn, Group::malformed, "No message header here", "No message header here: bytes skipped to the next one: {0}",
     "Segments are missing from the capture, it starts within a message, or this is not a CTI Server session", "Message header"},
};

/// The row with this id; an id that does not exist stops the build.
consteval const Diagnosis& diagnosis(std::string_view id) { return diagnosis_row(diagnoses, id); }

} // namespace cti::ged188
