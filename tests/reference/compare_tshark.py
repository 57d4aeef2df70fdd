# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares what tshark with the plugin says about the GED-188 messages of a capture with the reference decoder.

    python3 compare_tshark.py capture.pcapng ...

Prints every difference and ends with 1 when there is one. The tshark to run is the environment variable CTI_TSHARK,
by default build/cti-tshark of this repository.
"""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import ged188_capture as capture  # noqa: E402
import ged188_reference  # noqa: E402

UCCX_PORT = 12028
PASSWORDS = {"ged188.client_password", "ged188.agent_password"}  # masked: only that they are there is compared
NAMES = ged188_reference.filter_names()
# Problems that both sides know under one name. width_guessed is left out: the plugin has the whole conversation to judge by.
# Bytes that do not fit can be a wrong length or bytes too many, as one likes.
SHARED_PROBLEMS = [{"unknown_tag"}, {"unexpected_field"}, {"bad_length", "trailing_bytes"}]


def tshark_command() -> Path:
    return Path(os.environ.get("CTI_TSHARK") or HERE.parent.parent / "build" / "cti-tshark")


@dataclass
class ShownField:
    name: str
    show: str
    value: bytes | None  # the raw bytes; None for a generated field


@dataclass
class ShownMessage:
    """One `ged188` protocol of one packet, as tshark prints it."""

    frame: int
    fields: list[ShownField] = field(default_factory=list)
    experts: set[str] = field(default_factory=set)  # names of the expert items

    def of(self, name: str) -> list[ShownField]:
        return [f for f in self.fields if f.name == name]

    def has(self, name: str) -> bool:
        return any(f.name == name for f in self.fields)


def read_pdml(pdml: str | bytes) -> list[ShownMessage]:
    shown = []
    for packet in ElementTree.fromstring(pdml).iter("packet"):
        frame = int(packet.find("./proto[@name='geninfo']/field[@name='num']").get("show"))
        for proto in packet.findall("./proto[@name='ged188']"):
            message = ShownMessage(frame)
            # Where a field has the name of a diagnosis (ged188.pg_status) the filter of the expert item ends in ".finding".
            for expert in proto.iterfind(".//field[@name='_ws.expert']"):
                message.experts |= {f.get("name").removesuffix(".finding") for f in expert.iter("field") if f is not expert}
            inside = {id(f) for expert in proto.iterfind(".//field[@name='_ws.expert']") for f in expert.iter("field")}
            for f in proto.iter("field"):
                if id(f) in inside:
                    continue
                value = f.get("unmaskedvalue") or f.get("value")
                if value is None or len(value) % 2:
                    raw = b"" if f.get("size") == "0" else None
                else:
                    raw = bytes.fromhex(value)
                message.fields.append(ShownField(f.get("name"), f.get("show", ""), raw))
            shown.append(message)
    return shown


def run_tshark(path: Path, arguments: Iterable[str] = ()) -> list[ShownMessage]:
    # One pass only, so that the first has to be right. By default Wireshark does not put segments in order.
    command = [str(tshark_command()), "-r", str(path), "-T", "pdml", "-o", "tcp.reassemble_out_of_order:TRUE", *arguments]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return read_pdml(done.stdout)


def same(name: str, expected: ged188_reference.Value, shown: ShownField) -> bool:
    """Whether tshark shows the value that the reference decoder read."""
    if name in PASSWORDS:
        return True
    raw = shown.value
    if isinstance(expected, int):
        if raw:
            bits = 8 * len(raw)
            if int.from_bytes(raw, "big") != expected & (1 << bits) - 1:
                return False
        try:
            return int(shown.show, 0) == expected  # tells signed from unsigned
        except ValueError:
            return bool(raw)  # TIME and BOOL are shown as words
    if isinstance(expected, str):
        encoded = expected.encode("utf-8", "surrogateescape")
        if expected.isascii() and expected.isprintable():
            return shown.show == expected
        return raw is not None and raw.split(b"\0", 1)[0] == encoded
    if isinstance(expected, tuple):
        return raw is not None and ged188_reference.named_value(raw, expected[1] is not None) == expected
    return (raw or b"") == expected


def differences(expected: dict[str, list], shown: ShownMessage) -> list[str]:
    found = []
    names = list(expected) + sorted({f.name for f in shown.fields if f.name in NAMES and f.name not in expected})
    for name in names:
        wanted, got = expected.get(name, []), shown.of(name)
        if len(wanted) != len(got):
            found.append(f"{name}: {len(wanted)} expected ({wanted}), {len(got)} shown ({[f.show for f in got]})")
            continue
        for nth, (value, shown_field) in enumerate(zip(wanted, got), 1):
            if not same(name, value, shown_field):
                raw = shown_field.value.hex() if shown_field.value is not None else "no bytes"
                found.append(f"{name} (no. {nth}): {value!r} expected, {shown_field.show!r} shown ({raw})")
    return found


def decode_message(message: capture.Message, version: int | None, dialect: str | None) -> ged188_reference.Decoded:
    if version is None and message.open_before:
        version = int.from_bytes(message.open_before[12:16], "big")
    if dialect is None:
        dialect = "uccx" if UCCX_PORT in (message.source[1], message.destination[1]) else "ucce"
    return ged188_reference.decode(message.data, version, dialect)


def compare(path: Path, shown: list[ShownMessage], version: int | None = None, dialect: str | None = None) -> list[str]:
    """Differences between `shown` and the capture as the reference decoder reads it.

    Only TCP connections in which tshark found GED-188 are compared, but those from their first message to their last.
    Connections that the simple reader cannot follow, because bytes are missing, are left out.
    """
    captured = capture.read(path)
    frames = {m.frame for m in shown if m.has("ged188.message_type")}
    connections = {m.connection for m in captured.messages if m.frame in frames} - captured.unfollowed
    by_frame: dict[int, list[capture.Message]] = {}
    for message in captured.messages:
        if message.connection in connections:
            by_frame.setdefault(message.frame, []).append(message)
    shown_by_frame: dict[int, list[ShownMessage]] = {}
    for message in shown:
        # A segment of a message still incomplete is no message.
        if message.has("ged188.message_type") and captured.connection_of.get(message.frame) not in captured.unfollowed:
            shown_by_frame.setdefault(message.frame, []).append(message)
    found = []
    if captured.messages and not shown:
        found.append("tshark shows no GED-188 at all")
    for frame in sorted(by_frame.keys() | shown_by_frame.keys()):
        ours, theirs = by_frame.get(frame, []), shown_by_frame.get(frame, [])
        if len(ours) != len(theirs):
            found.append(f"frame {frame}: {len(ours)} messages expected, {len(theirs)} shown")
            continue
        for message, shown_message in zip(ours, theirs):
            decoded = decode_message(message, version, dialect)
            label = f"frame {frame}, {decoded.name or decoded.message_type}"
            found += [f"{label}: {d}" for d in differences(decoded.values(), shown_message)]
            for problems in SHARED_PROBLEMS:
                told = problems & set(decoded.problems)
                said = {p for p in problems if "ged188." + p in shown_message.experts}
                if bool(told) != bool(said):
                    found.append(f"{label}: ged188.{min(told or said)} {'missing' if told else 'not expected'}")
    return found


def compare_capture(path: Path, version: int | None = None, dialect: str | None = None) -> list[str]:
    return compare(path, run_tshark(path), version, dialect)


def main(paths: list[str]) -> int:
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    wrong = 0
    for path in paths:
        found = compare_capture(Path(path))
        for line in found:
            print(f"{path}: {line}")
        captured = capture.read(Path(path))
        print(f"{path}: {len(captured.messages)} messages, {len(found)} differences, "
              f"{len(captured.unfollowed)} connections not followed to their end")
        wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
