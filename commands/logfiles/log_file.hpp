// SPDX-License-Identifier: GPL-2.0-or-later
// Log files on their way to packets: what a file is, its place among others, its records as packets, several files as one timeline.
#pragma once

#include "logfiles/source.hpp"

#include "logs/reader.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cti::logfiles {

/// What a user says of log files.
struct Options {
    std::optional<std::int32_t> zone{};    ///< seconds east of UTC, of lines that print none
    std::optional<logs::Date> date{};      ///< of lines that print none; else that of the file's last change
    Time offset = 0;                       ///< added to every time
    std::map<std::string, Time> offsets{}; ///< more of it, by file
    bool follow = false;                   ///< files are read as they grow

    Time offset_of(const std::string& path) const
    {
        const auto found = offsets.find(path);
        return offset + (found == offsets.end() ? 0 : found->second);
    }
};

/// How a file is read; without Options::offset, which is known only once the file was looked at.
logs::ReaderOptions reader_options(const std::string& path, const Options& options);

/// The first records of a file: its place among the others, and whether its form is known at all.
struct Probe {
    bool known = false;
    logs::FileKey key{};
    std::string problem{}; ///< "" or "FILE: reason"
};
Probe probe(const std::string& path, const Options& options);

/// A record, to be written or handed on.
struct LogPacket {
    Time time = 0;
    std::uint64_t line = 0; ///< of the file, from 1
    std::size_t text = 0;   ///< hash of its lines; 0 where they may well stand in two files
    std::vector<std::uint8_t> bytes{};
};

/// One log file on its way to packets.
class LogFile {
public:
    /// Writes a record into the bytes of a packet.
    using Encode = std::function<void(const logs::Record&, std::vector<std::uint8_t>&)>;
    LogFile(std::string path, const Options& options, Encode encode);
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;

    const std::string& path() const { return path_; }
    const std::string& name() const { return name_; } ///< without its folder
    const logs::ReaderStats& stats() const { return reader_.stats(); }
    ByteSource& bytes() { return bytes_; }
    std::deque<LogPacket>& packets() { return packets_; }

    bool open() { return bytes_.open(); }
    /// Reads until there is a packet. False at the end of the file, with whatever packets are left.
    bool fill();
    /// Reads one piece. False where there was none.
    bool step();
    void flush();
    /// "" or "FILE: reason, behind line N": not read whole.
    std::string problem() const;

    /// Where the first packet stands in the timeline: packets of one file keep their order, also where its time steps back.
    Time place() const { return std::max(place_, packets_.front().time); }
    void pop();
    /// The first packet is a copy of a record of another file.
    void drop_copy(const std::string& of);

    /// What is to be said of the file at its end, beside problem(): what it did not say, what was left out, how time ran. Each names file
    /// and, where there is one, line.
    std::vector<std::string> remarks() const;

private:
    void take(const logs::Record& record);
    std::string assumptions() const;
    void release(std::optional<Time> first);

    static constexpr std::size_t shortest_unique = 40; ///< bytes of a record that does not stand in two files by chance
    static constexpr Time tolerated_step = second;     ///< threads write their lines a little late
    static constexpr std::size_t most_untimed = 10'000;

    std::string path_, name_;
    const Options& options_;
    Encode encode_;
    ByteSource bytes_;
    logs::ReaderOptions reader_options_;
    logs::Reader reader_;
    std::deque<LogPacket> packets_{};
    std::deque<LogPacket> untimed_{}; ///< before the first record with a time
    bool is_timed_ = false;
    Time place_ = INT64_MIN;
    Time latest_ = INT64_MIN / 2;
    Time first_step_ = 0;
    std::uint64_t last_line_ = 0, first_dropped_line_ = 0, first_step_line_ = 0, steps_back_ = 0, first_copy_line_ = 0, copies_ = 0;
    std::string first_copy_of_{};
    bool ended_ = false;
    bool no_date_ = false, no_year_ = false, no_zone_ = false, ambiguous_zone_ = false;
};

/// A file and its place among the others.
struct Found {
    std::string path;
    logs::FileKey key;
};

/// Files as one timeline. A file is opened when the timeline has come to its first record. A file that was collected twice, or that
/// overlaps another, brings records again: those are left out, and counted with the file.
class LogTimeline {
public:
    /// `options` must outlive it. `on_end` is called with each file that was read, or could not be opened: its bytes().problem() tells.
    using OnEnd = std::function<void(LogFile&)>;
    LogTimeline(std::vector<Found> files, const Options& options, const LogFile::Encode& encode, OnEnd on_end);

    /// The file whose first packet is the next one; nullptr at the end.
    LogFile* head();
    /// Done with that packet: head() was asked before.
    void pop();
    /// Bytes of all files, and how many of them were read, packed where they are.
    std::int64_t size() const { return size_; }
    std::int64_t position() const;

private:
    LogFile* earliest();
    bool is_copy(LogFile& file);
    void go_on(LogFile& file);

    std::vector<std::unique_ptr<LogFile>> files_{};
    std::vector<std::optional<Time>> first_times_{};
    std::vector<LogFile*> active_{};
    LogFile* head_ = nullptr;
    std::unordered_map<std::size_t, std::pair<const LogFile*, std::uint64_t>>
        of_moment_{}; ///< records of this moment, by the hash of their lines
    Time moment_ = INT64_MIN;
    bool is_checked_ = false; ///< the first packet of head_ is no copy
    std::size_t next_ = 0;
    OnEnd on_end_;
    std::int64_t size_ = 0, ended_size_ = 0;
};

/// "-3600.250".
std::string seconds_text(Time time);

/// Puts files into their order.
void sort(std::vector<Found>& files);

} // namespace cti::logfiles
