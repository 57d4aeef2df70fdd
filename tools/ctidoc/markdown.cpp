// SPDX-License-Identifier: GPL-2.0-or-later
#include "markdown.hpp"

#include "core/bit_filter.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

namespace ctidoc {

using std::string;
using std::string_view;

string cell(string_view text)
{
    string out;
    for (const char c : text) {
        switch (c) {
        case '|': out += "\\|"; break;
        case '<': out += "&lt;"; break;
        case '*': out += "\\*"; break;
        case '\n': out += ' '; break;
        default: out += c;
        }
    }
    return out;
}

string code(string_view text) { return text.empty() ? string{} : "`" + string{text} + "`"; }

string hex(std::uint32_t value)
{
    char text[12];
    std::snprintf(text, sizeof text, "0x%08X", value);
    return text;
}

string anchor(string_view heading)
{
    string out;
    for (const char c : heading) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-')
            out += c;
        else if (c >= 'A' && c <= 'Z')
            out += static_cast<char>(c - 'A' + 'a');
        else if (c == ' ')
            out += '-';
    }
    return out;
}

string title(string_view text, string_view introduction)
{
    return "# " + string{text} + "\n\n" + string{introduction} +
           "\n\nThis page is printed from the tables in `src/` by `tools/ctidoc`; the build target `reference` writes it anew.\n";
}

Table::Table(std::initializer_list<string_view> columns)
{
    for (const string_view column : columns)
        text_ += "| " + string{column} + " ";
    text_ += "|\n";
    for (std::size_t i = 0; i < columns.size(); ++i)
        text_ += "|---";
    text_ += "|\n";
}

void Table::row(std::initializer_list<string> cells)
{
    for (const string& c : cells)
        text_ += c.empty() ? "| " : "| " + c + " ";
    text_ += "|\n";
    ++rows_;
}

const char* type_name(cti::Type type)
{
    switch (type) {
    case cti::Type::u8: return "number, 8 bits";
    case cti::Type::u16: return "number, 16 bits";
    case cti::Type::u32: return "number, 32 bits";
    case cti::Type::u64: return "number, 64 bits";
    case cti::Type::i32: return "signed number, 32 bits";
    case cti::Type::boolean: return "true or false";
    case cti::Type::time: return "date and time";
    case cti::Type::relative_time: return "seconds";
    case cti::Type::text: return "text";
    case cti::Type::bytes: return "bytes";
    case cti::Type::ipv4: return "IPv4 address";
    case cti::Type::ipv6: return "IPv6 address";
    case cti::Type::label: return "there or not";
    case cti::Type::frame_request:
    case cti::Type::frame_response: return "frame number";
    }
    return "";
}

namespace {

void append_once(string& list, string_view item)
{
    if (item.empty())
        return;
    // Whole items only: "ANI" is no part of "ANI, old".
    for (std::size_t at = 0; (at = list.find(item, at)) != string::npos; at += item.size())
        if ((at == 0 || list.compare(at - 2, 2, "; ") == 0) &&
            (at + item.size() == list.size() || list.compare(at + item.size(), 2, "; ") == 0))
            return;
    list += (list.empty() ? "" : "; ") + string{item};
}

} // namespace

string field_table(std::span<const cti::FieldDef> fields, const std::function<string(cti::FieldId)>& remarks)
{
    struct Merged {
        string names, types, gives, blurbs, remarks;
    };
    std::map<string_view, Merged> merged;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const cti::FieldDef& f = fields[i];
        Merged& m = merged[f.filter];
        append_once(m.names, f.name);
        append_once(m.types, type_name(f.type));
        append_once(m.gives, f.privacy == cti::Privacy::unstated && (f.type == cti::Type::ipv4 || f.type == cti::Type::ipv6)
                                 ? "host"
                                 : cti::privacy_name(f.privacy));
        append_once(m.blurbs, f.blurb);
        if (remarks)
            append_once(m.remarks, remarks(static_cast<cti::FieldId>(i)));
    }
    if (!remarks) {
        Table table{"filter", "field", "type", "names a", "meaning"};
        for (const auto& [filter, m] : merged)
            table.row({code(filter), cell(m.names), m.types, m.gives, cell(m.blurbs)});
        return table.text();
    }
    Table table{"filter", "field", "type", "names a", "meaning", "where"};
    for (const auto& [filter, m] : merged)
        table.row({code(filter), cell(m.names), m.types, m.gives, cell(m.blurbs), m.remarks});
    return table.text();
}

string bit_tables(std::span<const cti::FieldDef> fields)
{
    string out;
    for (const cti::FieldDef& f : fields) {
        if (!f.values || !f.values->mask)
            continue;
        Table table{"filter", "bit", "name", "meaning"};
        for (const cti::Value& bit : f.values->values)
            table.row({code(cti::bit_filter(f.filter, bit.name)), hex(bit.value), cell(bit.name), cell(bit.meaning)});
        out += "\n### " + string{f.filter} + "\n\n" + table.text();
    }
    return out;
}

string value_table(const cti::ValueTable& values, cti::Base base)
{
    Table table{"value", "name", "meaning"};
    for (const cti::Value& v : values.values)
        table.row({base == cti::Base::hex || values.mask || v.value > 0x7fffffff ? hex(v.value) : std::to_string(v.value), cell(v.name),
                   string_view{v.meaning} == v.name ? string{} : cell(v.meaning)});
    return table.text();
}

string value_tables(std::span<const cti::FieldDef> fields, const std::function<bool(const cti::ValueTable&)>& wanted)
{
    struct Use {
        const cti::ValueTable* table;
        cti::Base base;
        std::vector<string_view> filters;
    };
    std::map<string_view, Use> uses;
    for (const cti::FieldDef& f : fields) {
        if (!f.values || f.values->values.empty() || (wanted && !wanted(*f.values)))
            continue;
        Use& use = uses.try_emplace(f.values->name, Use{f.values, f.base, {}}).first->second;
        if (std::find(use.filters.begin(), use.filters.end(), f.filter) == use.filters.end())
            use.filters.push_back(f.filter);
    }
    string out;
    for (const auto& [name, use] : uses) {
        out += "\n## " + string{name} + "\n\n";
        out += use.table->mask ? "Bits of" : use.table->special ? "Special values of" : "Values of";
        for (std::size_t i = 0; i < use.filters.size(); ++i)
            out += (i ? ", `" : " `") + string{use.filters[i]} + "`";
        out += use.table->special ? "; every other value is a plain number.\n\n" : ".\n\n";
        out += value_table(*use.table, use.base);
    }
    return out;
}

string fields_page(string_view heading, string_view introduction, std::span<const cti::FieldDef> fields)
{
    string out = title(heading, introduction) + "\n" + field_table(fields);
    out += bit_tables(fields);
    const string values = value_tables(fields, [](const cti::ValueTable& t) { return !t.mask; });
    return out + values;
}

} // namespace ctidoc
