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
            release(std::nullopt);
            bytes_.close();
            ended_ = true;
        }
        return false;
    }
    reader_.push(piece);
    return true;
}

void LogFile::flush()
{
    reader_.flush();
    release(std::nullopt);
}

std::string LogFile::problem() const
{
    const std::string& problem = bytes_.problem();
    return problem.empty() || last_line_ == 0 ? problem : problem + ", behind line " + std::to_string(last_line_);
}

void LogFile::drop_copy(const std::string& of)
{
    if (copies_++ == 0) {
        first_copy_line_ = packets_.front().line;
        first_copy_of_ = of;
    }
    pop();
}

/// What came before the first time of the file stands where that is.
void LogFile::release(std::optional<Time> first)
{
    for (; !untimed_.empty(); untimed_.pop_front()) {
        untimed_.front().time = first.value_or(untimed_.front().time);
        packets_.push_back(std::move(untimed_.front()));
    }
}

void LogFile::pop()
{
    place_ = place();
    packets_.pop_front();
}

void LogFile::take(const logs::Record& record)
{
    const logs::LogTime& time = record.time;
    if (time.time_of_day || is_timed_) {
        if (!is_timed_)
            release(time.nanoseconds);
        is_timed_ = true;
    } else if (untimed_.size() >= most_untimed) {
        release(std::nullopt);
    }
    if (time.time_of_day) {
        no_date_ = no_date_ || time.date < logs::Origin::earlier;
        no_year_ = no_year_ || time.year < logs::Origin::earlier;
        no_zone_ = no_zone_ || time.zone == logs::Origin::none || time.zone == logs::Origin::given;
        ambiguous_zone_ = ambiguous_zone_ || time.zone == logs::Origin::assumed;
    }
    LogPacket& packet = (is_timed_ ? packets_ : untimed_).emplace_back();
    packet.time = time.nanoseconds;
    packet.line = record.line;
    if (time.time_of_day && record.kind != logs::Kind::head && record.raw.size() >= shortest_unique)
        packet.text = std::hash<std::string_view>{}(record.raw);
    last_line_ = record.line + record.lines - 1;
    if (record.dropped != 0 && first_dropped_line_ == 0)
        first_dropped_line_ = record.line;
    if (time.time_of_day) {
        if (latest_ > time.nanoseconds + tolerated_step && steps_back_++ == 0) {
            first_step_line_ = record.line;
            first_step_ = latest_ - time.nanoseconds;
        }
        // Each step is told once: what comes behind it goes on from there.
        latest_ = time.nanoseconds;
    }
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
        add("no year in it: " +
            (date ? std::to_string(date->year) + (options_.date ? " of --date is taken" : " of its last change is taken (--date)")
                  : std::string{"1970 is taken (--date)"}));
    if (no_zone_) {
        std::string text = "no zone in it: " + std::string{options_.zone ? "that of --zone is taken" : "UTC is taken (--zone)"};
        add(text);
    } else if (ambiguous_zone_ && !options_.zone) {
        add("its zone's name stands for several zones: see --zone");
    }
    if (const auto zone = stats().server_zone; zone && no_zone_) {
        char text[64];
        std::snprintf(text, sizeof text, "its alarms say that the server is at %c%02d:%02d", *zone < 0 ? '-' : '+', std::abs(*zone) / 3600,
            std::abs(*zone) / 60 % 60);
        add(text);
    }
    return out;
}

std::vector<std::string> LogFile::remarks() const
{
    std::vector<std::string> out;
    if (const std::string text = assumptions(); !text.empty())
        out.push_back(path_ + ": " + text);
    const auto add = [&](std::uint64_t line, const std::string& text) { out.push_back(path_ + ":" + std::to_string(line) + ": " + text); };
    if (stats().dropped != 0)
        add(first_dropped_line_, std::to_string(stats().dropped) + " bytes of lines that are too long are left out, here and below");
    if (stats().nuls != 0)
        add(stats().first_nul_line, std::to_string(stats().nuls) + " bytes 0 are left out, here and below");
    if (steps_back_ != 0)
        add(first_step_line_, "time steps back by " + seconds_text(first_step_) + " s" +
                                  (steps_back_ > 1 ? "; " + std::to_string(steps_back_) + " such steps in all" : "") +
                                  ": the records of a file stay in its order");
    if (copies_ != 0)
        add(first_copy_line_,
            "the same record as " + first_copy_of_ +
                (copies_ > 1 ? "; " + std::to_string(copies_) + " records that another file has too are left out" : "; left out"));
    return out;
}

// ---- several

std::string seconds_text(Time time)
{
    const bool minus = time < 0;
    const std::uint64_t all = (minus ? 0 - static_cast<std::uint64_t>(time) : static_cast<std::uint64_t>(time)) / millisecond;
    std::string part = std::to_string(all % 1000);
    part.insert(0, 3 - part.size(), '0');
    return (minus ? "-" : "") + std::to_string(all / 1000) + "." + part;
}

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

LogFile* LogTimeline::earliest()
{
    for (;;) {
        const auto earliest =
            std::min_element(active_.begin(), active_.end(), [](const LogFile* a, const LogFile* b) { return a->place() < b->place(); });
        LogFile* const first = earliest == active_.end() ? nullptr : *earliest;
        if (next_ == files_.size() || (first && first_times_[next_] && *first_times_[next_] > first->place()))
            return first;
        LogFile& file = *files_[next_++];
        if (file.open() && file.fill())
            active_.push_back(&file);
        else
            on_end_(file);
    }
}

/// True where another file had the first record of this one at the same moment; then it is gone.
bool LogTimeline::is_copy(LogFile& file)
{
    const LogPacket& packet = file.packets().front();
    if (file.place() != moment_) {
        moment_ = file.place();
        of_moment_.clear();
    }
    const auto [copy, fresh] = of_moment_.try_emplace(packet.text, &file, packet.line);
    if (packet.text == 0 || fresh || copy->second.first == &file)
        return false;
    file.drop_copy(copy->second.first->path() + ":" + std::to_string(copy->second.second));
    return true;
}

LogFile* LogTimeline::head()
{
    while (!is_checked_ && (head_ = earliest())) {
        is_checked_ = !is_copy(*head_);
        if (!is_checked_)
            go_on(*head_);
    }
    return head_;
}

void LogTimeline::pop()
{
    is_checked_ = false;
    head_->pop();
    go_on(*head_);
}

/// Behind a packet.
void LogTimeline::go_on(LogFile& file)
{
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
