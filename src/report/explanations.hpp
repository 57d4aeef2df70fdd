// SPDX-License-Identifier: GPL-2.0-or-later
// What explains what. A finding that merely follows from another stands under it and makes no case of its own; only what is sure stands
// here, what is likely does not.
#pragma once

#include "core/diagnosis.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cti::report {

/// What cause and consequence have in common, beside the order of time.
enum class Scope : std::uint8_t {
    same_session,           ///< or the same connection, where one of them is about the connection as a whole
    same_client_and_server, ///< addresses; a cause that names no client (a table of alarms) is about every one that fits
    same_client,            ///< address
    same_server,            ///< address, whoever the client is; an alarm is sent from the address of its node
    same_user,              ///< or application, wherever it comes from
};

struct Cause {
    std::string_view id;
    std::string_view identity{}; ///< one of the values of the finding's identity; empty: any
    bool refuses = false;        ///< only where the session was not granted all the same
    friend bool operator==(const Cause&, const Cause&) = default;
};

struct Explanation {
    std::span<const Cause> causes;
    /// Empty: findings of the cause's own diagnosis, about the same thing (the first value of their identities; of a user all of it). Those follow that have the
    /// identity of a consequence, or lack that of the cause; where neither tells them apart, those of sessions that began later.
    std::span<const std::string_view> consequences;
    Scope scope; ///< of own diagnosis: same_server or same_user
    Time before; ///< a consequence may come this much earlier than its cause is said
    Time after;  ///< and this much later than it was said last
    std::string_view identity{}; ///< one of the values of the consequence's identity; empty: any
    bool same_code = false; ///< both name the same CTI result code; for Scope::same_session
};

