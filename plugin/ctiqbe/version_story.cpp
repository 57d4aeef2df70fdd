// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/ctiqbe/version_story.hpp"

#include "plugin/ctiqbe/internal.hpp"
#include "plugin/ucalarm/ucalarm.hpp"
#include "plugin/umbrella.hpp"

#include "ctiqbe/diagnoses.hpp"

#include <map>

namespace cti::plugin {
namespace {

struct Story {
    std::string server;
    std::uint32_t refusals = 0;
    bool waits = false;    ///< no alarm yet
};

/// By client address; more clients are not followed.
constexpr std::size_t max_stories = 10000;
std::map<std::string, Story>& stories()
{
    static std::map<std::string, Story> all;
    return all;
}
std::size_t waiting = 0;

/// By frame of the alarm.
std::map<std::uint32_t, std::vector<Told>>& told_at_alarms()
{
    static std::map<std::uint32_t, std::vector<Told>> all;
    return all;
}

const std::string& or_unknown(const std::string& text)
{
    static const std::string unknown = "not stated";
    return text.empty() ? unknown : text;
}

void join(const std::string& client, const Story& s, const ucalarm::Client& alarm, std::vector<Told>& list)
{
    std::string accepted = or_unknown(alarm.minimum_version);
    if (!alarm.current_version.empty() && alarm.current_version != alarm.minimum_version)
        accepted += " (current " + alarm.current_version + ")";
    tell(list, Finding{diagnosis_row(ctiqbe::diagnoses, "ctiqbe.incompatible_version"), {}, std::string_view{client}, std::string_view{s.server}, s.refusals,
                       alarm.refused_in, std::string_view{or_unknown(alarm.msg_version)}, std::string_view{accepted}});
}

void look_for_alarms(std::uint32_t frame)
{
    for (auto& [client, story] : stories()) {
        const ucalarm::Client* alarm = story.waits ? alarm_history().refused(client) : nullptr;
        if (!alarm)
            continue;
        story.waits = false;
        --waiting;
        join(client, story, *alarm, told_at_alarms()[frame]);
    }
}

/// A post-dissector behind the one of the alarms. Two comparisons where no refused client waits for its alarm.
int watch(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*)
{
    if (waiting > 0 && !PINFO_FD_VISITED(pinfo))
        look_for_alarms(pinfo->num);
    if (told_at_alarms().empty())
        return 0;
    const auto found = told_at_alarms().find(pinfo->num);
    if (found == told_at_alarms().end())
        return 0;
    Registration& r = ctiqbe_registration();
    Reporter reporter{pinfo, tree, r};
    proto_item* item = nullptr;
    if (tree) {
        item = proto_tree_add_item(tree, r.proto(), tvb, 0, 0, ENC_NA);
        proto_item_set_text(item, "%s: this alarm is about a client that was refused", r.column());
        proto_item_set_generated(item);
    }
    for (const Told& t : found->second)
        reporter.say(item, tvb, *t.diagnosis, t.severity, t.sentence.c_str(), t.remedy.c_str());
    reporter.queue({nullptr, r.filter(), nullptr, false, false, nullptr, -1, nullptr, nullptr, nullptr});
    return 0;
}

} // namespace

void version_story_refused(const std::string& client, const std::string& server, std::vector<Told>& list)
{
    if (stories().size() >= max_stories && !stories().contains(client))
        return;
    Story& s = stories()[client];
    ++s.refusals;
    s.server = server;
    if (const ucalarm::Client* alarm = alarm_history().refused(client)) {
        join(client, s, *alarm, list);
    } else if (!s.waits) {
        s.waits = true;
        ++waiting;
    }
}

void forget_version_stories()
{
    stories().clear();
    told_at_alarms().clear();
    waiting = 0;
}

void watch_for_version_alarms() { register_postdissector(create_dissector_handle(watch, ctiqbe_registration().proto())); }

} // namespace cti::plugin
