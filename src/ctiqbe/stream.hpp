// SPDX-License-Identifier: GPL-2.0-or-later
// CTIQBE on a TCP connection: the framing is inferred while the connection is read (framing.hpp), what is framed is decoded, and the course of
// the session is followed (session.hpp).
#pragma once

#include "connection/capture.hpp"
#include "connection/stream.hpp"
#include "ctiqbe/decode.hpp"
#include "ctiqbe/session.hpp"

#include <array>
#include <unordered_map>

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
    rest,         ///< of a message whose beginning was not framed
    beginning,    ///< of a message whose rest does not come
    cut,          ///< by the capture
    impossible,   ///< a length that cannot be
    unframed,
};

/// How a piece is called in a list.
const char* name(PieceKind kind);

/// What is drawn of a piece beside its bytes.
struct Observed {
    MessageNote note{};
    std::array<char, 200> info{};             ///< one line, NUL-terminated
    HypothesisId hypothesis = no_hypothesis;  ///< of a message
    std::uint32_t support = 0;                ///< messages in support of it; 0 where it is forced
    bool assumed = false;                     ///< because other conversations are framed so
    const KeptFindings* findings = nullptr;   ///< of the session rules; nullptr: none
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
    const std::vector<SessionPtr>& sessions() const override { return sessions_; }
    bool is_readable() const override;

    /// Says a piece to a sink. On the first pass the session takes note of it.
    template <Sink S>
    Observed observe(const Piece& piece, Bytes bytes, const PieceContext& context, S& sink, bool first_pass)
    {
        const PieceFacts& facts = first_pass ? note_piece(piece, context) : facts_of(context.key);
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
        } else {
            sink.bytes(field("ctiqbe.data"), {0, static_cast<std::uint32_t>(bytes.size())});
        }
        finish(o, piece, context, summary, first_pass);
        return o;
    }

private:
    /// What the first pass found of a piece.
    struct PieceFacts {
        HypothesisId hypothesis = no_hypothesis;
        std::uint32_t support = 0;
        bool assumed = false;
        KeptFindings findings{};
    };
    struct Direction {
        bool framed = false;          ///< this payload is cut into messages
        bool handed_over = false;     ///< messages are cut here, TCP reassembles them: the framing only counts them
        std::uint32_t skip = 0;       ///< bytes before the first message of this payload
    };

    HypothesisId hypothesis() const { return is_forced() ? settings_.forced : framing_.hypothesis(); }
    bool is_forced() const { return settings_.forced < hypotheses.size(); }
    const PieceFacts& note_piece(const Piece& piece, const PieceContext& context);
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
    SessionPtr session() const { return sessions_.empty() ? nullptr : sessions_.front(); }

    Connection& connection_;
    Capture& capture_;
    Settings settings_;
    Framing framing_;
    Session session_;
    Ends ends_{};
    std::array<Direction, 2> directions_{};
    std::vector<SessionPtr> sessions_;
    KeptFindings told_{};                        ///< to be said at the next piece
    std::unordered_map<std::uint64_t, PieceFacts> facts_;
    bool is_counted_ = false;                    ///< among the conversations decided
    bool unfit_told_ = false;
};

std::unique_ptr<StreamProtocol> make_stream(Connection& connection, Capture& capture);

} // namespace cti::ctiqbe
