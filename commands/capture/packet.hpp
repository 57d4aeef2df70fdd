// SPDX-License-Identifier: GPL-2.0-or-later
// A frame of a capture, taken apart down to the TCP segment or the datagram in it. No Wireshark in here.
//
// What is read: Ethernet (VLAN and QinQ tags, LLC/SNAP, PPPoE, TrustSec tag), Linux cooked captures, raw IP, BSD loopback, PPP, Cisco
// HDLC, 802.11 data frames (radiotap, PPI), MPLS, exported PDUs ("Wireshark Upper PDU"); IPv4 and IPv6 with extension headers, their
// fragments put together; tunnels: IP in IP, GRE, ERSPAN, VXLAN, GTP-U. What is quoted in an ICMP error is no segment and is counted
// instead.
//
// Captured and reported length stay apart: a frame cut by a snap length still says how many bytes were on the wire, and nothing is
// ever read beyond what was captured.
#pragma once

#include "connection/segment.hpp"
#include "core/bytes.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace cti::capture {

/// How a frame begins. Names of libpcap's link types (https://www.tcpdump.org/linktypes.html).
enum class Link : std::uint8_t {
    other, ///< not read here
    ethernet,
    sll, ///< Linux cooked capture
    sll2,
    raw_ip,
    null, ///< BSD loopback, address family in the byte order of the capturing machine
    loop, ///< OpenBSD loopback, address family in network order
    ppp,
    ppp_ether, ///< PPPoE session header, then PPP
    chdlc,
    ieee802_11,
    radiotap,
    ppi,
    upper_pdu, ///< exported PDU: tags, then what a dissector saw
};

struct Frame {
    Moment at{};
    Link link = Link::other;
    Bytes bytes{};              ///< as captured
    std::uint32_t reported = 0; ///< bytes on the wire; counts as the captured length where it is less
};

/// What `PacketReader::read` found.
enum class Content : std::uint8_t {
    nothing, ///< no TCP, no UDP, or not to be read; `Counts` says why
    segment,
    datagram, ///< UDP
    upper,    ///< exported PDU of a named dissector, without headers
};

/// The packet in a frame. Spans point into the frame, or into the reader where the packet came in fragments: good until the next read().
struct Packet {
    Content content = Content::nothing;
    Segment segment{};              ///< of TCP; of the others `at`, `from`, `to`, `length` and `captured`
    Bytes payload{};                ///< captured bytes behind the last header: segment.captured of segment.length
    std::string_view upper{};       ///< exported PDU: name of the dissector or of its table
    std::uint32_t upper_number = 0; ///< exported PDU with a table: the number to look up in it
    bool upper_tcp = false;         ///< exported PDU: was carried by TCP
    bool claim = false;             ///< TCP: a heuristic took the payload (FilterRules::claims)
};

/// What was read and what was not, over all frames of a reader.
struct Counts {
    std::uint64_t frames = 0;
    std::uint64_t segments = 0;
    std::uint64_t datagrams = 0;
    std::uint64_t upper_pdus = 0;
    std::uint64_t unknown_link = 0;    ///< frames of a link type not read here
    std::uint64_t not_ip = 0;          ///< ARP, LLDP, encrypted 802.11 and so on
    std::uint64_t other_transport = 0; ///< neither TCP nor UDP: SCTP, ICMP, ESP
    std::uint64_t icmp_errors = 0;     ///< of these, ICMP errors, which quote a packet
    std::uint64_t fragments = 0;
    std::uint64_t fragments_lost = 0; ///< fragments that never became a packet: parts missing, cut, contradicting or too many at once
    std::uint64_t cut = 0;            ///< packets with fewer bytes captured than reported
    std::uint64_t malformed = 0;      ///< a length or version that cannot be, or headers cut off by the snap length
    Counts& operator+=(const Counts& more);
};

/// IP fragments that wait for the rest. Bounded: when all places are taken the oldest gives way; room once taken is used again.
class Fragments {
public:
    static constexpr std::size_t places = 64;        ///< packets that are put together at a time
    static constexpr std::size_t max_packet = 65535; ///< bytes of a packet without its IP header
    static constexpr std::size_t max_ranges = 48;    ///< holes a packet may have

