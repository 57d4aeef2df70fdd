# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads bench_core's CSV and prints each benchmark beside the memcpy of the same bytes: in the caches, and in a stream larger than they are."""

import csv
import sys

rows = {r["name"]: r for r in csv.DictReader(line for line in sys.stdin if line.startswith(("name,", '"')))}


def nanoseconds(row):
    return 1e9 / float(row["items_per_second"])


def beside(name, row):
    """ns a message, of decoding and of memcpy, and their ratio."""
    copy = rows.get(name.replace("decode", "memcpy")) if "decode" in name else None
    return f"{nanoseconds(row):9.1f} {nanoseconds(copy):7.1f} {nanoseconds(row) / nanoseconds(copy):6.1f}" if copy else f"{nanoseconds(row):9.1f} {'':14}"


print(f"{'':46} {'':12} {'':8} | {'in the caches':^24} | {'stream of 256 MB':^24}")
print(f"{'core':46} {'messages/s':>12} {'MB/s':>8} | {'ns':>9} {'memcpy':>7} {'ratio':>6} | {'ns':>9} {'memcpy':>7} {'ratio':>6}")
for name, row in rows.items():
    group, what = name.split("/")
    if "memcpy" in what or what.startswith("stream"):
        continue
    stream = rows.get(f"{group}/stream decode") if what == "decode" else None
    title = group if what == "decode" else f"{group}, {what}"
    print(f"{title:46} {float(row['items_per_second']):12.0f} {float(row['bytes_per_second']) / 1e6:8.0f} | {beside(name, row)}"
          + (f" | {beside(f'{group}/stream decode', stream)}" if stream else ""))
print()
