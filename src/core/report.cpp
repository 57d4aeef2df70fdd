// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/report.hpp"

#include "core/umbrella.hpp"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <numeric>
#include <string_view>

namespace cti {

using umbrella_tables::diagnoses;

namespace {

constexpr std::size_t width = 100;

/// A client that opens so many sessions to one server, each so short, connects in a loop.
constexpr std::size_t loop_sessions = 3;
constexpr double loop_session_seconds = 60;

/// Contact-centre desktops overrun when skill-group statistics are answered more slowly than this on average.
constexpr double statistics_limit_seconds = 0.062;
constexpr std::string_view statistics_request = "QUERY_SKILL_GROUP_STATISTICS_REQ";

std::string printed(const char* format, ...) __attribute__((format(printf, 1, 2)));
std::string printed(const char* format, ...)
{
    char out[512];
    std::va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(out, sizeof out, format, arguments);
    va_end(arguments);
    return out;
}

/// Text broken at blanks so that every line, indented by `indent` blanks, fits into `width` columns.
std::string wrapped(std::string_view text, std::size_t indent, std::string_view first_prefix = "")
{
    std::string out, line = std::string(indent - first_prefix.size(), ' ') + std::string{first_prefix};
    bool empty = true;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!empty && line.size() + 1 + word.size() > width) {
            out += line + '\n';
            line = std::string(indent, ' ');
            empty = true;
        }
        if (!empty)
            line += ' ';
        line += word;
        empty = false;
    }
    return out + line + '\n';
}

std::string client_of(const SessionInfo* session)
{
    if (!session)
        return {};
    std::string client = session->client_address.empty() ? session->client : session->client_address;
    if (client.empty())
        return session->application;
    if (!session->application.empty())
        client += " (" + session->application + ")";
    return client;
}

std::string frames_text(const Report::Group& g)
{
    std::string out = g.count == 1 ? "frame " : printed("seen %llu times, frames ", static_cast<unsigned long long>(g.count));
    for (std::size_t i = 0; i < g.frames.size(); ++i)
        out += (i ? ", " : "") + std::to_string(g.frames[i]);
    if (g.more_frames)
        out += ", ...";
    out += g.count == 1 ? printed(", at %.3f s", g.first) : printed(", from %.3f s to %.3f s", g.first, g.last);
    return out;
}

/// In eight columns.
std::string milliseconds(double seconds)
{
    const double ms = seconds * 1e3;
    return printed(ms < 999999 ? "%8.1f" : ms < 99999999 ? "%8.0f" : "%8.2g", ms);
}

const char* severity_title(Severity s)
{
    constexpr const char* titles[] = {"CHAT", "NOTE", "WARNING", "ERROR"};
    return titles[static_cast<int>(s)];
}

} // namespace

std::string Report::Group::client() const
{
    const bool named = first_session && !first_session->application.empty();
    return client_of(named ? first_session : last_session);
}

Report::SessionRow& Report::row(const SessionInfo* session)
{
    const auto [it, fresh] = session_index_.try_emplace(session, sessions_.size());
    if (fresh)
        sessions_.push_back({session, 0, 0, 0, 0});
    return sessions_[it->second];
}

Report::RequestRow& Report::request_row(const char* protocol, const char* request)
{
    RequestRow& r = requests_[{protocol, request}];
    r.protocol = protocol;
    r.request = request;
    return r;
}

void Report::add_message(const SessionInfo* session, const char* message)
{
    if (session)
        row(session).messages += message != nullptr;
    messages_ += message != nullptr;
}

void Report::add_finding(const SessionInfo* session, std::uint32_t frame, double time, const Seen& seen)
{
    if (session) {
        SessionRow& r = row(session);
        ++(seen.severity == Severity::error ? r.errors : seen.severity == Severity::warn ? r.warnings : r.notes);
    }
    // One client, one trouble, one remedy: whatever servers it tries and whatever else the sentence tells.
    const std::string kind = std::string{seen.diagnosis->id} + '\n' + (session ? session->client_address : "") + '\n';
    auto it = groups_.find(kind + seen.remedy);
    const bool too_many = it == groups_.end() && kinds_[kind] >= max_kinds;
    if (it == groups_.end())
        it = groups_.try_emplace(too_many ? kind : kind + seen.remedy).first;
    Group& g = it->second;
    g.more_kinds |= too_many && g.count > 0;
    if (g.count++ == 0) {
        ++kinds_[kind];
        g.diagnosis = seen.diagnosis;
        g.severity = seen.severity;
        g.first_session = session;
        g.server = session ? session->server : "";
        g.sentence = seen.sentence;
        g.remedy = seen.remedy;
        g.first = time;
        g.order = next_++;
    }
    g.last_session = session;
    g.severity = std::max(g.severity, seen.severity);
    g.last = time;
    if (g.frames.empty() || g.frames.back() != frame) {
        if (g.frames.size() < max_frames)
            g.frames.push_back(frame);
        else
            g.more_frames = true;
    }
}

