// SPDX-License-Identifier: GPL-2.0-or-later
// Statistics of what the tap "cti" hands out: service response times and stats trees.
#pragma once

namespace cti::plugin {

/// -z ged188,srt and -z bwcap,srt; Statistics > Service Response Time.
void register_response_times();

/// -z cti_messages,tree and its kin; Statistics > CTI.
void register_stats_trees();

} // namespace cti::plugin
