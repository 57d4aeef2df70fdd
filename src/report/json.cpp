// SPDX-License-Identifier: GPL-2.0-or-later
// The report for programs: one JSON object a line. docs/json.md says what each key means.
#include "core/text.hpp"
#include "report/layout.hpp"
#include "report/writers.hpp"

#include <algorithm>
#include <charconv>

namespace cti::report {
namespace {

constexpr const char* severity_word(Severity s)
{
    constexpr const char* words[] = {"chat", "note", "warning", "error"};
    return words[static_cast<std::size_t>(s)];
}

/// RFC 8259. Bytes that are no UTF-8 become U+FFFD, control characters their escapes.
void append_string(std::string& out, std::string_view text)
{
    out += '"';
    while (!text.empty()) {
        const std::size_t n = utf8_length(text);
        const auto lead = static_cast<std::uint8_t>(text.front());
        if (n == 0) {
            out += replacement_character;
        } else if (lead == '"' || lead == '\\') {
            (out += '\\') += text.front();
        } else if (lead < 0x20 || lead == 0x7f) {
            constexpr char digits[] = "0123456789abcdef";
            ((out += "\\u00") += digits[lead >> 4]) += digits[lead & 15];
        } else {
            out += text.substr(0, n);
        }
        text.remove_prefix(std::max<std::size_t>(n, 1));
    }
    out += '"';
}

void append_number(std::string& out, std::int64_t value)
{
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

/// One object: members in the order in which they are given.
class Object {
public:
    explicit Object(std::string& out) : out_{out} { out_ += '{'; }
    void text(const char* name, std::string_view value)
    {
        member(name);
        append_string(out_, value);
    }
    void number(const char* name, std::uint64_t value)
    {
        member(name);
        out_ += report::number(value);
    }
    /// null where it is not known.
    void time(const char* name, Time value)
    {
        member(name);
        if (value == no_time)
            out_ += "null";
        else
            append_number(out_, value);
    }
    void truth(const char* name, bool value)
    {
        member(name);
        out_ += value ? "true" : "false";
    }
    void numbers(const char* name, const std::vector<std::uint32_t>& values)
    {
        array(name, values, [&](std::uint32_t v) { out_ += report::number(v); });
    }
    /// The lines of a text; each ends with '\n', or the text does.
    void lines(const char* name, std::string_view text)
    {
        std::vector<std::string_view> all;
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            all.push_back(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        array(name, all, [&](std::string_view line) { append_string(out_, line); });
    }
    template <class Values, class Append>
    void array(const char* name, const Values& values, Append append)
    {
        member(name);
        out_ += '[';
        bool first = true;
        for (const auto& v : values) {
            if (!first)
                out_ += ',';
            first = false;
            append(v);
        }
        out_ += ']';
    }
    void end() { out_ += '}'; }

private:
    void member(const char* name)
    {
        if (!first_)
            out_ += ',';
        first_ = false;
        append_string(out_, name);
        out_ += ':';
    }
    std::string& out_;
    bool first_ = true;
};

class JsonWriter {
public:
    JsonWriter(const Whole& whole, const std::function<void(std::string_view)>& write) : whole_{whole}, write_{write} {}
    void write();

private:
    Object line(const char* type)
    {
        Object o{out_};
        o.text("type", type);
        return o;
    }
    void end(Object& o)
    {
        o.end();
        out_ += '\n';
        if (constexpr std::size_t enough = 65536; out_.size() > enough)
            hand_over();
    }
    void hand_over()
    {
        write_(out_);
        out_.clear();
    }
    void about(Object& o, const Case& c);
    void summary();
    void coverage();
    void connections();
    void sessions();
    void requests();

    const Whole& whole_;
    const std::function<void(std::string_view)>& write_;
    std::string out_;
};

void JsonWriter::about(Object& o, const Case& c)
{
    o.text("diagnosis", c.diagnosis->id);
    o.text("severity", severity_word(c.severity));
    o.text("client", c.client);
    o.text("application", c.application);
    o.text("server", c.server);
    o.text("protocol", c.protocol);
    o.text("summary", c.diagnosis->summary);
    o.text("sentence", c.sentence);
    o.lines("remedy", c.remedy);
    o.number("count", c.count);
    o.time("first", c.first);
    o.time("last", c.last);
    o.numbers("frames", c.frames);
    o.number("all_frames", c.all_frames);
    o.array("log_lines", c.log_lines, [&](const std::string& line) { append_string(out_, line); });
    o.lines("identity", c.identity);
    o.truth("of_many_kinds", c.of_many_kinds);
    if (!c.clients.empty()) {
        o.array("clients", c.clients, [&](const Client& one) {
            Object client{out_};
            client.text("client", one.address);
            client.text("application", one.application);
            client.end();
        });
        o.number("all_clients", c.all_clients);
    }
    if (c.diagnosis->member >= 0) {
        o.array("members", c.members, [&](const std::string& one) { append_string(out_, one); });
        o.truth("more_members", c.more_members);
    }
    if (whole_.can_end(*c.diagnosis))
        o.time("ended_at", c.ended);
}

void JsonWriter::summary()
{
    const Evidence& e = whole_.evidence;
    Object o = line("coverage");
    o.text("about", "capture");
    o.text("verdict", name(whole_.verdict()));
    o.number("connections", e.connections().size());
    o.number("complete_connections", whole_.complete_connections());
    o.number("sessions", e.sessions().size());
    o.number("messages", e.messages() - whole_.alarms());
    o.number("alarms", whole_.alarms());
    o.number("errors", whole_.cases(Severity::error));
    o.number("warnings", whole_.cases(Severity::warn));
    o.number("notes", whole_.cases(Severity::note));
    o.time("first", e.first());
    o.time("last", e.last());
    end(o);
}

void JsonWriter::coverage()
{
    for (const Limit& limit : limits()) {
        std::uint64_t count = 0;
        std::vector<std::uint32_t> first;
        const auto& all = whole_.evidence.connections();
        for (std::uint32_t i = 0; i < all.size(); ++i)
            if (limit.holds(all[i]) && ++count <= max_frames)
                first.push_back(i + 1);
        if (count == 0)
            continue;
        Object o = line("coverage");
        o.text("about", "limit");
        o.text("reason", limit.key);
        o.text("sentence", limit.words);
        o.number("count", count);
        o.numbers("connections", first);
        end(o);
    }
    for (const Case& c : whole_.conclusions.coverage) {
        Object o = line("coverage");
        o.text("about", "finding");
        about(o, c);
        end(o);
    }
}

void JsonWriter::connections()
{
    const auto& all = whole_.evidence.connections();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const ConnectionRow& row = all[i];
        const ConnectionInfo& c = *row.connection;
        Object o = line("connection");
        o.number("connection", i + 1);
        o.number("capture", row.capture);
        o.text("protocol", c.protocol);
        o.text("client", c.client.text());
        o.text("server", c.server.text());
        o.time("first", c.first);
        o.time("last", c.last);
        o.text("ended", c.ended);
        o.truth("accepted", c.accepted);
        o.truth("carried_data", c.carried_data);
        o.truth("complete", row.complete());
        std::vector<std::string_view> reasons;
        for (const Limit& limit : limits())
            if (limit.holds(row))
                reasons.push_back(limit.key);
        o.array("limits", reasons, [&](std::string_view reason) { append_string(out_, reason); });
        o.number("missing_bytes", c.coverage.missing_bytes);
        o.number("cut_frames", c.coverage.cut_frames);
        o.number("errors", row.tally.errors);
        o.number("warnings", row.tally.warnings);
        o.number("notes", row.tally.notes);
        end(o);
    }
}

void JsonWriter::sessions()
{
    const auto& all = whole_.evidence.sessions();
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        const SessionRow& row = all[i];
        const SessionInfo& s = *row.session;
        const std::uint32_t connection = whole_.evidence.connection_of(i);
        Object o = line("session");
        o.number("session", i + 1);
        o.number("capture", row.capture);
        o.number("connection", connection == none ? 0 : connection + 1);
        o.text("protocol", s.protocol);
        o.text("client", s.client);
        o.text("server", s.server);
        o.text("client_address", s.client_address());
        o.text("server_address", s.server_address());
        o.text("application", s.application);
        o.text("version", s.version);
        o.text("opened", s.opened);
        o.text("ended", s.ended);
        o.time("first", s.first);
        o.time("last", s.last);
        o.number("messages", row.messages);
        o.number("errors", row.tally.errors);
        o.number("warnings", row.tally.warnings);
        o.number("notes", row.tally.notes);
        o.array(
            "in_logs", s.in_logs ? *s.in_logs : std::vector<std::string>{}, [&](const std::string& fact) { append_string(out_, fact); });
        end(o);
    }
}

void JsonWriter::requests()
{
    for (const RequestRow& r : whole_.evidence.requests()) {
        Object o = line("request");
        o.text("protocol", r.protocol);
        o.text("request", r.request);
        o.number("sent", r.sent);
        o.number("answered", r.times.count());
        if (r.times.count() > 0) {
            o.time("min", r.times.min());
            o.time("mean", r.times.mean());
            o.time("median", r.times.percentile(50));
            o.time("p95", r.times.percentile(95));
            o.time("p99", r.times.percentile(99));
            o.time("max", r.times.max());
            o.number("slowest_frame", r.slowest.frame);
        }
        end(o);
    }
}

void JsonWriter::write()
{
    summary();
    for (const Case& c : whole_.conclusions.cases) {
        Object o = line("case");
        about(o, c);
        o.array("consequences", c.consequences, [&](const Consequence& consequence) {
            Object inner{out_};
            inner.text("diagnosis", consequence.diagnosis->id);
            inner.number("count", consequence.count);
            inner.numbers("frames", consequence.frames);
            inner.number("all_frames", consequence.all_frames);
            inner.end();
        });
        end(o);
    }
    for (const Case& c : whole_.conclusions.findings) {
        Object o = line("finding");
        about(o, c);
        end(o);
    }
    coverage();
    connections();
    sessions();
    requests();
    hand_over();
}

} // namespace

void print_json(const Whole& whole, const std::function<void(std::string_view)>& write) { JsonWriter{whole, write}.write(); }
std::string write_json(const Whole& whole)
{
    std::string out;
    print_json(whole, [&](std::string_view piece) { out += piece; });
    return out;
}

} // namespace cti::report
