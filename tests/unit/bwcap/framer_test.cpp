// SPDX-License-Identifier: GPL-2.0-or-later
#include "helpers.hpp"

#include <chrono>
#include <random>

namespace {

using namespace cti;
using namespace cti::bwcap;
using namespace cti::bwcap::test;

struct Piece {
    UnitKind kind;
    std::string text;
    std::size_t leading;
    friend bool operator==(const Piece&, const Piece&) = default;
};

void PrintTo(const Piece& p, std::ostream* out) { *out << '{' << static_cast<int>(p.kind) << ", \"" << p.text << "\"}"; }

/// Frames `stream` as it arrives in segments that end at the given offsets; what is incomplete waits for the next segment.
std::vector<Piece> frame(std::string_view stream, std::vector<std::size_t> cuts = {}, FramerLimits limits = {}, bool end_of_stream = true)
{
    std::vector<Piece> pieces;
    std::size_t from = 0;
    cuts.push_back(stream.size());
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        const bool last = end_of_stream && i + 1 == cuts.size();
        while (from < cuts[i]) {
            const std::string_view rest = stream.substr(from, cuts[i] - from);
            const Unit unit = next_unit(bytes(rest), limits, last);
            if (unit.kind == UnitKind::need_more) {
                EXPECT_EQ(unit.length, 0u);
                EXPECT_FALSE(last);
                break;
            }
            EXPECT_GT(unit.length, 0u);
            EXPECT_LE(unit.length, rest.size());
            if (unit.length == 0 || unit.length > rest.size())
                return pieces;
            pieces.push_back({unit.kind, std::string{rest.substr(0, unit.length)}, unit.leading});
            from += unit.length;
        }
    }
    return pieces;
}

bool outside(UnitKind kind) { return kind == UnitKind::junk || kind == UnitKind::foreign; }

/// Without what segments may change: white space, and where bytes outside of documents are parted.
std::vector<Piece> documents(const std::vector<Piece>& pieces)
{
    std::vector<Piece> kept;
    for (Piece p : pieces) {
        if (p.kind == UnitKind::white_space)
            continue;
        p.text.erase(0, p.leading);
        p.leading = 0;
        if (!kept.empty() && outside(p.kind) && outside(kept.back().kind))
            kept.back().text += p.text;
        else
            kept.push_back(p);
    }
    return kept;
}

const std::string a = cap("callUpdate", "<user id=\"a\"><call callId=\"1\"><state>1</state></call></user>");
const std::string b = cap("sessionUpdate", "<user id=\"b\"><offHook>True</offHook></user>");

TEST(Framer, OneDocument) { EXPECT_EQ(frame(a), (std::vector<Piece>{{UnitKind::document, a, 0}})); }

TEST(Framer, SeveralDocumentsInOneSegment)
{
    EXPECT_EQ(frame(a + b), (std::vector<Piece>{{UnitKind::document, a, 0}, {UnitKind::document, b, 0}}));
    EXPECT_EQ(documents(frame(a + "\r\n" + b + "\n\n" + a + "\r\n")),
        (std::vector<Piece>{{UnitKind::document, a, 0}, {UnitKind::document, b, 0}, {UnitKind::document, a, 0}}));
}

TEST(Framer, WhiteSpaceBeforeTheDeclarationBelongsToTheDocument)
{
    EXPECT_EQ(frame("   " + a), (std::vector<Piece>{{UnitKind::document, "   " + a, 3}}));
    EXPECT_EQ(frame("\xef\xbb\xbf" + a), (std::vector<Piece>{{UnitKind::document, "\xef\xbb\xbf" + a, 3}}));
    EXPECT_EQ(frame("\r\n \t" + a), (std::vector<Piece>{{UnitKind::white_space, "\r\n", 0}, {UnitKind::document, " \t" + a, 2}}));
}

