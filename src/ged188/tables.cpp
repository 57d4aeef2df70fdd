// SPDX-License-Identifier: GPL-2.0-or-later
#include "ged188/tables.hpp"

#include "ged188/fields.hpp"
#include "ged188/layouts/call_control.hpp"
#include "ged188/layouts/call_events.hpp"
#include "ged188/layouts/client_services.hpp"
#include "ged188/layouts/configuration.hpp"
#include "ged188/layouts/monitor.hpp"
#include "ged188/layouts/server_service.hpp"
#include "ged188/layouts/session.hpp"
#include "ged188/layouts/supervisor.hpp"
#include "ged188/message_set.hpp"
#include "ged188/privacy.hpp"
#include "ged188/tags.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace cti::ged188 {
namespace {

using std::size_t;
using std::string_view;

/// The groups of the specification, one a file of layouts/.
constexpr std::span<const Layout> layout_groups[] = {
    layouts::session,         layouts::call_events,  layouts::monitor,        layouts::supervisor,
    layouts::client_services, layouts::call_control, layouts::server_service, layouts::configuration,
};

constexpr size_t count_layouts()
{
    size_t n = 0;
    for (const auto& group : layout_groups)
        n += group.size();
    return n;
}
constexpr size_t layout_count = count_layouts();

/// All rows of a layout stand in its own run and in the shared ones.
constexpr unsigned runs = 3;
constexpr const std::span<const Row>& run_of(const Layout& layout, unsigned i)
{
    return i == 0 ? layout.rows : i == 1 ? layout.shared : layout.shared2;
}

constexpr size_t count_rows()
{
    size_t n = 0;
    for (const auto& group : layout_groups)
        for (const Layout& layout : group)
            for (unsigned i = 0; i < runs; ++i)
                n += run_of(layout, i).size();
    return n;
}
constexpr size_t row_count = count_rows();

constexpr Type shown_type(const Row& row) { return row.shown_as_text ? Type::text : type_of(row.wire); }

constexpr std::uint32_t hash(string_view text)
{
    std::uint32_t h = 2166136261u;
    for (const char c : text)
        h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
    return h;
}

/// Every distinct (filter, type, values) of the tables, once. One filter name may stand for two fields whose values are
/// named differently (failure_code), never for two kinds of type.
struct Dictionary {
    static constexpr size_t capacity = 1024;
    static constexpr size_t buckets = 4096;
    std::array<FieldDef, capacity> fields{};
    std::array<const char*, capacity> values_names{};
    size_t size = 0;
    std::array<std::uint16_t, buckets> bucket{};    ///< 1 + index

    constexpr FieldId add(const Row& row)
    {
        const Type type = shown_type(row);
        size_t slot = hash(row.filter) % buckets;
        for (; bucket[slot] != 0; slot = (slot + 1) % buckets) {
            const FieldDef& f = fields[bucket[slot] - 1u];
            if (f.type == type && string_view{values_names[bucket[slot] - 1u]} == row.values_name && string_view{f.filter} == row.filter)
                return static_cast<FieldId>(bucket[slot] - 1u);
        }
        if (size == capacity)
            throw "make Dictionary::capacity larger";
        fields[size] = {row.filter, row.name, type, row.base, row.values, row.comment, privacy_of(row.filter)};
        values_names[size] = row.values_name;
        bucket[slot] = static_cast<std::uint16_t>(++size);
        return static_cast<FieldId>(size - 1);
    }
};

struct Compiled {
    struct Extent {
        std::uint16_t fixed_begin, fixed_end, floating_end, group_begin, group_end;
        std::uint32_t changes;
        std::uint8_t required;
    };
    Dictionary dictionary{};
    std::array<Op, row_count> ops{};
    std::array<ListGroup, layout_count * 3> groups{};
    std::array<Extent, layout_count> extents{};
    std::array<const Layout*, layout_count> layouts{};
    std::array<Op, last_tag + 1> tag_ops{};
    std::array<Op, std::size(earlier_tags)> earlier_tag_ops{};

    consteval Compiled()
    {
        for (const FieldDef& f : own_fields)
            dictionary.fields[dictionary.size++] = f;
        size_t op = 0, group = 0, layout = 0;
        for (const auto& family : layout_groups)
            for (const Layout& l : family)
                compile(l, layout++, op, group);
        for (const Tag& t : tags)
            tag_ops[t.number] =
                t.field.filter ? make_op(t.field) : Op{no_field, t.number, 0xffff, unpublished, 0, 0, 0, 0, 0, 0, false, false, false};
        for (size_t i = 0; i < std::size(earlier_tags); ++i)
            earlier_tag_ops[i] = make_op(earlier_tags[i].tag.field);
    }

