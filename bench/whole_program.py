# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin costs in whole runs of tshark: times, instruction counts, growth.

    python3 whole_program.py [--build BUILD] [times] [instructions] [growth] [--messages N] [--runs N] [--long]

times         the same capture with the protocol, with it disabled and as plain data, beside GED-125 traffic of the same shape with
              Wireshark's own dissector, and beside a Lua dissector of the same messages. CPU seconds, medians, variants interleaved.
instructions  by callgrind, of a larger capture less those of a smaller one, for each message: whole runs and the plugin's own part.
growth        time and memory for each message as messages and sessions grow.
Everything is printed as ratios measured in one run; no bound is checked here.
"""

from __future__ import annotations

import argparse
import glob
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import traffic  # noqa: E402

MODES = {
    "list (no tree)": [],
    "statistics (-q -z io,stat,0)": ["-q", "-z", "io,stat,0"],
    "filter (-Y ip.ttl==1)": ["-Y", "ip.ttl==1"],
    "own filter (-Y ged188.status==99)": ["-Y", "ged188.status==99"],
    "two passes (-2)": ["-2"],
    "report (-q -z cti,diagnose)": ["-q", "-z", "cti,diagnose"],
    "full tree (-V)": ["-V"],
}
# The report beside a tap that needs as little: what it adds.
TAPS = {"conversations": ["-q", "-z", "conv,tcp"], "and the report": ["-q", "-z", "conv,tcp", "-z", "cti,diagnose"]}
OFF = ["--disable-protocol", "ged188", "--disable-protocol", "cti", "--disable-protocol", "ctiqbe", "--disable-protocol", "bwcap", "--disable-protocol", "ucalarm"]


def tshark(build: Path, arguments: list[str], prefix: list[str] = []) -> tuple[float, int]:
    """CPU seconds and peak memory in bytes."""
    process = subprocess.Popen([*prefix, str(build / "cti-tshark"), "-n", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{arguments}: {errors[:500]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def times(build: Path, folder: Path, messages: int, runs: int) -> None:
    ours, theirs, nothing = folder / "ged188.pcap", folder / "ged125.pcap", folder / "nothing.pcap"
    traffic.requests(ours, messages)
    traffic.ged125(theirs, messages)
    traffic.requests(nothing, 0, 1)
    lua = ["-X", f"lua_script:{HERE / 'ged188.lua'}"]
    variants = {
        "plugin": ["-r", str(ours)],
        "disabled": ["-r", str(ours), *OFF],
        "data": ["-r", str(ours), *OFF, "-d", "tcp.port==42027,data"],
        "ged125": ["-r", str(theirs), *OFF, "-d", "tcp.port==5000,ged125"],
        "ged125 data": ["-r", str(theirs), *OFF, "-d", "tcp.port==5000,data"],
        "lua": ["-r", str(ours), *OFF, *lua],
    }
    print(f"{messages} messages, one a segment; median CPU seconds of {runs} runs, less those of the same run over two packets (start-up).")
    print("'disabled': the protocol is disabled, so that every heuristic dissector looks at the bytes; 'as data': nobody does.")
    print(f"{'mode':34} {'plugin':>7} {'disabled':>8} {'ratio':>6} {'as data':>8} {'ratio':>6} | {'GED-125':>7} {'as data':>8} {'ratio':>6} | {'Lua':>6} {'Lua/plugin':>10} {'own part':>8}")
    for name, mode in MODES.items():
        took: dict[str, list[float]] = {v: [] for v in variants}
        start: dict[str, list[float]] = {v: [] for v in variants}
        for _ in range(runs):
            for variant, arguments in variants.items():
                mine = mode
                if variant != "plugin":  # what only the plugin knows
                    mine = ["-q", "-z", "io,stat,0"] if "cti,diagnose" in mode else [a.replace("ged188.status==99", "ip.ttl==2") for a in mode]
                took[variant].append(tshark(build, [*arguments, *mine])[0])
                start[variant].append(tshark(build, ["-r", str(nothing), *arguments[2:], *mine])[0])
        m = {v: max(statistics.median(t) - statistics.median(start[v]), 0.001) for v, t in took.items()}
        # Lua's cost over the plugin's, each beside the run where nobody looks at the bytes.
        own = (m["lua"] - m["data"]) / max(m["plugin"] - m["data"], 0.001)
        print(f"{name:34} {m['plugin']:7.2f} {m['disabled']:8.2f} {m['plugin'] / m['disabled']:6.3f} {m['data']:8.2f} {m['plugin'] / m['data']:6.3f} | "
              f"{m['ged125']:7.2f} {m['ged125 data']:8.2f} {m['ged125'] / m['ged125 data']:6.3f} | {m['lua']:6.2f} {m['lua'] / m['plugin']:10.1f} {own:8.1f}", flush=True)


def callgrind(build: Path, capture: Path, mode: list[str], folder: Path) -> dict[str, int]:
    """Inclusive instructions of functions, and TOTAL."""
    for old in folder.glob("cg.*"):
        old.unlink()
    tshark(build, ["-r", str(capture), *mode], ["valgrind", "-q", "--tool=callgrind", "--trace-children=yes", f"--callgrind-out-file={folder}/cg.%p"])
    out = max(glob.glob(f"{folder}/cg.*"), key=os.path.getsize)  # the others are the shells before it
    text = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out], capture_output=True, text=True, check=True).stdout
    counts: dict[str, int] = {}
    for line in text.splitlines():
        found = re.match(r"\s*([\d,]+) \([^)]*\)\s+\S+?:(.*?)(?: \[|$)", line)
        if found:
            # A function stands once for each file it was inlined from: its own line is the largest.
            name = found.group(2).strip()
            counts[name] = max(counts.get(name, 0), int(found.group(1).replace(",", "")))
    counts["TOTAL"] = int(re.search(r"^(?:totals|summary): (\d+)", Path(out).read_text(errors="replace"), re.M).group(1))
    return counts


PARTS = {
    "whole run": r"^TOTAL$",
    "plugin: dissector": r"plugin::detail::dissect\(",
    "plugin: end of frame": r"plugin::.*end_of_frame\(",
    "  of it decoding": r"cti::ged188::summarize<",
    "  of it conversation": r"^find_or_create_conversation$",
    "  of it session rules": r"Session::on_message\(|CallTracker::on_message\(|Session::conditions\(|Session::facts\(",
}


def instructions(build: Path, folder: Path, modes: list[str], small: int = 1000, large: int = 4000, make=traffic.requests) -> dict[str, dict[str, float]]:
    """Instructions for each message that `make` writes, by mode and part."""
    captures = {n: folder / f"r{n}.pcap" for n in (small, large)}
    for n, path in captures.items():
        make(path, n)
    result = {}
    for name in modes:
        a, b = (callgrind(build, captures[n], (MODES | TAPS)[name], folder) for n in (small, large))
        per = {k: (b[k] - a.get(k, 0)) / (large - small) for k in b}
        row = {}
        for part, pattern in PARTS.items():
            found = [v for k, v in per.items() if re.search(pattern, k)]
            # Callers and what they call match together: the largest. Functions beside each other: their sum.
            nested = part in ("whole run", "plugin: dissector", "  of it decoding")
            row[part] = (max(found) if nested else sum(found)) if found else 0.0
        result[name] = row
    return result


def print_instructions(build: Path, folder: Path) -> None:
    modes = ["list (no tree)", "statistics (-q -z io,stat,0)", "full tree (-V)", *TAPS]
    measured = instructions(build, folder, modes)
    print("instructions for each message (callgrind)")
    print(f"{'':28}" + "".join(f"{m.split(' (')[0]:>15}" for m in modes))
    for part in PARTS:
        print(f"{part:28}" + "".join(f"{measured[m][part]:15.0f}" for m in modes))
    foreign = instructions(build, folder, [modes[0]], make=traffic.foreign)[modes[0]]["plugin: end of frame"]
    print(f"a packet that is none of ours: {foreign:.0f}")


def growth(build: Path, folder: Path, long: bool) -> None:
    print("growth: two passes; for each message")
    print(f"{'messages':>10} {'sessions':>9} {'us':>8} {'B':>8} {'us without':>11} {'B without':>10}")
    start = None
    sizes = [(10**4, 20), (10**5, 20), (10**6, 20), (10**5, 1), (10**5, 10**2), (10**5, 10**4)]
    if long:
        sizes += [(10**7, 20), (10**6, 10**5)]
    path = folder / "growth.pcap"
    traffic.requests(path, 100)
    start = [tshark(build, ["-r", str(path), "-2", "-q", "-z", "io,stat,0", *off]) for off in ([], OFF)]
    for messages, sessions in sizes:
        made = traffic.requests(path, messages, sessions)
        row = []
        for i, off in enumerate(([], OFF)):
            seconds, memory = tshark(build, ["-r", str(path), "-2", "-q", "-z", "io,stat,0", *off])
            row += [(seconds - start[i][0]) / made * 1e6, (memory - start[i][1]) / made]
        print(f"{made:10} {sessions:9} {row[0]:8.2f} {row[1]:8.0f} {row[2]:11.2f} {row[3]:10.0f}", flush=True)
        path.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=["times", "instructions", "growth"])
    parser.add_argument("--build", type=Path, default=HERE.parent / "build")
    parser.add_argument("--messages", type=int, default=100000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o777)
        folder = Path(name)
        for what in options.what or ["times", "instructions", "growth"]:
            if what == "times":
                times(options.build, folder, options.messages, options.runs)
            elif what == "instructions":
                print_instructions(options.build, folder)
            elif what == "growth":
                growth(options.build, folder, options.long)
            else:
                sys.exit(f"{what}? times, instructions or growth")
            print()


if __name__ == "__main__":
    main()
