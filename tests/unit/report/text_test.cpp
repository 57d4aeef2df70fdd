// SPDX-License-Identifier: GPL-2.0-or-later
// How the report reads: its first lines, the verdict, coverage, sessions, response times; 68 columns and valid UTF-8 whatever is in it.
#include "evidence_maker.hpp"

#include "core/text.hpp"
#include "report/evidence.hpp"
#include "report/layout.hpp"

#include <clocale>
#include <locale>
#include <random>

namespace {

using namespace cti;
using namespace cti::test;

Moment at(std::uint32_t frame, Time milliseconds = 0) { return {frame, ten + milliseconds * millisecond}; }

struct ReportText : testing::Test {
    Report report{descriptors};
    Maker make;
    ConnectionPtr healthy(std::string_view client = "10.0.0.2")
    {
        const ConnectionPtr c = make.connection(client);
        report.add(c);
        report.add(message(make.session(c)), at(c->number));
        return c;
    }
};

TEST_F(ReportText, NoTraffic)
{
    EXPECT_EQ(report.verdict(), Report::Verdict::nothing_read);
    EXPECT_TRUE(says(report.text(), "No CTI traffic found. Looked for DESK (TCP 4000, 4001, TLS 4443), Bells.")) << report.text();
    EXPECT_EQ(report.text().find("Nothing wrong"), std::string::npos);
}

TEST_F(ReportText, NothingWrongOnlyWhereAllCouldBeRead)
{
    for (int i = 0; i < 12; ++i)
        healthy();
    EXPECT_EQ(report.verdict(), Report::Verdict::clean);
    EXPECT_TRUE(says(report.text(), "Nothing wrong found in 12 of 12 connections.")) << report.text();
    EXPECT_TRUE(says(report.text(), "Read: 12 connections, 12 messages (DESK), 2026-11-27 10:00:00.000 to 10:00:01.000 UTC"))
        << report.text();
}

TEST_F(ReportText, WhatCouldNotBeReadIsNamed)
{
    for (int i = 0; i < 9; ++i)
        healthy();
    const ConnectionPtr a = healthy("10.0.0.3"), b = healthy("10.0.0.3"), c = healthy("10.0.0.4");
    a->coverage.encrypted = b->coverage.encrypted = true;
    c->coverage.server_captured = false;
    EXPECT_EQ(report.verdict(), Report::Verdict::clean_but_incomplete);
    const std::string text = report.text();
    EXPECT_TRUE(says(text, "Nothing wrong found in 9 of 12 connections; 3 could not be read completely: "
                           "- TLS without keys: 2 connections, 10.0.0.3 -> 10.0.0.10:4000 (2) "
                           "- only the client's side was captured: 1 connection, 10.0.0.4 -> 10.0.0.10:4000"))
        << text;
    EXPECT_TRUE(says(text, "9 of 12 connections could be read completely."));
}

TEST_F(ReportText, ManyThatCouldNotBeReadAreCounted)
{
    for (int i = 0; i < 10; ++i)
        healthy("10.0.1." + std::to_string(i))->coverage.from_start = false;
    EXPECT_TRUE(
        says(report.text(), "the capture starts in mid-connection: 10 connections, 10.0.1.0 -> 10.0.0.10:4000, 10.0.1.1 -> 10.0.0.10:4000, "
                            "10.0.1.2 -> 10.0.0.10:4000 and 7 more"))
        << report.text();
}

TEST_F(ReportText, EveryLimitOfTheViewIsSaid)
{
    using Spoil = void (*)(ConnectionInfo&);
    const std::pair<Spoil, const char*> limits[] = {
        {[](ConnectionInfo& c) { c.coverage.from_start = false; }, "the capture starts in mid-connection"},
        {[](ConnectionInfo& c) { c.coverage.client_captured = false; }, "only the server's side was captured"},
        {[](ConnectionInfo& c) { c.coverage.server_captured = false; }, "only the client's side was captured"},
        {[](ConnectionInfo& c) { c.coverage.missing_bytes = 1; }, "segments are missing from the capture"},
        {[](ConnectionInfo& c) { c.coverage.cut_frames = 1; }, "frames were cut by the capture"},
        {[](ConnectionInfo& c) { c.coverage.encrypted = true; }, "TLS without keys"},
        {[](ConnectionInfo& c) { c.coverage.framed = false; }, "no messages could be told apart"},
        {[](ConnectionInfo& c) { c.coverage.foreign = true; }, "another protocol"},
        {[](ConnectionInfo& c) { c.coverage.tcp_unknown = true; }, "TCP's own fields were not seen"},
    };
    for (const auto& [spoil, words] : limits) {
        Report one{descriptors};
        const ConnectionPtr c = make.connection("10.0.0.2");
        spoil(*c);
        one.add(c);
        EXPECT_TRUE(says(one.text(), "Nothing wrong found in 0 of 1 connection; 1 could not be read completely:")) << one.text();
        EXPECT_TRUE(says(one.text(), words)) << words;
    }
}

TEST_F(ReportText, WhatWasForgottenInMidConnectionIsSaid)
{
    report::CaptureEnd end;
    end.endings.emplace_back().connection = healthy();
    report.absorb(end, true);
    EXPECT_TRUE(says(report.text(), "forgotten in mid-connection")) << report.text();
}

TEST_F(ReportText, CoverageIsNeverACase)
{
    const ConnectionPtr c = healthy();
    for (std::uint32_t i = 0; i < 3; ++i)
        report.add_finding(about(nullptr, c), at(5 + i), finding(row("cti.one_direction"), "client"));
    EXPECT_TRUE(report.cases().empty());
    EXPECT_EQ(report.verdict(), Report::Verdict::clean_but_incomplete);
    EXPECT_TRUE(says(report.text(), "- One direction only, 3 times: frames 5, 6, 7; filter cti.one_direction")) << report.text();
    EXPECT_TRUE(says(report.text(), "Nothing wrong found in 0 of 1 connection; 1 could not be read completely:")) << report.text();
    EXPECT_EQ(json_of(report, "finding").size(), 0u);
    EXPECT_EQ(json_of(report, "session").at(0)["notes"].number, 0);
}

TEST_F(ReportText, AlarmsOnly)
{
    MessageNote note;
    note.protocol = "bell";
    note.message = "CtiProviderOpened";
    for (std::uint32_t i = 1; i <= 5; ++i)
        report.add(note, at(i));
    EXPECT_EQ(report.verdict(), Report::Verdict::clean);
    EXPECT_TRUE(says(report.text(), "Read: 5 alarms (Bells), ")) << report.text();
    EXPECT_TRUE(says(report.text(), "Nothing wrong found in 5 alarms."));
    EXPECT_EQ(report.text().find("Sessions\n"), std::string::npos) << "alarms of phones and other services are no sessions";
}

TEST_F(ReportText, TheFirstTenLinesSayWhomToCall)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c, "AgentDesktop");
    report.add(c);
    for (std::uint32_t i = 0; i < 4; ++i)
        report.add_finding(about(s, c), at(5 + 10 * i, 123 + 40000 * i), finding(row("ged188.incompatible_version"), 23));
    healthy("10.0.0.3")->coverage.encrypted = true;
    EXPECT_EQ(report.verdict(), Report::Verdict::findings);
    const std::string text = report.text();
    const auto lines = lines_of(text);
    ASSERT_GT(lines.size(), 10u);
    EXPECT_EQ(lines[0], "CTI diagnosis");
    EXPECT_EQ(lines[1], std::string(68, '='));
    EXPECT_EQ(text.substr(text.find("1 error"), text.find("- TLS") - text.find("1 error")),
        "1 error. 1 of 2 connections could not be read completely: see\n"
        "Coverage.\n"
        "\n"
        "ERROR   2026-11-27 10:00:00.123 10.0.0.2 (AgentDesktop):\n"
        "        Incompatible protocol version, at 10.0.0.10:4000, 4 times\n"
        "        until 10:02:00.123\n"
        "  Version 23 is not supported\n"
        "  -> Set another\n"
        "  -> Ask\n"
        "  frames 5, 15, 25, 35; filter ged188.incompatible_version\n"
        "\n"
        "Coverage\n"
        "--------\n"
        "1 of 2 connections could be read completely.\n");
    EXPECT_EQ(text.find("Nothing wrong"), std::string::npos);
}

