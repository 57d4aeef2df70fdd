# SPDX-License-Identifier: GPL-2.0-or-later
"""Small captures of real situations, each with the right judgement: what the report must say, and that it says nothing else.

The captures reproduce what people reported in public or what tests against real peers brought up; addresses and names are invented.
"""

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1] / "cases"


@dataclass(frozen=True)
class Case:
    capture: str
    cases: dict = field(default_factory=dict)  # diagnosis -> severity of the cases that stand in the report, errors and warnings: these and no other
    says: tuple = ()  # regular expressions that the text of the report matches, white space folded
    never: tuple = ()  # and those that it does not
    coverage: tuple = ()  # diagnoses of coverage that must be there
    all_clear: bool = False  # "Nothing wrong found in N of N connections"
    options: tuple = ()


E, W = "error", "warning"
NONE = {}

CASES = [
    # ---- connections and sessions
    Case("ged188_c05b.pcap", {"cti.open_unanswered": E}, (r"OPEN_REQ.*never answered", r"closed.* after \d+ ms", r"(?i)allow list|TLS|port")),
    Case("ged188_c05d.pcap", {"cti.tls_expected": E}),
    Case("ged188_c02c.pcap", {"cti.ended_in_message": E}, (r"OPEN_REQ", r"\d+ of \d+ bytes", r"client")),
    Case("ged188_c02a.pcap", {"ged188.length_counts_header": W}, (r"8",), (r"heartbeat_lost", r"(?i)newer server")),
    Case("ged188_c03c.pcap", {"cti.foreign_protocol": W}, (), (r"(?i)segments are missing", r"lost_sync")),
    Case("ged188_c03d.pcap", {"ged188.byte_order": E}, (), (r"lost_sync",)),
    Case("ged188_c03f.pcap", {"cti.session_lost": W}, (r"reset",), (r"cleartext_password",)),
    Case("ged188_c12_crash.pcap", {"cti.ended_in_message": W}, (r"reset by the client", r"\d+ of \d+ bytes")),
    Case("ged188_c15.pcap", {"ged188.heartbeat_lost": W}, (r"3 heartbeats in a row",), (r"1 heartbeat in a row",)),
    Case("ged188_c16.pcap", NONE, coverage=("cti.one_direction",)),
    Case("clientonly__go_ok.pcap", NONE, coverage=("cti.one_direction",)),
    Case("conn_dupsyn.pcapng", NONE, all_clear=True),
    Case("syn_lost_then_ok.pcap", NONE, all_clear=True),
    Case("conn_mid.pcapng", {"ged188.control_failure": W}, (r"10\.\d+\.\d+\.\d+:42027",), coverage=("cti.from_the_middle",)),
    Case("conn_half.pcapng", NONE, (), (r"unanswered",)),
    Case("conn_loop.pcapng", NONE, (), (r"reconnect_loop",)),
    Case("conn_eph.pcapng", NONE, (r"No CTI traffic found",)),
    Case("eph_rst_42027_80.pcap", NONE, (r"No CTI traffic found",)),
    Case("eph_42027_7778.pcap", NONE, (r"No CTI traffic found",)),
    Case("icmp_quotes.pcap", NONE, (), (r"reopened", r"invoke_id_reused", r"never answered")),
    Case("snap200__bwcap_call_client.pcap", NONE, (), (r"login refused", r"register_failed"), coverage=("cti.cut_frames",)),
    Case("snap150__ucalarm_incompatible_version.pcap", {"ucalarm.incompatible_version": E}, (), (r"missing_parameter",)),
    Case("conn_utf.pcapng", {"ged188.incompatible_version": E}),
    # ---- GED-188
    Case("ged188_c20_v23.pcap", NONE, (), (r"bad_length",), all_clear=True),
    Case("ged188_c07.pcap", {"ged188.pg_impaired": W}, (r"5002",), (r"calls and agent states are not reliable",)),
    Case("ged188_c17.pcap", {"ged188.agent_state_forced": W}, (r"50002", r"32767")),
    # ---- CTIQBE
    Case("q5_jvdi_1.pcap", {"ctiqbe.failed": W}, (r"0x8ccc0075", r"(?i)outside of (any )?framing")),
    Case("q2_3pkt.pcap", {"ctiqbe.failed": W}),
    Case("q1_max_alarm.pcap", {"ctiqbe.refused": E}, (r"(?i)CtiMaxConnectionReached|connection limit",), (r"-> Install the .*plugin",)),
    Case("q4_c5_asa.pcap", {"cti.not_acknowledged": W}, (r"(?i)firewall",)),
    # ---- alarms
    Case("s9_twousers.pcap", {"ucalarm.alarm": E}, (r"user rmjtapi_1\b",), (r"refused[^.]* jtapi_1\b",)),
    Case("s8_tcp_mss.pcap", {"ucalarm.alarm": E}, tuple(rf"user jtapi{n}\b" for n in range(12)), (r"No CTI traffic found",)),
    Case("s1_f_rtmt.pcap", {"ucalarm.alarm": E}, (r"user jtapi\b",), (r"ucalarm\.truncated", r"repeated_parameter")),
    Case("snmp_bw.pcap", {"bwfault.as_connection_failed": E}, (r"bwOpenClientServerASConnFailed",)),
    # ---- CAP
    Case("cap_tail_client_sp_lf.pcap", NONE, (), (r"bwcap\.truncated", r"ended_in_message", r"bwcap\.junk")),
    Case("cap_tail_server_lf_tab.pcap", NONE, (), (r"bwcap\.truncated", r"ended_in_message", r"bwcap\.junk")),
    Case("cap_junk_ping.pcap", {"bwcap.junk": W}, (), (r"bwcap\.truncated", r"ended_in_message")),
    Case("cap1_rb_follow.pcap", NONE, (), (r"monitoring_unanswered",)),
    Case("cap1_oci.pcap", {"bwcap.oci_error": E}, (r"4962",)),
]


