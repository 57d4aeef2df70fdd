// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctiqbe/session.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace cti::ctiqbe {

std::optional<Silence> Session::silence(Side who, Time at, bool ended)
{
    const std::uint32_t interval = interval_;
    const Time before = last_[index(who)];
    if (!started_ || before == no_time || interval == 0)
        return {};
    const Time length = at - before;
    if (length <= 2 * Time{interval} * second)
        return {};
    const Silence found{who, length, interval, ended ? Silence::Kind::ended : known_ ? Silence::Kind::exceeded : Silence::Kind::outlived};
    // A client that hears nothing for twice the interval ends the session; this one went on, so the interval is longer than assumed.
    if (found.kind == Silence::Kind::outlived)
        interval_ = static_cast<std::uint32_t>(std::min<Time>(length / (2 * second) + 1, std::numeric_limits<std::uint32_t>::max()));
    return found;
}

std::optional<Silence> Session::on_payload(Side from, Time at, std::uint32_t size)
{
    if (!started_) {
        started_ = true;
        last_ = {at, at};
    }
    const auto found = silence(from, at, false);
    Time& last = last_[index(from)];
    last = last == no_time ? at : std::max(last, at);
    ++payloads_[index(from)];
    if (from == Side::client) {
        if (payloads_[index(from)] == 1)
            first_client_ = at;
        if (turn_ != from || client_turns_ == 0)
            ++client_turns_;
    } else {
        server_bytes_ = static_cast<std::uint32_t>(
            std::min<std::uint64_t>(std::uint64_t{server_bytes_} + size, std::numeric_limits<std::uint32_t>::max()));
    }
    turn_ = from;
    return found;
}

Session::End Session::on_close(Side from, Time at)
{
    End end;
    if (closed_)
        return end;
    closed_ = true;
    for (const Side d : {Side::client, Side::server})
        end.silences[index(d)] = silence(d, at, true);
    // At most one answer: a server that has done a login sends its response and, later, what came of it.
    if (from == Side::server && client_turns_ == 1 && payloads_[index(Side::server)] <= 1 && at - first_client_ <= refusal_window)
        end.refusal = Refusal{at - first_client_, server_bytes_};
    return end;
}

std::optional<Clients::Return> Clients::opened(const Address& client, const Address& server, Time at)
{
    if (clients_.size() >= max_clients && !clients_.contains(client))
        return {};
    Client& c = clients_[client];
    std::optional<Return> found;
    if (c.open == 0 && c.seen_end && !c.was_refused && at >= c.ended && at - c.ended <= return_window)
        found = Return{c.server != server, c.server, at - c.ended};
    if (c.open < std::numeric_limits<std::uint32_t>::max())
        ++c.open;
    return found;
}

std::uint32_t Clients::closed(const Address& client, const Address& server, Time at, bool refused)
{
    const auto it = clients_.find(client);
    if (it == clients_.end())
        return 0;
    Client& c = it->second;
    if (c.open > 0)
        --c.open;
    if (!refused || c.server != server)
        c.refusals = 0;
    if (refused)
        ++c.refusals;
    c.server = server;
    c.ended = at;
    c.was_refused = refused;
    c.seen_end = true;
    return refused ? c.refusals : 0;
}

std::optional<ServerStops::Stop> ServerStops::ended(const Address& server, const Address& client, Time at)
{
    if (servers_.size() >= max_servers && !servers_.contains(server))
        return {};
    Server& s = servers_[server];
    while (!s.ends.empty() && (at - s.ends.front().first > at_once || s.ends.size() >= max_ends))
        s.ends.pop_front();
    if (s.ends.empty())
        s.told = false;
    s.ends.emplace_back(at, client);
    if (s.told || s.ends.size() < sessions_needed)
        return {};
    std::set<Address> clients;
    for (const auto& [time, who] : s.ends)
        clients.insert(who);
    if (clients.size() < clients_needed)
        return {};
    s.told = true;
    return Stop{static_cast<std::uint32_t>(s.ends.size()), static_cast<std::uint32_t>(clients.size())};
}

} // namespace cti::ctiqbe
