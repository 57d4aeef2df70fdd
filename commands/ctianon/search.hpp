// SPDX-License-Identifier: GPL-2.0-or-later
// Searches bytes for values that may not be in them: as they are, in other case, as hexadecimal digits and as UTF-16.
#pragma once

#include "ctianon/message.hpp"

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace cti::anon {

class Search {
public:
    /// `shortest`: bytes; values below are not searched.
    Search(const Ledger& ledger, std::size_t shortest);

    struct Hit {
        std::size_t at = 0, length = 0;
        bool plain = false; ///< as it is, but for case
        Privacy kind = Privacy::none;
    };
    /// The first value in `bytes`. With `fates` (as many) only where all of its bytes were kept: what stands in replaced bytes is chance.
    std::optional<Hit> find(Bytes bytes, const std::vector<Byte>* fates = nullptr) const;
    std::size_t values() const { return values_; }

private:
    struct Pattern {
        std::string bytes; ///< small letters
        Privacy kind;
        bool plain;
        bool whole_word; ///< short ones count only where no letter or digit stands beside them
    };
    static constexpr std::size_t gram = 4;
    std::vector<Pattern> patterns_{};
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_gram_{};
    std::bitset<65536> filter_{};
    std::size_t values_ = 0;
};

/// A value that also stands where the tables expect protocol is replaced there, too. False: one stands there in a form in which it cannot.
/// `replaced` counts.
bool replace_elsewhere(const Search& search, Replacements& replacements, std::vector<std::uint8_t>& bytes, std::vector<Byte>& fates,
    std::uint64_t* replaced = nullptr, Search::Hit* left = nullptr);

} // namespace cti::anon
