# SPDX-License-Identifier: GPL-2.0-or-later
"""More situations, as test_situations.py has them: what a server does to all its clients, readers that stall, captures with faults of their own.

Here too the judgement was written down before the program was asked.
"""

import functools
import ipaddress
import struct

import pytest
import test_other_situations as others
import test_situations as situations
from frames import ACK, CLIENT, FIN, PSH, RST, SERVER, SYN, Packet
from test_more_situations import QUERY, QUERYC, goodbye, granted, refused_syn, swap
from test_other_situations import icm, login_alarm, rtmt, service_alarm
from test_situations import (
    ACKN, CH, CLIENT_A, CLIENT_B, CLOSE, CLOSEC, CM, CONF, FAIL, FILL, HB, HBC, LOG, OPEN, PROF, RA, RESP, RR, RRESP, SERVER_A, SERVER_B, SH, UNREG, E, W,
    cap, folder, ged, good, login, q, refuse)

assert folder  # the fixture

SITUATIONS: dict[str, situations.Situation] = {}
situation = functools.partial(situations.situation, among=SITUATIONS)
scenario = functools.partial(situations.scenario, among=SITUATIONS)
CLIENT_C = "10.0.0.4"
THREE = (CLIENT_A, CLIENT_B, CLIENT_C)


def event(kind, status="0", argument=0):
    return ged(f"SYSTEM_EVENT PGStatus={status} SystemEventID={kind} SystemEventArg1={argument}", side="<")


def desktops(w, clients=THREE, **fields):
    return [granted(w, 50001, client, **{"PeripheralID": "0xffffffff", **fields}) for client in clients]


def at_all(sessions, message):
    for t in sessions:
        t.s(message)


OFFLINE = functools.partial(event, "SYS_PERIPHERAL_OFFLINE", "PGS_PERIPHERAL_OFFLINE")
ONLINE = functools.partial(event, "SYS_PERIPHERAL_ONLINE")
PUSH = ged('AGENT_STATE_EVENT AgentState=AGENT_STATE_AVAILABLE AgentID="1001" AgentExtension="3001" AgentInstrument="3001"', side="<")
GATEWAY = functools.partial(event, "SYS_PERIPHERAL_GATEWAY_OFFLINE", "PGS_OPC_DOWN")


def ALERT(number):
    return b"\x15\x03\x03\0\x02\x02" + bytes([number])


def one_direction(w, source):
    w.packets = [p for p in w.packets if p.data[26:30] == ipaddress.ip_address(source).packed]


# ---- one server, several clients

@situation({"ged188.pg_impaired": W}, says=(r"3 clients \(Desk\): A component of the PG is down", r"Clients: 10\.0\.0\.2, 10\.0\.0\.3, 10\.0\.0\.4"))
def three_clients_are_told_that_the_gateway_is_down(w):
    sessions = desktops(w)
    at_all(sessions, GATEWAY())
    for t in sessions:
        goodbye(t)


@situation({"ged188.pg_impaired": W}, says=("3 clients", "It ended at"))
def three_clients_are_told_that_a_peripheral_is_down_and_back(w):
    sessions = desktops(w)
    at_all(sessions, OFFLINE(5000))
    w.wait(30)
    at_all(sessions, ONLINE(argument=5000))
    for t in sessions:
        goodbye(t)


@situation({"ged188.pg_impaired": W}, says=("3 clients", "Nothing in the capture says that it ended"))
def for_one_of_three_clients_it_did_not_end(w):
    sessions = desktops(w)
    at_all(sessions, OFFLINE(5000))
    w.wait(30)
    at_all(sessions[:2], ONLINE(argument=5000))
    for t in sessions:
        goodbye(t)


@situation({"ged188.pg_impaired": W}, says=(r"10\.0\.0\.2 \(Desk\): A component", "this session's own peripheral", "and 2 notices that a component is down"))
def a_peripheral_is_down_and_it_is_that_of_one_client(w):
    sessions = [granted(w, 50001, CLIENT_A, PeripheralID=5000), granted(w, 50001, CLIENT_B, PeripheralID=5001), granted(w, 50001, CLIENT_C, PeripheralID="0xffffffff")]
    at_all(sessions, OFFLINE(5000))
    for t in sessions:
        goodbye(t)


@situation({"ged188.pg_impaired": W}, says=("3 clients", "this session's own peripheral"))
def three_clients_lose_the_peripheral_that_all_of_them_opened(w):
    sessions = desktops(w, PeripheralID=5000)
    at_all(sessions, OFFLINE(5000))
    for t in sessions:
        goodbye(t)


