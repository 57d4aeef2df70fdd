// SPDX-License-Identifier: GPL-2.0-or-later
// What is expected here is what Wireshark's TCP dissector does with its default preferences (packet-tcp.c of 4.0); docs/streams.md.
#include "capture/streams.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <string>

using namespace cti;
using namespace cti::capture;

namespace {

using Octets = std::vector<std::uint8_t>;

Endpoint endpoint(int last, std::uint16_t port)
{
    const std::uint8_t four[4] = {10, 0, 0, static_cast<std::uint8_t>(last)};
    return {Address::v4(four), port};
}
const Endpoint client = endpoint(2, 50001), server = endpoint(10, 42027);

/// Says everything it is told as text, and checks the bytes against what was sent.
class Recorder : public StreamHandler {
public:
    /// Messages are one byte of length and that many bytes; `exact`: it asks for the bytes it needs, else for one more segment; `frames`
    /// off: it takes every byte as it comes.
    bool frames = false, exact = true;
    std::vector<std::string> log;
    std::array<Octets, 2> bytes{}; ///< handed on, by End; missing ones as 0
    std::array<Octets, 2> late{};
    std::array<std::uint64_t, 2> missing{}, unread{};
    std::vector<std::pair<std::uint32_t, Octets>> messages; ///< by the frame that completes them
    std::map<Fate, unsigned> fates;
    std::vector<std::uint64_t> ended;
    std::function<bool(const Packet&)> claim;

    bool claims(const Packet& packet) override { return claim && claim(packet); }
    void on_segment(Stream& stream, End, const Segment& s, Fate fate) override
    {
        ++fates[fate];
        log.push_back(std::to_string(stream.number) + ":segment " + std::to_string(s.at.frame));
    }
    Answer on_data(Stream& stream, End from, const Data& d) override
    {
        const std::size_t end = index(from);
        log.push_back(std::to_string(stream.number) + ":data " + std::to_string(d.at.frame) + " " + std::to_string(d.bytes.size()) +
                      (d.missing ? " missing " + std::to_string(d.missing) : "") + (d.late ? " late" : ""));
        missing[end] += d.missing;
        unread[end] += d.unread;
        if (d.late) {
            late[end].insert(late[end].end(), d.bytes.begin(), d.bytes.end());
            return {d.reported, 0};
        }
        Octets& all = bytes[end];
        if (!frames) {
            all.insert(all.end(), d.missing, 0);
            all.insert(all.end(), d.bytes.begin(), d.bytes.end());
            all.insert(all.end(), d.reported - d.bytes.size(), 0);
            return {d.reported, 0};
        }
        std::uint32_t at = 0;
        const auto size = static_cast<std::uint32_t>(d.bytes.size());
        while (at < size) {
            const std::uint32_t length = 1u + d.bytes[at];
            if (!fits(at, length, size))
                return d.can_wait ? Answer{at, exact ? length - (size - at) : Answer::one_more_segment} : Answer{size, 0};
            messages.emplace_back(d.at.frame, Octets{d.bytes.begin() + at, d.bytes.begin() + at + length});
            at += length;
        }
        return {size, 0};
    }
    void on_end(Stream& stream, EndReason, std::array<std::uint32_t, 2> left) override
    {
        ended.push_back(stream.number);
        unread[0] += left[0];
        unread[1] += left[1];
    }
};

/// One connection, told segment by segment.
struct Wire {
    Recorder recorder;
    StreamTable table;
    Moment at{0, 1'700'000'000 * second};
    std::uint32_t isn[2] = {1000, 5000};
    Octets kept; // the payload of the segment on its way

    explicit Wire(StreamLimits limits = {}, bool claim = false) : table{recorder, ports(), claim, limits} {}
    static PortSet ports()
    {
        PortSet p;
        p.add(42027);
        return p;
    }
    std::uint32_t send(bool from_client, std::uint32_t sequence, std::uint32_t acknowledgement, std::uint8_t flags,
        const Octets& payload = {}, std::size_t captured = SIZE_MAX, Endpoint a = client, Endpoint b = server, std::uint16_t window = 8192)
    {
        Packet p;
        p.content = Content::segment;
        ++at.frame;
        p.segment = {at, from_client ? a : b, from_client ? b : a, sequence, acknowledgement, flags,
            static_cast<std::uint32_t>(payload.size()), static_cast<std::uint32_t>(std::min(captured, payload.size()))};
        p.segment.window = window;
        kept = payload;
        p.payload = {kept.data(), p.segment.captured};
        table.add(p);
        at.time += 10 * millisecond;
        return at.frame;
    }
    void open()
    {
        send(true, isn[0], 0, tcp_syn);
        send(false, isn[1], isn[0] + 1, tcp_syn | tcp_ack);
        send(true, isn[0] + 1, isn[1] + 1, tcp_ack);
    }
    /// Bytes of the client's stream.
    std::uint32_t data(std::size_t offset, const Octets& payload, std::size_t captured = SIZE_MAX)
    {
        return send(true, isn[0] + 1 + static_cast<std::uint32_t>(offset), isn[1] + 1, tcp_ack | tcp_psh, payload, captured);
    }
};

Octets text(std::string_view s) { return {s.begin(), s.end()}; }
Octets cut(const Octets& all, std::size_t from, std::size_t length)
{
    return {
        all.begin() + static_cast<std::ptrdiff_t>(from), all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), from + length))};
}

