# SPDX-License-Identifier: GPL-2.0-or-later
"""The window "CTI Report" of Wireshark, in tshark: the plugin cti_windows (windows.cpp) plays the part of the program's windows."""

import os
import re
import shutil
import subprocess

import pytest

from conftest import BUILD, TOP


@pytest.fixture(scope="module")
def with_windows(cti_tshark, open_folder):
    """cti-tshark that loads cti_windows too."""
    subprocess.run([cti_tshark, "--version"], check=True, capture_output=True, timeout=60)  # makes the plugin folder
    plugins = open_folder / "plugins"
    shutil.copytree(BUILD / "run/plugins", plugins, symlinks=True)
    module, = (BUILD / "tests").glob("cti_windows.*")
    for folder in plugins.glob("*/epan"):
        (folder / module.name).symlink_to(module)
    script = cti_tshark.read_text(encoding="utf-8")
    setting = 'WIRESHARK_PLUGIN_DIR="$build/run/plugins"'
    assert setting in script
    program = open_folder / "tshark-with-windows"
    program.write_text(script.replace(setting, f'WIRESHARK_PLUGIN_DIR="{plugins}"'), encoding="utf-8")
    program.chmod(0o755)
    return program


def run(program, capture, **environment):
    done = subprocess.run([program, "-q", "-z", "cti,diagnose", "-r", capture], capture_output=True, text=True, timeout=60,
                          env=dict(os.environ, **environment))
    assert done.returncode == 0, done.stderr
    report, found, window = done.stdout.partition("window CTI Report, ")
    assert found, done.stdout
    state, _, text = window.partition("\n")
    return report, state, text


@pytest.mark.parametrize("story", ["story_failover", "story_stale_queues", "story_cap_after_upgrade", "ctiqbe_upgrade_story"])
def test_the_window_shows_the_report(with_windows, generate, story):
    report, state, text = run(with_windows, generate(TOP / f"test-captures/{story}.scenario"))
    assert text == report
    assert text.startswith("CTI diagnosis\n") and re.search(r"^Read: \d+ connections?, \d+ messages?\b", text, re.M)
    assert state.startswith("open, drawn ")


def test_a_capture_without_cti(with_windows, generate):
    _, state, text = run(with_windows, generate("nothing", "host a 10.0.0.1\nhost b 10.0.0.2\nudp a:4000 b:4001 text \"hello\"\n"))
    assert state.startswith("open, drawn ")
    assert "No CTI traffic found." in text, text


def test_a_window_closed_while_packets_are_read(with_windows, generate):
    report, state, text = run(with_windows, generate(TOP / "test-captures/story_failover.scenario"), CTI_CLOSE_WINDOW="1")
    assert state == "closed, drawn 0 times"
    assert not text and "CTI diagnosis" in report
