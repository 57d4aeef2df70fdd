// SPDX-License-Identifier: GPL-2.0-or-later
// The words in which the GED-188 tables are written. They read like the specification: a layout is a list of rows, a row is
// a field of the fixed part, a floating field, or a member of a repeated group in the floating part.
// Source of the rules: CTI Server Message Reference Guide, protocol 25 (message formats, data types, floating fields).
#pragma once

#include "connection/session_rules.hpp"
#include "core/schema.hpp"

#include <cstdint>
#include <span>

namespace cti::ged188 {

/// Which family of servers a session talks to: Unified ICM/CCE, or the dialect of Unified CCX.
enum class Dialect : std::uint8_t { any, ucce, uccx };

/// Data types. All numbers are big-endian and unaligned.
enum Wire : std::uint8_t {
    UCHAR,           ///< 1 byte
    USHORT,          ///< 2 bytes
    UINT,            ///< 4 bytes
    INT,             ///< 4 bytes, signed
    BOOL,            ///< 2 bytes, 0 false, 1 true
    TIME,            ///< 4 bytes, seconds since 1970-01-01 00:00:00 UTC
    STRING,          ///< characters, NUL-terminated within the stated maximum; length from FieldLength
    UNSPEC,          ///< opaque bytes
    NAMEDVAR,        ///< name NUL value NUL
    NAMEDARRAY,      ///< index byte, name NUL value NUL
    USHORT_ARRAY,    ///< USHORT[n] in one floating field
    UINT_ARRAY,      ///< UINT[n] in one floating field
    unpublished,     ///< no public source states the type: shown as bytes
};

/// Bytes a value of this type takes in the fixed part; 0 for types that only floating fields have.
constexpr unsigned wire_size(Wire wire)
{
    constexpr unsigned sizes[] = {1, 2, 4, 4, 2, 4, 0, 0, 0, 0, 0, 0, 0};
    return sizes[wire];
}

/// How a value of this type is shown.
constexpr Type type_of(Wire wire)
{
    constexpr Type types[] = {Type::u8,   Type::u16,   Type::u32,  Type::i32,  Type::boolean, Type::time, Type::text,
                              Type::bytes, Type::text, Type::text, Type::u16,  Type::u32,     Type::bytes};
    return types[wire];
}

/// Tag of a floating field whose number no public source prints.
inline constexpr std::uint16_t unpublished_tag = 0;

/// A copy of `object` with one member changed. (A parameter, not a local: g++ 12 builds a returned local in place and then
/// refuses to modify an element of a constexpr array.)
template <class T, class M, class V>
constexpr T with(T object, M member, V value)
{
    object.*member = value;
    return object;
}

enum class Part : std::uint8_t { fixed, floating, repeated };

struct Row {
    Part part;
    Wire wire;
    std::uint8_t first_version = 0;       ///< protocol version that brought the field; 0: always there
    std::uint8_t doubtful_version = 0;    ///< from this version on to first_version sources disagree, and the bytes decide; 0: none
    std::uint8_t last_version = 0;        ///< protocol version that lists a floating field last; 0: all later ones too
    bool is_required = false;             ///< floating field that may not be missing
    bool shown_as_text = false;           ///< a number whose filter name is text elsewhere
    std::uint16_t tag = 0;
    std::uint16_t max_bytes = 0;          ///< maximum data size in bytes, terminating NUL included; 0: fixed by the type
    const char* name;                     ///< as the specification spells it
    const char* filter;
    const ValueTable* values = nullptr;
    const char* values_name = "";         ///< values->name: sanitizers make addresses unusable at build time, names not
    Base base = Base::dec;                ///< hexadecimal for masks, both for the InvokeID
    const char* comment = "";             ///< a phrase for whoever reads a capture
    const char* doubt = "";               ///< what sources leave open or print differently: only for the reference page
    const char* group = nullptr;          ///< repeated fields: what one entry of the list is
    const char* counter = nullptr;        ///< field that holds the number of entries or array elements

