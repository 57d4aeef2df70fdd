// SPDX-License-Identifier: GPL-2.0-or-later
#include "ucalarm/watch.hpp"

#include "core/text.hpp"
#include "ctiqbe/alarm_story.hpp"
#include "logs/told_sessions.hpp"
#include "ucalarm/descriptor.hpp"
#include "ucalarm/diagnoses.hpp"
#include "ucalarm/reasons.hpp"

namespace cti::ucalarm {
namespace {

constexpr std::size_t max_names = 4096;    ///< of alarms that no table has

std::string first_of(std::initializer_list<std::string_view> texts)
{
    for (const std::string_view text : texts)
        if (!text.empty())
            return clean_text(text);
    return {};
}

constexpr std::size_t max_never_whole = 1000;

Capture::Late never_whole(const PartAssembler::Incomplete& parts)
{
    const std::string sender = clean_text(parts.sender);
    return {descriptor.filter, sender, parts.since,
        keep(Finding{diagnosis_row(diagnoses, "ucalarm.parts_missing"), {}, std::string_view{sender}, parts.count, parts.came})};
}

} // namespace

void Watch::watch_parts(Capture& capture)
{
    parts_ = std::make_unique<PartAssembler>();
    capture.on_end([this](std::vector<Capture::Late>& late) {
        late.insert(late.end(), never_whole_.begin(), never_whole_.end());
        parts_->for_each_waiting([&](const PartAssembler::Incomplete& parts) { late.push_back(never_whole(parts)); });
    });
}

Bytes Watch::whole_alarm(Place place, std::string_view sender, Bytes message, const Start& start, Capture& capture, bool first_pass)
{
    if (first_pass) {
        if (!parts_)
            watch_parts(capture);
        const PartAssembler::Outcome outcome = parts_->add(sender, message, start, {place.message.frame, capture.last()});
        if (parts_->gave_way() && never_whole_.size() < max_never_whole)
            never_whole_.push_back(never_whole(*parts_->gave_way()));
        switch (outcome) {
        case PartAssembler::Outcome::no_part:
            return message;
        case PartAssembler::Outcome::waiting:
            joined_parts_[place.packed()].clear();
            return {};
        case PartAssembler::Outcome::complete:
            joined_parts_[place.packed()].assign(parts_->joined().begin(), parts_->joined().end());
            break;
        }
    }
    const auto kept = joined_parts_.find(place.packed());
    return kept == joined_parts_.end() ? message : Bytes{kept->second};
}

AlarmNote Watch::note(Place place, std::string_view sender, const Summary& alarm, Capture& capture, bool first_pass)
{
    AlarmNote n;
    const Address client = alarm.client;
    n.client = client.text();
    // AppID is the service that raised the alarm; only an application of another name is the client's.
    const bool names_client = client && !detail::names_cti_manager(alarm.app_id.view());
    n.user = first_of({alarm.login_user_id.view(), names_client ? alarm.app_id.view() : std::string_view{}});
    n.node = first_of({alarm.node_id.view(), alarm.host, sender});
    n.sender = std::string{sender};
    n.note.protocol = "ucalarm";
    n.note.from = Side::server;
    if (alarm.alarm) {
        n.note.message = alarm.alarm->name;
    } else {
        if (texts_.size() >= max_names)
            texts_.clear();
        std::string name = clean_text(alarm.name);
        n.note.message = texts_.try_emplace(name, name).first->second.c_str();
    }
    n.note.failure = alarm.alarm && alarm.alarm->level <= Level::warning ? alarm.reason_name : nullptr;
    if (alarm.connection_id)
        n.link = capture.shared<logs::ToldSessions>().on_alarm(
            place.packed(), capture.last(), *alarm.connection_id, client, capture, first_pass);
    if (first_pass && alarm.incompatible_version && client) {
        Joined found;
        found.refused = capture.shared<ctiqbe::AlarmStories>().on_version_alarm(
            client, place.message.frame, alarm.msg_version, alarm.minimum_version, found.findings);
        if (!found.findings.empty())
            joined_findings_[place.packed()] = std::move(found);
    }
    // What was cut may have held the client: an alarm of the node as a whole is one that is whole.
    if (first_pass && alarm.alarm && ctiqbe::is_refusing(alarm.alarm->name) && (client || !alarm.cut)) {
        const auto* row = alarm.reason ? find_reason_remedy(alarm.alarm->name, *alarm.reason) : nullptr;
        Joined found;
        found.refused = capture.shared<ctiqbe::AlarmStories>().on_alarm(
            {alarm.alarm->name, client, Address::parse(sender).value_or(Address{}), alarm.login_user_id.view(), alarm.reason.value_or(0), row ? row->cause : alarm.reason_name,
                row ? row->remedy : alarm.alarm->action, {place.message.frame, capture.last()}},
            found.findings);
        if (!found.findings.empty())
            joined_findings_[place.packed()] = std::move(found);
    }
    if (const auto joined = joined_findings_.find(place.packed()); joined != joined_findings_.end()) {
        n.joined = &joined->second.findings;
        n.refused = joined->second.refused;
    }
    return n;
}

} // namespace cti::ucalarm
