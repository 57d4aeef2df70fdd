// SPDX-License-Identifier: GPL-2.0-or-later
// The GED-188 tables made ready for decoding. The readable tables (message_set.hpp, layouts/, tags.hpp) are compiled into dense
// operations here, at build time: nothing is set up when Wireshark starts.
#pragma once

#include "core/diagnosis.hpp"
#include "ged188/spec.hpp"

#include <array>
#include <span>

namespace cti::ged188 {

inline constexpr unsigned last_message = 284;
inline constexpr unsigned last_tag = 313;
inline constexpr std::uint8_t oldest_version = 5;     ///< lower numbers are not documented
inline constexpr std::uint8_t newest_version = 25;

/// One field of a layout.
struct Op {
    FieldId field;
    std::uint16_t tag;             ///< 0 in the fixed part and where the number is unpublished
    std::uint16_t max_bytes;       ///< largest data in bytes; 0xffff, which FieldLength never passes: no maximum
    Wire wire;
    std::uint8_t width;            ///< bytes of a number; 0: its length is FieldLength
    std::uint8_t since;            ///< protocol version that brought it to the fixed part
    std::uint8_t group;            ///< repeated fields: 1 + index into CompiledLayout::groups; else 0
    std::uint8_t counts;           ///< 1 + slot this field's value is kept in because it counts something; else 0
    std::uint8_t counted_by;       ///< 1 + slot that holds the number of entries or elements; else 0
    std::uint8_t required;         ///< 1 + its number among the fields that may not be missing; else 0
    bool as_text;
    bool plain;                    ///< a number that neither counts anything nor is shown as text
    bool repeats;                  ///< a member of a list entry that may stand in one entry several times
};
static_assert(sizeof(Op) == 16, "a power of two: found in its table by a shift");

/// A kind of list in the floating part.
struct ListGroup {
    const char* label;             ///< one entry: "Skill group"
    const char* counter;           ///< the field that says how many: "NumSkillGroups"
    std::uint8_t slot;             ///< where the counter's value is kept
    bool single;                   ///< entries of one field: no group is drawn around them
    FieldId first_field;           ///< its occurrences are counted where entries are single
};

inline constexpr unsigned max_slots = 8;
inline constexpr unsigned max_groups = 6;
inline constexpr unsigned max_required = 32;

struct CompiledLayout {
    const Layout* spec;
    std::span<const Op> fixed;
    std::span<const Op> floating;       ///< sorted by tag
    const std::uint8_t* places; ///< where a tag's operation stands in `floating`, by tag & places_mask; nullptr: no tag is published
    std::span<const ListGroup> groups;
    std::uint32_t changes;              ///< bit v set: the fixed part changed with version v (bit 31: versions above 30)
    const MessageName* row;             ///< of the message set, by its name; nullptr: none
    std::uint16_t fixed_total;          ///< bytes of the fixed part from last_change on
    std::uint16_t places_mask;
    std::uint8_t last_change;           ///< the version that added to the fixed part last; 0: none
    std::uint8_t required;              ///< how many floating fields may not be missing
    std::uint8_t doubtful;              ///< from this version on last_change may have come already: the bytes decide; 0: no doubt
};

/// Every field of the protocol: own fields (header, generated) first, then in order of appearance in the tables.
std::span<const FieldDef> fields();
/// The field with this filter name, or no_field. Not for the decoding path.
FieldId find_field(std::string_view filter);

/// ged188.invoke_id.
FieldId invoke_id_field();

/// The layouts of a message number, preferred one first; empty where no layout is public.
std::span<const CompiledLayout* const> layouts_of(std::uint32_t number);
/// The only layout of each message number from 0 to last_message, whatever the dialect; nullptr where there is none, or a choice.
extern const std::array<const CompiledLayout*, last_message + 1> sole_layouts;
/// Every layout of the tables.
std::span<const CompiledLayout> all_layouts();

/// The rows of the message set with this number; empty for numbers outside the set.
std::span<const MessageName> names_of(std::uint32_t number);
/// What a session of this version (0: unknown) and dialect calls the number, or nullptr.
const MessageName* message_name(std::uint32_t number, std::uint8_t version, Dialect dialect);
/// The row of the message set with this name, or nullptr.
const MessageName* message_by_name(std::string_view name);

/// Operation to decode a tag in a message whose layout does not list it; field is no_field for reserved and unlisted tags.
/// nullptr for numbers outside the table.
const Op* tag_op(std::uint32_t tag);
/// As tag_op, as protocol version `version` has it: 312 and 313 were other tags before 25.
const Op* tag_op(std::uint32_t tag, std::uint8_t version);
const Tag* tag_row(std::uint32_t tag);
const Tag* tag_row(std::uint32_t tag, std::uint8_t version);

/// Value tables made of the message set and the tag table, for message_type and tag.
extern const ValueTable message_type_values;
extern const ValueTable tag_values;

/// Fields that do not come from a layout row. Order as in own_fields (fields.hpp).
enum OwnField : FieldId {
    f_message_length,
    f_message_type,
    f_message,
    f_tag,
    f_field_length,
    f_variable_name,
    f_variable_value,
    f_array_index,
    f_array_name,
    f_array_value,
    f_undecoded,
    f_skipped,
    f_session_version,
    f_session_dialect,
    f_peripheral_error_name,
    f_peripheral_error_component,
    f_response_in,
    f_response_to,
    f_response_time,
    f_agent,
    f_agent_state_name,
    f_call,
    own_field_count,
};

} // namespace cti::ged188
