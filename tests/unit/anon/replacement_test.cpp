// SPDX-License-Identifier: GPL-2.0-or-later
// What a value is replaced by: form and length stay, the value goes.
#include "ctianon/message.hpp"
#include "ctianon/replacement.hpp"
#include "ctianon/search.hpp"

#include "core/address.hpp"

#include <gtest/gtest.h>

#include <cctype>
#include <set>
#include <string>

using namespace cti;
using namespace cti::anon;

namespace {

std::string changed(const std::string& value, Privacy kind = Privacy::person, const std::string& key = "key")
{
    Replacements r{key};
    return r.text(value, kind);
}

std::string address(const char* text, Replacements& r)
{
    Address a = *Address::parse(text);
    if (a.is_v4())
        r.ipv4(a.bytes.data() + 12);
    else
        r.ipv6(a.bytes.data());
    return a.text();
}

} // namespace

TEST(Replacement, KeepsLengthAndKindOfEveryCharacter)
{
    for (const std::string value : {"alice.smith@example.com", "+49 (30) 1234567", "SEP001122AABBCC", "Agent-7_b", "J\xc3\xb6rg"}) {
        const std::string other = changed(value);
        ASSERT_EQ(other.size(), value.size());
        EXPECT_NE(other, value);
        for (std::size_t i = 0; i < value.size(); ++i) {
            const auto a = static_cast<unsigned char>(value[i]), b = static_cast<unsigned char>(other[i]);
            if (value.starts_with("SEP")) {
                EXPECT_TRUE(i < 3 || std::isxdigit(b) != 0) << other;
                continue;
            }
            EXPECT_TRUE((std::isdigit(a) != 0) == (std::isdigit(b) != 0) && (std::islower(a) != 0) == (std::islower(b) != 0) &&
                        (std::isupper(a) != 0) == (std::isupper(b) != 0) && (a >= 0x80) == (b >= 0x80))
                << value << ' ' << other;
        }
    }
    EXPECT_TRUE(changed("SEP001122AABBCC").starts_with("SEP"));
}

TEST(Replacement, OneValueHasOneReplacementAndTwoHaveTwo)
{
    Replacements r{"key"}, again{"key"};
    std::set<std::string> all;
    for (int i = 0; i < 10000; ++i) {
        std::string digits = std::to_string(10000 + i).substr(1);
        const std::string other = r.text(digits, Privacy::number);
        EXPECT_TRUE(all.insert(other).second) << digits;
        if (i % 1000 == 0) {
            EXPECT_EQ(again.text(digits, Privacy::person), other);
        }
    }
    EXPECT_NE(changed("12345678", Privacy::number, "one"), changed("12345678", Privacy::number, "two"));
}

TEST(Replacement, CaseIsNoDifference)
{
    std::string a = changed("JDoe"), b = changed("jdoe");
    for (char& c : a)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    EXPECT_EQ(a, b);
}

TEST(Replacement, PasswordsAreGone)
{
    EXPECT_EQ(changed("letmein", Privacy::secret), "*******");
    const std::string digest = "0123456789abcdef0123456789abcdef"; // of bwcap.user.secure_password: stays one by its looks
    const std::string other = changed(digest, Privacy::secret);
    EXPECT_EQ(other.size(), digest.size());
    EXPECT_NE(other, digest);
    EXPECT_EQ(other.find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST(Replacement, PrefixOfNumbersStaysWhereAsked)
{
    Replacements r{"key", 3};
    EXPECT_TRUE(r.text("+4930123456", Privacy::number).starts_with("+493"));
}

TEST(Replacement, AddressesKeepCommonPrefixesAndTheirLength)
{
    Replacements r{"key"};
    const std::string a = address("10.20.30.40", r), b = address("10.20.30.41", r), c = address("10.20.31.40", r);
    EXPECT_NE(a, "10.20.30.40");
    EXPECT_EQ(a.substr(0, a.rfind('.')), b.substr(0, b.rfind('.')));
    EXPECT_NE(a, b);
    EXPECT_EQ(a.substr(0, 5), c.substr(0, 5));
    EXPECT_NE(a.substr(0, a.rfind('.')), c.substr(0, c.rfind('.')));
    EXPECT_EQ(a.size(), 11u);
    // The same in text.
    EXPECT_EQ(r.text("client 10.20.30.40:2748", Privacy::host).substr(7, 11), a);
    EXPECT_EQ(address("127.0.0.1", r), "127.0.0.1");
    EXPECT_EQ(address("224.0.0.1", r), "224.0.0.1");
    const std::string six = address("2001:db8::1", r), other = address("2001:db8::2", r);
    EXPECT_EQ(six.size(), std::string{"2001:db8::1"}.size());
    EXPECT_EQ(six.substr(0, 8), other.substr(0, 8));
    EXPECT_NE(six, other);
}

TEST(Replacement, ReferencesOfXmlStay)
{
    Replacements r{"key"};
    const std::string other = r.text("Smith &amp; Sons", Privacy::person, true);
    EXPECT_EQ(other.substr(6, 5), "&amp;");
    EXPECT_NE(other.substr(0, 5), "Smith");
}

TEST(Search, FindsValuesInOtherCaseInHexAndInUtf16)
{
    Ledger ledger;
    ledger.add("alice.smith", Privacy::person);
    const Search search{ledger, Ledger::shortest};
    const auto finds = [&](std::string_view text) {
        return search.find(Bytes{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}).has_value();
    };
    EXPECT_TRUE(finds("xx ALICE.Smith xx"));
    EXPECT_TRUE(finds("616c6963652e736d697468"));
    EXPECT_TRUE(finds(std::string_view{"a\0l\0i\0c\0e\0.\0s\0m\0i\0t\0h\0", 22}));
    EXPECT_TRUE(finds(std::string_view{"\0a\0l\0i\0c\0e\0.\0s\0m\0i\0t\0h", 22}));
    EXPECT_FALSE(finds("alice smith"));
}
