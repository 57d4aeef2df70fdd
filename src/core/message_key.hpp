// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <compare>
#include <cstdint>

namespace cti {

/// Identifies a message of a capture: the frame that completes it, and its place among the pieces that end in that frame, counted from 1.
/// Not an offset: offsets start anew in every TLS record and in reassembled data. Ordered as the messages are.
struct MessageKey {
    std::uint32_t frame = 0;    ///< 0: none
    std::uint32_t place = 0;
    friend auto operator<=>(const MessageKey&, const MessageKey&) = default;
    explicit operator bool() const { return frame != 0; }
    /// For hash tables.
    std::uint64_t packed() const { return std::uint64_t{frame} << 32 | place; }
};

/// What a frame brings behind its messages: the end of a connection, for example.
inline constexpr std::uint32_t place_behind_messages = 0xffffffff;

} // namespace cti
