// SPDX-License-Identifier: GPL-2.0-or-later
#include "markdown.hpp"
#include "pages.hpp"

#include "ucalarm/catalogue.hpp"
#include "ucalarm/fields.hpp"

namespace ctidoc {

using std::string;

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
