// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctiqbe/alarm_story.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace {

using namespace cti;
using namespace cti::ctiqbe;

const Address host = *Address::parse("10.1.1.7"), other_host = *Address::parse("10.1.1.8"), server = *Address::parse("10.1.1.10");

RefusedSession session(Time first, Time ended, const Shape* shape = nullptr, Address client = host)
{
    RefusedSession r{client, server, std::make_shared<SessionInfo>(), first * second, ended * second, shape, shape != nullptr};
    r.session->client = Endpoint{client, 50001}.text();
    r.session->server = Endpoint{server, 2748}.text();
    return r;
}
RefusingAlarm open_failure(Time at, std::string_view user = "wallboard", std::uint32_t reason = 0x8CCC0060, std::uint32_t frame = 9)
{
    return {"CtiProviderOpenFailure", host, server, false, user, reason, "Wrong user ID or password", "Correct the password",
        {frame, at * second}};
}
const Shape* shape(std::string_view part)
{
    for (const Shape& s : shapes)
        if (std::string_view{s.name}.find(part) != std::string_view::npos)
            return &s;
    return nullptr;
}
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(AlarmStories, AlarmAfterTheSession)
{
    AlarmStories stories;
    KeptFindings found;
    const RefusedSession r = session(100, 101, shape("login that was refused"));
    EXPECT_FALSE(stories.on_refused(r, found));
    EXPECT_TRUE(found.empty());
    EXPECT_EQ(stories.on_alarm(open_failure(103), found), r.session);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_STREQ(found[0].diagnosis->id, "ctiqbe.refused");
    EXPECT_EQ(found[0].sentence,
        "Client 10.1.1.7 was refused by 10.1.1.10 (1 so far for this), and the alarm in frame 9 says why: "
        "CtiProviderOpenFailure, reason 0x8ccc0060: Wrong user ID or password, user wallboard; its shape agrees: a login that was refused");
    EXPECT_EQ(found[0].remedy, "Correct the password");
    EXPECT_EQ(r.session->opening, Opening::refused);
}

TEST(AlarmStories, AlarmBeforeTheSessionEnds)
{
    AlarmStories stories;
    KeptFindings found;
    EXPECT_EQ(stories.on_alarm(open_failure(100), found), nullptr);
    const RefusedSession r = session(99, 101);
    const char* remedy = nullptr;
    EXPECT_TRUE(has(stories.cause_of(r, remedy), "CtiProviderOpenFailure"));
    EXPECT_STREQ(remedy, "Correct the password");
    EXPECT_TRUE(stories.on_refused(r, found));
    EXPECT_EQ(found.size(), 1u);
    EXPECT_FALSE(stories.on_refused(session(100, 102), found)) << "an alarm is about one session";
}

TEST(AlarmStories, AnAlarmThatDisagreesWithdrawsTheCandidate)
{
    AlarmStories stories;
    KeptFindings found;
    stories.on_refused(session(100, 111, shape("timed out")), found);
    stories.on_alarm(open_failure(111), found);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_TRUE(has(found[0].sentence, "the candidate cause that its shape gave does not hold: a login that timed out"))
        << found[0].sentence;
}

TEST(AlarmStories, NearMisses)
{
    AlarmStories stories;
    KeptFindings found;
    stories.on_refused(session(100, 101), found);
    EXPECT_EQ(stories.on_alarm(open_failure(107), found), nullptr) << "six seconds later";
    EXPECT_EQ(stories.on_alarm(open_failure(98), found), nullptr) << "before it began";
    RefusingAlarm of_other = open_failure(101);
    of_other.client = other_host;
    EXPECT_EQ(stories.on_alarm(of_other, found), nullptr) << "another client";
    EXPECT_TRUE(found.empty());
}

/// Two applications on one host: whose alarm it is nobody knows.
TEST(AlarmStories, OneUsersRefusalIsNotToldOfAnother)
{
    {
        AlarmStories stories;
        KeptFindings found;
        stories.on_refused(session(100, 101), found);
        stories.on_refused(session(100, 102), found);
        EXPECT_EQ(stories.on_alarm(open_failure(102), found), nullptr);
        EXPECT_TRUE(found.empty());
    }
    {
        AlarmStories stories;
        KeptFindings found;
        stories.on_alarm(open_failure(100, "jtapi_1"), found);
        stories.on_alarm(open_failure(100, "rmjtapi_1"), found);
        EXPECT_FALSE(stories.on_refused(session(100, 101), found));
        EXPECT_TRUE(found.empty());
    }
}

