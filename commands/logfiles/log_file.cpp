// SPDX-License-Identifier: GPL-2.0-or-later
#include "logfiles/log_file.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace cti::logfiles {

logs::ReaderOptions reader_options(const std::string& path, const Options& options)
{
    logs::ReaderOptions reader;
    reader.source = path;
    reader.time.zone = options.zone;
    reader.time.date = options.date;
    if (const std::time_t changed = last_change(path); !options.date && changed > 0) {
        reader.time.date = logs::date_of(changed / logs::seconds_a_day);
        reader.time.date_is_end = true;
    }
    return reader;
}

Probe probe(const std::string& path, const Options& options)
{
    constexpr std::uint64_t enough = 4 * 1024 * 1024;
    Probe out;
    bool timed = false;
    logs::Reader reader{reader_options(path, options), [&](const logs::Record& record) {
                            out.known = out.known || record.format != logs::Format::unknown;
                            if (!timed)
                                timed = logs::file_key(record, out.key);
                        }};
    ByteSource bytes{path};
    if (!bytes.open()) {
        out.problem = bytes.problem();
        return out;
    }
    out.key.name = path;
    while (!timed && reader.stats().bytes < enough) {
        const Bytes piece = bytes.read();
        if (piece.empty())
            break;
        reader.push(piece);
    }
    reader.finish();
    if (!out.known)
        out.problem = bytes.problem();
    return out;
}

// ---- one file

LogFile::LogFile(std::string path, const Options& options, Encode encode)
    : path_{std::move(path)}, name_{path_ == "-" ? "standard input" : std::filesystem::path{path_}.filename().string()}, options_{options},
      encode_{std::move(encode)}, bytes_{path_, options.follow}, reader_options_{[&] {
          logs::ReaderOptions reader = reader_options(path_, options);
          reader.source = name_;
          reader.time.offset = options.offset_of(path_);
          return reader;
      }()},
      reader_{reader_options_, [this](const logs::Record& record) { take(record); }}
{}

bool LogFile::fill()
{
    while (packets_.empty() && !ended_)
        step();
    return !packets_.empty();
}

bool LogFile::step()
{
    const Bytes piece = bytes_.read();
    if (piece.empty()) {
        if (!options_.follow) {
            reader_.finish();
            bytes_.close();
            ended_ = true;
        }
        return false;
    }
    reader_.push(piece);
    return true;
}

void LogFile::pop()
{
    place_ = place();
    packets_.pop_front();
}

void LogFile::take(const logs::Record& record)
{
    const logs::LogTime& time = record.time;
    if (time.time_of_day) {
        no_date_ = no_date_ || time.date < logs::Origin::earlier;
        no_year_ = no_year_ || time.year < logs::Origin::earlier;
        no_zone_ = no_zone_ || time.zone == logs::Origin::none || time.zone == logs::Origin::given;
        ambiguous_zone_ = ambiguous_zone_ || time.zone == logs::Origin::assumed;
    }
    LogPacket& packet = packets_.emplace_back();
    packet.time = time.nanoseconds;
    packet.line = record.line;
    encode_(record, packet.bytes);
}

std::string LogFile::assumptions() const
{
    const std::optional<logs::Date>& date = reader_options_.time.date;
    std::string out;
    const auto add = [&](const std::string& text) { (out += out.empty() ? "" : "; ") += text; };
    if (no_date_)
        add("no date in it: " + (options_.date ? "that of --date is taken"
                                    : date     ? "that of its last change is taken (--date)"
                                               : std::string{"1970-01-01 is taken (--date)"}));
    else if (no_year_)
        add("no year in it: " + (date ? std::to_string(date->year) +
                                            (options_.date ? " of --date is taken" : " of its last change is taken (--date)")
                                      : std::string{"1970 is taken (--date)"}));
    if (no_zone_) {
        std::string text = "no zone in it: " + std::string{options_.zone ? "that of --zone is taken" : "UTC is taken (--zone)"};
        add(text);
    } else if (ambiguous_zone_ && !options_.zone) {
        add("its zone's name stands for several zones: see --zone");
    }
    if (const auto zone = stats().server_zone; zone && no_zone_) {
        char text[64];
        std::snprintf(text, sizeof text, "its alarms say that the server is at %c%02d:%02d", *zone < 0 ? '-' : '+',
            std::abs(*zone) / 3600, std::abs(*zone) / 60 % 60);
        add(text);
    }
    return out;
}

std::vector<std::string> LogFile::remarks() const
{
    std::vector<std::string> out;
    if (std::string text = assumptions(); !text.empty())
        out.push_back(std::move(text));
    if (stats().dropped != 0)
        out.push_back(std::to_string(stats().dropped) + " bytes of lines that are too long are left out");
    if (stats().nuls != 0)
        out.push_back(std::to_string(stats().nuls) + " bytes 0 are left out");
    return out;
}

// ---- several

void sort(std::vector<Found>& files)
{
    std::stable_sort(files.begin(), files.end(), [](const Found& a, const Found& b) { return a.key < b.key; });
}

LogTimeline::LogTimeline(std::vector<Found> files, const Options& options, const LogFile::Encode& encode, OnEnd on_end)
    : on_end_{std::move(on_end)}
{
    for (const Found& found : files) {
        files_.push_back(std::make_unique<LogFile>(found.path, options, encode));
        first_times_.push_back(found.key.timed ? std::optional{found.key.nanoseconds + options.offset} : std::nullopt);
        size_ += file_size(found.path);
    }
}

LogFile* LogTimeline::head()
{
    for (;;) {
        const auto earliest =
            std::min_element(active_.begin(), active_.end(), [](const LogFile* a, const LogFile* b) { return a->place() < b->place(); });
        LogFile* const first = earliest == active_.end() ? nullptr : *earliest;
        if (next_ == files_.size() || (first && first_times_[next_] && *first_times_[next_] > first->place()))
            return head_ = first;
        LogFile& file = *files_[next_++];
        if (file.open() && file.fill())
            active_.push_back(&file);
        else
            on_end_(file);
    }
}

void LogTimeline::pop()
{
    LogFile& file = *head_;
    file.pop();
    if (file.fill())
        return;
    ended_size_ += file_size(file.path());
    active_.erase(std::find(active_.begin(), active_.end(), &file));
    on_end_(file);
}

std::int64_t LogTimeline::position() const
{
    std::int64_t position = ended_size_;
    for (LogFile* file : active_)
        position += file->bytes().position();
    return position;
}

} // namespace cti::logfiles
