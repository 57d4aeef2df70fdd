# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads pcap and pcapng files and puts TCP streams together, with nothing but the standard library.

Simple on purpose: in-order reassembly, no checksums, no IP fragments. What is lost leaves a hole that ends the stream.
Also writes small pcap files, for tests.
"""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ETHERNET, RAW_IP, LINUX_SLL, LINUX_SLL2 = 1, 101, 113, 276
_NULL = (0, 108)
_RAW = (12, 14, RAW_IP, 228, 229)


@dataclass(frozen=True)
class Segment:
    frame: int  # counts from 1, as in Wireshark
    source: tuple[str, int]
    destination: tuple[str, int]
    sequence: int
    syn: bool
    payload: bytes
    whole: bool  # not cut by a capture limit


def packets(path: Path) -> Iterator[tuple[int, int, bytes]]:
    """Frame number, link type, bytes."""
    data = path.read_bytes()
    if data[:4] == b"\x0a\x0d\x0d\x0a":
        yield from _pcapng(data)
        return
    order = {b"\xd4\xc3\xb2\xa1": "<", b"\xa1\xb2\xc3\xd4": ">", b"\x4d\x3c\xb2\xa1": "<", b"\xa1\xb2\x3c\x4d": ">"}.get(data[:4])
    if order is None:
        raise ValueError(f"{path}: neither pcap nor pcapng")
    link = struct.unpack_from(order + "I", data, 20)[0] & 0x0fffffff
    at, frame = 24, 0
    while at + 16 <= len(data):
        captured = struct.unpack_from(order + "I", data, at + 8)[0]
        frame += 1
        yield frame, link, data[at + 16:at + 16 + captured]
        at += 16 + captured


def _pcapng(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    order, links, snap, at, frame = "<", [], [], 0, 0
    while at + 12 <= len(data):
        if data[at:at + 4] == b"\x0a\x0d\x0d\x0a":
            order = "<" if data[at + 8:at + 12] == b"\x4d\x3c\x2b\x1a" else ">"
            links, snap = [], []
        kind, length = struct.unpack_from(order + "II", data, at)
        if length < 12 or at + length > len(data):
            return
        body = data[at + 8:at + length - 4]
        if kind == 1:
            links.append(struct.unpack_from(order + "H", body)[0])
            snap.append(struct.unpack_from(order + "I", body, 4)[0])
        elif kind == 6:
            interface, _, _, captured = struct.unpack_from(order + "IIII", body)
            frame += 1
            yield frame, links[interface], body[20:20 + captured]
        elif kind == 3:
            original = struct.unpack_from(order + "I", body)[0]
            frame += 1
            yield frame, links[0], body[4:4 + min(original, snap[0] or original)]
        at += length


def _network_layer(link: int, data: bytes) -> bytes | None:
    if link in _RAW:
        return data
    if link in _NULL:
        return data[4:]
    at = {ETHERNET: 12, LINUX_SLL: 14, LINUX_SLL2: 0}.get(link)
    if at is None or len(data) < at + 2:
        return None
    kind = data[at:at + 2]
    at = 20 if link == LINUX_SLL2 else at + 2
    while kind in (b"\x81\x00", b"\x88\xa8"):
        kind, at = data[at + 2:at + 4], at + 4
    return data[at:] if kind in (b"\x08\x00", b"\x86\xdd") else None


def _tcp(network: bytes) -> tuple[str, str, bytes, bool] | None:
    """Source, destination, the TCP packet, and whether all of it was captured."""
    if len(network) >= 20 and network[0] >> 4 == 4:
        header, total = (network[0] & 15) * 4, int.from_bytes(network[2:4], "big")
        fragment = int.from_bytes(network[6:8], "big") & 0x3fff
        if network[9] != 6 or fragment:
            return None
        # Total length 0: left to the network card when the packet was sent.
        payload = network[header:total] if total else network[header:]
        addresses = str(ipaddress.ip_address(network[12:16])), str(ipaddress.ip_address(network[16:20]))
        return *addresses, payload, total <= len(network)
    if len(network) >= 40 and network[0] >> 4 == 6 and network[6] == 6:
        total = 40 + int.from_bytes(network[4:6], "big")
        addresses = str(ipaddress.ip_address(network[8:24])), str(ipaddress.ip_address(network[24:40]))
        return *addresses, network[40:total], total <= len(network)
    return None


def segments(path: Path) -> Iterator[Segment]:
    for frame, link, data in packets(path):
        network = _network_layer(link, data)
        parts = _tcp(network) if network else None
        if not parts or len(parts[2]) < 20:
            continue
        source, destination, tcp, whole = parts
        source_port, destination_port, sequence = struct.unpack_from(">HHI", tcp)
        yield Segment(frame, (source, source_port), (destination, destination_port), sequence, bool(tcp[13] & 2),
                      tcp[(tcp[12] >> 4) * 4:], whole)


@dataclass
class _Direction:
    """One direction of one TCP connection: bytes in order, each with the frame that brought it."""

    next: int | None = None
    waiting: dict[int, Segment] = field(default_factory=dict)
    data: bytearray = field(default_factory=bytearray)
    used: bool = False

    def add(self, segment: Segment) -> None:
        if self.next is None:
            self.next = segment.sequence
        ahead = (segment.sequence - self.next) & 0xffffffff
        if ahead >= 1 << 31:  # begins before what is known: a retransmission, perhaps with something new behind
            known = (1 << 32) - ahead
            if known >= len(segment.payload):
                return
            self._append(segment.payload[known:])
        elif ahead:
            self.waiting[segment.sequence] = segment
            return
        else:
            self._append(segment.payload)
        while self.next in self.waiting:
            self._append(self.waiting.pop(self.next).payload)

    def _append(self, payload: bytes) -> None:
        self.data += payload
        self.next = (self.next + len(payload)) & 0xffffffff


@dataclass
class Message:
    frame: int  # the frame that completes the message
    connection: int  # counts from 0
    source: tuple[str, int]
    destination: tuple[str, int]
    data: bytes
    open_before: bytes | None  # the last OPEN_REQ of the connection before this message


@dataclass
class Capture:
    messages: list[Message] = field(default_factory=list)
    connection_of: dict[int, int] = field(default_factory=dict)  # by frame
    # Connections that this simple reader could not follow to their end: bytes are missing, or something with too large a
    # length is no message at all. A decoder may find its way again there; this one does not try.
    unfollowed: set[int] = field(default_factory=set)


def read(path: Path, largest: int = 1 << 16) -> Capture:
    """Every whole message in every TCP connection, taken for GED-188 or not: whoever calls knows which are.

    A length field above `largest` bytes ends what can be followed.
    """
    result = Capture()
    connections: dict[frozenset, int] = {}
    directions: dict[tuple, _Direction] = {}
    opened: dict[int, list[bytes]] = {}
    count = 0
    for segment in segments(path):
        pair = frozenset((segment.source, segment.destination))
        way = (segment.source, segment.destination)
        if segment.syn:
            reverse = directions.get(way[::-1])
            if reverse is None or reverse.used or way in directions:  # not the answer to a SYN: a new connection
                directions.pop(way[::-1], None)
                connections.pop(pair, None)
            directions[way] = _Direction((segment.sequence + 1) & 0xffffffff)
        if pair not in connections:
            connections[pair] = count
            count += 1
        number = connections[pair]
        result.connection_of[segment.frame] = number
        if not segment.payload or number in result.unfollowed:
            continue
        direction = directions.setdefault(way, _Direction())
        direction.used = True
        direction.add(segment)
        if not segment.whole:
            result.unfollowed.add(number)
        while len(direction.data) >= 8:
            length = int.from_bytes(direction.data[:4], "big")
            if length > largest:
                result.unfollowed.add(number)
                break
            if len(direction.data) < 8 + length:
                break
            data = bytes(direction.data[:8 + length])
            del direction.data[:8 + length]
            history = opened.setdefault(number, [])
            result.messages.append(Message(segment.frame, number, *way, data, history[-1] if history else None))
            if data[4:8] == b"\0\0\0\3":
                history.append(data)
            elif data[4:8] == b"\0\0\0\1" and len(history) > 1 and data[8:12] == history[-1][8:12]:
                history.pop()  # a second OPEN_REQ was refused: the session goes on as it was
    for way, direction in directions.items():
        if direction.waiting:
            result.unfollowed.add(connections[frozenset(way)])
    return result


def messages(path: Path) -> list[Message]:
    return read(path).messages


def write_pcap(path: Path, payloads: list[tuple[int, bool, bytes]], server_port: int | dict[int, int] = 42027) -> None:
    """Writes TCP segments: (connection, from the client, payload), each in a frame of its own.

    Connection n is 10.0.0.2:(50000 + n) to 10.0.0.1:server_port, or to a port of its own by a dictionary. It has no
    handshake: analysers take up a stream in the middle.
    """
    sent: dict[tuple[int, bool], int] = {}
    with path.open("wb") as file:
        file.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 1 << 18, RAW_IP))
        for frame, (connection, client, payload) in enumerate(payloads):
            port = server_port[connection] if isinstance(server_port, dict) else server_port
            ends = [(b"\x0a\0\0\x02", 50000 + connection), (b"\x0a\0\0\x01", port)]
            (source, source_port), (destination, destination_port) = ends if client else ends[::-1]
            sequence, acknowledged = sent.get((connection, client), 1), sent.get((connection, not client), 1)
            sent[connection, client] = sequence + len(payload)
            tcp = struct.pack(">HHIIBBHHH", source_port, destination_port, sequence, acknowledged, 5 << 4, 0x18, 65535, 0, 0)
            ip = struct.pack(">BBHHHBBH", 0x45, 0, 40 + len(payload), frame & 0xffff, 0, 64, 6, 0) + source + destination
            packet = ip + tcp + payload
            file.write(struct.pack("<IIII", 1700000000 + frame // 1000, frame % 1000 * 1000, len(packet), len(packet)) + packet)
