// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/report.hpp"

#include "report/cases.hpp"
#include "report/capture_end.hpp"
#include "report/evidence.hpp"
#include "report/writers.hpp"

namespace cti {

class Report::State {
public:
    explicit State(std::span<const Descriptor* const> of) : protocols{of} {}

    /// Hands what is so if the capture ends now to `use`, changing nothing.
    template <class Use>
    auto whole(const report::CaptureEnd* end, Use use) const
    {
        report::Evidence all = evidence;
        if (end)
            all.absorb(*end, false);
        return whole_of(all, use);
    }
    template <class Use>
    auto whole_of(report::Evidence& all, Use use) const
    {
        all.add_what_the_whole_shows();
        const report::Conclusions conclusions = report::conclude(all);
        return use(report::Whole{all, conclusions, protocols});
    }

    report::Evidence evidence;
    std::span<const Descriptor* const> protocols;
};

Report::Report(std::span<const Descriptor* const> protocols) : state_{std::make_unique<State>(protocols)} {}
Report::~Report() = default;
Report::Report(Report&&) noexcept = default;
Report& Report::operator=(Report&&) noexcept = default;

void Report::add(const MessageNote& note, Moment at) { state_->evidence.add(note, at); }
void Report::add_finding(const Subject& subject, Moment at, const KeptFinding& finding)
{
    state_->evidence.add_finding(subject, at, finding);
}
void Report::add(const ConnectionPtr& connection) { state_->evidence.add(connection); }
void Report::absorb(const report::CaptureEnd& end, bool cut) { state_->evidence.absorb(end, cut); }

void Report::absorb(const report::Ending& ending, bool cut) { state_->evidence.absorb(ending, cut); }

std::string Report::text(const report::CaptureEnd* end) const { return state_->whole(end, report::write_text); }
std::string Report::json(const report::CaptureEnd* end) const { return state_->whole(end, report::write_json); }
std::vector<report::Case> Report::cases(const report::CaptureEnd* end) const
{
    return state_->whole(end, [](const report::Whole& whole) { return whole.conclusions.cases; });
}
Report::Verdict Report::verdict(const report::CaptureEnd* end) const
{
    return state_->whole(end, [](const report::Whole& whole) { return whole.verdict(); });
}

Report::Verdict Report::last(bool json, const std::function<void(std::string_view)>& write)
{
    return state_->whole_of(state_->evidence, [&](const report::Whole& whole) {
        json ? report::print_json(whole, write) : write(report::write_text(whole));
        return whole.verdict();
    });
}

} // namespace cti
