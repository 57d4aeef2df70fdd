// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctianon/headers.hpp"

#include <algorithm>

namespace cti::anon {
namespace {

using capture::Link;

constexpr std::uint8_t protocol_icmp = 1, protocol_ip_in_ip = 4, protocol_tcp = 6, protocol_udp = 17, protocol_ipv6 = 41, protocol_gre = 47,
                       protocol_icmp6 = 58;
constexpr std::uint16_t port_vxlan = 4789;
constexpr std::uint8_t ip_option_end = 0, ip_option_nop = 1;

class Walk {
public:
    Walk(std::span<std::uint8_t> bytes, Replacements& replacements) : b_{bytes}, r_{replacements} { h_.end = bytes.size(); }

    Headers run(Link link)
    {
        switch (link) {
        case Link::ethernet:
            ethernet(0);
            break;
        case Link::sll: // packet type 2, ARPHRD type 2, address length 2, address 8, protocol 2
            if (has(0, 16)) {
                if (be16(&b_[4]) == 6)
                    r_.mac(&b_[6]);
                else
                    blank(6, 14);
                blank(12, 14);
                ether_type(16, be16(&b_[14]));
            }
            break;
        case Link::sll2: // protocol 2, reserved 2, interface 4, ARPHRD type 2, packet type 1, address length 1, address 8
            if (has(0, 20)) {
                if (b_[11] == 6)
                    r_.mac(&b_[12]);
                else
                    blank(12, 20);
                blank(18, 20);
                ether_type(20, be16(&b_[0]));
            }
            break;
        case Link::raw_ip:
            ip(0);
            break;
        case Link::null:
        case Link::loop:
            if (has(0, 4)) {
                h_.payload = 4;
                ip(4);
            }
            break;
        case Link::upper_pdu:
            upper_pdu();
            break;
        default:
            break;
        }
        h_.end = std::min(h_.end, b_.size());
        h_.payload = std::min(h_.payload, h_.end);
        blank(h_.end, b_.size());
        return h_;
    }

private:
    bool has(std::size_t at, std::size_t n) const { return fits(at, n, b_.size()); }
    void blank(std::size_t from, std::size_t to)
    {
        std::fill(b_.begin() + static_cast<std::ptrdiff_t>(from), b_.begin() + static_cast<std::ptrdiff_t>(to), std::uint8_t{0});
    }

    /// Tags of an exported PDU (wsutil/exported_pdu_tlvs.h): addresses are replaced, names of dissectors and ports stay, all else is
    /// blanked.
    void upper_pdu()
    {
        constexpr std::uint16_t end = 0, dissector = 12, table = 14, from4 = 20, to4 = 21, from6 = 22, to6 = 23, port_type = 24,
                                to_port = 26, table_number = 32;
        for (std::size_t at = 0; has(at, 4);) {
            const std::uint16_t tag = be16(&b_[at]), length = be16(&b_[at + 2]);
            at += 4;
            if (!has(at, length))
                break;
            if ((tag == from4 || tag == to4) && length >= 4)
                r_.ipv4(&b_[at]);
            else if ((tag == from6 || tag == to6) && length >= 16)
                r_.ipv6(&b_[at]);
            else if (!(tag >= dissector && tag <= table) && !(tag >= port_type && tag <= to_port) && tag != table_number)
                blank(at, at + length);
            at += length;
            if (tag == end) {
                h_.kind = Headers::Kind::upper;
                h_.payload = at;
                return;
            }
        }
    }
    void put_checksum(std::size_t at, std::uint32_t sum)
    {
        sum = ~((sum & 0xffff) + (sum >> 16));
        b_[at] = static_cast<std::uint8_t>(sum >> 8);
        b_[at + 1] = static_cast<std::uint8_t>(sum);
    }

