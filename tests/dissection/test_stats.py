# SPDX-License-Identifier: GPL-2.0-or-later
"""Service response times, stats trees and credentials. Expected values are written down from the scenarios."""

import os
import re
import subprocess
from pathlib import Path

import pytest

CAPTURES = Path(__file__).resolve().parents[2] / "test-captures"


@pytest.fixture(scope="session")
def statistics(cti_tshark, generate):
    """What tshark -q -z OPTION prints of a capture."""
    def run(capture, option, *arguments, text=None):
        file = generate(capture, text) if text else generate(CAPTURES / f"{capture}.scenario")
        done = subprocess.run([cti_tshark, "-n", "-q", "-r", file, "-z", option, *arguments], capture_output=True,
                              text=True, timeout=120, env={**os.environ, "LC_ALL": "C.UTF-8"})
        errors = [line for line in done.stderr.splitlines() if "Running as user" not in line]
        assert done.returncode == 0 and not errors, errors
        return done.stdout
    return run


@pytest.fixture(scope="session")
def tree(statistics):
    """Path of each node to its count."""
    def get(capture, option, *arguments, text=None):
        nodes, path = {}, []
        for line in statistics(capture, f"{option},tree", *arguments, text=text).splitlines():
            node = re.match(r"( *)(\S.*?)  +(-?\d+)(?:\s|$)", line)
            if not node:
                continue
            path = path[:len(node[1])] + [node[2]]
            assert tuple(path) not in nodes, f"{path} twice"
            nodes[tuple(path)] = int(node[3])
        return nodes
    return get


@pytest.fixture(scope="session")
def times(statistics):
    """Rows of a table of service response times: name to calls, minimum, maximum, mean in seconds."""
    def get(capture, option, *arguments):
        rows = {}
        for line in statistics(capture, option, *arguments).splitlines():
            row = re.match(r" *\d+ +(\S+) +(\d+) +(\d+\.\d+) +(\d+\.\d+) +(\d+\.\d+) +(\d+\.\d+)$", line)
            if row:
                rows[row[1]] = (int(row[2]), float(row[3]), float(row[4]), float(row[5]))
        return rows
    return get


@pytest.fixture(scope="session")
def credentials(statistics):
    def get(capture, *arguments):
        lines = statistics(capture, "credentials", *arguments).splitlines()
        return [tuple(re.split(r"\s+", line, maxsplit=3)) for line in lines if re.match(r"\d+ ", line)]
    return get


# ---- service response times

EXPECTED_TIMES = {
    "OPEN_REQ": (2, 0.005, 0.005, 0.005),
    "SET_AGENT_STATE_REQ": (2, 0.010, 0.030, 0.020),
    "ANSWER_CALL_REQ": (1, 0.002, 0.002, 0.002),
    "QUERY_SKILL_GROUP_STATISTICS_REQ": (3, 0.010, 0.060, 0.030),
}


def test_response_times_of_each_request(times):
    assert times("stats_requests", "ged188,srt") == EXPECTED_TIMES


def test_response_times_in_two_passes(times):
    assert times("stats_requests", "ged188,srt", "-2") == EXPECTED_TIMES


def test_response_times_of_what_a_filter_lets_through(times):
    assert times("stats_requests", "ged188,srt,ip.addr==10.0.0.3") == {
        "OPEN_REQ": (1, 0.005, 0.005, 0.005), "QUERY_SKILL_GROUP_STATISTICS_REQ": (3, 0.010, 0.060, 0.030)}


def test_response_times_of_cap(times):
    found = times("bwcap_call_client", "bwcap,srt")
    assert found["registerAuthentication"] == (1, 0.012, 0.012, 0.012)
    assert found["registerRequest"] == (1, 0.020, 0.020, 0.020)
    assert found["callAction"][0] == 4


# ---- stats trees

def test_messages_by_type_and_direction(tree):
    found = tree("stats_requests", "cti_messages")
    # the client's requests, then answers and three events
    assert found[("GED-188",)] == 9 + 8 + 3
    assert found[("GED-188", "from client")] == 9
    assert found[("GED-188", "from client", "QUERY_SKILL_GROUP_STATISTICS_REQ")] == 4
    assert found[("GED-188", "from server", "QUERY_SKILL_GROUP_STATISTICS_CONF")] == 3
    assert found[("GED-188", "from server", "AGENT_STATE_EVENT")] == 3
    assert found[("GED-188", "from server", "CONTROL_FAILURE_CONF")] == 1


def test_messages_of_ged188_alone(tree):
    found = tree("stats_requests", "ged188")
    assert found[("from client",)] == 9
    assert found[("from client", "OPEN_REQ")] == 2
    assert not any(path[0] == "GED-188" for path in found)


def test_requests_without_an_answer(tree):
    found = tree("stats_requests", "cti_requests")
    query = ("GED-188", "QUERY_SKILL_GROUP_STATISTICS_REQ")
    assert (found[query], found[query + ("answered",)], found[query + ("unanswered",)]) == (4, 3, 1)
    answer = ("GED-188", "ANSWER_CALL_REQ")
    assert (found[answer], found[answer + ("answered",)], found[answer + ("answered by a failure",)], found[answer + ("unanswered",)]) == (1, 1, 1, 0)


def test_failures_by_status(tree):
    assert tree("stats_requests", "cti_failures") == {
        ("GED-188",): 1, ("GED-188", "CF_NO_CALL_TO_ANSWER"): 1, ("GED-188", "CF_NO_CALL_TO_ANSWER", "ANSWER_CALL_REQ"): 1}


