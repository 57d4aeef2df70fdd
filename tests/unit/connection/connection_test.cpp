// SPDX-License-Identifier: GPL-2.0-or-later
// The life of connections, each test one situation and the right judgement of it. TCP by RFC 9293.
#include "life.hpp"

namespace {

using namespace cti;
using namespace cti::test;
using namespace std::string_view_literals;

constexpr std::string_view client_hello = "\x16\x03\x01\x00\x08\x01\x00\x00\x04\x03\x03\x00\x00"sv;
constexpr std::string_view server_hello = "\x16\x03\x03\x00\x04\x02\x00\x00\x00"sv;
constexpr std::string_view application_data = "\x17\x03\x03\x00\x03\x00\x00\x00"sv;
constexpr std::string_view handshake_failure = "\x15\x03\x03\x00\x02\x02\x28"sv;
constexpr std::string_view unknown_ca = "\x15\x03\x03\x00\x02\x02\x30"sv;
constexpr std::string_view open_req = "\x00\x00\x00\x3d\x00\x00\x00\x03\x00\x00\x00\x01"sv;

#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

// ---- a good session

TEST(Connection, AGoodSessionIsNothing)
{
    Life l;
    l.session().message(0, 12, "HEARTBEAT_REQ").message(1, 12, "HEARTBEAT_CONF").fin(0).fin(1).ack(0);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.notes(), Findings{});
    const ConnectionInfo& info = *l.connection.info();
    EXPECT_TRUE(info.coverage.complete());
    EXPECT_TRUE(info.accepted && info.carried_data);
    EXPECT_EQ(info.ended, "closed by the client");
    EXPECT_EQ(info.roles, RoleEvidence::syn);
    EXPECT_EQ(info.client.text(), "10.1.1.40:50001");
    EXPECT_EQ(info.server.text(), "10.1.1.10:42027");
    EXPECT_TRUE(l.connection.ended());
    EXPECT_TRUE(l.connection.seen_from_start(Side::client) && l.connection.seen_from_start(Side::server));
}

TEST(Connection, AMirroredSessionIsNothing)
{
    Life l;
    l.mirrored = true;
    l.session().data(0, 100).data(1, 200).fin(0).fin(1).ack(0);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.notes(), Findings{});
    EXPECT_TRUE(l.connection.info()->coverage.complete());
}

// ---- the attempt

TEST(Connection, RefusedByReset)
{
    Life l;
    l.syn().rst(1);
    EXPECT_EQ(l.faults(), (Findings{"2 cti.refused"}));
    EXPECT_EQ(l.fault().sentence, "10.1.1.40:50001 tried to connect to 10.1.1.10:42027 (ged188): refused by reset");
    EXPECT_EQ(l.fault().remedy, "hint: refused");
    EXPECT_FALSE(l.connection.info()->accepted);
    EXPECT_EQ(l.connection.info()->ended, "reset by the server");
    EXPECT_EQ(l.notes(), Findings{});
    EXPECT_TRUE(l.connection.info()->coverage.complete()) << "all that there was could be read";
}

TEST(Connection, RefusedAgainAndAgainIsToldOnce) // Windows asks three times with one number
{
    Life l;
    l.syn().rst(1).wait(second / 2).syn_again().rst(1).wait(second / 2).syn_again().rst(1);
    EXPECT_EQ(l.faults(), (Findings{"2 cti.refused"}));
}

TEST(Connection, RefusedThenAccepted)
{
    Life l;
    l.syn().segment(1, tcp_rst | tcp_ack, 0, 1001).wait(second / 2).syn_again().syn_ack().ack(0).open_request().open_answer();
    EXPECT_EQ(l.faults(), (Findings{"2 cti.refused"})) << "it was refused, once";
    EXPECT_TRUE(l.connection.info()->accepted);
    EXPECT_FALSE(l.connection.ended());
}

TEST(Connection, NoAnswerToRepeatedAttempts)
{
    Life l;
    l.syn();
    EXPECT_EQ(l.faults(), Findings{});
    l.wait(second).syn_again();
    EXPECT_EQ(l.faults(), Findings{}) << "the answer may be on its way";
    l.wait(2 * second).syn_again();
    EXPECT_EQ(l.faults(), (Findings{"(3) cti.refused"}));
    EXPECT_HAS(l.fault().sentence, "no answer to 3 attempts within 3002 ms");
    // late() changes nothing.
    EXPECT_EQ(l.faults(), (Findings{"(3) cti.refused"}));
    l.syn_ack().ack(0);
    EXPECT_EQ(l.faults(), Findings{}) << "taken back";
}

TEST(Connection, NoAnswerToTwoAttemptsWhereTheCaptureGoesOn)
{
    Life l;
    l.syn().wait(second).syn_again().wait(3 * second);
    EXPECT_EQ(l.faults(), (Findings{"(2) cti.refused"}));
}

TEST(Connection, ASynThatWasCapturedTwiceIsOne)
{
    Life l;
    l.syn().syn_again().syn_again().wait(60 * second);
    EXPECT_EQ(l.faults(), Findings{});
    l.syn_ack().ack(0).open_request().open_answer();
    EXPECT_EQ(l.faults(), Findings{});
}

TEST(Connection, ALostSynIsNothing)
{
    Life l;
    l.syn().wait(second).syn_again().syn_ack().ack(0).open_request().open_answer();
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_TRUE(l.connection.info()->coverage.complete());
}

TEST(Connection, TheAnswerDoesNotReachTheClient)
{
    Life l;
    l.syn().syn_ack();
    for (int i = 0; i < 3; ++i)
        l.wait((1 << i) * second).syn_again().segment(1, tcp_syn | tcp_ack, 9000, 1001);
    EXPECT_EQ(l.faults(), (Findings{"(7) cti.refused"}));
    EXPECT_HAS(l.fault().sentence, "answer does not reach the client");
}

TEST(Connection, AcceptedThenClosedByTheServerWithoutAByte)
{
    Life l;
    l.handshake().fin(1).fin(0);
    EXPECT_EQ(l.faults(), (Findings{"5 cti.refused"}));
    EXPECT_HAS(l.fault().sentence, "accepted, then closed by the server before a byte was exchanged after 3 ms");
    Life half;
    half.handshake().fin(1);
    EXPECT_EQ(half.faults(), (Findings{"(4) cti.refused"}));
    Life reset;
    reset.handshake().rst(1);
    EXPECT_EQ(reset.faults(), (Findings{"4 cti.refused"}));
}

