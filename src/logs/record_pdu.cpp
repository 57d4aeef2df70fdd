// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/record_pdu.hpp"

#include "logs/lines.hpp"

#include <initializer_list>

namespace cti::logs {
namespace {

constexpr std::size_t item_head = 5;
/// A key's value is an address, a handle, a name.
constexpr std::size_t longest_key_value = 1024;
constexpr std::size_t longest_name = 255;

class Writer {
public:
    explicit Writer(std::vector<std::uint8_t>& out) : out_{out} { out_.assign(1, record_pdu_version); }

    /// `parts` with a NUL between them. False where there is no room.
    bool text(Item type, std::initializer_list<std::string_view> parts, std::size_t reserve = 0)
    {
        std::size_t size = parts.size() - 1;
        for (const std::string_view part : parts)
            size += part.size();
        if (out_.size() + item_head + size + reserve > longest_record_pdu)
            return false;
        head(type, size);
        bool first = true;
        for (const std::string_view part : parts) {
            if (!first)
                out_.push_back(0);
            first = false;
            out_.insert(out_.end(), part.begin(), part.end());
        }
        return true;
    }
    /// Nothing where it is empty.
    void short_text(Item type, std::string_view value)
    {
        if (!value.empty())
            text(type, {cut(value, longest_name)});
    }
    void number(Item type, std::uint64_t value)
    {
        head(type, 8);
        big_endian(value, 8);
    }
    void head(Item type, std::size_t size)
    {
        out_.push_back(static_cast<std::uint8_t>(type));
        big_endian(size, 4);
    }
    void big_endian(std::uint64_t value, unsigned width)
    {
        for (unsigned i = width; i-- > 0;)
            out_.push_back(static_cast<std::uint8_t>(value >> 8 * i));
    }

private:
    std::vector<std::uint8_t>& out_;
};

} // namespace

void encode_record(const Record& record, std::vector<std::uint8_t>& out)
{
    Writer writer{out};
    writer.short_text(Item::source, record.source);
    writer.number(Item::line, record.line);
    writer.number(Item::lines, record.lines);
    writer.short_text(Item::format, format_name(record.format));
    writer.short_text(Item::kind, kind_name(record.kind));
    writer.short_text(Item::protocol, protocol_name(record.protocol));
    if (record.direction != Direction::unknown) {
        writer.head(Item::direction, 1);
        writer.big_endian(record.direction == Direction::to_server ? 1 : 2, 1);
    }
    writer.head(Item::time, 8);
    for (const Origin origin : {record.time.date, record.time.year, record.time.zone})
        writer.big_endian(static_cast<std::uint8_t>(origin), 1);
    writer.big_endian((record.time.time_of_day ? 1u : 0u) | (record.time.fraction_sure ? 2u : 0u), 1);
    writer.big_endian(static_cast<std::uint32_t>(record.time.zone_seconds), 4);
    writer.short_text(Item::number, record.number);
    writer.short_text(Item::level, record.level);
    writer.short_text(Item::event, record.event);
    if (record.dropped != 0)
        writer.number(Item::dropped, record.dropped);
    if (!record.complete)
        writer.head(Item::incomplete, 0);

    // The line itself is always there; what is taken from it has the rest of the room. bytes are at most what a hex dump or a document
    // holds.
    writer.text(Item::raw, {record.raw});
    const bool inside = !record.text.empty() && record.text.data() >= record.raw.data() &&
                        record.text.data() + record.text.size() <= record.raw.data() + record.raw.size();
    if (inside) {
        writer.head(Item::text_place, 8);
        writer.big_endian(static_cast<std::uint64_t>(record.text.data() - record.raw.data()), 4);
        writer.big_endian(record.text.size(), 4);
    }
    std::uint64_t left_out = 0;
    if (!inside && !record.text.empty())
        left_out += !writer.text(Item::text, {record.text}, 64);
    if (!record.bytes.empty())
        left_out += !writer.text(Item::bytes, {{reinterpret_cast<const char*>(record.bytes.data()), record.bytes.size()}}, 64);
    for (std::size_t i = 0; i < key_count; ++i)
        if (!record.keys[i].empty())
            left_out += !writer.text(Item::key, {key_name(static_cast<Key>(i)), cut(record.keys[i], longest_key_value)}, 64);
    for (const Field& field : record.fields)
        left_out += !writer.text(Item::field, {field.parent, field.name, field.value}, 64);
    if (left_out != 0)
        writer.number(Item::left_out, left_out);
}

bool RecordItems::next(Item& type, Span& where)
{
    if (!known_version() || !fits(position_, item_head, pdu_.size()))
        return false;
    const std::size_t length = be32(pdu_.data() + position_ + 1);
    if (!fits(position_ + item_head, length, pdu_.size()))
        return false;
    type = static_cast<Item>(pdu_[position_]);
    where = {static_cast<std::uint32_t>(position_ + item_head), static_cast<std::uint32_t>(length)};
    position_ += item_head + length;
    return true;
}

} // namespace cti::logs
