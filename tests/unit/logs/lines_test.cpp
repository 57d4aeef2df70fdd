// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/lines.hpp"

#include <gtest/gtest.h>

#include <vector>

using namespace cti;
using namespace cti::logs;

namespace {

std::vector<std::string> lines(std::string_view text, std::size_t chunk = std::string_view::npos, std::uint64_t* dropped = nullptr)
{
    std::vector<std::string> out;
    LineSplitter splitter{[&](std::string_view line, std::uint64_t more) {
        out.emplace_back(line);
        if (dropped)
            *dropped += more;
    }};
    while (!text.empty()) {
        const std::string_view part = text.substr(0, chunk);
        splitter.push({reinterpret_cast<const std::uint8_t*>(part.data()), part.size()});
        text.remove_prefix(part.size());
    }
    splitter.finish();
    return out;
}

std::string utf16(std::u16string_view text, bool big, bool mark)
{
    std::string out;
    const auto put = [&](char16_t c) {
        const char high = static_cast<char>(c >> 8), low = static_cast<char>(c & 255);
        out += big ? high : low;
        out += big ? low : high;
    };
    if (mark)
        put(0xfeff);
    for (const char16_t c : text)
        put(c);
    return out;
}

using Lines = std::vector<std::string>;

TEST(LogLines, LineEnds)
{
    EXPECT_EQ(lines("a\nb\r\nc\r\r\n\nlast"), (Lines{"a", "b", "c", "", "last"}));
    EXPECT_EQ(lines(""), Lines{});
    EXPECT_EQ(lines("\n"), Lines{""});
}

TEST(LogLines, Encodings)
{
    const Lines expected{"Zürich €", "\xf0\x9f\x98\x80 x"};
    const std::u16string_view text = u"Zürich €\r\n\U0001f600 x\r\n";
    for (const bool big : {false, true})
        for (std::size_t chunk : {1, 2, 3, 7, 1000})
            EXPECT_EQ(lines(utf16(text, big, true), chunk), expected) << big << chunk;
    EXPECT_EQ(lines(utf16(u"12:00 plain ascii text", false, false)), Lines{"12:00 plain ascii text"});
    EXPECT_EQ(lines(utf16(u"12:00 plain ascii text", true, false)), Lines{"12:00 plain ascii text"});
    EXPECT_EQ(lines("\xef\xbb\xbfwith mark\nZ\xc3\xbcrich\n"), (Lines{"with mark", "Zürich"}));
    EXPECT_EQ(lines("Z\xfcrich \xa9\nZ\xc3\xbcrich\n"), (Lines{"Zürich ©", "Zürich"})) << "ISO-8859-1, line by line";
}

TEST(LogLines, BrokenUtf16)
{
    std::string odd = utf16(u"ab", false, true) + "c";
    EXPECT_EQ(lines(odd), Lines{"ab\xef\xbf\xbd"});
    std::string half = utf16(u"ab", false, true) + "\x3d\xd8" + utf16(u"c", false, false) + "\x3d\xd8";
    EXPECT_EQ(lines(half), Lines{"ab\xef\xbf\xbd"
                                 "c\xef\xbf\xbd"});
}

TEST(LogLines, NulsAreLeftOut)
{
    EXPECT_EQ(lines(std::string(100, '\0') + "12:00 a\nb" + std::string(3, '\0') + "c\n"), (Lines{"12:00 a", "bc"}));
}

TEST(LogLines, LongLinesAreCutBetweenCharacters)
{
    std::string text(LineSplitter::longest_line - 1, 'x');
    text += "\xc3\xbc" + std::string(1'000'000, 'y') + "\nnext\n";
    std::uint64_t dropped = 0;
    for (std::size_t chunk : {std::size_t{1000}, std::string_view::npos}) {
        dropped = 0;
        const Lines out = lines(text, chunk, &dropped);
        ASSERT_EQ(out.size(), 2u);
        EXPECT_EQ(out[0], std::string(LineSplitter::longest_line - 1, 'x'));
        EXPECT_EQ(dropped, 1'000'001u);
        EXPECT_EQ(out[1], "next");
    }
}

} // namespace
