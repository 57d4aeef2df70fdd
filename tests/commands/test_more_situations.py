# SPDX-License-Identifier: GPL-2.0-or-later
"""More situations of the field: GED-188 of Unified CCE and Unified CCX, and the TCP connections that carry it.

As in test_situations.py, what must come out was written down before the program was asked.
"""

import functools
import ipaddress
import struct

import pytest

import test_situations as situations
from frames import ACK, CLIENT, FIN, PSH, RST, SERVER, SYN, Packet  # noqa: I001
from test_situations import CH, CLIENT_A, CLIENT_B, SERVER_A, SERVER_B, SH, E, W, folder
from test_situations import CLOSE, CLOSEC, CONF, FAIL, HB, HBC, OPEN, ged, good

SITUATIONS: dict[str, situations.Situation] = {}
situation = functools.partial(situations.situation, among=SITUATIONS)
scenario = functools.partial(situations.scenario, among=SITUATIONS)
assert folder  # the fixture


def granted(w, port=50001, client=CLIENT_A, server=SERVER_A, server_port=42027, **fields):
    """A session that is open."""
    t = w.tcp(client, port, server, server_port).open()
    t.c(OPEN(**fields))
    t.s(CONF())
    return t


def goodbye(t):
    t.c(CLOSE(99))
    t.s(CLOSEC(99))
    t.cclose()


def refused_syn(w, port, client=CLIENT_A, server=SERVER_A, server_port=42027):
    t = w.tcp(client, port, server, server_port)
    t.send(CLIENT, SYN)
    t.raw(SERVER, RST | ACK, seq=0)


def copied_later(w, span):
    """Two captures merged, one of each end, whose clocks differ by a span in microseconds: in order of time, as mergecap has it."""
    w.packets = sorted(w.packets + [Packet(p.time + span, p.data, p.original) for p in w.packets], key=lambda p: p.time)


def swap(w, *places):
    """The frame at each place and the one behind it change places and times: two interfaces that hand over in their own order."""
    for i in places:
        a, b = w.packets[i], w.packets[i + 1]
        w.packets[i], w.packets[i + 1] = Packet(a.time, b.data, b.original), Packet(b.time, a.data, a.original)


def QUERY(invoke_id, agent):
    return ged(f'QUERY_AGENT_STATE_REQ InvokeID={invoke_id} AgentID="{agent}"')


def QUERYC(invoke_id, agent):
    return ged(f'QUERY_AGENT_STATE_CONF InvokeID={invoke_id} AgentID="{agent}"', side="<")


# ---- two captures in one, and frames out of order

@situation({"cti.refused": W}, complete=True, never=("2 times", "attempts"))
def both_ends_merged_one_refusal(w):
    refused_syn(w, 50001)
    copied_later(w, 50_000)


@situation({"cti.refused": W}, complete=True, says=("no answer to 3 attempts",))
def both_ends_merged_syns_without_answer(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027)
    for wait in (0, 1, 2):
        w.wait(wait)
        t.raw(CLIENT, SYN)
    w.wait(5)
    w.udp("10.9.9.9", 5000, "10.9.9.8", 5001, b"somebody else")
    copied_later(w, 60_000)


@situation({}, complete=True)
def both_ends_merged_whole_session(w):
    good(w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open())
    copied_later(w, 40_000)


@situation({"ged188.heartbeat_lost": W}, says=("3 heartbeats",), never=("[4-9] heartbeats", "2 times"))
def both_ends_merged_lost_heartbeats(w):
    t = granted(w)
    for i in range(3):
        t.c(HB(2 + i))
        w.wait(5)
    t.crst()
    copied_later(w, 40_000)


@situation({"ged188.incompatible_version": E}, never=("2 times",))
def both_ends_merged_refused_version(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN())
    t.s(FAIL(1, 1))
    t.cclose()
    copied_later(w, 40_000)


@situation({"cti.refused": W}, says=("refused by reset",))
def same_syn_again_after_each_reset(w):
    """Windows tries a refused SYN again, half a second later, with the same number."""
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027)
    for _ in range(3):
        t.raw(CLIENT, SYN)
        t.raw(SERVER, RST | ACK, seq=0)
        w.wait(0.5)


@situation({}, complete=False, never=("never answered", "Second OPEN_REQ"))
def answer_captured_before_its_opening(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN(), ack=False)
    t.s(CONF())
    swap(w, 3)  # Wireshark does not read what was acknowledged before it was captured: that has to be said
    t.c(HB(2))
    t.s(HBC(2))
    goodbye(t)


@situation({"ged188.incompatible_version": E}, never=("never answered",))
def refusal_captured_before_its_opening(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN(), ack=False)
    t.s(FAIL(1, 1))
    swap(w, 3)
    t.cclose()


@situation({})
def every_answer_captured_before_its_request(w):
    t = granted(w)
    for i in range(2, 6):
        place = len(w.packets)
        t.c(QUERY(i, 1000 + i), ack=False)
        t.s(QUERYC(i, 1000 + i))
        swap(w, place)
    goodbye(t)


@situation({}, complete=False)
def one_message_in_three_segments_backwards(w):
    t = granted(w)
    data = ged('AGENT_STATE_EVENT AgentState=AGENT_STATE_AVAILABLE AgentID="1001" AgentExtension="3001" AgentInstrument="3001"', side="<")
    for begin, end in ((60, len(data)), (30, 60), (0, 30)):
        t.raw(SERVER, PSH | ACK, data[begin:end], seq=t.seq[SERVER] + begin)
    t.seq[SERVER] += len(data)
    t.cack()
    goodbye(t)


@situation({}, complete=True)
def three_interfaces(w):
    good(w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open())
    w.packets = [Packet(p.time + i * 20, p.data, p.original) for p in w.packets for i in range(3)]


@situation({}, complete=True)
def two_vlan_tags(w):
    good(w.tcp(CLIENT_A, 50001, SERVER_A, 42027, vlan=100).open())
    w.packets = [Packet(p.time, p.data[:12] + b"\x88\xa8\x00\x07" + p.data[12:], p.original + 4) for p in w.packets]


# ---- clocks

@situation({}, never=(r"-\d+ s",))
def clock_set_back_an_hour_in_session(w):
    t = granted(w)
    t.c(HB(2))
    w.wait(-3600)
    t.s(HBC(2))
    w.wait(5)
    t.c(HB(3))
    t.s(HBC(3))
    goodbye(t)


@situation({"ged188.heartbeat_lost": W}, says=("3 heartbeats",))
def clock_set_back_while_heartbeats_are_lost(w):
    t = granted(w)
    t.c(HB(2))
    w.wait(10)
    t.c(HB(3))
    w.wait(-3600)
    t.c(HB(4))
    w.wait(10)
    t.crst()


