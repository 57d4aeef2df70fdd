// SPDX-License-Identifier: GPL-2.0-or-later
// What can be said about a CTIQBE session.
#pragma once

#include "core/diagnosis.hpp"

namespace cti::ctiqbe {

inline constexpr Diagnosis diagnoses[] = {
    {"ctiqbe.failed", Severity::warn, Group::response_code, "CTI result code", "The message carries CTI result {0}: {1}{2}",
     "Look up the code in the CTIManager alarms of the Unified CM release; the CTIManager trace of this moment names the request",
     "Cisco System Error Messages for Unified CM 14; Cisco tech note 220616", "0"},
    {"ctiqbe.framing_inferred", Severity::note, Group::assumption, "Framing inferred",
     "Message boundaries are inferred, not documented: {0}; messages in support: {1}, payloads that ended exactly with a message: {2}{3}",
     "If messages look cut in the wrong place, force another framing in the protocol's preferences, or report the capture",
     "Cisco tech note 212107 shows an 8-byte prefix and sizes; no public document gives the layout"},
    {"ctiqbe.framing_lost", Severity::warn, Group::assumption, "Framing lost",
     "The inferred framing ({0}) does not fit here: {1}. Bytes are shown as bytes until boundaries are found again",
     "Check whether packets are missing from the capture; if none is, the inference was wrong or the message is malformed: force another "
     "framing in the protocol's preferences",
     "Generated: a length that cannot be, or missing bytes"},
    {"ctiqbe.not_framed", Severity::note, Group::coverage, "No framing fits",
     "None of the eight ways to read an 8-byte prefix fits this conversation: it is shown as bytes",
     "Check that this is CTIQBE at all; ports 2748 and 2749 are registered with IANA for other services",
     "Generated; IANA service names of ports 2748 and 2749"},
    {"ctiqbe.closed_after_open", Severity::warn, Group::sequence, "Closed after the first message",
     "Server {1} closed the connection {2} ms after the first message of client {0}{4}, having sent {3} bytes; {5}",
     "Look in the syslog of {1} for an alarm about {0} at this time: CtiIncompatibleProtocolVersion, CtiMaxConnectionReached or CtiProviderOpenFailure says why\n"
     "Without an alarm read the CTIManager trace (SDL) of this second, and ask whether a firewall inspects CTIQBE",
     "Cisco tech note 91885; Cisco System Error Messages for Unified CM 14; ASA syslog messages 620001 and 620002"},
    {"ctiqbe.refused_repeatedly", Severity::error, Group::sequence, "Refused again and again",
     "Client {0} was refused {2} times in a row by {1}; {3}",
     "Look in the syslog of {1} for an alarm about {0}: it says why, for example CtiIncompatibleProtocolVersion or CtiMaxConnectionReached\n"
     "Without an alarm read the CTIManager trace (SDL) of these seconds",
     "Cisco tech note 91885; Cisco System Error Messages for Unified CM 14", "", 2, true},
    {"ctiqbe.incompatible_version", Severity::error, Group::sequence, "Incompatible protocol version",
     "Client {0} was refused by {1} ({2} so far) right after its first message, and the alarm in frame {3} says why: its protocol version is {4}, the "
     "oldest accepted is {5}",
     "Install on {0} the JTAPI or TSP plugin that this Unified CM supplies (Administration, Application > Plugins) and restart the application\n"
     "Unified CCX: Cisco JTAPI Resync. Emergency Responder: set the new Unified CM version with its Admin Utility",
     "Cisco tech note 91885; Cisco System Error Messages for Unified CM 14; JTAPI Developers Guide 15"},
    {"ctiqbe.refused", Severity::error, Group::sequence, "Refused, and the alarm says why",
     "Client {0} was refused by {1} ({2} so far for this), and the alarm in frame {4} says why: {3}{5}",
     "Look up the alarm and its reason in the System Error Messages of this Unified CM release\nThe CTIManager trace (SDL) of this second names the request",
     "Cisco System Error Messages for Unified CM 12.5(1), 14 and 15", "3", 2},
    {"ctiqbe.shape", Severity::note, Group::sequence, "Shape of a known fault",
     "The session of {0} with {1} has the shape of {2} ({3}); {4}",
     "Look in the syslog of {1} for an alarm about {0} at this time: it proves or disproves this",
     "Generated from who sends how many messages, pauses and who closes: Cisco tech notes 212107 and 220616", "2"},
    {"ctiqbe.server_stopped", Severity::note, Group::sequence, "Server ended all at once",
     "Server {0} ended {1} sessions of {2} clients within a second: the shape of a CTIManager that stopped; an alarm would prove it",
     "Look in the syslog of {0} for ServiceStopped or ServiceFailed about Cisco CTIManager, and whether clients are refused by reset afterwards\n"
     "Start the service, and give clients a second CTIManager",
     "Cisco System Error Messages for Unified CM 14; that sessions end together is inferred"},
    {"ctiqbe.heartbeat_gap", Severity::warn, Group::sequence, "Silence",
     "{0} was silent for {1} s, more than twice the heartbeat interval of {2} s{3}",
     "Look for packet loss, a stalled process or high CPU on {0}; a client tears the connection down after twice the server's interval, "
     "CTIManager raises CtiProviderCloseHeartbeatTimeout",
     "JTAPI Developers Guide 15, Heartbeats: any message counts, twice the server's interval ends the session; default interval 30 s", "", -1, true},
    {"ctiqbe.failover", Severity::note, Group::sequence, "Client changed servers",
     "Client {0} left {1} and opened a connection to {2} after {3} s",
     "Find out why {1} was left: the last messages, the close and the CTIManager alarms of that moment tell. TSP does not go back by itself",
     "TAPI Developers Guide 14, CTI Manager failover; JTAPI Developers Guide 15, Redundancy"},
    {"ctiqbe.reconnect", Severity::note, Group::sequence, "Client reconnected", "Client {0} opened a new connection to {1} {2} s after the last one ended",
     "One reconnection after a network fault is normal; many point to an unstable client or server", "JTAPI Developers Guide 15; TSP installation: retry after 30 s"},
    {"ctiqbe.user_field", Severity::note, Group::undecoded, "User field does not fit",
     "Field {0} of the user table does not fit into this message of {1} bytes", "Correct the offset or type in the table ctiqbe_pdus", "Generated"},
};

/// The row with this id; an id that does not exist stops the build.
consteval const Diagnosis& diagnosis(std::string_view id) { return diagnosis_row(diagnoses, id); }

} // namespace cti::ctiqbe
