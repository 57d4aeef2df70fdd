// SPDX-License-Identifier: GPL-2.0-or-later
// ctilog2pcap: log files of Unified CM, CTI Server, UCCX, Finesse, Jabber, JTAPI and BroadWorks as packets, one timeline with a capture.
#include "ctilog2pcap/extcap.hpp"
#include "ctilog2pcap/json.hpp"
#include "ctilog2pcap/match.hpp"
#include "ctilog2pcap/pcapng.hpp"
#include "logfiles/log_file.hpp"
#include "logfiles/upper_pdu.hpp"

#include <fcntl.h>
#include <getopt.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <thread>

using namespace cti;
using namespace cti::ctilog2pcap;
using logfiles::LogFile;
using logfiles::LogPacket;
using logfiles::seconds_text;

namespace {

enum ExitCode : int {
    done = 0,
    incomplete = 1, ///< a file could not be read, or its form is not known; the rest is converted
    usage = 2,
    not_written = 3,
};

constexpr const char* help = R"(Usage: ctilog2pcap [OPTION]... -w OUTPUT FILE|FOLDER...
Writes the records of vendors' log files as packets of a pcapng file, to be opened in Wireshark or merged with a capture (mergecap).

Reads, plain or gzip: SDL traces of Unified CM and CTIManager, alarm files (CiscoSyslog, RTMT, event log text), UCCX engine logs,
CTI Server and other ICM logs as dumplog prints them, Finesse, JTAPI and Jabber logs, BroadWorks logs and the alarm table.
Several files become one timeline. "-" is standard input.

  -w, --write FILE     the pcapng file; "-" is standard output
      --json           one JSON object a line instead of packets
      --zone ZONE      zone of lines that print none: +02:00, -0500, UTC, EST       (else UTC is assumed, and said)
      --date DATE      year or day of lines that print none: 2024, 2024-08-12       (else that of the file's last change, and said)
      --offset SECONDS added to every time, for a log whose clock was wrong: 1.5, -3600
      --match CAPTURE  finds the offset of each file by what it and a capture both show, and says how many
                       moments agree; what is not sure is not used
  -f, --follow         goes on reading files as they grow; records come as they are read, not sorted by time
  -q, --quiet          no progress and no remarks, errors only
      --help, --version

In an extcap folder of Wireshark the program is the interface "CTI log file" (ctilog): --extcap-interfaces, --extcap-interface ctilog with
--extcap-dlts, --extcap-config, or --capture --fifo PIPE --file FILE [--follow] [--zone ZONE] [--date DATE].

Exit code: 0 all is converted, 1 a file could not be read whole or has no form that is known, 2 wrong usage, 3 the output cannot be written.
)";

std::atomic<bool> stopped{false};

extern "C" void stop(int) { stopped = true; }

struct Options {
    std::vector<std::string> inputs{};
    std::string output{}, match{};
    ExtcapRequest extcap{};
    bool json = false, quiet = false;
    logfiles::Options logs{};

    /// Somebody reads the packets as they come, and may have seen enough before the end.
    bool into_pipe() const { return extcap.capture || (logs.follow && output == "-"); }
};

void say(const std::string& text) { std::fprintf(stderr, "ctilog2pcap: %s\n", text.c_str()); }

/// "-3600", "1.5" in nanoseconds.
std::optional<Time> parse_seconds(std::string_view text)
{
    const bool minus = text.starts_with('-');
    if (minus || text.starts_with('+'))
        text.remove_prefix(1);
    const std::size_t dot = text.find('.');
    const std::string_view whole = text.substr(0, dot), part = dot == std::string_view::npos ? std::string_view{} : text.substr(dot + 1);
    Time seconds = 0, fraction = 0, scale = second;
    const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), seconds);
    if (error != std::errc{} || end != whole.data() + whole.size() || seconds < 0 || seconds > 4'000'000'000 || part.size() > 9)
        return std::nullopt;
    for (const char c : part) {
        if (c < '0' || c > '9')
            return std::nullopt;
        fraction = fraction * 10 + (c - '0');
        scale /= 10;
    }
    const Time value = seconds * second + fraction * scale;
    return minus ? -value : value;
}

/// Where packets go.
class Output {
public:
    virtual ~Output() = default;
    virtual bool write(LogFile& file, const LogPacket& packet) = 0;
    virtual bool flush() = 0;
    virtual bool close() = 0;
    virtual std::string problem() const = 0;
};

