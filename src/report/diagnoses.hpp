// SPDX-License-Identifier: GPL-2.0-or-later
// What only becomes visible when everything is seen.
#pragma once

#include "core/diagnosis.hpp"

namespace cti::report {

inline constexpr Diagnosis diagnoses[] = {
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
        "Check the load of the PG: queue figures shown to agents are stale",
        "Report; a rule of the field", "", 0},
};

} // namespace cti::report
