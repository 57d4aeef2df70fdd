// SPDX-License-Identifier: GPL-2.0-or-later
// What the rest of the project knows of a protocol: one descriptor each. src/protocols.cpp lists them; registration, catalogue, report,
// statistics, documentation, profile and tests read them.
#pragma once

#include "core/bytes.hpp"
#include "core/diagnosis.hpp"
#include "core/schema.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace cti {

class Capture;
class Connection;
class StreamProtocol;

/// What users are told where the connection layer finds something and only the protocol knows what it means. Remedies, in steps separated
/// by '\n'.
struct ConnectionHints {
    const char* refused = nullptr;             ///< nobody listens, or a firewall
    const char* open_unanswered = nullptr;     ///< the opening request was never answered
    const char* tls_expected = nullptr;        ///< a plain client on a secured port
    const char* tls_unexpected = nullptr;      ///< TLS on a plain port
};

struct Descriptor {
    const char* filter;                        ///< "ged188": filter name, first part of every field and diagnosis
    const char* name;                          ///< "Cisco CTI Server Protocol (GED-188)"
    const char* column;                        ///< "GED-188": the Protocol column, and short name
    std::span<const FieldDef> (*fields)();
    std::span<const Diagnosis> diagnoses;
    bool has_messages = true;                  ///< messages of its own that statistics count; false for the umbrella
    std::span<const char* const> (*requests)() = nullptr;    ///< names of its requests, for tables of response times; nullptr: none
    const char* ports = "";                    ///< plain TCP ports, "12028,42027": a range list; "" where it does not run on TCP by itself
    const char* secured_ports = "";            ///< TCP ports with TLS
    const char* datagram_ports = "";           ///< UDP ports of what carries it: the report's own reader of packets looks for it there
    const char* opening_request = "";          ///< what its opening request is called: "OPEN_REQ"
    ConnectionHints hints{};
    std::uint16_t other_port = 0; ///< a port of a product that needs hints of its own; 0: none
    ConnectionHints other_hints{};
    /// Reads one TCP connection; nullptr where the protocol does not run on TCP by itself.
    std::unique_ptr<StreamProtocol> (*make_stream)(Connection&, Capture&) = nullptr;
    /// Strict test for streams on unknown ports; nullptr: none.
    bool (*looks_like)(Bytes first_bytes) = nullptr;
    /// Of a segment on a port of this protocol that Wireshark gave to another one: is all of it whole messages?
    bool (*is_messages)(Bytes segment) = nullptr;
    bool is_one_way = false; ///< nobody answers and there are no sessions: its connections are not judged, and only claimed by looks_like
    bool is_log = false;     ///< its messages are records of logs; those of other protocols without connections are alarms
    bool is_text = false;                      ///< its messages are text: text on the port is no sign of another protocol
};

} // namespace cti
