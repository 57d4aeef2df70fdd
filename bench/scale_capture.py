#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes what strains memory: one connection that carries gigabytes, or very many connections.

  scale_capture.py stream [--megabytes 1000] [--lost] [--from-sequence 1000] OUT
  scale_capture.py sessions|unanswered|half-open [--connections 1000000] OUT

stream: requests and their answers, six pairs in a pair of segments. --lost: one segment of the client near the beginning is not captured.
sessions: opened, a heartbeat, closed in order. unanswered: a SYN to the port, nothing more. half-open: SYN, SYN/ACK and ACK, nothing more.
OUT may be - for standard output. Every run writes the same bytes.
"""

from __future__ import annotations

import argparse
import struct
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import traffic  # noqa: E402

FIN, SYN, PSH, ACK = 1, 2, 8, 16
CLIENT, SERVER = True, False
LOST = 20  # which segment of the client is not captured


class Writer:
    """A pcap of TCP between clients and one server, a frame every 20 us."""

    def __init__(self, out) -> None:
        self.out = out
        self.time = traffic.START * 1000000
        self.written = 24
        out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 262144, 1))

    def segment(self, client: tuple[int, int], from_client: bool, sequence: int, acknowledgement: int, flags: int, payload: bytes = b"") -> None:
        here, there = client, (traffic.SERVER, 42027)
        if not from_client:
            here, there = there, here
        size = 54 + len(payload)
        self.time += 20
        seconds, fraction = divmod(self.time, 1000000)
        self.out.write(struct.pack("<IIII", seconds, fraction, size, size) + b"\x02\0\0\0\0\x02\x02\0\0\0\0\x01\x08\0"
                       + struct.pack(">BBHHHBBHIIHHIIBBHHH", 0x45, 0, size - 14, 0, 0x4000, 64, 6, 0, here[0], there[0], here[1], there[1],
                                     sequence & 0xffffffff, acknowledgement & 0xffffffff, 0x50, flags, 8192, 0, 0) + payload)
        self.written += 16 + size


def stream(out: Writer, megabytes: float, lost: bool, sequence: int) -> None:
    client, mine, theirs, pairs, asked = traffic.client(0), sequence, sequence, 6, 2
    out.segment(client, CLIENT, mine, 0, SYN)
    out.segment(client, SERVER, theirs, mine + 1, SYN | ACK)
    mine, theirs = mine + 1, theirs + 1
    sent = 0
    request, answer = traffic.open_req(), traffic.open_conf()
    while True:
        if not (lost and sent == LOST):
            out.segment(client, CLIENT, mine, theirs, ACK | PSH, request)
        mine += len(request)
        out.segment(client, SERVER, theirs, mine, ACK | PSH, answer)
        theirs += len(answer)
        if out.written >= megabytes * 1e6:
            break
        sent += 1
        request = b"".join(map(traffic.set_call_data_req, range(asked, asked + pairs)))
        answer = b"".join(map(traffic.set_call_data_conf, range(asked, asked + pairs)))
        asked += pairs
    out.segment(client, CLIENT, mine, theirs, ACK)


def sessions(out: Writer, connections: int) -> None:
    request, answer = traffic.open_req(), traffic.open_conf()
    for number in range(connections):
        client, mine, theirs = traffic.client(number), 1000, 5000
        out.segment(client, CLIENT, mine, 0, SYN)
        out.segment(client, SERVER, theirs, mine + 1, SYN | ACK)
        mine, theirs = mine + 1, theirs + 1
        for ask, reply in ((request, answer), (traffic.heartbeat_req(2), traffic.heartbeat_conf(2)),
                           (traffic.message(7, struct.pack(">II", 3, 0)), traffic.message(8, struct.pack(">I", 3)))):
            out.segment(client, CLIENT, mine, theirs, ACK | PSH, ask)
            mine += len(ask)
            out.segment(client, SERVER, theirs, mine, ACK | PSH, reply)
            theirs += len(reply)
        out.segment(client, CLIENT, mine, theirs, ACK | FIN)
        out.segment(client, SERVER, theirs, mine + 1, ACK | FIN)
        out.segment(client, CLIENT, mine + 1, theirs + 1, ACK)


def unanswered(out: Writer, connections: int) -> None:
    for number in range(connections):
        out.segment(traffic.client(number), CLIENT, 1000, 0, SYN)


def half_open(out: Writer, connections: int) -> None:
    for number in range(connections):
        client = traffic.client(number)
        out.segment(client, CLIENT, 1000, 0, SYN)
        out.segment(client, SERVER, 5000, 1001, SYN | ACK)
        out.segment(client, CLIENT, 1001, 5001, ACK)


MANY = {"sessions": sessions, "unanswered": unanswered, "half-open": half_open}


def write(path: Path, kind: str, connections: int = 0, megabytes: float = 0, lost: bool = False, sequence: int = 1000) -> None:
    with (sys.stdout.buffer if str(path) == "-" else path.open("wb", buffering=1 << 20)) as file:
        if kind == "stream":
            stream(Writer(file), megabytes, lost, sequence)
        else:
            MANY[kind](Writer(file), connections)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("kind", choices=("stream", *MANY))
    arguments.add_argument("--megabytes", type=float, default=1000)
    arguments.add_argument("--lost", action="store_true")
    arguments.add_argument("--from-sequence", type=int, default=1000)
    arguments.add_argument("--connections", type=int, default=1000000)
    arguments.add_argument("out", type=Path)
    options = arguments.parse_args()
    write(options.out, options.kind, options.connections, options.megabytes, options.lost, options.from_sequence)


if __name__ == "__main__":
    main()
