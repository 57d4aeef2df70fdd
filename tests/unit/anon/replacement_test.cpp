// SPDX-License-Identifier: GPL-2.0-or-later
// What a value is replaced by: form and length stay, the value goes.
#include "ctianon/crypto_pan.hpp"
#include "ctianon/message.hpp"
#include "ctianon/replacement.hpp"
#include "ctianon/search.hpp"

#include "core/address.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

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

TEST(CryptoPan, TurnsBitsAsTheAuthorsProgramDoes)
{
    const auto anonymised = [](const CryptoPan& pan, const char* text) {
        const Address from = *Address::parse(text);
        Address to = from;
        pan.turn(std::span{to.bytes}.subspan(from.is_v4() ? 12 : 0));
        return to.text();
    };
    // sample_trace_raw.dat and sample_trace_sanitized.dat of the authors' distribution 1.0, with its key.
    const CryptoPan sample{CryptoPan::Key{21, 34, 23, 141, 51, 164, 207, 128, 19, 10, 91, 22, 73, 144, 125, 16, 216, 152, 143, 131, 121,
        121, 101, 39, 98, 87, 76, 45, 42, 132, 34, 2}};
    EXPECT_EQ(anonymised(sample, "128.11.68.132"), "135.242.180.132");
    EXPECT_EQ(anonymised(sample, "129.118.74.4"), "134.136.186.123");
    EXPECT_EQ(anonymised(sample, "130.132.252.244"), "133.68.164.234");
    EXPECT_EQ(anonymised(sample, "141.223.7.43"), "141.167.8.160");
    EXPECT_EQ(anonymised(sample, "141.233.145.108"), "141.129.237.235");
    EXPECT_EQ(anonymised(sample, "152.163.225.39"), "151.140.114.167");
    // What the implementations of other languages are tested with; IPv6 is theirs.
    CryptoPan::Key counted{};
    for (std::size_t i = 0; i < counted.size(); ++i)
        counted[i] = static_cast<std::uint8_t>(i);
    EXPECT_EQ(anonymised(CryptoPan{counted}, "192.0.2.1"), "2.90.93.17");
    EXPECT_EQ(anonymised(CryptoPan{counted}, "2001:db8::1"), "dd92:2c44:3fc0:ff1e:7ff9:c7f0:8180:7e00");
}

namespace {

/// How many leading bits two addresses have in common.
unsigned common_bits(const Address& a, const Address& b)
{
    unsigned n = 0;
    while (n < 128 && ((a.bytes[n / 8] ^ b.bytes[n / 8]) & 0x80 >> n % 8) == 0)
        ++n;
    return n;
}

} // namespace

TEST(Replacement, AddressesKeepCommonPrefixesBitByBitAndTheirLength)
{
    std::uint32_t state = 12345;
    const auto random = [&state](unsigned n) { return (state = state * 1664525 + 1013904223) >> 8 & ((1u << n) - 1); };
    for (const char* key : {"one", "two", "three"}) {
        Replacements r{key};
        std::vector<std::pair<Address, Address>> known;
        for (int i = 0; i < 300; ++i) {
            Address a;
            if (i % 3 != 0) {
                const std::uint8_t four[4] = {static_cast<std::uint8_t>(i % 2 ? 10 : 1 + random(8) % 222),
                    static_cast<std::uint8_t>(random(8) % (i % 5 == 0 ? 12 : 256)), static_cast<std::uint8_t>(random(8)),
                    static_cast<std::uint8_t>(random(8))};
                a = Address::v4(four);
            } else {
                std::uint8_t sixteen[16] = {0x20, 0x01, 0x0d, 0xb8};
                for (int k = 5; k < 16; ++k)
                    sixteen[k] = static_cast<std::uint8_t>(i % 2 ? random(8) : random(8) & 3);
                a = Address::v6(sixteen);
            }
            const std::string printed = address(a.text().c_str(), r);
            const Address b = *Address::parse(printed);
            EXPECT_EQ(printed.size(), a.text().size()) << a.text() << ' ' << printed;
            if (!a.is_v4() || (a.bytes[12] != 0 && a.bytes[12] != 1 && a.bytes[12] != 126 && a.bytes[12] != 127)) {
                EXPECT_NE(a.text(), printed);
            }
            for (const auto& [x, y] : known)
                EXPECT_EQ(common_bits(a, x), common_bits(b, y)) << a.text() << ' ' << x.text() << " -> " << printed << ' ' << y.text();
            known.emplace_back(a, b);
            EXPECT_EQ(r.text("host " + a.text() + ";", Privacy::host).substr(5, printed.size()), printed); // the same in text
        }
    }
    Replacements r{"key"};
    EXPECT_EQ(r.text("client 10.20.30.40:2748", Privacy::host).substr(7, 11), address("10.20.30.40", r));
    for (const char* nobodys : {"127.0.0.1", "224.0.0.1", "0.0.0.0", "255.255.255.255", "ff02::1", "::1"})
        EXPECT_EQ(address(nobodys, r), nobodys);
}

