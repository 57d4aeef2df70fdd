# SPDX-License-Identifier: GPL-2.0-or-later
"""The documentation tells the truth: commands run and print what the page says, filters exist, links lead somewhere, the stories of the
guide are diagnosed and their clean twins are not.

In docs/tshark.md and docs/guide/ each block marked `sh` is run in a folder with the test captures; a block marked `text` behind it is
what it prints, where a line "..." stands for any number of lines and blanks count as one. Blocks marked `console` are not run.

On the other pages and in the manual pages, commands that read captures and logs are run; those that open a window are, without a screen,
where Wireshark is installed; those that follow a file are until they have written something; of others options and targets must exist.
Those that capture on eth0, wherever they stand, are run where eth0 is ours: in a network namespace, into which a capture is replayed.

CTI_UPDATE_DOCS=1 writes what is printed into the pages, except for blocks with "...". Read the difference before committing it."""
import ctypes
import ctypes.util
import dataclasses
import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("CTI_BUILD") or TOP / "build")
DOCS = TOP / "docs"
PAGES = sorted([TOP / "README.md", *DOCS.rglob("*.md")])
RUN = [DOCS / "tshark.md", *sorted((DOCS / "guide").glob("[0-9]-*.md"))]
OUR_COMMANDS = sorted(path.parent.name for path in (TOP / "commands").glob("*/main.cpp"))
PROTOCOLS = "ged188|ctiqbe|bwcap|bwfault|ucalarm|ctilog|cti"


@pytest.fixture(scope="session")
def folder():
    """The captures, and a tshark in PATH that loads the plugin of this build."""
    path = Path(tempfile.mkdtemp(prefix="cti-docs-"))
    path.chmod(0o755)
    subprocess.run([BUILD / "tools/ctigen/ctigen", "-d", path, *sorted((TOP / "test-captures").glob("*.scenario"))], check=True, timeout=300)
    for logs in (folder for folder in (TOP / "test-captures").iterdir() if folder.is_dir()):
        shutil.copytree(logs, path / logs.name)
    subprocess.run(["chmod", "-R", "a+rX", path], check=True)
    tools = path / "bin"
    tools.mkdir()
    for name in ("tshark", "wireshark"):
        if program := shutil.which(name):
            shim = tools / name
            shim.write_text(f"#!/bin/sh\nCTI_PROGRAM={program} exec {BUILD}/cti-tshark \"$@\"\n")
            shim.chmod(0o755)
    for command in OUR_COMMANDS:
        (tools / command).symlink_to(BUILD / "commands" / command / command)
    yield path
    shutil.rmtree(path)


def environment_of(folder):
    return dict(os.environ, PATH=f"{folder / 'bin'}:{os.environ['PATH']}", LC_ALL="C.UTF-8", TZ="UTC", HOME=str(folder))


def run(folder, command, finds=False):
    """What it prints. `finds`: of ctireport, which ends with 1 where something is wrong in the capture."""
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=folder, env=environment_of(folder), capture_output=True, timeout=300)
    errors = [line for line in done.stderr.decode().splitlines() if "Running as user" not in line]
    if finds or command.startswith(tuple(OUR_COMMANDS)):
        errors = []    # remarks
    assert done.returncode in ((0, 1) if finds else (0,)) and not errors, (command, done.returncode, done.stderr)
    return done.stdout.decode()


def runs_until(folder, command, has_done):
    """Starts what would not end by itself, and stops it once it has done what it is for: has_done(process ids)."""
    environment = dict(environment_of(folder), QT_QPA_PLATFORM="offscreen")
    with tempfile.TemporaryFile() as said, subprocess.Popen(["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said,
                                                            stderr=subprocess.STDOUT, start_new_session=True) as started:
        def group():
            return [int(path.name) for path in Path("/proc").glob("[0-9]*") if group_of(path) == started.pid]
        try:
            for _ in range(600):
                if has_done(group()):
                    return
                if started.poll() is not None:
                    break
                time.sleep(0.1)
            said.seek(0)
            raise AssertionError((command, started.returncode, said.read()))
        finally:
            if group():
                os.killpg(started.pid, signal.SIGKILL)


def group_of(process):
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[2])
    except (OSError, ValueError):
        return None    # has ended


def has_open(processes, path):
    """One of the processes holds this file open."""
    for process in processes:
        try:
            if any(os.path.samefile(link, path) for link in Path(f"/proc/{process}/fd").iterdir() if link.exists()):
                return True
        except OSError:
            pass
    return False


