// SPDX-License-Identifier: GPL-2.0-or-later
// Stands for the connection layer in the tests of the GED-188 stream where that is not built: roles by SYN or message, coverage as told.
#include "connection/capture.hpp"

namespace cti {

Connection::Connection(const Descriptor& protocol, std::uint32_t number, const Endpoint& from, const Endpoint& to, PortUse from_port,
    PortUse, const ConnectionLimits& limits)
    : protocol_{protocol}, limits_{limits}, info_{std::make_shared<ConnectionInfo>()}
{
    info_->number = number;
    info_->protocol = protocol.filter;
    info_->client = from_port == PortUse::none ? from : to;
    info_->server = from_port == PortUse::none ? to : from;
}
void Connection::set_rules(std::shared_ptr<SessionRules> rules) { rules_ = std::move(rules); }
Side Connection::side_of(const Endpoint& from) const { return from == info_->server ? Side::server : Side::client; }
void Connection::on_payload(Side, Moment, Bytes, bool) {}
void Connection::on_tls_alert(Side, Moment, std::uint8_t, std::uint8_t) {}
void Connection::on_message(Side from, const MessageSeen& message)
{
    if (info_->roles >= RoleEvidence::message || (message.sent_by != Sender::client && message.sent_by != Sender::server))
        return;
    if ((message.sent_by == Sender::client) != (from == Side::client))
        std::swap(info_->client, info_->server);
    info_->roles = RoleEvidence::message;
}
void Connection::on_pending(Side, std::uint64_t, std::uint64_t, const char*, bool) {}
void Connection::on_segment(const Segment& segment)
{
    if (segment.flags & tcp_syn) {
        info_->coverage.from_start = true;
        info_->roles = RoleEvidence::syn;
        info_->client = segment.flags & tcp_ack ? segment.to : segment.from;
        info_->server = segment.flags & tcp_ack ? segment.from : segment.to;
    }
    (segment.from == info_->server ? info_->coverage.server_captured : info_->coverage.client_captured) = true;
}
std::span<const KeptFinding> Connection::findings_at(std::uint32_t) const { return {}; }
std::vector<Connection::Late> Connection::late(Time) const { return {}; }
bool Connection::seen_from_start(Side) const { return info_->coverage.from_start && info_->coverage.missing_bytes == 0; }

Connection& Capture::add(const Descriptor& protocol, const Endpoint& from, const Endpoint& to, PortUse from_port, PortUse to_port)
{
    connections_.push_back(
        std::make_unique<Connection>(protocol, static_cast<std::uint32_t>(connections_.size() + 1), from, to, from_port, to_port));
    return *connections_.back();
}

} // namespace cti
