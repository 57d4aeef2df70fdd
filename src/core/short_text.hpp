// SPDX-License-Identifier: GPL-2.0-or-later
// A short text that is kept in place: no allocation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cti {

/// Text of at most `capacity` bytes, kept in place; what is longer is cut between two characters.
template <std::size_t capacity>
class ShortText {
public:
    ShortText() {} // the characters need no value before they have one
    ShortText(std::string_view text) { append(text); }
    ShortText(const ShortText& other) { append(other.view()); }
    ShortText& operator=(const ShortText& other)
    {
        if (this != &other)
            *this = other.view();
        return *this;
    }
    ShortText& operator=(std::string_view text)
    {
        size_ = 0;
        append(text);
        return *this;
    }
    /// Adds what fits.
    ShortText& append(std::string_view text)
    {
        std::size_t n = text.size() < capacity - size_ ? text.size() : capacity - size_;
        while (n > 0 && n < text.size() && (static_cast<std::uint8_t>(text[n]) & 0xc0) == 0x80)
            --n;
        if (n > 0)
            std::memcpy(text_ + size_, text.data(), n);
        size_ = static_cast<std::uint16_t>(size_ + n);
        return *this;
    }
    std::string_view view() const { return {text_, size_}; }
    operator std::string_view() const { return view(); }
    bool empty() const { return size_ == 0; }
    friend bool operator==(const ShortText& a, std::string_view b) { return a.view() == b; }

private:
    static_assert(capacity < 0x10000);
    char text_[capacity];
    std::uint16_t size_ = 0;
};

} // namespace cti
