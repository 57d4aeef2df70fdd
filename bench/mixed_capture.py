#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes what a sensor beside a call manager sees: RTP, SIP and TLS, and among them 2 % CTI.

  mixed_capture.py [--megabytes 200] [--cti 2] [--files 1] [--pcapng] OUT

With --files N the same time is cut into N ring-buffer files: OUT_00001.pcap and so on. Every run writes the same bytes.
"""

from __future__ import annotations

import argparse
import random
import struct
from pathlib import Path

START = 1768467600  # seconds
SIP = (b"INVITE sip:4711@10.0.254.20 SIP/2.0\r\nVia: SIP/2.0/UDP 10.1.0.1:5060;branch=z9hG4bK776asdhds\r\nMax-Forwards: 70\r\n"
       b"To: <sip:4711@10.0.254.20>\r\nFrom: <sip:1001@10.1.0.1>;tag=1928301774\r\nCall-ID: a84b4c76e66710@10.1.0.1\r\n"
       b"CSeq: 314159 INVITE\r\nContact: <sip:1001@10.1.0.1>\r\nContent-Type: application/sdp\r\nContent-Length: 142\r\n\r\n"
       b"v=0\r\no=- 1 1 IN IP4 10.1.0.1\r\ns=-\r\nc=IN IP4 10.1.0.1\r\nt=0 0\r\nm=audio 16384 RTP/AVP 0 8 101\r\n"
       b"a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n")


def ged188(number: int, body: bytes) -> bytes:
    """A GED-188 message: length of the body, type, body."""
    return struct.pack(">II", len(body), number) + body


class Traffic:
    def __init__(self, cti_percent: float) -> None:
        self.random = random.Random(188)
        self.cti_percent = cti_percent
        self.sequence: dict[tuple[int, int], int] = {}
        self.noise = self.random.randbytes(1 << 16)

    def ip(self, protocol: int, source: int, destination: int, rest: bytes) -> bytes:
        header = struct.pack(">BBHHHBBHII", 0x45, 0, 20 + len(rest), 0, 0x4000, 64, protocol, 0, source, destination)
        return b"\x02\0\0\0\0\x02\x02\0\0\0\0\x01\x08\0" + header + rest

    def udp(self, source: int, from_port: int, destination: int, to_port: int, payload: bytes) -> bytes:
        return self.ip(17, source, destination, struct.pack(">HHHH", from_port, to_port, 8 + len(payload), 0) + payload)

    def tcp(self, client: int, port: int, server_port: int, from_client: bool, payload: bytes, flags: int = 0x18) -> bytes:
        server = 0x0A00FE0A
        key, other = (client << 1 | from_client, port), (client << 1 | (not from_client), port)
        sequence = self.sequence.get(key, 1)
        self.sequence[key] = (sequence + len(payload) + (flags & 3 != 0)) & 0xffffffff
        ends = (client, server, port, server_port) if from_client else (server, client, server_port, port)
        header = struct.pack(">HHIIBBHHH", ends[2], ends[3], sequence, self.sequence.get(other, 1), 0x50, flags, 8192, 0, 0)
        return self.ip(6, ends[0], ends[1], header + payload)

    def bytes_of(self, size: int) -> bytes:
        at = self.random.randrange(len(self.noise) - size)
        return self.noise[at:at + size]

    def cti_opening(self, client: int, port: int) -> list[bytes]:
        fixed = struct.pack(">IIIIIIIIIII", 1, 24, 0xffffffff, 5000, 0x10, 0xffffff, 0x3fff, 0, 0, 0, 0)
        floating = b"".join(struct.pack(">HH", tag, len(text)) + text for tag, text in ((1, b"Bench\0"), (2, b"x\0"), (3, b"bench\0")))
        confirmation = struct.pack(">IIIIIHHHIH", 1, 0x10, 1, 0, START, 1, 17, 0, 0, 1) + struct.pack(">HH", 5, 5) + b"1001\0"
        return [self.tcp(client, port, 42027, True, b"", 2), self.tcp(client, port, 42027, False, b"", 0x12),
                self.tcp(client, port, 42027, True, ged188(3, fixed + floating)), self.tcp(client, port, 42027, False, ged188(4, confirmation))]

    def frames(self):
        clients = [0x0A010001 + i for i in range(50)]
        for client in clients:
            yield from self.cti_opening(client, 50001)
        heartbeat = 0
        while True:
            kind = self.random.random() * 100
            client = self.random.choice(clients)
            if kind < self.cti_percent:
                heartbeat += 1
                number = struct.pack(">I", heartbeat)
                yield self.tcp(client, 50001, 42027, True, ged188(5, number))
                yield self.tcp(client, 50001, 42027, False, ged188(6, number))
            elif kind < 74:
                # 20 ms of G.711
                rtp = struct.pack(">BBHII", 0x80, 0, heartbeat & 0xffff, heartbeat, client) + self.bytes_of(160)
                yield self.udp(client, 16384 + client % 1000 * 2, 0x0A00FE14, 20000 + client % 1000 * 2, rtp)
            elif kind < 82:
                yield self.udp(client, 5060, 0x0A00FE14, 5060, SIP)
            else:
                record = struct.pack(">BHH", 23, 0x0303, 1200)
                yield self.tcp(client, 50000 + self.random.randrange(1000) + 2, 443, self.random.random() < 0.3, record + self.bytes_of(1200))


class Pcap:
    def __init__(self, path: Path) -> None:
        self.out = path.open("wb", buffering=1 << 20)
        self.out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 262144, 1))

    def write(self, microseconds: int, frame: bytes) -> int:
        seconds, fraction = divmod(microseconds, 1000000)
        self.out.write(struct.pack("<IIII", START + seconds, fraction, len(frame), len(frame)) + frame)
        return 16 + len(frame)


class Pcapng:
    def __init__(self, path: Path) -> None:
        self.out = path.open("wb", buffering=1 << 20)
        self.out.write(struct.pack("<IIIHHqI", 0x0a0d0d0a, 28, 0x1a2b3c4d, 1, 0, -1, 28) + struct.pack("<IIHHII", 1, 20, 1, 0, 262144, 20))

    def write(self, microseconds: int, frame: bytes) -> int:
        time = START * 1000000 + microseconds
        padded = frame + bytes(-len(frame) % 4)
        size = 32 + len(padded)
        self.out.write(struct.pack("<IIIIIII", 6, size, 0, time >> 32, time & 0xffffffff, len(frame), len(frame)) + padded + struct.pack("<I", size))
        return size


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--megabytes", type=float, default=200)
    arguments.add_argument("--cti", type=float, default=2, help="percent of the packets")
    arguments.add_argument("--files", type=int, default=1)
    arguments.add_argument("--pcapng", action="store_true")
    arguments.add_argument("out", type=Path)
    options = arguments.parse_args()

    def path(number: int) -> Path:
        return options.out if options.files == 1 else options.out.with_stem(f"{options.out.stem}_{number:05}")

    kind = Pcapng if options.pcapng else Pcap
    microseconds, number, size, written = 0, 1, 0, 0
    out = kind(path(number))
    for frame in Traffic(options.cti).frames():
        added = out.write(microseconds, frame)
        size, written, microseconds = size + added, written + added, microseconds + 100
        if written >= options.megabytes * 1e6:
            break
        if size >= options.megabytes * 1e6 / options.files:
            number, size = number + 1, 0
            out.out.close()
            out = kind(path(number))
    out.out.close()


if __name__ == "__main__":
    main()
