// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace cti {

/// Filter name of one bit of a mask: the mask's own filter name, a dot, the bit's name in lower case with '_' for everything
/// that is neither letter nor digit. For registration and documentation, not for decoding: it allocates.
inline std::string bit_filter(std::string_view mask_filter, std::string_view bit_name)
{
    std::string out{mask_filter};
    out += '.';
    for (const char c : bit_name) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        const char next = upper ? static_cast<char>(c - 'A' + 'a') : plain ? c : '_';
        if (next != '_' || (out.back() != '_' && out.back() != '.'))
            out += next;
    }
    while (out.back() == '_')
        out.pop_back();
    return out;
}

} // namespace cti
