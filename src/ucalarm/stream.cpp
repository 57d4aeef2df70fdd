// SPDX-License-Identifier: GPL-2.0-or-later
#include "ucalarm/stream.hpp"

#include "core/sink.hpp"

#include <algorithm>

namespace cti::ucalarm {
namespace {

/// Draws nothing, keeps the findings.
struct Collect {
    explicit Collect(KeptFindings& found) : sink{found} {}
    CollectingSink& begin(Bytes, bool, Span) { return sink; }
    void end(const Summary&, const AlarmNote& note)
    {
        if (note.joined)
            sink.found.insert(sink.found.end(), note.joined->begin(), note.joined->end());
        last = note.note;
    }
    void part(const MessagePart&, Span) {}

    CollectingSink sink;
    MessageNote last{};
};

} // namespace

Piece Stream::next(Side, Bytes bytes, std::size_t reported, bool more_may_come)
{
    const StreamPiece found = next_syslog_message(bytes, !more_may_come);
    Piece piece;
    piece.name = nullptr;
    if (found.kind == StreamPiece::Kind::need_more && more_may_come) {
        piece.wanted = static_cast<std::uint32_t>(found.length);
        return piece;
    }
    piece.length = static_cast<std::uint32_t>(found.kind == StreamPiece::Kind::need_more ? reported : found.length);
    if (bytes.size() < reported && found.length >= bytes.size()) // the capture cut the rest off
        piece.length = static_cast<std::uint32_t>(reported);
    piece.kind = static_cast<std::uint8_t>(found.kind);
    piece.leading = found.message.offset;
    piece.by_itself = found.complete;
    return piece;
}

Bytes Stream::message_of(const Piece& piece, Bytes bytes)
{
    Bytes message = bytes.subspan(std::min<std::size_t>(piece.leading, bytes.size()));
    while (!message.empty() && (message.back() == '\n' || message.back() == '\r' || message.back() == '\0'))
        message = message.first(message.size() - 1);
    return message;
}

std::string Stream::sender(Side from) const
{
    const ConnectionInfo& c = *connection_.info();
    return (from == Side::client ? c.client : c.server).address.text();
}

MessageNote Stream::take(const Piece& piece, Bytes bytes, const PieceContext& context, KeptFindings& found)
{
    Collect collect{found};
    observe(piece, bytes, context, true, collect);
    return collect.last;
}

std::unique_ptr<StreamProtocol> make_stream(Connection& connection, Capture& capture)
{
    return std::make_unique<Stream>(connection, capture);
}

} // namespace cti::ucalarm
