// SPDX-License-Identifier: GPL-2.0-or-later
// IP packets that were sent in fragments. The first pass puts them together and keeps those that are read; the second pass replaces such a
// packet as a whole and asks, fragment by fragment, for what is to stand there.
#pragma once

#include "capture/packet.hpp"
#include "ctianon/message.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace cti::anon {

class FragmentedPackets {
public:
    struct Whole {
        std::uint32_t frame = 0;           ///< that brought the last fragment; 0: of another protocol, and not kept
        std::vector<std::uint8_t> bytes{}; ///< an IP header without options, and what was put together
        std::size_t header = 0;            ///< bytes of the IP header
        bool is_replaced = false;
    };
    /// A frame with a fragment, as captured, not cut. `is_ours`: it completes a packet that is read.
    void add(std::uint32_t frame, capture::Link link, Bytes bytes, bool is_ours, Replacements& replacements);
    /// The packet that a fragment is part of; nullptr where it never became whole.
    Whole* whole_of(std::uint32_t frame)
    {
        const auto known = by_frame_.find(frame);
        return known == by_frame_.end() ? nullptr : known->second;
    }

private:
    struct Key : capture::Fragments::Key {
        friend auto operator<=>(const Key& a, const Key& b)
        {
            return std::tie(a.from, a.to, a.id, a.protocol) <=> std::tie(b.from, b.to, b.id, b.protocol);
        }
        friend bool operator==(const Key& a, const Key& b) { return (a <=> b) == 0; }
    };
    struct Piece {
        std::uint32_t frame = 0, offset = 0;
        std::vector<std::uint8_t> bytes{};
    };
    struct Packet {
        std::vector<Piece> waiting{};
        Whole* whole = nullptr; ///< the last one with this key
    };
    static constexpr std::size_t most_packets = 1024; ///< whose fragments are waited for
    static constexpr std::size_t most_pieces = 1024;  ///< of one packet

    capture::Fragments fragments_{};
    std::map<Key, Packet> packets_{};
    std::deque<Whole> wholes_{};
    Whole foreign_{};
    std::unordered_map<std::uint32_t, Whole*> by_frame_{};
};

} // namespace cti::anon
