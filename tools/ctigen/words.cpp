// SPDX-License-Identifier: GPL-2.0-or-later
#include "words.hpp"

#include <charconv>
#include <chrono>

namespace ctigen {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

std::string quote(std::string_view text) { return "'" + std::string{text} + "'"; }

/// Resolves the escape whose backslash stands at `at`; leaves `at` behind it.
char unescape(std::string_view line, std::size_t& at)
{
    const char c = at + 1 < line.size() ? line[at + 1] : '\0';
    at += 2;
    switch (c) {
    case 'r': return '\r';
    case 'n': return '\n';
    case 't': return '\t';
    case '0': return '\0';
    case '\\': return '\\';
    case '"': return '"';
    case 'x':
        if (at + 1 < line.size() && hex_digit(line[at]) >= 0 && hex_digit(line[at + 1]) >= 0) {
            const int value = hex_digit(line[at]) * 16 + hex_digit(line[at + 1]);
            at += 2;
            return static_cast<char>(value);
        }
        throw Complaint{"\\x needs two hexadecimal digits"};
    default: throw Complaint{std::string{"unknown escape \\"} + c};
    }
}

/// The number from `at`, exactly `digits` long; for dates.
int fixed_number(std::string_view text, std::size_t at, std::size_t digits)
{
    int n = 0;
    for (std::size_t i = at; i < at + digits; ++i) {
        if (i >= text.size() || text[i] < '0' || text[i] > '9')
            throw Complaint{"not a time, expected for example 2026-01-15T09:00:00Z: " + quote(text)};
        n = n * 10 + (text[i] - '0');
    }
    return n;
}

/// Decimal digits with an optional fraction, scaled by `unit` nanoseconds; exact.
std::int64_t scaled(std::string_view digits, std::int64_t unit, std::string_view whole_text)
{
    std::int64_t value = 0, fraction_unit = unit;
    bool seen = false, fraction = false;
    for (const char c : digits) {
        if (c == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (c < '0' || c > '9')
            throw Complaint{"not a duration, expected for example 0.003 or 3ms: " + quote(whole_text)};
        seen = true;
        if (!fraction) {
            value = value * 10 + (c - '0') * unit;
        } else {
            fraction_unit /= 10;
            value += (c - '0') * fraction_unit;
        }
    }
    if (!seen)
        throw Complaint{"not a duration, expected for example 0.003 or 3ms: " + quote(whole_text)};
    return value;
}

} // namespace

std::vector<Line> split_lines(std::string_view text)
{
    std::vector<Line> lines;
    unsigned number = 0;
    bool continued = false;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        ++number;
        while (!line.empty() && is_blank(line.back()))
            line.remove_suffix(1);
        while (!line.empty() && is_blank(line.front()))
            line.remove_prefix(1);
        const bool more = !line.empty() && line.back() == '\\';
        if (more)
            line.remove_suffix(1);
        if (continued)
            lines.back().text += " " + std::string{line};
        else if (more || (!line.empty() && line.front() != '#'))
            lines.push_back({std::string{line}, number});
        continued = more;
    }
    return lines;
}

std::vector<Word> split_words(std::string_view line)
{
    std::vector<Word> words;
    std::size_t at = 0;
    while (true) {
        while (at < line.size() && is_blank(line[at]))
            ++at;
        if (at == line.size() || line[at] == '#')
            return words;
        Word word;
        int brackets = 0;
        while (at < line.size() && (brackets > 0 || !is_blank(line[at]))) {
            const char c = line[at];
            if (c == '"') {
                word.quoted = true;
                ++at;
                while (at < line.size() && line[at] != '"')
                    word.text += line[at] == '\\' ? unescape(line, at) : line[at++];
                if (at == line.size())
                    throw Complaint{"a quotation mark is not closed"};
                ++at;
                continue;
            }
            if (c == '=' && !word.is_pair())
                word.equals = word.text.size();
            if (c == '[')
                ++brackets;
            if (c == ']')
                --brackets;
            word.text += c;
            ++at;
        }
        if (brackets > 0)
            throw Complaint{"a '[' is not closed"};
        words.push_back(std::move(word));
    }
}

