# SPDX-License-Identifier: GPL-2.0-or-later
"""Each command has a manual page, and the page names the options that --help names."""

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
