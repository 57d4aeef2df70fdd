// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/cti_result.hpp"

#include <gtest/gtest.h>

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

// Every published pair of hexadecimal and decimal, written out from the published table.
TEST(CtiResult, PublishedTable)
{
    const struct {
        const char* hex;
        const char* decimal;
    } rows[] = {
        {"0x8CCC0005", "2362179589"}, {"0x8CCC0013", "2362179603"}, {"0x8CCC0018", "2362179608"}, {"0x8CCC005E", "2362179678"},
        {"0x8CCC005F", "2362179679"}, {"0x8CCC0060", "2362179680"}, {"0x8CCC0075", "2362179701"}, {"0x8CCC009A", "2362179738"},
        {"0x8CCC00D0", "2362179792"}, {"0x8CCC00D1", "2362179793"}, {"0x8CCC00D2", "2362179794"}, {"0x8CCC00D3", "2362179795"},
        {"0x8CCC00DA", "2362179802"}, {"0x8CCC00F3", "2362179827"}, {"0x8CCC011D", "2362179869"}, {"0x8CCC011F", "2362179871"},
    };
    EXPECT_EQ(std::size(rows), std::size(cti_results));
    for (const auto& row : rows) {
        ASSERT_TRUE(parse_cti_result(row.hex)) << row.hex;
        EXPECT_EQ(parse_cti_result(row.hex), parse_cti_result(row.decimal)) << row.hex;
        const CtiResult* r = find_cti_result(*parse_cti_result(row.hex));
        ASSERT_TRUE(r) << row.hex;
        EXPECT_STRNE(r->meaning, "");
        EXPECT_STREQ(value_name(cti_result_values, r->value), *r->name ? r->name : r->meaning);
    }
}

TEST(CtiResult, OnlyOneNameIsPublishedBesideItsNumber)
{
    for (const CtiResult& r : cti_results)
        EXPECT_STREQ(r.name, r.value == 0x8CCC00D2 ? "CTIERR_DEVICE_RESTRICTED" : "") << std::hex << r.value;
    // Too ambiguous to pair with any name.
    for (const std::uint32_t value : {0x8CCC0013u, 0x8CCC0018u, 0x8CCC009Au, 0x8CCC00DAu})
        EXPECT_STREQ(find_cti_result(value)->inferred_name, "") << std::hex << value;
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
