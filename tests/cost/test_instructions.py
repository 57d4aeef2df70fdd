# SPDX-License-Identifier: GPL-2.0-or-later
"""What a message costs, counted and not timed: instructions under callgrind, with room for other compilers and Wireshark versions.

The figures themselves are in docs/benchmarks.md; bench/whole_program.py prints them.
"""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "bench"))

import whole_program  # noqa: E402

BUILD = Path(os.environ.get("CTI_BUILD") or ROOT / "build")

# Instructions for each message of bench/traffic.py: what was measured and a sixth for other compilers and versions of Wireshark;
# the tree costs 17865 on 4.4 (g++ 14), 7617 of them decoding.
MOST = {
    "list (no tree)": {"plugin: dissector": 5900, "plugin: end of frame": 800, "  of it decoding": 1020},
    "full tree (-V)": {"plugin: dissector": 20000, "plugin: end of frame": 800, "  of it decoding": 8900},
}
MOST_OF_FOREIGN = 370


@pytest.mark.parametrize("mode", MOST)
def test_a_message_costs_what_it_did(tmp_path, mode):
    os.chmod(tmp_path, 0o777)
    measured = whole_program.instructions(BUILD, tmp_path, [mode], 200, 1000)[mode]
    for part, most in MOST[mode].items():
        assert 50 < measured[part] < most, (part, measured)
    assert measured["plugin: dissector"] > 1000 and measured["whole run"] > measured["plugin: dissector"]


def test_a_packet_that_is_none_of_ours_costs_little(tmp_path):
    os.chmod(tmp_path, 0o777)
    mode = "list (no tree)"
    measured = whole_program.instructions(BUILD, tmp_path, [mode], 200, 1000, whole_program.traffic.foreign)[mode]
    assert 50 < measured["plugin: end of frame"] < MOST_OF_FOREIGN and measured["plugin: dissector"] == 0
