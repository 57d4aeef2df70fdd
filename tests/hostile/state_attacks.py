# SPDX-License-Identifier: GPL-2.0-or-later
"""Attacks on what the plugin remembers, measured: memory and time for each item, with the protocol and without it.

    python3 state_attacks.py [--build BUILD] [--scale 1] [attack ...]

Each attack is made in two sizes; what is printed is the growth between them, so that start-up does not count. `plugin` is what the protocol adds
to the same run with the protocol disabled. Growth must be linear: the second half may not cost much more than the first.
--scale 10 makes everything ten times as large. Ends with 1 where a bound is exceeded.
"""

from __future__ import annotations

import argparse
import os
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "bench")]

import traffic  # noqa: E402
from traffic import SERVER, Writer, client, message  # noqa: E402

GED188, CTIQBE, CAP = (SERVER, 42027), (SERVER, 2748), (SERVER, 2208)


@dataclass(frozen=True)
class Attack:
    make: Callable[[Path, int], None]
    items: int  # of the larger size, at scale 1
    item: str
    bytes_most: int  # memory the plugin may add for each item
    microseconds_most: float  # CPU time it may add for each item: ten times and more of what is measured
    disabled: tuple[str, ...] = ("ged188", "ctiqbe", "bwcap", "ucalarm", "cti")


def sessions(path, n):
    with Writer(path) as out:
        for c in range(n):
            out.tcp(client(c), GED188, True, traffic.open_req())


def unanswered(path, n):
    with Writer(path) as out:
        out.tcp(client(0), GED188, True, traffic.open_req())
        for i in range(n):
            out.tcp(client(0), GED188, True, traffic.set_call_data_req(2 + i))


