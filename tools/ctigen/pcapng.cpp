// SPDX-License-Identifier: GPL-2.0-or-later
#include "pcapng.hpp"

namespace ctigen {
namespace {

constexpr std::uint32_t section_header = 0x0a0d0d0a, interface_description = 1, enhanced_packet = 6;
constexpr std::uint16_t opt_end = 0, opt_comment = 1, shb_userappl = 4, if_tsresol = 9;
constexpr std::uint16_t linktype_ethernet = 1;
constexpr std::size_t longest_option = 65535;

void pad4(Octets& out)
{
    while (out.size() % 4 != 0)
        out.push_back(0);
}

void put_option(Octets& body, std::uint16_t code, std::string_view value)
{
    if (value.size() > longest_option)
        throw Complaint{"a comment is longer than 65535 bytes"};
    put_le16(body, code);
    put_le16(body, value.size());
    body.insert(body.end(), value.begin(), value.end());
    pad4(body);
}

void end_options(Octets& body)
{
    put_le16(body, opt_end);
    put_le16(body, 0);
}

void put_block(Octets& out, std::uint32_t type, const Octets& body)
{
    const std::size_t length = body.size() + 12;
    put_le32(out, type);
    put_le32(out, length);
    append(out, body);
    put_le32(out, length);
}

} // namespace

Octets to_pcapng(const Capture& capture)
{
    Octets out, body;
    put_le32(body, 0x1a2b3c4d);
    put_le16(body, 1);
    put_le16(body, 0);
    put_le32(body, 0xffffffff);
    put_le32(body, 0xffffffff);
    if (!capture.comment.empty())
        put_option(body, opt_comment, capture.comment);
    put_option(body, shb_userappl, "ctigen");
    end_options(body);
    put_block(out, section_header, body);

    body.clear();
    put_le16(body, linktype_ethernet);
    put_le16(body, 0);
    put_le32(body, 0);
    put_option(body, if_tsresol, capture.nanoseconds ? "\x09" : "\x06");
    end_options(body);
    put_block(out, interface_description, body);

    for (const CapturedPacket& packet : capture.packets) {
        const std::uint64_t time = static_cast<std::uint64_t>(packet.time) / (capture.nanoseconds ? 1 : 1000);
        body.clear();
        put_le32(body, 0);
        put_le32(body, time >> 32);
        put_le32(body, time);
        put_le32(body, packet.bytes.size());
        put_le32(body, packet.original_length);
        append(body, packet.bytes);
        pad4(body);
        for (const std::string& comment : packet.comments)
            put_option(body, opt_comment, comment);
        if (!packet.comments.empty())
            end_options(body);
        put_block(out, enhanced_packet, body);
    }
    return out;
}

} // namespace ctigen
