// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctiqbe/framing.hpp"
#include "synthetic.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace {

using namespace synthetic;
using State = Framing::State;

/// How a stream of messages is cut into payloads.
enum class Cut { message, byte, random, two_messages, mss };
constexpr Cut cuts[] = {Cut::message, Cut::byte, Cut::random, Cut::two_messages, Cut::mss};

/// One direction of a session: its bytes, where messages begin, and how much was fed.
struct Stream {
    Buffer bytes;
    std::set<std::uint64_t> starts{0};
    std::size_t fed = 0;

    void add(const Buffer& m)
    {
        bytes.insert(bytes.end(), m.begin(), m.end());
        starts.insert(bytes.size());
    }
    Bytes take(std::size_t n)
    {
        n = std::min(n, bytes.size() - fed);
        fed += n;
        return Bytes{bytes}.subspan(fed - n, n);
    }
};

/// After every payload a decided framing must stand at a true boundary. `base`: bytes of each stream that were not fed.
void expect_right(const Framing& f, const std::array<Stream, 2>& streams, const std::array<std::uint64_t, 2>& base = {})
{
    for (const Side d : {Side::client, Side::server}) {
        if (!f.framed(d))
            continue;
        const std::uint64_t at = f.message_start(d) + base[index(d)];
        ASSERT_TRUE(streams[index(d)].starts.contains(at)) << "direction " << index(d) << " offset " << at;
    }
}

std::size_t next_size(Cut cut, Session& s, const Stream& stream)
{
    const auto boundary = [&](std::size_t n) {
        auto it = stream.starts.upper_bound(stream.fed);
        while (--n > 0 && std::next(it) != stream.starts.end())
            ++it;
        return static_cast<std::size_t>(*it - stream.fed);
    };
    switch (cut) {
    case Cut::message: return boundary(1);
    case Cut::byte: return 1;
    case Cut::random: return s.pick(1, 300);
    case Cut::two_messages: return boundary(2);
    case Cut::mss: return 536;
    }
    return 1;
}

class EveryHypothesis : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Framing, EveryHypothesis, testing::Range(0, 8));

/// Sessions of every kind: whenever a framing is decided, it is right; and it is decided.
TEST_P(EveryHypothesis, IsFoundAndNeverMistaken)
{
    int without_ends = 0;
    for (const Rest rest : rests)
        for (const Cut cut : cuts)
            for (unsigned seed = 0; seed < 20; ++seed) {
                SCOPED_TRACE(testing::Message() << "rest " << static_cast<int>(rest) << " cut " << static_cast<int>(cut) << " seed " << seed);
                Session s{std::mt19937{seed}, hypotheses[static_cast<std::size_t>(GetParam())], rest};
                Framing f;
                f.starts_at_beginning(Side::client);
                f.starts_at_beginning(Side::server);
                std::array<Stream, 2> streams;
                for (int i = 0; i < 60; ++i) {
                    const auto side = static_cast<std::size_t>(s.pick(0, 1));
                    streams[side].add(s.message());
                    if (cut == Cut::two_messages)
                        streams[side].add(s.message());
                    while (streams[side].fed < streams[side].bytes.size()) {
                        const std::size_t n = next_size(cut, s, streams[side]);
                        if (cut == Cut::mss && streams[side].bytes.size() - streams[side].fed < n && i < 55)
                            break;    // a full segment is sent only when it is full
                        f.feed(static_cast<Side>(side), streams[side].take(n));
                        ASSERT_NO_FATAL_FAILURE(expect_right(f, streams));
                        ASSERT_NE(f.state(), State::lost);
                        ASSERT_NE(f.state(), State::unfit);
                    }
                }
                // Where payloads do not end with messages, nothing tells a walk that has come to read the same lengths
                // from 4 bytes further on: it may stay undecided.
                const bool no_ends = cut == Cut::byte || cut == Cut::mss;
                without_ends += no_ends && f.decided();
                if (no_ends && !f.decided())
                    continue;
                ASSERT_TRUE(f.decided());
                if (rest == Rest::same_length || rest == Rest::other_length) {
                    const auto mask = static_cast<unsigned>(1u << f.hypothesis() | f.also());
                    EXPECT_TRUE(mask & 1u << GetParam());
                } else {
                    EXPECT_EQ(f.hypothesis(), GetParam());
                }
            }
    EXPECT_GT(without_ends, 2 * 8 * 20 * 3 / 4) << "of 2 cuts and 8 kinds of prefix with 20 sessions each";
}

