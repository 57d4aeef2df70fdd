// SPDX-License-Identifier: GPL-2.0-or-later
// The words a scenario is made of: lines, tokens, numbers, and the complaint that names the place.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ctigen {

using Octets = std::vector<std::uint8_t>;

/// What is wrong with a statement; the interpreter adds the file and the line.
class Complaint : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A complaint with its place; what() reads "file:line: message".
class ScenarioError : public std::runtime_error {
public:
    ScenarioError(const std::string& file, unsigned line, const std::string& message)
        : std::runtime_error{file + ":" + std::to_string(line) + ": " + message}
    {
    }
};

/// One word of a line. Double quotes are taken off and their escapes resolved; `name="a b"` is one word.
struct Word {
    std::string text;
    bool quoted = false;                      ///< some part stood in quotes, so it is text and never a keyword
    std::size_t equals = std::string::npos;   ///< where the first '=' outside quotes stands

    bool is(std::string_view keyword) const { return !quoted && text == keyword; }
    bool is_pair() const { return equals != std::string::npos; }
    std::string key() const { return text.substr(0, equals); }
    std::string value() const { return is_pair() ? text.substr(equals + 1) : std::string{}; }
};

using Words = std::span<const Word>;

/// A statement: the physical lines joined by a trailing backslash, and the number of the first.
struct Line {
    std::string text;
    unsigned number = 0;
};

/// Cuts a file into statements; empty lines and lines that are only a comment are left out.
std::vector<Line> split_lines(std::string_view text);

/// Cuts a statement into words. '#' begins a comment where a word could begin. Blanks inside [...] do not separate.
std::vector<Word> split_words(std::string_view line);

/// Puts the values of counters in for ${name}, ${name+n}, ${name-n} and ${name*n}.
std::string substitute(std::string_view line, const std::map<std::string, std::int64_t>& counters);

/// Decimal or 0x number, with an optional minus. Complains about anything else.
std::int64_t parse_number(std::string_view text);
/// True where the whole text is a number.
bool is_number(std::string_view text);

/// A number from 1 to `most`.
std::size_t parse_positive(std::string_view text, std::size_t most);
/// Complains with the form of the statement where it has too few or too many words.
void need(Words words, std::size_t least, std::size_t most, const char* form);

/// Hexadecimal digits; blanks, ':' and '-' between bytes are allowed.
Octets parse_hex(std::string_view text);

/// "0.003", "3ms", "250us", "10ns", "2s", "5m" or "1h" as nanoseconds.
std::int64_t parse_duration(std::string_view text);

/// "2026-01-15T09:00:00[.fraction]Z" as nanoseconds since 1970-01-01 00:00:00 UTC.
std::int64_t parse_time(std::string_view text);

inline Octets to_octets(std::string_view text) { return {text.begin(), text.end()}; }

inline void put8(Octets& out, std::uint64_t n) { out.push_back(static_cast<std::uint8_t>(n)); }
inline void put_be16(Octets& out, std::uint64_t n)
{
    put8(out, n >> 8);
    put8(out, n);
}
inline void put_be32(Octets& out, std::uint64_t n)
{
    put_be16(out, n >> 16);
    put_be16(out, n);
}
inline void put_le16(Octets& out, std::uint64_t n)
{
    put8(out, n);
    put8(out, n >> 8);
}
inline void put_le32(Octets& out, std::uint64_t n)
{
    put_le16(out, n);
    put_le16(out, n >> 16);
}
inline void append(Octets& out, const Octets& more) { out.insert(out.end(), more.begin(), more.end()); }

} // namespace ctigen
