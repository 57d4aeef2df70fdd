# SPDX-License-Identifier: GPL-2.0-or-later
"""More situations, as test_situations.py has them: CTIQBE and its alarms, CAP and BroadWorks, logs beside captures, and several faults at once.

Here too the judgement was written down before the program was asked.
"""

import datetime
import json
import re
import struct
import sys
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from frames import ACK, BEGIN, CLIENT, FIN, PSH, RST, SERVER, SYN, Packet, Wire  # noqa: E402
from packets import write  # noqa: E402
from test_ctireport import of_tshark, run, traps  # noqa: E402
from test_situations import (  # noqa: E402
    ACKN, ALWAYS, CH, CLIENT_A, CLIENT_B, CM, ERR, FILL, LOG, OPEN, PROF, RA, RESP, RR, RRESP, SERVER_A, SERVER_B, SH, TAIL, UNREG, E, Situation, W, cap, folder,
    good, login, oci, q, refuse)

assert folder  # pytest finds it by its name

SITUATIONS = {}
LOGS = {}  # situation -> {name of a file: its text, or a function that gives it}
CLIENT_C, CM2, RELAY, OTHER = "10.0.0.4", SERVER_B, "10.0.0.77", "10.9.9.9"


def situation(cases, logs=None, **more):
    def add(make):
        assert make.__name__ not in SITUATIONS
        SITUATIONS[make.__name__] = Situation(make, cases, **more)
        LOGS[make.__name__] = logs or {}
        return make
    return add


# ---- what they are made of

def clock(microseconds):
    return datetime.datetime.fromtimestamp(microseconds / 1e6, datetime.timezone.utc)


def line(at, level, name, parameters, text="text", sequence=1001, host="cm1.example", facility="UC_CTI"):
    """An alarm as Unified CM writes it, `at` microseconds since 1970."""
    values = "".join(f"[{key}={value}]" for key, value in parameters)
    stamp = clock(at).strftime("%b %d %Y %H:%M:%S.") + f"{at // 1000 % 1000:03} UTC"
    return f"{sequence}: {host}: {stamp} :  %{facility}-{level}-{name}: %{values}: {text}"


NUMBER = [1000]


def raised(w, level, name, parameters, text="text", src=CM, sequence=None, host=None, node=None, **more):
    """The same, in syslog from a node to the syslog server. What the alarm's text is comes back."""
    NUMBER[0] += 1
    node = node or ("cm2" if src == CM2 else "cm1")
    tail = [("AppID", "Cisco CTIManager"), ("ClusterID", "StandAloneCluster"), ("NodeID", node)] if "AppID" not in dict(parameters) else []
    said = line(w.time, level, name, [*parameters, *tail], text, NUMBER[0] if sequence is None else sequence, host or f"{node}.example", **more)
    w.udp(src, 50514, LOG, 514, f"<{184 + level}>: {said}".encode())
    return said


def version_alarm(w, client, version=50000, **more):
    return raised(w, 4, "CtiIncompatibleProtocolVersion", versions(client, version), "Incompatible protocol version", **more)


def versions(client, version=50000):
    return [("MsgVersion", version), ("CompatibleVersions", 60000), ("CurrentVersion", 60001), ("CMVersion", "15.0.1"), ("IPAddress", client), ("IPv6Address", "")]


def login_alarm(w, user, client, reason, **more):
    return raised(w, 3, "CtiProviderOpenFailure", [("CTIconnectionId", 5), ("LoginUserID", user), ("ReasonCode", reason - (1 << 32)), ("IPAddress", client),
                                                   ("IPv6Address", "")], "CTI application failed to open provider", **more)


def service_alarm(w, facility, level, name, service="Cisco CTIManager", **more):
    return raised(w, level, name, [("ServiceName", service), ("AppID", "Cisco Service Manager"), ("ClusterID", "StandAloneCluster"), ("NodeID", "cm1")], name,
                  facility=facility, **more)


def refused_syn(w, client, port, server, server_port):
    t = w.tcp(client, port, server, server_port)
    t.send(CLIENT, SYN)
    t.raw(SERVER, RST | ACK, seq=0)


def refused_at_once(w, client, port=50001, server=CM, server_port=2748):
    """CTIManager takes the connection and closes it right after the first message."""
    t = w.tcp(client, port, server, server_port).open()
    q(t, (0, 217, 0))
    w.wait(0.02)
    t.sclose()


def granted(w, client, port=50001, server=CM):
    t = w.tcp(client, port, server, 2748).open()
    q(t, (0, 217, 0), (1, 112, 0), (1, 116, 0.3), (0, 40, 0), (1, 90, 0))
    return t


def beats(t, times, apart=25):
    for _ in range(times):
        q(t, (0, 20, apart), (1, 20, 0))


def failed_login(w, client, code, port=50001, pause=0.23, order="<", server=CM):
    t = w.tcp(client, port, server, 2748).open()
    q(t, (0, 217, 0), (1, 112, 0), (1, FILL * 24 + struct.pack(order + "I", code) + FILL * 88, pause))
    t.cclose()


def tls(t):
    t.c(CH)
    t.s(SH)
    t.c(b"\x17\x03\x03\x00@" + FILL * 64)
    t.s(b"\x17\x03\x03\x00@" + FILL * 64)


def syslog_tcp(w, *pieces, port=514, src=CM):
    t = w.tcp(src, 50001, LOG, port).open()
    for piece in pieces:
        t.c(piece if isinstance(piece, bytes) else piece.encode())
    return t


def one_line(second=2, user="wall", sequence=1001):
    return "<187>: " + line(BEGIN + second * 1_000_000, 3, "CtiProviderOpenFailure",
                            [("CTIconnectionId", 5), ("LoginUserID", user), ("ReasonCode", -1932787616), ("IPAddress", CLIENT_A), ("IPv6Address", ""), *TAIL],
                            "CTI application failed to open provider", sequence)


def counted(text):
    return f"{len(text.encode())} {text}"


# ---- CTIQBE: versions

@situation({"ucalarm.incompatible_version": [E, E]}, says=(r"10\.0\.0\.2", r"10\.0\.0\.3"))
def upgrade_two_of_three_clients_are_old(w):
    good_one = granted(w, CLIENT_C)
    for client in (CLIENT_A, CLIENT_B):
        refused_at_once(w, client)
        version_alarm(w, client)
    beats(good_one, 2)


@situation({"ucalarm.incompatible_version": E}, says=("3 times until", "50000", "60000", "3 refused versions"))
def refused_until_the_plugin_was_installed(w):
    for i in range(3):
        refused_at_once(w, CLIENT_A, 50001 + i)
        version_alarm(w, CLIENT_A)
        w.wait(30)
    w.wait(300)
    beats(granted(w, CLIENT_A, 50010), 2)


@situation({"ucalarm.incompatible_version": E})
def version_alarm_over_a_relay_3_s_late(w):
    refused_at_once(w, CLIENT_A)
    w.wait(3)
    version_alarm(w, CLIENT_A, src=RELAY)


@situation({"ucalarm.incompatible_version": E, "cti.open_unanswered": E}, never=("connection.*10\\.0\\.0\\.3.*version is",))
def two_clients_refused_alarm_about_one(w):
    refused_at_once(w, CLIENT_A)
    version_alarm(w, CLIENT_A)
    w.wait(20)
    refused_at_once(w, CLIENT_B)


@situation({"cti.open_unanswered": [E, E]}, says=("3 times",), never=("Incompatible protocol version:",))
def refused_without_alarm_two_clients_of_three(w):
    good_one = granted(w, CLIENT_C)
    for i in range(3):
        refused_at_once(w, CLIENT_A, 50001 + i)
        refused_at_once(w, CLIENT_B, 50001 + i)
        beats(good_one, 1)


@situation({"ctiqbe.refused": E}, says=("QbeLengthMisMatch", "[Pp]lugin"))
def length_mismatch_alarm_of_the_node(w):
    refused_at_once(w, CLIENT_A)
    raised(w, 3, "kCtiQbeLengthMisMatch", [])


@situation({"ucalarm.alarm": W}, never=("was refused", "10\\.0\\.0\\.2 .*InvalidQBEMessage"))
def invalid_message_alarm_beside_a_healthy_session(w):
    t = granted(w, CLIENT_A)
    beats(t, 1)
    raised(w, 4, "InvalidQBEMessage", [("CTIConnectionType", "1"), ("InstanceNumber", 3), ("PDUNumber", 999)])
    beats(t, 2)


@situation({"ucalarm.incompatible_version": E}, says=("60000", r"10\.0\.0\.2"))
def version_alarm_as_callmanager_4_wrote_it(w):
    text = ("Event Type: Error\r\nEvent Source: Cisco CTIManager\r\nEvent Category: None\r\nEvent ID: 3\r\nDate: 1/15/2026\r\nTime: 9:00:02 AM\r\nUser: N/A\r\n"
            "Computer: CCM1\r\nDescription:\r\nError: kCtiIncompatibleProtocolVersion - Incompatible protocol version.\r\n  Message Version: 0\r\n"
            "  Minimum Version: 60000\r\n  Current Version: 60000\r\n  CallManager Version: 4.1(3)\r\n  IPAddress: 10.0.0.2\r\n  App ID: Cisco CTIManager\r\n"
            "  Cluster ID: CCM1-Cluster\r\n  Node ID: 10.0.0.10\r\n  Process ID: 1234\r\n  Process Name: CtiHandler\r\n")
    refused_at_once(w, CLIENT_A)
    w.udp(CM, 514, LOG, 514, b"<131>Jan 15 09:00:02 CCM1 " + text.encode())


@situation({"ucalarm.incompatible_version": E, "ctiqbe.refused": E}, says=("CtiMaxConnectionReached", "50000"))
def old_for_one_server_one_too_many_for_another(w):
    refused_at_once(w, CLIENT_A, 50001, CM)
    version_alarm(w, CLIENT_A)
    w.wait(30)
    refused_at_once(w, CLIENT_B, 50002, CM2)
    raised(w, 4, "CtiMaxConnectionReached", [], src=CM2)


# ---- CTIQBE: logins