/// Messages of one byte of length, as one stream; none of its bytes is 0 but lengths may be.
Octets messages_of(std::mt19937& random, std::size_t count, std::vector<Octets>& each)
{
    Octets all;
    for (std::size_t i = 0; i < count; ++i) {
        Octets m{static_cast<std::uint8_t>(random() % (random() % 4 ? 20 : 250) + 1)};
        for (std::size_t k = 0; k < m[0]; ++k)
            m.push_back(static_cast<std::uint8_t>(random() % 255 + 1));
        all.insert(all.end(), m.begin(), m.end());
        each.push_back(m);
    }
    return all;
}

std::vector<std::pair<std::size_t, std::size_t>> cuts(std::mt19937& random, std::size_t size)
{
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (std::size_t at = 0; at < size;) {
        const std::size_t n = std::min<std::size_t>(size - at, random() % 3 ? random() % 7 + 1 : random() % 300 + 1);
        out.emplace_back(at, n);
        at += n;
    }
    return out;
}

} // namespace

TEST(Streams, BytesInOrder)
{
    Wire w;
    w.open();
    w.data(0, text("hello "));
    w.data(6, text("world"));
    EXPECT_EQ(w.recorder.bytes[0], text("hello world"));
    EXPECT_EQ(w.recorder.log,
        (std::vector<std::string>{"1:segment 1", "1:segment 2", "1:segment 3", "1:segment 4", "1:data 4 6", "1:segment 5", "1:data 5 5"}));
}

TEST(Streams, ForeignPortsAreNotTold)
{
    Wire w;
    w.send(true, 1, 0, tcp_syn, {}, SIZE_MAX, client, endpoint(10, 443));
    w.send(true, 2, 0, tcp_ack, text("x"), SIZE_MAX, client, endpoint(10, 443));
    EXPECT_TRUE(w.recorder.log.empty());
    EXPECT_EQ(w.table.wanted(), 0u);
}

TEST(Streams, AGapIsToldAndNothingWaitsForIt)
{
    Wire w;
    w.open();
    w.data(0, text("abc"));
    w.data(8, text("ijk"));
    EXPECT_EQ(w.recorder.missing[0], 5u);
    EXPECT_EQ(w.recorder.bytes[0], (Octets{'a', 'b', 'c', 0, 0, 0, 0, 0, 'i', 'j', 'k'}));
    // What fills it long after is a retransmission to Wireshark and is not dissected.
    w.at.time += second;
    w.data(3, text("defgh"));
    EXPECT_EQ(w.recorder.fates[Fate::retransmitted], 1u);
    EXPECT_TRUE(w.recorder.late[0].empty());
    w.data(11, text("l"));
    EXPECT_EQ(w.recorder.bytes[0].back(), 'l');
    EXPECT_EQ(w.recorder.missing[0], 5u);
}

