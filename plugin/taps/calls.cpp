// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/calls.hpp"

#include "ged188/values.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace cti::plugin {
namespace {

int voip_tap = 0;

bool wanted() { return voip_tap > 0 && have_tap_listener(voip_tap); }

const char* text_of(packet_info* pinfo, std::string_view text) { return wmem_strndup(pinfo->pool, text.data(), text.size()); }

void queue(packet_info* pinfo, voip_packet_info_t record)
{
    auto* copy = wmem_new(pinfo->pool, voip_packet_info_t);
    *copy = record;
    tap_queue_packet(voip_tap, pinfo, copy);
}

voip_call_active_state active(voip_call_state state)
{
    return state == VOIP_CANCELLED || state == VOIP_COMPLETED || state == VOIP_REJECTED ? VOIP_INACTIVE : VOIP_ACTIVE;
}

/// libwireshark declares the texts without const, and copies them.
char* unconst(const char* text) { return const_cast<char*>(text); }

// ---- GED-188

voip_call_state voip_state(ged188::CallState state)
{
    static constexpr voip_call_state states[] = {VOIP_NO_STATE, VOIP_CALL_SETUP, VOIP_RINGING, VOIP_IN_CALL, VOIP_COMPLETED, VOIP_CANCELLED, VOIP_REJECTED};
    return states[static_cast<std::size_t>(state)];
}

/// What a message in one line says beside its name, which is the label already.
const char* after_name(const char* info, std::string_view name)
{
    if (std::string_view{info}.starts_with(name))
        info += name.size();
    return info + (*info == ' ');
}

/// What the flow says of a message, the telling parts first: what becomes of the call, the other call, who comes in, why.
const char* flow_comment(packet_info* pinfo, const ged188::CallTracker& tracker, const ged188::Involved& involved, const ged188::Involved& other,
                         const ged188::Summary& s, const char* info)
{
    using ged188::Role;
    wmem_strbuf_t* text = wmem_strbuf_new(pinfo->pool, ged188::call_state_name(involved.state));
    const auto separate = [&] {
        if (wmem_strbuf_get_len(text) > 0)
            wmem_strbuf_append(text, ", ");
    };
    const auto put_device = [&](const char* name, Role role) {
        const std::string_view device = s.text(role);
        if (device.empty())
            return;
        separate();
        wmem_strbuf_append_printf(text, "%s %.*s", name, static_cast<int>(device.size()), device.data());
    };
    if (other.call != 0) {
        const ged188::ConnectionId& id = tracker.call(other.call).last;
        separate();
        wmem_strbuf_append_printf(text, "with call %u at %s", id.call_id, id.device.c_str());
    }
    put_device("AddedPartyDeviceID", Role::added_party_device_id);
    put_device("TransferredDeviceID", Role::transferred_device_id);
    constexpr std::uint32_t no_cause = 0xffff;
    const Value* cause = s.has(Role::event_cause) ? find_value(ged188::values::event_cause, s.get(Role::event_cause)) : nullptr;
    if (cause && cause->value != no_cause) {
        separate();
        wmem_strbuf_append(text, cause->name);
    }
    if (const char* rest = after_name(info, s.name); *rest) {
        separate();
        wmem_strbuf_append(text, rest);
    }
    return wmem_strbuf_get_str(text);
}

void queue_call(packet_info* pinfo, const ged188::CallTracker& tracker, const SessionInfo& session, const ged188::Involved& involved,
                const ged188::Involved& other, const ged188::Summary& summary, const char* info)
{
    const ged188::Call& call = tracker.call(involved.call);
    char comment[300];
    ged188::describe_call(tracker, call, comment, sizeof comment);
    const voip_call_state state = voip_state(involved.state);
    queue(pinfo, {unconst("GED-188"), wmem_strdup_printf(pinfo->pool, "ged188 %u/%u", session.number, call.number), state, active(state),
                  unconst(text_of(pinfo, call.from)), unconst(text_of(pinfo, call.to)), wmem_strdup(pinfo->pool, comment), unconst(summary.name),
                  unconst(flow_comment(pinfo, tracker, involved, other, summary, info))});
}

// ---- CAP: a call is a callId of a session. The first pass notes when it was answered and when it ended.

struct CapCall {
    std::uint64_t begin = 0, connected = ~std::uint64_t{0}, ended = ~std::uint64_t{0};   ///< moments: frame and place
    std::string from, to;
    std::string joined;              ///< the last callAction that named another call too
};
using CapCalls = std::map<std::string, std::vector<CapCall>, std::less<>>;

struct CapSession {
    CapCalls calls;
    std::unordered_map<std::uint32_t, std::string> dialled;   ///< callId by the frame of its Dial
};
std::unordered_map<const SessionInfo*, CapSession>& cap_sessions()
{
    static std::unordered_map<const SessionInfo*, CapSession> all;
    return all;
}

constexpr bool cap_over(std::uint32_t state) { return state == bwcap::state_released || state == bwcap::state_detached; }
constexpr bool cap_connected(std::uint32_t state) { return state >= 2 && state <= 4; }

/// The calls of that name, in the order they began: a callId may come back after its call has ended.
std::vector<CapCall>* calls_named(CapSession& session, std::string_view id)
{
    const auto named = session.calls.find(id);
    return named == session.calls.end() ? nullptr : &named->second;
}

/// The first of them that began after the moment.
std::vector<CapCall>::iterator next_call(std::vector<CapCall>& calls, std::uint64_t moment)
{
    return std::partition_point(calls.begin(), calls.end(), [moment](const CapCall& c) { return c.begin <= moment; });
}

/// The call of that name at that moment.
CapCall* cap_call(CapSession& session, std::string_view id, std::uint64_t moment)
{
    std::vector<CapCall>* calls = calls_named(session, id);
    if (!calls)
        return nullptr;
    const auto next = next_call(*calls, moment);
    return next == calls->begin() ? nullptr : &*std::prev(next);
}

void note_cap_call(CapSession& session, const bwcap::CallSummary& c, std::uint64_t moment, const char* user)
{
    CapCall* call = cap_call(session, c.call_id, moment);
    // A call that has ended does not come back, unless it rings: then the server uses the callId again.
    constexpr std::uint32_t alerting = 1;
    if (!call && calls_named(session, c.call_id))
        return; // frames come in order
    if (!call || (call->ended < moment && c.state == alerting)) {
        call = &session.calls[std::string{c.call_id}].emplace_back();
        call->begin = moment;
    }
    // The personality tells who called: 2 is an incoming call.
    const bool incoming = c.personality == 2;
    if (call->from.empty() && call->to.empty() && c.personality != bwcap::CallSummary::no_number) {
        (incoming ? call->from : call->to) = c.remote_number.empty() ? c.remote_name : c.remote_number;
        (incoming ? call->to : call->from) = user;
    }
    if (cap_connected(c.state))
        call->connected = std::min(call->connected, moment);
    if (cap_over(c.state))
        call->ended = std::min(call->ended, moment);
}

voip_call_state cap_state(const CapCall& call, std::uint64_t moment)
{
    if (call.ended <= moment)
        return call.connected < call.ended ? VOIP_COMPLETED : VOIP_CANCELLED;
    return call.connected <= moment ? VOIP_IN_CALL : VOIP_RINGING;
}

void note_cap(CapSession& session, std::uint64_t moment, const bwcap::Summary& s, const char* user, std::uint32_t request_frame)
{
    for (const bwcap::CallSummary& c : s.calls)
        if (!c.call_id.empty())
            note_cap_call(session, c, moment, user);
    if (request_frame && s.calls.size() == 1)
        session.dialled.try_emplace(request_frame, s.calls.front().call_id);
    if (s.action_calls.size() >= 2)
        for (const std::string_view id : s.action_calls)
            if (CapCall* call = cap_call(session, id, moment))
                for (const std::string_view other : s.action_calls)
                    if (other != id)
                        call->joined.assign(s.action_type).append(" with ").append(other);
}

void queue_cap(packet_info* pinfo, const SessionInfo& owner, CapSession& session, std::string_view id, std::uint64_t moment, const char* label, const char* info)
{
    const CapCall* call = cap_call(session, id, moment);
    if (std::vector<CapCall>* calls = call ? nullptr : calls_named(session, id))
        call = &calls->front(); // the Dial comes before its call has a name
    if (!call)
        return;
    const voip_call_state state = moment < call->begin ? VOIP_CALL_SETUP : cap_state(*call, moment);
    const int length = static_cast<int>(id.size());
    queue(pinfo, {unconst("CAP"), wmem_strdup_printf(pinfo->pool, "bwcap %u/%.*s/%u", owner.number, length, id.data(), static_cast<unsigned>(call->begin >> 32)),
                  state, active(state), unconst(text_of(pinfo, call->from)), unconst(text_of(pinfo, call->to)),
                  wmem_strdup_printf(pinfo->pool, "call %.*s%s%s", length, id.data(), call->joined.empty() ? "" : ", ", call->joined.c_str()), unconst(label),
                  wmem_strdup(pinfo->pool, info)});
}

} // namespace

