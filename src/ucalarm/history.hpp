// SPDX-License-Identifier: GPL-2.0-or-later
// What the alarms of a capture say about each client, for the report.
#pragma once

#include "core/session_info.hpp"
#include "ucalarm/decode.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cti::ucalarm {

/// One session is one client in the words of one sender of alarms.
class History {
public:
    /// Takes in an alarm; to be called once per alarm, in the order of the capture. `now` in seconds since the epoch;
    /// `sender` and `client` are addresses as text, `client` empty where the alarm names none. The result stays until clear().
    const SessionInfo& on_alarm(double now, std::string_view sender, std::string_view client, const Summary& alarm);

    /// The session, or nullptr.
    const SessionInfo* find(std::string_view sender, std::string_view client) const;

    void clear();

private:
    std::vector<std::unique_ptr<SessionInfo>> sessions_;
    std::unordered_map<std::string, SessionInfo*> by_sender_and_client_;
};

} // namespace cti::ucalarm
