// SPDX-License-Identifier: GPL-2.0-or-later
#include "ged188/calls.hpp"

#include "core/text.hpp"
#include "ged188/info.hpp"
#include "ged188/numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace cti::ged188 {
namespace {

constexpr std::uint32_t lcs_alerting = 2, lcs_connect = 3;

enum class Does : std::uint8_t {
    nothing, ///< joins a call that is known
    tells,   ///< names a call, says no state
    begins,  ///< a call that has ended begins anew under the same triple
    sets_up,
    delivers, ///< rings, or seizes a trunk: LocalConnectionState says
    connects,
    fails,
    ends,
    leaves,    ///< ends for this session
    joins,     ///< two calls
    transfers, ///< two calls, which leave the common device
    renames,
};

struct EventRow {
    const char* name;
    Does does;
};
constexpr EventRow event_rows[] = {
    {"BEGIN_CALL_EVENT", Does::begins},
    {"CALL_SERVICE_INITIATED_EVENT", Does::sets_up},
    {"CALL_ORIGINATED_EVENT", Does::sets_up},
    {"CALL_REACHED_NETWORK_EVENT", Does::sets_up},
    {"CALL_DELIVERED_EVENT", Does::delivers},
    {"CALL_QUEUED_EVENT", Does::tells},
    {"CALL_DEQUEUED_EVENT", Does::tells},
    {"CALL_DIVERTED_EVENT", Does::tells},
    {"CALL_CONNECTION_CLEARED_EVENT", Does::tells},
    {"RTP_STARTED_EVENT", Does::tells},
    {"CALL_ESTABLISHED_EVENT", Does::connects},
    {"CALL_HELD_EVENT", Does::connects},
    {"CALL_RETRIEVED_EVENT", Does::connects},
    {"CALL_FAILED_EVENT", Does::fails},
    {"CALL_CLEARED_EVENT", Does::ends},
    {"END_CALL_EVENT", Does::leaves},
    {"CALL_CONFERENCED_EVENT", Does::joins},
    {"CALL_TRANSFERRED_EVENT", Does::transfers},
    {"CALL_DATA_UPDATE_EVENT", Does::renames},
};

consteval auto make_rules()
{
    std::array<Does, 512> rules{};
    for (const EventRow& row : event_rows) {
        bool found = false;
        for (const MessageName& message : message_set)
            if (std::string_view{message.name} == row.name) {
                rules[message.number] = row.does;
                found = true;
            }
        if (!found)
            throw "no such message";
    }
    return rules;
}
constexpr auto rules = make_rules();
Does rule(std::uint32_t number) { return number < rules.size() ? rules[number] : Does::nothing; }

bool over(CallState s) { return s >= CallState::completed; }

CallState ended(CallState s) { return over(s) ? s : s == CallState::connected ? CallState::completed : CallState::cancelled; }

/// Its triple may be used again.
bool is_gone(const Call* call) { return !call || call->left || over(call->state); }

/// A call that is set up does not ring backwards.
CallState advanced(CallState now, CallState next) { return over(now) || now > next ? now : next; }

/// The triple of a message under given names; call ID NULL where the message does not name a call.
ConnectionView triple(const Summary& s, Role call, Role type, Role device)
{
    if (!s.has(call))
        return {null_call_id, 0, {}};
    return {s.get(call), static_cast<std::uint16_t>(s.get(type)), s.text(device)};
}
ConnectionView connection(const Summary& s)
{
    return triple(s, Role::connection_call_id, Role::connection_device_id_type, Role::connection_device_id);
}
ConnectionView new_connection(const Summary& s)
{
    return triple(s, Role::new_connection_call_id, Role::new_connection_device_id_type, Role::new_connection_device_id);
}
/// Call ID 0 without a device is what a message says that means no call.
bool names_a_call(const ConnectionView& v) { return v.call_id != null_call_id && (v.call_id != 0 || !v.device.empty()); }

void set_party(std::string& party, bool& stated, std::string_view stated_name, std::string_view hint)
{
    if (!stated_name.empty() && !stated) {
        party = stated_name;
        stated = true;
    } else if (party.empty()) {
        party = hint;
    }
}

void set_parties(Call& call, const Summary& s)
{
    set_party(call.from, call.from_stated, s.text(Role::calling_device_id), s.text(Role::ani));
    set_party(call.to, call.to_stated, s.text(Role::called_device_id),
        s.text(Role::dialed_number).empty() ? s.text(Role::dnis) : s.text(Role::dialed_number));
}

} // namespace

