// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace cti::plugin {

void register_ctilog();
void handoff_ctilog();

} // namespace cti::plugin
