// SPDX-License-Identifier: GPL-2.0-or-later
// What a capture says of its connections when it ends: the only thing that a report asks of the connection layer.
#pragma once

#include "connection/capture.hpp"

#include <vector>

namespace cti::report {

/// One connection when the capture ends.
struct Ending {
    ConnectionPtr connection{};
    std::vector<SessionPtr> sessions{};
    bool has_ended = false; ///< the connection itself
    OpenRequests open{};
    Time until = no_time;   ///< the capture goes on so long behind its last frame, without a pause
    std::vector<Connection::Late> late{}; ///< findings that are decided now that nothing more comes
};

struct CaptureEnd {
    Time first = no_time, last = no_time; ///< times of the first and the last frame, whatever they hold
    std::vector<Ending> endings{};        ///< in order of the connections
    std::vector<Capture::Late> late{};
};

/// What is so of a connection if nothing more comes of it.
Ending ending_of(const Capture& capture, const Connection& connection);
CaptureEnd evidence_of(const Capture& capture);

} // namespace cti::report
