// SPDX-License-Identifier: GPL-2.0-or-later
// GED-188 in Wireshark: preferences and what to draw. What a message looks like and means is in src/ged188/; nothing here knows a field by its
// number.
#include "plugin/ged188/ged188.hpp"

#include "plugin/taps/calls.hpp"
#include "plugin/taps/credentials.hpp"
#include "plugin/taps/media.hpp"
#include "plugin/tree_sink.hpp"

#include "ged188/descriptor.hpp"
#include "ged188/peripheral_errors.hpp"
#include "ged188/stream.hpp"

namespace cti::plugin {
namespace {

using namespace ged188;

// ---- preferences

ws::Bool show_passwords = false;
unsigned forced_version = 0;
int forced_dialect = 0;
unsigned slow_response_ms = 5000;
range_t* uccx_ports = nullptr;

const enum_val_t dialects[] = {
    {"auto", "By port and evidence", 0},
    {"ucce", "Unified ICM/CCE", 1},
    {"uccx", "Unified CCX", 2},
    {nullptr, nullptr, 0},
};

void add_preferences(module_t* module)
{
    range_convert_str(wmem_epan_scope(), &uccx_ports, "12028", 65535);
    prefs_register_range_preference(
        module, "uccx.port", "Unified CCX ports", "Sessions on these server ports speak the Unified CCX dialect", &uccx_ports, 65535);
    prefs_register_uint_preference(module, "version", "Protocol version",
        "Forces the protocol version of every session; 0: taken from OPEN_REQ or the bytes", 10, &forced_version);
    prefs_register_enum_preference(module, "dialect", "Dialect", "Forces the dialect of every session", &forced_dialect, dialects, false);
    prefs_register_uint_preference(
        module, "slow_response", "Slow response (ms)", "Answers that take longer are reported; 0: never", 10, &slow_response_ms);
    prefs_register_bool_preference(
        module, "show_passwords", "Show passwords", "Show ClientPassword and AgentPassword instead of asterisks", &show_passwords);
}

void apply_settings(Capture& capture)
{
    Settings& settings = capture.shared<Settings>();
    settings.forced_version = static_cast<std::uint8_t>(forced_version > 255 ? 0 : forced_version);
    settings.forced_dialect = static_cast<Dialect>(forced_dialect);
    settings.slow_response = slow_response_ms * millisecond;
    settings.uccx_ports.clear();
    for (unsigned i = 0; uccx_ports && i < uccx_ports->nranges; ++i)
        settings.uccx_ports.push_back({static_cast<std::uint16_t>(uccx_ports->ranges[i].low), static_cast<std::uint16_t>(uccx_ports->ranges[i].high)});
}

// ---- one piece

void add_generated(proto_tree* tree, tvbuff_t* tvb, const Registration& r, const Observed& o, std::uint32_t response_in)
{
    const Shape& shape = o.summary.shape;
    const auto text = [&](FieldId id, std::string_view value) {
        if (!value.empty())
            proto_item_set_generated(proto_tree_add_string(tree, r.hf(id), tvb, 0, 0, clean_text_of(value)));
    };
    const auto number = [&](FieldId id, std::uint32_t value) { return proto_tree_add_uint(tree, r.hf(id), tvb, 0, 0, value); };
    proto_item* version = number(f_session_version, shape.layout ? shape.version : o.conditions.version);
    proto_item_set_generated(version);
    if (!o.conditions.version_known)
        proto_item_append_text(version, " (guessed: the session's OPEN_REQ was not seen)");
    else if (!shape.as_proposed)
        proto_item_append_text(version, " (by its layout; the session's is %u)", o.conditions.version);
    text(f_session_dialect, o.conditions.dialect == Dialect::uccx ? "Unified CCX" : "Unified CCE");
    (void)response_in;
}

} // namespace
} // namespace cti::plugin
