// SPDX-License-Identifier: GPL-2.0-or-later
#include "ged188/stream.hpp"

#include "core/sink.hpp"
#include "ged188/numbers.hpp"
#include "ged188/status_codes.hpp"
#include "ged188/values.hpp"

#include <algorithm>

namespace cti::ged188 {
namespace {

constexpr std::size_t max_agent_names = 65536;

/// Counts the calls of a capture.
struct CallSerial {
    std::uint32_t last = 0;
};

const char* name_of(std::uint32_t number, const Conditions& conditions)
{
    const MessageName* row = message_name(number, conditions.version_known ? conditions.version : 0, conditions.dialect);
    return row ? row->name : "";
}

/// Where the next header that can be one stands behind the first byte; the end where none does.
std::uint32_t next_plausible_header(Bytes bytes)
{
    std::size_t at = 1;
    while (fits(at, header_size, bytes.size()) && !plausible_header(bytes.subspan(at)))
        ++at;
    return static_cast<std::uint32_t>(fits(at, header_size, bytes.size()) ? at : bytes.size());
}

} // namespace

Stream::Stream(Connection& connection, Capture& capture)
    : connection_{connection}, capture_{capture}, session_{capture.shared<Settings>(),
                                                      capture.shared<Settings>().is_uccx_port(connection.info()->server.port),
                                                      session_info_,
                                                      [this] {
                                                          const ConnectionInfo& info = *connection_.info();
                                                          return info.coverage.complete() && connection_.seen_from_start(Side::client) &&
                                                                 connection_.seen_from_start(Side::server);
                                                      }},
      calls_{capture.shared<CallSerial>().last}
{}

// ---- framing

Piece Stream::next(Side from, Bytes bytes, std::size_t reported, bool more_may_come)
{
    const auto piece = [](std::size_t length, PieceKind kind, bool by_itself) {
        Piece p;
        p.length = static_cast<std::uint32_t>(length);
        p.kind = static_cast<std::uint8_t>(kind);
        p.by_itself = by_itself;
        return p;
    };
    const auto wait = [&](std::size_t wanted, const char* name, bool is_opening_request, bool by_segment = false) {
        Piece p = piece(0, PieceKind::message, true);
        p.by_segment = by_segment;
        p.wanted = static_cast<std::uint32_t>(wanted);
        p.name = name;
        p.is_opening_request = is_opening_request;
        return p;
    };
    if (bytes.size() < header_size) {
        if (reported < header_size && more_may_come)
            return wait(0, nullptr, false);
        return piece(reported, PieceKind::fragment, true);
    }
    const std::uint32_t number = be32(bytes.data() + 4);
    if (plausible_header(bytes)) {
        const std::size_t whole = std::size_t{be32(bytes.data())} + header_size;
        SideState& side = state(from);
        // Where a MessageLength that counts its header ends the next header stands; so it may by chance in what is usual.
        if ((side.counts_header || (whole <= bytes.size() && plausible_header(bytes.subspan(whole - header_size)))) &&
            length_counts_header(bytes, session_.conditions_now(), side.counts_header)) {
            side.counts_header = true; // at once: the same bytes may come again before anyone reads the message
            return piece(whole - header_size, PieceKind::length_counts_header, false);
        }
        // Where a MessageLength that counts its header would end with the bytes, the header behind it decides.
        if (whole > reported && more_may_come)
            return wait(whole, name_of(number, session_.conditions_now()), number == number::open_req, whole - header_size <= reported);
        return piece(whole, PieceKind::message, true);
    }
    if (constexpr std::size_t decided = header_size + 8; // length of an OPEN_REQ that tells its byte order
        more_may_come && reported < decided && plausible_little_endian_header(bytes) && le32(bytes.data() + 4) == number::open_req)
        return wait(decided, name_of(number::open_req, {}), false);
    if (little_endian_open_req(bytes) || (state(from).little_endian && plausible_little_endian_header(bytes))) {
        const std::size_t whole = std::size_t{le32(bytes.data())} + header_size;
        if (whole > reported && more_may_come)
            return wait(whole, name_of(le32(bytes.data() + 4), {}), le32(bytes.data() + 4) == number::open_req);
        return piece(whole, PieceKind::little_endian, false);
    }
    const std::size_t stated = std::size_t{be32(bytes.data())} + header_size;
    const bool in_step = !state(from).gap && (state(from).any_message || (!any_skipped_ && state(other(from)).any_message));
    // A type that no document lists is believed by what stands behind it: that has to be there.
    if (in_step && more_may_come && number < number::beyond_message_set && stated > reported && stated <= believable_length)
        return wait(stated, name_of(number, session_.conditions_now()), false);
    Framed framed = frame(bytes);
    if (framed.message && !in_step) // nor before any message that is known, of either side, nor behind a gap
        framed = {next_plausible_header(bytes), false, false};
    if (!framed.message) // bytes that were not captured hold no header either
        return piece(framed.length >= bytes.size() ? reported : framed.length, PieceKind::skipped, framed.by_itself);
    if (framed.length > reported && more_may_come)
        return wait(framed.length, name_of(number, session_.conditions_now()), false);
    return piece(framed.length, PieceKind::message, framed.by_itself);
}

// ---- the first pass

/// Who sends this: its type knows better than a guess by ports.
Side Stream::side_of(std::uint32_t number, Side from) const
{
    if (connection_.info()->roles >= RoleEvidence::message)
        return from;
    switch (number::sender_of(number)) {
    case Sender::client:
        return Side::client;
    case Sender::server:
        return Side::server;
    default:
        return from;
    }
}

void Stream::begin_session()
{
    const ConnectionInfo& connection = *connection_.info();
    if (!has_session_) {
        has_session_ = true;
        session_info_->number = capture_.next_session_number();
        session_info_->connection = connection.number;
        session_info_->protocol = "ged188";
    } else if (roles_ == connection.roles) {
        return;
    }
    roles_ = connection.roles;
    session_info_->client = connection.client.text();
    session_info_->server = connection.server.text();
}

void Stream::tell_connection(const PieceContext& context, const Summary& summary)
{
    MessageSeen seen;
    seen.key = context.key;
    seen.time = context.time;
    seen.name = summary.name;
    seen.sent_by = number::sender_of(summary.number);
    seen.is_opening_request = summary.number == number::open_req && !context.goes_on;
    seen.is_opening_answer =
        summary.number == number::open_conf ||
        ((summary.number == number::failure_conf || summary.number == number::failure_event) && session_.waits_for_opening());
    seen.is_closing = summary.number == number::close_req || summary.number == number::close_conf;
    seen.encrypted = context.encrypted;
    connection_.on_message(context.from, seen);
}

void Stream::follow(const PieceContext& context, Bytes bytes, Observed& observed, bool late)
{
    SideState& side = state(observed.from);
    side.any_message = true;
    side.gap = false;
    tell_connection(context, observed.summary);
    begin_session();
    tell_missing();
    const Heard heard{context.key, context.time, observed.from, bytes, context.encrypted, late, connection_.waits(other(observed.from))};
    observed.facts = session_.on_message(heard, observed.summary);
    observed.has_just_asked = session_.has_just_asked();
    calls_.on_message(context.key, observed.summary);
    if (context.cut || observed.summary.truncated) // what stood behind it in its frame was not captured either
        session_.on_gap(observed.from);
}

const MessageFacts* Stream::follow_skipped(const PieceContext& context, std::size_t length)
{
    any_skipped_ = true;
    SideState& side = state(context.from);
    const ConnectionInfo& info = *connection_.info();
    const bool from_start = connection_.seen_from_start(context.from);
    const bool missing = side.gap || context.cut || info.coverage.missing_bytes > 0 || info.coverage.cut_frames > 0;
    session_.on_gap(context.from);
    if (missing)
        return session_.tell(context.key,
            Finding{diagnosis("ged188.capture_gap"), {}, static_cast<std::uint64_t>(length), "Segments are missing from the capture"});
    if (!from_start && !side.any_message)
        return session_.tell(context.key,
            Finding{diagnosis("ged188.capture_gap"), {}, static_cast<std::uint64_t>(length), "The capture starts within a message"});
    if (!side.any_message) // another protocol from its first byte on: that is for the connection to say
        return nullptr;
    return session_.tell(context.key, Finding{diagnosis("ged188.lost_sync"), {}, static_cast<std::uint64_t>(length)});
}

const MessageFacts* Stream::follow_little_endian(const PieceContext& context, Bytes bytes)
{
    SideState& side = state(context.from);
    const bool first = !side.little_endian;
    side.little_endian = true;
    const std::uint32_t number = le32(bytes.data() + 4);
    const char* name = name_of(number, {});
    MessageSeen seen;
    seen.key = context.key;
    seen.time = context.time;
    seen.name = name;
    seen.sent_by = number::sender_of(number);
    seen.encrypted = context.encrypted;
    connection_.on_message(context.from, seen); // no opening request: that no server answers this has its cause here
    begin_session();
    ++session_info_->messages;
    if (session_info_->first == no_time)
        session_info_->first = context.time;
    session_info_->last = context.time;
    return first ? session_.tell(context.key, Finding{diagnosis("ged188.byte_order"), {}, name}) : nullptr;
}

/// What one side has acknowledged and the capture lacks, or nobody could read, the session learns before anything more of it comes.
void Stream::tell_missing()
{
    if (!connection_.lacks_bytes() && sides_[0].missing == 0 && sides_[1].missing == 0)
        return;
    for (const Side side : {Side::client, Side::server}) {
        const std::uint64_t missing = connection_.missing(side) + connection_.unread(side);
        if (missing > state(side).missing)
            session_.on_gap(side);
        state(side).missing = missing;
    }
}

void Stream::on_gap(Side from)
{
    state(from).gap = true;
    session_.on_gap(from);
}

void Stream::on_end(MessageKey key, const ConnectionEnd& end, KeptFindings& found)
{
    if (!has_session_)
        return;
    tell_missing();
    session_.on_end(key, end, found);
}

void Stream::at_capture_end(Time last, KeptFindings& found) const
{
    const auto lacks = [&](Side side) { return connection_.missing(side) + connection_.unread(side) > state(side).missing; };
    session_.at_capture_end({last, !connection_.info()->ended.empty(), {lacks(Side::client), lacks(Side::server)}}, found);
}

// ---- what others take

MessageNote Stream::note(const Observed& observed)
{
    MessageNote note;
    note.session = info();
    note.protocol = "ged188";
    note.from = observed.from;
    if (!observed.is_message)
        return note;
    const Summary& s = observed.summary;
    note.message = s.name;
    note.is_request =
        s.kind() == Kind::request || s.number == number::config_request_key_event || s.number == number::config_request_event;
    if (observed.facts && observed.facts->response_time >= 0) {
        note.request = observed.facts->request;
        note.response_time = observed.facts->response_time;
    }
    if (s.number == number::failure_conf || s.number == number::failure_event) {
        const StatusCode* row =
            find_status(s.has(Role::status) ? s.get(Role::status) : s.get(Role::failure_code), observed.conditions.dialect);
        note.failure = row ? row->name : "undocumented status";
    } else if (s.number == number::control_failure_conf) {
        const StatusCode* row = find_control_failure(s.get(Role::failure_code), observed.conditions.dialect);
        note.failure = row ? row->name : "undocumented code";
    }
    if (s.number == number::agent_state_event) {
        const char* state = agent_state_name(s.get(Role::agent_state));
        note.agent_state = state ? state : "unknown state";
        const std::string agent = clean_text(s.agent_id());
        auto& agents = agents_.write();
        const auto known = agents.find(agent);
        if (known != agents.end())
            note.agent = known->c_str();
        else if (!agent.empty() && agents.size() < max_agent_names)
            note.agent = agents.insert(agent).first->c_str();
    }
    return note;
}

MessageNote Stream::take(const Piece& piece, Bytes bytes, const PieceContext& context, KeptFindings& found)
{
    session_.forget_facts();
    calls_.forget_facts();
    CollectingSink sink{found};
    const Observed observed = observe(piece, bytes, context, sink, true);
    if (observed.facts)
        found.insert(found.end(), observed.facts->findings.begin(), observed.facts->findings.end());
    return note(observed);
}

std::size_t Stream::format_info(const Observed& observed, char* out, std::size_t size)
{
    if (!observed.is_message) {
        constexpr const char* shown[] = {"message", "bytes without a message header", "message", "message in little-endian byte order",
            "less than a message header"};
        const std::string_view text{shown[static_cast<std::size_t>(observed.kind)]};
        const std::size_t n = size > 0 ? std::min(size - 1, text.size()) : 0;
        std::copy_n(text.begin(), n, out);
        if (size > 0)
            out[n] = '\0';
        return n;
    }
    InfoContext context;
    context.dialect = observed.conditions.dialect;
    if (observed.facts) {
        context.request = observed.facts->request;
        context.request_version = observed.facts->request_version;
        context.subject = observed.facts->subject;
    }
    const std::size_t used = ged188::format_info(observed.summary, context, out, size);
    if (const std::size_t name = std::string_view{observed.summary.name}.size() + 1; observed.has_just_asked && used > name)
        session_.keep_subject({out + name, used - name});
    return used;
}

std::unique_ptr<StreamProtocol> make_stream(Connection& connection, Capture& capture)
{
    return std::make_unique<Stream>(connection, capture);
}

} // namespace cti::ged188