TEST(Connection, APortCheckIsNoFault)
{
    Life closes, resets, half_open;
    closes.handshake().fin(0).fin(1).ack(0);
    resets.handshake().rst(0);
    half_open.syn().syn_ack().rst(0);
    EXPECT_EQ(closes.faults(), Findings{});
    EXPECT_EQ(resets.faults(), Findings{});
    EXPECT_EQ(half_open.faults(), Findings{});
    EXPECT_FALSE(closes.connection.info()->carried_data);
}

TEST(Connection, SynWithData) // RFC 7413
{
    Life refused;
    refused.connection.on_payload(Side::client, {1, refused.now + millisecond}, bytes("0123456789"), false);
    refused.flags(0, tcp_syn, 10).rst(1);
    EXPECT_EQ(refused.faults(), (Findings{"2 cti.refused"}));
    Life accepted;
    accepted.flags(0, tcp_syn, 10).syn_ack().ack(0).data(1, 20);
    EXPECT_EQ(accepted.faults(), Findings{});
    EXPECT_TRUE(accepted.connection.seen_from_start(Side::client));
    EXPECT_EQ(accepted.notes(), Findings{});
}

TEST(Connection, SimultaneousOpen) // RFC 9293, 3.5
{
    Life l;
    l.flags(0, tcp_syn).flags(1, tcp_syn).segment(0, tcp_syn | tcp_ack, 1000, 9001).segment(1, tcp_syn | tcp_ack, 9000, 1001);
    l.open_request().open_answer().fin(0).fin(1);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_TRUE(l.connection.info()->coverage.complete());
}

TEST(Connection, AnOldConnectionInTheWayIsCleared) // RFC 9293, 3.5.1, figure 9
{
    Life l;
    l.syn()
        .segment(1, tcp_ack, 77000, 88000)
        .segment(0, tcp_rst, 88000, 0)
        .wait(second)
        .syn_again()
        .syn_ack()
        .ack(0)
        .open_request()
        .open_answer();
    EXPECT_EQ(l.faults(), Findings{});
}

// ---- roles

TEST(Connection, TheSynGoesToTheServerWhateverThePorts)
{
    Life l{endpoint(2, 42067), endpoint(10, 8099), PortUse::plain, PortUse::none};
    EXPECT_EQ(l.side(0), Side::server) << "as far as ports tell";
    l.syn();
    EXPECT_EQ(l.side(0), Side::client);
    l.rst(1);
    EXPECT_EQ(l.faults(), Findings{}) << "a connection of somebody else";
    Life text{endpoint(5, 42027), endpoint(34, 7778), PortUse::plain, PortUse::none};
    text.handshake().payload(0, "hello, is anybody there?").payload(1, "yes, this is somebody.").fin(0).fin(1);
    EXPECT_EQ(text.faults(), Findings{});
    EXPECT_EQ(text.notes(), Findings{});
}

TEST(Connection, NeverTheLowerPortAgainstARegisteredOne)
{
    // In mid-session: client port 40000, server 42027.
    Life l{endpoint(10, 42027), endpoint(2, 40000), PortUse::plain, PortUse::none};
    EXPECT_EQ(l.connection.info()->roles, RoleEvidence::registered_port);
    EXPECT_EQ(l.side(0), Side::server);
    EXPECT_EQ(l.side(1), Side::client);
    Life both{endpoint(10, 42067), endpoint(2, 42027), PortUse::plain, PortUse::plain};
    EXPECT_EQ(both.side(1), Side::server) << "both are registered: the lower";
    Life none{endpoint(10, 5000), endpoint(2, 6000), PortUse::none, PortUse::none};
    EXPECT_EQ(none.side(0), Side::server);
    EXPECT_EQ(none.connection.info()->roles, RoleEvidence::lower_port);
    Life same{endpoint(10, 42027), endpoint(2, 42027), PortUse::plain, PortUse::plain};
    EXPECT_EQ(same.side(1), Side::server) << "whom the first frame goes to";
    EXPECT_EQ(same.side(0), Side::client) << "told apart by their addresses";
}

TEST(Connection, AMessageThatOnlyOneSideSendsTellsMoreThanPorts)
{
    Life l{endpoint(10, 42027), endpoint(2, 43000), PortUse::plain, PortUse::none};
    l.message(0, 20, "QUERY_AGENT_STATE_REQ", [](MessageSeen& m) { m.sent_by = Sender::client; });
    EXPECT_EQ(l.side(0), Side::client);
    EXPECT_EQ(l.connection.info()->roles, RoleEvidence::message);
    EXPECT_EQ(l.connection.info()->server.text(), "10.1.1.2:43000");
    EXPECT_TRUE(l.connection.info()->coverage.client_captured);
    EXPECT_FALSE(l.connection.info()->coverage.server_captured);
    l.message(0, 20, "AGENT_STATE_EVENT", [](MessageSeen& m) { m.sent_by = Sender::server; });
    EXPECT_EQ(l.side(0), Side::client) << "as sure as before: the first stands";
    Life syn;
    syn.handshake().message(0, 20, "AGENT_STATE_EVENT", [](MessageSeen& m) { m.sent_by = Sender::server; });
    EXPECT_EQ(syn.side(0), Side::client) << "a SYN is surer";
}

// ---- the opening

TEST(Connection, OpeningNeverAnsweredClosed)
{
    Life l;
    l.handshake().open_request().wait(19 * millisecond).fin(1).fin(0).ack(1);
    EXPECT_EQ(l.faults(), (Findings{"5 cti.open_unanswered"}));
    EXPECT_EQ(
        l.fault().sentence, "10.1.1.40:50001 sent OPEN_REQ to 10.1.1.10:42027 and was never answered: closed by the server after 20 ms");
    EXPECT_EQ(l.fault().remedy, "hint: open unanswered");
    EXPECT_EQ(l.fault().severity, Severity::error);
}

TEST(Connection, OpeningTheClientGaveUp)
{
    for (const Descriptor* of : {&protocol, &text_protocol}) {
        Life l{client_end, server_end, PortUse::none, PortUse::plain, *of};
        l.handshake().open_request().wait(second).fin(0).fin(1).ack(0);
        EXPECT_EQ(l.faults(), (Findings{"6 cti.open_unanswered"})) << "until both sides have closed, the answer may still come";
        const KeptFinding fault = l.fault();
        const std::string_view remedy = fault.remedy;
        EXPECT_TRUE(remedy.starts_with("The client ended it")) << remedy;
        EXPECT_TRUE(remedy.ends_with(of == &protocol ? std::string_view{"\nhint: open unanswered"} : fault.diagnosis->remedy)) << remedy;
    }
}

