// SPDX-License-Identifier: GPL-2.0-or-later
// From evidence to cases: what is one, what follows from what, what only the whole shows.
#include "evidence_maker.hpp"

#include "core/diagnosis.hpp"
#include "core/umbrella.hpp"
#include "report/evidence.hpp"
#include "report/explanations.hpp"

#include <algorithm>

namespace {

using namespace cti;
using namespace cti::test;
using Frames = std::vector<std::uint32_t>;
using Ids = std::vector<std::string>;

constexpr const Diagnosis& refused = row("ged188.incompatible_version");
constexpr const Diagnosis& heartbeat = row("ged188.heartbeat_lost");
constexpr const Diagnosis& lost = row("cti.session_lost");

Moment at(std::uint32_t frame, Time seconds = 0) { return {frame, ten + seconds * second}; }

struct ReportCases : testing::Test {
    Report report{descriptors};
    Maker make;
    std::vector<report::Case> cases() const { return report.cases(); }
};

// ---- what is one case

TEST_F(ReportCases, OneTroubleOfOneClientIsOneCase)
{
    for (std::uint32_t i = 0; i < 20; ++i) {
        const ConnectionPtr c = make.connection("10.0.0.2");
        report.add_finding(about(make.session(c), c), at(10 + i, i), finding(refused, 23));
    }
    ASSERT_EQ(ids(cases()), Ids{"ged188.incompatible_version"});
    const report::Case c = cases().front();
    EXPECT_EQ(c.count, 20u);
    EXPECT_EQ(c.sessions, 20u);
    EXPECT_EQ(c.frames, (Frames{10, 11, 12, 13, 14, 15, 16, 17}));
    EXPECT_EQ(c.all_frames, 20u);
    EXPECT_EQ(c.first, ten);
    EXPECT_EQ(c.last, ten + 19 * second);
    EXPECT_EQ(c.client, "10.0.0.2");
    EXPECT_EQ(c.application, "Desk");
    EXPECT_EQ(c.server, "10.0.0.10:4000");
    EXPECT_EQ(c.severity, Severity::error);
    EXPECT_EQ(c.identity, "23\n");
}

TEST_F(ReportCases, CodesClientsApplicationsUsersAndServersAreKeptApart)
{
    const ConnectionPtr c = make.connection("10.0.0.2"), other_client = make.connection("10.0.0.3"),
                        other_server = make.connection("10.0.0.2", "10.0.0.11");
    const SessionPtr s = make.session(c);
    report.add_finding(about(s, c), at(1), finding(refused, 23));
    report.add_finding(about(s, c), at(2), finding(refused, 24));
    report.add_finding(about(make.session(other_client), other_client), at(3), finding(refused, 23));
    report.add_finding(about(make.session(c, "Wallboard"), c), at(4), finding(refused, 23));
    report.add_finding(about(make.session(other_server), other_server), at(5), finding(refused, 23));
    Subject alarm;
    alarm.protocol = "bell";
    alarm.client_address = "10.0.0.9";
    alarm.server_address = "cucm1";
    for (const char* user : {"jtapi_1", "jtapi_2"}) {
        alarm.user = user;
        report.add_finding(alarm, at(6), finding(row("ucalarm.incompatible_version"), "App"));
    }
    EXPECT_EQ(cases().size(), 7u);
    EXPECT_EQ(json_of(report, "case").size(), 7u);
}

TEST_F(ReportCases, ThoseThatOneCauseStruckAreListed)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c);
    for (std::uint32_t i = 0; i < 300; ++i)
        report.add_finding(about(s, c), at(10 + i, i), finding(row("x.moved"), std::to_string(2000 + i % 10).c_str(), 50002));
    report.add_finding(about(s, c), at(400), finding(row("x.moved"), "2000", 255));
    auto found = cases();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].count, 300u);
    EXPECT_EQ(found[0].members.size(), 10u);
    EXPECT_EQ(found[0].members.front(), "2000");
    EXPECT_FALSE(found[0].more_members);
    EXPECT_EQ(found[1].members, std::vector<std::string>{"2000"});
    EXPECT_TRUE(says(report.text(), "10 in all: 2000, 2001, 2002, 2003, 2004, 2005, 2006, 2007 and 2 more")) << report.text();
    for (std::uint32_t i = 0; i < 300; ++i)
        report.add_finding(about(s, c), at(500 + i), finding(row("x.moved"), std::to_string(i).c_str(), 50002));
    found = cases();
    EXPECT_EQ(found[0].members.size(), report::max_members);
    EXPECT_TRUE(found[0].more_members);
}

