// SPDX-License-Identifier: GPL-2.0-or-later
// Decodes one GED-188 message into a sink. The wire picture:
//
//   MessageLength (4) | MessageType (4) | fixed part | floating part
//   floating part: Tag (1 or 2) | FieldLength (1 or 2) | data ..., again and again up to MessageLength
//
// All numbers are big-endian and unaligned; MessageLength does not count the 8-byte header. The session's version and
// dialect propose a layout, the bytes decide. Source: CTI Server Message Reference Guide, message formats.
#pragma once

#include "core/sink.hpp"
#include "ged188/diagnoses.hpp"
#include "ged188/tables.hpp"

#include <charconv>
#include <cstring>
#include <string_view>

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

/// Largest message of a version, header included, in bytes; 0: version not known. 4329 is printed for protocols 9 and 15,
/// 12500 for 24; what lies between was not seen: the smaller is taken, since a note is all that comes of it.
constexpr std::uint32_t max_message_size(std::uint8_t version) { return version != 0 && version < 24 ? 4329 : 12500; }

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
            size += wire_size(op.wire);
    return size;
}

inline std::uint32_t read_width(const std::uint8_t* p, std::uint8_t width) { return width == 1 ? *p : be16(p); }

/// The operation of a tag in a layout, or nullptr.
inline const Op* find_op(const CompiledLayout& layout, std::uint32_t tag)
{
    std::size_t low = 0, high = layout.floating.size();
    while (low < high) {
        const std::size_t mid = (low + high) / 2;
        if (layout.floating[mid].tag < tag)
            low = mid + 1;
        else
            high = mid;
    }
    return low < layout.floating.size() && layout.floating[low].tag == tag ? &layout.floating[low] : nullptr;
}

/// What walking the floating part found, without decoding it.
struct Walk {
    bool exact = false;             ///< the lengths end exactly at the end
    std::uint16_t known = 0;        ///< tags the layout lists
    std::uint16_t foreign = 0;      ///< tags of the table that the layout does not list
    std::uint16_t unknown = 0;      ///< numbers outside the table, reserved or unlisted
};
Walk walk_floating(Bytes body, std::uint32_t offset, Widths widths, const CompiledLayout* layout);

/// Chooses the layout of a message body (without header). Never allocates; tries at most a few dozen shapes, and only
/// where the session's own does not end exactly at the end of the body. A body that is `truncated` by the capture does not
/// show its end: the session's own layout is taken.
Shape choose_shape(std::uint32_t number, Bytes body, const Conditions& conditions, bool truncated = false);

/// The name of a message read with this shape.
const char* shape_name(std::uint32_t number, const Shape& shape, const Conditions& conditions);

/// Text up to the first NUL.
inline std::string_view text_of(Bytes data)
{
    const void* nul = data.empty() ? nullptr : std::memchr(data.data(), 0, data.size());
    return {reinterpret_cast<const char*>(data.data()),
            nul ? static_cast<std::size_t>(static_cast<const std::uint8_t*>(nul) - data.data()) : data.size()};
}

/// Decodes one message. Offsets reported to the sink count from the first header byte.
/// `message` holds what was captured of it: at least the header, at most MessageLength + 8 bytes.
/// Returns the shape the message was read with.
template <Sink S>
Shape decode_message(Bytes message, const Conditions& conditions, S& sink);

// ---------------------------------------------------------------------------------------------------------------------------

namespace detail {

/// One pass over one message.
template <Sink S>
class MessageDecoder {
public:
    MessageDecoder(Bytes message, bool truncated, const Shape& shape, const char* name, S& sink)
        : message_{message}, truncated_{truncated}, shape_{shape}, name_{name}, sink_{sink}
    {
    }

    void decode()
    {
        std::uint32_t offset = header_size;
        if (!shape_.layout) {
            decode_without_layout(offset);
            return;
        }
        if (!decode_fixed(offset))
            return;
        decode_floating(offset);
        close_record();
        check_counts();
        check_required();
    }

private:
    std::uint32_t size() const { return static_cast<std::uint32_t>(message_.size()); }
    const std::uint8_t* at(std::uint32_t offset) const { return message_.data() + offset; }

