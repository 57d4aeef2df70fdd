// SPDX-License-Identifier: GPL-2.0-or-later
// Log files as they lie on a disk: plain or gzip, single, in folders, from a pipe, still growing.
#pragma once

#include "logs/reader.hpp"

#include <cstdint>
#include <ctime>
#include <string>
#include <vector>

namespace cti::logfiles {

/// Bytes of a file, unpacked where it is gzip. "-" is standard input.
class ByteSource {
public:
    /// `live`: standard input gives what has come so far and is not unpacked; zlib would wait for a full buffer.
    explicit ByteSource(std::string path, bool live = false) : path_{std::move(path)}, live_{live && path_ == "-"} {}
    ~ByteSource() { close(); }
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    /// False with problem().
    bool open();
    void close();
    /// The next bytes; nothing at the end, or where it cannot be read further: problem() tells. After the end of a file that grows it can
    /// be asked again.
    Bytes read();
    /// For a file that is followed: it was replaced by another of the same name, or cut. Opens it anew.
    bool reopen_if_replaced();
    /// Live standard input: its writer is gone.
    bool at_end() const { return at_end_; }
    /// "" or "FILE: reason".
    const std::string& problem() const { return problem_; }
    /// Bytes of the file read so far, packed where it is.
    std::int64_t position() const;

private:
    std::string path_, problem_{};
    bool live_ = false, at_end_ = false, is_cut_ = false;
    void* file_ = nullptr; ///< gzFile
    std::vector<std::uint8_t> buffer_{};
    std::uint64_t identity_ = 0, device_ = 0;
};

/// The files of `path`: itself, or what a folder holds, at any depth, in the order of names; hidden ones are left out.
std::vector<std::string> files_of(const std::string& path, std::string& problem);
/// Size in bytes and time of the last change; 0 where there is none ("-").
std::int64_t file_size(const std::string& path);
std::time_t last_change(const std::string& path);

} // namespace cti::logfiles
