# SPDX-License-Identifier: GPL-2.0-or-later
"""What two builds of the plugin say about every test capture.

    compare.py record FOLDER CAPTURES TSHARK...    keeps what this tshark says, a file a capture and view
    compare.py compare FOLDER FOLDER               exit status 1 if anything differs
"""
import difflib
import subprocess
import sys
from pathlib import Path

# A start under Wine takes longer than reading a capture: what can be said in one call is.
VIEWS = {
    "list-report-json": ["-z", "cti,diagnose", "-z", "cti,json"],
    "details": ["-V"],
}
# Said by Wine and by GLib, which look for a console, whatever is read.
NOT_OURS = ("XDG_RUNTIME_DIR", "console output code page")


def record(folder: Path, captures: Path, tshark: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for capture in sorted(captures.glob("*.pcapng")):
        for view, options in VIEWS.items():
            done = subprocess.run([*tshark, "-n", "-r", str(capture), *options], capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=300)
            errors = b"\n".join(line for line in done.stderr.splitlines() if not any(word.encode() in line for word in NOT_OURS))
            text = done.stdout.replace(b"\r\n", b"\n") + b"--- exit code %d\n--- standard error\n" % done.returncode + errors.replace(b"\r\n", b"\n")
            (folder / f"{capture.stem}.{view}").write_bytes(text)


def compare(one: Path, other: Path) -> int:
    names = sorted({f.name for f in one.iterdir()} | {f.name for f in other.iterdir()})
    same = 0
    for name in names:
        texts = [(f / name).read_bytes() if (f / name).exists() else b"missing\n" for f in (one, other)]
        if texts[0] == texts[1]:
            same += 1
            continue
        lines = [t.decode(errors="replace").splitlines() for t in texts]
        print(f"{name} differs:", *list(difflib.unified_diff(*lines, str(one), str(other), lineterm="", n=0))[:8], sep="\n  ")
    print(f"{same} of {len(names)} the same")
    return 0 if names and same == len(names) else 1


if sys.argv[1] == "record":
    record(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
else:
    sys.exit(compare(Path(sys.argv[2]), Path(sys.argv[3])))
