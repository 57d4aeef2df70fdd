// SPDX-License-Identifier: GPL-2.0-or-later
#include "ged188/summary.hpp"

#include <vector>

namespace cti::ged188 {
namespace {

struct RoleRow {
    const char* filter;
    Role role;
};
constexpr RoleRow rows[] = {
    {"ged188.invoke_id", Role::invoke_id},
    {"ged188.num_invoke_id", Role::invoke_id}, // SET_AGENT_SERVICE_DATA_CONF: the request's InvokeID under another name
    {"ged188.version_number", Role::version_number},
    {"ged188.idle_timeout", Role::idle_timeout},
    {"ged188.services_requested", Role::services_requested},
    {"ged188.services_granted", Role::services_granted},
    {"ged188.peripheral_id", Role::peripheral_id},
    {"ged188.peripheral_type", Role::peripheral_type},
    {"ged188.pg_status", Role::pg_status},
    {"ged188.session_type", Role::session_type},
    {"ged188.status", Role::status},
    {"ged188.failure_code", Role::failure_code},
    {"ged188.peripheral_error_code", Role::peripheral_error_code},
    {"ged188.system_event_id", Role::system_event_id},
    {"ged188.system_event_arg1", Role::system_event_arg1},
    {"ged188.agent_state", Role::agent_state},
    {"ged188.forced_flag", Role::forced_flag},
    {"ged188.event_reason_code", Role::event_reason_code},
    {"ged188.connection_call_id", Role::connection_call_id},
    {"ged188.new_connection_call_id", Role::new_connection_call_id},
    {"ged188.primary_call_id", Role::primary_call_id},
    {"ged188.secondary_call_id", Role::secondary_call_id},
    {"ged188.event_cause", Role::event_cause},
    {"ged188.event_code", Role::event_code},
    {"ged188.recorder_status", Role::recorder_status},
    {"ged188.record_failure_cause", Role::record_failure_cause},
    {"ged188.maintenance_mode_status", Role::maintenance_status},
    {"ged188.skill_group_number", Role::skill_group_number},
    {"ged188.client_port", Role::client_port},
    {"ged188.sending_port", Role::sending_port},
    {"ged188.rtp_type", Role::rtp_type},
    {"ged188.local_connection_state", Role::local_connection_state},
    {"ged188.connection_device_id_type", Role::connection_device_id_type},
    {"ged188.new_connection_device_id_type", Role::new_connection_device_id_type},
    {"ged188.primary_device_id_type", Role::primary_device_id_type},
    {"ged188.secondary_device_id_type", Role::secondary_device_id_type},
    {"ged188.active_connection_call_id", Role::active_call_id},
    {"ged188.active_connection_device_id_type", Role::active_device_id_type},
    {"ged188.held_connection_call_id", Role::held_call_id},
    {"ged188.held_connection_device_id_type", Role::held_device_id_type},
    {"ged188.other_connection_call_id", Role::other_call_id},
    {"ged188.other_connection_device_id_type", Role::other_device_id_type},
    {"ged188.coc_connection_call_id", Role::consulting_call_id},
    {"ged188.coc_call_connection_device_id_type", Role::consulting_device_id_type},
    {"ged188.monitor_id", Role::monitor_id},
    {"ged188.session_id", Role::session_id},
    {"ged188.icm_central_controller_time", Role::central_controller_time},
    {"ged188.icm_agent_id", Role::icm_agent_id},
    {"ged188.agent_skill_target_id", Role::agent_skill_target_id},
    {"ged188.configkey_status", Role::config_key_status},
    {"ged188.config_end_status", Role::config_end_status},
    {"ged188.team_id", Role::team_id},
    {"ged188.agent_connection_call_id", Role::agent_call_id},
    {"ged188.supervisor_connection_call_id", Role::supervisor_call_id},
    {"ged188.call_connection_call_id", Role::snapshot_call_id},
    {"ged188.peripheral_number", Role::peripheral_number},
    {"ged188.call_type_id", Role::call_type_id},
    {"ged188.mr_domain_id", Role::media_routing_domain_id},
    {"ged188.agent_desk_settings_id", Role::desk_settings_id},
    {"ged188.config_peripheral_id", Role::config_peripheral_id},
    {"ged188.num_records", Role::num_records},
    {"ged188.client_id", Role::client_id},
    {"ged188.client_password", Role::client_password},
    {"ged188.client_signature", Role::client_signature},
    {"ged188.agent_id", Role::agent_id},
    {"ged188.agent_id_long", Role::agent_id_long},
    {"ged188.agent_extension", Role::agent_extension},
    {"ged188.agent_instrument", Role::agent_instrument},
    {"ged188.agent_password", Role::agent_password},
    {"ged188.text", Role::text},
    {"ged188.connection_device_id", Role::connection_device_id},
    {"ged188.new_connection_device_id", Role::new_connection_device_id},
    {"ged188.alerting_device_id", Role::alerting_device_id},
    {"ged188.calling_device_id", Role::calling_device_id},
    {"ged188.called_device_id", Role::called_device_id},
    {"ged188.answering_device_id", Role::answering_device_id},
    {"ged188.releasing_device_id", Role::releasing_device_id},
    {"ged188.failing_device_id", Role::failing_device_id},
    {"ged188.primary_device_id", Role::primary_device_id},
    {"ged188.secondary_device_id", Role::secondary_device_id},
    {"ged188.ani", Role::ani},
    {"ged188.dnis", Role::dnis},
    {"ged188.dialed_number", Role::dialed_number},
    {"ged188.client_address", Role::client_address},
    {"ged188.sending_address", Role::sending_address},
    {"ged188.recorder_error_msg", Role::recorder_error},
    {"ged188.active_connection_device_id", Role::active_device_id},
    {"ged188.held_connection_device_id", Role::held_device_id},
    {"ged188.other_connection_device_id", Role::other_device_id},
    {"ged188.coc_call_connection_device_id", Role::consulting_device_id},
    {"ged188.added_party_device_id", Role::added_party_device_id},
    {"ged188.transferred_device_id", Role::transferred_device_id},
    {"ged188.supervisor_id", Role::supervisor_id},
    {"ged188.login_id", Role::login_id},
    {"ged188.login_name", Role::login_name},
    {"ged188.atc_agent_id", Role::team_agent_id},
    {"ged188.extension", Role::extension},
    {"ged188.service_name", Role::service_name},
    {"ged188.event_device_id", Role::event_device_id},
    {"ged188.monitored_device_id", Role::monitored_device_id},
    {"ged188.agent_connection_device_id", Role::agent_device_id},
    {"ged188.supervisor_connection_device_id", Role::supervisor_device_id},
    {"ged188.originating_device_id", Role::originating_device_id},
    {"ged188.peripheral_name", Role::peripheral_name},
    {"ged188.enterprise_name", Role::enterprise_name},
    {"ged188.terminal_device_name", Role::terminal_name},
};

/// Role by field id. A filter name may stand for several fields (failure_code), all of which have its role.
std::vector<Role> make_roles()
{
    const auto all = fields();
    std::vector<Role> roles(all.size(), Role::none);
    for (const RoleRow& row : rows)
        for (std::size_t i = 0; i < all.size(); ++i)
            if (std::string_view{all[i].filter} == row.filter)
                roles[i] = row.role;
    return roles;
}

} // namespace

const Role* field_roles()
{
    static const std::vector<Role> roles = make_roles();
    return roles.data();
}

Role role_of(FieldId id) { return field_roles()[id]; }

} // namespace cti::ged188