TEST(Framer, FormsOfTheRoot)
{
    for (const std::string& text : {
             std::string{"<BroadsoftDocument version=\"14.0\"\r\n  protocol=\"CAP\"></BroadsoftDocument>"},
             std::string{"<BroadsoftDocument protocol = 'CAP'></BroadsoftDocument \r\n>"},
             std::string{"<BroadsoftDocument protocol=\"CAP\"/>"},
             std::string{"<BroadsoftDocument note=\"a > b\" protocol=\"CAP\"/>"},
             std::string{"<ns0:BroadsoftDocument protocol=\"OCI\" xmlns:ns0=\"C\"></ns0:BroadsoftDocument>"},
             std::string{
                 "<?xml version=\"1.0\"?>\n<!-- hello -->\n<!DOCTYPE x [<!ENTITY y \"z\">]>\n<BroadsoftDocument></BroadsoftDocument>"},
             std::string{"<BroadsoftDocument><BroadsoftDocuments></BroadsoftDocuments></BroadsoftDocument>"},
         })
        EXPECT_EQ(frame(text + b), (std::vector<Piece>{{UnitKind::document, text, 0}, {UnitKind::document, b, 0}})) << text;
}

TEST(Framer, EachCutGivesTheSameDocuments)
{
    const std::string header = "host:2208 HTTP/1.0\r\nDate: today\r\nAuthorization: Basic dTpw\r\nContent-Length: 10\r\n\r\n";
    const std::string stream = header + "  " + a + b + "\r\n" + "some text" + a + "<BroadsoftDocument protocol=\"CAP\"/>" +
                               "<?xml version=\"1.0\"?><foo></foo>" + b + "\n";
    const std::vector<Piece> whole = documents(frame(stream));
    ASSERT_EQ(whole.size(), 8u);
    for (std::size_t cut = 1; cut < stream.size(); ++cut)
        ASSERT_EQ(documents(frame(stream, {cut})), whole) << cut;
    std::vector<std::size_t> every(stream.size() - 1);
    for (std::size_t i = 0; i < every.size(); ++i)
        every[i] = i + 1;
    EXPECT_EQ(documents(frame(stream, every)), whole);
}

TEST(Framer, HttpLikeHeader)
{
    const std::string header = "as1.example.com HTTP/1.0\r\nDate: Fri\r\nContent-Length: 12\r\n\r\n";
    EXPECT_EQ(frame(header + a), (std::vector<Piece>{{UnitKind::http_header, header, 0}, {UnitKind::document, a, 0}}));
    const std::string open = "as1.example.com HTTP/1.0\nDate: Fri\n"; // no empty line
    EXPECT_EQ(frame(open + a), (std::vector<Piece>{{UnitKind::http_header, open, 0}, {UnitKind::document, a, 0}}));
}

TEST(Framer, HeaderLines)
{
    const std::string header = "x HTTP/1.0\r\nDate: now\r\nAUTHORIZATION:  Basic abc\r\nProxy-Authorization: Basic def\n\r\n";
    std::vector<std::string> lines, secrets;
    for_each_header_line(bytes(header), [&](const HeaderLine& line, bool first) {
        EXPECT_EQ(first, lines.empty());
        lines.push_back(header.substr(line.line.offset, line.line.length));
        if (line.authorization)
            secrets.push_back(header.substr(line.value.offset, line.value.length));
    });
    EXPECT_EQ(lines, (std::vector<std::string>{"x HTTP/1.0", "Date: now", "AUTHORIZATION:  Basic abc", "Proxy-Authorization: Basic def"}));
    EXPECT_EQ(secrets, (std::vector<std::string>{"Basic abc", "Basic def"}));
}

TEST(Framer, JunkIsNamedAndTheNextDocumentFound)
{
    EXPECT_EQ(frame("hello" + a), (std::vector<Piece>{{UnitKind::junk, "hello", 0}, {UnitKind::document, a, 0}}));
    EXPECT_EQ(
        frame("</BroadsoftDocument>" + a), (std::vector<Piece>{{UnitKind::junk, "</BroadsoftDocument>", 0}, {UnitKind::document, a, 0}}));
    const std::string binary{"\x16\x03\x01\x00\x05<abc", 9};
    EXPECT_EQ(frame(binary + a), (std::vector<Piece>{{UnitKind::binary, binary, 0}, {UnitKind::document, a, 0}}));
    const std::string nul(1, '\0');
    EXPECT_EQ(frame(a + nul + b), (std::vector<Piece>{{UnitKind::document, a, 0}, {UnitKind::binary, nul, 0}, {UnitKind::document, b, 0}}));
    const std::string other = "<?xml version=\"1.0\"?><stream:features/>";
    EXPECT_EQ(frame(other + a), (std::vector<Piece>{{UnitKind::foreign, other, 0}, {UnitKind::document, a, 0}}));
}