    /// A string's maximum below 12 is not believed: the guide prints 2 for the two digits of ANI_II and 4 for a port, NUL included,
    /// which leaves no room for what they hold.
    static constexpr std::uint16_t max_bytes(const Row& row)
    {
        if (row.max_bytes == 0)
            return 0xffff;
        return row.wire == STRING && row.max_bytes < 12 ? std::uint16_t{12} : row.max_bytes;
    }

    constexpr Op make_op(const Row& row)
    {
        return {.field = dictionary.add(row),
                .tag = row.tag,
                .max_bytes = max_bytes(row),
                .wire = row.wire,
                .width = static_cast<std::uint8_t>(wire_size(row.wire)),
                .since = row.first_version,
                .group = 0,
                .counts = 0,
                .counted_by = 0,
                .required = 0,
                .as_text = row.shown_as_text,
                .plain = wire_size(row.wire) != 0 && !row.shown_as_text,
                .repeats = false};
    }

    constexpr void compile(const Layout& l, size_t index, size_t& op, size_t& group)
    {
        Extent& e = extents[index];
        layouts[index] = &l;
        std::array<const char*, max_slots> counters{};
        size_t slots = 0;
        const auto slot_of = [&](const char* counter) -> std::uint8_t {
            for (size_t i = 0; i < slots; ++i)
                if (string_view{counters[i]} == counter)
                    return static_cast<std::uint8_t>(i + 1);
            if (slots == max_slots)
                throw "a layout counts more things than max_slots";
            counters[slots] = counter;
            return static_cast<std::uint8_t>(++slots);
        };
        for (unsigned i = 0; i < runs; ++i)
            for (const Row& row : run_of(l, i))
                if (row.counter)
                    slot_of(row.counter);
        std::array<bool, max_slots> found{};
        const auto counts = [&](const Row& row) -> std::uint8_t {
            for (size_t i = 0; i < slots; ++i)
                if (string_view{counters[i]} == row.name) {
                    found[i] = true;
                    return static_cast<std::uint8_t>(i + 1);
                }
            return 0;
        };

        e.fixed_begin = static_cast<std::uint16_t>(op);
        for (unsigned i = 0; i < runs; ++i) {
            for (const Row& row : run_of(l, i)) {
                if (row.part != Part::fixed)
                    continue;
                if (wire_size(row.wire) == 0)
                    throw "a field of the fixed part needs a fixed size";
                Op o = make_op(row);
                o.counts = counts(row);
                o.plain = o.plain && o.counts == 0;
                ops[op++] = o;
                if (row.first_version > 0)
                    e.changes |= 1u << row.first_version;
            }
        }
        e.fixed_end = static_cast<std::uint16_t>(op);
        e.group_begin = static_cast<std::uint16_t>(group);
        std::uint8_t required = 0;
        for (unsigned i = 0; i < runs; ++i) {
            for (const Row& row : run_of(l, i)) {
                if (row.part == Part::fixed)
                    continue;
                Op o = make_op(row);
                o.counts = counts(row);
                o.plain = o.plain && o.counts == 0;
                if (row.is_required) {
                    if (required == max_required)
                        throw "a layout requires more fields than max_required";
                    o.required = ++required;
                }
                const bool array = row.wire == USHORT_ARRAY || row.wire == UINT_ARRAY;
                if (row.counter && (array || row.part == Part::repeated))
                    o.counted_by = slot_of(row.counter);
                if (row.part == Part::repeated) {
                    size_t g = e.group_begin;
                    while (g < group && string_view{groups[g].label} != row.group)
                        ++g;
                    if (g == group) {
                        if (group - e.group_begin == max_groups)
                            throw "a layout has more kinds of lists than max_groups";
                        groups[group++] = {row.group, row.counter, static_cast<std::uint8_t>(slot_of(row.counter) - 1), true, o.field};
                    } else {
                        groups[g].single = false;
                    }
                    o.group = static_cast<std::uint8_t>(g - e.group_begin + 1);
                    o.repeats = array || row.tag == unpublished_tag || string_view{row.counter} != groups[g].counter;
                }
                ops[op++] = o;
            }
        }
        e.floating_end = static_cast<std::uint16_t>(op);
        e.required = required;
        e.group_end = static_cast<std::uint16_t>(group);
        std::sort(ops.begin() + e.fixed_end, ops.begin() + e.floating_end, [](const Op& a, const Op& b) { return a.tag < b.tag; });
        for (size_t i = 0; i < slots; ++i)
            if (!found[i])
                throw "a counter is not a field of its message";
    }
};

constexpr Compiled compiled{};
static_assert(states_privacy({compiled.dictionary.fields.data(), compiled.dictionary.size}),
    "privacy.hpp says what a field of text or bytes gives away");

/// Where to look for a tag in a layout: as many places as its tags need to have one each, by their low bits. A tag the layout does
/// not list finds another's place, or that of the first; no place leads to a field whose tag is not published.
struct TagPlaces {
    static constexpr size_t capacity = layout_count * 128;
    std::array<std::uint8_t, capacity> all{};
    std::array<std::uint32_t, layout_count> begin{};
    std::array<std::uint16_t, layout_count> mask{};
    std::array<bool, layout_count> any{};

