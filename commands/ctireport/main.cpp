// SPDX-License-Identifier: GPL-2.0-or-later
// ctireport: the diagnosis report over capture files, without Wireshark's dissection.
#include "ctireport/inputs.hpp"
#include "ctireport/judging.hpp"

#include "bwcap/stream.hpp"
#include "ged188/session.hpp"

#include <getopt.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <optional>
#include <thread>

using namespace cti;
using namespace cti::command;

namespace {

enum ExitCode : int {
    clean = 0,
    findings = 1, ///< errors or warnings
    usage = 2,
    unread = 3, ///< a file could not be read whole, or the report could not be written
};

constexpr const char* help = R"(Usage: ctireport [OPTION]... FILE|FOLDER...
Reads capture files and reports what is wrong with the CTI traffic in them: the report of "tshark -q -z cti,diagnose", many times
faster, since nothing but CTI is dissected. TLS is not decrypted; it is counted as what could not be read.

Reads whatever Wireshark opens; several files and folders become one timeline, sessions run on over their borders. "-" is standard
input. Vendors' log files, as ctilog2pcap reads them, join in: their alarms and failed requests stand in the same report.

  -r, --read-file FILE     the same as FILE
      --json               one JSON object a line instead of text
      --ports PROTO=RANGES these TCP ports instead of the protocol's own: ged188=42027,50000-50010
      --slow MS            GED-188 and CAP: answers that take longer are reported; 0: never                    (else 5000)
      --from TIME          leaves out what was captured before: 2024-08-12T09:30, in UTC, or seconds since 1970
      --to TIME            leaves out what was captured later
      --zone ZONE          zone of log lines that print none: +02:00, -0500, UTC, EST       (else UTC is assumed, and said)
      --date DATE          year or day of log lines that print none: 2024, 2024-08-12 (else that of the file's last change, and said)
  -j, --jobs N             threads that read files                                           (else as many as processors)
      --max-sessions N     connections that are followed at a time                                          (else 1000000)
  -q, --quiet              no progress and no remarks, errors only
      --help, --version

Exit code: 0 no error and no warning was found, 1 there are some, 2 wrong usage, 3 a file could not be read whole (the report says what
is in the rest) or the report could not be written.
)";

struct Options {
    std::vector<std::string> inputs{};
    capture::Ports ports{};
    bool json = false, quiet = false;
    std::optional<unsigned> slow_milliseconds{};
    Time from = INT64_MIN, to = INT64_MAX;
    logfiles::Options logs{};
    unsigned jobs = std::max(1u, std::thread::hardware_concurrency());
    unsigned max_sessions = capture::StreamLimits{}.streams;
};

void say(const std::string& text) { std::fprintf(stderr, "ctireport: %s\n", text.c_str()); }

template <class Number>
std::optional<Number> parse_number(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// "2024-08-12", "2024-08-12T09:30", "2024-08-12 09:30:15", all UTC; "1723455000" seconds since 1970.
std::optional<Time> parse_time(std::string_view text)
{
    constexpr std::int64_t latest = 9'000'000'000;
    if (text.ends_with('Z'))
        text.remove_suffix(1);
    if (const auto seconds = parse_number<std::int64_t>(text))
        return *seconds >= 0 && *seconds <= latest ? std::optional{*seconds * second} : std::nullopt;
    // In the shape of the longest form: its digits are numbers, what lies between stands for itself.
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
    if (text.size() != 10 && text.size() != 16 && text.size() != shape.size())
        return std::nullopt;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !digit : text[i] != shape[i] && !(shape[i] == 'T' && text[i] == ' '))
            return std::nullopt;
    }
    const auto number = [&](std::size_t at, std::size_t size) -> unsigned {
        return at + size <= text.size() ? parse_number<unsigned>(text.substr(at, size)).value_or(0) : 0;
    };
    const unsigned year = number(0, 4), month = number(5, 2), day = number(8, 2), hours = number(11, 2), minutes = number(14, 2),
                   seconds = number(17, 2);
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)}, std::chrono::month{month}, std::chrono::day{day}};
    if (year < 1970 || year > 2200 || !date.ok() || hours > 23 || minutes > 59 || seconds > 60)
        return std::nullopt;
    return (std::chrono::sys_days{date}.time_since_epoch().count() * 86400 + hours * 3600 + minutes * 60 + seconds) * second;
}

