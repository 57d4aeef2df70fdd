# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/summary.py decides whether ./test.sh succeeded, and .ci/run whether all did: they must not be easy to please."""
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
SUMMARY = TOP / "tests/summary.py"


def summary(tmp_path, *documents):
    files = []
    for number, document in enumerate(documents):
        file = tmp_path / f"{number}.xml"
        if document is not None:
            file.write_text(document)
        files.append(file)
    result = subprocess.run([sys.executable, "-B", SUMMARY, *files], capture_output=True, text=True)
    return result.stdout.splitlines()[-1], result.returncode


def suite(*cases):
    return "<testsuites><testsuite>" + "".join(cases) + "</testsuite></testsuites>"


PASS = '<testcase name="a" status="run"/>'


@pytest.mark.parametrize("documents, line, code", [
    ([suite(PASS)], "1 passed, 0 failed", 0),
    ([suite(PASS, PASS), suite(PASS)], "3 passed, 0 failed", 0),
    ([suite(PASS, '<testcase name="b"><failure message="no"/></testcase>')], "1 passed, 1 failed", 1),
    ([suite(PASS, '<testcase name="b"><error message="no"/></testcase>')], "1 passed, 1 failed", 1),
    ([suite(PASS, '<testcase name="b" status="fail"/>')], "1 passed, 1 failed", 1),
    ([suite(PASS, '<testcase name="b" status="notrun"/>')], "1 passed, 1 failed", 1),
    ([suite(PASS, '<testcase name="b"><skipped message="could not import x"/></testcase>')], "1 passed, 1 failed", 1),
    ([suite(PASS, '<testcase name="b"><skipped message="cannot run here: no root"/></testcase>')], "1 passed, 0 failed", 0),
    ([suite('<testcase name="b"><skipped message="cannot run here: no root"/></testcase>')], "0 passed, 1 failed", 1),
    ([suite(PASS), suite()], "1 passed, 1 failed", 1),
    ([suite(PASS), None], "1 passed, 1 failed", 1),
    ([suite(PASS), "<testsuites>"], "1 passed, 1 failed", 1),
    ([], "0 passed, 1 failed", 1),
])
def test_closing_line(tmp_path, documents, line, code):
    assert summary(tmp_path, *documents) == (line, code)


# ---- .ci/run: the closing line counts both runs, the exit status says whether anything failed

ROW = 'echo "| trixie | 4.4.19 | builds | yes | {} (3 s) |"'


# What the tests say; what the other systems do; closing line and status of both; and of the tests alone, where clean systems cannot be made for want of root.
@pytest.mark.parametrize("tests, matrix, both, alone", [
    ('echo "10 passed, 0 failed"', ROW.format("5 passed, 0 failed"), ("15 passed, 0 failed", 0), ("10 passed, 0 failed", 0)),
    ('echo "10 passed, 0 failed"', ROW.format("4 passed, 1 failed") + "; exit 1", ("14 passed, 1 failed", 1), ("10 passed, 0 failed", 0)),
    ('echo "10 passed, 0 failed"', "exit 3", ("10 passed, 0 failed", 0), ("10 passed, 0 failed", 0)),    # no clean system could be made
    ('echo "10 passed, 0 failed"', "exit 1", ("10 passed, 0 failed", 1), ("10 passed, 0 failed", 0)),
    ('echo "9 passed, 1 failed"; exit 1', ROW.format("5 passed, 0 failed"), ("14 passed, 1 failed", 1), ("9 passed, 1 failed", 1)),
    ("exit 1", "exit 3", ("0 passed, 1 failed", 1), ("0 passed, 1 failed", 1)),
])
def test_ci_counts_what_it_runs(tmp_path, tests, matrix, both, alone):
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
    is_root = os.geteuid() == 0
    assert (done.stdout.splitlines()[-1], done.returncode) == (both if is_root else alone)
    assert ("clean systems need root" in done.stdout) != is_root
