// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctianon/search.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace cti::anon {
namespace {

constexpr std::size_t surely_no_chance = 8; // bytes

bool is_word(std::uint8_t c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
std::uint16_t folded(std::uint32_t gram) { return static_cast<std::uint16_t>(gram ^ gram >> 16); }

} // namespace

Search::Search(const Ledger& ledger, std::size_t shortest)
{
    const auto add = [&](std::string bytes, Privacy kind, bool plain, bool whole_word) {
        std::transform(bytes.begin(), bytes.end(), bytes.begin(), lower);
        const std::uint32_t first = be32(reinterpret_cast<const std::uint8_t*>(bytes.data()));
        filter_.set(folded(first));
        by_gram_[first].push_back(static_cast<std::uint32_t>(patterns_.size()));
        patterns_.push_back({std::move(bytes), kind, plain, whole_word});
    };
    for (const auto& original : ledger.originals) {
        const std::string& value = original.first;
        const Privacy kind = original.second;
        if (value.size() < std::max(shortest, gram))
            continue;
        // White space, one character repeated: nobody's.
        if (std::all_of(value.begin(), value.end(), [&](char c) { return c == value[0]; }))
            continue;
        ++values_;
        std::string hex, little, big;
        for (const char c : value) {
            constexpr char digits[] = "0123456789abcdef";
            hex += {digits[static_cast<unsigned char>(c) >> 4], digits[static_cast<unsigned char>(c) & 15]};
            little += {c, '\0'};
            big += {'\0', c};
        }
        add(value, kind, true, value.size() < surely_no_chance);
        add(std::move(hex), kind, false, true);
        add(std::move(little), kind, false, false);
        add(std::move(big), kind, false, false);
    }
}

std::optional<Search::Hit> Search::find(Bytes bytes, const std::vector<Byte>* fates) const
{
    std::uint32_t window = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        window = window << 8 | static_cast<std::uint8_t>(lower(static_cast<char>(bytes[i])));
        if (i + 1 < gram || !filter_.test(folded(window)))
            continue;
        const auto candidates = by_gram_.find(window);
        if (candidates == by_gram_.end())
            continue;
        const std::size_t at = i + 1 - gram;
        for (const std::uint32_t index : candidates->second) {
            const Pattern& p = patterns_[index];
            if (!fits(at, p.bytes.size(), bytes.size()) ||
                !std::equal(p.bytes.begin(), p.bytes.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char a, std::uint8_t b) { return a == lower(static_cast<char>(b)); }))
                continue;
            const std::size_t end = at + p.bytes.size();
            if (p.whole_word && ((at > 0 && is_word(bytes[at - 1])) || (end < bytes.size() && is_word(bytes[end]))))
                continue;
            if (fates && !std::all_of(fates->begin() + static_cast<std::ptrdiff_t>(at), fates->begin() + static_cast<std::ptrdiff_t>(end),
                             [](Byte b) { return b == Byte::kept; }))
                continue;
            return Hit{at, p.bytes.size(), p.plain, p.kind};
        }
    }
    return std::nullopt;
}

bool replace_elsewhere(const Search& search, Replacements& replacements, std::vector<std::uint8_t>& bytes, std::vector<Byte>& fates,
    std::uint64_t* replaced, Search::Hit* left)
{
    auto hit = search.find(bytes, &fates);
    for (; hit && hit->plain && hit->kind != Privacy::secret; hit = search.find(bytes, &fates)) {
        const std::string changed = replacements.text({reinterpret_cast<const char*>(bytes.data()) + hit->at, hit->length}, hit->kind);
        std::copy(changed.begin(), changed.end(), bytes.begin() + static_cast<std::ptrdiff_t>(hit->at));
        std::fill_n(fates.begin() + static_cast<std::ptrdiff_t>(hit->at), hit->length, Byte::replaced);
        if (replaced)
            ++*replaced;
    }
    if (hit && left)
        *left = *hit;
    return !hit;
}

} // namespace cti::anon
