#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""ctianon beside editcap, which copies the same capture and changes nothing in it (editcap -F pcapng).

    python3 bench/ctianon.py [--build BUILD] [--megabytes 200] [--runs 3] [--json]

Captures as those of bench/ctireport.py. Medians of CPU seconds (user and system) of interleaved runs; memory is the largest resident set.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path

from ctireport import HERE, make, medians


def compare(build: Path, folder: Path, megabytes: float, runs: int) -> dict:
    anon = [build / "commands/ctianon/ctianon", "--key", "bench", "--quiet"]
    mixed, cti = make(folder / "mixed.pcap", megabytes), make(folder / "cti.pcap", megabytes / 10, "--cti", "100")
    out = folder / "out.pcapng"
    costs = medians({
        "mixed: editcap": ["editcap", "-F", "pcapng", mixed, out],
        "mixed: ctianon": [*anon, mixed, out],
        "mixed: ctianon --keep-foreign": [*anon, "--keep-foreign", mixed, out],
        "CTI only: editcap": ["editcap", "-F", "pcapng", cti, out],
        "CTI only: ctianon": [*anon, cti, out],
        "CTI only: ctianon --check": [*anon, "--check", cti, out],
    }, runs)
    return {"megabytes": megabytes, "cpu": {name: round(c.cpu, 3) for name, c in costs.items()}, "memory_kb": {name: c.memory for name, c in costs.items()}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=HERE.parent / "build-bench")
    parser.add_argument("--megabytes", type=float, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cti-bench-") as name:
        os.chmod(name, 0o755)
        found = compare(options.build.resolve(), Path(name), options.megabytes, options.runs)
    if options.json:
        print(json.dumps(found))
        return
    print(f"{options.megabytes:.0f} MB, 2 % CTI; CTI only: a tenth of that; medians of {options.runs} runs")
    print(f"{'':32} {'CPU s':>8} {'MB':>6}")
    for run, cpu in found["cpu"].items():
        print(f"{run:32} {cpu:8.2f} {found['memory_kb'][run] / 1000:6.0f}")


if __name__ == "__main__":
    main()
