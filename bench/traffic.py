# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes large captures quickly: raw structs, no checksums (Wireshark does not check them by default).

Used by the benchmarks and by the state attacks of tests/hostile. Every generator is deterministic.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterable
from pathlib import Path

SERVER = 0x0A00FE0A  # 10.0.254.10
START = 1768467600  # seconds


class Writer:
    """A pcap file of Ethernet frames."""

    def __init__(self, path: Path):
        self._out = path.open("wb", buffering=1 << 20)
        self._out.write(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 262144, 1))
        self._microseconds = 0
        self._sequence: dict[tuple[int, int, int, bool], int] = {}
        self.frames = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._out.close()

    def wait(self, microseconds: int) -> None:
        self._microseconds += microseconds

    def _frame(self, protocol: int, source: int, destination: int, rest: bytes) -> None:
        ip = struct.pack(">BBHHHBBHII", 0x45, 0, 20 + len(rest), 0, 0x4000, 64, protocol, 0, source, destination)
        packet = b"\x02\0\0\0\0\x02\x02\0\0\0\0\x01\x08\0" + ip + rest
        seconds, fraction = divmod(self._microseconds, 1000000)
        self._out.write(struct.pack("<IIII", START + seconds, fraction, len(packet), len(packet)) + packet)
        self._microseconds += 100
        self.frames += 1

    def tcp(self, client: tuple[int, int], server: tuple[int, int], from_client: bool, payload: bytes, flags: int = 0x18) -> None:
        key = (client[0], client[1], server[1], from_client)
        sequence = self._sequence.get(key, 1)
        acknowledged = self._sequence.get((client[0], client[1], server[1], not from_client), 1)
        self._sequence[key] = (sequence + len(payload) + (1 if flags & 3 else 0)) & 0xffffffff
        a, b = (client, server) if from_client else (server, client)
        self._frame(6, a[0], b[0], struct.pack(">HHIIBBHHH", a[1], b[1], sequence, acknowledged, 0x50, flags, 8192, 0, 0) + payload)

    def udp(self, source: tuple[int, int], destination: tuple[int, int], payload: bytes) -> None:
        self._frame(17, source[0], destination[0], struct.pack(">HHHH", source[1], destination[1], 8 + len(payload), 0) + payload)


def client(number: int) -> tuple[int, int]:
    """An address and port of its own for every connection, up to a million and more."""
    return 0x0A000001 + number // 20000, 20000 + number % 20000


def message(number: int, body: bytes) -> bytes:
    return struct.pack(">II", len(body), number) + body


def floats(fields: Iterable[tuple[int, bytes]], tag: int = 2, length: int = 2) -> bytes:
    """Floating fields; `tag` and `length` are their widths in bytes."""
    return b"".join(number.to_bytes(tag, "big") + len(data).to_bytes(length, "big") + data for number, data in fields)


def open_req(version: int = 24, client_id: bytes = b"Bench\0") -> bytes:
    """OPEN_REQ: 11 UINTs of the fixed part, then ClientID, ClientPassword and ClientSignature."""
    width = 2 if version >= 20 else 1
    fixed = struct.pack(">IIIIIIIIIII", 1, version, 0xffffffff, 5000, 0x10, 0xffffff, 0x3fff, 0, 0, 0, 0)
    return message(3, fixed + floats([(1, client_id), (2, b"x\0"), (3, b"bench\0")], width, width))


def open_conf() -> bytes:
    """OPEN_CONF of protocol 24, with AgentID."""
    return message(4, struct.pack(">IIIIIHHHIH", 1, 0x10, 1, 0, START, 1, 17, 0, 0, 1) + floats([(5, b"1001\0")]))


def heartbeat_req(invoke_id: int) -> bytes:
    return message(5, struct.pack(">I", invoke_id))


def heartbeat_conf(invoke_id: int) -> bytes:
    return message(6, struct.pack(">I", invoke_id))