    consteval TagPlaces()
    {
        size_t used = 0;
        for (size_t i = 0; i < layout_count; ++i) {
            const auto& e = compiled.extents[i];
            if (e.floating_end - e.fixed_end > 256)
                throw "a layout has more floating fields than a place can tell";
            size_t first = e.fixed_end;
            while (first < e.floating_end && compiled.ops[first].tag == unpublished_tag)
                ++first;
            if (first == e.floating_end)
                continue;
            size_t size = 1;
            while (!apart(first, e.floating_end, size))
                size *= 2;
            if (used + size > capacity)
                throw "make TagPlaces::capacity larger";
            any[i] = true;
            begin[i] = static_cast<std::uint32_t>(used);
            mask[i] = static_cast<std::uint16_t>(size - 1);
            for (size_t place = 0; place < size; ++place)
                all[used + place] = static_cast<std::uint8_t>(first - e.fixed_end);
            for (size_t op = first; op < e.floating_end; ++op)
                all[used + compiled.ops[op].tag % size] = static_cast<std::uint8_t>(op - e.fixed_end);
            used += size;
        }
    }
    static consteval bool apart(size_t first, size_t end, size_t size)
    {
        std::array<bool, 512> taken{};
        for (size_t op = first; op < end; ++op) {
            const size_t place = compiled.ops[op].tag % size;
            if (taken[place])
                return false;
            taken[place] = true;
        }
        return true;
    }
};
constexpr TagPlaces places{};

constexpr auto make_layouts()
{
    std::array<CompiledLayout, layout_count> out{};
    for (size_t i = 0; i < layout_count; ++i) {
        const auto& e = compiled.extents[i];
        out[i] = {compiled.layouts[i],
                  {compiled.ops.data() + e.fixed_begin, size_t(e.fixed_end - e.fixed_begin)},
                  {compiled.ops.data() + e.fixed_end, size_t(e.floating_end - e.fixed_end)},
                  places.any[i] ? places.all.data() + places.begin[i] : nullptr,
                  {compiled.groups.data() + e.group_begin, size_t(e.group_end - e.group_begin)},
                  e.changes,
                  nullptr,
                  0,
                  places.mask[i],
                  0,
                  e.required,
                  0};
        for (unsigned r = 0; r < runs; ++r)
            for (const Row& row : run_of(*compiled.layouts[i], r))
                if (row.part == Part::fixed && row.doubtful_version)
                    out[i].doubtful = row.doubtful_version;
        for (const Op& op : out[i].fixed) {
            out[i].fixed_total = static_cast<std::uint16_t>(out[i].fixed_total + wire_size(op.wire));
            out[i].last_change = std::max(out[i].last_change, op.since);
        }
        for (const MessageName& row : message_set)
            if (string_view{row.name} == out[i].spec->name) {
                out[i].row = &row;
                break;
            }
    }
    return out;
}
constexpr auto compiled_layouts = make_layouts();

/// Layouts by message number. A number that another edition prints for a layout comes after the layouts that own it.
struct LayoutIndex {
    std::array<const CompiledLayout*, layout_count * 2> order{};
    std::array<std::uint16_t, last_message + 2> begin{};

