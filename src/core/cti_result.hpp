// SPDX-License-Identifier: GPL-2.0-or-later
// The result codes of Cisco CTI (CTIManager, JTAPI, TSP): 32-bit values 0x8CCCxxxx. They appear as binary words in CTIQBE,
// as text in alarms and traces; the text is signed decimal, unsigned decimal or hexadecimal for one and the same code.
#pragma once

#include "core/schema.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cti {

/// One published CTI result code.
struct CtiResult {
    std::uint32_t value;
    const char* name;             ///< as the JTAPI guide spells it; some begin with CTIERR_, some do not; "" where no source prints one
    const char* inferred_name;    ///< a CTIERR name whose description equals this code's; "" beside a published name
    const char* meaning;
    const char* remedy;           ///< steps, one a line; "" where nothing is to be done, or nothing but what the meaning says
};

/// The upper half of every CTI result code.
inline constexpr std::uint32_t cti_result_prefix = 0x8CCC0000;
constexpr bool is_cti_result(std::uint32_t value) { return (value & 0xffff0000) == cti_result_prefix; }

inline constexpr const char* cti_result_source =
    "Unified JTAPI Developers Guide 12.5(1), 14 and 15, constant field values of CiscoJtapiException; System Error Messages for Cisco "
    "Unified Communications Manager 14; Cisco tech note 220616 (0x8CCC00D2). What to do is our own where the messages guide says nothing";

