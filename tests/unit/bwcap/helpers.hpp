// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "bwcap/document.hpp"
#include "bwcap/framer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <string>
#include <vector>

namespace cti::bwcap::test {

inline Bytes bytes(std::string_view s) { return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()}; }

/// A CAP document around the content of commandData.
inline std::string cap(std::string_view command, std::string_view data, std::string_view version = "14.0")
{
    std::string s = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><BroadsoftDocument protocol=\"CAP\" version=\"";
    s += version;
    s += "\"><command commandType=\"";
    s += command;
    s += "\"><commandData>";
    s += data;
    s += "</commandData></command></BroadsoftDocument>";
    return s;
}

struct Found {
    std::string filter, value, raw;
};

/// A sink that collects, and checks that groups nest and that each span lies inside of its group.
class Collector {
public:
    explicit Collector(std::string_view document) : document_{document}
    {
        open_.push_back({0, static_cast<std::uint32_t>(document.size())});
    }
    ~Collector() { EXPECT_EQ(open_.size(), 1u) << "groups are not closed"; }

    void begin_group(const char* label, unsigned, Span where)
    {
        check(where, label);
        open_.push_back(where);
    }
    void annotate(std::string_view) {}
    void end_group()
    {
        ASSERT_GT(open_.size(), 1u);
        open_.pop_back();
    }
    void ipv6(FieldId, Span, const cti::Ipv6&) {}
    void number(FieldId id, Span where, std::uint64_t value)
    {
        check(where, fields[id].filter);
        add(id, where, std::to_string(value));
    }
    void text(FieldId id, Span where, std::string_view text, const char* = nullptr)
    {
        check(where, fields[id].filter);
        EXPECT_EQ(first_invalid_utf8(text), text.npos) << fields[id].filter;
        add(id, where, std::string{text});
    }
    void bytes(FieldId id, Span where)
    {
        check(where, fields[id].filter);
        add(id, where, {});
    }
    void diagnose(const Finding& f)
    {
        check({f.where.offset, 0}, f.diagnosis->id);
        ids.emplace_back(f.diagnosis->id);
        char line[400];
        format_sentence(f, line, sizeof line);
        sentences.emplace_back(line);
    }

    std::string value(std::string_view filter) const
    {
        for (const Found& f : found)
            if (f.filter == filter)
                return f.value;
        return "(none)";
    }
    std::string raw(std::string_view filter) const
    {
        for (const Found& f : found)
            if (f.filter == filter)
                return f.raw;
        return "(none)";
    }
    bool has(std::string_view id) const { return std::find(ids.begin(), ids.end(), id) != ids.end(); }

    std::vector<Found> found;
    std::vector<std::string> ids, sentences;

private:
    void check(Span where, const char* what)
    {
        const Span in = open_.back();
        EXPECT_GE(where.offset, in.offset) << what;
        EXPECT_LE(where.offset + where.length, in.offset + in.length) << what;
    }
    void add(FieldId id, Span where, std::string value)
    {
        found.push_back({fields[id].filter, std::move(value), std::string{document_.substr(where.offset, where.length)}});
    }

    std::string_view document_;
    std::vector<Span> open_;
};

/// Frames and decodes one document.
inline Collector decode(Document& document, std::string_view text)
{
    const Unit unit = next_unit(bytes(text), {}, true);
    document.parse(bytes(text), holds_document(unit.kind) ? unit.leading : 0);
    Collector sink{text};
    document.emit(sink);
    return sink;
}

} // namespace cti::bwcap::test
