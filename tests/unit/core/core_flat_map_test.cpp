// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/flat_map.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <unordered_map>
#include <vector>

namespace cti {
namespace {

struct Row {
    std::uint64_t number = 0;
    std::uint32_t value = 0;
    std::unique_ptr<int> owned{}; ///< it may only be moved
};
using Rows = FlatMap<Row, &Row::number>;

/// The same as a std::unordered_map, whatever is done to both: few and many values, numbers side by side and far apart, those that differ
/// above their low 32 bits, erased ones between others.
TEST(FlatMap, HoldsWhatAMapHolds)
{
    std::mt19937 random{188};
    for (const std::uint64_t spread : {std::uint64_t{1}, std::uint64_t{50}, std::uint64_t{1} << 20, std::uint64_t{1} << 32}) {
        Rows rows;
        std::unordered_map<std::uint64_t, std::uint32_t> expected;
        for (std::uint32_t i = 0; i < 20000; ++i) {
            const std::uint64_t number = random() % 4000 * spread;
            ASSERT_EQ(rows.find(number) != nullptr, expected.contains(number));
            rows[number].value = expected[number] = i;
            if (i % 3000 == 2999) {
                rows.erase_if([](const Row& row) { return row.value % 3 == 0; });
                std::erase_if(expected, [](const auto& row) { return row.second % 3 == 0; });
            }
            ASSERT_EQ(rows.size(), expected.size());
        }
        for (const auto& [number, value] : expected) {
            const Row* const row = rows.find(number);
            ASSERT_TRUE(row && row->number == number);
            EXPECT_EQ(row->value, value);
        }
    }
}

TEST(FlatMap, KeepsTheOrderInWhichTheyCame)
{
    Rows rows;
    for (std::uint64_t number = 100; number-- > 0;)
        rows[number];
    rows.erase_if([](const Row& row) { return row.number % 2 == 1; });
    std::vector<std::uint64_t> numbers;
    for (const Row& row : rows)
        numbers.push_back(row.number);
    ASSERT_EQ(numbers.size(), 50u);
    EXPECT_EQ(numbers.front(), 98u);
    EXPECT_TRUE(std::is_sorted(numbers.rbegin(), numbers.rend()));
    EXPECT_EQ(rows.find(1), nullptr);
    rows.erase_if([](const Row&) { return true; });
    EXPECT_EQ(rows.find(98), nullptr);
    EXPECT_EQ(rows.size(), 0u);
}

} // namespace
} // namespace cti
