# SPDX-License-Identifier: GPL-2.0-or-later
"""CAP in tshark: what test-captures/bwcap_*.scenario say, seen through the plugin. Expected values are written down from the scenarios."""
import re
from collections import defaultdict
from itertools import groupby

import pytest

LOGIN = ["registerAuthentication", "responseAuthentication", "registerRequest", "registerResponse", "acknowledgement"]


@pytest.fixture(scope="session")
def captures(captures_of):
    return captures_of("bwcap")


@pytest.fixture(scope="session")
def tshark(captures):
    return captures.run


@pytest.fixture(scope="session")
def rows(captures):
    return captures.rows


def column(found):
    return [row[0] for row in found]


def findings(rows, capture, **kw):
    """(frame, diagnosis id) of everything that cti.diagnosis names."""
    return [(int(frame), name) for frame, names in rows(capture, "cti.diagnosis", "frame.number", "cti.diagnosis", **kw) for name in names.split(",")]


def names(rows, capture, **kw):
    return [name for _, name in findings(rows, capture, **kw)]


# ---- sessions

def test_the_call_clients_session(rows):
    assert column(rows("bwcap_call_client", "bwcap", "bwcap.command_type")) == LOGIN + [
        "profileUpdate", "sessionUpdate", "callAction", "sessionUpdate", "callUpdate", "callUpdate", "callAction", "callUpdate",
        "callAction", "callUpdate", "callAction", "callUpdate", "sessionUpdate", "serverStatusRequest", "unRegister"]


def test_a_clean_session_has_no_faults(rows):
    for capture in ("bwcap_call_client", "bwcap_attendant_console", "bwcap_other_port"):
        assert names(rows, capture) == ["bwcap.legacy", "bwcap.cleartext"], capture


def test_requests_and_answers_are_linked(rows):
    found = rows("bwcap_call_client", "bwcap.response_to", "frame.number", "bwcap.response_to", "bwcap.response_time", extra=["-2"])
    # login: 4 5 6 7 8; Dial 11 answered by the callUpdate 13 behind a sessionUpdate; Hold, Answer, Release
    assert [(row[0], row[1]) for row in found] == [("5", "4"), ("6", "5"), ("7", "6"), ("8", "7"), ("13", "11"), ("16", "15"), ("18", "17"), ("20", "19")]
    assert [row[2] for row in found[:5]] == ["0.012000000", "0.004000000", "0.020000000", "0.001000000", "0.081000000"]
    assert column(rows("bwcap_call_client", "bwcap.response_in", "bwcap.response_in", extra=["-2"])) == ["5", "6", "7", "8", "13", "16", "18", "20"]


def test_updates_belong_to_their_call(rows):
    found = rows("bwcap_call_client", "bwcap.command_type == callUpdate && bwcap.user.call.state",
                 "bwcap.user.call.call_id", "bwcap.user.call.state", "bwcap.call_started_in", "bwcap.call_time")
    assert found == [["c100:0", "1", "11", "0.081000000"], ["c100:0", "2", "11", "3.581000000"], ["c100:0", "3", "11", "4.631000000"],
                     ["c100:0", "2", "11", "8.681000000"], ["c100:0", "5", "11", "28.731000000"]]    # Dial is in frame 11


def test_the_filters_of_the_issue(rows):
    assert column(rows("bwcap_call_client", "bwcap.legacy", "frame.number")) == ["4"]
    assert len(rows("bwcap_call_client", 'bwcap.command_type == "callUpdate" && bwcap.user.call.state', "frame.number")) == 5
    assert column(rows("bwcap_login_refused", "bwcap.register_failed", "bwcap.user.failure.failure_cause")) == ["Invalid user or password", ""]


def test_legacy_says_what_to_do(rows):
    [[description, remedy]] = rows("bwcap_call_client", 'cti.diagnosis == "bwcap.legacy"', "cti.description", "cti.remedy")
    assert description.startswith('User alice@example.com with application "Toolbar" speaks CAP 14.0')
    assert "CAPProxy" in remedy and "Xsi" in remedy


