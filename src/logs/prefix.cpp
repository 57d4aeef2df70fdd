// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/prefix.hpp"

#include <algorithm>
#include <array>

namespace cti::logs {
namespace {

constexpr std::size_t longest_word = 255;
constexpr std::string_view months[] = {
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
constexpr std::string_view sdl_types[] = {
    "FileHead", "SdlSig-I", "SdlSig-O", "SdlSig", "AppInfo", "AppError", "SdlStat", "Created", "Stopping"};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

class Matcher {
public:
    Matcher(std::string_view line, Prefix& prefix) : line_{line}, out_{prefix} {}

    /// `pattern` against the line from `at`. Groups that may be missing are tried first as if they were there.
    bool match(std::string_view pattern, std::size_t at)
    {
        std::size_t p = 0;
        while (p < pattern.size()) {
            switch (const char c = pattern[p]) {
            case '[': {
                const std::size_t close = group_end(pattern, p);
                // There: the group's content, then what follows. Groups nest, so the content may hold groups of its own.
                const Prefix before = out_;
                if (group(pattern.substr(p + 1, close - p - 1), pattern.substr(close + 1), at))
                    return true;
                out_ = before;
                p = close + 1;
                break;
            }
            case '%':
                if (!directive(pattern[p + 1], at))
                    return false;
                p += 2;
                break;
            case ' ':
                if (at >= line_.size() || !is_blank(line_[at]))
                    return false;
                [[fallthrough]];
            case '~':
                while (at < line_.size() && is_blank(line_[at]))
                    ++at;
                ++p;
                break;
            case '^':
                body_ = at;
                ++p;
                break;
            case '$':
                if (at < line_.size() && line_[at] != '\n')
                    return false;
                ++p;
                break;
            default:
                if (at >= line_.size() || line_[at] != c)
                    return false;
                ++at;
                ++p;
            }
        }
        out_.body = body_ != none ? body_ : at;
        return true;
    }

private:
    static constexpr std::size_t none = ~std::size_t{0};

    static std::size_t group_end(std::string_view pattern, std::size_t open)
    {
        unsigned depth = 0;
        for (std::size_t i = open; i < pattern.size(); ++i) {
            if (pattern[i] == '%')
                ++i;
            else if (pattern[i] == '[')
                ++depth;
            else if (pattern[i] == ']' && --depth == 0)
                return i;
        }
        return pattern.size() - 1;
    }

    bool group(std::string_view content, std::string_view after, std::size_t at)
    {
        // The pattern is a constant of a few dozen characters: "content after rest" fits a buffer.
        std::array<char, longest_pattern> joined{};
        const std::size_t size = content.size() + after.size();
        if (size > joined.size())
            return false;
        std::copy(after.begin(), after.end(), std::copy(content.begin(), content.end(), joined.begin()));
        const std::size_t body = body_;
        const bool matched = match({joined.data(), size}, at);
        if (!matched)
            body_ = body;
        return matched;
    }

    std::string_view word(std::size_t& at, std::string_view stop = {}) const
    {
        const std::size_t begin = at, limit = std::min(line_.size(), at + longest_word);
        while (at < limit && !is_blank(line_[at]) && line_[at] != '\n' && stop.find(line_[at]) == std::string_view::npos)
            ++at;
        return line_.substr(begin, at - begin);
    }

    /// Digits from `at`, at least `least` and at most `most` (at most 9 where `value` is wanted); false where more follow.
    bool digits(std::size_t& at, std::size_t least, std::size_t most, std::uint32_t* value = nullptr) const
    {
        std::size_t n = 0;
        std::uint32_t v = 0;
        for (; at < line_.size() && is_digit(line_[at]) && n <= most; ++at, ++n)
            if (value)
                v = v * 10 + static_cast<std::uint32_t>(line_[at] - '0');
        if (value)
            *value = v;
        return n >= least && n <= most;
    }

    bool time_of_day(std::size_t& at)
    {
        std::uint32_t hour = 0, minute = 0, seconds = 0;
        const auto colon = [&] { return at < line_.size() && line_[at++] == ':'; };
        if (!digits(at, 1, 2, &hour) || !colon() || !digits(at, 2, 2, &minute) || !colon() || !digits(at, 2, 2, &seconds) || hour > 23 ||
            minute > 59 || seconds > 60)
            return false;
        Stamp& stamp = out_.stamp;
        stamp.time_of_day = (hour * 3600 + minute * 60 + std::int64_t{seconds}) * second;
        stamp.has_time = true;
        stamp.fraction_sure = true;
        if (at + 1 < line_.size() && (line_[at] == '.' || line_[at] == ',' || line_[at] == ':') && is_digit(line_[at + 1])) {
            std::size_t n = 0;
            std::int64_t fraction = 0, scale = second;
            for (++at; at < line_.size() && is_digit(line_[at]); ++at, ++n)
                if (scale >= 10) {
                    fraction = fraction * 10 + (line_[at] - '0');
                    scale /= 10;
                }
            // Alarms print milliseconds without leading zeros: ".1", ".53", ".630".
            stamp.fraction_sure = n >= 3;
            stamp.time_of_day += n < 3 ? fraction * millisecond : fraction * scale;
        }
        return true;
    }

    bool zone(std::size_t& at)
    {
        const std::size_t begin = at, limit = std::min(line_.size(), at + 9);
        while (at < limit && is_letter(line_[at]))
            ++at;
        if (at < limit && (line_[at] == '+' || line_[at] == '-'))
            for (++at; at < limit && (is_digit(line_[at]) || (line_[at] == ':' && at + 1 < limit && is_digit(line_[at + 1]))); ++at) {
            }
        out_.zone = line_.substr(begin, at - begin);
        if (out_.zone.empty())
            return false;
        Origin origin = Origin::none;
        if (const auto seconds = parse_zone(out_.zone, &origin)) {
            out_.stamp.zone = origin;
            out_.stamp.zone_seconds = *seconds;
        }
        return true;
    }

    bool directive(char what, std::size_t& at)
    {
        std::uint32_t value = 0;
        const std::size_t begin = at;
        switch (what) {
        case 'q':
        case 'Q':
            if (!digits(at, what == 'Q' ? 8 : 1, 20))
                return false;
            out_.number = line_.substr(begin, at - begin);
            return true;
        case '3':
            if (!digits(at, 3, 3))
                return false;
            if (!out_.number.empty()) // "28131994.000" is one number
                out_.number =
                    line_.substr(static_cast<std::size_t>(out_.number.data() - line_.data()), out_.number.size() + 1 + (at - begin));
            return true;
        case 'Y':
            // Years that a clock of today can print, and that fit nanoseconds.
            if (!digits(at, 4, 4, &value) || value < 1970 || value > 2200)
                return false;
            out_.stamp.date.year = static_cast<std::int32_t>(value);
            return true;
        case 'm':
            if (!digits(at, 1, 2, &value) || value < 1 || value > 12)
                return false;
            out_.stamp.date.month = static_cast<std::uint8_t>(value);
            return true;
        case 'b': {
            while (at < line_.size() && is_letter(line_[at]) && at - begin < 10)
                ++at;
            out_.stamp.date.month = month_of(line_.substr(begin, at - begin));
            return out_.stamp.date.month != 0;
        }
        case 'd':
            if (!digits(at, 1, 2, &value) || value < 1 || value > 31)
                return false;
            out_.stamp.date.day = static_cast<std::uint8_t>(value);
            return true;
        case 'T':
            return time_of_day(at);
        case 'Z':
            return zone(at);
        case '<':
            out_.local = out_.stamp;
            out_.stamp = {};
            return true;
        case 'h': {
            std::string_view host = word(at);
            if (host.ends_with(':')) {
                host.remove_suffix(1);
                --at;
            }
            out_.host = host;
            return !host.empty();
        }
        case 'w':
            return !word(at).empty();
        case 'n':
            return digits(at, 1, 10);
        case 'p': {
            // "cg1A-ctisvr": two words of letters and digits.
            const std::string_view process = word(at);
            const std::size_t dash = process.find('-');
            const auto plain = [](std::string_view part) {
                return !part.empty() && is_letter(part[0]) &&
                       std::all_of(part.begin(), part.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
            };
            if (dash == std::string_view::npos || process.size() > 40 || !plain(process.substr(0, dash)) ||
                !plain(process.substr(dash + 1)))
                return false;
            out_.process = process;
            return true;
        }
        case 'L':
            out_.level = word(at, "|[");
            return !out_.level.empty();
        case 't':
            for (const std::string_view type : sdl_types)
                if (line_.substr(at).starts_with(type)) {
                    out_.level = type;
                    at += type.size();
                    return true;
                }
            return false;
        case 'c': {
            const std::size_t limit = std::min(line_.size(), at + longest_word);
            while (at < limit && line_[at] != '|' && line_[at] != '\n')
                ++at;
            std::size_t end = at;
            while (end > begin && is_blank(line_[end - 1]))
                --end;
            out_.column = line_.substr(begin, end - begin);
            return at < limit && line_[at] == '|';
        }
        case 'x':
            while (at < line_.size() && is_hex(line_[at]) && at - begin < 17)
                ++at;
            return at != begin && at - begin < 17;
        default:
            if (at >= line_.size() || line_[at] != what)
                return false;
            ++at;
            return true;
        }
    }

    std::string_view line_;
    Prefix& out_;
    std::size_t body_ = none;
};

constexpr bool starts_a_prefix(char c)
{
    return is_digit(c) || is_letter(c) || c == '<' || c == '|' || c == '%' || c == ' ' || c == '*' || c == '.';
}

} // namespace

std::uint8_t month_of(std::string_view name)
{
    for (std::size_t i = 0; i < std::size(months); ++i)
        if (name.size() >= 3 && (name == months[i] || name == months[i].substr(0, 3)))
            return static_cast<std::uint8_t>(i + 1);
    return 0;
}

bool match_prefix(const PrefixForm& form, std::string_view line, Prefix& prefix)
{
    prefix = {};
    if (!Matcher{line, prefix}.match(form.pattern, 0))
        return false;
    const Date date = prefix.stamp.date;
    return date.month == 0 || is_date(date);
}

const PrefixForm* find_prefix(std::string_view line, Format established, Format also, Prefix& prefix)
{
    if (line.empty() || !starts_a_prefix(line[0]))
        return nullptr;
    // Most lines of a file look like the one before.
    for (const PrefixForm& form : prefix_forms)
        if (form.format == established && match_prefix(form, line, prefix))
            return &form;
    for (const PrefixForm& form : prefix_forms)
        if (form.format != established && (!form.weak || established == Format::unknown || form.format == also) &&
            match_prefix(form, line, prefix))
            return &form;
    return nullptr;
}

} // namespace cti::logs
