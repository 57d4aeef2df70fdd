// SPDX-License-Identifier: GPL-2.0-or-later
// The rules of a CTI Server session: which version and widths hold, which answer belongs to which request, and what is wrong.
// The first pass over a capture feeds messages in order (on_message); later passes only look up what was found (facts,
// conditions). Who is client and who is server is told from outside. Source: CTI Server Message Reference Guide, session
// management and client control.
#pragma once

#include "connection/session_rules.hpp"
#include "core/diagnosis.hpp"
#include "core/flat_map.hpp"
#include "core/message_key.hpp"
#include "core/seldom.hpp"
#include "core/time.hpp"
#include "ged188/info.hpp"
#include "ged188/summary.hpp"

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cti::ged188 {

/// What the session knows of one message beyond its bytes.
struct MessageFacts {
    MessageKey key{};
    std::uint32_t response_to = 0;     ///< frame; 0: none seen
    std::uint32_t request_version = 0; ///< VersionNumber, where the request was OPEN_REQ
    Time response_time = -1;           ///< negative: no answer, or one more answer to what was answered before
    const char* request = nullptr;     ///< name of the request this answers
    KeptText subject{};                ///< what that request was about, as a list shows it
    KeptFindings findings;
};

/// What a user may set. Kept as the capture's shared settings.
struct Settings {
    std::uint8_t forced_version = 0; ///< 0: from the capture
    Dialect forced_dialect = Dialect::any;
    Time slow_response = 5 * second;                                                                    ///< 0: never reported
    std::function<bool(std::uint16_t)> is_uccx_port = [](std::uint16_t port) { return port == 12028; }; ///< server ports of Unified CCX
};

/// A message as the session is told of it.
struct Heard {
    MessageKey key{};
    Time time = 0;
    Side from = Side::client;
    Bytes bytes{};                     ///< the whole message
    bool encrypted = false;            ///< came out of TLS
    bool late = false;                 ///< was complete before: what came after it had to be waited for
    bool other_waits = false;          ///< bytes of the other side wait for the rest of their message: an answer may be among them
};

class Session {
public:
    /// `complete`: both sides were captured from the SYN on and nothing is missing so far.
    Session(const Settings& settings, bool port_of_uccx, SessionPtr info, std::function<bool()> complete);

    /// The conditions for the message that comes next (first pass) from `from`; `message` are its bytes, of which an
    /// OPEN_REQ's own version and, in a session whose opening was not seen, the widths are read.
    Conditions conditions(MessageKey key, Side from, Bytes message);
    /// The conditions that held for a message (later passes).
    Conditions conditions_at(MessageKey key, Side from) const;
    /// The conditions that hold now, as far as they are known.
    Conditions conditions_now() const { return epochs_.empty() ? guess() : epochs_.back().conditions; }

    /// Takes note of a message (first pass, in order).
    const MessageFacts* on_message(const Heard& heard, const Summary& summary);
    /// True where the message looked at last asks for an answer.
    bool has_just_asked() const { return just_asked_ != nobody; }
    /// How a list shows what that one is about: so its answer will show it, too.
    void keep_subject(std::string_view shown);
    /// Keeps a finding about bytes that are no message (first pass, in order).
    const MessageFacts* tell(MessageKey key, const Finding& finding);
    /// What was found of a message; nullptr: nothing.
    const MessageFacts* facts(MessageKey key) const;
    /// What was found so far will not be looked up: there is no later pass. Keeps memory flat however many messages come.
    void forget_facts()
    {
        facts_.rows.clear();
        requests_.rows.clear();
    }
    /// The frame that answers a request; 0: none seen (so far).
    std::uint32_t response_in(MessageKey key) const;

    /// Bytes of this side are missing: what it may have said there is not held against anybody.
    void on_gap(Side from);

    /// The TCP connection ended (first pass).
    void on_end(MessageKey key, const ConnectionEnd& end, KeptFindings& found);
    /// How the capture ends.
    struct CaptureEnd {
        Time last = 0;                     ///< its last frame
        bool half_closed = false;          ///< one side has closed its half of the connection
        std::array<bool, 2> lacks_bytes{}; ///< of each side: bytes behind its last message are not in the capture
    };
    /// What is so if it ends like this.
    void at_capture_end(const CaptureEnd& end, KeptFindings& found) const;
    /// The latest request with an InvokeID counts.
    bool has_asked(std::string_view message, std::uint32_t invoke_id, Time from, Time to) const;
    bool ended() const { return ended_; }

    /// What waits for an answer, heartbeats apart; nothing where only one direction was captured, or the session has ended: on_end has told
    /// them.
    OpenRequests open_requests() const;

    /// True where a FAILURE_EVENT would answer the opening request.
    bool waits_for_opening() const { return info_->opening == Opening::asked; }

    /// PT_... of the peripheral; 0xffff while unknown.
    std::uint16_t peripheral_type() const { return peripheral_type_; }
    bool version_known() const { return !epochs_.empty(); }
    bool is_uccx() const
    {
        return !epochs_.empty() ? epochs_.back().conditions.dialect == Dialect::uccx : guess().dialect == Dialect::uccx;
    }

    /// Whose meaning of codes holds.
    Dialect dialect() const { return is_uccx() ? Dialect::uccx : Dialect::ucce; }

private:
    static constexpr std::size_t max_answered = 8192; ///< requests that were answered and may be answered again, or be asked for by a log

    struct Epoch {
        MessageKey from;
        Conditions conditions;
    };
    /// What a request said, until it is answered: its first most_bytes bytes, of which a failure is told in words, and how a list shows what it
    /// is about, most_shown bytes of it.
    class Said {
    public:
        Said() = default;
        explicit Said(Bytes message);
        explicit operator bool() const { return static_cast<bool>(texts_); }
        Bytes message() const { return {reinterpret_cast<const std::uint8_t*>(texts_.get()), size_}; }
        std::string_view shown() const { return {texts_.get() + size_, shown_}; }
        void show(std::string_view text);

    private:
        static constexpr std::size_t most_bytes = 1024, most_shown = 200, usually_shown = 40;
        std::unique_ptr<char[]> texts_;
        std::uint16_t size_ = 0, shown_ = 0;
    };
    struct Pending {
        std::uint64_t asked = 0; ///< sender and InvokeID, or request
        MessageKey key{};
        Time time = 0;
        const MessageName* row = nullptr;
        const char* name = "";
        Said said{};
        std::uint32_t version = 0;
        std::uint32_t request = 0; ///< index into requests_, unless that was forgotten
        std::uint32_t gaps = 0;    ///< of the side that answers, when it was asked
        bool answered = false;

        /// Requests for configuration are events: they have no InvokeID and are told by their number.
        bool has_id() const { return !(asked & without_id); }
        std::uint32_t invoke_id() const { return static_cast<std::uint32_t>(asked); }
        Side asker() const { return asked & of_server ? Side::server : Side::client; }
        static constexpr std::uint64_t of_server = std::uint64_t{1} << 32, without_id = std::uint64_t{1} << 33;
        static std::uint64_t key_of(Side asker, std::uint32_t invoke_id) { return (asker == Side::server ? of_server : 0) | invoke_id; }
        static std::uint64_t key_without_id(Side asker, std::uint32_t request) { return without_id | key_of(asker, request); }
    };
    /// Rows by message, appended as the capture goes on.
    template <class Row>
    struct ByMessage {
        std::vector<Row> rows;
        const Row* find(MessageKey key) const;
    };
    struct RequestRow {
        MessageKey key;
        std::uint32_t response_in; ///< frame; 0: none seen
    };
    /// What an event to a monitor said, without the monitor.
    struct MonitoredEvent {
        std::uint64_t what = 0; ///< hash
        std::uint32_t monitor = 0;
        Time time = 0;
    };
    /// A component of the PG that is down.
    struct Down {
        std::string component;
        Moment since;
        std::uint32_t pg_status; ///< the bit of PGStatus that says so
    };
    /// Somebody asked for an agent's state with ForcedFlag.
    struct ForcedRequest {
        std::string agent;
        Moment at;
    };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    MessageFacts& facts_of(MessageKey key);
    /// Where something was found of the message looked at last.
    const MessageFacts* last_facts(MessageKey key) const
    {
        return !facts_.rows.empty() && facts_.rows.back().key == key ? &facts_.rows.back() : nullptr;
    }
    void say(const Finding& f);
    template <class... A>
    void say(const Diagnosis& d, A... a)
    {
        say(Finding{d, {}, a...});
    }
    KeptFinding made(Finding f) const;

    void on_open_req(const Summary& s);
    void on_open_conf(const Summary& s);
    void on_request(const Summary& s);
    std::string subject_of(const Pending* request) const;
    std::vector<const Pending*> unanswered() const;
    Pending* on_answer(const Summary& s);
    void forget_answered();
    Pending* find_asked(std::uint64_t asked, const Summary& s);
    void on_unasked(const Summary& s);
    void on_failure(const Summary& s, const Pending* request);
    void on_control_failure(const Summary& s, const Pending* request);
    void on_failed_confirmation(const Summary& s, const Pending* request);
    void on_configuration(const Summary& s, const Pending* request);
    void on_heartbeat();
    void on_event(const Summary& s);
    void on_agent_state(const Summary& s);
    void on_system_event(const Summary& s);
    void went_down(std::string component, const char* what, std::uint32_t pg_status, const std::string& evidence, const std::string& works,
        Severity severity = Severity::warn, const char* remedy = nullptr);
    bool is_down(std::string_view component) const;
    void came_back(std::string_view component);
    bool knows_own() const;
    const char* whose(std::string_view component) const;
    std::string what_works(std::uint32_t peripheral) const;
    void tell_pg_status(std::uint32_t pg_status, bool but_peripherals);
    bool was_told_to_another_monitor(const Summary& s);
    bool is_silent_too_long(Time now) const;
    void check_silence();
    void check_controller_time(std::uint32_t controller_time);
    void infer_widths(MessageKey key, Bytes message);
    void say_status(const char* what, std::string_view subject, std::uint32_t status, std::uint32_t version, std::string_view more = {});
    Conditions guess() const;
    std::uint32_t known_version() const { return version_known() ? conditions_now().version : 0; } ///< 0: OPEN_REQ was not seen
    std::string_view who() const { return info_->application.empty() ? std::string_view{"unknown"} : std::string_view{info_->application}; }
    bool both_heard() const { return messages_[0] > 0 && messages_[1] > 0; }
    bool ignores_confirmations() const;

    const Settings& settings_;
    bool port_of_uccx_;
    SessionPtr info_;
    std::function<bool()> complete_;
    Heard now_{};                       ///< the message looked at
    std::vector<Epoch> epochs_;         ///< ascending; one an OPEN_REQ
    Seldom<std::vector<Epoch>> guesses_; ///< ascending; what was taken as long as there was no OPEN_REQ
    std::uint32_t width_score_[3] = {}; ///< tags explained by 2+2, 1+1, 2+1 bytes
    int told_guess_ = -1;
    ByMessage<MessageFacts> facts_;
    ByMessage<RequestRow> requests_;
    FlatMap<Pending, &Pending::asked> pending_;
    static constexpr std::uint64_t nobody = ~std::uint64_t{0};
    std::uint64_t just_asked_ = nobody;                                 ///< of pending_: the request looked at
    std::size_t sweep_at_ = max_answered;                               ///< size of pending_ at which those answered long ago are forgotten
    struct Forgotten {
        std::uint32_t first = 0xffffffff, last = 0;                     ///< InvokeIDs
    } forgotten_[2];                                                    ///< by asker
    Seldom<std::unordered_map<std::uint64_t, std::vector<Pending>>>
        overtaken_; ///< unanswered when their InvokeID was used again, oldest first
    Seldom<std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>>>
        agent_states_;                                ///< AgentState and, in the low half, EventReasonCode
    Seldom<std::array<MonitoredEvent, 8>> monitored_; ///< the last ones
    std::uint32_t next_monitored_ = 0;
    Seldom<std::vector<ForcedRequest>> forced_; ///< the last ones, at most max_forced
    Seldom<std::vector<Down>> down_;
    Seldom<std::vector<std::uint32_t>> online_; ///< PeripheralIDs that SYSTEM_EVENT says are on line
    MessageKey pg_status_in_{};         ///< the OPEN_CONF whose PGS_PERIPHERAL_OFFLINE no SYSTEM_EVENT has explained yet
    std::uint32_t gaps_[2] = {};        ///< by side
    std::uint32_t messages_[2] = {};    ///< by side
    bool understood_[2] = {true, true}; ///< every message of this side could be read
    bool was_open_ = false; ///< an OPEN_CONF came
    std::uint32_t heartbeats_unanswered_ = 0;
    Time last_heartbeat_ = no_time;
    std::uint32_t idle_timeout_ = 0xffffffff;
    std::uint32_t services_requested_ = 0, services_granted_ = 0;
    std::uint32_t own_peripheral_ = 0xffffffff;
    std::uint16_t peripheral_type_ = 0xffff;
    Time last_from_client_ = no_time;
    bool lacks_password_ = false, lacks_client_id_ = false; ///< OPEN_REQ
    bool told_clock_ = false;
    bool ended_ = false;
    bool closing_ = false;
};

} // namespace cti::ged188
