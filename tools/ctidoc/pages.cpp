// SPDX-License-Identifier: GPL-2.0-or-later
#include "pages.hpp"

#include "markdown.hpp"

#include "bwcap/commands.hpp"
#include "bwcap/elements.hpp"
#include "bwcap/fields.hpp"
#include "core/umbrella.hpp"
#include "ctiqbe/fields.hpp"
#include "ctiqbe/pdus.hpp"
#include "protocols.hpp"
#include "ucalarm/catalogue.hpp"
#include "ucalarm/fields.hpp"

#include <map>
#include <set>

namespace ctidoc {

using std::string;
using std::string_view;

namespace {

/// The sentence with the names of the places for values made visible.
string with_places(string_view pattern)
{
    string out;
    for (const char c : cell(pattern))
        out += c == '{' ? "\xe2\x80\xb9" : c == '}' ? "\xe2\x80\xba" : string(1, c);
    return out;
}

/// A remedy's steps in one line.
string steps(string_view remedy)
{
    string out;
    for (const char c : remedy)
        out += c == '\n' ? string{" / "} : string(1, c);
    return out;
}

const char* group_name(cti::Group group)
{
    constexpr const char* names[] = {
        "protocol", "response code", "sequence", "malformed", "undecoded", "security", "deprecated", "assumption", "coverage"};
    return names[static_cast<int>(group)];
}

} // namespace

string cti_fields()
{
    return fields_page("Fields over all protocols",
        "A message with a diagnosis carries these fields, whatever its protocol: `cti.diagnosis` alone finds everything there is something "
        "to say about.",
        cti::umbrella_tables::fields);
}

string diagnoses()
{
    string out = title("Diagnoses",
        "What the plugin says about a capture, and what to do about it. The id is the value of `cti.diagnosis` and the filter that shows "
        "the messages with this diagnosis; `cti.reconnect_loop`, `cti.slow_statistics`, `cti.unanswered_at_end` and "
        "`ucalarm.parts_missing` stand in the report alone, for only the whole capture shows them. "
        "‹0›, ‹1›, ... stand for the values at hand. "
        "Where several severities are given, the status, alarm or result code decides; tables of codes may bring a remedy of their own.");
    for (const cti::Descriptor* protocol : cti::protocols()) {
        const std::span<const cti::Diagnosis> rows = protocol->diagnoses;
        out += "\n## " + string{protocol->column} + "\n";
        std::map<string_view, string> severities;
        for (const cti::Diagnosis& d : rows)
            severities[d.id] += (severities[d.id].empty() ? "" : ", ") + string{cti::severity_name(d.severity)};
        string_view previous;
        for (const cti::Diagnosis& d : rows) {
            if (d.id == previous) // one diagnosis, several severities
                continue;
            previous = d.id;
            out += "\n### " + string{d.id} + "\n\n**" + cell(d.summary) + "** (" + severities[d.id] + ", " + group_name(d.group) + ")\n\n";
            out +=
                "- says: " + with_places(d.sentence) + "\n- do: " + with_places(steps(d.remedy)) + "\n- source: " + cell(d.source) + "\n";
        }
    }
    return out;
}

std::string ctiqbe_fields()
{
    std::string out = title("CTIQBE: fields", "CTIQBE is not public. Its message boundaries are inferred from each conversation; fields "
                                              "called candidate are recognised by their looks. "
                                              "[CTIQBE](../ctiqbe.md) says what is known.");
    out +=
        "\n" + field_table(cti::ctiqbe::fields) +
        "\n## CTI result codes\n\nValues of `ctiqbe.result`, `ucalarm.reason` and `ucalarm.error_code`. Source: " + cti::cti_result_source +
        ".\n\n";
    Table table{"value", "name", "meaning", "what to do"};
    for (const cti::CtiResult& r : cti::cti_results) {
        const std::string name = *r.name ? code(r.name) : *r.inferred_name ? code(r.inferred_name) + " (inferred)" : "";
        table.row({hex(r.value), name, cell(r.meaning), cell(r.remedy)});
    }
    return out + table.text();
}

std::string ctiqbe_messages()
{
    std::string out = title("CTIQBE: PDU numbers", "The few numbers that public traces name. The plugin reads a PDU number only where the "
                                                   "user table `ctiqbe_pdus` says where it stands.") +
                      "\n";
    Table table{"number", "name", "direction", "evidence", "source"};
    for (const cti::ctiqbe::Pdu& p : cti::ctiqbe::pdus) {
        const char* direction = !p.direction ? "not shown" : *p.direction == cti::Side::server ? "to the client" : "to the server";
        table.row({std::to_string(p.number), code(p.name), direction, cell(p.evidence), cell(p.source)});
    }
    return out + table.text();
}

string bwcap_fields()
{
    namespace bw = cti::bwcap;
    string out = title("CAP: fields", "The filter of an element or attribute is its path below `commandData`. What stands in a document "
                                      "but not in this table is shown as `bwcap.other`.");
    std::map<cti::FieldId, string> paths;
    for (const bw::Element& e : bw::elements)
        if (!e.path.empty())
            paths[e.field] += (paths[e.field].empty() ? "" : "; ") + code(e.path) + (e.unsure ? " (unsure)" : "");
    out += "\n" + field_table(bw::fields, [&](cti::FieldId id) { return paths.count(id) ? paths[id] : string{}; });
    out += value_tables(bw::fields);
    std::set<const bw::WordTable*> seen;
    for (const bw::Element& e : bw::elements) {
        if (!e.words || !seen.insert(e.words).second)
            continue;
        out += "\n## " + string{e.words->name} + "\n\nValues of `" + bw::fields[e.field].filter + "`" +
               (e.words->open ? "; others occur" : "") + ".\n\n";
        Table table{"value", "meaning"};
        for (const bw::Word& w : e.words->words)
            table.row({code(w.value), cell(w.meaning)});
        out += table.text();
    }
    return out;
}

string bwcap_messages()
{
    namespace bw = cti::bwcap;
    string out =
        title("CAP: commands", "One command a document. Commands marked unsure are known only as counters of the Open Client Server.") +
        "\n";
    Table table{"commandType", "direction", "answered by", "purpose"};
    for (const bw::Command& c : bw::commands) {
        constexpr const char* directions[] = {"to the server", "to the client", "both", "not known"};
        table.row({code(c.name) + (c.unsure ? " (unsure)" : ""), directions[static_cast<int>(c.direction)],
            c.answered_by == bw::CommandId::unknown ? "" : code(bw::commands[static_cast<int>(c.answered_by)].name), cell(c.purpose)});
    }
    return out + table.text();
}

string ucalarm_fields()
{
    return fields_page("UC alarms: fields",
        "Fields of CTI alarms inside syslog. Old and new forms of one alarm share their fields. Severity and result codes have names:",
        cti::ucalarm::fields);
}

string ucalarm_messages()
{
    namespace uc = cti::ucalarm;
    string out = title("UC alarms: the UC_CTI catalogue", "Alarms of CTIManager: what each says, how bad it is, what to do. `ucalarm.name` "
                                                          "holds the name. Every alarm ends with AppID, ClusterID and NodeID.");
    for (const uc::Alarm& a : uc::alarms) {
        const auto level = static_cast<unsigned>(a.level);
        out += "\n## " + string{a.name} + "\n\n" + cti::value_name(uc::severity_values, level) + " (" + std::to_string(level) + "). " +
               cell(a.meaning) + ".\n\n- do: " + cell(a.action) + "\n";
        if (!a.parameters().empty()) {
            out += "- parameters:";
            bool first = true;
            for (const uc::Parameter& p : a.parameters()) {
                out += (first ? " " : ", ") + string{p.name} + " (`" + uc::fields[uc::find_parameter(p.name)->field].filter + "`)";
                first = false;
            }
            out += "\n";
        }
        if (a.event_log)
            out += "- known from the Windows event log of older releases\n";
        if (a.reasons)
            out += "\n" + value_table(*a.reasons, cti::Base::dec);
    }
    return out;
}

} // namespace ctidoc