/// Sorted by value. Numbers and names: Unified JTAPI Developers Guide (12.5(1), 14 and 15 print the same). Where System Error Messages
/// for Cisco Unified CM 14 explains a code too, the meaning is of that guide: it says what an administrator can see.
inline constexpr CtiResult cti_results[] = {
    {0x8CCC0001, "TIMEOUT", "", "Request timed out", ""},
    {0x8CCC0002, "NO_ACTIVE_DEVICE_FOR_THIRDPARTY", "", "No active device for third-party control", ""},
    {0x8CCC0003, "EXISTING_FIRSTPARTY", "", "A device already controls the media", ""},
    {0x8CCC0004, "ILLEGAL_HANDLE", "", "Handle not valid", ""},
    {0x8CCC0005, "UNDEFINED_LINE", "", "Line is not on the device, perhaps after extension mobility login or logout", ""},
    {0x8CCC0006, "ILLEGAL_CALLINGPARTY", "", "Originating party is not on this device", ""},
    {0x8CCC0007, "CALL_ALREADY_EXISTS", "", "Line already carries another call", ""},
    {0x8CCC0008, "LINECONTROL_FAILURE", "", "Line control's current state refuses a new call", ""},
    {0x8CCC0009, "ILLEGAL_CALLSTATE", "", "Line state does not permit this request", ""},
    {0x8CCC000A, "CALLHANDLE_NOTINCOMINGCALL", "", "Answer tried on a missing call or one not awaiting answer", ""},
    {0x8CCC000B, "TRANSFERFAILED_DESTINATION_UNALLOCATED", "", "Transfer target number is not registered", ""},
    {0x8CCC000D, "TRANSFERFAILED_DESTINATION_BUSY", "", "Transfer target is busy", ""},
    {0x8CCC000E, "TRANSFERFAILED", "", "Transfer failed, probably because a leg hung up", ""},
    {0x8CCC000F, "HOLDFAILED", "", "Hold refused by line or call control", ""},
    {0x8CCC0011, "RETRIEVEFAILED", "", "Retrieve refused by line or call control", ""},
    {0x8CCC0012, "DB_NO_MORE_DEVICES", "", "Obsolete code", ""},
    {0x8CCC0013, "DEVICE_ALREADY_REGISTERED", "", "Another application already has the device open",
     "Find the application that has the device open (RTMT: CTI Manager, CTI Search)\n"
     "Use one owner for each CTI port or route point"},
    {0x8CCC0014, "DB_ILLEGAL_DEVICE_TYPE", "", "Database holds a device type that is not allowed", ""},
    {0x8CCC0015, "DB_ERROR", "", "Device query named a device type that is not allowed", ""},
    {0x8CCC0016, "CANNOT_TERMINATE_MEDIA_ON_PHONE", "", "Application cannot terminate media; a physical phone always does so itself", ""},
    {0x8CCC0017, "CTIERR_CALL_MANAGER_NOT_AVAILABLE", "", "No Unified CM is available at present",
     "Check the Cisco CallManager service\n"
     "Check the links between CTIManager and Cisco CallManager"},
    {0x8CCC0018, "CTIERR_ACCESS_TO_DEVICE_DENIED", "", "Device is missing from the user's control list",
     "Associate the device with the application's user (controlled devices)\n"
     "Tick Allow Control of Device from CTI on the device\n"
     "Check the user's groups: control of all devices, connected transfer and conference, rollover mode"},
    {0x8CCC0019, "UNKNOWN_GLOBAL_CALL_HANDLE", "", "Global call handle not known", ""},
    {0x8CCC001A, "DEVICE_NOT_OPEN", "", "Line open failed: device not open or not registered", ""},
    {0x8CCC001B, "ASSOCIATED_LINE_NOT_OPEN", "", "Request used a line that has not been opened", ""},
    {0x8CCC001C, "SSAPI_NOT_REGISTERED", "", "Redirect issued before the supporting internal interface was ready", ""},
    {0x8CCC001D, "REDIRECT_CALL_DOES_NOT_EXIST", "", "Redirected call is absent or no longer active", ""},
    {0x8CCC001F, "DATA_SIZE_LIMIT_EXCEEDED", "", "XML data object is too large", ""},
    {0x8CCC0020, "INVALID_RING_OPTION", "", "Ring option not valid", ""},
    {0x8CCC0021, "CTIERR_APP_SOFTKEYS_ALREADY_CONTROLLED", "", "Another application already owns the application softkeys", ""},
    {0x8CCC0022, "CTIERR_INVALID_DEVICE_NAME", "", "Device name not valid", "Correct the device name"},
    {0x8CCC0023, "CTIERR_INFORMATION_NOT_AVAILABLE", "", "Requested information is unavailable", ""},
    {0x8CCC0024, "CTIERR_MEDIA_RESOURCE_NAME_SIZE_EXCEEDED", "", "Media resource name too long", ""},
    {0x8CCC0025, "CTIERR_APPLICATION_DATA_SIZE_EXCEEDED", "", "Application data is larger than permitted", ""},
    {0x8CCC0026, "CTIERR_INVALID_MEDIA_DEVICE", "", "Media device not valid", ""},
    {0x8CCC0027, "CTIERR_CLOSE_DELAY_NOT_SUPPORTED_WITH_REG_TYPE", "", "Close delay cannot be combined with this registration type",
     "Do not ask for a close delay with this registration"},
    {0x8CCC0030, "REDIRECT_CALLINFO_ERR", "", "Call control internal error during redirect", ""},
    {0x8CCC0031, "REDIRECT_ERR", "", "Call control internal error during redirect", ""},
    {0x8CCC0032, "REDIRECT_CALL_CALL_TABLE_FULL", "", "Call control internal error during redirect", ""},
    {0x8CCC0033, "REDIRECT_CALL_PROTOCOL_ERROR", "", "Protocol error inside call control", ""},
    {0x8CCC0034, "REDIRECT_CALL_UNKNOWN_DESTINATION", "", "Redirect target unknown", ""},
    {0x8CCC0035, "REDIRECT_CALL_DIGIT_ANALYSIS_TIMEOUT", "", "Digit analysis timed out inside call control", ""},
    {0x8CCC0036, "REDIRECT_CALL_MEDIA_CONNECTION_FAILED", "", "Media connection failed inside call control", ""},
    {0x8CCC0037, "REDIRECT_CALL_PARTY_TABLE_FULL", "", "Call control internal error during redirect", ""},
    {0x8CCC0038, "REDIRECT_CALL_ORIGINATOR_ABANDONED", "", "Far end hung up during redirect", ""},
    {0x8CCC0039, "REDIRECT_CALL_UNKNOWN_PARTY", "", "Unknown party met inside call control", ""},
    {0x8CCC003A, "REDIRECT_CALL_INCOMPATIBLE_STATE", "", "Call control internal error during redirect", ""},
    {0x8CCC003B, "REDIRECT_CALL_PENDING_REDIRECT_TRANSACTION", "", "Call control internal error during redirect", ""},
    {0x8CCC003C, "REDIRECT_CALL_UNKNOWN_ERROR", "", "Call control internal error during redirect", ""},
    {0x8CCC003D, "REDIRECT_CALL_NORMAL_CLEARING", "", "Redirect failed through normal clearing", ""},
    {0x8CCC003E, "REDIRECT_CALL_UNRECOGNIZED_MANAGER", "", "Call control internal error during redirect", ""},
    {0x8CCC003F, "REDIRECT_CALL_DESTINATION_BUSY", "", "Redirect target is busy", ""},
    {0x8CCC0040, "REDIRECT_CALL_DESTINATION_OUT_OF_ORDER", "", "Redirect target is out of order", ""},
    {0x8CCC0041, "CANNOT_OPEN_DEVICE", "", "Device open refused because that device is unregistering", ""},
    {0x8CCC0042, "TRANSFERFAILED_OUTSTANDING_TRANSFER", "", "An earlier transfer is still running", ""},
    {0x8CCC0043, "TRANSFERFAILED_CALLCONTROL_TIMEOUT", "", "Call control gave no answer during transfer", ""},
    {0x8CCC0044, "CALLHANDLE_UNKNOWN_TO_LINECONTROL", "", "Redirect named a call line control does not know", ""},
    {0x8CCC0046, "CONFERENCE_FULL", "", "Every conference bridge is in use", ""},
    {0x8CCC0047, "MAX_NUMBER_OF_CTI_CONNECTIONS_REACHED", "", "CTI connection limit reached",
     "Close connections that are not needed, or raise Maximum CTI Connections of the node"},
    {0x8CCC0048, "CTIERR_CONSULTCALL_ALREADY_OUTSTANDING", "", "A consult call is already pending",
     "End the first consult call before a second one"},
    {0x8CCC0049, "NO_CONFERENCE_BRIDGE", "", "No conference bridge available", "Add a conference bridge to the MRGL of the device"},
    {0x8CCC004A, "CTIERR_UDP_PASS_THROUGH_NOT_SUPPORTED", "", "UDP data passthrough is not supported", ""},
    {0x8CCC0050, "INCOMPATIBLE_PROTOCOL_VERSION", "", "CTI does not support the protocol version of this JTAPI client",
     "Install the JTAPI or TSP client of the cluster's release"},
    {0x8CCC0051, "UNRECOGNIZABLE_PDU", "", "QBE protocol error", ""},
    {0x8CCC0052, "ILLEGAL_MESSAGE_FORMAT", "", "QBE protocol error", ""},
    {0x8CCC0053, "CTIERR_INCOMPATIBLE_AUTOINSTALL_PROTOCOL_VERSION", "", "Auto-install protocol version is incompatible",
     "Install the JTAPI client of the cluster's release"},
    {0x8CCC0054, "CTIERR_INVALID_MESSAGE_LENGTH", "", "Message length not valid",
     "Install the client of the cluster's release\n"
     "Look for a damaged or truncated stream"},
    {0x8CCC0055, "CTIERR_INVALID_MESSAGE_HEADER_INFO", "", "Message header content not valid",
     "Install the client of the cluster's release\n"
     "Look for a damaged stream"},
    {0x8CCC0056, "CTIERR_MESSAGE_TOO_BIG", "", "Message exceeds the size limit", "Make the request smaller\nLook for a damaged stream"},
    {0x8CCC0057, "CTIERR_INVALID_FILTER_SIZE", "", "Filter size not valid", "Correct the filter size"},
    {0x8CCC005E, "DIRECTORY_TEMPORARY_UNAVAILABLE", "", "Directory (LDAP) is unavailable",
     "Restore reachability between Unified CM and the LDAP server"},
    {0x8CCC005F, "DIRECTORY_LOGIN_NOT_ALLOWED", "", "User lacks the Standard CTI permission",
     "Put the user in the Standard CTI Enabled group"},
    {0x8CCC0060, "DIRECTORY_LOGIN_FAILED", "", "Directory login failed", "Check that application user ID and password match Unified CM"},
    {0x8CCC0061, "PROVIDER_NOT_OPEN", "", "Device list incomplete, or its query timed out or was aborted", ""},
    {0x8CCC0062, "PROVIDER_ALREADY_OPEN", "", "Provider was opened a second time", ""},
    {0x8CCC0063, "NOT_INITIALIZED", "", "Provider opened before CTI finished starting", ""},
    {0x8CCC0064, "CLUSTER_LINK_FAILURE", "", "Network link to a Unified CM node in the cluster failed", ""},
    {0x8CCC0065, "LINE_INFO_DOES_NOT_EXIST", "", "Database has no such line information", ""},
    {0x8CCC0066, "DIGIT_GENERATION_ALREADY_IN_PROGRESS", "", "Digits are already being generated", ""},
    {0x8CCC0067, "DIGIT_GENERATION_WRONG_CALL_HANDLE", "", "Call handle invalid; the call may have ended", ""},
    {0x8CCC0068, "DIGIT_GENERATION_WRONG_CALL_STATE", "", "Call state does not allow generating digits", ""},
    {0x8CCC0069, "DIGIT_GENERATION_CALLSTATE_CHANGED", "", "Call state no longer permits digit generation to continue", ""},
    {0x8CCC006A, "LINE_GREATER_THAN_MAX_LINE", "", "Line number exceeds the lines on this device",
     "Use a line number that exists on the phone"},
    {0x8CCC0070, "RETRIEVEFAILED_ACTIVE_CALL_ON_LINE", "", "Retrieve refused: another call is active on the line", ""},
    {0x8CCC0071, "INVALID_LINE_HANDLE", "", "Line operation used an invalid line handle", ""},
    {0x8CCC0072, "LINE_NOT_PRIMARY", "", "Call control internal error", ""},
    {0x8CCC0073, "CFWDALL_ALREADY_SET", "", "Call-forward-all was already active", ""},
    {0x8CCC0074, "CFWDALL_DESTN_INVALID", "", "Call-forward-all target is not valid", ""},
    {0x8CCC0075, "CTIERR_DIRECTORY_LOGIN_TIMEOUT", "", "Login authentication timed out",
     "Check the CPU of Unified CM and the LDAP referrals\n"
     "Try the Global Catalog port of the directory"},
    {0x8CCC0076, "CTIERR_LINE_OUT_OF_SERVICE", "", "Line is out of service", "Check that the phone and its line are registered"},
    {0x8CCC0077, "DEVICE_OUT_OF_SERVICE", "", "Device is out of service", ""},
    {0x8CCC0078, "MSGWAITING_DESTN_INVALID", "", "Message lamp target number not found", ""},
    {0x8CCC0079, "DARES_INVALID_REQ_TYPE", "", "Call processing internal fault: bad DaRes request type", ""},
    {0x8CCC007A, "CONFERENCE_FAILED", "", "Conference could not be completed", ""},
    {0x8CCC007B, "CONFERENCE_INVALID_PARTICIPANT", "", "Conference with oneself or with an unsuitable party", ""},
    {0x8CCC007C, "CONFERENCE_ALREADY_PRESENT", "", "Party is already in a conference", ""},
    {0x8CCC007D, "CONFERENCE_INACTIVE", "", "Completion asked for while no consult conference is active", ""},
    {0x8CCC007E, "TRANSFER_INACTIVE", "", "Transfer completion without a consult transfer", ""},
    {0x8CCC007F, "CTIERR_REGISTER_FEATURE_ACTIVATION_FAILED", "", "Feature registration could not be activated", ""},
    {0x8CCC0080, "CTIERR_UNSUPPORTED_CALL_PARK_TYPE", "", "Park type not supported", ""},
    {0x8CCC0081, "CTIERR_CALL_UNPARK_FAILED", "", "Unpark attempt failed", ""},
    {0x8CCC0082, "CTIERR_INVALID_PARK_DN", "", "Number is not a usable park number", ""},
    {0x8CCC0083, "CTIERR_INVALID_PARK_REGISTRATION_HANDLE", "", "Park registration handle not valid", ""},
    {0x8CCC0084, "CTIERR_INVALID_MONITOR_DN_TYPE", "", "Monitor number type not valid", ""},
    {0x8CCC0085, "CTIERR_CALL_PARK_NO_DN", "", "No park number", ""},
    {0x8CCC0086, "CTIERR_ILLEGAL_DEVICE_TYPE", "", "Device type is not permitted", ""},
    {0x8CCC0087, "CTIERR_CALL_REQUEST_ALREADY_OUTSTANDING", "", "An earlier call request is still pending", ""},
    {0x8CCC0088, "CTIERR_CONSULT_CALL_FAILURE", "", "Consult call failed", ""},
    {0x8CCC0089, "CTIERR_FEATURE_ALREADY_REGISTERED", "", "Feature was registered earlier", ""},
    {0x8CCC008A, "CTIERR_STATION_SHUT_DOWN", "", "Station has shut down", "Check that the phone is registered"},
    {0x8CCC0090, "CTIERR_INTERNAL_FAILURE", "", "Internal CTI fault", "Read the SDL trace of CTIManager at that time"},
    {0x8CCC0091, "CTIERR_MEDIAREGISTRATIONTYPE_DO_NOT_MATCH", "", "Media registration types differ",
     "Register with the same media registration type as the first owner"},
    {0x8CCC0092, "CTIERR_OPERATION_FAILED_QUIETCLEAR", "", "Temporary failure makes the feature unavailable on this call", ""},
    {0x8CCC0093, "CTIERR_FEATURE_DATA_REJECT", "", "Feature data was rejected", ""},
    {0x8CCC0094, "CALL_DROPPED", "", "Call ended before the hold, unhold, transfer or conference finished", ""},
    {0x8CCC0097, "CTIERR_INVALID_DTMFDIGITS", "", "DTMF play request held a bad digit", ""},
    {0x8CCC0098, "CTIERR_INCORRECT_MEDIA_CAPABILITY", "", "Registration refused: media capability incorrect",
     "Register with the codec list of the device"},
    {0x8CCC0099, "COMMAND_NOT_IMPLEMENTED_ON_DEVICE", "", "Device cannot perform this command", ""},
    {0x8CCC009A, "CTIERR_DEVICE_SHUTTING_DOWN", "", "Device is unregistering, after a reset or restart",
     "Wait until the device has registered after its reset\n"
     "Open the device again"},
    {0x8CCC009B, "CTIERR_INVALID_MEDIA_RESOURCE_ID", "", "Media resource identifier not valid", ""},
    {0x8CCC009C, "CTIERR_UNKNOWN_EXCEPTION", "", "Unrecognized exception", ""},
    {0x8CCC009D, "CTIERR_OPERATION_NOT_ALLOWED", "", "Operation is not permitted", ""},
    {0x8CCC009E, "CTIERR_INVALID_MEDIA_PARAMETER", "", "Media parameter not valid", ""},
    {0x8CCC009F, "CTIERR_MEDIA_CAPABILITY_MISMATCH", "", "Registration refused: media capability differs from the existing registration",
     "Register with the same media capabilities as the first owner"},
    {0x8CCC00A0, "CTIERR_DEVICE_ALREADY_OPENED", "", "Device was opened earlier", "Open the device once only"},
    {0x8CCC00A1, "CTIERR_DEVICE_NOT_OPENED_YET", "", "Device has not been opened", "Open the device first"},
    {0x8CCC00A2, "CTIERR_MEDIA_ALREADY_TERMINATED_NONE", "", "Registration refused: device registered without media termination",
     "End the registration of the other application, or register without media termination"},
    {0x8CCC00A3, "CTIERR_MEDIA_ALREADY_TERMINATED_STATIC", "", "Registration refused: device has static media termination",
     "End the registration of the other application, or use static registration too"},
    {0x8CCC00A4, "CTIERR_MEDIA_ALREADY_TERMINATED_DYNAMIC", "", "Registration refused: device has dynamic media termination",
     "End the registration of the other application, or use dynamic registration too"},
    {0x8CCC00A5, "CTIERR_OWNER_NOT_ALIVE", "", "Failure while registering the device", ""},
    {0x8CCC00B0, "CTIERR_RESOURCE_NOT_AVAILABLE", "", "No resource available for the request",
     "Check the media resources: MTP, transcoder, conference bridge"},
    {0x8CCC00B1, "CTIERR_CONFERENCE_ALREADY_EXISTED", "", "A conference is already in place", ""},
    {0x8CCC00B2, "CTIERR_CONFERENCE_NOT_EXISTED", "", "No such conference", ""},
    {0x8CCC00B3, "CTIERR_CALL_NOT_EXISTED", "", "Call does not exist", ""},
    {0x8CCC00B4, "CTIERR_INVALID_PARAMETER", "", "A parameter is not valid", ""},
    {0x8CCC00B5, "CTIERR_MORE_ACTIVE_CALLS_THAN_RESERVED", "", "More calls active than reserved", ""},
    {0x8CCC00B6, "CTIERR_INVALID_RESOURCE_TYPE", "", "Resource type not valid", ""},
    {0x8CCC00B7, "CTIERR_DUPLICATE_CALL_REFERENCE", "", "Call reference already in use", ""},
    {0x8CCC00B8, "CTIERR_NOT_PRESERVED_CALL", "", "Call is not preserved", ""},
    {0x8CCC00B9, "CTIERR_NO_EXISTING_CONFERENCE", "", "There is no conference", ""},
    {0x8CCC00BA, "CTIERR_NO_RESPONSE_FROM_MP", "", "Media resource did not answer", ""},
    {0x8CCC00BB, "CTIERR_SYSTEM_ERROR", "", "CTI system fault", "Read the SDL trace of CTIManager at that time"},
    {0x8CCC00BC, "CTIERR_REGISTER_FEATURE_PROVIDER_NOT_REGISTERED", "", "Feature provider is not registered", ""},
    {0x8CCC00BD, "CTIERR_REGISTER_FEATURE_APP_ALREADY_REGISTERED", "", "Application registered for the feature earlier", ""},
    {0x8CCC00C0, "CTIERR_PENDING_ACCEPT_OR_ANSWER_REQUEST", "", "Accept or answer request already waiting", "Send the answer once only"},
    {0x8CCC00C1, "CTIERR_INVALID_MEDIA_PROCESS", "", "Media process not valid", ""},
    {0x8CCC00C2, "CTIERR_CAPABILITIES_DO_NOT_MATCH", "", "Capabilities differ", ""},
    {0x8CCC00C3, "CTIERR_DEVICE_OWNER_ALIVE_TIMER_STARTED", "", "Device registration failed",
     "Open the device again later\n"
     "Check that one application only owns it"},
    {0x8CCC00C4, "CTIERR_MAXCALL_LIMIT_REACHED", "", "Maximum number of calls reached",
     "Raise Maximum Number of Calls and Busy Trigger of the line"},
    {0x8CCC00C5, "CTIERR_CTIHANDLER_PROCESS_CREATION_FAILED", "", "CTIHandler process could not be created", ""},
    {0x8CCC00C6, "CTIERR_FEATURE_SELECT_FAILED", "", "Feature selection failed", ""},
    {0x8CCC00C7, "CTIERR_REDIRECT_UNAUTHORIZED_COMMAND_USAGE", "", "Redirect command used without authorization",
     "Give the user the rights that redirecting needs"},
    {0x8CCC00C8, "CTIERR_NO_EXISTING_CALLS", "", "There are no calls", ""},
    {0x8CCC00C9, "CTIERR_UNSUPPORTED_CFWD_TYPE", "", "Forward type not supported", ""},
    {0x8CCC00CA, "CTIERR_FAC_CMC_REASON_FAC_NEEDED", "", "Call requires a forced authorization code", "Send the forced authorization code"},
    {0x8CCC00CB, "CTIERR_FAC_CMC_REASON_CMC_NEEDED", "", "Call requires a client matter code", "Send the client matter code"},
    {0x8CCC00CC, "CTIERR_FAC_CMC_REASON_FAC_CMC_NEEDED", "", "Call requires both authorization and client matter codes", "Send both codes"},
    {0x8CCC00CD, "CTIERR_FAC_CMC_REASON_FAC_INVALID", "", "Forced authorization code entered is wrong",
     "Use a valid forced authorization code"},
    {0x8CCC00CE, "CTIERR_FAC_CMC_REASON_CMC_INVALID", "", "Client matter code entered is wrong", "Use a valid client matter code"},
    {0x8CCC00D0, "CTIERR_USER_NOT_AUTH_FOR_SECURITY", "", "Secure port used by a user not enabled for secure connections",
     "Put the user into Standard CTI Secure Connection, or open without TLS\n"
     "Check the secure connection setting of TSP or JTPrefs"},
    {0x8CCC00D1, "CTIERR_CONNECTION_ON_INVALID_PORT", "", "Non-secure port used by a user with security privileges",
     "Use port 2749 with TLS or port 2748 without, as the user's groups demand"},
    {0x8CCC00D2, "CTIERR_DEVICE_RESTRICTED", "", "Device is restricted from CTI control",
     "Tick Allow Control of Device from CTI on the device"},
    {0x8CCC00D3, "CTIERR_LINE_RESTRICTED", "", "Line is restricted from CTI control", "Tick Allow Control of Device from CTI on the line"},
    {0x8CCC00D4, "CTIERR_CRYPTO_CAPABILITY_MISMATCH", "", "Registration refused: crypto algorithms differ from the existing registration",
     "Register with the same crypto algorithms as the first owner"},
    {0x8CCC00D6, "CTIERR_OUT_OF_BANDWIDTH", "", "Not enough bandwidth", "Check the bandwidth of the location and the codec of the region"},
    {0x8CCC00DA, "CTIERR_DB_INITIALIZATION_ERROR", "", "Database could not be reached",
     "Check Cisco DB and its replication on that node\n"
     "Check that the CPU of Unified CM is in the safe range\n"
     "Restart CTIManager"},
    {0x8CCC00DB, "CTIERR_INTERCOM_SPEEDDIAL_ALREADY_SET", "", "Intercom target was already set; second set refused", ""},
    {0x8CCC00DC, "CTIERR_INTERCOM_SPEEDDIAL_DESTN_INVALID", "", "Intercom target lies outside the intercom group", ""},
    {0x8CCC00DD, "CTIERR_INTERCOM_TALKBACK_FAILURE", "", "Intercom talkback failed", ""},
    {0x8CCC00DE, "CTIERR_DEVICE_REGISTRATION_FAILED_NOT_SUPPORTED_MEDIATYPE", "",
     "Media type invalid; a CTI port with intercom needs dynamic port registration",
     ""},
    {0x8CCC00DF, "CTIERR_BIB_RESOURCE_NOT_AVAILABLE", "", "No built-in bridge resource is free",
     "Switch the built-in bridge of the phone on, or wait until it is free"},
    {0x8CCC00E1, "CTIERR_INVALID_CALLID", "", "Call identifier not valid", ""},
    {0x8CCC00E2, "CTIERR_INVALID_MONITOR_DESTN", "", "Monitoring target not valid",
     "Monitor the right number\n"
     "Check the calling search space for monitoring"},
    {0x8CCC00E3, "CTIERR_PENDING_START_MONITORING_REQUEST", "", "Start-monitoring request already waiting", ""},
    {0x8CCC00E4, "CTIERR_START_MONITORING_FAILED", "", "Monitoring could not be started",
     "Put the user into Standard CTI Allow Call Monitoring\n"
     "Switch the built-in bridge of the phone on"},
    {0x8CCC00E5, "CTIERR_PENDING_START_RECORDING_REQUEST", "", "Start-recording request already waiting", ""},
    {0x8CCC00E6, "CTIERR_PENDING_STOP_RECORDING_REQUEST", "", "Stop-recording request already waiting", ""},
    {0x8CCC00E7, "CTIERR_START_RECORDING_FAILED", "", "Recording could not be started",
     "Put the user into Standard CTI Allow Call Recording\n"
     "Check the recording profile\n"
     "Switch the built-in bridge of the phone on"},
    {0x8CCC00E8, "CTIERR_RECORDING_ALREADY_INPROGRESS", "", "Recording is already running", ""},
    {0x8CCC00E9, "CTIERR_NO_RECORDING_SESSION", "", "No recording session exists", "Start recording before stopping it"},
    {0x8CCC00EA, "CTIERR_RECORDING_SESSION_INACTIVE", "", "Recording session is not active", ""},
    {0x8CCC00EB, "CTIERR_RECORDING_CONFIG_NOT_MATCHING", "", "Recording configuration differs",
     "Use the recording option configured on the line"},
    {0x8CCC00EC, "CTIERR_BIB_NOT_CONFIGURED", "", "Phone's built-in bridge is not configured",
     "Switch the built-in bridge of the phone on"},
    {0x8CCC00ED, "CTIERR_INTERCOM_SPEEDDIAL_ALREADY_CONFIGURED", "", "Call named an intercom target although one is already configured",
     ""},
    {0x8CCC00EE, "CTIERR_INTERCOM_TALKBACK_ALREADY_PENDING", "", "An intercom talkback request is already waiting", ""},
    {0x8CCC00EF, "CTIERR_INVALID_MONITORMODE", "", "Monitor mode not valid", ""},
    {0x8CCC00F1, "CTIERR_PRIMARY_CALL_INVALID", "", "Monitored primary call is invalid or already idle", ""},
    {0x8CCC00F2, "CTIERR_PRIMARY_CALL_STATE_INVALID", "", "Monitored primary call is in an unsuitable state",
     "Monitor only a connected call"},
    {0x8CCC00F3, "CTIERR_IPADDRMODE_MISMATCH", "", "IP addressing mode differs from the Unified CM configuration",
     "Check the addressing mode in Common Device Configuration\n"
     "Register with the IP addressing mode of the device"},
    {0x8CCC00F4, "CTIERR_DYNREG_IPADDRMODE_MISMATCH", "", "Terminal already registered with another IP addressing mode",
     "Register with the IP addressing mode of the device"},
    {0x8CCC011D, "", "CTIERR_LOGIN_FAILED_PWD_EXPIRED_USER_CAN_RESET", "Directory login failed because the password expired",
     "Let the user set a new password on the User Options pages"},
    {0x8CCC011F, "", "CTIERR_LOGIN_FAILED_ACCOUNT_LOCKED", "Directory login failed because the account is locked",
     "Let an administrator reset the hack count, unlock the account, or change the password"},
};