@situation({"ged188.pg_impaired": [W, W]}, says=("Peripheral 5000", "Peripheral 5001"))
def two_peripherals_at_two_servers(w):
    a, b = granted(w), granted(w, 50001, CLIENT_B, SERVER_B, PeripheralID=5001)
    a.s(OFFLINE(5000))
    b.s(OFFLINE(5001))
    for t in (a, b):
        goodbye(t)


@situation({"ged188.pg_impaired": E}, says=("peripheral gateway", "3 clients", "and 3 notices that the CTI Server is offline"), never=("CTI Server offline,",))
def the_gateway_goes_down_and_the_server_offline(w):
    sessions = desktops(w)
    at_all(sessions, GATEWAY())
    w.wait(10)
    for t in sessions:
        t.c(HB(2))
        t.s(FAIL(2, 15))
        t.c(CLOSE(3))
        t.s(CLOSEC(3))
        t.cclose()


@situation({"ged188.server_offline": E}, says=(r"3 clients \(Desk\): CTI Server offline",))
def the_server_goes_offline_for_three_clients(w):
    sessions = desktops(w)
    w.wait(10)
    for t in sessions:
        t.c(HB(2))
        t.s(FAIL(2, 15))
        t.c(CLOSE(3))
        t.s(CLOSEC(3))
        t.cclose()


@situation({"cti.refused": W}, says=("3 clients: Connection refused",), never=("open_unanswered",))
def nobody_listens_for_three_clients(w):
    for client in THREE:
        refused_syn(w, 50001, client)


@situation({"cti.refused": [W, W]}, says=(r"10\.0\.0\.10:42027", r"10\.0\.0\.11:42027"))
def each_of_two_servers_refuses_its_own_client(w):
    refused_syn(w, 50001, CLIENT_A, SERVER_A)
    refused_syn(w, 50001, CLIENT_B, SERVER_B)


@situation({"cti.refused": [W, W]}, says=("refused by reset", "no answer"))
def one_client_is_refused_and_another_gets_no_answer(w):
    """A port that nobody listens on, and a firewall before another client: two causes."""
    refused_syn(w, 50001, CLIENT_A)
    t = w.tcp(CLIENT_B, 50001, SERVER_A, 42027)
    for pause in (0, 1, 2):
        w.wait(pause)
        t.raw(CLIENT, SYN)


@situation({"cti.refused": [W, W]})
def refused_in_the_morning_and_another_in_the_afternoon(w):
    refused_syn(w, 50001, CLIENT_A)
    w.wait(60)
    good(w.tcp(CLIENT_C, 50001, SERVER_A, 42027).open())
    w.wait(5 * 3600)
    refused_syn(w, 50001, CLIENT_B)


@situation({"cti.session_lost": W}, says=(r"3 clients \(Desk\): Session lost", "reset by the server"), never=("refused, at",))
def the_cti_server_dies_and_nobody_listens(w):
    """One process that ended: its sessions are reset, those who come back are refused."""
    sessions = desktops(w)
    for t in sessions:
        t.c(QUERY(2, 1001))
    for t in sessions:
        t.srst()
    for i, client in enumerate(THREE):
        w.wait(1)
        refused_syn(w, 50010 + i, client)


@situation({"cti.session_lost": [W, W]})
def two_sessions_are_lost_hours_apart(w):
    a = granted(w)
    a.c(QUERY(2, 1001))
    a.srst()
    w.wait(3 * 3600)
    b = granted(w, 50001, CLIENT_B)
    b.c(QUERY(2, 1001))
    b.srst()


@situation({"ged188.heartbeat_lost": W}, says=(r"3 clients \(Desk\): Heartbeat lost",))
def the_server_hangs_for_three_clients(w):
    sessions = desktops(w)
    for i in range(3):
        for t in sessions:
            t.c(HB(2 + i))
        w.wait(5)
    for t in sessions:
        t.crst()


@situation({"cti.open_unanswered": E}, says=(r"2 clients \(Desk\): Opening request never answered",))
def two_clients_open_and_the_server_says_nothing(w):
    for client in (CLIENT_A, CLIENT_B):
        t = w.tcp(client, 50001, SERVER_A, 42027).open()
        t.c(OPEN())
    w.wait(30)
    w.udp("10.9.9.9", 5000, "10.9.9.8", 5001, b"somebody else")


@situation({"ged188.incompatible_version": [E, E]})
def two_clients_with_the_same_old_version(w):
    """Each client has to be set right: two things to do."""
    for client in (CLIENT_A, CLIENT_B):
        t = w.tcp(client, 50001, SERVER_A, 42027).open()
        t.c(OPEN())
        t.s(FAIL(1, 1))
        t.cclose()


