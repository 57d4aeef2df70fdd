# SPDX-License-Identifier: GPL-2.0-or-later
"""ctilog2pcap: log files become packets of a pcapng file. Expected times and names are those that the lines print.

CTI_BUILD names the build folder.
"""

import gzip
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("CTI_BUILD") or TOP / "build")
PROGRAM = BUILD / "commands/ctilog2pcap/ctilog2pcap"

SDL = ("28131994.000 |21:53:46.259 |FileHead |UTC:-05:00,Date: 2024/08/12, AppName: CCM, AppId: 100, HostName: cm-a, FileNumber: 1262, TraceVer: 3.0\n"
       "28131995.002 |21:53:47.000 |AppInfo  |CTIManager::CtiManager::providerOpenRequest(): PROVIDER_OPEN_REQUEST received -- Connection Id=2 "
       "TcpHandle=[1:200:21:139] PeerIPAddr=192.0.2.50 PeerPort=50155 User name= CtiHandler=[1:200:12:136]\n"
       "28131996.004 |21:53:49.000 |AppInfo  |[CTI-APP] [CTIHandler::OutputCtiMessage ] CTI ProviderOpenResponse (seq#=2) provider id=16777223\n")
ALARM = ("Aug 12 21:53:48 cm-a local7 3 : 62: cm-a: Aug 13 2024 02:53:48.000 UTC : %UC_CTI-3-CtiProviderOpenFailure: %[CTIconnectionId=212]"
         "[AppID=Cisco CTIManager][ClusterID=][NodeID=cm-a]: CTI application failed to open provider\n")
UCCX = ("7091948: Nov 20 10:43:59.435 EDT %MIVR-ICD_CTI-7-UNK:writing... MHDR: 0000: 00 00 00 04 00 00 00 05 ........ MDATA: 0000: 00 00 00 07 ....\n")
DUMPLOG = "22:21:22:930 cg1A-ctisvr SESSION 10: MsgType:HEARTBEAT_REQ (InvokeID:0x7 )\n"

# Tags of wsutil/exported_pdu_tlvs.h.
END, DISSECTOR, IPV4_SOURCE, IPV4_DESTINATION, PORT_TYPE, SOURCE_PORT = 0, 12, 20, 21, 24, 25
UPPER_PDU = 252

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="built with the plugin only")


def run(*arguments, **more):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=60, **more)


def blocks(data):
    at = 0
    while at + 12 <= len(data):
        kind, size = struct.unpack_from("<II", data, at)
        assert size >= 12 and size % 4 == 0 and struct.unpack_from("<I", data, at + size - 4)[0] == size
        yield kind, data[at + 8:at + size - 4]
        at += size


def options(data):
    out, at = {}, 0
    while at + 4 <= len(data):
        code, size = struct.unpack_from("<HH", data, at)
        if code == 0:
            break
        out[code] = data[at + 4:at + 4 + size]
        at += 4 + (size + 3) // 4 * 4
    return out