@situation({"ctiqbe.failed": W}, says=("0x8ccc0075", "(?i)time"))
def login_timed_out_code(w):
    failed_login(w, CLIENT_A, 0x8CCC0075, pause=9.8)


@situation({"ctiqbe.failed": W}, says=("0x8ccc011f", "(?i)lock"))
def account_locked_code_big_endian(w):
    failed_login(w, CLIENT_A, 0x8CCC011F, order=">")


@situation({"ctiqbe.failed": W}, says=("0x8ccc00d1", "2749"))
def secure_user_on_the_plain_port(w):
    failed_login(w, CLIENT_A, 0x8CCC00D1)


@situation({"ctiqbe.failed": [W, W, W]}, says=("0x8ccc0060", "0x8ccc005f"))
def three_clients_fail_by_two_codes(w):
    failed_login(w, CLIENT_A, 0x8CCC0060)
    failed_login(w, CLIENT_B, 0x8CCC0060)
    failed_login(w, CLIENT_C, 0x8CCC005F)


@situation({"ctiqbe.failed": W}, says=("3 times",))
def the_same_login_fails_three_times(w):
    for i in range(3):
        failed_login(w, CLIENT_A, 0x8CCC0060, 50001 + i)
        w.wait(30)


@situation({"ucalarm.alarm": [E, E]}, says=(r"at 10\.0\.0\.10:2748", r"at 10\.0\.0\.11:2748"))
def wrong_password_at_two_servers(w):
    for server, port in ((CM, 50001), (CM2, 50002)):
        failed_login(w, CLIENT_A, 0x8CCC0060, port, server=server)
        login_alarm(w, "jtapi", CLIENT_A, 0x8CCC0060, src=server)
        w.wait(30)


@situation({"ucalarm.alarm": [E, E]}, says=("(?i)lock", "(?i)password|directory login failed"))
def wrong_password_until_the_account_is_locked(w):
    for i in range(3):
        failed_login(w, CLIENT_A, 0x8CCC0060 if i < 2 else 0x8CCC011F, 50001 + i)
        login_alarm(w, "jtapi", CLIENT_A, 0x8CCC0060 if i < 2 else 0x8CCC011F)
        w.wait(30)


@situation({"ucalarm.alarm": E}, notes=("ucalarm.explained",), says=("authHackLock",))
def the_user_service_says_why_the_account_is_locked(w):
    failed_login(w, CLIENT_A, 0x8CCC011F)
    login_alarm(w, "jtapi", CLIENT_A, 0x8CCC011F)
    raised(w, 4, "authHackLock", [("LoginUserID", "jtapi"), ("AppID", "Cisco CTIManager"), ("ClusterID", "S"), ("NodeID", "cm1")], facility="UC_IMS")


@situation({})
def a_wrong_password_of_a_web_user_is_none_of_ours(w):
    raised(w, 4, "authFail", [("LoginUserID", "admin"), ("AppID", "Cisco Tomcat"), ("ClusterID", "S"), ("NodeID", "cm1")], facility="UC_IMS")
    beats(granted(w, CLIENT_A), 2)


@situation({"cti.open_unanswered": E}, says=("50 s",))
def open_taken_and_never_answered(w):
    """TSP waits 50 s by default."""
    t = w.tcp(CLIENT_A, 50001, CM, 2748).open()
    q(t, (0, 217, 0))
    w.wait(50)
    t.crst()


@situation({}, notes=("ctiqbe.shape",), never=("plugin the server offers",))
def login_never_decided(w):
    """The response came at once, the completed event never: TSP gives up after 50 s."""
    t = w.tcp(CLIENT_A, 50001, CM, 2748).open()
    q(t, (0, 217, 0), (1, 112, 0))
    w.wait(50)
    t.cclose()


@situation({})
def login_still_pending_when_the_capture_ends(w):
    t = w.tcp(CLIENT_A, 50001, CM, 2748).open()
    q(t, (0, 217, 0), (1, 112, 0))
    w.wait(8)
    w.udp(OTHER, 5000, OTHER, 5001, b"somebody else")


# ---- CTIQBE: devices and lines

@situation({"ctiqbe.failed": W}, says=("0x8ccc0018", "(?i)controlled devices|control list"), never=("refused by", "was refused"))
def device_is_not_the_users(w):
    """JTAPI keeps the session: only this terminal fails."""
    t = granted(w, CLIENT_A)
    q(t, (0, 64, 0.3), (1, FILL * 16 + struct.pack("<I", 0x8CCC0018) + FILL * 40, 0.001))
    beats(t, 4)


@situation({"ctiqbe.failed": [W, W]}, says=("0x8ccc0018", "0x8ccc00d3"))
def a_device_and_a_line_refused_in_one_session(w):
    t = granted(w, CLIENT_A)
    q(t, (0, 64, 0.3), (1, FILL * 16 + struct.pack("<I", 0x8CCC0018) + FILL * 40, 0.001))
    q(t, (0, 64, 0.3), (1, FILL * 60, 0.008), (0, 44, 0.01), (1, FILL * 16 + struct.pack("<I", 0x8CCC00D3) + FILL * 20, 0.015))
    beats(t, 4)


def device_alarm(w, device, reason, **more):
    raised(w, 4, "CtiDeviceOpenFailure", [("CTIconnectionId", 5), ("DeviceName", device), ("ReasonCode", reason - (1 << 32))], **more)


@situation({"ucalarm.alarm": [W, W, W]}, says=("SEP1", "SEP2", "SEP3", "(?i)another application"), never=("was refused",))
def three_devices_two_reasons(w):
    t = granted(w, CLIENT_A)
    device_alarm(w, "SEP1", 0x8CCC0018)
    device_alarm(w, "SEP2", 0x8CCC0018)
    device_alarm(w, "SEP3", 0x8CCC0013)
    beats(t, 2)


@situation({}, notes=("ucalarm.explained",), says=("EndPointUnregistered",))
def a_controlled_phone_unregisters(w):
    t = granted(w, CLIENT_A)
    raised(w, 3, "EndPointUnregistered", [("DeviceName", "SEP1"), ("IPAddress", "10.0.5.1"), ("Reason", 13), ("AppID", "Cisco CallManager"), ("ClusterID", "S"),
                                          ("NodeID", "cm1")], facility="UC_CALLMANAGER")
    raised(w, 6, "CtiDeviceOutofService", [("DeviceId", 3), ("CTIconnectionId", 5), ("DeviceName", "SEP1")])
    beats(t, 2)


@situation({})
def phones_that_nobody_controls_unregister(w):
    for i in range(5):
        raised(w, 3, "EndPointUnregistered", [("DeviceName", f"SEP{i}"), ("IPAddress", "10.0.5.1"), ("Reason", 13), ("AppID", "Cisco CallManager"),
                                              ("ClusterID", "S"), ("NodeID", "cm1")], facility="UC_CALLMANAGER")
    beats(granted(w, CLIENT_A), 2)


# ---- CTIQBE: limits

@situation({"ctiqbe.refused": [E, E]}, says=("CtiMaxConnectionReached",))
def one_limit_alarm_two_refused_of_four(w):
    healthy = [granted(w, client, 50005) for client in (CLIENT_A, CLIENT_B)]
    raised(w, 4, "CtiMaxConnectionReached", [])
    refused_at_once(w, CLIENT_C)
    w.wait(0.5)
    refused_at_once(w, "10.0.0.6")
    for t in healthy:
        beats(t, 1)


@situation({"ucalarm.alarm": W, "cti.open_unanswered": E})
def limit_alarm_ten_minutes_before_a_refusal(w):
    raised(w, 4, "CtiMaxConnectionReached", [])
    w.wait(700)
    refused_at_once(w, CLIENT_A)


@situation({"ucalarm.alarm": W})
def device_limit_of_the_provider(w):
    t = granted(w, CLIENT_A)
    raised(w, 4, "MaxDevicesPerProviderExceeded", [])
    beats(t, 2)


# ---- CTIQBE: TLS

@situation({"cti.tls_expected": E}, says=("2749",))
def plain_client_on_the_secured_port_waits_in_vain(w):
    t = w.tcp(CLIENT_A, 50001, CM, 2749).open()
    q(t, (0, 217, 0))
    w.wait(50)
    t.crst()


@situation({"cti.tls_expected": E}, never=("TLS handshake refused",))
def plain_client_on_the_secured_port_gets_an_alert(w):
    t = w.tcp(CLIENT_A, 50001, CM, 2749).open()
    q(t, (0, 217, 0), (1, b"\x15\x03\x01\x00\x02\x02\x0a", 0.01))
    t.sclose()


@situation({"cti.tls_alert": W}, says=("(?i)certificate.expired",))
def client_certificate_expired_and_the_alarm_says_so(w):
    t = w.tcp(CLIENT_A, 50001, CM, 2749).open()
    t.c(CH)
    t.s(SH)
    t.s(b"\x15\x03\x03\x00\x02\x02\x2d")
    t.sclose()
    raised(w, 4, "CtiProviderClosePeerCertExpired", [])


@situation({"ucalarm.alarm": E}, complete=False, says=("0x8ccc00d0",))
def user_without_secure_rights_on_the_secured_port(w):
    t = w.tcp(CLIENT_A, 50001, CM, 2749).open()
    tls(t)
    t.cclose()
    login_alarm(w, "jtapi", CLIENT_A, 0x8CCC00D0)


# ---- CTIManager stops, clients go elsewhere

@situation({"ctiqbe.server_stopped": W}, says=("3 refused connections",), never=("refused, at",))
def ctimanager_stopped_without_an_alarm(w):
    sessions = [granted(w, client) for client in (CLIENT_A, CLIENT_B, CLIENT_C)]
    for t in sessions:
        beats(t, 1, 8)
    for t in sessions:
        t.sclose()
    for t in sessions:
        w.wait(0.1)
        refused_syn(w, t.ends[0][0], 50010, CM, 2748)