/// The number of messages that is enough when each has its own segment, as a client and a server that talk in turn send them.
TEST_P(EveryHypothesis, IsDecidedAfterAHandfulOfMessages)
{
    for (const Rest rest : rests) {
        Session s{std::mt19937{7}, hypotheses[static_cast<std::size_t>(GetParam())], rest};
        Framing f;
        f.starts_at_beginning(Side::client);
        f.starts_at_beginning(Side::server);
        // Sizes as published in Cisco tech note 212107: 0x108 in, 0x78 and 0xa0 out, prefix included.
        unsigned fed = 0;
        for (const std::size_t size : {0x108u, 0x78u, 0x108u, 0xa0u, 0x108u}) {
            Buffer body = s.body();
            body.resize(size - prefix_size);
            const Buffer m = s.message(body);
            f.feed(fed % 2 ? Side::server : Side::client, m);
            ++fed;
            if (f.decided())
                break;
        }
        EXPECT_TRUE(f.decided()) << static_cast<int>(rest);
        EXPECT_GE(f.support(), Framing::messages_needed);
        EXPECT_EQ(f.support(), fed);
        EXPECT_EQ(f.aligned_payloads(), fed);
    }
}

/// The same bytes in the same payloads give the same answer, and what was decided stays.
TEST_P(EveryHypothesis, IsDecidedOnce)
{
    Session s{std::mt19937{11}, hypotheses[static_cast<std::size_t>(GetParam())], Rest::small};
    Framing a, b;
    HypothesisId first = no_hypothesis;
    for (int i = 0; i < 200; ++i) {
        const Buffer m = s.message();
        const auto d = static_cast<Side>(s.pick(0, 1));
        a.feed(d, m);
        b.feed(d, m);
        ASSERT_EQ(a.state(), b.state());
        ASSERT_EQ(a.hypothesis(), b.hypothesis());
        if (a.decided() && first == no_hypothesis)
            first = a.hypothesis();
        ASSERT_EQ(a.hypothesis(), first);
    }
    EXPECT_EQ(first, GetParam());
}

/// A capture that starts inside a message, on one side or on both.
TEST_P(EveryHypothesis, IsFoundWhenTheCaptureStartsInsideAMessage)
{
    for (const Rest rest : rests)
        for (const Cut cut : {Cut::message, Cut::byte, Cut::random, Cut::two_messages})
            for (unsigned seed = 0; seed < 20; ++seed) {
                SCOPED_TRACE(testing::Message() << "rest " << static_cast<int>(rest) << " cut " << static_cast<int>(cut) << " seed " << seed);
                Session s{std::mt19937{seed}, hypotheses[static_cast<std::size_t>(GetParam())], rest};
                Framing f;
                std::array<Stream, 2> streams;
                std::array<std::uint64_t, 2> base{};
                for (const std::size_t side : {0u, 1u}) {
                    streams[side].add(s.message());
                    base[side] = s.pick(1, static_cast<std::uint32_t>(streams[side].bytes.size()) - 1);
                    streams[side].take(base[side]);
                }
                for (int i = 0; i < 60; ++i) {
                    const auto side = static_cast<std::size_t>(s.pick(0, 1));
                    if (i > 1) {
                        streams[side].add(s.message());
                        if (cut == Cut::two_messages)
                            streams[side].add(s.message());
                    }
                    while (streams[side].fed < streams[side].bytes.size()) {
                        f.feed(static_cast<Side>(side), streams[side].take(next_size(cut, s, streams[side])));
                        ASSERT_NO_FATAL_FAILURE(expect_right(f, streams, base));
                    }
                }
                // With a boundary at the end of each payload, it is found; cut anywhere, it may stay undecided.
                if (cut == Cut::message || cut == Cut::two_messages) {
                    ASSERT_TRUE(f.decided());
                    EXPECT_TRUE(f.framed(Side::client) && f.framed(Side::server));
                    const Buffer m = s.message();    // where both words of the prefix are lengths, both readings are right
                    EXPECT_EQ(message_size(hypotheses[f.hypothesis()], m.data(), default_max_message), m.size());
                }
            }
}