    /// Messages without a public layout: the InvokeID that every request and its answer start with, then bytes.
    void decode_without_layout(std::uint32_t offset)
    {
        const MessageName* row = message_by_name(name_);
        const bool answers = row && (row->kind == Kind::request || row->kind == Kind::confirmation || row->kind == Kind::response);
        if (answers && fits(offset, 4, size())) {
            sink_.number(invoke_id_field(), {offset, 4}, be32(at(offset)));
            offset += 4;
        }
        if (offset < size())
            sink_.bytes(f_undecoded, {offset, size() - offset});
    }

    bool decode_fixed(std::uint32_t& offset)
    {
        for (const Op& op : shape_.layout->fixed) {
            if (op.since > shape_.version)
                continue;
            const std::uint32_t width = wire_size(op.wire);
            if (!fits(offset, width, size())) {
                if (offset < size())
                    sink_.bytes(f_undecoded, {offset, size() - offset});
                if (!truncated_)
                    sink_.diagnose({diagnosis("ged188.bad_length"), {0, size()}, "The message ends within its fixed part"});
                return false;
            }
            const std::uint32_t value = number(op, offset);
            if (op.counts)
                set_slot(op.counts, value);
            report(op, {offset, width}, value);
            offset += width;
        }
        return true;
    }

    std::uint32_t number(const Op& op, std::uint32_t offset) const
    {
        switch (wire_size(op.wire)) {
        case 1: return *at(offset);
        case 2: return be16(at(offset));
        default: return be32(at(offset));
        }
    }

    void report(const Op& op, Span where, std::uint32_t value)
    {
        if (op.as_text) [[unlikely]] {
            char digits[12];
            const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
            sink_.text(op.field, where, {digits, static_cast<std::size_t>(end - digits)}, nullptr);
        } else {
            sink_.number(op.field, where, value);
        }
    }

    void decode_floating(std::uint32_t offset)
    {
        const std::uint32_t head = std::uint32_t{shape_.widths.tag} + shape_.widths.length;
        while (offset < size()) {
            if (!fits(offset, head, size())) {
                leave_over(offset);
                return;
            }
            const std::uint32_t tag = read_width(at(offset), shape_.widths.tag);
            const std::uint32_t length = read_width(at(offset + shape_.widths.tag), shape_.widths.length);
            const std::uint32_t data = offset + head;
            const Op* op = find_op(*shape_.layout, tag);
            if (!fits(data, length, size())) {
                close_record();
                if (!truncated_ && (op || tag_op(tag))) {
                    sink_.diagnose({diagnosis("ged188.bad_length"), {offset, size() - offset}, "FieldLength reaches past the end of the message"});
                    sink_.bytes(f_undecoded, {offset, size() - offset});
                } else {
                    leave_over(offset);
                }
                return;
            }
            decode_field(op, tag, offset, data, length);
            offset = data + length;
        }
    }

    void leave_over(std::uint32_t offset)
    {
        close_record();
        sink_.bytes(f_undecoded, {offset, size() - offset});
        if (!truncated_)
            sink_.diagnose({diagnosis("ged188.trailing_bytes"), {offset, size() - offset}, size() - offset});
    }

    void decode_field(const Op* op, std::uint32_t tag, std::uint32_t start, std::uint32_t data, std::uint32_t length)
    {
        if (op) {
            enter_record(*op, start);
        } else {
            close_record();
            op = foreign_field(tag, {start, data + length - start});
        }
        if (!op) {
            sink_.bytes(f_undecoded, {data, length});
            details(nullptr, tag, start, {data, length});
            return;
        }
        const Span where{data, length};
        switch (op->wire) {
        case STRING:
            decode_string(*op, where);
            break;
        case NAMEDVAR:
        case NAMEDARRAY:
            decode_named(*op, where);
            break;
        case UNSPEC:
        case unpublished:
            check_size(*op, where);
            sink_.bytes(op->field, where);
            break;
        case USHORT_ARRAY:
        case UINT_ARRAY:
            decode_array(*op, where);
            break;
        default:
            decode_number(*op, where);
            break;
        }
        details(op, tag, start, where);
    }

