// SPDX-License-Identifier: GPL-2.0-or-later
// A protocol on a TCP connection: where its messages begin and end, and what they mean. The same class serves the plugin, which draws what is
// decoded, and the commands, which do not. Every protocol has one, made by its descriptor.
#pragma once

#include "connection/session_rules.hpp"
#include "core/bytes.hpp"
#include "core/message_key.hpp"

#include <cstdint>

namespace cti {

/// The next piece of a stream.
struct Piece {
    std::uint32_t length = 0;     ///< bytes; 0: nothing can be said before more bytes come. May be more than are there (the rest of a message was not captured, or is to come)
    std::uint8_t kind = 0;        ///< the protocol's own
    std::uint32_t leading = 0;    ///< bytes before the message proper, inside `length`
    bool by_itself = true;        ///< false: told by what follows, which a later pass over the capture is not shown again
    std::uint32_t wanted = 0;     ///< where length is 0: bytes that are needed in all, 0 unknown
};

/// One message or other piece as report and statistics take it. Texts are the tables' or live as long as the packet.
struct MessageNote {
    SessionPtr session{};                      ///< nullptr where there is none
    const char* protocol = "";                 ///< filter name
    const char* message = nullptr;             ///< name; nullptr: no message (bytes that could not be read, the end of a connection)
    Side from = Side::client;
    bool is_request = false;
    const char* request = nullptr;             ///< name of the request this answers, of the tables; nullptr: none
    Time response_time = -1;                   ///< negative: no answer
    const char* failure = nullptr;             ///< name of the failure it carries
    const char* agent = nullptr;               ///< whose state it tells
    const char* agent_state = nullptr;         ///< name of the agent state it carries
};

/// What is known of the bytes of a piece beside the bytes.
struct PieceContext {
    MessageKey key{};
    Time time = 0;
    Side from = Side::client;
    bool encrypted = false;      ///< came out of TLS
    bool cut = false;            ///< bytes of it were not captured
};

class StreamProtocol : public SessionRules {
public:
    /// What stands at the beginning of `bytes`, which are what was captured of `reported` bytes on the wire. `more_may_come`: the answer
    /// may be to wait (length 0); else what is incomplete is returned as it is.
    virtual Piece next(Side from, Bytes bytes, std::size_t reported, bool more_may_come) = 0;

    /// Reads a piece where nobody draws: decodes, follows the session, adds what it finds to `found`.
    virtual MessageNote take(const Piece& piece, Bytes bytes, const PieceContext& context, KeptFindings& found) = 0;

    /// Bytes of this side are missing from the capture before what comes next.
    virtual void on_gap(Side from) { (void)from; }
};

} // namespace cti
