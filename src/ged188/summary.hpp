// SPDX-License-Identifier: GPL-2.0-or-later
// What session rules, the Info column and statistics need to know of a message: picked up while it is decoded, no second walk.
#pragma once

#include "ged188/decoder.hpp"

#include <array>
#include <bitset>
#include <charconv>
#include <span>
#include <string_view>

namespace cti::ged188 {

/// Fields that mean something to the session. One row in roles.cpp ties each to its filter name.
enum class Role : std::uint8_t {
    none,
    // numbers
    invoke_id, version_number, idle_timeout, services_requested, services_granted, peripheral_id, peripheral_type, pg_status,
    session_type, status, failure_code, peripheral_error_code, system_event_id, system_event_arg1, agent_state, event_reason_code,
    connection_call_id, new_connection_call_id, primary_call_id, secondary_call_id, event_cause, event_code, recorder_status,
    record_failure_cause, maintenance_status, skill_group_number, client_port, sending_port, rtp_type, local_connection_state,
    connection_device_id_type, new_connection_device_id_type, primary_device_id_type, secondary_device_id_type, active_call_id,
    active_device_id_type, held_call_id, held_device_id_type, other_call_id, other_device_id_type, consulting_call_id,
    consulting_device_id_type, monitor_id, session_id, central_controller_time, icm_agent_id, agent_skill_target_id, config_key_status,
    config_end_status, team_id, agent_call_id, supervisor_call_id,
    num_records, snapshot_call_id, peripheral_number, call_type_id, media_routing_domain_id, desk_settings_id, config_peripheral_id,
    forced_flag,
    last_number,
    // texts
    client_id, client_password, client_signature, agent_id, agent_id_long, agent_extension, agent_instrument, agent_password, text,
    connection_device_id, new_connection_device_id, alerting_device_id, calling_device_id, called_device_id, answering_device_id,
    releasing_device_id, failing_device_id, primary_device_id, secondary_device_id, ani, dnis, dialed_number, client_address,
    sending_address, recorder_error, active_device_id, held_device_id, other_device_id, consulting_device_id, added_party_device_id,
    transferred_device_id, supervisor_id, service_name, event_device_id, monitored_device_id, agent_device_id, supervisor_device_id,
    originating_device_id,
    login_id, login_name, team_agent_id, extension, peripheral_name, enterprise_name, terminal_name,
    last_role,
};
inline constexpr std::size_t role_count = static_cast<std::size_t>(Role::last_role);

/// The role of a field; Role::none for most.
Role role_of(FieldId id);
/// The roles of all fields, by id. Made at the first call.
const Role* field_roles();

struct Summary {
    std::uint32_t number = 0;               ///< MessageType
    const char* name = "";
    const MessageName* row = nullptr;       ///< nullptr outside the message set
    Shape shape{};
    bool truncated = false;
    std::bitset<role_count> present{};

    bool has(Role r) const { return present[static_cast<std::size_t>(r)]; }
    std::uint32_t get(Role r, std::uint32_t fallback = 0) const { return has(r) ? numbers[static_cast<std::size_t>(r)] : fallback; }
    std::string_view text(Role r) const
    {
        if (!has(r))
            return {};
        const Text& text = texts[text_index(r)];
        return {text.data, text.size};
    }
    bool is(std::string_view message) const { return message == name; }
    /// The agent, by whichever tag carries it: AgentID (tag 5) unless it is empty, else the long agent ID (tag 194) that Unified CCX sends.
    /// Empty where neither does.
    std::string_view agent_id() const
    {
        const std::string_view id = text(Role::agent_id);
        return id.empty() ? text(Role::agent_id_long) : id;
    }
    /// As agent_id, and where no text names the agent the number of the fixed part (ICMAgentID, AgentSkillTargetID), written into `digits`.
    /// Not in Unified CCX, which sends constants there.
    std::string_view agent(std::span<char, 12> digits) const
    {
        if (const std::string_view id = agent_id(); !id.empty() || shape.uccx)
            return id;
        for (const Role r : {Role::icm_agent_id, Role::agent_skill_target_id})
            if (const std::uint32_t number = get(r); number != 0 && number != 0xffffffff)
                return {digits.data(), static_cast<std::size_t>(std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr - digits.data())};
        return {};
    }
    Kind kind() const { return row ? row->kind : Kind::reserved; }

