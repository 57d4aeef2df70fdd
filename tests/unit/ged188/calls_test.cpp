// SPDX-License-Identifier: GPL-2.0-or-later
// Which message is about which call. Expected: the call identification and call event chapters of the CTI Server Message
// Reference Guide; a call is ConnectionCallID, type and name of its device.
#include "ged188/calls.hpp"

#include "ged188/message_set.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>

namespace {

using namespace cti::ged188;

constexpr std::uint32_t lcs_null = 0, lcs_initiate = 1, lcs_alerting = 2, lcs_connect = 3, null_id = 0xffffffff;

using Number = std::pair<Role, std::uint32_t>;
using Text = std::pair<Role, std::string_view>;

Summary message(std::string_view name, std::initializer_list<Number> numbers, std::initializer_list<Text> texts = {})
{
    Summary s;
    for (const MessageName& row : message_set)
        if (row.name == name) {
            s.number = row.number;
            s.name = row.name;
            s.row = &row;
        }
    EXPECT_NE(s.row, nullptr) << name;
    for (const auto& [role, value] : numbers)
        s.set(role, value);
    for (const auto& [role, text] : texts)
        s.set(role, text);
    return s;
}

class Calls : public testing::Test {
protected:
    /// Feeds a message in a frame of its own; the number of the frame.
    std::uint32_t feed(const Summary& s)
    {
        tracker.on_message({++frame, 0}, s);
        return frame;
    }
    /// A message about one call at one device.
    std::uint32_t feed(std::string_view name, std::uint32_t call, std::string_view device, std::initializer_list<Text> more = {}, std::uint32_t lcs = lcs_connect)
    {
        Summary s = message(name, {{Role::connection_call_id, call}, {Role::local_connection_state, lcs}}, more);
        s.set(Role::connection_device_id, device);
        return feed(s);
    }
    std::uint32_t call_of(std::uint32_t f, unsigned which = 0) const
    {
        const CallFacts* facts = tracker.facts({f, 0});
        return facts ? facts->calls[which].call : 0;
    }
    CallState state_after(std::uint32_t f, unsigned which = 0) const { return tracker.facts({f, 0})->calls[which].state; }
    std::string describe(std::uint32_t number) const
    {
        char text[300];
        return {text, describe_call(tracker, tracker.call(number), text, sizeof text)};
    }

