// SPDX-License-Identifier: GPL-2.0-or-later
// What fields of the GED-188 layouts give away, by filter name: one field stands in many layouts. Fields of text and bytes that stand in no
// list do not build. Those without a public type are taken for free text.
#pragma once

#include "core/schema.hpp"

#include <string_view>

namespace cti::ged188 {

struct PrivacyRow {
    Privacy privacy;
    std::string_view filters; ///< names behind "ged188.", separated by blanks
};

inline constexpr PrivacyRow privacy_rows[] = {
    {Privacy::person,
        " agent_id agent_id_long atc_agent_id client_id client_signature cti_client_signature ctioscil_client_id first_name icm_agent_id"
        " agent_skill_target_id last_name login_id login_name old_login_id supervisor_id "},
    {Privacy::number, " account_code ani caller_entered_digits customer_account_number customer_phone_number dialed_number dnis dtmf_string"
                      " originating_line_id priority_queue_number ring_no_answer_dn "},
    {Privacy::device,
        " active_connection_device_id active_terminal added_party_device_id agent_connection_device_id agent_extension agent_instrument"
        " alerting_device_id answering_device_id call_connection_device_id call_device_id called_device_id calling_device_id"
        " coc_call_connection_device_id connected_party_device_id connection_device_id controller_device_id default_device_port_address"
        " deviceid diverting_device_id event_device_id extension failing_device_id held_connection_device_id holding_device_id instrument"
        " last_redirect_device_id media_forking_device_name monitored_device_id new_connection_device_id originating_device_id"
        " other_connection_device_id position_id primary_device_id queue_device_id recording_device_id releasing_device_id"
        " requesting_device_id retrieving_device_id secondary_device_id supervisor_connection_device_id supervisor_instrument"
        " terminal_device_name terminal_name transferred_device_id transferring_device_id trunk_used_device_id "},
    {Privacy::host,
        " client_address client_address_ipv6 media_forking_cluster_id recorder_address recorder_uri sending_address sending_address_ipv6 "},
    {Privacy::secret, " agent_password authorization_code client_password client_share_key facility_code "},
    {Privacy::free_text,
        " agent_desk_settings_config_key agent_config_key agent_team_name app_disp application_string1 application_string2"
        " call_type_config_key call_variable1 call_variable2 call_variable3 call_variable4 call_variable5 call_variable6 call_variable7"
        " call_variable8 call_variable9 call_variable10 call_wrapup_data ccai_config_id config_param current_route description"
        " device_config_key enterprise_name icm_disp object_name options peripheral_config_key peripheral_name precision_queue_name"
        " queue_id recorder_error_msg reserved5 script_selector service service_config_key service_member_id service_name"
        " set_appdata_call_id skill_group skill_group_config_key team_name text user_to_user_info "},
    {Privacy::none,
        " ani_ii call_reference_id cct dequeue_type desktop_connected_flag enable enterprise_queue_time greeting_type max_calls_in_queue"
        " max_calls_in_queue_per_call_type max_time_in_queue media_class_id media_provider media_type member_type network_controlled"
        " protocol_reference_guid service_member_priority task_id task_life task_start_timeout terminal_type_name timeout"
        " unique_instance_id xfer_in_while_logged_out named_variable named_array "},
};

/// What the field gives away; unstated where no list has it.
constexpr Privacy privacy_of(std::string_view filter)
{
    constexpr std::string_view prefix = "ged188.";
    if (!filter.starts_with(prefix))
        return Privacy::unstated;
    const std::string_view name = filter.substr(prefix.size());
    for (const PrivacyRow& row : privacy_rows)
        for (std::size_t at = row.filters.find(name); at != std::string_view::npos; at = row.filters.find(name, at + 1))
            if (row.filters[at - 1] == ' ' && row.filters[at + name.size()] == ' ')
                return row.privacy;
    return Privacy::unstated;
}

} // namespace cti::ged188
