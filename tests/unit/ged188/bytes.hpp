// SPDX-License-Identifier: GPL-2.0-or-later
// Messages put together by hand, and sinks that collect or check what a decoder says.
#pragma once

#include "ged188/summary.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cti::ged188::test {

using Buffer = std::vector<std::uint8_t>;

inline std::string as_string(std::string_view text) { return std::string{text}; }

/// A message as one would write it on paper: numbers big-endian, floating fields with the widths asked for.
class Message {
public:
    explicit Message(std::uint32_t number, Widths widths = {2, 2}) : widths_{widths} { u32(0).u32(number); }

    Message& u8(std::uint32_t v) { bytes_.push_back(static_cast<std::uint8_t>(v)); return *this; }
    Message& u16(std::uint32_t v) { return u8(v >> 8).u8(v); }
    Message& u32(std::uint32_t v) { return u16(v >> 16).u16(v); }
    Message& text(std::string_view t) { bytes_.insert(bytes_.end(), t.begin(), t.end()); return *this; }
    Message& zeros(std::size_t n) { bytes_.insert(bytes_.end(), n, 0); return *this; }

    Message& width(std::uint8_t bytes, std::uint32_t v) { return bytes == 1 ? u8(v) : u16(v); }
    Message& head(std::uint32_t tag, std::uint32_t length) { return width(widths_.tag, tag).width(widths_.length, length); }
    Message& field(std::uint32_t tag, std::string_view data) { return head(tag, static_cast<std::uint32_t>(data.size())).text(data); }
    /// A STRING: its NUL is added.
    Message& string(std::uint32_t tag, std::string_view t) { return head(tag, static_cast<std::uint32_t>(t.size() + 1)).text(t).u8(0); }
    Message& field16(std::uint32_t tag, std::uint32_t v) { return head(tag, 2).u16(v); }
    Message& field32(std::uint32_t tag, std::uint32_t v) { return head(tag, 4).u32(v); }

    /// The bytes, with a MessageLength that is true.
    Buffer bytes() const { return with_length(static_cast<std::uint32_t>(bytes_.size()) - 8); }
    Buffer with_length(std::uint32_t length) const
    {
        Buffer out = bytes_;
        for (int i = 0; i < 4; ++i)
            out[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(length >> (24 - 8 * i));
        return out;
    }

private:
    Buffer bytes_;
    Widths widths_;
};

inline Buffer operator+(const Buffer& a, const Buffer& b)
{
    // Not insert(): g++ 16 warns of an array bound that nothing exceeds.
    Buffer out;
    out.reserve(a.size() + b.size());
    for (const Buffer* part : {&a, &b})
        for (const std::uint8_t byte : *part)
            out.push_back(byte);
    return out;
}

inline Conditions conditions_of(std::uint8_t version, Dialect dialect = Dialect::ucce)
{
    Conditions c;
    c.version = version;
    c.dialect = dialect;
    c.widths = widths_of(version, dialect);
    c.version_known = true;
    return c;
}

/// OPEN_REQ of a client that wants all events. Layout: CTI Server Message Reference Guide, OPEN_REQ.
inline Buffer open_req(std::uint32_t version, std::uint32_t invoke_id = 1, std::uint32_t idle_timeout = 0xffffffff, std::string_view password = {},
                       std::string_view client = "CTIService", Dialect dialect = Dialect::ucce, std::uint32_t services = 0x10)
{
    Message m{3, widths_of(static_cast<std::uint8_t>(version), dialect)};
    m.u32(invoke_id).u32(version).u32(idle_timeout).u32(dialect == Dialect::uccx ? 0 : 0xffffffff).u32(services).zeros(6 * 4);
    return m.string(1, client).field(2, password).bytes();
}

/// OPEN_CONF as the version has it: 26 bytes of fixed part from protocol 6, 30 from 19, 32 from 24.
inline Buffer open_conf(std::uint32_t version, std::uint32_t invoke_id = 1, std::uint32_t granted = 0x10, std::uint32_t pg_status = 0,
                        std::uint32_t session_type = 1, std::uint32_t peripheral_type = 17)
{
    Message m{4};
    m.u32(invoke_id).u32(granted).u32(0).u32(pg_status).u32(1700000000).u16(1).u16(peripheral_type).u16(0);
    if (version >= 19)
        m.u32(0);
    if (version >= 24)
        m.u16(session_type);
    return m.bytes();
}

inline Buffer heartbeat_req(std::uint32_t id) { return Message{5}.u32(id).bytes(); }
inline Buffer heartbeat_conf(std::uint32_t id) { return Message{6}.u32(id).bytes(); }
inline Buffer close_req(std::uint32_t id, std::uint32_t status = 0) { return Message{7}.u32(id).u32(status).bytes(); }
inline Buffer close_conf(std::uint32_t id) { return Message{8}.u32(id).bytes(); }
inline Buffer failure_conf(std::uint32_t id, std::uint32_t status) { return Message{1}.u32(id).u32(status).bytes(); }
inline Buffer failure_event(std::uint32_t status) { return Message{2}.u32(status).bytes(); }
inline Buffer control_failure(std::uint32_t id, std::uint32_t code, std::uint32_t peripheral = 0)
{
    return Message{35}.u32(id).u16(code).u32(peripheral).bytes();
}
/// SYSTEM_EVENT from protocol 10 on: EventDeviceType is there.
inline Buffer system_event(std::uint32_t event, Widths widths = {2, 2}, std::string_view text = {}, std::uint32_t pg_status = 0)
{
    Message m{31, widths};
    m.u32(pg_status).u32(1700000000).u32(event).zeros(12).u16(0xffff);
    if (!text.empty())
        m.string(7, text);
    return m.bytes();
}
/// QUERY_DEVICE_INFO_REQ and its answer's number are two small, ordinary requests: ANSWER_CALL_REQ 40, ANSWER_CALL_CONF 41.
inline Buffer request(std::uint32_t number, std::uint32_t id) { return Message{number}.u32(id).bytes(); }

struct Seen {
    std::string filter;
    Span where;
    enum class What { number, text, bytes } what;
    std::uint64_t number = 0;
    std::string text{};      ///< characters of a text field, raw bytes of an opaque one
    unsigned depth = 0;      ///< groups around it
};

/// Keeps all that is said, but not the parts of a floating field (tag, length, name and value).
struct Collector {
    Bytes message;
    std::vector<Seen> seen{};
    std::vector<std::string> groups{};    ///< "Skill group 2"
    std::vector<Finding> findings{};
    unsigned depth = 0;
    unsigned details = 0;

