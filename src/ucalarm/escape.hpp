// SPDX-License-Identifier: GPL-2.0-or-later
// Values without their escapes.
// CiscoLog writes '[', ']' and '\' in a value as "\[", "\]", "\\" (Managed Services Guide for Unified CM 12.5(1), CiscoLog Messages); CEF
// relays write '=' as "\="; text that came as a trap may hold '=' as "%61" and ';' as "%59".
#pragma once

#include <cstddef>
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

} // namespace cti::ucalarm
