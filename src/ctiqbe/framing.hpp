// SPDX-License-Identifier: GPL-2.0-or-later
// Where a CTIQBE message begins and ends. No public document says it. A published CTIManager trace (Cisco tech note 212107)
// shows that a message stands 8 bytes behind its prefix and that a length is known to the output code; the place of that length,
// its byte order, and whether it counts the prefix are not published. So they are inferred from each conversation, by evidence
// that is counted and shown, and a conversation that gives no evidence is left as bytes.
#pragma once

#include "connection/session_rules.hpp"
#include "core/bytes.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace cti::ctiqbe {

enum class ByteOrder : std::uint8_t { big, little };
constexpr ByteOrder opposite(ByteOrder o) { return o == ByteOrder::big ? ByteOrder::little : ByteOrder::big; }

inline std::uint16_t load16(const std::uint8_t* p, ByteOrder o) { return o == ByteOrder::big ? be16(p) : le16(p); }
inline std::uint32_t load32(const std::uint8_t* p, ByteOrder o) { return o == ByteOrder::big ? be32(p) : le32(p); }

/// Bytes in front of every message: two addresses in two lines of the trace in Cisco tech note 212107 differ by 8.
inline constexpr std::uint32_t prefix_size = 8;

/// The largest message (with its prefix, in bytes) that is believed unless the user says otherwise. The buffer of CTIManager has a
/// limit (alarm kCtiQbeMessageTooLong) that is not published; 64 KiB is this project's assumption.
inline constexpr std::uint32_t default_max_message = 65536;

/// One way to read the prefix.
struct Hypothesis {
    std::uint8_t place; ///< offset of the 32-bit length inside the prefix: 0 or 4
    ByteOrder order;
    bool counted; ///< the length counts the 8 bytes of the prefix
    const char* text;

    friend constexpr bool operator==(const Hypothesis& a, const Hypothesis& b)
    {
        return a.place == b.place && a.order == b.order && a.counted == b.counted;
    }
};

inline constexpr std::array<Hypothesis, 8> hypotheses{{
    {0, ByteOrder::big, false, "length at offset 0, big-endian, without the prefix"},
    {0, ByteOrder::big, true, "length at offset 0, big-endian, prefix included"},
    {0, ByteOrder::little, false, "length at offset 0, little-endian, without the prefix"},
    {0, ByteOrder::little, true, "length at offset 0, little-endian, prefix included"},
    {4, ByteOrder::big, false, "length at offset 4, big-endian, without the prefix"},
    {4, ByteOrder::big, true, "length at offset 4, big-endian, prefix included"},
    {4, ByteOrder::little, false, "length at offset 4, little-endian, without the prefix"},
    {4, ByteOrder::little, true, "length at offset 4, little-endian, prefix included"},
}};

/// Number of a hypothesis: its place in `hypotheses`.
using HypothesisId = std::uint8_t;
inline constexpr HypothesisId no_hypothesis = 0xff;

/// Size in bytes, prefix included, of the message whose prefix is `prefix` (8 bytes), or nothing where the hypothesis makes the length
/// implausible: shorter than the prefix it counts, or longer than `max_message`.
inline std::optional<std::uint32_t> message_size(const Hypothesis& h, const std::uint8_t* prefix, std::uint32_t max_message)
{
    const std::uint32_t length = load32(prefix + h.place, h.order);
    const std::uint32_t own = h.counted ? 0 : prefix_size;
    if (max_message < own || length > max_message - own || length + own < prefix_size)
        return {};
    return length + own;
}

/// The four bytes behind the prefix of the first message that a client sends, where the beginning of its stream was seen.
using OpeningBytes = std::array<std::uint8_t, 4>;

/// What other conversations of a capture have shown: all that were decided are framed alike, and their clients opened so.
/// Bounded: more openings than `max_openings` are not kept.
class Expectation {
public:
    static constexpr std::size_t max_openings = 8;

    /// A conversation was decided. `opening`: nothing where its first message was not seen, or was cut.
    void learn(HypothesisId h, const std::optional<OpeningBytes>& opening)
    {
        ++decided_[h];
        const auto known = std::span{openings_}.first(count_);
        if (opening && (telling(*opening) || is_small(*opening)) && count_ < max_openings &&
            std::find(known.begin(), known.end(), *opening) == known.end())
            openings_[count_++] = *opening;
    }
    /// How many conversations were framed so.
    std::uint32_t conversations(HypothesisId h) const { return decided_[h]; }

    /// The hypothesis that all of them have shown; no_hypothesis where there was none, or they differ.
    HypothesisId hypothesis() const
    {
        HypothesisId found = no_hypothesis;
        for (std::size_t h = 0; h < decided_.size(); ++h)
            if (decided_[h] > 0) {
                if (found != no_hypothesis)
                    return no_hypothesis;
                found = static_cast<HypothesisId>(h);
            }
        return found;
    }
    bool knows(const OpeningBytes& opening) const
    {
        const auto known = std::span{openings_}.first(count_);
        return std::find(known.begin(), known.end(), opening) != known.end();
    }

