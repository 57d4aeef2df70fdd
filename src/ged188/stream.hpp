// SPDX-License-Identifier: GPL-2.0-or-later
// GED-188 on a TCP connection: messages, what they mean to the session and to calls, and what the connection is told of them.
#pragma once

#include "connection/capture.hpp"
#include "connection/connection.hpp"
#include "connection/stream.hpp"
#include "core/seldom.hpp"
#include "core/text.hpp"
#include "ged188/calls.hpp"
#include "ged188/framer.hpp"
#include "ged188/numbers.hpp"
#include "ged188/session.hpp"

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

namespace cti::ged188 {

/// Piece::kind.
enum class PieceKind : std::uint8_t {
    message,
    skipped,              ///< bytes without a header
    length_counts_header, ///< a message whose MessageLength counts its own header
    little_endian,        ///< a message in the wrong byte order
    fragment,             ///< less than a header
};
constexpr PieceKind kind_of(const Piece& piece) { return static_cast<PieceKind>(piece.kind); }

/// What was found in a piece. Texts of the summary belong to the bytes.
struct Observed {
    bool is_message = false;
    PieceKind kind = PieceKind::message;
    Side from = Side::client;
    Conditions conditions{};
    Summary summary;
    const MessageFacts* facts = nullptr; ///< until the next piece is observed
    const CallFacts* calls = nullptr;    ///< likewise
    bool has_just_asked = false;         ///< a request, on the first pass: its line is kept for its answer
};

class Stream final : public StreamProtocol {
public:
    Stream(Connection& connection, Capture& capture);

    // ---- StreamProtocol
    Piece next(Side from, Bytes bytes, std::size_t reported, bool more_may_come) override;
    MessageNote take(const Piece& piece, Bytes bytes, const PieceContext& context, KeptFindings& found) override;
    void on_gap(Side from) override;

    // ---- SessionRules
    void on_end(MessageKey key, const ConnectionEnd& end, KeptFindings& found) override;
    OpenRequests open_requests() const override { return session_.open_requests(); }
    void at_capture_end(Time last, KeptFindings& found) const override;
    bool has_asked(std::string_view message, std::uint32_t number, Time from, Time to) const override
    {
        return session_.has_asked(message, number, from, to);
    }
    std::span<const SessionPtr> sessions() const override { return {&session_info_, has_session_ ? 1u : 0u}; }
    bool is_readable() const override { return has_session_ || !any_skipped_; }

    /// Decodes a piece into `sink`, on any pass. `bytes`: what was captured of it. The first pass, in order of frames, also follows session
    /// and calls and tells the connection; later passes find what it found. Findings of the bytes go to the sink, those of the session are
    /// in the facts.
    template <Sink S>
    Observed observe(const Piece& piece, Bytes bytes, const PieceContext& context, S& sink, bool first_pass);

    /// What report and statistics take of a piece.
    MessageNote note(const Observed& observed);

    // ---- answers for later passes
    const MessageFacts* facts(MessageKey key) const { return session_.facts(key); }
    Conditions conditions(MessageKey key, Side from) const { return session_.conditions_at(key, from); }
    std::uint32_t response_in(MessageKey key) const { return session_.response_in(key); }
    const CallTracker& calls() const { return calls_; }
    const Session& session() const { return session_; }
    /// The session's; empty as long as no message was read.
    SessionPtr info() const { return has_session_ ? session_info_ : SessionPtr{}; }

    /// The line of a message for a list, before the next piece is observed.
    std::size_t format_info(const Observed& observed, char* out, std::size_t size);

private:
    /// What is kept of each side.
    struct SideState {
        bool any_message = false;
        bool counts_header = false; ///< a MessageLength of this side counted the header
        bool little_endian = false;
        bool gap = false;          ///< bytes are missing before what comes next
        std::uint64_t missing = 0; ///< bytes that the capture lacks or that could not be read, as the session knows
    };
    SideState& state(Side side) { return sides_[index(side)]; }
    const SideState& state(Side side) const { return sides_[index(side)]; }

    template <Sink S>
    Observed observe_message(const Piece& piece, Bytes bytes, const PieceContext& context, S& sink, bool first_pass);
    void begin_session();
    void tell_missing();
    void follow(const PieceContext& context, Bytes bytes, Observed& observed, bool late);
    const MessageFacts* follow_skipped(const PieceContext& context, std::size_t length);
    const MessageFacts* follow_little_endian(const PieceContext& context, Bytes bytes);
    void tell_connection(const PieceContext& context, const Summary& summary);
    Side side_of(std::uint32_t number, Side from) const;

