// SPDX-License-Identifier: GPL-2.0-or-later
// What the documents of one connection mean together: login step by step, calls, monitored users, the end.
//
// A connection between client and Open Client Server holds one session. One between Open Client Server and Application
// Server (port 2206) holds many: there the session is found by user and application.
#pragma once

#include "bwcap/digest.hpp"
#include "bwcap/document.hpp"
#include "core/session_info.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cti::bwcap {

/// Which message: number of the frame (from 1) and of the message in it. Frame 0: none.
struct MessageKey {
    std::uint32_t frame = 0;
    std::uint32_t index = 0;
    friend bool operator==(const MessageKey&, const MessageKey&) = default;
    explicit operator bool() const { return frame != 0; }
};

enum class Leg : std::uint8_t { client, server };

/// Times in nanoseconds.
struct SessionLimits {
    std::uint64_t action_timeout = 5'000'000'000;           ///< a callAction is followed by a callUpdate within this
    std::uint64_t acknowledgement_timeout = 10'000'000'000;
    std::uint64_t challenge_timeout = 30'000'000'000;
    std::uint64_t monitoring_timeout = 30'000'000'000;
    std::uint64_t silence = 360'000'000'000;                ///< clients speak every 5 minutes
    std::uint64_t loop_gap = 10'000'000'000;                ///< logins closer than this, `loop_count` of them, are a loop
    unsigned loop_count = 3;
    std::size_t max_sessions = 50'000;    ///< of one connection
    std::size_t max_calls = 256;          ///< of one session; the oldest ended one makes room
    std::size_t max_monitored = 5'000;    ///< of one session
};

struct Event {
    MessageKey key{};
    std::uint64_t time = 0;          ///< nanoseconds
    bool from_client = false;        ///< on the server leg: from the Open Client Server
    bool encrypted = false;          ///< inside of TLS
};

/// A finding about an earlier message.
struct EarlierFinding {
    MessageKey about{};
    Finding finding{};
};

/// What a document means in its session. Text in findings lives until the next call of the same object.
struct Outcome {
    MessageKey request{};                ///< what this document answers
    std::uint64_t response_time = 0;
    MessageKey call_start{};             ///< first document about the first call of this document
    std::uint64_t call_time = 0;
    std::uint32_t session = 0;           ///< Session::number
    const Command* answered = nullptr;   ///< command of `request`
    std::string_view user;               ///< of the session
    std::string_view about;              ///< user an update is about
    std::string_view user_type;          ///< of the session, where the login or a later document told it
    DigestResult digest = DigestResult::not_checked;
    std::vector<Finding> findings;
    std::vector<EarlierFinding> earlier;
    std::deque<std::string> kept;        ///< texts of the findings

    void clear();
};

struct Call {
    MessageKey first{};
    std::uint64_t start = 0;
    std::uint32_t state = CallSummary::no_number;
    MessageKey ended{};
};

/// One user's session.
struct Session {
    std::uint32_t number = 0;            ///< counts the sessions of this connection from 1
    std::string user, application, user_type, user_uid, version;
    std::string nonce;
    std::uint64_t first_time = 0, last_time = 0;
    std::uint32_t documents = 0;
    std::uint32_t by_command[command_count + 1] = {};
    std::uint32_t logins = 0, refused = 0;
    bool logged_in = false;              ///< a registerResponse with a userUid was seen and no end since
    bool acknowledged = false;
    bool forced_out = false;
    bool logged_out = false;             ///< unRegister was seen
    std::string failure_cause;           ///< of the last refused login
    std::optional<bool> off_hook;
    std::map<std::string, Call, std::less<>> calls;
    std::set<std::string, std::less<>> monitored;

    struct Pending {
        MessageKey key{};
        std::uint64_t time = 0;
    };
    Pending authentication, challenge, request, response, monitoring, login;
    Pending nonce_answered;
    struct PendingAction : Pending {
        std::string type;
        std::vector<std::string> calls;
    };
    PendingAction action;
    bool updated = false;                ///< a profileUpdate or sessionUpdate came after the login
    std::uint64_t last_client_time = 0;
    bool legacy_reported = false;
};

/// Logins of one user and application over all connections of a capture.
class LoginWatch {
public:
    explicit LoginWatch(SessionLimits limits = {}) : limits_{limits} {}
    /// Notes a registerAuthentication. Returns how many came in quick succession when that has just become a loop, else 0.
    unsigned note(std::string_view user, std::string_view application, std::uint64_t time, std::uint64_t& since);

private:
    struct Row {
        std::uint64_t first = 0, last = 0;
        unsigned count = 0;
    };
    SessionLimits limits_;
    std::map<std::string, Row, std::less<>> rows_;
};

/// A password to check digests with. An empty user stands for every user.
struct Password {
    std::string user, password;
};

/// What a connection needs from outside; all of it outlives the connection.
struct SessionContext {
    const std::vector<Password>* passwords = nullptr;
    HashFunctions hash{};
    LoginWatch* logins = nullptr;
};

class Connection {
public:
    /// `from_start`: the capture holds the beginning of this TCP connection, so that what was not seen did not happen.
    Connection(Leg leg, bool from_start, SessionContext context = {}, SessionLimits limits = {});
    Connection(const Connection&) = delete;    // knows where its sessions are
    Connection& operator=(const Connection&) = delete;

    /// Takes the next document. Call once for each, in order. Never throws.
    const Outcome& observe(const Event& event, const Summary& summary) noexcept;

    /// The TCP connection was closed or reset.
    const Outcome& closed(std::uint64_t time, bool by_client, bool reset) noexcept;

    /// Nothing follows: what is still unanswered stays so.
    const Outcome& finish() noexcept;

    const std::map<std::string, Session, std::less<>>& sessions() const { return sessions_; }

    /// What still waits for an answer in the session of this number (Session::number). Nothing where that session is over, or where
    /// another user has taken its place.
    OpenRequests open_requests(std::uint32_t session) const;
    Leg leg() const { return leg_; }
    std::uint32_t documents() const { return documents_; }

private:
    Session& select(const Summary& summary);
    void give_number(Session& session);
    void overdue(Session& session, std::uint64_t now);
    void end_pending(Session& session, bool everything);
    void login_step(const Event& event, const Summary& summary, Session& session);
    void call_action(const Event& event, const Summary& summary, Session& session);
    void call_update(const Event& event, const Summary& summary, Session& session);
    void monitoring(const Event& event, const Summary& summary, Session& session);
    void check_digest_of(const Event& event, const Summary& summary, Session& session);
    void answer(Session::Pending& pending, const Event& event, CommandId request);
    void find(const Finding& finding) { outcome_.findings.push_back(with_own_texts(finding)); }
    void find_earlier(MessageKey key, const Finding& finding) { outcome_.earlier.push_back({key, with_own_texts(finding)}); }
    /// A document may change in its session what a finding about it has named.
    Finding with_own_texts(Finding finding)
    {
        for (Argument& a : finding.arguments)
            if (a.kind == Argument::Kind::text)
                a.text = outcome_.kept.emplace_back(a.text);
        return finding;
    }

    Leg leg_;
    bool from_start_;
    SessionContext context_;
    SessionLimits limits_;
    std::map<std::string, Session, std::less<>> sessions_;
    std::map<std::string, std::string, std::less<>> by_uid_;
    std::vector<const Session*> by_number_;    ///< from number 1; nullptr: over
    std::string version_;
    std::uint32_t documents_ = 0;
    bool closed_ = false;
    Outcome outcome_;
};

} // namespace cti::bwcap
