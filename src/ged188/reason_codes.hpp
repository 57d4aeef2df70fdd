// SPDX-License-Identifier: GPL-2.0-or-later
// EventReasonCode: why an agent is logged out or not ready. The platform has codes of its own for what it does by itself; all other
// numbers are the customer's, made in the administration of the contact centre. Unified CCE and Unified CCX use one range for
// different things: 32767 is a call not answered there and a second login here.
#pragma once

#include "core/diagnosis.hpp"
#include "core/schema.hpp"
#include "ged188/sources.hpp"
#include "ged188/spec.hpp"

#include <array>
#include <string_view>

namespace cti::ged188 {

/// Who brought about the change of state.
enum class CausedBy : std::uint8_t { unknown, agent, system, supervisor, failover, administrator };

/// For people: "the system".
constexpr const char* caused_by_name(CausedBy by)
{
    constexpr const char* names[] = {
        "unknown", "the agent", "the system", "a supervisor", "a lost connection or failover", "a configuration change"};
    return names[static_cast<int>(by)];
}

struct ReasonCode {
    std::uint16_t code;
    Dialect dialect;
    const char* name;
    const char* brief; ///< a few words for a list: "connection lost"; may be empty
    const char* meaning;
    const char* tells; ///< what it tells an engineer; may be empty
    CausedBy caused_by;
    const char* forced; ///< who or what did it, where the agent did not: "a supervisor did it"; empty elsewhere
    Severity severity;  ///< chat: a normal course of things; note: configured, or a person did it; warn: something is wrong
    const char* remedy; ///< steps, one a line; empty where nothing has to be done
    Basis basis;        ///< of the meaning
    const char* source;
};

/// Sorted by dialect, then code. -1, -2 and -3 stand in a USHORT as 65535, 65534 and 65533.
inline constexpr ReasonCode reason_codes[] = {
    {0, Dialect::ucce, "No reason", "", "No reason given.", "", CausedBy::unknown, "", Severity::chat, "", Basis::judgement, source::guide},
    {255, Dialect::ucce, "Finesse connection failure", "Finesse connection lost",
        "Finesse logged the agent out because desktop and Finesse server lost each other.",
        "The break is between browser and Finesse, not on this CTI link.", CausedBy::failover,
        "Finesse lost the connection to the agent's desktop", Severity::warn,
        "Check the agent's browser, proxy and network\nCheck the WebSocket or BOSH path to Finesse and the health of the Finesse node; "
        "this CTI session is not at fault",
        Basis::documented, source::finesse_admin},
    {999, Dialect::ucce, "Supervisor forced", "supervisor", "A supervisor set the agent Not Ready or logged the agent out in Finesse.",
        "A person did it; no fault of the platform.", CausedBy::supervisor, "a supervisor did it in Finesse", Severity::note,
        "Ask the supervisor\nThe request before it names the supervisor (SupervisorID, ForcedFlag)", Basis::documented,
        source::schema_finesse_admin},
    {20001, Dialect::ucce, "Forced logout, first step", "forced logout, first step",
        "Agent was put Not Ready as first step of a forced logout.", "Look at the logout that follows for the real cause.",
        CausedBy::system, "a forced logout, of which this is the first step", Severity::note,
        "Look at the logout that follows: it has the cause\nFind the client that sent SET_AGENT_STATE_REQ with ForcedFlag",
        Basis::documented, source::schema_reporting_finesse_admin},
    // The schema handbook and the report guides call it an ordinary logout, the Finesse guide a forced one.
    {20002, Dialect::ucce, "Logout from Not Ready", "logout from Not Ready",
        "Logout from Not Ready: the agent signed out, or was logged out.", "This code alone does not say whether it was forced.",
        CausedBy::unknown, "", Severity::chat,
        "Look at the request before it: with ForcedFlag the logout was forced, otherwise the agent signed out", Basis::unsure,
        source::schema_reporting_finesse_admin},
    {20003, Dialect::ucce, "Logout while not in Not Ready", "logout while not in Not Ready",
        "Logout was asked for while the agent was not Not Ready: the system first sets Not Ready and then logs out.",
        "Client asked to log out from Available/Work: the system made two steps of it.", CausedBy::agent, "", Severity::chat,
        "Have the agent go Not Ready first if desk settings demand a reason", Basis::documented, source::schema_reporting_finesse_admin},
    {32762, Dialect::ucce, "Off-hook", "off-hook", "Agent went off-hook to place a call (Finesse before 12.5; later 50006).",
        "Old Finesse/CTI OS desktop; the agent is dialing, no fault.", CausedBy::agent, "", Severity::chat, "", Basis::documented,
        source::finesse_admin},
    {32767, Dialect::ucce, "Call not answered (RONA)", "call not answered", "Agent did not answer the routed call; it was redirected.",
        "Ring-no-answer: agent away, phone silent, or ring time shorter than the network delay.", CausedBy::system,
        "a routed call was not answered and went elsewhere (RONA)", Severity::warn,
        "Check the agent and the headset\nCompare the ring time in the desk settings with the Forward No Answer timers of Unified CM",
        Basis::documented, source::schema_admin_reporting_finesse_admin},
    {50001, Dialect::ucce, "CTI client disconnected", "client disconnected",
        "The CTI client of the agent disconnected; turned into 50002 by the system.", "Normally not seen; if seen, treat like 50002.",
        CausedBy::failover, "the agent's CTI client disconnected", Severity::warn,
        "Count the agents with this code in the same second: one points to its PC or network, many to Finesse, CTI Server or PG\nCheck "
        "Finesse, CTI Server and this TCP session at that time",
        Basis::documented, source::admin},
    {50002, Dialect::ucce, "CTI component failed", "connection lost",
        "A CTI component failed: desktop closed, heartbeat missed, CTI Server, CTI OS or Finesse failure.",
        "Connection of the desktop side was lost. Many agents at once = CTI Server/Finesse/PG failover; one agent = its desktop or "
        "network.",
        CausedBy::failover, "a CTI component failed: desktop closed or unreachable, or Finesse, CTI OS or CTI Server failed",
        Severity::warn,
        "Count the agents with this code in the same second: one points to its PC or network, many to Finesse, CTI Server or PG\nWith many "
        "look at the logs of those and at this TCP session at that time",
        Basis::documented, source::schema_admin_reporting_finesse_admin},
    {50003, Dialect::ucce, "Device out of service", "device out of service", "CUCM reported the agent phone out of service.",
        "Phone unregistered, CUCM failover, or CTI lost the device.", CausedBy::system,
        "Unified CM reported the agent's phone out of service", Severity::warn,
        "Check the registration of the phone\nCheck the CTIManager and JTAPI link of the PG at that time (jgw log)", Basis::documented,
        source::schema_admin_reporting_finesse_admin},
    {50004, Dialect::ucce, "Inactivity", "inactivity", "Agent was idle in Not Ready longer than the desk settings allow.",
        "Configured behaviour.", CausedBy::system, "the agent was idle in Not Ready for longer than the desk settings allow",
        Severity::note, "Raise Logout Inactivity Time in the desk settings if this is not wanted", Basis::documented,
        source::schema_admin_reporting_finesse_admin},
    {50005, Dialect::ucce, "Busy on non-ACD line", "busy on a non-ACD line",
        "Agent talks on a non-ACD line; Agent Phone Line Control = all lines and Non ACD Line Impact = affects state.",
        "Configured behaviour of multi-line; state returns after the call.", CausedBy::system, "", Severity::note,
        "Set Non ACD Line Impact to no impact if this is not wanted", Basis::documented, source::schema_admin_reporting_finesse_admin},
    {50006, Dialect::ucce, "Outgoing call while Available", "outgoing call",
        "Agent placed a call in Available; system set Not Ready so that no call is routed (12.5 and later; also for CMT_BELLIGERENT "
        "make-call).",
        "Normal; state comes back when the call ends.", CausedBy::agent, "", Severity::chat, "", Basis::documented,
        source::guide_schema_finesse_admin},
    {50010, Dialect::ucce, "Missed consecutive calls", "missed calls",
        "Consecutive routed calls did not arrive at, or were not taken by, the agent (2 by default).",
        "Routed calls do not reach the phone: wrong extension/DN, device target, phone out of order, network VRU/transfer fault.",
        CausedBy::system, "routed calls one after the other did not reach the agent or were not taken", Severity::warn,
        "Check the route to the agent's phone: label, device target, calling search space of the CTI route point\nThen ask the agent",
        Basis::documented, source::schema_admin_reporting},
    {50020, Dialect::ucce, "Skill group changed", "skill group changed",
        "Agent skill group was changed by hand or by re-skilling on the administration server.", "Configuration change, not a fault.",
        CausedBy::administrator, "the agent's skill group was changed by an administrator or by re-skilling", Severity::note,
        "Check the configuration audit at that time\nHave the agent log in again", Basis::documented, source::admin_finesse_admin},
    {50030, Dialect::ucce, "Same DN as static device target", "same number as a static device target",
        "Agent was on a dynamic device target with the same dialed number as a static device target of the PG (deprecated).",
        "Configuration conflict.", CausedBy::administrator, "a dynamic device target has the dialed number of a static device target",
        Severity::warn, "Remove the second device target", Basis::documented, source::schema_admin_finesse_admin},
    {50040, Dialect::ucce, "Mobile agent call failed", "mobile agent call failed",
        "Mobile agent was logged out because the call to the agent failed.", "Call to the remote phone failed (nailed or call-by-call).",
        CausedBy::system, "the call to the mobile agent failed", Severity::warn,
        "Check the CTI ports LCP and RCP, the route pattern and the number of the mobile agent", Basis::documented,
        source::schema_admin_reporting_finesse_admin},
    {50041, Dialect::ucce, "Mobile agent busy", "mobile agent busy", "Call to the mobile agent failed because the phone was busy.",
        "Remote phone busy.", CausedBy::agent, "the phone of the mobile agent was busy", Severity::note,
        "Have the agent free the phone\nSwitch off call waiting and keep the phone free of other calls", Basis::documented,
        source::schema_admin_reporting_finesse_admin},
    {50042, Dialect::ucce, "Nailed connection dropped", "nailed connection dropped",
        "Mobile agent was logged out because the nailed connection was disconnected.",
        "Remote phone hung up or the trunk cut the long call.", CausedBy::system,
        "the nailed connection of the mobile agent was disconnected", Severity::warn,
        "Check the carrier and the gateway for a maximum call length and for session timers", Basis::documented,
        source::schema_admin_reporting_finesse_admin},
    {50045, Dialect::ucce, "Desktop reconnect", "desktop reconnected",
        "Finesse tells CCE that a desktop came back; the code goes to CCE only and is not shown in state events.",
        "Seen at most in the request; marks a desktop reconnect.", CausedBy::system, "", Severity::chat, "", Basis::documented,
        source::finesse_admin},
    {51004, Dialect::ucce, "Call present at login", "call present at login",
        "Agent logged in on an extension that has a call already, or was on a call when the PG restarted.",
        "PG restart with live calls, or login during a call.", CausedBy::system,
        "there was a call on the extension at login, or when the PG restarted", Severity::note,
        "End the call and set the agent Ready again\nIf many agents have it at once, look for a restart of the PG", Basis::documented,
        source::schema},
    {65533, Dialect::ucce, "Extension changed", "extension changed",
        "Administrator changed the agent extension while the agent was logged in (-3 in a USHORT field).", "Configuration change.",
        CausedBy::administrator, "an administrator changed the extension of the agent who was logged in", Severity::note,
        "Change extensions of logged-out agents only", Basis::documented, source::schema_admin},
    {65534, Dialect::ucce, "PG reset the agent", "reset by the PG", "PG reset the agent, mostly after a PG failure (-2 in a USHORT field).",
        "PG failure or failover.", CausedBy::failover, "the PG reset the agent, mostly after a PG failure", Severity::warn,
        "Check OPC and PIM of both sides of the PG", Basis::documented, source::schema_admin},
    {65535, Dialect::ucce, "Peripheral restarted", "peripheral restarted",
        "Agent was reinitialised because the peripheral restarted (-1 in a USHORT field).", "PIM/PG restart.", CausedBy::failover,
        "the peripheral restarted", Severity::warn, "Check the logs of PIM and PG at that time", Basis::documented, source::schema_admin},
    {0, Dialect::uccx, "No reason", "", "No reason given.", "", CausedBy::unknown, "", Severity::chat, "", Basis::judgement, source::guide},
    {22, Dialect::uccx, "SUP_AGT_TO_LOGOUT", "supervisor", "Supervisor logged the agent out.", "A person did it.", CausedBy::supervisor,
        "a supervisor logged the agent out", Severity::note, "Ask the supervisor", Basis::documented, source::uccx_reasons},
    {33, Dialect::uccx, "SUP_AGT_TO_READY, SUP_AGT_TO_NOT_READY", "supervisor", "Supervisor set the agent Ready or Not Ready.",
        "A person did it.", CausedBy::supervisor, "a supervisor did it", Severity::note, "Ask the supervisor", Basis::documented,
        source::uccx_reasons},
    {255, Dialect::uccx, "Finesse connection failure", "Finesse connection lost",
        "System logged the agent out after Finesse desktop and server lost each other.", "The break is between browser and Finesse.",
        CausedBy::failover, "Finesse lost the connection to the agent's desktop", Severity::warn,
        "Check the agent's browser and network\nCheck Cisco Finesse Tomcat and the Notification Service", Basis::documented,
        source::uccx_reasons},
    {32741, Dialect::uccx, "ICD_EXTENSION_CONFLICT", "extension conflict",
        "Another agent logged in with the same extension; the earlier agent was logged out.",
        "Shared or wrong extension in use by two agents.", CausedBy::system, "another agent logged in with the same extension",
        Severity::warn, "Give each agent an own extension\nCheck hot-desking", Basis::documented, source::uccx_reasons},
    {32742, Dialect::uccx, "AGT_SEC_LINE_OFFHOOK", "second line off-hook", "A monitored non-ICD line was used.",
        "Agent uses the second line.", CausedBy::agent, "", Severity::note, "Exclude the line from monitoring if this is not wanted",
        Basis::documented, source::uccx_reasons},
    {32745, Dialect::uccx, "OUTBOUND_WORK_REASONCODE", "work after an outbound call",
        "Agent in Work after an outbound call, to choose a wrap-up code.", "Normal.", CausedBy::system, "", Severity::chat, "",
        Basis::documented, source::uccx_reasons},
    {32746, Dialect::uccx, "AGENT_RESERVED_OUTBOUND_DIRECTPREVIEW", "reserved for an outbound call",
        "Agent reserved for a direct-preview outbound call.", "Normal.", CausedBy::system, "", Severity::chat, "", Basis::documented,
        source::uccx_reasons},
    {32747, Dialect::uccx, "AGENT_RESERVED_OUTBOUND", "reserved for an outbound call",
        "Agent reserved for a progressive or predictive outbound call.", "Normal.", CausedBy::system, "", Severity::chat, "",
        Basis::documented, source::uccx_reasons},
    {32748, Dialect::uccx, "AGENT_DELETED", "agent deleted", "Agent was removed in CUCM and is logged out when UCCX syncs.",
        "User deleted in CUCM/LDAP or lost the IPCC extension.", CausedBy::administrator, "the agent was removed in Unified CM",
        Severity::warn, "Restore the user in Unified CM and the Unified CCX extension of the user", Basis::documented,
        source::uccx_reasons},
    {32749, Dialect::uccx, "CANCEL_FEATURE", "consult cancelled",
        "Consulting agent pressed Cancel; the consulted agent is no longer on the ICD call.", "Normal key press.", CausedBy::agent, "",
        Severity::chat, "", Basis::documented, source::uccx_uccx_reasons},
    {32750, Dialect::uccx, "AGT_IPCC_EXT_CHANGED", "extension changed", "UCCX extension of the agent changed in CUCM; agent is logged out.",
        "Configuration change.", CausedBy::administrator, "the agent's Unified CCX extension was changed in Unified CM", Severity::note,
        "Have the agent log in again with the new extension", Basis::documented, source::uccx_reasons},
    {32751, Dialect::uccx, "AGENT_SKIPS", "outbound call skipped", "Agent skipped a preview outbound call.", "Normal.", CausedBy::agent, "",
        Severity::chat, "", Basis::documented, source::uccx_reasons},
    {32752, Dialect::uccx, "CANCEL_RESERVATION", "reservation cancelled", "Agent cancelled the outbound reservation.", "Normal.",
        CausedBy::agent, "", Severity::chat, "", Basis::documented, source::uccx_reasons},
    {32753, Dialect::uccx, "LINE_RESTRICTED", "line restricted", "Agent line was marked restricted in CUCM.",
        "CTI may not control the line any more.", CausedBy::administrator, "the agent's line was marked restricted in Unified CM",
        Severity::warn, "Tick Allow Control of Device from CTI on the phone and on the default device profile\nHave the agent log in again",
        Basis::documented, source::uccx_reasons},
    {32754, Dialect::uccx, "DEVICE_RESTRICTED", "device restricted", "Agent device was marked restricted in CUCM.",
        "CTI may not control the phone any more.", CausedBy::administrator, "the agent's device was marked restricted in Unified CM",
        Severity::warn, "Tick Allow Control of Device from CTI on the phone\nHave the agent log in again", Basis::documented,
        source::uccx_reasons},
    {32755, Dialect::uccx, "CALL_ENDED", "call ended",
        "After a UCCX call the agent went Not Ready: was Not Ready before (consult), or Automatic Available is off.",
        "Configured behaviour.", CausedBy::system, "", Severity::note, "Switch Automatic Available on if this is not wanted",
        Basis::documented, source::uccx_reasons},
    {32756, Dialect::uccx, "PHONE_UP", "phone is back", "Phone came back after Phone Down.", "End of a phone outage: pair with 32759.",
        CausedBy::system, "", Severity::note, "Find the PHONE_DOWN (32759) before it: the time between is how long the phone was out",
        Basis::documented, source::uccx_reasons},
    {32757, Dialect::uccx, "CM_FAILOVER", "Unified CM failover", "CUCM failed over.",
        "CUCM/CTIManager failover; expect many agents at once.", CausedBy::failover, "Unified CM failed over", Severity::warn,
        "Check the Unified CM node and CTIManager at that time\nExpect many agents at once", Basis::documented, source::uccx_reasons},
    {32758, Dialect::uccx, "WORK_TIMER_EXP", "wrap-up timer", "Wrap-up timer of the CSQ ran out.", "Normal.", CausedBy::system, "",
        Severity::chat, "", Basis::documented, source::uccx_reasons},
    {32759, Dialect::uccx, "PHONE_DOWN", "phone down", "Agent phone stopped working; state becomes unavailable.",
        "Phone unregistered or CTI lost it.", CausedBy::system, "the agent's phone stopped working", Severity::warn,
        "Check the registration of the phone, its power and its switch port\nCheck the Unified CM node", Basis::documented,
        source::uccx_reasons},
    {32760, Dialect::uccx, "AGT_LOGON", "login", "Automatic Not Ready after login.", "Normal.", CausedBy::system, "", Severity::chat, "",
        Basis::documented, source::uccx_reasons},
    {32761, Dialect::uccx, "AGT_RCV_NON_ICD", "other call", "Agent got a call that did not come through a UCCX queue.", "Normal.",
        CausedBy::agent, "", Severity::chat, "", Basis::documented, source::uccx_reasons},
    {32762, Dialect::uccx, "AGT_OFFHOOK", "off-hook", "Agent went off-hook to place a call and gave no reason.", "Normal.", CausedBy::agent,
        "", Severity::chat, "", Basis::documented, source::uccx_reasons},
    {32763, Dialect::uccx, "AGT_RNA", "call not answered", "Agent did not answer a UCCX call in time.", "Ring-no-answer.", CausedBy::system,
        "a call of Unified CCX was not answered in time", Severity::warn,
        "Check the agent\nCompare the timeout of Select Resource in the script with the no-answer timer of Unified CM: the script's must "
        "be shorter",
        Basis::documented, source::uccx_reasons},
    {32764, Dialect::uccx, "CRS_FAILURE", "engine failover", "Active UCCX server became standby; the agent lost the platform.",
        "UCCX engine failover; expect all agents at once.", CausedBy::failover, "the active Unified CCX server became standby",
        Severity::warn, "Check the Unified CCX Engine on both nodes and the network between them\nExpect all agents at once",
        Basis::documented, source::uccx_reasons},
    {32765, Dialect::uccx, "CONNECTION_DOWN", "connection lost", "Desktop or IP Phone Agent stopped or its connection broke.",
        "Desktop side lost; many agents = Finesse or network.", CausedBy::failover,
        "desktop or IP Phone Agent stopped, or its connection broke", Severity::warn,
        "Check this TCP session, Finesse and the network of the agent\nMany agents at once point to Finesse or the network",
        Basis::documented, source::uccx_reasons},
    {32766, Dialect::uccx, "CLOSE_FINESSE_DESKTOP", "desktop closed", "Agent signed out with the default logout.", "Normal.",
        CausedBy::agent, "", Severity::chat, "", Basis::documented, source::uccx_reasons},
    {32767, Dialect::uccx, "AGT_RELOGIN", "second login", "Agent tried to log in on a second device while logged in.",
        "Double login; NOT ring-no-answer as in UCCE.", CausedBy::agent, "the agent logged in on a second device", Severity::note,
        "Sign the agent out of the first device", Basis::documented, source::uccx_reasons},
};

/// The row of `code` in a session of this dialect, or nullptr: the customer's own code. `any` is taken for Unified CCE.
constexpr const ReasonCode* find_reason_code(std::uint32_t code, Dialect dialect)
{
    const Dialect wanted = dialect == Dialect::uccx ? Dialect::uccx : Dialect::ucce;
    for (const ReasonCode& r : reason_codes)
        if (r.code == code && r.dialect == wanted)
            return &r;
    return nullptr;
}

namespace detail {

/// The names of ged188.event_reason_code. A field has one list of names for both dialects: what is Unified CCX's alone says so, and
/// where the dialects differ both names stand there.
struct ReasonNames {
    static constexpr std::size_t capacity = std::size(reason_codes);
    std::array<char, 4096> text{};
    std::array<std::uint16_t, capacity> begin{};
    std::array<const ReasonCode*, capacity> rows{};
    std::size_t size = 0;
    std::size_t used = 0;

