// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/reader.hpp"

#include <algorithm>
#include <charconv>

namespace cti::logs {
namespace {

/// A message waits at most this many further records for its next part.
constexpr std::uint64_t longest_wait = 500;
/// Parts of a message keep at most this much text.
constexpr std::size_t longest_joined = 32768;

/// The zone in which it is `local` at the time of day `utc`, both in nanoseconds: zones are multiples of a quarter of an hour.
std::int32_t zone_between(std::int64_t local, std::int64_t utc)
{
    constexpr std::int64_t quarter = 900 * second, day = seconds_a_day * second;
    std::int64_t zone = (local - utc) % day;
    zone += zone < 0 ? day : 0;
    zone = (zone + quarter / 2) / quarter * quarter;
    return static_cast<std::int32_t>((zone > 14 * (3600 * second) ? zone - day : zone) / second);
}

std::uint64_t number_of(std::string_view text)
{
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// "key: value," or "key: value" inside a head line.
std::string_view head_value(std::string_view text, std::string_view key)
{
    const std::size_t at = text.find(key);
    if (at == std::string_view::npos)
        return {};
    text.remove_prefix(at + key.size());
    return trimmed(text.substr(0, text.find_first_of(",\n")));
}

} // namespace

Reader::Reader(ReaderOptions options, OnRecord on_record)
    : options_{std::move(options)}, on_record_{std::move(on_record)},
      splitter_{[this](std::string_view line, std::uint64_t dropped) { on_line(line, dropped); }}, clock_{options_.time}
{}

void Reader::push(Bytes bytes)
{
    stats_.bytes += bytes.size();
    splitter_.push(bytes);
    stats_.nuls = splitter_.nuls();
}

void Reader::finish()
{
    splitter_.finish();
    stats_.nuls = splitter_.nuls();
    flush();
}

void Reader::flush()
{
    close();
    std::array<Open*, 8> order{};
    std::transform(waiting_.begin(), waiting_.end(), order.begin(), [](Open& open) { return &open; });
    std::sort(order.begin(), order.end(), [](const Open* a, const Open* b) { return a->line < b->line; });
    for (Open* open : order)
        if (open->in_use) {
            open->complete = false;
            release(*open);
        }
}

void Reader::on_line(std::string_view line, std::uint64_t dropped)
{
    ++stats_.lines;
    stats_.dropped += dropped;
    if (stats_.first_nul_line == 0 && splitter_.nuls() != 0)
        stats_.first_nul_line = stats_.lines;
    Prefix prefix;
    const PrefixForm* form = find_prefix(line, established_, also_, prefix);
    // A broadcast to the console: the head has come, this is its text.
    if (form && form->format == Format::alarm && !prefix.stamp.has_time && open_.in_use && open_.form &&
        open_.form->format == Format::alarm && open_.lines == 1 && open_.raw.find('%') == std::string::npos)
        form = nullptr;
    if (form) {
        if (form->head || (form->weak && form->format == established_))
            also_ = form->format;
        established_ = form->format;
        if (open_.in_use && !open_.form) { // text before the first prefix: stands where the first record does
            Open lead;
            std::swap(lead, open_);
            begin(form, prefix, line);
            lead.time = open_.time;
            lead.time.time_of_day = false;
            while (lead.raw.ends_with('\n'))
                lead.raw.pop_back();
            deliver(lead);
        } else {
            close();
            begin(form, prefix, line);
        }
    } else if (!open_.in_use) {
        if (line.empty())
            return;
        begin(nullptr, {}, line);
    }
    add_line(line, dropped);
}

void Reader::begin(const PrefixForm* form, const Prefix& prefix, std::string_view line)
{
    open_.form = form;
    open_.line = stats_.lines;
    open_.lines = 0;
    open_.dropped = 0;
    open_.complete = form != nullptr;
    open_.in_use = true;
    open_.raw.clear();
    open_.joined.clear();
    if (!form) {
        open_.time = clock_.resolve({});
        return;
    }
    if (form->head && prefix.stamp.date.month != 0) {
        open_.time = clock_.resolve({.date = prefix.stamp.date, .has_time = true});
        open_.time.time_of_day = false;
        clock_.set_date(prefix.stamp.date);
        return;
    }
    if (prefix.local.has_time && prefix.local.zone == Origin::none && prefix.stamp.has_time && prefix.stamp.zone == Origin::line)
        stats_.server_zone = zone_between(prefix.local.time_of_day, prefix.stamp.time_of_day - prefix.stamp.zone_seconds * second);
    if (form->format == Format::sdl && prefix.level == "FileHead") {
        const std::string_view head = cut(line.substr(prefix.body), 512);
        if (const auto zone = parse_zone(head_value(head, "UTC:")))
            clock_.set_zone(*zone);
        if (const auto date = parse_date(head_value(head, "Date: ")); date && date->month != 0)
            clock_.set_date(*date);
    }
    open_.time = clock_.resolve(prefix.stamp.has_time ? prefix.stamp : prefix.local);
}

void Reader::add_line(std::string_view line, std::uint64_t dropped)
{
    ++open_.lines;
    open_.dropped += dropped;
    const std::size_t room = longest_record - open_.raw.size();
    if (open_.lines > 1) {
        if (room == 0) {
            open_.dropped += line.size() + 1;
            stats_.dropped += line.size() + 1;
            return;
        }
        open_.raw += '\n';
    }
    const std::string_view kept = cut(line, longest_record - open_.raw.size());
    open_.raw += kept;
    open_.dropped += line.size() - kept.size();
    stats_.dropped += line.size() - kept.size();
}

void Reader::close()
{
    if (!open_.in_use)
        return;
    while (open_.raw.ends_with('\n')) // empty lines between two records
        open_.raw.pop_back();
    Prefix prefix;
    if (open_.form && match_prefix(*open_.form, open_.raw, prefix)) {
        if (open_.form->format == Format::event_log)
            if (Stamp stamp = event_log_stamp(std::string_view{open_.raw}.substr(prefix.body)); stamp.has_time)
                open_.time = clock_.resolve(stamp);
        if (join(prefix, std::string_view{open_.raw}.substr(prefix.body))) {
            open_.in_use = false;
            return;
        }
    }
    deliver(open_);
    open_.in_use = false;
    for (Open& open : waiting_)
        if (open.in_use && stats_.records - open.since > longest_wait) {
            open.complete = false;
            release(open);
        }
}

/// True where the open record is a part of a message that waits, or begins one that has to wait.
bool Reader::join(const Prefix& prefix, std::string_view text)
{
    const Format format = open_.form->format;
    std::string_view process = prefix.process;
    if (format == Format::alarm && text.starts_with('%')) {
        const std::size_t head = ciscolog_head(text);
        if (const Part part = ciscolog_part(text.substr(0, head)); part.count > 1) {
            key_.assign(prefix.host).append(" ").append(text.substr(0, text.find(':'))).append(" ").append(part.first);
            Open* first = waiting(key_);
            if (first && part.number == first->next_part) {
                append(*first, text.substr(head));
                first->next_part = part.number + 1;
                if (part.number == part.count)
                    release(*first);
                return true;
            }
            if (first) { // a part is missing, or came twice
                first->complete = false;
                release(*first);
            }
            if (part.number == 1) {
                wait(key_, text, 2);
                return true;
            }
            open_.complete = false;
            return false;
        }
        process = text.substr(0, text.find(':'));
        text.remove_prefix(head);
    } else if (format != Format::dumplog) {
        return false;
    }
    const SessionLine line = session_line(text);
    if (!line.begins && !line.goes_on)
        return false;
    key_.assign(process).append(" SESSION ").append(line.session);
    Open* before = waiting(key_);
    if (line.goes_on) {
        if (!before) {
            open_.complete = false;
            return false;
        }
        append(*before, text);
        if (line.ends)
            release(*before);
        return true;
    }
    if (before) {
        before->complete = false;
        release(*before);
    }
    if (line.ends)
        return false;
    wait(key_, text, 0);
    return true;
}

Reader::Open* Reader::waiting(std::string_view key)
{
    for (Open& open : waiting_)
        if (open.in_use && open.key == key)
            return &open;
    return nullptr;
}

void Reader::wait(std::string_view key, std::string_view text, std::uint32_t next_part)
{
    Open* place = &waiting_[0];
    for (Open& open : waiting_)
        if (place->in_use && (!open.in_use || open.since < place->since))
            place = &open;
    if (place->in_use) {
        place->complete = false;
        release(*place);
    }
    place->form = open_.form;
    place->time = open_.time;
    place->line = open_.line;
    place->lines = open_.lines;
    place->dropped = open_.dropped;
    place->complete = true;
    place->joined.assign(cut(text, longest_joined));
    place->raw.assign(cut(open_.raw, longest_joined));
    place->dropped += open_.raw.size() - place->raw.size();
    place->key.assign(key);
    place->since = stats_.records;
    place->next_part = next_part;
    place->in_use = true;
}

void Reader::append(Open& part_of, std::string_view text)
{
    part_of.lines += open_.lines;
    part_of.dropped += open_.dropped;
    part_of.since = stats_.records;
    // CTI Server repeats "SESSION n:" on each line; the message is one list.
    if (const SessionLine line = session_line(text); line.goes_on)
        text.remove_prefix(std::min(text.size(), text.find(':') + 1));
    if (part_of.joined.size() + text.size() + part_of.raw.size() + open_.raw.size() + 2 > longest_joined) {
        part_of.dropped += open_.raw.size();
        stats_.dropped += open_.raw.size();
        return;
    }
    part_of.joined.append("\n").append(text);
    part_of.raw.append("\n").append(open_.raw);
}

void Reader::release(Open& open)
{
    open.in_use = false;
    deliver(open);
}

void Reader::deliver(Open& open)
{
    Record record;
    record.source = options_.source;
    record.line = open.line;
    record.lines = open.lines;
    record.dropped = open.dropped;
    record.complete = open.complete;
    record.time = open.time;
    record.raw = open.raw;
    record.text = open.raw;
    ++stats_.records;
    Prefix prefix;
    if (open.form && match_prefix(*open.form, open.raw, prefix)) {
        record.format = open.form->format;
        record.text.remove_prefix(prefix.body);
        if (!open.joined.empty())
            record.text = open.joined;
        if (open.form->head)
            record.kind = Kind::head;
        else
            body_.read(prefix, record);
    } else {
        ++stats_.unrecognised;
    }
    if (!record.time.time_of_day)
        ++stats_.without_time;
    else if (!record.time.sure())
        ++stats_.unsure_time;
    on_record_(record);
}

bool file_key(const Record& record, FileKey& key)
{
    key.name = record.source;
    if (!record.time.time_of_day)
        return false;
    key.timed = record.time.date != Origin::none;
    key.nanoseconds = record.time.nanoseconds;
    key.sequence = number_of(record.number);
    return true;
}

} // namespace cti::logs
