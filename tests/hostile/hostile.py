# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the plugin over the test captures and over mutations of them, and looks for everything that should not happen.

    python3 hostile.py --build BUILD [--captures FOLDER] [--seeds N] [--mutations a,b] [--modes tree,list] [--sharkd] [--valgrind CAPTURE]

BUILD is a build folder of this project. Best one with sanitizers, which are then looked for in what it prints:

    cmake -S . -B build-sanitized -G Ninja -DCTI_SANITIZE=address,undefined -DCTI_BUILD_TESTS=OFF && ninja -C build-sanitized cti_plugin

Prints a line a mutation and the sums; ends with 1 where something was found.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import mutate  # noqa: E402

MODES = {
    "tree": ["-V"],
    "passes": ["-2", "-V", "-O", "ged188,ctiqbe,bwcap,ucalarm,cti"],
    "list": [],
    "nothing": ["-q", "-z", "io,stat,0"],
    "filter": ["-Y", "cti.diagnosis || ged188.status || ctiqbe || bwcap || ucalarm"],
    "report": ["-q", "-z", "cti,diagnose", "-z", "expert"],
    "out_of_order": ["-2", "-q", "-o", "tcp.reassemble_out_of_order:TRUE", "-z", "io,phs"],
}
# In what tshark prints. A dissector that runs out of bytes is Wireshark's own way to say "malformed": ours never should.
BAD_OUTPUT = re.compile(rb"\[(?:Malformed Packet|Dissector bug)[^\]]*\b(GED-188|CTIQBE|BWCAP|CAP|UCALARM|CTI)\b[^\]]*\]|Dissector bug[^\n]*", re.I)
BAD_ERRORS = re.compile(r"AddressSanitizer|runtime error:|LeakSanitizer|Dissector bug|OOPS|assertion failed|ERROR:|\bcritical\b|Segmentation|stack smashing|Too many items", re.I)


@dataclass
class Totals:
    runs: int = 0
    packets: int = 0
    seconds: float = 0
    found: list[str] = field(default_factory=list)


def is_sanitized(build: Path) -> bool:
    cache = (build / "CMakeCache.txt").read_text(errors="replace")
    return bool(re.search(r"^CTI_SANITIZE:\w+=.*address", cache, re.M))


def environment(build: Path) -> dict[str, str]:
    env = dict(os.environ, WIRESHARK_ABORT_ON_DISSECTOR_BUG="1", WIRESHARK_DEBUG_WMEM_OVERRIDE="strict", LC_ALL="C.UTF-8", TZ="UTC")
    if is_sanitized(build):
        library = subprocess.run(["g++", "-print-file-name=libasan.so"], capture_output=True, text=True, check=True).stdout.strip()
        env |= {"LD_PRELOAD": library, "ASAN_OPTIONS": "detect_leaks=0:detect_stack_use_after_return=1", "UBSAN_OPTIONS": "print_stacktrace=1"}
    return env


def run(build: Path, capture: Path, arguments: list[str], env: dict[str, str], limit: float = 300) -> tuple[str | None, float]:
    """What is wrong (None: nothing) and the seconds it took."""
    command = [str(build / "cti-tshark"), "-n", "-r", str(capture), *arguments]
    begin = time.monotonic()
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=env, timeout=limit)
    except subprocess.TimeoutExpired:
        return f"not done after {limit} s", limit
    took = time.monotonic() - begin
    errors = done.stderr.decode(errors="replace")
    bad = BAD_ERRORS.search(errors) or BAD_OUTPUT.search(done.stdout)
    if done.returncode != 0 or bad:
        shown = bad.group(0) if bad else ""
        return f"exit code {done.returncode} {shown!r}: {errors[:1500]}", took
    return None, took