std::size_t CallTracker::Hash::operator()(const ConnectionView& v) const
{
    return std::hash<std::string_view>{}(v.device) ^ ((std::uint64_t{v.call_id} << 16 | v.device_type) * 0x9e3779b97f4a7c15u);
}

Call* CallTracker::find(const ConnectionView& id)
{
    if (!names_a_call(id))
        return nullptr;
    if (!by_id_)
        return nullptr;
    const auto& by_id = by_id_.read();
    const auto known = by_id.find(id);
    return known == by_id.end() ? nullptr : &calls_[known->second - 1];
}

Call& CallTracker::make()
{
    Call& made = calls_.emplace_back();
    made.number = static_cast<std::uint32_t>(calls_.size());
    made.serial = ++serial_;
    made.id.call_id = made.last.call_id = null_call_id;
    return made;
}

void CallTracker::identify(Call& call, const ConnectionView& id)
{
    call.id = call.last = {id.call_id, id.device_type, std::string{id.device}};
    by_id_.write()[call.id] = call.number;
}

/// `begins`: a call that has ended does not come back under its old triple, the triple is used again.
Call& CallTracker::find_or_make(const ConnectionView& id, bool begins)
{
    Call* known = find(id);
    if (known && !(begins && is_gone(known)))
        return *known;
    Call& made = make();
    identify(made, id);
    return made;
}

/// The call that a request of this device asked for and that no message has named yet, where the event may be about it: an event that names
/// other parties is not. nullptr: none.
Call* CallTracker::asked_for(const ConnectionView& id, const Summary& s)
{
    const auto agrees = [](std::string_view stated, std::string_view asked) { return stated.empty() || asked.empty() || stated == asked; };
    if (!s.text(Role::ani).empty()) // of an incoming call
        return nullptr;
    for (const std::uint32_t number : nameless_.read()) {
        Call& call = calls_[number - 1];
        if (call.from == id.device && agrees(s.text(Role::calling_device_id), call.from) &&
            agrees(s.text(Role::called_device_id), call.to) && agrees(s.text(Role::dialed_number), call.to))
            return &call;
    }
    return nullptr;
}

void CallTracker::note(MessageKey key, const CallFacts& facts)
{
    if (facts_.empty() || facts_.back().key < key) {
        facts_.push_back({key, facts});
        return;
    }
    const auto at = std::lower_bound(facts_.begin(), facts_.end(), key, [](const Row& row, MessageKey k) { return row.key < k; });
    if (at != facts_.end() && at->key == key)
        at->facts = facts;
}

const CallFacts* CallTracker::facts(MessageKey key) const
{
    const auto at = std::lower_bound(facts_.begin(), facts_.end(), key, [](const Row& row, MessageKey k) { return row.key < k; });
    return at != facts_.end() && at->key == key && at->facts.any() ? &at->facts : nullptr;
}

void CallTracker::rename(Call& call, const ConnectionView& id)
{
    auto& by_id = by_id_.write();
    if (const auto old = by_id.find(call.last); old != by_id.end() && old->second == call.number)
        by_id.erase(old);
    call.last = {id.call_id, id.device_type, std::string{id.device}};
    by_id[call.last] = call.number;
}

void CallTracker::link(Call& a, CallLink kind, Call& b)
{
    const auto add = [](Call& to, CallLink what, std::uint32_t other) {
        for (const Call::Link& known : to.links)
            if (known.kind == what && known.other == other)
                return;
        if (to.links.size() < Call::max_links)
            to.links.push_back({what, other});
    };
    if (a.number == b.number)
        return;
    add(a, kind, b.number);
    add(b, kind == CallLink::consult ? CallLink::consulted : kind, a.number);
}

void CallTracker::on_message(MessageKey key, const Summary& s)
{
    switch (rule(s.number)) {
    case Does::nothing:
        if (s.kind() == Kind::request)
            on_request(key, s);
        else if (s.kind() == Kind::confirmation)
            on_confirmation(key, s);
        else if (const Call* call = find(connection(s)))
            note(key, {{{call->number, call->state}, {}}});
        break;
    case Does::joins:
    case Does::transfers:
        on_joined(key, s);
        break;
    case Does::renames:
        on_data_update(key, s);
        break;
    default:
        on_call_event(key, s);
    }
}

