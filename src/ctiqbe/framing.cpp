// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctiqbe/framing.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace cti::ctiqbe {
namespace {

/// A message with fewer bytes behind its prefix proves nothing: runs of zeros read as such messages without end.
constexpr std::uint32_t telling_message = prefix_size + 4;

/// Payloads shorter than this say nothing about a walk that has no boundary at their end.
constexpr std::size_t telling_payload = 16;

/// A walk begun at an unknown place is given up after so many telling payloads without a boundary at the end of one.
constexpr std::uint8_t patience = 6;

constexpr std::uint32_t alignment_bits(std::size_t payload)
{
    const auto bits = static_cast<std::uint32_t>(std::bit_width(payload));
    return bits > 3 ? bits - 3 : 0; // floor(log2(size)) - 2
}

} // namespace

void Framing::begin(Walk& walk, std::uint64_t at) const
{
    const std::uint8_t failures = walk.failures;
    walk = {};
    walk.failures = failures;
    walk.lives = true;
    walk.start = at;
}

/// Takes `payload` into the walk. False where a length is implausible: the walk is then at that message's prefix.
/// `first_boundary` becomes the first place in the payload where a message begins, or stays as it is.
bool Framing::advance(const Hypothesis& h, Walk& walk, Bytes payload, std::size_t& first_boundary) const
{
    std::size_t at = 0;
    bool found = false;
    bool told = false;
    while (true) {
        if (walk.have == 0) {
            if (!found && at < payload.size()) {
                first_boundary = at;
                found = true;
            }
        }
        if (walk.have < prefix_size) {
            const std::size_t n = std::min<std::size_t>(prefix_size - walk.have, payload.size() - at);
            std::copy_n(payload.begin() + static_cast<std::ptrdiff_t>(at), n, walk.prefix.begin() + walk.have);
            walk.have = static_cast<std::uint8_t>(walk.have + n);
            at += n;
            if (walk.have < prefix_size)
                break;
            const auto size = message_size(h, walk.prefix.data(), max_message_);
            if (!size)
                return false;
            walk.left = *size - prefix_size;
        }
        const std::size_t n = std::min<std::size_t>(walk.left, payload.size() - at);
        walk.left -= static_cast<std::uint32_t>(n);
        at += n;
        if (walk.left > 0)
            break;
        const std::uint32_t size = *message_size(h, walk.prefix.data(), max_message_);
        walk.start += size;
        walk.boundaries = walk.boundaries << 16 | (walk.start & 0xffff);
        walk.have = 0;
        if (size >= telling_message) {
            ++walk.messages;
            walk.bits += bits_per_message;
            told = true;
        }
    }
    if (walk.have == 0) {
        walk.stalled = 0;
        const std::uint32_t bits = told ? alignment_bits(payload.size()) : 0;
        walk.bits += bits;
        walk.aligned += bits > 0;
    } else if (payload.size() >= telling_payload && walk.stalled < 255) {
        ++walk.stalled;
    }
    return true;
}

void Framing::fail(Candidate& candidate, Side d)
{
    Walk& walk = candidate.walks[index(d)];
    walk.lives = false;
    walk.bits = walk.messages = walk.aligned = 0;
    if (walk.failures < 255)
        ++walk.failures;
    // From the beginning of the stream the right hypothesis cannot fail.
    if (from_beginning_[index(d)])
        candidate.dead = true;
}

