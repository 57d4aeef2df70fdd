// SPDX-License-Identifier: GPL-2.0-or-later
// What the documents of one connection mean together: login step by step, calls, monitored users, the end.
//
// A connection between client and Open Client Server holds one session, or some one after the other. One between Open Client Server and
// Application Server (port 2206) holds many: there a session is found by user and application.
//
// Nothing is concluded from what was not captured: a document of which bytes are missing only tells which command it was, and what waits
// for an answer when bytes are missing may have been answered in them.
#pragma once

#include "bwcap/calls.hpp"
#include "bwcap/digest.hpp"
#include "bwcap/document.hpp"
#include "connection/connection.hpp"

#include <cstdint>
#include <list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cti::bwcap {

enum class Leg : std::uint8_t { client, server };

/// Times in nanoseconds.
struct SessionLimits {
    Time action_timeout = 5 * second; ///< a callAction is followed by a callUpdate within this
    Time acknowledgement_timeout = 10 * second;
    Time answer_timeout = 30 * second; ///< of a login step or a monitoringUsersRequest
    Time update_timeout = 10 * second; ///< the first update comes within this after a login
    Time silence = 360 * second;       ///< clients speak every 5 minutes
    Time loop_gap = 10 * second;       ///< logins closer than this, `loop_count` of them, are a loop
    unsigned loop_count = 3;
    std::size_t max_sessions = 50'000;  ///< of one connection
    std::size_t max_calls = 256;        ///< of one session, known by their ids
    std::size_t max_monitored = 5'000;  ///< of one session
    std::size_t max_waiting = 64;       ///< requests of one kind in one session; older ones are not waited for any more
    std::size_t max_oci_sessions = 256; ///< of one connection
};

struct Event {
    MessageKey key{};
    Time time = 0;
    Side from = Side::client; ///< on the server leg the Open Client Server is the client
    bool encrypted = false;   ///< inside of TLS
    bool whole = true;        ///< false: bytes of the document are missing, or it was broken off
};

/// What waits for an answer.
struct Waiting {
    MessageKey key{};
    Time time = 0;
    std::uint32_t losses = 0; ///< how often bytes had been missing by then
    explicit operator bool() const { return static_cast<bool>(key); }
};

/// One user's session.
struct Session {
    std::uint32_t number = 0; ///< counts the sessions of this connection from 1
    std::string user, application, user_type, user_uid, version;
    Time last_time = 0;
    std::uint32_t documents = 0;
    std::uint32_t by_command[command_count + 1] = {};
    bool login_seen = false; ///< any step of a login
    bool logged_in = false;  ///< a registerResponse with a userUid was seen and no end since
    bool logged_out = false; ///< unRegister was seen
    bool acknowledged = false;
    bool active = false; ///< what only a session that is logged in sends or gets was seen
    SessionCalls calls;
    std::set<std::string, std::less<>> monitored;

    struct Challenge : Waiting {
        std::string nonce;
    };
    struct Action : Waiting {
        std::string type;
        std::vector<std::string> calls; ///< at most `max_action_calls`
        std::uint32_t dialled = 0;      ///< the call that it begins
        bool followed = false;          ///< an update of one of its calls came, which answered another action
    };
    static constexpr std::size_t max_action_calls = 8; ///< CAP knows actions on two

    std::vector<Waiting> authentications, logins, monitorings; // oldest first; a handful at most, and most often none
    std::vector<Challenge> challenges;
    std::vector<Action> actions;
    Waiting acknowledgement;     ///< the registerResponse to be acknowledged
    Waiting update;              ///< the login after which no update came yet
    MessageKey nonce_answered{}; ///< the last registerRequest that answered a challenge
    std::string nonce;           ///< that it answered
    Time last_client_time = 0;
    std::uint32_t losses = 0; ///< how often bytes had been missing at its last document
    bool legacy_said = false;

    /// Somebody uses it, as far as can be seen.
    bool in_use() const { return logged_in || (active && !login_seen && !logged_out); }
};

/// What a document means in its session. Text lives until the next call of the same object.
struct Outcome {
    MessageKey request{}; ///< what this document answers
    Time response_time = -1;
    const Command* answered = nullptr; ///< command of `request`; nullptr for OCI
    MessageKey call_start{};           ///< first document about the first call of this document, where that is another
    Time call_time = 0;
    const Session* session = nullptr;
    std::string_view user;      ///< of the session
    std::string_view about;     ///< user an update is about
    std::string_view user_type; ///< of the session, where the login or a later document told it
    DigestResult digest = DigestResult::not_checked;
    bool refused = false;     ///< a login or an OCI request
    std::string_view failure; ///< its cause, empty where none was given
    std::vector<CallMention> calls;

    void clear();
};