TEST_F(ReportCases, WhatIsOverSaysSince)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c);
    report.add_finding(about(s, c), at(10), finding(row("x.down"), "Peripheral 5002"));
    report.add_finding(about(s, c), at(11), finding(row("x.down"), "Peripheral 5003"));
    EXPECT_EQ(cases()[0].ended_in, 0u);
    EXPECT_TRUE(says(report.text(), "Nothing in the capture says that it ended.")) << report.text();
    report.add_finding(about(s, c), at(20, 93), finding(row("x.up"), "Peripheral 5002"));
    ASSERT_EQ(cases().size(), 2u) << "that it is over is no case";
    EXPECT_EQ(cases()[0].ended_in, 20u);
    EXPECT_EQ(cases()[0].ended, ten + 93 * second);
    EXPECT_EQ(cases()[1].ended_in, 0u) << "another component";
    EXPECT_TRUE(says(report.text(), "It ended at 10:01:33.000 (frame 20).")) << report.text();
    report.add_finding(about(s, c), at(30, 100), finding(row("x.down"), "Peripheral 5002"));
    EXPECT_EQ(cases()[0].ended_in, 0u) << "down again";
    // Another session of the client saw it too, and not its end.
    report.add_finding(about(s, c), at(31, 110), finding(row("x.up"), "Peripheral 5002"));
    EXPECT_EQ(cases()[0].ended_in, 31u);
    const ConnectionPtr other = make.connection("10.0.0.2");
    report.add_finding(about(make.session(other), other), at(32, 120), finding(row("x.down"), "Peripheral 5002"));
    EXPECT_EQ(cases()[0].ended_in, 0u);
}

TEST_F(ReportCases, AnApplicationThatIsToldLaterCounts)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr first = make.session(c, ""), second = make.session(make.connection("10.0.0.2"), ""),
                     third = make.session(make.connection("10.0.0.2"), "");
    report.add_finding(about(first), at(1), finding(row("ged188.failure"), "QUERY_REQ", "of first"));
    report.add_finding(about(second), at(2), finding(row("ged188.failure"), "QUERY_REQ", "of first"));
    report.add_finding(about(third), at(3), finding(row("ged188.failure"), "QUERY_REQ", "of first"));
    EXPECT_EQ(cases().size(), 1u);
    first->application = third->application = "Desk";
    second->application = "Wallboard";
    const auto found = cases();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].application, "Desk");
    EXPECT_EQ(found[0].frames, (Frames{1, 3}));
    EXPECT_EQ(found[1].application, "Wallboard");
    EXPECT_EQ(found[1].frames, Frames{2});
}

TEST_F(ReportCases, WhatIsAboutAConnectionNamesTheApplicationOfItsOnlySession)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    report.add(c);
    report.add(message(make.session(c)), at(1));
    report.add_finding(about(nullptr, c), at(2), finding(lost));
    EXPECT_EQ(cases().front().application, "Desk");
    report.add(message(make.session(c, "Wallboard")), at(3));
    EXPECT_EQ(cases().front().application, "") << "two sessions: nobody knows whose";
}

TEST_F(ReportCases, RolesThatAreRevisedCount)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    report.add_finding(about(nullptr, c), at(2), finding(lost));
    std::swap(c->client, c->server);
    EXPECT_EQ(cases().front().client, "10.0.0.10");
}

TEST_F(ReportCases, TheSentenceWithTheWorstValueStands)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c);
    for (const int count : {1, 2, 3, 1})
        report.add_finding(about(s, c), at(static_cast<std::uint32_t>(count), count), finding(heartbeat, count));
    ASSERT_EQ(cases().size(), 1u);
    EXPECT_EQ(cases().front().sentence, "3 heartbeats in a row without answer");
    EXPECT_EQ(cases().front().worst, 3u);
}

TEST_F(ReportCases, WorstFirstThenInOrderOfTime)
{
    const auto about_client = [&](const char* client) { return about(nullptr, make.connection(client)); };
    report.add_finding(about_client("10.0.0.1"), at(1, 1), finding(row("ged188.unanswered"), "QUERY_REQ"));
    report.add_finding(about_client("10.0.0.2"), at(3, 3), finding(row("ctiqbe.closed_after_open")));
    report.add_finding(about_client("10.0.0.3"), at(4, 4), finding(row("ged188.failure"), "QUERY_REQ", "x"));
    report.add_finding(about_client("10.0.0.4"), at(2, 2), finding(row("cti.not_acknowledged")));
    report.add_finding(about_client("10.0.0.5"), at(5, 5), finding(row("x.chat")));
    EXPECT_EQ(ids(cases()), (Ids{"ged188.failure", "cti.not_acknowledged", "ctiqbe.closed_after_open", "ged188.unanswered"}))
        << "chat is no case";
}

