// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctiqbe/stream.hpp"

#include "connection/collecting_sink.hpp"
#include "core/text.hpp"
#include "ctiqbe/alarm_story.hpp"

#include <algorithm>
#include <charconv>

namespace cti::ctiqbe {
namespace {

constexpr std::array piece_names{"message", "Rest of a message", "Beginning of a message", "Cut by the capture", "Not framed", "Framing not known"};

std::uint32_t ipv4_of(const Address& a) { return a.is_v4() ? be32(&a.bytes[12]) : 0; }

/// Appends to a line of bounded length.
class Line {
public:
    explicit Line(std::array<char, 200>& out) : out_{out} {}
    Line& put(std::string_view text)
    {
        for_each_character(text, [&](std::string_view piece) {
            if (piece.size() < out_.size() - used_)
                used_ += piece.copy(out_.data() + used_, piece.size());
        });
        out_[used_] = '\0';
        return *this;
    }
    Line& put(std::uint32_t number, int base = 10, std::size_t digits = 1)
    {
        char text[16];
        const std::size_t n = static_cast<std::size_t>(std::to_chars(text, text + sizeof text, number, base).ptr - text);
        for (std::size_t i = n; i < digits; ++i)
            put("0");
        return put({text, n});
    }

private:
    std::array<char, 200>& out_;
    std::size_t used_ = 0;
};

} // namespace

const char* name(PieceKind kind) { return piece_names[static_cast<std::size_t>(kind)]; }

std::unique_ptr<StreamProtocol> make_stream(Connection& connection, Capture& capture) { return std::make_unique<Stream>(connection, capture); }

Stream::Stream(Connection& connection, Capture& capture)
    : connection_{connection}, capture_{capture}, settings_{capture.shared<Settings>()}, framing_{settings_.max_message},
      session_{settings_.heartbeat ? settings_.heartbeat : default_heartbeat, settings_.heartbeat != 0}
{
    // What the conversations decided so far have in common is expected of the next.
    framing_.expect(capture.shared<Expectation>());
}

bool Stream::is_readable() const { return is_forced() || framing_.decided() || sessions_.empty(); }

// ---- what the connection tells

void Stream::tell_silence(const Silence& s, KeptFindings& found) const
{
    constexpr const char* how[] = {
        "", " (assumed; the session went on, so the granted interval was probably longer)", "; the connection ended then"};
    const ConnectionInfo& c = *connection_.info();
    const std::string who = (s.who == Side::client ? c.client : c.server).address.text();
    Finding f{diagnosis("ctiqbe.heartbeat_gap"), {}, std::string_view{who}, static_cast<std::uint64_t>(s.length / second), s.interval,
        how[static_cast<int>(s.kind)]};
    if (s.kind == Silence::Kind::outlived)
        f.severity = Severity::note;
    found.push_back(keep(f));
}

void Stream::tell_return(Time at)
{
    const ConnectionInfo& c = *connection_.info();
    const auto back = capture_.shared<Clients>().opened(c.client.address, c.server.address, at);
    if (!back)
        return;
    const std::string client = c.client.address.text(), server = c.server.address.text(), before = back->from.text();
    if (back->other_server)
        tell(diagnosis("ctiqbe.failover"), std::string_view{client}, std::string_view{before}, std::string_view{server}, whole_seconds(back->away));
    else
        tell(diagnosis("ctiqbe.reconnect"), std::string_view{client}, std::string_view{server}, whole_seconds(back->away));
}

void Stream::tell_lost(const char* why) { tell(diagnosis("ctiqbe.framing_lost"), hypotheses[framing_.hypothesis()].text, why); }

void Stream::tell_inferred()
{
    Expectation& expected = capture_.shared<Expectation>();
    const std::uint32_t others = expected.conversations(framing_.hypothesis());
    // What is only assumed teaches nothing: a wrong assumption would feed on itself.
    if (!is_counted_ && !framing_.assumed()) {
        expected.learn(framing_.hypothesis(), framing_.opening());
        is_counted_ = true;
    }
    std::string also;
    if (framing_.assumed())
        also = "; assumed, since the client opens as in " + std::to_string(others) + " other conversation" + (others > 1 ? "s" : "") + " of this capture that "
             + (others > 1 ? "are" : "is") + " framed so";
    for (std::size_t h = 0; h < hypotheses.size() && also.empty(); ++h)
        if (framing_.also() & 1u << h)
            also = std::string{"; "} + hypotheses[h].text + " puts them at the same places";
    tell(diagnosis("ctiqbe.framing_inferred"), hypotheses[framing_.hypothesis()].text, framing_.support(), framing_.aligned_payloads(), std::string_view{also});
}

void Stream::on_gap(Side from)
{
    if (framing_.decided())
        tell_lost("bytes before this packet are missing from the capture");
    framing_.gap(from);
}

void Stream::on_bytes(Side from, Moment at, Bytes bytes, std::size_t again, std::size_t reported)
{
    const Bytes payload = bytes.subspan(std::min(again, bytes.size()));
    if (sessions_.empty()) {
        const ConnectionInfo& c = *connection_.info();
        sessions_.push_back(make_session(connection_, capture_));
        ends_ = {ipv4_of(c.client.address), ipv4_of(c.server.address)};
        session()->opened = c.coverage.from_start ? "seen" : "before the capture";
        for (const Side side : {Side::client, Side::server})
            if (connection_.seen_from_start(side))
                framing_.starts_at_beginning(side);
        tell_return(at.time);
    }
    if (const auto silence = session_.on_payload(from, at.time, static_cast<std::uint32_t>(payload.size())))
        tell_silence(*silence, told_);
    session()->last = at.time;
    if (session()->first == no_time)
        session()->first = at.time;

    Direction& d = directions_[index(from)];
    d.skip = 0;
    if (is_forced()) {
        d.framed = true;
        return;
    }
    if (!framing_.decided())
        directions_[0].handed_over = directions_[1].handed_over = false;
    if (d.handed_over)
        return;
    d.framed = false;
    const bool before = framing_.decided();
    const std::size_t start = framing_.feed(from, payload);
    if (before && framing_.state() == Framing::State::lost)
        tell_lost("a length that cannot be");
    if (!before && framing_.decided())
        tell_inferred();
    if (framing_.state() == Framing::State::unfit && !unfit_told_) {
        unfit_told_ = true;
        tell(diagnosis("ctiqbe.not_framed"));
    }
    if (bytes.size() < reported) { // what the capture cut off cannot be walked over
        if (framing_.decided())
            tell_lost("the capture holds only the beginning of this packet");
        framing_.gap(from);
        return;
    }
    if (framing_.framed(from)) {
        d.framed = start < payload.size();
        d.skip = static_cast<std::uint32_t>(start);
        d.handed_over = d.framed || !framing_.inside_message(from);
    }
}

// ---- pieces

Piece Stream::next(Side from, Bytes bytes, std::size_t reported, bool more_may_come)
{
    const Direction& d = directions_[index(from)];
    const auto piece = [](std::size_t length, PieceKind kind) {
        Piece p;
        p.length = static_cast<std::uint32_t>(length);
        p.kind = static_cast<std::uint8_t>(kind);
        p.by_itself = false;
        return p;
    };
    const auto wait = [&](std::size_t wanted) {
        Piece p = piece(0, PieceKind::message);
        p.wanted = static_cast<std::uint32_t>(wanted);
        p.name = "a message";
        p.is_opening_request = from == Side::client && session_.payloads(Side::server) == 0;
        return p;
    };
    if (!d.framed)
        return piece(reported, PieceKind::unframed);
    if (d.skip > 0)
        return piece(std::min<std::size_t>(d.skip, reported), PieceKind::rest);
    if (bytes.size() < prefix_size) {
        if (reported > bytes.size())
            return piece(reported, PieceKind::cut);
        return more_may_come ? wait(0) : piece(reported, PieceKind::beginning);
    }
    const auto size = message_size(hypotheses[hypothesis()], bytes.data(), settings_.max_message);
    if (!size)
        return piece(reported, PieceKind::impossible);
    if (*size > reported)
        return more_may_come ? wait(*size) : piece(reported, PieceKind::beginning);
    return piece(*size, PieceKind::message);
}

const Stream::PieceFacts& Stream::note_piece(const Piece& piece, const PieceContext& context)
{
    Direction& d = directions_[index(context.from)];
    PieceFacts facts;
    facts.findings = std::move(told_);
    told_.clear();
    switch (static_cast<PieceKind>(piece.kind)) {
    case PieceKind::message:
        facts.hypothesis = hypothesis();
        facts.support = is_forced() ? 0 : framing_.support();
        facts.assumed = !is_forced() && framing_.assumed();
        break;
    case PieceKind::rest: d.skip = 0; break;
    case PieceKind::impossible:
        facts.findings.push_back(keep(Finding{diagnosis("ctiqbe.framing_lost"), {}, hypotheses[hypothesis()].text, "a length that cannot be"}));
        if (!is_forced())
            framing_.lose();
        break;
    case PieceKind::beginning:
    case PieceKind::cut:
    case PieceKind::unframed: break;
    }
    return facts_.insert_or_assign(context.key.packed(), std::move(facts)).first->second;
}

const Stream::PieceFacts& Stream::facts_of(MessageKey key) const
{
    static const PieceFacts nothing;
    const auto known = facts_.find(key.packed());
    return known == facts_.end() ? nothing : known->second;
}

void Stream::finish(Observed& o, const Piece& piece, const PieceContext& context, const MessageSummary& summary, bool first_pass)
{
    const auto kind = static_cast<PieceKind>(piece.kind);
    const CtiResult* known = summary.result ? find_cti_result(summary.result) : nullptr;
    const char* failure = !summary.result ? nullptr : known ? (*known->name ? known->name : known->meaning) : "CTI result that is not published";
    Line line{o.info};
    if (kind != PieceKind::message)
        line.put(name(kind)).put(", ").put(piece.length).put(" bytes");
    else if (summary.pdu_name)
        line.put(summary.pdu_name);
    else if (summary.pdu_number)
        line.put("PDU ").put(*summary.pdu_number);
    else
        line.put("Message of ").put(piece.length).put(" bytes");
    if (failure)
        line.put(", result 0x").put(summary.result, 16, 8).put(" (").put(failure).put(")");
    o.note.session = session();
    o.note.protocol = "ctiqbe";
    o.note.message = kind != PieceKind::message ? name(kind) : summary.pdu_name ? summary.pdu_name : "message";
    o.note.from = context.from;
    o.note.failure = failure;
    if (!first_pass || !session())
        return;
    SessionInfo& info = *session();
    ++info.messages;
    if (kind == PieceKind::message && directions_[index(context.from)].handed_over)
        framing_.confirm();
    if (info.application.empty() && summary.client_text[0])
        info.application = clean_text(summary.client_text.data());
}

MessageNote Stream::take(const Piece& piece, Bytes bytes, const PieceContext& context, KeptFindings& found)
{
    CollectingSink sink{found};
    const Observed o = observe(piece, bytes, context, sink, true);
    if (o.findings)
        found.insert(found.end(), o.findings->begin(), o.findings->end());
    return o.note;
}

// ---- the end

void Stream::on_end(MessageKey, const ConnectionEnd& end, KeptFindings& found)
{
    const ConnectionInfo& c = *connection_.info();
    if (!session() || c.coverage.foreign)
        return;
    SessionInfo& info = *session();
    info.has_ended = true;
    info.last = end.at.time;
    info.ended = c.ended;
    const auto ended = session_.on_close(end.by, end.at.time);
    const bool both_captured = c.coverage.client_captured && c.coverage.server_captured;
    if (both_captured)
        for (const auto& silence : ended.silences)
            if (silence)
                tell_silence(*silence, found);
    const bool refused = ended.refusal && both_captured;
    const std::uint32_t in_a_row = capture_.shared<Clients>().closed(c.client.address, c.server.address, end.at.time, refused);
    if (!refused)
        return;
    info.ended = "refused: " + info.ended + " right after the first message";
    const std::string client = c.client.address.text(), server = c.server.address.text();
    const std::string application = info.application.empty() ? "" : " (" + info.application + ")";
    found.push_back(keep(Finding{diagnosis("ctiqbe.closed_after_open"), {}, std::string_view{client}, std::string_view{server},
        whole_milliseconds(ended.refusal->after), ended.refusal->answered, std::string_view{application}}));
    if (in_a_row >= repeated_refusals)
        found.push_back(
            keep(Finding{diagnosis("ctiqbe.refused_repeatedly"), {}, std::string_view{client}, std::string_view{server}, in_a_row}));
    capture_.shared<AlarmStories>().on_refused(c.client.address, session(), found);
}

} // namespace cti::ctiqbe
