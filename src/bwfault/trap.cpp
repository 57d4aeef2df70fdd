// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwfault/trap.hpp"

#include <charconv>

namespace cti::bwfault {
namespace {

/// snmpTrapOID (SNMPv2-MIB), without its instance.
constexpr std::uint32_t snmp_trap_oid[] = {1, 3, 6, 1, 6, 3, 1, 1, 4, 1};
constexpr std::uint32_t enterprise_specific = 6; ///< generic-trap of SNMPv1 (RFC 1157)

/// True where `oid` begins with `prefix`; then `rest` is what follows.
bool below(Oid oid, Oid prefix, Oid& rest)
{
    if (oid.size() < prefix.size() || !std::equal(prefix.begin(), prefix.end(), oid.begin()))
        return false;
    rest = oid.subspan(prefix.size());
    return true;
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

} // namespace

std::optional<std::uint32_t> trap_number(std::span<const Varbind> varbinds)
{
    for (const Varbind& v : varbinds) {
        Oid instance, number;
        if (v.type != Varbind::Type::oid || !below(v.oid, snmp_trap_oid, instance) || !below(v.value_oid, system_faults, number))
            continue;
        if (number.size() == 2 && number[0] == 0) // converted from SNMPv1 by RFC 3584
            number = number.subspan(1);
        if (number.size() == 1)
            return number[0];
    }
    return {};
}

std::optional<std::uint32_t> trap_number(Oid enterprise, std::uint32_t generic_trap, std::uint32_t specific_trap)
{
    Oid rest;
    if (generic_trap != enterprise_specific || !below(enterprise, system_faults, rest) ||
        !(rest.empty() || (rest.size() == 1 && rest[0] == 0)))
        return {};
    return specific_trap;
}

std::optional<std::uint32_t> varbind_number(Oid oid)
{
    Oid rest;
    if (!below(oid, system_faults, rest) || rest.size() < 2 || rest.size() > 3 || rest[0] != fault_fields ||
        (rest.size() == 3 && rest[2] != 0))
        return {};
    return rest[1];
}

namespace detail {

ShortText<32> date_and_time(std::string_view octets)
{
    ShortText<32> text;
    if (octets.size() != 8 && octets.size() != 11)
        return text;
    const auto at = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(octets[i])); };
    const unsigned year = at(0) << 8 | at(1), month = at(2), day = at(3), hour = at(4), minute = at(5), second = at(6);
    if (year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
        return text;
    const auto put = [&](unsigned value, unsigned width) {
        for (unsigned scale = width == 4 ? 1000 : 10; scale > 0; scale /= 10) {
            const char digit = static_cast<char>('0' + value / scale % 10);
            text.append({&digit, 1});
        }
    };
    put(year, 4);
    text.append("-");
    put(month, 2);
    text.append("-");
    put(day, 2);
    text.append(" ");
    put(hour, 2);
    text.append(":");
    put(minute, 2);
    text.append(":");
    put(second, 2);
    if (octets.size() == 11 && (octets[8] == '+' || octets[8] == '-') && at(9) <= 14 && at(10) <= 59) {
        text.append(" ").append(octets.substr(8, 1));
        put(at(9), 2);
        text.append(":");
        put(at(10), 2);
    }
    return text;
}

Span find_address(std::string_view text, Address& address)
{
    const auto belongs = [](char c) { return is_digit(c) || is_letter(c) || c == '.' || c == ':'; };
    text = text.substr(0, 1024);
    for (std::size_t i = 0; i < text.size();) {
        if (!belongs(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && belongs(text[end]))
            ++end;
        std::string_view word = text.substr(i, end - i);
        while (word.ends_with('.') || (word.ends_with(':') && !word.ends_with("::"))) // the sentence ends
            word.remove_suffix(1);
        auto found = Address::parse(word);
        if (!found && word.find('.') != std::string_view::npos && word.find(':') != std::string_view::npos) { // "10.1.1.80:2206"
            word = word.substr(0, word.find(':'));
            found = Address::parse(word);
        }
        if (found && *found && word != "0.0.0.0") {
            address = *found;
            return {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(word.size())};
        }
        i = end;
    }
    return {};
}

bool names_cap(std::string_view text)
{
    constexpr std::string_view word = "CAP";
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const bool begins = at == 0 || !is_letter(text[at - 1]);
        const std::string_view behind = text.substr(at + word.size());
        if (begins && (behind.empty() || !is_letter(behind[0]) || behind.starts_with("Proxy")))
            return true;
    }
    return false;
}

namespace {

/// What each kind of fault comes to. A connection to the Application Server that is known to be CAP's has a row of its own.
struct Outcome {
    Kind kind;
    const Diagnosis& diagnosis;
    bool about_cap = false;
};
constexpr Outcome outcomes[] = {
    {Kind::as_connection_failed, diagnosis_row(diagnoses, "bwfault.cap_connection_failed"), true},
    {Kind::as_connection_failed, diagnosis_row(diagnoses, "bwfault.as_connection_failed")},
    {Kind::ns_connection_failed, diagnosis_row(diagnoses, "bwfault.ns_connection_failed")},
    {Kind::connection_terminated, diagnosis_row(diagnoses, "bwfault.connection_terminated")},
    {Kind::process_down, diagnosis_row(diagnoses, "bwfault.process_down")},
    {Kind::process_restarted, diagnosis_row(diagnoses, "bwfault.process_restarted")},
    {Kind::authentication_server, diagnosis_row(diagnoses, "bwfault.authentication_server")},
    {Kind::user_logged_out, diagnosis_row(diagnoses, "bwfault.user_logged_out")},
    {Kind::login_attempts, diagnosis_row(diagnoses, "bwfault.login_attempts")},
    {Kind::access_refused, diagnosis_row(diagnoses, "bwfault.access_refused")},
    {Kind::communication_error, diagnosis_row(diagnoses, "bwfault.communication_error")},
    {Kind::rate_limit, diagnosis_row(diagnoses, "bwfault.rate_limit")},
    {Kind::alarms_lost, diagnosis_row(diagnoses, "bwfault.alarms_lost")},
    {Kind::recovered, diagnosis_row(diagnoses, "bwfault.recovered")},
};

} // namespace

const Diagnosis* diagnosis_of(const Summary& fault)
{
    const bool is_over = fault.alarm_state && *fault.alarm_state == 0;
    const Kind kind = is_over && fault.trap->kind != Kind::none ? Kind::recovered : fault.trap->kind;
    for (const Outcome& outcome : outcomes)
        if (outcome.kind == kind && (!outcome.about_cap || fault.about_cap))
            return &outcome.diagnosis;
    return nullptr;
}

} // namespace detail
} // namespace cti::bwfault