TEST_F(ReportCases, BoundedWhateverTheTextsSay)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c);
    for (std::uint32_t i = 1; i <= 1000; ++i)
        report.add_finding(about(s, c), at(i), finding(row("ged188.unanswered"), "REQUEST " + std::to_string(i)));
    const auto found = cases();
    ASSERT_EQ(found.size(), report::max_groups + 1);
    EXPECT_TRUE(found.back().of_many_kinds);
    EXPECT_EQ(found.back().count, 1000 - report::max_groups);
    EXPECT_TRUE(says(report.text(), "others of this client are counted here: the filter ged188.unanswered shows them"));
    std::uint64_t counted = 0;
    for (const report::Case& one : found)
        counted += one.count;
    EXPECT_EQ(counted, 1000u);
}

TEST_F(ReportCases, LongIdentitiesAreCutAndStillDiffer)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c);
    const std::string head(900, 'x');
    report.add_finding(about(s, c), at(1), finding(row("ged188.unanswered"), std::string_view{head + "a"}));
    report.add_finding(about(s, c), at(2), finding(row("ged188.unanswered"), std::string_view{head + "b"}));
    ASSERT_EQ(cases().size(), 2u);
    EXPECT_LE(cases().front().identity.size(), report::max_name);
}

// ---- what explains what

TEST_F(ReportCases, WhatFollowsStandsUnderItsCause)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c);
    report.add_finding(about(s, c), at(5, 1), finding(refused, 23));
    for (const std::uint32_t count : {1u, 2u, 3u})
        report.add_finding(about(s, c), at(5 + count, 1 + count), finding(heartbeat, count));
    report.add_finding(about(nullptr, c), at(9, 9), finding(lost));
    ASSERT_EQ(ids(cases()), Ids{"ged188.incompatible_version"});
    const auto consequences = cases().front().consequences;
    ASSERT_EQ(consequences.size(), 2u);
    EXPECT_STREQ(consequences[0].diagnosis->id, "ged188.heartbeat_lost");
    EXPECT_EQ(consequences[0].count, 3u);
    EXPECT_EQ(consequences[0].frames, (Frames{6, 7, 8}));
    EXPECT_STREQ(consequences[1].diagnosis->id, "cti.session_lost");
    EXPECT_TRUE(says(report.text(), "and 3 lost heartbeats, 1 lost session: frames 6, 7, 8, 9")) << report.text();
    EXPECT_EQ(json_of(report, "finding").size(), 3u) << "scripts see all of them";
    EXPECT_EQ(json_of(report, "case").size(), 1u);
}

TEST_F(ReportCases, ARefusalExplainsNothingThatWasBefore)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c);
    report.add_finding(about(s, c), at(1, 0), finding(heartbeat, 1));
    report.add_finding(about(s, c), at(5, 7200), finding(refused, 23));
    EXPECT_EQ(cases().size(), 2u);
}

TEST_F(ReportCases, AnotherSessionIsNotExplained)
{
    const ConnectionPtr a = make.connection("10.0.0.2"), b = make.connection("10.0.0.2");
    report.add_finding(about(make.session(a), a), at(1, 0), finding(refused, 23));
    report.add_finding(about(make.session(b), b), at(5, 1), finding(heartbeat, 1));
    EXPECT_EQ(cases().size(), 2u);
}

TEST_F(ReportCases, SessionsOfOneConnectionAreKeptApartAndTheConnectionIsOfAll)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr first = make.session(c, "User 1"), second_one = make.session(c, "User 2");
    report.add_finding(about(first, c), at(1, 0), finding(refused, 23));
    report.add_finding(about(second_one, c), at(5, 1), finding(heartbeat, 1));
    EXPECT_EQ(cases().size(), 2u);
    report.add_finding(about(nullptr, c), at(0, 0), finding(row("cti.not_acknowledged")));
    const auto found = cases();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_STREQ(found[1].diagnosis->id, "cti.not_acknowledged");
    ASSERT_EQ(found[1].consequences.size(), 1u) << "user 2's heartbeat";
}

TEST_F(ReportCases, OnlyAPartMayBeExplained)
{
    const ConnectionPtr a = make.connection("10.0.0.2"), b = make.connection("10.0.0.2");
    const SessionPtr of_a = make.session(a), of_b = make.session(b);
    report.add_finding(about(of_a, a), at(1, 0), finding(refused, 23));
    report.add_finding(about(of_a, a), at(2, 1), finding(heartbeat, 1));
    report.add_finding(about(of_a, a), at(3, 2), finding(heartbeat, 2));
    report.add_finding(about(of_b, b), at(100, 3000), finding(heartbeat, 1));
    const auto found = cases();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].consequences.at(0).count, 2u);
    EXPECT_EQ(found[0].consequences.at(0).frames, (Frames{2, 3}));
    EXPECT_EQ(found[1].count, 1u);
    EXPECT_EQ(found[1].frames, Frames{100});
    EXPECT_EQ(found[1].first, ten + 3000 * second);
    EXPECT_EQ(found[1].sentence, "1 heartbeats in a row without answer") << "the explained part's worst value is not this case's";
}