TEST(Streams, ReorderedWithinTheRoundTrip)
{
    Wire w;
    w.open(); // 20 ms
    w.data(0, text("abc"));
    w.data(8, text("ijk"));
    w.at.time -= 5 * millisecond;
    w.data(3, text("defg"));
    EXPECT_EQ(w.recorder.fates[Fate::reordered], 1u);
    EXPECT_TRUE(w.recorder.late[0].empty());
}

TEST(Streams, AFastRetransmissionFillsTheGap)
{
    Wire w;
    w.open();
    w.data(0, text("abc"));
    w.data(8, text("ijk"));
    for (int i = 0; i < 3; ++i)
        w.send(false, w.isn[1] + 1, w.isn[0] + 4, tcp_ack);
    w.data(3, text("defgh")); // 10 ms after the last duplicate
    EXPECT_EQ(w.recorder.late[0], text("defgh"));
    for (int i = 0; i < 3; ++i)
        w.send(false, w.isn[1] + 1, w.isn[0] + 4, tcp_ack);
    w.data(3, text("defgh")); // and once only
    EXPECT_EQ(w.recorder.late[0], text("defgh"));
}

TEST(Streams, CapturedTwice)
{
    Wire w;
    w.open();
    for (const std::size_t at : {0, 0, 3, 3, 6, 6, 3, 0})
        w.data(at, text("xyz"));
    EXPECT_EQ(w.recorder.bytes[0], text("xyzxyzxyz"));
    EXPECT_EQ(w.recorder.fates[Fate::handed], 3u);
    EXPECT_EQ(w.recorder.fates[Fate::retransmitted], 5u);
    EXPECT_EQ(w.recorder.missing[0], 0u);
}

TEST(Streams, SentAgainWithMoreBehindIt)
{
    Wire w;
    w.open();
    w.data(0, text("abc"));
    w.data(0, text("abcdef"));
    w.data(5, text("fg"));
    EXPECT_EQ(w.recorder.bytes[0], text("abcdefg"));
    EXPECT_EQ(w.recorder.missing[0], 0u);
}

TEST(Streams, KeepAlives)
{
    Wire w;
    w.open();
    w.data(0, text("abc"));
    w.data(2, text("?"));
    w.data(2, {});
    w.data(3, text("d"));
    EXPECT_EQ(w.recorder.bytes[0], text("abcd"));
    EXPECT_EQ(w.recorder.fates[Fate::keep_alive], 1u);
}

TEST(Streams, AProbeOfAClosedWindow)
{
    Wire w;
    w.open();
    w.data(0, text("abc"));
    w.send(false, w.isn[1] + 1, w.isn[0] + 4, tcp_ack, {}, SIZE_MAX, client, server, 0);
    w.data(3, text("d"));
    w.data(3, text("d"));
    w.send(false, w.isn[1] + 1, w.isn[0] + 4, tcp_ack);
    w.data(3, text("def"));
    EXPECT_EQ(w.recorder.bytes[0], text("abcdef"));
}

TEST(Streams, TextInAResetIsNoData)
{
    Wire w;
    w.open();
    w.data(0, text("abc"));
    w.send(false, w.isn[1] + 1, w.isn[0] + 4, tcp_rst | tcp_ack, text("go away"));
    EXPECT_TRUE(w.recorder.bytes[1].empty());
    EXPECT_EQ(w.recorder.fates[Fate::reset_cause], 1u);
}

