// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/layout.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <charconv>

namespace cti::report {
namespace {

struct Range {
    char32_t first, last;
};
/// Characters two columns wide, in whole blocks: Unicode Standard Annex 11, East Asian Width W and F.
constexpr Range wide[] = {
    {0x1100, 0x115f},
    {0x231a, 0x231b},
    {0x2329, 0x232a},
    {0x23e9, 0x23f3},
    {0x25fd, 0x27bf},
    {0x2b1b, 0x2b55},
    {0x2e80, 0x303e},
    {0x3041, 0xa4cf},
    {0xa960, 0xa97f},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe10, 0xfe6f},
    {0xff00, 0xff60},
    {0xffe0, 0xffe6},
    {0x16fe0, 0x18dff},
    {0x1aff0, 0x1b2ff},
    {0x1f004, 0x1faff},
    {0x20000, 0x3fffd},
};

/// The character that `text`, valid UTF-8 of at least `length` bytes, begins with.
char32_t character(std::string_view text, std::size_t length)
{
    const auto at = [&](std::size_t i) { return static_cast<char32_t>(static_cast<std::uint8_t>(text[i])); };
    char32_t c = length == 1 ? at(0) : at(0) & (0xffu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        c = c << 6 | (at(i) & 0x3f);
    return c;
}

std::size_t columns_of(char32_t c)
{
    return 1 + std::any_of(std::begin(wide), std::end(wide), [&](const Range& r) { return c >= r.first && c <= r.last; });
}

/// Bytes of the longest beginning of `text` that fits into `most` columns; at least one character.
std::size_t fitting(std::string_view text, std::size_t most)
{
    std::size_t bytes = 0, used = 0;
    while (bytes < text.size()) {
        const std::size_t n = std::max<std::size_t>(utf8_length(text.substr(bytes)), 1);
        used += columns_of(character(text.substr(bytes), n));
        if (used > most && bytes > 0)
            break;
        bytes += n;
    }
    return bytes;
}

/// Days since 1970-01-01 as a date of the Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
struct Date {
    std::int64_t year;
    unsigned month, day;
};
Date date_of(std::int64_t days)
{
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const auto of_era = static_cast<unsigned>(days - era * 146097);
    const unsigned year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const unsigned of_year = of_era - (365 * year + year / 4 - year / 100);
    const unsigned shifted = (5 * of_year + 2) / 153;
    const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {static_cast<std::int64_t>(year) + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1};
}

std::string digits(std::uint64_t value, std::size_t size)
{
    std::string out = number(value);
    return out.size() < size ? std::string(size - out.size(), '0') + out : out;
}

constexpr Time day = 86400 * second;
std::int64_t day_of(Time time) { return time / day - (time % day < 0); }

} // namespace

std::size_t columns(std::string_view text)
{
    std::size_t out = 0;
    while (!text.empty()) {
        const std::size_t n = std::max<std::size_t>(utf8_length(text), 1);
        out += columns_of(character(text, n));
        text.remove_prefix(n);
    }
    return out;
}

std::string shown(std::string_view raw, std::size_t most)
{
    std::string out;
    std::size_t used = 0;
    bool cut = false;
    // Where "..." goes if not all of it fits.
    std::size_t room_ends = 0;
    for_each_character(raw.substr(0, std::min(raw.size(), most * 4 + 4)), [&](std::string_view piece) {
        if (cut)
            return;
        const char32_t c = character(piece, piece.size());
        if (c >= 0x80 && c <= 0x9f) // C1 controls, which terminals obey
            piece = ".";
        used += columns_of(piece == "." ? U'.' : c);
        cut = used > most;
        if (!cut)
            out += piece;
        if (used + 3 <= most)
            room_ends = out.size();
    });
    if (!cut && raw.size() <= most * 4 + 4)
        return out;
    out.resize(cut ? room_ends : out.size());
    return out + "...";
}

std::string number(std::uint64_t value)
{
    char out[24];
    return {out, std::to_chars(out, out + sizeof out, value).ptr};
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many)
{
    return number(count).append(" ").append(count == 1 ? one : many);
}

std::string left(std::string text, std::size_t size)
{
    const std::size_t used = columns(text);
    return used < size ? text.append(size - used, ' ') : text;
}

std::string right(std::string text, std::size_t size)
{
    const std::size_t used = columns(text);
    return used < size ? std::string(size - used, ' ') + text : text;
}

std::string wall_clock(Time time)
{
    if (time == no_time)
        return "unknown time";
    const Date d = date_of(day_of(time));
    return digits(static_cast<std::uint64_t>(d.year), 4) + '-' + digits(d.month, 2) + '-' + digits(d.day, 2) + ' ' +
           wall_clock_after(time, time);
}

std::string wall_clock_after(Time time, Time before)
{
    if (time == no_time || before == no_time || day_of(time) != day_of(before))
        return wall_clock(time);
    const auto ms = static_cast<std::uint64_t>((time % day + (time % day < 0 ? day : 0)) / millisecond);
    return digits(ms / 3'600'000, 2) + ':' + digits(ms / 60'000 % 60, 2) + ':' + digits(ms / 1000 % 60, 2) + '.' + digits(ms % 1000, 3);
}

std::string milliseconds(Time span)
{
    const std::uint64_t tenths = span < 0 ? 0
                                          : static_cast<std::uint64_t>(span) / (millisecond / 10) +
                                                (static_cast<std::uint64_t>(span) % (millisecond / 10) * 2 >= millisecond / 10);
    if (tenths >= 1'000'000)
        return number((tenths + 5) / 10);
    return number(tenths / 10) + '.' + number(tenths % 10);
}

void Page::paragraph(std::string_view prefix, std::string_view text, std::size_t indent)
{
    std::string line{prefix};
    std::size_t used = columns(prefix);
    bool empty = true;
    const auto end_line = [&] {
        line.erase(line.find_last_not_of(' ') + 1);
        (out_ += line) += '\n';
        line.assign(indent, ' ');
        used = indent;
        empty = true;
    };
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty())
            continue;
        std::size_t size = columns(word);
        if (used + !empty + size > width && (!empty || used > indent))
            end_line();
        while (used + size > width) {
            const std::size_t n = fitting(word, width - used);
            line += word.substr(0, n);
            word.remove_prefix(n);
            size = columns(word);
            end_line();
        }
        if (word.empty())
            continue;
        if (!empty) {
            line += ' ';
            ++used;
        }
        line += word;
        used += size;
        empty = false;
    }
    if (!empty || used > indent)
        end_line();
}

void Page::heading(std::string_view text)
{
    line();
    line(text);
    line(std::string(columns(text), '-'));
}

} // namespace cti::report