TEST(Connection, OpeningNeverAnsweredReset)
{
    Life l;
    l.handshake().open_request().rst(1);
    EXPECT_EQ(l.faults(), (Findings{"5 cti.open_unanswered"}));
    EXPECT_HAS(l.fault().sentence, "reset by the server after 1 ms");
}

TEST(Connection, OpeningNeverAnsweredSilent)
{
    Life l;
    l.handshake().open_request().ack(1).wait(4 * second);
    EXPECT_EQ(l.faults(), Findings{}) << "it may still come";
    l.wait(8 * second);
    EXPECT_EQ(l.faults(), (Findings{"(4) cti.open_unanswered"}));
    EXPECT_HAS(l.fault().sentence, "silent for 12 s");
    l.open_answer();
    EXPECT_EQ(l.faults(), Findings{});
}

TEST(Connection, OpeningNeverAnsweredTheClientGivesUp)
{
    Life l;
    l.handshake().open_request().ack(1).wait(30 * second).fin(0);
    EXPECT_EQ(l.faults(), (Findings{"(4) cti.open_unanswered"})) << "closed on one side: the answer may still come";
    l.fin(1);
    EXPECT_EQ(l.faults(), (Findings{"7 cti.open_unanswered"}));
    EXPECT_HAS(l.fault().sentence, "closed by the client after 30 s");
    EXPECT_NE(l.fault().remedy, "hint: open unanswered");
    Life answered;
    answered.handshake().open_request().fin(0).open_answer().fin(1);
    EXPECT_EQ(answered.faults(), Findings{});
}

TEST(Connection, SilenceOfASideThatIsNotCapturedIsNone)
{
    Life l;
    l.hidden[1] = true;
    l.handshake().open_request().wait(60 * second).data(0, 12);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.notes(), (Findings{"(1) cti.one_direction"}));
    l.fin(0);
    EXPECT_EQ(l.faults(), Findings{});
}

TEST(Connection, SilenceWithoutAnyAcknowledgementIsAHoleInTheCapture)
{
    Life l;
    l.handshake().open_request().wait(60 * second); // a TCP would have sent it again
    EXPECT_EQ(l.faults(), Findings{});
}

TEST(Connection, AnAnswerThatTheCaptureLostIsAnAnswer)
{
    Life l;
    l.handshake().open_request();
    l.next[1] += 40;
    l.fin(1).fin(0);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.notes(), (Findings{"(5) cti.missing_bytes"}));
    EXPECT_EQ(l.connection.info()->coverage.missing_bytes, 40u);
}

TEST(Connection, AnythingFromTheServerIsAnAnswer)
{
    Life l;
    l.handshake().open_request().data(1, 16).fin(1).fin(0);
    EXPECT_EQ(l.faults(), Findings{}) << "what it means is for the protocol to say";
}

TEST(Connection, FirstDataIsTheOpeningWhereTheProtocolCannotTell)
{
    Life l;
    l.handshake().payload(0, "\x01\x02\x03\x04\x05\x06\x07\x08"sv).fin(1).fin(0);
    EXPECT_EQ(l.faults(), (Findings{"5 cti.open_unanswered"}));
    EXPECT_HAS(l.fault().sentence, "sent its first data (the place of OPEN_REQ) to");
    Life answered;
    answered.handshake().payload(0, "\x01\x02\x03\x04"sv).payload(1, "\x05"sv).fin(1).fin(0);
    EXPECT_EQ(answered.faults(), Findings{});
    Life named;
    named.handshake().message(0, 20, "registerRequest").fin(1).fin(0);
    EXPECT_HAS(named.fault().sentence, "sent registerRequest to");
    Life middle;
    middle.payload(0, "\x01\x02\x03\x04"sv).ack(1).fin(1).fin(0);
    EXPECT_EQ(middle.faults(), Findings{}) << "what came before is not known";
}

TEST(Connection, ASecondOpeningInMidSession)
{
    Life l;
    l.message(1, 20, "AGENT_STATE_EVENT").ack(0).open_request().fin(1).fin(0);
    EXPECT_EQ(l.faults(), (Findings{"4 cti.open_unanswered"}));
    EXPECT_EQ(l.notes(), (Findings{"1 cti.from_the_middle"}));
}

TEST(Connection, AnOpeningInsideTlsIsAnsweredInsideTls)
{
    Life l{client_end, secured_end, PortUse::none, PortUse::secured};
    l.handshake().payload(0, client_hello).payload(1, server_hello).open_request(true).payload(1, application_data).fin(1).fin(0);
    EXPECT_EQ(l.faults(), (Findings{"8 cti.open_unanswered"})) << "a record that is not decrypted to a message: close_notify";
    Life good{client_end, secured_end, PortUse::none, PortUse::secured};
    good.handshake().payload(0, client_hello).payload(1, server_hello).open_request(true).open_answer(true).fin(1).fin(0);
    EXPECT_EQ(good.faults(), Findings{});
    EXPECT_EQ(good.notes(), Findings{});
}

// ---- inside a message

TEST(Connection, TheOpeningRequestIsCutShort)
{
    Life l;
    l.handshake().part(0, 86, 86, 300, "OPEN_REQ", true).fin(0).fin(1).ack(0);
    EXPECT_EQ(l.faults(), (Findings{"5 cti.ended_in_message"}));
    EXPECT_EQ(l.fault().severity, Severity::error);
    EXPECT_EQ(l.fault().sentence, "The connection of 10.1.1.40:50001 with 10.1.1.10:42027 was closed by the client inside OPEN_REQ of the "
                                  "client: 86 of 300 bytes were sent");
}

TEST(Connection, ResetByTheClientInsideAMessageOfTheServer)
{
    Life l;
    l.session().part(1, 1448, 1448, 4000, "CLIENT_EVENT_REPORT_CONF").part(1, 64, 1512, 4000, "CLIENT_EVENT_REPORT_CONF").rst(0);
    EXPECT_EQ(l.faults(), (Findings{"9 cti.ended_in_message"}));
    EXPECT_EQ(l.fault().severity, Severity::warn);
    EXPECT_HAS(l.fault().sentence, "reset by the client inside CLIENT_EVENT_REPORT_CONF of the server: 1512 of 4000 bytes");
}