    void set(Role r, std::uint32_t value)
    {
        present.set(static_cast<std::size_t>(r));
        numbers[static_cast<std::size_t>(r)] = value;
    }
    void set(Role r, std::string_view text)
    {
        present.set(static_cast<std::size_t>(r));
        texts[text_index(r)] = {text.data(), static_cast<std::uint32_t>(text.size())};
    }

private:
    struct Text {
        const char* data;
        std::uint32_t size;
    };
    static std::size_t text_index(Role r) { return static_cast<std::size_t>(r) - static_cast<std::size_t>(Role::last_number); }

    // Of those that are present. The others hold nothing: a message has few of the roles, and is read in less time than it takes to clear
    // them all.
    std::array<std::uint32_t, static_cast<std::size_t>(Role::last_number)> numbers;
    std::array<Text, role_count - static_cast<std::size_t>(Role::last_number)> texts;
};

/// Passes everything on to another sink and notes the first occurrence of every field with a role, of texts the first that is not empty.
/// `message` are the bytes that are decoded.
template <Sink Inner>
class SummarySink {
public:
    SummarySink(Inner& inner, Summary& summary, Bytes message) : inner_{inner}, summary_{summary}, message_{message} {}

    void begin_group(const char* label, unsigned index, Span where) { inner_.begin_group(label, index, where); }
    void annotate(std::string_view text) { inner_.annotate(text); }
    void end_group() { inner_.end_group(); }
    bool wants_details() const { return cti::wants_details(inner_); }
    void begin_details()
    {
        if constexpr (DetailSink<Inner>)
            inner_.begin_details();
    }
    void end_details()
    {
        if constexpr (DetailSink<Inner>)
            inner_.end_details();
    }
    void ipv6(FieldId id, Span where, const Ipv6& address) { inner_.ipv6(id, where, address); }
    void number(FieldId id, Span where, std::uint64_t value)
    {
        inner_.number(id, where, value);
        const Role role = roles_[id];
        if (role != Role::none && role < Role::last_number && !summary_.has(role))
            summary_.set(role, static_cast<std::uint32_t>(value));
    }
    void text(FieldId id, Span where, std::string_view text, const char* meaning)
    {
        inner_.text(id, where, text, meaning);
        const Role role = roles_[id];
        // A number that is shown as text stands nowhere: its characters are gone after this call.
        const auto* const begin = reinterpret_cast<const char*>(message_.data());
        const bool stays = text.data() >= begin && text.data() <= begin + message_.size();
        if (role > Role::last_number && stays && summary_.text(role).empty())
            summary_.set(role, text);
    }
    /// Without the NULs at its end: a password of one NUL is no password.
    void bytes(FieldId id, Span where)
    {
        inner_.bytes(id, where);
        const Role role = roles_[id];
        if (role > Role::last_number && summary_.text(role).empty()) {
            std::string_view text;
            if (fits(where.offset, where.length, message_.size()))
                text = {reinterpret_cast<const char*>(message_.data()) + where.offset, where.length};
            while (text.ends_with('\0'))
                text.remove_suffix(1);
            summary_.set(role, text);
        }
    }
    void diagnose(const Finding& finding) { inner_.diagnose(finding); }

private:
    Inner& inner_;
    Summary& summary_;
    Bytes message_;
    const Role* roles_ = field_roles();
};

/// Decodes a message into `sink` and says what the session needs to know of it in `summary`, which is new.
template <Sink S>
void summarize(Bytes message, const Conditions& conditions, S& sink, Summary& summary)
{
    summary.number = be32(message.data() + 4);
    summary.truncated = message.size() < std::uint64_t{be32(message.data())} + header_size;
    SummarySink<S> tee{sink, summary, message};
    summary.shape = decode_message(message, conditions, tee);
    summary.name = shape_name(summary.number, summary.shape, conditions);
    for (const MessageName& row : names_of(summary.number))
        if (row.name == summary.name || std::string_view{row.name} == summary.name)
            summary.row = &row;
}
template <Sink S>
Summary summarize(Bytes message, const Conditions& conditions, S& sink)
{
    Summary summary;
    summarize(message, conditions, sink, summary);
    return summary;
}

} // namespace cti::ged188