void register_call_tap()
{
    // Returns the tap of that name where there is one. At handoff, which comes after that of Wireshark's own protocols:
    // packet-rtsp.c looks for the tap there, and would list its sessions as calls.
    voip_tap = register_tap("voip");
    register_cleanup_routine([] { cap_sessions().clear(); });
}

void tap_calls(packet_info* pinfo, ged188::CallTracker& tracker, const SessionInfo& session, ged188::MessageKey key, const ged188::Summary& summary,
               const char* info)
{
    if (!PINFO_FD_VISITED(pinfo))
        tracker.on_message(key, summary);
    if (!wanted())
        return;
    const ged188::CallFacts* facts = tracker.facts(key);
    if (!facts)
        return;
    for (unsigned i = 0; i < 2; ++i)
        if (facts->calls[i].call != 0)
            queue_call(pinfo, tracker, session, facts->calls[i], facts->calls[1 - i], summary, info);
}

void tap_calls(packet_info* pinfo, const SessionInfo& session, std::uint32_t place, const bwcap::Summary& s, const char* user, std::uint32_t request_frame,
               const char* info)
{
    if (s.calls.empty() && s.action_type.empty())
        return;
    CapSession& calls = cap_sessions()[&session];
    info = after_name(info, s.command_name);
    const std::uint64_t moment = std::uint64_t{pinfo->num} << 32 | place;
    if (!PINFO_FD_VISITED(pinfo))
        note_cap(calls, moment, s, user ? user : "", request_frame);
    if (!wanted())
        return;
    for (const bwcap::CallSummary& c : s.calls) {
        if (c.call_id.empty())
            continue;
        const char* state = value_name(bwcap::call_states, c.state, "");
        queue_cap(pinfo, session, calls, c.call_id, moment, wmem_strdup_printf(pinfo->pool, "callUpdate %s", state), info);
    }
    if (s.action_type.empty())
        return;
    const char* label = wmem_strdup_printf(pinfo->pool, "callAction %.*s", static_cast<int>(s.action_type.size()), s.action_type.data());
    for (const std::string_view id : s.action_calls)
        queue_cap(pinfo, session, calls, id, moment, label, info);
    if (s.action_calls.empty())
        if (const auto named = calls.dialled.find(pinfo->num); named != calls.dialled.end())
            queue_cap(pinfo, session, calls, named->second, moment, label, info);
}

} // namespace cti::plugin
