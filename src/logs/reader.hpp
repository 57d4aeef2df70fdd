// SPDX-License-Identifier: GPL-2.0-or-later
// Reads one log file: bytes in, in any split, records out.
//
//   bytes -> lines of UTF-8 (lines.hpp) -> prefix (prefix.hpp) -> record = such a line and the lines without prefix that follow it
//         -> joined where a message was written in several records (CTI Server's sessions, ciscoLog's parts) -> what it says (bodies.hpp)
//
// Formats are recognised by content, record by record, so merged files and syslog collections are read too. Memory is bounded whatever
// comes: a record keeps at most longest_record bytes, at most eight messages wait for their next part.
#pragma once

#include "logs/bodies.hpp"
#include "logs/lines.hpp"
#include "logs/prefix.hpp"

#include <array>
#include <functional>
#include <optional>
#include <string>

namespace cti::logs {

struct ReaderOptions {
    TimeOptions time{};
    std::string source{}; ///< name of the file, for Record::source
};

struct ReaderStats {
    std::uint64_t bytes = 0;
    std::uint64_t lines = 0;
    std::uint64_t records = 0;
    std::uint64_t nuls = 0;                    ///< bytes 0 that stood in the text and are left out
    std::uint64_t first_nul_line = 0;          ///< where the first of them stands; 0: nowhere
    std::uint64_t dropped = 0;                 ///< bytes that went over the limit of a line or record
    std::uint64_t unrecognised = 0;            ///< records of a form that is not known: text before the first one that is
    std::uint64_t without_time = 0;            ///< records that print no time
    std::uint64_t unsure_time = 0;             ///< records whose date, year or zone stands nowhere in the file
    std::optional<std::int32_t> server_zone{}; ///< seconds east of UTC, from lines that print local time and UTC side by side
};

class Reader {
public:
    /// Bytes of UTF-8 that a record keeps: fits a captured packet (262144 bytes) with everything that is said beside it.
    static constexpr std::size_t longest_record = 131072;

    using OnRecord = std::function<void(const Record&)>;
    Reader(ReaderOptions options, OnRecord on_record);
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    void push(Bytes bytes);
    /// End of the file: hands over what is still open. Nothing may be pushed after it.
    void finish();
    /// Hands over the open record although more lines of it may come: for a file that is still being written, after a pause.
    void flush();

    const ReaderStats& stats() const { return stats_; }

private:
    /// A record that is being put together.
    struct Open {
        const PrefixForm* form = nullptr; ///< nullptr: text before the first prefix
        LogTime time{};
        std::uint64_t line = 0, lines = 0, dropped = 0;
        std::string raw;
        std::string joined; ///< texts of all parts, where there is more than one
        bool in_use = false;
        bool complete = true;
        // while it waits for its next part:
        std::string key;
        std::uint64_t since = 0; ///< number of the record that was its last part
        std::uint32_t next_part = 0;
    };

    void on_line(std::string_view line, std::uint64_t dropped);
    void begin(const PrefixForm* form, const Prefix& prefix, std::string_view line);
    void add_line(std::string_view line, std::uint64_t dropped);
    void close();
    bool join(const Prefix& prefix, std::string_view text);
    void wait(std::string_view key, std::string_view text, std::uint32_t next_part);
    void append(Open& part_of, std::string_view text);
    Open* waiting(std::string_view key);
    void release(Open& open);
    void deliver(Open& open);

    ReaderOptions options_;
    OnRecord on_record_;
    LineSplitter splitter_;
    Clock clock_;
    Format established_ = Format::unknown; ///< of the last record
    Format also_ = Format::unknown;        ///< a weak form that has been seen twice in a row
    Open open_;
    std::array<Open, 8> waiting_{};
    std::string key_;
    BodyReader body_;
    ReaderStats stats_{};
};

/// Sort key of a file, from its first record that has a time; give it the records from the first on until it returns true.
bool file_key(const Record& record, FileKey& key);

} // namespace cti::logs