@situation({"ged188.standby": W}, says=(r"2 clients \(Desk\): Standby server",))
def two_clients_come_to_the_standby(w):
    for client in (CLIENT_A, CLIENT_B):
        t = w.tcp(client, 50001, SERVER_A, 42027).open()
        t.c(OPEN())
        t.s(FAIL(1, 107))
        t.cclose()


@situation({"ged188.call_failed": W}, says=(r"2 clients \(Desk\): Call failed",))
def one_failed_call_told_to_both_desktops(w):
    a, b = granted(w), granted(w, 50001, CLIENT_B)
    for t in (a, b):
        t.s(ged('CALL_FAILED_EVENT ConnectionCallID=77 ConnectionDeviceID="3001" FailingDeviceID="3001" EventCause=CEC_DEST_NOT_OBTAINABLE', side="<"))
    for t in (a, b):
        goodbye(t)


# ---- one event, told twice

@situation({"ucalarm.service_stopped": E}, says=("ServiceFailed", "1 alarm that CTIManager does not run"), never=("2 times",))
def rtmt_says_half_a_minute_later_what_the_service_manager_said(w):
    service_alarm(w, "UC_SERVICEMANAGER", 2, "ServiceFailed")
    w.wait(28)
    rtmt(w, "CriticalServiceDown", "Service operational status is DOWN. Cisco CTIManager. #012The alert is generated on Thu Jan 15 09:00:30 UTC 2026 on node "
                                   "10.0.0.10.")


@situation({"ucalarm.service_stopped": E}, says=("CriticalServiceDown",))
def rtmt_alone_says_that_the_service_is_down(w):
    rtmt(w, "CriticalServiceDown", "Service operational status is DOWN. Cisco CTIManager. #012The alert is generated on Thu Jan 15 09:00:30 UTC 2026 on node "
                                   "10.0.0.10.")


def through_a_proxy(w, steps, port=50001):
    """One login over two connections: the client's to the proxy, the proxy's to the server."""
    outer = w.tcp(CLIENT_A, port, "10.0.0.50", 2208).open()
    inner = w.tcp("10.0.0.50", port - 10000, SERVER_A, 2208).open()
    for side, data in steps:
        for t in ((outer, inner) if side == CLIENT else (inner, outer)):
            (t.c if side == CLIENT else t.s)(data)
    return outer, inner


@situation({"bwcap.register_failed": E}, says=(r"10\.0\.0\.2 \(a@x \(Toolbar\)\): Login refused", "and 1 refused login"))
def a_login_refused_through_a_proxy(w):
    for t in through_a_proxy(w, ((CLIENT, RA()), (SERVER, RESP()), (CLIENT, RR()), (SERVER, refuse()))):
        t.cclose()


@situation({"bwcap.register_failed": [E, E]})
def two_users_refused_through_a_proxy(w):
    for port, user in ((50001, "a@x"), (50002, "b@x")):
        for t in through_a_proxy(w, ((CLIENT, RA(user)), (SERVER, RESP(user)), (CLIENT, RR(user)), (SERVER, refuse(user))), port):
            t.cclose()
        w.wait(1)


@situation({"bwcap.register_failed": [E, E]})
def a_user_refused_at_two_desks_an_hour_apart(w):
    for client in (CLIENT_A, CLIENT_B):
        t = w.tcp(client, 50001, SERVER_A, 2208).open()
        t.c(RA())
        t.s(RESP())
        t.c(RR())
        t.s(refuse())
        t.cclose()
        w.wait(3600)


# ---- who stops reading

def shut(t, side, seconds, every=5.0):
    """This side has no room for so long; the other asks from time to time with a byte more."""
    t.raw(side, ACK, window=0)
    passed = 0.0
    while passed < seconds:
        t.wire.wait(every)
        passed += every
        t.raw(1 - side, ACK, b"\0")
        t.raw(side, ACK, window=0)


@situation({"cti.reader_stalled": W}, says=(r"The client 10\.0\.0\.2:50001 took no more data", "for 30 s", "read on"), never=("Nothing wrong",))
def a_client_does_not_read_for_half_a_minute(w):
    t = granted(w)
    t.s(PUSH, ack=False)
    shut(t, CLIENT, 30)
    t.cack()
    t.c(HB(2))
    t.s(HBC(2))
    goodbye(t)


@situation({"cti.reader_stalled": W}, says=(r"The server 10\.0\.0\.10:42027 took no more data", "until the capture ended"))
def a_server_does_not_read_until_the_capture_ends(w):
    t = granted(w)
    t.c(HB(2))
    shut(t, SERVER, 40)


@situation({"cti.reader_stalled": W}, says=("reset by the server",), never=("Session lost,", "Silence beyond"))
def a_client_does_not_read_and_the_server_resets(w):
    t = granted(w, IdleTimeout=60)
    t.s(PUSH, ack=False)
    shut(t, CLIENT, 65)
    t.srst()