TEST_F(ReportCases, ExplanationsChain)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c);
    report.add_finding(about(s, c), at(4, 100), finding(heartbeat, 1));
    report.add_finding(about(nullptr, c), at(8, 120), finding(lost));
    ASSERT_EQ(ids(cases()), Ids{"ged188.heartbeat_lost"}) << "heartbeats without answer end the session";
    report.add_finding(about(s, c), at(2, 1), finding(refused, 23));
    ASSERT_EQ(ids(cases()), Ids{"ged188.incompatible_version"});
    EXPECT_EQ(cases().front().consequences.size(), 2u);
}

TEST_F(ReportCases, OnlyAFailedOpeningExplainsTheSession)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c);
    report.add_finding(about(s, c), at(1, 0), finding(row("ged188.failure"), "QUERY_AGENT_STATE_REQ", "no such agent"));
    report.add_finding(about(s, c), at(2, 1), finding(heartbeat, 1));
    EXPECT_EQ(cases().size(), 2u);
    report.add_finding(about(s, c), at(0, 0), finding(row("ged188.failure"), "OPEN_REQ", "not authorized"));
    EXPECT_EQ(cases().size(), 2u) << "two failures, and the heartbeat under that of the opening";
}

TEST_F(ReportCases, AStandbyServerThatGrantsTheSessionExplainsNothing)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c);
    report.add_finding(about(s, c), at(1, 0), finding(row("ged188.standby")));
    report.add_finding(about(s, c), at(2, 1), finding(heartbeat, 1));
    s->opening = Opening::refused;
    EXPECT_EQ(cases().size(), 1u);
    s->opening = Opening::granted;
    EXPECT_EQ(cases().size(), 2u);
}

TEST_F(ReportCases, AnAlarmExplainsTheClientsConnectionOfTheSameTime)
{
    Subject alarm;
    alarm.protocol = "bell";
    alarm.client_address = "10.0.0.2";
    alarm.user = "jtapi_1";
    alarm.server_address = "cucm1";
    const ConnectionPtr near = make.connection("10.0.0.2"), far = make.connection("10.0.0.2"), other = make.connection("10.0.0.3");
    report.add_finding(about(nullptr, near), at(1, 100), finding(row("ctiqbe.closed_after_open")));
    report.add_finding(alarm, at(2, 102), finding(row("ucalarm.incompatible_version"), "jtapi_1"));
    report.add_finding(about(nullptr, other), at(3, 100), finding(row("ctiqbe.closed_after_open")));
    report.add_finding(about(nullptr, far), at(4, 200), finding(row("ctiqbe.closed_after_open")));
    const auto found = cases();
    ASSERT_EQ(ids(found), (Ids{"ucalarm.incompatible_version", "ctiqbe.closed_after_open", "ctiqbe.closed_after_open"}));
    EXPECT_EQ(found[0].consequences.at(0).frames, Frames{1});
    EXPECT_TRUE(says(report.text(), "10.0.0.2 (jtapi_1): Incompatible version, at cucm1"));
}

Subject alarm_of(const char* node, const char* address, const char* client = "")
{
    Subject s;
    s.protocol = "bell";
    s.client_address = client;
    s.server_address = node;
    s.sender_address = address;
    return s;
}

// An alarm names its node; what it says of the service is known by the address that it came from.
TEST_F(ReportCases, AServiceThatStoppedExplainsWhatItsClientsSee)
{
    report.add_finding(alarm_of("pub", "10.0.0.10"), at(1, 100), finding(row("ucalarm.service_stopped"), "Cisco CTIManager"));
    report.add_finding(about(nullptr, make.connection("10.0.0.2")), at(2, 103), finding(row("cti.session_lost")));
    report.add_finding(about(nullptr, make.connection("10.0.0.3")), at(3, 400), finding(row("cti.refused")));
    ASSERT_EQ(ids(cases()), Ids{"ucalarm.service_stopped"});
    EXPECT_EQ(cases().front().server, "pub");

    report.add_finding(about(nullptr, make.connection("10.0.0.2", "10.0.0.11")), at(4, 103), finding(row("cti.refused")));
    report.add_finding(about(nullptr, make.connection("10.0.0.4")), at(5, 2000), finding(row("cti.refused")));
    EXPECT_EQ(cases().size(), 3u) << "another server; long after";
}

