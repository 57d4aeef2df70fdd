// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace cti::plugin {

void register_ged188();

} // namespace cti::plugin