void Report::add_request(const char* protocol, const char* request) { ++request_row(protocol, request).sent; }

void Report::add_response_time(const char* protocol, const char* request, double seconds, const SessionInfo* session, std::uint32_t frame, double time)
{
    RequestRow& r = request_row(protocol, request);
    if (r.times.count() == 0 || seconds >= r.times.max()) {
        r.slowest_session = session;
        r.slowest_frame = frame;
        r.slowest_time = time;
    }
    r.times.add(seconds);
}

void Report::clear() { *this = Report{}; }

void Report::say(const Finding& f, const SessionInfo* session, std::uint32_t frame, double time)
{
    char sentence[300], remedy[300];
    format_sentence(f, sentence, sizeof sentence);
    format_remedy(f, remedy, sizeof remedy);
    add_finding(session, frame, time, {f.diagnosis, f.severity, sentence, remedy});
}

/// Clients that connect again and again.
void Report::find_loops()
{
    struct Loop {
        std::size_t sessions = 0;
        double first = 0, last = 0;
        bool all_short = true;
        const SessionInfo* last_session = nullptr;
    };
    std::map<std::string, Loop> loops;
    for (const SessionRow& r : sessions_) {
        const SessionInfo& s = *r.session;
        if (s.client_address.empty() || s.server_address.empty() || std::string_view{s.protocol} == "ucalarm")
            continue;
        Loop& l = loops[std::string{s.protocol} + '\n' + s.client_address + '\n' + s.server_address];
        if (l.sessions++ == 0)
            l.first = s.first;
        l.last = s.last;
        l.all_short &= s.last - s.first <= loop_session_seconds;
        l.last_session = &s;
    }
    for (const auto& [key, l] : loops)
        if (l.sessions >= loop_sessions && l.all_short)
            say({diagnosis_row(diagnoses, "cti.reconnect_loop"), {}, std::string_view{l.last_session->client_address}, static_cast<std::uint64_t>(l.sessions),
                 std::string_view{l.last_session->server}, static_cast<std::uint64_t>(l.last - l.first + 0.5)},
                l.last_session, 0, 0);
}

/// Sessions that were still open when the capture ended and wait for answers. What was sent in the last moments is no news.
void Report::find_open_requests(const Period& capture)
{
    for (std::size_t i = 0; i < sessions_.size(); ++i) {
        const SessionInfo* session = sessions_[i].session;
        const OpenRequests open = session->open ? session->open->open_requests() : OpenRequests{};
        const double waits = capture.end - open.since;
        if (open.count == 0 || waits < overdue_seconds)
            continue;
        say({diagnosis_row(diagnoses, "cti.unanswered_at_end"), {}, open.count, std::string_view{session->client}, open.oldest, static_cast<std::uint64_t>(open.frame),
             static_cast<std::uint64_t>(waits + 0.5)},
            session, open.frame, open.since - capture.begin);
    }
}

void Report::find_slow_statistics()
{
    for (const auto& [key, r] : requests_)
        if (key.second == statistics_request && r.times.count() > 0 && r.times.mean() > statistics_limit_seconds)
            say({diagnosis_row(diagnoses, "cti.slow_statistics"), {}, static_cast<std::uint64_t>(r.times.mean() * 1000 + 0.5), r.times.count(),
                 static_cast<std::uint64_t>(r.times.max() * 1000 + 0.5)},
                r.slowest_session, r.slowest_frame, r.slowest_time);
}

void Report::conclude(const Period& capture)
{
    if (concluded_)
        return;
    concluded_ = true;
    find_loops();
    find_open_requests(capture);
    find_slow_statistics();
}

std::vector<Report::SessionRow> Report::sessions() const { return sessions_; }

std::vector<const Report::Group*> Report::findings() const
{
    std::vector<const Group*> out;
    for (const auto& [key, group] : groups_)
        out.push_back(&group);
    std::sort(out.begin(), out.end(), [](const Group* a, const Group* b) { return a->severity != b->severity ? a->severity > b->severity : a->order < b->order; });
    return out;
}

std::vector<const Report::RequestRow*> Report::requests() const
{
    std::vector<const RequestRow*> out;
    for (const auto& [key, row] : requests_)
        out.push_back(&row);
    std::stable_sort(out.begin(), out.end(), [](const RequestRow* a, const RequestRow* b) { return a->times.mean() > b->times.mean(); });
    return out;
}

std::string Report::session_text(std::size_t index) const
{
    const SessionRow& r = sessions_[index];
    const SessionInfo& s = *r.session;
    // What is too long for its column (IPv6 addresses, users of CAP) stands below it.
    std::string below;
    const auto cell = [&](const std::string& text, std::size_t columns, const char* title) -> std::string {
        if (text.size() <= columns)
            return text.empty() ? "-" : text;
        below += title + (": " + text) + "; ";
        return "(below)";
    };
    const std::string client = cell(s.client, 21, "client"), server = cell(s.server, 21, "server"), application = cell(s.application, 20, "application"),
                      version = cell(s.version, 8, "version");
    return printed("%5zu %-7s %-21s %-21s %-20s %-8s %6llu %5u\n", index + 1, s.protocol, client.c_str(), server.c_str(), application.c_str(), version.c_str(),
                   static_cast<unsigned long long>(r.messages), r.errors + r.warnings)
         + wrapped(below + "open: " + s.opened + "; end: " + s.ended, 14);
}

