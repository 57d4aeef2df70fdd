// SPDX-License-Identifier: GPL-2.0-or-later
// Booleans from their text.
#include "ucalarm/decode.hpp"

#include <algorithm>

namespace cti::ucalarm {
namespace {

bool equal_ignoring_case(std::string_view a, std::string_view lower)
{
    return a.size() == lower.size() &&
           std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x + ('a' - 'A') : x) == y; });
}

} // namespace

std::optional<bool> parse_boolean(std::string_view text)
{
    if (text == "1" || equal_ignoring_case(text, "true"))
        return true;
    if (text == "0" || equal_ignoring_case(text, "false"))
        return false;
    return {};
}

} // namespace cti::ucalarm
