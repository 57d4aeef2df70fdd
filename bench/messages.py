# SPDX-License-Identifier: GPL-2.0-or-later
"""Takes the messages out of the test captures for bench_core.

    python3 messages.py build/test-captures OUT

Writes a file a protocol: 4 bytes of length (big-endian) and the message, over and over.
"""

import struct
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests" / "hostile")]

import packets  # noqa: E402
import traffic  # noqa: E402


def payloads(path):
    """(from client, payload) of every packet with one; the client is the side with the higher port."""
    for packet in packets.read(path):
        where = packets.layers(packet.data)
        if where and packet.data[where.payload:]:
            yield where.source[1] > where.destination[1], packet.data[where.payload:]


def ged188(path):
    """The messages of a session whose segments are whole messages, in order: (from client, message)."""
    for from_client, data in payloads(path):
        at = 0
        while at + 8 <= len(data):
            size = 8 + struct.unpack_from(">I", data, at)[0]
            yield from_client, data[at:at + size]
            at += size


def documents(path):
    sides = {True: b"", False: b""}
    for from_client, data in payloads(path):
        sides[from_client] += data
    for stream in sides.values():
        parts = stream.split(b"</BroadsoftDocument>")
        for part in parts[:-1]:
            yield part.strip() + b"</BroadsoftDocument>"


def ctiqbe():
    """Made up: no layout is public. Numbers, zeros, device names and texts behind a prefix of 8 bytes."""
    for n in range(64):
        body = struct.pack("<IIII", 7 + n, n, 0, 0x01000000 + n) + b"SEP0011223344%02X\0" % n + bytes(8) + "Line 3001".encode("utf-16le") + bytes(2)
        body += struct.pack("<II", 0x8ccc0075 if n % 16 == 0 else n, 30) + bytes(-len(body) % 4)
        yield struct.pack("<II", len(body), 0) + body


def main(captures, out):
    out.mkdir(parents=True, exist_ok=True)
    small = []
    for n in range(2, 22):
        small += [traffic.set_call_data_req(n), traffic.set_call_data_conf(n), traffic.heartbeat_req(n), traffic.heartbeat_conf(n)]
    made = {
        "ged188_small": small,
        "ged188_session": [m for _, m in ged188(captures / "ged188_clean_agent_session.pcapng")],
        "ged188_every": [m for _, m in ged188(captures / "ged188_every_message_v24.pcapng")],
        "ctiqbe": list(ctiqbe()),
        "bwcap": list(documents(captures / "bwcap_call_client.pcapng")),
        "ucalarm": [data for _, data in payloads(captures / "ucalarm_every_alarm.pcapng")],
    }
    for name, messages in made.items():
        (out / name).write_bytes(b"".join(struct.pack(">I", len(m)) + m for m in messages))
        print(f"{name}: {len(messages)} messages, {sum(map(len, messages)) // max(1, len(messages))} bytes on average")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
