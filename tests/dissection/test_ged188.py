# SPDX-License-Identifier: GPL-2.0-or-later
"""GED-188 in tshark: what test-captures/ged188_*.scenario say, seen through the plugin.

Expected values are written down from the scenarios and from the published facts (tests/reference/ged188_facts.py), which
the plugin's tables were not made from."""

import json
import os
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from decimal import Decimal
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TOP / "tests" / "reference"), str(TOP / "tests")]

import frames  # noqa: E402
import ged188_capture as capture  # noqa: E402
import compare_tshark  # noqa: E402
import packets  # noqa: E402
import ged188_reference as reference  # noqa: E402
from versions import as_4_0  # noqa: E402

SCENARIOS = {p.stem.removeprefix("ged188_"): p for p in sorted((TOP / "test-captures").glob("ged188_*.scenario"))}
# By default Wireshark does not put segments in order; where it does, it waits for what was never captured.
IN_ORDER = "tcp.reassemble_out_of_order:TRUE"


@pytest.fixture(scope="session")
def captures(generate):
    made = {}

    def get(name):
        if isinstance(name, Path):
            return name
        if name == "real_go_client":
            return TOP / "test-captures" / "ged188_real_go_client.pcap"
        if name not in made:
            made[name] = generate(SCENARIOS[name])
        return made[name]
    return get


@pytest.fixture(scope="session")
def tshark(cti_tshark, captures):
    def run(name, *arguments, prefs=(), env=None):
        if name == "out_of_order":
            prefs = (*prefs, IN_ORDER)
        options = [word for pref in prefs for word in ("-o", pref)]
        done = subprocess.run([cti_tshark, "-n", "-r", captures(name), *options, *arguments], capture_output=True, timeout=300,
                              env={**os.environ, **(env or {})})
        errors = [line for line in done.stderr.decode(errors="replace").splitlines() if "Running as user" not in line]
        assert done.returncode == 0 and not errors, errors
        text = done.stdout.decode("utf-8")
        for bad in ("Dissector bug", "[Malformed Packet", "ASSERT"):
            assert bad not in text, bad
        return text
    return run


@pytest.fixture(scope="session")
def rows(tshark):
    """The fields of the frames that a filter lets through: per frame a list, with a list of values per field."""
    def get(name, display_filter, *fields, prefs=(), extra=()):
        arguments = ["-Y", display_filter, "-T", "fields", "-E", "separator=/t", "-E", "aggregator=|", *extra]
        for field in fields:
            arguments += ["-e", field]
        out = tshark(name, *arguments, prefs=prefs)
        return [[cell.split("|") if cell else [] for cell in line.split("\t")] for line in out.splitlines()]
    return get


@pytest.fixture(scope="session")
def diagnoses(rows):
    """(id, sentence) of everything that cti.diagnosis names, in order."""
    def get(name, **kw):
        found = []
        for ids, sentences, remedies, severities in rows(name, "cti.diagnosis", "cti.diagnosis", "cti.description", "cti.remedy", "cti.severity", **kw):
            assert len(ids) == len(sentences) == len(severities) <= len(remedies), (ids, sentences, remedies)  # a remedy is a field a step
            assert all(remedies) and set(severities) <= {"Chat", "Note", "Warning", "Error"}
            found += zip(ids, sentences)
        return found
    return get


@pytest.fixture(scope="session")
def infos(tshark):
    """Info column of the frames that a filter lets through."""
    def get(name, display_filter="ged188", prefs=()):
        return tshark(name, "-Y", display_filter, "-T", "fields", "-e", "_ws.col.Info", prefs=prefs).splitlines()
    return get


def pdml(tshark, name, *arguments, **kw):
    return ElementTree.fromstring(tshark(name, "-T", "pdml", *arguments, **kw))


def names_in(element):
    return [f.get("name") for f in element.iter("field")]


# ---- every message, every field

# From which protocol on, where that is after 14: messages (message set), floating fields (message, tag).
MESSAGE_SINCE = {276: 24, 248: 15, 249: 15, 250: 15, 254: 20, 260: 22, 261: 22, 268: 23, 269: 23, 270: 23, 271: 23, 272: 23, 273: 23, 274: 23, 275: 23,
                 278: 24, 279: 24, 280: 24, 282: 24, 283: 24, 284: 24}
FIELD_SINCE = {(30, 244): 16, (30, 266): 22, (105, 5): 20, (105, 311): 24, (128, 243): 16, (37, 255): 19, (37, 266): 22, (38, 257): 20,
               (231, 269): 22, (231, 270): 22, (233, 269): 22, (233, 270): 22,
               (30, 303): 24, (38, 303): 24, (237, 303): 24, (237, 257): 20, (237, 261): 21, (237, 262): 21, (237, 263): 21,
               (236, 264): 22, (236, 265): 22, (83, 294): 24, (83, 309): 24, (83, 310): 24, (83, 311): 24, (105, 294): 24, (105, 309): 24, (105, 310): 24,
               (132, 306): 24, (132, 307): 24, (261, 306): 24, (261, 307): 24}
TAG_UNTIL = {226: 18, 227: 18, 217: 24}
# Added with a later protocol in the fixed part; the facts note it for most. (message, field)
FIXED_SINCE = {(105, "agent_skill_target_id"): 20, (128, "department_id"): 19}


def fields_of(layout, version):
    """Names that a message of this layout must show when every field is sent."""
    names = {f.name for f in layout.of_version(version) if FIXED_SINCE.get((layout.number, f.name), 0) <= version}
    for tag, (name, _) in layout.tags.items():
        if FIELD_SINCE.get((layout.number, tag), 0) <= version <= TAG_UNTIL.get(tag, 25) and (version >= 20 or tag <= 255):
            names.add(name)
    return {"ged188." + name for name in names}


@pytest.mark.parametrize("version", [14, 19, 20, 24, 25])
def test_every_message_with_every_field(tshark, version):
    shown = {}
    for packet in pdml(tshark, f"every_message_v{version}").iter("packet"):
        for proto in packet.findall("proto[@name='ged188']"):
            number = int(proto.find(".//field[@name='ged188.message_type']").get("show"))
            shown.setdefault(number, []).append(proto)
    for number, layouts in reference.LAYOUTS.items():
        if MESSAGE_SINCE.get(number, 0) > version or all("[UCCX]" in layout.name for layout in layouts):
            continue
        assert number in shown, f"{layouts[0].name} is missing"
        for layout in layouts:
            if "[UCCX]" in layout.name or (number == 4 and "[" in layout.name):
                continue
            if number == 1 and version < 24 and "[" not in layout.name:
                continue  # the layout with FailureCode came with the guide of protocol 24
            wanted = fields_of(layout, version)
            assert any(wanted <= set(names_in(proto)) for proto in shown[number]), \
                f"{layout.name}: {[wanted - set(names_in(proto)) for proto in shown[number]]}"


