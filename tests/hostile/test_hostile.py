# SPDX-License-Identifier: GPL-2.0-or-later
"""The quick form of the hostile campaigns: the plugin with sanitizers over mutated captures, and attacks on what it remembers.

The long forms are the commands hostile.py and state_attacks.py.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE))

import hostile  # noqa: E402
import mutate  # noqa: E402
import packets  # noqa: E402
import state_attacks  # noqa: E402

BUILD = Path(os.environ.get("CTI_BUILD") or ROOT / "build")
CAPTURES = sorted((BUILD / "test-captures").glob("*.pcapng"))


@pytest.fixture(scope="session")
def sanitized():
    """A build of the plugin with sanitizers: CTI_SANITIZED_BUILD, or one made beside the build that is tested."""
    given = os.environ.get("CTI_SANITIZED_BUILD")
    build = Path(given) if given else BUILD / "sanitized"
    for command in (["cmake", "-S", ROOT, "-B", build, "-G", "Ninja", "-DCTI_SANITIZE=address,undefined", "-DCTI_BUILD_TESTS=OFF", "-DCTI_WERROR=OFF"],
                    ["cmake", "--build", build, "--target", "cti_plugin"]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return build


def test_captures_are_there():
    assert len(CAPTURES) > 50


@pytest.mark.parametrize("mutation", [m for m in mutate.MUTATIONS if m != "none"])
def test_mutations_change_what_they_say_and_are_repeatable(tmp_path, mutation):
    some = [p for p in CAPTURES if "segmented" in p.name or "clean_agent" in p.name or "bwcap_call_client" in p.name]
    a, b, original = tmp_path / "a.pcap", tmp_path / "b.pcap", tmp_path / "original.pcap"
    mutate.make(mutation, 1, a, some)
    mutate.make(mutation, 1, b, some)
    mutate.make("none", 1, original, some)
    assert a.read_bytes() == b.read_bytes()
    assert a.read_bytes() != original.read_bytes()
    for packet in packets.read(a):
        assert len(packet.data) <= packet.original


@pytest.mark.parametrize("mutation", mutate.MUTATIONS)
def test_sanitized(sanitized, tmp_path, mutation):
    os.chmod(tmp_path, 0o755)
    modes = ["tree", "passes", "report"] if mutation in ("none", "errors", "lengths", "noise") else ["tree"]
    totals = hostile.campaign(sanitized, CAPTURES, range(1, 2), [mutation], modes, say=lambda _: None)
    assert totals.runs == len(modes)
    assert not totals.found


def test_the_sanitizer_is_there(sanitized):
    """The runs above prove something: the program in which the plugin is loaded has the sanitizer's runtime, and the plugin calls it."""
    assert hostile.is_sanitized(sanitized)
    assert "libasan" in hostile.environment(sanitized)["LD_PRELOAD"]
    symbols = subprocess.run(["nm", "-D", "--undefined-only", sanitized / "plugin" / "cti.so"], capture_output=True, text=True, check=True).stdout
    assert "__asan_report_load4" in symbols and "__ubsan_handle" in symbols


@pytest.mark.parametrize("output, errors, found", [
    (b"[Malformed Packet: GED-188]", "", True),
    (b"[Dissector bug, protocol CTIQBE: x]", "", True),
    (b"[Malformed Packet: GSM]", "", False),
    (b"", "SUMMARY: AddressSanitizer: heap-buffer-overflow", True),
    (b"", "tables.cpp:3:4: runtime error: shift exponent 33", True),
    (b"", "Running as user", False),
])
def test_what_counts_as_found(output, errors, found):
    assert bool(hostile.BAD_OUTPUT.search(output) or hostile.BAD_ERRORS.search(errors)) == found


def test_a_crash_is_found(tmp_path):
    """A tshark that fails is reported."""
    program = tmp_path / "cti-tshark"
    program.write_text("#!/bin/sh\nexit 134\n")
    program.chmod(0o755)
    wrong, _ = hostile.run(tmp_path, tmp_path / "x.pcap", [], dict(os.environ))
    assert wrong and "134" in wrong


def test_files_opened_and_closed_in_one_process(sanitized):
    some = [p for p in CAPTURES if p.stat().st_size < 100_000][::4]
    assert hostile.run_sharkd(sanitized, some, hostile.environment(sanitized)) is None


@pytest.mark.parametrize("name", state_attacks.ATTACKS)
def test_state_attacks(tmp_path, name):
    os.chmod(tmp_path, 0o755)
    # Small sizes measure noise as well: memory comes in steps, time is shared with other programs.
    result = state_attacks.attack(name, BUILD, tmp_path, scale=0.25)
    generous = state_attacks.ATTACKS[name]
    assert result.bytes_plugin < 2 * generous.bytes_most + (8 << 20) / result.items
    assert result.microseconds_plugin < 3 * generous.microseconds_most
