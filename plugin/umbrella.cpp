// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/umbrella.hpp"

#include "core/umbrella.hpp"

#include <bitset>
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

// ---- TCP ends

std::bitset<65536> watched_ports;
std::vector<TcpEndHandler>& end_handlers()
{
    static std::vector<TcpEndHandler> handlers;
    return handlers;
}

/// A post-dissector: the TCP dissector calls nobody for a segment without data. Two look-ups for traffic that is not ours.
int watch_tcp(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*)
{
    if (pinfo->ptype != PT_TCP || !(watched_ports[pinfo->srcport & 0xffff] || watched_ports[pinfo->destport & 0xffff]))
        return 0;
    conversation_t* conversation = find_conversation_pinfo(pinfo, 0);
    if (!conversation)
        return 0;
    tcp_analysis* tcp = get_tcp_conversation_data(conversation, pinfo);
    if (!tcp)
        return 0;
    const unsigned seen = tcp->conversation_completeness;
    if (!(seen & (ws::fin | ws::rst)))
        return 0;
    TcpEnd end{pinfo, tree, tvb, conversation, (seen & ws::rst) != 0, pinfo->srcport > pinfo->destport};
    for (const TcpEndHandler handler : end_handlers())
        handler(end);
    return 0;
}

} // namespace

void add_tcp_end_handler(TcpEndHandler handler) { end_handlers().push_back(handler); }
void watch_port(std::uint32_t port) { watched_ports.set(port & 0xffff); }

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
    register_postdissector(create_dissector_handle(watch_tcp, umbrella().proto()));
}

void handoff_umbrella() {}

} // namespace cti::plugin