def test_every_profile_field(rows):
    expected = {"first_name": "Alice", "last_name": "Example", "phone": "+4930555100", "extension": "100", "location_code": "8", "country_code": "49",
                "national_prefix": "0", "mobile": "+49170555100", "pager": "", "email": "alice@example.com", "department": "Sales", "title": "Ms",
                "voice_messaging": "On", "voice_messaging_group": "On", "third_party_voice_messaging": "Off", "third_party_vm_group": "Off",
                "dnd": "Off", "cpe": "None", "acd_state": "Available", "cfa": "On", "cfa.cfa_destination": "+4930555199"}
    [found] = rows("bwcap_call_client", 'bwcap.command_type == "profileUpdate"', *["bwcap.user." + name for name in expected])
    assert dict(zip(expected, found)) == expected


def test_the_attendant_consoles_session(rows):
    found = rows("bwcap_attendant_console", "bwcap", "bwcap.command_type", "bwcap.session_user", "bwcap.session_type", "bwcap.about_user")
    assert column(found) == LOGIN + ["profileUpdate", "monitoringUsersRequest", "monitoringUsersResponse", "profileUpdate", "sessionUpdate", "callUpdate",
                                     "callUpdate", "sessionUpdate", "callUpdate", "callUpdate", "monitoringUsersRequest", "monitoringUsersResponse", "unRegister"]
    assert {(row[1], row[2]) for row in found} == {("desk@example.com", "AttendantConsole")}
    assert [row[3] for row in found if row[3]] == ["desk@example.com", "alice@example.com"] + ["bob@example.com"] * 5 + ["alice@example.com"]
    assert column(rows("bwcap_attendant_console", "bwcap.user.mon_user", "bwcap.user.mon_user")) == ["alice@example.com,bob@example.com", "alice@example.com"]
    assert column(rows("bwcap_attendant_console", "bwcap.user.conference", "bwcap.user.conference.call_in.call_in_id")) == ["m7:0,m8:0"]


def test_latin1_becomes_readable(rows):
    assert set(column(rows("bwcap_attendant_console", 'bwcap.user.call.call_id == "m7:0"', "bwcap.user.call.remote_name"))) == {"J\u00f6rg"}
    assert "M\u00fcller" in column(rows("bwcap_attendant_console", "bwcap.user.last_name", "bwcap.user.last_name"))
    assert set(column(rows("bwcap_attendant_console", "bwcap", "bwcap.encoding"))) == {"ISO-8859-1"}


def test_forced_logout(rows):
    assert names(rows, "bwcap_forced_logout") == ["bwcap.legacy", "bwcap.cleartext", "bwcap.forced_logout"]


def test_refusals(rows):
    assert findings(rows, "bwcap_login_refused") == [
        (4, "bwcap.legacy"), (6, "bwcap.cleartext"), (7, "bwcap.register_failed"),
        (15, "bwcap.legacy"), (17, "bwcap.cleartext"), (18, "bwcap.register_failed"), (25, "bwcap.legacy"), (26, "bwcap.challenge_refused")]


def test_call_control(rows):
    assert findings(rows, "bwcap_call_control")[2:] == [
        (21, "bwcap.emergency_call"), (23, "bwcap.call_error"), (26, "bwcap.bad_action"),
        (27, "bwcap.action_unanswered"), (27, "bwcap.unknown_call"), (28, "bwcap.action_unanswered"), (28, "bwcap.unknown_call"),
        (29, "bwcap.call_after_release"),
        (30, "bwcap.stale_user_uid"), (30, "bwcap.bad_action"), (30, "bwcap.unknown_call"),
        (31, "bwcap.action_unanswered"), (31, "bwcap.wrong_user_type"), (34, "bwcap.monitoring_unanswered")]
    assert column(rows("bwcap_call_control", "bwcap.user.action", "bwcap.user.action.action_type")) == [
        "Redial", "Answer", "ConfStart", "XferConsult", "Xfer", "Dial", "Hold", "Release", "Xfer"]


def test_broken_clients(rows):
    found = names(rows, "bwcap_broken_clients")
    assert [name for name in found if name not in ("bwcap.legacy", "bwcap.cleartext")] == [
        "bwcap.login_loop", "bwcap.bad_digest", "bwcap.nonce_reused", "bwcap.silent_client",
        "bwcap.unanswered", "bwcap.no_acknowledgement", "bwcap.monitor_before_login", "bwcap.unexpected_acknowledgement", "bwcap.wrong_direction",
        "bwcap.monitoring_unanswered", "cti.open_unanswered"]


