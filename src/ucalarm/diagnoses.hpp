// SPDX-License-Identifier: GPL-2.0-or-later
// What ucalarm has to say about alarms, and about messages it could not wholly read.
#pragma once

#include "core/diagnosis.hpp"

namespace cti::ucalarm {

namespace detail {

inline constexpr const char* catalogue_source = "System Error Messages for Unified CM 14";
inline constexpr const char* cisco_log_source = 
    "Managed Services Guide for Unified CM 12.5(1), CiscoLog Messages; System Error Messages for Unified CM 14";
inline constexpr const char* unified_cm_source = "System Error Messages for Unified CM 15";
inline constexpr const char* icm_source = "Serviceability Guide for Unified CCE 15.0(1), SNMP notifications";
inline constexpr const char* look_it_up = "Look it up in the System Error Messages of this Unified CM release";
inline constexpr const char* compare = "Compare with the alarm in RTMT or in the server's own syslog file";

/// {0} what it is about, {1} where, {2} what happened, {3} its reason or who, {4} the alarm as its line prints it, {5} what the line says.
inline constexpr const char* of_service = "{0}{1}: {2}{3}{5} ({4})";
/// {4} holds the severity too: an alarm that comes more severe is another matter.
inline constexpr const char* of_service_identity = "0134";

/// The alarms of CTIManager: {0} name, {1} meaning, {2} reason, {3} user, {4} device and line, {5} client.
constexpr Diagnosis alarm(Severity severity)
{
    return {"ucalarm.alarm", severity, Group::response_code, "CTI alarm", "{0}: {1}{2}{3}{4}{5}",
        "Look the alarm up in the System Error Messages of this Unified CM release", catalogue_source, "02345"};
}
constexpr Diagnosis service_stopped(Severity severity)
{
    return {"ucalarm.service_stopped", severity, Group::response_code, "CTIManager does not run", of_service,
        "Start Cisco CTIManager in Control Center - Feature Services\n"
        "Find out why it went down: its traces, core dumps, audit log",
        unified_cm_source, of_service_identity};
}
constexpr Diagnosis service_trouble(Severity severity)
{
    return {"ucalarm.service_trouble", severity, Group::response_code, "Trouble with CTIManager or its node", of_service,
        "Check Cisco CTIManager in Control Center - Feature Services, and the node's CPU, memory and disk",
        unified_cm_source, of_service_identity};
}
constexpr Diagnosis link_failure(Severity severity)
{
    return {"ucalarm.link_failure", severity, Group::response_code, "Link of CTIManager to another node is down", of_service,
        "Check the node, its Cisco CallManager service and the network between the nodes", unified_cm_source, of_service_identity};
}
constexpr Diagnosis provider_failure(Severity severity)
{
    return {"ucalarm.provider_failure", severity, Group::response_code, "Unified CCX has no telephony provider", of_service,
        "Read the Exception in the text\nCheck that Cisco CTIManager runs and is reached",
        "Public Unified CCX engine log", of_service_identity};
}
constexpr Diagnosis firewall_inspection(Severity severity)
{
    return {"ucalarm.firewall_inspection", severity, Group::response_code, "Firewall inspects CTIQBE", of_service,
        "Switch off CTIQBE inspection for CTIManager (no inspect ctiqbe) if no NAT needs it",
        "ASA syslog messages 620001 and 620002", of_service_identity};
}
constexpr Diagnosis cti_server(Severity severity)
{
    return {"ucalarm.cti_server", severity, Group::response_code, "Trouble of a CTI Server or one of its clients", of_service,
        "Read the ctisvr log of that second", icm_source, of_service_identity};
}
constexpr Diagnosis cti_os(Severity severity)
{
    return {"ucalarm.cti_os", severity, Group::response_code, "Trouble of a CTI OS Server", of_service,
        "Read the ctiosserver log of that second", icm_source, of_service_identity};
}
constexpr Diagnosis peripheral(Severity severity)
{
    return {"ucalarm.peripheral", severity, Group::response_code, "Trouble of a peripheral gateway", of_service,
        "Read the log of the process that the alarm names", icm_source, of_service_identity};
}

} // namespace detail

// Several rows of one id: an expert info has the severity it was registered with, and every alarm has its own.
inline constexpr Diagnosis diagnoses[] = {
    {"ucalarm.incompatible_version", Severity::error, Group::response_code, "CTI client with an incompatible protocol version",
     "CTIManager refused client {3}: message version {0}, minimum version {1}, current version {2} (application {4}, node {5})",
     "Ask the vendor of the application at {3} which JTAPI/TSP version it needs\n"
     "Install the JTAPI or TSP plugin that this Unified CM supplies (Cisco Unified CM Administration, Application > Plugins) on every "
     "machine with a copy\n"
     "Restart the application\n"
     "Emergency Responder: set the new Unified CM version in its Admin Utility. Unified CCX: Cisco JTAPI Resync",
     "System Error Messages for Unified CM 14; Cisco tech note 91885; CER Administration Guide 12.5(1)SU2; UCCX Administration and Operations Guide "
     "12.5(1)SU1", "0135"},
    detail::alarm(Severity::error),
    detail::alarm(Severity::warn),
    detail::alarm(Severity::note),
    detail::alarm(Severity::chat),
    detail::service_stopped(Severity::error),
    detail::service_stopped(Severity::warn),
    detail::service_trouble(Severity::error),
    detail::service_trouble(Severity::warn),
    detail::link_failure(Severity::error),
    detail::link_failure(Severity::warn),
    {"ucalarm.call_manager_restart", Severity::error, Group::response_code, "CallManager restarts itself", detail::of_service,
     "Find the overload\nAll CTI devices of the node rehome meanwhile", detail::unified_cm_source, detail::of_service_identity},
    detail::provider_failure(Severity::error),
    detail::provider_failure(Severity::warn),
    detail::firewall_inspection(Severity::warn),
    detail::firewall_inspection(Severity::chat),
    detail::cti_server(Severity::error),
    detail::cti_server(Severity::warn),
    {"ucalarm.session_terminated", Severity::error, Group::response_code, "CTI Server ended a session", detail::of_service,
     "Look at the end of the session in the capture", detail::icm_source, detail::of_service_identity},
    detail::cti_os(Severity::error),
    detail::cti_os(Severity::warn),
    detail::peripheral(Severity::error),
    detail::peripheral(Severity::warn),
    {"ucalarm.explained", Severity::note, Group::response_code, "Another service says why",
     "{0} of {1}: {2} in frame {3} goes with it: {4}", "Read both alarms", "System Error Messages for Unified CM 15; that the two belong together follows "
     "from what they name and when they came", "012"},
    {"ucalarm.recovered", Severity::chat, Group::response_code, "CTI service is up, or back", detail::of_service, "None",
     "System Error Messages for Unified CM 15; Serviceability Guide for Unified CCE 15.0(1)", detail::of_service_identity},
    {"ucalarm.alarms_lost", Severity::note, Group::coverage, "Alarms did not reach the syslog server", detail::of_service,
     "Check the syslog server and the network: alarms are missing in the capture", detail::unified_cm_source, detail::of_service_identity},
    {"ucalarm.unknown_alarm", Severity::note, Group::undecoded, "Alarm not in the catalogue", "{0} is not in the UC_CTI catalogue",
     detail::look_it_up, detail::catalogue_source, "0"},
    {"ucalarm.truncated", Severity::warn, Group::malformed, "Alarm cut off", "The line or the message ends inside {0}; the value may be incomplete",
     "Read the whole alarm in RTMT or in the server's own syslog file\n"
     "Send syslog over TCP, or raise the message size limit of the sender or relay",
     "Generated: the message ends before its syntax does"},
    {"ucalarm.frame_cut", Severity::note, Group::coverage, "Alarm cut by the capture",
     "The capture kept this frame only up to somewhere inside {0}",
     "Capture whole packets (tshark -s 0)", "Generated: the frame was longer than what was captured"},
    {"ucalarm.parts_missing", Severity::note, Group::coverage, "Parts of an alarm are missing",
        "{0} sent an alarm in {1} parts, of which {2} came: what it says is not known",
        "Read the alarm in RTMT or in the server's own syslog file\nCheck whether the capture or the network lost syslog messages", detail::catalogue_source, "0"},
    {"ucalarm.malformed", Severity::warn, Group::malformed, "Alarm that cannot be read", "Not a parameter: {0}",
     detail::compare, detail::catalogue_source},
    {"ucalarm.bad_value", Severity::warn, Group::malformed, "Parameter is not of its type", "{0} is \"{1}\", which is not {2}",
     detail::compare, detail::catalogue_source, "0"},
    {"ucalarm.unknown_parameter", Severity::note, Group::undecoded, "Parameter not in the catalogue", "{0} is not a parameter of the UC_CTI catalogue",
     detail::look_it_up, detail::catalogue_source, "0"},
    {"ucalarm.repeated_parameter", Severity::note, Group::protocol, "Parameter given more than once", "{0} is given again; the first one counts",
     detail::compare, "Generated: the UC_CTI catalogue lists each parameter once", "0"},
    {"ucalarm.missing_parameter", Severity::note, Group::protocol, "Parameter missing", "{0} comes without {1}",
     "Older releases send fewer parameters; otherwise look for a relay that shortens messages", detail::catalogue_source, "01"},
    {"ucalarm.unknown_paramname", Severity::note, Group::assumption, "UNKNOWN_PARAMNAME",
     "Unified CM marks {0} as {1} and sends the alarm as severity 3 whatever its own severity is", "Take the severity from the catalogue",
     detail::cisco_log_source, "0"},
    {"ucalarm.unknown_reason", Severity::note, Group::undecoded, "Reason not in the catalogue", "{0} gives a reason ({1}) that the catalogue does not list",
     detail::look_it_up, detail::catalogue_source, "01"},
};

/// The row of a diagnosis with this severity; where it has no such row, its first.
constexpr const Diagnosis& diagnosis_of(std::string_view id, Severity severity)
{
    const Diagnosis* first = nullptr;
    for (const Diagnosis& d : diagnoses)
        if (id == d.id) {
            if (d.severity == severity)
                return d;
            if (!first)
                first = &d;
        }
    return *first;
}

/// The row of ucalarm.alarm with this severity.
constexpr const Diagnosis& alarm_diagnosis(Severity severity) { return diagnosis_of("ucalarm.alarm", severity); }

} // namespace cti::ucalarm