TEST(Streams, FromTheMiddleNothingIsMissing)
{
    Wire w;
    w.data(100, text("abc"));
    w.send(false, 77777, w.isn[0] + 104, tcp_ack, text("xy"));
    EXPECT_EQ(w.recorder.bytes[0], text("abc"));
    EXPECT_EQ(w.recorder.bytes[1], text("xy"));
    // A keep-alive as the first thing seen stands one byte too early.
    Wire k;
    k.data(99, {});
    k.data(100, text("abc"));
    EXPECT_EQ(k.recorder.missing[0], 0u);
}

TEST(Streams, SequenceNumbersWrapAround)
{
    for (std::uint32_t before = 1; before < 12; ++before) {
        Wire w;
        w.isn[0] = 0u - before;
        w.open();
        w.data(0, text("abcde"));
        w.data(5, text("fghij"));
        w.data(0, text("abcde"));
        w.data(12, text("m"));
        EXPECT_EQ(w.recorder.missing[0], 2u);
        EXPECT_EQ(cut(w.recorder.bytes[0], 0, 10), text("abcdefghij"));
    }
}

TEST(Streams, ANewSynBeginsANewConnection)
{
    Wire w;
    w.open();
    w.data(0, text("abc"));
    w.send(true, w.isn[0], 0, tcp_syn); // the same again: a retransmission
    EXPECT_EQ(w.table.wanted(), 1u);
    w.isn[0] = 900000;
    w.open();
    w.data(0, text("xyz"));
    EXPECT_EQ(w.table.wanted(), 2u);
    EXPECT_EQ(w.recorder.ended, std::vector<std::uint64_t>{1});
    EXPECT_EQ(w.recorder.missing[0], 0u);
    EXPECT_EQ(w.recorder.log.back(), "2:data 9 3");
}

TEST(Streams, FramesThatWereCut)
{
    Wire w;
    w.open();
    w.data(0, text("abcdef"), 2);
    w.data(6, text("ghi"), 0);
    w.data(9, text("j"));
    EXPECT_EQ(w.recorder.bytes[0], (Octets{'a', 'b', 0, 0, 0, 0, 0, 0, 0, 'j'}));
    EXPECT_EQ(w.recorder.missing[0], 0u);
}

TEST(Streams, ClaimedWithItsOpening)
{
    Wire w{{}, true};
    w.recorder.claim = [](const Packet& p) { return p.payload.size() == 3; };
    const Endpoint other = endpoint(10, 7000);
    w.send(true, 10, 0, tcp_syn, {}, SIZE_MAX, client, other);
    w.send(false, 20, 11, tcp_syn | tcp_ack, {}, SIZE_MAX, client, other);
    w.send(true, 11, 21, tcp_ack, {}, SIZE_MAX, client, other);
    w.send(true, 11, 21, tcp_ack, text("what"), SIZE_MAX, client, other);
    EXPECT_TRUE(w.recorder.log.empty());
    w.send(false, 21, 15, tcp_ack, text("cti"), SIZE_MAX, client, other);
    w.send(true, 15, 24, tcp_ack, text("more"), SIZE_MAX, client, other);
    EXPECT_EQ(w.recorder.log,
        (std::vector<std::string>{"1:segment 1", "1:segment 2", "1:segment 3", "1:segment 5", "1:data 5 3", "1:segment 6", "1:data 6 4"}));
    EXPECT_EQ(w.recorder.missing[0], 0u);
}

TEST(Streams, ConnectionsAreBounded)
{
    Wire w{{100, 50, 1000}, true};
    for (std::uint32_t i = 0; i < 1000; ++i) {
        w.send(true, 1, 0, tcp_syn, {}, SIZE_MAX, endpoint(static_cast<int>(i % 200), static_cast<std::uint16_t>(1000 + i)), server);
        w.send(
            true, 1, 0, tcp_syn, {}, SIZE_MAX, endpoint(static_cast<int>(i % 200), static_cast<std::uint16_t>(1000 + i)), endpoint(9, 80));
    }
    EXPECT_EQ(w.table.evicted(), 900u);
    EXPECT_EQ(w.recorder.ended.size(), 900u);
    EXPECT_EQ(w.recorder.ended.front(), 1u); // the one that was silent longest
    // The newest are still found.
    w.send(true, 2, 0, tcp_ack, text("x"), SIZE_MAX, endpoint(999 % 200, 1999), server);
    EXPECT_EQ(w.table.wanted(), 1000u);
    w.table.end();
    EXPECT_EQ(w.recorder.ended.size(), 1000u);
}