class PcapngOutput final : public Output {
public:
    explicit PcapngOutput(std::unique_ptr<Pcapng> file) : file_{std::move(file)} {}
    bool write(LogFile& file, const LogPacket& packet) override
    {
        const auto known = interfaces_.find(&file);
        const int number =
            known != interfaces_.end() ? known->second : file_->add_interface(file.name(), file.path() == file.name() ? "" : file.path());
        if (number < 0)
            return false;
        if (known == interfaces_.end())
            interfaces_.emplace(&file, number);
        return file_->write(number, packet.time, packet.bytes, file.name() + ":" + std::to_string(packet.line));
    }
    bool flush() override { return file_->flush(); }
    bool close() override { return file_->close(); }
    std::string problem() const override { return file_->problem(); }

private:
    std::unique_ptr<Pcapng> file_;
    std::map<const LogFile*, int> interfaces_{};
};

class JsonOutput final : public Output {
public:
    JsonOutput(std::FILE* file, std::string name) : file_{file}, name_{std::move(name)} {}
    ~JsonOutput() override { JsonOutput::close(); }
    bool write(LogFile&, const LogPacket& packet) override
    {
        return check(std::fwrite(packet.bytes.data(), 1, packet.bytes.size(), file_) == packet.bytes.size());
    }
    bool flush() override { return check(std::fflush(file_) == 0); }
    bool close() override
    {
        if (!file_)
            return problem_.empty();
        const bool closed = std::fclose(file_) == 0;
        file_ = nullptr;
        return check(closed);
    }
    std::string problem() const override { return problem_; }

private:
    bool check(bool fine)
    {
        if (!fine && problem_.empty())
            problem_ = name_ + ": " + std::strerror(errno);
        return problem_.empty();
    }
    std::FILE* file_;
    std::string name_, problem_{};
};

/// How a record becomes the bytes of a packet, or a line of JSON.
LogFile::Encode encoding(bool json)
{
    if (json)
        return [](const logs::Record& record, std::vector<std::uint8_t>& out) {
            std::string line;
            write_json(record, line);
            out.assign(line.begin(), line.end());
        };
    return [payload = std::vector<std::uint8_t>{}](
               const logs::Record& record, std::vector<std::uint8_t>& out) mutable { logfiles::make_packet(record, out, payload); };
}

/// What to add to the times of a log so that it fits the capture, where that is sure.
std::optional<Time> matched_offset(const std::string& path, const Moments& capture, const Options& options)
{
    logs::ReaderOptions reader_options = logfiles::reader_options(path, options.logs);
    reader_options.time.offset = options.logs.offset;
    Moments log;
    logs::Reader reader{reader_options, [&](const logs::Record& record) { log.add(record); }};
    logfiles::ByteSource bytes{path};
    if (!bytes.open())
        return std::nullopt; // said when it is converted
    for (Bytes piece; !(piece = bytes.read()).empty();)
        reader.push(piece);
    reader.finish();
    const auto found = Moments::compare(log, capture);
    if (!found) {
        say(path + ": shows nothing that " + options.match + " shows too: its times are left as they are");
        return std::nullopt;
    }
    const std::string how = std::to_string(found->pairs) + (found->pairs == 1 ? " moment" : " moments") + " in both, " +
                            std::to_string(found->near) + " of them agree";
    if (!found->sure()) {
        say(path + ": perhaps " + seconds_text(found->nanoseconds) + " s are to be added to its times (" + how +
            "): not sure, so they are left as they are (--offset)");
        return std::nullopt;
    }
    if (!options.quiet)
        say(path + ": " + seconds_text(found->nanoseconds) + " s are added to its times (" + how + ")");
    return found->nanoseconds;
}

