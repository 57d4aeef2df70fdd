// SPDX-License-Identifier: GPL-2.0-or-later
// What the course of a session tells, without knowing one message: silences, a close right after the first message, clients that
// come back or go elsewhere. Facts from JTAPI Developers Guide 15 (Redundancy, Heartbeats), TAPI Developers Guide 14 and Cisco tech note
// 91885.
#pragma once

#include "core/address.hpp"
#include "core/time.hpp"
#include "ctiqbe/framing.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <utility>

namespace cti::ctiqbe {

/// JTAPI wishes for 30 s by default (DesiredServerHeartbeatInterval), TSP too; the server decides. 30, 60 and 120 s have been published.
inline constexpr std::uint32_t default_heartbeat = 30;

/// "Right after": a server that has closed by then has not done a login (a published one timed out after about 10 s).
inline constexpr Time refusal_window = 5 * second;

/// A client is said to have come back when it was away for less than this. JTAPI and TSP retry every 30 s (TSP at most 300 s).
inline constexpr Time return_window = 600 * second;

/// One side was silent for more than twice its heartbeat interval. Every message counts as a heartbeat.
struct Silence {
    enum class Kind : std::uint8_t {
        exceeded, ///< the interval is known (the user gave it)
        outlived, ///< the interval was assumed and the session went on after it: the one granted was probably longer
        ended,    ///< the connection ended in this silence
    };
    Side who; ///< messages in this direction failed to come
    Time length;
    std::uint32_t interval; ///< seconds
    Kind kind;
};

/// The server closed right after the client's first message: the usual shape of a refused version.
struct Refusal {
    Time after;             ///< from the first payload of the client to the close
    std::uint32_t answered; ///< bytes the server sent before
};

/// One TCP conversation. Events in order of time.
class Session {
public:
    /// `interval` in seconds; `known` where the user has given it rather than left it assumed. 0 switches silence off.
    explicit Session(std::uint32_t interval = default_heartbeat, bool known = false) : interval_{interval}, known_{known} {}

    /// A payload of `size` bytes, retransmissions left out.
    std::optional<Silence> on_payload(Side from, Time at, std::uint32_t size);

    /// Bytes of this side are missing from the capture: how long it was silent before its next payload is not known.
    void on_gap(Side from) { last_[index(from)] = no_time; }

    struct End {
        std::optional<Refusal> refusal;
        std::array<std::optional<Silence>, 2> silences; ///< by direction
    };
    /// The first FIN or RST. Later ones say nothing.
    End on_close(Side from, Time at);

    bool closed() const { return closed_; }
    std::uint32_t payloads(Side d) const { return payloads_[index(d)]; }

private:
    std::optional<Silence> silence(Side who, Time at, bool ended);

    std::array<Time, 2> last_{};
    Time first_client_ = 0;
    std::array<std::uint32_t, 2> payloads_{};
    std::uint32_t interval_; ///< of both sides: published samples grant the same to both
    std::uint32_t client_turns_ = 0;
    std::uint32_t server_bytes_ = 0;
    Side turn_ = Side::server;
    bool known_;
    bool started_ = false;
    bool closed_ = false;
};

/// The clients of a capture, over all their connections.
class Clients {
public:
    struct Return {
        bool other_server; ///< failover, else a reconnection
        Address from;      ///< the server it was with before
        Time away;
    };
    /// A connection of this client to this server begins. Says so where the client had one before that has ended, with none open since,
    /// unless that one was refused.
    std::optional<Return> opened(const Address& client, const Address& server, Time at);

    /// A connection ends. Returns how many in a row, up to this one, this server has refused to this client; 0 where this one was not
    /// refused.
    std::uint32_t closed(const Address& client, const Address& server, Time at, bool refused);

    static constexpr std::size_t max_clients = 10000; ///< more are not followed

private:
    struct Client {
        Address server{};
        Time ended = 0;
        std::uint32_t open = 0;
        std::uint32_t refusals = 0;
        bool was_refused = false;
        bool seen_end = false;
    };
    std::map<Address, Client> clients_;
};

/// Servers that end the sessions of several clients at once.
class ServerStops {
public:
    static constexpr Time at_once = second;
    static constexpr std::size_t sessions_needed = 3, clients_needed = 2;
    static constexpr std::size_t max_servers = 10000, max_ends = 1000;

    struct Stop {
        std::uint32_t sessions, clients;
    };
    /// The server ended a session that it had granted to this client; in order of time. Said once of each time that it does so.
    std::optional<Stop> ended(const Address& server, const Address& client, Time at);

private:
    struct Server {
        std::deque<std::pair<Time, Address>> ends{};
        bool told = false;
    };
    std::map<Address, Server> servers_;
};

/// After so many refusals in a row of one client by one server, ctiqbe.refused_repeatedly.
inline constexpr std::uint32_t repeated_refusals = 3;

} // namespace cti::ctiqbe
