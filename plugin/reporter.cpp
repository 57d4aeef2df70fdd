// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/reporter.hpp"

#include "core/umbrella.hpp"

#include <algorithm>
#include <cstring>
#include <deque>
#include <type_traits>

namespace cti::plugin {
namespace {

int cti_tap = -1;
bool is_registered = false;

/// What is queued for taps in the frame that is being dissected: taps are called when it is done. In deques: records are pointed to.
struct OfFrame {
    std::uint32_t frame = 0;
    const void* pool = nullptr;
    std::deque<KeptFinding> findings{};
    std::deque<TapRecord> records{};
    std::vector<const KeptFinding*> since_last{};
};

OfFrame& of_frame(const packet_info* pinfo)
{
    static OfFrame now;
    if (now.frame != pinfo->num || now.pool != pinfo->pool) {
        now.frame = pinfo->num;
        now.pool = pinfo->pool;
        now.findings.clear();
        now.records.clear();
        now.since_last.clear();
    }
    return now;
}

std::vector<Report*>& reports()
{
    static std::vector<Report*> all;
    return all;
}

} // namespace

static_assert(std::is_trivially_destructible_v<Reporter>);

bool report_wanted() { return cti_tap > 0 && have_tap_listener(cti_tap); }

namespace {

/// What an ICMP error quotes was said of its own frame, and it is quoted as far as fits: nothing about it is a finding. A message in a log
/// has no ports: ctilog has it dissected as if it were quoted, for a state of its own, and what is found there is said.
bool is_of_a_quote(const packet_info* pinfo) { return pinfo->flags.in_error_pkt && pinfo->ptype != PT_NONE; }

} // namespace

void Reporter::say(proto_item* item, tvbuff_t* tvb, const Finding& finding)
{
    if (is_of_a_quote(pinfo_))
        return;
    char sentence[600], remedy[1000] = "";
    format_sentence(finding, sentence, sizeof sentence);
    if (finding.severity != Severity::chat)
        format_remedy(finding, remedy, sizeof remedy);
    draw(item, tvb, *finding.diagnosis, finding.severity, sentence, remedy);
    if (finding.severity == Severity::chat || !report_wanted())
        return;
    OfFrame& now = of_frame(pinfo_);
    now.since_last.push_back(&now.findings.emplace_back(keep(finding)));
}

void Reporter::say(proto_item* item, tvbuff_t* tvb, const KeptFinding& f)
{
    show(item, tvb, f);
    // That something is over is news for the report, which does not list it.
    if (is_of_a_quote(pinfo_) || (f.severity == Severity::chat && !*f.diagnosis->ends) || !report_wanted())
        return;
    OfFrame& now = of_frame(pinfo_);
    now.since_last.push_back(&now.findings.emplace_back(f));
}

void Reporter::show(proto_item* item, tvbuff_t* tvb, const KeptFinding& f)
{
    if (!is_of_a_quote(pinfo_))
        draw(item, tvb, *f.diagnosis, f.severity, f.sentence.c_str(), f.remedy.c_str());
}

void Reporter::draw(proto_item* item, tvbuff_t* tvb, const Diagnosis& d, Severity severity, const char* sentence, const char* remedy)
{
    Registration& owner = registration_of(d);
    // Expert Information lists an item under the protocol of this moment; a post-dissector's would be CTI.
    const char* const current = pinfo_->current_proto;
    pinfo_->current_proto = owner.column();
    expert_add_info_format(pinfo_, item, owner.expert(d, severity), "%s", sentence);
    pinfo_->current_proto = current;
    if (severity == Severity::chat || !root_ || !is_registered)
        return;
    Registration& r = registration("cti");
    proto_item* top = proto_tree_add_protocol_format(root_, r.proto(), tvb, 0, 0, "CTI diagnosis: %s", d.summary);
    proto_item_set_generated(top);
    proto_tree* tree = proto_item_add_subtree(top, r.ett_protocol());
    const auto add = [&](FieldId id, const char* text) {
        proto_item_set_generated(proto_tree_add_string(tree, r.hf(id), tvb, 0, 0, text));
    };
    add(umbrella_tables::f_diagnosis, d.id);
    add(umbrella_tables::f_severity, severity_name(severity));
    add(umbrella_tables::f_protocol, owner.filter());
    add(umbrella_tables::f_description, sentence);
    // One field a step: a label shows no more than 240 characters.
    for (const char* step = remedy; *step;) {
        const std::size_t length = std::strcspn(step, "\n");
        add(umbrella_tables::f_remedy, wmem_strndup(pinfo_->pool, step, length));
        step += length + (step[length] == '\n');
    }
}

void Reporter::queue(const MessageNote& note, const ConnectionPtr& connection)
{
    if (report_wanted())
        queue(note, Subject{connection->protocol, note.session, connection, {}, {}, {}, {}, {}});
}

void Reporter::queue(const MessageNote& note, const Subject& subject)
{
    if (!report_wanted())
        return;
    OfFrame& now = of_frame(pinfo_);
    tap_queue_packet(cti_tap, pinfo_, &now.records.emplace_back(TapRecord{note, subject, std::move(now.since_last)}));
    now.since_last.clear();
}

int register_umbrella()
{
    Registration& r = registration("cti");
    is_registered = r.register_tables();
    if (!is_registered)
        return -1;
    cti_tap = register_tap("cti");
    return r.proto();
}

void add_report(Report* report) { reports().push_back(report); }
void remove_report(Report* report) { reports().erase(std::remove(reports().begin(), reports().end(), report), reports().end()); }

void tell_reports_of_close(const Capture& capture)
{
    for (Report* report : reports())
        report->absorb(capture, true);
}

} // namespace cti::plugin
