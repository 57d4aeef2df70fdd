// SPDX-License-Identifier: GPL-2.0-or-later
// Finds message boundaries in a TCP byte stream, and the next one where they are lost. Stateless: the same bytes always give
// the same answer, whatever order frames are visited in.
#pragma once

#include "ged188/shape.hpp"

namespace cti::ged188 {

/// Longest MessageLength that is believed at all, in bytes: far above the documented maximum of 12500, far below what would
/// make reassembly wait for ever.
inline constexpr std::uint32_t believable_length = 64 * 1024;

/// True where a message header could stand: a documented type, a believable length that is not shorter than the smallest
/// fixed part of that type. `size` bytes are available, at least 8.
bool plausible_header(Bytes bytes);

struct Framed {
    std::uint32_t length;   ///< bytes of the message, header included, which may be more than are available; or bytes to skip
    bool message;           ///< false: no header here, `length` bytes to the next believable one (or all)
    bool by_itself = false; ///< told by the header alone, not by what follows
};

/// What stands at the start of `bytes` (at least 8). An undocumented type with a believable length is a message where the
/// bytes after it go on as messages, or end.
Framed frame(Bytes bytes);

/// True where the message at the start of `bytes` (at least 8, with a plausible header) has a MessageLength that counts the header too: the
/// next header stands 8 bytes before the message's alleged end, and only what comes before it fits a layout of the message to the byte.
/// `seen_before`: this sender has done so before, so that a message that ends with the bytes is believed too.
bool length_counts_header(Bytes bytes, const Conditions& conditions, bool seen_before);

/// True where a message with little-endian numbers could stand. `bytes`: at least 8.
bool plausible_little_endian_header(Bytes bytes);
/// True where `bytes` begin with an OPEN_REQ whose numbers are little-endian.
bool little_endian_open_req(Bytes bytes);

/// Strict: for a heuristic that may not claim anything else. True where `bytes` start with an OPEN_REQ that fits its layout to
/// the byte, or with two whole messages that do, of which one is longer than a header and an InvokeID.
bool looks_like_session(Bytes bytes);
/// True where `bytes` are one whole message or several, to the last byte, each of which fits a layout to the byte.
bool is_whole_messages(Bytes bytes);

} // namespace cti::ged188
