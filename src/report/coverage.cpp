// SPDX-License-Identifier: GPL-2.0-or-later
// What could be read, and the verdict that may stand over it.
#include "report/writers.hpp"

#include <algorithm>

namespace cti::report {
namespace {

const Coverage& seen(const ConnectionRow& c) { return c.connection->coverage; }

constexpr Limit all_limits[] = {
    {"encrypted", "TLS without keys", [](const ConnectionRow& c) { return seen(c).encrypted; }},
    {"client_only", "only the client's side was captured",
        [](const ConnectionRow& c) { return seen(c).client_captured && !seen(c).server_captured && !seen(c).unanswered; }},
    {"server_only", "only the server's side was captured",
        [](const ConnectionRow& c) { return !seen(c).client_captured && seen(c).server_captured; }},
    {"handshake_only", "only the handshake of one side was captured", [](const ConnectionRow& c) { return seen(c).handshake_only; }},
    {"nothing_captured", "no frame of either side was captured",
        [](const ConnectionRow& c) { return !seen(c).client_captured && !seen(c).server_captured; }},
    {"from_the_middle", "the capture starts in mid-connection", [](const ConnectionRow& c) { return !seen(c).from_start; }},
    {"missing_bytes", "segments are missing from the capture", [](const ConnectionRow& c) { return seen(c).missing_bytes > 0; }},
    {"unread_bytes", "segments out of order, taken for ones that were sent again, were not read",
        [](const ConnectionRow& c) { return seen(c).unread_bytes > 0; }},
    {"cut_frames", "frames were cut by the capture", [](const ConnectionRow& c) { return seen(c).cut_frames > 0; }},
    {"inside_message", "the capture ended inside a message", [](const ConnectionRow& c) { return seen(c).inside_message; }},
    {"paused", "open when the capture paused for more than 10 minutes, and not seen again",
        [](const ConnectionRow& c) { return seen(c).paused; }},
    {"not_framed", "no messages could be told apart", [](const ConnectionRow& c) { return !seen(c).framed; }},
    {"foreign", "another protocol", [](const ConnectionRow& c) { return seen(c).foreign; }},
    {"forgotten", "forgotten in mid-connection (tshark -M, ctireport --max-sessions)", [](const ConnectionRow& c) { return c.was_cut; }},
    {"tcp_unknown", "TCP's own fields were not seen (its analysis is off)", [](const ConnectionRow& c) { return seen(c).tcp_unknown; }},
    {"limited", "parts could not be read, as said below",
        [](const ConnectionRow& c) { return c.was_limited && seen(c).complete() && !c.was_cut; }},
};

} // namespace

std::span<const Limit> limits() { return all_limits; }

const Descriptor* Whole::find(std::string_view filter) const
{
    const auto it = std::find_if(protocols.begin(), protocols.end(), [&](const Descriptor* d) { return filter == d->filter; });
    return it == protocols.end() ? nullptr : *it;
}

std::uint64_t Whole::alarms() const
{
    std::uint64_t count = 0;
    for (const ProtocolRow& p : evidence.protocols()) {
        const Descriptor* d = find(p.protocol);
        if (d && (d->is_one_way || !d->make_stream) && !d->is_log)
            count += p.messages;
    }
    return count;
}

std::uint64_t Whole::complete_connections() const
{
    const auto& all = evidence.connections();
    return static_cast<std::uint64_t>(std::count_if(all.begin(), all.end(), [](const ConnectionRow& c) { return c.complete(); }));
}

std::uint64_t Whole::cases(Severity severity) const
{
    return static_cast<std::uint64_t>(
        std::count_if(conclusions.cases.begin(), conclusions.cases.end(), [&](const Case& c) { return c.severity == severity; }));
}

bool Whole::can_end(const Diagnosis& diagnosis) const
{
    return std::any_of(protocols.begin(), protocols.end(), [&](const Descriptor* d) {
        return std::any_of(
            d->diagnoses.begin(), d->diagnoses.end(), [&](const Diagnosis& row) { return std::string_view{row.ends} == diagnosis.id; });
    });
}

Report::Verdict Whole::verdict() const
{
    using Verdict = Report::Verdict;
    if (cases(Severity::error) + cases(Severity::warn) > 0)
        return Verdict::findings;
    if (evidence.connections().empty() && evidence.messages() == 0 && evidence.groups().empty())
        return Verdict::nothing_read;
    return complete_connections() == evidence.connections().size() && conclusions.coverage.empty() ? Verdict::clean
                                                                                                   : Verdict::clean_but_incomplete;
}

const char* name(Report::Verdict verdict)
{
    constexpr const char* names[] = {"nothing_read", "clean", "clean_but_incomplete", "findings"};
    return names[static_cast<std::size_t>(verdict)];
}

} // namespace cti::report