std::size_t Framing::feed(Side d, Bytes payload)
{
    const std::size_t side = index(d);
    std::size_t first = payload.size();
    if (payload.empty())
        return first;
    const std::uint64_t at = fed_[side];
    fed_[side] += payload.size();
    ++payloads_[side];
    if (state_ != State::decided)
        sizes_.add_size(payload.size());
    if (at == 0 && d == Side::client && from_beginning_[side] && payload.size() >= prefix_size + OpeningBytes{}.size()) {
        opening_.emplace();
        std::copy_n(payload.begin() + prefix_size, opening_->size(), opening_->begin());
    }

    if (state_ == State::decided) {
        Candidate& c = candidates_[chosen_];
        Walk& walk = c.walks[side];
        if (!walk.lives)
            begin(walk, at);
        const bool was_in_step = in_step(chosen_, d);
        if (!advance(hypotheses[chosen_], walk, payload, first)) {
            if (was_in_step)
                lose();
            else
                fail(c, d);
        } else if (!was_in_step && walk.stalled >= patience) {
            fail(c, d);
        }
        assumed_ = assumed_ && decided() && support() < messages_needed;
        return was_in_step || framed(d) ? first : payload.size();
    }

    std::array<std::size_t, hypotheses.size()> firsts;
    firsts.fill(payload.size());
    for (std::size_t i = 0; i < hypotheses.size(); ++i) {
        Candidate& c = candidates_[i];
        Walk& walk = c.walks[side];
        if (c.dead)
            continue;
        if (!walk.lives)
            begin(walk, at);
        if (!advance(hypotheses[i], walk, payload, firsts[i]) || (!from_beginning_[side] && walk.stalled >= patience))
            fail(c, d);
    }
    decide();
    return framed(d) ? firsts[chosen_] : payload.size();
}

bool Framing::in_step(std::size_t hypothesis, Side d) const
{
    const Walk& walk = candidates_[hypothesis].walks[index(d)];
    return walk.lives && (from_beginning_[index(d)] ||
                             (walk.aligned >= aligned_needed_direction &&
                                 walk.bits >= bits_needed_direction + std::min<std::uint32_t>(walk.failures, 16) * bits_per_failure / 2));
}

bool Framing::same_boundaries(const Candidate& a, const Candidate& b) const
{
    for (std::size_t side = 0; side < 2; ++side) {
        const Walk &x = a.walks[side], &y = b.walks[side];
        if (x.lives != y.lives || (x.lives && (x.boundaries != y.boundaries || x.start != y.start || x.left != y.left || x.have != y.have)))
            return false;
    }
    return true;
}

void Framing::decide()
{
    const auto bits = [](const Candidate& c) { return c.dead ? 0 : c.walks[0].bits + c.walks[1].bits; };
    const auto sure = [this](std::size_t h, std::uint32_t Walk::*what) {
        const auto& walks = candidates_[h].walks;
        return (in_step(h, Side::client) ? walks[0].*what : 0) + (in_step(h, Side::server) ? walks[1].*what : 0);
    };
    std::size_t best = 0;
    for (std::size_t i = 1; i < candidates_.size(); ++i)
        if (bits(candidates_[i]) > bits(candidates_[best]))
            best = i;
    const Candidate& c = candidates_[best];

    if (state_ != State::lost) {
        const bool hopeless = std::all_of(candidates_.begin(), candidates_.end(),
            [](const Candidate& x) { return x.dead || x.walks[0].failures + x.walks[1].failures >= 3; });
        state_ = hopeless ? State::unfit : State::undecided;
    }
    struct Need {
        std::uint32_t messages, bits;
    };
    const Need usual =
        state_ == State::lost && best == chosen_ ? Need{messages_needed_again, bits_needed_again} : Need{messages_needed, bits_needed};
    const std::uint32_t failures = std::min<std::uint32_t>(c.walks[0].failures + c.walks[1].failures, 16);
    const auto has = [&](const Need& need) {
        return !c.dead && sure(best, &Walk::messages) >= need.messages &&
               sure(best, &Walk::bits) >= need.bits + failures * bits_per_failure;
    };
    const bool usual_evidence = has(usual);
    // Little evidence will do for what is expected while it explains everything, every payload so far, and nothing else does.
    const bool explains_all = c.walks[0].aligned == payloads_[0] && c.walks[1].aligned == payloads_[1];
    const bool small = opening_ && Expectation::is_small(*opening_);
    const bool as_expected =
        best == expected_.hypothesis() && opening_ && expected_.knows(*opening_) && explains_all &&
        has(small ? Need{messages_needed_small, bits_needed_small} : Need{messages_needed_expected, bits_needed_expected}) &&
        (!small || (payloads_[0] > 0 && payloads_[1] > 0));
    const bool with_pool = !usual_evidence && !as_expected && explains_all && enough_with_pool(best);
    if (!usual_evidence && !as_expected && !with_pool)
        return;
    std::uint8_t also = 0;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
        if (i == best || candidates_[i].dead)
            continue;
        const bool same = same_boundaries(c, candidates_[i]);
        if (same)
            also = static_cast<std::uint8_t>(also | 1u << i);
        // Together with other sessions, what always put the boundaries at the same places is no rival.
        const bool twin = with_pool && same && pooled_.bits[i] == pooled_.bits[best] && !(pooled_.failed & 1u << i);
        if (!usual_evidence && !twin && (candidates_[i].walks[0].aligned > 0 || candidates_[i].walks[1].aligned > 0))
            return;
        if (!same && 2 * bits(candidates_[i]) > bits(c))
            return;
    }
    state_ = State::decided;
    chosen_ = static_cast<HypothesisId>(best);
    also_ = also;
    assumed_ = as_expected && !usual_evidence;
    used_pool_ = with_pool;
}