TEST(Connection, AMessageThatIsWholeInTheEndIsNothing)
{
    Life l;
    l.session().part(1, 100, 100, 400, "CALL_EVENT").part(1, 300, 0, 0, "").fin(1).fin(0);
    EXPECT_EQ(l.faults(), Findings{});
}

TEST(Connection, TheOtherDirectionGoesOnAfterAFin)
{
    Life l;
    l.session().part(1, 100, 100, 400, "CALL_EVENT").fin(0);
    EXPECT_EQ(l.faults(), Findings{}) << "the server may go on";
    l.part(1, 300, 0, 0, "").fin(1);
    EXPECT_EQ(l.faults(), Findings{});
}

TEST(Connection, UnknownLength)
{
    Life l;
    l.session().part(0, 3, 3, 0, "HEADER").fin(0);
    EXPECT_HAS(l.fault().sentence, "inside HEADER of the client: 3 bytes were sent");
    Life nameless;
    nameless.session().part(0, 3, 3, 0, "").fin(0).fin(1);
    EXPECT_EQ(nameless.faults(), Findings{}) << "of unknown length and kind: no beginning of a message";
}

TEST(Connection, WhatTheCaptureCutOffWasSent)
{
    Life end; // the capture ends inside a message
    end.session().part(1, 100, 100, 400, "CALL_EVENT").wait(60 * second);
    EXPECT_EQ(end.faults(), Findings{});
    Life gap; // segments are missing
    gap.session().part(1, 100, 100, 400, "CALL_EVENT");
    gap.next[1] += 300;
    gap.ack(0).fin(1).fin(0);
    EXPECT_EQ(gap.faults(), Findings{});
    EXPECT_EQ(gap.notes(), (Findings{"(8) cti.missing_bytes"}));
    Life snapped; // frames are cut
    snapped.session();
    snapped.connection.on_payload(Side::server, {7, snapped.now + millisecond}, bytes("0123456789"), false);
    snapped.pending(1, 10, 400, "CALL_EVENT").segment(1, tcp_ack, snapped.next[1], snapped.next[0], 400, 10);
    snapped.next[1] += 400;
    snapped.fin(1).fin(0);
    EXPECT_EQ(snapped.faults(), Findings{});
    EXPECT_EQ(snapped.notes(), (Findings{"7 cti.cut_frames"}));
    EXPECT_EQ(snapped.connection.info()->coverage.cut_frames, 1u);
}

TEST(Connection, AfterAGoodbyeNothingIsCut)
{
    Life l;
    l.session().part(1, 100, 100, 400, "CALL_EVENT").message(0, 12, "CLOSE_REQ", [](MessageSeen& m) { m.is_closing = true; }).rst(0);
    EXPECT_EQ(l.faults(), Findings{});
}

// ---- half closes, ends and the session rules

TEST(Connection, RulesAreAskedOnceWhenBothDirectionsAreClosed)
{
    Life l;
    const auto rules = l.rules();
    l.session().fin(0);
    EXPECT_TRUE(rules->ends.empty());
    EXPECT_FALSE(l.connection.ended());
    l.data(1, 42).data(1, 12).fin(1);
    ASSERT_EQ(rules->ends.size(), 1u);
    EXPECT_EQ(rules->ends[0].by, Side::client);
    EXPECT_FALSE(rules->ends[0].reset);
    l.ack(0).rst(0).fin(1);
    EXPECT_EQ(rules->ends.size(), 1u);
    EXPECT_EQ(l.faults(), Findings{});
    const auto at_end = l.connection.findings_at(rules->ends[0].at.frame);
    ASSERT_EQ(at_end.size(), 1u);
    EXPECT_EQ(at_end[0].sentence, "rules at the end");
    EXPECT_TRUE(l.connection.late(l.now).empty());
}

TEST(Connection, RulesOfAnOpenConnectionAreAskedAtTheEndOfTheCapture)
{
    Life l;
    const auto rules = l.rules();
    l.session().fin(0);
    for (int i = 0; i < 3; ++i) {
        const auto late = l.connection.late(l.now);
        ASSERT_EQ(late.size(), 1u);
        EXPECT_EQ(late[0].finding.sentence, "rules at the capture's end");
    }
    EXPECT_TRUE(rules->ends.empty());
}

TEST(Connection, OneSideAloneTellsNothingOfAnswers)
{
    Life l;
    const auto rules = l.rules();
    rules->open = {3, "QUERY_REQ", {}, 4};
    l.hidden[1] = true;
    l.session().data(0, 12).rst(0);
    ASSERT_EQ(rules->ends.size(), 1u) << "the session has ended all the same";
    EXPECT_TRUE(l.connection.findings_at(l.frame).empty());
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.connection.info()->ended, "reset by the client");
}

TEST(Connection, AnEndOfASideThatIsNotCaptured)
{
    for (const auto flags : {tcp_rst, tcp_fin}) {
        Life l;
        l.hidden[1] = true;
        l.handshake().open_request();
        l.hidden[1] = false;
        l.flags(1, static_cast<std::uint8_t>(flags | tcp_ack));
        l.hidden[1] = true;
        l.fin(0);
        EXPECT_EQ(l.faults(), Findings{});
        EXPECT_EQ(l.notes(), (Findings{"(1) cti.one_direction"}));
        EXPECT_FALSE(l.connection.info()->coverage.server_captured);
    }
}

TEST(Connection, AResetAfterAFinIsNoFault)
{
    Life both, own, others;
    const auto rules = own.rules();
    rules->open = {1, "QUERY_REQ", {}, 0};
    both.session().fin(0).fin(1).rst(0).rst(1);
    own.session().fin(0).data(1, 50).rst(0);
    others.session().fin(1).rst(0);
    EXPECT_EQ(both.faults(), Findings{});
    EXPECT_EQ(own.faults(), Findings{});
    EXPECT_EQ(others.faults(), Findings{});
    EXPECT_EQ(own.connection.info()->ended, "closed by the client");
    EXPECT_EQ(others.connection.info()->ended, "closed by the server");
    EXPECT_EQ(rules->ends.size(), 1u);
}

