# SPDX-License-Identifier: GPL-2.0-or-later
"""CTIQBE in tshark, against captures made from test-captures/ctiqbe*.scenario and from scenarios written here.

What stands inside the messages is made up (the layout is not public), so expected values come from the scenarios."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("CTI_BUILD") or ROOT / "build")
TSHARK = BUILD / "cti-tshark"
CTIGEN = BUILD / "tools" / "ctigen" / "ctigen"
LEARN = ROOT / "tools" / "ctiqbe_learn" / "ctiqbe_learn.py"

sys.path.insert(0, str(LEARN.parent))
import learn  # noqa: E402

STORIES = sorted(p.stem for p in (ROOT / "test-captures").glob("ctiqbe*.scenario"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("captures")
    path.chmod(0o755)
    for parent in path.parents:  # tshark may run as another user
        if parent.owner() != "root" or str(parent) == "/":
            break
        if str(parent).startswith("/tmp/"):
            parent.chmod(0o755)
    return path


def generate(folder, name, text=None):
    scenario = ROOT / "test-captures" / f"{name}.scenario"
    if text is not None:
        scenario = folder / f"{name}.scenario"
        scenario.write_text(text)
    out = folder / f"{name}.pcapng"
    subprocess.run([CTIGEN, "-o", out, scenario], check=True, capture_output=True, text=True)
    return out


def tshark(capture, *arguments, config=None):
    env = dict(os.environ)
    if config:
        env["WIRESHARK_CONFIG_DIR"] = str(config)
    done = subprocess.run([TSHARK, "-n", "-r", capture, *arguments], capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr
    for bad in ("Dissector bug", "ASSERT", "Malformed", "CRITICAL"):
        assert bad not in done.stdout + done.stderr, bad
    return done.stdout


def rows(capture, *fields, where="ctiqbe", options=()):
    out = tshark(capture, "-Y", where, "-T", "fields", "-E", "separator=/t", "-E", "aggregator=|", *[a for f in fields for a in ("-e", f)], *options)
    return [line.split("\t") for line in out.splitlines()]


def diagnoses(capture, options=()):
    return [(int(frame), d) for frame, ids in rows(capture, "frame.number", "cti.diagnosis", where="cti.diagnosis", options=options) for d in ids.split("|")]


# ---- framing


def prefix(h, rest):
    """The prefix in the words of a scenario."""
    place, order, counted = learn.HYPOTHESES[h]
    o = "be" if order == "big" else "le"
    if place == 0:
        return f"size-{o}32 {-4 if counted else 4} + {o}32 {rest}"
    return f"{o}32 {rest} + size-{o}32{' -8' if counted else ''}"


SIZES = [44, 40, 52, 36, 48, 60, 40, 44, 36, 52]


def eight(h, rest=7, port=2748, segments=None):
    o = "be" if learn.HYPOTHESES[h][1] == "big" else "le"
    lines = ['capture "CTIQBE: one of the eight framings"', "host c 10.1.1.1", "host s 10.1.1.2", f"tcp t c:50001 s:{port}"]
    if segments:
        lines.append(f"segment {segments}")
    for i, size in enumerate(SIZES):
        lines.append(f"t {'<' if i % 2 else '>'} {prefix(h, rest)} + {o}32 {9000 + i} {i} + fill {size - 16} a5")
    return "\n".join(lines + ["segment off", "t close", ""])


EVERY = pytest.mark.parametrize("h", range(8))


@EVERY
def test_each_framing_is_inferred_and_frames_what_follows(folder, h):
    capture = generate(folder, f"eight{h}", eight(h))
    inferred = rows(capture, "frame.number", "cti.description", where="ctiqbe.framing_inferred")
    assert len(inferred) == 1 and learn.describe(h) in inferred[0][1]
    decided = int(inferred[0][0])
    messages = rows(capture, "frame.number", "ctiqbe.length", "ctiqbe.framing", "ctiqbe.prefix_rest")
    sizes = iter(SIZES)
    for frame, length, framing, rest in messages:
        size = next(sizes)
        if int(frame) < decided:
            assert (length, framing) == ("", "")
        else:
            assert int(length) == (size if learn.HYPOTHESES[h][2] else size - 8)
            assert framing == learn.describe(h)
            assert int(rest, 16) == 7
    assert decided <= int(messages[5][0])
    absolute = ["-o", "tcp.relative_sequence_numbers:FALSE"]
    assert rows(capture, "frame.number", "ctiqbe.length", "ctiqbe.framing", "ctiqbe.prefix_rest", options=absolute) == messages


@EVERY
def test_each_framing_can_be_forced(folder, h):
    capture = generate(folder, f"forced{h}", eight(h))
    names = ["be0", "be0p", "le0", "le0p", "be4", "be4p", "le4", "le4p"]
    found = rows(capture, "ctiqbe.length", options=["-o", f"ctiqbe.framing:{names[h]}"])
    assert [int(length) for (length,) in found] == [s if learn.HYPOTHESES[h][2] else s - 8 for s in SIZES]
    assert not diagnoses(capture, ["-o", f"ctiqbe.framing:{names[h]}"])
    # The other byte order makes lengths that cannot be: bytes, and it is said.
    wrong = names[h ^ 2]
    assert {d for _, d in diagnoses(capture, ["-o", f"ctiqbe.framing:{wrong}"])} == {"ctiqbe.framing_lost"}
    assert {length for (length,) in rows(capture, "ctiqbe.length", options=["-o", f"ctiqbe.framing:{wrong}"])} == {""}


@EVERY
def test_messages_in_small_segments_are_reassembled(folder, h):
    """Payloads end with messages now and then only: decided later, or not at all, but never wrongly."""
    o = "be" if learn.HYPOTHESES[h][1] == "big" else "le"
    whole = eight(h).replace("t close\n", "")
    more = [f"segment {n}\nt > {prefix(h, 7)} + {o}32 {9100 + n} 1 + fill 40 a5\nsegment off" for n in (3, 8, 11, 30)]
    capture = generate(folder, f"segments{h}", whole + "\n".join(more) + "\nt close\n")
    assert [int(n) for (n,) in rows(capture, "ctiqbe.length")[-4:]] == [56 if learn.HYPOTHESES[h][2] else 48] * 4
    single = generate(folder, f"bytes{h}", eight(h, segments=1))
    right = {str(s if learn.HYPOTHESES[h][2] else s - 8) for s in SIZES}
    found = [n for (n,) in rows(single, "ctiqbe.length")]
    assert len(found) > len(SIZES) and set(found) <= right | {""}, "a byte a frame: framed late or not at all"


def test_without_reassembly_nothing_is_made_up(folder):
    capture = generate(folder, "noreassembly", eight(0).replace("t close", "segment 30\nt > be32 52 7 9100 1 + fill 44 a5\nsegment off\nt close"))
    for option in ("tcp.desegment_tcp_streams:FALSE", "ctiqbe.desegment:FALSE"):
        lengths = [n for (n,) in rows(capture, "ctiqbe.length", options=["-o", option]) if n]
        assert lengths and set(lengths) <= {str(s - 8) for s in SIZES}


@pytest.mark.parametrize("story", STORIES)
def test_later_passes_say_the_same(folder, story):
    capture = generate(folder, story)
    found = [rows(capture, "frame.number", "cti.diagnosis", "cti.description", where="cti.diagnosis", options=passes) for passes in ([], ["-2"])]
    # Coverage is known at the end of the capture only, so only a later pass shows it.
    only_ctiqbe = [[(frame, i, d) for frame, ids, texts in one for i, d in zip(ids.split("|"), texts.split("|")) if i.startswith("ctiqbe.")] for one in found]
    assert only_ctiqbe[0] == only_ctiqbe[1] and only_ctiqbe[0]
    fields = ["frame.number", "ctiqbe.length", "ctiqbe.result", "ctiqbe.device_name"]
    once, again = ({row[0]: row for row in rows(capture, *fields, options=passes)} for passes in ([], ["-2"]))
    for frame, row in once.items():
        assert not row[1] or again[frame] == row, "a message is the same on every pass"


def test_what_is_framed_late_is_shown_by_later_passes(folder):
    capture = generate(folder, "late", eight(4))
    decided = int(rows(capture, "frame.number", where="ctiqbe.framing_inferred")[0][0])
    assert all(not n for f, n in rows(capture, "frame.number", "ctiqbe.length") if int(f) < decided)
    assert [int(n) for (n,) in rows(capture, "ctiqbe.length", options=["-2"])] == [s - 8 for s in SIZES]


def test_the_story_of_a_lost_framing(folder):
    capture = generate(folder, "ctiqbe_lost")
    assert [d for _, d in diagnoses(capture) if d.startswith("ctiqbe.")] == ["ctiqbe.framing_inferred", "ctiqbe.framing_lost", "ctiqbe.framing_inferred", "ctiqbe.framing_lost"]
    said = [text for (text,) in rows(capture, "cti.description", where="ctiqbe.framing_lost")]
    assert "missing from the capture" in said[0] and "a length that cannot be" in said[1]
    assert {n for (n,) in rows(capture, "ctiqbe.length")} == {"", "32", "36"}, "8 + 20 + 4 and 12 + 21 + 3 bytes of body"


def test_a_first_message_that_was_not_captured(folder):
    text = eight(4).replace("t > be32 7", "drop\nt > be32 7", 1).replace("fill 28 a5", "fill 28 a5\nsegment off")
    capture = generate(folder, "nofirst", text.replace("t close", f"t > {prefix(4, 7)} + be32 9100 1 + fill 28 a5\nt < {prefix(4, 7)} + be32 9101 1 + fill 28 a5\nt close"))
    assert "ctiqbe.not_framed" not in [d for _, d in diagnoses(capture)]
    assert [n for (n,) in rows(capture, "ctiqbe.length")][-2:] == ["36", "36"]


@pytest.mark.parametrize("kept, whole", [(36, False), (52, True)])
def test_cut_packets(folder, kept, whole):
    """Where nearly every payload is cut nothing can be framed; where one is, the others are, and never wrongly."""
    headers = 54
    capture = generate(folder, f"snaplen{kept}", eight(2).replace("tcp t", f"snaplen {headers + kept}\ntcp t"))
    found = rows(capture, "ctiqbe.length")
    assert len(found) == len(SIZES)
    lengths = {n for (n,) in found} - {""}
    assert bool(lengths) == whole and lengths <= {str(s - 8) for s in SIZES if s <= kept}
    assert "cti.cut_frames" in {d for _, d in diagnoses(capture, ["-2"])}


# ---- what is no CTIQBE


def test_what_is_no_ctiqbe_is_never_framed(folder):
    capture = generate(folder, "ctiqbe_not_ctiqbe")
    assert not rows(capture, "frame.number", where="ctiqbe.length")
    assert not rows(capture, "frame.number", where="ctiqbe.framing_inferred")
    said = {}
    for stream, ids in rows(capture, "tcp.stream", "cti.diagnosis", where="cti.diagnosis"):
        said.setdefault(int(stream), set()).update(ids.split("|"))
    assert said[0] == {"cti.tls_unexpected"}
    assert said[1] == {"cti.foreign_protocol"}, "HTTP"
    assert said[3] == {"cti.foreign_protocol"}, "HELO is SMTP"
    for stream in (2, 4):
        assert said[stream] == {"ctiqbe.not_framed"}


# ---- inside messages


def test_candidates(folder):
    capture = generate(folder, "ctiqbe_session")
    results = rows(capture, "ctiqbe.result", where="ctiqbe.result")
    assert results == [["0x8ccc0013"], ["0x8ccc00d2"], ["0x8ccc0ffe"]]
    assert diagnoses(capture)[1:] == [(10, "ctiqbe.failed"), (15, "ctiqbe.failed"), (17, "ctiqbe.failed")]
    assert rows(capture, "cti.remedy", where="frame.number == 10") \
        == [["Find the application that has the device open (RTMT: CTI Manager, CTI Search)|Use one owner for each CTI port or route point"]]
    assert rows(capture, "ctiqbe.device_name", where="ctiqbe.device_name") == [["SEP00112233BEEF"], ["CTIPort_1001|CTIPort_1002"]]
    assert rows(capture, "ctiqbe.text", where="ctiqbe.text") == [["Device is already open"], ["MyCER"]]
    assert rows(capture, "ctiqbe.address", where="ctiqbe.address") == [["10.20.0.21"]]
    verbose = tshark(capture, "-V", "-Y", "frame.number == 10")
    assert "Candidates: recognised by their looks, the layout is not public" in verbose


def test_no_pdu_number_without_the_users_word(folder):
    assert not rows(generate(folder, "ctiqbe_session"), "frame.number", where="ctiqbe.pdu_number or ctiqbe.pdu_name")


def test_the_place_of_the_number_as_a_preference(folder):
    capture = generate(folder, "ctiqbe_session")
    found = rows(capture, "ctiqbe.pdu_number", where="ctiqbe.pdu_number", options=["-o", "ctiqbe.pdu_place:8:u32"])
    assert [n for (n,) in found] == ["805", "803", "806", "807", "808|808", "809", "810", "811"]


def test_the_user_table(folder):
    capture = generate(folder, "ctiqbe_session")
    options = ["-o", 'uat:ctiqbe_pdus:"806","SomethingFailed","to client","8:u32:pdu_number,12:u32be:sequence,16:result:outcome,20:text22:why"',
               "-o", 'uat:ctiqbe_pdus:"803","DeviceThing","to client",""']
    assert rows(capture, "frame.number", "ctiqbe.pdu_name", "ctiqbe.pdu_evidence", "ctiqbe.user.number", "ctiqbe.user.text", where="ctiqbe.pdu_name", options=options) \
        == [["10", "SomethingFailed", "user table ctiqbe_pdus", "4", "Device is already open"]], "803 is sent to the server"
    out = tshark(capture, "-Y", "frame.number == 10", *options)
    assert "SomethingFailed, result 0x8ccc0013" in out


def test_published_names_come_with_their_evidence(folder):
    text = eight(0).replace("9007 7", "126 7")
    capture = generate(folder, "published", text)
    options = ["-o", "ctiqbe.pdu_place:8:u32"]
    assert rows(capture, "ctiqbe.pdu_number", "ctiqbe.pdu_name", where="ctiqbe.pdu_name", options=options) == [["126", "ProviderOpenCompletedEvent"]]
    (evidence,) = rows(capture, "ctiqbe.pdu_evidence", where="ctiqbe.pdu_name", options=options)[0]
    assert "Jabber log" in evidence


@EVERY
def test_what_the_tool_learns_the_dissector_uses(folder, h):
    sys.path.insert(0, str(ROOT / "tests" / "tools"))
    from test_ctiqbe_learn import KINDS, Pair

    pair = Pair(h).session(1).session(2)
    capture = folder / f"learnt{h}.pcap"
    capture.write_bytes(pair.pcap())
    trace = folder / f"learnt{h}.txt"
    trace.write_text("\n".join(pair.lines))
    config = folder / f"config{h}"
    config.mkdir()
    subprocess.run([sys.executable, "-B", LEARN, capture, trace, "-o", config / "ctiqbe_pdus"], check=True, capture_output=True)
    out = tshark(capture, "-Y", "ctiqbe.pdu_name", "-T", "fields", "-e", "ctiqbe.pdu_number", "-e", "ctiqbe.pdu_name", config=config)
    names = {tuple(line.split("\t")) for line in out.splitlines()}
    assert names and names <= {(str(n), k[0]) for n, k in KINDS.items()}
    assert ("9300", "GammaChangedEvent") in names


# ---- sessions


def test_the_upgrade_story(folder):
    capture = generate(folder, "ctiqbe_upgrade_story")
    refused = rows(capture, "ip.src", "ip.dst", where="ctiqbe.closed_after_open")
    assert refused == [["10.20.0.23", "10.20.0.10"]] * 3 + [["10.20.0.23", "10.20.0.11"]], "the one client that was left behind, where its side closes too"
    joined = rows(capture, "cti.description", "cti.remedy", where="ctiqbe.incompatible_version")
    assert len(joined) == len(refused), "each refusal once: the first with the alarm behind it, the others where they end"
    for description, remedy in joined:
        assert "10.20.0.23" in description and "50000" in description and "60000" in description
        assert "JTAPI or TSP plugin that this Unified CM supplies" in remedy
    causes = [d for (d,) in rows(capture, "cti.description", where="ctiqbe.closed_after_open")]
    assert "cause unknown" in causes[0], "the alarm comes after it"
    assert all("the alarm in frame" in d and "says why: CtiIncompatibleProtocolVersion" in d for d in causes[1:])
    again = rows(capture, "cti.description", where="ctiqbe.refused_repeatedly")
    assert len(again) == 1 and "Client 10.20.0.23 was refused 3 times in a row by 10.20.0.10" in again[0][0]
    # The framing that the first client has shown is expected of the others: the single message of a refused session is read, and names its client.
    inferred = rows(capture, "frame.number", "ip.src", "cti.description", where="ctiqbe.framing_inferred")
    assert [src for _, src, _ in inferred] == ["10.20.0.10", "10.20.0.23", "10.20.0.22", "10.20.0.23", "10.20.0.23", "10.20.0.23"]
    assert "assumed, since the client opens as in 1 other conversation of this capture that is framed so" in inferred[1][2]
    texts = rows(capture, "ctiqbe.text", where="ip.src == 10.20.0.23 and ctiqbe")
    assert texts == [["wallboard|Cisco JTAPI 8.6(2)"]] * 4
    assert all("10.20.0.23 (Cisco JTAPI 8.6(2))" in d for (d,) in rows(capture, "cti.description", where="ctiqbe.closed_after_open"))
    assert not rows(capture, "frame.number", where="ctiqbe.heartbeat_gap or ctiqbe.reconnect or ctiqbe.failover")


def test_the_report_of_the_upgrade_story(folder):
    report = " ".join(tshark(generate(folder, "ctiqbe_upgrade_story"), "-q", "-z", "cti,diagnose").split())
    errors = report.split("WARNING")[0]
    assert errors.count("ERROR") == 2, "the client at the server whose alarm was captured, and at the other one"
    assert "CTIManager refused client 10.20.0.23: message version 50000, minimum version 60000" in errors
    assert "Client 10.20.0.23 was refused by 10.20.0.11 (4 so far)" in errors
    assert "its protocol version is 50000, the oldest accepted is 60000" in errors
    assert "Install the JTAPI or TSP plugin that this Unified CM supplies" in errors
    assert "10.20.0.21" not in report.split("NOTE")[0], "nothing is wrong with the first client"


def test_heartbeats_and_failover(folder):
    capture = generate(folder, "ctiqbe_heartbeats")
    said = [d for (texts,) in rows(capture, "cti.description", where="cti.diagnosis") for d in texts.split("|") if "boundaries are inferred" not in d and "has the shape of" not in d]
    assert said == [
        "10.20.0.10 was silent for 70 s, more than twice the heartbeat interval of 30 s; the connection ended then",
        "Client 10.20.0.21 left 10.20.0.10 and opened a connection to 10.20.0.11 after 5 s",
        "Client 10.20.0.21 opened a new connection to 10.20.0.11 31 s after the last one ended",
        "10.20.0.21 was silent for 120 s, more than twice the heartbeat interval of 30 s (assumed; the session went on, so the granted interval was probably longer)",
    ]
    known = [d for _, d in diagnoses(capture, ["-o", "ctiqbe.heartbeat:120"])]
    assert "ctiqbe.heartbeat_gap" not in known


# ---- causes


def cases(capture, *options):
    found = [json.loads(line) for line in tshark(capture, "-q", "-z", "cti,json", *options).splitlines()]
    return [o for o in found if o["type"] == "case" and o["severity"] in ("error", "warning")]


def test_shapes_are_candidates(folder):
    """Sessions without a code or an alarm: the shape is said as a note, with what it rests on; nobody is accused."""
    capture = generate(folder, "ctiqbe_shapes")
    said = rows(capture, "cti.description", where="ctiqbe.shape")
    expected = {"10.30.0.1": "a login that timed out", "10.30.0.2": "a login that was refused", "10.30.0.3": "a user without controlled devices",
                "10.30.0.4": "a device that could not be opened"}
    assert len(said) == len(expected)
    for client, shape in expected.items():
        (text,) = [d for (d,) in said if f"session of {client} with" in d]
        assert shape in text and "a result code or an alarm would prove it" in text
    assert "1 of the server after 10 s; closed by the client" in said[0][0]
    assert cases(capture) == []


def test_an_alarm_or_a_code_makes_a_cause_of_a_shape(folder):
    capture = generate(folder, "ctiqbe_causes")
    found = cases(capture)
    headlines = {o["diagnosis"] for o in found}
    assert headlines == {"ctiqbe.failed", "ucalarm.alarm"}, "the refusal stands under its alarm"
    texts = " ".join(o["sentence"] for o in found)
    assert "0x8ccc0075" in texts
    (joined,) = rows(capture, "cti.description", "cti.remedy", where="ctiqbe.refused")
    assert "reason 0x8ccc0060" in joined[0] and "user wallboard" in joined[0] and "its shape agrees: a login that was refused" in joined[0]
    assert not re.search(r"(?i)plugin", joined[1])
    shapes = rows(capture, "cti.description", where="ctiqbe.shape")
    assert ["result code 0x8ccc0075 says the same" in d for (d,) in shapes] == [True, False]


# ---- where it is found


def test_decode_as(folder):
    capture = generate(folder, "otherport", eight(5, port=4000))
    assert not rows(capture, "frame.number")
    assert len(rows(capture, "frame.number", where="ctiqbe.length", options=["-d", "tcp.port==4000,ctiqbe"])) >= 5


def test_ports():
    table = subprocess.run([TSHARK, "-G", "decodes"], capture_output=True, text=True, check=True).stdout.splitlines()
    assert "tcp.port\t2748\tctiqbe" in table
    assert "tls.port\t2749\tctiqbe" in table
