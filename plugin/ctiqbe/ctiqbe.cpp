// SPDX-License-Identifier: GPL-2.0-or-later
// CTIQBE in Wireshark: TCP and TLS ports, inferred or forced framing, tree, columns, session findings, report records.
// What is inferred and how is in src/ctiqbe/; here it is decided once, on the first pass, and remembered for every call.
#include "plugin/ctiqbe/ctiqbe.hpp"

#include "plugin/ctiqbe/internal.hpp"
#include "plugin/ctiqbe/told.hpp"
#include "plugin/ctiqbe/user_pdus.hpp"
#include "plugin/ctiqbe/version_story.hpp"
#include "plugin/tls_claim.hpp"
#include "plugin/tree_sink.hpp"

#include "ctiqbe/decode.hpp"
#include "ctiqbe/session.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <type_traits>
#include <vector>

namespace cti::plugin {

Registration& ctiqbe_registration()
{
    static Registration r{"Cisco CTI Quick Buffer Encoding (CTIQBE)", "CTIQBE", "ctiqbe"};
    return r;
}

namespace {

using namespace ctiqbe;

dissector_handle_t tcp_handle;
dissector_handle_t tls_handle;

constexpr std::uint32_t plain_port = 2748, secured_port = 2749;    // TAPI Developers Guide 14; Security Guide 12.5(1)SU6

// ---- preferences

ws::Bool desegment = true;
int framing_choice = -1;
unsigned max_message = default_max_message;
unsigned heartbeat = 0;
const char* pdu_place_text = "";
std::optional<Place> pdu_place;    ///< pdu_place_text, read
range_t* tls_ports = nullptr;
range_t* tls_ports_in_use = nullptr;

const enum_val_t framing_choices[] = {
    {"infer", "Infer it from each conversation", -1},
    {"be0", hypotheses[0].text, 0},
    {"be0p", hypotheses[1].text, 1},
    {"le0", hypotheses[2].text, 2},
    {"le0p", hypotheses[3].text, 3},
    {"be4", hypotheses[4].text, 4},
    {"be4p", hypotheses[5].text, 5},
    {"le4", hypotheses[6].text, 6},
    {"le4p", hypotheses[7].text, 7},
    {nullptr, nullptr, 0},
};

// ---- what is kept while a file is open

/// One call of the dissector, in the order of calls within a frame: what the first pass decided about it.
struct Call {
    bool framed = false;
    HypothesisId hypothesis = no_hypothesis;
    std::uint32_t skip = 0;               ///< bytes before the first message, where framed
    std::uint32_t support = 0;            ///< messages; 0 where forced
    bool assumed = false;                 ///< because other conversations are framed so
    bool handed_over = false;             ///< not fed to the framing, which still has to learn of its messages
    std::vector<Told> told;               ///< said at the beginning of the payload
    std::vector<Told> lost;               ///< said where the framing broke
};

struct Conversation {
    Framing framing;
    ctiqbe::Session session;
    SessionInfo info;
    std::uint32_t server_port;
    address server_address{};
    Address client_key{}, server_key{};
    Ends ends{};
    std::uint32_t next_seq[2] = {};
    bool seq_known[2] = {};
    bool handed_over[2] = {};             ///< messages of this direction are cut by the dissector, TCP reassembles them
    bool foreign = false;
    bool unfit_told = false;
    bool counted = false;                 ///< among the conversations decided
    std::vector<std::unique_ptr<Call>> calls{};
    std::uint32_t end_frame = 0;
    std::vector<Told> end_told{};
};

std::vector<std::unique_ptr<Conversation>>& conversations()
{
    static std::vector<std::unique_ptr<Conversation>> all;
    return all;
}
/// What the conversations decided so far have in common is expected of the next.
Expectation expected;

Clients& clients()
{
    static Clients all;
    return all;
}

void forget_everything()
{
    conversations().clear();
    clients() = {};
    expected = {};
    forget_version_stories();
}

const Diagnosis& diagnosis(std::size_t row) { return diagnoses[row]; }
consteval std::size_t row(std::string_view id)
{
    return static_cast<std::size_t>(&diagnosis_row(diagnoses, id) - diagnoses);
}

Time time_of(const packet_info* pinfo) { return Time{pinfo->abs_ts.secs} * seconds + pinfo->abs_ts.nsecs / 1000; }

Address key_of(const address& a)
{
    Address key{};
    if (a.type == AT_IPv4 && a.len == 4) {
        key[10] = key[11] = 0xff;
        std::memcpy(&key[12], a.data, 4);
    } else if (a.type == AT_IPv6 && a.len == 16) {
        std::memcpy(key.data(), a.data, 16);
    }
    return key;
}

std::uint32_t ipv4_of(const address& a) { return a.type == AT_IPv4 && a.len == 4 ? be32(static_cast<const std::uint8_t*>(a.data)) : 0; }

/// What the TCP dissector keeps of this conversation; not through get_tcp_conversation_data, which changes it.
const tcp_analysis* tcp_of(conversation_t* conversation)
{
    static const int proto_tcp = proto_get_id_by_filter_name("tcp");
    return static_cast<const tcp_analysis*>(conversation_get_proto_data(conversation, proto_tcp));
}

/// The server is where a port of CTIManager is; else where the SYN went; else the lower-numbered port.
bool is_from_server(const packet_info* pinfo, const tcp_analysis* tcp)
{
    for (const std::uint32_t port : {plain_port, secured_port})
        if ((pinfo->srcport == port) != (pinfo->destport == port))
            return pinfo->srcport == port;
    if (tcp && tcp->server_port != 0 && pinfo->srcport != pinfo->destport)
        return pinfo->srcport == tcp->server_port;
    return pinfo->srcport < pinfo->destport;
}

bool from_server(const Conversation& c, const packet_info* pinfo)
{
    return pinfo->srcport == c.server_port && (pinfo->destport != c.server_port || addresses_equal(&pinfo->src, &c.server_address));
}

Conversation* conversation_of(packet_info* pinfo)
{
    conversation_t* conversation = find_or_create_conversation(pinfo);
    auto* known = static_cast<Conversation*>(conversation_get_proto_data(conversation, ctiqbe_registration().proto()));
    if (known)
        return known;
    const tcp_analysis* tcp = tcp_of(conversation);
    const bool downward = is_from_server(pinfo, tcp);
    const address& server = downward ? pinfo->src : pinfo->dst;
    const address& client = downward ? pinfo->dst : pinfo->src;
    const std::uint32_t server_port = downward ? pinfo->srcport : pinfo->destport;
    const char* client_text = endpoint_text(pinfo, &client, downward ? pinfo->destport : pinfo->srcport);
    const char* server_text = endpoint_text(pinfo, &server, server_port);
    const char* client_host = address_to_str(pinfo->pool, &client);
    const char* server_host = address_to_str(pinfo->pool, &server);
    auto* made = conversations()
                     .emplace_back(std::make_unique<Conversation>(Conversation{Framing{max_message},
                                                                               ctiqbe::Session{heartbeat ? heartbeat : default_heartbeat, heartbeat != 0},
                                                                               {}, server_port}))
                     .get();
    made->framing.expect(expected);
    made->info.number = static_cast<std::uint32_t>(conversations().size());
    made->info.protocol = "ctiqbe";
    made->info.client = client_text;
    made->info.server = server_text;
    made->info.client_address = client_host;
    made->info.server_address = server_host;
    made->info.opened = "before the capture";
    made->info.first = nstime_to_sec(&pinfo->abs_ts);
    made->client_key = key_of(client);
    made->server_key = key_of(server);
    made->ends = {ipv4_of(client), ipv4_of(server)};
    copy_address_wmem(wmem_file_scope(), &made->server_address, &server);
    const unsigned seen = tcp ? tcp->conversation_completeness : 0;
    if (seen & ws::syn) {
        made->framing.starts_at_beginning(Direction::to_server);
        made->info.opened = "seen";
    }
    if (seen & ws::syn_ack)
        made->framing.starts_at_beginning(Direction::to_client);
    conversation_add_proto_data(conversation, ctiqbe_registration().proto(), made);
    watch_port(server_port, "ctiqbe");
    return made;
}

/// "10.0.0.2" or IPv6 in full.
template <std::size_t n>
void format_address(const Address& a, char (&out)[n])
{
    if (a[10] == 0xff && a[11] == 0xff) {
        g_snprintf(out, n, "%u.%u.%u.%u", a[12], a[13], a[14], a[15]);
        return;
    }
    const auto group = [&](std::size_t i) { return static_cast<unsigned>(be16(&a[2 * i])); };
    g_snprintf(out, n, "%x:%x:%x:%x:%x:%x:%x:%x", group(0), group(1), group(2), group(3), group(4), group(5), group(6), group(7));
}

// ---- first pass: session rules

const char* side_text(const Conversation& c, Direction who) { return who == Direction::to_server ? c.info.client_address.c_str() : c.info.server_address.c_str(); }

void tell_silence(const Conversation& c, const Silence& s, std::vector<Told>& list)
{
    constexpr const char* how[] = {"", " (assumed; the session went on, so the granted interval was probably longer)", "; the connection ended then"};
    Finding f{diagnosis(row("ctiqbe.heartbeat_gap")), {}, side_text(c, s.who), static_cast<std::uint64_t>(s.length / seconds), s.interval, how[static_cast<int>(s.kind)]};
    if (s.kind == Silence::Kind::outlived)
        f.severity = Severity::note;
    tell(list, f);
}

void on_first_payload(packet_info* pinfo, Conversation& c, std::vector<Told>& list)
{
    if (const auto back = clients().opened(c.client_key, c.server_key, time_of(pinfo))) {
        const auto away = static_cast<std::uint64_t>((back->away + seconds / 2) / seconds);
        char from[64];
        format_address(back->from, from);
        if (back->other_server)
            tell(list, Finding{diagnosis(row("ctiqbe.failover")), {}, std::string_view{c.info.client_address}, from, std::string_view{c.info.server_address}, away});
        else
            tell(list, Finding{diagnosis(row("ctiqbe.reconnect")), {}, std::string_view{c.info.client_address}, std::string_view{c.info.server_address}, away});
    }
}

void on_payload(packet_info* pinfo, Conversation& c, Direction d, std::uint32_t size, std::vector<Told>& list)
{
    if (c.session.payloads(Direction::to_server) + c.session.payloads(Direction::to_client) == 0)
        on_first_payload(pinfo, c, list);
    if (const auto silence = c.session.on_payload(d, time_of(pinfo), size))
        tell_silence(c, *silence, list);
    c.info.last = nstime_to_sec(&pinfo->abs_ts);
}

// ---- first pass: framing

void tell_lost(const Conversation& c, const char* why, std::vector<Told>& list)
{
    tell(list, Finding{diagnosis(row("ctiqbe.framing_lost")), {}, hypotheses[c.framing.hypothesis()].text, why});
}

void tell_inferred(Conversation& c, std::vector<Told>& list)
{
    const Framing& f = c.framing;
    char also[200] = "";
    const std::uint32_t others = expected.conversations(f.hypothesis());
    // What is only assumed teaches nothing: a wrong assumption would feed on itself.
    if (!c.counted && !f.assumed()) {
        expected.learn(f.hypothesis(), f.opening());
        c.counted = true;
    }
    if (f.assumed())
        g_snprintf(also, sizeof also, "; assumed, since the client opens as in %u other conversation%s of this capture that %s framed so", others, others > 1 ? "s" : "",
                   others > 1 ? "are" : "is");
    for (std::size_t h = 0; h < hypotheses.size(); ++h)
        if (!*also && (f.also() & 1u << h)) {
            g_snprintf(also, sizeof also, "; %s puts them at the same places", hypotheses[h].text);
            break;
        }
    tell(list, Finding{diagnosis(row("ctiqbe.framing_inferred")), {}, hypotheses[f.hypothesis()].text, f.support(), f.aligned_payloads(), also});
}

/// True where this payload plainly is something else.
bool tell_foreign(Conversation& c, Bytes payload, std::vector<Told>& list)
{
    switch (recognise_foreign(payload)) {
    case Foreign::none: return false;
    case Foreign::tls:
        if (c.server_port == plain_port)
            tell(list, Finding{diagnosis(row("ctiqbe.tls_on_plain_port")), {}, c.server_port});
        else
            tell(list, Finding{diagnosis(row("ctiqbe.not_ctiqbe")), {}, "TLS"});
        break;
    case Foreign::http: tell(list, Finding{diagnosis(row("ctiqbe.not_ctiqbe")), {}, "HTTP"}); break;
    }
    c.foreign = true;
    return true;
}

enum class Order : std::uint8_t { in_order, gap, again };

/// Notes the sequence numbers of a payload that comes as one segment: are bytes missing before it, or was it seen before?
Order order_of(Conversation& c, Direction d, const tcpinfo* tcp)
{
    const std::size_t side = index(d);
    if (!tcp || tcp->is_reassembled) {
        c.seq_known[side] = false;
        return Order::in_order;
    }
    const auto ahead = static_cast<std::int32_t>(tcp->seq - c.next_seq[side]);
    if (c.seq_known[side] && ahead < 0)
        return Order::again;
    const bool gap = c.seq_known[side] && ahead > 0;
    c.next_seq[side] = tcp->nxtseq;
    c.seq_known[side] = true;
    return gap ? Order::gap : Order::in_order;
}

/// True where this payload is not the first of its stream although the SYN was captured: what came before is missing.
bool misses_beginning(const tcpinfo* tcp, const tcp_analysis* analysis)
{
    // Sequence numbers count from 0 at the SYN unless the user wants them as they are on the wire.
    return tcp && !tcp->is_reassembled && analysis && analysis->fwd && tcp->seq != 1 && tcp->seq != analysis->fwd->base_seq + 1;
}

/// Decides what this call shows. `payload`: what was captured; `whole`: whether that is all.
void plan(Call& call, Conversation& c, packet_info* pinfo, Direction d, Bytes payload, bool whole, const tcpinfo* tcp)
{
    if (c.session.payloads(d) == 0 && misses_beginning(tcp, tcp_of(find_or_create_conversation(pinfo))))
        c.framing.gap(d);
    const bool first = c.session.payloads(Direction::to_server) + c.session.payloads(Direction::to_client) == 0;
    if (c.foreign || (first && tell_foreign(c, payload, call.told)))
        return;
    const Order order = order_of(c, d, tcp);
    if (order == Order::again)    // TCP hands these on only where the user wants it
        return;
    on_payload(pinfo, c, d, static_cast<std::uint32_t>(payload.size()), call.told);
    if (framing_choice >= 0) {
        call.framed = true;
        call.hypothesis = static_cast<HypothesisId>(framing_choice);
        return;
    }
    const std::size_t side = index(d);
    const bool was_decided = c.framing.decided();
    if (order == Order::gap) {
        if (was_decided)
            tell_lost(c, "bytes before this packet are missing from the capture", call.told);
        c.framing.gap(d);
    }
    if (!c.framing.decided())
        c.handed_over[0] = c.handed_over[1] = false;
    if (c.handed_over[side]) {
        call.framed = true;
        call.handed_over = true;
        call.hypothesis = c.framing.hypothesis();
        call.support = c.framing.support();
        call.assumed = c.framing.assumed();
        return;
    }
    const bool before = c.framing.decided();
    const std::size_t start = c.framing.feed(d, payload);
    if (before && c.framing.state() == Framing::State::lost)
        tell_lost(c, "a length that cannot be", call.told);
    if (!before && c.framing.decided())
        tell_inferred(c, call.told);
    if (c.framing.state() == Framing::State::unfit && !c.unfit_told) {
        c.unfit_told = true;
        tell(call.told, Finding{diagnosis(row("ctiqbe.not_framed")), {}});
    }
    if (!whole) {    // what the capture cut off cannot be walked over
        if (c.framing.decided())
            tell_lost(c, "the capture holds only the beginning of this packet", call.told);
        c.framing.gap(d);
        return;
    }
    if (c.framing.framed(d)) {
        call.hypothesis = c.framing.hypothesis();
        call.support = c.framing.support();
        call.assumed = c.framing.assumed();
        call.framed = start < payload.size();
        call.skip = static_cast<std::uint32_t>(start);
        c.handed_over[side] = call.framed || !c.framing.inside_message(d);
    }
}

/// The call's record: made on the first pass, found on later ones. Calls are counted within a frame.
Call* call_of(packet_info* pinfo, Conversation& c)
{
    const int proto = ctiqbe_registration().proto();
    auto* count = static_cast<std::uint32_t*>(p_get_proto_data(pinfo->pool, pinfo, proto, 0));
    if (!count) {
        count = wmem_new0(pinfo->pool, std::uint32_t);
        p_add_proto_data(pinfo->pool, pinfo, proto, 0, count);
    }
    const std::uint32_t key = ++*count;
    if (auto* known = static_cast<Call*>(p_get_proto_data(wmem_file_scope(), pinfo, proto, key)))
        return known;
    if (PINFO_FD_VISITED(pinfo))
        return nullptr;
    Call* made = c.calls.emplace_back(std::make_unique<Call>()).get();
    p_add_proto_data(wmem_file_scope(), pinfo, proto, key, made);
    return made;
}

// ---- drawing

/// One payload on its way into the tree. Trivially destructible.
struct Drawing {
    tvbuff_t* tvb;
    packet_info* pinfo;
    proto_tree* root;
    Conversation* conversation;
    const Call* call;
    Direction direction;
    bool told;            ///< the call's findings were said
};
static_assert(std::is_trivially_destructible_v<Drawing> && std::is_trivially_destructible_v<MessageContext>);

void say_all(const std::vector<Told>& list, Reporter& reporter, proto_item* item, tvbuff_t* tvb)
{
    for (const Told& t : list)
        reporter.say(item, tvb, *t.diagnosis, t.severity, t.sentence.c_str(), t.remedy.c_str());
}

void say_told(Drawing& d, Reporter& reporter, proto_item* item)
{
    if (!d.told)
        say_all(d.call->told, reporter, item, d.tvb);
    d.told = true;
}

void queue(const Drawing& d, Reporter& reporter, const char* message, const char* failure)
{
    reporter.queue({&d.conversation->info, ctiqbe_registration().filter(), message, d.direction == Direction::to_server, false, nullptr, -1, failure, nullptr, nullptr});
}

proto_tree* add_protocol(const Drawing& d, unsigned offset, unsigned length, proto_item*& item)
{
    item = proto_tree_add_item(d.root, ctiqbe_registration().proto(), d.tvb, static_cast<int>(offset), static_cast<int>(length), ENC_NA);
    return proto_item_add_subtree(item, ctiqbe_registration().ett_protocol());
}

void draw_bytes(Drawing& d, unsigned offset, unsigned length, const char* what, const std::vector<Told>* more)
{
    Registration& r = ctiqbe_registration();
    proto_item* item;
    proto_tree* tree = add_protocol(d, offset, length, item);
    proto_item_append_text(item, ", %s", what);
    Reporter reporter{d.pinfo, d.root, r};
    proto_item* data = proto_tree_add_item(tree, r.hf(field("ctiqbe.data")), d.tvb, static_cast<int>(offset), static_cast<int>(length), ENC_NA);
    say_told(d, reporter, data ? data : item);
    if (more)
        say_all(*more, reporter, data ? data : item, d.tvb);
    if (!PINFO_FD_VISITED(d.pinfo))
        ++d.conversation->info.messages;
    queue(d, reporter, what, nullptr);
    col_append_sep_fstr(d.pinfo->cinfo, COL_INFO, " | ", "%s, %u bytes", what, length);
    col_set_fence(d.pinfo->cinfo, COL_INFO);
}

void draw_message(Drawing& d, unsigned offset, unsigned length)
{
    Registration& r = ctiqbe_registration();
    const unsigned captured = std::min<unsigned>(length, static_cast<unsigned>(std::max(0, tvb_captured_length_remaining(d.tvb, static_cast<int>(offset)))));
    const Bytes bytes{tvb_get_ptr(d.tvb, static_cast<int>(offset), static_cast<int>(captured)), captured};
    proto_item* item;
    proto_tree* tree = add_protocol(d, offset, length, item);
    Reporter reporter{d.pinfo, d.root, r};
    TreeSink sink{d.tvb, offset, d.pinfo, tree, r, reporter};
    say_told(d, reporter, item);
    const Hypothesis& framing = hypotheses[d.call->hypothesis];
    proto_item* framing_item = proto_tree_add_string(tree, r.hf(field("ctiqbe.framing")), d.tvb, static_cast<int>(offset), 0, framing.text);
    proto_item_set_generated(framing_item);
    if (d.call->assumed)
        proto_item_append_text(framing_item, " (assumed: other conversations of this capture are framed so)");
    if (d.call->support)
        proto_item_set_generated(proto_tree_add_uint(tree, r.hf(field("ctiqbe.support")), d.tvb, static_cast<int>(offset), 0, d.call->support));
    MessageContext context;
    context.framing = framing;
    context.direction = d.direction;
    context.user = &user_pdus();
    context.pdu_place = pdu_place;
    context.ends = d.conversation->ends;
    const MessageSummary summary = decode_message(bytes, context, sink);

    const CtiResult* known = summary.result ? find_cti_result(summary.result) : nullptr;
    const char* failure = !summary.result ? nullptr : known ? (*known->name ? known->name : known->meaning) : "CTI result that is not published";
    char info[200];
    int n = summary.pdu_name    ? g_snprintf(info, sizeof info, "%s", summary.pdu_name)
            : summary.pdu_number ? g_snprintf(info, sizeof info, "PDU %u", *summary.pdu_number)
                                 : g_snprintf(info, sizeof info, "Message of %u bytes", length);
    n = std::min<int>(n, static_cast<int>(sizeof info) - 1);
    if (failure)
        g_snprintf(info + n, sizeof info - static_cast<std::size_t>(n), ", result 0x%08x (%s)", summary.result, failure);
    proto_item_append_text(item, ", %s", info);
    col_append_sep_str(d.pinfo->cinfo, COL_INFO, " | ", info);
    col_set_fence(d.pinfo->cinfo, COL_INFO);
    if (!PINFO_FD_VISITED(d.pinfo)) {
        if (d.call->handed_over)
            d.conversation->framing.confirm();
        SessionInfo& session = d.conversation->info;
        ++session.messages;
        session.failures += failure != nullptr;
        if (session.application.empty() && summary.client_text[0])
            session.application = summary.client_text.data();
    }
    queue(d, reporter, summary.pdu_name ? summary.pdu_name : "message", failure);
}

/// The first pass met a length that cannot be: the framing ends here for this conversation, or, forced, for this payload.
void on_impossible_length(Drawing& d, Call& call)
{
    if (PINFO_FD_VISITED(d.pinfo))
        return;
    tell(call.lost, Finding{diagnosis(row("ctiqbe.framing_lost")), {}, hypotheses[call.hypothesis].text, "a length that cannot be"});
    if (framing_choice < 0)
        d.conversation->framing.lose();
}

/// Messages from `call.skip` on. What is not complete is left to TCP, which comes back with the whole of it.
void draw_framed(Drawing& d, Call& call)
{
    const unsigned end = tvb_reported_length(d.tvb);
    unsigned offset = 0;
    if (call.skip > 0) {
        draw_bytes(d, 0, call.skip, "Rest of a message", nullptr);
        offset = call.skip;
    }
    while (offset < end) {
        const unsigned left = end - offset;
        const bool may_wait = desegment && d.pinfo->can_desegment > 0;
        if (left < prefix_size && may_wait) {
            d.pinfo->desegment_offset = static_cast<int>(offset);
            d.pinfo->desegment_len = DESEGMENT_ONE_MORE_SEGMENT;
            return;
        }
        if (tvb_captured_length_remaining(d.tvb, static_cast<int>(offset)) < static_cast<int>(prefix_size)) {
            draw_bytes(d, offset, left, left < prefix_size ? "Beginning of a message" : "Cut by the capture", nullptr);
            return;
        }
        const std::uint8_t* prefix = tvb_get_ptr(d.tvb, static_cast<int>(offset), prefix_size);
        const auto size = message_size(hypotheses[call.hypothesis], prefix, max_message);
        if (!size) {
            on_impossible_length(d, call);
            draw_bytes(d, offset, left, "Not framed", &call.lost);
            return;
        }
        if (*size > left && may_wait) {
            d.pinfo->desegment_offset = static_cast<int>(offset);
            d.pinfo->desegment_len = *size - left;
            return;
        }
        if (*size > left) {
            draw_bytes(d, offset, left, "Beginning of a message", nullptr);
            return;
        }
        draw_message(d, offset, *size);
        offset += *size;
    }
}

int dissect(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, const tcpinfo* tcp)
{
    col_set_str(pinfo->cinfo, COL_PROTOCOL, ctiqbe_registration().column());
    col_clear(pinfo->cinfo, COL_INFO);
    Conversation* c = conversation_of(pinfo);
    const Direction direction = from_server(*c, pinfo) ? Direction::to_client : Direction::to_server;
    Call* call = call_of(pinfo, *c);
    const unsigned captured = tvb_captured_length(tvb), reported = tvb_reported_length(tvb);
    if (!call || captured == 0) {
        static const Call nothing;
        Drawing d{tvb, pinfo, tree, c, &nothing, direction, true};
        draw_bytes(d, 0, reported, "Bytes", nullptr);
        return static_cast<int>(captured);
    }
    if (!PINFO_FD_VISITED(pinfo))
        plan(*call, *c, pinfo, direction, {tvb_get_ptr(tvb, 0, static_cast<int>(captured)), captured}, captured == reported, tcp);
    Drawing d{tvb, pinfo, tree, c, call, direction, false};
    if (call->framed)
        draw_framed(d, *call);
    else
        draw_bytes(d, 0, reported, c->foreign ? "Not CTIQBE" : "Framing not known", nullptr);
    // Everything was left to TCP: what has to be said is said at the payload.
    if (!d.told && !call->told.empty()) {
        Reporter reporter{pinfo, tree, ctiqbe_registration()};
        proto_item* item;
        add_protocol(d, 0, reported, item);
        say_told(d, reporter, item);
        queue(d, reporter, nullptr, nullptr);
    }
    return static_cast<int>(captured);
}

int dissect_tcp(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data) { return dissect(tvb, pinfo, tree, static_cast<const tcpinfo*>(data)); }
int dissect_tls(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*) { return dissect(tvb, pinfo, tree, nullptr); }

// ---- the end of a connection

void plan_end(const TcpEnd& end, Conversation& c)
{
    const Time now = time_of(end.pinfo);
    const bool by_server = from_server(c, end.pinfo);
    const auto ended = c.session.on_close(by_server ? Direction::to_client : Direction::to_server, now);
    c.end_frame = end.pinfo->num;
    for (const auto& silence : ended.silences)
        if (silence)
            tell_silence(c, *silence, c.end_told);
    const std::string_view client{c.info.client_address}, server{c.info.server_address};
    const std::uint32_t in_a_row = clients().closed(c.client_key, c.server_key, now, ended.refusal.has_value());
    c.info.ended = std::string{end.reset ? "reset" : "closed"} + (by_server ? " by the server" : " by the client");
    if (!ended.refusal)
        return;
    c.info.ended = "refused: " + c.info.ended + " right after the first message";
    ++c.info.failures;
    const std::string application = c.info.application.empty() ? "" : " (" + c.info.application + ")";
    tell(c.end_told, Finding{diagnosis(row("ctiqbe.closed_after_open")), {}, client, server, static_cast<std::uint64_t>(ended.refusal->after / 1000),
                             ended.refusal->answered, std::string_view{application}});
    if (in_a_row >= repeated_refusals)
        tell(c.end_told, Finding{diagnosis(row("ctiqbe.refused_repeatedly")), {}, client, server, in_a_row});
    version_story_refused(c.info, c.end_told);
}

void on_tcp_end(const TcpEnd& end)
{
    Registration& r = ctiqbe_registration();
    auto* c = static_cast<Conversation*>(conversation_get_proto_data(end.conversation, r.proto()));
    if (!c)
        return;
    if (!PINFO_FD_VISITED(end.pinfo) && !c->session.closed() && !c->foreign)
        plan_end(end, *c);
    if (c->end_frame != end.pinfo->num)
        return;
    Reporter reporter{end.pinfo, end.tree, r};
    proto_item* item = nullptr;
    if (end.tree && !c->end_told.empty()) {
        item = proto_tree_add_item(end.tree, r.proto(), end.tvb, 0, 0, ENC_NA);
        proto_item_set_text(item, "%s: end of the session, %s", r.column(), c->info.ended.c_str());
        proto_item_set_generated(item);
    }
    say_all(c->end_told, reporter, item, end.tvb);
    reporter.queue({&c->info, r.filter(), nullptr, false, false, nullptr, -1, nullptr, nullptr, nullptr});
}

void apply_preferences()
{
    pdu_place = parse_place(pdu_place_text ? pdu_place_text : "");
    if (!pdu_place && pdu_place_text && *pdu_place_text)
        g_warning("ctiqbe.pdu_place \"%s\" is no offset:type, such as 8:u32", pdu_place_text);
    dissector_delete_uint_range("tls.port", tls_ports_in_use, tls_handle);
    wmem_free(wmem_epan_scope(), tls_ports_in_use);
    tls_ports_in_use = range_copy(wmem_epan_scope(), tls_ports);
    dissector_add_uint_range("tls.port", tls_ports_in_use, tls_handle);
}

} // namespace

void register_ctiqbe()
{
    Registration& r = ctiqbe_registration();
    if (!r.register_tables(fields, diagnoses))
        return;
    tcp_handle = register_dissector("ctiqbe", dissect_tcp, r.proto());
    tls_handle = register_dissector("ctiqbe.tls", dissect_tls, r.proto());
    register_cleanup_routine(forget_everything);
    add_tcp_end_handler(on_tcp_end);

    module_t* module = prefs_register_protocol(r.proto(), apply_preferences);
    prefs_register_bool_preference(module, "desegment", "Reassemble messages spanning multiple TCP segments",
                                   "Once the framing is known. Also enable \"Allow subdissectors to reassemble TCP streams\" in the TCP preferences.", &desegment);
    prefs_register_enum_preference(module, "framing", "Framing", "How the 8-byte prefix is read; no public document says it", &framing_choice, framing_choices, false);
    prefs_register_uint_preference(module, "max_message", "Largest message (bytes)", "A length that makes a message larger than this is taken as impossible", 10, &max_message);
    prefs_register_uint_preference(module, "heartbeat", "Heartbeat interval (s)",
                                   "The interval the server has granted, if you know it. 0: 30 s are assumed, and given up where a session outlives them", 10, &heartbeat);
    prefs_register_string_preference(module, "pdu_place", "PDU number at",
                                     "Where the PDU number stands, as offset:type: for example 8:u32, 4:u16le. Offsets count from the prefix. Empty: only the table below says it",
                                     &pdu_place_text);
    range_convert_str(wmem_epan_scope(), &tls_ports, "2749", 65535);
    prefs_register_range_preference(module, "tls.port", "TLS ports", "Ports of CTIQBE over TLS", &tls_ports, 65535);
    register_user_pdus(module);
}

void handoff_ctiqbe()
{
    static bool done = false;
    if (ctiqbe_registration().proto() == -1 || done)
        return;
    done = true;
    dissector_add_uint_range_with_preference("tcp.port", "2748", tcp_handle);
    watch_ports("2748,2749", "ctiqbe");
    dissector_add_for_decode_as("tls.port", tls_handle);
    register_tls_claim<dissect_tls, tls_handle>("CTIQBE over TLS", "ctiqbe_tls", ctiqbe_registration().proto());
    apply_preferences();
}

} // namespace cti::plugin
