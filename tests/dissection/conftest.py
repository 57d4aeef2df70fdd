# SPDX-License-Identifier: GPL-2.0-or-later
"""What tests that run tshark with the freshly built plugin share. CTI_BUILD names the build folder."""

import os
import subprocess
import tempfile
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("CTI_BUILD") or os.environ.get("CTI_BUILD_DIR") or TOP / "build")


@pytest.fixture(scope="session")
def cti_tshark() -> Path:
    return BUILD / "cti-tshark"


@pytest.fixture(scope="session")
def open_folder():
    """A folder that every user can read: tshark may run as another one."""
    with tempfile.TemporaryDirectory(prefix="cti-test-") as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def generate(open_folder):
    """Makes a capture of a scenario: generate(name, text) or generate(path to a .scenario file)."""
    folder = open_folder

    def make(name, text=None):
        scenario = Path(name)
        if text is not None:
            scenario = folder / f"{name}.scenario"
            scenario.write_text(text if text.startswith("capture ") else f'capture "{name}"\n{text}', encoding="utf-8")
        out = folder / f"{scenario.stem}.pcapng"
        done = subprocess.run([BUILD / "tools/ctigen/ctigen", "-o", out, scenario], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return out
    return make