@situation({}, complete=True)
def nothing_for_three_hours_without_idle_timeout(w):
    t = granted(w, IdleTimeout="0xffffffff")
    w.wait(3 * 3600)
    t.s(ged('AGENT_STATE_EVENT AgentState=AGENT_STATE_AVAILABLE AgentID="1001" AgentExtension="3001" AgentInstrument="3001"', side="<"))
    t.c(HB(2))
    t.s(HBC(2))
    goodbye(t)


# ---- where a capture begins and ends, and what it lacks

@situation({}, complete=False, never=(r"version 2\d",))
def begins_between_opening_and_confirmation(w):
    t = granted(w)
    del w.packets[:5]
    t.c(HB(2))
    t.s(HBC(2))
    goodbye(t)


@situation({"ged188.incompatible_version": E}, complete=False, never=(r"version \d",))
def begins_between_opening_and_refused_version(w):
    """What version the client asked for is not in the capture."""
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN(13))
    t.s(FAIL(1, 1))
    t.cclose()
    del w.packets[:5]


@situation({"ged188.control_failure": W}, complete=False, never=("MAKE_CALL", "SET_AGENT"))
def begins_between_request_and_failure(w):
    t = granted(w)
    t.c(ged('MAKE_CALL_REQ InvokeID=10 AgentInstrument="3001" DialedNumber="1"'))
    del w.packets[:]
    t.s(ged("CONTROL_FAILURE_CONF InvokeID=10 FailureCode=70 PeripheralErrorCode=13036", side="<"))
    t.c(HB(11))
    t.s(HBC(11))
    goodbye(t)


@situation({"ged188.incompatible_version": E}, complete=False, says=("version 24",))
def cut_at_100_bytes_refusal_readable(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN())
    t.s(FAIL(1, 1))
    t.cclose()
    w.packets = [Packet(p.time, p.data[:100], p.original) for p in w.packets]


@situation({}, complete=False)
def cut_at_68_bytes_everything(w):
    t = granted(w)
    for i in range(3):
        t.c(HB(2 + i))
        t.s(HBC(2 + i))
    t.c(ged('MAKE_CALL_REQ InvokeID=10 AgentInstrument="3001" DialedNumber="1"'))
    t.s(ged('MAKE_CALL_CONF InvokeID=10 NewConnectionCallID=5 NewConnectionDeviceID="3001"', side="<"))
    goodbye(t)
    w.packets = [Packet(p.time, p.data[:68], p.original) for p in w.packets]


@situation({}, complete=False)
def heartbeats_answered_and_the_answers_not_captured(w):
    """The client's acknowledgements show that the answers came."""
    t = granted(w)
    for i in range(4):
        t.c(HB(2 + i))
        t.s(HBC(2 + i))
        del w.packets[-2]
        w.wait(15)
    goodbye(t)


@situation({}, complete=False)
def client_heartbeats_not_captured_beyond_idle_timeout(w):
    t = granted(w, IdleTimeout=60)
    for i in range(6):
        w.wait(30)
        t.c(HB(2 + i))
        t.s(HBC(2 + i))
        del w.packets[-4]
    goodbye(t)


@situation({}, says=("No CTI traffic found",))
def only_acknowledgements_in_the_middle(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027)
    for _ in range(4):
        t.cack()
        t.sack()
        w.wait(30)


@situation({"ged188.client_silent": W}, complete=True, says=("IdleTimeout of 60 s",))
def client_silent_until_the_capture_ends(w):
    """The session is open, both directions are captured, and the capture goes on."""
    granted(w, IdleTimeout=60)
    w.wait(300)
    w.udp("10.9.9.9", 5000, "10.9.9.8", 5001, b"somebody else")


@situation({}, complete=True)
def client_silent_for_less_than_its_time_until_the_capture_ends(w):
    granted(w, IdleTimeout=60)
    w.wait(50)
    w.udp("10.9.9.9", 5000, "10.9.9.8", 5001, b"somebody else")


@situation({}, notes=("cti.unanswered_at_end",))
def request_waits_for_a_minute_when_the_capture_ends(w):
    t = granted(w)
    t.c(QUERY(2, 1001))
    w.wait(20)
    t.c(HB(3))
    t.s(HBC(3))
    w.wait(40)
    w.udp("10.9.9.9", 5000, "10.9.9.8", 5001, b"somebody else")


# ---- TCP

@situation({}, complete=False, never=("broke off", "never answered"))
def reset_out_of_the_window_while_a_request_waits(w):
    """RFC 9293, 3.10.7.4: a reset outside of the window is dropped, and the session goes on. Wireshark takes the rest for sent again."""
    t = granted(w)
    t.c(QUERY(2, 1001))
    t.raw(SERVER, RST, seq=t.seq[SERVER] + 0x40000000)
    w.wait(0.2)
    t.s(QUERYC(2, 1001))
    t.c(HB(3))
    t.s(HBC(3))
    goodbye(t)


@situation({}, complete=True)
def fin_sent_twice(w):
    t = granted(w)
    t.c(CLOSE(3))
    t.s(CLOSEC(3))
    t.send(CLIENT, FIN | ACK)
    w.wait(0.3)
    t.raw(CLIENT, FIN | ACK, seq=t.seq[CLIENT] - 1)
    t.send(SERVER, FIN | ACK)
    t.cack()


@situation({}, complete=True)
def client_closes_its_half_and_reads_on(w):
    t = granted(w)
    t.c(CLOSE(3))
    t.send(CLIENT, FIN | ACK)
    t.sack()
    for i in range(3):
        w.wait(1)
        t.s(ged('AGENT_STATE_EVENT AgentState=AGENT_STATE_AVAILABLE AgentID="1001" AgentExtension="3001" AgentInstrument="3001"', side="<"))
    t.s(CLOSEC(3))
    t.send(SERVER, FIN | ACK)
    t.cack()


@situation({}, complete=True)
def challenge_acknowledgement_of_a_session_that_the_server_still_has(w):
    """The client's machine lost power and comes back on the same port (RFC 9293, 3.10.7.4)."""
    t = granted(w, IdleTimeout="0xffffffff")
    w.wait(300)
    n = w.tcp(CLIENT_A, 50001, SERVER_A, 42027, cisn=500000, sisn=700000)
    n.raw(CLIENT, SYN)
    t.raw(SERVER, ACK)
    n.raw(CLIENT, RST, seq=t.seq[CLIENT])
    w.wait(1)
    n.send(CLIENT, SYN)
    n.send(SERVER, SYN | ACK)
    n.cack()
    good(n)