namespace explanation_tables {

inline constexpr Time ever = INT64_MAX;
/// How far a log line and the packets it is about may lie apart.
inline constexpr Time news = 5 * second;
/// The longest pause after which a client that was refused still counts as the same attempt.
inline constexpr Time retry = 600 * second;

// ---- causes

/// The server says no to the session itself.
inline constexpr Cause refused_openings[] = {
    {"ged188.incompatible_version", "", true},
    {"ged188.failure", "OPEN_REQ", true},
    {"ged188.server_offline"},
    {"ged188.standby", "", true},
    {"ged188.maintenance", "", true},
    {"bwcap.register_failed"},
    {"bwcap.challenge_refused"},
    {"ctiqbe.incompatible_version"},
    {"ctiqbe.refused"},
    {"ctiqbe.failed", "", true},
};
/// CTIManager says in an alarm that it took no session of this client.
inline constexpr Cause refusal_alarms[] = {
    {"ucalarm.incompatible_version"},
    {"ucalarm.alarm", "CtiProviderOpenFailure"},
};
/// An alarm that names no client: who is refused stands in the refusal, which says the alarm's name and remedy.
inline constexpr std::string_view connection_limit = "CtiMaxConnectionReached";
inline constexpr Cause refused_for_the_limit[] = {{"ctiqbe.refused", connection_limit}};
/// The same of alarms about a first message that CTIManager cannot read: they name no client either.
inline constexpr Cause refused_for_length[] = {{"ctiqbe.refused", "kCtiQbeLengthMisMatch"}};
inline constexpr Cause refused_for_offsets[] = {{"ctiqbe.refused", "kCtiInvalidQbeSizeAndOffsets"}};
inline constexpr Cause refused_for_filter[] = {{"ctiqbe.refused", "kCtiIllegalFilterSize"}};
inline constexpr Cause refused_for_header[] = {{"ctiqbe.refused", "kCtiIllegalQbeHeader"}};
inline constexpr Cause refused_for_size[] = {{"ctiqbe.refused", "kCtiQbeMessageTooLong"}};
inline constexpr Cause refused_for_pdu[] = {{"ctiqbe.refused", "InvalidQBEMessage"}};
/// The wire shows how the session ended that CTIManager says it closed, or an application that it lost.
inline constexpr Cause ended_on_the_wire[] = {
    {"ctiqbe.heartbeat_gap"}, {"cti.session_lost"}, {"cti.ended_in_message"}, {"cti.not_acknowledged"}, {"cti.tls_alert"}};
/// The TLS alert certificate_expired (RFC 8446, 6.2).
inline constexpr Cause certificate_expired[] = {{"cti.tls_alert", "45"}};
inline constexpr Cause users_lost[] = {{"bwcap.users_lost"}};
inline constexpr Cause heartbeat_gap[] = {{"ctiqbe.heartbeat_gap"}};
/// A session's own peripheral: the rest of the world is told of it too.
inline constexpr Cause own_peripheral_down[] = {{"ged188.pg_impaired", "own"}};
/// Without its peripheral gateway a CTI Server has nothing to serve.
inline constexpr Cause gateway_down[] = {{"ged188.pg_impaired", "The peripheral gateway"}};
/// One login that passes a proxy, a NAT or a second interface.
inline constexpr Cause refused_logins[] = {
    {"bwcap.wrong_password"}, {"bwcap.password_encoding"}, {"bwcap.register_failed"}, {"bwcap.challenge_refused"}};
/// All sessions of a server that broke off at once.
inline constexpr Cause reset_by_server[] = {{"cti.session_lost", "reset by the server"}};
inline constexpr Cause all_ended[] = {{"ctiqbe.server_stopped"}};
inline constexpr Cause server_offline[] = {{"ged188.server_offline"}};
/// CTIManager does not run.
inline constexpr Cause service_down[] = {{"ucalarm.service_stopped", "Cisco CTIManager"}};
/// The Open Client Server does not run, or did not for a while.
inline constexpr Cause open_client_server_down[] = {{"bwfault.process_down"}, {"bwfault.process_restarted"}};
/// What keeps the telephony provider of Unified CCX from CTIManager.
inline constexpr Cause provider_refused[] = {{"ctiqbe.incompatible_version"}, {"ctiqbe.refused"}, {"ctiqbe.failed", "", true},
    {"ucalarm.incompatible_version"}, {"ucalarm.alarm", "CtiProviderOpenFailure"}};
/// A firewall says that it dropped a packet of this client and this server.
inline constexpr Cause firewall_drops[] = {{"ucalarm.firewall_inspection"}};
/// CTI Server says that it ended the session of this client.
inline constexpr Cause gone_quiet[] = {{"ged188.client_silent"}, {"cti.reader_stalled"}, {"cti.not_acknowledged"}};
inline constexpr Cause ended_by_cti_server[] = {{"ucalarm.session_terminated"}};
/// The wire shows how the connection between Open Client Server and Application Server ended, and with how many users.
inline constexpr Cause connection_lost[] = {{"bwcap.users_lost"}, {"bwcap.closed_by_server"}, {"cti.session_lost"}};
inline constexpr Cause wrong_login[] = {{"bwcap.wrong_password"}, {"bwcap.password_encoding"}};
inline constexpr Cause tls_mismatch[] = {{"cti.tls_expected"}, {"cti.tls_unexpected"}};
inline constexpr Cause foreign[] = {{"cti.foreign_protocol"}};
inline constexpr Cause byte_order[] = {{"ged188.byte_order"}};
inline constexpr Cause length_counts_header[] = {{"ged188.length_counts_header"}};
inline constexpr Cause not_acknowledged[] = {{"cti.not_acknowledged"}};
inline constexpr Cause ended_in_message[] = {{"cti.ended_in_message"}};
inline constexpr Cause open_unanswered[] = {{"cti.open_unanswered"}};
inline constexpr Cause closed_after_open[] = {{"ctiqbe.closed_after_open"}};
/// What a shape and a repeated refusal are the outside of.
inline constexpr Cause ctiqbe_causes[] = {{"ctiqbe.incompatible_version"}, {"ctiqbe.refused"}, {"ctiqbe.failed"}};
/// A refusal whose alarm was found.
inline constexpr Cause alarm_joined[] = {{"ctiqbe.incompatible_version"}, {"ctiqbe.refused"}};
/// The same code in an alarm, on the wire and in a log is one cause; the alarm says the most of it.
inline constexpr Cause code_in_alarm[] = {{"ucalarm.alarm", "CtiProviderOpenFailure"}, {"ucalarm.alarm", "CtiDeviceOpenFailure"},
    {"ucalarm.alarm", "CtiLineOpenFailure"}, {"ucalarm.alarm", "CtiQbeFailureResponse"}, {"ucalarm.alarm", "CtiDirectoryLoginFailure"},
    {"ucalarm.alarm", "CtiDeviceOpenFailAccessDenied"}, {"ctiqbe.refused"}};
inline constexpr Cause code_on_wire[] = {{"ctiqbe.failed"}};
/// A log says that no session was granted, and why.
inline constexpr Cause refused_by_log[] = {
    {"ctilog.cti_result", "ProviderOpenCompletedEvent", true}, {"ctilog.cti_result", "PROVIDER_OPEN_COMPLETED_EVENT", true}};
inline constexpr Cause session_lost[] = {{"cti.session_lost"}};
/// The Open Client Server says in an alarm that it reaches no Application Server.
inline constexpr Cause server_alarms[] = {
    {"bwfault.as_connection_failed"}, {"bwfault.cap_connection_failed"}};
inline constexpr Cause heartbeats_lost[] = {{"ged188.heartbeat_lost"}};
/// Why a session that was granted ended.
inline constexpr Cause sessions_lost[] = {
    {"ged188.heartbeat_lost"}, {"ged188.client_silent"}, {"cti.session_lost"}, {"cti.ended_in_message"}, {"bwcap.closed_by_server"}};
inline constexpr Cause reader_stalled[] = {{"cti.reader_stalled"}};
/// ICM says what is down.
inline constexpr Cause cti_server_down[] = {{"ucalarm.cti_server", "CTI Server of the PG"}, {"ucalarm.peripheral", "; process ctisvr"}};
inline constexpr Cause peripheral_trouble[] = {{"ucalarm.peripheral"}};
inline constexpr Cause forced_logout[] = {{"bwcap.forced_logout"}};
inline constexpr Cause connection_broke[] = {{"cti.ended_in_message"}, {"cti.session_lost"}, {"cti.not_acknowledged"}};

// ---- consequences

/// The same code, said elsewhere.
inline constexpr std::string_view code_again[] = {"ctiqbe.failed", "ctilog.cti_result"};
inline constexpr std::string_view code_in_log[] = {"ctilog.cti_result"};

/// Somebody waits in vain.
inline constexpr std::string_view silence[] = {
    "ged188.heartbeat_lost",
    "ged188.idle_timeout",
    "ged188.server_silent",
    "ged188.unanswered",
    "ctiqbe.heartbeat_gap",
    "bwcap.unanswered",
    "bwcap.no_updates",
    "cti.unanswered_at_end",
};
inline constexpr std::string_view requests_in_vain[] = {
    "ged188.unanswered",
    "ctiqbe.heartbeat_gap",
    "bwcap.unanswered",
    "bwcap.no_updates",
    "cti.unanswered_at_end",
};
inline constexpr std::string_view silent_client[] = {"ged188.client_silent"};
inline constexpr std::string_view end_of_session[] = {"cti.session_lost", "bwcap.closed_by_server"};
inline constexpr std::string_view no_session[] = {"cti.open_unanswered", "ctiqbe.closed_after_open", "bwcap.no_challenge"};
inline constexpr std::string_view tries_again[] = {"cti.reconnect_loop", "bwcap.login_loop", "ctiqbe.refused_repeatedly"};
inline constexpr std::string_view refused_after_first_message[] = {
    "ctiqbe.closed_after_open", "ctiqbe.incompatible_version", "ctiqbe.refused", "cti.open_unanswered"};
inline constexpr std::string_view shape_of_session[] = {"ctiqbe.shape"};
inline constexpr std::string_view login_refused[] = {"bwcap.register_failed", "bwcap.challenge_refused"};
inline constexpr std::string_view tls_is_refused[] = {"cti.tls_alert", "cti.refused", "cti.foreign_protocol", "cti.ended_in_message"};
inline constexpr std::string_view unreadable[] = {"ged188.lost_sync", "ctiqbe.framing_lost", "bwcap.junk"};
inline constexpr std::string_view lost_sync[] = {"ged188.lost_sync"};
inline constexpr std::string_view refused_connections[] = {"cti.refused"};
inline constexpr std::string_view unanswered_opening[] = {"cti.open_unanswered"};
inline constexpr std::string_view cut_message[] = {"cti.ended_in_message"};
inline constexpr std::string_view given_up[] = {"ged188.server_silent"};
inline constexpr std::string_view header_of_http[] = {"bwcap.http_header"};
inline constexpr std::string_view no_goodbye[] = {"bwcap.no_unregister"};
inline constexpr std::string_view alarms[] = {"ucalarm.alarm"};
inline constexpr std::string_view component_down[] = {"ged188.pg_impaired"};
inline constexpr std::string_view provider_failure[] = {"ucalarm.provider_failure"};
inline constexpr std::string_view terminated[] = {"ucalarm.session_terminated"};
inline constexpr std::string_view cti_server_gone[] = {
    "cti.refused", "cti.session_lost", "cti.open_unanswered", "ged188.server_offline", "ged188.heartbeat_lost"};
inline constexpr std::string_view lost_session[] = {"cti.session_lost"};
inline constexpr std::string_view server_says_ended[] = {"bwfault.connection_terminated"};
inline constexpr std::string_view dropped_data[] = {
    "cti.not_acknowledged", "cti.open_unanswered", "ctiqbe.closed_after_open", "ctiqbe.heartbeat_gap", "cti.session_lost"};
inline constexpr std::string_view clients_thrown_out[] = {"cti.refused", "cti.session_lost", "bwcap.closed_by_server"};
inline constexpr std::string_view offline[] = {"ged188.server_offline"};
inline constexpr std::string_view crash_left[] = {"ucalarm.service_trouble"};
inline constexpr std::string_view nobody_listens[] = {"cti.refused", "ctiqbe.server_stopped", "cti.session_lost", "ctiqbe.reconnect"};

/// The first row that fits counts: the surer cause stands above.
inline constexpr Explanation explanations[] = {
    // The digest was checked against the password: the server can only refuse it, and the client asks again.
    {wrong_login, login_refused, Scope::same_session, news, ever},
    {wrong_login, tries_again, Scope::same_client_and_server, 0, retry},

    // A server owes nothing to a session that it refused, heartbeats and answers included, and closes it; the client tries again.
    {refused_openings, silence, Scope::same_session, 0, ever},
    {refused_openings, end_of_session, Scope::same_session, 0, ever},
    {refused_openings, no_session, Scope::same_session, 0, ever},
    {refused_openings, tries_again, Scope::same_client_and_server, news, retry},

    // One code, told three times.
    {code_in_alarm, code_again, Scope::same_session, ever, ever, "", true},
    {code_on_wire, code_in_log, Scope::same_session, ever, ever, "", true},

    // What a code or an alarm says the shape of the session shows too.
    {ctiqbe_causes, shape_of_session, Scope::same_session, 0, ever},
    {refusal_alarms, shape_of_session, Scope::same_client, news, news},
    {refused_by_log, shape_of_session, Scope::same_session, ever, ever},
    {refused_by_log, no_session, Scope::same_session, ever, ever},
    {refused_by_log, tries_again, Scope::same_client_and_server, news, retry},
    // The alarm that says why is joined at the end of the connection, or comes just after it.
    {alarm_joined, no_session, Scope::same_session, news, ever},

    // The same refusal, seen from the wire, which shows no more than a server that closes. The alarm may come after it.
    {refusal_alarms, refused_after_first_message, Scope::same_client, news, news},
    {refusal_alarms, tries_again, Scope::same_client, news, retry},

    // The same refusal, seen from the wire: between the two servers that the alarm names. It tries again until somebody answers.
    {server_alarms, refused_connections, Scope::same_client_and_server, retry, retry},

    // The alarm of the limit is one of the node, and each client that is refused then is refused for it.
    {refused_for_the_limit, alarms, Scope::same_server, news, retry, connection_limit},
    {refused_for_length, alarms, Scope::same_server, news, news, "kCtiQbeLengthMisMatch"},
    {refused_for_offsets, alarms, Scope::same_server, news, news, "kCtiInvalidQbeSizeAndOffsets"},
    {refused_for_filter, alarms, Scope::same_server, news, news, "kCtiIllegalFilterSize"},
    {refused_for_header, alarms, Scope::same_server, news, news, "kCtiIllegalQbeHeader"},
    {refused_for_size, alarms, Scope::same_server, news, news, "kCtiQbeMessageTooLong"},
    {refused_for_pdu, alarms, Scope::same_server, news, news, "InvalidQBEMessage"},
    {heartbeat_gap, alarms, Scope::same_server, news, news, "CtiProviderCloseHeartbeatTimeout"},
    {ended_on_the_wire, alarms, Scope::same_client_and_server, news, news, "CtiProviderClosed"},
    {ended_on_the_wire, alarms, Scope::same_server, news, news, "ApplicationConnectionDropped"},
    {certificate_expired, alarms, Scope::same_server, news, news, "CtiProviderClosePeerCertExpired"},
    // The server says the same in a SYSTEM_EVENT and in a failure.
    {server_offline, component_down, Scope::same_session, news, news, "The CTI Server"},
    // The gateway that goes leaves its CTI Server without anything to serve.
    {gateway_down, offline, Scope::same_server, news, retry},
    {own_peripheral_down, {}, Scope::same_server, ever, ever},
    {refused_logins, {}, Scope::same_user, news, news},
    // RTMT looks every half a minute whether a service runs.
    {service_down, {}, Scope::same_server, 60 * second, retry, "; alert CriticalServiceDown"},
    // A process that takes its sessions along leaves nobody who listens.
    {reset_by_server, refused_connections, Scope::same_server, news, retry, "refused by reset"},
    {all_ended, refused_connections, Scope::same_server, news, retry, "refused by reset"},
    // What ICM says of the machine that the CTI Server runs on.
    {cti_server_down, cti_server_gone, Scope::same_server, 60 * second, retry},
    {cti_server_down, component_down, Scope::same_server, news, news, "The CTI Server"},
    {peripheral_trouble, component_down, Scope::same_server, 60 * second, 60 * second},
    // Whoever was connected is thrown out, and whoever comes is refused.
    {service_down, nobody_listens, Scope::same_server, news, retry},
    // A core file is found some time after the process left it.
    {service_down, crash_left, Scope::same_server, 0, retry, "Cisco CTIManager"},
    {open_client_server_down, clients_thrown_out, Scope::same_server, news, retry},
    // The engine says a little later that it has no provider.
    {provider_refused, provider_failure, Scope::same_client, news, 60 * second},
    // Packets that a firewall drops are not answered. It says so no more than once in 10 s.
    {firewall_drops, dropped_data, Scope::same_client_and_server, 60 * second, 60 * second},
    // The server's own word for how a session or connection ended.
    {gone_quiet, terminated, Scope::same_client, news, news},
    {ended_by_cti_server, lost_session, Scope::same_client, news, news},
    {connection_lost, server_says_ended, Scope::same_client_and_server, news, news},

    // One side speaks TLS, the other does not: whatever else this connection shows comes of it.
    {tls_mismatch, tls_is_refused, Scope::same_session, news, ever},
    {tls_mismatch, no_session, Scope::same_session, news, ever},
    {tls_mismatch, end_of_session, Scope::same_session, news, ever},
    {tls_mismatch, silence, Scope::same_session, news, ever},
    {tls_mismatch, unreadable, Scope::same_session, news, ever},
    {tls_mismatch, tries_again, Scope::same_client_and_server, news, retry},

    // Bytes that are not of this protocol are not its messages, nor an opening that its server would answer.
    {foreign, unreadable, Scope::same_session, news, ever},
    {foreign, no_session, Scope::same_session, news, ever},
    {foreign, header_of_http, Scope::same_session, news, ever},
    {foreign, tries_again, Scope::same_client_and_server, news, retry},

    // A server that reads big-endian numbers sees a message of another type and an impossible length.
    {byte_order, unreadable, Scope::same_session, 0, ever},
    {byte_order, no_session, Scope::same_session, 0, ever},
    {byte_order, cut_message, Scope::same_session, 0, ever},
    {byte_order, tries_again, Scope::same_client_and_server, news, retry},
    // The length points behind the next header.
    {length_counts_header, lost_sync, Scope::same_session, 0, ever},

    // What does not arrive is not answered, and TCP gives up. Data has been waiting for a while when this is said.
    {not_acknowledged, end_of_session, Scope::same_session, 0, ever},
    {not_acknowledged, silence, Scope::same_session, 60 * second, ever},
    {not_acknowledged, no_session, Scope::same_session, 60 * second, ever},
    {not_acknowledged, cut_message, Scope::same_session, 0, ever},
    {not_acknowledged, tries_again, Scope::same_client_and_server, 60 * second, retry},

    // Who does not read answers nothing, and what cannot be sent to him waits until somebody gives up.
    {reader_stalled, silence, Scope::same_session, retry, ever},
    {reader_stalled, silent_client, Scope::same_session, retry, ever},
    {reader_stalled, dropped_data, Scope::same_session, retry, ever},
    {reader_stalled, end_of_session, Scope::same_session, retry, ever},
    {reader_stalled, tries_again, Scope::same_client_and_server, news, retry},

    // An opening request that was never sent whole is not answered.
    {ended_in_message, unanswered_opening, Scope::same_session, news, news},

    // Without an answer to the opening there is no session: nothing else is answered, and the client tries again.
    {open_unanswered, no_session, Scope::same_session, 60 * second, ever},
    {open_unanswered, end_of_session, Scope::same_session, 60 * second, ever},
    {open_unanswered, silence, Scope::same_session, 300 * second, ever},
    {open_unanswered, tries_again, Scope::same_client_and_server, 60 * second, retry},

    // Refused once, tried again.
    {closed_after_open, tries_again, Scope::same_client_and_server, news, retry},

    // Whoever loses a session opens the next one.
    {sessions_lost, tries_again, Scope::same_client_and_server, 60 * second, retry},

    // Three heartbeats without answer, and the client gives the session up: so the rules say.
    {heartbeats_lost, end_of_session, Scope::same_session, 0, ever},
    {heartbeats_lost, requests_in_vain, Scope::same_session, 300 * second, ever},
    {heartbeats_lost, given_up, Scope::same_session, 0, ever},

    // The peer that is gone answers nothing: it went silent before TCP or the other side gave up.
    {session_lost, requests_in_vain, Scope::same_session, 300 * second, ever},

    // The server that logs a user out closes his connection.
    {forced_logout, end_of_session, Scope::same_session, 0, ever},

    // Who ends a connection in the middle of a message ends it once.
    {users_lost, cut_message, Scope::same_session, news, news},
    {ended_in_message, end_of_session, Scope::same_session, news, news},

    // A connection that broke was not ended by a goodbye.
    {connection_broke, no_goodbye, Scope::same_session, news, news},
};

/// What a consequence is called where it stands under its cause, for one and for several. `counts_worst`: its growing value says how many.
struct Noun {
    std::string_view id, one, many;
    bool counts_worst = false;
};
inline constexpr Noun nouns[] = {
    {"bwcap.challenge_refused", "refused login", "refused logins"},
    {"bwcap.closed_by_server", "connection closed by the server", "connections closed by the server"},
    {"bwcap.http_header", "line like HTTP", "lines like HTTP"},
    {"bwcap.junk", "piece of junk", "pieces of junk"},
    {"bwcap.login_loop", "login loop", "login loops"},
    {"bwcap.no_challenge", "unanswered login", "unanswered logins"},
    {"bwcap.no_unregister", "end without unRegister", "ends without unRegister"},
    {"bwcap.no_updates", "login without updates", "logins without updates"},
    {"bwcap.register_failed", "refused login", "refused logins"},
    {"bwcap.password_encoding", "password digested wrongly", "passwords digested wrongly"},
    {"bwcap.unanswered", "unanswered request", "unanswered requests"},
    {"bwcap.wrong_password", "wrong password", "wrong passwords"},
    {"bwfault.connection_terminated", "alarm of the Open Client Server", "alarms of the Open Client Server"},
    {"cti.ended_in_message", "message cut short", "messages cut short"},
    {"cti.foreign_protocol", "connection of another protocol", "connections of another protocol"},
    {"cti.not_acknowledged", "connection with data never acknowledged", "connections with data never acknowledged"},
    {"cti.open_unanswered", "unanswered opening", "unanswered openings"},
    {"cti.reconnect_loop", "session in a loop", "sessions in a loop", true},
    {"cti.refused", "refused connection", "refused connections"},
    {"cti.session_lost", "lost session", "lost sessions"},
    {"cti.tls_alert", "TLS alert", "TLS alerts"},
    {"cti.unanswered_at_end", "session with open requests", "sessions with open requests"},
    {"ctilog.cti_result", "failure in a log", "failures in a log"},
    {"ctiqbe.closed_after_open", "connection closed after the first message", "connections closed after the first message"},
    {"ctiqbe.failed", "result code", "result codes"},
    {"ctiqbe.framing_lost", "loss of framing", "losses of framing"},
    {"ctiqbe.heartbeat_gap", "silence", "silences"},
    {"ctiqbe.incompatible_version", "refused version", "refused versions"},
    {"ctiqbe.reconnect", "client that came back", "clients that came back"},
    {"ctiqbe.refused", "refusal", "refusals"},
    {"ctiqbe.refused_repeatedly", "repeated refusal", "repeated refusals"},
    {"ctiqbe.server_stopped", "server that ended all sessions", "servers that ended all sessions"},
    {"ctiqbe.shape", "session of a known shape", "sessions of a known shape"},
    {"ged188.client_silent", "silent client", "silent clients"},
    {"ged188.heartbeat_lost", "lost heartbeat", "lost heartbeats"},
    {"ged188.idle_timeout", "silence beyond IdleTimeout", "silences beyond IdleTimeout"},
    {"ged188.lost_sync", "loss of synchronisation", "losses of synchronisation"},
    {"ged188.pg_impaired", "notice that a component is down", "notices that a component is down"},
    {"ged188.server_offline", "notice that the CTI Server is offline", "notices that the CTI Server is offline"},
    {"ged188.server_silent", "session given up by the client", "sessions given up by the client"},
    {"ged188.unanswered", "unanswered request", "unanswered requests"},
    {"ucalarm.alarm", "alarm", "alarms"},
    {"ucalarm.session_terminated", "alarm of the CTI Server", "alarms of the CTI Server"},
    {"ucalarm.service_stopped", "alarm that CTIManager does not run", "alarms that CTIManager does not run"},
    {"ucalarm.service_trouble", "alarm of the node", "alarms of the node"},
    {"ucalarm.provider_failure", "alarm of Unified CCX", "alarms of Unified CCX"},
};

/// What is a server's own state, or goes through it: where several clients of it tell the same within this time of each other, it is one
/// cause, with the server as its subject.
struct SharedCause {
    std::string_view id;
    Time within;
    std::string_view identity{}; ///< one of the values of the finding's identity; empty: any
};
/// A process that ends takes all its sessions along; clients notice it by their heartbeats.
inline constexpr Time at_once = 60 * second;
inline constexpr SharedCause shared_causes[] = {
    {"ged188.pg_impaired", ever},
    {"ged188.device_out_of_service", ever},
    {"ged188.agent_state_forced", ever},
    {"ged188.call_failed", ever},
    {"ged188.call_not_delivered", ever},
    {"ged188.recording_failed", ever},
    {"ged188.greeting_failed", ever},
    {"ged188.bad_line", ever},
    {"ged188.other_session_lost", ever},
    {"ged188.clock_difference", ever},
    {"ged188.standby", retry},
    {"ged188.server_offline", retry},
    {"ged188.maintenance", retry},
    {"cti.refused", retry},
    {"cti.open_unanswered", retry, "silent"}, // who is closed may be refused for a reason of its own
    {"cti.session_lost", at_once},
    {"ged188.heartbeat_lost", at_once},
    {"cti.reader_stalled", at_once, "server"},
    {"cti.tls_alert", retry, "client"}, // it is the server's certificate or version that they do not take
};

} // namespace explanation_tables

inline constexpr std::span<const Explanation> explanations{explanation_tables::explanations};

/// nullptr: what it says is each client's own.
constexpr const explanation_tables::SharedCause* shared_cause(std::string_view id)
{
    for (const explanation_tables::SharedCause& row : explanation_tables::shared_causes)
        if (row.id == id)
            return &row;
    return nullptr;
}

/// The noun of a consequence, nullptr where the table has none.
constexpr const explanation_tables::Noun* noun_of(std::string_view id)
{
    for (const explanation_tables::Noun& n : explanation_tables::nouns)
        if (n.id == id)
            return &n;
    return nullptr;
}

/// What is wrong with the table, empty where nothing is: ids that no row of `catalogue` has, a diagnosis that in the end explains itself,
/// a consequence without a noun. For tests: over the whole catalogue.
std::vector<std::string> validate(std::span<const std::span<const Diagnosis>> catalogue);

} // namespace cti::report
