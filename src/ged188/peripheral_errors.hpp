// SPDX-License-Identifier: GPL-2.0-or-later
// PeripheralErrorCode: the peripheral's own reason, behind a control failure. Its meaning depends on the peripheral: numbers
// from 10001 on name one component each, small numbers mean something only when the peripheral type is known.
// Sources: Peripheral-Specific Support chapter, CTI OS System Manager Guide 12.6(1), unless a row names another; what to do is ours.
// Known gap: that table is cut between 10112 and 13042 (no JTAPI client and hardly any JTAPI application layer rows).
#pragma once

#include "core/cti_result.hpp"
#include "core/schema.hpp"
#include "ged188/sources.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace cti::ged188 {

enum class Component : std::uint8_t {
    uccewide,             ///< any Unified CCE component
    telephony_driver,
    jtapi_application,    ///< JTAPI application layer of Unified CCE
    jtapi_gateway,
    unified_cm,
    definity_asai,        ///< Avaya DEFINITY ECS: ASAI cause
    symposium_status,     ///< Avaya Aura Contact Center (Symposium): status of a call request
    symposium_cause,      ///< Avaya Aura Contact Center (Symposium): cause of an agent request
    unified_ccx,
};

/// Components that Unified CCX does not have.
constexpr bool is_of_unified_cce(Component c) { return c <= Component::jtapi_gateway; }

struct PeripheralError {
    Component component;
    std::int32_t code;
    const char* name;       ///< may be empty
    const char* meaning;
    const char* action;     ///< steps, one a line; may be empty
    Basis basis = Basis::documented;
    const char* source = source::peripheral_specific;
};

