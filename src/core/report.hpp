// SPDX-License-Identifier: GPL-2.0-or-later
// The diagnosis report: sessions of all protocols in one table, findings grouped and ordered by severity, and what only
// becomes visible when everything is seen: clients that connect in a loop, statistics that are answered too slowly.
// Memory grows with the number of sessions and of clients in trouble, not with messages: a diagnosis of one client makes a bounded number
// of groups, whatever texts come from the wire.
#pragma once

#include "core/diagnosis.hpp"
#include "core/response_times.hpp"
#include "core/session_info.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cti {

class Report {
public:
    /// A finding as it comes from a message. Texts are copied.
    struct Seen {
        const Diagnosis* diagnosis;
        Severity severity;
        const char* sentence;
        const char* remedy;
    };

    struct Group {
        const Diagnosis* diagnosis = nullptr;
        Severity severity{};
        const SessionInfo* first_session = nullptr;
        const SessionInfo* last_session = nullptr;
        std::string server;                     ///< address and port; empty where there is none
        std::string sentence;                   ///< the first one
        std::string remedy;
        std::uint64_t count = 0;
        std::vector<std::uint32_t> frames;      ///< the first max_frames
        bool more_frames = false;               ///< there are more than these
        bool more_kinds = false;                ///< others with other remedies are counted here too
        double first = 0, last = 0;             ///< seconds since the first frame of the capture
        std::size_t order = 0;

        /// Address, and application where it is known: what all of the capture has told by now, so that one pass says what two passes say.
        std::string client() const;
    };
    struct SessionRow {
        const SessionInfo* session = nullptr;   ///< lives until the file is closed
        std::uint64_t messages = 0;             ///< as far as the filter let them through
        std::uint32_t errors = 0, warnings = 0, notes = 0;
    };

    /// A kind of request and how it was answered.
    struct RequestRow {
        const char* protocol = "";
        const char* request = "";               ///< name of the message
        std::uint64_t sent = 0;                 ///< as far as the filter let them through
        ResponseTimes times{};
        const SessionInfo* slowest_session = nullptr;
        std::uint32_t slowest_frame = 0;        ///< of the answer
        double slowest_time = 0;                ///< seconds since the first frame of the capture
        std::uint64_t unanswered() const { return sent > times.count() ? sent - times.count() : 0; }
    };

    static constexpr std::size_t max_frames = 8;
    static constexpr std::size_t max_kinds = 32;    ///< groups of one diagnosis of one client; what differs more is counted in the last

    static constexpr std::size_t max_session_rows = 200;    ///< in the text

    /// A message of a session (either may be missing).
    void add_message(const SessionInfo* session, const char* message);
    /// A request was sent. Names live as long as the report: they are those of the tables.
    void add_request(const char* protocol, const char* request);
    void add_finding(const SessionInfo* session, std::uint32_t frame, double time, const Seen& seen);
    /// An answer: `seconds` from request to answer. Names as above.
    void add_response_time(const char* protocol, const char* request, double seconds, const SessionInfo* session, std::uint32_t frame, double time);
    void clear();

    /// Times of the first and the last frame of the capture, seconds since the epoch; nothing known: 0.
    struct Period {
        double begin = 0, end = 0;
    };
    /// Requests that were not answered within this when the capture ended are told.
    static constexpr double overdue_seconds = 5;

    /// Adds what only the whole shows. Once, before reading; what is called again does nothing.
    void conclude(const Period& capture);

    std::vector<SessionRow> sessions() const;    ///< in order of appearance
    std::vector<const Group*> findings() const;  ///< worst first, then in order of appearance
    std::vector<const RequestRow*> requests() const;    ///< the slowest on average first
    std::uint64_t messages() const { return messages_; }

    /// The report for people, at most 100 columns wide where addresses and names allow.
    std::string text() const;

private:
    SessionRow& row(const SessionInfo* session);
    RequestRow& request_row(const char* protocol, const char* request);
    void find_loops();
    void find_open_requests(const Period& capture);
    void find_slow_statistics();
    void say(const Finding& f, const SessionInfo* session, std::uint32_t frame, double time);
    std::string session_text(std::size_t index) const;
    std::string sessions_text() const;
    std::string findings_text() const;
    std::string requests_text() const;

    std::vector<SessionRow> sessions_;
    std::unordered_map<const SessionInfo*, std::size_t> session_index_;
    std::map<std::string, Group> groups_;
    std::unordered_map<std::string, std::size_t> kinds_;    ///< groups by diagnosis and client
    std::map<std::pair<std::string_view, std::string_view>, RequestRow> requests_;
    std::uint64_t messages_ = 0;
    std::size_t next_ = 0;
    bool concluded_ = false;
};

} // namespace cti