@situation({"ucalarm.service_stopped": E}, says=("ServiceFailed",))
def ctimanager_crashed_and_came_back(w):
    sessions = [granted(w, client) for client in (CLIENT_A, CLIENT_B, CLIENT_C)]
    for t in sessions:
        beats(t, 1, 8)
    for t in sessions:
        t.srst()
    service_alarm(w, "UC_SERVICEMANAGER", 2, "ServiceFailed")
    for t in sessions:
        refused_syn(w, t.ends[0][0], 50010, CM, 2748)
    w.wait(30)
    service_alarm(w, "UC_GENERIC", 6, "ServiceStarted")
    for t in sessions:
        beats(granted(w, t.ends[0][0], 50020), 1)


@situation({"ucalarm.service_stopped": E}, says=("1 alarm of the node",))
def ctimanager_crashed_and_left_a_core(w):
    """One crash: the service manager says that the service failed, another service that its core was found."""
    service_alarm(w, "UC_SERVICEMANAGER", 2, "ServiceFailed")
    w.wait(40)
    core_alarm(w, "CTIManager")


@situation({"ucalarm.service_trouble": E}, says=("Cisco CTIManager on cm1: A process crashed",))
def a_core_of_ctimanager_is_found(w):
    core_alarm(w, "CTIManager")


@situation({})
def a_core_of_another_service_is_found(w):
    core_alarm(w, "Tftp")


def core_alarm(w, process):
    raised(w, 2, "CoreDumpFileFound", [("TotalCoresFound", 1), ("CoreDetails", "The following lists up to 6 cores dumped by corresponding applications."),
                                       ("Core1", f"Cisco {process} (core.2345.6.{process}.1768467602)"), ("AppID", "Cisco Log Partition Monitoring Tool"),
                                       ("ClusterID", "S"), ("NodeID", "cm1")], facility="UC_LPMTCT")


@situation({"ucalarm.service_stopped": W}, says=("1 refused connection",))
def ctimanager_restarted_on_purpose(w):
    t = granted(w, CLIENT_A)
    beats(t, 1, 8)
    t.sclose()
    service_alarm(w, "UC_GENERIC", 6, "ServiceStopped")
    refused_syn(w, CLIENT_A, 50010, CM, 2748)
    w.wait(30)
    service_alarm(w, "UC_GENERIC", 6, "ServiceStarted")
    beats(granted(w, CLIENT_A, 50011), 2)


@situation({"ucalarm.service_stopped": W, "cti.refused": W})
def one_node_stopped_another_refuses(w):
    service_alarm(w, "UC_GENERIC", 6, "ServiceStopped")
    refused_syn(w, CLIENT_A, 50010, CM2, 2748)


@situation({}, never=("CTIManager",))
def another_service_stopped(w):
    service_alarm(w, "UC_GENERIC", 6, "ServiceStopped", "Cisco Tftp")
    service_alarm(w, "UC_SERVICEMANAGER", 2, "ServiceFailed", "Cisco DRF Local")


@situation({"ctiqbe.heartbeat_gap": W}, notes=("ctiqbe.failover",), says=(r"10\.0\.0\.10 was silent",))
def server_silent_and_the_client_goes_to_the_next(w):
    t = granted(w, CLIENT_A)
    beats(t, 2)
    q(t, (0, 20, 25), (0, 20, 25), (0, 20, 25))
    t.crst()
    w.wait(1)
    beats(granted(w, CLIENT_A, 50002, CM2), 2)


@situation({"ctiqbe.heartbeat_gap": W}, says=(r"10\.0\.0\.2 was silent",), never=(r"10\.0\.0\.10 was silent",))
def client_hangs_and_the_server_gives_it_up(w):
    t = granted(w, CLIENT_A)
    beats(t, 2)
    q(t, (1, 20, 25), (1, 20, 25), (1, 20, 25))
    t.sclose()


@situation({"ctiqbe.heartbeat_gap": W}, says=("alarm",))
def client_hangs_and_the_alarm_says_it(w):
    t = granted(w, CLIENT_A)
    beats(t, 2)
    q(t, (1, 20, 25), (1, 20, 25), (1, 20, 25))
    t.sclose()
    closed_alarm(w, 1)


@situation({"ctiqbe.heartbeat_gap": W}, complete=False)
def server_falls_silent_in_a_capture_that_begins_later(w):
    t = w.tcp(CLIENT_A, 50001, CM, 2748)
    beats(t, 3)
    q(t, (0, 20, 25), (0, 20, 25), (0, 20, 25))
    t.crst()


@situation({})
def a_session_that_ends_in_order(w):
    t = granted(w, CLIENT_A)
    beats(t, 4)
    q(t, (0, 28, 5), (1, 28, 0.01), (0, 24, 0.01), (1, 24, 0.01))
    t.cclose()


@situation({"ucalarm.alarm": W}, never=("10\\.0\\.0\\.2.*CtiProviderCloseHeartbeatTimeout",))
def heartbeat_alarm_while_the_only_session_is_healthy(w):
    t = granted(w, CLIENT_A)
    beats(t, 2)
    raised(w, 4, "CtiProviderCloseHeartbeatTimeout", [])
    beats(t, 2)


# ---- CTIQBE: the path

@situation({"cti.not_acknowledged": W}, says=("firewall",))
def a_large_message_vanishes_in_a_running_session(w):
    t = granted(w, CLIENT_A)
    big = FILL * 1400
    t.send(SERVER, PSH | ACK, big)
    for pause in (0.3, 0.6, 1.2, 2.4, 4.8, 9.6):
        w.wait(pause)
        t.raw(SERVER, PSH | ACK, big, seq=t.seq[SERVER] - len(big))
        t.raw(CLIENT, ACK, ack=t.seq[SERVER] - len(big))
    t.srst()


@situation({"ucalarm.firewall_inspection": W}, says=("inspect ctiqbe",), never=("\\[W\\].*never acknowledged",))
def the_firewall_says_what_it_drops(w):
    t = w.tcp(CLIENT_A, 50001, CM, 2748).open()
    t.send(CLIENT, PSH | ACK, FILL * 217)
    w.udp("10.0.0.254", 514, LOG, 514, b"<164>Jan 15 2026 09:00:00 asa1 : %ASA-4-620002: Unsupported CTIQBE version: 12: from inside:10.0.0.2/50001 to "
                                       b"outside:10.0.0.10/2748")
    for pause in (0.3, 0.6, 1.2, 2.4, 4.8):
        w.wait(pause)
        t.raw(CLIENT, PSH | ACK, FILL * 217, seq=t.seq[CLIENT] - 217)
    t.raw(SERVER, ACK, ack=t.seq[CLIENT] - 217)
    t.crst()


@situation({"ucalarm.firewall_inspection": W, "cti.open_unanswered": E})
def the_firewall_speaks_of_another_client(w):
    refused_at_once(w, CLIENT_A)
    w.udp("10.0.0.254", 514, LOG, 514, b"<164>Jan 15 2026 09:00:00 asa1 : %ASA-4-620002: Unsupported CTIQBE version: 12: from inside:10.0.0.3/50001 to "
                                       b"outside:10.0.0.10/2748")


@situation({})
def the_firewall_opens_media_and_denies_others(w):
    for text in ("%ASA-6-302013: Built inbound TCP connection 17 for inside:10.0.0.2/50001 (10.0.0.2/50001) to outside:10.0.0.10/2748 (10.0.0.10/2748)",
                 "%ASA-4-106023: Deny tcp src inside:10.0.0.99/50001 dst outside:10.0.0.10/80 by access-group \"in\" [0x0, 0x0]"):
        w.udp("10.0.0.254", 514, LOG, 514, b"<164>Jan 15 2026 09:00:00 asa1 : " + text.encode())
    beats(granted(w, CLIENT_A), 2)


@situation({}, complete=False)
def only_the_clients_frames_of_a_refused_session(w):
    refused_at_once(w, CLIENT_A)
    w.packets = [p for p in w.packets if p.data[26:30] == bytes([10, 0, 0, 2])]


@situation({}, complete=False, never=("was silent",))
def a_frame_of_the_server_is_missing(w):
    t = granted(w, CLIENT_A)
    beats(t, 1)
    place = len(w.packets) + 2
    beats(t, 1)
    del w.packets[place:place + 2]
    q(t, (0, 20, 25), (1, 20, 20))
    beats(t, 1)


@situation({"ucalarm.incompatible_version": E, "ucalarm.alarm": E, "cti.refused": W, "cti.tls_expected": E}, says=(r"10\.0\.0\.6",))
def five_clients_five_outcomes(w):
    good_one = granted(w, CLIENT_A)
    refused_at_once(w, CLIENT_B)
    version_alarm(w, CLIENT_B)
    failed_login(w, CLIENT_C, 0x8CCC0060)
    login_alarm(w, "wall", CLIENT_C, 0x8CCC0060)
    t = w.tcp("10.0.0.6", 50001, CM, 2748)
    for pause in (0, 1, 2, 4):
        w.wait(pause)
        t.raw(CLIENT, SYN)
    t = w.tcp("10.0.0.7", 50001, CM, 2749).open()
    q(t, (0, 217, 0))
    w.wait(0.02)
    t.srst()
    beats(good_one, 2)


@situation({"cti.open_unanswered": E}, never=("2 times",))
def a_refusal_captured_twice(w):
    refused_at_once(w, CLIENT_A)
    w.mirror()


# ---- alarms in syslog: how they come

@situation({"ucalarm.alarm": E}, says=("2 times",))
def octet_counted_two_in_a_segment(w):
    syslog_tcp(w, counted(one_line(2)) + counted(one_line(40, sequence=1002)))


@situation({"ucalarm.alarm": E}, says=("3 times",), never=("cut off",))
def octet_counted_split_anywhere_behind_the_first(w):
    text = (counted(one_line(40, sequence=1002)) + counted(one_line(60, sequence=1003))).encode()
    syslog_tcp(w, counted(one_line(2)), *(text[i:i + 37] for i in range(0, len(text), 37)))


