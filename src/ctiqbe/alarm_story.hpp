// SPDX-License-Identifier: GPL-2.0-or-later
// Two halves of one story: a client that CTIManager refuses, and the alarm that says why. Whichever comes second joins them.
#pragma once

#include "connection/session_rules.hpp"
#include "core/address.hpp"

#include <map>
#include <string>
#include <string_view>

namespace cti::ctiqbe {

/// Of the file that is open. Bounded: more clients than `max_clients` are not followed.
class AlarmStories {
public:
    static constexpr std::size_t max_clients = 10'000;

    /// A session of this client was refused right after its first message. Adds the joined finding where the alarm was seen before.
    void on_refused(const Address& client, const SessionPtr& session, KeptFindings& found);

    /// An alarm CtiIncompatibleProtocolVersion in this frame names this client; versions as it prints them, "" where it prints none. Adds the joined
    /// finding where a refusal was seen before. Returns the session that was refused; nullptr: none.
    SessionPtr on_version_alarm(const Address& client, std::uint32_t frame, std::string_view version, std::string_view minimum, KeptFindings& found);

private:
    struct Story {
        std::uint32_t refusals = 0;
        SessionPtr refused{};            ///< the latest
        std::uint32_t alarm_frame = 0;   ///< 0: no alarm yet
        std::string version{}, minimum{};
    };
    Story* story_of(const Address& client);
    static void join(const Story& story, KeptFindings& found);

    std::map<Address, Story> stories_;
};

} // namespace cti::ctiqbe
