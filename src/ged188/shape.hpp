// SPDX-License-Identifier: GPL-2.0-or-later
// How a GED-188 message is laid out. The wire picture:
//
//   MessageLength (4) | MessageType (4) | fixed part | floating part
//   floating part: Tag (1 or 2) | FieldLength (1 or 2) | data ..., again and again up to MessageLength
//
// All numbers are big-endian and unaligned; MessageLength does not count the 8-byte header. The session's version and
// dialect propose a layout, the bytes decide. Source: CTI Server Message Reference Guide, message formats.
#pragma once

#include "core/bytes.hpp"
#include "ged188/tables.hpp"

#include <array>

namespace cti::ged188 {

inline constexpr std::uint32_t header_size = 8;

/// Widths of Tag and FieldLength in bytes.
struct Widths {
    std::uint8_t tag = 2;
    std::uint8_t length = 2;
    friend constexpr bool operator==(Widths, Widths) = default;
};

/// Widths of a session: 1+1 up to protocol 19, 2+2 from 20; Unified CCX 1+1 up to 17 and 2+1 in 18 (the last seen only in
/// the NAMEDVARIABLE and NAMEDARRAY tables of the Unified CCX pages).
constexpr Widths widths_of(std::uint8_t version, Dialect dialect)
{
    if (dialect == Dialect::uccx)
        return version >= 18 ? Widths{2, 1} : Widths{1, 1};
    return version >= 20 ? Widths{2, 2} : Widths{1, 1};
}

/// Largest message of protocols 9 and 15, as printed, header included, in bytes.
inline constexpr std::uint32_t smallest_max_message_size = 4329;
/// Largest message of a version, header included, in bytes; 0: version not known. For 24 it is printed as 12500; what lies between 15
/// and 24 was not seen: the smaller is taken, since a note is all that comes of it.
constexpr std::uint32_t max_message_size(std::uint8_t version) { return version != 0 && version < 24 ? smallest_max_message_size : 12500; }

/// What is known of a session when a message is decoded.
struct Conditions {
    std::uint8_t version = newest_version;    ///< protocol version the layouts are taken from
    Dialect dialect = Dialect::ucce;
    Widths widths{2, 2};
    bool version_known = false;               ///< from OPEN_REQ or a preference, not guessed
    Sender sender = Sender::unknown;          ///< who sent the message, where that is known
};

/// The layout a message was read with.
struct Shape {
    const CompiledLayout* layout = nullptr;    ///< nullptr: no public layout
    std::uint8_t version = 0;
    Widths widths{};
    bool exact = false;                        ///< ends exactly at MessageLength
    bool as_proposed = true;                   ///< version and widths are the session's
    std::uint16_t known_tags = 0;
    bool uccx = false;                         ///< Unified CCX rules hold for the floating part
};

/// Bytes of the fixed part in this version.
constexpr std::uint32_t fixed_size(const CompiledLayout& layout, std::uint8_t version)
{
    if (version >= layout.last_change)
        return layout.fixed_total;
    std::uint32_t size = 0;
    for (const Op& op : layout.fixed)
        if (op.since <= version)
            size += op.width;
    return size;
}

/// Reads the heads of floating fields: Tag and FieldLength, whose widths are the session's.
struct Head {
    std::uint32_t size;
    std::uint32_t tag_shift;
    std::uint32_t length_mask;

    explicit Head(Widths w)
        : size{std::uint32_t{w.tag} + w.length}, tag_shift{w.tag == 1 ? 8u : 0u}, length_mask{w.length == 1 ? 0xffu : 0xffffu}
    {}
    /// `p`: a whole head, 2 to 4 bytes. No branches: both are read as two bytes of it.
    std::uint32_t tag(const std::uint8_t* p) const { return std::uint32_t{be16(p)} >> tag_shift; }
    std::uint32_t length(const std::uint8_t* p) const { return be16(p + size - 2) & length_mask; }
};

/// Finds the operation of a tag in a layout; nullptr: the layout does not list it, or not by its number.
class OpFinder {
public:
    explicit OpFinder(const CompiledLayout* layout)
    {
        if (layout && layout->places)
            ops_ = layout->floating.data(), places_ = layout->places, mask_ = layout->places_mask;
    }
    const Op* operator()(std::uint32_t tag) const
    {
        if (!ops_)
            return nullptr;
        const Op& op = ops_[places_[tag & mask_]];
        return op.tag == tag ? &op : nullptr;
    }

private:
    const Op* ops_ = nullptr;
    const std::uint8_t* places_ = nullptr;
    std::uint32_t mask_ = 0;
};
inline const Op* find_op(const CompiledLayout& layout, std::uint32_t tag) { return OpFinder{&layout}(tag); }

/// What walking the floating part found, without decoding it.
struct Walk {
    bool exact = false;             ///< the lengths end exactly at the end
    std::uint32_t known = 0;        ///< tags the layout lists
    std::uint32_t foreign = 0;      ///< tags of the table that the layout does not list
    std::uint32_t unknown = 0;      ///< numbers outside the table, reserved or unlisted
};

/// The floating fields of a walk, so that they are decoded without being looked for again. Of very many the first.
struct FoundFields {
    struct Field {
        const Op* op;            ///< of the layout; nullptr: the layout does not list the tag
        std::uint32_t offset;    ///< of the data in the body, in bytes
        std::uint32_t length;    ///< of the data; it lies inside the body
    };
    static constexpr std::uint32_t capacity = 64;
    std::uint32_t count = 0;
    std::array<Field, capacity> fields;    ///< of which `count` are set

