// SPDX-License-Identifier: GPL-2.0-or-later
// Things inside a message that are recognised by their looks, since the layout is not public: CTI result codes, text, device names, and
// the addresses of the conversation. Candidates, no more: a word may look like an address by chance.
#pragma once

#include "core/cti_result.hpp"
#include "ctiqbe/framing.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace cti::ctiqbe {

/// One candidate. Offsets count from the start of the bytes that were searched.
struct Candidate {
    enum class Kind : std::uint8_t { result, address, text, device };
    Kind kind;
    std::uint8_t width;          ///< of a character, in bytes: 1 or 2; 4 for the others
    ByteOrder order;             ///< of a number or a 16-bit character
    Span where;
    std::uint32_t number = 0;    ///< the code, or the address in host order
    std::string_view text{};     ///< UTF-8; valid only inside the callback; at most max_candidate_text bytes
};

/// The two ends of the conversation, IPv4 in host order; 0 where it is not IPv4.
struct Ends {
    std::uint32_t client = 0;
    std::uint32_t server = 0;
};

inline constexpr std::size_t max_candidate_text = 256;
inline constexpr unsigned max_candidates = 200;
inline constexpr std::size_t min_text8 = 5;     ///< characters; shorter runs are too often chance
inline constexpr std::size_t min_text16 = 4;

/// Codes with no published row count only up to here: published ones end at 0x11F, and every further bit makes chance hits likelier.
inline constexpr std::uint32_t max_unpublished_result = cti_result_prefix | 0xfff;

constexpr bool is_printable(std::uint32_t c) { return c >= 0x20 && c < 0x7f; }
constexpr bool is_latin(std::uint32_t c) { return is_printable(c) || (c >= 0xa0 && c < 0x180); }
constexpr bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// Length of the device name at the start of `text`, or 0: SEP and a MAC address in capitals, or a name that begins like a CTI port's or a CTI
/// route point's by custom (CTIP..., CTIRP..., CTI_..., CTI-...), at most 50 characters.
constexpr std::size_t device_name_length(std::string_view text)
{
    if (text.size() >= 15 && text.starts_with("SEP")) {
        std::size_t n = 3;
        while (n < 15 && ((text[n] >= '0' && text[n] <= '9') || (text[n] >= 'A' && text[n] <= 'F')))
            ++n;
        return n == 15 && (text.size() == 15 || !is_word(text[15])) ? n : 0;
    }
    if (text.size() < min_text8 || !text.starts_with("CTI"))
        return 0;
    const std::string_view behind = text.substr(3);
    if (!(behind[0] == 'P' || behind[0] == '_' || behind[0] == '-' || behind.starts_with("RP")))
        return 0;
    std::size_t n = 3;
    while (n < text.size() && (is_word(text[n]) || text[n] == '_' || text[n] == '-' || text[n] == '.'))
        ++n;
    return n >= min_text8 && n <= 50 ? n : 0;
}

