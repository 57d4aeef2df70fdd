// SPDX-License-Identifier: GPL-2.0-or-later
// BroadWorks CAP: finding documents in a stream that grows, decoding them, session rules.
//
// Input: flags (1), seed of the segments' sizes (1), the stream. Flags: bit 0 server leg, 1 seen from the start, 2 small limits, 3 documents come
// from the client, 4 closed by reset, 5 a great distance in time, 6-7 size of the segments.
#include "checking_sink.hpp"

#include "bwcap/session.hpp"

#include "bwcap/document.hpp"
#include "bwcap/framer.hpp"

#include <vector>

using namespace cti;
using namespace cti::fuzz;
using namespace cti::bwcap;

namespace {

struct Piece {
    UnitKind kind;
    std::size_t offset, length, leading;

    /// White space in front belongs to the document or to junk before it, as the segments come.
    friend bool operator==(const Piece& a, const Piece& b)
    {
        return a.kind == b.kind && a.offset + a.leading == b.offset + b.leading && a.length - a.leading == b.length - b.leading;
    }
};

/// The stream cut into units, handed over in segments: the framer sees only what has come so far.
std::vector<Piece> cut(Bytes stream, const FramerLimits& limits, std::size_t segment)
{
    std::vector<Piece> pieces;
    std::size_t offset = 0;
    for (std::size_t come = 0; come < stream.size();) {
        come = stream.size() - come > segment ? come + segment : stream.size();
        while (offset < come) {
            const std::vector<std::uint8_t> exact{
                stream.begin() + static_cast<std::ptrdiff_t>(offset), stream.begin() + static_cast<std::ptrdiff_t>(come)};
            const Unit unit = next_unit(exact, limits, come == stream.size());
            if (unit.kind == UnitKind::need_more) {
                check(come < stream.size(), "the end of a stream leaves nothing");
                check(
                    exact.size() <= limits.max_document + limits.max_junk + limits.max_header, "no more is collected than the limits say");
                break;
            }
            check(unit.length > 0 && unit.length <= exact.size() && unit.leading <= unit.length, "a unit lies inside the bytes given");
            pieces.push_back({unit.kind, offset, unit.length, unit.leading});
            offset += unit.length;
        }
    }
    return pieces;
}

void check_kept(const KeptFindings& found)
{
    for (const KeptFinding& f : found)
        check(first_invalid_utf8(f.sentence) == std::string_view::npos && first_invalid_utf8(f.remedy) == std::string_view::npos,
            "a finding is UTF-8");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2 || size > 70000)
        return 0;
    Input in{data, size};
    const std::uint8_t flags = in.u8();
    const std::size_t seed = in.u8();
    const Bytes stream = in.rest();
    looks_like_cap(stream);
    FramerLimits limits;
    if (flags & 4)
        limits = {256, 64, 32};
    constexpr std::size_t sizes[] = {1u << 20, 1, 7, 300};
    // One byte at a time is quadratic by nature: not for long streams.
    const std::size_t segment = stream.size() > 2000 && (flags >> 6) < 3 ? 100 + seed : sizes[flags >> 6] + (flags >> 6 ? seed % 5 : 0);
    const std::vector<Piece> pieces = cut(stream, limits, segment);

    static Document document;
    LoginWatch logins;
    CallList calls;
    SessionLimits session_limits;
    session_limits.max_sessions = 8;
    session_limits.max_calls = 4;
    session_limits.max_monitored = 4;
    session_limits.max_waiting = 4;
    session_limits.max_oci_sessions = 4;
    Sessions sessions{flags & 1 ? Leg::server : Leg::client, (flags & 2) != 0, {.logins = &logins, .calls = &calls}, session_limits};
    KeptFindings found;
    std::uint32_t frame = 0;
    Time time = second;
    for (const Piece& piece : pieces) {
        const Bytes unit = stream.subspan(piece.offset, piece.length);
        if (piece.kind == UnitKind::http_header)
            for_each_header_line(unit, [&](const HeaderLine& line, bool) {
                check(fits(line.line.offset, line.line.length, unit.size()) && fits(line.value.offset, line.value.length, unit.size()),
                    "a header line lies inside its unit");
            });
        if (!holds_document(piece.kind))
            continue;
        const std::vector<std::uint8_t> exact{unit.begin(), unit.end()};
        const Unit whole = next_unit(exact, limits, true);
        document.parse(exact, whole.leading);
        CheckingSink plain{exact, fields, 6, 256};
        document.emit(plain);
        plain.finish();
        DetailedSink detailed{exact, fields, 6, 256};
        document.emit(detailed);
        detailed.finish();
        char info[80];
        check(format_info(document.summary(), info, sizeof info) < sizeof info, "the Info column is cut to its room");
        check(first_invalid_utf8(info) == std::string_view::npos, "the Info column is UTF-8");
        ++frame;
        time += flags & 32 ? 400 * second : millisecond;
        const Side from = (frame & 1) == (flags >> 3 & 1u) ? Side::client : Side::server;
        found.clear();
        const Outcome& outcome =
            sessions.observe({{frame, 1}, time, from, false, piece.kind == UnitKind::document}, document.summary(), found);
        check(outcome.request.frame < frame, "a request comes before its answer");
        check_kept(found);
        for (const CallMention& m : outcome.calls)
            check(m.call >= 1 && m.call <= calls.size() && calls.call(m.call).first.frame <= frame, "a document is about calls that began");
        check(sessions.all().size() <= session_limits.max_sessions + 1, "the number of sessions is bounded");
        for (const Session& s : sessions.all()) {
            check(s.calls.size() <= session_limits.max_calls + 1 && s.monitored.size() <= session_limits.max_monitored + 1,
                "calls and users of a session are bounded");
            check(s.actions.size() <= session_limits.max_waiting && s.monitorings.size() <= session_limits.max_waiting,
                "what waits is bounded");
        }
        check(sessions.open_requests().since.frame <= frame, "what waits has come");
    }
    found.clear();
    sessions.at_capture_end(time, found);
    if (flags & 16)
        sessions.on_end({{frame, time}, Side::client, true, true}, found);
    check_kept(found);

    // Complete documents do not depend on how they were cut into segments.
    if (stream.size() <= 2000) {
        const auto at_once = cut(stream, limits, 1u << 20);
        std::vector<Piece> a, b;
        for (const Piece& p : pieces)
            if (p.kind == UnitKind::document)
                a.push_back(p);
        for (const Piece& p : at_once)
            if (p.kind == UnitKind::document)
                b.push_back(p);
        check(a == b, "documents do not depend on segments");
    }
    return 0;
}
