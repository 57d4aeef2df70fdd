// SPDX-License-Identifier: GPL-2.0-or-later
// CTIQBE on a TCP connection: the framing is inferred while the connection is read (framing.hpp), what is framed is decoded, and the
// course of the session is followed (session.hpp, shapes.hpp).
//
// Framing may be decided late. What came before is kept (bounded) until then, and then gone through: result codes that were not seen
// where they stood are said at the decision, so that findings do not depend on how TCP cut the bytes. Later passes show the messages
// where they stand, and say the findings of the first pass.
#pragma once

#include "connection/capture.hpp"
#include "connection/stream.hpp"
#include "ctiqbe/decode.hpp"
#include "ctiqbe/names_in_logs.hpp"
#include "ctiqbe/session.hpp"
#include "ctiqbe/shapes.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cti::ctiqbe {

/// What a user may set.
struct Settings {
    HypothesisId forced = no_hypothesis;             ///< the framing of every connection
    std::uint32_t max_message = default_max_message; ///< bytes
    std::uint32_t heartbeat = 0;                     ///< seconds; 0: default_heartbeat is assumed
    std::optional<Place> pdu_place{};
    const UserTable* user = nullptr;
};

enum class PieceKind : std::uint8_t {
    message,
    rest,       ///< of a message whose beginning was not framed
    beginning,  ///< of a message whose rest does not come
    cut,        ///< by the capture
    impossible, ///< a length that cannot be
    unframed,
};

/// How a piece is called in a list.
const char* name(PieceKind kind);

/// What short sessions of each client with each server have shown; bounded.
struct PooledSessions {
    static constexpr std::size_t max_pairs = 10'000;
    std::map<std::pair<Address, Address>, PooledEvidence> pairs{};
};

/// Passes on what a message says, which stands `by` bytes behind the start of the piece; findings were said on the first pass.
template <Sink S>
class MovedSink {
public:
    MovedSink(S& to, std::uint32_t by) : to_{to}, by_{by} {}
    void begin_group(const char* label, unsigned index, Span where) { to_.begin_group(label, index, moved(where)); }
    void annotate(std::string_view text) { to_.annotate(text); }
    void end_group() { to_.end_group(); }
    void number(FieldId id, Span where, std::uint64_t value) { to_.number(id, moved(where), value); }
    void ipv6(FieldId id, Span where, const Ipv6& value) { to_.ipv6(id, moved(where), value); }
    void text(FieldId id, Span where, std::string_view text, const char* meaning) { to_.text(id, moved(where), text, meaning); }
    void bytes(FieldId id, Span where) { to_.bytes(id, moved(where)); }
    void diagnose(const Finding&) {}

private:
    Span moved(Span where) const { return {where.offset + by_, where.length}; }
    S& to_;
    std::uint32_t by_;
};

/// A result code in bytes that are not cut into messages: on a 4-byte boundary of the payload, in either byte order, and published.
/// Calls report(Candidate).
inline constexpr const char* unframed_label = "Candidate found outside of framing: recognised by its looks alone";
template <class Report>
void for_each_unframed_result(Bytes bytes, Report&& report)
{
    for (std::size_t at = 0; fits(at, 4, bytes.size()); at += 4)
        for (const ByteOrder order : {ByteOrder::big, ByteOrder::little}) {
            const std::uint32_t value = load32(&bytes[at], order);
            if (is_cti_result(value) && find_cti_result(value)) {
                report(Candidate{Candidate::Kind::result, 4, order, Span{static_cast<std::uint32_t>(at), 4}, value});
                break;
            }
        }
}

/// What is drawn of a piece beside its bytes.
struct Observed {
    MessageNote note{};
    std::array<char, 200> info{};            ///< one line, NUL-terminated
    HypothesisId hypothesis = no_hypothesis; ///< of a message
    std::uint32_t support = 0;               ///< messages in support of it; 0 where it is forced
    bool assumed = false;                    ///< because other conversations are framed so
    const KeptFindings* findings = nullptr;  ///< of the session rules; nullptr: none
    const std::string* name_in_log = nullptr; ///< what a trace calls it; nullptr: nothing, or not known yet (first pass)
    std::uint32_t early_messages = 0;        ///< messages of a piece that was not framed when it came
};

class Stream final : public StreamProtocol {
public:
    Stream(Connection& connection, Capture& capture);

    Piece next(Side from, Bytes bytes, std::size_t reported, bool more_may_come) override;
    MessageNote take(const Piece& piece, Bytes bytes, const PieceContext& context, KeptFindings& found) override;
    void on_bytes(Side from, Moment at, Bytes bytes, std::size_t again, std::size_t reported) override;
    void on_gap(Side from) override;

    void on_end(MessageKey key, const ConnectionEnd& end, KeptFindings& found) override;
    OpenRequests open_requests() const override { return {}; }
    std::span<const SessionPtr> sessions() const override { return sessions_; }
    bool is_readable() const override;

    /// Says a piece to a sink. On the first pass the session takes note of it.
    template <Sink S>
    Observed observe(const Piece& piece, Bytes bytes, const PieceContext& context, S& sink, bool first_pass)
    {
        const PieceFacts& facts = first_pass ? note_piece(piece, bytes, context) : facts_of(context.key);
        Observed o;
        o.hypothesis = facts.hypothesis;
        o.support = facts.support;
        o.assumed = facts.assumed;
        o.findings = facts.findings.empty() ? nullptr : &facts.findings;
        MessageSummary summary;
        if (static_cast<PieceKind>(piece.kind) == PieceKind::message && !context.cut) {
            MessageContext decode;
            decode.framing = hypotheses[facts.hypothesis];
            decode.direction = context.from;
            decode.user = settings_.user;
            decode.pdu_place = settings_.pdu_place;
            decode.ends = ends_;
            summary = decode_message(bytes, decode, sink);
        } else if (facts.early && !first_pass) {
            summary.result = facts.result;
            draw_early(*facts.early, bytes, context.from, sink);
            o.early_messages = static_cast<std::uint32_t>(facts.early->size());
        } else {
            summary.result = facts.result;
            draw_unframed(bytes, 0, static_cast<std::uint32_t>(bytes.size()), sink);
        }
        finish(o, piece, context, summary, first_pass);
        return o;
    }

private:
    /// Messages of a piece by their places in it.
    using EarlyMessages = std::vector<Span>;

