# SPDX-License-Identifier: GPL-2.0-or-later
"""Mutations of captures: what networks, capture limits and attackers do to traffic. Deterministic: the same seed, the same bytes.

    python3 mutate.py MUTATION SEED OUT.pcap CAPTURE...

Captures are put behind each other in one file, each with addresses of its own, so that connections do not meet.
"""

from __future__ import annotations

import itertools
import random
import struct
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import packets  # noqa: E402
from packets import Packet  # noqa: E402


def gather(captures: list[Path], largest: int = 600_000, place: int = 1) -> list[Packet]:
    """The packets of all captures of at most `largest` bytes; the first is moved by `place` networks."""
    found = []
    for number, path in enumerate(captures, place):
        if path.stat().st_size > largest or packets.link_type(path) != 1:
            continue
        for packet in packets.read(path):
            where = packets.layers(packet.data)
            if where and where.version == 4:
                data = bytearray(packet.data)
                for at in (where.network + 12, where.network + 16):  # 10.0.0.2 becomes 10.<number>.0.2
                    data[at + 1] = (data[at + 1] + number) & 0xff
                packet = replace(packet, data=bytes(data))
            found.append(packet)
    return found


def _each_payload(found: list[Packet], change: Callable[[Packet, packets.Layers, bytes], list[Packet]]) -> list[Packet]:
    out = []
    for packet in found:
        where = packets.layers(packet.data)
        payload = packet.data[where.payload:] if where else b""
        if not payload or len(packet.data) != packet.original:
            out.append(packet)
        else:
            out += change(packet, where, payload)
    return out


def none(found, _):
    return found


def errors(found, rng):
    """Every 50th byte of a payload is another."""
    def change(packet, where, payload):
        data = bytearray(payload)
        for at in range(len(data)):
            if rng.random() < 0.02:
                data[at] = rng.choice((0, 0xff, rng.randrange(256), data[at] ^ 1 << rng.randrange(8)))
        return [packets.with_payload(packet, where, bytes(data))]
    return _each_payload(found, change)


def lengths(found, rng):
    """Numbers that decide about sizes, anywhere: huge, zero, one more, one less."""
    def change(packet, where, payload):
        if len(payload) < 4 or rng.random() < 0.5:
            return [packet]
        data = bytearray(payload)
        at = rng.choice((0, 0, rng.randrange(len(data) - 3)))
        old = struct.unpack_from(">I", data, at)[0]
        new = rng.choice((0, 0xffffffff, 0x7fffffff, 0x80000000, 0xfffffff8, 65535, 65536, old + 1, old - 1, old * 2, old << 8))
        struct.pack_into(">I", data, at, new & 0xffffffff)
        return [packets.with_payload(packet, where, bytes(data))]
    return _each_payload(found, change)


def snaplen(found, rng):
    """The capture holds the beginning of each frame."""
    return [replace(p, data=p.data[:rng.choice((60, 64, 70, 80, 96, 128, 200, 65535))]) for p in found]


def shorter(found, rng):
    """Payloads lose their end, and the sender knows: bytes of the stream are missing."""
    return _each_payload(found, lambda packet, where, payload: [
        packets.with_payload(packet, where, payload[:rng.randrange(len(payload))]) if rng.random() < 0.1 else packet])


def reordered(found, rng):
    out = list(found)
    for at in range(len(out) - 1):
        if rng.random() < 0.15:
            to = min(len(out) - 1, at + rng.randrange(1, 4))
            out[at], out[to] = replace(out[to], time=out[at].time), replace(out[at], time=out[to].time)
    return out


def duplicated(found, rng):
    return list(itertools.chain.from_iterable([p] * (rng.randrange(2, 4) if rng.random() < 0.15 else 1) for p in found))


def lost(found, rng):
    return [p for p in found if rng.random() > 0.08]


def one_byte(found, rng):
    """TCP segments of one byte, for the shorter payloads."""
    def change(packet, where, payload):
        if where.protocol != 6 or len(payload) > 400 or rng.random() < 0.5:
            return [packet]
        return [packets.with_payload(packet, where, payload[at:at + 1], at) for at in range(len(payload))]
    return _each_payload(found, change)


def odd_segments(found, rng):
    """TCP segments of other sizes than the sender's."""
    def change(packet, where, payload):
        if where.protocol != 6:
            return [packet]
        cuts = sorted({0, len(payload), *(rng.randrange(len(payload)) for _ in range(rng.randrange(1, 6)))})
        return [packets.with_payload(packet, where, payload[a:b], a) for a, b in itertools.pairwise(cuts)]
    return _each_payload(found, change)


def merged(found, _):
    """Segments of one direction that follow each other become one, up to what an IP packet holds."""
    out = []
    for packet in found:
        where = packets.layers(packet.data)
        payload = packet.data[where.payload:] if where and where.protocol == 6 else b""
        if payload and out and len(packet.data) == packet.original:
            last = out[-1]
            before = packets.layers(last.data)
            if before and before.protocol == 6 and (before.source, before.destination) == (where.source, where.destination):
                have = last.data[before.payload:]
                follows = struct.unpack_from(">I", last.data, before.transport + 4)[0] + len(have)
                if have and follows & 0xffffffff == struct.unpack_from(">I", packet.data, where.transport + 4)[0] and len(have) + len(payload) < 60000:
                    out[-1] = packets.with_payload(last, before, have + payload)
                    continue
            if not packet.data[where.transport + 13] & 7 and not where.source == where.destination:
                out.append(packet)
                continue
        if where and where.protocol == 6 and not payload and packet.data[where.transport + 13] & 0x17 == 0x10:
            continue  # acknowledgements between the segments
        out.append(packet)
    return out


def spliced(found, rng):
    """The second half of a payload comes from another one."""
    others = []
    def change(packet, where, payload):
        others.append(payload)
        if rng.random() < 0.7:
            return [packet]
        other = rng.choice(others)
        return [packets.with_payload(packet, where, payload[:rng.randrange(len(payload) + 1)] + other[rng.randrange(len(other)):])]
    return _each_payload(found, change)


def noise(found, rng):
    """Payloads of nothing but noise, on the same connections."""
    return _each_payload(found, lambda packet, where, payload: [
        packets.with_payload(packet, where, rng.randbytes(len(payload)) if rng.random() < 0.2 else payload)])


MUTATIONS = {f.__name__: f for f in (none, errors, lengths, snaplen, shorter, reordered, duplicated, lost, one_byte, odd_segments, merged, spliced, noise)}


def make(mutation: str, seed: int, out: Path, captures: list[Path]) -> int:
    """Returns the number of packets."""
    found = MUTATIONS[mutation](gather(captures), random.Random(f"{mutation} {seed}"))
    packets.write(out, found)
    return len(found)


if __name__ == "__main__":
    if len(sys.argv) < 5 or sys.argv[1] not in MUTATIONS:
        sys.exit(f"{__doc__}\nMutations: {', '.join(MUTATIONS)}")
    print(make(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), [Path(p) for p in sys.argv[4:]]), "packets")