@situation({"ucalarm.alarm": E}, complete=True, says=("2 times",), never=("cut off", "segments are missing"))
def alarms_in_the_stream_of_a_relay(w):
    """Segments begin and end anywhere, and most lines are of others."""
    others = "".join(f"<13>Jan 15 09:00:{i:02} host sshd[{i}]: Failed password for root from 10.0.0.9 port 22 ssh2\n" for i in range(40))
    text = (others + one_line(2) + "\n" + others + one_line(40, sequence=1002) + "\n" + others).encode()
    syslog_tcp(w, *(text[i:i + 1000] for i in range(0, len(text), 1000)), src=RELAY)


@situation({})
def other_lines_in_the_stream_of_a_relay(w):
    text = "".join(f"<13>Jan 15 09:00:{i:02} host sshd[{i}]: Failed password for root from 10.0.0.9 port 22 ssh2\n" for i in range(40)).encode()
    syslog_tcp(w, *(text[i:i + 1000] for i in range(0, len(text), 1000)), src=RELAY)


@situation({"ucalarm.alarm": E}, says=("2 times",))
def lines_that_end_with_cr_lf(w):
    syslog_tcp(w, one_line(2) + "\r\n" + one_line(40, sequence=1002) + "\r\n")


@situation({"ucalarm.alarm": E}, says=("2 times",))
def lines_that_end_with_nul(w):
    syslog_tcp(w, one_line(2) + "\0", one_line(40, sequence=1002) + "\0")


@situation({}, complete=False)
def syslog_in_tls(w):
    tls(w.tcp(CM, 50001, LOG, 6514).open())


@situation({"ucalarm.alarm": E}, never=("cut off", "2 times"))
def the_capture_begins_inside_an_alarm(w):
    t = w.tcp(CM, 50001, LOG, 514)
    t.c((one_line(2) + "\n")[120:].encode())
    t.c((one_line(40, sequence=1002) + "\n").encode())


@situation({"ucalarm.alarm": E}, says=("2 times",), never=("cut off", "3 times"))
def one_of_three_alarms_over_tcp_is_missing(w):
    t = syslog_tcp(w, one_line(2) + "\n")
    place = len(w.packets)
    t.c((one_line(20, sequence=1002) + "\n").encode())
    del w.packets[place]
    t.c((one_line(40, sequence=1003) + "\n").encode())


@situation({"ucalarm.alarm": E}, says=("3 times",), never=("6 times",))
def alarms_captured_twice(w):
    for _ in range(3):
        login_alarm(w, "wall", CLIENT_A, 0x8CCC0060)
        w.wait(30)
    w.mirror()


def relayed(w, text, level, source=RELAY, destination="10.0.0.78"):
    w.wait(0.002)
    w.udp(source, 50514, destination, 514, f"<{184 + level}>Jan 15 09:00:02 cm1.example {text}".encode())


@situation({"ucalarm.alarm": E}, never=("2 times",))
def an_alarm_and_its_copy_from_the_relay(w):
    """Both hops are in the capture: one event, whose line says itself which it is."""
    relayed(w, login_alarm(w, "wall", CLIENT_A, 0x8CCC0060), 3)


@situation({"ucalarm.incompatible_version": E}, says=("3 times",), never=("6 times",))
def refusals_and_two_copies_of_each_alarm(w):
    for i in range(3):
        refused_at_once(w, CLIENT_A, 50001 + i)
        relayed(w, version_alarm(w, CLIENT_A), 4)
        w.wait(30)


@situation({"ucalarm.incompatible_version": E}, says=("1 of|connection",))
def the_clock_of_the_node_is_an_hour_off(w):
    refused_at_once(w, CLIENT_A)
    w.time += 1000
    said = line(w.time - 3_600_000_000, 4, "CtiIncompatibleProtocolVersion", [*versions(CLIENT_A), *TAIL])
    w.udp(CM, 50514, LOG, 514, b"<188>: " + said.encode())


def parts(w, src, sequence, client, which=(1, 2)):
    head, tail = versions(client)[:3], [*versions(client)[3:], *TAIL]
    for number in which:
        raised(w, 4, "CtiIncompatibleProtocolVersion", [("part", f"{sequence}.{number}/2"), *(head if number == 1 else tail), *([] if number == 2 else TAIL)],
               "Incompatible" if number == 1 else "protocol version", sequence=sequence + number - 1, src=src)


@situation({}, says=("(?i)part",), never=("cut off", "without"))
def one_part_of_an_alarm_never_came(w):
    parts(w, CM, 573, CLIENT_A, which=(1,))


@situation({"ucalarm.alarm": E, "ucalarm.incompatible_version": E})
def rfc_5424_in_front_of_an_alarm(w):
    w.udp(RELAY, 50514, LOG, 514, b"<187>1 2026-01-15T09:00:02.345Z cm1.example CTI - - - " + one_line(2)[7:].encode())
    said = line(w.time, 4, "CtiIncompatibleProtocolVersion", [*versions(CLIENT_B), *TAIL], sequence=7)
    w.udp(RELAY, 50514, LOG, 514, b'<188>1 2026-01-15T09:00:02.345Z cm1.example CTI - - [origin ip="10.0.0.10"] ' + said.encode())


@situation({"ucalarm.alarm": E}, says=("2001:db8::2",))
def syslog_over_ipv6(w):
    said = line(w.time, 3, "CtiProviderOpenFailure", [("CTIconnectionId", 5), ("LoginUserID", "wall"), ("ReasonCode", -1932787616), ("IPAddress", ""),
                                                      ("IPv6Address", "2001:db8::2"), *TAIL])
    w.udp("2001:db8::10", 50514, "2001:db8::5", 514, b"<187>: " + said.encode())


# ---- alarms of other services

def rtmt(w, name, detail, level=3):
    return raised(w, level, "RTMT_ALERT", [("AlertName", name), ("AlertDetail", detail), ("AppID", "Cisco AMC Service"), ("ClusterID", ""), ("NodeID", "cm1")],
                  "RTMT Alert", facility="UC_RTMT")


@situation({"ucalarm.service_stopped": E}, says=("CTIManager",))
def rtmt_says_that_ctimanager_is_down(w):
    rtmt(w, "CriticalServiceDown", "Service operational status is DOWN. Cisco CTIManager. #012The alert is generated on Thu Jan 15 09:00:02 UTC 2026 on node "
                                   "10.0.0.10.")


@situation({})
def rtmt_says_that_another_service_is_down(w):
    rtmt(w, "CriticalServiceDown", "Service operational status is DOWN. Cisco Tftp. #012The alert is generated on Thu Jan 15 09:00:02 UTC 2026 on node 10.0.0.10.")


@situation({"ucalarm.incompatible_version": E}, never=("2 times",))
def rtmt_repeats_an_alarm_that_came_itself(w):
    said = version_alarm(w, CLIENT_A)
    w.wait(1)
    rtmt(w, "SyslogSeverityMatchFound", f"At Thu Jan 15 09:00:02 UTC 2026 on node 10.0.0.10, the following SyslogSeverityMatchFound events generated: #012"
                                        f"SeverityMatch : Warning#012MatchedEvent : Jan 15 09:00:02 cm1 local7 4 : {said}#012AppID : Cisco Syslog Agent#012"
                                        f"ClusterID : #012NodeID : cm1#012 TimeStamp : Thu Jan 15 09:00:02 UTC 2026")


def icm(w, component, level, number, process, text, src=SERVER_A):
    stamp = clock(w.time).strftime("%b %d %Y %H:%M:%S.000 +0000")
    w.udp(src, 50514, LOG, 514, f"<{128 + level}>25: icmhost1: {stamp}: %ICM_{component}-{level}-{number}: [comp=PG1A][pname={process}][iid=acme1][mid={number}]"
                                f"[sev=error]: {text}".encode())


@situation({"ucalarm.peripheral": E}, says=("ctisvr",), never=(r"\brtr\b",))
def processes_of_icm_die(w):
    icm(w, "Node_NodeManager", 3, "102C10E", "nmm", "Process ctisvr on ICM\\acme1\\CG1A died for an unknown reason.")
    icm(w, "Node_NodeManager", 3, "102C10E", "nmm", "Process rtr on ICM\\acme1\\RouterA died for an unknown reason.")


@situation({"ucalarm.cti_server": E})
def cti_server_down_and_up(w):
    icm(w, "CTI_Server", 3, "108C021", "opc", "The CTI Server associated with this Peripheral Gateway is down.")
    w.wait(60)
    icm(w, "CTI_Server", 6, "108C020", "opc", "The CTI Server associated with this Peripheral Gateway is on-line.")


@situation({"ucalarm.incompatible_version": E}, says=("10\\.0\\.0\\.20",))
def uccx_has_no_provider_since_its_version_is_refused(w):
    refused_at_once(w, "10.0.0.20")
    version_alarm(w, "10.0.0.20")
    w.wait(2)
    w.udp("10.0.0.20", 514, LOG, 514, b"<188>Jan 15 09:00:04 uccx1 : 1234: Jan 15 09:00:04.123 UTC %MIVR-SS_TEL-4-ModuleRunTimeFailure:Real-time failure in JTAPI "
                                      b"subsystem: Module=JTAPI_PROVIDER_INIT,Failure Cause=7,Failure Module=JTAPI_PROVIDER_INIT,Exception=com.cisco.jtapi."
                                      b"PlatformExceptionImpl: Unable to create provider -- Incompatible protocol version")


@situation({})
def talk_of_cti_in_other_syslog(w):
    for text in (b"<13>Jan 15 09:00:00 pc1 myapp[12]: CtiProviderOpenFailure counter is 0", b"<13>Jan 15 09:00:00 sw1 %SYS-5-CONFIG_I: CTIManager port 2748 configured",
                 b"<13>Jan 15 09:00:00 host cron[3]: (root) CMD (restart CTIManager)"):
        w.udp(OTHER, 514, LOG, 514, text)


# ---- CAP

def at(w, client=CLIENT_A, port=50001, server_port=2208, server=SERVER_A):
    return w.tcp(client, port, server, server_port).open()


def asked(t, user):
    t.c(RA(user))
    t.s(RESP(user))
    t.c(RR(user))


