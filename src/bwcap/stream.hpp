// SPDX-License-Identifier: GPL-2.0-or-later
// CAP on a TCP connection: its pieces, what each means, and its sessions. The first pass over a capture feeds the pieces in order; what it
// found is kept by message key, and later passes only read.
#pragma once

#include "bwcap/framer.hpp"
#include "bwcap/session.hpp"
#include "connection/capture.hpp"
#include "connection/stream.hpp"

#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace cti::bwcap {

struct PortRange {
    std::uint16_t first = 0, last = 0;
};

/// What a user may set: Capture::shared<Settings>(). Set before the first connection.
struct Settings {
    std::size_t max_document = FramerLimits{}.max_document;        ///< bytes; a document without an end is given up there
    std::vector<Password> passwords;                               ///< to check login digests with; the first that fits counts
    Time slow_response = 5 * second;                               ///< 0: never reported
    std::vector<PortRange> application_server_ports{{2206, 2206}}; ///< connections to these carry many users
};

/// What all CAP connections of a capture share: Capture::shared<Shared>().
struct Shared {
    Document document;   ///< the one that was read last; its room is used again
    char info[256] = ""; ///< it, or the piece that was read last, in one line
    LoginWatch logins;
    CallList calls;
    std::unordered_set<std::string> texts; ///< users and applications repeat in every document: each is kept once

    /// A text that lives as long as this; nullptr for none.
    const char* keep(std::string_view text) { return text.empty() ? nullptr : texts.emplace(text).first->c_str(); }
};

/// What a document meant when it was seen first. Texts live as long as the capture.
struct Facts {
    const char* message = nullptr; ///< name of the command, or of the OCI request or answer
    const char* user = nullptr;    ///< of the session
    const char* about = nullptr;   ///< user an update is about
    const char* user_type = nullptr;
    const char* request = nullptr; ///< name of the command this answers
    const char* failure = nullptr; ///< of a refused login or OCI request
    Time response_time = -1;       ///< where `request_frame` is set
    Time call_time = 0;            ///< where `call_start_frame` is set
    std::uint32_t request_frame = 0;
    std::uint32_t response_frame = 0;
    std::uint32_t call_start_frame = 0;
    std::uint32_t session = 0;    ///< counts the sessions of the connection from 1; 0: none
    std::uint32_t first_call = 0; ///< Stream::calls_of()
    std::uint32_t call_count = 0;
    DigestResult digest = DigestResult::not_checked;
    bool is_request = false;
    bool second_in_frame = false;           ///< of this sender
    std::unique_ptr<KeptFindings> findings; ///< of the session rules
};

class Stream final : public StreamProtocol {
public:
    Stream(Connection& connection, Capture& capture);

    Piece next(Side from, Bytes bytes, std::size_t reported, bool more_may_come) override;

    /// Says a piece to a sink, on each pass: `bytes` are what was captured of it. On the first pass it goes to the session rules before.
    /// Findings of the bytes go to the sink, those of the session rules stand in the facts. Returns nullptr where the piece is no document,
    /// or was not seen on the first pass. May be left by longjmp out of the sink.
    template <Sink S>
    const Facts* observe(const Piece& piece, Bytes bytes, const PieceContext& context, bool first_pass, S& sink)
    {
        const Facts* facts = read(piece, bytes, context, first_pass ? Pass::first : Pass::later);
        draw(piece, bytes, context, facts, sink);
        return facts;
    }
    MessageNote take(const Piece& piece, Bytes bytes, const PieceContext& context, KeptFindings& found) override;
    void on_gap(Side from) override;

    /// The piece for report and statistics; `facts` as observe() returned them.
    MessageNote note(const Facts* facts, const PieceContext& context) const;
    /// The piece observed last, in one line.
    const char* info() const { return shared_.info; }
    /// The document observed last, until the next of any connection is.
    const Document& document() const { return shared_.document; }
    /// What was found of a message on the first pass; nullptr: nothing.
    const Facts* facts(MessageKey key) const;
    /// The calls that a document is about, each once.
    std::span<const CallMention> calls_of(const Facts& facts) const { return {mentions_.data() + facts.first_call, facts.call_count}; }
    const Call& call(std::uint32_t number) const { return shared_.calls.call(number); }

    // SessionRules
    void on_end(MessageKey key, const ConnectionEnd& end, KeptFindings& found) override;
    OpenRequests open_requests() const override;
    void at_capture_end(Time last, KeptFindings& found) const override;
    std::span<const SessionPtr> sessions() const override { return infos_; }
    bool is_readable() const override { return documents_ > 0 || pieces_ == 0; }

private:
    enum class Pass : std::uint8_t { first, later, only }; // only: nothing is kept for later passes

    const Facts* read(const Piece& piece, Bytes bytes, const PieceContext& context, Pass pass);
    void note_document(const Piece& piece, const PieceContext& context, Facts& facts);
    void fill(Facts& facts, const Event& event, const Summary& summary, const Outcome& outcome, Pass pass);
    void fill_session(const Event& event, const Summary& summary, const Session& session);
    void note_missing();
    void note_roles();
    bool misses_beginning(Side side) const;

