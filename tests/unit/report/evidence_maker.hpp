// SPDX-License-Identifier: GPL-2.0-or-later
// Evidence made by hand, for the tests of the report.
#pragma once

#include "json_checker.hpp"

#include "report/capture_end.hpp"
#include "report/cases.hpp"
#include "report/report.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cti::test {

/// 2026-11-27 10:00:00 UTC (date -u -d @1795773600).
inline constexpr Time ten = 1795773600 * second;

inline std::span<const FieldDef> no_fields() { return {}; }
inline std::unique_ptr<StreamProtocol> no_stream(Connection&, Capture&) { return nullptr; }

/// Rows with ids of the catalogue, so that the table of what explains what knows them.
inline constexpr Diagnosis rows[] = {
    {"ged188.incompatible_version", Severity::error, Group::response_code, "Incompatible protocol version", "Version {0} is not supported",
        "Set another\nAsk", "", "0"},
    {"ged188.failure", Severity::error, Group::response_code, "Request or session failed", "{0} failed: {1}", "Look it up", "", "01"},
    {"ged188.standby", Severity::warn, Group::response_code, "Standby server", "This is the standby side", "Connect to the active side",
        ""},
    {"ged188.heartbeat_lost", Severity::warn, Group::sequence, "Heartbeat lost", "{0} heartbeats in a row without answer", "Check the path",
        "", "", 0},
    {"ged188.unanswered", Severity::note, Group::sequence, "Request never answered", "{0} was never answered", "Look around", "", "0"},
    {"ged188.pg_impaired", Severity::warn, Group::protocol, "A component is down", "{0} is down", "Bring it back", "", "0"},
    {"cti.tls_unexpected", Severity::warn, Group::security, "TLS on a plain port", "TLS", "Use the other port", ""},
    {"cti.session_lost", Severity::warn, Group::sequence, "Session lost", "The session was lost", "Check the path", ""},
    {"cti.open_unanswered", Severity::error, Group::sequence, "Opening never answered", "OPEN_REQ was never answered", "Check the port",
        ""},
    {"cti.not_acknowledged", Severity::warn, Group::sequence, "Data never acknowledged", "Data was never acknowledged", "Look at firewalls",
        ""},
    {"cti.one_direction", Severity::note, Group::coverage, "One direction only", "Only the {0} was captured", "Capture both", ""},
    {"ucalarm.incompatible_version", Severity::error, Group::response_code, "Incompatible version", "{0} was refused", "Install", "", "0"},
    {"ctiqbe.closed_after_open", Severity::warn, Group::sequence, "Closed after the first message", "Closed", "Look", ""},
    {"ctiqbe.refused", Severity::error, Group::sequence, "Refused, and the alarm says why", "Refused: {0}", "Look", "", "0"},
    {"cti.refused", Severity::warn, Group::sequence, "Connection refused", "Refused", "Check the service", ""},
    {"ucalarm.alarm", Severity::warn, Group::response_code, "CTI alarm", "{0}", "Look it up", "", "0"},
    {"ucalarm.service_stopped", Severity::error, Group::response_code, "CTIManager does not run", "Stopped ({0})", "Start it", "", "0"},
    {"ucalarm.session_terminated", Severity::error, Group::response_code, "CTI Server ended a session", "Ended ({0})", "Look", "", "0"},
    {"x.moved", Severity::warn, Group::protocol, "Moved", "Agent {0} was moved (reason {1})", "See", "", "1", -1, true, "", 0},
    {"x.down", Severity::warn, Group::protocol, "Down", "{0} is down", "Wait", "", "0"},
    {"x.up", Severity::chat, Group::protocol, "Up", "{0} is back", "Nothing", "", "0", -1, false, "x.down"},
    {"x.chat", Severity::chat, Group::protocol, "Chat", "Nothing to do", "", ""},
};
inline constexpr Descriptor desk_protocol{.filter = "desk",
    .name = "Desk protocol",
    .column = "DESK",
    .fields = no_fields,
    .diagnoses = rows,
    .ports = "4000,4001",
    .secured_ports = "4443",
    .opening_request = "OPEN_REQ",
    .make_stream = no_stream};
inline constexpr Descriptor alarm_protocol{"bell", "Alarms", "Bells", no_fields, {}};
inline constexpr const Descriptor* descriptors[] = {&desk_protocol, &alarm_protocol};

consteval const Diagnosis& row(std::string_view id) { return diagnosis_row(rows, id); }

inline Endpoint endpoint(std::string_view address, std::uint16_t port) { return {*Address::parse(address), port}; }

/// Makes connections and sessions with numbers of one capture.
struct Maker {
    std::uint32_t connections = 0, sessions = 0;

    ConnectionPtr connection(
        std::string_view client, std::string_view server = "10.0.0.10", Time first = ten, const char* protocol = "desk")
    {
        auto c = std::make_shared<ConnectionInfo>();
        c->number = ++connections;
        c->protocol = protocol;
        c->client = endpoint(client, static_cast<std::uint16_t>(50000 + connections));
        c->server = endpoint(server, 4000);
        c->first = first;
        c->last = first + second;
        c->accepted = c->carried_data = true;
        c->coverage.from_start = c->coverage.client_captured = c->coverage.server_captured = true;
        return c;
    }
    /// A session of this connection.
    SessionPtr session(const ConnectionPtr& c, std::string application = "Desk", Time first = ten, Time last = ten + second)
    {
        auto s = std::make_shared<SessionInfo>();
        s->number = ++sessions;
        s->connection = c->number;
        s->protocol = c->protocol;
        s->client = c->client.text();
        s->server = c->server.text();
        s->application = std::move(application);
        s->first = first;
        s->last = last;
        return s;
    }
};

inline Subject about(const SessionPtr& session, const ConnectionPtr& connection = nullptr)
{
    Subject s;
    s.protocol = session ? session->protocol : connection ? connection->protocol : "";
    s.session = session;
    s.connection = connection;
    return s;
}

template <class... A>
KeptFinding finding(const Diagnosis& diagnosis, A... arguments)
{
    return keep(Finding{diagnosis, {}, arguments...});
}

inline MessageNote message(const SessionPtr& session, const char* name = "OPEN_REQ", bool is_request = false)
{
    MessageNote note;
    note.session = session;
    note.protocol = session ? session->protocol : "desk";
    note.message = name;
    note.is_request = is_request;
    return note;
}

/// The text with its line breaks and indents taken out, as it is read.
inline std::string in_one_line(std::string_view text)
{
    std::string out;
    for (const char c : text)
        if (c != '\n' && c != ' ')
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    return out;
}
inline bool says(std::string_view text, std::string_view words) { return in_one_line(text).find(words) != std::string::npos; }

inline std::vector<std::string> lines_of(std::string_view text)
{
    std::vector<std::string> out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        out.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

/// Lines of the JSON form with this type.
inline std::vector<Json> json_of(const Report& report, std::string_view type)
{
    const auto all = read_lines(report.json());
    EXPECT_TRUE(all) << report.json();
    std::vector<Json> out;
    if (all)
        for (const Json& j : *all)
            if (j["type"].text == type)
                out.push_back(j);
    return out;
}

inline std::vector<std::string> ids(const std::vector<report::Case>& cases)
{
    std::vector<std::string> out;
    for (const report::Case& c : cases)
        out.emplace_back(c.diagnosis->id);
    return out;
}

} // namespace cti::test
