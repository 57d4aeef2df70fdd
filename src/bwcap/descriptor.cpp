// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/descriptor.hpp"

#include "bwcap/commands.hpp"
#include "bwcap/diagnoses.hpp"
#include "bwcap/fields.hpp"
#include "bwcap/framer.hpp"
#include "bwcap/stream.hpp"

#include <algorithm>
#include <array>

namespace cti::bwcap {
namespace {

/// A command of the client that the server answers.
constexpr bool is_request(const Command& command)
{
    return command.direction == Direction::to_server && command.answered_by != CommandId::unknown;
}

consteval auto request_names()
{
    std::array<const char*, std::count_if(std::begin(commands), std::end(commands), is_request)> names{};
    std::size_t n = 0;
    for (const Command& command : commands)
        if (is_request(command))
            names[n++] = command.name.data();
    return names;
}
constexpr auto requests = request_names();

} // namespace

// Sources of the hints: BroadWorks 22.0 release notes on CAPProxy (Cisco support document 217564); SNMP MIB BW-OpenClientServer.
const Descriptor descriptor{
    .filter = "bwcap",
    .name = "BroadWorks Client Application Protocol",
    // "CAP" alone is CAMEL Application Part.
    .column = "BW-CAP",
    .fields = []() -> std::span<const FieldDef> { return fields; },
    .diagnoses = diagnoses,
    .requests = []() -> std::span<const char* const> { return requests; },
    // Client port of the Open Client Server, and the port of the Application Server that it connects to.
    .ports = "2206,2208",
    .secured_ports = "2209",
    .opening_request = "registerAuthentication",
    .hints =
        {
            .refused = "CAP was removed in BroadWorks 22.0. If the server was upgraded, set CAPProxy 'enabled' to false, restart "
                       "OpenClientServer and move the client to the "
                       "successor interface (Xsi).\n"
                       "Before 22.0 check that the service runs and listens on this port, and the access list (netAddress) and "
                       "maxClientConnections of the Application Server.\n"
                       "Check that no firewall drops or resets the connection.",
            .open_unanswered = "See whether other clients of this server are answered: then check this user and client.\n"
                               "If none is, check the Application Server behind the Open Client Server and the alarms 507 "
                               "bwOpenClientServerASConnFailed and 509 "
                               "bwOpenClientServerASConnTerminated.\n"
                               "If the server was upgraded to BroadWorks 22.0 or later: CAP was removed there.",
            .tls_expected = "Have the client use TLS, or connect it to the plain port 2208 of the Open Client Server.",
            .tls_unexpected = "Connect the client to the port with TLS, 2209, or switch TLS off in the client.",
        },
    .make_stream = make_stream,
    .looks_like = looks_like_cap,
    .is_text = true,
};

} // namespace cti::bwcap
