# SPDX-License-Identifier: GPL-2.0-or-later
"""UC alarms in tshark: what test-captures/ucalarm_*.scenario say, seen through the plugin. Expected values are written down from the
scenarios and from System Error Messages for Unified CM 14, not from what the plugin prints."""
import json
import os
import re
import struct
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("CTI_BUILD") or TOP / "build")
TSHARK = BUILD / "cti-tshark"
TCP_514 = ["-d", "tcp.port==514,syslog"]    # rsh by default


@pytest.fixture(scope="session")
def captures(captures_of):
    return captures_of("ucalarm")


@pytest.fixture(scope="session")
def tshark(captures):
    return captures.run


@pytest.fixture(scope="session")
def rows(captures):
    return captures.rows


@pytest.fixture(scope="session")
def ctigen(captures):
    return captures.make


# ---- incompatible versions

def test_the_documented_question_is_answered(rows):
    found = rows("ucalarm_incompatible_version", "ucalarm.incompatible_version",
                 "ucalarm.ip_address", "ucalarm.msg_version", "ucalarm.current_version")
    assert found == [["172.28.2.179", "0", "60000"]] * 4 + [["", "50000", "60001"]]


def test_both_historic_forms_give_the_same_fields(rows):
    fields = ["ucalarm.msg_version", "ucalarm.minimum_version", "ucalarm.current_version", "ucalarm.cm_version", "ucalarm.ip_address", "ucalarm.app_id",
              "ucalarm.cluster_id", "ucalarm.node_id", "ucalarm.text"]
    found = rows("ucalarm_incompatible_version", "ucalarm.ip_address", *fields)
    assert found == [["0", "60000", "60000", "", "172.28.2.179", "Cisco CTIManager", "CBHA-PUB1-Cluster", "10.27.1.6", "Incompatible protocol version."]] * 4


def test_the_finding_is_an_error_with_client_versions_and_remedy(rows):
    found = rows("ucalarm_incompatible_version", "ucalarm.incompatible_version && _ws.expert.severity == error",
                 "cti.diagnosis", "cti.severity", "cti.description", "cti.remedy")
    assert len(found) == 5
    for diagnosis, severity, description, remedy in found:
        assert (diagnosis, severity) == ("ucalarm.incompatible_version", "Error")
        client = "2001:db8::b3" if "50000" in description else "172.28.2.179"
        assert client in description and client in remedy and "Application > Plugins" in remedy and remedy.endswith("Resync")
    assert "message version 0, minimum version 60000, current version 60000" in found[0][2]


def test_addresses_are_addresses(rows):
    assert len(rows("ucalarm_incompatible_version", "ucalarm.ip_address == 172.28.2.0/24", "frame.number")) == 4
    assert rows("ucalarm_incompatible_version", "ucalarm.ipv6_address == 2001:db8::/32", "ucalarm.ipv6_address") == [["2001:db8::b3"]]


def test_the_event_log_frame_is_read(rows):
    assert rows("ucalarm_incompatible_version", "ucalarm.event_id == 3", "ucalarm.event_source", "ucalarm.computer", "ucalarm.process_id",
                "ucalarm.process_name", "ucalarm.recommended_action") == [
        ["Cisco CTIManager", "CBHP-SUB1", "852", "CtiHandler", "Verify correct version of application are being used; otherwise,contact TAC.."]]


# ---- results and reasons

def test_one_code_signed_unsigned_and_hexadecimal(rows):
    found = rows("ucalarm_provider_open_failure", "ucalarm.reason == 0x8CCC0060", "ucalarm.reason", "ucalarm.reason_name", "ucalarm.ip_address")
    assert found == [["0x8ccc0060", "directory login failed", "172.17.12.73"]] * 3


def test_a_real_line_with_unknown_paramname(rows):
    assert rows("ucalarm_provider_open_failure", "ucalarm.unknown_paramname", "ucalarm.cti_connection_id", "ucalarm.login_user_id", "ucalarm.cluster_id",
                "ucalarm.node_id") == [["232238", "pguser", "SplkCluster", "splkcucm6p"]]


def test_small_reasons_have_the_names_of_their_alarm(rows):
    assert rows("ucalarm_provider_open_failure", 'ucalarm.name == "CtiProviderClosed"', "ucalarm.reason", "ucalarm.reason_name") == [
        ["0x00000004", "provider open failed"]]


# ---- the catalogue

