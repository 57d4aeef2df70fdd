// SPDX-License-Identifier: GPL-2.0-or-later
// GED-188 in Wireshark: TCP and TLS ports, heuristic, tree, columns, expert info, request and response, report records.
// What a message looks like is in src/ged188/; nothing here knows a field by its number.
#include "plugin/ged188/ged188.hpp"

#include "plugin/calls.hpp"
#include "plugin/credentials.hpp"
#include "plugin/media.hpp"
#include "plugin/reassembly.hpp"
#include "plugin/tls_claim.hpp"
#include "plugin/tree_sink.hpp"

#include "ged188/framer.hpp"
#include "ged188/peripheral_errors.hpp"
#include "ged188/session.hpp"
#include "ged188/status_codes.hpp"
#include "ged188/values.hpp"

#include <memory>
#include <unordered_map>
#include <vector>

namespace cti::plugin {
namespace {

using namespace ged188;

Registration& registration()
{
    static Registration r{"Cisco CTI Server Protocol (GED-188)", "GED-188", "ged188"};
    return r;
}
dissector_handle_t tcp_handle;
dissector_handle_t tls_handle;

// ---- preferences

ws::Bool desegment = true;
ws::Bool show_passwords = false;
unsigned forced_version = 0;
int forced_dialect = 0;
unsigned slow_response_ms = 5000;
range_t* tls_ports = nullptr;
range_t* tls_ports_in_use = nullptr;
range_t* uccx_ports = nullptr;

const enum_val_t dialects[] = {
    {"auto", "By port and evidence", 0},
    {"ucce", "Unified ICM/CCE", 1},
    {"uccx", "Unified CCX", 2},
    {nullptr, nullptr, 0},
};

/// Side A and side B of instances 0 to 9, and the Unified CCX port. Source: port utilization guides of Unified CCE and CCX.
constexpr const char* plain_ports =
    "12028,42027,42067,42107,42147,42187,42227,42267,42307,42347,42387,43027,43067,43107,43147,43187,43227,43267,43307,43347,43387";
constexpr const char* secured_ports =
    "42030,42070,42110,42150,42190,42230,42270,42310,42350,42390,43030,43070,43110,43150,43190,43230,43270,43310,43350,43390";

// ---- sessions of the file that is open

/// One TCP conversation.
struct Conversation {
    Session session;
    std::uint32_t server_port;
    bool server_known;          ///< an OPEN_REQ or its answer said who is who
    address server_address;
    bool ended = false;
    MessageKey end{};
    CallTracker calls{};
    Handovers handovers{};
    /// Pieces whose length was told by the bytes behind them, by frame and place: later passes are given the piece alone.
    std::unordered_map<std::uint64_t, Framed> pieces{};
    std::int64_t start = 0;     ///< whole seconds since the epoch

