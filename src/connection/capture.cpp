// SPDX-License-Identifier: GPL-2.0-or-later
#include "connection/capture.hpp"

#include <algorithm>

namespace cti {

Connection& Capture::add(const Descriptor& protocol, const Endpoint& from, const Endpoint& to, PortUse from_port, PortUse to_port)
{
    const auto number = static_cast<std::uint32_t>(connections_.size() + 1);
    Connection& added = *connections_.emplace_back(std::make_unique<Connection>(protocol, number, from, to, from_port, to_port));
    latest_.insert_or_assign({&protocol, std::min(from.address, to.address), std::max(from.address, to.address)}, &added);
    return added;
}

void Capture::forget(const Connection& connection)
{
    const ConnectionInfo& c = *connection.info();
    const auto latest =
        latest_.find({&connection.protocol(), std::min(c.client.address, c.server.address), std::max(c.client.address, c.server.address)});
    if (latest != latest_.end() && latest->second == &connection)
        latest_.erase(latest);
    connections_[c.number - 1].reset();
}

const Connection* Capture::between(const Descriptor& protocol, const Address& one, const Address& other) const
{
    const auto known = latest_.find({&protocol, std::min(one, other), std::max(one, other)});
    return known == latest_.end() ? nullptr : known->second;
}

SessionPtr make_session(const Connection& connection, Capture& capture)
{
    const ConnectionInfo& c = *connection.info();
    auto session = std::make_shared<SessionInfo>();
    session->number = capture.next_session_number();
    session->connection = c.number;
    session->protocol = c.protocol;
    session->client = c.client.text();
    session->server = c.server.text();
    return session;
}

} // namespace cti
