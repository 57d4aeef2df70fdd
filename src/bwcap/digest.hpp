// SPDX-License-Identifier: GPL-2.0-or-later
// The login digest of CAP: lower-case hexadecimal MD5 of nonce, ':' and the lower-case hexadecimal SHA-1 of the password's
// UTF-8 bytes. Four public client implementations agree on it; OCI's signedPassword is the same.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cti::bwcap {

inline constexpr std::size_t digest_length = 32; ///< hexadecimal digits of MD5
inline constexpr std::size_t inner_length = 40;  ///< hexadecimal digits of SHA-1

inline constexpr std::size_t max_hashed = 512; ///< bytes; neither passwords nor nonces are longer

/// SHA-1 (FIPS 180) and MD5 (RFC 1321) of at most `max_hashed` bytes as lower-case hexadecimal digits. For this digest only: neither is
/// safe for anything else.
std::array<char, inner_length> sha1_hex(std::string_view data) noexcept;
std::array<char, digest_length> md5_hex(std::string_view data) noexcept;

enum class DigestResult : std::uint8_t {
    not_checked, ///< no password, no nonce or not a digest
    right,
    wrong,
    cut,            ///< right password, but as many bytes hashed as it has characters
    latin1,         ///< right password, but hashed in ISO-8859-1
    not_challenged, ///< right password, but the digest is its SHA-1: the nonce is not used
};

/// True for exactly 32 lower-case hexadecimal digits.
bool is_digest(std::string_view text) noexcept;

/// What `digest` was made of, given the nonce and the password (UTF-8).
DigestResult check_digest(std::string_view nonce, std::string_view password, std::string_view digest) noexcept;

/// For a person.
const char* digest_result_name(DigestResult result) noexcept;

} // namespace cti::bwcap
