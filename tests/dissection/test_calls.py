# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls for VoIP Calls and its flow, and media that CTI announces. Expected values are written down from the scenarios.

Wireshark lists calls in its GUI and, from 4.2 on, in sharkd. A tap listener in Lua sees what is queued in any version."""

import json
import os
import subprocess
from pathlib import Path

import pytest

CAPTURES = Path(__file__).resolve().parents[2] / "test-captures"


@pytest.fixture(scope="session")
def version(cti_tshark):
    words = subprocess.run([cti_tshark, "--version"], capture_output=True, text=True, check=True).stdout.split()
    return next(tuple(int(part) for part in word.split(".")[:2]) for word in words if word[0].isdigit())


@pytest.fixture(scope="session")
def tshark(cti_tshark, generate):
    def run(capture, *arguments):
        done = subprocess.run([cti_tshark, "-n", "-r", generate(CAPTURES / f"{capture}.scenario"), *arguments], capture_output=True, text=True, timeout=120)
        errors = [line for line in done.stderr.splitlines() if "Running as user" not in line]
        assert done.returncode == 0 and not errors, errors
        return done.stdout
    return run


@pytest.fixture(scope="session")
def sharkd(cti_tshark, generate, version):
    """Answers of sharkd to requests about a capture."""
    if version < (4, 2):
        pytest.skip("cannot run here: sharkd lists calls from Wireshark 4.2 on")

    def ask(capture, *taps):
        requests = [("load", {"file": str(generate(CAPTURES / f"{capture}.scenario"))})] + [("tap", {"tap0": tap}) for tap in taps]
        lines = [json.dumps({"jsonrpc": "2.0", "id": i, "method": method, "params": params}) for i, (method, params) in enumerate(requests, 1)]
        done = subprocess.run([cti_tshark, "-"], input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=120,
                              env={**os.environ, "CTI_PROGRAM": "sharkd"})
        answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        assert answers and answers[0]["result"] == {"status": "OK"}, done.stdout + done.stderr
        return [answer["result"]["taps"][0] for answer in answers[1:]]
    return ask


@pytest.fixture(scope="session")
def calls(sharkd):
    def get(capture):
        tap, = sharkd(capture, "voip-calls")
        return [(c["from"], c["to"], c["protocol"], c["state"], c.get("comment", "")) for c in tap["calls"]]
    return get


@pytest.fixture(scope="session")
def flow(sharkd):
    """(frame, label, comment) of the messages of one call."""
    def get(capture, call):
        tap, = sharkd(capture, f"voip-convs:{call}")
        messages = next(value for value in tap.values() if isinstance(value, list))
        return [(m["frame"], m["label"], m.get("comment", "")) for m in messages]
    return get


@pytest.fixture(scope="session")
def queued(cti_tshark, generate, tmp_path_factory):
    """Frames that reach the tap "voip", once for each record."""
    features = subprocess.run([cti_tshark, "--version"], capture_output=True, text=True, check=True).stdout
    if "with Lua" not in " ".join(features.split()) and "+Lua" not in features:
        pytest.skip("cannot run here: this tshark has no Lua")
    script = generate(CAPTURES / "calls_media.scenario").parent / "voip.lua"
    script.write_text('local tap = Listener.new("voip")\nlocal seen = {}\n'
                      "function tap.packet(pinfo) seen[#seen + 1] = tostring(pinfo.number) end\n"
                      'function tap.reset() seen = {} end\nfunction tap.draw() print(table.concat(seen, " ")) end\n', encoding="utf-8")

    def get(capture, *arguments):
        done = subprocess.run([cti_tshark, "-n", "-q", "-X", f"lua_script:{script}", "-r", generate(CAPTURES / f"{capture}.scenario"), *arguments],
                              capture_output=True, text=True, timeout=120)
        return [int(number) for number in done.stdout.split()]
    return get


JOINED = "calls_consult_conference_transfer"


def test_calls_from_to_state_and_what_links_them(calls):
    assert calls(JOINED) == [
        ("0235551234", "8000", "GED-188", "COMPLETED", "call 101 at 3001, consults in call 102 at 3001, conference with call 102 at 3001"),
        ("3001", "3002", "GED-188", "COMPLETED", "call 102 at 3001, consult of call 101 at 3001, conference with call 101 at 3001"),
        ("0235559999", "8000", "GED-188", "COMPLETED",
         "call 101 at 3001, now call 201 at 3001, consults in call 202 at 3001, transferred with call 202 at 3001"),
        ("3001", "3003", "GED-188", "COMPLETED", "call 202 at 3001, consult of call 201 at 3001, transferred with call 201 at 3001"),
        ("3001", "0611000", "GED-188", "REJECTED", "call 301 at 3001"),
        ("0235550000", "8000", "GED-188", "CANCELLED", "call 401 at 3001"),
    ]


def test_the_flow_of_a_conference(flow):
    assert flow(JOINED, 1) == [
        (11, "CONSULTATION_CALL_REQ", "set up, Call=101 -> 3002 at 3001"),
        (13, "CONSULTATION_CALL_CONF", "set up, Call=101 -> 3002 at 3001, new Call=102"),
        (14, "BEGIN_CALL_EVENT", "set up, Call=102 -> 3002 at 3001"),
        (15, "CALL_SERVICE_INITIATED_EVENT", "set up, Call=102 3001 at 3001"),
        (16, "CALL_ORIGINATED_EVENT", "set up, Call=102 3001 -> 3002 at 3001"),
        (17, "CALL_DELIVERED_EVENT", "set up, Call=102 3001 -> 3002 at 3002"),
        (18, "CALL_ESTABLISHED_EVENT", "connected, Call=102 3001 -> 3002 at 3002"),
        (19, "CONFERENCE_CALL_REQ", "connected, Call=102 + 101 at 3001"),
        (20, "CONFERENCE_CALL_CONF", "connected, Call=102 + 101 at 3001, new Call=101"),
        (21, "CALL_CONFERENCED_EVENT", "connected, Call=101 + 102, added 3002"),
        (22, "END_CALL_EVENT", "completed, Call=102 at 3001"),
    ]


def test_the_flow_of_a_transfer(flow):
    for call in (2, 3):
        assert (38, "CALL_TRANSFERRED_EVENT", "completed, Call=201 + 202 -> 3003") in flow(JOINED, call)


def test_the_flow_of_a_call_that_fails(flow):
    labels = [(frame, label) for frame, label, _ in flow(JOINED, 4)]
    assert labels == [(41, "MAKE_CALL_REQ"), (42, "MAKE_CALL_CONF"), (43, "BEGIN_CALL_EVENT"), (44, "CALL_FAILED_EVENT"), (45, "END_CALL_EVENT")]
    assert flow(JOINED, 4)[3][2] == "rejected, Call=301 0611000 CEC_BUSY"


def test_cap_calls(calls):
    assert calls("bwcap_call_client") == [("alice@example.com", "+4930123456", "BW-CAP", "COMPLETED", "call c100:0")]
    # Redial, an incoming call, a click-to-dial; the two first are joined. An update of an ended call opens no other.
    assert calls("bwcap_call_control") == [
        ("alice@example.com", "+4930123456", "BW-CAP", "COMPLETED", "call c1:0, XferConsult with c2:0"),
        ("102", "alice@example.com", "BW-CAP", "COMPLETED", "call c2:0, XferConsult with c1:0"),
        ("alice@example.com", "+4930123456", "BW-CAP", "COMPLETED", "call c3:0"),
    ]


def test_the_flow_of_a_cap_call_begins_with_its_dial(flow):
    labels = [label for _, label, _ in flow("bwcap_call_client", 0)]
    assert labels == ["callAction Dial", "callUpdate alerting", "callUpdate active", "callAction Hold", "callUpdate held",
                      "callAction Answer", "callUpdate active", "callAction Release", "callUpdate released"]


def test_every_message_about_a_call_is_queued(queued):
    # 11 and 13 are about both calls; so are 19 to 21, 32, 33 and 36 to 38. 41 asks for the call of 42 to 45.
    both = {11, 13, 19, 20, 21, 32, 33, 36, 37, 38}
    messages = sorted([*range(6, 50), *both])
    assert sorted(queued(JOINED)) == messages
    assert sorted(queued(JOINED, "-2")) == messages


@pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
def test_every_message_of_a_call_has_its_number(tshark, passes):
    """Numbers in the order of the first messages: 2 and 4 are the consults, 3 has the call ID of 1 again, 5 begins with its MAKE_CALL_REQ."""
    rows = [line.split("\t") for line in tshark(JOINED, *passes, "-Y", "ged188.call", "-T", "fields", "-e", "frame.number", "-e", "ged188.call").splitlines()]
    expected = {
        **dict.fromkeys(range(6, 50), ""),
        **dict.fromkeys([*range(6, 11), 12, *range(23, 28)], "1"), **dict.fromkeys([*range(14, 19), 22], "2"),
        **dict.fromkeys([28, 29, 30, 31, 40], "3"), **dict.fromkeys([34, 35, 39], "4"), **dict.fromkeys(range(41, 46), "5"),
        **dict.fromkeys(range(46, 50), "6"), 11: "1,2", 13: "1,2", 19: "2,1", 20: "2,1", 21: "1,2",
        32: "3,4", 33: "3,4", 36: "4,3", 37: "4,3", 38: "3,4"}
    assert {int(frame): calls for frame, calls in rows} == expected


@pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
def test_every_document_of_a_cap_call_has_its_number(tshark, passes):
    rows = tshark("bwcap_call_client", *passes, "-Y", "bwcap.command_type == \"callAction\" or bwcap.command_type == \"callUpdate\"", "-T", "fields",
                  "-e", "bwcap.call").splitlines()
    assert rows == ["1"] * 9    # Dial, then alerting, active, Hold, held, Answer, active, Release, released