/// At most max_session_rows: those with something wrong before the others, each in order of appearance.
std::string Report::sessions_text() const
{
    const auto is_wrong = [&](std::size_t i) { return sessions_[i].errors + sessions_[i].warnings > 0; };
    std::vector<std::size_t> shown(sessions_.size());
    std::iota(shown.begin(), shown.end(), std::size_t{0});
    std::size_t more = 0, more_wrong = 0;
    if (shown.size() > max_session_rows) {
        std::stable_partition(shown.begin(), shown.end(), is_wrong);
        more = shown.size() - max_session_rows;
        more_wrong = static_cast<std::size_t>(std::count_if(shown.end() - static_cast<std::ptrdiff_t>(more), shown.end(), is_wrong));
        shown.resize(max_session_rows);
        std::sort(shown.begin(), shown.end());
    }
    std::string out = printed("%5s %-7s %-21s %-21s %-20s %-8s %6s %5s\n", "#", "Proto", "Client", "Server", "Application", "Version", "Msgs", "Wrong");
    for (const std::size_t i : shown)
        out += session_text(i);
    if (more > 0)
        out += printed("... and %zu more sessions, %zu of them with errors or warnings: -z cti,json lists all\n", more, more_wrong);
    return out;
}

std::string Report::findings_text() const
{
    const auto found = findings();
    std::uint64_t by_severity[4] = {};
    for (const Group* g : found)
        ++by_severity[static_cast<int>(g->severity)];
    const auto errors = static_cast<unsigned long long>(by_severity[3]), warnings = static_cast<unsigned long long>(by_severity[2]),
               notes = static_cast<unsigned long long>(by_severity[1]);
    std::string out;
    if (errors + warnings == 0)
        out += notes == 0 ? "Nothing wrong found.\n" : printed("Nothing wrong found (%llu note%s below).\n", notes, notes == 1 ? "" : "s");
    else
        out += printed("Findings: %llu error%s, %llu warning%s, %llu note%s\n", errors, errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s", notes,
                       notes == 1 ? "" : "s");
    for (const Group* g : found) {
        const std::string title = printed("%-7s %s", severity_title(g->severity), g->diagnosis->id), client = g->client();
        const bool one_line = title.size() + client.size() + 9 <= width;
        out += '\n' + title + (client.empty() ? "\n" : one_line ? ", client " + client + '\n' : "\n" + wrapped("client " + client, 8));
        out += wrapped(g->sentence, 8);
        if (!g->remedy.empty())
            out += wrapped(g->remedy, 8, "-> ");
        if (g->more_kinds)
            out += wrapped("(others of this kind, with other remedies, are counted here: filter " + std::string{g->diagnosis->id} + " shows them)", 8);
        if (!g->frames.empty() && g->frames.front() != 0)
            out += wrapped("(" + frames_text(*g) + ")", 8);
    }
    return out;
}

std::string Report::requests_text() const
{
    constexpr std::size_t most = 15;
    const auto rows = requests();
    if (rows.empty())
        return {};
    std::string out = printed("\nResponse times in milliseconds, the slowest first (percentiles exact to %.0f %%)\n\n", (ResponseTimes::growth - 1) * 100);
    out += printed("%-36s %8s %8s %8s %8s %8s %8s %8s\n", "Request", "Answered", "No reply", "Mean", "Median", "95 %", "99 %", "Max");
    for (std::size_t i = 0; i < rows.size() && i < most; ++i) {
        const ResponseTimes& t = rows[i]->times;
        out += printed("%-36.36s %8llu %8llu", rows[i]->request, static_cast<unsigned long long>(t.count()), static_cast<unsigned long long>(rows[i]->unanswered()));
        if (t.count() > 0)
            for (const double seconds : {t.mean(), t.percentile(50), t.percentile(95), t.percentile(99), t.max()})
                out += ' ' + milliseconds(seconds);
        out += '\n';
    }
    if (rows.size() > most)
        out += printed("... and %zu more: -z cti,json lists all\n", rows.size() - most);
    return out;
}

std::string Report::text() const
{
    std::string out(width, '=');
    out += "\nCTI diagnosis\n" + std::string(width, '=') + '\n';
    if (sessions_.empty() && groups_.empty())
        return out + "No CTI traffic found: no GED-188, CTIQBE, BroadWorks CAP, nor Unified CM CTI alarm.\n";
    out += printed("%zu session%s, %llu messages\n\n", sessions_.size(), sessions_.size() == 1 ? "" : "s", static_cast<unsigned long long>(messages_));
    return out + sessions_text() + '\n' + findings_text() + requests_text();
}

} // namespace cti
