// SPDX-License-Identifier: GPL-2.0-or-later
#include "ucalarm/transport.hpp"

#include "ucalarm/parser.hpp"

#include <algorithm>

namespace cti::ucalarm {
namespace {

constexpr std::size_t max_count_digits = 5; // of max_syslog_message
constexpr unsigned max_priority = 191;      // facility 23, severity 7

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool ends_message(char c) { return c == '\n' || c == '\0'; }

/// The count that a message begins with: "152 <". Digits are 0 where there is none, `unsure` where more bytes decide.
struct Count {
    std::size_t digits = 0;
    std::uint32_t octets = 0;
    bool unsure = false;
};

Count read_count(std::string_view text)
{
    Count count;
    if (text.empty() || text[0] < '1' || text[0] > '9')
        return count;
    std::size_t i = 0;
    std::uint32_t octets = 0;
    while (i < text.size() && is_digit(text[i]) && i <= max_count_digits)
        octets = octets * 10 + static_cast<unsigned>(text[i++] - '0');
    if (i > max_count_digits || octets > max_syslog_message)
        return count;
    if (i < text.size() && text[i] != ' ')
        return count;
    if (i + 1 >= text.size()) {
        count.unsure = true;
        return count;
    }
    if (text[i + 1] == '<') // "573: host: ..." without priority is a line
        count = {i, octets, false};
    return count;
}

/// Length of "<188>" at the beginning of `text`; 0 where there is none.
std::size_t priority_length(std::string_view text)
{
    if (text.empty() || text[0] != '<')
        return 0;
    std::size_t i = 1;
    unsigned priority = 0;
    while (i < text.size() && i <= 3 && is_digit(text[i]))
        priority = priority * 10 + static_cast<unsigned>(text[i++] - '0');
    const bool padded = i > 2 && text[1] == '0';
    return i > 1 && i < text.size() && text[i] == '>' && priority <= max_priority && !padded ? i + 1 : 0;
}

} // namespace

StreamPiece next_syslog_message(Bytes bytes, bool ended)
{
    using Kind = StreamPiece::Kind;
    const std::string_view text = chars(bytes).substr(0, 2 * max_syslog_message);
    StreamPiece piece;
    std::size_t filler = 0;
    while (filler < text.size() && (ends_message(text[filler]) || text[filler] == '\r'))
        ++filler;
    if (filler > 0) {
        piece.kind = Kind::filler;
        piece.length = filler;
        return piece;
    }
    if (text.empty())
        return piece;

    const Count count = read_count(text);
    if (count.unsure && !ended)
        return piece;
    if (count.digits > 0) {
        const auto begin = static_cast<std::uint32_t>(count.digits + 1);
        piece.counted = true;
        piece.length = std::uint64_t{begin} + count.octets;
        if (piece.length > text.size()) {
            if (!ended)
                return piece;
            piece.length = text.size();
            piece.complete = false;
        }
        piece.kind = Kind::message;
        piece.message = {begin, static_cast<std::uint32_t>(piece.length) - begin};
        return piece;
    }

    const std::size_t end = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), ends_message) - text.begin());
    if (end < text.size() && end <= max_syslog_message) {
        piece.kind = Kind::message;
        piece.length = end + 1;
        piece.message = {0, static_cast<std::uint32_t>(end > 0 && text[end - 1] == '\r' ? end - 1 : end)};
        return piece;
    }
    if (!ended && text.size() <= max_syslog_message)
        return piece;
    piece.kind = Kind::message;
    piece.complete = false;
    piece.length = std::min<std::size_t>(text.size(), max_syslog_message);
    piece.message = {0, static_cast<std::uint32_t>(piece.length)};
    return piece;
}

namespace {

/// Bytes to leave out where a stream is looked at from the middle of a message on: its text, up to the line break.
std::size_t rest_of_line(std::string_view text)
{
    if (text.empty() || text[0] == '<' || is_digit(text[0]))
        return 0;
    const std::size_t end = text.find('\n');
    const auto is_text = [](char c) {
        return c == '\t' || static_cast<unsigned char>(c) >= ' ';
    }; // no CR: lines of mail and HTTP end with it
    return end != std::string_view::npos && std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), is_text) ? end + 1
                                                                                                                                : 0;
}

} // namespace

bool looks_like_syslog_alarm(Bytes bytes)
{
    bool alarm = false;
    bytes = bytes.subspan(rest_of_line(chars(bytes.first(std::min<std::size_t>(bytes.size(), max_syslog_message)))));
    while (!bytes.empty()) {
        const StreamPiece piece = next_syslog_message(bytes, true);
        if (piece.kind == StreamPiece::Kind::need_more || piece.length == 0)
            break;
        if (piece.kind == StreamPiece::Kind::message) {
            const Bytes message = bytes.subspan(piece.message.offset, piece.message.length);
            const std::string_view text = chars(message);
            if (!priority_length(text)) {
                // The last message may end inside its priority.
                return alarm && !piece.complete && text.size() < 5 && (text.empty() || text[0] == '<' || is_digit(text[0]));
            }
            if (std::any_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' ' && c != '\t' && c != '\r'; }))
                return false;
            Start start;
            alarm = alarm || (find_alarm(message, 0, start) && start.form == Form::syslog);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(piece.length));
    }
    return alarm;
}

} // namespace cti::ucalarm
