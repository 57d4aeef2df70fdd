// SPDX-License-Identifier: GPL-2.0-or-later
// TCP segments put together to the bytes of two directions, as Wireshark's TCP dissector does with its default preferences, so that a
// message is completed by the same frame here and there. docs/streams.md says how, and where the two differ. No Wireshark in here.
//
// A segment beyond the expected sequence number is handed on at once and the gap is told: nothing waits for bytes that may never come.
// Bytes handed on once are never handed on again. Foreign connections have a small entry each, of a bounded number.
#pragma once

#include "capture/packet.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace cti::capture {

/// Who sends: `first` is the end whose segment was seen first.
enum class End : std::uint8_t { first, second };
constexpr std::size_t index(End s) { return static_cast<std::size_t>(s); }

/// What became of a segment's payload.
enum class Fate : std::uint8_t {
    empty,         ///< it has none
    handed,        ///< on_data has it, or it waits for the rest of a message
    keep_alive,    ///< one byte before the next one
    retransmitted, ///< had been there, or has the place of bytes that were skipped
    reordered,     ///< fills a gap that was told already, soon after; Wireshark does not dissect it
    reset_cause,   ///< text in a reset
};

/// A connection, from its first segment to its end. Lives until on_end.
struct Stream {
    std::uint64_t number = 0;       ///< counts the streams that were told of, from 1
    std::array<Endpoint, 2> ends{}; ///< by End
    std::uint16_t server_port = 0;  ///< destination of the SYN or source of the SYN/ACK; 0: neither seen
    bool claimed = false;           ///< on no listed port: StreamHandler::claims took it
    void* user = nullptr;           ///< the handler's own
};

/// Bytes of one direction, in order.
struct Data {
    Moment at{};                ///< the frame that brings the last of them
    Bytes bytes{};              ///< captured; starts with what the handler had asked to keep
    std::uint32_t reported = 0; ///< as on the wire; more than bytes.size(): the frame was cut
    std::uint32_t missing = 0;  ///< bytes of this direction that are missing right before these: never captured
    std::uint32_t unread = 0;   ///< bytes kept for a message that will not become whole: captured, given up before these
    bool can_wait = false;      ///< asking for more makes sense: the segment is whole
    bool reassembled = false;   ///< made of several segments
    std::uint32_t earlier = 0;  ///< of bytes: from segments before this one
    bool late = false;          ///< fills a gap that was told already (a fast retransmission)
    std::uint32_t sequence = 0; ///< of the first byte, as on the wire
};

/// What the handler did with the bytes.
struct Answer {
    static constexpr std::uint32_t one_more_segment = UINT32_MAX;
    std::uint32_t used = 0; ///< bytes read; where more is needed, the rest comes again, with what is needed behind it
    std::uint32_t need = 0; ///< 0: none; one_more_segment: as many as the next segment has; else this many more bytes, exactly
};

enum class EndReason : std::uint8_t { replaced, evicted, end_of_capture };

class StreamHandler {
public:
    virtual ~StreamHandler() = default;
    /// Payload on no listed port: is this ours from here on? Asked for every such segment of foreign connections, so quick and strict.
    /// Unless overridden: what the heuristic of the reader said (Packet::claim).
    virtual bool claims(const Packet& packet);
    /// Every segment of a wanted connection, in order of frames, before its bytes. Of a claimed one, its SYNs and first ACK come first.
    virtual void on_segment(Stream& stream, End from, const Segment& segment, Fate fate) = 0;
    virtual Answer on_data(Stream& stream, End from, const Data& data) = 0;
    /// `unread`: bytes, by side, kept for a message that did not become whole.
    virtual void on_end(Stream& stream, EndReason reason, std::array<std::uint32_t, 2> unread);
};

/// Keeps the bytes that an upper protocol asked to wait for, in one direction, by sequence number. Bounded.
class Desegmenter {
public:
    static constexpr std::size_t max_ranges = 16;

    bool waiting() const { return waiting_; }
    std::uint32_t kept() const { return kept_; }
    /// Bytes of holes in what is kept: never seen.
    std::uint32_t lacking() const
    {
        const std::uint32_t to = ranges_.empty() ? 0 : ranges_.back().to;
        return to > kept_ + elsewhere_ ? to - kept_ - elsewhere_ : 0;
    }
    /// `length` bytes of what is waited for were handed on in another way and will not be added.
    void read_elsewhere(std::uint32_t length) { elsewhere_ += length; }
    /// True where bytes at `sequence` belong to what is waited for.
    bool takes(std::uint32_t sequence) const { return waiting_ && sequence - start_ < until_ - start_; }
    /// True where `sequence` is at or beyond all that is waited for.
    bool passed(std::uint32_t sequence) const { return waiting_ && static_cast<std::int32_t>(sequence - until_) >= 0; }
    std::uint32_t until() const { return until_; }
    std::uint32_t begin() const { return start_; } ///< sequence number of the first of bytes()
    bool entire() const { return entire_; }