TEST_P(EveryHypothesis, IsFoundInOneDirectionOnly)
{
    for (unsigned seed = 0; seed < 50; ++seed) {
        Session s{std::mt19937{seed}, hypotheses[static_cast<std::size_t>(GetParam())], Rest::small};
        Framing f;
        for (int i = 0; i < 40; ++i) {
            f.feed(Side::server, s.message());
            if (f.decided()) {
                ASSERT_EQ(f.hypothesis(), GetParam());
            }
        }
        ASSERT_TRUE(f.decided());
    }
}

/// What a capture has shown when one conversation, which opened with `opening`, was framed by `h`.
Expectation shown(std::size_t h, const OpeningBytes& opening)
{
    Expectation e;
    e.learn(static_cast<HypothesisId>(h), opening);
    return e;
}

/// What other conversations have shown makes one whole message enough where the client opens as theirs did, and only for the hypothesis
/// they have shown.
TEST_P(EveryHypothesis, IsDecidedByOneMessageWhereItIsExpected)
{
    const auto truth = static_cast<std::size_t>(GetParam());
    for (const Rest rest : {Rest::zero, Rest::small, Rest::sixty_thousand, Rest::number, Rest::random, Rest::ascii}) {
        Session s{std::mt19937{13}, hypotheses[truth], rest};
        Buffer body;
        put32(body, 901, s.truth.order);
        body.resize(100);
        const Buffer m = s.message(body);
        const OpeningBytes opening{body[0], body[1], body[2], body[3]}, other{0x12, 0x34, 0, 0};
        for (std::size_t expected = 0; expected < hypotheses.size(); ++expected) {
            Framing f;
            f.expect(shown(expected, opening));
            f.starts_at_beginning(Side::client);
            f.feed(Side::client, m);
            EXPECT_EQ(f.decided(), expected == truth) << expected;
            EXPECT_EQ(f.assumed(), expected == truth);
            EXPECT_EQ(f.opening(), opening);
        }
        Framing elsewhere;
        elsewhere.expect(shown(truth, other));
        elsewhere.starts_at_beginning(Side::client);
        elsewhere.feed(Side::client, m);
        EXPECT_FALSE(elsewhere.decided()) << "a client that opens otherwise";
        Framing inside;
        inside.expect(shown(truth, opening));
        inside.feed(Side::client, m);
        EXPECT_FALSE(inside.decided()) << "the beginning was not seen";
    }
}

TEST_P(EveryHypothesis, IsNoLongerAssumedWhereTheConversationShowsItItself)
{
    Session s{std::mt19937{17}, hypotheses[static_cast<std::size_t>(GetParam())], Rest::small};
    Buffer body;
    put32(body, 901, s.truth.order);
    body.resize(100);
    const Expectation e = shown(static_cast<std::size_t>(GetParam()), {body[0], body[1], body[2], body[3]});
    Framing fed, cut;
    for (Framing* f : {&fed, &cut}) {
        f->expect(e);
        f->starts_at_beginning(Side::client);
        f->feed(Side::client, s.message(body));
        ASSERT_TRUE(f->decided() && f->assumed());
    }
    fed.feed(Side::client, s.message());
    EXPECT_TRUE(fed.assumed());
    fed.feed(Side::client, s.message());
    EXPECT_FALSE(fed.assumed());
    cut.confirm();
    EXPECT_TRUE(cut.assumed());
    cut.confirm();
    EXPECT_FALSE(cut.assumed());
    EXPECT_EQ(cut.support(), Framing::messages_needed);
}

TEST(Expectation, IsWhatAllConversationsHaveInCommon)
{
    Expectation e;
    EXPECT_EQ(e.hypothesis(), no_hypothesis);
    e.learn(6, OpeningBytes{0x85, 3, 0, 0});
    e.learn(6, OpeningBytes{1, 0, 0, 0});
    e.learn(6, {});
    EXPECT_EQ(e.hypothesis(), 6);
    EXPECT_EQ(e.conversations(6), 3u);
    EXPECT_TRUE(e.knows({0x85, 3, 0, 0}));
    EXPECT_TRUE(e.knows({1, 0, 0, 0})) << "a PDU number may be so small";
    e.learn(6, OpeningBytes{0, 7, 0, 0});
    EXPECT_FALSE(e.knows({0, 7, 0, 0})) << "no number from 1 to 255 in either byte order";
    for (std::uint8_t i = 0; i < 100; ++i)
        e.learn(6, OpeningBytes{i, 1, 2, 3});
    EXPECT_FALSE(e.knows({99, 1, 2, 3})) << "bounded";
    e.learn(2, OpeningBytes{0x85, 3, 0, 0});
    EXPECT_EQ(e.hypothesis(), no_hypothesis) << "they differ";
}

