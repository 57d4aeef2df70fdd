// SPDX-License-Identifier: GPL-2.0-or-later
// Files as they come: in pieces, from the middle, with the wrong line ends, in UTF-16, damaged, endless.
#include "read.hpp"
#include "samples.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

using namespace cti;
using namespace cti::logs;

namespace {

std::string replaced(std::string_view text, std::string_view what, std::string_view with)
{
    std::string out;
    for (std::size_t at; (at = text.find(what)) != std::string_view::npos; text.remove_prefix(at + what.size()))
        out.append(text.substr(0, at)).append(with);
    return out.append(text);
}

std::string utf16(std::string_view ascii, bool big, bool mark)
{
    std::string out = mark ? (big ? "\xfe\xff" : "\xff\xfe") : "";
    for (const char c : ascii)
        out += big ? std::string{'\0', c} : std::string{c, '\0'};
    return out;
}

TEST(LogBadInput, AnySplitGivesTheSame)
{
    for (const std::string_view sample : samples::all) {
        const std::string whole = print(read(sample));
        ASSERT_EQ(print(read(sample, {}, 0)), whole) << "byte by byte";
        for (std::size_t split = 1; split < sample.size(); ++split)
            ASSERT_EQ(print(read(sample, {}, split)), whole) << split;
    }
}

TEST(LogBadInput, LineEndsAndEncodings)
{
    for (const std::string_view sample : samples::all) {
        const std::string plain = replaced(sample, "\r\n", "\n");
        const std::string expected = print(read(plain));
        EXPECT_EQ(print(read(replaced(plain, "\n", "\r\n"))), expected);
        EXPECT_EQ(print(read("\xef\xbb\xbf" + plain)), expected);
        for (const bool big : {false, true})
            for (const bool mark : {false, true})
                EXPECT_EQ(print(read(utf16(plain, big, mark))), expected);
    }
}

// A file that begins inside a record: what is cut off is one record of no known form, the rest is as it was.
TEST(LogBadInput, StartInTheMiddle)
{
    const std::string_view sample = samples::jtapi;
    const auto whole = read(sample);
    for (std::size_t start = 1; start < sample.find("9365:"); ++start) {
        const auto part = read(sample.substr(start));
        ASSERT_GE(part.size(), 3u) << start;
        ASSERT_EQ(part.back().event, "ProviderClosedEvent");
        const std::size_t lead = part.size() - 3;
        ASSERT_LE(lead, 1u);
        if (lead == 1 && part[0].format == Format::unknown) {
            EXPECT_FALSE(part[0].complete);
            EXPECT_FALSE(part[0].time.time_of_day);
            EXPECT_EQ(part[0].time.nanoseconds, part[1].time.nanoseconds) << "stands where the first record does";
        }
        EXPECT_EQ(part[lead].raw, whole[1].raw);
        EXPECT_EQ(part[lead].event, whole[1].event);
    }
    for (const std::string_view text : samples::all)
        for (std::size_t start = 0; start < text.size(); ++start)
            read(text.substr(start));
}

// What is read of a file that was cut stands in it, and nothing is read twice. (A record that goes on behind others comes after them.)
TEST(LogBadInput, CutAnywhere)
{
    for (const std::string_view sample : samples::all)
        for (std::size_t end = 0; end < sample.size(); ++end) {
            const std::string_view cut = sample.substr(0, end);
            std::set<std::size_t> taken;
            for (const Kept& record : read(cut)) {
                const std::string first_line = record.raw.substr(0, record.raw.find('\n'));
                std::size_t found = cut.find(first_line);
                while (found != std::string_view::npos && !taken.insert(found).second)
                    found = cut.find(first_line, found + 1);
                ASSERT_NE(found, std::string_view::npos) << end << ": " << first_line;
            }
        }
}

TEST(LogBadInput, MutationsAreSurvivedAndStayUtf8)
{
    std::mt19937 random{1};
    const auto is_utf8 = [](std::string_view text) {
        for (std::size_t i = 0; i < text.size();) {
            const auto c = static_cast<unsigned char>(text[i]);
            const std::size_t n = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
            if (n == 0 || i + n > text.size())
                return false;
            for (std::size_t k = 1; k < n; ++k)
                if ((static_cast<unsigned char>(text[i + k]) & 0xc0) != 0x80)
                    return false;
            i += n;
        }
        return true;
    };
    for (const std::string_view sample : samples::all)
        for (int round = 0; round < 300; ++round) {
            std::string text{sample};
            for (int changes = static_cast<int>(random() % 8); changes >= 0; --changes)
                text[random() % text.size()] = static_cast<char>(random());
            std::size_t bytes = 0;
            for (const Kept& record : read(text)) {
                EXPECT_TRUE(is_utf8(record.raw));
                EXPECT_TRUE(is_utf8(record.text));
                bytes += record.raw.size();
                for (const auto& [parent, name, value] : record.fields)
                    EXPECT_TRUE(is_utf8(name) && is_utf8(value));
            }
            EXPECT_LE(bytes, 2 * text.size());
        }
}

TEST(LogBadInput, GarbageIsOneRecordOfNoForm)
{
    std::mt19937 random{2};
    std::string garbage;
    for (int i = 0; i < 1'000'000; ++i)
        garbage += static_cast<char>(random());
    ReaderStats stats;
    const auto r = read(garbage, {}, std::string_view::npos, &stats);
    ASSERT_EQ(r.size(), 1u);
    EXPECT_EQ(r[0].format, Format::unknown);
    EXPECT_LE(r[0].raw.size(), Reader::longest_record);
    EXPECT_GT(stats.dropped, 0u);
    EXPECT_EQ(stats.unrecognised, 1u);
    EXPECT_TRUE(read("").empty());
    EXPECT_TRUE(read("\n\n\r\n").empty());
    EXPECT_TRUE(read(std::string(100000, '\0')).empty());
}

TEST(LogBadInput, MegabyteLinesAreCutAndCounted)
{
    const std::string line = "28131995.000 |21:53:46.259 |AppInfo  |" + std::string(3'000'000, 'x') + "\n";
    ReaderStats stats;
    const auto r = read(line + line + "28131996.000 |21:53:47.000 |AppInfo  |next\n", {}, std::string_view::npos, &stats);
    ASSERT_EQ(r.size(), 3u);
    EXPECT_EQ(r[0].raw.size(), LineSplitter::longest_line);
    EXPECT_EQ(r[0].dropped, line.size() - 1 - LineSplitter::longest_line);
    EXPECT_EQ(stats.dropped, 2 * r[0].dropped);
    EXPECT_EQ(r[2].text, "next");
}

TEST(LogBadInput, RecordOfEndlessLines)
{
    std::string text = "28131995.000 |21:53:46.259 |AppInfo  |first\n";
    for (int i = 0; i < 100'000; ++i)
        text += "a line that goes on\n";
    text += "28131996.000 |21:53:47.000 |AppInfo  |next\n";
    const auto r = read(text);
    ASSERT_EQ(r.size(), 2u);
    EXPECT_EQ(r[0].lines, 100'001u);
    EXPECT_LE(r[0].raw.size(), Reader::longest_record);
    EXPECT_EQ(r[0].raw.size() + r[0].dropped + r[1].raw.size() + 2, text.size());
}

TEST(LogBadInput, MessagesThatNeverEndDoNotWaitForEver)
{
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += "22:21:22:921 cg1A-ctisvr SESSION " + std::to_string(i) + ": MsgType:OPEN_REQ (InvokeID:0x1\n";
    auto r = read(text);
    EXPECT_EQ(r.size(), 1000u) << "none is lost";
    EXPECT_EQ(std::count_if(r.begin(), r.end(), [](const Kept& k) { return !k.complete; }), 1000);
    text = "22:21:22:921 cg1A-ctisvr SESSION 1: MsgType:OPEN_REQ (InvokeID:0x1\n";
    for (int i = 0; i < 10000; ++i)
        text += "22:21:22:921 cg1A-ctisvr SESSION 1:         PeripheralID:5000 SkillGroupNumber:1\n";
    r = read(text);
    ASSERT_EQ(r.size(), 1u);
    EXPECT_LE(r[0].raw.size(), 64u * 1024);
    EXPECT_GT(r[0].dropped, 0u);
    // One that waits is handed over when it is clear that nothing more comes.
    std::string other = "22:21:22:921 cg1A-ctisvr SESSION 1: MsgType:OPEN_REQ (InvokeID:0x1\n";
    for (int i = 0; i < 2000; ++i)
        other += "22:21:23:000 cg1A-ctisvr something else\n";
    r = read(other);
    ASSERT_EQ(r.size(), 2001u);
    EXPECT_LT(std::find_if(r.begin(), r.end(), [](const Kept& k) { return k.event == "OPEN_REQ"; }) - r.begin(), 600);
}

TEST(LogBadInput, SecondMessageOfASessionEndsTheFirst)
{
    const auto r = read("22:21:22:921 cg1A-ctisvr SESSION 1: MsgType:OPEN_REQ (InvokeID:0x1\n22:21:22:922 cg1A-ctisvr SESSION 1: "
                        "MsgType:OPEN_CONF (InvokeID:0x1 )\n");
    ASSERT_EQ(r.size(), 2u);
    EXPECT_EQ(r[0].event, "OPEN_REQ");
    EXPECT_FALSE(r[0].complete);
    EXPECT_TRUE(r[1].complete);
}

TEST(LogBadInput, NulsInFrontOfARecord)
{
    ReaderStats stats;
    const auto r = read(std::string(4096, '\0') + "28131996.000 |21:53:47.000 |AppInfo  |next\n", {}, std::string_view::npos, &stats);
    ASSERT_EQ(r.size(), 1u);
    EXPECT_EQ(r[0].format, Format::sdl);
    EXPECT_EQ(stats.nuls, 4096u);
}

TEST(LogBadInput, FlushHandsOverAndGoesOn)
{
    std::vector<Kept> out;
    Reader reader{{}, [&](const Record& record) { out.push_back(keep(record)); }};
    reader.push(as_bytes("28131996.000 |21:53:47.000 |AppInfo  |open\n"));
    reader.push(as_bytes(std::string_view{"                                "}));
    EXPECT_TRUE(out.empty());
    reader.flush();
    ASSERT_EQ(out.size(), 1u);
    EXPECT_EQ(out[0].text, "open");
    reader.push(as_bytes("\n28131997.000 |21:53:48.000 |AppInfo  |next\n"));
    reader.finish();
    EXPECT_EQ(out.back().text, "next");
}

TEST(LogBadInput, TimesThatCannotBe)
{
    for (const char* line : {"28131996.000 |25:53:47.000 |AppInfo  |x\n", "2023-02-30 07:32:38,598 DEBUG [0x1] [c] - x\n",
             "9999999999999999999999.000 |21:53:47.000 |AppInfo  |x\n", "Events from February 31, 2007\n",
             "Sep 23 9999 22:21:22.875 -0700: %CCBU_x-7-y: z\n"}) {
        const auto r = read(line);
        ASSERT_EQ(r.size(), 1u) << line;
        EXPECT_EQ(r[0].format, Format::unknown) << line;
    }
    const auto leap = read("2023-02-28 23:59:60,999999999999999999999 DEBUG [0x1] [c] - x\n");
    ASSERT_EQ(leap.size(), 1u);
    EXPECT_EQ(leap[0].utc(), "2023-03-01T00:00:00.999Z");
}

} // namespace
