# SPDX-License-Identifier: GPL-2.0-or-later
"""What .ci/run makes of what it runs: the closing line counts both runs, the exit status says whether anything failed."""
import os
import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
ROW = 'echo "| trixie | 4.4.19 | builds | yes | {} (3 s) |"'


@pytest.mark.parametrize("tests, matrix, line, status", [
    ('echo "10 passed, 0 failed"', ROW.format("5 passed, 0 failed"), "15 passed, 0 failed", 0),
    ('echo "10 passed, 0 failed"', ROW.format("4 passed, 1 failed") + "; exit 1", "14 passed, 1 failed", 1),
    ('echo "10 passed, 0 failed"', "exit 3", "10 passed, 0 failed", 0),    # no clean system could be made
    ('echo "10 passed, 0 failed"', "exit 1", "10 passed, 0 failed", 1),
    ('echo "9 passed, 1 failed"; exit 1', ROW.format("5 passed, 0 failed"), "14 passed, 1 failed", 1),
    ("exit 1", "exit 3", "0 passed, 1 failed", 1),
])
def test_closing_line_and_status(tmp_path, tests, matrix, line, status):
    if os.geteuid() != 0:
        pytest.skip("cannot run here: clean systems, and with them what .ci/run adds, need root")
    for name, text in (("test.sh", tests), ("tests/matrix/matrix.sh", matrix)):
        script = tmp_path / name
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(f"#!/bin/sh\n{text}\n")
        script.chmod(0o755)
    (tmp_path / ".ci").mkdir()
    shutil.copy(TOP / ".ci/run", tmp_path / ".ci/run")
    # mmdebstrap is not installed for this.
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/mmdebstrap").symlink_to("/bin/true")
    done = subprocess.run(["bash", tmp_path / ".ci/run"], capture_output=True, text=True, timeout=60, check=False,
                          env={**os.environ, "PATH": f"{tmp_path}/bin:{os.environ['PATH']}"})
    assert (done.stdout.splitlines()[-1], done.returncode) == (line, status)
