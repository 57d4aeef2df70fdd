// SPDX-License-Identifier: GPL-2.0-or-later
// A protocol on a TCP connection: where its messages begin and end, and what they mean. The same class serves the plugin, which draws what
// is decoded, and the commands, which do not. Every protocol has one, made by its descriptor.
#pragma once

#include "connection/session_rules.hpp"
#include "core/bytes.hpp"
#include "core/message_key.hpp"

#include <cstdint>

namespace cti {

/// The next piece of a stream. Where its length is 0, the bytes behind `leading` wait as a message that has begun; a name of nullptr says
/// that they are no beginning of a message (white space, junk, half a header), so that nothing is pending.
struct Piece {
    const char* name = ""; ///< where length is 0: what the bytes are the beginning of, for Connection::on_pending; static, "" unknown
    std::uint32_t length =
        0; ///< bytes; 0: nothing can be said before more bytes come. May be more than are there (the rest of a message was not captured, or is to come)
    std::uint32_t leading = 0;    ///< bytes before the message proper, inside `length`
    std::uint32_t wanted = 0;     ///< where length is 0: bytes that are needed in all, 0 unknown
    std::uint8_t kind = 0;        ///< the protocol's own
    bool by_itself = true;        ///< false: told by what follows, which a later pass over the capture is not shown again
    bool by_segment = false;      ///< where length is 0: not just those, whole segments: what follows them tells too
    bool is_opening_request = false;    ///< that is the opening request
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
    const char* log_line = nullptr;            ///< "file:line" of a record of a log
};

/// What is known of the bytes of a piece beside the bytes.
struct PieceContext {
    MessageKey key{};
    Time time = 0;
    Side from = Side::client;
    bool encrypted = false;      ///< came out of TLS
    bool cut = false;            ///< bytes of it were not captured
    bool goes_on = false;        ///< it is longer than what TCP hands on: whether the rest was sent is not known
};

class StreamProtocol : public SessionRules {
public:
    /// What stands at the beginning of `bytes`, which are what was captured of `reported` bytes on the wire. `more_may_come`: the answer
    /// may be to wait (length 0); else what is incomplete is returned as it is.
    virtual Piece next(Side from, Bytes bytes, std::size_t reported, bool more_may_come) = 0;

    /// Reads a piece where nobody draws: decodes, follows the session, adds what it finds to `found`. Nothing is kept for later passes.
    virtual MessageNote take(const Piece& piece, Bytes bytes, const PieceContext& context, KeptFindings& found) = 0;

    /// Bytes that TCP hands on, before they are cut into pieces; once, in order. The first `again` of them were handed over before and
    /// waited.
    virtual void on_bytes(Side from, Moment at, Bytes bytes, std::size_t again, std::size_t reported)
    {
        (void)from, (void)at, (void)bytes, (void)again, (void)reported;
    }
    /// Bytes of this side are missing from the capture before what comes next.
    virtual void on_gap(Side from) { (void)from; }
};

/// How far bytes were cut into pieces.
struct Cut {
    std::size_t used = 0;        ///< bytes; the rest waits for more
    bool waits = false;
    Piece waiting{};             ///< what the rest is the beginning of: its length is 0
};

/// Goes through `reported` bytes: next(offset) says what stands there, use(offset, piece) takes a piece, may_wait(offset) whether what is
/// not complete may wait for more. Where it may not, what is there is a piece.
template <class Next, class MayWait, class Use>
Cut cut_into_pieces(std::size_t reported, Next next, MayWait may_wait, Use use)
{
    for (std::size_t offset = 0; offset < reported;) {
        Piece piece = next(offset);
        if (piece.length == 0 && may_wait(offset))
            return {offset, true, piece};
        if (piece.length == 0)
            piece.length = static_cast<std::uint32_t>(reported - offset);
        use(offset, piece);
        offset += piece.length;
    }
    return {reported, false, {}};
}

/// How many bytes more are asked for where the rest waits: 0: as many as the next segment has.
inline std::uint32_t bytes_asked_for(const Cut& cut, std::size_t reported)
{
    const std::size_t left = reported - cut.used;
    return !cut.waiting.by_segment && cut.waiting.wanted > left ? static_cast<std::uint32_t>(cut.waiting.wanted - left) : 0;
}

/// What is known of a piece of which `here` bytes were captured, where `left` bytes on the wire follow from its beginning on.
inline PieceContext context_of(const Piece& piece, MessageKey key, Time time, Side from, bool encrypted, std::size_t here, std::size_t left)
{
    const std::size_t on_wire = piece.length < left ? piece.length : left;
    return {key, time, from, encrypted, here<on_wire, piece.length> left};
}

/// What of the bytes that TCP hands on was handed on before. When more bytes are asked for, those that waited come again with the next
/// segment behind them.
struct Waited {
    std::size_t bytes = 0; ///< handed on and waited; 0: all are new
    std::size_t segments =
        0; ///< in segments before this one: where more was asked for than the next segment had, nobody is called in between

    /// True where bytes that have to wait from `offset` on will come again from their beginning.
    bool come_again(std::size_t offset) const { return bytes > 0 && offset > 0 && offset <= segments; }
};

/// True where nothing is to be said of these bytes: they waited, turn out to be several pieces of which the last has to wait once more, and
/// so come again, all of them, with the segment after this.
inline bool will_come_again(StreamProtocol& protocol, Side from, Bytes bytes, std::size_t reported, const Waited& waited)
{
    // What may come again and again is gone through each time: there is an end to it.
    constexpr std::size_t most = std::size_t{256} * 1024;
    if (waited.bytes == 0 || bytes.size() > most)
        return false;
    std::size_t offset = 0;
    while (offset < bytes.size()) {
        const Piece piece = protocol.next(from, bytes.subspan(offset), reported - offset, true);
        if (piece.length == 0 || piece.length > bytes.size() - offset)
            break;
        offset += piece.length;
    }
    return offset != bytes.size() && waited.come_again(offset);
}

/// Bytes of a piece that are to come in later segments, where it cannot wait for them (its frame was cut) and they are skipped: `left` of
/// it are here. A length that counts its header of 8 bytes too, as some GED-188 servers have it, asks for exactly so many too much: then
/// nothing is skipped, which would be the next message.
inline std::uint32_t rest_in_later_segments(const Piece& piece, std::size_t left)
{
    constexpr std::size_t counted_header = 8;
    const std::size_t rest = piece.length > left ? piece.length - left : 0;
    return rest == counted_header ? 0 : static_cast<std::uint32_t>(rest);
}

/// To be called after each payload on the first pass: tells the connection what waits, so that it can say what the connection ended in.
template <class C>
void tell_pending(C& connection, Side from, const Cut& cut, std::size_t rest)
{
    const bool begun = cut.waits && cut.waiting.name && rest > cut.waiting.leading;
    connection.on_pending(
        from, begun ? rest - cut.waiting.leading : 0, cut.waiting.wanted, begun ? cut.waiting.name : "", cut.waiting.is_opening_request);
}

} // namespace cti
