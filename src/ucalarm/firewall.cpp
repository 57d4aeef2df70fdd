// SPDX-License-Identifier: GPL-2.0-or-later
#include "ucalarm/firewall.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace cti::ucalarm {
namespace {

constexpr std::string_view blanks = " \t";

/// "inside:10.1.1.1/2748": interface, address, port. Interfaces have no colon; IPv6 addresses have.
bool read_end(std::string_view text, std::size_t begin, FirewallEnd& end)
{
    const std::size_t stop = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    const std::string_view word = text.substr(begin, stop - begin);
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos || colon == 0)
        return false;
    const std::size_t slash = std::min(word.find('/', colon), word.size());
    const std::string_view address = word.substr(colon + 1, slash - colon - 1);
    const auto parsed = Address::parse(address);
    if (!parsed)
        return false;
    const auto at = [&](std::size_t offset, std::size_t length) {
        return Span{static_cast<std::uint32_t>(begin + offset), static_cast<std::uint32_t>(length)};
    };
    end.interface_name = at(0, colon);
    end.address = at(colon + 1, address.size());
    end.endpoint.address = *parsed;
    if (slash < word.size()) {
        const std::string_view digits = word.substr(slash + 1);
        std::uint16_t port = 0;
        const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
        if (error == std::errc{}) {
            end.port = at(slash + 1, static_cast<std::size_t>(rest - digits.data()));
            end.endpoint.port = port;
        }
    }
    return true;
}

std::optional<unsigned> number(std::string_view text, int base)
{
    unsigned n = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), n, base);
    return error == std::errc{} && rest == text.data() + text.size() ? std::optional{n} : std::nullopt;
}

} // namespace

FirewallText read_firewall_text(std::string_view text)
{
    FirewallText found;
    text = text.substr(0, 1024); // one sentence
    constexpr std::string_view label = "version:";
    if (const std::size_t at = text.find(label); at != std::string_view::npos) {
        const std::size_t begin = text.find_first_not_of(blanks, at + label.size());
        if (begin != std::string_view::npos) {
            const std::size_t end = std::min(text.find_first_of(": \t\r\n", begin), text.size());
            found.version = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
        }
    }
    for (const std::string_view word : {std::string_view{"from "}, std::string_view{"for "}})
        for (std::size_t at = text.find(word); at != std::string_view::npos && !found.source.address.length; at = text.find(word, at + 1))
            read_end(text, at + word.size(), found.source);
    constexpr std::string_view to = " to ";
    for (std::size_t at = text.find(to); at != std::string_view::npos && !found.destination.address.length; at = text.find(to, at + 1))
        read_end(text, at + to.size(), found.destination);
    return found;
}

Above above_ten(std::string_view version)
{
    const bool marked = version.starts_with("0x") || version.starts_with("0X");
    const auto hexadecimal = number(marked ? version.substr(2) : version, 16);
    const auto decimal = marked ? std::nullopt : number(version, 10);
    if (!hexadecimal)
        return Above::unknown;
    const bool as_hexadecimal = *hexadecimal > 10;
    if (decimal && (*decimal > 10) != as_hexadecimal)
        return Above::unknown;
    return as_hexadecimal ? Above::yes : Above::no;
}

} // namespace cti::ucalarm
