# SPDX-License-Identifier: GPL-2.0-or-later
"""However a capture is read, the findings are the same: one pass or two, with a display filter, with the whole tree, as fields, as a report. All test captures are read
as one file, as they are and with bytes changed."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests" / "hostile"))

import mutate  # noqa: E402

BUILD = Path(os.environ.get("CTI_BUILD") or TOP / "build")
FIELDS = ["cti.diagnosis", "cti.severity", "cti.description", "cti.remedy"]
# What only the whole of a capture shows: in the report, at no frame.
CONCLUDED = {"cti.reconnect_loop", "cti.slow_statistics", "cti.unanswered_at_end"}


# Rules of sessions that wait for what may still come: at the last frame of the connection, on later passes.
DECIDED_AT_THE_END = {"ged188.heartbeat_lost", "ged188.client_silent", "ged188.pg_impaired", "bwcap.lost_after_challenge", "bwcap.monitoring_unanswered", "ctiqbe.heartbeat_gap",
                      "bwcap.legacy"}


def diagnoses(row):
    return Counter(row[1].split("|"))


@pytest.fixture(scope="module", params=["none", "errors", "lost"])
def capture(request, open_folder):
    captures = sorted((BUILD / "test-captures").glob("*.pcapng"))
    assert len(captures) > 50
    path = open_folder / f"all_{request.param}.pcap"
    mutate.make(request.param, 1, path, captures)
    return path


def run(cti_tshark, capture, *arguments):
    done = subprocess.run([cti_tshark, "-n", "-r", capture, *arguments], capture_output=True, text=True, errors="replace", timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def as_fields(cti_tshark, capture, *arguments, where="cti.diagnosis"):
    """Frame, and for each field its values, of the frames that have a diagnosis."""
    out = run(cti_tshark, capture, "-T", "fields", "-E", "separator=/t", "-E", "aggregator=|", "-e", "frame.number", *[a for f in FIELDS for a in ("-e", f)],
              "-Y", where, *arguments)
    return [tuple(line.split("\t")) for line in out.splitlines()]


def report(cti_tshark, capture, *arguments, where=""):
    """What the report says of findings, those about coverage included."""
    lines = run(cti_tshark, capture, "-q", "-z", "cti,json" + (f",{where}" if where else ""), *arguments).splitlines()
    rows = [json.loads(line) for line in lines]
    return [r for r in rows if r["type"] == "finding" or (r["type"] == "coverage" and r["about"] == "finding")]


def frames_of_each(rows):
    """Frame to its diagnoses."""
    return {row[0]: diagnoses(row) for row in rows}


@pytest.fixture(scope="module")
def fields_of_one_pass(cti_tshark, capture):
    rows = as_fields(cti_tshark, capture)
    assert len(rows) > 300
    return rows


@pytest.fixture(scope="module")
def report_of_one_pass(cti_tshark, capture):
    return report(cti_tshark, capture)


@pytest.mark.parametrize("arguments", [["-2"], ["-o", "tcp.check_checksum:FALSE", "-z", "ged188,srt", "-z", "cti_messages,tree"], ["-2", "-z", "cti,findings"]],
                         ids=["two passes", "with taps", "two passes with a tap"])
def test_fields(cti_tshark, capture, fields_of_one_pass, arguments):
    rows = as_fields(cti_tshark, capture, *arguments)
    rows = [row for row in rows if len(row) == len(FIELDS) + 1 and row[0].isdigit()]    # what taps print follows the packets
    if "-2" not in arguments:
        assert rows == fields_of_one_pass
        return
    # A second pass also shows what only the end of the capture has decided.
    seen = frames_of_each(rows)
    assert all(diagnoses(row) <= seen[row[0]] for row in fields_of_one_pass)
    late = sum((seen[frame] for frame in seen), Counter()) - sum((diagnoses(row) for row in fields_of_one_pass), Counter())
    assert late and all(name.startswith("cti.") or name in DECIDED_AT_THE_END for name in late), late


@pytest.mark.parametrize("where", ["cti.severity == \"Error\"", "ged188 and cti.diagnosis", "tcp and cti.diagnosis", "cti.remedy matches \"(?i)check\""])
def test_a_filter_only_chooses(cti_tshark, capture, fields_of_one_pass, where):
    rows = as_fields(cti_tshark, capture, where=where)
    assert rows and set(rows) <= set(fields_of_one_pass)


@pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
def test_the_whole_tree(cti_tshark, capture, fields_of_one_pass, passes):
    shown = Counter(re.findall(r"^ +\[Diagnosis: (\S+)\]$", run(cti_tshark, capture, "-V", *passes), re.M))
    rows = as_fields(cti_tshark, capture, *passes) if passes else fields_of_one_pass
    assert shown == sum((diagnoses(row) for row in rows), Counter())


@pytest.mark.parametrize("arguments", [["-2"], ["-Y", "frame.number == 1"], ["-2", "-Y", "ged188"], ["-V", "-Y", "bwcap"]],
                         ids=["two passes", "filtered", "two passes filtered", "tree"])
def test_the_report(cti_tshark, capture, report_of_one_pass, arguments):
    if arguments[0] == "-V":    # the tree is printed unless tshark is quiet; the tree is made all the same
        arguments = arguments[1:] + ["-o", "gui.max_tree_items:1000000"]
    found = report(cti_tshark, capture, *arguments)
    if "-2" not in arguments:
        assert found == report_of_one_pass
    assert of_each(found) == of_each(report_of_one_pass)


@pytest.fixture(scope="module")
def fields_of_two_passes(cti_tshark, capture):
    return as_fields(cti_tshark, capture, "-2")


def of_each(found):
    """A second pass knows the application of a connection from its first frame on, so that lines may join: what is said of whom, and how often."""
    counted = Counter()
    for row in found:
        counted[row["diagnosis"], row["client"], row["server"]] += row["count"]
    return counted


def counts(found):
    counted = Counter()
    for row in found:
        if row["diagnosis"] not in CONCLUDED:
            counted[row["diagnosis"]] += row["count"]
    return counted


def test_the_report_counts_what_the_fields_show(fields_of_two_passes, report_of_one_pass):
    assert counts(report_of_one_pass) == sum((diagnoses(row) for row in fields_of_two_passes), Counter())
    frames = frames_of_each(fields_of_two_passes)
    for row in report_of_one_pass:
        if row["diagnosis"] not in CONCLUDED:
            assert all(frames[str(frame)][row["diagnosis"]] for frame in row["frames"]), row


def test_filters_that_the_report_names_find_packets(cti_tshark, capture, fields_of_two_passes):
    text = " ".join(run(cti_tshark, capture, "-q", "-z", "cti,diagnose").split())
    named = set(re.findall(r"[0-9]; filter ([a-z0-9_.]+)", text))
    assert len(named) > 10
    assert named <= set(sum((diagnoses(row) for row in fields_of_two_passes), Counter()))
    assert not named & CONCLUDED


@pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
def test_a_filtered_report(cti_tshark, capture, fields_of_one_pass, passes):
    """Of the frames that pass the filter; what the end of the capture decides is said of all connections."""
    middle = int(fields_of_one_pass[len(fields_of_one_pass) // 2][0])
    counted = counts(report(cti_tshark, capture, *passes, where=f"frame.number <= {middle}"))
    shown = sum((diagnoses(row) for row in fields_of_one_pass if int(row[0]) <= middle), Counter())
    assert shown <= counted
    assert all(name.startswith("cti.") or name in DECIDED_AT_THE_END for name in counted - shown), counted - shown


CUT_OFF = """
host client 10.0.0.2
host server 10.0.0.10
tcp s client:50001 server:42027
s dialect ged188 version=24
s > OPEN_REQ InvokeID=1 VersionNumber=24 IdleTimeout=0xffffffff ClientID="Dialer"
s < OPEN_CONF InvokeID=1
s > QUERY_AGENT_STATE_REQ InvokeID=2 AgentID="1001"
s > HEARTBEAT_REQ InvokeID=3
s < HEARTBEAT_CONF InvokeID=3
wait {wait}
s > SNAPSHOT_DEVICE_REQ InvokeID=4
"""


@pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
def test_requests_open_when_the_capture_ends(cti_tshark, generate, passes):
    found = report(cti_tshark, generate("cut_off", CUT_OFF.format(wait=7)), *passes)
    told = [row for row in found if row["diagnosis"] == "cti.unanswered_at_end"]
    assert len(told) == 1
    assert told[0]["sentence"] == ("2 request(s) of the session with 10.0.0.2:50001 had no answer when the capture ended; "
                                      "the oldest is QUERY_AGENT_STATE_REQ in frame 6, 7 s before the end")
    assert (told[0]["frames"], told[0]["severity"], told[0]["client"], told[0]["application"]) == ([6], "note", "10.0.0.2", "Dialer")
    # Sent in the last moments: no news.
    patient = report(cti_tshark, generate("cut_off_early", CUT_OFF.format(wait=1)), *passes)
    assert not [row for row in patient if row["diagnosis"] == "cti.unanswered_at_end"]


def cap(command, data):
    document = (f'<?xml version="1.0"?><BroadsoftDocument protocol="CAP" version="14.0"><command commandType="{command}"><commandData>{data}'
                "</commandData></command></BroadsoftDocument>")
    return '"' + document.replace('"', '\\"') + '"'


@pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
def test_a_login_of_cap_open_when_the_capture_ends(cti_tshark, generate, passes):
    user = "<user><id>u@x</id></user>"
    found = report(cti_tshark, generate("cap_cut_off", f"""
host client 10.0.0.2
host server 10.0.0.10
tcp s client:50001 server:2208
s > text {cap("registerAuthentication", user)}
s < text {cap("responseAuthentication", "<nonce>1234567890</nonce><algorithm>MD5</algorithm>" + user)}
s > text {cap("registerRequest", "<user><id>u@x</id><securePassword>54ad7a2a0d93f0a0736345ad7af8b68b</securePassword></user>")}
wait 9
tcp later client:50002 server:2208
later > text {cap("registerAuthentication", "<user><id>v@x</id></user>")}
"""), *passes)
    told = [row for row in found if row["diagnosis"] == "cti.unanswered_at_end"]
    assert [row["sentence"] for row in told] == ["1 request(s) of the session with 10.0.0.2:50001 had no answer when the capture ended; "
                                                    "the oldest is registerRequest in frame 6, 9 s before the end"]
    assert told[0]["frames"] == [6]
