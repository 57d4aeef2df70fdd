#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""ctireport beside tshark, over the same capture in the same run: how many times less time it takes.

    python3 bench/ctireport.py [--build BUILD] [--megabytes 1000] [--runs 3] [--json] [--scale [--connections 1000000]]

Captures: CTI among RTP, SIP and TLS (2 % of the packets), and CTI only, made by bench/mixed_capture.py. Figures are medians of CPU seconds (user and
system) of interleaved runs; for two threads beside one, of the time on the clock. Memory is the largest resident set, over the whole mixed capture and a
tenth of it.

--scale: what strains memory instead, made by bench/scale_capture.py: one connection of that many megabytes, and very many connections, with and without
--max-sessions. Each beside a tenth of it, once: does time grow with it, and memory?
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Cost:
    cpu: float  # seconds
    clock: float  # seconds
    memory: int  # kB


# The memory of whoever starts a process counts as its own until it has begun: a small program starts it.
STARTER = """
import json, resource, subprocess, sys, time
begin = time.monotonic()
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
clock = time.monotonic() - begin
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, used.ru_utime + used.ru_stime, clock, used.ru_maxrss]))
"""


def measure(command: list) -> Cost:
    started = subprocess.run([sys.executable, "-S", "-c", STARTER, *map(str, command)], stdout=subprocess.PIPE, check=True)
    status, cpu, clock, memory = json.loads(started.stdout)
    if status not in (0, 1):
        sys.exit(f"{command}: exit status {status}")
    return Cost(cpu, clock, memory)


def make(out: Path, megabytes: float, *options: str) -> Path:
    subprocess.run([sys.executable, "-B", HERE / "mixed_capture.py", "--megabytes", str(megabytes), *options, out], check=True)
    return out


def medians(commands: dict[str, list], runs: int) -> dict[str, Cost]:
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            costs[name].append(measure(command))
    return {name: Cost(*(statistics.median(getattr(c, what) for c in of) for what in ("cpu", "clock", "memory"))) for name, of in costs.items()}


def compare(build: Path, folder: Path, megabytes: float, runs: int) -> dict:
    report, tshark = build / "commands/ctireport/ctireport", build / "cti-tshark"
    mixed = make(folder / "mixed.pcap", megabytes)
    small = make(folder / "small.pcap", megabytes / 10)
    cti = make(folder / "cti.pcap", megabytes / 10, "--cti", "100")
    make(folder / "ring.pcap", megabytes, "--files", "8")
    ring = sorted(folder.glob("ring_*.pcap"))
    costs = medians({
        "cat": ["cat", mixed],
        "mixed": [report, "--jobs", 1, mixed],
        "small": [report, "--jobs", 1, small],
        "mixed, tshark": [tshark, "-q", "-n", "-r", mixed, "-z", "cti,diagnose"],
        "mixed, tshark -Y": [tshark, "-n", "-r", mixed, "-Y", "tcp.port == 42027"],
        "cti": [report, "--jobs", 1, cti],
        "cti, tshark": [tshark, "-q", "-n", "-r", cti, "-z", "cti,diagnose"],
        "ring, one thread": [report, "--jobs", 1, *ring],
        "ring, two threads": [report, "--jobs", 2, *ring],
    }, runs)
    return {
        "megabytes": megabytes,
        "cpu": {name: round(c.cpu, 3) for name, c in costs.items()},
        "clock": {name: round(c.clock, 3) for name, c in costs.items()},
        "memory_kb": {name: c.memory for name, c in costs.items()},
        "mixed": costs["mixed, tshark"].cpu / costs["mixed"].cpu,
        "filtered": costs["mixed, tshark -Y"].cpu / costs["mixed"].cpu,
        "cti": costs["cti, tshark"].cpu / costs["cti"].cpu,
        "two_threads": costs["ring, one thread"].clock / costs["ring, two threads"].clock,
        "memory_growth": costs["mixed"].memory / costs["small"].memory,
    }


FEW = 1000  # connections followed at a time, where there is room for no more
STREAMS = {"one stream": [], "a segment of it lost": ["--lost"], "its numbers come round": ["--lost", "--from-sequence", str((1 << 32) - 1_000_000)]}
MANY = ("sessions", "unanswered", "half-open")


