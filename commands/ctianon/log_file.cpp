// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctianon/log_file.hpp"

#include "ctianon/log_text.hpp"
#include "ctianon/search.hpp"
#include "logfiles/source.hpp"
#include "logs/reader.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <memory>

namespace cti::anon {
namespace {

using logfiles::ByteSource;

bool is_capture(Bytes b)
{
    constexpr std::array<std::array<std::uint8_t, 4>, 6> magics{{{0x0a, 0x0d, 0x0d, 0x0a}, {0xa1, 0xb2, 0xc3, 0xd4},
        {0xd4, 0xc3, 0xb2, 0xa1}, {0xa1, 0xb2, 0x3c, 0x4d}, {0x4d, 0x3c, 0xb2, 0xa1}, {0x34, 0xcd, 0xb2, 0xa1}}};
    return b.size() >= 4 &&
           std::any_of(magics.begin(), magics.end(), [&](const auto& m) { return std::equal(m.begin(), m.end(), b.begin()); });
}

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

} // namespace

bool is_log(const std::string& path)
{
    constexpr std::uint64_t enough = std::uint64_t{4} << 20;
    ByteSource bytes{path};
    if (!bytes.open())
        return false;
    bool known = false;
    logs::Reader reader{{}, [&](const logs::Record& record) { known = known || record.format != logs::Format::unknown; }};
    bool first = true;
    while (!known && reader.stats().bytes < enough) {
        const Bytes piece = bytes.read();
        if (piece.empty() || (first && is_capture(piece)))
            break;
        first = false;
        reader.push(piece);
    }
    reader.finish();
    return known;
}

/// Calls use(original, changed, message) for each chunk of whole records, as they are in the file but for UTF-16, which is UTF-8 in
/// `message`.
template <class Use>
std::string LogFile::each_chunk(Ledger& ledger, Use use)
{
    ByteSource source{path_};
    if (!source.open())
        return source.problem();
    LogText text{replacements_, ledger, rules_};
    LogEncoding encoding = LogEncoding::bytes;
    std::vector<std::uint8_t> raw;
    std::string waiting;
    bool first = true;
    constexpr std::size_t chunk = std::size_t{1} << 20;
    const auto finish = [&](bool at_end) -> std::string {
        const std::size_t n = text.whole_records(waiting, at_end);
        if (n == 0)
            return {};
        const Bytes bytes{reinterpret_cast<const std::uint8_t*>(waiting.data()), n};
        Message message{bytes, replacements_, ledger};
        text.lines(message, {0, static_cast<std::uint32_t>(n)});
        const std::string error = use(message, encoding);
        waiting.erase(0, n);
        return error;
    };
    for (;;) {
        const Bytes piece = source.read();
        raw.insert(raw.end(), piece.begin(), piece.end());
        if (first && (piece.empty() || raw.size() >= 256)) {
            first = false;
            encoding = log_encoding(raw);
            constexpr std::uint8_t mark[] = {0xef, 0xbb, 0xbf};
            const std::size_t size = encoding != LogEncoding::bytes && (raw[0] == 0xff || raw[0] == 0xfe) ? 2
                                     : raw.size() >= 3 && std::memcmp(raw.data(), mark, 3) == 0           ? 3
                                                                                                          : 0;
            if (size) { // a byte order mark
                Message message{Bytes{raw}.first(size), replacements_, ledger};
                message.keep({0, static_cast<std::uint32_t>(size)}, Byte::markup);
                if (const std::string error = use(message, LogEncoding::bytes); !error.empty())
                    return error;
                raw.erase(raw.begin(), raw.begin() + static_cast<std::ptrdiff_t>(size));
            }
        }
        if (!first) {
            if (encoding == LogEncoding::bytes) {
                waiting.append(raw.begin(), raw.end());
                raw.clear();
            } else { // whole units; the first half of a pair waits for the second
                std::size_t even = raw.size() & ~std::size_t{1};
                const auto is_first_half = [&](std::size_t i) {
                    return (raw[i + (encoding == LogEncoding::utf16_le ? 1u : 0u)] & 0xfc) == 0xd8;
                };
                if (!piece.empty() && even >= 2 && is_first_half(even - 2))
                    even -= 2;
                waiting += to_utf8(Bytes{raw}.first(even), encoding);
                raw.erase(raw.begin(), raw.begin() + static_cast<std::ptrdiff_t>(even));
            }
        }
        if (piece.empty() || waiting.size() >= chunk)
            if (const std::string error = finish(piece.empty()); !error.empty())
                return error;
        if (piece.empty())
            break;
    }
    records_ = text.records();
    return source.problem();
}

std::string LogFile::write(const std::string& out, bool check)
{
    if (const std::string error = each_chunk(ledger_, [](const Message&, LogEncoding) { return std::string{}; }); !error.empty())
        return error;
    const Search search{ledger_, Ledger::shortest};
    values_ = search.values();
    const std::string partial = out + ".partial";
    std::unique_ptr<std::FILE, Close> file{std::fopen(partial.c_str(), "wb")};
    if (!file)
        return partial + ": " + std::strerror(errno);
    Ledger again;
    std::string error = each_chunk(again, [&](const Message& message, LogEncoding encoding) -> std::string {
        std::vector<std::uint8_t> bytes = message.bytes();
        std::vector<Byte> fates = message.fates();
        for (std::size_t i = 0; i < bytes.size(); ++i)
            ledger_.blanked += fates[i] == Byte::blanked && message.original()[i] != 0;
        left_ = !replace_elsewhere(search, replacements_, bytes, fates);
        if (left_)
            return "a value is left in what is taken for the log's own words; nothing was written";
        lines_ += static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
        std::string text{bytes.begin(), bytes.end()};
        if (encoding != LogEncoding::bytes)
            text = from_utf8(text, encoding);
        return std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() ? std::string{} : partial + ": " + std::strerror(errno);
    });
    if (error.empty() && std::fclose(file.release()) != 0)
        error = partial + ": " + std::strerror(errno);
    if (error.empty() && check) {
        std::erase_if(ledger_.originals, [](const auto& value) { return value.second == Privacy::free_text; });
        const Search once_more{ledger_, 8};
        constexpr std::size_t overlap = 4096; // longer than any value's longest form
        ByteSource written{partial};
        std::vector<std::uint8_t> window;
        if (!written.open())
            error = written.problem();
        for (Bytes piece; error.empty() && !(piece = written.read()).empty();) {
            window.insert(window.end(), piece.begin(), piece.end());
            if (once_more.find(window)) {
                left_ = true;
                error = "a value is left in the new log; nothing was written";
            }
            if (window.size() > overlap)
                window.erase(window.begin(), window.end() - overlap);
        }
    }
    if (error.empty() && std::rename(partial.c_str(), out.c_str()) != 0)
        error = out + ": " + std::strerror(errno);
    if (!error.empty())
        std::remove(partial.c_str());
    return error;
}

} // namespace cti::anon