TEST(Connection, AResetAfterAGoodbyeIsNoFault)
{
    Life l;
    l.rules()->open = {1, "CLOSE_REQ", {}, 0};
    l.session().message(0, 16, "CLOSE_REQ", [](MessageSeen& m) { m.is_closing = true; }).rst(0);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.connection.info()->ended, "reset by the client");
}

// ---- sessions that are lost

TEST(Connection, AnIdleConnectionIsResetWhenAHeartbeatComes)
{
    Life l;
    const auto rules = l.rules();
    l.session().wait(900 * second);
    rules->open.heartbeats = 1;
    const std::uint32_t sequence = l.next[0];
    l.message(0, 12, "HEARTBEAT_REQ").wait(300 * millisecond).segment(0, tcp_ack, sequence, l.next[1], 12).wait(600 * millisecond);
    l.segment(0, tcp_ack, sequence, l.next[1], 12).wait(9 * millisecond).rst(1);
    EXPECT_EQ(l.faults(), (Findings{"10 cti.session_lost"}));
    EXPECT_EQ(l.fault().sentence, "The session of 10.1.1.40:50001 with 10.1.1.10:42027 broke off: reset by the server; 1 heartbeat without "
                                  "answer; data of the client sent 3 times within 912 ms");
    EXPECT_EQ(l.fault().severity, Severity::warn);
}

TEST(Connection, AResetWithRequestsOpen)
{
    Life l;
    const auto rules = l.rules();
    l.session();
    rules->open = {2, "QUERY_AGENT_STATE_REQ", l.here(), 0};
    l.data(0, 20).ack(1).wait(20 * second).rst(1);
    EXPECT_EQ(l.faults(), (Findings{"9 cti.session_lost"}));
    EXPECT_HAS(l.fault().sentence, "2 requests without answer, the oldest QUERY_AGENT_STATE_REQ for 20 s");
}

TEST(Connection, AResetWithNothingOpenIsNoFault)
{
    Life l;
    l.session().data(0, 20).data(1, 20).ack(0).wait(second).rst(1);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.connection.info()->ended, "reset by the server");
}

TEST(Connection, WhereBytesAreMissingAnOpenRequestMayBeAnswered)
{
    Life l;
    const auto rules = l.rules();
    l.session();
    rules->open.count = 1;
    l.data(0, 20);
    l.next[1] += 100;
    l.ack(0).rst(1);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.notes(), (Findings{"(8) cti.missing_bytes"}));
}

TEST(Connection, TheServerFallsSilent)
{
    Life l;
    l.session().wait(10 * second).data(0, 12);
    const std::uint32_t sequence = l.next[0] - 12;
    for (const Time pause : {300, 600, 1200, 2400, 4800})
        l.wait(pause * millisecond).segment(0, tcp_ack, sequence, l.next[1], 12);
    EXPECT_EQ(l.faults(), (Findings{"(12) cti.session_lost"}));
    EXPECT_HAS(l.fault().sentence, "no sign of the server for 19 s, though data was sent to it 6 times within 9305 ms");
    l.rst(0);
    EXPECT_EQ(l.faults(), (Findings{"13 cti.session_lost"}));
}

// ---- never acknowledged

TEST(Connection, AFirewallThatInspectsTakesTheData)
{
    Life l;
    l.handshake().data(0, 1460).data(0, 257);
    for (const Time pause : {300, 600, 1200, 2400, 4800})
        l.wait(pause * millisecond).segment(0, tcp_ack, 1001, l.next[1], 1460);
    EXPECT_EQ(l.faults(), (Findings{"(10) cti.not_acknowledged"}));
    l.wait(30 * second).rst(0);
    EXPECT_EQ(l.faults(), (Findings{"11 cti.not_acknowledged"}));
    EXPECT_EQ(l.fault().worst, 6u);
    EXPECT_HAS(l.fault().sentence, "1717 bytes of 10.1.1.40:50001 to 10.1.1.10:42027 were sent 6 times within 39 s and never acknowledged");
    EXPECT_HAS(l.fault().remedy, "firewall");
}

TEST(Connection, DataIsTakenAwayWhileOthersPass)
{
    Life l;
    l.session().data(0, 1460);
    const std::uint32_t acknowledged = l.next[0] - 1460;
    for (int i = 0; i < 4; ++i) {
        l.wait(2 * second).segment(0, tcp_ack, acknowledged, l.next[1], 1460);
        l.segment(1, tcp_ack, l.next[1], acknowledged, 12);
        l.next[1] += 12;
    }
    EXPECT_EQ(l.faults(), (Findings{"(15) cti.not_acknowledged"}));
    l.ack(1);
    EXPECT_EQ(l.faults(), Findings{}) << "taken back";
}

TEST(Connection, AClosedWindowIsNoFaultOfThePath)
{
    Life l;
    l.session();
    for (int i = 0; i < 8; ++i)
        l.wait(5 * second).segment(0, tcp_ack, l.next[0], l.next[1], 1).segment(1, tcp_ack, l.next[1], l.next[0]);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.notes(), Findings{});
}

/// This end has no room for so long, and says so every five seconds.
void shut(Life& life, int end, Time span)
{
    life.window[static_cast<std::size_t>(end)] = 0;
    for (Time passed = 0; passed <= span; passed += 5 * second)
        life.ack(end).wait(5 * second);
    life.window[static_cast<std::size_t>(end)] = 8192;
}

TEST(Connection, WhoTakesNothingForLongDoesNotRead)
{
    Life life;
    life.session();
    shut(life, 0, 25 * second);
    life.ack(0);
    ASSERT_EQ(life.faults(), Findings{"13 cti.reader_stalled"});
    EXPECT_EQ(life.fault().sentence, "The client 10.1.1.40:50001 took no more data from 10.1.1.10:42027 for 25 s: since frame 7 its receive "
                                     "window was 0; then it read on");
    life.ack(0).fin(0);
    EXPECT_EQ(life.faults().size(), 1u);
}

TEST(Connection, AShortTimeWithoutRoomIsNoFault)
{
    Life life;
    life.session();
    for (int i = 0; i < 5; ++i) {
        shut(life, 1, 10 * second);
        life.ack(1);
    }
    EXPECT_EQ(life.faults(), Findings{});
    // Nor does one say more that nobody asked again: the window may have opened unseen.
    life.window[1] = 0;
    life.ack(1).wait(600 * second);
    life.window[1] = 8192;
    life.ack(1);
    EXPECT_EQ(life.faults(), Findings{});
}

