# SPDX-License-Identifier: GPL-2.0-or-later
"""What a CTIManager SDL trace at level Debug tells about each message. The forms of the lines are those published in Cisco tech note 212107:

    ... |08:59:16.944 |AppInfo |CQBEBuilder::BuildQbeMessage(): objectID=2
    ... |08:59:16.944 |AppInfo |CTIHandler::OutputQbeMessage: TcpHand=[1:200:13:8] QbePref={0x0xf74b346c,0x70} ... tmpLen=0x78 msgSize_=0x78
    ... |08:59:16.944 |AppInfo |[CTI-APP] [CTIHandler::OutputCtiMessage ] CTI ProviderOpenResponse (seq#=2) ...
    ... |08:59:17.344 |AppInfo |CtiManager::ready_SdlDataInd(): ConnHandle=[1:200:13:8] TCP message length=0x108
    ... |08:59:17.344 |AppInfo |CQBEParser::ParseQbeMessage: PDU#=37
    ... |08:59:16.944 |AppInfo |[CTI-APP] [CTIHandler::processIncomingMessage] CTI ProviderOpenRequest ( seq#=2 ...
"""

import re
from dataclasses import dataclass

from capture import TO_CLIENT, TO_SERVER

_LINE = re.compile(r"^\s*\d+\.\d+\s*\|(\d\d):(\d\d):(\d\d)\.(\d{3})\s*\|[^|]*\|(.*)$")
_BUILD = re.compile(r"BuildQbeMessage\(\): objectID=(\d+)")
_OUTPUT = re.compile(r"OutputQbeMessage: TcpHand=\[([\d:]+)\].*\btmpLen=(0x[0-9a-fA-F]+|\d+)")
_INPUT = re.compile(r"ready_SdlDataInd\(\): ConnHandle=\[([\d:]+)\] TCP message length=(0x[0-9a-fA-F]+|\d+)")
_PARSE = re.compile(r"ParseQbeMessage: PDU#=(\d+)")
_NAMED_OUT = re.compile(r"OutputCtiMessage\s*\] CTI (\w+)(?:.*?seq#=(\d+))?")
_NAMED_IN = re.compile(r"processIncomingMessage\s*\] CTI (\w+)(?:.*?seq#=(\d+))?")

# Lines of one message follow each other within a millisecond or two in the published traces.
NEAR = 0.05


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


def events(lines):
    """The messages in the order of the trace. Lines of a form not known are passed over; so are names without a size."""
    out = []
    built = None  # (time, objectID) that waits for its output line
    current = {TO_SERVER: None, TO_CLIENT: None}
    for line in lines:
        m = _LINE.match(line)
        if not m:
            continue
        h, minute, s, ms, text = m.groups()
        time = int(h) * 3600 + int(minute) * 60 + int(s) + int(ms) / 1000
        near = lambda t: 0 <= time - t <= NEAR  # noqa: E731
        if m := _BUILD.search(text):
            built = (time, int(m[1]))
        elif m := _OUTPUT.search(text):
            event = Event(time, TO_CLIENT, m[1], int(m[2], 0))
            if built and near(built[0]):
                event.number = built[1]
            built = None
            current[TO_CLIENT] = event
            out.append(event)
        elif m := _INPUT.search(text):
            current[TO_SERVER] = Event(time, TO_SERVER, m[1], int(m[2], 0))
            out.append(current[TO_SERVER])
        elif m := _PARSE.search(text):
            event = current[TO_SERVER]
            if event and event.number is None and near(event.time):
                event.number = int(m[1])
            elif event:
                # A second message in the same TCP data: its size is not printed, so neither can be matched by size.
                event.number, event.size = None, 0
        elif (m := _NAMED_OUT.search(text)) or (m2 := _NAMED_IN.search(text)):
            direction, m = (TO_CLIENT, m) if m else (TO_SERVER, m2)
            event = current[direction]
            if event and event.name is None and near(event.time):
                event.name = m[1]
                event.sequence = int(m[2]) if m[2] else None
    return [e for e in out if e.size]
