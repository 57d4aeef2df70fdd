// SPDX-License-Identifier: GPL-2.0-or-later
#include "ucalarm/part.hpp"

#include "ucalarm/line_header.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace cti::ucalarm {
namespace {

/// A part at least this long was cut where it was full, in the middle of its text; a shorter one ended with a line. (The specification
/// allows 800 octets a line, and says nothing of what belongs between two parts.)
constexpr std::size_t full_part = 700;

template <class T>
bool take_number(std::string_view& text, T& number)
{
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{})
        return false;
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    return true;
}

bool take(std::string_view& text, char c)
{
    if (!text.starts_with(c))
        return false;
    text.remove_prefix(1);
    return true;
}

/// What a line that is a part consists of.
struct PartLine {
    MessagePart part{};
    Span tag{};  ///< "[part=...]"
    Span text{}; ///< its message
};

std::optional<PartLine> read_part(Bytes message, const Start& start)
{
    if (start.form != Form::syslog || start.wrapper.length)
        return {};
    PartLine line;
    std::uint32_t end = start.body;
    Reader reader{message, start};
    Token token;
    while (reader.next(token)) {
        if (token.kind == Token::Kind::parameter && token.known && token.known->field == id::part && !line.part.number) {
            const auto part = parse_part(chars(message, token.value));
            if (!part)
                return {};
            line.part = *part;
            line.tag = token.whole;
        } else if (token.kind == Token::Kind::text) {
            line.text = token.value;
        }
        end = std::max(end, token.whole.offset + token.whole.length);
    }
    if (!line.part.number)
        return {};
    if (!line.text.length)
        line.text = {end, 0};
    return line;
}

} // namespace

std::optional<MessagePart> parse_part(std::string_view text)
{
    MessagePart part;
    if (!take_number(text, part.first) || !take(text, '.') || !take_number(text, part.number) || !take(text, '/') ||
        !take_number(text, part.count) || !text.empty() || part.number == 0 || part.number > part.count)
        return {};
    return part;
}

PartAssembler::Outcome PartAssembler::add(std::string_view sender, Bytes message, const Start& start, Moment at)
{
    joined_size_ = 0;
    gave_way_.reset();
    const auto line = read_part(message, start);
    if (!line || line->part.count < 2 || line->part.count > max_parts)
        return Outcome::no_part;
    const LineHeader header = read_line_header(chars(message), start.header, start.begin);
    std::array<char, max_key> key;
    std::size_t key_size = 0;
    for (const std::string_view piece :
        {sender, chars(message, header.host), chars(message, start.catalog), chars(message, header.timestamp)}) {
        if (piece.size() + 1 > max_key - key_size)
            return Outcome::no_part;
        std::memcpy(key.data() + key_size, piece.data(), piece.size());
        key_size += piece.size();
        key[key_size++] = '\n';
    }
    Entry* entry = find({key.data(), key_size}, line->part);
    if (!entry) {
        entry = &fresh();
        entry->used = true;
        entry->part = line->part;
        entry->since = at;
        entry->sender_size = sender.size();
        entry->key = key;
        entry->key_size = key_size;
    }
    entry->age = ++clock_;
    const std::uint32_t bit = 1u << (line->part.number - 1);
    if (entry->seen & bit)
        return Outcome::waiting;

    const auto keep = [&](std::uint32_t from, std::uint32_t to) {
        std::memcpy(entry->store.data() + entry->bytes, message.data() + from, to - from);
        entry->bytes += to - from;
    };
    const std::uint32_t line_begin = header.begin(start.begin), head_end = line->text.offset;
    const bool first = line->part.number == 1;
    const std::size_t needed = line->text.length + (first ? head_end - line_begin : 0u);
    if (needed > max_bytes - entry->bytes) {
        entry->used = false;
        return Outcome::no_part;
    }
    if (first) {
        const auto begin = static_cast<std::uint32_t>(entry->bytes);
        keep(line_begin, line->tag.offset);
        keep(line->tag.offset + line->tag.length, head_end);
        entry->head = {begin, static_cast<std::uint32_t>(entry->bytes) - begin};
    }
    entry->text[line->part.number - 1u] = {static_cast<std::uint32_t>(entry->bytes), line->text.length};
    keep(line->text.offset, line->text.offset + line->text.length);
    entry->seen |= bit;
    if (entry->seen != (1u << line->part.count) - 1)
        return Outcome::waiting;
    join(*entry);
    entry->is_whole = true;
    return Outcome::complete;
}

void PartAssembler::join(const Entry& entry)
{
    const auto append = [&](Span piece) {
        std::memcpy(joined_.data() + joined_size_, entry.store.data() + piece.offset, piece.length);
        joined_size_ += piece.length;
    };
    append(entry.head);
    for (std::size_t i = 0; i < entry.part.count; ++i) {
        // A line break shows as a blank, so that the alarm stays one line.
        if (i > 0 && entry.head.length + entry.text[i - 1].length < full_part)
            joined_[joined_size_++] = ' ';
        append(entry.text[i]);
    }
}

PartAssembler::Entry* PartAssembler::find(std::string_view key, const MessagePart& part)
{
    for (Entry& e : entries_)
        if (e.used && e.part.first == part.first && e.part.count == part.count && std::string_view{e.key.data(), e.key_size} == key)
            return &e;
    return nullptr;
}

PartAssembler::Entry& PartAssembler::fresh()
{
    Entry* oldest = &entries_[0];
    for (Entry& e : entries_) {
        if (!e.used) {
            oldest = &e;
            break;
        }
        // What is whole gives way before what waits.
        if (e.is_whole != oldest->is_whole ? e.is_whole : e.age < oldest->age)
            oldest = &e;
    }
    if (oldest->used && !oldest->is_whole) {
        gave_way_ = oldest->incomplete();
        gave_way_key_ = oldest->key; // the entry's own is about to be written
        gave_way_->sender = {gave_way_key_.data(), oldest->sender_size};
    }
    oldest->used = oldest->is_whole = false;
    oldest->seen = 0;
    oldest->bytes = 0;
    oldest->head = {};
    oldest->text = {};
    return *oldest;
}

} // namespace cti::ucalarm
