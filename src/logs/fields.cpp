// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/fields.hpp"

#include <algorithm>
#include <array>

namespace cti::logs {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_key = 48;
constexpr std::size_t deepest_group = 4;

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_key(char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '#' || c == '-' || c == '?'; }

/// Where the key begins that ends at `end` (behind its last character); `end` where there is none. `floor`: where the value before begins.
std::size_t key_begin(std::string_view text, std::size_t floor, std::size_t end, const FieldStyle& style)
{
    std::size_t longest = 0;
    for (const std::string_view key : style.keys) {
        if (key.size() <= longest || key.size() > end - floor || text.substr(end - key.size(), key.size()) != key)
            continue;
        const std::size_t begin = end - key.size();
        // Behind a digit a capital letter begins a key: "2CallingPartyMultiMediaBitMask".
        if (begin == floor || !is_key(text[begin - 1]) || (is_digit(text[begin - 1]) && !is_digit(key[0])))
            longest = key.size();
    }
    if (longest)
        return end - longest;
    std::size_t begin = end;
    const std::size_t stop = std::max(floor, end > longest_key ? end - longest_key : 0);
    while (begin > stop && is_key(text[begin - 1]))
        --begin;
    while (begin < end && !is_letter(text[begin]))
        ++begin;
    if (begin == end || !style.commas)
        return begin;
    // Words before it that follow a comma or an opening bracket are part of the key.
    for (std::size_t word = begin; word > stop && text[word - 1] == ' ';) {
        std::size_t previous = word - 1;
        while (previous > stop && is_key(text[previous - 1]))
            --previous;
        if (previous == word - 1 || !is_letter(text[previous]))
            break;
        word = previous;
        if (word == stop)
            break;
        std::size_t before = word;
        while (before > stop && text[before - 1] == ' ')
            --before;
        if (before > stop && text[before - 1] == ',') {
            begin = word;
            break;
        }
    }
    return begin;
}

/// The value of a pair: without blanks, without the ';' or ',' that ends it, without a bracket that belongs to the list.
std::string_view tidy(std::string_view value, const FieldStyle& style)
{
    value = trimmed(value);
    if (style.one_word)
        value = value.substr(0, value.find_first_of(" \t\n"));
    const bool opens_brace = value.find('{') != npos;
    auto surplus = std::count(value.begin(), value.end(), ')') - std::count(value.begin(), value.end(), '(');
    for (;;) {
        if (value.empty())
            return value;
        const char last = value.back();
        const bool list = last == ';' || (last == ',' && (style.commas || style.one_word));
        const bool closes = last == ')' && surplus > 0;
        const bool brace = last == '}' && !opens_brace;
        if (!list && !closes && !brace)
            return value;
        surplus -= closes;
        value.remove_suffix(1);
        value = trimmed(value);
    }
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::size_t closing(std::string_view text, std::size_t open, std::size_t limit)
{
    const char opens = text[open], closes = opens == '[' ? ']' : opens == '{' ? '}' : ')';
    const std::size_t end = std::min(text.size(), open + limit);
    std::size_t depth = 0;
    for (std::size_t i = open; i < end; ++i) {
        if (text[i] == opens)
            ++depth;
        else if (text[i] == closes && --depth == 0)
            return i;
    }
    return npos;
}

void split_fields(std::string_view text, const FieldStyle& style, std::vector<Field>& out)
{
    std::array<std::string_view, deepest_group> groups{};
    std::size_t depth = 0;
    std::size_t value = 0;   // where the value of the open pair begins; before the first pair: the text
    std::size_t open = npos; // index of the open pair in `out`
    const auto close = [&](std::size_t end) {
        if (open != npos)
            out[open].value = tidy(text.substr(value, end - value), style);
        open = npos;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '[') {
            // A group where a pair stands behind the bracket: "CGPN=[ DN=1001 ...", "LineId [DN=1001"; else a value: "[1:200:13:8]".
            std::size_t p = i + 1;
            while (p < text.size() && p - i < longest_key && text[p] != style.separator && text[p] != ']' && text[p] != '[')
                ++p;
            const bool pairs = p < text.size() && text[p] == style.separator && p > i + 1 && depth < deepest_group;
            if (!pairs)
                continue;
            std::string_view name;
            if (open != npos && trimmed(text.substr(value, i - value)).empty()) {
                name = out[open].name;
                out.erase(out.begin() + static_cast<std::ptrdiff_t>(open));
                open = npos;
            } else {
                std::size_t end = i;
                while (end > value && is_blank(text[end - 1]))
                    --end;
                std::size_t begin = end;
                while (begin > value && is_key(text[begin - 1]))
                    --begin;
                name = text.substr(begin, end - begin);
                close(begin);
            }
            groups[depth++] = name;
            value = i + 1;
            continue;
        }
        if (c == ']' && depth > 0) {
            // Closes the group, unless a bracket of the value is open.
            const std::string_view so_far = text.substr(value, i - value);
            if (so_far.rfind('[') != npos && (so_far.rfind(']') == npos || so_far.rfind(']') < so_far.rfind('[')))
                continue;
            close(i);
            --depth;
            value = i + 1;
            continue;
        }
        const bool first = c == style.separator, second = style.second_separator != 0 && c == style.second_separator;
        if (!first && !second)
            continue;
        if (first && style.blank_after && i + 1 < text.size() && !is_blank(text[i + 1]) && text[i + 1] != ',')
            continue;
        std::size_t end = i;
        while (end > value && text[end - 1] == ' ')
            --end;
        const std::size_t begin = key_begin(text, value, end, style);
        if (begin == end)
            continue;
        close(begin);
        if (out.size() >= most_fields)
            return;
        out.push_back({depth ? groups[depth - 1] : std::string_view{}, text.substr(begin, end - begin), {}});
        open = out.size() - 1;
        value = i + 1;
    }
    close(text.size());
}

void split_list(std::string_view text, std::vector<Field>& out)
{
    std::size_t begin = 0, depth = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size()) {
            if (text[i] == '[' || text[i] == '{')
                ++depth;
            else if ((text[i] == ']' || text[i] == '}') && depth > 0)
                --depth;
            if (text[i] != ',' || depth > 0)
                continue;
        }
        const std::string_view item = text.substr(begin, i - begin);
        begin = i + 1;
        const std::size_t equals = item.find('=');
        if (equals == npos || out.size() >= most_fields)
            continue;
        const std::string_view name = trimmed(item.substr(0, equals));
        if (!name.empty() && name.size() <= longest_key)
            out.push_back({{}, name, trimmed(item.substr(equals + 1))});
    }
}