    /// What the first pass found of a piece.
    struct PieceFacts {
        HypothesisId hypothesis = no_hypothesis;
        std::uint32_t support = 0;
        bool assumed = false;
        std::uint32_t result = 0;               ///< first result code outside of framing
        std::unique_ptr<EarlyMessages> early{}; ///< known since the framing was decided
        KeptFindings findings{};
    };
    /// What came before the framing was decided: bytes from the first of the stream on, and the pieces that show them. Of one side.
    struct Beginning {
        static constexpr std::size_t max_bytes = 8192;
        struct Shown {
            MessageKey key;
            std::uint32_t offset, length; ///< of the piece in the stream
        };
        std::vector<std::uint8_t> bytes{};
        std::vector<Shown> pieces{};
        std::vector<std::uint32_t> told{}; ///< where result codes stand that were said, in the stream
        std::uint32_t seen = 0;            ///< bytes of the stream before the piece that comes next
        bool is_kept = false;              ///< it is kept: nothing is missing since the stream began
    };
    struct Direction {
        bool framed = false;      ///< this payload is cut into messages
        bool handed_over = false; ///< messages are cut here, TCP reassembles them: the framing only counts them
        std::uint32_t skip = 0;   ///< bytes before the first message of this payload
        std::uint64_t missing = 0; ///< bytes before this payload that were not captured
    };

    HypothesisId hypothesis() const { return is_forced() ? settings_.forced : framing_.hypothesis(); }
    bool is_forced() const { return settings_.forced < hypotheses.size(); }
    const PieceFacts& note_piece(const Piece& piece, Bytes bytes, const PieceContext& context);
    void note_unframed(PieceFacts& facts, const Piece& piece, Bytes bytes, const PieceContext& context);
    void read_beginnings(Side deciding, std::uint32_t limit);
    void read_early(Side from, Bytes message, std::uint32_t offset);
    void note_result(Side from, std::uint32_t code);
    void tell_end(const ConnectionEnd& end, const std::optional<Refusal>& refusal, KeptFindings& found);
    const PieceFacts& facts_of(MessageKey key) const;
    void finish(Observed& o, const Piece& piece, const PieceContext& context, const MessageSummary& summary, bool first_pass);
    template <class... A>
    void tell(const Diagnosis& d, A... a)
    {
        told_.push_back(keep(Finding{d, {}, a...}));
    }
    void tell_silence(const Silence& silence, KeptFindings& found) const;
    void tell_return(Time at);
    void tell_lost(const char* why);
    void tell_inferred();
    template <Sink S>
    void draw_unframed(Bytes bytes, std::uint32_t from, std::uint32_t to, S& sink) const
    {
        if (to <= from)
            return;
        sink.bytes(field("ctiqbe.data"), {from, to - from});
        if (!may_hold_results_)
            return;
        for_each_unframed_result(bytes.first(std::min<std::size_t>(to, bytes.size())), [&](const Candidate& c) {
            if (c.where.offset < from)
                return;
            sink.begin_group(unframed_label, 0, c.where);
            sink.number(field("ctiqbe.result"), c.where, c.number);
            sink.end_group();
        });
    }
    template <Sink S>
    void draw_early(const EarlyMessages& messages, Bytes bytes, Side from, S& sink) const
    {
        MessageContext decode;
        decode.framing = hypotheses[early_hypothesis_];
        decode.direction = from;
        decode.user = settings_.user;
        decode.pdu_place = settings_.pdu_place;
        decode.ends = ends_;
        std::uint32_t at = 0;
        for (const Span m : messages) {
            if (!fits(m.offset, m.length, bytes.size()))
                break;
            draw_unframed(bytes, at, m.offset, sink);
            MovedSink<S> moved{sink, m.offset};
            decode_message(bytes.subspan(m.offset, m.length), decode, moved);
            at = m.offset + m.length;
        }
        draw_unframed(bytes, at, static_cast<std::uint32_t>(bytes.size()), sink);
    }
    SessionPtr session() const { return sessions_.empty() ? nullptr : sessions_.front(); }

    Connection& connection_;
    Capture& capture_;
    Settings settings_;
    NamesInLogs& names_in_logs_;
    Framing framing_;
    Session session_;
    Course course_{};
    Ends ends_{};
    std::array<Beginning, 2> beginnings_{};
    std::uint32_t result_ = 0;                      ///< the first code that the server sent
    HypothesisId early_hypothesis_ = no_hypothesis; ///< what was read late is framed so
    std::array<Direction, 2> directions_{};
    std::vector<SessionPtr> sessions_;
    KeptFindings told_{}; ///< to be said at the next piece
    std::unordered_map<std::uint64_t, PieceFacts> facts_;
    bool is_counted_ = false; ///< among the conversations decided
    bool unfit_told_ = false;
    bool may_hold_results_ = true; ///< false: another protocol
};

std::unique_ptr<StreamProtocol> make_stream(Connection& connection, Capture& capture);

} // namespace cti::ctiqbe
