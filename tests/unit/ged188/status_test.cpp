// SPDX-License-Identifier: GPL-2.0-or-later
// Status codes, control failure codes and peripheral errors: names as the CTI Server Message Reference Guide and the
// peripheral-specific chapter of the CTI OS System Manager Guide spell them.
#include "bytes.hpp"

#include "ged188/peripheral_errors.hpp"
#include "ged188/reason_codes.hpp"
#include "ged188/status_codes.hpp"
#include "ged188/values.hpp"

#include <cstring>
#include <set>
#include <string>
#include <vector>

namespace cti::ged188::test {
namespace {

constexpr std::uint16_t no_peripheral = 0xffff, definity = 5, symposium = 16, enterprise_agent = 17, crs = 21;

TEST(Status, NamesAndSeverities)
{
    const struct { std::uint32_t code; const char* name; Severity severity; } rows[] = {
        {1, "E_CTI_INVALID_VERSION", Severity::error},       {5, "E_CTI_SESSION_ALREADY_OPEN", Severity::warn},
        {11, "E_CTI_NEW_SESSION_OPENED", Severity::warn},    {15, "E_CTI_CTI_SERVER_OFFLINE", Severity::error},
        {16, "E_CTI_TIMEOUT", Severity::error},              {36, "E_CTI_INVALID_PASSWORD", Severity::error},
        {48, "E_CTI_INVALID_MSG_TYPE_FOR_VERSION", Severity::error}, {49, "E_CTI_INVALID_TAG_FOR_VERSION", Severity::error},
        {90, "E_CTI_MONITOR_TERMINATED", Severity::note},    {92, "E_CTI_SERVER_NOT_MASTER", Severity::warn},
        {107, "E_CTI_INVALID_CLIENT_FOR_STANDBY", Severity::error}, {110, "E_CTI_SERVER_IN_MAINTENANCE_MODE", Severity::warn},
    };
    for (const auto& row : rows) {
        const StatusCode* found = find_status(row.code, Dialect::ucce);
        ASSERT_TRUE(found) << row.code;
        EXPECT_STREQ(found->name, row.name);
        EXPECT_EQ(found->severity, row.severity) << row.name;
        EXPECT_STRNE(found->meaning, "") << row.name;
        EXPECT_STREQ(value_name(values::status_code, row.code), row.name);
    }
    for (const std::uint32_t code : {111u, 1000u, 0xffffffffu})
        EXPECT_EQ(find_status(code, Dialect::ucce), nullptr) << code;
}

TEST(Status, EveryDocumentedCodeIsThere)
{
    for (std::uint32_t code = 0; code <= 98; ++code)
        EXPECT_TRUE(find_status(code, Dialect::ucce)) << code;
    for (std::uint32_t code = 107; code <= 110; ++code)
        EXPECT_TRUE(find_status(code, Dialect::ucce)) << code;
}

TEST(ControlFailure, NamesAreTheirOwn)
{
    // The same number is a status in one table and a control failure in the other.
    const StatusCode* row = find_control_failure(70, Dialect::ucce);
    ASSERT_TRUE(row);
    EXPECT_STRNE(row->name, find_status(70, Dialect::ucce)->name);
    EXPECT_TRUE(std::string{row->name}.starts_with("CF_"));
    for (const StatusCode& code : control_failure_codes)
        EXPECT_EQ(find_control_failure(code.code, Dialect::ucce), &code);
    EXPECT_EQ(find_control_failure(0xfffff, Dialect::ucce), nullptr);
}

TEST(PeripheralError, LargeNumbersNameTheirComponent)
{
    for (const std::uint16_t type : {no_peripheral, enterprise_agent, definity, symposium}) {
        const PeripheralError* row = find_peripheral_error(13042, type, false);
        ASSERT_TRUE(row) << type;
        EXPECT_STREQ(row->name, "PERERR_GW_E_THREADCLEARCALL_DROP_EXCEPTION");
        EXPECT_EQ(row->component, Component::jtapi_gateway);
        ASSERT_TRUE(find_peripheral_error(10003, type, false));
        EXPECT_EQ(find_peripheral_error(10003, type, false)->component, Component::telephony_driver);
        ASSERT_TRUE(find_peripheral_error(-1, type, false));
        EXPECT_STREQ(find_peripheral_error(-1, type, false)->name, "PERERR_UNKNOWN");
    }
}

TEST(PeripheralError, SmallNumbersNeedThePeripheralType)
{
    for (std::int32_t code = 1; code <= 60; ++code) {
        EXPECT_EQ(find_peripheral_error(code, no_peripheral, false), nullptr) << code;
        EXPECT_EQ(find_peripheral_error(code, enterprise_agent, false), nullptr) << code;
    }
    const PeripheralError* busy = find_peripheral_error(15, definity, false);
    ASSERT_TRUE(busy);
    EXPECT_STREQ(busy->name, "C_USER_BUSY");
    EXPECT_EQ(find_peripheral_error(15, 4, false), busy); // DEFINITY without EAS
    EXPECT_EQ(busy->component, Component::definity_asai);
    unsigned symposium_codes = 0;
    for (std::int32_t code = 2000; code <= 4000; ++code)
        if (const PeripheralError* row = find_peripheral_error(code, symposium, false)) {
            EXPECT_TRUE(row->component == Component::symposium_status || row->component == Component::symposium_cause) << code;
            ++symposium_codes;
        }
    EXPECT_GT(symposium_codes, 30u);
}

TEST(PeripheralError, UnifiedCcx)
{
    const PeripheralError* row = find_peripheral_error(88004, crs, true);
    ASSERT_TRUE(row);
    EXPECT_STREQ(row->name, "CCX_AGENT_DEVICE_OFF");
    EXPECT_EQ(row->component, Component::unified_ccx);
}

TEST(PeripheralError, EveryRowCanBeFound)
{
    for (const PeripheralError& e : peripheral_errors) {
        std::uint16_t type = no_peripheral;
        bool uccx = false;
        switch (e.component) {
        case Component::definity_asai: type = definity; break;
        case Component::symposium_status:
        case Component::symposium_cause: type = symposium; break;
        case Component::unified_ccx: uccx = true; break;
        default: break;
        }
        const PeripheralError* row = find_peripheral_error(e.code, type, uccx);
        ASSERT_TRUE(row) << e.code;
        EXPECT_EQ(row->code, e.code);
        EXPECT_STRNE(component_name(row->component), "");
    }
}

// ---- words for people

/// The steps of a remedy. A step that is empty or too long for a line of Wireshark's is a failure.
std::vector<std::string> steps(std::string_view remedy)
{
    std::vector<std::string> out;
    while (!remedy.empty()) {
        const std::size_t end = std::min(remedy.find('\n'), remedy.size());
        out.emplace_back(remedy.substr(0, end));
        EXPECT_FALSE(out.back().empty());
        EXPECT_LE(out.back().size(), 200u) << out.back();
        EXPECT_TRUE(out.back()[0] >= 'A' && out.back()[0] <= 'Z') << out.back();
        EXPECT_EQ(out.back().find('?'), std::string::npos) << out.back();
        remedy.remove_prefix(std::min(end + 1, remedy.size()));
    }
    return out;
}

/// A word by itself: "PG", not the PG of another word.
bool has_word(std::string_view text, std::string_view word)
{
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1))
        if ((at == 0 || !is_letter(text[at - 1])) && (at + word.size() == text.size() || !is_letter(text[at + word.size()])))
            return true;
    return false;
}

