// SPDX-License-Identifier: GPL-2.0-or-later
// A record as it is read back from the payload of a packet (record_pdu.hpp), and what it comes to.
#pragma once

#include "connection/stream.hpp"
#include "core/message_key.hpp"
#include "core/short_text.hpp"
#include "core/sink.hpp"
#include "logs/diagnoses.hpp"
#include "logs/filters.hpp"
#include "logs/record_pdu.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace cti::logs {

/// Places in the payload; length 0: not there.
struct RecordView {
    Bytes pdu{};
    bool known_version = false;
    bool is_cut = false; ///< the payload ends inside an item
    bool complete = true;
    bool has_time = false, own_time = false, time_is_sure = false;
    Direction direction = Direction::unknown;
    Origin date = Origin::none, year = Origin::none, zone = Origin::none;
    std::uint64_t line = 0, lines = 0, dropped = 0, left_out = 0;
    Span source{}, format{}, kind{}, protocol{}, number{}, level{}, event{}, raw{}, bytes{};
    Span text{}; ///< without prefix; where nothing says what that is, all of `raw`
    bool text_is_apart = false;
    Span line_where{}, lines_where{}, direction_where{}, time_where{}, dropped_where{}, left_out_where{};
    std::array<Span, key_count> keys{};

    std::string_view at(Span where) const { return {reinterpret_cast<const char*>(pdu.data()) + where.offset, where.length}; }
    std::string_view key(Key k) const { return at(keys[static_cast<std::size_t>(k)]); }
    /// The same as a span of its content.
    Bytes bytes_at(Span where) const { return pdu.subspan(where.offset, where.length); }
};

/// Reads a payload; whatever it holds, all places lie inside of it.
RecordView read_record(Bytes pdu);

/// One pair of a line.
struct FieldView {
    std::string_view parent{}, name{}, value{};
    Span where{}; ///< of the value
};
/// Splits the value of an item of type field.
FieldView read_field(Bytes pdu, Span item);

/// The CTI result code that a record gives, where it is one: not 0 and no number of another meaning.
std::optional<std::uint32_t> cti_result_of(const RecordView& record);

/// What is wrong by the record alone; its texts live as long as the call of `say`.
template <class Say>
void judge_result(const RecordView& record, Say say)
{
    const auto code = cti_result_of(record);
    // Alarms are judged by their own catalogue.
    if (!code || record.at(record.kind) == kind_name(Kind::alarm))
        return;
    const CtiResult* row = find_cti_result(*code);
    ShortText<160> about, name;
    for (const auto& [key, word] : {std::pair{Key::user, ", user "}, std::pair{Key::device, ", device "}})
        if (!record.key(key).empty())
            about.append(word).append(record.key(key).substr(0, 64));
    if (row)
        name.append(*row->name ? row->name : row->inferred_name).append(*row->name || *row->inferred_name ? ": " : "").append(row->meaning);
    else
        name.append("which is not published");
    ShortText<128> place;
    place.append(record.at(record.source).substr(0, 100)).append(":").append(std::to_string(record.line));
    const std::string_view event = record.event.length ? record.at(record.event) : std::string_view{"A line"};
    Finding f{diagnosis_row(diagnoses, "ctilog.cti_result"), record.keys[static_cast<std::size_t>(Key::result)], event, hex(*code),
        name.view(), about.view(), place.view()};
    if (row && *row->remedy)
        f.remedy = row->remedy;
    say(f);
}

/// All that is wrong with a record. `time_is_unsure`: of the first record of such a log. The texts live as long as the call of `say`.
template <class Say>
void judge_record(const RecordView& r, bool cut_by_capture, bool time_is_unsure, Say say)
{
    if (!r.known_version) {
        say(Finding{diagnosis_row(diagnoses, "ctilog.unknown_version"), {}, std::uint64_t{r.pdu.empty() ? 0u : r.pdu[0]}});
        return;
    }
    if (cut_by_capture)
        say(Finding{diagnosis_row(diagnoses, "ctilog.frame_cut"), {}});
    else if (r.is_cut)
        say(Finding{diagnosis_row(diagnoses, "ctilog.malformed"), {}});
    if (!r.complete)
        say(Finding{diagnosis_row(diagnoses, "ctilog.incomplete"), {}});
    if (r.dropped != 0 || r.left_out != 0)
        say(Finding{diagnosis_row(diagnoses, "ctilog.too_long"), {}});
    if (time_is_unsure) {
        const bool day = r.year < Origin::earlier || r.date < Origin::earlier;
        say(Finding{diagnosis_row(diagnoses, "ctilog.time_unsure"), {}, r.at(r.source),
            r.zone >= Origin::abbreviation ? "the date"
            : day                          ? "date and zone"
                                           : "the zone"});
    }
    judge_result(r, say);
}

