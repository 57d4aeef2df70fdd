// SPDX-License-Identifier: GPL-2.0-or-later
#include "ged188/status_codes.hpp"

#include "ged188/peripheral_errors.hpp"
#include "ged188/values.hpp"

#include <algorithm>
#include <array>

namespace cti::ged188 {
namespace {

const StatusCode* find(std::span<const StatusCode> codes, std::uint32_t code)
{
    const auto it = std::lower_bound(codes.begin(), codes.end(), code, [](const StatusCode& s, std::uint32_t c) { return s.code < c; });
    return it != codes.end() && it->code == code ? &*it : nullptr;
}

/// Peripheral types (PT_...) whose small codes are ASAI causes or Symposium values.
constexpr bool is_definity(std::uint16_t type) { return type == 4 || type == 5; }
constexpr bool is_symposium(std::uint16_t type) { return type == 16; }

} // namespace

const StatusCode* find_status(std::uint32_t code) { return find(status_codes, code); }
const StatusCode* find_control_failure(std::uint32_t code) { return find(control_failure_codes, code); }

const PeripheralError* find_peripheral_error(std::int32_t code, std::uint16_t peripheral_type, bool uccx)
{
    for (const PeripheralError& e : peripheral_errors) {
        if (e.code != code)
            continue;
        switch (e.component) {
        case Component::definity_asai:
            if (is_definity(peripheral_type))
                return &e;
            break;
        case Component::symposium_status:
        case Component::symposium_cause:
            if (is_symposium(peripheral_type))
                return &e;
            break;
        case Component::unified_ccx:
            if (uccx || code >= 10001)
                return &e;
            break;
        default:
            return &e;
        }
    }
    return nullptr;
}

const char* component_name(Component component)
{
    constexpr const char* names[] = {"Unified CCE",      "Unified CCE telephony driver", "JTAPI gateway", "Unified CM",
                                     "Avaya DEFINITY ECS (ASAI)", "Avaya Aura CC (Symposium) status", "Avaya Aura CC (Symposium) cause", "Unified CCX"};
    return names[static_cast<int>(component)];
}

} // namespace cti::ged188
