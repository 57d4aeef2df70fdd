// SPDX-License-Identifier: GPL-2.0-or-later
// The life of a connection: any sequence of events, and every claim checked against the events that were given.
//
// Input is text, so that a seed reads like a packet list. First a digit: what the ports are ('0' plain server, '1' secured, '2' foreign
// connection from one of our ports, '3' nothing registered, '4' both). Then events, a letter each: lower case sent by the first end, upper
// case by the other, which TCP numbers by itself. Some take bytes of arguments:
//   s SYN   k SYN/ACK   a acknowledgement   f FIN   r RST   z last data again
//   d data (length)   p payload (which of `payloads`)   e payload out of TLS (length)   m message (flags, see below)
//   h beginning of a message (have, expected)   g bytes that the capture lost (how many)
//   x any segment (flags, distance from the expected number (2), length, captured)   v this end is hidden from now on, or again seen
//   y this end has no more room from now on, or again room
//   q what the session rules wait for (count)   w wait (how long)
// Everything else is skipped.
#include "checking_sink.hpp"

#include "connection/capture.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

using namespace cti;
using namespace cti::fuzz;
using namespace std::string_view_literals;

namespace {

constexpr Descriptor protocol{.filter = "ged188",
    .name = "Cisco CTI Server Protocol (GED-188)",
    .column = "GED-188",
    .fields = nullptr,
    .diagnoses = {},
    .ports = "42027",
    .secured_ports = "42030",
    .opening_request = "OPEN_REQ"};

constexpr std::string_view payloads[] = {
    "\x00\x00\x00\x04\x00\x00\x00\x05\x00\x00\x00\x01"sv,     // GED-188
    "\x16\x03\x01\x00\x08\x01\x00\x00\x04\x03\x03\x00\x00"sv, // ClientHello
    "\x16\x03\x03\x00\x04\x02\x00\x00\x00"sv,                 // ServerHello
    "\x17\x03\x03\x00\x03\x00\x00\x00"sv,                     // application data
    "\x15\x03\x03\x00\x02\x02\x28"sv,                         // handshake_failure
    "\x15\x03\x03\x00\x02\x02\x30"sv,                         // unknown_ca
    "\x15\x03\x03\x00\x02\x01\x00"sv,                         // close_notify
    "\x16\x03\x01"sv,                                         // half a record
    "GET / HTTP/1.1\r\n\r\n"sv,
    "SSH-2.0-OpenSSH\r\n"sv,
    "hello, is anybody there?\r\n"sv,
    "\r\n"sv,
};

enum MessageFlag : std::uint8_t { by_client = 1, by_server = 2, opening = 4, answer = 8, closing = 16, encrypted = 32 };

constexpr Time waits[] = {
    1000, 100 * microsecond, millisecond, 12 * millisecond, 300 * millisecond, second, 3 * second, 6 * second, 60 * second, 900 * second};

struct Rules : SessionRules {
    OpenRequests open{};
    std::vector<SessionPtr> none{};
    unsigned ends = 0;
    void on_end(MessageKey, const ConnectionEnd&, KeptFindings&) override { ++ends; }
    OpenRequests open_requests() const override { return open; }
    std::span<const SessionPtr> sessions() const override { return none; }
};

/// What was given of one end, in the plainest form.
struct Given {
    bool frames = false;   ///< SYN, data, acknowledgement, payload or message
    bool captured = false; ///< anything
    bool syn = false, fin = false, rst = false;
    bool payload = false; ///< bytes, in a segment or handed on, other than with the SYN
    bool raw = false;     ///< handed on as on the wire
    bool alert = false;
    bool message = false;
    bool asked = false, asked_encrypted = false;   ///< first payload, or an opening request
    bool answered_clear = false, answered = false; ///< by the other end, since then; out of TLS or with a message
    bool pending = false;
    bool syn_data = false; ///< bytes with the SYN
    bool sent_again = false;
    Time shut_first = INT64_MAX, shut_last = 0; ///< without room
    bool begun = false;                                                   ///< first_byte is known
    std::uint32_t first_byte = 0;                                         ///< behind the last SYN, or what the other end's SYN acknowledged
    std::vector<std::tuple<std::uint32_t, std::uint32_t, Time>> segments; ///< sequence number, length, time