@situation({"cti.session_lost": W}, says=("1 heartbeat without answer", "2 refused connections"))
def server_restarts_resets_then_refuses_then_takes(w):
    t = granted(w)
    t.c(HB(2))
    t.s(HBC(2))
    w.wait(30)
    t.send(CLIENT, PSH | ACK, HB(3))
    t.raw(SERVER, RST)
    for i in range(2):
        w.wait(5)
        refused_syn(w, 50002 + i)
    w.wait(5)
    good(w.tcp(CLIENT_A, 50010, SERVER_A, 42027).open())


@situation({"cti.refused": W}, complete=True, says=(r"\[2001:db8::10\]:42027",), never=(r"10\.0\.0\.10:42027, 2 times",))
def refused_on_ipv6_good_on_ipv4(w):
    refused_syn(w, 50001, "2001:db8::2", "2001:db8::10")
    good(w.tcp(CLIENT_A, 50002, SERVER_A, 42027).open())


@situation({"ged188.heartbeat_lost": W}, says=(r"2001:db8::2 \(Desk\)", r"\[2001:db8::10\]:42027", "3 heartbeats"))
def heartbeats_lost_on_ipv6(w):
    t = granted(w, 50001, "2001:db8::2", "2001:db8::10")
    for i in range(3):
        t.c(HB(2 + i))
        w.wait(5)
    t.crst()


@situation({"cti.refused": W}, says=("150 clients: Connection refused", "and 142 more"))
def refused_150_clients(w):
    for i in range(150):
        refused_syn(w, 50001, f"10.1.0.{i + 1}")
        w.wait(0.01)


@situation({"cti.refused": [W, W]}, says=("refused by reset", "no answer to 3 attempts"))
def one_client_refused_at_a_and_not_answered_at_b(w):
    refused_syn(w, 50001)
    t = w.tcp(CLIENT_A, 50002, SERVER_B, 43027)
    for wait in (1, 1, 2):
        w.wait(wait)
        t.raw(CLIENT, SYN)
    w.wait(4)
    w.udp("10.9.9.9", 5000, "10.9.9.8", 5001, b"somebody else")


@situation({}, complete=True)
def monitor_opens_says_goodbye_and_resets(w):
    """The guide's advice: linger with time 0, so that a session ends with a reset."""
    for i in range(5):
        t = granted(w, 50001 + i, "10.0.0.250")
        t.c(CLOSE(2))
        t.s(CLOSEC(2))
        t.crst()
        w.wait(60)


@situation({"cti.tls_alert": W}, says=("10.0.0.10:42030",))
def secured_port_fails_and_the_plain_one_serves(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42030).open()
    t.c(CH)
    t.s(SH)
    t.c(b"\x15\x03\x03\x00\x02\x02\x30")
    t.cclose()
    good(w.tcp(CLIENT_A, 50002, SERVER_A, 42027).open())


@situation({}, complete=False, never=("(?i)alert", "refused"))
def certificate_check_of_a_monitor(w):
    """It takes the certificate and goes."""
    for i in range(3):
        t = w.tcp("10.0.0.250", 50001 + i, SERVER_A, 42030).open()
        t.c(CH)
        t.s(SH + b"\x17\x03\x03\x00\x40" + bytes(64))
        t.cclose()
        w.wait(60)


@situation({}, complete=False)
def bytes_of_no_known_protocol(w):
    """Nothing of it can be read, and so nothing of it is right."""
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(bytes.fromhex("f3a1e90d77b2c4d8119e0a5b6c7d8e9fa0b1c2d3e4f5061728394a5b6c7d8e9f"))
    w.wait(0.1)
    t.sclose()


@situation({"cti.foreign_protocol": W}, says=("10.0.0.66",), never=(r"\(Desk\): ",))
def scanner_beside_a_good_session(w):
    t = granted(w)
    s = w.tcp("10.0.0.66", 40001, SERVER_A, 42027).open()
    s.c(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    s.sclose()
    w.tcp("10.0.0.66", 40002, SERVER_A, 42027).open().crst()
    t.c(HB(2))
    t.s(HBC(2))
    goodbye(t)


# ---- who: several clients, servers, applications

@situation({"ged188.incompatible_version": E}, says=(r"10\.0\.0\.2 \(Old\)", "version 13"), never=(r"\(New\):",))
def two_applications_behind_one_address(w):
    """NAT: what tells them apart is the ClientID."""
    t = w.tcp(CLIENT_A, 61001, SERVER_A, 42027).open()
    t.c(ged('OPEN_REQ InvokeID=1 VersionNumber=13 ClientID="Old" ClientPassword=""', 13))
    u = w.tcp(CLIENT_A, 61002, SERVER_A, 42027).open()
    u.c(ged('OPEN_REQ InvokeID=1 VersionNumber=24 ClientID="New" ClientPassword=""'))
    u.s(CONF())
    t.s(ged("FAILURE_CONF InvokeID=1 Status=1", 13, "<"))
    t.crst()
    goodbye(u)


@situation({"cti.reconnect_loop": W})
def two_instances_behind_one_address_both_in_a_loop(w):
    for i in range(5):
        a = granted(w, 61001 + i)
        w.wait(0.2)
        b = granted(w, 62001 + i)
        w.wait(0.2)
        a.srst()
        w.wait(0.2)
        b.srst()
        w.wait(5)


@situation({"ged188.heartbeat_lost": W}, says=(r"\(Two\): Heartbeat lost",), never=(r"\(One\): ",))
def one_of_two_sessions_of_an_address_loses_heartbeats(w):
    sessions = []
    for i, name in enumerate(("One", "Two")):
        t = w.tcp(CLIENT_A, 50001 + i, SERVER_A, 42027).open()
        t.c(ged(f'OPEN_REQ InvokeID=1 VersionNumber=24 ClientID="{name}" ClientPassword=""'))
        t.s(CONF())
        sessions.append(t)
    one, two = sessions
    for i in range(3):
        one.c(HB(2 + i))
        one.s(HBC(2 + i))
        two.c(HB(2 + i))
        w.wait(15)
    two.crst()
    goodbye(one)


@situation({"ged188.incompatible_version": [E, E]}, says=("version 25", "version 24"), never=("version 23, which",))
def version_walks_down_until_it_fits(w):
    for i, version in enumerate((25, 24)):
        t = w.tcp(CLIENT_A, 50001 + i, SERVER_A, 42027).open()
        t.c(OPEN(version))
        t.s(FAIL(1, 1))
        t.crst()
        w.wait(1)
    t = w.tcp(CLIENT_A, 50010, SERVER_A, 42027).open()
    t.c(OPEN(23))
    t.s(ged("OPEN_CONF InvokeID=1 PeripheralOnline=1", 23, "<"))
    t.c(CLOSE(2))
    t.s(CLOSEC(2))
    t.cclose()


@situation({"ged188.incompatible_version": E, "ged188.heartbeat_lost": W}, says=("3 heartbeats",))
def lower_version_on_the_same_connection_then_heartbeats_lost(w):
    """The session is granted in the end: its heartbeats are due."""
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN(25))
    t.s(FAIL(1, 1))
    w.wait(1)
    t.c(ged('OPEN_REQ InvokeID=2 VersionNumber=24 ClientID="Desk" ClientPassword=""'))
    t.s(ged("OPEN_CONF InvokeID=2 PeripheralOnline=1 SessionType=1", side="<"))
    for i in range(3):
        w.wait(15)
        t.c(HB(3 + i))
    w.wait(5)
    t.crst()


