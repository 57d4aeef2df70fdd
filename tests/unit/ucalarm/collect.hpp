// SPDX-License-Identifier: GPL-2.0-or-later
// A sink that keeps what an alarm decoder reports, and checks that every span lies inside the message and inside its group.
#pragma once

#include "ucalarm/decode.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cti::ucalarm {

inline Bytes bytes_of(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

struct Collect {
    explicit Collect(std::string_view message) : message{message} {}

    std::string_view message;
    std::vector<std::pair<std::string, std::string>> fields;    ///< filter, value as text
    std::vector<Span> spans;                                    ///< of fields
    struct Made {
        std::string id, sentence, remedy;
        Severity severity;
    };
    std::vector<Made> findings;
    std::vector<Span> open;
    unsigned groups = 0;

    void inside(Span where) const
    {
        ASSERT_TRUE(fits(where.offset, where.length, message.size()));
        if (open.empty())
            return;
        ASSERT_GE(where.offset, open.back().offset);
        ASSERT_LE(where.offset + where.length, open.back().offset + open.back().length);
    }
    void add(FieldId id, Span where, std::string value)
    {
        inside(where);
        ASSERT_FALSE(open.empty()) << "a field outside its alarm";
        fields.emplace_back(ucalarm::fields[id].filter, std::move(value));
        spans.push_back(where);
    }

    void begin_group(const char*, unsigned, Span where)
    {
        inside(where);
        open.push_back(where);
        ++groups;
    }
    void annotate(std::string_view) {}
    void end_group()
    {
        ASSERT_FALSE(open.empty());
        open.pop_back();
    }
    void number(FieldId id, Span where, std::uint64_t n)
    {
        switch (ucalarm::fields[id].type) {
        case Type::ipv4:
            add(id, where,
                std::to_string(n >> 24) + "." + std::to_string(n >> 16 & 255) + "." + std::to_string(n >> 8 & 255) + "." + std::to_string(n & 255));
            return;
        case Type::i32:
            add(id, where, std::to_string(static_cast<std::int32_t>(n)));
            return;
        case Type::u8:
        case Type::u32:
        case Type::boolean:
            add(id, where, std::to_string(n));
            return;
        default:
            FAIL() << ucalarm::fields[id].filter << " is not a number";
        }
    }
    void text(FieldId id, Span where, std::string_view value, const char* = nullptr)
    {
        ASSERT_EQ(ucalarm::fields[id].type, Type::text) << ucalarm::fields[id].filter;
        // What is said to stand in the message stands there, apart from escapes.
        const std::string_view filter = ucalarm::fields[id].filter, there = message.substr(where.offset, where.length);
        if (filter != "ucalarm.reason_name" && filter != "ucalarm.current_name" && there.find('\\') == std::string_view::npos &&
            there.find('%') == std::string_view::npos) {
            ASSERT_EQ(there, value);
        }
        add(id, where, std::string{value});
    }
    void bytes(FieldId, Span) { FAIL() << "alarms are text"; }
    void ipv6(FieldId id, Span where, const Ipv6& address)
    {
        ASSERT_EQ(ucalarm::fields[id].type, Type::ipv6);
        std::string value;
        for (const std::uint8_t b : address) {
            char two[3];
            std::snprintf(two, sizeof two, "%02x", b);
            value += two;
        }
        add(id, where, value);
    }
    void diagnose(const Finding& f)
    {
        inside(f.where);
        char sentence[1024], remedy[1024];
        format_sentence(f, sentence, sizeof sentence);
        format_remedy(f, remedy, sizeof remedy);
        findings.push_back({f.diagnosis->id, sentence, remedy, f.severity});
    }

    /// Values of a field, joined by '|'; "-" where the field is absent.
    std::string get(std::string_view filter) const
    {
        std::string all = "-";
        for (const auto& [name, value] : fields)
            if (name == filter)
                all = all == "-" ? value : all + "|" + value;
        return all;
    }
    const Made* finding(std::string_view id) const
    {
        for (const Made& f : findings)
            if (f.id == id)
                return &f;
        return nullptr;
    }
    unsigned count(std::string_view id) const
    {
        unsigned n = 0;
        for (const Made& f : findings)
            n += f.id == id;
        return n;
    }
    std::string ids() const
    {
        std::string all;
        for (const Made& f : findings)
            all += (all.empty() ? "" : " ") + f.id;
        return all;
    }
};

inline Collect decode(std::string_view message, unsigned expected_alarms = 1)
{
    Collect sink{message};
    EXPECT_EQ(decode_alarms(bytes_of(message), sink), expected_alarms) << message.substr(0, 200);
    EXPECT_TRUE(sink.open.empty());
    EXPECT_EQ(sink.groups, expected_alarms);
    return sink;
}

} // namespace cti::ucalarm