TEST(Desegmentation, AMessageIsCompletedByTheFrameWithItsLastByte)
{
    for (const bool exact : {true, false}) {
        Wire w;
        w.recorder.frames = true;
        w.recorder.exact = exact;
        w.open();
        w.data(0, {5, 'a', 'b'});
        w.data(3, text("c"));
        w.data(4, {'d', 'e', 2, 'x', 'y', 3, 'z'});
        w.data(11, {'z', 'z', 0});
        using Seen = std::vector<std::pair<std::uint32_t, Octets>>;
        EXPECT_EQ(w.recorder.messages, (Seen{{6, {5, 'a', 'b', 'c', 'd', 'e'}}, {6, {2, 'x', 'y'}}, {7, {3, 'z', 'z', 'z'}}, {7, {0}}}));
        EXPECT_EQ(w.recorder.unread[0], 0u);
    }
}

TEST(Desegmentation, AHoleInAMessage)
{
    Wire w;
    w.recorder.frames = true;
    w.open();
    w.data(0, {9, 'a', 'b', 'c'});
    w.data(6, text("fghi")); // "de" is missing; the message's end is there
    w.data(10, {1, 'n'});
    EXPECT_EQ(w.recorder.messages.size(), 1u);
    EXPECT_EQ(w.recorder.messages.at(0).second, (Octets{1, 'n'}));
    w.table.end();
    EXPECT_EQ(w.recorder.unread[0], 8u);
}

