# SPDX-License-Identifier: GPL-2.0-or-later
"""The comparison with tshark: its own parts on canned input, then the vectors and the plugin."""

import re
import struct
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "vectors")]

import ged188_capture as capture  # noqa: E402
import check_vectors  # noqa: E402
import compare_tshark  # noqa: E402

HEARTBEATS = [bytes.fromhex("00000004 00000005 0000000%d" % n) for n in range(1, 4)]


def heartbeat_pdml(frames, show="{n}", extra=""):
    packets = ""
    for frame, ids in frames.items():
        protos = "".join(
            '<proto name="ged188" size="12" pos="40">'
            '<field name="ged188.message_length" show="4" value="00000004"/>'
            '<field name="ged188.message_type" show="5" value="00000005"/>'
            f'<field name="" show="Fixed part"><field name="ged188.invoke_id" show="{show.format(n=n)}" value="{n:08x}"/></field>'
            f"{extra}</proto>" for n in ids)
        packets += f'<packet><proto name="geninfo"><field name="num" show="{frame}"/></proto><proto name="tcp"/>{protos}</packet>'
    return f'<?xml version="1.0"?><pdml>{packets}</pdml>'


def compare(path, pdml):
    return compare_tshark.compare(path, compare_tshark.read_pdml(pdml))


def test_agreement(tmp_path):
    path = tmp_path / "c.pcap"
    capture.write_pcap(path, [(0, True, HEARTBEATS[0]), (0, True, HEARTBEATS[1] + HEARTBEATS[2])])
    assert compare(path, heartbeat_pdml({1: [1], 2: [2, 3]})) == []


@pytest.mark.parametrize("pdml, said", [
    (heartbeat_pdml({1: [1], 2: [2, 4]}), "ged188.invoke_id"),
    (heartbeat_pdml({1: [1], 2: [2]}), "2 messages expected, 1 shown"),
    (heartbeat_pdml({1: [1, 2], 2: [3]}), "1 messages expected, 2 shown"),
    (heartbeat_pdml({1: [1], 2: [2, 3]}, show="-{n}"), "'-1' shown"),
    (heartbeat_pdml({1: [1], 2: [2, 3]}, extra='<field name="ged188.text" show="x" value="78"/>'), "ged188.text"),
    (heartbeat_pdml({1: [1], 2: [2, 3]}, extra='<field name="_ws.expert"><field name="ged188.trailing_bytes" show=""/></field>'),
     "ged188.trailing_bytes not expected"),
    (heartbeat_pdml({}), "no GED-188 at all"),
])
def test_difference(tmp_path, pdml, said):
    path = tmp_path / "c.pcap"
    capture.write_pcap(path, [(0, True, HEARTBEATS[0]), (0, True, HEARTBEATS[1] + HEARTBEATS[2])])
    assert any(said in line for line in compare(path, pdml))


@pytest.mark.parametrize("name, expected, show, value, equal", [
    ("ged188.mrdid", -1, "-1", "ffffffff", True),
    ("ged188.mrdid", -1, "4294967295", "ffffffff", False),
    ("ged188.skill_group_number", 0xffffffff, "4294967295", "ffffffff", True),
    ("ged188.skill_group_number", 0xffffffff, "-1", "ffffffff", False),
    ("ged188.call_msg_mask", 16, "0x00000010", "00000010", True),
    ("ged188.priority", 1, "True", "0001", True),
    ("ged188.priority", 1, "True", "0000", False),
    ("ged188.icm_central_controller_time", 0, "Jan  1, 1970 00:00:00.000000000 UTC", "00000000", True),
    ("ged188.agent_id", "1001", "1001", "3130303100", True),
    ("ged188.agent_id", "1001", "1001A", "3130303141", False),
    ("ged188.supervisor_id", "5100", "5100", "000013ec", True),
    ("ged188.text", b"\xff".decode("utf-8", "surrogateescape"), "\ufffd", "ff00", True),
    ("ged188.client_password", b"abc", "<hidden>", "", True),
    ("ged188.call_reference_id", b"\0\1", "00:01", "0001", True),
    ("ged188.call_reference_id", b"\0\1", "00:02", "0002", False),
    ("ged188.named_variable", ("a", None, "b"), "", "61006200", True),
    ("ged188.named_variable", ("a", None, "c"), "", "61006200", False),
    ("ged188.named_array", ("a", 2, "b"), "", "02610062", True),
    ("ged188.named_array", ("a", 3, "b"), "", "02610062", False),
])
def test_same(name, expected, show, value, equal):
    assert compare_tshark.same(name, expected, compare_tshark.ShownField(name, show, bytes.fromhex(value))) == equal


def test_segments_in_any_order(tmp_path):
    """A message over three segments, one of them twice, and the last two swapped."""
    path = tmp_path / "c.pcap"
    data = HEARTBEATS[0] + HEARTBEATS[1]
    capture.write_pcap(path, [(0, True, data[:5]), (0, True, data[5:13]), (0, True, data[13:])])
    raw = path.read_bytes()
    first, second, third = raw[24:24 + 61], raw[85:85 + 64], raw[149:]
    path.write_bytes(raw[:24] + first + third + first + second)
    found = list(capture.messages(path))
    assert [m.data for m in found] == HEARTBEATS[:2]
    assert [m.frame for m in found] == [4, 4]


