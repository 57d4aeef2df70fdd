# SPDX-License-Identifier: GPL-2.0-or-later
"""The same traffic, captured otherwise: by a mirror port that copies each frame twice, in one direction only, without the beginning, cut by a snap length, in
tunnels, over IPv6, in other segments. What is wrong with the traffic does not depend on any of it.

    python3 variants.py VARIANT OUT.pcap CAPTURE...
"""

from __future__ import annotations

import random
import struct
import sys
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import mutate  # noqa: E402
import packets  # noqa: E402

SYN, FIN, RST, ACK = 2, 1, 4, 16


def flags(packet, where):
    return packet.data[where.transport + 13]


def twice(found):
    """A mirror port that copies each frame once at its way in and once at its way out."""
    out = []
    for packet in found:
        out += [packet, replace(packet, time=packet.time + 3)]
    return sorted(out, key=lambda p: p.time)


def _client_of(found):
    """Connection -> its client, by the SYN; without one the higher port."""
    clients = {}
    for packet in found:
        where = packets.layers(packet.data)
        if where and where.protocol == 6:
            key = frozenset((where.source, where.destination))
            if flags(packet, where) & (SYN | ACK) == SYN:
                clients[key] = where.source
            clients.setdefault(key, max(where.source, where.destination, key=lambda e: e[1]))
    return clients


def _one_side(found, want_client):
    clients = _client_of(found)

    def wanted(packet):
        where = packets.layers(packet.data)
        if not where or where.protocol != 6:
            return True
        return (clients[frozenset((where.source, where.destination))] == where.source) == want_client
    return [p for p in found if wanted(p)]


def client_only(found):
    return _one_side(found, True)


def server_only(found):
    return _one_side(found, False)


def no_syn(found):
    def is_syn(packet):
        where = packets.layers(packet.data)
        return where and where.protocol == 6 and flags(packet, where) & SYN
    return [p for p in found if not is_syn(p)]


def no_beginning(found):
    """The capture begins with the second payload of each connection."""
    begun, out = {}, []
    for packet in found:
        where = packets.layers(packet.data)
        if where and where.protocol == 6:
            key = frozenset((where.source, where.destination))
            begun[key] = begun.get(key, 0) + (len(packet.data) > where.payload)
            if begun[key] < 2:
                continue
        out.append(packet)
    return out


def _cut(size):
    return lambda found: [replace(p, data=p.data[:size]) for p in found]


def _wrapped(change):
    def wrap(found):
        out = []
        for packet in found:
            data = change(packet.data)
            out.append(replace(packet, data=data, original=packet.original + len(data) - len(packet.data)))
        return out
    return wrap


def _vlan(data):
    return data[:12] + b"\x81\x00\x00\x07" + data[12:]


def _ip(payload, protocol):
    return struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 0, 0, 64, protocol, 0, bytes((192, 0, 2, 1)), bytes((192, 0, 2, 2)))


def _gre(data):
    if data[12:14] != b"\x08\x00":
        return data
    inner = b"\0\0\x08\x00" + data[14:]
    return data[:14] + _ip(inner, 47) + inner


def _pppoe(data):
    if data[12:14] != b"\x08\x00":
        return data
    return data[:12] + b"\x88\x64" + struct.pack(">BBHHH", 0x11, 0, 1, len(data) - 14 + 2, 0x0021) + data[14:]


def ipv6(found):
    """IPv4 addresses become fd00::a.b.c.d."""
    out = []
    for packet in found:
        where = packets.layers(packet.data)
        if not where or where.version != 4:
            out.append(packet)
            continue
        total = struct.unpack_from(">H", packet.data, where.network + 2)[0]
        length = total - (where.transport - where.network)
        source, destination = (b"\xfd" + bytes(11) + packet.data[at:at + 4] for at in (where.network + 12, where.network + 16))
        head = packet.data[:12] + b"\x86\xdd" + struct.pack(">IHBB", 0x60000000, length, where.protocol, 64) + source + destination
        data = head + packet.data[where.transport:]
        out.append(replace(packet, data=data, original=packet.original + len(data) - len(packet.data)))
    return out


def odd_segments(found):
    return mutate.odd_segments(found, random.Random("odd"))


def small_segments(found):
    return mutate.one_byte(found, random.Random("small"))


def merged(found):
    return mutate.merged(found, None)


# What nothing is lost by.
LOSSLESS = {"twice": twice, "vlan": _wrapped(_vlan), "gre": _wrapped(_gre), "pppoe": _wrapped(_pppoe), "ipv6": ipv6, "odd_segments": odd_segments,
            "small_segments": small_segments}
LOSSY = {"client_only": client_only, "server_only": server_only, "no_syn": no_syn, "no_beginning": no_beginning,
         **{f"snap{size}": _cut(size) for size in (68, 96, 150, 200, 300)}}
VARIANTS = LOSSLESS | LOSSY


def gather(captures):
    """The packets of all captures, each on a day of its own: users and clients of one have nothing to do with those of another."""
    day, out = 86400 * 1000000, []
    for number, capture in enumerate(captures):
        found = mutate.gather([capture], place=number + 1)
        begin = min((p.time for p in found), default=0)
        out += [replace(p, time=p.time - begin + (20000 + number) * day) for p in found]
    return out


def make(variant: str, out: Path, captures: list[Path]) -> int:
    """Returns the number of packets."""
    found = VARIANTS[variant](gather(captures)) if variant != "as_it_is" else gather(captures)
    packets.write(out, found)
    return len(found)


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[1] not in VARIANTS:
        sys.exit(f"{__doc__}\nVariants: {', '.join(VARIANTS)}")
    print(make(sys.argv[1], Path(sys.argv[2]), [Path(p) for p in sys.argv[3:]]), "packets")
