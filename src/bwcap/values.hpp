// SPDX-License-Identifier: GPL-2.0-or-later
// What the values of CAP's elements and attributes mean. BroadWorks' own CAP documents are not public: the values come from
// public client implementations (2008 and later), the Open Client Server's SNMP MIBs and Cisco's support documents. Where a
// meaning is inferred, and not stated, the name ends in "(unsure)".
#pragma once

#include "bwcap/oci.hpp"
#include "core/schema.hpp"
#include "core/text.hpp"

#include <array>
#include <span>
#include <string_view>

namespace cti::bwcap {

/// One value of a text field.
struct Word {
    std::string_view value; ///< as it stands on the wire
    const char* meaning;    ///< shown beside the value
    bool unsure = false;    ///< the value or its meaning is inferred; `meaning` then says so
};

struct WordTable {
    const char* name;
    std::span<const Word> words;
    bool ignore_case = false;
    bool open = false; ///< other values are expected: an unlisted one is no finding
};

constexpr const Word* find_word(const WordTable& table, std::string_view value)
{
    for (const Word& word : table.words)
        if (table.ignore_case ? equal_ignoring_case(word.value, value) : word.value == value)
            return &word;
    return nullptr;
}

inline constexpr std::uint32_t state_alerting = 1;
inline constexpr std::uint32_t state_active = 2;
inline constexpr std::uint32_t state_held = 3;
inline constexpr std::uint32_t state_remote_held = 4;
inline constexpr std::uint32_t state_released = 5;
inline constexpr std::uint32_t state_detached = 6;

inline constexpr Value call_state_values[] = {
    {0, "idle", "No call"},
    {1, "alerting", "Ringing or dialling"},
    {2, "active", "Answered"},
    {3, "held", "Held by this user"},
    {4, "remote held", "Held by the far party"},
    {5, "released", "Ended; clients drop the call here"},
    {6, "detached (unsure)", "Call no longer tied to this user, treated like released"},
    {7, "client alerting (unsure)", "Waiting for the client to act"},
};
inline constexpr ValueTable call_states{"call_state", call_state_values};

inline constexpr std::uint32_t personality_terminator = 2;

inline constexpr Value personality_values[] = {
    {0, "BroadWorks originator (unsure)", "Call set up by the server for the user, for example click-to-dial"},
    {1, "originator", "Outgoing call"},
    {2, "terminator", "Incoming call"},
};
inline constexpr ValueTable personalities{"personality", personality_values};

inline constexpr std::uint32_t type_emergency = 5;
inline constexpr std::uint32_t type_error = 7;

inline constexpr Value call_type_values[] = {
    {0, "unknown"},
    {1, "intra-group"},
    {2, "enterprise"},
    {3, "network"},
    {4, "network URL"},
    {5, "emergency"},
    {6, "repair"},
    {7, "error"},
    {8, "city-wide centrex"},
    {9, "private dial plan"},
};
inline constexpr ValueTable call_types{"call_type", call_type_values};

inline constexpr Value release_cause_values[] = {
    {0, "none", "Default while the call is not released; ignore"},
};
inline constexpr ValueTable release_causes{"release_cause", release_cause_values};

inline constexpr Value off_hook_values[] = {
    {0, "on hook (unsure)", "Implied opposite of True"},
    {1, "off hook", "Handset off hook or call up"},
};
inline constexpr ValueTable off_hook{"off_hook", off_hook_values};

/// Errors of OCI by number.
inline constexpr auto oci_error_values = [] {
    std::array<Value, std::size(oci_errors)> values{};
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = {oci_errors[i].number, oci_errors[i].name};
    return values;
}();
inline constexpr ValueTable oci_error_numbers{"oci_error", oci_error_values, false, true};

static_assert(is_sorted_unique(oci_error_values));
static_assert(is_sorted_unique(call_state_values) && is_sorted_unique(personality_values) && is_sorted_unique(call_type_values));

inline constexpr std::string_view call_client = "CallClient";
inline constexpr std::string_view attendant_console = "AttendantConsole";

inline constexpr Word protocol_words[] = {
    {"CAP", "Client Application Protocol"},
    {"OCI", "Open Client Interface, the sibling protocol"},
};
inline constexpr WordTable protocols{"protocol", protocol_words};

inline constexpr Word version_words[] = {
    {"14.0", "BroadWorks release 14 (unsure)", true},
    {"15.0", "BroadWorks release 15 (unsure)", true},
    {"16.0", "BroadWorks release 16 (unsure)", true},
    {"17.0", "BroadWorks release 17 (unsure)", true},
};
inline constexpr WordTable versions{"version", version_words, false, true};

inline constexpr Word user_type_words[] = {
    {"CallClient", "call client: controls the user's own calls"},
    {"AttendantConsole", "attendant console: monitors other users"},
};
inline constexpr WordTable user_types{"user_type", user_type_words};

inline constexpr Word action_type_words[] = {
    {"Dial", "new call"},
    {"Redial", "repeat the last call"},
    {"Answer", "answer an alerting call"},
    {"Hold", "hold a call"},
    {"Release", "end a call"},
    {"Xfer", "transfer to a number"},
    {"XferConsult", "join two calls by transfer"},
    {"ConfStart", "start a conference"},
};
inline constexpr WordTable action_types{"action_type", action_type_words};

inline constexpr Word action_param_words[] = {
    {"Number", "dial string"},
    {"CallId", "callId of an earlier callUpdate"},
};
inline constexpr WordTable action_params{"action_param_name", action_param_words};

inline constexpr Word mon_type_words[] = {
    {"Add", "start monitoring the listed users"},
    {"Delete", "stop monitoring the listed users"},
};
inline constexpr WordTable mon_types{"mon_type", mon_type_words};

/// What a server sends here is not published: no value is unexpected. The last three are values of OCI's LogoutRequest.
inline constexpr Word logout_reason_words[] = {
    {"ClientLogout", "normal logout by the client"},
    {"Client Logout", "as in OCI: logout by the client (unsure)", true},
    {"Server Connection Failure", "as in OCI: connection to the server failed (unsure)", true},
    {"Open Client Server Forced Logout", "as in OCI: forced by the Open Client Server (unsure)", true},
};
inline constexpr WordTable logout_reasons{"user_logout_reason", logout_reason_words, false, true};

inline constexpr Word message_name_words[] = {
    {"registerResponse", "the login result is acknowledged"},
};
inline constexpr WordTable message_names{"message_name", message_name_words};

inline constexpr Word conference_state_words[] = {
    {"Active", "conference running"},
    {"Held", "conference held"},
    {"Released", "conference ended"},
};
inline constexpr WordTable conference_states{"conference_state", conference_state_words};

inline constexpr Word dnd_words[] = {
    {"On", "do not disturb is active"},
    {"Off", "do not disturb is off (unsure)", true},
};
inline constexpr WordTable dnd{"dnd", dnd_words, true};

inline constexpr Word cfa_words[] = {
    {"On", "call forwarding always is active"},
    {"Off", "call forwarding always is off (unsure)", true},
};
inline constexpr WordTable cfa{"cfa", cfa_words, true};

inline constexpr Word encoding_words[] = {
    {"UTF-8", "what BroadWorks and most clients declare"},
    {"ISO-8859-1", "Latin-1, declared by one known client"},
};
inline constexpr WordTable encodings{"xml_encoding", encoding_words, true, true};

} // namespace cti::bwcap