NOT_IN_GOOD_CAPTURES = {"_ws.malformed", "ged188.undecoded", "ged188.skipped", "ged188.unknown_message", "ged188.unknown_tag", "ged188.unlisted_tag",
                        "ged188.unexpected_field", "ged188.bad_length", "ged188.trailing_bytes", "ged188.lost_sync", "ged188.count_mismatch",
                        "ged188.other_layout", "ged188.missing_field", "ged188.truncated", "ged188.too_long", "ged188.field_too_long",
                        "ged188.unterminated_string", "ged188.non_ascii", "ged188.no_layout", "ged188.width_guessed"}
GOOD = ["clean_agent_session", "configuration", "control_failures", "every_message_v14", "every_message_v19", "every_message_v20",
        "every_message_v24", "every_message_v25", "incompatible_version", "merged", "out_of_order", "retransmitted", "segmented",
        "uccx_agent_session", "uccx_every_message_v12", "uccx_every_message_v18", "other_port_ipv6", "standby_refusal", "server_offline"]


@pytest.mark.parametrize("name", GOOD)
def test_a_good_capture_is_decoded_to_the_last_byte(tshark, name):
    found = set(names_in(pdml(tshark, name)))
    assert "ged188.message_type" in found
    assert not found & NOT_IN_GOOD_CAPTURES


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_fields_are_what_the_reference_decoder_reads(tshark, captures, name):
    shown = compare_tshark.read_pdml(tshark(name, "-T", "pdml"))
    dialect = "uccx" if "uccx" in name else None
    found = compare_tshark.compare(captures(name), shown, dialect=dialect)
    if name == "refused_connection":
        assert not shown
    else:
        assert not found, "\n".join(found)


# ---- diagnoses

REST = ([90, 90, 91, 91], ["HEARTBEAT_REQ", "HEARTBEAT_CONF", "CLOSE_REQ", "CLOSE_CONF"])
PASSWORD = ("cleartext_password", "OPEN_REQ carries ClientPassword in clear text")
# Per scenario: each diagnosis, and what its sentence must hold.
DIAGNOSES = {
    "bad_counters": [("count_mismatch", "NumNamedVariables says 5, but 2"), ("count_mismatch", "NumNamedVariables says 0, but 1"),
                     ("count_mismatch", "NumFltSkillGroups says 3, but 1"), ("count_mismatch", "NumSkills says 4, but 2"),
                     ("count_mismatch", "NumRecords says 2, but 1"), ("count_mismatch", "NumParties says 65535, but 0")],
    "bad_field_length_past_end": [("bad_length", "FieldLength"), ("bad_length", "FieldLength"), ("trailing_bytes", ": 2"), ("trailing_bytes", ": 1")],
    "bad_field_length_past_end_v14": [("bad_length", "FieldLength"), ("bad_length", "FieldLength"), ("trailing_bytes", ": 1")],
    "bad_garbage_in_stream": [("lost_sync", ": 61")],
    "bad_invoke_id_reused": [("invoke_id_reused", "InvokeID 6 is used again while QUERY_AGENT_STATE_REQ"),
                             ("unasked_answer", "HOLD_CALL_CONF (InvokeID 404)")],
    "bad_length_ffffffff": [("lost_sync", ": 43")],
    "bad_length_over_maximum_v19": [("too_long", "5009 bytes: protocol version 19 allows 4329")],
    "bad_length_over_maximum_v24": [("too_long", "13008 bytes: protocol version 24 allows 12500")],
    "bad_open_without_client_id": [("failure", "OPEN_REQ failed: E_CTI_REQUIRED_DATA_MISSING .6..*OPEN_REQ lacks ClientID and ClientPassword")],
    "bad_second_open_req": [("reopened", "protocol version 24, before: 19")],
    "bad_second_open_req_refused": [("reopened", "protocol version 24, before: 19"), ("failure", "OPEN_REQ for client CTIService failed: E_CTI_SESSION_ALREADY_OPEN (5)")],
    "bad_short_fixed_part": [("bad_length", "fixed part")] * 4 + [("heartbeat_lost", "1 heartbeat ")],
    "bad_strings": [("field_too_long", "AgentID has 21 bytes, the maximum is 12")] + [("bad_length", "name and")] * 3,
    "bad_trailing_bytes": [("trailing_bytes", ": 4"), ("trailing_bytes", ": 1"), ("trailing_bytes", ": 3")],
    "bad_truncated_frames": [("truncated", "Only 46 of 98"), ("cti.cut_frames", "46 of 98"), ("truncated", "Only 16 of 88"), ("truncated", "Only 4 of 8 or more")],
    "bad_unknown_message": [("unknown_message", "type 285 "), ("unknown_message", "type 9999 "), ("unknown_message", "type 0 "),
                            ("unknown_message", "type 4294967295 ")],
    "bad_unknown_tag": [("unknown_tag", "Tag 314 "), ("unknown_tag", "Tag 65535 "), ("unknown_tag", "Tag 0 "), ("unlisted_tag", "Tag 98 "),
                        ("unexpected_field", "ClientPassword (tag 2) is not documented for SYSTEM_EVENT"), ("cleartext_password", "SYSTEM_EVENT"),
                        ("bad_length", "FieldLength"), ("bad_length", "FieldLength"), ("partial_grant", "CTIService")],
    "clean_agent_session": [PASSWORD, ("cleartext_password", "SET_AGENT_STATE_REQ carries AgentPassword in clear text")],
    "configuration": [],
    "control_failures": [PASSWORD, ("cleartext_password", "SET_AGENT_STATE_REQ"),
                         ("control_failure", "SET_AGENT_STATE_REQ for agent 1001, instrument 3001 failed: CF_INVALID_PASSWORD_SPECIFIED"),
                         ("control_failure", "ANSWER_CALL_REQ for instrument 3001 failed: CF_NO_CALL_TO_ANSWER"),
                         ("control_failure", "CLEAR_CALL_REQ for call 16777301 at 3001 failed: CF_GENERIC_OPERATION_REJECTION.*13042 PERERR_GW_E_THREADCLEARCALL_DROP_EXCEPTION "
                                             ".JTAPI gateway.: Clear call"),
                         ("control_failure", "MAKE_CALL_REQ for instrument 3001, number 0299 failed: CF_INVALID_CALLED_DEVICE.*10003 PERERR_TELDRIVE_LOCKTELDRIVELAYER .Unified CCE telephony driver"),
                         ("failure", "REGISTER_VARIABLES_REQ failed: E_CTI_NAMED_VARIABLE_NOT_CONFIGURED"),
                         ("control_failure", "SET_AGENT_SERVICE_DATA.*E_CTI_AGENT_NOT_LOGGED_ON")],
    "idle_timeout": [("client_silent", "silent for 95 s.*IdleTimeout of 60 s")],
    "incompatible_version": [PASSWORD, ("incompatible_version", "^Client CTIService .10.0.0.2(:50001)?. asked for protocol version 24, "
                                                                "which this CTI Server does not support$"), PASSWORD,
                             ("clock_difference", "15 s behind")],
    "incompatible_version_long_conf": [("incompatible_version", "Client Recorder .*version 25")],
    "lost_heartbeats": [("heartbeat_lost", "^1 heartbeat "), ("heartbeat_lost", "^2 heartbeats "), ("heartbeat_lost", "^3 heartbeats .*; the session ended")],
    "maintenance": [("maintenance", "asks"), ("maintenance", "goes on")],
    "merged": [],
    "midstream_v19": [("width_guessed", r"widths 1\+1"), ("cti.from_the_middle", "10.0.0.2:50001 with 10.0.0.10:42027")],
    "midstream_v24": [("width_guessed", r"widths 2\+2"), ("cti.from_the_middle", "10.0.0.2:50001 with 10.0.0.10:42027")],
    "neighbour_layout": [("other_layout", "protocol version 18.*session's version 19")] * 3,
    "not_in_version": [("not_in_version", "SET_AGENT_SERVICE_DATA_REQ failed with E_CTI_INVALID_MSG_TYPE_FOR_VERSION.*version 20.*message type"),
                       ("not_in_version", "SET_AGENT_STATE_REQ failed with E_CTI_INVALID_TAG_FOR_VERSION.*version 20.*tag")],
    "number_conflicts": [("recording_failed", "16777301")],
    # That only one side was captured is said in the report: as a note only where there is so much of it that it had company.
    "only_client_captured": [("cti.from_the_middle", "10.0.0.2:50001 with 10.0.0.10:42027")],
    "only_server_captured": [("width_guessed", r"2\+2"), ("cti.from_the_middle", "10.0.0.2:50001 with 10.0.0.10:42027")],
    "other_port_ipv6": [],
    "out_of_order": [],
    "partial_grant": [("partial_grant", "Client Desktop .*missing: CTI_SERVICE_CLIENT_CONTROL, CTI_SERVICE_SUPERVISOR"),
                      ("pg_impaired", "^A peripheral of the PG is off line .PGStatus PGS_PERIPHERAL_OFFLINE."),
                      ("pg_impaired", "^Local call control is limited.*PGS_LIMITED_FUNCTION"),
                      ("failure", "SUPERVISE_CALL_REQ failed: E_CTI_FUNCTION_NOT_AVAILABLE")],
    "retransmitted": [],
    "segmented": [],
    "server_offline": [("pg_impaired", "^The peripheral gateway .*SYS_PERIPHERAL_GATEWAY_OFFLINE, PGStatus PGS_OPC_DOWN, PGS_CC_DOWN"),
                       ("pg_impaired", "^The peripheral gateway .*SYS_PERIPHERAL_GATEWAY_OFFLINE, PGStatus PGS_OPC_DOWN, PGS_CC_DOWN"),
                       ("server_offline", ""), ("server_offline", "client closes"), ("server_offline", "heartbeat")],
    "slow_and_unanswered": [("slow_response", r"QUERY_AGENT_STATE_REQ was answered after 1200\d ms .limit 5000"),
                            ("unanswered", "SNAPSHOT_DEVICE_REQ .InvokeID 3.")],
    "standby_refusal": [("server_offline", ""), ("standby", "")],
    "uccx_agent_session": [("standby", ""), ("cleartext_password", "SET_AGENT_STATE_REQ carries AgentPassword")],
}


