// SPDX-License-Identifier: GPL-2.0-or-later
// The UC_CTI alarm catalogue: what each alarm of CTIManager says, how bad it is, and what to do about it.
// Source: System Error Messages for Cisco Unified Communications Manager 14, part UC_CTI; the last row from Cisco tech note 91885.
#pragma once

#include "ucalarm/fields.hpp"
#include "ucalarm/reasons.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace cti::ucalarm {

/// Severity of an alarm; the digit in its message, as in syslog.
enum class Level : std::uint8_t { emergency, alert, critical, error, warning, notice, informational, debug };

/// Type of a parameter as the catalogue states it: Long and Int, UInt and ULong are one kind here, 32 bits each.
enum class Kind : std::uint8_t { string, integer, unsigned_integer, boolean, enumeration, void_ptr, unspecified };

struct Parameter {
    const char* name = nullptr;
    Kind kind{};
    FieldId field = no_field;    ///< follows from the name

    constexpr Parameter() = default;
    consteval Parameter(const char* printed, Kind stated) : name{printed}, kind{stated}, field{parameter_names[parameter_index(printed)].field} {}
};

inline constexpr std::size_t max_own_parameters = 8;

/// A row of the catalogue.
struct Alarm {
    const char* name;
    Level level;
    const char* meaning;
    const char* action;                                   ///< recommended action
    std::array<Parameter, max_own_parameters> own;        ///< in documented order, unused places empty; `tail` comes after them
    const ValueTable* reasons;                            ///< values of Reason; null where the alarm has none
    bool event_log = false;                               ///< known from the Windows event log, hence as free text only

    constexpr std::span<const Parameter> parameters() const
    {
        std::size_t n = 0;
        while (n < own.size() && own[n].name)
            ++n;
        return {own.data(), n};
    }
};

/// The parameters that end every alarm of the catalogue.
inline constexpr Parameter tail[] = {{"AppID", Kind::string}, {"ClusterID", Kind::string}, {"NodeID", Kind::string}};

inline constexpr Value provider_open_failure_reason_rows[] = {
    {0, "unknown"},
    {0x8CCC005E, "directory unavailable"},
    {0x8CCC005F, "Standard CTI permission missing"},
    {0x8CCC0060, "directory login failed"},
    {0x8CCC0075, "login timed out"},
    {0x8CCC00D0, "user not enabled for secure connection"},
    {0x8CCC00D1, "secure user on non-secure port"},
    {0x8CCC011D, "password expired"},
    {0x8CCC011F, "account locked"},
};
inline constexpr ValueTable provider_open_failure_reasons{"CtiProviderOpenFailure Reason", provider_open_failure_reason_rows};
static_assert(is_sorted_unique(provider_open_failure_reason_rows));

inline constexpr Value provider_closed_reason_rows[] = {
    {0, "unknown"},
    {1, "application heartbeat missed"},
    {2, "unexpected shutdown (TCP dropped)"},
    {3, "application asked to close"},
    {4, "provider open failed"},
    {5, "user deleted"},
    {6, "SuperProvider permission removed"},
    {7, "duplicate certificate"},
    {8, "CAPF information unavailable"},
    {9, "certificate compromised"},
    {11, "user not authorized for TLS"},
    {12, "Standard CTI permission removed"},
};
inline constexpr ValueTable provider_closed_reasons{"CtiProviderClosed Reason", provider_closed_reason_rows};
static_assert(is_sorted_unique(provider_closed_reason_rows));

inline constexpr Value device_closed_reason_rows[] = {
    {0, "unknown"},
    {1, "CallManager service unavailable"},
    {2, "device unregistered"},
    {3, "rehome failed"},
    {4, "device deleted from database"},
    {5, "controlling application disconnected"},
    {6, "route point taken by another application"},
    {7, "CTI port taken by another application"},
    {8, "already registered with dynamic media termination"},
    {9, "softkey enable failed"},
    {10, "media capabilities differ between applications"},
    {11, "device controlled by another application"},
    {12, "device protocol unsupported"},
    {13, "device restricted"},
    {14, "database unreachable"},
    {15, "device resetting"},
    {16, "media type unsupported"},
    {17, "device configuration unsupported"},
    {18, "device being reset"},
    {19, "IP addressing mode mismatch"},
};
inline constexpr ValueTable device_closed_reasons{"CtiDeviceClosed Reason", device_closed_reason_rows};
static_assert(is_sorted_unique(device_closed_reason_rows));

