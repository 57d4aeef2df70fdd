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
    const char* name;             ///< as a source prints it beside the number; "" where none does
    const char* inferred_name;    ///< a CTIERR name whose description equals this code's; "" where ambiguous. Show only as inferred
    const char* meaning;
    const char* remedy;           ///< "" where the source gives none
};

/// The upper half of every CTI result code.
inline constexpr std::uint32_t cti_result_prefix = 0x8CCC0000;
constexpr bool is_cti_result(std::uint32_t value) { return (value & 0xffff0000) == cti_result_prefix; }

inline constexpr const char* cti_result_source =
    "System Error Messages for Cisco Unified Communications Manager 14; Cisco tech note 220616 (0x8CCC00D2)";

/// Sorted by value. Numbers and meanings: System Error Messages for Cisco Unified CM 14; the one name printed beside its number:
/// tech note 220616. Names of other codes are published without numbers (JTAPI Developers Guide 15, Troubleshooting), hence
/// inferred_name, which rests on equal descriptions only.
inline constexpr CtiResult cti_results[] = {
    {0x8CCC0005, "", "UNDEFINED_LINE", "Line is not on the device, perhaps after extension mobility login or logout", ""},
    {0x8CCC0013, "", "", "Another application already has the device open", "Find that application in RTMT (CTI Manager, CTI Search)"},
    {0x8CCC0018, "", "", "Device is missing from the user's control list",
     "Add the device to the end user or application user control list"},
    {0x8CCC005E, "", "DIRECTORY_TEMPORARY_UNAVAILABLE", "Directory (LDAP) is unavailable",
     "Restore reachability between Unified CM and the LDAP server"},
    {0x8CCC005F, "", "DIRECTORY_LOGIN_NOT_ALLOWED", "User lacks the Standard CTI permission", "Put the user in the Standard CTI Enabled group"},
    {0x8CCC0060, "", "DIRECTORY_LOGIN_FAILED", "Directory login failed", "Check that application user ID and password match Unified CM"},
    {0x8CCC0075, "", "CTIERR_DIRECTORY_LOGIN_TIMEOUT", "Login authentication timed out",
     "Check Unified CM CPU and LDAP referrals; try the Global Catalog port"},
    {0x8CCC009A, "", "", "Device is unregistering, after a reset or restart", "Wait until the device registers"},
    {0x8CCC00D0, "", "CTIERR_USER_NOT_AUTH_FOR_SECURITY", "Secure port used by a user not enabled for secure connections",
     "Disable secure connection in TSP or JTPrefs, or correct user groups"},
    {0x8CCC00D1, "", "CTIERR_CONNECTION_ON_INVALID_PORT", "Non-secure port used by a user with security privileges",
     "Review the user group permissions"},
    {0x8CCC00D2, "CTIERR_DEVICE_RESTRICTED", "", "Device is restricted from CTI control",
     "Enable Allow Control of Device from CTI on the device"},
    {0x8CCC00D3, "", "CTIERR_LINE_RESTRICTED", "Line is restricted from CTI control", "Enable Allow Control of Device from CTI on the line"},
    {0x8CCC00DA, "", "", "Database could not be reached", "Check that Unified CM CPU is in the safe range"},
    {0x8CCC00F3, "", "CTIERR_IPADDRMODE_MISMATCH", "IP addressing mode differs from the Unified CM configuration",
     "Check Common Device Configuration addressing mode"},
    {0x8CCC011D, "", "CTIERR_LOGIN_FAILED_PWD_EXPIRED_USER_CAN_RESET", "Directory login failed because the password expired",
     "User sets a new password on the User Options pages"},
    {0x8CCC011F, "", "CTIERR_LOGIN_FAILED_ACCOUNT_LOCKED", "Directory login failed because the account is locked",
     "Administrator resets the hack count, unlocks, or changes the password"},
};

namespace detail {
consteval auto cti_result_value_rows()
{
    std::array<Value, std::size(cti_results)> rows{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const CtiResult& r = cti_results[i];
        rows[i] = *r.name ? Value{r.value, r.name, r.meaning} : Value{r.value, r.meaning, r.meaning};
    }
    return rows;
}
} // namespace detail

/// The same rows as values of a field: the published name, or the meaning where no name is published.
inline constexpr auto cti_result_value_rows = detail::cti_result_value_rows();
inline constexpr ValueTable cti_result_values{"CTI result", cti_result_value_rows};
static_assert(is_sorted_unique(cti_result_values.values));

/// The row of `value`, or nullptr where the code is not published (or is no CTI result at all).
const CtiResult* find_cti_result(std::uint32_t value);

/// A 32-bit number written as "-1932787595", "2362179701" or "0x8CCC0075"; a signed number is taken modulo 2^32.
/// The whole text must be the number: no blanks, no '+'. Nothing where it is not, or does not fit 32 bits.
std::optional<std::uint32_t> parse_number32(std::string_view text);

/// A CTI result code written as parse_number32 reads it, or as eight bare hexadecimal digits ("8ccc0075").
/// Nothing where the text is no number or the number does not begin with 0x8CCC.
std::optional<std::uint32_t> parse_cti_result(std::string_view text);

} // namespace cti
