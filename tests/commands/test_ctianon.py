# SPDX-License-Identifier: GPL-2.0-or-later
"""ctianon, held against tshark: what a capture tells is the same before and after, but for the values. CTI_REAL_CAPTURES names a folder of more
captures, real ones perhaps, that are held against it too."""
import json
import os
import re
import struct
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("CTI_BUILD") or ROOT / "build")
CTIANON = BUILD / "commands/ctianon/ctianon"
TSHARK = BUILD / "cti-tshark"

LOG2PCAP = BUILD / "commands/ctilog2pcap/ctilog2pcap"
MORE = Path(os.environ["CTI_REAL_CAPTURES"]) if os.environ.get("CTI_REAL_CAPTURES") else None
CAPTURES = sorted(p for p in [*(BUILD / "test-captures").glob("*.pcap*"), *(ROOT / "tests/cases").glob("*.pcap*"), *(MORE.glob("*.pcap*") if MORE else [])])

# Texts of a report that hold values, or are made of them.
VALUES = {"client", "clients", "server", "application", "agent", "user", "device", "host", "sentence", "remedy", "client_address", "server_address",
          "identity", "members", "about_user", "subject", "detail"}

# Fields of ours in the tree of a frame, by name, in order; of those in SAME the value, too.
OURS = re.compile(r'<packet>|<field name="((?:ged188|ctiqbe|bwcap|ucalarm|bwfault|ctilog|cti)\.[a-z0-9_.]+)"[^>\n]*?(?: show="([^"]*)")?[^>\n]*>'
                  r'|<field name="(frame\.number|frame\.time_epoch|frame\.len|frame\.cap_len|tcp\.len|tcp\.seq_raw)"[^>\n]*? show="([^"]*)"')
SAME = {"ctilog.event", "ctilog.direction", "ctilog.result", "ctilog.sequence", "ctilog.handler", "ctilog.line", "ged188.message_type", "bwcap.command_type", "ucalarm.name", "ctiqbe.length", "cti.diagnosis", "ged188.message_length"}


def tshark(capture, *options):
    run = subprocess.run([TSHARK, "-r", capture, *options], capture_output=True, text=True, errors="replace", timeout=120)
    assert run.returncode == 0, run.stderr
    return run.stdout


def anonymise(capture, out, *options, code=0):
    run = subprocess.run([CTIANON, *options, capture, out], capture_output=True, text=True, timeout=120)
    assert run.returncode == code, f"{capture.name}: {run.stdout}{run.stderr}"
    return run.stdout + run.stderr


def told(capture):
    """What tshark tells: by frame its number, time, lengths and our fields by name; and the lines of the report without values, in any order,
    since cases may be sorted by them. One run: pdml, and behind it the report."""
    out = tshark(capture, "-T", "pdml", "-z", "cti,json")
    frames, names = [], None
    for match in OURS.finditer(out):
        if match.group(1) is None and match.group(3) is None:
            names = []
            frames.append(names)
        else:
            names.append((match.group(1), match.group(2)) if match.group(1) in SAME else match.group(1) or (match.group(3), match.group(4)))
    lines = []
    for line in out.splitlines():
        if line.startswith('{"type"'):
            row = {k: v for k, v in json.loads(line).items() if k not in VALUES and not isinstance(v, dict)}
            if "consequences" in row:
                row["consequences"] = sorted((c["diagnosis"], c["count"], c["frames"], c["all_frames"]) for c in row["consequences"])
            lines.append(json.dumps(row, sort_keys=True))
    return frames, sorted(lines)


def same(one, other):
    (frames, report), (frames_before, report_before) = told(other), told(one)
    assert report == report_before
    assert frames == frames_before


@pytest.mark.parametrize("capture", CAPTURES, ids=lambda p: p.stem)
def test_tells_the_same(capture, tmp_path):
    tmp_path.chmod(0o755)
    out = tmp_path / "out.pcapng"
    anonymise(capture, out, "--key", "test", "--keep-foreign", "--check")
    out.chmod(0o644)
    same(capture, out)


