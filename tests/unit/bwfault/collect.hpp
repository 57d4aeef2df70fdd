// SPDX-License-Identifier: GPL-2.0-or-later
// A sink that keeps what a fault decoder reports.
#pragma once

#include "bwfault/table.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cti::bwfault {

struct Collect {
    std::vector<std::pair<std::string, std::string>> fields; ///< filter, value as text
    std::vector<Span> spans;                                 ///< of fields
    struct Made {
        std::string id, sentence, remedy;
        Severity severity;
    };
    std::vector<Made> findings;
    std::vector<Span> open;
    unsigned groups = 0;

    void inside(Span where) const
    {
        if (open.empty())
            return;
        ASSERT_GE(where.offset, open.back().offset);
        ASSERT_LE(where.offset + where.length, open.back().offset + open.back().length);
    }
    void add(FieldId id, Span where, std::string value)
    {
        ASSERT_FALSE(open.empty()) << "a field outside its alarm";
        inside(where);
        fields.emplace_back(bwfault::fields[id].filter, std::move(value));
        spans.push_back(where);
    }
    void begin_group(const char*, unsigned, Span where)
    {
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
        if (bwfault::fields[id].type == Type::ipv4) {
            add(id, where,
                std::to_string(n >> 24) + "." + std::to_string(n >> 16 & 255) + "." + std::to_string(n >> 8 & 255) + "." +
                    std::to_string(n & 255));
            return;
        }
        ASSERT_EQ(bwfault::fields[id].type, Type::u32) << bwfault::fields[id].filter;
        add(id, where, std::to_string(n));
    }
    void text(FieldId id, Span where, std::string_view value, const char* = nullptr)
    {
        ASSERT_EQ(bwfault::fields[id].type, Type::text) << bwfault::fields[id].filter;
        add(id, where, std::string{value});
    }
    void bytes(FieldId, Span) { FAIL() << "no field is opaque"; }
    void ipv6(FieldId id, Span where, const Ipv6& address)
    {
        ASSERT_EQ(bwfault::fields[id].type, Type::ipv6);
        add(id, where, Address::v6(address.data()).text());
    }
    void diagnose(const Finding& f)
    {
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
    std::string ids() const
    {
        std::string all;
        for (const Made& f : findings)
            all += (all.empty() ? "" : " ") + f.id;
        return all;
    }
};

} // namespace cti::bwfault
