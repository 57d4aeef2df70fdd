// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/address.hpp"

#include <algorithm>
#include <charconv>

namespace cti {
namespace {

constexpr std::array<std::uint8_t, 12> v4_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

void append_number(std::string& out, unsigned value, int base)
{
    char digits[8];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value, base).ptr);
}

std::optional<unsigned> number(std::string_view text, int base, unsigned most)
{
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value > most)
        return {};
    return value;
}

/// Four decimal numbers; nothing else.
bool parse_v4(std::string_view text, std::uint8_t* out)
{
    for (int i = 0; i < 4; ++i) {
        const std::size_t dot = text.find('.');
        if ((dot == std::string_view::npos) != (i == 3))
            return false;
        const auto value = number(text.substr(0, dot), 10, 255);
        if (!value || std::min(dot, text.size()) > 3)
            return false;
        out[i] = static_cast<std::uint8_t>(*value);
        text.remove_prefix(i == 3 ? text.size() : dot + 1);
    }
    return true;
}

/// Groups of one side of "::". What the address ends with may be IPv4. Returns how many, or nothing.
std::optional<std::size_t> parse_groups(std::string_view text, bool is_end, std::uint8_t* out)
{
    std::size_t count = 0;
    while (!text.empty()) {
        const std::size_t colon = text.find(':');
        const std::string_view group = text.substr(0, colon);
        if (group.find('.') != std::string_view::npos) {
            if (!is_end || colon != std::string_view::npos || count > 6 || !parse_v4(group, out + 2 * count))
                return {};
            return count + 2;
        }
        const auto value = number(group, 16, 0xffff);
        if (!value || group.size() > 4 || count == 8)
            return {};
        out[2 * count] = static_cast<std::uint8_t>(*value >> 8);
        out[2 * count + 1] = static_cast<std::uint8_t>(*value);
        ++count;
        if (colon == std::string_view::npos)
            return count;
        text.remove_prefix(colon + 1);
        if (text.empty())
            return {};
    }
    return count;
}

} // namespace

bool Address::is_v4() const { return std::equal(v4_prefix.begin(), v4_prefix.end(), bytes.begin()); }

std::optional<Address> Address::parse(std::string_view text)
{
    Address a;
    if (text.find(':') == std::string_view::npos) {
        std::uint8_t four[4];
        if (!parse_v4(text, four))
            return {};
        return v4(four);
    }
    const std::size_t gap = text.find("::");
    const auto head = parse_groups(text.substr(0, gap), gap == std::string_view::npos, a.bytes.data());
    if (gap == std::string_view::npos)
        return head == std::optional<std::size_t>{8} ? std::optional{a} : std::nullopt;
    std::array<std::uint8_t, 16> tail{};
    const auto behind = parse_groups(text.substr(gap + 2), true, tail.data());
    if (!head || !behind || *head + *behind > 7)
        return {};
    std::copy_n(tail.begin(), 2 * *behind, a.bytes.end() - static_cast<std::ptrdiff_t>(2 * *behind));
    return a;
}

std::string Address::text() const
{
    std::string out;
    if (!*this)
        return out;
    if (is_v4()) {
        for (std::size_t i = 12; i < 16; ++i) {
            if (i > 12)
                out += '.';
            append_number(out, bytes[i], 10);
        }
        return out;
    }
    // The longest run of two or more zero groups is left out (RFC 5952).
    const auto group = [&](std::size_t i) { return static_cast<unsigned>(be16(&bytes[2 * i])); };
    std::size_t from = 8, length = 1;
    for (std::size_t i = 0; i < 8; ++i) {
        std::size_t end = i;
        while (end < 8 && group(end) == 0)
            ++end;
        if (end - i > length) {
            from = i;
            length = end - i;
        }
    }
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == from) {
            out += "::";
            i += length - 1;
            continue;
        }
        if (i > 0 && out.back() != ':')
            out += ':';
        append_number(out, group(i), 16);
    }
    return out;
}

std::string_view address_part(std::string_view endpoint)
{
    endpoint = endpoint.substr(0, endpoint.rfind(':'));
    const bool in_brackets = endpoint.starts_with('[') && endpoint.ends_with(']');
    return in_brackets ? endpoint.substr(1, endpoint.size() - 2) : endpoint;
}

std::string Endpoint::text() const
{
    const std::string host = address.text();
    std::string out = address.is_v4() || host.empty() ? host : "[" + host + "]";
    out += ':';
    append_number(out, port, 10);
    return out;
}

} // namespace cti