def test_the_server_leg_keeps_users_apart(rows):
    found = rows("bwcap_server_leg", "bwcap.response_to", "frame.number", "bwcap.response_to", "bwcap.session_user")
    a, b = "alice@example.com", "bob@example.com"
    assert found == [["6", "5", b], ["7", "4", a], ["8", "6", b], ["9", "7", a], ["10", "9", a], ["11", "8", b], ["12", "10", a], ["15", "14", a]]
    assert findings(rows, "bwcap_server_leg")[-2:] == [(11, "bwcap.register_failed"), (16, "bwcap.users_lost")]


def test_the_report_lists_who_still_uses_cap(tshark):
    text = tshark("bwcap_server_leg", "-q", "-z", "cti,diagnose")
    for user in ("alice@example.com (Toolbar)", "bob@example.com (Console)"):
        assert re.search(r"BW-CAP +10\.0\.1\.5:40001 -> 10\.0\.1\.10:2206\n +" + re.escape(user) + r", version 14\.0,", text), user
    assert "filter bwcap.legacy" in text and "CAPProxy" in text
    assert "login refused: Not authorised" in text


def test_midstream_is_not_blamed_for_what_was_not_captured(rows):
    # Its end was captured, so that an unRegister would have been seen.
    assert names(rows, "bwcap_midstream") == ["bwcap.legacy", "cti.from_the_middle", "bwcap.no_unregister"]


def test_versions_mixed_and_http_header(rows, tshark):
    assert findings(rows, "bwcap_http_header") == [
        (4, "bwcap.http_header"), (4, "bwcap.cleartext_credentials"), (4, "bwcap.legacy"), (6, "bwcap.cleartext"),
        (10, "bwcap.version_mixed"), (11, "bwcap.version_mixed")]
    assert rows("bwcap_http_header", "bwcap.http", "bwcap.http.request_line", "bwcap.http.authorization", "bwcap.command_type") == [
        ["as1.example.com HTTP/1.0", "********", "registerAuthentication"]]


# ---- secrets and passwords

def test_secrets_are_masked_everywhere(tshark):
    for capture, secret in (("bwcap_call_client", "54ad7a2a0d93f0a0736345ad7af8b68b"), ("bwcap_http_header", "YWxpY2U6c2VjcmV0")):
        for prefs in ((), ("bwcap.xml_tree:TRUE",)):
            text = tshark(capture, "-O", "bwcap,xml,cti", prefs=prefs)
            assert "********" in text and secret not in text
        assert secret in tshark(capture, "-O", "bwcap", prefs=("bwcap.show_secrets:TRUE",))


def test_a_wrong_password_is_named(rows):
    check = ("bwcap_call_client", "bwcap.digest_check", "frame.number", "bwcap.digest_check")
    assert rows(*check) == []
    assert rows(*check, prefs=["bwcap.password:secret"]) == [["6", "right password"]]
    assert rows(*check, prefs=["bwcap.password:geheim"]) == [["6", "wrong password"]]
    assert "bwcap.wrong_password" in names(rows, "bwcap_call_client", prefs=["bwcap.password:geheim"])
    # the list knows better than the password of everyone
    listed = ["bwcap.password:geheim", 'uat:bwcap_passwords:"alice@example.com","secret"']
    assert rows(*check, prefs=listed) == [["6", "right password"]]


def test_passwords_outside_of_ascii(rows):
    found = rows("bwcap_password_encoding", "bwcap.digest_check", "bwcap.digest_check", "cti.diagnosis", prefs=["bwcap.password:Stra\u00dfe"])
    assert column(found) == ["right password", "right password, cut to as many bytes as it has characters", "right password, digested in ISO-8859-1"]
    assert ["bwcap.password_encoding" in row[1] for row in found] == [False, True, True]


# ---- framing

