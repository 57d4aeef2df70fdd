// SPDX-License-Identifier: GPL-2.0-or-later
// What the user knows and no public document says: names and simple fields of PDU numbers, and where the number stands.
#pragma once

#include "ctiqbe/framing.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cti::ctiqbe {

/// Where a number stands in a message. Offsets count from the first byte of the prefix.
struct Place {
    std::uint32_t offset = 0;
    std::uint8_t width = 4;               ///< 1, 2, 4 or 8 bytes
    std::optional<ByteOrder> order{};     ///< empty: the byte order of the length

    friend bool operator==(const Place&, const Place&) = default;
};

struct UserField {
    enum class Kind : std::uint8_t { number, result, address, text8, text16, bytes };
    Place place;
    Kind kind = Kind::number;
    std::uint32_t size = 0;               ///< in bytes; 0 for text: up to a terminator or the end of the message
    std::string name;
};

struct UserPdu {
    std::uint32_t number = 0;
    std::optional<Side> direction{}; ///< empty: both
    std::string name;
    std::vector<UserField> fields;
};

/// "offset:type", for example "8:u32le" or "0x4:u16". Types u8, u16, u32, u64, each with "le", "be" or neither (then the order of the
/// length). Nothing where it is no place.
std::optional<Place> parse_place(std::string_view text);

/// The rows of the table ctiqbe_pdus. Filled when preferences change; reading allocates nothing.
class UserTable {
public:
    static constexpr std::size_t max_fields = 100;

    void clear();

    /// Adds a row. `fields` is a list "offset:type:name" separated by commas or semicolons; types as parse_place, and `result` (u32 shown as CTI
    /// result), `ipv4`, `text`, `textN`, `utf16`, `utf16N` (N bytes; with "le" or "be" behind utf16), `bytesN`. A field named pdu_number says where the
    /// number of every message stands. Returns an error for the user, or an empty string.
    std::string add(std::uint32_t number, std::string_view name, std::optional<Side> direction, std::string_view fields);

    /// The row for messages of this direction (one of that direction before one of both), or nullptr.
    const UserPdu* find(std::uint32_t number, Side d) const;

    /// Where the PDU number stands, if a row says so.
    const std::optional<Place>& place() const { return place_; }
    bool empty() const { return rows_.empty(); }

    /// Checks a field list without adding it; the error, or an empty string.
    static std::string check(std::string_view fields);

private:
    std::vector<UserPdu> rows_;
    std::optional<Place> place_;
};

} // namespace cti::ctiqbe
