// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenario.hpp"

#include <gtest/gtest.h>

using namespace ctigen;

namespace {

constexpr std::size_t headers = 14 + 20 + 20;
constexpr const char* prologue = "capture \"A test\"\n"
                                 "host c 10.0.0.2\n"
                                 "host v 10.0.0.10\n"
                                 "tcp s c:50001 v:42027 midstream\n";

Capture story(const std::string& text) { return run_scenario(prologue + text, "story.scenario"); }

Octets payload(const CapturedPacket& packet)
{
    return {packet.bytes.begin() + headers, packet.bytes.end()};
}
std::uint32_t be32_at(const Octets& bytes, std::size_t at)
{
    return std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 | std::uint32_t{bytes[at + 2]} << 8 | bytes[at + 3];
}
std::uint32_t sequence(const CapturedPacket& packet) { return be32_at(packet.bytes, 14 + 20 + 4); }
std::uint32_t acknowledgement(const CapturedPacket& packet) { return be32_at(packet.bytes, 14 + 20 + 8); }
std::uint8_t flags(const CapturedPacket& packet) { return packet.bytes[14 + 20 + 13]; }

std::string complaint(const std::string& text)
{
    try {
        run_scenario(text, "bad.scenario");
    } catch (const ScenarioError& error) {
        return error.what();
    }
    return "no complaint";
}

} // namespace

TEST(Scenario, HandshakeMessageAndClose)
{
    const Capture capture = run_scenario("capture \"Hello\"\nstart 2026-01-15T09:00:00Z\nhost c 10.0.0.2\nhost v 10.0.0.10\n"
                                         "tcp s c:50001 v:42027\ns > hex 010203\ns < text \"ok\" comment \"answer\"\ns close\n",
                                         "x");
    ASSERT_EQ(capture.packets.size(), 8u);
    EXPECT_EQ(capture.comment, "Hello");
    EXPECT_EQ(flags(capture.packets[0]), 0x02);
    EXPECT_EQ(flags(capture.packets[1]), 0x12);
    EXPECT_EQ(flags(capture.packets[2]), 0x10);
    EXPECT_EQ(flags(capture.packets[3]), 0x18);
    EXPECT_EQ(flags(capture.packets[5]), 0x11);
    EXPECT_EQ(sequence(capture.packets[3]), sequence(capture.packets[0]) + 1);
    EXPECT_EQ(acknowledgement(capture.packets[4]), sequence(capture.packets[3]) + 3);
    EXPECT_EQ(sequence(capture.packets[5]), sequence(capture.packets[3]) + 3);
    EXPECT_EQ(acknowledgement(capture.packets[7]), sequence(capture.packets[6]) + 1);
    EXPECT_EQ(capture.packets[4].comments, std::vector<std::string>{"answer"});
    EXPECT_EQ(capture.packets[0].time, 1768467600000000000);
    EXPECT_EQ(capture.packets[3].time, 1768467600003000000);
}

TEST(Scenario, WaitReplacesTheStep)
{
    const Capture capture = story("s > hex 01\nwait 0.5\nwait 250ms\ns > hex 02\nstep 10us\ns > hex 03\n");
    EXPECT_EQ(capture.packets[1].time - capture.packets[0].time, 750000000);
    EXPECT_EQ(capture.packets[2].time - capture.packets[1].time, 10000);
}

TEST(Scenario, PiecesOfAPayload)
{
    const Capture capture = story("s > size-le32 4 + le32 7 + text \"a\" \"b\" + be16 258 + u8 9 + fill 3 1122 + utf16le \"x\"\n");
    EXPECT_EQ(payload(capture.packets[0]), parse_hex("0a000000 07000000 6162 0102 09 112211 7800"));
}

TEST(Scenario, SegmentsAndTheirNumbers)
{
    const Capture capture = story("segment 1 2\ns > hex 0102030405\nsegment off\ns > hex 06\n");
    ASSERT_EQ(capture.packets.size(), 4u);
    EXPECT_EQ(payload(capture.packets[0]), parse_hex("01"));
    EXPECT_EQ(payload(capture.packets[1]), parse_hex("0203"));
    EXPECT_EQ(payload(capture.packets[2]), parse_hex("0405"));
    EXPECT_EQ(sequence(capture.packets[3]), sequence(capture.packets[0]) + 5);
    EXPECT_EQ(flags(capture.packets[0]), 0x10);
    EXPECT_EQ(flags(capture.packets[2]), 0x18);
}

TEST(Scenario, DropDuplicateReorderAreForTheNextMessageOnly)
{
    const Capture capture = story("segment 1\ndrop 2\ns > hex 0102\nduplicate 1\ns > hex 0304\nreorder\ns > hex 0506\ns > hex 0708\n");
    std::string order;
    for (const CapturedPacket& packet : capture.packets)
        order += static_cast<char>('0' + payload(packet)[0]);
    EXPECT_EQ(order, "13346578");
    EXPECT_EQ(sequence(capture.packets[1]), sequence(capture.packets[0]) + 2) << "the lost byte keeps its place";
    EXPECT_EQ(sequence(capture.packets[2]), sequence(capture.packets[1]));
    EXPECT_EQ(sequence(capture.packets[4]), sequence(capture.packets[5]) + 1);
}

TEST(Scenario, MergeMakesOneSegment)
{
    const Capture capture = story("merge\ns > hex 01\ns > hex 02 03\nend\ns < hex 04\n");
    ASSERT_EQ(capture.packets.size(), 2u);
    EXPECT_EQ(payload(capture.packets[0]), parse_hex("010203"));
}

TEST(Scenario, RepeatCounts)
{
    const Capture capture = story("repeat 2 as a\nrepeat 3\ns > u8 ${a*16} + u8 ${i+1}\nend\nend\n");
    ASSERT_EQ(capture.packets.size(), 6u);
    EXPECT_EQ(payload(capture.packets[5]), parse_hex("2004"));
}

