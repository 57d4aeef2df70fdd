# SPDX-License-Identifier: GPL-2.0-or-later
"""tools/ctiqbe_learn recovers the truth from synthetic pairs of capture and trace, and refuses when the evidence is thin.

The numbers in the synthetic messages are made up: what is tested is that the tool finds what is in the bytes, not what CTIQBE is."""

import random
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "ctiqbe_learn" / "ctiqbe_learn.py"
sys.path.insert(0, str(TOOL.parent))
import capture  # noqa: E402
import learn  # noqa: E402
import log_messages  # noqa: E402

pytestmark = pytest.mark.skipif(not log_messages.converter(), reason="ctilog2pcap, which reads the traces, is built with the plugin only")

CLIENT, SERVER = "client", "server"
ZONE, SKEW = -5 * 3600, 0.35  # the trace is in local time, and its clock is not quite right

# number, name, sender, size of the body: nothing of this is real but the form
KINDS = {
    9001: ("AlphaOpenRequest", CLIENT, 256),
    9002: ("AlphaOpenResponse", SERVER, 112),
    9027: ("BetaOpenResponse", SERVER, 152),
    9026: ("BetaOpenRequest", CLIENT, 120),
    9126: ("AlphaOpenCompletedEvent", SERVER, 200),
    9300: ("GammaChangedEvent", SERVER, 160),
}


