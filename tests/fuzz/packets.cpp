// SPDX-License-Identifier: GPL-2.0-or-later
// Frames of every link type down to segments and streams.
//
// Input: flags (1: bit 0 listed port only, bit 1 a handler that waits for exact lengths), then frames: link type (1), bytes missing at
// the end (1), microseconds since the frame before (2), length (2), bytes. Many small frames make fragments and streams.
#include "checking_sink.hpp"

#include "capture/packet.hpp"
#include "capture/streams.hpp"

#include <memory>
#include <vector>

using namespace cti;
using namespace cti::capture;
using cti::fuzz::check;

namespace {

/// Messages of one byte of length and as many bytes behind it.
class Handler : public StreamHandler {
public:
    explicit Handler(bool exact) : exact_{exact} {}
    bool claims(const Packet& packet) override { return !packet.payload.empty() && packet.payload[0] == 1; }
    void on_segment(Stream& stream, End, const Segment& segment, Fate fate) override
    {
        check(stream.number > 0 && stream.number <= streams + 1, "streams are numbered one by one");
        streams = std::max(streams, stream.number);
        check(segment.captured <= segment.length, "no more captured than there was");
        check((fate == Fate::empty) == (segment.length == 0), "a fate for every payload");
    }
    Answer on_data(Stream&, End, const Data& data) override
    {
        check(data.bytes.size() <= data.reported, "no more captured than there was");
        check(!data.reassembled || !data.bytes.empty(), "a message is not empty");
        check(data.bytes.size() < 4u << 20, "what is kept is bounded");
        for (const std::uint8_t b : data.bytes)
            sum += b;
        std::uint32_t at = 0;
        const auto size = static_cast<std::uint32_t>(data.bytes.size());
        while (at < size) {
            const std::uint32_t length = 1u + data.bytes[at];
            if (!fits(at, length, size)) {
                if (!data.can_wait)
                    return {size, 0};
                return {at, exact_ ? length - (size - at) : Answer::one_more_segment};
            }
            at += length;
        }
        return {size, 0};
    }
    std::uint64_t streams = 0, sum = 0;

private:
    bool exact_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 8 || size > 70000)
        return 0;
    fuzz::Input in{data, size};
    const std::uint8_t flags = in.u8();
    PortSet ports;
    ports.add(42027);
    Handler handler{(flags & 2) != 0};
    StreamTable streams{handler, ports, (flags & 1) == 0, {4, 4, 4096}};
    PacketReader reader;
    Packet packet;
    Moment at{0, 1'700'000'000 * second};
    while (!in.empty()) {
        const auto link = static_cast<Link>(in.u8() % (static_cast<unsigned>(Link::upper_pdu) + 1));
        const std::uint8_t missing = in.u8();
        at.time += in.u16() * microsecond;
        ++at.frame;
        const Bytes given = in.take(in.u16());
        // A buffer of its own, so that a memory checker sees a read behind its end.
        std::vector<std::uint8_t> bytes{given.begin(), given.end()};
        bytes.shrink_to_fit();
        const auto reported = static_cast<std::uint32_t>(bytes.size() + missing);
        const Content content = reader.read({at, link, bytes, reported}, packet);
        check(packet.content == content, "the content is said twice");
        check(packet.payload.size() <= packet.segment.length || content == Content::nothing, "no more captured than there was");
        if (content != Content::nothing) {
            check(packet.segment.captured == packet.payload.size(), "captured is the payload's size");
            check(packet.segment.at.frame == at.frame, "a packet knows its frame");
        }
        streams.add(packet);
        recompute_checksums(link, bytes, reported);
        // Written again they are the same.
        const std::vector<std::uint8_t> once = bytes;
        recompute_checksums(link, bytes, reported);
        check(bytes == once, "right checksums stay");
    }
    streams.end();
    const Counts& c = reader.counts();
    check(c.frames == at.frame, "every frame is counted");
    return 0;
}
