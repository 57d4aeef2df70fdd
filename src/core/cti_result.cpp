// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/cti_result.hpp"

#include <charconv>
#include <iterator>
#include <limits>

namespace cti {
namespace {

template <class Number>
std::optional<Number> parse_all(std::string_view text, int base)
{
    Number n{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n, base);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size())
        return {};
    return n;
}

} // namespace

const CtiResult* find_jtapi_error(std::uint32_t value)
{
    for (const CtiResult& row : other_jtapi_errors)
        if (row.value == value)
            return &row;
    return find_cti_result(value);
}

ResultNotations result_notations(std::uint32_t value)
{
    ResultNotations out{};
    constexpr char digits[] = "0123456789ABCDEF";
    out.hexadecimal[0] = '0';
    out.hexadecimal[1] = 'x';
    for (int i = 0; i < 8; ++i)
        out.hexadecimal[2 + i] = digits[value >> (28 - 4 * i) & 0xf];
    std::to_chars(std::begin(out.decimal), std::end(out.decimal) - 1, value);
    std::to_chars(std::begin(out.signed_decimal), std::end(out.signed_decimal) - 1, static_cast<std::int32_t>(value));
    return out;
}

std::optional<std::uint32_t> parse_number32(std::string_view text)
{
    if (text.size() > 2 && text[0] == '0' && (text[1] | 0x20) == 'x')
        return parse_all<std::uint32_t>(text.substr(2), 16);
    const auto n = parse_all<std::int64_t>(text, 10);
    if (!n || *n < std::numeric_limits<std::int32_t>::min() || *n > std::numeric_limits<std::uint32_t>::max())
        return {};
    return static_cast<std::uint32_t>(*n);
}

std::optional<std::uint32_t> parse_cti_result(std::string_view text)
{
    auto n = parse_number32(text);
    if (!n && text.size() == 8)
        n = parse_all<std::uint32_t>(text, 16);
    return n && is_cti_result(*n) ? n : std::nullopt;
}

} // namespace cti