void CallTracker::on_call_event(MessageKey key, const Summary& s)
{
    const ConnectionView id = connection(s);
    if (!names_a_call(id))
        return;
    const Does does = rule(s.number);
    const bool begins = does == Does::begins || does == Does::sets_up || does == Does::delivers;
    Call* asked =
        !nameless_.read().empty() && (does == Does::begins || does == Does::sets_up) && is_gone(find(id)) ? asked_for(id, s) : nullptr;
    if (asked) { // events may come before the confirmation
        identify(*asked, id);
        std::erase(nameless_.write(), asked->number);
    }
    Call& call = asked ? *asked : find_or_make(id, begins);
    set_parties(call, s);
    switch (does) {
    case Does::begins:
    case Does::sets_up:
        call.state = advanced(call.state, CallState::setup);
        break;
    case Does::delivers:
        call.state = advanced(call.state, s.get(Role::local_connection_state) == lcs_alerting ? CallState::ringing : CallState::setup);
        break;
    case Does::connects:
        if (!call.left)
            call.state = CallState::connected;
        break;
    case Does::fails:
        if (!over(call.state))
            call.state = CallState::rejected;
        break;
    case Does::leaves:
        call.left = true;
        [[fallthrough]];
    case Does::ends:
        call.state = ended(call.state);
        break;
    default:
        break;
    }
    if (Call* original = find(triple(s, Role::consulting_call_id, Role::consulting_device_id_type, Role::consulting_device_id)))
        link(call, CallLink::consult, *original);
    note(key, {{{call.number, call.state}, {}}});
}

void CallTracker::on_joined(MessageKey key, const Summary& s)
{
    const ConnectionView ids[] = {triple(s, Role::primary_call_id, Role::primary_device_id_type, Role::primary_device_id),
        triple(s, Role::secondary_call_id, Role::secondary_device_id_type, Role::secondary_device_id)};
    const bool transfers = rule(s.number) == Does::transfers;
    // Both connections at the common device are gone after a transfer; the party that goes on hears LCS_CONNECT.
    const bool gone = transfers && s.get(Role::local_connection_state) != lcs_connect;
    std::uint32_t numbers[2] = {};
    for (unsigned i = 0; i < 2; ++i)
        if (names_a_call(ids[i]))
            numbers[i] = find_or_make(ids[i], false).number;
    CallFacts facts;
    unsigned count = 0;
    for (const std::uint32_t number : numbers) {
        if (number == 0 || (count == 1 && facts.calls[0].call == number))
            continue;
        Call& call = calls_[number - 1];
        if (gone)
            call.state = CallState::completed;
        else if (!call.left)
            call.state = CallState::connected;
        facts.calls[count++] = {number, call.state};
    }
    if (count == 2)
        link(calls_[numbers[0] - 1], transfers ? CallLink::transfer : CallLink::conference, calls_[numbers[1] - 1]);
    if (facts.any())
        note(key, facts);
}

void CallTracker::on_data_update(MessageKey key, const Summary& s)
{
    const ConnectionView old_id = connection(s), new_id = new_connection(s);
    Call* call = find(old_id);
    if (!call) {
        // The old triple may have been before the capture.
        if (!names_a_call(new_id) && !names_a_call(old_id))
            return;
        call = &find_or_make(names_a_call(new_id) ? new_id : old_id, false);
    } else if (names_a_call(new_id) && new_id != old_id) {
        rename(*call, new_id);
    }
    set_parties(*call, s);
    note(key, {{{call->number, call->state}, {}}});
}

void CallTracker::on_request(MessageKey key, const Summary& s)
{
    const ConnectionView ids[] = {
        connection(s),
        triple(s, Role::active_call_id, Role::active_device_id_type, Role::active_device_id),
        triple(s, Role::held_call_id, Role::held_device_id_type, Role::held_device_id),
        triple(s, Role::other_call_id, Role::other_device_id_type, Role::other_device_id),
    };
    CallFacts facts;
    unsigned count = 0;
    for (const ConnectionView& id : ids)
        if (const Call* call = find(id); call && count < 2 && (count == 0 || facts.calls[0].call != call->number))
            facts.calls[count++] = {call->number, call->state};
    std::uint32_t made = 0;
    if (s.number == number::make_call_req || s.number == number::make_predictive_call_req || s.number == number::consultation_call_req) {
        // The request is the first message of the call that it asks for: what it is called is said by the confirmation, or by events.
        Call& call = make();
        call.state = CallState::setup;
        const std::string_view device = s.text(Role::active_device_id);
        set_party(call.from, call.from_stated, {}, device.empty() ? s.text(Role::agent_instrument) : device);
        set_party(call.to, call.to_stated, {}, s.text(Role::dialed_number));
        made = call.number;
        std::vector<std::uint32_t>& nameless = nameless_.write();
        if (nameless.size() >= max_nameless)
            nameless.erase(nameless.begin());
        nameless.push_back(made);
        facts.calls[count > 0 ? 1 : 0] = {made, call.state};
        count = count > 0 ? 2 : 1;
    }
    if (count == 0)
        return;
    note(key, facts);
    if (pending_.read().size() >= max_pending) {
        older_pending_ = std::move(pending_);
        pending_.forget();
    }
    pending_.write()[s.get(Role::invoke_id)] = {s.row->partner, facts, made};
}