TEST(Connection, ResetsAndGoodbyesNeedNoRoom)
{
    Life life;
    life.session();
    life.window = {0, 0};
    life.fin(0).wait(60 * second).rst(1).wait(60 * second).rst(0).wait(60 * second).rst(0);
    EXPECT_EQ(life.faults(), Findings{});
}

TEST(Connection, ItEndsWhileOneSideDoesNotRead)
{
    Life life;
    life.session();
    shut(life, 1, 30 * second);
    EXPECT_EQ(life.faults(), Findings{"(7) cti.reader_stalled"});
    life.rst(0);
    ASSERT_EQ(life.faults().size(), 1u);
    EXPECT_NE(life.fault().sentence.find("reset by the client"), std::string::npos) << life.fault().sentence;
}

TEST(Connection, OneDirectionDoesNotTellWhoReads)
{
    Life life;
    life.hidden[1] = true;
    life.session();
    shut(life, 0, 60 * second);
    life.ack(0);
    EXPECT_EQ(life.faults(), Findings{});
}

TEST(Connection, KeepAlivesAreNoData)
{
    Life l;
    l.handshake();
    for (int i = 0; i < 8; ++i)
        l.wait(60 * second).segment(0, tcp_ack, l.next[0] - 1, l.next[1], i % 2).segment(1, tcp_ack, l.next[1], l.next[0]);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.notes(), Findings{});
    EXPECT_FALSE(l.connection.info()->carried_data);
}

TEST(Connection, KeepAlivesThatNobodyAnswersAndThenAReset)
{
    Life l;
    l.session();
    for (int i = 0; i < 2; ++i)
        l.wait(60 * second).segment(0, tcp_ack, l.next[0] - 1, l.next[1]).segment(1, tcp_ack, l.next[1], l.next[0]);
    for (int i = 0; i < 3; ++i)
        l.wait(10 * second).segment(0, tcp_ack, l.next[0] - 1, l.next[1], i % 2);
    EXPECT_EQ(l.faults(), Findings{}) << "the client has not given up";
    l.rst(0);
    ASSERT_EQ(l.faults().size(), 1u);
    EXPECT_HAS(l.fault().sentence, "reset by the client; no sign of the server for");
    EXPECT_HAS(l.fault().sentence, "3 keep-alives");
}

TEST(Connection, OnlyTheHandshakeOfTheServerWasCaptured)
{
    Life l;
    l.handshake();
    l.data(0, 20).wait(6 * second);
    EXPECT_TRUE(l.connection.info()->coverage.complete());
    l.data(0, 20);
    EXPECT_FALSE(l.connection.info()->coverage.complete());
    l.data(1, 20);
    EXPECT_TRUE(l.connection.info()->coverage.complete()) << "it was there after all";
}

TEST(Connection, AttemptsThatNobodyAnswersAreAllThereIsToSee)
{
    Life l;
    l.syn();
    EXPECT_FALSE(l.connection.info()->coverage.complete()) << "the answer may be on its way";
    l.wait(second).syn_again();
    EXPECT_TRUE(l.connection.info()->coverage.complete());
    l.segment(0, tcp_ack, l.next[0], 9001);
    EXPECT_FALSE(l.connection.info()->coverage.complete()) << "the client was answered, which was not captured";
}

// ---- gaps

TEST(Connection, AGapThatIsFilledLaterIsNone)
{
    Life l;
    l.session();
    const std::uint32_t sequence = l.next[1];
    l.segment(1, tcp_ack, sequence + 100, l.next[0], 100);
    EXPECT_FALSE(l.connection.seen_from_start(Side::server));
    const std::string both(200, '\0');
    l.connection.on_payload(Side::server, {l.frame + 1, l.now + millisecond}, bytes(both), false);
    l.segment(1, tcp_ack, sequence, l.next[0], 100);
    l.next[1] += 200;
    l.ack(0).fin(1).fin(0);
    EXPECT_EQ(l.notes(), Findings{});
    EXPECT_TRUE(l.connection.seen_from_start(Side::server));
    EXPECT_TRUE(l.connection.info()->coverage.complete());
}

TEST(Connection, WhatTcpDoesNotHandOnIsNotRead)
{
    Life l;
    l.session();
    l.segment(1, tcp_ack, l.next[1], l.next[0], 100);
    EXPECT_EQ(l.connection.unread(Side::server), 100u);
    EXPECT_EQ(l.connection.unread(Side::client), 0u);
    EXPECT_EQ(l.connection.info()->coverage.unread_bytes, 100u);
    EXPECT_FALSE(l.connection.info()->coverage.complete());
}

TEST(Connection, WhatWaitedInVainIsNotRead)
{
    Life l;
    l.session();
    l.payload(1, "1");
    EXPECT_EQ(l.connection.info()->coverage.unread_bytes, 0u);
    l.connection.on_unread(Side::server, 1);
    EXPECT_EQ(l.connection.info()->coverage.unread_bytes, 1u);
    EXPECT_FALSE(l.connection.info()->coverage.complete());
    l.payload(1, "234");
    EXPECT_EQ(l.connection.unread(Side::server), 1u);
}

TEST(Connection, TheRestOfAMessageWaitsForItsEnd)
{
    Life l;
    l.session();
    l.payload(1, "the begin").pending(1, 9, 39, "AGENT_STATE_EVENT");
    l.segment(1, tcp_ack, l.next[1], l.next[0], 20); // kept until the last 10 bytes come
    EXPECT_EQ(l.connection.unread(Side::server), 0u);
    l.segment(1, tcp_ack, l.next[1] + 20, l.next[0], 20);
    EXPECT_EQ(l.connection.unread(Side::server), 10u);
}

TEST(Connection, BytesThatOverlapAreSeenOnce)
{
    Life l;
    l.session();
    const std::uint32_t sequence = l.next[1];
    l.payload(1, "0123456789");
    EXPECT_TRUE(l.connection.has_read(Side::server, sequence, 10));
    EXPECT_FALSE(l.connection.has_read(Side::server, sequence, 11));
    const std::string more = "abcde";
    l.connection.on_payload(Side::server, {l.frame + 1, l.now + millisecond}, bytes(more), false);
    l.segment(1, tcp_ack, sequence, l.next[0], 15);
    EXPECT_EQ(l.connection.unread(Side::server), 0u);
    EXPECT_TRUE(l.connection.has_read(Side::server, sequence, 15));
    l.segment(1, tcp_ack, sequence + 20, l.next[0], 10);
    EXPECT_FALSE(l.connection.has_read(Side::server, sequence + 10, 15)); // with the gap, and bytes that were not read
}

