// SPDX-License-Identifier: GPL-2.0-or-later
// A log as a file of text: lines stay lines, of the same length; gzip is unpacked.
#pragma once

#include "ctianon/message.hpp"
#include "ctianon/replacing.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace cti::anon {

/// Whether a file is a log of a form that is known; a capture is none.
bool is_log(const std::string& path);

class LogFile {
public:
    LogFile(std::string path, Replacements& replacements, Rules rules)
        : path_{std::move(path)}, replacements_{replacements}, rules_{std::move(rules)}
    {}
    /// Writes it with everything replaced, searched for every value of the original; `check`: once more from the disk. "" or what went
    /// wrong: nothing is there then.
    std::string write(const std::string& out, bool check);
    bool left() const { return left_; } ///< a value was left: why write() failed
    std::uint64_t lines() const { return lines_; }
    std::uint64_t records() const { return records_; }
    std::size_t values() const { return values_; }
    const Ledger& ledger() const { return ledger_; }

private:
    template <class Use>
    std::string each_chunk(Ledger& ledger, Use use);
    std::string path_;
    Replacements& replacements_;
    Rules rules_;
    Ledger ledger_{};
    std::uint64_t lines_ = 0, records_ = 0;
    std::size_t values_ = 0;
    bool left_ = false;
};

} // namespace cti::anon
