// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctiqbe/alarm_story.hpp"

#include "ctiqbe/diagnoses.hpp"

namespace cti::ctiqbe {
namespace {

std::string or_not_stated(std::string_view text) { return text.empty() ? "not stated" : std::string{text}; }

} // namespace

AlarmStories::Story* AlarmStories::story_of(const Address& client)
{
    if (!client || (stories_.size() >= max_clients && !stories_.contains(client)))
        return nullptr;
    return &stories_[client];
}

void AlarmStories::join(const Story& s, KeptFindings& found)
{
    if (s.refusals == 0 || s.alarm_frame == 0)
        return;
    found.push_back(keep(Finding{diagnosis("ctiqbe.incompatible_version"), {}, std::string_view{s.refused->client_address},
        std::string_view{s.refused->server_address}, s.refusals, s.alarm_frame, std::string_view{s.version}, std::string_view{s.minimum}}));
}

void AlarmStories::on_refused(const Address& client, const SessionPtr& session, KeptFindings& found)
{
    Story* s = story_of(client);
    if (!s)
        return;
    ++s->refusals;
    s->refused = session;
    join(*s, found);
}

SessionPtr AlarmStories::on_version_alarm(
    const Address& client, std::uint32_t frame, std::string_view version, std::string_view minimum, KeptFindings& found)
{
    Story* s = story_of(client);
    if (!s)
        return {};
    s->alarm_frame = frame;
    s->version = or_not_stated(version);
    s->minimum = or_not_stated(minimum);
    join(*s, found);
    return s->refused;
}

} // namespace cti::ctiqbe
