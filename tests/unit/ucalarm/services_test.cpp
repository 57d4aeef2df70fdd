// SPDX-License-Identifier: GPL-2.0-or-later
// Alarms of other services that bear on CTI. The table below is copied from System Error Messages for Unified CM 15, the Serviceability
// Guide for Unified CCE 15.0(1) and the ASA syslog messages: name or message ID, facility, severity, raise or clear.
#include "collect.hpp"

#include <algorithm>

namespace {

using namespace cti;
using namespace cti::ucalarm;

struct Documented {
    const char* name;
    const char* facility;
    int severity;
    const char* happens;
};

constexpr Documented documented[] = {
    {"ServiceActivated", "UC_SERVICEMANAGER", 5, "info"},
    {"ServiceDeactivated", "UC_SERVICEMANAGER", 5, "info"},
    {"ServiceActivationFailed", "UC_SERVICEMANAGER", 1, "raise"},
    {"ServiceDeactivationFailed", "UC_SERVICEMANAGER", 1, "raise"},
    {"ServiceFailed", "UC_SERVICEMANAGER", 2, "raise"},
    {"ServiceStartFailed", "UC_SERVICEMANAGER", 2, "raise"},
    {"ServiceStopFailed", "UC_SERVICEMANAGER", 2, "raise"},
    {"ServiceRestartFailed", "UC_SERVICEMANAGER", 2, "raise"},
    {"ServiceExceededMaxRestarts", "UC_SERVICEMANAGER", 1, "raise"},
    {"FailedToReadConfig", "UC_SERVICEMANAGER", 0, "raise"},
    {"MemAllocFailed", "UC_SERVICEMANAGER", 1, "raise"},
    {"SystemResourceError", "UC_SERVICEMANAGER", 1, "raise"},
    {"ServiceManagerUnexpectedShutdown", "UC_SERVICEMANAGER", 3, "raise"},
    {"ServiceStarted", "UC_GENERIC", 6, "clear"},
    {"ServiceStopped", "UC_GENERIC", 6, "raise"},
    {"ServiceStartupFailed", "UC_GENERIC", 4, "raise"},
    {"ServiceNotInstalled", "UC_GENERIC", 0, "raise"},
    {"OutOfMemory", "UC_GENERIC", 0, "raise"},
    {"CoreDumpFileFound", "UC_LPMTCT", 2, "raise"},
    {"SDLLinkOOS", "UC_CALLMANAGER", 1, "raise"},
    {"SDLLinkISV", "UC_CALLMANAGER", 5, "clear"},
    {"CMVersionMismatch", "UC_CALLMANAGER", 1, "raise"},
    {"TimerThreadSlowed", "UC_CALLMANAGER", 2, "raise"},
    {"CodeYellowEntry", "UC_CALLMANAGER", 2, "raise"},
    {"CodeYellowExit", "UC_CALLMANAGER", 5, "clear"},
    {"CodeRedEntry", "UC_CALLMANAGER", 2, "raise"},
    {"DeviceUnregistered", "UC_CALLMANAGER", 4, "raise"},
    {"EndPointUnregistered", "UC_CALLMANAGER", 3, "raise"},
    {"DeviceTransientConnection", "UC_CALLMANAGER", 4, "raise"},
    {"EndPointTransientConnection", "UC_CALLMANAGER", 3, "raise"},
    {"authFail", "UC_IMS", 4, "raise"},
    {"authHackLock", "UC_IMS", 4, "raise"},
    {"authAdminLock", "UC_IMS", 4, "raise"},
    {"authInactiveLock", "UC_IMS", 4, "raise"},
    {"authExpired", "UC_IMS", 5, "raise"},
    {"authMustChange", "UC_IMS", 5, "raise"},
    {"authLdapInactive", "UC_IMS", 4, "raise"},
    {"LDAPServerUnreachable", "UC_IMS", 3, "raise"},
    {"authSuccess", "UC_IMS", 6, "info"},
    {"CertExpired", "UC_CERT", 0, "raise"},
    {"CertValidLessthanADay", "UC_CERT", 1, "raise"},
    {"CertValidfor7days", "UC_CERT", 2, "raise"},
    {"CertificateRevoked", "UC_CERT", 0, "raise"},
    {"RTMT_ALERT", "UC_RTMT", 3, "raise"},
    {"SyslogSeverityMatchFound", "UC_SYSAGENT", 3, "raise"},
    {"SyslogStringMatchFound", "UC_SYSAGENT", 3, "raise"},
    {"TCPRemoteSyslogDeliveryFailed", "UC_SYSAGENT", 3, "raise"},
    {"UnreachableRemoteSyslogServer", "UC_SYSAGENT", 3, "raise"},
    {"108C020", "ICM_CTI_Server", 6, "clear"},
    {"108C021", "ICM_CTI_Server", 3, "raise"},
    {"108C02B", "ICM_CTI_Server", 3, "raise (single)"},
    {"1088085", "ICM_CTI_Server", 3, "raise (single)"},
    {"12E8006", "ICM_CTI_Server", 6, "clear"},
    {"12E8007", "ICM_CTI_Server", 4, "raise"},
    {"12E8008", "ICM_CTI_Server", 3, "raise"},
    {"12E800C", "ICM_CTI_Server", 6, "clear"},
    {"12E800D", "ICM_CTI_Server", 4, "raise"},
    {"12E800E", "ICM_CTI_Server", 3, "raise"},
    {"12E800F", "ICM_CTI_Server", 4, "raise"},
    {"12E8010", "ICM_CTI_Server", 4, "clear"},
    {"12EC00E", "ICM_CTI_Server", 4, "raise (single)"},
    {"1560004", "ICM_CTI_Server", 6, "clear"},
    {"1560005", "ICM_CTI_Server", 4, "raise"},
    {"1560006", "ICM_CTI_Server", 3, "raise"},
    {"1560007", "ICM_CTI_Server", 6, "clear"},
    {"1560008", "ICM_CTI_Server", 4, "raise"},
    {"1560009", "ICM_CTI_Server", 3, "raise (single)"},
    {"156000B", "ICM_CTI_Server", 6, "clear"},
    {"156000C", "ICM_CTI_Server", 4, "raise"},
    {"156000D", "ICM_CTI_Server", 6, "clear"},
    {"156000E", "ICM_CTI_Server", 4, "raise"},
    {"156000F", "ICM_CTI_Server", 6, "clear"},
    {"1560010", "ICM_CTI_Server", 4, "raise"},
    {"1560011", "ICM_CTI_Server", 4, "raise"},
    {"1560012", "ICM_CTI_Server", 4, "raise"},
    {"1560013", "ICM_CTI_Server", 6, "clear"},
    {"1560014", "ICM_CTI_Server", 4, "raise"},
    {"1438008", "ICM_CTI_Server", 3, "raise"},
    {"1438009", "ICM_CTI_Server", 6, "clear"},
    {"105007D", "ICM_CTI_Server", 6, "clear"},
    {"105007E", "ICM_CTI_Server", 3, "raise"},
    {"10500D1", "ICM_CTI_Server", 3, "raise"},
    {"10500D2", "ICM_CTI_Server", 6, "clear"},
    {"10500D3", "ICM_CTI_Server", 3, "raise"},
    {"10500FF", "ICM_CTI_Server", 6, "clear"},
    {"102C10E", "ICM_CTI_Server", 3, "raise"},
    {"102C10F", "ICM_CTI_Server", 4, "raise"},
    {"102C101", "ICM_CTI_Server", 3, "raise"},
    {"102C103", "ICM_CTI_Server", 4, "clear"},
    {"102C111", "ICM_CTI_Server", 6, "clear"},
    {"1540002", "ICM_CTI_Server", 3, "raise"},
    {"1540003", "ICM_CTI_Server", 6, "clear"},
    {"10F801D", "ICM_CTI_Server", 4, "raise"},
    {"ModuleRunTimeFailure", "MIVR-SS_TEL", 4, "raise"},
    {"620001", "ASA", 6, "info"},
    {"620002", "ASA", 4, "raise"},
};

/// Where an alarm says nothing about CTI by itself.
bool only_with_others(std::string_view facility, std::string_view name)
{
    if (facility == "UC_IMS" || facility == "UC_CERT")
        return true;
    for (const char* other : {"TimerThreadSlowed", "CodeYellowEntry", "CodeYellowExit", "DeviceUnregistered", "EndPointUnregistered",
             "DeviceTransientConnection", "EndPointTransientConnection", "SyslogSeverityMatchFound", "SyslogStringMatchFound"})
        if (name == other)
            return true;
    return false;
}

std::string line_of(const Documented& d, const std::string& service, const std::string& application, const std::string& process)
{
    const std::string facility = d.facility, head = "<187>7: pub: Jun 17 2019 14:14:19.781 UTC : %" + facility + "-" +
                                                    std::to_string(d.severity) + "-" + d.name + ": ";
    if (facility == "ASA")
        return head + "Unsupported CTIQBE version: 11: from inside:10.1.1.1/2748 to outside:10.2.2.2/1024";
    if (facility == "MIVR-SS_TEL")
        return head + "Real-time failure in JTAPI subsystem";
    if (facility.starts_with("ICM_"))
        return head + "[comp=CG1A][pname=xyz][iid=acme1][mid=" + d.name + "][sev=x]: node CG1A process " + process + " client 10.1.1.9.";
    return head + "%[AlertName=CriticalServiceDown][AlertDetail=Service operational status is DOWN. " + service +
           ".][ServiceName=" + service + "][CoreDetails=" + service + "][LocalApplicationID=100][RemoteApplicationID=" + application +
           "][Reason=why][AppID=" + service + "][ClusterID=][NodeID=pub]: text";
}

TEST(Services, TableHoldsEveryDocumentedAlarm)
{
    EXPECT_EQ(std::size(documented), 96u);
    EXPECT_EQ(std::size(services::alarms), 97u); // 156000A is documented beside 1560009: "the same"
    for (const Documented& d : documented) {
        const ServiceAlarm* row = services::find(d.facility, d.name);
        ASSERT_TRUE(row) << d.name;
        EXPECT_EQ(row->name, d.name);
        EXPECT_EQ(static_cast<int>(row->level), d.severity) << d.name;
        const std::string_view happens = d.happens;
        EXPECT_EQ(row->happens, happens == "raise"   ? services::Happens::raise
                                : happens == "clear" ? services::Happens::clear
                                : happens == "info"  ? services::Happens::info
                                                     : services::Happens::single)
            << d.name;
        EXPECT_STRNE(row->meaning, "") << d.name;
        EXPECT_STRNE(row->remedy, "") << d.name;
    }
    EXPECT_TRUE(services::find("ICM_Any_Process", "156000a"));
    EXPECT_FALSE(services::find("UC_CALLMANAGER", "ServiceFailed")); // unique only within a facility
    EXPECT_FALSE(services::find("ICM_Any", "ServiceFailed"));
    EXPECT_FALSE(services::find("MIVR-ENG", "ModuleRunTimeFailure"));
    EXPECT_FALSE(services::find("ASA", "108C021"));
    EXPECT_TRUE(services::find("FWSM", "620002"));
    EXPECT_TRUE(services::find("PIX", "620001"));
    EXPECT_TRUE(services::find("FTD", "620002"));
    EXPECT_TRUE(services::find("CCM_SERVICEMANAGER-GENERIC", "ServiceFailed"));
    EXPECT_TRUE(services::find("UC_SERVICEMANAGER", "ServiceStopped")); // the table's row is UC_GENERIC
}

TEST(Services, AboutCtiEveryAlarmLeadsToItsFinding)
{
    for (const Documented& d : documented) {
        const std::string message = line_of(d, "Cisco CTIManager", "200", "ctisvr");
        const Collect got = decode(message);
        SCOPED_TRACE(message);
        if (only_with_others(d.facility, d.name)) {
            EXPECT_EQ(got.ids(), "");
            continue;
        }
        ASSERT_EQ(got.findings.size(), 1u) << got.ids();
        const Collect::Made& f = got.findings[0];
        const std::string_view happens = d.happens, name = d.name;
        if (happens == "clear" || name == "ServiceActivated") {
            EXPECT_EQ(f.id, "ucalarm.recovered");
            EXPECT_EQ(f.severity, Severity::chat);
        } else if (name == "620001") {
            EXPECT_EQ(f.severity, Severity::chat);
        } else if (f.id == "ucalarm.alarms_lost") {
            EXPECT_EQ(f.severity, Severity::note);
        } else {
            EXPECT_EQ(f.severity, d.severity <= 3 ? Severity::error : Severity::warn);
        }
        // The line's own facility and severity are said.
        EXPECT_NE(f.sentence.find(std::string{"("} + d.facility + "-" + std::to_string(d.severity) + "-" + d.name + ")"), std::string::npos)
            << f.sentence;
        EXPECT_NE(f.remedy, "");
    }
}

TEST(Services, AboutOthersTheySayNothing)
{
    for (const Documented& d : documented) {
        const std::string_view facility = d.facility, name = d.name;
        // These concern every service of the node, or CTI whatever they name.
        if (facility == "ASA" || facility == "MIVR-SS_TEL" || name == "FailedToReadConfig" || name == "MemAllocFailed" ||
            name == "ServiceManagerUnexpectedShutdown" || name == "CodeRedEntry" || name == "TCPRemoteSyslogDeliveryFailed" ||
            name == "UnreachableRemoteSyslogServer")
            continue;
        const bool of_icm = facility.starts_with("ICM_");
        if (of_icm && name != "10500FF" && !name.starts_with("102C"))
            continue;
        const Collect got = decode(line_of(d, "Cisco Tftp", "300", "hlogger"));
        EXPECT_EQ(got.ids(), "") << d.name;
    }
}

// Lines of other services on one server, with what each comes to.
TEST(Services, Neighbours)
{
    EXPECT_EQ(
        decode("<189>573: pub.example.com: Sep 05 17:07:28.530 UTC : %UC_AUDITLOG-5-AdministrativeEvent: %[ UserID =administrator][ "
               "ClientAddress "
               "=10.1.1.1][ Severity =5][ EventType =GeneralConfigurationUpdate][ ResourceAccessed=CUCMAdmin][ EventStatus =Success][ "
               "CompulsoryEvent =No]"
               "[ AuditCategory =AdministrativeEvent][ ComponentID =Cisco CUCM Administration][ AuditDetails =record in table device, with "
               "key field name = "
               "SEP0000311107A5 deleted][App ID=Cisco Tomcat][Cluster ID=][Node ID=pub]: Audit Event is generated by this application")
            .ids(),
        "");
    const Collect phone =
        decode("<187>41679: uc-ucm-01.example.com: Jul 02 2015 06:22:31 UTC :   %UC_CALLMANAGER-3-EndPointUnregistered: "
               "%[DeviceName=SEP001122334455][IPAddress=10.60.98.210][Protocol=SIP][DeviceType=592][Description=Phone][Reason=13]"
               "[IPAddrAttributes=0][LastSignalReceived=SIPStationDPrimaryLineTimeout][AppID=Cisco CallManager]"
               "[ClusterID=StandAloneCluster][NodeID=uc-ucm-01]: An endpoint has unregistered");
    EXPECT_EQ(phone.ids(), "");
    EXPECT_EQ(phone.get("ucalarm.device_name"), "SEP001122334455");
    EXPECT_EQ(phone.get("ucalarm.reason"), "-");
    EXPECT_EQ(phone.get("ucalarm.reason_text"), "13");

    const Collect failed = decode(
        "<186>6: hcs.example.net: Jun 17 2019 14:14:19.781 UTC : %UC_SERVICEMANAGER-2-ServiceStartFailed: %[ServiceName=Cisco "
        "CTIManager][ Reason=HTTP 404 Error ][AppID=Cisco Service Manager][ClusterID=][NodeID=hcs862-hcm-f]: Failed to start service.");
    EXPECT_EQ(failed.ids(), "ucalarm.service_stopped");
    EXPECT_EQ(failed.findings[0].severity, Severity::error);
    EXPECT_EQ(failed.findings[0].sentence,
        "Cisco CTIManager on hcs862-hcm-f: Service could not be started; reason HTTP 404 Error (UC_SERVICEMANAGER-2-ServiceStartFailed)");
    EXPECT_EQ(failed.findings[0].remedy, "Start it in Control Center - Feature Services\nRead Reason");

    EXPECT_EQ(decode("<186>7273: : May 30 15:33:20.636 UTC :  %CCM_RTMT-RTMT-2-RTMT-ERROR-ALERT: RTMT Alert Name:DBChangeNotifyFailure "
                     "Detail: DBChangeNotify queue "
                     "delay over 2 minutes. The alert is generated on Thu May 30 15:33:20 GMT+00:00 2013 on node CallManager. App ID:Cisco "
                     "AMC Service Cluster "
                     "ID: Node ID:CallManager")
                  .ids(),
        "");

    const Collect stopped =
        decode("<185>8: pub: Jun 17 2019 14:14:19.781 UTC : %UC_SERVICEMANAGER-2-ServiceStopped: %[ServiceName=Cisco CTIManager]"
               "[AppID=Cisco Service Manager][ClusterID=][NodeID=pub]: Service stopped.");
    EXPECT_EQ(stopped.get("ucalarm.catalog"), "UC_SERVICEMANAGER");
    EXPECT_EQ(stopped.get("ucalarm.severity"), "2");
    EXPECT_EQ(stopped.get("ucalarm.service_name"), "Cisco CTIManager");
    EXPECT_EQ(stopped.ids(), "ucalarm.service_stopped");
    EXPECT_EQ(stopped.findings[0].sentence, "Cisco CTIManager on pub: Service stopped as asked (UC_SERVICEMANAGER-2-ServiceStopped)");
}

TEST(Services, OlderReleasesWithoutBrackets)
{
    const Collect other = decode(
        "Mar 18 16:40:52 cucm2 local7 6 : 92: Mar 18 11:10:52.630 UTC :  %CCM_SERVICEMANAGER-SERVICEMANAGER-6-ServiceActivated: Service "
        "Activated. Service Name:Cisco CallManager SNMP Service App ID:Cisco Service Manager Cluster ID: Node ID:cucm2");
    EXPECT_EQ(other.get("ucalarm.catalog"), "CCM_SERVICEMANAGER-SERVICEMANAGER");
    EXPECT_EQ(other.get("ucalarm.name"), "ServiceActivated");
    EXPECT_EQ(other.get("ucalarm.service_name"), "Cisco CallManager SNMP Service");
    EXPECT_EQ(other.get("ucalarm.node_id"), "cucm2");
    EXPECT_EQ(other.ids(), "");
    const Collect ours = decode("92: Mar 18 11:10:52.630 UTC :  %CCM_SERVICEMANAGER-GENERIC-3-ServiceFailed: Service terminated. Service "
                                "Name:Cisco CTIManager Process "
                                "ID:4711 App ID:Cisco Service Manager Cluster ID: Node ID:cucm2");
    EXPECT_EQ(ours.ids(), "ucalarm.service_stopped");
    EXPECT_NE(ours.findings[0].sentence.find("CCM_SERVICEMANAGER-GENERIC-3-ServiceFailed"), std::string::npos);
}

Summary summary_of(std::string_view message)
{
    Collect sink{message};
    Start start;
    EXPECT_TRUE(find_alarm(bytes_of(message), 0, start));
    return decode_alarm(bytes_of(message), start, sink);
}

TEST(Services, Icm)
{
    const Collect ok =
        decode("<134>25: icmhost1: Feb 13 2007 18:23:21.408 +0000: %ICM_Router_CallRouter-6-10500FF: [comp=Router-A][pname=rtr][iid=acme1]"
               "[mid=10500FF][sev=info]: Side A rtr process is OK.");
    EXPECT_EQ(ok.get("ucalarm.catalog"), "ICM_Router_CallRouter");
    EXPECT_EQ(ok.get("ucalarm.host"), "icmhost1");
    EXPECT_EQ(ok.get("ucalarm.comp"), "Router-A");
    EXPECT_EQ(ok.get("ucalarm.pname"), "rtr");
    EXPECT_EQ(ok.get("ucalarm.mid"), "10500FF");
    EXPECT_EQ(ok.get("ucalarm.text"), "Side A rtr process is OK.");
    EXPECT_EQ(ok.ids(), ""); // the router is no process of CTI

    const std::string died = "<131>26: pg1a: Feb 13 2007 18:23:21.408 +0000: %ICM_Node_NodeManager-3-102c10e: [comp=CG1A] [pname=nm] "
                             "[iid=acme1] [mid=102C10E] [sev=error]: "
                             "Process ctisvr on CG1A went down for unknown reason. Exit code 0xc0000005.";
    const Collect got = decode(died);
    EXPECT_EQ(got.ids(), "ucalarm.peripheral");
    EXPECT_NE(got.findings[0].sentence.find("on pg1a, CG1A"), std::string::npos) << got.findings[0].sentence;
    EXPECT_NE(got.findings[0].sentence.find("process ctisvr"), std::string::npos);
    EXPECT_EQ(summary_of(died).process.view(), "ctisvr");
    EXPECT_EQ(decode("%ICM_Node_NodeManager-3-102C10E: [comp=PG1A]: Process jgw1 on PG1A died").ids(), "ucalarm.peripheral");
    EXPECT_EQ(decode("%ICM_Node_NodeManager-3-102C10E: [comp=PG1A]: Process pimple on PG1A died").ids(), "");

    const std::string ended =
        "%ICM_CTI_Server-3-12E8008: [comp=CG1A][pname=ctisvr]: CTI session terminated: client screenpop, signature x, 10.1.1.9.";
    const Collect session = decode(ended);
    EXPECT_EQ(session.ids(), "ucalarm.session_terminated");
    EXPECT_NE(session.findings[0].sentence.find("client 10.1.1.9"), std::string::npos);
    EXPECT_EQ(summary_of(ended).client, Address::parse("10.1.1.9"));

    // Some heads have neither severity nor message ID.
    const Collect bare = decode("25: icmhost1: Feb 13 2007 18:23:21.408 +0000: %ICM_Router_unknown: text");
    EXPECT_EQ(bare.get("ucalarm.catalog"), "ICM_Router_unknown");
    EXPECT_EQ(bare.get("ucalarm.severity"), "-");
    EXPECT_EQ(bare.ids(), "");
}

TEST(Services, UnifiedCcx)
{
    const Collect got = decode(
        "<132>51269: Apr 08 10:14:27.842 IST %MIVR-SS_TEL-4-ModuleRunTimeFailure:Real-time failure in JTAPI subsystem: Module=JTAPI "
        "Subsystem,Failure Cause=7,Failure Module=JTAPI_PROVIDER_INIT,Exception=com.cisco.jtapi.PlatformExceptionImpl: Unable to create "
        "provider -- bad login or password.");
    EXPECT_EQ(got.get("ucalarm.catalog"), "MIVR-SS_TEL");
    EXPECT_EQ(got.get("ucalarm.name"), "ModuleRunTimeFailure");
    EXPECT_EQ(got.get("ucalarm.sequence_number"), "51269");
    EXPECT_EQ(got.ids(), "ucalarm.provider_failure");
    EXPECT_NE(got.findings[0].sentence.find("bad login or password"), std::string::npos);
    EXPECT_NE(got.findings[0].remedy.find("Unified CM Telephony"), std::string::npos);
    EXPECT_EQ(
        decode("7091923: Nov 20 10:43:59.435 EDT %MIVR-ICD_CTI-7-UNK: CSOutboundMsgProcessor: got an event message: { length=-1 }").ids(),
        "");
}

TEST(Services, Firewall)
{
    const std::string line =
        "<164>Nov 20 2025 10:00:00: %ASA-4-620002: Unsupported CTIQBE version: 11: from inside:10.1.1.1/2748 to outside:10.2.2.2/1024";
    const Collect got = decode(line);
    EXPECT_EQ(got.get("ucalarm.catalog"), "ASA");
    EXPECT_EQ(got.get("ucalarm.inspected_version"), "11");
    EXPECT_EQ(got.get("ucalarm.source_interface"), "inside");
    EXPECT_EQ(got.get("ucalarm.source_address"), "10.1.1.1");
    EXPECT_EQ(got.get("ucalarm.source_port"), "2748");
    EXPECT_EQ(got.get("ucalarm.destination_address"), "10.2.2.2");
    EXPECT_EQ(got.get("ucalarm.destination_port"), "1024");
    ASSERT_EQ(got.ids(), "ucalarm.firewall_inspection");
    EXPECT_EQ(got.findings[0].severity, Severity::warn);
    EXPECT_NE(got.findings[0].sentence.find("from 10.1.1.1/2748 to 10.2.2.2/1024"), std::string::npos) << got.findings[0].sentence;
    EXPECT_NE(got.findings[0].remedy.find("above 10"), std::string::npos) << got.findings[0].remedy;
    const Summary s = summary_of(line);
    EXPECT_EQ(s.source.text(), "10.1.1.1:2748");
    EXPECT_EQ(s.destination.text(), "10.2.2.2:1024");
    EXPECT_FALSE(s.client);

    const Collect six = decode("%FTD-4-620002: Unsupported CTIQBE version: 9: from inside:2001:db8::7/2748 to outside:2001:db8::9/1024");
    EXPECT_EQ(six.get("ucalarm.source_address"), "2001:db8::7");
    EXPECT_NE(six.findings[0].remedy.find("upgrade the firewall"), std::string::npos);
    const Collect channel = decode("%ASA-6-620001: Pre-allocate CTIQBE RTP secondary channel for outside:10.2.2.2/24570 to "
                                   "inside:10.1.1.1/16384 from ConnectionOpen message");
    EXPECT_EQ(channel.get("ucalarm.source_address"), "10.2.2.2");
    EXPECT_EQ(channel.get("ucalarm.destination_port"), "16384");
    EXPECT_EQ(channel.findings[0].severity, Severity::chat);
    for (const char* text :
        {"", "from", "from x", "from :/", "from a:b/c to", "from a:1.2.3.4/99999 to b:1.2.3.4/", "version:", "version: "})
        EXPECT_FALSE(read_firewall_text(text).source.port.length) << text;
    EXPECT_EQ(above_ten("11"), Above::yes);
    EXPECT_EQ(above_ten("9"), Above::no);
    EXPECT_EQ(above_ten("10"), Above::unknown);
    EXPECT_EQ(above_ten("0xa"), Above::no);
    EXPECT_EQ(above_ten("0xb"), Above::yes);
    EXPECT_EQ(above_ten("b"), Above::yes);
    EXPECT_EQ(above_ten(""), Above::unknown);
    EXPECT_EQ(above_ten("zz"), Above::unknown);
}

TEST(Services, AlertThatCtiManagerIsDown)
{
    const auto alert = [](const std::string& name, const std::string& detail) {
        return "<186>573: pub: Sep 05 17:07:28.530 UTC : %UC_RTMT-2-RTMT_ALERT: %[AlertName=" + name + "][AlertDetail= " + detail +
               "][AppID=Cisco AMC Service][ClusterID=][NodeID=pub]: RTMT Alert";
    };
    EXPECT_EQ(
        decode(alert("CriticalServiceDown", "Service operational status is DOWN. Cisco CTIManager.")).ids(), "ucalarm.service_stopped");
    EXPECT_EQ(decode(alert("CriticalServiceDown", "Service operational status is DOWN. Cisco Tftp.")).ids(), "");
    EXPECT_EQ(decode(alert("CpuPegging", "Processes: CTIManager (40 percent)")).ids(), "");
}

TEST(Services, UserThatWasChecked)
{
    const std::string message = "<188>1: pub: Jan 23 2023 08:35:33.162 UTC : %UC_IMS-4-authFail: "
                                "%[UserID=jtapi_1][Message=bad][AppID=Cisco Tomcat][ClusterID=][NodeID=pub]: t";
    const Summary s = summary_of(message);
    ASSERT_TRUE(s.service);
    EXPECT_EQ(s.service->name, "authFail");
    EXPECT_EQ(s.login_user_id.view(), "jtapi_1");
    EXPECT_EQ(decode(message).ids(), "") << "by itself it says nothing about CTI";
}

TEST(Services, ThatExplainOnesOfCtiManager)
{
    for (const services::Explanation& row : services::explanations) {
        EXPECT_TRUE(std::any_of(std::begin(services::alarms), std::end(services::alarms), [&](const ServiceAlarm& a) {
            return a.name == row.service && a.about == services::About::with_others;
        })) << row.service;
        const Alarm* alarm = find_alarm_row(row.alarm);
        ASSERT_TRUE(alarm) << row.alarm;
        if (row.reason != 0) {
            EXPECT_TRUE(find_reason_remedy(row.alarm, row.reason)) << row.alarm;
        }
    }
    ASSERT_TRUE(services::find_explanation("authHackLock", "CtiProviderOpenFailure", 0x8CCC011F));
    EXPECT_EQ(services::find_explanation("authHackLock", "CtiProviderOpenFailure", 0x8CCC011F)->shared, services::Shared::user);
    EXPECT_FALSE(services::find_explanation("authHackLock", "CtiProviderOpenFailure", 0x8CCC0060));
    EXPECT_FALSE(services::find_explanation("authSuccess", "CtiProviderOpenFailure", 0x8CCC0060));
    EXPECT_TRUE(services::find_explanation("DeviceUnregistered", "CtiDeviceOutofService", 5));
}

TEST(Services, ParametersAreTextAndNobodyJudgesThem)
{
    const Collect got = decode(
        "%UC_CALLMANAGER-4-DeviceTransientConnection: %[IPAddress=cucm1][CTIconnectionId=abc][DeviceType=x][ErrorCode=none][Colour=green]"
        "[Colour=red][=b][no equals][UNKNOWN_PARAMNAME:Shade=dark][ConnectingPort=5060]: t");
    EXPECT_EQ(got.ids(), "");
    EXPECT_EQ(got.get("ucalarm.ip_address"), "-");
    EXPECT_NE(got.get("ucalarm.parameter").find("[IPAddress=cucm1]"), std::string::npos);
}

} // namespace
