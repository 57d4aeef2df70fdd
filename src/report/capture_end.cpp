// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/capture_end.hpp"

namespace cti::report {

CaptureEnd evidence_of(const Capture& capture)
{
    CaptureEnd end{capture.first(), capture.last(), {}, capture.late()};
    end.endings.reserve(capture.connections().size());
    for (const auto& connection : capture.connections()) {
        Ending& e = end.endings.emplace_back();
        e.connection = connection->info();
        e.has_ended = connection->ended();
        e.until = capture.goes_on_until(connection->info()->last);
        e.late = capture.late(*connection);
        if (const SessionRules* rules = connection->rules()) {
            e.sessions = rules->sessions();
            e.open = rules->open_requests();
        }
    }
    return end;
}

} // namespace cti::report