// Unified CCX has no PG, no peripherals, no Router and other ports.
void expect_no_ucce_words(std::string_view text, std::uint32_t code)
{
    for (const char* word : {"PG", "PIM", "PeripheralID", "42027", "43027", "42030", "43030", "Router", "jgw", "desk settings", "Unified CCE", "UCCE",
                             "Avaya"})
        EXPECT_FALSE(has_word(text, word)) << code << ": " << text;
}

constexpr struct {
    std::uint32_t code;
    const char* name;
} status_names[] = {
        {0, "E_CTI_NO_ERROR"}, {1, "E_CTI_INVALID_VERSION"}, {2, "E_CTI_INVALID_MESSAGE_LENGTH"}, {3, "E_CTI_INVALID_FIELD_TAG"},
        {4, "E_CTI_SESSION_NOT_OPEN"}, {5, "E_CTI_SESSION_ALREADY_OPEN"}, {6, "E_CTI_REQUIRED_DATA_MISSING"},
        {7, "E_CTI_INVALID_PERIPHERAL_ID"}, {8, "E_CTI_INVALID_AGENT_DATA"}, {9, "E_CTI_AGENT_NOT_LOGGED_ON"},
        {10, "E_CTI_DEVICE_IN_USE"}, {11, "E_CTI_NEW_SESSION_OPENED"}, {12, "E_CTI_FUNCTION_NOT_AVAILABLE"},
        {13, "E_CTI_INVALID_CALLID"}, {14, "E_CTI_PROTECTED_VARIABLE"}, {15, "E_CTI_CTI_SERVER_OFFLINE"}, {16, "E_CTI_TIMEOUT"},
        {17, "E_CTI_UNSPECIFIED_FAILURE"}, {18, "E_CTI_INVALID_TIMEOUT"}, {19, "E_CTI_INVALID_SERVICE_MASK"},
        {20, "E_CTI_INVALID_CALL_MSG_MASK"}, {21, "E_CTI_INVALID_AGENT_STATE_MASK"}, {22, "E_CTI_INVALID_RESERVED_FIELD"},
        {23, "E_CTI_INVALID_FIELD_LENGTH"}, {24, "E_CTI_INVALID_DIGITS"}, {25, "E_CTI_BAD_MESSAGE_FORMAT"},
        {26, "E_CTI_INVALID_TAG_FOR_MSG_TYPE"}, {27, "E_CTI_INVALID_DEVICE_ID_TYPE"}, {28, "E_CTI_INVALID_LCL_CONN_STATE"},
        {29, "E_CTI_INVALID_EVENT_CAUSE"}, {30, "E_CTI_INVALID_NUM_PARTIES"}, {31, "E_CTI_INVALID_SYS_EVENT_ID"},
        {32, "E_CTI_INCONSISTENT_AGENT_DATA"}, {33, "E_CTI_INVALID_CONNECTION_ID_TYPE"}, {34, "E_CTI_INVALID_CALL_TYPE"},
        {35, "E_CTI_NOT_CALL_PARTY"}, {36, "E_CTI_INVALID_PASSWORD"}, {37, "E_CTI_CLIENT_DISCONNECTED"},
        {38, "E_CTI_INVALID_OBJECT_STATE"}, {39, "E_CTI_INVALID_NUM_SKILL_GROUPS"}, {40, "E_CTI_INVALID_NUM_LINES"},
        {41, "E_CTI_INVALID_LINE_TYPE"}, {42, "E_CTI_INVALID_ALLOCATION_STATE"}, {43, "E_CTI_INVALID_ANSWERING_MACHINE"},
        {44, "E_CTI_INVALID_CALL_MANNER_TYPE"}, {45, "E_CTI_INVALID_CALL_PLACEMENT_TYPE"}, {46, "E_CTI_INVALID_CONSULT_TYPE"},
        {47, "E_CTI_INVALID_FACILITY_TYPE"}, {48, "E_CTI_INVALID_MSG_TYPE_FOR_VERSION"}, {49, "E_CTI_INVALID_TAG_FOR_VERSION"},
        {50, "E_CTI_INVALID_AGENT_WORK_MODE"}, {51, "E_CTI_INVALID_CALL_OPTION"}, {52, "E_CTI_INVALID_DESTINATION_COUNTRY"},
        {53, "E_CTI_INVALID_ANSWER_DETECT_MODE"}, {54, "E_CTI_MUTUALLY_EXCLUS_DEVICEID_TYPES"}, {55, "E_CTI_INVALID_MONITORID"},
        {56, "E_CTI_SESSION_MONITOR_ALREADY_EXISTS"}, {57, "E_CTI_SESSION_MONITOR_IS_CLIENTS"},
        {58, "E_CTI_INVALID_CALL_CONTROL_MASK"}, {59, "E_CTI_INVALID_FEATURE_MASK"},
        {60, "E_CTI_INVALID_TRANSFER_CONFERENCE_SETUP_MASK"}, {61, "E_CTI_INVALID_ARRAY_INDEX"}, {62, "E_CTI_INVALID_CHARACTER"},
        {63, "E_CTI_CLIENT_NOT_FOUND"}, {64, "E_CTI_SUPERVISOR_NOT_FOUND"}, {65, "E_CTI_TEAM_NOT_FOUND"}, {66, "E_CTI_NO_CALL_ACTIVE"},
        {67, "E_CTI_NAMED_VARIABLE_NOT_CONFIGURED"}, {68, "E_CTI_NAMED_ARRAY_NOT_CONFIGURED"},
        {69, "E_CTI_INVALID_CALL_VARIABLE_MASK"}, {70, "E_CTI_ELEMENT_NOT_FOUND"}, {71, "E_CTI_INVALID_DISTRIBUTION_TYPE"},
        {72, "E_CTI_INVALID_SKILL_GROUP"}, {73, "E_CTI_TOO_MUCH_DATA"}, {74, "E_CTI_VALUE_TOO_LONG"},
        {75, "E_CTI_SCALAR_FUNCTION_ON_ARRAY"}, {76, "E_CTI_ARRAY_FUNCTION_ON_SCALAR"}, {77, "E_CTI_INVALID_NUM_NAMED_VARIABLES"},
        {78, "E_CTI_INVALID_NUM_NAMED_ARRAYS"}, {79, "E_CTI_INVALID_RTP_DIRECTION"}, {80, "E_CTI_INVALID_RTP_TYPE"},
        {81, "E_CTI_CALLED_PARTY_DISPOSITION"}, {82, "E_CTI_INVALID_SUPERVISORY_ACTION"},
        {83, "E_CTI_AGENT_TEAM_MONITOR_ALREADY_EXISTS"}, {84, "E_CTI_INVALID_SERVICE"}, {85, "E_CTI_SERVICE_CONFLICT"},
        {86, "E_CTI_SKILL_GROUP_CONFLICT"}, {87, "E_CTI_INVALID_DEVICE"}, {88, "E_CTI_INVALID_MR_DOMAIN"},
        {89, "E_CTI_MONITOR_ALREADY_EXISTS"}, {90, "E_CTI_MONITOR_TERMINATED"}, {91, "E_CTI_INVALID_TASK_MSG_MASK"},
        {92, "E_CTI_SERVER_NOT_MASTER"}, {93, "E_CTI_INVALID_CSD"}, {94, "E_CTI_JTAPI_CCM_PROBLEM"}, {95, "E_INVALID_CONFIG_MSG_MASK"},
        {96, "E_CTI_AUTO_CONFIG_RESET"}, {97, "E_CTI_INVALID_MONITOR_STATUS"}, {98, "E_CTI_INVALID_REQUEST_TYPE"},
        {107, "E_CTI_INVALID_CLIENT_FOR_STANDBY"}, {108, "E_CTI_INVALID_UNIQUE_INSTANCE_ID"},
        {109, "E_CTI_DUPLICATE_UNIQUE_INSTANCE_ID"}, {110, "E_CTI_SERVER_IN_MAINTENANCE_MODE"},
}, control_failure_names[] = {
        {0, "CF_GENERIC_UNSPECIFIED"}, {1, "CF_GENERIC_OPERATION"}, {2, "CF_REQUEST_INCOMPATIBLE_WITH_OBJECT"},
        {3, "CF_VALUE_OUT_OF_RANGE"}, {4, "CF_OBJECT_NOT_KNOWN"}, {5, "CF_INVALID_CALLING_DEVICE"}, {6, "CF_INVALID_CALLED_DEVICE"},
        {7, "CF_INVALID_FORWARDING_DESTINATION"}, {8, "CF_PRIVILEGE_VIOLATION_ON_SPECIFIED_DEVICE"},
        {9, "CF_PRIVILEGE_VIOLATION_ON_CALLED_DEVICE"}, {10, "CF_PRIVILEGE_VIOLATION_ON_CALLING_DEVICE"},
        {11, "CF_INVALID_CSTA_CALL_IDENTIFIER"}, {12, "CF_INVALID_CSTA_DEVICE_IDENTIFIER"},
        {13, "CF_INVALID_CSTA_CONNECTION_IDENTIFIER"}, {14, "CF_INVALID_DESTINATION"}, {15, "CF_INVALID_FEATURE"},
        {16, "CF_INVALID_ALLOCATION_STATE"}, {17, "CF_INVALID_CROSS_REF_ID"}, {18, "CF_INVALID_OBJECT_TYPE"},
        {19, "CF_SECURITY_VIOLATION"}, {21, "CF_GENERIC_STATE_INCOMPATIBILITY"}, {22, "CF_INVALID_OBJECT_STATE"},
        {23, "CF_INVALID_CONNECTION_ID_FOR_ACTIVE_CALL"}, {24, "CF_NO_ACTIVE_CALL"}, {25, "CF_NO_HELD_CALL"},
        {26, "CF_NO_CALL_TO_CLEAR"}, {27, "CF_NO_CONNECTION_TO_CLEAR"}, {28, "CF_NO_CALL_TO_ANSWER"}, {29, "CF_NO_CALL_TO_COMPLETE"},
        {31, "CF_GENERIC_SYSTEM_RESOURCE_AVAILABILITY"}, {32, "CF_SERVICE_BUSY"}, {33, "CF_RESOURCE_BUSY"},
        {34, "CF_RESOURCE_OUT_OF_SERVICE"}, {35, "CF_NETWORK_BUSY"}, {36, "CF_NETWORK_OUT_OF_SERVICE"},
        {37, "CF_OVERALL_MONITOR_LIMIT_EXCEEDED"}, {38, "CF_CONFERENCE_MEMBER_LIMIT_EXCEEDED"},
        {41, "CF_GENERIC_SUBSCRIBED_RESOURCE_AVAILABILITY"}, {42, "CF_OBJECT_MONITOR_LIMIT_EXCEEDED"},
        {43, "CF_EXTERNAL_TRUNK_LIMIT_EXCEEDED"}, {44, "CF_OUTSTANDING_REQUEST_LIMIT_EXCEEDED"},
        {51, "CF_GENERIC_PERFORMANCE_MANAGEMENT"}, {52, "CF_PERFORMANCE_LIMIT_EXCEEDED"}, {61, "CF_SEQUENCE_NUMBER_VIOLATED"},
        {62, "CF_TIME_STAMP_VIOLATED"}, {63, "CF_PAC_VIOLATED"}, {64, "CF_SEAL_VIOLATED"}, {70, "CF_GENERIC_UNSPECIFIED_REJECTION"},
        {71, "CF_GENERIC_OPERATION_REJECTION"}, {72, "CF_DUPLICATE_INVOCATION_REJECTION"}, {73, "CF_UNRECOGNIZED_OPERATION_REJECTION"},
        {74, "CF_MISTYPED_ARGUMENT_REJECTION"}, {75, "CF_RESOURCE_LIMITATION_REJECTION"}, {76, "CF_ACS_HANDLE_TERMINATION_REJECTION"},
        {77, "CF_SERVICE_TERMINATION_REJECTION"}, {78, "CF_REQUEST_TIMEOUT_REJECTION"},
        {79, "CF_REQUESTS_ON_DEVICE_EXCEEDED_REJECTION"}, {256, "CF_INVALID_AGENT_ID_SPECIFIED"},
        {257, "CF_INVALID_PASSWORD_SPECIFIED"}, {258, "CF_INVALID_AGENT_ID_OR_PASSWORD_SPECIFIED"},
        {259, "CF_SPECIFIED_AGENT_ALREADY_SIGNED_ON"}, {260, "CF_INVALID_LOGON_DEVICE_SPECIFIED"},
        {261, "CF_INVALID_ANSWERING_DEVICE_SPECIFIED"}, {262, "CF_INVALID_SKILL_GROUP_SPECIFIED"},
        {263, "CF_INVALID_CLASS_OF_SERVICE_SPECIFIED"}, {264, "CF_INVALID_TEAM_SPECIFIED"}, {265, "CF_INVALID_AGENT_WORKMODE"},
        {266, "CF_INVALID_AGENT_REASON_CODE"}, {267, "CF_ADJUNCT_SWITCH_COMM_ERROR"}, {268, "CF_AGENT_NOT_PARTY_ON_CALL"},
        {269, "CF_INTERNAL_PROCESSING_ERROR"}, {270, "CF_TAKE_CALL_CONTROL_REJECTION"}, {271, "CF_TAKE_DOMAIN_CONTROL_REJECTION"},
        {272, "CF_REQUESTED_SERVICE_NOT_REGISTERED"}, {273, "CF_INVALID_CONSULT_TYPE"}, {274, "CF_ANSMAP_OR_ADPARAM_FIELD_NOT_VALID"},
        {275, "CF_INVALID_CALL_CONTROL_TABLE_SPECIFIED"}, {276, "CF_INVALID_DIGITS_RNATIMEOUT_AMSDELAY_OR_COUNTRY"},
        {277, "CF_ANSWER_DETECT_PORT_UNAVAILABLE"}, {278, "CF_VIRTUAL_AGENT_UNAVAILABLE"}, {279, "CF_TAKEBACK_N_XFER_ROUTE_END"},
        {280, "CF_WRAPUP_DATA_REQUIRED"}, {281, "CF_REASON_CODE_REQUIRED"}, {282, "CF_INVALID_TRUNK_ID_SPECIFIED"},
        {283, "CF_SPECIFIED_EXTENSION_ALREADY_IN_USE"}, {284, "CF_ARBITRARY_CONF_OR_XFER_NOT_SUPPORTED"},
        {285, "CF_NETWORK_TRANSFER_OR_CONSULT"}, {286, "CF_NETWORK_TRANSFER_OR_CONSULT_FAILED"}, {287, "CF_DEVICE_RESTRICTED"},
        {288, "CF_LINE_RESTRICTED"}, {289, "CF_AGENT_ACCOUNT_LOCKED_OUT"}, {290, "CF_DROP_ANY_PARTY_NOT_ENABLED_CTI"},
        {291, "CF_MAXIMUM_LINE_LIMIT_EXCEEDED"}, {292, "CF_SHARED_LINES_NOT_SUPPORTED"}, {293, "CF_EXTENSION_NOT_UNIQUE"},
        {1001, "CF_UNKNOWN_INTERFACE_CTRLR_ID"}, {1002, "CF_INVALID_INTERFACE_CTRLR_TYPE"}, {1003, "CF_SOFTWARE_REV_NO_SUPPORTED"},
        {1004, "CF_UNKNOWN_PID"}, {1005, "CF_INVALID_TABLE_SPECIFIED"}, {1006, "CF_PD_SERVICE_INACTIVE"},
        {1007, "CF_UNKNOWN_ROUTING_CLIENT_ID"}, {1008, "CF_RC_SERVICE_INACTIVATE"}, {1009, "CF_INVALID_DIALED_NUMBER"},
        {1010, "CF_INVALID_PARAMETER"}, {1011, "CF_UNKNOWN_ROUTING_PROBLEM"}, {1012, "CF_UNSUPPORTED_PD_MESSAGE_REVISION"},
        {1013, "CF_UNSUPPORTED_RC_MESSAGE_REVISION"}, {1014, "CF_UNSUPPORTED_IC_MESSAGE_REVISION"},
        {1015, "CF_RC_SERVICE_INACTIVATE_PIM"}, {1016, "CF_AGENT_GREETING_CONTROL_OPERATION_FAILURE"},
};