    std::uint32_t serial = 0;
    CallTracker tracker{serial};
    std::uint32_t frame = 0;
};

TEST_F(Calls, LifeOfAnAnsweredCall)
{
    const auto begin = feed("BEGIN_CALL_EVENT", 101, "3001", {{Role::ani, "0235551234"}, {Role::dnis, "8000"}});
    const auto rings = feed("CALL_DELIVERED_EVENT", 101, "3001", {}, lcs_alerting);
    const auto answered = feed("CALL_ESTABLISHED_EVENT", 101, "3001");
    const auto held = feed("CALL_HELD_EVENT", 101, "3001");
    const auto cleared = feed("CALL_CLEARED_EVENT", 101, "3001", {}, lcs_null);
    const auto end = feed("END_CALL_EVENT", 101, "3001");
    ASSERT_EQ(tracker.size(), 1u);
    for (std::uint32_t f = begin; f <= end; ++f)
        EXPECT_EQ(call_of(f), 1u) << f;
    EXPECT_EQ(state_after(begin), CallState::setup);
    EXPECT_EQ(state_after(rings), CallState::ringing);
    EXPECT_EQ(state_after(answered), CallState::connected);
    EXPECT_EQ(state_after(held), CallState::connected);
    EXPECT_EQ(state_after(cleared), CallState::completed);
    EXPECT_EQ(state_after(end), CallState::completed);
    EXPECT_EQ(tracker.call(1).from, "0235551234");
    EXPECT_EQ(tracker.call(1).to, "8000");
}

TEST_F(Calls, SeizingATrunkDoesNotRing)
{
    EXPECT_EQ(state_after(feed("CALL_DELIVERED_EVENT", 101, "3001", {}, lcs_initiate)), CallState::setup);
}

TEST_F(Calls, AnAnsweredCallDoesNotRingBackwards)
{
    feed("CALL_ESTABLISHED_EVENT", 101, "3001");
    EXPECT_EQ(state_after(feed("CALL_DELIVERED_EVENT", 101, "3001", {}, lcs_alerting)), CallState::connected);
}

TEST_F(Calls, EndBeforeTheAnswerIsCancelled)
{
    feed("CALL_DELIVERED_EVENT", 101, "3001", {}, lcs_alerting);
    EXPECT_EQ(state_after(feed("CALL_CLEARED_EVENT", 101, "3001", {}, lcs_null)), CallState::cancelled);
}

TEST_F(Calls, FailedIsRejectedAndStaysSo)
{
    feed("BEGIN_CALL_EVENT", 101, "3001");
    EXPECT_EQ(state_after(feed("CALL_FAILED_EVENT", 101, "3001", {{Role::called_device_id, "0611000"}})), CallState::rejected);
    EXPECT_EQ(state_after(feed("END_CALL_EVENT", 101, "3001")), CallState::rejected);
    EXPECT_EQ(tracker.call(1).to, "0611000");
}

TEST_F(Calls, DevicesAreStatedNumbersAreHints)
{
    feed("BEGIN_CALL_EVENT", 101, "3001", {{Role::ani, "1"}, {Role::dnis, "2"}, {Role::dialed_number, "3"}});
    EXPECT_EQ(tracker.call(1).to, "3");
    feed("CALL_DELIVERED_EVENT", 101, "3001", {{Role::calling_device_id, "4"}, {Role::called_device_id, "5"}}, lcs_alerting);
    feed("CALL_ESTABLISHED_EVENT", 101, "3001", {{Role::calling_device_id, "6"}, {Role::called_device_id, "7"}});
    EXPECT_EQ(tracker.call(1).from, "4");
    EXPECT_EQ(tracker.call(1).to, "5");
}

TEST_F(Calls, TheTripleIsTheCall)
{
    const auto a = feed("BEGIN_CALL_EVENT", 101, "3001");
    const auto other_device = feed("BEGIN_CALL_EVENT", 101, "3002");
    const auto other_type = feed(message("BEGIN_CALL_EVENT", {{Role::connection_call_id, 101}, {Role::connection_device_id_type, 1}}, {{Role::connection_device_id, "3001"}}));
    EXPECT_EQ(call_of(a), 1u);
    EXPECT_EQ(call_of(other_device), 2u);
    EXPECT_EQ(call_of(other_type), 3u);
}

TEST_F(Calls, OneEventForEachMonitorIsOneCall)
{
    feed("BEGIN_CALL_EVENT", 101, "3001");
    feed("BEGIN_CALL_EVENT", 101, "3001");
    EXPECT_EQ(tracker.size(), 1u);
}

TEST_F(Calls, ATripleUsedAgainIsAnotherCall)
{
    feed("BEGIN_CALL_EVENT", 101, "3001");
    feed("CALL_CLEARED_EVENT", 101, "3001", {}, lcs_null);
    const auto late = feed("CALL_CONNECTION_CLEARED_EVENT", 101, "3001", {}, lcs_null);
    feed("END_CALL_EVENT", 101, "3001");
    const auto again = feed("BEGIN_CALL_EVENT", 101, "3001");
    EXPECT_EQ(call_of(late), 1u);
    EXPECT_EQ(call_of(again), 2u);
}

TEST_F(Calls, NullNamesNoCall)
{
    feed("BEGIN_CALL_EVENT", null_id, "3001");
    feed("CALL_CLEARED_EVENT", 0, "");
    EXPECT_EQ(tracker.size(), 0u);
    EXPECT_EQ(tracker.facts({1, 0}), nullptr);
}

TEST_F(Calls, RequestsAndTheirAnswersBelongToTheCall)
{
    feed("BEGIN_CALL_EVENT", 101, "3001");
    const auto asks = feed(message("ANSWER_CALL_REQ", {{Role::invoke_id, 7}, {Role::connection_call_id, 101}}, {{Role::connection_device_id, "3001"}}));
    const auto other = feed(message("ANSWER_CALL_CONF", {{Role::invoke_id, 8}}));
    const auto wrong = feed(message("HOLD_CALL_CONF", {{Role::invoke_id, 7}}));
    const auto answer = feed(message("CONTROL_FAILURE_CONF", {{Role::invoke_id, 7}}));
    const auto again = feed(message("CONTROL_FAILURE_CONF", {{Role::invoke_id, 7}}));
    EXPECT_EQ(call_of(asks), 1u);
    EXPECT_EQ(call_of(other), 0u);
    EXPECT_EQ(call_of(wrong), 0u);
    EXPECT_EQ(call_of(answer), 1u);
    EXPECT_EQ(call_of(again), 0u) << "answered once";
}

TEST_F(Calls, RequestsMakeNoCalls)
{
    const auto asks = feed(message("HOLD_CALL_REQ", {{Role::invoke_id, 7}, {Role::connection_call_id, 101}}, {{Role::connection_device_id, "3001"}}));
    EXPECT_EQ(call_of(asks), 0u);
    EXPECT_EQ(tracker.size(), 0u);
}

TEST_F(Calls, MakeCallIsLinkedByItsConfirmation)
{
    const auto asks = feed(message("MAKE_CALL_REQ", {{Role::invoke_id, 7}}, {{Role::agent_instrument, "3001"}, {Role::dialed_number, "0611000"}}));
    const auto made = feed(message("MAKE_CALL_CONF", {{Role::invoke_id, 7}, {Role::new_connection_call_id, 301}}, {{Role::new_connection_device_id, "3001"}}));
    const auto event = feed("BEGIN_CALL_EVENT", 301, "3001");
    EXPECT_EQ(call_of(asks), 1u);
    EXPECT_EQ(call_of(made), 1u);
    EXPECT_EQ(call_of(event), 1u);
    EXPECT_EQ(tracker.call(1).from, "3001");
    EXPECT_EQ(tracker.call(1).to, "0611000");
}

TEST_F(Calls, EventsMayComeBeforeTheConfirmation)
{
    const auto asks = feed(message("MAKE_CALL_REQ", {{Role::invoke_id, 7}}, {{Role::agent_instrument, "3001"}}));
    feed("BEGIN_CALL_EVENT", 301, "3001");
    feed("CALL_ESTABLISHED_EVENT", 301, "3001");
    const auto made = feed(message("MAKE_CALL_CONF", {{Role::invoke_id, 7}, {Role::new_connection_call_id, 301}}, {{Role::new_connection_device_id, "3001"}}));
    EXPECT_EQ(tracker.size(), 1u);
    EXPECT_EQ(call_of(asks), 1u);
    EXPECT_EQ(state_after(made), CallState::connected);
}

/// What a first pass says of a request must not change when its answer is known.
TEST_F(Calls, ARequestForACallIsItsFirstMessage)
{
    const auto asks =
        feed(message("MAKE_CALL_REQ", {{Role::invoke_id, 7}}, {{Role::agent_instrument, "3001"}, {Role::dialed_number, "0611000"}}));
    EXPECT_EQ(call_of(asks), 1u);
    const auto other = feed("BEGIN_CALL_EVENT", 101, "3002");
    EXPECT_EQ(call_of(other), 2u);
    const auto made = feed(
        message("MAKE_CALL_CONF", {{Role::invoke_id, 7}, {Role::new_connection_call_id, 301}}, {{Role::new_connection_device_id, "3001"}}));
    EXPECT_EQ(call_of(asks), 1u);
    EXPECT_EQ(call_of(made), 1u);
    EXPECT_EQ(describe(1), "call 301 at 3001");
}

TEST_F(Calls, AConsultHasItsNumbersBeforeItsAnswer)
{
    feed("BEGIN_CALL_EVENT", 101, "3001");
    const auto asks = feed(message("CONSULTATION_CALL_REQ", {{Role::invoke_id, 9}, {Role::active_call_id, 101}},
        {{Role::active_device_id, "3001"}, {Role::dialed_number, "3002"}}));
    EXPECT_EQ(call_of(asks, 0), 1u);
    EXPECT_EQ(call_of(asks, 1), 2u);
}

TEST_F(Calls, ARefusedRequestIsARejectedCall)
{
    feed("BEGIN_CALL_EVENT", 101, "3001");
    feed(message("CONSULTATION_CALL_REQ", {{Role::invoke_id, 9}, {Role::active_call_id, 101}}, {{Role::active_device_id, "3001"}}));
    const auto refused = feed(message("CONTROL_FAILURE_CONF", {{Role::invoke_id, 9}}));
    EXPECT_EQ(call_of(refused, 0), 1u);
    EXPECT_EQ(call_of(refused, 1), 2u);
    EXPECT_EQ(tracker.call(1).state, CallState::setup);
    EXPECT_EQ(tracker.call(2).state, CallState::rejected);
    const auto event = feed("BEGIN_CALL_EVENT", 102, "3001");
    EXPECT_EQ(call_of(event), 3u) << "what comes later is not the call that was refused";
}

TEST_F(Calls, AnEventOfOtherPartiesIsNotTheCallThatWasAskedFor)
{
    const auto asks =
        feed(message("MAKE_CALL_REQ", {{Role::invoke_id, 7}}, {{Role::agent_instrument, "3001"}, {Role::dialed_number, "0611000"}}));
    const auto incoming = feed("BEGIN_CALL_EVENT", 101, "3001", {{Role::ani, "0235551234"}});
    const auto elsewhere =
        feed("CALL_ORIGINATED_EVENT", 102, "3001", {{Role::calling_device_id, "3001"}, {Role::called_device_id, "8000"}});
    EXPECT_EQ(call_of(incoming), 2u);
    EXPECT_EQ(call_of(elsewhere), 3u);
    const auto made = feed(
        message("MAKE_CALL_CONF", {{Role::invoke_id, 7}, {Role::new_connection_call_id, 301}}, {{Role::new_connection_device_id, "3001"}}));
    EXPECT_EQ(call_of(asks), 1u);
    EXPECT_EQ(call_of(made), 1u);
}

TEST_F(Calls, WhereEventsCouldNotTellTheConfirmationNamesBoth)
{
    feed(message("MAKE_CALL_REQ", {{Role::invoke_id, 7}}, {{Role::agent_instrument, "SEP001122334455"}, {Role::dialed_number, "0611000"}}));
    const auto event = feed("BEGIN_CALL_EVENT", 301, "3001");
    EXPECT_EQ(call_of(event), 2u);
    const auto made = feed(
        message("MAKE_CALL_CONF", {{Role::invoke_id, 7}, {Role::new_connection_call_id, 301}}, {{Role::new_connection_device_id, "3001"}}));
    EXPECT_EQ(call_of(made, 0), 1u);
    EXPECT_EQ(call_of(made, 1), 2u);
    EXPECT_EQ(tracker.call(2).to, "0611000");
}

class TwoCalls : public Calls {
protected:
    void SetUp() override
    {
        feed("BEGIN_CALL_EVENT", 101, "3001", {{Role::ani, "0235551234"}});
        feed("CALL_ESTABLISHED_EVENT", 101, "3001");
        asks = feed(message("CONSULTATION_CALL_REQ", {{Role::invoke_id, 9}, {Role::active_call_id, 101}}, {{Role::active_device_id, "3001"}, {Role::dialed_number, "3002"}}));
        made = feed(message("CONSULTATION_CALL_CONF", {{Role::invoke_id, 9}, {Role::new_connection_call_id, 102}}, {{Role::new_connection_device_id, "3001"}}));
    }
    std::uint32_t join(std::string_view name, std::uint32_t lcs)
    {
        return feed(message(name, {{Role::primary_call_id, 101}, {Role::secondary_call_id, 102}, {Role::local_connection_state, lcs}},
                            {{Role::primary_device_id, "3001"}, {Role::secondary_device_id, "3001"}}));
    }
    std::uint32_t asks = 0, made = 0;
};

TEST_F(TwoCalls, AConsultNamesItsCall)
{
    ASSERT_EQ(tracker.size(), 2u);
    EXPECT_EQ(call_of(asks, 0), 1u);
    EXPECT_EQ(call_of(asks, 1), 2u);
    EXPECT_EQ(call_of(made, 0), 1u);
    EXPECT_EQ(call_of(made, 1), 2u);
    EXPECT_EQ(tracker.call(2).from, "3001");
    EXPECT_EQ(tracker.call(2).to, "3002");
    EXPECT_EQ(describe(1), "call 101 at 3001, consults in call 102 at 3001");
    EXPECT_EQ(describe(2), "call 102 at 3001, consult of call 101 at 3001");
}

TEST_F(TwoCalls, AConferenceIsAboutBoth)
{
    const auto joined = join("CALL_CONFERENCED_EVENT", lcs_connect);
    EXPECT_EQ(call_of(joined, 0), 1u);
    EXPECT_EQ(call_of(joined, 1), 2u);
    EXPECT_EQ(state_after(joined, 0), CallState::connected);
    EXPECT_EQ(state_after(joined, 1), CallState::connected);
    EXPECT_EQ(describe(2), "call 102 at 3001, consult of call 101 at 3001, conference with call 101 at 3001");
}

TEST_F(TwoCalls, ATransferEndsBothAtTheCommonDevice)
{
    const auto joined = join("CALL_TRANSFERRED_EVENT", lcs_null);
    EXPECT_EQ(state_after(joined, 0), CallState::completed);
    EXPECT_EQ(state_after(joined, 1), CallState::completed);
    EXPECT_EQ(describe(1), "call 101 at 3001, consults in call 102 at 3001, transferred with call 102 at 3001");
}

TEST_F(TwoCalls, ATransferGoesOnForThePartyThatIsConnected)
{
    const auto joined = join("CALL_TRANSFERRED_EVENT", lcs_connect);
    EXPECT_EQ(state_after(joined, 0), CallState::connected);
    feed("CALL_CLEARED_EVENT", 101, "3001", {}, lcs_null);
    EXPECT_EQ(tracker.call(1).state, CallState::completed);
}

TEST_F(TwoCalls, TheSameLinkIsToldOnce)
{
    join("CALL_CONFERENCED_EVENT", lcs_connect);
    join("CALL_CONFERENCED_EVENT", lcs_connect);
    EXPECT_EQ(tracker.call(1).links.size(), 2u);
}

TEST_F(Calls, ServiceInitiatedNamesTheCallItConsultsFor)
{
    feed("BEGIN_CALL_EVENT", 101, "3001");
    feed(message("CALL_SERVICE_INITIATED_EVENT", {{Role::connection_call_id, 102}, {Role::consulting_call_id, 101}},
                 {{Role::connection_device_id, "3001"}, {Role::consulting_device_id, "3001"}}));
    EXPECT_EQ(describe(2), "call 102 at 3001, consult of call 101 at 3001");
}

TEST_F(Calls, ASingleStepTransferNamesOneCall)
{
    feed("CALL_ESTABLISHED_EVENT", 101, "3001");
    const auto f = feed(message("CALL_TRANSFERRED_EVENT", {{Role::primary_call_id, 101}, {Role::secondary_call_id, null_id}, {Role::local_connection_state, lcs_null}},
                                {{Role::primary_device_id, "3001"}}));
    EXPECT_EQ(call_of(f, 0), 1u);
    EXPECT_EQ(call_of(f, 1), 0u);
    EXPECT_EQ(state_after(f), CallState::completed);
}

class Rename : public Calls {
protected:
    std::uint32_t rename(std::uint32_t from, std::uint32_t to)
    {
        return feed(message("CALL_DATA_UPDATE_EVENT", {{Role::connection_call_id, from}, {Role::new_connection_call_id, to}},
                            {{Role::connection_device_id, "3001"}, {Role::new_connection_device_id, "3001"}}));
    }
};

TEST_F(Rename, ACallKeepsItsNumberUnderItsNewTriple)
{
    feed("BEGIN_CALL_EVENT", 101, "3001");
    const auto renamed = rename(101, 201);
    const auto after = feed("CALL_ESTABLISHED_EVENT", 201, "3001");
    EXPECT_EQ(tracker.size(), 1u);
    EXPECT_EQ(call_of(renamed), 1u);
    EXPECT_EQ(call_of(after), 1u);
    EXPECT_EQ(describe(1), "call 101 at 3001, now call 201 at 3001");
}

TEST_F(Rename, TheOldTripleIsFree)
{
    feed("BEGIN_CALL_EVENT", 101, "3001");
    rename(101, 201);
    EXPECT_EQ(call_of(feed("BEGIN_CALL_EVENT", 101, "3001")), 2u);
    EXPECT_EQ(call_of(feed("CALL_ESTABLISHED_EVENT", 201, "3001")), 1u);
}

TEST_F(Rename, TheSameTripleIsNoRename)
{
    feed("BEGIN_CALL_EVENT", 101, "3001");
    EXPECT_EQ(call_of(rename(101, 101)), 1u);
    EXPECT_EQ(describe(1), "call 101 at 3001");
}

TEST_F(Rename, ACallFromBeforeTheCaptureHasItsNewTriple)
{
    EXPECT_EQ(call_of(rename(101, 201)), 1u);
    EXPECT_EQ(call_of(feed("CALL_ESTABLISHED_EVENT", 201, "3001")), 1u);
    EXPECT_EQ(describe(1), "call 201 at 3001");
}

TEST_F(Calls, LaterPassesFindWhatTheFirstNoted)
{
    tracker.on_message({4, 1}, message("BEGIN_CALL_EVENT", {{Role::connection_call_id, 1}}, {{Role::connection_device_id, "a"}}));
    tracker.on_message({5, 1}, message("BEGIN_CALL_EVENT", {{Role::connection_call_id, 2}}, {{Role::connection_device_id, "a"}}));
    tracker.on_message({5, 2}, message("BEGIN_CALL_EVENT", {{Role::connection_call_id, 3}}, {{Role::connection_device_id, "a"}}));
    EXPECT_EQ(tracker.facts({4, 1})->calls[0].call, 1u);
    EXPECT_EQ(tracker.facts({5, 1})->calls[0].call, 2u);
    EXPECT_EQ(tracker.facts({5, 2})->calls[0].call, 3u);
    EXPECT_EQ(tracker.facts({5, 0}), nullptr);
}

TEST_F(Calls, NumbersOfTheCaptureGoOnFromSessionToSession)
{
    CallTracker second{serial};
    feed("BEGIN_CALL_EVENT", 101, "3001");
    second.on_message({2, 1}, message("BEGIN_CALL_EVENT", {{Role::connection_call_id, 101}}, {{Role::connection_device_id, "3001"}}));
    feed("BEGIN_CALL_EVENT", 102, "3001");
    EXPECT_EQ(tracker.call(1).serial, 1u);
    EXPECT_EQ(second.call(1).serial, 2u);
    EXPECT_EQ(tracker.call(2).serial, 3u);
    EXPECT_EQ(second.call(1).number, 1u);
}

TEST_F(Calls, ManyRequestsWithoutAnswerDoNotEndTheTracking)
{
    feed("BEGIN_CALL_EVENT", 101, "3001");
    const auto request = [&](std::uint32_t id) {
        return feed(message("HOLD_CALL_REQ", {{Role::invoke_id, id}, {Role::connection_call_id, 101}}, {{Role::connection_device_id, "3001"}}));
    };
    for (std::uint32_t id = 1; id <= 10000; ++id) // their answers were not captured
        request(id);
    const auto asked = request(20000);
    const auto answered = feed(message("HOLD_CALL_CONF", {{Role::invoke_id, 20000}}));
    EXPECT_EQ(call_of(asked), 1u);
    EXPECT_EQ(call_of(answered), 1u);
}

TEST_F(Calls, DescriptionIsCutAtItsSize)
{
    feed("BEGIN_CALL_EVENT", 101, "300\n1");
    char text[12];
    EXPECT_EQ(describe_call(tracker, tracker.call(1), text, sizeof text), 11u);
    EXPECT_STREQ(text, "call 101 at");
    EXPECT_EQ(describe(1), "call 101 at 300.1");
}

} // namespace