TEST_F(ReportText, TheSecondHalfOfTheMomentIsNotLost)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c);
    report.add_finding(about(s, c), at(1, 0), finding(row("ged188.incompatible_version"), 23));
    report.add_finding(about(s, c), at(2, Time{86400} * 1000 + 1), finding(row("ged188.incompatible_version"), 23));
    EXPECT_TRUE(says(report.text(), "2 times until 2026-11-28 10:00:00.001")) << "another day has its date";
    EXPECT_TRUE(says(report.text(), "2026-11-27 10:00:00.000 to 2026-11-28 10:00:00.001 UTC"));
}

TEST_F(ReportText, AGrowingCountIsSaidOnce)
{
    const ConnectionPtr c = make.connection("10.0.0.2");
    const SessionPtr s = make.session(c);
    for (const std::uint32_t i : {1u, 2u, 3u})
        report.add_finding(about(s, c), at(i, i), finding(row("ged188.heartbeat_lost"), i));
    EXPECT_TRUE(says(report.text(), "3 heartbeats in a row without answer"));
    EXPECT_FALSE(says(report.text(), "3 times")) << report.text();
}

TEST_F(ReportText, NotesComeLastAndAreShort)
{
    const ConnectionPtr c = healthy();
    report.add_finding(about(make.session(c), c), at(3), finding(row("ged188.unanswered"), "QUERY_REQ"));
    EXPECT_EQ(report.verdict(), Report::Verdict::clean);
    const std::string text = report.text();
    EXPECT_TRUE(says(text, "Nothing wrong found in 1 of 1 connection (1 note below).")) << text;
    EXPECT_TRUE(says(text,
        "NOTE 2026-11-27 10:00:00.000 10.0.0.2 (Desk): Request never answered, at 10.0.0.10:4000 QUERY_REQ was never answered frame 3;"))
        << text;
    EXPECT_EQ(text.find("-> "), text.find("-> 10.0.0.10:4000")) << "no remedy";
    report.add_finding(about(make.session(c), c), at(4), finding(row("cti.session_lost")));
    EXPECT_TRUE(says(report.text(), "1 warning, 1 note.")) << report.text();
    EXPECT_LT(report.text().find("WARNING"), report.text().find("NOTE"));
}