TEST(Status, EveryCodeSaysWhatToDoInBothDialects)
{
    EXPECT_EQ(std::size(status_codes), std::size(status_names));
    for (const auto& row : status_names)
        for (const Dialect dialect : {Dialect::ucce, Dialect::uccx}) {
            const StatusCode* code = find_status(row.code, dialect);
            ASSERT_TRUE(code) << row.code;
            if (dialect == Dialect::ucce) {
                EXPECT_STREQ(code->name, row.name);
            } else {
                expect_no_ucce_words(code->meaning, row.code);
                expect_no_ucce_words(code->remedy, row.code);
            }
            EXPECT_STRNE(code->meaning, "") << row.code;
            EXPECT_STRNE(code->source, "") << row.code;
            EXPECT_EQ(std::strchr(code->meaning, '?'), nullptr) << code->meaning;
            EXPECT_EQ(steps(code->remedy).empty(), row.code == 0) << row.code;
        }
    EXPECT_EQ(find_status(15, Dialect::any), find_status(15, Dialect::ucce));
    EXPECT_EQ(find_status(99, Dialect::uccx), nullptr);
}

// Unified CCX CTI Protocol pages, error status codes.
TEST(Status, UnifiedCcxMeansOtherThings)
{
    EXPECT_STREQ(find_status(2, Dialect::uccx)->name, "E_CTI_INVALID_MESSAGE_TYPE");
    EXPECT_TRUE(has_word(find_status(7, Dialect::uccx)->meaning, "reserved")) << find_status(7, Dialect::uccx)->meaning;
    EXPECT_TRUE(has_word(find_status(7, Dialect::ucce)->remedy, "PeripheralID"));
    EXPECT_STREQ(find_status(93, Dialect::uccx)->name, "E_CTI_INVALID_CSQ");
    EXPECT_STREQ(find_status(96, Dialect::uccx)->remedy, "Send CONFIG_REQUEST_KEY_EVENT and CONFIG_REQUEST_EVENT again");
    EXPECT_NE(std::strstr(find_status(1, Dialect::uccx)->remedy, "10 and 18"), nullptr);
    EXPECT_EQ(find_status(1, Dialect::ucce)->basis, Basis::documented);
    EXPECT_EQ(find_status(32, Dialect::uccx)->basis, Basis::unsure);
    for (const std::uint32_t reserved : {12u, 14u, 15u, 16u, 19u, 22u, 24u, 36u, 91u, 95u})
        EXPECT_STREQ(find_status(reserved, Dialect::uccx)->meaning, "Unified CCX reserves this code and gives it no meaning.") << reserved;
    for (const std::uint32_t unlisted : {97u, 98u, 107u, 110u})
        EXPECT_STREQ(find_status(unlisted, Dialect::uccx)->meaning, "No Unified CCX document lists this code.") << unlisted;
}