inline constexpr Value device_open_failure_reason_rows[] = {
    {0x8CCC0013, "already opened by another application"},
    {0x8CCC0018, "not in user control list"},
    {0x8CCC009A, "device unregistering"},
    {0x8CCC00D2, "device restricted"},    // absent from the table; tech note 220616
    {0x8CCC00DA, "database unreachable"},
    {0x8CCC00F3, "IP addressing mode mismatch"},
};
inline constexpr ValueTable device_open_failure_reasons{"CtiDeviceOpenFailure Reason", device_open_failure_reason_rows};
static_assert(is_sorted_unique(device_open_failure_reason_rows));

inline constexpr Value line_open_failure_reason_rows[] = {
    {0, "unknown"},
    {0x8CCC0005, "line not on device"},
    {0x8CCC0018, "device not in user control list"},
    {0x8CCC00D3, "line restricted"},
};
inline constexpr ValueTable line_open_failure_reasons{"CtiLineOpenFailure Reason", line_open_failure_reason_rows};
static_assert(is_sorted_unique(line_open_failure_reason_rows));

inline constexpr Value line_closed_reason_rows[] = {
    {0, "unknown"},
    {1, "CallManager failure"},
    {2, "device unregistered"},
    {3, "line rehome failed"},
    {4, "undefined line"},
    {5, "device removed"},
    {6, "controlling provider closed"},
    {7, "device protocol unsupported"},
    {8, "CTI control of line not allowed"},
    {9, "media type unsupported"},
    {10, "device being reset"},
    {11, "device configuration unsupported"},
};
inline constexpr ValueTable line_closed_reasons{"CtiLineClosed Reason", line_closed_reason_rows};
static_assert(is_sorted_unique(line_closed_reason_rows));