@situation({}, complete=True)
def a_client_is_busy_for_ten_seconds(w):
    """Shorter than the shortest IdleTimeout: nobody gives a session up for it."""
    t = granted(w)
    t.s(PUSH, ack=False)
    shut(t, CLIENT, 10)
    t.cack()
    goodbye(t)


@situation({}, complete=True)
def resets_have_no_window(w):
    t = granted(w)
    goodbye(t)
    w.wait(30)
    t.raw(CLIENT, RST, window=0)
    w.wait(30)
    t.raw(CLIENT, RST | ACK, window=0)


@situation({}, complete=False)
def only_the_frames_of_who_does_not_read(w):
    t = granted(w)
    t.s(PUSH, ack=False)
    shut(t, CLIENT, 30)
    t.cack()
    t.c(HB(2))
    one_direction(w, CLIENT_A)


@situation({"cti.reader_stalled": W}, says=("for 30 s",), never=("2 times",))
def a_client_does_not_read_captured_twice(w):
    t = granted(w)
    t.s(PUSH, ack=False)
    shut(t, CLIENT, 30)
    t.cack()
    goodbye(t)
    w.mirror()


@situation({}, complete=True)
def the_window_opens_and_closes_all_the_time(w):
    """Slow, and yet it reads: no time without room is long."""
    t = granted(w)
    for i in range(8):
        t.s(PUSH, ack=False)
        t.raw(CLIENT, ACK, window=0)
        w.wait(5)
        t.raw(CLIENT, ACK, window=500)
    goodbye(t)


# ---- where a capture ends

@situation({}, complete=False, says=("ended inside a message",), notes=())
def the_capture_ends_inside_a_document(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 2208).open()
    login(t)
    t.s(PROF()[:200])
    w.wait(60)
    w.udp("10.9.9.9", 5000, "10.9.9.8", 5001, b"somebody else")


@situation({}, complete=False, says=("ended inside a message",))
def the_capture_ends_inside_a_message_of_the_cti_server(w):
    t = granted(w)
    t.s(PUSH[:30])
    w.wait(60)
    w.udp("10.9.9.9", 5000, "10.9.9.8", 5001, b"somebody else")


@situation({}, complete=True, notes=("bwcap.slow_response",), says=("registerRequest was answered after 8000 ms",))
def a_login_is_answered_after_eight_seconds(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 2208).open()
    t.c(RA())
    t.s(RESP())
    t.c(RR())
    w.wait(7.998)
    t.s(RRESP())
    t.c(ACKN())
    t.s(PROF())
    t.c(UNREG())
    t.cclose()


# ---- frames out of order by the capture

@situation({}, never=("never answered", "without a request", "Heartbeat lost"))
def heartbeats_captured_after_their_answers(w):
    t = granted(w)
    for i in range(5):
        place = len(w.packets)
        t.c(HB(2 + i), ack=False)
        t.s(HBC(2 + i))
        swap(w, place)
        w.wait(5)
    goodbye(t)


@situation({}, never=("never answered", "not answered", "Challenge"))
def answers_of_cap_captured_before_their_requests(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 2208).open()
    for request, answer in ((RA(), RESP()), (RR(), RRESP())):
        place = len(w.packets)
        t.c(request, ack=False)
        t.s(answer)
        swap(w, place)
    t.c(ACKN())
    t.s(PROF())
    t.c(UNREG())
    t.cclose()


@situation({"bwcap.register_failed": E}, never=("never answered", "not answered"))
def refusal_of_cap_captured_before_its_request(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 2208).open()
    t.c(RA())
    t.s(RESP())
    place = len(w.packets)
    t.c(RR(), ack=False)
    t.s(refuse())
    swap(w, place)
    t.cclose()


@situation({"ged188.control_failure": W}, complete=False, never=("never answered",))
def failure_captured_before_its_request(w):
    """What is acknowledged before it comes, Wireshark takes for sent again and does not read: the failure cannot name its request."""
    t = granted(w)
    place = len(w.packets)
    t.c(ged('MAKE_CALL_REQ InvokeID=2 PeripheralID=5000 CallPlacementType=CPT_UNSPECIFIED AgentInstrument="3001" DialedNumber="99"'), ack=False)
    t.s(ged("CONTROL_FAILURE_CONF InvokeID=2 FailureCode=CF_INVALID_DESTINATION", side="<"))
    swap(w, place)
    goodbye(t)


@situation({}, never=("never answered", "after the first message", "Refused"))
def answers_of_ctimanager_captured_before_their_requests(w):
    t = w.tcp(CLIENT_A, 50001, CM, 2748).open()
    for request, answer in ((217, 112), (40, 90), (20, 20)):
        place = len(w.packets)
        t.c(FILL * request, ack=False)
        t.s(FILL * answer)
        swap(w, place)
        w.wait(5)
    t.cclose()


