# SPDX-License-Identifier: GPL-2.0-or-later
"""Mutated messages: the plugin and the reference decoder agree as far as both decode."""

import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import ged188_capture as capture  # noqa: E402
import mutated  # noqa: E402

CAPTURES = Path(os.environ.get("CTI_BUILD") or HERE.parent.parent / "build") / "test-captures"


@pytest.mark.parametrize("seed", (1, 2, 3))
def test_mutated_messages(tmp_path, seed):
    os.chmod(tmp_path, 0o755)
    path = tmp_path / "mutated.pcap"
    count = mutated.write(path, CAPTURES, seed)
    judged, skipped, found = mutated.compare(path)
    assert judged + skipped == count and judged > count / 2
    assert not found


def test_a_difference_would_be_seen(tmp_path, monkeypatch):
    """The comparison is told of a byte that tshark did not get to see."""
    os.chmod(tmp_path, 0o755)
    path = tmp_path / "mutated.pcap"
    mutated.write(path, CAPTURES, 1)
    real = capture.messages

    def other(where):
        messages = real(where)
        for message in messages:
            if message.data[4:8] == b"\0\0\0\x05":  # HEARTBEAT_REQ: another InvokeID
                message.data = message.data[:8] + b"\x7f" + message.data[9:]
        return messages

    monkeypatch.setattr(capture, "messages", other)
    assert any("invoke_id" in line for line in mutated.compare(path)[2])
