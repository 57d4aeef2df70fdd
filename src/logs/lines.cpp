// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/lines.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <cstring>

namespace cti::logs {
namespace {

constexpr std::uint32_t replacement = 0xfffd;

bool is_utf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length(text.substr(at));
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

bool is_ascii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

void LineSplitter::push(Bytes bytes)
{
    if (encoding_ == Encoding::unknown) {
        const std::size_t take = std::min(bytes.size(), head_.size() - head_size_);
        std::copy_n(bytes.begin(), take, head_.begin() + static_cast<std::ptrdiff_t>(head_size_));
        head_size_ += take;
        bytes = bytes.subspan(take);
        if (head_size_ < head_.size())
            return;
        detect();
    }
    decode(bytes);
}

void LineSplitter::finish()
{
    if (encoding_ == Encoding::unknown)
        detect();
    if (half_ >= 0 || high_ != 0) {
        half_ = -1;
        high_ = 0;
        add_character(replacement);
    }
    if (any_)
        end_line();
}

void LineSplitter::detect()
{
    Bytes head{head_.data(), head_size_};
    const auto starts = [&](std::initializer_list<std::uint8_t> mark) {
        return head.size() >= mark.size() && std::equal(mark.begin(), mark.end(), head.begin());
    };
    encoding_ = Encoding::bytes;
    if (starts({0xef, 0xbb, 0xbf})) {
        head = head.subspan(3);
    } else if (starts({0xff, 0xfe})) {
        encoding_ = Encoding::utf16_le;
        head = head.subspan(2);
    } else if (starts({0xfe, 0xff})) {
        encoding_ = Encoding::utf16_be;
        head = head.subspan(2);
    } else {
        // Without a mark: in text of this kind, UTF-16 has a NUL in every second place and nothing else that is NUL.
        std::size_t nuls[2]{}, places = head.size() & ~std::size_t{1};
        for (std::size_t i = 0; i < places; ++i)
            nuls[i & 1] += head[i] == 0;
        if (places >= 4 && nuls[1] * 10 >= places / 2 * 9 && nuls[0] == 0)
            encoding_ = Encoding::utf16_le;
        else if (places >= 4 && nuls[0] * 10 >= places / 2 * 9 && nuls[1] == 0)
            encoding_ = Encoding::utf16_be;
    }
    decode(head);
}

void LineSplitter::decode(Bytes bytes)
{
    if (encoding_ != Encoding::bytes) {
        for (const std::uint8_t byte : bytes) {
            if (half_ < 0) {
                half_ = byte;
                continue;
            }
            const auto first = static_cast<unsigned>(half_);
            half_ = -1;
            unit(static_cast<std::uint16_t>(encoding_ == Encoding::utf16_le ? byte << 8 | first : first << 8 | byte));
        }
        return;
    }
    while (!bytes.empty()) {
        const void* found = std::memchr(bytes.data(), '\n', bytes.size());
        const std::size_t size = found ? static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - bytes.data()) : bytes.size();
        const Bytes part = bytes.first(size);
        any_ = any_ || size != 0 || found;
        if (std::memchr(part.data(), 0, part.size())) {
            for (const std::uint8_t byte : part)
                add(static_cast<char>(byte));
        } else {
            const std::size_t keep = std::min(size, longest_line - std::min(longest_line, line_.size()));
            line_.append(reinterpret_cast<const char*>(part.data()), keep);
            dropped_ += size - keep;
        }
        if (!found)
            return;
        end_line();
        bytes = bytes.subspan(size + 1);
    }
}

void LineSplitter::unit(std::uint16_t unit)
{
    const bool low = unit >= 0xdc00 && unit < 0xe000;
    if (high_ != 0) {
        const std::uint32_t high = high_;
        high_ = 0;
        if (low) {
            add_character(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00u));
            return;
        }
        add_character(replacement);
    }
    if (unit >= 0xd800 && unit < 0xdc00)
        high_ = unit;
    else
        add_character(low ? replacement : unit);
}

void LineSplitter::add(char c)
{
    if (c == 0)
        ++nuls_;
    else if (line_.size() < longest_line)
        line_ += c;
    else
        ++dropped_;
}

void LineSplitter::add_character(std::uint32_t code)
{
    any_ = true;
    if (code == '\n') {
        end_line();
        return;
    }
    if (code == 0xfeff) // a mark in the middle: files that were put together
        return;
    if (code < 0x80) {
        add(static_cast<char>(code));
        return;
    }
    if (line_.size() + 4 > longest_line) {
        dropped_ += code < 0x10000 ? 2 : 4;
        return;
    }
    if (code >= 0x10000) {
        line_ += static_cast<char>(0xf0 | code >> 18);
        line_ += static_cast<char>(0x80 | (code >> 12 & 0x3f));
    } else if (code >= 0x800) {
        line_ += static_cast<char>(0xe0 | code >> 12);
    } else {
        line_ += static_cast<char>(0xc0 | code >> 6);
    }
    if (code >= 0x800)
        line_ += static_cast<char>(0x80 | (code >> 6 & 0x3f));
    line_ += static_cast<char>(0x80 | (code & 0x3f));
}

void LineSplitter::end_line()
{
    while (!line_.empty() && line_.back() == '\r')
        line_.pop_back();
    std::string_view line = line_;
    if (line.starts_with("\xef\xbb\xbf"))
        line.remove_prefix(3);
    if (!is_ascii(line)) {
        if (dropped_ != 0) { // the cut may have gone through a character
            std::string_view whole = line;
            for (unsigned i = 0; i < 3 && !whole.empty() && !is_utf8(whole); ++i)
                whole.remove_suffix(1);
            if (is_utf8(whole))
                line = whole;
        }
        if (!is_utf8(line)) { // ISO-8859-1: the code of a character is its byte
            converted_.clear();
            for (const char c : line) {
                const auto byte = static_cast<unsigned char>(c);
                if (byte < 0x80) {
                    converted_ += c;
                } else {
                    converted_ += static_cast<char>(0xc0 | byte >> 6);
                    converted_ += static_cast<char>(0x80 | (byte & 0x3f));
                }
            }
            line = converted_;
        }
    }
    on_line_(line, dropped_);
    line_.clear();
    dropped_ = 0;
    any_ = false;
}

} // namespace cti::logs
