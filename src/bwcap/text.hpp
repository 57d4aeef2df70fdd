// SPDX-License-Identifier: GPL-2.0-or-later
// Text of a document as UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cti::bwcap {

enum class Encoding : std::uint8_t { utf8, latin1, other };

/// The encoding a declaration names; UTF-8 for an empty name. `other` is read as UTF-8.
Encoding encoding_of(std::string_view declared) noexcept;

/// Room that decode_text needs, in bytes.
constexpr std::size_t decoded_room(std::size_t raw) { return 3 * raw; }

struct DecodedText {
    std::string_view text;       ///< valid UTF-8; `raw` itself where nothing had to be changed
    std::size_t used = 0;        ///< bytes written to the room
    bool unknown_entity = false; ///< a reference to an entity that XML does not define: left as it stands
    bool bare_ampersand = false; ///< '&' that begins no reference: left as it stands
};

/// Resolves the five entities of XML and character references, converts ISO-8859-1, and puts U+FFFD for what is invalid.
/// `room` has decoded_room(raw.size()) bytes.
DecodedText decode_text(std::string_view raw, Encoding encoding, char* room) noexcept;

/// Offset of the first byte that is not valid UTF-8 (overlong forms and surrogates are not), or npos.
std::size_t first_invalid_utf8(std::string_view text) noexcept;

/// True where the text has bytes above 127 and all of it is valid UTF-8.
bool looks_like_utf8(std::string_view text) noexcept;

} // namespace cti::bwcap
