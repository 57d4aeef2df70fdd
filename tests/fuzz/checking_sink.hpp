// SPDX-License-Identifier: GPL-2.0-or-later
// A sink that believes nothing: what a decoder reports must lie inside the message, children inside their parents, groups must be
// balanced, and the number of reports must be bounded by the size of the input. Ends the program where one of these does not hold.
#pragma once

#include "core/sink.hpp"

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

namespace cti::fuzz {

[[noreturn]] inline void fail(const char* what)
{
    std::fprintf(stderr, "fuzz check failed: %s\n", what);
    std::abort();
}
inline void check(bool holds, const char* what)
{
    if (!holds)
        fail(what);
}

/// `details`: the sink takes begin_details() and end_details(); what stands between belongs to a field, but not inside its bytes.
class CheckingSink {
public:
    /// `most` reports are allowed beside `per_byte` for each byte of the message.
    CheckingSink(Bytes message, std::span<const FieldDef> fields, std::size_t per_byte, std::size_t most)
        : message_{message}, fields_{fields}, left_{message.size() * per_byte + most}
    {
        stack_[0] = {{0, static_cast<std::uint32_t>(message.size())}, false};
    }

    void begin_group(const char* label, unsigned, Span where)
    {
        check(label != nullptr && *label, "a group has a label");
        inside(where);
        push({where, where.length == 0});
    }
    void annotate(std::string_view text)
    {
        report();
        check(depth_ > 0, "only groups can be annotated");
        read(text);
    }
    void end_group() { pop(); }
    void number(FieldId id, Span where, std::uint64_t)
    {
        field(id, where);
        const Type type = fields_[id].type;
        check(type != Type::text && type != Type::bytes && type != Type::label && type != Type::ipv6, "a number is reported as a field of numbers");
    }
    void text(FieldId id, Span where, std::string_view text, const char* meaning)
    {
        field(id, where);
        check(fields_[id].type == Type::text, "text is reported as a field of text");
        read(text);
        if (meaning)
            read(meaning);
    }
    void bytes(FieldId id, Span where)
    {
        field(id, where);
        const Type type = fields_[id].type;
        check(type == Type::bytes || type == Type::label, "bytes are reported as a field of bytes");
        read({reinterpret_cast<const char*>(message_.data()) + where.offset, where.length});
    }
    void ipv6(FieldId id, Span where, const std::array<std::uint8_t, 16>&)
    {
        field(id, where);
        check(fields_[id].type == Type::ipv6, "an IPv6 address is reported as such a field");
    }
    void diagnose(const Finding& finding)
    {
        report();
        check(finding.diagnosis != nullptr, "a finding has a diagnosis");
        check(fits(finding.where.offset, finding.where.length, message_.size()), "a finding lies inside the message");
        // Every value must be readable while the finding is said, and small buffers are filled to the brim.
        char room[64];
        check(format_sentence(finding, room, sizeof room) < sizeof room, "a sentence is cut to its room");
        char wide[2048];
        format_sentence(finding, wide, sizeof wide);
        format_remedy(finding, wide, sizeof wide);
        findings_ += wide[0] != 0;
    }

    void finish() const { check(depth_ == 0, "every group that begins ends"); }

protected:
    struct Level {
        Span where;
        bool grows;    ///< reported without a length: its end is that of its last child
    };
    void push(Level level)
    {
        check(depth_ + 1 < stack_.size(), "groups nest to a bounded depth");
        stack_[++depth_] = level;
    }
    void pop()
    {
        check(depth_ > 0, "only what began can end");
        --depth_;
    }
    void report()
    {
        check(left_ > 0, "the number of reports is bounded by the size of the message");
        --left_;
    }
    void inside(Span where)
    {
        report();
        check(fits(where.offset, where.length, message_.size()), "a span lies inside the message");
        const Level& parent = stack_[depth_];
        check(where.offset >= parent.where.offset, "a child begins inside its parent");
        check(parent.grows || where.offset + where.length <= parent.where.offset + parent.where.length, "a child ends inside its parent");
    }
    void field(FieldId id, Span where)
    {
        check(id < fields_.size(), "a field is in the table");
        inside(where);
    }
    /// Touches every byte: the sanitizer says where one may not be read.
    void read(std::string_view text)
    {
        for (const char c : text)
            sum_ = sum_ + static_cast<unsigned char>(c);
    }

    Bytes message_;
    std::span<const FieldDef> fields_;
    std::size_t left_;
    std::array<Level, 40> stack_{};
    std::size_t depth_ = 0;
    std::size_t findings_ = 0;
    volatile std::uint32_t sum_ = 0;
};
static_assert(Sink<CheckingSink>);

/// The same for decoders that report what belongs to a field below that field.
class DetailedSink : public CheckingSink {
public:
    using CheckingSink::CheckingSink;
    void begin_details()
    {
        report();
        push({{0, static_cast<std::uint32_t>(message_.size())}, false});
    }
    void end_details() { pop(); }
};
static_assert(Sink<DetailedSink>);

/// Takes numbers and bytes off the front of a fuzzer's input.
class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : rest_{data, size} {}
    std::uint8_t u8()
    {
        if (rest_.empty())
            return 0;
        const std::uint8_t value = rest_[0];
        rest_ = rest_.subspan(1);
        return value;
    }
    std::uint16_t u16()
    {
        const std::uint16_t high = u8();
        return static_cast<std::uint16_t>(high << 8 | u8());
    }
    Bytes take(std::size_t size)
    {
        const Bytes taken = rest_.first(size < rest_.size() ? size : rest_.size());
        rest_ = rest_.subspan(taken.size());
        return taken;
    }
    Bytes rest() const { return rest_; }
    bool empty() const { return rest_.empty(); }

private:
    Bytes rest_;
};

/// Counts calls of operator new in this thread (allocations.cpp).
std::size_t allocations();

} // namespace cti::fuzz