/// Reads the options; an exit code where that is the end of it.
std::optional<int> parse_options(int argc, char** argv, Options& options)
{
    enum Long {
        json_option = 256,
        ports_option,
        slow_option,
        from_option,
        to_option,
        zone_option,
        date_option,
        sessions_option,
        help_option,
        version_option
    };
    constexpr option names[] = {
        {"read-file", required_argument, nullptr, 'r'},
        {"json", no_argument, nullptr, json_option},
        {"ports", required_argument, nullptr, ports_option},
        {"slow", required_argument, nullptr, slow_option},
        {"from", required_argument, nullptr, from_option},
        {"to", required_argument, nullptr, to_option},
        {"zone", required_argument, nullptr, zone_option},
        {"date", required_argument, nullptr, date_option},
        {"jobs", required_argument, nullptr, 'j'},
        {"max-sessions", required_argument, nullptr, sessions_option},
        {"quiet", no_argument, nullptr, 'q'},
        {"help", no_argument, nullptr, help_option},
        {"version", no_argument, nullptr, version_option},
        {},
    };
    const auto wrong = [](const std::string& text) {
        say(text + "\nTry \"ctireport --help\".");
        return usage;
    };
    const auto take_time = [](Time& into) {
        const auto time = parse_time(optarg);
        into = time.value_or(into);
        return time.has_value();
    };
    for (int c; (c = getopt_long(argc, argv, "r:j:qn", names, nullptr)) != -1;) {
        switch (c) {
        case 'r':
            options.inputs.emplace_back(optarg);
            break;
        case json_option:
            options.json = true;
            break;
        case ports_option:
            if (const std::string problem = options.ports.set(optarg); !problem.empty())
                return wrong(problem);
            break;
        case slow_option:
            options.slow_milliseconds = parse_number<unsigned>(optarg);
            if (!options.slow_milliseconds)
                return wrong("no number of milliseconds: " + std::string{optarg});
            break;
        case from_option:
        case to_option:
            if (!take_time(c == from_option ? options.from : options.to))
                return wrong("no time: " + std::string{optarg});
            break;
        case zone_option:
            if (!(options.logs.zone = logs::parse_zone(optarg)))
                return wrong("no zone: " + std::string{optarg} + " (+02:00, -0500, UTC, EST)");
            break;
        case date_option:
            if (!(options.logs.date = logs::parse_date(optarg)))
                return wrong("no date: " + std::string{optarg} + " (2024 or 2024-08-12)");
            break;
        case 'j':
        case sessions_option: {
            const auto number = parse_number<unsigned>(optarg);
            if (!number || *number == 0 || (c == 'j' && *number > 256))
                return wrong("no number that makes sense: " + std::string{optarg});
            (c == 'j' ? options.jobs : options.max_sessions) = *number;
            break;
        }
        case 'q':
            options.quiet = true;
            break;
        case 'n': // as tshark's; names are never resolved here
            break;
        case help_option:
            std::fputs(help, stdout);
            return clean;
        case version_option:
            std::puts("ctireport " CTI_VERSION);
            return clean;
        default:
            std::fputs("Try \"ctireport --help\".\n", stderr);
            return usage;
        }
    }
    options.inputs.insert(options.inputs.end(), argv + optind, argv + argc);
    if (options.inputs.empty())
        return wrong("no file is given");
    if (options.from > options.to)
        return wrong("--from is later than --to");
    return std::nullopt;
}

/// How far it is, on a terminal, once it takes a while.
class Progress {
public:
    explicit Progress(bool wanted) : wanted_{wanted && isatty(STDERR_FILENO)} {}
    void show(const capture::Timeline& timeline)
    {
        constexpr unsigned packets_between_looks = 4096;
        if (!wanted_ || ++packets_ % packets_between_looks != 0)
            return;
        const auto now = std::chrono::steady_clock::now();
        if (now < next_)
            return;
        next_ = now + std::chrono::milliseconds{250};
        shown_ = true;
        const std::int64_t read = timeline.bytes_read() / million, all = timeline.bytes_total() / million;
        if (all > 0)
            std::fprintf(
                stderr, "\r%3lld %% of %lld MB ", static_cast<long long>(std::min(read, all) * 100 / all), static_cast<long long>(all));
        else
            std::fprintf(stderr, "\r%lld MB ", static_cast<long long>(read));
    }
    void clear()
    {
        if (shown_)
            std::fputs("\r\033[K", stderr);
        shown_ = false;
    }

private:
    static constexpr std::int64_t million = 1'000'000;
    bool wanted_, shown_ = false;
    unsigned packets_ = 0;
    std::chrono::steady_clock::time_point next_ = std::chrono::steady_clock::now() + std::chrono::seconds{1};
};