void split_tags(std::string_view text, std::vector<Field>& out)
{
    constexpr std::size_t longest_tag = 4096;
    while (text.starts_with('[') && out.size() < most_fields) {
        const std::size_t end = closing(text, 0, longest_tag), equals = text.find('=');
        if (end == npos || equals > end)
            return;
        if (const std::string_view name = trimmed(text.substr(1, equals - 1)); !name.empty())
            out.push_back({{}, name, trimmed(text.substr(equals + 1, end - equals - 1))});
        text.remove_prefix(std::min(text.find_first_not_of(' ', end + 1), text.size()));
    }
}

bool split_dump(std::string_view text, std::vector<Field>& out)
{
    std::array<std::string_view, deepest_group> groups{};
    std::size_t depth = 1; // the dump itself
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(end == npos ? text.size() : end + 1);
        if (line == "}") {
            if (--depth == 0)
                return true;
            continue;
        }
        const std::size_t equals = line.find(" =");
        if (equals == npos)
            continue;
        const std::string_view name = trimmed(line.substr(0, equals)), value = trimmed(line.substr(equals + 2));
        if (value.ends_with('{')) {
            if (depth < deepest_group)
                groups[depth] = name;
            ++depth;
        } else if (out.size() < most_fields) {
            out.push_back({depth > 1 ? groups[std::min(depth - 1, deepest_group - 1)] : std::string_view{}, name, value});
        }
    }
    return false;
}

} // namespace cti::logs
