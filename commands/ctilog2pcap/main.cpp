// SPDX-License-Identifier: GPL-2.0-or-later
// ctilog2pcap: log files of Unified CM, CTI Server, UCCX, Finesse, Jabber, JTAPI and BroadWorks as packets, one timeline with a capture.
#include "ctilog2pcap/extcap.hpp"
#include "ctilog2pcap/json.hpp"
#include "ctilog2pcap/match.hpp"
#include "ctilog2pcap/pcapng.hpp"
#include "ctilog2pcap/source.hpp"
#include "ctilog2pcap/upper_pdu.hpp"

#include "logs/reader.hpp"

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
#include <unordered_map>

using namespace cti;
using namespace cti::ctilog2pcap;

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
    bool json = false, follow = false, quiet = false;
    std::optional<std::int32_t> zone{};
    std::optional<logs::Date> date{};
    Time offset = 0;
    std::map<std::string, Time> offsets{}; ///< more of it, by file

    /// Somebody reads the packets as they come, and may have seen enough before the end.
    bool into_pipe() const { return extcap.capture || (follow && output == "-"); }
    Time offset_of(const std::string& path) const
    {
        const auto found = offsets.find(path);
        return offset + (found == offsets.end() ? 0 : found->second);
    }
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

std::string seconds_text(Time time)
{
    const bool minus = time < 0;
    const std::uint64_t all = (minus ? 0 - static_cast<std::uint64_t>(time) : static_cast<std::uint64_t>(time)) / millisecond;
    std::string part = std::to_string(all % 1000);
    part.insert(0, 3 - part.size(), '0');
    return (minus ? "-" : "") + std::to_string(all / 1000) + "." + part;
}

struct Packet {
    Time time = 0;
    std::uint64_t line = 0;
    std::size_t text = 0;              ///< hash of its lines; 0 where they may well stand in two files
    std::vector<std::uint8_t> bytes{}; ///< or a line of JSON
    std::string comment{};
};

/// Where packets go.
class Output {
public:
    virtual ~Output() = default;
    virtual int add_source(const std::string& name, const std::string& path) = 0;
    virtual bool write(int source, const Packet& packet) = 0;
    virtual bool flush() = 0;
    virtual bool close() = 0;
    virtual std::string problem() const = 0;
};

class PcapngOutput final : public Output {
public:
    explicit PcapngOutput(std::unique_ptr<Pcapng> file) : file_{std::move(file)} {}
    int add_source(const std::string& name, const std::string& path) override
    {
        return file_->add_interface(name, path == name ? "" : path);
    }
    bool write(int source, const Packet& packet) override { return file_->write(source, packet.time, packet.bytes, packet.comment); }
    bool flush() override { return file_->flush(); }
    bool close() override { return file_->close(); }
    std::string problem() const override { return file_->problem(); }

private:
    std::unique_ptr<Pcapng> file_;
};

class JsonOutput final : public Output {
public:
    JsonOutput(std::FILE* file, std::string name) : file_{file}, name_{std::move(name)} {}
    ~JsonOutput() override { JsonOutput::close(); }
    int add_source(const std::string&, const std::string&) override { return 0; }
    bool write(int, const Packet& packet) override
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

/// One log file on its way to packets.
class Input {
public:
    Input(std::string path, const Options& options)
        : path_{std::move(path)}, name_{path_ == "-" ? "standard input" : std::filesystem::path{path_}.filename().string()},
          options_{options}, bytes_{path_, options.follow}, reader_{reader_options(), [this](const logs::Record& record) { take(record); }}
    {}

    const std::string& path() const { return path_; }
    const std::string& name() const { return name_; }
    const logs::ReaderStats& stats() const { return reader_.stats(); }
    ByteSource& bytes() { return bytes_; }
    std::deque<Packet>& packets() { return packets_; }
    std::optional<int> source{}; ///< number in the output, once it has one

    bool open() { return bytes_.open(); }
    /// Reads until there is a packet. False at the end of the file, with whatever packets are left.
    bool fill()
    {
        while (packets_.empty() && !ended_)
            step();
        return !packets_.empty();
    }
    /// Reads one piece. False where there was none.
    bool step()
    {
        const Bytes piece = bytes_.read();
        if (piece.empty()) {
            if (!options_.follow) {
                reader_.finish();
                release(std::nullopt);
                bytes_.close();
                ended_ = true;
            }
            return false;
        }
        reader_.push(piece);
        return true;
    }
    void flush()
    {
        reader_.flush();
        release(std::nullopt);
    }

    /// Where the first packet stands in the timeline: packets of one file keep their order, also where its time steps back.
    Time place() const { return std::max(place_, packets_.front().time); }
    void pop()
    {
        place_ = place();
        packets_.pop_front();
    }