def run(tshark, capture, *options):
    done = subprocess.run([tshark, "-q", "-n", "-r", HERE / capture, *options], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8")  # strict: the report is UTF-8 whatever the capture holds


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def judged(tshark, capture, *options):
    return objects(run(tshark, capture, *options, "-z", "cti,json"))


def headlines(found):
    return {o["diagnosis"]: o["severity"] for o in found if o["type"] == "case" and o["severity"] in (E, W)}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.capture)
def test_judgement(cti_tshark, case):
    found = judged(cti_tshark, case.capture, *case.options)
    assert headlines(found) == case.cases
    text = re.sub(r"\s+", " ", run(cti_tshark, case.capture, *case.options, "-z", "cti,diagnose"))
    for pattern in case.says:
        assert re.search(pattern, text), (pattern, text)
    for pattern in case.never:
        assert not re.search(pattern, text), (pattern, text)
    kinds = {o["diagnosis"] for o in found if o["type"] == "coverage" and "diagnosis" in o}
    assert set(case.coverage) <= kinds
    if case.all_clear:
        assert re.search(r"Nothing wrong found in (\d+) of \1 connection", text), text


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.capture)
def test_two_passes_judge_as_one(cti_tshark, case):
    one, two = (judged(cti_tshark, case.capture, *case.options, *passes) for passes in ((), ("-2",)))
    assert headlines(one) == headlines(two)
    assert [o for o in one if o["type"] == "coverage"] == [o for o in two if o["type"] == "coverage"]


@pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
def test_nothing_is_found_in_what_an_icmp_error_quotes(cti_tshark, passes):
    def frames(where):
        return subprocess.run([cti_tshark, "-r", HERE / "icmp_quotes.pcap", *passes, "-Y", where, "-T", "fields", "-e", "frame.number"],
                              capture_output=True, text=True, timeout=60, check=True).stdout.split()
    assert len(frames("icmp and ged188")) >= 2
    assert frames("icmp and cti.diagnosis") == []
    assert frames("ged188.cleartext_password") == ["4", "11"]


def test_every_code_and_agent_is_a_case_of_its_own(cti_tshark):
    found = judged(cti_tshark, "ged188_c09.pcap")
    failures = [o for o in found if o["type"] == "case" and o["diagnosis"] in ("ged188.failure", "ged188.control_failure")]
    texts = [o["sentence"] for o in failures]
    for number in ("256", "259", "70", "22", "71"):
        assert sum(f"({number})" in t for t in texts) >= 1, (number, texts)
    for peripheral in ("12005", "13036", "20999"):
        assert sum(peripheral in t for t in texts) == 1, (peripheral, texts)
    remedies = {" ".join(o["remedy"]) for o in failures}
    assert len(remedies) >= 4, remedies
    surplus = [o for o in found if o["type"] == "finding" and o["diagnosis"] in ("ged188.trailing_bytes", "ged188.bad_length")]
    assert [o["count"] for o in surplus] == [1] and surplus[0]["frames"] == [14]


