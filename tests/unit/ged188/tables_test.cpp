// SPDX-License-Identifier: GPL-2.0-or-later
// What must hold for every row of the tables, whoever adds one.
#include "bytes.hpp"

#include "core/bit_filter.hpp"
#include "ged188/diagnoses.hpp"
#include "ged188/status_codes.hpp"

#include <cstring>
#include <map>
#include <set>
#include <vector>

namespace cti::ged188::test {
namespace {

bool legal(std::string_view filter)
{
    if (!filter.starts_with("ged188.") || filter.ends_with('.') || filter.find("..") != filter.npos)
        return false;
    for (const char c : filter)
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'))
            return false;
    return true;
}

/// Types that Wireshark compares the same way, so that one filter name may have them both.
bool compatible(Type a, Type b)
{
    const auto is_number = [](Type t) { return t == Type::u8 || t == Type::u16 || t == Type::u32; };
    return a == b || (is_number(a) && is_number(b));
}

TEST(Fields, FilterNamesAreLegal)
{
    for (const FieldDef& f : fields()) {
        EXPECT_TRUE(legal(f.filter)) << f.filter;
        EXPECT_STRNE(f.name, "") << f.filter;
    }
    EXPECT_GT(fields().size(), 300u);
}

TEST(Fields, OneFilterNameHasOneType)
{
    std::map<std::string, const FieldDef*> seen;
    for (const FieldDef& f : fields()) {
        const auto [it, fresh] = seen.try_emplace(f.filter, &f);
        EXPECT_TRUE(compatible(it->second->type, f.type)) << f.filter;
    }
}

TEST(Fields, BitsOfMasksHaveNamesOfTheirOwn)
{
    for (const FieldDef& f : fields()) {
        if (!f.values || !f.values->mask)
            continue;
        EXPECT_EQ(f.base, Base::hex) << f.filter;
        std::set<std::string> names;
        for (const Value& bit : f.values->values) {
            const std::string filter = bit_filter(f.filter, bit.name);
            EXPECT_TRUE(legal(filter)) << filter;
            EXPECT_TRUE(names.insert(filter).second) << filter << " twice";
            EXPECT_NE(bit.value, 0u) << filter;
        }
        EXPECT_FALSE(names.empty()) << f.filter;
    }
}

TEST(Fields, ValueTablesAreSortedAndNamed)
{
    for (const FieldDef& f : fields())
        if (f.values) {
            EXPECT_TRUE(is_sorted_unique(f.values->values)) << f.values->name;
            for (const Value& v : f.values->values) {
                ASSERT_TRUE(v.name) << f.values->name;
                ASSERT_TRUE(v.meaning) << f.values->name;
                EXPECT_TRUE(*v.name || *v.meaning) << f.values->name << " " << v.value;
            }
        }
}

TEST(MessageSet, NamesEveryNumber)
{
    for (std::uint32_t number = 1; number <= 284; ++number) {
        ASSERT_FALSE(names_of(number).empty()) << number;
        for (const MessageName& m : names_of(number)) {
            EXPECT_EQ(m.number, number);
            EXPECT_STRNE(m.name, "");
        }
    }
    EXPECT_TRUE(names_of(0).empty());
    EXPECT_TRUE(names_of(285).empty());
}

TEST(MessageSet, PartnersKnowEachOther)
{
    for (std::uint32_t number = 1; number <= last_message; ++number)
        for (const MessageName& m : names_of(number)) {
            if (m.partner == 0)
                continue;
            bool answered = false;
            for (const MessageName& p : names_of(m.partner))
                answered |= p.partner == number;
            EXPECT_TRUE(answered) << m.name << " and " << m.partner;
        }
}

TEST(MessageSet, RequestsAndAnswersStartWithAnInvokeID)
{
    for (const CompiledLayout& layout : all_layouts()) {
        const MessageName* row = message_by_name(layout.spec->name);
        ASSERT_TRUE(row) << layout.spec->name;
        if (row->kind == Kind::event || row->kind == Kind::indication || std::strcmp(row->name, "SET_AGENT_SERVICE_DATA_CONF") == 0)
            continue;
        ASSERT_FALSE(layout.fixed.empty()) << layout.spec->name;
        EXPECT_STREQ(fields()[layout.fixed[0].field].filter, "ged188.invoke_id") << layout.spec->name;
    }
}

TEST(Tags, ListEveryNumber)
{
    for (std::uint32_t tag = 1; tag <= 313; ++tag) {
        ASSERT_TRUE(tag_row(tag)) << tag;
        EXPECT_EQ(tag_row(tag)->number, tag);
        EXPECT_STRNE(tag_row(tag)->name, "") << tag;
    }
    EXPECT_EQ(tag_row(0), nullptr);
    EXPECT_EQ(tag_row(314), nullptr);
    EXPECT_EQ(tag_op(0), nullptr);
    EXPECT_EQ(tag_op(314), nullptr);
}

TEST(Tags, LayoutsUseThemAsTheTableSays)
{
    for (const CompiledLayout& layout : all_layouts())
        for (const Op& op : layout.floating) {
            if (op.tag == unpublished_tag)
                continue;
            ASSERT_TRUE(tag_op(op.tag)) << layout.spec->name << " " << op.tag;
            EXPECT_NE(tag_op(op.tag)->field, no_field) << layout.spec->name << " uses tag " << op.tag << ", which the table does not name";
        }
}

TEST(Layouts, TagsOccurOnce)
{
    for (const CompiledLayout& layout : all_layouts()) {
        std::set<std::uint16_t> tags;
        for (const Op& op : layout.floating)
            EXPECT_TRUE(op.tag == unpublished_tag || tags.insert(op.tag).second) << layout.spec->name << " " << op.tag;
    }
}

/// Whatever stands in a message for a tag: the layout's own operation is found, and no other.
TEST(Layouts, FindTheirTagsAndNoOthers)
{
    for (const CompiledLayout& layout : all_layouts()) {
        std::vector<const Op*> expected(0x10000);
        for (const Op& op : layout.floating)
            if (op.tag != unpublished_tag)
                expected[op.tag] = &op;
        for (std::uint32_t tag = 0; tag < expected.size(); ++tag)
            ASSERT_EQ(find_op(layout, tag), expected[tag]) << layout.spec->name << " " << tag;
    }
}

TEST(Layouts, CanBeFoundByTheirNumbers)
{
    for (const CompiledLayout& layout : all_layouts())
        for (const std::uint32_t number : {layout.spec->number, layout.spec->other_number}) {
            if (number == 0)
                continue;
            bool found = false;
            for (const CompiledLayout* l : layouts_of(number))
                found |= l == &layout;
            EXPECT_TRUE(found) << layout.spec->name << " " << number;
        }
    EXPECT_TRUE(layouts_of(0).empty());
    EXPECT_TRUE(layouts_of(285).empty());
    EXPECT_TRUE(layouts_of(0xffffffff).empty());
}

/// A floating field needs a tag number that is published and that fits the width of a tag.
bool is_sendable(const Op& op, bool is_fixed, Widths widths) { return is_fixed || (op.tag != unpublished_tag && (widths.tag == 2 || op.tag <= 255)); }

/// Every row of every layout is decoded to its own field, in every version that has it.
TEST(Layouts, EveryRowIsDecodable)
{
    for (const Edition& e : editions) {
        const Conditions c = conditions_of(e.version, e.dialect);
        for (const CompiledLayout& layout : all_layouts()) {
            if (!belongs(layout, e) || e.version < layout.spec->first_version)
                continue;
            SCOPED_TRACE(std::string{layout.spec->name} + " v" + std::to_string(e.version));
            const Buffer message = filled(layout, e.version, c.widths);
            Collector seen{message};
            const Shape shape = decode_message(message, c, seen);
            EXPECT_TRUE(shape.exact && shape.as_proposed);
            EXPECT_FALSE(seen.has("ged188.undecoded"));
            EXPECT_TRUE(seen.findings.empty()) << seen.ids()[0] << ": " << seen.sentence(seen.ids()[0]);
            EXPECT_EQ(shape.layout, &layout);
            for (const bool is_fixed : {true, false})
                for (const Op& op : is_fixed ? layout.fixed : layout.floating)
                    if (op.since <= e.version && is_sendable(op, is_fixed, c.widths)) {
                        EXPECT_TRUE(seen.has(fields()[op.field].filter)) << fields()[op.field].filter;
                    }
        }
    }
}

TEST(Diagnoses, AreWhole)
{
    std::set<std::string> ids;
    for (const Diagnosis& d : diagnoses) {
        EXPECT_TRUE(legal(d.id)) << d.id;
        EXPECT_TRUE(ids.insert(d.id).second) << d.id << " twice";
        EXPECT_STRNE(d.summary, "") << d.id;
        EXPECT_STRNE(d.sentence, "") << d.id;
        EXPECT_STRNE(d.remedy, "") << d.id;
        EXPECT_STRNE(d.source, "") << d.id;
        EXPECT_EQ(find_field(d.id), no_field) << d.id << " is a field too";
    }
    // The rows that were promised, with their severities.
    const struct { const char* id; Severity severity; } promised[] = {
        {"ged188.incompatible_version", Severity::error}, {"ged188.not_in_version", Severity::warn}, {"ged188.control_failure", Severity::warn},
        {"ged188.server_offline", Severity::error},       {"ged188.standby", Severity::warn},        {"ged188.pg_impaired", Severity::warn},
        {"ged188.partial_grant", Severity::note},         {"ged188.heartbeat_lost", Severity::warn}, {"ged188.slow_response", Severity::note},
        {"ged188.unanswered", Severity::note},            {"ged188.cleartext_password", Severity::note}};
    for (const auto& row : promised) {
        bool found = false;
        for (const Diagnosis& d : diagnoses)
            if (std::strcmp(d.id, row.id) == 0) {
                found = true;
                EXPECT_EQ(d.severity, row.severity) << row.id;
            }
        EXPECT_TRUE(found) << row.id;
    }
    for (const char* id : {"ged188.failure", "ged188.unknown_message", "ged188.unknown_tag", "ged188.unexpected_field", "ged188.bad_length",
                           "ged188.trailing_bytes", "ged188.width_guessed"})
        EXPECT_TRUE(ids.contains(id)) << id;
}

} // namespace
} // namespace cti::ged188::test