@situation({"ged188.failure": E}, says=("E_CTI_INVALID_PASSWORD",), never=("2 times", "loop"))
def wrong_password_then_the_right_one(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN())
    t.s(FAIL(1, 36))
    t.crst()
    w.wait(20)
    good(w.tcp(CLIENT_A, 50002, SERVER_A, 42027).open())


@situation({"cti.open_unanswered": E}, says=(r"at 10\.0\.0\.10:42027",), never=(r"never answered, at 10\.0\.0\.11",))
def side_a_silent_side_b_serves(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN())
    w.wait(30)
    t.crst()
    good(w.tcp(CLIENT_A, 50002, SERVER_B, 43027).open())


@situation({"cti.refused": W, "ged188.standby": W}, never=("Client connects in a loop",))
def client_walks_between_a_stopped_side_and_a_standby(w):
    for i in range(4):
        refused_syn(w, 50001 + i)
        w.wait(5)
        t = w.tcp(CLIENT_A, 51001 + i, SERVER_B, 43027).open()
        t.c(OPEN())
        t.s(FAIL(1, 107))
        t.crst()
        w.wait(15)


# ---- sessions that are not granted

@situation({"ged188.maintenance": W}, says=("sessions in a loop",), never=("Nothing wrong",))
def refused_for_maintenance_again_and_again(w):
    for i in range(5):
        t = w.tcp(CLIENT_A, 50001 + i, SERVER_A, 42027).open()
        t.c(OPEN())
        t.s(FAIL(1, 110))
        t.crst()
        w.wait(10)


@situation({"ged188.failure": E}, says=("OPEN_REQ", "version 20"), never=("the session was opened with",))
def opening_with_a_tag_that_its_version_lacks(w):
    """Status 49 to OPEN_REQ: there is no session that was opened."""
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN(20))
    t.s(ged("FAILURE_CONF InvokeID=1 Status=49", 20, "<"))
    t.crst()


@situation({"ged188.failure": E}, says=("sessions in a loop",))
def opening_with_a_tag_that_its_version_lacks_in_a_loop(w):
    for i in range(4):
        t = w.tcp(CLIENT_A, 50001 + i, SERVER_A, 42027).open()
        t.c(OPEN(20))
        t.s(ged("FAILURE_CONF InvokeID=1 Status=49", 20, "<"))
        t.crst()
        w.wait(10)


@situation({"ged188.failure": W}, says=("E_CTI_DEVICE_IN_USE", "sessions in a loop", "4 times"))
def phone_held_by_another_client_in_a_loop(w):
    for i in range(4):
        t = w.tcp(CLIENT_A, 50001 + i, SERVER_A, 42027).open()
        t.c(OPEN())
        t.s(FAIL(1, 10))
        t.crst()
        w.wait(10)


@situation({"ged188.failure": E}, says=("E_CTI_INVALID_TIMEOUT", "20 seconds"), never=("119",))
def idle_timeout_too_short(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN(IdleTimeout=10))
    t.s(FAIL(1, 18))
    t.crst()


@situation({"ged188.failure": E}, says=("undocumented status", "999"))
def undocumented_status_to_the_opening(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN())
    t.s(FAIL(1, 999))
    t.crst()


@situation({"ged188.server_offline": E}, says=("sessions in a loop",))
def server_offline_to_every_opening(w):
    for i in range(4):
        t = w.tcp(CLIENT_A, 50001 + i, SERVER_A, 42027).open()
        t.c(OPEN())
        t.s(FAIL(1, 15))
        t.crst()
        w.wait(10)


@situation({}, notes=("ged188.slow_response",), never=("never answered",))
def client_closes_its_half_just_before_a_late_confirmation(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN())
    w.wait(6)
    t.send(CLIENT, FIN | ACK)
    w.wait(1)
    t.s(CONF())
    t.send(SERVER, FIN | ACK)
    t.cack()


# ---- sessions that are

@situation({}, complete=True)
def requests_sent_before_the_confirmation(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN())
    t.c(QUERY(2, 1001))
    t.c(HB(3))
    t.s(CONF())
    t.s(QUERYC(2, 1001))
    t.s(HBC(3))
    goodbye(t)


@situation({}, complete=True)
def invoke_id_always_the_same(w):
    t = granted(w)
    for i in range(4):
        t.c(QUERY(1, 1001 + i))
        t.s(QUERYC(1, 1001 + i))
    goodbye(t)


@situation({}, complete=True)
def invoke_id_wraps(w):
    t = granted(w)
    ids = ("0xfffffffe", "0xffffffff", 0, 1)
    for i in ids:
        t.c(QUERY(i, 1001))
    for i in ids:
        t.s(QUERYC(i, 1001))
    goodbye(t)


@situation({}, notes=("ged188.invoke_id_reused",))
def heartbeat_takes_the_invoke_id_of_a_request_that_waits(w):
    t = granted(w)
    t.c(QUERY(5, 1001))
    t.c(HB(5))
    t.s(HBC(5))
    t.s(QUERYC(5, 1001))
    goodbye(t)


@situation({}, complete=True)
def list_in_several_confirmations(w):
    t = granted(w)
    t.c(ged("LIST_AGENT_TEAM_REQ InvokeID=7 SupervisorID=5"))
    for segment, more in ((1, 1), (2, 1), (3, 0)):
        t.s(ged(f"LIST_AGENT_TEAM_CONF InvokeID=7 NumberOfAgentTeams=1 SegmentNumber={segment} More={more} TeamID={segment}", side="<"))
    goodbye(t)


@situation({}, complete=True)
def two_recording_servers_answer_one_request(w):
    """ServerMode parallel: every server gets the request, and all of their answers come back."""
    t = granted(w)
    t.c(ged('START_RECORDING_REQ InvokeID=7 ConnectionCallID=77 ConnectionDeviceID="3001" AgentExtension="3001"'))
    for session in (1, 2):
        t.s(ged(f"START_RECORDING_CONF InvokeID=7 SessionID={session}", side="<"))
    goodbye(t)


