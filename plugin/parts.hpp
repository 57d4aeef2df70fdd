// SPDX-License-Identifier: GPL-2.0-or-later
// What the parts of the plugin register. Called from parts.cpp; each protocol's file defines its own.
#pragma once

namespace cti::plugin {

void register_protocols();
void handoff_protocols();
void register_taps();

void register_ged188();
void register_ctiqbe();
void register_bwcap();
void handoff_bwcap();
void register_bwfault();
void handoff_bwfault();
void register_ctilog();
void handoff_ctilog();

} // namespace cti::plugin
