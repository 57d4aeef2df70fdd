// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture/packet.hpp"

#include <algorithm>
#include <cstring>

namespace cti::capture {
namespace {

// ---- numbers of the protocols, as IANA and IEEE list them

enum EtherType : std::uint16_t {
    et_ipv4 = 0x0800,
    et_vlan = 0x8100, // IEEE 802.1Q
    et_qinq = 0x88a8, // IEEE 802.1ad
    et_qinq_old = 0x9100,
    et_ipv6 = 0x86dd,
    et_mpls = 0x8847,
    et_mpls_upstream = 0x8848,
    et_pppoe_session = 0x8864,
    et_trustsec = 0x8909, // Cisco MetaData: version, length, option, group tag
    et_bridging = 0x6558, // transparent Ethernet bridging, in GRE
    et_erspan = 0x88be,
    et_erspan3 = 0x22eb,
};
constexpr std::uint16_t largest_length = 1500; // IEEE 802.3: up to here the type field is a length

enum Protocol : std::uint8_t {
    ip_hop_by_hop = 0,
    ip_icmp = 1,
    ip_ipv4 = 4,
    ip_tcp = 6,
    ip_udp = 17,
    ip_ipv6 = 41,
    ip_routing = 43,
    ip_fragment = 44,
    ip_gre = 47,
    ip_authentication = 51,
    ip_icmpv6 = 58,
    ip_destination_options = 60,
    ip_mobility = 135,
    ip_hip = 139,
    ip_shim6 = 140,
};

enum PppProtocol : std::uint16_t { ppp_ipv4 = 0x0021, ppp_ipv6 = 0x0057, ppp_mpls = 0x0281, ppp_mpls_multicast = 0x0283 };

enum UdpPort : std::uint16_t { port_gtp_u = 2152, port_vxlan = 4789 };

/// Address families of IPv6 in BSD loopback headers: NetBSD and OpenBSD, FreeBSD, macOS; Linux and Windows. IPv4 is 2 everywhere.
constexpr bool is_family_ipv6(std::uint32_t family) { return family == 24 || family == 28 || family == 30 || family == 10 || family == 23; }
constexpr std::uint32_t family_ipv4 = 2;

/// Layers a packet may have: more is an attack, not a network.
constexpr unsigned max_depth = 24;
/// IPv6 extension headers before the payload.
constexpr unsigned max_extension_headers = 16;

/// Tags of an exported PDU (wsutil/exported_pdu_tlvs.h).
enum UpperTag : std::uint16_t {
    upper_end = 0,
    upper_dissector = 12,
    upper_heuristic = 13,
    upper_table = 14,
    upper_ipv4_from = 20,
    upper_ipv4_to = 21,
    upper_ipv6_from = 22,
    upper_ipv6_to = 23,
    upper_port_type = 24,
    upper_port_from = 25,
    upper_port_to = 26,
    upper_table_number = 32,
};
constexpr std::uint32_t upper_port_tcp = 2; // EXP_PDU_PT_TCP

} // namespace

Counts& Counts::operator+=(const Counts& more)
{
    frames += more.frames;
    segments += more.segments;
    datagrams += more.datagrams;
    upper_pdus += more.upper_pdus;
    unknown_link += more.unknown_link;
    not_ip += more.not_ip;
    other_transport += more.other_transport;
    icmp_errors += more.icmp_errors;
    fragments += more.fragments;
    fragments_lost += more.fragments_lost;
    cut += more.cut;
    malformed += more.malformed;
    return *this;
}

// ---- fragments

std::uint64_t Fragments::waiting() const
{
    std::uint64_t n = 0;
    for (const Place& p : places_)
        n += p.used && !p.done ? p.pieces : 0;
    return n;
}

Bytes Fragments::add(const Key& key, std::uint32_t offset, bool last, Bytes bytes, std::uint64_t& lost)
{
    if (places_.empty())
        places_.resize(places);
    Place* place = nullptr;
    Place* oldest = &places_.front();
    for (Place& p : places_) {
        if (p.used && p.key == key) {
            place = &p;
            break;
        }
        if (p.used < oldest->used)
            oldest = &p;
    }
    if (place && place->done) {
        // Captured twice, or the same number given to a packet again.
        if (fits(offset, bytes.size(), place->total) && std::equal(bytes.begin(), bytes.end(), place->bytes.begin() + offset))
            return {};
        place->used = 0;
        oldest = place;
        place = nullptr;
    }
    if (!place) {
        place = oldest;
        if (place->used && !place->done)
            lost += place->pieces;
        place->done = false;
        place->key = key;
        place->total = 0;
        place->pieces = 0;
        place->ranges.clear();
        place->ranges.reserve(max_ranges + 1);
        place->bytes.resize(max_packet);
    }
    place->used = ++clock_;

    const auto give_up = [&] {
        lost += place->pieces + 1;
        place->used = 0;
        return Bytes{};
    };
    if (bytes.empty() || !fits(offset, bytes.size(), max_packet))
        return give_up();
    const std::uint32_t end = offset + static_cast<std::uint32_t>(bytes.size());
    if (last) {
        if (place->total && place->total != end)
            return give_up();
        place->total = end;
    }
    if (place->total && (end > place->total || (!place->ranges.empty() && place->ranges.back().to > place->total)))
        return give_up();

    // What is there already stays; a fragment captured twice changes nothing.
    bool fresh = true;
    for (const Range& r : place->ranges)
        if (r.from <= offset && end <= r.to)
            fresh = false;
    if (!fresh)
        return {};
    ++place->pieces;
    std::memcpy(place->bytes.data() + offset, bytes.data(), bytes.size());
    auto& ranges = place->ranges;
    auto at = std::lower_bound(ranges.begin(), ranges.end(), offset, [](const Range& r, std::uint32_t o) { return r.to < o; });
    if (at == ranges.end() || at->from > end) {
        ranges.insert(at, {offset, end});
    } else {
        at->from = std::min(at->from, offset);
        at->to = std::max(at->to, end);
        const auto next = at + 1;
        auto stop = next;
        for (; stop != ranges.end() && stop->from <= at->to; ++stop)
            at->to = std::max(at->to, stop->to);
        ranges.erase(next, stop);
    }
    if (ranges.size() > max_ranges)
        return give_up();
    if (place->total && ranges.size() == 1 && ranges[0].from == 0 && ranges[0].to == place->total) {
        place->done = true;
        return {place->bytes.data(), place->total};
    }
    return {};
}

// ---- layers

/// What is left of the frame behind the headers read so far.
struct PacketReader::Layer {
    const std::uint8_t* data = nullptr;
    std::uint32_t captured = 0;
    std::uint32_t reported = 0; ///< never less than captured
    unsigned depth = 0;

