// SPDX-License-Identifier: GPL-2.0-or-later
#include "ged188/descriptor.hpp"

#include "ged188/diagnoses.hpp"
#include "ged188/framer.hpp"
#include "ged188/numbers.hpp"
#include "ged188/stream.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

namespace cti::ged188 {
namespace {

/// What a message of this name asks is answered: what the message set calls a request with an answer, and the two events that ask for a
/// configuration.
bool is_answered(const MessageName& message)
{
    return (message.kind == Kind::request && message.partner != 0) || message.number == number::config_request_key_event ||
           message.number == number::config_request_event;
}

/// Each name once: it may stand in several rows, of editions that number it differently.
std::span<const char* const> request_names()
{
    static const std::vector<const char*> names = [] {
        std::vector<const char*> found;
        for (const MessageName& message : message_set)
            if (is_answered(message) &&
                std::none_of(found.begin(), found.end(), [&](const char* name) { return std::string_view{name} == message.name; }))
                found.push_back(message.name);
        return found;
    }();
    return names;
}

} // namespace

const Descriptor descriptor{
    .filter = "ged188",
    .name = "Cisco CTI Server Protocol (GED-188)",
    .column = "GED-188",
    .fields = fields,
    .diagnoses = diagnoses,
    .requests = request_names,
    // Side A and side B of instances 0 to 9, and the Unified CCX port. Source: port utilization guides of Unified CCE and Unified CCX.
    .ports =
        "12028,42027,42067,42107,42147,42187,42227,42267,42307,42347,42387,43027,43067,43107,43147,43187,43227,43267,43307,43347,43387",
    .secured_ports =
        "42030,42070,42110,42150,42190,42230,42270,42310,42350,42390,43030,43070,43110,43150,43190,43230,43270,43310,43350,43390",
    .opening_request = "OPEN_REQ",
    .hints =
        {
            .refused =
                "Check on the server that the CTI Server process runs and listens on this port (Unified CCX: the engine, port 12028)\n"
                "Unified CCE: port is 42027 + 40 per instance on side A, 43027 on side B; secured 42030 and 43030\n"
                "Let the client try the other side or node: only one of the two may be active\n"
                "Check firewalls between client and server for this port",
            .open_unanswered =
                "Check that the port is the CTI Server's: 42027 (side A), 43027 (side B), + 40 per instance; Unified CCX 12028\n"
                "Check whether the server expects TLS on this port\n"
                "Check that the CTI Server is active and not just starting: its log says so\n"
                "Check that the client may connect: allow lists, and the network interface the server binds to\n"
                "The client should wait at least 30 s for the answer, 60 s with more than 500 clients",
            .tls_expected = "This is the secured port: set the client to TLS, or to the plain port where that is open (42027, 43027)\n"
                            "Secured ports are 42030 (side A) and 43030 (side B), + 40 per instance",
            .tls_unexpected =
                "This is the plain port: set the client to the secured port 42030 or 43030 (+ 40 per instance), or switch TLS off\n"
                "Unified CCX: check that the port the client was given is meant for TLS",
        },
    .other_port = 12028,
    .other_hints =
        {
            .refused = "Check on the server that the Unified CCX Engine runs and listens on this port\n"
                       "Let the client try the other node: only one of the two may be active\n"
                       "Check firewalls between client and server for this port",
            .open_unanswered = "Check that the port is that of the Unified CCX Engine: 12028, or what is set as RmCm TCP port\n"
                               "Check that the engine is active and not just starting: its log says so\n"
                               "Check that the client may connect: firewalls, and the network interface the server binds to",
            .tls_expected = "Check that the port the client was given is meant for connections without TLS",
            .tls_unexpected = "Switch TLS off in the client, or check that the port it was given is meant for TLS",
        },
    .make_stream = make_stream,
    .looks_like = looks_like_session,
    .is_messages = is_whole_messages,
};

} // namespace cti::ged188