    void forget_attempt()
    {
        const bool had_frames = frames, was_captured = captured;
        *this = {};
        frames = had_frames;
        captured = was_captured;
    }
};

using Found = std::vector<std::pair<std::uint32_t, std::string>>; ///< frame and id

struct Run {
    Endpoint ends[2];
    PortUse uses[2];
    std::uint32_t frame = 0;
    Time now = second;
    std::uint32_t next[2] = {1000, 0xfffffff0};
    std::uint32_t last_data[2] = {0, 0};
    bool hidden[2] = {}, shut[2] = {};

    /// One is given the events as they are, the other every segment twice.
    std::unique_ptr<Connection> once, twice;
    std::shared_ptr<Rules> rules[2];
    Given given[2];
    unsigned waiting = 0;
    std::size_t checked = 0;
    Found found;

    void begin()
    {
        once = std::make_unique<Connection>(protocol, 1, ends[0], ends[1], uses[0], uses[1]);
        twice = std::make_unique<Connection>(protocol, 1, ends[0], ends[1], uses[0], uses[1]);
        for (auto& r : rules) {
            r = std::make_shared<Rules>();
            r->open.heartbeats = waiting;
        }
        once->set_rules(rules[0]);
        twice->set_rules(rules[1]);
        given[0] = given[1] = {};
        found.clear();
    }
    Moment here() const { return {frame, now}; }

    void new_bytes(std::size_t e, bool clear)
    {
        given[e].payload = true;
        Given& other = given[1 - e];
        (clear ? other.answered_clear : other.answered) = true;
    }
    void segment(std::size_t e, std::uint8_t flags, std::uint32_t sequence, std::uint32_t length, std::uint32_t captured)
    {
        Segment s{here(), ends[e], ends[1 - e], sequence, next[1 - e], flags, length, std::min(captured, length),
            static_cast<std::uint16_t>(shut[e] ? 0 : 8192)};
        if (once->begins_anew(s)) {
            end();
            begin();
        }
        // A refused attempt that is made again is another attempt.
        if (once->tries_again(s))
            for (Given& g : given)
                g.forget_attempt();
        Given& g = given[e];
        g.captured = true;
        if (shut[e] && (flags & (tcp_syn | tcp_fin | tcp_rst)) == 0) {
            g.shut_first = std::min(g.shut_first, now);
            g.shut_last = now;
        }
        const bool rst = (flags & tcp_rst) != 0, syn = (flags & tcp_syn) != 0 && !rst;
        g.rst |= rst;
        g.syn |= syn;
        if (syn) {
            g.first_byte = sequence + 1;
            g.begun = true;
        }
        if (Given& other = given[1 - e]; syn && (flags & tcp_ack) != 0 && !other.begun && other.segments.empty()) {
            other.first_byte = next[1 - e];
            other.begun = true;
        }
        g.fin |= !rst && (flags & tcp_fin) != 0;
        g.frames |= !rst && (syn || length != 0 || (flags & tcp_fin) == 0);
        if (!rst && (flags & tcp_fin) != 0) // takes a number as a byte does
            g.segments.emplace_back(sequence + length, 1, now);
        if (!rst && length > 0) {
            // Before its SYN nobody sends anything.
            bool goes_on = !g.begun || ahead(sequence + syn, g.first_byte) >= 0;
            for (const auto& [from, size, time] : g.segments)
                goes_on &= ahead(sequence + length, from + size) > 0;
            for (const auto& [from, size, time] : g.segments)
                g.sent_again |= now - time > 10 * millisecond && ahead(sequence + length, from) > 0 && ahead(from + size, sequence) > 0;
            g.segments.emplace_back(sequence, length, now);
            g.payload |= !syn;
            g.syn_data |= syn;
            given[1 - e].answered_clear |= !syn && goes_on;
        }
        once->on_segment(s);
        twice->on_segment(s);
        s.at.time += 100 * microsecond;
        twice->on_segment(s);
        check_new();
    }
    void payload(std::size_t e, Bytes bytes, bool is_encrypted)
    {
        Given& g = given[e];
        if (!g.raw && !is_encrypted && !g.asked)
            g.asked = true, g.asked_encrypted = false, g.answered = g.answered_clear = false;
        g.frames = true;
        g.raw |= !is_encrypted;
        new_bytes(e, !is_encrypted);
        for (const auto* c : {&once, &twice})
            (*c)->on_payload((*c)->side_of(ends[e]), here(), bytes, is_encrypted);
    }
    void message(std::size_t e, std::uint8_t flags)
    {
        static constexpr const char* names[] = {"OPEN_REQ", "OPEN_CONF", "HEARTBEAT_REQ"};
        MessageSeen m{{frame, 1}, now, names[flags & opening ? 0 : flags & answer ? 1 : 2]};
        m.sent_by = flags & by_client ? Sender::client : flags & by_server ? Sender::server : Sender::unknown;
        m.is_opening_request = flags & opening;
        m.is_opening_answer = flags & answer;
        m.is_closing = flags & closing;
        m.encrypted = flags & encrypted;
        for (const auto* c : {&once, &twice})
            (*c)->on_message((*c)->side_of(ends[e]), m);
        Given& g = given[e];
        g.message = true;
        if (m.is_opening_request)
            g.asked = true, g.asked_encrypted = m.encrypted, g.answered = g.answered_clear = false;
        if (m.is_opening_answer)
            given[1 - e].answered = true;
    }

