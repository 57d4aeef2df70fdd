# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads the hand-written vectors (see ged188/README.md) and checks that each is sound in itself.

Run by pytest; `python3 check_vectors.py` checks too and prints how many vectors there are.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "reference"))

import ged188_reference  # noqa: E402  (only its list of filter names)

# The ids of the catalogue of diagnoses that one message alone can give rise to.
FINDINGS = {
    "any",
    "ged188.bad_length", "ged188.cleartext_password", "ged188.control_failure", "ged188.failure",
    "ged188.incompatible_version", "ged188.not_in_version", "ged188.pg_impaired", "ged188.server_offline",
    "ged188.standby", "ged188.trailing_bytes", "ged188.unexpected_field", "ged188.unknown_message",
    "ged188.unknown_tag", "ged188.width_guessed",
}

# counter: what it counts, and how many of that are not in the list but in the fixed part
COUNTERS = {
    "num_named_variables": ("named_variable", 0), "num_named_arrays": ("named_array", 0),
    "num_cti_clients": ("cti_client_timestamp", 0), "num_parties": ("connected_party_device_id", 0),
    "num_flt_skill_groups": ("skill_group_state", 1), "num_skill_groups": ("skill_group_priority", 0),
    "num_lines": ("line_type", 0), "num_call_devices": ("call_device_connection_state", 0),
    "num_calls": ("call_state", 0), "number_of_agents": ("atc_state_duration", 0),
    "number_of_agent_teams": ("team_id", 0), "num_records": ("record_type", 0),
    "num_peripherals": ("multiline_agent_control", 0), "num_skills": ("skill_group_number", 0),
    "num_mr_ds": ("agent_mrd_state", 0), "num_service_members": ("service_priority", 0),
    "num_of_enabled_services": ("enabled_services", 0), "num_instruments": ("instrument", 0),
}


class VectorError(Exception):
    pass


@dataclass
class Vector:
    where: str
    title: str = ""
    version: int | None = None  # None: not known before the message
    dialect: str = ""
    sender: str = ""
    framing_broken: bool = False
    message: bytes = b""
    expect: dict[str, list] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)


def _string(text: str) -> str:
    raw = re.sub(rb'\\x([0-9a-f]{2})|\\(["\\])',
                 lambda m: bytes([int(m[1], 16)]) if m[1] else m[2], text.encode("ascii"))
    return raw.decode("utf-8", "surrogateescape")


_STRING = r'"((?:[^"\\]|\\.)*)"'
_VALUE = re.compile(
    rf'\s*(?:named\s+(?P<name>{_STRING})(?:\s+(?P<index>\d+))?\s+(?P<value>{_STRING})'
    rf'|hex(?:\s+(?P<hex>[0-9a-f]+))?|(?P<text>{_STRING})|(?P<number>0x[0-9a-f]+|-?\d+))\s*(?:,|$)')


def _values(text: str) -> list:
    values = []
    at = 0
    while at < len(text):
        m = _VALUE.match(text, at)
        if not m:
            raise VectorError(f"cannot read the value: {text[at:]}")
        at = m.end()
        if m["name"]:
            index = int(m["index"]) if m["index"] else None
            values.append((_string(m["name"][1:-1]), index, _string(m["value"][1:-1])))
        elif m["text"]:
            values.append(_string(m["text"][1:-1]))
        elif m["number"]:
            values.append(int(m["number"], 0))
        else:
            values.append(bytes.fromhex(m["hex"] or ""))
    return values


def read_file(path: Path) -> list[Vector]:
    vectors: list[Vector] = []
    section = ""
    for number, line in enumerate(path.read_text("ascii").splitlines(), 1):
        where = f"{path.name}:{number}"
        if not line.strip() or line.startswith("#"):
            continue
        try:
            if line.startswith(" "):
                _section_line(vectors[-1], section, line.strip())
                continue
            section, _, rest = line.partition(":")
            if section == "vector":
                vectors.append(Vector(where, rest.strip()))
            elif section == "session":
                m = re.fullmatch(r"version=(\d+|unknown) dialect=(ucce|uccx)", rest.strip())
                vectors[-1].version = None if m[1] == "unknown" else int(m[1])
                vectors[-1].dialect = m[2]
            elif section == "from" and rest.strip() in ("client", "server"):
                vectors[-1].sender = rest.strip()
            elif section == "framing" and rest.strip() == "broken":
                vectors[-1].framing_broken = True
            elif section == "findings":
                vectors[-1].findings = [word.strip() for word in rest.split(",")]
            elif section not in ("hex", "expect") or rest.strip():
                raise VectorError("unknown line")
        except (VectorError, ValueError, IndexError, TypeError) as error:
            raise VectorError(f"{where}: {error}: {line}") from error
    return vectors