TEST_P(EveryHypothesis, IsLostAloudAndFoundAgain)
{
    Session s{std::mt19937{3}, hypotheses[static_cast<std::size_t>(GetParam())], Rest::small};
    Framing f;
    for (int i = 0; i < 20; ++i)
        f.feed(static_cast<Side>(i % 2), s.message());
    ASSERT_TRUE(f.decided());
    const Buffer junk(40, 0xee);
    f.feed(Side::server, junk);
    EXPECT_EQ(f.state(), State::lost);
    EXPECT_EQ(f.hypothesis(), GetParam()) << "the report names what was lost";
    EXPECT_EQ(f.support(), 0u);
    for (int i = 0; i < 20 && !f.decided(); ++i)
        f.feed(static_cast<Side>(i % 2), s.message());
    EXPECT_TRUE(f.decided());
    EXPECT_EQ(f.hypothesis(), GetParam());
    f.gap(Side::server);
    EXPECT_EQ(f.state(), State::lost);
}

/// The first boundary inside the payload in which the framing is decided, and in those that follow.
TEST_P(EveryHypothesis, TellsWhereTheFirstMessageOfAPayloadBegins)
{
    Session s{std::mt19937{5}, hypotheses[static_cast<std::size_t>(GetParam())], Rest::random};
    Framing f;
    f.starts_at_beginning(Side::client);
    while (!f.decided()) {
        const Buffer m = s.message();
        const std::size_t first = f.feed(Side::client, m);
        EXPECT_EQ(first, f.decided() ? 0 : m.size());
    }
    Buffer m = s.message();
    const Buffer next = s.message();
    m.insert(m.end(), next.begin(), next.end());
    EXPECT_EQ(f.feed(Side::client, Bytes{m}.first(5)), 0u);
    EXPECT_TRUE(f.inside_message(Side::client));
    EXPECT_EQ(f.feed(Side::client, Bytes{m}.subspan(5, 1)), 1u);
    EXPECT_EQ(f.feed(Side::client, Bytes{m}.subspan(6)), m.size() - next.size() - 6);
    EXPECT_FALSE(f.inside_message(Side::client));
}

/// Data that is no CTIQBE: in one payload a line, in lumps, and byte by byte; with the beginning known and unknown; with nothing expected,
/// and with each framing expected of clients that open as the published traces and the captures of this project do.
void never_decides(const std::vector<Buffer>& payloads, const char* what)
{
    std::vector<Expectation> expectations{{}};
    for (std::size_t h = 0; h < hypotheses.size(); ++h)
        for (const OpeningBytes& opening : {OpeningBytes{0x85, 3, 0, 0}, OpeningBytes{0, 0, 3, 0x85}})
            expectations.push_back(shown(h, opening));
    for (const bool beginning : {true, false})
        for (const std::size_t cut : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{100}})
            for (const Expectation& expected : expectations) {
                Framing f;
                f.expect(expected);
                if (beginning) {
                    f.starts_at_beginning(Side::client);
                    f.starts_at_beginning(Side::server);
                }
                for (std::size_t i = 0; i < payloads.size(); ++i)
                    for (std::size_t at = 0; at < payloads[i].size();) {
                        const std::size_t n = cut ? std::min(cut, payloads[i].size() - at) : payloads[i].size();
                        f.feed(static_cast<Side>(i % 2), Bytes{payloads[i]}.subspan(at, n));
                        ASSERT_FALSE(f.decided()) << what << " read as " << hypotheses[f.hypothesis()].text << ", payload " << i << ", expected "
                                                  << int{expected.hypothesis()};
                        at += n;
                    }
            }
}

Buffer bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

TEST(Framing, DoesNotMistakeHttp)
{
    std::vector<Buffer> payloads;
    for (int i = 0; i < 200; ++i) {
        payloads.push_back(bytes_of("GET /ccmadmin/" + std::to_string(i) + " HTTP/1.1\r\nHost: cucm.example\r\n\r\n"));
        payloads.push_back(bytes_of("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nHello, world"));
    }
    never_decides(payloads, "HTTP");
}

