// SPDX-License-Identifier: GPL-2.0-or-later
#include "markdown.hpp"
#include "pages.hpp"

#include "ctiqbe/fields.hpp"
#include "ctiqbe/pdus.hpp"

namespace ctidoc {

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

} // namespace ctidoc
