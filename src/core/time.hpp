// SPDX-License-Identifier: GPL-2.0-or-later
// One time for everything: nanoseconds since 1970-01-01 00:00:00 UTC, as captures and logs have it.
#pragma once

#include <algorithm>
#include <cstdint>

namespace cti {

/// Nanoseconds since the epoch, or a span of nanoseconds. Good until the year 2262.
using Time = std::int64_t;

inline constexpr Time microsecond = 1'000;
inline constexpr Time millisecond = 1'000'000;
inline constexpr Time second = 1'000'000'000;

/// Where no time is known.
inline constexpr Time no_time = INT64_MIN;

/// A frame's time from the seconds and nanoseconds that a file gives. What lies outside of 1970 to 2116 is no frame's time: the nearest of
/// these instead, so that the span between two times, and one of them plus any limit, are always in range.
constexpr Time frame_time(std::int64_t seconds, std::int64_t nanoseconds)
{
    constexpr std::int64_t last = INT64_MAX / 2 / second;
    if (static_cast<std::uint64_t>(seconds) < last && static_cast<std::uint64_t>(nanoseconds) < second) [[likely]]
        return seconds * second + nanoseconds;
    if (seconds < 0)
        return 0;
    return seconds < last ? seconds * second + std::clamp<std::int64_t>(nanoseconds, 0, second - 1) : last * second;
}

/// Spans rounded to whole units, half up; negative spans count as 0.
constexpr std::uint64_t whole_milliseconds(Time span)
{
    return span < 0 ? 0 : static_cast<std::uint64_t>((span + millisecond / 2) / millisecond);
}
constexpr std::uint64_t whole_seconds(Time span) { return span < 0 ? 0 : static_cast<std::uint64_t>((span + second / 2) / second); }

/// A frame of the capture and its time.
struct Moment {
    std::uint32_t frame = 0;    ///< from 1; 0: none
    Time time = 0;
};

} // namespace cti
