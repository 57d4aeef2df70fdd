# SPDX-License-Identifier: GPL-2.0-or-later
"""Long streams of CAP documents: speed, and memory that stays flat apart from what Wireshark keeps for each frame.

    python3 cap_stream.py [--build BUILD] [--captures FOLDER] [--megabytes 10 50] [--runs 3]

The documents are those of a call client's session, over and over with other call ids, packed into segments of 1460 bytes as TCP does: several in a segment, one over
two. Each size is dissected with the protocol, and as plain data, which nobody looks at; what Wireshark keeps for each frame is in both. CPU seconds are medians; start-up
is taken off. Everything is measured in one run; no bound is checked here.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import messages  # noqa: E402
import traffic  # noqa: E402
from whole_program import OFF, tshark  # noqa: E402

SEGMENT = 1460
PORT = 2208


LOGIN = [(b"registerAuthentication", True), (b"responseAuthentication", False), (b"registerRequest", True), (b"registerResponse", False)]


def session(captures: Path) -> tuple[list[tuple[bool, bytes]], list[bytes]]:
    """Of a captured session: the login, (from client, document) step by step, and the updates about calls."""
    documents = list(messages.documents(captures / "bwcap_call_control.pcapng"))
    login = [(from_client, next(d for d in documents if b'"' + command + b'"' in d)) for command, from_client in LOGIN]
    updates = [d for d in documents if b'"callUpdate"' in d and b"<call " in d]
    assert len(updates) > 5
    return login, updates


def write(path: Path, captures: Path, size: int, sessions: int = 1) -> tuple[int, int, int]:
    """A capture of `size` bytes of documents, nearly all of them updates from the server. Returns documents, frames and bytes of documents."""
    login, updates = session(captures)
    documents = total = 0
    server = (traffic.SERVER, PORT)
    with traffic.Writer(path) as out:
        for s in range(sessions):
            client = traffic.client(s)
            for from_client, flags in ((True, 0x02), (False, 0x12), (True, 0x10)):
                out.tcp(client, server, from_client, b"", flags)
            for from_client, document in login:
                out.tcp(client, server, from_client, document)
                documents += 1
                total += len(document)
            waiting, n = b"", 0
            while total < size * (s + 1) // sessions:
                n += 1
                for document in updates:
                    document = document.replace(b'callId="', b'callId="%d-' % n)
                    waiting += document
                    documents += 1
                    total += len(document)
                while len(waiting) >= SEGMENT:
                    out.tcp(client, server, False, waiting[:SEGMENT])
                    waiting = waiting[SEGMENT:]
            if waiting:
                out.tcp(client, server, False, waiting)
        return documents, out.frames, total


def measure(build: Path, capture: Path, arguments: list[str], runs: int) -> tuple[float, int]:
    took = [tshark(build, ["-r", str(capture), "-q", "-z", "io,stat,0", *arguments]) for _ in range(runs)]
    return statistics.median(t for t, _ in took), min(m for _, m in took)


VARIANTS = {"with": [], "apart": ["-o", "bwcap.desegment:FALSE"], "as data": [*OFF, "-d", f"tcp.port=={PORT},data"]}


def run(build: Path, captures: Path, sizes: list[int], runs: int, sessions: tuple[int, ...] = (1, 1000)) -> list[dict]:
    rows = []
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o777)
        path = Path(name) / "cap.pcap"
        write(path, captures, 1, 1)
        start = {v: measure(build, path, arguments, runs) for v, arguments in VARIANTS.items()}
        for count in sessions:
            for size in sizes:
                documents, frames, total = write(path, captures, size, count)
                row = {"sessions": count, "bytes": total, "documents": documents, "frames": frames}
                for v, arguments in VARIANTS.items():
                    seconds, memory = measure(build, path, arguments, runs)
                    row[v] = (seconds - start[v][0], memory - start[v][1])
                rows.append(row)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=HERE.parent / "build-bench")
    parser.add_argument("--captures", type=Path, default=HERE.parent / "build" / "test-captures")
    parser.add_argument("--megabytes", type=int, nargs="+", default=[10, 50])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print("CAP streams. us: CPU time of a document, and what is ours of it. B: memory of a document; without reassembly, less that of plain data: what is ours")
    print(f"{'MB':>6} {'sessions':>8} {'documents':>9} {'frames':>7} {'MB/s':>6} {'MB/s data':>9} {'us':>6} {'us ours':>8} {'B':>6} {'B data':>7} {'B ours':>7}")
    for row in run(options.build, options.captures, [m << 20 for m in options.megabytes], options.runs):
        (seconds, memory), (_, apart), (data_seconds, data_memory) = (row[v] for v in VARIANTS)
        documents, size = row["documents"], row["bytes"]
        print(f"{size / 2**20:6.0f} {row['sessions']:8} {documents:9} {row['frames']:7} {size / 1e6 / seconds:6.0f} {size / 1e6 / data_seconds:9.0f} {seconds / documents * 1e6:6.2f} "
              f"{(seconds - data_seconds) / documents * 1e6:8.2f} {memory / documents:6.0f} {data_memory / documents:7.0f} {(apart - data_memory) / documents:7.0f}", flush=True)
    print()


if __name__ == "__main__":
    main()
