// SPDX-License-Identifier: GPL-2.0-or-later
// Whole connections, from the SYN to the last FIN, as a capture shows them. What stands inside the messages is made up.
#include "core/sink.hpp"
#include "ctiqbe/alarm_story.hpp"
#include "ctiqbe/descriptor.hpp"
#include "ctiqbe/stream.hpp"
#include "synthetic.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace {

using synthetic::Buffer;
using synthetic::put32;
using synthetic::put_text;
using namespace cti;
using namespace cti::ctiqbe;

constexpr auto up = Side::client, down = Side::server;
constexpr Hypothesis truth = hypotheses[6]; // length at offset 4, little-endian, without the prefix

/// What a sink saw, by where it stands in the piece.
struct SeenSink : NullSink {
    std::multimap<std::uint32_t, std::uint64_t> results{};
    std::vector<Span> data{};
    unsigned messages = 0;
    void number(FieldId id, Span where, std::uint64_t value)
    {
        if (id == field("ctiqbe.result"))
            results.emplace(where.offset, value);
        messages += id == field("ctiqbe.length");
    }
    void bytes(FieldId id, Span where)
    {
        if (id == field("ctiqbe.data"))
            data.push_back(where);
    }
};

/// A capture of one client and one server, connection after connection.
class Wire {
public:
    Capture capture{};
    Time now = 1'700'000'000 * second;
    std::uint32_t frame = 0;
    Endpoint client{*Address::parse("10.1.1.7"), 50000}, server{*Address::parse("10.1.1.10"), 2748};
    KeptFindings found{};
    Connection* connection = nullptr;
    std::shared_ptr<Stream> stream{};
    struct Kept {
        Piece piece;
        PieceContext context;
        Buffer bytes;
    };
    std::vector<Kept> pieces{};

    void open()
    {
        ++client.port;
        next_ = {1000, 9000};
        connection = &capture.add(descriptor, client, server, PortUse::none, PortUse::plain);
        stream = std::make_shared<Stream>(*connection, capture);
        connection->set_rules(stream);
        segment(up, tcp_syn);
        segment(down, tcp_syn | tcp_ack);
        segment(up, tcp_ack);
    }
    void send(Side from, const Buffer& bytes, Time pause = millisecond)
    {
        now += pause;
        const Moment at{frame + 1, now};
        capture.on_frame(at);
        Buffer& waiting = waiting_[index(from)];
        const std::size_t again = waiting.size();
        Buffer all = waiting;
        all.insert(all.end(), bytes.begin(), bytes.end());
        waiting.clear();
        connection->on_payload(from, at, bytes, false);
        stream->on_bytes(from, at, all, again, all.size());
        std::uint32_t place = 0;
        const Cut cut = cut_into_pieces(
            all.size(), [&](std::size_t o) { return stream->next(from, Bytes{all}.subspan(o), all.size() - o, true); },
            [](std::size_t) { return true; },
            [&](std::size_t o, const Piece& piece) {
                const Bytes b = Bytes{all}.subspan(o, piece.length);
                const PieceContext context{{at.frame, ++place}, now, from, false, false};
                CollectingSink sink{found};
                if (const auto observed = stream->observe(piece, b, context, sink, true); observed.findings)
                    found.insert(found.end(), observed.findings->begin(), observed.findings->end());
                pieces.push_back({piece, context, Buffer{b.begin(), b.end()}});
            });
        if (cut.waits)
            waiting.assign(all.begin() + static_cast<std::ptrdiff_t>(cut.used), all.end());
        segment(from, tcp_ack | tcp_psh, static_cast<std::uint32_t>(bytes.size()), 0);
    }
    void close(Side by, Time pause = 3 * millisecond)
    {
        now += pause;
        segment(by, tcp_fin | tcp_ack);
        segment(other(by), tcp_fin | tcp_ack);
        for (std::uint32_t f = 0; f <= frame; ++f)
            for (const KeptFinding& k : connection->findings_at(f))
                found.push_back(k);
    }
    const SessionInfo& session() const { return *stream->sessions().front(); }
    /// What a later pass draws of everything so far.
    SeenSink later() const
    {
        SeenSink sink;
        for (const Kept& k : pieces)
            stream->observe(k.piece, k.bytes, k.context, sink, false);
        return sink;
    }
    std::vector<std::string> said(std::string_view id) const
    {
        std::vector<std::string> texts;
        for (const KeptFinding& f : found)
            if (f.diagnosis && f.diagnosis->id == id)
                texts.push_back(f.sentence);
        return texts;
    }

private:
    void segment(Side from, std::uint8_t flags, std::uint32_t length = 0, Time pause = 100 * microsecond)
    {
        now += pause;
        ++frame;
        capture.on_frame({frame, now});
        Segment s;
        s.at = {frame, now};
        s.from = from == up ? client : server;
        s.to = from == up ? server : client;
        s.sequence = next_[index(from)];
        s.acknowledgement = next_[index(other(from))];
        s.flags = flags;
        s.length = s.captured = length;
        connection->on_segment(s);
        next_[index(from)] += length + ((flags & (tcp_syn | tcp_fin)) ? 1 : 0);
    }
    std::array<std::uint32_t, 2> next_{};
    std::array<Buffer, 2> waiting_{};
};

