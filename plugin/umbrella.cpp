// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/umbrella.hpp"

#include "core/umbrella.hpp"

#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace cti::plugin {
namespace {

Registration& umbrella()
{
    static Registration r{"CTI diagnosis", "CTI", "cti"};
    return r;
}
bool registered = false;
int cti_tap = -1;

// ---- TCP: how connections on CTI ports begin and end

/// Protocol of a server port: index into port_protocols, 0 for ports that are not watched.
std::array<std::uint8_t, 65536> watched_ports{};
std::vector<const char*>& port_protocols()
{
    static std::vector<const char*> names{nullptr};
    return names;
}
std::vector<TcpEndHandler>& end_handlers()
{
    static std::vector<TcpEndHandler> handlers;
    return handlers;
}

/// The conversation of the frame that is being dissected, where a dissector has told it.
struct {
    std::uint32_t frame = 0;
    conversation_t* conversation = nullptr;
} remembered;

conversation_t* conversation_of_frame(packet_info* pinfo)
{
    conversation_t* known = remembered.frame == pinfo->num ? remembered.conversation : nullptr;
    remembered = {};
    return known ? known : find_conversation_pinfo(pinfo, 0);
}

/// Connections that never carried a CTI byte.
struct Attempt {
    SessionInfo info;
    unsigned syns = 0;
    std::uint32_t told_in = 0;       ///< frame; 0: nothing to tell
    std::string sentence;
    std::string remedy;
};
std::vector<std::unique_ptr<Attempt>>& attempts()
{
    static std::vector<std::unique_ptr<Attempt>> all;
    return all;
}

Attempt* new_attempt(packet_info* pinfo, conversation_t* conversation)
{
    const bool to_server = watched_ports[pinfo->destport & 0xffff] != 0;
    const address* client = to_server ? &pinfo->src : &pinfo->dst;
    const address* server = to_server ? &pinfo->dst : &pinfo->src;
    const std::uint32_t server_port = to_server ? pinfo->destport : pinfo->srcport;
    const char* client_text = endpoint_text(pinfo, client, to_server ? pinfo->srcport : pinfo->destport);
    const char* server_text = endpoint_text(pinfo, server, server_port);
    const char* client_host = address_to_str(pinfo->pool, client);
    const char* server_host = address_to_str(pinfo->pool, server);
    Attempt* made = attempts().emplace_back(std::make_unique<Attempt>()).get();
    made->info.number = static_cast<std::uint32_t>(attempts().size());
    made->info.protocol = port_protocols()[watched_ports[server_port & 0xffff]];
    made->info.client = client_text;
    made->info.server = server_text;
    made->info.client_address = client_host;
    made->info.server_address = server_host;
    made->info.opened = "no connection";
    made->info.first = nstime_to_sec(&pinfo->abs_ts);
    conversation_add_proto_data(conversation, umbrella().proto(), made);
    return made;
}

void tell_attempt(Attempt& attempt, std::uint32_t frame, const char* how)
{
    Finding f{diagnosis_row(umbrella_tables::diagnoses, "cti.refused"), {}, std::string_view{attempt.info.client},
                    std::string_view{attempt.info.server}, attempt.info.protocol, how};
    for (const auto& hint : umbrella_tables::refusal_hints)
        if (std::strcmp(hint.protocol, attempt.info.protocol) == 0)
            f.remedy = hint.remedy;
    char text[400];
    attempt.sentence.assign(text, format_sentence(f, text, sizeof text));
    attempt.remedy.assign(text, format_remedy(f, text, sizeof text));
    attempt.told_in = frame;
    attempt.info.ended = how;
    ++attempt.info.failures;
}

/// First pass: what this frame makes of a connection that has carried no data so far.
void watch_attempt(packet_info* pinfo, conversation_t* conversation, unsigned seen)
{
    if ((seen & ws::data) || !(seen & ws::syn))
        return;
    auto* attempt = static_cast<Attempt*>(conversation_get_proto_data(conversation, umbrella().proto()));
    if (attempt && attempt->told_in != 0)
        return;
    if (!attempt)
        attempt = new_attempt(pinfo, conversation);
    attempt->info.last = nstime_to_sec(&pinfo->abs_ts);
    const bool accepted = seen & ws::syn_ack;
    if (seen & ws::rst)
        tell_attempt(*attempt, pinfo->num, accepted ? "accepted, then reset before a byte was exchanged" : "refused by reset");
    else if (seen & ws::fin)
        tell_attempt(*attempt, pinfo->num, "accepted, then closed before a byte was exchanged");
    else if (!accepted && ++attempt->syns == 2)
        tell_attempt(*attempt, pinfo->num, "no answer to repeated attempts");
}

void say_attempt(packet_info* pinfo, conversation_t* conversation, proto_tree* tree, tvbuff_t* tvb)
{
    const auto* attempt = static_cast<const Attempt*>(conversation_get_proto_data(conversation, umbrella().proto()));
    if (!attempt || attempt->told_in != pinfo->num)
        return;
    Reporter reporter{pinfo, tree, umbrella()};
    proto_item* item = nullptr;
    if (tree) {
        item = proto_tree_add_protocol_format(tree, umbrella().proto(), tvb, 0, 0, "CTI connection: %s", attempt->info.ended.c_str());
        proto_item_set_generated(item);
    }
    reporter.say(item, tvb, diagnosis_row(umbrella_tables::diagnoses, "cti.refused"), Severity::warn, attempt->sentence.c_str(), attempt->remedy.c_str());
    reporter.queue({&attempt->info, "cti", nullptr, true, false, nullptr, -1, nullptr, nullptr, nullptr});
}

Report::Period period;

/// A post-dissector: the TCP dissector calls nobody for a segment without data. Two look-ups for traffic that is not ours.
int watch_tcp(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*)
{
    const double now = nstime_to_sec(&pinfo->abs_ts);
    if (pinfo->num == 1)
        period.begin = now;
    if (now > period.end)
        period.end = now;
    if (pinfo->ptype != PT_TCP || !(watched_ports[pinfo->srcport & 0xffff] || watched_ports[pinfo->destport & 0xffff]))
        return 0;
    conversation_t* conversation = conversation_of_frame(pinfo);
    if (!conversation)
        return 0;
    tcp_analysis* tcp = get_tcp_conversation_data(conversation, pinfo);
    if (!tcp)
        return 0;
    const unsigned seen = tcp->conversation_completeness;
    if (!PINFO_FD_VISITED(pinfo))
        watch_attempt(pinfo, conversation, seen);
    say_attempt(pinfo, conversation, tree, tvb);
    if (!(seen & (ws::fin | ws::rst)))
        return 0;
    TcpEnd end{pinfo, tree, tvb, conversation, (seen & ws::rst) != 0, pinfo->srcport > pinfo->destport};
    for (const TcpEndHandler handler : end_handlers())
        handler(end);
    return 0;
}

} // namespace

