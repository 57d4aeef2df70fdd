// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctiqbe/alarm_story.hpp"

#include "core/text.hpp"
#include "ctiqbe/diagnoses.hpp"

#include <algorithm>
#include <charconv>

namespace cti::ctiqbe {
namespace {

constexpr std::size_t max_causes = 64; ///< of one client that are counted apart

std::string or_not_stated(std::string_view text) { return text.empty() ? "not stated" : std::string{text}; }

std::string hex_text(std::uint32_t value)
{
    char digits[8];
    const auto end = std::to_chars(digits, digits + sizeof digits, value, 16).ptr;
    return "0x" + std::string{digits, end};
}

bool fits(Time alarm, const RefusedSession& r) { return alarm >= r.first - AlarmStories::early && alarm <= r.ended + AlarmStories::news; }

template <class T>
void remember(std::deque<T>& kept, T one)
{
    if (kept.size() >= AlarmStories::max_recent)
        kept.pop_front();
    kept.push_back(std::move(one));
}

} // namespace

bool is_refusing(std::string_view alarm)
{
    if (alarm.starts_with("kCti"))
        alarm.remove_prefix(1);
    return std::find(std::begin(refusing_alarms), std::end(refusing_alarms), alarm) != std::end(refusing_alarms);
}

AlarmStories::Story* AlarmStories::story_of(const Address& client)
{
    if (!client || (stories_.size() >= max_clients && !stories_.contains(client)))
        return nullptr;
    return &stories_[client];
}

void AlarmStories::join(Story& s, KeptFindings& found)
{
    if (s.refusals == 0 || s.refusal_told || !is_recent(s, s.refused_at))
        return;
    s.refusal_told = true;
    found.push_back(keep(Finding{diagnosis("ctiqbe.incompatible_version"), {}, s.refused->client_address(), s.refused->server_address(),
        s.refusals, s.version_alarm.frame, std::string_view{s.version}, std::string_view{s.minimum}}));
}

/// An alarm about the client's version was raised so close to `at` that it is the same client.
bool AlarmStories::is_recent(const Story& s, Time at)
{
    return s.version_alarm.frame != 0 && at - s.version_alarm.time <= same_version && s.version_alarm.time - at <= same_version;
}

void AlarmStories::on_refused_at_once(const RefusedSession& r, KeptFindings& found)
{
    Story* s = story_of(r.client);
    if (!s || alarm_about(r))
        return;
    if (s->refused_at == no_time || r.ended - s->refused_at > same_version)
        s->refusals = 0;
    ++s->refusals;
    s->refusal_told = false;
    s->refused = r.session;
    s->refused_at = r.ended;
    join(*s, found);
}

SessionPtr AlarmStories::on_version_alarm(
    const Address& client, Moment at, std::string_view version, std::string_view minimum, KeptFindings& found)
{
    Story* s = story_of(client);
    if (!s)
        return {};
    s->version_alarm = at;
    s->version = or_not_stated(version);
    s->minimum = or_not_stated(minimum);
    join(*s, found);
    return s->refusal_told && is_recent(*s, s->refused_at) ? s->refused : nullptr;
}

std::string AlarmStories::words(const KeptAlarm& a)
{
    std::string text = a.name;
    if (a.reason != 0)
        text += ", reason " + hex_text(a.reason);
    if (a.reason_name)
        text.append(a.reason != 0 ? ": " : ", ").append(a.reason_name);
    if (!a.user.empty())
        text += ", user " + a.user;
    return text;
}

void AlarmStories::join(Story& story, const KeptAlarm& alarm, const RefusedSession& r, KeptFindings& found)
{
    const std::string what = words(alarm);
    const auto count = story.counts.size() < max_causes || story.counts.contains(what) ? ++story.counts[what] : 1;
    std::string shape;
    if (r.shape && agrees(*r.shape, alarm.name, alarm.reason))
        shape = std::string{"; its shape agrees: "} + r.shape->name;
    else if (r.shape && r.shape_was_told)
        shape = std::string{"; the candidate cause that its shape gave does not hold: "} + r.shape->name;
    Finding f{diagnosis("ctiqbe.refused"), {}, r.session->client_address(), r.session->server_address(), count, std::string_view{what},
        alarm.at.frame, std::string_view{shape}};
    if (alarm.remedy && *alarm.remedy)
        f.remedy = alarm.remedy;
    r.session->opening = Opening::refused;
    found.push_back(keep(f));
}

/// The one alarm that says why; nullptr where there is none, or more than one user's.
const AlarmStories::KeptAlarm* AlarmStories::alarm_about(const RefusedSession& r) const
{
    const KeptAlarm* one = nullptr;
    if (const auto story = stories_.find(r.client); story != stories_.end())
        for (const KeptAlarm& a : story->second.alarms) {
            if (a.joined || !fits(a.at.time, r) || (a.server && a.server != r.server))
                continue;
            if (one && one->user != a.user)
                return nullptr;
            one = &a;
        }
    if (one)
        return one;
    if (const auto node = node_alarms_.find(r.server); node != node_alarms_.end())
        for (const KeptAlarm& a : node->second)
            if (fits(a.at.time, r))
                one = &a;
    return one;
}

std::string AlarmStories::cause_of(const RefusedSession& r, const char*& remedy) const
{
    const auto in_frame = [](std::uint32_t frame) {
        char digits[16];
        return "the alarm in frame " + std::string{digits, std::to_chars(digits, digits + sizeof digits, frame).ptr} + " says why: ";
    };
    if (const KeptAlarm* a = alarm_about(r)) {
        remedy = a->remedy;
        return in_frame(a->at.frame) + words(*a);
    }
    const auto story = stories_.find(r.client);
    if (story == stories_.end() || !is_recent(story->second, r.ended))
        return {};
    remedy = diagnosis("ctiqbe.incompatible_version").remedy;
    return in_frame(story->second.version_alarm.frame) + "CtiIncompatibleProtocolVersion";
}

bool AlarmStories::on_refused(const RefusedSession& r, KeptFindings& found)
{
    Story* s = story_of(r.client);
    if (!s)
        return false;
    if (const KeptAlarm* a = alarm_about(r)) {
        join(*s, *a, r, found);
        for (KeptAlarm& mine : s->alarms)
            mine.joined |= &mine == a;
        return true;
    }
    remember(s->waiting, KeptRefusal{r});
    if (at_server_.size() < max_clients || at_server_.contains(r.server))
        remember(at_server_[r.server], KeptRefusal{r});
    return false;
}

SessionPtr AlarmStories::on_alarm(const RefusingAlarm& alarm, KeptFindings& found)
{
    KeptAlarm kept{std::string{alarm.name}, clean_text(alarm.user), alarm.reason, alarm.reason_name, alarm.remedy, alarm.at,
        alarm.node_is_server ? alarm.node : Address{}};
    if (!alarm.client) {
        if (!alarm.user.empty()) // it is about one session, and does not say which
            return {};
        if (!alarm.node || (node_alarms_.size() >= max_clients && !node_alarms_.contains(alarm.node)))
            return {};
        SessionPtr last;
        for (KeptRefusal& w : at_server_[alarm.node])
            if (Story* s = !w.joined && fits(alarm.at.time, w.refused) ? story_of(w.refused.client) : nullptr) {
                w.joined = true;
                join(*s, kept, w.refused, found);
                last = w.refused.session;
            }
        remember(node_alarms_[alarm.node], std::move(kept));
        return last;
    }
    Story* s = story_of(alarm.client);
    if (!s)
        return {};
    KeptRefusal* one = nullptr;
    bool several = false;
    for (KeptRefusal& w : s->waiting)
        if (!w.joined && fits(alarm.at.time, w.refused) && (!kept.server || kept.server == w.refused.server)) {
            several |= one != nullptr;
            one = &w;
        }
    if (one && !several) {
        one->joined = kept.joined = true;
        join(*s, kept, one->refused, found);
    }
    remember(s->alarms, std::move(kept));
    return one && !several ? one->refused.session : nullptr;
}

} // namespace cti::ctiqbe
