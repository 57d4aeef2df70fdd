// SPDX-License-Identifier: GPL-2.0-or-later
// Fields of GED-188 that are not rows of a layout: header, parts of a floating field, generated fields.
// Every other field is defined where its message is: src/ged188/layouts/ and src/ged188/tags.hpp.
#pragma once

#include "ged188/tables.hpp"

namespace cti::ged188 {

inline constexpr FieldDef own_fields[] = {
    {"ged188.message_length", "MessageLength", Type::u32, Base::dec, nullptr, "Bytes after the 8-byte header"},
    {"ged188.message_type", "MessageType", Type::u32, Base::dec, &message_type_values, "Number of the message in the message set"},
    {"ged188.message", "Message", Type::text, Base::dec, nullptr, "Name of the message in the session's protocol version", Privacy::none},
    {"ged188.tag", "Tag", Type::u16, Base::dec, &tag_values, "Tag of a floating field"},
    {"ged188.field_length", "FieldLength", Type::u16, Base::dec, nullptr, "Data bytes of a floating field"},
    {"ged188.named_variable.name", "VariableName", Type::text, Base::dec, nullptr, "Name of the call variable", Privacy::free_text},
    {"ged188.named_variable.value", "VariableValue", Type::text, Base::dec, nullptr, "Value of the call variable", Privacy::free_text},
    {"ged188.named_array.index", "VariableIndex", Type::u8, Base::dec, nullptr, "Index of the array element"},
    {"ged188.named_array.name", "VariableName", Type::text, Base::dec, nullptr, "Name of the array", Privacy::free_text},
    {"ged188.named_array.value", "VariableValue", Type::text, Base::dec, nullptr, "Value of the array element", Privacy::free_text},
    {"ged188.undecoded", "Undecoded bytes", Type::bytes, Base::dec, nullptr, "Bytes without a public layout, or that fit none",
        Privacy::free_text},
    {"ged188.skipped", "Skipped bytes", Type::bytes, Base::dec, nullptr, "Bytes between messages, skipped to the next message header",
        Privacy::free_text},
    {"ged188.session_version", "Session version", Type::u8, Base::dec, nullptr, "Protocol version of the session, from OPEN_REQ, a preference or the bytes"},
    {"ged188.session_dialect", "Session dialect", Type::text, Base::dec, nullptr, "Unified CCE or Unified CCX", Privacy::none},
    {"ged188.peripheral_error_name", "Peripheral error", Type::text, Base::dec, nullptr, "Name of the PeripheralErrorCode, for the session's peripheral type",
        Privacy::none},
    {"ged188.peripheral_error_component", "Peripheral error component", Type::text, Base::dec, nullptr, "Whose code the PeripheralErrorCode is",
        Privacy::none},
    {"ged188.response_in", "Response in", Type::frame_response, Base::dec, nullptr, "The frame that answers this request"},
    {"ged188.response_to", "Response to", Type::frame_request, Base::dec, nullptr, "The frame of the request this answers"},
    {"ged188.response_time", "Response time", Type::relative_time, Base::dec, nullptr, "Time from the request to this answer"},
    {"ged188.agent", "Agent", Type::text, Base::dec, nullptr, "Agent the message is about: AgentID, else the long agent ID, else the number of the agent",
        Privacy::person},
    {"ged188.agent_state_name", "Agent state", Type::text, Base::dec, nullptr, "AgentState in words, as the packet list has it: Not Ready",
        Privacy::none},
    {"ged188.call", "Call", Type::u32, Base::dec, nullptr,
        "Number of the call the message is about, in order of the calls' first messages; two where it is about two. Apply it as a filter to see the call"},
};
static_assert(std::size(own_fields) == own_field_count);

} // namespace cti::ged188