    void begin_details() { ++details; }
    void end_details() { --details; }
    void begin_group(const char* label, unsigned index, Span) { ++depth; groups.push_back(std::string{label} + " " + std::to_string(index)); }
    void annotate(std::string_view) {}
    void end_group() { --depth; }
    void ipv6(FieldId, Span, const cti::Ipv6&) {}
    void number(FieldId id, Span where, std::uint64_t value) { keep({fields()[id].filter, where, Seen::What::number, value, {}, depth}); }
    void text(FieldId id, Span where, std::string_view text, const char*) { keep({fields()[id].filter, where, Seen::What::text, 0, std::string{text}, depth}); }
    void bytes(FieldId id, Span where)
    {
        keep({fields()[id].filter, where, Seen::What::bytes, 0, {reinterpret_cast<const char*>(message.data()) + where.offset, where.length}, depth});
    }
    void diagnose(const Finding& f) { findings.push_back(f); }
    void keep(Seen s)
    {
        if (details == 0)
            seen.push_back(std::move(s));
    }

    std::vector<std::uint64_t> numbers(std::string_view filter) const
    {
        std::vector<std::uint64_t> out;
        for (const Seen& s : seen)
            if (s.filter == filter)
                out.push_back(s.number);
        return out;
    }
    std::vector<std::string> texts(std::string_view filter) const
    {
        std::vector<std::string> out;
        for (const Seen& s : seen)
            if (s.filter == filter)
                out.push_back(s.text);
        return out;
    }
    bool has(std::string_view filter) const { return !texts(filter).empty(); }
    bool found(std::string_view id) const
    {
        for (const Finding& f : findings)
            if (id == f.diagnosis->id)
                return true;
        return false;
    }
    std::vector<std::string> ids() const
    {
        std::vector<std::string> out;
        for (const Finding& f : findings)
            out.emplace_back(f.diagnosis->id);
        return out;
    }
    /// The sentence of the first finding of this id.
    std::string sentence(std::string_view id) const
    {
        for (const Finding& f : findings)
            if (id == f.diagnosis->id) {
                char text[400];
                return {text, format_sentence(f, text, sizeof text)};
            }
        return "not found";
    }
};

inline Collector collect(const Buffer& message, const Conditions& c)
{
    Collector out{message};
    decode_message(message, c, out);
    return out;
}

/// Fails where a span leaves the message, a member leaves its record, or groups do not balance.
class Checker {
public:
    explicit Checker(Bytes message) : message_{message} {}

