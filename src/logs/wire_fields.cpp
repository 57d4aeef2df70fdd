// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/wire_fields.hpp"

#include "core/cti_result.hpp"
#include "ctiqbe/descriptor.hpp"
#include "ged188/descriptor.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace cti::logs {
namespace {

std::string lower(std::string_view text)
{
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
    return out;
}

/// Fields of GED-188 by their documented name, but for those whose name is another field's too.
const std::unordered_map<std::string, FieldId>& ged188_names()
{
    static const std::unordered_map<std::string, FieldId> names = [] {
        std::unordered_map<std::string, FieldId> out;
        const auto all = ged188::descriptor.fields();
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto [at, fresh] = out.try_emplace(lower(all[i].name), static_cast<FieldId>(i));
            if (!fresh)
                at->second = no_field;
        }
        return out;
    }();
    return names;
}

FieldId field_named(const Descriptor& protocol, std::string_view filter)
{
    const auto all = protocol.fields();
    const auto row = std::find_if(all.begin(), all.end(), [&](const FieldDef& f) { return filter == f.filter; });
    return row == all.end() ? no_field : static_cast<FieldId>(row - all.begin());
}

/// `value` for a field, where it is one.
WireField with_value(const Descriptor& protocol, FieldId id, std::string_view value)
{
    if (id == no_field)
        return {};
    const FieldDef& field = protocol.fields()[id];
    switch (field.type) {
    case Type::text:
        if (value.empty() || value == "null" || value == "N/A")
            return {};
        return {&protocol, id, {}};
    case Type::u8:
    case Type::u16:
    case Type::u32:
    case Type::i32: {
        auto number = parse_number32(value);
        if (!number && field.values && !field.values->mask)
            for (const Value& v : field.values->values)
                if (lower(v.name) == lower(value))
                    number = v.value;
        if (!number || (field.type == Type::u8 && *number > 0xff) || (field.type == Type::u16 && *number > 0xffff))
            return {};
        return {&protocol, id, number};
    }
    default:
        return {};
    }
}

/// What keys and events are called on the wire.
struct KeyRow {
    std::string_view protocol;
    Key key;
    const char* filter;
};
constexpr KeyRow key_rows[] = {
    {"ged188", Key::invoke_id, "ged188.invoke_id"},
    {"ged188", Key::message_number, "ged188.message_type"},
    {"ged188", Key::call_id, "ged188.connection_call_id"},
    {"ctiqbe", Key::message_number, "ctiqbe.pdu_number"},
    {"ctiqbe", Key::device, "ctiqbe.device_name"},
};

} // namespace

WireField wire_field(std::string_view protocol, std::string_view name, std::string_view value)
{
    if (protocol != ged188::descriptor.filter)
        return {};
    const auto row = ged188_names().find(lower(name));
    if (row == ged188_names().end() || row->second == no_field)
        return {};
    const std::string_view filter = ged188::descriptor.fields()[row->second].filter;
    if (filter.ends_with("password"))
        return {};
    return with_value(ged188::descriptor, row->second, value);
}

WireField wire_field(std::string_view protocol, Key key, std::string_view value)
{
    if (key == Key::result) {
        // A code of CTI, whoever prints it.
        const auto code = parse_cti_result(value);
        return code ? WireField{&ctiqbe::descriptor, field_named(ctiqbe::descriptor, "ctiqbe.result"), code} : WireField{};
    }
    for (const KeyRow& row : key_rows)
        if (row.protocol == protocol && row.key == key) {
            const Descriptor& of = protocol == ged188::descriptor.filter ? ged188::descriptor : ctiqbe::descriptor;
            return with_value(of, field_named(of, row.filter), value);
        }
    return {};
}

WireField wire_event(std::string_view protocol)
{
    if (protocol == ged188::descriptor.filter)
        return {&ged188::descriptor, field_named(ged188::descriptor, "ged188.message"), {}};
    if (protocol == ctiqbe::descriptor.filter)
        return {&ctiqbe::descriptor, field_named(ctiqbe::descriptor, "ctiqbe.pdu_name"), {}};
    return {};
}

} // namespace cti::logs