@pytest.mark.parametrize("name", sorted(DIAGNOSES))
def test_diagnoses(diagnoses, name):
    found = diagnoses(name)
    wanted = DIAGNOSES[name]
    assert [i.removeprefix("ged188.") for i, _ in found] == [i for i, _ in wanted], found
    for (_, sentence), (_, pattern) in zip(found, wanted):
        assert pattern in sentence or re.search(pattern, sentence), f"{sentence!r} lacks {pattern!r}"


@pytest.mark.parametrize("name", sorted(n for n in SCENARIOS if n.startswith("bad_") and "HEARTBEAT_REQ InvokeID=90" in SCENARIOS[n].read_text()))
def test_the_rest_of_a_bad_stream_is_decoded(rows, name):
    found = rows(name, "ged188.invoke_id >= 90 && ged188.invoke_id <= 91", "ged188.invoke_id", "ged188.message")
    assert ([int(r[0][0]) for r in found], [r[1][0] for r in found]) == REST


def test_refused_connections(diagnoses):
    found = diagnoses("refused_connection", extra=("-2",))  # that no answer came is decided when the capture ends
    assert [i for i, _ in found] == ["cti.refused", "cti.refused"]
    assert "10.0.0.10:42027" in found[0][1] and "reset" in found[0][1]
    assert "10.0.0.11:43027" in found[1][1] and "no answer" in found[1][1]


def test_a_lost_segment_costs_its_message_only(diagnoses, rows):
    assert not diagnoses("lost_segment")
    assert [i for i, _ in diagnoses("lost_segment", extra=("-2",))] == ["cti.missing_bytes"]    # the view is limited, nobody is accused
    agents = [r[0][0] for r in rows("lost_segment", "ged188.agent_state == 3", "ged188.agent_id")]
    assert agents == ["1001", "1002"]
    assert len(rows("lost_segment", "ged188.message_type == 8", "frame.number")) == 1


def test_a_capture_that_starts_within_a_message(diagnoses, rows):
    ids = [i for i, _ in diagnoses("midstream_in_message")]
    assert ids.count("ged188.capture_gap") >= 1 and ids.count("ged188.width_guessed") == 1
    assert set(ids) == {"ged188.capture_gap", "ged188.width_guessed", "cti.from_the_middle"}
    shown = [r[0][0] for r in rows("midstream_in_message", "ged188.message_type", "ged188.message")]
    assert shown[-4:] == ["CALL_DELIVERED_EVENT", "ANSWER_CALL_REQ", "ANSWER_CALL_CONF", "END_CALL_EVENT"]


def test_other_protocols_on_the_port_are_not_decoded(rows, diagnoses):
    assert not rows("not_ged188", "ged188.message_type", "frame.number")
    assert [i for i, _ in diagnoses("not_ged188")] == ["cti.foreign_protocol", "cti.tls_unexpected"]


def test_messages_without_a_public_layout(rows, tshark):
    """Every number without a layout is named as the message set names it, with its bytes."""
    shown = {}
    for types, names, undecoded in rows("no_public_layout", "ged188.undecoded", "ged188.message_type", "ged188.message", "ged188.undecoded"):
        assert len(undecoded) == len(types)
        shown |= {int(t): n for t, n in zip(types, names)}
    documented = {n: name for n, name in reference.NO_LAYOUT.items() if n != 267}  # 267 is 268 under another number
    for number, name in documented.items():
        if name not in ("STANDBY_ACTIVE_EVENT_MSG",) or number in shown:
            assert shown.get(number) == name, (number, name)
    assert not rows("no_public_layout", "ged188.unknown_message", "frame.number")
    assert not rows("no_public_layout", "_ws.malformed", "frame.number")


