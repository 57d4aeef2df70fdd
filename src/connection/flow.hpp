// SPDX-License-Identifier: GPL-2.0-or-later
// What one end of a TCP connection sends, by sequence numbers alone: what is new, what was sent again, what was captured twice, what is
// missing from the capture, and what waits for its acknowledgement. Numbers wrap; they are compared by their distance (RFC 9293, 3.4).
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <memory>

namespace cti {

/// How far `a` lies behind `b` in the stream; negative where it lies before. Right up to 2 GiB.
constexpr std::int32_t ahead(std::uint32_t a, std::uint32_t b) { return static_cast<std::int32_t>(a - b); }

class Flow {
public:
    /// What a segment's bytes are.
    enum class Data : std::uint8_t {
        none,  ///< no bytes, a keep-alive, or a segment that was captured twice
        fresh, ///< behind all that was seen
        fill,  ///< fills a gap
        again  ///< sent again
    };

    /// A SYN with this sequence number: the stream begins behind it.
    void on_syn(std::uint32_t sequence)
    {
        *this = {};
        started_ = start_known_ = acked_known_ = true;
        start_ = next_ = acked_ = sequence + 1;
    }
    /// The other end's SYN was answered with this acknowledgement, its own was not captured.
    void begins_at(std::uint32_t first_byte)
    {
        if (!started_)
            on_syn(first_byte - 1);
    }

    /// Bytes before this one were captured, and are somebody else's.
    void is_ours_from(std::uint32_t first_byte)
    {
        if (bytes_ == 0)
            on_syn(first_byte - 1);
    }

    /// `duplicate`: what comes again within this span was captured twice.
    Data on_data(std::uint32_t sequence, std::uint32_t length, Moment at, Time duplicate)
    {
        if (length == 0)
            return Data::none;
        const std::uint32_t end = sequence + length;
        if (!started_) {
            started_ = true;
            start_ = next_ = sequence;
        }
        if (ahead(end, next_) <= 0)
            return on_old(sequence, end, at, duplicate);
        if (ahead(sequence, next_) > 0) {
            add_gap(next_, sequence, at);
            bytes_ += length;
        } else {
            fill(sequence, next_);
            bytes_ += end - next_; // what lies before was seen
        }
        see_start(sequence);
        next_ = end;
        leave_behind();
        last_sent_ = at.time;
        // One byte may be the probe of a closed window: whoever does not take it has no room, which is no fault of the path.
        if (length > 1 && !waiting_) {
            waiting_ = true;
            waits_since_ = at;
            sent_again_ = 0;
        }
        return Data::fresh;
    }

    /// The other end acknowledges all before `number`. `captured`: this end's frames are in the capture, so that bytes unseen are missing.
    void on_acknowledgement(std::uint32_t number, Moment at, bool captured)
    {
        const bool known = acked_known_;
        const bool goes_on = known && ahead(number, acked_) > 0;
        if (!known || goes_on)
            acked_ = number;
        acked_known_ = true;
        if (!started_)
            return;
        see_end(number, at, captured);
        if (!waiting_)
            return;
        if (ahead(number, next_) >= 0) {
            waiting_ = false;
            sent_again_ = 0;
        } else if (goes_on) {
            waits_since_ = at;
            sent_again_ = 0;
        }
    }
    /// The same of an RST, which may come from anybody: it only shows what is missing.
    void on_reset_acknowledgement(std::uint32_t number, Moment at, bool captured)
    {
        if (!started_)
            return;
        see_end(number, at, captured);
        taken_by_reset_ = ahead(number, next_) >= 0;
    }

    /// An RST at this place of the stream: what lies before it and was not seen is missing. A number far away is no place in the stream.
    void on_reset(std::uint32_t sequence, Moment at) { on_end(sequence, at, near); }
    void on_fin(std::uint32_t sequence, Moment at)
    {
        on_end(sequence, at, far);
        if (!started_) {
            started_ = true;
            start_ = next_ = sequence;
        }
        if (ahead(sequence + 1, next_) > 0)
            next_ = sequence + 1;
    }

