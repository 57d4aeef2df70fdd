// SPDX-License-Identifier: GPL-2.0-or-later
// ctianon's two passes over frames of every link type. Input as for `packets`; bit 2 of the flags: printed addresses lose their length.
#include "checking_sink.hpp"

#include "ctianon/fragments.hpp"
#include "ctianon/reading.hpp"
#include "ctianon/search.hpp"
#include "ctianon/writing.hpp"

#include <memory>
#include <vector>

using namespace cti;
using namespace cti::anon;
using cti::fuzz::check;

namespace {

struct Frame {
    capture::Frame frame;
    std::vector<std::uint8_t> bytes;
};

/// To make one is dear, and what it keeps grows.
Replacements& replacements(bool full)
{
    static std::unique_ptr<Replacements> made[2];
    static unsigned uses = 0;
    if (++uses % 2000 == 0)
        for (auto& one : made)
            one = nullptr;
    auto& one = made[full];
    if (!one)
        one = std::make_unique<Replacements>("key", 0, full ? AddressForm::any : AddressForm::same_length);
    return *one;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 8 || size > 70000)
        return 0;
    fuzz::Input in{data, size};
    Replacements& r = replacements((in.u8() & 4) != 0);
    std::vector<Frame> frames;
    Moment at{0, 1'700'000'000 * second};
    while (!in.empty()) {
        const auto link = static_cast<capture::Link>(in.u8() % (static_cast<unsigned>(capture::Link::upper_pdu) + 1));
        const std::uint8_t missing = in.u8();
        at.time += in.u16() * microsecond;
        ++at.frame;
        const Bytes given = in.take(in.u16());
        Frame& f = frames.emplace_back(Frame{{at, link, {}, 0}, {given.begin(), given.end()}});
        f.bytes.shrink_to_fit();
        f.frame.reported = static_cast<std::uint32_t>(f.bytes.size() + missing);
    }
    Ledger ledger;
    Reading reading{{}, {}, r, ledger};
    FragmentedPackets fragmented;
    capture::PacketReader reader;
    capture::Packet packet;
    std::vector<capture::Packet> read;
    for (Frame& f : frames) {
        f.frame.bytes = f.bytes;
        const std::uint64_t fragments = reader.counts().fragments;
        reader.read(f.frame, packet);
        reading.add(packet);
        if (reader.counts().fragments != fragments && f.bytes.size() >= f.frame.reported)
            fragmented.add(f.frame.at.frame, f.frame.link, f.bytes, reading.place(f.frame.at.frame).ours, r);
        read.push_back(packet);
    }
    reading.finish();

    const Search search{ledger, Ledger::shortest};
    Writing writing{true, reading, fragmented, r, search, ledger};
    capture::PacketReader again;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const Frame& f = frames[i];
        std::vector<std::uint8_t> bytes = f.bytes;
        bytes.shrink_to_fit();
        if (f.frame.link != capture::Link::other &&
            writing.frame(f.frame.at.frame, f.frame.link, bytes, f.frame.reported) != Writing::Result::written)
            return 0;
        check(bytes.size() == f.bytes.size(), "a frame keeps its length");
        again.read({f.frame.at, f.frame.link, bytes, f.frame.reported}, packet);
        if (packet.content != capture::Content::segment || read[i].content != packet.content)
            continue; // blanked: nobody reads it, or its layers
        const Segment &one = read[i].segment, &other = packet.segment;
        check(one.from.port == other.from.port && one.to.port == other.to.port, "ports stay");
        check(one.sequence == other.sequence && one.flags == other.flags && one.length == other.length, "segments stay");
    }
    return 0;
}
