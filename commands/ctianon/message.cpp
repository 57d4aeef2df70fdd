// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctianon/message.hpp"

#include "core/address.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace cti::anon {
namespace {

std::string_view chars(Bytes b, Span where) { return {reinterpret_cast<const char*>(b.data()) + where.offset, where.length}; }

/// The offset of the first character of 16-bit text whose characters fit 8 bits, 0 or 1; -1 where it is none.
int wide(std::string_view value)
{
    if (value.size() < 4 || value.size() % 2 != 0)
        return -1;
    for (int first = 0; first < 2; ++first) {
        bool fits8 = true;
        for (std::size_t i = 0; i < value.size() && fits8; i += 2)
            fits8 = value[i + static_cast<std::size_t>(1 - first)] == '\0' && value[i + static_cast<std::size_t>(first)] != '\0';
        if (fits8)
            return first;
    }
    return -1;
}

} // namespace

void Ledger::add(std::string_view value, Privacy kind)
{
    ++values[static_cast<std::size_t>(kind)];
    if (value.size() >= shortest)
        originals.emplace(value, kind);
}

Message::Message(Bytes original, Replacements& replacements, Ledger& ledger)
    : original_{original}, replacements_{replacements}, ledger_{ledger}, bytes_(original.size(), 0), fates_(original.size(), Byte::blanked)
{}

Span Message::inside(Span where) const
{
    const auto size = static_cast<std::uint32_t>(original_.size());
    const std::uint32_t offset = std::min(where.offset, size);
    return {offset, std::min(where.length, size - offset)};
}

void Message::put(std::uint32_t at, std::string_view value)
{
    std::memcpy(&bytes_[at], value.data(), value.size());
    std::fill_n(fates_.begin() + at, value.size(), Byte::replaced);
}

void Message::keep(Span where, Byte how)
{
    where = inside(where);
    for (std::uint32_t i = where.offset; i < where.offset + where.length; ++i)
        if (fates_[i] == Byte::blanked) {
            bytes_[i] = original_[i];
            fates_[i] = how;
        }
}

void Message::restore(Span where)
{
    where = inside(where);
    std::fill_n(fates_.begin() + where.offset, where.length, Byte::blanked);
    keep(where);
}

void Message::put(std::uint32_t at, const Message& part)
{
    std::copy(part.bytes_.begin(), part.bytes_.end(), bytes_.begin() + at);
    std::copy(part.fates_.begin(), part.fates_.end(), fates_.begin() + at);
}

void Message::text(Span where, Privacy kind, Manner manner)
{
    where = inside(where);
    std::string_view value = chars(original_, where);
    if (const int first = wide(value); first >= 0) {
        std::string narrow;
        for (std::size_t i = static_cast<std::size_t>(first); i < value.size(); i += 2)
            narrow += value[i];
        const std::string changed = replacements_.text(narrow, kind, manner);
        ledger_.add(changed == narrow ? std::string{} : narrow, kind);
        std::string back(value.size(), '\0');
        for (std::size_t i = 0; i < changed.size(); ++i)
            back[2 * i + static_cast<std::size_t>(first)] = changed[i];
        put(where.offset, back);
        return;
    }
    value = value.substr(0, value.find('\0'));
    if (value.empty())
        return;
    const std::string changed = replacements_.text(value, kind, manner);
    // Where the vocabulary stays, only what changed was anybody's.
    if (manner < Manner::alarm || kind == Privacy::secret) {
        ledger_.add(changed == value ? std::string_view{} : value, kind); // 127.0.0.1 is nobody's
        put(where.offset, changed);
        return;
    }
    bool any = false;
    for (std::size_t i = 0; i < value.size();) {
        std::size_t n = i;
        while (n < value.size() && changed[n] != value[n])
            ++n;
        if (n > i) {
            put(where.offset + static_cast<std::uint32_t>(i), std::string_view{changed}.substr(i, n - i));
            any = true;
        }
        i = n + 1;
    }
    if (any)
        ledger_.add({}, kind);
    keep(where);
}

