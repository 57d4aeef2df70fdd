// SPDX-License-Identifier: GPL-2.0-or-later
// A GED-188 connection: framing, session rules, and the second pass over what they found.
//
// Input: flags (1), senders (4: a bit a message, over and over), then the stream of both sides. Flags: bit 0 port of Unified
// CCX, 1 encrypted, 2 forced version, 3 ended by reset, 4 every other message at a great distance in time, 5-6 dialect.
#include "checking_sink.hpp"

#include "ged188/framer.hpp"
#include "ged188/session.hpp"

#include <vector>

using namespace cti;
using namespace cti::fuzz;
using namespace cti::ged188;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 5 || size > 70000)
        return 0;
    Input in{data, size};
    const std::uint8_t flags = in.u8();
    std::uint32_t senders = 0;
    for (unsigned i = 0; i < 4; ++i)
        senders = senders << 8 | in.u8();
    const Bytes stream = in.rest();
    looks_like_session(stream);

    Settings settings;
    if (flags & 4)
        settings.forced_version = static_cast<std::uint8_t>(senders % 26);
    settings.forced_dialect = static_cast<Dialect>((flags >> 5 & 3) % 3);
    const SessionPtr session_info = std::make_shared<SessionInfo>();
    Session session{settings, (flags & 1) != 0, session_info, [flags] { return (flags & 8) == 0; }};

    struct Seen {
        MessageKey key;
        std::size_t offset, length;
        Side from;
    };
    std::vector<Seen> seen;
    Time time = second;
    std::uint32_t frame_number = 1;
    for (std::size_t offset = 0; fits(offset, header_size, stream.size());) {
        const Bytes rest = stream.subspan(offset);
        const Framed framed = frame(rest);
        check(framed.length > 0, "a framer goes on");
        check(framed.message || framed.length <= rest.size(), "no more is skipped than is there");
        const Framed again = frame(rest);
        check(again.length == framed.length && again.message == framed.message, "the same bytes are framed the same way");
        if (framed.message) {
            check(framed.length >= header_size && framed.length <= believable_length + header_size, "a message has a header and a believable length");
            const std::size_t length = framed.length < rest.size() ? framed.length : rest.size();
            const MessageKey key{frame_number++, 1};
            const Side from = senders >> (seen.size() % 32) & 1u ? Side::client : Side::server;
            const Conditions conditions = session.conditions(key, from, rest.first(length));
            NullSink sink;
            const Summary summary = summarize(rest.first(length), conditions, sink);
            time += (flags & 16) && seen.size() % 2 ? 1000 * second : millisecond;
            const MessageFacts* facts = session.on_message({key, time, from, rest.first(length), (flags & 2) != 0, false}, summary);
            check(facts == session.facts(key), "facts are found again");
            char info[64];
            const InfoContext context{facts ? facts->request : nullptr, facts ? facts->request_version : 0,
                facts ? std::string_view{facts->subject} : std::string_view{}, conditions.dialect};
            check(format_info(summary, context, info, sizeof info) < sizeof info, "the Info column is cut to its room");
            seen.push_back({key, offset, length, from});
        }
        offset += framed.length;
    }
    KeptFindings at_end;
    session.at_capture_end({time, (flags & 4) != 0, {(flags & 16) != 0, (flags & 32) != 0}}, at_end);
    session.on_end({frame_number, place_behind_messages}, {{frame_number, time}, flags & 1 ? Side::client : Side::server, (flags & 8) != 0, true}, at_end);
    check(at_end.size() <= 32, "an end has a bounded number of findings");
    check(session_info->messages == seen.size(), "every message is counted");

    std::size_t findings = 0;
    for (const Seen& s : seen) {
        const Conditions conditions = session.conditions_at(s.key, s.from);
        const Bytes message = stream.subspan(s.offset, s.length);
        CheckingSink sink{message, fields(), 10, 128};
        decode_message(message, conditions, sink);
        sink.finish();
        const MessageFacts* facts = session.facts(s.key);
        if (!facts)
            continue;
        check(facts->response_to < frame_number, "requests are messages");
        check(facts->response_to != 0 || facts->response_time < 0, "an answer comes behind its request");
        findings += facts->findings.size();
        check(facts->findings.size() <= 32, "a message has a bounded number of findings");
    }
    check(findings <= 8 * seen.size() + 64, "the number of findings is bounded by that of the messages");
    return 0;
}