TEST(Replacement, FullAddressesAreThoseOfCryptoPanAndKeepPrefixesOfEightBitsAndMore)
{
    std::uint32_t state = 99;
    const auto random = [&state] { return static_cast<std::uint8_t>((state = state * 1664525 + 1013904223) >> 24); };
    const auto nobodys = [](const Address& a) {
        return a.is_v4() ? a.bytes[12] == 0 || a.bytes[12] == 127 || a.bytes[12] >= 224 || (a.bytes[12] == 169 && a.bytes[13] == 254)
                         : a.bytes[0] == 0xff || (a.bytes[0] == 0xfe && (a.bytes[1] & 0xc0) == 0x80);
    };
    for (const char* key : {"one", "two", "three", "four"}) {
        Replacements r{key, 0, AddressForm::any};
        std::vector<std::pair<Address, Address>> known;
        std::set<Address> all;
        for (int i = 0; i < 600; ++i) {
            Address a;
            if (i % 3 != 0) {
                const std::uint8_t firsts[] = {10, 172, 192, random(), random()};
                const std::uint8_t four[4] = {firsts[i % 5], i % 2 ? random() : std::uint8_t{20}, random(), random()};
                a = Address::v4(four);
            } else {
                const std::uint8_t sixteen[16] = {0x20, i % 2 ? std::uint8_t{1} : random(), 0x0d, 0xb8, random(), 0, 0, random(), random()};
                a = Address::v6(sixteen);
            }
            if (nobodys(a))
                continue;
            const Address b = *Address::parse(address(a.text().c_str(), r));
            EXPECT_FALSE(nobodys(b)) << a.text() << ' ' << b.text();
            for (const auto& [x, y] : known) {
                const unsigned same = common_bits(a, x);
                if (same >= (a.is_v4() ? 96u : 0u) + 8) {
                    EXPECT_EQ(same, common_bits(b, y)) << a.text() << ' ' << x.text() << " -> " << b.text() << ' ' << y.text();
                }
            }
            if (std::none_of(known.begin(), known.end(), [&](const auto& k) { return k.first == a; })) {
                EXPECT_TRUE(all.insert(b).second) << b.text();
            }
            known.emplace_back(a, b);
            // Printed: in as many characters, the same address or zeros.
            const std::string printed = r.text(a.text(), Privacy::host);
            EXPECT_EQ(printed.size(), a.text().size());
            EXPECT_TRUE(Address::parse(printed) == b || printed.find_first_not_of("0.:") == std::string::npos) << printed;
        }
        for (const char* stays : {"127.0.0.1", "224.0.0.1", "0.0.0.0", "255.255.255.255", "ff02::1", "::1"})
            EXPECT_EQ(address(stays, r), stays);
        EXPECT_TRUE(address("169.254.7.9", r).starts_with("169.254."));
        EXPECT_NE(address("169.254.7.9", r), "169.254.7.9");
        EXPECT_TRUE(address("fe80::1:2", r).starts_with("fe"));
        EXPECT_EQ(r.text("192.168.100.200", Privacy::host).size(), 15u);
        EXPECT_EQ(Address::parse(r.text("192.168.100.200", Privacy::host))->text(), address("192.168.100.200", r)); // there is always room
    }
}

TEST(Replacement, AddressesAreWrittenAsTheyWereWritten)
{
    Replacements r{"key"};
    for (const char* written : {"2001:0db8:0000:0000:0000:0000:00a0:0b01", "2001:DB8::A0:B01", "2001:db8:0:0:0:0:a0:b01",
             "2001:db8::a0:b01", "::ffff:10.20.30.40", "fe80::a0:b01", "2001:db8:a0:b01::", "2001:db8:1:2:3:4:5:6"}) {
        const std::string other = r.text(written, Privacy::host);
        EXPECT_EQ(other.size(), std::string{written}.size());
        Address from = *Address::parse(written);
        const std::string replaced = address(from.text().c_str(), r);
        ASSERT_TRUE(Address::parse(other)) << written << ' ' << other;
        EXPECT_EQ(Address::parse(other)->text(), replaced) << written << ' ' << other;
    }
}

TEST(Replacement, ReferencesOfXmlStay)
{
    Replacements r{"key"};
    const std::string other = r.text("Smith &amp; Sons", Privacy::person, Manner::xml);
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
