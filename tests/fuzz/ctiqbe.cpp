// SPDX-License-Identifier: GPL-2.0-or-later
// CTIQBE: inference of the framing, candidates, user tables.
//
// Input: flags (1), addresses (4), length of the user table's text (1) and the text, then payloads: direction and kind (1),
// length (2), bytes. Flags: bits 0-2 expected hypothesis, 3 it is used, 4-5 begins at the beginning (by direction), 6 largest
// message is small. Kind: bit 0 direction, bit 7 a gap, bit 6 the user of the framing loses it.
#include "checking_sink.hpp"

#include "ctiqbe/decode.hpp"

#include <string>
#include <vector>

using namespace cti;
using namespace cti::fuzz;
using namespace cti::ctiqbe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 6 || size > 70000)
        return 0;
    Input in{data, size};
    const std::uint8_t flags = in.u8();
    Ends ends;
    ends.client = std::uint32_t{in.u16()} << 16 | in.u16();
    ends.server = ends.client + 1;
    const Bytes rows = in.take(in.u8());
    // As Wireshark hands over what a user has typed: without NULs.
    std::string_view text{reinterpret_cast<const char*>(rows.data()), rows.size()};
    text = text.substr(0, text.find('\0'));

    static UserTable table;
    table.clear();
    UserTable::check(text);
    for (std::uint32_t number = 0; number < 3; ++number)
        table.add(number, text.substr(0, number), number == 1 ? std::optional{Side::server} : std::nullopt, text);
    parse_place(text);

    Framing framing{(flags & 64) ? 512u : default_max_message};
    if (flags & 8) {
        Expectation expected;
        expected.learn(flags & 7, OpeningBytes{0x85, 3, 0, 0});
        expected.learn(flags & 7, OpeningBytes{0, 0, 3, 0x85});
        framing.expect(expected);
    }
    if (flags & 16)
        framing.starts_at_beginning(Side::client);
    if (flags & 32)
        framing.starts_at_beginning(Side::server);

    static std::vector<std::uint8_t> streams[2];
    streams[0].clear();
    streams[1].clear();
    while (!in.empty()) {
        const std::uint8_t kind = in.u8();
        const Side d = kind & 1 ? Side::server : Side::client;
        if (kind & 128) {
            framing.gap(d);
            streams[index(d)].clear();
        }
        if (kind & 64) {
            framing.lose();
            check(!framing.decided(), "what is lost is not decided");
        }
        const Bytes payload = in.take(in.u16() % 2048);
        const std::size_t allocated = allocations();
        const std::size_t first = framing.feed(d, payload);
        check(allocations() == allocated, "framing allocates nothing");
        check(first <= payload.size(), "a boundary lies inside the payload");
        check(!framing.framed(d) || framing.decided(), "what is framed is decided");
        check(!framing.decided() || framing.hypothesis() < hypotheses.size(), "what is decided is a hypothesis");
        if (!framing.framed(d))
            continue;
        // Messages from the first boundary on, as a dissector cuts them.
        auto& stream = streams[index(d)];
        stream.assign(payload.begin() + static_cast<std::ptrdiff_t>(first), payload.end());
        const Hypothesis& h = hypotheses[framing.hypothesis()];
        for (std::size_t at = 0; fits(at, prefix_size, stream.size());) {
            const auto length = message_size(h, stream.data() + at, framing.max_message());
            if (!length)
                break;
            check(*length >= prefix_size && *length <= framing.max_message() + prefix_size, "a message has its prefix and at most the largest size");
            if (!fits(at, *length, stream.size()))
                break;
            const std::vector<std::uint8_t> exact{stream.begin() + static_cast<std::ptrdiff_t>(at), stream.begin() + static_cast<std::ptrdiff_t>(at + *length)};
            const Bytes message{exact};
            CheckingSink sink{message, fields, 4, 2000};
            const std::size_t before = allocations();
            decode_message(message, {h, d, &table, {}, ends}, sink);
            check(allocations() == before, "decoding allocates nothing");
            sink.finish();
            at += *length;
        }
    }
    // And all that was left, as if it were one message.
    const Bytes everything{data, size};
    for (const Hypothesis& h : hypotheses) {
        CheckingSink sink{everything, fields, 4, 2000};
        decode_message(everything, {h, Side::server, &table, Place{flags, 4, {}}, ends}, sink);
        sink.finish();
    }
    for_each_candidate(everything, flags, ends, ByteOrder::little, [&](const Candidate& c) {
        check(fits(c.where.offset, c.where.length, size), "a candidate lies inside the message");
        check(c.text.size() <= max_candidate_text, "a candidate's text is cut to its room");
    });
    return 0;
}
