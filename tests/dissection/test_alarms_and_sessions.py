# SPDX-License-Identifier: GPL-2.0-or-later
"""Alarms of other services and the sessions of the same addresses: one cause, one case. Alarm texts as System Error Messages for Unified CM 15, ASA
syslog messages 620002 and a public Unified CCX engine log print them; addresses and names are invented. Each has a near miss: the same alarm
about other addresses explains nothing."""
import json
import random
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from frames import ACK, CLIENT, PSH, Wire, udp  # noqa: E402

PUB, OTHER_SERVER, COLLECTOR = "10.27.1.6", "10.27.1.7", "10.9.9.9"
TIME = "May 21 2021 13:10:24.476 UTC : "


def bytes_of_no_framing(size, seed):
    """Never text, and no length anywhere."""
    chance = random.Random(seed)
    return bytes(chance.randrange(1, 255) | 0x81 for _ in range(size))


def alarm(at, text, sender=PUB):
    """(seconds behind the beginning, frame)"""
    return at, udp(sender, 40000, COLLECTOR, 514, text.encode())


def open_failure(client, user="jtapi_1", sender=PUB, at=0.22):
    return alarm(at, f"<187>62: pub: {TIME}%UC_CTI-3-CtiProviderOpenFailure: %[CTIconnectionId=12][LoginUserId={user}][Reason=-1932787616]"
                     f"[IPaddress={client}][IPv6address=][AppID=Cisco CTIManager][ClusterID=C][NodeID=pub]: failed", sender)


def stopped(at, sender=PUB):
    return alarm(at, f"<190>5: pub: {TIME}%UC_GENERIC-6-ServiceStopped: %[IPAddress={sender}][Hostname=pub][ServiceName=Cisco CTIManager]"
                     "[ProcessID=1][AppID=Cisco CTIManager][ClusterID=][NodeID=pub]: Service stopped", sender)


def refused_login(client, server=PUB, code=b""):
    wire = Wire()
    c = wire.tcp(client, 41024, server, 2748).open()
    c.c(bytes_of_no_framing(60, 1))
    c.s(bytes_of_no_framing(60, 2))
    wire.wait(0.2)
    c.s(bytes_of_no_framing(40, 3) + code)
    c.sclose()
    return wire


def write(path, wire, *alarms):
    """`wire` with the alarms, and stays as it was."""
    whole = Wire()
    whole.packets = list(wire.packets)
    for at, frame in alarms:
        whole.at(at).put(frame)
    return whole.write(path)


@pytest.fixture
def cases(cti_tshark, open_folder):
    """Errors and warnings of the report, by diagnosis; a later pass says the same."""
    def judge(name, wire, *alarms):
        path = write(open_folder / f"{name}.pcap", wire, *alarms)
        said = [subprocess.run([cti_tshark, "-n", "-r", path, "-q", "-z", "cti,json", *passes], capture_output=True, text=True, timeout=60, check=True).stdout
                for passes in ([], ["-2"])]
        assert said[0] == said[1]
        found = [o for o in map(json.loads, said[0].splitlines()) if o["type"] == "case" and o["severity"] in ("error", "warning")]
        return {o["diagnosis"]: o for o in found}
    return judge


def consequences(case):
    return {c["diagnosis"] for c in case["consequences"]}


def stopping(begin=0):
    """Four clients whose server closes all of them, and does not take them again; a server beside it that refuses one of them."""
    wire = Wire()
    for i in range(1, 5):
        c = wire.at(begin + i / 100).tcp(f"10.1.1.{i}", 40000 + i, PUB, 2748).open()
        for n, (say, wait) in enumerate(((c.c, 0), (c.s, 0.005), (c.s, 0.2), (c.c, 0.1), (c.s, 0.1))):
            wire.wait(wait)
            say(bytes_of_no_framing(40 + n, 10 * i + n))
        wire.at(begin + 10)
        c.sclose()
        wire.at(begin + 40).tcp(f"10.1.1.{i}", 41000 + i, PUB, 2748).refuse()
    wire.at(begin + 41).tcp("10.1.1.1", 42000, OTHER_SERVER, 2748).refuse()
    return wire


def test_a_service_that_stopped(cases):
    found = cases("stopped", stopping(), stopped(10.5))
    assert consequences(found["ucalarm.service_stopped"]) == {"ctiqbe.server_stopped", "cti.refused"}
    assert OTHER_SERVER in found["cti.refused"]["sentence"] and set(found) == {"ucalarm.service_stopped", "cti.refused"}
    # Of another node, or long before: it explains nothing.
    assert not consequences(cases("stopped_elsewhere", stopping(), stopped(10.5, OTHER_SERVER))["ucalarm.service_stopped"]) & {"ctiqbe.server_stopped"}
    assert not consequences(cases("stopped_long_ago", stopping(1000), stopped(10.5))["ucalarm.service_stopped"])


def dropped(client="10.2.2.2", server="10.1.1.1"):
    wire = Wire()
    c = wire.tcp(client, 1024, server, 2748).open()
    for wait in (0.01, 0.3, 0.6, 1.2, 2.4, 4.8, 9.6, 19):
        wire.wait(wait)
        c.raw(CLIENT, PSH | ACK, bytes_of_no_framing(100, 7))
    return wire


@pytest.mark.parametrize("way", ["inside:10.2.2.2/1024 to outside:10.1.1.1/2748", "outside:10.1.1.1/2748 to inside:10.2.2.2/1024"])
def test_a_firewall_that_drops(cases, way):
    text = "<164>Jan 01 2021 10:00:00 fw : %ASA-4-620002: Unsupported CTIQBE version: 0xB: from {}"
    found = cases("firewall", dropped(), alarm(0.5, text.format(way), "10.9.9.1"))
    assert consequences(found["ucalarm.firewall_inspection"]) == {"cti.not_acknowledged"} and len(found) == 1
    other = cases("firewall_other", dropped(), alarm(0.5, text.format(way.replace("10.2.2.2", "10.2.2.3")), "10.9.9.1"))
    assert set(other) == {"ucalarm.firewall_inspection", "cti.not_acknowledged"}