/// Says what of the files could not be read; `unknown`: those that are no log either. False where that is an error.
bool tell_problems(const std::vector<capture::FileResult>& results, const std::set<std::string>& unknown, bool quiet)
{
    bool complete = true;
    std::uint64_t unknown_link = 0, fragments_lost = 0;
    for (const capture::FileResult& r : results) {
        unknown_link += r.counts.unknown_link;
        fragments_lost += r.counts.fragments_lost;
        if (r.problem.empty())
            continue;
        // A capture that is going on or was stopped ends anywhere: all before was read.
        complete = complete && r.cut_short;
        if (!r.cut_short || !quiet)
            say(r.cut_short ? r.path + ": ends within a packet; what stands before it was read"
                            : r.problem + (unknown.contains(r.path) ? ", and no log of a form that is known" : ""));
    }
    if (quiet)
        return complete;
    if (unknown_link)
        say(std::to_string(unknown_link) + " frames are of a link type that is not read here: see \"tshark -z cti,diagnose\"");
    if (fragments_lost)
        say(std::to_string(fragments_lost) + " IP fragments never became a packet");
    return complete;
}

int run(const Options& options)
{
    Inputs inputs = inputs_of(options.inputs, options.logs);
    for (const std::string& problem : inputs.problems)
        say(problem);
    LogRemarks log_remarks;
    std::vector<capture::Joined> logs;
    if (!inputs.logs.empty())
        logs.push_back(joined(std::move(inputs.logs), options.logs, log_remarks));
    capture::StreamLimits limits;
    limits.streams = options.max_sessions;
    Judging judging{options.ports, limits};
    if (options.slow_milliseconds)
        judging.capture().shared<ged188::Settings>().slow_response = judging.capture().shared<bwcap::Settings>().slow_response =
            *options.slow_milliseconds * millisecond;
    capture::FilterRules rules = judging.rules();
    rules.from = options.from;
    rules.to = options.to;
    capture::Timeline timeline{
        std::move(inputs.captures), std::move(rules), options.jobs, capture::Timeline::default_room, std::move(logs)};
    timeline.on_time([&](Time at) {
        if (at != no_time && at >= options.from && at <= options.to)
            judging.on_time(at);
    });
    Progress progress{!options.quiet};
    for (capture::Packet packet; timeline.next(packet);) {
        judging.add(packet);
        progress.show(timeline);
    }
    progress.clear();
    judging.finish(timeline.first() == no_time ? no_time : std::max(timeline.first(), options.from));
    bool complete = inputs.problems.empty() && log_remarks.problems.empty();
    for (const std::string& problem : log_remarks.problems)
        say(problem);
    complete = tell_problems(timeline.results(), inputs.unknown, options.quiet) && complete;
    if (!options.quiet)
        for (const std::string& remark : log_remarks.remarks)
            say(remark);
    if (judging.given_up() && !options.quiet)
        say(std::to_string(judging.given_up()) + " connections had to give way to others: see --max-sessions");
    bool written = true;
    const Report::Verdict verdict = judging.report().last(
        options.json, [&](std::string_view text) { written = written && std::fwrite(text.data(), 1, text.size(), stdout) == text.size(); });
    if (!written || std::fflush(stdout) != 0) {
        say(std::string{"standard output: "} + std::strerror(errno));
        return unread;
    }
    if (!complete)
        return unread;
    return verdict == Report::Verdict::findings ? findings : clean;
}

} // namespace

int main(int argc, char** argv)
{
    Options options;
    if (const auto code = parse_options(argc, argv, options))
        return *code;
    return run(options);
}
