# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes seeds for the fuzz targets from captures.

    python3 make_seeds.py build/test-captures OUT

Writes OUT/<target>/<name>; the targets' sources say what their inputs look like.
"""

import struct
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "hostile"))

import packets  # noqa: E402


def streams(path):
    """TCP payloads: (client, server, [(from client, payload)]), in capture order; UDP payloads."""
    connections, datagrams = {}, []
    for packet in packets.read(path):
        where = packets.layers(packet.data)
        if not where:
            continue
        payload = packet.data[where.payload:]
        if where.protocol == 17:
            datagrams.append(payload)
            continue
        key = frozenset((where.source, where.destination))
        if key not in connections:
            to_server = where.destination[1] < where.source[1]
            connections[key] = (where.source if to_server else where.destination, [])
        if payload:
            connections[key][1].append((where.source == connections[key][0], payload))
    return [found for _, found in connections.values()], datagrams


def messages(stream):
    at = 0
    while at + 8 <= len(stream):
        length, number = struct.unpack_from(">II", stream, at)
        if length > 65536 or not 1 <= number <= 300:
            return
        yield number, stream[at + 8:at + 8 + length]
        at += 8 + length


def encapsulations(frame):
    """The same packet as other link types and tunnels have it: (link, bytes); links as numbered in commands/capture/packet.hpp."""
    ip, kind = frame[14:], frame[12:14]
    outer = struct.pack(">BBHHHBBHII", 0x45, 0, 20, 7, 0, 64, 47, 0, 0x0a000001, 0x0a000002)
    yield 1, frame
    yield 1, frame[:12] + b"\x88\xa8\0\x05\x81\0\0\x06" + frame[12:]
    yield 1, frame[:12] + b"\x88\x47\0\x01\x01\x40" + ip
    yield 1, frame[:12] + b"\x88\x64\x11\0\0\x01" + struct.pack(">H", len(ip) + 2) + b"\0\x21" + ip
    yield 2, bytes(14) + kind + ip
    yield 3, kind + bytes(18) + ip
    yield 4, ip
    yield 4, outer[:2] + struct.pack(">H", 24 + len(ip)) + outer[4:] + b"\0\0" + kind + ip
    yield 4, outer[:2] + struct.pack(">H", 20 + 16 + len(frame)) + outer[4:9] + b"\x11" + outer[10:] + struct.pack(
        ">HHHH", 1, 4789, 16 + len(frame), 0) + b"\x08" + bytes(7) + frame
    yield 5, b"\x02\0\0\0" + ip
    yield 6, b"\0\0\0\x02" + ip
    yield 7, b"\xff\x03\0\x21" + ip
    yield 9, b"\x0f\0\x08\0" + ip
    yield 10, b"\x88\x01" + bytes(22) + b"\0\0\xaa\xaa\x03\0\0\0" + kind + ip
    yield 11, b"\0\0\x09\0\x02\0\0\0\x10\x08\x01" + bytes(22) + b"\xaa\xaa\x03\0\0\0" + kind + ip + bytes(4)
    yield 13, b"\0\x0c\0\x02ip\0\0\0\0" + ip
    for offset in range(0, len(ip) - 20, 24):
        piece = ip[20 + offset:20 + offset + 24]
        place = offset // 8 | (0x2000 if 20 + offset + 24 < len(ip) else 0)
        yield 4, ip[:2] + struct.pack(">H", 20 + len(piece)) + ip[4:6] + struct.pack(">H", place) + ip[8:20] + piece


def main(captures, out):
    made = {}

    def add(target, data):
        folder = out / target
        folder.mkdir(parents=True, exist_ok=True)
        if data not in made.setdefault(target, set()) and len(data) <= 8192:
            (folder / f"seed{len(made[target]):05}").write_bytes(data)
            made[target].add(data)

    for path in sorted(captures.glob("*.pcapng")):
        frames = [p.data for p in packets.read(path) if p.data[12:14] == b"\x08\0"]
        record = lambda link, data: struct.pack(">BBHH", link, 0, 200, len(data)) + data
        add("packets", b"\x02" + b"".join(record(1, f) for f in frames[:20] if len(f) < 600))
        if path.name.startswith("ged188"):
            add("packets", b"\x00" + b"".join(record(*e) for f in frames[3:5] if len(f) < 200 for e in encapsulations(f)))
        connections, datagrams = streams(path)
        protocol = path.name.split("_")[0]
        for connection in connections:
            sides = [b"".join(p for from_client, p in connection if from_client == side) for side in (True, False)]
            both = b"".join(p for _, p in connection)
            if protocol == "ged188":
                open_req = next((body for number, body in messages(sides[0]) if number == 3), b"")
                version = struct.unpack_from(">I", open_req, 4)[0] if len(open_req) >= 8 else 25
                uccx = "uccx" in path.name
                widths = (2 if version >= 18 else 1) if uccx else 0 if version >= 20 else 1
                flags = (2 if uccx else 1) | widths << 2 | 16
                for side, sender in ((0, 1), (1, 2)):
                    for number, body in messages(sides[side]):
                        add("ged188_message", bytes([version & 255, flags | sender << 5]) + struct.pack(">H", number) + body)
                for at in range(0, min(len(both), 6000), 3000):
                    add("ged188_stream", bytes([1 if uccx else 0]) + b"\x55\x55\x55\x55" + both[at:at + 3000])
            elif protocol == "ctiqbe":
                data = b"".join(bytes([0 if from_client else 1]) + struct.pack(">H", len(p)) + p for from_client, p in connection if len(p) < 2048)
                add("ctiqbe", b"\x30\x0a\x00\x00\x02\x14" + b"8:u32le:pdu_number,a" + data)
                add("ctiqbe", b"\x38\x0a\x00\x00\x02\x00" + data)
            elif protocol == "bwcap":
                for side in sides:
                    for flags in (2, 3, 0x42, 0xc2):
                        add("bwcap", bytes([flags, 5]) + side[:4000])
        if protocol == "ucalarm":
            for payload in datagrams:
                add("ucalarm", payload)
            for connection in connections:
                add("ucalarm", b"".join(p for _, p in connection)[:4000])
    for target, seeds in sorted(made.items()):
        print(f"{target}: {len(seeds)} seeds, {sum(map(len, seeds))} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
