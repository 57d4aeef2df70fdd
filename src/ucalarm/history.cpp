// SPDX-License-Identifier: GPL-2.0-or-later
#include "ucalarm/history.hpp"

namespace cti::ucalarm {
namespace {

std::string with_reason(const char* what, const Summary& alarm)
{
    std::string text = what;
    if (alarm.reason_name)
        (text += ": ") += alarm.reason_name;
    else if (alarm.reason)
        text += ": reason " + std::to_string(*alarm.reason);
    return text;
}

std::string refused_version(const Summary& alarm)
{
    std::string text = "refused: message version ";
    const auto add = [&text](std::string_view version) { text += version.empty() ? "not given" : version; };
    add(alarm.msg_version);
    text += ", minimum version ";
    add(alarm.minimum_version);
    text += ", current version ";
    add(alarm.current_version);
    return text;
}

std::string key(std::string_view sender, std::string_view client)
{
    std::string text{sender};
    text += ' ';
    return text += client;
}

} // namespace

const SessionInfo& History::on_alarm(double now, std::string_view sender, std::string_view client, const Summary& alarm)
{
    SessionInfo*& known = by_sender_and_client_[key(sender, client)];
    if (!known) {
        known = sessions_.emplace_back(std::make_unique<SessionInfo>()).get();
        known->number = static_cast<std::uint32_t>(sessions_.size());
        known->protocol = "ucalarm";
        known->client = known->client_address = client;
        known->server = known->server_address = sender;
        known->opened = known->ended = "not said";
        known->first = now;
    }
    SessionInfo& info = *known;
    info.last = now;
    ++info.messages;
    if (!client.empty() && !alarm.login_user_id.empty()) // alarms without an address may be about anybody
        info.application = alarm.login_user_id;
    if (!alarm.alarm)
        return info;
    if (alarm.alarm->level <= Level::warning)
        ++info.failures;
    const std::string_view name = alarm.alarm->name;
    if (alarm.incompatible_version) {
        info.version = alarm.msg_version;
        info.opened = refused_version(alarm);
    } else if (name == "CtiProviderOpenFailure") {
        info.opened = with_reason("refused", alarm);
    } else if (name == "CtiProviderOpened") {
        info.opened = "opened";
    } else if (name == "CtiProviderClosed") {
        info.ended = with_reason("closed", alarm);
    }
    return info;
}

const SessionInfo* History::find(std::string_view sender, std::string_view client) const
{
    const auto found = by_sender_and_client_.find(key(sender, client));
    return found == by_sender_and_client_.end() ? nullptr : found->second;
}

void History::clear()
{
    by_sender_and_client_.clear();
    sessions_.clear();
}

} // namespace cti::ucalarm
