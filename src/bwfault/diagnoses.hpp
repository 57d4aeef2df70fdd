// SPDX-License-Identifier: GPL-2.0-or-later
// What bwfault has to say about BroadWorks alarms.
#pragma once

#include "core/diagnosis.hpp"

namespace cti::bwfault {

namespace detail {

inline constexpr const char* mib = "Vendor MIB BroadworksFault";
inline constexpr const char* mib_and_removal = "Vendor MIB BroadworksFault; Cisco document 217564 (CAP removed from release 22.0)";

/// {0} what it is about, {1} where, {2} what happened, {3} the far end, or what the alarm itself says, {4} name of the alarm.
inline constexpr const char* sentence = "{0}{1}: {2}{3} ({4})";
inline constexpr const char* identity = "134";

} // namespace detail

inline constexpr Diagnosis diagnoses[] = {
    {"bwfault.as_connection_failed", Severity::error, Group::response_code, "Open Client Server reaches no Application Server",
        detail::sentence,
        "Find out the release of the Application Server and whether it runs\n"
        "22.0 or later, and CAP is enabled: CAP is gone: XSP_CLI/Applications/OpenClientServer/CAPProxy, set enabled false, then restart "
        "OpenClientServer\n"
        "Earlier: check the Application Server, port 2206 between the two, and its access list",
        detail::mib_and_removal, detail::identity},
    {"bwfault.cap_connection_failed", Severity::error, Group::response_code, "CAP is enabled, and no Application Server takes it",
        detail::sentence,
        "Find out the release of the Application Server: from 22.0 on there is no CAP\n"
        "22.0 or later: on every server XSP_CLI/Applications/OpenClientServer/CAPProxy, set enabled false\n"
        "Then restart OpenClientServer (not needed where CAPProxy was disabled before the upgrade)\n"
        "Earlier: check the Application Server, port 2206 between the two, and its CAP access list",
        detail::mib_and_removal, detail::identity},
    {"bwfault.ns_connection_failed", Severity::error, Group::response_code, "Open Client Server reaches no Network Server",
        detail::sentence, "Check the Network Server and the network\nLogins fail until then: nobody knows where the users are", detail::mib,
        detail::identity},
    {"bwfault.connection_terminated", Severity::warn, Group::response_code, "Connection of the Open Client Server ended", detail::sentence,
        "Check whether the far end was restarted or upgraded\nSessions of all users through this connection are lost",
        detail::mib_and_removal, detail::identity},
    {"bwfault.process_down", Severity::error, Group::response_code, "Open Client Server does not run", detail::sentence,
        "Read its log and look for a core file\nAll CAP and OCI clients of this server have lost their connection", detail::mib,
        detail::identity},
    {"bwfault.process_restarted", Severity::warn, Group::response_code, "Open Client Server was stopped or restarted", detail::sentence,
        "Find out why: its log, and who was logged in\nClients have to log in again", detail::mib, detail::identity},
    {"bwfault.authentication_server", Severity::error, Group::response_code, "External authentication fails", detail::sentence,
        "Check the web authentication server and the network to it", detail::mib, detail::identity},
    {"bwfault.user_logged_out", Severity::warn, Group::response_code, "User logged out by force", detail::sentence,
        "Check the login rights of the user: its login level is not allowed here", detail::mib, detail::identity},
    {"bwfault.login_attempts", Severity::warn, Group::response_code, "Too many failed logins", detail::sentence,
        "Find the machine that sends the old password, then unlock the user", detail::mib, detail::identity},
    {"bwfault.access_refused", Severity::warn, Group::response_code, "Connection refused by an access list", detail::sentence,
        "Put the address of the client into the access list of this interface, if it is to have access", detail::mib, detail::identity},
    {"bwfault.communication_error", Severity::warn, Group::response_code, "Communication between servers fails", detail::sentence,
        "Check the far end, and the network between the two", detail::mib, detail::identity},
    {"bwfault.rate_limit", Severity::warn, Group::response_code, "Too many transactions", detail::sentence,
        "Find the client that sends so many requests\nReview the transaction limit of the Xtended Services Platform", detail::mib,
        detail::identity},
    {"bwfault.alarms_lost", Severity::note, Group::coverage, "Alarms were discarded", detail::sentence,
        "Read the alarm table on the server: alarms are missing in the capture", detail::mib, detail::identity},
    {"bwfault.recovered", Severity::chat, Group::response_code, "Fault is over", detail::sentence, "None", detail::mib, detail::identity},
    {"bwfault.bad_value", Severity::warn, Group::malformed, "Variable is not of its type", "{0} is not {1}",
        "Compare with the alarm table on the server (Monitoring/Alarm/AlarmsTable, list)", detail::mib, "0"},
    {"bwfault.frame_cut", Severity::note, Group::coverage, "Alarm cut by the capture",
        "The capture kept this frame only up to somewhere inside the alarm", "Capture whole packets (tshark -s 0)",
        "Generated: the frame was longer than what was captured"},
    {"bwfault.unknown_alarm", Severity::note, Group::undecoded, "BroadWorks alarm that is not in the table",
        "Alarm {0} of BroadWorks is not in the table", "Look it up in the Fault Management Guide of this BroadWorks release", detail::mib,
        "0"},
};

} // namespace cti::bwfault