def test_every_alarm_is_known(rows):
    """Names and severities as the scenario sends them; each alarm has its finding, none an unknown name, parameter or type."""
    sent = re.findall(r"%UC_CTI-(\d)-(\w+):", (TOP / "test-captures/ucalarm_every_alarm.scenario").read_text())
    assert len(sent) == 48
    found = rows("ucalarm_every_alarm", "ucalarm", "ucalarm.severity", "ucalarm.name")
    assert found == [list(pair) for pair in sent]
    assert len(rows("ucalarm_every_alarm", "ucalarm.alarm || ucalarm.incompatible_version", "frame.number")) == 48
    faults = " || ".join("ucalarm." + name for name in ("unknown_alarm", "unknown_parameter", "unknown_reason", "missing_parameter", "repeated_parameter",
                                                        "bad_value", "malformed", "truncated", "unknown_paramname"))
    assert rows("ucalarm_every_alarm", faults, "frame.number") == []


def test_findings_have_the_severity_of_the_catalogue(rows):
    """Errors are 2 and 3, warnings 4, chats 6. The incompatible version is an error although its alarm is a warning; a provider that was
    closed since its application dropped the connection (reason 2) is a warning although its alarm is informational."""
    dropped = '(ucalarm.name == "CtiProviderClosed" && ucalarm.reason == 2)'
    for level, which in (("error", "ucalarm.severity == 2 || ucalarm.severity == 3"), ("warn", f"ucalarm.severity == 4 || {dropped}"),
                         ("chat", f"ucalarm.severity == 6 && !{dropped}")):
        names = {"error": "8388608", "warn": "6291456", "chat": "2097152"}
        found = rows("ucalarm_every_alarm", f"ucalarm.alarm && _ws.expert.severity == {names[level]}", "ucalarm.severity")
        expected = rows("ucalarm_every_alarm", f"ucalarm.alarm && ({which})", "ucalarm.severity")
        assert found == expected and found, level


def test_meaning_and_recommended_action_are_shown(rows, tshark):
    assert rows("ucalarm_every_alarm", 'ucalarm.name == "kCtiIllegalQbeHeader"', "cti.description", "cti.remedy") == [
        ["kCtiIllegalQbeHeader: Message rejected because its QBE header is illegal", "Look for TCP fragmentation in the network"]]
    text = tshark("ucalarm_every_alarm", "-V", "-Y", 'ucalarm.name == "CtiMaxConnectionReached"')
    assert "Alarm: CtiMaxConnectionReached (CTI connection limit hit; new application connections are refused)" in text


# ---- where syslog goes

def test_port_514_needs_nothing(rows):
    """UDP is syslog's; on TCP, which is the remote shell's, alarms are known by their content."""
    assert rows("ucalarm_transports", "ucalarm", "ucalarm.node_id") == [["tcp"], ["first,second"], ["ipv6"]]


def test_every_port_that_is_decoded_as_syslog(rows):
    found = rows("ucalarm_transports", "ucalarm", "ucalarm.node_id", extra=[*TCP_514, "-d", "udp.port==5514,syslog"])
    assert found == [["tcp"], ["first,second"], ["port5514"], ["ipv6"]]


def test_syslog_stays_in_charge(rows, tshark):
    found = rows("ucalarm_transports", "syslog", "_ws.col.Protocol", "syslog.facility", extra=TCP_514)
    assert found and all(row[0] == "Syslog" and row[1] for row in found)
    with_plugin = tshark("ucalarm_transports", *TCP_514)
    without = tshark("ucalarm_transports", *TCP_514, "--disable-protocol", "ucalarm")
    assert with_plugin == without    # the packet list is syslog's own


def test_two_passes_say_the_same(rows):
    for capture in ("ucalarm_incompatible_version", "ucalarm_every_alarm"):
        fields = ("frame.number", "ucalarm.name", "cti.diagnosis", "cti.description")
        assert rows(capture, "ucalarm", *fields) == rows(capture, "ucalarm", *fields, extra=["-2"])