    /// A tag this message's layout does not list: taken from the tag table, or, where the layout has exactly one field whose
    /// tag number is unpublished and the table knows nothing of this tag, taken for that field.
    const Op* foreign_field(std::uint32_t tag, Span whole)
    {
        const Op* op = tag_op(tag);
        if (op && op->field != no_field) {
            // Unified CCX sends its longer agent IDs with tag 194 wherever Unified CCE has tag 5.
            if (!(shape_.uccx && tag == 194 && find_op(*shape_.layout, 5)))
                sink_.diagnose({diagnosis("ged188.unexpected_field"), whole, fields()[op->field].name, static_cast<std::uint64_t>(tag), name_});
            return op;
        }
        const auto& floating = shape_.layout->floating;
        const bool one_candidate = !floating.empty() && floating[0].tag == unpublished_tag && (floating.size() == 1 || floating[1].tag != unpublished_tag);
        if (op && one_candidate) { // listed without a field: the number itself is plausible
            sink_.diagnose({diagnosis("ged188.unpublished_tag"), whole, tag, fields()[floating[0].field].name});
            return &floating[0];
        }
        if (op)
            sink_.diagnose({diagnosis("ged188.unlisted_tag"), whole, tag});
        else
            sink_.diagnose({diagnosis("ged188.unknown_tag"), whole, tag});
        return nullptr;
    }

    /// What belongs to the field before: its tag and length, the parts of a named variable.
    void details(const Op* op, std::uint32_t tag, std::uint32_t start, Span where)
    {
        if constexpr (DetailSink<S>) {
            if (!wants_details(sink_))
                return;
            sink_.begin_details();
            sink_.number(f_tag, {start, shape_.widths.tag}, tag);
            sink_.number(f_field_length, {start + shape_.widths.tag, shape_.widths.length}, where.length);
            if (op && (op->wire == NAMEDVAR || op->wire == NAMEDARRAY))
                named_parts(*op, where);
            sink_.end_details();
        }
    }

    void check_size(const Op& op, Span where)
    {
        const Row* row = row_of(op);
        if (row && row->max_bytes != 0 && where.length > row->max_bytes)
            sink_.diagnose({diagnosis("ged188.field_too_long"), where, row->name, where.length, row->max_bytes});
    }

    /// The readable row behind an operation; only for sentences and sizes.
    const Row* row_of(const Op& op) const
    {
        for (const auto* run : {&shape_.layout->spec->rows, &shape_.layout->spec->shared, &shape_.layout->spec->shared2})
            for (const Row& row : *run)
                if (row.part != Part::fixed && row.tag == op.tag)
                    return &row;
        const Tag* tag = tag_row(op.tag);
        return tag && tag->field.filter ? &tag->field : nullptr;
    }

    void decode_string(const Op& op, Span where)
    {
        const std::string_view text = text_of({at(where.offset), where.length});
        sink_.text(op.field, {where.offset, static_cast<std::uint32_t>(text.size())}, text, nullptr);
        if (where.length > 12) // no STRING of the tables but short ones is smaller: spares the look-up for most fields
            check_size(op, where);
        if (text.size() == where.length && where.length != 0)
            sink_.diagnose({diagnosis("ged188.unterminated_string"), where, fields()[op.field].name});
        if (!is_ascii(text)) [[unlikely]]
            sink_.diagnose({diagnosis("ged188.non_ascii"), where, fields()[op.field].name});
    }

    static bool is_ascii(std::string_view text)
    {
        std::uint64_t bits = 0, eight;
        std::size_t i = 0;
        for (; i + sizeof eight <= text.size(); i += sizeof eight) {
            std::memcpy(&eight, text.data() + i, sizeof eight);
            bits |= eight;
        }
        for (; i < text.size(); ++i)
            bits |= static_cast<unsigned char>(text[i]);
        return (bits & 0x8080808080808080) == 0;
    }

    void decode_number(const Op& op, Span where)
    {
        const std::uint32_t width = wire_size(op.wire);
        if (where.length != width) {
            sink_.bytes(f_undecoded, where);
            sink_.diagnose({diagnosis("ged188.bad_length"), where, "FieldLength is not the size of the field's data type"});
            return;
        }
        const std::uint32_t value = number(op, where.offset);
        if (op.counts)
            set_slot(op.counts, value);
        report(op, where, value);
    }

