// SPDX-License-Identifier: GPL-2.0-or-later
#include "ged188/decoder.hpp"

namespace cti::ged188 {
namespace {

/// The layout of version `version`, walked with `widths`: does it end exactly at the end of the body?
Shape try_shape(const CompiledLayout& layout, Bytes body, std::uint8_t version, Widths widths, Walk& walk)
{
    Shape shape{&layout, version, widths, false, true, 0, false};
    const std::uint32_t fixed = fixed_size(layout, version);
    if (fixed > body.size())
        return shape;
    walk = walk_floating(body, fixed, widths, &layout);
    shape.exact = walk.exact;
    shape.known_tags = walk.known;
    return shape;
}

bool fits_dialect(const CompiledLayout& layout, Dialect dialect)
{
    return layout.spec->dialect == Dialect::any || layout.spec->dialect == dialect;
}

/// A layout whose number other editions print differently must also come from the right side.
bool fits_sender(const CompiledLayout& layout, Sender sender)
{
    if (sender == Sender::unknown)
        return true;
    const MessageName* row = layout.row;
    return !row || row->sender == Sender::unknown || row->sender == Sender::both || row->sender == sender;
}

constexpr Widths all_widths[] = {{2, 2}, {1, 1}, {2, 1}};

unsigned distance(std::uint8_t a, std::uint8_t b) { return a > b ? a - b : b - a; }

} // namespace

Walk walk_floating(Bytes body, std::uint32_t offset, Widths widths, const CompiledLayout* layout)
{
    Walk walk;
    const std::uint32_t head = std::uint32_t{widths.tag} + widths.length;
    const auto size = static_cast<std::uint32_t>(body.size());
    while (offset < size) {
        if (!fits(offset, head, size))
            return walk;
        const std::uint32_t tag = read_width(body.data() + offset, widths.tag);
        const std::uint32_t length = read_width(body.data() + offset + widths.tag, widths.length);
        if (!fits(offset + head, length, size))
            return walk;
        const Op* known = tag_op(tag);
        if (layout && tag != unpublished_tag && find_op(*layout, tag))
            ++walk.known;
        else if (known && known->field != no_field)
            ++walk.foreign;
        else
            ++walk.unknown;
        offset += head + length;
    }
    walk.exact = true;
    return walk;
}

namespace {

/// The best of the layouts at the session's own version and widths; layout nullptr where none ends exactly.
/// `unknown` receives the number of tags that nothing explains.
Shape proposed_shape(std::span<const CompiledLayout* const> layouts, Bytes body, const Conditions& c, std::uint16_t& unknown)
{
    Shape best;
    std::uint16_t best_known = 0;
    Walk walk;
    for (const bool preferred : {true, false}) {
        for (const CompiledLayout* layout : layouts) {
            if (!fits_dialect(*layout, c.dialect) || (fits_sender(*layout, c.sender) && c.version >= layout->spec->first_version) != preferred)
                continue;
            const Shape shape = try_shape(*layout, body, c.version, c.widths, walk);
            if (!shape.exact || (best.layout && (walk.unknown > unknown || (walk.unknown == unknown && walk.known <= best_known))))
                continue;
            best = shape;
            best_known = walk.known;
            unknown = walk.unknown;
        }
        if (best.layout)
            break;
    }
    return best;
}

/// Neighbouring versions and other widths, the nearest first. Something that merely happens to end at the right byte is not
/// believed: every tag must be one of the layout's.
Shape neighbouring_shape(std::span<const CompiledLayout* const> layouts, Bytes body, const Conditions& c)
{
    Shape best;
    unsigned best_cost = ~0u;
    Walk walk;
    for (const CompiledLayout* layout : layouts) {
        std::uint32_t candidates = layout->changes | 1u << c.version % 32 | 1u << oldest_version;
        for (const Op& op : layout->fixed)
            if (op.since > 0)
                candidates |= 1u << (op.since - 1u);
        for (std::uint8_t version = 1; version < 32; ++version) {
            if (!(candidates >> version & 1u))
                continue;
            for (const Widths widths : all_widths) {
                const Shape shape = try_shape(*layout, body, version, widths, walk);
                if (!shape.exact || walk.unknown != 0 || walk.foreign != 0)
                    continue;
                const unsigned cost = distance(version, c.version) + (widths == c.widths || walk.known == 0 ? 0 : 40) +
                                      (fits_dialect(*layout, c.dialect) ? 0 : 20);
                if (cost >= best_cost)
                    continue;
                best_cost = cost;
                best = shape;
                best.as_proposed = false;
                if (walk.known == 0)
                    best.widths = c.widths;
            }
        }
    }
    return best;
}

/// True where the session's version gives this number the layout's name.
bool is_called(std::uint32_t number, const CompiledLayout& layout, const Conditions& c)
{
    const MessageName* row = message_name(number, c.version_known ? c.version : 0, c.dialect);
    return !row || std::string_view{row->name} == layout.spec->name;
}

/// Nothing fits to the byte, or the end was not captured: the session's own layout decodes what it can, unless the session's
/// version has another message under this number.
Shape own_shape(std::span<const CompiledLayout* const> layouts, std::uint32_t number, const Conditions& c)
{
    const CompiledLayout* own = nullptr;
    for (const CompiledLayout* layout : layouts)
        if (fits_dialect(*layout, c.dialect) && is_called(number, *layout, c) && (!own || own->spec->first_version > c.version))
            own = layout;
    return own ? Shape{own, c.version, c.widths, false, true, 0, c.dialect == Dialect::uccx} : Shape{};
}

} // namespace

Shape choose_shape(std::uint32_t number, Bytes body, const Conditions& conditions, bool truncated)
{
    const auto layouts = layouts_of(number);
    if (layouts.empty())
        return {};
    if (truncated)
        return own_shape(layouts, number, conditions);
    std::uint16_t unknown = 0;
    Shape shape = proposed_shape(layouts, body, conditions, unknown);
    // Tags that nothing explains may be a fixed part that is longer than thought: zeros walk well as empty fields.
    if (!shape.layout || unknown > 0) {
        const Shape neighbour = neighbouring_shape(layouts, body, conditions);
        if (neighbour.layout)
            shape = neighbour;
        else if (shape.layout && !is_called(number, *shape.layout, conditions))
            return {}; // another message has this number in the session's version, and nothing speaks against it
    }
    if (!shape.layout)
        return own_shape(layouts, number, conditions);
    shape.uccx = conditions.dialect == Dialect::uccx;
    return shape;
}

const char* shape_name(std::uint32_t number, const Shape& shape, const Conditions& conditions)
{
    if (shape.layout)
        return shape.layout->spec->name;
    // Without a layout the number alone names the message, as the session's version has it.
    const MessageName* row = message_name(number, conditions.version_known ? conditions.version : 0, conditions.dialect);
    return row ? row->name : "unknown message";
}

} // namespace cti::ged188
