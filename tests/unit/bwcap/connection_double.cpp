// SPDX-License-Identifier: GPL-2.0-or-later
// As much of the connection layer as a stream of CAP asks of it: who is who, told by ports and by messages.
#include "connection/connection.hpp"

#include <utility>

namespace cti {

Connection::Connection(const Descriptor& protocol, std::uint32_t number, const Endpoint& from, const Endpoint& to, PortUse from_port,
    PortUse to_port, const ConnectionLimits& limits)
    : protocol_{protocol}, limits_{limits}, info_{std::make_shared<ConnectionInfo>()}
{
    info_->number = number;
    info_->protocol = protocol.filter;
    const bool registered = (from_port == PortUse::none) != (to_port == PortUse::none);
    info_->roles = registered ? RoleEvidence::registered_port : RoleEvidence::lower_port;
    const bool from_is_client = registered ? to_port != PortUse::none : from.port >= to.port;
    info_->client = from_is_client ? from : to;
    info_->server = from_is_client ? to : from;
}

Side Connection::side_of(const Endpoint& from) const { return from == info_->client ? Side::client : Side::server; }

void Connection::on_message(Side from, const MessageSeen& message)
{
    if (info_->roles >= RoleEvidence::message || (message.sent_by != Sender::client && message.sent_by != Sender::server))
        return;
    info_->roles = RoleEvidence::message;
    if ((message.sent_by == Sender::client) != (from == Side::client))
        std::swap(info_->client, info_->server);
}

} // namespace cti
