# SPDX-License-Identifier: GPL-2.0-or-later
"""A slow, independent decoder of GED-188 messages, to check the plugin's against.

It knows the protocol only from ged188_facts.py. Everything is read big-endian. decode() never raises on bad input: it
reports what it could read and names what it could not, by the identifier of the plugin's diagnosis where there is one:

    unknown_message   the message number is not published, or reserved
    no_layout         the number is published, the layout is not
    unknown_tag       a floating field with a tag that is not published
    unexpected_field  a published tag that this message does not list
    bad_length        a length that contradicts the bytes or the type
    trailing_bytes    bytes behind the last thing that could be read
    width_guessed     the version is not known and the header widths were inferred
    other_version     the layout of another version than the session's was used
    count             a counter does not equal what it counts
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field

import ged188_facts

Value = int | str | bytes | tuple  # STRING: str; UNSPEC, UNTYPED: bytes; NAMEDVAR, NAMEDARRAY: (name, index or None, value)

_SIZES = {"UCHAR": 1, "USHORT": 2, "BOOL": 2, "UINT": 4, "INT": 4, "TIME": 4}
# One filter name has one type. Some tables print the skill group number as INT, most as UINT; the supervisor ID is a
# UINT in LIST_AGENT_TEAM_REQ and a STRING elsewhere.
_ALWAYS_UNSIGNED = {"skill_group_number"}
_ALWAYS_TEXT = {"supervisor_id"}
# A published number and its neighbour: the message set of protocol 24 numbers these one lower than the layouts of 25.
_NETWORK_RECORDING = range(267, 275)
_VERSIONS = range(1, 26)

# counter: what it counts in the floating part
_COUNTERS = {
    "num_named_variables": "named_variable",
    "num_named_arrays": "named_array",
    "num_cti_clients": "cti_client_signature",
    "num_parties": "connected_party_call_id",
    "num_flt_skill_groups": "skill_group_number",
    "num_skill_groups": "skill_group_number",
    "num_lines": "line_handle",
    "num_call_devices": "call_connection_call_id",
    "num_calls": "call_connection_call_id",
    "number_of_agents": "atc_agent_id",
    "number_of_agent_teams": "team_id",
    "num_records": "record_type",
    "num_peripherals": "multiline_agent_control",
    "num_skills": "skill_group_number",
    "num_mr_ds": "agent_mrdid",
    "num_service_members": "service_member",
    "num_of_enabled_services": "enabled_services",
}
# where a counter of that name counts something else
_COUNTED_IN = {("TEAM_CONFIG_EVENT[UCCX]", "num_records"): "agent_flags"}


@dataclass(frozen=True)
class Fixed:
    name: str
    type: str
    since: int
    perhaps_since: int  # the guide of this earlier version has the field already; else equal to since


@dataclass
class Layout:
    name: str
    number: int
    fixed: list[Fixed] = field(default_factory=list)
    tags: dict[int, tuple[str, str]] = field(default_factory=dict)
    has_floating: bool = False

    def of_version(self, version: int) -> list[Fixed]:
        return [f for f in self.fixed if f.since <= version]

    def perhaps_version(self, version: int) -> int:
        """The later version whose fixed part a message of this version may have too, or the version itself."""
        return max((f.since for f in self.fixed if f.perhaps_since <= version), default=version) if any(
            f.perhaps_since <= version < f.since for f in self.fixed) else version


def _read_facts() -> tuple[dict[int, list[Layout]], dict[int, str], dict[int, tuple[str, str]]]:
    layouts: dict[int, list[Layout]] = {}
    part = ""
    current = None
    for line in ged188_facts.LAYOUTS.strip().splitlines():
        if not line.startswith(" "):
            number, name = line.split()
            current = Layout(name, int(number))
            layouts.setdefault(int(number), []).append(current)
            continue
        words = line.split()
        if words[0] in ("fixed", "tags", "untagged"):
            part = words.pop(0)
        for word in words:
            if part == "fixed":
                name, type_, since, perhaps = re.fullmatch(r"(\w+):(\w+)(?:@(\d+)(?:/(\d+))?)?", word).groups()
                current.fixed.append(Fixed(name, type_, int(since or 0), int(perhaps or since or 0)))
            else:
                current.has_floating = True
                if part == "tags":
                    tag, name, type_ = re.fullmatch(r"(\d+)=(\w+):(\w+(?:\[\])?)", word).groups()
                    current.tags[int(tag)] = (name, type_)
    names = {int(n): name for n, name in (word.split("=") for word in ged188_facts.NO_LAYOUT.split())}
    tags = {}
    for word in ged188_facts.TAGS.split():
        tag, name, type_ = re.fullmatch(r"(\d+)=(\w+):(\w+(?:\[\])?)", word).groups()
        tags[int(tag)] = (name, type_)
    return layouts, names, tags


LAYOUTS, NO_LAYOUT, TAGS = _read_facts()
EARLIER_TAGS = {}
for _word in ged188_facts.EARLIER_TAGS.split():
    _last, _tag, _name, _type = re.fullmatch(r"(\d+):(\d+)=(\w+):(\w+)", _word).groups()
    EARLIER_TAGS[int(_tag)] = (int(_last), (_name, _type))


def _published_tag(tag: int, version: int) -> tuple[str, str] | None:
    last, earlier = EARLIER_TAGS.get(tag, (0, None))
    return earlier if version <= last else TAGS.get(tag)


def filter_names() -> set[str]:
    """Every display filter name a message can show a value under."""
    names = {"message_length", "message_type"}
    names |= {f.name for variants in LAYOUTS.values() for layout in variants for f in layout.fixed}
    names |= {name for variants in LAYOUTS.values() for layout in variants for name, _ in layout.tags.values()}
    names |= {name for name, _ in TAGS.values()} | {name for _, (name, _) in EARLIER_TAGS.values()}
    return {"ged188." + name for name in names}


def widths(version: int, dialect: str) -> tuple[int, int]:
    """Bytes of Tag and FieldLength."""
    if dialect == "uccx":
        return (2, 1) if version >= 18 else (1, 1)
    return (2, 2) if version >= 20 else (1, 1)


@dataclass
class Decoded:
    message_type: int | None = None
    name: str = ""
    version: int | None = None  # whose layout was used
    fields: list[tuple[str, Value]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def values(self) -> dict[str, list[Value]]:
        by_name: dict[str, list[Value]] = {}
        for name, value in self.fields:
            by_name.setdefault(name, []).append(value)
        return by_name


def _text(data: bytes) -> str:
    return data.split(b"\0", 1)[0].decode("utf-8", "surrogateescape")


def _number(name: str, type_: str, data: bytes) -> Value:
    value = int.from_bytes(data, "big", signed=type_ == "INT" and name not in _ALWAYS_UNSIGNED)
    return str(value) if name in _ALWAYS_TEXT else value


def _floating_value(name: str, type_: str, data: bytes) -> tuple[list[Value], bool]:
    """The values of one floating field, and whether its length fits its type."""
    if type_ == "STRING":
        return [_text(data)], True
    if type_ in ("UNSPEC", "UNTYPED"):
        return [data], True
    if type_ in ("NAMEDVAR", "NAMEDARRAY"):
        named = named_value(data, type_ == "NAMEDARRAY")
        return ([named], b"\0" in data[named[1] is not None:]) if named else ([], False)
    if type_.endswith("[]"):
        size = _SIZES[type_[:-2]]
        whole = range(0, len(data) - size + 1, size)
        return [_number(name, type_[:-2], data[i:i + size]) for i in whole], len(data) % size == 0
    if len(data) != _SIZES[type_]:
        return [], False
    return [_number(name, type_, data)], True


def named_value(data: bytes, array: bool) -> tuple | None:
    """Name, index (None in a NAMEDVAR), value; None where there is not even an index. Missing NULs end with the data."""
    index = None
    if array:
        if not data:
            return None
        index, data = data[0], data[1:]
    variable, _, value = data.partition(b"\0")
    return _text(variable), index, _text(value)


@dataclass
class _Reading:
    """The body read by one layout of one version with one pair of widths."""

    layout: Layout
    version: int
    fields: list[tuple[str, Value]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    floating: bool = False  # there were bytes behind the fixed part
    fixed_names: set[str] = field(default_factory=set)

    @property
    def ends_exactly(self) -> bool:
        return not {"trailing_bytes", "overrun", "short"} & set(self.problems)

    @property
    def clean(self) -> bool:
        return not self.problems


def _read(body: bytes, layout: Layout, version: int, width: tuple[int, int], dialect: str) -> _Reading:
    reading = _Reading(layout, version)
    at = 0
    for row in layout.of_version(version):
        size = _SIZES[row.type]
        if at + size > len(body):
            reading.problems.append("short")
            return reading
        reading.fields.append((row.name, _number(row.name, row.type, body[at:at + size])))
        reading.fixed_names.add(row.name)
        at += size
    reading.floating = at < len(body)
    if not reading.floating:
        return reading
    fields, problems = _walk(body[at:], layout, version, width, dialect)
    if not layout.has_floating and {"trailing_bytes", "overrun"} & set(problems):
        fields, problems = [], ["trailing_bytes"]
    reading.fields += fields
    reading.problems += problems
    return reading


def _walk(data: bytes, layout: Layout, version: int, width: tuple[int, int],
          dialect: str) -> tuple[list[tuple[str, Value]], list[str]]:
    fields: list[tuple[str, Value]] = []
    problems: list[str] = []
    tag_width, length_width = width
    at = 0
    while at < len(data):
        if at + tag_width + length_width > len(data):
            problems.append("trailing_bytes")
            break
        tag = int.from_bytes(data[at:at + tag_width], "big")
        length = int.from_bytes(data[at + tag_width:at + tag_width + length_width], "big")
        at += tag_width + length_width
        if at + length > len(data):
            problems.append("overrun")
            break
        known = layout.tags.get(tag) or _published_tag(tag, version)
        if known is None:
            problems.append("unknown_tag")
        else:
            if tag not in layout.tags and not _listed_elsewhere(layout, tag, dialect):
                problems.append("unexpected_field")
            values, fits = _floating_value(known[0], known[1], data[at:at + length])
            fields += [(known[0], value) for value in values]
            if not fits:
                problems.append("bad_length")
        at += length
    return fields, problems


def _listed_elsewhere(layout: Layout, tag: int, dialect: str) -> bool:
    """Tags that other tables give to a message whose own table leaves them out.

    The tag table names OPEN_REQ for 194 and FAILURE_CONF for 217. UCCX has the long agent ID, 194, in place of 5.
    """
    return (layout.number, tag) in {(3, 194), (1, 217)} or (dialect == "uccx" and tag == 194 and 5 in layout.tags)


def _variants(message_type: int, version: int, dialect: str) -> list[Layout]:
    variants = list(LAYOUTS.get(message_type, []))
    if message_type in _NETWORK_RECORDING:
        variants += LAYOUTS.get(message_type + 1, [])
    special = [v for v in variants if v.name.endswith("[UCCX]")]
    variants = [v for v in variants if v not in special]
    if message_type == 1:  # FAILURE_CONF: three layouts, told apart by the bytes
        if version < 24:
            variants.sort(key=lambda v: "[" not in v.name)
        return special + variants if dialect == "uccx" else variants + special
    if dialect == "uccx" and special:
        return special
    if message_type == 46:  # CLEAR_CONNECTION_REQ: the guides print a field in the fixed part that its tag makes floating
        return variants
    if message_type == 4:  # OPEN_CONF: the variant by version follows from the @N of the first
        variants = [v for v in variants if "[" not in v.name]
    return variants


def _choose(body: bytes, message_type: int, version: int, dialect: str, width: tuple[int, int]) -> _Reading:
    """The version proposes, the bytes decide."""
    variants = _variants(message_type, version, dialect)
    own = [_read(body, layout, version, width, dialect) for layout in variants]
    own += [_read(body, layout, layout.perhaps_version(version), width, dialect) for layout in variants
            if layout.perhaps_version(version) != version]
    for good in (lambda r: r.clean, lambda r: r.ends_exactly):
        for reading in own:
            if good(reading):
                return reading
    for other in sorted(_VERSIONS, key=lambda v: (abs(v - version), v)):
        for layout in variants:
            if layout.of_version(other) == layout.of_version(version):
                continue
            reading = _read(body, layout, other, width, dialect)
            if reading.clean:
                reading.problems.append("other_version")
                return reading
    return own[0]


def _guess(body: bytes, message_type: int, dialect: str) -> _Reading:
    """The version is not known: every pair of widths is tried with the layouts of its versions, newest first."""
    readings = []
    for version in sorted(_VERSIONS, reverse=True):
        for layout in _variants(message_type, version, dialect):
            readings.append(_read(body, layout, version, widths(version, dialect), dialect))
    for good in (lambda r: r.clean, lambda r: r.ends_exactly, lambda r: True):
        for reading in readings:
            if good(reading):
                if reading.floating:
                    reading.problems.append("width_guessed")
                return reading
    raise AssertionError("a message without layouts")


def _check_counters(reading: _Reading) -> None:
    totals: dict[str, int] = {}
    for name, value in reading.fields:
        if name in _COUNTERS:
            totals[name] = totals.get(name, 0) + value
    for counter, total in totals.items():
        counted = _COUNTED_IN.get((reading.layout.name, counter), _COUNTERS[counter])
        present = sum(name == counted for name, _ in reading.fields) - (counted in reading.fixed_names)
        if present != total:
            reading.problems.append("count")


def decode(message: bytes, version: int | None, dialect: str = "ucce") -> Decoded:
    """Decodes one message, header included. `version` is the session's, None when it is not known."""
    result = Decoded(version=version)
    if len(message) < 8:
        result.problems.append("bad_length")
        return result
    length, message_type = struct.unpack_from(">II", message)
    result.message_type = message_type
    result.fields += [("message_length", length), ("message_type", message_type)]
    body = message[8:8 + length]
    cut = length != len(message) - 8
    if cut:
        result.problems.append("bad_length")
    if message_type != 267 and not _variants(message_type, version or 0, dialect):
        known = message_type in NO_LAYOUT
        result.name = NO_LAYOUT.get(message_type, "")
        result.problems.append("no_layout" if known else "unknown_message")
        if result.name.endswith(("_REQ", "_CONF", "_RESP")) and len(body) >= 4:
            # Every request begins with its InvokeID, and so does what answers it.
            result.fields.append(("invoke_id", int.from_bytes(body[:4], "big")))
        _prefix(result)
        return result
    if message_type == 3 and len(body) >= 8:
        version = int.from_bytes(body[4:8], "big")  # OPEN_REQ sets the version, its own included
    if version is None:
        reading = _guess(body, message_type, dialect)
    else:
        reading = _choose(body, message_type, version, dialect, widths(version, dialect))
    if reading.ends_exactly:
        _check_counters(reading)
    result.name = reading.layout.name
    result.version = reading.version
    result.fields += reading.fields
    for problem in reading.problems:
        problem = "bad_length" if problem in ("overrun", "short") else problem
        if problem not in result.problems:
            result.problems.append(problem)
    _prefix(result)
    return result


def _prefix(result: Decoded) -> None:
    result.fields = [("ged188." + name, value) for name, value in result.fields]
