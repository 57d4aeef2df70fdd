// SPDX-License-Identifier: GPL-2.0-or-later
#include "markdown.hpp"
#include "pages.hpp"

#include "ged188/message_set.hpp"
#include "ged188/peripheral_errors.hpp"
#include "ged188/reason_codes.hpp"
#include "ged188/status_codes.hpp"
#include "ged188/tables.hpp"
#include "ged188/tags.hpp"
#include "ged188/values.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace ctidoc {
namespace {

namespace ged = cti::ged188;
using std::string;
using std::string_view;

/// The tables that have pages of their own.
bool is_elsewhere(const cti::ValueTable& table)
{
    constexpr string_view names[] = {"MessageType", "Tag", "StatusCode", "ControlFailureCode", "PeripheralErrorCode"};
    return std::find(std::begin(names), std::end(names), table.name) != std::end(names);
}

const char* wire_name(ged::Wire wire)
{
    constexpr const char* names[] = {"UCHAR", "USHORT", "UINT", "INT", "BOOL", "TIME", "STRING", "UNSPEC", "NAMEDVAR", "NAMEDARRAY",
        "USHORT[n]", "UINT[n]", "not published"};
    return names[wire];
}

string message_heading(unsigned number, string_view name) { return std::to_string(number) + " " + string{name}; }

const ged::MessageName& main_name(unsigned number)
{
    for (const ged::MessageName& m : ged::names_of(number))
        if (m.dialect != ged::Dialect::uccx && m.last_version == 255)
            return m;
    return ged::names_of(number).front();
}

string message_link(unsigned number, string_view page)
{
    const string_view name = main_name(number).name;
    return "[" + string{name} + "](" + string{page} + "#" + anchor(message_heading(number, name)) + ")";
}

/// A link to the partner of `message`, by the name that makes it one: numbers may have several.
string partner_link(const ged::MessageName& message)
{
    const ged::MessageName& main = main_name(message.partner);
    string_view name = main.name;
    for (const ged::MessageName& m : ged::names_of(message.partner))
        if (m.partner == message.number) {
            name = m.name;
            break;
        }
    return "[" + string{name} + "](#" + anchor(message_heading(message.partner, main.name)) + ")";
}

/// "Protocol 24 and later", "Unified CCX", ...
string validity(unsigned first, unsigned last, ged::Dialect dialect)
{
    string out;
    if (first > 0 && last < 255)
        out = "protocol " + std::to_string(first) + " to " + std::to_string(last);
    else if (first > 0)
        out = "protocol " + std::to_string(first) + " and later";
    else if (last < 255)
        out = "up to protocol " + std::to_string(last);
    if (dialect != ged::Dialect::any)
        out += string{out.empty() ? "" : ", "} + (dialect == ged::Dialect::uccx ? "Unified CCX" : "Unified CCE");
    return out;
}

string place(const ged::Row& row)
{
    if (row.part == ged::Part::fixed)
        return "fixed";
    string out = row.tag == ged::unpublished_tag ? string{"tag not published"} : "tag " + std::to_string(row.tag);
    if (row.part == ged::Part::repeated)
        out += ", each " + string{row.group};
    return out;
}

string layout_table(const ged::Layout& layout)
{
    Table table{"field", "place", "type", "filter", "values", "remarks"};
    const auto add = [&](const ged::Row& row) {
        string type = wire_name(row.wire);
        if (row.max_bytes)
            type += ", at most " + std::to_string(row.max_bytes);
        string values;
        if (row.values && row.values->values.size() > 0) {
            const bool codes = is_elsewhere(*row.values);
            values =
                "[" + string{row.values->name} + "](" + (codes ? "ged188-codes.md#" : "ged188-values.md#") + anchor(row.values->name) + ")";
        }
        string remarks;
        const auto say = [&](const string& text) { remarks += (remarks.empty() ? "" : "; ") + text; };
        const string_view comment = row.comment;
        if (row.is_required && !comment.starts_with("required"))
            say("required");
        if (row.first_version)
            say("protocol " + std::to_string(row.first_version) + " and later");
        if (row.counter)
            say("counted by " + string{row.counter});
        if (row.last_version)
            say("listed up to protocol " + std::to_string(row.last_version));
        if (!comment.empty())
            say(cell(comment));
        if (*row.doubt)
            say("note: " + cell(row.doubt));
        table.row({row.name, place(row), type, code(row.filter), values, remarks});
    };
    for (const std::span<const ged::Row> run : {layout.rows, layout.shared, layout.shared2})
        for (const ged::Row& row : run)
            add(row);
    return table.empty() ? "No fields.\n" : table.text();
}

/// The messages whose layouts have a field of this filter name, in order.
std::map<string_view, std::set<unsigned>> messages_of_filters()
{
    std::map<string_view, std::set<unsigned>> out;
    for (const ged::CompiledLayout& layout : ged::all_layouts())
        for (const std::span<const ged::Op> ops : {layout.fixed, layout.floating})
            for (const ged::Op& op : ops)
                if (op.field != cti::no_field)
                    out[ged::fields()[op.field].filter].insert(layout.spec->number);
    return out;
}

string severity_cell(cti::Severity severity) { return severity == cti::Severity::chat ? "" : cti::severity_name(severity); }

/// The steps of a remedy in one cell.
string steps(string_view remedy)
{
    string out{remedy};
    for (std::size_t at; (at = out.find('\n')) != string::npos;)
        out.replace(at, 1, ". ");
    return cell(out);
}

string code_table(std::span<const ged::StatusCode> codes)
{
    Table table{"code", "name", "meaning", "severity", "likely cause", "what to do", "how sure", "source"};
    for (const ged::StatusCode& c : codes)
        table.row({std::to_string(c.code), code(c.name), cell(c.meaning), severity_cell(c.severity), cell(c.cause), steps(c.remedy),
            ged::basis_name(c.basis), c.source});
    return table.text();
}

} // namespace

