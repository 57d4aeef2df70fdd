// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctiqbe/stream.hpp"

#include "core/sink.hpp"
#include "connection/foreign.hpp"
#include "core/text.hpp"
#include "ctiqbe/alarm_story.hpp"

#include <algorithm>
#include <charconv>

namespace cti::ctiqbe {
namespace {

constexpr std::array piece_names{
    "message", "Rest of a message", "Beginning of a message", "Cut by the capture", "Not framed", "Framing not known"};

std::uint32_t ipv4_of(const Address& a) { return a.is_v4() ? be32(&a.bytes[12]) : 0; }

std::string hex_text(std::uint32_t value)
{
    char digits[8];
    return "0x" + std::string{digits, std::to_chars(digits, digits + sizeof digits, value, 16).ptr};
}

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

std::unique_ptr<StreamProtocol> make_stream(Connection& connection, Capture& capture)
{
    return std::make_unique<Stream>(connection, capture);
}

Stream::Stream(Connection& connection, Capture& capture)
    : connection_{connection}, capture_{capture}, settings_{capture.shared<Settings>()}, names_in_logs_{capture.shared<NamesInLogs>()},
      framing_{settings_.max_message}, session_{settings_.heartbeat ? settings_.heartbeat : default_heartbeat, settings_.heartbeat != 0}
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
        tell(diagnosis("ctiqbe.failover"), std::string_view{client}, std::string_view{before}, std::string_view{server},
            whole_seconds(back->away));
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
    if (const std::uint32_t sessions = framing_.pooled())
        also = "; together with " + std::to_string(sessions) + " earlier short session" + (sessions > 1 ? "s" : "") + " of this client";
    if (framing_.assumed())
        also = "; assumed, since the client opens as in " + std::to_string(others) + " other conversation" + (others > 1 ? "s" : "") +
               " of this capture that " + (others > 1 ? "are" : "is") + " framed so";
    for (std::size_t h = 0; h < hypotheses.size() && also.empty(); ++h)
        if (framing_.also() & 1u << h)
            also = std::string{"; "} + hypotheses[h].text + " puts them at the same places";
    tell(diagnosis("ctiqbe.framing_inferred"), hypotheses[framing_.hypothesis()].text, framing_.support(), framing_.aligned_payloads(),
        std::string_view{also});
}

void Stream::on_gap(Side from)
{
    if (framing_.decided())
        tell_lost("bytes before this packet are missing from the capture");
    framing_.gap(from);
    session_.on_gap(from);
    beginnings_[index(from)].is_kept = false;
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
            if (connection_.seen_from_start(side)) {
                framing_.starts_at_beginning(side);
                beginnings_[index(side)].is_kept = !is_forced();
            }
        const auto& pools = capture_.shared<PooledSessions>().pairs;
        if (const auto pool = pools.find({c.client.address, c.server.address}); pool != pools.end())
            framing_.pool(pool->second);
        tell_return(at.time);
    }
    if (const auto silence = session_.on_payload(from, at.time, static_cast<std::uint32_t>(payload.size())))
        tell_silence(*silence, told_);
    SessionInfo& info = *session();
    info.last = at.time;
    if (info.first == no_time)
        info.first = at.time;
    if (!payload.empty())
        course_.on_payload(from, at.time);
    if (info.opening == Opening::not_seen && from == Side::client && connection_.seen_from_start(from) && session_.payloads(from) == 1)
        info.opening = Opening::asked;
    // A client that was refused may say goodbye; one that goes on and on was not.
    else if (course_.is_granted() && (info.opening == Opening::asked || (info.opening == Opening::refused && course_.bursts().size() >= 6)))
        info.opening = Opening::granted;

