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
#include <utility>
#include <vector>

using namespace cti;

namespace {

/// Takes what it is given, so that nothing is optimised away, and does nothing with it. (Not benchmark::DoNotOptimize: that has
/// everything written to memory. Not a sum: adding to one for each field takes longer than finding the next field.)
template <class T>
void take(const T& value)
{
    asm volatile("" : : "r"(value));
}
struct UsingSink : NullSink {
    std::uint64_t sum = 0;
    void number(FieldId id, Span, std::uint64_t value) { take(id), take(value); }
    void text(FieldId id, Span, std::string_view text, const char* = nullptr) { take(id), take(text.data()), take(text.size()); }
    void bytes(FieldId id, Span where) { take(id), take(where.length); }
    void ipv6(FieldId id, Span, const std::array<std::uint8_t, 16>& address) { take(id), take(address.data()); }
};

struct Messages {
    std::vector<std::uint8_t> storage;
    std::vector<Bytes> all;    ///< in storage, one behind the other
    std::size_t bytes = 0;

    void add(const std::uint8_t* data, std::size_t size)
    {
        storage.insert(storage.end(), data, data + size);
        sizes_.push_back(size);
        bytes += size;
    }
    void done()
    {
        std::size_t at = 0;
        for (const std::size_t size : sizes_) {
            all.push_back(Bytes{storage}.subspan(at, size));
            at += size;
        }
    }

private:
    std::vector<std::size_t> sizes_;
};

Messages read(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    const std::vector<char> raw{std::istreambuf_iterator<char>{file}, {}};
    Messages messages;
    for (std::size_t at = 0; at + 4 <= raw.size();) {
        const auto* data = reinterpret_cast<const std::uint8_t*>(raw.data()) + at;
        const std::size_t size = be32(data);
        at += 4;
        if (size > raw.size() - at)
            break;
        messages.add(data + 4, size);
        at += size;
    }
    messages.done();
    return messages;
}

/// The same messages over and over: a stream that no cache holds, as a capture is.
Messages stream_of(const Messages& messages)
{
    constexpr std::size_t larger_than_caches = std::size_t{256} << 20;
    Messages out;
    out.storage.reserve(larger_than_caches + messages.bytes);
    while (out.bytes < larger_than_caches)
        for (const Bytes m : messages.all)
            out.add(m.data(), m.size());
    out.done();
    return out;
}

void count(benchmark::State& state, const Messages& messages)
{
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * messages.all.size()));
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * messages.bytes));
}

/// Message by message, each to the place it has in a buffer of the same size.
void copy(benchmark::State& state, const Messages& messages)
{
    std::vector<std::uint8_t> room(messages.bytes);
    for (auto _ : state) {
        std::uint8_t* to = room.data();
        for (const Bytes m : messages.all) {
            std::memcpy(to, m.data(), m.size());
            to += m.size();
            benchmark::ClobberMemory();
        }
        benchmark::DoNotOptimize(room.data());
    }
    count(state, messages);
}

/// One benchmark: `decode(message, sink)` for each message.
template <class Decode>
void run(benchmark::State& state, const Messages& messages, Decode decode)
{
    UsingSink sink;
    for (auto _ : state)
        for (const Bytes m : messages.all)
            decode(m, sink);
    benchmark::DoNotOptimize(sink.sum);
    count(state, messages);
}

using Run = std::function<void(benchmark::State&, const Messages&)>;

/// Each beside a memcpy: of few messages, all in the caches, and of a stream that is larger than they are.
void add(const std::string& name, const Messages& messages, const Run& decode)
{
    if (messages.all.empty())
        return;
    for (const auto& [what, body] : {std::pair<const char*, Run>{"memcpy", copy}, std::pair<const char*, Run>{"decode", decode}}) {
        benchmark::RegisterBenchmark((name + "/" + what).c_str(), [&messages, body = body](benchmark::State& s) { body(s, messages); });
        benchmark::RegisterBenchmark((name + "/stream " + what).c_str(), [&messages, body = body](benchmark::State& s) { body(s, stream_of(messages)); });
    }
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
    const Run decode_ged188 = [ucce](benchmark::State& state, const Messages& messages) {
        run(state, messages, [&](Bytes m, UsingSink& sink) { sink.sum += ged188::decode_message(m, ucce, sink).known_tags; });
    };
    const Messages small = read(folder + "ged188_small"), session = read(folder + "ged188_session"), every = read(folder + "ged188_every");
    add("ged188 small messages", small, decode_ged188);
    add("ged188 agent session", session, decode_ged188);
    add("ged188 every message", every, decode_ged188);
    if (!session.all.empty())
        benchmark::RegisterBenchmark("ged188 agent session/with session rules", [&](benchmark::State& state) {
            for (auto _ : state) {
                const ged188::Settings settings;
                ged188::Session rules{settings, false, std::make_shared<SessionInfo>(), [] { return true; }};
                NullSink sink;
                std::uint32_t frame = 0;
                for (const Bytes m : session.all) {
                    const MessageKey key{++frame, 1};
                    const auto conditions = rules.conditions(key, Side::client, m);
                    const ged188::Heard heard{key, frame * millisecond, Side::client, false, false, 0};
                    benchmark::DoNotOptimize(rules.on_message(heard, ged188::summarize(m, conditions, sink)));
                }
            }
            count(state, session);
        });

    const Messages ctiqbe = read(folder + "ctiqbe");
    add("ctiqbe messages", ctiqbe, [](benchmark::State& state, const Messages& messages) {
        // Length at offset 0, little-endian, without the prefix: as bench/messages.py frames them.
        const ctiqbe::MessageContext context{ctiqbe::hypotheses[2], Side::client, nullptr, {}, {0x0a000002, 0x0a00000a}};
        run(state, messages, [&](Bytes m, UsingSink& sink) { sink.sum += ctiqbe::decode_message(m, context, sink).result; });
    });

    const Messages bwcap = read(folder + "bwcap");
    bwcap::Document document;
    add("bwcap documents", bwcap, [&document](benchmark::State& state, const Messages& messages) {
        run(state, messages, [&](Bytes m, UsingSink& sink) {
            const bwcap::Unit unit = bwcap::next_unit(m, {}, true);
            document.parse(m.first(unit.length), unit.leading);
            document.emit(sink);
        });
    });

    const Messages ucalarm = read(folder + "ucalarm");
    add("ucalarm messages", ucalarm, [](benchmark::State& state, const Messages& messages) {
        run(state, messages, [&](Bytes m, UsingSink& sink) { sink.sum += ucalarm::decode_alarms(m, sink); });
    });

    benchmark::RunSpecifiedBenchmarks();
}
