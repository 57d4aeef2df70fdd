// SPDX-License-Identifier: GPL-2.0-or-later
// The report for people.
#include "report/explanations.hpp"
#include "report/layout.hpp"
#include "report/writers.hpp"

#include <algorithm>
#include <numeric>

namespace cti::report {
namespace {

constexpr std::size_t max_cases = 100, max_sessions = 200, max_requests = 15; ///< rows of the text; JSON has all
constexpr std::size_t max_named = 3;                                          ///< connections that are named for a reason

constexpr const char* severity_word(Severity s)
{
    constexpr const char* words[] = {"CHAT", "NOTE", "WARNING", "ERROR"};
    return words[static_cast<std::size_t>(s)];
}

/// "5, 9, 14 and 3 more".
std::string frames_text(const std::vector<std::uint32_t>& frames, std::uint64_t all)
{
    std::string out = all == 1 ? "frame " : "frames ";
    for (std::size_t i = 0; i < frames.size(); ++i)
        out += (i ? ", " : "") + number(frames[i]);
    if (all > frames.size())
        out += " and " + number(all - frames.size()) + " more";
    return out;
}

/// "30 in all: 2000, 2001, 2002 and 27 more".
std::string members_text(const std::vector<std::string>& members, bool more)
{
    std::string out = number(members.size()) + (more ? " and more: " : " in all: ");
    for (std::size_t i = 0; i < members.size() && i < max_frames; ++i)
        out += (i ? ", " : "") + shown(members[i]);
    if (members.size() > max_frames)
        out += " and " + number(members.size() - max_frames) + " more";
    return out;
}

/// "10.0.0.2 (AgentDesktop)".
std::string who(const std::string& address, const std::string& user)
{
    const std::string client = shown(address), application = shown(user);
    if (client.empty())
        return application;
    return application.empty() ? client : client + " (" + application + ")";
}

/// Or "3 clients"; "10.0.0.2 (3 applications)".
std::string who(const Case& c)
{
    if (c.all_clients < 2)
        return who(c.client, c.application);
    return c.client.empty() ? who(counted(c.all_clients, "client", "clients"), c.application)
                            : who(c.client, counted(c.all_clients, "application", "applications"));
}

/// "Clients: 10.0.0.2 (AgentDesktop), 10.0.0.3 (Wallboard) and 27 more".
std::string clients_text(const Case& c)
{
    std::string out = c.client.empty() ? "Clients: " : "Applications: ";
    for (std::size_t i = 0; i < c.clients.size() && i < max_frames; ++i)
        out += (i ? ", " : "") + who(c.client.empty() ? c.clients[i].address : "", c.application.empty() ? c.clients[i].application : "");
    return out + (c.all_clients > max_frames ? " and " + number(c.all_clients - max_frames) + " more" : "");
}

std::string joined(const std::vector<std::string>& parts, std::string_view between)
{
    std::string out;
    for (const std::string& part : parts)
        out += (out.empty() ? std::string_view{} : between), out += part;
    return out;
}

class TextWriter {
public:
    explicit TextWriter(const Whole& whole) : whole_{whole} {}
    std::string write();

private:
    void head();
    void nothing_read();
    std::string verdict() const;
    void cases();
    void one_case(const Case& c);
    void coverage();
    void sessions();
    void requests();
    std::string protocol_name(const char* filter) const;

