// SPDX-License-Identifier: GPL-2.0-or-later
// FNV-1a in 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv): tells what is alike from what is not. Not for what an attacker may want to be alike.
#pragma once

#include <cstdint>
#include <string_view>

namespace cti {

class Hash {
public:
    constexpr Hash& add(std::uint64_t part)
    {
        value_ = (value_ ^ part) * 0x100000001b3;
        return *this;
    }
    /// The bytes of a text, without a mark where it ends.
    constexpr Hash& add(std::string_view text)
    {
        for (const char c : text)
            add(std::uint64_t{static_cast<std::uint8_t>(c)});
        return *this;
    }
    constexpr std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_ = 0xcbf29ce484222325;
};

} // namespace cti
