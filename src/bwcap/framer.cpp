// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/framer.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace cti::bwcap {
namespace {

constexpr std::string_view declaration = "<?xml";
constexpr std::string_view root_name = "BroadsoftDocument";
constexpr std::size_t max_prefix = 32; // of a namespace; "ns0:" occurs in re-serialised OCI

/// Longest text that has to be there to tell what a '<' begins.
constexpr std::size_t max_token = 2 + max_prefix + 1 + root_name.size() + 1;

constexpr bool is_space(std::uint8_t c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
constexpr bool is_name_start(std::uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || c >= 0x80;
}
constexpr std::array<bool, 256> make_name_bytes()
{
    std::array<bool, 256> table{};
    for (unsigned c = 0; c < 256; ++c)
        table[c] = is_name_start(static_cast<std::uint8_t>(c)) || (c >= '0' && c <= '9') || c == '-' || c == '.';
    return table;
}
constexpr std::array<bool, 256> name_bytes = make_name_bytes();
constexpr bool is_name(std::uint8_t c) { return name_bytes[c]; }

enum class Token { incomplete, declaration, root_start, root_end, element, other };

/// What follows the name of a root tag, from `at`, and whether it is the root's.
struct Name {
    Token token;     // incomplete, element (another name) or root_start (it is the root's name)
    std::size_t end; // first byte after the name
};

Name read_name(Bytes data, std::size_t at)
{
    std::size_t end = at;
    std::size_t local = at;
    while (end < data.size() && is_name(data[end]) && end - at <= max_token) {
        if (data[end] == ':')
            local = end + 1;
        ++end;
    }
    if (end == data.size() && end - at <= max_token)
        return {Token::incomplete, end};
    const bool same = end - local == root_name.size() && std::memcmp(data.data() + local, root_name.data(), root_name.size()) == 0;
    return {same ? Token::root_start : Token::element, end};
}

struct Tag {
    Token token;
    std::size_t end; // first byte after what was recognised
};

/// What begins at data[at], a '<'.
Tag read_tag(Bytes data, std::size_t at)
{
    const std::size_t left = data.size() - at;
    if (left < 2)
        return {Token::incomplete, at};
    const std::uint8_t c = data[at + 1];
    if (c == '?') {
        const std::size_t n = std::min(left, declaration.size());
        if (std::memcmp(data.data() + at, declaration.data(), n) != 0)
            return {Token::other, at + 2};
        if (left <= declaration.size())
            return {Token::incomplete, at};
        // "<?xml-stylesheet" is another processing instruction.
        const std::uint8_t next = data[at + declaration.size()];
        return is_space(next) || next == '?' ? Tag{Token::declaration, at + declaration.size()} : Tag{Token::other, at + 2};
    }
    if (c == '/') {
        const Name name = read_name(data, at + 2);
        if (name.token != Token::root_start)
            return {name.token == Token::incomplete ? Token::incomplete : Token::other, at + 2};
        std::size_t end = name.end;
        while (end < data.size() && is_space(data[end]))
            ++end;
        if (end == data.size())
            return {Token::incomplete, at};
        return data[end] == '>' ? Tag{Token::root_end, end + 1} : Tag{Token::other, at + 2};
    }
    if (!is_name_start(c))
        return {Token::other, at + 2};
    const Name name = read_name(data, at + 1);
    return {name.token, name.end};
}

std::size_t find_tag(Bytes data, std::size_t from)
{
    if (from >= data.size())
        return data.size();
    const void* found = std::memchr(data.data() + from, '<', data.size() - from);
    return found ? static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - data.data()) : data.size();
}

/// First byte after the start tag whose name ends at `from`, or npos with `incomplete` told from `broken`.
struct StartTag {
    enum { complete, empty, broken, incomplete } state;
    std::size_t end;
};

StartTag read_start_tag(Bytes data, std::size_t from)
{
    std::uint8_t quote = 0;
    for (std::size_t i = from; i < data.size(); ++i) {
        const std::uint8_t c = data[i];
        if (c == '<') // stands in no start tag, not even between quotes
            return {StartTag::broken, i};
        if (quote) {
            if (c == quote)
                quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return {data[i - 1] == '/' ? StartTag::empty : StartTag::complete, i + 1};
        }
    }
    return {StartTag::incomplete, data.size()};
}

/// Length of a piece that ends at `end`, shortened so that it does not cut a tag that a later look may recognise.
std::size_t without_cut_tag(Bytes data, std::size_t end)
{
    const std::size_t low = end > max_token ? end - max_token : 0;
    for (std::size_t i = end; i > low; --i)
        if (data[i - 1] == '<') {
            const Tag tag = read_tag(data.first(end), i - 1);
            return tag.token == Token::incomplete ? i - 1 : end;
        }
    return end;
}

Unit too_large(Bytes data, std::size_t start, const FramerLimits& limits)
{
    const std::size_t end = std::min(data.size(), start + limits.max_document);
    const std::size_t kept = without_cut_tag(data, end);
    return {UnitKind::too_large, kept > start ? kept : end, start};
}

bool is_text(Bytes data)
{
    return std::none_of(data.begin(), data.end(), [](std::uint8_t c) { return (c < 0x20 && !is_space(c)) || c == 0x7f; });
}

/// True for a first line "<anything> HTTP/1.0", as one client writes it.
bool is_http_line(std::string_view line)
{
    while (line.ends_with('\r'))
        line.remove_suffix(1);
    return line.size() > 9 && (line.ends_with(" HTTP/1.0") || line.ends_with(" HTTP/1.1"));
}

/// True for what may be the beginning of such a line: one word, then as much of " HTTP/1.0" as is there.
bool may_become_http_line(std::string_view text)
{
    const std::size_t space = std::min(text.find(' '), text.size());
    const bool word = std::all_of(
        text.begin(), text.begin() + static_cast<std::ptrdiff_t>(space), [](char c) { return c > ' ' && c < 0x7f && c != '<'; });
    const std::string_view rest = text.substr(space);
    const auto begins = [&](std::string_view version) {
        return version.starts_with(rest) || (rest.starts_with(version) && rest.substr(version.size()) == "\r");
    };
    return word && (begins(" HTTP/1.0") || begins(" HTTP/1.1"));
}

/// First byte after the header's empty line, or 0.
std::size_t header_end(Bytes data)
{
    for (std::size_t i = 0; i + 1 < data.size(); ++i) {
        if (data[i] != '\n')
            continue;
        if (data[i + 1] == '\n')
            return i + 2;
        if (data[i + 1] == '\r' && i + 2 < data.size() && data[i + 2] == '\n')
            return i + 3;
    }
    return 0;
}

/// Bytes that begin no document: up to the next declaration or root.
Unit skip_junk(Bytes data, std::size_t from, UnitKind kind, const FramerLimits& limits, bool end_of_stream, bool at_start = false)
{
    std::size_t next = data.size();
    for (std::size_t at = find_tag(data, from); at < data.size(); at = find_tag(data, at + 1)) {
        const Token token = read_tag(data, at).token;
        if (token == Token::declaration || token == Token::root_start) {
            next = at;
            break;
        }
    }
    const Bytes all = data.first(next);
    if (kind == UnitKind::junk) {
        const auto newline = std::find(all.begin(), all.end(), '\n');
        const std::string_view first{reinterpret_cast<const char*>(all.data()), static_cast<std::size_t>(newline - all.begin())};
        if (newline != all.end() && is_http_line(first)) {
            const std::size_t end = header_end(all);
            if (end)
                return {UnitKind::http_header, end};
            if (next < data.size() || end_of_stream)
                return {UnitKind::http_header, next};
            if (data.size() <= limits.max_header)
                return {};
        } else if (at_start && newline == all.end() && next == data.size() && !end_of_stream && data.size() <= limits.max_junk &&
                   may_become_http_line(first)) {
            return {};
        }
        if (!is_text(all))
            kind = UnitKind::binary;
    }
    if (next < data.size())
        return {kind, next};
    if (end_of_stream)
        return {kind, data.size()};
    const std::size_t kept = without_cut_tag(data, data.size());
    return kept ? Unit{kind, kept} : Unit{};
}

/// The '<' of the next root tag or declaration from `from` on, or data.size(). Looks for their rare letters, not for each '<': a long
/// document is gone through again with every segment that comes.
class Marks {
public:
    Marks(Bytes data, std::size_t from) : data_{data}, from_{from}, question_{next_question(from)}, root_{next_root(from)} {}