    std::uint64_t last_line() const { return last_line_; }
    /// Where lines were too long, and how time ran, in words; empty where nothing is to be said.
    std::string irregularities() const
    {
        std::string out;
        const auto add = [&](std::uint64_t line, const std::string& text) {
            out += (out.empty() ? "" : "\n") + path_ + ":" + std::to_string(line) + ": " + text;
        };
        const logs::ReaderStats& stats = reader_.stats();
        if (stats.dropped != 0)
            add(first_dropped_line_, std::to_string(stats.dropped) + " bytes of lines that are too long are left out, here and below");
        if (stats.nuls != 0)
            add(stats.first_nul_line, std::to_string(stats.nuls) + " bytes 0 are left out, here and below");
        if (steps_back_ != 0)
            add(first_step_line_, "time steps back by " + seconds_text(first_step_) + " s" +
                                      (steps_back_ > 1 ? "; " + std::to_string(steps_back_) + " such steps in all" : "") +
                                      ": the records of a file stay in its order");
        if (copies_ != 0)
            add(first_copy_line_,
                "the same record as " + first_copy_of_ +
                    (copies_ > 1 ? "; " + std::to_string(copies_) + " records that another file has too are left out" : "; left out"));
        return out;
    }
    /// The first packet is a copy of a record of another file.
    void drop_copy(const std::string& of)
    {
        if (copies_++ == 0) {
            first_copy_line_ = packets_.front().line;
            first_copy_of_ = of;
        }
        pop();
    }

    /// What the file did not say, for a remark.
    std::string assumptions() const
    {
        std::string out;
        const auto add = [&](const std::string& text) { (out += out.empty() ? "" : "; ") += text; };
        if (no_date_)
            add("no date in it: " + (options_.date ? "that of --date is taken"
                                        : date_    ? "that of its last change is taken (--date)"
                                                   : std::string{"1970-01-01 is taken (--date)"}));
        else if (no_year_)
            add("no year in it: " +
                (date_ ? std::to_string(date_->year) + (options_.date ? " of --date is taken" : " of its last change is taken (--date)")
                       : std::string{"1970 is taken (--date)"}));
        if (no_zone_) {
            std::string text = "no zone in it: " + std::string{options_.zone ? "that of --zone is taken" : "UTC is taken (--zone)"};
            add(text);
        } else if (ambiguous_zone_ && !options_.zone) {
            add("its zone's name stands for several zones: see --zone");
        }
        if (const auto zone = stats().server_zone; zone && no_zone_) {
            char text[64];
            std::snprintf(text, sizeof text, "its alarms say that the server is at %c%02d:%02d", *zone < 0 ? '-' : '+',
                std::abs(*zone) / 3600, std::abs(*zone) / 60 % 60);
            add(text);
        }
        return out;
    }

private:
    logs::ReaderOptions reader_options()
    {
        logs::ReaderOptions reader;
        reader.source = name_;
        reader.time.zone = options_.zone;
        reader.time.offset = options_.offset_of(path_);
        date_ = options_.date;
        if (const std::time_t changed = last_change(path_); !date_ && changed > 0) {
            date_ = logs::date_of(changed / logs::seconds_a_day);
            reader.time.date_is_end = true;
        }
        reader.time.date = date_;
        return reader;
    }

    /// What came before the first time of the file stands where that is.
    void release(std::optional<Time> first)
    {
        for (; !untimed_.empty(); untimed_.pop_front()) {
            untimed_.front().time = first.value_or(untimed_.front().time);
            packets_.push_back(std::move(untimed_.front()));
        }
    }

    void take(const logs::Record& record)
    {
        const logs::LogTime& time = record.time;
        if (time.time_of_day || is_timed_) {
            if (!is_timed_)
                release(time.nanoseconds);
            is_timed_ = true;
        } else if (untimed_.size() >= most_untimed) {
            release(std::nullopt);
        }
        if (time.time_of_day) {
            no_date_ = no_date_ || time.date < logs::Origin::earlier;
            no_year_ = no_year_ || time.year < logs::Origin::earlier;
            no_zone_ = no_zone_ || time.zone == logs::Origin::none || time.zone == logs::Origin::given;
            ambiguous_zone_ = ambiguous_zone_ || time.zone == logs::Origin::assumed;
        }
        Packet& packet = (is_timed_ ? packets_ : untimed_).emplace_back();
        packet.time = time.nanoseconds;
        packet.line = record.line;
        if (time.time_of_day && record.kind != logs::Kind::head && record.raw.size() >= shortest_unique)
            packet.text = std::hash<std::string_view>{}(record.raw);
        last_line_ = record.line + record.lines - 1;
        if (record.dropped != 0 && first_dropped_line_ == 0)
            first_dropped_line_ = record.line;
        if (time.time_of_day) {
            if (latest_ > time.nanoseconds + tolerated_step && steps_back_++ == 0) {
                first_step_line_ = record.line;
                first_step_ = latest_ - time.nanoseconds;
            }
            // Each step is told once: what comes behind it goes on from there.
            latest_ = time.nanoseconds;
        }
        if (options_.json) {
            json_.clear();
            write_json(record, json_);
            packet.bytes.assign(json_.begin(), json_.end());
            return;
        }
        make_packet(record, packet.bytes, payload_);
        packet.comment = name_ + ":" + std::to_string(record.line);
    }

