// SPDX-License-Identifier: GPL-2.0-or-later
// What can be said about CAP traffic, and what to do about it.
#pragma once

#include "bwcap/oci.hpp"
#include "core/diagnosis.hpp"

namespace cti::bwcap {

inline constexpr const char* source_clients = "public CAP client implementations";
inline constexpr const char* source_cisco = "Cisco support document 217564 (CAP to be disabled after the upgrade to BroadWorks 22.0)";
inline constexpr const char* source_mib = "SNMP MIB BW-OpenClientServer and BW-OpenClientServerFault";
inline constexpr const char* source_judgement = "judgement";

// The identity of a row: what tells causes apart, the user first.
inline constexpr Diagnosis diagnoses[] = {
    // The interface itself
    {"bwcap.legacy", Severity::note, Group::deprecated, "CAP is in use",
        "User {0} with application \"{1}\" speaks CAP {2}; CAP was removed in BroadWorks 22.0",
        "Move this client to the successor interface (Xsi).\n"
        "On BroadWorks 22.0 and later set CAPProxy enabled to false on the Open Client Server and restart OpenClientServer, or the alarm "
        "bwOpenClientServerASConnFailed comes back.",
        source_cisco, "01"},
    {"bwcap.oci", Severity::chat, Group::protocol, "OCI, the sibling protocol",
        "The document is OCI (Open Client Interface), not CAP: provisioning, still supported in BroadWorks 22.0 and later",
        "Nothing to do. The XML tree shows its content.", "Cisco support document 220164"},
    {"bwcap.oci_error", Severity::warn, Group::response_code, "OCI request refused", "{0} of user {1} was refused with OCI error {2}: {3}",
        "Read the text: it is the server's own, and a detail may stand beside it in the document.\n"
        "Look the number up in the OCI error guide of the release.",
        oci_error_source, "0123"},
    {"bwcap.unknown_protocol", Severity::warn, Group::protocol, "Neither CAP nor OCI", "The root element names protocol \"{0}\"",
        "Check which application writes these documents.", source_clients, "0"},
    {"bwcap.version_mixed", Severity::note, Group::protocol, "Versions differ on one connection",
        "This document has version {0}, the ones before it had {1}",
        "No fault by itself: one known client does this. Several clients behind one address do it too.", source_clients, "01"},
    {"bwcap.cleartext", Severity::note, Group::security, "Login without TLS",
        "User {0} logs in over a connection without TLS: user ids, numbers and names are readable, and the login digest can be guessed "
        "offline",
        "Use TLS, or keep this traffic on a trusted network.", source_judgement, "0"},
    {"bwcap.http_header", Severity::note, Group::protocol, "HTTP-like header before the document",
        "The client writes an HTTP-like header before its first CAP document; it is no part of CAP",
        "One known client does this; servers skip it. Look for credentials in it.", source_clients},
    {"bwcap.cleartext_credentials", Severity::warn, Group::security, "Credentials in clear",
        "The HTTP-like header holds an Authorization line: a user name and password that anyone on the path can read",
        "Change this password, and the client that sends it.", source_clients},

    // Login
    {"bwcap.register_failed", Severity::error, Group::response_code, "Login refused",
        "The login of user {0} with application \"{1}\" was refused: {2}",
        "Check the user id, with its domain, and the password in the client.\n"
        "Check whether the user has the service this client needs.\n"
        "If the cause is not clear: the table below capStats of the Application Server counts unknown user ids, incorrect credentials and "
        "unauthorized features apart.",
        "public CAP client implementations; SNMP MIBs of the Open Client Server and the Application Server", "012"},
    {"bwcap.challenge_refused", Severity::error, Group::response_code, "Login refused at the challenge",
        "The challenge for user {0} holds no nonce: the client takes this as a refused login",
        "Check that the user exists and may use CAP.", source_clients, "0"},
    {"bwcap.no_challenge", Severity::warn, Group::sequence, "Login not answered",
        "registerAuthentication of user {0} in frame {1} got no responseAuthentication",
        "The Open Client Server is reachable; see whether others are answered: then check this user.\n"
        "If nobody is, check the Application Server behind it and the alarms 507 bwOpenClientServerASConnFailed and 509 "
        "bwOpenClientServerASConnTerminated.",
        source_judgement, "0"},
    {"bwcap.unanswered", Severity::note, Group::sequence, "Request without an answer", "{0} of user {1} in frame {2} got no answer",
        "Check the Application Server behind the Open Client Server at this time.", source_judgement, "01"},
    {"bwcap.bad_digest", Severity::warn, Group::protocol, "Malformed login digest",
        "securePassword of user {0} has {1} characters that are not 32 lower-case hexadecimal digits",
        "The client computes the digest wrongly: it is the hexadecimal MD5 of nonce, colon and the hexadecimal SHA-1 of the password.",
        source_clients, "01"},
    {"bwcap.wrong_password", Severity::error, Group::security, "Wrong password",
        "The login digest of user {0} was not made with the password given for this user",
        "Correct the password in the client, or the one given here.", source_clients, "0"},
    {"bwcap.password_encoding", Severity::error, Group::security, "Password digested wrongly",
        "The login digest of user {0} was made from the right password, but {1}: the client handles characters outside of ASCII wrongly",
        "Use a password of ASCII characters, or correct the client: it must hash all the UTF-8 bytes of the password.", source_clients,
        "01"},
    {"bwcap.no_acknowledgement", Severity::warn, Group::sequence, "Login not acknowledged",
        "The successful registerResponse for user {0} in frame {1} was not acknowledged",
        "Every known client acknowledges at once. Do not expect updates: correct or replace the client.", source_clients, "0"},
    {"bwcap.slow_response", Severity::note, Group::sequence, "Slow response", "{0} was answered after {1} ms (limit {2} ms)",
        "Check the load of the side that answers: of the Open Client Server, and of the Application Server behind it.",
        "Preference bwcap.slow_response", "0", 1},
    {"bwcap.unexpected_acknowledgement", Severity::note, Group::sequence, "Acknowledgement of nothing",
        "User {0} acknowledges {1}, which was not received", "Fault of the client.", source_judgement, "01"},
    {"bwcap.unchallenged", Severity::note, Group::sequence, "Login without a challenge",
        "registerRequest of user {0} without a challenge before it on this connection", "Replay, or a fault of the client.",
        source_judgement, "0"},
    {"bwcap.nonce_reused", Severity::warn, Group::sequence, "Nonce answered twice",
        "registerRequest of user {0} answers a challenge that was answered in frame {1} already", "Replay, or a fault of the client.",
        source_judgement, "0"},
    {"bwcap.login_loop", Severity::warn, Group::sequence, "Login loop",
        "User {0} with application \"{1}\" asked for login {2} times within {3} s",
        "Look at how these logins end: a refusal comes first, the client only repeats it.\n"
        "If they succeed, look for a second instance of the client: two displace each other.",
        source_judgement, "01", 2},
    {"bwcap.stale_user_uid", Severity::warn, Group::sequence, "userUid of another session",
        "{0} of user {1} carries userUid {2}, the session has {3}", "Stale session in the client: have it log in again.", source_judgement,
        "1"},
    {"bwcap.monitor_before_login", Severity::note, Group::sequence, "Monitoring before login",
        "monitoringUsersRequest of user {0} before its login was answered",
        "Known fault of one client, which sends the request again after login.", source_clients, "0"},

    // Session
    {"bwcap.forced_logout", Severity::warn, Group::sequence, "Forced logout", "The server ends the session of user {0} (reason: {1})",
        "Look for a second login of the same user and application, and for work on the server.\n"
        "Compare the counter bwOCSCAPUnregisterOuts and the trap bwOpenClientServerUserIdForceLoggedOut.",
        source_mib, "01"},
    {"bwcap.no_updates", Severity::note, Group::sequence, "No updates after login",
        "User {0} logged in in frame {1} and got no profileUpdate or sessionUpdate since",
        "The session is not really active: check the user's service assignment and the server.", source_judgement, "0"},
    {"bwcap.wrong_user_type", Severity::warn, Group::protocol, "Request does not fit the session",
        "{0} of user {1} in a session of type {2}",
        "Call control belongs to CallClient sessions, monitoring to AttendantConsole sessions: check how the client logs in.",
        source_clients, "01"},
    {"bwcap.monitoring_unanswered", Severity::warn, Group::sequence, "Monitoring not answered",
        "monitoringUsersRequest of user {0} in frame {1} got no monitoringUsersResponse",
        "Check each monUser: ids that do not exist or may not be monitored are the first suspects.", source_judgement, "0"},
    {"bwcap.silent_client", Severity::note, Group::sequence, "Client was silent",
        "No document from the client of user {0} for {1} s: the keep-alive is missing",
        "Clients send serverStatusRequest every 5 minutes. Expect firewalls and NAT to drop the connection.", source_clients, "0", 1},
    {"bwcap.no_unregister", Severity::note, Group::sequence, "Closed without unRegister",
        "The client of user {0} ended the connection without unRegister",
        "Normal for some clients, which have no logout; a crash or a network cut for others.", source_clients, "0"},
    {"bwcap.closed_by_server", Severity::warn, Group::sequence, "Ended by the server",
        "The server {1} a connection in use, with user {0} logged in",
        "Check whether the Application Server was upgraded or restarted at this time, and the trap bwOpenClientServerASConnTerminated.",
        source_mib, "0"},
    {"bwcap.users_lost", Severity::warn, Group::sequence, "Connection of many users lost",
        "The connection between Open Client Server and Application Server was {1} with {0} user(s) on it: they lose service together",
        "Check the Application Server at this time, and the trap bwOpenClientServerASConnTerminated.\n"
        "CAPProxy numConnections can be 1: then all CAP users of this Open Client Server were on it.",
        source_cisco, "1", 0},

    // Calls
    {"bwcap.action_unanswered", Severity::warn, Group::sequence, "Call control without effect",
        "{0} of user {3} in frame {1} was not followed by a callUpdate within {2} s",
        "The request was ignored or failed: CAP has no known negative reply. Check number, call state and service.", source_judgement,
        "03"},
    {"bwcap.unknown_call", Severity::warn, Group::sequence, "Unknown call", "{0} of user {3} names call {1}, which {2}",
        "Stale state in the client.", source_judgement, "0123"},
    {"bwcap.bad_action", Severity::warn, Group::protocol, "Incomplete call control request", "{0} of user {2} lacks {1}",
        "Fault of the client.", source_clients, "012"},
    {"bwcap.call_after_release", Severity::note, Group::sequence, "Update of an ended call",
        "callUpdate for call {0} of user {2}, which ended in frame {1}", "Updates out of order, or a reused call id.", source_judgement,
        "02"},
    {"bwcap.emergency_call", Severity::note, Group::protocol, "Emergency call", "Call {0} of user {1} is an emergency call",
        "For your attention.", source_clients, "01"},
    {"bwcap.call_error", Severity::warn, Group::protocol, "Call of type error", "Call {0} of user {1} has the call type error",
        "Check the dialled number and the dial plan.", source_clients, "01"},

    // Documents
    {"bwcap.malformed", Severity::error, Group::malformed, "Malformed document", "The document is not well-formed XML: {0}",
        "Everything up to the fault is shown. Check the application that wrote it.", "XML 1.0", "0"},
    {"bwcap.unterminated", Severity::error, Group::malformed, "Document without an end", "A new document begins before this one has ended",
        "Its sender broke off: check the application that wrote it.", source_judgement},
    {"bwcap.nested_root", Severity::error, Group::malformed, "Root inside a document",
        "A second root element begins before the first has ended",
        "The sender nests documents, which no CAP client understands: check the application that wrote it.", source_judgement},
    // What this program does not read is no fault of who sent it.
    {"bwcap.too_large", Severity::note, Group::coverage, "Document too large to be read", "No end within {0} bytes: not dissected",
        "Raise the limit in the preferences if such documents are normal here.", source_judgement},
    {"bwcap.too_complex", Severity::error, Group::malformed, "Document too complex", "{0}: not dissected",
        "No CAP document is like this. Check the application that wrote it.", source_judgement, "0"},
    {"bwcap.doctype", Severity::warn, Group::security, "Document type declaration",
        "The document holds a document type declaration; nothing of it is expanded or fetched",
        "CAP has none: this may be an attack on the XML parser of the other side.", source_judgement},
    {"bwcap.entity", Severity::warn, Group::security, "Entity that is not expanded",
        "The document refers to an entity that XML does not define; it is shown as it stands",
        "CAP has none: this may be an attack on the XML parser of the other side.", source_judgement},
    {"bwcap.nul", Severity::warn, Group::malformed, "NUL byte", "{0} NUL bytes where XML has none",
        "Check the application that wrote them.", "XML 1.0"},
    {"bwcap.invalid_text", Severity::warn, Group::malformed, "Text is not in its encoding",
        "The document declares {0}, but bytes from offset {1} are not valid in it: expect wrong accented letters",
        "The sender probably writes ISO-8859-1: have it declare what it writes.", source_clients, "0"},
    {"bwcap.encoding_mismatch", Severity::note, Group::protocol, "Text looks like UTF-8",
        "The document declares {0}, but its text looks like UTF-8: expect wrong accented letters",
        "Have the sender declare what it writes.", source_clients, "0"},
    {"bwcap.unknown_encoding", Severity::warn, Group::undecoded, "Unknown encoding",
        "The document declares encoding {0}; it is read as UTF-8", "Only UTF-8 and ISO-8859-1 are known in CAP.", source_clients, "0"},
    {"bwcap.leading_space", Severity::chat, Group::protocol, "White space before the document",
        "White space before the XML declaration: strict parsers reject it", "One known client does this; BroadWorks accepts it.",
        source_clients},
    {"bwcap.several_documents", Severity::chat, Group::protocol, "Several documents at once", "Several documents arrived together",
        "Normal. Two known clients lose all but the first: missing screen updates then are the client's fault.", source_clients},
    {"bwcap.junk", Severity::warn, Group::malformed, "Bytes outside of documents", "{0} bytes belong to no document: {1}",
        "Look at the bytes: another protocol on this port, or a fault of the application that sends them.", source_judgement, "", 0},
    {"bwcap.no_command", Severity::warn, Group::malformed, "No command", "The document holds no command with a commandType",
        "Check the application that wrote it.", source_clients},
    {"bwcap.several_commands", Severity::note, Group::protocol, "Several commands", "The document holds {0} commands; clients expect one",
        "Clients may read only the first.", source_clients},
    {"bwcap.unknown_command", Severity::note, Group::undecoded, "Unknown command", "Command {0} is not known",
        "Its elements are shown by their own names.", source_clients, "0"},
    {"bwcap.unsure_command", Severity::note, Group::assumption, "Command known by a counter only",
        "Command {0} is known from a counter of the Open Client Server only: its meaning is unsure",
        "Its elements are shown by their own names.", source_mib, "0"},
    {"bwcap.wrong_direction", Severity::note, Group::sequence, "Wrong direction", "{0} comes from the {1}",
        "Check who is who on this connection.", source_clients, "01"},
    {"bwcap.unknown_element", Severity::note, Group::undecoded, "Unknown element", "{0} {1} is not known in {2}",
        "It is shown by its own name.", source_clients, "012"},
    {"bwcap.unknown_value", Severity::note, Group::undecoded, "Unknown value", "{0} has the value {1}, which is not known",
        "It is shown as it stands.", source_clients, "01"},
    {"bwcap.bad_value", Severity::warn, Group::malformed, "Not a number", "{0} has the value {1}, where a number or truth value belongs",
        "It is shown as it stands.", source_clients, "01"},
};

/// A row of the catalogue; an id that does not exist stops the build.
consteval const Diagnosis& diagnosis(std::string_view id) { return diagnosis_row(diagnoses, id); }

} // namespace cti::bwcap
