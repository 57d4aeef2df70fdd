// SPDX-License-Identifier: GPL-2.0-or-later
// Values without their escapes, and short texts that are kept in place.
// CiscoLog writes '[', ']' and '\' in a value as "\[", "\]", "\\" (Managed Services Guide for Unified CM 12.5(1), CiscoLog Messages); CEF relays
// write '=' as "\="; text that came as a trap may hold '=' as "%61" and ';' as "%59".
#pragma once

#include "core/text.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cti::ucalarm {

/// A character that may stand behind a backslash.
constexpr bool is_escapable(char c) { return c == '[' || c == ']' || c == '\\' || c == '='; }

/// True where unescape() would change something.
inline bool has_escapes(std::string_view raw, bool percent_coded)
{
    return raw.find('\\') != std::string_view::npos || (percent_coded && raw.find('%') != std::string_view::npos);
}

/// Writes `raw` without its escapes to `out`, which has room for `raw`; returns the bytes written.
inline std::size_t unescape(std::string_view raw, bool percent_coded, char* out)
{
    std::size_t used = 0;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == '\\' && i + 1 < raw.size() && is_escapable(raw[i + 1])) {
            out[used++] = raw[++i];
        } else if (percent_coded && raw.substr(i).starts_with("%61")) {
            out[used++] = '=';
            i += 2;
        } else if (percent_coded && raw.substr(i).starts_with("%59")) {
            out[used++] = ';';
            i += 2;
        } else {
            out[used++] = raw[i];
        }
    }
    return used;
}

/// Text of at most `capacity` bytes, kept in place; what is longer is cut between two characters.
template <std::size_t capacity>
class ShortText {
public:
    ShortText() = default;
    ShortText(std::string_view text) { *this = text; }
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
    char text_[capacity] = {};
    std::uint16_t size_ = 0;
};

} // namespace cti::ucalarm
