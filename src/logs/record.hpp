// SPDX-License-Identifier: GPL-2.0-or-later
// One record of a vendor's trace or log: what a line (or the lines that belong together) says, before anybody knows what it means for a
// capture. Everything is text of the record itself or a constant; nothing is filled in that the file does not say.
#pragma once

#include "core/bytes.hpp"
#include "logs/time.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace cti::logs {

enum class Format : std::uint8_t {
    unknown,     ///< no form that is known
    sdl,         ///< Unified CM SDL trace: CallManager, CTIManager (10.5 and later)
    sdl_old,     ///< the same, up to about 8.0
    jtapi,       ///< Cisco JTAPI client
    uccx,        ///< UCCX engine (MIVR) and its neighbours
    dumplog,     ///< Unified ICM/CCE process logs, standard form of dumplog: ctisvr, jgw, pim, rtr, ...
    icm,         ///< the same in ciscoLog form
    finesse,     ///< Finesse web services
    jabber,      ///< Jabber client
    broadworks,  ///< BroadWorks AS, PS, OCS
    alarm,       ///< Cisco UC alarms: syslog files, RTMT, traps as text
    event_log,   ///< Windows event log as text (CallManager 4)
    alarm_table, ///< BroadWorks CLI, AlarmsTable
};
std::string_view format_name(Format format);

/// What a record is.
enum class Kind : std::uint8_t {
    line,       ///< text with whatever keys it holds
    head,       ///< FileHead, "Events from", the title of a table
    message,    ///< a protocol message between client and server
    signal,     ///< an SDL signal inside the platform that carries CTI content
    connection, ///< says who a connection belongs to, or what its bytes were
    alarm,      ///< an alarm or fault: `text` is what its parser reads
};

/// "message", "alarm", ...
std::string_view kind_name(Kind kind);

/// Which of the protocols a record belongs to.
enum class Protocol : std::uint8_t { none, ged188, ctiqbe, bwcap, ucalarm, bwfault };
/// Filter name of the protocol; empty for none.
std::string_view protocol_name(Protocol protocol);

enum class Direction : std::uint8_t { unknown, to_server, to_client };

/// What ties records to each other and to a capture (addresses, handles, numbers), by what it is, whatever the format calls it.
enum class Key : std::uint8_t {
    client_address, ///< as printed
    client_port,
    server_address,
    server_port,
    tcp_handle,    ///< CTIManager's TCP connection, "1:200:13:8"
    handler,       ///< CTIHandler, "1:200:22:7": its last number is the alarms' CTIconnectionId and the low 24 bits of the provider id
    connection_id, ///< CTIconnectionId, connID: the last number of `handler`
    provider_id,
    session, ///< CTI Server's session, Jabber's connection
    process, ///< "cg1A-ctisvr", "MIVR-ICD_CTI", "OCI-P"
    host,    ///< that wrote the line
    user,
    application,
    device,
    line_handle,   ///< LH
    device_handle, ///< DH
    call_handle,   ///< CH
    global_call,   ///< GCH, or JTAPI's "29124/1"
    call_id,       ///< ConnectionCallID and what other formats call so
    sequence,      ///< of a CTIQBE request and its response
    invoke_id,
    message_number, ///< PDU number, GED-188 message type
    result,         ///< result, reason or error code as printed (signed, unsigned or hexadecimal)
    count,
};
inline constexpr std::size_t key_count = static_cast<std::size_t>(Key::count);
std::string_view key_name(Key key);

struct Field {
    std::string_view parent; ///< name of the group that it stands in ("CGPN", "login"); empty: none
    std::string_view name;   ///< as printed
    std::string_view value;  ///< without blanks around it; may be empty
};

/// Valid during the call that hands it over: all views point into the reader.
struct Record {
    Format format = Format::unknown;
    Kind kind = Kind::line;
    Protocol protocol = Protocol::none;
    Direction direction = Direction::unknown;
    LogTime time{};
    std::string_view source{}; ///< name that the reader was given
    std::uint64_t line = 0;    ///< of its first line, from 1
    std::uint64_t lines = 0;   ///< how many belong to it
    std::string_view number{}; ///< the record's own running number: "28131994.000", "9364"
    std::string_view level{};  ///< severity or type as printed: "7", "DEBUG", "SdlSig-O"
    std::string_view event{};  ///< name of message, signal, alarm; empty where the line has none
    std::array<std::string_view, key_count> keys{};
    std::span<const Field> fields{};
    std::string_view raw{};    ///< its lines as they stand in the file, in UTF-8, '\n' between them
    std::string_view text{};   ///< without the prefix; lines that were written in several parts are joined
    Bytes bytes{};             ///< the whole message: GED-188 with its header from a hex dump, a CAP document
    std::uint64_t dropped = 0; ///< bytes that went over the limit of a record and are in none of its texts
    bool complete = true;      ///< false: began before the file did, a part is missing, or a dump is cut

    std::string_view key(Key k) const { return keys[static_cast<std::size_t>(k)]; }
};

/// True where two names of one message differ only in case and underscores: PROVIDER_OPEN_REQUEST and ProviderOpenRequest.
bool same_event(std::string_view a, std::string_view b);

} // namespace cti::logs