    bool has(std::uint32_t offset, std::uint32_t length) const { return fits(offset, length, captured); }
    /// Behind `n` bytes, which must be there.
    Layer behind(std::uint32_t n) const { return {data + n, captured - n, reported - n, depth + 1}; }
    /// Cut to `length` bytes, where the rest is padding.
    void limit(std::uint32_t length)
    {
        reported = std::min(reported, length);
        captured = std::min(captured, reported);
    }
};

Content PacketReader::malformed()
{
    ++counts_.malformed;
    return Content::nothing;
}

void PacketReader::note(Spot::Kind kind, const Layer& layer, std::uint32_t length)
{
    if (spots_ && whole_ && spot_count_ < max_spots)
        spots_[spot_count_++] = {kind, ipv6_, layer.data, length, addresses_};
}

Content PacketReader::read(const Frame& frame, Packet& packet)
{
    ++counts_.frames;
    packet.content = Content::nothing;
    packet.segment = {};
    packet.segment.at = frame.at;
    packet.payload = {};
    packet.upper = {};
    packet.upper_number = 0;
    packet.upper_tcp = false;
    packet.claim = false;
    packet_ = &packet;
    whole_ = true;
    const auto captured = static_cast<std::uint32_t>(std::min<std::size_t>(frame.bytes.size(), UINT32_MAX));
    packet.content = link({frame.bytes.data(), captured, std::max(captured, frame.reported), 0}, frame.link);
    if (packet.content != Content::nothing) {
        counts_.segments += packet.content == Content::segment;
        counts_.datagrams += packet.content == Content::datagram;
        counts_.upper_pdus += packet.content == Content::upper;
        counts_.cut += packet.segment.captured < packet.segment.length;
    }
    return packet.content;
}

Content PacketReader::link(Layer layer, Link kind)
{
    switch (kind) {
    case Link::ethernet:
        return ethernet(layer);
    case Link::sll:
        return layer.has(0, 16) ? ether_type(layer.behind(16), be16(layer.data + 14)) : malformed();
    case Link::sll2:
        return layer.has(0, 20) ? ether_type(layer.behind(20), be16(layer.data)) : malformed();
    case Link::raw_ip:
        return ip(layer);
    case Link::null:
    case Link::loop: {
        if (!layer.has(0, 4))
            return malformed();
        const std::uint32_t network = be32(layer.data), other = le32(layer.data);
        const std::uint32_t family = kind == Link::null && other < network ? other : network;
        if (family == family_ipv4)
            return ipv4(layer.behind(4));
        if (is_family_ipv6(family))
            return ipv6(layer.behind(4));
        ++counts_.not_ip;
        return Content::nothing;
    }
    case Link::ppp:
        return ppp(layer);
    case Link::ppp_ether:
        return pppoe(layer);
    case Link::chdlc:
        return layer.has(0, 4) ? ether_type(layer.behind(4), be16(layer.data + 2)) : malformed();
    case Link::ieee802_11:
        return wifi(layer, 0, 0);
    case Link::radiotap:
        return radiotap(layer);
    case Link::ppi: {
        // Length and link type, little endian; 802.11 is the only one in use.
        if (!layer.has(0, 8))
            return malformed();
        const std::uint16_t length = le16(layer.data + 2);
        constexpr std::uint32_t dlt_ieee802_11 = 105, dlt_ethernet = 1;
        if (length < 8 || !layer.has(0, length))
            return malformed();
        const std::uint32_t type = le32(layer.data + 4);
        if (type == dlt_ieee802_11)
            return wifi(layer.behind(length), 0, 0);
        if (type == dlt_ethernet)
            return ethernet(layer.behind(length));
        ++counts_.unknown_link;
        return Content::nothing;
    }
    case Link::upper_pdu:
        return upper_pdu(layer);
    case Link::other:
        break;
    }
    ++counts_.unknown_link;
    return Content::nothing;
}

Content PacketReader::ethernet(Layer layer)
{
    if (!layer.has(0, 14))
        return malformed();
    const std::uint16_t type = be16(layer.data + 12);
    Layer inside = layer.behind(14);
    if (type > largest_length)
        return ether_type(inside, type);
    inside.limit(type);
    return llc(inside);
}

Content PacketReader::llc(Layer layer)
{
    // SNAP, organisation 0: an EtherType follows (RFC 1042). All other LLC carries no IP that matters here.
    static constexpr std::uint8_t snap[] = {0xaa, 0xaa, 0x03, 0, 0, 0};
    if (layer.has(0, 8) && std::memcmp(layer.data, snap, sizeof snap) == 0)
        return ether_type(layer.behind(8), be16(layer.data + 6));
    ++counts_.not_ip;
    return Content::nothing;
}

Content PacketReader::ether_type(Layer layer, std::uint16_t type)
{
    for (; layer.depth < max_depth;) {
        switch (type) {
        case et_ipv4:
            return ipv4(layer);
        case et_ipv6:
            return ipv6(layer);
        case et_vlan:
        case et_qinq:
        case et_qinq_old:
            if (!layer.has(0, 4))
                return malformed();
            type = be16(layer.data + 2);
            layer = layer.behind(4);
            if (type <= largest_length) {
                layer.limit(type);
                return llc(layer);
            }
            break;
        case et_trustsec:
            if (!layer.has(0, 8))
                return malformed();
            type = be16(layer.data + 6);
            layer = layer.behind(8);
            break;
        case et_mpls:
        case et_mpls_upstream:
            return mpls(layer);
        case et_pppoe_session:
            return pppoe(layer);
        default:
            ++counts_.not_ip;
            return Content::nothing;
        }
    }
    return malformed();
}

Content PacketReader::pppoe(Layer layer)
{
    // Version and type 1, code 0 (session data), session, length (RFC 2516).
    if (!layer.has(0, 6))
        return malformed();
    if (layer.data[0] != 0x11 || layer.data[1] != 0) {
        ++counts_.not_ip;
        return Content::nothing;
    }
    const std::uint16_t length = be16(layer.data + 4);
    Layer inside = layer.behind(6);
    inside.limit(length);
    return ppp(inside);
}

Content PacketReader::ppp(Layer layer)
{
    if (layer.has(0, 2) && layer.data[0] == 0xff && layer.data[1] == 0x03) // address and control, where they are not left out
        layer = layer.behind(2);
    if (!layer.has(0, 1))
        return malformed();
    // The first byte of a protocol is even; odd: compressed to one byte (RFC 1661).
    std::uint16_t protocol = layer.data[0];
    std::uint32_t size = 1;
    if (!(protocol & 1)) {
        if (!layer.has(0, 2))
            return malformed();
        protocol = be16(layer.data);
        size = 2;
    }
    layer = layer.behind(size);
    switch (protocol) {
    case ppp_ipv4:
        return ipv4(layer);
    case ppp_ipv6:
        return ipv6(layer);
    case ppp_mpls:
    case ppp_mpls_multicast:
        return mpls(layer);
    default:
        ++counts_.not_ip;
        return Content::nothing;
    }
}

Content PacketReader::radiotap(Layer layer)
{
    // Version, pad, length, bit maps of the fields present; all little endian (radiotap.org). Only the flags field matters here.
    if (!layer.has(0, 8))
        return malformed();
    const std::uint16_t length = le16(layer.data + 2);
    if (length < 8 || !layer.has(0, length))
        return malformed();
    constexpr std::uint32_t has_timer = 1u << 0, has_flags = 1u << 1, more_maps = 1u << 31;
    constexpr std::uint8_t flag_trailer = 0x10, flag_padded = 0x20;
    const std::uint32_t present = le32(layer.data + 4);
    std::uint32_t at = 8;
    for (std::uint32_t map = present; map & more_maps; at += 4) {
        if (!fits(at, 4, length))
            return malformed();
        map = le32(layer.data + at);
    }
    if (present & has_timer)
        at = (at + 7) / 8 * 8 + 8;
    std::uint8_t flags = 0;
    if (present & has_flags) {
        if (!fits(at, 1, length))
            return malformed();
        flags = layer.data[at];
    }
    return wifi(layer.behind(length), flags & flag_padded ? 4 : 0, flags & flag_trailer ? 4 : 0);
}

/// `pad`: the header is filled up to a multiple of it; `trailer`: bytes of frame check sequence at the end.
Content PacketReader::wifi(Layer layer, std::uint32_t pad, std::uint32_t trailer)
{
    // IEEE 802.11: frame control (type, subtype, flags), duration, three addresses, sequence control; then what the flags add.
    const auto not_data = [&] {
        ++counts_.not_ip;
        return Content::nothing;
    };
    if (!layer.has(0, 24))
        return not_data(); // control frames are shorter
    const std::uint8_t kind = layer.data[0], flags = layer.data[1];
    constexpr std::uint8_t type_mask = 0x0c, type_data = 0x08, subtype_empty = 0x40, subtype_qos = 0x80;
    constexpr std::uint8_t to_ds = 0x01, from_ds = 0x02, more_fragments = 0x04, is_encrypted = 0x40, order = 0x80;
    const std::uint8_t fragment_number = layer.data[22] & 0x0f;
    if ((kind & type_mask) != type_data || kind & subtype_empty || flags & (is_encrypted | more_fragments) || fragment_number != 0)
        return not_data();
    std::uint32_t size = (flags & (to_ds | from_ds)) == (to_ds | from_ds) ? 30 : 24;
    bool aggregated = false;
    if (kind & subtype_qos) {
        constexpr std::uint8_t qos_amsdu = 0x80;
        if (!layer.has(size, 2))
            return malformed();
        aggregated = layer.data[size] & qos_amsdu;
        size += 2;
        if (flags & order)
            size += 4;
    }
    if (pad)
        size = (size + pad - 1) / pad * pad;
    if (!layer.has(0, size))
        return malformed();
    Layer inside = layer.behind(size);
    if (inside.reported >= trailer)
        inside.limit(inside.reported - trailer);
    if (aggregated) {
        // The first frame of an aggregate: two addresses and a length.
        if (!inside.has(0, 14))
            return malformed();
        const std::uint16_t length = be16(inside.data + 12);
        inside = inside.behind(14);
        inside.limit(length);
    }
    return llc(inside);
}

Content PacketReader::mpls(Layer layer)
{
    for (;; layer = layer.behind(4)) {
        if (!layer.has(0, 4) || layer.depth >= max_depth)
            return malformed();
        constexpr std::uint8_t bottom_of_stack = 0x01;
        if (layer.data[2] & bottom_of_stack)
            break;
    }
    layer = layer.behind(4);
    if (!layer.has(0, 1))
        return malformed();
    // What follows is not said; it shows in the first four bits (RFC 4928): IPv4, IPv6, else a pseudowire, which may have a control word
    // whose first bits are 0. So may a MAC address: Ethernet is where an EtherType stands that fits what is behind it.
    const std::uint8_t first = layer.data[0] >> 4;
    if (first == 4)
        return ipv4(layer);
    if (first == 6)
        return ipv6(layer);
    const auto is_ethernet_at = [&](std::uint32_t at) {
        if (!layer.has(at, 15))
            return false;
        const std::uint16_t type = be16(layer.data + at + 12);
        const std::uint8_t version = layer.data[at + 14] >> 4;
        return type == et_ipv4 ? version == 4 : type == et_ipv6 ? version == 6 : type == et_vlan || type == et_qinq;
    };
    if (is_ethernet_at(0))
        return ethernet(layer);
    if (first == 0 && is_ethernet_at(4))
        return ethernet(layer.behind(4));
    ++counts_.not_ip;
    return Content::nothing;
}

Content PacketReader::ip(Layer layer)
{
    if (!layer.has(0, 1))
        return malformed();
    switch (layer.data[0] >> 4) {
    case 4:
        return ipv4(layer);
    case 6:
        return ipv6(layer);
    default:
        return malformed();
    }
}

Content PacketReader::ipv4(Layer layer)
{
    if (layer.depth >= max_depth || !layer.has(0, 20))
        return malformed();
    const std::uint8_t* p = layer.data;
    const std::uint32_t header = (p[0] & 0x0fu) * 4u;
    const std::uint32_t total = be16(p + 2);
    // A total length of 0 is what a capturing host sees of segments that its network card will cut.
    if (p[0] >> 4 != 4 || header < 20 || !layer.has(0, header) || (total != 0 && total < header))
        return malformed();
    if (total != 0)
        layer.limit(total);
    addresses_ = p + 12;
    ipv6_ = false;
    from_ = Address::v4(p + 12);
    to_ = Address::v4(p + 16);
    note(Spot::Kind::ipv4, layer, header);
    if (layer.captured < header)
        return malformed();
    constexpr std::uint16_t more_fragments = 0x2000, offset_mask = 0x1fff;
    const std::uint16_t place = be16(p + 6);
    const Layer inside = layer.behind(header);
    if (place & (more_fragments | offset_mask))
        return fragment(inside, {from_, to_, be16(p + 4), p[9]}, (place & offset_mask) * 8u, !(place & more_fragments));
    return transport(inside, p[9]);
}

Content PacketReader::ipv6(Layer layer)
{
    if (layer.depth >= max_depth || !layer.has(0, 40))
        return malformed();
    const std::uint8_t* p = layer.data;
    if (p[0] >> 4 != 6)
        return malformed();
    const std::uint32_t length = be16(p + 4);
    if (length != 0) // 0: a jumbogram, or a segment that the network card will cut
        layer.limit(40 + length);
    addresses_ = p + 8;
    ipv6_ = true;
    from_ = Address::v6(p + 8);
    to_ = Address::v6(p + 24);
    std::uint8_t next = p[6];
    Layer inside = layer.behind(40);
    for (unsigned i = 0; i < max_extension_headers; ++i) {
        switch (next) {
        case ip_hop_by_hop:
        case ip_routing:
        case ip_destination_options:
        case ip_mobility:
        case ip_hip:
        case ip_shim6:
        case ip_authentication: {
            if (!inside.has(0, 2))
                return malformed();
            const std::uint32_t size = next == ip_authentication ? (inside.data[1] + 2u) * 4u : (inside.data[1] + 1u) * 8u;
            if (!inside.has(0, size))
                return malformed();
            next = inside.data[0];
            inside = {inside.data + size, inside.captured - size, inside.reported - size, inside.depth};
            break;
        }
        case ip_fragment: {
            if (!inside.has(0, 8))
                return malformed();
            const std::uint16_t place = be16(inside.data + 2);
            const std::uint8_t protocol = inside.data[0];
            const std::uint32_t id = be32(inside.data + 4);
            const Layer piece = inside.behind(8);
            if (place & ~std::uint16_t{6})
                return fragment(piece, {from_, to_, id, protocol}, place & ~7u, !(place & 1));
            next = protocol; // an "atomic" fragment: the whole packet
            inside = piece;
            break;
        }
        default:
            return transport(inside, next);
        }
    }
    return malformed();
}

Content PacketReader::fragment(Layer layer, const Fragments::Key& key, std::uint32_t offset, bool last)
{
    ++counts_.fragments;
    whole_ = false;
    if (spots_)
        return Content::nothing; // checksums are asked for, which a fragment has not
    if (layer.captured < layer.reported) {
        // Nothing can be put together from a part that was cut.
        ++counts_.fragments_lost;
        return Content::nothing;
    }
    const Bytes whole = fragments_.add(key, offset, last, {layer.data, layer.captured}, counts_.fragments_lost);
    if (whole.empty())
        return Content::nothing;
    const auto size = static_cast<std::uint32_t>(whole.size());
    return transport({whole.data(), size, size, layer.depth}, key.protocol);
}

Content PacketReader::transport(Layer layer, std::uint8_t protocol)
{
    switch (protocol) {
    case ip_tcp:
        return tcp(layer);
    case ip_udp:
        return udp(layer);
    case ip_ipv4:
        return ipv4(layer);
    case ip_ipv6:
        return ipv6(layer);
    case ip_gre:
        return gre(layer);
    case ip_icmp:
        // Destination unreachable, source quench, redirect, time exceeded, parameter problem (RFC 792).
        if (layer.has(0, 1)) {
            const std::uint8_t type = layer.data[0];
            counts_.icmp_errors += type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
        }
        break;
    case ip_icmpv6:
        // Types below 128 are errors (RFC 4443).
        counts_.icmp_errors += layer.has(0, 1) && layer.data[0] < 128;
        break;
    default:
        break;
    }
    ++counts_.other_transport;
    return Content::nothing;
}

Content PacketReader::tcp(Layer layer)
{
    if (!layer.has(0, 20))
        return malformed();
    const std::uint8_t* p = layer.data;
    const std::uint32_t header = (p[12] >> 4) * 4u;
    if (header < 20 || header > layer.reported)
        return malformed();
    note(Spot::Kind::tcp, layer, layer.captured == layer.reported ? layer.captured : 0);
    Segment& s = packet_->segment;
    s.from = {from_, be16(p)};
    s.to = {to_, be16(p + 2)};
    s.sequence = be32(p + 4);
    s.acknowledgement = be32(p + 8);
    s.flags = p[13] & (tcp_fin | tcp_syn | tcp_rst | tcp_psh | tcp_ack);
    s.length = layer.reported - header;
    s.window = be16(p + 14);
    if (header <= layer.captured) { // else the snap length ended within the options
        s.captured = layer.captured - header;
        packet_->payload = {p + header, s.captured};
    }
    return Content::segment;
}

Content PacketReader::udp(Layer layer)
{
    if (!layer.has(0, 8))
        return malformed();
    const std::uint8_t* p = layer.data;
    const std::uint16_t length = be16(p + 4);
    if (length != 0 && length < 8)
        return malformed();
    if (length != 0) // 0: IPv6 jumbogram, or cut by the network card later
        layer.limit(length);
    note(Spot::Kind::udp, layer, layer.captured == layer.reported ? layer.captured : 0);
    const std::uint16_t from = be16(p), to = be16(p + 2);
    const Layer inside = layer.behind(8);
    if (to == port_vxlan && inside.has(0, 8) && inside.data[0] & 0x08) // RFC 7348: the flag of a valid network id
        return ethernet(inside.behind(8));
    if (to == port_gtp_u && inside.has(0, 8) && (inside.data[0] & 0xf0) == 0x30 && inside.data[1] == 0xff) {
        // 3GPP TS 29.281: version 1, message "T-PDU"; with any of three flags four more bytes, then a chain of extension headers.
        std::uint32_t size = 8;
        if (inside.data[0] & 0x07) {
            if (!inside.has(0, 12))
                return malformed();
            size = 12;
            std::uint8_t next = inside.data[0] & 0x04 ? inside.data[11] : 0;
            for (unsigned i = 0; next != 0 && i < max_extension_headers; ++i) {
                if (!inside.has(size, 1) || inside.data[size] == 0 || !inside.has(size, inside.data[size] * 4u))
                    return malformed();
                size += inside.data[size] * 4u;
                next = inside.data[size - 1];
            }
            if (next != 0)
                return malformed();
        }
        return ip(inside.behind(size));
    }
    Segment& s = packet_->segment;
    s.from = {from_, from};
    s.to = {to_, to};
    s.length = inside.reported;
    s.captured = inside.captured;
    packet_->payload = {inside.data, inside.captured};
    return Content::datagram;
}

Content PacketReader::gre(Layer layer)
{
    // RFC 2784 and 2890: flags, protocol, then checksum, key and sequence number where a flag says so. Version 1 is PPTP, with an
    // acknowledgement.
    if (!layer.has(0, 4))
        return malformed();
    constexpr std::uint16_t has_checksum = 0x8000, has_routing = 0x4000, has_key = 0x2000, has_sequence = 0x1000,
                            has_acknowledgement = 0x0080;
    constexpr std::uint16_t ppp_in_gre = 0x880b;
    const std::uint16_t flags = be16(layer.data), type = be16(layer.data + 2);
    if (flags & has_routing) {
        ++counts_.other_transport;
        return Content::nothing;
    }
    std::uint32_t size = 4;
    size += flags & has_checksum ? 4 : 0;
    size += flags & has_key ? 4 : 0;
    size += flags & has_sequence ? 4 : 0;
    if ((flags & 7) == 1)
        size += flags & has_acknowledgement ? 4 : 0;
    if (!layer.has(0, size) || layer.depth >= max_depth)
        return malformed();
    const Layer inside = layer.behind(size);
    switch (type) {
    case et_bridging:
        return ethernet(inside);
    case et_erspan: {
        // Type II has a sequence number in GRE and 8 bytes of its own, type I has neither.
        const std::uint32_t own = flags & has_sequence ? 8 : 0;
        return inside.has(0, own) ? ethernet(inside.behind(own)) : malformed();
    }
    case et_erspan3: {
        // 12 bytes, and 8 more where the last bit says so.
        if (!inside.has(0, 12))
            return malformed();
        const std::uint32_t own = inside.data[11] & 1 ? 20 : 12;
        return inside.has(0, own) ? ethernet(inside.behind(own)) : malformed();
    }
    case ppp_in_gre:
        return ppp(inside);
    default:
        return ether_type(inside, type);
    }
}

Content PacketReader::upper_pdu(Layer layer)
{
    std::uint32_t at = 0;
    std::string_view name;
    Endpoint from, to;
    for (;;) {
        if (!layer.has(at, 4))
            return malformed();
        const std::uint16_t tag = be16(layer.data + at), length = be16(layer.data + at + 2);
        at += 4;
        if (!layer.has(at, length))
            return malformed();
        const std::uint8_t* value = layer.data + at;
        at += length;
        if (tag == upper_end)
            break;
        switch (tag) {
        case upper_dissector:
        case upper_heuristic:
        case upper_table:
            name = {reinterpret_cast<const char*>(value), length};
            name = name.substr(0, name.find('\0'));
            break;
        case upper_ipv4_from:
        case upper_ipv4_to:
            if (length >= 4)
                (tag == upper_ipv4_from ? from : to).address = Address::v4(value);
            break;
        case upper_ipv6_from:
        case upper_ipv6_to:
            if (length >= 16)
                (tag == upper_ipv6_from ? from : to).address = Address::v6(value);
            break;
        case upper_port_type:
            packet_->upper_tcp = length >= 4 && be32(value) == upper_port_tcp;
            break;
        case upper_port_from:
        case upper_port_to:
            if (length >= 4)
                (tag == upper_port_from ? from : to).port = static_cast<std::uint16_t>(be32(value));
            break;
        case upper_table_number:
            packet_->upper_number = length >= 4 ? be32(value) : 0;
            break;
        default:
            break;
        }
    }
    const Layer inside = layer.behind(at);
    // Headers that a dissector of lower layers is to read are read here.
    from_ = from.address;
    to_ = to.address;
    addresses_ = nullptr;
    if (name == "ip" || name == "ipv6")
        return ip(inside);
    if (name == "eth" || name == "eth_withoutfcs" || name == "eth_maybefcs")
        return ethernet(inside);
    if (name == "tcp")
        return tcp(inside);
    if (name == "udp")
        return udp(inside);
    packet_->upper = name;
    Segment& s = packet_->segment;
    s.from = from;
    s.to = to;
    s.length = inside.reported;
    s.captured = inside.captured;
    packet_->payload = {inside.data, inside.captured};
    return Content::upper;
}

// ---- checksums

std::uint32_t checksum_sum(Bytes bytes, std::uint32_t sum)
{
    std::uint64_t total = sum;
    std::size_t i = 0;
    for (; i + 1 < bytes.size(); i += 2)
        total += be16(bytes.data() + i);
    if (i < bytes.size())
        total += std::uint32_t{bytes[i]} << 8;
    while (total >> 16)
        total = (total & 0xffff) + (total >> 16);
    return static_cast<std::uint32_t>(total);
}

unsigned recompute_checksums(Link link, std::span<std::uint8_t> bytes, std::uint32_t reported)
{
    PacketReader::Spot spots[PacketReader::max_spots];
    PacketReader reader;
    Packet packet;
    reader.spots_ = spots;
    reader.read({{}, link, bytes, reported}, packet);
    unsigned written = 0;
    // From the inside out: an outer sum covers the inner ones.
    for (std::size_t i = reader.spot_count_; i-- > 0;) {
        const PacketReader::Spot& spot = spots[i];
        if (spot.length == 0)
            continue;
        using Kind = PacketReader::Spot::Kind;
        const std::size_t field = spot.kind == Kind::ipv4 ? 10 : spot.kind == Kind::tcp ? 16 : 6;
        std::uint8_t* header = bytes.data() + (spot.at - bytes.data());
        std::uint8_t* sum_field = header + field;
        if (spot.kind == Kind::udp && be16(sum_field) == 0 && !spot.ipv6)
            continue;
        if (spot.kind != Kind::ipv4 && !spot.addresses)
            continue;
        sum_field[0] = sum_field[1] = 0;
        std::uint32_t sum = 0;
        if (spot.kind != Kind::ipv4) {
            sum = checksum_sum({spot.addresses, std::size_t{spot.ipv6 ? 32u : 8u}});
            sum += (spot.kind == Kind::tcp ? ip_tcp : ip_udp) + (spot.length & 0xffff) + (spot.length >> 16);
        }
        auto value = static_cast<std::uint16_t>(~checksum_sum({header, spot.length}, sum));
        if (spot.kind == Kind::udp && value == 0)
            value = 0xffff; // RFC 768: 0 would mean that there is none
        sum_field[0] = static_cast<std::uint8_t>(value >> 8);
        sum_field[1] = static_cast<std::uint8_t>(value);
        ++written;
    }
    return written;
}

} // namespace cti::capture
