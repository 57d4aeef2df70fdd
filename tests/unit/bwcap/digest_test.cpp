// SPDX-License-Identifier: GPL-2.0-or-later
#include "hashes.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace cti::bwcap;
using test::hashes;

// Computed with sha1sum and md5sum, not with this program:
//   inner=$(printf %s "$password" | sha1sum | cut -c-40); printf %s "$nonce:$inner" | md5sum
constexpr const char* right = "54ad7a2a0d93f0a0736345ad7af8b68b";    // nonce 1234567890, password secret

TEST(Digest, CheckValue)
{
    EXPECT_EQ(check_digest(hashes, "1234567890", "secret", right), DigestResult::right);
    EXPECT_EQ(check_digest(hashes, "1234567890", "Secret", right), DigestResult::wrong);
    EXPECT_EQ(check_digest(hashes, "1234567891", "secret", right), DigestResult::wrong);
}

TEST(Digest, OnlyTheFirstStep)
{
    EXPECT_EQ(check_digest(hashes, "1234567890", "secret", "e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4"), DigestResult::not_challenged);
    EXPECT_EQ(check_digest(hashes, "1234567890", "secret", "e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f5"), DigestResult::wrong);
}

// Password "Stra\u00dfe", nonce 42.
TEST(Digest, PasswordsOutsideOfAscii)
{
    const char* password = "Stra\xc3\x9f" "e";
    EXPECT_EQ(check_digest(hashes, "42", password, "fbdb59aa2acbf8871fc2279d0039f15c"), DigestResult::right);
    EXPECT_EQ(check_digest(hashes, "42", password, "23c90fc91d5d433506500b02ddfd1347"), DigestResult::cut);
    EXPECT_EQ(check_digest(hashes, "42", password, "8f186e24130dd68eb3f073f624c3260b"), DigestResult::latin1);
    EXPECT_EQ(check_digest(hashes, "42", "\xe2\x82\xac", right), DigestResult::wrong);    // not in ISO-8859-1
    EXPECT_EQ(check_digest(hashes, "42", "\xc3", right), DigestResult::wrong);            // not UTF-8 at all
}

TEST(Digest, NothingToCheck)
{
    EXPECT_EQ(check_digest({}, "1", "secret", right), DigestResult::not_checked);
    EXPECT_EQ(check_digest(hashes, "", "secret", right), DigestResult::not_checked);
    EXPECT_EQ(check_digest(hashes, "1", "secret", ""), DigestResult::not_checked);
    EXPECT_EQ(check_digest(hashes, "1", "secret", "54AD7A2A0D93F0A0736345AD7AF8B68B"), DigestResult::not_checked);
    EXPECT_EQ(check_digest(hashes, std::string(10000, 'n'), "secret", right), DigestResult::not_checked);
    EXPECT_EQ(check_digest(hashes, "1", std::string(10000, 'p'), right), DigestResult::not_checked);
}

TEST(Digest, Format)
{
    EXPECT_TRUE(is_digest(right));
    EXPECT_FALSE(is_digest("54AD7A2A0D93F0A0736345AD7AF8B68B"));
    EXPECT_FALSE(is_digest("54ad7a2a0d93f0a0736345ad7af8b68"));
    EXPECT_FALSE(is_digest("54ad7a2a0d93f0a0736345ad7af8b68g"));
}

} // namespace