@situation({}, complete=True, says=("confirmed by the standby side",))
def standby_session_that_the_client_asked_for(w):
    """Protocol 24 with CTI_SERVICE_ACTIVE_STANDBY: a client stays connected to both sides, and that is right."""
    services = "CTI_SERVICE_ALL_EVENTS|CTI_SERVICE_ACTIVE_STANDBY"
    t = w.tcp(CLIENT_A, 50001, SERVER_B, 43027).open()
    t.c(OPEN(ServicesRequested=services))
    t.s(ged(f"OPEN_CONF InvokeID=1 ServicesGranted={services} PeripheralOnline=1 SessionType=2", side="<"))
    for i in range(3):
        w.wait(30)
        t.c(HB(2 + i))
        t.s(HBC(2 + i))
    t.s(ged("STANDBY_ACTIVE_EVENT_MSG", side="<"))
    goodbye(t)


@situation({"ged188.server_offline": E}, says=("3 times",))
def heartbeats_answered_with_failure(w):
    t = granted(w)
    for i in range(3):
        w.wait(15)
        t.c(HB(2 + i))
        t.s(FAIL(2 + i, 15))
    t.crst()


@situation({"ged188.server_offline": E}, never=("never answered",))
def server_goes_offline_and_refuses_what_comes(w):
    t = granted(w)
    t.s(ged("FAILURE_EVENT Status=15", side="<"))
    for i in range(3):
        t.c(QUERY(5 + i, 1001))
        t.s(FAIL(5 + i, 15))
    t.c(ged("CLOSE_REQ InvokeID=20 Status=15"))
    t.s(CLOSEC(20))
    t.cclose()


@situation({"ged188.server_silent": W}, complete=False)
def client_gives_up_at_the_begin_of_the_capture(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027)
    t.c(ged("CLOSE_REQ InvokeID=20 Status=16"))
    w.wait(5)
    t.crst()


@situation({"ged188.failure": [E, E]}, says=("device 3001", "device 3002", "E_CTI_INVALID_DEVICE"))
def monitors_of_two_devices_fail(w):
    t = granted(w)
    for i in (1, 2):
        t.c(ged(f'MONITOR_START_REQ InvokeID={i + 1} MonitoredDeviceType=0 MonitoredDeviceID="300{i}"'))
        t.s(FAIL(i + 1, 87))
    goodbye(t)


@situation({"ged188.control_failure": W}, says=("agent 1001",), never=("2 times",))
def agent_login_fails_then_succeeds(w):
    t = granted(w)
    for i in (10, 11):
        t.c(ged(f'SET_AGENT_STATE_REQ InvokeID={i} AgentState=AGENT_STATE_LOGIN AgentInstrument="3001" AgentID="1001"'))
        if i == 10:
            t.s(ged("CONTROL_FAILURE_CONF InvokeID=10 FailureCode=257", side="<"))
            w.wait(20)
    t.s(ged("SET_AGENT_STATE_CONF InvokeID=11", side="<"))
    goodbye(t)


@situation({"ged188.control_failure": [W, W]}, says=(r"10\.0\.0\.2", r"10\.0\.0\.3"))
def one_agent_fails_at_two_desktops(w):
    for client in (CLIENT_A, CLIENT_B):
        t = granted(w, 50001, client)
        t.c(ged('SET_AGENT_STATE_REQ InvokeID=10 AgentState=AGENT_STATE_LOGIN AgentInstrument="3001" AgentID="1001"'))
        t.s(ged("CONTROL_FAILURE_CONF InvokeID=10 FailureCode=257", side="<"))
        goodbye(t)


@situation({"ged188.failure": E}, notes=("ged188.partial_grant",))
def service_not_granted_is_used(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN(ServicesRequested="CTI_SERVICE_ALL_EVENTS|CTI_SERVICE_CLIENT_CONTROL"))
    t.s(ged("OPEN_CONF InvokeID=1 ServicesGranted=CTI_SERVICE_ALL_EVENTS PeripheralOnline=1 SessionType=1", side="<"))
    t.c(ged('MAKE_CALL_REQ InvokeID=10 AgentInstrument="3001" DialedNumber="1"'))
    t.s(FAIL(10, 12))
    goodbye(t)


@situation({"ged188.failure": W}, says=("FAILURE_EVENT", "E_CTI_NAMED_VARIABLE_NOT_CONFIGURED"), never=("OPEN_REQ failed", "OPEN_REQ for"))
def variable_deleted_while_in_use(w):
    t = granted(w)
    t.s(ged("FAILURE_EVENT Status=67", side="<"))
    t.c(HB(2))
    t.s(HBC(2))
    goodbye(t)


@situation({}, complete=True)
def configuration_with_updates_behind_it(w):
    t = granted(w)
    t.c(ged("CONFIG_REQUEST_KEY_EVENT"))
    t.s(ged("CONFIG_KEY_EVENT", side="<"))
    t.c(ged("CONFIG_REQUEST_EVENT"))
    t.s(ged("CONFIG_BEGIN_EVENT", side="<"))
    for i in range(20):
        t.s(ged(f'CONFIG_AGENT_EVENT RecordType=1 FltPeripheralID=5000 LoginID="10{i:02}"', side="<"))
        if i == 7:
            t.c(HB(7))
            t.s(HBC(7))
    t.s(ged("CONFIG_END_EVENT", side="<"))
    for _ in range(2):
        w.wait(10)
        t.s(ged("CONFIG_BEGIN_EVENT", side="<"))
        t.s(ged('CONFIG_AGENT_EVENT RecordType=1 FltPeripheralID=5000 LoginID="1001"', side="<"))
        t.s(ged("CONFIG_END_EVENT", side="<"))
    goodbye(t)


# ---- what is sent again, and holes

@situation({}, complete=True)
def two_segments_sent_again_as_one(w):
    t = granted(w)
    data = QUERYC(2, 1001)
    t.c(QUERY(2, 1001))
    t.raw(SERVER, ACK, data[:20])
    w.wait(0.3)
    t.s(data)
    goodbye(t)


@situation({}, complete=False, never=("never answered", "without HEARTBEAT_CONF"))
def answer_lost_by_the_capture_and_sent_again_behind_the_next(w):
    t = granted(w)
    t.c(HB(2))
    t.c(QUERY(3, 1001))
    late = HBC(2)
    begin = t.seq[SERVER]
    t.seq[SERVER] += len(late)
    t.s(QUERYC(3, 1001), ack=False)
    t.raw(CLIENT, ACK, ack=begin)
    w.wait(0.3)
    t.raw(SERVER, PSH | ACK, late, seq=begin)
    t.cack()
    t.c(HB(4))
    t.s(HBC(4))
    goodbye(t)