string ged188_fields()
{
    const auto messages = messages_of_filters();
    const auto where = [&](cti::FieldId id) {
        const auto found = messages.find(ged::fields()[id].filter);
        if (found == messages.end())
            return string{};
        constexpr std::size_t listed = 3;
        if (found->second.size() > listed)
            return std::to_string(found->second.size()) + " messages";
        string out;
        for (const unsigned number : found->second)
            out += (out.empty() ? "" : ", ") + message_link(number, "ged188-messages.md");
        return out;
    };
    return title("GED-188: fields",
               "Every field that a display filter can name. A fixed and a floating field of the same meaning share one filter. "
               "[Messages](ged188-messages.md) lists the fields of each message, [values](ged188-values.md) and [codes](ged188-codes.md) "
               "what their numbers mean.") +
           "\n" + field_table(ged::fields(), where) +
           "\n## Bits of masks\n\nEach bit of a mask can be filtered for itself: `ged188.services_granted.cti_service_client_control == "
           "1`.\n" +
           bit_tables(ged::fields());
}

string ged188_messages()
{
    string out = title("GED-188: messages", "Every number of the message set. Fields of the fixed part come first and in this order; "
                                            "floating fields come in any order, each with its tag. "
                                            "Where a number has several layouts, the session's version proposes and the bytes decide.");
    for (unsigned number = 1; number <= ged::last_message; ++number) {
        const ged::MessageName& name = main_name(number);
        out += "\n## " + message_heading(number, name.name) + "\n\n";
        constexpr const char* kinds[] = {"Request", "Confirmation", "Response", "Indication", "Event", "Reserved"};
        constexpr const char* senders[] = {"", " of the client", " of the server", " of either side"};
        out += string{kinds[static_cast<int>(name.kind)]} + senders[static_cast<int>(name.sender)] + ". " + cell(name.meaning) +
               (*name.meaning ? "." : "");
        if (name.partner)
            out += " Partner: " + partner_link(name) + ".";
        if (const string valid = validity(name.first_version, name.last_version, name.dialect); !valid.empty())
            out += " (" + valid + ")";
        if (*name.doubt)
            out += " Note: " + cell(name.doubt) + ".";
        out += "\n";
        for (const ged::MessageName& other : ged::names_of(number)) {
            if (&other == &name)
                continue;
            const string valid = validity(other.first_version, other.last_version, other.dialect);
            out += "\nAlso: " + string{other.name} + (valid.empty() ? "" : " (" + valid + ")") + ". " + cell(other.meaning) +
                   (*other.meaning ? ".\n" : "\n");
        }
        const auto layouts = ged::layouts_of(number);
        for (const ged::CompiledLayout* layout : layouts) {
            const ged::Layout& spec = *layout->spec;
            if (layouts.size() > 1) {
                const string valid = validity(spec.first_version, 255, spec.dialect);
                out += "\nLayout of " + string{spec.name} + (valid.empty() ? "" : " (" + valid + ")") + ":\n";
            }
            out += "\n" + layout_table(spec);
        }
        if (layouts.empty() && name.kind != ged::Kind::reserved)
            out += "\nNo public document gives its layout.\n";
    }
    return out;
}

string ged188_tags()
{
    string out = title("GED-188: tags", "Tags of floating fields. Tag and FieldLength take 1 byte each up to protocol 19, 2 bytes each "
                                        "from protocol 20 on. Unified CCX: 1 byte each up to protocol 17; in "
                                        "18 the tag takes 2 and the length 1.") +
                 "\n";
    Table table{"tag", "name", "type", "filter", "remarks"};
    const auto add = [&](const ged::Tag& tag, unsigned last_version) {
        const bool known = tag.field.filter != nullptr;
        string type;
        if (known) {
            type = wire_name(tag.field.wire);
            if (tag.field.max_bytes)
                type += ", at most " + std::to_string(tag.field.max_bytes);
        }
        string remarks = last_version == tag.field.first_version ? "protocol " + std::to_string(last_version) + " only"
                                                                 : validity(tag.field.first_version, last_version, ged::Dialect::any);
        for (const string& more : {cell(tag.field.comment), *tag.field.doubt ? "note: " + cell(tag.field.doubt) : string{}})
            if (!more.empty())
                remarks += (remarks.empty() ? "" : "; ") + more;
        table.row({std::to_string(tag.number), code(tag.name), type, known ? code(tag.field.filter) : "", remarks});
    };
    for (unsigned number = 1; number <= ged::last_tag; ++number) {
        for (const ged::EarlierTag& earlier : ged::earlier_tags)
            if (earlier.tag.number == number)
                add(earlier.tag, earlier.last_version);
        add(*ged::tag_row(number), 255);
    }
    return out + table.text();
}

