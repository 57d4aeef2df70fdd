// SPDX-License-Identifier: GPL-2.0-or-later
#include "../ged188/allocation_count.hpp"
#include "capture/streams.hpp"
#include "frames.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

using namespace cti;
using namespace cti::capture;
using namespace cti::capture::test;

namespace {

const Octets payload = {'p', 'a', 'y', 'l', 'o', 'a', 'd'};

Octets tcp(bool v6 = false, const Octets& content = payload)
{
    ctigen::Host a = ctigen::make_host("a", v6 ? "2001:db8::2" : "10.0.0.2"), b = ctigen::make_host("b", v6 ? "2001:db8::10" : "10.0.0.10");
    return ctigen::tcp_frame(
        {&a, 50001}, {&b, 42027}, {.sequence = 0x01020304, .acknowledgement = 0x05060708, .flags = 0x18, .window = 1234}, content);
}

Octets udp(bool v6 = false, const Octets& content = payload)
{
    ctigen::Host a = ctigen::make_host("a", v6 ? "2001:db8::2" : "10.0.0.2"), b = ctigen::make_host("b", v6 ? "2001:db8::10" : "10.0.0.10");
    return ctigen::udp_frame({&a, 5514}, {&b, 514}, content);
}

struct Reading {
    PacketReader reader;
    Packet packet;
    /// Reads a copy of exactly this size, so that a memory checker sees a read behind its end.
    Content operator()(Link link, const Octets& bytes, std::size_t reported = 0)
    {
        exact = std::make_unique<std::uint8_t[]>(bytes.size());
        std::copy(bytes.begin(), bytes.end(), exact.get());
        return reader.read(
            {{3, 5 * second}, link, {exact.get(), bytes.size()}, static_cast<std::uint32_t>(std::max(reported, bytes.size()))}, packet);
    }
    Octets bytes() const { return {packet.payload.begin(), packet.payload.end()}; }
    std::unique_ptr<std::uint8_t[]> exact;
};

} // namespace

TEST(Packets, SegmentThroughEveryEncapsulation)
{
    for (const bool v6 : {false, true})
        for (const Wrapping& w : wrappings()) {
            SCOPED_TRACE(std::string{w.name} + (v6 ? ", IPv6" : ", IPv4"));
            Reading read;
            ASSERT_EQ(read(w.link, w.wrap(tcp(v6))), Content::segment);
            const Segment& s = read.packet.segment;
            EXPECT_EQ(s.at.frame, 3u);
            EXPECT_EQ(s.at.time, 5 * second);
            EXPECT_EQ(s.from.text(), v6 ? "[2001:db8::2]:50001" : "10.0.0.2:50001");
            EXPECT_EQ(s.to.text(), v6 ? "[2001:db8::10]:42027" : "10.0.0.10:42027");
            EXPECT_EQ(s.sequence, 0x01020304u);
            EXPECT_EQ(s.acknowledgement, 0x05060708u);
            EXPECT_EQ(s.flags, tcp_psh | tcp_ack);
            EXPECT_EQ(s.length, payload.size());
            EXPECT_EQ(s.captured, payload.size());
            EXPECT_EQ(read.packet.segment.window, 1234);
            EXPECT_EQ(read.bytes(), payload);
            ASSERT_EQ(read(w.link, w.wrap(udp(v6))), Content::datagram);
            EXPECT_EQ(read.packet.segment.from.port, 5514);
            EXPECT_EQ(read.packet.segment.to.port, 514);
            EXPECT_EQ(read.bytes(), payload);
            EXPECT_EQ(read.reader.counts().segments, 1u);
            EXPECT_EQ(read.reader.counts().datagrams, 1u);
            EXPECT_EQ(read.reader.counts().malformed, 0u);
        }
}

/// Cut anywhere, a packet is either not read or says how much of it is missing; nothing is read that is not there.
TEST(Packets, EveryTruncationIsSafe)
{
    for (const bool v6 : {false, true})
        for (const Wrapping& w : wrappings()) {
            SCOPED_TRACE(std::string{w.name} + (v6 ? ", IPv6" : ", IPv4"));
            const Octets whole = w.wrap(tcp(v6));
            std::size_t as_segment = 0;
            for (std::size_t size = 0; size < whole.size(); ++size) {
                Reading read;
                if (read(w.link, part(whole, 0, size), whole.size()) != Content::segment)
                    continue;
                ++as_segment;
                const Segment& s = read.packet.segment;
                EXPECT_EQ(s.length, payload.size());
                EXPECT_LE(s.captured, s.length);
                EXPECT_EQ(read.packet.payload.size(), s.captured);
                EXPECT_EQ(read.bytes(), part(payload, 0, s.captured));
                EXPECT_EQ(read.reader.counts().cut, s.captured < s.length ? 1u : 0u);
            }
            EXPECT_GE(as_segment, payload.size());
        }
}