/// Errors of the JTAPI client that are no CTI result codes; the same guide. Apart from them: a 0 in a message means no error.
inline constexpr CtiResult other_jtapi_errors[] = {
    {0x00000000, "UNSPECIFIED", "", "Unspecified error, possibly a code this JTAPI client does not know", ""},
    {0x8EEE0001, "DESTINATION_UNKNOWN", "", "Destination not found", ""},
    {0x8EEE0002, "DESTINATION_BUSY", "", "Destination is busy", ""},
    {0xBEEFBEEF, "PROTOCOL_TIMEOUT", "", "Call control internal error", ""},
    {0xDEADBEEF, "PROVIDER_CLOSED", "", "Close asked for on a provider already closed", ""},
};

namespace detail {
consteval auto cti_result_value_rows()
{
    std::array<Value, std::size(cti_results)> rows{};
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = {cti_results[i].value, *cti_results[i].name ? cti_results[i].name : cti_results[i].meaning, cti_results[i].meaning};
    return rows;
}
} // namespace detail

/// The same rows as values of a field: the published name, or the meaning where no name is published.
inline constexpr auto cti_result_value_rows = detail::cti_result_value_rows();
inline constexpr ValueTable cti_result_values{"CTI result", cti_result_value_rows};
static_assert(is_sorted_unique(cti_result_values.values));

