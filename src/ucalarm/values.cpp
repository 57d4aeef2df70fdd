// SPDX-License-Identifier: GPL-2.0-or-later
// Addresses and booleans from their text.
#include "ucalarm/decode.hpp"

#include <algorithm>
#include <charconv>

namespace cti::ucalarm {
namespace {

/// A number of at most `digits` digits at the beginning of `text`, which loses them.
template <int base>
std::optional<unsigned> take_number(std::string_view& text, std::size_t digits)
{
    unsigned n = 0;
    const char* begin = text.data();
    const auto [end, error] = std::from_chars(begin, begin + std::min(digits, text.size()), n, base);
    if (error != std::errc{} || *begin == '-')
        return {};
    text.remove_prefix(static_cast<std::size_t>(end - begin));
    return n;
}

bool equal_ignoring_case(std::string_view a, std::string_view lower)
{
    return a.size() == lower.size() &&
           std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x + ('a' - 'A') : x) == y; });
}

} // namespace

std::optional<std::uint32_t> parse_ipv4(std::string_view text)
{
    std::uint32_t address = 0;
    for (int i = 0; i < 4; ++i) {
        if (i > 0) {
            if (!text.starts_with('.'))
                return {};
            text.remove_prefix(1);
        }
        if (text.empty())
            return {};
        const auto part = take_number<10>(text, 3);
        if (!part || *part > 255)
            return {};
        address = address << 8 | *part;
    }
    return text.empty() ? std::optional{address} : std::nullopt;
}

std::optional<Ipv6> parse_ipv6(std::string_view text)
{
    Ipv6 address{};
    std::size_t used = 0, gap = address.size() + 1;    // gap: where "::" stands
    if (text.starts_with("::")) {
        gap = 0;
        text.remove_prefix(2);
        if (text.empty())
            return address;
    }
    while (used < address.size()) {
        if (used + 4 <= address.size() && text.find(':') == std::string_view::npos && text.find('.') != std::string_view::npos) {
            const auto v4 = parse_ipv4(text);    // the last 32 bits may be written as IPv4
            if (!v4)
                return {};
            for (int shift = 24; shift >= 0; shift -= 8)
                address[used++] = static_cast<std::uint8_t>(*v4 >> shift);
            text = {};
            break;
        }
        if (text.empty())
            return {};
        const auto part = take_number<16>(text, 4);
        if (!part)
            return {};
        address[used++] = static_cast<std::uint8_t>(*part >> 8);
        address[used++] = static_cast<std::uint8_t>(*part);
        if (text.empty())
            break;
        if (!text.starts_with(':'))
            return {};
        text.remove_prefix(1);
        if (text.starts_with(':')) {
            if (gap <= address.size())
                return {};
            gap = used;
            text.remove_prefix(1);
            if (text.empty())
                break;
        }
    }
    if (!text.empty())
        return {};
    if (gap > address.size())
        return used == address.size() ? std::optional{address} : std::nullopt;
    if (used == address.size())
        return {};
    std::rotate(address.begin() + static_cast<std::ptrdiff_t>(gap), address.begin() + static_cast<std::ptrdiff_t>(used), address.end());
    return address;
}

std::optional<bool> parse_boolean(std::string_view text)
{
    if (text == "1" || equal_ignoring_case(text, "true"))
        return true;
    if (text == "0" || equal_ignoring_case(text, "false"))
        return false;
    return {};
}

} // namespace cti::ucalarm