SAME_IN_EVERY_CUT = ["bwcap.command_type", "bwcap.encoding", "bwcap.user.id", "bwcap.user.user_uid", "bwcap.user.last_name", "bwcap.user.dnd",
                     "bwcap.user.off_hook", "bwcap.user.call.call_id", "bwcap.user.call.state", "bwcap.user.call.remote_name", "bwcap.nonce",
                     "bwcap.user.message.message_name", "bwcap.user.action.action_param", "bwcap.user.user_logout_reason", "bwcap.session_user",
                     "bwcap.about_user", "bwcap.session_type", "bwcap.http.request_line", "bwcap.http.line", "bwcap.http.authorization"]


@pytest.mark.parametrize("passes", [(), ("-2",)])
def test_each_cut_gives_the_same_dissection(rows, passes):
    """1400 connections, each cuts all of its pieces at another byte; the longest piece (three documents in one) is shorter."""
    streams = defaultdict(lambda: [[] for _ in SAME_IN_EVERY_CUT])
    for stream, *values in rows("bwcap_every_cut", "bwcap", "tcp.stream", *SAME_IN_EVERY_CUT, extra=passes):
        for kept, value in zip(streams[stream], values):
            kept += [value] if value else []
    joined = {stream: [",".join(kept) for kept in fields] for stream, fields in streams.items()}
    assert len(joined) == 1400
    expected = dict(zip(SAME_IN_EVERY_CUT, joined["1399"]))    # cut nowhere
    assert expected["bwcap.command_type"].split(",") == LOGIN + ["profileUpdate", "sessionUpdate", "callUpdate", "callAction", "callUpdate", "unRegister"]
    assert expected["bwcap.user.call.remote_name"] == "A & B,A & B"
    assert expected["bwcap.user.last_name"] == "M\u00fcller"
    assert expected["bwcap.http.line"].startswith("Date: ") and expected["bwcap.http.authorization"] == "********"
    for stream, fields in joined.items():
        assert dict(zip(SAME_IN_EVERY_CUT, fields)) == expected, f"connection {stream}"


def test_each_cut_gives_the_same_findings(rows):
    streams = defaultdict(list)
    for stream, found in rows("bwcap_every_cut", "cti.diagnosis", "tcp.stream", "cti.diagnosis"):
        streams[stream] += [name for name in found.split(",") if name != "bwcap.login_loop"]    # the same user, 1400 times
    assert {tuple(found) for found in streams.values()} == {("bwcap.http_header", "bwcap.cleartext_credentials", "bwcap.legacy", "bwcap.cleartext")}
    assert len(streams) == 1400


@pytest.mark.parametrize("passes", [(), ("-2",)])
def test_bad_input_cut_anywhere_hides_no_good_document(rows, passes):
    streams = defaultdict(lambda: ([], []))
    for stream, calls, found in rows("bwcap_bad_every_cut", "bwcap", "tcp.stream", "bwcap.user.call.call_id", "cti.diagnosis", extra=passes):
        streams[stream][0].extend(filter(None, calls.split(",")))
        streams[stream][1].extend(filter(None, found.split(",")))
    assert len(streams) == 760
    for stream, (calls, found) in streams.items():
        assert calls == ["c1:0", "cut:0", "c2:0", "c3:0", "c4:0"], stream
        # binary data is shown as it comes: in two segments it is named twice, and its NULs by themselves
        named = [name for name, _ in groupby(name for name in found if name != "bwcap.nul")]
        assert named == ["bwcap.junk", "bwcap.legacy", "bwcap.unterminated", "bwcap.nested_root", "bwcap.junk"], stream


def test_segments_and_several_documents(rows):
    found = column(rows("bwcap_segments", "bwcap.command_type", "bwcap.command_type"))
    assert ",".join(found).split(",") == LOGIN[:4] + ["profileUpdate", "sessionUpdate", "acknowledgement", "callUpdate", "callUpdate", "callUpdate", "unRegister"]
    assert "registerResponse,profileUpdate,sessionUpdate" in found
    assert names(rows, "bwcap_segments") == ["bwcap.legacy", "bwcap.cleartext"]


def test_without_reassembly_nothing_breaks(tshark):
    for prefs in (["bwcap.desegment:FALSE"], ["tcp.desegment_tcp_streams:FALSE"]):
        tshark("bwcap_segments", "-V", prefs=prefs)


