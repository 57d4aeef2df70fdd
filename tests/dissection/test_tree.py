# SPDX-License-Identifier: GPL-2.0-or-later
"""How fields look in the packet details, whatever the protocol: masks, and fields without bytes."""

import re
import subprocess

import pytest

OPENING = """
host a 10.0.0.1
host b 10.0.0.2
tcp s a:50001 b:42027
s dialect ged188 version=24
s > OPEN_REQ VersionNumber=24 ServicesRequested={services} AgentStateMask={states} ClientID="One" ClientPassword={password}
s < OPEN_CONF
"""


@pytest.fixture
def details(cti_tshark, generate):
    """Lines of the details of a capture with one OPEN_REQ, without their indentation."""
    def get(name, services="0", states="0", password='"secret"'):
        capture = generate(name, OPENING.format(services=services, states=states, password=password))
        printed = subprocess.run([cti_tshark, "-r", capture, "-Y", "ged188.message_type == 3", "-V"], capture_output=True, text=True, timeout=60, check=True)
        return [line.strip() for line in printed.stdout.splitlines()]
    return get


# Bits: CTI service masks and agent state masks of the CTI Server Message Reference Guide.
@pytest.mark.parametrize("services, line", [
    ("0x00000010", "ServicesRequested: 0x00000010 (ALL_EVENTS)"),
    ("0x02000014", "ServicesRequested: 0x02000014 (CLIENT_CONTROL, ALL_EVENTS, ACTIVE_STANDBY)"),
    ("0x00000210", "ServicesRequested: 0x00000210 (ALL_EVENTS, unknown bits 0x200)"),
    ("0x00002200", "ServicesRequested: 0x00002200 (CTI_AGENT_STATE_CONTROL_ONLY, unknown bits 0x200)"),
    ("0x40000000", "ServicesRequested: 0x40000000 (unknown bits 0x40000000)"),
    ("0", "ServicesRequested: 0x00000000"),
])
def test_a_mask_is_summarised_in_its_own_line(details, services, line):
    assert line in details("mask_" + services, services=services)


def test_what_all_names_of_a_mask_share_is_said_once(details):
    assert "AgentStateMask: 0x00000041 (LOGIN, WORK_READY)" in details("mask_states", states="0x41")


def test_every_bit_set_fits_the_line(details):
    """A label that is too long Wireshark cuts, and puts "[…]" in front of it or, from 4.6 on, into the field's name."""
    lines = details("mask_all", services="0xffffffff")
    line = next(line for line in lines if "ServicesRequested" in line)
    found = re.fullmatch(r"ServicesRequested: 0xffffffff \((CLIENT_EVENTS, CALL_DATA_UPDATE, .*), and (\d+) more, unknown bits 0x[0-9a-f]+\)", line)
    assert found and len(line) < 240
    bits = [line for line in lines[lines.index(line) + 1:lines.index(line) + 33] if re.fullmatch(r"[.1 ]+ = .*: True", line)]
    assert len(found[1].split(", ")) + int(found[2]) == len(bits)


def test_an_empty_password_is_not_missing(details):
    lines = details("empty_password", password='""')
    assert "ClientPassword: (empty)" in lines
    assert not [line for line in lines if "MISSING" in line]


def test_a_password_is_neither_shown_nor_called_empty(details):
    lines = details("some_password")
    assert "ClientPassword: ********" in lines
    assert not [line for line in lines if "secret" in line]