    std::size_t next()
    {
        const std::size_t at = std::min(question_, root_);
        if (at == data_.size())
            return at;
        if (question_ == at)
            question_ = next_question(after_);
        if (root_ == at)
            root_ = next_root(after_root_);
        return at;
    }

private:
    std::size_t find(char c, std::size_t from) const
    {
        if (from >= data_.size())
            return data_.size();
        const void* found = std::memchr(data_.data() + from, c, data_.size() - from);
        return found ? static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - data_.data()) : data_.size();
    }
    bool stands_at(std::string_view text, std::size_t at) const
    {
        return fits(at, text.size(), data_.size()) && std::memcmp(data_.data() + at, text.data(), text.size()) == 0;
    }
    std::size_t next_question(std::size_t from)
    {
        for (std::size_t at = find('?', from); at < data_.size(); at = find('?', at + 1))
            if (at > from_ && stands_at(declaration, at - 1)) {
                after_ = at + 1;
                return at - 1;
            }
        return data_.size();
    }
    std::size_t next_root(std::size_t from)
    {
        for (std::size_t at = find(root_name.front(), from); at < data_.size(); at = find(root_name.front(), at + 1)) {
            if (!stands_at(root_name, at))
                continue;
            std::size_t name = at; // with its prefix
            while (name > from_ && is_name(data_[name - 1]) && at - name <= max_token)
                --name;
            const std::size_t slash = name > from_ && data_[name - 1] == '/' ? 1 : 0;
            if (name - from_ <= slash || data_[name - 1 - slash] != '<')
                continue;
            after_root_ = at + root_name.size();
            return name - 1 - slash;
        }
        return data_.size();
    }

