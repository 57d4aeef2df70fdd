# SPDX-License-Identifier: GPL-2.0-or-later
"""Where Wireshark itself prints one thing differently from version to version: each difference once, by name. Golden outputs are kept as
Wireshark 4.0 prints them; what a newer version prints is brought to that form before it is compared, so that every other difference is seen.

Differences that need no rewriting:
- sharkd lists VoIP calls from 4.2 on: those tests say that they cannot run before;
- 4.6 leaves `"dynamic": false` out of the mapping for Elasticsearch (`-G elastic-mapping`), which then means true."""

from __future__ import annotations

import re

_UNITS = {"seconds": 0, "milliseconds": 3, "microseconds": 6, "nanoseconds": 9}


def _seconds(found: re.Match) -> str:
    """A number with a unit as seconds with nine digits behind the point."""
    nanoseconds = int(found[1]) * 10 ** (9 - _UNITS[found[3]]) + int((found[2] or "").ljust(9 - _UNITS[found[3]], "0")[:9 - _UNITS[found[3]]] or 0)
    return f"{nanoseconds // 10 ** 9}.{nanoseconds % 10 ** 9:09} seconds"


def as_4_0(text: str) -> str:
    """Spans of time (FT_RELATIVE_TIME): 4.6 prints "1.000000 milliseconds", older versions "0.001000000 seconds"."""
    return re.sub(r"\b(\d+)(?:\.(\d+))? (milliseconds|microseconds|nanoseconds)\b", _seconds, text)