TEST(ControlFailure, EveryCodeSaysWhatToDoInBothDialects)
{
    EXPECT_EQ(std::size(control_failure_codes), std::size(control_failure_names));
    for (const auto& row : control_failure_names)
        for (const Dialect dialect : {Dialect::ucce, Dialect::uccx}) {
            const StatusCode* code = find_control_failure(row.code, dialect);
            ASSERT_TRUE(code) << row.code;
            EXPECT_STREQ(code->name, row.name);
            EXPECT_STRNE(code->meaning, "") << row.code;
            EXPECT_STRNE(code->source, "") << row.code;
            EXPECT_FALSE(steps(code->remedy).empty()) << row.code;
            // Where there is no PeripheralErrorCode nobody may be sent to it; where there is one, its own row says more.
            EXPECT_EQ(std::strstr(code->remedy, "PeripheralErrorCode"), nullptr) << code->remedy;
            EXPECT_EQ(std::strstr(code->meaning, "PeripheralErrorCode"), nullptr) << code->meaning;
            if (dialect == Dialect::uccx) {
                expect_no_ucce_words(code->meaning, row.code);
                expect_no_ucce_words(code->remedy, row.code);
            } else {
                EXPECT_STRNE(code->cause, "") << row.code;
            }
        }
    EXPECT_EQ(find_control_failure(283, Dialect::ucce)->basis, Basis::documented);
    EXPECT_EQ(find_control_failure(287, Dialect::ucce)->basis, Basis::judgement);
    EXPECT_STRNE(find_control_failure(260, Dialect::ucce)->remedy, find_control_failure(260, Dialect::uccx)->remedy);
}