void Message::opaque(Span where, Privacy kind)
{
    where = inside(where);
    const std::string_view value = chars(original_, where);
    const bool printable = std::all_of(
        value.begin(), value.end(), [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\t' || c == '\n' || c == '\r' || c == '\0'; });
    if (kind == Privacy::secret || !printable) {
        // Bytes that are no text are no value that could be searched for.
        if (!value.empty())
            ledger_.add(printable ? value.substr(0, value.find('\0')) : std::string_view{}, kind);
        if (kind == Privacy::secret)
            for (std::uint32_t i = 0; i < where.length; ++i) // empty stays empty
                put(where.offset + i, value[i] == '\0' ? std::string_view{"\0", 1} : "*");
        return;
    }
    for (std::uint32_t i = 0; i < where.length;) {
        std::uint32_t n = i;
        while (n < where.length && value[n] != '\0')
            ++n;
        text({where.offset + i, n - i}, kind);
        i = n + 1;
    }
}

void Message::text_runs(Span where, std::uint32_t shortest)
{
    where = inside(where);
    for (std::uint32_t i = where.offset; i < where.offset + where.length;) {
        std::uint32_t n = i;
        while (n < where.offset + where.length && original_[n] >= 0x20 && original_[n] < 0x7f)
            ++n;
        if (n - i >= shortest)
            text({i, n - i}, Privacy::free_text);
        i = n + 1;
    }
}

void Message::text_in(Span where)
{
    text_runs(where, 3); // less is a number that looks like a character
    keep(where);
}

void Message::scrub()
{
    for (std::size_t i = 0; i < original_.size(); ++i)
        if (fates_[i] == Byte::blanked && original_[i] != 0)
            bytes_[i] = 1;
}

void Message::number(Span where, std::uint64_t value)
{
    where = inside(where);
    const std::uint64_t changed = replacements_.number(value, where.length);
    ledger_.add(value > 999 ? std::to_string(value) : std::string{}, Privacy::number);
    std::string out(where.length, '\0');
    for (std::uint32_t i = 0; i < where.length && i < 8; ++i)
        out[where.length - 1 - i] = static_cast<char>(changed >> (8 * i));
    put(where.offset, out);
}

void Message::time(Span where, std::uint32_t value)
{
    where = inside(where);
    if (where.length != 4)
        return keep(where);
    std::string out;
    for (int i = 3; i >= 0; --i)
        out += static_cast<char>(value >> (8 * i));
    put(where.offset, out);
}

void Message::ipv4(Span where, std::uint32_t value)
{
    where = inside(where);
    const std::string_view printed = chars(original_, where);
    if (where.length != 4 || printed.find('.') != std::string_view::npos) {
        text(where, Privacy::host);
        return;
    }
    const std::uint8_t* const at = &original_[where.offset];
    const bool reversed = be32(at) != value;
    std::uint8_t address[4];
    for (int i = 0; i < 4; ++i)
        address[i] = at[reversed ? 3 - i : i];
    ledger_.add({}, Privacy::host);
    replacements_.ipv4(address);
    std::string out;
    for (int i = 0; i < 4; ++i)
        out += static_cast<char>(address[reversed ? 3 - i : i]);
    put(where.offset, out);
}

void Message::ipv6(Span where)
{
    where = inside(where);
    if (where.length != 16 || chars(original_, where).find(':') != std::string_view::npos) {
        text(where, Privacy::host);
        return;
    }
    std::uint8_t address[16];
    std::memcpy(address, &original_[where.offset], sizeof address);
    ledger_.add({}, Privacy::host);
    replacements_.ipv6(address);
    put(where.offset, {reinterpret_cast<const char*>(address), sizeof address});
}

// ---- fields

void FieldSink::number(FieldId id, Span where, std::uint64_t value)
{
    const FieldDef& f = fields[id];
    if (f.type == Type::ipv4)
        return message.ipv4(where, static_cast<std::uint32_t>(value));
    if (f.type == Type::time && shift != 0 && value != 0 && value != UINT32_MAX)
        return message.time(where, static_cast<std::uint32_t>(static_cast<std::int64_t>(value) + shift));
    const bool named = f.values && find_value(*f.values, static_cast<std::uint32_t>(value));
    if (f.privacy == Privacy::unstated || f.privacy == Privacy::none || named || where.length > 8)
        message.keep(where);
    else
        message.number(where, value);
}

void FieldSink::text(FieldId id, Span where, std::string_view text, const char*)
{
    const FieldDef& f = fields[id];
    if (id == parts_follow[0] || id == parts_follow[1])
        return;
    if (f.privacy == Privacy::none || f.privacy == Privacy::unstated)
        return message.keep(where);
    std::uint64_t value = 0;
    if (number_as_text && where.length <= 4 && fits(where.offset, where.length, message.original().size()) &&
        (text.size() != where.length || std::memcmp(text.data(), &message.original()[where.offset], text.size()) != 0) &&
        std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc{})
        return message.number(where, value);
    message.text(where, f.privacy, manner < Manner::alarm || f.privacy == Privacy::free_text ? manner : Manner::plain);
}

void FieldSink::bytes(FieldId id, Span where)
{
    const FieldDef& f = fields[id];
    if (f.type == Type::label || id == parts_follow[0] || id == parts_follow[1])
        return;
    if (id == without_layout[0] || id == without_layout[1])
        return message.text_in(where);
    if (f.privacy == Privacy::none || f.privacy == Privacy::unstated)
        message.keep(where);
    else
        message.opaque(where, f.privacy);
}

} // namespace cti::anon
