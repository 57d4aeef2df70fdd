// SPDX-License-Identifier: GPL-2.0-or-later
// EventReasonCode values that the system sets by itself, and what they tell. Reason codes that an agent chooses are configured on each
// system and are not here. Sources: Unified CCE database schema (Agent_Event_Detail.ReasonCode) and reporting guides, Finesse
// administration guide (predefined reason codes), Unified CCX reason code tables.
#pragma once

#include "ged188/spec.hpp"

#include <cstdint>
#include <string_view>

namespace cti::ged188 {

/// A USHORT field holds the negative codes as 65536 - n.
struct AgentReason {
    std::uint16_t code;
    Dialect dialect;
    const char* name;           ///< a few words, for a list: "connection lost"
    bool forced;                ///< the agent did not do it: system or supervisor did
    bool with_logout = true;    ///< it says so of a logout
    bool with_not_ready = true; ///< it says so of Not Ready
    const char* by = "";        ///< who or what did it, where it was forced
    const char* remedy = "";    ///< in steps
};

/// Sorted by dialect, then code.
inline constexpr AgentReason agent_reasons[] = {
    {255, Dialect::ucce, "Finesse connection lost", true, true, true, "Finesse lost the connection to the agent's desktop",
        "Check browser, proxy and the WebSocket or BOSH path to Finesse\nCheck the health of the Finesse node; this CTI session is not at "
        "fault"},
    {999, Dialect::ucce, "supervisor", true, true, true, "a supervisor did it in Finesse",
        "Ask the supervisor\nThe request before it names the supervisor (SupervisorID, ForcedFlag)"},
    {20001, Dialect::ucce, "forced logout, first step", true, true, true, "a forced logout, of which this is the first step",
        "Look at the logout that follows for the cause\nFind the client that sent SET_AGENT_STATE_REQ with ForcedFlag"},
    {20002, Dialect::ucce, "logout from Not Ready", false},
    {20003, Dialect::ucce, "logout while not in Not Ready", false},
    {32762, Dialect::ucce, "off-hook", false},
    {32767, Dialect::ucce, "call not answered", true, true, true, "a routed call was not answered and went elsewhere (RONA)",
        "Check the agent and the headset\nCompare the ring time in the desk settings with the no-answer timer of Unified CM"},
    {50001, Dialect::ucce, "client disconnected", true, true, true, "the agent's CTI client disconnected",
        "Count the agents with this reason in the same second: one means the agent's PC or network, many mean Finesse, CTI Server or PG"},
    {50002, Dialect::ucce, "connection lost", true, true, true,
        "a CTI component failed: desktop closed or unreachable, or Finesse, CTI OS or CTI Server failed",
        "Count the agents with this reason in the same second: one means the agent's PC or network\n"
        "Many mean Finesse, CTI Server or PG: look at their logs and at this TCP session at that time"},
    {50003, Dialect::ucce, "device out of service", true, true, true, "Unified CM reported the agent's phone out of service",
        "Check the registration of the phone\nCheck the link of the PG's JTAPI gateway to CTIManager at that time"},
    {50004, Dialect::ucce, "inactivity", true, true, true, "the agent was idle in Not Ready for longer than the desk settings allow",
        "As configured: raise the inactivity logout time in the agent desk settings if it is not wanted"},
    {50005, Dialect::ucce, "busy on a non-ACD line", false},
    {50006, Dialect::ucce, "outgoing call", false},
    {50010, Dialect::ucce, "missed calls", true, true, true, "routed calls one after the other did not reach the agent or were not taken",
        "Check the route to the agent's phone: label, device target, calling search space of the CTI route point\nThen check the agent"},
    {50020, Dialect::ucce, "skill group changed", true, true, true,
        "the agent's skill group was changed by an administrator or by re-skilling",
        "A change of configuration: look at its audit log at that time\nThe agent logs in again"},
    {50030, Dialect::ucce, "same number as a static device target", true, true, true,
        "a dynamic device target has the dialed number of a static device target",
        "Remove the double device target from the configuration"},
    {50040, Dialect::ucce, "mobile agent call failed", true, true, true, "the call to the mobile agent failed",
        "Check the CTI ports LCP and RCP, the route pattern and the number of the mobile agent"},
    {50041, Dialect::ucce, "mobile agent busy", true, true, true, "the phone of the mobile agent was busy",
        "Have the agent free the phone and switch off call waiting for it"},
    {50042, Dialect::ucce, "nailed connection dropped", true, true, true, "the nailed connection of the mobile agent was disconnected",
        "Check carrier and gateway for a maximum call length and for session timers"},
    {50045, Dialect::ucce, "desktop reconnected", false},
    {51004, Dialect::ucce, "call present at login", true, true, true,
        "there was a call on the extension at login, or when the PG restarted", "End the call, then set the agent Ready again"},
    {65533, Dialect::ucce, "extension changed", true, true, true, "an administrator changed the extension of the agent who was logged in",
        "Change extensions only of agents who are logged out"},
    {65534, Dialect::ucce, "reset by the PG", true, true, true, "the PG reset the agent, mostly after a PG failure",
        "Check OPC and PIM of both PG sides at that time"},
    {65535, Dialect::ucce, "peripheral restarted", true, true, true, "the peripheral restarted",
        "Check the logs of PIM and PG at that time"},

    {22, Dialect::uccx, "supervisor", true, true, true, "a supervisor logged the agent out", "Ask the supervisor"},
    {33, Dialect::uccx, "supervisor", true, true, true, "a supervisor did it", "Ask the supervisor"},
    {255, Dialect::uccx, "Finesse connection lost", true, true, true, "Finesse lost the connection to the agent's desktop",
        "Check browser and network of the agent\nCheck Cisco Finesse Tomcat and the notification service"},
    {32741, Dialect::uccx, "extension conflict", true, true, true, "another agent logged in with the same extension",
        "Give each agent an extension of its own; check hot-desking"},
    {32742, Dialect::uccx, "second line off-hook", false},
    {32745, Dialect::uccx, "work after an outbound call", false},
    {32746, Dialect::uccx, "reserved for an outbound call", false},
    {32747, Dialect::uccx, "reserved for an outbound call", false},
    {32748, Dialect::uccx, "agent deleted", true, true, true, "the agent was removed in Unified CM",
        "Restore the user in Unified CM and its IPCC extension if that was not wanted"},
    {32749, Dialect::uccx, "consult cancelled", false},
    {32750, Dialect::uccx, "extension changed", true, true, true, "the agent's Unified CCX extension was changed in Unified CM",
        "Have the agent log in with the new extension"},
    {32751, Dialect::uccx, "outbound call skipped", false},
    {32752, Dialect::uccx, "reservation cancelled", false},
    {32753, Dialect::uccx, "line restricted", true, true, true, "the agent's line was marked restricted in Unified CM",
        "Tick \"Allow Control of Device from CTI\" for phone and device profile, then have the agent log in"},
    {32754, Dialect::uccx, "device restricted", true, true, true, "the agent's device was marked restricted in Unified CM",
        "Tick \"Allow Control of Device from CTI\" for phone and device profile, then have the agent log in"},
    {32755, Dialect::uccx, "call ended", false},
    {32756, Dialect::uccx, "phone is back", false},
    {32757, Dialect::uccx, "Unified CM failover", true, true, true, "Unified CM failed over",
        "Expect many agents at once\nCheck the Unified CM node and CTIManager at that time"},
    {32758, Dialect::uccx, "wrap-up timer", false},
    {32759, Dialect::uccx, "phone down", true, true, true, "the agent's phone stopped working",
        "Check the registration of the phone, its switch port and the Unified CM node"},
    {32760, Dialect::uccx, "login", false},
    {32761, Dialect::uccx, "other call", false},
    {32762, Dialect::uccx, "off-hook", false},
    {32763, Dialect::uccx, "call not answered", true, true, true, "a call of Unified CCX was not answered in time",
        "Check the agent\nThe timeout of the script's Select Resource step must be shorter than the no-answer timer of Unified CM"},
    {32764, Dialect::uccx, "engine failover", true, true, true, "the active Unified CCX server became standby",
        "Expect all agents at once\nCheck the Unified CCX engine on both nodes and the network between them"},
    {32765, Dialect::uccx, "connection lost", true, true, true, "desktop or IP Phone Agent stopped, or its connection broke",
        "Check the desktop and network of the agent\nMany agents at once mean Finesse or the network"},
    {32766, Dialect::uccx, "desktop closed", false},
    {32767, Dialect::uccx, "second login", true, true, true, "the agent logged in on a second device", "Sign out the first device"},
};

/// The row of a reason; nullptr: none of the system's, so one that the agent chose or nobody documents.
constexpr const AgentReason* find_agent_reason(std::uint32_t code, Dialect dialect)
{
    for (const AgentReason& row : agent_reasons)
        if (row.code == code && row.dialect == dialect)
            return &row;
    return nullptr;
}

} // namespace cti::ged188
