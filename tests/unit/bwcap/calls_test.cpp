// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/calls.hpp"

#include "helpers.hpp"

namespace {

using namespace cti;
using namespace cti::bwcap;

CallSummary told(std::string_view id, std::uint32_t state, std::uint32_t personality = CallSummary::no_number, std::string_view remote = {})
{
    CallSummary c;
    c.call_id = id;
    c.state = state;
    c.personality = personality;
    c.remote_number = remote;
    return c;
}

struct Book {
    SessionCalls::Update update(const CallSummary& c, std::uint32_t dialled = 0, std::size_t max = 100)
    {
        ++frame;
        return calls.update(list, {frame, 1}, frame * second, c, "u@x", dialled, max);
    }
    CallList list;
    SessionCalls calls;
    std::uint32_t frame = 0;
};

TEST(Calls, StatesOfAnIncomingCall)
{
    Book b;
    const auto ringing = b.update(told("c1", 1, 2, "5551234"));
    EXPECT_TRUE(ringing.begins);
    EXPECT_EQ(ringing.call.number, 1u);
    EXPECT_EQ(ringing.call.state(), CallState::ringing);
    EXPECT_EQ(ringing.call.from, "5551234");
    EXPECT_EQ(ringing.call.to, "u@x");
    EXPECT_EQ(b.update(told("c1", 2)).call.state(), CallState::connected);
    EXPECT_EQ(b.update(told("c1", 3)).call.state(), CallState::connected) << "held";
    const auto over = b.update(told("c1", 5));
    EXPECT_FALSE(over.begins);
    EXPECT_EQ(over.call.state(), CallState::completed);
    EXPECT_EQ(over.call.ended.frame, 4u);
    EXPECT_EQ(b.update(told("c2", 1)).call.number, 2u);
    EXPECT_EQ(b.update(told("c2", 6)).call.state(), CallState::cancelled) << "detached, never answered";
    EXPECT_STREQ(call_state_name(CallState::cancelled), "cancelled");
}

TEST(Calls, AnIdThatRingsAgainIsAnotherCall)
{
    Book b;
    b.update(told("c1", 1));
    b.update(told("c1", 5));
    const auto late = b.update(told("c1", 2));
    EXPECT_TRUE(late.after_end);
    EXPECT_EQ(late.call.number, 1u);
    EXPECT_EQ(late.call.state(), CallState::cancelled) << "it does not come back";
    const auto again = b.update(told("c1", 1));
    EXPECT_TRUE(again.begins);
    EXPECT_FALSE(again.after_end);
    EXPECT_EQ(again.call.number, 2u);
    EXPECT_EQ(b.calls.find(b.list, "c1")->number, 2u);
    EXPECT_EQ(b.list.call(1).id, "c1");
}

TEST(Calls, ADialBeginsTheNextOutgoingCall)
{
    Book b;
    const Call& dialled = b.calls.dial(b.list, {1, 1}, 0, "u@x", "5551234");
    EXPECT_EQ(dialled.state(), CallState::setup);
    b.frame = 1;
    const auto incoming = b.update(told("in", 1, 2, "777"), dialled.number);
    EXPECT_EQ(incoming.call.number, 2u) << "an incoming call is not what was dialled";
    const auto outgoing = b.update(told("out", 1, 1, "5551234"), dialled.number);
    EXPECT_EQ(outgoing.call.number, 1u);
    EXPECT_EQ(outgoing.call.first.frame, 1u);
    EXPECT_EQ(outgoing.call.state(), CallState::ringing);
    EXPECT_EQ(outgoing.call.from, "u@x");
    EXPECT_EQ(outgoing.call.to, "5551234");
    EXPECT_EQ(b.list.size(), 2u);
}

TEST(Calls, OldOnesMakeRoomEndedOnesFirst)
{
    Book b;
    for (int i = 0; i < 8; ++i)
        b.update(told("c" + std::to_string(i), i % 2 == 0 ? 2u : 5u), 0, 8);
    EXPECT_FALSE(b.calls.has_forgotten());
    b.update(told("new", 1), 0, 8);
    EXPECT_TRUE(b.calls.has_forgotten());
    EXPECT_LE(b.calls.size(), 8u);
    EXPECT_EQ(b.calls.find(b.list, "c1"), nullptr);
    for (const char* alive : {"c0", "c2", "c4", "c6", "new"})
        EXPECT_NE(b.calls.find(b.list, alive), nullptr) << alive;
    EXPECT_EQ(b.list.size(), 9u) << "what documents were about stays";
}

} // namespace