def loads(processes, library):
    for process in processes:
        try:
            if library in Path(f"/proc/{process}/maps").read_text():
                return True
        except OSError:
            pass
    return False


def blocks(page):
    """(language, text, line number) of each fenced block."""
    found, language, start, lines = [], None, 0, []
    for number, line in enumerate(page.read_text().splitlines(), 1):
        if language is None:
            if line.startswith("```"):
                language, start, lines = line[3:].strip(), number, []
        elif line == "```":
            found.append((language, "\n".join(lines), start))
            language = None
        else:
            lines.append(line)
    assert language is None, f"{page}: block of line {start} has no end"
    return found


def matches(expected, printed):
    def words(text):
        return [" ".join(line.split()) for line in text.strip().splitlines()]
    pattern = "\n".join("(?:.*\n)*?.*" if line == "..." else re.escape(line) for line in words(expected))
    return re.fullmatch(pattern, "\n".join(words(printed))) is not None


# ---- what the commands without an expected text must print

def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def is_failover_report(text, folder):
    assert "ged188.pg_impaired" in text and "notices that the CTI Server is offline" in text and "10.30.0.21 (AgentDesktop)" in text and "->" in text


def is_failover_json(text, folder):
    rows = objects(text)
    assert {row["type"] for row in rows} == {"coverage", "case", "finding", "connection", "session", "request"}
    assert [row["client"] for row in rows if row["type"] == "session"][0] == "10.30.0.21:50101"


def is_of_one_client(text, folder):
    assert "10.30.0.40 (Recorder): Heartbeat" in text and "10.30.0.21" not in text


def are_findings(text, folder):
    rows = [line.split("\t") for line in text.splitlines()]
    assert all(len(row) == 4 and all(row) for row in rows)
    assert ["25", "10.30.0.11", "ged188.standby"] == [row for row in rows if row[0] == "25"][0][:3]


def is_response_times(text, folder):
    row = re.search(r"QUERY_SKILL_GROUP_STATISTICS_REQ +(\d+) +(\S+) +(\S+) +(\S+)", text)
    assert row and int(row[1]) == 25 and float(row[2]) == 0.179 and float(row[3]) == 5.999 and 0.411 < float(row[4]) < 0.412


def has_the_failures(text, folder):
    assert re.search(r"CF_NO_CALL_TO_ANSWER +1\b.*\n +ANSWER_CALL_REQ +1\b", text)


def has_the_versions(text, folder):
    assert re.search(r"version 24 +3\b", text) and re.search(r"version 20 +1\b", text)


def is_interval_table(text, folder):
    assert "412" not in text.split("Interval")[0]
    rows = [line for line in text.splitlines() if "<>" in line]
    assert len(rows) == 2 and "6.0" not in rows[0] and re.search(r"\b(5\.99|6\.0)", rows[1]), text


def is_the_agents_day(text, folder):
    states = [line.split("\t")[1:] for line in text.splitlines()]
    assert [state for message, state in states if message == "AGENT_STATE_EVENT"] == ["Not Ready", "Available", "Talking", "Not Ready", "Logout"]


def has_the_agents_states(text, folder):
    # Events at 0.050, 2.074, 17.145, 75.264 and 110.291 s
    for state, seconds in (("Available", 15.071), ("Talking", 58.119), ("Not Ready", (2.024 + 35.027) / 2)):
        average = re.search(rf"^ +{state} +\d.*\n +seconds in this state +\d+ +([0-9.]+)", text, re.M)
        assert average and abs(float(average[1]) - seconds) < 0.01, (state, text)


def is_the_call(text, folder):
    messages = [line.split("\t")[1] for line in text.splitlines()]
    assert messages[0] == "BEGIN_CALL_EVENT" and messages[-1] == "END_CALL_EVENT" and "ANSWER_CALL_REQ" in messages


def is_packet_json(text, folder):
    packets = json.loads((folder / "diagnoses.json").read_text())
    assert len(packets) == 3
    for packet in packets:
        layers = packet["_source"]["layers"]
        assert "ged188.incompatible_version" in json.dumps(layers["cti"]) and layers["ip"]["ip.dst"] == "10.30.0.40"


def is_bulk(text, folder):
    rows = objects((folder / "bulk.ndjson").read_text())
    assert len(rows) % 2 == 0 and all("index" in row for row in rows[::2])
    assert any("ged188.standby" in json.dumps(row["layers"].get("cti", {})) for row in rows[1::2])


