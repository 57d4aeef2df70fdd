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
    std::uint32_t length;    ///< bytes of the message, header included, which may be more than are available; or bytes to skip
    bool message;            ///< false: no header here, `length` bytes to the next believable one (or all)
    bool by_itself = false;  ///< told by the header alone, not by what follows
};

/// What stands at the start of `bytes` (at least 8). An undocumented type with a believable length is a message where the
/// bytes after it go on as messages, or end.
Framed frame(Bytes bytes);

/// Strict: for a heuristic that may not claim anything else. True where `bytes` start with an OPEN_REQ that fits its layout to
/// the byte, or with two whole messages that do, of which one is longer than a header and an InvokeID.
bool looks_like_session(Bytes bytes);

} // namespace cti::ged188
