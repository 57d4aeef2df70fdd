// SPDX-License-Identifier: GPL-2.0-or-later
// The ONE place that knows epan conversations: TCP conversations of Wireshark become connections of the core, frames become their events,
// on the first pass and in the order of frames. Later passes only read.
#pragma once

#include "plugin/wireshark.hpp"

#include "connection/capture.hpp"
#include "connection/stream.hpp"
#include "core/seldom.hpp"

#include <array>
#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace cti::plugin {

struct StreamDissector;

/// One of our protocols on a TCP conversation.
struct Flow {
    const StreamDissector* dissector = nullptr;
    Connection* connection = nullptr;            ///< nullptr: the conversation is known not to be ours
    std::unique_ptr<Segment> accepted{};         ///< of such a one: the SYN/ACK whose SYN is not in the capture
    std::shared_ptr<StreamProtocol> stream{};

    /// Where the next payload of an end begins, by TCP's numbers; of the end whose address and port are the lower ones, and the other.
    struct Order {
        std::uint32_t next = 0;
        bool is_known = false;
    };
    Order order[2]{};

    // From which frame on its bytes go to the dissector of TLS, and to nobody of ours; 0: none. Frames before were read as ours, and are
    // again.
    std::uint32_t tls_from = 0, foreign_from = 0;

    std::uint32_t told_in = 0; ///< frame in which the report first hears of it, whether or not anything can be read; 0: none yet

    // What the first pass found and later passes are not shown again; see stream.hpp.
    struct Waiting {
        std::uint64_t begin = 0;                 ///< hash of the first of them, by which they are known again
        std::uint32_t size = 0;
        std::uint32_t sequence = 0;              ///< of the first of them, by TCP's numbers
    };
    Seldom<std::array<std::array<Waiting, 2>, 2>> waiting{}; ///< of TCP's bytes and of those that TLS hands over, by side
    struct Noted {
        std::unordered_set<std::uint64_t> silent{};
        std::unordered_set<std::uint32_t> repeated{}; ///< frames that bring nothing to be read: see is_repeated()
        std::unordered_map<std::uint64_t, Piece> pieces{};
    };
    Seldom<Noted> noted{};
};

/// What is known of the file that is open.
Capture& capture();
/// This frame is a record of a log. First pass.
void note_log_record(const packet_info* pinfo);

inline Address address_of(const address& a)
{
    if (a.type == AT_IPv4 && a.len == 4)
        return Address::v4(static_cast<const std::uint8_t*>(a.data));
    if (a.type == AT_IPv6 && a.len == 16)
        return Address::v6(static_cast<const std::uint8_t*>(a.data));
    return {};
}
inline Endpoint sender_of(const packet_info* pinfo) { return {address_of(pinfo->src), static_cast<std::uint16_t>(pinfo->srcport)}; }
inline Time time_of(const packet_info* pinfo) { return frame_time(pinfo->abs_ts.secs, pinfo->abs_ts.nsecs); }
inline Moment moment_of(const packet_info* pinfo) { return {pinfo->num, time_of(pinfo)}; }
inline Bytes captured_bytes(tvbuff_t* tvb)
{
    const unsigned captured = tvb_captured_length(tvb);
    return {captured > 0 ? tvb_get_ptr(tvb, 0, static_cast<int>(captured)) : nullptr, captured};
}
inline bool is_first_pass(const packet_info* pinfo) { return !PINFO_FD_VISITED(pinfo); }
/// True for bytes that an ICMP error quotes: decode, remember nothing.
inline bool is_quoted(const packet_info* pinfo) { return pinfo->flags.in_error_pkt; }

struct FoundFlow {
    Flow* flow = nullptr;
    const Segment* segment = nullptr; ///< first pass: the one that is being dissected, until the frame ends; nullptr: its header was not found
};

/// What Wireshark knows of this conversation for `dissector`: made at its first payload or segment. nullptr where it cannot be this
/// protocol: the port of ours is the client's.
/// `by_content`: the bytes are this protocol whatever the ports say.
FoundFlow flow_of(packet_info* pinfo, const StreamDissector& dissector, bool by_content = false);

/// The same where there is one already; else nullptr.
Flow* known_flow(packet_info* pinfo);

/// First pass: bytes of this side are missing from the capture right before this segment.
bool misses_bytes_before(const Flow& flow, const packet_info* pinfo, const Segment& segment);
/// True where all bytes of this frame were read before, or it is a part of a segment that comes late. Wireshark keeps most of what is sent
/// again from dissectors, but not a fast retransmission, and takes a frame captured three times for one; and from 4.6 on not what TCP cannot
/// put together because the capture cut it, which then comes out of order. `segment`: of the first pass.
bool is_repeated(Flow& flow, packet_info* pinfo, const Segment* segment);

/// To be called once: from the end of each frame it takes what TCP hands to nobody.
void register_conversations(int cti_proto);

} // namespace cti::plugin