Buffer message(std::uint32_t number, std::size_t size, std::uint32_t code = 0, std::size_t code_at = 12)
{
    Buffer body;
    put32(body, number, truth.order);
    body.resize(size);
    if (code)
        for (unsigned i = 0; i < 4; ++i)
            body[code_at + i] = static_cast<std::uint8_t>(code >> 8 * i);
    Buffer m;
    put32(m, 5, truth.order);
    put32(m, static_cast<std::uint32_t>(size), truth.order);
    m.insert(m.end(), body.begin(), body.end());
    return m;
}
Buffer operator+(Buffer a, const Buffer& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// The login that timed out, three payloads: too few to frame.
void login_timeout(Wire& w, std::uint32_t code)
{
    w.open();
    w.send(up, message(1, 209));
    w.send(down, message(2, 104), 10 * millisecond);
    w.send(down, message(126, 108, code), 10 * second);
    w.close(up);
}

TEST(CtiqbeStream, ACodeOutsideOfFramingIsSaid)
{
    for (const std::uint32_t code : {0x8CCC0075u, 0x7500CC8Cu}) { // in either byte order
        Wire w;
        login_timeout(w, code);
        const auto failed = w.said("ctiqbe.failed");
        ASSERT_EQ(failed.size(), 1u);
        EXPECT_EQ(failed[0],
            code == 0x8CCC0075u
                ? "The message carries CTI result 0x8ccc0075: CTIERR_DIRECTORY_LOGIN_TIMEOUT; found outside of framing, by its looks alone"
                : failed[0]);
        EXPECT_EQ(w.later().results.count(20), 1u) << "the field is drawn";
        const auto shape = w.said("ctiqbe.shape");
        if (code == 0x8CCC0075u) {
            ASSERT_EQ(shape.size(), 1u);
            EXPECT_TRUE(has(shape[0], "a login that timed out") && has(shape[0], "result code 0x8ccc0075 says the same")) << shape[0];
            EXPECT_EQ(w.session().opening, Opening::refused);
        }
    }
}

TEST(CtiqbeStream, WhatOnlyLooksLikeACodeIsNotSaid)
{
    Wire w;
    w.open();
    w.send(up, message(1, 209));
    w.send(down, message(2, 104, 0x8CCC0FFE));     // not published
    w.send(down, message(3, 108, 0x8CCC0075, 13)); // on no 4-byte boundary
    EXPECT_TRUE(w.said("ctiqbe.failed").empty());
    EXPECT_TRUE(w.later().results.empty());
}

TEST(CtiqbeStream, AShapeAloneIsACandidate)
{
    Wire w;
    login_timeout(w, 0);
    const auto shape = w.said("ctiqbe.shape");
    ASSERT_EQ(shape.size(), 1u);
    EXPECT_EQ(shape[0], "The session of 10.1.1.7 with 10.1.1.10 has the shape of a login that timed out (1 message of the client; 1 of the "
                        "server after 10 ms; 1 of "
                        "the server after 10 s; closed by the client 3 ms later); a result code or an alarm would prove it");
    for (const KeptFinding& f : w.found)
        EXPECT_LE(f.severity, Severity::note) << f.sentence;
    EXPECT_EQ(w.session().opening, Opening::asked) << "a candidate decides nothing";
}

TEST(CtiqbeStream, ACodeThatDisagreesWithdrawsTheShape)
{
    Wire w;
    login_timeout(w, 0x8CCC0060);
    EXPECT_EQ(w.said("ctiqbe.failed").size(), 1u);
    EXPECT_TRUE(w.said("ctiqbe.shape").empty());
}

TEST(CtiqbeStream, AnAlarmThatDisagreesWithdrawsTheShape)
{
    Wire w;
    KeptFindings joined;
    w.now += 9 * second;
    const Moment alarm{1, w.now + 5 * second};
    w.capture.shared<AlarmStories>().on_alarm(
        {"CtiProviderOpenFailure", w.client.address, w.server.address, true, "u", 0x8CCC0060, "Wrong password", "Fix it", alarm}, joined);
    login_timeout(w, 0);
    EXPECT_TRUE(w.said("ctiqbe.shape").empty());
    const auto refused = w.said("ctiqbe.refused");
    ASSERT_EQ(refused.size(), 1u);
    EXPECT_TRUE(has(refused[0], "Wrong password")) << refused[0];
    EXPECT_EQ(w.session().opening, Opening::refused);
}

TEST(CtiqbeStream, NoShapeWhereTheBeginningWasNotCaptured)
{
    Wire w;
    w.client.port = 1;
    w.connection = &w.capture.add(descriptor, w.client, w.server, PortUse::none, PortUse::plain);
    w.stream = std::make_shared<Stream>(*w.connection, w.capture);
    w.connection->set_rules(w.stream);
    w.send(up, message(1, 209));
    w.send(down, message(2, 104), 10 * millisecond);
    w.send(down, message(126, 108), 10 * second);
    w.close(up);
    EXPECT_TRUE(w.said("ctiqbe.shape").empty());
    EXPECT_EQ(w.session().opening, Opening::not_seen);
}

/// However TCP cuts the bytes: the code is said once.
TEST(CtiqbeStream, FindingsDoNotDependOnHowTheBytesWereCut)
{
    const Buffer opening = message(1, 209), answers = message(2, 101) + message(126, 120, 0x8CCC0018, 16);
    const Buffer more[] = {message(3, 300), message(4, 77), message(5, 40), message(6, 60), message(7, 52)};
    for (const std::size_t cut :
        {std::size_t{0}, std::size_t{1}, std::size_t{50}, std::size_t{109}, std::size_t{131}, std::size_t{139}, answers.size() - 3}) {
        Wire w;
        w.open();
        w.send(up, opening);
        if (cut) {
            w.send(down, {answers.begin(), answers.begin() + static_cast<std::ptrdiff_t>(cut)});
            w.send(down, {answers.begin() + static_cast<std::ptrdiff_t>(cut), answers.end()});
        } else {
            w.send(down, answers);
        }
        for (std::size_t i = 0; i < std::size(more); ++i)
            w.send(i % 2 ? down : up, more[i]);
        EXPECT_EQ(w.said("ctiqbe.framing_inferred").size(), 1u) << cut;
        const auto failed = w.said("ctiqbe.failed");
        ASSERT_EQ(failed.size(), 1u) << cut;
        EXPECT_TRUE(has(failed[0], "0x8ccc0018")) << failed[0];
    }
}

TEST(CtiqbeStream, LaterPassesShowWhatWasFramedLate)
{
    Wire w;
    w.open();
    w.send(up, message(1, 209));
    w.send(down, message(2, 104) + message(126, 108, 0x8CCC0013));
    w.send(up, message(3, 40));
    w.send(down, message(4, 64));
    w.send(up, message(5, 80));
    w.send(down, message(6, 56));
    ASSERT_EQ(w.said("ctiqbe.framing_inferred").size(), 1u);
    const SeenSink later = w.later();
    EXPECT_EQ(later.messages, 7u) << "every message, those before the decision too";
    EXPECT_TRUE(later.data.empty());
    EXPECT_EQ(later.results.size(), 1u) << "a code is drawn once";
    EXPECT_EQ(w.said("ctiqbe.failed").size(), 1u);
    const std::size_t before = w.found.size();
    w.later();
    EXPECT_EQ(w.found.size(), before);
}

TEST(CtiqbeStream, SmallOpeningWordsStartAnExpectation)
{
    Wire w;
    w.open();
    for (std::uint32_t i = 0; i < 6; ++i)
        w.send(i % 2 ? down : up, message(1 + i, 100 + 4 * i));
    w.close(up);
    ASSERT_EQ(w.said("ctiqbe.framing_inferred").size(), 1u);
    w.open();
    w.send(up, message(1, 100));
    EXPECT_EQ(w.said("ctiqbe.framing_inferred").size(), 1u) << "so small a word is not enough with one message";
    w.send(down, message(2, 68));
    ASSERT_EQ(w.said("ctiqbe.framing_inferred").size(), 2u);
    EXPECT_TRUE(has(w.said("ctiqbe.framing_inferred")[1], "assumed"));
}

TEST(CtiqbeStream, ShortSessionsOfOneClientPool)
{
    Wire w;
    for (int i = 0; i < 2; ++i) {
        login_timeout(w, 0);
        w.now += 20 * second;
    }
    const auto inferred = w.said("ctiqbe.framing_inferred");
    ASSERT_EQ(inferred.size(), 1u);
    EXPECT_TRUE(has(inferred[0], hypotheses[6].text)) << inferred[0];
    EXPECT_TRUE(has(inferred[0], "together with 1 earlier short session of this client")) << inferred[0];
}

TEST(CtiqbeStream, ARefusalWithoutCodeOrAlarmHasNoKnownCause)
{
    Wire w;
    w.open();
    w.send(up, message(1, 209));
    w.send(down, message(2, 104));
    w.close(down);
    const auto closed = w.said("ctiqbe.closed_after_open");
    ASSERT_EQ(closed.size(), 1u);
    EXPECT_TRUE(has(closed[0], "cause unknown"));
    for (const KeptFinding& f : w.found)
        if (f.diagnosis && std::string_view{f.diagnosis->id}.starts_with("ctiqbe.closed")) {
            EXPECT_FALSE(has(f.remedy, "plugin")) << f.remedy;
            EXPECT_TRUE(has(f.remedy, "Look in the syslog of 10.1.1.10"));
        }
    EXPECT_EQ(w.session().opening, Opening::refused);
    EXPECT_TRUE(w.session().has_ended);
}

TEST(CtiqbeStream, ARefusalTakesItsCauseFromTheCode)
{
    Wire w;
    w.open();
    w.send(up, message(1, 209));
    w.send(down, message(2, 104, 0x8CCC0047));
    w.close(down);
    const auto closed = w.said("ctiqbe.closed_after_open");
    ASSERT_EQ(closed.size(), 1u);
    EXPECT_TRUE(has(closed[0], "result code 0x8ccc0047 says why: MAX_NUMBER_OF_CTI_CONNECTIONS_REACHED")) << closed[0];
    for (const KeptFinding& f : w.found)
        EXPECT_FALSE(has(f.remedy, "Install")) << f.remedy;
}

TEST(CtiqbeStream, AGoodSessionThatTheClientEndsIsClosedInOrder)
{
    Wire w;
    w.open();
    w.send(up, message(1, 209));
    w.send(down, message(2, 104));
    w.send(down, message(126, 108), 200 * millisecond);
    w.send(up, message(9, 40));
    EXPECT_EQ(w.session().opening, Opening::granted);
    w.send(down, message(10, 48));
    w.send(up, message(11, 32), 3 * second);
    w.close(up);
    EXPECT_TRUE(w.session().closed_in_order);
    EXPECT_TRUE(w.session().has_ended);
    for (const KeptFinding& f : w.found)
        EXPECT_LE(f.severity, Severity::note) << f.sentence;
}

TEST(CtiqbeStream, AServerThatEndsEverybodyAtOnce)
{
    Wire w;
    std::vector<std::pair<Connection*, std::shared_ptr<Stream>>> open;
    std::vector<Endpoint> clients;
    for (std::uint8_t host = 1; host <= 3; ++host) {
        const std::uint8_t address[] = {10, 1, 2, host};
        w.client.address = Address::v4(address);
        w.open();
        w.send(up, message(1, 209));
        w.send(down, message(2, 104));
        w.send(down, message(126, 108), 200 * millisecond);
        w.send(up, message(9, 40));
        w.close(down, 0);
        w.now -= 200 * millisecond;
    }
    const auto stopped = w.said("ctiqbe.server_stopped");
    ASSERT_EQ(stopped.size(), 1u);
    EXPECT_TRUE(has(stopped[0], "Server 10.1.1.10 ended 3 sessions of 3 clients within a second")) << stopped[0];
}

} // namespace