std::string substitute(std::string_view line, const std::map<std::string, std::int64_t>& counters)
{
    std::string out;
    while (true) {
        const std::size_t open = line.find("${");
        out += line.substr(0, open);
        if (open == std::string_view::npos)
            return out;
        const std::size_t close = line.find('}', open);
        if (close == std::string_view::npos)
            throw Complaint{"a '${' is not closed"};
        const std::string_view inside = line.substr(open + 2, close - open - 2);
        const std::size_t op = inside.find_first_of("+-*");
        const auto counter = counters.find(std::string{inside.substr(0, op)});
        if (counter == counters.end())
            throw Complaint{"no counter of this name here: " + quote(inside.substr(0, op))};
        std::int64_t value = counter->second;
        if (op != std::string_view::npos) {
            const std::int64_t n = parse_number(inside.substr(op + 1));
            value = inside[op] == '+' ? value + n : inside[op] == '-' ? value - n : value * n;
        }
        out += std::to_string(value);
        line.remove_prefix(close + 1);
    }
}

bool is_number(std::string_view text)
{
    if (!text.empty() && text.front() == '-')
        text.remove_prefix(1);
    int base = 10;
    if (text.starts_with("0x") || text.starts_with("0X")) {
        text.remove_prefix(2);
        base = 16;
    }
    if (text.empty())
        return false;
    std::uint64_t n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n, base);
    return error == std::errc{} && end == text.data() + text.size();
}

std::int64_t parse_number(std::string_view text)
{
    if (!is_number(text))
        throw Complaint{"not a number: " + quote(text)};
    const bool negative = text.front() == '-';
    if (negative)
        text.remove_prefix(1);
    const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
    if (hexadecimal)
        text.remove_prefix(2);
    std::uint64_t n = 0;
    std::from_chars(text.data(), text.data() + text.size(), n, hexadecimal ? 16 : 10);
    return negative ? -static_cast<std::int64_t>(n) : static_cast<std::int64_t>(n);
}

std::size_t parse_positive(std::string_view text, std::size_t most)
{
    const std::int64_t n = parse_number(text);
    if (n < 1 || static_cast<std::uint64_t>(n) > most)
        throw Complaint{"expected a number from 1 to " + std::to_string(most) + ": " + quote(text)};
    return static_cast<std::size_t>(n);
}

void need(Words words, std::size_t least, std::size_t most, const char* form)
{
    if (words.size() < least || words.size() > most)
        throw Complaint{std::string{"expected: "} + form};
}

Octets parse_hex(std::string_view text)
{
    Octets out;
    int high = -1;
    for (const char c : text) {
        if (high < 0 && (is_blank(c) || c == ':' || c == '-'))
            continue;
        const int digit = hex_digit(c);
        if (digit < 0)
            throw Complaint{"not hexadecimal: " + quote(text)};
        if (high < 0) {
            high = digit;
        } else {
            put8(out, static_cast<unsigned>(high * 16 + digit));
            high = -1;
        }
    }
    if (high >= 0)
        throw Complaint{"an odd number of hexadecimal digits: " + quote(text)};
    return out;
}

std::int64_t parse_duration(std::string_view text)
{
    struct Unit {
        std::string_view suffix;
        std::int64_t nanoseconds;
    };
    constexpr Unit units[] = {{"ns", 1},         {"us", 1000},          {"ms", 1000000},
                              {"s", 1000000000}, {"m", 60 * 1000000000LL}, {"h", 3600 * 1000000000LL}};
    for (const Unit& unit : units)
        if (text.ends_with(unit.suffix))
            return scaled(text.substr(0, text.size() - unit.suffix.size()), unit.nanoseconds, text);
    return scaled(text, 1000000000, text);
}

std::int64_t parse_time(std::string_view text)
{
    const int year = fixed_number(text, 0, 4), month = fixed_number(text, 5, 2), day = fixed_number(text, 8, 2);
    const int hour = fixed_number(text, 11, 2), minute = fixed_number(text, 14, 2), second = fixed_number(text, 17, 2);
    const std::chrono::year_month_day date{
        std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)}, std::chrono::day{static_cast<unsigned>(day)}};
    if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text.back() != 'Z' || year < 1970 ||
        !date.ok() || hour > 23 || minute > 59 || second > 59)
        throw Complaint{"not a time, expected for example 2026-01-15T09:00:00Z: " + quote(text)};
    const std::string_view fraction = text.substr(19, text.size() - 20);
    const std::int64_t seconds = std::chrono::sys_days{date}.time_since_epoch().count() * 86400 + hour * 3600 + minute * 60 + second;
    if (!fraction.empty() && fraction.front() != '.')
        throw Complaint{"not a time, expected for example 2026-01-15T09:00:00Z: " + quote(text)};
    return seconds * 1000000000 + (fraction.empty() ? 0 : scaled("0" + std::string{fraction}, 1000000000, text));
}

} // namespace ctigen