    struct Key {
        Address from{}, to{};
        std::uint32_t id = 0;
        std::uint8_t protocol = 0;
        friend bool operator==(const Key&, const Key&) = default;
    };
    /// Adds a fragment of `bytes` at `offset`. The whole packet where this was the last piece missing, valid until the next call; else
    /// empty.
    Bytes add(const Key& key, std::uint32_t offset, bool last, Bytes bytes, std::uint64_t& lost);
    /// Fragments of packets that are not complete.
    std::uint64_t waiting() const;

private:
    struct Range {
        std::uint32_t from, to;
    };
    struct Place {
        Key key{};
        std::uint64_t used = 0;  ///< order of use; 0: free
        bool done = false;       ///< handed on; kept to know its fragments should they come again
        std::uint32_t total = 0; ///< 0: not known yet
        std::uint32_t pieces = 0;
        std::vector<Range> ranges{};
        std::vector<std::uint8_t> bytes{};
    };
    std::vector<Place> places_{};
    std::uint64_t clock_ = 0;
};

class PacketReader {
public:
    /// Takes `frame` apart. `packet` is written whole; its content says what was found.
    Content read(const Frame& frame, Packet& packet);
    const Counts& counts() const { return counts_; }
    /// Fragments that still wait, to be told as lost when the capture is at its end.
    std::uint64_t fragments_waiting() const { return fragments_.waiting(); }

    /// Where a packet has a checksum, for `recompute_checksums`.
    struct Spot {
        enum class Kind : std::uint8_t { ipv4, tcp, udp } kind{};
        bool ipv6 = false;                       ///< TCP, UDP: under IPv6
        const std::uint8_t* at = nullptr;        ///< first byte of the header
        std::uint32_t length = 0;                ///< bytes the sum covers
        const std::uint8_t* addresses = nullptr; ///< TCP, UDP: source and destination, of the pseudo-header
    };
    static constexpr std::size_t max_spots = 16;

private:
    friend unsigned recompute_checksums(Link link, std::span<std::uint8_t> bytes, std::uint32_t reported);
    struct Layer;
    Content link(Layer layer, Link kind);
    Content ether_type(Layer layer, std::uint16_t type);
    Content ethernet(Layer layer);
    Content llc(Layer layer);
    Content ppp(Layer layer);
    Content pppoe(Layer layer);
    Content wifi(Layer layer, std::uint32_t pad, std::uint32_t trailer);
    Content radiotap(Layer layer);
    Content mpls(Layer layer);
    Content ip(Layer layer);
    Content ipv4(Layer layer);
    Content ipv6(Layer layer);
    Content fragment(Layer layer, const Fragments::Key& key, std::uint32_t offset, bool last);
    Content transport(Layer layer, std::uint8_t protocol);
    Content tcp(Layer layer);
    Content udp(Layer layer);
    Content gre(Layer layer);
    Content upper_pdu(Layer layer);
    Content malformed();

    Counts counts_{};
    Fragments fragments_{};
    Packet* packet_ = nullptr;
    Address from_{}, to_{};
    const std::uint8_t* addresses_ = nullptr; ///< source and destination of the innermost IP header, one behind the other
    bool ipv6_ = false;
    bool whole_ = true;     ///< not put together from fragments
    Spot* spots_ = nullptr; ///< room for max_spots, where checksums are asked for
    std::size_t spot_count_ = 0;
    void note(Spot::Kind kind, const Layer& layer, std::uint32_t length);
};

/// Sums of RFC 1071 over IPv4, TCP and UDP, written into the packet again after its bytes were changed.
/// Follows the same layers as `PacketReader` down to the innermost packet, outer checksums included. Sums that cannot be computed,
/// because bytes were not captured or the packet is a fragment, are left as they are. A UDP checksum of 0 (none, IPv4) stays 0.
/// Returns how many checksums were written.
unsigned recompute_checksums(Link link, std::span<std::uint8_t> bytes, std::uint32_t reported);

/// The Internet checksum of `bytes` (RFC 1071), folded, not inverted, on top of `sum`.
std::uint32_t checksum_sum(Bytes bytes, std::uint32_t sum = 0);

} // namespace cti::capture