def private_fields():
    """Fields that name somebody, by the column of the printed tables."""
    for page in (ROOT / "docs/reference").glob("*-fields.md"):
        for line in page.read_text().splitlines():
            cells = [c.strip() for c in line.split("|")]
            if len(cells) > 5 and cells[1].startswith("`") and cells[3] == "text" and cells[4] in ("person", "number", "device", "host", "secret"):
                yield cells[1].strip("`")


PRIVATE = sorted(set(private_fields()))


def test_the_tables_say_whom_fields_name():
    assert {"ged188.agent_id", "ged188.agent_password", "bwcap.user.secure_password", "ucalarm.login_user_id", "ctiqbe.device_name", "ctilog.user"} <= set(PRIVATE)


@pytest.mark.parametrize("capture", CAPTURES, ids=lambda p: p.stem)
def test_no_value_is_left(capture, tmp_path):
    """Values of private fields, as tshark reads them before, are nowhere in the new file."""
    out = tmp_path / "out.pcapng"
    anonymise(capture, out, "--key", "test", "--keep-foreign")
    options = [x for f in PRIVATE for x in ("-e", f)]
    values = {v for line in tshark(capture, "-T", "fields", "-E", "aggregator=/s", *options).splitlines() for f in line.split("\t") for v in f.split()}
    written = out.read_bytes().lower()
    for value in values:
        # Shorter ones would be found by chance; loopback is nobody's; words of catalogues stay in texts.
        if len(value) >= 7 and not value.startswith("127.") and re.search(r"[0-9.@_-]", value):
            assert value.lower().encode() not in written, value
            assert value.lower().encode("utf-16-le") not in written, value
            assert value.lower().encode().hex().encode() not in written, value


# ---- logs: lines as vendors' documents print them, the samples of the readers' own unit tests

def logs():
    source = (ROOT / "tests/unit/logs/samples.hpp").read_text()
    for name, body in re.findall(r'inline constexpr std::string_view (\w+) =((?:\s*"(?:[^"\\]|\\.)*")+);', source):
        yield name, "".join(json.loads(f'"{part}"') for part in re.findall(r'"((?:[^"\\]|\\.)*)"', body))


LOGS = dict(logs())