TEST(Connection, AnAcknowledgementBeforeItsPayloadShowsWhatIsMissing)
{
    Life l;
    l.session();
    l.connection.on_acknowledgement(Side::server, l.here(), l.next[0] + 33);
    EXPECT_EQ(l.connection.missing(Side::client), 33u);
    EXPECT_FALSE(l.connection.seen_from_start(Side::client));
}

TEST(Connection, AResetFarFromTheStreamEndsNothing)
{
    Life l;
    l.session();
    l.segment(1, tcp_rst, l.next[1] + (1u << 30), 0);
    EXPECT_FALSE(l.connection.ended());
    l.segment(1, tcp_rst, l.next[1], 0);
    EXPECT_TRUE(l.connection.ended());
}

TEST(Connection, ASynAgainWithinMomentsIsACopy)
{
    Life l;
    l.syn().wait(50 * millisecond).syn_again().wait(second).syn_again().wait(50 * millisecond).syn_again();
    const auto late = l.connection.late(l.now + 10 * second);
    ASSERT_EQ(late.size(), 1u);
    EXPECT_NE(late[0].finding.sentence.find("no answer to 2 attempts"), std::string::npos) << late[0].finding.sentence;
}

TEST(Connection, AGapNobodyAcknowledgedIsNotMissing)
{
    Life l;
    l.session();
    l.segment(1, tcp_ack, l.next[1] + 100, l.next[0], 100).ack(0);
    EXPECT_EQ(l.connection.info()->coverage.missing_bytes, 0u);
}

TEST(Connection, NumbersWrap)
{
    Life l;
    l.next = {0xffffffe0, 0xfffffffe};
    l.session().data(0, 100).data(1, 100).fin(0).fin(1);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.notes(), Findings{});
}

// ---- from the middle, another connection

TEST(Connection, FromTheMiddle)
{
    Life l;
    l.data(1, 47).data(0, 33).data(1, 42).fin(1).fin(0);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.notes(), (Findings{"1 cti.from_the_middle"}));
    Life tail;
    tail.fin(0).fin(1).ack(0);
    EXPECT_EQ(tail.faults(), Findings{});
    EXPECT_EQ(tail.notes(), Findings{});
    Life reset;
    reset.ack(0).rst(1);
    EXPECT_EQ(reset.faults(), Findings{});
}

TEST(Connection, TheSamePortsAgain)
{
    Life l;
    l.session().fin(0).fin(1).wait(second);
    l.next = {700000, 800000};
    const Segment syn{{l.frame + 1, l.now}, client_end, server_end, 700000, 0, tcp_syn, 0, 0};
    EXPECT_TRUE(l.connection.begins_anew(syn));
    l.syn().rst(1);
    EXPECT_EQ(l.faults(), (Findings{"10 cti.refused"}));
    Life again;
    again.syn();
    EXPECT_FALSE(again.connection.begins_anew({{2, again.now + second}, client_end, server_end, 1000, 0, tcp_syn, 0, 0})) << "sent again";
}

TEST(Connection, OnlyTheServersSide)
{
    Life l;
    l.hidden[0] = true;
    l.syn().syn_ack().ack(0).data(0, 69).data(1, 40).wait(second).data(1, 12).fin(1);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.notes(), (Findings{"(1) cti.one_direction"}));
    EXPECT_EQ(l.side(1), Side::server);
}

// ---- TLS

struct Secured : Life {
    Secured() : Life{client_end, secured_end, PortUse::none, PortUse::secured} {}
};

TEST(Connection, APlainClientOnTheSecuredPort)
{
    Secured l;
    l.handshake().payload(0, open_req).payload(1, handshake_failure).fin(1).fin(0);
    EXPECT_EQ(l.faults(), (Findings{"5 cti.tls_expected"})) << "the alert that follows is no fault of its own";
    EXPECT_EQ(l.fault().severity, Severity::error);
    EXPECT_EQ(l.fault().remedy, "hint: TLS expected");
    EXPECT_HAS(l.fault().sentence,
        "sends data without TLS to 10.1.1.10:42030, where TLS is expected: the server answers with the TLS alert handshake_failure");
    EXPECT_EQ(l.notes(), Findings{});
}

TEST(Connection, APlainClientOnTheSecuredPortIsThrownOut)
{
    Secured closed, reset, silent;
    closed.handshake().open_request().fin(1).fin(0);
    EXPECT_EQ(closed.faults(), (Findings{"5 cti.tls_expected"}));
    EXPECT_HAS(closed.fault().sentence, "sends OPEN_REQ without TLS");
    reset.handshake().open_request().rst(1);
    EXPECT_EQ(reset.faults(), (Findings{"5 cti.tls_expected"}));
    silent.handshake().open_request().ack(1).wait(20 * second);
    EXPECT_EQ(silent.faults(), (Findings{"(4) cti.tls_expected"}));
}

TEST(Connection, ASecuredPortThatSpeaksPlainIsNoFault)
{
    Secured l;
    l.session().fin(0).fin(1);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.notes(), Findings{});
}

TEST(Connection, TlsOnAPlainPort)
{
    Life alert, closed, plain, works;
    alert.handshake().payload(0, client_hello).payload(1, handshake_failure).fin(1).fin(0);
    EXPECT_EQ(alert.faults(), (Findings{"5 cti.tls_unexpected"}));
    EXPECT_EQ(alert.fault().remedy, "hint: TLS unexpected");
    closed.handshake().payload(0, client_hello).fin(1).fin(0);
    EXPECT_EQ(closed.faults(), (Findings{"5 cti.tls_unexpected"}));
    plain.handshake().payload(0, client_hello).ack(1).wait(20 * second);
    EXPECT_EQ(plain.faults(), (Findings{"(4) cti.tls_unexpected"}));
    works.handshake().payload(0, client_hello).payload(1, server_hello).payload(0, application_data).payload(1, application_data);
    EXPECT_EQ(works.faults(), Findings{}) << "the server speaks TLS here";
    EXPECT_EQ(works.notes(), (Findings{"(4) cti.encrypted"}));
}