    bool start_known() const { return start_known_; }
    std::uint64_t bytes() const { return bytes_; } ///< seen, each once
    /// Bytes lie between what was captured; they may come yet.
    bool has_gap() const { return gap_count_ != 0 || lost_ != 0; }
    /// Bytes that the other end has acknowledged and that are not in the capture.
    std::uint64_t missing() const
    {
        std::uint64_t sum = lost_;
        for (std::size_t i = 0; i < gap_count_; ++i)
            if (is_acknowledged(gaps_[i]))
                sum += gaps_[i].to - gaps_[i].from;
        return sum;
    }
    Moment first_gap() const { return first_gap_; } ///< the frame that showed it
    /// Data waits for its acknowledgement since, and was sent again so often; a SYN was acknowledged, or data before.
    bool waiting() const { return waiting_; }
    Moment waits_since() const { return waits_since_; }
    std::uint32_t sent_again() const { return sent_again_; }
    std::uint32_t unacknowledged() const { return acked_known_ && ahead(next_, acked_) > 0 ? next_ - acked_ : 0; }
    /// A segment without data that begins here asks whether anybody is still there (RFC 9293, 3.8.4).
    bool is_keep_alive(std::uint32_t sequence) const { return start_known_ && sequence + 1 == next_; }
    /// All of these bytes were seen before.
    bool has_seen(std::uint32_t sequence, std::uint32_t length) const
    {
        const std::uint32_t end = sequence + length;
        if (ahead(end, next_) > 0 || !started_ || lost_ != 0 || ahead(sequence, start_) < 0)
            return false;
        for (std::size_t i = 0; i < gap_count_; ++i)
            if (ahead(end, gaps_[i].from) > 0 && ahead(gaps_[i].to, sequence) > 0)
                return false;
        return true;
    }
    /// This number is no place of the stream near the last one that was seen.
    bool is_elsewhere(std::uint32_t sequence) const
    {
        return started_ && (ahead(sequence, next_) >= near || ahead(sequence, next_) <= -near);
    }
    bool taken_by_reset() const { return taken_by_reset_; } ///< the other end's RST acknowledges all
    /// None of its data was ever acknowledged, seen from its SYN on.
    bool never_acknowledged() const { return start_known_ && acked_ == start_; }

private:
    struct Gap {
        std::uint32_t from = 0, to = 0;
    };
    static constexpr std::size_t most_gaps = 6;
    static constexpr std::int32_t far = 1 << 30;    ///< no capture loses so much of one connection: the number is wrong
    static constexpr std::int32_t near = 1 << 20;   ///< more than a capture loses just before the end
    static constexpr std::int32_t window = 1 << 16; ///< bytes that may be under way when a capture begins

    Data on_old(std::uint32_t sequence, std::uint32_t end, Moment at, Time duplicate)
    {
        if (fill(sequence, end)) {
            see_start(sequence);
            last_sent_ = at.time;
            return Data::fill;
        }
        if (ahead(sequence, start_) < 0) {
            const std::int32_t between = ahead(start_, end);
            if (start_known_ || between > window) // a keep-alive, or what no TCP sends
                return Data::none;
            // From the middle: what was sent before the first segment of the capture came late.
            bytes_ += between > 0 ? end - sequence : start_ - sequence;
            if (between > 0)
                add_gap(end, start_, at);
            start_ = sequence;
            last_sent_ = at.time;
            return Data::fill;
        }
        const bool acknowledged = acked_known_ && ahead(acked_, end) >= 0;
        if (acknowledged && end - sequence == 1) // a keep-alive
            return Data::none;
        if (at.time - last_sent_ <= duplicate)
            return Data::none;
        last_sent_ = at.time;
        if (!acknowledged && waiting_ && end - sequence > 1 && sent_again_ < 0xffff)
            ++sent_again_;
        return Data::again;
    }

