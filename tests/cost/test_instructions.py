# SPDX-License-Identifier: GPL-2.0-or-later
"""What a message costs, counted and not timed: instructions under callgrind, with room for other compilers and Wireshark versions.

The figures themselves are in docs/benchmarks.md; bench/whole_program.py prints them.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "bench"))

import whole_program  # noqa: E402

BUILD = Path(os.environ.get("CTI_BUILD") or ROOT / "build")

# Instructions for each message of bench/traffic.py: the targets of docs/benchmarks.md, which hold with the compiler and the Wireshark they
# were measured with (Debian 12); a sixth more for others. The tree costs 17865 on 4.4 (g++ 14), 7617 of them decoding.
MEASURED_WITH = "4.0."
MOST_IN_LIST = 4900
MOST = {
    "list (no tree)": {"plugin: dissector": MOST_IN_LIST, "plugin: end of frame": 800, "  of it decoding": 1020},
    "full tree (-V)": {"plugin: dissector": 17200, "plugin: end of frame": 800, "  of it decoding": 7700},
}
MOST_OF_FOREIGN = 170


@pytest.fixture(scope="module")
def room():
    version = subprocess.run([BUILD / "cti-tshark", "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
    return 1 if version.startswith(MEASURED_WITH) else 7 / 6


@pytest.mark.parametrize("mode", MOST)
def test_a_message_costs_what_it_did(tmp_path, mode, room):
    os.chmod(tmp_path, 0o777)
    measured = whole_program.instructions(BUILD, tmp_path, [mode])[mode]
    for part, most in MOST[mode].items():
        assert 50 < measured[part] < most * room, (part, measured)
    if mode == "list (no tree)":
        assert measured["plugin: dissector"] + measured["plugin: end of frame"] < MOST_IN_LIST * room
    assert measured["plugin: dissector"] > 1000 and measured["whole run"] > measured["plugin: dissector"]


def test_a_packet_that_is_none_of_ours_costs_little(tmp_path, room):
    os.chmod(tmp_path, 0o777)
    mode = "list (no tree)"
    measured = whole_program.instructions(BUILD, tmp_path, [mode], make=whole_program.traffic.foreign)[mode]
    assert 50 < measured["plugin: end of frame"] < MOST_OF_FOREIGN * room and measured["plugin: dissector"] == 0
