// SPDX-License-Identifier: GPL-2.0-or-later
// The calls of a capture: which document is about which call, who talks to whom, how a call ended, and which calls were joined.
//
// A call is a callId of a session. A callId whose call has ended and that rings again is another call. A Dial or Redial names no call: it
// begins one, and the next new outgoing call of the session is that one. The first pass over a capture feeds documents in order; what a
// document meant is kept beside it, so that later passes only read.
#pragma once

#include "bwcap/document.hpp"
#include "bwcap/values.hpp"
#include "core/message_key.hpp"
#include "core/time.hpp"

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cti::bwcap {

enum class CallState : std::uint8_t {
    setup, ///< dialled; the server has not named the call yet
    ringing,
    connected, ///< answered; held calls too
    completed, ///< over, was connected
    cancelled, ///< over before it was connected
};

/// For a person: "ringing".
const char* call_state_name(CallState state);

struct Call {
    std::uint32_t number = 0; ///< counts the calls of the capture from 1, in order of their first document
    std::string id;           ///< callId; empty as long as only a Dial tells of it
    MessageKey first{};       ///< its first document
    Time start = 0;           ///< of that
    MessageKey ended{};       ///< the document that ended it
    bool connected = false;
    std::uint32_t type = CallSummary::no_number; ///< callType, as it was told last
    std::string from, to;                        ///< numbers, names or users; empty where none was told
    std::string joined;                          ///< "XferConsult with c2": the last action that named another call too
    MessageKey last{};                           ///< its last document

    CallState state() const
    {
        if (ended)
            return connected ? CallState::completed : CallState::cancelled;
        return connected ? CallState::connected : id.empty() ? CallState::setup : CallState::ringing;
    }
};

/// What one document is to a call.
struct CallMention {
    std::uint32_t call = 0;                      ///< Call::number
    CallState state = CallState::ringing;        ///< after the document
    std::uint32_t told = CallSummary::no_number; ///< the state that the document itself gives
};

/// All calls of a capture.
class CallList {
public:
    Call& make()
    {
        Call& call = calls_.emplace_back();
        call.number = static_cast<std::uint32_t>(calls_.size());
        return call;
    }
    Call& call(std::uint32_t number) { return calls_[number - 1]; }
    const Call& call(std::uint32_t number) const { return calls_[number - 1]; }
    std::size_t size() const { return calls_.size(); }

private:
    std::deque<Call> calls_;
};

/// The calls of one session by their ids.
class SessionCalls {
public:
    /// What a callUpdate told.
    struct Update {
        Call& call;
        bool begins = false;    ///< the call is new
        bool after_end = false; ///< the call had ended, and does not ring again
    };

    /// A callUpdate of `user`'s. `dialled`: the call of a Dial that waits for its first update, 0 where there is none. At most `max_calls`
    /// are known by their ids; older ones make room, those that have ended first.
    Update update(CallList& list, MessageKey key, Time time, const CallSummary& told, std::string_view user, std::uint32_t dialled,
        std::size_t max_calls);
    /// A Dial or Redial: a call begins that has no id yet.
    Call& dial(CallList& list, MessageKey key, Time time, std::string_view user, std::string_view number);
    /// The call that has this id now.
    Call* find(CallList& list, std::string_view id);
    /// Calls had to make room: that an id is not known proves nothing.
    bool has_forgotten() const { return forgotten_; }
    std::size_t size() const { return by_id_.size(); }

private:
    void make_room(const CallList& list);

    std::map<std::string, std::uint32_t, std::less<>> by_id_;
    bool forgotten_ = false;
};

/// An update of a call that a Dial may have begun: new, and not an incoming one.
constexpr bool may_be_dialled(const CallSummary& told) { return told.personality != personality_terminator; }

} // namespace cti::bwcap
