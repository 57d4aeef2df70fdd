# SPDX-License-Identifier: GPL-2.0-or-later
"""ctireport comes to the same report as tshark with the plugin, whatever is in the capture; and what it does as a command.

tshark's report is the other side of every comparison: the two read packets, put streams together and cut messages by code of their own, and have the judge
in common.
"""

import functools
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("CTI_BUILD") or TOP / "build")
COMMAND = BUILD / "commands/ctireport/ctireport"
CASES = TOP / "tests" / "cases"
sys.path.insert(0, str(TOP / "tests" / "hostile"))

import mutate  # noqa: E402
import packets  # noqa: E402
import variants  # noqa: E402

sys.path.insert(0, str(TOP / "bench"))

import ctireport as speed  # noqa: E402

CLEAN, FINDINGS, USAGE, UNREAD = range(4)

# Captures that carry the keys of their TLS: tshark reads what is inside, ctireport never does. There it must say that it could not.
SNMP = "snmp_"    # SNMP traps are Wireshark's to dissect: ctireport does not read them, as docs/ctireport.md says
WITH_KEYS = ("_tls",)


def made():
    found = sorted((BUILD / "test-captures").glob("*.pcapng"))
    assert len(found) > 50, "no test captures: build the target captures"
    return found


def run(*arguments, **more):
    return subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, timeout=300, **more)


def report(*arguments, **more):
    done = run("--json", *arguments, **more)
    assert done.returncode in (CLEAN, FINDINGS), done.stderr
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


@functools.cache
def without_sap():
    """Wireshark 4.4 has a dissector for SAP at port 40000, which some clients of these captures have, and where it did not see the SYN it asks the lower port first."""
    protocols = subprocess.run([BUILD / "cti-tshark", "-G", "protocols"], capture_output=True, text=True, timeout=60, check=True).stdout
    return ["--disable-protocol", "sapni"] if "\tsapni\t" in protocols else []