@situation({}, never=("refused", "Connection"))
def syn_ack_captured_before_its_syn(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027)
    t.send(CLIENT, SYN)
    t.send(SERVER, SYN | ACK)
    swap(w, 0)
    t.cack()
    good(t)


# ---- what other machines say of it

@situation({"ucalarm.cti_server": E}, says=("3 lost sessions", "3 refused connections"), never=("Session lost, at", "refused, at"))
def icm_says_that_the_cti_server_is_down(w):
    sessions = desktops(w)
    for t in sessions:
        t.c(QUERY(2, 1001))
    for t in sessions:
        t.srst()
    icm(w, "CTI_Server", 3, "108C021", "opc", "The CTI Server associated with this Peripheral Gateway is down.")
    for i, client in enumerate(THREE):
        refused_syn(w, 50010 + i, client)


@situation({"ucalarm.cti_server": E, "cti.session_lost": W})
def icm_speaks_of_the_other_side(w):
    t = granted(w)
    t.c(QUERY(2, 1001))
    t.srst()
    icm(w, "CTI_Server", 3, "108C021", "opc", "The CTI Server associated with this Peripheral Gateway is down.", src=SERVER_B)


@situation({"ucalarm.peripheral": E}, says=("ctisvr", "1 lost session"))
def icm_says_that_the_process_of_the_cti_server_died(w):
    t = granted(w)
    t.c(QUERY(2, 1001))
    t.srst()
    icm(w, "Node_NodeManager", 3, "102C10E", "nmm", "Process ctisvr on ICM\\acme1\\CG1A died for an unknown reason.")


@situation({"ged188.client_silent": E}, says=("1 alarm of the CTI Server",))  # as severe as the worst that belongs to it
def icm_says_that_a_silent_client_was_thrown_out(w):
    t = granted(w, IdleTimeout=30)
    w.wait(31)
    icm(w, "CTI_Server", 3, "12E8008", "ctisvr", f"CTI session terminated by CTI Server: client Desk at {CLIENT_A}.")
    t.srst()


# ---- why agents were moved

def SET_STATE(invoke_id, agent, forced):
    return ged(f'SET_AGENT_STATE_REQ InvokeID={invoke_id} PeripheralID=5000 AgentState=AGENT_STATE_LOGOUT ForcedFlag={forced} AgentID="{agent}" '
               'AgentInstrument="3001"')


def STATE(agent, state, reason):
    return ged(f'AGENT_STATE_EVENT AgentState={state} EventReasonCode={reason} AgentID="{agent}" AgentExtension="3001" AgentInstrument="3001"', side="<")


@situation({}, notes=("ged188.agent_state_forced",), says=("with ForcedFlag in frame",))
def a_client_forces_an_agent_out(w):
    t = granted(w)
    t.s(STATE("1001", "AGENT_STATE_NOT_READY", 0))
    t.c(SET_STATE(2, "1001", 1))
    t.s(ged("SET_AGENT_STATE_CONF InvokeID=2", side="<"))
    t.s(STATE("1001", "AGENT_STATE_LOGOUT", 20002))
    goodbye(t)


@situation({})
def an_agent_signs_out_of_not_ready(w):
    """The same code without ForcedFlag: an ordinary end of work."""
    t = granted(w)
    t.s(STATE("1001", "AGENT_STATE_NOT_READY", 0))
    t.c(SET_STATE(2, "1001", 0))
    t.s(ged("SET_AGENT_STATE_CONF InvokeID=2", side="<"))
    t.s(STATE("1001", "AGENT_STATE_LOGOUT", 20002))
    goodbye(t)


@situation({})
def one_agent_is_forced_and_another_signs_out(w):
    t = granted(w)
    t.c(SET_STATE(2, "1001", 1))
    t.s(ged("SET_AGENT_STATE_CONF InvokeID=2", side="<"))
    t.s(STATE("1002", "AGENT_STATE_LOGOUT", 20002))
    goodbye(t)


@situation({}, notes=("ged188.agent_state_forced",), never=("WARNING",))
def a_supervisor_and_the_clock_move_agents(w):
    """A person did it, and the desk settings did: nothing is broken."""
    t = granted(w)
    t.s(STATE("1001", "AGENT_STATE_NOT_READY", 999))
    t.s(STATE("1002", "AGENT_STATE_LOGOUT", 50004))
    goodbye(t)