const CallTracker::Pending* CallTracker::find_pending(std::uint32_t invoke_id) const
{
    for (const PendingById* some : {&pending_.read(), &older_pending_.read()})
        if (const auto it = some->find(invoke_id); it != some->end())
            return &it->second;
    return nullptr;
}

void CallTracker::on_confirmation(MessageKey key, const Summary& s)
{
    const bool failed = s.number == number::failure_conf || s.number == number::control_failure_conf;
    const std::uint32_t invoke_id = s.get(Role::invoke_id);
    const Pending* const found = find_pending(invoke_id);
    const bool answers = found && (failed || found->answer == s.number);
    CallFacts facts;
    if (answers)
        for (unsigned i = 0; i < 2; ++i)
            if (const std::uint32_t number = found->facts.calls[i].call)
                facts.calls[i] = {number, calls_[number - 1].state};
    const ConnectionView id = new_connection(s);
    Call* const asked =
        answers && found->made != 0 && calls_[found->made - 1].id.call_id == null_call_id ? &calls_[found->made - 1] : nullptr;
    const auto add = [&](const Call& call) {
        for (Involved& one : facts.calls)
            if (one.call == 0 || one.call == call.number) {
                one = {call.number, call.state};
                return;
            }
        facts.calls[1] = {call.number, call.state};
    };
    if (asked) {
        std::erase(nameless_.write(), asked->number);
        if (failed) {
            asked->state = CallState::rejected;
            add(*asked);
        }
    }
    if (!failed && names_a_call(id)) {
        if (asked && is_gone(find(id)))
            identify(*asked, id);
        const std::uint32_t asked_number = asked ? asked->number : 0;
        // The client that transferred has left the call that it made of two: it is no call of this session.
        Call* made = s.number == number::transfer_call_conf ? find(id) : &find_or_make(id, false);
        if (made) {
            made->state = advanced(made->state, CallState::setup);
            if (asked_number != 0 && asked_number != made->number) { // events named it before, and it was not known to be the one asked for
                set_party(made->from, made->from_stated, {}, calls_[asked_number - 1].from);
                set_party(made->to, made->to_stated, {}, calls_[asked_number - 1].to);
            }
            if (answers && s.number == number::consultation_call_conf && found->facts.calls[1].call != 0)
                link(*made, CallLink::consult, calls_[facts.calls[0].call - 1]);
            add(*made);
        }
    } else if (!facts.any()) {
        if (const Call* call = find(connection(s)))
            facts.calls[0] = {call->number, call->state};
    }
    if (facts.any())
        note(key, facts);
    if (answers) {
        pending_.write().erase(invoke_id);
        if (older_pending_)
            older_pending_.write().erase(invoke_id);
    }
}

const char* call_state_name(CallState state)
{
    static constexpr const char* names[] = {"", "set up", "ringing", "connected", "completed", "cancelled", "rejected"};
    return names[static_cast<std::size_t>(state)];
}

std::size_t describe_call(const CallTracker& tracker, const Call& call, char* out, std::size_t size)
{
    std::size_t used = 0;
    const auto put = [&](std::string_view text) {
        for_each_character(text, [&](std::string_view piece) {
            if (used + piece.size() < size)
                used += piece.copy(out + used, piece.size());
        });
    };
    const auto put_call = [&](const ConnectionId& id) {
        char digits[12];
        put("call ");
        put({digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, id.call_id).ptr - digits)});
        if (!id.device.empty()) {
            put(" at ");
            put(id.device);
        }
    };
    if (call.id.call_id == null_call_id)
        put("asked for, no call known");
    else
        put_call(call.id);
    if (call.last.call_id != call.id.call_id || call.last.device != call.id.device) {
        put(", now ");
        put_call(call.last);
    }
    for (const Call::Link& link : call.links) {
        static constexpr std::string_view words[] = {", consult of ", ", consults in ", ", conference with ", ", transferred with "};
        put(words[static_cast<std::size_t>(link.kind)]);
        put_call(tracker.call(link.other).last);
    }
    out[used] = '\0';
    return used;
}

} // namespace cti::ged188