// CTI result 0x8CCC0000 + n is the peripheral error 20000 + n, under the name of the JTAPI guide.
TEST(PeripheralError, CtiResultsOfUnifiedCm)
{
    const struct { std::int32_t code; const char* name; } rows[] = {
        {20019, "DEVICE_ALREADY_REGISTERED"}, {20023, "CTIERR_CALL_MANAGER_NOT_AVAILABLE"}, {20024, "CTIERR_ACCESS_TO_DEVICE_DENIED"},
        {20031, "DATA_SIZE_LIMIT_EXCEEDED"}, {20032, "INVALID_RING_OPTION"}, {20033, "CTIERR_APP_SOFTKEYS_ALREADY_CONTROLLED"},
        {20034, "CTIERR_INVALID_DEVICE_NAME"}, {20035, "CTIERR_INFORMATION_NOT_AVAILABLE"},
        {20036, "CTIERR_MEDIA_RESOURCE_NAME_SIZE_EXCEEDED"}, {20037, "CTIERR_APPLICATION_DATA_SIZE_EXCEEDED"},
        {20038, "CTIERR_INVALID_MEDIA_DEVICE"}, {20039, "CTIERR_CLOSE_DELAY_NOT_SUPPORTED_WITH_REG_TYPE"},
        {20072, "CTIERR_CONSULTCALL_ALREADY_OUTSTANDING"}, {20073, "NO_CONFERENCE_BRIDGE"},
        {20074, "CTIERR_UDP_PASS_THROUGH_NOT_SUPPORTED"}, {20083, "CTIERR_INCOMPATIBLE_AUTOINSTALL_PROTOCOL_VERSION"},
        {20084, "CTIERR_INVALID_MESSAGE_LENGTH"}, {20085, "CTIERR_INVALID_MESSAGE_HEADER_INFO"}, {20086, "CTIERR_MESSAGE_TOO_BIG"},
        {20087, "CTIERR_INVALID_FILTER_SIZE"}, {20106, "LINE_GREATER_THAN_MAX_LINE"}, {20118, "CTIERR_LINE_OUT_OF_SERVICE"},
        {20127, "CTIERR_REGISTER_FEATURE_ACTIVATION_FAILED"}, {20128, "CTIERR_UNSUPPORTED_CALL_PARK_TYPE"},
        {20129, "CTIERR_CALL_UNPARK_FAILED"}, {20130, "CTIERR_INVALID_PARK_DN"}, {20131, "CTIERR_INVALID_PARK_REGISTRATION_HANDLE"},
        {20132, "CTIERR_INVALID_MONITOR_DN_TYPE"}, {20133, "CTIERR_CALL_PARK_NO_DN"}, {20134, "CTIERR_ILLEGAL_DEVICE_TYPE"},
        {20135, "CTIERR_CALL_REQUEST_ALREADY_OUTSTANDING"}, {20136, "CTIERR_CONSULT_CALL_FAILURE"},
        {20137, "CTIERR_FEATURE_ALREADY_REGISTERED"}, {20138, "CTIERR_STATION_SHUT_DOWN"}, {20144, "CTIERR_INTERNAL_FAILURE"},
        {20145, "CTIERR_MEDIAREGISTRATIONTYPE_DO_NOT_MATCH"}, {20146, "CTIERR_OPERATION_FAILED_QUIETCLEAR"},
        {20147, "CTIERR_FEATURE_DATA_REJECT"}, {20148, "CALL_DROPPED"}, {20151, "CTIERR_INVALID_DTMFDIGITS"},
        {20152, "CTIERR_INCORRECT_MEDIA_CAPABILITY"}, {20154, "CTIERR_DEVICE_SHUTTING_DOWN"},
        {20155, "CTIERR_INVALID_MEDIA_RESOURCE_ID"}, {20156, "CTIERR_UNKNOWN_EXCEPTION"}, {20157, "CTIERR_OPERATION_NOT_ALLOWED"},
        {20158, "CTIERR_INVALID_MEDIA_PARAMETER"}, {20159, "CTIERR_MEDIA_CAPABILITY_MISMATCH"},
        {20160, "CTIERR_DEVICE_ALREADY_OPENED"}, {20161, "CTIERR_DEVICE_NOT_OPENED_YET"},
        {20162, "CTIERR_MEDIA_ALREADY_TERMINATED_NONE"}, {20163, "CTIERR_MEDIA_ALREADY_TERMINATED_STATIC"},
        {20164, "CTIERR_MEDIA_ALREADY_TERMINATED_DYNAMIC"}, {20165, "CTIERR_OWNER_NOT_ALIVE"},
        {20176, "CTIERR_RESOURCE_NOT_AVAILABLE"}, {20177, "CTIERR_CONFERENCE_ALREADY_EXISTED"},
        {20178, "CTIERR_CONFERENCE_NOT_EXISTED"}, {20179, "CTIERR_CALL_NOT_EXISTED"}, {20180, "CTIERR_INVALID_PARAMETER"},
        {20181, "CTIERR_MORE_ACTIVE_CALLS_THAN_RESERVED"}, {20182, "CTIERR_INVALID_RESOURCE_TYPE"},
        {20183, "CTIERR_DUPLICATE_CALL_REFERENCE"}, {20184, "CTIERR_NOT_PRESERVED_CALL"}, {20185, "CTIERR_NO_EXISTING_CONFERENCE"},
        {20186, "CTIERR_NO_RESPONSE_FROM_MP"}, {20187, "CTIERR_SYSTEM_ERROR"},
        {20188, "CTIERR_REGISTER_FEATURE_PROVIDER_NOT_REGISTERED"}, {20189, "CTIERR_REGISTER_FEATURE_APP_ALREADY_REGISTERED"},
        {20192, "CTIERR_PENDING_ACCEPT_OR_ANSWER_REQUEST"}, {20193, "CTIERR_INVALID_MEDIA_PROCESS"},
        {20194, "CTIERR_CAPABILITIES_DO_NOT_MATCH"}, {20195, "CTIERR_DEVICE_OWNER_ALIVE_TIMER_STARTED"},
        {20196, "CTIERR_MAXCALL_LIMIT_REACHED"}, {20197, "CTIERR_CTIHANDLER_PROCESS_CREATION_FAILED"},
        {20198, "CTIERR_FEATURE_SELECT_FAILED"}, {20199, "CTIERR_REDIRECT_UNAUTHORIZED_COMMAND_USAGE"},
        {20200, "CTIERR_NO_EXISTING_CALLS"}, {20201, "CTIERR_UNSUPPORTED_CFWD_TYPE"}, {20202, "CTIERR_FAC_CMC_REASON_FAC_NEEDED"},
        {20203, "CTIERR_FAC_CMC_REASON_CMC_NEEDED"}, {20204, "CTIERR_FAC_CMC_REASON_FAC_CMC_NEEDED"},
        {20205, "CTIERR_FAC_CMC_REASON_FAC_INVALID"}, {20206, "CTIERR_FAC_CMC_REASON_CMC_INVALID"},
        {20208, "CTIERR_USER_NOT_AUTH_FOR_SECURITY"}, {20209, "CTIERR_CONNECTION_ON_INVALID_PORT"},
        {20210, "CTIERR_DEVICE_RESTRICTED"}, {20211, "CTIERR_LINE_RESTRICTED"}, {20212, "CTIERR_CRYPTO_CAPABILITY_MISMATCH"},
        {20214, "CTIERR_OUT_OF_BANDWIDTH"}, {20218, "CTIERR_DB_INITIALIZATION_ERROR"},
        {20219, "CTIERR_INTERCOM_SPEEDDIAL_ALREADY_SET"}, {20220, "CTIERR_INTERCOM_SPEEDDIAL_DESTN_INVALID"},
        {20221, "CTIERR_INTERCOM_TALKBACK_FAILURE"}, {20222, "CTIERR_DEVICE_REGISTRATION_FAILED_NOT_SUPPORTED_MEDIATYPE"},
        {20223, "CTIERR_BIB_RESOURCE_NOT_AVAILABLE"}, {20225, "CTIERR_INVALID_CALLID"}, {20226, "CTIERR_INVALID_MONITOR_DESTN"},
        {20227, "CTIERR_PENDING_START_MONITORING_REQUEST"}, {20228, "CTIERR_START_MONITORING_FAILED"},
        {20229, "CTIERR_PENDING_START_RECORDING_REQUEST"}, {20230, "CTIERR_PENDING_STOP_RECORDING_REQUEST"},
        {20231, "CTIERR_START_RECORDING_FAILED"}, {20232, "CTIERR_RECORDING_ALREADY_INPROGRESS"},
        {20233, "CTIERR_NO_RECORDING_SESSION"}, {20234, "CTIERR_RECORDING_SESSION_INACTIVE"},
        {20235, "CTIERR_RECORDING_CONFIG_NOT_MATCHING"}, {20236, "CTIERR_BIB_NOT_CONFIGURED"},
        {20237, "CTIERR_INTERCOM_SPEEDDIAL_ALREADY_CONFIGURED"}, {20238, "CTIERR_INTERCOM_TALKBACK_ALREADY_PENDING"},
        {20239, "CTIERR_INVALID_MONITORMODE"}, {20241, "CTIERR_PRIMARY_CALL_INVALID"}, {20242, "CTIERR_PRIMARY_CALL_STATE_INVALID"},
        {20243, "CTIERR_IPADDRMODE_MISMATCH"}, {20244, "CTIERR_DYNREG_IPADDRMODE_MISMATCH"},
    };
    for (const auto& row : rows) {
        const PeripheralError* e = find_peripheral_error(row.code, enterprise_agent, false);
        ASSERT_TRUE(e) << row.code;
        EXPECT_STREQ(e->name, row.name) << row.code;
        EXPECT_EQ(e->component, Component::unified_cm);
        EXPECT_EQ(e->basis, Basis::derived) << row.code;
        EXPECT_EQ(cti_result_of(row.code), 0x8CCC0000u + static_cast<std::uint32_t>(row.code - 20000));
        EXPECT_STREQ(value_name(values::peripheral_error_code, static_cast<std::uint32_t>(row.code)), row.name);
        steps(e->action);
    }
    EXPECT_EQ(std::size(derived_peripheral_errors), std::size(rows) + 2); // two more without a published name: 285 and 287
    // Two sources disagree: the name of Unified CCE stands.
    EXPECT_STREQ(find_peripheral_error(20117, enterprise_agent, false)->name, "PERERR_CM_CFWDALL_ALREADY_OFF");
    EXPECT_EQ(find_peripheral_error(20117, enterprise_agent, false)->basis, Basis::unsure);
    EXPECT_EQ(cti_result_of(20117), 0u);
    // Listed by Unified CCE itself: its own name, and the CTI result all the same.
    EXPECT_STREQ(find_peripheral_error(20080, enterprise_agent, false)->name, "PERERR_CM_INCOMPATIBLE_PROTOCOL_VERSION");
    EXPECT_EQ(cti_result_of(20080), 0x8CCC0050u);
    for (const std::int32_t none : {-1, 0, 13036, 20000, 20900, 24095, 88004})
        EXPECT_EQ(cti_result_of(none), 0u) << none;
    EXPECT_EQ(find_peripheral_error(20900, enterprise_agent, false), nullptr);
}