TEST(Framer, BinaryDoesNotWait)
{
    const std::string binary{"\x01\x02\x03\x04", 4};
    EXPECT_EQ(next_unit(bytes(binary)).kind, UnitKind::binary);
    EXPECT_EQ(next_unit(bytes(binary)).length, 4u);
    // but keeps what may be the beginning of a document
    const std::string tail = binary + "<?x";
    EXPECT_EQ(next_unit(bytes(tail)).length, 4u);
}

TEST(Framer, WhiteSpaceDoesNotWait)
{
    for (const char* space : {" \n", "\n\t", " ", "\t \r\n"}) {
        const std::vector<Piece> pieces = frame(a + space, {}, {}, false);
        std::string rest;
        for (std::size_t i = 1; i < pieces.size(); ++i) {
            EXPECT_EQ(pieces[i].kind, UnitKind::white_space);
            rest += pieces[i].text;
        }
        EXPECT_EQ(rest, space);
    }
}

TEST(Framer, JunkDoesNotWait)
{
    for (const char* junk : {"<ping/>", "hello there", "PING\r\n", "</x>", "<foo"}) {
        const Unit unit = next_unit(bytes(junk));
        if (std::string_view{junk} == "<foo") {
            EXPECT_EQ(unit.kind, UnitKind::need_more) << "its name may go on";
            continue;
        }
        EXPECT_TRUE(outside(unit.kind)) << junk;
        EXPECT_EQ(unit.length, std::strlen(junk));
    }
    // A word may be the beginning of an HTTP-like header, but only where nothing came before it.
    EXPECT_EQ(next_unit(bytes("as1.example.com HTTP/1")).kind, UnitKind::need_more);
    EXPECT_EQ(next_unit(bytes("as1.example.com HTTP/1"), {}, false, false).kind, UnitKind::junk);
    EXPECT_EQ(next_unit(bytes("as1.example.com HTTP/2")).kind, UnitKind::junk);
}

TEST(Framer, WhatHasBegun)
{
    EXPECT_FALSE(beginning_of(bytes("")).of_document);
    EXPECT_FALSE(beginning_of(bytes(" \r\n")).of_document);
    EXPECT_FALSE(beginning_of(bytes("<?xml version=\"1.0\"?>")).of_document);
    EXPECT_FALSE(beginning_of(bytes("<?xml version=\"1.0\"?><Broadsoft")).of_document);
    EXPECT_FALSE(beginning_of(bytes("host HTTP/1.0\r\nDate: x\r\n")).of_document);
    EXPECT_FALSE(beginning_of(bytes("<ping/><BroadsoftDocument ")).of_document);
    const std::string begun = "  " + a.substr(0, a.size() - 30);
    const Beginning b = beginning_of(bytes(begun));
    EXPECT_TRUE(b.of_document);
    EXPECT_EQ(b.leading, 2u);
    EXPECT_EQ(b.command, "callUpdate");
    EXPECT_TRUE(beginning_of(bytes("<BroadsoftDocument protocol=\"CA")).of_document);
    EXPECT_EQ(beginning_of(bytes("<BroadsoftDocument><command commandType=\"callUp")).command, "");
}

TEST(Framer, NewPrologueInsideOfADocument)
{
    const std::string open = a.substr(0, a.size() - 30);
    EXPECT_EQ(frame(open + b), (std::vector<Piece>{{UnitKind::unterminated, open, 0}, {UnitKind::document, b, 0}}));
}

TEST(Framer, RootInsideOfADocument)
{
    const std::string inner = "<BroadsoftDocument protocol=\"CAP\"></BroadsoftDocument>";
    const std::string outer = "<BroadsoftDocument protocol=\"CAP\"><command>";
    const std::string rest = "</command></BroadsoftDocument>";
    EXPECT_EQ(frame(outer + inner + rest + b), (std::vector<Piece>{{UnitKind::nested, outer, 0}, {UnitKind::document, inner, 0},
                                                   {UnitKind::junk, rest, 0}, {UnitKind::document, b, 0}}));
}

TEST(Framer, RepeatedRootsAreDocuments)
{
    const std::string one = "<BroadsoftDocument protocol=\"CAP\"></BroadsoftDocument>";
    EXPECT_EQ(frame(one + one), (std::vector<Piece>{{UnitKind::document, one, 0}, {UnitKind::document, one, 0}}));
}

