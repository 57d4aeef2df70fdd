// SPDX-License-Identifier: GPL-2.0-or-later
#include "ged188/framer.hpp"

#include "ged188/numbers.hpp"

#include <array>

namespace cti::ged188 {
namespace {

bool believable(std::uint32_t length) { return length <= believable_length; }

/// The smallest fixed part of any layout of a number, in bytes, by number; 0 where no layout is public.
std::array<std::uint16_t, last_message + 1> smallest_bodies()
{
    std::array<std::uint16_t, last_message + 1> out{};
    for (std::uint32_t number = 0; number <= last_message; ++number)
        for (const CompiledLayout* layout : layouts_of(number)) {
            const auto size = static_cast<std::uint16_t>(fixed_size(*layout, oldest_version));
            if (layout == layouts_of(number).front() || size < out[number])
                out[number] = size;
        }
    return out;
}

std::uint32_t smallest_body(std::uint32_t number)
{
    static const auto sizes = smallest_bodies();
    return sizes[number];
}

/// Believable headers follow each other from `offset` to the end of `bytes`; the last message may reach beyond. So many in a row
/// are no chance, and whoever writes hollow messages by the thousand shall not have them followed from every byte.
bool chain_holds(Bytes bytes, std::size_t offset, unsigned at_least)
{
    constexpr unsigned no_chance = 16;
    unsigned seen = 0;
    while (fits(offset, header_size, bytes.size())) {
        if (!plausible_header(bytes.subspan(offset)))
            return false;
        if (++seen >= no_chance)
            return true;
        offset += std::size_t{be32(bytes.data() + offset)} + header_size;
    }
    return seen >= at_least || offset >= bytes.size();
}

bool exact_message(Bytes message, const Conditions& conditions)
{
    const Shape shape = choose_shape(be32(message.data() + 4), message.subspan(header_size), conditions);
    if (!shape.layout || !shape.exact)
        return false;
    const Walk walk = walk_floating(message.subspan(header_size), fixed_size(*shape.layout, shape.version), shape.widths, shape.layout);
    return walk.exact && walk.unknown == 0;
}

/// A message that reaches beyond the end of `bytes` and begins as one of the layouts of its number does: a whole fixed part, then
/// floating fields of that layout and nothing else.
bool begins_as_its_layout(Bytes bytes)
{
    constexpr Widths widths[] = {{2, 2}, {1, 1}, {2, 1}};
    const Bytes body = bytes.subspan(header_size);
    for (const CompiledLayout* layout : layouts_of(be32(bytes.data() + 4)))
        for (std::uint8_t version = oldest_version; version <= newest_version; ++version) {
            if (version != oldest_version && !(layout->changes >> version & 1u))
                continue;
            for (const Widths w : widths) {
                const Head head{w};
                std::size_t offset = fixed_size(*layout, version);
                unsigned known = 0;
                while (fits(offset, head.size, body.size()) && find_op(*layout, head.tag(body.data() + offset))) {
                    offset += head.size + head.length(body.data() + offset);
                    ++known;
                }
                if (known > 0 && !fits(offset, head.size, body.size()))
                    return true;
            }
        }
    return false;
}

} // namespace

bool plausible_header(Bytes bytes)
{
    const std::uint32_t length = be32(bytes.data());
    const std::uint32_t number = be32(bytes.data() + 4);
    return number >= 1 && number <= last_message && believable(length) && length >= smallest_body(number);
}

Framed frame(Bytes bytes)
{
    const std::uint32_t length = be32(bytes.data());
    const auto available = static_cast<std::uint32_t>(bytes.size());
    if (plausible_header(bytes))
        return {length + header_size, true, true};
    // Not a documented message, or one too short for its fixed part: believed where the stream goes on as messages behind it.
    if (believable(length)) {
        const std::size_t next = std::size_t{length} + header_size;
        if (next == bytes.size() || (next < bytes.size() && fits(next, header_size, bytes.size()) && chain_holds(bytes, next, 1)))
            return {length + header_size, true};
    }
    for (std::uint32_t offset = 1; fits(offset, header_size, available); ++offset) {
        const Bytes rest = bytes.subspan(offset);
        if (!plausible_header(rest))
            continue;
        const std::uint64_t whole = std::uint64_t{be32(rest.data())} + header_size;
        // Zeros and small numbers look like headers everywhere. One that is believed wrongly swallows what follows.
        if (whole <= rest.size() ? chain_holds(rest, static_cast<std::size_t>(whole), 1)
                                 : whole <= max_message_size(0) && begins_as_its_layout(rest))
            return {offset, false};
    }
    return {available, false};
}

bool length_counts_header(Bytes bytes, const Conditions& conditions, bool seen_before)
{
    const std::uint32_t length = be32(bytes.data());
    if (length <= (seen_before ? header_size : 2 * header_size) || length > bytes.size())
        return false;
    const bool ends_here = length == bytes.size();
    if (ends_here ? !seen_before : !fits(length, header_size, bytes.size()) || !plausible_header(bytes.subspan(length)))
        return false;
    const std::uint32_t number = be32(bytes.data() + 4);
    const auto fits_to_the_byte = [&](std::uint32_t body) {
        const Bytes rest = bytes.subspan(header_size, body);
        const Shape shape = choose_shape(number, rest, conditions);
        if (!shape.layout || !shape.exact)
            return false;
        const Walk walk = walk_layout(*shape.layout, rest, shape.version, shape.widths);
        return walk.exact && walk.unknown == 0 && walk.foreign == 0;
    };
    if (!fits_to_the_byte(length - header_size))
        return false;
    return ends_here || !fits(header_size, length, bytes.size()) || !fits_to_the_byte(length);
}

bool plausible_little_endian_header(Bytes bytes)
{
    const std::uint32_t length = le32(bytes.data()), type = le32(bytes.data() + 4);
    return type >= 1 && type <= last_message && believable(length) && length >= smallest_body(type);
}

bool little_endian_open_req(Bytes bytes)
{
    constexpr std::uint32_t newest_believable = 99; // a VersionNumber
    if (!fits(0, header_size + 8, bytes.size()) || !plausible_little_endian_header(bytes) || le32(bytes.data() + 4) != number::open_req)
        return false;
    const std::uint32_t version = le32(bytes.data() + header_size + 4);
    return version >= 1 && version <= newest_believable;
}

bool looks_like_session(Bytes bytes)
{
    if (bytes.size() < header_size || !plausible_header(bytes))
        return false;
    Conditions conditions;
    std::size_t offset = 0;
    unsigned whole = 0, telling = 0;
    while (whole < 4 && fits(offset, header_size, bytes.size())) {
        const Bytes rest = bytes.subspan(offset);
        if (!plausible_header(rest))
            return false;
        const std::size_t size = std::size_t{be32(rest.data())} + header_size;
        if (size > rest.size())
            break;
        const Bytes message = rest.first(size);
        const std::uint32_t number = be32(rest.data() + 4);
        if (number == number::open_req) {
            if (size < header_size + 44)
                return false;
            const std::uint32_t version = be32(rest.data() + header_size + 4);
            if (version < oldest_version || version > 40)
                return false;
            conditions.version = static_cast<std::uint8_t>(version);
            conditions.widths = widths_of(conditions.version, Dialect::ucce);
            conditions.version_known = true;
            const Shape shape = choose_shape(number, message.subspan(header_size), conditions);
            return shape.layout && shape.exact && shape.known_tags > 0;
        }
        if (!exact_message(message, conditions))
            return false;
        ++whole;
        telling += size > header_size + 4;
        offset += size;
    }
    return whole >= 2 && telling >= 1;
}

bool is_whole_messages(Bytes bytes)
{
    if (bytes.empty())
        return false;
    while (!bytes.empty()) {
        if (bytes.size() < header_size || !plausible_header(bytes))
            return false;
        const std::size_t size = std::size_t{be32(bytes.data())} + header_size;
        if (size > bytes.size() || !exact_message(bytes.first(size), {}))
            return false;
        bytes = bytes.subspan(size);
    }
    return true;
}

} // namespace cti::ged188
