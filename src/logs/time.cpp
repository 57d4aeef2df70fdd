// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/time.hpp"

#include <algorithm>
#include <limits>

namespace cti::logs {
namespace {

/// Time of day may run back by less than this and still be the same day: several threads write one file, and merged logs overlap.
constexpr std::int64_t next_day_fall = 6 * (3600 * second);
constexpr std::int64_t a_day = seconds_a_day * second;
/// Days from 1970 that nanoseconds in 64 bits can count to (year 2261), in days.
constexpr std::int64_t furthest_day = 106'000;
/// Month and day that fall by more than this, in days, have gone into another year.
constexpr std::int32_t half_year = 182;

struct ZoneName {
    std::string_view name;
    std::int32_t minutes; ///< east of UTC
    Origin origin;
};
/// The usual meaning. Several countries share IST, CST and BST; the platforms of this trade print Indian, North American and British time
/// by them.
constexpr ZoneName zone_names[] = {
    {"UTC", 0, Origin::line},
    {"GMT", 0, Origin::line},
    {"Z", 0, Origin::line},
    {"EST", -300, Origin::abbreviation},
    {"EDT", -240, Origin::abbreviation},
    {"CDT", -300, Origin::abbreviation},
    {"MST", -420, Origin::abbreviation},
    {"MDT", -360, Origin::abbreviation},
    {"PST", -480, Origin::abbreviation},
    {"PDT", -420, Origin::abbreviation},
    {"AKST", -540, Origin::abbreviation},
    {"AKDT", -480, Origin::abbreviation},
    {"HST", -600, Origin::abbreviation},
    {"COT", -300, Origin::abbreviation},
    {"BRT", -180, Origin::abbreviation},
    {"WET", 0, Origin::abbreviation},
    {"WEST", 60, Origin::abbreviation},
    {"CET", 60, Origin::abbreviation},
    {"CEST", 120, Origin::abbreviation},
    {"EET", 120, Origin::abbreviation},
    {"EEST", 180, Origin::abbreviation},
    {"MSK", 180, Origin::abbreviation},
    {"SGT", 480, Origin::abbreviation},
    {"HKT", 480, Origin::abbreviation},
    {"JST", 540, Origin::abbreviation},
    {"KST", 540, Origin::abbreviation},
    {"AEST", 600, Origin::abbreviation},
    {"AEDT", 660, Origin::abbreviation},
    {"NZST", 720, Origin::abbreviation},
    {"NZDT", 780, Origin::abbreviation},
    {"IST", 330, Origin::assumed},
    {"CST", -360, Origin::assumed},
    {"BST", 60, Origin::assumed},
    {"AST", -240, Origin::assumed},
    {"ADT", -180, Origin::assumed},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::int32_t day_of_year(Date date)
{
    return static_cast<std::int32_t>(days_since_epoch({2000, date.month, date.day}) - days_since_epoch({2000, 1, 1}));
}

std::int64_t median(std::vector<std::int64_t>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    const std::int64_t upper = *middle;
    if (values.size() % 2)
        return upper;
    const std::int64_t lower = *std::max_element(values.begin(), middle);
    return lower + (upper - lower) / 2;
}

/// a - b without overflow.
std::int64_t difference(std::int64_t a, std::int64_t b)
{
    using Limits = std::numeric_limits<std::int64_t>;
    if (b > 0 && a < Limits::min() + b)
        return Limits::min();
    if (b < 0 && a > Limits::max() + b)
        return Limits::max();
    return a - b;
}

void put(std::string& out, std::int64_t value, unsigned width)
{
    const std::string digits = std::to_string(value);
    out.append(width > digits.size() ? width - digits.size() : 0, '0').append(digits);
}

} // namespace

std::string_view origin_word(Origin origin)
{
    switch (origin) {
    case Origin::none:
        return "unknown";
    case Origin::assumed:
        return "assumed";
    case Origin::given:
        return "options";
    case Origin::abbreviation:
        return "abbreviation";
    case Origin::earlier:
        return "earlier line";
    case Origin::line:
        return "line";
    }
    return "unknown";
}

std::int64_t days_since_epoch(Date date)
{
    // Years that begin in March, so that the day that comes and goes stands last.
    const std::int64_t year = date.year - (date.month <= 2);
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

Date date_of(std::int64_t days)
{
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const std::int64_t day_of_era = days - era * 146097;
    const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month = (5 * day_of_year + 2) / 153;
    const auto calendar_month = month < 10 ? month + 3 : month - 9;
    return {static_cast<std::int32_t>(year_of_era + era * 400 + (calendar_month <= 2)), static_cast<std::uint8_t>(calendar_month),
        static_cast<std::uint8_t>(day_of_year - (153 * month + 2) / 5 + 1)};
}

bool is_date(Date date)
{
    constexpr std::uint8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > days[date.month - 1])
        return false;
    const bool leap = date.year == 0 || (date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0));
    return date.month != 2 || date.day < 29 || leap;
}

Clock::Clock(const TimeOptions& options) : options_{options}
{
    if (options_.date && options_.date->year != 0) {
        year_ = options_.date->year;
        year_origin_ = options_.date_is_end ? Origin::assumed : Origin::given;
        if (options_.date->month != 0) {
            day_ = days_since_epoch(*options_.date);
            day_origin_ = year_origin_;
        }
    }
}

void Clock::set_date(Date date)
{
    day_ = days_since_epoch(date);
    day_origin_ = Origin::earlier;
    last_time_of_day_ = -1;
}

void Clock::set_zone(std::int32_t seconds) { zone_ = seconds; }

std::int32_t Clock::year_for(Date date, Origin& origin)
{
    const std::int32_t day = day_of_year(date);
    origin = year_origin_;
    if (last_day_of_year_ == 0) { // the first line: the file may have begun in the year before its last change
        if (options_.date_is_end && options_.date && options_.date->month != 0 && day > day_of_year(*options_.date) + 1)
            --year_;
    } else if (last_day_of_year_ - 1 - day > half_year) {
        ++year_;
    } else if (day - (last_day_of_year_ - 1) > half_year) {
        return std::max(year_ - 1, 1970); // a line of December behind one of January: out of order, the next lines go on
    }
    last_day_of_year_ = day + 1;
    return year_;
}

LogTime Clock::resolve(const Stamp& stamp)
{
    if (!stamp.has_time) {
        LogTime same = last_;
        same.time_of_day = false;
        return same;
    }
    LogTime time{};
    time.time_of_day = true;
    time.fraction_sure = stamp.fraction_sure;

    std::int64_t day = 0;
    if (stamp.date.month != 0) {
        Date date = stamp.date;
        time.date = time.year = Origin::line;
        if (date.year == 0) {
            date.year = year_for(stamp.date, time.year);
        } else {
            year_ = date.year;
            year_origin_ = Origin::earlier;
            last_day_of_year_ = day_of_year(date) + 1;
        }
        day = days_since_epoch(date);
    } else if (day_) {
        std::int64_t shift = 0;
        if (last_time_of_day_ >= 0 && last_time_of_day_ - stamp.time_of_day > next_day_fall)
            ++*day_;
        else if (last_time_of_day_ >= 0 && stamp.time_of_day - last_time_of_day_ > a_day - next_day_fall)
            shift = -1; // just before midnight, written just behind it
        day = *day_ + shift;
        time.date = time.year = day_origin_;
        if (shift == 0)
            last_time_of_day_ = stamp.time_of_day;
    } else if (last_time_of_day_ >= 0 && last_time_of_day_ - stamp.time_of_day > next_day_fall) {
        day_ = 1; // day 0 is over; which day that is, nobody knows
        day = 1;
        last_time_of_day_ = stamp.time_of_day;
    } else {
        last_time_of_day_ = stamp.time_of_day;
    }

    time.zone = stamp.zone;
    time.zone_seconds = stamp.zone_seconds;
    if (stamp.zone == Origin::none && zone_) { // a head is the file's own word and goes before what was said on the command line
        time.zone = Origin::earlier;
        time.zone_seconds = *zone_;
    } else if (stamp.zone <= Origin::assumed && options_.zone) {
        time.zone = Origin::given;
        time.zone_seconds = *options_.zone;
    }
    day = std::clamp<std::int64_t>(day, -furthest_day, furthest_day);
    time.nanoseconds = day * a_day + stamp.time_of_day - time.zone_seconds * second;
    time.nanoseconds = difference(time.nanoseconds, -options_.offset);
    last_ = time;
    return time;
}

std::optional<std::int32_t> parse_zone(std::string_view text, Origin* origin)
{
    const auto say = [&](Origin o) {
        if (origin)
            *origin = o;
    };
    for (const ZoneName& row : zone_names)
        if (text == row.name) {
            say(row.origin);
            return row.minutes * 60;
        }
    if (text.size() > 3 && (text.starts_with("GMT") || text.starts_with("UTC")))
        text.remove_prefix(3);
    if (text.size() < 2 || (text[0] != '+' && text[0] != '-'))
        return std::nullopt;
    std::int32_t digits[4]{};
    std::size_t count = 0;
    bool colon = false;
    for (const char c : text.substr(1)) {
        if (c == ':' && (count == 1 || count == 2) && !colon) {
            colon = true;
            continue;
        }
        if (!is_digit(c) || count == 4)
            return std::nullopt;
        digits[count++] = c - '0';
    }
    std::int32_t hours = 0, minutes = 0;
    switch (count) {
    case 1:
        hours = digits[0];
        break;
    case 2:
        hours = digits[0] * 10 + digits[1];
        break;
    case 3:
        hours = digits[0], minutes = digits[1] * 10 + digits[2];
        break;
    case 4:
        hours = digits[0] * 10 + digits[1], minutes = digits[2] * 10 + digits[3];
        break;
    default:
        return std::nullopt;
    }
    if (hours > 15 || minutes > 59)
        return std::nullopt;
    say(Origin::line);
    return (text[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
}

std::optional<Date> parse_date(std::string_view text)
{
    std::int32_t parts[3]{};
    std::size_t part = 0, digits = 0;
    for (const char c : text) {
        if (is_digit(c) && ++digits <= (part == 0 ? 4u : 2u)) {
            parts[part] = parts[part] * 10 + (c - '0');
        } else if ((c == '-' || c == '/' || c == '.') && digits != 0 && part < 2) {
            ++part;
            digits = 0;
        } else {
            return std::nullopt;
        }
    }
    if (digits == 0 || part == 1 || parts[0] < 1)
        return std::nullopt;
    const Date date{parts[0], static_cast<std::uint8_t>(parts[1]), static_cast<std::uint8_t>(parts[2])};
    if (part == 2 ? !is_date(date) : parts[0] < 1000)
        return std::nullopt;
    return date;
}

std::string format_utc(cti::Time nanoseconds, unsigned fraction)
{
    std::int64_t whole = nanoseconds / second, rest = nanoseconds % second;
    if (rest < 0) {
        rest += second;
        --whole;
    }
    std::int64_t day = whole / seconds_a_day, of_day = whole % seconds_a_day;
    if (of_day < 0) {
        of_day += seconds_a_day;
        --day;
    }
    const Date date = date_of(day);
    std::string out;
    put(out, date.year, 4);
    put(out += '-', date.month, 2);
    put(out += '-', date.day, 2);
    put(out += 'T', of_day / 3600, 2);
    put(out += ':', of_day / 60 % 60, 2);
    put(out += ':', of_day % 60, 2);
    if (fraction != 0) {
        std::string digits;
        put(digits, rest, 9);
        (out += '.').append(digits, 0, std::min(fraction, 9u));
    }
    return out += 'Z';
}

std::optional<ClockOffset> clock_offset(std::span<const TimePair> pairs)
{
    if (pairs.empty())
        return std::nullopt;
    std::vector<std::int64_t> values;
    values.reserve(pairs.size());
    for (const TimePair& pair : pairs)
        values.push_back(difference(pair.capture, pair.log));
    ClockOffset offset;
    offset.pairs = pairs.size();
    offset.nanoseconds = median(values);
    for (std::int64_t& value : values) {
        const std::int64_t distance = difference(value, offset.nanoseconds);
        value = distance == std::numeric_limits<std::int64_t>::min() ? std::numeric_limits<std::int64_t>::max()
                : distance < 0                                       ? -distance
                                                                     : distance;
    }
    offset.spread = median(values);
    offset.near = static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [](std::int64_t v) { return v <= second; }));
    return offset;
}

} // namespace cti::logs
