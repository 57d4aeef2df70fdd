// SPDX-License-Identifier: GPL-2.0-or-later
// The commands of CAP, one row each. Names without `unsure` were seen in public client implementations; the others are known
// only as counters of the Open Client Server (SNMP MIB BW-OpenClientServer), so that their spelling on the wire is a guess.
#pragma once

#include "connection/session_rules.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace cti::bwcap {

enum class CommandId : std::uint8_t {
    register_authentication,
    response_authentication,
    register_request,
    register_response,
    acknowledgement,
    unregister,
    server_status_request,
    call_action,
    call_update,
    session_update,
    profile_update,
    monitoring_users_request,
    monitoring_users_response,
    info_request,
    info_response,
    call_control_info,
    external_notify,
    queue_update,
    queue_action,
    unknown,
};
inline constexpr std::size_t command_count = static_cast<std::size_t>(CommandId::unknown);

enum class Direction : std::uint8_t { to_server, to_client, both, unknown };

struct Command {
    CommandId id;
    std::string_view name; ///< commandType
    Direction direction;
    CommandId answered_by; ///< CommandId::unknown: no answer, or none is known
    const char* purpose;
    bool unsure = false; ///< name inferred from a counter
};

inline constexpr Command commands[] = {
    {CommandId::register_authentication, "registerAuthentication", Direction::to_server, CommandId::response_authentication,
        "First document of a session: asks for a login challenge for one user"},
    {CommandId::response_authentication, "responseAuthentication", Direction::to_client, CommandId::register_request,
        "Challenge carrying the nonce"},
    {CommandId::register_request, "registerRequest", Direction::to_server, CommandId::register_response,
        "Login with the digested password"},
    {CommandId::register_response, "registerResponse", Direction::to_client, CommandId::acknowledgement,
        "Login result: userUid on success or failureCause"},
    // The Application Server counts acknowledgements in both directions; clients were only seen to send them.
    {CommandId::acknowledgement, "acknowledgement", Direction::both, CommandId::unknown,
        "Client confirms registerResponse; updates start afterwards"},
    {CommandId::unregister, "unRegister", Direction::both, CommandId::unknown,
        "Session end: from the client before closing, from the server a forced logout"},
    {CommandId::server_status_request, "serverStatusRequest", Direction::to_server, CommandId::unknown, "Keep-alive; no answer is known"},
    {CommandId::call_action, "callAction", Direction::to_server, CommandId::call_update, "Call control request of a CallClient session"},
    {CommandId::call_update, "callUpdate", Direction::to_client, CommandId::unknown,
        "State of one call, of the registered or of a monitored user"},
    {CommandId::session_update, "sessionUpdate", Direction::to_client, CommandId::unknown,
        "Hook status, call count and conference of the registered or of a monitored user"},
    {CommandId::profile_update, "profileUpdate", Direction::to_client, CommandId::unknown,
        "Directory data and service status of the registered or of a monitored user"},
    {CommandId::monitoring_users_request, "monitoringUsersRequest", Direction::to_server, CommandId::monitoring_users_response,
        "Adds or removes monitored users of an AttendantConsole session"},
    {CommandId::monitoring_users_response, "monitoringUsersResponse", Direction::to_client, CommandId::unknown,
        "Result of a monitoringUsersRequest"},
    {CommandId::info_request, "infoRequest", Direction::to_server, CommandId::info_response,
        "Known from a counter only; purpose, direction and spelling unsure", true},
    {CommandId::info_response, "infoResponse", Direction::to_client, CommandId::unknown,
        "Known from a counter only; purpose, direction and spelling unsure", true},
    {CommandId::call_control_info, "callControlInfo", Direction::unknown, CommandId::unknown,
        "Known from a counter only; purpose and spelling unsure", true},
    {CommandId::external_notify, "externalNotify", Direction::unknown, CommandId::unknown,
        "Known from a counter only; perhaps tied to the CCC2 variant; spelling unsure", true},
    {CommandId::queue_update, "queueUpdate", Direction::to_client, CommandId::unknown,
        "Known from a counter only; perhaps a call centre message, perhaps none; spelling unsure", true},
    {CommandId::queue_action, "queueAction", Direction::to_server, CommandId::unknown,
        "Known from a counter only; perhaps a call centre message, perhaps none; spelling unsure", true},
};
static_assert(std::size(commands) == command_count);

constexpr bool command_rows_are_in_order()
{
    for (std::size_t i = 0; i < command_count; ++i)
        if (commands[i].id != static_cast<CommandId>(i))
            return false;
    return true;
}
static_assert(command_rows_are_in_order());

constexpr const Command* find_command(std::string_view name)
{
    for (const Command& command : commands)
        if (command.name == name)
            return &command;
    return nullptr;
}

/// Which side sends this command, where that is sure.
constexpr Sender sender_of(const Command& command)
{
    if (command.unsure || command.direction == Direction::unknown)
        return Sender::unknown;
    return command.direction == Direction::both        ? Sender::both
           : command.direction == Direction::to_server ? Sender::client
                                                       : Sender::server;
}

constexpr const Command& command_row(CommandId id) { return commands[static_cast<std::size_t>(id)]; }

/// True where a document of this command may travel that way. Commands of unsure direction may travel both.
constexpr bool may_travel(const Command& command, Side from)
{
    if (command.unsure)
        return true;
    return command.direction == Direction::both ||
           command.direction == (from == Side::client ? Direction::to_server : Direction::to_client);
}

} // namespace cti::bwcap