string ged188_values()
{
    return title("GED-188: values", "Enumerations, masks and special values. A `?` marks what public sources do not agree on. "
                                    "[Codes](ged188-codes.md) has status and error codes.") +
           value_tables(ged::fields(), [](const cti::ValueTable& t) { return !is_elsewhere(t); });
}

string ged188_codes()
{
    string out = title("GED-188: status and error codes",
        "What the codes in FAILURE_CONF, FAILURE_EVENT, CONTROL_FAILURE_CONF and many confirmations mean, and what to do.");
    out += "\n## StatusCode\n\nIn `ged188.status` and `ged188.failure_code`.\n\n" + code_table(ged::status_codes);
    out += "\n## Status codes of Unified CCX\n\nWhere they differ; all others are reserved or not listed there.\n\n" +
           code_table(ged::uccx_status_codes);
    out += "\n## ControlFailureCode\n\nIn `ged188.failure_code` of CONTROL_FAILURE_CONF.\n\n" + code_table(ged::control_failure_codes);
    out += "\n## Control failures of Unified CCX\n\nWhere the server is Unified CCX, which has no PG, the codes mean the same and ask for "
           "other steps. All of this is judgement: no "
           "Unified CCX document says more than the codes.\n\n";
    Table uccx{"code", "name", "meaning, where it differs", "what to do"};
    for (const ged::UccxControlFailure& c : ged::uccx_control_failures)
        uccx.row(
            {std::to_string(c.code), code(ged::find_control_failure(c.code, ged::Dialect::ucce)->name), cell(c.meaning), steps(c.remedy)});
    out += uccx.text();
    out += "\n## Configuration that was not sent\n\nHow a request for configuration fails, in `ged188.configkey_status` and "
           "`ged188.config_end_status`. Meanings are documented, what "
           "to do is judgement.\n\n";
    Table configuration{"message", "status", "dialect", "severity", "what to do"};
    for (const ged::ConfigFailure& c : ged::config_failures)
        configuration.row({c.message, std::to_string(c.status),
            c.dialect == ged::Dialect::any    ? ""
            : c.dialect == ged::Dialect::uccx ? "Unified CCX"
                                              : "Unified CCE",
            severity_cell(c.severity), steps(c.remedy)});
    out += configuration.text();
    out += "\n## PeripheralErrorCode\n\nThe peripheral's own reason, in `ged188.peripheral_error_code`. Numbers from 10001 on mean the "
           "same everywhere; small numbers only with "
           "the peripheral of their heading.\n";
    ged::Component component{};
    Table* table = nullptr;
    std::vector<std::pair<ged::Component, Table>> tables;
    for (const ged::PeripheralError& e : ged::peripheral_errors) {
        if (!table || e.component != component) {
            component = e.component;
            table = &tables.emplace_back(component, Table{"code", "name", "meaning", "what to do", "how sure", "source"}).second;
        }
        table->row({std::to_string(e.code), code(e.name), cell(e.meaning), steps(e.action), ged::basis_name(e.basis), e.source});
    }
    for (const ged::PeripheralError& e : ged::derived_peripheral_errors)
        for (auto& [of, rows] : tables)
            if (of == e.component)
                rows.row({std::to_string(e.code), code(e.name), cell(e.meaning), steps(e.action), ged::basis_name(e.basis), e.source});
    for (const auto& [of, rows] : tables)
        out += "\n### " + string{ged::component_name(of)} + "\n\n" + rows.text();
    out += "\n## EventReasonCode\n\nWhy an agent is logged out or not ready, in `ged188.event_reason_code`. All other numbers are the "
           "customer's own.\n\n";
    Table reasons{"code", "dialect", "name", "meaning", "caused by", "severity", "what to do", "how sure", "source"};
    for (const ged::ReasonCode& r : ged::reason_codes)
        reasons.row({std::to_string(r.code), r.dialect == ged::Dialect::uccx ? "Unified CCX" : "Unified CCE", r.name, cell(r.meaning),
            ged::caused_by_name(r.caused_by), severity_cell(r.severity), steps(r.remedy), ged::basis_name(r.basis), r.source});
    out += reasons.text();
    out += "\n## Notes on values\n\nWhat sources leave open or print differently.\n\n";
    Table notes{"table", "value", "note"};
    for (const ged::values::ValueNote& n : ged::values::value_notes)
        notes.row({n.table, std::to_string(n.value), cell(n.note)});
    return out + notes.text();
}

} // namespace ctidoc
