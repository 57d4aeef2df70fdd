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
    EXPECT_EQ(found[0]->client(), "10.0.0.2 (App)");
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
    report.add_message(&s, "OPEN_REQ");
    report.conclude({});
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
        report.add_message(&s, "OPEN_REQ");
    for (const SessionInfo& s : normal)
        patient.add_message(&s, "OPEN_REQ");
    report.conclude({});
    patient.conclude({});
    EXPECT_TRUE(has(report, "cti.reconnect_loop"));
    EXPECT_FALSE(has(patient, "cti.reconnect_loop"));
    EXPECT_NE(report.text().find("Client 10.0.0.2 opened 4 sessions to 10.0.0.10:42027 within 16 s"), std::string::npos) << report.text();
}

TEST(Report, StatisticsAboveTheLimit)
{
    const SessionInfo s = session("10.0.0.2", 0, 1);
    Report slow, quick;
    for (int i = 0; i < 10; ++i) {
        slow.add_response_time("ged188", "QUERY_SKILL_GROUP_STATISTICS_REQ", 0.063, &s, 1, 0);
        quick.add_response_time("ged188", "QUERY_SKILL_GROUP_STATISTICS_REQ", 0.061, &s, 1, 0);
        quick.add_response_time("ged188", "MAKE_CALL_REQ", 3, &s, 1, 0);
    }
    slow.conclude({});
    quick.conclude({});
    EXPECT_TRUE(has(slow, "cti.slow_statistics"));
    EXPECT_FALSE(has(quick, "cti.slow_statistics"));
}

/// What a session's rules say of open requests.
struct Open : OpenRequestSource {
    OpenRequests requests;
    explicit Open(OpenRequests r) : requests{r} {}
    OpenRequests open_requests() const override { return requests; }
};

TEST(Report, RequestsOpenWhenTheCaptureEnds)
{
    const Open open{{3, "MAKE_CALL_REQ", 12, 1000.5}};
    SessionInfo s = session("10.0.0.2", 1000, 1001);
    s.open = &open;
    Report patient, hung;
    patient.add_message(&s, "MAKE_CALL_REQ");
    hung.add_message(&s, "MAKE_CALL_REQ");
    patient.conclude({990, 1005});
    EXPECT_FALSE(has(patient, "cti.unanswered_at_end")) << "sent 4.5 s before the end";
    hung.conclude({990, 1010.6});
    ASSERT_TRUE(has(hung, "cti.unanswered_at_end"));
    const auto& g = *hung.findings().front();
    EXPECT_EQ(g.sentence, "3 request(s) of the session with 10.0.0.2:50001 had no answer when the capture ended; the oldest is MAKE_CALL_REQ in frame 12, 10 s before the end");
    EXPECT_EQ(g.frames, std::vector<std::uint32_t>{12});
    EXPECT_DOUBLE_EQ(g.first, 10.5);
    EXPECT_EQ(g.severity, Severity::note);
}

TEST(Report, RequestsAndTheirTimes)
{
    const SessionInfo s = session("10.0.0.2", 0, 1);
    Report report;
    report.add_message(&s, "MAKE_CALL_REQ");
    for (int i = 1; i <= 100; ++i) {
        report.add_request("ged188", "MAKE_CALL_REQ");
        report.add_request("ged188", "CLEAR_CALL_REQ");
        report.add_response_time("ged188", "MAKE_CALL_REQ", i * 0.01, &s, 1, 0);
        if (i > 2)
            report.add_response_time("ged188", "CLEAR_CALL_REQ", 0.002, &s, 1, 0);
    }
    report.add_request("bwcap", "callAction");
    const auto rows = report.requests();
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_STREQ(rows[0]->request, "MAKE_CALL_REQ");
    EXPECT_EQ(rows[0]->unanswered(), 0u);
    EXPECT_NEAR(rows[0]->times.mean(), 0.505, 1e-9);
    EXPECT_NEAR(rows[0]->times.percentile(50), 0.50, 0.50 * 0.04);
    EXPECT_NEAR(rows[0]->times.percentile(95), 0.95, 0.95 * 0.04);
    EXPECT_DOUBLE_EQ(rows[0]->times.max(), 1.0);
    EXPECT_EQ(rows[1]->unanswered(), 2u);
    EXPECT_DOUBLE_EQ(rows[1]->times.percentile(99), 0.002) << "no further from the truth than the times there are";
    EXPECT_EQ(rows[2]->unanswered(), 1u);
    EXPECT_NE(report.text().find("CLEAR_CALL_REQ                             98        2      2.0      2.0      2.0      2.0      2.0\n"), std::string::npos) << report.text();
}

