// SPDX-License-Identifier: GPL-2.0-or-later
// Synthetic CTIQBE-like sessions, framed by any hypothesis. What stands inside the messages is made up (no layout is public):
// small numbers, zeros, handles, result codes, 8-bit and 16-bit text, padded to 4 bytes, as such messages may look.
#pragma once

#include "ctiqbe/framing.hpp"

#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

namespace synthetic {

using namespace cti;
using namespace cti::ctiqbe;
using Buffer = std::vector<std::uint8_t>;

inline void put32(Buffer& b, std::uint32_t v, ByteOrder o)
{
    for (int i = 0; i < 4; ++i)
        b.push_back(static_cast<std::uint8_t>(v >> 8 * (o == ByteOrder::big ? 3 - i : i)));
}
inline void put_text(Buffer& b, std::string_view text) { b.insert(b.end(), text.begin(), text.end()); }
inline void put_text16(Buffer& b, std::string_view text, ByteOrder o)
{
    for (const char c : text) {
        const auto low = static_cast<std::uint8_t>(c);
        b.push_back(o == ByteOrder::big ? 0 : low);
        b.push_back(o == ByteOrder::big ? low : 0);
    }
}

/// What the four bytes of the prefix beside the length hold: unknown on the wire, so everything is tried.
enum class Rest { zero, small, sixty_thousand, number, random, ascii, same_length, other_length };
inline constexpr Rest rests[] = {Rest::zero, Rest::small, Rest::sixty_thousand, Rest::number,
                                 Rest::random, Rest::ascii, Rest::same_length, Rest::other_length};

struct Session {
    std::mt19937 random;
    Hypothesis truth;
    Rest rest;

    std::uint32_t pick(std::uint32_t low, std::uint32_t high) { return std::uniform_int_distribution<std::uint32_t>{low, high}(random); }

    Buffer body()
    {
        Buffer b;
        put32(b, pick(1, 200), truth.order);    // a number
        put32(b, pick(0, 5000), truth.order);   // a sequence number
        for (std::uint32_t i = pick(0, 12); i > 0; --i) {
            switch (pick(0, 6)) {
            case 0: put32(b, 0, truth.order); break;
            case 1: put32(b, pick(0, 64), truth.order); break;
            case 2: put32(b, 0x01000000 | pick(1, 300), truth.order); break;
            case 3: put32(b, 0x8CCC0000 | pick(1, 0x11f), truth.order); break;
            case 4: put32(b, pick(0, 0xffffffff), truth.order); break;
            case 5: put_text(b, "SEP0011223344AA"); break;
            case 6: put_text16(b, "MyCER", truth.order); break;
            }
            while (b.size() % 4)
                b.push_back(0);
        }
        return b;
    }

    Buffer message(const Buffer& body)
    {
        const auto length = static_cast<std::uint32_t>(body.size() + (truth.counted ? prefix_size : 0));
        std::uint32_t other = 0;
        switch (rest) {
        case Rest::zero: break;
        case Rest::small: other = 10; break;
        case Rest::sixty_thousand: other = 60000; break;
        case Rest::number: other = pick(1, 200); break;
        case Rest::random: other = pick(0, 0xffffffff); break;
        case Rest::ascii: other = 0x51424531; break;
        case Rest::same_length: other = length; break;
        case Rest::other_length: other = static_cast<std::uint32_t>(body.size() + (truth.counted ? 0 : prefix_size)); break;
        }
        Buffer m;
        m.reserve(prefix_size + body.size());
        put32(m, truth.place == 0 ? length : other, truth.order);
        put32(m, truth.place == 0 ? other : length, truth.order);
        m.insert(m.end(), body.begin(), body.end());
        return m;
    }
    Buffer message() { return message(body()); }
};

} // namespace synthetic
