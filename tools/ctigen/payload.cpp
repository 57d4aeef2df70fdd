// SPDX-License-Identifier: GPL-2.0-or-later
#include "payload.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace ctigen {
namespace {

constexpr std::size_t largest_filling = 64 << 20;

Octets read_file(const std::filesystem::path& path)
{
    std::ifstream in{path, std::ios::binary};
    if (!in)
        throw Complaint{"cannot read the file " + path.string()};
    return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

/// A number kind's width in bytes and byte order; "size-" kinds are numbers too.
struct NumberKind {
    std::string_view name;
    std::size_t width;
    bool little;
};
constexpr NumberKind number_kinds[] = {{"u8", 1, false},   {"be16", 2, false}, {"be32", 4, false},
                                       {"le16", 2, true}, {"le32", 4, true}};
constexpr std::string_view other_kinds[] = {"hex", "text", "utf16le", "file", "fill", "random"};
constexpr std::string_view size_prefix = "size-";

const NumberKind* find_number_kind(std::string_view name)
{
    const auto kind = std::find_if(std::begin(number_kinds), std::end(number_kinds), [&](const NumberKind& k) { return k.name == name; });
    return kind == std::end(number_kinds) ? nullptr : kind;
}

void store(Octets& out, std::size_t at, const NumberKind& kind, std::uint64_t n)
{
    for (std::size_t i = 0; i < kind.width; ++i)
        out[at + i] = static_cast<std::uint8_t>(n >> (8 * (kind.little ? i : kind.width - 1 - i)));
}

void put_number(Octets& out, const NumberKind& kind, std::uint64_t n)
{
    out.resize(out.size() + kind.width);
    store(out, out.size() - kind.width, kind, n);
}

/// splitmix64: the same bytes on every machine.
void put_random(Octets& out, std::size_t count, std::uint64_t state)
{
    for (std::size_t i = 0; i < count; ++i) {
        state += 0x9e3779b97f4a7c15;
        std::uint64_t z = state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        put8(out, (z ^ (z >> 31)) >> 56);
    }
}

void put_fill(Octets& out, std::size_t count, const Octets& pattern)
{
    if (pattern.empty())
        throw Complaint{"fill needs at least one byte"};
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(pattern[i % pattern.size()]);
}

void put_value(Octets& out, const std::string& kind, const Word& word)
{
    if (const NumberKind* number = find_number_kind(kind)) {
        put_number(out, *number, static_cast<std::uint64_t>(parse_number(word.text)));
    } else if (kind == "hex") {
        append(out, parse_hex(word.text));
    } else if (!word.quoted) {
        throw Complaint{kind + " wants quotation marks: '" + word.text + "'"};
    } else if (kind == "text") {
        append(out, to_octets(word.text));
    } else {
        for (const char c : word.text)
            put_le16(out, static_cast<unsigned char>(c));
    }
}

void put_piece(Octets& out, Words piece, const std::filesystem::path& folder)
{
    const std::string& kind = piece[0].text;
    if (piece.size() < 2)
        throw Complaint{"'" + kind + "' needs a value"};
    if (kind == "file") {
        need(piece, 2, 2, "file name");
        append(out, read_file(folder / piece[1].text));
    } else if (kind == "fill") {
        need(piece, 3, 3, "fill count hexbytes");
        put_fill(out, parse_positive(piece[1].text, largest_filling), parse_hex(piece[2].text));
    } else if (kind == "random") {
        need(piece, 3, 3, "random count seed");
        put_random(out, parse_positive(piece[1].text, largest_filling), static_cast<std::uint64_t>(parse_number(piece[2].text)));
    } else {
        for (const Word& word : piece.subspan(1))
            put_value(out, kind, word);
    }
}

/// A length whose value is known only when the message is complete.
struct OpenSize {
    std::size_t at;
    const NumberKind* kind;
    std::int64_t not_counted;
};

} // namespace

bool is_piece(const Word& word)
{
    if (word.quoted)
        return false;
    const std::string_view name = word.text;
    if (name.starts_with(size_prefix))
        return find_number_kind(name.substr(size_prefix.size())) != nullptr;
    return find_number_kind(name) || std::find(std::begin(other_kinds), std::end(other_kinds), name) != std::end(other_kinds);
}

Octets build_payload(Words words, const std::filesystem::path& folder)
{
    Octets out;
    std::vector<OpenSize> sizes;
    while (!words.empty()) {
        const auto plus = std::find_if(words.begin(), words.end(), [](const Word& w) { return w.is("+"); });
        const Words piece{words.begin(), plus};
        if (piece.empty() || (plus != words.end() && plus + 1 == words.end()))
            throw Complaint{"a '+' needs a piece on both sides"};
        if (!is_piece(piece[0]))
            throw Complaint{
                "not a kind of bytes: '" + piece[0].text +
                "' (hex, text, utf16le, file, fill, random, u8, be16, be32, le16, le32, size-be16, size-be32, size-le16, size-le32)"};
        if (piece[0].text.starts_with(size_prefix)) {
            need(piece, 1, 2, "size-le32 [bytes that do not count]");
            const NumberKind* kind = find_number_kind(std::string_view{piece[0].text}.substr(size_prefix.size()));
            sizes.push_back({out.size(), kind, piece.size() > 1 ? parse_number(piece[1].text) : 0});
            put_number(out, *kind, 0);
        } else {
            put_piece(out, piece, folder);
        }
        words = plus == words.end() ? Words{} : Words{plus + 1, words.end()};
    }
    for (const OpenSize& size : sizes)
        store(out, size.at, *size.kind,
              static_cast<std::uint64_t>(static_cast<std::int64_t>(out.size() - size.at - size.kind->width) - size.not_counted));
    return out;
}

} // namespace ctigen
