// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctilog2pcap/json.hpp"

#include <string_view>

namespace cti::ctilog2pcap {
namespace {

void quoted(std::string& out, std::string_view text)
{
    constexpr char digits[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            (out += '\\') += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (byte < 0x20 || byte == 0x7f) {
            out += "\\u00";
            (out += digits[byte >> 4]) += digits[byte & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

void text(std::string& out, std::string_view name, std::string_view value)
{
    if (value.empty())
        return;
    out += ',';
    quoted(out, name);
    out += ':';
    quoted(out, value);
}

} // namespace

void write_json(const logs::Record& record, std::string& out)
{
    out += "{\"time\":";
    quoted(out, logs::format_utc(record.time.nanoseconds, 9));
    text(out, "date_from", logs::origin_word(record.time.date));
    text(out, "year_from", logs::origin_word(record.time.year));
    text(out, "zone_from", logs::origin_word(record.time.zone));
    if (!record.time.time_of_day)
        out += ",\"time_of_the_record_before\":true";
    text(out, "file", record.source);
    out += ",\"line\":" + std::to_string(record.line) + ",\"lines\":" + std::to_string(record.lines);
    text(out, "format", logs::format_name(record.format));
    text(out, "kind", logs::kind_name(record.kind));
    text(out, "protocol", logs::protocol_name(record.protocol));
    if (record.direction != logs::Direction::unknown)
        text(out, "direction", record.direction == logs::Direction::to_server ? "to server" : "to client");
    text(out, "number", record.number);
    text(out, "level", record.level);
    text(out, "event", record.event);
    if (!record.complete)
        out += ",\"complete\":false";
    if (record.dropped != 0)
        out += ",\"dropped\":" + std::to_string(record.dropped);
    bool any = false;
    for (std::size_t i = 0; i < logs::key_count; ++i)
        if (!record.keys[i].empty()) {
            out += any ? "," : ",\"keys\":{";
            any = true;
            quoted(out, logs::key_name(static_cast<logs::Key>(i)));
            out += ':';
            quoted(out, record.keys[i]);
        }
    if (any)
        out += '}';
    if (!record.fields.empty()) {
        out += ",\"fields\":";
        char before = '[';
        for (const logs::Field& field : record.fields) {
            (out += before) += '[';
            before = ',';
            quoted(out, field.parent);
            out += ',';
            quoted(out, field.name);
            out += ',';
            quoted(out, field.value);
            out += ']';
        }
        out += ']';
    }
    if (!record.bytes.empty()) {
        constexpr char digits[] = "0123456789abcdef";
        out += ",\"bytes\":\"";
        for (const std::uint8_t byte : record.bytes)
            (out += digits[byte >> 4]) += digits[byte & 15];
        out += '"';
    }
    text(out, "raw", record.raw);
    out += "}\n";
}

} // namespace cti::ctilog2pcap
