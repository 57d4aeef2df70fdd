// SPDX-License-Identifier: GPL-2.0-or-later
// What must hold for every row of the tables, whoever adds one.
#include "bytes.hpp"

#include "core/bit_filter.hpp"
#include "ged188/diagnoses.hpp"
#include "ged188/status_codes.hpp"
#include "ged188/values.hpp"

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

/// What Wireshark shows is said plainly: what sources leave open stands in notes for the reference page.
TEST(Fields, NamesAndHelpHoldNoResearchNotes)
{
    const auto plain = [](std::string_view text) {
        for (const char* word : {"?", "printed", "public client", "v24", "v25", "document text", "not stated"})
            if (text.find(word) != text.npos)
                return false;
        return true;
    };
    for (const FieldDef& f : fields()) {
        EXPECT_TRUE(plain(f.name)) << f.name;
        EXPECT_TRUE(plain(f.blurb)) << f.filter << ": " << f.blurb;
        if (f.values)
            for (const Value& v : f.values->values) {
                EXPECT_TRUE(plain(v.name)) << f.values->name << " " << v.name;
                EXPECT_TRUE(plain(v.meaning)) << f.values->name << " " << v.name << ": " << v.meaning;
            }
    }
    for (std::uint32_t number = 1; number <= last_message; ++number)
        for (const MessageName& m : names_of(number))
            EXPECT_TRUE(plain(m.meaning)) << m.name << ": " << m.meaning;
}

/// Every note on a value is about a value table that a field has. The bit 0x200 of the services has a note and no name.
TEST(Fields, NotesOnValuesFindTheirTables)
{
    std::set<std::string> tables;
    for (const FieldDef& f : fields())
        if (f.values)
            tables.insert(f.values->name);
    for (const values::ValueNote& n : values::value_notes) {
        EXPECT_TRUE(tables.contains(n.table)) << n.table;
        EXPECT_STRNE(n.note, "") << n.table;
    }
    EXPECT_EQ(find_value(values::cti_service_mask, 0x200), nullptr);
}

// Unified CCX service masks, and a recorded Unified CCE session.
TEST(Fields, ConfigurationEventsAndAgentTypes)
{
    EXPECT_STREQ(value_name(values::cti_service_mask, 0x00040000), "CTI_SERVICE_CONFIG_EVENTS");
    EXPECT_STREQ(value_name(values::cti_service_mask, 0x00010000), "CTI_ROUTING");
    EXPECT_STREQ(value_name(values::cti_service_mask, 0x00020000), "CTI_SERVICE_MINIMIZE_EVENTS");
    EXPECT_STREQ(value_name(values::agent_type, 1), "Agent");
    EXPECT_STREQ(value_name(values::agent_type, 2), "Supervisor");
    EXPECT_EQ(find_value(values::agent_type, 0), nullptr);
    EXPECT_NE(find_field("ged188.client_address_ipv6"), no_field);
    EXPECT_NE(find_field("ged188.sending_address_ipv6"), no_field);
    EXPECT_EQ(find_field("ged188.client_address_i_pv6"), no_field);
    EXPECT_NE(find_field("ged188.agent"), no_field);
}

