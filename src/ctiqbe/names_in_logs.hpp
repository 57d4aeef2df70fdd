// SPDX-License-Identifier: GPL-2.0-or-later
// What a trace calls the messages of a connection. The wire does not name them: where in one direction one payload and one line of the
// trace lie within a moment of each other, and no other of either kind, the line's name is a candidate for the payload.
#pragma once

#include "connection/session_rules.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cti::ctiqbe {

/// Of the file that is open: Capture::shared<NamesInLogs>(). Bounded.
class NamesInLogs {
public:
    static constexpr Time moment = 200 * millisecond; ///< how far apart a line and its packet may be
    static constexpr std::size_t most = 100'000;      ///< pieces, and names, of one direction of a connection

    /// A piece of a payload. First pass, in order of time.
    void on_piece(std::uint32_t connection, Side from, Time at)
    {
        auto& pieces = directions_[place(connection, from)].pieces;
        if (pieces.size() < most && (pieces.empty() || pieces.back() <= at))
            pieces.push_back(at);
    }
    /// A message that a trace names.
    void on_name(std::uint32_t connection, Side from, Time at, std::string name)
    {
        auto& names = directions_[place(connection, from)].names;
        if (names.size() < most && (names.empty() || names.back().first <= at))
            names.emplace_back(at, std::move(name));
    }
    /// The candidate for a piece at this time; nullptr where there is none, or more than one. To be asked once all lines are known.
    const std::string* name_at(std::uint32_t connection, Side from, Time at) const
    {
        const auto found = directions_.find(place(connection, from));
        if (found == directions_.end())
            return nullptr;
        const auto only = [](const auto& all, Time time, auto time_of) {
            const auto begin = std::partition_point(all.begin(), all.end(), [&](const auto& one) { return time_of(one) < time - moment; });
            const bool is_one = begin != all.end() && time_of(*begin) <= time + moment &&
                                (std::next(begin) == all.end() || time_of(*std::next(begin)) > time + moment);
            return is_one ? &*begin : nullptr;
        };
        const auto name_time = [](const auto& one) { return one.first; };
        const auto piece_time = [](Time time) { return time; };
        const auto* name = only(found->second.names, at, name_time);
        return name && only(found->second.pieces, name->first, piece_time) && only(found->second.pieces, at, piece_time) ? &name->second
                                                                                                                         : nullptr;
    }

private:
    static std::uint64_t place(std::uint32_t connection, Side from) { return std::uint64_t{connection} << 1 | index(from); }
    struct Direction {
        std::vector<Time> pieces{};
        std::vector<std::pair<Time, std::string>> names{};
    };
    std::unordered_map<std::uint64_t, Direction> directions_{};
};

} // namespace cti::ctiqbe
