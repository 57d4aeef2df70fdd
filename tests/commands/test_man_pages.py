# SPDX-License-Identifier: GPL-2.0-or-later
"""The manual page of the plugin names what it has, each preference, each -z option, and only fields that exist; that of a command the options that
--help names."""

import os
import re
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("CTI_BUILD") or TOP / "build")
COMMANDS = sorted(path.name for path in (TOP / "commands").iterdir() if (path / "main.cpp").exists())


def test_commands_are_found():
    assert COMMANDS == ["ctianon", "ctilog2pcap", "ctireport"]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_names_every_option_and_no_other(command):
    helped = subprocess.run([BUILD / "commands" / command / command, "--help"], capture_output=True, text=True, timeout=60, check=True).stdout
    offered = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", helped))
    page = (TOP / "commands" / command / f"{command}.1").read_text().replace(r"\-", "-")
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", "\n".join(re.findall(r"^\.(?:B|BI|BR) .*", page.split(".SH OPTIONS")[1], re.M))))
    assert len(offered) > 5
    assert named == offered


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_is_installed(command):
    assert f"{command}.1 DESTINATION ${{CMAKE_INSTALL_MANDIR}}/man1" in (TOP / "commands" / command / "CMakeLists.txt").read_text()


# ---- the plugin's

TSHARK = BUILD / "cti-tshark"
PAGE = (TOP / "packaging/man/wireshark-cti.7").read_text()
TEXT = re.sub(r"\\f.|\\&", "", PAGE).replace(r"\-", "-")
OURS = r"(?:ged188|ctiqbe|bwcap|ucalarm|bwfault|ctilog|cti)"


def tshark(*arguments):
    return subprocess.run([TSHARK, *arguments], capture_output=True, text=True, timeout=60)


def test_names_every_preference():
    printed = tshark("-G", "defaultprefs").stdout
    registered = set(re.findall(rf"^#?({OURS}\.[a-z_.]+):", printed, re.M))
    assert registered, "the plugin registers preferences"
    documented = set(re.findall(rf"^\.B ({OURS}\.[a-z_.]+)$", TEXT.split(".SH PREFERENCES")[1].split(".SH FILES")[0], re.M))
    # The port that comes with Decode As is a preference too, which -G defaultprefs does not print before 4.2.
    ports = {name for name in documented if name.endswith(".tcp.port")}
    assert documented - ports == registered - ports


@pytest.mark.parametrize("name", re.findall(rf"^\.B ({OURS}\.tcp\.port)$", TEXT, re.M))
def test_port_preference_exists(name, tmp_path):
    capture = tmp_path / "empty.pcap"
    capture.write_bytes(bytes.fromhex("d4c3b2a1020004000000000000000000ffff000001000000"))
    result = tshark("-o", f"{name}:4000", "-r", capture)
    assert (result.returncode, result.stderr) == (0, "")
    assert tshark("-o", f"{name}s:4000", "-r", capture).returncode != 0, "a name that does not exist is told apart"


def test_names_every_tap():
    offered = set(re.findall(rf"^ +({OURS}(?:_\w+)?,\w+)", tshark("-z", "help").stderr + tshark("-z", "help").stdout, re.M))
    assert "cti,diagnose" in offered
    documented = set(re.findall(rf"^\.BR \"-z ({OURS}(?:_\w+)?,\w+)\"", TEXT, re.M))
    assert documented == offered


def test_names_only_fields_that_exist():
    known = set(re.findall(r"^[FP]\t[^\t]*\t([^\t\n]+)", tshark("-G", "fields").stdout, re.M))
    named = set(re.findall(rf"\b({OURS}\.[a-z0-9_.]*[a-z0-9_])\b", TEXT.split(".SH FIELDS")[1].split(".SH TAPS")[0]))
    assert len(named) > 10
    assert named - known == set()
