// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace cti::plugin {

void register_bwcap();
void handoff_bwcap();

} // namespace cti::plugin