def _section_line(vector: Vector, section: str, line: str) -> None:
    if section == "hex":
        vector.message += bytes.fromhex(line.split("#", 1)[0])
    elif section == "expect":
        name, equals, text = line.partition(" =")
        if not equals or name in vector.expect:
            raise VectorError("expected 'name = values', every name once")
        vector.expect[name] = _values(text.strip())
    else:
        raise VectorError("indented line outside hex and expect")


def read_all(folder: Path = HERE / "ged188") -> list[Vector]:
    return [vector for path in sorted(folder.glob("*.txt")) for vector in read_file(path)]


def faults(vector: Vector) -> list[str]:
    """What is wrong with the vector itself; empty when it is sound."""
    found = []
    if not (vector.title and vector.dialect and vector.sender and vector.expect):
        found.append("incomplete")
    if len(vector.message) < 8:
        return found + ["no whole header"]
    length = int.from_bytes(vector.message[:4], "big")
    message_type = int.from_bytes(vector.message[4:8], "big")
    if (length == len(vector.message) - 8) == vector.framing_broken:
        found.append(f"MessageLength {length}, but {len(vector.message) - 8} bytes follow the header")
    if vector.expect.get("ged188.message_length") != [length]:
        found.append("ged188.message_length is not what the header says")
    if vector.expect.get("ged188.message_type") != [message_type]:
        found.append("ged188.message_type is not what the header says")
    known = ged188_reference.filter_names()
    found += [f"no such filter name: {name}" for name in vector.expect if name not in known]
    found += [f"no such finding: {finding}" for finding in vector.findings if finding not in FINDINGS]
    if not vector.findings:
        found += _wrong_counts(vector)
    return found


def _wrong_counts(vector: Vector) -> list[str]:
    found = []
    for counter, (counted, fixed) in COUNTERS.items():
        if counter == "num_records" and vector.expect["ged188.message_type"] == [243]:
            counted = "agent_flags"  # Unified CCX TEAM_CONFIG_EVENT: the members of a team
        counts = vector.expect.get("ged188." + counter)
        if counts is None:
            continue
        present = len(vector.expect.get("ged188." + counted, [])) - fixed
        if sum(counts) != present:
            found.append(f"{counter} says {sum(counts)}, {counted} occurs {present} times")
    return found


def test_every_vector_is_sound():
    vectors = read_all()
    assert len(vectors) >= 60
    wrong = [f"{v.where} ({v.title}): {fault}" for v in vectors for fault in faults(v)]
    assert not wrong, "\n".join(wrong)


def test_titles_are_unique():
    titles = [v.title for v in read_all()]
    assert sorted(set(titles)) == sorted(titles)


def test_every_version_and_width_occurs():
    seen = {(v.dialect, v.version) for v in read_all()}
    for version in (9, 14, 18, 19, 20, 24, 25):
        assert ("ucce", version) in seen
    assert {("uccx", 14), ("uccx", 18)} <= seen


def test_the_checker_sees_a_wrong_length(tmp_path):
    good = "vector: x\nsession: version=24 dialect=ucce\nfrom: client\nhex:\n    00 00 00 %02x 00 00 00 05 00 00 00 01\n" \
           "expect:\n    ged188.message_length = %d\n    ged188.message_type = 5\n    %s = 1\n"
    path = tmp_path / "one.txt"
    for length, name, fault in ((4, "ged188.invoke_id", ""), (5, "ged188.invoke_id", "MessageLength 5"),
                                (4, "ged188.invoked", "no such filter name")):
        path.write_text(good % (length, length, name))
        found = faults(read_file(path)[0])
        assert bool(found) == bool(fault) and all(fault in f for f in found)


if __name__ == "__main__":
    all_vectors = read_all()
    messages = [f"{v.where} ({v.title}): {fault}" for v in all_vectors for fault in faults(v)]
    print("\n".join(messages + [f"{len(all_vectors)} vectors, {len(messages)} faults"]))
    sys.exit(bool(messages))
