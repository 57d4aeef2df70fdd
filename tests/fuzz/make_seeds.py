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


def main(captures, out):
    made = {}

    def add(target, data):
        folder = out / target
        folder.mkdir(parents=True, exist_ok=True)
        if data not in made.setdefault(target, set()) and len(data) <= 8192:
            (folder / f"seed{len(made[target]):05}").write_bytes(data)
            made[target].add(data)

    for path in sorted(captures.glob("*.pcapng")):
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