TEST(PeripheralError, NumbersReportedFromTheField)
{
    const struct { std::int32_t code; Component component; Basis basis; } rows[] = {
        {10140, Component::telephony_driver, Basis::unsure}, {12004, Component::jtapi_application, Basis::unsure},
        {12005, Component::jtapi_application, Basis::unsure}, {13036, Component::jtapi_gateway, Basis::documented},
        {20512, Component::unified_cm, Basis::derived}, {20513, Component::unified_cm, Basis::derived},
        {20999, Component::unified_cm, Basis::documented}, {88018, Component::unified_ccx, Basis::unsure},
    };
    for (const auto& row : rows) {
        const PeripheralError* e = find_peripheral_error(row.code, no_peripheral, row.code > 88000);
        ASSERT_TRUE(e) << row.code;
        EXPECT_EQ(e->component, row.component) << row.code;
        EXPECT_EQ(e->basis, row.basis) << row.code;
        EXPECT_STRNE(e->meaning, "") << row.code;
        EXPECT_FALSE(steps(e->action).empty()) << row.code;
        EXPECT_STRNE(value_name(values::peripheral_error_code, static_cast<std::uint32_t>(row.code), ""), "") << row.code;
    }
    EXPECT_STREQ(find_peripheral_error(88018, crs, true)->name, "CCX_CALL_CONTROL_MASK_NOT_ON");
}

