// SPDX-License-Identifier: GPL-2.0-or-later
// Syslog over TCP and TLS (RFC 6587, RFC 5425): where its messages begin and end in a stream. Two framings exist, and each message tells
// which it has: its octets are counted ("152 <188>..."), or it ends with a line break (or a NUL).
#pragma once

#include "core/bytes.hpp"

#include <cstdint>

namespace cti::ucalarm {

/// What a stream of syslog begins with.
struct StreamPiece {
    enum class Kind : std::uint8_t {
        need_more, ///< the message goes on behind what is there
        message,
        filler, ///< line breaks and NULs between messages
    };
    Kind kind{};
    /// Bytes to take off the stream, framing included. need_more: bytes that are needed in all, 0 where nobody can know.
    std::uint64_t length = 0;
    Span message{}; ///< inside the piece: without count and line break
    bool counted = false; ///< its octets are counted
    bool complete = true; ///< false: the stream ended, or the message is too long to be one; the message is what there is of it
};

/// The longest message that is waited for (RFC 5424 asks for 2048 octets, CiscoLog allows 800).
inline constexpr std::uint32_t max_syslog_message = 65536;

/// Splits the first piece off `bytes`, a growing buffer that begins where the last piece ended. `ended`: no more bytes will come.
StreamPiece next_syslog_message(Bytes bytes, bool ended = false);

/// Strict test for streams on ports that also carry something else (TCP 514 is rsh's): every line that begins in `bytes` is a syslog
/// message with a priority, and an alarm that this library reads begins among them. The rest of a line may stand before them: a relay
/// writes without end, and its segments begin anywhere.
bool looks_like_syslog_alarm(Bytes bytes);

} // namespace cti::ucalarm
