# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures made frame by frame, for what no scenario of ctigen says: odd sequence numbers, probes, copies, frames that are missing."""

from __future__ import annotations

import ipaddress
import struct
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "hostile"))
from packets import Packet, write  # noqa: E402

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
CLIENT, SERVER = 0, 1
BEGIN = 1768467600_000000  # 2026-01-15 09:00:00 UTC, microseconds


def ethernet(source: str, destination: str, protocol: int, body: bytes, vlan: int | None = None) -> bytes:
    a, b = ipaddress.ip_address(source), ipaddress.ip_address(destination)
    head = b"\2\0\0\0\0\1\2\0\0\0\0\2" + (b"" if vlan is None else struct.pack(">HH", 0x8100, vlan))
    if a.version == 4:
        network = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(body), 1, 0x4000, 64, protocol, 0) + a.packed + b.packed
        return head + b"\x08\0" + network + body
    return head + b"\x86\xdd" + struct.pack(">IHBB", 0x60000000, len(body), protocol, 64) + a.packed + b.packed + body


def udp(source: str, from_port: int, destination: str, to_port: int, payload: bytes) -> bytes:
    return ethernet(source, destination, 17, struct.pack(">HHHH", from_port, to_port, 8 + len(payload), 0) + payload)


class Wire:
    """What is captured, a millisecond from frame to frame."""

    def __init__(self, *frames: bytes):
        self.packets: list[Packet] = []
        self.time = BEGIN
        for frame in frames:
            self.put(frame)

    def put(self, data: bytes):
        self.time += 1000
        self.packets.append(Packet(self.time, data, len(data)))

    def wait(self, seconds: float):
        self.time += int(seconds * 1e6)

    def at(self, seconds: float) -> Wire:
        """Goes on so long behind the beginning: also back, where what happens elsewhere is told later."""
        self.time = BEGIN + int(seconds * 1e6)
        return self

    def write(self, path: Path, snap=65535) -> Path:
        """The capture, in order of time."""
        write(path, [Packet(p.time, p.data[:snap], p.original) for p in sorted(self.packets, key=lambda p: p.time)])
        return path

    def udp(self, *ends_and_payload):
        self.put(udp(*ends_and_payload))

    def tcp(self, *ends, **more) -> Tcp:
        return Tcp(self, *ends, **more)

    def mirror(self, change=lambda data: data):
        """Each frame a second time, 30 us later, as a mirror port or a second interface captures it."""
        self.packets = [copy for p in self.packets for copy in (p, Packet(p.time + 30, change(p.data), p.original))]


class Tcp:
    """One connection. c...: the client, s...: the server. Sequence numbers follow what is sent where nothing else is said."""

    def __init__(self, wire: Wire, client: str, client_port: int, server: str, server_port: int, cisn=1000, sisn=9000, vlan=None):
        self.wire = wire
        self.ends = [(client, client_port), (server, server_port)]
        self.seq = [cisn, sisn]
        self.vlan = vlan

    def raw(self, side: int, flags: int, data=b"", seq=None, ack=None, window=8192):
        """A frame that moves nothing on."""
        (source, from_port), (destination, to_port) = self.ends[side], self.ends[1 - side]
        seq = self.seq[side] if seq is None else seq
        ack = 0 if not flags & ACK else self.seq[1 - side] if ack is None else ack
        header = struct.pack(">HHIIBBHHH", from_port, to_port, seq & 0xffffffff, ack & 0xffffffff, 0x50, flags, window, 0, 0)
        self.wire.put(ethernet(source, destination, 6, header + data, self.vlan))

    def send(self, side: int, flags: int, data=b"", **more):
        self.raw(side, flags, data, **more)
        self.seq[side] = (self.seq[side] + len(data) + bool(flags & SYN) + bool(flags & FIN)) & 0xffffffff

    def open(self) -> Tcp:
        self.send(CLIENT, SYN)
        self.send(SERVER, SYN | ACK)
        self.cack()
        return self

    def refuse(self):
        self.send(CLIENT, SYN)
        self.srst()

    def c(self, data: bytes, ack=True):
        self.send(CLIENT, PSH | ACK, data)
        if ack:
            self.sack()

    def s(self, data: bytes, ack=True):
        self.send(SERVER, PSH | ACK, data)
        if ack:
            self.cack()

    def cack(self):
        self.raw(CLIENT, ACK)

    def sack(self):
        self.raw(SERVER, ACK)

    def cclose(self):
        self.send(CLIENT, FIN | ACK)
        self.send(SERVER, FIN | ACK)
        self.cack()

    def sclose(self):
        self.send(SERVER, FIN | ACK)
        self.send(CLIENT, FIN | ACK)
        self.sack()

    def crst(self):
        self.raw(CLIENT, RST | ACK)

    def srst(self):
        self.raw(SERVER, RST | ACK)
