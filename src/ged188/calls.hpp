// SPDX-License-Identifier: GPL-2.0-or-later
// The calls of a session: which message is about which call, who talks to whom, how a call ended, and which calls became one.
//
// A call is a connection: ConnectionCallID, type and name of its device. The call ID alone is not unique, and a call may get
// another triple while it lives (CALL_DATA_UPDATE_EVENT). A request for a call (MAKE_CALL_REQ, CONSULTATION_CALL_REQ) is its first
// message: its confirmation, or an event before that, says its triple. The first pass over a capture feeds messages in order; later passes
// only look up. Source: CTI Server Message Reference Guide, call identification and call events.
#pragma once

#include "core/message_key.hpp"
#include "core/seldom.hpp"
#include "ged188/summary.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cti::ged188 {

enum class CallState : std::uint8_t {
    none, ///< not seen
    setup,
    ringing,
    connected, ///< answered; held calls too
    completed, ///< over, was connected
    cancelled, ///< over before it was connected
    rejected,  ///< CALL_FAILED_EVENT, or the request for it was refused
};

enum class CallLink : std::uint8_t {
    consult,   ///< this call was made on behalf of the other
    consulted, ///< the other call was made on behalf of this one
    conference,
    transfer,
};

struct ConnectionId {
    std::uint32_t call_id = 0;
    std::uint16_t device_type = 0;
    std::string device;
};

/// A ConnectionId whose text belongs to a message.
struct ConnectionView {
    std::uint32_t call_id = 0;
    std::uint16_t device_type = 0;
    std::string_view device;
    friend bool operator==(const ConnectionView&, const ConnectionView&) = default;
};

struct Call {
    struct Link {
        CallLink kind;
        std::uint32_t other; ///< Call::number
    };

    std::uint32_t number = 0;          ///< counts the calls of a session from 1
    std::uint32_t serial = 0;          ///< counts the calls of the capture from 1, in order of their first messages
    ConnectionId id;                   ///< as it was first named; call ID NULL as long as only a request tells of it
    ConnectionId last;                 ///< as it was last named
    std::string from, to;              ///< best that any of its messages said; empty where none did
    bool from_stated = false;          ///< CallingDeviceID, not ANI
    bool to_stated = false;            ///< CalledDeviceID, not DialedNumber or DNIS
    bool left = false;                 ///< END_CALL_EVENT: the session is not associated with it any more
    CallState state = CallState::none; ///< after the last message
    std::vector<Link> links;           ///< at most `max_links`

    static constexpr std::size_t max_links = 16;
};

/// What one message is to a call.
struct Involved {
    std::uint32_t call = 0;            ///< Call::number; 0: none
    CallState state = CallState::none; ///< of the call after the message
};

/// What one message is to calls: to two where it joins, swaps or links them.
struct CallFacts {
    Involved calls[2];
    bool any() const { return calls[0].call != 0; }
};

class CallTracker {
public:
    /// `serial` counts the calls of the capture; it outlives this.
    explicit CallTracker(std::uint32_t& serial) : serial_{serial} {}

    /// Takes note of a message (first pass, in order). Invalidates what facts() returned.
    void on_message(MessageKey key, const Summary& summary);
    /// What was noted of a message; nullptr: it is about no call.
    const CallFacts* facts(MessageKey key) const;

    /// What was noted so far will not be looked up: there is no later pass.
    void forget_facts() { facts_.clear(); }

    const Call& call(std::uint32_t number) const { return calls_[number - 1]; }
    std::size_t size() const { return calls_.size(); }

private:
    struct Row {
        MessageKey key;
        CallFacts facts;
    };
    struct Pending {
        std::uint16_t answer; ///< number of the confirmation
        CallFacts facts;
        std::uint32_t made; ///< the call that it asks for; 0: none
    };
    using PendingById = std::unordered_map<std::uint32_t, Pending>; ///< by InvokeID
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(const ConnectionView& v) const;
        std::size_t operator()(const ConnectionId& v) const { return (*this)(ConnectionView{v.call_id, v.device_type, v.device}); }
    };
    struct Equal {
        using is_transparent = void;
        static ConnectionView view(const ConnectionView& v) { return v; }
        static ConnectionView view(const ConnectionId& v) { return {v.call_id, v.device_type, v.device}; }
        template <class A, class B>
        bool operator()(const A& a, const B& b) const
        {
            return view(a) == view(b);
        }
    };
    /// Requests whose answers are looked out for: at least the last so many, at most twice as many.
    static constexpr std::size_t max_pending = 4096;
    /// Calls that were asked for and have no triple yet: at most the last so many may get theirs from an event.
    static constexpr std::size_t max_nameless = 16;

    Call* find(const ConnectionView& id);
    Call& make();
    void identify(Call& call, const ConnectionView& id);
    Call* asked_for(const ConnectionView& id, const Summary& s);
    Call& find_or_make(const ConnectionView& id, bool begins);
    void note(MessageKey key, const CallFacts& facts);
    void rename(Call& call, const ConnectionView& id);
    static void link(Call& a, CallLink kind, Call& b);
    void on_request(MessageKey key, const Summary& s);
    void on_confirmation(MessageKey key, const Summary& s);
    void on_call_event(MessageKey key, const Summary& s);
    void on_joined(MessageKey key, const Summary& s);
    void on_data_update(MessageKey key, const Summary& s);

    const Pending* find_pending(std::uint32_t invoke_id) const;

    std::uint32_t& serial_;
    std::vector<Call> calls_;
    Seldom<std::unordered_map<ConnectionId, std::uint32_t, Hash, Equal>> by_id_;
    Seldom<PendingById> pending_, older_pending_; ///< the newer ones; when they are many, they become the older ones
    Seldom<std::vector<std::uint32_t>> nameless_; ///< calls
    std::vector<Row> facts_;              ///< ascending
};

/// For a person: "ringing"; empty for `none`.
const char* call_state_name(CallState state);

/// One line about a call: "call 16777302 at 3001, consult of call 16777301 at 3001". Returns the length; no allocation.
std::size_t describe_call(const CallTracker& tracker, const Call& call, char* out, std::size_t size);

} // namespace cti::ged188