    void decode_array(const Op& op, Span where)
    {
        const std::uint32_t width = op.wire == UINT_ARRAY ? 4 : 2;
        const std::uint32_t count = where.length / width;
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint32_t offset = where.offset + i * width;
            sink_.number(op.field, {offset, width}, width == 4 ? be32(at(offset)) : be16(at(offset)));
        }
        if (where.length % width != 0)
            sink_.diagnose({diagnosis("ged188.bad_length"), where, "FieldLength is not a multiple of the element size"});
        // The guide does not say whether arrays travel as one field or as repeated fields: a field of one element says nothing.
        if (op.counted_by && count != 1 && slot_set(op.counted_by) && slots_[op.counted_by - 1u] != count)
            sink_.diagnose({diagnosis("ged188.count_mismatch"), where, row_of(op)->counter, slots_[op.counted_by - 1u], count});
    }

    struct Named {
        std::string_view name, value;
        std::uint32_t name_offset, value_offset;
        std::uint32_t index;
    };
    Named split_named(const Op& op, Span where) const
    {
        const bool array = op.wire == NAMEDARRAY;
        const std::uint32_t skip = array && where.length > 0 ? 1 : 0;
        Named n{};
        n.index = skip ? *at(where.offset) : 0;
        n.name_offset = where.offset + skip;
        const std::uint32_t end = where.offset + where.length;
        n.name = text_of({at(n.name_offset), end - n.name_offset});
        n.value_offset = n.name_offset + static_cast<std::uint32_t>(n.name.size());
        if (n.value_offset < end)
            ++n.value_offset; // the NUL between
        n.value = text_of({at(n.value_offset), end - n.value_offset});
        return n;
    }

    /// Shown as name=value and name[index]=value.
    void decode_named(const Op& op, Span where)
    {
        if (where.length < (op.wire == NAMEDARRAY ? 4u : 3u))
            sink_.diagnose({diagnosis("ged188.bad_length"), where, "Too short for a name and a value with their NULs"});
        const Named n = split_named(op, where);
        if (where.length >= 3 && n.name_offset + n.name.size() == where.offset + where.length)
            sink_.diagnose({diagnosis("ged188.bad_length"), where, "No NUL between name and value"});
        char whole[600];
        std::size_t used = 0;
        const auto put = [&](std::string_view part) {
            const std::size_t room = sizeof whole - used < part.size() ? sizeof whole - used : part.size();
            std::memcpy(whole + used, part.data(), room);
            used += room;
        };
        put(n.name);
        if (op.wire == NAMEDARRAY) {
            char digits[8] = "[";
            char* end = std::to_chars(digits + 1, digits + 6, n.index).ptr;
            *end++ = ']';
            put({digits, static_cast<std::size_t>(end - digits)});
        }
        put("=");
        put(n.value);
        sink_.text(op.field, where, {whole, used}, nullptr);
    }
    void named_parts(const Op& op, Span where)
    {
        const Named n = split_named(op, where);
        const bool array = op.wire == NAMEDARRAY;
        if (array && where.length > 0)
            sink_.number(f_array_index, {where.offset, 1}, n.index);
        sink_.text(array ? f_array_name : f_variable_name, {n.name_offset, static_cast<std::uint32_t>(n.name.size())}, n.name, nullptr);
        sink_.text(array ? f_array_value : f_variable_value, {n.value_offset, static_cast<std::uint32_t>(n.value.size())}, n.value, nullptr);
    }

    // Lists: members of one entry follow each other; a member that is there already begins the next entry.

    /// `op` is one of the layout's.
    void enter_record(const Op& op, std::uint32_t start)
    {
        if (!op.group) {
            close_record();
            return;
        }
        const ListGroup& group = shape_.layout->groups[op.group - 1u];
        if (group.single) {
            close_record();
            ++counts_[op.group - 1u];
            return;
        }
        const std::uint64_t bit = std::uint64_t{1} << (static_cast<std::size_t>(&op - shape_.layout->floating.data()) % 64);
        const bool may_repeat = op.wire == USHORT_ARRAY || op.wire == UINT_ARRAY || op.tag == unpublished_tag;
        if (open_group_ == op.group && (may_repeat || !(seen_ & bit))) {
            seen_ |= bit;
            return;
        }
        close_record();
        open_group_ = op.group;
        seen_ = bit;
        sink_.begin_group(group.label, ++counts_[op.group - 1u], {start, 0});
    }
    void close_record()
    {
        if (open_group_) {
            sink_.end_group();
            open_group_ = 0;
        }
    }

