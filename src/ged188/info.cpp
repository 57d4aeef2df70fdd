// SPDX-License-Identifier: GPL-2.0-or-later
#include "ged188/info.hpp"

#include "core/text.hpp"
#include "ged188/numbers.hpp"
#include "ged188/reason_codes.hpp"
#include "ged188/status_codes.hpp"
#include "ged188/values.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <cstring>

namespace cti::ged188 {
namespace {

/// How a role is shown.
enum class How : std::uint8_t {
    text,         ///< a text, or a number
    call,         ///< a call ID; NULL_CALL_ID is none
    cause,        ///< EventCause, by name
    state,        ///< AgentState: "Not Ready"
    reason,       ///< EventReasonCode with its name; 0 is none
    status,       ///< FAILURE_CONF and kin: the status by name
    set_status,   ///< the same; 0 is nothing to tell
    failure,      ///< CONTROL_FAILURE_CONF: the code by name
    nonzero,      ///< a number; 0 is none
    id,           ///< a number; 0 and 0xffffffff are none
    agent,        ///< a text, or the number of an agent; 0 and 0xffffffff are none, and in Unified CCX all: it sends constants
    system_event, ///< SystemEventID, by name
    new_call,     ///< a call ID that is not ConnectionCallID
    config_end,   ///< ConfigEndStatus, by name; success is nothing to tell
    records,      ///< how many there are, where it is more than the one that is shown
    of_one,       ///< a text of a record, where it is the only one: later records may have it and the first not
};

/// A part of the line. It is there where one of its roles has a value; the first that has is shown.
struct Part {
    std::string_view before;
    How how;
    Role roles[6];
};

constexpr Part call{" Call=", How::call, {Role::connection_call_id}};
constexpr Part from{" ", How::text, {Role::calling_device_id, Role::ani}};
constexpr Part to{" -> ", How::text, {Role::called_device_id, Role::dialed_number, Role::dnis}};
constexpr Part dials{" -> ", How::text, {Role::dialed_number}};
constexpr Part at{" at ", How::text, {Role::connection_device_id}};
constexpr Part at_alerting{" at ", How::text, {Role::alerting_device_id, Role::connection_device_id}};
constexpr Part at_answering{" at ", How::text, {Role::answering_device_id, Role::connection_device_id}};
constexpr Part at_releasing{" at ", How::text, {Role::releasing_device_id, Role::connection_device_id}};
constexpr Part failing{" ", How::text, {Role::called_device_id, Role::failing_device_id, Role::connection_device_id}};
constexpr Part cause{" ", How::cause, {Role::event_cause}};
constexpr Part primary{" Call=", How::call, {Role::primary_call_id}};
constexpr Part secondary{" + ", How::call, {Role::secondary_call_id}};
constexpr Part added{", added ", How::text, {Role::added_party_device_id}};
constexpr Part transferred{" -> ", How::text, {Role::transferred_device_id}};
constexpr Part active{" Call=", How::call, {Role::active_call_id}};
constexpr Part at_active{" at ", How::text, {Role::active_device_id}};
constexpr Part held{" + ", How::call, {Role::held_call_id}};
constexpr Part other_call{" + ", How::call, {Role::other_call_id}};
constexpr Part made{" new Call=", How::call, {Role::new_connection_call_id}};
constexpr Part renamed{" now Call=", How::new_call, {Role::new_connection_call_id}};
constexpr Part caller{" ", How::text, {Role::agent_instrument, Role::agent_extension, Role::agent_id, Role::agent_id_long}};
constexpr Part who{" ", How::agent,
    {Role::agent_id, Role::agent_id_long, Role::agent_extension, Role::agent_instrument, Role::icm_agent_id, Role::agent_skill_target_id}};
constexpr Part agent{" Agent=", How::agent, {Role::agent_id, Role::agent_id_long, Role::icm_agent_id, Role::agent_skill_target_id}};
constexpr Part state{" -> ", How::state, {Role::agent_state}};
constexpr Part reason{", reason ", How::reason, {Role::event_reason_code}};
constexpr Part version{" v", How::text, {Role::version_number}};
constexpr Part client{" ClientID=", How::text, {Role::client_id}};
constexpr Part agent_id{" AgentID=", How::text, {Role::agent_id, Role::agent_id_long}};
constexpr Part plain_client{" Client=", How::text, {Role::client_id}};
constexpr Part status{" ", How::status, {Role::status, Role::failure_code}};
constexpr Part ended{" ", How::set_status, {Role::status}};
constexpr Part control_failure{" ", How::failure, {Role::failure_code}};
constexpr Part peripheral_error{" peripheral error ", How::nonzero, {Role::peripheral_error_code}};
constexpr Part system_event{" ", How::system_event, {Role::system_event_id}};
constexpr Part of_peripheral{" Peripheral=", How::nonzero, {Role::system_event_arg1}};
constexpr Part peripheral{" Peripheral=", How::id, {Role::peripheral_id}};
constexpr Part says{" ", How::text, {Role::text}};
constexpr Part number{" Number=", How::text, {Role::dialed_number}};
constexpr Part sends_to{" to ", How::text, {Role::sending_address}};
constexpr Part device{" Device=", How::text, {Role::agent_instrument, Role::calling_device_id}};
constexpr Part skill_group{" SkillGroup=", How::id, {Role::skill_group_number}};
constexpr Part team{" Team=", How::id, {Role::team_id}};
constexpr Part monitor{" Monitor=", How::text, {Role::monitor_id}};
constexpr Part service_record{" Service=", How::text, {Role::peripheral_number}};
constexpr Part skill_group_record{" SkillGroup=", How::text, {Role::peripheral_number}};
constexpr Part agent_record{" Agent=", How::text, {Role::login_id, Role::agent_id, Role::agent_id_long, Role::agent_skill_target_id}};
constexpr Part named{" ", How::of_one, {Role::peripheral_name, Role::enterprise_name, Role::login_name}};
constexpr Part records{", ", How::records, {Role::num_records}};

constexpr std::size_t max_parts = 5;

struct InfoRow {
    std::string_view message;
    Part parts[max_parts]; ///< ends with the first that is empty
};

/// What each message shows. What is not here shows `others`.
constexpr InfoRow rows[] = {
    {"OPEN_REQ", {version, client, agent_id}},
    {"OPEN_CONF", {agent}},
    {"FAILURE_CONF", {status}},
    {"FAILURE_EVENT", {status}},
    {"CONTROL_FAILURE_CONF", {control_failure, peripheral_error}},
    {"CLOSE_REQ", {ended}},
    {"SYSTEM_EVENT", {system_event, of_peripheral, says}},
    {"CLIENT_SESSION_CLOSED_EVENT", {plain_client, ended}},

    {"AGENT_STATE_EVENT", {who, state, reason}},
    {"QUERY_AGENT_STATE_REQ", {who}},
    {"QUERY_AGENT_STATE_CONF", {who, state, reason}},
    {"SET_AGENT_STATE_REQ", {who, state, reason}},
    {"AGENT_PRE_CALL_EVENT", {agent, from, to}},
    {"AGENT_PRE_CALL_ABORT_EVENT", {who}},

    {"BEGIN_CALL_EVENT", {call, from, to, at}},
    {"END_CALL_EVENT", {call, at}},
    {"CALL_DATA_UPDATE_EVENT", {call, renamed, at}},
    {"CALL_SERVICE_INITIATED_EVENT", {call, from, to, at}},
    {"CALL_ORIGINATED_EVENT", {call, from, to, at}},
    {"CALL_REACHED_NETWORK_EVENT", {call, from, to, at}},
    {"CALL_DELIVERED_EVENT", {call, from, to, at_alerting}},
    {"CALL_ESTABLISHED_EVENT", {call, from, to, at_answering}},
    {"CALL_HELD_EVENT", {call, at}},
    {"CALL_RETRIEVED_EVENT", {call, at}},
    {"CALL_DIVERTED_EVENT", {call, from, to, at}},
    {"CALL_QUEUED_EVENT", {call, from, to, at}},
    {"CALL_DEQUEUED_EVENT", {call, at}},
    {"CALL_CLEARED_EVENT", {call, at}},
    {"CALL_CONNECTION_CLEARED_EVENT", {call, at_releasing}},
    {"CALL_FAILED_EVENT", {call, failing, cause}},
    {"CALL_CONFERENCED_EVENT", {primary, secondary, added}},
    {"CALL_TRANSFERRED_EVENT", {primary, secondary, transferred}},
    {"CALL_TRANSLATION_ROUTE_EVENT", {from, to}},
    {"RTP_STARTED_EVENT", {call, at, sends_to}},
    {"RTP_STOPPED_EVENT", {call, at}},

    {"ALTERNATE_CALL_REQ", {active, other_call, at_active}},
    {"RECONNECT_CALL_REQ", {active, held, at_active}},
    {"CONFERENCE_CALL_REQ", {active, held, dials, at_active}},
    {"TRANSFER_CALL_REQ", {active, held, dials, at_active}},
    {"CONSULTATION_CALL_REQ", {active, dials, at_active}},
    {"DEFLECT_CALL_REQ", {call, to, at}},
    {"RETRIEVE_CALL_REQ", {{" Call=", How::call, {Role::held_call_id, Role::connection_call_id}},
                              {" at ", How::text, {Role::held_device_id, Role::connection_device_id}}}},
    {"HOLD_CALL_REQ", {{" Call=", How::call, {Role::active_call_id, Role::connection_call_id}},
                          {" at ", How::text, {Role::active_device_id, Role::connection_device_id}}}},
    {"MAKE_CALL_REQ", {caller, dials}},
    {"MAKE_PREDICTIVE_CALL_REQ", {caller, dials}},
    {"MAKE_CALL_CONF", {made}},
    {"MAKE_PREDICTIVE_CALL_CONF", {made}},
    {"CONSULTATION_CALL_CONF", {made}},
    {"CONFERENCE_CALL_CONF", {made}},
    {"TRANSFER_CALL_CONF", {made}},
    {"SUPERVISOR_ASSIST_CONF", {call, at}},
    {"EMERGENCY_CALL_CONF", {call, at}},

    {"CONFIG_REQUEST_KEY_EVENT", {peripheral}},
    {"CONFIG_KEY_EVENT", {peripheral}},
    {"CONFIG_REQUEST_EVENT", {peripheral}},
    {"CONFIG_BEGIN_EVENT", {peripheral}},
    {"CONFIG_END_EVENT", {{" ", How::config_end, {Role::config_end_status}}}},
    {"CONFIG_SERVICE_EVENT", {service_record, named, records}},
    {"CONFIG_SKILL_GROUP_EVENT", {skill_group_record, named, records}},
    {"CONFIG_AGENT_EVENT", {agent_record, named, records}},
    {"CONFIG_AGENT_SERVICE_EVENT", {agent_record, records}},
    {"CONFIG_DEVICE_EVENT",
        {{" Number=", How::text, {Role::dialed_number, Role::extension, Role::dnis, Role::peripheral_number}}, records}},
    {"CONFIG_CALL_TYPE_EVENT", {{" CallType=", How::text, {Role::call_type_id}}, named, records}},
    {"CONFIG_MRD_EVENT", {{" MRD=", How::text, {Role::media_routing_domain_id}}, named, records}},
    {"CONFIG_PERIPHERAL_EVENT", {{" Peripheral=", How::id, {Role::config_peripheral_id}}, records}},
    {"CONFIG_AGENT_DESK_SETTINGS_EVENT", {{" DeskSettings=", How::id, {Role::desk_settings_id}}, records}},
    {"CONFIG_TERMINAL_EVENT", {{" Terminal=", How::text, {Role::terminal_name}}, records}},

    {"AGENT_TEAM_CONFIG_EVENT", {team, {" Agent=", How::text, {Role::team_agent_id}}}},
    {"LIST_AGENT_TEAM_REQ", {{" Supervisor=", How::text, {Role::supervisor_id}}}},
    {"MONITOR_AGENT_TEAM_START_REQ", {team}},
    {"MONITOR_AGENT_TEAM_STOP_REQ", {monitor}},
    {"MONITOR_START_REQ", {call, at, {" Device=", How::text, {Role::monitored_device_id}}}},
    {"MONITOR_STOP_REQ", {monitor}},
    {"CHANGE_MONITOR_MASK_REQ", {monitor}},
    {"SESSION_MONITOR_START_REQ", {{" Session=", How::text, {Role::session_id}}}},
    {"SESSION_MONITOR_STOP_REQ", {monitor}},
    {"SUPERVISE_CALL_REQ", {agent, {" Call=", How::call, {Role::agent_call_id}}, {" at ", How::text, {Role::agent_device_id}}}},
    {"QUERY_SKILL_GROUP_STATISTICS_REQ", {skill_group}},
    {"QUERY_DEVICE_INFO_REQ", {device}},
    {"SNAPSHOT_DEVICE_REQ", {device}},
    {"SNAPSHOT_CALL_CONF", {{" Call=", How::call, {Role::snapshot_call_id}}}},
    {"SET_DEVICE_ATTRIBUTES_REQ", {device}},
    {"REGISTER_SERVICE_REQ", {{" ", How::text, {Role::service_name}}}},
    {"CLIENT_EVENT_REPORT_REQ", {says}},
};
constexpr Part others[max_parts] = {agent, call, at, plain_client, number};

/// Those of `others`: most messages that are not in the table have none.
const std::bitset<role_count> other_roles = [] {
    std::bitset<role_count> set;
    for (const Part& part : others)
        for (const Role role : part.roles)
            if (role != Role::none)
                set.set(static_cast<std::size_t>(role));
    return set;
}();

/// Where the parts of a message are, by number: 1 + row; 0: others. Numbers that mean different messages in different versions do not
/// stand in the table.
consteval auto make_index()
{
    std::array<std::uint8_t, last_message + 1> index{};
    std::array<bool, std::size(rows)> found{};
    for (const MessageName& message : message_set) {
        const std::string_view name = message.name;
        for (std::size_t i = 0; i < std::size(rows); ++i)
            if (name.size() == rows[i].message.size() && name == rows[i].message) {
                index[message.number] = static_cast<std::uint8_t>(i + 1);
                found[i] = true;
            }
    }
    for (const bool one : found)
        if (!one)
            throw "no such message";
    return index;
}
constexpr auto index_of = make_index();

/// "AGENT_STATE_NOT_READY" -> "Not Ready".
struct StateName {
    char text[32] = "";
};
consteval auto make_state_names()
{
    constexpr std::string_view prefix = "AGENT_STATE_";
    std::array<StateName, 32> names{};
    for (const Value& row : values::agent_state.values) {
        if (row.value >= names.size())
            continue;
        std::string_view name = row.name;
        if (name.starts_with(prefix))
            name.remove_prefix(prefix.size());
        bool first = true;
        for (std::size_t i = 0; i < name.size() && i + 1 < sizeof(StateName::text); ++i) {
            char c = name[i] == '_' ? ' ' : name[i];
            if (!first && c >= 'A' && c <= 'Z')
                c = static_cast<char>(c - 'A' + 'a');
            names[row.value].text[i] = c;
            first = c == ' ';
        }
    }
    return names;
}
constexpr auto state_names = make_state_names();

/// True where all are printable ASCII characters. May say no of others that are.
bool is_plain(std::string_view text)
{
    constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x80 * ones;
    const auto* const data = reinterpret_cast<const std::uint8_t*>(text.data());
    const std::size_t n = text.size();
    // A byte below 0x20 borrows, 0x7f carries, and a byte above has its top bit: what that does to the byte beside it does not matter.
    const auto other = [](std::uint64_t x) { return (x - 0x20 * ones) | (x + ones) | x; };
    std::uint64_t others = 0;
    if (n >= 8) {
        for (std::size_t i = 0; i + 8 < n; i += 8)
            others |= other(le64(data + i));
        others |= other(le64(data + n - 8));
    } else if (n >= 4) {
        others = other(std::uint64_t{le32(data)} | std::uint64_t{le32(data + n - 4)} << 32);
    } else {
        for (std::size_t i = 0; i < n; ++i)
            others |= other(data[i] * ones);
    }
    return (others & tops) == 0;
}

/// Writes into a bounded buffer, whole characters only.
class Line {
public:
    Line(char* out, std::size_t size) : begin_{out}, at_{out}, end_{size > 0 ? out + size - 1 : out} {}

