// SPDX-License-Identifier: GPL-2.0-or-later
// The second pass: each frame as it is to be.
#pragma once

#include "capture/packet.hpp"
#include "ctianon/fragments.hpp"
#include "ctianon/reading.hpp"
#include "ctianon/search.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace cti::anon {

/// Frames; `elsewhere`: values.
struct Totals {
    std::uint64_t frames = 0, written = 0, foreign = 0, unknown_link = 0, fragments = 0, elsewhere = 0;
};

/// `keep_foreign`: frames of other protocols, blanked. The rest is what the first pass has filled.
struct Writing {
    bool keep_foreign;
    const Reading& reading;
    FragmentedPackets& fragmented;
    Replacements& replacements;
    const Search& search;
    Ledger& ledger;
    Totals totals{};
    Search::Hit left{}; ///< of Result::refused: what could not be replaced

    enum class Result : std::uint8_t { written, left_out, refused };

    /// The frame `number` as it is to be, in `bytes`, which hold it as captured. `reported`: bytes on the wire.
    Result frame(std::uint32_t number, capture::Link link, std::vector<std::uint8_t>& bytes, std::uint32_t reported);

private:
    Result finish(capture::Link link, std::vector<std::uint8_t>& bytes, std::vector<Byte>& fates, std::uint32_t reported);
    /// `fates` says what became of each byte. Without `packets` a fragment is part of none.
    Result replace(
        std::uint32_t number, capture::Link link, std::vector<std::uint8_t>& bytes, std::vector<Byte>& fates, FragmentedPackets* packets);
    Result fragment(FragmentedPackets::Whole& whole, std::uint32_t offset, std::span<std::uint8_t> payload);
};

} // namespace cti::anon
