// SPDX-License-Identifier: GPL-2.0-or-later
// The cti protocol: one set of fields over all protocols of this project.
#pragma once

#include "core/diagnosis.hpp"
#include "core/schema.hpp"

namespace cti::umbrella_tables {

enum Field : FieldId { f_diagnosis, f_severity, f_protocol, f_description, f_remedy };

inline constexpr FieldDef fields[] = {
    {"cti.diagnosis", "Diagnosis", Type::text, Base::dec, nullptr, "Id of a diagnosis, which is also the filter name of its expert info"},
    {"cti.severity", "Severity", Type::text, Base::dec, nullptr, "note, warn or error"},
    {"cti.protocol", "Protocol", Type::text, Base::dec, nullptr, "Filter name of the protocol the diagnosis is about"},
    {"cti.description", "What happened", Type::text, Base::dec, nullptr, "What happened, with the values at hand"},
    {"cti.remedy", "Remedy", Type::text, Base::dec, nullptr, "What to do now"},
};

/// Where only one of two severities fits, a row stands twice (cti.ended_in_message): all else is the same.
inline constexpr const char* ended_in_message_sentence = "The connection of {0} with {1} was {2} inside {3} of the {4}: {5} were sent";
inline constexpr const char* ended_in_message_remedy =
    "Look at the side that ended it, in its log at this time: it crashed, ran into a time limit, or did not like what it read"
    "\nIf a device in between sent the RST, its TTL differs from that of the side's other frames";

inline constexpr Diagnosis diagnoses[] = {
    // ---- the life of a connection, whatever runs on it (src/connection/). Protocols replace remedies by their hints (ConnectionHints).
    {"cti.refused", Severity::warn, Group::sequence, "Connection refused or never answered",
     "{0} tried to connect to {1} ({2}): {3}{4}",
     "Check that the server process runs and listens on this port"
     "\nCheck that no firewall drops or resets the connection",
     "RFC 9293", "3"},
    {"cti.open_unanswered", Severity::error, Group::sequence, "Opening request never answered",
     "{0} sent {1} to {2} and was never answered: {3}{4}",
     "Check address and port: does this server speak this protocol here, in clear and not in TLS?"
     "\nCheck that the server is active and not just starting, and that its list of allowed clients has this one"
     "\nLook at the server's log at this time",
     "RFC 9293; the protocol's opening", "13"},
    {"cti.tls_expected", Severity::error, Group::security, "The port expects TLS",
     "{0} sends {1} without TLS to {2}, where TLS is expected: {3}{4}",
     "Switch the client to the secured connection, or use the server's plain port",
     "RFC 8446, 6; ports of the protocol"},
    {"cti.ended_in_message", Severity::error, Group::malformed, "Connection ended inside a message",
     ended_in_message_sentence, ended_in_message_remedy, "RFC 9293, 3.5.2 and 3.6", "234"},
    {"cti.ended_in_message", Severity::warn, Group::malformed, "Connection ended inside a message",
     ended_in_message_sentence, ended_in_message_remedy, "RFC 9293, 3.5.2 and 3.6", "234"},
    {"cti.session_lost", Severity::warn, Group::sequence, "Session lost",
     "The session of {0} with {1} broke off: {2}{3}",
     "Look at both machines and the path between them at this time: a process that ended, a machine or link that went down"
     "\nIf it was idle for long before: a firewall or NAT that forgets idle connections; make heartbeats shorter than its time limit",
     "RFC 9293, 3.5.2", "2"},
    {"cti.not_acknowledged", Severity::warn, Group::sequence, "Data never acknowledged",
     "{0} bytes of {1} to {2} were sent {3} times within {4} and never acknowledged, although frames of {2} are in the capture",
     "Something between the two passes small segments and drops this data: look at a firewall that inspects this protocol"
     "\nSwitch that inspection off, or update the firewall"
     "\nCompare the size of the segments with the path's MTU: full ones vanish where ICMP 'fragmentation needed' is filtered",
     "RFC 9293, 3.8.1", "", 3},
    {"cti.reader_stalled", Severity::warn, Group::sequence, "One side stopped reading",
     "The {0} {1} took no more data from {2} for {3} s: since frame {4} its receive window was 0; {5}",
     "Look at the process on the {0} ({1}) at this time: it hangs, waits for something else, or its machine is overloaded"
     "\nWhat waited for it meanwhile (events, heartbeats, answers) comes late or never",
     "RFC 9293, 3.8.6; IdleTimeout of at least 20 s", "0", 3},
    {"cti.tls_alert", Severity::warn, Group::security, "TLS handshake refused",
     "{0} ended the TLS handshake with {1}: alert {2} ({3})",
     "Look at the log of the side that sent the alert: it knows why"
     "\nCompare TLS versions, cipher suites and certificates of both sides",
     "RFC 8446, 6; RFC 5246, 7.2", "34"},
    {"cti.tls_unexpected", Severity::warn, Group::security, "TLS on a plain port",
     "{0} opens TLS to {1}, a port without TLS: {2}{3}",
     "Use the server's secured port, or switch TLS off in the client",
     "RFC 8446, 4.1.2; ports of the protocol"},
    {"cti.foreign_protocol", Severity::warn, Group::protocol, "Another protocol",
     "The {0} ({1}) sends {2} on the port, from the SYN on: this is not {3}; nothing is missing from the capture",
     "Find out which program {1} is, and what this port is used for here"
     "\nIf the port belongs to the other protocol: take it out of the preferences, or use Decode As",
     "First bytes, by the protocols' specifications", "02"},

    // ---- what limits the view of a connection: coverage, no fault
    {"cti.one_direction", Severity::note, Group::coverage, "One direction only",
     "Only the frames of the {0} are in the capture of {1} with {2}",
     "Capture where both directions pass: nothing can be said of what the other side did or did not answer",
     "Capture"},
    {"cti.encrypted", Severity::note, Group::coverage, "TLS without keys",
     "{0} and {1} speak TLS, and the capture has no keys: nothing of it could be read",
     "Give Wireshark the keys: a key log file of one side (tls.keylog_file), or capture behind the end of TLS",
     "RFC 8446"},
    {"cti.cut_frames", Severity::note, Group::coverage, "Frames cut by the capture",
     "The capture holds only the first {0} of {1} bytes of data in this frame; others may be cut too",
     "Capture whole frames (snap length 0)",
     "Capture"},
    {"cti.from_the_middle", Severity::note, Group::coverage, "Capture begins in the connection",
     "The beginning of the connection of {0} with {1} is not in the capture",
     "Start the capture before the client connects to see how the session was opened",
     "Capture"},
    {"cti.missing_bytes", Severity::note, Group::coverage, "Bytes missing from the capture",
     "{0} bytes that {1} and {2} exchanged are not in the capture",
     "Capture with a larger buffer, or nearer to the machine: the capture lost frames that the other side acknowledged",
     "RFC 9293, 3.4", "", 0},

    // ---- what only the whole capture shows (src/report/)
    {"cti.reconnect_loop", Severity::warn, Group::sequence, "Client connects in a loop",
        "Client {0} opened {1} sessions to {2} one after the other within {3} s, none of which lasted",
        "Look at how each of these sessions ends: sessions and frames are listed here\n"
        "Look at the client's own log at these times: it says why it gives up and connects again",
        "Report", "", 1},
    {"cti.unanswered_at_end", Severity::note, Group::sequence, "Requests open when the capture ended",
        "{0} request(s) of the session with {1} had no answer when the capture ended; the oldest is {2} in frame {3}, {4} s before the end",
        "Capture longer, to see whether the answer comes at all\n"
        "Look at the server's state around that frame: a request that is never answered hangs the application",
        "Report", "", 4},
    {"cti.slow_statistics", Severity::warn, Group::sequence, "Skill group statistics too slow",
        "QUERY_SKILL_GROUP_STATISTICS_REQ was answered after {0} ms on average ({1} answers, slowest {2} ms); desktops overrun above 62 ms",
        "Ask for fewer skill groups or less often\n"
        "Check the load of the server and of what it asks: queue figures shown to agents are stale",
        "Report; a rule of the field", "", 0},
};

} // namespace cti::umbrella_tables