    /// A number from 1 to 255 in 32 bits, of either byte order: a PDU number may be so small. One byte that is not zero tells little.
    static bool is_small(const OpeningBytes& o)
    {
        return std::count(o.begin() + 1, o.end(), 0) == 3 ? o[0] != 0 : o[3] != 0 && std::count(o.begin(), o.end() - 1, 0) == 3;
    }

private:
    /// Zeros stand everywhere: fewer than two other bytes would recognise anything.
    static bool telling(const OpeningBytes& o) { return std::count(o.begin(), o.end(), 0) <= 2; }

    std::array<std::uint32_t, hypotheses.size()> decided_{};
    std::array<OpeningBytes, max_openings> openings_{};
    std::size_t count_ = 0;
};

/// What short sessions of one client with one server have shown together, none of them enough by itself. A hypothesis stays only while
/// it explains every payload of every one of them.
struct PooledEvidence {
    static constexpr std::size_t max_sizes = 8;

    std::uint32_t sessions = 0;
    std::array<std::uint32_t, hypotheses.size()> bits{}, messages{};
    std::uint8_t failed = 0;  ///< bit mask: did not explain all
    std::uint8_t aligned = 0; ///< bit mask: explained the end of a payload
    std::uint8_t size_count = 0;
    /// Of payloads, each once: the same size again says nothing new about where a length stands.
    std::array<std::uint32_t, max_sizes> sizes{};

    void add_size(std::size_t size)
    {
        const auto known = std::span{sizes}.first(size_count);
        if (size_count < max_sizes && std::find(known.begin(), known.end(), size) == known.end())
            sizes[size_count++] = static_cast<std::uint32_t>(size);
    }
};

/// Infers the framing of one TCP conversation from its payloads, fed in stream order. Bounded memory (a few hundred bytes),
/// the same answer for the same payloads, and never another answer without `lost` in between.
///
/// Evidence, counted in bits for each hypothesis: a message whose length is plausible gives `bits_per_message`; a payload that ends
/// exactly where a message ends gives log2(bytes of the payload) - 2 more, since a wrong reading would hit that place by chance about
/// once in that many 4-byte words. Messages too short to say anything (less than 4 bytes behind the prefix: all-zero data would look
/// like these) give nothing. A hypothesis is chosen when it has gathered enough and at least twice as much as every rival; hypotheses
/// that put their boundaries at the same places are no rivals of each other (see also()).
class Framing {
public:
    enum class State : std::uint8_t {
        undecided, ///< not enough evidence yet
        decided,
        lost,  ///< was decided, then data did not fit; evidence is being gathered again
        unfit, ///< no hypothesis fits what was seen
    };

    static constexpr std::uint32_t bits_needed = 24;
    static constexpr std::uint32_t messages_needed = 3;
    static constexpr std::uint32_t bits_needed_again = 16; ///< after a loss, for the hypothesis that held before
    static constexpr std::uint32_t messages_needed_again = 3;
    static constexpr std::uint32_t bits_needed_direction = 16; ///< for one direction that was first seen inside a message
    static constexpr std::uint32_t aligned_needed_direction = 3;
    static constexpr std::uint32_t bits_needed_expected = 5;     ///< where the client opens as others did: one message
    static constexpr std::uint32_t messages_needed_expected = 1; ///< that is the whole of a payload of 32 bytes or more
    /// Where that opening is a small number the server's first message has to be the whole of a payload too.
    static constexpr std::uint32_t bits_needed_small = 10;
    static constexpr std::uint32_t messages_needed_small = 2;
    static constexpr std::size_t sizes_needed_pooled = 3; ///< different ones, of payloads that are whole messages
    static constexpr std::uint32_t bits_per_message = 2;
    static constexpr std::uint32_t bits_per_failure = 8; ///< more evidence is asked for after each false start

    explicit Framing(std::uint32_t max_message = default_max_message) : max_message_{max_message} {}

    /// The first payload of `d` that will be fed is the first of the TCP stream (its SYN was seen). Without this the data may begin
    /// inside a message: then a hypothesis that fails is tried anew at the next payload.
    void starts_at_beginning(Side d)
    {
        from_beginning_[index(d)] = true;
        began_ = from_beginning_[0] && from_beginning_[1];
    }

    /// Other conversations of this capture have shown this: where a client opens as theirs did, with a message that is exactly its
    /// payload under the framing they have in common, that message is enough. A length alone would not be: mostly zero bytes hold the
    /// length of their payload by chance once in a few thousand. It helps only while this hypothesis explains every payload so far, and
    /// no other the end of any.
    void expect(const Expectation& e) { expected_ = e; }

