# SPDX-License-Identifier: GPL-2.0-or-later
"""What the CTI Server Message Reference Guide (protocols 9 to 25) and the Unified CCX CTI Protocol Developer Guide say
about the layout of GED-188 messages, in a form of its own: the reference decoder must not share tables with the plugin.

LAYOUTS   number and name of a message, then its parts:
          fixed     name:TYPE in the order on the wire; @N: since protocol version N; @N/M: the guide of M has it already
          tags      tag=name:TYPE of the floating fields; TYPE[] is an array that fills its field
          untagged  floating fields whose tag number is not published
          A name with [..] is a variant of the message of that number.
NO_LAYOUT messages whose number is published and whose layout is not.
TAGS      every published tag; UNTYPED where the type is not published.
EARLIER_TAGS what a tag was up to the protocol version before the colon.
Names are display filter names without "ged188.".
"""

LAYOUTS = """
1 FAILURE_CONF
  fixed invoke_id:UINT failure_code:USHORT peripheral_error_code:UINT
1 FAILURE_CONF[v9..v17]
  fixed invoke_id:UINT status:UINT
1 FAILURE_CONF[UCCX]
  fixed invoke_id:UINT status:UINT
  tags 7=text:STRING
2 FAILURE_EVENT
  fixed status:UINT
3 OPEN_REQ
  fixed invoke_id:UINT version_number:UINT idle_timeout:UINT peripheral_id:UINT services_requested:UINT
    call_msg_mask:UINT agent_state_mask:UINT config_msg_mask:UINT reserved1:UINT reserved2:UINT reserved3:UINT
  tags 1=client_id:STRING 2=client_password:UNSPEC 3=client_signature:STRING 4=agent_extension:STRING
    5=agent_id:STRING 6=agent_instrument:STRING 97=application_path_id:INT
  untagged unique_instance_id:STRING
4 OPEN_CONF
  fixed invoke_id:UINT services_granted:UINT monitor_id:UINT pg_status:UINT icm_central_controller_time:TIME@6
    peripheral_online:BOOL@5 peripheral_type:USHORT agent_state:USHORT department_id:INT@19 session_type:USHORT@24/23
  tags 4=agent_extension:STRING 5=agent_id:STRING 6=agent_instrument:STRING 228=num_peripherals:USHORT
    208=peripheral_id:UINT 224=multiline_agent_control:USHORT
4 OPEN_CONF[v14..v18]
  fixed invoke_id:UINT services_granted:UINT monitor_id:UINT pg_status:UINT icm_central_controller_time:TIME
    peripheral_online:BOOL peripheral_type:USHORT agent_state:USHORT
  tags 4=agent_extension:STRING 5=agent_id:STRING 6=agent_instrument:STRING 228=num_peripherals:USHORT
    208=peripheral_id:UINT 224=multiline_agent_control:USHORT
4 OPEN_CONF[UCCX]
  fixed invoke_id:UINT services_granted:UINT reserved1:UINT reserved2:UINT reserved3:TIME unified_ccx_online:BOOL
    reserved4:USHORT agent_state:USHORT
  tags 4=agent_extension:STRING 5=reserved5:STRING 6=agent_instrument:STRING 194=agent_id:STRING
    228=num_peripherals:USHORT 208=peripheral_id:UINT 224=multiline_agent_control:USHORT
5 HEARTBEAT_REQ
  fixed invoke_id:UINT
6 HEARTBEAT_CONF
  fixed invoke_id:UINT
7 CLOSE_REQ
  fixed invoke_id:UINT status:UINT
8 CLOSE_CONF
  fixed invoke_id:UINT
9 CALL_DELIVERED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT line_handle:USHORT line_type:USHORT service_number:UINT service_id:UINT
    skill_group_number:UINT@7 skill_group_id:UINT@7 skill_group_priority:USHORT@7 alerting_device_type:USHORT
    calling_device_type:USHORT called_device_type:USHORT last_redirect_device_type:USHORT
    local_connection_state:USHORT event_cause:USHORT num_named_variables:USHORT num_named_arrays:USHORT
  tags 25=connection_device_id:STRING 26=alerting_device_id:STRING 27=calling_device_id:STRING
    28=called_device_id:STRING 29=last_redirect_device_id:STRING 121=trunk_number:UINT 122=trunk_group_number:UINT
    202=secondary_connection_call_id:UINT 8=ani:STRING 215=ani_ii:STRING 9=user_to_user_info:UNSPEC 10=dnis:STRING
    11=dialed_number:STRING 12=caller_entered_digits:STRING 13=call_variable1:STRING 14=call_variable2:STRING
    15=call_variable3:STRING 16=call_variable4:STRING 17=call_variable5:STRING 18=call_variable6:STRING
    19=call_variable7:STRING 20=call_variable8:STRING 21=call_variable9:STRING 22=call_variable10:STRING
    46=call_wrapup_data:STRING 82=named_variable:NAMEDVAR 83=named_array:NAMEDARRAY
10 CALL_ESTABLISHED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT line_handle:USHORT line_type:USHORT service_number:UINT service_id:UINT
    skill_group_number:UINT skill_group_id:UINT skill_group_priority:USHORT answering_device_type:USHORT
    calling_device_type:USHORT called_device_type:USHORT last_redirect_device_type:USHORT
    local_connection_state:USHORT event_cause:USHORT
  tags 25=connection_device_id:STRING 30=answering_device_id:STRING 27=calling_device_id:STRING
    28=called_device_id:STRING 29=last_redirect_device_id:STRING 121=trunk_number:UINT 122=trunk_group_number:UINT
11 CALL_HELD_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT holding_device_type:USHORT local_connection_state:USHORT event_cause:USHORT
  tags 25=connection_device_id:STRING 31=holding_device_id:STRING
12 CALL_RETRIEVED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT retrieving_device_type:USHORT local_connection_state:USHORT event_cause:USHORT
  tags 25=connection_device_id:STRING 32=retrieving_device_id:STRING
13 CALL_CLEARED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT local_connection_state:USHORT event_cause:USHORT
  tags 25=connection_device_id:STRING
14 CALL_CONNECTION_CLEARED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT releasing_device_type:USHORT local_connection_state:USHORT event_cause:USHORT
  tags 25=connection_device_id:STRING 33=releasing_device_id:STRING
15 CALL_ORIGINATED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT line_handle:USHORT line_type:USHORT service_number:UINT service_id:UINT
    skill_group_number:UINT skill_group_id:UINT skill_group_priority:USHORT calling_device_type:USHORT
    called_device_type:USHORT local_connection_state:USHORT event_cause:USHORT
  tags 25=connection_device_id:STRING 27=calling_device_id:STRING 28=called_device_id:STRING
16 CALL_FAILED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT failing_device_type:USHORT called_device_type:USHORT local_connection_state:USHORT
    event_cause:USHORT
  tags 25=connection_device_id:STRING 34=failing_device_id:STRING 28=called_device_id:STRING
17 CALL_CONFERENCED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT primary_device_id_type:USHORT primary_call_id:UINT
    line_handle:USHORT line_type:USHORT skill_group_number:UINT skill_group_id:UINT skill_group_priority:USHORT
    num_parties:USHORT secondary_device_id_type:USHORT secondary_call_id:UINT controller_device_type:USHORT
    added_party_device_type:USHORT local_connection_state:USHORT event_cause:USHORT
  tags 35=primary_device_id:STRING 36=secondary_device_id:STRING 37=controller_device_id:STRING
    38=added_party_device_id:STRING 39=connected_party_call_id:UINT 40=connected_party_device_id_type:USHORT
    41=connected_party_device_id:STRING
18 CALL_TRANSFERRED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT primary_device_id_type:USHORT primary_call_id:UINT
    line_handle:USHORT line_type:USHORT skill_group_number:UINT skill_group_id:UINT skill_group_priority:USHORT
    num_parties:USHORT secondary_device_id_type:USHORT secondary_call_id:UINT transferring_device_type:USHORT
    transferred_device_type:USHORT local_connection_state:USHORT event_cause:USHORT
  tags 35=primary_device_id:STRING 36=secondary_device_id:STRING 42=transferring_device_id:STRING
    43=transferred_device_id:STRING 39=connected_party_call_id:UINT 40=connected_party_device_id_type:USHORT
    41=connected_party_device_id:STRING
19 CALL_DIVERTED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT service_number:UINT service_id:UINT diverting_device_type:USHORT called_device_type:USHORT
    local_connection_state:USHORT event_cause:USHORT
  tags 25=connection_device_id:STRING 44=diverting_device_id:STRING 28=called_device_id:STRING
20 CALL_SERVICE_INITIATED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT line_handle:USHORT line_type:USHORT service_number:UINT service_id:UINT
    skill_group_number:UINT skill_group_id:UINT skill_group_priority:USHORT calling_device_type:USHORT@5
    local_connection_state:USHORT event_cause:USHORT
  tags 25=connection_device_id:STRING 27=calling_device_id:STRING 223=call_reference_id:UNSPEC
    229=coc_connection_call_id:UINT 230=coc_call_connection_device_id_type:USHORT
21 CALL_QUEUED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT service_number:UINT service_id:UINT queue_device_type:USHORT calling_device_type:USHORT
    called_device_type:USHORT last_redirect_device_type:USHORT num_queued:USHORT num_skill_groups:USHORT
    local_connection_state:USHORT event_cause:USHORT
  tags 25=connection_device_id:STRING 45=queue_device_id:STRING 27=calling_device_id:STRING 28=called_device_id:STRING
    29=last_redirect_device_id:STRING 62=skill_group_number:INT 63=skill_group_id:UINT 64=skill_group_priority:USHORT
22 CALL_TRANSLATION_ROUTE_EVENT
  fixed num_named_variables:USHORT@6 num_named_arrays:USHORT@6
  tags 8=ani:STRING 9=user_to_user_info:UNSPEC 10=dnis:STRING 11=dialed_number:STRING 12=caller_entered_digits:STRING
    72=router_call_key_day:UINT 73=router_call_key_call_id:UINT 110=router_call_key_sequence_number:UINT
    13=call_variable1:STRING 14=call_variable2:STRING 15=call_variable3:STRING 16=call_variable4:STRING
    17=call_variable5:STRING 18=call_variable6:STRING 19=call_variable7:STRING 20=call_variable8:STRING
    21=call_variable9:STRING 22=call_variable10:STRING 82=named_variable:NAMEDVAR 83=named_array:NAMEDARRAY
23 BEGIN_CALL_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT num_cti_clients:USHORT num_named_variables:USHORT@6
    num_named_arrays:USHORT@6 call_type:USHORT connection_device_id_type:USHORT connection_call_id:UINT
    called_party_disposition:USHORT@8
  tags 25=connection_device_id:STRING 8=ani:STRING 9=user_to_user_info:UNSPEC 10=dnis:STRING 11=dialed_number:STRING
    12=caller_entered_digits:STRING 72=router_call_key_day:UINT 73=router_call_key_call_id:UINT
    110=router_call_key_sequence_number:UINT 13=call_variable1:STRING 14=call_variable2:STRING
    15=call_variable3:STRING 16=call_variable4:STRING 17=call_variable5:STRING 18=call_variable6:STRING
    19=call_variable7:STRING 20=call_variable8:STRING 21=call_variable9:STRING 22=call_variable10:STRING
    46=call_wrapup_data:STRING 82=named_variable:NAMEDVAR 83=named_array:NAMEDARRAY 23=cti_client_signature:STRING
    24=cti_client_timestamp:TIME 223=call_reference_id:UNSPEC
24 END_CALL_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT
  tags 25=connection_device_id:STRING
25 CALL_DATA_UPDATE_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT num_cti_clients:USHORT num_named_variables:USHORT@6
    num_named_arrays:USHORT@6 call_type:USHORT connection_device_id_type:USHORT connection_call_id:UINT
    new_connection_device_id_type:USHORT new_connection_call_id:UINT called_party_disposition:USHORT@8
    campaign_id:UINT@9 query_rule_id:UINT@9
  tags 25=connection_device_id:STRING 47=new_connection_device_id:STRING 8=ani:STRING 9=user_to_user_info:UNSPEC
    10=dnis:STRING 11=dialed_number:STRING 12=caller_entered_digits:STRING 72=router_call_key_day:UINT
    73=router_call_key_call_id:UINT 110=router_call_key_sequence_number:UINT 13=call_variable1:STRING
    14=call_variable2:STRING 15=call_variable3:STRING 16=call_variable4:STRING 17=call_variable5:STRING
    18=call_variable6:STRING 19=call_variable7:STRING 20=call_variable8:STRING 21=call_variable9:STRING
    22=call_variable10:STRING 46=call_wrapup_data:STRING 82=named_variable:NAMEDVAR 83=named_array:NAMEDARRAY
    95=customer_phone_number:STRING 96=customer_account_number:STRING 23=cti_client_signature:STRING
    24=cti_client_timestamp:TIME 223=call_reference_id:UNSPEC
26 SET_CALL_DATA_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_device_id_type:USHORT connection_call_id:UINT
    num_named_variables:USHORT@6 num_named_arrays:USHORT@6 call_type:USHORT@8 called_party_disposition:USHORT@8
    campaign_id:UINT@9 query_rule_id:UINT@9
  tags 25=connection_device_id:STRING 8=ani:STRING 9=user_to_user_info:UNSPEC 12=caller_entered_digits:STRING
    13=call_variable1:STRING 14=call_variable2:STRING 15=call_variable3:STRING 16=call_variable4:STRING
    17=call_variable5:STRING 18=call_variable6:STRING 19=call_variable7:STRING 20=call_variable8:STRING
    21=call_variable9:STRING 22=call_variable10:STRING 46=call_wrapup_data:STRING 82=named_variable:NAMEDVAR
    83=named_array:NAMEDARRAY 95=customer_phone_number:STRING 96=customer_account_number:STRING
    72=router_call_key_day:UINT 73=router_call_key_call_id:UINT 110=router_call_key_sequence_number:UINT
    232=call_originated_from:UCHAR
27 SET_CALL_DATA_CONF
  fixed invoke_id:UINT
28 RELEASE_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_device_id_type:USHORT connection_call_id:UINT
  tags 25=connection_device_id:STRING
29 RELEASE_CALL_CONF
  fixed invoke_id:UINT
30 AGENT_STATE_EVENT
  fixed monitor_id:UINT peripheral_id:UINT session_id:UINT@8 peripheral_type:USHORT skill_group_state:USHORT
    state_duration:UINT skill_group_number:UINT skill_group_id:UINT skill_group_priority:USHORT agent_state:USHORT
    event_reason_code:USHORT@6 mrdid:INT num_tasks:UINT agent_mode:USHORT max_task_limit:UINT icm_agent_id:INT@9
    agent_availability_status:UINT@9 num_flt_skill_groups:USHORT@10 department_id:INT@19
  tags 3=client_signature:STRING 23=cti_client_signature:STRING 5=agent_id:STRING 4=agent_extension:STRING
    303=active_terminal:STRING 6=agent_instrument:STRING 150=duration:UINT 123=next_agent_state:USHORT 244=direction:UINT
    62=skill_group_number:INT 63=skill_group_id:UINT 64=skill_group_priority:USHORT 65=skill_group_state:USHORT
    266=max_beyond_task_limit:UINT
31 SYSTEM_EVENT
  fixed pg_status:UINT icm_central_controller_time:TIME system_event_id:UINT system_event_arg1:UINT
    system_event_arg2:UINT system_event_arg3:UINT event_device_type:USHORT@10
  tags 7=text:STRING 206=event_device_id:STRING
32 CLIENT_EVENT_REPORT_REQ
  fixed invoke_id:UINT state:USHORT
  tags 66=object_name:STRING 7=text:STRING
33 CLIENT_EVENT_REPORT_CONF
  fixed invoke_id:UINT
34 CALL_REACHED_NETWORK_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT line_handle:USHORT@7 line_type:USHORT@7 trunk_used_device_type:USHORT
    called_device_type:USHORT local_connection_state:USHORT event_cause:USHORT
  tags 25=connection_device_id:STRING 48=trunk_used_device_id:STRING 28=called_device_id:STRING 121=trunk_number:UINT
    122=trunk_group_number:UINT
35 CONTROL_FAILURE_CONF
  fixed invoke_id:UINT failure_code:USHORT peripheral_error_code:UINT
35 CONTROL_FAILURE_CONF[UCCX]
  fixed invoke_id:UINT failure_code:USHORT peripheral_error_code:UINT
  tags 7=text:STRING
36 QUERY_AGENT_STATE_REQ
  fixed invoke_id:UINT peripheral_id:UINT mrdid:INT icm_agent_id:INT@9
  tags 4=agent_extension:STRING 5=agent_id:STRING 6=agent_instrument:STRING
37 QUERY_AGENT_STATE_CONF
  fixed invoke_id:UINT agent_state:USHORT num_skill_groups:USHORT mrdid:INT num_tasks:UINT agent_mode:USHORT
    max_task_limit:UINT icm_agent_id:INT@9 agent_availability_status:UINT@9 department_id:INT@19
  tags 5=agent_id:STRING 4=agent_extension:STRING 6=agent_instrument:STRING 62=skill_group_number:UINT
    63=skill_group_id:UINT 64=skill_group_priority:USHORT 65=skill_group_state:USHORT 255=internal_agent_state:USHORT
    266=max_beyond_task_limit:UINT
38 SET_AGENT_STATE_REQ
  fixed invoke_id:UINT peripheral_id:UINT agent_state:USHORT agent_work_mode:USHORT num_skill_groups:USHORT
    event_reason_code:USHORT forced_flag:UCHAR@10 agent_service_req:UINT@10
  tags 6=agent_instrument:STRING 303=active_terminal:STRING 5=agent_id:STRING 49=agent_password:STRING
    68=position_id:STRING 69=supervisor_id:STRING 257=sso_enabled:USHORT 62=skill_group_number:INT
    64=skill_group_priority:USHORT
39 SET_AGENT_STATE_CONF
  fixed invoke_id:UINT
40 ALTERNATE_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT active_connection_call_id:UINT other_connection_call_id:UINT
    active_connection_device_id_type:USHORT other_connection_device_id_type:USHORT
  tags 50=active_connection_device_id:STRING 52=other_connection_device_id:STRING 6=agent_instrument:STRING
41 ALTERNATE_CALL_CONF
  fixed invoke_id:UINT
42 ANSWER_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
  tags 25=connection_device_id:STRING 6=agent_instrument:STRING
43 ANSWER_CALL_CONF
  fixed invoke_id:UINT
44 CLEAR_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
  tags 25=connection_device_id:STRING 6=agent_instrument:STRING
45 CLEAR_CALL_CONF
  fixed invoke_id:UINT
46 CLEAR_CONNECTION_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
  tags 25=connection_device_id:STRING 6=agent_instrument:STRING 219=requesting_device_id:STRING
    220=requesting_device_id_type:USHORT 217=ctioscil_client_id:UNTYPED
46 CLEAR_CONNECTION_REQ[v23..v25]
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
    requesting_device_id_type:USHORT
  tags 25=connection_device_id:STRING 6=agent_instrument:STRING 219=requesting_device_id:STRING
    217=ctioscil_client_id:UNTYPED
47 CLEAR_CONNECTION_CONF
  fixed invoke_id:UINT
48 CONFERENCE_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT held_connection_call_id:UINT active_connection_call_id:UINT
    held_connection_device_id_type:USHORT active_connection_device_id_type:USHORT call_placement_type:USHORT@5
    call_manner_type:USHORT@5 alert_rings:USHORT@5 call_option:USHORT@5 facility_type:USHORT@5
    answering_machine:USHORT@5 priority:BOOL@5 post_route:BOOL@5 num_named_variables:USHORT@6
    num_named_arrays:USHORT@6
  tags 50=active_connection_device_id:STRING 53=held_connection_device_id:STRING 6=agent_instrument:STRING
    11=dialed_number:STRING 9=user_to_user_info:UNSPEC 13=call_variable1:STRING 14=call_variable2:STRING
    15=call_variable3:STRING 16=call_variable4:STRING 17=call_variable5:STRING 18=call_variable6:STRING
    19=call_variable7:STRING 20=call_variable8:STRING 21=call_variable9:STRING 22=call_variable10:STRING
    46=call_wrapup_data:STRING 82=named_variable:NAMEDVAR 83=named_array:NAMEDARRAY 51=facility_code:STRING
    77=authorization_code:STRING 78=account_code:STRING
49 CONFERENCE_CALL_CONF
  fixed invoke_id:UINT new_connection_call_id:UINT new_connection_device_id_type:USHORT num_parties:USHORT
    line_handle:USHORT line_type:USHORT
  tags 47=new_connection_device_id:STRING 39=connected_party_call_id:UINT 40=connected_party_device_id_type:USHORT
    41=connected_party_device_id:STRING
50 CONSULTATION_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT active_connection_call_id:UINT active_connection_device_id_type:USHORT
    call_placement_type:USHORT call_manner_type:USHORT consult_type:USHORT alert_rings:USHORT@5 call_option:USHORT@5
    facility_type:USHORT answering_machine:USHORT priority:BOOL post_route:BOOL num_named_variables:USHORT@6
    num_named_arrays:USHORT@6
  tags 50=active_connection_device_id:STRING 11=dialed_number:STRING 6=agent_instrument:STRING
    9=user_to_user_info:UNSPEC 13=call_variable1:STRING 14=call_variable2:STRING 15=call_variable3:STRING
    16=call_variable4:STRING 17=call_variable5:STRING 18=call_variable6:STRING 19=call_variable7:STRING
    20=call_variable8:STRING 21=call_variable9:STRING 22=call_variable10:STRING 46=call_wrapup_data:STRING
    82=named_variable:NAMEDVAR 83=named_array:NAMEDARRAY 51=facility_code:STRING 77=authorization_code:STRING
    78=account_code:STRING
51 CONSULTATION_CALL_CONF
  fixed invoke_id:UINT new_connection_call_id:UINT new_connection_device_id_type:USHORT line_handle:USHORT
    line_type:USHORT
  tags 47=new_connection_device_id:STRING
52 DEFLECT_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
    called_device_type:USHORT
  tags 25=connection_device_id:STRING 28=called_device_id:STRING 6=agent_instrument:STRING
53 DEFLECT_CALL_CONF
  fixed invoke_id:UINT
54 HOLD_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT reservation:BOOL
  tags 25=connection_device_id:STRING 6=agent_instrument:STRING
55 HOLD_CALL_CONF
  fixed invoke_id:UINT
56 MAKE_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT call_placement_type:USHORT call_manner_type:USHORT alert_rings:USHORT@5
    call_option:USHORT@5 facility_type:USHORT answering_machine:USHORT priority:BOOL post_route:BOOL
    num_named_variables:USHORT@6 num_named_arrays:USHORT@6 skill_group_number:UINT@14
  tags 6=agent_instrument:STRING 11=dialed_number:STRING 9=user_to_user_info:UNSPEC 13=call_variable1:STRING
    14=call_variable2:STRING 15=call_variable3:STRING 16=call_variable4:STRING 17=call_variable5:STRING
    18=call_variable6:STRING 19=call_variable7:STRING 20=call_variable8:STRING 21=call_variable9:STRING
    22=call_variable10:STRING 46=call_wrapup_data:STRING 82=named_variable:NAMEDVAR 83=named_array:NAMEDARRAY
    51=facility_code:STRING 77=authorization_code:STRING 78=account_code:STRING 84=cct:STRING
57 MAKE_CALL_CONF
  fixed invoke_id:UINT new_connection_call_id:UINT new_connection_device_id_type:USHORT line_handle:USHORT
    line_type:USHORT
  tags 47=new_connection_device_id:STRING
58 MAKE_PREDICTIVE_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT call_placement_type:USHORT call_manner_type:USHORT alert_rings:USHORT
    call_option:USHORT facility_type:USHORT answering_machine:USHORT priority:BOOL allocation_state:USHORT
    destination_country:USHORT@5 answer_detect_mode:USHORT@5 answer_detect_time:USHORT@5 answer_detect_control1:UINT@5
    answer_detect_control2:UINT@5 num_named_variables:USHORT@6 num_named_arrays:USHORT@6
  tags 79=originating_device_id:STRING 11=dialed_number:STRING 9=user_to_user_info:UNSPEC 13=call_variable1:STRING
    14=call_variable2:STRING 15=call_variable3:STRING 16=call_variable4:STRING 17=call_variable5:STRING
    18=call_variable6:STRING 19=call_variable7:STRING 20=call_variable8:STRING 21=call_variable9:STRING
    22=call_variable10:STRING 46=call_wrapup_data:STRING 82=named_variable:NAMEDVAR 83=named_array:NAMEDARRAY
    51=facility_code:STRING 77=authorization_code:STRING 78=account_code:STRING 80=originating_line_id:STRING
    84=cct:STRING
59 MAKE_PREDICTIVE_CALL_CONF
  fixed invoke_id:UINT new_connection_call_id:UINT new_connection_device_id_type:USHORT line_handle:USHORT
    line_type:USHORT
  tags 47=new_connection_device_id:STRING
60 RECONNECT_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT active_connection_call_id:UINT held_connection_call_id:UINT
    active_connection_device_id_type:USHORT held_connection_device_id_type:USHORT
  tags 50=active_connection_device_id:STRING 53=held_connection_device_id:STRING 6=agent_instrument:STRING
61 RECONNECT_CALL_CONF
  fixed invoke_id:UINT
62 RETRIEVE_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT held_connection_call_id:UINT held_connection_device_id_type:USHORT
  tags 53=held_connection_device_id:STRING 6=agent_instrument:STRING
63 RETRIEVE_CALL_CONF
  fixed invoke_id:UINT
64 TRANSFER_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT active_connection_call_id:UINT held_connection_call_id:UINT
    active_connection_device_id_type:USHORT held_connection_device_id_type:USHORT call_placement_type:USHORT
    call_manner_type:USHORT alert_rings:USHORT@5 call_option:USHORT@5 facility_type:USHORT answering_machine:USHORT@5
    priority:BOOL post_route:BOOL num_named_variables:USHORT@6 num_named_arrays:USHORT@6
  tags 50=active_connection_device_id:STRING 53=held_connection_device_id:STRING 6=agent_instrument:STRING
    11=dialed_number:STRING 9=user_to_user_info:UNSPEC 13=call_variable1:STRING 14=call_variable2:STRING
    15=call_variable3:STRING 16=call_variable4:STRING 17=call_variable5:STRING 18=call_variable6:STRING
    19=call_variable7:STRING 20=call_variable8:STRING 21=call_variable9:STRING 22=call_variable10:STRING
    46=call_wrapup_data:STRING 82=named_variable:NAMEDVAR 83=named_array:NAMEDARRAY 51=facility_code:STRING
    77=authorization_code:STRING 78=account_code:STRING
65 TRANSFER_CALL_CONF
  fixed invoke_id:UINT new_connection_call_id:UINT new_connection_device_id_type:USHORT num_parties:USHORT
    line_handle:USHORT line_type:USHORT
  tags 47=new_connection_device_id:STRING 39=connected_party_call_id:UINT 40=connected_party_device_id_type:USHORT
    41=connected_party_device_id:STRING
78 QUERY_DEVICE_INFO_REQ
  fixed invoke_id:UINT peripheral_id:UINT reserved:USHORT
  tags 6=agent_instrument:STRING
79 QUERY_DEVICE_INFO_CONF
  fixed invoke_id:UINT peripheral_type:USHORT type_of_device:USHORT class_of_device:USHORT num_lines:USHORT
    reserved:USHORT max_active_calls:USHORT@6 max_held_calls:USHORT@6 max_devices_in_conference:USHORT@6
    make_call_setup:UINT@6 transfer_conference_setup:UINT@6 call_events_supported:UINT@6 call_control_supported:UINT@6
    other_features_supported:UINT@6
  tags 70=line_handle:USHORT 71=line_type:USHORT
82 SNAPSHOT_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
  tags 25=connection_device_id:STRING
83 SNAPSHOT_CALL_CONF
  fixed invoke_id:UINT call_type:USHORT num_cti_clients:USHORT num_call_devices:USHORT num_named_variables:USHORT@6
    num_named_arrays:USHORT@6 called_party_disposition:USHORT@8
  tags 8=ani:STRING 9=user_to_user_info:UNSPEC 10=dnis:STRING 11=dialed_number:STRING 12=caller_entered_digits:STRING
    72=router_call_key_day:UINT 73=router_call_key_call_id:UINT 13=call_variable1:STRING 14=call_variable2:STRING
    15=call_variable3:STRING 16=call_variable4:STRING 17=call_variable5:STRING 18=call_variable6:STRING
    19=call_variable7:STRING 20=call_variable8:STRING 21=call_variable9:STRING 22=call_variable10:STRING
    46=call_wrapup_data:STRING 82=named_variable:NAMEDVAR 83=named_array:NAMEDARRAY 23=cti_client_signature:STRING
    24=cti_client_timestamp:TIME 56=call_connection_call_id:UINT 57=call_connection_device_id_type:USHORT
    58=call_connection_device_id:STRING 59=call_device_type:USHORT 60=call_device_id:STRING
    61=call_device_connection_state:USHORT 223=call_reference_id:UNSPEC 229=coc_connection_call_id:UINT
    230=coc_call_connection_device_id_type:USHORT 231=coc_call_connection_device_id:STRING
    294=protocol_reference_guid:STRING 311=ccai_config_id:STRING 310=num_of_enabled_services:USHORT
    309=enabled_services:USHORT[]
84 SNAPSHOT_DEVICE_REQ
  fixed invoke_id:UINT peripheral_id:UINT snapshot_device_type:USHORT
  tags 6=agent_instrument:STRING
85 SNAPSHOT_DEVICE_CONF
  fixed invoke_id:UINT num_calls:USHORT
  tags 56=call_connection_call_id:UINT 57=call_connection_device_id_type:USHORT 58=call_connection_device_id:STRING
    75=call_state:USHORT 218=silent_monitor_status:USHORT
86 CALL_DEQUEUED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT queue_device_type:USHORT service_number:UINT service_id:UINT num_queued:USHORT
    num_skill_groups:USHORT local_connection_state:USHORT event_cause:USHORT
  tags 25=connection_device_id:STRING 62=skill_group_number:UINT 63=skill_group_id:UINT 64=skill_group_priority:USHORT
91 SEND_DTMF_SIGNAL_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
    tone_duration:USHORT pause_duration:UINT
  tags 25=connection_device_id:STRING 67=dtmf_string:STRING 6=agent_instrument:STRING
    217=ctioscil_client_id:UNTYPED
92 SEND_DTMF_SIGNAL_CONF
  fixed invoke_id:UINT
93 MONITOR_START_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT call_msg_mask:UINT agent_state_mask:UINT
    connection_device_id_type:USHORT monitored_device_type:USHORT
  tags 25=connection_device_id:STRING 76=monitored_device_id:STRING
94 MONITOR_START_CONF
  fixed invoke_id:UINT monitor_id:UINT
95 MONITOR_STOP_REQ
  fixed invoke_id:UINT monitor_id:UINT
96 MONITOR_STOP_CONF
  fixed invoke_id:UINT
97 CHANGE_MONITOR_MASK_REQ
  fixed invoke_id:UINT monitor_id:UINT call_msg_mask:UINT agent_state_mask:UINT
98 CHANGE_MONITOR_MASK_CONF
  fixed invoke_id:UINT
99 CLIENT_SESSION_OPENED_EVENT
  fixed session_id:UINT peripheral_id:UINT services_granted:UINT call_msg_mask:UINT agent_state_mask:UINT
    client_port:UINT@5
  tags 81=client_address:STRING 1=client_id:STRING 3=client_signature:STRING 4=agent_extension:STRING
    5=agent_id:STRING 6=agent_instrument:STRING
    226=client_address_ipv6:STRING
100 CLIENT_SESSION_CLOSED_EVENT
  fixed session_id:UINT peripheral_id:UINT status:UINT client_port:UINT@5
  tags 81=client_address:STRING 1=client_id:STRING 3=client_signature:STRING 4=agent_extension:STRING
    5=agent_id:STRING 6=agent_instrument:STRING
    226=client_address_ipv6:STRING
101 SESSION_MONITOR_START_REQ
  fixed invoke_id:UINT session_id:UINT
102 SESSION_MONITOR_START_CONF
  fixed invoke_id:UINT monitor_id:UINT
103 SESSION_MONITOR_STOP_REQ
  fixed invoke_id:UINT monitor_id:UINT
104 SESSION_MONITOR_STOP_CONF
  fixed invoke_id:UINT
105 AGENT_PRE_CALL_EVENT
  fixed monitor_id:UINT num_named_variables:USHORT num_named_arrays:USHORT service_number:UINT@6 service_id:UINT@6
    skill_group_number:UINT@6 skill_group_id:UINT@6 skill_group_priority:USHORT@6 mrdid:INT
    agent_skill_target_id:UINT@20
  tags 6=agent_instrument:STRING 72=router_call_key_day:UINT 73=router_call_key_call_id:UINT
    110=router_call_key_sequence_number:UINT 8=ani:STRING 9=user_to_user_info:UNSPEC 11=dialed_number:STRING
    12=caller_entered_digits:STRING 210=call_type_id:UINT 221=pre_call_invoke_id:UINT 13=call_variable1:STRING
    14=call_variable2:STRING 15=call_variable3:STRING 16=call_variable4:STRING 17=call_variable5:STRING
    18=call_variable6:STRING 19=call_variable7:STRING 20=call_variable8:STRING 21=call_variable9:STRING
    22=call_variable10:STRING 82=named_variable:NAMEDVAR 83=named_array:NAMEDARRAY 5=agent_id:STRING
    294=protocol_reference_guid:STRING 310=num_of_enabled_services:USHORT 309=enabled_services:USHORT[]
    311=ccai_config_id:STRING
106 AGENT_PRE_CALL_ABORT_EVENT
  fixed monitor_id:UINT mrdid:INT
  tags 6=agent_instrument:STRING 72=router_call_key_day:UINT 73=router_call_key_call_id:UINT
    110=router_call_key_sequence_number:UINT
107 USER_MESSAGE_REQ
  fixed invoke_id:UINT peripheral_id:UINT@6 distribution:USHORT
  tags 1=client_id:STRING 4=agent_extension:STRING 5=agent_id:STRING 6=agent_instrument:STRING 7=text:STRING
    217=ctioscil_client_id:UNTYPED
108 USER_MESSAGE_CONF
  fixed invoke_id:UINT
109 USER_MESSAGE_EVENT
  fixed icm_central_controller_time:TIME distribution:USHORT
  tags 1=client_id:STRING 7=text:STRING
110 REGISTER_VARIABLES_REQ
  fixed invoke_id:UINT call_variable_mask:USHORT num_named_variables:USHORT num_named_arrays:USHORT
  tags 82=named_variable:NAMEDVAR 83=named_array:NAMEDARRAY
111 REGISTER_VARIABLES_CONF
  fixed invoke_id:UINT
112 QUERY_AGENT_STATISTICS_REQ
  fixed invoke_id:UINT peripheral_id:UINT
  tags 4=agent_extension:STRING 5=agent_id:STRING 6=agent_instrument:STRING
113 QUERY_AGENT_STATISTICS_CONF
  fixed invoke_id:UINT peripheral_id:UINT avail_time_session:UINT logged_on_time_session:UINT
    not_ready_time_session:UINT icm_available_time_session:UINT@9 routable_time_session:UINT@9
    agent_out_calls_session:UINT agent_out_calls_talk_time_session:UINT agent_out_calls_time_session:UINT
    agent_out_calls_held_session:UINT agent_out_calls_held_time_session:UINT handled_calls_session:UINT
    handled_calls_talk_time_session:UINT handled_calls_after_call_time_session:UINT@6 handled_calls_time_session:UINT
    incoming_calls_held_session:UINT incoming_calls_held_time_session:UINT internal_calls_session:UINT
    internal_calls_time_session:UINT internal_calls_rcvd_session:UINT internal_calls_rcvd_time_session:UINT
    internal_calls_held_session:UINT internal_calls_held_time_session:UINT auto_out_calls_session:UINT
    auto_out_calls_talk_time_session:UINT auto_out_calls_time_session:UINT auto_out_calls_held_session:UINT
    auto_out_calls_held_time_session:UINT preview_calls_session:UINT preview_calls_talk_time_session:UINT
    preview_calls_time_session:UINT preview_calls_held_session:UINT preview_calls_held_time_session:UINT
    reservation_calls_session:UINT reservation_calls_talk_time_session:UINT reservation_calls_time_session:UINT
    reservation_calls_held_session:UINT reservation_calls_held_time_session:UINT barge_in_calls_session:UINT
    intercept_calls_session:UINT monitor_calls_session:UINT whisper_calls_session:UINT emergency_calls_session:UINT
    avail_time_today:UINT logged_on_time_today:UINT not_ready_time_today:UINT icm_available_time_today:UINT@9
    routable_time_today:UINT@9 agent_out_calls_today:UINT agent_out_calls_talk_time_today:UINT
    agent_out_calls_time_today:UINT agent_out_calls_held_today:UINT agent_out_calls_held_time_today:UINT
    handled_calls_today:UINT handled_calls_talk_time_today:UINT handled_calls_after_call_time_today:UINT@6
    handled_calls_time_today:UINT incoming_calls_held_today:UINT incoming_calls_held_time_today:UINT
    internal_calls_today:UINT internal_calls_time_today:UINT internal_calls_rcvd_today:UINT
    internal_calls_rcvd_time_today:UINT internal_calls_held_today:UINT internal_calls_held_time_today:UINT
    auto_out_calls_today:UINT auto_out_calls_talk_time_today:UINT auto_out_calls_time_today:UINT
    auto_out_calls_held_today:UINT auto_out_calls_held_time_today:UINT preview_calls_today:UINT
    preview_calls_talk_time_today:UINT preview_calls_time_today:UINT preview_calls_held_today:UINT
    preview_calls_held_time_today:UINT reservation_calls_today:UINT reservation_calls_talk_time_today:UINT
    reservation_calls_time_today:UINT reservation_calls_held_today:UINT reservation_calls_held_time_today:UINT
    barge_in_calls_today:UINT intercept_calls_today:UINT monitor_calls_today:UINT whisper_calls_today:UINT
    emergency_calls_today:UINT
  tags 4=agent_extension:STRING 5=agent_id:STRING 6=agent_instrument:STRING
114 QUERY_SKILL_GROUP_STATISTICS_REQ
  fixed invoke_id:UINT peripheral_id:UINT skill_group_number:UINT skill_group_id:UINT
115 QUERY_SKILL_GROUP_STATISTICS_CONF
  fixed invoke_id:UINT peripheral_id:UINT skill_group_number:UINT skill_group_id:UINT agents_logged_on:UINT
    agents_avail:UINT agents_not_ready:UINT agents_ready:UINT agents_talking_in:UINT agents_talking_out:UINT
    agents_talking_other:UINT agents_work_not_ready:UINT agents_work_ready:UINT agents_busy_other:UINT
    agents_reserved:UINT agents_hold:UINT agents_icm_available:UINT@9 agents_application_available:UINT@9
    agents_talking_auto_out:UINT agents_talking_preview:UINT agents_talking_reservation:UINT router_calls_q_now:UINT
    longest_router_call_q_now:UINT calls_q_now:UINT calls_q_time_now:UINT longest_call_q_now:UINT avail_time_to5:UINT
    logged_on_time_to5:UINT not_ready_time_to5:UINT agent_out_calls_to5:UINT agent_out_calls_talk_time_to5:UINT
    agent_out_calls_time_to5:UINT agent_out_calls_held_to5:UINT agent_out_calls_held_time_to5:UINT
    handled_calls_to5:UINT handled_calls_talk_time_to5:UINT handled_calls_after_call_time_to5:UINT
    handled_calls_time_to5:UINT incoming_calls_held_to5:UINT incoming_calls_held_time_to5:UINT
    internal_calls_rcvd_to5:UINT internal_calls_rcvd_time_to5:UINT internal_calls_held_to5:UINT
    internal_calls_held_time_to5:UINT auto_out_calls_to5:UINT auto_out_calls_talk_time_to5:UINT
    auto_out_calls_time_to5:UINT auto_out_calls_held_to5:UINT auto_out_calls_held_time_to5:UINT preview_calls_to5:UINT
    preview_calls_talk_time_to5:UINT preview_calls_time_to5:UINT preview_calls_held_to5:UINT
    preview_calls_held_time_to5:UINT reservation_calls_to5:UINT reservation_calls_talk_time_to5:UINT
    reservation_calls_time_to5:UINT reservation_calls_held_to5:UINT reservation_calls_held_time_to5:UINT
    barge_in_calls_to5:UINT intercept_calls_to5:UINT monitor_calls_to5:UINT whisper_calls_to5:UINT
    emergency_calls_to5:UINT calls_q5:UINT calls_q_time5:UINT longest_call_q5:UINT avail_time_to_half:UINT
    logged_on_time_to_half:UINT not_ready_time_to_half:UINT agent_out_calls_to_half:UINT
    agent_out_calls_talk_time_to_half:UINT agent_out_calls_time_to_half:UINT agent_out_calls_held_to_half:UINT
    agent_out_calls_held_time_to_half:UINT handled_calls_to_half:UINT handled_calls_talk_time_to_half:UINT
    handled_calls_after_call_time_to_half:UINT@6 handled_calls_time_to_half:UINT incoming_calls_held_to_half:UINT
    incoming_calls_held_time_to_half:UINT internal_calls_rcvd_to_half:UINT internal_calls_rcvd_time_to_half:UINT
    internal_calls_held_to_half:UINT internal_calls_held_time_to_half:UINT auto_out_calls_to_half:UINT
    auto_out_calls_talk_time_to_half:UINT auto_out_calls_time_to_half:UINT auto_out_calls_held_to_half:UINT
    auto_out_calls_held_time_to_half:UINT preview_calls_to_half:UINT preview_calls_talk_time_to_half:UINT
    preview_calls_time_to_half:UINT preview_calls_held_to_half:UINT preview_calls_held_time_to_half:UINT
    reservation_calls_to_half:UINT reservation_calls_talk_time_to_half:UINT reservation_calls_time_to_half:UINT
    reservation_calls_held_to_half:UINT reservation_calls_held_time_to_half:UINT barge_in_calls_to_half:UINT
    intercept_calls_to_half:UINT monitor_calls_to_half:UINT whisper_calls_to_half:UINT emergency_calls_to_half:UINT
    calls_q_half:UINT calls_q_time_half:UINT longest_call_q_half:UINT avail_time_today:UINT logged_on_time_today:UINT
    not_ready_time_today:UINT agent_out_calls_today:UINT agent_out_calls_talk_time_today:UINT
    agent_out_calls_time_today:UINT agent_out_calls_held_today:UINT agent_out_calls_held_time_today:UINT
    handled_calls_today:UINT handled_calls_talk_time_today:UINT handled_calls_after_call_time_today:UINT@6
    handled_calls_time_today:UINT incoming_calls_held_today:UINT incoming_calls_held_time_today:UINT
    internal_calls_rcvd_today:UINT internal_calls_rcvd_time_today:UINT internal_calls_held_today:UINT
    internal_calls_held_time_today:UINT auto_out_calls_today:UINT auto_out_calls_talk_time_today:UINT
    auto_out_calls_time_today:UINT auto_out_calls_held_today:UINT auto_out_calls_held_time_today:UINT
    preview_calls_today:UINT preview_calls_talk_time_today:UINT preview_calls_time_today:UINT
    preview_calls_held_today:UINT preview_calls_held_time_today:UINT reservation_calls_today:UINT
    reservation_calls_talk_time_today:UINT reservation_calls_time_today:UINT reservation_calls_held_today:UINT
    reservation_calls_held_time_today:UINT barge_in_calls_today:UINT intercept_calls_today:UINT
    monitor_calls_today:UINT whisper_calls_today:UINT emergency_calls_today:UINT calls_q_today:UINT
    calls_q_time_today:UINT longest_call_q_today:UINT
116 RTP_STARTED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT client_port:UINT direction:USHORT rtp_type:USHORT bit_rate:UINT
    echo_cancellation:USHORT packet_size:UINT payload_type:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT
  tags 25=connection_device_id:STRING 81=client_address:STRING 5=agent_id:STRING 4=agent_extension:STRING
    6=agent_instrument:STRING 125=sending_address:STRING 126=sending_port:UINT
    226=client_address_ipv6:STRING 227=sending_address_ipv6:STRING
117 RTP_STOPPED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT client_port:UINT direction:USHORT connection_device_id_type:USHORT
    connection_call_id:UINT
  tags 25=connection_device_id:STRING 81=client_address:STRING 5=agent_id:STRING 4=agent_extension:STRING
    6=agent_instrument:STRING 125=sending_address:STRING 126=sending_port:UINT
    226=client_address_ipv6:STRING 227=sending_address_ipv6:STRING
118 SUPERVISOR_ASSIST_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
  tags 25=connection_device_id:STRING 4=agent_extension:STRING 5=agent_id:STRING 6=agent_instrument:STRING
119 SUPERVISOR_ASSIST_CONF
  fixed invoke_id:UINT connection_call_id:UINT connection_device_id_type:USHORT line_handle:USHORT line_type:USHORT
  tags 25=connection_device_id:STRING
121 EMERGENCY_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
  tags 25=connection_device_id:STRING 4=agent_extension:STRING 5=agent_id:STRING 6=agent_instrument:STRING
122 EMERGENCY_CALL_CONF
  fixed invoke_id:UINT connection_call_id:UINT connection_device_id_type:USHORT line_handle:USHORT line_type:USHORT
  tags 25=connection_device_id:STRING
123 EMERGENCY_CALL_EVENT
  fixed peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT session_id:UINT
  tags 25=connection_device_id:STRING 1=client_id:STRING 81=client_address:STRING 4=agent_extension:STRING
    5=agent_id:STRING 6=agent_instrument:STRING
    226=client_address_ipv6:STRING
124 SUPERVISE_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT agent_connection_call_id:UINT supervisor_connection_call_id:UINT
    agent_connection_device_id_type:USHORT supervisor_connection_device_id_type:USHORT supervisory_action:USHORT
  tags 90=agent_connection_device_id:STRING 91=supervisor_connection_device_id:STRING 4=agent_extension:STRING
    5=agent_id:STRING 6=agent_instrument:STRING 85=supervisor_instrument:STRING
125 SUPERVISE_CALL_CONF
  fixed invoke_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
  tags 25=connection_device_id:STRING
128 AGENT_TEAM_CONFIG_EVENT
  fixed peripheral_id:UINT team_id:UINT number_of_agents:USHORT config_operation:USHORT department_id:INT@19
  tags 243=agent_team_name:STRING 86=atc_agent_id:STRING 87=agent_flags:USHORT 88=atc_agent_state:USHORT
    89=atc_state_duration:UINT
129 SET_APP_DATA_REQ
  fixed invoke_id:UINT
  tags 97=application_path_id:INT 13=call_variable1:STRING 14=call_variable2:STRING 15=call_variable3:STRING
    16=call_variable4:STRING 17=call_variable5:STRING 18=call_variable6:STRING 19=call_variable7:STRING
    20=call_variable8:STRING 21=call_variable9:STRING 22=call_variable10:STRING 210=call_type_id:UINT
    221=pre_call_invoke_id:UINT
130 SET_APP_DATA_CONF
  fixed invoke_id:UINT
131 AGENT_DESK_SETTINGS_REQ
  fixed invoke_id:UINT peripheral_id:UINT
  tags 5=agent_id:STRING
132 AGENT_DESK_SETTINGS_CONF
  fixed invoke_id:UINT peripheral_id:UINT desk_settings_mask:UINT wrapup_data_incoming_mode:UINT
    wrapup_data_outgoing_mode:UINT logout_non_activity_time:UINT quality_recording_rate:UINT ring_no_answer_time:UINT
    silent_monitor_warning_message:UINT silent_monitor_audible_indication:UINT supervisor_assist_call_method:UINT
    emergency_call_method:UINT auto_record_on_emergency:UINT recording_mode:UINT work_mode_timer:UINT
    ring_no_answer_dn:UINT
  tags 93=default_device_port_address:STRING 307=play_zip_tone:UINT 306=acd_shared_line_usage:UINT
133 LIST_AGENT_TEAM_REQ
  fixed invoke_id:UINT supervisor_id:UINT
134 LIST_AGENT_TEAM_CONF
  fixed invoke_id:UINT number_of_agent_teams:USHORT segment_number:USHORT more:USHORT
  tags 92=team_id:UINT
135 MONITOR_AGENT_TEAM_START_REQ
  fixed invoke_id:UINT team_id:UINT
136 MONITOR_AGENT_TEAM_START_CONF
  fixed invoke_id:UINT monitor_id:UINT
137 MONITOR_AGENT_TEAM_STOP_REQ
  fixed invoke_id:UINT monitor_id:UINT
138 MONITOR_AGENT_TEAM_STOP_CONF
  fixed invoke_id:UINT
139 BAD_CALL_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_device_id_type:USHORT connection_call_id:UINT
  tags 25=connection_device_id:STRING 5=agent_id:STRING
140 BAD_CALL_CONF
  fixed invoke_id:UINT
141 SET_DEVICE_ATTRIBUTES_REQ
  fixed invoke_id:UINT peripheral_id:UINT service_number:UINT service_id:UINT skill_group_number:UINT
    skill_group_id:UINT skill_group_priority:USHORT call_type:USHORT calling_device_type:USHORT
  tags 27=calling_device_id:STRING
142 SET_DEVICE_ATTRIBUTES_CONF
  fixed invoke_id:UINT
143 REGISTER_SERVICE_REQ
  fixed invoke_id:UINT server_mode:USHORT
  tags 94=service_name:STRING
144 REGISTER_SERVICE_CONF
  fixed invoke_id:UINT registered_service_id:UINT
145 UNREGISTER_SERVICE_REQ
  fixed invoke_id:UINT registered_service_id:UINT
146 UNREGISTER_SERVICE_CONF
  fixed invoke_id:UINT
147 START_RECORDING_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT client_port:UINT bit_rate:UINT packet_size:UINT
    connection_device_id_type:USHORT direction:USHORT rtp_type:USHORT echo_cancellation:USHORT payload_type:USHORT
  tags 25=connection_device_id:STRING 1=client_id:STRING 81=client_address:STRING 4=agent_extension:STRING
    5=agent_id:STRING 6=agent_instrument:STRING
    226=client_address_ipv6:STRING
148 START_RECORDING_CONF
  fixed invoke_id:UINT session_id:UINT server_data:UINT
  tags 1=client_id:STRING 81=client_address:STRING
    226=client_address_ipv6:STRING
149 STOP_RECORDING_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT client_port:UINT session_id:UINT server_data:UINT
    connection_device_id_type:USHORT direction:USHORT
  tags 25=connection_device_id:STRING 1=client_id:STRING 81=client_address:STRING 4=agent_extension:STRING
    5=agent_id:STRING 6=agent_instrument:STRING
    226=client_address_ipv6:STRING
150 STOP_RECORDING_CONF
  fixed invoke_id:UINT
  tags 1=client_id:STRING 81=client_address:STRING
    226=client_address_ipv6:STRING
230 CONFIG_REQUEST_KEY_EVENT
  fixed peripheral_id:UINT
  tags 131=customer_id:UINT
231 CONFIG_KEY_EVENT
  fixed configkey_status:UINT
  tags 177=service_config_key:UNSPEC 178=skill_group_config_key:UNSPEC 179=agent_config_key:UNSPEC
    180=device_config_key:UNSPEC 209=call_type_config_key:UNSPEC 269=peripheral_config_key:UNSPEC
    270=agent_desk_settings_config_key:UNSPEC
231 CONFIG_KEY_EVENT[UCCX]
  fixed configkey_status:UINT
  tags 177=service_config_key:UNSPEC 178=skill_group_config_key:UNSPEC 179=agent_config_key:UNSPEC
    180=device_config_key:UNSPEC
232 CONFIG_REQUEST_EVENT
  fixed config_information:UINT config_msg_mask:UINT@24 peripheral_id:UINT
  tags 131=customer_id:UINT
232 CONFIG_REQUEST_EVENT[UCCX]
  fixed config_information:UINT reserved1:UINT@11
  tags 131=customer_id:UINT
233 CONFIG_BEGIN_EVENT
  fixed config_type:USHORT config_information:UINT
  tags 177=service_config_key:UNSPEC 178=skill_group_config_key:UNSPEC 179=agent_config_key:UNSPEC
    180=device_config_key:UNSPEC 209=call_type_config_key:UNSPEC 269=peripheral_config_key:UNSPEC
    270=agent_desk_settings_config_key:UNSPEC
233 CONFIG_BEGIN_EVENT[UCCX]
  fixed config_type:USHORT config_information:UINT
  tags 177=service_config_key:UNSPEC 178=skill_group_config_key:UNSPEC 179=agent_config_key:UNSPEC
    180=device_config_key:UNSPEC
234 CONFIG_END_EVENT
  fixed config_end_status:UINT
  tags 7=text:STRING
235 CONFIG_SERVICE_EVENT
  fixed num_records:USHORT
  tags 183=record_type:USHORT 208=peripheral_id:UINT 184=peripheral_number:UINT 213=old_peripheral_number:UINT
    129=max_queued:UINT 173=extension:STRING 132=service_skill_target_id:UINT 133=peripheral_name:STRING
    134=description:STRING 174=service_level_threshold:UINT 175=service_level_type:UINT 176=config_param:STRING
    216=mr_domain_id:UINT 186=num_service_members:USHORT 187=service_member:UINT[] 188=service_priority:USHORT[]
236 CONFIG_SKILL_GROUP_EVENT
  fixed num_records:USHORT
  tags 183=record_type:USHORT 208=peripheral_id:UINT 184=peripheral_number:UINT 213=old_peripheral_number:UINT
    64=skill_group_priority:USHORT[] 192=skill_group_skill_target_id:UINT 185=auto_work:BOOL 173=extension:STRING
    133=peripheral_name:STRING 134=description:STRING 216=mr_domain_id:UINT 264=precision_queue_id:UINT
    265=precision_queue_name:STRING 176=config_param:STRING
237 CONFIG_AGENT_EVENT
  fixed num_records:USHORT
  tags 183=record_type:USHORT 208=peripheral_id:UINT 303=active_terminal:STRING 189=agent_type:USHORT
    267=agent_desk_settings_id:UINT 190=login_id:STRING 214=old_login_id:STRING 207=login_name:STRING
    138=last_name:STRING 137=first_name:STRING 173=extension:STRING 134=description:STRING
    141=agent_skill_target_id:UINT 191=num_skills:USHORT 257=sso_enabled:USHORT 261=num_mr_ds:USHORT
    62=skill_group_number:UINT[] 64=skill_group_priority:USHORT[] 262=agent_mrdid:UINT[] 263=agent_mrd_state:USHORT[]
238 CONFIG_DEVICE_EVENT
  fixed num_records:USHORT
  tags 183=record_type:USHORT 208=peripheral_id:UINT 184=peripheral_number:UINT 195=device_type:USHORT
    129=max_queued:UINT 193=service_id:UINT 11=dialed_number:STRING 10=dnis:STRING 173=extension:STRING
    134=description:STRING
240 CALL_ATTRIBUTE_CHANGE_EVENT
  fixed monitor_id:UINT peripheral_id:UINT peripheral_type:USHORT connection_device_id_type:USHORT call_type_id:UINT
    service_number:UINT
  tags 25=connection_device_id:STRING
243 TEAM_CONFIG_EVENT[UCCX]
  fixed team_id:UINT num_records:USHORT operation:USHORT reserved1:UINT reserved2:UINT
  tags 204=team_name:STRING 194=agent_id_long:STRING 87=agent_flags:USHORT
245 CONFIG_CALL_TYPE_EVENT
  fixed num_records:USHORT
  tags 183=record_type:USHORT 210=call_type_id:UINT 211=customer_definition_id:UINT 212=enterprise_name:STRING
    134=description:STRING 174=service_level_threshold:UINT 175=service_level_type:UINT
248 CALL_AGENT_GREETING_EVENT
  fixed monitor_id:UINT peripheral_id:UINT connection_device_id_type:USHORT connection_call_id:UINT event_code:USHORT
    peripheral_error_code:UINT
  tags 25=connection_device_id:STRING 5=agent_id:STRING
  untagged greeting_type:STRING
249 AGENT_GREETING_CONTROL_REQ
  fixed invoke_id:UINT peripheral_id:UINT agent_action:USHORT
  tags 5=agent_id:STRING
250 AGENT_GREETING_CONTROL_CONF
  fixed invoke_id:UINT
254 CONFIG_MRD_EVENT
  fixed num_records:USHORT
  tags 183=record_type:USHORT 216=mr_domain_id:UINT 212=enterprise_name:STRING 134=description:STRING
    250=max_task_duration:UINT 251=interruptible:BOOL
260 CONFIG_PERIPHERAL_EVENT
  fixed num_records:USHORT
  tags 183=record_type:USHORT 271=config_peripheral_id:UINT 272=default_agent_desk_settings_id:UINT
261 CONFIG_AGENT_DESK_SETTINGS_EVENT
  fixed num_records:USHORT
  tags 183=record_type:USHORT 267=agent_desk_settings_id:UINT 273=desk_settings_mask:UINT
    274=wrap_up_data_incoming_mode:UINT 275=wrap_up_data_outgoing_mode:UINT 276=logout_non_activity_time:UINT
    277=quality_recording_rate:UINT 278=ring_no_answer_time:UINT 279=silent_monitor_warning_message:UINT
    280=silent_monitor_audible_indication:UINT 281=supervisor_assist_call_method:UINT 282=emergency_call_method:UINT
    283=auto_record_on_emergency:UINT 284=recording_mode:UINT 285=work_mode_timer:UINT 286=ring_no_answer_dn_id:UINT
    287=default_device_port_address:STRING 307=play_zip_tone:UINT 306=acd_shared_line_usage:UINT
268 START_NETWORK_RECORDING_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
  tags 289=play_tone_direction:USHORT 290=invocation_type:USHORT 25=connection_device_id:STRING
    6=agent_instrument:STRING
269 START_NETWORK_RECORDING_CONF
  fixed invoke_id:UINT
270 STOP_NETWORK_RECORDING_REQ
  fixed invoke_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
  tags 290=invocation_type:USHORT 25=connection_device_id:STRING 6=agent_instrument:STRING
271 STOP_NETWORK_RECORDING_CONF
  fixed invoke_id:UINT
272 NETWORK_RECORDING_STARTED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
    recording_device_type:USHORT
  tags 25=connection_device_id:STRING 300=recording_device_id:STRING
273 NETWORK_RECORDING_ENDED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
    recording_device_type:USHORT
  tags 25=connection_device_id:STRING 300=recording_device_id:STRING
274 NETWORK_RECORDING_FAILED_EVENT
  fixed monitor_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
    recording_device_type:USHORT record_failure_cause:USHORT
  tags 25=connection_device_id:STRING 300=recording_device_id:STRING
275 NETWORK_RECORDING_TARGET_INFO_EVENT
  fixed monitor_id:UINT peripheral_id:UINT connection_call_id:UINT connection_device_id_type:USHORT
    recording_device_type:USHORT recording_type:USHORT media_forking_device_type:USHORT
  tags 25=connection_device_id:STRING 300=recording_device_id:STRING 291=recorder_address:STRING
    292=terminal_name:STRING 293=media_forking_device_name:STRING 294=protocol_reference_guid:STRING
    295=media_forking_cluster_id:STRING 296=recorder_uri:STRING 297=recorder_error_msg:STRING 298=recorder_type:USHORT
    299=recorder_status:USHORT
276 CONFIG_TERMINAL_EVENT
  fixed num_records:USHORT
  tags 183=record_type:USHORT 302=terminal_type:USHORT 303=terminal_device_name:STRING 304=terminal_type_name:STRING
    305=num_instruments:USHORT 6=instrument:STRING
278 ACTIVE_MAINTENANCE_REQ_MSG
  fixed invoke_id:UINT
279 ACTIVE_MAINTENANCE_RESP_MSG
  fixed invoke_id:UINT maintenance_mode_accepted:BOOL
280 ACTIVE_MAINTENANCE_EVENT_MSG
  fixed maintenance_mode_status:BOOL
282 CONFIG_AGENT_SERVICE_EVENT
  fixed num_records:USHORT
  tags 141=agent_skill_target_id:UINT 310=num_of_enabled_services:USHORT 309=enabled_services:USHORT[]
    183=record_type:USHORT
283 SET_AGENT_SERVICE_DATA_REQ
  fixed invoke_id:UINT router_call_key_day:UINT router_call_key_call_id:UINT router_call_key_sequence_number:UINT
    agent_skill_target_id:UINT
  tags 310=num_of_enabled_services:USHORT 309=enabled_services:USHORT[] 312=num_positive_answers_suggestions:USHORT
    313=num_negative_answers_suggestions:USHORT
  untagged total_answers_suggestion:USHORT
284 SET_AGENT_SERVICE_DATA_CONF
  fixed num_invoke_id:UINT status:UINT
"""