class Packet:
    def __init__(self, body, interfaces):
        number, high, low, size = struct.unpack_from("<IIII", body)
        self.interface = interfaces[number]
        self.time = datetime.fromtimestamp((high << 32 | low) / 1e9, timezone.utc).isoformat(timespec="milliseconds")
        self.comment = options(body[20 + (size + 3) // 4 * 4:]).get(1, b"").decode()
        data = body[20:20 + size]
        self.tags, at = {}, 0
        while True:
            tag, length = struct.unpack_from(">HH", data, at)
            at += 4
            if tag == END:
                break
            self.tags[tag] = data[at:at + length]
            at += length
        self.payload = data[at:]
        self.dissector = self.tags[DISSECTOR].rstrip(b"\0").decode()

    def items(self):
        """Items of the ctilog payload: [(type, value)]."""
        assert self.payload[0] == 1
        out, at = [], 1
        while at < len(self.payload):
            kind, size = struct.unpack_from(">BI", self.payload, at)
            out.append((kind, self.payload[at + 5:at + 5 + size]))
            at += 5 + size
        return out

    def item(self, kind):
        return next((value for k, value in self.items() if k == kind), None)


def packets(data):
    interfaces, out = [], []
    for kind, body in blocks(data):
        if kind == 1:
            assert struct.unpack_from("<H", body)[0] == UPPER_PDU
            interfaces.append(options(body[8:])[2].decode())
        elif kind == 6:
            out.append(Packet(body, interfaces))
    return out


def convert(tmp_path, *arguments):
    out = tmp_path / "out.pcapng"
    done = run("-w", out, *arguments)
    assert done.returncode == 0, done.stderr.decode()
    return packets(out.read_bytes()), done.stderr.decode()


def test_records_become_packets(tmp_path):
    (tmp_path / "SDL001_200_000001.txt").write_text(SDL)
    found, said = convert(tmp_path, tmp_path / "SDL001_200_000001.txt")
    assert [p.time for p in found] == ["2024-08-13T02:53:46.259+00:00", "2024-08-13T02:53:47.000+00:00", "2024-08-13T02:53:49.000+00:00"]
    assert [p.comment for p in found] == [f"SDL001_200_000001.txt:{line}" for line in (1, 2, 3)]
    assert {p.interface for p in found} == {"SDL001_200_000001.txt"}
    assert {p.dissector for p in found} == {"ctilog"}
    assert all(p.tags[PORT_TYPE] == bytes(4) for p in found), "state is never shared with the wire"
    request = found[1]
    assert request.tags[IPV4_SOURCE] == bytes([192, 0, 2, 50]) and request.tags[SOURCE_PORT] == struct.pack(">I", 50155)
    assert request.item(4) == b"sdl" and request.item(6) == b"ctiqbe" and request.item(7) == b"\1"
    assert (11, b"handler\x001:200:12:136") in request.items()
    assert found[2].item(10) == b"ProviderOpenResponse"
    assert found[2].item(18).decode() == SDL.splitlines()[2]
    assert said == "", "date and zone stand in the file: nothing is assumed"


def peak_memory(*arguments):
    """Kilobytes; no less than this process has, from which it is forked."""
    with subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.DEVNULL) as started:
        _, status, usage = os.wait4(started.pid, 0)
        started.returncode = status
    assert status == 0
    return usage.ru_maxrss


def test_memory_does_not_grow_with_the_file(tmp_path):
    head, *lines = SDL.splitlines(True)
    peaks = []
    for times in (1, 200_000):
        log = tmp_path / "SDL001_200_000001.txt"
        with log.open("w") as file:
            file.write(head)
            for _ in range(times):
                file.writelines(lines)
        peaks.append(peak_memory("-q", "-w", tmp_path / "out.pcapng", log))
    assert log.stat().st_size > 60_000_000 and peaks[1] < peaks[0] + 10_000, peaks


def test_whole_messages_are_in_their_record(tmp_path):
    (tmp_path / "MIVR.log").write_text(UCCX)
    found, said = convert(tmp_path, "--date", "2023", tmp_path / "MIVR.log")
    assert found[0].dissector == "ctilog"
    assert found[0].item(6) == b"ged188" and found[0].item(19) == bytes([0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 7])
    assert found[0].tags[PORT_TYPE] == bytes(4)
    assert found[0].time == "2023-11-20T14:43:59.435+00:00"
    assert "no year in it: 2023 of --date" in said


def test_files_and_folders_are_one_timeline(tmp_path):
    logs = tmp_path / "logs"
    (logs / "deep").mkdir(parents=True)
    with gzip.open(logs / "a_sdl.txt.gz", "wb") as file:
        file.write(SDL.encode())
    (logs / "deep" / "CiscoSyslog").write_text(ALARM)
    found, _ = convert(tmp_path, logs)
    assert [p.interface for p in found] == ["a_sdl.txt.gz", "a_sdl.txt.gz", "CiscoSyslog", "a_sdl.txt.gz"]
    assert found[2].item(6) == b"ucalarm" and found[2].item(10) == b"CtiProviderOpenFailure"


def test_rotated_files_in_order_of_their_first_record(tmp_path):
    for name, hour in (("log01", "12"), ("log02", "10"), ("log03", "11")):
        (tmp_path / name).write_text(f"1: Nov 20 {hour}:00:00.000 UTC %MIVR-ENG-7-UNK:text\n")
    found, _ = convert(tmp_path, "-q", tmp_path / "log01", tmp_path / "log02", tmp_path / "log03")
    assert [p.interface for p in found] == ["log02", "log03", "log01"]


def test_what_has_no_time_stands_where_the_first_time_of_its_file_is(tmp_path):
    """The title of a BroadWorks alarm table; a cut-off record at the beginning of a trace."""
    (tmp_path / "alarms.txt").write_text("Identifier  Timestamp                Alarm Name                       Severity  Correlation Parameter\n"
                                         "66414       2017-11-12 8:58:55 GMT   bwOpenClientServerASConnFailed   Critical  10;37;CAP;10.123.123.80;\n")
    (tmp_path / "SDL001.txt").write_text("the rest of a record\n" + SDL)
    found, _ = convert(tmp_path, tmp_path / "alarms.txt", tmp_path / "SDL001.txt")
    assert [(p.comment, p.time) for p in found][:4] == [
        ("alarms.txt:1", "2017-11-12T08:58:55.000+00:00"), ("alarms.txt:2", "2017-11-12T08:58:55.000+00:00"),
        ("SDL001.txt:1", "2024-08-13T02:53:46.259+00:00"), ("SDL001.txt:2", "2024-08-13T02:53:46.259+00:00")]
    (tmp_path / "none.txt").write_text("Identifier  Timestamp                Alarm Name                       Severity  Correlation Parameter\n")
    assert [p.comment for p in convert(tmp_path, tmp_path / "none.txt")[0]] == ["none.txt:1"]


def test_zone_date_and_offset(tmp_path):
    (tmp_path / "ctisvr.txt").write_text(DUMPLOG)
    found, said = convert(tmp_path, "--zone", "-05:00", "--date", "2007-02-08", "--offset", "-1.5", tmp_path / "ctisvr.txt")
    assert found[0].time == "2007-02-09T03:21:21.430+00:00"
    assert "--zone" in said and "--date" in said
    os.utime(tmp_path / "ctisvr.txt", (1_000_000_000, 1_000_000_000))  # 2001-09-09
    found, said = convert(tmp_path, tmp_path / "ctisvr.txt")
    assert found[0].time == "2001-09-09T22:21:22.930+00:00"
    assert "no date in it: that of its last change is taken" in said and "no zone in it: UTC is taken" in said
    assert convert(tmp_path, "--quiet", tmp_path / "ctisvr.txt")[1] == ""


def test_pipes(tmp_path):
    done = run("-q", "-w", "-", "-", input=SDL.encode())
    assert done.returncode == 0
    found = packets(done.stdout)
    assert [p.interface for p in found] == ["standard input"] * 3
    done = run("-q", "-w", "-", "-", input=gzip.compress(SDL.encode()))
    assert len(packets(done.stdout)) == 3


def test_json(tmp_path):
    (tmp_path / "sdl.txt").write_text(SDL)
    done = run("--json", tmp_path / "sdl.txt")
    assert done.returncode == 0
    records = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert records[1]["keys"]["client_port"] == "50155"
    assert records[2]["event"] == "ProviderOpenResponse" and records[2]["direction"] == "to client"
    assert ["", "provider id", "16777223"] in records[2]["fields"]
    assert records[2]["time"] == "2024-08-13T02:53:49.000000000Z"


def test_bad_files_are_named_and_the_rest_is_converted(tmp_path):
    (tmp_path / "good.txt").write_text(SDL)
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 100)
    (tmp_path / "cut.gz").write_bytes(gzip.compress(SDL.replace("28131", "38131").encode() * 300)[:-20])
    out = tmp_path / "out.pcapng"
    done = run("-w", out, tmp_path / "good.txt", tmp_path / "binary", tmp_path / "cut.gz", tmp_path / "missing")
    said = done.stderr.decode()
    assert done.returncode == 1
    assert "binary: line 1: no log of a form that is known" in said
    assert re.search(r"cut\.gz: ends within its compressed data, behind line \d{3}\b", said)
    assert "missing: No such file or directory" in said
    found = packets(out.read_bytes())
    assert sum(p.interface == "good.txt" for p in found) == 3
    assert sum(p.interface == "cut.gz" for p in found) > 500