TEST(Desegmentation, AHoleFilledByAFastRetransmission)
{
    Wire w;
    w.recorder.frames = true;
    w.open();
    w.data(0, {9, 'a', 'b', 'c'});
    w.data(6, text("fghi"));
    for (int i = 0; i < 3; ++i)
        w.send(false, w.isn[1] + 1, w.isn[0] + 5, tcp_ack);
    w.data(4, text("de"));
    w.table.end();
    EXPECT_EQ(w.recorder.unread[0], 0u);
    EXPECT_EQ(w.recorder.late[0], (Octets{9, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'}));
}

TEST(Desegmentation, WhatIsKeptIsBounded)
{
    Recorder recorder;
    struct Hungry : Recorder {
        Answer on_data(Stream& s, End e, const Data& d) override
        {
            largest = std::max<std::size_t>(largest, d.bytes.size());
            Recorder::on_data(s, e, d);
            return {0, Answer::one_more_segment};
        }
        std::size_t largest = 0;
    } hungry;
    StreamTable table{hungry, Wire::ports(), false, {100, 100, 10000}};
    Packet p;
    p.content = Content::segment;
    const Octets payload(500, 1);
    for (std::uint32_t i = 0; i < 1000; ++i) {
        p.segment = {{i + 1, Time{i} * second}, client, server, 1 + i * 500, 1, tcp_ack, 500, 500};
        p.payload = payload;
        table.add(p);
    }
    table.end();
    EXPECT_LE(hungry.largest, 10500u);
    EXPECT_EQ(hungry.unread[0], 500000u); // all of it kept in vain, and told
}

// ---- properties

TEST(StreamProperties, AnyCutGivesTheSameMessages)
{
    std::mt19937 random{1};
    for (int round = 0; round < 300; ++round) {
        std::vector<Octets> each;
        const Octets all = messages_of(random, 30, each);
        Wire w;
        w.isn[0] = random();
        w.recorder.frames = true;
        w.recorder.exact = round % 2;
        w.open();
        std::vector<std::uint32_t> completed_by(all.size());
        for (const auto& [at, n] : cuts(random, all.size())) {
            const std::uint32_t frame = w.data(at, cut(all, at, n));
            std::fill_n(completed_by.begin() + static_cast<std::ptrdiff_t>(at), n, frame);
            // Sent again at once, or captured twice; with more or less of it; or something that was acknowledged long ago.
            if (random() % 4 == 0)
                w.data(at, cut(all, at, n));
            if (random() % 4 == 0)
                w.data(at - std::min<std::size_t>(at, 5), cut(all, at - std::min<std::size_t>(at, 5), n));
            if (random() % 8 == 0)
                w.data(0, cut(all, 0, random() % (at + n) + 1));
            if (random() % 8 == 0 && at + n > 1)
                w.data(at + n - 1, text("?")); // a keep-alive with garbage
        }
        w.table.end();
        ASSERT_EQ(w.recorder.messages.size(), each.size());
        std::size_t end = 0;
        for (std::size_t i = 0; i < each.size(); ++i) {
            end += each[i].size();
            EXPECT_EQ(w.recorder.messages[i].second, each[i]);
            EXPECT_EQ(w.recorder.messages[i].first, completed_by[end - 1]);
        }
        EXPECT_EQ(w.recorder.missing[0], 0u);
        EXPECT_EQ(w.recorder.unread[0], 0u);
    }
}

/// Lost, reordered, sent again, cut: whatever is handed on stands where it says, no byte twice, and the rest is told.
TEST(StreamProperties, EveryByteIsHandedOnOnceOrToldMissing)
{
    std::mt19937 random{2};
    for (int round = 0; round < 500; ++round) {
        std::vector<Octets> each;
        const Octets all = messages_of(random, 20, each);
        Wire w;
        w.isn[0] = random();
        w.open();
        auto segments = cuts(random, all.size());
        std::vector<std::pair<std::size_t, std::size_t>> sent;
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const unsigned what = random() % 10;
            if (what == 0)
                continue; // lost
            sent.push_back(segments[i]);
            if (what == 1)
                sent.push_back(segments[i]);
            if (what == 2)
                sent.push_back(segments[random() % (i + 1)]);
            if (what == 3 && sent.size() > 1)
                std::swap(sent[sent.size() - 1], sent[sent.size() - 2 - random() % std::min<std::size_t>(sent.size() - 1, 3)]);
        }
        std::size_t highest = 0;
        for (const auto& [at, n] : sent) {
            w.data(at, cut(all, at, n), random() % 20 == 0 ? random() % n : SIZE_MAX);
            highest = std::max(highest, at + n);
            w.at.time -= random() % 10 * millisecond;
        }
        w.table.end();
        const Octets& got = w.recorder.bytes[0];
        ASSERT_EQ(got.size(), highest);
        std::size_t zero = 0;
        for (std::size_t i = 0; i < got.size(); ++i) {
            EXPECT_TRUE(got[i] == all[i] || got[i] == 0) << i;
            zero += got[i] == 0;
        }
        EXPECT_GE(zero, w.recorder.missing[0]);
    }
}

TEST(StreamProperties, ManyConnectionsAtOnce)
{
    std::mt19937 random{3};
    Wire w;
    struct One {
        Endpoint from;
        std::uint32_t sequence;
        std::uint8_t next = 1;
    };
    std::vector<One> connections;
    for (std::uint16_t i = 0; i < 3000; ++i)
        connections.push_back({endpoint(i % 250, static_cast<std::uint16_t>(1024 + i)), static_cast<std::uint32_t>(random())});
    std::vector<std::uint64_t> numbers(3000, 0);
    for (int i = 0; i < 30000; ++i) {
        One& c = connections[random() % connections.size()];
        w.send(true, c.sequence, 1, tcp_ack, {c.next}, SIZE_MAX, c.from, server);
        ++c.sequence;
        ++c.next;
    }
    EXPECT_EQ(w.recorder.missing[0], 0u);
    EXPECT_EQ(w.recorder.fates[Fate::handed], 30000u);
    EXPECT_LE(w.table.wanted(), 3000u);
}
