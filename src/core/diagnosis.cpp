// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis.hpp"

#include "core/text.hpp"

#include <charconv>
#include <cstring>
#include <utility>

namespace cti {
namespace {

/// Writes into a bounded buffer; a character that does not fit whole ends it.
struct Writer {
    char* out;
    std::size_t size;
    std::size_t length = 0;
    bool full = false;

    void put(std::string_view piece)
    {
        full |= piece.size() >= size - length;
        if (full)
            return;
        length += piece.copy(out + length, piece.size());
    }
    void put(const Argument& a)
    {
        char digits[24] = "0x";
        switch (a.kind) {
        case Argument::Kind::none:
            return;
        case Argument::Kind::text:
            for_each_character(a.text, [&](std::string_view piece) { put(piece); });
            return;
        case Argument::Kind::number:
            put({digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, a.number).ptr - digits)});
            return;
        case Argument::Kind::hex:
            put({digits, static_cast<std::size_t>(std::to_chars(digits + 2, digits + sizeof digits, a.number, 16).ptr - digits)});
            return;
        }
    }
};

constexpr bool is_argument(char digit) { return digit >= '0' && digit < '0' + static_cast<int>(max_arguments); }

} // namespace

std::size_t format_pattern(const Finding& finding, const char* pattern, char* out, std::size_t size)
{
    if (size == 0)
        return 0;
    Writer w{out, size};
    for (const char* p = pattern; *p;) {
        if (p[0] == '{' && is_argument(p[1]) && p[2] == '}') {
            w.put(finding.arguments[static_cast<std::size_t>(p[1] - '0')]);
            p += 3;
            continue;
        }
        const char* literal = p++;
        while (*p && *p != '{')
            ++p;
        // A literal of the tables is whole UTF-8; where it does not fit it is left out from its first character that does not.
        for (std::string_view rest{literal, static_cast<std::size_t>(p - literal)}; !rest.empty() && !w.full;) {
            const std::size_t n = utf8_length(rest) ? utf8_length(rest) : 1;
            w.put(rest.substr(0, n));
            rest.remove_prefix(n);
        }
    }
    out[w.length] = '\0';
    return w.length;
}

KeptText::KeptText(std::string_view text)
{
    if (text.empty())
        return;
    char* const own = new char[text.size() + 1];
    own[text.copy(own, text.size())] = '\0';
    text_ = own;
    size_ = static_cast<std::uint32_t>(text.size());
    is_own_ = true;
}

KeptText::KeptText(const KeptText& other) : text_{other.text_}, size_{other.size_}
{
    if (other.is_own_)
        *this = KeptText{other.view()};
}

KeptText::~KeptText()
{
    if (is_own_)
        delete[] text_;
}

KeptText KeptText::of_table(const char* text)
{
    KeptText kept;
    kept.text_ = text;
    kept.size_ = static_cast<std::uint32_t>(std::strlen(text));
    return kept;
}

KeptText& KeptText::swap(KeptText& other) noexcept
{
    std::swap(text_, other.text_);
    std::swap(size_, other.size_);
    std::swap(is_own_, other.is_own_);
    return *this;
}

KeptFinding keep(const Finding& finding)
{
    char text[1000];
    const auto made = [&](std::size_t size) { return KeptText{std::string_view{text, size}}; };
    const Diagnosis& d = *finding.diagnosis;
    KeptFinding kept{.diagnosis = &d, .severity = finding.severity};
    kept.sentence = made(format_sentence(finding, text, sizeof text));
    kept.remedy =
        finding.remedy || std::strchr(d.remedy, '{') ? made(format_remedy(finding, text, sizeof text)) : KeptText::of_table(d.remedy);
    std::string identity;
    const auto append = [&](char digit) {
        const char pattern[] = {'{', digit, '}', '\0'};
        identity.append(text, format_pattern(finding, pattern, text, sizeof text));
    };
    for (const char* digit = d.identity; *digit; ++digit) {
        append(*digit);
        identity += '\n';
    }
    kept.identity = KeptText{identity};
    if (d.member >= 0) {
        identity.clear();
        append(static_cast<char>('0' + d.member));
        kept.member = KeptText{identity};
    }
    if (d.worst >= 0)
        kept.worst = finding.arguments[static_cast<std::size_t>(d.worst)].number;
    return kept;
}

} // namespace cti
