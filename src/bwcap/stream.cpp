// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwcap/stream.hpp"

#include "core/sink.hpp"

#include <algorithm>
#include <new>

namespace cti::bwcap {
namespace {

constexpr bool asks(std::string_view oci_type) { return oci_type.find("Request") != oci_type.npos; }
constexpr bool answers(std::string_view oci_type) { return oci_type.find("Response") != oci_type.npos; }

bool is_application_server(const Settings& settings, std::uint16_t port)
{
    return std::any_of(settings.application_server_ports.begin(), settings.application_server_ports.end(),
        [port](const PortRange& r) { return r.first <= port && port <= r.last; });
}

void write(char* out, std::size_t size, std::string_view text)
{
    const std::size_t length = std::min(text.size(), size - 1);
    text.copy(out, length);
    out[length] = '\0';
}

} // namespace

bool is_all_nul(Bytes bytes)
{
    return !bytes.empty() && std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b == 0; });
}

const char* describe_unparsed(UnitKind kind, Bytes bytes)
{
    if (kind == UnitKind::rest)
        return "rest of a document whose beginning is not in the capture";
    if (kind == UnitKind::too_large)
        return "document too large";
    if (kind == UnitKind::white_space)
        return "line end";
    if (is_all_nul(bytes))
        return "NUL bytes";
    // Content types 20 to 23, major version 3 (RFC 8446).
    if (bytes.size() > 2 && bytes[0] >= 20 && bytes[0] <= 23 && bytes[1] == 3)
        return "looks like TLS";
    return kind == UnitKind::binary ? "binary data" : kind == UnitKind::foreign ? "XML with another root" : "text";
}

Stream::Stream(Connection& connection, Capture& capture)
    : connection_{connection}, capture_{capture}, settings_{capture.shared<Settings>()}, shared_{capture.shared<Shared>()},
      info_of_connection_{connection.info()}, client_{info_of_connection_->client}
{}

std::unique_ptr<StreamProtocol> make_stream(Connection& connection, Capture& capture)
{
    return std::make_unique<Stream>(connection, capture);
}

// ---- framing

/// What comes first may be the rest of a document that began where bytes are missing.
bool Stream::misses_beginning(Side side) const
{
    const Direction& d = directions_[index(side)];
    return d.gap || (!d.whole && !info_of_connection_->coverage.from_start);
}

Piece Stream::next(Side from, Bytes bytes, std::size_t reported, bool more_may_come)
{
    const bool cut = bytes.size() < reported;
    FramerLimits limits;
    limits.max_document = settings_.max_document;
    const Unit unit = next_unit(bytes, limits, !more_may_come || cut, !directions_[index(from)].any);
    Piece piece;
    piece.kind = static_cast<std::uint8_t>(unit.kind);
    if (unit.kind == UnitKind::need_more) {
        if (bytes.empty() && cut) {
            piece.kind = static_cast<std::uint8_t>(UnitKind::rest);
            piece.length = static_cast<std::uint32_t>(reported);
            return piece;
        }
        const Beginning begun = beginning_of(bytes);
        const Command* command = find_command(begun.command);
        piece.name = !begun.of_document ? nullptr : command ? command->name.data() : "document";
        piece.leading = begun.leading;
        piece.is_opening_request = command && command->id == CommandId::register_authentication;
        return piece;
    }
    piece.length = static_cast<std::uint32_t>(unit.length);
    piece.leading = static_cast<std::uint32_t>(unit.leading);
    piece.by_itself = unit.kind == UnitKind::document || unit.kind == UnitKind::white_space;
    if ((unit.kind == UnitKind::junk || unit.kind == UnitKind::foreign) && misses_beginning(from))
        piece.kind = static_cast<std::uint8_t>(UnitKind::rest);
    // What the capture does not have of the frame belongs to its last piece, as far as anybody can tell; and what is no more than a beginning is
    // not judged.
    if (cut && unit.length == bytes.size()) {
        piece.length = static_cast<std::uint32_t>(reported);
        if (unit.kind == UnitKind::junk || unit.kind == UnitKind::foreign)
            piece.kind = static_cast<std::uint8_t>(UnitKind::rest);
    }
    return piece;
}

void Stream::on_gap(Side from)
{
    directions_[index(from)].gap = true;
    if (sessions_)
        sessions_->on_missing();
}

/// The connection may have noticed missing bytes where nobody told this stream of a gap.
void Stream::note_missing()
{
    const Coverage& coverage = info_of_connection_->coverage;
    const std::uint64_t missing = coverage.missing_bytes + coverage.cut_frames;
    if (missing != missing_ && sessions_)
        sessions_->on_missing();
    missing_ = missing;
}