class Progress {
public:
    Progress(bool shown, std::int64_t total) : shown_{shown && isatty(2)}, total_{total} {}
    ~Progress()
    {
        if (drawn_)
            std::fputs("\r\033[K", stderr);
    }
    void show(std::int64_t done_bytes, std::uint64_t records)
    {
        if (!shown_ || ++calls_ % 1024 != 0)
            return;
        const auto now = std::chrono::steady_clock::now();
        if (now - last_ < std::chrono::milliseconds{300})
            return;
        last_ = now;
        drawn_ = true;
        std::fprintf(stderr, "\r%3d %%  %llu records",
            total_ > 0 ? static_cast<int>(std::min<std::int64_t>(100, done_bytes * 100 / total_)) : 0,
            static_cast<unsigned long long>(records));
    }

private:
    bool shown_, drawn_ = false;
    std::int64_t total_;
    unsigned calls_ = 0;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// What is to be said of a file at its end. False where something of it is missing.
bool conclude(LogFile& file, const Options& options)
{
    const std::string problem = file.problem();
    if (!problem.empty())
        say(problem);
    if (!options.quiet)
        for (const std::string& remark : file.remarks())
            say(remark);
    return problem.empty();
}

int convert(std::vector<logfiles::Found> files, Output& output, const Options& options)
{
    int result = done;
    logfiles::LogTimeline timeline{std::move(files), options.logs, encoding(options.json), [&](LogFile& file) {
                                       if (!conclude(file, options))
                                           result = incomplete;
                                   }};
    Progress progress{!options.quiet, timeline.size()};
    for (std::uint64_t records = 0; LogFile* file = timeline.head(); timeline.pop()) {
        if (!output.write(*file, file->packets().front()))
            return not_written;
        progress.show(timeline.position(), ++records);
        if (stopped)
            break;
    }
    return result;
}

int follow(const std::vector<logfiles::Found>& files, Output& output, const Options& options)
{
    std::vector<std::unique_ptr<LogFile>> inputs;
    for (const logfiles::Found& found : files)
        inputs.push_back(std::make_unique<LogFile>(found.path, options.logs, encoding(options.json)));
    constexpr auto pause = std::chrono::milliseconds{200};
    constexpr unsigned quiet_pauses = 5; // a record is complete when nothing came for a second
    for (const auto& input : inputs)
        if (!input->open())
            say(input->bytes().problem());
    for (unsigned idle = 0; !stopped;) {
        bool any = false;
        for (const auto& input : inputs) {
            any = input->step() || any;
            if (!any && idle == quiet_pauses)
                input->flush();
            for (; !input->packets().empty(); input->pop())
                if (!output.write(*input, input->packets().front()))
                    return not_written;
            if (!any && idle > quiet_pauses)
                input->bytes().reopen_if_replaced();
        }
        if (any) {
            idle = 0;
            if (!output.flush())
                return not_written;
            continue;
        }
        if (!output.flush())
            return not_written;
        if (std::all_of(inputs.begin(), inputs.end(), [](const auto& input) { return input->bytes().at_end(); }))
            break;
        ++idle;
        std::this_thread::sleep_for(pause);
    }
    for (const auto& input : inputs) {
        input->flush();
        for (; !input->packets().empty(); input->pop())
            if (!output.write(*input, input->packets().front()))
                return not_written;
    }
    return done;
}

int parse(int argc, char** argv, Options& options)
{
    enum Long : int {
        json = 256,
        zone,
        date,
        offset,
        match,
        print_help,
        print_version,
        extcap_interfaces,
        extcap_name,
        extcap_dlts,
        extcap_config,
        extcap_capture,
        extcap_fifo,
        extcap_file,
        extcap_ignored,
    };
    const option long_options[] = {{"write", required_argument, nullptr, 'w'}, {"json", no_argument, nullptr, json},
        {"zone", required_argument, nullptr, zone}, {"date", required_argument, nullptr, date},
        {"offset", required_argument, nullptr, offset}, {"match", required_argument, nullptr, match}, {"follow", no_argument, nullptr, 'f'},
        {"quiet", no_argument, nullptr, 'q'}, {"help", no_argument, nullptr, print_help}, {"version", no_argument, nullptr, print_version},
        {"extcap-interfaces", no_argument, nullptr, extcap_interfaces}, {"extcap-interface", required_argument, nullptr, extcap_name},
        {"extcap-dlts", no_argument, nullptr, extcap_dlts}, {"extcap-config", no_argument, nullptr, extcap_config},
        {"capture", no_argument, nullptr, extcap_capture}, {"fifo", required_argument, nullptr, extcap_fifo},
        {"file", required_argument, nullptr, extcap_file},
        // The version of Wireshark; and a capture filter, which Wireshark hands to all interfaces of a capture and which log lines know
        // nothing of.
        {"extcap-version", optional_argument, nullptr, extcap_ignored},
        {"extcap-capture-filter", required_argument, nullptr, extcap_ignored}, {nullptr, 0, nullptr, 0}};
    for (int c = 0; (c = getopt_long(argc, argv, "w:fq", long_options, nullptr)) != -1;) {
        switch (c) {
        case 'w':
            options.output = optarg;
            break;
        case 'f':
            options.logs.follow = true;
            break;
        case 'q':
            options.quiet = true;
            break;
        case json:
            options.json = true;
            break;
        case zone:
            if (*optarg && !(options.logs.zone = logs::parse_zone(optarg))) { // a setting of an interface that was left empty
                say("not a zone: " + std::string{optarg} + " (+02:00, -0500, UTC, EST)");
                return usage;
            }
            break;
        case date:
            if (*optarg && !(options.logs.date = logs::parse_date(optarg))) {
                say("not a date: " + std::string{optarg} + " (2024 or 2024-08-12)");
                return usage;
            }
            break;
        case offset: {
            const auto seconds = parse_seconds(optarg);
            if (!seconds) {
                say("not a number of seconds: " + std::string{optarg});
                return usage;
            }
            options.logs.offset = *seconds;
            break;
        }
        case match:
            options.match = optarg;
            break;
        case extcap_interfaces:
            options.extcap.interfaces = true;
            break;
        case extcap_name:
            options.extcap.interface = optarg;
            break;
        case extcap_dlts:
            options.extcap.dlts = true;
            break;
        case extcap_config:
            options.extcap.config = true;
            break;
        case extcap_capture:
            options.extcap.capture = true;
            break;
        case extcap_fifo:
            options.extcap.fifo = optarg;
            break;
        case extcap_file:
            options.extcap.file = optarg;
            break;
        case extcap_ignored:
            break;
        case print_help:
            std::fputs(help, stdout);
            return -1;
        case print_version:
            std::puts("ctilog2pcap " CTI_VERSION);
            return -1;
        default:
            std::fputs("Try 'ctilog2pcap --help'.\n", stderr);
            return usage;
        }
    }
    if (options.extcap.is_question()) {
        if (const auto text = answer(options.extcap)) {
            std::fputs(text->c_str(), stdout);
            return -1;
        }
        say(problem_of(options.extcap));
        return usage;
    }
    options.inputs.assign(argv + optind, argv + argc);
    if (options.extcap.capture) {
        if (const std::string problem = problem_of(options.extcap); !problem.empty()) {
            say(problem);
            return usage;
        }
        options.inputs = {options.extcap.file};
        options.output = options.extcap.fifo;
        options.quiet = true; // Wireshark shows whatever is said as an error; what is assumed stands in the records
    }
    if (options.json && options.output.empty())
        options.output = "-";
    if (options.inputs.empty() || options.output.empty()) {
        say(options.inputs.empty() ? "no log file given" : "no output given (-w)");
        std::fputs("Try 'ctilog2pcap --help'.\n", stderr);
        return usage;
    }
    if (!options.match.empty() && (options.logs.follow || std::count(options.inputs.begin(), options.inputs.end(), "-") != 0)) {
        say("--match reads a log twice: it does not go with --follow or standard input");
        return usage;
    }
    if (!options.json && options.output == "-" && isatty(1)) {
        say("a capture file is nothing for a terminal: -w FILE");
        return usage;
    }
    return done;
}

/// Nothing will be written: who opened the pipe, or is about to, sees its end. Otherwise Wireshark would wait for packets and not show what
/// was said.
void end_pipe(const ExtcapRequest& request)
{
    if (!request.capture || request.fifo.empty())
        return;
    for (int tries = 0; tries < 100 && !stopped; ++tries) {
        const int pipe = open(request.fifo.c_str(), O_WRONLY | O_NONBLOCK);
        if (pipe >= 0)
            close(pipe);
        if (pipe >= 0 || errno != ENXIO) // nobody reads yet
            return;
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
}

} // namespace

int main(int argc, char** argv)
{
    Options options;
    if (const int result = parse(argc, argv, options); result != done) {
        end_pipe(options.extcap);
        return result < 0 ? done : result;
    }
    std::signal(SIGINT, stop);
    std::signal(SIGTERM, stop);
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN);
#endif

