// SPDX-License-Identifier: GPL-2.0-or-later
#include "wire.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ctigen {
namespace {

constexpr std::size_t most_packets = 2000000;
constexpr std::uint32_t first_client_sequence = 1000000, first_server_sequence = 5000000, sequence_step = 10000000;
constexpr std::int64_t syn_timeout = 1000000000;    // RFC 6298: the first retransmission of a SYN comes after 1 s

void check_numbers(const Delivery& how, std::size_t segments)
{
    for (const SegmentSet* set : {&how.drop, &how.duplicate})
        for (const std::size_t number : set->numbers)
            if (number > segments)
                throw Complaint{"the message has only " + std::to_string(segments) + " segments"};
}

std::vector<std::size_t> sending_order(const Delivery& how, std::size_t segments)
{
    std::vector<std::size_t> order(segments);
    std::iota(order.begin(), order.end(), std::size_t{1});
    if (!how.order)
        return order;
    if (how.order->empty()) {
        std::reverse(order.begin(), order.end());
        return order;
    }
    std::vector<std::size_t> sorted = *how.order;
    std::sort(sorted.begin(), sorted.end());
    if (sorted != order)
        throw Complaint{"reorder names each of the " + std::to_string(segments) + " segments once"};
    return *how.order;
}

Octets syn_frame(Endpoint from, Endpoint to)
{
    TcpHeader header;
    header.sequence = first_client_sequence;
    header.flags = tcp_flag::syn;
    header.mss_option = ethernet_mss;
    return tcp_frame(from, to, header, {});
}

} // namespace

TcpConnection Wire::connect(Endpoint from, Endpoint to)
{
    TcpConnection c;
    c.ends = {from, to};
    const std::uint32_t shift = connections_++ * sequence_step;
    c.next_sequence = {first_client_sequence + shift, first_server_sequence + shift};
    return c;
}

void Wire::handshake(TcpConnection& c)
{
    control(c, client, tcp_flag::syn, c.mss);
    control(c, server, tcp_flag::syn | tcp_flag::ack, c.mss);
    control(c, client, tcp_flag::ack);
}

void Wire::control(TcpConnection& c, Side side, unsigned flags, std::uint16_t mss_option)
{
    TcpHeader header;
    header.sequence = c.next_sequence[side];
    header.acknowledgement = flags & tcp_flag::ack ? c.next_sequence[other(side)] : 0;
    header.flags = static_cast<std::uint8_t>(flags);
    header.mss_option = mss_option;
    if (flags & (tcp_flag::syn | tcp_flag::fin))
        ++c.next_sequence[side];
    record(tcp_frame(c.ends[side], c.ends[other(side)], header, {}), !c.hidden[side]);
}

std::vector<Octets> Wire::cut(const TcpConnection& c, const Octets& bytes) const
{
    std::vector<Octets> segments;
    for (std::size_t at = 0; at < bytes.size();) {
        std::size_t size = c.mss;
        if (!segment_sizes_.empty())
            size = std::min(size, segment_sizes_[std::min(segments.size(), segment_sizes_.size() - 1)]);
        size = std::min(size, bytes.size() - at);
        const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        segments.emplace_back(from, from + static_cast<std::ptrdiff_t>(size));
        at += size;
    }
    return segments;
}

void Wire::message(TcpConnection& c, Side side, const Octets& bytes, const Delivery& how)
{
    const std::vector<Octets> segments = cut(c, bytes);
    check_numbers(how, segments.size());
    std::vector<std::uint32_t> sequences;
    for (const Octets& segment : segments) {
        sequences.push_back(c.next_sequence[side]);
        c.next_sequence[side] += static_cast<std::uint32_t>(segment.size());
    }
    for (const std::size_t number : sending_order(how, segments.size())) {
        const Octets& segment = segments[number - 1];
        TcpHeader header;
        header.sequence = sequences[number - 1];
        header.acknowledgement = c.next_sequence[other(side)];
        header.flags = tcp_flag::ack;
        if (number == segments.size())
            header.flags |= tcp_flag::psh;
        const int copies = how.duplicate.contains(number) ? 2 : 1;
        for (int copy = 0; copy < copies; ++copy)
            record(tcp_frame(c.ends[side], c.ends[other(side)], header, segment), !c.hidden[side] && !how.drop.contains(number));
        if (c.acknowledges) {
            TcpHeader ack;
            ack.sequence = c.next_sequence[other(side)];
            ack.acknowledgement = sequences[number - 1] + static_cast<std::uint32_t>(segment.size());
            ack.flags = tcp_flag::ack;
            record(tcp_frame(c.ends[other(side)], c.ends[side], ack, {}), !c.hidden[other(side)]);
        }
    }
}

void Wire::datagram(Endpoint from, Endpoint to, const Octets& payload) { record(udp_frame(from, to, payload)); }

void Wire::unanswered_syn(Endpoint from, Endpoint to, std::size_t retries)
{
    record(syn_frame(from, to));
    for (std::size_t i = 0; i < retries; ++i) {
        pending_wait_ = syn_timeout << i;
        record(syn_frame(from, to));
    }
}

void Wire::refused_syn(Endpoint from, Endpoint to)
{
    record(syn_frame(from, to));
    TcpHeader reset;
    reset.acknowledgement = first_client_sequence + 1;
    reset.flags = tcp_flag::rst | tcp_flag::ack;
    reset.window = 0;
    record(tcp_frame(to, from, reset, {}));
}

/// A frame passes on the wire; `captured` says whether the capture holds it.
void Wire::record(Octets frame, bool captured)
{
    if (started_ || pending_wait_)
        now_ += pending_wait_.value_or(step_);
    started_ = true;
    pending_wait_.reset();
    if (!captured)
        return;
    if (packets_.size() == most_packets)
        throw Complaint{"more than " + std::to_string(most_packets) + " packets"};
    CapturedPacket packet;
    packet.time = now_;
    packet.original_length = static_cast<std::uint32_t>(frame.size());
    packet.bytes = std::move(frame);
    if (snaplen_ && packet.bytes.size() > snaplen_)
        packet.bytes.resize(snaplen_);
    packet.comments = std::exchange(comments_, {});
    packets_.push_back(std::move(packet));
}

} // namespace ctigen