def test_failure_of_the_version(tree):
    found = tree("ged188_incompatible_version", "cti_failures")
    assert any(path[1:] == ("E_CTI_INVALID_VERSION", "OPEN_REQ") for path in found), found


@pytest.mark.parametrize("passes", ([], ["-2"]))
def test_sessions_by_version(tree, passes):
    assert tree("stats_requests", "cti_sessions", *passes) == {("GED-188",): 2, ("GED-188", "version 24"): 1, ("GED-188", "version 19"): 1}


def test_agent_states(tree):
    not_ready, available = ("Agents", "1001", "Not Ready"), ("Agents", "1001", "Available")
    assert tree("stats_requests", "cti_agents") == {
        ("Agents",): 3, ("Agents", "1001"): 3, not_ready: 2, available: 1,
        # how often it was left again
        (*not_ready, "seconds in this state"): 1, (*available, "seconds in this state"): 1}


def average_seconds(text, state):
    return float(re.search(rf"^ +{state} +\d+.*\n +seconds in this state +\d+ +([0-9.]+)", text, re.M)[1])


TWO_AGENTS = """
host a 10.0.0.1
host b 10.0.0.3
host cti-server 10.0.0.2
tcp s a:50001 cti-server:42027
s dialect ged188 version=24
s > OPEN_REQ VersionNumber=24 ServicesRequested=CTI_SERVICE_ALL_EVENTS ClientID="One"
s < OPEN_CONF
tcp t b:50001 cti-server:42027
t dialect ged188 version=24
t > OPEN_REQ VersionNumber=24 ServicesRequested=CTI_SERVICE_ALL_EVENTS ClientID="Two"
t < OPEN_CONF
s < AGENT_STATE_EVENT AgentState=AGENT_STATE_NOT_READY AgentID="1001" AgentInstrument="3001"
t < AGENT_STATE_EVENT AgentState=AGENT_STATE_NOT_READY AgentID="1001" AgentInstrument="3001"
s < AGENT_STATE_EVENT AgentState=AGENT_STATE_AVAILABLE AgentID="2002" AgentInstrument="3002"
wait 20s
s < AGENT_STATE_EVENT AgentState=AGENT_STATE_AVAILABLE AgentID="1001" AgentInstrument="3001"
t < AGENT_STATE_EVENT AgentState=AGENT_STATE_AVAILABLE AgentID="1001" AgentInstrument="3001"
s < AGENT_STATE_EVENT AgentState=AGENT_STATE_AVAILABLE AgentID="1001" AgentInstrument="3001"
"""


def test_agents_are_told_apart_and_an_event_two_clients_get_counts_once(tree, statistics):
    found = tree("two_agents", "cti_agents", text=TWO_AGENTS)
    assert found == {
        ("Agents",): 3, ("Agents", "1001"): 2, ("Agents", "2002"): 1,
        ("Agents", "1001", "Not Ready"): 1, ("Agents", "1001", "Available"): 1, ("Agents", "2002", "Available"): 1,
        ("Agents", "1001", "Not Ready", "seconds in this state"): 1}
    text = statistics("two_agents", "cti_agents,tree", text=TWO_AGENTS)
    assert average_seconds(text, "Not Ready") == 20.0
    # of all agents' states one row is the whole
    assert len(re.findall(r"\b100%", text)) == 1


def test_cap_commands(tree):
    found = tree("bwcap_call_client", "bwcap")
    assert found[("from client",)] == 9
    assert found[("from client", "callAction")] == 4
    assert found[("from server",)] == 11
    assert found[("from server", "callUpdate")] == 5


def test_alarms_by_name(tree):
    found = tree("ucalarm_incompatible_version", "ucalarm")
    assert {path[0] for path in found} >= {"CtiIncompatibleProtocolVersion"}
    assert found[("CtiIncompatibleProtocolVersion",)] == (CAPTURES / "ucalarm_incompatible_version.scenario").read_text().count("-CtiIncompatibleProtocolVersion")


def test_trees_of_a_capture_without_cti(tree):
    for option in ("cti_messages", "cti_requests", "cti_failures", "cti_sessions", "cti_agents", "ged188", "bwcap", "ctiqbe", "ucalarm"):
        assert tree("ged188_refused_connection", option) == {}, option


# ---- credentials

def test_logins_are_listed_and_masked(credentials, statistics):
    assert credentials("stats_requests") == [
        ("4", "GED-188", "AgentDesktop", "ClientPassword: ******** (masked)"),
        ("6", "GED-188", "1001", "AgentPassword: ******** (masked)"),
        ("18", "GED-188", "Wallboard", "ClientPassword: ******** (masked)"),
    ]
    text = statistics("stats_requests", "credentials")
    assert "secret" not in text and "4711" not in text


def test_passwords_where_the_preference_shows_them(credentials):
    assert [row[3] for row in credentials("stats_requests", "-o", "ged188.show_passwords:TRUE")] == [
        "ClientPassword: secret", "AgentPassword: 4711", "ClientPassword: secret"]


def test_cap_users_are_listed_and_masked(credentials, statistics):
    assert credentials("bwcap_call_client") == [("6", "BW-CAP", "alice@example.com", "securePassword: ******** (masked)")]
    digest = "54ad7a2a0d93f0a0736345ad7af8b68b"
    assert digest not in statistics("bwcap_call_client", "credentials")
    assert digest in statistics("bwcap_call_client", "credentials", "-o", "bwcap.show_secrets:TRUE")