/// What this conversation lacks earlier ones of the same client have shown: together they are as much as one conversation has to show.
bool Framing::enough_with_pool(std::size_t best) const
{
    const Candidate& c = candidates_[best];
    if (state_ != State::undecided || !began_ || pooled_.sessions == 0 || (pooled_.failed & 1u << best) || c.dead ||
        c.walks[0].messages == 0)
        return false;
    for (std::size_t i = 0; i < candidates_.size(); ++i)
        if (i != best && (pooled_.aligned & 1u << i) && !(pooled_.bits[i] == pooled_.bits[best] && !(pooled_.failed & 1u << i)))
            return false;
    PooledEvidence all = pooled_;
    for (std::size_t i = 0; i < sizes_.size_count; ++i)
        all.add_size(sizes_.sizes[i]);
    return all.size_count >= sizes_needed_pooled && pooled_.messages[best] + c.walks[0].messages + c.walks[1].messages >= messages_needed &&
           pooled_.bits[best] + c.walks[0].bits + c.walks[1].bits >= bits_needed;
}

void Framing::add_to(PooledEvidence& pool) const
{
    if (state_ != State::undecided || !began_ || payloads_[0] == 0)
        return;
    ++pool.sessions;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
        const Candidate& c = candidates_[i];
        const std::uint32_t aligned = c.walks[0].aligned + c.walks[1].aligned;
        if (aligned > 0)
            pool.aligned = static_cast<std::uint8_t>(pool.aligned | 1u << i);
        if (c.dead || c.walks[0].aligned != payloads_[0] || c.walks[1].aligned != payloads_[1]) {
            pool.failed = static_cast<std::uint8_t>(pool.failed | 1u << i);
            continue;
        }
        pool.bits[i] += c.walks[0].bits + c.walks[1].bits;
        pool.messages[i] += c.walks[0].messages + c.walks[1].messages;
    }
    for (std::size_t i = 0; i < sizes_.size_count; ++i)
        pool.add_size(sizes_.sizes[i]);
}

/// All evidence goes; what is fed next may begin anywhere.
void Framing::forget()
{
    candidates_ = {};
    payloads_ = {};
    confirmed_ = 0;
    from_beginning_ = {};
    began_ = used_pool_ = false;
}

void Framing::lose()
{
    if (state_ != State::decided)
        return;
    forget();
    state_ = State::lost;
    also_ = 0;
    assumed_ = false;
}

void Framing::gap(Side d)
{
    if (state_ == State::decided) {
        lose();
        return;
    }
    from_beginning_[index(d)] = began_ = false;
    for (Candidate& c : candidates_)
        c.walks[index(d)] = {};
}

std::uint32_t Framing::support() const
{
    return chosen_ == no_hypothesis ? 0 : candidates_[chosen_].walks[0].messages + candidates_[chosen_].walks[1].messages + confirmed_;
}

std::uint32_t Framing::aligned_payloads() const
{
    return chosen_ == no_hypothesis ? 0 : candidates_[chosen_].walks[0].aligned + candidates_[chosen_].walks[1].aligned;
}

bool Framing::inside_message(Side d) const
{
    if (!framed(d))
        return false;
    const Walk& walk = candidates_[chosen_].walks[index(d)];
    return walk.lives && walk.have > 0;
}

std::uint64_t Framing::message_start(Side d) const { return decided() ? candidates_[chosen_].walks[index(d)].start : 0; }

} // namespace cti::ctiqbe
