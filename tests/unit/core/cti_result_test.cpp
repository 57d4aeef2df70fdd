// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/cti_result.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

namespace {

using namespace cti;

// Seen in traces and alarms, as each of them prints the code: tech note 220616 (unsigned, hexadecimal), a Unified CM
// syslog line and a JTAPI trace of Emergency Responder 12.5 (signed).
TEST(CtiResult, OneCodeInSignedUnsignedAndHexText)
{
    for (const char* text : {"-1932787595", "2362179701", "0x8ccc0075", "0x8CCC0075", "0X8CCC0075", "8ccc0075"})
        EXPECT_EQ(parse_cti_result(text), 0x8CCC0075u) << text;
    EXPECT_EQ(parse_cti_result("-1932787616"), 0x8CCC0060u);
    EXPECT_EQ(parse_cti_result("-1932787425"), 0x8CCC011Fu);
}

// Pairs of hexadecimal, unsigned and signed decimal with their names, written out from the published constants.
TEST(CtiResult, PublishedConstants)
{
    const struct {
        const char* hex;
        const char* decimal;
        const char* signed_decimal;
        const char* name;
    } rows[] = {
        {"0x8CCC0001", "2362179585", "-1932787711", "TIMEOUT"},
        {"0x8CCC0005", "2362179589", "-1932787707", "UNDEFINED_LINE"},
        {"0x8CCC000F", "2362179599", "-1932787697", "HOLDFAILED"},
        {"0x8CCC0013", "2362179603", "-1932787693", "DEVICE_ALREADY_REGISTERED"},
        {"0x8CCC0018", "2362179608", "-1932787688", "CTIERR_ACCESS_TO_DEVICE_DENIED"},
        {"0x8CCC0027", "2362179623", "-1932787673", "CTIERR_CLOSE_DELAY_NOT_SUPPORTED_WITH_REG_TYPE"},
        {"0x8CCC0047", "2362179655", "-1932787641", "MAX_NUMBER_OF_CTI_CONNECTIONS_REACHED"},
        {"0x8CCC0050", "2362179664", "-1932787632", "INCOMPATIBLE_PROTOCOL_VERSION"},
        {"0x8CCC005E", "2362179678", "-1932787618", "DIRECTORY_TEMPORARY_UNAVAILABLE"},
        {"0x8CCC005F", "2362179679", "-1932787617", "DIRECTORY_LOGIN_NOT_ALLOWED"},
        {"0x8CCC0060", "2362179680", "-1932787616", "DIRECTORY_LOGIN_FAILED"},
        {"0x8CCC0075", "2362179701", "-1932787595", "CTIERR_DIRECTORY_LOGIN_TIMEOUT"},
        {"0x8CCC0077", "2362179703", "-1932787593", "DEVICE_OUT_OF_SERVICE"},
        {"0x8CCC009A", "2362179738", "-1932787558", "CTIERR_DEVICE_SHUTTING_DOWN"},
        {"0x8CCC00D0", "2362179792", "-1932787504", "CTIERR_USER_NOT_AUTH_FOR_SECURITY"},
        {"0x8CCC00D1", "2362179793", "-1932787503", "CTIERR_CONNECTION_ON_INVALID_PORT"},
        {"0x8CCC00D2", "2362179794", "-1932787502", "CTIERR_DEVICE_RESTRICTED"},
        {"0x8CCC00D3", "2362179795", "-1932787501", "CTIERR_LINE_RESTRICTED"},
        {"0x8CCC00DA", "2362179802", "-1932787494", "CTIERR_DB_INITIALIZATION_ERROR"},
        {"0x8CCC00F3", "2362179827", "-1932787469", "CTIERR_IPADDRMODE_MISMATCH"},
        {"0x8CCC00F4", "2362179828", "-1932787468", "CTIERR_DYNREG_IPADDRMODE_MISMATCH"},
    };
    for (const auto& row : rows) {
        ASSERT_TRUE(parse_cti_result(row.hex)) << row.hex;
        const std::uint32_t value = *parse_cti_result(row.hex);
        EXPECT_EQ(parse_cti_result(row.decimal), value) << row.hex;
        EXPECT_EQ(parse_cti_result(row.signed_decimal), value) << row.hex;
        const ResultNotations shown = result_notations(value);
        EXPECT_STREQ(shown.hexadecimal, row.hex);
        EXPECT_STREQ(shown.decimal, row.decimal);
        EXPECT_STREQ(shown.signed_decimal, row.signed_decimal);
        const CtiResult* r = find_cti_result(value);
        ASSERT_TRUE(r) << row.hex;
        EXPECT_STREQ(r->name, row.name);
        EXPECT_STREQ(value_name(cti_result_values, value), row.name);
    }
}

TEST(CtiResult, EveryRowIsWhole)
{
    EXPECT_EQ(std::size(cti_results) + std::size(other_jtapi_errors), 195u + 2u);
    for (const CtiResult& r : cti_results) {
        EXPECT_TRUE(is_cti_result(r.value)) << std::hex << r.value;
        EXPECT_EQ(find_cti_result(r.value), &r);
        EXPECT_EQ(find_jtapi_error(r.value), &r);
        // Two codes stand in System Error Messages only, without a name.
        EXPECT_EQ(*r.name == 0, r.value == 0x8CCC011D || r.value == 0x8CCC011F) << std::hex << r.value;
        EXPECT_EQ(*r.inferred_name == 0, *r.name != 0) << std::hex << r.value;
        EXPECT_STRNE(r.meaning, "") << r.name;
        for (std::string_view rest{r.remedy}; !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            EXPECT_GT(end, 0u) << r.name;
            EXPECT_LE(end, 200u) << r.name;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
}

// Codes of the client that do not begin with 0x8CCC: known, but no result that a message or an alarm carries.
TEST(CtiResult, OtherErrorsOfTheClientAreApart)
{
    const struct {
        std::uint32_t value;
        const char* name;
        const char* signed_decimal;
    } rows[] = {{0, "UNSPECIFIED", "0"},
                {0x8EEE0001, "DESTINATION_UNKNOWN", "-1897005055"},
                {0x8EEE0002, "DESTINATION_BUSY", "-1897005054"},
                {0xBEEFBEEF, "PROTOCOL_TIMEOUT", "-1091584273"},
                {0xDEADBEEF, "PROVIDER_CLOSED", "-559038737"}};
    for (const auto& row : rows) {
        EXPECT_EQ(find_cti_result(row.value), nullptr) << row.name;
        ASSERT_TRUE(find_jtapi_error(row.value)) << row.name;
        EXPECT_STREQ(find_jtapi_error(row.value)->name, row.name);
        EXPECT_STREQ(result_notations(row.value).signed_decimal, row.signed_decimal);
    }
    EXPECT_EQ(find_jtapi_error(0x8CCCFFFF), nullptr);
}

TEST(CtiResult, NotAResult)
{
    for (const char* text : {"", "-", "0x", "0x8CCC00751", "2362179701x", " 2362179701", "+2362179701", "99999999999999999999", "-99999999999",
                             "0", "4", "8ccc007", "8ccc007g", "deadbeef", "0x7CCC0075", "nan"})
        EXPECT_FALSE(parse_cti_result(text)) << text;
    EXPECT_FALSE(find_cti_result(0x8CCCFFFF));
    EXPECT_TRUE(is_cti_result(0x8CCCFFFF));
}

TEST(CtiResult, Numbers)
{
    EXPECT_EQ(parse_number32("0"), 0u);
    EXPECT_EQ(parse_number32("-1"), 0xffffffffu);
    EXPECT_EQ(parse_number32("4294967295"), 0xffffffffu);
    EXPECT_EQ(parse_number32("-2147483648"), 0x80000000u);
    EXPECT_FALSE(parse_number32("4294967296"));
    EXPECT_FALSE(parse_number32("-2147483649"));
    EXPECT_FALSE(parse_number32("--1"));
    EXPECT_FALSE(parse_number32("0x-1"));
}

} // namespace