@pytest.mark.parametrize("name, display_filter, count", [
    ("incompatible_version", "ged188.incompatible_version", 1), ("incompatible_version", "cti.diagnosis", 4),
    ("incompatible_version", 'cti.diagnosis == "ged188.incompatible_version"', 1), ("incompatible_version", "ged188.version_number == 24", 1),
    ("incompatible_version", "ged188.session_version == 20", 4), ("incompatible_version", 'cti.protocol == "ged188" && cti.severity == "Error"', 1),
    ("incompatible_version", "ged188.status == 1", 1), ("incompatible_version", 'ged188.client_id == "CTIService"', 2),
    ("partial_grant", "ged188.pg_status != 0", 1), ("partial_grant", "ged188.pg_impaired", 1),
    ("partial_grant", "ged188.pg_status.pgs_peripheral_offline == 1", 1),
    ("control_failures", "ged188.control_failure", 5), ("clean_agent_session", 'ged188.named_variable.name == "user.account"', 2),
    ("clean_agent_session", 'ged188.named_array.value == "billing"', 2), ("clean_agent_session", "ged188.named_array.index == 0", 2),
    ("clean_agent_session", "ged188.tag == 82", 3), ("bad_unknown_tag", "ged188.mrdid == 1", 0),
    ("clean_agent_session", 'ged188.icm_central_controller_time == "2026-01-15 09:00:00"', 2),
])
def test_display_filters(rows, name, display_filter, count):
    assert len(rows(name, display_filter, "frame.number")) == count


def test_no_filter_name_has_values_of_two_kinds(rows, generate):
    """A comparison of a number with bytes under one filter name ends tshark."""
    path = generate("kinds", """host c 10.0.0.2
host s 10.0.0.10
tcp t c:50001 s:42027
t dialect ged188 version=24
t > OPEN_REQ InvokeID=1 VersionNumber=24 ClientID="x" ClientPassword=""
t < OPEN_CONF InvokeID=1
t < SYSTEM_EVENT SystemEventID=SYS_TEXT_FYI tag 246=hex:00000001
t > QUERY_AGENT_STATE_REQ InvokeID=2 MRDID=1
""")
    assert len(rows(path, "ged188.mrdid == 1", "frame.number")) == 2


# ---- conversations

def test_responses(rows):
    """Requests and answers of an agent's session, both ways."""
    found = rows("clean_agent_session", "ged188.message_type", "frame.number", "ged188.message", "ged188.invoke_id", "ged188.response_in", "ged188.response_to",
                 "ged188.response_time", "frame.time_epoch", extra=("-2",))
    requests = {r[0][0]: r for r in found if r[1][0].endswith("_REQ")}
    answers = {r[0][0]: r for r in found if r[1][0].endswith("_CONF")}
    assert len(requests) == len(answers) == 11
    for number, (_, name, invoke_id, response_in, _, _, time) in requests.items():
        assert response_in, name
        answer = answers[response_in[0]]
        assert answer[1][0] == name[0].removesuffix("_REQ") + "_CONF" and answer[2] == invoke_id and answer[4] == [number]
        assert answer[5][0] == f"{Decimal(answer[6][0]) - Decimal(time[0]):.9f}"  # to the nanosecond


def test_response_times_to_the_nanosecond(rows, generate):
    path = generate("nanoseconds", "resolution ns\n" + connection(42027, """t > HEARTBEAT_REQ InvokeID=2
wait 123456789ns
t < HEARTBEAT_CONF
t > HEARTBEAT_REQ InvokeID=3
wait 90001s
t < HEARTBEAT_CONF"""))
    assert [r[0][0] for r in rows(path, "ged188.response_to", "ged188.response_time")] == ["0.123456789", "90001.000000000"]


def test_invoke_id_reuse(rows):
    found = rows("bad_invoke_id_reused", "ged188.invoke_id == 5 || ged188.invoke_id == 6 || ged188.invoke_id == 404", "ged188.message", "frame.number",
                 "ged188.response_in", "ged188.response_to", extra=("-2",))
    frames = [r[1][0] for r in found]
    assert [r[0][0] for r in found] == ["QUERY_AGENT_STATE_REQ", "QUERY_AGENT_STATE_CONF", "RELEASE_CALL_REQ", "RELEASE_CALL_CONF", "QUERY_AGENT_STATE_REQ",
                                        "ANSWER_CALL_REQ", "ANSWER_CALL_CONF", "QUERY_AGENT_STATE_CONF", "HOLD_CALL_CONF"]
    assert [r[2] for r in found] == [[frames[1]], [], [frames[3]], [], [frames[7]], [frames[6]], [], [], []]
    assert [r[3] for r in found] == [[], [frames[0]], [], [frames[2]], [], [], [frames[5]], [frames[4]], []]


def test_answers_in_one_frame_belong_to_their_requests(rows):
    found = rows("merged", "ged188.message_type == 36 || ged188.message_type == 37", "frame.number", "ged188.message", "ged188.invoke_id", "ged188.response_in",
                 "ged188.response_to", extra=("-2",))
    assert [r[1] for r in found] == [["QUERY_AGENT_STATE_REQ"] * 2, ["QUERY_AGENT_STATE_CONF"] * 2]
    assert found[0][3] == found[1][0] * 2 and found[1][4] == found[0][0] * 2
    assert [r[2] for r in found] == [["2", "3"], ["3", "2"]]


# ---- the packet list

def test_info_column(infos):
    assert infos("incompatible_version")[:2] == ["OPEN_REQ v24 ClientID=CTIService", "FAILURE_CONF E_CTI_INVALID_VERSION for OPEN_REQ v24"]
    assert infos("incompatible_version_long_conf", "ged188.message_type == 1") == ["FAILURE_CONF E_CTI_INVALID_VERSION for OPEN_REQ v25"]
    agents = infos("clean_agent_session", "ged188.message_type == 30")
    assert agents == ["AGENT_STATE_EVENT 1001 -> Not Ready", "AGENT_STATE_EVENT 1001 -> Available", "AGENT_STATE_EVENT 1001 -> Talking",
                      "AGENT_STATE_EVENT 1001 -> Not Ready, reason 12", "AGENT_STATE_EVENT 1001 -> Logout, reason 1"]
    failures = infos("control_failures", "ged188.message_type == 35")
    assert len(failures) == 4 and failures[2].startswith("CONTROL_FAILURE_CONF CF_GENERIC_OPERATION_REJECTION") and failures[2].endswith("for CLEAR_CALL_REQ Call=16777301 at 3001")


def test_every_message_of_a_frame_is_named(infos, tshark):
    lines = infos("merged")
    three = [line for line in lines if line.startswith("SYSTEM_EVENT")]
    assert three == ["SYSTEM_EVENT SYS_PERIPHERAL_ONLINE Peripheral=5000 | AGENT_STATE_EVENT 1001 -> Available | AGENT_STATE_EVENT 1002 -> Not Ready"]
    assert set(tshark("merged", "-Y", "ged188", "-T", "fields", "-e", "_ws.col.Protocol").split()) == {"GED-188"}
    # Ten messages over segments of 50 bytes: ten are named, each once.
    agents = re.findall(r"AGENT_STATE_EVENT (20\d\d)", "\n".join(lines))
    assert agents == [str(2000 + i) for i in range(1, 11)]


def test_ipv6_on_a_port_nobody_knows(rows, infos):
    assert infos("other_port_ipv6") == ["OPEN_REQ v24 ClientID=CTIService", "OPEN_CONF v24 ClientID=CTIService", "SYSTEM_EVENT SYS_PERIPHERAL_ONLINE Peripheral=5000",
                                        "HEARTBEAT_REQ", "HEARTBEAT_CONF", "CLOSE_REQ", "CLOSE_CONF"]
    assert {r[0][0] for r in rows("other_port_ipv6", "ged188", "ipv6.dst")} == {"2001:db8::2", "2001:db8::10"}