    static std::string_view id(const KeptFinding& f) { return f.diagnosis ? f.diagnosis->id : ""; }

    /// A claim, when it is made.
    void check_claim(const KeptFinding& f)
    {
        check(f.diagnosis != nullptr, "a finding has a diagnosis");
        check(!f.sentence.empty() && clean_text(f.sentence) == f.sentence, "a sentence is text");
        check(!f.remedy.empty(), "a finding has a remedy");
        const std::string_view what = id(f);
        const std::size_t server_end = once->side_of(ends[0]) == Side::server ? 0 : 1;
        const Given& s = given[server_end];
        const Given& c = given[1 - server_end];
        const auto says = [&](std::string_view part) { return f.sentence.find(part) != std::string::npos; };
        const bool coverage = f.diagnosis->group == Group::coverage;
        if (coverage) {
            check(f.severity == Severity::note, "coverage is a note");
            if (what == "cti.one_direction")
                check(s.frames != c.frames, "one direction: only one end's frames were given");
            return;
        }
        check(f.severity >= Severity::warn, "a fault is a warning or an error");
        const bool alone = what == "cti.refused" || what == "cti.tls_alert";
        check(alone || (s.frames && c.frames), "nothing is said of an end whose frames were never given");
        if (what == "cti.refused") {
            check(c.syn || (s.syn && says("accepted")), "who is refused has sent a SYN, or was answered one");
            check(!s.payload, "who refuses has sent no data");
            if (says("refused by reset"))
                check(s.rst && !c.payload, "refused by reset: an RST was given, and nobody had accepted");
            else if (says("accepted, then"))
                check(!c.payload && (s.rst || s.fin), "accepted and closed: by an RST or a FIN, without data");
            else
                check(!c.payload, "no answer: no data");
        } else if (what == "cti.open_unanswered" || (what == "cti.tls_expected" && !says("TLS alert")) ||
                   (what == "cti.tls_unexpected" && !says("alert"))) {
            check(c.asked, "what was not answered was asked");
            check(!c.answered && (c.asked_encrypted || !c.answered_clear), "what was not answered has no answer");
        } else if (what == "cti.tls_expected") {
            check(s.alert && (c.raw || c.message), "an alert answers a plain client");
        } else if (what == "cti.tls_unexpected") {
            check(s.alert && c.raw, "an alert answers a ClientHello");
        } else if (what == "cti.tls_alert") {
            check(s.alert || c.alert, "an alert was given");
        } else if (what == "cti.foreign_protocol") {
            check(
                (s.syn || c.syn) && ((s.raw && !s.message) || (c.raw && !c.message)), "another protocol: from the SYN on, and no message");
        } else if (what == "cti.ended_in_message") {
            check((s.pending || c.pending) && (s.fin || c.fin || s.rst || c.rst),
                "an end inside a message: a message had begun, and an end was given");
        } else if (what == "cti.reader_stalled") {
            const auto stalled = [](const Given& g) { return g.shut_first < g.shut_last && g.shut_last - g.shut_first >= 20 * second; };
            check(stalled(says("The server") ? s : c), "who stopped reading said so for long");
        } else if (what == "cti.not_acknowledged") {
            check(s.sent_again || c.sent_again, "not acknowledged: it was sent again");
        } else if (what == "cti.session_lost") {
            check((waiting != 0 && (s.rst || c.rst)) || s.sent_again || c.sent_again, "lost: something waited");
            const bool server = s.payload || s.syn_data, client = c.payload || c.syn_data;
            check(says("no sign") ? server || client : server && client, "lost: there was a session");
        } else {
            fail("a finding that is not known here");
        }
    }
    void check_new()
    {
        const auto fresh = once->findings_at(frame);
        std::size_t known = 0;
        for (const auto& [at, what] : found)
            known += at == frame;
        check(known <= fresh.size(), "what was found stays found");
        for (std::size_t i = known; i < fresh.size(); ++i) {
            check_claim(fresh[i]);
            found.emplace_back(frame, id(fresh[i]));
        }
        check(found.size() <= ConnectionLimits{}.max_findings, "findings are bounded");
        std::size_t i = 0;
        const auto again = twice->findings_at(frame);
        check(again.size() == fresh.size(), "what is captured twice changes no finding");
        for (const KeptFinding& f : fresh)
            check(id(f) == id(again[i++]), "what is captured twice changes no finding's kind");
    }
    void check_late()
    {
        const auto late = once->late(now), again = once->late(now), doubled = twice->late(now);
        check(late.size() == again.size() && late.size() == doubled.size(), "asked again, or captured twice, it is the same");
        unsigned faults = 0;
        for (std::size_t i = 0; i < late.size(); ++i) {
            check(late[i].finding.sentence == again[i].finding.sentence, "asked again it is the same");
            check(
                id(late[i].finding) == id(doubled[i].finding) && late[i].at.frame == doubled[i].at.frame, "captured twice it is the same");
            check(late[i].at.frame <= frame, "a late finding stands at a frame that was given");
            check_claim(late[i].finding);
            faults += late[i].finding.diagnosis->group != Group::coverage && id(late[i].finding) != "cti.reader_stalled";
        }
        check(faults <= 1, "a cause is named once");
    }
    void end()
    {
        check_late();
        check(rules[0]->ends <= 1 && rules[1]->ends == rules[0]->ends, "session rules are asked once");
        const Coverage& coverage = once->info()->coverage;
        const bool server_first = once->side_of(ends[0]) == Side::server;
        const Given& s = given[server_first ? 0 : 1];
        const Given& c = given[server_first ? 1 : 0];
        check(!coverage.server_captured || s.frames || s.captured, "captured is what was given");
        check(!coverage.client_captured || c.frames || c.captured, "captured is what was given");
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2 || size > 4096)
        return 0;
    Input in{data, size};
    const std::uint8_t ports = in.u8() % 5; // '0' is 48: 3
    constexpr std::pair<PortUse, PortUse> uses[] = {{PortUse::plain, PortUse::none}, {PortUse::none, PortUse::none},
        {PortUse::plain, PortUse::plain}, {PortUse::none, PortUse::plain}, {PortUse::none, PortUse::secured}};
    const std::uint8_t hosts[2][4] = {{10, 0, 0, 2}, {10, 0, 0, 10}};
    Run run;
    run.ends[0] = {Address::v4(hosts[0]), 50001};
    run.ends[1] = {Address::v4(hosts[1]), 42027};
    run.uses[0] = uses[ports].first;
    run.uses[1] = uses[ports].second;
    run.begin();
    while (!in.empty()) {
        const std::uint8_t letter = in.u8();
        const std::size_t e = letter >= 'A' && letter <= 'Z' ? 1 : 0;
        const std::uint8_t event = letter | 0x20;
        std::uint32_t& next = run.next[e];
        const bool hidden = run.hidden[e];
        if (event != 'w' && event != 'v' && event != 'q' && event != 'g')
            run.now += 50 * microsecond;
        const auto segment = [&](std::uint8_t flags, std::uint32_t sequence, std::uint32_t length, std::uint32_t captured = UINT32_MAX) {
            if (!hidden)
                run.segment(e, flags, sequence, length, captured);
        };
        const auto one = [&](std::uint8_t flags) {
            ++run.frame;
            segment(flags, next, 0);
            next += (flags & (tcp_syn | tcp_fin)) != 0;
        };
        const auto bytes = [&](Bytes payload, bool is_encrypted, int flags) {
            ++run.frame;
            if (!hidden) {
                run.payload(e, payload, is_encrypted);
                if (flags >= 0)
                    run.message(e, static_cast<std::uint8_t>(flags));
            }
            run.last_data[e] = static_cast<std::uint32_t>(payload.size());
            segment(tcp_ack, next, static_cast<std::uint32_t>(payload.size()));
            next += static_cast<std::uint32_t>(payload.size());
        };
        static constexpr std::uint8_t zeros[256] = {};
        switch (event) {
        case 's':
            one(tcp_syn);
            break;
        case 'k':
            one(tcp_syn | tcp_ack);
            break;
        case 'a':
            one(tcp_ack);
            break;
        case 'f':
            one(tcp_fin | tcp_ack);
            break;
        case 'r':
            one(tcp_rst | tcp_ack);
            break;
        case 'd': {
            const std::uint8_t length = in.u8();
            ++run.frame;
            run.last_data[e] = length;
            segment(tcp_ack, next, length);
            next += length;
            break;
        }
        case 'z':
            ++run.frame;
            segment(tcp_ack, next - run.last_data[e], run.last_data[e]);
            break;
        case 'p': {
            const std::string_view text = payloads[in.u8() % std::size(payloads)];
            if (!hidden && text[0] == 0x15)
                run.given[e].alert = true;
            bytes({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, false, -1);
            break;
        }
        case 'e':
            bytes(Bytes{zeros}.first(std::size_t{in.u8()} % 64 + 1), true, -1);
            break;
        case 'm': {
            const std::uint8_t flags = in.u8();
            bytes(Bytes{zeros}.first(12), (flags & encrypted) != 0, flags);
            break;
        }
        case 'h': {
            const std::uint8_t have = in.u8(), expected = in.u8();
            if (hidden)
                break;
            run.given[e].pending |= have != 0;
            for (const auto* c : {&run.once, &run.twice})
                (*c)->on_pending((*c)->side_of(run.ends[e]), have, expected, have % 2 ? "OPEN_REQ" : "", have % 4 == 1);
            break;
        }
        case 'g':
            next += in.u8();
            break;
        case 'x': {
            const std::uint8_t flags = in.u8();
            const auto distance = static_cast<std::int16_t>(in.u16());
            const std::uint8_t length = in.u8(), captured = in.u8();
            ++run.frame;
            segment(flags, next + static_cast<std::uint32_t>(std::int32_t{distance}), length, captured);
            break;
        }
        case 'v':
            run.hidden[e] = !hidden;
            break;
        case 'y':
            run.shut[e] = !run.shut[e];
            break;
        case 'q':
            run.waiting = in.u8() % 4;
            for (const auto& r : run.rules)
                r->open.heartbeats = run.waiting;
            break;
        case 'w':
            run.now += waits[in.u8() % std::size(waits)];
            run.check_late();
            break;
        default:
            break;
        }
        if (run.frame % 16 == 0)
            run.check_late();
    }
    run.end();
    return 0;
}