def test_records_of_two_files_are_converted_once(tmp_path):
    """Files that overlap, as rotated ones that were collected twice do. The same line twice in one file stays."""
    lines = SDL.splitlines(keepends=True)
    (tmp_path / "first.txt").write_text(SDL + lines[2])
    (tmp_path / "second.txt").write_text(lines[0] + lines[2] + lines[2].replace("49.000", "50.000"))
    found, said = convert(tmp_path, tmp_path / "first.txt", tmp_path / "second.txt")
    assert [p.comment for p in found] == ["first.txt:1", "second.txt:1", "first.txt:2", "first.txt:3", "first.txt:4", "second.txt:3"]
    assert f"second.txt:2: the same record as {tmp_path}/first.txt:3; left out" in said


def test_what_is_irregular_is_named_with_file_and_line(tmp_path):
    lines = SDL.splitlines(keepends=True)
    log = tmp_path / "SDL001.txt"
    log.write_text(lines[0] + lines[2] + lines[1])
    found, said = convert(tmp_path, log)
    assert "SDL001.txt:3: time steps back by 2.000 s: the records of a file stay in its order" in said
    assert [p.comment for p in found] == ["SDL001.txt:1", "SDL001.txt:2", "SDL001.txt:3"]
    log.write_text(lines[0] + lines[1] + lines[2].rstrip("\n") + "x" * 2_000_000 + "\n")
    found, said = convert(tmp_path, log)
    assert re.search(r"SDL001\.txt:3: \d+ bytes of lines that are too long are left out", said) and len(found) == 3
    log.write_bytes(lines[0].encode() + lines[1].replace("Peer", "Pe\0er").encode() + lines[2].encode())
    found, said = convert(tmp_path, log)
    assert "SDL001.txt:2: 2 bytes 0 are left out" in said and len(found) == 3
    assert convert(tmp_path, "--quiet", log)[1] == ""