# ---- passes, output formats, other programs

SOME = ["clean_agent_session", "bad_second_open_req", "bad_second_open_req_refused", "merged", "segmented", "midstream_v19", "bad_invoke_id_reused",
        "server_offline", "lost_heartbeats", "uccx_agent_session", "bad_strings", "lost_segment"]


def without_response_in(text):
    """One pass cannot know the answer's frame yet, nor TCP and Wireshark some things of their own."""
    kept = []
    for line in text.splitlines():
        if re.search(r"\[Response in: |Completeness|Conversation completeness|Reassembled|reassembled|_ws\.col|Info:|\[Stream index", line):
            continue
        kept.append(line)
    return kept


def ged188_only(text):
    """The lines of the GED-188 and diagnosis parts of -V -O output."""
    return [line for line in without_response_in(text) if line.strip()]


@pytest.mark.parametrize("name", SOME)
def test_one_pass_and_two_say_the_same(tshark, name):
    arguments = ("-V", "-O", "ged188,cti", "-Y", "ged188")  # what the end of the capture decides is shown on later passes only
    once, twice = tshark(name, *arguments), tshark(name, "-2", *arguments)
    assert "GED-188" in once
    assert ged188_only(once) == ged188_only(twice)


def test_two_passes_with_a_read_filter(tshark):
    for name in ("clean_agent_session", "incompatible_version", "segmented"):
        everything = tshark(name, "-2", "-Y", "ged188", "-T", "fields", "-e", "ged188.message", "-e", "cti.diagnosis").splitlines()
        read = tshark(name, "-2", "-R", "ged188", "-T", "fields", "-e", "ged188.message", "-e", "cti.diagnosis").splitlines()
        assert [line for line in read if line.strip()] == everything, name


def test_output_formats(tshark):
    name, one = "incompatible_version", ("-Y", "ged188.incompatible_version")
    (packet,) = json.loads(tshark(name, "-T", "json", *one))
    layers = packet["_source"]["layers"]
    assert layers["ged188"]["ged188.message_type"] == "1" and layers["ged188"]["ged188.status"] == "1"
    assert layers["cti"]["cti.diagnosis"] == "ged188.incompatible_version"
    lines = [json.loads(line) for line in tshark(name, "-T", "ek", *one).splitlines()]
    layers = lines[1]["layers"]
    assert layers["ged188"]["ged188_ged188_message_type"] == "1" and layers["cti"]["cti_cti_diagnosis"] == "ged188.incompatible_version"
    found = pdml(tshark, name, *one)
    assert found.find(".//field[@name='ged188.incompatible_version']") is not None
    assert found.find(".//field[@name='cti.remedy']").get("show")
    text = tshark(name, "-V", *one)
    assert "asked for protocol version 24" in text and "Status: E_CTI_INVALID_VERSION (1)" in text


def test_values_by_name(tshark):
    text = tshark("clean_agent_session", "-V", "-O", "ged188")
    assert "AgentState: AGENT_STATE_AVAILABLE (3)" in text
    assert "IdleTimeout: 120" in text
    assert re.search(r"1 = CTI_SERVICE_CLIENT_EVENTS: True", text) and re.search(r"0 .* = CTI_SERVICE_ALL_EVENTS: False", text)
    assert "user.account=4711" in text and "user.history[0]=billing" in text
    assert "ICMCentralControllerTime: Jan 15, 2026 09:00:00" in text
    failures = tshark("control_failures", "-V", "-O", "ged188")
    assert "ConnectionCallID: NULL_CALL_ID (4294967295)" in failures
    assert "PERERR_GW_E_THREADCLEARCALL_DROP_EXCEPTION" in failures


def test_records_of_a_list_stand_together(tshark):
    states = pdml(tshark, "clean_agent_session", "-Y", "ged188.message_type == 30").find("packet/proto[@name='ged188']")
    groups = [g for g in states.iter("field") if g.get("name") == "" and "Skill group" in (g.get("show") or "")]
    numbers = [[f.get("show") for f in g.iter("field") if f.get("name") == "ged188.skill_group_id"] for g in groups]
    assert numbers == [["5007"], ["5009"]]


@pytest.mark.parametrize("golden, name, display_filter", [
    ("agent_state_event", "clean_agent_session", "ged188.skill_group_id == 5009"), ("begin_call_event", "clean_agent_session", "ged188.message_type == 23"),
    ("uccx_open_conf", "uccx_agent_session", "ged188.message_type == 4")])
def test_whole_messages(tshark, golden, name, display_filter):
    """What `tshark -V -O ged188` shows of a few messages, read line by line against the published layouts, tags and names. When one changes, read it
    again; do not copy the new output."""
    text = tshark(name, "-V", "-O", "ged188", "-Y", display_filter)
    shown = re.search(r"^Cisco CTI Server Protocol.*?(?=^$|^\[CTI)", text, re.M | re.S)[0]
    assert as_4_0(shown) == (Path(__file__).parent / "golden" / "ged188" / f"{golden}.txt").read_text()


@pytest.mark.parametrize("report", ["fields", "elastic-mapping", "values", "protocols"])
def test_reports_of_all_fields(cti_tshark, report):
    done = subprocess.run([cti_tshark, "-G", report], capture_output=True, timeout=300)
    errors = [line for line in done.stderr.decode().splitlines() if "Running as user" not in line]
    assert done.returncode == 0 and not errors, errors
    text = done.stdout.decode()
    if report == "fields":
        names = [line.split("\t")[2] for line in text.splitlines() if line.startswith("F\t") and line.split("\t")[2].startswith("ged188.")]
        missing = {n for n in reference.filter_names()} - set(names)
        assert not missing
        assert len(names) == len(set(names))
    elif report == "elastic-mapping":
        assert "ged188_ged188_message_type" in text and json.loads(text)
    else:
        assert "ged188" in text


@pytest.mark.parametrize("name", ["clean_agent_session", "bad_second_open_req", "merged", "midstream_v19", "bad_second_open_req_refused"])
def test_frames_in_any_order(cti_tshark, captures, tshark, name):
    """sharkd gives frames at random, as the GUI does: asked backwards they look as tshark shows them in order."""
    if not Path("/usr/bin/sharkd").exists():
        pytest.skip("cannot run here: there is no sharkd")
    packets = list(pdml(tshark, name, "-2", prefs=()).iter("packet"))
    calls = [{"jsonrpc": "2.0", "id": 100000, "method": "load", "params": {"file": str(captures(name))}}]
    order = list(range(len(packets), 0, -1))
    calls += [{"jsonrpc": "2.0", "id": frame, "method": "frame", "params": {"frame": frame, "proto": True}} for frame in order]
    done = subprocess.run([cti_tshark, "-"], input="".join(json.dumps(c) + "\n" for c in calls), capture_output=True, text=True, timeout=300,
                          env={**os.environ, "CTI_PROGRAM": "sharkd"})
    answers = {a["id"]: a.get("result") or a for a in map(json.loads, done.stdout.splitlines()) if "id" in a}
    assert answers[100000]["status"] == "OK", done.stderr

    def labels(nodes, out):
        for node in nodes:
            out.append(node["l"])
            labels(node.get("n", []), out)
        return out

    compared = 0
    for frame, packet in enumerate(packets, 1):
        shown = [f.get("showname") or f.get("show") for proto in packet.findall("proto") if proto.get("name") in ("ged188", "cti")
                 for f in [proto, *proto.iter("field")] if f.get("hide") != "yes" and f.get("name") != "_ws.expert.group"]
        if not shown:
            continue
        got = set()
        for tree in answers[frame]["tree"]:
            if "GED-188" in tree["l"] or "CTI" in tree["l"]:
                got.update(labels([tree], []))
        plain = {s for s in shown if s and not s.startswith(("Severity level", "Group:", "Message:"))}
        strip = {g.strip("[]") for g in got}
        assert {p.strip("[]") for p in plain} <= strip, {p.strip("[]") for p in plain} - strip
        compared += 1
    assert compared >= 5


