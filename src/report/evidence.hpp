// SPDX-License-Identifier: GPL-2.0-or-later
// What a report has been told, before anything is concluded from it. Holds copies and shared rows, refers to them by index, and so can be
// copied: an answer in the middle of a capture is made of a copy that is told the end.
#pragma once

#include "report/capture_end.hpp"

#include "connection/connection.hpp"
#include "connection/stream.hpp"
#include "core/diagnosis.hpp"
#include "core/response_times.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cti {
struct Subject;
}

namespace cti::report {

inline constexpr std::size_t max_frames = 8;  ///< evidence frames that are named
inline constexpr std::size_t max_groups = 32; ///< of one diagnosis and client; what differs more is counted together
inline constexpr std::size_t max_texts = 8;   ///< sentences kept of a group
inline constexpr std::size_t max_members = 256; ///< names kept of those that a cause has struck
inline constexpr std::size_t max_events = 65536; ///< remembered, of which copies may come
inline constexpr std::size_t max_name = 256;  ///< bytes kept of a name or an identity that comes from the wire

/// Requests that were not answered within this when the capture ended are said.
inline constexpr Time overdue = 5 * second;

inline constexpr std::uint32_t none = UINT32_MAX;

/// to - from; times of a capture may be anything, so what would overflow is the longest span there is.
constexpr Time between(Time from, Time to)
{
    if (from < 0 && to > INT64_MAX + from)
        return INT64_MAX;
    if (from > 0 && to < INT64_MIN + from)
        return INT64_MIN;
    return to - from;
}

/// Errors, warnings and notes about something; coverage is not among them.
struct Tally {
    std::uint32_t errors = 0, warnings = 0, notes = 0;
    void add(Severity s) { ++(s == Severity::error ? errors : s == Severity::warn ? warnings : notes); }
    std::uint32_t wrong() const { return errors + warnings; }
};

struct SessionRow {
    SessionPtr session{};
    std::uint32_t capture = 0;  ///< counts the captures of the run from 1
    std::uint64_t messages = 0; ///< as far as the filter let them through
    Moment first{};             ///< its first message
    Tally tally{};
};

struct ConnectionRow {
    ConnectionPtr connection{};
    std::uint32_t capture = 0;
    bool was_cut = false;     ///< the capture was forgotten while it lived
    bool was_limited = false; ///< a finding says that not all of it could be read
    Tally tally{};
    bool complete() const { return connection->coverage.complete() && !was_cut && !was_limited; }
};

/// What a group of findings is made of: those about one session (or connection, or alarms without either).
struct Part {
    std::uint32_t session = none, connection = none; ///< rows
    std::uint32_t link = none;                       ///< of Evidence::links(), where neither is known
    std::uint32_t text = none;                       ///< of the group
    std::uint64_t count = 0;
    std::uint64_t frames = 0; ///< how many different ones
    std::uint64_t worst = 0;
    Moment first{}, last{};
    Moment ended{}; ///< where a finding said that it is over; no frame: none did
};

struct Text {
    std::string sentence, remedy;
    std::uint64_t worst = 0;
    std::uint32_t part = 0;
};

struct SeenFrame {
    std::uint32_t frame = 0, part = 0;
};

/// Findings of one diagnosis, identity, client, user and server, as far as these were known when the finding was made.
struct FindingGroup {
    const Diagnosis* diagnosis = nullptr;
    Severity severity{};
    const char* protocol = "";
    std::string client, user, server; ///< where neither session nor connection says
    std::string server_address;       ///< of an alarm: who sent it
    bool names_itself = false;        ///< client and server are not those of the connection it came over
    std::string identity;             ///< values, each with '\n' behind it
    std::vector<Part> parts;
    std::unordered_map<std::uint64_t, std::uint32_t> part_of;
    std::vector<Text> texts;
    std::vector<SeenFrame> frames; ///< the first max_frames
    std::vector<std::string> members; ///< Diagnosis::member, each once
    bool more_members = false;        ///< than are kept
    Time since = no_time;          ///< where it began before its first finding
    bool of_many_kinds = false;    ///< others of this kind are counted here
    bool in_packets = false;       ///< one of them is shown in a packet: its id as a display filter finds that
};

/// A kind of request and how it was answered.
struct RequestRow {
    const char* protocol = "";
    const char* request = "";
    std::uint64_t sent = 0; ///< as far as the filter let them through
    ResponseTimes times{};
    std::uint32_t slowest_session = none;
    Moment slowest{}; ///< the answer
};

struct ProtocolRow {
    const char* protocol = "";
    std::uint64_t messages = 0;
};

class Evidence {
public:
    void add(const MessageNote& note, Moment at);
    void add(const ConnectionPtr& connection);
    void add_finding(const Subject& subject, Moment at, const KeptFinding& finding) { keep_finding(subject, at, finding, true); }
    void absorb(const CaptureEnd& end, bool cut);
    void absorb(const Ending& ending, bool cut);
    /// Adds what only the whole shows: loops, statistics that are too slow.
    void add_what_the_whole_shows();

