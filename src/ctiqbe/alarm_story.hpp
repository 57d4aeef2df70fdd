// SPDX-License-Identifier: GPL-2.0-or-later
// Two halves of one story: a session that CTIManager refuses, and the alarm that says why. Whichever comes second joins them.
//
// An alarm is about one session only: of the client it names, going on when the alarm was raised or ended just before. Where two
// sessions of one host would fit, or alarms of two users, nothing is joined: one user's refusal is not told of another.
#pragma once

#include "connection/session_rules.hpp"
#include "core/address.hpp"
#include "ctiqbe/shapes.hpp"

#include <deque>
#include <map>
#include <string>
#include <string_view>

namespace cti::ctiqbe {

/// An alarm that says why CTIManager let a client not in.
struct RefusingAlarm {
    std::string_view name;             ///< with or without "k" of releases before 8.0
    Address client{};                  ///< none: of the node as a whole
    Address node{};                    ///< who sent it, as far as the capture shows
    bool node_is_server = false;       ///< the client has a connection with `node`: it is the server, and no relay of its messages
    std::string_view user{};           ///< "" where it names none
    std::uint32_t reason = 0;          ///< 0: none given
    const char* reason_name = nullptr; ///< static
    const char* remedy = nullptr;      ///< static; steps
    Moment at{};
};

/// Alarms that refuse a session. Source: System Error Messages for Unified CM 14.
inline constexpr std::string_view refusing_alarms[] = {"CtiProviderOpenFailure", "CtiMaxConnectionReached", "CtiIllegalQbeHeader",
    "CtiQbeLengthMisMatch", "CtiInvalidQbeSizeAndOffsets", "CtiIllegalFilterSize", "CtiQbeMessageTooLong", "InvalidQBEMessage"};
bool is_refusing(std::string_view alarm);

/// A session that was not granted, or looks so.
struct RefusedSession {
    Address client{}, server{};
    SessionPtr session{};
    Time first = no_time, ended = no_time;
    const Shape* shape = nullptr; ///< candidate cause; nullptr: none
    bool shape_was_told = false;
};

/// Of the file that is open. Bounded: more clients than `max_clients` are not followed.
class AlarmStories {
public:
    static constexpr std::size_t max_clients = 10'000;
    static constexpr std::size_t max_recent = 16; ///< alarms and sessions of one client or server that wait for their other half
    static constexpr Time news = 5 * second;      ///< how far an alarm and the end of its session may lie apart
    static constexpr Time early = second;         ///< an alarm this much before the first message may be about it: clocks of two captures
    static constexpr Time same_version = 600 * second; ///< for so long a client that is refused for its version goes on trying with it

    /// A session was refused right after its first message. Adds the joined finding where an alarm about the client's version was seen not
    /// long before, and no other alarm says why.
    void on_refused_at_once(const RefusedSession& refused, KeptFindings& found);

    /// A session was refused, or looks so. Adds the joined finding where its alarm was seen before, and returns true.
    bool on_refused(const RefusedSession& refused, KeptFindings& found);
    /// Whether an alarm that was seen says why this session was refused; its name, reason and frame in words, "" where none does.
    std::string cause_of(const RefusedSession& refused, const char*& remedy) const;

    /// An alarm CtiIncompatibleProtocolVersion names this client; versions as it prints them, "" where it prints none.
    /// Adds the joined finding where a refusal was seen before. Returns the session that was refused; nullptr: none.
    SessionPtr on_version_alarm(const Address& client, Moment at, std::string_view version, std::string_view minimum, KeptFindings& found);

    /// Another refusing alarm, in the order of frames. Adds the joined finding where one refused session fits. Returns it; nullptr: none.
    SessionPtr on_alarm(const RefusingAlarm& alarm, KeptFindings& found);

private:
    struct KeptAlarm {
        std::string name, user;
        std::uint32_t reason = 0;
        const char* reason_name = nullptr;
        const char* remedy = nullptr;
        Moment at{};
        Address server{}; ///< none: whichever
        bool joined = false;
    };
    struct KeptRefusal {
        RefusedSession refused;
        bool joined = false;
    };
    struct Story {
        std::uint32_t refusals = 0;    ///< right after the first message, none long after the one before
        SessionPtr refused{};          ///< the latest
        bool refusal_told = false;     ///< of the latest, with its alarm
        Time refused_at = no_time;
        Moment version_alarm{}; ///< frame 0: none yet
        std::string version{}, minimum{};
        std::deque<KeptAlarm> alarms{};                ///< that name this client
        std::deque<KeptRefusal> waiting{};             ///< sessions of this client
        std::map<std::string, std::uint32_t> counts{}; ///< joined so far, by what the alarm says
    };
    Story* story_of(const Address& client);
    static bool is_recent(const Story& story, Time at);
    static void join(Story& story, KeptFindings& found);
    void join(Story& story, const KeptAlarm& alarm, const RefusedSession& refused, KeptFindings& found);
    const KeptAlarm* alarm_about(const RefusedSession& refused) const;
    static std::string words(const KeptAlarm& alarm);

    std::map<Address, Story> stories_;
    std::map<Address, std::deque<KeptAlarm>> node_alarms_; ///< of a server as a whole
    std::map<Address, std::deque<KeptRefusal>> at_server_; ///< sessions it refused
};

} // namespace cti::ctiqbe