TEST(ResponseTimes, WhatIsOutsideTheBucketsCountsInTheLast)
{
    ResponseTimes t;
    EXPECT_EQ(t.percentile(50), 0);
    for (const double seconds : {-1.0, 0.0, 1e-9, 1e300})
        t.add(seconds);
    EXPECT_EQ(t.count(), 4u);
    EXPECT_DOUBLE_EQ(t.min(), -1);
    EXPECT_DOUBLE_EQ(t.max(), 1e300);
    EXPECT_LE(t.percentile(75), ResponseTimes::shortest);
    EXPECT_GT(t.percentile(100), 100000);
}

TEST(Report, OfManySessionsThoseWithTroubleAreShown)
{
    std::vector<SessionInfo> many;
    for (int i = 0; i < 1000; ++i)
        many.push_back(session(("10.1." + std::to_string(i / 256) + "." + std::to_string(i % 256)).c_str(), 0, 100));
    Report report;
    for (const SessionInfo& s : many)
        report.add_message(&s, "OPEN_REQ");
    report.add_finding(&many[990], 5, 0, {&rows[1], Severity::error, "x", "y"});
    const std::string text = report.text();
    EXPECT_NE(text.find("  991 ged188  10.1.3.222:50001"), std::string::npos) << text;
    EXPECT_NE(text.find("  199 ged188"), std::string::npos);
    EXPECT_EQ(text.find("  200 ged188"), std::string::npos);
    EXPECT_NE(text.find("... and 800 more sessions, 0 of them with errors or warnings"), std::string::npos);
}

/// Texts from the wire shall not make the report grow without end.
TEST(Report, BoundedWhateverTheTextsSay)
{
    const SessionInfo s = session("10.0.0.2", 0, 1);
    Report report;
    for (unsigned i = 0; i < 10000; ++i)
        report.add_finding(&s, i + 1, 0, {&rows[1], Severity::error, "x", ("remedy " + std::to_string(i)).c_str()});
    const auto found = report.findings();
    ASSERT_EQ(found.size(), Report::max_kinds + 1);
    std::uint64_t count = 0;
    for (const Report::Group* g : found)
        count += g->count;
    EXPECT_EQ(count, 10000u) << "nothing is lost";
    EXPECT_TRUE(found.back()->more_kinds);
    EXPECT_NE(report.text().find("filter x.error shows them"), std::string::npos);
}

TEST(Report, LinesFitTheScreen)
{
    SessionInfo s = session("2001:db8:1234:5678:9abc:def0:1234:5678", 0, 1);
    s.client = "[" + s.client_address + "]:50001";
    s.application = "alice.anderson@telephony.example.com (Attendant Console)";
    s.version = "24 (preference)";
    Report report;
    const std::string words(600, 'a');
    std::string sentence = words.substr(0, 40);
    for (int i = 0; i < 30; ++i)
        sentence += " " + words.substr(0, 13);
    report.add_message(&s, "OPEN_REQ");
    report.add_finding(&s, 1, 0, {&rows[1], Severity::error, sentence.c_str(), sentence.c_str()});
    for (std::size_t i = 0; i < 20; ++i) // names live as long as the report
        report.add_response_time("ged188", words.c_str() + words.size() - 60 + i, i % 2 ? 99999.9 : 3e9, &s, 1, 0);
    EXPECT_NE(report.text().find("client: " + s.client + "; application:\n              alice.anderson@telephony.example.com"), std::string::npos) << report.text();
    std::istringstream lines{report.text()};
    for (std::string line; std::getline(lines, line);)
        EXPECT_LE(line.size(), 100u) << line;
}

} // namespace
