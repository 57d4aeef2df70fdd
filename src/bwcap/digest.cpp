// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/digest.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace cti::bwcap {
namespace {

constexpr std::size_t max_nonce = 256;       // longer ones are not checked: no nonce is
constexpr std::size_t max_password = 256;

Bytes bytes_of(std::string_view s) { return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()}; }

bool is_hex(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool matches(const HashFunctions& hash, std::string_view nonce, std::string_view password, std::string_view digest)
{
    std::array<char, max_nonce + 1 + inner_length> text;
    std::memcpy(text.data(), nonce.data(), nonce.size());
    text[nonce.size()] = ':';
    hash.sha1_hex(bytes_of(password), text.data() + nonce.size() + 1);
    std::array<char, digest_length> result;
    hash.md5_hex(bytes_of({text.data(), nonce.size() + 1 + inner_length}), result.data());
    return std::string_view{result.data(), result.size()} == digest;
}

} // namespace

bool is_digest(std::string_view text) noexcept { return text.size() == digest_length && is_hex(text); }

DigestResult check_digest(const HashFunctions& hash, std::string_view nonce, std::string_view password, std::string_view digest) noexcept
{
    if (!hash.sha1_hex || !hash.md5_hex || nonce.empty() || nonce.size() > max_nonce || password.size() > max_password)
        return DigestResult::not_checked;
    if (digest.size() == inner_length && is_hex(digest)) {
        std::array<char, inner_length> inner;
        hash.sha1_hex(bytes_of(password), inner.data());
        return std::string_view{inner.data(), inner.size()} == digest ? DigestResult::not_challenged : DigestResult::wrong;
    }
    if (!is_digest(digest))
        return DigestResult::not_checked;
    if (matches(hash, nonce, password, digest))
        return DigestResult::right;

    const auto continuation = [](char c) { return (static_cast<std::uint8_t>(c) & 0xc0) == 0x80; };
    const auto characters = static_cast<std::size_t>(std::count_if(password.begin(), password.end(), [&](char c) { return !continuation(c); }));
    if (characters == password.size())
        return DigestResult::wrong;
    if (matches(hash, nonce, password.substr(0, characters), digest))
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
    return matches(hash, nonce, {latin1.data(), length}, digest) ? DigestResult::latin1 : DigestResult::wrong;
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