def test_root_and_user(cti_tshark, captures, tshark, open_folder):
    wanted = tshark("incompatible_version", "-Y", "ged188.incompatible_version", "-T", "fields", "-e", "frame.number")
    assert wanted.strip()
    if os.getuid() != 0:
        pytest.skip("cannot run here: only root can become somebody else")
    # The checkout may stand in a folder that only root may enter: the user here may read it all the same.
    caps = "+dac_read_search"
    done = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", f"--inh-caps={caps}", f"--ambient-caps={caps}", cti_tshark, "-n", "-r", captures("incompatible_version"),
                           "-Y", "ged188.incompatible_version", "-T", "fields", "-e", "frame.number"], capture_output=True, text=True, timeout=60, env={**os.environ, "HOME": str(open_folder)})
    assert done.stdout == wanted, done.stderr


def test_report(tshark):
    """tshark -q -z cti,diagnose: sessions, how they opened and ended, findings with remedy and frames."""
    text = tshark("incompatible_version", "-q", "-z", "cti,diagnose")
    for wanted in ("10.0.0.2:50001", "10.0.0.10:42027", "CTIService", "refused: E_CTI_INVALID_VERSION", "ged188.incompatible_version", "frame 6"):
        assert wanted in text, wanted
    assert "asked for protocol version 24" in " ".join(text.split()) and "Set the client to a protocol version" in " ".join(text.split())
    assert "othing wrong found" in tshark("configuration", "-q", "-z", "cti,diagnose")


# ---- preferences

def test_forced_version(rows, diagnoses):
    prefs = ("ged188.version:19",)
    assert [i for i, _ in diagnoses("midstream_v19", prefs=prefs)] == ["cti.from_the_middle"]
    found = rows("midstream_v19", "ged188.message_type == 30", "ged188.session_version", "ged188.agent_id", prefs=prefs)
    assert found == [[["19"], ["1001"]]]


def test_forced_dialect(rows):
    found = rows("uccx_every_message_v18", "ged188.message_type == 4", "ged188.unified_ccx_online", "ged188.session_dialect",
                 prefs=("ged188.dialect:uccx", "ged188.version:18"))
    assert len(found) == 1 and found[0][0] and found[0][1] == ["Unified CCX"]
    other = rows("clean_agent_session", "ged188.message_type == 3", "ged188.session_dialect", prefs=("ged188.dialect:ucce",))
    assert other == [[["Unified CCE"]]]


def test_slow_response_preference(diagnoses):
    def slow(ms):
        return [i for i, _ in diagnoses("slow_and_unanswered", prefs=(f"ged188.slow_response:{ms}",))].count("ged188.slow_response")
    assert (slow(13000), slow(11000), slow(0)) == (0, 1, 0)


def test_desegment_off(tshark, rows):
    """Messages that fit into their segment are still decoded, and nothing breaks."""
    prefs = ("ged188.desegment:FALSE",)
    whole = [r[0] for r in rows("segmented", "ged188.message_type == 7 || ged188.message_type == 3", "ged188.message", prefs=prefs)]
    assert whole == [["OPEN_REQ"], ["CLOSE_REQ"]]
    assert tshark("merged", "-V", prefs=prefs)


def test_other_uccx_port(rows, generate):
    path = generate("uccx_port", """host c 10.0.0.2
host s 10.0.0.20
tcp t c:50001 s:12999
t dialect ged188 version=14 uccx
t > OPEN_REQ InvokeID=1 VersionNumber=14 PeripheralID=1 ClientID="CAD" ClientPassword=""
t < OPEN_CONF UnifiedCCXOnline=1
""")
    assert rows(path, "ged188.message_type == 4", "ged188.unified_ccx_online", prefs=("ged188.uccx.port:12999", "ged188.tcp.port:12999"))[0][0]


# ---- passwords

PASSWORDS = {"clean_agent_session": ["secret", "4711"], "control_failures": ["secret", "wrong"], "incompatible_version": ["secret"],
             "uccx_agent_session": ["secret"], "bad_unknown_tag": ["secret"]}


@pytest.mark.parametrize("name", sorted(PASSWORDS))
def test_passwords_are_masked(tshark, name):
    where = ("-Y", "ged188.client_password || ged188.agent_password")
    element = pdml(tshark, name, *where)
    protos = [p for p in element.iter("proto") if p.get("name") in ("ged188", "cti")]
    assert protos
    found = 0
    for proto in protos:
        for field in proto.iter("field"):
            if field.get("name") in ("ged188.client_password", "ged188.agent_password"):
                found += 1
                for attribute in ("show", "showname", "value"):
                    for password in PASSWORDS[name]:
                        assert password not in (field.get(attribute) or "")
                        assert password.encode().hex() not in (field.get(attribute) or "")
    assert found
    for text in (tshark(name, "-V", "-O", "ged188,cti", *where), tshark(name, *where), tshark(name, "-T", "json", "-J", "ged188 cti", *where),
                 tshark(name, "-T", "ek", "-J", "ged188 cti", *where), tshark(name, "-T", "fields", "-e", "ged188.client_password", "-e", "ged188.agent_password", *where)):
        for password in PASSWORDS[name]:
            value = re.compile(rf"(?<![\w.]){password}(?!\w)(?!\s*\(|.? user)") if password == "4711" else re.compile(password)
            assert not value.search(text.replace("user.account=4711", "")), text
            assert password.encode().hex() not in text
            assert ":".join(f"{b:02x}" for b in password.encode()) not in text


def test_raw_json_of_a_password_field_is_masked(tshark):
    found = json.loads(tshark("incompatible_version", "-T", "json", "-x", "-j", "ged188", "-Y", "ged188.client_password"))
    assert found
    for packet in found:
        assert b"secret".hex() not in json.dumps({k: v for k, v in packet["_source"]["layers"]["ged188"].items() if "password" in k or "ClientPassword" in k})


def test_passwords_on_request(tshark):
    prefs = ("ged188.show_passwords:TRUE",)
    text = tshark("clean_agent_session", "-V", "-O", "ged188", prefs=prefs)
    assert "AgentPassword: 4711" in text
    assert b"secret".hex() in text.replace(":", "") or "secret" in text


# ---- who is claimed

