// SPDX-License-Identifier: GPL-2.0-or-later
#include "ucalarm/watch.hpp"

#include "core/hash.hpp"
#include "core/text.hpp"
#include "ctiqbe/alarm_story.hpp"
#include "ctiqbe/descriptor.hpp"
#include "logs/told_sessions.hpp"
#include "ucalarm/descriptor.hpp"
#include "ucalarm/diagnoses.hpp"
#include "ucalarm/line_header.hpp"
#include "ucalarm/reasons.hpp"

#include <algorithm>
#include <utility>

namespace cti::ucalarm {
namespace {

constexpr std::size_t max_names = 4096;    ///< of alarms that no table has

constexpr bool is_filler(char c) { return c == ' ' || c == '\r' || c == '\n' || c == '\t' || c == '\0'; }

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

namespace {

/// The two ends of a packet that a firewall speaks of: as their connection in the capture has them, else the lower port is the server's.
std::pair<Address, Address> client_and_server(const Summary& alarm, const Capture& capture)
{
    const Connection* connection = capture.between(ctiqbe::descriptor, alarm.source.address, alarm.destination.address);
    const bool from_server =
        connection ? connection->info()->server.address == alarm.source.address : alarm.source.port < alarm.destination.port;
    return from_server ? std::pair{alarm.destination.address, alarm.source.address}
                       : std::pair{alarm.source.address, alarm.destination.address};
}

} // namespace

struct Watch::SharedRow {
    const char* label;
    std::string Recent::*name;
};

/// What another service said of the same user, device or node, just before or just after.
void Watch::explain(const Summary& alarm, Moment at, KeptFindings& found)
{
    static constexpr SharedRow shared_rows[] = {
        {"user ", &Recent::user}, {"device ", &Recent::device}, {"node ", &Recent::node}}; // as services::Shared
    Recent now{alarm.alarm, alarm.service, clean_text(alarm.login_user_id.view()), clean_text(alarm.device.view()),
        clean_text(alarm.node_id.view()), alarm.reason.value_or(0), at};
    const auto may_explain = [&](const services::Explanation& row) {
        return now.alarm ? row.alarm == now.alarm->name : row.service == now.service->name;
    };
    if (std::none_of(std::begin(services::explanations), std::end(services::explanations), may_explain))
        return;
    while (!recent_.empty() && (at.time - recent_.front().at.time > news || recent_.size() >= max_recent))
        recent_.pop_front();
    for (const Recent& other : recent_) {
        if (!other.alarm == !now.alarm)
            continue;
        const Recent &service = now.alarm ? other : now, &cti = now.alarm ? now : other;
        const services::Explanation* row = services::find_explanation(service.service->name, cti.alarm->name, cti.reason);
        if (!row)
            continue;
        const SharedRow& shared = shared_rows[static_cast<std::size_t>(row->shared)];
        if ((cti.*shared.name).empty() || cti.*shared.name != service.*shared.name)
            continue;
        const std::string what = shared.label + cti.*shared.name;
        Finding f{diagnosis_row(diagnoses, "ucalarm.explained"), {}, cti.alarm->name, std::string_view{what}, service.service->name,
            service.at.frame, service.service->meaning};
        f.remedy = service.service->remedy;
        found.push_back(keep(f));
    }
    recent_.push_back(std::move(now));
}

Watch::Line Watch::line_of(Bytes message, const Start& start, const Summary& alarm)
{
    const std::string_view all = chars(message);
    const LineHeader header = read_line_header(all, start.header, start.begin);
    const std::uint32_t end = std::min(alarm.end, start.limit); // an alert goes on behind the alarm in it
    std::string_view text = all.substr(std::min<std::size_t>(start.begin, all.size()), end > start.begin ? end - start.begin : 0);
    while (!text.empty() && is_filler(text.back()))
        text.remove_suffix(1);
    Line line;
    line.is_numbered = header.sequence.length != 0 && header.timestamp.length != 0;
    Hash hash;
    for (const std::string_view part :
        {chars(message, header.sequence), chars(message, header.host), chars(message, header.timestamp), text})
        hash.add(part).add(0x100); // no byte: where one part ends
    line.hash = hash.value();
    return line;
}

AlarmNote Watch::note(Place place, std::string_view sender, const Summary& alarm, const Line& line, Capture& capture, bool first_pass)
{
    if (const auto copy = copies_.find(place.packed()); !first_pass && copy != copies_.end())
        return copy->second;
    const Time now = capture.last();
    if (const auto first = first_copies_.find(line.hash); first_pass && first != first_copies_.end()) {
        if (line.is_numbered || (first->second.sender == sender && now - first->second.at <= duplicate)) {
            AlarmNote copy = first->second.note;
            copy.joined = nullptr; // it was said
            return copies_[place.packed()] = std::move(copy);
        }
    }
    AlarmNote n = note_of_first(place, sender, alarm, capture, first_pass);
    n.event = line.hash ^ place.packed();
    if (first_pass) {
        if (first_copies_.size() >= max_events)
            first_copies_.clear();
        first_copies_[line.hash] = {std::string{sender}, now, n};
    }
    return n;
}

AlarmNote Watch::note_of_first(Place place, std::string_view sender, const Summary& alarm, Capture& capture, bool first_pass)
{
    AlarmNote n;
    const Address client = alarm.client;
    n.client = client.text();
    // AppID is the service that raised the alarm; only an application of another name is the client's.
    const bool names_client = client && !detail::names_cti_manager(alarm.app_id.view());
    n.user = first_of({alarm.login_user_id.view(), names_client ? alarm.app_id.view() : std::string_view{}});
    n.node = first_of({alarm.node_id.view(), alarm.host, sender});
    const Address sent_from = Address::parse(sender).value_or(Address{});
    n.sender = std::string{sender};
    const services::Kind kind = alarm.service ? alarm.service->kind : services::Kind::none;
    if (kind == services::Kind::provider_failure) // the engine is CTIManager's client
        n.client = sent_from.text();
    if (kind == services::Kind::firewall_inspection && alarm.source.address && alarm.destination.address) {
        Ends& ends = firewall_ends_[place.packed()];
        if (first_pass) {
            const auto [by, to] = client_and_server(alarm, capture);
            ends = {by.text(), to.text()};
        }
        n.client = ends.client;
        n.sender = ends.server;
    }
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
    if (first_pass) {
        Joined found;
        const Moment at{place.message.frame, capture.last()};
        auto& stories = capture.shared<ctiqbe::AlarmStories>();
        if (alarm.incompatible_version && client)
            found.refused = stories.on_version_alarm(client, at, alarm.msg_version, alarm.minimum_version, found.findings);
        // What was cut may have held the client: an alarm of the node as a whole is one that is whole.
        if (alarm.alarm && ctiqbe::is_refusing(alarm.alarm->name) && (client || !alarm.cut)) {
            const auto* row = alarm.reason ? find_reason_remedy(alarm.alarm->name, *alarm.reason) : nullptr;
            found.refused =
                stories.on_alarm({alarm.alarm->name, client, sent_from, capture.between(ctiqbe::descriptor, client, sent_from) != nullptr,
                                     alarm.login_user_id.view(), alarm.reason.value_or(0), row ? row->cause : alarm.reason_name,
                                     row ? row->remedy : alarm.alarm->action, at},
                    found.findings);
        }
        if ((alarm.alarm || alarm.service) && !alarm.cut)
            explain(alarm, at, found.findings);
        if (found.refused || !found.findings.empty())
            joined_findings_[place.packed()] = std::move(found);
    }
    if (const auto joined = joined_findings_.find(place.packed()); joined != joined_findings_.end()) {
        n.joined = &joined->second.findings;
        n.refused = joined->second.refused;
    }
    return n;
}

} // namespace cti::ucalarm
