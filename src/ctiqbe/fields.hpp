// SPDX-License-Identifier: GPL-2.0-or-later
// What a display filter can name in CTIQBE. Few fields, since little is known: names say what is candidate and what is certain.
#pragma once

#include "core/cti_result.hpp"
#include "core/schema.hpp"

namespace cti::ctiqbe {

inline constexpr FieldDef fields[] = {
    {"ctiqbe.prefix", "Prefix", Type::bytes, Base::dec, nullptr, "The 8 bytes in front of a message (inferred)", Privacy::none},
    {"ctiqbe.length", "Length", Type::u32, Base::dec, nullptr, "The length in the prefix, read as the inferred or forced framing says"},
    {"ctiqbe.prefix_rest", "Rest of the prefix", Type::u32, Base::hex, nullptr,
        "The four bytes beside the length; their meaning is not known"},
    {"ctiqbe.body", "Message", Type::bytes, Base::dec, nullptr, "The bytes behind the prefix; their layout is not public", Privacy::none},
    {"ctiqbe.data", "Bytes", Type::bytes, Base::dec, nullptr, "Payload whose framing is not known", Privacy::free_text},
    {"ctiqbe.framing", "Framing", Type::text, Base::dec, nullptr, "Generated: how the prefix is read", Privacy::none},
    {"ctiqbe.support", "Messages in support", Type::u32, Base::dec, nullptr, "Generated: how many messages support the inferred framing"},
    {"ctiqbe.pdu_number", "PDU number", Type::u32, Base::dec, nullptr, "Read at the place that the user gave; its place is not public"},
    {"ctiqbe.pdu_name", "PDU name", Type::text, Base::dec, nullptr, "Generated: from the user table, or from a published trace",
        Privacy::none},
    {"ctiqbe.name_in_log", "Name in a log (candidate)", Type::text, Base::dec, nullptr,
        "Generated: what the trace of the same moment calls a message of this direction, where it is the only one", Privacy::none},
    {"ctiqbe.pdu_evidence", "Evidence", Type::text, Base::dec, nullptr, "Generated: where the name of the PDU number comes from",
        Privacy::none},
    {"ctiqbe.result", "CTI result (candidate)", Type::u32, Base::hex, &cti_result_values,
        "A 0x8CCCxxxx code on a 4-byte boundary, in either byte order: recognised by its looks"},
    {"ctiqbe.device_name", "Device name (candidate)", Type::text, Base::dec, nullptr,
        "SEP and 12 hexadecimal digits, or a name that begins like a CTI port's", Privacy::device},
    {"ctiqbe.text", "Text (candidate)", Type::text, Base::dec, nullptr, "A run of 8-bit or 16-bit characters", Privacy::free_text},
    {"ctiqbe.address", "Address (candidate)", Type::ipv4, Base::dec, nullptr,
        "The IPv4 address of the client or the server of this conversation, on a 4-byte boundary"},
    {"ctiqbe.user.number", "Number", Type::u64, Base::dec, nullptr, "A numeric field of the user table ctiqbe_pdus"},
    {"ctiqbe.user.text", "Text", Type::text, Base::dec, nullptr, "A text field of the user table ctiqbe_pdus", Privacy::free_text},
    {"ctiqbe.user.address", "Address", Type::ipv4, Base::dec, nullptr, "An address field of the user table ctiqbe_pdus"},
    {"ctiqbe.user.bytes", "Bytes", Type::bytes, Base::dec, nullptr, "A field of raw bytes of the user table ctiqbe_pdus",
        Privacy::free_text},
};

static_assert(states_privacy(fields), "a field of text or bytes says what it gives away");

consteval FieldId field(std::string_view filter) { return field_id(fields, filter); }

} // namespace cti::ctiqbe
