# SPDX-License-Identifier: GPL-2.0-or-later
"""The reference decoder against the hand-written vectors: both were written from the documents, neither from the other."""

import random
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "vectors")]

import check_vectors  # noqa: E402
import ged188_reference  # noqa: E402
from check_vectors import (  # noqa: E402,F401  (collected here: their own file has no test_ name)
    test_every_vector_is_sound, test_every_version_and_width_occurs, test_the_checker_sees_a_wrong_length,
    test_titles_are_unique)

VECTORS = check_vectors.read_all()

# Findings that follow from the shape of the bytes. What the values mean (a failure, a password) is not this decoder's affair.
STRUCTURAL = {"unknown_message", "unknown_tag", "unexpected_field", "bad_length", "trailing_bytes", "width_guessed"}


def structural_findings(vector):
    return {f.removeprefix("ged188.") for f in vector.findings} & STRUCTURAL


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v.where)
def test_vector(vector):
    decoded = ged188_reference.decode(vector.message, vector.version, vector.dialect)
    assert decoded.values() == {k: v for k, v in vector.expect.items() if v}, vector.title
    problems = set(decoded.problems)
    if "any" in vector.findings:
        assert problems, vector.title
    else:
        assert problems == structural_findings(vector), vector.title


def test_cut_anywhere():
    """A message cut anywhere, its MessageLength telling so or not, is decoded without an exception."""
    for vector in VECTORS:
        for end in range(len(vector.message)):
            cut = vector.message[:end]
            ged188_reference.decode(cut, vector.version, vector.dialect)
            if end >= 8:
                honest = (end - 8).to_bytes(4, "big") + cut[4:]
                ged188_reference.decode(honest, vector.version, vector.dialect)
                ged188_reference.decode(honest, None, vector.dialect)


def test_garbage():
    rng = random.Random(188)
    for vector in VECTORS:
        for _ in range(20):
            message = bytearray(vector.message)
            for _ in range(rng.randrange(1, 5)):
                message[rng.randrange(len(message))] = rng.randrange(256)
            ged188_reference.decode(bytes(message), vector.version, vector.dialect)


def test_data_types_occur():
    """Every data type of the published tables occurs in the vectors. CHAR and SHORT are defined but used by no field."""
    seen = set()
    for vector in VECTORS:
        if vector.findings or vector.framing_broken:
            continue
        decoded = ged188_reference.decode(vector.message, vector.version, vector.dialect)
        layout = next(v for n in (decoded.message_type, decoded.message_type + 1)
                      for v in ged188_reference.LAYOUTS.get(n, []) if v.name == decoded.name)
        types = {f.name: f.type for f in layout.fixed} | dict(layout.tags.values())
        seen |= {types[name.removeprefix("ged188.")] for name in decoded.values() if name.removeprefix("ged188.") in types}
    assert seen - {"UNTYPED"} == {"UCHAR", "USHORT", "UINT", "INT", "BOOL", "TIME", "STRING", "UNSPEC", "NAMEDVAR", "NAMEDARRAY",
                    "UINT[]", "USHORT[]"}


def test_every_layout_occurs():
    seen = {int.from_bytes(v.message[4:8], "big") for v in VECTORS}
    missing = {n: layouts[0].name for n, layouts in ged188_reference.LAYOUTS.items() if n not in seen}
    assert not missing