    void ethernet(std::size_t at)
    {
        if (!has(at, 14))
            return;
        r_.mac(&b_[at]);
        r_.mac(&b_[at + 6]);
        const std::uint16_t type = be16(&b_[at + 12]);
        constexpr std::uint8_t snap[] = {0xaa, 0xaa, 0x03, 0, 0, 0};
        if (type <= 1500 && has(at + 14, 8) && std::equal(std::begin(snap), std::end(snap), &b_[at + 14]))
            ether_type(at + 22, be16(&b_[at + 20]));
        else
            ether_type(at + 14, type);
    }
    void ether_type(std::size_t at, std::uint16_t type)
    {
        h_.payload = at;
        switch (type) {
        case 0x0800:
        case 0x86dd:
            return ip(at);
        case 0x8100: // VLAN tags
        case 0x88a8:
        case 0x9100:
            if (has(at, 4))
                ether_type(at + 4, be16(&b_[at + 2]));
            return;
        case 0x0806:
            return arp(at);
        case 0x8847: // MPLS: labels up to the last one, then IP
            while (has(at, 4) && (b_[at + 2] & 1) == 0)
                at += 4;
            h_.payload = std::min(at + 4, b_.size());
            return ip(at + 4);
        case 0x8864: // PPPoE session: 6 bytes, protocol
            if (has(at, 8) && (be16(&b_[at + 6]) == 0x0021 || be16(&b_[at + 6]) == 0x0057))
                ip(at + 8);
            return;
        default:
            return;
        }
    }
    void arp(std::size_t at)
    {
        if (!has(at, 28) || be16(&b_[at]) != 1 || be16(&b_[at + 2]) != 0x0800 || b_[at + 4] != 6 || b_[at + 5] != 4)
            return;
        for (const std::size_t part : {at + 8, at + 18}) {
            r_.mac(&b_[part]);
            r_.ipv4(&b_[part + 6]);
        }
        h_.payload = h_.end = at + 28;
    }
    void ip(std::size_t at)
    {
        if (!has(at, 1))
            return;
        if (b_[at] >> 4 == 4)
            ipv4(at);
        else if (b_[at] >> 4 == 6)
            ipv6(at);
    }
    void ipv4(std::size_t at)
    {
        const std::size_t size = std::size_t{b_[at] & 0x0fu} * 4;
        if (size < 20 || !has(at, size))
            return;
        const Address from = Address::v4(&b_[at + 12]), to = Address::v4(&b_[at + 16]);
        const std::size_t total = be16(&b_[at + 2]);
        quote(at, from, to, total - std::min(total, size));
        r_.ipv4(&b_[at + 12]);
        r_.ipv4(&b_[at + 16]);
        for (std::size_t i = at + 20; i < at + size; ++i) // routes and time stamps hold addresses
            b_[i] = b_[i] == ip_option_end ? ip_option_end : ip_option_nop;
        if (total >= size && !quoted_) // 0: left to the network card
            h_.end = std::min(h_.end, at + total);
        if (quoted_) // those of the packet itself are written when all of it is replaced
            put_checksum(at + 10, capture::checksum_sum(Bytes{&b_[at], 10}, capture::checksum_sum(Bytes{&b_[at + 12], size - 12})));
        h_.payload = at + size;
        if (const std::uint16_t place = be16(&b_[at + 6]) & 0x3fff; place != 0) {
            constexpr std::uint16_t more = 0x2000;
            fragment({from, to, be16(&b_[at + 4]), b_[at + 9]}, (place & ~more) * 8u, (place & more) == 0);
            return;
        }
        transport(at + size, b_[at + 9]);
    }
    void ipv6(std::size_t at)
    {
        if (!has(at, 40))
            return;
        const Address from = Address::v6(&b_[at + 8]), to = Address::v6(&b_[at + 24]);
        const std::size_t total = be16(&b_[at + 4]);
        quote(at, from, to, total);
        r_.ipv6(&b_[at + 8]);
        r_.ipv6(&b_[at + 24]);
        if (total != 0 && !quoted_)
            h_.end = std::min(h_.end, at + 40 + total);
        std::uint8_t next = b_[at + 6];
        at += 40;
        h_.payload = at;
        while ((next == 0 || next == 43 || next == 60 || next == 44) && has(at, 8)) {
            if (next == 44) {
                h_.payload = at + 8;
                if (const std::uint16_t place = be16(&b_[at + 2]) & 0xfff9; place != 0) {
                    fragment({from, to, be32(&b_[at + 4]), b_[at]}, place & 0xfff8u, (place & 1) == 0);
                    return;
                }
                next = b_[at];
                at += 8;
                continue;
            }
            const std::size_t size = (std::size_t{b_[at + 1]} + 1) * 8;
            if (next == 43 || !has(at, size)) // a route holds addresses: not read on
                return;
            next = b_[at];
            at += size;
            h_.payload = at;
        }
        transport(at, next);
    }
    void fragment(const capture::Fragments::Key& packet, std::uint32_t offset, bool last)
    {
        h_.kind = Headers::Kind::fragment;
        h_.packet = packet;
        h_.offset = offset;
        h_.last = last;
    }
    void quote(std::size_t at, const Address& from, const Address& to, std::size_t size)
    {
        if (!quoted_)
            return;
        h_.quoted_ip = at;
        h_.quoted_from.address = from;
        h_.quoted_to.address = to;
        h_.quoted_size = size;
    }
    void transport(std::size_t at, std::uint8_t protocol)
    {
        h_.payload = at;
        h_.quoted_transport = at;
        switch (protocol) {
        case protocol_tcp:
            if (has(at, 8)) {
                quote_ports(at);
                h_.quoted_sequence = be32(&b_[at + 4]);
            }
            if (has(at, 18)) // written again where it can be; else it would tell of what is gone
                b_[at + 16] = b_[at + 17] = 0;
            if (has(at, 20) && (b_[at + 12] >> 4) >= 5 && has(at, std::size_t{b_[at + 12]} / 16 * 4)) {
                h_.kind = Headers::Kind::tcp;
                h_.payload = at + std::size_t{b_[at + 12]} / 16 * 4;
                tcp_options(at + 20, h_.payload);
                h_.quoted_size -= std::min(h_.quoted_size, h_.payload - at);
            } else if (quoted_ && has(at, 8)) { // ICMP must quote no more than 8 bytes
                h_.kind = Headers::Kind::tcp;
                h_.payload = h_.end;
                blank(std::min(at + 20, b_.size()), b_.size());
            }
            return;
        case protocol_udp:
            if (has(at, 8)) {
                quote_ports(at);
                h_.quoted_size = std::max<std::size_t>(be16(&b_[at + 4]), 8) - 8;
                if (be16(&b_[at + 6]) != 0) { // likewise; 0: there is none
                    b_[at + 6] = 0;
                    b_[at + 7] = 1;
                }
                h_.kind = Headers::Kind::udp;
                h_.payload = at + 8;
                if (be16(&b_[at + 2]) == port_vxlan && !quoted_ && has(at + 8, 8))
                    ethernet(at + 16);
            }
            return;
        case protocol_gre:
            if (!quoted_)
                gre(at);
            return;
        case protocol_ip_in_ip:
        case protocol_ipv6:
            if (!quoted_)
                ip(at);
            return;
        case protocol_icmp:
        case protocol_icmp6:
            if (!quoted_)
                icmp(at, protocol == protocol_icmp6);
            return;
        default:
            return;
        }
    }
    void quote_ports(std::size_t at)
    {
        h_.quoted_from.port = be16(&b_[at]);
        h_.quoted_to.port = be16(&b_[at + 2]);
    }
    /// Of options that are not known nothing is kept but their lengths.
    void tcp_options(std::size_t at, std::size_t end)
    {
        constexpr std::uint8_t last_plain = 5, timestamps = 8; // end, none, segment size, window scale, SACK (RFC 9293, 7323, 2018)
        while (at < end && b_[at] != 0) {
            if (b_[at] == 1) {
                ++at;
                continue;
            }
            const std::size_t length = at + 1 < end ? b_[at + 1] : 0;
            if (length < 2 || length > end - at)
                break;
            if (b_[at] > last_plain && b_[at] != timestamps)
                blank(at + 2, at + length);
            at += length;
        }
        blank(std::min(at, end), end);
    }
    /// RFC 2784 and 2890; ERSPAN, whose own header holds no address.
    void gre(std::size_t at)
    {
        if (!has(at, 4) || (b_[at] & 0x4f) != 0 || (b_[at + 1] & 7) != 0) // routing, another version
            return;
        const std::uint8_t flags = b_[at];
        const std::uint16_t type = be16(&b_[at + 2]);
        const std::size_t size = 4 + (flags & 0x80 ? 4u : 0u) + (flags & 0x20 ? 4u : 0u) + (flags & 0x10 ? 4u : 0u);
        if (!has(at, size))
            return;
        if (flags & 0x80) // a sum over all that is gone
            blank(at + 4, at + 6);
        at += size;
        h_.payload = at;
        constexpr std::uint16_t bridging = 0x6558, erspan = 0x88be, erspan3 = 0x22eb;
        if (type == bridging)
            ethernet(at);
        else if (type == erspan)
            ethernet(at + (flags & 0x10 ? 8 : 0));
        else if (type == erspan3 && has(at, 12))
            ethernet(at + (b_[at + 11] & 1 ? 20 : 12));
        else
            ether_type(at, type);
    }
    void icmp(std::size_t at, bool v6)
    {
        if (!has(at, 8))
            return;
        h_.icmp = at;
        h_.icmp6 = v6;
        h_.payload = at + 8;
        const std::uint8_t type = b_[at];
        const bool error = v6 ? type >= 1 && type <= 4 : type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
        if (!v6 && type == 5)
            r_.ipv4(&b_[at + 4]);
        if (!error)
            return;
        quoted_ = true;
        ip(at + 8);
        h_.quoted = h_.kind;
        h_.kind = Headers::Kind::icmp_error;
    }

