// SPDX-License-Identifier: GPL-2.0-or-later
// Throughput of the decode core beside a memcpy of the same bytes. Messages come from captures: bench_core FOLDER [benchmark options],
// where FOLDER holds what bench/messages.py wrote, one file a protocol: 4 bytes of length (big-endian) and the message, over and over.
#include "bwcap/document.hpp"
#include "bwcap/framer.hpp"
#include "core/sink.hpp"
#include "ctiqbe/decode.hpp"
#include "ged188/session.hpp"
#include "ucalarm/decode.hpp"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

using namespace cti;

namespace {

/// Uses what it is given, so that nothing is optimised away, and nothing more.
struct UsingSink : NullSink {
    std::uint64_t sum = 0;
    void number(FieldId id, Span, std::uint64_t value) { sum += id + value; }
    void text(FieldId id, Span, std::string_view text, const char* = nullptr) { sum += id + text.size(); }
    void bytes(FieldId id, Span where) { sum += id + where.length; }
    void ipv6(FieldId id, Span, const std::array<std::uint8_t, 16>&) { sum += id; }
};

struct Messages {
    std::vector<std::vector<std::uint8_t>> all;
    std::size_t bytes = 0;
};

Messages read(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    const std::vector<char> raw{std::istreambuf_iterator<char>{file}, {}};
    Messages messages;
    for (std::size_t at = 0; at + 4 <= raw.size();) {
        const std::size_t size = be32(reinterpret_cast<const std::uint8_t*>(raw.data()) + at);
        at += 4;
        if (size > raw.size() - at)
            break;
        messages.all.emplace_back(raw.begin() + static_cast<std::ptrdiff_t>(at), raw.begin() + static_cast<std::ptrdiff_t>(at + size));
        messages.bytes += size;
        at += size;
    }
    return messages;
}

void count(benchmark::State& state, const Messages& messages)
{
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * messages.all.size()));
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * messages.bytes));
}

void copy(benchmark::State& state, const Messages& messages)
{
    std::vector<std::uint8_t> room(1 << 20);
    for (auto _ : state)
        for (const auto& m : messages.all) {
            std::memcpy(room.data(), m.data(), m.size());
            benchmark::DoNotOptimize(room.data());
            benchmark::ClobberMemory();
        }
    count(state, messages);
}

/// One benchmark: `decode(message, sink)` for each message.
template <class Decode>
void run(benchmark::State& state, const Messages& messages, Decode decode)
{
    UsingSink sink;
    for (auto _ : state)
        for (const auto& m : messages.all)
            decode(Bytes{m}, sink);
    benchmark::DoNotOptimize(sink.sum);
    count(state, messages);
}

void add(const std::string& name, const Messages& messages, std::function<void(benchmark::State&)> body)
{
    if (messages.all.empty())
        return;
    benchmark::RegisterBenchmark((name + "/memcpy").c_str(), [&messages](benchmark::State& s) { copy(s, messages); });
    benchmark::RegisterBenchmark((name + "/decode").c_str(), std::move(body));
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_core FOLDER [benchmark options]\n");
        return 2;
    }
    const std::string folder = std::string{argv[1]} + "/";
    argv[1] = argv[0];
    ++argv;
    --argc;
    benchmark::Initialize(&argc, argv);

    ged188::Conditions ucce;
    ucce.version = 24;
    ucce.widths = ged188::widths_of(24, ged188::Dialect::ucce);
    ucce.version_known = true;
    const auto ged188_of = [ucce](const Messages& messages) {
        return [&messages, ucce](benchmark::State& state) {
            run(state, messages, [&](Bytes m, UsingSink& sink) {
                sink.sum += ged188::decode_message(m, ucce, sink).known_tags;
            });
        };
    };
    const Messages small = read(folder + "ged188_small"), session = read(folder + "ged188_session"), every = read(folder + "ged188_every");
    add("ged188 small messages", small, ged188_of(small));
    add("ged188 agent session", session, ged188_of(session));
    add("ged188 every message", every, ged188_of(every));
    if (!session.all.empty())
        benchmark::RegisterBenchmark("ged188 agent session/with session rules", [&](benchmark::State& state) {
            for (auto _ : state) {
                ged188::Session rules{{}, false, "10.0.0.2:50001", "10.0.0.10:42027"};
                NullSink sink;
                std::uint32_t frame = 0;
                for (const auto& m : session.all) {
                    const ged188::MessageKey key{++frame, 0};
                    const auto conditions = rules.conditions(key, ged188::Sender::unknown, m);
                    benchmark::DoNotOptimize(rules.on_message(key, frame * 0.001, ged188::Sender::client, ged188::summarize(Bytes{m}, conditions, sink), false));
                }
            }
            count(state, session);
        });

    const Messages ctiqbe = read(folder + "ctiqbe");
    add("ctiqbe messages", ctiqbe, [&](benchmark::State& state) {
        // Length at offset 0, little-endian, without the prefix: as bench/messages.py frames them.
        const ctiqbe::MessageContext context{ctiqbe::hypotheses[2], ctiqbe::Direction::to_server, nullptr, {}, {0x0a000002, 0x0a00000a}};
        run(state, ctiqbe, [&](Bytes m, UsingSink& sink) { sink.sum += ctiqbe::decode_message(m, context, sink).result; });
    });

    const Messages bwcap = read(folder + "bwcap");
    bwcap::Document document;
    add("bwcap documents", bwcap, [&](benchmark::State& state) {
        run(state, bwcap, [&](Bytes m, UsingSink& sink) {
            const bwcap::Unit unit = bwcap::next_unit(m, {}, true);
            document.parse(m.first(unit.length), unit.leading);
            document.emit(sink);
        });
    });

    const Messages ucalarm = read(folder + "ucalarm");
    add("ucalarm messages", ucalarm, [&](benchmark::State& state) {
        run(state, ucalarm, [&](Bytes m, UsingSink& sink) { sink.sum += ucalarm::decode_alarms(m, sink); });
    });

    benchmark::RunSpecifiedBenchmarks();
}