@pytest.mark.parametrize("arguments", [[], ["-w", "x"], ["f"], ["--zone", "Mars", "-w", "x", "f"], ["--date", "yesterday", "-w", "x", "f"],
                                       ["--offset", "1s", "-w", "x", "f"], ["--no-such-option"]])
def test_wrong_usage(tmp_path, arguments):
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2 and done.stderr
    assert not (tmp_path / "x").exists()


def test_output_that_cannot_be_written(tmp_path):
    (tmp_path / "good.txt").write_text(SDL)
    assert run("-w", tmp_path / "no/such/folder.pcapng", tmp_path / "good.txt").returncode == 3
    if Path("/dev/full").exists():
        assert run("-w", "/dev/full", tmp_path / "good.txt").returncode == 3
        assert run("--json", "-w", "/dev/full", tmp_path / "good.txt").returncode == 3


def test_help_and_version():
    done = run("--help")
    assert done.returncode == 0 and b"--zone" in done.stdout
    assert run("--version").stdout.startswith(b"ctilog2pcap ")


def test_follow(tmp_path):
    log, out = tmp_path / "sdl.txt", tmp_path / "out.pcapng"
    lines = SDL.splitlines(keepends=True)
    log.write_text(lines[0])
    program = subprocess.Popen([PROGRAM, "-q", "-f", "-w", out, log], stderr=subprocess.PIPE)

    def wait_for(number):
        for _ in range(100):
            if out.exists() and len(packets(out.read_bytes())) >= number:
                return True
            time.sleep(0.1)
        return False
    try:
        assert wait_for(1), "a record is handed over after a pause"
        with log.open("a") as file:
            file.write(lines[1])
            file.write(lines[2][:20])
            file.flush()
            assert wait_for(2)
            file.write(lines[2][20:])
        assert wait_for(3)
        log.unlink()
        log.write_text(ALARM)
        assert wait_for(4), "the file was rotated"
    finally:
        program.send_signal(signal.SIGINT)
        assert program.wait(10) == 0
    found = packets(out.read_bytes())
    assert [p.item(18).decode() + "\n" for p in found[:3]] == lines