/// The ports that a whole message is decoded with. Where the log does not say them, the server's tells who sends it, and which dialect.
struct MessagePorts {
    std::uint32_t from = 0, to = 0;
};
MessagePorts ports_of(const RecordView& record, MessagePorts said);

/// A record as reports and statistics take it.
struct RecordNote {
    MessageNote note{}; ///< its message is nullptr: the event's name lives in the record only
    std::string client{}, user{}, server{};
    std::string place{}; ///< "file:line"; note.log_line is not set to it, since the note may move
};
RecordNote note_of(const RecordView& record);

/// The call of the cluster that a record is about, in the form of Unified CCX's ConnectionCallID: node << 24 | call. Nothing where it says
/// none, or where call 0 stands for none.
std::optional<std::uint32_t> global_call_of(const RecordView& record);

/// Reports the fields of a record, but for those of the wire's names.
template <Sink S>
void report_record(const RecordView& r, S& sink)
{
    const auto text = [&](FieldId id, Span where) {
        if (where.length)
            sink.text(id, where, r.at(where), nullptr);
    };
    text(filter("ctilog.source"), r.source);
    if (r.line_where.length)
        sink.number(filter("ctilog.line"), r.line_where, r.line);
    if (r.lines > 1)
        sink.number(filter("ctilog.lines"), r.lines_where, r.lines);
    text(filter("ctilog.format"), r.format);
    text(filter("ctilog.kind"), r.kind);
    text(filter("ctilog.protocol"), r.protocol);
    if (r.direction != Direction::unknown)
        sink.text(filter("ctilog.direction"), r.direction_where, r.direction == Direction::to_server ? "to server" : "to client", nullptr);
    if (r.has_time && !r.time_is_sure) {
        sink.text(filter("ctilog.date_from"), r.time_where, origin_word(r.date), r.own_time ? nullptr : "the record prints no time");
        sink.text(filter("ctilog.year_from"), r.time_where, origin_word(r.year), nullptr);
        sink.text(filter("ctilog.zone_from"), r.time_where, origin_word(r.zone), nullptr);
    }
    text(filter("ctilog.number"), r.number);
    text(filter("ctilog.level"), r.level);
    text(filter("ctilog.event"), r.event);
    for (std::size_t k = 0; k < key_count; ++k)
        text(field_of(static_cast<Key>(k)), r.keys[k]);
    if (const auto call = global_call_of(r)) {
        const Span printed = r.keys[static_cast<std::size_t>(Key::global_call)];
        sink.number(filter("ctilog.global_call_id"), printed.length ? printed : r.keys[static_cast<std::size_t>(Key::call_id)], *call);
    }
    bool open = false;
    RecordItems items{r.pdu};
    Item type;
    Span where;
    while (items.next(type, where)) {
        if (type != Item::field)
            continue;
        if (!open)
            sink.begin_group("Fields", 0, where);
        open = true;
        const FieldView f = read_field(r.pdu, where);
        ShortText<1024> pair;
        pair.append(f.parent).append(f.parent.empty() ? "" : ".").append(f.name).append(" = ").append(f.value);
        sink.text(filter("ctilog.field"), where, pair.view(), nullptr);
    }
    if (open)
        sink.end_group();
    if (r.text_is_apart)
        text(filter("ctilog.text"), r.text);
    text(filter("ctilog.raw"), r.raw);
    if (r.bytes.length)
        sink.bytes(filter("ctilog.bytes"), r.bytes);
    if (r.dropped != 0)
        sink.number(filter("ctilog.dropped"), r.dropped_where, r.dropped);
    if (r.left_out != 0)
        sink.number(filter("ctilog.left_out"), r.left_out_where, r.left_out);
}

/// What is kept of the logs of a capture: Capture::shared<LogHistory>(). Nothing of it is shared with what the wire shows.
class LogHistory {
public:
    struct Answer {
        std::uint32_t request = 0; ///< frame; 0: this is no answer, or its request is not there
        Time time = 0;
    };
    /// Pairs requests and answers of one log by its session and the number that both carry. First pass: in order; later passes are told the
    /// same.
    Answer pair(MessageKey key, Time at, const RecordView& record, bool first_pass);
    /// True at the first record of a log that prints its times only in part.
    bool says_time_unsure(MessageKey key, const RecordView& record, bool first_pass);

private:
    static constexpr std::size_t most_requests = 65536; ///< that wait, and logs
    struct Request {
        std::uint32_t frame = 0;
        Time at = 0;
        Direction direction = Direction::unknown;
    };
    std::unordered_map<std::string, Request> waiting_{};
    std::unordered_map<std::uint64_t, Answer> answers_{};
    std::unordered_set<std::string> unsure_logs_{};
    std::unordered_set<std::uint64_t> unsure_{};
};

} // namespace cti::logs
