// SPDX-License-Identifier: GPL-2.0-or-later
// The table ctiqbe_pdus in Wireshark's preferences.
#pragma once

#include "plugin/wireshark.hpp"

#include "ctiqbe/user_table.hpp"

namespace cti::plugin {

/// Adds the table to the preferences of the module.
void register_user_pdus(module_t* module);

/// What the user has written, parsed; follows every change of the table.
const ctiqbe::UserTable& user_pdus();

} // namespace cti::plugin
