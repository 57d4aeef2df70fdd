// SPDX-License-Identifier: GPL-2.0-or-later
// What a dissector of a byte stream has to know about being asked again.
//
// When a dissector asks for more bytes, TCP (and TLS) call it again with those that waited and the next segment behind them. Where the bytes that
// waited turn out to be several pieces of which the last has to wait again (skipped bytes before a header, junk before a document), all of them
// are handed over once more with the segment after that. Only the first pass sees the calls in between: what it said there it would say twice,
// and later passes would not say it at all. So such a call says nothing.
#pragma once

#include "core/bytes.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_set>

namespace cti::plugin {

/// Of one TCP conversation. The first pass writes, later passes only read.
class Handovers {
public:
    enum Side : std::uint8_t { from_client, from_server };

    /// First pass: how many of `bytes` were handed over before and waited; 0: they are new.
    std::size_t take(Side side, Bytes bytes)
    {
        Waiting& w = waiting_[side];
        const bool same = w.size > 0 && w.size < bytes.size() && hash(bytes.first(w.size)) == w.begin;
        const std::size_t waited = same ? w.size : 0;
        w = {};
        return waited;
    }

    /// True where bytes that have to wait from `offset` on will come again from their beginning, `waited` of them having waited before.
    static bool come_again(std::size_t offset, std::size_t waited) { return waited > 0 && offset > 0 && offset <= waited; }

    /// First pass: these bytes wait for more.
    void wait(Side side, Bytes bytes) { waiting_[side] = {bytes.size(), hash(bytes)}; }

    /// First pass: nothing is said of the bytes at `place` of this frame. Where the rest never came, later passes are asked about them.
    void keep_silent(std::uint32_t frame, std::uint32_t place) { silent_.insert(std::uint64_t{frame} << 32 | place); }
    /// Later passes: nothing was said.
    bool silent(std::uint32_t frame, std::uint32_t place) const { return silent_.contains(std::uint64_t{frame} << 32 | place); }

private:
    struct Waiting {
        std::size_t size = 0;
        std::uint64_t begin = 0;    ///< hash of the first of them, by which they are known again
    };

    /// FNV-1a of the first 64 bytes.
    static std::uint64_t hash(Bytes bytes)
    {
        std::uint64_t h = 0xcbf29ce484222325;
        for (const std::uint8_t b : bytes.first(std::min<std::size_t>(bytes.size(), 64)))
            h = (h ^ b) * 0x100000001b3;
        return h;
    }

    Waiting waiting_[2]{};
    std::unordered_set<std::uint64_t> silent_{};
};

} // namespace cti::plugin