def packets(log, folder):
    out = folder / f"{log.stem}.pcapng"
    run = subprocess.run([LOG2PCAP, "-q", "--date", "2024-08-12", "-w", out, log], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    out.chmod(0o644)
    return out


@pytest.mark.parametrize("name", LOGS)
def test_a_log_tells_the_same(name, tmp_path):
    """As text, and as the packets that ctilog2pcap makes of it: both become the same."""
    tmp_path.chmod(0o755)
    for folder in (tmp_path / "before", tmp_path / "after"):
        folder.mkdir(mode=0o755)
    log, text = tmp_path / "before/a.log", tmp_path / "after/a.log" # records hold the name
    log.write_text(LOGS[name], newline="")
    anonymise(log, text, "--key", "test", "--check")
    assert [len(line) for line in text.read_bytes().splitlines(True)] == [len(line) for line in log.read_bytes().splitlines(True)]
    before, after = packets(log, log.parent), packets(text, text.parent)
    same(before, after)
    records = tmp_path / "records.pcapng"
    anonymise(before, records, "--key", "test", "--check")
    records.chmod(0o644)
    same(before, records)
    raw = [tshark(path, "-T", "fields", "-e", "ctilog.raw", "-e", "ctilog.user", "-e", "ctilog.device") for path in (after, records)]
    assert raw[0] == raw[1]


# Who and what the samples name: invented, but standing where a real log names people and machines.
NAMED = {"sdl": ["anna", "Board", "1001", "7778", "SEP0A", "cm-a", "192.0.2.50", "192.0.2.118", "192.0.2.7"], "sdl_old": ["SEP0B", "192.0.2.14"],
         "jtapi": ["anna", "192.0.2.82", "@box"], "uccx": ["2006", "7000", "9026", "32 30 30 36", "4003"], "dumplog": ["6505", "LCP5", "27001", "4150", "3003", "acme"],
         "ciscolog": ["icmhost", "acme1"], "broadworks": ["15550100011", "192.0.2.219", "admin", "2010@"],
         "alarms": ["cm-a", "cm-b", "cm-c", "cm-d", "imp.example", "anna", "192.0.2.73", "192.0.2.210", "SEP0C"],
         "event_log": ["CM-SUB1", "192.0.2.179"], "alarm_table": ["10.123.123.80"]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("name", NAMED)
def test_no_value_of_a_log_is_left(name, encoding, tmp_path):
    log, out = tmp_path / "before.log", tmp_path / "after.log"
    log.write_bytes(LOGS[name].encode(encoding))
    anonymise(log, out, "--key", "test", "--check")
    before, after = log.read_bytes().decode(encoding), out.read_bytes().decode(encoding)
    assert len(after) == len(before)
    for value in NAMED[name]:
        assert value in before
        assert not re.search(rf"(?<![A-Za-z0-9]){re.escape(value)}(?![A-Za-z0-9])", after, re.IGNORECASE), value


def test_times_that_a_log_prints_are_not_moved(tmp_path):
    log = tmp_path / "before.log"
    log.write_text(LOGS["sdl"])
    assert "--shift" in anonymise(log, tmp_path / "after.log", "--shift", "60", code=2)
    assert not (tmp_path / "after.log").exists()


def test_same_key_same_output(tmp_path):
    capture = BUILD / "test-captures" / "ged188_uccx_agent_session.pcapng"
    first, second, other = (tmp_path / n for n in ("a", "b", "c"))
    anonymise(capture, first, "--key", "one")
    anonymise(capture, second, "--key", "one")
    anonymise(capture, other, "--key", "two")
    assert first.read_bytes() == second.read_bytes() != other.read_bytes()


# ---- what an attacker would look for: planted where no field is

def ip4(source, destination, protocol, payload, options=b"", fragment=0):
    size = 20 + len(options)
    return (bytes([0x40 | size // 4, 0]) + struct.pack(">HHHBBH", size + len(payload), 1, fragment, 64, protocol, 0) + bytes(source) + bytes(destination)
            + options + payload)


def udp(source, destination, data):
    return struct.pack(">HHHH", source, destination, 8 + len(data), 0x1234) + data


def tcp(source, destination, sequence, flags, data=b"", options=b""):
    return struct.pack(">HHIIBBHHH", source, destination, sequence, 1, (5 + len(options) // 4) << 4, flags, 8192, 0x4321, 0) + options + data


def ethernet(payload, kind=0x800):
    return MACS[0] + MACS[1] + struct.pack(">H", kind) + payload


MACS = bytes.fromhex("001122aabbcc"), bytes.fromhex("001122ddeeff")
CLIENT, SERVER, ROUTER = (10, 66, 77, 88), (10, 66, 77, 99), (10, 66, 78, 1)
MARK = b"plantedxy"
ALARM = (b"<131>Jul 02 06:22:31 plantedxy1 local7 3 : 41679: plantedxy1.corp.example Jul 02 2015 06:22:31 UTC : %UC_CTI-3-CtiProviderOpenFailure: "
         b"%[CTIconnectionId=212][Login User Id=plantedxy][Reason code.=-1932787595][IPAddress=10.66.77.88][NodeID=plantedxy1]: +4930555000111 plantedxy 10.66.77.88")
CAP = (b'<?xml version="1.0"?><!-- plantedxy --><BroadsoftDocument protocol="CAP" version="14.0" note="plantedxy"><command commandType="registerAuthentication" '
       b"x='plantedxy'><commandData><user userType=\"CallClient\"><id>plantedxy</id></user><![CDATA[plantedxy]]></commandData></command></BroadsoftDocument>")


def block(kind, body):
    body += bytes(-len(body) % 4)
    return struct.pack("<II", kind, 12 + len(body)) + body + struct.pack("<I", 12 + len(body))


def option(code, value):
    return struct.pack("<HH", code, len(value)) + value + bytes(-len(value) % 4)


def planted(path):
    frames = [
        ethernet(ip4(CLIENT, SERVER, 17, udp(5000, 514, ALARM))) + MARK,                                     # behind the packet
        ethernet(ip4(CLIENT, SERVER, 17, udp(5000, 514, ALARM), b"\x07\x07\x04" + bytes(CLIENT) + b"\0")),  # record route
        ethernet(ip4(CLIENT, SERVER, 17, udp(53, 5353, b"\x12\x34\x81\x80\0\1\0\0\0\0\0\0\x09" + MARK + b"\0\0\1\0\1"))),
        ethernet(ip4(CLIENT, SERVER, 17, udp(5000, 514, ALARM)[:40], fragment=0x2000)),
        ethernet(ip4(CLIENT, SERVER, 17, udp(5000, 514, ALARM)[40:], fragment=5)),
        ethernet(ip4(CLIENT, SERVER, 6, tcp(50001, 2208, 1000, 2))),
        ethernet(ip4(CLIENT, SERVER, 6, tcp(50001, 2208, 1001, 0x18, CAP))),
        ethernet(ip4(CLIENT, SERVER, 6, tcp(50001, 2208, 1001, 0x18, CAP[:-40] + MARK * 4 + b"----"))),       # sent again, other content
        ethernet(ip4(CLIENT, SERVER, 6, tcp(50001, 2208, 1001 + len(CAP) - 30, 0x18, CAP[-30:] + MARK))),     # overlaps
        ethernet(ip4(SERVER, CLIENT, 6, tcp(2208, 50001, 1, 0x14, MARK))),                                  # cause in a reset
        ethernet(ip4(ROUTER, CLIENT, 1, bytes([3, 1, 0, 0, 0, 0, 0, 0]) + ip4(CLIENT, SERVER, 17, udp(5000, 514, ALARM))[:120])),
        ethernet(ip4(ROUTER, CLIENT, 1, bytes([8, 0, 0, 0, 0, 1, 0, 1]) + MARK)),
        ethernet(ip4(ROUTER, SERVER, 47, b"\0\0\x65\x58" + ethernet(ip4(CLIENT, SERVER, 6, tcp(50002, 2208, 1, 0x18, CAP))))),
        ethernet(ip4(ROUTER, SERVER, 17, udp(1111, 4789, b"\x08\0\0\0\0\0\1\0" + ethernet(ip4(CLIENT, SERVER, 6, tcp(50003, 2208, 1, 0x18, CAP)))))),
        ethernet(b"\x02\x07\x04" + MACS[0] + b"\x0a\x09" + MARK + b"\0\0", 0x88cc),                        # LLDP
        ethernet(struct.pack(">HHBBH", 1, 0x800, 6, 4, 1) + MACS[1] + bytes(CLIENT) + bytes(6) + bytes(SERVER) + MARK, 0x806),
        ethernet(ip4(CLIENT, SERVER, 6, tcp(50009, 42027, 77, 2, MARK, b"\xfe\x0c" + MARK + b"\0"))),         # TCP option, data in a SYN
        ethernet(b"\0\5\x08\0" + ip4(CLIENT, SERVER, 6, tcp(40000, 80, 1, 0x18, b"GET /plantedxy HTTP/1.1\r\n\r\n")), 0x8100),
        ethernet(ip4(CLIENT, SERVER, 6, tcp(50020, 2748, 1, 2))),
        ethernet(ip4(CLIENT, SERVER, 6, tcp(50020, 2748, 2, 0x18, b"EHLO plantedxy\r\n"))),                   # another protocol on our port
        ethernet(ip4(CLIENT, SERVER, 6, tcp(50020, 2748, 18, 0x18, b"plantedxy\r\n"))),
    ]
    out = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1) + b"".join(option(c, MARK) for c in (1, 2, 3, 4)) + bytes(4))
    out += block(1, struct.pack("<HHI", 1, 0, 65535) + option(2, MARK) + option(3, MARK) + bytes(4))
    out += block(4, struct.pack("<HH", 1, 4 + len(MARK) + 1) + bytes(CLIENT) + MARK + b"\0" + bytes(-(5 + len(MARK)) % 4) + bytes(4))  # resolved names
    out += block(10, struct.pack("<II", 0x544C534B, len(MARK)) + MARK)                                     # decryption secrets
    for i, frame in enumerate(frames):
        out += block(6, struct.pack("<IIIII", 0, 0, 1000000 + i, len(frame), len(frame)) + frame + bytes(-len(frame) % 4) + option(1, MARK) + bytes(4))
    out += block(5, struct.pack("<III", 0, 0, 1) + option(1, MARK) + bytes(4))
    path.write_bytes(out)
    return len(frames)


@pytest.mark.parametrize("options", [[], ["--keep-foreign"], ["--strict", "--keep-foreign"], ["--full-addresses", "--keep-foreign"]], ids=lambda o: " ".join(o) or "plain")
def test_nothing_that_was_planted_is_left(options, tmp_path):
    tmp_path.chmod(0o755)
    capture, out = tmp_path / "in.pcapng", tmp_path / "out.pcapng"
    frames = planted(capture)
    anonymise(capture, out, "--key", "test", "--check", *options)
    out.chmod(0o644)
    written = out.read_bytes()
    for value in (MARK, bytes(CLIENT), bytes(SERVER), bytes(ROUTER), *MACS, b"4930555000111", b"10.66.77.88", b"corp"):
        assert value in capture.read_bytes() and value not in written, value
    if options:
        assert len(tshark(out).splitlines()) == frames
    # Through tunnels, too, messages stay messages.
    assert tshark(out, "-Y", "tcp.srcport in {50002, 50003}", "-T", "fields", "-e", "bwcap.command_type").split() == ["registerAuthentication"] * 2
    # Addresses in texts are those of the headers.
    addresses = tshark(out, "-Y", "ucalarm", "-T", "fields", "-e", "ip.src", "-e", "ucalarm.ip_address").split()
    assert len(addresses) == 6 and len(set(addresses)) == 1 or "--full-addresses" in options


def in_fragments(kind, packet, size=40, identification=7):
    """Ethernet frames of an IPv4 packet's payload in parts of `size` bytes."""
    for at in range(0, len(packet), size):
        more = 0x2000 if at + size < len(packet) else 0
        head = bytearray(ip4(CLIENT, SERVER, kind, packet[at:at + size], fragment=more | at // 8))
        head[4:6] = struct.pack(">H", identification)
        yield ethernet(bytes(head))


def in_fragments6(packet, size=48):
    for at in range(0, len(packet), size):
        part = struct.pack(">BBHI", 17, 0, at | (at + size < len(packet)), 99) + packet[at:at + size]
        yield ethernet(struct.pack(">IHBB", 6 << 28, len(part), 44, 64) + CLIENT6 + SERVER6 + part, 0x86dd)


CLIENT6, SERVER6 = bytes.fromhex("20010db8000000000000000000420001"), bytes.fromhex("20010db8000000000000000000420002")
CHECKED = ("-o", "udp.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE")


def test_fragments_are_replaced_as_the_packet_that_they_are(tmp_path):
    tmp_path.chmod(0o755)
    capture, out = tmp_path / "in.pcap", tmp_path / "out.pcapng"
    other = list(in_fragments(17, udp(53, 5353, b"\x12\x34\x81\x80" + MARK * 9), identification=8))
    lost = list(in_fragments(17, udp(5000, 514, ALARM), identification=9))[:-1]
    whole = list(in_fragments(17, udp(5000, 514, ALARM)))
    frames = [*reversed(whole), whole[1], *in_fragments6(udp(5000, 514, ALARM)), *other, *lost,
              ethernet(ip4(CLIENT, SERVER, 6, tcp(50001, 2208, 1000, 2))), *in_fragments(6, tcp(50001, 2208, 1001, 0x18, CAP), identification=10)]
    write_pcap(capture, frames)
    said = anonymise(capture, out, "--key", "test", "--check", "--keep-foreign")
    assert f"payload blanked: {len(lost)} IP fragments" in said and f"payload blanked: {len(other)} frames of other protocols" in said
    out.chmod(0o644)
    written = out.read_bytes()
    for value in (MARK, bytes(CLIENT), CLIENT6, b"corp"):
        assert value not in written
    shown = tshark(out, *CHECKED, "-Y", "ucalarm", "-T", "fields", "-e", "ucalarm.name", "-e", "udp.checksum.status", "-e", "frame.len")
    assert [line.split("\t")[:2] for line in shown.splitlines()] == [["CtiProviderOpenFailure", "1"]] * 2
    assert tshark(out, *CHECKED, "-Y", "bwcap", "-T", "fields", "-e", "bwcap.command_type", "-e", "tcp.checksum.status").split() == ["registerAuthentication", "1"]
    capture.chmod(0o644)
    same(capture, out)
    # Without the others' frames, what was lost stays: nobody can tell whose it is.
    assert f"left out: {len(other)} frames" in anonymise(capture, out, "--key", "test")


def write_pcap(path, frames):
    path.write_bytes(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1) + b"".join(
        struct.pack("<IIII", 1_700_000_000 + i, 0, len(f), len(f)) + f for i, f in enumerate(frames)))


def ones_complement(data):
    total = sum(struct.unpack(f">{len(data) // 2}H", data[:len(data) // 2 * 2])) + (data[-1] << 8 if len(data) % 2 else 0)
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return total


@pytest.mark.parametrize("quoted", [8, 28, 120, 548])
@pytest.mark.parametrize("kind", ["alarm", "cap"])
def test_what_icmp_quotes_is_what_was_sent(kind, quoted, tmp_path):
    """The first bytes of the datagram or segment as they are in the new capture, its checksum included where it is quoted."""
    tmp_path.chmod(0o755)
    capture, out = tmp_path / "in.pcap", tmp_path / "out.pcapng"
    sent = ip4(CLIENT, SERVER, 17, udp(5000, 514, ALARM)) if kind == "alarm" else ip4(CLIENT, SERVER, 6, tcp(50001, 2208, 1001, 0x18, CAP))
    first = ip4(CLIENT, SERVER, 17, udp(5000, 514, ALARM.replace(b"212", b"213"))) if kind == "alarm" else ip4(CLIENT, SERVER, 6, tcp(50001, 2208, 1000, 2))
    error = ip4(ROUTER, CLIENT, 1, bytes([3, 3, 0, 0, 0, 0, 0, 0]) + sent[:20 + quoted])
    write_pcap(capture, [ethernet(first), ethernet(sent), ethernet(error)])
    anonymise(capture, out, "--key", "test", "--check")
    out.chmod(0o644)
    hexes = re.findall(r"(?:^[0-9a-f]{4}  .*\n)+", tshark(out, "-x"), re.M)
    new = [bytes.fromhex("".join(line[6:53] for line in text.splitlines())) for text in hexes]
    assert len(new) == 3
    quote = new[2][14 + 20 + 8:]
    assert len(quote) == len(sent[:20 + quoted])
    assert ones_complement(quote[:20]) == 0xffff and ones_complement(new[2][34:]) == 0xffff
    assert quote == new[1][14:14 + len(quote)]
    assert tshark(out, *CHECKED, "-Y", "frame.number == 2", "-T", "fields", "-e", "udp.checksum.status", "-e", "tcp.checksum.status").split() == ["1"]


def test_foreign_frames_are_left_out(tmp_path):
    capture, out = tmp_path / "in.pcapng", tmp_path / "out.pcapng"
    frames = planted(capture)
    # DNS, a ping, LLDP, ARP, HTTP
    assert "left out: 5 frames" in anonymise(capture, out)
    tmp_path.chmod(0o755)
    out.chmod(0o644)
    assert len(tshark(out).splitlines()) == frames - 5


def test_refuses_what_it_cannot_do(tmp_path):
    missing = tmp_path / "none.pcap"
    anonymise(missing, tmp_path / "out.pcapng", code=2)
    assert not (tmp_path / "out.pcapng").exists()
