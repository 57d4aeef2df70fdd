// SPDX-License-Identifier: GPL-2.0-or-later
// The wire and who listens to it: time passes, frames go by, TCP connections keep their numbers, a capture is filled.
#pragma once

#include "packet.hpp"
#include "pcapng.hpp"

#include <array>
#include <optional>
#include <set>

namespace ctigen {

/// The two ends of a connection, as indices.
enum Side : int { client = 0, server = 1 };
inline Side other(Side side) { return side == client ? server : client; }

inline constexpr std::uint16_t ethernet_mss = 1460;

struct TcpConnection {
    std::array<Endpoint, 2> ends{};
    std::array<std::uint32_t, 2> next_sequence{};
    std::array<bool, 2> hidden{};              ///< what this side sends is not captured
    bool acknowledges = false;                 ///< every data segment is answered by a bare ACK
    std::uint16_t mss = ethernet_mss;
};

/// Numbers of segments of a message, counted from 1; or all of them.
struct SegmentSet {
    bool all = false;
    std::set<std::size_t> numbers;
    bool contains(std::size_t number) const { return all || numbers.contains(number); }
};

/// How the segments of one message travel.
struct Delivery {
    SegmentSet drop, duplicate;
    std::optional<std::vector<std::size_t>> order;  ///< empty: backwards
};

class Wire {
public:
    bool has_started() const { return started_; }
    void start_at(std::int64_t time) { now_ = time; }
    void step(std::int64_t nanoseconds) { step_ = nanoseconds; }
    /// The next frame comes this much after the previous one; several waits add up.
    void wait(std::int64_t nanoseconds) { pending_wait_ = pending_wait_.value_or(0) + nanoseconds; }
    /// A comment of the next frame captured.
    void comment(const std::string& text) { comments_.push_back(text); }
    bool has_open_comment() const { return !comments_.empty(); }
    void snaplen(std::size_t bytes) { snaplen_ = bytes; }    ///< 0: whole frames
    /// Sizes of the segments of every message from now on, the last one repeated; empty: the connection's MSS.
    void segment_sizes(std::vector<std::size_t> sizes) { segment_sizes_ = std::move(sizes); }

    /// A new connection between these ends, silent so far. Every connection has sequence numbers of its own.
    TcpConnection connect(Endpoint from, Endpoint to);
    void handshake(TcpConnection& c);
    /// A segment without data; SYN and FIN take a sequence number.
    void control(TcpConnection& c, Side side, unsigned flags, std::uint16_t mss_option = 0);
    void message(TcpConnection& c, Side side, const Octets& bytes, const Delivery& how);

    void datagram(Endpoint from, Endpoint to, const Octets& payload);
    /// A SYN, repeated after 1, 2, 4, ... seconds.
    void unanswered_syn(Endpoint from, Endpoint to, std::size_t retries);
    void refused_syn(Endpoint from, Endpoint to);

    std::vector<CapturedPacket> take_packets() { return std::move(packets_); }

private:
    std::vector<Octets> cut(const TcpConnection& c, const Octets& bytes) const;
    void record(Octets frame, bool captured = true);

    std::vector<CapturedPacket> packets_;
    std::int64_t now_ = 1768467600000000000;       // 2026-01-15 09:00:00 UTC
    std::int64_t step_ = 1000000;
    std::optional<std::int64_t> pending_wait_;
    bool started_ = false;
    std::vector<std::string> comments_;
    std::vector<std::size_t> segment_sizes_;
    std::size_t snaplen_ = 0;
    std::uint32_t connections_ = 0;
};

} // namespace ctigen
