// SPDX-License-Identifier: GPL-2.0-or-later
// The BroadWorks alarms that bear on CTI, and what their varbinds mean.
// Sources: vendor MIBs BroadworksFault of 22 February 2008, BW-OpenClientServerFault, BW-ApplicationServerFault and
// BW-XtendedServicesPlatformFault (numbers, names, varbinds; newer releases may have more); Cisco document 217564.
#pragma once

#include "bwfault/fields.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace cti::bwfault {

/// 1.3.6.1.4.1.6431.1.1.1: enterprise broadsoft, broadworks, common, systemFaults. Every alarm is a notification below it.
inline constexpr std::uint32_t system_faults[] = {1, 3, 6, 1, 4, 1, 6431, 1, 1, 1};
/// Below systemFaults, before the number of a varbind.
inline constexpr std::uint32_t fault_fields = 1;

/// The diagnosis it leads to.
enum class Kind : std::uint8_t {
    none, ///< says nothing about CTI by itself
    as_connection_failed,
    ns_connection_failed,
    connection_terminated,
    process_down,
    process_restarted,
    authentication_server,
    user_logged_out,
    login_attempts,
    access_refused,
    communication_error,
    rate_limit,
    alarms_lost,
    recovered,
};

struct Trap {
    std::uint32_t number; ///< below systemFaults
    std::string_view name;
    Kind kind;
    const char* meaning;
    const char* peer = ""; ///< what the far end is, where the alarm is about a connection
};

inline constexpr Trap traps[] = {
    {2, "notification", Kind::none, "General notification"},
    {3, "statefulAlarm", Kind::none, "General alarm with a state"},
    {4, "softwareError", Kind::none, "Software error"},
    {5, "bwGeneralSoftwareError", Kind::none, "Software error"},
    {12, "bwServerStateTransition", Kind::none, "State of the server changed"},
    {13, "bwCounterThreshold", Kind::none, "A counter reached its threshold"},
    {27, "bwMaximumFailedLoginAttempts", Kind::login_attempts, "Maximum of failed login attempts reached"},
    {28, "bwCommProtocolInitError", Kind::communication_error, "A communication protocol could not be started"},
    {29, "bwCommProtocolHostNotAllowed", Kind::access_refused, "Connection from a host that is not allowed"},
    {30, "bwCommProtocolInterfaceNotAllowed", Kind::access_refused, "Connection over an interface that is not allowed"},
    {36, "bwTcpSubsystemFatalError", Kind::communication_error, "TCP subsystem failed"},
    {41, "bwAlarmsDiscarded", Kind::alarms_lost, "Alarms were discarded"},
    {501, "bwPMOpenClientServerLaunched", Kind::recovered, "Process started"},
    {502, "bwPMOpenClientServerShutDown", Kind::process_restarted, "Process stopped as asked"},
    {503, "bwPMOpenClientServerRestarted", Kind::process_restarted, "Process was restarted"},
    {504, "bwPMOpenClientServerDeath", Kind::process_down, "Process died"},
    {505, "bwPMOpenClientServerStartupFailed", Kind::process_down, "Process did not start; its ports 2208 and 2209 may be taken"},
    {506, "bwOpenClientServerNSConnFailed", Kind::ns_connection_failed, "Connection to the Network Server failed", "Network Server"},
    {507, "bwOpenClientServerASConnFailed", Kind::as_connection_failed, "Cannot connect to the Application Server", "Application Server"},
    {508, "bwOpenClientServerClientConnTerminated", Kind::connection_terminated, "Connection of a client ended", "client"},
    {509, "bwOpenClientServerASConnTerminated", Kind::connection_terminated, "Established connection to the Application Server ended",
        "Application Server"},
    {510, "bwOpenClientServerNSConnTerminated", Kind::connection_terminated, "Connection to the Network Server ended", "Network Server"},
    {511, "bwOpenClientServerExtAuthConnFailedRaise", Kind::authentication_server, "External authentication server cannot be reached",
        "authentication server"},
    {512, "bwOpenClientServerExtAuthConnFailedClear", Kind::recovered, "External authentication server is reached again",
        "authentication server"},
    {513, "bwOpenClientServerExtAuthProcessingFailedRaise", Kind::authentication_server, "External authentication server gave an error",
        "authentication server"},
    {514, "bwOpenClientServerExtAuthProcessingFailedClear", Kind::recovered, "External authentication server recovered",
        "authentication server"},
    {515, "bwOpenClientServerUserIdForceLoggedOut", Kind::user_logged_out, "User was logged out by force"},
    {3517, "bwAclViolation", Kind::access_refused, "Connection from a machine that is not in the access list"},
    {3607, "bwOciReportingAclViolation", Kind::access_refused, "OCI reporting: connection from a machine that is not in the access list"},
    {3608, "bwOciReportingConnectionError", Kind::communication_error, "OCI reporting: connection error"},
    {3617, "bwXSOCICommunicationError", Kind::communication_error, "OCI communication error of the execution server"},
    {3661, "bwCallCenterConnectionFailure", Kind::communication_error, "Call center connection failed"},
    {6001, "bwXspTransactionGlobalRateLimitExceeded", Kind::rate_limit, "Transactions of a web application denied: its rate is too high"},
    {6002, "bwXspTransactionUserRateLimitExceeded", Kind::rate_limit, "Transactions of a user denied: their rate is too high"},
};

/// How the value of a varbind is written.
enum class Syntax : std::uint8_t { number, text, date_and_time };

struct VarbindRow {
    std::uint32_t number; ///< below faultFields (systemFaults 1)
    const char* name;     ///< as the MIB spells it
    FieldId field;
    Syntax syntax;
};

/// In the order of a trap. The alarms 501 to 515 have no alarmState.
inline constexpr VarbindRow varbinds[] = {
    {1, "identifier", id::identifier, Syntax::number},
    {2, "timeStamp", id::timestamp, Syntax::date_and_time},
    {3, "alarmName", id::alarm_name, Syntax::text},
    {4, "systemName", id::system_name, Syntax::text},
    {5, "severity", id::severity, Syntax::number},
    {6, "alarmState", id::alarm_state, Syntax::number},
    {7, "component", id::component, Syntax::number},
    {8, "subcomponent", id::subcomponent, Syntax::number},
    {9, "problemText", id::problem_text, Syntax::text},
    {10, "recommendedActionsText", id::recommended_actions_text, Syntax::text},
};

/// nullptr: not in the table.
constexpr const Trap* find_trap(std::uint32_t number)
{
    for (const Trap& row : traps)
        if (row.number == number)
            return &row;
    return nullptr;
}
constexpr const Trap* find_trap(std::string_view name)
{
    for (const Trap& row : traps)
        if (row.name == name)
            return &row;
    return nullptr;
}

} // namespace cti::bwfault
