// SPDX-License-Identifier: GPL-2.0-or-later
// What the report says of a session, whatever its protocol. Filled by each protocol's session rules as the capture goes on.
#pragma once

#include <cstdint>
#include <string>

namespace cti {

/// Requests that wait for an answer.
struct OpenRequests {
    std::uint64_t count = 0;
    const char* oldest = nullptr;       ///< name of the one that waits longest
    std::uint32_t frame = 0;            ///< its frame
    double since = 0;                   ///< its time, seconds since the epoch
};

/// Session rules that know which requests are open. Asked when the capture is at its end.
class OpenRequestSource {
public:
    virtual OpenRequests open_requests() const = 0;

protected:
    ~OpenRequestSource() = default;
};

struct SessionInfo {
    std::uint32_t number = 0;           ///< counts all sessions of the file from 1
    const char* protocol = "";          ///< "ged188", "ctiqbe", "bwcap", "ucalarm"
    std::string client;                 ///< address:port
    std::string server;
    std::string client_address;         ///< address alone: what alarms and captures have in common
    std::string server_address;
    std::string application;            ///< client id, user, application: whatever names the client
    std::string version;                ///< protocol version asked for or inferred; empty where the protocol has none
    std::string opened = "not seen";    ///< how the session opened
    std::string ended = "still open";   ///< how it ended
    double first = 0, last = 0;         ///< seconds since the epoch: first and last message
    std::uint64_t messages = 0;
    std::uint64_t failures = 0;
    const OpenRequestSource* open = nullptr;    ///< nullptr where the protocol knows no requests; lives as long as this
};

} // namespace cti
