// SPDX-License-Identifier: GPL-2.0-or-later
// The rules of a CTI Server session: which version and widths hold, which answer belongs to which request, and what is wrong.
// The first pass over a capture feeds messages in order (on_message); later passes only look up what was found (facts,
// conditions). Source: CTI Server Message Reference Guide, session management and client control.
#pragma once

#include "core/session_info.hpp"
#include "ged188/summary.hpp"

#include <compare>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace cti::ged188 {

/// Identifies a message: the frame that completes it and its place in that frame. Ordered as the messages are.
struct MessageKey {
    std::uint32_t frame = 0;
    std::uint32_t place = 0;
    friend auto operator<=>(const MessageKey&, const MessageKey&) = default;
};

/// A finding of the session rules, kept for later passes.
struct ToldFinding {
    const Diagnosis* diagnosis;
    Severity severity;
    std::string sentence;
    std::string remedy;
};

/// What the session knows of one message beyond its bytes.
struct MessageFacts {
    std::uint32_t response_to = 0;         ///< frame; 0: none seen
    double response_time = -1;             ///< seconds; negative: not an answer
    const char* request = nullptr;         ///< name of the request this answers
    std::uint32_t request_version = 0;     ///< VersionNumber, where the request was OPEN_REQ
    std::vector<ToldFinding> findings;
};

/// What a user may set.
struct Settings {
    std::uint8_t forced_version = 0;            ///< 0: from the capture
    Dialect forced_dialect = Dialect::any;
    double slow_response = 5.0;                 ///< seconds; 0: never reported
    double start = 0;                           ///< the session's time 0, in seconds since the epoch
};

class Session final : public OpenRequestSource {
public:
    Session(const Settings& settings, bool port_of_uccx, std::string client, std::string server);

    SessionInfo info;

    /// The conditions for the message that comes next (first pass) from `sender`; `message` are its bytes, of which an
    /// OPEN_REQ's own version and, in a session whose opening was not seen, the widths are read.
    Conditions conditions(MessageKey key, Sender sender, Bytes message);
    /// The conditions that held for a message (later passes).
    Conditions conditions_at(MessageKey key, Sender sender) const;

    /// Takes note of a message (first pass, in order). `time` in seconds since Settings::start, which keeps it exact to the
    /// nanosecond: a double does not hold that many digits of the seconds since the epoch.
    const MessageFacts* on_message(MessageKey key, double time, Sender sender, const Summary& summary, bool encrypted);
    /// What was found of a message; nullptr: nothing.
    const MessageFacts* facts(MessageKey key) const;
    /// The frame that answers a request; 0: none seen (so far).
    std::uint32_t response_in(MessageKey key) const;

    /// The TCP connection ended at this frame (first pass). Findings are kept for `key`.
    const MessageFacts* on_end(MessageKey key, double time, bool reset, bool by_client);
    bool ended() const { return ended_; }

    /// What waits for an answer, heartbeats apart; nothing where only one direction was captured, or the session has ended (on_end has told them).
    OpenRequests open_requests() const override;

    /// PT_... of the peripheral; 0xffff while unknown.
    std::uint16_t peripheral_type() const { return peripheral_type_; }
    bool version_known() const { return !epochs_.empty(); }

private:
    struct Epoch {
        MessageKey from;
        Conditions conditions;
    };
    struct Pending {
        MessageKey key;
        double time;
        const MessageName* row;
        const char* name;
        std::uint32_t version;
        std::uint32_t invoke_id;
        std::uint32_t request;         ///< index into requests_
        bool answered;
    };
    /// Rows by message, appended as the capture goes on.
    template <class Row>
    struct ByMessage {
        std::vector<Row> rows;
        bool ascending = true;         ///< not where a frame holds reassembled messages and others: then only the frames are

        void append(const Row& row)
        {
            ascending &= rows.empty() || rows.back().key < row.key;
            rows.push_back(row);
        }
        const Row* find(MessageKey key) const;
    };
    struct FactsRow {
        MessageKey key;
        std::uint32_t index;           ///< into facts_
    };
    struct RequestRow {
        MessageKey key;
        std::uint32_t response_in;     ///< frame; 0: none seen
    };

    MessageFacts& facts_of(MessageKey key);
    /// Where something was found of the message looked at last.
    const MessageFacts* last_facts(MessageKey key) const { return !facts_rows_.rows.empty() && facts_rows_.rows.back().key == key ? &facts_.back() : nullptr; }
    template <class... A>
    void tell(MessageKey key, const Diagnosis& d, A... a);
    void tell(MessageKey key, const Finding& f);

    void on_open_req(MessageKey key, const Summary& s);
    void on_open_conf(MessageKey key, const Summary& s);
    void on_request(MessageKey key, double time, Sender sender, const Summary& s);
    std::vector<const Pending*> unanswered() const;
    const Pending* on_answer(MessageKey key, double time, Sender sender, const Summary& s);
    void on_failure(MessageKey key, const Summary& s, const Pending* request);
    void on_control_failure(MessageKey key, const Summary& s, const Pending* request);
    void on_failed_confirmation(MessageKey key, const Summary& s);
    void on_heartbeat(MessageKey key, const Summary& s);
    void on_event(MessageKey key, const Summary& s);
    void check_silence(MessageKey key, double time, Sender sender);
    void check_direction(MessageKey key, Sender sender, const Summary& s);
    void infer_widths(MessageKey key, Bytes message);
    void say_status(MessageKey key, const char* id_of_request, std::uint32_t status, std::uint32_t version);
    Conditions guess() const;
    const char* who() const { return info.application.empty() ? "unknown" : info.application.c_str(); }

    Settings settings_;
    bool port_of_uccx_;
    std::vector<Epoch> epochs_;                                  ///< ascending; one an OPEN_REQ
    std::vector<Epoch> guesses_;                                 ///< ascending; what was taken as long as there was no OPEN_REQ
    std::uint32_t width_score_[3] = {};                          ///< tags explained by 2+2, 1+1, 2+1 bytes
    int told_guess_ = -1;
    std::deque<MessageFacts> facts_;
    ByMessage<FactsRow> facts_rows_;
    ByMessage<RequestRow> requests_;
    std::unordered_map<std::uint64_t, Pending> pending_;         ///< by sender and InvokeID
    std::unordered_multimap<std::uint64_t, Pending> overtaken_;  ///< unanswered when their InvokeID was used again
    std::uint32_t heartbeats_unanswered_ = 0;
    std::uint32_t idle_timeout_ = 0xffffffff;
    std::uint32_t services_requested_ = 0;
    std::uint16_t peripheral_type_ = 0xffff;
    double last_from_client_ = -1;
    std::uint32_t from_client_ = 0, from_server_ = 0, answers_from_server_ = 0;
    bool told_direction_ = false;
    bool ended_ = false;
    bool closing_ = false;
};

/// The essential of a message for a list: "OPEN_REQ v24 ClientID=CTIService". Returns the length; no allocation.
std::size_t format_info(const Summary& summary, const MessageFacts* facts, char* out, std::size_t size);

} // namespace cti::ged188
