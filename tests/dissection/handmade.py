# SPDX-License-Identifier: GPL-2.0-or-later
"""Frames and pcap files written byte by byte, for what a scenario cannot say."""
import struct
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from frames import ACK, FIN, RST, SYN, ethernet as ip  # noqa: E402


def udp(payload, source, destination, port):
    return ip(source, destination, 17, struct.pack(">HHHH", 40000, port, 8 + len(payload), 0) + payload)


def tcp(source, destination, ports, seq, ack, flags, payload=b""):
    return ip(source, destination, 6, struct.pack(">HHIIBBHHH", *ports, seq, ack, 0x50, flags, 8192, 0, 0) + payload)


def write(path, frames, snap=65535, start=1510477135):
    """Frames a second apart; or (seconds behind `start`, frame), sorted here."""
    timed = [frame if isinstance(frame, tuple) else (i, frame) for i, frame in enumerate(frames)]
    with open(path, "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, snap, 1))
        for at, frame in sorted(timed, key=lambda row: row[0]):
            kept = frame[:snap]
            out.write(struct.pack("<IIII", start + int(at), round(at % 1 * 1_000_000), len(kept), len(frame)) + kept)
    return path


class Connection:
    """A TCP connection, frame by frame; `frames` collects (time, frame)."""

    def __init__(self, frames, client, server, ports, at=0.0):
        self.frames, self.ends, self.ports, self.at = frames, (client, server), ports, at
        self.next = [1000, 5000]

    def _send(self, side, flags, payload=b"", wait=0.001):
        self.at += wait
        ports = self.ports if side == 0 else self.ports[::-1]
        self.frames.append((self.at, tcp(self.ends[side], self.ends[1 - side], ports, self.next[side], self.next[1 - side], flags, payload)))

    def open(self):
        self._send(0, SYN)
        self.next[0] += 1
        self._send(1, SYN | ACK)
        self.next[1] += 1
        self._send(0, ACK)
        return self

    def refuse(self):
        self._send(0, SYN)
        self.next[0] += 1
        self._send(1, RST | ACK)
        return self

    def say(self, side, payload, wait=0.001, acknowledged=True):
        self._send(side, ACK | 8, payload, wait)
        if acknowledged:
            self.next[side] += len(payload)
            self._send(1 - side, ACK, wait=0.0001)
        return self

    def close(self, side, wait=0.001):
        self._send(side, FIN | ACK, wait=wait)
        self.next[side] += 1
        self._send(1 - side, FIN | ACK)
        self.next[1 - side] += 1
        self._send(side, ACK)
        return self