SESSION = """
t > OPEN_REQ InvokeID=1 VersionNumber=24 ClientID="CTIService" ClientPassword=""
t < OPEN_CONF InvokeID=1 ServicesGranted=0
t > HEARTBEAT_REQ InvokeID=2
t < HEARTBEAT_CONF
"""


def connection(port, lines, client_port=50001):
    return f"host c 10.0.0.2\nhost s 10.0.0.10\ntcp t c:{client_port} s:{port}\nt dialect ged188 version=24\n{lines}\n"


@pytest.mark.parametrize("port", [42027, 42067, 42387, 43027, 43387, 12028])
def test_documented_ports(rows, generate, port):
    # A heartbeat alone would not be enough for the heuristic.
    path = generate(f"port{port}", connection(port, "t > HEARTBEAT_REQ InvokeID=2\nt < HEARTBEAT_CONF"))
    assert len(rows(path, "ged188.message_type", "frame.number")) == 2


def test_decode_as(rows, generate, tshark):
    path = generate("decode_as", connection(9123, "t > HEARTBEAT_REQ InvokeID=2\nt < HEARTBEAT_CONF"))
    assert not rows(path, "ged188", "frame.number")
    assert len(rows(path, "ged188.message_type", "frame.number", extra=("-d", "tcp.port==9123,ged188"))) == 2


def test_port_preference(rows, generate):
    path = generate("port_preference", connection(9124, "t > HEARTBEAT_REQ InvokeID=2\nt < HEARTBEAT_CONF"))
    assert len(rows(path, "ged188.message_type", "frame.number", prefs=("ged188.tcp.port:9124",))) == 2


def test_heuristic_claims_a_session(rows, generate):
    path = generate("heuristic", connection(9125, SESSION))
    assert len(rows(path, "ged188.message_type", "frame.number")) == 4
    assert not rows(path, "ged188", "frame.number", extra=("--disable-heuristic", "ged188_tcp"))


# The header of GED-125 is a length and a type too; its messages begin with an InvokeID or a DialogueID.
GED125 = """t > be32 0 + be32 3
t < be32 4 + be32 1 1
t < be32 4 + be32 5 1
t > be32 4 + be32 6 1
t < be32 8 + be32 5 1 7
t > be32 8 + be32 6 1 7
t > be32 28 + be32 3 1 4 60 0 0 0 0
t < be32 24 + be32 4 1 0 0 0 0 0
t > be32 40 + be32 14 1001 1 + be16 4 16 + text "0123456789abcdef" + be16 5 4 + be32 7
t < be32 12 + be32 15 1001 1 2
t > be32 16 + be32 16 1001 2 3 4
t < be32 8 + be32 2 1 5
t < be32 4 + be32 2 15
t > be32 4 + be32 7 9
t < be32 4 + be32 8 9"""

OTHERS = {
    "http": 't > text "GET /index.html HTTP/1.1\\r\\nHost: server\\r\\nAccept: */*\\r\\n\\r\\n"\nt < text "HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok"',
    "sip": 't > text "INVITE sip:1001@10.0.0.10 SIP/2.0\\r\\nVia: SIP/2.0/TCP 10.0.0.2:5060\\r\\nContent-Length: 0\\r\\n\\r\\n"\n'
           't < text "SIP/2.0 100 Trying\\r\\nContent-Length: 0\\r\\n\\r\\n"',
    "tls": "t > hex 16030100c8010000c40303 + random 193 3\nt < hex 160303004a020000460303 + random 68 4\nt < hex 1403030001011603030028 + random 40 5\n"
           "t > hex 1703030040 + random 64 6",
    "ged125": GED125,
    "ged125_one_segment": "merge\n" + "\n".join(line.replace("t <", "t >") for line in GED125.splitlines()) + "\nend",
    "skinny": "t > le32 4 + le32 0 0 0\nt > le32 88 + le32 0 1 + fill 84 00\nt < le32 4 + le32 0 256 0\nt > le32 24 + le32 0 38 1 2 3 4 5\nt < le32 12 + le32 0 273 1 2",
    "ctiqbe": "t > size-le32 4 + le32 7 + utf16le \"MyCER\"\nt < size-le32 4 + le32 7 + fill 44 a5",
    "zeros": "t > fill 64 00\nt < fill 1200 00",
    "ones": "t > fill 64 ff\nt < fill 900 00000001",
    "small_numbers": "t > be32 4 5 1 4 5 2 4 6 3\nt < be32 4 6 1 4 6 2\nt > be32 8 7 1 0\nt < be32 4 8 1",
    "noise": "\n".join(f"t {'<' if i % 2 else '>'} random {8 + i * 17 % 400} {i}" for i in range(300)),
}


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_heuristic_leaves_other_protocols_alone(rows, generate, name):
    path = generate(f"other_{name}", connection(5001 if "ged125" in name else 9126, OTHERS[name]))
    assert rows(path, "tcp.len > 0", "frame.number")
    assert rows(path, "ged188", "frame.number") == []


SYSTEM_CAPTURES = [p for folder in ("/usr/share", "/usr/lib/python3") for pattern in ("*.pcap", "*.pcapng", "*.cap") for p in Path(folder).rglob(pattern)][:40]


def test_heuristic_leaves_other_peoples_captures_alone(cti_tshark):
    if not SYSTEM_CAPTURES:
        pytest.skip("cannot run here: no package ships a capture")
    for path in SYSTEM_CAPTURES:
        done = subprocess.run([cti_tshark, "-n", "-r", path, "-Y", "ged188"], capture_output=True, text=True, timeout=60)
        assert not done.stdout, path


@pytest.mark.parametrize("name", sorted(p.stem for p in (TOP / "test-captures").glob("*.scenario") if p.stem.split("_")[0] in ("bwcap", "ctiqbe", "ucalarm")))
def test_our_other_protocols_are_not_ged188(rows, generate, name):
    assert rows(generate(TOP / "test-captures" / f"{name}.scenario"), "ged188.message_type", "frame.number") == []


# ---- real traffic

def test_real_client(rows, diagnoses, captures):
    found = rows("real_go_client", "ged188.message_type", "ged188.message", "ged188.session_version")
    names = [n for r in found for n in r[0]]
    assert names[:2] == ["OPEN_REQ", "OPEN_CONF"] and "HEARTBEAT_CONF" in names
    assert len(names) == len([m for m in capture.messages(captures("real_go_client")) if 42027 in (m.source[1], m.destination[1])])
    assert {v for r in found for v in r[1]} == {"24"}
    assert not {"ged188.lost_sync", "ged188.bad_length", "ged188.trailing_bytes", "ged188.unknown_message"} & {i for i, _ in diagnoses("real_go_client")}


# ---- what codes and events come to

HEAD = """host c 10.0.0.2
host s 10.0.0.10
tcp t c:50001 s:42027
t dialect ged188 version=24
t > OPEN_REQ InvokeID=0x1b65f VersionNumber=24 PeripheralID=5000 ServicesRequested=CTI_SERVICE_ALL_EVENTS ClientID="Rec" ClientPassword=""
t < OPEN_CONF InvokeID=0x1b65f ServicesGranted=CTI_SERVICE_ALL_EVENTS PeripheralOnline=1
"""


def report_of(tshark, path):
    return re.sub(r"\s+", " ", tshark(path, "-q", "-z", "cti,diagnose"))