    constexpr Row of(const ValueTable& table) const
    {
        const Row r = with(with(*this, &Row::values, &table), &Row::values_name, table.name);
        return with(r, &Row::base, table.mask ? Base::hex : Base::dec);
    }
    constexpr Row since(std::uint8_t version) const { return with(*this, &Row::first_version, version); }
    /// Brought by `version`, but the guide of `earlier` has it already.
    constexpr Row since(std::uint8_t version, std::uint8_t earlier) const { return with(since(version), &Row::doubtful_version, earlier); }
    constexpr Row until(std::uint8_t version) const { return with(*this, &Row::last_version, version); }
    constexpr Row required() const { return with(*this, &Row::is_required, true); }
    constexpr Row as_text() const { return with(*this, &Row::shown_as_text, true); }
    constexpr Row sized_by(const char* field) const { return with(*this, &Row::counter, field); }
    constexpr Row help(const char* text) const { return with(*this, &Row::comment, text); }
    constexpr Row note(const char* text) const { return with(*this, &Row::doubt, text); }
};

constexpr Row fixed(const char* name, const char* filter, Wire wire)
{
    return {.part = Part::fixed, .wire = wire, .name = name, .filter = filter};
}
/// Of requests and their answers. Logs of the CTI Server print it in hexadecimal, so it is shown in both notations.
constexpr Row invoke_id() { return with(fixed("InvokeID", "ged188.invoke_id", UINT), &Row::base, Base::dec_hex); }
constexpr Row floating(std::uint16_t tag, const char* name, const char* filter, Wire wire, std::uint16_t max_bytes = 0)
{
    return {.part = Part::floating, .wire = wire, .tag = tag, .max_bytes = max_bytes, .name = name, .filter = filter};
}
constexpr Row repeated(const char* group, const char* counter, std::uint16_t tag, const char* name, const char* filter, Wire wire,
                       std::uint16_t max_bytes = 0)
{
    return {.part = Part::repeated, .wire = wire, .tag = tag, .max_bytes = max_bytes, .name = name, .filter = filter, .group = group,
            .counter = counter};
}

/// The layout of one message. Several layouts may share a number: the session's version and dialect propose, the bytes decide.
struct Layout {
    std::uint16_t number;
    const char* name;
    std::span<const Row> rows;
    std::span<const Row> shared{};                   ///< a run of rows that many messages share
    std::span<const Row> shared2{};                  ///< another (not an array: g++ 12 cannot read a defaulted one at build time)
    std::uint16_t other_number = 0;                  ///< number in another edition's message set
    std::uint8_t first_version = 0;                  ///< preferred from this version on
    Dialect dialect = Dialect::any;

    constexpr Layout in(Dialect d) const { return with(*this, &Layout::dialect, d); }
    constexpr Layout from_version(std::uint8_t v) const { return with(*this, &Layout::first_version, v); }
    constexpr Layout also_numbered(std::uint16_t n) const { return with(*this, &Layout::other_number, n); }
};

/// A row of the tag table. Reserved and unlisted tags have no field.
struct Tag {
    std::uint16_t number;
    const char* name;
    Row field{.part = Part::floating, .wire = unpublished, .name = nullptr, .filter = nullptr};
};

/// A tag that had another meaning in earlier protocol versions.
struct EarlierTag {
    std::uint8_t last_version;    ///< the last protocol version that gives it this meaning
    Tag tag;
};

enum class Kind : std::uint8_t { request, confirmation, response, indication, event, reserved };

/// A row of the message set.
struct MessageName {
    std::uint16_t number;
    const char* name;
    Kind kind;
    Sender sender;
    std::uint16_t partner;    ///< the request of a confirmation, the confirmation of a request; 0: none
    const char* meaning;
    std::uint8_t first_version = 0;
    std::uint8_t last_version = 255;
    Dialect dialect = Dialect::any;
    const char* doubt = "";      ///< what sources leave open or print differently: only for the reference page

    constexpr MessageName since(std::uint8_t v) const { return with(*this, &MessageName::first_version, v); }
    constexpr MessageName until(std::uint8_t v) const { return with(*this, &MessageName::last_version, v); }
    constexpr MessageName in(Dialect d) const { return with(*this, &MessageName::dialect, d); }
    constexpr MessageName note(const char* text) const { return with(*this, &MessageName::doubt, text); }
};

} // namespace cti::ged188
