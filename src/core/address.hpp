// SPDX-License-Identifier: GPL-2.0-or-later
// IP addresses as the core keeps and writes them.
#pragma once

#include "core/bytes.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cti {

/// An IPv4 or IPv6 address in network order; IPv4 as ::ffff:a.b.c.d. All zero: none.
struct Address {
    std::array<std::uint8_t, 16> bytes{};

    static Address v4(const std::uint8_t* four) { return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, four[0], four[1], four[2], four[3]}}; }
    static Address v6(const std::uint8_t* sixteen)
    {
        Address a;
        std::copy_n(sixteen, 16, a.bytes.begin());
        return a;
    }
    /// Dotted IPv4 or RFC 4291 text; the whole text must be the address. Nothing where it is not.
    static std::optional<Address> parse(std::string_view text);

    bool is_v4() const;
    explicit operator bool() const { return *this != Address{}; }
    /// "10.0.0.2", "2001:db8::1" (RFC 5952); "" for none.
    std::string text() const;
    friend auto operator<=>(const Address&, const Address&) = default;
    /// Two words: a loop over the bytes becomes a call of memcmp, several for each packet.
    friend bool operator==(const Address& a, const Address& b)
    {
        using Words = std::array<std::uint64_t, 2>;
        return std::bit_cast<Words>(a.bytes) == std::bit_cast<Words>(b.bytes);
    }
};

/// The address of what Endpoint::text() made: without the port, and without the brackets of IPv6.
std::string_view address_part(std::string_view endpoint);

struct Endpoint {
    Address address{};
    std::uint16_t port = 0;
    /// "10.0.0.2:50001", "[2001:db8::1]:50001".
    std::string text() const;
    friend auto operator<=>(const Endpoint&, const Endpoint&) = default;
};

} // namespace cti
