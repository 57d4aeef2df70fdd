// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctianon/secrets.hpp"

#include "ctianon/crypto_pan.hpp"

#include <gcrypt.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <vector>

namespace cti::anon {
namespace {

void check(gcry_error_t error)
{
    if (error)
        throw std::runtime_error{std::string{"libgcrypt: "} + gcry_strerror(error)};
}

} // namespace

void start_gcrypt()
{
    static const bool started = [] {
        if (!gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P)) {
            gcry_check_version(nullptr);
            // Replacements are kept in plain memory beside the key: to lock its pages would protect nothing.
            gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
            gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
        }
        return true;
    }();
    static_cast<void>(started);
}

std::string random_key()
{
    start_gcrypt();
    std::string key(Mac::size, '\0');
    gcry_randomize(key.data(), key.size(), GCRY_STRONG_RANDOM);
    return key;
}

// ---- HMAC

struct Mac::Handle {
    gcry_md_hd_t md = nullptr;
};

Mac::Mac(std::string_view key) : handle_{std::make_unique<Handle>()}
{
    start_gcrypt();
    check(gcry_md_open(&handle_->md, GCRY_MD_SHA256, GCRY_MD_FLAG_HMAC));
    check(gcry_md_setkey(handle_->md, key.data(), key.size()));
}

Mac::~Mac() { gcry_md_close(handle_->md); }

const std::uint8_t* Mac::of(char use, std::string_view about)
{
    gcry_md_reset(handle_->md); // keeps the key
    gcry_md_putc(handle_->md, use);
    gcry_md_write(handle_->md, about.data(), about.size());
    return gcry_md_read(handle_->md, GCRY_MD_SHA256);
}

// ---- Crypto-PAn

struct CryptoPan::Cipher {
    gcry_cipher_hd_t aes = nullptr;
};

CryptoPan::CryptoPan(const Key& key) : cipher_{std::make_unique<Cipher>()}
{
    start_gcrypt();
    check(gcry_cipher_open(&cipher_->aes, GCRY_CIPHER_AES128, GCRY_CIPHER_MODE_ECB, 0));
    check(gcry_cipher_setkey(cipher_->aes, key.data(), key.size() / 2));
    check(gcry_cipher_encrypt(cipher_->aes, padding_.data(), padding_.size(), key.data() + key.size() / 2, key.size() / 2));
}

CryptoPan::~CryptoPan() { gcry_cipher_close(cipher_->aes); }

bool CryptoPan::turns(Bytes address, unsigned index) const
{
    // The bits before it, then those of the padding.
    std::array<std::uint8_t, 16> block = padding_;
    const unsigned whole = index / 8;
    std::copy_n(address.begin(), whole, block.begin());
    if (const unsigned more = index % 8) {
        const auto mask = static_cast<std::uint8_t>(0xff00u >> more);
        block[whole] = static_cast<std::uint8_t>((address[whole] & mask) | (padding_[whole] & ~mask));
    }
    check(gcry_cipher_encrypt(cipher_->aes, block.data(), block.size(), nullptr, 0));
    return (block[0] & 0x80) != 0;
}

void CryptoPan::turn(std::span<std::uint8_t> address, unsigned first) const
{
    const std::vector<std::uint8_t> from{address.begin(), address.end()};
    for (unsigned i = first; i < 8 * from.size(); ++i)
        if (turns(from, i))
            address[i / 8] = static_cast<std::uint8_t>(address[i / 8] ^ 0x80u >> i % 8);
}

} // namespace cti::anon
