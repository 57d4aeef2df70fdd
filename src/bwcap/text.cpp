// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/text.hpp"

#include "bwcap/values.hpp"
#include "core/bytes.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace cti::bwcap {
namespace {

constexpr std::uint32_t replacement = 0xfffd;

/// Length of the valid UTF-8 sequence at `at`, or 0.
std::size_t utf8_length(std::string_view s, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(s[at + i]); };
    const auto continues = [&](std::size_t i) { return at + i < s.size() && (byte(i) & 0xc0) == 0x80; };
    const std::uint8_t c = byte(0);
    if (c < 0x80)
        return 1;
    if (c >= 0xc2 && c <= 0xdf)
        return continues(1) ? 2 : 0;
    if (c >= 0xe0 && c <= 0xef) {
        if (!continues(1) || !continues(2))
            return 0;
        const bool overlong = c == 0xe0 && byte(1) < 0xa0;
        const bool surrogate = c == 0xed && byte(1) >= 0xa0;
        return overlong || surrogate ? 0 : 3;
    }
    if (c >= 0xf0 && c <= 0xf4) {
        if (!continues(1) || !continues(2) || !continues(3))
            return 0;
        const bool overlong = c == 0xf0 && byte(1) < 0x90;
        const bool beyond = c == 0xf4 && byte(1) >= 0x90;
        return overlong || beyond ? 0 : 4;
    }
    return 0;
}

char* put_utf8(std::uint32_t c, char* out)
{
    if (c < 0x80) {
        *out++ = static_cast<char>(c);
    } else if (c < 0x800) {
        *out++ = static_cast<char>(0xc0 | c >> 6);
        *out++ = static_cast<char>(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        *out++ = static_cast<char>(0xe0 | c >> 12);
        *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3f));
        *out++ = static_cast<char>(0x80 | (c & 0x3f));
    } else {
        *out++ = static_cast<char>(0xf0 | c >> 18);
        *out++ = static_cast<char>(0x80 | (c >> 12 & 0x3f));
        *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3f));
        *out++ = static_cast<char>(0x80 | (c & 0x3f));
    }
    return out;
}

struct Reference {
    std::size_t length = 0; // with '&' and ';'; 0: no reference
    std::uint32_t character = 0;
    bool known = false;
};

Reference read_reference(std::string_view s, std::size_t at)
{
    constexpr std::size_t longest = 32; // of a name worth calling a reference
    const std::size_t end = s.substr(0, std::min(s.size(), at + longest)).find(';', at);
    if (end == s.npos || end == at + 1)
        return {};
    std::string_view name = s.substr(at + 1, end - at - 1);
    const std::size_t length = end + 1 - at;
    struct Entity {
        std::string_view name;
        char character;
    };
    static constexpr Entity entities[] = {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
    for (const Entity& entity : entities)
        if (entity.name == name)
            return {length, static_cast<std::uint32_t>(entity.character), true};
    if (!name.starts_with('#')) {
        const bool is_name = std::all_of(name.begin(), name.end(), [](char c) {
            return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == ':';
        });
        return is_name ? Reference{length, 0, false} : Reference{};
    }
    name.remove_prefix(1);
    const int base = name.starts_with('x') ? 16 : 10;
    if (base == 16)
        name.remove_prefix(1);
    std::uint32_t c = 0;
    const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), c, base);
    if (name.empty() || error != std::errc{} || stop != name.data() + name.size())
        return {};
    const bool valid = (c >= 0x20 || c == '\t' || c == '\n' || c == '\r') && c <= 0x10ffff && !(c >= 0xd800 && c <= 0xdfff);
    return {length, valid ? c : replacement, true};
}

} // namespace

Encoding encoding_of(std::string_view declared) noexcept
{
    for (const std::string_view name : {"", "UTF-8", "UTF8", "US-ASCII", "ASCII"})
        if (equal_ignoring_case(declared, name))
            return Encoding::utf8;
    for (const std::string_view name : {"ISO-8859-1", "ISO_8859-1", "ISO8859-1", "ISO-LATIN-1", "LATIN1", "L1"})
        if (equal_ignoring_case(declared, name))
            return Encoding::latin1;
    return Encoding::other;
}

std::size_t first_invalid_utf8(std::string_view text) noexcept
{
    for (std::size_t i = 0; i < text.size();) {
        // Nearly all of it is ASCII: eight bytes at a time.
        std::uint64_t word;
        if (fits(i, sizeof word, text.size())) {
            std::memcpy(&word, text.data() + i, sizeof word);
            if ((word & 0x8080808080808080u) == 0) {
                i += sizeof word;
                continue;
            }
        }
        const std::size_t length = utf8_length(text, i);
        if (length == 0)
            return i;
        i += length;
    }
    return text.npos;
}

bool looks_like_utf8(std::string_view text) noexcept
{
    const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<std::uint8_t>(c) < 0x80; });
    return !ascii && first_invalid_utf8(text) == text.npos;
}

DecodedText decode_text(std::string_view raw, Encoding encoding, char* room) noexcept
{
    DecodedText result{raw};
    const bool plain = std::all_of(raw.begin(), raw.end(), [](char c) { return c != '&' && static_cast<std::uint8_t>(c) < 0x80; });
    if (plain)
        return result;

    char* out = room;
    for (std::size_t i = 0; i < raw.size();) {
        const auto c = static_cast<std::uint8_t>(raw[i]);
        if (c == '&') {
            const Reference reference = read_reference(raw, i);
            if (reference.known) {
                out = put_utf8(reference.character, out);
                i += reference.length;
                continue;
            }
            result.unknown_entity = result.unknown_entity || reference.length > 0;
            result.bare_ampersand = result.bare_ampersand || reference.length == 0;
        }
        if (c < 0x80) {
            *out++ = raw[i++];
        } else if (encoding == Encoding::latin1) {
            out = put_utf8(c, out);
            ++i;
        } else if (const std::size_t length = utf8_length(raw, i)) {
            std::memcpy(out, raw.data() + i, length);
            out += length;
            i += length;
        } else {
            out = put_utf8(replacement, out);
            ++i;
        }
    }
    result.used = static_cast<std::size_t>(out - room);
    result.text = {room, result.used};
    return result;
}

} // namespace cti::bwcap
