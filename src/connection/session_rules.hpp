// SPDX-License-Identifier: GPL-2.0-or-later
// What the life of a connection and the rules of a protocol's sessions tell each other.
#pragma once

#include "core/address.hpp"
#include "core/diagnosis.hpp"
#include "core/message_key.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cti {

/// Who of the two ends of a connection.
enum class Side : std::uint8_t { client, server };
constexpr Side other(Side s) { return s == Side::client ? Side::server : Side::client; }
constexpr std::size_t index(Side s) { return static_cast<std::size_t>(s); }
constexpr const char* name(Side s) { return s == Side::client ? "client" : "server"; }

/// Which side sends a message, by its type alone.
enum class Sender : std::uint8_t { unknown, client, server, both };

/// How a TCP connection ended.
struct ConnectionEnd {
    Moment at{};
    Side by = Side::client;          ///< who sent the RST, or the first FIN
    bool reset = false;
    bool other_side_closed = true;   ///< false: the other side's FIN was not seen (only ever false at the end of the capture)
};

/// Requests that wait for an answer.
struct OpenRequests {
    std::uint64_t count = 0;
    std::string oldest;                 ///< name of the one that waits longest
    Moment since{};                     ///< its frame and time
    std::uint32_t heartbeats = 0;       ///< heartbeats in a row without answer; not among `count`
    bool client_gives_up = false;       ///< so many that a client ends the session for that, which the rules name by themselves
};

/// How the opening of a session went, as far as it was seen.
enum class Opening : std::uint8_t { not_seen, asked, granted, refused };

/// What the report says of a session, whatever its protocol. Filled by the protocol's session rules as the capture goes on; kept by whoever
/// holds it, so a report may outlive the file.
struct SessionInfo {
    std::uint32_t number = 0;           ///< counts the sessions of the file from 1
    std::uint32_t connection = 0;       ///< ConnectionInfo::number; 0: not of a connection (alarms)
    const char* protocol = "";          ///< filter name
    std::string client;                 ///< address:port
    std::string server;
    std::string application;            ///< client id, user, application: whatever names the client
    std::string version;                ///< protocol version asked for or inferred; empty where the protocol has none
    std::string opened = "not seen";    ///< how the session opened
    std::string ended = "still open";   ///< how it ended
    Time first = no_time, last = no_time;    ///< first and last message
    std::uint64_t messages = 0;
    bool has_ended = false;             ///< its end is in the capture
    Opening opening = Opening::not_seen;    ///< what `opened` says in words
    bool closed_in_order = false;       ///< one side asked to close or logged out before the connection ended
    std::shared_ptr<const std::vector<std::string>> in_logs{}; ///< what logs tell of it, each with file and line; nullptr: nothing

    /// The address alone: what alarms and captures have in common.
    std::string_view client_address() const { return address_part(client); }
    std::string_view server_address() const { return address_part(server); }
};
using SessionPtr = std::shared_ptr<SessionInfo>;

/// A session as logs and alarms tell of it, and the session of the capture that it is, which may be found later.
struct SessionLink {
    SessionPtr session{}; ///< nullptr: none was found
};
using SessionLinkPtr = std::shared_ptr<const SessionLink>;

/// The session rules of one connection, as the connection layer sees them. Never throws.
class SessionRules {
public:
    virtual ~SessionRules() = default;

    /// Both directions are closed, or the connection was reset: what still waits was never answered. Called once. Findings go to `found`.
    virtual void on_end(MessageKey key, const ConnectionEnd& end, KeptFindings& found) = 0;

    /// What waits for an answer now.
    virtual OpenRequests open_requests() const = 0;

    /// What is so if the capture ends at `last` (time of its last frame) and the connection has not ended. Changes nothing: more may come.
    virtual void at_capture_end(Time last, KeptFindings& found) const
    {
        (void)last;
        (void)found;
    }

    /// Whether the client sent a request with this number between two times. `message` names the request or its answer.
    virtual bool has_asked(std::string_view message, std::uint32_t number, Time from, Time to) const
    {
        (void)message, (void)number, (void)from, (void)to;
        return false;
    }

    /// In order of their beginning; may be empty as long as no message was read.
    virtual std::span<const SessionPtr> sessions() const = 0;

    /// Bytes of this connection could be read as messages (a framing was found, a dialect understood); false is coverage.
    virtual bool is_readable() const { return true; }
};

} // namespace cti