def run_sharkd(build: Path, captures: list[Path], env: dict[str, str], rounds: int = 2) -> str | None:
    """Loads files one after the other into one process, several times, and asks for trees: what is left of a closed file shows."""
    requests, number = [], 0
    for path in captures * rounds:
        for method, params in (("load", {"file": str(path)}), ("analyse", None), ("frames", {"filter": "cti.diagnosis"}),
                               ("frame", {"frame": 4, "proto": True}), ("frame", {"frame": 7, "proto": True}), ("frame", {"frame": 4, "proto": True}),
                               ("tap", {"tap0": "expert"})):
            number += 1
            requests.append({"jsonrpc": "2.0", "id": number, "method": method} | ({"params": params} if params else {}))
    done = subprocess.run([str(build / "cti-tshark"), "-"], input="\n".join(json.dumps(r) for r in requests) + "\n", capture_output=True, text=True,
                          errors="replace", check=False, env=env | {"CTI_PROGRAM": "sharkd"}, timeout=600)
    answers = [line for line in done.stdout.splitlines() if line.startswith("{")]
    bad = BAD_ERRORS.search(done.stderr)
    if done.returncode != 0 or bad or len(answers) < number:
        return f"sharkd: exit code {done.returncode}, {len(answers)} answers to {number} requests: {done.stderr[:1500]}"
    loaded = sum('"status":"OK"' in a.replace(" ", "") for a in answers)
    return None if loaded >= len(captures) * rounds else f"sharkd loaded {loaded} of {len(captures) * rounds} files"


def run_valgrind(build: Path, capture: Path) -> str:
    """The number of errors that memcheck counts with the plugin's code on the stack, and its summary."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        log = Path(folder) / "valgrind.log"
        command = ["valgrind", "--trace-children=yes", "--leak-check=full", f"--log-file={log}.%p", str(build / "cti-tshark"), "-n", "-2", "-V", "-r", str(capture)]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        logs = [p.read_text(errors="replace") for p in Path(folder).glob("valgrind.log.*")]
    text = next((t for t in logs if re.search(r"Command: (?:\S*/)?tshark ", t)), "")
    if "ERROR SUMMARY" not in text:
        return f"{capture.name}: valgrind did not finish"
    blocks = re.split(r"^==\d+== $", text, flags=re.M)
    ours = [b for b in blocks if re.search(r"(?:at|by) 0x[0-9A-F]+: .*(?:cti\.so|cti::)", b)]
    errors = [b for b in ours if "lost in loss record" not in b]
    lost = [b for b in ours if "definitely lost" in b]
    return f"{capture.name}: {len(errors)} errors, {len(lost)} blocks lost with the plugin on the stack; {re.search(r'ERROR SUMMARY: .*', text).group(0)}"


def campaign(build: Path, captures: list[Path], seeds: range, mutations: list[str], modes: list[str], say=print) -> Totals:
    totals, env = Totals(), environment(build)
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        for mutation in mutations:
            for seed in seeds if mutation != "none" else seeds[:1]:
                path = Path(folder) / "mutated.pcap"
                count = mutate.make(mutation, seed, path, captures)
                for mode in modes:
                    wrong, took = run(build, path, MODES[mode], env)
                    totals.runs += 1
                    totals.packets += count
                    totals.seconds += took
                    if wrong:
                        totals.found.append(f"{mutation} {seed} {mode}: {wrong}")
                        say(f"FOUND {totals.found[-1]}")
            say(f"{mutation:14} {len(seeds) if mutation != 'none' else 1:4} seeds  {totals.runs:6} runs  {totals.packets:9} packets  {len(totals.found)} found  {totals.seconds:.0f} s")
    return totals


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = HERE.parent.parent
    parser.add_argument("--build", type=Path, default=root / "build")
    parser.add_argument("--captures", type=Path, default=root / "build" / "test-captures")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--mutations", default=",".join(mutate.MUTATIONS))
    parser.add_argument("--modes", default=",".join(m for m in MODES))
    parser.add_argument("--sharkd", action="store_true", help="load and re-load all captures into one sharkd")
    parser.add_argument("--valgrind", type=Path, action="append", default=[], metavar="CAPTURE")
    options = parser.parse_args()
    captures = sorted(options.captures.glob("*.pcapng"))
    for capture in options.valgrind:
        print(run_valgrind(options.build, capture))
    if options.valgrind:
        return 0
    if options.sharkd:
        wrong = run_sharkd(options.build, captures, environment(options.build))
        print(wrong or f"sharkd: {len(captures)} captures loaded twice, nothing found")
        return 1 if wrong else 0
    print(f"{len(captures)} captures, sanitizers: {'yes' if is_sanitized(options.build) else 'no'}")
    totals = campaign(options.build, captures, range(options.first_seed, options.first_seed + options.seeds), options.mutations.split(","), options.modes.split(","))
    print(f"{totals.runs} runs, {totals.packets} packets dissected, {totals.seconds:.0f} s, {len(totals.found)} found")
    return 1 if totals.found else 0


if __name__ == "__main__":
    sys.exit(main())