def answered(path, n):
    with Writer(path) as out:
        out.tcp(client(0), GED188, True, traffic.open_req())
        for i in range(n // 2):
            out.tcp(client(0), GED188, True, traffic.set_call_data_req(2 + i))
            out.tcp(client(0), GED188, False, traffic.set_call_data_conf(2 + i))


def same_invoke_id(path, n):
    with Writer(path) as out:
        out.tcp(client(0), GED188, True, traffic.open_req())
        for _ in range(n):
            out.tcp(client(0), GED188, True, traffic.set_call_data_req(7))


def failures(path, n):
    """FAILURE_CONF to requests that were never made: a finding a message."""
    with Writer(path) as out:
        out.tcp(client(0), GED188, True, traffic.open_req())
        for i in range(n):
            out.tcp(client(0), GED188, False, message(1, struct.pack(">II", i, 8)))


def reopened(path, n):
    """OPEN_REQ over and over in one connection: an epoch each."""
    with Writer(path) as out:
        for i in range(n):
            out.tcp(client(0), GED188, True, traffic.open_req(5 + i % 21, b"Client%d\0" % i))


def forged_lengths(path, n):
    """MessageLength that promises what never comes, in connections of their own and inside of one."""
    lengths = (0xffffffff, 0x7fffffff, 65536, 65535, 0x80000000, 0xfffffff8)
    with Writer(path) as out:
        out.tcp(client(0), GED188, True, traffic.open_req())
        for i in range(n // 2):
            out.tcp(client(1 + i), GED188, True, struct.pack(">II", lengths[i % 6], 26) + bytes(100))
            out.tcp(client(0), GED188, True, struct.pack(">II", lengths[i % 6], 26) + bytes(100))


def hollow_messages(path, n):
    """Headers without bodies, 8000 in a segment of 64000 bytes, that stop fitting at the end: chains that are followed for nothing."""
    chain = b"\xff" + struct.pack(">II", 0, 10) * 7900 + b"\xff" * 9
    with Writer(path) as out:
        out.tcp(client(0), GED188, True, traffic.open_req())
        for _ in range(n):
            out.tcp(client(0), GED188, True, chain)


def tiny_fields(path, n):
    """The largest believable message, full of empty floating fields."""
    body = struct.pack(">IIHIHHHHII", 7, 5000, 0, 1, 0, 0, 0xffff, 0, 0, 0) + struct.pack(">HH", 8, 0) * 14000
    with Writer(path) as out:
        out.tcp(client(0), GED188, True, traffic.open_req())
        for _ in range(n):
            out.tcp(client(0), GED188, True, message(26, body))


def endless_document(path, n):
    """A CAP document that never ends, 1000 bytes a segment."""
    start = b'<?xml version="1.0" encoding="UTF-8"?><BroadsoftDocument protocol="CAP" version="14.0"><command commandType="callUpdate"><commandData>'
    with Writer(path) as out:
        out.tcp(client(0), CAP, False, start)
        for _ in range(n):
            out.tcp(client(0), CAP, False, b"<user><call a='" + b"x" * 979 + b"'/>")


def documents(path, n):
    """Users without end on the connection of an Open Client Server."""
    with Writer(path) as out:
        for i in range(n):
            out.tcp(client(0), (SERVER, 2206), True, b'<?xml version="1.0" encoding="UTF-8"?><BroadsoftDocument protocol="CAP" version="14.0"><command '
                    b'commandType="registerAuthentication"><commandData><user userType="CallClient"><id>user%d@example.com</id><applicationId>a</applicationId>'
                    b'</user></commandData></command></BroadsoftDocument>' % i)


def calls(path, n):
    """One user with a new call in every document."""
    with Writer(path) as out:
        for i in range(n):
            out.tcp(client(0), CAP, False, b'<?xml version="1.0" encoding="UTF-8"?><BroadsoftDocument protocol="CAP" version="14.0"><command '
                    b'commandType="callUpdate"><commandData><user userUid="1"><call callId="localHost%d:0"><state>1</state></call></user>'
                    b'</commandData></command></BroadsoftDocument>' % i)


def alarms(path, n):
    """Alarms from ever other clients."""
    with Writer(path) as out:
        for i in range(n):
            out.udp((SERVER, 40000), (SERVER + 1, 514), b"<187>%d: cucm1: %%UC_CTI-3-CtiProviderOpenFailure: %%[Login User Id=user%d][Reason=2362179701]"
                    b"[IPAddress=10.%d.%d.%d][IPV6Address=][AppID=Cisco CTIManager][ClusterID=c][NodeID=cucm1]: CTI application failed to open provider"
                    % (i, i, i >> 16 & 255, i >> 8 & 255, i & 255))


def ctiqbe_sessions(path, n):
    with Writer(path) as out:
        for c in range(n):
            out.tcp(client(c), CTIQBE, True, struct.pack("<II", 32, 0) + bytes(range(32)))
            out.tcp(client(c), CTIQBE, False, struct.pack("<II", 16, 0) + bytes(range(16)))


def ctiqbe_noise(path, n):
    """Payloads that fit no framing, in one connection."""
    with Writer(path) as out:
        state = 1
        for i in range(n):
            state = state * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
            out.tcp(client(0), CTIQBE, bool(i % 2), state.to_bytes(8, "big") * 20)


ATTACKS = {
    "sessions": Attack(sessions, 20000, "session", 2400, 200),
    "unanswered": Attack(unanswered, 40000, "request", 600, 200),
    "answered": Attack(answered, 40000, "message", 600, 200),
    "same_invoke_id": Attack(same_invoke_id, 20000, "request", 1200, 300),
    "failures": Attack(failures, 20000, "message", 1600, 300),
    "reopened": Attack(reopened, 10000, "message", 1600, 500),
    "forged_lengths": Attack(forged_lengths, 20000, "segment", 4000, 300),
    "hollow_messages": Attack(hollow_messages, 100, "segment of 64 kB", 600000, 60000),
    "tiny_fields": Attack(tiny_fields, 100, "message of 56 kB", 20000, 60000),
    "endless_document": Attack(endless_document, 4000, "segment of 1 kB", 20000, 3000),
    "documents": Attack(documents, 10000, "user", 6000, 500),
    "calls": Attack(calls, 10000, "call", 3000, 1000),
    "alarms": Attack(alarms, 20000, "alarm", 3000, 500),
    "ctiqbe_sessions": Attack(ctiqbe_sessions, 10000, "session", 9000, 500),
    "ctiqbe_noise": Attack(ctiqbe_noise, 20000, "payload", 1500, 500),
}


def measure(build: Path, path: Path, arguments: list[str]) -> tuple[int, float]:
    """Peak memory in bytes and CPU seconds of a tshark run that dissects everything and prints nothing."""
    command = [str(build / "cti-tshark"), "-n", "-q", "-z", "io,stat,0", "-o", "tcp.analyze_sequence_numbers:TRUE", "-r", str(path), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {process.returncode}: {errors[:1000]}")
    return usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime


@dataclass
class Result:
    name: str
    items: int
    bytes_plugin: float  # for each item
    bytes_all: float
    microseconds_plugin: float
    microseconds_all: float
    wrong: list[str]

    def __str__(self) -> str:
        attack = ATTACKS[self.name]
        return (f"{self.name:18} {self.items:9} {attack.item:18} {self.bytes_all:9.0f} {self.bytes_plugin:9.0f} {self.microseconds_all:9.1f} "
                f"{self.microseconds_plugin:9.1f}  {'; '.join(self.wrong) or 'ok'}")


HEADER = f"{'attack':18} {'items':>9} {'item':18} {'B/item':>9} {'plugin':>9} {'us/item':>9} {'plugin':>9}"


def attack(name: str, build: Path, folder: Path, scale: float = 1, linearity: bool = False) -> Result:
    a = ATTACKS[name]
    large = max(8, int(a.items * scale))
    sizes = [large // 4, large // 2, large] if linearity else [large // 4, large]
    off = [x for p in a.disabled for x in ("--disable-protocol", p)]
    measured = []
    for size in sizes:
        path = folder / f"{name}.pcap"
        a.make(path, size)
        on, without = measure(build, path, []), measure(build, path, off)
        measured.append((size, on, without))
        path.unlink()
    (n0, on0, off0), (n1, on1, off1) = measured[0], measured[-1]
    items = n1 - n0
    memory_all, time_all = (on1[0] - on0[0]) / items, (on1[1] - on0[1]) / items * 1e6
    memory = memory_all - (off1[0] - off0[0]) / items
    seconds = time_all - (off1[1] - off0[1]) / items * 1e6
    wrong = []
    if memory > a.bytes_most:
        wrong.append(f"more than {a.bytes_most} B an item")
    if seconds > a.microseconds_most:
        wrong.append(f"more than {a.microseconds_most} us an item")
    if linearity:
        _, half, _ = measured[1]
        first, second = half[0] - on0[0], on1[0] - half[0]
        # From a quarter to a half, and from a half to the whole: twice as much is linear. Allocators grow in steps.
        if second > 2 * max(first, 0) * 1.6 + (16 << 20):
            wrong.append(f"memory grows faster than the input: {first >> 20} MB, then {second >> 20} MB")
        first, second = half[1] - on0[1], on1[1] - half[1]
        if second > 2 * max(first, 0) * 2 + 1.0:
            wrong.append(f"time grows faster than the input: {first:.2f} s, then {second:.2f} s")
    return Result(name, n1, memory, memory_all, seconds, time_all, wrong)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=HERE.parent.parent / "build")
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("attacks", nargs="*", choices=[*ATTACKS, []])
    options = parser.parse_args()
    print(HEADER)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        for name in options.attacks or ATTACKS:
            result = attack(name, options.build, Path(folder), options.scale, linearity=True)
            print(result, flush=True)
            wrong += bool(result.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
