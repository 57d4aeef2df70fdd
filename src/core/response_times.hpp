// SPDX-License-Identifier: GPL-2.0-or-later
// Response times of one kind of request: exact count, minimum, mean and maximum, and percentiles from a histogram of fixed size.
#pragma once

#include "core/time.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace cti {

/// Memory is the same however many are added: 2.2 KB. No floating point: the same figures on every machine.
class ResponseTimes {
public:
    /// A bucket is a sixteenth of a power of two wide, so a percentile is exact to 4 % (half a bucket: 3.2 %) from 16 to 2^37 units of
    /// 1.024 microseconds (39 hours); what is shorter is exact to a unit, what is longer counts in the last bucket.
    static constexpr int unit_bits = 10, fraction_bits = 4, largest_bits = 37;
    static constexpr std::size_t buckets = static_cast<std::size_t>(largest_bits - fraction_bits + 1) << fraction_bits;

    /// Negative spans count as they are in minimum and mean, and as 0 in percentiles.
    void add(Time span)
    {
        min_ = count_ == 0 ? span : std::min(min_, span);
        max_ = count_ == 0 ? span : std::max(max_, span);
        ++count_;
        // A sum that would overflow stays where it is: 292 years of waiting.
        const Time room = span >= 0 ? INT64_MAX - span : INT64_MIN - span;
        sum_ = span >= 0 ? std::min(sum_, room) + span : std::max(sum_, room) + span;
        ++histogram_[bucket(span)];
    }

    std::uint64_t count() const { return count_; }
    Time min() const { return min_; }
    Time max() const { return max_; }
    Time mean() const { return count_ == 0 ? 0 : sum_ / static_cast<Time>(count_); }

    /// The time within which `percent` (1 to 100) of the requests were answered, by the nearest-rank definition; 0 where there are none.
    Time percentile(unsigned percent) const
    {
        const std::uint64_t rank = count_ / 100 * percent + (count_ % 100 * percent + 99) / 100;
        if (rank == count_)
            return max_;
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < buckets; ++i) {
            seen += histogram_[i];
            if (seen >= rank && seen > 0)
                return std::clamp(middle(i), min_, max_);
        }
        return max_;
    }

private:
    static std::size_t bucket(Time span)
    {
        const std::uint64_t units = span < 0 ? 0 : static_cast<std::uint64_t>(span) >> unit_bits;
        if (units >> largest_bits)
            return buckets - 1;
        const int shift = std::max(static_cast<int>(std::bit_width(units)) - fraction_bits - 1, 0);
        return (static_cast<std::size_t>(shift) << fraction_bits) + static_cast<std::size_t>(units >> shift);
    }
    static Time middle(std::size_t bucket)
    {
        const int shift = std::max(static_cast<int>(bucket >> fraction_bits) - 1, 0);
        const auto units = static_cast<std::int64_t>(bucket - (static_cast<std::size_t>(shift) << fraction_bits));
        return (((units << 1) + 1) << shift << unit_bits) >> 1;
    }

    std::array<std::uint32_t, buckets> histogram_{};
    std::uint64_t count_ = 0;
    Time sum_ = 0, min_ = 0, max_ = 0;
};

} // namespace cti
