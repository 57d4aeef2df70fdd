// SPDX-License-Identifier: GPL-2.0-or-later
// Reading bytes without ever reading past them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace cti {

using Bytes = std::span<const std::uint8_t>;

/// Unchecked loads: the caller has made sure that 2, 4 or 8 bytes are there. `be` is network order.
inline std::uint16_t be16(const std::uint8_t* p) { return static_cast<std::uint16_t>(p[0] << 8 | p[1]); }
inline std::uint32_t be32(const std::uint8_t* p)
{
    return std::uint32_t{p[0]} << 24 | std::uint32_t{p[1]} << 16 | std::uint32_t{p[2]} << 8 | p[3];
}
inline std::uint64_t be64(const std::uint8_t* p) { return std::uint64_t{be32(p)} << 32 | be32(p + 4); }
inline std::uint16_t le16(const std::uint8_t* p) { return static_cast<std::uint16_t>(p[1] << 8 | p[0]); }
inline std::uint32_t le32(const std::uint8_t* p)
{
    return std::uint32_t{p[3]} << 24 | std::uint32_t{p[2]} << 16 | std::uint32_t{p[1]} << 8 | p[0];
}
inline std::uint64_t le64(const std::uint8_t* p) { return std::uint64_t{le32(p + 4)} << 32 | le32(p); }

/// A place in the bytes that were handed to a decoder: offset from their start and length, both in bytes.
struct Span {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
};

/// True where `length` bytes from `offset` lie inside `size` bytes; safe for every value, no overflow.
constexpr bool fits(std::size_t offset, std::size_t length, std::size_t size)
{
    return offset <= size && length <= size - offset;
}

} // namespace cti