@situation({"ged188.agent_state_forced": W}, says=(r"2 clients \(Desk\): Agent state changed", "3 in all: 1001, 1002, 1003"))
def a_failover_logs_agents_out_and_two_applications_are_told(w):
    a, b = desktops(w, (CLIENT_A, CLIENT_B))
    for agent in ("1001", "1002", "1003"):
        at_all((a, b), STATE(agent, "AGENT_STATE_LOGOUT", 50002))
    for t in (a, b):
        goodbye(t)


# ---- fresh afternoons

def at_cap(w, client=CLIENT_A, port=50001, server=SERVER_A):
    return w.tcp(client, port, server, 2208).open()


@situation({"ged188.server_offline": E}, never=("Second OPEN_REQ",))
def a_client_goes_to_side_b_when_side_a_is_offline(w):
    t = granted(w)
    w.wait(10)
    t.c(HB(2))
    t.s(FAIL(2, 15))
    t.c(CLOSE(3))
    t.s(CLOSEC(3))
    t.cclose()
    w.wait(1)
    good(w.tcp(CLIENT_A, 50002, SERVER_B, 43027).open())


scenario("uccx_fails_over_and_the_client_changes_its_port", {"cti.session_lost": W}, says=("no sign of the server|reset by the server",), text='''
tcp a c:50001 s:12028
a acks on
a dialect ged188 version=17 uccx
a > OPEN_REQ InvokeID=1 VersionNumber=17 ClientID="Desk" ClientPassword=""
a < OPEN_CONF InvokeID=1
a > HEARTBEAT_REQ InvokeID=2
wait 3
a reset <
wait 2
tcp b c:50002 s2:12028
b acks on
b dialect ged188 version=17 uccx
b > OPEN_REQ InvokeID=1 VersionNumber=17 ClientID="Desk" ClientPassword=""
b < OPEN_CONF InvokeID=1
b > CLOSE_REQ
b < CLOSE_CONF
b close
''')


@situation({"cti.reconnect_loop": W}, complete=True, says=("6 sessions",))
def a_desktop_opens_and_drops_its_session_again_and_again(w):
    """Each time granted, each time reset by the client after half a second: a loop, and none of it the server's doing."""
    for i in range(6):
        t = granted(w, 50001 + i)
        w.wait(0.5)
        t.crst()
        w.wait(3)


@situation({}, complete=True)
def fifty_agents_log_in_at_eight(w):
    """Many sessions, each in order: no loop, no storm."""
    for i in range(50):
        t = granted(w, 50001, f"10.2.0.{i + 1}")
        t.c(QUERY(2, 1000 + i))
        t.s(QUERYC(2, 1000 + i))
        goodbye(t)


@situation({}, complete=True, never=("InvokeID",))
def after_a_failover_invoke_ids_begin_anew(w):
    a = granted(w)
    a.c(QUERY(2, 1001))
    a.s(QUERYC(2, 1001))
    goodbye(a)
    b = granted(w, 50002, server=SERVER_B, server_port=43027)
    b.c(QUERY(2, 1001))
    b.s(QUERYC(2, 1001))
    goodbye(b)


@situation({"cti.refused": W}, complete=True, says=("accepted, then reset by the server",), never=("Session lost",))
def a_load_balancer_without_servers_behind_it(w):
    for i in range(3):
        t = w.tcp(CLIENT_A, 50001 + i, "10.0.0.50", 2748).open()
        w.wait(0.05)
        t.srst()
        w.wait(5)


@situation({"cti.refused": W}, says=("3 clients: Connection refused", "accepted, then reset"))
def three_clients_at_a_load_balancer_without_servers(w):
    for i, client in enumerate(THREE):
        t = w.tcp(client, 50001 + i, "10.0.0.50", 2748).open()
        w.wait(0.05)
        t.srst()


@situation({"cti.tls_alert": W}, says=("certificate_expired", "3 clients"), never=("Opening request",))
def three_clients_do_not_take_an_expired_certificate(w):
    """One certificate, one thing to do."""
    for client in THREE:
        t = w.tcp(client, 50001, SERVER_A, 42030).open()
        t.c(CH)
        t.s(SH)
        t.c(ALERT(45))
        t.cclose()


@situation({"cti.tls_alert": [W, W]}, says=("certificate_expired", "unknown_ca"))
def two_clients_two_complaints_about_a_certificate(w):
    for client, number in ((CLIENT_A, 45), (CLIENT_B, 48)):
        t = w.tcp(client, 50001, SERVER_A, 42030).open()
        t.c(CH)
        t.s(SH)
        t.c(ALERT(number))
        t.cclose()


@situation({"cti.tls_alert": [W, W]}, says=("handshake_failure",))
def the_server_refuses_two_clients_the_handshake(w):
    """Each client offers what it offers: two clients to look at."""
    for client in (CLIENT_A, CLIENT_B):
        t = w.tcp(client, 50001, SERVER_A, 42030).open()
        t.c(CH)
        t.s(ALERT(40))
        t.sclose()


