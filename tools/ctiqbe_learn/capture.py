# SPDX-License-Identifier: GPL-2.0-or-later
"""The TCP conversations of a capture file: a small reader of pcap and pcapng, so that the tool needs nothing but Python."""

import ipaddress
import struct
from dataclasses import dataclass, field

TO_SERVER, TO_CLIENT = "to server", "to client"


class CaptureError(Exception):
    """The file cannot be read; the text says why."""


@dataclass
class Half:
    """One direction of a conversation, in stream order."""

    data: bytearray = field(default_factory=bytearray)
    ends: list = field(default_factory=list)  # (offset behind a payload, time of the payload)
    complete: bool = True  # False where bytes are missing; data stops there
    from_beginning: bool = False  # its SYN was seen
    next_seq: int | None = None
    pending: dict = field(default_factory=dict)

    def add(self, seq, payload, time):
        if self.next_seq is None:
            self.next_seq = seq
        ahead = (seq - self.next_seq) & 0xFFFFFFFF
        if ahead >= 0x80000000:  # begins before what is known: a retransmission, perhaps with something new at its end
            old = 0x100000000 - ahead
            if old >= len(payload):
                return
            payload, ahead = payload[old:], 0
        if ahead:
            if len(self.pending) < 1000:
                self.pending.setdefault((self.next_seq + ahead) & 0xFFFFFFFF, (payload, time))
            return
        self.data += payload
        self.ends.append((len(self.data), time))
        self.next_seq = (self.next_seq + len(payload)) & 0xFFFFFFFF
        later = sorted(self.pending, key=lambda s: (s - self.next_seq) & 0xFFFFFFFF)
        for s in later:
            if ((s - self.next_seq) & 0xFFFFFFFF) == 0 or ((s - self.next_seq) & 0xFFFFFFFF) >= 0x80000000:
                again, when = self.pending.pop(s)
                self.add(s, again, max(when, time))
                return

    def finish(self):
        self.complete = not self.pending


@dataclass
class Conversation:
    client: str
    server: str
    halves: dict = field(default_factory=lambda: {TO_SERVER: Half(), TO_CLIENT: Half()})


def _pcap(data):
    magic = data[:4]
    orders = {b"\xd4\xc3\xb2\xa1": ("<", 1e-6), b"\xa1\xb2\xc3\xd4": (">", 1e-6), b"\x4d\x3c\xb2\xa1": ("<", 1e-9), b"\xa1\xb2\x3c\x4d": (">", 1e-9)}
    order, unit = orders[magic]
    if len(data) < 24:
        raise CaptureError("the file ends inside its header")
    link = struct.unpack_from(order + "I", data, 20)[0] & 0xFFFF
    at = 24
    while at + 16 <= len(data):
        sec, frac, captured, _ = struct.unpack_from(order + "IIII", data, at)
        at += 16
        if at + captured > len(data):
            return
        yield sec + frac * unit, link, data[at : at + captured]
        at += captured


def _pcapng(data):
    at, order, interfaces = 0, "<", []
    while at + 12 <= len(data):
        kind = struct.unpack_from(order + "I", data, at)[0]
        if kind == 0x0A0D0D0A:
            order = "<" if data[at + 8 : at + 12] == b"\x4d\x3c\x2b\x1a" else ">"
            interfaces = []
        size = struct.unpack_from(order + "I", data, at + 4)[0]
        if size < 12 or size % 4 or at + size > len(data):
            return
        body = data[at + 8 : at + size - 4]
        if kind == 1 and len(body) >= 8:
            link = struct.unpack_from(order + "H", body, 0)[0]
            interfaces.append((link, _resolution(body[8:], order)))
        elif kind == 6 and len(body) >= 20:
            number, high, low, captured, _ = struct.unpack_from(order + "IIIII", body, 0)
            if number < len(interfaces):
                link, unit = interfaces[number]
                yield (high << 32 | low) * unit, link, body[20 : 20 + captured]
        at += size


def _resolution(options, order):
    at = 0
    while at + 4 <= len(options):
        code, size = struct.unpack_from(order + "HH", options, at)
        if code == 0:
            break
        if code == 9 and size == 1 and at + 4 < len(options):
            value = options[at + 4]
            return 2.0 ** -(value & 0x7F) if value & 0x80 else 10.0**-value
        at += 4 + (size + 3) // 4 * 4
    return 1e-6


def frames(data):
    """(time, link type, bytes) of every packet."""
    if data[:4] in (b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\xc3\xd4", b"\x4d\x3c\xb2\xa1", b"\xa1\xb2\x3c\x4d"):
        return _pcap(data)
    if data[:4] == b"\x0a\x0d\x0d\x0a":
        return _pcapng(data)
    raise CaptureError("this is neither pcap nor pcapng (a compressed capture must be unpacked first)")


def _network(link, p):
    """The IP packet inside a frame, or nothing."""
    if link == 1:
        at = 12
        while p[at : at + 2] in (b"\x81\x00", b"\x88\xa8"):
            at += 4
        kind, at = p[at : at + 2], at + 2
    elif link == 113:
        kind, at = p[14:16], 16
    elif link == 276:
        kind, at = p[0:2], 20
    elif link in (12, 14, 101, 228, 229):
        return p
    elif link in (0, 108):
        return p[4:]
    else:
        return b""
    return p[at:] if kind in (b"\x08\x00", b"\x86\xdd") else b""


def _tcp(ip):
    """(source, destination, TCP segment) or nothing. IPv4 fragments are left out."""
    if len(ip) >= 20 and ip[0] >> 4 == 4:
        header, total = (ip[0] & 15) * 4, struct.unpack_from("!H", ip, 2)[0]
        if ip[9] != 6 or struct.unpack_from("!H", ip, 6)[0] & 0x3FFF or header < 20:
            return None
        return ip[12:16], ip[16:20], ip[header : total or len(ip)]
    if len(ip) >= 40 and ip[0] >> 4 == 6 and ip[6] == 6:
        return ip[8:24], ip[24:40], ip[40 : 40 + struct.unpack_from("!H", ip, 4)[0]]
    return None


def conversations(data, ports):
    """The conversations with a server on one of `ports`, in order of their first packet."""
    found, order = {}, []
    for time, link, frame in frames(data):
        packet = _tcp(_network(link, frame))
        if not packet or len(packet[2]) < 20:
            continue
        source, destination, segment = packet
        sport, dport, seq = struct.unpack_from("!HHI", segment, 0)
        offset, flags = (segment[12] >> 4) * 4, segment[13]
        if dport in ports and sport not in ports:
            direction, key = TO_SERVER, (source, sport, destination, dport)
        elif sport in ports:
            direction, key = TO_CLIENT, (destination, dport, source, sport)
        else:
            continue
        if offset < 20 or offset > len(segment):
            continue
        if flags & 2 and not flags & 16:
            found.pop(key, None)  # the port is used again
        if key not in found:
            names = [f"{ipaddress.ip_address(a)}:{p}" for a, p in ((key[0], key[1]), (key[2], key[3]))]
            found[key] = Conversation(*names)
            order.append(found[key])
        half = found[key].halves[direction]
        if flags & 2:
            half.next_seq, half.from_beginning = (seq + 1) & 0xFFFFFFFF, True
        elif segment[offset:]:
            half.add(seq, segment[offset:], time)
    for conversation in order:
        for half in conversation.halves.values():
            half.finish()
    return order
