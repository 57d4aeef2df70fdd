// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctiqbe/session.hpp"

#include <gtest/gtest.h>

namespace {

using namespace cti;
using namespace cti::ctiqbe;
constexpr auto up = Side::client, down = Side::server;

TEST(Session, ServerThatClosesAfterTheFirstMessageRefuses)
{
    Session s;
    EXPECT_FALSE(s.on_payload(up, 100 * second, 264));
    const auto end = s.on_close(down, 100 * second + 4000);
    ASSERT_TRUE(end.refusal);
    EXPECT_EQ(end.refusal->after, 4000);
    EXPECT_EQ(end.refusal->answered, 0u);
    EXPECT_TRUE(s.closed());
    EXPECT_FALSE(s.on_close(down, 101 * second).refusal) << "an end is told once";
}

TEST(Session, OneAnswerBeforeTheCloseIsStillARefusal)
{
    Session s;
    s.on_payload(up, 0, 200);
    s.on_payload(up, 10, 64);    // the rest of the same message
    s.on_payload(down, 1000, 120);
    const auto end = s.on_close(down, 2000);
    ASSERT_TRUE(end.refusal);
    EXPECT_EQ(end.refusal->answered, 120u);
}

TEST(Session, WhatIsNoRefusal)
{
    {
        Session s;    // the client closes
        s.on_payload(up, 0, 264);
        EXPECT_FALSE(s.on_close(up, 1000).refusal);
    }
    {
        Session s;    // nothing was asked
        EXPECT_FALSE(s.on_close(down, 1000).refusal);
    }
    {
        Session s;    // response and completed event: a login was tried
        s.on_payload(up, 0, 264);
        s.on_payload(down, 1000, 120);
        s.on_payload(down, 300000, 200);
        EXPECT_FALSE(s.on_close(down, 310000).refusal);
    }
    {
        Session s;    // the client went on
        s.on_payload(up, 0, 264);
        s.on_payload(down, 1000, 120);
        s.on_payload(up, 2000, 264);
        EXPECT_FALSE(s.on_close(down, 3000).refusal);
    }
    {
        Session s;    // not right after
        s.on_payload(up, 0, 264);
        EXPECT_FALSE(s.on_close(down, 5 * second + 1).refusal);
    }
}

TEST(Session, SilenceOfTwiceTheIntervalIsTold)
{
    Session s{30, true};
    s.on_payload(up, 0, 100);
    EXPECT_FALSE(s.on_payload(down, 60 * second, 100)) << "exactly twice is not more than twice";
    const auto gap = s.on_payload(up, 60 * second + 1, 8);
    ASSERT_TRUE(gap);
    EXPECT_EQ(gap->who, up);
    EXPECT_EQ(gap->length, 60 * second + 1);
    EXPECT_EQ(gap->interval, 30u);
    EXPECT_EQ(gap->kind, Silence::Kind::exceeded);
    EXPECT_TRUE(s.on_payload(up, 200 * second, 8)) << "a known interval stays";
}

TEST(Session, AnAssumedIntervalIsGivenUpWhenTheSessionOutlivesIt)
{
    Session s;    // the server grants 120 s, as an ASA's sample shows
    s.on_payload(up, 0, 100);
    s.on_payload(down, 0, 100);
    const auto gap = s.on_payload(down, 120 * second, 8);
    ASSERT_TRUE(gap);
    EXPECT_EQ(gap->kind, Silence::Kind::outlived);
    EXPECT_EQ(gap->interval, 30u);
    EXPECT_FALSE(s.on_payload(up, 121 * second, 8)) << "the server grants both intervals";
    EXPECT_FALSE(s.on_payload(down, 240 * second, 8)) << "said once, then learnt";
    EXPECT_TRUE(s.on_payload(down, 600 * second, 8));
}

TEST(Session, TheSilenceInWhichAConnectionEndsIsTold)
{
    Session s;
    s.on_payload(up, 0, 100);
    s.on_payload(down, 0, 100);
    s.on_payload(up, 30 * second, 100);
    s.on_payload(up, 60 * second, 100);
    const auto end = s.on_close(up, 65 * second);
    ASSERT_TRUE(end.silences[1]);
    EXPECT_EQ(end.silences[1]->who, down);
    EXPECT_EQ(end.silences[1]->kind, Silence::Kind::ended);
    EXPECT_EQ(end.silences[1]->length, 65 * second);
    EXPECT_FALSE(end.silences[0]);
}

TEST(Session, SilenceCanBeSwitchedOffAndNeedsABeginning)
{
    Session off{0, true};
    off.on_payload(up, 0, 1);
    EXPECT_FALSE(off.on_payload(up, 10000 * second, 1));
    Session s;
    const auto end = s.on_close(up, 10000 * second);
    EXPECT_FALSE(end.silences[0] || end.silences[1]);
}

constexpr Address client{1}, primary{2}, backup{3};

TEST(Clients, FailoverAndReconnection)
{
    Clients c;
    EXPECT_FALSE(c.opened(client, primary, 0));
    EXPECT_EQ(c.closed(client, primary, 100 * second, false), 0u);
    const auto back = c.opened(client, backup, 130 * second);
    ASSERT_TRUE(back);
    EXPECT_TRUE(back->other_server);
    EXPECT_EQ(back->from, primary);
    EXPECT_EQ(back->away, 30 * second);
    c.closed(client, backup, 200 * second, false);
    const auto again = c.opened(client, backup, 201 * second);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->other_server);
}

TEST(Clients, ASecondConnectionIsNoFailover)
{
    Clients c;
    c.opened(client, primary, 0);
    EXPECT_FALSE(c.opened(client, backup, 1)) << "the first is still open";
    c.closed(client, primary, 2, false);
    EXPECT_FALSE(c.opened(client, primary, 3)) << "the second is still open";
}

TEST(Clients, AfterALongTimeItIsANewStory)
{
    Clients c;
    c.opened(client, primary, 0);
    c.closed(client, primary, 0, false);
    EXPECT_FALSE(c.opened(client, backup, return_window + 1));
}

TEST(Clients, RefusalsInARowAreCounted)
{
    Clients c;
    const auto attempt = [&](const Address& server, bool refused, Time at) {
        c.opened(client, server, at);
        return c.closed(client, server, at + 1, refused);
    };
    EXPECT_EQ(attempt(primary, true, 0), 1u);
    EXPECT_EQ(attempt(primary, true, 30), 2u);
    EXPECT_EQ(attempt(primary, true, 60), 3u);
    EXPECT_EQ(attempt(backup, true, 90), 1u) << "another server";
    EXPECT_EQ(attempt(backup, true, 120), 2u);
    EXPECT_EQ(attempt(backup, false, 150), 0u);
    EXPECT_EQ(attempt(backup, true, 180), 1u) << "it was let in meanwhile";
    EXPECT_FALSE(c.opened(client, primary, 200)) << "a refused attempt is no session that was left";
}

TEST(Clients, AnEndWithoutABeginningIsNothing)
{
    Clients c;
    EXPECT_EQ(c.closed(client, primary, 0, true), 0u);
}

} // namespace
