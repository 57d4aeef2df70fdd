// SPDX-License-Identifier: GPL-2.0-or-later
// The report: random evidence in, valid output of bounded size out.
//
// Input: events, one byte each with its operands. The high bits of the byte say which session and connection, the low three bits what
// comes: 0 a message, 1 an answer, 2 a finding, 3 a connection, 4 an alarm's finding, 5 what a session's rules learn later, 6 the end of a
// capture, 7 an answer in the middle of it. Times, names, numbers and texts are the input's own bytes.
#include "checking_sink.hpp"

#include "../unit/report/json_checker.hpp"

#include "core/diagnosis.hpp"
#include "report/capture_end.hpp"
#include "report/cases.hpp"
#include "report/layout.hpp"
#include "report/report.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

using namespace cti;
using namespace cti::fuzz;

namespace {

/// Rows that the table of what explains what names, and others.
constexpr Diagnosis rows[] = {
    {"ged188.incompatible_version", Severity::error, Group::response_code, "Refused", "{0} {1}", "{2}\n{3}", "", "0"},
    {"ged188.failure", Severity::error, Group::response_code, "Failed", "{0} {1}", "{2}", "", "01"},
    {"ged188.heartbeat_lost", Severity::warn, Group::sequence, "Heartbeat lost", "{0}", "x", "", "", 4},
    {"ged188.unanswered", Severity::note, Group::sequence, "Unanswered", "{0} {1} {2} {3}", "", "", "0123"},
    {"cti.session_lost", Severity::warn, Group::sequence, "Lost", "{0}", "{1}", ""},
    {"cti.open_unanswered", Severity::error, Group::sequence, "Unanswered opening", "{0}", "{1}", ""},
    {"cti.not_acknowledged", Severity::warn, Group::sequence, "Not acknowledged", "{0}", "{1}", ""},
    {"cti.tls_expected", Severity::error, Group::security, "TLS expected", "{0}", "{1}", ""},
    {"cti.tls_alert", Severity::warn, Group::security, "TLS alert", "{0}", "{1}", "", "0"},
    {"cti.one_direction", Severity::note, Group::coverage, "One direction", "{0}", "{1}", ""},
    {"ucalarm.alarm", Severity::error, Group::response_code, "Alarm", "{0}", "{1}", "", "0"},
    {"ctiqbe.closed_after_open", Severity::warn, Group::sequence, "Closed", "{0}", "{1}", "", "", 4},
    {"cti.refused", Severity::warn, Group::sequence, "Refused by reset", "{0}", "{1}", "", "0"},
    {"ged188.pg_impaired", Severity::warn, Group::protocol, "Down", "{0} {1}", "{2}", "", "01"},
    {"ucalarm.service_stopped", Severity::error, Group::response_code, "Stopped", "{0} {1}", "{2}", "", "01"},
    {"bwcap.register_failed", Severity::error, Group::response_code, "Login refused", "{0}", "{1}", "", "0"},
    {"x.chat", Severity::chat, Group::protocol, "Chat", "{0}", "{1}", ""},
};

std::span<const FieldDef> no_fields() { return {}; }
std::unique_ptr<StreamProtocol> no_stream(Connection&, Capture&) { return nullptr; }
constexpr Descriptor protocols[] = {
    {.filter = "ged188",
        .name = "GED-188",
        .column = "GED-188",
        .fields = no_fields,
        .diagnoses = {},
        .ports = "42027",
        .opening_request = "OPEN_REQ",
        .make_stream = no_stream},
    {.filter = "ucalarm", .name = "Alarms", .column = "UC alarm", .fields = no_fields, .diagnoses = {}},
};
constexpr const Descriptor* descriptors[] = {&protocols[0], &protocols[1]};
constexpr const char* requests[] = {
    "QUERY_SKILL_GROUP_STATISTICS_REQ", "MAKE_CALL_REQ", "A_REQUEST_WHOSE_NAME_IS_LONGER_THAN_ITS_COLUMN_REQ"};

struct World {
    explicit World(Bytes bytes) : in{bytes.data(), bytes.size()} {}

    Input in;
    Report report{descriptors};
    std::vector<ConnectionPtr> connections;
    std::vector<SessionPtr> sessions;
    report::CaptureEnd end;
    std::uint64_t findings = 0, messages = 0;
    std::size_t text_bytes = 0;

