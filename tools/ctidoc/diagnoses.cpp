// SPDX-License-Identifier: GPL-2.0-or-later
#include "markdown.hpp"
#include "pages.hpp"

#include "core/umbrella.hpp"
#include "protocols.hpp"

#include <map>

namespace ctidoc {
namespace {

using std::string;
using std::string_view;

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

} // namespace ctidoc