TEST(Scenario, Corruptions)
{
    const Capture capture = story("corrupt at=0 bytes=ffff\ncorrupt append=ee\ns > hex 00010203\n"
                                  "corrupt at=-1 insert=dd\ns > hex 0001\ncorrupt cut=1\ns > hex 0001\ns > hex 0001\n");
    EXPECT_EQ(payload(capture.packets[0]), parse_hex("ffff0203ee"));
    EXPECT_EQ(payload(capture.packets[1]), parse_hex("00dd01"));
    EXPECT_EQ(payload(capture.packets[2]), parse_hex("00"));
    EXPECT_EQ(payload(capture.packets[3]), parse_hex("0001"));
}

TEST(Scenario, SnaplenKeepsTheOriginalLength)
{
    const Capture capture = story("snaplen 60\ns > fill 100 aa\nsnaplen off\ns > hex 01\n");
    EXPECT_EQ(capture.packets[0].bytes.size(), 60u);
    EXPECT_EQ(capture.packets[0].original_length, headers + 100);
    EXPECT_EQ(capture.packets[1].bytes.size(), headers + 1);
}

TEST(Scenario, HiddenDirectionStillMovesOn)
{
    const Capture capture = story("s hide <\ns > hex 01\ns < hex 0203\ns > hex 04\ns show <\ns < hex 05\n");
    ASSERT_EQ(capture.packets.size(), 3u);
    EXPECT_EQ(acknowledgement(capture.packets[1]), acknowledgement(capture.packets[0]) + 2);
    EXPECT_EQ(sequence(capture.packets[2]), acknowledgement(capture.packets[1]));
    EXPECT_EQ(capture.packets[2].time - capture.packets[0].time, 3000000);
}

TEST(Scenario, ConnectionAttempts)
{
    const Capture capture = story("syn c:50002 v:42027 retries=2\nsynrst c:50003 v:43027\n");
    ASSERT_EQ(capture.packets.size(), 5u);
    EXPECT_EQ(capture.packets[2].time - capture.packets[1].time, 2000000000);
    EXPECT_EQ(flags(capture.packets[4]), 0x14);
    EXPECT_EQ(acknowledgement(capture.packets[4]), sequence(capture.packets[3]) + 1);
}

TEST(Scenario, LargeMessagesAreCutAtTheMss)
{
    const Capture capture = story("s > fill 3000 00\n");
    ASSERT_EQ(capture.packets.size(), 3u);
    EXPECT_EQ(payload(capture.packets[0]).size(), 1460u);
}

TEST(Scenario, ErrorsNameFileAndLine)
{
    EXPECT_EQ(complaint("capture \"x\"\n\nfrobnicate 1\n"), "bad.scenario:3: neither a statement nor a connection: 'frobnicate'");
    EXPECT_EQ(complaint("capture \"x\"\nhost a 10.0.0.1\nrepeat 2\nudp a:1 b:2 hex 00\nend\n"), "bad.scenario:4: there is no host 'b'");
    EXPECT_EQ(complaint("capture \"x\"\nrepeat 2\n"), "bad.scenario:2: this block has no 'end'");
    EXPECT_EQ(complaint("capture \"x\"\nend\n"), "bad.scenario:2: an 'end' without a block");
    EXPECT_EQ(complaint("capture \"x\n"), "bad.scenario:1: a quotation mark is not closed");
    EXPECT_EQ(complaint("wait 1\n"), "bad.scenario:1: the scenario has no title: capture \"what it shows\"");
    EXPECT_EQ(complaint(std::string{prologue} + "segment 2\ndrop 3\ns > hex 01020304\n"), "bad.scenario:7: the message has only 2 segments");
    EXPECT_EQ(complaint(std::string{prologue} + "s > OPEN_REQ\n"),
              "bad.scenario:5: 'OPEN_REQ' is no kind of bytes, and 's' has no dialect yet: s dialect name [options]");
    EXPECT_EQ(complaint(std::string{prologue} + "s > hex 0\n"), "bad.scenario:5: an odd number of hexadecimal digits: '0'");
    EXPECT_EQ(complaint(std::string{prologue} + "merge\ns > hex 00\ns < hex 00\nend\n"),
              "bad.scenario:7: a merge holds messages of one connection and one direction");
}

TEST(Pcapng, BlocksAndDeterminism)
{
    const std::string text = std::string{prologue} + "s > random 20 7 comment \"dice\"\n";
    const Octets first = to_pcapng(run_scenario(text, "x")), second = to_pcapng(run_scenario(text, "x"));
    EXPECT_EQ(first, second);
    // Section header: type, length, byte order magic, version 1.0, unknown section length, then the comment option.
    const Octets start{first.begin(), first.begin() + 28};
    EXPECT_EQ(start, parse_hex("0a0d0d0a 38000000 4d3c2b1a 0100 0000 ffffffffffffffff 0100 0600"));
    // Every block says its length at both ends, and the blocks fill the file.
    std::size_t at = 0, blocks = 0;
    const auto le32_at = [&](std::size_t i) {
        return std::uint32_t{first[i]} | std::uint32_t{first[i + 1]} << 8 | std::uint32_t{first[i + 2]} << 16 | std::uint32_t{first[i + 3]} << 24;
    };
    while (at < first.size()) {
        const std::uint32_t length = le32_at(at + 4);
        ASSERT_EQ(length % 4, 0u);
        ASSERT_LE(at + length, first.size());
        ASSERT_EQ(le32_at(at + length - 4), length);
        at += length;
        ++blocks;
    }
    EXPECT_EQ(blocks, 3u);
}
