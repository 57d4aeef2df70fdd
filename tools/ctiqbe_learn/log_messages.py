# SPDX-License-Identifier: GPL-2.0-or-later
"""What logs tell about each CTIQBE message, from the records of `ctilog2pcap --json`: which forms lines have, and what belongs to what, is known there.

A CTIManager SDL trace at level Debug has the size of each message (OutputQbeMessage, SdlDataInd), its number (BuildQbeMessage, ParseQbeMessage) and
its name (OutputCtiMessage, processIncomingMessage) in lines of their own. A Jabber log has number and name in one line, and no size."""

import json
import os
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from capture import TO_CLIENT, TO_SERVER

# Lines of one message follow each other within a millisecond or two in the published traces.
NEAR = 0.05


class TraceError(Exception):
    """The logs cannot be read; the text says why."""


@dataclass
class Event:
    """One message as the trace shows it. `time` is the time of day in seconds."""

    time: float
    direction: str
    handle: str
    size: int  # with the prefix
    number: int | None = None
    name: str | None = None
    sequence: int | None = None


@dataclass
class Trace:
    events: list = field(default_factory=list)  # with their sizes, in order
    named: dict = field(default_factory=lambda: defaultdict(Counter))  # (number, direction): names that a line prints with it


def normal(name):
    """PROVIDER_OPEN_REQUEST and ProviderOpenRequest are one name."""
    return name.replace("_", "").lower()


def _number(text):
    """\"0x78\", \"120\"; None where it is no number."""
    try:
        return int(text, 0)
    except (TypeError, ValueError):
        return None


def _time_of_day(text):
    m = re.match(r"[^T]*T(\d\d):(\d\d):(\d\d(?:\.\d+)?)", text)
    return int(m[1]) * 3600 + int(m[2]) * 60 + float(m[3]) if m else None


def read(records):
    """The messages of records, in their order. What is not about CTIQBE is passed over; so are names without a size, unless their number stands beside them."""
    trace = Trace()
    built = None  # (time, number) that waits for its output line
    current = {TO_SERVER: None, TO_CLIENT: None}
    out = []
    for record in records:
        keys, event, direction = record.get("keys", {}), record.get("event", ""), record.get("direction")
        time = _time_of_day(record.get("time", ""))
        if record.get("protocol") != "ctiqbe" or direction not in current or time is None:
            continue
        if record.get("format") == "jabber":
            number = _number(keys.get("message_number"))
            if number is not None and record.get("kind") == "message":
                trace.named[number, direction]["".join(word.capitalize() for word in event.split("_"))] += 1
            continue
        near = lambda t: 0 <= time - t <= NEAR  # noqa: E731
        fields = {name: value for _, name, value in record.get("fields", [])}
        handle = keys.get("tcp_handle", "")
        if event == "BuildQbeMessage":
            built = (time, _number(keys.get("message_number")))
        elif event == "OutputQbeMessage":
            current[TO_CLIENT] = Event(time, TO_CLIENT, handle, _number(fields.get("tmpLen")) or 0)
            if built and near(built[0]):
                current[TO_CLIENT].number = built[1]
            built = None
            out.append(current[TO_CLIENT])
        elif event == "SdlDataInd":
            current[TO_SERVER] = Event(time, TO_SERVER, handle, _number(fields.get("TCP message length")) or 0)
            out.append(current[TO_SERVER])
        elif event == "ParseQbeMessage":
            received = current[TO_SERVER]
            if received and received.number is None and near(received.time):
                received.number = _number(keys.get("message_number"))
            elif received:
                # A second message in the same TCP data: its size is not printed, so neither can be matched by size.
                received.number, received.size = None, 0
        elif record.get("kind") == "message":
            named = current[direction]
            if named and named.name is None and near(named.time):
                named.name, named.sequence = event, _number(keys.get("sequence"))
    trace.events = [e for e in out if e.size]
    return trace


def converter():
    """ctilog2pcap: the one beside this checkout's build, or the one that is installed."""
    top = Path(__file__).resolve().parents[2]
    for folder in (os.environ.get("CTI_BUILD"), top / "build", top / "build-plugin"):
        program = Path(folder or "") / "commands/ctilog2pcap/ctilog2pcap"
        if folder and program.exists():
            return program
    return shutil.which("ctilog2pcap")


def _parse(lines):
    for line in lines:
        try:
            record = json.loads(line)
        except ValueError:
            raise TraceError("this is no output of ctilog2pcap --json") from None
        if isinstance(record, dict):
            yield record


def read_files(paths):
    """Logs, in any form that ctilog2pcap reads; or its own output (--json), by itself."""
    if len(paths) == 1 and paths[0].is_file():
        with paths[0].open("rb") as file:
            if file.read(9) == b'{"time":"':
                return read(_parse(paths[0].read_text(encoding="utf-8", errors="replace").splitlines()))
    program = converter()
    if not program:
        raise TraceError("ctilog2pcap, which reads the logs, is not there: build or install it, or give its output (ctilog2pcap --json)")
    done = subprocess.run([program, "--quiet", "--json", *paths], capture_output=True, text=True, errors="replace")
    if done.returncode != 0 and not done.stdout:
        raise TraceError(done.stderr.strip().removeprefix("ctilog2pcap: ") or "ctilog2pcap failed")
    return read(_parse(done.stdout.splitlines()))
