// SPDX-License-Identifier: GPL-2.0-or-later
// A plugin for tests: gives tshark the text windows that Wireshark has, and opens the menu entry "CTI Report" when a file is opened. At the
// end it prints what stands in the window. CTI_CLOSE_WINDOW: the user closes it while the packets are read again.
#include "plugin/wireshark.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

struct Window {
    std::string label, text;
    text_win_close_cb_t closed = nullptr;
    void* data = nullptr;
    unsigned drawn = 0;
} window;
bool is_open = false;

// What Wireshark keeps of a window is its own affair: here the address of something.
funnel_text_window_t* handle() { return reinterpret_cast<funnel_text_window_t*>(&window); }

funnel_text_window_t* new_window(funnel_ops_id_t*, const char* label)
{
    window = {};
    window.label = label;
    is_open = true;
    return handle();
}

void close_window()
{
    is_open = false;
    window.closed(window.data);
}

void open_the_report(const char* name, register_stat_group_t, funnel_menu_callback callback, gpointer data, ws::Bool)
{
    if (std::strcmp(name, "CTI Report") == 0)
        callback(data);
}

void on_file()
{
    static funnel_ops_t ops{};
    ops.new_text_window = new_window;
    ops.set_close_cb = [](funnel_text_window_t*, text_win_close_cb_t closed, void* data) { window.closed = closed, window.data = data; };
    ops.clear_text = [](funnel_text_window_t*) { window.text.clear(); };
    ops.prepend_text = [](funnel_text_window_t*, const char* text) {
        if (!is_open)
            std::abort(); // a window that is gone
        window.text.insert(0, text);
        ++window.drawn;
    };
    ops.retap_packets = [](funnel_ops_id_t*) {
        if (std::getenv("CTI_CLOSE_WINDOW"))
            close_window();
    };
    funnel_set_funnel_ops(&ops);
    funnel_register_all_menus(open_the_report);
}

void at_the_end() { std::printf("window %s, %s, drawn %u times\n%s", window.label.c_str(), is_open ? "open" : "closed", window.drawn, window.text.c_str()); }

} // namespace

#ifdef _WIN32
#define EXPORT extern "C" __declspec(dllexport)
#else
#define EXPORT extern "C" __attribute__((visibility("default")))
#endif

EXPORT const char plugin_version[];
EXPORT const int plugin_want_major, plugin_want_minor;
const char plugin_version[] = "0";
const int plugin_want_major = CTI_WIRESHARK_MAJOR, plugin_want_minor = CTI_WIRESHARK_MINOR;

EXPORT void plugin_register(void)
{
    static tap_plugin taps;
    taps.register_tap_listener = [] {
        register_init_routine(on_file);
        register_shutdown_routine(at_the_end);
    };
    tap_register_plugin(&taps);
}
EXPORT std::uint32_t plugin_describe(void) { return 1u << 4; }