    int result = done;
    const auto missing = [&](const std::string& text) {
        say(text);
        result = incomplete;
    };
    std::vector<logfiles::Found> files;
    for (const std::string& given : options.inputs) {
        std::string problem;
        for (const std::string& path : logfiles::files_of(given, problem)) {
            if (path == "-" || options.logs.follow) {
                files.push_back({path, {}});
                continue;
            }
            const logfiles::Probe found = logfiles::probe(path, options.logs);
            if (!found.problem.empty())
                missing(found.problem);
            else if (!found.known)
                missing(path + ": line 1: no log of a form that is known");
            else
                files.push_back({path, found.key});
        }
        if (!problem.empty())
            missing(problem);
    }
    if (!options.match.empty()) {
        Moments capture;
        std::string problem;
        if (!capture.add_capture(options.match, problem))
            missing(problem);
        for (logfiles::Found& found : files)
            if (const auto offset = matched_offset(found.path, capture, options)) {
                options.logs.offsets[found.path] = *offset;
                found.key.nanoseconds += *offset;
            }
    }
    logfiles::sort(files);
    if (files.empty()) {
        end_pipe(options.extcap);
        return result;
    }

    std::string error;
    std::unique_ptr<Output> output;
    if (options.json) {
        std::FILE* file = options.output == "-" ? stdout : std::fopen(options.output.c_str(), "wb");
        if (file)
            output = std::make_unique<JsonOutput>(file, options.output);
        else
            error = options.output + ": " + std::strerror(errno);
    } else if (auto file = Pcapng::create(options.output, error)) {
        output = std::make_unique<PcapngOutput>(std::move(file));
    }
    if (!output) {
        say(error);
        return not_written;
    }
    const int converted = options.logs.follow ? follow(files, *output, options) : convert(std::move(files), *output, options);
    if (!output->close() || converted == not_written) {
        if (options.into_pipe()) // whoever read it has seen enough
            return done;
        say(output->problem());
        return not_written;
    }
    return std::max(result, converted);
}