TEST(PeripheralError, EveryRowIsWhole)
{
    for (const PeripheralError& e : peripheral_errors) {
        EXPECT_STRNE(e.meaning, "") << e.code;
        EXPECT_EQ(std::strchr(e.meaning, '?'), nullptr) << e.meaning;
        EXPECT_STRNE(e.source, "") << e.code;
        steps(e.action);
    }
}

// ---- why an agent is logged out or not ready

TEST(ReasonCode, NamesByDialect)
{
    const struct { std::int32_t code; Dialect dialect; const char* name; } rows[] = {
        {255, Dialect::ucce, "Finesse connection failure"}, {999, Dialect::ucce, "Supervisor forced"},
        {20001, Dialect::ucce, "Forced logout, first step"}, {20002, Dialect::ucce, "Logout from Not Ready"},
        {20003, Dialect::ucce, "Logout while not in Not Ready"}, {32762, Dialect::ucce, "Off-hook"},
        {32767, Dialect::ucce, "Call not answered (RONA)"}, {50001, Dialect::ucce, "CTI client disconnected"},
        {50002, Dialect::ucce, "CTI component failed"}, {50003, Dialect::ucce, "Device out of service"},
        {50004, Dialect::ucce, "Inactivity"}, {50005, Dialect::ucce, "Busy on non-ACD line"},
        {50006, Dialect::ucce, "Outgoing call while Available"}, {50010, Dialect::ucce, "Missed consecutive calls"},
        {50020, Dialect::ucce, "Skill group changed"}, {50030, Dialect::ucce, "Same DN as static device target"},
        {50040, Dialect::ucce, "Mobile agent call failed"}, {50041, Dialect::ucce, "Mobile agent busy"},
        {50042, Dialect::ucce, "Nailed connection dropped"}, {50045, Dialect::ucce, "Desktop reconnect"},
        {51004, Dialect::ucce, "Call present at login"}, {65535, Dialect::ucce, "Peripheral restarted"},
        {65534, Dialect::ucce, "PG reset the agent"}, {65533, Dialect::ucce, "Extension changed"},
        {22, Dialect::uccx, "SUP_AGT_TO_LOGOUT"}, {33, Dialect::uccx, "SUP_AGT_TO_READY"},
        {255, Dialect::uccx, "Finesse connection failure"}, {32741, Dialect::uccx, "ICD_EXTENSION_CONFLICT"},
        {32742, Dialect::uccx, "AGT_SEC_LINE_OFFHOOK"}, {32745, Dialect::uccx, "OUTBOUND_WORK_REASONCODE"},
        {32746, Dialect::uccx, "AGENT_RESERVED_OUTBOUND_DIRECTPREVIEW"}, {32747, Dialect::uccx, "AGENT_RESERVED_OUTBOUND"},
        {32748, Dialect::uccx, "AGENT_DELETED"}, {32749, Dialect::uccx, "CANCEL_FEATURE"},
        {32750, Dialect::uccx, "AGT_IPCC_EXT_CHANGED"}, {32751, Dialect::uccx, "AGENT_SKIPS"},
        {32752, Dialect::uccx, "CANCEL_RESERVATION"}, {32753, Dialect::uccx, "LINE_RESTRICTED"},
        {32754, Dialect::uccx, "DEVICE_RESTRICTED"}, {32755, Dialect::uccx, "CALL_ENDED"}, {32756, Dialect::uccx, "PHONE_UP"},
        {32757, Dialect::uccx, "CM_FAILOVER"}, {32758, Dialect::uccx, "WORK_TIMER_EXP"}, {32759, Dialect::uccx, "PHONE_DOWN"},
        {32760, Dialect::uccx, "AGT_LOGON"}, {32761, Dialect::uccx, "AGT_RCV_NON_ICD"}, {32762, Dialect::uccx, "AGT_OFFHOOK"},
        {32763, Dialect::uccx, "AGT_RNA"}, {32764, Dialect::uccx, "CRS_FAILURE"}, {32765, Dialect::uccx, "CONNECTION_DOWN"},
        {32766, Dialect::uccx, "CLOSE_FINESSE_DESKTOP"}, {32767, Dialect::uccx, "AGT_RELOGIN"},
    };
    EXPECT_EQ(std::size(reason_codes), std::size(rows) + 2); // and 0, in both dialects
    for (const auto& row : rows) {
        const ReasonCode* r = find_reason_code(static_cast<std::uint32_t>(row.code), row.dialect);
        ASSERT_TRUE(r) << row.code;
        EXPECT_TRUE(std::string_view{r->name}.starts_with(row.name)) << r->name;
        EXPECT_STRNE(r->meaning, "") << row.code;
        EXPECT_STRNE(r->source, "") << row.code;
        EXPECT_NE(r->caused_by == CausedBy::unknown, row.code != 20002) << row.code;
        const std::vector<std::string> todo = steps(r->remedy);
        if (r->severity == Severity::warn) {
            EXPECT_FALSE(todo.empty()) << row.code;
        }
        if (row.dialect == Dialect::uccx)
            expect_no_ucce_words(r->remedy, static_cast<std::uint32_t>(row.code));
        // The names of the field cover both dialects.
        const char* shown = value_name(values::event_reason_code, r->code);
        EXPECT_NE(std::strstr(shown, row.name), nullptr) << shown;
    }
    for (const std::uint32_t own : {1u, 500u, 50007u, 65536u})
        for (const Dialect dialect : {Dialect::ucce, Dialect::uccx})
            EXPECT_EQ(find_reason_code(own, dialect), nullptr) << own;
}