@situation({"cti.session_lost": W}, says=("no sign of the server",), never=("never acknowledged,",))
def a_nat_forgets_an_idle_session(w):
    """Nothing for two hours, then nothing gets through: data sent again and again, and no frame of the server any more."""
    t = granted(w, IdleTimeout="0xffffffff")
    w.wait(7200)
    for pause in (0, 0.3, 0.6, 1.2, 2.4, 4.8, 9.6):
        w.wait(pause)
        t.raw(CLIENT, PSH | ACK, HB(2))
    w.wait(19)
    t.crst()


@situation({"cti.not_acknowledged": W}, says=("MTU",))
def full_segments_vanish_and_small_ones_pass(w):
    """A path with a smaller MTU that nobody tells of: the large message is sent again and again, heartbeats of the other side pass."""
    t = granted(w)
    large = PUSH * 20
    t.seq[SERVER] += 0
    for pause in (0, 0.3, 0.6, 1.2, 2.4, 4.8):
        w.wait(pause)
        t.raw(SERVER, PSH | ACK, large[:1400])
        t.raw(CLIENT, ACK)
    w.wait(10)
    t.srst()


@situation({}, complete=True)
def probes_of_tcp_that_are_answered_all_night(w):
    t = granted(w, IdleTimeout="0xffffffff")
    for _ in range(20):
        w.wait(300)
        t.raw(CLIENT, ACK, seq=t.seq[CLIENT] - 1)
        t.sack()
    goodbye(t)


@situation({}, complete=False, never=("never answered", "Heartbeat lost", "Silence"))
def a_filter_lets_only_the_servers_frames_through(w):
    t = granted(w, IdleTimeout=60)
    for i in range(5):
        t.c(HB(2 + i))
        t.s(HBC(2 + i))
        w.wait(30)
    one_direction(w, SERVER_A)


@situation({}, complete=False, never=("never answered", "Heartbeat lost", "Silence", "Session lost"))
def a_mirror_port_loses_every_third_frame(w):
    t = granted(w)
    for i in range(30):
        t.c(QUERY(2 + i, 1001))
        t.s(QUERYC(2 + i, 1001))
    goodbye(t)
    w.packets = [p for i, p in enumerate(w.packets) if i < 5 or i % 3]


@situation({}, complete=True, never=("2 times", "twice"))
def each_frame_with_and_without_its_vlan_tag(w):
    good(w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open())
    w.packets = [copy for p in w.packets
                 for copy in (p, Packet(p.time + 15, p.data[:12] + b"\x81\0\0\x64" + p.data[12:], p.original + 4))]


@situation({"ged188.incompatible_version": E}, never=("2 times",))
def a_refusal_with_and_without_its_vlan_tag(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN())
    t.s(FAIL(1, 1))
    t.cclose()
    w.packets = [copy for p in w.packets
                 for copy in (p, Packet(p.time + 15, p.data[:12] + b"\x81\0\0\x64" + p.data[12:], p.original + 4))]


@situation({"ged188.pg_impaired": W}, says=(r"2 clients", r"2001:db8::2", r"2001:db8::3", r"\[2001:db8::10\]:42027"))
def two_clients_over_ipv6_are_told(w):
    sessions = [granted(w, 50001, client, "2001:db8::10") for client in ("2001:db8::2", "2001:db8::3")]
    at_all(sessions, GATEWAY())
    for t in sessions:
        goodbye(t)


@situation({"cti.refused": W, "ctiqbe.failed": W, "bwcap.register_failed": E}, says=("3 connections",))
def three_protocols_three_troubles_in_one_capture(w):
    refused_syn(w, 50001)
    others.failed_login(w, CLIENT_B, 0x8CCC0060)
    t = at_cap(w, CLIENT_C)
    for side, data in ((CLIENT, RA()), (SERVER, RESP()), (CLIENT, RR()), (SERVER, refuse())):
        (t.c if side == CLIENT else t.s)(data)
    t.cclose()


@situation({"cti.refused": W}, says=("2 clients: Connection refused", r"10\.0\.0\.10:2208"), complete=True)
def after_an_upgrade_of_broadworks_nobody_listens_for_cap(w):
    for client in (CLIENT_A, CLIENT_B):
        for i in range(3):
            refused_syn(w, 50001 + i, client, SERVER_A, 2208)
            w.wait(10)


