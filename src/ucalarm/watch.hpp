// SPDX-License-Identifier: GPL-2.0-or-later
// The alarms of a capture, wherever they come from (syslog over UDP or TCP, logs): parts are joined, each alarm becomes a note for the
// report, and what an alarm says of a client meets what its CTIQBE connections show.
#pragma once

#include "connection/capture.hpp"
#include "connection/stream.hpp"
#include "ucalarm/decode.hpp"
#include "ucalarm/part.hpp"

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cti::ucalarm {

/// An alarm as report and statistics take it. Alarms are no sessions: they name whom they are about.
struct AlarmNote {
    MessageNote note{};
    std::string client{};                      ///< address that the alarm names; "" none
    std::string user{};                        ///< LoginUserID, or the application
    std::string node{};                        ///< who raised it: NodeID, else the host of the line, else the sender's address
    std::string sender{};                      ///< address that it came from; of a firewall that of the server whose packets it speaks of
    SessionPtr refused{};                      ///< session that `joined` is about
    SessionLinkPtr link{};                     ///< session that it is about, by its CTIconnectionId; nullptr: it names none
    const KeptFindings* joined = nullptr;      ///< what the alarm and the connections say together; nullptr: nothing
    std::uint64_t event = 0;                   ///< the same for every copy of this alarm; 0: not known
};

/// Of the file that is open: Capture::shared<Watch>().
class Watch {
public:
    /// Where an alarm stands: the message it came in, and its place among the alarms there.
    struct Place {
        MessageKey message{};
        std::uint32_t number = 0;              ///< from 0
        std::uint64_t packed() const { return message.packed() ^ std::uint64_t{number} << 56; }
    };

    /// What the line of an alarm says, the same wherever the line stands.
    struct Line {
        std::uint64_t hash = 0; ///< of number, host, time and text
        /// It has number and time: CiscoLog numbers the messages of a process one by one, so two such lines that are alike are one message.
        bool is_numbered = false;
    };

    /// The bytes to decode for an alarm that find_alarm found: `message` itself; or, for the last of several parts, all of them joined; or
    /// nothing for a part that is not the last. First pass: in order; later passes are told the same.
    Bytes whole_alarm(Place place, std::string_view sender, Bytes message, const Start& start, Capture& capture, bool first_pass);

    /// What the report takes of a decoded alarm that `sender` (address as text) sent. An alarm may come more than once: captured twice, from
    /// its node and from a relay, in a file and in the capture, inside an alert. Each copy is told the same as the first.
    AlarmNote note(Place place, std::string_view sender, const Summary& alarm, const Line& line, Capture& capture, bool first_pass);
    static Line line_of(Bytes message, const Start& start, const Summary& alarm);

private:
    struct Joined {
        SessionPtr refused{};
        KeptFindings findings{};
    };
    /// An alarm that one of another service may explain, or the other way round.
    struct Recent {
        const Alarm* alarm = nullptr;          ///< of CTIManager; else
        const ServiceAlarm* service = nullptr; ///< of another service
        std::string user{}, device{}, node{};
        std::uint32_t reason = 0;
        Moment at{};
    };
    /// The first of the copies of an alarm.
    struct FirstCopy {
        std::string sender{};
        Time at = no_time;
        AlarmNote note{};
    };
    struct SharedRow;
    struct Ends {
        std::string client{}, server{};
    };
    static constexpr Time news = 5 * second; ///< "within a few seconds"
    static constexpr std::size_t max_recent = 256;
    static constexpr std::size_t max_events = 65536;
    static constexpr Time duplicate = ConnectionLimits{}.duplicate; ///< the same again within this was captured twice

    AlarmNote note_of_first(Place place, std::string_view sender, const Summary& alarm, Capture& capture, bool first_pass);
    void watch_parts(Capture& capture);
    void explain(const Summary& alarm, Moment at, KeptFindings& found);

    std::unique_ptr<PartAssembler> parts_{};   ///< made with the first part
    std::vector<Capture::Late> never_whole_{}; ///< alarms of which parts are given up
    std::unordered_map<std::uint64_t, std::vector<std::uint8_t>> joined_parts_{};    ///< by place; empty: a part that is not the last
    std::unordered_map<std::uint64_t, Joined> joined_findings_{};                    ///< by place
    std::unordered_map<std::uint64_t, Ends> firewall_ends_{};                        ///< by place
    std::deque<Recent> recent_{};
    std::unordered_map<std::string, std::string> texts_{};                           ///< names of alarms that no table has
    std::unordered_map<std::uint64_t, FirstCopy> first_copies_{};                    ///< by their line
    std::unordered_map<std::uint64_t, AlarmNote> copies_{};                          ///< all others, by place
};

/// Goes through the alarms of `message`. `draw` offers:
///   Sink& begin(Bytes bytes, bool joined, Span where)   the alarm is decoded from `bytes` into this sink; `where` it stands in `message`
///   void end(const Summary&, const AlarmNote&)
///   void part(const MessagePart&, Span where)           a part that waits for others
/// Returns how many there were.
template <class Draw>
unsigned read_alarms(
    Bytes message, Captured captured, MessageKey key, std::string_view sender, Capture& capture, bool first_pass, Draw& draw)
{
    Watch& watch = capture.shared<Watch>();
    unsigned count = 0;
    Start start;
    for (std::uint32_t from = 0; find_alarm(message, from, start); ++count) {
        NullSink nothing;
        const Summary extent = decode_alarm(message, start, nothing, captured);
        const Span where{extent.begin, extent.end - extent.begin};
        from = extent.end;
        const Watch::Place place{key, count};
        const Bytes whole = watch.whole_alarm(place, sender, message, start, capture, first_pass);
        if (whole.empty()) {
            draw.part(extent.part, where);
            continue;
        }
        const bool joined = whole.data() != message.data();
        Start begin = start;
        if (joined && !find_alarm(whole, 0, begin))
            continue;
        auto& sink = draw.begin(whole, joined, where);
        const Summary alarm = decode_alarm(whole, begin, sink, captured);
        draw.end(alarm, watch.note(place, sender, alarm, Watch::line_of(whole, begin, alarm), capture, first_pass));
    }
    return count;
}

} // namespace cti::ucalarm