def test_other_port_and_decode_as(rows, tshark):
    assert len(rows("bwcap_other_port", "bwcap.command_type", "frame.number")) == 7
    assert "BW-CAP" not in tshark("bwcap_other_port", "--disable-heuristic", "bwcap_tcp")
    decoded = tshark("bwcap_other_port", "--disable-heuristic", "bwcap_tcp", "-d", "tcp.port==9999,bwcap")
    assert decoded.count(" BW-CAP ") == 7


def test_oci_is_left_to_the_xml_dissector(rows, tshark):
    assert column(rows("bwcap_oci_same_port", "bwcap.oci && xml", "bwcap.protocol")) == ["OCI", "OCI"]
    assert names(rows, "bwcap_oci_same_port") == []
    assert "admin@example.com" in tshark("bwcap_oci_same_port", "-O", "xml")


# ---- bad input

def test_bad_documents_are_named_and_the_next_one_is_decoded(rows):
    good = [call for row in column(rows("bwcap_bad_documents", 'bwcap.user.call.call_id contains "good"', "bwcap.user.call.call_id")) for call in row.split(",")]
    assert good == [f"good{i}:0" for i in range(1, 18)]
    found = names(rows, "bwcap_bad_documents")
    for name in ("unterminated", "nested_root", "no_command", "malformed", "nul", "invalid_text", "doctype", "entity", "junk", "unknown_protocol",
                 "unknown_command", "unknown_element", "unknown_value", "bad_value", "unsure_command", "too_complex", "unknown_encoding", "several_commands"):
        assert "bwcap." + name in found, name
    assert column(rows("bwcap_bad_documents", "bwcap.doctype", "bwcap.user.id")) == ["&a;&x;"]
    assert rows("bwcap_bad_documents", "bwcap.unknown_command", "bwcap.command_type", "bwcap.other.name", "bwcap.other.value") == [
        ["teleport", "colour,mood,level", "red,1,good,high"]]


def test_an_endless_document_is_given_up_at_the_limit(rows):
    found = names(rows, "bwcap_endless")
    assert found.count("bwcap.too_large") == 1
    assert column(rows("bwcap_endless", 'bwcap.user.call.call_id contains "good"', "bwcap.user.call.call_id")) in (["good1:0", "good2:0"], ["good1:0,good2:0"])
    # all of it fits when the limit is raised: then it is a document that the next one ends
    found = names(rows, "bwcap_endless", prefs=["bwcap.max_document:1024"])
    assert "bwcap.unterminated" in found and "bwcap.too_large" not in found


def test_a_truncated_document(rows):
    assert findings(rows, "bwcap_truncated")[-3:] == [(6, "bwcap.cleartext"), (10, "cti.ended_in_message"), (10, "bwcap.closed_by_server")]


def test_another_protocol_on_the_port(rows):
    assert findings(rows, "bwcap_binary_on_port") == [(5, "cti.tls_unexpected")]


DECIDED_AT_THE_END = {"bwcap.action_unanswered", "bwcap.monitoring_unanswered", "bwcap.no_acknowledgement", "bwcap.silent_client", "bwcap.unanswered"}


def test_one_pass_finds_what_two_find(rows, captures):
    for capture in sorted(path.stem for path in captures.folder.glob("bwcap_*.pcapng")):
        if capture.endswith("_every_cut"):    # has tests of its own, with two passes too
            continue
        one, two = findings(rows, capture), findings(rows, capture, extra=["-2"])
        # What only the end of the capture decides is shown on later passes.
        assert [found for found in two if found in one] == one, capture
        assert all(name.startswith("cti.") or name in DECIDED_AT_THE_END for found in two if found not in one for _, name in [found]), capture


def test_no_warnings_from_wireshark_itself(tshark, captures):
    for capture in sorted(path.stem for path in captures.folder.glob("bwcap_*.pcapng")):
        if capture.endswith("_every_cut") or capture == "bwcap_binary_on_port":    # which holds something like TLS, for its dissector to complain of
            continue
        text = tshark(capture, "-V")
        assert "Dissector bug" not in text and "Malformed Packet" not in text and "Trailing stray" not in text, capture