    static constexpr std::size_t shortest_unique = 40; ///< bytes of a record that does not stand in two files by chance
    static constexpr Time tolerated_step = second;     ///< threads write their lines a little late

    std::string path_, name_;
    const Options& options_;
    ByteSource bytes_;
    std::optional<logs::Date> date_{};
    logs::Reader reader_;
    static constexpr std::size_t most_untimed = 10'000;
    std::deque<Packet> packets_{};
    std::deque<Packet> untimed_{}; ///< before the first record with a time
    bool is_timed_ = false;
    std::vector<std::uint8_t> payload_{};
    std::string json_{};
    Time place_ = INT64_MIN;
    Time latest_ = INT64_MIN / 2;
    Time first_step_ = 0;
    std::uint64_t last_line_ = 0, first_dropped_line_ = 0, first_step_line_ = 0, steps_back_ = 0, first_copy_line_ = 0, copies_ = 0;
    std::string first_copy_of_{};
    bool ended_ = false;
    bool no_date_ = false, no_year_ = false, no_zone_ = false, ambiguous_zone_ = false;
};

/// How a file is read before it is converted.
logs::ReaderOptions first_reading(const std::string& path, const Options& options)
{
    logs::ReaderOptions reader_options;
    reader_options.source = path;
    reader_options.time.zone = options.zone;
    reader_options.time.date = options.date;
    if (const std::time_t changed = last_change(path); !options.date && changed > 0) {
        reader_options.time.date = logs::date_of(changed / logs::seconds_a_day);
        reader_options.time.date_is_end = true;
    }
    return reader_options;
}

/// What to add to the times of a log so that it fits the capture, where that is sure.
std::optional<Time> matched_offset(const std::string& path, const Moments& capture, const Options& options)
{
    logs::ReaderOptions reader_options = first_reading(path, options);
    reader_options.time.offset = options.offset;
    Moments log;
    logs::Reader reader{reader_options, [&](const logs::Record& record) { log.add(record); }};
    ByteSource bytes{path};
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

/// The first records of a file: its place among the others, and whether its form is known at all.
struct Probe {
    bool known = false;
    logs::FileKey key{};
    std::string problem{};
};
Probe probe(const std::string& path, const Options& options)
{
    constexpr std::uint64_t enough = 4 * 1024 * 1024;
    Probe out;
    bool timed = false;
    const logs::ReaderOptions reader_options = first_reading(path, options);
    logs::Reader reader{reader_options, [&](const logs::Record& record) {
                            out.known = out.known || record.format != logs::Format::unknown;
                            if (!timed)
                                timed = logs::file_key(record, out.key);
                        }};
    ByteSource bytes{path};
    if (!bytes.open()) {
        out.problem = bytes.problem();
        return out;
    }
    out.key.name = path;
    while (!timed && reader.stats().bytes < enough) {
        const Bytes piece = bytes.read();
        if (piece.empty())
            break;
        reader.push(piece);
    }
    reader.finish();
    if (!out.known)
        out.problem = bytes.problem();
    return out;
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

bool send(Output& output, Input& input)
{
    if (!input.source) {
        input.source = output.add_source(input.name(), input.path());
        if (*input.source < 0)
            return false;
    }
    return output.write(*input.source, input.packets().front());
}

/// What is to be said of a file at its end. False where something of it is missing.
bool conclude(Input& input, const Options& options)
{
    bool whole = true;
    if (!input.bytes().problem().empty()) {
        say(input.bytes().problem() + (input.last_line() ? ", behind line " + std::to_string(input.last_line()) : ""));
        whole = false;
    }
    if (options.quiet)
        return whole;
    if (const std::string text = input.assumptions(); !text.empty())
        say(input.path() + ": " + text);
    std::string text = input.irregularities();
    for (std::size_t end; !text.empty(); text.erase(0, std::min(end, text.size() - 1) + 1)) {
        end = text.find('\n');
        say(text.substr(0, end));
    }
    return whole;
}

int convert(
    std::vector<std::unique_ptr<Input>>& inputs, Output& output, const Options& options, const std::map<std::string, Time>& first_times)
{
    int result = done;
    std::int64_t total = 0, finished = 0;
    for (const auto& input : inputs)
        total += file_size(input->path());
    Progress progress{!options.quiet, total};
    std::uint64_t records = 0;
    std::size_t next = 0;
    std::vector<Input*> active;
    // Records of this moment: a file that was collected twice, or that overlaps another, brings them again.
    std::unordered_map<std::size_t, std::pair<const Input*, std::uint64_t>> of_moment;
    Time moment = INT64_MIN;
    while (next < inputs.size() || !active.empty()) {
        // A file is opened when the timeline has come to its first record.
        const auto earliest =
            std::min_element(active.begin(), active.end(), [](const Input* a, const Input* b) { return a->place() < b->place(); });
        if (next < inputs.size()) {
            const auto first = first_times.find(inputs[next]->path());
            if (active.empty() || first == first_times.end() || first->second <= (*earliest)->place()) {
                Input& input = *inputs[next++];
                if (!input.open()) {
                    say(input.bytes().problem());
                    result = incomplete;
                } else if (input.fill()) {
                    active.push_back(&input);
                } else if (!conclude(input, options)) {
                    result = incomplete;
                }
                continue;
            }
        }
        Input& input = **earliest;
        const Packet& packet = input.packets().front();
        if (input.place() != moment) {
            moment = input.place();
            of_moment.clear();
        }
        const auto [copy, fresh] = of_moment.try_emplace(packet.text, &input, packet.line);
        if (packet.text != 0 && !fresh && copy->second.first != &input) {
            input.drop_copy(copy->second.first->path() + ":" + std::to_string(copy->second.second));
        } else {
            if (!send(output, input))
                return not_written;
            ++records;
            input.pop();
        }
        if (!input.fill()) {
            finished += file_size(input.path());
            if (!conclude(input, options))
                result = incomplete;
            active.erase(earliest);
        }
        std::int64_t position = finished;
        for (Input* open : active)
            position += open->bytes().position();
        progress.show(position, records);
        if (stopped)
            break;
    }
    return result;
}

int follow(std::vector<std::unique_ptr<Input>>& inputs, Output& output)
{
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
                if (!send(output, *input))
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
            if (!send(output, *input))
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
        // The version of Wireshark; and a capture filter, which Wireshark hands to all interfaces of a capture and which log lines know nothing of.
        {"extcap-version", optional_argument, nullptr, extcap_ignored},
        {"extcap-capture-filter", required_argument, nullptr, extcap_ignored}, {nullptr, 0, nullptr, 0}};
    for (int c = 0; (c = getopt_long(argc, argv, "w:fq", long_options, nullptr)) != -1;) {
        switch (c) {
        case 'w':
            options.output = optarg;
            break;
        case 'f':
            options.follow = true;
            break;
        case 'q':
            options.quiet = true;
            break;
        case json:
            options.json = true;
            break;
        case zone:
            if (*optarg && !(options.zone = logs::parse_zone(optarg))) { // a setting of an interface that was left empty
                say("not a zone: " + std::string{optarg} + " (+02:00, -0500, UTC, EST)");
                return usage;
            }
            break;
        case date:
            if (*optarg && !(options.date = logs::parse_date(optarg))) {
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
            options.offset = *seconds;
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
    if (!options.match.empty() && (options.follow || std::count(options.inputs.begin(), options.inputs.end(), "-") != 0)) {
        say("--match reads a log twice: it does not go with --follow or standard input");
        return usage;
    }
    if (!options.json && options.output == "-" && isatty(1)) {
        say("a capture file is nothing for a terminal: -w FILE");
        return usage;
    }
    return done;
}

/// Nothing will be written: who opened the pipe, or is about to, sees its end. Otherwise Wireshark would wait for packets and not show what was said.
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
    struct Found {
        std::string path;
        logs::FileKey key;
    };
    std::vector<Found> files;
    for (const std::string& given : options.inputs) {
        std::string problem;
        for (const std::string& path : files_of(given, problem)) {
            if (path == "-" || options.follow) {
                files.push_back({path, {}});
                continue;
            }
            const Probe found = probe(path, options);
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
        for (Found& found : files)
            if (const auto offset = matched_offset(found.path, capture, options)) {
                options.offsets[found.path] = *offset;
                found.key.nanoseconds += *offset;
            }
    }
    std::stable_sort(files.begin(), files.end(), [](const Found& a, const Found& b) { return a.key < b.key; });
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
    std::vector<std::unique_ptr<Input>> inputs;
    std::map<std::string, Time> first_times;
    for (const Found& found : files) {
        inputs.push_back(std::make_unique<Input>(found.path, options));
        if (found.key.timed)
            first_times[found.path] = found.key.nanoseconds + options.offset;
    }
    const int converted = options.follow ? follow(inputs, *output) : convert(inputs, *output, options, first_times);
    if (!output->close() || converted == not_written) {
        if (options.into_pipe()) // whoever read it has seen enough
            return done;
        say(output->problem());
        return not_written;
    }
    return std::max(result, converted);
}