    const std::vector<SessionRow>& sessions() const { return sessions_; }
    const std::vector<ConnectionRow>& connections() const { return connections_; }
    const std::vector<FindingGroup>& groups() const { return groups_; }
    const std::vector<RequestRow>& requests() const { return requests_; }
    const std::vector<ProtocolRow>& protocols() const { return protocols_; }
    /// The row of the connection that a session runs on; none where it was not added.
    std::uint32_t connection_of(std::uint32_t session) const;
    /// The row of the session that a link leads to, as far as is known now; none where there is none.
    std::uint32_t session_of_link(std::uint32_t link) const;
    /// "file:line" of a frame that is a record of a log and has findings; nullptr otherwise.
    const std::string* log_line(std::uint32_t frame) const;
    std::uint64_t messages() const;
    /// Times of the first and the last thing of ours, or of the captures where they are known.
    Time first() const { return first_; }
    Time last() const { return last_; }
    std::uint32_t captures() const { return capture_; }

private:
    std::uint32_t session_row(const SessionPtr& session);
    std::uint32_t connection_row(const ConnectionPtr& connection);
    std::uint32_t link_row(const SessionLinkPtr& link);
    RequestRow& request_row(const char* protocol, const char* request);
    /// The finding's group and its part there; none where it is not kept. `in_packet`: the dissection of a packet shows it too.
    std::pair<std::uint32_t, std::uint32_t> keep_finding(const Subject& subject, Moment at, const KeptFinding& finding, bool in_packet);
    /// Whether the finding was told of this event before.
    bool is_told_again(const Subject& subject, const KeptFinding& finding);
    /// What findings are grouped by.
    struct GroupKey {
        std::string client, server, user, identity;
        std::string kind; ///< diagnosis and client
        std::string whole;
    };
    GroupKey key_of(
        const char* diagnosis, const Subject& subject, std::uint32_t session, std::uint32_t connection, const KeptFinding& finding) const;
    void note_end(const Subject& subject, Moment at, const KeptFinding& finding);
    std::uint32_t group_of(const Subject& subject, std::uint32_t session, std::uint32_t connection, const KeptFinding& finding);
    void saw(Time time);
    void add_loop(const std::vector<std::uint32_t>& sessions);
    void find_loops();
    void find_slow_statistics();

    std::vector<SessionRow> sessions_;
    std::vector<ConnectionRow> connections_;
    std::unordered_map<const SessionInfo*, std::uint32_t> session_index_;
    std::unordered_map<const ConnectionInfo*, std::uint32_t> connection_index_;
    std::unordered_map<std::uint64_t, std::uint32_t> connection_by_number_; ///< capture and number
    std::vector<FindingGroup> groups_;
    std::unordered_map<std::string, std::uint32_t> group_index_;
    std::unordered_map<std::string, std::uint32_t> kinds_; ///< groups by diagnosis and client
    std::vector<RequestRow> requests_;
    /// By the addresses of the two names, which are the tables'.
    struct NameHash {
        std::size_t operator()(const std::pair<const char*, const char*>& names) const
        {
            return std::hash<const char*>{}(names.second) * 31 + std::hash<const char*>{}(names.first);
        }
    };
    std::unordered_map<std::pair<const char*, const char*>, std::uint32_t, NameHash> request_index_;
    std::vector<ProtocolRow> protocols_;
    /// What was told of each event: a second time it is the same evidence in another frame.
    std::unordered_map<std::uint64_t, std::vector<std::pair<const Diagnosis*, std::string>>> told_of_event_;
    std::vector<SessionLinkPtr> links_;
    std::unordered_map<const SessionLink*, std::uint32_t> link_index_;
    std::unordered_map<std::uint32_t, std::string> log_lines_; ///< by frame
    std::string newest_log_line_;                              ///< of the message before
    std::uint32_t newest_log_frame_ = 0;
    const SessionInfo* newest_ = nullptr; ///< of the message before
    std::uint32_t newest_row_ = none;
    std::uint32_t capture_ = 1;
    Time first_ = no_time, last_ = no_time;
};

} // namespace cti::report
