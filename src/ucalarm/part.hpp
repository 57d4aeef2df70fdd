// SPDX-License-Identifier: GPL-2.0-or-later
// Long messages come in parts: every part is a line of its own with the tag "part=573.2/3", the sequence number of the first part, the
// number of this part and of all parts (Managed Services Guide for Unified CM 12.5(1), CiscoLog Messages). Parts may arrive in any order.
#pragma once

#include "core/time.hpp"
#include "ucalarm/parser.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

namespace cti::ucalarm {

struct MessagePart {
    std::uint32_t first = 0;  ///< sequence number of part 1
    std::uint16_t number = 0; ///< from 1; 0: no part
    std::uint16_t count = 0;  ///< parts in all
};

/// "573.2/3". The whole text must be that; numbers from 1, and no part beyond the last.
std::optional<MessagePart> parse_part(std::string_view text);

/// Joins parts. Memory is bounded and allocated by nobody: what has waited longest gives way.
class PartAssembler {
public:
    static constexpr std::size_t max_waiting = 8;   ///< messages that wait for parts at once
    static constexpr std::size_t max_parts = 16;    ///< of one message (at most 31: a bit each); with more it is not joined
    static constexpr std::size_t max_bytes = 16384; ///< of one message
    static constexpr std::size_t max_key = 256;     ///< sender, host, facility and time together

    enum class Outcome : std::uint8_t {
        no_part,  ///< the alarm is whole, or cannot be joined: decode the message as it is
        waiting,  ///< kept; more parts are to come
        complete, ///< this was the last one: decode joined()
    };

    /// A message of which parts never came.
    struct Incomplete {
        std::string_view sender{}; ///< until the next call of add
        Moment since{};            ///< when the first of its parts came
        std::uint32_t came = 0, count = 0;
    };

    /// Takes in an alarm (found by find_alarm in `message`) that `sender` sent, in the order of arrival. A part that came before is
    /// ignored, also once its message is whole: a capture may hold each frame twice.
    Outcome add(std::string_view sender, Bytes message, const Start& start, Moment at = {});

    /// The whole alarm after Outcome::complete, with the head and the parameters of the first part and without the tag; until the next
    /// call.
    Bytes joined() const { return {joined_.data(), joined_size_}; }

    /// The message that gave way to what was added last; until the next call.
    const std::optional<Incomplete>& gave_way() const { return gave_way_; }
    /// What is said of messages that still wait.
    template <class Use>
    void for_each_waiting(Use use) const
    {
        for (const Entry& e : entries_)
            if (e.used && !e.is_whole)
                use(e.incomplete());
    }

private:
    struct Entry {
        Incomplete incomplete() const
        {
            return {std::string_view{key.data(), sender_size}, since, static_cast<std::uint32_t>(std::popcount(seen)), part.count};
        }

        bool used = false;
        bool is_whole = false; ///< kept to know its parts again, until the place is needed
        std::uint64_t age = 0;
        Moment since{};
        MessagePart part{};
        std::uint32_t seen = 0; ///< a bit a part
        std::size_t key_size = 0, sender_size = 0, bytes = 0;
        std::array<char, max_key> key{};
        std::array<Span, max_parts> text{}; ///< of each part in `store`
        Span head{};                        ///< of the first part in `store`: line up to the end of its parameters, without the tag
        std::array<std::uint8_t, max_bytes> store{};
    };

    Entry* find(std::string_view key, const MessagePart& part);
    Entry& fresh();
    void join(const Entry& entry);

    std::array<Entry, max_waiting> entries_{};
    std::array<std::uint8_t, max_bytes + max_parts> joined_{};
    std::size_t joined_size_ = 0;
    std::uint64_t clock_ = 0;
    std::optional<Incomplete> gave_way_{};
    std::array<char, max_key> gave_way_key_{};
};

} // namespace cti::ucalarm