NO_LAYOUT = """
120=SUPERVISOR_ASSIST_EVENT 126=AGENT_TEAM_CONFIG_REQ 127=AGENT_TEAM_CONFIG_CONF 151=MEDIA_LOGIN_REQ
152=MEDIA_LOGIN_RESP 153=MEDIA_LOGOUT_IND 154=MAKE_AGENT_ROUTABLE_IND 155=MAKE_AGENT_NOT_ROUTABLE_REQ
156=MAKE_AGENT_NOT_ROUTABLE_RESP 157=MAKE_AGENT_READY_IND 158=MAKE_AGENT_NOT_READY_REQ 159=MAKE_AGENT_NOT_READY_RESP
160=OFFER_TASK_IND 161=OFFER_APPLICATION_TASK_REQ 162=OFFER_APPLICATION_TASK_RESP 163=START_TASK_IND
164=START_APPLICATION_TASK_REQ 165=START_APPLICATION_TASK_RESP 166=PAUSE_TASK_IND 167=RESUME_TASK_IND
168=WRAPUP_TASK_IND 169=END_TASK_IND 170=AGENT_MADE_NOT_ROUTABLE_EVENT 171=AGENT_INTERRUPT_ADVISORY_EVENT
172=AGENT_INTERRUPT_ACCEPTED_IND 173=AGENT_INTERRUPT_UNACCEPTED_IND 174=AGENT_INTERRUPT_DONE_ADVISORY_EVENT
175=AGENT_INTERRUPT_DONE_ACCEPTED_IND 176=CHANGE_MAX_TASK_LIMIT_REQ 177=CHANGE_MAX_TASK_LIMIT_RESP
178=OVERRIDE_LIMIT_REQ 179=OVERRIDE_LIMIT_RESP 180=UPDATE_TASK_CONTEXT_IND 181=BEGIN_AGENT_INIT_IND 182=AGENT_INIT_REQ
183=AGENT_INIT_RESP 184=END_AGENT_INIT_IND 185=TASK_INIT_IND 186=AGENT_INIT_READY_EVENT 187=GET_PRECALL_MESSAGES_REQ
188=GET_PRECALL_MESSAGES_RESP 189=AGENT_LEGACY_PRE_CALL_EVENT 190=FAILURE_RESP 191=BEGIN_TASK_EVENT
192=QUEUED_TASK_EVENT 193=DEQUEUED_TASK_EVENT 194=OFFER_TASK_EVENT 195=START_TASK_EVENT 196=PAUSE_TASK_EVENT
197=RESUME_TASK_EVENT 198=WRAPUP_TASK_EVENT 199=END_TASK_EVENT 200=TASK_DATA_UPDATE_EVENT 201=TASK_MONITOR_START_REQ
202=TASK_MONITOR_START_CONF 203=TASK_MONITOR_STOP_REQ 204=TASK_MONITOR_STOP_CONF 205=CHANGE_TASK_MONITOR_MASK_REQ
206=CHANGE_TASK_MONITOR_MASK_CONF 207=MAX_TASK_LIFETIME_EXCEEDED_EVENT 208=SET_APP_PATH_DATA_IND 209=TASK_INIT_REQ
210=TASK_INIT_RESP 211=ROUTE_REGISTER_EVENT 212=ROUTE_REGISTER_REPLY_EVENT 213=ROUTE_REQUEST_EVENT
214=ROUTE_SELECT_EVENT 215=ROUTE_END_EVENT 242=TEAM_CONFIG_REQ 243=TEAM_CONFIG_EVENT 244=TEAM_CONFIG_CONF
255=GET_AGENT_TASKS_REQ 256=AGENT_TASKS_RESP 257=SNAPSHOT_TASK_REQ 258=SNAPSHOT_TASK_RESP 262=AGENT_TASKS_EVENT
263=SNAPSHOT_TASK_EVENT 264=AGENT_TASKS_REQUEST_EVENT 265=AGENT_TASKS_END_EVENT 266=DESKTOP_CONNECTED_IND
267=START_NETWORK_RECORDING_REQ 277=STANDBY_ACTIVE_EVENT_MSG 281=STOPPING_REQUESTS_TO_THIS_SIDE_IND
"""