    void begin_group(const char* label, unsigned index, Span where)
    {
        check(where, label);
        EXPECT_GT(index, 0u) << label;
        groups_.push_back(where.offset);
    }
    void annotate(std::string_view) {}
    void end_group()
    {
        ASSERT_FALSE(groups_.empty());
        groups_.pop_back();
    }
    void begin_details() { ++details_; }
    void end_details() { --details_; }
    void ipv6(FieldId, Span, const cti::Ipv6&) {}
    void number(FieldId id, Span where, std::uint64_t)
    {
        check_field(id, where);
        EXPECT_GT(where.length, 0u) << fields()[id].filter;
        EXPECT_LE(where.length, 4u) << fields()[id].filter;
    }
    void text(FieldId id, Span where, std::string_view text, const char*)
    {
        check_field(id, where);
        EXPECT_LE(text.size(), std::size_t{600});
    }
    void bytes(FieldId id, Span where) { check_field(id, where); }
    void diagnose(const Finding& f)
    {
        check(f.where, f.diagnosis->id);
        char text[400];
        format_sentence(f, text, sizeof text);
        format_remedy(f, text, sizeof text);
    }
    void done() const
    {
        EXPECT_TRUE(groups_.empty());
        EXPECT_EQ(details_, 0);
    }

private:
    void check(Span where, const char* what) const { EXPECT_TRUE(fits(where.offset, where.length, message_.size())) << what << " at " << where.offset << "+" << where.length << " of " << message_.size(); }
    void check_field(FieldId id, Span where)
    {
        ASSERT_LT(id, fields().size());
        check(where, fields()[id].filter);
        for (const std::uint32_t begin : groups_)
            EXPECT_GE(where.offset, begin) << fields()[id].filter;
    }

    Bytes message_;
    std::vector<std::uint32_t> groups_;
    int details_ = 0;
};

/// A message of this layout with every field that the version has, lists with one entry, counters that are right.
inline Buffer filled(const CompiledLayout& layout, std::uint8_t version, Widths widths)
{
    Message m{layout.spec->number, widths};
    for (const Op& op : layout.fixed) {
        if (op.since > version)
            continue;
        const std::uint32_t value = op.counts ? 1 : 0x41;
        switch (wire_size(op.wire)) {
        case 1: m.u8(value); break;
        case 2: m.u16(value); break;
        default: m.u32(value); break;
        }
    }
    for (const Op& op : layout.floating) {
        if (op.since > version || op.tag == unpublished_tag || (widths.tag == 1 && op.tag > 255))
            continue;
        const std::uint32_t value = op.counts ? 1 : 0x41;
        switch (op.wire) {
        case UCHAR: m.head(op.tag, 1).u8(value); break;
        case USHORT:
        case BOOL: m.field16(op.tag, value); break;
        case UINT:
        case INT:
        case TIME: m.field32(op.tag, value); break;
        case STRING: m.string(op.tag, "ab"); break;
        case NAMEDVAR: m.field(op.tag, std::string_view{"n\0v\0", 4}); break;
        case NAMEDARRAY: m.field(op.tag, std::string_view{"\1n\0v\0", 5}); break;
        case USHORT_ARRAY: m.head(op.tag, 2).u16(value); break;
        case UINT_ARRAY: m.head(op.tag, 4).u32(value); break;
        default: m.field(op.tag, "\1\2"); break;
        }
    }
    return m.bytes();
}

/// Version and dialect combinations that the issue of every test of the tables is about.
struct Edition {
    std::uint8_t version;
    Dialect dialect;
};
inline constexpr Edition editions[] = {{9, Dialect::ucce},  {14, Dialect::ucce}, {19, Dialect::ucce}, {20, Dialect::ucce},
                                       {24, Dialect::ucce}, {25, Dialect::ucce}, {12, Dialect::uccx}, {18, Dialect::uccx}};

inline bool belongs(const CompiledLayout& layout, const Edition& e)
{
    return layout.spec->dialect == Dialect::any || layout.spec->dialect == e.dialect;
}

} // namespace cti::ged188::test
