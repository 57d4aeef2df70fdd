// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace cti::plugin {

/// Statistics > Service Response Time and -z FILTER,srt, for every protocol that names its requests.
void register_response_times();

/// Statistics > CTI and -z NAME,tree.
void register_stats_trees();

} // namespace cti::plugin
