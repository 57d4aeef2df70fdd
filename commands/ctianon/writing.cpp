// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctianon/writing.hpp"

#include "ctianon/headers.hpp"

#include <algorithm>

namespace cti::anon {

Writing::Result Writing::frame(std::uint32_t number, capture::Link link, std::vector<std::uint8_t>& bytes, std::uint32_t reported)
{
    std::vector<Byte> fates;
    const Result result = replace(number, link, bytes, fates, &fragmented);
    return result == Result::written ? finish(link, bytes, fates, reported) : result;
}

Writing::Result Writing::finish(capture::Link link, std::vector<std::uint8_t>& bytes, std::vector<Byte>& fates, std::uint32_t reported)
{
    if (!replace_elsewhere(search, replacements, bytes, fates, &totals.elsewhere, &left))
        return Result::refused;
    capture::recompute_checksums(link, bytes, reported);
    return Result::written;
}

Writing::Result Writing::replace(
    std::uint32_t number, capture::Link link, std::vector<std::uint8_t>& bytes, std::vector<Byte>& fates, FragmentedPackets* packets)
{
    using Kind = Headers::Kind;
    fates.assign(bytes.size(), Byte::markup);
    const std::vector<std::uint8_t> before = bytes;
    const Headers headers = replace_addresses(link, bytes, replacements);
    std::span<std::uint8_t> payload{bytes.data() + headers.payload, headers.end - headers.payload};
    if (headers.quoted != Kind::other && payload.size() > headers.quoted_size) { // extensions of ICMP
        std::fill(payload.begin() + static_cast<std::ptrdiff_t>(headers.quoted_size), payload.end(), std::uint8_t{0});
        payload = payload.first(headers.quoted_size);
    }
    const Bytes original = Bytes{before}.subspan(headers.payload, payload.size());
    const bool is_fragment = headers.kind == Kind::fragment;
    if (FragmentedPackets::Whole* whole = is_fragment && packets ? packets->whole_of(number) : nullptr)
        return fragment(*whole, headers.offset, payload);
    const Reading::Place place =
        headers.quoted == Kind::tcp ? reading.quoted_segment(number, headers.quoted_from, headers.quoted_to, headers.quoted_sequence)
        : headers.quoted == Kind::udp
            ? reading.quoted_datagram(number, headers.quoted_from, headers.quoted_to, original, headers.quoted_size)
            : reading.place(number);
    if (!place.ours && !is_fragment) {
        ++totals.foreign;
        if (!keep_foreign)
            return Result::left_out;
    }
    totals.fragments += is_fragment;
    const std::span<Byte> fate{fates.data() + headers.payload, payload.size()};
    std::fill(fate.begin(), fate.end(), Byte::blanked);
    const auto fill = [&](std::span<std::uint8_t> into, std::span<Byte> how) {
        if (place.stand)
            place.stand->get(place.sequence, into, how);
        else
            std::copy_n(place.datagram->bytes().begin(), into.size(), into.begin());
        if (place.datagram)
            std::copy_n(place.datagram->fates().begin(), how.size(), how.begin());
    };
    const bool is_there =
        place.stand ? headers.kind == Kind::tcp || headers.quoted == Kind::tcp
                    : place.datagram && (headers.quoted == Kind::udp || ((headers.kind == Kind::udp || headers.kind == Kind::upper) &&
                                                                            place.datagram->bytes().size() == payload.size()));
    if (is_there)
        fill(payload, fate);
    else
        std::fill(payload.begin(), payload.end(), std::uint8_t{0});
    for (std::size_t i = 0; i < payload.size() && (place.ours || is_fragment); ++i)
        ledger.blanked += fate[i] == Byte::blanked && original[i] != 0;
    if (is_there && headers.quoted != Kind::other) {
        std::vector<std::uint8_t> sent(headers.quoted_size);
        std::vector<Byte> how(sent.size());
        fill(sent, how);
        if (std::find(how.begin(), how.end(), Byte::blanked) == how.end()) // else nobody knows what was there
            recompute_quoted(headers, bytes, sent);
    }
    recompute_icmp(headers, bytes);
    return Result::written;
}

Writing::Result Writing::fragment(FragmentedPackets::Whole& whole, std::uint32_t offset, std::span<std::uint8_t> payload)
{
    if (whole.frame == 0) {
        ++totals.foreign;
        std::fill(payload.begin(), payload.end(), std::uint8_t{0});
        return keep_foreign ? Result::written : Result::left_out;
    }
    if (!whole.is_replaced) {
        whole.is_replaced = true;
        std::vector<Byte> fates;
        Result result = replace(whole.frame, capture::Link::raw_ip, whole.bytes, fates, nullptr);
        if (result == Result::written)
            result = finish(capture::Link::raw_ip, whole.bytes, fates, static_cast<std::uint32_t>(whole.bytes.size()));
        if (result != Result::written)
            return result;
    }
    std::copy_n(whole.bytes.begin() + static_cast<std::ptrdiff_t>(whole.header + offset), payload.size(), payload.begin());
    return Result::written;
}

} // namespace cti::anon
