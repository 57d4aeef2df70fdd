// SPDX-License-Identifier: GPL-2.0-or-later
// GED-188 as the connection layer and a front end see it: pieces, the way from bytes to findings, later passes, notes.
#include "talk.hpp"

#include "ged188/diagnoses.hpp"
#include "ged188/reason_codes.hpp"
#include "ged188/status_codes.hpp"

#include <algorithm>
#include <array>

namespace cti::ged188::test {
namespace {

const Widths one{1, 1}, two{2, 2};

Buffer little_endian(Buffer message, std::initializer_list<std::size_t> numbers)
{
    for (const std::size_t at : numbers)
        std::reverse(message.begin() + static_cast<long>(at), message.begin() + static_cast<long>(at + 4));
    return message;
}

Buffer release_req(std::uint32_t id) { return Message{28}.u32(id).u32(5000).u16(0).u32(77).string(25, "3001").bytes(); }

/// The message as a sender makes it that counts the header.
Buffer counting_header(Buffer message)
{
    message[3] = static_cast<std::uint8_t>(message[3] + 8);
    return message;
}

/// QUERY_AGENT_STATE_CONF of protocol 15: InvokeID, AgentState, NumSkillGroups, MRDID, NumTasks, AgentMode, MaxTaskLimit, ICMAgentID,
/// AgentAvailabilityStatus, then AgentID and one skill group.
Buffer query_agent_state_conf(std::uint32_t id)
{
    return Message{37, one}
        .u32(id)
        .u16(2)
        .u16(1)
        .u32(1)
        .u32(0)
        .u16(1)
        .u32(1)
        .u32(5007)
        .u32(0)
        .string(5, "1001")
        .field32(62, 49009)
        .field32(63, 5000)
        .field16(64, 0)
        .field16(65, 2)
        .bytes();
}
Buffer query_agent_state_req(std::uint32_t id) { return Message{36, one}.u32(id).u32(5000).u32(1).u32(0).string(5, "1001").bytes(); }

// ---- pieces

TEST(Pieces, AMessageThatIsWhole)
{
    Talk t;
    t.open(24);
    EXPECT_EQ(t.names, (Ids{"OPEN_REQ", "OPEN_CONF"}));
    ASSERT_EQ(t.pieces.size(), 1u);
    EXPECT_TRUE(t.pieces[0].by_itself);
    EXPECT_EQ(t.pieces[0].length, open_conf(24).size());
}

TEST(Pieces, AMessageInSegmentsIsOneMessage)
{
    const Buffer whole = open_req(24);
    for (std::size_t cut = 1; cut < whole.size(); ++cut) {
        Talk t;
        t.send(client, {whole.begin(), whole.begin() + static_cast<long>(cut)});
        EXPECT_TRUE(t.names.empty()) << cut;
        EXPECT_EQ(t.pending.length, 0u);
        EXPECT_EQ(t.pending.wanted, cut < 8 ? 0u : whole.size()) << cut;
        EXPECT_EQ(t.pending.is_opening_request, cut >= 8) << cut;
        if (cut < 8)
            EXPECT_EQ(t.pending.name, nullptr) << "half a header is no message that has begun: " << cut;
        else
            EXPECT_STREQ(t.pending.name, "OPEN_REQ") << cut;
        t.send(client, {whole.begin() + static_cast<long>(cut), whole.end()});
        EXPECT_EQ(t.names, Ids{"OPEN_REQ"}) << cut;
        EXPECT_EQ(t.all_ids(), Ids{}) << cut;
    }
}

TEST(Pieces, WhereNoMoreComesWhatIsThereIsReturned)
{
    Talk t;
    const Buffer whole = open_req(24);
    Piece piece = t.stream.next(client, Bytes{whole}.first(20), 20, false);
    EXPECT_EQ(piece.length, whole.size());
    EXPECT_EQ(kind_of(piece), PieceKind::message);
    piece = t.stream.next(client, Bytes{whole}.first(5), 5, false);
    EXPECT_EQ(piece.length, 5u);
    EXPECT_EQ(kind_of(piece), PieceKind::fragment);
}

TEST(Pieces, AFrameThatWasCut)
{
    Talk t;
    const Buffer whole = open_req(24);
    const Collector seen = t.send(client, {whole.begin(), whole.begin() + 30}, ms(1), false, true);
    EXPECT_EQ(seen.ids(), Ids{"ged188.truncated"});
    EXPECT_EQ(diagnosis("ged188.truncated").group, Group::coverage) << "no fault";
}

// ---- MessageLength that counts the header

TEST(CountsHeader, TheRestOfTheStreamIsDecoded)
{
    for (const bool in_one_segment : {true, false}) {
        Talk t;
        t.open(15, 20);
        t.send(client, query_agent_state_req(2));
        const Buffer wrong = counting_header(query_agent_state_conf(2));
        Collector seen;
        t.names.clear();
        if (in_one_segment) {
            t.send(client, heartbeat_req(3));
            t.names.clear();
            seen = t.send(server, wrong + heartbeat_conf(3));
        } else {
            t.send(server, wrong);
            EXPECT_TRUE(t.names.empty()) << "it may be the beginning of a longer one";
            t.send(client, heartbeat_req(3), s(5));
            t.names.clear();
            seen = t.send(server, heartbeat_conf(3));
        }
        EXPECT_EQ(t.names, (Ids{"QUERY_AGENT_STATE_CONF", "HEARTBEAT_CONF"}));
        EXPECT_EQ(seen.ids(), Ids{"ged188.length_counts_header"});
        const KeptFinding said = keep(seen.findings[0]);
        EXPECT_EQ(said.sentence, "MessageLength of QUERY_AGENT_STATE_CONF is " + std::to_string(wrong.size()) +
                                     ": it counts the 8 bytes of the header too, 8 too many");
        EXPECT_EQ(said.severity, Severity::warn);
        for (std::uint32_t id = 4; id < 8; ++id) {
            t.send(client, heartbeat_req(id), s(5));
            t.send(server, heartbeat_conf(id));
        }
        t.send(client, close_req(9));
        t.send(server, close_conf(9));
        t.end();
        EXPECT_EQ(t.all_ids(), Ids{}) << "no lost heartbeats, and no slow answer where the next message had to be waited for";
    }
}

TEST(CountsHeader, OnceItIsKnownTheNextIsNotWaitedFor)
{
    Talk t;
    t.open(15);
    t.send(client, query_agent_state_req(2));
    t.send(server, counting_header(query_agent_state_conf(2)) + heartbeat_conf(3));
    t.names.clear();
    t.send(client, query_agent_state_req(4));
    t.send(server, counting_header(query_agent_state_conf(4)));
    EXPECT_EQ(t.names, (Ids{"QUERY_AGENT_STATE_REQ", "QUERY_AGENT_STATE_CONF"}));
}

TEST(CountsHeader, RightLengthsAreLeftAlone)
{
    // A text whose last bytes read as a header; and every message of the tables before another.
    Talk t;
    t.open(24);
    const std::string_view header_like{"\0\0\0\4\0\0\0\6", 8};
    t.send(server, Message{31}.u32(0).u32(1700000000).u32(5).zeros(12).u16(0xffff).field(7, header_like).bytes());
    t.send(server, system_event(5, two, "text") + heartbeat_conf(1));
    for (const Edition& e : editions)
        for (const CompiledLayout& layout : all_layouts()) {
            if (!belongs(layout, e))
                continue;
            const Conditions c = conditions_of(e.version, e.dialect);
            const Buffer message = filled(layout, e.version, c.widths);
            for (const Buffer& bytes : {message, message + heartbeat_req(1)})
                EXPECT_FALSE(length_counts_header(bytes, c, false)) << layout.spec->name;
        }
    Ids ids = t.all_ids();
    std::erase(ids, "ged188.unasked_answer");
    EXPECT_EQ(ids, Ids{});
}

// ---- byte order

TEST(ByteOrder, ALittleEndianOpenReq)
{
    Talk t;
    // Length, type, InvokeID, VersionNumber.
    const Collector seen = t.send(client, little_endian(open_req(14), {0, 4, 8, 12, 16, 20, 24}));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.byte_order"});
    EXPECT_EQ(t.sentence("ged188.byte_order"), "OPEN_REQ is in little-endian byte order; a CTI Server reads big-endian numbers");
    EXPECT_EQ(t.told(1, "ged188.byte_order").severity, Severity::error);
    EXPECT_TRUE(seen.findings.empty()) << "not decoded as something else";
    EXPECT_EQ(kind_of(t.pieces[0]), PieceKind::little_endian);
    t.send(client, little_endian(heartbeat_req(2), {0, 4, 8}));
    t.end();
    EXPECT_EQ(t.all_ids(), Ids{"ged188.byte_order"}) << "once, and no bytes without a header";
}

TEST(ByteOrder, BigEndianIsNoFault)
{
    for (std::uint32_t version = 5; version <= 25; ++version)
        EXPECT_FALSE(little_endian_open_req(open_req(version)));
}

// ---- what an answer shows of its request

TEST(Subject, IsThatOfTheRequestsLine)
{
    Talk t;
    t.open(24);
    for (const std::string& text : {std::string{"disk full"}, std::string(60, 'x')}) {
        t.send(client, Message{32}.u32(2).u16(1).string(7, text).bytes());
        t.send(server, Message{33}.u32(2).bytes());
        EXPECT_EQ(t.info_line, "CLIENT_EVENT_REPORT_CONF " + text);
    }
}

TEST(Subject, IsCutBetweenTwoCharacters)
{
    Talk t;
    t.open(24);
    std::string text = "a";
    for (int i = 0; i < 110; ++i)
        text += "\u00e4";
    t.send(client, Message{32}.u32(2).u16(1).string(7, text).bytes());
    t.send(server, Message{33}.u32(2).bytes());
    EXPECT_EQ(t.info_line, "CLIENT_EVENT_REPORT_CONF " + text.substr(0, 199));
}

// ---- bytes without a header

TEST(LostSync, AnotherProtocolFromTheSynOnIsTheConnectionsAffair)
{
    Talk t;
    const std::string_view text = "com.cisco.ctiserver.StdTypes$OpenReq@1b3d3586\n";
    t.send(client, Buffer(text.begin(), text.end()));
    EXPECT_EQ(t.all_ids(), Ids{});
    EXPECT_FALSE(t.stream.is_readable());
    EXPECT_TRUE(t.stream.sessions().empty()) << "no session of something else";
}

TEST(LostSync, JunkBetweenMessagesIsAFault)
{
    Talk t;
    t.open(24);
    t.send(client, Buffer(20, 0xee) + heartbeat_req(2));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.lost_sync"});
    EXPECT_EQ(t.names.back(), "HEARTBEAT_REQ");
    EXPECT_TRUE(t.stream.is_readable());
}

TEST(LostSync, WhereBytesAreMissingItIsNone)
{
    Talk t;
    t.open(24);
    t.stream.on_gap(client);
    t.send(client, Buffer(20, 0xee) + heartbeat_req(2));
    EXPECT_EQ(t.last_ids(), Ids{"ged188.capture_gap"});
    EXPECT_EQ(diagnosis("ged188.capture_gap").group, Group::coverage);
    Talk middle{{}, 42027, false};
    middle.send(server, Buffer(20, 0xee) + system_event(5));
    EXPECT_EQ(middle.last_ids(), Ids{"ged188.capture_gap"});
    EXPECT_NE(middle.sentence("ged188.capture_gap").find("starts within a message"), std::string::npos);
}

// ---- roles

TEST(Roles, AMessageThatOnlyOneSideSendsTells)
{
    Talk t{{}, 42027, false};
    // The front end took the wrong side for the server.
    t.send(server, heartbeat_req(1));
    EXPECT_EQ(t.last.from, Side::client);
    EXPECT_EQ(t.last.conditions.sender, Sender::client);
}

TEST(Roles, SendersAgreeWithTheMessageSet)
{
    EXPECT_EQ(number::sender_of(3), Sender::client);
    EXPECT_EQ(number::sender_of(4), Sender::server);
    EXPECT_EQ(number::sender_of(147), Sender::unknown) << "START_RECORDING_REQ goes both ways";
    EXPECT_EQ(number::sender_of(285), Sender::unknown);
}

// ---- later passes

TEST(LaterPasses, FindWhatTheFirstFound)
{
    Talk t;
    t.open(19);
    t.send(client, release_req(2));
    t.send(server, control_failure(2, 22));
    struct Kept {
        Piece piece;
        Buffer bytes;
        PieceContext context;
        std::string info;
    };
    const Buffer stream[] = {open_req(19), open_conf(19), release_req(2), control_failure(2, 22)};
    const Side sides[] = {client, server, client, server};
    for (std::uint32_t f = 1; f <= 4; ++f) {
        const Buffer& bytes = stream[f - 1];
        const Piece piece = t.stream.next(sides[f - 1], bytes, bytes.size(), true);
        EXPECT_TRUE(piece.by_itself);
        Collector sink{bytes};
        const Observed seen = t.stream.observe(piece, bytes, {{f, 1}, t.now, sides[f - 1], false, false}, sink, false);
        EXPECT_EQ(seen.conditions.version, 19);
        EXPECT_EQ(seen.facts, t.stream.facts({f, 1}));
    }
    EXPECT_EQ(t.info().messages, 4u) << "later passes do not count";
    EXPECT_EQ(t.response_in(3), 4u);
}

// ---- without a front end that draws

TEST(Take, DecodesFollowsAndKeepsFindings)
{
    Capture capture;
    capture.shared<Settings>();
    const Endpoint from{Address::v4(std::array<std::uint8_t, 4>{10, 0, 0, 2}.data()), 50001},
        to{Address::v4(std::array<std::uint8_t, 4>{10, 0, 0, 10}.data()), 42027};
    Connection& connection = capture.add(descriptor, from, to, PortUse::none, PortUse::plain);
    const std::unique_ptr<StreamProtocol> stream = descriptor.make_stream(connection, capture);
    const auto take = [&](std::uint32_t frame, Side side, const Buffer& bytes, KeptFindings& found) {
        const Piece piece = stream->next(side, bytes, bytes.size(), true);
        return stream->take(piece, bytes, {{frame, 1}, s(1700000000) + frame * ms(100), side, false, false}, found);
    };
    KeptFindings found;
    MessageNote note = take(1, client, open_req(24, 1, 60, "secret"), found);
    EXPECT_STREQ(note.message, "OPEN_REQ");
    EXPECT_TRUE(note.is_request);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_STREQ(found[0].diagnosis->id, "ged188.cleartext_password");
    found.clear();
    note = take(2, server, failure_conf(1, 1), found);
    EXPECT_STREQ(note.failure, "E_CTI_INVALID_VERSION");
    EXPECT_STREQ(note.request, "OPEN_REQ");
    EXPECT_EQ(note.response_time, ms(100));
    EXPECT_EQ(note.from, Side::server);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_STREQ(found[0].diagnosis->id, "ged188.incompatible_version");
    EXPECT_EQ(found[0].sentence, "Client CTIService (10.0.0.2) asked for protocol version 24, which this CTI Server does not support");
    ASSERT_EQ(stream->sessions().size(), 1u);
    EXPECT_EQ(stream->sessions()[0]->client, "10.0.0.2:50001");
    EXPECT_EQ(stream->sessions()[0]->server_address(), "10.0.0.10");
    EXPECT_EQ(stream->sessions()[0]->number, 1u);
    EXPECT_EQ(stream->sessions()[0]->first, s(1700000000) + ms(100));
}

TEST(Take, DecodeFindingsToo)
{
    Talk t;
    KeptFindings found;
    const Buffer unknown = Message{999}.text("what is this").bytes();
    t.open(24);
    const Piece piece = t.stream.next(server, unknown, unknown.size(), true);
    t.stream.take(piece, unknown, {{++t.frame, 1}, t.now, server, false, false}, found);
    ASSERT_FALSE(found.empty());
    EXPECT_STREQ(found[0].diagnosis->id, "ged188.unknown_message");
}

TEST(Notes, TheAgentWhoseStateItIs)
{
    Talk t;
    t.open(23);
    Message m{30};
    m.u32(0).u32(5000).u32(0).u16(17).u16(2).u32(0).u32(0).u32(0).u16(0).u16(2).u16(0).u32(1).u32(0).u16(1).u32(1).u32(0).u32(0).u16(0).u32(
        0);
    t.send(server, m.string(5, "1001").bytes());
    const MessageNote note = t.stream.note(t.last);
    EXPECT_STREQ(note.agent, "1001");
    EXPECT_STREQ(note.agent_state, "Not Ready");
    EXPECT_FALSE(note.is_request);
}

TEST(Notes, OneMoreAnswerIsNoAnswer)
{
    Talk t;
    t.open(24);
    t.send(client, release_req(2));
    t.send(server, Message{29}.u32(2).bytes());
    EXPECT_STREQ(t.stream.note(t.last).request, "RELEASE_CALL_REQ");
    t.send(server, Message{29}.u32(2).bytes());
    EXPECT_EQ(t.stream.note(t.last).request, nullptr) << "response times are counted once";
    EXPECT_STREQ(t.last.facts->request, "RELEASE_CALL_REQ");
}

TEST(CallNumbers, OnEveryMessageOfACall)
{
    Talk t;
    t.open(24);
    // BEGIN_CALL_EVENT: MonitorID, PeripheralID, PeripheralType, three counters, CallType, ConnectionDeviceIDType, ConnectionCallID,
    // disposition.
    t.send(server, Message{23}.u32(0).u32(5000).u16(17).zeros(6).u16(1).u16(0).u32(77).u16(0).string(25, "3001").bytes());
    ASSERT_NE(t.last.calls, nullptr);
    const std::uint32_t call = t.last.calls->calls[0].call;
    EXPECT_EQ(t.stream.calls().call(call).serial, 1u);
    t.send(client, release_req(5));
    ASSERT_NE(t.last.calls, nullptr);
    EXPECT_EQ(t.last.calls->calls[0].call, call);
    t.send(server, Message{29}.u32(5).bytes());
    ASSERT_NE(t.last.calls, nullptr) << "confirmations too";
    EXPECT_EQ(t.last.calls->calls[0].call, call);
    EXPECT_EQ(t.info_line, "RELEASE_CALL_CONF Call=77 at 3001");
}

// ---- the descriptor

TEST(TheDescriptor, IsWhole)
{
    EXPECT_STREQ(descriptor.opening_request, "OPEN_REQ");
    for (const char* hint :
        {descriptor.hints.refused, descriptor.hints.open_unanswered, descriptor.hints.tls_expected, descriptor.hints.tls_unexpected}) {
        ASSERT_NE(hint, nullptr);
        std::string_view rest = hint;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            EXPECT_LE(end, max_remedy_step) << rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    EXPECT_FALSE(descriptor.fields().empty());
    EXPECT_EQ(descriptor.diagnoses.size(), std::size(diagnoses));
}

/// Those that the guide's message set answers, each once, and the two events that ask for a configuration.
TEST(TheDescriptor, NamesRequestsThatAreAnswered)
{
    std::vector<std::string_view> names;
    for (const char* name : descriptor.requests())
        names.emplace_back(name);
    const auto count = [&](std::string_view name) { return std::count(names.begin(), names.end(), name); };
    for (const char* one : {"OPEN_REQ", "HEARTBEAT_REQ", "CLOSE_REQ", "SET_AGENT_STATE_REQ", "MAKE_CALL_REQ", "CONFIG_REQUEST_KEY_EVENT", "CONFIG_REQUEST_EVENT"})
        EXPECT_EQ(count(one), 1) << one;
    for (const char* none : {"OPEN_CONF", "AGENT_STATE_EVENT", "FAILURE_CONF", "RESERVED"})
        EXPECT_EQ(count(none), 0) << none;
    for (const std::string_view name : names)
        EXPECT_EQ(count(name), 1) << name;
}

/// Where a MessageLength that counts the header would end with the bytes, what stands behind it decides: more is waited for, not 8 bytes.
TEST(Pieces, OfALengthThatMayCountTheHeader)
{
    Talk t;
    const Buffer message = counting_header(release_req(7));
    const Piece waits = t.stream.next(client, message, message.size(), true);
    EXPECT_EQ(waits.length, 0u);
    EXPECT_EQ(waits.wanted, message.size() + 8);
    EXPECT_TRUE(waits.by_segment);
    const Buffer half{message.begin(), message.begin() + 20};
    EXPECT_FALSE(t.stream.next(client, half, half.size(), true).by_segment);
}

/// Unified CCX has no PG, no sides, no Router, and other ports.
TEST(TheDescriptor, UnifiedCcxGetsNoAdviceOfUnifiedCce)
{
    const auto check = [](std::string_view id, std::string_view remedy) {
        for (const char* word : {"42027", "42030", "43027", "43030", "the PG", "PG's", "PIM", "other side", "side A", "side B", "Router", "outer's", "PeripheralID", "jgw",
                                 "Central Controller"})
            EXPECT_EQ(remedy.find(word), std::string_view::npos) << id << ": " << remedy;
    };
    for (const Diagnosis& row : diagnoses)
        check(row.id, uccx_remedy(row) ? uccx_remedy(row) : row.remedy);
    for (std::uint32_t code = 0; code < 1100; ++code) {
        if (const StatusCode* row = find_status(code, Dialect::uccx))
            check(row->name, row->remedy);
        if (const StatusCode* row = find_control_failure(code, Dialect::uccx))
            check(row->name, row->remedy);
    }
    for (const ReasonCode& row : reason_codes)
        if (row.dialect != Dialect::ucce)
            check(row.name, row.remedy);
    for (const ConfigFailure& row : config_failures)
        if (row.dialect != Dialect::ucce)
            check(row.message, row.remedy);
    const ConnectionHints& h = descriptor.other_hints;
    for (const char* hint : {h.refused, h.open_unanswered, h.tls_expected, h.tls_unexpected})
        check("hint", hint);
}

TEST(TheDescriptor, RemediesAreSteps)
{
    const auto check = [](std::string_view remedy) {
        while (!remedy.empty()) {
            const std::size_t end = std::min(remedy.find('\n'), remedy.size());
            EXPECT_LE(end, max_remedy_step) << remedy.substr(0, end);
            EXPECT_GT(end, 0u);
            remedy.remove_prefix(std::min(end + 1, remedy.size()));
        }
    };
    for (const Diagnosis& row : diagnoses)
        check(row.remedy);
    for (const UccxRemedy& row : uccx_remedies)
        check(row.remedy);
    for (const ReasonCode& row : reason_codes) {
        check(row.remedy);
        EXPECT_EQ(*row.brief != '\0', row.code != 0) << row.code;
        if (*row.forced) { // what is said of an agent says what to do
            EXPECT_STRNE(row.remedy, "") << row.code;
            EXPECT_GE(row.severity, Severity::note) << row.code;
        }
    }
}

} // namespace
} // namespace cti::ged188::test