TEST_F(ReportText, ManyCasesAreCountedInTheText)
{
    for (int i = 0; i < 150; ++i) {
        const ConnectionPtr c = make.connection("10.0.1." + std::to_string(i));
        report.add_finding(about(nullptr, c), at(1), finding(i % 2 ? row("cti.not_acknowledged") : row("cti.tls_unexpected")));
    }
    EXPECT_TRUE(says(report.text(), "... and 50 more cases (0 errors, 50 warnings, 0 notes): -z cti,json lists all")) << report.text();
    EXPECT_EQ(json_of(report, "case").size(), 150u);
}

TEST_F(ReportText, OfManySessionsThoseWithTroubleAreShown)
{
    SessionPtr in_trouble;
    for (int i = 0; i < 1000; ++i) {
        const ConnectionPtr c = make.connection("10.1." + std::to_string(i / 256) + "." + std::to_string(i % 256));
        const SessionPtr s = make.session(c);
        report.add(message(s), at(1));
        if (i == 990)
            in_trouble = s;
    }
    report.add_finding(about(in_trouble), at(5), finding(row("cti.session_lost")));
    const std::string text = report.text();
    EXPECT_NE(text.find("\n 991 DESK    10.1.3.222:50991"), std::string::npos) << text;
    EXPECT_NE(text.find("\n 199 DESK"), std::string::npos);
    EXPECT_EQ(text.find("\n 200 DESK"), std::string::npos);
    EXPECT_TRUE(says(text, "... and 800 more sessions, 0 of them with errors or warnings"));
    EXPECT_EQ(json_of(report, "session").size(), 1000u);
}

TEST_F(ReportText, Sessions)
{
    const ConnectionPtr c = make.connection("2001:db8:1111:2222:3333:4444:5555:6666", "2001:db8::10");
    const SessionPtr s = make.session(c, "Desk");
    s->version = "25";
    s->opened = "confirmed";
    s->ended = "closed by CLOSE_REQ";
    report.add(message(s), at(1));
    report.add(message(s), at(2));
    report.add_finding(about(s), at(2), finding(row("cti.session_lost")));
    EXPECT_NE(report.text().find("\nSessions\n--------\n"
                                 "   1 DESK    [2001:db8:1111:2222:3333:4444:5555:6666]:50001 ->\n"
                                 "     [2001:db8::10]:4000\n"
                                 "     Desk, version 25, 2 messages, 1 warning\n"
                                 "     open: confirmed; end: closed by CLOSE_REQ\n"),
        std::string::npos)
        << report.text();
}