def test_pcapng_and_ethernet(tmp_path):
    """The same packet in a big-endian pcapng with a VLAN tag."""
    path = tmp_path / "c.pcap"
    capture.write_pcap(path, [(0, True, HEARTBEATS[0])])
    packet = bytes(12) + b"\x81\x00\x00\x05\x08\x00" + path.read_bytes()[40:]
    packet_padded = packet + bytes(-len(packet) % 4)

    def block(kind, body):
        return struct.pack(">II", kind, len(body) + 12) + body + struct.pack(">I", len(body) + 12)

    path.write_bytes(block(0x0a0d0d0a, struct.pack(">IHHq", 0x1a2b3c4d, 1, 0, -1)) + block(1, struct.pack(">HHI", 1, 0, 0))
                     + block(6, struct.pack(">IIIII", 0, 0, 0, len(packet), len(packet)) + packet_padded))
    assert [m.data for m in capture.messages(path)] == HEARTBEATS[:1]


def test_missing_bytes_are_noticed(tmp_path):
    path = tmp_path / "c.pcap"
    capture.write_pcap(path, [(0, True, HEARTBEATS[0]), (0, True, HEARTBEATS[1]), (0, True, HEARTBEATS[2]),
                              (1, True, HEARTBEATS[0])])
    raw = path.read_bytes()
    record = 16 + 40 + 12
    path.write_bytes(raw[:24 + record] + raw[24 + 2 * record:])
    found = capture.read(path)
    assert [m.connection for m in found.messages] == [0, 1]
    assert found.unfollowed == {0}
    # What tshark makes of the rest of connection 0 is not judged, connection 1 is.
    assert compare(path, heartbeat_pdml({1: [1], 2: [3], 3: [1]})) == []
    assert compare(path, heartbeat_pdml({1: [1], 2: [3], 3: [2]})) != []


# From here on the plugin.

VECTORS = [v for v in check_vectors.read_all() if not v.framing_broken]


def open_req(vector):
    """Opens a session of the vector's version; a refusal or confirmation of it finds its InvokeID."""
    answers = int.from_bytes(vector.message[4:8], "big") in (1, 4)
    invoke_id = vector.message[8:12] if answers else b"\x7f\0\0\1"
    body = invoke_id + struct.pack(">10I", vector.version, 0xffffffff, 0xffffffff, 0, 0, 0, 0, 0, 0, 0)
    tag, length = (">H", ">H") if vector.version >= 20 else (">B", ">B")
    if vector.dialect == "uccx" and vector.version >= 18:
        tag, length = ">H", ">B"
    for number, data in ((1, b"desk\0"), (2, b"")):
        body += struct.pack(tag, number) + struct.pack(length, len(data)) + data
    return struct.pack(">II", len(body), 3) + body


@pytest.fixture(scope="module")
def shown_vectors(tmp_path_factory):
    """Every vector in a TCP connection of its own, through tshark once."""
    if not compare_tshark.tshark_command().exists():
        pytest.skip(f"cannot run here: {compare_tshark.tshark_command()} is not built")
    payloads, ports, frames = [], {}, {}
    for number, vector in enumerate(VECTORS):
        ports[number] = compare_tshark.UCCX_PORT if vector.dialect == "uccx" else 42027
        if vector.version is not None:
            payloads.append((number, True, open_req(vector)))
        payloads.append((number, vector.sender == "client", vector.message))
        frames[number] = len(payloads)
    path = tmp_path_factory.mktemp("vectors") / "vectors.pcap"
    capture.write_pcap(path, payloads, ports)
    shown = {}
    for message in compare_tshark.run_tshark(path):
        shown.setdefault(message.frame, []).append(message)
    return {number: shown.get(frame, []) for number, frame in frames.items()}


@pytest.mark.parametrize("number", range(len(VECTORS)), ids=lambda n: VECTORS[n].where)
def test_vector_in_tshark(shown_vectors, number):
    vector, messages = VECTORS[number], shown_vectors[number]
    assert len(messages) == 1, f"{vector.title}: {len(messages)} messages shown"
    expected = {name: values for name, values in vector.expect.items() if values}
    found = compare_tshark.differences(expected, messages[0])
    said = {name for name in messages[0].experts if re.fullmatch(r"ged188\.\w+", name or "")}
    if "any" in vector.findings:
        if not said:
            found.append("a finding is missing")
    elif said & check_vectors.FINDINGS != set(vector.findings):
        found.append(f"findings {sorted(vector.findings)} expected, {sorted(said)} shown")
    assert not found, vector.title + "\n" + "\n".join(found)


CAPTURES = sorted(HERE.parent.parent.glob("build/test-captures/ged188_*.pcap*")) + \
    sorted(HERE.parent.parent.glob("test-captures/ged188_*.pcap*"))


@pytest.mark.parametrize("path", CAPTURES, ids=lambda p: p.name)
def test_capture_in_tshark(path):
    """Every GED-188 test capture, field by field."""
    if not compare_tshark.tshark_command().exists():
        pytest.skip(f"cannot run here: {compare_tshark.tshark_command()} is not built")
    shown = compare_tshark.run_tshark(path)
    dialect = "uccx" if "uccx" in path.name else None
    found = compare_tshark.compare(path, shown, dialect=dialect)
    assert not found, "\n".join(found)