@situation({}, complete=False, never=("never answered", "silent for"))
def hole_of_two_hours(w):
    """Two captures of one session, one behind the other, and heartbeats in between that nobody captured."""
    t = granted(w, IdleTimeout=60)
    begin = len(w.packets)
    for i in range(3):
        t.c(HB(2 + i))
        t.s(HBC(2 + i))
        w.wait(2400)
    t.c(QUERY(9, 1001))
    del w.packets[begin:]
    t.s(QUERYC(9, 1001))
    t.c(HB(10))
    t.s(HBC(10))
    goodbye(t)


@situation({}, complete=True, says=(r"10\.0\.0\.2:42027 -> 10\.0\.0\.10:42027",))
def both_ports_are_the_servers(w):
    good(w.tcp(CLIENT_A, 42027, SERVER_A, 42027).open())


@situation({}, complete=False, says=(r"10\.0\.0\.2:42027 -> 10\.0\.0\.10:42027",))
def both_ports_are_the_servers_from_the_middle(w):
    t = w.tcp(CLIENT_A, 42027, SERVER_A, 42027)
    t.s(ged("SYSTEM_EVENT SystemEventID=SYS_CTI_SERVER_ONLINE", side="<"))
    t.c(HB(3))
    t.s(HBC(3))


@situation({}, complete=True)
def answer_to_the_second_syn_only(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027)
    t.send(CLIENT, SYN)
    w.wait(1)
    t.raw(CLIENT, SYN, seq=1000)
    w.wait(0.2)
    t.send(SERVER, SYN | ACK)
    t.cack()
    good(t)


# ---- how sessions end, and begin again

@situation({"ged188.heartbeat_lost": W}, says=("Heartbeat lost, at 10.0.0.10:42027, 12 times", "sessions in a loop"))
def every_session_dies_of_lost_heartbeats(w):
    """The loop follows from the heartbeats: a client that loses its server connects again."""
    for i in range(4):
        t = granted(w, 50001 + i)
        for j in range(3):
            t.c(HB(2 + j))
            w.wait(5)
        t.crst()
        w.wait(10)


@situation({"cti.session_lost": W}, says=("4 times", "sessions in a loop"))
def every_session_is_reset_with_a_request_open(w):
    for i in range(4):
        t = granted(w, 50001 + i)
        t.c(QUERY(2, 1001))
        w.wait(0.3)
        t.srst()
        w.wait(10)


@situation({"ged188.client_silent": W}, says=("4 times", "sessions in a loop"))
def every_session_ends_for_the_idle_timeout(w):
    for i in range(4):
        t = granted(w, 50001 + i, IdleTimeout=20)
        w.wait(21)
        t.srst()
        w.wait(10)


@situation({"ged188.heartbeat_lost": W}, never=("broke off: reset by the server",))
def two_heartbeats_lost_then_the_server_resets(w):
    t = granted(w)
    for i in range(2):
        t.c(HB(2 + i))
        w.wait(15)
    t.srst()


@situation({"ged188.heartbeat_lost": W}, says=("2 heartbeats",), notes=("ged188.slow_response",))
def heartbeats_answered_all_at_once_after_a_stall(w):
    t = granted(w)
    for i in range(3):
        t.c(HB(2 + i))
        w.wait(15)
    for i in range(3):
        t.s(HBC(2 + i))
    goodbye(t)


@situation({}, complete=True)
def server_closes_and_the_client_sends_one_more_heartbeat(w):
    t = granted(w)
    w.wait(10)
    t.send(SERVER, FIN | ACK)
    t.cack()
    w.wait(5)
    t.send(CLIENT, PSH | ACK, HB(2))
    t.raw(SERVER, RST)


@situation({"ged188.failure": E}, says=("E_CTI_INVALID_PASSWORD",), never=("SESSION_NOT_OPEN", "2 times"))
def requests_after_a_refused_opening(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN())
    t.s(FAIL(1, 36))
    for i in range(3):
        t.c(QUERY(2 + i, 1001))
        t.s(FAIL(2 + i, 4))
    t.crst()