    /// Earlier sessions of this client with this server have shown this.
    void pool(const PooledEvidence& earlier) { pooled_ = earlier; }
    /// This conversation has ended without a decision: what it has shown goes to `pool`. Only where the beginning of both sides was seen.
    void add_to(PooledEvidence& pool) const;
    /// Sessions before this one that the decision rests on; 0: none.
    std::uint32_t pooled() const { return used_pool_ ? pooled_.sessions : 0; }

    /// How the client opened; nothing where that was not seen.
    const std::optional<OpeningBytes>& opening() const { return opening_; }
    /// True where the framing rests on what other conversations have shown, and not on this one alone.
    bool assumed() const { return assumed_; }

    /// Feeds the next payload of one direction. Returns where the first message boundary inside this payload is under the decided
    /// hypothesis: 0 where the payload begins with a message, payload.size() where it has no beginning of a message (or this direction
    /// is not framed).
    std::size_t feed(Side d, Bytes payload);

    /// Bytes of this direction are missing from the capture. A decided framing is lost.
    void gap(Side d);

    /// The user of a decided framing met a length that cannot be.
    void lose();

    /// The user of a decided framing cut one more message by it, from bytes that were not fed.
    void confirm()
    {
        ++confirmed_;
        assumed_ = assumed_ && support() < messages_needed;
    }

    State state() const { return state_; }
    bool decided() const { return state_ == State::decided; }
    /// True where the boundaries of this direction are known: decided, and this direction was seen from its beginning or has shown
    /// boundaries of its own. A direction that was first seen inside a message has to be waited for.
    bool framed(Side d) const { return decided() && in_step(chosen_, d); }
    /// The decided hypothesis; after a loss the one that held before; else no_hypothesis.
    HypothesisId hypothesis() const { return chosen_; }
    /// Messages that support the decided hypothesis, both directions, since it was last tried anew.
    std::uint32_t support() const;
    /// Of these, payloads that ended exactly with a message.
    std::uint32_t aligned_payloads() const;
    /// Bit mask over `hypotheses`: others that had put the latest boundaries at the same places as the chosen one when it was decided.
    std::uint8_t also() const { return also_; }
    /// True where the walk of the decided hypothesis stands inside a message (or its prefix) of this direction.
    bool inside_message(Side d) const;
    /// Offset in the stream of the message the walk stands in or before, counted from the first byte fed; for a decided framing.
    std::uint64_t message_start(Side d) const;
    std::uint32_t max_message() const { return max_message_; }

private:
    struct Walk {
        std::uint64_t start = 0;      ///< of the current message, bytes since the first one fed
        std::uint64_t boundaries = 0; ///< the last four boundaries, 16 bits each
        std::uint32_t left = 0;       ///< bytes of the current message still to come, once its prefix is complete
        std::uint32_t bits = 0;
        std::uint32_t messages = 0;
        std::uint32_t aligned = 0;
        std::uint8_t have = 0; ///< bytes of the prefix seen
        bool lives = false;
        std::uint8_t stalled = 0;  ///< payloads in a row without a boundary at their end
        std::uint8_t failures = 0; ///< false starts so far, at most 255
        std::array<std::uint8_t, prefix_size> prefix{};
    };
    struct Candidate {
        std::array<Walk, 2> walks{};
        bool dead = false;
    };

    bool advance(const Hypothesis& h, Walk& walk, Bytes payload, std::size_t& first_boundary) const;
    void begin(Walk& walk, std::uint64_t at) const;
    void fail(Candidate& candidate, Side d);
    void decide();
    bool enough_with_pool(std::size_t best) const;
    void forget();
    bool in_step(std::size_t hypothesis, Side d) const;
    bool same_boundaries(const Candidate& a, const Candidate& b) const;

    std::array<Candidate, hypotheses.size()> candidates_{};
    std::array<std::uint64_t, 2> fed_{};
    std::array<std::uint32_t, 2> payloads_{}; ///< since evidence is gathered
    std::array<bool, 2> from_beginning_{};
    std::uint32_t max_message_;
    State state_ = State::undecided;
    HypothesisId chosen_ = no_hypothesis;
    Expectation expected_{};
    PooledEvidence pooled_{};
    PooledEvidence sizes_{}; ///< only the sizes of its own payloads
    std::optional<OpeningBytes> opening_{};
    bool used_pool_ = false;
    bool began_ = false; ///< nothing was lost since the beginning of both sides
    std::uint32_t confirmed_ = 0;
    bool assumed_ = false;
    std::uint8_t also_ = 0;
};

constexpr const char* state_name(Framing::State s)
{
    constexpr const char* names[] = {"undecided", "decided", "lost", "no hypothesis fits"};
    return names[static_cast<int>(s)];
}

} // namespace cti::ctiqbe
