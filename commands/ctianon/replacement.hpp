// SPDX-License-Identifier: GPL-2.0-or-later
// What a value is replaced by: same length, same kind, and within a key the same value always by the same.
//
// Words are enciphered, character by character within their class (digit, small and capital letter, byte of a UTF-8 character), by a
// Feistel network over HMAC-SHA-256, in the manner of FF1 (NIST SP 800-38G): without the key there is no way back, two values never become
// one, and nothing depends on the order in which values come. Case is left out of it, so that "JDoe" and "jdoe" stay the same person.
// Addresses keep common prefixes, bit by bit, as Crypto-PAn does (crypto_pan.hpp), but every octet (of IPv6 every 16 bits) keeps its number
// of digits: an address that is printed in a message must keep its length there and be the address of the headers. So the leading bits of
// an octet stay where turning one over would change that. AddressForm::any is Crypto-PAn without that.
#pragma once

#include "core/address.hpp"
#include "core/schema.hpp"
#include "ctianon/crypto_pan.hpp"
#include "ctianon/secrets.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace cti::anon {

/// What of a text stays.
enum class Manner : std::uint8_t {
    plain, ///< nothing but its signs
    xml,   ///< references ("&amp;"), too
    alarm, ///< words of the vendors' alarm catalogues and of this project's sentences about them, too; "#012"
    log,   ///< words of all tables, single letters, numbers of one and two digits, and "%61" and "%59", by which traps print '=' and ';'
};

/// What an address becomes.
enum class AddressForm : std::uint8_t {
    same_length, ///< one that is printed with as many digits, so that a printed one has room
    any,         ///< any; where it is printed and has no room, zeros
};

class Replacements {
public:
    /// `key`: whoever has it can find values by trying. `keep_prefix`: leading digits of telephone numbers that stay.
    explicit Replacements(std::string_view key, unsigned keep_prefix = 0, AddressForm form = AddressForm::same_length);

    /// For a value of text.
    std::string text(std::string_view value, Privacy kind, Manner manner = Manner::plain);
    /// For a number of at most `bytes` bytes: as many decimal digits.
    std::uint64_t number(std::uint64_t value, unsigned bytes);
    /// In place, network order. Unspecified, loopback, multicast and broadcast addresses stay, none becomes one of these; of link-local
    /// ones stays the prefix (IPv4: with AddressForm::any only).
    void ipv4(std::uint8_t* address);
    void ipv6(std::uint8_t* address);
    /// In place; group addresses stay.
    void mac(std::uint8_t* address);
    /// Printed addresses that became zeros.
    std::uint64_t without_room() const { return without_room_; }

private:
    std::uint64_t random(char use, std::string_view about);
    std::string word(std::string_view value);
    std::string secret(std::string_view value) const;
    template <class SameForm>
    void turn(std::span<std::uint8_t> address, unsigned width, SameForm same_form);
    std::string ipv4_text(std::string_view written);
    std::string ipv6_text(std::string_view written);
    bool stays(std::string_view word, Manner manner) const;

    Mac mac_;
    CryptoPan addresses_;
    unsigned keep_prefix_;
    AddressForm form_;
    std::uint64_t without_room_ = 0;
    std::unordered_map<std::string, std::string> words_{};
    std::unordered_map<std::uint32_t, std::array<std::uint8_t, 4>> addresses4_{};
    std::map<Address, std::array<std::uint8_t, 16>> addresses6_{};
    std::unordered_set<std::string> alarm_words_{}, log_words_{};
};

} // namespace cti::anon