def told_by(lines):
    """What the logs say, read as the tool reads them."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "trace.txt").write_text("\n".join(lines) + "\n")
        return log_messages.read_files([Path(folder) / "trace.txt"])


class Pair:
    """A capture and a trace of the same sessions. `place` counts from the first byte of the prefix."""

    def __init__(self, h, seed=1, place=8, width=4, rest=7):
        self.place_of_length, self.order, self.counted = learn.HYPOTHESES[h]
        self.random = random.Random(seed)
        self.place, self.width, self.rest = place, width, rest
        self.packets, self.lines = [], []
        self.now = 1768467600.0  # 2026-01-15 09:00:00 UTC
        self.line = 895255

    def bytes_of(self, n, size):
        return n.to_bytes(size, self.order)

    def message(self, number, sequence):
        size = KINDS[number][2]
        body = bytearray()
        while len(body) < size:
            body += self.random.choice([bytes(4), self.bytes_of(self.random.randrange(300), 4), self.random.randbytes(4), b"SEP0", b"a\0b\0"])
        length = self.bytes_of(size + (8 if self.counted else 0), 4)
        rest = self.bytes_of(self.rest, 4)
        m = bytearray((length + rest if self.place_of_length == 0 else rest + length) + body[:size])
        m[self.place : self.place + self.width] = self.bytes_of(number, self.width)
        m[16:20] = self.bytes_of(sequence, 4)
        return bytes(m)

    def packet(self, session, sender, payload, flags=0x18):
        c, s = (bytes([10, 0, 0, 20]), 50000 + session), (bytes([10, 0, 0, 10]), 2748)
        (a, p), (b, q) = (c, s) if sender == CLIENT else (s, c)
        seq = self.seq[sender]
        self.seq[sender] += len(payload) + (1 if flags & 2 else 0)
        tcp = struct.pack("!HHIIBBHHH", p, q, seq & 0xFFFFFFFF, 0, 0x50, flags, 8192, 0, 0) + payload
        ip = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(tcp), 0, 0, 64, 6, 0) + a + b + tcp
        self.packets.append((self.now, bytes(12) + b"\x08\x00" + ip))

    def say(self, text, kind="AppInfo"):
        t = (self.now + ZONE + SKEW) % 86400
        stamp = f"{int(t // 3600):02}:{int(t % 3600 // 60):02}:{int(t % 60):02}.{int(t % 1 * 1000):03}"
        self.lines.append(f"{self.line:08}.000 |{stamp} |{kind} |{text}")
        self.line += 1

    def send(self, session, number, sequence, named=True, numbered=True, segments=None):
        name, sender, _ = KINDS[number]
        m = self.message(number, sequence)
        handle = f"1:200:13:{session + 8}"
        at = 0
        for n in segments or [len(m)]:
            self.packet(session, sender, m[at : at + n])
            at += n
        if sender == SERVER:
            if numbered:
                self.say(f"CQBEBuilder::BuildQbeMessage(): objectID={number}")
            self.say(f"CTIHandler::OutputQbeMessage: TcpHand=[{handle}] QbePref={{0x0xf74b346c,{len(m) - 8:#x}}} pQbeMsg=0x0xf74b3474 "
                     f"qbeMsgSize={len(m) - 8:#x} tmpLen={len(m):#x} msgSize_={len(m):#x}")
            if named:
                self.say(f"[CTI-APP] [CTIHandler::OutputCtiMessage ] CTI {name} (seq#={sequence}) provider id=16777223 FIPSMode = 0")
        else:
            self.say(f"CtiManager::ready_SdlDataInd(): ConnHandle=[{handle}] TCP message length={len(m):#x}")
            self.say("CtiQbeGenericMessage |ready |CTIHandler(1,200,22,7) |CtiManager(1,200,21,1) |1,200,13,8.6^*^* |*TraceFlagOverrode", "SdlSig ")
            if numbered:
                self.say(f"CQBEParser::ParseQbeMessage: PDU#={number}")
            if named:
                self.say(f"[CTI-APP] [CTIHandler::processIncomingMessage] CTI {name} ( seq#={sequence} provider=UCProvider login=wwhite heartbeat=60)")

    def session(self, number, plan=None, syn=True, **how):
        self.seq = {CLIENT: self.random.randrange(2**32), SERVER: self.random.randrange(2**32)}
        if syn:
            self.packet(number, CLIENT, b"", 2)
            self.packet(number, SERVER, b"", 0x12)
        for i, kind in enumerate(plan or [9001, 9002, 9126, 9026, 9027, 9300, 9300]):
            self.now += self.random.uniform(0.4, 2)
            self.send(number, kind, 1 + i + 100 * number, **how)
        return self

    def pcap(self):
        out = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
        for t, frame in self.packets:
            out += struct.pack("<IIII", int(t), int(t % 1 * 1e6), len(frame), len(frame)) + frame
        return out

    def learn(self, **how):
        return learn.learn(capture.conversations(self.pcap(), {2748}), told_by(self.lines).events, **how)


EVERY = pytest.mark.parametrize("h", range(8))


def truth():
    return {(n, name, learn.TO_SERVER if sender == CLIENT else learn.TO_CLIENT) for n, (name, sender, _) in KINDS.items()}


@EVERY
def test_the_truth_is_recovered(h):
    result = Pair(h).session(1).session(2).learn()
    assert result.framing == h
    assert {(r.number, r.name, r.direction) for r in result.rows} == truth()
    assert result.place == learn.Place(8, 4, learn.HYPOTHESES[h][1])
    assert result.pairs == 14
    assert all(r.support == (4 if r.number == 9300 else 2) and r.sessions == 2 for r in result.rows)
    assert result.sequence == learn.Place(16, 4, learn.HYPOTHESES[h][1])
    assert abs(result.offset - (-ZONE - SKEW)) < 0.01
    assert not result.refused


@EVERY
def test_the_number_is_found_beside_the_length_too(h):
    place = 4 - learn.HYPOTHESES[h][0]
    result = Pair(h, place=place).session(1).session(2).learn()
    assert result.framing == h
    assert result.place == learn.Place(place, 4, learn.HYPOTHESES[h][1])
    assert {(r.number, r.name, r.direction) for r in result.rows} == truth()


@EVERY
def test_a_16_bit_number_at_an_odd_place(h):
    result = Pair(h, place=21, width=2).session(1).session(2).learn()
    assert result.place.low_byte == (22 if learn.HYPOTHESES[h][1] == "big" else 21)
    assert {(r.number, r.name, r.direction) for r in result.rows} == truth()


@EVERY
def test_messages_in_segments(h):
    pair = Pair(h).session(1).session(2)
    pair.session(3, segments=[5, 40, 1000])
    assert {(r.number, r.name, r.direction) for r in pair.learn().rows} == truth()


def test_lines_without_numbers_still_name_what_the_bytes_number():
    pair = Pair(2).session(1).session(2)
    pair.session(3, numbered=False).session(4, numbered=False)
    result = pair.learn()
    assert result.place_support == 14
    assert {r.support for r in result.rows if r.number != 9300} == {4}


def test_too_few_messages_are_refused():
    with pytest.raises(learn.Refusal, match="6 are needed"):
        Pair(0).session(1, [9001, 9002]).learn()


def test_too_few_different_numbers_are_refused():
    with pytest.raises(learn.Refusal, match="3 different values are needed"):
        Pair(0).session(1, [9001, 9002] * 6).learn()


def test_a_trace_of_other_minutes_is_refused():
    pair, other = Pair(0).session(1), Pair(0, seed=5)
    KINDS_BACKUP = dict(KINDS)
    try:
        for n, (name, sender, size) in KINDS_BACKUP.items():
            KINDS[n] = (name, sender, size + 500)
        other.session(1)
    finally:
        KINDS.update(KINDS_BACKUP)
    pair.lines = other.lines
    with pytest.raises(learn.Refusal, match="not the same minutes"):
        pair.learn()


def test_a_trace_without_message_lines_is_refused():
    pair = Pair(0).session(1)
    pair.lines = ["", "no trace at all", "00895261.000 |08:59:17.058 |SdlSig |CtiLoginCheckReq |ready |Directory(1,200,23,1)"]
    with pytest.raises(learn.Refusal, match="known forms"):
        pair.learn()


def test_the_wrong_numbers_in_the_trace_are_refused():
    """Numbers that are not in the bytes: there is no place for them."""
    pair = Pair(3).session(1).session(2)
    pair.lines = [line.replace("objectID=9", "objectID=8").replace("PDU#=9", "PDU#=7") for line in pair.lines]
    with pytest.raises(learn.Refusal, match="no place holds it"):
        pair.learn()


def test_two_possible_places_are_refused():
    pair = Pair(1)
    message = pair.message
    def twice(number, sequence):
        m = bytearray(message(number, sequence))
        m[24:28] = m[8:12]
        return bytes(m)
    pair.message = twice
    with pytest.raises(learn.Refusal, match="more than one place"):
        pair.session(1).session(2).learn()


def test_a_number_with_two_names_is_refused():
    pair = Pair(1).session(1).session(2)
    first = next(i for i, line in enumerate(pair.lines) if "GammaChangedEvent" in line)
    pair.lines[first] = pair.lines[first].replace("GammaChangedEvent", "DeltaChangedEvent")
    result = pair.learn()
    assert 9300 not in {r.number for r in result.rows}
    assert any("9300" in r and "DeltaChangedEvent" in r for r in result.refused)


def test_a_number_seen_once_is_refused():
    result = Pair(6).session(1).session(2, [9001, 9002, 9126]).learn()
    assert {r.number for r in result.rows} == {9001, 9002, 9126, 9300}
    assert [r for r in result.refused if "9027 BetaOpenResponse" in r and "seen 1 time" in r]


def test_a_capture_that_begins_too_late_is_refused():
    with pytest.raises(learn.Refusal, match="SYN"):
        Pair(0).session(1, syn=False).learn()


def test_messages_of_equal_size_at_one_time_are_not_matched():
    pair = Pair(0).session(1)
    pair.now += 10
    pair.send(1, 9300, 50)
    pair.send(1, 9300, 51)
    result = pair.learn()
    assert next(r for r in result.rows if r.number == 9300).support == 2, "only those of the session's own course"


def test_http_is_refused():
    pair = Pair(0)
    pair.message = lambda number, sequence: b"GET /index.html HTTP/1.1\r\nHost: cucm.example\r\n\r\n"
    with pytest.raises(learn.Refusal, match="framing"):
        pair.session(1).learn()


def test_the_table_is_what_wireshark_reads(tmp_path):
    pair = Pair(5).session(1).session(2)
    (tmp_path / "a.pcap").write_bytes(pair.pcap())
    (tmp_path / "trace.txt").write_text("\n".join(pair.lines))
    table = tmp_path / "ctiqbe_pdus"
    done = subprocess.run([sys.executable, "-B", TOOL, tmp_path / "a.pcap", tmp_path / "trace.txt", "-o", table], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    rows = [line for line in table.read_text().splitlines() if not line.startswith("#")]
    assert '"9002","AlphaOpenResponse","to client","8:u32be:pdu_number,16:u32be:sequence_number"' in rows
    assert len(rows) == len(KINDS)
    assert "# 9002: 2 messages in 2 sessions" in table.read_text()


@pytest.mark.parametrize("content", [b"", b"not a capture", b"\xd4\xc3\xb2\xa1", b"\x0a\x0d\x0d\x0a" + bytes(40)])
def test_bad_captures_end_with_a_message(tmp_path, content):
    (tmp_path / "bad.pcap").write_bytes(content)
    (tmp_path / "trace.txt").write_bytes(b"\xff\xfe\x00garbage\n")
    done = subprocess.run([sys.executable, "-B", TOOL, tmp_path / "bad.pcap", tmp_path / "trace.txt"], capture_output=True, text=True)
    assert done.returncode in (1, 2)
    assert done.stderr.startswith("ctiqbe_learn: ") and "Traceback" not in done.stderr


def test_retransmissions_and_reordering_are_put_right():
    pair = Pair(0).session(1).session(2)
    p = pair.packets
    p.insert(6, p[5])
    p[9], p[10] = p[10], p[9]
    half = pair.learn()
    assert {(r.number, r.name) for r in half.rows} == {(n, k[0]) for n, k in KINDS.items()}


def test_the_published_lines_are_read():
    """The lines of Cisco tech note 212107 that carry a size, a number or a name."""
    lines = """
