# SPDX-License-Identifier: GPL-2.0-or-later
"""What two builds of the plugin say about every test capture: packet list, every field, report and JSON.

    compare.py record FOLDER CAPTURES TSHARK...    keeps what this tshark says, a file a capture
    compare.py compare FOLDER FOLDER               exit status 1 if anything differs
"""
import difflib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# A start under Wine takes longer than reading a capture: all is said in one call.
EVERYTHING = ["-P", "-V", "-z", "cti,diagnose", "-z", "cti,json"]
# Said by Wine and by GLib, which look for a console, whatever is read.
NOT_OURS = (b"XDG_RUNTIME_DIR", b"console output code page")
# What systems call the same time zone.
ZONES = (b"Greenwich Standard Time", b"Coordinated Universal Time")


def ask(tshark: list[str], capture: Path) -> bytes:
    done = subprocess.run([*tshark, "-n", "-r", str(capture), *EVERYTHING], capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=600)
    errors = b"\n".join(line for line in done.stderr.splitlines() if not any(word in line for word in NOT_OURS))
    text = done.stdout.replace(b"\r\n", b"\n")
    for zone in ZONES:
        text = text.replace(zone, b"UTC")
    return text + b"--- exit code %d\n--- standard error\n" % done.returncode + errors


def record(folder: Path, captures: Path, tshark: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    names = sorted(captures.glob("*.pcapng"))
    with ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:
        for capture, text in zip(names, pool.map(lambda c: ask(tshark, c), names)):
            (folder / f"{capture.stem}.txt").write_bytes(text)


def compare(one: Path, other: Path) -> int:
    names = sorted({f.name for f in one.iterdir()} | {f.name for f in other.iterdir()})
    same = lines = 0
    for name in names:
        texts = [(f / name).read_bytes() if (f / name).exists() else b"missing\n" for f in (one, other)]
        if texts[0] == texts[1]:
            same += 1
            lines += texts[0].count(b"\n")
            continue
        decoded = [t.decode(errors="replace").splitlines() for t in texts]
        print(f"{name} differs:", *list(difflib.unified_diff(*decoded, str(one), str(other), lineterm="", n=0))[:8], sep="\n  ")
    print(f"{same} of {len(names)} captures the same ({lines} lines)")
    return 0 if names and same == len(names) else 1


if sys.argv[1] == "record":
    record(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
else:
    sys.exit(compare(Path(sys.argv[2]), Path(sys.argv[3])))
