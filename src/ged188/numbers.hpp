// SPDX-License-Identifier: GPL-2.0-or-later
// The message numbers that rules ask for, by name.
#pragma once

#include "ged188/message_set.hpp"

#include <array>
#include <string_view>

namespace cti::ged188::number {

/// The number of a message that has one number only, or the first of several; a name that does not exist stops the build.
consteval std::uint16_t of(std::string_view name)
{
    for (const MessageName& message : message_set)
        if (message.name == name)
            return message.number;
    throw "no such message";
}

/// No edition of the message set has numbers from here on; 284 is the last of protocol 25.
inline constexpr std::uint32_t beyond_message_set = 512;

inline constexpr std::uint16_t failure_conf = of("FAILURE_CONF"), failure_event = of("FAILURE_EVENT"), open_req = of("OPEN_REQ"),
                               open_conf = of("OPEN_CONF"), heartbeat_req = of("HEARTBEAT_REQ"), heartbeat_conf = of("HEARTBEAT_CONF"),
                               close_req = of("CLOSE_REQ"), close_conf = of("CLOSE_CONF"), call_failed_event = of("CALL_FAILED_EVENT"),
                               agent_state_event = of("AGENT_STATE_EVENT"), system_event = of("SYSTEM_EVENT"),
                               control_failure_conf = of("CONTROL_FAILURE_CONF"), query_agent_state_conf = of("QUERY_AGENT_STATE_CONF"),
                               set_agent_state_req = of("SET_AGENT_STATE_REQ"), make_call_req = of("MAKE_CALL_REQ"),
                               make_predictive_call_req = of("MAKE_PREDICTIVE_CALL_REQ"),
                               consultation_call_req = of("CONSULTATION_CALL_REQ"), consultation_call_conf = of("CONSULTATION_CALL_CONF"),
                               transfer_call_conf = of("TRANSFER_CALL_CONF"), conference_call_conf = of("CONFERENCE_CALL_CONF"),
                               client_session_closed_event = of("CLIENT_SESSION_CLOSED_EVENT"),
                               agent_pre_call_abort_event = of("AGENT_PRE_CALL_ABORT_EVENT"), bad_call_req = of("BAD_CALL_REQ"),
                               rtp_started_event = of("RTP_STARTED_EVENT"), start_recording_req = of("START_RECORDING_REQ"),
                               failure_resp = of("FAILURE_RESP"), config_request_key_event = of("CONFIG_REQUEST_KEY_EVENT"),
                               config_key_event = of("CONFIG_KEY_EVENT"), config_request_event = of("CONFIG_REQUEST_EVENT"),
                               config_begin_event = of("CONFIG_BEGIN_EVENT"), config_end_event = of("CONFIG_END_EVENT"),
                               call_agent_greeting_event = of("CALL_AGENT_GREETING_EVENT"),
                               active_maintenance_req_msg = of("ACTIVE_MAINTENANCE_REQ_MSG"),
                               active_maintenance_event_msg = of("ACTIVE_MAINTENANCE_EVENT_MSG"),
                               first_network_recording = of("START_NETWORK_RECORDING_REQ"),
                               last_network_recording = of("CONFIG_TERMINAL_EVENT") - 1;

/// Who sends a message, by its number alone: what all its names agree on.
consteval auto make_senders()
{
    std::array<Sender, last_message + 1> senders{};
    std::array<bool, last_message + 1> seen{};
    for (const MessageName& message : message_set) {
        const bool one_side = message.sender == Sender::client || message.sender == Sender::server;
        const bool agrees = one_side && (!seen[message.number] || senders[message.number] == message.sender);
        senders[message.number] = agrees ? message.sender : Sender::unknown;
        seen[message.number] = true;
    }
    return senders;
}
inline constexpr auto senders = make_senders();
constexpr Sender sender_of(std::uint32_t number) { return number < senders.size() ? senders[number] : Sender::unknown; }

} // namespace cti::ged188::number