    FoundFields() {} // NOLINT(*-member-init,*-equals-default): a kilobyte that most messages do not need is not cleared
};

/// Walks the floating part of a body from `offset`. `layout`: whose tags are known; may be null. `found`, where given, receives the fields.
inline Walk walk_floating(Bytes body, std::size_t offset, Widths widths, const CompiledLayout* layout, FoundFields* found = nullptr)
{
    Walk walk;
    const std::uint8_t* const data = body.data();
    const std::size_t size = body.size();
    std::uint32_t count = 0;
    if (offset < size) {
        const Head head{widths};
        const OpFinder find{layout};
        while (offset + head.size <= size) { // no overflow: messages lie in memory
            const std::uint32_t tag = head.tag(data + offset);
            const std::uint32_t length = head.length(data + offset);
            const std::size_t next = offset + head.size + length;
            if (next > size)
                break;
            const Op* op = find(tag);
            if (found && count < FoundFields::capacity)
                found->fields[count++] = {op, static_cast<std::uint32_t>(offset) + head.size, length};
            if (!op) [[unlikely]] {
                const Op* elsewhere = tag_op(tag);
                ++(elsewhere && elsewhere->field != no_field ? walk.foreign : walk.unknown);
            }
            ++walk.known;
            offset = next;
        }
        walk.known -= walk.foreign + walk.unknown;
    }
    walk.exact = offset == size;
    if (found)
        found->count = count;
    return walk;
}

inline bool fits_dialect(const CompiledLayout& layout, Dialect dialect)
{
    return layout.spec->dialect == Dialect::any || layout.spec->dialect == dialect;
}

/// The layout in version `version`, walked with `widths`; not exact where the body is shorter than the fixed part.
inline Walk walk_layout(const CompiledLayout& layout, Bytes body, std::uint8_t version, Widths widths, FoundFields* found = nullptr)
{
    const std::uint32_t fixed = fixed_size(layout, version);
    return fixed > body.size() ? Walk{} : walk_floating(body, fixed, widths, &layout, found);
}

/// What choose_shape does where the number alone does not tell the layout, or the layout does not explain the bytes. Leaves `found` empty
/// where its last walk was not the right one.
void choose_among(std::uint32_t number, Bytes body, const Conditions& conditions, bool truncated, FoundFields* found, Shape& shape);

/// Chooses the layout of a message body (without header). Never allocates; tries at most a few dozen shapes, and only
/// where the session's own does not end exactly at the end of the body. A body that is `truncated` by the capture does not
/// show its end: the session's own layout is taken. `found`, where given, receives the floating fields of the layout chosen, or none.
inline Shape choose_shape(
    std::uint32_t number, Bytes body, const Conditions& conditions, bool truncated = false, FoundFields* found = nullptr)
{
    // One Shape, filled where the caller wants it: copies of its small members in wide words stall the processor.
    Shape shape;
    shape.version = conditions.version;
    shape.widths = conditions.widths;
    shape.uccx = conditions.dialect == Dialect::uccx;
    const CompiledLayout* layout = number < sole_layouts.size() ? sole_layouts[number] : nullptr;
    if (layout && !truncated) [[likely]] {
        const Walk walk = walk_layout(*layout, body, conditions.version, conditions.widths, found);
        if (walk.exact && walk.unknown == 0) [[likely]] {
            shape.layout = layout;
            shape.exact = true;
            shape.known_tags = static_cast<std::uint16_t>(walk.known);
            return shape;
        }
    }
    choose_among(number, body, conditions, truncated, found, shape);
    return shape;
}

/// The name of a message whose number has no public layout.
const char* name_without_layout(std::uint32_t number, const Conditions& conditions);

/// The name of a message read with this shape.
inline const char* shape_name(std::uint32_t number, const Shape& shape, const Conditions& conditions)
{
    return shape.layout ? shape.layout->spec->name : name_without_layout(number, conditions);
}

} // namespace cti::ged188