/// Who is the server may have become clearer.
void Stream::note_roles()
{
    if (info_of_connection_->client == client_)
        return;
    client_ = info_of_connection_->client;
    std::swap(directions_[0], directions_[1]);
    for (const SessionPtr& info : infos_) {
        info->client = client_.text();
        info->server = info_of_connection_->server.text();
    }
}

// ---- pieces

const Facts* Stream::facts(MessageKey key) const
{
    const auto known = facts_.find(key.packed());
    return known == facts_.end() ? nullptr : &known->second;
}

const Facts* Stream::read(const Piece& piece, Bytes bytes, const PieceContext& context, Pass pass)
{
    const auto kind = static_cast<UnitKind>(piece.kind);
    const bool first = pass != Pass::later;
    if (first) {
        note_roles();
        note_missing();
    }
    Direction& direction = directions_[index(context.from)];
    const bool is_document = holds_document(kind);
    if (!is_document) {
        write(shared_.info, sizeof shared_.info, kind == UnitKind::http_header ? "HTTP-like header" : describe_unparsed(kind, bytes));
        if (first && kind != UnitKind::white_space) {
            direction.any = true;
            pieces_ += kind != UnitKind::rest && kind != UnitKind::http_header;
            if (context.cut || kind == UnitKind::rest || kind == UnitKind::too_large)
                on_gap(context.from);
        }
        return nullptr;
    }

    Document& document = shared_.document;
    document.parse(bytes, piece.leading);
    format_info(document.summary(), shared_.info, sizeof shared_.info);
    if (!first)
        return facts(context.key);

    direction.any = true;
    ++pieces_;
    ++documents_;
    Facts* facts = &unkept_;
    if (pass == Pass::first) {
        const auto [place, is_new] = facts_.try_emplace(context.key.packed());
        facts = &place->second;
        if (!is_new)
            return facts;
    } else {
        unkept_ = Facts{};
        mentions_.clear();
    }
    try {
        note_document(piece, context, *facts);
    } catch (const std::bad_alloc&) { // what was noted stays
    }
    return facts;
}

void Stream::note_document(const Piece& piece, const PieceContext& context, Facts& facts)
{
    const auto kind = static_cast<UnitKind>(piece.kind);
    const Summary& summary = shared_.document.summary();
    const Command* const command = summary.protocol == Protocol::cap ? summary.command : nullptr;
    const bool is_oci = summary.protocol == Protocol::oci;

    // Roles first: a command may tell which side sends it.
    MessageSeen seen;
    seen.key = context.key;
    seen.time = context.time;
    seen.encrypted = context.encrypted;
    seen.name = command ? command->name.data() : is_oci ? "OCI document" : "document";
    if (command) {
        seen.sent_by = sender_of(*command);
        seen.is_opening_request = command->id == CommandId::register_authentication;
        seen.is_opening_answer = command->id == CommandId::response_authentication;
        seen.is_closing = command->id == CommandId::unregister;
    } else if (is_oci) {
        const bool error = summary.oci_error || answers(summary.oci_type);
        seen.sent_by = error ? Sender::server : asks(summary.oci_type) ? Sender::client : Sender::unknown;
        seen.is_opening_request = summary.oci_type == "AuthenticationRequest";
        seen.is_opening_answer = summary.oci_type == "AuthenticationResponse" || summary.oci_error;
        if (seen.is_opening_request)
            seen.name = "AuthenticationRequest";
    }
    const Endpoint client = info_of_connection_->client;
    connection_.on_message(context.from, seen);
    const Side from = info_of_connection_->client == client ? context.from : other(context.from);
    note_roles();

    Direction& direction = directions_[index(from)];
    const bool whole = kind == UnitKind::document && !context.cut;
    direction.whole = direction.whole || whole;
    direction.gap = context.cut || (direction.gap && !whole);
    direction.documents = direction.frame == context.key.frame ? direction.documents + 1 : 1;
    direction.frame = context.key.frame;
    facts.second_in_frame = from == Side::server && direction.documents == 2;

    if (!sessions_) {
        const SessionContext needs{
            &settings_.passwords, &shared_.logins, &shared_.calls, &info_of_connection_->coverage, settings_.slow_response};
        const Leg leg = is_application_server(settings_, info_of_connection_->server.port) ? Leg::server : Leg::client;
        sessions_ = std::make_unique<Sessions>(leg, info_of_connection_->coverage.from_start && missing_ == 0, needs);
    }
    const Event event{context.key, context.time, from, context.encrypted, whole};
    KeptFindings found;
    const Outcome& outcome = sessions_->observe(event, summary, found);
    if (!found.empty())
        facts.findings = std::make_unique<KeptFindings>(std::move(found));

    facts.message = command  ? command->name.data()
                    : is_oci ? shared_.keep(summary.oci_type.empty() ? "OCI document" : summary.oci_type)
                             : shared_.keep(summary.command_name.empty() ? "document" : summary.command_name);
    facts.is_request =
        from == Side::client && ((command && command->answered_by != CommandId::unknown) || (is_oci && asks(summary.oci_type)));
    facts.user = shared_.keep(outcome.user);
    facts.about = shared_.keep(outcome.about);
    facts.user_type = shared_.keep(outcome.user_type);
    facts.digest = outcome.digest;
    facts.call_start_frame = outcome.call_start.frame;
    facts.call_time = outcome.call_time;
    facts.first_call = static_cast<std::uint32_t>(mentions_.size());
    facts.call_count = static_cast<std::uint32_t>(outcome.calls.size());
    mentions_.insert(mentions_.end(), outcome.calls.begin(), outcome.calls.end());
    if (outcome.refused)
        facts.failure = outcome.failure.empty() ? is_oci ? "OCI request refused" : "login refused" : shared_.keep(outcome.failure);
    if (outcome.request) {
        facts.request_frame = outcome.request.frame;
        facts.response_time = outcome.response_time;
        if (outcome.answered)
            facts.request = outcome.answered->name.data();
        if (const auto request = facts_.find(outcome.request.packed()); request != facts_.end())
            request->second.response_frame = context.key.frame;
    }
    if (outcome.session) {
        facts.session = outcome.session->number;
        fill_session(event, summary, *outcome.session);
    }
}

