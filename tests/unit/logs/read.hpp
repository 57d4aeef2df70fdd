// SPDX-License-Identifier: GPL-2.0-or-later
// Reads a text and keeps the records, which are otherwise gone after the call.
#pragma once

#include "logs/reader.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace cti::logs {

struct Kept {
    Format format;
    Kind kind;
    Protocol protocol;
    Direction direction;
    LogTime time;
    std::string source, number, level, event, raw, text;
    std::uint64_t line, lines, dropped;
    std::map<Key, std::string> keys;
    std::vector<std::tuple<std::string, std::string, std::string>> fields;
    std::vector<std::uint8_t> bytes;
    bool complete;

    /// Value of the first field of this name, "(none)" where there is none.
    std::string field(std::string_view name, std::string_view parent = {}) const
    {
        for (const auto& [group, key, value] : fields)
            if (key == name && group == parent)
                return value;
        return "(none)";
    }
    std::string key(Key k) const { return keys.contains(k) ? keys.at(k) : "(none)"; }
    std::string utc() const { return format_utc(time.nanoseconds); }
    /// All of it, to compare two readings.
    std::string print() const
    {
        std::string out = std::string{format_name(format)} + " " + std::to_string(int(kind)) + " " + std::string{protocol_name(protocol)} +
                          " " + std::to_string(int(direction)) + " " + utc() + " " + std::to_string(int(time.date)) +
                          std::to_string(int(time.year)) + std::to_string(int(time.zone)) + " " + number + " " + level + " " + event + " " +
                          std::to_string(line) + "+" + std::to_string(lines) + "-" + std::to_string(dropped) +
                          (complete ? "" : " incomplete") + "\n" + raw + "\n" + text + "\n";
        for (const auto& [k, value] : keys)
            out += std::string{key_name(k)} + "=" + value + ";";
        for (const auto& [group, name, value] : fields)
            out += group + "." + name + "=" + value + ";";
        for (const std::uint8_t byte : bytes)
            out += std::to_string(byte) + ",";
        return out;
    }
};

inline Kept keep(const Record& r)
{
    Kept k{r.format, r.kind, r.protocol, r.direction, r.time, std::string{r.source}, std::string{r.number}, std::string{r.level},
        std::string{r.event}, std::string{r.raw}, std::string{r.text}, r.line, r.lines, r.dropped, {}, {}, {r.bytes.begin(), r.bytes.end()},
        r.complete};
    for (std::size_t i = 0; i < key_count; ++i)
        if (!r.keys[i].empty())
            k.keys[static_cast<Key>(i)] = r.keys[i];
    for (const Field& f : r.fields)
        k.fields.emplace_back(f.parent, f.name, f.value);
    return k;
}

inline Bytes as_bytes(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

/// `split`: the text comes in two pushes, the first of so many bytes; npos: at once; 0: byte by byte.
inline std::vector<Kept> read(
    std::string_view text, TimeOptions time = {}, std::size_t split = std::string_view::npos, ReaderStats* stats = nullptr)
{
    std::vector<Kept> out;
    Reader reader{{time, "test.log"}, [&](const Record& record) { out.push_back(keep(record)); }};
    if (split == 0) {
        for (std::size_t i = 0; i < text.size(); ++i)
            reader.push(as_bytes(text.substr(i, 1)));
    } else {
        reader.push(as_bytes(text.substr(0, split)));
        if (split < text.size())
            reader.push(as_bytes(text.substr(split)));
    }
    reader.finish();
    if (stats)
        *stats = reader.stats();
    return out;
}

inline std::string print(const std::vector<Kept>& records)
{
    std::string out;
    for (const Kept& record : records)
        out += record.print() + "\n----\n";
    return out;
}

} // namespace cti::logs
