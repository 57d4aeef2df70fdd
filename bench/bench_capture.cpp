// SPDX-License-Identifier: GPL-2.0-or-later
// How fast captures are read, filtered and put together to streams: bench_capture [--jobs N] [--no-heuristic] FILE...
// Prints packets, seconds and nanoseconds a packet; the protocol is GED-188's framing and nothing else.
#include "capture/files.hpp"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

using namespace cti;
using namespace cti::capture;

namespace {
constexpr std::uint32_t header_size = 8, max_body = 40960;

class Framing : public StreamHandler {
public:
    void on_segment(Stream&, End, const Segment&, Fate) override { ++segments; }
    Answer on_data(Stream&, End, const Data& data) override
    {
        std::uint32_t at = 0;
        const auto size = static_cast<std::uint32_t>(data.bytes.size());
        while (fits(at, header_size, size)) {
            const std::uint32_t body = be32(data.bytes.data() + at);
            if (body > max_body)
                return {size, 0};
            if (!fits(at, header_size + body, size))
                return {at, header_size + body - (size - at)};
            at += header_size + body;
            ++messages;
        }
        return {at, at == size ? 0 : Answer::one_more_segment};
    }
    std::uint64_t segments = 0, messages = 0;
};
} // namespace

int main(int argc, char** argv)
{
    unsigned jobs = 1;
    bool heuristic = true;
    std::vector<std::string> files;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--jobs") == 0 && i + 1 < argc)
            jobs = static_cast<unsigned>(std::stoul(argv[++i]));
        else if (std::strcmp(argv[i], "--no-heuristic") == 0)
            heuristic = false;
        else
            files.emplace_back(argv[i]);
    }
    FilterRules rules;
    rules.tcp.add(42027);
    rules.udp.add(514);
    rules.foreign.add(443);
    if (heuristic)
        rules.claims = [](const Packet& p) {
            return p.payload.size() >= header_size && be32(p.payload.data()) == p.payload.size() - header_size && be32(p.payload.data() + 4) == 3;
        };
    const PortSet ports = rules.tcp;
    const auto begin = std::chrono::steady_clock::now();
    Timeline timeline{files, std::move(rules), jobs};
    Framing handler;
    StreamTable streams{handler, ports, heuristic};
    Packet packet;
    while (timeline.next(packet))
        streams.add(packet);
    streams.end();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    int status = 0;
    for (const FileResult& r : timeline.results())
        if (!r.problem.empty()) {
            std::fprintf(stderr, "%s\n", r.problem.c_str());
            status = 1;
        }
    std::printf("%llu packets, %llu segments of %llu streams, %llu messages: %.3f s, %.1f ns a packet\n",
        static_cast<unsigned long long>(timeline.frames()), static_cast<unsigned long long>(handler.segments),
        static_cast<unsigned long long>(streams.wanted()), static_cast<unsigned long long>(handler.messages), took.count(),
        took.count() * 1e9 / static_cast<double>(timeline.frames() ? timeline.frames() : 1));
    return status;
}
