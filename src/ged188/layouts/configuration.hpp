// SPDX-License-Identifier: GPL-2.0-or-later
// Configuration acquisition.
// Message layouts of GED-188 as the CTI Server Message Reference Guide, protocol 25, prints them; older editions where a
// field is said to have come later (since). Order: fixed part as on the wire, then the floating part (whose order is free).
#pragma once

#include "ged188/layouts/common.hpp"

namespace cti::ged188::layouts {

inline constexpr Row config_request_key_event[] = {
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD whose keys are wanted"),
    floating(131, "CustomerID", "ged188.customer_id", UINT).help("unused in UCCE"),
};

inline constexpr Row config_key_event[] = {
    fixed("ConfigkeyStatus", "ged188.configkey_status", UINT).of(values::config_key_status),
    floating(177, "ServiceConfigKey", "ged188.service_config_key", UNSPEC, 8),
    floating(178, "SkillGroupConfigKey", "ged188.skill_group_config_key", UNSPEC, 8),
    floating(179, "AgentConfigKey", "ged188.agent_config_key", UNSPEC, 8),
    floating(180, "DeviceConfigKey", "ged188.device_config_key", UNSPEC, 8),
    floating(209, "CallTypeConfigKey", "ged188.call_type_config_key", UNSPEC, 8),
    floating(269, "PeripheralConfigKey", "ged188.peripheral_config_key", UNSPEC, 8).since(22),
    floating(270, "AgentDeskSettingsConfigKey", "ged188.agent_desk_settings_config_key", UNSPEC, 8).since(22),
};

inline constexpr Row config_key_event_uccx[] = {
    fixed("Status", "ged188.configkey_status", UINT).of(values::config_key_status_uccx),
    floating(177, "ApplicationConfigKey", "ged188.service_config_key", UNSPEC, 8),
    floating(178, "CSQConfigKey", "ged188.skill_group_config_key", UNSPEC, 8),
    floating(179, "AgentConfigKey", "ged188.agent_config_key", UNSPEC, 8),
    floating(180, "DeviceConfigKey", "ged188.device_config_key", UNSPEC, 8),
};

inline constexpr Row config_request_event[] = {
    fixed("ConfigInformation", "ged188.config_information", UINT).of(values::config_information).help("0 = no upload, updates only"),
    fixed("ConfigMsgMask", "ged188.config_msg_mask", UINT).of(values::config_msg_mask).since(24).help("updates wanted"),
    fixed("PeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("ACD whose configuration is wanted"),
    floating(131, "CustomerID", "ged188.customer_id", UINT).help("unused in UCCE"),
};

inline constexpr Row config_request_event_uccx[] = {
    fixed("ConfigurationMask", "ged188.config_information", UINT).of(values::config_information_uccx).help("0 = no upload, updates only"),
    fixed("Reserved", "ged188.reserved1", UINT).since(11).help("0"),
    floating(131, "Reserved", "ged188.customer_id", UINT).help("0"),
};

inline constexpr Row config_begin_event[] = {
    fixed("ConfigType", "ged188.config_type", USHORT).of(values::config_type).help("0 unused, 1 solicited, 2 update"),
    fixed("ConfigInformation", "ged188.config_information", UINT).of(values::config_information).help("kinds of information included"),
    floating(177, "ServiceConfigKey", "ged188.service_config_key", UNSPEC, 8),
    floating(178, "SkillGroupConfigKey", "ged188.skill_group_config_key", UNSPEC, 8),
    floating(179, "AgentConfigKey", "ged188.agent_config_key", UNSPEC, 8),
    floating(180, "DeviceConfigKey", "ged188.device_config_key", UNSPEC, 8),
    floating(209, "CallTypeConfigKey", "ged188.call_type_config_key", UNSPEC, 8),
    floating(269, "PeripheralConfigKey", "ged188.peripheral_config_key", UNSPEC, 8).since(22),
    floating(270, "AgentDeskSettingsConfigKey", "ged188.agent_desk_settings_config_key", UNSPEC, 8).since(22),
};

inline constexpr Row config_begin_event_uccx[] = {
    fixed("ConfigType", "ged188.config_type", USHORT).of(values::config_type).help("1 solicited, 2 update"),
    fixed("ConfigurationMask", "ged188.config_information", UINT).of(values::config_information_uccx).help("kinds of information included"),
    floating(177, "ApplicationConfigKey", "ged188.service_config_key", UNSPEC, 8),
    floating(178, "CSQConfigKey", "ged188.skill_group_config_key", UNSPEC, 8),
    floating(179, "AgentConfigKey", "ged188.agent_config_key", UNSPEC, 8),
    floating(180, "DeviceConfigKey", "ged188.device_config_key", UNSPEC, 8),
};

inline constexpr Row config_service_event[] = {
    fixed("NumRecords", "ged188.num_records", USHORT).help("1..10 records in the floating part"),
    repeated("Record", "NumRecords", 183, "RecordType", "ged188.record_type", USHORT).of(values::record_type),
    repeated("Record", "NumRecords", 208, "FltPeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("peripheral of this record"),
    repeated("Record", "NumRecords", 184, "PeripheralNumber", "ged188.peripheral_number", UINT).help("service number; unique record key"),
    repeated("Record", "NumRecords", 213, "OldPeripheralNumber", "ged188.old_peripheral_number", UINT).help("old number, on change records"),
    repeated("Record", "NumRecords", 129, "MaxQueued", "ged188.max_queued", UINT).help("max calls queued to the service"),
    repeated("Record", "NumRecords", 173, "Extension", "ged188.extension", STRING, 16).help("if dialable"),
    repeated("Record", "NumRecords", 132, "ServiceSkillTargetID", "ged188.service_skill_target_id", UINT),
    repeated("Record", "NumRecords", 133, "PeripheralName", "ged188.peripheral_name", STRING, 64).help("service name on the peripheral"),
    repeated("Record", "NumRecords", 134, "Description", "ged188.description", STRING, 128),
    repeated("Record", "NumRecords", 174, "ServiceLevelThreshold", "ged188.service_level_threshold", UINT).help("seconds"),
    repeated("Record", "NumRecords", 175, "ServiceLevelType", "ged188.service_level_type", UINT),
    repeated("Record", "NumRecords", 176, "ConfigParam", "ged188.config_param", STRING, 255),
    repeated("Record", "NumRecords", 216, "FltMRDomainID", "ged188.mr_domain_id", UINT).help("Media Routing Domain ID"),
    repeated("Record", "NumRecords", 186, "NumServiceMembers", "ged188.num_service_members", USHORT).help("at most 10; sizes next two arrays"),
    repeated("Record", "NumRecords", 187, "ServiceMember", "ged188.service_member", UINT_ARRAY, 40).sized_by("NumServiceMembers").help("member skill group numbers, sized by NumServiceMembers").note("printed UNIT array"),
    repeated("Record", "NumRecords", 188, "ServicePriority", "ged188.service_priority", USHORT_ARRAY, 20).sized_by("NumServiceMembers").help("array"),
};

inline constexpr Row config_skill_group_event[] = {
    fixed("NumRecords", "ged188.num_records", USHORT).help("1..10 records in the floating part"),
    repeated("Record", "NumRecords", 183, "RecordType", "ged188.record_type", USHORT).of(values::record_type),
    repeated("Record", "NumRecords", 208, "FltPeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("peripheral of this record"),
    repeated("Record", "NumRecords", 184, "PeripheralNumber", "ged188.peripheral_number", UINT).help("skill group number; unique record key"),
    repeated("Record", "NumRecords", 213, "OldPeripheralNumber", "ged188.old_peripheral_number", UINT).help("old number, on change records"),
    repeated("Record", "NumRecords", 64, "FltSkillGroupPriority", "ged188.skill_group_priority", USHORT_ARRAY, 200).help("0 in Unified CCE; one number or an array").note("this message has no NumSkills"),
    repeated("Record", "NumRecords", 192, "SkillGroupSkillTargetID", "ged188.skill_group_skill_target_id", UINT),
    repeated("Record", "NumRecords", 185, "AutoWork", "ged188.auto_work", BOOL).help("work mode after a call; absent = no"),
    repeated("Record", "NumRecords", 173, "Extension", "ged188.extension", STRING, 16).help("if dialable"),
    repeated("Record", "NumRecords", 133, "PeripheralName", "ged188.peripheral_name", STRING, 64).help("skill group name on the peripheral"),
    repeated("Record", "NumRecords", 134, "Description", "ged188.description", STRING, 128),
    repeated("Record", "NumRecords", 216, "FltMRDomainID", "ged188.mr_domain_id", UINT).help("Media Routing Domain ID"),
    repeated("Record", "NumRecords", 264, "FltPrecisionQueueID", "ged188.precision_queue_id", UINT).since(22).help("non-zero for precision-queue groups"),
    repeated("Record", "NumRecords", 265, "FltPrecisionQueueName", "ged188.precision_queue_name", STRING, 32).since(22).help("NULL for regular skill groups"),
    repeated("Record", "NumRecords", 176, "ConfigParam", "ged188.config_param", STRING, 255),
};

inline constexpr Row config_agent_event[] = {
    fixed("NumRecords", "ged188.num_records", USHORT).help("1..10 records in the floating part"),
    repeated("Record", "NumRecords", 183, "RecordType", "ged188.record_type", USHORT).of(values::record_type),
    repeated("Record", "NumRecords", 208, "FltPeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("peripheral of this record"),
    repeated("Record", "NumRecords", 303, "ActiveTerminal", "ged188.active_terminal", STRING, 64).since(24).help("selected terminal device name, if any"),
    repeated("Record", "NumRecords", 189, "AgentType", "ged188.agent_type", USHORT).of(values::agent_type),
    repeated("Record", "NumRecords", 267, "AgentDeskSettingsID", "ged188.agent_desk_settings_id", UINT).of(values::default_desk_settings).help("default -1"),
    repeated("Record", "NumRecords", 190, "LoginID", "ged188.login_id", STRING, 129).help("agent peripheral number; unique record key").note("64 bytes in Unified CCE, 129 in Unified CCX"),
    repeated("Record", "NumRecords", 214, "OldLoginID", "ged188.old_login_id", STRING, 64).help("old login, on change records"),
    repeated("Record", "NumRecords", 207, "LoginName", "ged188.login_name", STRING, 255).help("truncated to 32 bytes before protocol 20"),
    repeated("Record", "NumRecords", 138, "LastName", "ged188.last_name", STRING, 32),
    repeated("Record", "NumRecords", 137, "FirstName", "ged188.first_name", STRING, 32),
    repeated("Record", "NumRecords", 173, "Extension", "ged188.extension", STRING, 16),
    repeated("Record", "NumRecords", 134, "Description", "ged188.description", STRING, 128),
    repeated("Record", "NumRecords", 141, "AgentSkillTargetID", "ged188.agent_skill_target_id", UINT).help("ICM skill target ID"),
    repeated("Record", "NumRecords", 191, "NumSkills", "ged188.num_skills", USHORT).help("at most 100; sizes skill group arrays"),
    repeated("Record", "NumRecords", 257, "SSOEnabled", "ged188.sso_enabled", USHORT).of(values::sso_enabled).since(20),
    repeated("Record", "NumRecords", 261, "NumMRDs", "ged188.num_mr_ds", USHORT).since(21).help("at most 40; sizes MRD arrays; baseline only"),
    repeated("Record", "NumRecords", 62, "FltSkillGroupNumber", "ged188.skill_group_number", UINT_ARRAY, 400).sized_by("NumSkills").of(values::null_skill_group).help("array, or one number a field").note("an array in the guides of protocols 23 to 25; a recorded protocol 15 session repeats pairs of one number each"),
    repeated("Record", "NumRecords", 64, "FltSkillGroupPriority", "ged188.skill_group_priority", USHORT_ARRAY, 200).sized_by("NumSkills").help("array, or one number a field; 0 in Unified CCE"),
    repeated("Record", "NumRecords", 262, "FltAgentMRDID", "ged188.agent_mrdid", UINT_ARRAY, 160).sized_by("NumMRDs").since(21).help("array; baseline only"),
    repeated("Record", "NumRecords", 263, "FltAgentMRDState", "ged188.agent_mrd_state", USHORT_ARRAY, 80).sized_by("NumMRDs").since(21).of(values::agent_state).help("array; baseline only"),
};

inline constexpr Row config_terminal_event[] = {
    fixed("NumRecords", "ged188.num_records", USHORT).help("1..10 records in the floating part"),
    repeated("Record", "NumRecords", 183, "RecordType", "ged188.record_type", USHORT).of(values::record_type).help("change (1) not used today"),
    repeated("Record", "NumRecords", 302, "TerminalType", "ged188.terminal_type", USHORT),
    repeated("Record", "NumRecords", 303, "TerminalDeviceName", "ged188.terminal_device_name", STRING, 64),
    repeated("Record", "NumRecords", 304, "TerminalTypeName", "ged188.terminal_type_name", STRING, 100),
    repeated("Record", "NumRecords", 305, "NumInstruments", "ged188.num_instruments", USHORT).help("at most 10"),
    repeated("Record", "NumRecords", 6, "Instrument", "ged188.instrument", STRING, 64).sized_by("NumInstruments").help("repeats per NumInstruments").note("tag number of the Unified CCX page of this message"),
};

inline constexpr Row config_agent_desk_settings_event[] = {
    fixed("NumRecords", "ged188.num_records", USHORT).help("1..10 records in the floating part"),
    repeated("Record", "NumRecords", 183, "RecordType", "ged188.record_type", USHORT).of(values::record_type),
    repeated("Record", "NumRecords", 267, "AgentDeskSettingsID", "ged188.agent_desk_settings_id", UINT).of(values::default_desk_settings).help("default -1"),
    repeated("Record", "NumRecords", 273, "FltDeskSettingsMask", "ged188.desk_settings_mask", UINT).of(values::desk_settings_mask),
    repeated("Record", "NumRecords", 274, "FltWrapUpDataIncomingMode", "ged188.wrap_up_data_incoming_mode", UINT).of(values::wrapup_data_incoming_mode),
    repeated("Record", "NumRecords", 275, "FltWrapUpDataOutgoingMode", "ged188.wrap_up_data_outgoing_mode", UINT).of(values::wrapup_data_outgoing_mode),
    repeated("Record", "NumRecords", 276, "FltLogoutNonActivityTime", "ged188.logout_non_activity_time", UINT).help("idle seconds before automatic logout"),
    repeated("Record", "NumRecords", 277, "FltQualityRecordingRate", "ged188.quality_recording_rate", UINT).help("how often calls are recorded"),
    repeated("Record", "NumRecords", 278, "FltRingNoAnswerTime", "ged188.ring_no_answer_time", UINT).help("ring seconds before redirect"),
    repeated("Record", "NumRecords", 279, "FltSilentMonitorWarningMessage", "ged188.silent_monitor_warning_message", UINT).help("warn agent when silent monitor starts"),
    repeated("Record", "NumRecords", 280, "FltSilentMonitorAudibleIndication", "ged188.silent_monitor_audible_indication", UINT).help("audible click at silent monitor start"),
    repeated("Record", "NumRecords", 281, "FltSupervisorAssistCallMethod", "ged188.supervisor_assist_call_method", UINT).help("set blind conference, else consult"),
    repeated("Record", "NumRecords", 282, "FltEmergencyCallMethod", "ged188.emergency_call_method", UINT).help("set blind conference, else consult"),
    repeated("Record", "NumRecords", 283, "FltAutoRecordOnEmergency", "ged188.auto_record_on_emergency", UINT).help("record on emergency request"),
    repeated("Record", "NumRecords", 284, "FltRecordingMode", "ged188.recording_mode", UINT).help("recording through Unified CM/PIM"),
    repeated("Record", "NumRecords", 285, "FltWorkModeTimer", "ged188.work_mode_timer", UINT).help("automatic wrap-up timeout"),
    repeated("Record", "NumRecords", 286, "FltRingNoAnswerDnId", "ged188.ring_no_answer_dn_id", UINT).help("dialed number ID for ring-no-answer reroute"),
    repeated("Record", "NumRecords", 287, "FltDefaultDevicePortAddress", "ged188.default_device_port_address", STRING, 32).since(22).note("misprinted as UINT, size 4, from protocol 24 on; a STRING of 32 in AGENT_DESK_SETTINGS_CONF"),
    repeated("Record", "NumRecords", 307, "PlayZipTone", "ged188.play_zip_tone", UINT).of(values::play_zip_tone).since(24).help("1 on, 0 off at auto answer"),
    repeated("Record", "NumRecords", 306, "ACDSharedLineUsage", "ged188.acd_shared_line_usage", UINT).of(values::acd_shared_line_usage).since(24).help("1 permitted, 0 prohibited"),
};

inline constexpr Row config_peripheral_event[] = {
    fixed("NumRecords", "ged188.num_records", USHORT).help("1..10 records in the floating part"),
    repeated("Record", "NumRecords", 183, "RecordType", "ged188.record_type", USHORT).of(values::record_type),
    repeated("Record", "NumRecords", 271, "ConfigPeripheralID", "ged188.config_peripheral_id", UINT),
    repeated("Record", "NumRecords", 272, "DefaultAgentDeskSettingsID", "ged188.default_agent_desk_settings_id", UINT).of(values::default_desk_settings).help("peripheral's default desk settings"),
};

inline constexpr Row config_device_event[] = {
    fixed("NumRecords", "ged188.num_records", USHORT).help("1..10 records in the floating part"),
    repeated("Record", "NumRecords", 183, "RecordType", "ged188.record_type", USHORT).of(values::record_type),
    repeated("Record", "NumRecords", 208, "FltPeripheralID", "ged188.peripheral_id", UINT).of(values::null_peripheral_id).help("peripheral of this record"),
    repeated("Record", "NumRecords", 184, "PeripheralNumber", "ged188.peripheral_number", UINT).help("device number or ID"),
    repeated("Record", "NumRecords", 195, "DeviceType", "ged188.device_type", USHORT).of(values::config_device_type).help("0..7"),
    repeated("Record", "NumRecords", 129, "MaxQueued", "ged188.max_queued", UINT).help("max calls queued to the device"),
    repeated("Record", "NumRecords", 193, "FltServiceID", "ged188.service_id", UINT).of(values::null_service).help("associated service, if any"),
    repeated("Record", "NumRecords", 11, "DialedNumber", "ged188.dialed_number", STRING, 40).help("number dialed"),
    repeated("Record", "NumRecords", 10, "DNIS", "ged188.dnis", STRING, 32),
    repeated("Record", "NumRecords", 173, "Extension", "ged188.extension", STRING, 16),
    repeated("Record", "NumRecords", 134, "Description", "ged188.description", STRING, 128),
};

inline constexpr Row config_call_type_event[] = {
    fixed("NumRecords", "ged188.num_records", USHORT).help("1..10 records in the floating part"),
    repeated("Record", "NumRecords", 183, "RecordType", "ged188.record_type", USHORT).of(values::record_type),
    repeated("Record", "NumRecords", 210, "FltCallTypeID", "ged188.call_type_id", UINT).help("unique record key"),
    repeated("Record", "NumRecords", 211, "CustomerDefinitionID", "ged188.customer_definition_id", UINT).help("0, unused in UCCE"),
    repeated("Record", "NumRecords", 212, "EnterpriseName", "ged188.enterprise_name", STRING, 32).help("call type name"),
    repeated("Record", "NumRecords", 134, "Description", "ged188.description", STRING, 128),
    repeated("Record", "NumRecords", 174, "ServiceLevelThreshold", "ged188.service_level_threshold", UINT).help("seconds"),
    repeated("Record", "NumRecords", 175, "ServiceLevelType", "ged188.service_level_type", UINT),
};

inline constexpr Row config_mrd_event[] = {
    fixed("NumRecords", "ged188.num_records", USHORT).help("1..10 records in the floating part").note("the layout tables of protocols 23 to 25 print number 245, that of CONFIG_CALL_TYPE_EVENT; the message set says 254"),
    repeated("Record", "NumRecords", 183, "RecordType", "ged188.record_type", USHORT).of(values::record_type),
    repeated("Record", "NumRecords", 216, "FltMRDomainID", "ged188.mr_domain_id", UINT).help("unique record key"),
    repeated("Record", "NumRecords", 212, "FltEnterpriseName", "ged188.enterprise_name", STRING, 32).help("MRD name"),
    repeated("Record", "NumRecords", 134, "FltDescription", "ged188.description", STRING, 128),
    repeated("Record", "NumRecords", 250, "FltMaxTaskDuration", "ged188.max_task_duration", UINT).help("seconds"),
    repeated("Record", "NumRecords", 251, "FltInterruptible", "ged188.interruptible", BOOL).help("tasks from other MRDs may interrupt"),
};

inline constexpr Row config_agent_service_event[] = {
    fixed("NumRecords", "ged188.num_records", USHORT).help("1..10 records in the floating part"),
    repeated("Record", "NumRecords", 141, "AgentSkillTargetID", "ged188.agent_skill_target_id", UINT).help("agent whose services change"),
    repeated("Record", "NumRecords", 310, "NumOfEnabledServices", "ged188.num_of_enabled_services", USHORT).help("0 = all services disabled"),
    repeated("Record", "NumRecords", 309, "FltEnabledServices", "ged188.enabled_services", USHORT_ARRAY).sized_by("NumOfEnabledServices").of(values::enabled_services).help("array"),
    repeated("Record", "NumRecords", 183, "RecordType", "ged188.record_type", USHORT).of(values::record_type),
};

inline constexpr Row config_end_event[] = {
    fixed("ConfigEndStatus", "ged188.config_end_status", UINT).of(values::config_end_status),
    floating(7, "Text", "ged188.text", STRING, 255).help("error or information text"),
};

/// Unified CCX sends who is in a team in a layout of its own.
inline constexpr Row team_config_event_uccx[] = {
    fixed("TeamID", "ged188.team_id", UINT),
    fixed("NumRecords", "ged188.num_records", USHORT).help("members in the floating part"),
    fixed("Operation", "ged188.operation", USHORT).of(values::team_operation),
    fixed("Reserved1", "ged188.reserved1", UINT),
    fixed("Reserved2", "ged188.reserved2", UINT),
    floating(204, "TeamName", "ged188.team_name", STRING, 50),
    repeated("Team member", "NumRecords", 194, "AgentID", "ged188.agent_id_long", STRING, 129),
    repeated("Team member", "NumRecords", 87, "AgentFlags", "ged188.agent_flags", USHORT).of(values::agent_flags),
};

inline constexpr Layout configuration[] = {
    Layout{230, "CONFIG_REQUEST_KEY_EVENT", config_request_key_event},
    Layout{231, "CONFIG_KEY_EVENT", config_key_event}.in(Dialect::ucce),
    Layout{231, "CONFIG_KEY_EVENT", config_key_event_uccx}.in(Dialect::uccx),
    Layout{232, "CONFIG_REQUEST_EVENT", config_request_event}.in(Dialect::ucce),
    Layout{232, "CONFIG_REQUEST_EVENT", config_request_event_uccx}.in(Dialect::uccx),
    Layout{233, "CONFIG_BEGIN_EVENT", config_begin_event}.in(Dialect::ucce),
    Layout{233, "CONFIG_BEGIN_EVENT", config_begin_event_uccx}.in(Dialect::uccx),
    Layout{235, "CONFIG_SERVICE_EVENT", config_service_event},
    Layout{236, "CONFIG_SKILL_GROUP_EVENT", config_skill_group_event},
    Layout{237, "CONFIG_AGENT_EVENT", config_agent_event},
    Layout{276, "CONFIG_TERMINAL_EVENT", config_terminal_event},
    Layout{261, "CONFIG_AGENT_DESK_SETTINGS_EVENT", config_agent_desk_settings_event},
    Layout{260, "CONFIG_PERIPHERAL_EVENT", config_peripheral_event},
    Layout{238, "CONFIG_DEVICE_EVENT", config_device_event},
    Layout{245, "CONFIG_CALL_TYPE_EVENT", config_call_type_event},
    Layout{254, "CONFIG_MRD_EVENT", config_mrd_event},
    Layout{282, "CONFIG_AGENT_SERVICE_EVENT", config_agent_service_event},
    Layout{234, "CONFIG_END_EVENT", config_end_event},
    Layout{243, "TEAM_CONFIG_EVENT", team_config_event_uccx}.in(Dialect::uccx),
};

} // namespace cti::ged188::layouts
