// SPDX-License-Identifier: GPL-2.0-or-later
// Records and alerts as RFC 8446 (5.1, 6) and RFC 5246 (6.2, 7.2) have them.
#include "connection/tls.hpp"
#include "core/umbrella.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace cti;
using namespace std::string_view_literals;

using Alerts = std::vector<std::pair<int, int>>;

/// Feeds `stream` in pieces of `size` bytes.
Alerts feed(tls::Records& records, std::string_view stream, std::size_t size)
{
    Alerts alerts;
    for (; !stream.empty(); stream.remove_prefix(std::min(size, stream.size())))
        records.feed({reinterpret_cast<const std::uint8_t*>(stream.data()), std::min(size, stream.size())},
            [&](int level, int what) { alerts.emplace_back(level, what); });
    return alerts;
}

constexpr std::string_view hello = "\x16\x03\x01\x00\x08\x01\x00\x00\x04\x03\x03\x00\x00"sv;
constexpr std::string_view server_hello = "\x16\x03\x03\x00\x04\x02\x00\x00\x00"sv;
constexpr std::string_view alert = "\x15\x03\x03\x00\x02\x02\x30"sv; // fatal unknown_ca
constexpr std::string_view data = "\x17\x03\x03\x00\x03\x00\x00\x00"sv;

TEST(Tls, RecordsInPiecesOfAnySize)
{
    const std::string stream = std::string{hello} + std::string{data} + std::string{alert};
    for (std::size_t size = 1; size <= stream.size(); ++size) {
        tls::Records records;
        EXPECT_EQ(feed(records, stream, size), (Alerts{{2, 48}})) << size;
        EXPECT_TRUE(records.is_tls());
        EXPECT_TRUE(records.had_client_hello());
        EXPECT_FALSE(records.had_server_hello());
        EXPECT_TRUE(records.had_application_data());
    }
}

TEST(Tls, HalfARecordIsTlsSoFar)
{
    tls::Records records;
    feed(records, hello.substr(0, 2), 9);
    EXPECT_FALSE(records.is_tls()) << "two bytes are too few to tell";
    EXPECT_FALSE(records.is_other());
    feed(records, hello.substr(2, 1), 9);
    EXPECT_TRUE(records.is_tls());
    feed(records, hello.substr(3, 4), 9);
    EXPECT_TRUE(records.had_client_hello());
    EXPECT_FALSE(records.had_application_data());
}

TEST(Tls, OtherBytes)
{
    for (const std::string_view other : {"\x00\x00\x00\x3d\x00\x00\x00\x03"sv, "\x16\x04\x01\x00\x08"sv, "\x16\x03\x05\x00\x08"sv,
             "\x18\x03\x01\x00\x08"sv, "GET /"sv, "\x16\x03\x01\x00\x00"sv, "\x16\x03\x01\xff\xff"sv}) {
        tls::Records records;
        feed(records, other, 1);
        EXPECT_TRUE(records.is_other());
        EXPECT_FALSE(records.is_tls());
    }
}

TEST(Tls, AnEncryptedAlertIsNotRead)
{
    tls::Records records;
    const std::string stream = std::string{server_hello} + std::string{"\x15\x03\x03\x00\x1a"sv} + std::string(26, '\2');
    EXPECT_TRUE(feed(records, stream, 100).empty());
    EXPECT_TRUE(records.had_server_hello());
}

TEST(Tls, WhereBytesAreMissingNothingIsReadOn)
{
    tls::Records records;
    feed(records, hello, 100);
    records.lose();
    EXPECT_TRUE(feed(records, alert, 100).empty());
    EXPECT_TRUE(records.is_tls());
    EXPECT_TRUE(records.had_application_data()) << "what follows cannot be told from it";
}

TEST(Tls, AlertsByNumber)
{
    EXPECT_STREQ(tls::find_alert(40)->name, "handshake_failure");
    EXPECT_STREQ(tls::find_alert(48)->name, "unknown_ca");
    EXPECT_STREQ(tls::find_alert(70)->name, "protocol_version");
    EXPECT_STREQ(tls::find_alert(116)->name, "certificate_required");
    EXPECT_EQ(tls::find_alert(200), nullptr);
    EXPECT_NE(tls::find_alert(48)->remedy, nullptr);
}

TEST(Remedies, StepsFitIntoWiresharksLabels)
{
    const auto steps_fit = [](std::string_view remedy) {
        for (std::size_t end; !remedy.empty(); remedy.remove_prefix(std::min(end + 1, remedy.size()))) {
            end = std::min(remedy.find('\n'), remedy.size());
            EXPECT_LE(end, max_remedy_step) << remedy;
        }
    };
    for (const tls::Alert& row : tls::alerts)
        steps_fit(row.remedy ? row.remedy : "");
    for (const Diagnosis& row : umbrella_tables::diagnoses)
        steps_fit(row.remedy);
}

} // namespace
