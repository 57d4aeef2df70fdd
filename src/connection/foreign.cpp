// SPDX-License-Identifier: GPL-2.0-or-later
#include "connection/foreign.hpp"

#include <algorithm>

namespace cti {
namespace {

using namespace std::string_view_literals;

struct Part {
    std::uint8_t offset = 0;
    std::string_view bytes{};
};
struct Signature {
    const char* name;
    Sender sender; ///< who sends it; both: either
    Part first;
    Part second{};
};

/// In order: what is more exact comes first. Sources: the protocols' specifications, where each says how a stream begins.
constexpr Signature signatures[] = {
    {"SIP", Sender::both, {0, "SIP/2.0 "}}, // RFC 3261, 7
    {"SIP", Sender::client, {0, "INVITE "}},
    {"SIP", Sender::client, {0, "REGISTER "}},
    {"SIP", Sender::client, {0, "OPTIONS sip"}},
    {"SIP", Sender::client, {0, "SUBSCRIBE "}},
    {"SIP", Sender::client, {0, "NOTIFY "}},
    {"RTSP", Sender::server, {0, "RTSP/1."}}, // RFC 2326
    {"HTTP", Sender::client, {0, "GET "}},    // RFC 9110, 9
    {"HTTP", Sender::client, {0, "POST "}},
    {"HTTP", Sender::client, {0, "HEAD "}},
    {"HTTP", Sender::client, {0, "PUT "}},
    {"HTTP", Sender::client, {0, "DELETE "}},
    {"HTTP", Sender::client, {0, "OPTIONS "}},
    {"HTTP", Sender::client, {0, "CONNECT "}},
    {"HTTP", Sender::client, {0, "PATCH "}},
    {"HTTP", Sender::client, {0, "PRI * HTTP/2"}}, // RFC 9113, 3.4
    {"HTTP", Sender::server, {0, "HTTP/1."}},
    {"SSH", Sender::both, {0, "SSH-2.0-"}}, // RFC 4253, 4.2
    {"SSH", Sender::both, {0, "SSH-1."}},
    {"SMTP", Sender::client, {0, "EHLO "}}, // RFC 5321
    {"SMTP", Sender::client, {0, "HELO "}},
    {"SMTP or FTP", Sender::server, {0, "220 "}}, // RFC 5321, RFC 959
    {"SMTP or FTP", Sender::server, {0, "220-"}},
    {"POP3", Sender::server, {0, "+OK"}},                                                // RFC 1939
    {"IMAP", Sender::server, {0, "* OK"}},                                               // RFC 9051
    {"SMB", Sender::both, {0, "\0"sv}, {4, "\xffSMB"}},                                  // MS-CIFS 2.2.3.1
    {"SMB", Sender::both, {0, "\0"sv}, {4, "\xfeSMB"}},                                  // MS-SMB2 2.2.1
    {"RDP or another protocol on TPKT", Sender::client, {0, "\x03\x00"sv}, {5, "\xe0"}}, // RFC 1006, ITU-T X.224: connection request
    {"LDAP", Sender::client, {0, "\x30"}, {2, "\x02\x01\x01\x60"}},                      // RFC 4511: bind request, message 1
    {"LDAP", Sender::client, {0, "\x30"}, {2, "\x02\x01\x01\x63"}},                      // search request
    {"LDAP", Sender::client, {0, "\x30"}, {2, "\x02\x01\x01\x77"}},                      // extended request
    {"LDAP", Sender::client, {0, "\x30\x84"}, {6, "\x02\x01\x01\x60"}},
    {"LDAP", Sender::client, {0, "\x30\x84"}, {6, "\x02\x01\x01\x63"}},
    {"LDAP", Sender::client, {0, "\x30\x84"}, {6, "\x02\x01\x01\x77"}},
    {"MySQL", Sender::server, {3, "\x00\x0a\x35\x2e"sv}},                               // Handshake V10, version "5."
    {"MySQL", Sender::server, {3, "\x00\x0a\x38\x2e"sv}},                               // "8."
    {"MySQL", Sender::server, {3, "\x00\x0a\x31\x30\x2e"sv}},                           // "10.": MariaDB
    {"PostgreSQL", Sender::client, {0, "\x00\x00\x00\x08\x04\xd2\x16\x2f"sv}},          // SSLRequest
    {"PostgreSQL", Sender::client, {4, "\x00\x03\x00\x00user"sv}},                      // StartupMessage, protocol 3.0
    {"TDS (SQL Server)", Sender::client, {0, "\x12\x01\x00"sv}, {4, "\x2f\x00\x00"sv}}, // MS-TDS: PRELOGIN
    {"MQTT", Sender::client, {0, "\x10"}, {2, "\x00\x04MQTT"sv}},                       // CONNECT
    {"AMQP", Sender::client, {0, "AMQP"}},
    {"Java RMI", Sender::client, {0, "JRMI"}},
    {"CORBA", Sender::both, {0, "GIOP"}},
};

constexpr bool holds(Bytes bytes, const Part& part)
{
    if (!fits(part.offset, part.bytes.size(), bytes.size()))
        return false;
    for (std::size_t i = 0; i < part.bytes.size(); ++i)
        if (bytes[part.offset + i] != static_cast<std::uint8_t>(part.bytes[i]))
            return false;
    return true;
}

static_assert(std::all_of(std::begin(signatures), std::end(signatures), [](const Signature& s) {
    return !s.first.bytes.empty() && s.first.offset + s.first.bytes.size() <= signature_room &&
           s.second.offset + s.second.bytes.size() <= signature_room;
}));

constexpr bool is_text(std::uint8_t c) { return (c >= 0x20 && c < 0x7f) || c == '\t' || c == '\r' || c == '\n'; }

} // namespace

Foreign recognise_foreign(Bytes first, Side side)
{
    const Sender sender = side == Side::client ? Sender::client : Sender::server;
    for (const Signature& s : signatures)
        if ((s.sender == sender || s.sender == Sender::both) && holds(first, s.first) && holds(first, s.second))
            return {s.name, false};
    // A line, or so much text that no binary header looks like it.
    const bool enough = first.size() >= 16 || (first.size() >= 4 && first.back() == '\n');
    if (!enough || !std::all_of(first.begin(), first.end(), is_text))
        return {};
    return {first.front() == '<' ? "XML" : first.front() == '{' ? "JSON" : "text", true};
}

} // namespace cti
