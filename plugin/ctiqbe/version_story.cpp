// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/ctiqbe/version_story.hpp"

#include "plugin/ctiqbe/ctiqbe.hpp"
#include "plugin/ctiqbe/internal.hpp"

#include "ctiqbe/diagnoses.hpp"

#include <map>
#include <utility>

namespace cti::plugin {
namespace {

struct Story {
    std::uint32_t refusals = 0;
    const SessionInfo* refused = nullptr;    ///< the latest
    std::uint32_t alarm_frame = 0;    ///< 0: no alarm yet
    std::string version;
    std::string minimum;
};

/// By client address. Bounded by what a capture of one system holds; more clients are not followed.
constexpr std::size_t max_stories = 10000;
std::map<std::string, Story>& stories()
{
    static std::map<std::string, Story> all;
    return all;
}
struct ToldAtAlarm {
    const SessionInfo* session;
    std::vector<Told> findings;
};
std::map<std::pair<std::uint32_t, std::string>, ToldAtAlarm>& told_at_alarms()
{
    static std::map<std::pair<std::uint32_t, std::string>, ToldAtAlarm> all;
    return all;
}

Story* story_of(const std::string& client)
{
    if (stories().size() >= max_stories && !stories().contains(client))
        return nullptr;
    return &stories()[client];
}

void join(const std::string& client, const Story& s, std::vector<Told>& list)
{
    if (s.refusals == 0 || s.alarm_frame == 0)
        return;
    tell(list, Finding{diagnosis_row(ctiqbe::diagnoses, "ctiqbe.incompatible_version"), {}, std::string_view{client}, std::string_view{s.refused->server_address}, s.refusals,
                       s.alarm_frame, std::string_view{s.version}, std::string_view{s.minimum}});
}

const char* or_unknown(const char* text) { return text && *text ? text : "not stated"; }

} // namespace

void version_story_refused(const SessionInfo& session, std::vector<Told>& list)
{
    Story* s = story_of(session.client_address);
    if (!s)
        return;
    ++s->refusals;
    s->refused = &session;
    join(session.client_address, *s, list);
}

void forget_version_stories()
{
    stories().clear();
    told_at_alarms().clear();
}

void ctiqbe_version_alarm(tvbuff_t* tvb, packet_info* pinfo, proto_tree* root, const char* client, const char* message_version, const char* minimum_version)
{
    if (ctiqbe_registration().proto() == -1)
        return;
    if (!PINFO_FD_VISITED(pinfo)) {
        Story* s = story_of(client);
        if (!s)
            return;
        s->alarm_frame = pinfo->num;
        s->version = or_unknown(message_version);
        s->minimum = or_unknown(minimum_version);
        std::vector<Told> list;
        join(client, *s, list);
        if (!list.empty())
            told_at_alarms()[{pinfo->num, client}] = {s->refused, std::move(list)};
    }
    const ToldAtAlarm* told = nullptr;
    {
        const auto found = told_at_alarms().find({pinfo->num, client});
        if (found == told_at_alarms().end())
            return;
        told = &found->second;
    }
    Reporter reporter{pinfo, root, ctiqbe_registration()};
    for (const Told& t : told->findings)
        reporter.say(root, tvb, *t.diagnosis, t.severity, t.sentence.c_str(), t.remedy.c_str());
    reporter.queue({told->session, ctiqbe_registration().filter(), nullptr, false, false, nullptr, -1, nullptr, nullptr, nullptr});
}

} // namespace cti::plugin