namespace detail {

inline std::size_t run8(Bytes b, std::size_t at)
{
    std::size_t n = 0;
    while (at + n < b.size() && is_printable(b[at + n]))
        ++n;
    return n;
}

/// Characters of 16-bit text that begin at `at`.
inline std::size_t run16(Bytes b, std::size_t at, ByteOrder order)
{
    std::size_t n = 0;
    while (fits(at + 2 * n, 2, b.size()) && is_latin(load16(&b[at + 2 * n], order)))
        ++n;
    return n;
}

/// The first characters of a run as UTF-8; only whole characters. Text of one byte a character is ASCII and stays where it is.
inline std::string_view to_utf8(Bytes b, std::size_t at, std::size_t count, unsigned width, ByteOrder order, std::array<char, max_candidate_text>& out)
{
    if (width == 1)
        return {reinterpret_cast<const char*>(b.data()) + at, std::min(count, out.size() - 1)};
    std::size_t n = 0;
    for (std::size_t i = 0; i < count && n + 2 <= out.size(); ++i) {
        const std::uint32_t c = load16(&b[at + 2 * i], order);
        if (c < 0x80) {
            out[n++] = static_cast<char>(c);
        } else {
            out[n++] = static_cast<char>(0xc0 | c >> 6);
            out[n++] = static_cast<char>(0x80 | (c & 0x3f));
        }
    }
    return {out.data(), n};
}

/// Reports a run of text, and the device names in it.
template <class Report>
void report_text(Bytes b, std::size_t at, std::size_t count, unsigned width, ByteOrder order, Report&& report)
{
    std::array<char, max_candidate_text> buffer;
    const auto candidate = [&](Candidate::Kind kind, std::size_t from, std::size_t length) {
        const Span where{static_cast<std::uint32_t>(at + from * width), static_cast<std::uint32_t>(length * width)};
        report(Candidate{kind, static_cast<std::uint8_t>(width), order, where, 0, to_utf8(b, where.offset, length, width, order, buffer)});
    };
    // Characters as one byte each, so that places in the run and in this window are the same. A name that ends beyond the window is found
    // when the window has moved on.
    bool whole = false;
    char window[64];
    const auto character = [&](std::size_t k) {
        const std::uint32_t c = width == 1 ? b[at + k] : load16(&b[at + 2 * k], order);
        return c < 0x80 ? static_cast<char>(c) : '?';
    };
    for (std::size_t i = 0; i < count; ++i) {
        const char first = character(i);
        if ((first != 'S' && first != 'C') || (i > 0 && is_word(character(i - 1))))
            continue;
        const std::size_t n = std::min(sizeof window, count - i);
        const char* seen = reinterpret_cast<const char*>(b.data()) + at + i;
        if (width != 1) {
            for (std::size_t k = 0; k < n; ++k)
                window[k] = character(i + k);
            seen = window;
        }
        if (const std::size_t length = device_name_length({seen, n})) {
            candidate(Candidate::Kind::device, i, length);
            whole = whole || length == count;
            i += length - 1;
        }
    }
    if (!whole)
        candidate(Candidate::Kind::text, 0, count);
}

/// Whether a word may be a result code or one of the addresses, in either byte order: most are not, and are passed over.
class WordFilter {
public:
    explicit WordFilter(const Ends& ends) : ends_{ends.client, reversed(ends.client), ends.server, reversed(ends.server)} {}
    bool passes(std::uint32_t word) const
    {
        constexpr std::uint32_t prefix = cti_result_prefix >> 16;
        return word >> 16 == prefix || (word & 0xffff) == reversed(static_cast<std::uint16_t>(prefix)) || word == ends_[0] || word == ends_[1] ||
               word == ends_[2] || word == ends_[3];
    }

private:
    template <class T>
    static constexpr T reversed(T v) { return cti::detail::reversed(v); }
    std::array<std::uint32_t, 4> ends_;
};

/// Whether 16-bit text may begin with these two bytes, in either byte order: its characters are below 0x180, and none is 0.
constexpr bool may_begin16(std::uint8_t first, std::uint8_t second) { return (first <= 1 || second <= 1) && (first | second) != 0; }

} // namespace detail

/// Calls `report(const Candidate&)` for the candidates in `message[from..]`: codes and addresses on 4-byte boundaries counted from
/// the start of `message`, then text in order. At most max_candidates; false where there were more.
/// `preferred` is the byte order that is tried first for 16-bit text, where both readings are possible.
template <class Report>
bool for_each_candidate(Bytes message, std::size_t from, const Ends& ends, ByteOrder preferred, Report&& report)
{
    unsigned count = 0;
    const auto add = [&](const Candidate& c) {
        if (++count <= max_candidates)
            report(c);
    };
    const detail::WordFilter filter{ends};
    for (std::size_t at = (from + 3) / 4 * 4; fits(at, 4, message.size()) && count <= max_candidates; at += 4) {
        if (!filter.passes(be32(&message[at]))) [[likely]]
            continue;
        const Span where{static_cast<std::uint32_t>(at), 4};
        for (const ByteOrder order : {preferred, opposite(preferred)}) {
            const std::uint32_t value = load32(&message[at], order);
            if (is_cti_result(value) && (value <= max_unpublished_result || find_cti_result(value)))
                add({Candidate::Kind::result, 4, order, where, value});
            else if (value != 0 && (value == ends.client || value == ends.server))
                add({Candidate::Kind::address, 4, order, where, value});
            else
                continue;
            break;
        }
    }
    for (std::size_t at = from; at < message.size() && count <= max_candidates;) {
        if (message[at] == 0 && (at + 1 == message.size() || message[at + 1] == 0)) { // most bytes are
            ++at;
            continue;
        }
        std::size_t length = detail::run8(message, at);
        if (length >= min_text8) {
            detail::report_text(message, at, length, 1, preferred, add);
            at += length;
            continue;
        }
        if (at + 1 == message.size() || !detail::may_begin16(message[at], message[at + 1])) {
            ++at;
            continue;
        }
        ByteOrder order = preferred;
        length = detail::run16(message, at, order);
        if (length < min_text16) {
            order = opposite(preferred);
            length = detail::run16(message, at, order);
        }
        // At an odd offset, zeros in front of text make the other byte order look right one byte too early.
        if (length >= min_text16 && at % 2 != 0 && detail::run16(message, at + 1, opposite(order)) >= length)
            length = 0;
        if (length >= min_text16) {
            detail::report_text(message, at, length, 2, order, add);
            at += 2 * length;
            continue;
        }
        ++at;
    }
    return count <= max_candidates;
}

} // namespace cti::ctiqbe
