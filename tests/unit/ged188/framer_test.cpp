// SPDX-License-Identifier: GPL-2.0-or-later
#include "bytes.hpp"

#include "ged188/framer.hpp"

#include <random>

namespace cti::ged188::test {
namespace {

const Widths two{2, 2};

Buffer stream() { return open_req(24) + heartbeat_req(2) + system_event(6, two, "fine") + close_req(3); }

/// Lengths of what frame() makes of a whole buffer; negative where bytes are skipped.
std::vector<long> frames_of(const Buffer& bytes)
{
    std::vector<long> out;
    std::size_t offset = 0;
    while (bytes.size() - offset >= header_size) {
        const Framed f = frame(Bytes{bytes}.subspan(offset));
        EXPECT_GT(f.length, 0u) << "no progress";
        if (f.length == 0)
            break;
        out.push_back(f.message ? static_cast<long>(f.length) : -static_cast<long>(f.length));
        offset += f.length;
        if (offset > bytes.size())
            break;
    }
    return out;
}

TEST(Framer, MessageAfterMessage)
{
    EXPECT_EQ(frames_of(stream()), (std::vector<long>{long(open_req(24).size()), 12, long(system_event(6, two, "fine").size()), 16}));
}

TEST(Framer, TheFirstMessageStaysTheSameWhereverTheStreamIsCut)
{
    const Buffer whole = stream();
    for (std::size_t size = header_size; size <= whole.size(); ++size) {
        const Framed f = frame(Bytes{whole}.first(size));
        EXPECT_TRUE(f.message) << size;
        EXPECT_EQ(f.length, open_req(24).size()) << size;
    }
}

TEST(Framer, EmptyBodies)
{
    // 277 STANDBY_ACTIVE_EVENT_MSG has a public number and no public layout; nothing forbids an empty body.
    EXPECT_EQ(frames_of(Message{277}.bytes() + heartbeat_req(1)), (std::vector<long>{8, 12}));
}

TEST(Framer, GarbageBeforeAMessageIsSkippedToIt)
{
    for (std::size_t n = 1; n <= 64; ++n) {
        const Buffer garbage(n, 0xee);
        const auto found = frames_of(garbage + stream());
        ASSERT_GE(found.size(), 2u) << n;
        EXPECT_EQ(found[0], -static_cast<long>(n));
        EXPECT_EQ(found[1], static_cast<long>(open_req(24).size()));
    }
}

TEST(Framer, NoiseBetweenMessages)
{
    std::mt19937 random{61};
    Buffer noise;
    for (int i = 0; i < 61; ++i)
        noise.push_back(static_cast<std::uint8_t>(random() | 0x80));
    const auto found = frames_of(heartbeat_req(1) + noise + heartbeat_req(2) + close_req(3));
    EXPECT_EQ(found, (std::vector<long>{12, -61, 12, 16}));
}

TEST(Framer, HostileLengths)
{
    for (const std::uint32_t length : {0xffffffffu, 0xfffffff8u, 0x80000000u, 0x7fffffffu, 0x00100000u, believable_length + 1}) {
        const Buffer liar = Message{31}.u32(0).u32(0).u32(6).zeros(14).with_length(length);
        const auto found = frames_of(liar + heartbeat_req(1) + close_req(2));
        EXPECT_EQ(found, (std::vector<long>{-static_cast<long>(liar.size()), 12, 16})) << length;
    }
}

TEST(Framer, ALiarAloneInItsSegmentDoesNotSwallowWhatFollows)
{
    // Its body holds 00 00 1f 00 | 00 00 00 69 and the like: headers to the eye, of messages far longer than the segment.
    const Buffer liar = Message{31}.u32(0).u32(0x69680cd0).u32(5).zeros(12).u16(0xffff).string(7, "liar").with_length(0xffffffff);
    EXPECT_EQ(frames_of(liar), std::vector<long>{-static_cast<long>(liar.size())});
}

TEST(Framer, AMessageThatGoesOnInTheNextSegmentIsFoundBehindGarbage)
{
    const Buffer message = system_event(5, two, std::string(100, 'x'));
    for (const std::size_t captured : {40u, 60u, 100u}) {
        const auto found = frames_of(Buffer(7, 0xee) + Buffer{message.begin(), message.begin() + static_cast<std::ptrdiff_t>(captured)});
        EXPECT_EQ(found, (std::vector<long>{-7, static_cast<long>(message.size())})) << captured;
    }
}

TEST(Framer, LongMessagesAreTolerated)
{
    // Longer than any documented maximum, and still believed: 12500 is the largest (protocol 24).
    for (const std::uint32_t length : {4330u, 12501u, 30000u}) {
        const Framed f = frame(Message{31}.zeros(26).with_length(length));
        EXPECT_TRUE(f.message);
        EXPECT_EQ(f.length, length + 8);
    }
    EXPECT_LE(believable_length, 1u << 20) << "memory for one message must stay bounded";
    EXPECT_GE(believable_length, 12500u);
}

TEST(Framer, UnknownTypeBetweenMessagesIsAMessage)
{
    for (const std::uint32_t number : {0u, 285u, 9999u, 0xffffffffu}) {
        const Buffer unknown = Message{number}.u32(7).bytes();
        EXPECT_EQ(frames_of(unknown + heartbeat_req(1)), (std::vector<long>{12, 12})) << number;
        EXPECT_EQ(frames_of(heartbeat_req(1) + unknown), (std::vector<long>{12, 12})) << number;
        EXPECT_EQ(frames_of(unknown), (std::vector<long>{12})) << number;
    }
}

TEST(Framer, UnknownTypeIsNotBelievedBeforeGarbage)
{
    const Buffer unknown = Message{0x47455420}.u32(7).bytes();
    const auto found = frames_of(unknown + Buffer(30, 0xdd) + heartbeat_req(1));
    ASSERT_FALSE(found.empty());
    EXPECT_LT(found.front(), 0);
    EXPECT_EQ(found.back(), 12);
}

TEST(Framer, AMessageShorterThanItsFixedPart)
{
    // SYSTEM_EVENT of 4 bytes: too short for any version, but the stream goes on behind it.
    const Buffer shorter = Message{31}.u32(0).bytes();
    EXPECT_EQ(frames_of(shorter + heartbeat_req(1)), (std::vector<long>{12, 12}));
    EXPECT_EQ(frames_of(shorter), (std::vector<long>{12}));
}

TEST(Framer, OtherProtocolsAreNoMessages)
{
    const std::string http = "GET / HTTP/1.1\r\nHost: cti-server\r\n\r\n";
    EXPECT_EQ(frames_of(Buffer{http.begin(), http.end()}), (std::vector<long>{-static_cast<long>(http.size())}));
    const Buffer tls{0x16, 3, 1, 0, 0xc8, 1, 0, 0, 0xc4, 3, 3, 9, 9, 9, 9};
    EXPECT_EQ(frames_of(tls), (std::vector<long>{-15}));
}

TEST(Framer, AlwaysMakesProgressAndAlwaysEnds)
{
    std::mt19937 random{2};
    for (int round = 0; round < 2000; ++round) {
        Buffer bytes;
        for (unsigned i = 8 + random() % 300; i > 0; --i)
            bytes.push_back(static_cast<std::uint8_t>(random() % 4 ? random() % 3 : random()));
        frames_of(bytes);
        ASSERT_FALSE(testing::Test::HasFailure());
    }
}

TEST(Framer, TheSameBytesGiveTheSameAnswer)
{
    const Buffer bytes = Buffer(5, 0xaa) + stream();
    const Framed first = frame(bytes);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(frame(bytes).length, first.length);
}

// ---- the heuristic

TEST(Heuristic, ClaimsASession)
{
    for (const std::uint32_t version : {5u, 9u, 14u, 19u, 20u, 24u, 25u})
        EXPECT_TRUE(looks_like_session(open_req(version))) << version;
    EXPECT_TRUE(looks_like_session(open_req(18, 1, 60, {}, "CAD", Dialect::uccx)));
    EXPECT_TRUE(looks_like_session(heartbeat_conf(1) + system_event(6, two, "x")));
    EXPECT_TRUE(looks_like_session(system_event(6) + system_event(7)));
}

TEST(Heuristic, WantsMoreThanAHeader)
{
    EXPECT_FALSE(looks_like_session(heartbeat_req(1)));
    EXPECT_FALSE(looks_like_session(heartbeat_req(1) + heartbeat_req(2))); // GED-125 and others have such bytes
    EXPECT_FALSE(looks_like_session(system_event(6)));
    EXPECT_FALSE(looks_like_session({}));
    EXPECT_FALSE(looks_like_session(Buffer(7, 0)));
    EXPECT_FALSE(looks_like_session(Buffer(200, 0)));
}

TEST(WholeMessages, FillASegmentToTheByte)
{
    EXPECT_TRUE(is_whole_messages(open_req(20)));
    EXPECT_TRUE(is_whole_messages(heartbeat_req(1)));
    EXPECT_TRUE(is_whole_messages(heartbeat_conf(1) + system_event(6, two, "x")));
    EXPECT_FALSE(is_whole_messages({}));
    EXPECT_FALSE(is_whole_messages(heartbeat_req(1) + Buffer(1, 0)));
    EXPECT_FALSE(is_whole_messages(heartbeat_req(1) + Buffer(8, 0)));
    Buffer cut = system_event(6, two, "x");
    cut.pop_back();
    EXPECT_FALSE(is_whole_messages(cut));
    EXPECT_FALSE(is_whole_messages(Message{3}.u32(1).u32(24).zeros(36).u8(9).bytes()));
}

TEST(Heuristic, WantsAnOpenReqThatFits)
{
    EXPECT_FALSE(looks_like_session(open_req(4)));
    EXPECT_FALSE(looks_like_session(open_req(41)));
    Buffer cut = open_req(24);
    cut.pop_back();
    EXPECT_FALSE(looks_like_session(cut));
    EXPECT_FALSE(looks_like_session(Message{3}.u32(1).u32(24).zeros(36).u8(9).bytes()));                   // a byte that is no field
    EXPECT_FALSE(looks_like_session(Message{3}.u32(1).u32(24).zeros(36).bytes()));                         // no ClientID, no field at all
    EXPECT_FALSE(looks_like_session(Message{3}.u32(1).u32(24).zeros(36).head(1, 90).text("short").bytes())); // FieldLength beyond the end
}

TEST(Heuristic, ClaimsNoOtherProtocol)
{
    const auto bytes = [](std::string_view text) { return Buffer{text.begin(), text.end()}; };
    const Buffer others[] = {
        bytes("GET /x HTTP/1.1\r\nHost: a\r\nUser-Agent: b\r\n\r\n"),
        bytes("INVITE sip:1001@10.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 10.0.0.2\r\n\r\n"),
        {0x16, 3, 1, 0, 0xc8, 1, 0, 0, 0xc4, 3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0},
        // GED-125, which shares the header: OPEN_REQ (type 3) with a body of its own, HEARTBEAT (5, 6) of 4 bytes
        Message{3}.u32(1).u32(4).zeros(24).bytes(), Message{5}.u32(1).bytes() + Message{6}.u32(1).bytes(), Message{4}.u32(1).bytes(),
        Message{1}.u32(7).u32(1).bytes(),
        // SKINNY: little-endian length, then a reserved word, then the type
        {0x04, 0, 0, 0, 0, 0, 0, 0, 0x00, 0, 0, 0, 0x04, 0, 0, 0, 0, 0, 0, 0, 0x81, 0, 0, 0},
    };
    for (const Buffer& b : others)
        EXPECT_FALSE(looks_like_session(b)) << b.size();
    std::mt19937 random{188};
    for (int round = 0; round < 20000; ++round) {
        Buffer noise;
        for (unsigned i = 8 + random() % 64; i > 0; --i)
            noise.push_back(static_cast<std::uint8_t>(round % 2 ? random() : random() % 5 ? 0 : random() % 32));
        ASSERT_FALSE(looks_like_session(noise)) << round;
    }
}

} // namespace
} // namespace cti::ged188::test