/// In the order of the catalogue.
inline constexpr Alarm alarms[] = {
    {"ApplicationConnectionDropped", Level::warning,
     "Application's TCP or TLS connection to CTIManager was lost",
     "Check the application, the network path and CPU load at both ends",
     {{{"LastPDUNumber", Kind::unsigned_integer}}}, nullptr},
    {"CtiMaxConnectionReached", Level::warning,
     "CTI connection limit hit; new application connections are refused",
     "Find leaking or surplus clients in RTMT (CTI Manager, CTI Search) and disconnect them\n"
     "Raise the service parameter Maximum CTI Connections with care\nSpread the applications over more CTIManagers",
     {}, nullptr},
    {"InvalidQBEMessage", Level::warning,
     "CTIManager received a QBE PDU it cannot recognize",
     "Install the JTAPI/TSP plugin of this Unified CM (Application > Plugins)\nRestart the application",
     {{{"CTIConnectionType", Kind::string}, {"InstanceNumber", Kind::integer}, {"PDUNumber", Kind::integer}}}, nullptr},
    {"CtiProviderOpenFailure", Level::error,
     "Application could not open a provider, so its startup failed",
     "Act on the reason\nWhere the alarm lacks it: read the alarm in RTMT, or the CTIManager SDL trace of that second",
     {{{"CTIconnectionId", Kind::integer}, {"LoginUserId", Kind::string}, {"Reason", Kind::enumeration}, {"IPaddress", Kind::string}, {"IPv6address", Kind::string}}}, &provider_open_failure_reasons},
    {"CtiQbeFailureResponse", Level::warning,
     "A requested operation failed, for a normal or abnormal cause",
     "If the application suffers, give its support the sequence number and error text",
     {{{"ErrorCode", Kind::unsigned_integer}, {"SeqNumber", Kind::integer}, {"ErrorMessageString", Kind::string}}}, nullptr},
    {"CtiProviderClosed", Level::informational,
     "Provider connection of an application has been closed",
     "None; informational",
     {{{"LoginUserId", Kind::string}, {"SeqNumber", Kind::integer}, {"CTIconnectionId", Kind::integer}, {"IPAddress", Kind::string}, {"IPv6Address", Kind::string}, {"Reason", Kind::enumeration}}}, &provider_closed_reasons},
    {"CtiProviderOpened", Level::informational,
     "Application opened its provider successfully",
     "None; informational",
     {{{"LoginUserId", Kind::string}, {"SeqNumber", Kind::integer}, {"Version", Kind::string}, {"CTIconnectionId", Kind::integer}, {"IPAddress", Kind::string}, {"IPv6Address", Kind::string}, {"CmAssignedAppID", Kind::integer}}}, nullptr},
    {"UnableToRegisterwithCallManagerService", Level::error,
     "CTI cannot reach CallManager to register supplementary features",
     "Check CallManager service and node connectivity; restart CTIManager if it persists",
     {{{"CmNodeID", Kind::integer}}}, nullptr},
    {"CtiProviderCloseHeartbeatTimeout", Level::warning,
     "Heartbeat expired, so CTIManager dropped the application",
     "Look for network faults or high CPU on the application server",
     {}, nullptr},
    {"CtiProviderClosePeerCertExpired", Level::warning,
     "Peer certificate expired, so CTIManager dropped the application",
     "Renew the certificate",
     {}, nullptr},
    {"CtiProviderPeerCertExpireSoon", Level::warning,
     "Peer certificate is close to expiry; disconnection will follow",
     "Install a new certificate beforehand",
     {}, nullptr},
    {"CtiIncompatibleProtocolVersion", Level::warning,
     "Message rejected: JTAPI/TAPI version incompatible with this CTIManager",
     "Check the application version with its vendor; upgrade JTAPI/TSP from Unified CM's Plugins page",
     {{{"MsgVersion", Kind::void_ptr}, {"CompatibleVersions", Kind::void_ptr}, {"CurrentVersion", Kind::void_ptr}, {"CMVersion", Kind::string}, {"IPAddress", Kind::string}, {"IPv6Address", Kind::string}}}, nullptr},
    {"CtiDeviceOpened", Level::informational,
     "Application opened a device",
     "None; informational",
     {{{"DeviceName", Kind::string}, {"SeqNumber", Kind::integer}, {"DeviceId", Kind::integer}, {"DeviceType", Kind::integer}, {"CTIconnectionId", Kind::integer}, {"MediaControlled", Kind::boolean}, {"AssociatedCMIPAddr", Kind::string}, {"CmAssignedAppID", Kind::integer}}}, nullptr},
    {"CtiDeviceClosed", Level::informational,
     "Device has been closed",
     "None; informational",
     {{{"DeviceName", Kind::string}, {"DeviceId", Kind::integer}, {"DeviceType", Kind::integer}, {"CTIconnectionId", Kind::integer}, {"MediaControlled", Kind::boolean}, {"AssociatedCMIpAddr", Kind::string}, {"Reason", Kind::enumeration}}}, &device_closed_reasons},
    {"CtiDeviceOpenFailure", Level::warning,
     "Application could not open a device",
     "Act on the reason\nWhere the alarm lacks it: read the alarm in RTMT, or the CTIManager SDL trace of that second",
     {{{"CTIconnectionId", Kind::integer}, {"DeviceName", Kind::string}, {"Reason", Kind::enumeration}}}, &device_open_failure_reasons},
    {"CtiDeviceOutofService", Level::informational,
     "Device went out of service",
     "None; informational",
     {{{"DeviceId", Kind::integer}, {"CTIconnectionId", Kind::integer}, {"DeviceName", Kind::string}}}, nullptr},
    {"CtiDeviceInService", Level::informational,
     "Device returned to service",
     "None; informational",
     {{{"DeviceId", Kind::integer}, {"CTIconnectionId", Kind::integer}, {"DeviceName", Kind::string}, {"callManagerId", Kind::integer}}}, nullptr},
    {"CtiLineOpened", Level::informational,
     "Application opened a line",
     "None; informational",
     {{{"SeqNumber", Kind::integer}, {"DirNum", Kind::string}, {"Partition", Kind::string}, {"DeviceName", Kind::string}, {"CTIconnectionId", Kind::integer}}}, nullptr},
    {"CtiLineOpenFailure", Level::warning,
     "Application could not open a line",
     "Act on the reason\nWhere the alarm lacks it: read the alarm in RTMT, or the CTIManager SDL trace of that second",
     {{{"CTIconnectionId", Kind::integer}, {"DeviceName", Kind::string}, {"DirNum", Kind::string}, {"Partition", Kind::string}, {"Reason", Kind::enumeration}}}, &line_open_failure_reasons},
    {"CtiLineClosed", Level::informational,
     "Line has been closed",
     "None; informational",
     {{{"DirNum", Kind::string}, {"Partition", Kind::string}, {"CTIconnectionId", Kind::integer}, {"DeviceName", Kind::string}, {"Reason", Kind::enumeration}}}, &line_closed_reasons},
    {"CtiLineOutOfService", Level::informational,
     "Line is leaving service",
     "None; informational",
     {{{"DirNum", Kind::string}, {"Partition", Kind::string}, {"CTIconnectionId", Kind::integer}, {"DeviceName", Kind::string}}}, nullptr},
    {"CtiLineInService", Level::informational,
     "Line returned to service",
     "None; informational",
     {{{"LineId", Kind::integer}, {"CTIconnectionId", Kind::integer}}}, nullptr},
    {"UnableToSetorResetMWI", Level::warning,
     "Setting the message waiting lamp failed",
     "Check partition and calling search space of the line that set the lamp",
     {{{"DirNum", Kind::string}}}, nullptr},
    {"RedirectCallRequestFailed", Level::informational,
     "CTIManager could not redirect a call",
     "None; informational",
     {{{"SeqNumber", Kind::integer}, {"DirNum", Kind::string}, {"Partition", Kind::string}}}, nullptr},
    {"MaxDevicesPerProviderExceeded", Level::warning,
     "One application opened more devices than Maximum Devices Per Provider",
     "Remove devices the application need not control",
     {}, nullptr},
    {"MaxDevicesPerNodeExceeded", Level::warning,
     "Opened devices on this node exceed Maximum Devices Per Node",
     "Remove unneeded devices from the applications on this node",
     {}, nullptr},
    {"ApplicationConnectionError", Level::warning,
     "CTIManager cannot accept application connections",
     "Restart the CTIManager service",
     {{{"CTIConnectionType", Kind::string}, {"InstanceNumber", Kind::integer}}}, nullptr},
    {"kCtiQbeLengthMisMatch", Level::error,
     "QBE header length does not agree with the message",
     "Install the JTAPI/TSP plugin of this Unified CM (Application > Plugins)\nRestart the application",
     {}, nullptr},
    {"kCtiInvalidQbeSizeAndOffsets", Level::error,
     "QBE decoding met an illegal size or offset",
     "Install the JTAPI/TSP plugin of this Unified CM (Application > Plugins)\nRestart the application",
     {}, nullptr},
    {"kCtiSsRegisterManagerErr", Level::error,
     "CtiLine could not be registered with SSAPI",
     "Ensure one CallManager service is active in the cluster; restart CTIManager if it persists",
     {}, nullptr},
    {"kCtiMytcpErrSocketBroken", Level::warning,
     "TCP socket broke",
     "Ignore if intended; otherwise find and repair the loss",
     {}, nullptr},
    {"kCtiDirectoryLoginFailure", Level::warning,
     "CTIManager could not log in to the directory",
     "Verify user name, password and LDAP synchronization",
     {{{"SeqNumber", Kind::integer}}}, nullptr},
    {"kCtiDeviceOpenFailAccessDenied", Level::warning,
     "Application asked for a device outside its control",
     "Correct the application or add the device to the user control list",
     {{{"LoginUserId", Kind::string}, {"DeviceName", Kind::string}, {"DeviceType", Kind::integer}}}, nullptr},
    {"kCtiIllegalQbeHeader", Level::error,
     "Message rejected because its QBE header is illegal",
     "Look for TCP fragmentation in the network",
     {}, nullptr},
    {"kCtiLineOpenFailAccessDenied", Level::warning,
     "Line open was denied",
     "Add the line's device to the user control list",
     {{{"SeqNumber", Kind::integer}, {"DirNum", Kind::string}, {"Partition", Kind::string}, {"DeviceName", Kind::string}, {"UserName", Kind::string}}}, nullptr},
    {"kCtiIllegalEnumHandle", Level::warning,
     "Handle for enumerating devices, lines or numbers is invalid",
     "Verify device associations of the end user or application user",
     {{{"EnumHandle", Kind::integer}, {"EnumObjectType", Kind::string}}}, nullptr},
    {"kCtiQbeMessageTooLong", Level::warning,
     "Incoming QBE message overran the input buffer and was dropped",
     "Verify version compatibility with the vendor; reinstall the plugin if advised",
     {{{"CTIConnectionType", Kind::string}, {"InstanceNumber", Kind::integer}, {"QBEMessageLength", Kind::integer}}}, nullptr},
    {"kCtiNullTcpHandle", Level::warning,
     "Missing TCP handle stops QBE delivery; packet dropped",
     "Repair network connectivity",
     {{{"PDU_Number", Kind::integer}}}, nullptr},
    {"kCtiEnvProcDevListRegTimeout", Level::error,
     "Directory change notification registration timed out; it will be retried",
     "Check connectivity between Unified CM nodes",
     {}, nullptr},
    {"kCtiMYTCPSendError", Level::error,
     "Send failed because the TCP connection is broken",
     "Check whether the application stopped or lost its network",
     {}, nullptr},
    {"kCtiSdlErrorvException", Level::critical,
     "Internal SDL error prevented creating a CTIManager process",
     "Restart CTIManager, then the server if needed",
     {}, nullptr},
    {"kCtiTcpInitError", Level::error,
     "CTIManager could not initialize TCP",
     "Restart the CTIManager service",
     {{{"ErrorCode", Kind::integer}}}, nullptr},
    {"kCtiIllegalFilterSize", Level::error,
     "ProviderOpenRequest carries an illegal filter size",
     "Install the JTAPI/TSP plugin of this Unified CM (Application > Plugins)\nRestart the application",
     {}, nullptr},
    {"kCtiNewCallNotifyArrayOverflow", Level::warning,
     "Internal array may have overflowed while building a NewCall event",
     "Restart the CTIManager service if it persists",
     {}, nullptr},
    {"kCtiExistingCallNotifyArrayOverflow", Level::warning,
     "Internal array may have overflowed while building an ExistingCall event",
     "Restart the CTIManager service if it persists",
     {}, nullptr},
    {"kCtiLineCallInfoResArrayOverflow", Level::warning,
     "Internal array may have overflowed while answering a call-information request",
     "Restart the CTIManager service if it persists",
     {}, nullptr},
    {"kCtiUnknownConnectionHandle", Level::warning,
     "Message came from an already disconnected connection and was dropped",
     "None; the packet is ignored",
     {{{"CTIConnectionType", Kind::string}, {"InstanceNumber", Kind::integer}}}, nullptr},
    {"kCtiProviderOpenInvalidUserNameSize", Level::error,
     "User name length in ProviderOpen is invalid",
     "Use a correct user name of at most 31 characters",
     {{{"UserNameSize", Kind::integer}}}, nullptr},
    {"kCtiIncompatibleProtocolVersion", Level::error,
     "CallManager 4.1 form of CtiIncompatibleProtocolVersion in the Windows event log",
     "Upgrade the TAPI/JTAPI clients after a CallManager upgrade",
     {{{"MessageVersion", Kind::unspecified}, {"MinimumVersion", Kind::unspecified}, {"CurrentVersion", Kind::unspecified}, {"CallManagerVersion", Kind::unspecified}, {"IPAddress", Kind::unspecified}, {"ProcessID", Kind::unspecified}, {"ProcessName", Kind::unspecified}}}, nullptr, true},
};