@dataclass(frozen=True)
class Scaled:
    whole: Cost
    tenth: Cost
    amount: float  # megabytes or connections of the whole

    def bytes_each(self) -> float:
        """What a megabyte or connection more takes of memory."""
        return (self.whole.memory - self.tenth.memory) * 1000 / (0.9 * self.amount)


def scale(build: Path, folder: Path, megabytes: float, connections: int) -> dict[str, Scaled]:
    report, path, found = build / "commands/ctireport/ctireport", folder / "scale.pcap", {}

    def costs(kind: list, limits: tuple) -> list[Cost]:
        subprocess.run([sys.executable, "-B", HERE / "scale_capture.py", *map(str, kind), path], check=True)
        return [measure([report, "-q", "--jobs", 1, "--max-sessions", limit, path]) for limit in limits]

    for name, options in STREAMS.items():
        both = [costs(["stream", "--megabytes", size, *options], (connections,))[0] for size in (megabytes, megabytes / 10)]
        found[name] = Scaled(*both, megabytes)
    for kind in MANY:
        limits = (connections, FEW)
        for limit, whole, tenth in zip(limits, *(costs([kind, "--connections", count], limits) for count in (connections, connections // 10))):
            found[kind if limit == connections else f"{kind}, --max-sessions {FEW}"] = Scaled(whole, tenth, connections)
    path.unlink()
    return found


def print_scale(build: Path, megabytes: float, connections: int) -> None:
    with tempfile.TemporaryDirectory(prefix="cti-bench-") as name:
        found = scale(build, Path(name), megabytes, connections)
    print(f"one connection of {megabytes:.0f} MB; {connections} connections; and a tenth of each")
    print(f"{'':34} {'CPU s':>8} {'MB':>6} | {'tenth s':>8} {'MB':>6} | {'bytes each':>10}")
    for run, f in found.items():
        each = f"{f.bytes_each():10.0f}" if run not in STREAMS else ""
        print(f"{run:34} {f.whole.cpu:8.2f} {f.whole.memory / 1000:6.0f} | {f.tenth.cpu:8.2f} {f.tenth.memory / 1000:6.0f} | {each}")


def compared(doc: str, comparison, megabytes: float) -> dict | None:
    """Runs what the command line asks for; None where JSON was printed."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=HERE.parent / "build-bench")
    parser.add_argument("--megabytes", type=float, default=megabytes)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cti-bench-") as name:
        os.chmod(name, 0o755)
        found = comparison(options.build.resolve(), Path(name), options.megabytes, options.runs)
    if options.json:
        print(json.dumps(found))
        return None
    print(f"{options.megabytes:.0f} MB, 2 % CTI; CTI only: a tenth of that; medians of {options.runs} runs")
    return found


def main() -> None:
    if "--scale" in sys.argv:
        parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
        parser.add_argument("--scale", action="store_true")
        parser.add_argument("--build", type=Path, default=HERE.parent / "build-bench")
        parser.add_argument("--megabytes", type=float, default=1000)
        parser.add_argument("--connections", type=int, default=1000000)
        options = parser.parse_args()
        print_scale(options.build.resolve(), options.megabytes, options.connections)
        return
    found = compared(__doc__, compare, 1000)
    if not found:
        return
    print(f"{'':26} {'CPU s':>8} {'clock s':>8} {'MB':>6}")
    for run, cpu in found["cpu"].items():
        print(f"{run:26} {cpu:8.2f} {found['clock'][run]:8.2f} {found['memory_kb'][run] / 1000:6.0f}")
    print(f"faster than tshark -q -z cti,diagnose, mixed:    {found['mixed']:5.1f} times")
    print(f"faster than tshark -Y tcp.port==42027, mixed:    {found['filtered']:5.1f} times")
    print(f"faster than tshark -q -z cti,diagnose, CTI only: {found['cti']:5.1f} times")
    print(f"two threads beside one, 8 files (clock):         {found['two_threads']:5.2f} times")
    print(f"memory, whole capture beside a tenth of it:      {found['memory_growth']:5.2f} times")


if __name__ == "__main__":
    main()
