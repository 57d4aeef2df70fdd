// SPDX-License-Identifier: GPL-2.0-or-later
// Lines as vendors' documents and published logs print them, shortened; users, hosts, addresses and devices are invented.
// Sources: Cisco tech notes 212107, 220616, 118545, 200770 (SDL, Jabber, CTI Server, Finesse), Serviceability Guide for Unified CCE
// (dumplog),
// a published JTAPI log of Emergency Responder 12.5, published UCCX engine logs, tech note 91885 (event log), the Unified CM alarm
// catalogue,
// Cisco tech note 217564 (BroadWorks alarm table), vendor pages on BroadWorks logs.
#pragma once

#include <string_view>

namespace cti::logs::samples {

inline constexpr std::string_view sdl =
    "28131994.000 |21:53:46.259 |FileHead |UTC:-05:00,Date: 2024/08/12, AppName: CCM, AppId: 100, AppNodeId: 1, AppVersion: CUCM "
    "Install=11.5.1.16900-16 "
    "Build=11.5.1.16900-16 (abc) memlog=20, HostName: cm-a, HostIPAddress: ::ffff:192.0.2.7, AppStartTime: 2024/03/17 09:26:28, "
    "FileNumber: 1262, TraceVer: 3.0\n"
    "28131995.000 |21:53:46.259 |SdlSig   |DbObjectCacheTimer                     |initialized                    |Db(1,100,213,1)         "
    "         "
    "|SdlTimerService(1,100,3,1)       |1,100,150,1.1^*^*                        |[T:H-H:0,N:0,L:0,V:0,Z:0,D:0]  AppCorr: 0\n"
    "28131996.000 |21:53:47.000 |SdlSig |CtiProviderOpenReq |init_complete_await_provopen |CTIHandler(1,200,22,7) |CTIHandler(1,200,22,7) "
    "|1,200,13,8.3^*^* |[R:N-H:0,N:0,L:0,V:0,Z:0,D:0] Async Response=2 LoginId=anna ApplName=Board CMAssignedAppId=1234 PluginName=Cisco "
    "JTAPI\n"
    "28131996.001 |21:53:47.001 |AppInfo |CQBEBuilder::BuildQbeMessage(): objectID=2\n"
    "28131996.002 |21:53:47.001 |AppInfo |[CTI-APP] [CTIHandler::OutputCtiMessage ] CTI ProviderOpenResponse (seq#=2) provider id=16777223 "
    "FIPSMode = 0\n"
    "28131997.001 |21:53:48.000 |AppInfo  |[CTI-APP] [CTIHandler::OutputCtiMessage      ]     CTI   NewCallEvent    (  LH=1|46 "
    "CH=1|19282359  CH=0|0  "
    "GCH=1|15018 state=2 remote in use=0 mediaResourceID= resource ID=0 deviceName= CTIRP1 cgpn=1001 Presentation=1 cgpn NameInfo=locale: "
    "1 pi: 1 Name: Jo "
    "UnicodeName: Jo cdpn=7778 original cdpn=7778 original cdpn NameInfo=locale: 1 unmodifiedOriginal cdpn=7778 FeaturePriority =1 "
    "cgpnPU=2 "
    "cdpnPU=2CallingPartyMultiMediaBitMask=3CalledPartyMultiMediaBitMask=3 Session-ID: Device= 0a; Remote= 0b\n"
    "28131997.002 |21:53:48.005 |AppInfo  |[CTI-APP] [CTIHandler::processIncomingMessage]     CTI   LineCallAcceptRequest    ( seq#=33  "
    "LH=1|46  "
    "CH=1|19282359 media resource ID= resource ID=0 media device name=)\n"
    "28131998.000 |21:53:49.000 |SdlSig-O |CtiNewCallNotify |NA RemoteSignal |UnknownProcessName(1,200,25,1) |StationCdpc(1,100,67,2) "
    "|1,200,13,90.89^192.0.2.118^CTIRP1 |[R:N-H:0,N:4,L:0,V:0,Z:0,D:0]  LH=1|47 GCH=1|15018 Held CH=0|0 State=2(CtiOfferingState) "
    "DeviceName=CTIRP1 "
    "CGPN=[ DN=1001 Part=in_pt VmBox= Name=Jo] CDPN=[ DN=7778 Part=rp_pt] LineId [DN=1001 Part=in_pt] "
    "UniqCallRef=0000000000003AAA012639B700000000\n"
    "28131999.002 |21:53:50.000 |AppInfo |CTIManager::CtiManager::providerOpenRequest(): PROVIDER_OPEN_REQUEST received -- Connection Id=2 "
    "TcpHandle=[1:200:21:139] PeerIPAddr=192.0.2.50 PeerPort=50155 User name= CtiHandler=[1:200:12:136]\n"
    "28132000.003 |21:53:51.000 |AppInfo |[CTI-APP] [CTIHandler::OutputCtiMessage ] CTI ProviderOpenCompletedEvent (seq#=2) provider "
    "id=16777428 "
    "CM Version=14.0.1 error code=2362179701 description=Directory login failed - timeout enableIpv6=0 NoOfDaysPwdToExp=4294967295\n"
    "28132000.004 |21:53:51.001 |AppInfo |CtiProviderOpenFailure - CTI application failed to open provider; application startup failed "
    "CTIconnectionId:212 Reason code.:-1932787595 IPAddress: 192.0.2.50 IPv6Address: App ID:Cisco CTIManager Cluster ID:C1 Node ID:cm-a\n"
    "28132001.003 |21:53:52.000 |AppInfo |DeviceOpenActivity (): activity: 1, connID: 7, deviceName: SEP0A , appID: anna-192.0.2.50-50155, "
    "rtpaddr: , "
    "mediaControl: 0, deviceType: 7, reason: 0\n"
    "28132002.000 |00:00:00.206 |AppInfo  |HttpConnection - checkConnQueue found no connData\n";

inline constexpr std::string_view sdl_old =
    "001853112| 2008/09/26 11:50:39.687| 001| AppInfo   |               |               |               |               |               | "
    "LPPolicyManager -getLogicalPartitionPolicy, val=, devType=4]\n"
    "001853113| 2008/09/26 11:50:39.688| 001| SdlSig    | CcRegisterPartyA  | restart0 | LineControl(1,100,139,3) | SIPCdpc(1,100,55,17) | "
    "(1,100,45,1).3035-(SEP0B:192.0.2.14)| [R:NP - HP: 0, NP: 2, LP: 0, VLP: 0, LZP: 0 DBP: 0]CI=23624774 CI.branch=0\n";

inline constexpr std::string_view jtapi =
    "9364: Nov 23 07:09:02.973 COT %JTAPI-PROTOCOL-7-UNK:(P53-192.0.2.82) [ProviderRetryThread] sending: "
    "com.cisco.cti.protocol.ProviderOpenRequest {\n"
    "provider = 192.0.2.82\n"
    "qbeClientVersion = Cisco JTAPI 12.5(0.98000)-1 Release\n"
    "login = com.cisco.cti.protocol.UnicodeString {\nunicodedisplayName = anna\ncount = 4\n}\n"
    "applicationID = JTAPI[1]@box\n"
    "desiredServerHeartbeatTime = 30\n"
    "\n"
    "9365: Nov 23 07:09:02.974 COT %JTAPI-PROTOCOL-7-UNK:(P53-192.0.2.82) received Response: com.cisco.cti.protocol.ProviderOpenResponse "
    "{\n"
    "sequenceNumber = 17\nresult = 0\nproviderId = 16778994\n}\n"
    "9366: Nov 23 07:09:02.974 COT %JTAPI-CTIIMPL-7-UNK:(P53-192.0.2.82) Server response: will send server heartbeat every 30 seconds\n"
    "9374: Nov 23 07:09:03.122 COT %JTAPI-PROTOCOL-7-UNK:(P53-192.0.2.82) received Event: com.cisco.cti.protocol.ProviderClosedEvent "
    "{\neventSequence = 212\n"
    "reason = -1932787425\n}\n";

/// The message that its text form prints before it: BEGIN_CALL_EVENT, 54 bytes behind the header.
inline constexpr std::string_view uccx =
    "7091923: Nov 20 10:43:59.435 EDT %MIVR-ICD_CTI-7-UNK: CSOutboundMsgProcessor: got an event message: { length=-1 "
    "type=BEGIN_CALL_EVENT, monitorID: 0, "
    "peripheralID: 1, peripheralType: 21, connectionCallID: 16777488, connectionDeviceID: 9026, ani1: 2006, dnis: 7000, dialedNumber: null "
    "}\n"
    "7091948: Nov 20 10:43:59.435 EDT %MIVR-ICD_CTI-7-UNK:writing... MHDR: 0000: 00 00 00 36 00 00 00 17 ...6.... MDATA: 0000: 00 00 00 00 "
    "00 00 00 01 00 15 00 00 "
    "00 00 00 00 .... 0010: 00 01 00 00 01 00 01 10 00 00 08 05 32 30 30 36 ...........2006 0020: 00 0B 05 37 30 30 30 00 19 05 39 30 32 "
    "36 00 0A ..7000...9026.. "
    "0030: 05 37 30 30 30 00 .7000.\n"
    "51269: Nov 20 10:44:27.842 EDT %MIVR-SS_TEL-7-UNK:Call.received() JTAPICallContact[id=11,type=Cisco JTAPI "
    "Call,implId=29124/1,active=true,app=App[name=AA,id=4]]\n"
    "51617: Nov 20 10:44:46.625 EDT %MIVR-SS_TEL-7-UNK:CallID:11 MediaId:29124/1 Task:34000000019 Got CallActiveEv\n"
    "52165: Nov 20 10:44:53.447 EDT %MIVR-SS_RM-7-UNK:RIMgrAddressCallObserver: CallCtlConnEstablishedEv received for call:16806342 "
    "[29126/1], address 4003\n"
    "52166: Nov 20 10:44:54.000 EDT %MIVR-SS_TEL-4-ModuleRunTimeFailure:Real-time failure in JTAPI subsystem: Module=JTAPI "
    "Subsystem,Failure Cause=7,"
    "Failure Module=JTAPI_PROVIDER_INIT,Exception=com.cisco.jtapi.PlatformExceptionImpl: Unable to create provider -- bad login or "
    "password.\n";

inline constexpr std::string_view dumplog =
    "Events from February 8, 2007\n"
    "22:21:22:921 cg1A-ctisvr SESSION 9: MsgType:QUERY_SKILL_GROUP_STATISTICS_REQ (InvokeID:0x1b65f PeripheralID:5000\n"
    "22:21:22:930 cg1A-ctisvr SESSION 10: MsgType:HEARTBEAT_REQ (InvokeID:0x7 )\n"
    "22:21:22:940 pg1A-pim1 Trace: CSTA DELIVERED, \n\tCallID      = 604  DeviceID = 6505  DeviceType = Static\n\tCause       = "
    "EC_NEW_CALL\n"
    "22:21:22:941 cg1A-ctisvr SESSION 9:         SkillGroupNumber:28353 SkillGroupID:N/A )\n"
    "22:21:23 ra-nm ICM\\acme\\RouterA node reporting process statistics for process ccag.\n        Process name: ccag\n"
    "22:21:24:028 PG1A-jgw1 Trace: CiscoTermOutOfServiceEv Term: LCP5 Cause: DEVICE_UNREGISTERED\n"
    "22:21:24:028 PG1A-jgw1 Trace:   MsgAddressOutOfService:  Addr: 27001 Cause: 1005\n"
    "22:21:25:990 ra-rtr Trace: (65536 x 0 : 0 0) NewCall: CID=(152454,501), DN=4150, ANI=3003, CED=, RCID=5000 , MRDID=1\n";

inline constexpr std::string_view ciscolog =
    "<134>25: icmhost: Feb 13 2007 18:23:21.408 +0000: %ICM_Router_CallRouter-6-10500FF: "
    "[comp=Router-A][pname=rtr][iid=acme1][mid=10500FF][sev=info]: Side A rtr "
    "process is OK.\n"
    "19: icmhost: Feb 13 2007 18:23:22.890 +0000: %ICM_Router_unknown: [comp=Router-A][pname=nm][part=19.1/2]: node reporting process "
    "ccag.\n"
    "20: icmhost: Feb 13 2007 18:23:22.890 +0000: %ICM_Router_unknown: [comp=Router-A][pname=nm][part=19.2/2]: Process name: ccag\n";

inline constexpr std::string_view finesse =
    "Sep 23 2014 22:21:22.875 -0700: %CCBU_pool-19-thread-4-7-CTIWriter.getQueryQueueStatisticsReq():  {Thrd=pool-19-thread-4} params : "
    "invokeId=112223, "
    "queueId=28353\n"
    "Sep 23 2014 22:21:22.977 -0700: %CCBU_CTIMessageEventExecutor-0-6-DECODED_MESSAGE_FROM_CTI_SERVER: "
    "%[cti_message=CTIQuerySkillGroupStatisticsConf[peripheralID="
    "5000, skillGroupNumber=28353, routerCallsQNow=0]CTIMessageBean [invokeID=112223, msgID=115, "
    "timeTracker={\"id\":\"QuerySkillGroupStatisticsConf\","
    "\"CTI_MSG_NOTIFIED\":1411536082977,\"CTI_MSG_RECEIVED\":1411536082976}, msgName=QuerySkillGroupStatisticsConf, "
    "deploymentType=CCE]][cti_response_time=1]: "
    "Decoded Message to Finesse from backend cti server\n"
    "Sep 23 2014 22:21:29.883 -0700: %CCBU_pool-21-thread-1-3-QUEUE STATISTICS POLLING ERROR: %[ERROR_DESCRIPTION= queue "
    "full][error_message=saturated, discarding ]: "
    "Error during polling\n";

inline constexpr std::string_view jabber = "2023-01-24 07:32:38,598 DEBUG [0x000026e0] [c\\dp\\DPProvider.cpp(1274)] [csf.ecc] "
                                           "[CDPProvider::DispatchTheMessage] - [id=0] CDPProvider::DispatchTheMessage, "
                                           "nPduNum=126, pduName=PROVIDER_OPEN_COMPLETED_EVENT\n"
                                           "2023-01-24 07:32:38,598 WARN [0x000026e0] [rc\\dp\\DPProvider.cpp(598)] [csf.ecc] "
                                           "[CDPProvider::HandleEvent] - ProviderOpen failed: reason: 0x8ccc0075, "
                                           "Directory login failed - timeout\n"
                                           "2023-01-24 07:32:39,001 DEBUG [0x00002818] [c\\dp\\DPProvider.cpp(1086)] [csf.ecc] "
                                           "[CDPProvider::SendRequest] - [id=0] SendRequest Succeed., "
                                           "pdunames[msg.msgID]=DEVICE_CLOSE_REQUEST, msg.sequenceNumber=6\n"
                                           "2023-01-24 07:32:39,002 DEBUG [0x00002818] [c\\dp\\DPProvider.cpp(900)] [csf.ecc] "
                                           "[CDPProvider::Receive] - [id=0] Received: , pdunames[nPduNum]=LINE_CLOSED_EVENT\n";

inline constexpr std::string_view broadworks =
    "2023.01.27 10:28:38:819 CET | Info       | Sip | Worker #1 | 3104778 | +15550100011 | callhalf-60455\n\t$ new CHSS > +15550100011\n"
    "2023.01.27 10:28:41:106 CET | Info       | Sip | Adapter 5 | 2966060 | +15550100011 | callhalf-58591:0 | \n\n\tudp 1111 SIP Bytes IN "
    "from 192.0.2.219:58300\n"
    "INVITE sip:2010@example.net SIP/2.0\n"
    "2022.05.26 09:34:57:686 EDT | Info | OCI-P | Worker #0 Received the following request from: 127.0.0.1:56212 <?xml version=\"1.0\"?> "
    "<BroadsoftDocument "
    "protocol=\"OCI\" xmlns=\"C\"> <command xsi:type=\"AuthenticationRequest\" xmlns=\"\"> </command> </BroadsoftDocument>\n"
    "2022.05.26 09:34:57:711 EDT | Info | OCI-P | Worker #0 | admin TO 127.0.0.1:56212 <BroadsoftDocument protocol=\"OCI\"> <command "
    "xsi:type=\"c:SuccessResponse\"/> </BroadsoftDocument>\n"
    "2010.05.13 17:30:10:276 GMT+00:00 | Info | CallP | SIP Endpoint | 15550100501x102 | 90103\n";

inline constexpr std::string_view alarms =
    "Jul 02 06:22:31 cm-a local7 3 : 41679: cm-a.example.net Jul 02 2015 06:22:31 UTC :   %UC_CALLMANAGER-3-EndPointUnregistered: "
    "%[DeviceName=SEP0C][IPAddress="
    "192.0.2.210][Reason=13][AppID=Cisco CallManager][ClusterID=C1][NodeID=cm-a]: An endpoint has unregistered\n"
    "May 21 08:10:24 imp local7 1 : 62: imp.example.net: May 21 2021 13:10:24.476 UTC : %UC_ReplWatcher-1-DuplicateUserid: "
    "%[AppID=Monitor][ClusterID=][NodeID=imp]: "
    "two users share a value.\n"
    "Mar 18 16:40:52 cm-b local7 6 : 92: Mar 18 11:10:52.630 UTC :  %CCM_SERVICEMANAGER-SERVICEMANAGER-6-ServiceActivated: Service "
    "Activated. Node ID:cm-b\n"
    "cm-c local7 0 : 1: cm-c.example.net: Jul 16 2010 22:26:11.53 UTC :\n%UC_-0-TestAlarmEmergency: %[AppID=Cisco "
    "CallManager][ClusterID=][NodeID=cm-c]: Testing\n"
    "Dec 22 2015 20:12:57.1 UTC :  %UC_CTI-3-CtiProviderOpenFailure: %[CTIconnectionId%61232238][ Login User Id%61anna][Reason "
    "code.%61-1932787616][UNKNOWN_PARAMNAME:"
    "IPAddress%61192.0.2.73][App ID%61Cisco CTIManager][Cluster ID%61C1][Node ID%61cm-d]: CTI application failed to open provider%59 "
    "application startup failed\n"
    "May 21 09:00:00 cm-a local7 3 : 63: cm-a: May 21 2021 14:00:00.001 UTC : %UC_RTMT-3-RTMT_ALERT: "
    "%[AlertName=SyslogSeverityMatchFound][AlertDetail=At Fri#012"
    "MatchedEvent : May 21 08:59:59 cm-a local7 3 : 9: cm-a: May 21 2021 13:59:59.999 UTC : %UC_CTI-4-CtiIncompatibleProtocolVersion: "
    "%[MsgVersion=0][CompatibleVersions="
    "60000][NodeID=cm-a]: Incompatible#012AppID : x][AppID=Cisco AMC Service]: RTMT Alert\n";

inline constexpr std::string_view event_log = "Event Type: Error\r\nEvent Source: Cisco CTIManager\r\nEvent Category: None\r\nEvent ID: "
                                              "3\r\nDate: 6/28/2005\r\nTime: 11:24:54 PM\r\nUser: N/A\r\n"
                                              "Computer: CM-SUB1\r\nDescription:\r\nError: kCtiIncompatibleProtocolVersion - Incompatible "
                                              "protocol version.\r\nMessage Version: 0\r\nMinimum Version: 60000\r\n"
                                              "Current Version: 60000\r\nIPAddress: 192.0.2.179\r\nApp ID: Cisco CTIManager\r\n";

inline constexpr std::string_view alarm_table =
    "Identifier  Timestamp                Alarm Name                       Severity  Correlation Parameter\n"
    "===================================================================================================\n"
    "66414       2017-11-12 8:58:55 GMT   bwOpenClientServerASConnFailed   Critical  10;37;CAP;10.123.123.80;\n";

inline constexpr std::string_view all[] = {
    sdl,
    sdl_old,
    jtapi,
    uccx,
    dumplog,
    ciscolog,
    finesse,
    jabber,
    broadworks,
    alarms,
    event_log,
    alarm_table,
};

} // namespace cti::logs::samples