TEST(ReasonCode, OneNumberTwoMeanings)
{
    EXPECT_EQ(find_reason_code(32767, Dialect::ucce)->caused_by, CausedBy::system);
    EXPECT_EQ(find_reason_code(32767, Dialect::uccx)->caused_by, CausedBy::agent);
    EXPECT_STREQ(value_name(values::event_reason_code, 32767), "Call not answered (RONA); Unified CCX: AGT_RELOGIN");
    EXPECT_STREQ(value_name(values::event_reason_code, 255), "Finesse connection failure");
    EXPECT_STREQ(value_name(values::event_reason_code, 22), "SUP_AGT_TO_LOGOUT (Unified CCX)");
    EXPECT_STREQ(value_name(values::event_reason_code, 50002), "CTI component failed");
    EXPECT_EQ(find_value(values::event_reason_code, 0), nullptr); // every Available and Talking carries a 0
    EXPECT_EQ(find_reason_code(22, Dialect::ucce), nullptr); // a number of the customer's own there
    EXPECT_EQ(find_reason_code(50002, Dialect::uccx), nullptr);
    EXPECT_EQ(find_reason_code(50002, Dialect::ucce)->caused_by, CausedBy::failover);
    EXPECT_EQ(find_reason_code(999, Dialect::ucce)->caused_by, CausedBy::supervisor);
    EXPECT_EQ(find_reason_code(0, Dialect::ucce)->severity, Severity::chat);
}

} // namespace
} // namespace cti::ged188::test
