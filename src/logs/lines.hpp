// SPDX-License-Identifier: GPL-2.0-or-later
// Bytes of a text file, in any split -> lines of valid UTF-8. Log files come in UTF-8 and UTF-16, with byte order mark and without, in
// ISO-8859-1, with CR LF, with runs of NULs where a disk filled up, and with lines that never end.
#pragma once

#include "core/bytes.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace cti::logs {

/// The longest beginning of `text` (UTF-8) that has at most `size` bytes and ends between two characters.
constexpr std::string_view cut(std::string_view text, std::size_t size)
{
    if (text.size() <= size)
        return text;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
        --size;
    return text.substr(0, size);
}

enum class Encoding : std::uint8_t { unknown, bytes, utf16_le, utf16_be };

class LineSplitter {
public:
    /// Longest line that is kept, in bytes of the file; what goes over is counted and dropped.
    static constexpr std::size_t longest_line = 65536;

    /// `line`: without its line end, valid UTF-8, without NULs; `dropped`: bytes of it that were not kept.
    using OnLine = std::function<void(std::string_view line, std::uint64_t dropped)>;
    explicit LineSplitter(OnLine on_line) : on_line_{std::move(on_line)} {}

    void push(Bytes bytes);
    /// The last line, which may lack its line end.
    void finish();

    Encoding encoding() const { return encoding_; }
    std::uint64_t nuls() const { return nuls_; }

private:
    void detect();
    void decode(Bytes bytes);
    void unit(std::uint16_t unit);
    void add(char c);
    void add_character(std::uint32_t code);
    void end_line();

    OnLine on_line_;
    std::array<std::uint8_t, 64> head_{}; ///< the first bytes, until the encoding is known
    std::size_t head_size_ = 0;
    Encoding encoding_ = Encoding::unknown;
    int half_ = -1;          ///< UTF-16: first byte of a unit
    std::uint16_t high_ = 0; ///< UTF-16: first half of a pair
    std::string line_, converted_;
    std::uint64_t dropped_ = 0;
    std::uint64_t nuls_ = 0;
    bool any_ = false; ///< the line has begun
};

} // namespace cti::logs
