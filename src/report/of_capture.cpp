// SPDX-License-Identifier: GPL-2.0-or-later
// The report's ways to the connection layer and to the list of protocols; the rest of it needs neither.
#include "protocols.hpp"
#include "report/cases.hpp"
#include "report/capture_end.hpp"
#include "report/report.hpp"

#include <optional>

namespace cti {

report::Ending report::ending_of(const Capture& capture, const Connection& connection)
{
    Ending e;
    e.connection = connection.info();
    e.has_ended = connection.ended();
    e.until = capture.goes_on_until(connection.info()->last);
    e.late = capture.late(connection);
    if (const SessionRules* rules = connection.rules()) {
        const auto sessions = rules->sessions();
        e.sessions.assign(sessions.begin(), sessions.end());
        e.open = rules->open_requests();
    }
    return e;
}

report::CaptureEnd report::evidence_of(const Capture& capture)
{
    CaptureEnd end{capture.first(), capture.last(), {}, capture.late()};
    end.endings.reserve(capture.connections().size());
    for (const auto& connection : capture.connections())
        if (connection)
            end.endings.push_back(ending_of(capture, *connection));
    return end;
}

namespace {

/// Asks `open` what is so if it ends now, and hands that to `use`.
template <class Use>
auto at_end_of(const Capture* open, Use use)
{
    const std::optional<report::CaptureEnd> end = open ? std::optional{report::evidence_of(*open)} : std::nullopt;
    return use(end ? &*end : nullptr);
}

} // namespace

Report::Report() : Report{protocols()} {}

void Report::absorb(const Capture& capture, bool cut) { absorb(report::evidence_of(capture), cut); }

std::string Report::text(const Capture* open) const
{
    return at_end_of(open, [&](const report::CaptureEnd* end) { return text(end); });
}
std::string Report::json(const Capture* open) const
{
    return at_end_of(open, [&](const report::CaptureEnd* end) { return json(end); });
}
std::vector<report::Case> Report::cases(const Capture* open) const
{
    return at_end_of(open, [&](const report::CaptureEnd* end) { return cases(end); });
}
Report::Verdict Report::verdict(const Capture* open) const
{
    return at_end_of(open, [&](const report::CaptureEnd* end) { return verdict(end); });
}

} // namespace cti