@situation({"bwcap.register_failed": [E, E]}, says=("u1@x", "u3@x"), never=("login of user u2@x",))
def three_users_between_the_servers_two_refused(w):
    t = at(w, SERVER_A, 40001, 2206, SERVER_B)
    for user, cause in (("u1@x", "x"), ("u2@x", ""), ("u3@x", "x")):
        if not cause:
            login(t, user, "2")
            continue
        asked(t, user)
        t.s(refuse(user, cause))
    w.wait(5)
    t.c(UNREG("u2@x", "2"))
    t.cclose()


@situation({"cti.ended_in_message": W}, says=("closed by the server", "of the server"), never=("Closed without unRegister",))
def the_server_closes_inside_its_document(w):
    t = at(w)
    login(t)
    w.wait(5)
    t.s(PROF()[:120])
    t.sclose()


@situation({}, complete=False, says=("the capture ended inside a message",), never=("Connection ended inside",))
def the_capture_ends_inside_a_document(w):
    t = at(w)
    login(t)
    t.s(PROF()[:120])


@situation({}, complete=False, says=("(?i)document too large",))
def a_document_beyond_the_limit_of_this_program(w):
    """Lists of a directory are that long. What is not read is no fault, and no all-clear."""
    t = at(w)
    login(t)
    names = "".join(f"<firstName>{'x' * 100}{i}</firstName>" for i in range(2500))
    data = cap("profileUpdate", f'<user userUid="4711" id="a@x"><applicationId>Toolbar</applicationId>{names}</user>')
    for i in range(0, len(data), 1400):
        t.s(data[i:i + 1400])
    t.c(UNREG())
    t.cclose()


@situation({"bwcap.register_failed": E}, complete=True, says=(r"\[2001:db8::10\]:2208", "a@x"))
def refused_over_ipv6(w):
    t = at(w, "2001:db8::2", server="2001:db8::10")
    asked(t, "a@x")
    t.s(refuse())
    t.cclose()


@situation({}, complete=True)
def documents_glued_together_with_line_breaks(w):
    t = at(w)
    t.c(RA() + b"\r\n")
    t.s(RESP() + b"\n")
    t.c(b"\n" + RR())
    t.s(RRESP() + b"\n\n" + PROF() + b"\n" + PROF())
    t.c(ACKN() + b"\n" + UNREG() + b"\n")
    t.cclose()


@situation({"bwcap.cleartext_credentials": W}, notes=("bwcap.http_header",), never=("Another protocol",))
def a_client_that_writes_a_header_with_credentials(w):
    t = at(w)
    t.c(b"POST / HTTP/1.0\r\nAuthorization: Basic YTpi\r\n\r\n" + RA())
    t.s(RESP())
    t.c(RR())
    t.s(RRESP())
    t.c(ACKN())
    t.s(PROF())
    t.c(UNREG())
    t.cclose()


def call_update(call="1", state="2", call_type="3", more=""):
    return cap("callUpdate", f'<user userUid="4711" id="a@x"><applicationId>Toolbar</applicationId><call callId="{call}"><state>{state}</state>'
                             f"<callType>{call_type}</callType>{more}</call></user>")


def call_action(kind, *parameters):
    values = "".join(f'<actionParam actionParamName="{name}">{value}</actionParam>' for name, value in parameters)
    return cap("callAction", f'<user userType="CallClient" userUid="4711" id="a@x"><applicationId>Toolbar</applicationId><action actionType="{kind}">{values}'
                             "</action></user>")


@situation({"bwcap.action_unanswered": W}, says=("Dial", "a@x"))
def a_dial_without_effect(w):
    t = at(w)
    login(t)
    t.c(call_action("Dial", ("Number", "5551234")))
    w.wait(20)
    t.c(UNREG())
    t.cclose()


@situation({}, complete=True)
def a_dial_at_the_end_of_the_capture(w):
    t = at(w)
    login(t)
    w.wait(10)
    t.c(call_action("Dial", ("Number", "5551234")))


@situation({"bwcap.forced_logout": W}, says=("a@x",), never=("3 times",))
def the_second_login_displaces_the_first(w):
    first, second = at(w), at(w, CLIENT_B)
    login(first, "a@x", "1")
    w.wait(20)
    login(second, "a@x", "2")
    first.s(cap("unRegister", '<user id="a@x" userUid="1"><applicationId>Toolbar</applicationId></user>'))
    first.sclose()
    w.wait(5)
    second.c(UNREG("a@x", "2"))
    second.cclose()


@situation({"cti.open_unanswered": E})
def asked_twice_and_never_challenged(w):
    t = at(w)
    t.c(RA())
    w.wait(10)
    t.c(RA())
    w.wait(15)
    t.cclose()


@situation({"bwcap.no_challenge": W}, says=("b@x",), never=("of user a@x in frame",))
def one_of_two_users_is_never_challenged(w):
    t = at(w, SERVER_A, 40001, 2206, SERVER_B)
    login(t, "a@x", "1")
    t.c(RA("b@x"))
    w.wait(40)
    t.c(UNREG("a@x", "1"))
    t.cclose()


@situation({"bwcap.challenge_refused": E}, says=("a@x",))
def refused_at_the_challenge(w):
    t = at(w)
    t.c(RA())
    t.s(cap("responseAuthentication", "<user><id>a@x</id><applicationId>Toolbar</applicationId></user>"))
    t.cclose()


@situation({"bwcap.register_failed": E, "bwcap.bad_digest": W}, says=("SHA-1",))
def a_client_that_leaves_the_nonce_out(w):
    """Two things to put right, perhaps: the server's word for its refusal may be about something else than the digest."""
    t = at(w)
    t.c(RA())
    t.s(RESP())
    t.c(RR().replace(b"54ad7a2a0d93f0a0736345ad7af8b68b", b"5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8"))
    t.s(refuse())
    t.cclose()


@situation({"cti.tls_expected": E}, says=("2209",))
def plain_cap_on_the_tls_port(w):
    t = at(w, server_port=2209)
    t.c(RA())
    w.wait(0.01)
    t.srst()


@situation({"bwcap.oci_error": [W, W]}, says=("adm1", "adm2", "4008"))
def one_oci_error_two_administrators(w):
    for i, user in enumerate(("adm1", "adm2")):
        t = at(w, port=50001 + i)
        t.c(oci('xsi:type="AuthenticationRequest"', f"<userId>{user}</userId>"))
        t.s(oci('echo="" xsi:type="AuthenticationResponse"', f"<userId>{user}</userId><nonce>1</nonce><passwordAlgorithm>MD5</passwordAlgorithm>"))
        t.c(oci('xsi:type="LoginRequest14sp4"', f"<userId>{user}</userId><signedPassword>x</signedPassword>"))
        t.s(oci('echo="" xsi:type="LoginResponse14sp4"', "<loginType>System</loginType>"))
        t.c(oci('xsi:type="UserGetRequest17"', "<userId>u</userId>"))
        t.s(ERR(4008, "User not found: u"))
        t.cclose()


@situation({"bwcap.invalid_text": W}, never=("Malformed document",))
def latin_1_bytes_in_a_document_of_utf_8(w):
    t = at(w)
    login(t)
    t.s(PROF().replace(b"<firstName>A", b"<firstName>J\xfcrgen"))
    t.c(UNREG())
    t.cclose()


@situation({}, complete=True)
def latin_1_that_is_declared(w):
    t = at(w)
    login(t)
    t.s(PROF().replace(b"UTF-8", b"ISO-8859-1").replace(b"<firstName>A", b"<firstName>J\xfcrgen"))
    t.c(UNREG())
    t.cclose()


@situation({"cti.refused": W}, says=("3 times",))
def the_open_client_server_takes_connections_and_drops_them(w):
    for i in range(3):
        t = at(w, port=50001 + i)
        w.wait(0.01)
        t.sclose()
        w.wait(10)


# ---- BroadWorks alarms

OCS, AS = traps.OCS, traps.AS


def trap(w, number=507, binds=None, source=OCS, destination=LOG, pdu=0xA7, source_port=50162, port=162):
    w.udp(source, source_port, destination, port, traps.v2(number, traps.varbinds(traps.TEXT) if binds is None else binds, pdu))


@situation({"bwfault.as_connection_failed": E}, never=("2 times",), says=("10\\.1\\.1\\.80",))
def a_trap_to_two_managers(w):
    trap(w)
    trap(w, destination="10.9.9.201")


@situation({"bwfault.as_connection_failed": E}, never=("2 times",))
def an_inform_and_its_response(w):
    """A response holds the variables of what it answers (RFC 3416): no alarm of its own."""
    trap(w, pdu=0xA6)
    trap(w, pdu=0xA2, source=LOG, destination=OCS, source_port=162, port=50162)


@situation({"bwfault.as_connection_failed": [E, E]}, says=("10\\.1\\.1\\.80", "10\\.1\\.1\\.81"))
def two_application_servers_are_not_reached(w):
    trap(w)
    trap(w, binds=traps.varbinds(traps.TEXT.replace(AS, "10.1.1.81"), 66415))


@situation({"bwfault.cap_connection_failed": E}, says=("22\\.0", "3 refused connections"), never=("Connection refused or never",))
def cap_is_gone_after_the_upgrade(w):
    for i in range(3):
        refused_syn(w, OCS, 40001 + i, AS, 2206)
        trap(w, binds=traps.varbinds(traps.TEXT, 66414 + i))
        w.wait(60)


@situation({"bwfault.as_connection_failed": E, "cti.refused": W}, says=("10\\.1\\.1\\.99",))
def the_alarm_is_about_another_application_server(w):
    refused_syn(w, OCS, 40001, "10.1.1.99", 2206)
    trap(w)


@situation({"bwcap.users_lost": W}, says=("3 user",))
def connection_of_three_users_ends_and_the_trap_says_so(w):
    t = at(w, OCS, 40001, 2206, AS)
    for i in range(3):
        login(t, f"u{i}@x", str(i))
    w.wait(10)
    t.srst()
    trap(w, 509, traps.varbinds(traps.CAP_TEXT, 70001, "bwOpenClientServerASConnTerminated"))


@situation({"bwfault.as_connection_failed": E, "bwcap.register_failed": E, "ucalarm.incompatible_version": E})
def three_platforms_three_faults(w):
    trap(w)
    t = at(w)
    asked(t, "a@x")
    t.s(refuse())
    t.cclose()
    refused_at_once(w, CLIENT_B)
    version_alarm(w, CLIENT_B)