def test_octet_counting_over_tcp(rows, ctigen):
    """RFC 6587 framing, cut by TCP. Newer syslog dissectors put messages together again: then each alarm comes once, and whole."""
    messages = [f"<188>{n}: cucm1: : %UC_CTI-4-CtiIncompatibleProtocolVersion: %[MsgVersion=5000{n}][CompatibleVersions=60000][CurrentVersion=60001]"
                f"[CMVersion=15][IPAddress=172.28.2.{n}][IPv6Address=][AppID=a][ClusterID=c][NodeID=n]: text" for n in (1, 2, 3)]
    stream = "".join(f"{len(m)} {m}" for m in messages)
    known = subprocess.run([TSHARK, "-G", "fields"], capture_output=True, timeout=120).stdout
    framed = b"\tsyslog.msglen\t" in known
    for size in (1, 40, 150, 199, 200, 230, 400, 1460):    # one byte is too little for any version to see the framing
        name = ctigen(f"octets_{size}", f'capture "x"\nhost a 10.0.0.1\nhost b 10.0.0.2\nsegment {size}\ntcp t a:50000 b:514\nt > text "{stream}"\n')
        found = rows(name, "ucalarm.name", "ucalarm.ip_address", "ucalarm.msg_version", "cti.diagnosis", "ucalarm.text", extra=TCP_514)
        addresses = [a for row in found for a in row[0].split(",") if a]
        assert set(addresses) <= {"172.28.2.1", "172.28.2.2", "172.28.2.3"} and len(addresses) == len(set(addresses)), size
        if size == 1460 or (framed and size > 1):
            versions = [v for row in found for v in row[1].split(",") if v]
            assert addresses == ["172.28.2.1", "172.28.2.2", "172.28.2.3"], size
            assert versions == ["50001", "50002", "50003"], size
            assert not any("truncated" in row[2] for row in found), size
            assert [t for row in found for t in row[3].split(",")] == ["text"] * 3, size    # and not the next message's head
    without = rows("octets_200", "ucalarm.truncated", "frame.number", extra=[*TCP_514, "-o", "tcp.desegment_tcp_streams:FALSE"])
    assert without    # nothing is put together, so the pieces are shown and said to be cut


def test_counted_octets_that_lie(rows, ctigen):
    alarm = "<188>a: %UC_CTI-4-CtiMaxConnectionReached: %[AppID=a][ClusterID=c][NodeID=n]: text"
    syslog_counts = "\tsyslog.msglen\t" in subprocess.run([TSHARK, "-G", "fields"], capture_output=True, text=True, timeout=120, check=True).stdout
    for count in (1, 8, 20, 45, 46, 60, len(alarm) - 1, len(alarm) + 1, 99999):
        name = ctigen(f"lies_{count}", 'capture "x"\nhost a 10.0.0.1\nhost b 10.0.0.2\ntcp t a:50000 b:514\n'
                                       f't > text "{count} {alarm}"\nt close\n')
        if count > len(alarm) and syslog_counts:    # Wireshark's own dissector waits for what never comes, and shows no message
            continue
        found = rows(name, "ucalarm", "ucalarm.node_id", "cti.diagnosis", extra=TCP_514)
        assert found and all(row[0] in ("n", "") for row in found), count


def test_other_traffic_is_not_looked_at(rows):
    assert rows("ucalarm_transports", "udp.port == 9999 && ucalarm", "frame.number") == []
    assert rows("ucalarm_transports", "ucalarm && udp.port == 514 && ip.version == 4", "frame.number") == []


def test_an_error_that_quotes_syslog_is_not_an_alarm(rows, captures):
    """A collector that is down answers with ICMP: one alarm was sent, not two."""
    def ipv4(protocol, payload):
        return struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 1, 0, 64, protocol, 0, bytes([10, 0, 0, 1]), bytes([10, 0, 0, 2])) + payload
    message = b"<188>%UC_CTI-4-CtiMaxConnectionReached: %[AppID=a][ClusterID=c][NodeID=n]: t"
    datagram = ipv4(17, struct.pack("!HHHH", 514, 514, 8 + len(message), 0) + message)
    icmp = ipv4(1, struct.pack("!BBHI", 3, 3, 0, 0) + datagram)
    with open(captures.folder / "icmp.pcapng", "wb") as out:    # a pcap file: tshark goes by content
        out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 101))    # raw IP
        for packet in (datagram, icmp):
            out.write(struct.pack("<IIII", 1, 0, len(packet), len(packet)) + packet)
    assert rows("icmp", "syslog", "frame.number") == [["1"], ["2"]]
    assert rows("icmp", "ucalarm", "frame.number") == [["1"]]


# ---- bad input

def diagnoses(rows, frame):
    found = rows("ucalarm_bad_input", f"frame.number == {frame}", "cti.diagnosis", extra=TCP_514)
    return found[0][0].split(",")


@pytest.mark.parametrize("frame, named", [
    (1, {"ucalarm.truncated", "ucalarm.incompatible_version"}),
    (2, {"ucalarm.alarm"}),
    (3, {"ucalarm.missing_parameter", "ucalarm.incompatible_version"}),
    (4, {"ucalarm.unknown_parameter", "ucalarm.repeated_parameter", "ucalarm.alarm"}),
    (5, {"ucalarm.bad_value", "ucalarm.incompatible_version"}),
    (6, {"ucalarm.unknown_paramname", "ucalarm.alarm"}),
    (7, {"ucalarm.truncated"}),
    (8, {"ucalarm.alarm"}),
    (9, {"ucalarm.unknown_alarm"}),
    (10, {"ucalarm.malformed"}),
    (11, {"ucalarm.frame_cut", "ucalarm.incompatible_version"}),
])
def test_bad_input_has_a_named_finding(rows, frame, named):
    assert set(diagnoses(rows, frame)) == named