@situation({"cti.foreign_protocol": W}, says=("HTTP",))
def a_browser_comes_to_the_port_of_the_cti_server(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(b"GET / HTTP/1.1\r\nHost: cti\r\n\r\n")
    t.sclose()


@situation({"ucalarm.alarm": E}, says=("2 times",), never=("4 times",))
def an_alarm_repeats_and_a_relay_repeats_both(w):
    for _ in range(2):
        said = login_alarm(w, "jtapi", CLIENT_A, 0x8CCC0060)
        w.wait(0.002)
        w.udp("10.0.0.77", 50514, LOG, 514, f"<187>: {said}".encode())
        w.wait(60)


@situation({"ucalarm.alarm": E}, complete=None)
def syslog_over_tcp_whose_first_segment_is_one_byte(w):
    """What came first is too short to be known; the rest tells."""
    t = w.tcp(CM, 50514, LOG, 514).open()
    line = (others.one_line(2) + "\n").encode()
    for piece in (line[:1], line[1:]):
        t.c(piece)
    t.c((others.one_line(3, sequence=1002) + "\n").encode())
    t.cclose()


@situation({"ged188.client_silent": W}, says=("silent for",), never=("Heartbeat lost",))
def a_desktop_sleeps_with_its_lid_closed(w):
    """The laptop sleeps; the server ends what it has not heard of for its IdleTimeout."""
    t = granted(w, IdleTimeout=60)
    t.c(HB(2))
    t.s(HBC(2))
    w.wait(62)
    t.srst()


@situation({}, complete=True)
def a_cti_os_server_changes_sides_in_order(w):
    a = granted(w)
    b = granted(w, 50002, server=SERVER_B, server_port=43027)
    a.c(HB(2))
    a.s(HBC(2))
    b.c(HB(2))
    b.s(HBC(2))
    goodbye(a)
    goodbye(b)


@situation({}, complete=True, notes=("ged188.unanswered",), never=("Session lost",))
def a_client_leaves_without_waiting_for_its_answer(w):
    t = granted(w)
    t.c(QUERY(2, 1001))
    t.c(CLOSE(3))
    t.s(CLOSEC(3))
    t.cclose()


@situation({"cti.open_unanswered": E}, says=("never answered: closed by the server",))
def a_server_that_starts_takes_and_closes(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN())
    w.wait(0.1)
    t.sclose()
    w.wait(30)
    good(w.tcp(CLIENT_A, 50002, SERVER_A, 42027).open())


@situation({}, complete=False, never=("never answered", "Heartbeat lost"))
def the_capture_began_an_hour_late(w):
    t = granted(w)
    for i in range(4):
        w.wait(30)
        t.c(HB(2 + i))
        t.s(HBC(2 + i))
    goodbye(t)
    del w.packets[:9]


@situation({}, complete=True)
def two_sessions_of_one_host_behind_one_name(w):
    """Two programs of one machine, both in order, one after the other's end: no loop."""
    for i in range(2):
        good(w.tcp(CLIENT_A, 50001 + i, SERVER_A, 42027).open())
        w.wait(20)


@situation({"ged188.failure": E}, says=("E_CTI_",))
def a_desktop_asks_for_a_service_it_may_not_have(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN())
    t.s(FAIL(1, 12))
    t.cclose()


@situation({"cti.session_lost": W}, says=("3 clients", "no sign of the server"))
def the_servers_machine_loses_its_power(w):
    """Three clients send, nobody answers any more; each gives up in its time."""
    sessions = desktops(w)
    w.wait(10)
    for pause in (0, 0.3, 0.6, 1.2, 2.4, 4.8):
        w.wait(pause)
        for t in sessions:
            t.raw(CLIENT, PSH | ACK, HB(2))
    for t in sessions:
        w.wait(3)
        t.crst()


@situation({"cti.ended_in_message": W}, says=("inside",))
def the_server_dies_inside_a_message(w):
    t = granted(w)
    t.s(PUSH[:40])
    t.srst()


@situation({"ged188.heartbeat_lost": W}, says=("3 heartbeats",), never=("Session lost,",))
def a_clock_steps_while_heartbeats_are_lost(w):
    t = granted(w)
    for i, step in enumerate((5, -2, 5)):
        t.c(HB(2 + i))
        w.wait(step)
    t.crst()


@situation({}, complete=True)
def a_proxy_of_cap_with_a_good_login(w):
    for t in through_a_proxy(w, ((CLIENT, RA()), (SERVER, RESP()), (CLIENT, RR()), (SERVER, RRESP()), (CLIENT, ACKN()), (SERVER, PROF()), (CLIENT, UNREG()))):
        t.cclose()


# ---- the judgement

@pytest.mark.parametrize("name", SITUATIONS)
def test_judgement(folder, name):
    situations.judge(name, folder, SITUATIONS)


@pytest.mark.parametrize("name", list(SITUATIONS)[::4])
def test_tshark_judges_the_same(folder, name):
    situations.agrees_with_tshark(name, folder, SITUATIONS)
