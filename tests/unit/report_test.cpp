// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/report.hpp"
#include "core/umbrella.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace {

using namespace cti;

constexpr Diagnosis rows[] = {
    {"x.note", Severity::note, Group::protocol, "n", "s", "r", "t"},
    {"x.error", Severity::error, Group::protocol, "e", "s", "r", "t"},
};

SessionInfo session(const char* client, double first, double last)
{
    SessionInfo s;
    s.protocol = "ged188";
    s.client_address = client;
    s.client = std::string{client} + ":50001";
    s.server_address = "10.0.0.10";
    s.server = "10.0.0.10:42027";
    s.application = "App";
    s.first = first;
    s.last = last;
    return s;
}

bool has(const Report& report, std::string_view id)
{
    const auto found = report.findings();
    return std::any_of(found.begin(), found.end(), [&](const Report::Group* g) { return id == g->diagnosis->id; });
}

TEST(Report, WorstFirstAndGrouped)
{
    const SessionInfo s = session("10.0.0.2", 0, 1);
    Report report;
    report.add_finding(&s, 3, 0.5, {&rows[0], Severity::note, "noted", "look"});
    for (std::uint32_t frame = 10; frame < 30; ++frame)
        report.add_finding(&s, frame, frame, {&rows[1], Severity::error, frame == 10 ? "first" : "later", "mend"});
    const auto found = report.findings();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_STREQ(found[0]->diagnosis->id, "x.error");
    EXPECT_EQ(found[0]->count, 20u);
    EXPECT_EQ(found[0]->sentence, "first");
    EXPECT_EQ(found[0]->frames.size(), Report::max_frames);
    EXPECT_EQ(found[0]->frames.front(), 10u);
    EXPECT_DOUBLE_EQ(found[0]->first, 10);
    EXPECT_DOUBLE_EQ(found[0]->last, 29);
    EXPECT_EQ(found[0]->client, "10.0.0.2 (App)");
}

TEST(Report, ClientsAreKeptApart)
{
    const SessionInfo a = session("10.0.0.2", 0, 1), b = session("10.0.0.3", 0, 1);
    Report report;
    report.add_finding(&a, 1, 0, {&rows[1], Severity::error, "x", "y"});
    report.add_finding(&b, 2, 0, {&rows[1], Severity::error, "x", "y"});
    EXPECT_EQ(report.findings().size(), 2u);
}

TEST(Report, NothingWrong)
{
    const SessionInfo s = session("10.0.0.2", 0, 1);
    Report report;
    EXPECT_NE(report.text().find("No CTI traffic found"), std::string::npos);
    report.add_message(&s, "OPEN_REQ", 1, 0);
    report.conclude();
    EXPECT_NE(report.text().find("Nothing wrong found."), std::string::npos);
    report.add_finding(&s, 3, 0.5, {&rows[0], Severity::note, "noted", "look"});
    EXPECT_NE(report.text().find("Nothing wrong found (1 note below)."), std::string::npos);
    report.add_finding(&s, 3, 0.5, {&rows[1], Severity::error, "bad", "look"});
    EXPECT_EQ(report.text().find("Nothing wrong"), std::string::npos);
}

TEST(Report, LoopsAreSeenOnlyWhereSessionsAreShort)
{
    Report report, patient;
    std::vector<SessionInfo> loop, normal;
    for (int i = 0; i < 4; ++i) {
        loop.push_back(session("10.0.0.2", i * 5, i * 5 + 1));
        normal.push_back(session("10.0.0.3", i * 500, i * 500 + 400));
    }
    for (const SessionInfo& s : loop)
        report.add_message(&s, "OPEN_REQ", 1, 0);
    for (const SessionInfo& s : normal)
        patient.add_message(&s, "OPEN_REQ", 1, 0);
    report.conclude();
    patient.conclude();
    EXPECT_TRUE(has(report, "cti.reconnect_loop"));
    EXPECT_FALSE(has(patient, "cti.reconnect_loop"));
    EXPECT_NE(report.text().find("Client 10.0.0.2 opened 4 sessions to 10.0.0.10:42027 within 16 s"), std::string::npos) << report.text();
}

TEST(Report, StatisticsAboveTheLimit)
{
    const SessionInfo s = session("10.0.0.2", 0, 1);
    Report slow, quick;
    for (int i = 0; i < 10; ++i) {
        slow.add_response_time("QUERY_SKILL_GROUP_STATISTICS_REQ", 0.063, &s, 1, 0);
        quick.add_response_time("QUERY_SKILL_GROUP_STATISTICS_REQ", 0.061, &s, 1, 0);
        quick.add_response_time("MAKE_CALL_REQ", 3, &s, 1, 0);
    }
    slow.conclude();
    quick.conclude();
    EXPECT_TRUE(has(slow, "cti.slow_statistics"));
    EXPECT_FALSE(has(quick, "cti.slow_statistics"));
}

TEST(Report, LinesFitTheScreen)
{
    const SessionInfo s = session("10.0.0.2", 0, 1);
    Report report;
    const std::string words(600, 'a');
    std::string sentence = words.substr(0, 40);
    for (int i = 0; i < 30; ++i)
        sentence += " " + words.substr(0, 13);
    report.add_message(&s, "OPEN_REQ", 1, 0);
    report.add_finding(&s, 1, 0, {&rows[1], Severity::error, sentence.c_str(), sentence.c_str()});
    std::istringstream lines{report.text()};
    for (std::string line; std::getline(lines, line);)
        EXPECT_LE(line.size(), 100u) << line;
}

} // namespace