    /// Of the tables: valid as it is.
    void put(std::string_view text)
    {
        const auto room = static_cast<std::size_t>(end_ - at_);
        const std::size_t n = text.size() <= room ? text.size() : room;
        std::memcpy(at_, text.data(), n);
        at_ += n;
    }
    /// A few characters of the tables.
    void put_short(const char* text, std::size_t size)
    {
        for (const char* const end = text + size; text != end && at_ != end_; ++text)
            *at_++ = *text;
    }
    /// From the wire. Most of it is plain.
    void put_wire(std::string_view text)
    {
        if (is_plain(text)) [[likely]]
            put(text);
        else
            put_other(text);
    }
    void put_number(std::uint32_t n)
    {
        char digits[12];
        const char* const end = std::to_chars(digits, digits + sizeof digits, n).ptr;
        put_short(digits, static_cast<std::size_t>(end - digits));
    }
    /// Returns the length.
    std::size_t end(std::size_t size)
    {
        if (size > 0)
            *at_ = '\0';
        return used();
    }
    std::size_t used() const { return static_cast<std::size_t>(at_ - begin_); }

private:
    [[gnu::noinline]] void put_other(std::string_view text)
    {
        for_each_character(text, [&](std::string_view piece) {
            if (piece.size() <= static_cast<std::size_t>(end_ - at_))
                put(piece);
        });
    }