def is_mapping(text, folder):
    mapping = json.loads((folder / "mapping.json").read_text())["mappings"]
    assert mapping.get("dynamic", True) is True    # 4.6 does not say what is so anyway
    assert mapping["properties"]["layers"]["properties"]["ged188"]["properties"]["ged188_ged188_status"]["type"] == "long"


def are_many_reports(text, folder):
    captures = sorted(path.name for path in folder.glob("story_*.pcapng"))
    assert len(captures) >= 9
    for name in captures:
        assert objects((folder / f"{name}.jsonl").read_text()) is not None
    assert '"ged188.incompatible_version"' in (folder / "story_version_refused.pcapng.jsonl").read_text()


def is_a_count(text, folder):
    assert re.search(r"^ *1 ged188.incompatible_version 10\.30\.0\.40 Recorder$", text, re.M), text


def is_joined(text, folder):
    assert len(list(folder.glob("part_*.pcapng"))) > 1
    assert re.search(r"^Read: 1 connection, 41 messages ", text, re.M) and "ged188.width_guessed" not in text


def is_smaller(text, folder):
    assert (folder / "small.pcapng").stat().st_size > 1000


CHECKS = {
    "tshark -q -z cti,diagnose -r story_failover.pcapng": is_failover_report,
    "tshark -q -z cti,json -r story_failover.pcapng": is_failover_json,
    "'cti,diagnose,ip.addr": is_of_one_client,
    "-e frame.number -e ip.src -e cti.diagnosis -e cti.remedy": are_findings,
    "-z ged188,srt": is_response_times,
    "-z cti_failures,tree": has_the_failures,
    "-z cti_sessions,tree": has_the_versions,
    "-z 'io,stat": is_interval_table,
    "ged188.agent ==": is_the_agents_day,
    "ged188.call ==": is_the_call,
    "-z cti_agents,tree": has_the_agents_states,
    "> diagnoses.json": is_packet_json,
    "> bulk.ndjson": is_bulk,
    "> mapping.json": is_mapping,
    "xargs -0 -P": are_many_reports,
    "row[\"diagnosis\"], row[\"client\"], row[\"application\"]": is_a_count,
    "mergecap": is_joined,
    "-w small.pcapng": is_smaller,
}


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_commands_print_what_the_page_says(page, folder):
    found = blocks(page)
    assert any(language == "sh" for language, _, _ in found)
    wrong = []
    for (language, command, line), following in zip(found, [*found[1:], ("", "", 0)]):
        assert language in ("sh", "text", "console"), f"{page.name}:{line}"
        if language != "sh":
            continue
        printed = run(folder, command)
        if following[0] == "text":
            if not matches(following[1], printed):
                wrong.append((line, following, printed))
            continue
        checks = [check for part, check in CHECKS.items() if command == part or (part in command and part not in CHECKS.get(command, ()))]
        exact = [check for part, check in CHECKS.items() if command == part]
        assert checks, f"{page.name}:{line}: no text says what this prints, and CHECKS has nothing for it"
        (exact or checks)[0](printed, folder)
    if wrong and os.environ.get("CTI_UPDATE_DOCS"):
        text = page.read_text()
        for _, (_, expected, _), printed in wrong:
            if "..." not in expected.splitlines():
                text = text.replace("```text\n" + expected + "\n```", "```text\n" + printed.strip("\n").expandtabs() + "\n```", 1)
        page.write_text(text)
    assert not wrong, "\n".join(f"{page.name}:{line} prints\n{printed}" for line, _, printed in wrong)


# ---- commands of the other pages and of the manual page: run where they only read a capture, else their options exist

OTHERS = [page for page in PAGES if page not in RUN and page.parent.name != "reference"]
MANUAL = TOP / "packaging/man/wireshark-cti.7"
MANUALS = [MANUAL, *(TOP / f"commands/{command}/{command}.1" for command in OUR_COMMANDS)]
READS_FILES = ("tshark", "mergecap", "cat", *OUR_COMMANDS)
FOREVER = ("--follow", " -i ")    # reads until it is stopped


def commands_of(page):
    if page in MANUALS:
        text = page.read_text()
        examples = re.findall(r"^\.(?:EX|nf)\n(.*?)\n\.(?:EE|fi)", text.split(".SH EXAMPLES")[1], re.S | re.M) if ".SH EXAMPLES" in text else []
        lines = [line for example in examples for line in example.splitlines() if not line.startswith(".")]
        return [re.sub(r"\\f.|\\&", "", line).replace("\\(aq", "'").replace("\\-", "-") for line in lines]
    lines = [line for language, text, _ in blocks(page) if language == "sh" for line in text.splitlines()]
    return [re.sub(r"\s+#.*", "", line) for line in lines if line]


