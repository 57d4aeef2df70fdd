# SPDX-License-Identifier: GPL-2.0-or-later
"""Records of logs in tshark: lines as vendors print them, through ctilog2pcap and the plugin. Expected values are those that the lines print;
the GED-188 message is the published one of a Unified CCX engine log, whose text form stands beside it."""
import json
import shutil
import struct
import subprocess

import pytest

from conftest import BUILD, TOP

PROGRAM = BUILD / "commands/ctilog2pcap/ctilog2pcap"

SDL = """33538230.000 |07:32:36.000 |FileHead |UTC:+01:00,Date: 2024/08/12, AppName: CCM, AppId: 200, HostName: cucm1
33538233.003 |07:32:38.647 |AppInfo |[CTI-APP] [CTIHandler::OutputCtiMessage ] CTI ProviderOpenCompletedEvent (seq#=2) provider id=16777428 \
CM Version=14.0.1 error code=2362179701 description=Directory login failed - timeout enableIpv6=0 NoOfDaysPwdToExp=4294967295
"""
ALARM = """Aug 12 06:32:38 cm-a local7 3 : 62: cm-a: Aug 12 2024 06:32:38.651 UTC : %UC_CTI-3-CtiProviderOpenFailure: %[CTIconnectionId=212]\
[Login User Id=user1][Reason code.=-1932787595][IPAddress=192.0.2.50][AppID=Cisco CTIManager][ClusterID=][NodeID=cm-a]: \
CTI application failed to open provider
"""
CTISVR = """Events from August 12, 2024
22:21:22:921 cg1A-ctisvr SESSION 9: MsgType:QUERY_SKILL_GROUP_STATISTICS_REQ (InvokeID:0x1b65f PeripheralID:5000
22:21:22:921 cg1A-ctisvr SESSION 9:         SkillGroupNumber:28353 SkillGroupID:N/A )
22:21:22:950 cg1A-ctisvr SESSION 10: MsgType:QUERY_SKILL_GROUP_STATISTICS_CONF (InvokeID:0x1b65f PeripheralID:5000
22:21:22:950 cg1A-ctisvr SESSION 10:         SkillGroupNumber:1 SkillGroupID:1 )
22:21:22:999 cg1A-ctisvr SESSION 9: MsgType:QUERY_SKILL_GROUP_STATISTICS_CONF (InvokeID:0x1b65f PeripheralID:5000
22:21:22:999 cg1A-ctisvr SESSION 9:         SkillGroupNumber:28353 SkillGroupID:9431 AgentsLoggedOn:0 )
"""
# MHDR and MDATA of BEGIN_CALL_EVENT as a public engine log prints it.
MHDR = "00000036 00000017"
MDATA = "0000000000000001001500000000000000010000010001100000080532303036000b053730303000190539303236000a053730303000"
TABLE = """Identifier  Timestamp                Alarm Name                       Severity  Correlation Parameter
66414       2017-11-12 8:58:55 GMT   bwOpenClientServerASConnFailed   Critical  10;37;CAP;10.123.123.80;
"""

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="built with the plugin only")


def dump(data):
    data = bytes.fromhex(data)
    rows = []
    for at in range(0, len(data), 16):
        part = data[at:at + 16]
        rows.append(f"{at:04X}: " + " ".join(f"{b:02X}" for b in part) + " " + "".join(chr(b) if 32 <= b < 127 else "." for b in part))
    return " ".join(rows)


def uccx():
    return (f"7091948: Nov 20 10:43:59.435 EDT %MIVR-ICD_CTI-7-UNK:writing... MHDR: {dump(MHDR)} MDATA: {dump(MDATA)}\n")