TEST(Packets, EveryByteChangedIsSafe)
{
    for (const Wrapping& w : wrappings()) {
        const Octets whole = w.wrap(tcp());
        for (std::size_t at = 0; at < whole.size(); ++at)
            for (const int value : {0x00, 0x01, 0x7f, 0x80, 0xff}) {
                Octets bytes = whole;
                bytes[at] = static_cast<std::uint8_t>(value);
                Reading read;
                const Content content = read(w.link, bytes);
                EXPECT_LE(read.packet.payload.size(), bytes.size());
                EXPECT_EQ(content, read.packet.content);
            }
    }
}

TEST(Packets, SegmentThatTheNetworkCardCutsLater)
{
    Octets frame = tcp();
    frame[16] = frame[17] = 0; // total length 0
    Reading read;
    ASSERT_EQ(read(Link::ethernet, frame), Content::segment);
    EXPECT_EQ(read.bytes(), payload);
}

TEST(Packets, Ipv6ExtensionHeaders)
{
    const Octets frame = tcp(true);
    const Octets options = hex("2c00 0104 00000000"), atomic = hex("3c00 0000 00000001"), destination = hex("0600 0104 00000000");
    Octets with = joined({part(frame, 0, 54), options, atomic, destination, part(frame, 54)});
    with[20] = 0; // hop-by-hop options first
    with[18] = static_cast<std::uint8_t>((with.size() - 54) >> 8);
    with[19] = static_cast<std::uint8_t>(with.size() - 54);
    Reading read;
    ASSERT_EQ(read(Link::ethernet, with), Content::segment);
    EXPECT_EQ(read.bytes(), payload);
}

TEST(Packets, AnIcmpErrorIsNoSegment)
{
    const Octets quoted = part(tcp(), 14);
    const Octets icmp = joined({hex("0301 0000 00000000"), quoted});
    Reading read;
    EXPECT_EQ(read(Link::raw_ip, joined({ipv4_header(1, icmp.size()), icmp})), Content::nothing);
    EXPECT_EQ(read.reader.counts().icmp_errors, 1u);
    EXPECT_EQ(read.reader.counts().segments, 0u);
}

TEST(Packets, ForeignThingsAreCounted)
{
    Reading read;
    EXPECT_EQ(read(Link::other, tcp()), Content::nothing);
    EXPECT_EQ(read.reader.counts().unknown_link, 1u);
    EXPECT_EQ(read(Link::ethernet, joined({Octets(12), hex("0806"), Octets(28)})), Content::nothing); // ARP
    EXPECT_EQ(read.reader.counts().not_ip, 1u);
    EXPECT_EQ(read(Link::raw_ip, joined({ipv4_header(132, 12), Octets(12)})), Content::nothing); // SCTP
    EXPECT_EQ(read.reader.counts().other_transport, 1u);
    Octets encrypted = joined({hex("0841"), Octets(22), Octets(40)});
    EXPECT_EQ(read(Link::ieee802_11, encrypted), Content::nothing);
    EXPECT_EQ(read.reader.counts().not_ip, 2u);
    EXPECT_EQ(read.reader.counts().frames, 4u);
    EXPECT_EQ(read.reader.counts().malformed, 0u);
}

TEST(Packets, ForeignPacketsAllocateNothing)
{
    struct Nobody : StreamHandler {
        void on_segment(Stream&, End, const Segment&, Fate) override { ADD_FAILURE(); }
        Answer on_data(Stream&, End, const Data& d) override { return {d.reported, 0}; }
    } nobody;
    PortSet ports;
    ports.add(2748);
    StreamTable streams{nobody, ports, false};
    PacketReader reader;
    Packet packet;
    for (const Wrapping& w : wrappings()) {
        const Octets segment = w.wrap(tcp()), datagram = w.wrap(udp(true));
        const std::size_t before = ged188::test::allocation_count();
        for (const Octets* bytes : {&segment, &datagram}) {
            reader.read({{1, 1}, w.link, *bytes, static_cast<std::uint32_t>(bytes->size())}, packet);
            streams.add(packet);
        }
        EXPECT_EQ(ged188::test::allocation_count(), before) << w.name;
    }
}

