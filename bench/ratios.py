# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads bench_core's CSV and prints each benchmark beside the memcpy of the same bytes."""

import csv
import sys

rows = list(csv.DictReader(line for line in sys.stdin if line.startswith(("name,", '"'))))
copies = {r["name"].split("/")[0]: float(r["cpu_time"]) for r in rows if r["name"].endswith("/memcpy")}
print(f"{'core':46} {'messages/s':>12} {'MB/s':>8} {'ns/message':>11} {'memcpy':>7} {'ratio':>6}")
for r in rows:
    group, what = r["name"].split("/")
    if what == "memcpy":
        continue
    items, size = float(r["items_per_second"]), float(r["bytes_per_second"])
    copy = copies[group] / float(r["cpu_time"])
    print(f"{group + (', ' + what if what != 'decode' else ''):46} {items:12.0f} {size / 1e6:8.0f} {1e9 / items:11.1f} {1e9 / items * copy:7.1f} {1 / copy:6.1f}")
print()
