// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/record_view.hpp"

#include "core/cti_result.hpp"
#include "core/text.hpp"
#include "logs/descriptor.hpp"

namespace cti::logs {
namespace {

std::optional<Key> key_of(std::string_view name)
{
    for (std::size_t k = 0; k < key_count; ++k)
        if (key_name(static_cast<Key>(k)) == name)
            return static_cast<Key>(k);
    return std::nullopt;
}

Origin origin(std::uint8_t byte) { return byte <= static_cast<std::uint8_t>(Origin::line) ? static_cast<Origin>(byte) : Origin::none; }

} // namespace

RecordView read_record(Bytes pdu)
{
    RecordView r;
    r.pdu = pdu;
    RecordItems items{pdu};
    r.known_version = items.known_version();
    std::uint64_t text_offset = 0, text_length = 0;
    bool text_inside = false;
    Item type;
    Span where;
    while (items.next(type, where)) {
        const std::uint8_t* p = pdu.data() + where.offset;
        const auto number = [&] { return where.length == 8 ? be64(p) : 0; };
        switch (type) {
        case Item::source:
            r.source = where;
            break;
        case Item::line:
            r.line = number();
            r.line_where = where;
            break;
        case Item::lines:
            r.lines = number();
            r.lines_where = where;
            break;
        case Item::format:
            r.format = where;
            break;
        case Item::kind:
            r.kind = where;
            break;
        case Item::protocol:
            r.protocol = where;
            break;
        case Item::direction:
            if (where.length == 1 && (*p == 1 || *p == 2))
                r.direction = *p == 1 ? Direction::to_server : Direction::to_client;
            r.direction_where = where;
            break;
        case Item::number:
            r.number = where;
            break;
        case Item::level:
            r.level = where;
            break;
        case Item::event:
            r.event = where;
            break;
        case Item::key:
            if (const std::string_view item = r.at(where); item.find('\0') != std::string_view::npos) {
                const auto name = static_cast<std::uint32_t>(item.find('\0'));
                if (const auto key = key_of(item.substr(0, name)))
                    r.keys[static_cast<std::size_t>(*key)] = {where.offset + name + 1, where.length - name - 1};
            }
            break;
        case Item::time:
            if (where.length >= 4) {
                r.has_time = true;
                r.date = origin(p[0]);
                r.year = origin(p[1]);
                r.zone = origin(p[2]);
                r.own_time = p[3] & 1;
                LogTime time;
                time.date = r.date;
                time.year = r.year;
                time.zone = r.zone;
                time.time_of_day = r.own_time;
                r.time_is_sure = time.sure();
                r.time_where = where;
            }
            break;
        case Item::dropped:
            r.dropped = number();
            r.dropped_where = where;
            break;
        case Item::incomplete:
            r.complete = false;
            break;
        case Item::text:
            r.text = where;
            r.text_is_apart = true;
            break;
        case Item::text_place:
            if (where.length == 8) {
                text_offset = be32(p);
                text_length = be32(p + 4);
                text_inside = true;
            }
            break;
        case Item::raw:
            r.raw = where;
            break;
        case Item::bytes:
            r.bytes = where;
            break;
        case Item::left_out:
            r.left_out = number();
            r.left_out_where = where;
            break;
        case Item::field:
            break;
        }
    }
    r.is_cut = items.cut() && r.known_version;
    if (!r.text_is_apart)
        r.text = text_inside && fits(text_offset, text_length, r.raw.length)
                     ? Span{r.raw.offset + static_cast<std::uint32_t>(text_offset), static_cast<std::uint32_t>(text_length)}
                     : r.raw;
    return r;
}

FieldView read_field(Bytes pdu, Span item)
{
    FieldView f;
    const std::string_view all{reinterpret_cast<const char*>(pdu.data()) + item.offset, item.length};
    const std::size_t first = all.find('\0'), second = first == std::string_view::npos ? first : all.find('\0', first + 1);
    if (second == std::string_view::npos)
        return f;
    f.parent = all.substr(0, first);
    f.name = all.substr(first + 1, second - first - 1);
    f.value = all.substr(second + 1);
    f.where = {item.offset + static_cast<std::uint32_t>(second + 1), static_cast<std::uint32_t>(f.value.size())};
    return f;
}

std::optional<std::uint32_t> cti_result_of(const RecordView& record) { return parse_cti_result(record.key(Key::result)); }

LogHistory::Answer LogHistory::pair(MessageKey key, Time at, const RecordView& record, bool first_pass)
{
    if (!first_pass) {
        const auto known = answers_.find(key.packed());
        return known == answers_.end() ? Answer{} : known->second;
    }
    const std::string_view invoke_id = record.key(Key::invoke_id), sequence = record.key(Key::sequence);
    if (record.direction == Direction::unknown || (invoke_id.empty() && sequence.empty()) || record.at(record.event).ends_with("Event"))
        return {};
    // Sequence numbers begin anew in every session, and CTIManager writes many sessions into one file.
    const std::string_view format = record.at(record.format);
    const bool has_many = format == format_name(Format::sdl) || format == format_name(Format::sdl_old);
    if (has_many && record.key(Key::tcp_handle).empty() && record.key(Key::handler).empty())
        return {};
    std::string of;
    for (const std::string_view part : {record.at(record.source), record.at(record.protocol), record.key(Key::session),
             record.key(Key::tcp_handle), record.key(Key::handler), invoke_id, sequence})
        of.append(part).append(1, '\0');
    if (const auto waits = waiting_.find(of); waits != waiting_.end() && waits->second.direction != record.direction) {
        const Answer answer{waits->second.frame, at - waits->second.at};
        waiting_.erase(waits);
        if (answer.time < 0) // another part of the log
            return {};
        answers_[key.packed()] = answer;
        return answer;
    }
    if (record.direction == Direction::to_server) { // clients ask
        if (waiting_.size() >= most_requests)
            waiting_.clear();
        waiting_[std::move(of)] = {key.frame, at, record.direction};
    }
    return {};
}

bool LogHistory::says_time_unsure(MessageKey key, const RecordView& record, bool first_pass)
{
    if (!first_pass)
        return unsure_.contains(key.packed());
    if (!record.has_time || record.time_is_sure || !record.own_time || unsure_logs_.size() >= most_requests ||
        !unsure_logs_.insert(std::string{record.at(record.source)}).second)
        return false;
    unsure_.insert(key.packed());
    return true;
}

MessagePorts ports_of(const RecordView& record, MessagePorts said)
{
    constexpr std::uint32_t uccx = 12028, cti_server = 42027, cap = 2208, client = 50000;
    if (record.direction == Direction::unknown)
        return said;
    const std::uint32_t server = record.at(record.protocol) != "ged188"                  ? cap
                                 : record.at(record.format) == format_name(Format::uccx) ? uccx
                                                                                         : cti_server;
    const bool to_server = record.direction == Direction::to_server;
    return {said.from ? said.from : to_server ? client : server, said.to ? said.to : to_server ? server : client};
}

RecordNote note_of(const RecordView& record)
{
    const auto text = [&](Key k) { return clean_text(record.key(k)); };
    RecordNote n{{}, text(Key::client_address), text(Key::user), text(Key::server_address),
        clean_text(record.at(record.source)) + ":" + std::to_string(record.line)};
    n.note.protocol = descriptor.filter;
    n.note.from = record.direction == Direction::to_server ? Side::client : Side::server;
    return n;
}

std::optional<std::uint32_t> global_call_of(const RecordView& r)
{
    constexpr unsigned call_bits = 24;
    const std::string_view printed = r.key(Key::global_call);
    if (printed.empty()) { // of Unified CCE nobody says that its call ids hold the node
        const auto id = r.at(r.format) == format_name(Format::uccx) ? parse_number32(r.key(Key::call_id)) : std::nullopt;
        return id && *id >> call_bits != 0 ? id : std::nullopt;
    }
    const std::size_t sign = printed.find_first_of("|/"); // GCH: node|call; JTAPI: call/node
    if (sign == std::string_view::npos)
        return std::nullopt;
    auto node = parse_number32(printed.substr(0, sign)), call = parse_number32(printed.substr(sign + 1));
    if (printed[sign] == '/')
        std::swap(node, call);
    if (!node || !call || *node == 0 || *node > 0xff || *call == 0 || *call >> call_bits != 0)
        return std::nullopt;
    return *node << call_bits | *call;
}

} // namespace cti::logs