    template <Sink S>
    void draw(const Piece& piece, Bytes bytes, const PieceContext& context, const Facts* facts, S& sink) const;
    template <Sink S>
    void draw_document(UnitKind kind, bool cut, S& sink) const;
    template <Sink S>
    static void draw_header(Bytes bytes, bool encrypted, S& sink);
    template <Sink S>
    void draw_unparsed(UnitKind kind, Bytes bytes, S& sink) const;

    /// What is known of one side's bytes.
    struct Direction {
        bool any = false;            ///< a piece was read
        bool gap = false;            ///< bytes are missing since the last whole document
        bool whole = false;          ///< a whole document was read
        std::uint32_t frame = 0;     ///< of its last document
        std::uint32_t documents = 0; ///< in that frame
    };

    Connection& connection_;
    Capture& capture_;
    const Settings& settings_;
    Shared& shared_;
    ConnectionPtr info_of_connection_;
    Endpoint client_{}; ///< as the roles were known last
    Direction directions_[2];
    std::unique_ptr<Sessions> sessions_;
    std::vector<SessionPtr> infos_; ///< by Session::number - 1
    std::unordered_map<std::uint64_t, Facts> facts_;
    Facts unkept_;
    std::vector<CallMention> mentions_;
    std::uint64_t missing_ = 0; ///< of the connection's coverage: bytes and cut frames, as noted last
    std::uint32_t documents_ = 0, pieces_ = 0;
};

/// What bytes outside of documents are, for a person.
const char* describe_unparsed(UnitKind kind, Bytes bytes);
/// All of them are NUL.
bool is_all_nul(Bytes bytes);

/// For Descriptor::make_stream.
std::unique_ptr<StreamProtocol> make_stream(Connection& connection, Capture& capture);

// ---- drawing

template <Sink S>
void Stream::draw(const Piece& piece, Bytes bytes, const PieceContext& context, const Facts* facts, S& sink) const
{
    const auto kind = static_cast<UnitKind>(piece.kind);
    if (holds_document(kind)) {
        draw_document(kind, context.cut, sink);
        if (facts && facts->second_in_frame)
            sink.diagnose(Finding{diagnosis("bwcap.several_documents"), {}});
    } else if (kind == UnitKind::http_header) {
        draw_header(bytes, context.encrypted, sink);
    } else if (kind != UnitKind::white_space && !bytes.empty()) {
        draw_unparsed(kind, bytes, sink);
    }
}

template <Sink S>
void Stream::draw_document(UnitKind kind, bool cut, S& sink) const
{
    const Document& document = shared_.document;
    const bool whole = kind == UnitKind::document && !cut;
    if (kind == UnitKind::unterminated && !cut)
        sink.diagnose(Finding{diagnosis("bwcap.unterminated"), {}});
    if (kind == UnitKind::nested && !cut)
        sink.diagnose(Finding{diagnosis("bwcap.nested_root"), {}});
    // A document that was cut short is not well-formed: that is said already, or no fault of its sender.
    const Diagnosis& malformed = diagnosis("bwcap.malformed");
    for (const Item& item : document.items())
        if (whole || item.kind != Item::Kind::diagnose || document.findings()[item.number].diagnosis != &malformed)
            document.emit(item, sink);
}

template <Sink S>
void Stream::draw_header(Bytes bytes, bool encrypted, S& sink)
{
    sink.bytes(field("bwcap.http"), {0, static_cast<std::uint32_t>(bytes.size())});
    bool credentials = false;
    const auto text = [&](Span s) { return std::string_view{reinterpret_cast<const char*>(bytes.data()) + s.offset, s.length}; };
    for_each_header_line(bytes, [&](const HeaderLine& line, bool first) {
        credentials = credentials || line.authorization;
        if (line.authorization)
            sink.text(field("bwcap.http.authorization"), line.value, text(line.value), nullptr);
        else
            sink.text(first ? field("bwcap.http.request_line") : field("bwcap.http.line"), line.line, text(line.line), nullptr);
    });
    sink.diagnose(Finding{diagnosis("bwcap.http_header"), {}});
    if (credentials && !encrypted)
        sink.diagnose(Finding{diagnosis("bwcap.cleartext_credentials"), {}});
}

template <Sink S>
void Stream::draw_unparsed(UnitKind kind, Bytes bytes, S& sink) const
{
    const Span all{0, static_cast<std::uint32_t>(bytes.size())};
    sink.bytes(field("bwcap.unparsed"), all);
    if (kind == UnitKind::rest)
        return;
    if (kind == UnitKind::too_large)
        sink.diagnose(Finding{diagnosis("bwcap.too_large"), all, static_cast<std::uint64_t>(settings_.max_document)});
    else if (is_all_nul(bytes))
        sink.diagnose(Finding{diagnosis("bwcap.nul"), all, all.length});
    else
        sink.diagnose(Finding{diagnosis("bwcap.junk"), all, all.length, describe_unparsed(kind, bytes)});
}

} // namespace cti::bwcap
