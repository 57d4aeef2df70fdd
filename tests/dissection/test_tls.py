# SPDX-License-Identifier: GPL-2.0-or-later
"""The secured ports: real TLS sessions that carry the messages of a test capture, decrypted by tshark with the key log.

What is seen inside TLS must be what is seen in clear, and without the keys nothing may be claimed. The sessions are made anew in every run, so no key lasts."""

import ssl
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests" / "hostile"))

import packets  # noqa: E402

# Protocol: capture in clear, its server port, secured port, fields that say what a message is.
PROTOCOLS = {
    "ged188": ("ged188_clean_agent_session", 42027, 42030, ["ged188.message_type", "ged188.invoke_id", "ged188.agent_id"]),
    "ctiqbe": ("ctiqbe_session", 2748, 2749, ["ctiqbe.length", "ctiqbe.result", "ctiqbe.text"]),
    "ucalarm": ("ucalarm_transports", 514, 6514, ["ucalarm.name", "ucalarm.node_id", "ucalarm.text"]),
    "bwcap": ("bwcap_call_client", 2208, 2209, ["bwcap.command_type", "bwcap.user.call.call_id", "bwcap.user.call.state"]),
}
# How a message is laid into records, and records into segments.
SHAPES = {"record": lambda m: [m], "two records": lambda m: [m[:5], m[5:]] if len(m) > 5 else [m], "small segments": lambda m: [m]}
SEGMENT = 211    # bytes of a small segment: every record of the handshake and most messages lie in several


@pytest.fixture(scope="module")
def certificate(open_folder):
    key, cert = open_folder / "server.key", open_folder / "server.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=cti.example"],
                   check=True, capture_output=True)
    return cert, key


def payloads(capture, port):
    """(from client, bytes) of the first TCP connection to `port`, in order of the capture."""
    found, client = [], None
    for packet in packets.read(capture):
        where = packets.layers(packet.data)
        if not where or where.protocol != 6 or port not in (where.source[1], where.destination[1]):
            continue
        from_client = where.destination[1] == port
        client = client or (where.source if from_client else where.destination)
        payload = packet.data[where.payload:]
        if client in (where.source, where.destination) and payload:
            found.append((from_client, payload))
    return found


class Side:
    """One end of a TLS session in memory."""

    def __init__(self, context, **options):
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing, **options)

    def handshake(self):
        try:
            self.tls.do_handshake()
            return True
        except ssl.SSLWantReadError:
            return False

    def drain(self):
        try:
            while self.tls.read(65536):
                pass
        except ssl.SSLWantReadError:
            pass


def encrypt(messages, certificate, version, keys, shape):
    """(from client, bytes) of a TLS session that carries the messages: a segment a record, the handshake first."""
    client_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client_context.check_hostname, client_context.verify_mode = False, ssl.CERT_NONE
    client_context.keylog_filename = str(keys)
    server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_context.load_cert_chain(*certificate)
    for context in (client_context, server_context):
        context.minimum_version = context.maximum_version = version
    client, server = Side(client_context), Side(server_context, server_side=True)
    segments = []

    def carry(a, b):
        data = a.outgoing.read()
        if data:
            segments.append((a is client, data))
            b.incoming.write(data)

    done = [False, False]
    while not all(done):
        done[0] = client.handshake()
        carry(client, server)
        done[1] = server.handshake()
        carry(server, client)
    client.drain()    # session tickets
    for from_client, message in messages:
        a, b = (client, server) if from_client else (server, client)
        for part in SHAPES[shape](message):
            a.tls.write(part)
            carry(a, b)
            b.drain()
    keys.chmod(0o644)
    return segments


@pytest.fixture(scope="module")
def session(generate, certificate, open_folder):
    """session(protocol, version, shape): the capture in clear, the capture in TLS, and its key log."""
    def make(protocol, version, shape):
        name, port, secured, _ = PROTOCOLS[protocol]
        clear = generate(TOP / "test-captures" / f"{name}.scenario")
        messages = payloads(clear, port)
        assert messages
        label = f"tls_{protocol}_{version.name}_{shape.replace(' ', '_')}"
        keys = open_folder / f"{label}.keys"
        segments = encrypt(messages, certificate, version, keys, shape)
        lines = [f"s {'>' if from_client else '<'} hex {data.hex()}" for from_client, data in segments]
        segment = [f"segment {SEGMENT}"] if shape == "small segments" else []
        text = "\n".join(["host client 10.0.0.2", "host server 10.0.0.10", *segment, f"tcp s client:50001 server:{secured}", *lines, "s fin", "s fin <"])
        return clear, generate(label, text), keys
    return make


def columns(tshark_path, capture, protocol, fields, port, *options):
    """For each field every value, in order. One frame may hold several messages: they follow each other."""
    done = subprocess.run([tshark_path, "-n", "-r", capture, "-Y", f"{protocol} and tcp.port == {port} and tcp.stream == 0", "-T", "fields", "-E", "aggregator=|",
                           "-E", "separator=/t", *[a for f in fields for a in ("-e", f)], *options], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    return [[value for row in rows for value in row[i].split("|") if value] for i in range(len(fields))]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=lambda v: v.name)
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_what_is_in_tls_is_what_is_in_clear(cti_tshark, session, protocol, version, shape):
    _, port, secured, fields = PROTOCOLS[protocol]
    clear, encrypted, keys = session(protocol, version, shape)
    for passes in ([], ["-2"]):
        # A second pass also shows the messages of CTIQBE that came before its framing was known, where a payload holds the whole of one.
        in_clear = columns(cti_tshark, clear, protocol, fields, port, *(passes if shape != "two records" else []))
        inside = columns(cti_tshark, encrypted, protocol, fields, secured, "-o", f"tls.keylog_file:{keys}", *passes)
        for field, expected, seen in zip(fields, in_clear, inside):
            assert expected, field
            if protocol == "ctiqbe" and shape == "two records":
                # Fewer payloads end with a message, so its framing is decided some messages later.
                assert len(seen) >= len(expected) - 2
                expected = expected[-len(seen):]
            assert seen == expected, field


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_without_keys_nothing_is_claimed(cti_tshark, session, protocol):
    _, _, secured, _ = PROTOCOLS[protocol]
    _, encrypted, _ = session(protocol, ssl.TLSVersion.TLSv1_3, "record")
    done = subprocess.run([cti_tshark, "-n", "-r", encrypted, "-Y", "ged188 or ctiqbe or bwcap or ucalarm or cti"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and not done.stdout, done.stdout
    tls = subprocess.run([cti_tshark, "-n", "-r", encrypted, "-Y", "tls.app_data"], capture_output=True, text=True, timeout=120)
    assert len(tls.stdout.splitlines()) > 4


def test_a_password_inside_tls_is_not_in_clear(cti_tshark, session):
    clear, encrypted, keys = session("ged188", ssl.TLSVersion.TLSv1_3, "record")
    assert "ged188.cleartext_password" in columns(cti_tshark, clear, "ged188", ["cti.diagnosis"], 42027)[0]
    assert "ged188.cleartext_password" not in columns(cti_tshark, encrypted, "ged188", ["cti.diagnosis"], 42030, "-o", f"tls.keylog_file:{keys}")[0]
