# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/summary.py decides whether ./test.sh succeeded: it must not be easy to please."""
import subprocess
import sys
from pathlib import Path

import pytest

SUMMARY = Path(__file__).resolve().parents[1] / "summary.py"


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
