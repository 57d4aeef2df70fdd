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
    {"ctilog.client_address", "Client address", Type::text, Base::dec, nullptr, "As the line prints it", Privacy::host},
    {"ctilog.client_port", "Client port", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"ctilog.server_address", "Server address", Type::text, Base::dec, nullptr, "As the line prints it", Privacy::host},
    {"ctilog.server_port", "Server port", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"ctilog.tcp_handle", "TCP handle", Type::text, Base::dec, nullptr, "CTIManager's TCP connection", Privacy::none},
    {"ctilog.handler", "CTI handler", Type::text, Base::dec, nullptr,
        "CTIManager's handler of a session; its last number is the CTIconnectionId of alarms", Privacy::none},
    {"ctilog.connection_id", "Connection id", Type::text, Base::dec, nullptr, "CTIconnectionId, connID", Privacy::none},
    {"ctilog.provider_id", "Provider id", Type::text, Base::dec, nullptr, "Its lower 24 bits are the CTIconnectionId", Privacy::none},
    {"ctilog.session", "Session", Type::text, Base::dec, nullptr, "The log's own number of the session or connection", Privacy::none},
    {"ctilog.process", "Process", Type::text, Base::dec, nullptr, "Process or part of it that wrote the line", Privacy::none},
    {"ctilog.host", "Host", Type::text, Base::dec, nullptr, "Host that wrote the line", Privacy::host},
    {"ctilog.user", "User", Type::text, Base::dec, nullptr, "", Privacy::person},
    {"ctilog.application", "Application", Type::text, Base::dec, nullptr, "", Privacy::person},
    {"ctilog.device", "Device", Type::text, Base::dec, nullptr, "", Privacy::device},
    {"ctilog.line_handle", "Line handle", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"ctilog.device_handle", "Device handle", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"ctilog.call_handle", "Call handle", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"ctilog.global_call", "Global call", Type::text, Base::dec, nullptr, "Global call handle, or JTAPI's call/node", Privacy::none},
    {"ctilog.call_id", "Call id", Type::text, Base::dec, nullptr, "ConnectionCallID, and what other formats call so", Privacy::none},
    {"ctilog.sequence", "Sequence number", Type::text, Base::dec, nullptr, "Of a CTIQBE request and its response", Privacy::none},
    {"ctilog.invoke_id", "InvokeID", Type::text, Base::dec, nullptr, "", Privacy::none},
    {"ctilog.message_number", "Message number", Type::text, Base::dec, nullptr, "PDU number or message type", Privacy::none},
    {"ctilog.result", "Result", Type::text, Base::dec, nullptr, "Result, reason or error code as printed", Privacy::none},
    // What every record has.
    {"ctilog.source", "Source", Type::text, Base::dec, nullptr, "Name of the file", Privacy::free_text},
    {"ctilog.line", "Line", Type::u64, Base::dec, nullptr, "Number of the record's first line in its file, from 1"},
    {"ctilog.lines", "Lines", Type::u64, Base::dec, nullptr, "How many lines the record has"},
    {"ctilog.format", "Format", Type::text, Base::dec, nullptr, "Which vendor's form the line has", Privacy::none},
    {"ctilog.kind", "Kind", Type::text, Base::dec, nullptr, "line, head, message, signal, connection or alarm", Privacy::none},
    {"ctilog.protocol", "Protocol", Type::text, Base::dec, nullptr, "Filter name of the protocol that the record belongs to",
        Privacy::none},
    {"ctilog.direction", "Direction", Type::text, Base::dec, nullptr, "to server or to client", Privacy::none},
    {"ctilog.number", "Number", Type::text, Base::dec, nullptr, "The record's own running number", Privacy::none},
    {"ctilog.level", "Level", Type::text, Base::dec, nullptr, "Severity or type as printed", Privacy::none},
    {"ctilog.event", "Event", Type::text, Base::dec, nullptr, "Name of the message, signal or alarm", Privacy::none},
    {"ctilog.field", "Field", Type::text, Base::dec, nullptr, "One pair of the line: name = value, names of groups before it",
        Privacy::free_text},
    {"ctilog.text", "Text", Type::text, Base::dec, nullptr, "The line without its prefix, where it was written in several parts",
        Privacy::free_text},
    {"ctilog.raw", "Raw", Type::text, Base::dec, nullptr, "The lines as they stand in the file", Privacy::free_text},
    {"ctilog.bytes", "Message", Type::bytes, Base::dec, nullptr, "A whole message that the lines hold", Privacy::free_text},
    {"ctilog.global_call_id", "Global call id", Type::u32, Base::dec, nullptr,
        "Node * 16777216 + number of the call: one for GCH 1|29126, JTAPI's 29126/1 and Unified CCX's ConnectionCallID 16806342"},
    {"ctilog.date_from", "Date from", Type::text, Base::dec, nullptr, "Where month and day of the time come from", Privacy::none},
    {"ctilog.year_from", "Year from", Type::text, Base::dec, nullptr, "Where the year of the time comes from", Privacy::none},
    {"ctilog.zone_from", "Zone from", Type::text, Base::dec, nullptr, "Where the zone of the time comes from", Privacy::none},
    {"ctilog.dropped", "Dropped bytes", Type::u64, Base::dec, nullptr, "Bytes of the record that are not in the packet"},
    {"ctilog.left_out", "Left out", Type::u64, Base::dec, nullptr, "Keys and fields that had no room in the packet"},
    {"ctilog.response_to", "Response to", Type::frame_request, Base::dec, nullptr,
        "The record of the request this answers, in the same log"},
    {"ctilog.response_time", "Response time", Type::relative_time, Base::dec, nullptr, "Time from the request to this answer"},
    {"ctilog.undecoded", "Undecoded bytes", Type::bytes, Base::dec, nullptr, "What a newer program wrote, or what was cut",
        Privacy::free_text},
};

static_assert(states_privacy(filters), "a field of text or bytes says what it gives away");

consteval FieldId filter(std::string_view name) { return field_id(filters, name); }

/// The field of a key.
constexpr FieldId field_of(Key key) { return static_cast<FieldId>(key); }
static_assert(field_of(Key::result) == filter("ctilog.result") && field_of(Key::count) == filter("ctilog.source"));

} // namespace cti::logs
