// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/tree_sink.hpp"

#include <cstring>
#include <type_traits>

namespace cti::plugin {

static_assert(std::is_trivially_destructible_v<TreeSink>);

namespace {
constexpr const char* asterisks = "********";
}

TreeSink::TreeSink(
    tvbuff_t* tvb, std::uint32_t base, packet_info* pinfo, proto_tree* tree, const Registration& registration, Reporter& reporter)
    : tvb_{tvb}, base_{base}, pinfo_{pinfo}, tree_{tree}, registration_{&registration}, reporter_{&reporter}
{}

void TreeSink::mask(FieldId id)
{
    if (masked_count_ < max_masked)
        masked_[masked_count_++] = id;
}

bool TreeSink::is_masked(FieldId id) const
{
    for (unsigned i = 0; i < masked_count_; ++i)
        if (masked_[i] == id)
            return true;
    return false;
}

void TreeSink::drawn(Span where) { end_ = base_ + where.offset + where.length; }

void TreeSink::begin_group(const char* label, unsigned index, Span where)
{
    if (depth_ == max_depth) {
        ++overflow_;
        return;
    }
    Level& level = stack_[depth_];
    level = {nullptr, nullptr, base_ + where.offset, where.length == 0};
    if (proto_tree* parent = tree()) {
        const int start = static_cast<int>(base_ + where.offset), length = static_cast<int>(where.length);
        level.tree = index == 0 ? proto_tree_add_subtree(parent, tvb_, start, length, registration_->ett_group(), &level.item, label)
                                : proto_tree_add_subtree_format(
                                      parent, tvb_, start, length, registration_->ett_group(), &level.item, "%s %u", label, index);
    }
    last_ = level.item;
    ++depth_;
}

void TreeSink::annotate(std::string_view text)
{
    if (depth_ > 0 && stack_[depth_ - 1].item)
        proto_item_append_text(stack_[depth_ - 1].item, "%.*s", static_cast<int>(text.size()), text.data());
}

void TreeSink::end_group()
{
    if (overflow_ > 0) {
        --overflow_;
        return;
    }
    if (depth_ == 0)
        return;
    const Level& level = stack_[--depth_];
    if (level.grows && level.item && end_ > level.begin)
        proto_item_set_len(level.item, static_cast<int>(end_ - level.begin));
    last_ = level.item;
}

void TreeSink::begin_details()
{
    if (depth_ == max_depth) {
        ++overflow_;
        return;
    }
    Level& level = stack_[depth_];
    level = {last_ ? proto_item_add_subtree(last_, registration_->ett_details()) : nullptr, last_, 0, false};
    ++depth_;
}

void TreeSink::end_details()
{
    const std::uint32_t end = end_;
    end_group();
    end_ = end;
}

namespace {

/// What most names of a table begin with, up to an underscore: "CTI_SERVICE_" need not be said with each bit.
std::string_view usual_beginning(const ValueTable& table)
{
    if (table.values.size() < 2)
        return {};
    const std::string_view first = table.values[0].name;
    for (std::size_t size = first.size(); size > 0; --size) {
        if (first[size - 1] != '_')
            continue;
        const std::string_view beginning = first.substr(0, size);
        std::size_t count = 0;
        for (const Value& bit : table.values)
            count += std::string_view{bit.name}.starts_with(beginning);
        if (2 * count > table.values.size())
            return beginning;
    }
    return {};
}

/// Behind a mask's number: its bits by name, " (ALL_EVENTS, unknown bits 0x200)". What is too much for a label is counted, not cut by
/// Wireshark: 4.6 puts "[…]" into the field's name then.
void summarise_mask(proto_item* item, const FieldDef& field, std::uint32_t value)
{
    if (!item)
        return;
    constexpr std::string_view around = ": 0xffffffff ()", usual_end = "_MASK";
    constexpr int size = ITEM_LABEL_LENGTH;
    const ValueTable& table = *field.values;
    std::uint32_t known = 0;
    for (const Value& bit : table.values)
        known |= bit.value;
    char rest[32] = "", more[32] = "", text[size];
    if (value & ~known)
        g_snprintf(rest, sizeof rest, "unknown bits 0x%x", value & ~known);
    const std::size_t taken = std::strlen(field.name) + around.size() + std::strlen(rest) + std::string_view{", , and 32 more"}.size();
    const std::size_t room = size - 1 - std::min<std::size_t>(taken, size - 1);
    const std::string_view usual = usual_beginning(table);
    int used = 0;
    unsigned left_out = 0;
    for (const Value& bit : table.values) {
        std::string_view name = bit.name;
        if (bit.value != 0 ? (value & bit.value) != bit.value : value != 0)
            continue;
        if (name.ends_with(usual_end))
            name.remove_suffix(usual_end.size());
        if (name.starts_with(usual))
            name.remove_prefix(usual.size());
        if (used + 2 + name.size() > room)
            ++left_out;
        else
            used += g_snprintf(text + used, size - used, "%s%.*s", used ? ", " : "", static_cast<int>(name.size()), name.data());
    }
    if (left_out)
        g_snprintf(more, sizeof more, "%sand %u more", used ? ", " : "", left_out);
    if (used || left_out || *rest)
        proto_item_append_text(item, " (%.*s%s%s%s)", used, text, more, (used || left_out) && *rest ? ", " : "", rest);
}

} // namespace

void TreeSink::add_number(proto_tree* parent, FieldId id, Span where, std::uint64_t value)
{
    const int hf = registration_->hf(id), start = static_cast<int>(base_ + where.offset), length = static_cast<int>(where.length);
    const FieldDef& field = registration_->field(id);
    switch (field.type) {
    case Type::u64:
        last_ = proto_tree_add_uint64(parent, hf, tvb_, start, length, value);
        break;
    case Type::i32:
        last_ = proto_tree_add_int(parent, hf, tvb_, start, length, static_cast<std::int32_t>(value));
        break;
    case Type::boolean:
        last_ = proto_tree_add_boolean(parent, hf, tvb_, start, length, static_cast<std::uint32_t>(value));
        break;
    case Type::time: {
        const nstime_t time{static_cast<time_t>(value), 0};
        last_ = proto_tree_add_time(parent, hf, tvb_, start, length, &time);
        break;
    }
    case Type::ipv4:
        last_ = proto_tree_add_ipv4(parent, hf, tvb_, start, length, g_htonl(static_cast<std::uint32_t>(value)));
        break;
    default:
        if (int* const* bits = registration_->bits(id)) {
            last_ = proto_tree_add_bitmask_value_with_flags(
                parent, tvb_, static_cast<unsigned>(start), hf, registration_->ett_mask(), bits, value, BMT_NO_APPEND);
            if (proto_field_is_referenced(parent, hf))
                summarise_mask(last_, field, static_cast<std::uint32_t>(value));
        } else {
            last_ = proto_tree_add_uint(parent, hf, tvb_, start, length, static_cast<std::uint32_t>(value));
        }
        break;
    }
    drawn(where);
}

void TreeSink::ipv6(FieldId id, Span where, const Ipv6& value)
{
    proto_tree* parent = tree();
    if (!parent)
        return;
    ws_in6_addr bytes;
    std::memcpy(&bytes, value.data(), sizeof bytes);
    last_ = proto_tree_add_ipv6(
        parent, registration_->hf(id), tvb_, static_cast<int>(base_ + where.offset), static_cast<int>(where.length), &bytes);
    drawn(where);
}

/// Where nobody asks for the field it is not made: that would be most of the cost.
const char* TreeSink::shown(proto_tree* parent, int hf, std::string_view text) const
{
    if (!proto_field_is_referenced(parent, hf))
        return "";
    return shown_text(pinfo_, text);
}

/// Wireshark's own words for a field without bytes are "<MISSING>", and it is there.
void TreeSink::say_empty(FieldId id) { proto_item_set_text(last_, "%s: (empty)", registration_->field(id).name); }

void TreeSink::add_text(proto_tree* parent, FieldId id, Span where, std::string_view text, const char* meaning)
{
    const int hf = registration_->hf(id), start = static_cast<int>(base_ + where.offset);
    if (is_masked(id)) {
        // No bytes are tied to the item: an export of its bytes would show what is hidden here.
        last_ = proto_tree_add_string(parent, hf, tvb_, start, 0, asterisks);
    } else {
        last_ = proto_tree_add_string(parent, hf, tvb_, start, static_cast<int>(where.length), shown(parent, hf, text));
        if (text.empty())
            say_empty(id);
    }
    if (meaning && *meaning)
        proto_item_append_text(last_, " (%s)", meaning);
    drawn(where);
}

void TreeSink::bytes(FieldId id, Span where)
{
    proto_tree* parent = tree();
    if (!parent)
        return;
    const int hf = registration_->hf(id), start = static_cast<int>(base_ + where.offset), length = static_cast<int>(where.length);
    if (is_masked(id) && length > 0) {
        last_ = proto_tree_add_bytes_with_length(parent, hf, tvb_, start, 0, reinterpret_cast<const std::uint8_t*>(asterisks), 8);
        proto_item_set_text(last_, "%s: %s", registration_->field(id).name, asterisks);
    } else {
        last_ = proto_tree_add_item(parent, hf, tvb_, start, length, ENC_NA);
        if (length == 0 && registration_->field(id).type == Type::bytes)
            say_empty(id);
    }
    drawn(where);
}

void TreeSink::diagnose(const Finding& finding)
{
    proto_tree* parent = tree();
    reporter_->say(last_ ? last_ : proto_tree_get_parent(parent), tvb_, finding);
}

const char* shown_text(packet_info* pinfo, std::string_view text)
{
    bool plain = true;
    for (const char c : text)
        plain &= c > 0;
    if (plain)
        return wmem_strndup(pinfo->pool, text.data(), text.size());
    return reinterpret_cast<const char*>(
        get_utf_8_string(pinfo->pool, reinterpret_cast<const std::uint8_t*>(text.data()), static_cast<int>(text.size())));
}

void add_generated_time(proto_tree* tree, int hf, tvbuff_t* tvb, Time span)
{
    const nstime_t time{static_cast<time_t>(span / second), static_cast<int>(span % second)};
    proto_item_set_generated(proto_tree_add_time(tree, hf, tvb, 0, 0, &time));
}

} // namespace cti::plugin
