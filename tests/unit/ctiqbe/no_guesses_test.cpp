// SPDX-License-Identifier: GPL-2.0-or-later
// What is tempting and unproven must not be in the code. Each test holds one such guess against what is there.
#include "ctiqbe/decode.hpp"
#include "synthetic.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace {

using namespace synthetic;

/// "A request has the number of its response minus one": fits the two known responses, shown by nothing.
TEST(NoGuesses, NoNumberIsDerivedFromAnother)
{
    for (const Side d : {Side::client, Side::server})
        for (const std::uint32_t number : {1u, 26u, 125u, 199u, 3u, 28u, 127u, 201u})
            EXPECT_EQ(find_pdu(number, d), nullptr) << number;
    // Nothing but what the published lines name, and only in the direction they show.
    std::set<std::uint32_t> to_server, to_client;
    for (std::uint32_t number = 0; number < 100000; ++number) {
        if (find_pdu(number, Side::client))
            to_server.insert(number);
        if (find_pdu(number, Side::server))
            to_client.insert(number);
    }
    EXPECT_EQ(to_server, (std::set<std::uint32_t>{200}));
    EXPECT_EQ(to_client, (std::set<std::uint32_t>{2, 27, 126, 200}));
}

/// "37 is LineOpenRequest": the published line does not name it.
TEST(NoGuesses, ThirtySevenHasNoName)
{
    EXPECT_EQ(find_pdu(37, Side::client), nullptr);
    EXPECT_EQ(find_pdu(37, Side::server), nullptr);
    for (const Pdu& row : pdus)
        EXPECT_EQ(std::string_view{row.name}.find("Request"), std::string_view::npos);
}

/// "Little-endian, length first": all eight readings have the same chance. The same session in each framing is decided at the same message
/// with the same support.
TEST(NoGuesses, NoFramingIsPreferred)
{
    std::set<int> decided_at;
    for (std::size_t h = 0; h < hypotheses.size(); ++h) {
        Session s{std::mt19937{9}, hypotheses[h], Rest::ascii};
        Framing f;
        int at = 0;
        for (; at < 50 && !f.decided(); ++at) {
            Buffer body(100, 0xa5);
            f.feed(static_cast<Side>(at % 2), s.message(body));
        }
        ASSERT_TRUE(f.decided());
        EXPECT_EQ(f.hypothesis(), h);
        decided_at.insert(at);
    }
    EXPECT_EQ(decided_at.size(), 1u);
}

/// "objectID equals PDU#": carried along as inferred, in words.
TEST(NoGuesses, InferredNumbersSaySo)
{
    for (const std::uint32_t number : {2u, 27u}) {
        const Pdu* row = find_pdu(number, Side::server);
        ASSERT_NE(row, nullptr);
        EXPECT_NE(std::string_view{row->evidence}.find("inferred"), std::string_view::npos);
    }
    ASSERT_NE(find_pdu(200, Side::server), nullptr);
    EXPECT_NE(std::string_view{find_pdu(200, Side::server)->evidence}.find("doubtful"), std::string_view::npos);
}

/// The number's place: without the user's word no number and no name is ever reported, whatever stands in the message.
TEST(NoGuesses, NoPlaceForTheNumberIsBuiltIn)
{
    struct Watch : NullSink {
        bool seen = false;
        void look(FieldId id) { seen = seen || std::string_view{fields[id].filter}.starts_with("ctiqbe.pdu_"); }
        void ipv6(FieldId, Span, const cti::Ipv6&) {}
        void number(FieldId id, Span, std::uint64_t) { look(id); }
        void text(FieldId id, Span, std::string_view, const char* = nullptr) { look(id); }
    } watch;
    for (const Hypothesis& h : hypotheses)
        for (const std::uint32_t number : {2u, 27u, 126u, 200u, 37u})
            for (const Side d : {Side::client, Side::server}) {
                Buffer m;
                for (int i = 0; i < 16; ++i)
                    put32(m, number, h.order);
                const auto summary = decode_message(Bytes{m}, {.framing = h, .direction = d}, watch);
                EXPECT_FALSE(summary.pdu_number);
                EXPECT_FALSE(summary.pdu_name);
            }
    EXPECT_FALSE(watch.seen);
}

} // namespace