namespace detail {

consteval bool suits(Kind kind, Type type)
{
    switch (kind) {
    case Kind::string:
        return type == Type::text || type == Type::ipv4 || type == Type::ipv6;
    case Kind::integer:
        return type == Type::i32 || type == Type::u32;    // ErrorCode is ULong in one alarm and Int in another
    case Kind::unsigned_integer:
    case Kind::enumeration:
    case Kind::void_ptr:
        return type == Type::u32;
    case Kind::boolean:
        return type == Type::boolean;
    case Kind::unspecified:
        return true;
    }
    return false;
}

/// Every parameter has a field, and one of its type.
consteval bool every_parameter_has_a_field()
{
    for (const Alarm& alarm : alarms)
        for (const Parameter& p : alarm.parameters()) {
            const std::size_t i = parameter_index(p.name); // not a pointer: sanitizers have none at build time
            if (i == std::size(parameter_names) || parameter_names[i].part != Part::parameter || parameter_names[i].field == no_field ||
                !suits(p.kind, fields[parameter_names[i].field].type))
                return false;
        }
    return true;
}

} // namespace detail
static_assert(detail::every_parameter_has_a_field());

namespace detail {

/// Every reason of the catalogue has its remedy, and every remedy belongs to a reason of the catalogue.
consteval bool reasons_and_remedies_agree()
{
    std::size_t listed = 0;
    for (const Alarm& alarm : alarms)
        if (alarm.reasons)
            for (const Value& reason : alarm.reasons->values) {
                ++listed;
                if (!find_reason_remedy(alarm.name, reason.value))
                    return false;
            }
    return listed == std::size(reason_remedies);
}

} // namespace detail
#ifndef __SANITIZE_ADDRESS__ // GCC: with it the address of an object compared with nullptr is no constant expression
static_assert(detail::reasons_and_remedies_agree());
#endif

/// Alarms that were renamed at Unified CM 8.0 by more than the loss of their 'k' (Managed Services Guide 12.5(1), alarm history).
struct Renamed {
    std::string_view before;
    std::string_view since;
};
inline constexpr Renamed renamed_alarms[] = {
    {"kCtiMaxDevicesPerNodeExceeded", "MaxDevicesPerNodeExceeded"},
    {"kCtiMaxDevicesPerProviderExceeded", "MaxDevicesPerProviderExceeded"},
};

/// The row of an alarm's name: today's, or the one before 8.0 (with a leading 'k', or as in renamed_alarms); nullptr for other names.
const Alarm* find_alarm_row(std::string_view name);

} // namespace cti::ucalarm
