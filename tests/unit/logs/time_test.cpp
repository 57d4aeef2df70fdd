// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/time.hpp"

#include <gtest/gtest.h>

using namespace cti;
using namespace cti::logs;

namespace {

Stamp at(int hour, int minute, int seconds, Date date = {})
{
    return {.date = date, .has_time = true, .time_of_day = (hour * 3600 + minute * 60 + std::int64_t{seconds}) * second};
}
std::string utc(Clock& clock, const Stamp& stamp) { return format_utc(clock.resolve(stamp).nanoseconds, 0); }

TEST(LogTime, DatesAndDays)
{
    EXPECT_EQ(days_since_epoch({1970, 1, 1}), 0);
    EXPECT_EQ(days_since_epoch({2000, 3, 1}), 11017); // 30 years, 7 of them leap, and 60 days
    EXPECT_EQ(date_of(11016), (Date{2000, 2, 29}));
    for (std::int64_t day = -1000; day < 100000; day += 13)
        EXPECT_EQ(days_since_epoch(date_of(day)), day);
    EXPECT_TRUE(is_date({2024, 2, 29}));
    EXPECT_FALSE(is_date({2023, 2, 29}));
    EXPECT_TRUE(is_date({0, 2, 29}));
    EXPECT_FALSE(is_date({2100, 2, 29}));
    EXPECT_FALSE(is_date({2024, 4, 31}));
}

TEST(LogTime, Zones)
{
    const auto zone = [](std::string_view text, Origin expected) {
        Origin origin = Origin::none;
        const auto seconds = parse_zone(text, &origin);
        EXPECT_EQ(origin, expected) << text;
        return seconds;
    };
    EXPECT_EQ(zone("UTC", Origin::line), 0);
    EXPECT_EQ(zone("-05:00", Origin::line), -5 * 3600);
    EXPECT_EQ(zone("+0530", Origin::line), 19800);
    EXPECT_EQ(zone("GMT+01:00", Origin::line), 3600);
    EXPECT_EQ(zone("COT", Origin::abbreviation), -5 * 3600);
    EXPECT_EQ(zone("EDT", Origin::abbreviation), -4 * 3600);
    EXPECT_EQ(zone("IST", Origin::assumed), 19800);
    for (const char* wrong : {"", "+", "XYZ", "+25:00", "+01:75", "01:00", "+1:2:3", "+12345"})
        EXPECT_EQ(parse_zone(wrong), std::nullopt) << wrong;
}

TEST(LogTime, DatesOfOptions)
{
    EXPECT_EQ(parse_date("2024-08-12"), (Date{2024, 8, 12}));
    EXPECT_EQ(parse_date("2024/8/2"), (Date{2024, 8, 2}));
    EXPECT_EQ(parse_date("2024"), (Date{2024, 0, 0}));
    for (const char* wrong : {"", "24", "2024-08", "2024-13-01", "2023-02-29", "08/12/2024", "2024-08-12x"})
        EXPECT_EQ(parse_date(wrong), std::nullopt) << wrong;
}

// FileHead: "UTC:-05:00,Date: 2024/08/12"; UTC = date + time - offset; a day more when the time falls by hours.
TEST(LogTime, DateOfHeadGoesOnAtMidnight)
{
    Clock clock;
    clock.set_zone(-5 * 3600);
    clock.set_date({2024, 8, 12});
    EXPECT_EQ(utc(clock, at(21, 53, 46)), "2024-08-13T02:53:46Z");
    EXPECT_EQ(utc(clock, at(23, 59, 59)), "2024-08-13T04:59:59Z");
    EXPECT_EQ(utc(clock, at(0, 0, 0)), "2024-08-13T05:00:00Z");
    EXPECT_EQ(utc(clock, at(23, 59, 58)), "2024-08-13T04:59:58Z") << "written behind midnight, but before it";
    EXPECT_EQ(utc(clock, at(0, 0, 1)), "2024-08-13T05:00:01Z");
    const LogTime time = clock.resolve(at(1, 0, 0));
    EXPECT_EQ(time.date, Origin::earlier);
    EXPECT_EQ(time.zone, Origin::earlier);
    EXPECT_TRUE(time.sure());
}

TEST(LogTime, SlightlyOutOfOrderIsTheSameDay)
{
    Clock clock;
    clock.set_date({2007, 2, 8});
    EXPECT_EQ(utc(clock, at(12, 33, 20)), "2007-02-08T12:33:20Z");
    EXPECT_EQ(utc(clock, at(12, 33, 19)), "2007-02-08T12:33:19Z");
}

TEST(LogTime, YearGoesOnInJanuary)
{
    Clock clock{{.date = Date{2023, 0, 0}}};
    EXPECT_EQ(utc(clock, at(23, 59, 59, {0, 12, 31})), "2023-12-31T23:59:59Z");
    EXPECT_EQ(utc(clock, at(0, 0, 1, {0, 1, 1})), "2024-01-01T00:00:01Z");
    EXPECT_EQ(utc(clock, at(23, 59, 58, {0, 12, 31})), "2023-12-31T23:59:58Z");
    EXPECT_EQ(utc(clock, at(0, 0, 2, {0, 1, 1})), "2024-01-01T00:00:02Z");
    const LogTime time = clock.resolve(at(1, 0, 0, {0, 1, 1}));
    EXPECT_EQ(time.date, Origin::line);
    EXPECT_EQ(time.year, Origin::given);
    EXPECT_FALSE(time.sure());
}

TEST(LogTime, YearFromTheLastChangeOfTheFile)
{
    const TimeOptions changed{.date = Date{2024, 1, 3}, .date_is_end = true};
    Clock december{changed};
    EXPECT_EQ(utc(december, at(12, 0, 0, {0, 12, 20})), "2023-12-20T12:00:00Z");
    EXPECT_EQ(utc(december, at(12, 0, 0, {0, 1, 2})), "2024-01-02T12:00:00Z");
    Clock january{changed};
    EXPECT_EQ(utc(january, at(12, 0, 0, {0, 1, 2})), "2024-01-02T12:00:00Z");
}

TEST(LogTime, NothingKnownIsSaid)
{
    Clock clock;
    LogTime time = clock.resolve(at(10, 0, 0));
    EXPECT_EQ(format_utc(time.nanoseconds, 0), "1970-01-01T10:00:00Z");
    EXPECT_EQ(time.date, Origin::none);
    EXPECT_EQ(time.zone, Origin::none);
    EXPECT_FALSE(time.sure());
    time = clock.resolve({});
    EXPECT_FALSE(time.time_of_day);
    EXPECT_EQ(format_utc(time.nanoseconds, 0), "1970-01-01T10:00:00Z") << "stands where the one before does";
    // No year anywhere: still in order over new year, and never before 1970.
    Clock other;
    EXPECT_EQ(utc(other, at(1, 0, 0, {0, 12, 31})), "1970-12-31T01:00:00Z");
    EXPECT_EQ(utc(other, at(1, 0, 0, {0, 1, 1})), "1971-01-01T01:00:00Z");
    Clock third;
    EXPECT_EQ(utc(third, at(1, 0, 0, {0, 1, 1})), "1970-01-01T01:00:00Z");
    EXPECT_EQ(utc(third, at(1, 0, 0, {0, 12, 31})), "1970-12-31T01:00:00Z");
}

TEST(LogTime, OptionsFillWhatIsMissing)
{
    Clock clock{{.zone = 7200, .date = Date{2020, 5, 6}, .offset = 1'500'000'000}};
    const LogTime time = clock.resolve(at(10, 0, 0));
    EXPECT_EQ(format_utc(time.nanoseconds), "2020-05-06T08:00:01.500Z");
    EXPECT_EQ(time.date, Origin::given);
    EXPECT_EQ(time.zone, Origin::given);
    // A zone that the line prints stands; an ambiguous one does not.
    Stamp stamp = at(10, 0, 0);
    stamp.zone = Origin::line;
    EXPECT_EQ(clock.resolve(stamp).zone_seconds, 0);
    stamp.zone = Origin::assumed;
    EXPECT_EQ(clock.resolve(stamp).zone_seconds, 7200);
    // The file's own head goes before the option.
    clock.set_zone(-3600);
    EXPECT_EQ(clock.resolve(at(10, 0, 0)).zone_seconds, -3600);
}

TEST(LogTime, RotatedFilesInOrder)
{
    FileKey old{true, 100, 5, "z.log"}, younger{true, 200, 1, "a.log"}, same{true, 200, 2, "0.log"}, unknown{false, 0, 0, "b.log"};
    EXPECT_LT(old, younger);
    EXPECT_LT(younger, same) << "same time: by running number";
    EXPECT_LT(same, unknown) << "without a time: last";
}

TEST(LogTime, OffsetIsTheMedian)
{
    EXPECT_EQ(clock_offset({}), std::nullopt);
    constexpr std::int64_t s = second;
    const TimePair pairs[] = {{10 * s, 15 * s}, {20 * s, 25 * s + 1000}, {30 * s, 35 * s - 1000}, {40 * s, 400 * s}};
    const auto offset = clock_offset(pairs);
    ASSERT_TRUE(offset);
    EXPECT_NEAR(static_cast<double>(offset->nanoseconds), 5.0 * s, 2000);
    EXPECT_EQ(offset->near, 3u);
    EXPECT_TRUE(offset->sure());
    const TimePair scattered[] = {{0, 5 * s}, {0, 500 * s}, {0, 90 * s}};
    EXPECT_FALSE(clock_offset(scattered)->sure());
    const TimePair one[] = {{0, 5 * s}};
    EXPECT_FALSE(clock_offset(one)->sure());
    const TimePair extreme[] = {{INT64_MAX, INT64_MIN}, {INT64_MIN, INT64_MAX}, {0, INT64_MIN}};
    EXPECT_TRUE(clock_offset(extreme));
}

} // namespace