TEST(AlarmStories, ALimitOfTheNodeIsEveryClientsCause)
{
    AlarmStories stories;
    KeptFindings found;
    const RefusingAlarm limit{"CtiMaxConnectionReached", {}, server, true, "", 0, nullptr, "Find leaking clients", {5, 100 * second}};
    stories.on_refused(session(99, 100), found);
    stories.on_alarm(limit, found);
    EXPECT_EQ(found.size(), 1u);
    EXPECT_TRUE(stories.on_refused(session(100, 101, nullptr, other_host), found));
    ASSERT_EQ(found.size(), 2u);
    EXPECT_TRUE(has(found[1].sentence,
        "Client 10.1.1.8 was refused by 10.1.1.10 (1 so far for this), and the alarm in frame 5 says why: CtiMaxConnectionReached"));
    EXPECT_EQ(found[1].remedy, "Find leaking clients");
    RefusedSession elsewhere = session(100, 101);
    elsewhere.server = other_host;
    EXPECT_FALSE(stories.on_refused(elsewhere, found)) << "another node";
}

TEST(AlarmStories, AnOldVersionIsTheCauseOfTheRefusalsThatFollow)
{
    AlarmStories stories;
    KeptFindings found;
    EXPECT_EQ(stories.on_version_alarm(host, {7, 100 * second}, "50000", "60000", found), nullptr);
    const char* remedy = nullptr;
    EXPECT_TRUE(has(stories.cause_of(session(500, 501), remedy), "frame 7"));
    ASSERT_TRUE(remedy);
    EXPECT_TRUE(has(remedy, "plugin"));
    stories.on_refused_at_once(session(500, 501), found);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_STREQ(found[0].diagnosis->id, "ctiqbe.incompatible_version");
    EXPECT_TRUE(has(found[0].sentence, "(1 so far)")) << found[0].sentence;

    stories.on_refused_at_once(session(2000, 2001), found);
    EXPECT_EQ(found.size(), 1u) << "half an hour later: why is not known";
    EXPECT_EQ(stories.cause_of(session(2000, 2001), remedy), "");
    EXPECT_EQ(stories.on_version_alarm(host, {8, 9000 * second}, "50000", "60000", found), nullptr) << "nor what was long before";
    EXPECT_EQ(found.size(), 1u);
}

TEST(AlarmStories, AnotherAlarmSaysWhyAndNotTheVersion)
{
    AlarmStories stories;
    KeptFindings found;
    stories.on_version_alarm(host, {7, 100 * second}, "50000", "60000", found);
    stories.on_alarm({"CtiMaxConnectionReached", {}, server, true, "", 0, nullptr, "Find leaking clients", {9, 200 * second}}, found);
    stories.on_refused_at_once(session(200, 201), found);
    EXPECT_TRUE(found.empty());
}

// One client, two servers: the alarm of one says nothing of the other. A relay's address says nothing at all.
TEST(AlarmStories, OfOneNodeIsNotToldOfAnother)
{
    for (const bool node_is_server : {false, true}) {
        AlarmStories before, after;
        KeptFindings found;
        RefusingAlarm alarm = open_failure(101);
        alarm.node = other_host;
        alarm.node_is_server = node_is_server;
        before.on_alarm(alarm, found);
        EXPECT_EQ(before.on_refused(session(100, 101), found), !node_is_server);
        after.on_refused(session(100, 101), found);
        EXPECT_EQ(after.on_alarm(alarm, found) != nullptr, !node_is_server);
        EXPECT_EQ(found.size(), node_is_server ? 0u : 2u);
    }
}

TEST(AlarmStories, OfWhichAlarms)
{
    EXPECT_TRUE(is_refusing("CtiProviderOpenFailure"));
    EXPECT_TRUE(is_refusing("kCtiIllegalQbeHeader"));
    EXPECT_FALSE(is_refusing("CtiProviderOpened"));
    EXPECT_FALSE(is_refusing("CtiDeviceOpenFailure")) << "a device, not the session";
    EXPECT_FALSE(is_refusing(""));
}

TEST(AlarmStories, IsBounded)
{
    AlarmStories stories;
    KeptFindings found;
    for (Time t = 0; t < 1000; ++t)
        stories.on_refused(session(10 * t, 10 * t + 1), found);
    EXPECT_EQ(stories.on_alarm(open_failure(1), found), nullptr) << "the first are forgotten";
    EXPECT_NE(stories.on_alarm(open_failure(9991), found), nullptr);
}

} // namespace