@situation({"ged188.failure": E}, says=("E_CTI_SESSION_NOT_OPEN", "QUERY_AGENT_STATE_REQ"), notes=("ged188.width_guessed",))
def request_without_any_opening(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(QUERY(2, 1001))
    t.s(FAIL(2, 4))
    t.crst()


@situation({"ged188.server_offline": E}, says=("client closes the session",))
def client_says_that_the_server_is_offline(w):
    t = granted(w)
    t.c(ged("CLOSE_REQ InvokeID=5 Status=15"))
    t.s(CLOSEC(5))
    t.cclose()


@situation({}, complete=True, notes=("ged188.unanswered",))
def reset_instead_of_an_answer_to_the_goodbye(w):
    t = granted(w)
    t.c(CLOSE(3))
    t.srst()


@situation({"ged188.failure": W}, says=("E_CTI_CLIENT_NOT_FOUND", "Supervisor7"))
def message_to_a_client_that_is_not_there(w):
    t = granted(w)
    t.c(ged('USER_MESSAGE_REQ InvokeID=5 Distribution=DISTRIBUTE_TO_CLIENT ClientID="Supervisor7" Text="hello"'))
    t.s(FAIL(5, 63))
    goodbye(t)


@situation({"ged188.failure": E}, says=("10 times",))
def one_request_refused_ten_times(w):
    t = granted(w)
    for i in range(10):
        t.c(QUERY(2 + i, 1001))
        t.s(FAIL(2 + i, 8))
        w.wait(10)
    goodbye(t)


@situation({}, notes=("ged188.other_session_lost",), says=("2 clients|Fin1", "Fin2"))
def sessions_of_others_end_for_two_reasons(w):
    t = granted(w)
    for name, status in (("Fin1", 37), ("Fin2", 16), ("Fin3", 0)):
        t.s(ged(f'CLIENT_SESSION_CLOSED_EVENT SessionID=5 Status={status} ClientID="{name}" ClientAddress="10.0.0.9"', side="<"))
    goodbye(t)


# ---- others on the port

@situation({"cti.foreign_protocol": W}, says=("SIP", "6 times"))
def sip_options_of_a_load_balancer(w):
    for i in range(6):
        t = w.tcp("10.0.0.250", 51000 + i, SERVER_A, 42027).open()
        t.c(b"OPTIONS sip:10.0.0.10 SIP/2.0\r\nContent-Length: 0\r\n\r\n")
        t.sclose()
        w.wait(30)


@situation({"cti.foreign_protocol": [W, W], "cti.tls_unexpected": W}, says=("HTTP", "SSH"))
def scanner_with_three_protocols(w):
    for i, data in enumerate((b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"SSH-2.0-scan\r\n", CH)):
        t = w.tcp("10.0.0.66", 40001 + i, SERVER_A, 42027).open()
        t.c(data)
        w.wait(0.1)
        t.srst()
        w.wait(1)


@situation({"cti.open_unanswered": E}, says=("ClientHello", "10.0.0.10:42030"))
def tls_hello_that_the_secured_port_never_answers(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42030).open()
    t.c(CH)
    w.wait(30)
    t.cclose()


@situation({"ged188.incompatible_version": E}, complete=False, says=("TLS without keys",))
def tls_that_works_beside_a_refused_version_in_clear(w):
    s = w.tcp(CLIENT_A, 50001, SERVER_A, 42030).open()
    s.c(CH)
    s.s(SH)
    s.c(b"\x17\x03\x03\x00\x40" + bytes(64))
    s.s(b"\x17\x03\x03\x00\x40" + bytes(64))
    t = w.tcp(CLIENT_B, 50001, SERVER_A, 42027).open()
    t.c(OPEN())
    t.s(FAIL(1, 1))
    t.crst()
    s.cclose()


@situation({"cti.refused": W}, says=("42030",), never=("(?i)password",))
def secured_port_refused(w):
    refused_syn(w, 50001, server_port=42030)


@situation({"ged188.failure": E}, says=("E_CTI_INVALID_PERIPHERAL_ID", "Config"), never=("Desk\\) ?: Request",))
def one_of_two_applications_names_a_wrong_peripheral(w):
    t = granted(w)
    u = w.tcp(CLIENT_A, 50002, SERVER_A, 42027).open()
    u.c(ged('OPEN_REQ InvokeID=1 VersionNumber=24 PeripheralID=4711 ClientID="Config" ClientPassword=""'))
    u.s(FAIL(1, 7))
    u.crst()
    goodbye(t)


# ---- one event, told several times

def CALL_FAILED(monitor, call):
    return ged(f'CALL_FAILED_EVENT MonitorID={monitor} ConnectionCallID={call} EventCause=CEC_BUSY ConnectionDeviceID="3001" '
               'FailingDeviceID="0611000"', side="<")


@situation({"ged188.call_failed": W}, never=("2 times",))
def failed_call_told_to_two_monitors(w):
    """A client with several monitors that fit gets an event once per monitor."""
    t = granted(w)
    t.s(CALL_FAILED(1, 77))
    t.s(CALL_FAILED(2, 77))
    goodbye(t)


@situation({"ged188.call_failed": W}, says=("2 times",))
def two_calls_fail_alike(w):
    t = granted(w)
    t.s(CALL_FAILED(1, 77))
    w.wait(60)
    t.s(CALL_FAILED(1, 78))
    goodbye(t)


def FORCED(state, code, agent=1001, monitor=0, group=1):
    return ged(f'AGENT_STATE_EVENT MonitorID={monitor} AgentState=AGENT_STATE_{state} EventReasonCode={code} SkillGroupNumber={group} '
               f'AgentID="{agent}" AgentExtension="3001" AgentInstrument="3001"', side="<")


@situation({"ged188.agent_state_forced": W}, says=("1001",), never=("2 times",))
def forced_logout_told_to_two_monitors(w):
    t = granted(w)
    t.s(FORCED("LOGOUT", 50002, monitor=1))
    t.s(FORCED("LOGOUT", 50002, monitor=2))
    goodbye(t)


@situation({"ged188.agent_state_forced": W}, says=("1001",), never=("2 times",))
def forced_logout_in_two_steps(w):
    """Reason 50002 puts the agent Not Ready and then logs him out: one component failed, once."""
    t = granted(w)
    t.s(FORCED("AVAILABLE", 0))
    t.s(FORCED("NOT_READY", 50002))
    w.wait(60)
    t.s(FORCED("LOGOUT", 50002))
    goodbye(t)


@situation({"ged188.agent_state_forced": W}, says=("2 times",))
def agent_forced_out_twice_in_a_shift(w):
    t = granted(w)
    for _ in range(2):
        t.s(FORCED("AVAILABLE", 0))
        t.s(FORCED("LOGOUT", 50002))
        w.wait(60)
        t.c(HB(2))
        t.s(HBC(2))
    goodbye(t)


@situation({"ged188.agent_state_forced": W}, says=("3 in all: 1001, 1002, 1003", "3 times"))
def three_agents_forced_out_by_each_skill_group(w):
    t = granted(w)
    for agent in (1001, 1002, 1003):
        for group in (1, 2, 3):
            t.s(FORCED("LOGOUT", 50003, agent, group=group))
    goodbye(t)


# ---- components of the peripheral gateway

def SYSTEM(event, status="0", argument=0, text=""):
    return ged(f"SYSTEM_EVENT PGStatus={status} SystemEventID={event} SystemEventArg1={argument} {text}", side="<")


@situation({"ged188.pg_impaired": W}, says=("3 times", "It ended at"))
def peripheral_goes_and_comes_three_times(w):
    t = granted(w, PeripheralID="0xffffffff")
    for _ in range(3):
        t.s(SYSTEM("SYS_PERIPHERAL_OFFLINE", "PGS_PERIPHERAL_OFFLINE", 5000))
        w.wait(20)
        t.s(SYSTEM("SYS_PERIPHERAL_ONLINE", "0", 5000))
        w.wait(20)
        t.c(HB(2))
        t.s(HBC(2))
    goodbye(t)


@situation({"ged188.pg_impaired": [W, W]}, says=("Central Controller", "Peripheral 5001"))
def two_components_down_one_after_the_other(w):
    t = granted(w, PeripheralID="0xffffffff")
    t.s(SYSTEM("SYS_CENTRAL_CONTROLLER_OFFLINE", "PGS_CC_DOWN"))
    w.wait(5)
    t.s(SYSTEM("SYS_PERIPHERAL_OFFLINE", "PGS_CC_DOWN|PGS_PERIPHERAL_OFFLINE", 5001))
    goodbye(t)


@situation({"ged188.device_out_of_service": [W, W]}, says=("3001", "3002", "It ended at", "Nothing in the capture says that it ended"))
def two_phones_out_of_service_one_comes_back(w):
    t = granted(w)
    t.s(SYSTEM("SYS_INSTRUMENT_OUT_OF_SERVICE", "0", 5000, 'Text="3001"'))
    t.s(SYSTEM("SYS_INSTRUMENT_OUT_OF_SERVICE", "0", 5000, 'Text="3002"'))
    w.wait(10)
    t.s(SYSTEM("SYS_INSTRUMENT_BACK_IN_SERVICE", "0", 5000, 'Text="3001"'))
    goodbye(t)


# ---- Unified CCX

UCCX = '''tcp a c:50001 s:12028
a dialect ged188 version=17 uccx
a acks on
a > OPEN_REQ InvokeID=1 VersionNumber=17 ClientID="Desk" ClientPassword=""
'''

scenario("uccx_idle_timeout_not_valid", {"ged188.failure": E}, UCCX + '''
a < FAILURE_CONF InvokeID=1 Status=18
a reset
''', says=("119 seconds",), never=(r"\bPG\b", "4 x"))

scenario("uccx_refusal_says_why", {"ged188.failure": E}, UCCX + '''
a < FAILURE_CONF InvokeID=1 Status=17 Text="No licence left"
a reset
''', says=("No licence left",), never=(r"\bPG\b",))

scenario("uccx_standby_node_then_the_other", {"ged188.standby": W}, UCCX + '''
a < FAILURE_CONF InvokeID=1 Status=92
a reset
wait 1
tcp b c:50002 s2:12028
b dialect ged188 version=17 uccx
b > OPEN_REQ InvokeID=1 VersionNumber=17 ClientID="Desk" ClientPassword=""
b < OPEN_CONF InvokeID=1 UnifiedCCXOnline=1
b > CLOSE_REQ
b < CLOSE_CONF
b close
''', says=("other node",), never=(r"\bPG\b", "active side", "0x02000000"))

scenario("uccx_on_the_port_of_unified_cce", {"ged188.standby": W}, '''
tcp a c:50001 s:42027
a dialect ged188 version=17 uccx
a > OPEN_REQ InvokeID=1 VersionNumber=17 PeripheralID=0 ClientID="Desk" ClientPassword=""
a < FAILURE_CONF InvokeID=1 Status=92
a reset
''', says=("E_CTI_SERVER_NOT_MASTER|standby node",), never=(r"\bPG\b", "undocumented"))

scenario("uccx_engine_fails_over_and_agents_go", {"ged188.agent_state_forced": W}, UCCX + '''
a < OPEN_CONF InvokeID=1 UnifiedCCXOnline=1
a < AGENT_STATE_EVENT AgentState=AGENT_STATE_LOGOUT EventReasonCode=32764 AgentID="ag1" AgentExtension="3001" AgentInstrument="3001"
a < AGENT_STATE_EVENT AgentState=AGENT_STATE_LOGOUT EventReasonCode=32764 AgentID="ag2" AgentExtension="3002" AgentInstrument="3002"
a > CLOSE_REQ
a < CLOSE_CONF
a close
''', says=("2 in all: ag1, ag2",), never=(r"\bPG\b",))

scenario("uccx_heartbeats_lost", {"ged188.heartbeat_lost": W}, UCCX + '''
a < OPEN_CONF InvokeID=1 UnifiedCCXOnline=1
a beats 4 times, 20 s apart
a reset
''', says=("4 heartbeats",), never=("cti.session_lost",))


# ---- captures of different times in one file, or a ring buffer of which files are missing

scenario("the_capture_pauses_behind_a_question", {}, '''
tcp a c:50001 s:42027
a acks on
a dialect ged188 version=24
a > OPEN_REQ InvokeID=1 VersionNumber=24 ClientID="Desk" ClientPassword=""
wait 18000
b is granted a session c2:50002 s:42027
b says goodbye
''', complete=False, says=("open when the capture paused", "1 of 2 connections"), never=("never answered", "without answer"))

scenario("the_capture_pauses_and_the_client_is_not_heard_again", {}, '''
tcp a c:50001 s:42027
a dialect ged188 version=24
a > OPEN_REQ InvokeID=1 VersionNumber=24 IdleTimeout=60 ClientID="Desk" ClientPassword=""
a < OPEN_CONF InvokeID=1 PeripheralOnline=1 SessionType=1
a > QUERY_AGENT_STATE_REQ InvokeID=2 PeripheralID=5000 AgentID="1001"
wait 7200
b is granted a session c2:50002 s:42027
b says goodbye
''', complete=False, says=("open when the capture paused",), never=("silent", "without answer"))

scenario("nobody_answers_and_then_the_capture_pauses", {"cti.open_unanswered": E, "ged188.client_silent": W}, '''
tcp a c:50001 s:42027
a acks on
a dialect ged188 version=24
a > OPEN_REQ InvokeID=1 VersionNumber=24 ClientID="Desk" ClientPassword=""
wait 30
b is granted a session c2:50002 s:42027
wait 7200
d is granted a session c2:50003 s:42027
d says goodbye
b says goodbye
''', complete=False, says=("silent for 30 s",), never=("7230",))

# Nothing of it is missing: it was as silent as it looks.
scenario("a_session_goes_on_behind_a_pause", {"ged188.client_silent": W}, '''
a is granted a session c:50001 s:42027
wait 18000
a > QUERY_AGENT_STATE_REQ InvokeID=2 PeripheralID=5000 AgentID="1001"
a < QUERY_AGENT_STATE_CONF InvokeID=2 AgentState=AGENT_STATE_AVAILABLE
a says goodbye
''', complete=True, never=("paused",))

@situation({"cti.open_unanswered": E}, complete=True, says=("silent for 1[0-9]{3} s",), never=("paused",))
def other_traffic_shows_that_the_capture_goes_on(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN())
    web = w.tcp(CLIENT_B, 50009, SERVER_B, 80).open()
    for _ in range(20):
        w.wait(60)
        web.c(b"GET / HTTP/1.1\r\n\r\n")
        web.s(b"HTTP/1.1 204 No Content\r\n\r\n")
    good(w.tcp(CLIENT_B, 50010, SERVER_A, 42027).open())


# ---- the judgement

@pytest.mark.parametrize("name", SITUATIONS)
def test_judgement(folder, name):
    situations.judge(name, folder, SITUATIONS)


# Of what is sent again with more behind it Wireshark reads nothing, and the plugin says so: docs/streams.md.
READ_BY_OURS_ALONE = {"two_segments_sent_again_as_one"}


@pytest.mark.parametrize("name", sorted({*list(SITUATIONS)[::6], "three_interfaces", "other_traffic_shows_that_the_capture_goes_on"} - READ_BY_OURS_ALONE))
def test_tshark_judges_the_same(folder, name):
    situations.agrees_with_tshark(name, folder, SITUATIONS)
