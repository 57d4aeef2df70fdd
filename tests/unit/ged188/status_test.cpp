// SPDX-License-Identifier: GPL-2.0-or-later
// Status codes, control failure codes and peripheral errors: names as the CTI Server Message Reference Guide and the
// peripheral-specific chapter of the CTI OS System Manager Guide spell them.
#include "bytes.hpp"

#include "ged188/peripheral_errors.hpp"
#include "ged188/status_codes.hpp"
#include "ged188/values.hpp"

#include <set>

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
        const StatusCode* found = find_status(row.code);
        ASSERT_TRUE(found) << row.code;
        EXPECT_STREQ(found->name, row.name);
        EXPECT_EQ(found->severity, row.severity) << row.name;
        EXPECT_STRNE(found->meaning, "") << row.name;
        EXPECT_STREQ(value_name(values::status_code, row.code), row.name);
    }
    for (const std::uint32_t code : {111u, 1000u, 0xffffffffu})
        EXPECT_EQ(find_status(code), nullptr) << code;
}

TEST(Status, EveryDocumentedCodeIsThere)
{
    for (std::uint32_t code = 0; code <= 98; ++code)
        EXPECT_TRUE(find_status(code)) << code;
    for (std::uint32_t code = 107; code <= 110; ++code)
        EXPECT_TRUE(find_status(code)) << code;
}

TEST(ControlFailure, NamesAreTheirOwn)
{
    // The same number is a status in one table and a control failure in the other.
    const StatusCode* row = find_control_failure(70);
    ASSERT_TRUE(row);
    EXPECT_STRNE(row->name, find_status(70)->name);
    EXPECT_TRUE(std::string{row->name}.starts_with("CF_"));
    for (const StatusCode& code : control_failure_codes)
        EXPECT_EQ(find_control_failure(code.code), &code);
    EXPECT_EQ(find_control_failure(0xfffff), nullptr);
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

} // namespace
} // namespace cti::ged188::test