@pytest.fixture(scope="module")
def with_profile(folder):
    """The folder, with the captures "my", "trunk" and "capture", logs, and the profile CTI."""
    sys.path.insert(0, str(TOP / "tests/commands"))
    from test_ctilog2pcap import ALARM, SDL
    with gzip.open(folder / "SDL001_200_000001.txt.gz", "wb") as file:
        file.write(SDL.encode())
    (folder / "CiscoSyslog").write_text(ALARM)
    (folder / "captures").mkdir()
    shutil.copy(folder / "story_version_refused.pcapng", folder / "captures")
    (folder / "logs").mkdir()
    shutil.copy(folder / "CiscoSyslog", folder / "logs")
    for name in ("my", "trunk", "capture"):
        parts = ("ctiqbe_upgrade_story", "story_version_refused", "ged188_clean_agent_session")
        subprocess.run(["mergecap", "-w", folder / f"{name}.pcapng", *(folder / f"{part}.pcapng" for part in parts)], check=True, timeout=60)
    shutil.copytree(TOP / "packaging/profile/CTI", folder / ".config/wireshark/profiles/CTI")
    (folder / "build").mkdir()
    (folder / "build/test-captures").symlink_to(folder)
    subprocess.run(["chmod", "-R", "a+rX", folder / ".config"], check=True)
    yield folder
    for name in ("my", "trunk", "capture"):
        (folder / f"{name}.pcapng").unlink()


def options_exist(command):
    for part in command.split("&&"):
        words = part.split()
        program = next(word for word in words if word != "sudo")
        if (TOP / program).is_file() and os.access(TOP / program, os.X_OK):
            usage = subprocess.run([TOP / program, "--help"], capture_output=True, text=True, timeout=60)
            assert usage.returncode == 0
            for option in re.findall(r"(?<=\s)--[a-z]+", part):
                assert option in usage.stdout, (command, option)
        else:
            assert program in ("apt", "cmake", "ctest", "wireshark", "cd", "python3", "git", "rpmbuild", "cpack"), command
            for target in re.findall(r"--target (\S+)", part):
                assert re.search(rf"add_custom_target\({target}\b", "".join(f.read_text() for f in TOP.glob("tools/*/CMakeLists.txt"))), command
            for capture in re.findall(r"([a-z_0-9]+)\.pcapng", part):
                assert capture in ("my", "case") or (TOP / f"test-captures/{capture}.scenario").exists(), command


@pytest.mark.parametrize("page", [*OTHERS, *MANUALS], ids=lambda page: str(page.relative_to(TOP)))
def test_commands_of_other_pages_work(page, with_profile):
    for command in commands_of(page):
        if command.startswith(READS_FILES) and not any(option in command for option in FOREVER):
            said = run(with_profile, command, finds="ctireport" in command)
            assert said.strip() or not command.startswith(("tshark", "ctireport")), f"{command} prints nothing"
        elif command.startswith("wireshark ") and (with_profile / "bin/wireshark").exists():
            capture = with_profile / Path(command.split()[-1]).name
            runs_until(with_profile, command, lambda processes: has_open(processes, capture) and loads(processes, "cti.so"))
        elif command.endswith("| wireshark -k -i -") and (with_profile / "bin/wireshark").exists():
            log = with_profile / "CiscoSyslog"
            runs_until(with_profile, re.sub(r"/\S*/CiscoSyslog", str(log), command), lambda processes: has_open(processes, log) and loads(processes, "cti.so"))
        elif command.startswith(READS_FILES):
            helped = run(with_profile, f"{command.split()[0]} --help")
            assert any(option in command and option.split()[0] in helped for option in FOREVER), command
        else:
            options_exist(command)


def test_manual_page_and_readme_have_commands():
    for page in (TOP / "README.md", MANUAL, DOCS / "guide/README.md", DOCS / "install.md"):
        assert commands_of(page), page


def test_captures_can_be_made_where_install_builds(tmp_path):
    """The build that packaging/install.sh configures has no tests, but the target that makes the captures of these pages."""
    options = re.search(r'cmake -S "\$top" .*?(-D.*?) >', (TOP / "packaging/install.sh").read_text())[1].split()
    assert "-DCTI_BUILD_TESTS=OFF" in options
    subprocess.run(["cmake", "-S", TOP, "-B", tmp_path, "-G", "Ninja", *options], check=True, capture_output=True, timeout=120)
    targets = subprocess.run(["ninja", "-C", tmp_path, "-t", "targets", "all"], check=True, capture_output=True, text=True, timeout=60).stdout
    assert re.search(r"^(\S*/)?captures: phony", targets, re.M) and "test-captures/story_failover.pcapng" in targets