def cases_of(tshark, path):
    lines = [json.loads(line) for line in tshark(path, "-q", "-z", "cti,json").splitlines()]
    return [line for line in lines if line["type"] == "case"]


def test_invoke_id_in_both_notations(generate, tshark, rows):
    """Logs of the CTI Server print InvokeIDs in hexadecimal."""
    path = generate("invoke_id", HEAD)
    assert "InvokeID: 112223 (0x0001b65f)" in tshark(path, "-O", "ged188")
    assert len(rows(path, "ged188.invoke_id == 0x1b65f && ged188.invoke_id == 112223", "ged188.invoke_id")) == 2


def test_an_agent_is_found_by_whichever_field_names_it(generate, rows):
    path = generate("agent_fields", HEAD + """
t < AGENT_STATE_EVENT AgentState=AGENT_STATE_AVAILABLE ICMAgentID=5100 AgentID="1001"
t < AGENT_STATE_EVENT AgentState=AGENT_STATE_AVAILABLE ICMAgentID=5101 AgentExtension="3001"
t < AGENT_STATE_EVENT AgentState=AGENT_STATE_AVAILABLE ICMAgentID=5102
""")
    assert [row[0] for row in rows(path, "ged188.agent", "ged188.agent")] == [["1001"], ["5101"], ["5102"]]
    assert [row[0][0] for row in rows(path, "ged188.agent", "_ws.col.Info")] == [
        "AGENT_STATE_EVENT 1001 -> Available", "AGENT_STATE_EVENT 3001 -> Available", "AGENT_STATE_EVENT 5102 -> Available"]


def test_a_component_that_was_down_says_until_when(generate, tshark):
    path = generate("down_and_back", HEAD + """
wait 10s
t < SYSTEM_EVENT PGStatus=PGS_PERIPHERAL_OFFLINE SystemEventID=SYS_PERIPHERAL_OFFLINE SystemEventArg1=5000
wait 30s
t < SYSTEM_EVENT SystemEventID=SYS_PERIPHERAL_ONLINE SystemEventArg1=5000
wait 1s
t < SYSTEM_EVENT PGStatus=PGS_CC_DOWN SystemEventID=SYS_CENTRAL_CONTROLLER_OFFLINE
""")
    peripheral, controller = cases_of(tshark, path)
    assert peripheral["sentence"].startswith("Peripheral 5000 is off line") and "own peripheral" in peripheral["sentence"]
    assert peripheral["frames"] == [6]
    assert 30 <= (peripheral["ended_at"] - peripheral["first"]) / 1e9 < 31
    assert controller["ended_at"] is None
    text = report_of(tshark, path)
    assert re.search(r"It ended at \d\d:\d\d:\d\d\.\d{3} \(frame 7\)\.", text), text
    assert text.count("Nothing in the capture says that it ended.") == 1


def test_agents_moved_for_one_reason_are_one_case(generate, tshark):
    agents = [str(2000 + i) for i in range(30)]
    path = generate("many_agents", HEAD + "".join(
        f't < AGENT_STATE_EVENT AgentState=AGENT_STATE_NOT_READY EventReasonCode=50002 AgentID="{agent}"\n' for agent in agents) +
        't < AGENT_STATE_EVENT AgentState=AGENT_STATE_NOT_READY EventReasonCode=32767 AgentID="2000"\n')
    cases = cases_of(tshark, path)
    assert [(case["identity"], case["members"]) for case in cases] == [(["50002"], agents), (["32767"], ["2000"])]
    assert cases[0]["count"] == 30
    assert "30 in all: 2000, 2001, 2002, 2003, 2004, 2005, 2006, 2007 and 22 more" in report_of(tshark, path)


def test_an_empty_password_is_said_to_be_empty(generate, tshark):
    assert "ClientPassword: empty" in tshark(generate("empty_password", HEAD), "-q", "-z", "credentials")


def test_unified_ccx_gets_no_ports_of_unified_cce(generate, tshark):
    path = generate("uccx_refused", """
host c 10.0.0.2
host s 10.0.0.10
synrst c:50001 s:12028
""")
    text = report_of(tshark, path)
    assert "Unified CCX Engine" in text
    assert not re.search(r"42027|42030|43027|43030|\bside [AB]\b|\bPG\b", text), text


# ---- a capture that begins in the middle, and whose client has another protocol's port: Wireshark asks the lower port first

ECATF = 34980    # in every supported Wireshark; SAP's 40000 only since 4.4


def from_the_middle(path, *segments, syn=False):
    wire = frames.Wire()
    tcp = wire.tcp("10.1.1.1", ECATF, "10.1.1.10", 42027)
    if syn:
        tcp.open()
    for segment in segments:
        tcp.c(segment)
    packets.write(path, wire.packets)
    path.chmod(0o644)
    return path


HEARTBEAT = b"\0\0\0\4\0\0\0\5" + struct.pack(">I", 9)


def protocols_of(cti_tshark, path, *options):
    done = subprocess.run([cti_tshark, "-r", path, *options, "-Y", "tcp.len > 0", "-T", "fields", "-e", "frame.protocols"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return ["ged188" in line.split(":") for line in done.stdout.split()]


def test_what_another_ports_dissector_was_given_is_taken_where_its_bytes_are_ours(cti_tshark, open_folder):
    path = from_the_middle(open_folder / "other_port.pcap", HEARTBEAT, HEARTBEAT, HEARTBEAT)
    for passes in ([], ["-2"]):
        assert protocols_of(cti_tshark, path, *passes) == [False, True, True]
    said = subprocess.run([cti_tshark, "-r", path, "-q", "-z", "cti,diagnose"], capture_output=True, text=True, timeout=60).stdout
    assert "No CTI traffic" not in said and "the capture starts in mid-connection: 1 connection" in said


def test_what_another_ports_dissector_was_given_stays_its_own(cti_tshark, open_folder):
    ethercat = bytes.fromhex("1410") + bytes(20)
    for name, segments in (("ethercat", [ethercat] * 3), ("cut", [HEARTBEAT[:-1]] * 3), ("longer", [HEARTBEAT + b"\0"] * 3)):
        assert not any(protocols_of(cti_tshark, from_the_middle(open_folder / f"other_{name}.pcap", *segments)))
    # Whom the user has given it to.
    path = from_the_middle(open_folder / "other_port.pcap", HEARTBEAT, HEARTBEAT)
    assert not any(protocols_of(cti_tshark, path, "-d", f"tcp.port=={ECATF},http"))
    # A SYN says it at once, and to whom it goes.
    assert all(protocols_of(cti_tshark, from_the_middle(open_folder / "other_syn.pcap", HEARTBEAT, HEARTBEAT, syn=True)))
    wire = frames.Wire()
    tcp = wire.tcp("10.1.1.1", 42027, "10.1.1.10", ECATF).open()
    tcp.c(HEARTBEAT)
    tcp.c(HEARTBEAT)
    packets.write(open_folder / "other_server.pcap", wire.packets)
    (open_folder / "other_server.pcap").chmod(0o644)
    assert not any(protocols_of(cti_tshark, open_folder / "other_server.pcap"))
