// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/privacy.hpp"

#include "ged188/descriptor.hpp"
#include "logs/filters.hpp"
#include "logs/known_keys.hpp"
#include "ucalarm/fields.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace cti::logs {
namespace {

struct NameRow {
    std::string_view name;
    Privacy privacy;
};

/// Names of pairs that are no key of a record, as the logs of CTIManager, JTAPI, UCCX and ICM print them. Sources: see known_keys.hpp.
constexpr NameRow name_rows[] = {
    {"UTC", Privacy::none},
    {"Date", Privacy::none},
    {"Time", Privacy::none},
    {"AppId", Privacy::none},
    {"AppNodeId", Privacy::none},
    {"FileNumber", Privacy::none},
    {"TraceVer", Privacy::none},
    {"HostIPAddress", Privacy::host},
    {"cgpn", Privacy::number},
    {"cdpn", Privacy::number},
    {"original cdpn", Privacy::number},
    {"unmodifiedOriginal cdpn", Privacy::number},
    {"DN", Privacy::number},
    {"ANI", Privacy::number},
    {"CED", Privacy::number},
    {"ani1", Privacy::number},
    {"dialedNumber", Privacy::number},
    {"UnicodeName", Privacy::person},
    {"displayName", Privacy::person},
    {"appID", Privacy::person},
    {"media device name", Privacy::device},
    {"state", Privacy::none},
    {"State", Privacy::none},
    {"cause", Privacy::none},
    {"Cause", Privacy::none},
    {"Failure Cause", Privacy::none},
    {"length", Privacy::none},
    {"type", Privacy::none},
    {"deviceType", Privacy::none},
    {"activity", Privacy::none},
    {"mediaControl", Privacy::none},
    {"count", Privacy::none},
    {"eventSequence", Privacy::none},
    {"desiredServerHeartbeatTime", Privacy::none},
    {"NoOfDaysPwdToExp", Privacy::none},
    {"CMAssignedAppId", Privacy::none},
    {"CM Version", Privacy::none},
    {"qbeClientVersion", Privacy::none},
    {"MsgVersion", Privacy::none},
    {"CompatibleVersions", Privacy::none},
    {"cti_response_time", Privacy::none},
    {"part", Privacy::none},
    {"mid", Privacy::none},
    {"sev", Privacy::none},
    {"Identifier", Privacy::none},
    {"Alarm Name", Privacy::none},
    {"Severity", Privacy::none},
};

std::string lower(std::string_view text)
{
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

/// Fields of GED-188 by their documented name. Where fields share one, whatever is private counts.
const std::unordered_map<std::string, Privacy>& ged188_privacy()
{
    static const std::unordered_map<std::string, Privacy> names = [] {
        std::unordered_map<std::string, Privacy> out;
        for (const FieldDef& f : ged188::descriptor.fields()) {
            const bool address = f.type == Type::ipv4 || f.type == Type::ipv6;
            const Privacy privacy = address ? Privacy::host : f.privacy == Privacy::unstated ? Privacy::none : f.privacy;
            Privacy& known = out.try_emplace(lower(f.name), privacy).first->second;
            known = std::max(known, privacy);
        }
        return out;
    }();
    return names;
}

} // namespace

Privacy privacy_of(Protocol protocol, Format format, const Field& field)
{
    // Nothing that calls itself so is anything else.
    const std::string name = lower(field.name);
    for (const std::string_view secret : {"password", "passwd", "pwd", "secret", "authorizationcode", "sessionkey"})
        if (name.find(secret) != std::string::npos && name != "noofdayspwdtoexp")
            return Privacy::secret;
    if (protocol == Protocol::ged188)
        if (const auto row = ged188_privacy().find(name); row != ged188_privacy().end())
            return row->second;
    for (const KeyMeaning& row : key_meanings)
        if (row.name == field.name && (row.only == Format::unknown || row.only == format))
            return filters[field_of(row.key)].privacy;
    if (protocol == Protocol::ucalarm)
        if (const ucalarm::ParameterName* row = ucalarm::find_parameter(field.name); row && row->field != no_field) {
            const FieldDef& f = ucalarm::fields[row->field];
            return f.type == Type::ipv4 || f.type == Type::ipv6 ? Privacy::host
                   : f.privacy == Privacy::unstated             ? Privacy::none
                                                                : f.privacy;
        }
    for (const NameRow& row : name_rows)
        if (row.name == field.name)
            return row.privacy;
    return Privacy::free_text;
}

void visit_known_names(void (*visit)(void* with, std::string_view text), void* with)
{
    for (const KeyMeaning& row : key_meanings)
        visit(with, row.name);
    for (const NameRow& row : name_rows)
        visit(with, row.name);
}

} // namespace cti::logs
