// SPDX-License-Identifier: GPL-2.0-or-later
// Crypto-PAn (Xu, Fan, Ammar, Moon: Prefix-preserving IP address anonymization: measurement-based security evaluation and a new
// cryptography-based scheme, ICNP 2002): whether a bit of an address is turned over depends on a key and on the bits before it, so two
// addresses with n bits in common have n bits in common afterwards. AES-128 is libgcrypt's, on which Wireshark stands, too.
#pragma once

#include "core/bytes.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>

namespace cti::anon {

class CryptoPan {
public:
    /// As the authors' program reads it: 16 bytes for AES, 16 from which the padding is made.
    using Key = std::array<std::uint8_t, 32>;
    explicit CryptoPan(const Key& key);
    ~CryptoPan();

    /// Whether the bit `index` (0: the first) of an address of 4 or 16 bytes, network order, is turned over. Reads only the bits before it.
    bool turns(Bytes address, unsigned index) const;
    /// Turns over what is to be turned over from the bit `first` on.
    void turn(std::span<std::uint8_t> address, unsigned first = 0) const;

private:
    struct Cipher;
    std::unique_ptr<Cipher> cipher_;
    std::array<std::uint8_t, 16> padding_{};
};

} // namespace cti::anon