    Bytes data_;
    std::size_t from_;
    std::size_t after_ = 0, after_root_ = 0;
    std::size_t question_, root_;
};

Unit read_document(Bytes data, std::size_t start, const FramerLimits& limits, bool end_of_stream)
{
    const std::size_t most = start + limits.max_document;
    const auto incomplete = [&]() -> Unit {
        if (data.size() > most)
            return too_large(data, start, limits);
        return end_of_stream ? Unit{UnitKind::truncated, data.size(), start} : Unit{};
    };
    const auto complete = [&](UnitKind kind, std::size_t end) -> Unit {
        return end > most ? too_large(data, start, limits) : Unit{kind, end, start};
    };

    // Up to the root.
    std::size_t at = start, inside = data.size();
    while (at < data.size() && inside == data.size()) {
        const Tag tag = read_tag(data, at);
        switch (tag.token) {
        case Token::incomplete:
            return incomplete();
        case Token::declaration:
            if (at > start)
                return complete(UnitKind::unterminated, at);
            break;
        case Token::root_start: {
            const StartTag root = read_start_tag(data, tag.end);
            if (root.state == StartTag::incomplete)
                return incomplete();
            if (root.state == StartTag::empty)
                return complete(UnitKind::document, root.end);
            if (root.end == data.size())
                return incomplete();
            inside = root.end;
            continue;
        }
        case Token::root_end:
            return complete(UnitKind::document, tag.end);
        case Token::element:
            return skip_junk(data, at + 1, UnitKind::foreign, limits, end_of_stream);
        case Token::other:
            break;
        }
        at = find_tag(data, at + 1);
    }

    Marks marks{data, inside};
    for (at = marks.next(); at < data.size(); at = marks.next()) {
        const Tag tag = read_tag(data, at);
        if (tag.token == Token::incomplete)
            return incomplete();
        if (tag.token == Token::declaration)
            return complete(UnitKind::unterminated, at);
        if (tag.token == Token::root_start)
            return complete(UnitKind::nested, at);
        if (tag.token == Token::root_end)
            return complete(UnitKind::document, tag.end);
    }
    return incomplete();
}

/// White space and a byte order mark at the start of `data`: where they end, and whether the mark may be cut.
struct Lead {
    std::size_t end = 0;
    bool mark = false, cut_mark = false;
};

Lead read_lead(Bytes data)
{
    Lead lead;
    while (lead.end < data.size() && is_space(data[lead.end]))
        ++lead.end;
    static constexpr std::uint8_t mark[] = {0xef, 0xbb, 0xbf};
    const std::size_t marked = std::min(data.size() - lead.end, sizeof mark);
    lead.mark = marked > 0 && std::memcmp(data.data() + lead.end, mark, marked) == 0;
    lead.cut_mark = lead.mark && marked < sizeof mark;
    if (lead.mark && !lead.cut_mark)
        lead.end += sizeof mark;
    return lead;
}

} // namespace

