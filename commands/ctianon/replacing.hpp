// SPDX-License-Identifier: GPL-2.0-or-later
// How each protocol's messages are replaced: its own decoder says the fields, and here stands what is around them.
#pragma once

#include "connection/stream.hpp"
#include "core/descriptor.hpp"
#include "ctianon/message.hpp"
#include "ucalarm/decode.hpp"

#include <set>
#include <string_view>

namespace cti::anon {

struct Rules {
    bool strict = false;                 ///< of CTIQBE, blank what no table knows
    std::int64_t shift = 0;              ///< seconds that times in GED-188 messages are moved by
    std::set<std::uint32_t> addresses{}; ///< IPv4, host order: those seen, which CTIQBE messages may hold
};

/// A piece of a stream, in order; also what StreamProtocol::take does.
void replace_piece(const Descriptor& protocol, StreamProtocol& stream, const Piece& piece, const PieceContext& context, Message& message,
    const Rules& rules);

/// Bytes that wait for the rest of a message, which may never come: what says which message it is stays.
void replace_beginning(const Descriptor& protocol, Message& message, const Rules& rules);

/// What is left of `within` is replaced as text; white space stays.
void replace_rest(Message& message, Span within, Manner manner);
/// Names of elements and attributes stay, and the values that decide what the document is; all other text is replaced.
void replace_markup(Message& message, Span within);
/// Words that a syslog daemon or the application puts before its text, and that are no host. `zone`: of its time.
bool is_prefix_word(std::string_view word, std::string_view zone);
/// A syslog message: in alarms the syntax between fields stays, around them only what begins the line.
void replace_alarms(Message& message, Span within, ucalarm::Captured captured);

/// The payload of a datagram. False: it is none of the protocols that are read.
bool replace_datagram(std::uint16_t from_port, std::uint16_t to_port, Message& message);

} // namespace cti::anon