    Connection& connection_;
    Capture& capture_;
    SessionPtr session_info_ = std::make_shared<SessionInfo>();
    Session session_;
    CallTracker calls_;
    SideState sides_[2];
    Seldom<std::vector<std::uint8_t>> corrected_;    ///< a message whose MessageLength counted its header, with the right one
    Seldom<std::unordered_set<std::string>> agents_; ///< whose names notes point to
    RoleEvidence roles_ = RoleEvidence::lower_port; ///< when the session's ends were named
    bool has_session_ = false;                      ///< a message was read
    bool any_skipped_ = false;
};

/// Of the descriptor.
std::unique_ptr<StreamProtocol> make_stream(Connection& connection, Capture& capture);

// ---------------------------------------------------------------------------------------------------------------------------

namespace detail {

/// Leaves out what is only said where a server minded it, says one thing once, and shows MessageLength as it came.
template <Sink Inner>
class ObservingSink {
public:
    ObservingSink(Inner& inner, bool is_open_req, std::uint32_t sent_length)
        : inner_{inner}, is_open_req_{is_open_req}, sent_length_{sent_length}
    {}

    void begin_group(const char* label, unsigned index, Span where) { inner_.begin_group(label, index, where); }
    void annotate(std::string_view text) { inner_.annotate(text); }
    void end_group() { inner_.end_group(); }
    bool wants_details() const { return cti::wants_details(inner_); }
    void begin_details()
    {
        if constexpr (DetailSink<Inner>)
            inner_.begin_details();
    }
    void end_details()
    {
        if constexpr (DetailSink<Inner>)
            inner_.end_details();
    }
    void number(FieldId id, Span where, std::uint64_t value) { inner_.number(id, where, id == f_message_length ? sent_length_ : value); }
    void ipv6(FieldId id, Span where, const Ipv6& address) { inner_.ipv6(id, where, address); }
    void text(FieldId id, Span where, std::string_view text, const char* meaning) { inner_.text(id, where, text, meaning); }
    void bytes(FieldId id, Span where) { inner_.bytes(id, where); }
    void diagnose(const Finding& finding)
    {
        // Clients leave ClientPassword out, and servers take it; a server that does not says so.
        if (is_open_req_ && finding.diagnosis == &diagnosis("ged188.missing_field"))
            return;
        // Many fields of one unknown tag.
        if (finding.diagnosis == &diagnosis("ged188.unknown_tag")) {
            if (finding.arguments[0].number == last_unknown_tag_)
                return;
            last_unknown_tag_ = finding.arguments[0].number;
        }
        inner_.diagnose(finding);
    }

private:
    Inner& inner_;
    std::uint64_t last_unknown_tag_ = ~std::uint64_t{0};
    bool is_open_req_;
    std::uint32_t sent_length_;
};

} // namespace detail

template <Sink S>
Observed Stream::observe_message(const Piece& piece, Bytes bytes, const PieceContext& context, S& sink, bool first_pass)
{
    const bool counts_header = kind_of(piece) == PieceKind::length_counts_header;
    const std::uint32_t sent_length = be32(bytes.data()), number = be32(bytes.data() + 4);
    if (counts_header) {
        sink.diagnose(Finding{diagnosis("ged188.length_counts_header"), {0, 4},
            name_without_layout(number, session_.conditions_at(context.key, context.from)), sent_length});
        std::vector<std::uint8_t>& corrected = corrected_.write();
        corrected.assign(bytes.begin(), bytes.end());
        for (int i = 0; i < 4; ++i)
            corrected[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>((sent_length - header_size) >> (24 - 8 * i));
        bytes = corrected;
    }
    Observed observed;
    observed.is_message = true;
    observed.kind = kind_of(piece);
    observed.from = side_of(number, context.from);
    observed.conditions =
        first_pass ? session_.conditions(context.key, observed.from, bytes) : session_.conditions_at(context.key, observed.from);
    detail::ObservingSink<S> seen{sink, number == number::open_req, sent_length};
    summarize(bytes, observed.conditions, seen, observed.summary);
    if (first_pass)
        follow(context, bytes, observed, counts_header);
    else
        observed.facts = session_.facts(context.key);
    observed.calls = calls_.facts(context.key);
    return observed;
}

template <Sink S>
Observed Stream::observe(const Piece& piece, Bytes bytes, const PieceContext& context, S& sink, bool first_pass)
{
    if (kind_of(piece) == PieceKind::message || kind_of(piece) == PieceKind::length_counts_header)
        return observe_message(piece, bytes, context, sink, first_pass);
    Observed observed;
    observed.from = context.from;
    observed.kind = kind_of(piece);
    const auto size = static_cast<std::uint32_t>(bytes.size());
    switch (kind_of(piece)) {
    case PieceKind::skipped:
        sink.bytes(f_skipped, {0, size});
        observed.facts = first_pass ? follow_skipped(context, piece.length) : session_.facts(context.key);
        return observed;
    case PieceKind::little_endian:
        sink.bytes(f_undecoded, {0, size});
        observed.facts = first_pass ? follow_little_endian(context, bytes) : session_.facts(context.key);
        return observed;
    case PieceKind::fragment:
        sink.bytes(f_undecoded, {0, size});
        if (context.cut)
            sink.diagnose(Finding{diagnosis("ged188.truncated"), {0, size}, size, "8 or more"});
        if (first_pass)
            session_.on_gap(context.from);
        return observed;
    default:
        return observed;
    }
}

} // namespace cti::ged188
