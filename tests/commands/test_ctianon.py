# SPDX-License-Identifier: GPL-2.0-or-later
"""ctianon, held against tshark: what a capture tells is the same before and after, but for the values. CTI_CAPTURES names a folder of more
captures, real ones perhaps, that are held against it too."""
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("CTI_BUILD") or os.environ.get("CTI_BUILD_DIR") or ROOT / "build")
CTIANON = BUILD / "commands/ctianon/ctianon"
TSHARK = BUILD / "cti-tshark"

LOG2PCAP = BUILD / "commands/ctilog2pcap/ctilog2pcap"
MORE = Path(os.environ["CTI_CAPTURES"]) if os.environ.get("CTI_CAPTURES") else None
CAPTURES = sorted(p for p in [*(BUILD / "test-captures").glob("*.pcap*"), *(ROOT / "tests/cases").glob("*.pcap*"), *(MORE.glob("*.pcap*") if MORE else [])])

# Texts of a report that hold values, or are made of them.
VALUES = {"client", "server", "application", "agent", "user", "device", "host", "sentence", "remedy", "client_address", "server_address",
          "identity", "about_user", "subject", "detail"}

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
            row.pop("consequences", None)
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


@pytest.mark.parametrize("name", ["ged188_uccx_agent_session", "bwcap_call_client", "ctiqbe_session", "ucalarm_every_alarm"])
def test_no_value_is_left(name, tmp_path):
    """Values of private fields, as tshark reads them before, are nowhere in the new file."""
    capture = BUILD / "test-captures" / f"{name}.pcapng"
    out = tmp_path / "out.pcapng"
    anonymise(capture, out, "--key", "test", "--check")
    private = ["ged188.agent_id", "ged188.agent_instrument", "ged188.agent_password", "bwcap.user.id", "bwcap.user.secure_password",
               "bwcap.user.call.remote_number", "bwcap.user.call.remote_name", "ctiqbe.device_name", "ucalarm.login_user_id",
               "ucalarm.device_name", "ucalarm.dir_num"]
    options = [x for f in private for x in ("-e", f)]
    values = {v for line in tshark(capture, "-T", "fields", *options).splitlines() for f in line.split("\t") for v in f.split(",")}
    values = {v for v in values if len(v) >= 5}
    assert values
    written = out.read_bytes().lower()
    for value in values:
        assert value.lower().encode() not in written
        assert value.lower().encode("utf-16-le") not in written


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


def test_foreign_frames_are_left_out(tmp_path):
    capture = ROOT / "tests/cases/icmp_quotes.pcap"
    out = tmp_path / "out.pcapng"
    assert "left out" in anonymise(capture, out)


def test_refuses_what_it_cannot_do(tmp_path):
    missing = tmp_path / "none.pcap"
    anonymise(missing, tmp_path / "out.pcapng", code=2)
    assert not (tmp_path / "out.pcapng").exists()
