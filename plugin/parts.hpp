// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace cti::plugin {

void register_protocols();
void handoff_protocols();
void register_taps();

} // namespace cti::plugin