TEST_F(ReportText, ResponseTimes)
{
    const SessionPtr s = make.session(make.connection("10.0.0.2"));
    for (int i = 1; i <= 100; ++i) {
        report.add(message(s, "MAKE_CALL_REQ", true), at(1));
        report.add(message(s, "CLEAR_CALL_REQ", true), at(1));
        MessageNote answer = message(s, "CONF");
        answer.request = "MAKE_CALL_REQ";
        answer.response_time = i * 10 * millisecond;
        report.add(answer, at(2));
        answer.request = "CLEAR_CALL_REQ";
        answer.response_time = 2 * millisecond;
        if (i > 2)
            report.add(answer, at(2));
    }
    report.add(message(s, "A_REQUEST_WITH_A_VERY_LONG_NAME_REQ", true), at(1));
    EXPECT_NE(report.text().find("Request                       Sent Answered    Mean    95 %     Max\n"
                                 "MAKE_CALL_REQ                  100      100   505.0"),
        std::string::npos)
        << report.text();
    EXPECT_NE(report.text().find("CLEAR_CALL_REQ                 100       98     2.0     2.0     2.0\n"
                                 "A_REQUEST_WITH_A_VERY_LONG_NAME_REQ\n"
                                 "                                 1        0       -       -       -\n"),
        std::string::npos)
        << report.text();
}

// ---- whatever comes from the wire

/// Names as they should not be.
std::string random_name(std::mt19937& random)
{
    static const std::string pieces[] = {"a", "Agent ", "\xc3\xa9", "\xe4\xba\xac", "\xf0\x9f\x93\x9e", "\xff", "\xc3", "\n", "\x1b[31m",
        "\xc2\x9b", "\"", "\\", "\t", "2001:db8:1111:2222:3333:4444:5555:6666", "-", std::string(90, 'W'), " "};
    std::string out;
    for (std::size_t n = random() % 12; n > 0; --n)
        out += pieces[random() % std::size(pieces)];
    return out;
}

TEST_F(ReportText, SixtyEightColumnsAndValidWhateverIsInIt)
{
    std::mt19937 random{1};
    for (int round = 0; round < 200; ++round) {
        Report any{descriptors};
        Maker m;
        for (int i = 0; i < 8; ++i) {
            const ConnectionPtr c = m.connection(random() % 2 ? "10.0.0.2" : "2001:db8:1111:2222:3333:4444:5555:6666",
                random() % 2 ? "10.255.255.255" : "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff", ten + static_cast<Time>(random()) * second);
            c->coverage.encrypted = random() % 4 == 0;
            c->ended = random_name(random);
            any.add(c);
            const SessionPtr s = m.session(c, random_name(random));
            for (std::string* text : {&s->version, &s->opened, &s->ended})
                *text = random_name(random);
            if (random() % 4 == 0)
                s->client = random_name(random);
            any.add(message(s, "REQUEST", true), at(1));
            for (const Diagnosis& d : rows) {
                KeptFinding f = finding(d, random_name(random), random_name(random), random_name(random));
                if (random() % 4 == 0)
                    f.sentence = random_name(random);
                if (random() % 4 == 0)
                    f.remedy = random_name(random);
                any.add_finding(about(s, c), at(static_cast<std::uint32_t>(random() % 1000), static_cast<Time>(random())), f);
            }
            Subject alarm;
            alarm.client_address = random_name(random);
            alarm.user = random_name(random);
            alarm.server_address = random_name(random);
            any.add_finding(alarm, at(1), finding(row("ucalarm.incompatible_version"), random_name(random)));
        }
        const std::string text = any.text();
        EXPECT_TRUE(is_clean_text(text));
        EXPECT_EQ(text.find("\xc2\x9b"), std::string::npos) << "terminals obey it";
        for (const std::string& line : lines_of(text))
            EXPECT_LE(report::columns(line), 68u) << line;
        EXPECT_TRUE(read_lines(any.json())) << any.json();
    }
}

/// A locale that writes 1234.5 as 1.234,5.
struct Comma : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};

TEST_F(ReportText, TheSameInEveryLocale)
{
    const SessionPtr s = make.session(make.connection("10.0.0.2"));
    for (std::uint32_t i = 0; i < 2000; ++i) {
        MessageNote answer = message(s, "CONF");
        answer.request = "MAKE_CALL_REQ";
        answer.response_time = 1234567890;
        report.add(answer, at(12345 + i));
        report.add_finding(about(s), at(12345 + i), finding(row("ged188.incompatible_version"), 12345));
    }
    const std::string text = report.text(), json = report.json();
    EXPECT_TRUE(says(text, "1234.6")) << text;
    const std::locale before = std::locale::global(std::locale{std::locale::classic(), new Comma});
    for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "German_Germany.1252"})
        if (std::setlocale(LC_ALL, name))
            break;
    EXPECT_EQ(report.text(), text);
    EXPECT_EQ(report.json(), json);
    std::locale::global(before);
    std::setlocale(LC_ALL, "C");
}