TEST(Connection, ATlsAlertInClear)
{
    Secured l;
    l.handshake().payload(0, client_hello).payload(1, server_hello).payload(0, unknown_ca).rst(0);
    EXPECT_EQ(l.faults(), (Findings{"6 cti.tls_alert"}));
    EXPECT_EQ(l.fault().sentence, "10.1.1.40:50001 ended the TLS handshake with 10.1.1.10:42030: alert unknown_ca (48)");
    EXPECT_HAS(l.fault().remedy, "trust store");
    EXPECT_EQ(l.notes(), Findings{}) << "nothing was encrypted yet";
    Secured halves; // half a record
    halves.handshake()
        .payload(0, client_hello)
        .payload(1, server_hello)
        .payload(0, unknown_ca.substr(0, 6))
        .payload(0, unknown_ca.substr(6))
        .fin(0)
        .fin(1);
    EXPECT_EQ(halves.faults(), (Findings{"7 cti.tls_alert"}));
    Secured bye;
    bye.handshake().payload(0, client_hello).payload(1, server_hello).payload(1, "\x15\x03\x03\x00\x02\x01\x00"sv).fin(1).fin(0);
    EXPECT_EQ(bye.faults(), Findings{}) << "close_notify";
}

TEST(Connection, TlsHandshakeNeverAnswered)
{
    Secured l;
    l.handshake().payload(0, client_hello).fin(1).fin(0);
    EXPECT_EQ(l.faults(), (Findings{"5 cti.open_unanswered"}));
    EXPECT_HAS(l.fault().sentence, "sent a TLS ClientHello to");
}

TEST(Connection, TlsWithoutKeysIsCoverage)
{
    Secured l;
    l.handshake().payload(0, client_hello).payload(1, server_hello).payload(0, application_data).payload(1, application_data).fin(0).fin(1);
    EXPECT_EQ(l.faults(), Findings{});
    EXPECT_EQ(l.notes(), (Findings{"(4) cti.encrypted"}));
    EXPECT_TRUE(l.connection.info()->coverage.encrypted);
    Secured middle;
    middle.payload(0, "\x8d\x01\x02\x03\x04\x05"sv).payload(1, "\x17\x03\x03\x00\x01\x00"sv);
    EXPECT_TRUE(middle.connection.info()->coverage.encrypted);
    Secured keys;
    keys.handshake().payload(0, client_hello).payload(1, server_hello).payload(0, application_data);
    keys.connection.on_payload(Side::client, {7, keys.now}, bytes("\0\0\0\4"sv), true);
    EXPECT_FALSE(keys.connection.info()->coverage.encrypted);
    EXPECT_EQ(keys.notes(), Findings{});
}

// ---- other protocols

TEST(Connection, TextOnThePort)
{
    Life l;
    l.handshake().payload(0, "hello, is there anybody who can help me today?\n").wait(5 * second).fin(1).fin(0).ack(1);
    EXPECT_EQ(l.faults(), (Findings{"4 cti.foreign_protocol"}));
    EXPECT_EQ(l.fault().sentence,
        "The client (10.1.1.40:50001) sends text on the port, from the SYN on: this is not GED-188; nothing is missing from the capture");
    EXPECT_TRUE(l.connection.info()->coverage.foreign);
    Life pieces;
    pieces.handshake();
    for (const char c : "GET /x HTTP/1.1"sv)
        pieces.payload(0, {&c, 1});
    EXPECT_EQ(pieces.faults(), (Findings{"7 cti.foreign_protocol"}));
    Life banner;
    banner.handshake().payload(1, "SSH-2.0-OpenSSH_9.2p1\r\n").open_request();
    EXPECT_EQ(banner.faults(), (Findings{"4 cti.foreign_protocol"}));
    EXPECT_HAS(banner.fault().sentence, "The server (10.1.1.10:42027) sends SSH");
}

TEST(Connection, ForeignOnlyFromTheSynOn)
{
    Life middle;
    middle.payload(0, "GET /index.html HTTP/1.1\r\n").payload(1, "HTTP/1.1 200 OK\r\n\r\n");
    EXPECT_EQ(middle.faults(), Findings{});
    Life gap;
    gap.handshake();
    gap.next[0] += 50;
    gap.payload(0, "hello, is anybody there?");
    EXPECT_EQ(gap.faults(), Findings{});
    Life read; // text inside a message
    read.handshake().open_request().open_answer().payload(0, "hello, is anybody there?");
    EXPECT_EQ(read.faults(), Findings{});
}

TEST(Connection, TextIsNotForeignToAProtocolOfText)
{
    Life l{client_end, endpoint(10, 2208), PortUse::none, PortUse::plain, text_protocol};
    l.handshake().payload(0, "<ping/>\r\n").payload(1, "what do you mean?\r\n");
    EXPECT_EQ(l.faults(), Findings{});
    Life http{client_end, endpoint(10, 2208), PortUse::none, PortUse::plain, text_protocol};
    http.handshake().payload(0, "GET / HTTP/1.1\r\n\r\n");
    EXPECT_EQ(http.faults(), (Findings{"4 cti.foreign_protocol"}));
}

// ---- coverage by the front end, sizes

TEST(Connection, WhatTheFrontEndCouldNotSee)
{
    Life l;
    l.session();
    EXPECT_TRUE(l.connection.info()->coverage.complete());
    l.rules()->readable = false;
    l.data(0, 10);
    EXPECT_FALSE(l.connection.info()->coverage.framed);
    l.connection.tcp_unknown();
    EXPECT_TRUE(l.connection.info()->coverage.tcp_unknown);
}

TEST(Connection, IsSmall) { EXPECT_LE(sizeof(Connection) + sizeof(ConnectionInfo), 1200u); }

TEST(Capture, OwnsItsConnections)
{
    Capture capture;
    capture.on_frame({1, 5 * second});
    capture.on_frame({2, 4 * second});
    EXPECT_EQ(capture.first(), 5 * second);
    EXPECT_EQ(capture.last(), 5 * second);
    Connection& a = capture.add(protocol, client_end, server_end, PortUse::none, PortUse::plain);
    Connection& b = capture.add(protocol, client_end, secured_end, PortUse::none, PortUse::secured);
    EXPECT_EQ(a.info()->number, 1u);
    EXPECT_EQ(b.info()->number, 2u);
    EXPECT_EQ(capture.connections().size(), 2u);
    EXPECT_EQ(capture.next_session_number(), 1u);
    EXPECT_EQ(capture.next_session_number(), 2u);
    capture.shared<int>() = 7;
    EXPECT_EQ(capture.shared<int>(), 7);
}

} // namespace
