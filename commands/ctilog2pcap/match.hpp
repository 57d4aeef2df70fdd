// SPDX-License-Identifier: GPL-2.0-or-later
// How far the clock of a log is from that of a capture, by what both show: a GED-188 request or answer with its InvokeID, an alarm with its
// CTIconnectionId, a client of CTIManager that connects, with its address and port.
#pragma once

#include "connection/segment.hpp"
#include "core/time.hpp"
#include "logs/record.hpp"
#include "logs/time.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace cti::ctilog2pcap {

/// When something that can be told apart happened. What comes twice tells nothing.
class Moments {
public:
    void add(std::string key, Time at);
    /// What a record of a log shows.
    void add(const logs::Record& record);
    /// What a capture file shows. False with `problem` where it cannot be read; then nothing is to be concluded.
    bool add_capture(const std::string& path, std::string& problem);

    bool empty() const { return moments_.empty(); }
    /// What to add to the log's times. Nothing where the two have nothing in common.
    static std::optional<logs::ClockOffset> compare(const Moments& log, const Moments& capture);

private:
    void add_message(Bytes message, Time at);
    void add_segment(const Segment& segment);
    void add_alarms(Bytes text, Time at);

    static constexpr std::size_t most = 1'000'000;
    struct Moment {
        Time at = 0;
        bool comes_twice = false;
    };
    std::unordered_map<std::string, Moment> moments_{};
    std::unordered_set<std::string> opening_{}; ///< connections of which a SYN was seen, and no payload yet
};

} // namespace cti::ctilog2pcap