@pytest.mark.skipif(not (BUILD / "plugin/cti.so").exists(), reason="the plugin is not built")
def test_wireshark_decodes_the_message_of_a_hex_dump(tmp_path_factory):
    """BEGIN_CALL_EVENT as a UCCX engine log prints it; its text form in the same log says ANI 2006, DNIS 7000, ConnectionDeviceID 9026."""
    folder = tmp_path_factory.mktemp("decode")
    os.chmod(folder, 0o755)  # tshark may run as another user
    for parent in list(folder.parents)[:2]:
        os.chmod(parent, 0o755)
    (folder / "MIVR.log").write_text(
        "7091948: Nov 20 10:43:59.435 EDT %MIVR-ICD_CTI-7-UNK:writing... MHDR: 0000: 00 00 00 36 00 00 00 17 ...6.... MDATA: 0000: 00 00 00 00 00 00 00 01 00 15 "
        "00 00 00 00 00 00 .... 0010: 00 01 00 00 01 00 01 10 00 00 08 05 32 30 30 36 ...........2006 0020: 00 0B 05 37 30 30 30 00 19 05 39 30 32 36 00 0A "
        "..7000...9026.. 0030: 05 37 30 30 30 00 .7000.\n")
    out = folder / "out.pcapng"
    assert run("-q", "-w", out, folder / "MIVR.log").returncode == 0
    shown = subprocess.run([BUILD / "cti-tshark", "-r", out, "-T", "fields", "-e", "frame.protocols", "-e", "ged188.message_type", "-e", "ged188.ani", "-e", "ged188.dnis",
                            "-e", "ged188.connection_device_id", "-e", "frame.comment"], capture_output=True, text=True, timeout=60)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.rstrip("\n").split("\t") == ["exported_pdu:ctilog:ged188", "23", "2006", "7000", "9026", "MIVR.log:1"]


def alarm_line(number, stamp):
    return (f"Aug 12 21:53:48 cm-a local7 3 : {number}: cm-a: Aug 13 2024 {stamp} UTC : %UC_CTI-3-CtiProviderOpenFailure: %[CTIconnectionId={number}]"
            "[AppID=Cisco CTIManager][ClusterID=][NodeID=cm-a]: CTI application failed to open provider\n")


def ged188(number, invoke_id):
    return struct.pack(">III", 4, number, invoke_id)


def capture_of(path, *packets):
    """Packets: (seconds since the epoch, 17 for UDP to 514 or 6 for TCP to 42027, payload)."""
    with open(path, "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
        for at, protocol, payload in packets:
            if protocol == 17:
                payload = struct.pack(">HHHH", 40000, 514, 8 + len(payload), 0) + payload
            else:
                payload = struct.pack(">HHIIBBHHH", 50000, 42027, 1, 1, 0x50, 0x18, 8192, 0, 0) + payload
            frame = (b"\x02\0\0\0\0\1\x02\0\0\0\0\2\x08\0"
                     + struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 1, 0, 64, protocol, 0, b"\x0a\1\1\1", b"\x0a\1\1\2") + payload)
            out.write(struct.pack("<IIII", int(at), round(at % 1 * 1e6), len(frame), len(frame)) + frame)
    return path


MIDNIGHT = 1723507200    # 2024-08-13 00:00:00 UTC


def test_match_finds_the_offset_of_a_log(tmp_path):
    """Alarms of a log that is 2 hours and 1.5 seconds behind; one number comes twice and tells nothing, one is elsewhere."""
    log = tmp_path / "CiscoSyslog"
    log.write_text("".join(alarm_line(n, f"02:00:{n:02}.000") for n in (10, 11, 12, 13, 13, 40)))
    capture = capture_of(tmp_path / "wire.pcap", *[
        (MIDNIGHT + 4 * 3600 + n + 1.5, 17, b"<187>" + alarm_line(n, f"02:00:{n:02}.000").encode()) for n in (10, 11, 12, 13, 99)])
    found, said = convert(tmp_path, "--match", capture, log)
    assert found[0].time == "2024-08-13T04:00:11.500+00:00"
    assert "7201.500 s are added" in said and "3 moments in both, 3 of them agree" in said


def test_match_by_invoke_ids(tmp_path):
    log = tmp_path / "ctisvr.txt"
    log.write_text("Events from August 13, 2024\n" + "".join(
        f"02:00:{n:02}:000 cg1A-ctisvr SESSION 9: MsgType:QUERY_AGENT_STATE_REQ (InvokeID:{n:#x} PeripheralID:5000 )\n" for n in (20, 21, 22)))
    query_agent_state_req = 36
    capture = capture_of(tmp_path / "wire.pcap", *[(MIDNIGHT + 3600 + n, 6, ged188(query_agent_state_req, n)) for n in (20, 21, 22)])
    found, said = convert(tmp_path, "--match", capture, log)
    assert found[1].time == "2024-08-13T01:00:20.000+00:00" and "-3600.000 s are added" in said


STORY = TOP / "test-captures"