TEST_F(ReportCases, WhatIsTheServersOwnIsOneCaseForAllWhoAreToldOfIt)
{
    constexpr const Diagnosis& impaired = row("ged188.pg_impaired");
    for (std::uint32_t i = 0; i < 300; ++i) {
        const ConnectionPtr c = make.connection("10.1." + std::to_string(i / 200) + "." + std::to_string(i % 200));
        report.add_finding(about(make.session(c), c), at(1 + i, i), finding(impaired, "The peripheral gateway"));
    }
    ASSERT_EQ(cases().size(), 1u);
    report::Case one = cases().front();
    EXPECT_EQ(one.all_clients, 300u);
    EXPECT_EQ(one.clients.size(), report::max_members);
    EXPECT_EQ(one.clients.front().address, "10.1.0.0");
    EXPECT_EQ(one.client, "");
    EXPECT_EQ(one.application, "Desk") << "all have it";
    EXPECT_EQ(one.server, "10.0.0.10:4000");
    EXPECT_EQ(one.count, 300u);
    const ConnectionPtr elsewhere = make.connection("10.0.1.1", "10.0.0.11"), other = make.connection("10.0.1.1");
    report.add_finding(about(make.session(elsewhere), elsewhere), at(400), finding(impaired, "The peripheral gateway"));
    report.add_finding(about(make.session(other), other), at(401), finding(impaired, "The Central Controller"));
    EXPECT_EQ(cases().size(), 3u) << "another server; another component";
}

TEST_F(ReportCases, ClientsThatFailAtDifferentTimesHaveDifferentCauses)
{
    Time when = 0;
    for (const char* client : {"10.0.0.2", "10.0.0.3", "10.0.0.4"}) {
        report.add_finding(about(nullptr, make.connection(client)), at(1, when), finding(lost, "silent"));
        when += client == std::string_view{"10.0.0.2"} ? 60 : 61;
    }
    const auto found = cases();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].all_clients, 2u);
    EXPECT_EQ(found[1].client, "10.0.0.4");
}

TEST_F(ReportCases, AnAlarmOfTheNodeIsTheRefusalInOtherWords)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c);
    report.add_finding(alarm_of("pub", "10.0.0.10"), at(1, 100), finding(row("ucalarm.alarm"), "CtiMaxConnectionReached"));
    report.add_finding(about(s, c), at(2, 101), finding(row("ctiqbe.refused"), "CtiMaxConnectionReached"));
    ASSERT_EQ(ids(cases()), Ids{"ctiqbe.refused"});
    report.add_finding(alarm_of("sub", "10.0.0.11"), at(3, 101), finding(row("ucalarm.alarm"), "CtiMaxConnectionReached"));
    report.add_finding(alarm_of("pub", "10.0.0.10"), at(4, 101), finding(row("ucalarm.alarm"), "CtiDeviceOpened"));
    EXPECT_EQ(cases().size(), 3u) << "another node; another alarm";
}

TEST_F(ReportCases, TheServersOwnWordForTheEndOfASession)
{
    const ConnectionPtr c = make.connection("10.0.0.2"), other = make.connection("10.0.0.3");
    report.add_finding(about(make.session(c), c), at(2, 101), finding(row("cti.session_lost")));
    report.add_finding(alarm_of("pg", "10.0.0.90", "10.0.0.2"), at(3, 102), finding(row("ucalarm.session_terminated"), "CTI Server"));
    ASSERT_EQ(ids(cases()), Ids{"ucalarm.session_terminated"});
    report.add_finding(about(make.session(other), other), at(4, 101), finding(row("cti.session_lost")));
    EXPECT_EQ(cases().size(), 2u) << "of another client";
}

TEST_F(ReportCases, WhatBroughtAnAlarmIsNotWhatItIsAbout)
{
    const ConnectionPtr syslog = make.connection("10.0.0.10", "10.0.0.99");
    Subject alarm = alarm_of("pub", "10.0.0.10", "10.0.0.2");
    alarm.connection = syslog;
    report.add_finding(alarm, at(1), finding(row("ucalarm.alarm"), "CtiProviderOpenFailure"));
    ASSERT_EQ(cases().size(), 1u);
    EXPECT_EQ(cases().front().client, "10.0.0.2");
    EXPECT_EQ(cases().front().server, "pub");
}