    Direction& d = directions_[index(from)];
    d.missing = connection_.missing(from);
    d.skip = 0;
    if (is_forced()) {
        d.framed = true;
        return;
    }
    if (!framing_.decided())
        directions_[0].handed_over = directions_[1].handed_over = false;
    if (d.handed_over) {
        d.framed = true; // where the deciding payload ended with a message this one begins with one
        return;
    }
    d.framed = false;
    const bool before = framing_.decided();
    Beginning& beginning = beginnings_[index(from)];
    const auto stream_offset = static_cast<std::uint32_t>(beginning.bytes.size());
    if (beginning.is_kept && !before) {
        if (payload.size() > Beginning::max_bytes - stream_offset || bytes.size() < reported)
            beginning.is_kept = false;
        else
            beginning.bytes.insert(beginning.bytes.end(), payload.begin(), payload.end());
    }
    const std::size_t start = framing_.feed(from, payload);
    if (before && framing_.state() == Framing::State::lost)
        tell_lost("a length that cannot be");
    if (!before && framing_.decided()) {
        tell_inferred();
        read_beginnings(from, stream_offset + static_cast<std::uint32_t>(start));
    }
    if (framing_.state() == Framing::State::unfit && !unfit_told_) {
        unfit_told_ = true;
        if (!recognise_foreign(payload.first(std::min(payload.size(), signature_room)), from)
                 .name) // else the connection says whose bytes these are
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

// ---- what is not framed, and what is framed late

void Stream::note_result(Side from, std::uint32_t code)
{
    if (from != Side::server || result_ != 0 || !find_cti_result(code))
        return;
    result_ = code;
    if (session() && session()->opening == Opening::asked)
        session()->opening = Opening::refused;
}

namespace {

/// `how`: where the code was found, behind what it means.
KeptFinding failure(std::uint32_t code, const char* how)
{
    const CtiResult* row = find_cti_result(code);
    Finding f{
        diagnosis("ctiqbe.failed"), {}, hex(code), row ? (*row->name ? row->name : row->meaning) : "a code that is not published", how};
    if (row && *row->remedy)
        f.remedy = row->remedy;
    if (!row)
        f.severity = Severity::note;
    return keep(f);
}

constexpr std::size_t max_unframed_results = 16; ///< said of one piece

} // namespace

void Stream::note_unframed(PieceFacts& facts, const Piece& piece, Bytes bytes, const PieceContext& context)
{
    Beginning& b = beginnings_[index(context.from)];
    const std::uint32_t offset = b.seen;
    if (b.is_kept && static_cast<PieceKind>(piece.kind) == PieceKind::unframed) {
        b.pieces.push_back({context.key, offset, piece.length});
        b.seen += piece.length;
    }
    if (connection_.info()->coverage.foreign || (connection_.carries_tls() && !context.encrypted))
        may_hold_results_ = false;
    if (!may_hold_results_)
        return;
    std::size_t said = 0;
    for_each_unframed_result(bytes, [&](const Candidate& c) {
        if (said++ >= max_unframed_results)
            return;
        facts.findings.push_back(failure(c.number, "; found outside of framing, by its looks alone"));
        if (!facts.result)
            facts.result = c.number;
        if (b.is_kept)
            b.told.push_back(offset + c.where.offset);
        note_result(context.from, c.number);
    });
}

/// The framing was decided: `limit` bytes of the deciding side's stream came before what is framed as it comes.
void Stream::read_beginnings(Side deciding, std::uint32_t limit)
{
    const Hypothesis& h = hypotheses[framing_.hypothesis()];
    early_hypothesis_ = framing_.hypothesis();
    for (const Side side : {Side::client, Side::server}) {
        Beginning& b = beginnings_[index(side)];
        if (!b.is_kept)
            continue;
        const Bytes bytes{b.bytes};
        auto piece = b.pieces.begin();
        for (std::size_t at = 0; fits(at, prefix_size, bytes.size()) && (side != deciding || at < limit);) {
            const auto size = message_size(h, &bytes[at], settings_.max_message);
            if (!size || !fits(at, *size, bytes.size()))
                break;
            read_early(side, bytes.subspan(at, *size), static_cast<std::uint32_t>(at));
            while (piece != b.pieces.end() && piece->offset + piece->length <= at)
                ++piece;
            if (piece != b.pieces.end() && at >= piece->offset && at + *size <= piece->offset + piece->length) {
                PieceFacts& facts = facts_[piece->key.packed()];
                if (!facts.early)
                    facts.early = std::make_unique<EarlyMessages>();
                facts.early->push_back({static_cast<std::uint32_t>(at) - piece->offset, *size});
            }
            at += *size;
        }
    }
    beginnings_ = {};
}

/// A message that came before the framing was decided and stands at `offset` in its stream: what was not seen then is said now.
void Stream::read_early(Side from, Bytes message, std::uint32_t offset)
{
    const std::vector<std::uint32_t>& told = beginnings_[index(from)].told;
    SessionInfo& info = *session();
    for_each_candidate(message, prefix_size, ends_, hypotheses[framing_.hypothesis()].order, [&](const Candidate& c) {
        if (c.kind == Candidate::Kind::text && from == Side::client && info.application.empty() && detail::names_client(c.text))
            info.application = clean_text(c.text.substr(0, sizeof(MessageSummary::client_text) - 1));
        if (c.kind != Candidate::Kind::result || std::find(told.begin(), told.end(), offset + c.where.offset) != told.end())
            return;
        told_.push_back(failure(c.number, "; in a message that came before the framing was known"));
        note_result(from, c.number);
    });
}

const Stream::PieceFacts& Stream::note_piece(const Piece& piece, Bytes bytes, const PieceContext& context)
{
    Direction& d = directions_[index(context.from)];
    names_in_logs_.on_piece(connection_.info()->number, context.from, context.time);
    PieceFacts facts;
    facts.findings = std::move(told_);
    told_.clear();
    switch (static_cast<PieceKind>(piece.kind)) {
    case PieceKind::message:
        facts.hypothesis = hypothesis();
        facts.support = is_forced() ? 0 : framing_.support();
        facts.assumed = !is_forced() && framing_.assumed();
        break;
    case PieceKind::rest:
        d.skip = 0;
        note_unframed(facts, piece, bytes, context);
        break;
    case PieceKind::impossible:
        facts.findings.push_back(
            keep(Finding{diagnosis("ctiqbe.framing_lost"), {}, hypotheses[hypothesis()].text, "a length that cannot be"}));
        if (!is_forced())
            framing_.lose();
        note_unframed(facts, piece, bytes, context);
        break;
    case PieceKind::beginning:
    case PieceKind::cut:
    case PieceKind::unframed:
        note_unframed(facts, piece, bytes, context);
        break;
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
    const char* failure = !summary.result ? nullptr
                          : known         ? (*known->name ? known->name : known->meaning)
                                          : "CTI result that is not published";
    Line line{o.info};
    if (o.early_messages)
        line.put(o.early_messages)
            .put(o.early_messages == 1 ? " message" : " messages")
            .put(" framed later, ")
            .put(piece.length)
            .put(" bytes");
    else if (kind != PieceKind::message)
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
    if (!first_pass && !summary.pdu_name)
        o.name_in_log = names_in_logs_.name_at(connection_.info()->number, context.from, context.time);
    if (!first_pass || !session())
        return;
    SessionInfo& info = *session();
    ++info.messages;
    if (kind == PieceKind::message) {
        if (directions_[index(context.from)].handed_over)
            framing_.confirm();
        if (summary.result)
            note_result(context.from, summary.result);
        MessageSeen seen;
        seen.key = context.key;
        seen.time = context.time;
        seen.name = nullptr; // its type is not known
        seen.encrypted = context.encrypted;
        connection_.on_message(context.from, seen);
    }
    if (info.application.empty() && summary.client_text[0])
        info.application = clean_text(summary.client_text.data());
}

MessageNote Stream::take(const Piece& piece, Bytes bytes, const PieceContext& context, KeptFindings& found)
{
    facts_.clear(); // for later passes, of which there is none
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
    for (const Side side : {Side::client, Side::server})
        if (connection_.missing(side) > directions_[index(side)].missing) // what it said after its last payload was not captured
            session_.on_gap(side);
    const auto ended = session_.on_close(end.by, end.at.time);
    const bool both_captured = c.coverage.client_captured && c.coverage.server_captured;
    bool was_silent = false;
    // Where both were silent, whoever closes is the one that missed the other.
    const bool both_silent = ended.silences[0] && ended.silences[1];
    if (both_captured)
        for (const auto& silence : ended.silences)
            if (silence && !(both_silent && silence->who == end.by)) {
                tell_silence(*silence, found);
                was_silent = true;
            }
    // The client that was let in and closes was not cut off.
    info.closed_in_order = info.opening == Opening::granted && end.by == Side::client && !end.reset && !was_silent;
    if (!framing_.decided() && !is_forced() && both_captured) {
        auto& pools = capture_.shared<PooledSessions>().pairs;
        const std::pair key{c.client.address, c.server.address};
        if (pools.size() < PooledSessions::max_pairs || pools.contains(key))
            framing_.add_to(pools[key]);
    }
    const bool all_began = connection_.seen_from_start(Side::client) && connection_.seen_from_start(Side::server);
    tell_end(end, both_captured && all_began ? ended.refusal : std::nullopt, found);
}

void Stream::tell_end(const ConnectionEnd& end, const std::optional<Refusal>& refusal, KeptFindings& found)
{
    const ConnectionInfo& c = *connection_.info();
    SessionInfo& info = *session();
    const bool all_seen = c.coverage.from_start && c.coverage.client_captured && c.coverage.server_captured && !c.coverage.encrypted &&
                          connection_.seen_from_start(Side::client) && connection_.seen_from_start(Side::server);
    RefusedSession refused{c.client.address, c.server.address, session(), info.first, end.at.time, nullptr, false};
    refused.shape = all_seen ? find_shape(course_, end.by, end.at.time) : nullptr;
    AlarmStories& stories = capture_.shared<AlarmStories>();
    const char* remedy = nullptr;
    std::string why = stories.cause_of(refused, remedy);
    const bool has_alarm = !why.empty();
    if (const CtiResult* code = result_ ? find_cti_result(result_) : nullptr) {
        why = "result code " + hex_text(result_) + " says why: " + (*code->name ? code->name : code->meaning);
        remedy = *code->remedy ? code->remedy : nullptr;
    }
    const std::string client = c.client.address.text(), server = c.server.address.text();
    const Shape* shape = refused.shape;
    if (refusal || (shape && shape->refuses && has_alarm))
        info.opening = Opening::refused;
    const bool was_refused = info.opening == Opening::refused;
    const std::uint32_t in_a_row = capture_.shared<Clients>().closed(c.client.address, c.server.address, end.at.time, was_refused);
    if (was_refused)
        info.ended = "refused: " + info.ended + (refusal ? " right after the first message" : "");
    const std::string cause = why.empty() ? "cause unknown" : why;
    if (refusal) {
        const std::string application = info.application.empty() ? "" : " (" + info.application + ")";
        Finding f{diagnosis("ctiqbe.closed_after_open"), {}, std::string_view{client}, std::string_view{server},
            whole_milliseconds(refusal->after), refusal->answered, std::string_view{application}, std::string_view{cause}};
        f.remedy = remedy;
        found.push_back(keep(f));
    }
    if (was_refused && in_a_row >= repeated_refusals) {
        Finding f{diagnosis("ctiqbe.refused_repeatedly"), {}, std::string_view{client}, std::string_view{server}, in_a_row,
            std::string_view{cause}};
        f.remedy = remedy;
        if (!why.empty()) // the cause has a finding of its own
            f.severity = Severity::warn;
        found.push_back(keep(f));
    }
    if (refusal)
        stories.on_refused_at_once(refused, found);

    // A shape is a candidate only; a code that says something else withdraws it, as does an alarm.
    const bool code_agrees = shape && result_ && agrees(*shape, result_);
    if (shape && shape->is_told && (result_ ? code_agrees : !has_alarm)) {
        const std::string evidence = evidence_of(course_, end.by, end.at.time);
        const std::string proof =
            code_agrees ? "result code " + hex_text(result_) + " says the same" : "a result code or an alarm would prove it";
        Finding f{diagnosis("ctiqbe.shape"), {}, std::string_view{client}, std::string_view{server}, shape->name,
            std::string_view{evidence}, std::string_view{proof}};
        f.remedy = code_agrees ? remedy : shape->remedy;
        found.push_back(keep(f));
        refused.shape_was_told = true;
    }
    if (was_refused || (shape && shape->refuses))
        stories.on_refused(refused, found);

    if (info.opening == Opening::granted && end.by == Side::server)
        if (const auto stop = capture_.shared<ServerStops>().ended(c.server.address, c.client.address, end.at.time))
            found.push_back(keep(Finding{diagnosis("ctiqbe.server_stopped"), {}, std::string_view{server}, stop->sessions, stop->clients}));
}

} // namespace cti::ctiqbe
