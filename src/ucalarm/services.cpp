// SPDX-License-Identifier: GPL-2.0-or-later
#include "ucalarm/services.hpp"

#include "core/places.hpp"

#include <iterator>

namespace cti::ucalarm::services {
namespace {

constexpr Places<256> places{0, std::size(alarms), [](std::size_t row) { return name_hash(alarms[row].name); }};

/// Who may write each facility's alarms, as the head of a message spells it up to its first '-'.
constexpr bool writes(Facility facility, std::string_view head)
{
    // Before 8.0 the catalogues were called CCM_; the head then has a second part, which says nothing new.
    const bool unified_cm = head.starts_with("UC_") || head.starts_with("CCM_");
    const std::string_view catalogue = unified_cm ? head.substr(head.find('_') + 1) : std::string_view{};
    switch (facility) {
    case Facility::service_manager:
    case Facility::generic:
        return catalogue == "SERVICEMANAGER" || catalogue == "GENERIC";
    case Facility::lpmtct:
        return catalogue == "LPMTCT";
    case Facility::call_manager:
        return catalogue == "CALLMANAGER";
    case Facility::ims:
        return catalogue == "IMS";
    case Facility::cert:
        return catalogue == "CERT";
    case Facility::rtmt:
        return catalogue == "RTMT";
    case Facility::sysagent:
        return catalogue == "SYSAGENT";
    case Facility::icm:
        return head.starts_with("ICM_");
    case Facility::uccx_telephony:
        return head == "MIVR";
    case Facility::firewall:
        return head == "ASA" || head == "PIX" || head == "FWSM" || head == "FTD";
    }
    return false;
}

} // namespace

const ServiceAlarm* find(std::string_view facility, std::string_view name)
{
    const std::size_t dash = facility.find('-');
    const std::string_view head = facility.substr(0, dash),
                           second = dash == std::string_view::npos ? std::string_view{} : facility.substr(dash + 1);
    char upper[16]; // message IDs are hexadecimal: their case does not matter
    if (head.starts_with("ICM_") && name.size() <= sizeof upper) {
        for (std::size_t i = 0; i < name.size(); ++i)
            upper[i] = name[i] >= 'a' && name[i] <= 'f' ? static_cast<char>(name[i] - 'a' + 'A') : name[i];
        name = {upper, name.size()};
    }
    const std::size_t row = places.find(name_hash(name), [&](std::size_t i) {
        return alarms[i].name == name && writes(alarms[i].facility, head) &&
               (alarms[i].facility != Facility::uccx_telephony || second == "SS_TEL");
    });
    return row == places.none ? nullptr : &alarms[row];
}

} // namespace cti::ucalarm::services
