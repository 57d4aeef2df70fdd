// SPDX-License-Identifier: GPL-2.0-or-later
// Every display filter of ctilog. What means the same as a field of a protocol on the wire has that field's name besides
// (logs/wire_fields.hpp).
#pragma once

#include "core/schema.hpp"
#include "logs/record.hpp"

#include <iterator>

namespace cti::logs {

inline constexpr FieldDef filters[] = {
    // In the order of Key.
    {"ctilog.client_address", "Client address", Type::text, Base::dec, nullptr, "As the line prints it"},
    {"ctilog.client_port", "Client port", Type::text},
    {"ctilog.server_address", "Server address", Type::text, Base::dec, nullptr, "As the line prints it"},
    {"ctilog.server_port", "Server port", Type::text},
    {"ctilog.tcp_handle", "TCP handle", Type::text, Base::dec, nullptr, "CTIManager's TCP connection"},
    {"ctilog.handler", "CTI handler", Type::text, Base::dec, nullptr,
        "CTIManager's handler of a session; its last number is the CTIconnectionId of alarms"},
    {"ctilog.connection_id", "Connection id", Type::text, Base::dec, nullptr, "CTIconnectionId, connID"},
    {"ctilog.provider_id", "Provider id", Type::text, Base::dec, nullptr, "Its lower 24 bits are the CTIconnectionId"},
    {"ctilog.session", "Session", Type::text, Base::dec, nullptr, "The log's own number of the session or connection"},
    {"ctilog.process", "Process", Type::text, Base::dec, nullptr, "Process or part of it that wrote the line"},
    {"ctilog.host", "Host", Type::text, Base::dec, nullptr, "Host that wrote the line"},
    {"ctilog.user", "User", Type::text},
    {"ctilog.application", "Application", Type::text},
    {"ctilog.device", "Device", Type::text},
    {"ctilog.line_handle", "Line handle", Type::text},
    {"ctilog.device_handle", "Device handle", Type::text},
    {"ctilog.call_handle", "Call handle", Type::text},
    {"ctilog.global_call", "Global call", Type::text, Base::dec, nullptr, "Global call handle, or JTAPI's call/node"},
    {"ctilog.call_id", "Call id", Type::text, Base::dec, nullptr, "ConnectionCallID, and what other formats call so"},
    {"ctilog.sequence", "Sequence number", Type::text, Base::dec, nullptr, "Of a CTIQBE request and its response"},
    {"ctilog.invoke_id", "InvokeID", Type::text},
    {"ctilog.message_number", "Message number", Type::text, Base::dec, nullptr, "PDU number or message type"},
    {"ctilog.result", "Result", Type::text, Base::dec, nullptr, "Result, reason or error code as printed"},
    // What every record has.
    {"ctilog.source", "Source", Type::text, Base::dec, nullptr, "Name of the file"},
    {"ctilog.line", "Line", Type::u64, Base::dec, nullptr, "Number of the record's first line in its file, from 1"},
    {"ctilog.lines", "Lines", Type::u64, Base::dec, nullptr, "How many lines the record has"},
    {"ctilog.format", "Format", Type::text, Base::dec, nullptr, "Which vendor's form the line has"},
    {"ctilog.kind", "Kind", Type::text, Base::dec, nullptr, "line, head, message, signal, connection or alarm"},
    {"ctilog.protocol", "Protocol", Type::text, Base::dec, nullptr, "Filter name of the protocol that the record belongs to"},
    {"ctilog.direction", "Direction", Type::text, Base::dec, nullptr, "to server or to client"},
    {"ctilog.number", "Number", Type::text, Base::dec, nullptr, "The record's own running number"},
    {"ctilog.level", "Level", Type::text, Base::dec, nullptr, "Severity or type as printed"},
    {"ctilog.event", "Event", Type::text, Base::dec, nullptr, "Name of the message, signal or alarm"},
    {"ctilog.field", "Field", Type::text, Base::dec, nullptr, "One pair of the line: name = value, names of groups before it"},
    {"ctilog.text", "Text", Type::text, Base::dec, nullptr, "The line without its prefix, where it was written in several parts"},
    {"ctilog.raw", "Raw", Type::text, Base::dec, nullptr, "The lines as they stand in the file"},
    {"ctilog.bytes", "Message", Type::bytes, Base::dec, nullptr, "A whole message that the lines hold"},
    {"ctilog.date_from", "Date from", Type::text, Base::dec, nullptr, "Where month and day of the time come from"},
    {"ctilog.year_from", "Year from", Type::text, Base::dec, nullptr, "Where the year of the time comes from"},
    {"ctilog.zone_from", "Zone from", Type::text, Base::dec, nullptr, "Where the zone of the time comes from"},
    {"ctilog.dropped", "Dropped bytes", Type::u64, Base::dec, nullptr, "Bytes of the record that are not in the packet"},
    {"ctilog.left_out", "Left out", Type::u64, Base::dec, nullptr, "Keys and fields that had no room in the packet"},
    {"ctilog.response_to", "Response to", Type::frame_request, Base::dec, nullptr,
        "The record of the request this answers, in the same log"},
    {"ctilog.response_time", "Response time", Type::relative_time, Base::dec, nullptr, "Time from the request to this answer"},
    {"ctilog.undecoded", "Undecoded bytes", Type::bytes, Base::dec, nullptr, "What a newer program wrote, or what was cut"},
};

consteval FieldId filter(std::string_view name) { return field_id(filters, name); }

/// The field of a key.
constexpr FieldId field_of(Key key) { return static_cast<FieldId>(key); }
static_assert(field_of(Key::result) == filter("ctilog.result") && field_of(Key::count) == filter("ctilog.source"));

} // namespace cti::logs
