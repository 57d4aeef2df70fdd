// SPDX-License-Identifier: GPL-2.0-or-later
// What the alarms of other services come to.
#include "ucalarm/decode.hpp"

namespace cti::ucalarm::detail {
namespace {

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// How a kind of finding is called, and what it is about where the alarm names nothing more exact.
struct KindRow {
    services::Kind kind;
    const char* diagnosis;
    const char* subject;
};
constexpr KindRow kinds[] = {
    {services::Kind::service_stopped, "ucalarm.service_stopped", "Cisco CTIManager"},
    {services::Kind::service_trouble, "ucalarm.service_trouble", "Services"},
    {services::Kind::link_failure, "ucalarm.link_failure", "SDL link of CTIManager"},
    {services::Kind::call_manager_restart, "ucalarm.call_manager_restart", "Cisco CallManager"},
    {services::Kind::provider_failure, "ucalarm.provider_failure", "Unified CCX"},
    {services::Kind::firewall_inspection, "ucalarm.firewall_inspection", "Firewall"},
    {services::Kind::cti_server, "ucalarm.cti_server", "CTI Server"},
    {services::Kind::cti_server_down, "ucalarm.cti_server", "CTI Server of the PG"},
    {services::Kind::session_terminated, "ucalarm.session_terminated", "CTI Server"},
    {services::Kind::cti_os, "ucalarm.cti_os", "CTI OS Server"},
    {services::Kind::peripheral, "ucalarm.peripheral", "Peripheral gateway"},
    {services::Kind::alarms_lost, "ucalarm.alarms_lost", "Syslog"},
};

constexpr const KindRow* kind_row(services::Kind kind)
{
    for (const KindRow& row : kinds)
        if (row.kind == kind)
            return &row;
    return nullptr;
}

/// Processes on the way of CTI in ICM; some have a number behind their name.
struct Process {
    std::string_view name;
    bool numbered;
};
constexpr Process processes[] = {{"ctisvr", false}, {"ctiosserver", false}, {"ctios", false}, {"opc", false}, {"pim", true}, {"jgw", true}};

} // namespace

bool names_cti_manager(std::string_view text)
{
    constexpr std::string_view name = "ctimanager";
    for (std::size_t i = 0; i + name.size() <= text.size(); ++i)
        if (equal_ignoring_case(text.substr(i, name.size()), name))
            return true;
    return false;
}

std::string_view cti_process(std::string_view text)
{
    text = text.substr(0, 1024); // one sentence
    for (std::size_t i = 0; i < text.size();) {
        if (!is_letter(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i, letters = 0;
        while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]) || text[end] == '_'))
            letters = is_letter(text[end++]) ? end - i : letters;
        const std::string_view word = text.substr(i, end - i);
        for (const Process& process : processes)
            if (equal_ignoring_case(process.numbered ? word.substr(0, letters) : word, process.name))
                return word;
        i = end;
    }
    return {};
}

std::string_view first_ipv4(std::string_view text)
{
    text = text.substr(0, 1024);
    for (std::size_t i = 0; i < text.size();) {
        if (!is_digit(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && (is_digit(text[end]) || text[end] == '.'))
            ++end;
        std::string_view word = text.substr(i, end - i);
        while (word.ends_with('.')) // the sentence ends
            word.remove_suffix(1);
        if (Address::parse(word))
            return word;
        i = end;
    }
    return {};
}

const Diagnosis* service_diagnosis(const ServiceAlarm& row, std::uint8_t printed_level)
{
    using services::Happens;
    using services::Kind;
    const KindRow* kind = kind_row(row.kind);
    if (!kind)
        return nullptr;
    if (row.happens == Happens::info && row.kind == Kind::firewall_inspection)
        return &diagnosis_of(kind->diagnosis, Severity::chat);
    if (row.happens == Happens::clear || (row.happens == Happens::info && row.kind != Kind::service_stopped))
        return &diagnosis_of("ucalarm.recovered", Severity::chat);
    const auto level = std::min(static_cast<std::uint8_t>(row.level), printed_level);
    return &diagnosis_of(kind->diagnosis, level <= static_cast<std::uint8_t>(Level::error) ? Severity::error : Severity::warn);
}

const char* firewall_remedy(std::string_view version, const char* otherwise)
{
    constexpr const char* not_ctiqbe = "The version is above 10: these bytes are not CTIQBE, or damaged: see what else uses this port\n"
                                       "Switch off CTIQBE inspection for CTIManager (no inspect ctiqbe) if no NAT needs it";
    constexpr const char* too_old = "The version is 10 or less: upgrade the firewall, its software does not know it\n"
                                    "Or switch off CTIQBE inspection for CTIManager (no inspect ctiqbe) if no NAT needs it";
    switch (above_ten(version)) {
    case Above::yes:
        return not_ctiqbe;
    case Above::no:
        return too_old;
    case Above::unknown:
        break;
    }
    return otherwise;
}

const char* service_subject(const ServiceAlarm& row)
{
    const KindRow* kind = kind_row(row.kind);
    return kind ? kind->subject : "";
}

} // namespace cti::ucalarm::detail
