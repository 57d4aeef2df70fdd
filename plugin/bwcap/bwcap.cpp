// SPDX-License-Identifier: GPL-2.0-or-later
// BroadWorks CAP in Wireshark: preferences and what to draw. What a document looks like and means is in src/bwcap/.
#include "plugin/parts.hpp"

#include "plugin/taps/taps.hpp"
#include "plugin/stream.hpp"
#include "plugin/tree_sink.hpp"

#include "bwcap/descriptor.hpp"
#include "bwcap/fields.hpp"
#include "bwcap/stream.hpp"

#include <algorithm>

namespace cti::plugin {
namespace {

using namespace bwcap;

dissector_handle_t xml_handle;

// ---- preferences

ws::Bool show_secrets = false;
ws::Bool xml_tree = false;
unsigned max_document_kb = 256;
unsigned slow_response_ms = 5000;
range_t* as_ports = nullptr;
const char* password = "";

struct PasswordRow {
    char* user;
    char* password;
};
PasswordRow* password_rows = nullptr;
unsigned password_count = 0;

void* copy_password(void* to, const void* from, std::size_t)
{
    auto* row = static_cast<PasswordRow*>(to);
    const auto* old = static_cast<const PasswordRow*>(from);
    row->user = g_strdup(old->user);
    row->password = g_strdup(old->password);
    return to;
}
void free_password(void* r)
{
    auto* row = static_cast<PasswordRow*>(r);
    g_free(row->user);
    g_free(row->password);
}
UAT_CSTRING_CB_DEF(password_rows, user, PasswordRow)
UAT_CSTRING_CB_DEF(password_rows, password, PasswordRow)

void add_preferences(module_t* module)
{
    range_convert_str(wmem_epan_scope(), &as_ports, "2206", 65535);
    prefs_register_range_preference(module, "as.port", "Application Server ports",
        "Connections to these ports carry many users: sessions are told apart by user, not by connection", &as_ports, 65535);
    prefs_register_uint_preference(
        module, "max_document", "Largest document (kB)", "A document without an end is given up at this size", 10, &max_document_kb);
    prefs_register_uint_preference(
        module, "slow_response", "Slow response (ms)", "Answers that take longer are reported; 0: never", 10, &slow_response_ms);
    prefs_register_bool_preference(
        module, "xml_tree", "Show the XML tree", "Show the tree of Wireshark's XML dissector below that of CAP", &xml_tree);
    prefs_register_bool_preference(
        module, "show_secrets", "Show secrets", "Show login digests and HTTP credentials instead of asterisks", &show_secrets);
    prefs_register_string_preference(module, "password", "Password of every user",
        "Login digests are checked against this password; empty: not checked. It is kept in clear in the preferences file.", &password);
    static uat_field_t password_fields[] = {
        UAT_FLD_CSTRING(password_rows, user, "User", "BroadWorks user id; empty: every user"),
        UAT_FLD_CSTRING(password_rows, password, "Password", "Password of this user"),
        UAT_END_FIELDS,
    };
    uat_t* table = uat_new("CAP passwords", sizeof(PasswordRow), "bwcap_passwords", true, &password_rows, &password_count,
        UAT_AFFECTS_DISSECTION, nullptr, copy_password, nullptr, free_password, nullptr, nullptr, password_fields);
    prefs_register_uat_preference(module, "passwords", "Passwords of users",
        "Login digests are checked against these passwords. They are kept in clear in the configuration folder.", table);
}

void apply_settings(Capture& capture)
{
    Settings& settings = capture.shared<Settings>();
    settings.max_document = std::size_t{std::clamp(max_document_kb, 1u, 16u * 1024)} * 1024;
    settings.slow_response = slow_response_ms * millisecond;
    settings.passwords.clear();
    for (unsigned i = 0; i < password_count; ++i)
        settings.passwords.push_back(
            {password_rows[i].user ? password_rows[i].user : "", password_rows[i].password ? password_rows[i].password : ""});
    // The one for every user comes last: a row of the list knows better.
    if (password && *password)
        settings.passwords.push_back({"", password});
    settings.application_server_ports.clear();
    for (unsigned i = 0; as_ports && i < as_ports->nranges; ++i)
        settings.application_server_ports.push_back(
            {static_cast<std::uint16_t>(as_ports->ranges[i].low), static_cast<std::uint16_t>(as_ports->ranges[i].high)});
}

// ---- one piece

void add_generated(proto_tree* tree, tvbuff_t* tvb, const Stream& stream, const Facts& facts)
{
    const Registration& r = registration(descriptor.filter);
    const auto number = [&](FieldId id, std::uint32_t value) {
        if (value)
            proto_item_set_generated(proto_tree_add_uint(tree, r.hf(id), tvb, 0, 0, value));
    };
    const auto text = [&](FieldId id, const char* value) {
        if (value)
            proto_item_set_generated(proto_tree_add_string(tree, r.hf(id), tvb, 0, 0, value));
    };
    text(field("bwcap.session_user"), facts.user);
    text(field("bwcap.session_type"), facts.user_type);
    text(field("bwcap.about_user"), facts.about);
    for (const CallMention& mention : stream.calls_of(facts))
        number(field("bwcap.call"), mention.call);
    number(field("bwcap.response_in"), facts.response_frame);
    number(field("bwcap.response_to"), facts.request_frame);
    if (facts.request_frame && facts.response_time >= 0)
        add_generated_time(tree, r.hf(field("bwcap.response_time")), tvb, facts.response_time);
    number(field("bwcap.call_started_in"), facts.call_start_frame);
    if (facts.call_start_frame)
        add_generated_time(tree, r.hf(field("bwcap.call_time")), tvb, facts.call_time);
    if (facts.digest != DigestResult::not_checked)
        text(field("bwcap.digest_check"), digest_result_name(facts.digest));
}

/// libwireshark's own tree. What is masked in ours is masked there too: it sees a copy.
void add_xml_tree(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, const Document& document, Bytes bytes, unsigned leading)
{
    if (!xml_handle)
        return;
    tvbuff_t* xml = nullptr;
    for (const Item& item : document.items()) {
        if (!item.secret || show_secrets || item.where.length == 0)
            continue;
        if (!xml) {
            auto* copy = static_cast<std::uint8_t*>(wmem_memdup(pinfo->pool, bytes.data(), bytes.size()));
            xml = tvb_new_child_real_data(tvb, copy, static_cast<unsigned>(bytes.size()), static_cast<int>(bytes.size()));
            add_new_data_source(pinfo, xml, "CAP document, secrets masked");
            for (const Item& secret : document.items())
                if (secret.secret)
                    std::fill_n(copy + secret.where.offset, secret.where.length, std::uint8_t{'*'});
        }
    }
    xml = tvb_new_subset_remaining(xml ? xml : tvb, static_cast<int>(leading));
    const bool protocol_column = col_get_writable(pinfo->cinfo, COL_PROTOCOL), info_column = col_get_writable(pinfo->cinfo, COL_INFO);
    col_set_writable(pinfo->cinfo, COL_PROTOCOL, false);
    col_set_writable(pinfo->cinfo, COL_INFO, false);
    call_dissector(xml_handle, xml, pinfo, tree);
    col_set_writable(pinfo->cinfo, COL_PROTOCOL, protocol_column);
    col_set_writable(pinfo->cinfo, COL_INFO, info_column);
}

voip_call_state voip_state(CallState state)
{
    static constexpr voip_call_state states[] = {VOIP_CALL_SETUP, VOIP_RINGING, VOIP_IN_CALL, VOIP_COMPLETED, VOIP_CANCELLED};
    return states[static_cast<std::size_t>(state)];
}

void tap_calls(packet_info* pinfo, const Stream& stream, const Facts& facts)
{
    if (facts.call_count == 0 || !calls_wanted())
        return;
    const Summary& s = stream.document().summary();
    const char* flow = behind_name(stream.info(), s.command_name);
    for (const CallMention& mention : stream.calls_of(facts)) {
        const Call& call = stream.call(mention.call);
        const char* label = mention.told != CallSummary::no_number
                              ? wmem_strdup_printf(pinfo->pool, "callUpdate %s", value_name(call_states, mention.told, ""))
                              : wmem_strdup_printf(pinfo->pool, "callAction %s", shown_text(pinfo, s.action_type));
        const char* comment = wmem_strdup_printf(pinfo->pool, "call %s%s%s", call.id.empty() ? "without an id yet" : call.id.c_str(),
            call.joined.empty() ? "" : ", ", call.joined.c_str());
        tap_call(pinfo, {"BW-CAP", mention.call, voip_state(mention.state), call.from, call.to, comment, label, flow});
    }
}

void draw(const DrawnPiece& p)
{
    const Registration& r = registration(descriptor.filter);
    auto& stream = static_cast<Stream&>(*p.flow->stream);
    proto_item* item = p.root ? proto_tree_add_item(p.root, r.proto(), p.tvb, 0, -1, ENC_NA) : nullptr;
    proto_tree* tree = proto_item_add_subtree(item, r.ett_protocol());
    Reporter reporter{p.pinfo, p.root};
    TreeSink sink{p.tvb, 0, p.pinfo, tree, r, reporter};
    if (!show_secrets) {
        sink.mask(field("bwcap.user.secure_password"));
        sink.mask(field("bwcap.http.authorization"));
    }
    const Facts* facts = stream.observe(p.piece, p.bytes, p.context, p.first_pass, sink);
    const bool is_document = holds_document(static_cast<UnitKind>(p.piece.kind));
    const Summary& s = stream.document().summary();
    if (facts && tree)
        add_generated(tree, p.tvb, stream, *facts);
    if (!is_quoted(p.pinfo)) {
        if (facts)
            tap_calls(p.pinfo, stream, *facts);
        if (is_document && credentials_wanted() && s.has_password && !s.user_id.empty())
            tap_login(p.pinfo, {"BW-CAP", r.hf(field("bwcap.user.secure_password")), s.user_id, "securePassword", true, s.secure_password,
                                   show_secrets != 0});
    }
    finish_piece(p, item, reporter, stream.info(), facts ? facts->findings.get() : nullptr, stream.note(facts, p.context));
    if (is_document && (xml_tree || s.protocol == Protocol::oci))
        add_xml_tree(p.tvb, p.pinfo, p.root, stream.document(), p.bytes, p.piece.leading);
}

constexpr StreamDissector dissector{descriptor, draw, add_preferences, apply_settings};

} // namespace

void register_bwcap() { register_stream<descriptor>(dissector); }

void handoff_bwcap() { xml_handle = find_dissector("xml"); }

} // namespace cti::plugin