    consteval void put(std::string_view part)
    {
        for (const char c : part)
            text[used++] = c;
    }
    consteval ReasonNames()
    {
        for (std::uint32_t code = 1; code <= 0xffff; ++code) { // 0 stands wherever there is no reason to give
            std::uint32_t next = 0x10000;                      // only the codes there are: compilers count the steps of a constant
            for (const ReasonCode& r : reason_codes)
                if (r.code >= code && r.code < next)
                    next = r.code;
            if (next > 0xffff)
                break;
            code = next;
            // Found by index: where addresses are checked, comparing one with nullptr is no constant expression.
            constexpr std::size_t none = std::size(reason_codes);
            std::size_t ucce = none, uccx = none;
            for (std::size_t i = 0; i < none; ++i)
                if (reason_codes[i].code == code)
                    (reason_codes[i].dialect == Dialect::ucce ? ucce : uccx) = i;
            rows[size] = &reason_codes[ucce != none ? ucce : uccx];
            begin[size++] = static_cast<std::uint16_t>(used);
            if (ucce != none)
                put(reason_codes[ucce].name);
            if (uccx != none && (ucce == none || std::string_view{reason_codes[ucce].name} != reason_codes[uccx].name)) {
                put(ucce != none ? "; Unified CCX: " : "");
                put(reason_codes[uccx].name);
                put(ucce != none ? "" : " (Unified CCX)");
            }
            put({"\0", 1});
        }
    }
};
inline constexpr ReasonNames reason_names{};

consteval std::size_t count_reasons() { return reason_names.size; }
consteval auto reason_value_rows()
{
    std::array<Value, count_reasons()> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = {reason_names.rows[i]->code, reason_names.text.data() + reason_names.begin[i], reason_names.rows[i]->meaning};
    return out;
}

} // namespace detail

namespace values {
inline constexpr auto event_reason_code_rows = detail::reason_value_rows();
static_assert(is_sorted_unique(event_reason_code_rows));
/// Special: most reason codes are the customer's own.
inline constexpr ValueTable event_reason_code{"EventReasonCode", event_reason_code_rows, false, true};
} // namespace values

} // namespace cti::ged188