void add_tcp_end_handler(TcpEndHandler handler) { end_handlers().push_back(handler); }

void remember_conversation(const packet_info* pinfo, conversation_t* conversation) { remembered = {pinfo->num, conversation}; }

Report::Period capture_period() { return period; }

void watch_port(std::uint32_t port, const char* protocol)
{
    std::uint8_t& watched = watched_ports[port & 0xffff];
    if (watched != 0)
        return;
    auto& names = port_protocols();
    std::size_t index = 1;
    while (index < names.size() && names[index] != protocol)
        ++index;
    if (index == names.size())
        names.push_back(protocol);
    watched = static_cast<std::uint8_t>(index);
}

void watch_ports(const char* ports, const char* protocol)
{
    range_t* range = nullptr;
    if (range_convert_str(nullptr, &range, ports, 65535) == CVT_NO_ERROR)
        for (unsigned i = 0; i < range->nranges; ++i)
            for (unsigned port = range->ranges[i].low; port <= range->ranges[i].high; ++port)
                watch_port(port, protocol);
    wmem_free(nullptr, range);
}


bool report_wanted() { return cti_tap > 0 && have_tap_listener(cti_tap); }

Reporter::Reporter(packet_info* pinfo, proto_tree* root, Registration& registration) : pinfo_{pinfo}, root_{root}, registration_{registration} {}

void Reporter::say(proto_item* item, tvbuff_t* tvb, const Finding& finding)
{
    char sentence[400], remedy[400];
    format_sentence(finding, sentence, sizeof sentence);
    if (finding.severity == Severity::chat)
        remedy[0] = '\0';
    else
        format_remedy(finding, remedy, sizeof remedy);
    say(item, tvb, *finding.diagnosis, finding.severity, sentence, remedy);
}

void Reporter::say(proto_item* item, tvbuff_t* tvb, const Diagnosis& d, Severity severity, const char* sentence, const char* remedy)
{
    expert_add_info_format(pinfo_, item, registration_.expert(d, severity), "%s", sentence);
    if (severity == Severity::chat || !registered)
        return;
    if (root_) {
        Registration& r = umbrella();
        proto_item* top = proto_tree_add_protocol_format(root_, r.proto(), tvb, 0, 0, "CTI diagnosis: %s", sentence);
        proto_item_set_generated(top);
        proto_tree* tree = proto_item_add_subtree(top, r.ett_protocol());
        const auto add = [&](FieldId id, const char* text) {
            proto_item_set_generated(proto_tree_add_string(tree, r.hf(id), tvb, 0, 0, text));
        };
        add(umbrella_tables::f_diagnosis, d.id);
        add(umbrella_tables::f_severity, severity_name(severity));
        add(umbrella_tables::f_protocol, registration_.filter());
        add(umbrella_tables::f_description, sentence);
        add(umbrella_tables::f_remedy, remedy);
    }
    if (report_wanted()) {
        auto* record = wmem_new(pinfo_->pool, FindingRecord);
        *record = {&d, severity, wmem_strdup(pinfo_->pool, sentence), wmem_strdup(pinfo_->pool, remedy), nullptr};
        (last_ ? last_->next : first_) = record;
        last_ = record;
    }
}

void Reporter::queue(MessageRecord record)
{
    if (!report_wanted())
        return;
    auto* copy = wmem_new(pinfo_->pool, MessageRecord);
    *copy = record;
    copy->findings = first_;
    tap_queue_packet(cti_tap, pinfo_, copy);
}

const char* endpoint_text(packet_info* pinfo, const address* addr, std::uint32_t port)
{
    const char* host = address_to_str(pinfo->pool, addr);
    return wmem_strdup_printf(pinfo->pool, addr->type == AT_IPv6 ? "[%s]:%u" : "%s:%u", host, port);
}

void register_umbrella()
{
    registered = umbrella().register_tables(umbrella_tables::fields, umbrella_tables::diagnoses);
    if (!registered)
        return;
    cti_tap = register_tap("cti");
    register_cleanup_routine([] {
        attempts().clear();
        remembered = {};
        period = {};
    });
    register_postdissector(create_dissector_handle(watch_tcp, umbrella().proto()));
}

} // namespace cti::plugin