TEST(Framing, DoesNotMistakeTls)
{
    std::mt19937 random{1};
    for (int round = 0; round < 12; ++round) {
        std::vector<Buffer> payloads;
        const auto record = [&](std::uint8_t type, std::size_t size, Buffer start) {
            Buffer b{type, 3, 3, static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size)};
            b.insert(b.end(), start.begin(), start.end());
            while (b.size() < size + 5)
                b.push_back(static_cast<std::uint8_t>(random()));
            return b;
        };
        payloads.push_back(record(22, 205, {1, 0, 0, 201, 3, 3}));
        payloads.push_back(record(22, 90, {2, 0, 0, 86, 3, 3}));
        payloads.push_back(record(22, 140, {16, 0, 0, 136}));
        payloads.push_back(record(20, 1, {1}));
        for (int i = 0; i < 200; ++i)
            payloads.push_back(record(23, 40 + random() % 1000, {0, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(i)}));
        never_decides(payloads, "TLS");
    }
}

TEST(Framing, DoesNotMistakeRandomBytes)
{
    std::mt19937 random{2};
    for (int round = 0; round < 12; ++round) {
        std::vector<Buffer> payloads(300);
        for (Buffer& b : payloads) {
            b.resize(1 + random() % 300);
            for (std::uint8_t& c : b)
                c = static_cast<std::uint8_t>(random());
        }
        never_decides(payloads, "random bytes");
    }
}

/// Bytes that are mostly zero and small are the hardest: many words are plausible lengths, and a word that is the length of its payload is
/// no wonder.
TEST(Framing, DoesNotMistakeSparseBytes)
{
    std::mt19937 random{3};
    for (int round = 0; round < 80; ++round) {
        std::vector<Buffer> payloads(300);
        for (Buffer& b : payloads) {
            b.resize(1 + random() % 300);
            for (std::uint8_t& c : b)
                c = random() % 4 ? 0 : static_cast<std::uint8_t>(random() % 100);
        }
        never_decides(payloads, "sparse bytes");
    }
}

/// 32 to 131 bytes, most of them zero.
Buffer sparse_payload(std::mt19937& random)
{
    Buffer b(32 + random() % 100);
    for (std::uint8_t& c : b)
        c = random() % 4 ? 0 : static_cast<std::uint8_t>(random() % 100);
    return b;
}

/// Many streams of three sparse payloads, of which none may be framed. `change_first` is given the first payload of each. Returns in how
/// many of them the length stood where hypothesis `h` looks for it, by chance.
template <class Change>
unsigned never_frames_sparse_streams(unsigned seed, std::size_t h, const Expectation& expected, Change change_first)
{
    std::mt19937 random{seed};
    unsigned alike = 0;
    for (int stream = 0; stream < 20000; ++stream) {
        Framing f;
        f.expect(expected);
        f.starts_at_beginning(Side::client);
        f.starts_at_beginning(Side::server);
        for (int i = 0; i < 3; ++i) {
            Buffer b = sparse_payload(random);
            if (i == 0) {
                change_first(b);
                alike += message_size(hypotheses[h], b.data(), default_max_message) == b.size();
            }
            f.feed(static_cast<Side>(i % 2), b);
            EXPECT_FALSE(f.decided()) << "stream " << stream;
        }
    }
    return alike;
}

/// Where a framing is expected the first payload alone may decide: many first payloads, every framing expected.
TEST_P(EveryHypothesis, IsNotSeenInSparseBytesWhereItIsExpected)
{
    const auto h = static_cast<std::size_t>(GetParam());
    EXPECT_GT(never_frames_sparse_streams(4, h, shown(h, {0x85, 3, 0, 0}), [](Buffer&) {}), 5u)
        << "first payloads whose length stands where it is expected, by chance";
}

/// A small word is seen in sparse bytes now and then: it takes a message of each side.
TEST_P(EveryHypothesis, IsNotSeenInSparseBytesBehindASmallOpening)
{
    const auto h = static_cast<std::size_t>(GetParam());
    const auto open_with_the_word = [](Buffer& b) { b[8] = 1, b[9] = b[10] = b[11] = 0; };
    EXPECT_GT(never_frames_sparse_streams(5, h, shown(h, {1, 0, 0, 0}), open_with_the_word), 5u)
        << "first payloads that are what is expected, by chance";
}

/// Sessions that were not framed by themselves: random bytes do not add up.
TEST(Framing, PoolsNothingOutOfSparseBytes)
{
    std::mt19937 random{6};
    for (int client = 0; client < 2000; ++client) {
        PooledEvidence pool;
        for (int session = 0; session < 6; ++session) {
            Framing f;
            f.pool(pool);
            f.starts_at_beginning(Side::client);
            f.starts_at_beginning(Side::server);
            for (int i = 0; i < 3; ++i) {
                f.feed(static_cast<Side>(i % 2), sparse_payload(random));
                ASSERT_FALSE(f.decided());
            }
            f.add_to(pool);
        }
    }
}

