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

/// Not reserved, and not listed either.
constexpr bool is_unlisted_by_uccx(std::uint32_t code) { return code > 96; }

/// Every status code as Unified CCX means it.
consteval auto make_uccx_status_codes()
{
    std::array<StatusCode, std::size(status_codes)> out{};
    for (std::size_t i = 0; i < out.size(); ++i) {
        const StatusCode& ucce = status_codes[i];
        out[i] = ucce;
        out[i].meaning = is_unlisted_by_uccx(ucce.code) ? "No Unified CCX document lists this code."
                                                        : "Unified CCX reserves this code and gives it no meaning.";
        out[i].cause = "";
        out[i].remedy = "Read Text (tag 7) of the message, where there is one\nRead the log of the Unified CCX Engine of that second";
        out[i].basis = is_unlisted_by_uccx(ucce.code) ? Basis::unsure : Basis::documented;
        out[i].source = source::uccx;
        for (const StatusCode& own : uccx_status_codes)
            if (own.code == ucce.code)
                out[i] = own;
    }
    return out;
}
constexpr auto all_uccx_status_codes = make_uccx_status_codes();

consteval auto make_uccx_control_failures()
{
    std::array<StatusCode, std::size(control_failure_codes)> out{};
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = control_failure_codes[i];
        out[i].cause = ""; // it is told of what a PG drives
        for (const UccxControlFailure& own : uccx_control_failures)
            if (own.code == out[i].code) {
                out[i].remedy = own.remedy;
                if (*own.meaning)
                    out[i].meaning = own.meaning;
                out[i].basis = Basis::judgement;
            }
    }
    return out;
}
constexpr auto all_uccx_control_failures = make_uccx_control_failures();

/// Peripheral types (PT_...) whose small codes are ASAI causes or Symposium values.
constexpr bool is_definity(std::uint16_t type) { return type == 4 || type == 5; }
constexpr bool is_symposium(std::uint16_t type) { return type == 16; }

} // namespace

const StatusCode* find_status(std::uint32_t code, Dialect dialect)
{
    return dialect == Dialect::uccx ? find(all_uccx_status_codes, code) : find(status_codes, code);
}
const StatusCode* find_control_failure(std::uint32_t code, Dialect dialect)
{
    return dialect == Dialect::uccx ? find(all_uccx_control_failures, code) : find(control_failure_codes, code);
}

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
    const auto it = std::lower_bound(derived_peripheral_errors.begin(), derived_peripheral_errors.end(), code,
                                     [](const PeripheralError& e, std::int32_t wanted) { return e.code < wanted; });
    return it != derived_peripheral_errors.end() && it->code == code ? &*it : nullptr;
}

const char* component_name(Component component)
{
    constexpr const char* names[] = {"Unified CCE", "Unified CCE telephony driver", "Unified CCE JTAPI application", "JTAPI gateway",
        "Unified CM", "Avaya DEFINITY ECS (ASAI)", "Avaya Aura CC (Symposium) status", "Avaya Aura CC (Symposium) cause", "Unified CCX"};
    return names[static_cast<int>(component)];
}

} // namespace cti::ged188
