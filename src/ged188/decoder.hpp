// SPDX-License-Identifier: GPL-2.0-or-later
// Decodes one GED-188 message into a sink: shape.hpp says which layout its bytes have, here its fields are told.
#pragma once

#include "core/sink.hpp"
#include "ged188/diagnoses.hpp"
#include "ged188/shape.hpp"

#include <bit>
#include <charconv>
#include <cstring>
#include <string_view>

namespace cti::ged188 {

/// What one look at the bytes of a text shows.
struct TextScan {
    std::uint32_t length;    ///< up to the first NUL
    bool ascii;              ///< of what comes before it
};
/// `data` holds `size` bytes; the 8 bytes before it are readable too: in a message the header is there.
inline TextScan scan_text(const std::uint8_t* data, std::uint32_t size)
{
    constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
    std::uint64_t high = 0;
    std::uint32_t at = 0;
    while (at < size) {
        const std::uint32_t left = size - at;
        // The last bytes are read with what stands before them, which is shifted out: they appear to end in NULs.
        // cppcheck-suppress shiftTooManyBits  ; at least one byte is left
        const std::uint64_t eight = left >= 8 ? le64(data + at) : le64(data + size - 8) >> (64 - 8 * left);
        const std::uint64_t nul = (eight - ones) & ~eight & tops; // its lowest bit is that of the first NUL
        if (nul != 0) {
            high |= eight & (nul ^ (nul - 1));
            at += static_cast<std::uint32_t>(std::countr_zero(nul)) / 8;
            break;
        }
        high |= eight;
        at += 8;
    }
    return {at < size ? at : size, (high & tops) == 0};
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
    MessageDecoder(Bytes message, bool truncated, const Shape& shape, S& sink)
        : message_{message}, shape_{shape}, sink_{sink}, truncated_{truncated}
    {}

    void decode(const FoundFields& found)
    {
        const std::uint32_t floating = header_size + fixed_size(*shape_.layout, shape_.version);
        if (floating > size()) [[unlikely]] {
            decode_cut_fixed();
            return;
        }
        if (shape_.version >= shape_.layout->last_change) [[likely]]
            decode_fixed<true>([](const Op&) { return true; });
        else
            decode_fixed<true>([version = shape_.version](const Op& op) { return op.since <= version; });
        if (floating < size()) {
            decode_floating(floating, found);
            close_record();
        }
        check_counts();
        check_required();
    }

    /// Messages without a public layout: the InvokeID that every request and its answer start with, then bytes.
    [[gnu::noinline]] void decode_without_layout(const char* name)
    {
        std::uint32_t offset = header_size;
        const MessageName* row = message_by_name(name);
        const bool answers = row && (row->kind == Kind::request || row->kind == Kind::confirmation || row->kind == Kind::response);
        if (answers && fits(offset, 4, size())) {
            sink_.number(invoke_id_field(), {offset, 4}, be32(at(offset)));
            offset += 4;
        }
        if (offset < size())
            sink_.bytes(f_undecoded, {offset, size() - offset});
    }

private:
    std::uint32_t size() const { return static_cast<std::uint32_t>(message_.size()); }
    const std::uint8_t* at(std::uint32_t offset) const { return message_.data() + offset; }
    Head head() const { return Head{shape_.widths}; }
    const char* name() const { return shape_.layout->spec->name; }

    /// Those fields of the fixed part that are `sent`; not `whole`: as many as are there. Returns where they end.
    template <bool whole, class Sent>
    std::uint32_t decode_fixed(Sent sent)
    {
        std::uint32_t offset = header_size;
        for (const Op& op : shape_.layout->fixed) {
            if (!sent(op))
                continue;
            if constexpr (!whole)
                if (!fits(offset, op.width, size()))
                    break;
            report(op, {offset, op.width});
            offset += op.width;
        }
        return offset;
    }

    [[gnu::noinline]] void decode_cut_fixed()
    {
        const std::uint32_t offset = decode_fixed<false>([version = shape_.version](const Op& op) { return op.since <= version; });
        if (offset < size())
            sink_.bytes(f_undecoded, {offset, size() - offset});
        if (!truncated_)
            sink_.diagnose({diagnosis("ged188.bad_length"), {0, size()}, "The message ends within its fixed part"});
    }

    /// Of any width, without branches: the 4 bytes that end where the number ends are there, since a header comes before.
    std::uint32_t number(const Op& op, std::uint32_t offset) const
    {
        static constexpr std::uint32_t masks[] = {0, 0xff, 0xffff, 0, 0xffffffff};
        return be32(at(offset + op.width) - 4) & masks[op.width];
    }

    /// A number, which is there in its width.
    void report(const Op& op, Span where)
    {
        const std::uint32_t value = number(op, where.offset);
        if (op.plain) [[likely]]
            sink_.number(op.field, where, value);
        else
            report_special(op, where, value);
    }
    [[gnu::noinline]] void report_special(const Op& op, Span where, std::uint32_t value)
    {
        if (op.counts)
            set_slot(op.counts, value);
        if (op.as_text) {
            char digits[12];
            const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
            sink_.text(op.field, where, {digits, static_cast<std::size_t>(end - digits)}, nullptr);
        } else {
            sink_.number(op.field, where, value);
        }
    }

    void decode_floating(std::uint32_t offset, const FoundFields& found)
    {
        const FoundFields::Field* const end = found.fields.data() + found.count;
        for (const FoundFields::Field* f = found.fields.data(); f != end; ++f)
            decode_field(f->op, header_size + f->offset, f->length);
        if (found.count != 0)
            offset = header_size + end[-1].offset + end[-1].length;
        if (offset < size()) [[unlikely]]
            decode_unwalked(offset);
    }

    /// The floating part, or the rest of it, where no walk has looked before.
    [[gnu::noinline]] void decode_unwalked(std::uint32_t offset)
    {
        const OpFinder find{shape_.layout};
        const Head h = head();
        while (offset < size()) {
            if (!fits(offset, h.size, size())) {
                leave_over(offset);
                return;
            }
            const std::uint32_t tag = h.tag(at(offset));
            const std::uint32_t length = h.length(at(offset));
            const Op* op = find(tag);
            if (!fits(offset + h.size, length, size())) {
                close_record();
                if (!truncated_ && (op || tag_op(tag))) {
                    sink_.diagnose(
                        {diagnosis("ged188.bad_length"), {offset, size() - offset}, "FieldLength reaches past the end of the message"});
                    sink_.bytes(f_undecoded, {offset, size() - offset});
                } else {
                    leave_over(offset);
                }
                return;
            }
            decode_field(op, offset + h.size, length);
            offset += h.size + length;
        }
    }

    void leave_over(std::uint32_t offset)
    {
        close_record();
        sink_.bytes(f_undecoded, {offset, size() - offset});
        if (!truncated_)
            sink_.diagnose({diagnosis("ged188.trailing_bytes"), {offset, size() - offset}, size() - offset});
    }

    /// `op`: the layout's; nullptr where it does not list the tag. Then offset and length of the data.
    void decode_field(const Op* op, std::uint32_t offset, std::uint32_t length)
    {
        if (!op || (op->group | open_group_) != 0) {
            op = enter(op, offset, length);
            if (!op)
                return;
        }
        if (op->required)
            required_seen_ |= 1u << (op->required - 1u);
        if (op->wire == STRING)
            decode_string(*op, offset, length);
        else if (op->width == length && op->width != 0)
            report(*op, {offset, length});
        else
            decode_other(*op, offset, length);
        details(op, {offset, length});
    }

    /// A field that belongs to a list, ends one, or is not the layout's. Returns what decodes it; nullptr: it is reported as bytes.
    [[gnu::noinline]] const Op* enter(const Op* op, std::uint32_t offset, std::uint32_t length)
    {
        const Head h = head();
        const std::uint32_t start = offset - h.size;
        if (op) {
            enter_record(*op, start);
            return op;
        }
        close_record();
        if (h.tag(at(start)) == 0 && length == 0) {
            surplus(start);
            return nullptr;
        }
        op = foreign_field(h.tag(at(start)), {start, h.size + length});
        if (!op) {
            sink_.bytes(f_undecoded, {offset, length});
            details(nullptr, {offset, length});
        }
        return op;
    }

    /// There is no tag 0: what reads as empty fields of it are zeros too many. Said once for all that follow each other.
    void surplus(std::uint32_t start)
    {
        if (start < surplus_end_)
            return;
        const Head h = head();
        std::uint32_t end = start;
        while (fits(end, h.size, size()) && h.tag(at(end)) == 0 && h.length(at(end)) == 0)
            end += h.size;
        surplus_end_ = end;
        sink_.bytes(f_undecoded, {start, end - start});
        if (!truncated_)
            sink_.diagnose({diagnosis("ged188.trailing_bytes"), {start, end - start}, end - start});
    }

    /// Anything but a string or a number of the right size.
    [[gnu::noinline]] void decode_other(const Op& op, std::uint32_t offset, std::uint32_t length)
    {
        const Span where{offset, length};
        if (op.width != 0) {
            sink_.bytes(f_undecoded, where);
            sink_.diagnose({diagnosis("ged188.bad_length"), where, "FieldLength is not the size of the field's data type"});
            return;
        }
        switch (op.wire) {
        case NAMEDVAR:
        case NAMEDARRAY:
            decode_named(op, where);
            break;
        case USHORT_ARRAY:
        case UINT_ARRAY:
            decode_array(op, where);
            break;
        default:
            check_size(op, where);
            sink_.bytes(op.field, where);
            break;
        }
    }

    /// A tag this message's layout does not list: taken from the tag table, or, where the layout has exactly one field whose
    /// tag number is unpublished and the table knows nothing of this tag, taken for that field.
    const Op* foreign_field(std::uint32_t tag, Span whole)
    {
        const Op* op = tag_op(tag, shape_.version);
        if (op && op->field != no_field) {
            // Unified CCX sends its longer agent IDs with tag 194 wherever Unified CCE has tag 5. Behind surplus bytes the sender's layout
            // is not this one, which is said.
            if (surplus_end_ == 0 && !(shape_.uccx && tag == 194 && find_op(*shape_.layout, 5)))
                sink_.diagnose(
                    {diagnosis("ged188.unexpected_field"), whole, fields()[op->field].name, static_cast<std::uint64_t>(tag), name()});
            return op;
        }
        const auto& floating = shape_.layout->floating;
        const bool one_candidate =
            !floating.empty() && floating[0].tag == unpublished_tag && (floating.size() == 1 || floating[1].tag != unpublished_tag);
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
    void details([[maybe_unused]] const Op* op, [[maybe_unused]] Span where)
    {
        if constexpr (DetailSink<S>) {
            if (!wants_details(sink_))
                return;
            const Head h = head();
            const std::uint32_t start = where.offset - h.size;
            sink_.begin_details();
            sink_.number(f_tag, {start, shape_.widths.tag}, h.tag(at(start)));
            sink_.number(f_field_length, {start + shape_.widths.tag, shape_.widths.length}, where.length);
            if (op && (op->wire == NAMEDVAR || op->wire == NAMEDARRAY))
                named_parts(*op, where);
            sink_.end_details();
        }
    }

    void check_size(const Op& op, Span where)
    {
        if (where.length > op.max_bytes) [[unlikely]]
            sink_.diagnose({diagnosis("ged188.field_too_long"), where, name_of(op), where.length, op.max_bytes});
    }

    /// The readable row behind an operation of this layout or of the tag table.
    const Row* row_of(const Op& op) const
    {
        for (const auto* run : {&shape_.layout->spec->rows, &shape_.layout->spec->shared, &shape_.layout->spec->shared2})
            for (const Row& row : *run)
                if (row.part != Part::fixed && row.tag == op.tag)
                    return &row;
        const Tag* tag = tag_row(op.tag, shape_.version);
        return tag && tag->field.filter ? &tag->field : nullptr;
    }
    /// As this message spells it: the same field may be spelled differently in others.
    const char* name_of(const Op& op) const
    {
        const Row* row = row_of(op);
        return row ? row->name : fields()[op.field].name;
    }

    void decode_string(const Op& op, std::uint32_t offset, std::uint32_t length)
    {
        const TextScan scan = scan_text(at(offset), length);
        const std::string_view text{reinterpret_cast<const char*>(at(offset)), scan.length};
        sink_.text(op.field, {offset, scan.length}, text, nullptr);
        if (length > op.max_bytes || scan.length == length || !scan.ascii) [[unlikely]]
            look_at_string(op, offset, length, scan.length == length, scan.ascii);
    }
    [[gnu::noinline]] void look_at_string(const Op& op, std::uint32_t offset, std::uint32_t length, bool unterminated, bool ascii)
    {
        const Span where{offset, length};
        check_size(op, where);
        if (unterminated && length != 0)
            sink_.diagnose({diagnosis("ged188.unterminated_string"), where, fields()[op.field].name});
        if (!ascii)
            sink_.diagnose({diagnosis("ged188.non_ascii"), where, fields()[op.field].name});
    }

    void decode_array(const Op& op, Span where)
    {
        const std::uint32_t width = op.wire == UINT_ARRAY ? 4 : 2;
        const std::uint32_t count = where.length / width;
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint32_t offset = where.offset + i * width;
            if (i > 0)
                details(&op, where); // of the element before: each has them
            sink_.number(op.field, {offset, width}, width == 4 ? be32(at(offset)) : be16(at(offset)));
        }
        if (where.length % width != 0)
            sink_.diagnose({diagnosis("ged188.bad_length"), where, "FieldLength is not a multiple of the element size"});
        // The guide does not say whether arrays travel as one field or as repeated fields: a field of one element says nothing.
        if (op.counted_by && count != 1 && slot_set(op.counted_by) && slots_[op.counted_by - 1u] != count)
            sink_.diagnose({diagnosis("ged188.count_mismatch"), where, row_of(op)->counter, slots_[op.counted_by - 1u], count});
    }

    /// Text from `offset` up to the first NUL, at most to `end`.
    std::string_view text_at(std::uint32_t offset, std::uint32_t end) const
    {
        return {reinterpret_cast<const char*>(at(offset)), scan_text(at(offset), end - offset).length};
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
        n.name = text_at(n.name_offset, end);
        n.value_offset = n.name_offset + static_cast<std::uint32_t>(n.name.size());
        if (n.value_offset < end)
            ++n.value_offset; // the NUL between
        n.value = text_at(n.value_offset, end);
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
        sink_.text(
            array ? f_array_value : f_variable_value, {n.value_offset, static_cast<std::uint32_t>(n.value.size())}, n.value, nullptr);
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
        if (open_group_ == op.group && (op.repeats || !(seen_ & bit))) {
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
        const unsigned all = shape_.layout->required;
        if (truncated_ || all == 0 || required_seen_ == 0xffffffffu >> (max_required - all)) // seen by their bits
            return;
        look_for_required();
    }
    [[gnu::noinline]] void look_for_required()
    {
        for (const Op& op : shape_.layout->floating)
            if (op.required && !has_tag(op.tag))
                sink_.diagnose({diagnosis("ged188.missing_field"), {0, size()}, name(), fields()[op.field].name});
    }
    bool has_tag(std::uint16_t wanted) const
    {
        std::uint32_t offset = header_size + fixed_size(*shape_.layout, shape_.version);
        const Head h = head();
        while (fits(offset, h.size, size())) {
            if (h.tag(at(offset)) == wanted)
                return true;
            offset += h.size + h.length(at(offset));
        }
        return false;
    }

    Bytes message_;
    const Shape& shape_;
    S& sink_;
    std::uint64_t seen_ = 0;
    std::uint32_t counts_[max_groups] = {};
    std::uint32_t required_seen_ = 0;
    std::uint32_t slots_set_ = 0;
    std::uint32_t open_group_ = 0;
    std::uint32_t surplus_end_ = 0;      ///< where surplus bytes end that were said; 0: none
    bool truncated_;                     ///< cut by the capture: nothing is said of what is missing at the end
    std::uint32_t slots_[max_slots] = {};    ///< those in slots_set_ are set
};

/// What is said of a message as a whole.
template <Sink S>
[[gnu::noinline]] void remark(
    Bytes message, std::uint64_t whole, std::uint32_t number, const Conditions& conditions, const Shape& shape, S& sink)
{
    const Span all{0, static_cast<std::uint32_t>(message.size())};
    if (whole > max_message_size(conditions.version_known ? conditions.version : 0))
        sink.diagnose({diagnosis("ged188.too_long"), {0, 4}, whole, conditions.version, max_message_size(conditions.version)});
    if (names_of(number).empty())
        sink.diagnose({diagnosis("ged188.unknown_message"), {4, 4}, number});
    else if (!shape.layout && message.size() > header_size)
        sink.diagnose({diagnosis("ged188.no_layout"), {4, 4}, name_without_layout(number, conditions)});
    if (message.size() < whole)
        sink.diagnose({diagnosis("ged188.truncated"), all, static_cast<std::uint64_t>(message.size()), whole});
    if (shape.layout && !shape.as_proposed && conditions.version_known)
        sink.diagnose({diagnosis("ged188.other_layout"), all, shape.version, shape.widths.tag, shape.widths.length, conditions.version});
}

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
    FoundFields found;
    Shape shape = choose_shape(number, message.subspan(header_size), conditions, truncated, &found);
    if (whole > smallest_max_message_size || !shape.exact || !shape.as_proposed) [[unlikely]] // exact: has a layout and is whole
        detail::remark(message, whole, number, conditions, shape, sink);
    detail::MessageDecoder<S> decoder{message, truncated, shape, sink};
    if (shape.layout) [[likely]]
        decoder.decode(found);
    else
        decoder.decode_without_layout(name_without_layout(number, conditions));
    return shape;
}

} // namespace cti::ged188
