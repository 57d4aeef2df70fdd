// SPDX-License-Identifier: GPL-2.0-or-later
// The diagnosis report: sessions of all protocols in one table, findings grouped and ordered by severity, and what only
// becomes visible when everything is seen: clients that connect in a loop, statistics that are answered too slowly.
// Memory grows with the number of sessions and of distinct findings, not with messages.
#pragma once

#include "core/diagnosis.hpp"
#include "core/session_info.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
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
        std::string client;                     ///< address, and application where it is known
        std::string server;                     ///< address and port; empty where there is none
        std::string sentence;                   ///< the first one
        std::string remedy;
        std::uint64_t count = 0;
        std::vector<std::uint32_t> frames;      ///< the first max_frames
        bool more_frames = false;               ///< there are more than these
        double first = 0, last = 0;             ///< seconds since the first frame of the capture
        std::size_t order = 0;
    };
    struct SessionRow {
        const SessionInfo* session = nullptr;   ///< lives until the file is closed
        std::uint64_t messages = 0;             ///< as far as the filter let them through
        std::uint32_t errors = 0, warnings = 0, notes = 0;
    };

    static constexpr std::size_t max_frames = 8;

    /// A message of a session (either may be missing), seconds since the first frame of the capture.
    void add_message(const SessionInfo* session, const char* message, std::uint32_t frame, double time);
    void add_finding(const SessionInfo* session, std::uint32_t frame, double time, const Seen& seen);
    /// An answer: `seconds` from request to answer.
    void add_response_time(const char* request, double seconds, const SessionInfo* session, std::uint32_t frame, double time);
    void clear();

    /// Adds what only the whole shows. Call once, before reading; adding goes on afterwards.
    void conclude();

    std::vector<SessionRow> sessions() const;    ///< in order of appearance
    std::vector<const Group*> findings() const;  ///< worst first, then in order of appearance
    std::uint64_t messages() const { return messages_; }

    /// The report for people, at most 100 columns wide where addresses and names allow.
    std::string text() const;

private:
    struct Timing {
        std::uint64_t count = 0;
        double sum = 0, max = 0;
        const SessionInfo* session = nullptr;
        std::uint32_t frame = 0;
        double time = 0;
    };
    SessionRow& row(const SessionInfo* session);

    std::vector<SessionRow> sessions_;
    std::unordered_map<const SessionInfo*, std::size_t> session_index_;
    std::map<std::string, Group> groups_;
    std::map<std::string, Timing> timings_;
    std::uint64_t messages_ = 0;
    std::size_t next_ = 0;
    bool concluded_ = false;
};

} // namespace cti
