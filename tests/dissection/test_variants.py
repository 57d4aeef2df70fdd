# SPDX-License-Identifier: GPL-2.0-or-later
"""However traffic is captured, what is wrong with it is the same: the faults are those of the original, or fewer with the coverage saying why, never other ones.

All test captures are put into one file, each with addresses of its own, and changed as a whole (tests/hostile/variants.py).
"""

import ipaddress
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests" / "hostile"))

import variants  # noqa: E402

BUILD = Path(os.environ.get("CTI_BUILD") or TOP / "build")


def captures():
    made = sorted((BUILD / "test-captures").glob("*.pcapng"))
    assert len(made) > 50
    # What is about damage has other damage when it is captured otherwise.
    return [path for path in made if "_bad_" not in path.name] + sorted((TOP / "tests" / "cases").glob("*.pcap*"))


def as_ipv4(text):
    return re.sub(r"fd00::[0-9a-f:.]+", lambda m: str(ipaddress.IPv4Address(int(ipaddress.IPv6Address(m[0])) & 0xffffffff)), text).replace("[", "").replace("]", "")


def judged(tshark, capture):
    done = subprocess.run([tshark, "-q", "-n", "-r", capture, "-z", "cti,json"], capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def faults(found):
    """Errors and warnings before folding: diagnosis, client, server. What an alarm or a trap says of who it is about may be cut off."""
    said = [o for o in found if o["type"] == "finding" and o["severity"] in ("error", "warning")]
    return {(o["diagnosis"], "", "") if o["diagnosis"].startswith(("ucalarm.", "bwfault.")) else (o["diagnosis"], as_ipv4(client["client"]), as_ipv4(o["server"]))
            for o in said for client in o.get("clients", [o])}


def incomplete(found):
    """Addresses of connections that could not be read completely."""
    return {as_ipv4(o["client_address"] if "client_address" in o else o["client"]) for o in found if o["type"] == "connection" and not o["complete"]}


@pytest.fixture(scope="module")
def original(cti_tshark, open_folder):
    path = open_folder / "as_it_is.pcap"
    variants.make("as_it_is", path, captures())
    found = judged(cti_tshark, path)
    assert len(faults(found)) > 30
    return found


@pytest.mark.parametrize("variant", variants.VARIANTS)
def test_the_faults_are_those_of_the_original(cti_tshark, open_folder, original, variant):
    path = open_folder / f"{variant}.pcap"
    variants.make(variant, path, captures())
    found = judged(cti_tshark, path)
    assert faults(found) - faults(original) == set(), "said of what is not so"
    lost = faults(original) - faults(found)
    # Nothing is documented of CTIQBE's framing: it is told by payloads that are messages, and where none is the coverage says so.
    may_be_lost = {f for f in lost if f[2].endswith(":2748")} if variant.endswith("_segments") else set() if variant in variants.LOSSLESS else lost
    assert lost - may_be_lost == set(), "not seen any more"
    unread = incomplete(found)
    # Whoever lost a fault is named in the coverage, or is not in the capture at all.
    there = {as_ipv4(o["client"]) for o in found if o["type"] == "connection"}
    unexplained = {f for f in may_be_lost if f[1] and any(c.startswith(f[1] + ":") for c in there) and not any(c.startswith(f[1] + ":") for c in unread)}
    assert unexplained == set()
