// SPDX-License-Identifier: GPL-2.0-or-later
// A record as the payload of a packet, between the program that reads log files and the dissector that shows them. Names, not numbers,
// stand
// for formats and keys, so that a newer program's packets stay readable.
//
//   version   1 byte: 1
//   items     type 1 byte, length 4 bytes (big-endian), value; to the end of the payload. A reader passes over types that it does not know.
#pragma once

#include "logs/record.hpp"

#include <cstdint>
#include <vector>

namespace cti::logs {

inline constexpr std::uint8_t record_pdu_version = 1;
/// Largest payload, in bytes: a packet has at most 262144. Keys and fields that do not fit are left out and counted.
inline constexpr std::size_t longest_record_pdu = 262144 - 1024;

enum class Item : std::uint8_t {
    source = 1,    ///< text: name of the file
    line = 2,      ///< 8 bytes: number of the first line, from 1
    lines = 3,     ///< 8 bytes: how many lines
    format = 4,    ///< text: format_name
    kind = 5,      ///< text: kind_name
    protocol = 6,  ///< text: filter name of the protocol that the record belongs to; missing: none
    direction = 7, ///< 1 byte: 1 to the server, 2 to the client; missing: not known
    number = 8,    ///< text: the record's own running number
    level = 9,     ///< text
    event = 10,    ///< text
    key = 11,      ///< key_name, NUL, value
    field = 12,    ///< name of the group or nothing, NUL, name, NUL, value
    time =
        13, ///< origins of date, year, zone (1 byte each, Origin), flags (1 byte: 1 has a time of its own, 2 fraction is sure), zone used
            ///< in seconds east of UTC (4 bytes, signed)
    dropped = 14,    ///< 8 bytes: bytes of the record that are not in here
    incomplete = 15, ///< empty: began before the file did, a part is missing, or a dump is cut
    text = 16,       ///< text without prefix, where it is no part of `raw`: written in several parts, or unescaped
    text_place = 17, ///< 4 bytes offset, 4 bytes length: the text without prefix, in `raw`
    raw = 18,        ///< the lines as they stand in the file, in UTF-8, '\n' between them
    bytes = 19,      ///< a whole message: GED-188 with its header, a CAP document
    left_out = 20,   ///< 8 bytes: keys and fields that had no room
};

/// Writes `record` into `out`, whose content before is gone.
void encode_record(const Record& record, std::vector<std::uint8_t>& out);

/// Reads the items of a payload, front to back.
class RecordItems {
public:
    explicit RecordItems(Bytes pdu) : pdu_{pdu}, position_{1} {}
    /// False where the version is another one: nothing can be read.
    bool known_version() const { return !pdu_.empty() && pdu_[0] == record_pdu_version; }
    /// The next item; `where` is its value's place in the payload. False at the end, or where the rest is cut.
    bool next(Item& type, Span& where);
    /// After next() was false: bytes are left that are no whole item.
    bool cut() const { return position_ < pdu_.size(); }

private:
    Bytes pdu_;
    std::size_t position_;
};

} // namespace cti::logs
