# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads and writes captures packet by packet: pcapng as ctigen writes it and pcap in, pcap out. Standard library only.

Ethernet with IPv4 or IPv6 is taken apart down to TCP and UDP payloads; what is something else stays as it is.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Packet:
    time: int  # microseconds
    data: bytes  # from the link layer on
    original: int  # bytes on the wire, which may be more than were captured


@dataclass(frozen=True)
class Layers:
    """Where the transport layer of a packet is."""

    protocol: int  # 6 TCP, 17 UDP
    version: int  # of IP
    network: int  # offset of the IP header
    transport: int  # offset of the TCP or UDP header
    payload: int
    source: tuple[bytes, int]
    destination: tuple[bytes, int]


def read(path: Path) -> list[Packet]:
    data = path.read_bytes()
    if data[:4] != b"\x0a\x0d\x0d\x0a":
        order = "<" if data[:4] in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1") else ">"
        found, at = [], 24
        while at + 16 <= len(data):
            seconds, fraction, captured, original = struct.unpack_from(order + "IIII", data, at)
            found.append(Packet(seconds * 1000000 + fraction, data[at + 16:at + 16 + captured], original))
            at += 16 + captured
        return found
    found, at, order = [], 0, "<"
    while at + 12 <= len(data):
        if data[at:at + 4] == b"\x0a\x0d\x0d\x0a":
            order = "<" if data[at + 8:at + 12] == b"\x4d\x3c\x2b\x1a" else ">"
        kind, length = struct.unpack_from(order + "II", data, at)
        if length < 12 or at + length > len(data):
            break
        if kind == 6:
            _, high, low, captured, original = struct.unpack_from(order + "IIIII", data, at + 8)
            found.append(Packet(high << 32 | low, data[at + 28:at + 28 + captured], original))
        at += length
    return found


def link_type(path: Path) -> int:
    data = path.read_bytes()
    if data[:4] != b"\x0a\x0d\x0d\x0a":
        order = "<" if data[:4] in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1") else ">"
        return struct.unpack_from(order + "I", data, 20)[0]
    at, order = 0, "<"
    while at + 12 <= len(data):
        if data[at:at + 4] == b"\x0a\x0d\x0d\x0a":
            order = "<" if data[at + 8:at + 12] == b"\x4d\x3c\x2b\x1a" else ">"
        kind, length = struct.unpack_from(order + "II", data, at)
        if kind == 1:
            return struct.unpack_from(order + "H", data, at + 8)[0]
        at += length
    return 1


def write(path: Path, packets: list[Packet], link: int = 1) -> None:
    with path.open("wb") as out:
        out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 262144, link))
        for p in packets:
            out.write(struct.pack("<IIII", p.time // 1000000, p.time % 1000000, len(p.data), max(p.original, len(p.data))))
            out.write(p.data)


def layers(data: bytes) -> Layers | None:
    """None for what is not TCP or UDP over IP over Ethernet, or is cut too short."""
    if len(data) < 34:
        return None
    network, kind = 14, struct.unpack_from(">H", data, 12)[0]
    if kind == 0x8100:
        network, kind = 18, struct.unpack_from(">H", data, 16)[0]
    if kind == 0x0800:
        transport, protocol = network + (data[network] & 15) * 4, data[network + 9]
        source, destination = data[network + 12:network + 16], data[network + 16:network + 20]
        version = 4
    elif kind == 0x86dd and len(data) >= network + 40:
        transport, protocol = network + 40, data[network + 6]
        source, destination = data[network + 8:network + 24], data[network + 24:network + 40]
        version = 6
    else:
        return None
    if protocol == 6 and len(data) >= transport + 20:
        payload = transport + (data[transport + 12] >> 4) * 4
    elif protocol == 17 and len(data) >= transport + 8:
        payload = transport + 8
    else:
        return None
    ports = struct.unpack_from(">HH", data, transport)
    return Layers(protocol, version, network, transport, payload, (source, ports[0]), (destination, ports[1]))


def with_payload(packet: Packet, where: Layers, payload: bytes, sequence_by: int = 0) -> Packet:
    """The same packet with another payload; lengths are put right, checksums are not (Wireshark does not check them by default)."""
    head = bytearray(packet.data[:where.payload])
    transport_size = len(head) - where.transport + len(payload)
    if where.version == 4:
        struct.pack_into(">H", head, where.network + 2, min(65535, where.transport - where.network + transport_size))
    else:
        struct.pack_into(">H", head, where.network + 4, min(65535, transport_size))
    if where.protocol == 17:
        struct.pack_into(">H", head, where.transport + 4, min(65535, transport_size))
    elif sequence_by:
        sequence = struct.unpack_from(">I", head, where.transport + 4)[0]
        struct.pack_into(">I", head, where.transport + 4, (sequence + sequence_by) & 0xffffffff)
    data = bytes(head) + payload
    return replace(packet, data=data, original=len(data))
