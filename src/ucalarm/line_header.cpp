// SPDX-License-Identifier: GPL-2.0-or-later
#include "ucalarm/line_header.hpp"

#include <algorithm>

namespace cti::ucalarm {
namespace {

using Offset = std::uint32_t;

constexpr Offset max_header = 512;
constexpr std::string_view no_time = "--- 00 0000 00:00:00.000 ---";

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

/// Reads words backwards.
class Backwards {
public:
    Backwards(std::string_view text, Offset floor, Offset end) : text_{text}, floor_{floor}, end_{end} {}

    void blanks()
    {
        while (end_ > floor_ && text_[end_ - 1] == ' ')
            --end_;
    }
    bool take(char c)
    {
        blanks();
        if (end_ == floor_ || text_[end_ - 1] != c)
            return false;
        --end_;
        return true;
    }
    bool take(std::string_view word)
    {
        if (!text_.substr(floor_, end_ - floor_).ends_with(word))
            return false;
        end_ -= static_cast<Offset>(word.size());
        return true;
    }
    Span word()
    {
        blanks();
        const Offset last = end_;
        while (end_ > floor_ && text_[end_ - 1] != ' ')
            --end_;
        return {end_, last - end_};
    }
    Offset end() const { return end_; }
    void back_to(Offset end) { end_ = end; }

private:
    std::string_view text_;
    Offset floor_, end_;
};

/// "13:10:24", with or without a fraction.
bool is_time(std::string_view word)
{
    if (word.size() < 8 || word.size() > 12)
        return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (i == 2 || i == 5 ? word[i] != ':' : i == 8 ? word[i] != '.' : !is_digit(word[i]))
            return false;
    return true;
}

/// "UTC", "+0000".
bool is_zone(std::string_view word)
{
    return !word.empty() && word.size() <= 7 &&
           std::all_of(word.begin(), word.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-'; });
}

/// Takes the time off the end; false where there is none.
bool take_time(std::string_view text, Backwards& rest, LineHeader& header)
{
    const Offset end = rest.end();
    if (rest.take(no_time)) {
        header.clock = Clock::unknown;
        header.timestamp = {rest.end(), end - rest.end()};
        return true;
    }
    const auto word = [&](Span where) { return text.substr(where.offset, where.length); };
    const Span zone = rest.word();
    if (!is_zone(word(zone)) || !is_time(word(rest.word())))
        return false;
    Span day = rest.word();
    if (word(day).size() == 4 && all_digits(word(day))) // that was the year
        day = rest.word();
    if (word(day).size() > 2 || !all_digits(word(day)))
        return false;
    const Span month = rest.word();
    std::string_view name = word(month);
    if (name.starts_with('*'))
        header.clock = Clock::not_authoritative;
    else if (name.starts_with('.'))
        header.clock = Clock::was_synchronised;
    if (header.clock != Clock::unmarked)
        name.remove_prefix(1);
    if (name.size() != 3 || !std::all_of(name.begin(), name.end(), is_letter))
        return false;
    header.timestamp = {month.offset, zone.offset + zone.length - month.offset};
    return true;
}

/// The digits that a word ends with, behind a priority ("<188>123") or alone.
bool is_sequence(std::string_view text, Span word, LineHeader& header)
{
    std::string_view digits = text.substr(word.offset, word.length);
    const std::size_t priority = digits.rfind('>');
    if (priority != std::string_view::npos)
        digits.remove_prefix(priority + 1);
    if (!all_digits(digits) || digits.size() > 10)
        return false;
    header.sequence = {word.offset + word.length - static_cast<Offset>(digits.size()), static_cast<Offset>(digits.size())};
    header.sequence_number = 0;
    for (const char c : digits)
        header.sequence_number = header.sequence_number * 10 + static_cast<unsigned>(c - '0');
    return true;
}

} // namespace

std::uint32_t LineHeader::begin(std::uint32_t otherwise) const
{
    return sequence.length ? sequence.offset : host.length ? host.offset : timestamp.length ? timestamp.offset : otherwise;
}

LineHeader read_line_header(std::string_view message, std::uint32_t floor, std::uint32_t percent)
{
    if (percent > message.size() || floor > percent)
        return {};
    floor = std::max(floor, percent > max_header ? percent - max_header : 0);
    for (Offset p = percent; p > floor; --p)
        if (message[p - 1] == '\n' || message[p - 1] == '\r' || message[p - 1] == '\0') {
            floor = p;
            break;
        }
    LineHeader header;
    Backwards rest{message, floor, percent};
    rest.take(':');
    rest.blanks();
    if (!take_time(message, rest, header))
        return {};
    // "62: pub.example.com: ", "41679: uc-ucm-01 ", "7273: : ", "229250: ", or nothing
    rest.take(':');
    Span word = rest.word();
    while (word.length > 0 && message[word.offset + word.length - 1] == ':') // an empty host
        --word.length;
    if (word.length == 0 || is_sequence(message, word, header))
        return header;
    const Offset before_host = rest.end();
    Span sequence{};
    if (rest.take(':'))
        sequence = rest.word();
    if (sequence.length > 0 && is_sequence(message, sequence, header)) {
        header.host = word;
    } else {
        rest.back_to(before_host);
        header.sequence = {};
    }
    return header;
}

} // namespace cti::ucalarm