/// The row of `value`, or nullptr where the code is not published (or is no CTI result at all).
constexpr const CtiResult* find_cti_result(std::uint32_t value)
{
    const Value* row = find_value(cti_result_values, value);
    return row ? &cti_results[row - cti_result_values.values.data()] : nullptr;
}

/// As find_cti_result, and the other errors of the JTAPI client too (0xDEADBEEF PROVIDER_CLOSED).
const CtiResult* find_jtapi_error(std::uint32_t value);

/// The three ways in which traces, alarms and exceptions print one code.
struct ResultNotations {
    char hexadecimal[11];         ///< "0x8CCC0075"
    char decimal[11];             ///< "2362179701"
    char signed_decimal[12];      ///< "-1932787595"
};
ResultNotations result_notations(std::uint32_t value);

/// A 32-bit number written as "-1932787595", "2362179701" or "0x8CCC0075"; a signed number is taken modulo 2^32.
/// The whole text must be the number: no blanks, no '+'. Nothing where it is not, or does not fit 32 bits.
std::optional<std::uint32_t> parse_number32(std::string_view text);

/// A CTI result code written as parse_number32 reads it, or as eight bare hexadecimal digits ("8ccc0075").
/// Nothing where the text is no number or the number does not begin with 0x8CCC.
std::optional<std::uint32_t> parse_cti_result(std::string_view text);

} // namespace cti