def set_call_data_req(invoke_id: int) -> bytes:
    """SET_CALL_DATA_REQ of protocol 24: 10 fields in the fixed part, five floating fields."""
    fixed = struct.pack(">IIHIHHHHII", invoke_id, 5000, 0, 16777301, 0, 0, 0xffff, 0, 0, 0)
    return message(26, fixed + floats([(25, b"3001\0"), (8, b"0235551234\0"), (12, b"4711\0"), (13, b"gold\0"), (14, b"callback wanted\0")]))


def set_call_data_conf(invoke_id: int) -> bytes:
    return message(27, struct.pack(">I", invoke_id))


def ged125_delivered(invoke_id: int) -> bytes:
    """DELIVERED_EVENT of GED-125: four fields and nine floating ones (tag and length of one byte): as much to show."""
    fixed = struct.pack(">IIII", invoke_id, 5000, 1, 16)
    return message(15, fixed + floats([(0x12, b"0235551234\0"), (0x14, b"8000\0"), (0x20, b"8000\0"), (0x16, b"gold\0"), (0x17, b"callback wanted\0"),
                                       (0x18, b"4711\0"), (0x19, b"1\0"), (0x1a, b"2\0"), (0x1b, b"3001\0")], 1, 1))


def requests(path: Path, messages: int, connections: int = 20, port: int = 42027) -> int:
    """Small messages, one a segment, in the proportion 3 of 5 call data requests and their answers, 2 of 5 heartbeats and theirs.

    Every connection opens with OPEN_REQ. Returns the number of messages."""
    server = (SERVER, port)
    with Writer(path) as out:
        made = 0
        for c in range(connections):
            out.tcp(client(c), server, True, open_req())
            out.tcp(client(c), server, False, open_conf())
            made += 2
        turns = itertools.cycle((set_call_data_req, heartbeat_req, set_call_data_req, heartbeat_req, set_call_data_req))
        invoke_id = 1
        while made + 2 <= messages:
            c = invoke_id % connections
            make = next(turns)
            invoke_id += 1
            answer = set_call_data_conf if make is set_call_data_req else heartbeat_conf
            out.tcp(client(c), server, True, make(invoke_id))
            out.tcp(client(c), server, False, answer(invoke_id))
            made += 2
    return made


def foreign(path: Path, packets: int) -> int:
    """What most packets of a call manager's capture are: half RTP, half HTTPS, on ports that are nobody's of ours."""
    with Writer(path) as out:
        for i in range(packets // 2):
            c = 0x0A000001 + i % 20
            out.udp((c, 16384), (SERVER, 24576), struct.pack(">BBHII", 0x80, 0, i & 0xffff, i * 160, c) + bytes(160))
            out.tcp((c, 51000), (SERVER, 443), bool(i // 20 % 2), b"\x17\x03\x03\x00\xa0" + bytes(160))
    return packets


def ged125(path: Path, messages: int, connections: int = 20, port: int = 5000) -> int:
    """The same traffic, framed and filled for the GED-125 dissector that Wireshark brings."""
    server = (SERVER, port)
    with Writer(path) as out:
        made = 0
        turns = itertools.cycle((ged125_delivered, heartbeat_req, ged125_delivered, heartbeat_req, ged125_delivered))
        invoke_id = 1
        while made + 2 <= messages:
            c = invoke_id % connections
            make = next(turns)
            invoke_id += 1
            out.tcp(client(c), server, True, make(invoke_id))
            out.tcp(client(c), server, False, heartbeat_conf(invoke_id))
            made += 2
    return made


def replayed(path: Path, bodies: list[tuple[bool, bytes]], messages: int, per_segment: int = 1, port: int = 42027) -> int:
    """The messages of a session, (from client, whole message), over and over; `per_segment` of them together."""
    server = (SERVER, port)
    with Writer(path) as out:
        made = session = 0
        while made < messages:
            for from_client, group in itertools.groupby(bodies, key=lambda b: b[0]):
                group = [b for _, b in group]
                for at in range(0, len(group), per_segment):
                    part = group[at:at + per_segment]
                    out.tcp(client(session), server, from_client, b"".join(part))
                    made += len(part)
            session += 1
    return made
