// SPDX-License-Identifier: GPL-2.0-or-later
// Sequence numbers of one side. Rules: RFC 9293, 3.4 (comparison), 3.8.4 (keep-alives), 3.8.6.1 (probes of a closed window).
#include "connection/flow.hpp"

#include <gtest/gtest.h>

namespace {

using namespace cti;

constexpr Time duplicate = 10 * millisecond;
constexpr Moment at(std::uint32_t frame, Time time) { return {frame, time}; }

TEST(Flow, NewBytesFollowEachOther)
{
    Flow f;
    f.on_syn(999);
    EXPECT_EQ(f.on_data(1000, 10, at(1, second), duplicate), Flow::Data::fresh);
    EXPECT_EQ(f.on_data(1010, 5, at(2, 2 * second), duplicate), Flow::Data::fresh);
    EXPECT_EQ(f.bytes(), 15u);
    EXPECT_FALSE(f.has_gap());
    EXPECT_EQ(f.on_data(1015, 0, at(3, 3 * second), duplicate), Flow::Data::none);
}

TEST(Flow, NumbersWrap)
{
    Flow f;
    f.on_syn(0xfffffff0);
    EXPECT_EQ(f.on_data(0xfffffff1, 0x20, at(1, second), duplicate), Flow::Data::fresh);
    EXPECT_EQ(f.on_data(0x11, 4, at(2, 2 * second), duplicate), Flow::Data::fresh);
    EXPECT_FALSE(f.has_gap());
    f.on_acknowledgement(0x15, at(3, 3 * second), true);
    EXPECT_FALSE(f.waiting());
    EXPECT_EQ(f.on_data(0x20, 4, at(4, 4 * second), duplicate), Flow::Data::fresh);
    f.on_acknowledgement(0x24, at(5, 4 * second), true);
    EXPECT_EQ(f.missing(), 0x0bu);
}

/// 5 GiB: numbers come round, and what was so at the beginning lies "behind" what is sent from the third GiB on.
TEST(Flow, WhatIsMissingStaysMissingHoweverMuchFollows)
{
    constexpr std::uint32_t segment = 65000, lost = 1400;
    Flow f;
    f.on_syn(0xfffff000);
    std::uint32_t sequence = 0xfffff001 + lost; // the first segment was not captured
    std::uint64_t sent = 0;
    for (std::uint32_t frame = 1; sent < std::uint64_t{5} << 30; ++frame, sent += segment, sequence += segment) {
        const Moment now = at(frame, frame * second);
        ASSERT_EQ(f.on_data(sequence, segment, now, duplicate), Flow::Data::fresh) << sent;
        ASSERT_EQ(f.on_data(sequence, segment, at(frame, now.time + second / 2), duplicate), Flow::Data::again) << sent;
        f.on_acknowledgement(sequence + segment, now, true);
        ASSERT_EQ(f.missing(), lost) << sent;
        ASSERT_FALSE(f.waiting());
        ASSERT_FALSE(f.never_acknowledged());
    }
    EXPECT_TRUE(f.has_gap());
    EXPECT_EQ(f.bytes(), sent);
}

/// A number that is far off is nothing that was lost, as long as nobody acknowledges it.
TEST(Flow, AJumpThatNobodyAcknowledgesIsNotMissing)
{
    Flow f;
    f.on_syn(999);
    f.on_data(1000, 10, at(1, second), duplicate);
    f.on_acknowledgement(1010, at(2, second), true);
    f.on_data(1010 + (3u << 29), 10, at(3, 2 * second), duplicate);
    EXPECT_EQ(f.missing(), 0u);
}

TEST(Flow, SentAgainIsToldByTime)
{
    Flow f;
    f.on_syn(999);
    f.on_data(1000, 10, at(1, second), duplicate);
    EXPECT_EQ(f.on_data(1000, 10, at(2, second + millisecond), duplicate), Flow::Data::none) << "captured twice";
    EXPECT_EQ(f.sent_again(), 0u);
    EXPECT_EQ(f.on_data(1000, 10, at(3, second + 300 * millisecond), duplicate), Flow::Data::again);
    EXPECT_EQ(f.on_data(1000, 10, at(4, second + 301 * millisecond), duplicate), Flow::Data::none);
    EXPECT_EQ(f.sent_again(), 1u);
    EXPECT_TRUE(f.waiting());
    EXPECT_EQ(f.waits_since().frame, 1u);
    EXPECT_EQ(f.unacknowledged(), 10u);
    f.on_acknowledgement(1010, at(5, 2 * second), true);
    EXPECT_FALSE(f.waiting());
    EXPECT_EQ(f.sent_again(), 0u);
}

TEST(Flow, AGapIsMissingWhereItIsAcknowledged)
{
    Flow f;
    f.on_syn(999);
    f.on_data(1000, 10, at(1, second), duplicate);
    f.on_data(1030, 10, at(2, second), duplicate);
    EXPECT_TRUE(f.has_gap());
    EXPECT_EQ(f.missing(), 0u) << "the other side has not got it either";
    f.on_acknowledgement(1040, at(3, second), true);
    EXPECT_EQ(f.missing(), 20u);
    EXPECT_EQ(f.first_gap().frame, 2u);
    EXPECT_EQ(f.on_data(1015, 5, at(4, second), duplicate), Flow::Data::fill);
    EXPECT_EQ(f.missing(), 15u);
    EXPECT_EQ(f.on_data(1010, 5, at(5, second), duplicate), Flow::Data::fill);
    EXPECT_EQ(f.on_data(1005, 30, at(6, second), duplicate), Flow::Data::fill);
    EXPECT_FALSE(f.has_gap());
    EXPECT_EQ(f.missing(), 0u);
    EXPECT_EQ(f.bytes(), 40u);
}

TEST(Flow, AcknowledgedBytesThatWereNeverSeenAreMissing)
{
    Flow f;
    f.on_syn(999);
    f.on_acknowledgement(1101, at(1, second), true);
    EXPECT_EQ(f.missing(), 101u);
    EXPECT_EQ(f.on_data(1000, 101, at(2, second), duplicate), Flow::Data::fill) << "the acknowledgement was captured before the data";
    EXPECT_EQ(f.missing(), 0u);
}

TEST(Flow, OneMoreMayBeTheFin)
{
    Flow f;
    f.on_syn(999);
    f.on_data(1000, 10, at(1, second), duplicate);
    f.on_acknowledgement(1011, at(2, second), true);
    EXPECT_FALSE(f.has_gap());
}

TEST(Flow, NothingIsMissingOfASideThatIsNotCaptured)
{
    Flow f;
    f.begins_at(1000);
    f.on_acknowledgement(5000, at(1, second), false);
    EXPECT_FALSE(f.has_gap());
}

TEST(Flow, ManyGapsAreCountedAndBounded)
{
    Flow f;
    f.on_syn(999);
    std::uint32_t sequence = 1000;
    for (std::uint32_t i = 0; i < 50; ++i, sequence += 20)
        f.on_data(sequence, 10, at(i + 1, second), duplicate);
    f.on_acknowledgement(sequence - 10, at(60, second), true);
    EXPECT_EQ(f.missing(), 49u * 10u);
}

TEST(Flow, KeepAlivesAndProbesAreNoData)
{
    Flow f;
    f.on_syn(999);
    f.on_data(1000, 10, at(1, second), duplicate);
    f.on_acknowledgement(1010, at(2, second), true);
    EXPECT_EQ(f.on_data(1009, 1, at(3, 60 * second), duplicate), Flow::Data::none) << "keep-alive with one byte";
    EXPECT_EQ(f.on_data(1009, 0, at(4, 120 * second), duplicate), Flow::Data::none) << "keep-alive without";
    EXPECT_FALSE(f.waiting());
    // A window that stays closed: one new byte, again and again, then all of it.
    for (std::uint32_t i = 0; i < 5; ++i)
        f.on_data(1010, 1, at(5 + i, (200 + 10 * i) * second), duplicate);
    EXPECT_FALSE(f.waiting());
    EXPECT_EQ(f.on_data(1010, 50, at(20, 300 * second), duplicate), Flow::Data::fresh);
    EXPECT_FALSE(f.has_gap());
}

TEST(Flow, ProgressIsNoSilence)
{
    Flow f;
    f.on_syn(999);
    f.on_data(1000, 100, at(1, second), duplicate);
    f.on_data(1000, 100, at(2, 2 * second), duplicate);
    f.on_acknowledgement(1050, at(3, 3 * second), true);
    EXPECT_TRUE(f.waiting());
    EXPECT_EQ(f.sent_again(), 0u);
    EXPECT_EQ(f.waits_since().frame, 3u);
    EXPECT_FALSE(f.never_acknowledged());
}

TEST(Flow, StreamBytesBeforeAFinThatWereNotSeen)
{
    Flow f;
    f.on_syn(999);
    f.on_fin(1000, at(1, second));
    EXPECT_FALSE(f.has_gap());
    Flow g;
    g.on_syn(999);
    g.on_fin(1060, at(1, second));
    EXPECT_TRUE(g.has_gap());
    // From the middle: nothing of this side was seen, but the other side has told where it stands.
    Flow h;
    h.on_acknowledgement(1000, at(1, second), true);
    h.on_fin(1000, at(2, second));
    EXPECT_FALSE(h.has_gap());
    Flow i;
    i.on_acknowledgement(1000, at(1, second), true);
    i.on_fin(1060, at(2, second));
    EXPECT_TRUE(i.has_gap());
}

TEST(Flow, FromTheMiddleEarlierBytesMayComeLate)
{
    Flow f;
    f.on_data(5000, 100, at(1, second), duplicate);
    EXPECT_EQ(f.on_data(4900, 100, at(2, 2 * second), duplicate), Flow::Data::fill);
    EXPECT_EQ(f.sent_again(), 0u);
    EXPECT_EQ(f.bytes(), 200u);
    EXPECT_EQ(f.on_data(4900, 100, at(3, 3 * second), duplicate), Flow::Data::again);
    EXPECT_EQ(f.on_data(4700, 100, at(4, 4 * second), duplicate), Flow::Data::fill);
    EXPECT_TRUE(f.has_gap());
    EXPECT_EQ(f.on_data(4800, 100, at(5, 5 * second), duplicate), Flow::Data::fill);
    EXPECT_FALSE(f.has_gap());
    EXPECT_EQ(f.on_data(1000000, 100, at(6, 6 * second), duplicate), Flow::Data::fresh);
}

TEST(Flow, AResetFarAwayIsNoPlaceInTheStream)
{
    Flow f;
    f.on_syn(0xf0000000);
    f.on_reset(0, at(1, second)); // many send 0
    EXPECT_FALSE(f.has_gap());
    f.on_reset(0xf0000001 + 100, at(2, second));
    EXPECT_TRUE(f.has_gap());
}

} // namespace