# ---- capture filters

# On top of Wireshark's syslog and SNMP: alarms and traps.
DATAGRAMS = [162, 514]


def registered_ports(folder):
    """TCP ports of the descriptors, as the report names them where it found nothing, and those that the plugin has registered."""
    (folder / "empty.pcap").write_bytes(bytes.fromhex("d4c3b2a1020004000000000000000000ffff000001000000"))
    said = "".join(line.strip() for line in run(folder, "tshark -q -z cti,diagnose -r empty.pcap").splitlines())
    described = {int(port) for ports in re.findall(r"(?:TCP|TLS) ?([0-9,]+)", said) for port in ports.split(",") if port}
    registered = {int(port) for port in re.findall(rf"^(?:tcp|tls)\.port\t(\d+)\t(?:{PROTOCOLS})", run(folder, "tshark -G decodes"), re.M)}
    return described | registered


def ranges(ports, gap=40):
    """What is at most `gap` apart (the step from one instance of a CTI Server to the next) is one range: a short filter, a few ports too many."""
    found = []
    for port in sorted(ports):
        if found and port - found[-1][1] <= gap:
            found[-1][1] = port
        else:
            found.append([port, port])
    return found


def test_capture_filters_lose_no_port_that_the_plugin_registers(folder):
    ports = registered_ports(folder)
    assert {12028, 42027, 43107, 42030, 2748, 2749, 2206, 2208, 2209, 514, 601, 6514} <= ports
    capture = " or ".join([*(f"tcp port {a}" if a == b else f"tcp portrange {a}-{b}" for a, b in ranges(ports)), *(f"udp port {port}" for port in DATAGRAMS)])
    display = ", ".join(str(a) if a == b else f"{a}..{b}" for a, b in ranges(ports))
    page = DOCS / "tshark.md"
    if os.environ.get("CTI_UPDATE_DOCS"):
        text = re.sub(r"(dumpcap -i eth0 -f ')[^']*", rf"\g<1>{capture}", page.read_text())
        page.write_text(re.sub(r"(tcp\.port in \{)[^}]*", rf"\g<1>{display}", text))
    assert f"dumpcap -i eth0 -f '{capture}'" in page.read_text()
    assert "tcp.port in {" + display + "}" in page.read_text()


def test_the_capture_filter_compiles():
    name = ctypes.util.find_library("pcap")
    if not name:
        pytest.skip("cannot run here: libpcap is not there")
    pcap = ctypes.CDLL(name)
    pcap.pcap_open_dead.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(pcap.pcap_open_dead(1, 65535))
    program = (ctypes.c_char * 64)()
    text = re.search(r"dumpcap -i eth0 -f '([^']*)'", (DOCS / "tshark.md").read_text())[1]
    assert pcap.pcap_compile(handle, program, text.encode(), 1, 0xffffffff) == 0
    assert pcap.pcap_compile(handle, program, (text + " or nonsense").encode(), 1, 0xffffffff) != 0


# ---- what captures on eth0

