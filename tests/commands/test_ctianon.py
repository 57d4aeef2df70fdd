# SPDX-License-Identifier: GPL-2.0-or-later
"""ctianon, held against tshark: what a capture tells is the same before and after, but for the values."""
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

CAPTURES = sorted(p for p in [*(BUILD / "test-captures").glob("*.pcap*"), *(ROOT / "tests/cases").glob("*.pcap*")])

# Texts of a report that hold values, or are made of them.
VALUES = {"client", "server", "application", "agent", "user", "device", "host", "sentence", "remedy", "client_address", "server_address",
          "identity", "about_user", "subject", "detail"}

# Fields of ours in the tree of a frame, by name, in order; of those in SAME the value, too.
OURS = re.compile(r'<packet>|<field name="((?:ged188|ctiqbe|bwcap|ucalarm|bwfault|cti)\.[a-z0-9_.]+)"[^>\n]*?(?: show="([^"]*)")?[^>\n]*>'
                  r'|<field name="(frame\.number|frame\.time_epoch|frame\.len|frame\.cap_len|tcp\.len|tcp\.seq_raw)"[^>\n]*? show="([^"]*)"')
SAME = {"ged188.message_type", "bwcap.command_type", "ucalarm.name", "ctiqbe.length", "cti.diagnosis", "ged188.message_length"}


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




@pytest.mark.parametrize("capture", [c for c in CAPTURES if c.stem not in BLANKED], ids=lambda p: p.stem)
def test_tells_the_same(capture, tmp_path):
    tmp_path.chmod(0o755)
    out = tmp_path / "out.pcapng"
    anonymise(capture, out, "--key", "test", "--keep-foreign")
    out.chmod(0o644)
    (frames, report), (frames_before, report_before) = told(out), told(capture)
    assert report == report_before
    assert frames == frames_before


@pytest.mark.parametrize("name", sorted(BLANKED))
def test_what_is_blanked_stays_a_capture(name, tmp_path):
    capture = next(c for c in CAPTURES if c.stem == name)
    tmp_path.chmod(0o755)
    out = tmp_path / "out.pcapng"
    anonymise(capture, out, "--key", "test", "--keep-foreign", "--check")
    out.chmod(0o644)
    lengths = [tshark(path, "-T", "fields", "-e", "frame.number", "-e", "frame.len", "-e", "tcp.len") for path in (capture, out)]
    assert lengths[0] and lengths[0] == lengths[1]


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
