// SPDX-License-Identifier: GPL-2.0-or-later
// The list of protocols: one line each to register, one to hand off.
#include "plugin/protocols.hpp"

#include "plugin/bwcap/bwcap.hpp"
#include "plugin/calls.hpp"
#include "plugin/credentials.hpp"
#include "plugin/ctiqbe/ctiqbe.hpp"
#include "plugin/ged188/ged188.hpp"
#include "plugin/ucalarm/ucalarm.hpp"
#include "plugin/report.hpp"
#include "plugin/stats.hpp"
#include "plugin/umbrella.hpp"

namespace cti::plugin {

void register_protocols()
{
    register_umbrella();
    register_ged188();
    register_ctiqbe();
    register_ucalarm();
    register_bwcap();
}

void handoff_protocols()
{
    handoff_ged188();
    handoff_ctiqbe();
    handoff_ucalarm();
    handoff_bwcap();
    register_call_tap();
    register_credentials_tap();
}

void register_taps()
{
    register_reports();
    register_report_window();
    register_response_times();
    register_stats_trees();
}

} // namespace cti::plugin
