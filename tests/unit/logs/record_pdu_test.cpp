// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/record_pdu.hpp"

#include "read.hpp"
#include "samples.hpp"

#include <gtest/gtest.h>

using namespace cti;
using namespace cti::logs;

namespace {

std::vector<std::vector<std::uint8_t>> encoded(std::string_view text)
{
    std::vector<std::vector<std::uint8_t>> out;
    Reader reader{{{}, "f.log"}, [&](const Record& record) {
                      out.emplace_back();
                      encode_record(record, out.back());
                  }};
    reader.push(as_bytes(text));
    reader.finish();
    return out;
}

std::multimap<int, std::string> items(Bytes pdu)
{
    std::multimap<int, std::string> out;
    RecordItems reader{pdu};
    Item type{};
    for (Span where; reader.next(type, where);)
        out.emplace(static_cast<int>(type), std::string(reinterpret_cast<const char*>(pdu.data()) + where.offset, where.length));
    return out;
}
std::string one(const std::multimap<int, std::string>& all, Item type)
{
    const auto found = all.find(static_cast<int>(type));
    return found == all.end() ? "(none)" : found->second;
}

TEST(LogRecordPdu, HoldsWhatTheRecordSays)
{
    const auto pdus = encoded(samples::uccx);
    ASSERT_EQ(pdus.size(), 6u);
    const auto all = items(pdus[1]);
    EXPECT_EQ(one(all, Item::source), "f.log");
    EXPECT_EQ(one(all, Item::line), std::string("\0\0\0\0\0\0\0\2", 8));
    EXPECT_EQ(one(all, Item::format), "uccx");
    EXPECT_EQ(one(all, Item::kind), "message");
    EXPECT_EQ(one(all, Item::protocol), "ged188");
    EXPECT_EQ(one(all, Item::direction), "\2");
    EXPECT_EQ(one(all, Item::event), "BEGIN_CALL_EVENT");
    EXPECT_EQ(one(all, Item::number), "7091948");
    EXPECT_EQ(one(all, Item::bytes).size(), 62u);
    EXPECT_TRUE(one(all, Item::raw).starts_with("7091948: Nov 20"));
    EXPECT_EQ(one(all, Item::text_place).size(), 8u);
    EXPECT_EQ(one(all, Item::text), "(none)") << "it is part of the raw line";
    EXPECT_EQ(one(all, Item::incomplete), "(none)");
    // Date of the line, year not known, zone EDT four hours west; a time of its own, fraction sure.
    EXPECT_EQ(one(all, Item::time), std::string("\5\0\3\3\xff\xff\xc7\xc0", 8));
    const auto text = items(pdus[0]);
    const auto [first, last] = text.equal_range(static_cast<int>(Item::field));
    EXPECT_NE(std::find_if(first, last, [](const auto& item) { return item.second == std::string("\0ani1\0002006", 10); }), last);
    const auto [key, keys_end] = text.equal_range(static_cast<int>(Item::key));
    EXPECT_NE(
        std::find_if(key, keys_end, [](const auto& item) { return item.second == std::string("call_id\00016777488", 16); }), keys_end);
}

TEST(LogRecordPdu, JoinedTextIsGivenWhole)
{
    const auto pdus = encoded(samples::ciscolog);
    const auto all = items(pdus.back());
    EXPECT_EQ(one(all, Item::text), "node reporting process ccag.\nProcess name: ccag");
    EXPECT_EQ(one(all, Item::lines), std::string("\0\0\0\0\0\0\0\2", 8));
}

TEST(LogRecordPdu, StaysBelowTheLargestPacket)
{
    std::string text = "28131995.000 |21:53:46.259 |AppInfo  |[CTI-APP] [CTIHandler::OutputCtiMessage ] CTI NewCallEvent (";
    for (int i = 0; i < 9000; ++i)
        text += " a=1";
    for (int i = 0; i < 5000; ++i)
        text += "\nmore of the same record, with b=2";
    const auto pdus = encoded(text);
    ASSERT_EQ(pdus.size(), 1u);
    EXPECT_LE(pdus[0].size(), longest_record_pdu);
    EXPECT_LE(one(items(pdus[0]), Item::raw).size(), Reader::longest_record);
}

TEST(LogRecordPdu, CutAndForeignPayloads)
{
    const auto pdus = encoded(samples::jabber);
    const Bytes whole = pdus[0];
    for (std::size_t size = 0; size < whole.size(); ++size) {
        RecordItems reader{whole.first(size)};
        Item type{};
        std::size_t end = 1;
        for (Span where; reader.next(type, where); end = where.offset + where.length)
            ASSERT_LE(where.offset + where.length, size);
        EXPECT_EQ(reader.cut(), size > end);
    }
    const std::uint8_t other[] = {2, 1, 0, 0, 0, 0};
    RecordItems reader{other};
    Item type{};
    Span where;
    EXPECT_FALSE(reader.known_version());
    EXPECT_FALSE(reader.next(type, where));
    const std::uint8_t huge[] = {1, 1, 0xff, 0xff, 0xff, 0xff, 0};
    RecordItems cut{huge};
    EXPECT_FALSE(cut.next(type, where));
    EXPECT_TRUE(cut.cut());
}

} // namespace
