// SPDX-License-Identifier: GPL-2.0-or-later
#include "ged188/shape.hpp"

#include <string_view>

namespace cti::ged188 {
namespace {

/// A layout whose number other editions print differently must also come from the right side.
bool fits_sender(const CompiledLayout& layout, Sender sender)
{
    if (sender == Sender::unknown)
        return true;
    const MessageName* row = layout.row;
    return !row || row->sender == Sender::unknown || row->sender == Sender::both || row->sender == sender;
}

constexpr Widths all_widths[] = {{2, 2}, {1, 1}, {2, 1}};

/// True where the guide of the session's version may have what a later version is said to have brought.
bool may_be_newer(const CompiledLayout& layout, std::uint8_t version)
{
    return layout.doubtful != 0 && version >= layout.doubtful && version < layout.last_change;
}

bool is_better(const Walk& a, const Walk& b) { return a.unknown != b.unknown ? a.unknown < b.unknown : a.known > b.known; }

unsigned distance(std::uint8_t a, std::uint8_t b) { return a > b ? a - b : b - a; }

/// The best of the layouts at the session's own version and widths, and its walk; nullptr where none ends exactly.
/// `proposed_version` becomes the version whose fixed part it is.
const CompiledLayout* proposed_layout(std::span<const CompiledLayout* const> layouts, Bytes body, const Conditions& c, Walk& best_walk,
    FoundFields* found, std::uint8_t& proposed_version)
{
    const CompiledLayout* best = nullptr;
    const CompiledLayout* last = nullptr;
    std::uint8_t best_version = c.version, last_version = c.version;
    for (const bool preferred : {true, false}) {
        for (const CompiledLayout* layout : layouts) {
            const bool alone = layouts.size() == 1;
            if (!fits_dialect(*layout, c.dialect) ||
                (!alone && (fits_sender(*layout, c.sender) && c.version >= layout->spec->first_version) != preferred))
                continue;
            const std::uint8_t newest = may_be_newer(*layout, c.version) ? layout->last_change : c.version;
            for (std::uint8_t version = c.version;; version = newest) {
                const Walk walk = walk_layout(*layout, body, version, c.widths, found);
                last = layout;
                last_version = version;
                if (walk.exact && (!best || is_better(walk, best_walk))) {
                    best = layout;
                    best_version = version;
                    best_walk = walk;
                }
                if (version == newest)
                    break;
            }
        }
        if (best || layouts.size() == 1)
            break;
    }
    if (found && (best != last || best_version != last_version))
        found->count = 0;
    if (best)
        proposed_version = best_version;
    return best;
}

/// Neighbouring versions and other widths, the nearest first. Something that merely happens to end at the right byte is not
/// believed: every tag must be one of the layout's. False where there is none.
bool neighbouring_shape(std::span<const CompiledLayout* const> layouts, Bytes body, const Conditions& c, Shape& best)
{
    bool any = false;
    unsigned best_cost = ~0u;
    for (const CompiledLayout* layout : layouts) {
        std::uint32_t candidates = layout->changes | 1u << c.version % 32 | 1u << oldest_version;
        for (const Op& op : layout->fixed)
            if (op.since > 0)
                candidates |= 1u << (op.since - 1u);
        for (std::uint8_t version = 1; version < 32; ++version) {
            if (!(candidates >> version & 1u))
                continue;
            for (const Widths widths : all_widths) {
                const Walk walk = walk_layout(*layout, body, version, widths);
                if (!walk.exact || walk.unknown != 0 || walk.foreign != 0)
                    continue;
                const unsigned cost = distance(version, c.version) + (widths == c.widths || walk.known == 0 ? 0 : 40) +
                                      (fits_dialect(*layout, c.dialect) ? 0 : 20);
                if (cost >= best_cost)
                    continue;
                best_cost = cost;
                any = true;
                best.layout = layout;
                best.version = version;
                best.widths = walk.known == 0 ? c.widths : widths;
                best.known_tags = static_cast<std::uint16_t>(walk.known);
                best.exact = true;
                best.as_proposed = false;
            }
        }
    }
    return any;
}

/// True where the session's version gives this number the layout's name.
bool is_called(std::uint32_t number, const CompiledLayout& layout, const Conditions& c)
{
    const MessageName* row = message_name(number, c.version_known ? c.version : 0, c.dialect);
    return !row || std::string_view{row->name} == layout.spec->name;
}

/// Nothing fits to the byte, or the end was not captured: the session's own layout decodes what it can, unless the session's
/// version has another message under this number. nullptr: none.
const CompiledLayout* own_layout(std::span<const CompiledLayout* const> layouts, std::uint32_t number, const Conditions& c)
{
    const CompiledLayout* own = nullptr;
    for (const CompiledLayout* layout : layouts)
        if (fits_dialect(*layout, c.dialect) && is_called(number, *layout, c) && (!own || own->spec->first_version > c.version))
            own = layout;
    return own;
}

} // namespace

void choose_among(std::uint32_t number, Bytes body, const Conditions& conditions, bool truncated, FoundFields* found, Shape& shape)
{
    const auto layouts = layouts_of(number);
    if (layouts.empty())
        return;
    if (truncated) {
        shape.layout = own_layout(layouts, number, conditions);
        return;
    }
    Walk walk;
    shape.layout = proposed_layout(layouts, body, conditions, walk, found, shape.version);
    shape.exact = shape.layout != nullptr;
    shape.known_tags = static_cast<std::uint16_t>(walk.known);
    if (shape.layout && walk.unknown == 0)
        return;
    if (found)
        found->count = 0;
    // Tags that nothing explains may be a fixed part that is longer than thought: zeros walk well as empty fields.
    if (neighbouring_shape(layouts, body, conditions, shape))
        return;
    if (!shape.layout)
        shape.layout = own_layout(layouts, number, conditions);
    else if (!is_called(number, *shape.layout, conditions)) {
        // Another message has this number in the session's version, and nothing speaks against it.
        shape.layout = nullptr;
        shape.exact = false;
    }
}

const char* name_without_layout(std::uint32_t number, const Conditions& conditions)
{
    // The number alone names the message, as the session's version has it.
    const MessageName* row = message_name(number, conditions.version_known ? conditions.version : 0, conditions.dialect);
    return row ? row->name : "unknown message";
}

} // namespace cti::ged188