/// The same few bytes again and again say no more than once.
TEST_P(EveryHypothesis, PoolsDifferentSizesOnly)
{
    const auto h = static_cast<std::size_t>(GetParam());
    const auto sessions_until_decided = [&](std::initializer_list<std::size_t> sizes) {
        PooledEvidence pool;
        for (int session = 1; session <= 20; ++session) {
            Session s{std::mt19937{9}, hypotheses[h], Rest::ascii};
            Framing f;
            f.pool(pool);
            f.starts_at_beginning(Side::client);
            f.starts_at_beginning(Side::server);
            for (std::size_t i = 0; i < sizes.size(); ++i) {
                f.feed(static_cast<Side>(i % 2), s.message(Buffer(*(sizes.begin() + i), 0xa5)));
                if (f.decided())
                    return f.hypothesis() == h && f.pooled() == static_cast<std::uint32_t>(session - 1) ? session : -1;
            }
            f.add_to(pool);
        }
        return 0;
    };
    EXPECT_EQ(sessions_until_decided({100, 60}), 0);
    EXPECT_EQ(sessions_until_decided({100, 60, 40}), 2);
}

TEST(Framing, DoesNotMistakeConstantBytes)
{
    for (unsigned byte = 0; byte < 256; ++byte)
        never_decides(std::vector<Buffer>(50, Buffer(64, static_cast<std::uint8_t>(byte))), "one byte value");
}

TEST(Framing, DoesNotMistakeLinesOfText)
{
    std::vector<Buffer> payloads;
    for (int i = 0; i < 100; ++i)
        payloads.push_back(bytes_of("220 mail.example ESMTP number " + std::to_string(i) + "\r\n"));
    never_decides(payloads, "text");
}

/// When the beginning of both streams is known and nothing fits, it is said.
TEST(Framing, SaysThatNothingFits)
{
    Framing f;
    f.starts_at_beginning(Side::client);
    EXPECT_EQ(f.state(), State::undecided);
    f.feed(Side::client, bytes_of("GET / HTTP/1.1\r\n\r\n"));
    EXPECT_EQ(f.state(), State::unfit);
}

TEST(Framing, AskedAboutNothingAnswersNothing)
{
    Framing f;
    EXPECT_EQ(f.feed(Side::server, {}), 0u);
    f.lose();
    EXPECT_EQ(f.state(), State::undecided);
    EXPECT_EQ(f.support(), 0u);
    EXPECT_FALSE(f.inside_message(Side::server));
}

TEST(Framing, SizesOutOfBoundsAreNoSizes)
{
    const auto size = [](HypothesisId h, Buffer prefix, std::uint32_t max) { return message_size(hypotheses[h], prefix.data(), max); };
    EXPECT_EQ(size(0, {0, 0, 0, 0x70, 9, 9, 9, 9}, 65536), 0x78u);
    EXPECT_EQ(size(1, {0, 0, 0, 0x70, 9, 9, 9, 9}, 65536), 0x70u);
    EXPECT_EQ(size(2, {0x70, 0, 0, 0, 9, 9, 9, 9}, 65536), 0x78u);
    EXPECT_EQ(size(7, {9, 9, 9, 9, 0x70, 0, 0, 0}, 65536), 0x70u);
    EXPECT_EQ(size(1, {0, 0, 0, 7, 0, 0, 0, 0}, 65536), std::nullopt);
    EXPECT_EQ(size(1, {0, 0, 0, 8, 0, 0, 0, 0}, 65536), 8u);
    EXPECT_EQ(size(0, {0, 0, 0xff, 0xf8, 0, 0, 0, 0}, 65536), 65536u);
    EXPECT_EQ(size(0, {0, 0, 0xff, 0xf9, 0, 0, 0, 0}, 65536), std::nullopt);
    EXPECT_EQ(size(0, {0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0}, 0xffffffff), std::nullopt);
    EXPECT_EQ(size(0, {0xff, 0xff, 0xff, 0xf7, 0, 0, 0, 0}, 0xffffffff), 0xffffffffu);
    EXPECT_EQ(size(0, {0, 0, 0, 0, 0, 0, 0, 0}, 4), std::nullopt);
}

} // namespace
