# SPDX-License-Identifier: GPL-2.0-or-later
"""What the diagnosis report costs beside dissecting alone: time, and memory for each message and session.

    python3 report.py [--build BUILD] [--runs 3] [--messages 1000000] [--sessions 100000]

Each capture is run with a tap that needs as little as the report (-z conv,tcp), and with the report beside it; the runs are interleaved, figures are medians, start-up is
taken off. Everything is measured in one run; no bound is checked here.
"""

from __future__ import annotations

import argparse
import os
import statistics
import struct
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import traffic  # noqa: E402
from whole_program import TAPS, tshark  # noqa: E402


def failures(path: Path, messages: int) -> int:
    """Every answer is a failure: each goes into the report as a finding."""
    server = (traffic.SERVER, 42027)
    with traffic.Writer(path) as out:
        for c in range(20):
            out.tcp(traffic.client(c), server, True, traffic.open_req())
            out.tcp(traffic.client(c), server, False, traffic.open_conf())
        for n in range(1, messages // 2 + 1):
            out.tcp(traffic.client(n % 20), server, True, traffic.set_call_data_req(n))
            out.tcp(traffic.client(n % 20), server, False, traffic.message(1, struct.pack(">II", n, 12)))  # FAILURE_CONF, E_CTI_FUNCTION_NOT_AVAILABLE
    return messages + 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=HERE.parent / "build-bench")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--messages", type=int, default=10**6)
    parser.add_argument("--sessions", type=int, default=10**5)
    options = parser.parse_args()
    shapes = {
        "20 sessions": (20, lambda path: traffic.requests(path, options.messages, 20)),
        f"{options.sessions} sessions": (options.sessions, lambda path: traffic.requests(path, options.messages, options.sessions)),
        "20 sessions, every answer a failure": (20, lambda path: failures(path, options.messages)),
    }
    print("report: with and without it, beside -z conv,tcp")
    print(f"{'':38} {'messages':>9} {'s without':>10} {'s with':>8} {'on top':>7} {'MB without':>11} {'MB with':>8} {'B/session':>10}")
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o777)
        path = Path(name) / "report.pcap"
        traffic.requests(path, 100, 1)
        start = {tap: tshark(options.build, ["-r", str(path), *arguments]) for tap, arguments in TAPS.items()}
        for title, (sessions, make) in shapes.items():
            made = make(path)
            runs: dict[str, list[tuple[float, int]]] = {tap: [] for tap in TAPS}
            for _ in range(options.runs):
                for tap, arguments in TAPS.items():
                    runs[tap].append(tshark(options.build, ["-r", str(path), *arguments]))
            seconds = {tap: statistics.median(t for t, _ in r) - start[tap][0] for tap, r in runs.items()}
            memory = {tap: min(m for _, m in r) - start[tap][1] for tap, r in runs.items()}
            without, with_report = TAPS
            print(f"{title:38} {made:9} {seconds[without]:10.2f} {seconds[with_report]:8.2f} {seconds[with_report] / seconds[without] - 1:7.1%} {memory[without] / 1e6:11.1f} "
                  f"{memory[with_report] / 1e6:8.1f} {(memory[with_report] - memory[without]) / sessions:10.0f}", flush=True)
    print()


if __name__ == "__main__":
    main()
