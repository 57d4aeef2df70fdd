// SPDX-License-Identifier: GPL-2.0-or-later
// BroadWorks CAP in Wireshark: TCP and TLS ports, heuristic, reassembly by documents, tree, columns, expert info, request
// and response, report records. What a document looks like is in src/bwcap/.
#include "plugin/bwcap/bwcap.hpp"

#include "plugin/bwcap/conversation.hpp"
#include "plugin/calls.hpp"
#include "plugin/credentials.hpp"
#include "plugin/tls_claim.hpp"
#include "plugin/tree_sink.hpp"

#include "bwcap/document.hpp"
#include "bwcap/framer.hpp"

#include <algorithm>

namespace cti::plugin {
namespace {

using namespace bwcap;
using cap::Conversation;
using cap::Facts;

Registration& registration()
{
    static Registration r{"BroadWorks Client Application Protocol", "CAP", "bwcap"};
    return r;
}
dissector_handle_t tcp_handle;
dissector_handle_t tls_handle;
dissector_handle_t xml_handle;

// ---- preferences

ws::Bool desegment = true;
ws::Bool show_secrets = false;
ws::Bool xml_tree = false;
unsigned max_document_kb = 256;
range_t* tls_ports = nullptr;
range_t* tls_ports_in_use = nullptr;
range_t* as_ports = nullptr;
const char* password = "";

/// Client port of the Open Client Server, and the port of the Application Server that it connects to.
constexpr const char* plain_ports = "2206,2208";

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

/// Called when a file is opened: the preferences of this moment count for all of it.
void take_passwords()
{
    std::vector<Password> all;
    for (unsigned i = 0; i < password_count; ++i)
        all.push_back({password_rows[i].user ? password_rows[i].user : "", password_rows[i].password ? password_rows[i].password : ""});
    // The one for every user comes last: a row of the list knows better.
    if (password && *password)
        all.push_back({"", password});
    cap::set_passwords(std::move(all));
}

// ---- connections

bool in_range(const range_t* range, std::uint32_t port) { return range && value_is_in_range(const_cast<range_t*>(range), port); }

bool is_cap_port(std::uint32_t port) { return port == 2208 || port == 2206 || port == 2209 || in_range(as_ports, port) || in_range(tls_ports, port); }

/// Who sends: by the port, else by the first command that only one side sends, else the higher-numbered port is the client's.
bool sent_by_client(const packet_info* pinfo, const Summary* summary)
{
    if (is_cap_port(pinfo->destport) != is_cap_port(pinfo->srcport))
        return is_cap_port(pinfo->destport);
    if (summary && summary->command && !summary->command->unsure) {
        if (summary->command->direction == Direction::to_server)
            return true;
        if (summary->command->direction == Direction::to_client)
            return false;
    }
    return pinfo->srcport >= pinfo->destport;
}

Conversation* new_conversation(packet_info* pinfo, conversation_t* conversation, bool from_client)
{
    const std::uint32_t server_port = from_client ? pinfo->destport : pinfo->srcport;
    const std::uint32_t client_port = from_client ? pinfo->srcport : pinfo->destport;
    const address* server = from_client ? &pinfo->dst : &pinfo->src;
    const address* client = from_client ? &pinfo->src : &pinfo->dst;
    const char* client_text = endpoint_text(pinfo, client, client_port);
    const char* server_text = endpoint_text(pinfo, server, server_port);
    const char* client_host = address_to_str(pinfo->pool, client);
    const char* server_host = address_to_str(pinfo->pool, server);
    const tcp_analysis* tcp = get_tcp_conversation_data(conversation, pinfo);
    const bool from_start = tcp && (tcp->conversation_completeness & ws::syn);
    Conversation* made = cap::make_conversation(in_range(as_ports, server_port) ? Leg::server : Leg::client, from_start,
                                                {client_text, server_text, client_host, server_host});
    made->server_port = server_port;
    conversation_add_proto_data(conversation, registration().proto(), made);
    watch_port(server_port, "bwcap");
    return made;
}

Conversation* known_conversation(conversation_t* conversation)
{
    return static_cast<Conversation*>(conversation_get_proto_data(conversation, registration().proto()));
}

// ---- one unit of the stream

struct Stream {
    conversation_t* conversation;
    proto_tree* root;
    bool encrypted;
    bool cut;                 ///< by the capture's snap length, or reassembly is off
    unsigned documents;
};

Document& document()
{
    static Document d;
    return d;
}

void add_time(proto_tree* tree, tvbuff_t* tvb, int hf, std::uint64_t nanoseconds)
{
    nstime_t time;
    time.secs = static_cast<time_t>(nanoseconds / 1'000'000'000);
    time.nsecs = static_cast<int>(nanoseconds % 1'000'000'000);
    proto_item_set_generated(proto_tree_add_time(tree, hf, tvb, 0, 0, &time));
}

void add_generated(proto_tree* tree, tvbuff_t* tvb, const Facts& facts)
{
    if (!tree)
        return;
    Registration& r = registration();
    const auto frame = [&](FieldId id, std::uint32_t number) {
        if (number)
            proto_item_set_generated(proto_tree_add_uint(tree, r.hf(id), tvb, 0, 0, number));
    };
    const auto text = [&](FieldId id, const char* value) {
        if (value)
            proto_item_set_generated(proto_tree_add_string(tree, r.hf(id), tvb, 0, 0, value));
    };
    text(field("bwcap.session_user"), facts.user);
    text(field("bwcap.session_type"), facts.user_type);
    text(field("bwcap.about_user"), facts.about);
    frame(field("bwcap.response_in"), facts.response_frame);
    frame(field("bwcap.response_to"), facts.request_frame);
    if (facts.request_frame)
        add_time(tree, tvb, r.hf(field("bwcap.response_time")), facts.response_time);
    frame(field("bwcap.call_started_in"), facts.call_start_frame);
    if (facts.call_start_frame)
        add_time(tree, tvb, r.hf(field("bwcap.call_time")), facts.call_time);
    if (facts.digest != DigestResult::not_checked)
        text(field("bwcap.digest_check"), digest_result_name(facts.digest));
}

/// libwireshark's own tree. What is masked in ours is masked there too: it sees a copy.
void add_xml_tree(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, Bytes bytes, unsigned leading)
{
    if (!xml_handle)
        return;
    tvbuff_t* xml = nullptr;
    for (const Item& item : document().items()) {
        if (!item.secret || show_secrets || item.where.length == 0)
            continue;
        if (!xml) {
            auto* copy = static_cast<std::uint8_t*>(wmem_memdup(pinfo->pool, bytes.data(), bytes.size()));
            xml = tvb_new_child_real_data(tvb, copy, static_cast<unsigned>(bytes.size()), static_cast<int>(bytes.size()));
            add_new_data_source(pinfo, xml, "CAP document, secrets masked");
            for (const Item& secret : document().items())
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

void add_info(packet_info* pinfo, proto_item* item, const char* info)
{
    proto_item_append_text(item, ", %s", info);
    col_append_sep_str(pinfo->cinfo, COL_INFO, " | ", info);
    col_set_fence(pinfo->cinfo, COL_INFO);
}

/// Says how a document that is not whole came to its end.
void say_incomplete(Reporter& reporter, proto_item* item, tvbuff_t* tvb, UnitKind kind, bool cut)
{
    if (kind == UnitKind::unterminated)
        reporter.say(item, tvb, Finding{diagnosis("bwcap.unterminated"), {}});
    else if (kind == UnitKind::nested)
        reporter.say(item, tvb, Finding{diagnosis("bwcap.nested_root"), {}});
    else if (kind == UnitKind::truncated && !cut)
        reporter.say(item, tvb, Finding{diagnosis("bwcap.truncated"), {}});
    else if (kind == UnitKind::truncated)
        proto_item_append_text(item, " [incomplete]");
}

/// What was said of bytes that are no document of CAP goes into the report too, with the first session of the connection.
void queue_findings(Reporter& reporter, const Stream& stream)
{
    Conversation* c = known_conversation(stream.conversation);
    reporter.queue({c ? c->first_session() : nullptr, registration().filter(), nullptr, false, false, nullptr, -1, nullptr, nullptr, nullptr});
}

void dissect_document(tvbuff_t* tvb, packet_info* pinfo, Stream& stream, const Unit& unit)
{
    Registration& r = registration();
    const auto size = tvb_captured_length(tvb);
    const Bytes bytes{tvb_get_ptr(tvb, 0, static_cast<int>(size)), size};
    const MessageKey key{pinfo->num, static_cast<std::uint32_t>(tvb_raw_offset(tvb))};

    proto_item* item = proto_tree_add_item(stream.root, r.proto(), tvb, 0, -1, ENC_NA);
    proto_tree* tree = proto_item_add_subtree(item, r.ett_protocol());
    Reporter reporter{pinfo, stream.root, r};
    TreeSink sink{tvb, 0, pinfo, tree, r, reporter};
    if (!show_secrets)
        sink.mask(field("bwcap.user.secure_password"));

    Document& d = document();
    d.parse(bytes, unit.leading);
    const Summary& s = d.summary();
    char info[256];
    format_info(s, info, sizeof info);

    Conversation* c = known_conversation(stream.conversation);
    if (!c)
        c = new_conversation(pinfo, stream.conversation, sent_by_client(pinfo, &s));
    const bool from_client = pinfo->srcport != c->server_port;
    c->pending[from_client ? 0 : 1] = false;

    const Facts* facts = nullptr;
    if (s.protocol == Protocol::cap) {
        const std::uint64_t now = static_cast<std::uint64_t>(pinfo->abs_ts.secs) * 1'000'000'000 + static_cast<std::uint64_t>(pinfo->abs_ts.nsecs);
        facts = PINFO_FD_VISITED(pinfo) ? c->facts(key) : &c->note({key, now, from_client, stream.encrypted}, s);
    }

    add_info(pinfo, item, info);
    say_incomplete(reporter, item, tvb, unit.kind, stream.cut);
    // A document that was cut short is not well-formed, and its end has been said.
    const bool whole = unit.kind == UnitKind::document;
    static const Diagnosis& malformed = diagnosis("bwcap.malformed");
    for (const Item& i : d.items()) {
        if (i.kind == Item::Kind::diagnose && !whole && d.findings()[i.number].diagnosis == &malformed)
            continue;
        d.emit(i, sink);
    }
    if (facts) {
        add_generated(tree, tvb, *facts);
        if (facts->findings)
            for (const cap::ToldFinding& f : *facts->findings)
                reporter.say(item, tvb, *f.diagnosis, f.severity, f.sentence.c_str(), f.remedy.c_str());
    }
    ++stream.documents;
    if (stream.documents == 2 && !from_client)
        reporter.say(item, tvb, Finding{diagnosis("bwcap.several_documents"), {}});

    if (facts && facts->session)
        tap_calls(pinfo, *facts->session, key.index, s, facts->about ? facts->about : facts->user, facts->request_frame, info);
    tap_credentials(pinfo, r, s, show_secrets);
    if (!facts)
        queue_findings(reporter, stream);
    else if (report_wanted()) {
        const bool refused = s.command && s.command->id == CommandId::register_response && (s.has_failure || s.user_uid.empty());
        const char* failure = !refused ? nullptr : s.failure_cause.empty() ? "login refused" : wmem_strndup(pinfo->pool, s.failure_cause.data(), s.failure_cause.size());
        const char* name = s.command ? s.command->name.data() : wmem_strndup(pinfo->pool, s.command_name.data(), s.command_name.size());
        const bool request = from_client && s.command && s.command->answered_by != CommandId::unknown;
        const double time = facts->request_frame ? static_cast<double>(facts->response_time) / 1e9 : -1;
        reporter.queue({facts->session, r.filter(), name, from_client, request, facts->request, time, failure, nullptr, nullptr});
    }
    if (xml_tree || s.protocol == Protocol::oci)
        add_xml_tree(tvb, pinfo, stream.root, bytes, static_cast<unsigned>(unit.leading));
}

void dissect_http_header(tvbuff_t* tvb, packet_info* pinfo, Stream& stream)
{
    Registration& r = registration();
    const auto size = tvb_captured_length(tvb);
    const Bytes bytes{tvb_get_ptr(tvb, 0, static_cast<int>(size)), size};
    proto_item* item = proto_tree_add_item(stream.root, r.proto(), tvb, 0, -1, ENC_NA);
    proto_tree* tree = proto_item_add_subtree(item, r.ett_protocol());
    Reporter reporter{pinfo, stream.root, r};
    TreeSink sink{tvb, 0, pinfo, tree, r, reporter};
    if (!show_secrets)
        sink.mask(field("bwcap.http.authorization"));
    sink.bytes(field("bwcap.http"), {0, size});
    bool credentials = false;
    const auto text = [&](Span s) { return std::string_view{reinterpret_cast<const char*>(bytes.data()) + s.offset, s.length}; };
    for_each_header_line(bytes, [&](const HeaderLine& line, bool first) {
        credentials = credentials || line.authorization;
        if (line.authorization)
            sink.text(field("bwcap.http.authorization"), line.value, text(line.value), nullptr);
        else
            sink.text(first ? field("bwcap.http.request_line") : field("bwcap.http.line"), line.line, text(line.line), nullptr);
    });
    add_info(pinfo, item, "HTTP-like header");
    reporter.say(item, tvb, Finding{diagnosis("bwcap.http_header"), {}});
    if (credentials && !stream.encrypted)
        reporter.say(item, tvb, Finding{diagnosis("bwcap.cleartext_credentials"), {}});
    queue_findings(reporter, stream);
}

void dissect_rest(tvbuff_t* tvb, packet_info* pinfo, Stream& stream, const Unit& unit)
{
    Registration& r = registration();
    const auto size = tvb_captured_length(tvb);
    const Bytes bytes{tvb_get_ptr(tvb, 0, static_cast<int>(size)), size};
    proto_item* item = proto_tree_add_item(stream.root, r.proto(), tvb, 0, -1, ENC_NA);
    proto_tree* tree = proto_item_add_subtree(item, r.ett_protocol());
    proto_item* unparsed = proto_tree_add_item(tree, r.hf(field("bwcap.unparsed")), tvb, 0, -1, ENC_NA);
    Reporter reporter{pinfo, stream.root, r};
    if (unit.kind == UnitKind::too_large) {
        add_info(pinfo, item, "document too large");
        reporter.say(unparsed, tvb, Finding{diagnosis("bwcap.too_large"), {}, static_cast<std::uint64_t>(max_document_kb) * 1024});
        queue_findings(reporter, stream);
        return;
    }
    const bool nuls = std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b == 0; });
    const bool tls = size > 2 && bytes[0] >= 0x14 && bytes[0] <= 0x17 && bytes[1] == 3;
    const char* what = nuls ? "NUL bytes" : tls ? "looks like TLS" : unit.kind == UnitKind::binary ? "binary data" : unit.kind == UnitKind::foreign ? "XML with another root" : "text";
    add_info(pinfo, item, what);
    if (nuls)
        reporter.say(unparsed, tvb, Finding{diagnosis("bwcap.nul"), {}, size});
    else
        reporter.say(unparsed, tvb, Finding{diagnosis("bwcap.junk"), {}, size, what});
    queue_findings(reporter, stream);
}

// ---- TCP

/// What comes next in the stream: as the first pass found it.
Unit find_unit(Bytes rest, const FramerLimits& limits, bool cut, packet_info* pinfo, conversation_t* conversation, std::uint32_t place)
{
    const MessageKey at{pinfo->num, place};
    Conversation* c = known_conversation(conversation);
    if (PINFO_FD_VISITED(pinfo)) {
        const Unit* noted = c ? c->unit(at) : nullptr;
        if (noted && noted->length <= rest.size())
            return *noted;
    }
    const Unit unit = next_unit(rest, limits, cut);
    const bool by_itself = unit.kind == UnitKind::need_more || unit.kind == UnitKind::line_end || unit.kind == UnitKind::document;
    if (!by_itself && !PINFO_FD_VISITED(pinfo)) {
        if (!c)
            c = new_conversation(pinfo, conversation, sent_by_client(pinfo, nullptr));
        c->note_unit(at, unit);
    }
    return unit;
}

Handovers::Side side_of(const packet_info* pinfo, const Conversation& c) { return pinfo->srcport != c.server_port ? Handovers::from_client : Handovers::from_server; }

/// Where the bytes begin that have to wait for more; their end where none has to.
std::size_t first_incomplete(Bytes bytes, const FramerLimits& limits, bool cut)
{
    std::size_t offset = 0;
    while (offset < bytes.size()) {
        const Unit unit = next_unit(bytes.subspan(offset), limits, cut);
        if (unit.kind == UnitKind::need_more)
            break;
        offset += unit.length;
    }
    return offset;
}

/// On a port that is not CAP's the first document has to tell who is the client: before it nothing is noted.
void note_waiting(packet_info* pinfo, conversation_t* conversation, Bytes bytes)
{
    Conversation* c = known_conversation(conversation);
    if (!c && (is_cap_port(pinfo->srcport) || is_cap_port(pinfo->destport)))
        c = new_conversation(pinfo, conversation, sent_by_client(pinfo, nullptr));
    if (!c)
        return;
    const auto side = side_of(pinfo, *c);
    c->pending[side] = true;
    c->handovers.wait(side, bytes);
}

void wait_for_more(packet_info* pinfo, unsigned offset)
{
    pinfo->desegment_offset = static_cast<int>(offset);
    pinfo->desegment_len = DESEGMENT_ONE_MORE_SEGMENT;
}

int dissect_stream(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, bool encrypted)
{
    col_set_str(pinfo->cinfo, COL_PROTOCOL, registration().column());
    col_clear(pinfo->cinfo, COL_INFO);
    FramerLimits limits;
    limits.max_document = std::size_t{max_document_kb} * 1024;
    Stream stream{find_or_create_conversation(pinfo), tree, encrypted, false, 0};
    const unsigned captured = tvb_captured_length(tvb);
    const bool snapped = captured < tvb_reported_length(tvb);
    const bool may_wait = desegment && pinfo->can_desegment;
    const Bytes all{captured > 0 ? tvb_get_ptr(tvb, 0, static_cast<int>(captured)) : nullptr, captured};
    const auto place = static_cast<std::uint32_t>(tvb_raw_offset(tvb));
    std::size_t waited = 0;
    if (Conversation* c = known_conversation(stream.conversation)) {
        bool silent = c->handovers.silent(pinfo->num, place);
        if (!PINFO_FD_VISITED(pinfo)) {
            const auto side = side_of(pinfo, *c);
            waited = c->handovers.take(side, all);
            // What is handed over again and again is gone through each time: there is an end to it.
            if (waited > 0 && may_wait && captured <= limits.max_document) {
                const std::size_t incomplete = first_incomplete(all, limits, snapped);
                silent = incomplete < captured && Handovers::come_again(incomplete, waited);
            }
            if (silent) {
                c->handovers.keep_silent(pinfo->num, place);
                c->handovers.wait(side, all);
            }
        }
        if (silent) {
            wait_for_more(pinfo, 0);
            return static_cast<int>(captured);
        }
    }

    unsigned offset = 0;
    while (offset < captured) {
        const Bytes rest = all.subspan(offset);
        Unit unit = find_unit(rest, limits, snapped, pinfo, stream.conversation, place + offset);
        if (unit.kind == UnitKind::need_more) {
            const bool given_up = Handovers::come_again(offset, waited);    // larger than a document may be
            if (may_wait && !given_up) {
                if (!PINFO_FD_VISITED(pinfo))
                    note_waiting(pinfo, stream.conversation, rest);
                wait_for_more(pinfo, offset);
                return static_cast<int>(captured);
            }
            unit = next_unit(rest, limits, true);
            stream.cut = true;
        }
        stream.cut = stream.cut || snapped;
        const auto length = static_cast<unsigned>(unit.length);
        if (unit.kind != UnitKind::line_end) {
            tvbuff_t* part = tvb_new_subset_length(tvb, static_cast<int>(offset), static_cast<int>(length));
            if (holds_document(unit.kind))
                dissect_document(part, pinfo, stream, unit);
            else if (unit.kind == UnitKind::http_header)
                dissect_http_header(part, pinfo, stream);
            else
                dissect_rest(part, pinfo, stream, unit);
        } else if (offset == 0 && length == captured) {
            proto_item* item = proto_tree_add_item(tree, registration().proto(), tvb, 0, -1, ENC_NA);
            add_info(pinfo, item, "line end");
        }
        offset += length;
    }
    return static_cast<int>(captured);
}

int dissect_tcp(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*) { return dissect_stream(tvb, pinfo, tree, false); }
int dissect_tls(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*) { return dissect_stream(tvb, pinfo, tree, true); }

ws::Bool dissect_heuristic(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data)
{
    const unsigned available = tvb_captured_length(tvb);
    if (available == 0 || !looks_like_cap({tvb_get_ptr(tvb, 0, static_cast<int>(available)), available}))
        return false;
    // From here on: what came before was not claimed, and later passes shall not claim it either.
    conversation_set_dissector_from_frame_number(find_or_create_conversation(pinfo), pinfo->num, tcp_handle);
    dissect_tcp(tvb, pinfo, tree, data);
    return true;
}

/// True for a connection to an Application Server that was set up and carried nothing.
bool was_empty(const TcpEnd& end)
{
    const tcp_analysis* tcp = get_tcp_conversation_data(end.conversation, end.pinfo);
    if (!tcp)
        return false;
    const unsigned seen = tcp->conversation_completeness;
    return (seen & ws::syn) && (seen & ws::syn_ack) && !(seen & ws::data) && in_range(as_ports, end.pinfo->srcport);
}

void on_tcp_end(const TcpEnd& end)
{
    Conversation* c = known_conversation(end.conversation);
    const bool first_pass = !PINFO_FD_VISITED(end.pinfo);
    if (!c) {
        if (!first_pass || !was_empty(end))
            return;
        c = new_conversation(end.pinfo, end.conversation, false);
    }
    const MessageKey key{end.pinfo->num, 0xffffffff};
    const Facts* facts;
    if (first_pass) {
        if (c->ended())
            return;
        const std::uint64_t now = static_cast<std::uint64_t>(end.pinfo->abs_ts.secs) * 1'000'000'000 + static_cast<std::uint64_t>(end.pinfo->abs_ts.nsecs);
        facts = &c->end(key, now, end.pinfo->srcport != c->server_port, end.reset);
    } else {
        if (c->end_key() != key)
            return;
        facts = c->facts(key);
    }
    if (!facts)
        return;
    Registration& r = registration();
    Reporter reporter{end.pinfo, end.tree, r};
    proto_item* item = nullptr;
    if (end.tree && facts->findings) {
        item = proto_tree_add_item(end.tree, r.proto(), end.tvb, 0, 0, ENC_NA);
        proto_item_set_text(item, "%s: end of the connection", r.column());
        proto_item_set_generated(item);
    }
    if (facts->findings)
        for (const cap::ToldFinding& f : *facts->findings)
            reporter.say(item, end.tvb, *f.diagnosis, f.severity, f.sentence.c_str(), f.remedy.c_str());
    // Each session of the connection has ended; the findings go with the first.
    Reporter silent{end.pinfo, nullptr, r};
    bool first = true;
    for (const SessionInfo* session : c->sessions()) {
        (first ? reporter : silent).queue({session, r.filter(), nullptr, false, false, nullptr, -1, nullptr, nullptr, nullptr});
        first = false;
    }
    if (first)
        reporter.queue({nullptr, r.filter(), nullptr, false, false, nullptr, -1, nullptr, nullptr, nullptr});
}

void apply_preferences()
{
    dissector_delete_uint_range("tls.port", tls_ports_in_use, tls_handle);
    wmem_free(wmem_epan_scope(), tls_ports_in_use);
    tls_ports_in_use = range_copy(wmem_epan_scope(), tls_ports);
    dissector_add_uint_range("tls.port", tls_ports_in_use, tls_handle);
    max_document_kb = std::clamp(max_document_kb, 1u, 16u * 1024);
}

} // namespace

void register_bwcap()
{
    Registration& r = registration();
    if (!r.register_tables(fields, diagnoses))
        return;
    tcp_handle = register_dissector("bwcap", dissect_tcp, r.proto());
    tls_handle = register_dissector("bwcap.tls", dissect_tls, r.proto());
    register_init_routine(take_passwords);
    register_cleanup_routine(cap::forget_everything);
    add_tcp_end_handler(on_tcp_end);

    module_t* module = prefs_register_protocol(r.proto(), apply_preferences);
    prefs_register_bool_preference(module, "desegment", "Reassemble documents spanning multiple TCP segments",
                                   "Also enable \"Allow subdissectors to reassemble TCP streams\" in the TCP preferences.", &desegment);
    range_convert_str(wmem_epan_scope(), &tls_ports, "2209", 65535);
    prefs_register_range_preference(module, "tls.port", "TLS ports", "Ports of the Open Client Server with TLS", &tls_ports, 65535);
    range_convert_str(wmem_epan_scope(), &as_ports, "2206", 65535);
    prefs_register_range_preference(module, "as.port", "Application Server ports",
                                    "Connections to these ports carry many users: sessions are told apart by user, not by connection", &as_ports, 65535);
    prefs_register_uint_preference(module, "max_document", "Largest document (kB)", "A document without an end is given up at this size", 10, &max_document_kb);
    prefs_register_bool_preference(module, "xml_tree", "Show the XML tree", "Show the tree of Wireshark's XML dissector below that of CAP", &xml_tree);
    prefs_register_bool_preference(module, "show_secrets", "Show secrets", "Show login digests and HTTP credentials instead of asterisks", &show_secrets);
    prefs_register_string_preference(module, "password", "Password of every user",
                                     "Login digests are checked against this password; empty: not checked. It is kept in clear in the preferences file.", &password);
    static uat_field_t password_fields[] = {
        UAT_FLD_CSTRING(password_rows, user, "User", "BroadWorks user id; empty: every user"),
        UAT_FLD_CSTRING(password_rows, password, "Password", "Password of this user"),
        UAT_END_FIELDS,
    };
    uat_t* table = uat_new("CAP passwords", sizeof(PasswordRow), "bwcap_passwords", true, &password_rows, &password_count, UAT_AFFECTS_DISSECTION, nullptr,
                           copy_password, nullptr, free_password, nullptr, nullptr, password_fields);
    prefs_register_uat_preference(module, "passwords", "Passwords of users",
                                  "Login digests are checked against these passwords. They are kept in clear in the configuration folder.", table);
}

void handoff_bwcap()
{
    static bool done = false;
    if (registration().proto() == -1 || done)
        return;
    done = true;
    xml_handle = find_dissector("xml");
    dissector_add_uint_range_with_preference("tcp.port", plain_ports, tcp_handle);
    dissector_add_for_decode_as("tls.port", tls_handle);
    register_tls_claim<dissect_tls, tls_handle>("CAP over TLS", "bwcap_tls", registration().proto());
    watch_ports("2206,2208,2209", "bwcap");
    apply_preferences();
    heur_dissector_add("tcp", dissect_heuristic, "CAP over TCP", "bwcap_tcp", registration().proto(), HEURISTIC_ENABLE);
}

} // namespace cti::plugin
