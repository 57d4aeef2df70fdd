// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/digest.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace cti::bwcap;

// Computed with sha1sum and md5sum, not with this program:
//   inner=$(printf %s "$password" | sha1sum | cut -c-40); printf %s "$nonce:$inner" | md5sum
constexpr const char* right = "54ad7a2a0d93f0a0736345ad7af8b68b"; // nonce 1234567890, password secret

template <std::size_t size>
std::string text(const std::array<char, size>& digits)
{
    return {digits.data(), size};
}

// RFC 1321, appendix A.5, and FIPS 180; the last ones with md5sum and sha1sum.
TEST(Digest, Hashes)
{
    EXPECT_EQ(text(md5_hex("")), "d41d8cd98f00b204e9800998ecf8427e");
    EXPECT_EQ(text(md5_hex("abc")), "900150983cd24fb0d6963f7d28e17f72");
    EXPECT_EQ(text(md5_hex("12345678901234567890123456789012345678901234567890123456789012345678901234567890")),
        "57edf4a22be3c955ac49da2e2107b67a");
    EXPECT_EQ(text(sha1_hex("")), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    EXPECT_EQ(text(sha1_hex("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(text(sha1_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    EXPECT_EQ(text(md5_hex(std::string(55, 'x'))), "04364420e25c512fd958a70738aa8f72");
    EXPECT_EQ(text(sha1_hex(std::string(55, 'x'))), "cef734ba81a024479e09eb5a75b6ddae62e6abf1");
    EXPECT_EQ(text(md5_hex(std::string(56, 'x'))), "668a72d5ba17f08e62dabcafad6db14b");
    EXPECT_EQ(text(sha1_hex(std::string(56, 'x'))), "901305367c259952f4e7af8323f480d59f81335b");
    EXPECT_EQ(text(md5_hex(std::string(63, 'x'))), "7dc2ca208106a2f703567bdff99d8981");
    EXPECT_EQ(text(sha1_hex(std::string(63, 'x'))), "0ddc4e0cccd9a12850deb5abb0853a4425559fec");
    EXPECT_EQ(text(md5_hex(std::string(64, 'x'))), "c1bb4f81d892b2d57947682aeb252456");
    EXPECT_EQ(text(sha1_hex(std::string(64, 'x'))), "bb2fa3ee7afb9f54c6dfb5d021f14b1ffe40c163");
    EXPECT_EQ(text(md5_hex(std::string(119, 'x'))), "ab347a5f68c8a443cfcddc633f12c24f");
    EXPECT_EQ(text(sha1_hex(std::string(119, 'x'))), "4300320394f7ee239bcdce7d3b8bcee173a0cd5c");
    EXPECT_EQ(text(md5_hex(std::string(512, 'x'))), "9147bc1f0f20e8ae1932e616b51240fb");
    EXPECT_EQ(text(sha1_hex(std::string(512, 'x'))), "8d58820c6672a8f168d7b53e707b8175de7345ab");
}

TEST(Digest, CheckValue)
{
    EXPECT_EQ(check_digest("1234567890", "secret", right), DigestResult::right);
    EXPECT_EQ(check_digest("1234567890", "Secret", right), DigestResult::wrong);
    EXPECT_EQ(check_digest("1234567891", "secret", right), DigestResult::wrong);
}

TEST(Digest, OnlyTheFirstStep)
{
    EXPECT_EQ(check_digest("1234567890", "secret", "e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4"), DigestResult::not_challenged);
    EXPECT_EQ(check_digest("1234567890", "secret", "e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f5"), DigestResult::wrong);
}

// Password "Stra\u00dfe", nonce 42.
TEST(Digest, PasswordsOutsideOfAscii)
{
    const char* password = "Stra\xc3\x9f"
                           "e";
    EXPECT_EQ(check_digest("42", password, "fbdb59aa2acbf8871fc2279d0039f15c"), DigestResult::right);
    EXPECT_EQ(check_digest("42", password, "23c90fc91d5d433506500b02ddfd1347"), DigestResult::cut);
    EXPECT_EQ(check_digest("42", password, "8f186e24130dd68eb3f073f624c3260b"), DigestResult::latin1);
    EXPECT_EQ(check_digest("42", "\xe2\x82\xac", right), DigestResult::wrong); // not in ISO-8859-1
    EXPECT_EQ(check_digest("42", "\xc3", right), DigestResult::wrong);         // not UTF-8 at all
}

TEST(Digest, NothingToCheck)
{
    EXPECT_EQ(check_digest("", "secret", right), DigestResult::not_checked);
    EXPECT_EQ(check_digest("1", "secret", ""), DigestResult::not_checked);
    EXPECT_EQ(check_digest("1", "secret", "54AD7A2A0D93F0A0736345AD7AF8B68B"), DigestResult::not_checked);
    EXPECT_EQ(check_digest(std::string(10000, 'n'), "secret", right), DigestResult::not_checked);
    EXPECT_EQ(check_digest("1", std::string(10000, 'p'), right), DigestResult::not_checked);
}

TEST(Digest, Format)
{
    EXPECT_TRUE(is_digest(right));
    EXPECT_FALSE(is_digest("54AD7A2A0D93F0A0736345AD7AF8B68B"));
    EXPECT_FALSE(is_digest("54ad7a2a0d93f0a0736345ad7af8b68"));
    EXPECT_FALSE(is_digest("54ad7a2a0d93f0a0736345ad7af8b68g"));
}

} // namespace
