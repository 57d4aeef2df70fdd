# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares tshark with the plugin and the reference decoder on mutated GED-188 messages, as far as both decode.

    python3 mutated.py CAPTURE-FOLDER [SEEDS]

Where a message no longer fits its session's layout, each decoder looks for another in its own way and may see other things; such
messages are counted, not judged. The others must agree field by field.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import ged188_capture as capture  # noqa: E402
import compare_tshark  # noqa: E402
import ged188_reference  # noqa: E402

SOURCES = ("ged188_every_message_v14", "ged188_every_message_v19", "ged188_every_message_v20", "ged188_every_message_v24", "ged188_clean_agent_session",
           "ged188_configuration", "ged188_control_failures")
NOT_JUDGED_REFERENCE = {"other_version", "bad_length", "trailing_bytes", "width_guessed", "no_layout", "unknown_message"}
NOT_JUDGED_PLUGIN = {"ged188." + name for name in ("other_layout", "bad_length", "trailing_bytes", "unknown_message", "no_layout", "lost_sync", "truncated", "unpublished_tag")}
BOOLS = {"ged188." + f.name for layouts in ged188_reference.LAYOUTS.values() for layout in layouts for f in layout.fixed if f.type == "BOOL"}
BOOLS |= {"ged188." + name for layouts in ged188_reference.LAYOUTS.values() for layout in layouts for name, type_ in layout.tags.values() if type_ == "BOOL"}
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # tshark prints them into PDML, XML does not allow them


def mutate(message: bytes, rng: random.Random) -> bytes:
    """Changes bytes of the body; MessageLength stays right."""
    body = bytearray(message[8:])
    if not body:
        return message
    for _ in range(rng.randrange(1, 4)):
        kind = rng.randrange(4)
        at = rng.randrange(len(body))
        if kind == 0:
            body[at] = rng.randrange(256)
        elif kind == 1:
            body[at] ^= 1 << rng.randrange(8)
        elif kind == 2:  # printable, as in texts
            body[at] = rng.randrange(0x20, 0x7f)
        else:
            body[at:at + 4] = rng.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\0\0\0\1"))[:len(body) - at]
    return len(body).to_bytes(4, "big") + message[4:8] + bytes(body)


def write(path: Path, captures: Path, seed: int) -> int:
    """One message a segment; every OPEN_REQ stays as it is, since it says how the others are read."""
    rng = random.Random(seed)
    out = []
    for connection, name in enumerate(SOURCES):
        for message in capture.messages(captures / f"{name}.pcapng"):
            number = int.from_bytes(message.data[4:8], "big")
            data = message.data if number == 3 or rng.random() < 0.2 else mutate(message.data, rng)
            out.append((connection, message.destination[1] == 42027, data))
    capture.write_pcap(path, out)
    os.chmod(path, 0o644)
    return len(out)


def shown_messages(path: Path) -> dict[int, compare_tshark.ShownMessage]:
    """By frame. Every frame holds one message."""
    command = [str(compare_tshark.tshark_command()), "-n", "-r", str(path), "-T", "pdml"]
    done = subprocess.run(command, capture_output=True, check=True)
    cleaned = CONTROLS.sub(b"?", done.stdout).decode("utf-8", "replace")
    return {m.frame: m for m in compare_tshark.read_pdml(cleaned.encode()) if m.has("ged188.message_type")}


def compare(path: Path) -> tuple[int, int, list[str]]:
    """Messages judged, messages not judged, differences."""
    shown = shown_messages(path)
    judged = skipped = 0
    found = []
    for message in capture.messages(path):
        theirs = shown.get(message.frame)
        ours = compare_tshark.decode_message(message, None, "ucce")
        if theirs is None:
            found.append(f"frame {message.frame}: {ours.name} is not shown")
            continue
        if set(ours.problems) & NOT_JUDGED_REFERENCE or theirs.experts & NOT_JUDGED_PLUGIN:
            skipped += 1
            continue
        judged += 1
        expected = ours.values()
        for f in theirs.fields:  # tshark shows every BOOL that is not 0 as 1
            if f.name in BOOLS and f.value and any(f.value):
                f.show = str(int.from_bytes(f.value, "big")) if f.show == "1" else f.show
        found += [f"frame {message.frame}, {ours.name}: {d}" for d in compare_tshark.differences(expected, theirs)]
    return judged, skipped, found


def main(captures: Path, seeds: int) -> int:
    totals = [0, 0, 0]
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        for seed in range(1, seeds + 1):
            path = Path(folder) / "mutated.pcap"
            write(path, captures, seed)
            judged, skipped, found = compare(path)
            for line in found:
                print(f"seed {seed}: {line}")
            totals = [totals[0] + judged, totals[1] + skipped, totals[2] + len(found)]
    print(f"{seeds} seeds: {totals[0]} mutated messages compared, {totals[1]} not judged, {totals[2]} differences")
    return 1 if totals[2] else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10))