    std::span<std::uint8_t> b_;
    Replacements& r_;
    Headers h_{};
    bool quoted_ = false;
};

} // namespace

Headers replace_addresses(Link link, std::span<std::uint8_t> bytes, Replacements& replacements)
{
    return Walk{bytes, replacements}.run(link);
}

void recompute_quoted(const Headers& h, std::span<std::uint8_t> bytes, Bytes payload)
{
    const bool is_tcp = h.quoted == Headers::Kind::tcp, is_v6 = bytes[h.quoted_ip] >> 4 == 6;
    const std::size_t header_size = h.payload - h.quoted_transport;
    std::uint8_t* const header = &bytes[h.quoted_transport];
    std::uint8_t* const field = header + (is_tcp ? 16 : 6);
    if (is_tcp ? header_size < 20 : be16(field) == 0) // not quoted; none
        return;
    field[0] = field[1] = 0;
    std::uint32_t sum = capture::checksum_sum(Bytes{&bytes[h.quoted_ip + (is_v6 ? 8 : 12)], std::size_t{is_v6 ? 32u : 8u}});
    sum += (is_tcp ? protocol_tcp : protocol_udp) + static_cast<std::uint32_t>(header_size + payload.size());
    auto value = static_cast<std::uint16_t>(~capture::checksum_sum(payload, capture::checksum_sum(Bytes{header, header_size}, sum)));
    if (!is_tcp && value == 0)
        value = 0xffff; // RFC 768: 0 would mean that there is none
    field[0] = static_cast<std::uint8_t>(value >> 8);
    field[1] = static_cast<std::uint8_t>(value);
}

void recompute_icmp(const Headers& h, std::span<std::uint8_t> bytes)
{
    if (h.icmp == 0 || h.end < h.icmp + 8)
        return;
    std::uint8_t* const message = &bytes[h.icmp];
    const std::size_t size = h.end - h.icmp;
    message[2] = message[3] = 0;
    std::uint32_t sum = 0;
    if (h.icmp6) { // pseudo-header of RFC 8200: addresses stand right before only without extension headers; else left alone
        if (h.icmp < 40 || bytes[h.icmp - 40] >> 4 != 6 || bytes[h.icmp - 34] != protocol_icmp6)
            return;
        sum = capture::checksum_sum(Bytes{&bytes[h.icmp - 32], 32});
        sum += static_cast<std::uint32_t>(size) + protocol_icmp6;
    }
    sum = capture::checksum_sum(Bytes{message, size}, sum);
    sum = (sum & 0xffff) + (sum >> 16);
    const auto checksum = static_cast<std::uint16_t>(~((sum & 0xffff) + (sum >> 16)));
    message[2] = static_cast<std::uint8_t>(checksum >> 8);
    message[3] = static_cast<std::uint8_t>(checksum);
}

} // namespace cti::anon
