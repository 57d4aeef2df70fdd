// SPDX-License-Identifier: GPL-2.0-or-later
// stream_dump exact|more FILE...: what StreamTable hands on of TCP port 42999, in the form of framed.lua.
#include "capture/files.hpp"

#include <cstdio>
#include <string>
#include <vector>

using namespace cti;
using namespace cti::capture;

namespace {
class Dump : public StreamHandler {
public:
    explicit Dump(bool exact) : exact_{exact} {}
    void on_segment(Stream&, End, const Segment&, Fate) override {}
    Answer on_data(Stream& stream, End from, const Data& data) override
    {
        const auto size = static_cast<std::uint32_t>(data.bytes.size());
        if (size == 0)
            return {}; // nothing of it was captured: Wireshark calls nobody
        std::printf("%u %u ", data.at.frame, stream.ends[index(from)].port);
        for (const std::uint8_t b : data.bytes)
            std::printf("%02x", b);
        std::printf("\n");
        constexpr std::uint32_t longest = 5000;
        for (std::uint32_t at = 0; at < size;) {
            const std::uint32_t left = size - at;
            const std::uint32_t length = left >= 4 ? be32(data.bytes.data() + at) : 0;
            if (length > longest)
                break;
            if (left < 4 + length)
                return data.can_wait ? Answer{at, left >= 4 && exact_ ? 4 + length - left : Answer::one_more_segment} : Answer{size, 0};
            at += 4 + length;
        }
        return {size, 0};
    }

private:
    bool exact_;
};
} // namespace

int main(int argc, char** argv)
{
    if (argc < 3)
        return 2;
    FilterRules rules;
    rules.tcp.add(42999);
    const PortSet ports = rules.tcp;
    Timeline timeline{{argv + 2, argv + argc}, std::move(rules)};
    Dump dump{std::string{argv[1]} == "exact"};
    StreamTable streams{dump, ports, false};
    Packet packet;
    while (timeline.next(packet))
        streams.add(packet);
    streams.end();
    for (const FileResult& result : timeline.results())
        if (!result.problem.empty()) {
            std::fprintf(stderr, "%s\n", result.problem.c_str());
            return 1;
        }
    return 0;
}