    /// Starts waiting: `bytes` at `sequence` are kept, `need` as in Answer. False, and waits for nothing, where that is more than `limit`
    /// bytes.
    bool start(std::uint32_t sequence, Bytes bytes, std::uint32_t need, std::uint32_t limit);
    /// Adds bytes of a segment that `takes` its sequence number. Returns how many of them belong to what is waited for.
    std::uint32_t add(std::uint32_t sequence, Bytes bytes);
    /// All there, without a hole: bytes() may be handed on.
    bool complete() const { return total_known_ && ranges_.size() == 1 && ranges_[0].from == 0 && ranges_[0].to >= total_; }
    Bytes bytes() const { return {buffer_.data() + front_, total_}; }
    /// After complete(): `used` bytes are done with, more are needed behind what there is. `taken_end` is the sequence number behind the
    /// bytes that the last add() took, `segment_end` that behind its segment. False, and waits for nothing, where that would be more than
    /// `limit` bytes.
    bool extend(std::uint32_t used, std::uint32_t need, std::uint32_t taken_end, std::uint32_t segment_end, std::uint32_t limit);
    void stop();

private:
    struct Range {
        std::uint32_t from, to; // from start_
    };
    bool waiting_ = false, entire_ = false, total_known_ = false;
    std::uint32_t start_ = 0, until_ = 0, total_ = 0, kept_ = 0, elsewhere_ = 0;
    std::size_t front_ = 0; // of buffer_: where start_ is
    std::vector<Range> ranges_{}; ///< ascending, no two touch
    std::vector<std::uint8_t> buffer_{};
    void keep(std::uint32_t at, Bytes bytes);
};

/// A set of ports, with an answer in one look.
class PortSet {
public:
    void add(std::uint16_t port) { ports_.set(port); }
    void add(std::uint16_t low, std::uint16_t high)
    {
        for (std::uint32_t p = low; p <= high; ++p)
            ports_.set(p);
    }
    void add(const PortSet& more) { ports_ |= more.ports_; }
    bool has(std::uint16_t port) const { return ports_[port]; }
    bool empty() const { return ports_.none(); }

private:
    std::bitset<65536> ports_{};
};

struct StreamLimits {
    std::uint32_t streams = 1'000'000; ///< wanted connections at a time; the one that was silent longest gives way
    std::uint32_t foreign = 65'536;    ///< foreign ones remembered, for what their opening was should they be claimed
    std::uint32_t waiting = 1'048'576; ///< bytes kept for one message, as Wireshark
};

class StreamTable {
public:
    /// Connections with a port of `ports` at either end are wanted; with `claim`, others too from the segment on that handler.claims takes.
    StreamTable(StreamHandler& handler, const PortSet& ports, bool claim, StreamLimits limits = {});
    ~StreamTable();
    StreamTable(const StreamTable&) = delete;
    StreamTable& operator=(const StreamTable&) = delete;

    /// A segment, in order of frames. Anything else in `packet` is ignored.
    void add(const Packet& packet);
    /// Ends all streams, oldest first.
    void end();

    std::uint64_t wanted() const { return wanted_count_; }
    std::uint64_t evicted() const { return evicted_; }

private:
    struct Half;
    struct Entry;
    struct Wanted;
    static constexpr std::uint32_t none = UINT32_MAX;
    struct Slot {
        std::uint32_t hash = 0, entry = none;
    };
    struct List {
        std::uint32_t oldest = none, newest = none, count = 0;
    };
    struct Verdict {
        bool keep_alive = false, spurious = false, retransmission = false, reordered = false, fast = false;
    };

    std::uint32_t hash(const Endpoint& a, const Endpoint& b) const;
    std::uint32_t find(const Endpoint& a, const Endpoint& b, std::uint32_t h) const;
    std::uint32_t insert(const Packet& packet, std::uint32_t h, bool wanted);
    void erase(std::uint32_t entry);
    void grow();
    void link(List& list, std::uint32_t entry);
    void unlink(List& list, std::uint32_t entry);
    void touch(std::uint32_t entry);
    void finish(std::uint32_t entry, EndReason reason);
    void adopt(std::uint32_t entry);
    static Verdict analyse(Entry& entry, std::size_t side, const Packet& packet);
    void deliver(Entry& entry, std::size_t side, const Packet& packet, const Verdict& verdict, std::uint32_t expected, bool expected_known);
    void pass(Entry& entry, std::size_t side, Desegmenter& wait, Moment at, std::uint32_t sequence, Bytes bytes, std::uint32_t missing,
        bool late);

    StreamHandler& handler_;
    const PortSet ports_;
    const bool claim_;
    const StreamLimits limits_;
    std::vector<Slot> slots_{};
    std::deque<Entry> entries_;
    std::vector<std::uint32_t> free_{};
    List wanted_list_{}, foreign_list_{};
    std::uint64_t seed_ = 0, wanted_count_ = 0, evicted_ = 0;
};

} // namespace cti::capture
