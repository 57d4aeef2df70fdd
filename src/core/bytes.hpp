// SPDX-License-Identifier: GPL-2.0-or-later
// Reading bytes without ever reading past them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace cti {

using Bytes = std::span<const std::uint8_t>;

namespace detail {
constexpr std::uint16_t reversed(std::uint16_t v) { return static_cast<std::uint16_t>(v << 8 | v >> 8); }
constexpr std::uint32_t reversed(std::uint32_t v) { return v << 24 | (v & 0xff00) << 8 | (v >> 8 & 0xff00) | v >> 24; }
constexpr std::uint64_t reversed(std::uint64_t v)
{
    return std::uint64_t{reversed(static_cast<std::uint32_t>(v))} << 32 | reversed(static_cast<std::uint32_t>(v >> 32));
}
/// One load and at most one byte swap, whatever stands around it: compilers do not always see that in four single bytes.
template <class T, std::endian order>
T load(const std::uint8_t* p)
{
    T v;
    std::memcpy(&v, p, sizeof v);
    return std::endian::native == order ? v : reversed(v);
}
} // namespace detail

/// Unchecked loads: the caller has made sure that 2, 4 or 8 bytes are there. `be` is network order.
inline std::uint16_t be16(const std::uint8_t* p) { return detail::load<std::uint16_t, std::endian::big>(p); }
inline std::uint32_t be32(const std::uint8_t* p) { return detail::load<std::uint32_t, std::endian::big>(p); }
inline std::uint64_t be64(const std::uint8_t* p) { return detail::load<std::uint64_t, std::endian::big>(p); }
inline std::uint16_t le16(const std::uint8_t* p) { return detail::load<std::uint16_t, std::endian::little>(p); }
inline std::uint32_t le32(const std::uint8_t* p) { return detail::load<std::uint32_t, std::endian::little>(p); }
inline std::uint64_t le64(const std::uint8_t* p) { return detail::load<std::uint64_t, std::endian::little>(p); }

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