/// Which version a field came with, where guides and change lists of several versions were compared.
TEST(Layouts, FieldsCameWithTheirVersion)
{
    const struct { const char* message; std::uint16_t tag; const char* name; std::uint8_t since; } rows[] = {
        {"CONFIG_REQUEST_EVENT", 0, "ConfigMsgMask", 24},
        {"OPEN_CONF", 0, "SessionType", 24},
        {"OPEN_CONF", 0, "DepartmentID", 19},
        {"AGENT_STATE_EVENT", 0, "DepartmentID", 19},
        {"QUERY_AGENT_STATE_CONF", 0, "DepartmentID", 19},
        {"AGENT_TEAM_CONFIG_EVENT", 0, "DepartmentID", 19},
        {"AGENT_TEAM_CONFIG_EVENT", 243, "AgentTeamName", 16},
        {"AGENT_STATE_EVENT", 244, "Direction", 16},
        {"AGENT_STATE_EVENT", 266, "MaxBeyondTaskLimit", 22},
        {"QUERY_AGENT_STATE_CONF", 266, "MaxBeyondTaskLimit", 22},
        {"AGENT_STATE_EVENT", 303, "ActiveTerminal", 24},
        {"SET_AGENT_STATE_REQ", 303, "ActiveTerminal", 24},
        {"CONFIG_AGENT_EVENT", 303, "ActiveTerminal", 24},
        {"SNAPSHOT_CALL_CONF", 294, "ProtocolReferenceGUID", 24},
        {"SNAPSHOT_CALL_CONF", 309, "FltEnabledServices", 24},
        {"SNAPSHOT_CALL_CONF", 310, "NumOfEnabledServices", 24},
        {"SNAPSHOT_CALL_CONF", 311, "CcaiConfigId", 24},
        {"AGENT_PRE_CALL_EVENT", 294, "ProtocolReferenceGUID", 24},
        {"AGENT_PRE_CALL_EVENT", 309, "FltEnabledServices", 24},
        {"AGENT_PRE_CALL_EVENT", 310, "NumOfEnabledServices", 24},
        {"AGENT_PRE_CALL_EVENT", 0, "AgentSkillTargetID", 20},
        {"AGENT_DESK_SETTINGS_CONF", 306, "ACDSharedLineUsage", 24},
        {"AGENT_DESK_SETTINGS_CONF", 307, "PlayZipTone", 24},
        {"CONFIG_AGENT_DESK_SETTINGS_EVENT", 306, "ACDSharedLineUsage", 24},
        {"CONFIG_AGENT_DESK_SETTINGS_EVENT", 307, "PlayZipTone", 24},
        {"CONFIG_AGENT_DESK_SETTINGS_EVENT", 287, "FltDefaultDevicePortAddress", 22},
        {"CONFIG_AGENT_EVENT", 261, "NumMRDs", 21},
        {"CONFIG_SKILL_GROUP_EVENT", 264, "FltPrecisionQueueID", 22},
        {"SET_AGENT_SERVICE_DATA_REQ", 312, "NumPositiveAnswersSuggestions", 24},
        {"RTP_STARTED_EVENT", 226, "ClientAddressIPv6", 14},
        {"RTP_STARTED_EVENT", 227, "SendingAddressIPv6", 14},
    };
    for (const auto& row : rows) {
        bool found = false;
        for (const CompiledLayout& layout : all_layouts()) {
            if (std::strcmp(layout.spec->name, row.message) != 0)
                continue;
            for (const std::span<const Row> run : {layout.spec->rows, layout.spec->shared, layout.spec->shared2})
                for (const Row& r : run)
                    if (r.tag == row.tag && std::strcmp(r.name, row.name) == 0) {
                        found = true;
                        EXPECT_EQ(r.first_version, row.since) << row.message << " " << row.name;
                    }
        }
        EXPECT_TRUE(found) << row.message << " " << row.name;
    }
    // Sizes of fixed parts, in bytes, by version: change lists and recorded sessions.
    const struct { const char* message; std::uint8_t version; std::uint32_t size;
    } sizes[] = {
        {"OPEN_CONF", 15, 26},
        {"OPEN_CONF", 18, 26},
        {"OPEN_CONF", 19, 30},
        {"OPEN_CONF", 23, 30},
        {"OPEN_CONF", 24, 32},
        {"OPEN_CONF", 25, 32},
        {"CONFIG_REQUEST_EVENT", 15, 8},
        {"CONFIG_REQUEST_EVENT", 23, 8},
        {"CONFIG_REQUEST_EVENT", 24, 12},
        {"CONFIG_REQUEST_EVENT", 25, 12},
        {"AGENT_TEAM_CONFIG_EVENT", 15, 12},
        {"AGENT_TEAM_CONFIG_EVENT", 18, 12},
        {"AGENT_TEAM_CONFIG_EVENT", 19, 16},
        {"AGENT_STATE_EVENT", 13, 58},
        {"AGENT_STATE_EVENT", 18, 58},
        {"AGENT_STATE_EVENT", 19, 62},
        {"AGENT_STATE_EVENT", 25, 62},
        {"QUERY_AGENT_STATE_CONF", 13, 30},
        {"QUERY_AGENT_STATE_CONF", 18, 30},
        {"QUERY_AGENT_STATE_CONF", 19, 34},
        {"AGENT_PRE_CALL_EVENT", 19, 30},
        {"AGENT_PRE_CALL_EVENT", 20, 34},
        {"AGENT_PRE_CALL_EVENT", 25, 34},
        {"MAKE_CALL_REQ", 13, 28},
        {"MAKE_CALL_REQ", 14, 32},
        {"MAKE_CALL_REQ", 25, 32},
    };
    for (const auto& row : sizes)
        for (const CompiledLayout& layout : all_layouts())
            if (std::strcmp(layout.spec->name, row.message) == 0 && layout.spec->dialect != Dialect::uccx) {
                EXPECT_EQ(fixed_size(layout, row.version), row.size) << row.message << " " << int{row.version};
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