def test_a_cut_address_is_no_address(rows):
    assert rows("ucalarm_bad_input", "frame.number == 1", "ucalarm.ip_address", "ucalarm.parameter", "ucalarm.current_version") == [
        ["", "[IPAddress=172.28.2.17", "60000"]]


def test_values_of_the_wrong_type_are_shown_but_not_claimed(rows):
    found = rows("ucalarm_bad_input", "frame.number == 5", "ucalarm.msg_version", "ucalarm.current_version", "ucalarm.ip_address", "ucalarm.ipv6_address",
                 "ucalarm.minimum_version", "ucalarm.parameter")
    assert found == [["", "", "", "", "60000", "[MsgVersion=twelve],[CurrentVersion=99999999999],[IPAddress=172.28.2.256],[IPv6Address=2001:db8:::1]"]]


def test_brackets_inside_a_value(rows):
    assert rows("ucalarm_bad_input", "frame.number == 2", "ucalarm.error_message_string", "ucalarm.error_code", "ucalarm.node_id") == [
        ["call [x][y=2] end", "0x8ccc0075", "n"]]


def test_no_exception_reaches_wireshark(tshark):
    text = tshark("ucalarm_bad_input", "-V", *TCP_514)
    assert "Malformed Packet" not in text and "Dissector bug" not in text and "Cisco UC Alarm" in text


def test_every_prefix_of_a_datagram(rows, ctigen):
    """Each length of the newer form, as snaplen cuts it: never another address or version than the one sent."""
    lines = ['capture "x"', "host a 10.0.0.1", "host b 10.0.0.2"]
    message = ("<188>%UC_CTI-4-CtiIncompatibleProtocolVersion: %[MsgVersion=1234][CompatibleVersions=60000][CurrentVersion=60001][CMVersion=15]"
               "[IPAddress=172.28.2.179][IPv6Address=2001:db8::b3][AppID=a][ClusterID=c][NodeID=n]: text")
    for length in range(1, len(message)):
        lines.append(f'udp a:514 b:514 text "{message[:length]}"')
    found = rows(ctigen("prefixes", "\n".join(lines) + "\n"), "ucalarm", "ucalarm.ip_address", "ucalarm.msg_version", "ucalarm.minimum_version",
                 "ucalarm.current_version", "ucalarm.ipv6_address", "cti.diagnosis")
    assert len(found) > 100
    for address, message_version, minimum, current, ipv6, named in found:
        assert address in ("", "172.28.2.179") and message_version in ("", "1234") and minimum in ("", "60000") and current in ("", "60001")
        assert ipv6 in ("", "2001:db8::b3")
        assert named


@pytest.mark.parametrize("parts, verdict, missing", [("1", "clean_but_incomplete", True), ("12", "findings", False), ("1122", "findings", False), ("1212", "findings", False), ("2", "clean_but_incomplete", True)])
def test_an_alarm_of_which_parts_are_missing_is_no_all_clear(tshark, ctigen, parts, verdict, missing):
    head = "<188>{0}: pub: Jan 23 2023 08:35:28.162 UTC : %UC_CTI-4-CtiQbeFailureResponse: %[part=573.{1}/2]"
    texts = {"1": head.format(573, 1) + "[ErrorCode=2362179795][SeqNumber=12][AppID=a][ClusterID=C][NodeID=pub]: a", "2": head.format(574, 2) + ": b"}
    lines = ['capture "x"', "host a 10.0.0.1", "host b 10.0.0.2", *[f'udp a:514 b:514 text "{texts[part]}"' for part in parts]]
    report = [json.loads(line) for line in tshark(ctigen(f"parts_{parts}", "\n".join(lines) + "\n"), "-q", "-z", "cti,json").splitlines()]
    assert report[0]["verdict"] == verdict
    found = [line for line in report if line.get("diagnosis") == "ucalarm.parts_missing"]
    assert len(found) == missing
    assert report[0]["alarms"] == (0 if missing else 1)
    if missing:
        assert found[0]["sentence"].startswith("10.0.0.1 sent an alarm in 2 parts, of which 1 came") and found[0]["frames"] == [1]
