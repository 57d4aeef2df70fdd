// SPDX-License-Identifier: GPL-2.0-or-later
// What a value is replaced by: same length, same kind, and within a key the same value always by the same.
//
// Words are enciphered, character by character within their class (digit, small and capital letter, byte of a UTF-8 character), by a Feistel
// network over HMAC-SHA-256, in the manner of FF1 (NIST SP 800-38G): without the key there is no way back, two values never become one, and
// nothing depends on the order in which values come. Case is left out of it, so that "JDoe" and "jdoe" stay the same person.
// Addresses keep common prefixes as Crypto-PAn does (Xu, Fan, Ammar, Moon: Prefix-preserving IP address anonymization, ICNP 2002): each part is
// permuted under a key made of the parts before it. The part is an octet, of IPv6 16 bits, and not a bit, since it also keeps its number of
// digits: an address that is printed in a message must keep its length there and be the address of the headers.
#pragma once

#include "core/schema.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace cti::anon {

class Replacements {
public:
    /// `key`: whoever has it can find values by trying. `keep_prefix`: leading digits of telephone numbers that stay.
    explicit Replacements(std::string key, unsigned keep_prefix = 0);

    /// For a value of text. In XML, references ("&amp;") stay. `vocabulary`: words of the vendors' and this project's tables stay.
    std::string text(std::string_view value, Privacy kind, bool xml = false, bool vocabulary = false);
    /// For a number of at most `bytes` bytes: as many decimal digits.
    std::uint64_t number(std::uint64_t value, unsigned bytes);
    /// In place, network order. Unspecified, loopback, multicast and broadcast addresses stay.
    void ipv4(std::uint8_t* address);
    void ipv6(std::uint8_t* address);
    /// In place; group addresses stay.
    void mac(std::uint8_t* address);

private:
    std::uint64_t random(char use, std::string_view about);
    std::string word(std::string_view value);
    std::string secret(std::string_view value) const;
    std::uint32_t permuted(std::string_view context, std::uint32_t value, unsigned bits, std::uint32_t low, std::uint32_t high);
    bool is_vocabulary(std::string_view word) const;

    std::string key_;
    unsigned keep_prefix_;
    std::unordered_map<std::string, std::string> words_{};
    std::unordered_map<std::uint32_t, std::uint32_t> addresses4_{};
    std::unordered_map<std::string, std::string> addresses6_{};
    mutable std::unordered_set<std::string> vocabulary_{};
};

/// A key nobody knows, from the system's source of randomness; "" where there is none.
std::string random_key();

} // namespace cti::anon