void Stream::fill_session(const Event& event, const Summary& summary, const Session& session)
{
    while (infos_.size() < session.number)
        infos_.push_back(make_session(connection_, capture_));
    SessionInfo& info = *infos_[session.number - 1];
    if (info.messages++ == 0)
        info.first = event.time;
    info.last = event.time;
    info.version = session.version;
    const std::size_t length = session.user.size() + (session.application.empty() ? 0 : session.application.size() + 3);
    if (info.application.size() != length) {
        info.application = session.user;
        if (!session.application.empty())
            info.application.append(session.user.empty() ? "" : " ").append("(").append(session.application).append(")");
    }
    if (!summary.command || !event.whole)
        return;
    switch (summary.command->id) {
    case CommandId::register_authentication:
        info.opened = "login not answered";
        info.opening = Opening::asked;
        info.ended = "still open";
        info.has_ended = false;
        break;
    case CommandId::response_authentication:
        info.opened = summary.has_nonce ? "login not finished" : "login refused at the challenge";
        if (!summary.has_nonce)
            info.opening = Opening::refused;
        break;
    case CommandId::register_response:
        if (summary.has_failure || summary.user_uid.empty()) {
            info.opened = "login refused";
            info.opening = Opening::refused;
            if (!summary.failure_cause.empty())
                info.opened.append(": ").append(summary.failure_cause);
        } else {
            info.opened = "logged in";
            info.opening = Opening::granted;
        }
        info.ended = "still open";
        break;
    case CommandId::unregister:
        info.ended = event.from == Side::client ? "logged out" : "forced logout";
        if (event.from == Side::server && !summary.logout_reason.empty())
            info.ended.append(": ").append(summary.logout_reason);
        info.has_ended = true;
        info.closed_in_order = event.from == Side::client;
        break;
    default:
        break;
    }
}

MessageNote Stream::note(const Facts* facts, const PieceContext& context) const
{
    MessageNote note;
    note.protocol = "bwcap";
    note.from = context.from;
    if (!facts) {
        // What was said of bytes that are no document goes with the first session of the connection.
        if (!infos_.empty())
            note.session = infos_.front();
        return note;
    }
    if (facts->session)
        note.session = infos_[facts->session - 1];
    note.message = facts->message;
    note.is_request = facts->is_request;
    note.request = facts->request;
    note.response_time = facts->request_frame ? facts->response_time : -1;
    note.failure = facts->failure;
    return note;
}

MessageNote Stream::take(const Piece& piece, Bytes bytes, const PieceContext& context, KeptFindings& found)
{
    const Facts* facts = read(piece, bytes, context, Pass::only);
    CollectingSink sink{found};
    draw(piece, bytes, context, facts, sink);
    if (facts && facts->findings)
        found.insert(found.end(), facts->findings->begin(), facts->findings->end());
    return note(facts, context);
}

// ---- the end

void Stream::on_end(MessageKey, const ConnectionEnd& end, KeptFindings& found)
{
    note_roles();
    note_missing();
    if (sessions_)
        sessions_->on_end(end, found);
    for (const SessionPtr& info : infos_) {
        if (!info->has_ended)
            info->ended = std::string{end.reset ? "reset" : "closed"} + " by the " + name(end.by);
        info->has_ended = true;
    }
}

OpenRequests Stream::open_requests() const { return sessions_ ? sessions_->open_requests() : OpenRequests{}; }

void Stream::at_capture_end(Time last, KeptFindings& found) const
{
    if (sessions_)
        sessions_->at_capture_end(last, found);
}

} // namespace cti::bwcap
