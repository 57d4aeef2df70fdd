// SPDX-License-Identifier: GPL-2.0-or-later
#include "markdown.hpp"
#include "pages.hpp"

#include "bwcap/commands.hpp"
#include "bwcap/elements.hpp"
#include "bwcap/fields.hpp"

#include <map>
#include <set>

namespace ctidoc {

using std::string;

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

} // namespace ctidoc