TEST_F(ReportCases, ACauseIsAsBadAsWhatFollows)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    report.add_finding(about(nullptr, c), at(1, 0), finding(row("cti.not_acknowledged")));
    report.add_finding(about(nullptr, c), at(2, 3), finding(row("cti.open_unanswered")));
    ASSERT_EQ(ids(cases()), Ids{"cti.not_acknowledged"});
    EXPECT_EQ(cases().front().severity, Severity::error);
}

TEST(ReportExplanations, IdsAreOfTheCatalogueAndNothingExplainsItself)
{
    for (const std::string& wrong : report::validate({}))
        EXPECT_TRUE(wrong.ends_with("is not in the catalogue")) << wrong;
    const std::span<const Diagnosis> own[] = {rows, umbrella_tables::diagnoses};
    const auto wrong = report::validate(own);
    EXPECT_EQ(std::count(wrong.begin(), wrong.end(), "ged188.incompatible_version is not in the catalogue"), 0);
    EXPECT_EQ(std::count(wrong.begin(), wrong.end(), "bwcap.register_failed is not in the catalogue"), 1);
}

TEST(ReportExplanations, RemediesOfTheReportFit)
{
    for (const Diagnosis& d : umbrella_tables::diagnoses)
        for (std::string_view steps = d.remedy; !steps.empty();) {
            const std::size_t end = std::min(steps.find('\n'), steps.size());
            EXPECT_LE(end, max_remedy_step) << d.id;
            steps.remove_prefix(std::min(end + 1, steps.size()));
        }
}

// ---- clients that connect in a loop

struct ReportLoops : ReportCases {
    /// Sessions of a client, one after the other: each `pause` after the end of the one before.
    std::vector<SessionPtr> sessions;
    void open(int count, Time length, Time pause, Opening opening, bool in_order, const char* client = "10.0.0.2")
    {
        Time begin = sessions.empty() ? ten : sessions.back()->last + pause * second;
        for (int i = 0; i < count; ++i) {
            const ConnectionPtr c = make.connection(client, "10.0.0.10", begin);
            report.add(c);
            const SessionPtr s = sessions.emplace_back(make.session(c, "Desk", begin, begin + length * second));
            s->has_ended = true;
            s->opening = opening;
            s->closed_in_order = in_order;
            report.add(message(s), {static_cast<std::uint32_t>(10 * sessions.size()), begin});
            begin = s->last + pause * second;
        }
    }
};

TEST_F(ReportLoops, OfSessionsThatDoNotLast)
{
    open(2, 1, 5, Opening::asked, false);
    EXPECT_TRUE(cases().empty()) << "twice is no loop";
    open(2, 1, 5, Opening::granted, false);
    ASSERT_EQ(ids(cases()), Ids{"cti.reconnect_loop"});
    const report::Case c = cases().front();
    EXPECT_EQ(c.sentence, "Client 10.0.0.2 opened 4 sessions to 10.0.0.10:4000 one after the other within 19 s, none of which lasted");
    EXPECT_EQ(c.frames, (Frames{10, 20, 30, 40}));
    EXPECT_EQ(c.first, ten);
    EXPECT_EQ(c.count, 1u);
}

TEST_F(ReportLoops, HealthySessionsAreNone)
{
    open(5, 1, 5, Opening::granted, true);
    EXPECT_TRUE(cases().empty());
}

TEST_F(ReportLoops, AHealthySessionEndsALoop)
{
    open(2, 1, 5, Opening::refused, false);
    open(1, 1, 5, Opening::granted, true);
    open(2, 1, 5, Opening::refused, false);
    EXPECT_TRUE(cases().empty());
}

TEST_F(ReportLoops, LongSessionsAndLongPausesAreNone)
{
    open(4, 400, 5, Opening::granted, false);
    open(4, 1, 3600, Opening::refused, false);
    EXPECT_TRUE(cases().empty());
}

TEST_F(ReportLoops, SessionsAtTheSameTimeAreNone)
{
    open(4, 5, -3, Opening::refused, false);
    EXPECT_TRUE(cases().empty());
}

TEST_F(ReportLoops, EachHasEndedBeforeTheNextBegins)
{
    open(4, 1, 5, Opening::asked, false);
    sessions[1]->has_ended = sessions[2]->has_ended = false;
    EXPECT_TRUE(cases().empty());
    sessions[2]->has_ended = sessions[1]->has_ended = true;
    sessions[3]->has_ended = false;
    EXPECT_EQ(json_of(report, "case").at(0)["sentence"].text,
        "Client 10.0.0.2 opened 4 sessions to 10.0.0.10:4000 one after the other within 19 s, none of which lasted")
        << "the last need not have ended";
    sessions[3]->opening = Opening::granted;
    EXPECT_TRUE(says(report.text(), "opened 3 sessions")) << "the last one got in, and is still there";
}