# ---- logs beside captures

def log_of(*lines):
    return "".join(text + "\n" for text in lines)


def cisco_syslog(*alarms):
    """As the file CiscoSyslog has them: (seconds after the beginning, level, name, parameters)."""
    out = []
    for number, (second, level, name, parameters) in enumerate(alarms, 1):
        when = BEGIN + int(second * 1e6)
        out.append(clock(when).strftime("%b %d %H:%M:%S ") + f"cm1 local7 {level} : " + line(when, level, name, [*parameters, *TAIL], sequence=number))
    return log_of(*out)


@situation({"cti.open_unanswered": E}, complete=False, says=("silent for 30 s",), never=("silent for 72",),
           logs={"CiscoSyslog": cisco_syslog(*((i * 300, 6, "Started", []) for i in range(26))).replace("UC_CTI", "UC_GENERIC")})
def the_log_goes_on_while_the_capture_pauses(w):
    """Nobody listened for two hours, whatever a log has to say of them."""
    t = at(w, server_port=42027)
    t.c(OPEN())
    w.wait(30)
    w.udp(OTHER, 5000, OTHER, 5001, b"somebody else")
    w.wait(7200)
    good(at(w, port=50002, server_port=42027))


@situation({"cti.open_unanswered": E}, complete=True, says=("silent for 20 s",),
           logs={"CiscoSyslog": cisco_syslog(*((i * 300, 6, "Started", []) for i in range(26))).replace("UC_CTI", "UC_GENERIC")})
def the_log_goes_on_when_the_capture_has_ended(w):
    t = at(w, server_port=42027)
    t.c(OPEN())
    w.wait(20)
    w.udp(OTHER, 5000, OTHER, 5001, b"somebody else")


@situation({"ucalarm.incompatible_version": E}, says=("proved by line CiscoSyslog:1",), logs={"CiscoSyslog": cisco_syslog((0.1, 4, "CtiIncompatibleProtocolVersion", versions(CLIENT_A)))})
def the_alarm_stands_in_a_file(w):
    refused_at_once(w, CLIENT_A)


@situation({"ucalarm.incompatible_version": E, "cti.open_unanswered": E},
           logs={"CiscoSyslog": cisco_syslog((-86400, 4, "CtiIncompatibleProtocolVersion", versions(CLIENT_A)))})
def the_alarm_of_the_day_before_explains_nothing_today(w):
    refused_at_once(w, CLIENT_A)


@situation({"cti.open_unanswered": E, "ucalarm.alarm": E}, logs={"CiscoSyslog": cisco_syslog((0.1, 3, "CtiProviderOpenFailure", [
    ("CTIconnectionId", 5), ("LoginUserID", "u"), ("ReasonCode", -1932787616), ("IPAddress", "10.0.0.99"), ("IPv6Address", "")]))})
def the_file_is_about_somebody_else(w):
    refused_at_once(w, CLIENT_A)


def in_both():
    return cisco_syslog((0.1, 4, "CtiIncompatibleProtocolVersion", versions(CLIENT_A)))


@situation({"ucalarm.incompatible_version": E}, never=("2 times",), logs={"CiscoSyslog": in_both()})
def the_alarm_stands_in_a_file_and_in_the_capture(w):
    refused_at_once(w, CLIENT_A)
    w.time = BEGIN + 101_000
    w.udp(CM, 50514, LOG, 514, b"<188>: " + in_both().split(" : ", 1)[1].strip().encode())


@situation({"bwfault.cap_connection_failed": E}, says=("3 refused connections",), logs={"alarms.txt":
           "XSP_CLI/Monitoring/Alarm/AlarmsTable> list\n"
           "Identifier  Timestamp                Alarm Name                       Severity  Correlation Parameter\n"
           "66414       2026-01-15 9:00:30 GMT   bwOpenClientServerASConnFailed   Critical  10;37;CAP;10.1.1.80;\n"})
def the_alarm_table_of_broadworks(w):
    for i in range(3):
        refused_syn(w, OCS, 40001 + i, AS, 2206)
        w.wait(20)


@situation({"cti.open_unanswered": E}, logs={"access.log": log_of(
    '10.0.0.2 - - [15/Jan/2026:09:00:00 +0000] "GET /cti HTTP/1.1" 500 12', '10.0.0.2 - - [15/Jan/2026:09:00:01 +0000] "GET /cti HTTP/1.1" 500 12')})
def a_log_of_a_web_server(w):
    refused_at_once(w, CLIENT_A)


# ---- coverage, and several things at once

@situation({}, complete=False, says=("TLS", "(?i)one direction|only the frames"), never=("Nothing wrong found in 3 of 3",))
def three_connections_two_cannot_be_read(w):
    t = at(w)
    login(t)
    t.c(UNREG())
    t.cclose()
    tls(w.tcp(CLIENT_A, 50002, CM, 2749).open())
    t = w.tcp(CLIENT_A, 50003, SERVER_A, 42027).open()
    good(t)
    w.packets = [p for p in w.packets if not (p.data[34:36] == struct.pack(">H", 42027))]


@situation({"ged188.incompatible_version": E, "ucalarm.incompatible_version": E, "bwcap.register_failed": E})
def one_host_three_protocols_three_refusals(w):
    from test_situations import FAIL, OPEN
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 42027).open()
    t.c(OPEN())
    t.s(FAIL(1, 1))
    t.cclose()
    refused_at_once(w, CLIENT_A, 50002)
    version_alarm(w, CLIENT_A)
    t = at(w, port=50003)
    asked(t, "a@x")
    t.s(refuse())
    t.cclose()


@situation({"cti.foreign_protocol": W, "cti.open_unanswered": E}, complete=None)
def a_scanner_and_a_client_that_is_refused(w):
    t = w.tcp(OTHER, 50001, CM, 2748).open()
    t.c(b"GET / HTTP/1.0\r\n\r\n")
    w.wait(0.01)
    t.sclose()
    refused_at_once(w, CLIENT_A)


@situation({"cti.session_lost": W}, says=("no sign of the server|keep-alive",))
def the_server_machine_is_gone(w):
    t = granted(w, CLIENT_A)
    beats(t, 1)
    t.send(CLIENT, PSH | ACK, FILL * 20)
    for pause in (0.3, 0.6, 1.2, 2.4, 4.8, 9.6):
        w.wait(pause)
        t.raw(CLIENT, PSH | ACK, FILL * 20, seq=t.seq[CLIENT] - 20)
    t.crst()


@situation({}, complete=False, never=("was refused",))
def frames_cut_to_64_bytes(w):
    t = granted(w, CLIENT_A)
    beats(t, 2)
    w.packets = [Packet(p.time, p.data[:64], p.original) for p in w.packets]


@situation({"cti.open_unanswered": E}, complete=False)
def a_refusal_in_frames_cut_to_64_bytes(w):
    """That the server sent nothing and closed stands in the headers, which are whole."""
    refused_at_once(w, CLIENT_A)
    w.packets = [Packet(p.time, p.data[:64], p.original) for p in w.packets]


# ---- more of the same kinds

@situation({"ucalarm.alarm": W}, never=(r"10\.0\.0\.2[: ].*dropped",))
def an_application_is_dropped_and_nobody_knows_which(w):
    t = granted(w, CLIENT_A)
    raised(w, 4, "ApplicationConnectionDropped", [("LastPDUNumber", 5)])
    beats(t, 2)


def line_alarm(w, line_number, reason):
    raised(w, 4, "CtiLineOpenFailure", [("CTIconnectionId", 5), ("DeviceName", "SEP1"), ("DirNum", line_number), ("Partition", "P"), ("ReasonCode", reason - (1 << 32))])


@situation({"ucalarm.alarm": [W, W]}, says=("1001", "1002", "0x8ccc00d3"))
def two_lines_of_one_device_are_restricted(w):
    line_alarm(w, "1001", 0x8CCC00D3)
    line_alarm(w, "1002", 0x8CCC00D3)
    w.wait(30)
    line_alarm(w, "1001", 0x8CCC00D3)


def link_alarm(w, level, name, local, remote):
    raised(w, level, name, [("LocalNodeID", 1), ("LocalApplicationID", local), ("RemoteIPAddress", "10.0.0.11"), ("RemoteNodeID", 2), ("RemoteApplicationID", remote),
                            ("UniqueLinkID", "1:200:2:100"), ("AppID", "Cisco CallManager"), ("ClusterID", "S"), ("NodeID", "cm1")], facility="UC_CALLMANAGER")


@situation({"ucalarm.link_failure": E})
def link_between_ctimanager_and_a_node_is_out_and_back(w):
    t = granted(w, CLIENT_A)
    link_alarm(w, 1, "SDLLinkOOS", 200, 100)
    for i in range(3):
        raised(w, 6, "CtiDeviceOutofService", [("DeviceId", i), ("CTIconnectionId", 5), ("DeviceName", f"SEP{i}")])
    beats(t, 2)
    link_alarm(w, 5, "SDLLinkISV", 200, 100)


@situation({})
def link_between_two_callmanagers_is_out(w):
    link_alarm(w, 1, "SDLLinkOOS", 100, 100)
    beats(granted(w, CLIENT_A), 1)


@situation({"ucalarm.alarm": E}, never=("2 times",))
def one_alarm_to_two_syslog_servers(w):
    said = login_alarm(w, "wall", CLIENT_A, 0x8CCC0060)
    w.udp(CM, 50515, "10.0.0.6", 514, f"<187>: {said}".encode())


@situation({"ucalarm.alarm": E}, says=("2 times",), never=("3 times",))
def two_alarms_of_one_second_and_one_text(w):
    """Numbers tell them apart."""
    login_alarm(w, "wall", CLIENT_A, 0x8CCC0060)
    said = login_alarm(w, "wall", CLIENT_A, 0x8CCC0060)
    relayed(w, said, 3)


