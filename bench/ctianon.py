#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""ctianon beside editcap, which copies the same capture and changes nothing in it (editcap -F pcapng).

    python3 bench/ctianon.py [--build BUILD] [--megabytes 200] [--runs 3] [--json]

Captures as those of bench/ctireport.py. Medians of CPU seconds (user and system) of interleaved runs; memory is the largest resident set.
"""

from __future__ import annotations

from pathlib import Path

from ctireport import compared, make, medians


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
    found = compared(__doc__, compare, 200)
    if not found:
        return
    print(f"{'':32} {'CPU s':>8} {'MB':>6}")
    for run, cpu in found["cpu"].items():
        print(f"{run:32} {cpu:8.2f} {found['memory_kb'][run] / 1000:6.0f}")


if __name__ == "__main__":
    main()
