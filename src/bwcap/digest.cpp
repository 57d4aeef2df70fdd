// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/digest.hpp"

#include "core/bytes.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace cti::bwcap {
namespace {

constexpr std::size_t max_nonce = 256; // longer ones are not checked: no nonce is
constexpr std::size_t max_password = 256;

constexpr std::size_t block_size = 64;

/// The data of MD5 and SHA-1 in whole blocks: a bit 1, zeros, and its length in bits, in the byte order of the hash.
struct Padded {
    std::array<std::uint8_t, max_hashed + 2 * block_size> bytes{};
    std::size_t size = 0;

    Padded(std::string_view data, bool big_endian)
    {
        data = data.substr(0, max_hashed);
        std::memcpy(bytes.data(), data.data(), data.size());
        bytes[data.size()] = 0x80;
        size = (data.size() + 8) / block_size * block_size + block_size;
        const std::uint64_t bits = std::uint64_t{data.size()} * 8;
        for (unsigned i = 0; i < 8; ++i)
            bytes[size - 8 + i] = static_cast<std::uint8_t>(bits >> (big_endian ? 56 - 8 * i : 8 * i));
    }
};

template <std::size_t words>
std::array<char, 8 * words> hex(const std::array<std::uint32_t, words>& state, bool big_endian)
{
    constexpr char digits[] = "0123456789abcdef";
    std::array<char, 8 * words> out;
    for (std::size_t i = 0; i < 4 * words; ++i) {
        const unsigned shift = 8 * static_cast<unsigned>(big_endian ? 3 - i % 4 : i % 4);
        const std::uint32_t byte = state[i / 4] >> shift & 0xff;
        out[2 * i] = digits[byte >> 4];
        out[2 * i + 1] = digits[byte & 15];
    }
    return out;
}

bool is_hex(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool matches(std::string_view nonce, std::string_view password, std::string_view digest)
{
    std::array<char, max_nonce + 1 + inner_length> text;
    std::memcpy(text.data(), nonce.data(), nonce.size());
    text[nonce.size()] = ':';
    const auto inner = sha1_hex(password);
    std::copy(inner.begin(), inner.end(), text.begin() + static_cast<std::ptrdiff_t>(nonce.size()) + 1);
    const auto result = md5_hex({text.data(), nonce.size() + 1 + inner_length});
    return std::string_view{result.data(), result.size()} == digest;
}
static_assert(max_nonce + 1 + inner_length <= max_hashed && max_password <= max_hashed);

} // namespace

std::array<char, inner_length> sha1_hex(std::string_view data) noexcept
{
    const Padded in{data, true};
    std::array<std::uint32_t, 5> h{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    for (std::size_t block = 0; block < in.size; block += block_size) {
        std::array<std::uint32_t, 80> w;
        for (std::size_t i = 0; i < 16; ++i)
            w[i] = be32(in.bytes.data() + block + 4 * i);
        for (std::size_t i = 16; i < 80; ++i)
            w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        auto [a, b, c, d, e] = h;
        for (std::size_t i = 0; i < 80; ++i) {
            const std::uint32_t f = i < 20 ? ((b & c) | (~b & d)) : i >= 40 && i < 60 ? ((b & c) | (b & d) | (c & d)) : (b ^ c ^ d);
            constexpr std::uint32_t k[] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
            const std::uint32_t t = std::rotl(a, 5) + f + e + k[i / 20] + w[i];
            e = d;
            d = c;
            c = std::rotl(b, 30);
            b = a;
            a = t;
        }
        h = {h[0] + a, h[1] + b, h[2] + c, h[3] + d, h[4] + e};
    }
    return hex(h, true);
}

std::array<char, digest_length> md5_hex(std::string_view data) noexcept
{
    // floor(2^32 * abs(sin(i + 1)))
    // clang-format off
    static constexpr std::uint32_t sines[64] = {
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
        0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
        0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
        0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
        0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
        0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
        0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
        0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
    };
    // clang-format on
    static constexpr int turns[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    const Padded in{data, false};
    std::array<std::uint32_t, 4> h{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    for (std::size_t block = 0; block < in.size; block += block_size) {
        auto [a, b, c, d] = h;
        for (std::size_t i = 0; i < 64; ++i) {
            const std::size_t round = i / 16;
            const std::uint32_t f = round == 0   ? ((b & c) | (~b & d))
                                    : round == 1 ? ((d & b) | (~d & c))
                                    : round == 2 ? (b ^ c ^ d)
                                                 : (c ^ (b | ~d));
            const std::size_t word = round == 0 ? i : round == 1 ? (5 * i + 1) % 16 : round == 2 ? (3 * i + 5) % 16 : 7 * i % 16;
            const std::uint32_t t = a + f + sines[i] + le32(in.bytes.data() + block + 4 * word);
            a = d;
            d = c;
            c = b;
            b += std::rotl(t, turns[round][i % 4]);
        }
        h = {h[0] + a, h[1] + b, h[2] + c, h[3] + d};
    }
    return hex(h, false);
}

bool is_digest(std::string_view text) noexcept { return text.size() == digest_length && is_hex(text); }

DigestResult check_digest(std::string_view nonce, std::string_view password, std::string_view digest) noexcept
{
    if (nonce.empty() || nonce.size() > max_nonce || password.size() > max_password)
        return DigestResult::not_checked;
    if (digest.size() == inner_length && is_hex(digest)) {
        const auto inner = sha1_hex(password);
        return std::string_view{inner.data(), inner.size()} == digest ? DigestResult::not_challenged : DigestResult::wrong;
    }
    if (!is_digest(digest))
        return DigestResult::not_checked;
    if (matches(nonce, password, digest))
        return DigestResult::right;

    const auto continuation = [](char c) { return (static_cast<std::uint8_t>(c) & 0xc0) == 0x80; };
    const auto characters =
        static_cast<std::size_t>(std::count_if(password.begin(), password.end(), [&](char c) { return !continuation(c); }));
    if (characters == password.size())
        return DigestResult::wrong;
    if (matches(nonce, password.substr(0, characters), digest))
        return DigestResult::cut;

    std::array<char, max_password> latin1;
    std::size_t length = 0;
    for (std::size_t i = 0; i < password.size(); ++i) {
        const auto c = static_cast<std::uint8_t>(password[i]);
        if (c < 0x80) {
            latin1[length++] = password[i];
        } else if ((c == 0xc2 || c == 0xc3) && i + 1 < password.size()) {
            latin1[length++] = static_cast<char>((c & 3) << 6 | (static_cast<std::uint8_t>(password[++i]) & 0x3f));
        } else {
            return DigestResult::wrong;
        }
    }
    return matches(nonce, {latin1.data(), length}, digest) ? DigestResult::latin1 : DigestResult::wrong;
}

const char* digest_result_name(DigestResult result) noexcept
{
    switch (result) {
    case DigestResult::right:
        return "right password";
    case DigestResult::wrong:
        return "wrong password";
    case DigestResult::cut:
        return "right password, cut to as many bytes as it has characters";
    case DigestResult::latin1:
        return "right password, digested in ISO-8859-1";
    case DigestResult::not_challenged:
        return "right password, but the nonce was not used";
    case DigestResult::not_checked:
        break;
    }
    return "not checked";
}

} // namespace cti::bwcap
