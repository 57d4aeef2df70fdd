// SPDX-License-Identifier: GPL-2.0-or-later
// A sink that keeps what a decoder reports of one table of fields, and checks that every span lies inside its group.
#pragma once

#include "core/address.hpp"
#include "core/sink.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cti {

class CollectFields {
public:
    explicit CollectFields(std::span<const FieldDef> table) : table_{table} {}

    std::vector<std::pair<std::string, std::string>> fields; ///< filter, value as text
    std::vector<Span> spans;                                 ///< of fields
    struct Made {
        std::string id, sentence, remedy;
        Severity severity;
    };
    std::vector<Made> findings;
    std::vector<Span> open;
    unsigned groups = 0;

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
        const auto octet = [n](int shift) { return std::to_string(n >> shift & 255); };
        switch (table_[id].type) {
        case Type::ipv4:
            return add(id, where, octet(24) + "." + octet(16) + "." + octet(8) + "." + octet(0));
        case Type::i32:
            return add(id, where, std::to_string(static_cast<std::int32_t>(n)));
        case Type::u8:
        case Type::u32:
        case Type::boolean:
            return add(id, where, std::to_string(n));
        default:
            FAIL() << table_[id].filter << " is not a number";
        }
    }
    void text(FieldId id, Span where, std::string_view value, const char* = nullptr)
    {
        ASSERT_EQ(table_[id].type, Type::text) << table_[id].filter;
        add(id, where, std::string{value});
    }
    void bytes(FieldId id, Span) { FAIL() << table_[id].filter << ": no field is opaque"; }
    void ipv6(FieldId id, Span where, const Ipv6& address)
    {
        ASSERT_EQ(table_[id].type, Type::ipv6) << table_[id].filter;
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
    const Made* finding(std::string_view id) const
    {
        const auto found = std::find_if(findings.begin(), findings.end(), [&](const Made& f) { return f.id == id; });
        return found == findings.end() ? nullptr : &*found;
    }
    unsigned count(std::string_view id) const
    {
        return static_cast<unsigned>(std::count_if(findings.begin(), findings.end(), [&](const Made& f) { return f.id == id; }));
    }
    std::string ids() const
    {
        std::string all;
        for (const Made& f : findings)
            all += (all.empty() ? "" : " ") + f.id;
        return all;
    }

private:
    void add(FieldId id, Span where, std::string value)
    {
        ASSERT_FALSE(open.empty()) << "a field outside its group";
        ASSERT_GE(where.offset, open.back().offset);
        ASSERT_LE(where.offset + where.length, open.back().offset + open.back().length);
        fields.emplace_back(table_[id].filter, std::move(value));
        spans.push_back(where);
    }
    std::span<const FieldDef> table_;
};

} // namespace cti
