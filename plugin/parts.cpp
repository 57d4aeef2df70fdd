// SPDX-License-Identifier: GPL-2.0-or-later
// What the plugin registers: one line a protocol, for what Wireshark has to know beside its descriptor.
#include "plugin/parts.hpp"

#include "plugin/conversation.hpp"
#include "plugin/reporter.hpp"
#include "plugin/stream.hpp"
#include "plugin/taps/taps.hpp"
#include "plugin/ucalarm/ucalarm.hpp"

namespace cti::plugin {
namespace {

struct PluginPart {
    const char* protocol;              ///< filter name
    void (*add)();                     ///< once its tables are registered
    void (*hand_off)() = nullptr;      ///< once all protocols are
};
constexpr PluginPart parts[] = {
    {"ged188", register_ged188},
    {"ctiqbe", register_ctiqbe},
    {"bwcap", register_bwcap, handoff_bwcap},
    {"ucalarm", register_ucalarm, handoff_ucalarm},
    {"bwfault", register_bwfault, handoff_bwfault},
    {"ctilog", register_ctilog, handoff_ctilog},
};

} // namespace

void register_protocols()
{
    const int cti = register_umbrella();
    if (cti == -1)
        return;
    register_conversations(cti);
    for (const PluginPart& part : parts)
        if (registration(part.protocol).register_tables())
            part.add();
}

void handoff_protocols()
{
    hand_off_streams();
    for (const PluginPart& part : parts)
        if (part.hand_off && registration(part.protocol).proto() != -1)
            part.hand_off();
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
