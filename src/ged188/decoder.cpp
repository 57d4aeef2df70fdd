// SPDX-License-Identifier: GPL-2.0-or-later
#include "ged188/decoder.hpp"

namespace cti::ged188 {
namespace {

/// The layout of version `version`, walked with `widths`: does it end exactly at the end of the body?
Shape try_shape(const CompiledLayout& layout, Bytes body, std::uint8_t version, Widths widths, Walk& walk)
{
    Shape shape{&layout, version, widths, false, true, 0};
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
    const MessageName* row = message_by_name(layout.spec->name);
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

Shape choose_shape(std::uint32_t number, Bytes body, const Conditions& conditions)
{
    const auto layouts = layouts_of(number);
    Shape best;
    Walk walk;
    const CompiledLayout* proposed = nullptr;
    std::uint16_t best_known = 0, best_unknown = 0xffff;

    // The session's version, in the order of preference: layouts for this version, this dialect, this sender.
    for (const bool strict : {true, false}) {
        for (const CompiledLayout* layout : layouts) {
            const bool preferred = fits_dialect(*layout, conditions.dialect) && fits_sender(*layout, conditions.sender) &&
                                   conditions.version >= layout->spec->first_version;
            if (preferred != strict)
                continue;
            if (!proposed)
                proposed = layout;
            const Shape shape = try_shape(*layout, body, conditions.version, conditions.widths, walk);
            if (!shape.exact)
                continue;
            if (!best.layout || walk.unknown < best_unknown || (walk.unknown == best_unknown && walk.known > best_known)) {
                best = shape;
                best_known = walk.known;
                best_unknown = walk.unknown;
            }
            if (layouts.size() == 1 || (strict && walk.unknown == 0 && walk.foreign == 0 && layouts.size() == 1))
                break;
        }
        if (best.layout)
            return best;
    }
    if (!proposed)
        return best;

    // Neighbouring versions and other widths, the nearest first. Something that merely happens to end at the right byte is
    // not believed: every tag must be one of the layout's.
    unsigned best_cost = ~0u;
    for (const CompiledLayout* layout : layouts) {
        std::uint32_t candidates = layout->changes | 1u << conditions.version % 32 | 1u << oldest_version;
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
                const unsigned cost = distance(version, conditions.version) + (widths == conditions.widths || walk.known == 0 ? 0 : 40) +
                                      (fits_dialect(*layout, conditions.dialect) ? 0 : 20);
                if (cost < best_cost) {
                    best_cost = cost;
                    best = shape;
                    best.as_proposed = false;
                    if (walk.known == 0)
                        best.widths = conditions.widths;
                }
            }
        }
    }
    if (best.layout)
        return best;
    return {proposed, conditions.version, conditions.widths, false, true, 0};
}

const char* shape_name(std::uint32_t number, const Shape& shape, const Conditions& conditions)
{
    if (shape.layout && shape.exact)
        return shape.layout->spec->name;
    // Without an exact layout the number alone names the message, as the session's version has it.
    const MessageName* row = message_name(number, conditions.version_known ? conditions.version : 0, conditions.dialect);
    if (shape.layout && row && row->last_version == 255 && row->dialect == Dialect::any)
        return shape.layout->spec->name;
    return row ? row->name : "unknown message";
}

} // namespace cti::ged188
