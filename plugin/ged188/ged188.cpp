// SPDX-License-Identifier: GPL-2.0-or-later
// GED-188 in Wireshark: preferences and what to draw. What a message looks like and means is in src/ged188/; nothing here knows a field by
// its number.
#include "plugin/parts.hpp"

#include "plugin/taps/taps.hpp"
#include "plugin/stream.hpp"
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
    settings.is_uccx_port = [](std::uint16_t port) { return uccx_ports && value_is_in_range(uccx_ports, port); };
}

// ---- one piece

void add_generated(proto_tree* tree, tvbuff_t* tvb, packet_info* pinfo, const Stream& stream, const Observed& o, std::uint32_t response_in)
{
    const Registration& r = registration(descriptor.filter);
    const Summary& s = o.summary;
    const auto text = [&](FieldId id, std::string_view value) -> proto_item* {
        if (value.empty())
            return nullptr;
        proto_item* item = proto_tree_add_string(tree, r.hf(id), tvb, 0, 0, shown_text(pinfo, value));
        proto_item_set_generated(item);
        return item;
    };
    const auto number = [&](FieldId id, std::uint32_t value) {
        proto_item* item = proto_tree_add_uint(tree, r.hf(id), tvb, 0, 0, value);
        proto_item_set_generated(item);
        return item;
    };
    text(f_message, s.name);
    char digits[12];
    text(f_agent, s.agent(digits));
    if (s.has(Role::agent_state))
        if (const char* state = agent_state_name(s.get(Role::agent_state)))
            text(f_agent_state_name, state);
    if (o.calls)
        for (const Involved& involved : o.calls->calls)
            if (involved.call != 0)
                number(f_call, stream.calls().call(involved.call).serial);
    if (const auto code = static_cast<std::int32_t>(s.get(Role::peripheral_error_code)); code != 0)
        if (const PeripheralError* row =
                find_peripheral_error(code, stream.session().peripheral_type(), o.conditions.dialect == Dialect::uccx)) {
            proto_item* name = text(f_peripheral_error_name, *row->name ? row->name : row->meaning);
            if (*row->name)
                proto_item_append_text(name, ": %s", row->meaning);
            text(f_peripheral_error_component, component_name(row->component));
        }
    proto_item* version = number(f_session_version, s.shape.layout ? s.shape.version : o.conditions.version);
    if (!o.conditions.version_known)
        proto_item_append_text(version, " (guessed: the session's OPEN_REQ was not seen)");
    else if (!s.shape.as_proposed)
        proto_item_append_text(version, " (by its layout; the session's is %u)", o.conditions.version);
    text(f_session_dialect, o.conditions.dialect == Dialect::uccx ? "Unified CCX" : "Unified CCE");
    if (response_in)
        number(f_response_in, response_in);
    if (o.facts && o.facts->response_to) {
        number(f_response_to, o.facts->response_to);
        if (o.facts->response_time >= 0)
            add_generated_time(tree, r.hf(f_response_time), tvb, o.facts->response_time);
    }
}

voip_call_state voip_state(CallState state)
{
    static constexpr voip_call_state states[] = {
        VOIP_NO_STATE, VOIP_CALL_SETUP, VOIP_RINGING, VOIP_IN_CALL, VOIP_COMPLETED, VOIP_CANCELLED, VOIP_REJECTED};
    return states[static_cast<std::size_t>(state)];
}

void tap_calls(packet_info* pinfo, const Stream& stream, const Observed& o, const char* info)
{
    if (!o.calls || !calls_wanted())
        return;
    const CallTracker& tracker = stream.calls();
    for (const Involved& involved : o.calls->calls) {
        if (involved.call == 0)
            continue;
        const Call& call = tracker.call(involved.call);
        char comment[300], flow[400];
        describe_call(tracker, call, comment, sizeof comment);
        g_snprintf(flow, sizeof flow, "%s%s%s", call_state_name(involved.state), *call_state_name(involved.state) ? ", " : "",
            behind_name(info, o.summary.name));
        tap_call(pinfo, {"GED-188", call.serial, voip_state(involved.state), call.from, call.to, comment, o.summary.name, flow});
    }
}

void tap_logins(packet_info* pinfo, const Summary& s)
{
    if ((s.number != number::open_req && s.number != number::set_agent_state_req) || !credentials_wanted())
        return;
    const Registration& r = registration(descriptor.filter);
    static const FieldId client_password = find_field("ged188.client_password"), agent_password = find_field("ged188.agent_password");
    if (s.number == number::open_req && !s.text(Role::client_id).empty())
        tap_login(pinfo, {"GED-188", r.hf(client_password), s.text(Role::client_id), "ClientPassword", s.has(Role::client_password),
                             s.text(Role::client_password), show_passwords != 0});
    constexpr std::uint32_t agent_state_login = 0;
    const std::string_view agent = s.agent_id();
    if (s.number == number::set_agent_state_req && !agent.empty() &&
        (s.has(Role::agent_password) || s.get(Role::agent_state, 1) == agent_state_login))
        tap_login(pinfo, {"GED-188", r.hf(agent_password), agent, "AgentPassword", s.has(Role::agent_password),
                             s.text(Role::agent_password), show_passwords != 0});
}

void draw(const DrawnPiece& p)
{
    static const Registration& r = registration(descriptor.filter);
    auto& stream = static_cast<Stream&>(*p.flow->stream);
    proto_item* item = p.root ? proto_tree_add_item(p.root, r.proto(), p.tvb, 0, -1, ENC_NA) : nullptr;
    proto_tree* tree = proto_item_add_subtree(item, r.ett_protocol());
    Reporter reporter{p.pinfo, p.root};
    TreeSink sink{p.tvb, 0, p.pinfo, tree, r, reporter};
    if (!show_passwords) {
        static const FieldId secrets[] = {find_field("ged188.client_password"), find_field("ged188.agent_password")};
        for (const FieldId secret : secrets)
            sink.mask(secret);
    }
    const Observed o = stream.observe(p.piece, p.bytes, p.context, sink, p.first_pass);
    char info[256];
    const std::size_t info_size = stream.format_info(o, info, sizeof info);
    if (o.is_message) {
        if (tree)
            add_generated(tree, p.tvb, p.pinfo, stream, o, p.first_pass ? 0 : stream.response_in(p.context.key));
        if (!is_quoted(p.pinfo)) {
            tap_calls(p.pinfo, stream, o, info);
            set_up_media(p.pinfo, o.summary);
            tap_logins(p.pinfo, o.summary);
        }
    }
    finish_piece(
        p, item, reporter, {info, info_size}, o.facts ? &o.facts->findings : nullptr, report_wanted() ? stream.note(o) : MessageNote{});
}

constexpr StreamDissector dissector{descriptor, draw, add_preferences, apply_settings};

} // namespace

void register_ged188() { register_stream<descriptor>(dissector); }

} // namespace cti::plugin