def of_tshark(capture, what="cti,json"):
    done = subprocess.run([BUILD / "cti-tshark", "-q", "-n", "-r", capture, "-z", what, *without_sap()], capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def assert_agree(capture, leave_out=lambda line: False):
    theirs = [json.loads(line) for line in of_tshark(capture).splitlines()]
    ours = report(capture)
    assert [line for line in ours if not leave_out(line)] == [line for line in theirs if not leave_out(line)]
    return ours


# ---- agreement

def test_agrees_with_tshark_over_every_capture():
    captures = [path for path in [*made(), *sorted(CASES.glob("*.pcap*"))] if not path.name.startswith(SNMP)]
    disagree, lines = {}, 0
    for capture in captures:
        theirs = [json.loads(line) for line in of_tshark(capture).splitlines()]
        ours = report(capture)
        if ours != theirs:
            disagree[capture.name] = [line for line in theirs if line not in ours] + [line for line in ours if line not in theirs]
        lines += len(ours)
    # Where TLS can be read by its keys: only there the two may differ, and ours says that it could not read.
    for name in [name for name in disagree if any(part in name for part in WITH_KEYS)]:
        capture = next(c for c in captures if c.name == name)
        assert any(line.get("reason") == "encrypted" for line in report(capture)), name
        del disagree[name]
    assert disagree == {}
    assert lines > 1000


def test_alarms_that_nobody_can_read_are_no_all_clear(tmp_path):
    """Syslog over TLS without its keys: what is sent tells nothing, the port does."""
    scenario = tmp_path / "hidden.scenario"
    hello = "16 03 01 00 05 01 00 00 01 00"
    scenario.write_text('capture "hidden"\nhost cucm 10.27.1.6\nhost collector 10.9.9.9\ntcp t cucm:40000 collector:6514\n'
                        f't > hex {hello}\nt < hex {hello.replace("01 00 00 01", "02 00 00 01")}\n'
                        't > hex 17 03 03 00 20 + fill 32 a5\nt > hex 17 03 03 00 20 + fill 32 a7\nt close\n')
    capture = tmp_path / "hidden.pcapng"
    subprocess.run([BUILD / "tools/ctigen/ctigen", "-o", capture, scenario], check=True, timeout=60)
    tmp_path.chmod(0o755)
    ours = assert_agree(capture)
    assert ours[0]["verdict"] == "clean_but_incomplete"
    assert any(line.get("reason") == "encrypted" for line in ours)


def test_the_text_is_the_same():
    for name in ("ged188_c05b.pcap", "q1_max_alarm.pcap", "conn_mid.pcapng"):
        assert run(CASES / name).stdout.decode() == of_tshark(CASES / name, "cti,diagnose")


# Each segment twice, and one that was missing comes after the end of the connection, twice: Wireshark 4.4 reads it, 4.0 and ctireport do not.
LATE = "syn_lost_then_ok"


def gathered(uncut, without=()):
    captures = [path for path in made() if "_bad_" not in path.name] + [path for path in sorted(CASES.glob("*.pcap*")) if not path.name.startswith(SNMP)]
    captures = [path for path in captures if path.stem not in without]
    # A tunnel's header would state the length of what was captured of a cut frame, and not what was on the wire.
    return [path for path in captures if not uncut or all(p.original == len(p.data) for p in mutate.gather([path]))]


# 14 bytes of a message say where it ends, but nothing of what follows it. Where a stream then begins again differs: TCP's dissector keeps the places of
# all messages it was told of, ctireport that of the last one. Both tell the same cases; the notes on skipped bytes are of other frames.
def is_note_on_gaps(line):
    return line.get("type") == "coverage" and line.get("diagnosis") in ("ged188.capture_gap", "ged188.truncated")


@pytest.mark.parametrize("variant", ["twice", "vlan", "gre", "pppoe", "ipv6", "odd_segments", "small_segments", "client_only", "server_only", "no_syn",
                                     "no_beginning", "snap68", "snap150", "snap200", "snap300"])
def test_agrees_however_the_traffic_was_captured(tmp_path, variant):
    tmp_path.chmod(0o755)
    path = tmp_path / f"{variant}.pcap"
    variants.make(variant, path, gathered(uncut=variant in ("gre", "pppoe"), without=[LATE] if variant == "twice" else []))
    found = assert_agree(path, is_note_on_gaps if variant == "snap68" else lambda line: False)
    assert sum(line["type"] == "case" for line in found) > 10


# ---- logs

LOGS = TOP / "tests/fuzz/corpus/logs"    # the first byte of each is the fuzz target's


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """Packets of all sample logs, in one file each."""
    folder = tmp_path_factory.mktemp("logs")
    folder.chmod(0o755)
    made = {}
    for sample in sorted(LOGS.iterdir()):
        log, packets = folder / f"{sample.name}.txt", folder / f"{sample.name}.pcapng"
        log.write_bytes(sample.read_bytes()[1:])
        subprocess.run([BUILD / "commands/ctilog2pcap/ctilog2pcap", "-q", "--date", "2024-08-12", "-w", packets, log], check=True, capture_output=True, timeout=60)
        packets.chmod(0o644)
        made[sample.name] = packets
    return made


def test_agrees_over_logs(converted):
    seen = Counter()
    for packets in converted.values():
        seen.update(line["diagnosis"] for line in assert_agree(packets) if line["type"] == "case")
    assert seen["ctilog.cti_result"] and any(name.startswith("ucalarm.") for name in seen) and any(name.startswith("bwfault.") for name in seen)


def test_logs_beside_captures_are_one_report(converted, tmp_path):
    capture, packets = CASES / "ged188_c05b.pcap", converted["alarms"]
    together = report(capture, packets)
    both = tmp_path / "both.pcapng"
    tmp_path.chmod(0o755)
    subprocess.run(["mergecap", "-w", both, capture, packets], check=True, timeout=60)
    both.chmod(0o644)
    cases = [{key: line[key] for key in ("diagnosis", "client", "server", "count")} for line in together if line["type"] == "case"]
    assert cases == [{key: line[key] for key in ("diagnosis", "client", "server", "count")} for line in assert_agree(both) if line["type"] == "case"]
    assert {case["diagnosis"].split(".")[0] for case in cases} >= {"cti", "ucalarm"}


# ---- a trace and the capture of the same minutes

STORY = TOP / "test-captures/story_login_timeout"
TRACE = STORY / "SDL001_200_000042.txt"
BOARD = "10.60.0.40"


@pytest.fixture
def joined(tmp_path):
    """Merges a capture with converted logs, and gives what both front ends say of it."""
    tmp_path.chmod(0o755)

    def make(*logs, scenario=STORY.with_suffix(".scenario"), options=()):
        capture, packets, both = (tmp_path / name for name in ("wire.pcapng", "logs.pcapng", "both.pcapng"))
        subprocess.run([BUILD / "tools/ctigen/ctigen", "-o", capture, scenario], check=True, timeout=60)
        options = [capture if option == "CAPTURE" else option for option in options]
        subprocess.run([BUILD / "commands/ctilog2pcap/ctilog2pcap", "-q", *options, "-w", packets, *logs], check=True, timeout=60)
        subprocess.run(["mergecap", "-w", both, capture, packets], check=True, timeout=60)
        both.chmod(0o644)
        return assert_agree(both)
    return make


def wrong(lines):
    return [line for line in lines if line["type"] == "case" and line["severity"] != "note"]


def of_board(lines):
    return [line for line in lines if line["type"] == "session" and line["client_address"] == BOARD]


def test_wire_alarm_and_trace_are_one_case(joined):
    lines = joined(TRACE, STORY / "CiscoSyslog")
    case, = wrong(lines)
    assert (case["diagnosis"], case["client"], case["application"], case["server"]) == ("ucalarm.alarm", BOARD, "WallBoard, user wallboard", "10.60.0.10:2748")
    assert {c["diagnosis"]: c["count"] for c in case["consequences"]} == {"ctiqbe.failed": 2, "ctilog.cti_result": 4, "ctiqbe.refused": 2}
    assert set(case["log_lines"]) == {f"{TRACE.name}:{n}" for n in (17, 18, 24, 25)} | {"CiscoSyslog:1", "CiscoSyslog:2"}
    for session, first in zip(of_board(lines), (14, 21)):
        assert session["application"] == "WallBoard, user wallboard"
        told = [f"user wallboard ({TRACE.name}:{first})", f"application WallBoard ({TRACE.name}:{first + 1})", f"provider version 15.0.1 ({TRACE.name}:{first + 4})"]
        assert set(told) <= set(session["in_logs"])
    desk, = (line for line in lines if line["type"] == "session" and line["client_address"] == "10.60.0.21")
    assert desk["application"] == "AgentDesk, user deskuser" and f"device CTIPort_1001 opened ({TRACE.name}:11)" in desk["in_logs"]


def test_wire_and_trace_without_the_alarm(joined):
    case, = wrong(joined(TRACE))
    assert case["diagnosis"] == "ctiqbe.failed" and case["application"] == "WallBoard, user wallboard"
    assert [(c["diagnosis"], c["count"]) for c in case["consequences"]] == [("ctilog.cti_result", 4)]
    assert f"{TRACE.name}:18" in case["log_lines"]


def test_a_trace_of_another_hour_is_not_joined_until_its_clock_is_put_right(joined):
    lines = joined(TRACE, options=["--offset", "3600"])
    assert all(session["application"] == "" and session["in_logs"] == [] for session in of_board(lines))
    assert sorted({case["diagnosis"] for case in wrong(lines)}) == ["ctilog.cti_result", "ctiqbe.failed"]
    right = joined(TRACE, options=["--offset", "3600", "--match", "CAPTURE"])
    assert [case["diagnosis"] for case in wrong(right)] == ["ctiqbe.failed"]
    assert all(session["application"] == "WallBoard, user wallboard" for session in of_board(right))


def test_another_code_is_another_cause(joined, tmp_path):
    """0x8ccc0018 in the trace's ProviderOpenCompletedEvent, 0x8ccc0075 on the wire."""
    log = tmp_path / TRACE.name
    log.write_text(TRACE.read_text().replace("error code=2362179701", f"error code={0x8ccc0018}"))
    cases = {(case["diagnosis"], tuple(code for code in case["identity"] if code.startswith("0x"))) for case in wrong(joined(log))}
    assert cases == {("ctiqbe.failed", ("0x8ccc0075",)), ("ctilog.cti_result", ("0x8ccc0018",))}


def test_a_trace_of_another_client_is_not_joined(joined, tmp_path):
    log = tmp_path / TRACE.name
    log.write_text(TRACE.read_text().replace(BOARD, "10.60.0.41"))
    lines = joined(log)
    assert all(session["in_logs"] == [] for session in of_board(lines))
    assert {case["client"] for case in wrong(lines)} == {BOARD, "10.60.0.41"}


def test_a_session_in_tls_has_its_story_from_the_trace(joined, tmp_path):
    scenario = tmp_path / "tls.scenario"
    records = "hex 16 03 01 00 04 01 00 00 00", "hex 16 03 03 00 04 02 00 00 00", "hex 17 03 03 00 10 + random 16 1"
    text = 'capture "CTIQBE in TLS"\nhost board 10.60.0.40\nhost cm1 10.60.0.10\nwait 4.5\n'
    text += "tcp b board:50301 cm1:2749\n" + f"b > {records[0]}\nb < {records[1]}\nb > {records[2]}\nb < {records[2]}\nwait 10\nb < {records[2]}\nb close <\n"
    scenario.write_text(text)
    lines = joined(TRACE, scenario=scenario)
    session, = (line for line in lines if line["type"] == "session" and line["client"] == f"{BOARD}:50301")
    assert session["application"] == "WallBoard, user wallboard" and session["server"] == "10.60.0.10:2749" and session["messages"] == 0
    assert any("ProviderOpenCompletedEvent failed: 0x8ccc0075" in fact for fact in session["in_logs"])
    assert any(case["diagnosis"] == "ctilog.cti_result" and case["application"] == "WallBoard, user wallboard" and case["server"] == "10.60.0.10:2749"
               for case in wrong(lines))


GED188 = """capture "Two clients whose InvokeIDs overlap"
host one 10.1.1.1
host two 10.1.1.2
host server 10.1.1.10
tcp a one:50001 server:42027
a dialect ged188 version=20
a > OPEN_REQ InvokeID=1 VersionNumber=20 ClientID="Desktop"
a < OPEN_CONF InvokeID=1
tcp b two:50002 server:42027
b dialect ged188 version=20
b > OPEN_REQ InvokeID=1 VersionNumber=20 ClientID="Recorder"
b < OPEN_CONF InvokeID=1
wait 10
a > QUERY_AGENT_STATE_REQ InvokeID=2 PeripheralID=5000
b > QUERY_AGENT_STATE_REQ InvokeID=2 PeripheralID=5000
wait 10
a > QUERY_AGENT_STATE_REQ InvokeID=33 PeripheralID=5000
wait 10
b > QUERY_AGENT_STATE_REQ InvokeID=44 PeripheralID=5000
wait 10
a > QUERY_AGENT_STATE_REQ InvokeID=34 PeripheralID=5000
a > QUERY_AGENT_STATE_REQ InvokeID=35 PeripheralID=5000
a < FAILURE_CONF InvokeID=35 Status=96
wait 10
b > QUERY_AGENT_STATE_REQ InvokeID=45 PeripheralID=5000
"""


def ctisvr(*asked):
    lines = "".join(f"09:00:{at:02}:000 cg1A-ctisvr SESSION 9: MsgType:{name} (InvokeID:{number:#x} {'Status:96' if name.startswith('FAIL') else 'PeripheralID:5000'} )\n" for at, name, number in asked)
    return "Events from January 15, 2026\n" + lines


ASK = "QUERY_AGENT_STATE_REQ"


@pytest.mark.parametrize("asked, session", [
    ([(10, ASK, 2), (20, ASK, 33), (40, ASK, 34), (40, ASK, 35), (40, "FAILURE_CONF", 35)], "Desktop"),
    ([(10, ASK, 2), (30, ASK, 44), (50, ASK, 45)], None),                     # two that tell are too few
    ([(20, ASK, 33), (30, ASK, 77), (40, ASK, 34), (40, ASK, 35)], None),     # 77 is on no connection: another client's session
    ([(20, ASK, 33), (40, ASK, 34), (40, ASK, 35), (50, ASK, 45)], None),     # of both
])
def test_a_session_of_cti_servers_log_is_the_one_with_its_requests(joined, tmp_path, asked, session):
    scenario, log = tmp_path / "ged188.scenario", tmp_path / "ctisvr.txt"
    scenario.write_text(GED188)
    log.write_text(ctisvr(*asked))
    told = {line["application"]: line["in_logs"] for line in joined(log, scenario=scenario, options=["--zone", "UTC"]) if line["type"] == "session"}
    assert set(told) == {"Desktop", "Recorder"}
    for application, facts in told.items():
        assert bool(facts) == (application == session), told
    if session:
        assert told[session][0] == "session 9 of cg1A-ctisvr (ctisvr.txt:2)" and told[session][1] == "FAILURE_CONF with status 96 (ctisvr.txt:6)"


# ---- the command

def test_exit_status():
    assert run(CASES / "conn_dupsyn.pcapng").returncode == CLEAN
    assert run(CASES / "ged188_c05b.pcap").returncode == FINDINGS
    assert run().returncode == USAGE
    assert run("--ports", "ged188=x", CASES / "ged188_c05b.pcap").returncode == USAGE
    for time in ("yesterday", "2024-02-31", "2023-02-29", "2024-01-01T24:00"):
        assert run("--from", time, CASES / "ged188_c05b.pcap").returncode == USAGE
    missing = run("no/such.pcap")
    assert missing.returncode == UNREAD and b"no/such.pcap" in missing.stderr


def test_what_is_readable_beside_a_broken_file_is_reported(tmp_path):
    (tmp_path / "broken.pcap").write_bytes(b"no capture at all" * 10)
    done = run("--json", CASES / "ged188_c05b.pcap", tmp_path / "broken.pcap")
    assert done.returncode == UNREAD and b"broken.pcap" in done.stderr
    assert any(json.loads(line)["type"] == "case" for line in done.stdout.splitlines())


def test_a_capture_that_is_still_written_is_read_up_to_its_end(tmp_path):
    whole = (CASES / "ged188_c05b.pcap").read_bytes()
    (tmp_path / "cut.pcap").write_bytes(whole[:-5])
    done = run("--json", tmp_path / "cut.pcap")
    assert done.returncode in (CLEAN, FINDINGS) and b"ends within a packet" in done.stderr


def test_standard_input():
    with (CASES / "ged188_c05b.pcap").open("rb") as file:
        assert report("-", stdin=file) == report("-r", CASES / "ged188_c05b.pcap")


def test_a_session_runs_on_over_the_borders_of_files(tmp_path):
    whole = BUILD / "test-captures" / "ged188_clean_agent_session.pcapng"
    found = mutate.gather([whole])
    thirds = [found[:len(found) // 3], found[len(found) // 3:len(found) // 2], found[len(found) // 2:]]
    packets.write(tmp_path / "all.pcap", found)
    folder = tmp_path / "ring"
    folder.mkdir()
    for name, part in zip("cab", (thirds[0], thirds[1], thirds[2])):  # names do not tell the order, times do
        packets.write(folder / f"{name}.pcap", part)
    expected = report(tmp_path / "all.pcap")
    assert any(line["type"] == "session" and line["messages"] > 5 for line in expected)
    for jobs in (1, 3):
        assert report("--jobs", jobs, folder) == expected


def test_ports(tmp_path):
    # CTIQBE has no heuristic: on another port it is known by what the user says alone.
    capture = next(path for path in made() if path.name.startswith("ctiqbe") and any(line["type"] == "session" for line in report(path)))
    assert not any(line["type"] == "connection" for line in report("--ports", "ctiqbe=4711", capture))
    assert report("--ports", "ctiqbe=4711,2740-2750", capture) == report(capture)


def test_slow():
    capture = BUILD / "test-captures" / "ged188_clean_agent_session.pcapng"
    slow = [line for line in report("--slow", 1, capture) if line.get("diagnosis") == "ged188.slow_response"]
    never = [line for line in report("--slow", 0, capture) if line.get("diagnosis") == "ged188.slow_response"]
    assert slow and not never


def test_from_and_to():
    capture = BUILD / "test-captures" / "ged188_clean_agent_session.pcapng"
    everything = report(capture)
    span = next(line for line in everything if line.get("about") == "capture")
    assert report("--from", span["first"] // 10**9, "--to", span["last"] // 10**9 + 1, capture) == everything
    assert not any(line["type"] == "connection" for line in report("--from", span["last"] // 10**9 + 1, capture))
    later = report("--from", span["first"] // 10**9 - 3600, "--to", span["first"] // 10**9 - 1800, capture)
    assert not any(line["type"] == "connection" for line in later)


def test_help_names_every_option_that_is_documented():
    text = run("--help").stdout.decode()
    page = (TOP / "docs" / "ctireport.md").read_text(encoding="utf-8")
    for option in ("--json", "--ports", "--slow", "--from", "--to", "--jobs", "--max-sessions", "--quiet", "--version"):
        assert option in text and option in page
    assert Counter(line[:2] for line in text.splitlines())["  "] > 8


# ---- speed

def test_it_is_much_faster_than_tshark_and_foreign_traffic_takes_no_memory(tmp_path):
    """Far below what bench/ctireport.py measures (docs/benchmarks.md): a machine may be busy with other things."""
    tmp_path.chmod(0o755)
    found = speed.compare(BUILD, tmp_path, megabytes=20, runs=1)
    assert found["mixed"] > 8, found
    assert found["cti"] > 2.5, found
    assert found["memory_growth"] < 1.5, found