    std::string text()
    {
        const Bytes b = in.take(in.u8());
        text_bytes += b.size();
        return {reinterpret_cast<const char*>(b.data()), b.size()};
    }
    Time time()
    {
        switch (const std::uint8_t kind = in.u8(); kind & 7) {
        case 0:
            return no_time;
        case 1:
            return INT64_MAX - in.u16();
        case 2:
            return INT64_MIN + in.u16();
        default:
            return (1795773600 + in.u16() % 4096) * second + (kind & 8 ? in.u16() * microsecond : 0);
        }
    }
    Moment moment() { return {in.u16(), time()}; }
    Address address()
    {
        Address a;
        const std::uint8_t kind = in.u8();
        if (kind & 1)
            std::fill(a.bytes.begin(), a.bytes.end(), kind);
        else if (kind)
            a = Address::v4(std::array<std::uint8_t, 4>{10, 0, 0, kind}.data());
        return a;
    }
    KeptFinding finding()
    {
        const Diagnosis& d = rows[in.u8() % std::size(rows)];
        const std::string a = text(), b = text();
        KeptFinding f =
            keep(Finding{d, {}, std::string_view{a}, std::string_view{b}, in.u8(), std::uint32_t{in.u16()}, std::uint32_t{in.u16()}});
        if (const std::uint8_t other = in.u8(); other & 1)
            f.severity = static_cast<Severity>(other >> 1 & 3);
        return f;
    }
    ConnectionPtr connection(std::size_t i)
    {
        while (connections.size() <= i) {
            const ConnectionPtr c = connections.emplace_back(std::make_shared<ConnectionInfo>());
            c->number = static_cast<std::uint32_t>(connections.size());
            c->protocol = "ged188";
            c->client = {address(), in.u16()};
            c->server = {address(), in.u16()};
            change(*c);
        }
        return connections[i];
    }
    void change(ConnectionInfo& c)
    {
        const std::uint16_t flags = in.u16();
        c.first = time();
        c.last = time();
        c.ended = text();
        c.coverage = {(flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, (flags & 256) != 0, (flags & 512) != 0, flags >> 12 & 1u, flags >> 13 & 1u, (flags & 8) != 0,
            (flags & 16) == 0, (flags & 32) != 0, (flags & 128) != 0};
    }
    SessionPtr session(std::size_t i)
    {
        while (sessions.size() <= i) {
            const SessionPtr s = sessions.emplace_back(std::make_shared<SessionInfo>());
            s->number = static_cast<std::uint32_t>(sessions.size());
            s->protocol = "ged188";
            s->connection = in.u8() % 8;
            change(*s);
        }
        return sessions[i];
    }
    void change(SessionInfo& s)
    {
        const std::uint8_t which = in.u8();
        if (which & 1)
            s.client = text();
        if (which & 2)
            s.server = text();
        if (which & 16)
            s.application = text();
        if (which & 32)
            s.opened = s.ended = s.version = text();
        s.first = time();
        s.last = time();
        s.opening = static_cast<Opening>(in.u8() % 4);
        s.has_ended = which & 64;
        s.closed_in_order = which & 128;
    }
    Subject subject(std::size_t i)
    {
        Subject s;
        s.protocol = "ged188";
        const std::uint8_t which = in.u8();
        if (which & 1)
            s.session = session(i);
        if (which & 2)
            s.connection = connection(which & 4 ? i : which >> 5);
        return s;
    }

    void event(std::uint8_t kind)
    {
        const std::size_t i = kind >> 3;
        MessageNote note;
        note.protocol = kind & 64 ? "ucalarm" : "ged188";
        switch (kind & 7) {
        case 0:
        case 1:
            if (kind & 32)
                note.session = session(i % 8);
            note.message = requests[in.u8() % std::size(requests)];
            note.is_request = (kind & 7) == 0;
            if (!note.is_request) {
                note.request = requests[in.u8() % std::size(requests)];
                note.response_time = time();
            }
            report.add(note, moment());
            ++messages;
            return;
        case 2: {
            const Subject about = subject(i);
            add(about, finding());
            return;
        }
        case 3:
            report.add(connection(i));
            return;
        case 4: {
            Subject alarm;
            alarm.protocol = "ucalarm";
            alarm.client_address = text();
            alarm.user = text();
            alarm.server_address = text();
            add(alarm, finding());
            return;
        }
        case 5:
            if (kind & 32)
                change(*session(i % 8));
            else
                change(*connection(i % 8));
            return;
        case 6: {
            report::Ending& e = end.endings.emplace_back();
            e.connection = connection(i % 16);
            for (std::uint8_t n = in.u8() % 4; n > 0; --n)
                e.sessions.push_back(n == 3 ? nullptr : session(n));
            e.has_ended = in.u8() & 1;
            e.open = {in.u8(), text(), moment(), 0};
            if (in.u8() & 1)
                e.late.push_back({moment(), finding()});
            end.first = time();
            end.last = time();
            if (kind & 128) {
                report.absorb(end, in.u8() & 1);
                findings += end.endings.size() * 2;
                end = {};
                connections.clear();
                sessions.clear();
            }
            return;
        }
        case 7:
            judge(end.endings.empty() ? nullptr : &end);
            return;
        }
    }
    void add(const Subject& about, const KeptFinding& f)
    {
        report.add_finding(about, moment(), f);
        ++findings;
    }

    /// Whatever it was told, what it says is well formed, and no more than it was told.
    void judge(const report::CaptureEnd* at_end) const
    {
        const std::string text = report.text(at_end), json = report.json(at_end);
        check(test::is_clean_text(text), "the text is valid UTF-8 without control characters");
        for (std::string_view rest = text; !rest.empty();) {
            const std::size_t line = rest.find('\n');
            check(line != std::string_view::npos, "every line has its end");
            check(report::columns(rest.substr(0, line)) <= report::width, "no line is wider than 68 columns");
            rest.remove_prefix(line + 1);
        }
        const auto lines = test::read_lines(json);
        check(lines.has_value(), "every line is a JSON object");
        check(report.text(at_end) == text, "asking changes nothing");

        const std::uint64_t told = findings + 16 + (at_end ? at_end->endings.size() * 2 : 0);
        const auto cases = report.cases(at_end);
        std::uint64_t in_cases = 0, in_findings = 0, case_lines = 0;
        for (const report::Case& c : cases) {
            check(c.diagnosis && c.diagnosis->group != Group::coverage, "coverage is no case");
            check(c.severity != Severity::chat, "chat is no case");
            check(c.count > 0, "a case has its finding");
            check(c.frames.size() <= 8 && std::is_sorted(c.frames.begin(), c.frames.end()), "the first frames, in order");
            check(c.all_frames >= c.frames.size(), "as many frames as are named, or more");
            check(c.clients.empty() ? c.all_clients <= 1 : c.all_clients >= c.clients.size() && c.all_clients <= c.count,
                "a case of several clients names them, and each was told");
            in_cases += c.count;
            for (const report::Consequence& consequence : c.consequences)
                in_cases += consequence.count;
        }
        for (const test::Json& j : *lines) {
            in_findings += j["type"].text == "finding" ? static_cast<std::uint64_t>(j["count"].number) : 0;
            case_lines += j["type"].text == "case";
        }
        check(case_lines == cases.size(), "JSON has every case");
        check(in_cases == in_findings, "every finding is in a case, or under one, once");
        check(in_cases <= told, "nothing is said that was not found");
        const bool wrong = std::any_of(cases.begin(), cases.end(), [](const report::Case& c) { return c.severity >= Severity::warn; });
        check((report.verdict(at_end) == Report::Verdict::findings) == wrong, "the verdict is that of the cases");
        const bool says_clean = text.find("Nothing wrong found") != std::string::npos;
        const Report::Verdict verdict = report.verdict(at_end);
        if (verdict == Report::Verdict::clean || verdict == Report::Verdict::clean_but_incomplete)
            check(says_clean, "what is clean is called so");
        else if (text_bytes == 0) // else the words may be anybody's
            check(!says_clean, "no false all-clear");
        check(text.size() <= 200'000 + 2000 * (findings + 300), "the text is bounded");
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 16384)
        return 0;
    World world{{data, size}};
    std::size_t answers = 0;
    while (!world.in.empty()) {
        const std::uint8_t kind = world.in.u8();
        if ((kind & 7) == 7 && ++answers > 4) // each looks at everything
            continue;
        world.event(kind);
    }
    world.judge(nullptr);
    world.judge(&world.end);
    return 0;
}
