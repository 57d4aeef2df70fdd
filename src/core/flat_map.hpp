// SPDX-License-Identifier: GPL-2.0-or-later
// Values by a number of theirs, one behind the other in memory. std::unordered_map has each in a place of its own: with thousands of them in
// each of many sessions nearly every look at one is a look past the caches.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cti {

/// `key`: the member of Value that tells it from the others. Less than 2^32 values. Pointers to them are good until one is added or erased.
template <class Value, std::uint64_t Value::*key>
class FlatMap {
public:
    /// nullptr: none.
    Value* find(std::uint64_t of)
    {
        if (places_.empty()) {
            for (Value& value : values_)
                if (value.*key == of)
                    return &value;
            return nullptr;
        }
        for (std::size_t i = first_place(of); places_[i].value != 0; i = next(i))
            if (places_[i].low == static_cast<std::uint32_t>(of) && values_[places_[i].value - 1].*key == of)
                return &values_[places_[i].value - 1];
        return nullptr;
    }
    const Value* find(std::uint64_t of) const { return const_cast<FlatMap*>(this)->find(of); }
    /// Made where there is none.
    Value& operator[](std::uint64_t of)
    {
        if (Value* const known = find(of))
            return *known;
        values_.emplace_back().*key = of;
        if (values_.size() > few && values_.size() * 2 > places_.size())
            index();
        else if (!places_.empty())
            place(values_.size() - 1);
        return values_.back();
    }
    /// Those of which `is_over` goes; the others keep their order.
    template <class IsOver>
    void erase_if(IsOver is_over)
    {
        std::erase_if(values_, is_over);
        index();
    }
    std::size_t size() const { return values_.size(); }
    auto begin() { return values_.begin(); }
    auto end() { return values_.end(); }
    auto begin() const { return values_.begin(); }
    auto end() const { return values_.end(); }

private:
    static constexpr std::size_t few = 8; ///< values, which are found without an index
    struct Place {
        std::uint32_t low = 0;   ///< bits of the key: most that are not looked for are passed without a look at their values
        std::uint32_t value = 0; ///< 1 + index; 0: free
    };

    std::size_t next(std::size_t place) const { return (place + 1) & (places_.size() - 1); }
    /// Numbers that follow each other have their places side by side.
    std::size_t first_place(std::uint64_t of) const
    {
        constexpr unsigned together = 3;                                         // bits
        const std::uint64_t group = (of >> together) * 0x9e3779b97f4a7c15 >> 32; // Knuth's multiplicative hashing
        return static_cast<std::size_t>(group << together | (of & ((1u << together) - 1))) & (places_.size() - 1);
    }
    void place(std::size_t value)
    {
        const std::uint64_t of = values_[value].*key;
        std::size_t i = first_place(of);
        while (places_[i].value != 0)
            i = next(i);
        places_[i] = {static_cast<std::uint32_t>(of), static_cast<std::uint32_t>(value + 1)};
    }
    void index()
    {
        places_.assign(values_.size() > few ? std::bit_ceil(values_.size() * 2 + 2) : 0, {});
        for (std::size_t i = 0; i < values_.size() && !places_.empty(); ++i)
            place(i);
    }

    std::vector<Value> values_;
    std::vector<Place> places_; ///< a power of two, at most half of them taken; or none
};

} // namespace cti