    void set_slot(std::uint8_t slot, std::uint32_t value)
    {
        slots_[slot - 1u] = value;
        slots_set_ |= 1u << (slot - 1u);
    }
    bool slot_set(std::uint8_t slot) const { return slots_set_ >> (slot - 1u) & 1u; }

    void check_counts()
    {
        if (truncated_)
            return;
        for (std::size_t i = 0; i < shape_.layout->groups.size(); ++i) {
            const ListGroup& group = shape_.layout->groups[i];
            if ((slots_set_ >> group.slot & 1u) && slots_[group.slot] != counts_[i])
                sink_.diagnose({diagnosis("ged188.count_mismatch"), {0, size()}, group.counter, slots_[group.slot], counts_[i]});
        }
    }

    void check_required()
    {
        if (truncated_)
            return;
        for (const Op& op : shape_.layout->floating)
            if (op.required && !has_tag(op.tag))
                sink_.diagnose({diagnosis("ged188.missing_field"), {0, size()}, name_, fields()[op.field].name});
    }
    bool has_tag(std::uint16_t wanted) const
    {
        std::uint32_t offset = header_size + fixed_size(*shape_.layout, shape_.version);
        const std::uint32_t head = std::uint32_t{shape_.widths.tag} + shape_.widths.length;
        while (fits(offset, head, size())) {
            if (read_width(at(offset), shape_.widths.tag) == wanted)
                return true;
            offset += head + read_width(at(offset + shape_.widths.tag), shape_.widths.length);
        }
        return false;
    }

    Bytes message_;
    bool truncated_;                ///< cut by the capture: nothing is said of what is missing at the end
    const Shape& shape_;
    const char* name_;
    S& sink_;
    std::uint8_t open_group_ = 0;
    std::uint64_t seen_ = 0;
    std::uint32_t slots_[max_slots] = {};
    std::uint32_t slots_set_ = 0;
    std::uint32_t counts_[max_groups] = {};
};

} // namespace detail

template <Sink S>
Shape decode_message(Bytes message, const Conditions& conditions, S& sink)
{
    const std::uint32_t length = be32(message.data());
    const std::uint32_t number = be32(message.data() + 4);
    const std::uint64_t whole = std::uint64_t{length} + header_size;
    const bool truncated = message.size() < whole;
    if (!truncated)
        message = message.first(static_cast<std::size_t>(whole));

    sink.number(f_message_length, {0, 4}, length);
    sink.number(f_message_type, {4, 4}, number);
    Shape shape = choose_shape(number, message.subspan(header_size), conditions, truncated);
    const char* name = shape_name(number, shape, conditions);
    if (whole > max_message_size(conditions.version_known ? conditions.version : 0))
        sink.diagnose({diagnosis("ged188.too_long"), {0, 4}, whole, conditions.version, max_message_size(conditions.version)});
    if (names_of(number).empty())
        sink.diagnose({diagnosis("ged188.unknown_message"), {4, 4}, number});
    else if (!shape.layout && message.size() > header_size)
        sink.diagnose({diagnosis("ged188.no_layout"), {4, 4}, name});
    if (truncated)
        sink.diagnose({diagnosis("ged188.truncated"), {0, static_cast<std::uint32_t>(message.size())}, static_cast<std::uint64_t>(message.size()), whole});
    if (shape.layout && !shape.as_proposed && conditions.version_known)
        sink.diagnose({diagnosis("ged188.other_layout"), {0, static_cast<std::uint32_t>(message.size())}, shape.version, shape.widths.tag,
                       shape.widths.length, conditions.version});

    detail::MessageDecoder<S>{message, truncated, shape, name, sink}.decode();
    return shape;
}

} // namespace cti::ged188