TAGS = """
1=client_id:STRING 2=client_password:UNSPEC 3=client_signature:STRING 4=agent_extension:STRING 5=agent_id:STRING
6=agent_instrument:STRING 7=text:STRING 8=ani:STRING 9=user_to_user_info:UNSPEC 10=dnis:STRING 11=dialed_number:STRING
12=caller_entered_digits:STRING 13=call_variable1:STRING 14=call_variable2:STRING 15=call_variable3:STRING
16=call_variable4:STRING 17=call_variable5:STRING 18=call_variable6:STRING 19=call_variable7:STRING
20=call_variable8:STRING 21=call_variable9:STRING 22=call_variable10:STRING 23=cti_client_signature:STRING
24=cti_client_timestamp:TIME 25=connection_device_id:STRING 26=alerting_device_id:STRING 27=calling_device_id:STRING
28=called_device_id:STRING 29=last_redirect_device_id:STRING 30=answering_device_id:STRING 31=holding_device_id:STRING
32=retrieving_device_id:STRING 33=releasing_device_id:STRING 34=failing_device_id:STRING 35=primary_device_id:STRING
36=secondary_device_id:STRING 37=controller_device_id:STRING 38=added_party_device_id:STRING
39=connected_party_call_id:UINT 40=connected_party_device_id_type:USHORT 41=connected_party_device_id:STRING
42=transferring_device_id:STRING 43=transferred_device_id:STRING 44=diverting_device_id:STRING
45=queue_device_id:STRING 46=call_wrapup_data:STRING 47=new_connection_device_id:STRING 48=trunk_used_device_id:STRING
49=agent_password:STRING 50=active_connection_device_id:STRING 51=facility_code:STRING
52=other_connection_device_id:STRING 53=held_connection_device_id:STRING 56=call_connection_call_id:UINT
57=call_connection_device_id_type:USHORT 58=call_connection_device_id:STRING 59=call_device_type:USHORT
60=call_device_id:STRING 61=call_device_connection_state:USHORT 62=skill_group_number:UINT 63=skill_group_id:UINT
64=skill_group_priority:USHORT 65=skill_group_state:USHORT 66=object_name:STRING 67=dtmf_string:STRING
68=position_id:STRING 69=supervisor_id:STRING 70=line_handle:USHORT 71=line_type:USHORT 72=router_call_key_day:UINT
73=router_call_key_call_id:UINT 75=call_state:USHORT 76=monitored_device_id:STRING 77=authorization_code:STRING
78=account_code:STRING 79=originating_device_id:STRING 80=originating_line_id:STRING 81=client_address:STRING
82=named_variable:NAMEDVAR 83=named_array:NAMEDARRAY 84=cct:STRING 85=supervisor_instrument:STRING
86=atc_agent_id:STRING 87=agent_flags:USHORT 88=atc_agent_state:USHORT 89=atc_state_duration:UINT
90=agent_connection_device_id:STRING 91=supervisor_connection_device_id:STRING 92=team_id:UINT
93=default_device_port_address:STRING 94=service_name:STRING 95=customer_phone_number:STRING
96=customer_account_number:STRING 97=application_path_id:INT 99=script_selector:UNTYPED
100=application_string1:UNTYPED 101=application_string2:UNTYPED 110=router_call_key_sequence_number:UINT
121=trunk_number:UINT 122=trunk_group_number:UINT 123=next_agent_state:USHORT 124=dequeue_type:UNTYPED
125=sending_address:STRING 126=sending_port:UINT 129=max_queued:UINT 130=queue_id:UNTYPED 131=customer_id:UINT
132=service_skill_target_id:UINT 133=peripheral_name:STRING 134=description:STRING 135=service_member_id:UNTYPED
136=service_member_priority:UNTYPED 137=first_name:STRING 138=last_name:STRING 139=skill_group:UNTYPED
141=agent_skill_target_id:UINT 142=service:UNTYPED 150=duration:UINT 173=extension:STRING
174=service_level_threshold:UINT 175=service_level_type:UINT 176=config_param:STRING 177=service_config_key:UNSPEC
178=skill_group_config_key:UNSPEC 179=agent_config_key:UNSPEC 180=device_config_key:UNSPEC 183=record_type:USHORT
184=peripheral_number:UINT 185=auto_work:BOOL 186=num_service_members:USHORT 187=service_member:UINT[]
188=service_priority:USHORT[] 189=agent_type:USHORT 190=login_id:STRING 191=num_skills:USHORT
192=skill_group_skill_target_id:UINT 193=service_id:UINT 194=agent_id_long:STRING 195=device_type:USHORT
198=enable:UNTYPED 199=deviceid:UNTYPED 200=timeout:UNTYPED 201=current_route:UNTYPED
202=secondary_connection_call_id:UINT 203=priority_queue_number:UNTYPED 204=team_name:STRING 205=member_type:UNTYPED
206=event_device_id:STRING 207=login_name:STRING 208=peripheral_id:UINT 209=call_type_config_key:UNSPEC
210=call_type_id:UINT 211=customer_definition_id:UINT 212=enterprise_name:STRING 213=old_peripheral_number:UINT
214=old_login_id:STRING 215=ani_ii:STRING 216=mr_domain_id:UINT 217=ctioscil_client_id:UNTYPED
218=silent_monitor_status:USHORT 219=requesting_device_id:STRING 220=requesting_device_id_type:USHORT
221=pre_call_invoke_id:UINT 222=enterprise_queue_time:UNTYPED 223=call_reference_id:UNSPEC
224=multiline_agent_control:USHORT 225=network_controlled:UNTYPED 226=client_address_ipv6:STRING
227=sending_address_ipv6:STRING 228=num_peripherals:USHORT 229=coc_connection_call_id:UINT
230=coc_call_connection_device_id_type:USHORT 231=coc_call_connection_device_id:STRING 232=call_originated_from:UCHAR
233=set_appdata_call_id:UNTYPED 234=client_share_key:UNTYPED 243=agent_team_name:STRING 244=direction:UINT
245=options:UNTYPED 246=mrdid:UNTYPED 247=media_class_id:UNTYPED 248=task_life:UNTYPED 249=task_start_timeout:UNTYPED
250=max_task_duration:UINT 251=interruptible:BOOL 252=max_calls_in_queue:UNTYPED
253=max_calls_in_queue_per_call_type:UNTYPED 254=max_time_in_queue:UNTYPED 255=internal_agent_state:USHORT
257=sso_enabled:USHORT 258=task_id:UNTYPED 259=icm_disp:UNTYPED 260=app_disp:UNTYPED 261=num_mr_ds:USHORT
262=agent_mrdid:UINT[] 263=agent_mrd_state:USHORT[] 264=precision_queue_id:UINT 265=precision_queue_name:STRING
266=max_beyond_task_limit:UINT 267=agent_desk_settings_id:UINT 268=xfer_in_while_logged_out:UNTYPED
269=peripheral_config_key:UNSPEC 270=agent_desk_settings_config_key:UNSPEC 271=config_peripheral_id:UINT
272=default_agent_desk_settings_id:UINT 273=desk_settings_mask:UINT 274=wrap_up_data_incoming_mode:UINT
275=wrap_up_data_outgoing_mode:UINT 276=logout_non_activity_time:UINT 277=quality_recording_rate:UINT
278=ring_no_answer_time:UINT 279=silent_monitor_warning_message:UINT 280=silent_monitor_audible_indication:UINT
281=supervisor_assist_call_method:UINT 282=emergency_call_method:UINT 283=auto_record_on_emergency:UINT
284=recording_mode:UINT 285=work_mode_timer:UINT 286=ring_no_answer_dn_id:UINT 287=default_device_port_address:STRING
288=desktop_connected_flag:UNTYPED 289=play_tone_direction:USHORT 290=invocation_type:USHORT
291=recorder_address:STRING 292=terminal_name:STRING 293=media_forking_device_name:STRING
294=protocol_reference_guid:STRING 295=media_forking_cluster_id:STRING 296=recorder_uri:STRING
297=recorder_error_msg:STRING 298=recorder_type:USHORT 299=recorder_status:USHORT 300=recording_device_id:STRING
302=terminal_type:USHORT 303=active_terminal:STRING 304=terminal_type_name:STRING 305=num_instruments:USHORT
306=acd_shared_line_usage:UINT 307=play_zip_tone:UINT 309=enabled_services:USHORT[] 310=num_of_enabled_services:USHORT
311=ccai_config_id:STRING 312=media_type:UNTYPED 313=media_provider:UNTYPED
"""

EARLIER_TAGS = """
24:312=num_positive_answers_suggestions:USHORT 24:313=num_negative_answers_suggestions:USHORT
"""
