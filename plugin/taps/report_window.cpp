// SPDX-License-Identifier: GPL-2.0-or-later
// Telephony > CTI Report: the whole report of -z cti,diagnose in a window of Wireshark. Tables (stat_tap) are told of packets and never
// of the end of the capture; a text window can show what only the whole shows.
#include "plugin/taps/taps.hpp"

#include "plugin/conversation.hpp"
#include "plugin/reporter.hpp"

#include <set>
#include <string>

namespace cti::plugin {
namespace {

struct Window {
    Report report;
    funnel_text_window_t* text = nullptr;
};

/// Those that are open.
std::set<Window*>& windows()
{
    static std::set<Window*> all;
    return all;
}

/// The program's windows; nullptr where it has none.
const funnel_ops_t* with_windows()
{
    const funnel_ops_t* ops = funnel_get_funnel_ops();
    return ops && ops->new_text_window && ops->set_close_cb && ops->clear_text && ops->prepend_text ? ops : nullptr;
}

void reset(void* data) { static_cast<Window*>(data)->report = Report{}; }

tap_packet_status packet(void* data, packet_info* pinfo, epan_dissect_t*, const void* record, tap_flags_t)
{
    take(static_cast<Window*>(data)->report, pinfo, *static_cast<const TapRecord*>(record));
    return TAP_PACKET_REDRAW;
}

void draw(void* data)
{
    const auto* ops = with_windows();
    auto& window = *static_cast<Window*>(data);
    if (!ops || windows().count(&window) == 0)
        return;
    ops->clear_text(window.text);
    ops->prepend_text(
        window.text, window.report.text(&capture()).c_str()); // set_text would look for HTML; to append would scroll to the end
}

void finish(void* data)
{
    auto* window = static_cast<Window*>(data);
    windows().erase(window);
    remove_report(&window->report);
    delete window;
}

/// The user closed it.
void closed(void* data) { remove_tap_listener(data); }

void open(void*)
{
    const auto* ops = with_windows();
    if (!ops)
        return;
    auto* window = new Window;
    if (GString* error = register_tap_listener("cti", window, nullptr, TL_REQUIRES_NOTHING, reset, packet, draw, finish)) {
        g_string_free(error, TRUE);
        delete window;
        return;
    }
    windows().insert(window);
    add_report(&window->report);
    window->text = ops->new_text_window(ops->ops_id, "CTI Report");
    ops->set_close_cb(window->text, closed, window);
    if (ops->retap_packets) // of the file that is open
        ops->retap_packets(ops->ops_id);
    draw(window); // the user may have closed it meanwhile: draw knows
}

} // namespace

void register_report_window()
{
    funnel_register_menu("CTI Report", ws::telephony_group, open, nullptr, nullptr, false);
}

} // namespace cti::plugin
