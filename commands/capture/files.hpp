// SPDX-License-Identifier: GPL-2.0-or-later
// Capture files in and out, by libwiretap: whatever Wireshark opens. Many files are one timeline.
//
// Frames are counted over the run in order of the timeline, from 1: of a single file as Wireshark counts them, of several as in the file
// that mergecap would make of them. Every record counts, also one that is no packet.
#pragma once

#include "capture/packet.hpp"
#include "capture/streams.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace cti::capture {

/// A record of a file.
struct FileRecord {
    Time time = no_time;        ///< no_time where the record has none
    Link link = Link::other;    ///< `other` also where the record is no packet
    int encapsulation = 0;      ///< libwiretap's number of the link type, for Writer
    Bytes bytes{};              ///< good until the next record
    std::uint32_t reported = 0; ///< bytes on the wire
};

/// Records from front to back, by one thread at a time.
class RecordSource {
public:
    virtual ~RecordSource() = default;
    /// False at the end, or where it cannot be read further: problem() tells.
    virtual bool next(FileRecord& record) = 0;
    /// "" or "FILE: reason": all records before were read.
    virtual const std::string& problem() const = 0;
    /// It ends within a record: common where a capture was stopped or is going on.
    virtual bool cut_short() const { return false; }
    /// Bytes read so far, compressed where they are.
    virtual std::int64_t position() const = 0;
};

/// One capture file. "-" is standard input. Files may be read by several threads, each file by one at a time.
class CaptureFile final : public RecordSource {
public:
    /// Nothing, and `error` says why, where the file cannot be opened: "FILE: reason".
    static std::unique_ptr<CaptureFile> open(const std::string& path, std::string& error);
    ~CaptureFile() override;
    CaptureFile(const CaptureFile&) = delete;
    CaptureFile& operator=(const CaptureFile&) = delete;

    /// False where all its frames are of one link type and that is not read here: libwiretap opens texts of many kinds too.
    bool has_known_link() const;
    bool next(FileRecord& record) override;
    const std::string& problem() const override { return problem_; }
    bool cut_short() const override { return cut_short_; }
    std::int64_t position() const override;

private:
    struct Handle;
    CaptureFile(std::string path, std::unique_ptr<Handle> handle);
    std::string path_, problem_{};
    bool cut_short_ = false;
    std::unique_ptr<Handle> handle_;
};

/// Which packets a reader keeps.
struct FilterRules {
    PortSet tcp{};     ///< segments with one of these ports at either end
    PortSet udp{};     ///< datagrams likewise
    PortSet foreign{}; ///< with `claims`: TCP ports that are not looked at, because another protocol is known to run there
    /// Strict heuristic for TCP payload on other ports; none: such segments are not kept. With it all segments but those of `foreign`
    /// ports are kept, since StreamTable must have seen a connection from its beginning; Packet::claim has the answer. Called by several
    /// threads.
    std::function<bool(const Packet&)> claims{};
    Time from = INT64_MIN, to = INT64_MAX; ///< frames outside count, but are not kept
};

/// What became of a file.
struct FileResult {
    std::string path;
    std::string problem; ///< "" or "FILE: reason"
    bool opened = false;
    bool cut_short = false; ///< ends within a record
    std::uint64_t frames = 0;
    Time first = no_time, last = no_time; ///< smallest and largest time
    bool backwards = false;               ///< time steps back within the file
    Counts counts{};
};

/// Records that are no capture file and join in.
struct Joined {
    std::string name;      ///< for FileResult::path
    Time first = no_time;  ///< of its first record
    std::int64_t size = 0; ///< bytes, for a display of progress
    std::unique_ptr<RecordSource> records;
};

/// Files, filtered in parallel and put in order of time.
class Timeline {
public:
    /// `jobs`: threads that read; 1: none beside the caller's. `room`: bytes of packets that they may hold of files whose time has not
    /// come.
    Timeline(std::vector<std::string> paths, FilterRules rules, unsigned jobs = 1, std::size_t room = default_room,
        std::vector<Joined> joined = {});
    static constexpr std::size_t default_room = std::size_t{256} << 20;
    ~Timeline();
    Timeline(const Timeline&) = delete;
    Timeline& operator=(const Timeline&) = delete;

    /// The next packet that is kept, in order of time, its Moment set; spans are good until the next call. False at the end.
    bool next(Packet& packet);
    /// `tell` hears the time of every frame that next() does not give, in order with those it does; no_time where it has none.
    void on_time(std::function<void(Time)> tell) { on_time_ = std::move(tell); }
    /// Frames so far, kept or not; at the end: of all files.
    std::uint64_t frames() const { return frames_; }
    /// Time of the first frame, which is the smallest one unless time steps back in its file; no_time as long as there is none.
    Time first() const { return first_; }
    /// One a path, in the order given, then of what joined in. Final at the end.
    const std::vector<FileResult>& results() const { return results_; }
    /// Bytes read of all files' bytes, for a display of progress; may be asked from another thread.
    std::int64_t bytes_read() const;
    std::int64_t bytes_total() const { return bytes_total_; }

private:
    struct Batch;
    struct Source;
    struct Pool;
    void activate();
    bool refill(Source& source);
    std::size_t earliest() const;

    FilterRules rules_;
    unsigned jobs_;
    std::vector<FileResult> results_;
    std::vector<std::unique_ptr<Source>> sources_{}; ///< in order of their first time
    std::vector<Source*> active_{};
    std::size_t next_source_ = 0;
    std::function<void(Time)> on_time_{};
    std::uint64_t frames_ = 0;
    Time first_ = no_time;
    std::int64_t bytes_total_ = 0;
    std::unique_ptr<Pool> pool_;
    std::unique_ptr<Batch> current_{}; ///< keeps the bytes of the packet handed out last
};

/// Writes a pcapng file. Frames keep their link type and time; each link type gets an interface.
class Writer {
public:
    /// Nothing, and `error` says why, where the file cannot be made. "-" is standard output.
    static std::unique_ptr<Writer> create(const std::string& path, std::string& error);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// False with problem(): the link type cannot be written, or the disk is full.
    bool write(const FileRecord& record);
    /// Writes what is left. False with problem().
    bool close();
    const std::string& problem() const { return problem_; }

private:
    struct Handle;
    Writer(std::string path, std::unique_ptr<Handle> handle);
    std::string path_, problem_{};
    std::unique_ptr<Handle> handle_;
};

} // namespace cti::capture
