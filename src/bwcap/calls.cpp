// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/calls.hpp"

#include "bwcap/values.hpp"

#include <algorithm>

namespace cti::bwcap {
namespace {

constexpr bool is_over(std::uint32_t state) { return state == state_released || state == state_detached; }
constexpr bool is_connected(std::uint32_t state) { return state == state_active || state == state_held || state == state_remote_held; }

} // namespace

const char* call_state_name(CallState state)
{
    constexpr const char* names[] = {"setup", "ringing", "connected", "completed", "cancelled"};
    return names[static_cast<std::size_t>(state)];
}

Call& SessionCalls::dial(CallList& list, MessageKey key, Time time, std::string_view user, std::string_view number)
{
    Call& call = list.make();
    call.first = call.last = key;
    call.start = time;
    call.from = user;
    call.to = number;
    return call;
}

Call* SessionCalls::find(CallList& list, std::string_view id)
{
    const auto known = by_id_.find(id);
    return known == by_id_.end() ? nullptr : &list.call(known->second);
}

/// A quarter of them goes at once, so that the cost of a new call does not grow with their number.
void SessionCalls::make_room(const CallList& list)
{
    std::vector<std::uint32_t> numbers;
    for (const auto& [id, number] : by_id_)
        numbers.push_back(number);
    if (numbers.empty())
        return;
    const std::size_t going = numbers.size() / 4 + 1;
    std::nth_element(
        numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(going - 1), numbers.end(), [&](std::uint32_t a, std::uint32_t b) {
            const bool a_over = static_cast<bool>(list.call(a).ended), b_over = static_cast<bool>(list.call(b).ended);
            return a_over != b_over ? a_over : a < b;
        });
    for (std::size_t i = 0; i < going; ++i)
        by_id_.erase(list.call(numbers[i]).id);
    forgotten_ = true;
}

SessionCalls::Update SessionCalls::update(
    CallList& list, MessageKey key, Time time, const CallSummary& told, std::string_view user, std::uint32_t dialled, std::size_t max_calls)
{
    Call* call = find(list, told.call_id);
    const bool over = call && call->ended;
    const bool begins = !call || (over && told.state == state_alerting);
    if (begins) {
        if (dialled && may_be_dialled(told)) {
            call = &list.call(dialled);
        } else {
            call = &list.make();
            call->first = key;
            call->start = time;
        }
        call->id = told.call_id;
        if (const auto known = by_id_.find(told.call_id); known != by_id_.end()) {
            known->second = call->number;
        } else {
            if (by_id_.size() >= max_calls)
                make_room(list);
            by_id_.emplace(call->id, call->number);
        }
    } else if (over) {
        call->last = key;
        return {*call, false, true};
    }
    call->last = key;
    if (told.personality != CallSummary::no_number) {
        const bool incoming = told.personality == personality_terminator;
        const auto fill = [](std::string& to, std::string_view text) {
            if (to.empty())
                to = text;
        };
        fill(incoming ? call->from : call->to, told.remote_number.empty() ? told.remote_name : told.remote_number);
        fill(incoming ? call->to : call->from, user);
    }
    call->connected = call->connected || is_connected(told.state);
    if (is_over(told.state))
        call->ended = key;
    return {*call, begins, false};
}

} // namespace cti::bwcap
