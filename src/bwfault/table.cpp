// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwfault/table.hpp"

#include <charconv>
#include <limits>

namespace cti::bwfault {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_line_end(char c) { return c == '\n' || c == '\r' || c == '\0'; }

/// Like "2017-11-12" where `pattern` is "dddd-dd-dd": 'd' stands for a digit.
bool matches(std::string_view word, std::string_view pattern)
{
    if (word.size() != pattern.size())
        return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (pattern[i] == 'd' ? !is_digit(word[i]) : word[i] != pattern[i])
            return false;
    return true;
}

/// The words of one line.
class Words {
public:
    Words(std::string_view text, std::uint32_t begin, std::uint32_t end) : text_{text}, position_{begin}, end_{end} {}
    Span next()
    {
        while (position_ < end_ && is_blank(text_[position_]))
            ++position_;
        const std::uint32_t begin = position_;
        while (position_ < end_ && !is_blank(text_[position_]))
            ++position_;
        return {begin, position_ - begin};
    }
    Span rest()
    {
        while (position_ < end_ && is_blank(text_[position_]))
            ++position_;
        std::uint32_t end = end_;
        while (end > position_ && is_blank(text_[end - 1]))
            --end;
        return {position_, end - position_};
    }

private:
    std::string_view text_;
    std::uint32_t position_, end_;
};

bool read_row(std::string_view text, std::uint32_t begin, std::uint32_t end, TableRow& row)
{
    constexpr std::string_view prefix = "bw";
    Words words{text, begin, end};
    const auto word = [&](Span where) { return text.substr(where.offset, where.length); };
    row = {};
    row.identifier = words.next();
    if (!detail::whole_number(word(row.identifier)))
        return false;
    const Span date = words.next(), time = words.next(), zone = words.next();
    if (!matches(word(date), "dddd-dd-dd") || !(matches(word(time), "d:dd:dd") || matches(word(time), "dd:dd:dd")) || !zone.length ||
        zone.length > 7)
        return false;
    row.timestamp = {date.offset, zone.offset + zone.length - date.offset};
    row.alarm_name = words.next();
    if (!word(row.alarm_name).starts_with(prefix) && !find_trap(word(row.alarm_name)))
        return false;
    row.severity = words.next();
    if (!detail::severity_in_words(word(row.severity)))
        return false;
    row.correlation = words.rest();
    row.begin = row.identifier.offset;
    return true;
}

} // namespace

bool find_table_row(Bytes bytes, std::uint32_t from, TableRow& row)
{
    constexpr std::size_t limit = std::numeric_limits<std::uint32_t>::max() / 2; // offsets have 32 bits
    const std::string_view text{reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), limit)};
    const auto size = static_cast<std::uint32_t>(text.size());
    for (std::uint32_t begin = from; begin < size;) {
        std::uint32_t end = begin;
        while (end < size && !is_line_end(text[end]))
            ++end;
        if (read_row(text, begin, end, row)) {
            row.end = end;
            return true;
        }
        begin = end + 1;
    }
    return false;
}

namespace detail {

std::optional<std::uint32_t> whole_number(std::string_view text)
{
    std::uint32_t n = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    return error == std::errc{} && rest == text.data() + text.size() ? std::optional{n} : std::nullopt;
}

std::optional<std::uint32_t> severity_in_words(std::string_view word)
{
    for (const Value& row : severity_rows)
        if (word == row.name)
            return row.value;
    return {};
}

Span correlation_field(std::string_view correlation, unsigned n)
{
    std::size_t begin = 0;
    for (; n > 0; --n) {
        const std::size_t end = correlation.find(';', begin);
        if (end == std::string_view::npos)
            return {};
        begin = end + 1;
    }
    const std::size_t end = std::min(correlation.find(';', begin), correlation.size());
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
}

bool correlation_names_peer(const Trap& trap) { return trap.kind == Kind::as_connection_failed || trap.kind == Kind::ns_connection_failed; }

} // namespace detail
} // namespace cti::bwfault
