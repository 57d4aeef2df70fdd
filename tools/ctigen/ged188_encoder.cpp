// SPDX-License-Identifier: GPL-2.0-or-later
#include "ged188_encoder.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace ctigen {
namespace {

using namespace cti::ged188;
using std::string_view;

constexpr std::int64_t start_of_2026_story = 1768467600;    // 2026-01-15 09:00:00 UTC, the default start of a scenario

/// All rows of a layout, the message's own and the shared ones, in the order of the specification.
std::vector<const Row*> rows_of(const Layout& layout)
{
    std::vector<const Row*> rows;
    for (const std::span<const Row> run : {layout.rows, layout.shared, layout.shared2})
        for (const Row& row : run)
            rows.push_back(&row);
    return rows;
}

bool is_array(const Row& row) { return row.wire == USHORT_ARRAY || row.wire == UINT_ARRAY; }

/// A field by its documented name or by its filter name without "ged188.".
const Row* find_row(const Layout& layout, string_view name)
{
    const auto rows = rows_of(layout);
    for (const Row* row : rows)
        if (name == row->name)
            return row;
    for (const Row* row : rows)
        if (string_view{row->filter}.substr(string_view{"ged188."}.size()) == name)
            return row;
    return nullptr;
}

/// The row that names the counter of a group's entries: its rows may each be sized by a counter of their own.
const char* counter_of_group(const Layout& layout, string_view group)
{
    for (const Row* row : rows_of(layout))
        if (row->group && group == row->group)
            return row->counter;
    return nullptr;
}

bool is_counter(const Layout& layout, string_view name)
{
    for (const Row* row : rows_of(layout))
        if (row->counter && name == row->counter)
            return true;
    return false;
}

std::vector<std::string> split(string_view text, char separator)
{
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        string_view part = text.substr(0, end);
        while (!part.empty() && part.front() == ' ')
            part.remove_prefix(1);
        while (!part.empty() && part.back() == ' ')
            part.remove_suffix(1);
        parts.emplace_back(part);
        if (end == string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

std::vector<std::string> array_elements(const std::string& value)
{
    if (value.size() < 2 || value.front() != '[' || value.back() != ']')
        throw Complaint{"an array is written [1,2,3], not '" + value + "'"};
    const string_view inside = string_view{value}.substr(1, value.size() - 2);
    return inside.empty() ? std::vector<std::string>{} : split(inside, ',');
}

/// A number, the name of a value, NULL (all bits set), a time, or several of them joined by '|'.
std::uint32_t parse_value(const Row& row, const std::string& text)
{
    if (text.find('|') != std::string::npos) {
        std::uint32_t all = 0;
        for (const std::string& part : split(text, '|'))
            all |= parse_value(row, part);
        return all;
    }
    if (is_number(text))
        return static_cast<std::uint32_t>(parse_number(text));
    if (text == "NULL")
        return 0xffffffff;
    if (row.wire == TIME)
        return static_cast<std::uint32_t>(parse_time(text) / 1000000000);
    if (row.values)
        for (const cti::Value& value : row.values->values)
            if (text == value.name)
                return value.value;
    throw Complaint{std::string{row.name} + " has no value '" + text + "'"};
}

void put_number(Octets& out, unsigned size, std::uint32_t n)
{
    for (unsigned i = size; i-- > 0;)
        put8(out, n >> (8 * i));
}

/// "user.name=value" as name NUL value NUL; "user.arr[2]=value" as index, name NUL value NUL.
Octets named_variable(const Row& row, const std::string& value)
{
    const std::size_t equals = value.find('=');
    if (equals == std::string::npos)
        throw Complaint{std::string{row.name} + " is written \"name=value\", not '" + value + "'"};
    std::string name = value.substr(0, equals);
    Octets out;
    if (row.wire == NAMEDARRAY) {
        const std::size_t open = name.find('[');
        if (open == std::string::npos || name.back() != ']')
            throw Complaint{std::string{row.name} + " is written \"name[index]=value\", not '" + value + "'"};
        put8(out, static_cast<std::uint64_t>(parse_number(string_view{name}.substr(open + 1, name.size() - open - 2))));
        name.resize(open);
    }
    append(out, to_octets(name));
    out.push_back(0);
    append(out, to_octets(value.substr(equals + 1)));
    out.push_back(0);
    return out;
}

/// `hex:0a0b` and `raw:text` (no NUL is added) work for every field of the floating part.
std::optional<Octets> literal(const std::string& value)
{
    if (value.starts_with("hex:"))
        return parse_hex(string_view{value}.substr(4));
    if (value.starts_with("raw:"))
        return to_octets(string_view{value}.substr(4));
    return std::nullopt;
}

Octets encode_value(const Row& row, const std::string& value, bool quoted)
{
    if (auto octets = literal(value))
        return *octets;
    Octets out;
    switch (row.wire) {
    case STRING:
        out = to_octets(value);
        out.push_back(0);
        return out;
    case NAMEDVAR:
    case NAMEDARRAY: return named_variable(row, value);
    case USHORT_ARRAY:
    case UINT_ARRAY:
        for (const std::string& element : array_elements(value))
            put_number(out, row.wire == USHORT_ARRAY ? 2 : 4, parse_value(row, element));
        return out;
    case UNSPEC:
    case unpublished:
        if (!quoted)
            throw Complaint{std::string{row.name} + " is opaque: give \"text\" or hex:0a0b"};
        return to_octets(value);
    default: put_number(out, wire_size(row.wire), parse_value(row, value)); return out;
    }
}

/// Takes "/length" off a key: `ClientID/200="x"` has a FieldLength of 200 whatever its data.
std::optional<std::uint32_t> take_field_length(std::string& key)
{
    const std::size_t slash = key.find('/');
    if (slash == std::string::npos)
        return std::nullopt;
    const std::int64_t n = parse_number(string_view{key}.substr(slash + 1));
    key.resize(slash);
    return static_cast<std::uint32_t>(n);
}

Ged188Line parse_line(Words words)
{
    Ged188Line line;
    line.message = words[0].text;
    for (std::size_t i = 1; i < words.size(); ++i) {
        Ged188Item item;
        if (words[i].is("tag")) {
            if (++i == words.size())
                throw Complaint{"expected: tag number=value"};
            item.kind = Ged188Item::Kind::tag;
        }
        const Word& word = words[i];
        if (!word.is_pair())
            throw Complaint{"expected Field=value, not '" + word.text + "'"};
        item.name = word.key();
        item.value = word.value();
        item.quoted = word.quoted;
        item.field_length = take_field_length(item.name);
        if (item.kind == Ged188Item::Kind::tag) {
            item.tag = static_cast<std::uint32_t>(parse_number(item.name));
        } else if (item.name == "@length") {
            line.message_length = static_cast<std::uint32_t>(parse_number(item.value));
            continue;
        } else if (item.name == "@type") {
            line.message_type = static_cast<std::uint32_t>(parse_number(item.value));
            continue;
        } else if (item.name == "@version") {
            line.layout_version = static_cast<std::uint8_t>(parse_positive(item.value, 255));
            continue;
        } else if (item.name == "bytes") {
            item.kind = Ged188Item::Kind::bytes;
        }
        line.items.push_back(std::move(item));
    }
    return line;
}

/// Entries of the list that `counter` counts: the field of the list that occurs most often says it. For arrays: elements.
std::uint32_t count_entries(const Ged188Line& line, const Layout& layout, string_view counter)
{
    std::map<string_view, std::uint32_t> occurrences;
    std::uint32_t most = 0;
    for (const Ged188Item& item : line.items) {
        const Row* row = item.kind == Ged188Item::Kind::field ? find_row(layout, item.name) : nullptr;
        if (!row || !row->counter)
            continue;
        if (is_array(*row) && counter == row->counter && !literal(item.value))
            most = std::max(most, static_cast<std::uint32_t>(array_elements(item.value).size()));
        else if (row->group && counter == counter_of_group(layout, row->group))
            most = std::max(most, ++occurrences[row->name]);
    }
    return most;
}

/// The counter field of the floating part that has to stand before this item and was not written; nullptr where there is none.
const Row* missing_counter(const Layout& layout, const Row& row)
{
    if (!row.counter)
        return nullptr;
    const Row* counter = find_row(layout, row.counter);
    return counter && counter->part != Part::fixed ? counter : nullptr;
}

Octets wrap_message(std::uint32_t length, std::uint32_t type, const Octets& body)
{
    Octets out;
    put_be32(out, length);
    put_be32(out, type);
    append(out, body);
    return out;
}

bool knows_all_fields(const Layout& layout, const Ged188Line& line)
{
    return std::all_of(line.items.begin(), line.items.end(), [&](const Ged188Item& item) {
        return item.kind != Ged188Item::Kind::field || find_row(layout, item.name);
    });
}

} // namespace

Ged188Widths ged188_widths(std::uint8_t version, Dialect dialect)
{
    if (dialect == Dialect::uccx)
        return version >= 18 ? Ged188Widths{2, 1} : Ged188Widths{1, 1};
    return version >= 20 ? Ged188Widths{2, 2} : Ged188Widths{1, 1};
}

bool Ged188Encoder::speaks(const Layout& layout) const
{
    return layout.dialect == Dialect::any || layout.dialect == dialect_;
}

/// The layout of the message that has all the fields given, in the order in which the session prefers layouts.
const CompiledLayout* Ged188Encoder::choose_layout(const Ged188Line& line) const
{
    std::vector<const CompiledLayout*> candidates;
    for (const CompiledLayout& layout : all_layouts())
        if (line.message == layout.spec->name && speaks(*layout.spec))
            candidates.push_back(&layout);
    std::stable_partition(candidates.begin(), candidates.end(), [&](const CompiledLayout* l) {
        return l->spec->first_version <= line.layout_version.value_or(version_);
    });
    for (const CompiledLayout* layout : candidates)
        if (knows_all_fields(*layout->spec, line))
            return layout;
    return candidates.empty() ? nullptr : candidates.front();
}

std::uint32_t Ged188Encoder::message_number(const Ged188Line& line, const CompiledLayout* layout) const
{
    if (line.message_type)
        return *line.message_type;
    if (layout)
        return layout->spec->number;
    if (is_number(line.message))
        return static_cast<std::uint32_t>(parse_number(line.message));
    if (const MessageName* name = message_by_name(line.message))
        return name->number;
    throw Complaint{"there is no message '" + line.message + "'"};
}

void Ged188Encoder::remember(std::uint32_t number, std::uint32_t invoke_id)
{
    const MessageName* name = message_name(number, version_, dialect_);
    if (!name || name->kind != Kind::request)
        return;
    invoke_id_of_[number] = invoke_id;
    last_invoke_id_ = invoke_id;
}

/// A request counts on; an answer repeats the InvokeID of the latest request of its kind, else of the latest request.
/// Otherwise 0, or the "none" of a USHORT that has no value 0.
std::string Ged188Encoder::default_value(const Row& row, std::uint32_t number)
{
    const string_view name = row.name;
    if (name == "InvokeID" || name == "NumInvokeID") {
        const MessageName* message = message_name(number, version_, dialect_);
        if (message && message->kind == Kind::request)
            return std::to_string(last_invoke_id_ + 1);
        const auto partner = message ? invoke_id_of_.find(message->partner) : invoke_id_of_.end();
        return std::to_string(partner == invoke_id_of_.end() ? last_invoke_id_ : partner->second);
    }
    if (name == "VersionNumber")
        return std::to_string(version_);
    if (name == "IdleTimeout")
        return "120";
    if (name == "PeripheralID")
        return "5000";
    if (name == "PeripheralType")
        return dialect_ == Dialect::uccx ? "21" : "17";    // PT_ACMI_CRS, PT_ENTERPRISE_AGENT
    if (row.wire == TIME)
        return std::to_string(start_of_2026_story);
    constexpr std::uint32_t none = 0xffff;
    const bool enumeration = row.wire == USHORT && row.values && !row.values->special;
    const bool has_none = enumeration && cti::find_value(*row.values, none) && !cti::find_value(*row.values, 0);
    return std::to_string(has_none ? none : 0);
}

Octets Ged188Encoder::fixed_part(const Ged188Line& line, const Layout& layout, std::uint32_t number)
{
    const std::uint8_t version = line.layout_version.value_or(version_);
    Octets out;
    for (const Row* row : rows_of(layout)) {
        if (row->part != Part::fixed || row->first_version > version)
            continue;
        const auto item = std::find_if(line.items.begin(), line.items.end(), [&](const Ged188Item& i) {
            return i.kind == Ged188Item::Kind::field && find_row(layout, i.name) == row;
        });
        std::string value;
        if (item != line.items.end())
            value = item->value;
        else if (is_counter(layout, row->name))
            value = std::to_string(count_entries(line, layout, row->name));
        else
            value = default_value(*row, number);
        const std::uint32_t n = parse_value(*row, value);
        if (string_view{row->name} == "InvokeID")
            remember(number, n);
        put_number(out, wire_size(row->wire), n);
    }
    return out;
}

void Ged188Encoder::put_floating(Octets& out, std::uint32_t tag, const Octets& data, std::optional<std::uint32_t> field_length) const
{
    const Ged188Widths widths = ged188_widths(version_, dialect_);
    const std::uint32_t length = field_length.value_or(static_cast<std::uint32_t>(data.size()));
    if (tag >> (8 * widths.tag))
        throw Complaint{"tag " + std::to_string(tag) + " does not fit the " + std::to_string(widths.tag) + "-byte tags of version " +
                        std::to_string(version_)};
    if (length >> (8 * widths.length))
        throw Complaint{"a length of " + std::to_string(length) + " does not fit the " + std::to_string(widths.length) +
                        "-byte lengths of version " + std::to_string(version_)};
    put_number(out, widths.tag, tag);
    put_number(out, widths.length, length);
    append(out, data);
}

/// The floating fields in the order given. A counter that was not written is put before the first field it counts,
/// in every record anew.
Octets Ged188Encoder::floating_part(const Ged188Line& line, const Layout* layout) const
{
    Octets out;
    std::vector<string_view> counted;
    for (const Ged188Item& item : line.items) {
        if (item.kind == Ged188Item::Kind::bytes) {
            append(out, parse_hex(item.value));
            continue;
        }
        if (item.kind == Ged188Item::Kind::tag) {
            const Tag* tag = tag_row(item.tag);
            const bool text = item.quoted || literal(item.value);
            const Row as_number = tag && tag->field.filter && wire_size(tag->field.wire) ? tag->field : fixed("tag", "ged188.tag", UINT);
            put_floating(out, item.tag, encode_value(text ? floating(1, "tag", "ged188.tag", STRING) : as_number, item.value, item.quoted),
                         item.field_length);
            continue;
        }
        const Row& row = *find_row(*layout, item.name);
        if (row.part == Part::fixed)
            continue;
        if (row.tag == unpublished_tag)
            throw Complaint{std::string{row.name} + ": its tag number is not public"};
        if (row.group && string_view{row.counter} == "NumRecords" && string_view{row.name} == "RecordType")
            counted.clear();
        if (is_counter(*layout, row.name))
            counted.push_back(row.name);
        const Row* counter = missing_counter(*layout, row);
        if (counter && std::find(counted.begin(), counted.end(), counter->name) == counted.end()) {
            const std::uint32_t entries = is_array(row) ? static_cast<std::uint32_t>(array_elements(item.value).size())
                                                        : count_entries(line, *layout, counter->name);
            put_floating(out, counter->tag, encode_value(*counter, std::to_string(entries), false), std::nullopt);
            counted.push_back(counter->name);
        }
        put_floating(out, row.tag, encode_value(row, item.value, item.quoted), item.field_length);
    }
    return out;
}

Octets Ged188Encoder::encode(bool, Words words)
{
    const Ged188Line line = parse_line(words);
    const CompiledLayout* layout = choose_layout(line);
    const std::uint32_t number = message_number(line, layout);
    for (const Ged188Item& item : line.items) {
        if (item.kind != Ged188Item::Kind::field)
            continue;
        if (!layout)
            throw Complaint{line.message + " has no public layout: give bytes=hex or tag number=value"};
        const Row* row = find_row(*layout->spec, item.name);
        if (!row)
            throw Complaint{line.message + " has no field '" + item.name + "' (tag number=value sends any tag)"};
        if (row->part == Part::fixed && row->first_version > line.layout_version.value_or(version_))
            throw Complaint{item.name + " came with version " + std::to_string(row->first_version) + " (@version=n uses another layout)"};
        if (row->part == Part::fixed && item.name == "VersionNumber")
            version_ = static_cast<std::uint8_t>(parse_number(item.value));    // sets the widths of its own message too
    }
    Octets body = layout ? fixed_part(line, *layout->spec, number) : Octets{};
    append(body, floating_part(line, layout ? layout->spec : nullptr));
    return wrap_message(line.message_length.value_or(static_cast<std::uint32_t>(body.size())), number, body);
}

std::vector<ScriptedMessage> Ged188Encoder::script(Words words)
{
    if (words[0].is("every_number_without_layout"))
        return every_number_without_layout();
    if (!words[0].is("every_message"))
        return {};
    for (const Word& word : words.subspan(1)) {
        if (word.is_pair() && word.key() == "version")
            version_ = static_cast<std::uint8_t>(parse_positive(word.value(), 255));
        else if (word.text == "dialect=uccx")
            dialect_ = Dialect::uccx;
        else
            throw Complaint{"expected: every_message [version=n] [dialect=uccx]"};
    }
    return every_message();
}

/// A plausible value that differs from the value of every other field nearby.
std::string Ged188Encoder::sample_value(const Row& row)
{
    const string_view name = row.name;
    const std::uint32_t n = ++sample_;
    const auto contains = [&](string_view part) { return name.find(part) != string_view::npos; };
    const auto text = [](const std::string& value) { return "\"" + value + "\""; };
    if (name == "VersionNumber")
        return std::to_string(version_);
    if (name == "IdleTimeout")
        return "120";
    if (contains("Password"))
        return text("secret" + std::to_string(n));
    if (name.starts_with("Reserved") && row.wire != STRING)
        return "0";
    if (row.values && !row.values->special && !row.values->values.empty() && !is_array(row)) {
        const auto& rows = row.values->values;
        if (row.values->mask)
            return std::to_string(rows.front().value | rows[n % rows.size()].value);
        return std::to_string(rows[n % rows.size()].value);
    }
    switch (row.wire) {
    case STRING: {
        const bool digits = contains("Extension") || contains("Instrument") || contains("ANI") || contains("DNIS") || contains("Number") ||
                            contains("Digits") || contains("DeviceID") || contains("AgentID");
        std::string value = digits ? std::to_string(70000 + n) : std::string{name} + " " + std::to_string(n);
        if (row.max_bytes && value.size() >= row.max_bytes)
            value = value.substr(value.size() - (row.max_bytes - 1u));
        return text(value);
    }
    case NAMEDVAR: return text("user.variable" + std::to_string(n) + "=value " + std::to_string(n));
    case NAMEDARRAY: return text("user.array[" + std::to_string(n % 5) + "]=value " + std::to_string(n));
    case USHORT_ARRAY:
    case UINT_ARRAY: return "[" + std::to_string(n) + "," + std::to_string(n + 1) + "]";
    case UNSPEC:
    case unpublished: {
        const std::size_t size = row.max_bytes && row.max_bytes < 8 ? row.max_bytes : 8;
        return text(std::string("opaque00").substr(0, size));
    }
    case BOOL: return "1";
    case UCHAR: return std::to_string(n % 200);
    case USHORT: return std::to_string(n % 60000);
    case TIME: return std::to_string(start_of_2026_story + n);
    default: return std::to_string(100000 + n);
    }
}

/// A line for the layout with every field of the session's version that its widths can carry; lists with two entries.
std::string Ged188Encoder::sample_line(const Layout& layout)
{
    const std::uint8_t version = version_;
    const std::uint32_t tag_limit = 1u << (8 * ged188_widths(version, dialect_).tag);
    const auto rows = rows_of(layout);
    const auto sendable = [&](const Row* row) {
        const bool listed = row->first_version <= version && (row->last_version == 0 || version <= row->last_version);
        return listed && (row->part == Part::fixed || (row->tag != unpublished_tag && row->tag < tag_limit));
    };
    std::string line = layout.name;
    const bool failure = string_view{layout.name}.starts_with("FAILURE_");
    const auto add = [&](const Row* row) {
        const bool status = row->values && string_view{row->values->name} == "StatusCode";
        line += " " + std::string{row->name} + "=" + (status && failure ? "E_CTI_INVALID_CALLID" : sample_value(*row));
    };
    const auto stated_by_encoder = [&](const Row* row) {
        const string_view name = row->name;
        return is_counter(layout, name) || name == "InvokeID" || name == "NumInvokeID" || (name == "Status" && !failure);
    };
    for (const Row* row : rows)
        if (row->part != Part::repeated && sendable(row) && !stated_by_encoder(row))
            add(row);
    std::vector<string_view> groups;
    for (const Row* row : rows)
        if (row->part == Part::repeated && std::find(groups.begin(), groups.end(), row->group) == groups.end())
            groups.emplace_back(row->group);
    for (const string_view group : groups)
        for (int entry = 0; entry < 2; ++entry)
            for (const Row* row : rows)
                if (row->part == Part::repeated && group == row->group && sendable(row) && !stated_by_encoder(row))
                    add(row);
    return line;
}

/// Opens a session of the version, sends every message that has a public layout in it, each answer behind its request,
/// and closes the session.
std::vector<ScriptedMessage> Ged188Encoder::every_message()
{
    std::vector<ScriptedMessage> messages;
    std::vector<bool> sent(all_layouts().size());
    const auto name_of = [&](const Layout& layout) -> const MessageName* {
        for (const MessageName& name : names_of(layout.number))
            if (string_view{name.name} == layout.name && name.first_version <= version_ && version_ <= name.last_version &&
                (name.dialect == Dialect::any || name.dialect == dialect_))
                return &name;
        return nullptr;
    };
    const auto send_line = [&](const std::string& line, const MessageName& name) {
        const bool from_client = name.sender == cti::Sender::client || (name.sender == cti::Sender::both && name.kind == Kind::request);
        messages.push_back({from_client, encode(from_client, split_words(line)), std::string{name.name} + ": " + name.meaning});
    };
    const auto send_number = [&](std::uint32_t number, const auto& self) -> void {
        for (std::size_t i = 0; i < sent.size(); ++i) {
            const Layout& layout = *all_layouts()[i].spec;
            const MessageName* name = layout.number == number ? name_of(layout) : nullptr;
            if (sent[i] || !name || !speaks(layout) || layout.first_version > version_)
                continue;
            sent[i] = true;
            if (string_view{layout.name} == "FAILURE_CONF" || string_view{layout.name} == "CONTROL_FAILURE_CONF")
                send_line("RELEASE_CALL_REQ ConnectionDeviceID=\"70001\"", *message_by_name("RELEASE_CALL_REQ")); // the request that fails
            send_line(sample_line(layout), *name);
            if (name->kind == Kind::request && name->partner) {
                for (std::size_t j = 0; j < sent.size(); ++j) // a request of several layouts is answered each time
                    if (all_layouts()[j].spec->number == name->partner)
                        sent[j] = false;
                self(name->partner, self);
            }
        }
    };
    constexpr std::uint32_t open_req = 3, close_req = 7, close_conf = 8;
    send_number(open_req, send_number);
    for (std::uint32_t number = 1; number <= last_message; ++number)
        if (number != close_req && number != close_conf)
            send_number(number, send_number);
    send_number(close_req, send_number);
    return messages;
}

/// Every number of the message set, reserved ones too, that no layout is public for; 8 bytes of body each.
std::vector<ScriptedMessage> Ged188Encoder::every_number_without_layout()
{
    std::vector<ScriptedMessage> messages;
    for (std::uint32_t number = 1; number <= last_message; ++number) {
        const MessageName* name = message_name(number, version_, dialect_);
        const auto layouts = layouts_of(number);
        if (!name || std::any_of(layouts.begin(), layouts.end(), [&](const CompiledLayout* l) { return speaks(*l->spec); }))
            continue;
        Octets body;
        put_be32(body, ++last_invoke_id_);
        put_be32(body, 0x01020304);
        messages.push_back({name->sender == cti::Sender::client, wrap_message(static_cast<std::uint32_t>(body.size()), number, body),
            std::to_string(number) + " " + name->name});
    }
    return messages;
}

namespace {

std::unique_ptr<MessageEncoder> make_ged188(Words options)
{
    std::uint8_t version = cti::ged188::newest_version;
    auto dialect = cti::ged188::Dialect::ucce;
    for (const Word& option : options) {
        if (option.is_pair() && option.key() == "version")
            version = static_cast<std::uint8_t>(parse_positive(option.value(), 255));
        else if (option.is("uccx"))
            dialect = cti::ged188::Dialect::uccx;
        else
            throw Complaint{"expected: dialect ged188 [version=n] [uccx]"};
    }
    return std::make_unique<Ged188Encoder>(version, dialect);
}

} // namespace

std::unique_ptr<MessageEncoder> make_encoder(Words words)
{
    if (words[0].is("ged188"))
        return make_ged188(words.subspan(1));
    throw Complaint{"there is no dialect '" + words[0].text + "' (ged188)"};
}

} // namespace ctigen