# Runs in a network namespace of its own: COMMAND, a pattern of the file that it writes ("": it prints), a file with a frame a line, lines to be
# printed. Starts the command, sends the frames when somebody listens at eth0, stops it as Ctrl+C does when all of them are there, or it has
# printed as many lines as it shall.
REPLAY = r"""
import glob, os, signal, socket, struct, subprocess, sys, tempfile, time

subprocess.run("ip link add eth0 type veth peer name peer0".split(), check=True)
for end in "eth0", "peer0":
    subprocess.run(f"ip link set {end} addrgenmode none up".split(), check=True)
command, written, frames, lines = sys.argv[1:5]

def until(is_so, what):
    for _ in range(900):
        if is_so():
            return
        if started.poll() is not None:
            break
        time.sleep(0.1)
    os.killpg(started.pid, signal.SIGKILL)
    output.seek(0)
    sys.exit(f"{command}: not {what}: {output.read()}")

def all_written():
    found, at, data = [], 0, b"".join(open(path, "rb").read() for path in glob.glob(written))
    while at + 12 <= len(data):
        kind, size, interface = struct.unpack_from("<III", data, at)
        if at + size > len(data) or size < 12:
            break
        if kind == 6:
            found.append(interface)
        at += size
    return found.count(0) >= len(sent) and ("-i ctilog" not in command or 1 in found)

with tempfile.TemporaryFile() as output:
    started = subprocess.Popen(["bash", "-c", command], stdout=output, stdin=subprocess.DEVNULL, start_new_session=True)
    # dumpcap makes its file when the interface is open; before that it may have opened it to ask for its link types.
    until(lambda: glob.glob(written or os.environ["TMPDIR"] + "/wireshark_eth0*"), "listening")
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    wire.bind(("peer0", 0))
    sent = [bytes.fromhex(line) for line in open(frames)]
    for frame in sent:
        wire.send(frame)
    until(all_written if written else lambda: os.pread(output.fileno(), 1 << 20, 0).count(b"\n") >= int(lines), "all there")
    os.killpg(started.pid, signal.SIGINT)
    started.wait(60)
    sys.stdout.buffer.write(os.pread(output.fileno(), 1 << 20, 0))
"""
# What this system has to allow; nothing of ours is in it, so that no fault of ours looks like a refusal.
ALLOWED = "ip link add eth0 type veth peer name peer0 && ip link set eth0 up && dumpcap -D | grep eth0"
NOT_ROOT = "+net_raw,+net_admin,+dac_override,+dac_read_search"
CAPTURES_LIVE = [(page, found[1]) for page in PAGES
                 for found in re.finditer(r"^(?:\$ | {4})?((?:tshark|dumpcap) .*-i eth0\b.*)$", page.read_text(), re.M)]
CAPTURES_LIVE += [(page, command) for page in MANUALS for command in commands_of(page) if " -i eth0" in command]


def in_namespace(folder, *program):
    """As somebody who may capture but is not root, whom Wireshark gives no plugin."""
    become = ["unshare", "-n", "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", f"--inh-caps={NOT_ROOT}", f"--ambient-caps={NOT_ROOT}"]
    if os.getuid() != 0:
        become = ["unshare", "-U", "-n", "--map-current-user", "--keep-caps"]
    own = {"WIRESHARK_EXTCAP_DIR": str(folder / "extcap"), "TMPDIR": str(folder / "tmp")}
    return subprocess.run([*become, *map(str, program)], cwd=folder,
                          env={**environment_of(folder.parent), **own}, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def live(folder):
    """A folder in which anybody may write, with the frames of a story in `frames`, logs, and our interface for logs."""
    if not shutil.which("ip") or not shutil.which("dumpcap"):
        pytest.skip("cannot run here: ip (iproute2) or dumpcap is not there")
    sys.path.insert(0, str(TOP / "tests/commands"))
    sys.path.insert(0, str(TOP / "tests/hostile"))
    import packets
    from test_ctilog2pcap import ALARM, SDL
    place = folder / "live"
    place.mkdir()
    (place / "extcap").mkdir()
    (place / "tmp").mkdir()
    (place / "extcap/ctilog2pcap").symlink_to(BUILD / "commands/ctilog2pcap/ctilog2pcap")
    (place / "SDL001_200_000001.txt").write_text(SDL)
    (place / "CiscoSyslog").write_text(ALARM)
    found = packets.read(folder / "story_version_refused.pcapng")
    # Of today, as what is replayed: the clocks of captures and servers are compared.
    packets.write(place / "sent.pcap", [dataclasses.replace(packet, time=time.time_ns() // 1000 + i) for i, packet in enumerate(found)])
    (place / "frames").write_text("".join(packet.data.hex() + "\n" for packet in found))
    subprocess.run(["chmod", "-R", "a+rwX", place], check=True)
    tried = in_namespace(place, "sh", "-c", ALLOWED)
    if tried.returncode != 0:
        pytest.skip(f"cannot run here: no network namespace, or no capturing in it: {(tried.stderr.strip().splitlines() or ['?'])[-1]}")
    return place


@pytest.mark.parametrize("page, command", CAPTURES_LIVE, ids=lambda value: value.name if isinstance(value, Path) else value.split()[0])
def test_what_captures_on_eth0_does(page, command, live):
    """What is captured, or printed, is what the same frames give from a file."""
    columns = "-T fields -e frame.len -e _ws.col.Protocol -e _ws.col.Info"
    # Folders of a sensor and of a server: the file is in ours.
    literal = re.sub(r"/\S*/(CiscoSyslog|\S+\.pcapng)", r"\1", command)
    written = re.search(r"-w (\S+)", literal)
    from_file = f"tshark -r live/sent.pcap {columns}" if written else command.replace("-l -i eth0", "-r live/sent.pcap")
    expected = run(live.parent, from_file).splitlines()
    assert len(expected) > (20 if written else 1)
    # What a ring buffer writes has a number and the time in its name.
    pattern = live / (written[1].replace(".", "_*.") if " -b " in command else written[1]) if written else ""
    done = in_namespace(live, sys.executable, "-c", REPLAY, literal, pattern, live / "frames", len(expected))
    assert done.returncode == 0, done.stderr
    if not written:
        assert done.stdout.splitlines() == expected
        return
    file = next(live.glob(pattern.name))
    kept = run(live.parent, f"tshark -r {file} -Y '!ctilog' {columns}").splitlines()
    assert kept == expected
    if "ctilog" in command:
        assert run(live.parent, f"tshark -r {file} -Y ctilog").strip()


# ---- names and links

@pytest.fixture(scope="session")
def known_names(folder):
    fields = {line.split("\t")[2] for line in run(folder, "tshark -G fields").splitlines() if line.count("\t") > 2}
    preferences = set(re.findall(r"^#?([a-z0-9_.]+):", run(folder, "tshark -G currentprefs"), re.M))
    return fields, preferences


def names_in(text):
    """What looks like a filter or preference of this project within code."""
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.S))
    found = set(re.findall(rf"(?<![\w./-])((?:{PROTOCOLS})\.[a-z0-9_]+(?:\.[a-z0-9_]+)*)", code))
    files = (".so", ".dll", ".md", ".hpp", ".cpp", ".csv", ".txt")
    return {name for name in found if not name.endswith(files)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TOP)))