@pytest.fixture
def convert(open_folder):
    def make(name, text, *arguments):
        log, out = open_folder / f"{name}.txt", open_folder / f"{name}.pcapng"
        log.write_text(text, encoding="utf-8")
        done = subprocess.run([PROGRAM, "-q", "-w", out, *arguments, log], capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr
        out.chmod(0o644)
        return out
    return make


def run(tshark, path, *arguments):
    done = subprocess.run([tshark, "-n", "-r", path, *arguments], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8")


def fields(tshark, path, display_filter, *names):
    arguments = [part for name in names for part in ("-e", name)]
    return [line.split("\t") for line in run(tshark, path, "-Y", display_filter, "-T", "fields", *arguments).splitlines()]


def objects(tshark, path):
    return [json.loads(line) for line in run(tshark, path, "-q", "-z", "cti,json").splitlines()]


def cases(tshark, path):
    return {o["diagnosis"]: o for o in objects(tshark, path) if o["type"] == "case"}


def test_a_record_says_where_it_stands_and_what_it_holds(cti_tshark, convert):
    path = convert("sdl", SDL)
    assert fields(cti_tshark, path, "ctilog.event == ProviderOpenCompletedEvent", "ctilog.source", "ctilog.line", "ctilog.format", "ctilog.kind",
                  "ctilog.direction", "ctilog.sequence", "ctilog.result", "ctiqbe.pdu_name") == [
        ["sdl.txt", "2", "sdl", "message", "to client", "2", "2362179701", "ProviderOpenCompletedEvent"]]
    [[raw]] = fields(cti_tshark, path, "ctilog.line == 2", "ctilog.raw")
    assert raw == SDL.splitlines()[1]
    assert "error code = 2362179701" in fields(cti_tshark, path, "ctilog.line == 2", "ctilog.field")[0][0]
    assert fields(cti_tshark, path, "ctilog.line == 2", "frame.time_epoch") == [["1723444358.647000000"]]


def test_one_filter_finds_a_code_in_trace_and_alarm(cti_tshark, convert):
    path = convert("codes", SDL + ALARM)
    assert fields(cti_tshark, path, "ctiqbe.result == 0x8ccc0075", "ctilog.line") == [["2"], ["3"]]


def test_a_failure_in_a_trace_is_a_case_with_its_remedy(cti_tshark, convert):
    found = cases(cti_tshark, convert("failure", SDL))
    assert set(found) == {"ctilog.cti_result"}
    case = found["ctilog.cti_result"]
    assert "0x8ccc0075" in case["sentence"].lower() and "CTIERR_DIRECTORY_LOGIN_TIMEOUT" in case["sentence"] and "failure.txt:2" in case["sentence"]
    assert "LDAP" in json.dumps(case["remedy"])


def test_alarms_of_logs_are_judged_as_those_of_syslog(cti_tshark, convert):
    path = convert("alarm", ALARM)
    assert fields(cti_tshark, path, "ucalarm", "ucalarm.name", "ucalarm.login_user_id", "ucalarm.ip_address") == [
        ["CtiProviderOpenFailure", "user1", "192.0.2.50"]]
    case = cases(cti_tshark, path)["ucalarm.alarm"]
    assert case["severity"] == "error" and "192.0.2.50" in json.dumps(case)
    assert "login timed out" in case["sentence"]


def test_the_report_counts_records_and_alarms(cti_tshark, convert):
    [summary] = [o for o in objects(cti_tshark, convert("counted", SDL + ALARM)) if "alarms" in o]
    assert (summary["messages"], summary["alarms"]) == (3, 1)


def test_text_of_a_cti_server_has_the_names_of_the_wire(cti_tshark, convert):
    path = convert("ctisvr", CTISVR)
    assert fields(cti_tshark, path, "ged188.invoke_id == 112223 && ctilog.session == \"9\"", "ged188.message", "ged188.peripheral_id",
                  "ged188.skill_group_number", "ged188.skill_group_id", "ctilog.direction") == [
        ["QUERY_SKILL_GROUP_STATISTICS_REQ", "5000", "28353", "", "to server"],
        ["QUERY_SKILL_GROUP_STATISTICS_CONF", "5000", "28353", "9431", "to client"]]


def test_answers_are_paired_within_a_session_of_a_log(cti_tshark, convert):
    path = convert("pairs", CTISVR)
    [[request]] = fields(cti_tshark, path, "ged188.message == QUERY_SKILL_GROUP_STATISTICS_REQ", "frame.number")
    found = fields(cti_tshark, path, "ctilog.response_to", "ctilog.session", "ctilog.response_to", "ctilog.response_time")
    assert found == [["9", request, "0.078000000"]]    # and not the other session's with the same InvokeID
    assert fields(cti_tshark, path, "ctilog.response_to", "ctilog.session") == [["9"]]
    assert run(cti_tshark, path, "-2", "-Y", "ctilog.response_to", "-T", "fields", "-e", "ctilog.session") == "9\n"


def test_bytes_in_a_log_are_decoded_as_on_the_wire(cti_tshark, convert):
    path = convert("uccx", uccx(), "--date", "2019")
    assert fields(cti_tshark, path, "ged188", "ged188.message_type", "ged188.connection_call_id", "ged188.ani", "ged188.dnis",
                  "ged188.dialed_number", "ged188.peripheral_type", "ctilog.line", "_ws.col.Protocol") == [
        ["23", "16777488", "2006", "7000", "7000", "21", "1", "GED-188"]]
    assert "BEGIN_CALL_EVENT" in run(cti_tshark, path)


def test_a_log_never_changes_what_the_wire_shows(cti_tshark, convert, generate, open_folder):
    scenario = sorted((TOP / "test-captures").glob("ged188*.scenario"))[0]
    wire = generate(scenario)
    log = convert("beside", uccx() + uccx() + CTISVR, "--date", "2019")
    both = open_folder / "both.pcapng"
    subprocess.run([shutil.which("mergecap"), "-w", both, wire, log], check=True, timeout=60)
    both.chmod(0o644)

    def sessions(path):
        keep = ("session", "connection")
        return [{k: v for k, v in o.items() if "frame" not in k} for o in objects(cti_tshark, path) if o["type"] in keep]
    assert sessions(both) == sessions(wire) and sessions(wire)


def test_the_alarm_table_of_broadworks(cti_tshark, convert):
    path = convert("table", TABLE)
    assert fields(cti_tshark, path, "bwfault", "bwfault.identifier", "bwfault.alarm_name", "bwfault.interface", "bwfault.peer_address") == [
        ["66414", "bwOpenClientServerASConnFailed", "CAP", "10.123.123.80"]]
    case = cases(cti_tshark, path)["bwfault.cap_connection_failed"]
    assert case["severity"] == "error" and "10.123.123.80" in json.dumps(case)


def test_a_log_that_does_not_say_its_zone_is_told_once(cti_tshark, convert):
    path = convert("zoneless", CTISVR)
    assert len(fields(cti_tshark, path, "ctilog.time_unsure", "frame.number")) == 1
    assert fields(cti_tshark, convert("alarm_with_zone", ALARM), "ctilog.time_unsure", "frame.number") == []


def upper_pdu(payload):
    name = b"ctilog".ljust(8, b"\0")
    return struct.pack(">HH", 12, len(name)) + name + struct.pack(">HHI", 24, 4, 0) + bytes(4) + payload


def pcap(path, *payloads, snap=None):
    with open(path, "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 252))
        for payload in payloads:
            frame = upper_pdu(payload)
            out.write(struct.pack("<IIII", 0, 0, min(snap or len(frame), len(frame)), len(frame)) + frame[:snap])
    path.chmod(0o644)
    return path


def item(kind, value):
    return struct.pack(">BI", kind, len(value)) + value


def test_payloads_that_are_none(cti_tshark, open_folder):
    raw = item(18, b"hello")
    path = pcap(open_folder / "odd.pcap", b"", b"\x07abc", b"\x01" + raw, b"\x01" + raw + b"\x12\xff\xff\xff\xff", b"\x01" + item(200, b"later") + raw,
                b"\x01" + item(2, b"x") + item(3, b"") + item(7, b"") + item(11, b"no nul") + item(12, b"a\0b") + item(13, b"12")
                + item(17, b"\0\0\0\1\xff\xff\xff\xff") + item(19, b"") + raw)
    found = fields(cti_tshark, path, "frame", "ctilog.raw", "cti.diagnosis")
    assert found == [["", "ctilog.unknown_version"], ["", "ctilog.unknown_version"], ["hello", ""], ["hello", "ctilog.malformed"], ["hello", ""],
                     ["hello", ""]]


def test_a_record_that_the_capture_cut(cti_tshark, open_folder):
    path = pcap(open_folder / "short.pcap", b"\x01" + item(10, b"Event") + item(18, b"x" * 200), snap=60)
    assert fields(cti_tshark, path, "frame", "ctilog.event", "cti.diagnosis") == [["Event", "ctilog.frame_cut"]]


def test_documents_go_to_cap(cti_tshark, open_folder):
    document = (b'<?xml version="1.0" encoding="UTF-8"?>\n<BroadsoftDocument protocol="CAP" version="22.0"><command commandType="registerAuthentication">'
                b'<commandData><user userType="CallClient"><id>user1@example.com</id></user></commandData></command></BroadsoftDocument>')
    path = pcap(open_folder / "cap.pcap", b"\x01" + item(5, b"message") + item(6, b"bwcap") + item(7, b"\x01") + item(10, b"registerAuthentication")
                + item(18, document) + item(19, document))
    assert fields(cti_tshark, path, "bwcap", "bwcap.command_type", "bwcap.user.id", "ctilog.direction", "_ws.col.Protocol") == [
        ["registerAuthentication", "user1@example.com", "to server", "BW-CAP"]]


def test_a_refused_version_in_a_log(cti_tshark, convert):
    alarm = ALARM.replace("CtiProviderOpenFailure", "CtiIncompatibleProtocolVersion").replace("[Reason code.=-1932787595]", "[MsgVersion=9.0(0.7)][MinimumVersion=10.0]")
    found = cases(cti_tshark, convert("versions", alarm))
    assert found["ucalarm.incompatible_version"]["severity"] == "error"
    assert "192.0.2.50" in json.dumps(found["ucalarm.incompatible_version"])


def test_a_record_that_had_no_room(cti_tshark, open_folder):
    path = pcap(open_folder / "long.pcap", b"\x01" + item(18, b"x") + item(14, bytes(6) + b"\x01\x02") + item(20, bytes(7) + b"\x03"))
    assert fields(cti_tshark, path, "frame", "ctilog.dropped", "ctilog.left_out", "cti.diagnosis") == [["258", "3", "ctilog.too_long"]]
