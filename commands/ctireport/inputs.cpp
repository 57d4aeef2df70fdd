// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctireport/inputs.hpp"

#include "logfiles/upper_pdu.hpp"

#include <filesystem>

namespace cti::command {
namespace {

enum class Kind : std::uint8_t { capture, log, unknown };

Kind kind_of(const std::string& path, const logfiles::Options& options, logfiles::Found& found)
{
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        return Kind::capture;
    std::string why;
    const auto capture = capture::CaptureFile::open(path, why);
    if (capture && capture->has_known_link())
        return Kind::capture;
    const logfiles::Probe probe = logfiles::probe(path, options);
    found = {path, probe.key};
    return probe.known ? Kind::log : capture || !probe.problem.empty() ? Kind::capture : Kind::unknown;
}

class LogSource final : public capture::RecordSource {
public:
    LogSource(std::vector<logfiles::Found> files, const logfiles::Options& options, LogRemarks& remarks)
        : remarks_{remarks}, timeline_{std::move(files), options,
                                 [payload = std::vector<std::uint8_t>{}](const logs::Record& record,
                                     std::vector<std::uint8_t>& out) mutable { logfiles::make_packet(record, out, payload); },
                                 [this](logfiles::LogFile& file) { conclude(file); }}
    {}

    /// no_time where there is no record.
    Time first()
    {
        logfiles::LogFile* const file = head();
        return file ? file->packets().front().time : no_time;
    }
    std::int64_t size() const { return timeline_.size(); }

    bool next(capture::FileRecord& record) override
    {
        if (is_taken_) {
            timeline_.pop();
            file_ = nullptr;
            is_taken_ = false;
        }
        if (!head())
            return false;
        const logfiles::LogPacket& packet = file_->packets().front();
        record = {packet.time, capture::Link::upper_pdu, 0, packet.bytes, static_cast<std::uint32_t>(packet.bytes.size())};
        is_taken_ = true;
        return true;
    }
    const std::string& problem() const override { return none_; } // each file's stands in the remarks
    std::int64_t position() const override { return timeline_.position(); }

private:
    logfiles::LogFile* head() { return file_ = file_ ? file_ : timeline_.head(); }
    void conclude(logfiles::LogFile& file)
    {
        if (!file.problem().empty())
            remarks_.problems.push_back(file.problem());
        for (std::string& remark : file.remarks())
            remarks_.remarks.push_back(std::move(remark));
    }

    LogRemarks& remarks_;
    logfiles::LogTimeline timeline_;
    logfiles::LogFile* file_ = nullptr; ///< whose packet is the next one
    bool is_taken_ = false;             ///< that packet was handed out
    std::string none_{};
};

} // namespace

Inputs inputs_of(const std::vector<std::string>& given, const logfiles::Options& options)
{
    Inputs inputs;
    for (const std::string& input : given) {
        std::string problem;
        for (const std::string& path : logfiles::files_of(input, problem)) {
            logfiles::Found found;
            const Kind kind = kind_of(path, options, found);
            if (kind == Kind::log) {
                inputs.logs.push_back(std::move(found));
                continue;
            }
            inputs.captures.push_back(path);
            if (kind == Kind::unknown)
                inputs.unknown.insert(path);
        }
        if (!problem.empty())
            inputs.problems.push_back(problem);
    }
    logfiles::sort(inputs.logs);
    return inputs;
}

capture::Joined joined(std::vector<logfiles::Found> logs, const logfiles::Options& options, LogRemarks& remarks)
{
    auto source = std::make_unique<LogSource>(std::move(logs), options, remarks);
    capture::Joined joined;
    joined.name = "log files";
    joined.first = source->first();
    joined.size = source->size();
    joined.records = std::move(source);
    return joined;
}

} // namespace cti::command