def test_unified_ccx_says_what_to_send_again(cti_tshark):
    text = re.sub(r"\s+", " ", run(cti_tshark, "ged188_c06d.pcap", "-z", "cti,diagnose"))
    assert "CONFIG_REQUEST_KEY_EVENT" in text and "CONFIG_REQUEST_EVENT" in text
    assert "unknown_tag" not in text


def test_agent_of_whichever_tag(cti_tshark):
    """Tag 5 is empty, tag 194 holds the agent: the list names it and one filter finds it."""
    done = subprocess.run([cti_tshark, "-n", "-r", HERE / "ged188_c06e.pcap", "-Y", "ged188.agent", "-T", "fields", "-e", "ged188.agent", "-e", "_ws.col.Info"],
                          capture_output=True, text=True, timeout=60)
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert rows and all(agent.split(",")[0] in info for agent, info in rows), rows


def test_records_of_tls_hold_messages(cti_tshark):
    """Several TLS records in one segment: each message is a message, one failure once."""
    keys = f"tls.keylog_file:{HERE / 'conn_ged_tls.keys'}"
    for passes in ((), ("-2",)):
        found = judged(cti_tshark, "conn_ged_tls.pcapng", "-o", keys, *passes)
        failures = [o for o in found if o["type"] == "finding" and o["diagnosis"] in ("ged188.failure", "ged188.control_failure")]
        assert [o["count"] for o in failures] == [1], failures
    without = judged(cti_tshark, "conn_ged_tls.pcapng")
    assert headlines(without) == {}
    assert any(o["type"] == "coverage" and o.get("diagnosis") == "cti.encrypted" for o in without)


def fields(tshark, capture, *names):
    command = [tshark, "-n", "-r", HERE / capture, "-T", "fields"]
    for name in names:
        command += ["-e", name]
    return [line.split("\t") for line in subprocess.run(command, capture_output=True, text=True, timeout=60).stdout.splitlines()]


def test_parameters_of_alarms(cti_tshark):
    assert fields(cti_tshark, "s1_b_paramtype.pcap", "ucalarm.reason")[0][0].lower() in ("0x8ccc00d3", str(0x8CCC00D3))
    assert fields(cti_tshark, "s1_c_escaped.pcap", "ucalarm.error_message_string")[0][0] in (r"CTIERR [line] restricted \ denied", r"CTIERR [line] restricted \\ denied")
    device, number, partition = fields(cti_tshark, "s4_b_trace_line.pcap", "ucalarm.device_name", "ucalarm.dir_num", "ucalarm.partition")[0]
    assert (device, number, partition) == ("CSFUSER1", "1151026", "Internal_PT")


def test_names_before_8_0_are_todays_alarm(cti_tshark):
    found = judged(cti_tshark, "s1_m_oldmax.pcap")
    assert not any(o.get("diagnosis") == "ucalarm.unknown_alarm" for o in found)
    assert fields(cti_tshark, "s1_m_oldmax.pcap", "ucalarm.name")


def test_alarms_of_other_services(cti_tshark):
    """Frame 4: CTIManager failed to start. Frame 6: it stopped. The others are nobody's business here."""
    found = judged(cti_tshark, "s2_neighbours.pcap")
    frames = {frame for o in found if o["type"] == "finding" for frame in o["frames"]}
    assert frames == {4, 6}
    text = re.sub(r"\s+", " ", run(cti_tshark, "s2_neighbours.pcap", "-z", "cti,diagnose"))
    assert "CTIManager" in text


@pytest.mark.parametrize("capture", sorted(p.name for p in HERE.glob("*.pcap*")))
def test_sessions_of_one_run_that_forgets(cti_tshark, capture):
    """tshark -M forgets its state in the middle: the report covers all frames all the same, and says what was cut."""
    whole = judged(cti_tshark, capture)
    cut = judged(cti_tshark, capture, "-M", "10")
    messages = [sum(o["messages"] for o in found if o["type"] == "session") for found in (whole, cut)]
    assert messages[1] >= messages[0] * 0.5