TEST_F(ReportLoops, WhereTheOpeningWasNotSeenAllHasToBeReadable)
{
    open(4, 1, 5, Opening::not_seen, false);
    EXPECT_EQ(cases().size(), 1u);
    Report cut{descriptors};
    std::swap(report, cut);
    sessions.clear();
    make = {};
    for (int i = 0; i < 4; ++i) {
        const Time begin = ten + i * 6 * second;
        const ConnectionPtr c = make.connection("10.0.0.2", "10.0.0.10", begin);
        c->coverage.cut_frames = 3;
        report.add(c);
        const SessionPtr s = make.session(c, "Desk", begin, begin + second);
        s->has_ended = true;
        report.add(message(s), {1, begin});
    }
    EXPECT_TRUE(cases().empty());
}

TEST_F(ReportLoops, ARefusedVersionExplainsTheLoop)
{
    open(4, 1, 5, Opening::refused, false);
    for (std::size_t i = 0; i < sessions.size(); ++i)
        report.add_finding(
            about(sessions[i]), {static_cast<std::uint32_t>(10 * i + 12), sessions[i]->first + second / 2}, finding(refused, 23));
    ASSERT_EQ(ids(cases()), Ids{"ged188.incompatible_version"});
    EXPECT_EQ(cases().front().count, 4u);
    EXPECT_TRUE(says(report.text(), "and 4 sessions in a loop: frames 10, 20, 30, 40")) << report.text();
}

TEST_F(ReportLoops, NotOfAnotherClientOrServer)
{
    open(4, 1, 5, Opening::refused, false);
    const ConnectionPtr client = make.connection("10.0.0.3"), server = make.connection("10.0.0.2", "10.0.0.11");
    report.add_finding(about(make.session(client), client), at(12, 1), finding(refused, 23));
    report.add_finding(about(make.session(server), server), at(13, 1), finding(refused, 23));
    EXPECT_EQ(cases().size(), 3u);
}

TEST_F(ReportLoops, AskingTwiceSaysTheSame)
{
    open(4, 1, 5, Opening::refused, false);
    EXPECT_EQ(report.text(), report.text());
    EXPECT_EQ(report.json(), report.json());
    report.absorb(report::CaptureEnd{ten, ten + 100 * second, {}});
    EXPECT_EQ(cases().size(), 1u);
}

// ---- requests that wait, answers that are slow, what is decided late

struct ReportEnd : ReportCases {
    ConnectionPtr connection = make.connection("10.0.0.2");
    SessionPtr session = make.session(connection);
    report::CaptureEnd end{ten, ten + 60 * second, {}};
    void SetUp() override
    {
        report.add(connection);
        report.add(message(session), at(1));
        report::Ending& e = end.endings.emplace_back();
        e.connection = connection;
        e.sessions = {session};
        e.open = {3, "MAKE_CALL_REQ", at(12, 50), 0};
        e.until = end.last;
    }
};

TEST_F(ReportEnd, RequestsThatWaitAreSaid)
{
    const auto found = report.cases(&end);
    ASSERT_EQ(ids(found), Ids{"cti.unanswered_at_end"});
    EXPECT_EQ(found[0].sentence,
        "3 request(s) of the session with 10.0.0.2:50001 had no answer when the capture ended; the oldest is MAKE_CALL_REQ in frame "
        "12, 10 s before the end");
    EXPECT_EQ(found[0].frames, Frames{12});
    EXPECT_EQ(found[0].severity, Severity::note);
    EXPECT_EQ(found[0].application, "Desk");
    EXPECT_FALSE(found[0].in_packets) << "no filter finds it";
    const std::string text = report.text(&end);
    EXPECT_NE(text.find("frame 12\n"), std::string::npos) << text;
    EXPECT_EQ(text.find("filter cti.unanswered_at_end"), std::string::npos) << text;
    EXPECT_TRUE(cases().empty()) << "the report itself has not changed";
    report.absorb(end);
    EXPECT_EQ(cases().size(), 1u);
}

TEST_F(ReportEnd, NotWhatWasSentInTheLastMoments)
{
    end.endings[0].until = ten + 54 * second;
    EXPECT_TRUE(report.cases(&end).empty());
}

TEST_F(ReportEnd, NotWhereTheAnswerWouldNotBeSeen)
{
    const Coverage good = connection->coverage;
    for (const auto& spoil : {+[](Coverage& c) { c.server_captured = false; }, +[](Coverage& c) { c.client_captured = false; },
             +[](Coverage& c) { c.missing_bytes = 1; }, +[](Coverage& c) { c.cut_frames = 1; }}) {
        connection->coverage = good;
        spoil(connection->coverage);
        EXPECT_TRUE(report.cases(&end).empty());
    }
    connection->coverage = good;
    EXPECT_EQ(report.cases(&end).size(), 1u);
    end.endings[0].has_ended = true;
    EXPECT_TRUE(report.cases(&end).empty()) << "its rules have said what they had to say";
}

