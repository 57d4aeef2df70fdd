// SPDX-License-Identifier: GPL-2.0-or-later
// What the report says of a session, whatever its protocol. Filled by each protocol's session rules as the capture goes on.
#pragma once

#include <cstdint>
#include <string>

namespace cti {

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
};

} // namespace cti
