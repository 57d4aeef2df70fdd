// SPDX-License-Identifier: GPL-2.0-or-later
// Finds a row of a table by its name: a hash table of row numbers that is made at build time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cti {

/// Tells names apart by some of their characters: dearer hashes take longer than they save.
constexpr std::size_t name_hash(std::string_view name)
{
    const std::size_t n = name.size();
    if (n == 0)
        return 0;
    const auto at = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(name[i])); };
    return n + 5 * at(0) + 7 * at(n / 3) + 11 * at(n / 2) + 17 * at(n - n / 4 - 1) + 23 * at(n - 1);
}

/// Places for the rows of a table by a hash; a place that is taken pushes on to the next. At most half of them are used, so that a search
/// for what is not there ends soon.
template <std::size_t size>
class Places {
public:
    static constexpr std::size_t none = ~std::size_t{0};

    /// For rows `first` to `end` - 1; hash_of(row) is a row's hash.
    template <class HashOf>
    consteval Places(std::size_t first, std::size_t end, HashOf hash_of)
    {
        if (2 * (end - first) > size)
            throw "make the table of places larger";
        for (std::size_t row = first; row < end; ++row) {
            std::size_t place = hash_of(row) % size;
            while (rows_[place] != 0)
                place = (place + 1) % size;
            rows_[place] = static_cast<std::uint16_t>(row + 1);
        }
    }

    /// The first row for which is(row) holds among those that may have this hash, in the order of the table where hashes are equal; or none.
    template <class Is>
    constexpr std::size_t find(std::size_t hash, Is is) const
    {
        for (std::size_t place = hash % size; rows_[place] != 0; place = (place + 1) % size)
            if (is(rows_[place] - 1u))
                return rows_[place] - 1u;
        return none;
    }

private:
    std::array<std::uint16_t, size> rows_{};    ///< 1 + row; 0: free
};

} // namespace cti
