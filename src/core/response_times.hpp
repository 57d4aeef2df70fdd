// SPDX-License-Identifier: GPL-2.0-or-later
// Response times of one kind of request: exact count, minimum, mean and maximum, and percentiles from a histogram of fixed size.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace cti {

/// Times in seconds. Memory is the same however many are added: 2.6 KB.
class ResponseTimes {
public:
    /// A bucket is 4 % wide, so a percentile is exact to 4 %: from 1 microsecond to 44 hours; what is shorter or longer counts in the first or last.
    static constexpr double shortest = 1e-6, growth = 1.04;
    static constexpr std::size_t buckets = 660;

    void add(double seconds)
    {
        min_ = count_ == 0 ? seconds : std::min(min_, seconds);
        max_ = count_ == 0 ? seconds : std::max(max_, seconds);
        ++count_;
        sum_ += seconds;
        ++histogram_[bucket(seconds)];
    }

    std::uint64_t count() const { return count_; }
    double min() const { return min_; }
    double max() const { return max_; }
    double mean() const { return count_ == 0 ? 0 : sum_ / static_cast<double>(count_); }

    /// The time within which `percent` (above 0, at most 100) of the requests were answered, by the nearest-rank definition; 0 where there are none.
    double percentile(double percent) const
    {
        const auto rank = static_cast<std::uint64_t>(std::ceil(percent / 100 * static_cast<double>(count_)));
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < buckets; ++i) {
            seen += histogram_[i];
            if (seen >= rank && seen > 0)
                return std::clamp(middle(i), min_, max_);
        }
        return max_;
    }

private:
    static std::size_t bucket(double seconds)
    {
        if (!(seconds > shortest))
            return 0;
        static const double scale = 1 / std::log(growth);
        return std::min(static_cast<std::size_t>(std::log(seconds / shortest) * scale) + 1, buckets - 1);
    }
    /// The geometric middle of a bucket.
    static double middle(std::size_t bucket) { return bucket == 0 ? shortest : shortest * std::pow(growth, static_cast<double>(bucket) - 0.5); }

    std::array<std::uint32_t, buckets> histogram_{};
    std::uint64_t count_ = 0;
    double sum_ = 0, min_ = 0, max_ = 0;
};

} // namespace cti
