// SPDX-License-Identifier: GPL-2.0-or-later
// What ucalarm has to say about alarms, and about messages it could not wholly read.
#pragma once

#include "core/diagnosis.hpp"

namespace cti::ucalarm {

inline constexpr Diagnosis diagnoses[] = {
    {"ucalarm.incompatible_version", Severity::error, Group::response_code, "CTI client with an incompatible protocol version",
     "CTIManager refused client {3}: message version {0}, minimum version {1}, current version {2} (application {4}, node {5})",
     "Ask the vendor of the application at {3} which JTAPI/TSP version it needs. Install the JTAPI or TSP plugin that this Unified CM supplies "
     "(Cisco Unified CM Administration, Application > Plugins) on every machine with a copy, then restart the application. "
     "Emergency Responder: set the new Unified CM version in its Admin Utility. Unified CCX: Cisco JTAPI Resync",
     "System Error Messages for Unified CM 14; Cisco tech note 91885; CER Administration Guide 12.5(1)SU2; UCCX Administration and Operations Guide "
     "12.5(1)SU1"},
    // One diagnosis, four severities: an expert info has the severity it was registered with, and every alarm has its own.
    {"ucalarm.alarm", Severity::error, Group::response_code, "CTI alarm", "{0}: {1}{2}{3}{4}{5}", "See the alarm in System Error Messages for Unified CM",
     "System Error Messages for Unified CM 14"},
    {"ucalarm.alarm", Severity::warn, Group::response_code, "CTI alarm", "{0}: {1}{2}{3}{4}{5}", "See the alarm in System Error Messages for Unified CM",
     "System Error Messages for Unified CM 14"},
    {"ucalarm.alarm", Severity::note, Group::response_code, "CTI alarm", "{0}: {1}{2}{3}{4}{5}", "See the alarm in System Error Messages for Unified CM",
     "System Error Messages for Unified CM 14"},
    {"ucalarm.alarm", Severity::chat, Group::response_code, "CTI alarm", "{0}: {1}{2}{3}{4}{5}", "See the alarm in System Error Messages for Unified CM",
     "System Error Messages for Unified CM 14"},
    {"ucalarm.unknown_alarm", Severity::note, Group::undecoded, "Alarm not in the catalogue", "{0} is not in the UC_CTI catalogue",
     "Look it up in the System Error Messages of this Unified CM release", "System Error Messages for Unified CM 14"},
    {"ucalarm.truncated", Severity::warn, Group::malformed, "Alarm cut off", "The line or the message ends inside {0}; the value may be incomplete",
     "Capture whole packets; send syslog over TCP, or raise the message size limit of the sender or relay", "Generated: the message ends before its syntax does"},
    {"ucalarm.malformed", Severity::warn, Group::malformed, "Alarm that cannot be read", "Not a parameter: {0}",
     "Compare with the alarm in RTMT or in the server's own syslog file", "System Error Messages for Unified CM 14"},
    {"ucalarm.bad_value", Severity::warn, Group::malformed, "Parameter is not of its type", "{0} is \"{1}\", which is not {2}",
     "Compare with the alarm in RTMT or in the server's own syslog file", "System Error Messages for Unified CM 14"},
    {"ucalarm.unknown_parameter", Severity::note, Group::undecoded, "Parameter not in the catalogue", "{0} is not a parameter of the UC_CTI catalogue",
     "Look it up in the System Error Messages of this Unified CM release", "System Error Messages for Unified CM 14"},
    {"ucalarm.repeated_parameter", Severity::note, Group::protocol, "Parameter given more than once", "{0} is given again; the first one counts",
     "Compare with the alarm in RTMT or in the server's own syslog file", "Generated: the UC_CTI catalogue lists each parameter once"},
    {"ucalarm.missing_parameter", Severity::note, Group::protocol, "Parameter missing", "{0} comes without {1}",
     "Older releases send fewer parameters; otherwise look for a relay that shortens messages", "System Error Messages for Unified CM 14"},
    {"ucalarm.unknown_paramname", Severity::note, Group::assumption, "UNKNOWN_PARAMNAME",
     "Unified CM marks {0} as UNKNOWN_PARAMNAME and sends the alarm as severity 3 whatever its own severity is",
     "Take the severity from the catalogue", "System Error Messages for Unified CM 14"},
    {"ucalarm.unknown_reason", Severity::note, Group::undecoded, "Reason not in the catalogue", "{0} gives a reason ({1}) that the catalogue does not list",
     "Look it up in the System Error Messages of this Unified CM release", "System Error Messages for Unified CM 14"},
};

/// The row of ucalarm.alarm with this severity.
constexpr const Diagnosis& alarm_diagnosis(Severity severity)
{
    for (const Diagnosis& d : diagnoses)
        if (d.severity == severity && std::string_view{d.id} == "ucalarm.alarm")
            return d;
    return diagnosis_row(diagnoses, "ucalarm.alarm");
}

} // namespace cti::ucalarm