/// Sorted by component, then code.
inline constexpr PeripheralError peripheral_errors[] = {
    {Component::uccewide, -1, "PERERR_UNKNOWN", "No such peripheral error is known.", ""},
    {Component::telephony_driver, 10001, "PERERR_TELDRIVE_LOCKTPSERVICES", "Thread could not lock TP Services: already locked (serious logic fault).", "Report it"},
    {Component::telephony_driver, 10002, "PERERR_TELDRIVE_LOCKINSTANCE", "Thread could not lock Client Instance: already locked (serious logic fault).", "Report it"},
    {Component::telephony_driver, 10003, "PERERR_TELDRIVE_LOCKTELDRIVELAYER", "Thread could not lock telephony driver layer: already locked (serious logic fault).", "Report it"},
    {Component::telephony_driver, 10004, "PERERR_TELDRIVE_NOINSTRUMENTFOREXTENSION", "No known instrument has the extension; extension may be wrong.", ""},
    {Component::telephony_driver, 10101, "PERERR_TELDRIVE_AGENTALREADYLOGGEDOUT", "Logout asked for an agent already logged out.", ""},
    {Component::telephony_driver, 10102, "PERERR_TELDRIVE_AGENTALREADYSIGNEDON", "Login asked for an agent already logged in.", ""},
    {Component::telephony_driver, 10103, "PERERR_TELDRIVE_AGENTAVAILORWORK", "Not possible while Available or in Work, e.g. making a call.", ""},
    {Component::telephony_driver, 10104, "PERERR_TELDRIVE_AGENTCANTGOUNVAILABLE", "Router did not approve going unavailable; calls may be coming.", "Retry\nThat usually works"},
    {Component::telephony_driver, 10105, "PERERR_TELDRIVE_AGENTNOTINATEAM", "Supervisor assist call refused: agent belongs to no team.", ""},
    {Component::telephony_driver, 10106, "PERERR_TELDRIVE_AGENTRESERVED", "Call or consult refused: agent is Reserved for an incoming call.", ""},
    {Component::telephony_driver, 10107, "PERERR_TELDRIVE_AGENTTEAMNOTFOUND", "Internal fault: agent's team cannot be found.", "Report it"},
    {Component::telephony_driver, 10108, "PERERR_TELDRIVE_BADSTATETRANSITION", "State change not legal from the present agent state.", ""},
    {Component::telephony_driver, 10109, "PERERR_TELDRIVE_CALLTYPENOTVALIDFORDIALPLAN", "Call's classified type is not allowed by the dial plan.", ""},
    {Component::telephony_driver, 10111, "PERERR_TELDRIVE_CANTGOREADYFROMCURRENTSTATE", "Agent cannot go Ready from this state, e.g. Talking.", ""},
    {Component::telephony_driver, 10112, "PERERR_TELDRIVE_CANTLOGOUTFROMCURRENTSTATE", "Logout refused: agent must be NotReady first.", "Go NotReady first, then log out"},
    {Component::telephony_driver, 10140, "", "Error of the telephony driver layer (PIM) by its number; its text is not public.", "Read the PIM log of that second\nRun the error check tool of the PG: it has the text", Basis::unsure, source::no_text},
    {Component::jtapi_application, 12004, "", "Sign-in failed, mostly passing: Finesse 12.5(1) and later tries again by itself. Its text is not public.", "Sign in again\nIf it keeps failing, read the second-level text in the desktop or Finesse log and the log of the JTAPI gateway (jgw) of that second", Basis::unsure, source::release_notes},
    {Component::jtapi_application, 12005, "", "Sign-in failed, mostly passing: Finesse 12.5(1) and later tries again by itself. Its text is not public.", "Read the second-level text in the desktop or Finesse log and the log of the JTAPI gateway (jgw) of that second\nCheck the extension, the registration of the phone and that it is associated with the PG user", Basis::unsure, source::release_notes},
    {Component::jtapi_gateway, 13036, "PERERR_GW_E_JTAPIOBJ_PERFORMANSWERCALL_NO_TERMINAL_CONNECTION", "Answer: terminal connection not found; the call was gone or answered elsewhere.", "Check that the phone still rang when the request came\nRead the log of the JTAPI gateway (jgw)", Basis::documented, source::release_notes},
    {Component::jtapi_gateway, 13042, "PERERR_GW_E_THREADCLEARCALL_DROP_EXCEPTION", "Clear call: unexpected exception from drop.", ""},
    {Component::jtapi_gateway, 13044, "PERERR_GW_E_THREADCLEARCONNECTION_UNKNOWN_CONNECTION", "Clear connection: connection ID unknown.", ""},
    {Component::jtapi_gateway, 13045, "PERERR_GW_E_THREADCONFERENCECALL_ACTIVE_CONN_NOT_TALKING", "Conference: active connection is not Talking.", ""},
    {Component::jtapi_gateway, 13046, "PERERR_GW_E_THREADCONFERENCECALL_BAD_ACTIVE_CONNECTION", "Conference: active connection not found.", ""},
    {Component::jtapi_gateway, 13047, "PERERR_GW_E_THREADCONFERENCECALL_BAD_HELD_CONNECTION", "Conference: held connection not found.", ""},
    {Component::jtapi_gateway, 13048, "PERERR_GW_E_THREADCONFERENCECALL_CREATECALL_NULL_CALL", "Conference: createCall gave no call.", ""},
    {Component::jtapi_gateway, 13049, "PERERR_GW_E_THREADCONFERENCECALL_EXCEPTION_ADDPARTY", "Conference: exception from addParty.", ""},
    {Component::jtapi_gateway, 13050, "PERERR_GW_E_THREADCONFERENCECALL_EXCEPTION_CONFERENCE_NEW", "Conference: exception from conference on the new call.", ""},
    {Component::jtapi_gateway, 13051, "PERERR_GW_E_THREADCONFERENCECALL_EXCEPTION_CONFERENCE_HELD", "Conference: exception from conference on the held call.", ""},
    {Component::jtapi_gateway, 13052, "PERERR_GW_E_THREADCONFERENCECALL_EXCEPTION_CONSULT", "Conference: exception from consult.", ""},
    {Component::jtapi_gateway, 13053, "PERERR_GW_E_THREADCONFERENCECALL_EXCEPTION_CREATECALL", "Conference: exception from createCall or consult.", "", Basis::unsure},
    {Component::jtapi_gateway, 13054, "PERERR_GW_E_THREADCONFERENCECALL_EXCEPTION_SETCONFERENCEENABLE", "Conference: exception from setConferenceEnable.", ""},
    {Component::jtapi_gateway, 13055, "PERERR_GW_E_THREADCONFERENCECALL_EXCEPTION_SETTRANSFERCONTROLLER", "Conference: exception from setTransferController.", ""},
    {Component::jtapi_gateway, 13056, "PERERR_GW_E_THREADCONFERENCECALL_HELD_CONN_NOT_HELD", "Conference: held connection is not in Held state.", ""},
    {Component::jtapi_gateway, 13057, "PERERR_GW_E_THREADCONFERENCECALL_NULL_DIALED_NUMBER", "Conference: consult dialed number was null.", ""},
    {Component::jtapi_gateway, 13058, "PERERR_GW_E_THREADCONSULTATIONCALL_CREATECALL_NULL_CALL", "Consult: createCall gave no call.", ""},
    {Component::jtapi_gateway, 13059, "PERERR_GW_E_THREADCONSULTATIONCALL_EXCEPTION_CONSULT", "Consult: exception from consult or setTransferController.", "", Basis::unsure},
    {Component::jtapi_gateway, 13060, "PERERR_GW_E_THREADCONSULTATIONCALL_EXCEPTION_CREATECALL", "Consult: exception from createCall.", ""},
    {Component::jtapi_gateway, 13061, "PERERR_GW_E_THREADCONSULTATIONCALL_EXCEPTION_SETCONFERENCEENABLE", "Consult: exception from setConferenceEnable.", ""},
    {Component::jtapi_gateway, 13062, "PERERR_GW_E_THREADCONSULTATIONCALL_INVALID_CONSULT_TYPE", "Consult: type is neither transfer nor conference.", ""},
    {Component::jtapi_gateway, 13063, "PERERR_GW_E_THREADCONSULTATIONCALL_NO_ACTIVE_CONNECTION", "Consult: active connection does not exist.", ""},
    {Component::jtapi_gateway, 13064, "PERERR_GW_E_THREADESCAPESERVICE_CREATECALL_NULL_CALL1", "Supervisor: createCall gave no call (new call).", ""},
    {Component::jtapi_gateway, 13065, "PERERR_GW_E_THREADESCAPESERVICE_CREATECALL_NULL_CALL2", "Supervisor: createCall gave no call (consult call).", ""},
    {Component::jtapi_gateway, 13066, "PERERR_GW_E_THREADESCAPESERVICE_CREATECALL_NULL_CALL3", "Supervisor: createCall gave no call (blind conference).", ""},
    {Component::jtapi_gateway, 13067, "PERERR_GW_E_THREADESCAPESERVICE_EXCEPTION_CONFERENCE", "Supervisor: exception from conference (blind conference).", ""},
    {Component::jtapi_gateway, 13068, "PERERR_GW_E_THREADESCAPESERVICE_EXCEPTION_CONNECT", "Supervisor: exception from connect (new call).", ""},
    {Component::jtapi_gateway, 13069, "PERERR_GW_E_THREADESCAPESERVICE_EXCEPTION_CONSULT1", "Supervisor: exception from consult (consult call).", ""},
    {Component::jtapi_gateway, 13070, "PERERR_GW_E_THREADESCAPESERVICE_EXCEPTION_CONSULT2", "Supervisor: exception from consult (blind conference).", ""},
    {Component::jtapi_gateway, 13071, "PERERR_GW_E_THREADESCAPESERVICE_EXCEPTION_CREATECALL1", "Supervisor: exception from createCall (new call).", ""},
    {Component::jtapi_gateway, 13072, "PERERR_GW_E_THREADESCAPESERVICE_EXCEPTION_CREATECALL2", "Supervisor: exception from createCall (consult call).", ""},
    {Component::jtapi_gateway, 13073, "PERERR_GW_E_THREADESCAPESERVICE_EXCEPTION_CREATECALL3", "Supervisor: exception from createCall (blind conference).", ""},
    {Component::jtapi_gateway, 13074, "PERERR_GW_E_THREADESCAPESERVICE_EXCEPTION_GETADDRESS", "Supervisor: exception from getAddress (new call).", ""},
    {Component::jtapi_gateway, 13075, "PERERR_GW_E_THREADESCAPESERVICE_EXCEPTION_GETTERMINALS", "Supervisor: exception from getTerminals (new call).", ""},
    {Component::jtapi_gateway, 13076, "PERERR_GW_E_THREADESCAPESERVICE_EXCEPTION_SETCONFERENCEENABLE1", "Supervisor: exception from setConferenceEnable (consult call).", ""},
    {Component::jtapi_gateway, 13077, "PERERR_GW_E_THREADESCAPESERVICE_EXCEPTION_SETCONFERENCEENABLE2", "Supervisor: exception from setConferenceEnable (blind conference).", ""},
    {Component::jtapi_gateway, 13078, "PERERR_GW_E_THREADESCAPESERVICE_INVALID_EMERGENCY_ALERT_TYPE", "Emergency: alert type is neither consult nor blind conference.", ""},
    {Component::jtapi_gateway, 13079, "PERERR_GW_E_THREADESCAPESERVICE_INVALID_SUPERVISOR_ASSIST_TYPE", "Supervisor assist: alert type neither consult nor blind conference.", ""},
    {Component::jtapi_gateway, 13080, "PERERR_GW_E_THREADESCAPESERVICE_NO_TERMINAL_LIST", "Supervisor: getTerminals gave no terminal list (new call).", ""},
    {Component::jtapi_gateway, 13081, "PERERR_GW_E_THREADHOLDCALL_CALL_NOT_CONTROLLED", "Hold: call is not a controlled call.", ""},
    {Component::jtapi_gateway, 13082, "PERERR_GW_E_THREADHOLDCALL_EXCEPTION_HOLD", "Hold: exception from hold.", ""},
    {Component::jtapi_gateway, 13083, "PERERR_GW_E_THREADMAKECALL_CREATECALL_NULL_CALL", "Make call: createCall gave no call.", ""},
    {Component::jtapi_gateway, 13084, "PERERR_GW_E_THREADMAKECALL_CREATE_CALL_FAILURE", "Make call: exception from createCall.", ""},
    {Component::jtapi_gateway, 13085, "PERERR_GW_E_THREADMAKECALL_GENERIC_CM_ERROR", "Make call: exception from connect.", ""},
    {Component::jtapi_gateway, 13086, "PERERR_GW_E_THREADMAKECALL_NULL_TERMINAL_LIST", "Make call: getTerminals gave no terminal list.", ""},
    {Component::jtapi_gateway, 13087, "PERERR_GW_E_THREADMAKECALL_PROVIDER_GETADDRESS", "Make call: exception from getAddress.", ""},
    {Component::jtapi_gateway, 13088, "PERERR_GW_E_THREADMAKECALL_PROVIDER_GETTERMINAL", "Make call: exception from getTerminals.", ""},
    {Component::jtapi_gateway, 13089, "PERERR_GW_E_THREADREDIRECTCALL_EXCEPTION_REDIRECT", "Redirect: exception from redirect.", ""},
    {Component::jtapi_gateway, 13090, "PERERR_GW_E_THREADRETRIEVECALL_CALL_NOT_CONTROLLED", "Retrieve: call is not a controlled call.", ""},
    {Component::jtapi_gateway, 13091, "PERERR_GW_E_THREADRETRIEVECALL_EXCEPTION_UNHOLD", "Retrieve: exception from unhold.", ""},
    {Component::jtapi_gateway, 13092, "PERERR_GW_E_THREADSENDDTMF_EXCEPTION_GENERATEDTMF", "Send DTMF: exception from generateDTMF.", ""},
    {Component::jtapi_gateway, 13093, "PERERR_GW_E_THREADSENDDTMF_INVALID_CONNECTION", "Send DTMF: terminal connection not found.", ""},
    {Component::jtapi_gateway, 13094, "PERERR_GW_E_THREADSENDDTMF_NOT_MEDIATERMINALCONNECTION", "Send DTMF: no media.", ""},
    {Component::jtapi_gateway, 13095, "PERERR_GW_E_THREADSUPERVISECALL_ACTIVE_CONN_NOT_TALKING", "Supervise: active connection is not Talking.", ""},
    {Component::jtapi_gateway, 13096, "PERERR_GW_E_THREADSUPERVISECALL_ALREADY_BARGED_IN", "Barge-in: call has already been barged into.", ""},
    {Component::jtapi_gateway, 13097, "PERERR_GW_E_THREADSUPERVISECALL_CREATECALL_NULL_CALL", "Supervise: createCall gave no call.", ""},
    {Component::jtapi_gateway, 13098, "PERERR_GW_E_THREADSUPERVISECALL_EXCEPTION_ANSWER1", "Supervise: exception from answer (direct barge-in).", ""},
    {Component::jtapi_gateway, 13099, "PERERR_GW_E_THREADSUPERVISECALL_EXCEPTION_ANSWER2", "Supervise: exception from answer (barge-in by blind conference).", ""},
    {Component::jtapi_gateway, 13100, "PERERR_GW_E_THREADSUPERVISECALL_EXCEPTION_CONFERENCE1", "Supervise: exception from conference (barge-in).", ""},
    {Component::jtapi_gateway, 13101, "PERERR_GW_E_THREADSUPERVISECALL_EXCEPTION_CONFERENCE2", "Supervise: exception from conference (direct barge-in).", ""},
    {Component::jtapi_gateway, 13102, "PERERR_GW_E_THREADSUPERVISECALL_EXCEPTION_CONSULT", "Supervise: exception from consult or conference at a direct barge-in.", "", Basis::unsure},
    {Component::jtapi_gateway, 13103, "PERERR_GW_E_THREADSUPERVISECALL_EXCEPTION_CREATECALL", "Supervise: exception from createCall (direct barge-in).", ""},
    {Component::jtapi_gateway, 13104, "PERERR_GW_E_THREADSUPERVISECALL_EXCEPTION_DISCONNECT1", "Supervise: exception from disconnect (dropping supervisor call).", ""},
    {Component::jtapi_gateway, 13105, "PERERR_GW_E_THREADSUPERVISECALL_EXCEPTION_DISCONNECT2", "Supervise: exception from disconnect (intercept).", ""},
    {Component::jtapi_gateway, 13106, "PERERR_GW_E_THREADSUPERVISECALL_EXCEPTION_SETCONFERENCEENABLE", "Supervise: exception from setConferenceEnable or disconnect at a direct barge-in.", "", Basis::unsure},
    {Component::jtapi_gateway, 13107, "PERERR_GW_E_THREADSUPERVISECALL_HELD_CONN_NOT_HELD1", "Supervise: held connection is not Held (barge-in).", ""},
    {Component::jtapi_gateway, 13108, "PERERR_GW_E_THREADSUPERVISECALL_HELD_CONN_NOT_HELD2", "Supervise: held connection is not Held (direct barge-in).", ""},
    {Component::jtapi_gateway, 13109, "PERERR_GW_E_THREADSUPERVISECALL_INVALID_ACTION", "Supervise: action was none of clear, barge-in or intercept.", ""},
    {Component::jtapi_gateway, 13110, "PERERR_GW_E_THREADSUPERVISECALL_INVALID_ACTIVE_CONNECTION", "Supervise: active connection does not exist.", ""},
    {Component::jtapi_gateway, 13111, "PERERR_GW_E_THREADSUPERVISECALL_INVALID_AGENT_CALLID1", "Supervise: agent's call ID not valid (barge-in).", ""},
    {Component::jtapi_gateway, 13112, "PERERR_GW_E_THREADSUPERVISECALL_INVALID_AGENT_CALLID2", "Supervise: agent's call ID not valid (direct barge-in).", ""},
    {Component::jtapi_gateway, 13113, "PERERR_GW_E_THREADSUPERVISECALL_INVALID_AGENT_CONNECTION1", "Supervise: agent's connection ID not valid (barge-in).", ""},
    {Component::jtapi_gateway, 13114, "PERERR_GW_E_THREADSUPERVISECALL_INVALID_AGENT_CONNECTION2", "Supervise: agent's connection ID not valid (intercept).", ""},
    {Component::jtapi_gateway, 13115, "PERERR_GW_E_THREADSUPERVISECALL_INVALID_HELD_CONNECTION", "Supervise: held connection ID not valid (barge-in).", ""},
    {Component::jtapi_gateway, 13116, "PERERR_GW_E_THREADSUPERVISECALL_INVALID_SUPERVISOR_CONNECTION1", "Supervise: supervisor connection not valid (dropping supervisor call).", ""},
    {Component::jtapi_gateway, 13117, "PERERR_GW_E_THREADSUPERVISECALL_INVALID_SUPERVISOR_CONNECTION2", "Supervise: supervisor connection not valid (barge-in).", ""},
    {Component::jtapi_gateway, 13118, "PERERR_GW_E_THREADSUPERVISECALL_INVALID_SUPERVISOR_CONNECTION3", "Supervise: supervisor connection not valid (direct barge-in).", ""},
    {Component::jtapi_gateway, 13119, "PERERR_GW_E_THREADSUPERVISECALL_INVALID_SUPERVISOR_CONNECTION4", "Supervise: supervisor connection not valid (barge-in by blind transfer).", ""},
    {Component::jtapi_gateway, 13120, "PERERR_GW_E_THREADSUPERVISECALL_SUPERVISOR_NOT_TALKING", "Supervise: supervisor's connection is not Talking (direct barge-in).", ""},
    {Component::jtapi_gateway, 13121, "PERERR_GW_E_THREADTRANSFERCALL_ACTIVE_CONN_NOT_TALKING", "Active connection is not Talking, at a transfer or a supervisor request.", "", Basis::unsure},
    {Component::jtapi_gateway, 13122, "PERERR_GW_E_THREADTRANSFERCALL_EXCEPTION_SETTRANSFERCONTROLLER", "Transfer: exception from setTransferController.", ""},
    {Component::jtapi_gateway, 13123, "PERERR_GW_E_THREADTRANSFERCALL_EXCEPTION_TRANSFER1", "Transfer: exception from transfer on the held call.", ""},
    {Component::jtapi_gateway, 13124, "PERERR_GW_E_THREADTRANSFERCALL_EXCEPTION_TRANSFER2", "Transfer: exception from transfer on the active call.", ""},
    {Component::jtapi_gateway, 13125, "PERERR_GW_E_THREADTRANSFERCALL_HELD_CONN_NOT_HELD", "Transfer: held connection is not Held.", ""},
    {Component::jtapi_gateway, 13126, "PERERR_GW_E_THREADTRANSFERCALL_INVALID_ACTIVE_CONNECTION", "Transfer: active connection does not exist.", ""},
    {Component::jtapi_gateway, 13127, "PERERR_GW_E_THREADTRANSFERCALL_INVALID_HELD_CONNECTION", "Transfer: held connection ID not valid.", ""},
    {Component::unified_cm, 20000, "PERERR_CM_UNSPECIFIED", "Unified CM gave an unspecified error.", ""},
    {Component::unified_cm, 20001, "PERERR_CM_TIMEOUT", "Operation passed its time limit on Unified CM.", ""},
    {Component::unified_cm, 20002, "PERERR_CM_NO_ACTIVE_DEVICE_FOR_THIRDPARTY", "No active device for third-party control.", ""},
    {Component::unified_cm, 20003, "PERERR_CM_EXISTING_FIRSTPARTY", "Line given was not found.", ""},
    {Component::unified_cm, 20004, "PERERR_CM_ILLEGAL_HANDLE", "System does not know the handle.", ""},
    {Component::unified_cm, 20005, "PERERR_CM_UNDEFINED_LINE", "Line is not on the device, perhaps after extension mobility login or logout.", ""},
    {Component::unified_cm, 20006, "PERERR_CM_ILLEGAL_CALLINGPARTY", "Calling party used for origination is not on the device.", ""},
    {Component::unified_cm, 20007, "PERERR_CM_CALL_ALREADY_EXISTS", "Line already has another call.", ""},
    {Component::unified_cm, 20008, "PERERR_CM_LINECONTROL_FAILURE", "Line control refused a new call owing to its state.", ""},
    {Component::unified_cm, 20009, "PERERR_CM_ILLEGAL_CALLSTATE", "Line state does not permit the command.", ""},
    {Component::unified_cm, 20010, "PERERR_CM_CALLHANDLE_NOTINCOMINGCALL", "Call to answer is absent or in the wrong state.", ""},
    {Component::unified_cm, 20011, "PERERR_CM_TRANSFERFAILED_DESTINATION_UNALLOCATED", "Transfer target directory number is not registered.", ""},
    {Component::unified_cm, 20013, "PERERR_CM_TRANSFERFAILED_DESTINATION_BUSY", "Transfer target is busy.", ""},
    {Component::unified_cm, 20014, "PERERR_CM_TRANSFERFAILED", "Transfer failed; likely one call leg hung up.", ""},
    {Component::unified_cm, 20015, "PERERR_CM_HOLDFAILED", "Line or call control refused the hold.", ""},
    {Component::unified_cm, 20017, "PERERR_CM_RETRIEVEFAILED", "Line or call control refused the retrieve.", ""},
    {Component::unified_cm, 20018, "PERERR_CM_DB_NO_MORE_DEVICES", "No longer used.", ""},
    {Component::unified_cm, 20020, "PERERR_CM_DB_ILLEGAL_DEVICE_TYPE", "No longer used.", ""},
    {Component::unified_cm, 20021, "PERERR_CM_DB_ERROR", "Device query held an illegal device type.", ""},
    {Component::unified_cm, 20022, "PERERR_CM_CANNOT_TERMINATE_MEDIA_ON_PHONE", "Application cannot terminate media where a physical phone exists.", ""},
    {Component::unified_cm, 20025, "PERERR_CM_UNKNOWN_GLOBAL_CALL_HANDLE", "No longer used.", ""},
    {Component::unified_cm, 20026, "PERERR_CM_DEVICE_NOT_OPEN", "Device or line is not open.", ""},
    {Component::unified_cm, 20027, "PERERR_CM_ASSOCIATED_LINE_NOT_OPEN", "Request used a line that has not been opened.", ""},
    {Component::unified_cm, 20028, "PERERR_CM_SSAPI_NOT_REGISTERED", "Redirect sent before its internal support interface was initialised.", ""},
    {Component::unified_cm, 20029, "PERERR_CM_REDIRECT_CALL_DOES_NOT_EXIST", "Call to redirect is absent or no longer active.", ""},
    {Component::unified_cm, 20048, "PERERR_CM_REDIRECT_CALLINFO_ERR", "Call control returned an internal error.", ""},
    {Component::unified_cm, 20049, "PERERR_CM_REDIRECT_ERR", "Call control returned an internal error.", ""},
    {Component::unified_cm, 20050, "PERERR_CM_REDIRECT_CALL_CALL_TABLE_FULL", "Call control returned an internal error.", ""},
    {Component::unified_cm, 20051, "PERERR_CM_REDIRECT_CALL_PROTOCOL_ERROR", "Call control returned an internal error.", ""},
    {Component::unified_cm, 20052, "PERERR_CM_REDIRECT_CALL_UNKNOWN_DESTINATION", "Redirect target unknown.", ""},
    {Component::unified_cm, 20053, "PERERR_CM_REDIRECT_CALL_DIGIT_ANALYSIS_TIMEOUT", "Call control returned an internal error.", ""},
    {Component::unified_cm, 20054, "PERERR_CM_REDIRECT_CALL_MEDIA_CONNECTION_FAILED", "Call control returned an internal error.", ""},
    {Component::unified_cm, 20055, "PERERR_CM_REDIRECT_CALL_PARTY_TABLE_FULL", "Call control returned an internal error.", ""},
    {Component::unified_cm, 20056, "PERERR_CM_REDIRECT_CALL_ORIGINATOR_ABANDONED", "Far end hung up while the call was being redirected.", ""},
    {Component::unified_cm, 20057, "PERERR_CM_REDIRECT_CALL_UNKNOWN_PARTY", "Call control returned an internal error.", ""},
    {Component::unified_cm, 20058, "PERERR_CM_REDIRECT_CALL_INCOMPATIBLE_STATE", "Call control returned an internal error.", ""},
    {Component::unified_cm, 20059, "PERERR_CM_REDIRECT_CALL_PENDING_REDIRECT_TRANSACTION", "Call control returned an internal error.", ""},
    {Component::unified_cm, 20060, "PERERR_CM_REDIRECT_CALL_UNKNOWN_ERROR", "Call control returned an internal error.", ""},
    {Component::unified_cm, 20061, "PERERR_CM_REDIRECT_CALL_NORMAL_CLEARING", "Call control returned an internal error.", ""},
    {Component::unified_cm, 20062, "PERERR_CM_REDIRECT_CALL_UNRECOGNIZED_MANAGER", "Call control returned an internal error.", ""},
    {Component::unified_cm, 20063, "PERERR_CM_REDIRECT_CALL_DESTINATION_BUSY", "Redirect target busy.", ""},
    {Component::unified_cm, 20064, "PERERR_CM_REDIRECT_CALL_DESTINATION_OUT_OF_ORDER", "Redirect target out of order.", ""},
    {Component::unified_cm, 20065, "PERERR_CM_CANNOT_OPEN_DEVICE", "Device open failed: device is unregistering.", ""},
    {Component::unified_cm, 20066, "PERERR_CM_TRANSFERFAILED_OUTSTANDING_TRANSFER", "An earlier transfer is still under way.", ""},
    {Component::unified_cm, 20067, "PERERR_CM_TRANSFERFAILED_CALLCONTROL_TIMEOUT", "Call control did not answer during a transfer.", ""},
    {Component::unified_cm, 20068, "PERERR_CM_CALLHANDLE_UNKNOWN_TO_LINECONTROL", "Line control does not know the call to redirect.", ""},
    {Component::unified_cm, 20069, "PERERR_CM_OPERATION_NOT_AVAILABLE_IN_CURRENT_STATE", "Operation is not available in the current state.", "", Basis::judgement},
    {Component::unified_cm, 20070, "PERERR_CM_CONFERENCE_FULL", "Every conference bridge is in use.", ""},
    {Component::unified_cm, 20071, "PERERR_CM_MAX_NUMBER_OF_CTI_CONNECTIONS_REACHED", "CTI connection limit reached.", "Close connections that are not needed, or raise Maximum CTI Connections of the node"},
    {Component::unified_cm, 20080, "PERERR_CM_INCOMPATIBLE_PROTOCOL_VERSION", "CTI does not support the protocol version of this JTAPI client.", "Install the JTAPI or TSP client of the cluster's release"},
    {Component::unified_cm, 20081, "PERERR_CM_UNRECOGNIZABLE_PDU", "QBE protocol error.", ""},
    {Component::unified_cm, 20082, "PERERR_CM_ILLEGAL_MESSAGE_FORMAT", "QBE protocol error.", ""},
    {Component::unified_cm, 20094, "PERERR_CM_DIRECTORY_TEMPORARY_UNAVAILABLE", "Directory (LDAP) is unavailable.", "Restore reachability between Unified CM and the LDAP server"},
    {Component::unified_cm, 20095, "PERERR_CM_DIRECTORY_LOGIN_NOT_ALLOWED", "User lacks the Standard CTI permission.", "Put the user in the Standard CTI Enabled group"},
    {Component::unified_cm, 20096, "PERERR_CM_DIRECTORY_LOGIN_FAILED", "Directory server login failed while opening the provider.", "Check that application user ID and password match Unified CM"},
    {Component::unified_cm, 20097, "PERERR_CM_PROVIDER_NOT_OPEN", "CTI command sent before the provider was opened.", ""},
    {Component::unified_cm, 20098, "PERERR_CM_PROVIDER_ALREADY_OPEN", "Provider opened a second time.", ""},
    {Component::unified_cm, 20099, "PERERR_CM_NOT_INITIALIZED", "Provider opened before CTI had finished initialising.", ""},
    {Component::unified_cm, 20100, "PERERR_CM_CLUSTER_LINK_FAILURE", "Link to a cluster's call manager failed (network).", ""},
    {Component::unified_cm, 20101, "PERERR_CM_LINE_INFO_DOES_NOT_EXIST", "Database has no such line information.", ""},
    {Component::unified_cm, 20102, "PERERR_CM_DIGIT_GENERATION_ALREADY_IN_PROGRESS", "Digits are already being generated.", ""},
    {Component::unified_cm, 20103, "PERERR_CM_DIGIT_GENERATION_WRONG_CALL_HANDLE", "Call handle invalid; the call may have ended.", ""},
    {Component::unified_cm, 20104, "PERERR_CM_DIGIT_GENERATION_WRONG_CALL_STATE", "Call state does not allow generating digits.", ""},
    {Component::unified_cm, 20105, "PERERR_CM_DIGIT_GENERATION_CALLSTATE_CHANGED", "Call state no longer permits digit generation to continue.", ""},
    {Component::unified_cm, 20112, "PERERR_CM_RETRIEVEFAILED_ACTIVE_CALL_ON_LINE", "Retrieve refused: another call is active on the line.", ""},
    {Component::unified_cm, 20113, "PERERR_CM_INVALID_LINE_HANDLE", "Line operation used an invalid line handle.", ""},
    {Component::unified_cm, 20114, "PERERR_CM_LINE_NOT_PRIMARY", "Call control internal error.", ""},
    {Component::unified_cm, 20115, "PERERR_CM_CFWDALL_ALREADY_SET", "Call-forward-all was already active.", ""},
    {Component::unified_cm, 20116, "PERERR_CM_CFWDALL_DESTN_INVALID", "Call-forward-all target is not valid.", ""},
    {Component::unified_cm, 20117, "PERERR_CM_CFWDALL_ALREADY_OFF", "Call-forward-all was off already; by the numbering of CTI errors the directory login timed out.", "With call forward: nothing is to be done\nWith a provider open: check the speed of directory and database of the node", Basis::unsure, source::peripheral_specific},
    {Component::unified_cm, 20119, "PERERR_CM_DEVICE_OUT_OF_SERVICE", "Device is out of service.", ""},
    {Component::unified_cm, 20120, "PERERR_CM_MSGWAITING_DESTN_INVALID", "Message lamp target number not found.", ""},
    {Component::unified_cm, 20121, "PERERR_CM_DARES_INVALID_REQ_TYPE", "Call processing internal fault: bad DaRes request type.", ""},
    {Component::unified_cm, 20122, "PERERR_CM_CONFERENCE_FAILED", "Conference could not be completed.", ""},
    {Component::unified_cm, 20123, "PERERR_CM_CONFERENCE_INVALID_PARTICIPANT", "Conference with oneself or with an unsuitable party.", ""},
    {Component::unified_cm, 20124, "PERERR_CM_CONFERENCE_ALREADY_PRESENT", "Party is already in a conference.", ""},
    {Component::unified_cm, 20125, "PERERR_CM_CONFERENCE_INACTIVE", "Completion asked for while no consult conference is active.", ""},
    {Component::unified_cm, 20126, "PERERR_CM_TRANSFER_INACTIVE", "Transfer completion without a consult transfer.", ""},
    {Component::unified_cm, 20153, "PERERR_CM_COMMAND_NOT_IMPLEMENTED_ON_DEVICE", "Device does not support the command.", ""},
    {Component::unified_cm, 20512, "PERERR_CM_PROVIDER_CLOSED", "The connection to CTIManager was lost (JTAPI PROVIDER_CLOSED).", "Check CTIManager at that time\nCheck the connection of the JTAPI gateway to CTIManager (port 2748)", Basis::derived, source::jtapi},
    {Component::unified_cm, 20513, "PERERR_CM_PROTOCOL_TIMEOUT", "Call control gave no answer in time (JTAPI PROTOCOL_TIMEOUT).", "Check the load of CTIManager and the delay of the network\nRead the log of the JTAPI gateway (jgw)", Basis::derived, source::jtapi},
    {Component::unified_cm, 20999, "", "Conference failed: the agent has a consult call already, or whoever conferences is not the controller of the conference.", "Complete or drop the other consult call first\nLet only the controller of the conference add parties", Basis::documented, source::finesse},
    {Component::unified_cm, 24095, "PERERR_CM_GENERAL", "Error reply from call manager without an extractable code.", "See the JTAPI log"},
    {Component::definity_asai, -2147483647, "C_NUSE_LONG", "Switch returned no value.", "", Basis::unsure},
    {Component::definity_asai, 0, "C_INVLDNUM", "Origination or destination address not valid. DEFINITY value CS0/28.", ""},
    {Component::definity_asai, 1, "C_PROTERR", "Capability sequence or protocol error; switch value unrecognised. DEFINITY value CS0/111.", ""},
    {Component::definity_asai, 2, "C_RESUNAVL", "Resources for the service unavailable. DEFINITY value CS3/40.", ""},
    {Component::definity_asai, 3, "C_FACUNSUB", "Capability exists but requester has no subscription. DEFINITY value CS0/50.", ""},
    {Component::definity_asai, 4, "C_SER_UNIMP", "Chosen options do not go together. DEFINITY value CS3/79.", ""},
    {Component::definity_asai, 5, "C_MAND_INFO", "A required parameter is absent. DEFINITY value CS0/96.", ""},
    {Component::definity_asai, 6, "C_INVLDIE", "Parameter value undefined or not permitted. DEFINITY value CS0/100.", ""},
    {Component::definity_asai, 7, "C_SERV_UNAVIL", "Another adjunct monitors the domain or call. DEFINITY value CS3/63.", ""},
    {Component::definity_asai, 8, "C_CALLID_TERM", "Call no longer active. DEFINITY value CS3/86.", ""},
    {Component::definity_asai, 9, "C_INCOM_ST", "Message does not fit the call state. DEFINITY value CS0/98.", ""},
    {Component::definity_asai, 10, "C_INVALID_CRV", "Call identifier wrong or call absent. DEFINITY value CS0/81.", ""},
    {Component::definity_asai, 11, "C_INCOM_OPT", "Call was set up with incompatible options. DEFINITY value CS3/80.", ""},
    {Component::definity_asai, 12, "C_REC_TIMER", "Timer ran out. DEFINITY value CS0/102.", ""},
    {Component::definity_asai, 13, "C_NOLOGIN", "Agent is not logged in to the split. DEFINITY value CS3/15.", ""},
    {Component::definity_asai, 14, "C_NOSPLIT_MEM", "Agent not in that split, or split number wrong. DEFINITY value CS3/11.", ""},
    {Component::definity_asai, 15, "C_USER_BUSY", "Another adjunct monitors the domain or call. DEFINITY value CS0/17.", ""},
    {Component::definity_asai, 16, "C_NOUSE_RESP", "Originating address does not answer the service. DEFINITY value CS0/18.", ""},
    {Component::definity_asai, 17, "C_PERM_DENIED", "Permission checks failed. DEFINITY value CS3/43.", ""},
    {Component::definity_asai, 18, "C_CLUST_TERM", "Association ended: service inactive. DEFINITY value CS3/87.", ""},
    {Component::definity_asai, 19, "C_OUT_OF_SERV", "Administration removed the domain. DEFINITY value CS3/27.", ""},
    {Component::definity_asai, 20, "C_INCS_AGT_ST", "Agent state not compatible. DEFINITY value CS3/12.", ""},
    {Component::definity_asai, 21, "C_MAXLOGIN", "Agent is in the most splits permitted. DEFINITY value CS3/13.", ""},
    {Component::definity_asai, 22, "C_INC_PASWD", "Login password wrong. DEFINITY value CS3/14.", ""},
    {Component::definity_asai, 23, "C_AGT_STATE", "Agent already in the requested state. DEFINITY value CS3/16.", ""},
    {Component::definity_asai, 24, "C_BAD_ADMIN", "ACD not provisioned or not optioned. DEFINITY value CS3/41.", ""},
    {Component::definity_asai, 25, "C_NORMAL", "Ordinary end; call was routed. DEFINITY value CS0/16.", ""},
    {Component::definity_asai, 26, "C_NETCONJ", "Association ended: network congestion. DEFINITY value CS0/42.", ""},
    {Component::definity_asai, 27, "C_BAD_IE", "Unknown information element. DEFINITY value CS0/99.", ""},
    {Component::definity_asai, 28, "C_QUEFULL", "Queue full. DEFINITY value CS3/22.", ""},
    {Component::definity_asai, 29, "C_REORDER_DENIAL", "Reorder or denial. DEFINITY value CS3/42.", ""},
    {Component::definity_asai, 30, "C_ADMIN_PROGRESS", "Refused while administration is under way. DEFINITY value CS3/46.", ""},
    {Component::definity_asai, 31, "C_FEATURE_REJECTED", "Switch refused the adjunct's request. DEFINITY value CS3/53.", ""},
    {Component::definity_asai, 32, "C_UNASSIGNED_NUM", "Number not assigned. DEFINITY value CS0/1.", ""},
    {Component::definity_asai, 33, "C_CALL_REJECTED", "Call refused. DEFINITY value CS0/21.", ""},
    {Component::definity_asai, 34, "C_NUM_CHANGED", "Number has changed. DEFINITY value CS0/22.", ""},
    {Component::definity_asai, 35, "C_NORMAL_UNSPECIF", "General cause, not specified. DEFINITY value CS0/31.", ""},
    {Component::definity_asai, 36, "C_NO_CIRCUIT", "No free circuit or channel. DEFINITY value CS0/34.", ""},
    {Component::definity_asai, 37, "C_TEMP_FAILURE", "Passing failure. DEFINITY value CS0/41.", ""},
    {Component::definity_asai, 38, "C_BEARER_CAP_UNAVAIL", "Bearer capability unavailable for now. DEFINITY value CS0/58.", ""},
    {Component::definity_asai, 39, "C_INCOMPAT_DESTINATION", "Destination incompatible. DEFINITY value CS0/88.", ""},
    {Component::definity_asai, 40, "C_INVALID_MESSAGE", "Message not valid; kept for backward compatibility. DEFINITY value CS0/95.", ""},
    {Component::definity_asai, 41, "C_NON_EXIST_MESSAGE", "Message does not exist or is not implemented. DEFINITY value CS0/97.", ""},
    {Component::definity_asai, 42, "C_UNSPECIFIED", "Not specified. DEFINITY value CS0/127.", ""},
    {Component::definity_asai, 43, "C_NO_ANSWER", "No answer. DEFINITY value CS3/19.", ""},
    {Component::definity_asai, 44, "C_NO_TRUNKS", "No trunks available. DEFINITY value CS3/20.", ""},
    {Component::definity_asai, 45, "C_NO_CLASSIFIERS", "No call classifiers available. DEFINITY value CS3/21.", ""},
    {Component::definity_asai, 46, "C_REDIRECT", "Call redirected. DEFINITY value CS3/30.", ""},
    {Component::definity_asai, 47, "C_NETWORK_OUT_OF_ORDER", "Network out of order. DEFINITY value CS3/38.", ""},
    {Component::definity_asai, 48, "C_CAUSE_UNKNOWN", "Switch returned an undefined value. DEFINITY value undefined.", ""},
    {Component::definity_asai, 49, "C_OUT_CALL_BARRED", "Outgoing call barred. DEFINITY value CS0/52.", ""},
    {Component::definity_asai, 50, "C_REMAINS_IN_Q", "Call stays in queue. DEFINITY value CS3/23.", ""},
    {Component::definity_asai, 51, "C_BEARER_SVC_NOT_IMPL", "Bearer service not implemented. DEFINITY value CS0/65.", ""},
    {Component::definity_asai, 52, "C_TIMED_ANSWER", "Answer assumed from an internal timer. DEFINITY value CS3/17.", ""},
    {Component::definity_asai, 53, "C_VOICE_ENERGY_ANSWER", "Switch detected voice energy. DEFINITY value CS3/18.", ""},
    {Component::definity_asai, 54, "C_NO_TONE_CHANNEL", "No such channel or tone on the call. DEFINITY value CS0/82.", ""},
    {Component::definity_asai, 55, "C_ANSWERING_MACHINE", "Answering machine detected. DEFINITY value CS3/24.", ""},
    {Component::definity_asai, 56, "C_FACILITY_REJECTED", "Facility refused. DEFINITY value CS0/29.", ""},
    {Component::definity_asai, 57, "C_FORWARD_BUSY", "Redirection cause. DEFINITY value CS3/25.", ""},
    {Component::definity_asai, 58, "C_COVER_BUSY", "Redirection cause. DEFINITY value CS3/26.", ""},
    {Component::definity_asai, 59, "C_COV_DONT_ANS", "Redirection cause. DEFINITY value CS3/28.", ""},
    {Component::definity_asai, 60, "C_FORWARD_ALL", "Redirection cause. DEFINITY value CS3/31.", ""},
    {Component::definity_asai, 61, "C_LISTEN_ONLY", "Single-step conference, listening only. DEFINITY value CS3/8.", ""},
    {Component::definity_asai, 62, "C_LISTEN_TALK", "Single-step conference, listening and talking. DEFINITY value CS3/9.", ""},
    {Component::symposium_status, 2560, "", "Bad calling TN. Group: invalid parameters.", ""},
    {Component::symposium_status, 2561, "", "Bad or wrong calling DN. Group: invalid parameters.", ""},
    {Component::symposium_status, 2562, "", "Calling DN incomplete. Group: invalid parameters.", ""},
    {Component::symposium_status, 2563, "", "Bad called DN. Group: invalid parameters.", ""},
    {Component::symposium_status, 2564, "", "Called DN incomplete. Group: invalid parameters.", ""},
    {Component::symposium_status, 2565, "", "Bad called TN. Group: invalid parameters.", ""},
    {Component::symposium_status, 2566, "", "Bad origination manner. Group: invalid parameters.", ""},
    {Component::symposium_status, 2567, "", "Bad destination manner. Group: invalid parameters.", ""},
    {Component::symposium_status, 2568, "", "Bad origination user type. Group: invalid parameters.", ""},
    {Component::symposium_status, 2569, "", "Bad customer number. Group: invalid parameters.", ""},
    {Component::symposium_status, 2570, "", "System or database error. Group: invalid parameters.", ""},
    {Component::symposium_status, 2816, "", "Originating party busy. Group: call origination failed.", ""},
    {Component::symposium_status, 2817, "", "Origination resource blocked. Group: call origination failed.", ""},
    {Component::symposium_status, 2818, "", "Originating set maintenance busy. Group: call origination failed.", ""},
    {Component::symposium_status, 2819, "", "500/2500 set on hook. Group: call origination failed.", ""},
    {Component::symposium_status, 2820, "", "Originating DN busy. Group: call origination failed.", ""},
    {Component::symposium_status, 2821, "", "Originating party ringing. Group: call origination failed.", ""},
    {Component::symposium_status, 2822, "", "Origination cannot be disconnected; already gone. Group: call origination failed.", ""},
    {Component::symposium_status, 2823, "", "Origination blocked by access restriction. Group: call origination failed.", ""},
    {Component::symposium_status, 2824, "", "Originating call permanently held. Group: call origination failed.", ""},
    {Component::symposium_status, 2826, "", "System or database error. Group: call origination failed.", ""},
    {Component::symposium_status, 2827, "", "Origination receiving end-to-end signalling. Group: call origination failed.", ""},
    {Component::symposium_status, 2828, "", "Call sits in an ACD queue. Group: call origination failed.", ""},
    {Component::symposium_status, 2830, "", "Originating set used hold. Group: call origination failed.", ""},
    {Component::symposium_status, 2836, "", "No transfer key configured. Group: call origination failed.", ""},
    {Component::symposium_status, 2837, "", "Transfer key busy. Group: call origination failed.", ""},
    {Component::symposium_status, 2838, "", "Set is in a conference. Group: call origination failed.", ""},
    {Component::symposium_status, 2839, "", "Transfer or MPO/TSA service class missing. Group: call origination failed.", ""},
    {Component::symposium_status, 2840, "", "Call cannot be held. Group: call origination failed.", ""},
    {Component::symposium_status, 2845, "", "Set has no active call. Group: call origination failed.", ""},
    {Component::symposium_status, 2846, "", "Set has no held call. Group: call origination failed.", ""},
    {Component::symposium_status, 3072, "", "Terminating party busy. Group: call termination failed.", ""},
    {Component::symposium_status, 3073, "", "Destination resource blocked. Group: call termination failed.", ""},
    {Component::symposium_status, 3074, "", "Destination state wrong. Group: call termination failed.", ""},
    {Component::symposium_status, 3079, "", "Destination blocked by access restriction. Group: call termination failed.", ""},
    {Component::symposium_status, 3080, "", "Number not assigned. Group: network interception.", ""},
    {Component::symposium_status, 3081, "", "No route to destination. Group: network interception.", ""},
    {Component::symposium_status, 3082, "", "No user response. Group: network interception.", ""},
    {Component::symposium_status, 3083, "", "Number has changed. Group: network interception.", ""},
    {Component::symposium_status, 3084, "", "Destination out of service. Group: network interception.", ""},
    {Component::symposium_status, 3085, "", "Bad number format. Group: network interception.", ""},
    {Component::symposium_status, 3086, "", "No free circuit. Group: network interception.", ""},
    {Component::symposium_status, 3087, "", "Network out of order. Group: network interception.", ""},
    {Component::symposium_status, 3088, "", "Passing failure. Group: network interception.", ""},
    {Component::symposium_status, 3089, "", "Equipment congested. Group: network interception.", ""},
    {Component::symposium_status, 3097, "", "Terminating party busy. Group: network interception, in-band information.", ""},
    {Component::symposium_status, 3098, "", "Number not assigned. Group: network interception, in-band information.", ""},
    {Component::symposium_status, 3099, "", "No route to destination. Group: network interception, in-band information.", ""},
    {Component::symposium_status, 3100, "", "No user response. Group: network interception, in-band information.", ""},
    {Component::symposium_status, 3101, "", "Number has changed. Group: network interception, in-band information.", ""},
    {Component::symposium_status, 3102, "", "Destination out of service. Group: network interception, in-band information.", ""},
    {Component::symposium_status, 3103, "", "Bad number format. Group: network interception, in-band information.", ""},
    {Component::symposium_status, 3104, "", "No free circuit. Group: network interception, in-band information.", ""},
    {Component::symposium_status, 3105, "", "Network out of order. Group: network interception, in-band information.", ""},
    {Component::symposium_status, 3106, "", "Passing failure. Group: network interception, in-band information.", ""},
    {Component::symposium_status, 3107, "", "Equipment congested. Group: network interception, in-band information.", ""},
    {Component::symposium_status, 3108, "", "Interworking, not specified. Group: network interception, in-band information.", ""},
    {Component::symposium_status, 3326, "", "Some other cause. Group: network interception, in-band information.", ""},
    {Component::symposium_status, 3328, "", "Conference cannot complete. Group: conference/transfer failed.", ""},
    {Component::symposium_status, 3329, "", "Transfer cannot start. Group: conference/transfer failed.", ""},
    {Component::symposium_status, 3330, "", "Transfer cannot complete. Group: conference/transfer failed.", ""},
    {Component::symposium_status, 3331, "", "First call cannot be retrieved. Group: conference/transfer failed.", ""},
    {Component::symposium_status, 3332, "", "Fast transfer failed to start. Group: conference/transfer failed.", ""},
    {Component::symposium_status, 3333, "", "Fast transfer failed to complete. Group: conference/transfer failed.", ""},
    {Component::symposium_status, 3338, "", "System or database error. Group: call termination failed.", ""},
    {Component::symposium_status, 3339, "", "Hold request failed. Group: conference/transfer failed.", ""},
    {Component::symposium_cause, 4098, "", "Access is restricted.", ""},
    {Component::symposium_cause, 4099, "", "Resource not available.", ""},
    {Component::symposium_cause, 4100, "", "Bad customer number.", ""},
    {Component::symposium_cause, 4101, "", "Bad origination address.", ""},
    {Component::symposium_cause, 4102, "", "Bad destination address.", ""},
    {Component::symposium_cause, 4103, "", "Bad manner.", ""},
    {Component::symposium_cause, 4104, "", "Retrieving the first call failed.", ""},
    {Component::symposium_cause, 4105, "", "Transfer failed.", ""},
    {Component::symposium_cause, 4106, "", "Conference failed.", ""},
    {Component::symposium_cause, 4107, "", "Answer request failed.", ""},
    {Component::symposium_cause, 4108, "", "Release request failed.", ""},
    {Component::symposium_cause, 4208, "", "Look at the Connection Status IE.", "See the Connection Status IE"},
    {Component::symposium_cause, 8196, "", "Target DN not valid.", ""},
    {Component::symposium_cause, 8197, "", "Target DN is not an AST.", ""},
    {Component::symposium_cause, 8198, "", "Customer number not valid.", ""},
    {Component::symposium_cause, 8199, "", "Feature could not be started.", ""},
    {Component::symposium_cause, 8200, "", "Set lacks that feature in configuration.", ""},
    {Component::symposium_cause, 8201, "", "Feature asked for is out of range.", ""},
    {Component::symposium_cause, 8202, "", "Target set is not an ACD agent.", ""},
    {Component::symposium_cause, 8203, "", "Target set is a Virtual Agent.", ""},
    {Component::symposium_cause, 8204, "", "Set is maintenance busy.", ""},
    {Component::symposium_cause, 8205, "", "Set state does not permit the feature.", ""},
    {Component::symposium_cause, 8206, "", "Set is in the target state already.", "", Basis::unsure},
    {Component::symposium_cause, 8207, "", "No NRDY/RDY while the ACD set is logged out.", ""},
    {Component::symposium_cause, 8208, "", "Package C customer may not use NRDY on an IDN call.", ""},
    {Component::symposium_cause, 8209, "", "Feature IE absent or not valid.", ""},
    {Component::symposium_cause, 8210, "", "DN IE absent or not valid.", ""},
    {Component::symposium_cause, 8211, "", "Agent ID IE absent or not valid.", ""},
    {Component::symposium_cause, 8212, "", "Agent ID not valid.", ""},
    {Component::symposium_cause, 8213, "", "CFW DN IE not valid.", ""},
    {Component::symposium_cause, 8214, "", "Call Forward DN too long.", ""},
    {Component::symposium_cause, 8215, "", "Call Forward DN not valid.", ""},
    {Component::symposium_cause, 8216, "", "User is setting Call Forward now.", ""},
    {Component::symposium_cause, 8217, "", "500/2500 sets do not support MSB/MSI.", ""},
    {Component::symposium_cause, 8218, "", "500/2500 ACD agent already changed status.", ""},
    {Component::symposium_cause, 8219, "", "500/2500 ACD agent set is ringing.", ""},
    {Component::symposium_cause, 8220, "", "User is logging in a 500/2500 ACD set by hand.", ""},
    {Component::unified_ccx, 0, "CCX_DEFAULT_ERROR_CODE", "Unknown problem.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88001, "CCX_JTAPI_CCM_PROBLEM", "JTAPI or Unified CM problem.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88002, "CCX_LOOKUP_FAILURE", "CCX lookup failed.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88003, "CCX_AGENT_DN_NOT_ASSIGNED", "Agent has no number assigned.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88004, "CCX_AGENT_DEVICE_OFF", "Agent device out of service or not registered.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88005, "CCX_AGENT_DEVICE_BUSY", "Agent device busy.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88006, "CCX_RMCM_CONTACT_NULL", "No RmCm contact.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88007, "CCX_RMCM_CONTACT_INVALID", "RmCm contact not valid.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88008, "CCX_AGENT_NULL", "No such agent object.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88009, "CCX_AGENT_INVALID", "Agent not valid.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88010, "CCX_INVALID_ARGUMENT", "Command argument not valid.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88011, "CCX_NO_CALLBACK_FROM_AGENT", "Agent gave no callback.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88012, "CCX_CALL_ID_NULL", "No call ID.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88013, "CCX_CALL_OBJECT_NULL", "No call object.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88014, "CCX_JTAPI_PROVIDER_NULL", "No JTAPI provider.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88015, "CCX_DIALED_NUMBER_NULL", "No dialed number.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88016, "CCX_DEVICE_ID_NULL", "No device ID.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88017, "CCX_TERMINAL_CONNECTION_NULL", "No terminal connection.", "", Basis::documented, source::uccx},
    {Component::unified_ccx, 88018, "CCX_CALL_CONTROL_MASK_NOT_ON", "Client did not ask for Client Control.", "Put CTI_SERVICE_CLIENT_CONTROL (0x4) into ServicesRequested of OPEN_REQ", Basis::unsure, source::uccx},
};

/// The first code of Unified CM's own errors: the CTI result 0x8CCC0000 + n is sent as 20000 + n.
inline constexpr std::int32_t first_cti_error = 20000;

/// The CTI result behind a Unified CCE peripheral error, or 0. The rule holds for 76 of the 77 codes that are published on both sides;
/// 20117 is the other one: Unified CCE names it CFWDALL_ALREADY_OFF, the CTI result of that number is a directory login that timed out.
constexpr std::uint32_t cti_result_of(std::int32_t peripheral_error)
{
    if (peripheral_error <= first_cti_error || peripheral_error == 20117)
        return 0;
    const std::uint32_t result = cti_result_prefix + static_cast<std::uint32_t>(peripheral_error - first_cti_error);
    return find_cti_result(result) ? result : 0;
}

constexpr bool is_listed(std::int32_t code)
{
    for (const PeripheralError& e : peripheral_errors)
        if (e.code == code)
            return true;
    return false;
}

/// The peripheral error of a CTI result that the table does not list itself.
constexpr bool is_derived(const CtiResult& result)
{
    const std::int32_t code = first_cti_error + static_cast<std::int32_t>(result.value - cti_result_prefix);
    // Not by cti_result_of: under sanitizers g++ 12 takes no comparison of addresses for a constant.
    return code > first_cti_error && code != 20117 && !is_listed(code);
}

consteval auto derive_peripheral_errors()
{
    std::array<PeripheralError, std::count_if(std::begin(cti_results), std::end(cti_results), is_derived)> out{};
    std::size_t n = 0;
    for (const CtiResult& r : cti_results)
        if (is_derived(r))
            out[n++] = {Component::unified_cm, first_cti_error + static_cast<std::int32_t>(r.value - cti_result_prefix), *r.name ? r.name : r.inferred_name, r.meaning,
                        r.remedy, Basis::derived, source::jtapi};
    return out;
}
/// Errors of Unified CM that follow from the CTI results; sorted by code.
inline constexpr auto derived_peripheral_errors = derive_peripheral_errors();

/// Codes that mean the same on every peripheral.
constexpr bool is_unambiguous(const PeripheralError& e) { return e.code == -1 || e.code >= 10001; }

consteval auto peripheral_error_values()
{
    std::array<Value, std::count_if(std::begin(peripheral_errors), std::end(peripheral_errors), is_unambiguous) + derived_peripheral_errors.size()> out{};
    std::size_t n = 0;
    const auto add = [&](const PeripheralError& e) { out[n++] = {static_cast<std::uint32_t>(e.code), *e.name ? e.name : e.meaning, e.meaning}; };
    for (const PeripheralError& e : peripheral_errors)
        if (is_unambiguous(e))
            add(e);
    for (const PeripheralError& e : derived_peripheral_errors)
        add(e);
    std::sort(out.begin(), out.end(), [](const Value& a, const Value& b) { return a.value < b.value; });
    return out;
}

namespace values {
inline constexpr auto peripheral_error_code_rows = peripheral_error_values();
static_assert(is_sorted_unique(peripheral_error_code_rows));
inline constexpr ValueTable peripheral_error_code{"PeripheralErrorCode", peripheral_error_code_rows, false, true};
} // namespace values

/// The row of `code` for a peripheral of type `peripheral_type` (PT_...; 0xffff where it is not known). Codes below 10001
/// other than -1 are only found where the type says whose they are. nullptr where nothing is known.
const PeripheralError* find_peripheral_error(std::int32_t code, std::uint16_t peripheral_type, bool uccx);

/// For people: "JTAPI gateway".
const char* component_name(Component component);

} // namespace cti::ged188
