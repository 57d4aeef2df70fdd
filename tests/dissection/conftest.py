# SPDX-License-Identifier: GPL-2.0-or-later
"""What tests that run tshark with the freshly built plugin share. CTI_BUILD names the build folder."""

import os
import subprocess
import tempfile
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("CTI_BUILD") or TOP / "build")


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


class Captures:
    """Captures made of scenarios, in one folder, and what tshark says of them by name."""

    def __init__(self, folder, scenarios):
        self.folder = folder
        subprocess.run([BUILD / "tools/ctigen/ctigen", "-d", folder, *scenarios], check=True, timeout=120)
        for part in [folder, *folder.parents]:
            if part == Path("/tmp"):
                break
            part.chmod(part.stat().st_mode | 0o055)

    def make(self, name, scenario):
        """A capture from a scenario written in a test."""
        (self.folder / f"{name}.scenario").write_text(scenario, encoding="utf-8")
        subprocess.run([BUILD / "tools/ctigen/ctigen", "-o", self.folder / f"{name}.pcapng", self.folder / f"{name}.scenario"], check=True, timeout=120)
        return name

    def run(self, capture, *arguments, prefs=(), timeout=300):
        options = [word for pref in prefs for word in ("-o", pref)]
        done = subprocess.run([BUILD / "cti-tshark", "-n", "-r", self.folder / f"{capture}.pcapng", *options, *arguments],
                              capture_output=True, timeout=timeout)
        errors = [line for line in done.stderr.decode().splitlines() if "Running as user" not in line]
        assert done.returncode == 0 and not errors, errors
        return done.stdout.decode("utf-8")    # and it is UTF-8, whatever the message held

    def rows(self, capture, display_filter, *fields, prefs=(), extra=()):
        """Fields of the frames that a filter lets through: a list of lists, the values of one field joined by ','."""
        arguments = ["-Y", display_filter, "-T", "fields", "-E", "separator=|", *extra]
        for field in fields:
            arguments += ["-e", field]
        return [line.split("|") for line in self.run(capture, *arguments, prefs=prefs).splitlines()]


@pytest.fixture(scope="session")
def captures_of(tmp_path_factory):
    """captures_of("bwcap"): the captures of test-captures/bwcap_*.scenario."""
    return lambda name: Captures(tmp_path_factory.mktemp(name), sorted((TOP / "test-captures").glob(f"{name}_*.scenario")))
