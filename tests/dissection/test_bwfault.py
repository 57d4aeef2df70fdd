# SPDX-License-Identifier: GPL-2.0-or-later
"""BroadWorks alarms in SNMP, seen through the plugin. Expected values are those of the vendor MIBs (BroadworksFault of 22 February 2008,
BW-OpenClientServerFault) and of Cisco document 217564; SNMP is written here as RFC 1157, RFC 3416 and X.690 have it."""
import json
import socket
import struct
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from frames import Wire, ethernet, udp  # noqa: E402

SYSTEM_FAULTS = [1, 3, 6, 1, 4, 1, 6431, 1, 1, 1]
OCS, AS, MANAGER = "10.1.1.20", "10.1.1.80", "10.9.9.200"


def tlv(tag, content):
    size = len(content)
    return bytes([tag]) + (bytes([size]) if size < 128 else b"\x82" + struct.pack(">H", size)) + content


def integer(n, tag=2):
    return tlv(tag, n.to_bytes(n.bit_length() // 8 + 1, "big"))


def oid(arcs):
    out = bytes([arcs[0] * 40 + arcs[1]])
    for arc in arcs[2:]:
        part = [arc & 127]
        while arc := arc >> 7:
            part.insert(0, arc & 127 | 128)
        out += bytes(part)
    return tlv(6, out)


def varbinds(problem, identifier=66414, name="bwOpenClientServerASConnFailed"):
    def fault(column, value):
        return tlv(0x30, oid(SYSTEM_FAULTS + [1, column, 0]) + value)
    return (fault(1, integer(identifier, 0x41)) + fault(2, tlv(4, bytes.fromhex("07e10b0c083a37002b0000"))) + fault(3, tlv(4, name.encode()))
            + fault(4, tlv(4, b"xsp1")) + fault(5, integer(4)) + fault(7, integer(10)) + fault(8, integer(37))
            + fault(9, tlv(4, problem.encode())) + fault(10, tlv(4, b"Check the Application Server.")))


def v2(number, binds, pdu=0xA7):
    first = tlv(0x30, oid([1, 3, 6, 1, 2, 1, 1, 3, 0]) + integer(4660, 0x43))
    first += tlv(0x30, oid([1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0]) + oid(SYSTEM_FAULTS + [number]))
    return tlv(0x30, integer(1) + tlv(4, b"public") + tlv(pdu, integer(1) + integer(0) + integer(0) + tlv(0x30, first + binds)))


def v1(number, binds):
    return tlv(0x30, integer(0) + tlv(4, b"public") + tlv(0xA4, oid(SYSTEM_FAULTS) + tlv(0x40, socket.inet_aton(OCS)) + integer(6)
                                                          + integer(number) + integer(1, 0x43) + tlv(0x30, binds)))


def to_manager(payload, destination=MANAGER):
    return udp(OCS, 40000, destination, 162, payload)


@pytest.fixture
def capture(open_folder):
    return lambda name, *sent, **options: Wire(*sent).write(open_folder / f"{name}.pcap", **options)


def run(tshark, path, *arguments):
    done = subprocess.run([tshark, "-n", "-r", path, *arguments], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8")


def fields(tshark, path, *names):
    arguments = [part for name in names for part in ("-e", name)]
    return [line.split("\t") for line in run(tshark, path, "-T", "fields", *arguments).splitlines()]


def cases(tshark, path):
    found = [json.loads(line) for line in run(tshark, path, "-q", "-z", "cti,json").splitlines()]
    return [o for o in found if o["type"] == "case"]


TEXT = f"The connection between the Open Client Server and the Application Server {AS} failed."
CAP_TEXT = f"A CAP connection has been terminated between the Open Client Server and Application Server {AS}"


@pytest.mark.parametrize("message", [v2(507, varbinds(TEXT)), v2(507, varbinds(TEXT), 0xA6), v1(507, varbinds(TEXT))])
def test_fields_of_traps_and_informs(cti_tshark, capture, message):
    path = capture("bwfault_fields", to_manager(message))
    names = ("number", "identifier", "timestamp", "alarm_name", "system_name", "severity", "component", "subcomponent", "peer_address")
    assert fields(cti_tshark, path, *[f"bwfault.{n}" for n in names]) == [
        ["507", "66414", "2017-11-12 08:58:55 +00:00", "bwOpenClientServerASConnFailed", "xsp1", "4", "10", "37", AS]]
    tree = run(cti_tshark, path, "-O", "bwfault")
    for shown in ("Severity: Critical (4)", "Component: Xtended Services Platform (10)", "Subcomponent: openClientServer (37)"):
        assert shown in tree
    assert "bwOpenClientServerASConnFailed" in run(cti_tshark, path)


def test_snmp_stays_in_charge(cti_tshark, capture):
    path = capture("bwfault_snmp", to_manager(v2(507, varbinds(TEXT))))
    assert fields(cti_tshark, path, "_ws.col.Protocol", "snmp.community") == [["SNMP", "public"]]


def test_the_case_names_both_ends_and_the_remedy(cti_tshark, capture):
    [case] = cases(cti_tshark, capture("bwfault_case", to_manager(v2(507, varbinds(TEXT)))))
    assert case["diagnosis"] == "bwfault.as_connection_failed" and case["severity"] == "error"
    assert AS in case["sentence"] and "CAPProxy" in json.dumps(case["remedy"])


def test_one_alarm_to_two_managers_is_one_fault(cti_tshark, capture):
    message = v2(507, varbinds(TEXT))
    path = capture("bwfault_twice", to_manager(message), to_manager(message, destination="10.9.9.201"), to_manager(v2(507, varbinds(TEXT, 66415))))
    [case] = cases(cti_tshark, path)
    assert case["count"] == 2
    assert [row[0] for row in fields(cti_tshark, path, "cti.diagnosis")] == ["bwfault.as_connection_failed", "", "bwfault.as_connection_failed"]
    assert run(cti_tshark, path, "-2") == run(cti_tshark, path)


def refused_by_as(client):
    wire = Wire()
    wire.tcp(client, 50001, AS, 2206).refuse()
    return [p.data for p in wire.packets]


def test_refused_connections_of_the_same_server_are_part_of_the_case(cti_tshark, capture):
    path = capture("bwfault_refused", *refused_by_as(OCS), *refused_by_as("10.1.1.21"), to_manager(v2(507, varbinds(TEXT))))
    found = {c["diagnosis"]: c for c in cases(cti_tshark, path)}
    # The text names no interface; the port that was asked is CAP's.
    assert "asking for CAP at port 2206" in found["bwfault.cap_connection_failed"]["sentence"]
    assert [c["diagnosis"] for c in found["bwfault.cap_connection_failed"]["consequences"]] == ["cti.refused"]
    assert "10.1.1.21" in json.dumps(found["cti.refused"])    # another server's refusal is none of it
    assert OCS not in json.dumps(found["cti.refused"])


def test_what_another_server_asks_for_says_nothing_of_this_one(cti_tshark, capture):
    path = capture("bwfault_another", *refused_by_as("10.1.1.21"), to_manager(v2(507, varbinds(TEXT))))
    assert {c["diagnosis"] for c in cases(cti_tshark, path)} == {"bwfault.as_connection_failed", "cti.refused"}
    assert run(cti_tshark, path, "-2", "-O", "bwfault,cti") == run(cti_tshark, path, "-O", "bwfault,cti")


def test_the_end_of_a_connection_is_said_once(cti_tshark, open_folder):
    """What the wire shows and the alarm that tells of it, a moment later. Of another pair of servers it tells something else."""
    def cap(command, user, more=""):
        return (f'<?xml version="1.0" encoding="UTF-8"?><BroadsoftDocument protocol="CAP" version="14.0"><command commandType="{command}"><commandData>'
                f'{more}<user userType="CallClient"><id>{user}</id><applicationId>Toolbar</applicationId></user></commandData></command></BroadsoftDocument>').encode()

    for peer, expected in ((AS, {"bwcap.users_lost"}), ("10.1.1.81", {"bwcap.users_lost", "bwfault.connection_terminated"})):
        text = f"A CAP connection has been terminated between the Open Client Server and Application Server {peer}"
        wire = Wire()
        c = wire.tcp(OCS, 40001, AS, 2206).open()
        c.c(cap("registerAuthentication", "alice@example.com"))
        c.s(cap("responseAuthentication", "alice@example.com", "<nonce>1</nonce>"))
        c.c(cap("registerRequest", "alice@example.com"))
        c.s(cap("registerResponse", "alice@example.com").replace(b"<user ", b'<user userUid="7" '))
        wire.wait(60)
        c.sclose()
        wire.wait(1)
        wire.put(to_manager(v2(509, varbinds(text, name="bwOpenClientServerASConnTerminated"))))
        path = wire.write(open_folder / f"bwfault_end_{peer}.pcap")
        found = {case["diagnosis"] for case in cases(cti_tshark, path) if case["severity"] in ("error", "warning")}
        assert {"bwcap.users_lost", "bwfault.connection_terminated"} & found == expected


def test_cap_is_named_where_the_text_names_it(cti_tshark, capture):
    [case] = cases(cti_tshark, capture("bwfault_cap", to_manager(v2(507, varbinds(CAP_TEXT)))))
    assert case["diagnosis"] == "bwfault.cap_connection_failed"
    [case] = cases(cti_tshark, capture("bwfault_ended", to_manager(v2(509, varbinds(CAP_TEXT, name="bwOpenClientServerASConnTerminated")))))
    assert case["diagnosis"] == "bwfault.connection_terminated" and case["severity"] == "warning"


def test_a_trap_that_the_capture_cut_and_one_of_somebody_else(cti_tshark, capture):
    cut = capture("bwfault_cut", to_manager(v2(507, varbinds(TEXT))), snap=200)
    [row] = fields(cti_tshark, cut, "bwfault.number", "cti.diagnosis")
    assert row[0] == "507" and "bwfault.frame_cut" in row[1]
    link_down = v2(507, varbinds(TEXT)).replace(bytes.fromhex("2b06010401b21f010101"), bytes.fromhex("2b06010401b21e010101"))
    assert fields(cti_tshark, capture("bwfault_other", to_manager(link_down)), "bwfault") == [[""]]
    quoted = ethernet("10.9.9.200", OCS, 1, b"\x03\x03\0\0\0\0\0\0" + to_manager(v2(507, varbinds(TEXT)))[14:])
    assert fields(cti_tshark, capture("bwfault_quoted", quoted), "bwfault") == [[""]]