def test_every_filter_name_exists(page, known_names):
    fields, preferences = known_names
    unknown = sorted(names_in(page.read_text()) - fields - preferences)
    assert unknown == []


def test_the_reference_has_every_field(known_names):
    fields, _ = known_names
    ours = {name for name in fields if re.match(rf"(?:{PROTOCOLS})\.", name)}
    pages = "\n".join(page.read_text() for page in (DOCS / "reference").glob("*.md"))
    documented = set(re.findall(rf"`((?:{PROTOCOLS})\.[a-z0-9_.]+)`", pages)) | set(re.findall(rf"^### ((?:{PROTOCOLS})\.[a-z0-9_.]+)$", pages, re.M))
    assert len(ours) > 1000
    assert (sorted(ours - documented), sorted(documented - ours)) == ([], [])


def anchors(page):
    found = set()
    for heading in re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```", "", page.read_text(), flags=re.S | re.M), re.M):
        found.add(re.sub(r"[^a-z0-9_ -]", "", heading.lower()).replace(" ", "-"))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TOP)))
def test_every_link_leads_somewhere(page):
    text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.S | re.M)
    missing = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, part = target.partition("#")
        file = (page.parent / path) if path else page
        if not file.exists() or (part and file.suffix == ".md" and part not in anchors(file)):
            missing.append(target)
    assert not missing


def test_pictures_are_small():
    pictures = sorted(DOCS.rglob("*.png"))
    assert len(pictures) >= 7
    assert not [picture.name for picture in pictures if picture.stat().st_size >= 200_000]


# ---- the stories

STORIES = {  # capture: clean twin, then for each culprit: client, application, diagnosis, severity, words of the remedy
    "ctiqbe_upgrade_story": ("story_upgrade_clean", [
        ("10.20.0.23", "Cisco JTAPI 8.6(2)", "ucalarm.incompatible_version", "error", "JTAPI or TSP plugin"),
        ("10.20.0.23", "Cisco JTAPI 8.6(2)", "ctiqbe.incompatible_version", "error", "Application > Plugins"),
        ("10.20.0.22", "Cisco JTAPI 15.0(1)", "ctiqbe.failed", "warning", "Allow Control of Device from CTI")]),
    "story_version_refused": ("story_version_refused_clean", [
        ("10.30.0.40", "Recorder", "ged188.incompatible_version", "error", "protocol version this CTI Server supports")]),
    "story_stale_queues": ("story_stale_queues_clean", [
        ("10.30.0.50", "Wallboard", "cti.slow_statistics", "warning", "fewer skill groups")]),
    "story_failover": ("story_failover_clean", [
        ("10.30.0.21", "AgentDesktop", "ged188.pg_impaired", "error", "connect to the other side"),
        ("10.30.0.21", "AgentDesktop", "ged188.standby", "warning", "CTI_SERVICE_ACTIVE_STANDBY"),
        ("10.30.0.21", "AgentDesktop", "ged188.control_failure", "warning", "exactly as the last event gave it"),
        ("10.30.0.40", "Recorder", "ged188.heartbeat_lost", "warning", "network path")]),
    "story_login_timeout": ("story_login_timeout_clean", [
        ("10.60.0.40", "", "ctiqbe.failed", "warning", "LDAP referrals")]),
    "story_cap_after_upgrade": ("story_cap_after_upgrade_clean", [
        ("10.30.1.5", "", "cti.refused", "warning", "CAPProxy"),
        ("10.30.2.21", "alice@example.com (Toolbar)", "cti.open_unanswered", "error", "time limit"),
        ("10.30.2.21", "alice@example.com (Toolbar)", "bwcap.legacy", "note", "")]),
}
# What follows from a cause stands under it and makes no case: capture, cause, consequence.
CONSEQUENCES = [
    ("ctiqbe_upgrade_story", "ucalarm.incompatible_version", "ctiqbe.closed_after_open"),
    ("story_version_refused", "ged188.incompatible_version", "cti.reconnect_loop"),
    ("story_failover", "ged188.pg_impaired", "ged188.server_offline"),
]
# Whoever is not to blame in a story and must not be blamed.
INNOCENT = {
    "ctiqbe_upgrade_story": ["10.20.0.21"],
    "story_version_refused": ["10.30.0.21"],
    "story_login_timeout": ["10.60.0.21"],
}


def report(folder, capture, extra=""):
    """The report as text and its cases."""
    text = run(folder, f"tshark {extra} -q -z cti,diagnose -r {capture}.pcapng")
    rows = objects(run(folder, f"tshark {extra} -q -z cti,json -r {capture}.pcapng"))
    return text, [row for row in rows if row["type"] == "case"]


@pytest.mark.parametrize("passes", ["", "-2"], ids=["one pass", "two passes"])
@pytest.mark.parametrize("story", STORIES)
def test_the_story_names_culprit_and_remedy(story, passes, folder):
    text, cases = report(folder, story, passes)
    flat = " ".join(text.replace("->", "").split())
    for client, application, diagnosis, severity, remedy in STORIES[story][1]:
        mine = [case for case in cases if (case["client"], case["application"], case["diagnosis"]) == (client, application, diagnosis)]
        assert mine, (client, diagnosis, cases)
        assert any(case["severity"] == severity and remedy in " ".join(case["remedy"]) for case in mine), mine
        assert (f"{client} ({application}): " if application else f"{client}: ") in flat
        assert remedy in flat
        # The answers are slow on average: no packet has that.
        assert (f"filter {diagnosis}" in flat) == (diagnosis != "cti.slow_statistics")
    for client in INNOCENT.get(story, ()):
        assert not [case for case in cases if case["client"] == client and case["severity"] != "note"]


@pytest.mark.parametrize("story, cause, consequence", CONSEQUENCES)
def test_what_follows_from_a_cause_stands_under_it(story, cause, consequence, folder):
    _, cases = report(folder, story)
    assert any(consequence in [c["diagnosis"] for c in case["consequences"]] for case in cases if case["diagnosis"] == cause), cases
    assert consequence not in [case["diagnosis"] for case in cases]


@pytest.mark.parametrize("story", STORIES)
def test_the_clean_twin_has_nothing_wrong(story, folder):
    twin = STORIES[story][0]
    text, cases = report(folder, twin)
    counted = re.search(r"^Nothing wrong found in (\d+) of (\d+) connections?\b", text, re.M)
    assert counted and counted[1] == counted[2] != "0"
    assert not [case for case in cases if case["severity"] != "note"]
    assert re.search(r"^Read: \d+ connections?, [1-9]\d* messages ", text, re.M)


@pytest.mark.parametrize("story", STORIES)
def test_the_report_fits_wiresharks_text_window(story, folder):
    text, _ = report(folder, story)
    assert max(len(line) for line in text.splitlines()) <= 68


def test_every_story_has_a_page_and_every_page_a_story():
    told = {re.search(r"Capture: `([a-z0-9_]+)\.pcapng`", page.read_text()).group(1) for page in RUN[1:]}
    assert told == set(STORIES)
    for story, (twin, _) in STORIES.items():
        assert any(f"{story}.pcapng" in page.read_text() and f"{twin}.pcapng" in page.read_text() for page in RUN[1:])
