// SPDX-License-Identifier: GPL-2.0-or-later
// What traces tell of sessions: records that are about one connection of CTIManager are gathered, and where the capture shows that
// connection too, its session learns from them who it is, what it asked for and what failed.
//
// What ties records to each other, and how sure that is: a handler's instance is the alarms' CTIconnectionId and the low 24 bits of the
// provider id, which has the node above them; a TCP handle belongs to one handler; client address and port are one connection (Cisco tech
// notes 212107 and 220616, and published traces). What ties them to the capture is address and port, at a time when both are there. An
// address alone does not do: a host may have several clients. A session of CTI Server's or Finesse's log is the one connection whose
// requests have its InvokeIDs at its times. Logs of CTIManager's clients (Jabber, JTAPI, Unified CCX) print no port: what they print is
// the one session of a trace that has their requests by name and sequence number, or their calls (GCH node|call is JTAPI's call/node).
// Where two sessions would fit, nothing is joined.
#pragma once

#include "connection/capture.hpp"
#include "logs/record_view.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace cti::logs {

/// Of the file that is open: Capture::shared<ToldSessions>(). Bounded: more sessions than `most_sessions` are not followed.
class ToldSessions {
public:
    static constexpr std::size_t most_sessions = 100'000;
    static constexpr std::size_t most_told = 24;    ///< facts kept of one session
    static constexpr Time news = 5 * second;        ///< how far a line of a log and the packets it is about may lie apart
    static constexpr std::size_t most_names = 4096; ///< messages named of one session
    static constexpr std::size_t most_asked = 64;   ///< requests of one session that are looked for
    static constexpr unsigned needed_requests = 3;  ///< or calls, that two have in common, and no other has
    static constexpr Time calls_reach = 3600 * second; ///< how far apart two logs may name a call first

    /// The session that a record is about; nullptr where it does not say. First pass: in order of frames; later passes are told the same.
    SessionLinkPtr on_record(MessageKey key, Time at, const RecordView& record, Capture& capture, bool first_pass);

    /// The session of an alarm, wherever it was seen: its CTIconnectionId, and its client, where it names one. nullptr where it names no
    /// connection. `key`: of the alarm, no record's. As above.
    SessionLinkPtr on_alarm(
        std::uint64_t key, Time at, std::uint32_t connection_id, const Address& client, Capture& capture, bool first_pass);

private:
    /// What is known of whom a record is about; empty or nothing: not known.
    struct About {
        std::string host{};                      ///< whose trace it is, where its head says so
        std::optional<std::uint32_t> node{};     ///< of the cluster
        std::optional<std::uint32_t> instance{}; ///< of CTIManager's handler
        std::string tcp_handle{};                ///< with the host before it
        std::string own_session{};               ///< a log's own number, with its file before it
        Address client{};
        std::uint16_t port = 0;
        bool empty() const { return !instance && tcp_handle.empty() && own_session.empty() && (!client || port == 0); }
    };
    /// A request that the wire may show too.
    struct Asked {
        std::string message;
        std::uint32_t number;
        Time at;
    };
    struct Message {
        Time at;
        Side from;
        std::string name;
    };
    /// By what the log of a client is known again in a trace: a request with its number, or a call.
    struct Clue {
        std::string text;
        Time at; ///< when it was printed first
        Time reach;
    };
    struct Session {
        About about{};
        bool is_over = false;                 ///< another one has its numbers
        Time first = no_time, last = no_time; ///< its records
        std::shared_ptr<SessionLink> link = std::make_shared<SessionLink>();
        std::shared_ptr<std::vector<std::string>> told = std::make_shared<std::vector<std::string>>();
        std::string user{}, application{}, version{}, opening_line{};
        std::unordered_map<std::string, std::size_t> devices{}; ///< by name, in `told`
        std::string device_asked{};
        std::optional<bool> was_granted{};
        std::uint32_t connection = 0;                            ///< number in the capture, once joined
        std::string named_by{};                                  ///< format of the log that names its messages: one does
        std::vector<Message> messages{};                         ///< before it was joined
        std::vector<Clue> clues{};
        std::unordered_set<std::string> known_clues{};
        Session* is_part_of = nullptr;                           ///< another log tells of it too
        std::vector<Asked> asked{};                              ///< of which no connection was found yet
        std::unordered_set<std::uint32_t> numbers{};             ///< of requests that were looked at
        std::unordered_map<std::uint32_t, unsigned> votes{}; ///< requests that only this connection shows
    };

    About about(const RecordView& record);
    Session* session_of(const About& about, Time at, bool begins);
    bool fits(const Session& session, const About& about) const;
    void learn(Session& session, const About& about);
    void take(Session& session, const RecordView& record, Time at, Capture& capture);
    void tell(Session& session, std::string fact);
    void join(Session& session, Capture& capture, bool at_end);
    void join_to(Session& session, const Connection& connection, Capture& capture);
    void add_clue(Session& session, std::string text, Time at, Time reach);
    void join_by_clues();
    void join_by_requests(Session& session, Capture& capture, bool at_end);
    void know_connections(const Capture& capture);
    void hand_over(Session& session) const;
    void watch_end(Capture& capture);
    void note_told(Session& s, Time at, Capture& capture);

    std::deque<Session> sessions_{};
    std::unordered_map<std::uint32_t, std::vector<Session*>> by_instance_{};
    std::unordered_map<std::string, Session*> by_handle_{}; ///< TCP handles and logs' own numbers
    std::unordered_map<std::string, Session*> by_client_{}; ///< address and port
    std::unordered_map<std::string, std::string> hosts_{};  ///< of files, by their heads
    std::unordered_map<std::string, std::vector<std::uint32_t>>
        connections_{};                              ///< of the capture, by the addresses and ports of both ends
    std::vector<std::uint32_t> with_requests_{}; ///< of the capture, whose requests have numbers in logs
    std::size_t known_connections_ = 0;
    std::unordered_map<std::uint64_t, SessionLinkPtr> links_{}; ///< by message key
    bool watches_end_ = false;
};

} // namespace cti::logs
