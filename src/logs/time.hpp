// SPDX-License-Identifier: GPL-2.0-or-later
// When a log line was written. Many logs print only a part of that (no date, no year, no zone, an abbreviation that stands for three
// zones), so a time always says where each part of it comes from. Nothing here asks the machine's clock or locale.
#pragma once

#include "core/time.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cti::logs {

inline constexpr std::int32_t seconds_a_day = 86400;

/// Where a part of a time comes from, from worst to best.
enum class Origin : std::uint8_t {
    none,         ///< nothing says it: the value is a placeholder (year 1970, zone UTC)
    assumed,      ///< the usual meaning of something ambiguous: "IST" where no zone was given
    given,        ///< by the caller's options
    abbreviation, ///< a zone's name that stands for one zone in practice: "EST"
    earlier,      ///< an earlier line of the same file: FileHead, "Events from"
    line,         ///< the line itself
};
/// "line", "options", ...: for comments and messages.
std::string_view origin_word(Origin origin);

/// A day of the proleptic Gregorian calendar. `year` 0: not known.
struct Date {
    std::int32_t year = 0;
    std::uint8_t month = 0; ///< 1..12
    std::uint8_t day = 0;   ///< 1..31
    friend bool operator==(const Date&, const Date&) = default;
};

/// Days from 1970-01-01 to a date; negative before it. Any month 1..12 and day 1..31 gives a number.
std::int64_t days_since_epoch(Date date);
Date date_of(std::int64_t days);
/// True for a month 1..12 and a day that this month has (29 February in every year whose number is not known).
bool is_date(Date date);

struct LogTime {
    cti::Time nanoseconds = 0;  ///< since 1970-01-01 00:00:00 UTC, the clock offset of the options added
    Origin date = Origin::none; ///< month and day
    Origin year = Origin::none;
    Origin zone = Origin::none;
    bool time_of_day = false;      ///< false: the record has no time of its own and stands where the one before it does
    bool fraction_sure = true;     ///< false: ".53", which is 530 or 53 milliseconds (53 is taken)
    std::int32_t zone_seconds = 0; ///< east of UTC, as used

    /// True where all of it stands in the file.
    bool sure() const { return time_of_day && date >= Origin::earlier && year >= Origin::earlier && zone >= Origin::abbreviation; }
};

/// What a line prints of its time.
struct Stamp {
    Date date{}; ///< year 0 or month 0: not printed
    bool has_time = false;
    std::int64_t time_of_day = 0; ///< nanoseconds since midnight
    bool fraction_sure = true;
    Origin zone = Origin::none;
    std::int32_t zone_seconds = 0;
};

/// What a user can say about a file.
struct TimeOptions {
    std::optional<std::int32_t> zone{}; ///< seconds east of UTC for lines without a zone, or with an ambiguous one
    std::optional<Date> date{};         ///< for lines without a date or year: the day the file begins or, where `date_is_end`, at most ends
    bool date_is_end = false;           ///< `date` is the time of the file's last change: a month later than it belongs to the year before
    cti::Time offset = 0;               ///< nanoseconds to add to every time: capture clock minus log clock
};

/// Turns stamps into times, line after line of one file: keeps the date that a head gave, goes on to the next day when the time of day
/// falls by hours, and to the next year when December becomes January.
class Clock {
public:
    explicit Clock(const TimeOptions& options = {});

    /// From a head line ("Date: 2024/08/12", "Events from February 8, 2007"): date and zone of lines that print none.
    void set_date(Date date);
    void set_zone(std::int32_t seconds);
    /// The time of the next line. Lines that print no time get the one before.
    LogTime resolve(const Stamp& stamp);

private:
    std::int32_t year_for(Date date, Origin& origin);

    TimeOptions options_;
    std::optional<std::int64_t> day_; ///< days since the epoch, of lines that print no date
    Origin day_origin_ = Origin::none;
    std::optional<std::int32_t> zone_;
    std::int64_t last_time_of_day_ = -1;
    std::int32_t year_ = 1970; ///< of lines that print no year; counts on from 1970 where nothing says which it is
    Origin year_origin_ = Origin::none;
    std::int32_t last_day_of_year_ = 0;
    LogTime last_{};
};

/// Seconds east of UTC of "UTC", "+02:00", "-0500", "GMT+01:00", "Z", "EST"; `origin` tells how sure: line for offsets and UTC,
/// abbreviation for names with one usual meaning, assumed for ambiguous ones. Nothing where the text is no zone that is known.
std::optional<std::int32_t> parse_zone(std::string_view text, Origin* origin = nullptr);
/// "2024-08-12", "2024/08/12" or "2024" (month and day stay 0).
std::optional<Date> parse_date(std::string_view text);
/// "2024-08-12T21:53:46.259Z", for messages; `fraction` digits 0..9.
std::string format_utc(cti::Time nanoseconds, unsigned fraction = 3);

/// Puts rotated files into order: by the time of their first record, then by its running number, since file names go round.
struct FileKey {
    bool timed = false; ///< files without any time come last, in the order of their names
    std::int64_t nanoseconds = 0;
    std::uint64_t sequence = 0;
    std::string name{};
    friend std::weak_ordering operator<=>(const FileKey& a, const FileKey& b)
    {
        if (a.timed != b.timed)
            return a.timed ? std::weak_ordering::less : std::weak_ordering::greater;
        if (const auto by_time = a.nanoseconds <=> b.nanoseconds; a.timed && by_time != 0)
            return by_time;
        if (const auto by_sequence = a.sequence <=> b.sequence; by_sequence != 0)
            return by_sequence;
        return a.name <=> b.name;
    }
    friend bool operator==(const FileKey& a, const FileKey& b) { return (a <=> b) == 0; }
};

/// The same moment in a log and in a capture: both print this sequence number, InvokeID, alarm.
struct TimePair {
    std::int64_t log = 0; ///< nanoseconds since the epoch
    std::int64_t capture = 0;
};

struct ClockOffset {
    std::int64_t nanoseconds = 0; ///< capture minus log: what TimeOptions::offset takes
    std::int64_t spread = 0;      ///< median distance of the pairs from it
    std::size_t pairs = 0;
    std::size_t near = 0; ///< pairs within one second of it
    /// Three pairs or more, and most of them tell the same.
    bool sure() const { return pairs >= 3 && near * 3 >= pairs * 2; }
};
/// The median of what the pairs tell, so that a few wrong ones do no harm. Nothing where there is no pair.
std::optional<ClockOffset> clock_offset(std::span<const TimePair> pairs);

} // namespace cti::logs
