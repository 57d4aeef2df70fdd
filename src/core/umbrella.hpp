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

inline constexpr Diagnosis diagnoses[] = {
    {"cti.refused", Severity::warn, Group::sequence, "Connection refused or never answered", "{0} tried to connect to {1} ({2}): {3}",
     "Check that the server process runs and listens on this port, and that no firewall drops or resets the connection",
     "TCP"},
    {"cti.reconnect_loop", Severity::warn, Group::sequence, "Client connects in a loop", "Client {0} opened {1} sessions to {2} within {3} s, none of which lasted",
     "Look at how each session ends: the first refusal or failure is the reason, the client only repeats it", "Report"},
    {"cti.unanswered_at_end", Severity::note, Group::sequence, "Requests open when the capture ended",
     "{0} request(s) of the session with {1} had no answer when the capture ended; the oldest is {2} in frame {3}, {4} s before the end",
     "Look at the server's state around that frame: a request that is never answered hangs the application. If the answer may have come later, capture longer",
     "Report"},
    {"cti.slow_statistics", Severity::warn, Group::sequence, "Skill group statistics too slow",
     "QUERY_SKILL_GROUP_STATISTICS_REQ was answered after {0} ms on average ({1} answers, slowest {2} ms); desktops overrun above 62 ms",
     "Ask for fewer skill groups or less often, and check the load of the PG: queue figures shown to agents are stale", "Report; a rule of the field"},
};

/// What a refused connection means for one protocol. Sources: BroadWorks 22.0 release notes on CAPProxy; Unified CM
/// serviceability (CTIManager); Unified CCE administration.
struct RefusalHint {
    const char* protocol;
    const char* remedy;
};
inline constexpr RefusalHint refusal_hints[] = {
    {"ged188", "Check that the CTI Server process of the PG runs (both sides) and listens on this port, and that no firewall drops or resets the connection"},
    {"ctiqbe", "Check that the service Cisco CTIManager is activated and running on this node, and that no firewall drops or resets the connection"},
    {"bwcap", "CAP was removed in BroadWorks 22.0: if the server was upgraded, set CAPProxy 'enabled' to false, restart OpenClientServer and move the client to the "
              "successor interface; before 22.0 check that the service runs and that no firewall drops or resets the connection"},
};

} // namespace cti::umbrella_tables