def test_match_by_connections(tmp_path):
    """A trace that is 95.5 s late against the capture of the same minutes: three clients connect, each with its address and port."""
    capture = tmp_path / "wire.pcapng"
    subprocess.run([BUILD / "tools/ctigen/ctigen", "-o", capture, STORY / "story_login_timeout.scenario"], check=True, timeout=60)
    log = STORY / "story_login_timeout/SDL001_200_000042.txt"
    right, said = convert(tmp_path, "--match", capture, log)
    assert "3 moments in both, 3 of them agree" in said and re.search(r" -?0\.00\d s are added", said)
    late, said = convert(tmp_path, "--offset", "95.5", "--match", capture, log)
    assert "-95.500 s are added" in said
    assert [p.time for p in late] == [p.time for p in right]
    request, = (p for p in late if p.item(10) == b"PROVIDER_OPEN_REQUEST received" and p.tags[SOURCE_PORT] == struct.pack(">I", 50301))
    assert request.time == "2026-01-15T09:00:04.508+00:00", "the first payload of the connection"


def test_what_is_not_sure_is_not_used(tmp_path):
    log = tmp_path / "CiscoSyslog"
    log.write_text(alarm_line(10, "02:00:10.000"))
    capture = capture_of(tmp_path / "wire.pcap", (MIDNIGHT + 9999, 17, b"<187>" + alarm_line(10, "02:00:10.000").encode()))
    found, said = convert(tmp_path, "--match", capture, log)
    assert found[0].time == "2024-08-13T02:00:10.000+00:00" and "not sure" in said
    found, said = convert(tmp_path, "--match", capture_of(tmp_path / "empty.pcap"), log)
    assert found[0].time == "2024-08-13T02:00:10.000+00:00" and "shows nothing that" in said


def test_match_needs_files(tmp_path):
    assert run("-w", tmp_path / "out.pcapng", "--match", tmp_path / "a.pcap", "-").returncode == 2
    (tmp_path / "a.log").write_text(ALARM)
    done = run("-w", tmp_path / "out.pcapng", "--match", tmp_path / "none.pcap", tmp_path / "a.log")
    assert done.returncode == 1 and b"none.pcap" in done.stderr and (tmp_path / "out.pcapng").exists()


class Extcap:
    """A home, and an extcap folder with the program in it, for a user who is not root (Wireshark takes no folder from root's environment)."""

    def __init__(self, folder):
        self.folder, self.home = folder, folder / "home"
        folder.chmod(0o755)
        self.home.mkdir()
        (folder / "extcap").mkdir()
        shutil.copy(PROGRAM, folder / "program")
        (folder / "extcap/ctilog2pcap").symlink_to("../program")    # as it is installed
        self.user = []
        if os.geteuid() == 0:
            self.user = ["setpriv", "--reuid=1000", "--regid=1000", "--clear-groups"]
            os.chown(self.home, 1000, 1000)
        self.log = folder / "SDL001_200_000001.txt"

    def command(self, *arguments):
        return [*self.user, "env", f"HOME={self.home}", f"WIRESHARK_EXTCAP_DIR={self.folder / 'extcap'}", *map(str, arguments)]

    def tshark(self, *arguments):
        return subprocess.run(self.command("tshark", *arguments), capture_output=True, text=True, timeout=60)

    def capture(self, **settings):
        preferences = [part for name, value in settings.items() for part in ("-o", f"extcap.ctilog.{name}:{value}")]
        return self.tshark("-i", "ctilog", *preferences, "-w", self.home / "out.pcapng")

    def packets(self):
        return packets((self.home / "out.pcapng").read_bytes())


@pytest.fixture
def extcap():
    with tempfile.TemporaryDirectory() as folder:
        yield Extcap(Path(folder))


def test_wireshark_lists_it_as_an_interface(extcap):
    listed = extcap.tshark("-D").stdout
    assert re.search(r"^\d+\. ctilog \(CTI log file\)$", listed, re.M)
    (extcap.folder / "extcap/ctilog2pcap").unlink()
    assert "ctilog" not in extcap.tshark("-D").stdout