    bool is_acknowledged(const Gap& gap) const { return acked_known_ && ahead(acked_, gap.to) >= 0; }

    /// Numbers tell what lies before from what lies behind within 2 GiB only: what is further back than half of that is over.
    void leave_behind()
    {
        for (std::size_t i = 0; i < gap_count_;) {
            if (ahead(next_, gaps_[i].from) <= far || !is_acknowledged(gaps_[i])) {
                ++i;
                continue;
            }
            lost_ += gaps_[i].to - gaps_[i].from;
            drop(i);
        }
        if (ahead(next_, start_) > far)
            start_ = next_ - far / 2;
    }

    void see_start(std::uint32_t sequence)
    {
        if (!start_known_ && ahead(sequence, start_) < 0)
            start_ = sequence;
    }

    /// The stream goes at least to `number`. One more may be the FIN.
    void see_end(std::uint32_t number, Moment at, bool captured)
    {
        const std::int32_t unseen = ahead(number, next_);
        if (!captured || unseen <= 1 || unseen >= far)
            return;
        add_gap(next_, number, at);
        next_ = number;
    }

    void on_end(std::uint32_t sequence, Moment at, std::int32_t most)
    {
        if (!started_ && acked_known_) { // none of its data was captured; the other end has told where it stands
            started_ = true;
            start_ = next_ = acked_;
        }
        if (started_ && ahead(sequence, next_) > 0 && ahead(sequence, next_) < most) {
            add_gap(next_, sequence, at);
            next_ = sequence;
        }
    }

    void add_gap(std::uint32_t from, std::uint32_t to, Moment at)
    {
        if (first_gap_.frame == 0)
            first_gap_ = at;
        if (gap_count_ == most_gaps) { // the oldest will not be filled any more
            lost_ += gaps_[0].to - gaps_[0].from;
            drop(0);
        }
        if (!gaps_)
            gaps_ = std::make_unique<Gap[]>(most_gaps);
        gaps_[gap_count_++] = {from, to};
    }
    void drop(std::size_t i)
    {
        --gap_count_;
        for (; i < gap_count_; ++i)
            gaps_[i] = gaps_[i + 1];
    }
    /// True where bytes of [from, to) were missing.
    bool fill(std::uint32_t from, std::uint32_t to)
    {
        bool filled = false;
        for (std::size_t i = 0; i < gap_count_;) {
            Gap& gap = gaps_[i];
            const std::uint32_t begin = ahead(from, gap.from) > 0 ? from : gap.from;
            const std::uint32_t end = ahead(to, gap.to) < 0 ? to : gap.to;
            if (ahead(end, begin) <= 0) {
                ++i;
                continue;
            }
            filled = true;
            bytes_ += end - begin;
            const Gap before{gap.from, begin}, behind{end, gap.to};
            if (before.from == before.to && behind.from == behind.to) {
                drop(i);
                continue;
            }
            gap = before.from == before.to ? behind : before;
            ++i;
            if (before.from != before.to && behind.from != behind.to)
                add_gap(behind.from, behind.to, first_gap_);
        }
        return filled;
    }

    std::uint64_t bytes_ = 0, lost_ = 0;
    Moment waits_since_{}, first_gap_{};
    Time last_sent_ = 0;
    std::unique_ptr<Gap[]> gaps_{}; ///< room for most_gaps once there was one: nearly no connection has any
    std::uint32_t start_ = 0;       ///< the first byte, where start_known_; else the first that was seen; or one that is not too far back
    std::uint32_t next_ = 0, acked_ = 0, sent_again_ = 0;
    std::uint8_t gap_count_ = 0;
    bool started_ = false, start_known_ = false, acked_known_ = false, waiting_ = false, taken_by_reset_ = false;
};

} // namespace cti
