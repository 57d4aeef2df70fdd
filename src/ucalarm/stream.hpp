// SPDX-License-Identifier: GPL-2.0-or-later
// Syslog over TCP and TLS: messages by RFC 6587, and the alarms in them. Goes one way: nobody answers, there are no sessions.
#pragma once

#include "ucalarm/transport.hpp"
#include "ucalarm/watch.hpp"

namespace cti::ucalarm {

class Stream final : public StreamProtocol {
public:
    Stream(Connection& connection, Capture& capture) : connection_{connection}, capture_{capture} {}

    Piece next(Side from, Bytes bytes, std::size_t reported, bool more_may_come) override;
    MessageNote take(const Piece& piece, Bytes bytes, const PieceContext& context, KeptFindings& found) override;
    void on_end(MessageKey, const ConnectionEnd&, KeptFindings&) override {}
    OpenRequests open_requests() const override { return {}; }
    std::span<const SessionPtr> sessions() const override { return {}; }

    /// Reads the alarms of a piece; see read_alarms. `message` is the syslog message in it.
    template <class Draw>
    unsigned observe(const Piece& piece, Bytes bytes, const PieceContext& context, bool first_pass, Draw& draw)
    {
        const Bytes message = message_of(piece, bytes);
        return read_alarms(
            message, context.cut ? Captured::cut : Captured::whole, context.key, sender(context.from), capture_, first_pass, draw);
    }
    static Bytes message_of(const Piece& piece, Bytes bytes);

private:
    std::string sender(Side from) const;

    Connection& connection_;
    Capture& capture_;
};

std::unique_ptr<StreamProtocol> make_stream(Connection& connection, Capture& capture);

} // namespace cti::ucalarm
