// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace cti::plugin {

void register_bwfault();
void handoff_bwfault();

} // namespace cti::plugin