def test_a_provider_that_unified_ccx_does_not_get(cases):
    engine = ("<132>1: uccx: Jun 24 2013 11:49:53.123 UTC: %MIVR-SS_TEL-4-ModuleRunTimeFailure:Real-time failure in JTAPI subsystem: Module=JTAPI Subsystem,"
              "Failure Cause=7,Failure Module=JTAPI_PROVIDER_INIT,Exception=Unable to create provider -- bad login or password.")
    login = refused_login("10.3.3.3", code=struct.pack("<I", 0x8CCC0060))
    found = cases("engine", login, open_failure("10.3.3.3"), alarm(1.5, engine, "10.3.3.3"))
    assert set(found) == {"ucalarm.alarm"}, "the code, the refusal and the engine's own alarm say the same"
    assert {"ctiqbe.failed", "ctiqbe.refused", "ucalarm.provider_failure"} <= consequences(found["ucalarm.alarm"])
    assert "ucalarm.provider_failure" in cases("engine_other", login, open_failure("10.3.3.3"), alarm(1.5, engine, "10.3.3.4"))


def test_an_alarm_of_the_node_says_why_its_client_was_refused(cases):
    wire = Wire()
    c = wire.tcp("10.1.1.5", 40000, PUB, 2748).open()
    c.c(bytes_of_no_framing(60, 1))
    c.sclose()
    limit = f"<188>1: pub: {TIME}%UC_CTI-4-CtiMaxConnectionReached: %[AppID=Cisco CTIManager][ClusterID=C][NodeID=pub]: limit"
    found = cases("limit", wire, alarm(0.005, limit))
    assert set(found) == {"ctiqbe.refused"} and "ucalarm.alarm" in consequences(found["ctiqbe.refused"])
    assert "10.1.1.5" in found["ctiqbe.refused"]["sentence"]
    assert "ucalarm.alarm" in cases("limit_other", wire, alarm(0.005, limit, OTHER_SERVER))


def explained(cti_tshark, open_folder, name, *alarms):
    path = write(open_folder / f"{name}.pcap", Wire(), *alarms)
    done = subprocess.run([cti_tshark, "-n", "-r", path, "-Y", "ucalarm.explained", "-T", "fields", "-e", "frame.number", "-e", "cti.description"],
                          capture_output=True, text=True, timeout=60, check=True)
    return [re.sub(r".*,(?=Cti)", "", line) for line in done.stdout.splitlines()]


def test_another_service_that_says_why(cti_tshark, open_folder):
    """other_alarms of Unified CM: the same user, or the same device, within seconds."""
    def checked(user, at):
        return alarm(at, f"<188>61: pub: {TIME}%UC_IMS-4-authFail: %[UserID={user}][Message=bad][AppID=Cisco Tomcat][ClusterID=][NodeID=pub]: x")

    refusal = open_failure("10.3.3.3", at=2.0)
    for name, at in (("before", 1.8), ("after", 2.2)):
        (said,) = explained(cti_tshark, open_folder, f"explained_{name}", checked("jtapi_1", at), refusal)
        assert "CtiProviderOpenFailure of user jtapi_1: authFail in frame" in said and "User check failed" in said
    assert not explained(cti_tshark, open_folder, "explained_user", checked("rmjtapi_1", 1.8), refusal)
    assert not explained(cti_tshark, open_folder, "explained_time", checked("jtapi_1", 1.8), open_failure("10.3.3.3", at=12.0))

    def unregistered(device, at):
        return alarm(at, f"<187>63: pub: {TIME}%UC_CALLMANAGER-3-EndPointUnregistered: %[DeviceName={device}][IPAddress=10.7.7.7][Protocol=SIP]"
                         "[DeviceType=592][Description=x][Reason=13][AppID=Cisco CallManager][ClusterID=C][NodeID=pub]: x")

    out = alarm(3.0, f"<188>64: pub: {TIME}%UC_CTI-6-CtiDeviceOutofService: %[DeviceName=SEP001122334455][AppID=Cisco CTIManager][ClusterID=C][NodeID=pub]: x")
    assert len(explained(cti_tshark, open_folder, "explained_device", unregistered("SEP001122334455", 2.5), out)) == 1
    assert not explained(cti_tshark, open_folder, "explained_other", unregistered("SEP001122334466", 2.5), out)


def test_an_alarm_over_tcp_is_about_whom_it_names(cti_tshark, open_folder):
    """Not about the syslog connection that brought it: it says what the same alarm over UDP says."""
    _, datagram = open_failure("10.3.3.3")
    text = datagram[42:]
    reports = {"udp": Wire(datagram)}
    for port, stream in ((514, str(len(text)).encode() + b" " + text), (601, text + b"\n")):
        wire = reports[port] = Wire()
        c = wire.tcp(PUB, 40001, COLLECTOR, port).open()
        c.c(stream)
        c.cclose()
    heads = set()
    for name, wire in reports.items():
        path = wire.write(open_folder / f"about_{name}.pcap")
        done = subprocess.run([cti_tshark, "-n", "-r", path, "-q", "-z", "cti,json"], capture_output=True, text=True, timeout=60, check=True)
        (case,) = [o for o in map(json.loads, done.stdout.splitlines()) if o["type"] == "case"]
        heads.add((case["client"], case["application"], case["server"]))
    assert heads == {("10.3.3.3", "jtapi_1", "pub")}