TEST(Packets, ExportedPdu)
{
    // Tags of wsutil/exported_pdu_tlvs.h: dissector name, IPv4 addresses, port type TCP, ports.
    const Octets bytes = joined({hex("000c 0008"), {'g', 'e', 'd', '1', '8', '8', 0, 0}, hex("0014 0004 0a000002 0015 0004 0a00000a"),
        hex("0018 0004 00000002 0019 0004 0000c351 001a 0004 0000a42b 0000 0000"), payload});
    Reading read;
    ASSERT_EQ(read(Link::upper_pdu, bytes), Content::upper);
    EXPECT_EQ(read.packet.upper, "ged188");
    EXPECT_TRUE(read.packet.upper_tcp);
    EXPECT_EQ(read.packet.segment.from.text(), "10.0.0.2:50001");
    EXPECT_EQ(read.packet.segment.to.text(), "10.0.0.10:42027");
    EXPECT_EQ(read.bytes(), payload);
    for (std::size_t size = 0; size < bytes.size() - payload.size(); ++size) {
        Reading cut;
        EXPECT_EQ(cut(Link::upper_pdu, part(bytes, 0, size), bytes.size()), Content::nothing);
        EXPECT_EQ(cut.reader.counts().malformed, 1u);
    }
}

namespace {
/// An IPv4 packet in fragments of `size` bytes, a multiple of 8.
std::vector<Octets> fragments(const Octets& packet, std::size_t size, std::uint16_t id = 7)
{
    std::vector<Octets> out;
    const Octets inside = part(packet, 20);
    for (std::size_t at = 0; at < inside.size(); at += size) {
        const Octets piece = part(inside, at, size);
        const auto place = static_cast<std::uint16_t>(at / 8 | (at + size < inside.size() ? 0x2000 : 0));
        Octets header = part(packet, 0, 20);
        const Octets fields = joined({be(20 + piece.size(), 2), be(id, 2), be(place, 2)});
        std::copy(fields.begin(), fields.end(), header.begin() + 2);
        out.push_back(joined({header, piece}));
    }
    return out;
}
} // namespace

