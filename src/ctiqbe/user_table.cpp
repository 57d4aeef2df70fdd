// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctiqbe/user_table.hpp"

#include <charconv>

namespace cti::ctiqbe {
namespace {

std::string_view trim(std::string_view s)
{
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!s.empty() && blank(s.front()))
        s.remove_prefix(1);
    while (!s.empty() && blank(s.back()))
        s.remove_suffix(1);
    return s;
}

std::optional<std::uint32_t> parse_number(std::string_view s)
{
    int base = 10;
    if (s.starts_with("0x") || s.starts_with("0X")) {
        s.remove_prefix(2);
        base = 16;
    }
    std::uint32_t n = 0;
    const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), n, base);
    if (s.empty() || error != std::errc{} || end != s.data() + s.size())
        return {};
    return n;
}

std::optional<ByteOrder> take_order(std::string_view& type)
{
    const bool little = type.ends_with("le"), big = type.ends_with("be");
    if (!little && !big)
        return {};
    type.remove_suffix(2);
    return little ? ByteOrder::little : ByteOrder::big;
}

std::optional<std::uint8_t> integer_width(std::string_view type)
{
    if (type == "u8")
        return std::uint8_t{1};
    if (type == "u16")
        return std::uint8_t{2};
    if (type == "u32")
        return std::uint8_t{4};
    if (type == "u64")
        return std::uint8_t{8};
    return {};
}

/// Splits at the first `separator`; `rest` keeps what is behind it.
std::string_view cut(std::string_view& rest, std::string_view separators)
{
    const std::size_t at = rest.find_first_of(separators);
    const std::string_view part = rest.substr(0, at);
    rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
    return part;
}

/// "utf16" with an optional size in bytes and an optional order; the same for "text", "bytes".
bool parse_type(std::string_view type, UserField& f)
{
    const std::string_view whole = type;
    if (type == "result" || type == "resultle" || type == "resultbe") {
        f.place.order = take_order(type);
        f.kind = UserField::Kind::result;
        f.size = 4;
        return true;
    }
    if (type == "ipv4") {
        f.kind = UserField::Kind::address;
        f.size = 4;
        return true;
    }
    f.place.order = take_order(type);
    if (const auto width = integer_width(type)) {
        f.kind = UserField::Kind::number;
        f.place.width = *width;
        f.size = *width;
        return true;
    }
    const struct {
        const char* word;
        UserField::Kind kind;
    } words[] = {{"utf16", UserField::Kind::text16}, {"text", UserField::Kind::text8}, {"bytes", UserField::Kind::bytes}};
    for (const auto& w : words) {
        if (!type.starts_with(w.word))
            continue;
        if (w.kind != UserField::Kind::text16 && whole != type)
            return false;    // these have no byte order
        std::string_view size = type.substr(std::string_view{w.word}.size());
        if (w.kind == UserField::Kind::text16 && size.starts_with("le"))
            f.place.order = ByteOrder::little, size.remove_prefix(2);
        else if (w.kind == UserField::Kind::text16 && size.starts_with("be"))
            f.place.order = ByteOrder::big, size.remove_prefix(2);
        f.kind = w.kind;
        f.size = 0;
        if (size.empty())
            return w.kind != UserField::Kind::bytes;
        const auto n = parse_number(size);
        if (!n || *n == 0)
            return false;
        f.size = *n;
        return true;
    }
    return false;
}

/// Parses a field list; the error, or an empty string.
std::string parse_fields(std::string_view text, std::vector<UserField>& out)
{
    while (!(text = trim(text)).empty()) {
        const std::string_view item = trim(cut(text, ",;"));
        if (item.empty())
            continue;
        std::string_view rest = item;
        const auto offset = parse_number(trim(cut(rest, ":")));
        const std::string_view type = trim(cut(rest, ":"));
        const std::string_view name = trim(rest);
        UserField f;
        if (!offset)
            return "\"" + std::string{item} + "\": the offset is not a number";
        f.place.offset = *offset;
        if (!parse_type(type, f))
            return "\"" + std::string{item} + "\": unknown type \"" + std::string{type} + "\"";
        if (name.empty())
            return "\"" + std::string{item} + "\": the name is missing; write offset:type:name";
        if (name == "pdu_number" && (f.kind != UserField::Kind::number || f.place.width == 8))
            return "\"" + std::string{item} + "\": pdu_number must be u8, u16 or u32";
        if (out.size() == UserTable::max_fields)
            return "more than " + std::to_string(UserTable::max_fields) + " fields";
        f.name = name;
        out.push_back(std::move(f));
    }
    return {};
}

} // namespace

std::optional<Place> parse_place(std::string_view text)
{
    text = trim(text);
    const auto offset = parse_number(trim(cut(text, ":")));
    std::string_view type = trim(text);
    Place p;
    p.order = take_order(type);
    const auto width = integer_width(type);
    if (!offset || !width || *width == 8)
        return {};
    p.offset = *offset;
    p.width = *width;
    return p;
}

void UserTable::clear()
{
    rows_.clear();
    place_.reset();
}

std::string UserTable::check(std::string_view fields)
{
    std::vector<UserField> parsed;
    return parse_fields(fields, parsed);
}

std::string UserTable::add(std::uint32_t number, std::string_view name, std::optional<Side> direction, std::string_view fields)
{
    UserPdu row{number, direction, std::string{trim(name)}, {}};
    if (std::string error = parse_fields(fields, row.fields); !error.empty())
        return error;
    for (const UserField& f : row.fields) {
        if (f.name != "pdu_number")
            continue;
        if (place_ && !(*place_ == f.place))
            return "two rows put pdu_number at different places";
        place_ = f.place;
    }
    rows_.push_back(std::move(row));
    return {};
}

const UserPdu* UserTable::find(std::uint32_t number, Side d) const
{
    const UserPdu* both = nullptr;
    for (const UserPdu& row : rows_) {
        if (row.number != number)
            continue;
        if (row.direction == d)
            return &row;
        if (!row.direction && !both)
            both = &row;
    }
    return both;
}

} // namespace cti::ctiqbe