Unit next_unit(Bytes data, const FramerLimits& limits, bool end_of_stream, bool at_start) noexcept
{
    std::size_t at = 0;
    while (at < data.size() && (data[at] == '\r' || data[at] == '\n'))
        ++at;
    if (at > 0)
        return {UnitKind::white_space, at};

    const Lead lead = read_lead(data);
    at = lead.end;
    if (at == data.size() || lead.cut_mark) {
        if (data.empty())
            return {};
        if (!lead.mark)
            return {UnitKind::white_space, data.size()};
        return end_of_stream || data.size() > limits.max_junk ? Unit{UnitKind::junk, data.size()} : Unit{};
    }
    if (data[at] != '<')
        return skip_junk(data, at, UnitKind::junk, limits, end_of_stream, at_start);

    const Tag tag = read_tag(data, at);
    switch (tag.token) {
    case Token::declaration:
    case Token::root_start:
        return read_document(data, at, limits, end_of_stream);
    case Token::incomplete:
        if (!end_of_stream && data.size() <= limits.max_junk)
            return {};
        return skip_junk(data, at + 1, UnitKind::junk, limits, end_of_stream);
    case Token::element:
        return skip_junk(data, at + 1, UnitKind::foreign, limits, end_of_stream);
    case Token::root_end:
    case Token::other:
        break;
    }
    return skip_junk(data, at + 1, UnitKind::junk, limits, end_of_stream);
}

Beginning beginning_of(Bytes data) noexcept
{
    const Lead lead = read_lead(data);
    Beginning b;
    std::size_t at = lead.end;
    while (at < data.size() && data[at] == '<') {
        const Tag tag = read_tag(data, at);
        if (tag.token == Token::root_start) {
            b.of_document = true;
            break;
        }
        if (tag.token == Token::incomplete || tag.token == Token::root_end || tag.token == Token::element)
            return b;
        at = find_tag(data, at + 1);
    }
    if (!b.of_document)
        return b;
    b.leading = static_cast<std::uint32_t>(lead.end);
    // Where the command is, if it is there: near the root's start tag, so a bounded look is enough.
    constexpr std::size_t reach = 600;
    const std::string_view text{reinterpret_cast<const char*>(data.data() + at), std::min(data.size() - at, reach)};
    constexpr std::string_view attribute = "commandType";
    std::size_t value = text.find(attribute);
    if (value == text.npos)
        return b;
    value = text.find_first_not_of(" \t\r\n=", value + attribute.size());
    if (value == text.npos || (text[value] != '"' && text[value] != '\''))
        return b;
    const std::size_t end = text.find(text[value], value + 1);
    if (end != text.npos)
        b.command = text.substr(value + 1, end - value - 1);
    return b;
}

bool looks_like_cap(Bytes data) noexcept
{
    std::size_t at = 0;
    const auto skip_space = [&] {
        while (at < data.size() && is_space(data[at]))
            ++at;
    };
    skip_space();
    if (fits(at, 3, data.size()) && data[at] == 0xef && data[at + 1] == 0xbb && data[at + 2] == 0xbf)
        at += 3;
    if (at >= data.size() || data[at] != '<')
        return false;
    Tag tag = read_tag(data, at);
    if (tag.token == Token::declaration) {
        while (at < data.size() && data[at] != '>')
            ++at;
        if (at >= data.size() || data[at - 1] != '?')
            return false;
        ++at;
        skip_space();
        if (at >= data.size() || data[at] != '<')
            return false;
        tag = read_tag(data, at);
    }
    if (tag.token != Token::root_start)
        return false;
    const StartTag root = read_start_tag(data, tag.end);
    if (root.state != StartTag::complete && root.state != StartTag::empty)
        return false;

    // name, white space, '=', white space, quoted value; in any order.
    for (std::size_t i = tag.end; i < root.end;) {
        while (i < root.end && is_space(data[i]))
            ++i;
        const std::size_t name = i;
        while (i < root.end && is_name(data[i]))
            ++i;
        const std::string_view attribute{reinterpret_cast<const char*>(data.data() + name), i - name};
        while (i < root.end && is_space(data[i]))
            ++i;
        if (attribute.empty() || i >= root.end || data[i] != '=')
            return false;
        ++i;
        while (i < root.end && is_space(data[i]))
            ++i;
        if (i >= root.end || (data[i] != '"' && data[i] != '\''))
            return false;
        const std::uint8_t quote = data[i++];
        const std::size_t value = i;
        while (i < root.end && data[i] != quote)
            ++i;
        if (attribute == "protocol")
            return std::string_view{reinterpret_cast<const char*>(data.data() + value), i - value} == "CAP";
        ++i;
    }
    return false;
}

} // namespace cti::bwcap