// ---- pieces of layout

TEST(ReportLayout, WallClock)
{
    using report::wall_clock;
    EXPECT_EQ(wall_clock(0), "1970-01-01 00:00:00.000");
    EXPECT_EQ(wall_clock(ten + 123456789), "2026-11-27 10:00:00.123");
    EXPECT_EQ(wall_clock(951782399 * second + 999999999), "2000-02-28 23:59:59.999"); // date -u -d @951782399
    EXPECT_EQ(wall_clock(951782400 * second), "2000-02-29 00:00:00.000");
    EXPECT_EQ(wall_clock(-1), "1969-12-31 23:59:59.999");
    EXPECT_EQ(wall_clock(INT64_MAX), "2262-04-11 23:47:16.854");
    EXPECT_EQ(wall_clock(no_time), "unknown time");
}

TEST(ReportLayout, Milliseconds)
{
    using report::milliseconds;
    EXPECT_EQ(milliseconds(0), "0.0");
    EXPECT_EQ(milliseconds(62'049'999), "62.0");
    EXPECT_EQ(milliseconds(62'050'000), "62.1");
    EXPECT_EQ(milliseconds(99999 * millisecond + 949999), "99999.9");
    EXPECT_EQ(milliseconds(100 * second), "100000");
    EXPECT_EQ(milliseconds(-5), "0.0");
    EXPECT_EQ(milliseconds(INT64_MAX), "9223372036855");
}

TEST(ReportLayout, ColumnsAndCuts)
{
    EXPECT_EQ(report::columns("abc"), 3u);
    EXPECT_EQ(report::columns("\xc3\xa9"), 1u);
    EXPECT_EQ(report::columns("\xe4\xba\xac\xf0\x9f\x93\x9e"), 4u);
    EXPECT_EQ(report::shown("abcdef", 6), "abcdef");
    EXPECT_EQ(report::shown("abcdefg", 6), "abc...");
    EXPECT_EQ(report::shown("\xff"
                            "a\nb\xc2\x9b"),
        "\xef\xbf\xbd"
        "a.b.");
    EXPECT_EQ(report::shown(std::string(100000, 'x'), 5), "xx...");
}

TEST(ReportLayout, Paragraphs)
{
    report::Page page;
    page.paragraph("-> ", "one two", 3);
    page.paragraph("", std::string(100, 'x') + " end", 2);
    page.paragraph("", "", 4);
    EXPECT_EQ(page.take(), "-> one two\n" + std::string(68, 'x') + "\n  " + std::string(32, 'x') + " end\n");
}

TEST(ResponseTimes, PercentilesAreExactToFourPercent)
{
    ResponseTimes t;
    EXPECT_EQ(t.percentile(50), 0);
    for (int i = 1; i <= 1000; ++i)
        t.add(i * millisecond);
    EXPECT_EQ(t.count(), 1000u);
    EXPECT_EQ(t.min(), millisecond);
    EXPECT_EQ(t.max(), second);
    EXPECT_EQ(t.mean(), 500500 * microsecond);
    for (const unsigned percent : {1u, 50u, 95u, 99u})
        EXPECT_NEAR(static_cast<double>(t.percentile(percent)), percent * 1e7, percent * 1e7 * 0.04) << percent;
    EXPECT_EQ(t.percentile(100), second) << "no further from the truth than the times there are";
}

TEST(ResponseTimes, WhatIsOutsideTheBucketsCountsInTheFirstAndLast)
{
    ResponseTimes t;
    for (const Time span : {Time{-5}, Time{0}, Time{1}, INT64_MAX})
        t.add(span);
    EXPECT_EQ(t.count(), 4u);
    EXPECT_EQ(t.min(), -5);
    EXPECT_EQ(t.max(), INT64_MAX);
    EXPECT_LE(t.percentile(75), microsecond);
    EXPECT_GT(t.percentile(100), 100000 * second);
    t.add(INT64_MAX);
    EXPECT_GT(t.mean(), 0) << "the sum does not overflow";
}

TEST(ResponseTimes, OfEverySizeThereIs)
{
    for (Time span = 1; span < 100000 * second; span = span * 5 / 4 + 1) {
        ResponseTimes t;
        t.add(span * 9 / 10);
        t.add(span);
        t.add(span * 11 / 10);
        EXPECT_NEAR(static_cast<double>(t.percentile(50)), static_cast<double>(span), std::max(static_cast<double>(span) * 0.04, 1024.0))
            << span;
    }
}

} // namespace