def test_wireshark_captures_a_log_file(extcap):
    extcap.log.write_text(SDL)
    done = extcap.capture(file=extcap.log, follow="false")
    assert done.returncode == 0, done.stderr
    assert [p.time for p in extcap.packets()] == ["2024-08-13T02:53:46.259+00:00", "2024-08-13T02:53:47.000+00:00", "2024-08-13T02:53:49.000+00:00"]
    assert {p.interface for p in extcap.packets()} == {extcap.log.name}
    assert extcap.packets()[2].comment == f"{extcap.log.name}:3"


def test_wireshark_sets_zone_and_date(extcap):
    extcap.log.write_text(DUMPLOG)
    assert extcap.capture(file=extcap.log, follow="false", zone="-05:00", date="2007-02-08").returncode == 0
    assert [p.time for p in extcap.packets()] == ["2007-02-09T03:21:22.930+00:00"]


def test_wireshark_follows_a_log_until_it_stops(extcap):
    lines = SDL.splitlines(keepends=True)
    extcap.log.write_text(lines[0])
    out = extcap.home / "out.pcapng"
    tshark = subprocess.Popen(extcap.command("tshark", "-i", "ctilog", "-o", f"extcap.ctilog.file:{extcap.log}", "-w", out),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def wait_for(number):
        for _ in range(150):
            if out.exists() and len(extcap.packets()) >= number:
                return True
            time.sleep(0.1)
        return False
    try:
        assert wait_for(1), "the setting 'follow' is on unless it is switched off"
        with extcap.log.open("a") as file:
            file.write(lines[1] + lines[2])
        assert wait_for(3)
    finally:
        tshark.send_signal(signal.SIGINT)
        tshark.wait(20)
    for _ in range(50):
        left = [name for name in Path("/proc").glob("[0-9]*/cmdline") if str(extcap.folder / "extcap").encode() in read_if_there(name)]
        if not left:
            break
        time.sleep(0.1)
    assert not left, "the program ends with the capture"


def read_if_there(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize("settings, words", [
    ({}, "no log file is chosen"),
    ({"file": "LOG", "zone": "Mars"}, "not a zone: Mars"),
    ({"file": "BINARY", "follow": "false"}, "line 1: no log of a form that is known"),
])
def test_wireshark_shows_what_is_wrong(extcap, settings, words):
    extcap.log.write_text(SDL)
    (extcap.folder / "binary").write_bytes(bytes(range(256)) * 100)
    files = {"LOG": extcap.log, "BINARY": extcap.folder / "binary"}
    done = extcap.capture(**{name: files.get(value, value) for name, value in settings.items()})
    assert words in done.stderr


def test_extcap_answers():
    """The grammar of extcap(4): sentences of {key=value}; what is chosen is the command's own option."""
    def sentences(*arguments):
        done = run(*arguments)
        assert done.returncode == 0, done.stderr
        return [(line.split(" ", 1)[0], dict(re.findall(r"\{(\w+)=([^{}]*)\}", line))) for line in done.stdout.decode().splitlines()]
    interfaces = sentences("--extcap-interfaces", "--extcap-version=4.4")
    assert [kind for kind, _ in interfaces] == ["extcap", "interface"]
    assert interfaces[1][1] == {"value": "ctilog", "display": "CTI log file"}
    (kind, dlt), = sentences("--extcap-interface", "ctilog", "--extcap-dlts")
    assert kind == "dlt" and dlt["number"] == str(UPPER_PDU)
    config = sentences("--extcap-interface", "ctilog", "--extcap-config")
    assert [(kind, value["call"], value["type"]) for kind, value in config] == [
        ("arg", "--file", "fileselect"), ("arg", "--follow", "boolflag"), ("arg", "--zone", "string"), ("arg", "--date", "string")]
    assert [value["number"] for _, value in config] == ["0", "1", "2", "3"]
    assert run("--extcap-interface", "eth0", "--extcap-config").returncode == 2
    assert run("--extcap-interface", "eth0", "--capture", "--fifo", "x", "--file", "y").returncode == 2


def test_what_is_empty_in_wiresharks_dialogue_is_not_set(tmp_path):
    log, pipe = tmp_path / "sdl.txt", tmp_path / "out.pcapng"
    log.write_text(SDL)
    done = run("--capture", "--extcap-interface", "ctilog", "--fifo", pipe, "--extcap-capture-filter", "tcp port 2748", "--file", log, "--zone", "", "--date", "")
    assert done.returncode == 0 and done.stderr == b""
    assert len(packets(pipe.read_bytes())) == 3