00895255.002 |08:59:16.944 |AppInfo |[CTI-APP] [CTIHandler::processIncomingMessage] CTI ProviderOpenRequest ( seq#=2 provider=UCProvider login=wwhite heartbeat=60)
00895256.002 |08:59:16.944 |AppInfo |CQBEBuilder::BuildQbeMessage(): objectID=2
00895256.003 |08:59:16.944 |AppInfo |CTIHandler::OutputQbeMessage: TcpHand=[1:200:13:8] QbePref={0x0xf74b346c,0x70} pQbeMsg=0x0xf74b3474 qbeMsgSize=0x70 tmpLen=0x78 msgSize_=0x78
00895256.004 |08:59:16.944 |AppInfo |[CTI-APP] [CTIHandler::OutputCtiMessage ] CTI ProviderOpenResponse (seq#=2) provider id=16777223 FIPSMode = 0
00895336.003 |08:59:17.343 |AppInfo |[CTI-APP] [CTIHandler::OutputCtiMessage ] CTI DeviceInServiceEvent ( DH=1|38 ) Encoding Type=3
00895337.001 |08:59:17.344 |AppInfo |CtiManager::ready_SdlDataInd(): ConnHandle=[1:200:13:8] TCP message length=0x108
00895338.001 |08:59:17.344 |AppInfo |CQBEParser::ParseQbeMessage: PDU#=37
""".splitlines()
    response, request = told_by(lines).events
    assert (response.number, response.size, response.name, response.sequence, response.handle) == (2, 0x78, "ProviderOpenResponse", 2, "1:200:13:8")
    assert (request.number, request.size, request.name, request.direction) == (37, 0x108, None, capture.TO_SERVER)


JABBER = ("2026-01-15 09:00:{:02},598 DEBUG [0x000026e0] [c\\deskphoneprovider\\DPProvider.cpp(1274)] [csf.ecc] [CDPProvider::DispatchTheMessage] - "
          "[id=0] CDPProvider::DispatchTheMessage, nPduNum={}, pduName={}\n")


def learn_with(pair, tmp_path, *jabber):
    (tmp_path / "a.pcap").write_bytes(pair.pcap())
    (tmp_path / "SDL001_200_000001.txt").write_text("\n".join(pair.lines) + "\n")
    (tmp_path / "jabber.log").write_text("".join(JABBER.format(i, number, name) for i, (number, name) in enumerate(jabber)))
    done = subprocess.run([sys.executable, "-B", TOOL, tmp_path / "a.pcap", tmp_path / "SDL001_200_000001.txt", tmp_path / "jabber.log"],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done


def test_a_jabber_log_names_what_the_trace_does_not(tmp_path):
    """A published Jabber line: 126 is PROVIDER_OPEN_COMPLETED_EVENT. No message of this number is in the capture."""
    done = learn_with(Pair(2).session(1).session(2), tmp_path, (126, "PROVIDER_OPEN_COMPLETED_EVENT"))
    assert '"126","ProviderOpenCompletedEvent","to client","8:u32be:pdu_number"' in done.stdout.replace("u32le", "u32be")
    assert "# 126: number and name together in 1 line of a Jabber log" in done.stdout
    assert '"9126","AlphaOpenCompletedEvent"' in done.stdout


def test_a_jabber_log_confirms_or_contradicts_the_trace(tmp_path):
    done = learn_with(Pair(2).session(1).session(2), tmp_path, (9126, "ALPHA_OPEN_COMPLETED_EVENT"), (9300, "DELTA_CHANGED_EVENT"))
    assert "# 9126: 2 messages in 2 sessions, number and name together in 1 line of a Jabber log" in done.stdout
    assert '"9126","AlphaOpenCompletedEvent"' in done.stdout and '"9300"' not in done.stdout
    assert "refused: 9300" in done.stderr and "DeltaChangedEvent, GammaChangedEvent" in done.stderr


def test_padded_lines_of_real_files_are_named():
    """CTIManager pads the brackets and the message's name with blanks (CUCM 11.5); a web copy of such lines has lost them."""
    lines = ["00895256.003 |08:59:16.944 |AppInfo  |CTIHandler::OutputQbeMessage: TcpHand=[1:200:13:8] QbePref={0x0xf74b346c,0x70} pQbeMsg=0x0xf74b3474 "
             "qbeMsgSize=0x70 tmpLen=0x78 msgSize_=0x78",
             "00895256.004 |08:59:16.944 |AppInfo  |[CTI-APP] [CTIHandler::OutputCtiMessage      ]     CTI   NewCallEvent    (  LH=1|46 CH=1|19282359)"]
    (event,) = told_by(lines).events
    assert (event.name, event.size) == ("NewCallEvent", 0x78)


def test_the_converters_own_output_is_read(tmp_path):
    pair = Pair(5).session(1).session(2)
    (tmp_path / "trace.txt").write_text("\n".join(pair.lines) + "\n")
    lines = subprocess.run([log_messages.converter(), "-q", "--json", tmp_path / "trace.txt"], capture_output=True, check=True).stdout
    (tmp_path / "records.json").write_bytes(lines)
    assert log_messages.read_files([tmp_path / "records.json"]).events == log_messages.read_files([tmp_path / "trace.txt"]).events
    (tmp_path / "records.json").write_bytes(lines[:-20])
    with pytest.raises(log_messages.TraceError, match="no output of ctilog2pcap"):
        log_messages.read_files([tmp_path / "records.json"])