TEST_F(ReportEnd, OnlyOfConnectionsThatWereAdded)
{
    Report other{descriptors};
    other.add(make.connection("10.0.0.7"));
    EXPECT_TRUE(other.cases(&end).empty());
}

TEST_F(ReportEnd, LateFindings)
{
    end.endings[0].open = {};
    end.endings[0].late = {{at(20, 40), finding(row("cti.open_unanswered"))}};
    const auto found = report.cases(&end);
    ASSERT_EQ(ids(found), Ids{"cti.open_unanswered"});
    EXPECT_EQ(found[0].application, "Desk");
    EXPECT_EQ(found[0].frames, Frames{20});
}

TEST_F(ReportEnd, WhatIsForgottenInTheMiddleIsCoverage)
{
    end.endings[0].late = {{at(20, 40), finding(row("cti.open_unanswered"))}};
    report.absorb(end, true);
    EXPECT_TRUE(cases().empty()) << "more was to come";
    EXPECT_EQ(report.verdict(), Report::Verdict::clean_but_incomplete);
    EXPECT_TRUE(says(report.text(), "forgotten in mid-connection (tshark -M, ctireport --max-sessions): 1 connection, 10.0.0.2 -> 10.0.0.10:4000")) << report.text();
}

TEST_F(ReportEnd, SeveralCapturesAreKeptApart)
{
    report.absorb(end, true);
    Maker again;
    const ConnectionPtr c = again.connection("10.0.0.3");
    const SessionPtr s = again.session(c, "Other");
    ASSERT_EQ(c->number, connection->number);
    report.add(c);
    report.add(message(s), at(200, 100));
    report.add_finding(about(s), at(201, 101), finding(refused, 23));
    const auto sessions = json_of(report, "session"), connections = json_of(report, "connection");
    ASSERT_EQ(sessions.size(), 2u);
    ASSERT_EQ(connections.size(), 2u);
    EXPECT_EQ(sessions[0]["capture"].number, 1);
    EXPECT_EQ(sessions[1]["capture"].number, 2);
    EXPECT_EQ(sessions[1]["connection"].number, 2);
    EXPECT_EQ(connections[0]["errors"].number, 0);
    EXPECT_EQ(connections[1]["errors"].number, 1);
}

TEST_F(ReportCases, StatisticsAboveTheLimit)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c);
    Report quick{descriptors};
    for (std::uint32_t i = 1; i <= 10; ++i) {
        MessageNote note = message(s, "QUERY_SKILL_GROUP_STATISTICS_CONF");
        note.request = "QUERY_SKILL_GROUP_STATISTICS_REQ";
        note.response_time = 63 * millisecond + (i == 7 ? millisecond : 0);
        report.add(note, at(i));
        note.response_time = 61 * millisecond;
        quick.add(note, at(i));
        note.request = "MAKE_CALL_REQ";
        note.response_time = 3 * second;
        quick.add(note, at(i));
    }
    ASSERT_EQ(ids(cases()), Ids{"cti.slow_statistics"});
    EXPECT_EQ(cases().front().frames, Frames{7});
    EXPECT_EQ(cases().front().client, "10.0.0.2");
    EXPECT_EQ(cases().front().sentence,
        "QUERY_SKILL_GROUP_STATISTICS_REQ was answered after 63 ms on average (10 answers, slowest 64 ms); desktops overrun above 62 ms");
    EXPECT_TRUE(quick.cases().empty());
}

// ---- much of it

TEST_F(ReportCases, AHundredThousandSessionsInTrouble)
{
    for (std::uint32_t i = 1; i <= 100000; ++i) {
        const ConnectionPtr c = make.connection(i % 2 ? "10.0.0.2" : "10.0.0.3");
        const SessionPtr s = make.session(c, "");
        report.add(c);
        report.add(message(s), at(i, i));
        report.add_finding(about(s, c), at(i, i), finding(refused, 23));
        report.add_finding(about(s, c), at(i, i), finding(heartbeat, i));
        s->application = i % 4 < 2 ? "Desk" : "Board";
    }
    const auto found = cases();
    ASSERT_EQ(found.size(), 4u);
    EXPECT_EQ(found[0].count, 25000u);
    EXPECT_EQ(found[0].consequences.at(0).count, 25000u);
    EXPECT_LT(report.text().size(), 100000u) << "at most 200 sessions";
}

} // namespace
