// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctianon/fragments.hpp"

#include "ctianon/headers.hpp"

#include <algorithm>

namespace cti::anon {
namespace {

constexpr std::size_t header_v4 = 20, header_v6 = 40;

/// An IP header without options or extensions for `size` bytes of `packet`.
std::vector<std::uint8_t> header_for(const capture::Fragments::Key& packet, std::size_t size)
{
    const auto high = [](std::size_t n) { return static_cast<std::uint8_t>(n >> 8); };
    const auto low = [](std::size_t n) { return static_cast<std::uint8_t>(n); };
    if (!packet.from.is_v4()) {
        std::vector<std::uint8_t> h(header_v6);
        h[0] = 0x60;
        h[4] = high(size);
        h[5] = low(size);
        h[6] = packet.protocol;
        h[7] = 64;
        std::copy(packet.from.bytes.begin(), packet.from.bytes.end(), h.begin() + 8);
        std::copy(packet.to.bytes.begin(), packet.to.bytes.end(), h.begin() + 24);
        return h;
    }
    std::vector<std::uint8_t> h(header_v4);
    h[0] = 0x45;
    h[2] = high(header_v4 + size);
    h[3] = low(header_v4 + size);
    h[8] = 64;
    h[9] = packet.protocol;
    std::copy(packet.from.bytes.begin() + 12, packet.from.bytes.end(), h.begin() + 12);
    std::copy(packet.to.bytes.begin() + 12, packet.to.bytes.end(), h.begin() + 16);
    return h;
}

} // namespace

void FragmentedPackets::add(std::uint32_t frame, capture::Link link, Bytes bytes, bool is_ours, Replacements& replacements)
{
    std::vector<std::uint8_t> copy{bytes.begin(), bytes.end()};
    const Headers headers = replace_addresses(link, copy, replacements);
    if (headers.kind != Headers::Kind::fragment)
        return;
    const Bytes part = bytes.subspan(headers.payload, headers.end - headers.payload);
    const Key key{headers.packet};
    if (packets_.size() >= most_packets && !packets_.contains(key))
        packets_.clear(); // of packets that never became whole, for the most part
    Packet& packet = packets_[key];
    std::uint64_t lost = 0;
    const Bytes whole = fragments_.add(key, headers.offset, headers.last, part, lost);
    const auto is_in = [](Bytes all, std::uint32_t offset, Bytes piece) {
        return fits(offset, piece.size(), all.size()) && std::equal(piece.begin(), piece.end(), all.begin() + offset);
    };
    if (whole.empty()) {
        // Captured twice: the whole packet is known.
        if (packet.waiting.empty() && packet.whole && is_in(Bytes{packet.whole->bytes}.subspan(packet.whole->header), headers.offset, part))
            by_frame_[frame] = packet.whole;
        else if (packet.waiting.size() < most_pieces)
            packet.waiting.push_back({frame, headers.offset, {part.begin(), part.end()}});
        return;
    }
    const std::size_t header = key.from.is_v4() ? header_v4 : header_v6;
    if (whole.size() + (key.from.is_v4() ? header : 0) > 0xffff)
        return;
    Whole& kept = is_ours ? wholes_.emplace_back() : foreign_;
    if (is_ours) {
        kept.frame = frame;
        kept.bytes = header_for(key, whole.size());
        kept.header = header;
        kept.bytes.insert(kept.bytes.end(), whole.begin(), whole.end());
    }
    for (const Piece& piece : packet.waiting)
        if (is_in(whole, piece.offset, piece.bytes)) // else of an earlier packet with the same number
            by_frame_[piece.frame] = &kept;
    by_frame_[frame] = &kept;
    packet.waiting.clear();
    packet.whole = is_ours ? &kept : nullptr;
}

} // namespace cti::anon
