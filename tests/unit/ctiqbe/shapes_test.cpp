// SPDX-License-Identifier: GPL-2.0-or-later
// The shapes of sessions, each as a list of events with the times of the published traces (Cisco tech notes 212107 and 220616; a public CER
// trace for the locked account), and a near miss of each that must not match.
#include "ctiqbe/session.hpp"
#include "ctiqbe/shapes.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace {

using namespace cti;
using namespace cti::ctiqbe;

constexpr auto up = Side::client, down = Side::server;

/// One payload: who sends it, how many milliseconds after the one before.
struct Event {
    Side from;
    Time pause;
};

struct Scenario {
    const char* what;
    std::vector<Event> events;
    Side closer;
    Time close;        ///< milliseconds after the last payload
    const char* shape; ///< part of its name; nullptr: none
};

const char* shape_of(const Scenario& s)
{
    Course course;
    Time now = 1'700'000'000 * second;
    for (const Event& e : s.events) {
        now += e.pause * millisecond;
        course.on_payload(e.from, now);
    }
    const Shape* found = find_shape(course, s.closer, now + s.close * millisecond);
    return found ? found->name : nullptr;
}

const Scenario scenarios[] = {
    {"refused at once", {{up, 0}}, down, 6, "refused before the login"},
    {"one answer, then the server closes", {{up, 0}, {down, 1}}, down, 300, "refused before the login"},
    {"near miss: the server closes after two seconds", {{up, 0}}, down, 2000, nullptr},
    {"near miss: it is the client that closes without an answer", {{up, 0}}, up, 6, nullptr},

    {"account locked: completed event after 147 ms, closed event 1 ms later", {{up, 0}, {down, 0}, {down, 147}, {down, 1}}, down, 5,
        "login that was refused"},
    {"right missing, the client closes", {{up, 0}, {down, 1}, {down, 230}}, up, 12, "login that was refused"},
    {"near miss: the client goes on after the completed event", {{up, 0}, {down, 1}, {down, 230}, {up, 5}}, up, 12, nullptr},
    {"near miss: two seconds for the check", {{up, 0}, {down, 1}, {down, 2000}}, up, 12, nullptr},
    {"near miss: it stays for a minute", {{up, 0}, {down, 1}, {down, 230}}, up, 60'000, nullptr},

    {"login timeout, 9.7 s", {{up, 0}, {down, 1}, {down, 9700}}, up, 3, "login that timed out"},
    {"login timeout, 10 s, closed event behind", {{up, 0}, {down, 10}, {down, 10'000}, {down, 1}}, up, 3, "login that timed out"},
    {"near miss: 8 s", {{up, 0}, {down, 1}, {down, 8000}}, up, 3, nullptr},
    {"near miss: 12 s", {{up, 0}, {down, 1}, {down, 12'000}}, up, 3, nullptr},
    {"near miss: the server closes", {{up, 0}, {down, 1}, {down, 9700}}, down, 3, nullptr},
    {"near miss: the client asks in between", {{up, 0}, {down, 1}, {up, 5000}, {down, 4700}}, up, 3, nullptr},

    {"updater", {{up, 0}, {down, 1}}, up, 20, "which plugin the server offers"},
    {"TSP waits 50 s for what its login came to", {{up, 0}, {down, 1}}, up, 50'000, "never decided"},
    {"near miss: it closes after 30 s", {{up, 0}, {down, 1}}, up, 30'000, nullptr},
    {"near miss: a session of a minute", {{up, 0}, {down, 1}}, up, 60'000, nullptr},

    {"no devices: 19 s after the device list", {{up, 0}, {down, 1}, {down, 348}, {up, 2}, {up, 19'000}}, up, 5,
        "without controlled devices"},
    {"no devices, the close is answered", {{up, 0}, {down, 1}, {down, 348}, {up, 2}, {down, 1}, {up, 19'000}, {down, 1}}, up, 5,
        "without controlled devices"},
    {"near miss: 30 s, a heartbeat", {{up, 0}, {down, 1}, {down, 348}, {up, 2}, {up, 30'000}}, up, 5, nullptr},
    {"near miss: devices come in between", {{up, 0}, {down, 1}, {down, 348}, {up, 2}, {down, 2}, {up, 3}, {down, 8}, {up, 19'000}}, up, 5,
        nullptr},

    {"device refused: 12 ms", {{up, 0}, {down, 1}, {down, 300}, {up, 2}, {down, 2}, {up, 391}, {down, 1}}, up, 12,
        "device that could not be opened"},
    {"near miss: it closes a second later", {{up, 0}, {down, 1}, {down, 300}, {up, 2}, {down, 2}, {up, 391}, {down, 1}}, up, 1000, nullptr},
    {"near miss: the answer takes 200 ms", {{up, 0}, {down, 1}, {down, 300}, {up, 2}, {down, 2}, {up, 391}, {down, 200}}, up, 12, nullptr},
    {"near miss: the server closes", {{up, 0}, {down, 1}, {down, 300}, {up, 2}, {down, 2}, {up, 391}, {down, 1}}, down, 12, nullptr},

    {"line refused: closed event after 15 ms",
        {{up, 0}, {down, 1}, {down, 300}, {up, 2}, {down, 2}, {up, 391}, {down, 8}, {down, 1}, {up, 5}, {down, 1}, {down, 15}, {up, 2},
            {up, 1}},
        up, 1, "line that could not be opened"},
    {"near miss: the line works for a while",
        {{up, 0}, {down, 1}, {down, 300}, {up, 2}, {down, 2}, {up, 391}, {down, 8}, {down, 1}, {up, 5}, {down, 1}, {down, 15}, {up, 5000},
            {up, 1}},
        up, 1, nullptr},
};

TEST(Shapes, EachIsRecognisedAndItsNearMissIsNot)
{
    for (const Scenario& s : scenarios) {
        const char* found = shape_of(s);
        if (s.shape)
            EXPECT_TRUE(found && std::string_view{found}.find(s.shape) != std::string_view::npos)
                << s.what << ": " << (found ? found : "no shape");
        else
            EXPECT_EQ(found, nullptr) << s.what << ": " << found;
    }
}

TEST(Shapes, EveryRowHasAScenarioAndStandsWell)
{
    std::set<std::string_view> tried;
    for (const Scenario& s : scenarios)
        if (const char* found = s.shape ? shape_of(s) : nullptr)
            tried.insert(found);
    for (const Shape& shape : shapes) {
        EXPECT_TRUE(tried.contains(shape.name)) << shape.name;
        EXPECT_LE(shape.steps.size(), Course::max_bursts) << shape.name;
        EXPECT_NE(std::string_view{shape.source}, "");
        std::string_view rest{shape.remedy};
        for (std::size_t end; !rest.empty(); rest.remove_prefix(std::min(end + 1, rest.size()))) {
            end = std::min(rest.find('\n'), rest.size());
            EXPECT_LE(end, max_remedy_step) << shape.name;
        }
        for (const ShapeStep& step : shape.steps) {
            EXPECT_LE(step.least, step.most) << shape.name;
            EXPECT_LE(step.pause_least, step.pause_most) << shape.name;
        }
    }
}

TEST(Shapes, WhatGoesOnForLongHasNone)
{
    Course course;
    Time now = 0;
    for (int i = 0; i < 40; ++i)
        course.on_payload(i % 2 ? down : up, now += second);
    EXPECT_FALSE(course.is_complete());
    EXPECT_EQ(find_shape(course, up, now + 1), nullptr);
    EXPECT_EQ(find_shape(Course{}, down, 0), nullptr) << "nothing was sent";
}

TEST(Shapes, ACaptureWhoseClockGoesBackIsNoReasonToGuess)
{
    Course course;
    course.on_payload(up, 100 * second);
    course.on_payload(down, 99 * second);
    EXPECT_EQ(course.bursts().size(), 2u);
    EXPECT_EQ(find_shape(course, down, 98 * second), nullptr);
}

TEST(Shapes, EvidenceIsSaidInWords)
{
    Course course;
    course.on_payload(up, 0);
    course.on_payload(down, 10 * millisecond);
    course.on_payload(down, 10'010 * millisecond);
    EXPECT_EQ(evidence_of(course, up, 10'013 * millisecond),
        "1 message of the client; 1 of the server after 10 ms; 1 of the server after 10 s; closed by the client 3 ms later");
}

TEST(Shapes, CodesAndAlarmsAgreeOrNot)
{
    const auto shape = [](std::string_view part) -> const Shape& {
        for (const Shape& s : shapes)
            if (std::string_view{s.name}.find(part) != std::string_view::npos)
                return s;
        throw "no such shape";
    };
    EXPECT_TRUE(agrees(shape("timed out"), 0x8CCC0075));
    EXPECT_FALSE(agrees(shape("timed out"), 0x8CCC0060));
    EXPECT_TRUE(agrees(shape("timed out"), "CtiProviderOpenFailure", 0x8CCC0075));
    EXPECT_FALSE(agrees(shape("timed out"), "CtiProviderOpenFailure", 0x8CCC0060)) << "the alarm of another cause";
    EXPECT_TRUE(agrees(shape("login that was refused"), "CtiProviderOpenFailure", 0x8CCC011F)) << "account locked";
    EXPECT_TRUE(agrees(shape("before the login"), "kCtiQbeLengthMisMatch", 0)) << "name before 8.0";
    EXPECT_FALSE(agrees(shape("before the login"), "CtiProviderOpenFailure", 0));
}

TEST(Course, KnowsWhoWasLetIn)
{
    Course course;
    course.on_payload(up, 0);
    course.on_payload(down, millisecond);
    course.on_payload(up, 2 * millisecond);
    EXPECT_FALSE(course.is_granted()) << "the response proves nothing";
    course.on_payload(down, 300 * millisecond);
    EXPECT_FALSE(course.is_granted());
    course.on_payload(up, 301 * millisecond);
    EXPECT_TRUE(course.is_granted());
}

TEST(ServerStops, SeveralClientsWithinASecond)
{
    ServerStops stops;
    constexpr Address server{1}, other{2};
    EXPECT_FALSE(stops.ended(server, Address{11}, 0));
    EXPECT_FALSE(stops.ended(server, Address{12}, 400 * millisecond));
    EXPECT_FALSE(stops.ended(other, Address{13}, 500 * millisecond)) << "another server";
    const auto stop = stops.ended(server, Address{13}, 900 * millisecond);
    ASSERT_TRUE(stop);
    EXPECT_EQ(stop->sessions, 3u);
    EXPECT_EQ(stop->clients, 3u);
    EXPECT_FALSE(stops.ended(server, Address{14}, 950 * millisecond)) << "said once";
}

TEST(ServerStops, NearMisses)
{
    constexpr Address server{1};
    ServerStops one_client, slow;
    for (int i = 0; i < 5; ++i) {
        EXPECT_FALSE(one_client.ended(server, Address{11}, i * millisecond)) << "the sessions of one client";
        EXPECT_FALSE(slow.ended(server, Address{static_cast<std::uint8_t>(11 + i)}, i * 700 * millisecond)) << "one after the other";
    }
}

} // namespace
