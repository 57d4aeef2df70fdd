// SPDX-License-Identifier: GPL-2.0-or-later
// What a protocol's tables are made of. A table row is the only place where a field, a value or a bit is named:
// filter registration, value strings, decoding, the capture generator and the field reference all read it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cti {

/// How a field's value is shown and filtered. Width and byte order on the wire are the decoder's affair.
enum class Type : std::uint8_t {
    u8,
    u16,
    u32,
    u64,
    i32,
    boolean,
    time,            ///< seconds since 1970-01-01 00:00:00 UTC
    relative_time,   ///< generated: a span of time
    text,            ///< characters; reported as the raw bytes, shown as UTF-8
    bytes,           ///< opaque
    ipv4,            ///< 4 bytes in network order
    ipv6,            ///< 16 bytes
    label,           ///< no value: stands for its bytes
    frame_request,   ///< generated: number of the frame that holds the request
    frame_response,  ///< generated: number of the frame that holds the response
};

enum class Base : std::uint8_t { dec, hex, dec_hex };

/// One value of a field, or one bit of a mask.
struct Value {
    std::uint32_t value;
    const char* name;            ///< as the specification spells it; never null
    const char* meaning = "";    ///< a sentence; may be empty
};

struct ValueTable {
    const char* name;
    std::span<const Value> values;    ///< sorted by value, no value twice
    bool mask = false;                ///< the values are bits, shown one by one
    bool special = false;             ///< most values are plain numbers; only the listed ones have a name (NULL_CALL_ID)
};

/// Whom a field's bytes may give away: what has to be replaced before a capture is passed on. Every field of text or bytes says it.
enum class Privacy : std::uint8_t {
    unstated,     ///< only numbers, times, labels and addresses: numbers and times stay, addresses are a host's
    none,         ///< names nobody: protocol words, versions, ids of calls
    person,       ///< a name or an id of somebody
    number,       ///< a telephone number, digits that a caller entered
    device,       ///< a telephone, a line, an extension
    host,         ///< a machine: its name or address
    secret,       ///< a password, a digest of one, a key
    free_text,    ///< may hold anything
};

constexpr const char* privacy_name(Privacy kind)
{
    constexpr const char* names[] = {"", "", "person", "number", "device", "host", "secret", "free text"};
    return names[static_cast<std::size_t>(kind)];
}

/// What a display filter can name.
struct FieldDef {
    const char* filter;                      ///< whole filter name: "ged188.invoke_id"
    const char* name;                        ///< as the specification spells it: "InvokeID"
    Type type;
    Base base = Base::dec;
    const ValueTable* values = nullptr;
    const char* blurb = "";                  ///< a sentence for -G fields and the field reference; may be empty
    Privacy privacy = Privacy::unstated;
};

/// Whether a field must say what it gives away: fields of text and bytes.
constexpr bool must_state_privacy(const FieldDef& f) { return f.type == Type::text || f.type == Type::bytes; }
constexpr bool states_privacy(std::span<const FieldDef> fields)
{
    for (const FieldDef& f : fields)
        if (must_state_privacy(f) && f.privacy == Privacy::unstated)
            return false;
    return true;
}

/// Index into the FieldDef table of one protocol.
using FieldId = std::uint16_t;
inline constexpr FieldId no_field = 0xffff;

/// The row of `value`, or nullptr. Binary search.
constexpr const Value* find_value(const ValueTable& table, std::uint32_t value)
{
    std::size_t low = 0, high = table.values.size();
    while (low < high) {
        const std::size_t mid = (low + high) / 2;
        if (table.values[mid].value < value)
            low = mid + 1;
        else
            high = mid;
    }
    return low < table.values.size() && table.values[low].value == value ? &table.values[low] : nullptr;
}

/// The name of `value`, or `fallback`.
constexpr const char* value_name(const ValueTable& table, std::uint32_t value, const char* fallback = "unknown")
{
    const Value* row = find_value(table, value);
    return row ? row->name : fallback;
}

/// For static_assert: sorted by value and without repetition, so that find_value and a dense lookup are right.
constexpr bool is_sorted_unique(std::span<const Value> values)
{
    for (std::size_t i = 1; i < values.size(); ++i)
        if (values[i - 1].value >= values[i].value)
            return false;
    return true;
}

/// Finds a field of a protocol by the part of its filter name after "<protocol>."; for use in constant expressions,
/// where a name that does not exist stops the build.
consteval FieldId field_id(std::span<const FieldDef> fields, std::string_view filter)
{
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (std::string_view{fields[i].filter} == filter)
            return static_cast<FieldId>(i);
    throw "no such field";
}

} // namespace cti
