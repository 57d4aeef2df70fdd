// SPDX-License-Identifier: GPL-2.0-or-later
// Where a document of CAP begins and ends in a stream of bytes.
//
// CAP has no length field and no separator: a document ends with the text of the root's end tag, and that is how every known
// client finds it. So does this framer; it does not look into comments or CDATA sections.
#pragma once

#include "core/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cti::bwcap {

/// All in bytes.
struct FramerLimits {
    std::size_t max_document = std::size_t{256} * 1024; ///< a document without an end is given up here
    std::size_t max_header = std::size_t{8} * 1024;     ///< HTTP-like header
    std::size_t max_junk = 1024;                        ///< what may yet become a tag is waited for up to here
};

enum class UnitKind : std::uint8_t {
    need_more,    ///< nothing can be said yet: more bytes are needed, `length` is 0
    white_space,  ///< between documents and behind the last one: no fault, whoever closes then
    document,     ///< from the first byte (after `leading` ones) to the end of the root's end tag
    unterminated, ///< a document cut short by the declaration of the next one
    nested,       ///< a document cut short by a second root element
    truncated,    ///< a document cut short by the end of the stream
    too_large,    ///< the first part of a document that exceeds the limit
    http_header,  ///< HTTP-like header, up to and with its empty line
    foreign,      ///< XML with another root
    binary,       ///< bytes that are no text
    junk,         ///< text
    rest,         ///< of a document whose beginning was not captured: never found by next_unit, which knows nothing of the capture
};

/// The next piece of the stream. Unless `need_more`, `length` is at least 1 and at most the bytes given.
struct Unit {
    UnitKind kind = UnitKind::need_more;
    std::size_t length = 0;
    std::size_t leading = 0; ///< white space and byte order mark before the document's first '<'
};

/// Looks at the start of `data`. Each byte is looked at a bounded number of times: linear in `data.size()`.
/// The result for complete documents does not depend on how many bytes follow them. With `end_of_stream` set,
/// what is incomplete is returned as it is and `need_more` only for no bytes at all. Bytes outside of documents are returned as they
/// come; only what may be the beginning of a document or of an HTTP-like header waits, the latter where `at_start` says that
/// nothing came before it.
Unit next_unit(Bytes data, const FramerLimits& limits = {}, bool end_of_stream = false, bool at_start = true) noexcept;

/// What waits for more bytes.
struct Beginning {
    /// A root element has begun: where the stream ends now, a document was cut. Not so for white space or a declaration alone.
    bool of_document = false;
    std::uint32_t leading = 0;  ///< bytes before the document
    std::string_view command{}; ///< its commandType, where that is there already; lies in the bytes given
};
Beginning beginning_of(Bytes data) noexcept;

/// Strict test for streams on unknown ports: a root start tag with protocol="CAP", complete and with nothing but white space,
/// a byte order mark and an XML declaration before it.
bool looks_like_cap(Bytes data) noexcept;

/// True for the kinds that hold (a part of) a document and are worth decoding.
constexpr bool holds_document(UnitKind kind)
{
    return kind == UnitKind::document || kind == UnitKind::unterminated || kind == UnitKind::nested || kind == UnitKind::truncated;
}

/// One line of an HTTP-like header.
struct HeaderLine {
    Span line{};  ///< without its line end
    Span value{}; ///< after the colon and white space; empty for the request line
    bool authorization = false;
};

/// Calls `visit(HeaderLine, bool first)` for each line of a unit of kind http_header, the empty one excepted.
template <class Visit>
void for_each_header_line(Bytes header, Visit&& visit)
{
    std::uint32_t begin = 0;
    bool first = true;
    const auto size = static_cast<std::uint32_t>(header.size());
    while (begin < size) {
        std::uint32_t end = begin;
        while (end < size && header[end] != '\n')
            ++end;
        std::uint32_t stop = end;
        while (stop > begin && header[stop - 1] == '\r')
            --stop;
        if (stop > begin) {
            HeaderLine line;
            line.line = {begin, stop - begin};
            line.value = {stop, 0};
            static constexpr char name[] = "authorization:";
            std::uint32_t colon = begin;
            while (colon < stop && header[colon] != ':')
                ++colon;
            if (colon < stop && !first) {
                std::uint32_t value = colon + 1;
                while (value < stop && (header[value] == ' ' || header[value] == '\t'))
                    ++value;
                line.value = {value, stop - value};
                // "Proxy-Authorization" too: the name may have something before it.
                constexpr std::uint32_t length = sizeof name - 1;
                if (colon + 1 - begin >= length) {
                    line.authorization = true;
                    for (std::uint32_t i = 0; i < length; ++i) {
                        const std::uint8_t c = header[colon + 1 - length + i];
                        const char low = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
                        line.authorization = line.authorization && low == name[i];
                    }
                }
            }
            visit(line, first);
            first = false;
        }
        begin = end + 1;
    }
}

} // namespace cti::bwcap