    char* const begin_;
    char* at_;
    char* const end_;
};

constexpr bool is_text(Role role) { return role > Role::last_number; }

/// A name of a code, or what it is and its number. `row`: of a value table or of the codes of a dialect.
template <class Row>
void put_code(Line& line, const Row* row, std::uint32_t code, std::string_view what)
{
    if (row) {
        line.put(row->name);
    } else {
        line.put(what);
        line.put(" ");
        line.put_number(code);
    }
}

constexpr bool is_none(How how, std::uint32_t value, Dialect dialect)
{
    constexpr std::uint32_t no_cause = 0xffff; // CEC_NONE
    switch (how) {
    case How::call:
    case How::new_call:
        return value == null_call_id;
    case How::records:
        return value < 2;
    case How::cause:
        return value == no_cause;
    case How::id:
        return value == 0 || value == 0xffffffff;
    case How::agent:
        return value == 0 || value == 0xffffffff || dialect == Dialect::uccx;
    case How::reason:
    case How::nonzero:
    case How::set_status:
    case How::config_end:
        return value == 0;
    default:
        return false;
    }
}

void put_value(Line& line, std::string_view before, How how, const Summary& s, Role role, Dialect dialect)
{
    const std::uint32_t value = s.get(role);
    if (is_none(how, value, dialect) || (how == How::new_call && value == s.get(Role::connection_call_id)))
        return;
    line.put_short(before.data(), before.size());
    switch (how) {
    case How::cause:
        put_code(line, find_value(values::event_cause, value), value, "cause");
        break;
    case How::state:
        if (const char* name = agent_state_name(value)) {
            line.put(name);
        } else {
            line.put("unknown state ");
            line.put_number(value);
        }
        break;
    case How::reason:
        line.put_number(value);
        if (const ReasonCode* row = find_reason_code(value, dialect); row && *row->brief) {
            line.put(" (");
            line.put(row->brief);
            line.put(")");
        }
        break;
    case How::status:
    case How::set_status:
        put_code(line, find_status(value, dialect), value, "status");
        break;
    case How::failure:
        put_code(line, find_control_failure(value, dialect), value, "code");
        break;
    case How::system_event:
        put_code(line, find_value(values::system_event_id, value), value, "unknown event");
        break;
    case How::config_end:
        put_code(line, find_value(values::config_end_status, value), value, "status");
        break;
    case How::records:
        line.put_number(value);
        line.put(" records");
        break;
    default:
        line.put_number(value);
    }
}

void put_part(Line& line, const Part& part, const Summary& s, Dialect dialect)
{
    for (const Role role : part.roles) {
        if (role == Role::none)
            return;
        if (is_text(role)) {
            const std::string_view text = s.text(role); // empty where it is not there
            if (text.empty() || text.front() == '\0' || (part.how == How::of_one && s.get(Role::num_records) > 1))
                continue;
            line.put_short(part.before.data(), part.before.size());
            line.put_wire(text);
            return;
        }
        if (!s.has(role))
            continue;
        put_value(line, part.before, part.how, s, role, dialect);
        return;
    }
}

void put_parts(Line& line, const Summary& s, Dialect dialect)
{
    const std::uint8_t at_row = s.number < index_of.size() ? index_of[s.number] : 0;
    if (!at_row && (s.present & other_roles).none())
        return;
    const Part* part = at_row ? rows[at_row - 1].parts : others;
    for (const Part* const end = part + max_parts; part != end && !part->before.empty(); ++part)
        put_part(line, *part, s, dialect);
}

} // namespace

const char* agent_state_name(std::uint32_t state)
{
    return state < state_names.size() && state_names[state].text[0] ? state_names[state].text : nullptr;
}

std::size_t format_info(const Summary& s, const InfoContext& context, char* out, std::size_t size)
{
    Line line{out, size};
    line.put(s.name);
    if (!s.row) [[unlikely]] {
        line.put(" ");
        line.put_number(s.number);
    }
    const bool says_no = s.number == number::failure_conf || s.number == number::control_failure_conf;
    // A confirmation that does not say what it is about is about what its request was about. One that made a call says both.
    const auto put_subject = [&] {
        line.put(" ");
        line.put(context.subject);
    };
    const bool has_subject = !context.subject.empty() && !says_no, made_call = s.has(Role::new_connection_call_id);
    if (has_subject && made_call) {
        put_subject();
        line.put(",");
    }
    const std::size_t before = line.used();
    put_parts(line, s, context.dialect);
    if (has_subject && !made_call && line.used() == before)
        put_subject();
    if (context.request && says_no) {
        line.put(" for ");
        line.put(context.request);
        if (context.request_version != 0) {
            line.put(" v");
            line.put_number(context.request_version);
        } else if (!context.subject.empty()) {
            line.put(" ");
            line.put(context.subject);
        }
    }
    return line.end(size);
}

} // namespace cti::ged188
