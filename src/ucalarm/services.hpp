// SPDX-License-Identifier: GPL-2.0-or-later
// Alarms of other services than CTIManager that bear on CTI: of Unified CM, ICM/Unified CCE, Unified CCX and firewalls.
// Sources: System Error Messages for Cisco Unified Communications Manager 15 (names and severities are alike in 12.5 and 14);
// Serviceability Guide for Unified CCE 15.0(1), SNMP notifications; a public Unified CCX engine log (ModuleRunTimeFailure);
// ASA syslog messages 620001 and 620002. When an alarm is about CTI, and some of the actions, are the editors' judgement.
#pragma once

#include "ucalarm/catalogue.hpp"

#include <cstdint>
#include <string_view>

namespace cti::ucalarm::services {

/// Who writes the alarm.
enum class Facility : std::uint8_t {
    service_manager, ///< UC_SERVICEMANAGER
    generic,         ///< UC_GENERIC: any service of Unified CM about itself
    lpmtct,          ///< UC_LPMTCT: log partition and cores
    call_manager,    ///< UC_CALLMANAGER
    ims,             ///< UC_IMS: checks of users
    cert,            ///< UC_CERT
    rtmt,            ///< UC_RTMT
    sysagent,        ///< UC_SYSAGENT: syslog agent
    icm,             ///< ICM_component_process
    uccx_telephony,  ///< MIVR-SS_TEL
    firewall,        ///< ASA, PIX, FWSM, FTD
};

/// What the alarm says of the state it is about: it begins, it happened once, it ends, neither.
enum class Happens : std::uint8_t { raise, single, clear, info };

/// When the alarm is about CTI.
enum class About : std::uint8_t {
    always,
    cti_manager_named, ///< where it names CTIManager as the service, or as the process that left a core
    cti_manager_sends, ///< where AppID is Cisco CTIManager
    application_200,   ///< where one end of the link is application 200, CTIManager
    cti_process,       ///< where it names a process of the CTI path: ctisvr, ctiosserver, opc, pim, jgw
    whole_node,        ///< whatever it names: every service of the node is concerned
    with_others,       ///< only beside an alarm or a session of the same user, device or node: by itself it says nothing about CTI
};

/// The diagnosis it leads to.
enum class Kind : std::uint8_t {
    none,
    service_stopped,
    service_trouble,
    link_failure,
    call_manager_restart,
    provider_failure,
    firewall_inspection,
    cti_server,
    cti_server_down,
    session_terminated,
    cti_os,
    peripheral,
    alarms_lost,
};

struct ServiceAlarm {
    std::string_view name; ///< as it stands behind the severity; of ICM the message ID
    const char* title;     ///< what ICM's message ID stands for; "" elsewhere
    Facility facility;
    Level level; ///< by the catalogue; the message's own may differ
    Happens happens;
    About about;
    Kind kind;
    const char* meaning;
    const char* remedy; ///< steps separated by '\n'
};

inline constexpr ServiceAlarm alarms[] = {
    {"ServiceActivated", "", Facility::service_manager, Level::notice, Happens::info, About::cti_manager_named, Kind::service_trouble,
        "Service was activated", "None"},
    {"ServiceDeactivated", "", Facility::service_manager, Level::notice, Happens::info, About::cti_manager_named, Kind::service_stopped,
        "Service was deactivated by an administrator", "Activate it again if not wanted\nEvery CTI client of this node loses its provider"},
    {"ServiceActivationFailed", "", Facility::service_manager, Level::alert, Happens::raise, About::cti_manager_named,
        Kind::service_stopped, "Service could not be activated", "Read Reason and ErrorString\nTry again in Service Activation"},
    {"ServiceDeactivationFailed", "", Facility::service_manager, Level::alert, Happens::raise, About::cti_manager_named,
        Kind::service_trouble, "Service could not be deactivated", "Read Reason and ErrorString\nTry again"},
    {"ServiceFailed", "", Facility::service_manager, Level::critical, Happens::raise, About::cti_manager_named, Kind::service_stopped,
        "Service ended abruptly; the service manager starts it again. All CTIQBE sessions to this node drop",
        "Look for a core dump (CoreDumpFileFound), collect CTIManager traces, check that ServiceStarted follows\nApplications should use "
        "the backup CTIManager"},
    {"ServiceStartFailed", "", Facility::service_manager, Level::critical, Happens::raise, About::cti_manager_named, Kind::service_stopped,
        "Service could not be started", "Start it in Control Center - Feature Services\nRead Reason"},
    {"ServiceStopFailed", "", Facility::service_manager, Level::critical, Happens::raise, About::cti_manager_named, Kind::service_trouble,
        "Service could not be stopped properly; it is marked stopped", "Look for system errors in syslog\nRestart the service or the node"},
    {"ServiceRestartFailed", "", Facility::service_manager, Level::critical, Happens::raise, About::cti_manager_named,
        Kind::service_stopped, "Service could not be restarted", "Start it by hand"},
    {"ServiceExceededMaxRestarts", "", Facility::service_manager, Level::alert, Happens::raise, About::cti_manager_named,
        Kind::service_stopped, "Service failed too often; the service manager gave up. CTI is down on this node until someone starts it",
        "Start the service by hand\nFind the cause in its traces and core dumps"},
    {"FailedToReadConfig", "", Facility::service_manager, Level::emergency, Happens::raise, About::whole_node, Kind::service_trouble,
        "Service manager could not read its configuration", "Ask support\nRe-install may be needed"},
    {"MemAllocFailed", "", Facility::service_manager, Level::alert, Happens::raise, About::whole_node, Kind::service_trouble,
        "Service manager got no memory", "Check memory of the node"},
    {"SystemResourceError", "", Facility::service_manager, Level::alert, Happens::raise, About::cti_manager_named, Kind::service_trouble,
        "A system call failed", "Reboot the node if the service fails on"},
    {"ServiceManagerUnexpectedShutdown", "", Facility::service_manager, Level::error, Happens::raise, About::whole_node,
        Kind::service_trouble, "Service manager came back after an unexpected end (power loss, panic)", "Find out why the node went down"},
    {"ServiceStarted", "", Facility::generic, Level::informational, Happens::clear, About::cti_manager_named, Kind::service_trouble,
        "Service has started. VersionInfo tells the CTIManager version", "None: clients may connect now"},
    {"ServiceStopped", "", Facility::generic, Level::informational, Happens::raise, About::cti_manager_named, Kind::service_stopped,
        "Service stopped as asked", "If not planned, find who stopped it (audit log) and start it"},
    {"ServiceStartupFailed", "", Facility::generic, Level::warning, Happens::raise, About::cti_manager_named, Kind::service_stopped,
        "Service did not start", "Start it by hand\nRead its traces"},
    {"ServiceNotInstalled", "", Facility::generic, Level::emergency, Happens::raise, About::cti_manager_named, Kind::service_stopped,
        "Executable of the service is missing", "Re-install"},
    {"OutOfMemory", "", Facility::generic, Level::emergency, Happens::raise, About::cti_manager_sends, Kind::service_trouble,
        "Process has no memory left", "Check memory\nRestart the service"},
    {"CoreDumpFileFound", "", Facility::lpmtct, Level::critical, Happens::raise, About::cti_manager_named, Kind::service_trouble,
        "A process crashed and left a core file", "Collect the core (utils core active analyze) and give it to support"},
    {"SDLLinkOOS", "", Facility::call_manager, Level::alert, Happens::raise, About::application_200, Kind::link_failure,
        "Link to another node or application is out of service. Between 100 and 200: CTI devices of that node go out of service",
        "Check the node, the CallManager service and the network between the nodes"},
    {"SDLLinkISV", "", Facility::call_manager, Level::notice, Happens::clear, About::application_200, Kind::link_failure, "Link is back",
        "None"},
    {"CMVersionMismatch", "", Facility::call_manager, Level::alert, Happens::raise, About::application_200, Kind::link_failure,
        "Nodes run different versions and do not talk; normal during an upgrade", "Finish the upgrade of all nodes"},
    {"TimerThreadSlowed", "", Facility::call_manager, Level::critical, Happens::raise, About::with_others, Kind::none,
        "CallManager timers are late: the node is overloaded", "Check CPU, disk, VM resources\nExpect heartbeat losses"},
    {"CodeYellowEntry", "", Facility::call_manager, Level::critical, Happens::raise, About::with_others, Kind::none,
        "CallManager throttles calls from overload", "Check CPU and call rate"},
    {"CodeYellowExit", "", Facility::call_manager, Level::notice, Happens::clear, About::with_others, Kind::none, "Throttling ended",
        "None"},
    {"CodeRedEntry", "", Facility::call_manager, Level::critical, Happens::raise, About::whole_node, Kind::call_manager_restart,
        "CallManager restarts itself after too long an overload", "Find the overload\nAll CTI devices rehome"},
    {"DeviceUnregistered", "", Facility::call_manager, Level::warning, Happens::raise, About::with_others, Kind::none,
        "A device unregistered", "Read Reason\nCheck the device"},
    {"EndPointUnregistered", "", Facility::call_manager, Level::error, Happens::raise, About::with_others, Kind::none,
        "A phone unregistered", "Read Reason\nCheck phone, switch port, network"},
    {"DeviceTransientConnection", "", Facility::call_manager, Level::warning, Happens::raise, About::with_others, Kind::none,
        "A device tried to register and did not finish", "Read Reason\nCheck device name, certificate, database entry"},
    {"EndPointTransientConnection", "", Facility::call_manager, Level::error, Happens::raise, About::with_others, Kind::none,
        "A phone tried to register and did not finish", "Read Reason"},
    {"authFail", "", Facility::ims, Level::warning, Happens::raise, About::with_others, Kind::none,
        "User check failed (wrong user or password)", "Correct the credentials in the application"},
    {"authHackLock", "", Facility::ims, Level::warning, Happens::raise, About::with_others, Kind::none,
        "Locked after too many wrong logins", "Clear the lock in Edit Credential or wait\nFind the machine with the old password"},
    {"authAdminLock", "", Facility::ims, Level::warning, Happens::raise, About::with_others, Kind::none, "Locked by an administrator",
        "Untick Locked by Administrator"},
    {"authInactiveLock", "", Facility::ims, Level::warning, Happens::raise, About::with_others, Kind::none, "Locked by inactivity",
        "Reset the credential"},
    {"authExpired", "", Facility::ims, Level::notice, Happens::raise, About::with_others, Kind::none, "Credential expired",
        "Reset the credential\nChoose Does Not Expire for application users"},
    {"authMustChange", "", Facility::ims, Level::notice, Happens::raise, About::with_others, Kind::none,
        "User has to change the credential first", "Untick User Must Change at Next Login"},
    {"authLdapInactive", "", Facility::ims, Level::warning, Happens::raise, About::with_others, Kind::none,
        "User is in the local database but the system uses LDAP and the user is inactive there", "Sync LDAP or use an application user"},
    {"LDAPServerUnreachable", "", Facility::ims, Level::error, Happens::raise, About::with_others, Kind::none,
        "Authentication server cannot be reached", "Check the LDAP server and the network\nSee LDAP Authentication"},
    {"authSuccess", "", Facility::ims, Level::informational, Happens::info, About::with_others, Kind::none, "User check succeeded", "None"},
    {"CertExpired", "", Facility::cert, Level::emergency, Happens::raise, About::with_others, Kind::none, "A certificate has expired",
        "Renew the certificate named in Message: CallManager or CAPF for TLS on 2749, tomcat for web"},
    {"CertValidLessthanADay", "", Facility::cert, Level::alert, Happens::raise, About::with_others, Kind::none,
        "A certificate ends within 24 hours or has ended", "Renew it now"},
    {"CertValidfor7days", "", Facility::cert, Level::critical, Happens::raise, About::with_others, Kind::none,
        "A certificate ends within seven days or has ended", "Renew it"},
    {"CertificateRevoked", "", Facility::cert, Level::emergency, Happens::raise, About::with_others, Kind::none,
        "An uploaded certificate is revoked", "Replace it"},
    {"RTMT_ALERT", "", Facility::rtmt, Level::error, Happens::raise, About::cti_manager_named, Kind::service_stopped,
        "RTMT alert; it may hold a whole alarm",
        "Start the service in Control Center - Feature Services if it is to run\nFind out why it went down: its traces, core dumps, audit "
        "log"},
    {"SyslogSeverityMatchFound", "", Facility::sysagent, Level::error, Happens::raise, About::with_others, Kind::none,
        "A syslog line of the configured severity came; MatchedEvent holds it", "Read the inner alarm"},
    {"SyslogStringMatchFound", "", Facility::sysagent, Level::error, Happens::raise, About::with_others, Kind::none,
        "A syslog line with the configured text came; MatchedEvent holds it", "Read the inner alarm"},
    {"TCPRemoteSyslogDeliveryFailed", "", Facility::sysagent, Level::error, Happens::raise, About::always, Kind::alarms_lost,
        "Events could not be delivered to the syslog server", "Check the syslog server: alarms are missing in the capture"},
    {"UnreachableRemoteSyslogServer", "", Facility::sysagent, Level::error, Happens::raise, About::always, Kind::alarms_lost,
        "Syslog server not reachable", "Check name and network"},
    {"108C020", "CTI Server on-line", Facility::icm, Level::informational, Happens::clear, About::always, Kind::cti_server,
        "CTI Server of the PG is up; clients may connect", "None"},
    {"108C021", "CTI Server down", Facility::icm, Level::error, Happens::raise, About::always, Kind::cti_server_down,
        "CTI Server of the PG is off-line; clients cannot connect", "Read the ctisvr log\nCheck both sides of the CG"},
    {"108C02B", "OPC not synchronized", Facility::icm, Level::error, Happens::single, About::always, Kind::peripheral,
        "OPC lost step with its partner side", "Check the private network between the PG sides"},
    {"1088085", "PG activation failed", Facility::icm, Level::error, Happens::single, About::always, Kind::peripheral,
        "PG failed to activate and restarts", "Check PG-to-router network and the PG logs"},
    {"12E8006", "CTI session established", Facility::icm, Level::informational, Happens::clear, About::always, Kind::cti_server,
        "Client opened a session (Connection Monitor service asked for)", "None"},
    {"12E8007", "CTI session closed by client", Facility::icm, Level::warning, Happens::raise, About::always, Kind::cti_server,
        "A client that should stay connected closed its session", "Check the client application"},
    {"12E8008", "CTI session terminated by CTI Server", Facility::icm, Level::error, Happens::raise, About::always, Kind::session_terminated,
        "CTI Server ended the session because of errors (heartbeat, bad messages)",
        "Look at the end of the session in the capture: missing HEARTBEAT_REQ, FAILURE_EVENT, TCP errors\nThen the client log"},
    {"12E800C", "client event report, normal", Facility::icm, Level::informational, Happens::clear, About::always, Kind::cti_server,
        "Client reported a normal event", "None"},
    {"12E800D", "client event report, warning", Facility::icm, Level::warning, Happens::raise, About::always, Kind::cti_server,
        "Client reported a warning", "Check the client application"},
    {"12E800E", "client event report, error", Facility::icm, Level::error, Happens::raise, About::always, Kind::cti_server,
        "Client reported an error", "Check the client application"},
    {"12E800F", "old client on multi-line", Facility::icm, Level::warning, Happens::raise, About::always, Kind::cti_server,
        "Client with protocol version 13 or older connected while multi-line is on; it may misread events",
        "Ask the vendor for a client of version 14 or later"},
    {"12E8010", "old client on multi-line gone", Facility::icm, Level::warning, Happens::clear, About::always, Kind::cti_server,
        "That client disconnected", "None"},
    {"12EC00E", "ECC overflow in CTI Server", Facility::icm, Level::warning, Happens::single, About::always, Kind::cti_server,
        "Too much ECC data: the ECC variables of that message are not forwarded",
        "Use fewer or smaller ECC variables (2000 bytes per message)"},
    {"1560004", "CTI OS Server on-line", Facility::icm, Level::informational, Happens::clear, About::always, Kind::cti_os,
        "CTI OS is connected to CTI Server; tells the protocol version", "None"},
    {"1560005", "CTI OS cycled, connection closed", Facility::icm, Level::warning, Happens::raise, About::always, Kind::cti_os,
        "CTI OS restarts because the CTI Server connection closed", "Check CTI Server at that time"},
    {"1560006", "CTI OS cycled, connection failed", Facility::icm, Level::error, Happens::raise, About::always, Kind::cti_os,
        "CTI OS restarts because the connection failed", "Check CTI Server and the network"},
    {"1560007", "CTI OS queue normal", Facility::icm, Level::informational, Happens::clear, About::always, Kind::cti_os,
        "Queue below 10,000", "None"},
    {"1560008", "CTI OS queue long", Facility::icm, Level::warning, Happens::raise, About::always, Kind::cti_os,
        "Queue above 10,000: CTI OS is behind", "Check CPU of the CTI OS Server\nFewer events per client (masks)"},
    {"1560009", "CTI OS exception", Facility::icm, Level::error, Happens::single, About::always, Kind::cti_os,
        "Exception while processing a request or event", "Collect the ctiosserver log"},
    {"156000A", "CTI OS exception", Facility::icm, Level::error, Happens::single, About::always, Kind::cti_os,
        "Exception while processing a request or event", "Collect the ctiosserver log"},
    {"156000B", "agent connections within limit", Facility::icm, Level::informational, Happens::clear, About::always, Kind::cti_os,
        "Agent connections within limit", "None"},
    {"156000C", "too many agent connections", Facility::icm, Level::warning, Happens::raise, About::always, Kind::cti_os,
        "More agents than the limit", "Spread the agents over more CTI OS Servers"},
    {"156000D", "monitor connections within limit", Facility::icm, Level::informational, Happens::clear, About::always, Kind::cti_os,
        "Monitor connections within limit", "None"},
    {"156000E", "too many monitor-mode connections", Facility::icm, Level::warning, Happens::raise, About::always, Kind::cti_os,
        "More monitor-mode applications than the limit", "Stop surplus monitor-mode applications"},
    {"156000F", "monitor mode enabled again", Facility::icm, Level::informational, Happens::clear, About::always, Kind::cti_os,
        "Monitor mode enabled again", "None"},
    {"1560010", "monitor mode disabled", Facility::icm, Level::warning, Happens::raise, About::always, Kind::cti_os,
        "Too many tries with a wrong monitor-mode password", "Correct the password in the application"},
    {"1560011", "CTI OS restarts after config change", Facility::icm, Level::warning, Happens::raise, About::always, Kind::cti_os,
        "Configuration differed after reconnecting", "None: wait for the restart"},
    {"1560012", "CTI OS lost CTI Server", Facility::icm, Level::warning, Happens::raise, About::always, Kind::cti_os,
        "Connection to CTI Server closed; it tries again and restarts if that fails", "Check CTI Server and the network"},
    {"1560013", "CTI OS within supported limit", Facility::icm, Level::informational, Happens::clear, About::always, Kind::cti_os,
        "CTI OS within supported limit", "None"},
    {"1560014", "CTI OS limit exceeded", Facility::icm, Level::warning, Happens::raise, About::always, Kind::cti_os,
        "Supported limit exceeded", "Reduce what the text names"},
    {"1438008", "dialer lost CTI Server", Facility::icm, Level::error, Happens::raise, About::always, Kind::cti_server,
        "Outbound Option lost its CTI Server connection", "Check that CTI Server is active and the PIM reaches the switch"},
    {"1438009", "dialer connected to CTI Server", Facility::icm, Level::informational, Happens::clear, About::always, Kind::cti_server,
        "Dialer connected to CTI Server", "None"},
    {"105007D", "peripheral on-line", Facility::icm, Level::informational, Happens::clear, About::always, Kind::peripheral,
        "Router sees calls and agents of the peripheral again", "None"},
    {"105007E", "peripheral off-line", Facility::icm, Level::error, Happens::raise, About::always, Kind::peripheral,
        "ACD/IVR not visible to the PG", "First solve 10500D1 if present\nElse check the ACD/CUCM link"},
    {"10500D1", "PG not connected", Facility::icm, Level::error, Happens::raise, About::always, Kind::peripheral,
        "PG is not connected to the central controller", "Ping and trace PG to router (high-priority address)\nCheck ccagent and pgagent"},
    {"10500D2", "peripheral operational", Facility::icm, Level::informational, Happens::clear, About::always, Kind::peripheral,
        "Peripheral operational", "None"},
    {"10500D3", "peripheral not operational", Facility::icm, Level::error, Happens::raise, About::always, Kind::peripheral,
        "Peripheral off-line or its link to the PG is broken", "Check the peripheral (CUCM/CTIManager, jgw) and its link"},
    {"10500FF", "process OK", Facility::icm, Level::informational, Happens::clear, About::cti_process, Kind::peripheral,
        "Process of that side is OK", "None"},
    {"102C10E", "process died", Facility::icm, Level::error, Happens::raise, About::cti_process, Kind::peripheral,
        "Process ended for an unknown reason; it is started again", "Check whether it bounces\nRead its log"},
    {"102C10F", "process down, delayed restart", Facility::icm, Level::warning, Happens::raise, About::cti_process, Kind::peripheral,
        "Process is down after so many seconds", "Check whether it bounces\nRead its log"},
    {"102C101", "critical process terminated", Facility::icm, Level::error, Happens::raise, About::cti_process, Kind::peripheral,
        "Node Manager reboots the node", "Ask support"},
    {"102C103", "process restarting", Facility::icm, Level::warning, Happens::clear, About::cti_process, Kind::peripheral,
        "Process restarting", "None"},
    {"102C111", "process started", Facility::icm, Level::informational, Happens::clear, About::cti_process, Kind::peripheral,
        "Process started", "None"},
    {"1540002", "ACMI gateway connection error", Facility::icm, Level::error, Happens::raise, About::always, Kind::cti_server,
        "Parent/child: gateway PG lost the CTI Server of the child ACD (UCCX, System PG)",
        "If it does not re-attach: check the child CTI Server"},
    {"1540003", "ACMI gateway on-line", Facility::icm, Level::informational, Happens::clear, About::always, Kind::cti_server,
        "ACMI gateway on-line", "None"},
    {"10F801D", "no network to PG", Facility::icm, Level::warning, Happens::raise, About::always, Kind::peripheral,
        "No path to the router side for so many minutes", "Alarms of both router sides = site off-line\nOf one = redundancy lost"},
    {"ModuleRunTimeFailure", "", Facility::uccx_telephony, Level::warning, Happens::raise, About::always, Kind::provider_failure,
        "JTAPI subsystem failed at run time",
        "Read the Exception in the text\nBad login or password: compare user and password of the Unified CM Telephony and RmCm providers "
        "with the application user\nOtherwise check that Cisco CTIManager runs and is reached, and read the MIVR and JTAPI logs of that "
        "second\nThen resync the JTAPI client and the Unified CM Telephony data, and restart the engine"},
    {"620001", "", Facility::firewall, Level::informational, Happens::info, About::always, Kind::firewall_inspection,
        "Opens a secondary RTP or RTCP channel for a CTIQBE call: CTIQBE inspection is on", "None"},
    {"620002", "", Facility::firewall, Level::warning, Happens::raise, About::always, Kind::firewall_inspection,
        "CTIQBE version not supported by the inspection: the packet is dropped (at most one message per 10 s)",
        "Version above 10: not CTIQBE, or damaged: see what else uses this port\nVersion 10 or less: upgrade the firewall\nEither way "
        "switch off CTIQBE inspection for CTIManager (no inspect ctiqbe) if no NAT needs it"},
};

/// The row of an alarm with this head ("UC_SERVICEMANAGER", "CCM_SERVICEMANAGER-GENERIC", "ICM_Node_NodeManager", "ASA") and name; nullptr
/// where it is none of these. An alarm of the service manager is also known when another part of service control writes it.
const ServiceAlarm* find(std::string_view facility, std::string_view name);

/// What an alarm of another service and one of CTIManager have in common where the first explains the second.
enum class Shared : std::uint8_t { user, device, node };

/// An alarm of another service that explains an alarm of CTIManager, when both name the same user, device or node within a few seconds.
/// That they belong together follows from what each says; no document states it.
struct Explanation {
    std::string_view service; ///< name of the other service's alarm
    std::string_view alarm;   ///< name of CTIManager's
    std::uint32_t reason;     ///< its reason; 0: any
    Shared shared;
};
inline constexpr Explanation explanations[] = {
    {"DeviceUnregistered", "CtiDeviceOutofService", 0, Shared::device},
    {"DeviceUnregistered", "CtiDeviceClosed", 2, Shared::device},
    {"EndPointUnregistered", "CtiDeviceOutofService", 0, Shared::device},
    {"EndPointUnregistered", "CtiDeviceClosed", 2, Shared::device},
    {"authFail", "CtiProviderOpenFailure", 0x8CCC0060, Shared::user},
    {"authHackLock", "CtiProviderOpenFailure", 0x8CCC011F, Shared::user},
    {"authAdminLock", "CtiProviderOpenFailure", 0x8CCC011F, Shared::user},
    {"authInactiveLock", "CtiProviderOpenFailure", 0x8CCC011F, Shared::user},
    {"authExpired", "CtiProviderOpenFailure", 0x8CCC011D, Shared::user},
    {"authMustChange", "CtiProviderOpenFailure", 0x8CCC011D, Shared::user}, // which of the two is not known
    {"authMustChange", "CtiProviderOpenFailure", 0x8CCC0060, Shared::user},
    {"authLdapInactive", "CtiProviderOpenFailure", 0x8CCC0060, Shared::user},
    {"LDAPServerUnreachable", "CtiProviderOpenFailure", 0x8CCC005E, Shared::node},
    {"LDAPServerUnreachable", "CtiProviderOpenFailure", 0x8CCC0075, Shared::node},
    {"TimerThreadSlowed", "CtiProviderCloseHeartbeatTimeout", 0, Shared::node},
};

/// The row by which an alarm of another service explains one of CTIManager (names of the tables), or nullptr.
constexpr const Explanation* find_explanation(std::string_view service, std::string_view alarm, std::uint32_t reason)
{
    for (const Explanation& row : explanations)
        if (row.service == service && row.alarm == alarm && (row.reason == 0 || row.reason == reason))
            return &row;
    return nullptr;
}

} // namespace cti::ucalarm::services

namespace cti::ucalarm {
using services::ServiceAlarm;
}
