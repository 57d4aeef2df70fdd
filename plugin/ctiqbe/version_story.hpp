// SPDX-License-Identifier: GPL-2.0-or-later
// Two halves of one story: a client that CTIManager refuses, and the alarm in syslog that says why. Whichever comes second joins them.
#pragma once

#include "plugin/ctiqbe/told.hpp"

#include <string>

namespace cti::plugin {

/// First pass: a refusal of `client` by `server` (addresses as text). Adds the joined finding to `list` where the alarm was seen before; else
/// it is said in the frame of the alarm, when that comes.
void version_story_refused(const std::string& client, const std::string& server, std::vector<Told>& list);

/// The file is closed.
void forget_version_stories();

/// After the post-dissector that reads the alarms has been registered: hand-off time.
void watch_for_version_alarms();

} // namespace cti::plugin
