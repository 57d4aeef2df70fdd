// SPDX-License-Identifier: GPL-2.0-or-later
// One message with what identifies people replaced. Decoders say where its fields are; the tables say what each gives away.
#pragma once

#include "core/bytes.hpp"
#include "core/sink.hpp"
#include "ctianon/replacement.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace cti::anon {

/// What became of a byte.
enum class Byte : std::uint8_t {
    blanked, ///< nothing could read it
    kept,    ///< protocol, by the tables
    markup,  ///< names of the document or line, which are the protocol's
    replaced,
};

/// What was replaced, over a whole run.
struct Ledger {
    static constexpr std::size_t kinds = 8;
    std::array<std::uint64_t, kinds> values{};            ///< occurrences by Privacy
    std::unordered_map<std::string, Privacy> originals{}; ///< every different value; none of them may be left
    std::uint64_t blanked = 0;                            ///< bytes of payload
    void add(std::string_view value, Privacy kind);
    static constexpr std::size_t shortest = 4; ///< bytes; shorter values are not searched: they would be found by chance
};

class Message {
public:
    Message(Bytes original, Replacements& replacements, Ledger& ledger);

    Bytes original() const { return original_; }
    const std::vector<std::uint8_t>& bytes() const { return bytes_; }
    const std::vector<Byte>& fates() const { return fates_; }

    void keep(Span where, Byte how = Byte::kept);
    /// As it was, though it was replaced.
    void restore(Span where);
    /// 8-bit text, up to its NUL; or 16-bit text of 8-bit characters.
    void text(Span where, Privacy kind, Manner manner = Manner::plain);
    /// Other bytes in their place.
    void put(std::uint32_t at, std::string_view value);
    /// What another message became that begins at `at` of this one.
    void put(std::uint32_t at, const Message& part);
    /// Opaque bytes: text where they are text, else blanked.
    void opaque(Span where, Privacy kind);
    /// Replaces runs of printable characters, `shortest` and longer, as text.
    void text_runs(Span where, std::uint32_t shortest);
    /// Bytes without a layout: text in them is replaced, the rest stays.
    void text_in(Span where);
    /// Blanks what nobody has told anything of with a byte that is neither text nor NUL; NUL stays.
    void scrub();
    void number(Span where, std::uint64_t value);
    /// Writes a time of four bytes, moved.
    void time(Span where, std::uint32_t value);
    /// An address, printed or as it is, in either byte order; `value` in host order.
    void ipv4(Span where, std::uint32_t value);
    void ipv6(Span where);
    /// Calls visit(Span) for each longest run of bytes that nobody has told anything of.
    template <class Visit>
    void for_each_unread(Span within, Visit visit) const
    {
        const std::uint32_t end = within.offset + within.length;
        for (std::uint32_t i = within.offset; i < end;) {
            std::uint32_t n = i;
            while (n < end && fates_[n] == Byte::blanked)
                ++n;
            if (n > i)
                visit(Span{i, n - i});
            i = n + 1;
        }
    }

private:
    Span inside(Span where) const;

    Bytes original_;
    Replacements& replacements_;
    Ledger& ledger_;
    std::vector<std::uint8_t> bytes_; ///< zeros where nothing is known
    std::vector<Byte> fates_;
};

/// Takes a decoder's fields.
struct FieldSink : NullSink {
    Message& message;
    std::span<const FieldDef> fields;
    Manner manner = Manner::plain; ///< alarm: of free text only
    bool number_as_text = false;
    std::int64_t shift = 0;                           ///< seconds that times are moved by
    FieldId without_layout[2] = {no_field, no_field}; ///< see Message::text_in
    FieldId parts_follow[2] = {no_field, no_field};   ///< fields that are only their parts, or replaced as a whole afterwards

    FieldSink(Message& m, std::span<const FieldDef> f) : message{m}, fields{f} {}

    bool wants_details() const { return true; }
    void begin_details() {}
    void end_details() {}
    void number(FieldId id, Span where, std::uint64_t value);
    void ipv6(FieldId, Span where, const Ipv6&) { message.ipv6(where); }
    void text(FieldId id, Span where, std::string_view text, const char* meaning = nullptr);
    void bytes(FieldId id, Span where);
};
static_assert(Sink<FieldSink> && DetailSink<FieldSink>);

} // namespace cti::anon