TEST(Framer, EndOfStreamTruncates)
{
    for (std::size_t size = 1; size < a.size(); ++size) {
        const std::string part = a.substr(0, size);
        EXPECT_EQ(next_unit(bytes(part)).kind, UnitKind::need_more) << part;
        const std::vector<Piece> pieces = frame(part);
        ASSERT_EQ(pieces.size(), 1u) << part;
        EXPECT_EQ(pieces[0].kind, size >= 6 ? UnitKind::truncated : UnitKind::junk) << part;
    }
}

TEST(Framer, EndlessDocumentIsGivenUpAtTheLimit)
{
    FramerLimits limits;
    limits.max_document = 1000;
    const std::string endless = "<?xml version=\"1.0\"?><BroadsoftDocument protocol=\"CAP\">" + std::string(5000, 'x');
    const std::vector<Piece> pieces = frame(endless + a + b, {}, limits);
    ASSERT_EQ(pieces.size(), 4u);
    EXPECT_EQ(pieces[0].kind, UnitKind::too_large);
    EXPECT_EQ(pieces[0].text.size(), 1000u);
    EXPECT_EQ(pieces[1].kind, UnitKind::junk);
    EXPECT_EQ(pieces[2].text, a);
    EXPECT_EQ(pieces[3].text, b);
    // At most the limit, and what may be a tag, is ever waited for.
    for (std::size_t size = 0; size < 1001; ++size)
        EXPECT_EQ(next_unit(bytes(endless.substr(0, size)), limits).kind, UnitKind::need_more);
    EXPECT_EQ(next_unit(bytes(endless.substr(0, 1001)), limits).kind, UnitKind::too_large);
    // Where it is given up does not depend on how much is there.
    EXPECT_EQ(next_unit(bytes(endless.substr(0, 1001)), limits).length, next_unit(bytes(endless), limits).length);
}

TEST(Framer, TheLimitDoesNotCutTheNextDocument)
{
    const std::string open = "<BroadsoftDocument protocol=\"CAP\">";
    for (std::size_t filler = 900; filler < 1000; ++filler) {
        FramerLimits limits;
        limits.max_document = 1000;
        const std::vector<Piece> pieces = frame(open + std::string(filler, 'x') + a, {}, limits);
        ASSERT_EQ(pieces.back().text, a) << filler;
    }
}

TEST(Framer, LinearTime)
{
    std::string nasty;
    while (nasty.size() < 8'000'000)
        nasty += "<BroadsoftDocumen <?xm </Broadsoft <<<<";
    FramerLimits limits;
    limits.max_document = 100'000'000;
    const std::string open = "<?xml version=\"1.0\"?><BroadsoftDocument>";
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(next_unit(bytes(open + nasty), limits).kind, UnitKind::need_more);
    const auto took = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(std::chrono::duration<double>(took).count(), 5.0); // quadratic time would be hours
}

TEST(Framer, RandomBytesMakeProgress)
{
    std::mt19937 random{1};
    const std::string parts[] = {a, b, "<?xml ", "<BroadsoftDocument", ">", "</BroadsoftDocument", "<", "\r\n", " ", std::string(1, '\0'),
        "\xff", " HTTP/1.0\r\n", "\"", "'", "<!--", "]]>"};
    for (int round = 0; round < 3000; ++round) {
        std::string stream;
        for (int i = 0; i < 12; ++i)
            stream += parts[random() % std::size(parts)];
        std::size_t total = 0;
        for (const Piece& p : frame(stream))
            total += p.text.size();
        ASSERT_EQ(total, stream.size());
    }
}

TEST(Framer, RecognisesCap)
{
    EXPECT_TRUE(looks_like_cap(bytes(a)));
    EXPECT_TRUE(looks_like_cap(bytes("  " + a)));
    EXPECT_TRUE(looks_like_cap(bytes("<BroadsoftDocument version='1' protocol = 'CAP'>")));
    for (const char* no :
        {"", "<", "<?xml version=\"1.0\"?>", "<BroadsoftDocument protocol=\"CAP\"", "<BroadsoftDocument protocol=\"OCI\">",
            "<BroadsoftDocument>", "<BroadsoftDocuments protocol=\"CAP\">", "<foo protocol=\"CAP\">", "GET / HTTP/1.0\r\n\r\n",
            "<BroadsoftDocument protocol=CAP>", "x<BroadsoftDocument protocol=\"CAP\">"})
        EXPECT_FALSE(looks_like_cap(bytes(no))) << no;
}

} // namespace