    const Whole& whole_;
    Page page_;
};

std::string TextWriter::protocol_name(const char* filter) const
{
    const Descriptor* d = whole_.find(filter);
    return d && d->column && *d->column ? d->column : filter;
}

void TextWriter::nothing_read()
{
    page_.paragraph("", "No CTI traffic found.", 0);
    std::vector<std::string> looked_for;
    for (const Descriptor* d : whole_.protocols) {
        if (d == whole_.find("cti")) // what the others have in common
            continue;
        std::string ports;
        for (const auto& [name, list] : {std::pair{"TCP ", d->ports}, std::pair{"TLS ", d->secured_ports}})
            if (*list)
                ports.append(ports.empty() ? "" : ", ").append(name).append(list);
        for (std::size_t comma = 0; (comma = ports.find(',', comma)) != std::string::npos; ++comma)
            if (ports[comma + 1] != ' ') // lines break at blanks, not in a number
                ports.insert(comma + 1, " ");
        looked_for.push_back(d->column + (ports.empty() ? "" : " (" + ports + ")"));
    }
    if (!looked_for.empty())
        page_.paragraph("", "Looked for " + joined(looked_for, ", ") + ". Other ports: Decode As, or the preferences of the protocol.", 0);
}

std::string TextWriter::verdict() const
{
    const std::uint64_t connections = whole_.evidence.connections().size(), complete = whole_.complete_connections(),
                        alarms = whole_.alarms(), notes = whole_.cases(Severity::note);
    std::vector<std::string> counts;
    const auto count = [&](Severity s, const char* one, const char* many) {
        if (const std::uint64_t n = whole_.cases(s))
            counts.push_back(counted(n, one, many));
    };
    if (whole_.verdict() == Report::Verdict::findings) {
        count(Severity::error, "error", "errors");
        count(Severity::warn, "warning", "warnings");
        count(Severity::note, "note", "notes");
        std::string out = joined(counts, ", ") + ".";
        if (complete < connections)
            out += " " + number(connections - complete) + " of " + counted(connections, "connection", "connections") +
                   " could not be read completely: see Coverage.";
        return out;
    }
    std::string out = "Nothing wrong found";
    if (connections > 0)
        out += " in " + number(complete) + " of " + counted(connections, "connection", "connections");
    if (alarms > 0)
        out += (connections > 0 ? " and in " : " in ") + counted(alarms, "alarm", "alarms");
    if (notes > 0)
        out += " (" + counted(notes, "note", "notes") + " below)";
    if (complete < connections)
        out += "; " + number(connections - complete) + " could not be read completely:";
    else if (whole_.verdict() == Report::Verdict::clean_but_incomplete)
        out += "; not everything could be read: see Coverage.";
    else
        out += ".";
    return out;
}

/// How a connection could not be read, with the first of them by name.
std::vector<std::string> unread(const Evidence& evidence)
{
    std::vector<std::string> out;
    for (const Limit& limit : limits()) {
        std::uint64_t count = 0, more = 0;
        std::vector<std::pair<std::string, std::uint64_t>> named;
        for (const ConnectionRow& row : evidence.connections()) {
            if (!limit.holds(row))
                continue;
            ++count;
            const ConnectionInfo& c = *row.connection;
            std::string name = c.client.address.text() + " -> " + c.server.text();
            const auto it = std::find_if(named.begin(), named.end(), [&](const auto& n) { return n.first == name; });
            if (it != named.end())
                ++it->second;
            else if (named.size() < max_named)
                named.emplace_back(std::move(name), 1);
            else
                ++more;
        }
        if (count == 0)
            continue;
        std::string line = limit.words + (": " + counted(count, "connection", "connections"));
        for (const auto& [name, times] : named)
            line += ", " + name + (times > 1 ? " (" + number(times) + ")" : "");
        out.push_back(line + (more > 0 ? " and " + number(more) + " more" : ""));
    }
    return out;
}

void TextWriter::head()
{
    const Evidence& e = whole_.evidence;
    page_.line("CTI diagnosis");
    page_.line(std::string(width, '='));
    if (whole_.verdict() == Report::Verdict::nothing_read)
        return nothing_read();
    std::vector<std::string> read;
    if (!e.connections().empty())
        read.push_back(counted(e.connections().size(), "connection", "connections"));
    const std::uint64_t alarms = whole_.alarms(), messages = e.messages() - alarms;
    if (messages > 0 || alarms == 0)
        read.push_back(counted(messages, "message", "messages"));
    if (alarms > 0)
        read.push_back(counted(alarms, "alarm", "alarms"));
    std::string text = "Read: " + joined(read, ", ");
    std::vector<std::string> protocols;
    for (const ProtocolRow& p : e.protocols())
        protocols.push_back(protocol_name(p.protocol));
    if (!protocols.empty())
        text += " (" + joined(protocols, ", ") + ")";
    if (e.first() != no_time)
        text += ", " + wall_clock(e.first()) + " to " + wall_clock_after(e.last(), e.first()) + " UTC";
    page_.paragraph("", text, 0);
    page_.paragraph("", verdict(), 0);
    // Where nothing is wrong, what could not be read is the news.
    if (whole_.verdict() == Report::Verdict::clean_but_incomplete)
        for (const std::string& line : unread(e))
            page_.paragraph("- ", line, 2);
}

/// "frames 5, 9; filter ged188.failure". What only the whole capture shows no filter finds.
std::string where(const Diagnosis* diagnosis, const std::vector<std::uint32_t>& frames, std::uint64_t all, bool in_packets)
{
    std::string out = frames.empty() ? "" : frames_text(frames, all);
    if (in_packets)
        out.append(out.empty() ? "" : "; ").append("filter ").append(diagnosis->id);
    return out;
}

/// "and 4 sessions in a loop, 6 lost heartbeats: frames 5, 9, 14".
std::string consequences_text(const std::vector<Consequence>& consequences)
{
    std::vector<std::string> parts;
    std::vector<std::uint32_t> frames;
    std::uint64_t all = 0;
    for (const Consequence& c : consequences) {
        const auto* noun = noun_of(c.diagnosis->id);
        parts.push_back(noun ? counted(noun->counts_worst ? c.worst : c.count, noun->one, noun->many)
                             : counted(c.count, "time", "times") + " \"" + c.diagnosis->summary + "\"");
        frames.insert(frames.end(), c.frames.begin(), c.frames.end());
        all += c.all_frames;
    }
    std::sort(frames.begin(), frames.end());
    const auto same = std::unique(frames.begin(), frames.end());
    all -= static_cast<std::uint64_t>(frames.end() - same);
    frames.erase(same, frames.end());
    frames.resize(std::min(frames.size(), max_frames));
    return "and " + joined(parts, ", ") + (frames.empty() ? "" : ": " + frames_text(frames, all));
}

void TextWriter::one_case(const Case& c)
{
    std::string text = wall_clock(c.first);
    if (const std::string subject = who(c); !subject.empty())
        text += " " + subject;
    text += std::string{": "} + c.diagnosis->summary;
    if (!c.server.empty())
        text += ", at " + shown(c.server);
    // A count that grows with each finding is said by the sentence.
    const bool counts_itself = c.diagnosis->worst >= 0 && c.count == c.worst;
    if (c.count > 1 && !counts_itself)
        text += ", " + counted(c.count, "time", "times");
    if (c.count > 1 || c.last != c.first)
        text += (c.count > 1 && !counts_itself ? " until " : ", until ") + wall_clock_after(c.last, c.first);
    page_.line();
    page_.paragraph(left(severity_word(c.severity), 8), text, 8);
    page_.paragraph("  ", shown(c.sentence, 1000), 2);
    if (!c.clients.empty())
        page_.paragraph("  ", clients_text(c), 2);
    if (c.members.size() > 1)
        page_.paragraph("  ", members_text(c.members, c.more_members), 2);
    if (whole_.can_end(*c.diagnosis) && !c.of_many_kinds)
        page_.paragraph("  ",
            c.ended_in != 0 ? "It ended at " + wall_clock_after(c.ended, c.first) + " (frame " + number(c.ended_in) + ")."
                            : "Nothing in the capture says that it ended.",
            2);
    if (c.severity != Severity::note)
        for (std::string_view steps = c.remedy; !steps.empty();) {
            const std::size_t end = std::min(steps.find('\n'), steps.size());
            if (end > 0)
                page_.paragraph("  -> ", shown(steps.substr(0, end), 1000), 5);
            steps.remove_prefix(std::min(end + 1, steps.size()));
        }
    if (!c.consequences.empty())
        page_.paragraph("  ", consequences_text(c.consequences), 2);
    if (c.of_many_kinds)
        page_.paragraph("  ", std::string{"(others of this client are counted here: the filter "} + c.diagnosis->id + " shows them)", 2);
    if (const std::string at = where(c.diagnosis, c.frames, c.all_frames, c.in_packets); !at.empty())
        page_.paragraph("  ", at, 2);
    if (!c.log_lines.empty())
        page_.paragraph(
            "  ", (c.log_lines.size() == 1 ? "proved by line " : "proved by lines ") + shown(joined(c.log_lines, ", "), 1000), 2);
}

void TextWriter::cases()
{
    const auto& all = whole_.conclusions.cases;
    for (std::size_t i = 0; i < all.size() && i < max_cases; ++i)
        one_case(all[i]);
    if (all.size() <= max_cases)
        return;
    std::uint64_t by_severity[4] = {};
    for (std::size_t i = max_cases; i < all.size(); ++i)
        ++by_severity[static_cast<std::size_t>(all[i].severity)];
    page_.line();
    page_.paragraph("",
        "... and " + counted(all.size() - max_cases, "more case", "more cases") + " (" + counted(by_severity[3], "error", "errors") + ", " +
            counted(by_severity[2], "warning", "warnings") + ", " + counted(by_severity[1], "note", "notes") + "): -z cti,json lists all",
        0);
}

void TextWriter::coverage()
{
    const Evidence& e = whole_.evidence;
    const std::uint64_t all = e.connections().size(), complete = whole_.complete_connections();
    if (all == 0 && whole_.conclusions.coverage.empty())
        return;
    page_.heading("Coverage");
    if (all > 0)
        page_.paragraph("", number(complete) + " of " + counted(all, "connection", "connections") + " could be read completely.", 0);
    // They stand at the head where nothing is wrong.
    if (whole_.verdict() != Report::Verdict::clean_but_incomplete)
        for (const std::string& line : unread(e))
            page_.paragraph("- ", line, 2);
    // Findings about what could not be read, whoever they are about.
    struct Said {
        const Diagnosis* diagnosis;
        std::uint64_t count = 0, frames = 0;
        std::vector<std::uint32_t> first;
        bool in_packets = false;
    };
    std::vector<Said> said;
    for (const Case& c : whole_.conclusions.coverage) {
        auto it =
            std::find_if(said.begin(), said.end(), [&](const Said& s) { return std::string_view{s.diagnosis->id} == c.diagnosis->id; });
        if (it == said.end())
            it = said.insert(it, {c.diagnosis, 0, 0, {}});
        it->in_packets |= c.in_packets;
        it->count += c.count;
        it->frames += c.all_frames;
        it->first.insert(it->first.end(), c.frames.begin(), c.frames.end());
    }
    for (Said& s : said) {
        std::sort(s.first.begin(), s.first.end());
        s.first.resize(std::min(s.first.size(), max_frames));
        const std::string at = where(s.diagnosis, s.first, s.frames, s.in_packets);
        page_.paragraph("- ", s.diagnosis->summary + (", " + counted(s.count, "time", "times")) + (at.empty() ? "" : ": " + at), 2);
    }
}

/// At most max_sessions: those with something wrong before the others, each in order of appearance.
void TextWriter::sessions()
{
    const auto& all = whole_.evidence.sessions();
    std::vector<std::uint32_t> rows;
    for (std::uint32_t i = 0; i < all.size(); ++i)
        if (!all[i].session->client.empty() || !all[i].session->application.empty())
            rows.push_back(i);
    if (rows.empty())
        return;
    const auto is_wrong = [&](std::uint32_t i) { return all[i].tally.wrong() > 0; };
    std::size_t more = 0, more_wrong = 0;
    if (rows.size() > max_sessions) {
        std::stable_partition(rows.begin(), rows.end(), is_wrong);
        more = rows.size() - max_sessions;
        more_wrong = static_cast<std::size_t>(std::count_if(rows.begin() + max_sessions, rows.end(), is_wrong));
        rows.resize(max_sessions);
        std::sort(rows.begin(), rows.end());
    }
    page_.heading("Sessions");
    for (const std::uint32_t i : rows) {
        const SessionRow& row = all[i];
        const SessionInfo& s = *row.session;
        const std::string prefix = right(number(i + 1), 4) + " " + left(protocol_name(s.protocol), 7) + " ";
        const std::string client = shown(s.client);
        std::string text = client.empty() ? "unknown client" : client;
        if (!s.server.empty())
            text += " -> " + shown(s.server);
        page_.paragraph(prefix, text, 5);
        std::vector<std::string> parts;
        if (!s.application.empty())
            parts.push_back(shown(s.application));
        if (!s.version.empty())
            parts.push_back("version " + shown(s.version));
        parts.push_back(counted(row.messages, "message", "messages"));
        if (row.tally.errors > 0)
            parts.push_back(counted(row.tally.errors, "error", "errors"));
        if (row.tally.warnings > 0)
            parts.push_back(counted(row.tally.warnings, "warning", "warnings"));
        page_.paragraph("     ", joined(parts, ", "), 5);
        page_.paragraph("     ", "open: " + shown(s.opened) + "; end: " + shown(s.ended), 5);
        if (s.in_logs)
            for (const std::string& fact : *s.in_logs)
                page_.paragraph("     log: ", shown(fact), 7);
    }
    if (more > 0)
        page_.paragraph("",
            "... and " + counted(more, "more session", "more sessions") + ", " + number(more_wrong) +
                " of them with errors or warnings: -z cti,json lists all",
            0);
}

void TextWriter::requests()
{
    const auto& all = whole_.evidence.requests();
    if (all.empty())
        return;
    std::vector<std::uint32_t> rows(all.size());
    std::iota(rows.begin(), rows.end(), 0u);
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) { return all[a].times.mean() > all[b].times.mean(); });
    constexpr std::size_t name_columns = 25, cell = 8;
    const auto cells = [&](std::initializer_list<std::string> values) {
        std::string out;
        for (const std::string& v : values)
            out += " " + right(v, cell - (out.size() >= 2 * (cell + 1)));
        return out;
    };
    page_.heading("Response times in milliseconds, the slowest first");
    page_.line(left("Request", name_columns) + cells({"Sent", "Answered", "Mean", "95 %", "Max"}));
    for (std::size_t i = 0; i < rows.size() && i < max_requests; ++i) {
        const RequestRow& r = all[rows[i]];
        std::string name = shown(r.request, width);
        if (columns(name) > name_columns) {
            page_.line(name);
            name.clear();
        }
        const ResponseTimes& t = r.times;
        const auto time = [&](Time span) { return t.count() == 0 ? "-" : shown(milliseconds(span), cell - 1); };
        page_.line(left(name, name_columns) + cells({shown(number(r.sent), cell), shown(number(t.count()), cell), time(t.mean()),
                                                  time(t.percentile(95)), time(t.max())}));
    }
    if (rows.size() > max_requests)
        page_.paragraph("", "... and " + number(rows.size() - max_requests) + " more: -z cti,json lists all", 0);
}

std::string TextWriter::write()
{
    head();
    cases();
    coverage();
    sessions();
    requests();
    return page_.take();
}

} // namespace

std::string write_text(const Whole& whole) { return TextWriter{whole}.write(); }

} // namespace cti::report
