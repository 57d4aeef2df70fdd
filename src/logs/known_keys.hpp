// SPDX-License-Identifier: GPL-2.0-or-later
// Names as the logs print them: keys that are more than one word, signals that carry CTI content, and what a key means.
// Sources: Cisco tech notes 212107 (CTI Manager call flow), 220616 (Jabber softphone for VDI), 200764, 211385 and a published 11.5 trace
// (SDL); tech note 118545 (CTI Server and Finesse logs); a published JTAPI log; published UCCX engine logs.
#pragma once

#include "logs/record.hpp"

#include <string_view>

namespace cti::logs {

/// CTIManager: keys that hold blanks, and those that follow a value without a blank.
inline constexpr std::string_view sdl_keys[] = {
    "device name", "media device name", "provider id", "error code", "CM Version", "remote in use", "media resource ID", "resource ID",
    "cgpn NameInfo", "cdpn NameInfo", "original cdpn", "original cdpn NameInfo", "LRP NameInfo", "unmodifiedOriginal cdpn", "softkeys AppID",
    "Encoding Type", "Device locale", "Alt Script", "Held CH", "Async Response", "Auth Style", "Auto Accept Status", "3rd Party Certificate",
    "EncryptedSingleSignOnData Size", "Expire days", "CTI Enabled", "Connection Id", "User name", "TCP message length", "FeaturePriority",
    "CallingPartyMultiMediaBitMask", "CalledPartyMultiMediaBitMask", "Session-ID: Device", "MediaDevicePid", "MediaDeviceName",
};

inline constexpr std::string_view jabber_keys[] = {"pdunames[nPduNum]", "pdunames[msg.msgID]", "msg.sequenceNumber"};

/// Signals (SdlSig) that carry what a CTI client asked for or is told; all that a CallManager trace has of it.
inline constexpr std::string_view cti_signals[] = {
    "CtiProviderOpenReq", "CtiProceedWithAppLogin", "CtiLoginCheckReq", "CtiLoginCheckRes", "CtiLoginCheckTimeout", "CtiUserSettingsReq",
    "CtiUserSettingsRes", "CtiDeviceListWithDPFetchRes", "CtiDeviceOpenDeviceReq", "CtiDeviceOpenDeviceRes", "CtiLineOpenLineRes",
    "CtiQbeGenericMessage", "SdlDataInd", "CtiLineCallAnswerReq", "CtiLineCallDisconnectReq", "CtiLineCallInitiateReq",
    "CtiLineCallTransferSetupReq", "CtiDTMFNotify", "CtiDeviceRegisterNotifyWithLineInfo", "CtiEnableReq", "CtiLineCallAnswerRes",
    "CtiNewCallNotify", "CtiLineCallAcceptReq", "CtiDeviceSetRTPForCallReq",
};

struct KeyMeaning {
    std::string_view name;    ///< as printed
    Key key;
    Format only = Format::unknown;    ///< unknown: in every format
};
/// Within a record the first value of a key counts: "CH=1|19282359  CH=0|0" names the held call second.
inline constexpr KeyMeaning key_meanings[] = {
    {"seq#", Key::sequence}, {"Seq#", Key::sequence}, {"sequenceNumber", Key::sequence}, {"msg.sequenceNumber", Key::sequence}, {"seqNum", Key::sequence},
    {"mSequenceNumber", Key::sequence}, {"SeqNumber", Key::sequence},
    {"InvokeID", Key::invoke_id}, {"invokeID", Key::invoke_id}, {"invokeId", Key::invoke_id},
    {"provider id", Key::provider_id}, {"providerId", Key::provider_id},
    {"LH", Key::line_handle}, {"DH", Key::device_handle}, {"CH", Key::call_handle}, {"GCH", Key::global_call},
    {"MediaId", Key::global_call}, {"implId", Key::global_call},
    {"ConnectionCallID", Key::call_id}, {"connectionCallID", Key::call_id}, {"call", Key::call_id},
    {"CallID", Key::call_id, Format::dumplog}, {"CallID", Key::call_id, Format::icm},
    {"result", Key::result}, {"Result", Key::result}, {"mResult", Key::result}, {"mOpenResult", Key::result}, {"error code", Key::result}, {"reason", Key::result, Format::jtapi},
    {"reason", Key::result, Format::jabber}, {"Reason", Key::result, Format::alarm}, {"Reason code.", Key::result, Format::alarm},
    {"Reason code.", Key::result, Format::sdl}, {"ErrorCode", Key::result, Format::alarm}, {"Status", Key::result, Format::dumplog},
    {"TcpHandle", Key::tcp_handle}, {"TcpHand", Key::tcp_handle}, {"ConnHandle", Key::tcp_handle}, {"CtiHandler", Key::handler},
    {"connID", Key::connection_id}, {"CTIconnectionId", Key::connection_id}, {"CTIConnectionId", Key::connection_id},
    {"PeerIPAddr", Key::client_address}, {"PeerPort", Key::client_port}, {"ipv4", Key::client_address},
    {"IPAddress", Key::client_address, Format::alarm}, {"IPAddress", Key::client_address, Format::sdl}, {"IPAddress", Key::client_address, Format::event_log},
    {"mListenPort", Key::server_port},
    {"login", Key::user}, {"LoginUserID", Key::user}, {"LoginUserId", Key::user}, {"Login User Id", Key::user}, {"LoginId", Key::user}, {"Login", Key::user},
    {"User name", Key::user}, {"AppLoginUserId", Key::user}, {"unicodedisplayName", Key::user}, {"mUserId", Key::user},
    {"ApplName", Key::application}, {"applicationID", Key::application},
    {"deviceName", Key::device}, {"device name", Key::device}, {"DeviceName", Key::device}, {"Device Name", Key::device}, {"Term", Key::device},
    {"Name", Key::device, Format::sdl}, {"Addr", Key::device},
    {"PDU#", Key::message_number}, {"objectID", Key::message_number}, {"nPduNum", Key::message_number}, {"msgID", Key::message_number},
    {"HostName", Key::host}, {"NodeID", Key::host}, {"Node ID", Key::host},
};

} // namespace cti::logs