/// Logins of one user and application over all connections of a capture.
class LoginWatch {
public:
    explicit LoginWatch(SessionLimits limits = {}) : limits_{limits} {}
    /// Notes a registerAuthentication. Returns how many came in quick succession when that has become a loop, else 0.
    unsigned note(Leg leg, std::string_view user, std::string_view application, Time time, Time& since);
    /// The user has logged out: what comes next is no repetition.
    void logged_out(Leg leg, std::string_view user, std::string_view application);
    /// Something is missing from the capture: a logout between two logins may be in it.
    void on_missing() { misses_ = true; }

private:
    struct Row {
        Time first = 0, last = 0;
        unsigned count = 0;
    };
    SessionLimits limits_;
    std::map<std::string, Row, std::less<>> rows_;
    bool misses_ = false;
};

/// A password to check digests with. An empty user stands for every user.
struct Password {
    std::string user, password;
};

/// What the sessions of a connection need from outside; all of it outlives them.
struct SessionContext {
    const std::vector<Password>* passwords = nullptr;
    LoginWatch* logins = nullptr;
    CallList* calls = nullptr;          ///< must be there
    const Coverage* coverage = nullptr; ///< which sides were captured; nullptr: both
    Time slow_response = 0;             ///< answers that take longer are said; 0: never
};

class Sessions {
public:
    /// `from_start`: the capture holds the beginning of this TCP connection, so that what was not seen did not happen.
    Sessions(Leg leg, bool from_start, SessionContext context, SessionLimits limits = {});
    Sessions(const Sessions&) = delete; // knows where its sessions are
    Sessions& operator=(const Sessions&) = delete;

    /// Takes the next document. Call once for each, in order. Adds what it finds to `found`; what is said of an earlier document is said at
    /// the one that shows it, and names the frame.
    const Outcome& observe(const Event& event, const Summary& summary, KeptFindings& found) noexcept;

    /// Bytes are missing from the capture.
    void on_missing();

    /// The TCP connection was closed or reset. Once.
    void on_end(const ConnectionEnd& end, KeptFindings& found) noexcept;

    /// What is so if nothing comes after `last`.
    void at_capture_end(Time last, KeptFindings& found) const;

    /// What still waits for an answer, in all sessions together.
    OpenRequests open_requests() const;

    const std::list<Session>& all() const { return sessions_; }
    Leg leg() const { return leg_; }
    std::uint32_t documents() const { return documents_; }

private:
    struct OciSession : Waiting {
        std::string type, user;
    };

    Session& select(const Summary& summary);
    Session& begin(std::string key);
    void make_room();
    Session* by_user(const Summary& summary);
    void note_name(Session& session, const Summary& summary);
    void login_step(const Event& event, const Summary& summary, Session& session);
    void call_action(const Event& event, const Summary& summary, Session& session);
    void call_update(const Event& event, const Summary& summary, Session& session);
    void monitoring(const Event& event, const Summary& summary, Session& session);
    void check_digest_of(const Summary& summary, Session& session);
    void oci(const Event& event, const Summary& summary);
    void say_legacy(const Session& session, KeptFindings& found) const;

    /// A request of this kind has come, or the oldest that waits is answered.
    template <class Queue>
    bool answer(Queue& waiting, const Event& event, CommandId request);
    void answered(const Waiting& waiting, const Event& event, const Command* request);
    template <class Queue, class Request>
    void wait(Queue& waiting, Request request) const;
    Waiting now(const Event& event) const { return {event.key, event.time, losses_}; }

    /// Its answer, from this side, would have been seen.
    bool would_show(const Waiting& waiting, Side answers) const { return waiting && waiting.losses == losses_ && sees(answers); }
    bool sees(Side side) const
    {
        return !context_.coverage || (side == Side::client ? context_.coverage->client_captured : context_.coverage->server_captured);
    }

    /// What should have come by now and has not; at the end of the connection also what will not come any more.
    void find_late(const Session& session, Time now, bool at_end, KeptFindings& found) const;
    static void forget_late(Session& session, Time now, bool at_end, const SessionLimits& limits);
    void find_actions_without_effect(const Session& session, Time now, KeptFindings& found) const;
    void find_no_updates(const Session& session, Time now, KeptFindings& found) const;

    void find(const Finding& finding) { found_->push_back(keep(finding)); }

    Leg leg_;
    bool from_start_;
    SessionContext context_;
    SessionLimits limits_;
    std::list<Session> sessions_;
    std::map<std::string, Session*, std::less<>> by_name_; ///< user, on the server leg with its application
    std::map<std::string, Session*, std::less<>> by_uid_;
    Session* current_ = nullptr; ///< the one that began last
    std::map<std::string, OciSession, std::less<>> oci_;
    std::string version_;
    MessageKey opening_{};    ///< the first registerAuthentication
    bool challenged_ = false; ///< any was answered
    std::uint32_t numbers_ = 0;
    std::uint32_t documents_ = 0;
    std::uint32_t losses_ = 0;
    bool ended_ = false;
    Outcome outcome_;
    KeptFindings* found_ = nullptr; ///< of the document that is looked at
};

} // namespace cti::bwcap
