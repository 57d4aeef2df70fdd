// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture/files.hpp"
#include "frames.hpp"
#include "pcapng.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace cti;
using namespace cti::capture;
using namespace cti::capture::test;

namespace {

constexpr Time start = 1'700'000'000 * second;

class Files : public testing::Test {
protected:
    std::filesystem::path folder;
    void SetUp() override
    {
        const auto* info = testing::UnitTest::GetInstance()->current_test_info();
        folder =
            std::filesystem::temp_directory_path() / (std::string{"cti_files_test."} + std::to_string(::getpid()) + "." + info->name());
        std::filesystem::create_directories(folder);
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    std::string path(const char* name) const { return (folder / name).string(); }
    std::string put(const char* name, const Octets& bytes) const
    {
        std::ofstream{path(name), std::ios::binary}.write(
            reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return path(name);
    }
    /// A pcapng file with a datagram at each of these times, milliseconds after the start; each says `mark` and its number.
    std::string capture(const char* name, char mark, const std::vector<Time>& times) const
    {
        ctigen::Capture c;
        c.nanoseconds = true;
        std::uint8_t number = 0;
        for (const Time t : times) {
            const Octets frame = datagram({static_cast<std::uint8_t>(mark), number++});
            c.packets.push_back({start + t * millisecond, frame, static_cast<std::uint32_t>(frame.size()), {}});
        }
        return put(name, ctigen::to_pcapng(c));
    }
    static Octets datagram(const Octets& content, std::uint16_t port = 514)
    {
        ctigen::Host a = ctigen::make_host("a", "10.0.0.2"), b = ctigen::make_host("b", "10.0.0.10");
        return ctigen::udp_frame({&a, 5514}, {&b, port}, content);
    }
    static FilterRules rules()
    {
        FilterRules r;
        r.udp.add(514);
        r.tcp.add(42027);
        return r;
    }
    struct Seen {
        std::uint32_t frame;
        Time time;
        std::string text;
        friend bool operator==(const Seen&, const Seen&) = default;
        friend void PrintTo(const Seen& s, std::ostream* out) { *out << s.frame << " " << s.time << " " << s.text; }
    };
    static std::vector<Seen> all(Timeline& timeline)
    {
        std::vector<Seen> out;
        Packet p;
        while (timeline.next(p)) {
            std::string text;
            text += static_cast<char>(p.payload[0]);
            text += std::to_string(p.payload[1]);
            out.push_back({p.segment.at.frame, (p.segment.at.time - start) / millisecond, text});
        }
        return out;
    }
    static std::vector<Seen> all(const std::vector<std::string>& paths, unsigned jobs = 1, std::size_t room = Timeline::default_room)
    {
        Timeline timeline{paths, rules(), jobs, room};
        return all(timeline);
    }
};

} // namespace

TEST_F(Files, OneFile)
{
    EXPECT_EQ(all({capture("a.pcapng", 'a', {0, 5, 7})}), (std::vector<Seen>{{1, 0, "a0"}, {2, 5, "a1"}, {3, 7, "a2"}}));
}

TEST_F(Files, FilesThatOverlapAreOneTimeline)
{
    const std::vector<std::string> paths = {
        capture("b.pcapng", 'b', {2, 4, 6, 9}), capture("a.pcapng", 'a', {0, 4, 5, 20}), capture("c.pcapng", 'c', {10, 11})};
    // Of the two at 4 ms the file named first comes first.
    const std::vector<Seen> expected = {{1, 0, "a0"}, {2, 2, "b0"}, {3, 4, "b1"}, {4, 4, "a1"}, {5, 5, "a2"}, {6, 6, "b2"}, {7, 9, "b3"},
        {8, 10, "c0"}, {9, 11, "c1"}, {10, 20, "a3"}};
    for (const unsigned jobs : {1u, 2u, 5u}) {
        EXPECT_EQ(all(paths, jobs), expected) << jobs;
        EXPECT_EQ(all(paths, jobs, 1), expected) << jobs << ", no room";
    }
}

TEST_F(Files, ForeignFramesCountToo)
{
    ctigen::Capture c;
    for (std::uint8_t i = 0; i < 10; ++i) {
        const Octets frame = datagram({'x', i}, i % 4 == 3 ? 514 : 5060);
        c.packets.push_back({start + i * millisecond, frame, static_cast<std::uint32_t>(frame.size()), {}});
    }
    const std::string first = put("a.pcapng", ctigen::to_pcapng(c));
    const std::string second_file = capture("b.pcapng", 'b', {4, 100});
    for (const unsigned jobs : {1u, 2u}) {
        Timeline timeline{{first, second_file}, rules(), jobs};
        EXPECT_EQ(all(timeline), (std::vector<Seen>{{4, 3, "x3"}, {6, 4, "b0"}, {9, 7, "x7"}, {12, 100, "b1"}}));
        EXPECT_EQ(timeline.frames(), 12u);
        EXPECT_EQ(timeline.results()[0].frames, 10u);
        EXPECT_EQ(timeline.results()[0].counts.datagrams, 10u);
        EXPECT_EQ(timeline.bytes_read(), timeline.bytes_total());
    }
}

TEST_F(Files, RingBuffer)
{
    std::vector<std::string> paths;
    std::vector<Seen> expected;
    for (int f = 0; f < 40; ++f) {
        std::vector<Time> times;
        for (int i = 0; i < 25; ++i) {
            times.push_back(f * 100 + i);
            expected.push_back(
                {static_cast<std::uint32_t>(expected.size() + 1), f * 100 + i, static_cast<char>('A' + f) + std::to_string(i)});
        }
        paths.insert(paths.begin(), capture(("r" + std::to_string(f)).c_str(), static_cast<char>('A' + f), times));
    }
    for (const unsigned jobs : {1u, 3u}) {
        EXPECT_EQ(all(paths, jobs), expected);
        EXPECT_EQ(all(paths, jobs, 2000), expected);
    }
}

TEST_F(Files, MoreFramesThanABatchHas)
{
    std::vector<Time> times(35000);
    for (std::size_t i = 0; i < times.size(); ++i)
        times[i] = static_cast<Time>(i);
    const std::string a = capture("a", 'a', times), b = capture("b", 'b', times);
    for (const unsigned jobs : {1u, 2u}) {
        const std::vector<Seen> seen = all({a, b}, jobs);
        ASSERT_EQ(seen.size(), 70000u);
        for (std::size_t i = 0; i < seen.size(); ++i)
            ASSERT_EQ(seen[i],
                (Seen{static_cast<std::uint32_t>(i + 1), static_cast<Time>(i / 2), (i % 2 ? "b" : "a") + std::to_string(i / 2 % 256)}));
    }
}

TEST_F(Files, TimeThatStepsBackIsToldAndKeepsTheFilesOrder)
{
    Timeline timeline{{capture("a.pcapng", 'a', {5, 1, 6}), capture("b.pcapng", 'b', {5, 5})}, rules()};
    EXPECT_EQ(all(timeline), (std::vector<Seen>{{1, 5, "a0"}, {2, 1, "a1"}, {3, 5, "b0"}, {4, 5, "b1"}, {5, 6, "a2"}}));
    EXPECT_TRUE(timeline.results()[0].backwards);
    EXPECT_FALSE(timeline.results()[1].backwards);
    EXPECT_EQ(timeline.results()[0].first, start + millisecond);
    EXPECT_EQ(timeline.results()[0].last, start + 6 * millisecond);
}

TEST_F(Files, CutShortIsToldAndTheRestIsRead)
{
    const std::string whole = capture("a.pcapng", 'a', {0, 1, 2});
    std::filesystem::resize_file(whole, std::filesystem::file_size(whole) - 7);
    Timeline timeline{{whole}, rules()};
    EXPECT_EQ(all(timeline).size(), 2u);
    EXPECT_TRUE(timeline.results()[0].cut_short);
    EXPECT_EQ(timeline.results()[0].problem.find(whole + ": "), 0u);
}

TEST_F(Files, WhatCannotBeReadIsNamedAndTheOthersAreRead)
{
    const std::vector<std::string> paths = {path("missing.pcap"),
        put("text.pcap", {'n', 'o', ' ', 'c', 'a', 'p', 't', 'u', 'r', 'e', '\n'}), folder.string(), put("empty.pcap", {}),
        capture("good.pcapng", 'g', {0})};
    for (const unsigned jobs : {1u, 2u}) {
        Timeline timeline{paths, rules(), jobs};
        EXPECT_EQ(all(timeline), (std::vector<Seen>{{1, 0, "g0"}}));
        for (std::size_t i = 0; i < 3; ++i)
            EXPECT_EQ(timeline.results()[i].problem.find(paths[i] + ": "), 0u) << timeline.results()[i].problem;
        EXPECT_EQ(timeline.results()[4].problem, "");
    }
    Timeline alone{{paths[0]}, rules()};
    EXPECT_TRUE(all(alone).empty());
    EXPECT_EQ(alone.results()[0].problem.find(paths[0] + ": "), 0u);
}

TEST_F(Files, Compressed)
{
    const std::string plain = capture("a.pcapng", 'a', {0, 1, 2});
    if (std::system(("gzip " + plain).c_str()) != 0)
        GTEST_SKIP() << "no gzip";
    EXPECT_EQ(all({plain + ".gz"}).size(), 3u);
}

TEST_F(Files, BetweenTwoTimes)
{
    FilterRules r = rules();
    r.from = start + 5 * millisecond;
    r.to = start + 7 * millisecond;
    Timeline timeline{{capture("a.pcapng", 'a', {0, 5, 7, 8})}, r};
    EXPECT_EQ(all(timeline), (std::vector<Seen>{{2, 5, "a1"}, {3, 7, "a2"}}));
    EXPECT_EQ(timeline.frames(), 4u);
}

TEST_F(Files, SegmentsOfOtherPortsWithAHeuristic)
{
    ctigen::Host a = ctigen::make_host("a", "10.0.0.2"), b = ctigen::make_host("b", "10.0.0.10");
    ctigen::Capture c;
    for (const auto& [port, text] :
        std::vector<std::pair<std::uint16_t, std::string>>{{42027, "??"}, {7000, "no"}, {7000, "!!"}, {443, "!!"}}) {
        const Octets frame = ctigen::tcp_frame({&a, 50001}, {&b, port}, {.flags = 0x18}, {text.begin(), text.end()});
        c.packets.push_back({start, frame, static_cast<std::uint32_t>(frame.size()), {}});
    }
    const std::string file = put("a.pcapng", ctigen::to_pcapng(c));
    const auto read = [&](FilterRules r) {
        std::vector<std::pair<std::uint32_t, bool>> out;
        Timeline timeline{{file}, std::move(r)};
        Packet p;
        while (timeline.next(p))
            out.emplace_back(p.segment.at.frame, p.claim);
        return out;
    };
    using Seen = std::vector<std::pair<std::uint32_t, bool>>;
    EXPECT_EQ(read(rules()), (Seen{{1, false}}));
    FilterRules r = rules();
    r.claims = [](const Packet& p) { return p.payload[0] == '!'; };
    r.foreign.add(443);
    EXPECT_EQ(read(r), (Seen{{1, false}, {2, false}, {3, true}}));
}

TEST_F(Files, WrittenAndReadAgain)
{
    // Two link types, a frame that was cut, a time before 1970.
    ctigen::Capture c;
    c.nanoseconds = true;
    const Octets frame = datagram({'a', 1});
    c.packets.push_back({start + 123456789, frame, 1500, {}});
    c.packets.push_back({start + 999999999, frame, static_cast<std::uint32_t>(frame.size()), {}});
    const std::string source = put("a.pcapng", ctigen::to_pcapng(c));
    // A pcap file of raw IP packets (link type 101), microseconds.
    const Octets packet = part(frame, 14);
    const auto le = [](std::uint32_t v) {
        const Octets b = be(v, 4);
        return Octets{b.rbegin(), b.rend()};
    };
    const auto seconds = static_cast<std::uint32_t>(start / second);
    const std::string raw =
        put("b.pcap", joined({hex("d4c3b2a1 02000400 00000000 00000000 00000400 65000000"), le(seconds), le(7),
                          le(static_cast<std::uint32_t>(packet.size())), le(static_cast<std::uint32_t>(packet.size())), packet}));
    const std::string out = path("out.pcapng");
    struct Copy {
        Time time;
        Link link;
        Octets bytes;
        std::uint32_t reported;
        bool operator==(const Copy&) const = default;
    };
    const auto read = [](const std::string& file, std::vector<Copy>& into, Writer* writer = nullptr) {
        std::string error;
        const auto in = CaptureFile::open(file, error);
        ASSERT_TRUE(in) << error;
        FileRecord r;
        while (in->next(r)) {
            into.push_back({r.time, r.link, {r.bytes.begin(), r.bytes.end()}, r.reported});
            if (writer) {
                EXPECT_TRUE(writer->write(r)) << writer->problem();
            }
        }
        EXPECT_EQ(in->problem(), "");
    };
    std::vector<Copy> before, after;
    {
        std::string error;
        const auto writer = Writer::create(out, error);
        ASSERT_TRUE(writer) << error;
        read(source, before, writer.get());
        read(raw, before, writer.get());
        EXPECT_TRUE(writer->close()) << writer->problem();
    }
    read(out, after);
    ASSERT_EQ(before.size(), 3u);
    EXPECT_EQ(before[0].time, start + 123456789);
    EXPECT_EQ(before[0].reported, 1500u);
    EXPECT_EQ(before[2].time, start + 7 * microsecond);
    EXPECT_EQ(before[2].link, Link::raw_ip);
    EXPECT_EQ(after, before);
}

TEST_F(Files, WhatCannotBeWrittenIsNamed)
{
    std::string error;
    const std::string nowhere = path("no/such/folder/out.pcapng");
    EXPECT_FALSE(Writer::create(nowhere, error));
    EXPECT_EQ(error.find(nowhere + ": "), 0u) << error;
    const auto writer = Writer::create(path("out.pcapng"), error);
    ASSERT_TRUE(writer) << error;
    FileRecord record;
    record.encapsulation = 3; // Token Ring
    EXPECT_FALSE(writer->write(record));
    EXPECT_NE(writer->problem().find("out.pcapng"), std::string::npos);
}

/// Every capture of the scenarios, read as a whole and as streams.
TEST_F(Files, EveryTestCapture)
{
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator{CTI_CAPTURES}) {
        if (entry.path().extension() != ".pcapng")
            continue;
        ++files;
        Timeline timeline{{entry.path().string()}, rules()};
        Packet p;
        std::uint32_t last = 0;
        while (timeline.next(p)) {
            EXPECT_GT(p.segment.at.frame, last);
            last = p.segment.at.frame;
        }
        EXPECT_EQ(timeline.results()[0].problem, "") << entry.path();
        EXPECT_EQ(timeline.results()[0].counts.malformed, 0u) << entry.path();
        EXPECT_GT(timeline.frames(), 0u) << entry.path();
    }
    EXPECT_GT(files, 10u);
}
