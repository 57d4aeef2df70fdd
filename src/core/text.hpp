// SPDX-License-Identifier: GPL-2.0-or-later
// Text that goes out is valid UTF-8, whatever came from the wire.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cti {

/// Bytes of the UTF-8 sequence that `text` begins with: 1 to 4, or 0 where it begins with none (RFC 3629: no overlong forms, no surrogates).
constexpr std::size_t utf8_length(std::string_view text)
{
    const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const auto follows = [&](std::size_t i) { return i < text.size() && (at(i) & 0xc0) == 0x80; };
    if (text.empty())
        return 0;
    const std::uint8_t lead = at(0);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead <= 0xdf)
        return follows(1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        if (!follows(1) || !follows(2) || (lead == 0xe0 && at(1) < 0xa0) || (lead == 0xed && at(1) > 0x9f))
            return 0;
        return 3;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        if (!follows(1) || !follows(2) || !follows(3) || (lead == 0xf0 && at(1) < 0x90) || (lead == 0xf4 && at(1) > 0x8f))
            return 0;
        return 4;
    }
    return 0;
}

/// Stands for a byte that is no text.
inline constexpr std::string_view replacement_character = "\xef\xbf\xbd";

/// Hands `raw` on piece by piece, each whole UTF-8: put(std::string_view). Ends at a NUL; other control characters become '.'.
template <class Put>
constexpr void for_each_character(std::string_view raw, Put put)
{
    while (!raw.empty() && raw.front() != '\0') {
        const std::size_t n = utf8_length(raw);
        const auto lead = static_cast<std::uint8_t>(raw.front());
        if (n == 0)
            put(replacement_character);
        else if (lead < 0x20 || lead == 0x7f)
            put(std::string_view{"."});
        else
            put(raw.substr(0, n));
        raw.remove_prefix(n == 0 ? 1 : n);
    }
}

/// ASCII letters alone.
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool equal_ignoring_case(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (lower(a[i]) != lower(b[i]))
            return false;
    return true;
}

/// `raw` as valid UTF-8 without control characters.
inline std::string clean_text(std::string_view raw)
{
    std::string out;
    for_each_character(raw, [&](std::string_view piece) { out += piece; });
    return out;
}

} // namespace cti