@situation({"ucalarm.alarm": E})
def an_alarm_in_two_ip_fragments(w):
    login_alarm(w, "wall", CLIENT_A, 0x8CCC0060)
    whole = w.packets.pop()
    head, body = whole.data[:34], whole.data[34:]
    for begin, end, more in ((0, 160, 0x2000), (160, len(body), 0)):
        fragment = bytearray(head)
        struct.pack_into(">H", fragment, 16, 20 + end - begin)
        struct.pack_into(">H", fragment, 20, more | begin // 8)
        data = bytes(fragment) + body[begin:end]
        w.packets.append(Packet(whole.time + begin, data, len(data)))


@situation({"ucalarm.incompatible_version": E}, says=(r"at 10\.0\.0\.10:2748",))
def refused_by_the_upgraded_node_taken_by_the_other(w):
    refused_at_once(w, CLIENT_A)
    version_alarm(w, CLIENT_A)
    w.wait(30)
    beats(granted(w, CLIENT_A, 50002, CM2), 2)


@situation({"cti.open_unanswered": E}, says=("3 times",))
def refused_three_times_from_one_port(w):
    for i in range(3):
        t = w.tcp(CLIENT_A, 50001, CM, 2748, cisn=1000 + 100000 * i, sisn=9000 + 300000 * i).open()
        q(t, (0, 217, 0))
        w.wait(0.02)
        t.sclose()
        w.wait(30)


@situation({"cti.refused": W}, says=("5 times", "no answer"))
def nobody_answers_at_all(w):
    for i in range(5):
        t = w.tcp(CLIENT_A, 50001 + i, CM, 2748)
        for pause in (0, 3, 6):
            w.wait(pause)
            t.raw(CLIENT, SYN)
        w.wait(21)


@situation({"cti.open_unanswered": E}, says=("3 clients", "silent"))
def ctimanager_takes_everything_and_answers_nobody(w):
    for client in (CLIENT_A, CLIENT_B, CLIENT_C):
        t = w.tcp(client, 50001, CM, 2748).open()
        q(t, (0, 217, 0))
    w.wait(60)
    w.udp(OTHER, 5000, OTHER, 5001, b"somebody else")


@situation({"ucalarm.alarm": E}, says=("3 times", r"\(rmjtapi_1\)"), never=(r"\(jtapi_1\): CTI alarm",))
def one_of_two_providers_of_uccx_has_the_wrong_password(w):
    t = granted(w, "10.0.0.20")
    for i in range(3):
        failed_login(w, "10.0.0.20", 0x8CCC0060, 50002 + i)
        login_alarm(w, "rmjtapi_1", "10.0.0.20", 0x8CCC0060)
        beats(t, 1)


@situation({}, never=("Nothing wrong found in 1 of 1",))
def client_gives_up_the_tls_handshake_without_an_alert(w):
    t = w.tcp(CLIENT_A, 50001, CM, 2749).open()
    t.c(CH)
    t.s(SH)
    w.wait(0.01)
    t.crst()


@situation({"cti.open_unanswered": E}, says=("ClientHello",))
def server_closes_at_the_client_hello(w):
    t = w.tcp(CLIENT_A, 50001, CM, 2749).open()
    t.c(CH)
    w.wait(0.01)
    t.sclose()


# A segment behind a later one is not read, as Wireshark does not unless it is told to (tcp.reassemble_out_of_order).
@situation({}, complete=False, says=("segments out of order",))
def cap_with_retransmissions_and_out_of_order(w):
    t = at(w)
    t.c(RA())
    t.raw(CLIENT, PSH | ACK, RA(), seq=t.seq[CLIENT] - len(RA()))
    t.s(RESP())
    data = RR()
    t.raw(CLIENT, PSH | ACK, data[200:], seq=t.seq[CLIENT] + 200)
    t.raw(CLIENT, PSH | ACK, data[:200])
    t.seq[CLIENT] += len(data)
    t.sack()
    t.s(RRESP())
    t.c(ACKN())
    t.s(PROF())
    t.c(UNREG())
    t.cclose()


@situation({}, complete=False, never=("without a challenge", "not acknowledged"))
def cap_from_the_middle_of_a_login(w):
    t = w.tcp(CLIENT_A, 50001, SERVER_A, 2208)
    t.c(RR())
    t.s(RRESP())
    t.c(ACKN())
    t.s(PROF())
    t.c(UNREG())
    t.cclose()


@situation({}, complete=False, never=("was refused", "got no answer"))
def the_answer_to_the_login_was_not_captured(w):
    t = at(w)
    t.c(RA())
    t.s(RESP())
    t.c(RR())
    place = len(w.packets)
    t.s(RRESP())
    del w.packets[place]
    t.c(ACKN())
    t.s(PROF())
    w.wait(40)
    t.c(UNREG())
    t.cclose()


@situation({"bwcap.register_failed": E}, says=("a@x",), never=("Login refused, at 10.0.0.10:2208, 2 times",))
def refused_once_and_let_in_on_the_same_connection(w):
    t = at(w)
    asked(t, "a@x")
    t.s(refuse())
    w.wait(5)
    login(t)
    t.c(UNREG())
    t.cclose()


@situation({"bwcap.forced_logout": [W, W, W]}, says=("u0@x", "u1@x", "u2@x"))
def three_users_are_logged_out_at_once(w):
    t = at(w, SERVER_A, 40001, 2206, SERVER_B)
    for i in range(3):
        login(t, f"u{i}@x", str(i))
    for i in range(3):
        t.s(cap("unRegister", f'<user id="u{i}@x" userUid="{i}"><applicationId>Toolbar</applicationId></user>'))
    w.wait(5)
    t.cclose()


@situation({"bwcap.unknown_call": W}, says=("77",))
def an_answer_to_a_call_that_nobody_saw(w):
    t = at(w)
    login(t)
    t.s(call_update("1"))
    t.c(call_action("Answer", ("CallId", "77")))
    t.s(call_update("1"))
    w.wait(1)
    t.c(UNREG())
    t.cclose()


@situation({"bwcap.malformed": E}, says=("&amp;",), never=("Another protocol",))
def a_client_that_does_not_escape(w):
    t = at(w)
    login(t)
    t.c(UNREG().replace(b"<applicationId>Toolbar", b"<applicationId>A & B"))
    t.cclose()


@situation({"bwfault.process_down": E}, says=("3 ", "bwPMOpenClientServerDeath"))
def the_open_client_server_dies(w):
    """It takes its clients along: one cause."""
    clients = [at(w, client) for client in (CLIENT_A, CLIENT_B, CLIENT_C)]
    for i, t in enumerate(clients):
        login(t, f"u{i}@x", str(i))
    w.wait(20)
    for t in clients:
        t.srst()
    trap(w, 504, traps.varbinds("Open Client Server died.", 70002, "bwPMOpenClientServerDeath"), source=SERVER_A)
    for t in clients:
        refused_syn(w, t.ends[0][0], 50010, SERVER_A, 2208)


@situation({"bwfault.process_restarted": W}, says=("bwPMOpenClientServerRestarted",))
def the_open_client_server_is_restarted(w):
    t = at(w)
    login(t)
    w.wait(20)
    t.sclose()
    trap(w, 503, traps.varbinds("Open Client Server was restarted.", 70003, "bwPMOpenClientServerRestarted"), source=SERVER_A)
    w.wait(20)
    t = at(w, port=50002)
    login(t)
    t.c(UNREG())
    t.cclose()


@situation({"bwfault.process_down": E, "bwcap.register_failed": E})
def one_server_dies_another_refuses(w):
    trap(w, 504, traps.varbinds("Open Client Server died.", 70002, "bwPMOpenClientServerDeath"), source=SERVER_B)
    t = at(w)
    asked(t, "a@x")
    t.s(refuse())
    t.cclose()


@situation({"bwfault.process_down": E, "cti.refused": W})
def one_server_dies_another_is_not_there(w):
    trap(w, 504, traps.varbinds("Open Client Server died.", 70002, "bwPMOpenClientServerDeath"), source=SERVER_B)
    refused_syn(w, CLIENT_A, 50010, SERVER_A, 2208)


@situation({"cti.refused": W, "ucalarm.service_stopped": E}, logs={"CiscoSyslog": cisco_syslog((0.1, 2, "ServiceFailed", [])).replace(
    "UC_CTI-2", "UC_SERVICEMANAGER-2").replace("%[AppID", "%[ServiceName=Cisco CTIManager][AppID").replace("[AppID=Cisco CTIManager]", "[AppID=Cisco Service Manager]")})
def a_file_tells_of_a_node_by_its_name_only(w):
    """Which address cm1 has nobody says."""
    refused_syn(w, CLIENT_A, 50010, CM, 2748)


@situation({}, complete=False)
def only_the_servers_frames_of_a_cap_session(w):
    t = at(w)
    login(t)
    t.c(UNREG())
    t.cclose()
    w.packets = [p for p in w.packets if p.data[26:30] == bytes([10, 0, 0, 10])]


@situation({}, complete=False)
def tls_from_the_middle_that_goes_on(w):
    t = w.tcp(CLIENT_A, 50001, CM, 2749)
    for _ in range(3):
        t.c(b"\x17\x03\x03\x00@" + FILL * 64)
        t.s(b"\x17\x03\x03\x00@" + FILL * 64)


def closed_alarm(w, reason, client=CLIENT_A, **more):
    raised(w, 6, "CtiProviderClosed", [("LoginUserID", "jtapi"), ("SeqNumber", 4), ("CTIconnectionId", 5), ("IPAddress", client), ("IPv6Address", ""),
                                       ("Reason", reason)], **more)


@situation({"ucalarm.alarm": [W, W]}, says=("(?i)heartbeat", "(?i)deleted", r"10\.0\.0\.3"))
def two_providers_closed_for_what_somebody_must_put_right(w):
    """The catalogue calls the alarm informational, and the reason says what is wrong."""
    closed_alarm(w, 1)
    closed_alarm(w, 5, CLIENT_B)


@situation({})
def a_provider_closed_as_asked(w):
    closed_alarm(w, 3)


@situation({"ucalarm.alarm": E}, says=("CtiProviderOpenFailure",))
def a_provider_that_could_not_be_opened_is_closed(w):
    """Reason 4 follows from the alarm before it."""
    login_alarm(w, "jtapi", CLIENT_A, 0x8CCC0060)
    closed_alarm(w, 4)


@situation({"cti.session_lost": W}, says=("1 alarm",))
def the_client_machine_is_gone_and_both_alarms_say_it(w):
    t = granted(w, CLIENT_A)
    beats(t, 1)
    t.send(SERVER, PSH | ACK, FILL * 20)
    for pause in (0.3, 0.6, 1.2, 2.4, 4.8, 9.6):
        w.wait(pause)
        t.raw(SERVER, PSH | ACK, FILL * 20, seq=t.seq[SERVER] - 20)
    t.srst()
    closed_alarm(w, 2)


def device_closed(w, device, reason):
    raised(w, 6, "CtiDeviceClosed", [("DeviceName", device), ("DeviceId", 1), ("DeviceType", 72), ("CTIconnectionId", 5), ("MediaControlled", 1),
                                     ("AssociatedCMIpAddr", CM), ("Reason", reason)])


@situation({"ucalarm.alarm": [W, W]}, says=("CTIP1", "CTIP2", "CTI Search"), never=("CTIP3",))
def two_ports_are_taken_by_another_application(w):
    device_closed(w, "CTIP1", 7)
    device_closed(w, "CTIP2", 7)
    device_closed(w, "CTIP3", 5)


@situation({"ucalarm.incompatible_version": E}, says=(r"2001:db8::2", "1 refused version"))
def version_refused_over_ipv6(w):
    refused_at_once(w, "2001:db8::2", server="2001:db8::10")
    said = line(w.time, 4, "CtiIncompatibleProtocolVersion", [*versions("")[:5], ("IPv6Address", "2001:db8::2"), *TAIL])
    w.udp("2001:db8::10", 50514, "2001:db8::5", 514, b"<188>: " + said.encode())


@situation({"ucalarm.incompatible_version": E}, says=("1 refused version",))
def version_refused_and_the_alarm_comes_over_tcp(w):
    refused_at_once(w, CLIENT_A)
    said = line(w.time, 4, "CtiIncompatibleProtocolVersion", [*versions(CLIENT_A), *TAIL])
    syslog_tcp(w, counted("<188>: " + said))


@situation({"ucalarm.alarm": E}, says=(r"0x8ccc0060", r"10\.0\.0\.2", "user wall"))
def alarm_of_release_7(w):
    failed_login(w, CLIENT_A, 0x8CCC0060)
    w.udp(CM, 50514, LOG, 514, b"<187>: 92: Jan 15 09:00:02.345 UTC :  %CCM_CTIMANAGER-CTIMANAGER-3-kCtiProviderOpenFailure: CTI application failed to open "
                               b"provider. CTIconnectionId:5 Login User Id:wall Reason code.:-1932787616 IPAddress:10.0.0.2 IPV6Address: App ID:Cisco CTIManager "
                               b"Cluster ID:StandAloneCluster Node ID:cm1")


@situation({"ucalarm.incompatible_version": E}, notes=("ucalarm.unknown_paramname",))
def version_alarm_with_unknown_parameter_names(w):
    refused_at_once(w, CLIENT_A)
    parameters = [(f"UNKNOWN_PARAMNAME:{name}" if name == "CMVersion" else name, value) for name, value in versions(CLIENT_A)]
    raised(w, 3, "CtiIncompatibleProtocolVersion", parameters, "Incompatible protocol version")


@situation({"ucalarm.alarm": E}, notes=("ctiqbe.shape", "ucalarm.missing_parameter"), never=("Refused, and the alarm",))
def login_alarm_that_names_no_address(w):
    """Older releases name none: whose login it was nobody says."""
    for client in (CLIENT_A, CLIENT_B):
        t = w.tcp(client, 50001, CM, 2748).open()
        q(t, (0, 217, 0), (1, 112, 0), (1, 116, 0.23))
        t.cclose()
    raised(w, 3, "CtiProviderOpenFailure", [("CTIconnectionId", 5), ("LoginUserID", "wall"), ("ReasonCode", 0x8CCC0060 - (1 << 32))])


@situation({"ucalarm.alarm": [E, E]}, says=("at cm1", "at cm2"), never=("2 times",))
def two_nodes_number_alike(w):
    login_alarm(w, "wall", CLIENT_A, 0x8CCC0060, sequence=7)
    login_alarm(w, "wall", CLIENT_A, 0x8CCC0060, sequence=7, src=CM2)


@situation({"bwcap.malformed": E}, says=("&amp;",))
def a_server_that_does_not_escape_a_name(w):
    t = at(w)
    login(t)
    t.s(PROF().replace(b"<firstName>A", b"<firstName>Smith & Sons"))
    t.c(UNREG())
    t.cclose()


@situation({}, complete=True)
def references_that_xml_has(w):
    t = at(w)
    login(t)
    t.s(PROF().replace(b"<firstName>A", b"<firstName>Smith &amp; Sons &#xe9; &lt;"))
    t.c(UNREG())
    t.cclose()


@situation({"ucalarm.service_stopped": E, "cti.refused": W})
def a_relay_tells_that_the_service_stopped(w):
    """Which address cm1 has nobody says: a relay sent it."""
    service_alarm(w, "UC_SERVICEMANAGER", 2, "ServiceFailed", src=RELAY)
    refused_syn(w, CLIENT_A, 50010, CM, 2748)


@situation({"ctiqbe.heartbeat_gap": [W, W]}, says=("2 alarms",))
def two_clients_are_silent_and_two_alarms_say_so(w):
    a, b = granted(w, CLIENT_A), granted(w, CLIENT_B)
    q(a, (1, 20, 25), (1, 20, 25))
    q(b, (1, 20, 1), (1, 20, 1))
    q(a, (1, 20, 25))
    for t in (a, b):
        t.sclose()
        raised(w, 4, "CtiProviderCloseHeartbeatTimeout", [])


@situation({"bwfault.as_connection_failed": E}, never=("2 times",))
def one_trap_in_two_versions_of_snmp(w):
    trap(w)
    w.udp(OCS, 50162, "10.9.9.201", 162, traps.v1(507, traps.varbinds(traps.TEXT)))


@situation({"cti.tls_alert": [W, W]}, says=("unknown_ca", "bad_certificate"))
def two_clients_two_alerts(w):
    for client, code in ((CLIENT_A, b"\x30"), (CLIENT_B, b"\x2a")):
        t = w.tcp(client, 50001, CM, 2749).open()
        t.c(CH)
        t.s(SH)
        t.c(b"\x15\x03\x03\0\x02\x02" + code)
        t.cclose()


@situation({"ucalarm.alarm": W}, says=("reason 2",))
def a_client_resets_and_the_alarm_says_it(w):
    t = granted(w, CLIENT_A)
    beats(t, 2)
    t.crst()
    closed_alarm(w, 2)


@situation({"ucalarm.alarm": E}, says=("2 times",))
def alarms_without_a_number(w):
    """Nothing in such lines tells a copy from another alarm, but that copies come at once."""
    for _ in range(2):
        for _ in range(2):
            w.udp(CM, 50514, LOG, 514, b"<187>Jan 15 09:00:02 cm1 %UC_CTI-3-CtiProviderOpenFailure: %[CTIconnectionId=5][LoginUserID=wall][ReasonCode=-1932787616]"
                                       b"[IPAddress=10.0.0.2][IPv6Address=][AppID=Cisco CTIManager][ClusterID=S][NodeID=cm1]: x")
        w.wait(30)


@situation({"bwcap.closed_by_server": W}, says=("user b@x",), never=("with user a@x",))
def the_server_ends_what_one_of_two_users_has_left(w):
    t = at(w)
    login(t, "a@x", "1")
    login(t, "b@x", "2")
    t.c(UNREG("a@x", "1"))
    w.wait(20)
    t.sclose()


@situation({"bwcap.oci_error": W}, says=(r"of user \(unknown\)", "5404"), never=("of user u ",))
def an_oci_request_whose_login_was_not_captured(w):
    t = at(w)
    t.c(oci('xsi:type="UserGetRequest17"', "<userId>u</userId>"))
    t.s(ERR(5404, "Unauthorized transaction"))
    t.cclose()


# ---- the judgement

def made(name, folder):
    wire, path = Wire(), folder / f"{name}.pcap"
    NUMBER[0] = 1000
    SITUATIONS[name].make(wire)
    write(path, wire.packets)
    logs = []
    for file, text in LOGS[name].items():
        (folder / name).mkdir(exist_ok=True)
        logs.append(folder / name / file)
        logs[-1].write_text(text)
    return path, logs


@pytest.mark.parametrize("name", SITUATIONS)
def test_judgement(folder, name):
    right = SITUATIONS[name]
    capture, logs = made(name, folder)
    options = ["--zone", "UTC", "--date", "2026"] if logs else []
    found = [json.loads(line) for line in run("--json", *options, capture, *logs).stdout.decode().splitlines()]
    cases = [o for o in found if o["type"] == "case"]
    wanted = Counter((d, s) for d, severities in right.cases.items() for s in ([severities] if isinstance(severities, str) else severities))
    assert Counter((o["diagnosis"], o["severity"]) for o in cases if o["severity"] in (E, W)) == wanted
    assert {o["diagnosis"] for o in cases if o["severity"] not in (E, W)} - ALWAYS == set(right.notes)
    whole = next((o for o in found if o["type"] == "coverage" and o.get("about") == "capture"), None)
    if right.complete is not None:
        assert (whole["complete_connections"] == whole["connections"]) == right.complete
    text = re.sub(r"\s+", " ", run(*options, capture, *logs).stdout.decode())
    for pattern in right.says:
        assert re.search(pattern, text), (pattern, text)
    for pattern in right.never:
        assert not re.search(pattern, text), (pattern, text)


@pytest.mark.parametrize("name", [name for name in SITUATIONS if not LOGS[name]][::6])
def test_tshark_judges_the_same(folder, name):
    capture, _ = made(name, folder)
    capture.chmod(0o644)
    assert run("--json", capture).stdout.decode() == of_tshark(capture)