    /// Time of a frame for the session, in seconds, exact to the nanosecond.
    double time(const packet_info* pinfo) const { return static_cast<double>(pinfo->abs_ts.secs - start) + pinfo->abs_ts.nsecs * 1e-9; }
};

std::vector<std::unique_ptr<Conversation>>& conversations()
{
    static std::vector<std::unique_ptr<Conversation>> all;
    return all;
}

void forget_everything() { conversations().clear(); }

bool in_range(const range_t* range, std::uint32_t port) { return range && value_is_in_range(const_cast<range_t*>(range), port); }

/// Who the server is, from the first message that is sent by one side only; else the lower-numbered port.
Sender sender_by_type(const std::uint8_t* header)
{
    const std::uint32_t number = be32(header + 4);
    Sender sender = Sender::unknown;
    for (const MessageName& row : names_of(number)) {
        if (row.sender != Sender::client && row.sender != Sender::server)
            return Sender::unknown;
        if (sender != Sender::unknown && sender != row.sender)
            return Sender::unknown;
        sender = row.sender;
    }
    return sender;
}

Conversation* make_conversation(packet_info* pinfo, conversation_t* conversation, bool from_server)
{
    Settings settings;
    settings.forced_version = static_cast<std::uint8_t>(forced_version > 255 ? 0 : forced_version);
    settings.forced_dialect = static_cast<Dialect>(forced_dialect);
    settings.slow_response = slow_response_ms / 1000.0;
    settings.start = static_cast<double>(pinfo->abs_ts.secs);
    const std::uint32_t server_port = from_server ? pinfo->srcport : pinfo->destport;
    const address* server = from_server ? &pinfo->src : &pinfo->dst;
    const address* client = from_server ? &pinfo->dst : &pinfo->src;
    const char* client_text = endpoint_text(pinfo, client, from_server ? pinfo->destport : pinfo->srcport);
    const char* server_text = endpoint_text(pinfo, server, server_port);
    const char* client_host = address_to_str(pinfo->pool, client);
    const char* server_host = address_to_str(pinfo->pool, server);
    auto* made = conversations()
                     .emplace_back(std::make_unique<Conversation>(
                         Conversation{Session{settings, in_range(uccx_ports, server_port), client_text, server_text}, server_port, false, {}}))
                     .get();
    made->start = pinfo->abs_ts.secs;
    made->session.info.number = static_cast<std::uint32_t>(conversations().size());
    made->session.info.client_address = client_host;
    made->session.info.server_address = server_host;
    made->session.info.open = &made->session;
    copy_address_wmem(wmem_file_scope(), &made->server_address, server);
    conversation_add_proto_data(conversation, registration().proto(), made);
    watch_port(server_port, "ged188");
    return made;
}

bool is_from_server(const Conversation& c, const packet_info* pinfo)
{
    return pinfo->srcport == c.server_port && (pinfo->destport != c.server_port || addresses_equal(&pinfo->src, &c.server_address));
}

/// The conversation's state, made at its first message.
Conversation* conversation_of(packet_info* pinfo, tvbuff_t* tvb, unsigned offset)
{
    conversation_t* conversation = find_or_create_conversation(pinfo);
    remember_conversation(pinfo, conversation);
    auto* known = static_cast<Conversation*>(conversation_get_proto_data(conversation, registration().proto()));
    if (known)
        return known;
    std::uint8_t header[header_size] = {};
    if (tvb_captured_length_remaining(tvb, static_cast<int>(offset)) >= static_cast<int>(header_size))
        tvb_memcpy(tvb, header, static_cast<int>(offset), header_size);
    Sender sender = sender_by_type(header);
    if (sender == Sender::unknown)
        sender = pinfo->srcport <= pinfo->destport ? Sender::server : Sender::client;
    return make_conversation(pinfo, conversation, sender == Sender::server);
}

// ---- one message

void add_generated(TreeSink& sink, tvbuff_t* tvb, const Conditions& conditions, const Shape& shape, const MessageFacts* facts, std::uint32_t response_in)
{
    proto_tree* tree = sink.tree();
    if (!tree)
        return;
    Registration& r = registration();
    proto_item* item = proto_tree_add_uint(tree, r.hf(f_session_version), tvb, 0, 0, shape.layout ? shape.version : conditions.version);
    proto_item_set_generated(item);
    if (!conditions.version_known)
        proto_item_append_text(item, " (guessed: the session's OPEN_REQ was not seen)");
    else if (!shape.as_proposed)
        proto_item_append_text(item, " (by its layout; the session's is %u)", conditions.version);
    proto_item_set_generated(proto_tree_add_string(tree, r.hf(f_session_dialect), tvb, 0, 0, conditions.dialect == Dialect::uccx ? "Unified CCX" : "Unified CCE"));
    if (response_in)
        proto_item_set_generated(proto_tree_add_uint(tree, r.hf(f_response_in), tvb, 0, 0, response_in));
    if (facts && facts->response_to) {
        proto_item_set_generated(proto_tree_add_uint(tree, r.hf(f_response_to), tvb, 0, 0, facts->response_to));
        const auto nanoseconds = static_cast<std::int64_t>(facts->response_time * 1e9 + 0.5);
        nstime_t time;
        time.secs = static_cast<time_t>(nanoseconds / 1'000'000'000);
        time.nsecs = static_cast<int>(nanoseconds % 1'000'000'000);
        proto_item_set_generated(proto_tree_add_time(tree, r.hf(f_response_time), tvb, 0, 0, &time));
    }
}

void add_peripheral_error(proto_tree* tree, tvbuff_t* tvb, const Summary& s, const Conversation& c, const Conditions& conditions)
{
    if (!tree || s.get(Role::peripheral_error_code) == 0)
        return;
    const PeripheralError* row = find_peripheral_error(static_cast<std::int32_t>(s.get(Role::peripheral_error_code)), c.session.peripheral_type(),
                                                       conditions.dialect == Dialect::uccx);
    if (!row)
        return;
    Registration& r = registration();
    proto_item* name = proto_tree_add_string(tree, r.hf(f_peripheral_error_name), tvb, 0, 0, *row->name ? row->name : row->meaning);
    proto_item_set_generated(name);
    if (*row->name)
        proto_item_append_text(name, ": %s", row->meaning);
    proto_item_set_generated(proto_tree_add_string(tree, r.hf(f_peripheral_error_component), tvb, 0, 0, component_name(row->component)));
}

/// What was said of bytes that are no message goes into the report too.
void queue_findings(Reporter& reporter, const Conversation& c)
{
    reporter.queue({&c.session.info, registration().filter(), nullptr, false, false, nullptr, -1, nullptr, nullptr, nullptr});
}

struct Envelope {
    Conversation* conversation;
    proto_tree* root;
    bool encrypted;
};

/// One message whose header is believed; `tvb` starts with it.
int dissect_message(tvbuff_t* tvb, packet_info* pinfo, proto_tree* root, const Envelope& envelope)
{
    Registration& r = registration();
    Conversation& c = *envelope.conversation;
    const unsigned captured = tvb_captured_length(tvb), whole = tvb_reported_length(tvb);
    const MessageKey key{pinfo->num, static_cast<std::uint32_t>(tvb_raw_offset(tvb))};
    const bool from_server = is_from_server(c, pinfo);
    const Sender sender = from_server ? Sender::server : Sender::client;

    proto_item* item = root ? proto_tree_add_item(root, r.proto(), tvb, 0, -1, ENC_NA) : nullptr;
    proto_tree* tree = proto_item_add_subtree(item, r.ett_protocol());
    if (captured < header_size) {
        Reporter reporter{pinfo, root, r};
        reporter.say(item, tvb, Finding{diagnosis("ged188.truncated"), {0, captured}, captured, "8 or more"});
        queue_findings(reporter, c);
        col_append_sep_str(pinfo->cinfo, COL_INFO, " | ", "cut within the header");
        col_set_fence(pinfo->cinfo, COL_INFO);
        return static_cast<int>(whole);
    }
    const Bytes message{tvb_get_ptr(tvb, 0, static_cast<int>(captured)), captured};
    const bool first_pass = !PINFO_FD_VISITED(pinfo);
    const Conditions conditions = first_pass ? c.session.conditions(key, sender, message) : c.session.conditions_at(key, sender);

    Reporter reporter{pinfo, root, r};
    TreeSink sink{tvb, 0, pinfo, tree, r, reporter};
    if (!show_passwords) {
        static const FieldId secrets[] = {find_field("ged188.client_password"), find_field("ged188.agent_password")};
        for (const FieldId secret : secrets)
            sink.mask(secret);
    }
    const Summary summary = summarize(message, conditions, sink);
    const double now = c.time(pinfo);
    const MessageFacts* facts = first_pass ? c.session.on_message(key, now, sender, summary, envelope.encrypted) : c.session.facts(key);

    char info[256];
    format_info(summary, facts, info, sizeof info);
    proto_item_append_text(item, ", %s", info);
    col_append_sep_str(pinfo->cinfo, COL_INFO, " | ", info);
    col_set_fence(pinfo->cinfo, COL_INFO);
    if (tree)
        proto_item_set_generated(proto_tree_add_string(tree, r.hf(f_message), tvb, 4, 4, summary.name));
    add_peripheral_error(tree, tvb, summary, c, conditions);
    add_generated(sink, tvb, conditions, summary.shape, facts, tree && !first_pass ? c.session.response_in(key) : 0);
    if (facts)
        for (const ToldFinding& f : facts->findings)
            reporter.say(item, tvb, *f.diagnosis, f.severity, f.sentence.c_str(), f.remedy.c_str());

    tap_calls(pinfo, c.calls, c.session.info, key, summary, info);
    set_up_media(pinfo, summary);
    tap_credentials(pinfo, r, summary, show_passwords);
    if (report_wanted()) {
        const char* failure = nullptr;
        if (summary.number == 1 || summary.number == 2)
            failure = value_name(values::status_code, summary.has(Role::status) ? summary.get(Role::status) : summary.get(Role::failure_code), "undocumented status");
        else if (summary.number == 35)
            failure = value_name(values::control_failure_code, summary.get(Role::failure_code), "undocumented code");
        const char* state = summary.number == 30 ? value_name(values::agent_state, summary.get(Role::agent_state), "unknown state") : nullptr;
        reporter.queue({&c.session.info, r.filter(), summary.name, !from_server, summary.kind() == Kind::request, facts ? facts->request : nullptr,
                        facts ? facts->response_time : -1, failure, state, nullptr});
    }
    return static_cast<int>(whole);
}

/// Bytes in which no message header stands.
void dissect_skipped(tvbuff_t* tvb, packet_info* pinfo, proto_tree* root, const Conversation& c)
{
    Registration& r = registration();
    const unsigned length = tvb_reported_length(tvb);
    proto_item* item = proto_tree_add_item(root, r.proto(), tvb, 0, -1, ENC_NA);
    proto_tree* tree = proto_item_add_subtree(item, r.ett_protocol());
    proto_item* skipped = proto_tree_add_item(tree, r.hf(f_skipped), tvb, 0, -1, ENC_NA);
    Reporter reporter{pinfo, root, r};
    reporter.say(skipped, tvb, Finding{diagnosis("ged188.lost_sync"), {0, length}, length});
    queue_findings(reporter, c);
    col_append_sep_fstr(pinfo->cinfo, COL_INFO, " | ", "%u bytes without a message header", length);
    col_set_fence(pinfo->cinfo, COL_INFO);
}

// ---- TCP

/// Where the bytes begin that have to wait for more; their end where none has to.
std::size_t first_incomplete(Bytes bytes)
{
    std::size_t offset = 0;
    while (fits(offset, header_size, bytes.size())) {
        const Framed framed = frame(bytes.subspan(offset));
        if (framed.length > bytes.size() - offset)
            break;
        offset += framed.length;
    }
    return offset;
}

/// What the first pass found at this place of this frame, where that does not show by the piece itself.
const Framed* known_piece(const packet_info* pinfo, const Conversation& c, std::uint32_t place)
{
    if (!PINFO_FD_VISITED(pinfo) || c.pieces.empty())
        return nullptr;
    const auto it = c.pieces.find(std::uint64_t{pinfo->num} << 32 | place);
    return it == c.pieces.end() ? nullptr : &it->second;
}

Framed find_piece(const packet_info* pinfo, Conversation& c, Bytes bytes, std::uint32_t place)
{
    const Framed framed = frame(bytes);
    if (!framed.by_itself && !PINFO_FD_VISITED(pinfo))
        c.pieces.try_emplace(std::uint64_t{pinfo->num} << 32 | place, framed);
    return framed;
}

void wait_for_more(packet_info* pinfo, unsigned offset, unsigned bytes)
{
    pinfo->desegment_offset = static_cast<int>(offset);
    pinfo->desegment_len = bytes;
}

/// True where nothing is to be said of these bytes: they come again with the next segment (see reassembly.hpp).
bool come_again(packet_info* pinfo, Conversation& c, Bytes bytes, std::uint32_t place, bool may_wait)
{
    if (PINFO_FD_VISITED(pinfo))
        return c.handovers.silent(pinfo->num, place);
    const auto side = is_from_server(c, pinfo) ? Handovers::from_server : Handovers::from_client;
    const std::size_t waited = c.handovers.take(side, bytes);
    if (waited == 0 || !may_wait || bytes.size() > believable_length)
        return false;
    const std::size_t incomplete = first_incomplete(bytes);
    if (incomplete == bytes.size() || !Handovers::come_again(incomplete, waited))
        return false;
    c.handovers.keep_silent(pinfo->num, place);
    c.handovers.wait(side, bytes);
    return true;
}

/// Message by message through a segment. Not tcp_dissect_pdus: that takes bytes without a header for a malformed message and
/// gives up the rest of the segment; here they are skipped to the next header.
int dissect_stream(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, bool encrypted)
{
    col_set_str(pinfo->cinfo, COL_PROTOCOL, registration().column());
    col_clear(pinfo->cinfo, COL_INFO);
    const Envelope envelope{conversation_of(pinfo, tvb, 0), tree, encrypted};
    const unsigned captured = tvb_captured_length(tvb), reported = tvb_reported_length(tvb);
    const std::uint8_t* bytes = captured > 0 ? tvb_get_ptr(tvb, 0, static_cast<int>(captured)) : nullptr;
    const bool may_wait = desegment && pinfo->can_desegment;
    Conversation& c = *envelope.conversation;
    const auto place = static_cast<std::uint32_t>(tvb_raw_offset(tvb));
    if (come_again(pinfo, c, {bytes, captured}, place, may_wait)) {
        wait_for_more(pinfo, 0, DESEGMENT_ONE_MORE_SEGMENT);
        return static_cast<int>(reported);
    }
    const auto wait = [&](unsigned from, unsigned more) {
        if (!PINFO_FD_VISITED(pinfo) && captured > from)
            c.handovers.wait(is_from_server(c, pinfo) ? Handovers::from_server : Handovers::from_client, {bytes + from, captured - from});
        wait_for_more(pinfo, from, more);
    };
    unsigned offset = 0;
    while (offset < reported) {
        const unsigned left = reported - offset, here = captured > offset ? captured - offset : 0;
        const Framed* known = known_piece(pinfo, c, place + offset);
        if (!known && left < header_size && may_wait) {
            wait(offset, DESEGMENT_ONE_MORE_SEGMENT);
            break;
        }
        if (!known && here < header_size) {
            // Cut by the capture, or the last segment of a stream that is not reassembled.
            dissect_message(tvb_new_subset_remaining(tvb, static_cast<int>(offset)), pinfo, tree, envelope);
            break;
        }
        const Framed framed = known ? *known : find_piece(pinfo, c, {bytes + offset, here}, place + offset);
        if (!framed.message) {
            // Bytes that were not captured hold no header either.
            const unsigned length = framed.length >= here ? left : framed.length;
            dissect_skipped(tvb_new_subset_length(tvb, static_cast<int>(offset), static_cast<int>(length)), pinfo, tree, c);
            offset += length;
            continue;
        }
        if (framed.length > left) {
            if (may_wait) {
                wait(offset, framed.length - left);
                break;
            }
            // Tell the TCP dissector where the next message starts.
            pinfo->want_pdu_tracking = 2;
            pinfo->bytes_until_next_pdu = framed.length - left;
        }
        const unsigned have = framed.length < here ? framed.length : here;
        // Most segments are one message: they need no tvbuff of their own.
        const bool all = offset == 0 && framed.length == reported;
        dissect_message(all ? tvb : tvb_new_subset_length_caplen(tvb, static_cast<int>(offset), static_cast<int>(have), static_cast<int>(framed.length)),
                        pinfo, tree, envelope);
        offset += framed.length;
    }
    return static_cast<int>(reported);
}

int dissect_tcp(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*) { return dissect_stream(tvb, pinfo, tree, false); }
int dissect_tls(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*) { return dissect_stream(tvb, pinfo, tree, true); }

ws::Bool dissect_heuristic(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data)
{
    const unsigned available = tvb_captured_length(tvb);
    if (available < header_size || !looks_like_session({tvb_get_ptr(tvb, 0, static_cast<int>(available)), available}))
        return false;
    // From here on: what came before was not claimed, and later passes shall not claim it either.
    conversation_set_dissector_from_frame_number(find_or_create_conversation(pinfo), pinfo->num, tcp_handle);
    dissect_tcp(tvb, pinfo, tree, data);
    return true;
}

void on_tcp_end(const TcpEnd& end)
{
    auto* c = static_cast<Conversation*>(conversation_get_proto_data(end.conversation, registration().proto()));
    if (!c)
        return;
    const MessageKey key{end.pinfo->num, 0xffffffff};
    const MessageFacts* facts;
    if (!PINFO_FD_VISITED(end.pinfo)) {
        if (c->ended)
            return;
        c->ended = true;
        c->end = key;
        facts = c->session.on_end(key, c->time(end.pinfo), end.reset, !is_from_server(*c, end.pinfo));
    } else {
        if (c->end != key)
            return;
        facts = c->session.facts(key);
    }
    if (!facts)
        return;
    Reporter reporter{end.pinfo, end.tree, registration()};
    proto_item* item = nullptr;
    if (end.tree) {
        item = proto_tree_add_item(end.tree, registration().proto(), end.tvb, 0, 0, ENC_NA);
        proto_item_set_text(item, "%s: end of the session", registration().column());
        proto_item_set_generated(item);
    }
    for (const ToldFinding& f : facts->findings)
        reporter.say(item, end.tvb, *f.diagnosis, f.severity, f.sentence.c_str(), f.remedy.c_str());
    queue_findings(reporter, *c);
}

void apply_preferences()
{
    dissector_delete_uint_range("tls.port", tls_ports_in_use, tls_handle);
    wmem_free(wmem_epan_scope(), tls_ports_in_use);
    tls_ports_in_use = range_copy(wmem_epan_scope(), tls_ports);
    dissector_add_uint_range("tls.port", tls_ports_in_use, tls_handle);
}

} // namespace

void register_ged188()
{
    Registration& r = registration();
    if (!r.register_tables(fields(), diagnoses))
        return;
    tcp_handle = register_dissector("ged188", dissect_tcp, r.proto());
    tls_handle = register_dissector("ged188.tls", dissect_tls, r.proto());
    register_cleanup_routine(forget_everything);
    add_tcp_end_handler(on_tcp_end);

    module_t* module = prefs_register_protocol(r.proto(), apply_preferences);
    prefs_register_bool_preference(module, "desegment", "Reassemble messages spanning multiple TCP segments",
                                   "Also enable \"Allow subdissectors to reassemble TCP streams\" in the TCP preferences.", &desegment);
    range_convert_str(wmem_epan_scope(), &tls_ports, secured_ports, 65535);
    prefs_register_range_preference(module, "tls.port", "Secured TLS ports", "Ports of the secured CTI Server (side A, side B, 10 instances)", &tls_ports, 65535);
    range_convert_str(wmem_epan_scope(), &uccx_ports, "12028", 65535);
    prefs_register_range_preference(module, "uccx.port", "Unified CCX ports", "Sessions on these server ports speak the Unified CCX dialect", &uccx_ports, 65535);
    prefs_register_uint_preference(module, "version", "Protocol version", "Forces the protocol version of every session; 0: taken from OPEN_REQ or the bytes", 10, &forced_version);
    prefs_register_enum_preference(module, "dialect", "Dialect", "Forces the dialect of every session", &forced_dialect, dialects, false);
    prefs_register_uint_preference(module, "slow_response", "Slow response (ms)", "Answers that take longer are reported; 0: never", 10, &slow_response_ms);
    prefs_register_bool_preference(module, "show_passwords", "Show passwords", "Show ClientPassword and AgentPassword instead of asterisks", &show_passwords);
}

void handoff_ged188()
{
    static bool done = false;
    if (registration().proto() == -1 || done)
        return;
    done = true;
    dissector_add_uint_range_with_preference("tcp.port", plain_ports, tcp_handle);
    watch_ports(plain_ports, "ged188");
    watch_ports(secured_ports, "ged188");
    dissector_add_for_decode_as("tls.port", tls_handle);
    register_tls_claim<dissect_tls, tls_handle>("GED-188 over TLS", "ged188_tls", registration().proto());
    apply_preferences();
    heur_dissector_add("tcp", dissect_heuristic, "GED-188 over TCP", "ged188_tcp", registration().proto(), HEURISTIC_ENABLE);
}

} // namespace cti::plugin