TEST(Fragmented, AnyOrderAndTwiceGivesThePacketOnce)
{
    Octets content(500);
    for (std::size_t i = 0; i < content.size(); ++i)
        content[i] = static_cast<std::uint8_t>(i * 7);
    const auto pieces = fragments(part(udp(false, content), 14), 104);
    std::vector<std::size_t> order(pieces.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    do {
        Reading read;
        std::size_t found = 0;
        for (const std::size_t i : order)
            for (int twice = 0; twice < 2 && found == 0; ++twice)
                if (read(Link::raw_ip, pieces[i]) == Content::datagram) {
                    ++found;
                    EXPECT_EQ(read.bytes(), content);
                    EXPECT_EQ(i, order.back());
                }
        EXPECT_EQ(found, 1u);
        EXPECT_EQ(read.reader.counts().fragments_lost, 0u);
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Fragmented, AFrameCapturedTwiceIsNotLost)
{
    const auto pieces = fragments(part(udp(false, Octets(400, 1)), 14), 104);
    Reading read;
    std::size_t found = 0;
    for (const Octets& piece : pieces)
        for (int twice = 0; twice < 2; ++twice)
            found += read(Link::raw_ip, piece) == Content::datagram;
    EXPECT_EQ(found, 1u);
    EXPECT_EQ(read.reader.fragments_waiting(), 0u);
    // The same number again, for another packet.
    for (const Octets& piece : fragments(part(udp(false, Octets(400, 2)), 14), 104))
        found += read(Link::raw_ip, piece) == Content::datagram;
    EXPECT_EQ(found, 2u);
    EXPECT_EQ(read.bytes(), Octets(400, 2));
    EXPECT_EQ(read.reader.counts().fragments_lost, 0u);
}

TEST(Fragmented, WhatIsMissingIsTold)
{
    const auto pieces = fragments(part(udp(false, Octets(400)), 14), 104);
    Reading read;
    for (std::size_t i = 1; i < pieces.size(); ++i)
        EXPECT_EQ(read(Link::raw_ip, pieces[i]), Content::nothing);
    EXPECT_EQ(read.reader.fragments_waiting(), pieces.size() - 1);
    // A fragment that was cut cannot be used.
    EXPECT_EQ(read(Link::raw_ip, part(pieces[0], 0, 60), pieces[0].size()), Content::nothing);
    EXPECT_EQ(read.reader.counts().fragments_lost, 1u);
}

TEST(Fragmented, RoomIsBounded)
{
    const auto pieces = fragments(part(udp(false, Octets(400)), 14), 104);
    Reading read;
    for (std::uint16_t id = 1; id <= 1000; ++id)
        read(Link::raw_ip, fragments(part(udp(false, Octets(400)), 14), 104, id)[0]);
    EXPECT_EQ(read.reader.fragments_waiting(), Fragments::places);
    EXPECT_EQ(read.reader.counts().fragments_lost, 1000 - Fragments::places);
    // Ends that contradict each other.
    Reading other;
    other(Link::raw_ip, pieces.back());
    Octets second_end = pieces[1];
    second_end[6] &= 0xdf;
    EXPECT_EQ(other(Link::raw_ip, second_end), Content::nothing);
    EXPECT_EQ(other.reader.counts().fragments_lost, 2u);
}

TEST(Fragmented, Ipv6)
{
    Octets content(300, 0x42);
    const Octets packet = part(udp(true, content), 14);
    const Octets inside = part(packet, 40);
    Reading read;
    for (std::size_t at = 0; at < inside.size(); at += 104) {
        const Octets piece = part(inside, at, 104);
        Octets header = part(packet, 0, 40);
        header[4] = 0;
        header[5] = static_cast<std::uint8_t>(8 + piece.size());
        header[6] = 44;
        const bool last = at + 104 >= inside.size();
        const Content content_found = read(Link::raw_ip, joined({header, hex("1100"), be(at | (last ? 0 : 1), 2), hex("00000009"), piece}));
        EXPECT_EQ(content_found, last ? Content::datagram : Content::nothing);
    }
    EXPECT_EQ(read.bytes(), content);
}

// ---- checksums. ctigen computes them on its own; its tests compare it with the examples of RFC 1071.

TEST(Checksums, AreWrittenAgainAsTheyWere)
{
    for (const bool v6 : {false, true})
        for (const Octets& right : {tcp(v6), udp(v6)}) {
            Octets frame = right;
            frame.back() ^= 0x55;
            EXPECT_EQ(recompute_checksums(Link::ethernet, frame, static_cast<std::uint32_t>(frame.size())), v6 ? 1u : 2u);
            EXPECT_NE(frame, right);
            frame.back() ^= 0x55;
            recompute_checksums(Link::ethernet, frame, static_cast<std::uint32_t>(frame.size()));
            EXPECT_EQ(frame, right);
        }
}

TEST(Checksums, OddLengthAndWrongStart)
{
    Octets frame = tcp(false, {'o', 'd', 'd'});
    const Octets right = frame;
    frame[24] ^= 0xff;        // of IPv4
    frame[14 + 20 + 16] ^= 1; // of TCP
    EXPECT_EQ(recompute_checksums(Link::ethernet, frame, static_cast<std::uint32_t>(frame.size())), 2u);
    EXPECT_EQ(frame, right);
}

TEST(Checksums, InTunnels)
{
    for (const Wrapping& w : wrappings()) {
        SCOPED_TRACE(w.name);
        Octets once = w.wrap(tcp());
        EXPECT_EQ(recompute_checksums(w.link, once, static_cast<std::uint32_t>(once.size())), 2 + w.layers);
        // The inner packet was right and stays.
        const Octets inner = part(tcp(), 14);
        EXPECT_NE(std::search(once.begin(), once.end(), inner.begin(), inner.end()), once.end());
    }
}

TEST(Checksums, WhatCannotBeComputedStays)
{
    Octets cut = tcp();
    const auto reported = static_cast<std::uint32_t>(cut.size());
    cut.resize(cut.size() - 2);
    cut[14 + 20 + 16] ^= 1;
    const Octets before = cut;
    EXPECT_EQ(recompute_checksums(Link::ethernet, cut, reported), 1u); // of IPv4 only
    EXPECT_EQ(cut, before);
    Octets none = udp();
    none[14 + 20 + 6] = none[14 + 20 + 7] = 0;
    const Octets without = none;
    recompute_checksums(Link::ethernet, none, static_cast<std::uint32_t>(none.size()));
    EXPECT_EQ(none, without);
    Octets fragment = fragments(part(udp(false, Octets(400)), 14), 104)[0];
    EXPECT_EQ(recompute_checksums(Link::raw_ip, fragment, static_cast<std::uint32_t>(fragment.size())), 1u);
}
