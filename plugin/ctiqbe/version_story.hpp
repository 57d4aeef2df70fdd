// SPDX-License-Identifier: GPL-2.0-or-later
// Two halves of one story: a client that CTIManager refuses, and the alarm that says why. Whichever comes second joins them.
#pragma once

#include "plugin/ctiqbe/told.hpp"
#include "plugin/umbrella.hpp"

namespace cti::plugin {

/// First pass: this session was refused. Adds the joined finding to `list` where the alarm was seen before. `session` lives until the file is closed.
void version_story_refused(const SessionInfo& session, std::vector<Told>& list);

/// The file is closed.
void forget_version_stories();

} // namespace cti::plugin