    consteval LayoutIndex()
    {
        std::uint16_t n = 0;
        for (unsigned number = 0; number <= last_message; ++number) {
            begin[number] = n;
            for (const CompiledLayout& l : compiled_layouts)
                if (l.spec->number == number)
                    order[n++] = &l;
            for (const CompiledLayout& l : compiled_layouts)
                if (l.spec->other_number == number && number != 0)
                    order[n++] = &l;
        }
        begin[last_message + 1] = n;
    }
};
constexpr LayoutIndex layout_index{};

consteval auto make_sole_layouts()
{
    std::array<const CompiledLayout*, last_message + 1> out{};
    for (unsigned number = 0; number <= last_message; ++number)
        if (layout_index.begin[number + 1] - layout_index.begin[number] == 1) {
            const CompiledLayout* only = layout_index.order[layout_index.begin[number]];
            if (only->spec->dialect == Dialect::any)
                out[number] = only;
        }
    return out;
}

constexpr bool message_set_is_complete()
{
    unsigned next = 1;
    for (const MessageName& m : message_set) {
        if (m.number == next)
            ++next;
        else if (m.number != next - 1)
            return false;
    }
    return next == last_message + 1;
}
static_assert(message_set_is_complete(), "the message set names 1..284 in order");

constexpr bool tags_are_complete()
{
    unsigned next = 1;
    for (const Tag& t : tags)
        if (t.number != next++)
            return false;
    return next == last_tag + 1;
}
static_assert(tags_are_complete(), "the tag table lists 1..313 in order");

struct NameIndex {
    std::array<std::uint16_t, last_message + 2> begin{};
    consteval NameIndex()
    {
        size_t i = 0;
        for (unsigned number = 0; number <= last_message + 1; ++number) {
            while (i < std::size(message_set) && message_set[i].number < number)
                ++i;
            begin[number] = static_cast<std::uint16_t>(i);
        }
    }
};
constexpr NameIndex name_index{};

constexpr auto make_message_values()
{
    std::array<Value, last_message> out{};
    for (unsigned n = 1; n <= last_message; ++n) {
        // The name without version or dialect in mind: the first row that is not bound to one.
        const MessageName* chosen = &message_set[name_index.begin[n]];
        for (size_t i = name_index.begin[n]; i < name_index.begin[n + 1]; ++i)
            if (message_set[i].dialect != Dialect::uccx && message_set[i].last_version == 255) {
                chosen = &message_set[i];
                break;
            }
        out[n - 1] = {n, chosen->name, chosen->meaning};
    }
    return out;
}
constexpr auto message_values = make_message_values();

constexpr auto make_tag_values()
{
    std::array<Value, last_tag> out{};
    for (unsigned i = 0; i < last_tag; ++i)
        out[i] = {tags[i].number, tags[i].name, tags[i].field.comment};
    return out;
}
constexpr auto tag_value_rows = make_tag_values();

} // namespace

std::span<const FieldDef> fields() { return {compiled.dictionary.fields.data(), compiled.dictionary.size}; }

FieldId invoke_id_field()
{
    static_assert(compiled.ops[0].tag == 0 && string_view{compiled.dictionary.fields[compiled.ops[0].field].filter} == "ged188.invoke_id",
                  "the first row of the first layout is the InvokeID");
    return compiled.ops[0].field;
}

FieldId find_field(string_view filter)
{
    const auto all = fields();
    for (size_t i = 0; i < all.size(); ++i)
        if (filter == all[i].filter)
            return static_cast<FieldId>(i);
    return no_field;
}

std::span<const CompiledLayout* const> layouts_of(std::uint32_t number)
{
    if (number > last_message)
        return {};
    return {layout_index.order.data() + layout_index.begin[number], size_t(layout_index.begin[number + 1] - layout_index.begin[number])};
}

std::span<const CompiledLayout> all_layouts() { return compiled_layouts; }

std::span<const MessageName> names_of(std::uint32_t number)
{
    if (number == 0 || number > last_message)
        return {};
    return {message_set + name_index.begin[number], size_t(name_index.begin[number + 1] - name_index.begin[number])};
}

const MessageName* message_name(std::uint32_t number, std::uint8_t version, Dialect dialect)
{
    const auto names = names_of(number);
    for (const MessageName& m : names) {
        if (m.dialect == Dialect::uccx && dialect != Dialect::uccx)
            continue;
        if (version != 0 && (version < m.first_version || version > m.last_version))
            continue;
        return &m;
    }
    return names.empty() ? nullptr : &names.back();
}

const MessageName* message_by_name(string_view name)
{
    for (const MessageName& m : message_set)
        if (name == m.name)
            return &m;
    return nullptr;
}

const Op* tag_op(std::uint32_t tag) { return tag >= 1 && tag <= last_tag ? &compiled.tag_ops[tag] : nullptr; }
const Tag* tag_row(std::uint32_t tag) { return tag >= 1 && tag <= last_tag ? &tags[tag - 1] : nullptr; }

const Op* tag_op(std::uint32_t tag, std::uint8_t version)
{
    for (size_t i = 0; i < std::size(earlier_tags); ++i)
        if (earlier_tags[i].tag.number == tag && version <= earlier_tags[i].last_version)
            return &compiled.earlier_tag_ops[i];
    return tag_op(tag);
}
const Tag* tag_row(std::uint32_t tag, std::uint8_t version)
{
    for (const EarlierTag& earlier : earlier_tags)
        if (earlier.tag.number == tag && version <= earlier.last_version)
            return &earlier.tag;
    return tag_row(tag);
}

constexpr std::array<const CompiledLayout*, last_message + 1> sole_layouts = make_sole_layouts();
constexpr ValueTable message_type_values{"MessageType", message_values};
constexpr ValueTable tag_values{"Tag", tag_value_rows};

} // namespace cti::ged188
