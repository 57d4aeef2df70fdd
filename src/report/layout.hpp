// SPDX-License-Identifier: GPL-2.0-or-later
// Text in columns, times and numbers as people read them: the same in every locale.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace cti::report {

/// Columns of a line: what Wireshark's text window shows as it opens.
inline constexpr std::size_t width = 68;

/// Columns that valid UTF-8 takes where every character has one, those of East Asian scripts two.
std::size_t columns(std::string_view text);

/// `raw` as valid UTF-8 without control characters, at most `most` columns; what was cut off is shown by "...".
std::string shown(std::string_view raw, std::size_t most = 200);

std::string number(std::uint64_t value);
/// "3 sessions", "1 session".
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);
/// Filled up with blanks to `size` columns, at the right or at the left.
std::string left(std::string text, std::size_t size);
std::string right(std::string text, std::size_t size);

/// "2026-11-27 10:00:00.123", UTC, rounded down; "unknown time" for no_time.
std::string wall_clock(Time time);
/// The same without the date where it is that of `before`.
std::string wall_clock_after(Time time, Time before);
/// "62.1": a span in milliseconds, with one decimal below 100 s.
std::string milliseconds(Time span);

/// Lines of at most `width` columns, whatever is put into them.
class Page {
public:
    /// Text, broken at blanks; a word that is wider than a line is broken where the line ends. The first line begins with `prefix`, the
    /// others with `indent` blanks.
    void paragraph(std::string_view prefix, std::string_view text, std::size_t indent);
    /// A line of a table, which is made to fit.
    void line(std::string_view text = {}) { (out_ += text) += '\n'; }
    /// A heading with a line below it, and an empty line above.
    void heading(std::string_view text);

    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

} // namespace cti::report
