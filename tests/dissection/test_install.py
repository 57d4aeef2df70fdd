# SPDX-License-Identifier: GPL-2.0-or-later
"""packaging/install.sh in a home of its own, as a user who is not root: install, check, uninstall, and each way it can go wrong.

The profile "CTI" that it installs is looked at here too: it must load without a word on stderr, and every name in it must exist.
"""
import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
PLUGIN = Path(os.environ.get("CTI_BUILD") or TOP / "build") / "plugin" / "cti.so"
PROFILE = TOP / "packaging" / "profile" / "CTI"
USER = 1000


class Home:
    """A home folder with a copy of packaging/ and of the plugin in it, because a user may not be allowed to read the checkout."""

    def __init__(self, folder):
        self.home = folder / "home"
        self.packaging = folder / "src" / "packaging"
        self.plugin = folder / "src" / "cti.so"
        self.home.mkdir()
        shutil.copytree(TOP / "packaging", self.packaging)
        shutil.copy(PLUGIN, self.plugin)
        self.manual = self.home / ".local/share/man/man7/wireshark-cti.7"
        self.as_user = []
        if os.geteuid() == 0:
            self.as_user = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"]
            os.chown(self.home, USER, USER)
        self.version = re.search(r"(\d+\.\d+)\.\d+", self.run("tshark", "-v").stdout)[1]
        self.plugins = self.home / ".local/lib/wireshark/plugins" / self.version / "epan"
        self.profile = self.home / ".config/wireshark/profiles/CTI"

    def run(self, *command, as_root=False):
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        return subprocess.run([*([] if as_root else self.as_user), *map(str, command)], env=environment, cwd=self.home,
                              capture_output=True, text=True, timeout=120)

    def install(self, *options, **kw):
        return self.run(self.packaging / "install.sh", *options, **kw)

    def put(self, file, where=None):
        """Puts a file where the plugin goes, as if it had been installed."""
        where = where or self.plugins
        assert self.run("mkdir", "-p", where).returncode == 0
        assert self.run("cp", file, where / "cti.so").returncode == 0

    def files(self):
        return sorted(str(path.relative_to(self.home)) for path in self.home.rglob("*"))


@contextlib.contextmanager
def open_folder():
    """A folder that every user can read; pytest's own are for the user alone who runs it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def home():
    with open_folder() as folder:
        yield Home(folder)


@pytest.fixture(scope="module")
def installed():
    with open_folder() as folder:
        home = Home(folder)
        home.result = home.install("--plugin", home.plugin)
        yield home


@pytest.fixture
def foreign_plugin(home):
    """A plugin as a build for another Wireshark leaves it: right symbols, another minor version."""
    source = home.plugin.parent / "foreign.c"
    source.write_text('const char plugin_version[] = "0.1.0"; const int plugin_want_major = 4, plugin_want_minor = 99;\n'
                      'const char note[] = "wireshark-cti 0.1.0 for Wireshark 4.99"; void plugin_register(void) {}\n')
    result = home.plugin.parent / "foreign.so"
    subprocess.run(["c++", "-x", "c", "-shared", "-fPIC", "-o", result, source], check=True)
    return result


def test_installs_and_loads(installed):
    assert installed.result.returncode == 0, installed.result.stderr
    assert (installed.plugins / "cti.so").exists()
    assert re.search(r"The CTI plugin loads: \S*/epan/cti\.so version \d+\.\d+\.\d+", installed.result.stdout)
    listed = installed.run("tshark", "-G", "plugins").stdout
    assert re.search(r"^cti\.so\s.*" + re.escape(str(installed.plugins)), listed, re.M)
    assert re.search(r"^.*\tged188$", re.sub(r"\t[TF].*", "", installed.run("tshark", "-G", "protocols").stdout), re.M)


def test_the_manual_page_is_installed_and_can_be_read(installed):
    assert installed.manual.read_text() == (TOP / "packaging/man/wireshark-cti.7").read_text()
    told = re.search(rf"Installed {re.escape(str(installed.manual))}: (man .*)", installed.result.stdout)[1]
    if shutil.which("man"):
        assert "wireshark-cti" in installed.run("bash", "-c", told).stdout.lower()


def test_commands_that_were_built_are_installed(home):
    """As they lie in a build folder: the plugin in plugin/, each command in commands/NAME/."""
    build = home.plugin.parent / "build"
    (build / "plugin").mkdir(parents=True)
    shutil.copy(home.plugin, build / "plugin/cti.so")
    names = [path.parent.name for path in (TOP / "commands").glob("*/main.cpp")]
    assert "ctilog2pcap" in names
    for name in names:
        folder = home.plugin.parent / "commands" / name
        folder.mkdir(parents=True)
        for file in ("CMakeLists.txt", f"{name}.1"):
            shutil.copy(TOP / "commands" / name / file, folder)
        (build / "commands" / name).mkdir(parents=True)
        program = build / "commands" / name / name
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    result = home.install("--plugin", build / "plugin/cti.so")
    assert result.returncode == 0, result.stderr
    assert sorted(path.name for path in (home.home / ".local/bin").iterdir()) == sorted(names)
    assert sorted(path.stem for path in (home.home / ".local/share/man/man1").iterdir()) == sorted(names)
    link = home.home / (".config/wireshark/extcap" if float(home.version) < 4.1 else ".local/lib/wireshark/extcap") / "ctilog2pcap"
    assert link.resolve() == home.home / ".local/bin/ctilog2pcap", "Wireshark runs what lies in its extcap folder"
    assert home.install("--uninstall").returncode == 0
    assert not link.is_symlink()
    assert not (home.home / ".local/bin").exists() and not (home.home / ".local/share/man").exists()


def test_check_is_content_after_install(installed):
    check = installed.install("--check", "--tshark", shutil.which("tshark"))
    assert check.returncode == 0, check.stdout + check.stderr
    assert f"Wireshark {installed.version}." in check.stdout
    assert "The profile CTI is there" in check.stdout
    assert check.stderr == ""


def test_installing_twice_changes_nothing(installed):
    before = installed.files()
    assert installed.install("--plugin", installed.plugin).returncode == 0
    assert installed.files() == before


def test_uninstall_leaves_no_trace(home):
    # Wireshark makes its own configuration folder as soon as it runs.
    home.run("tshark", "-G", "plugins")
    (home.home / ".local").mkdir()
    if home.as_user:
        os.chown(home.home / ".local", USER, USER)
    before = set(home.files())
    assert home.install("--plugin", home.plugin).returncode == 0
    result = home.install("--uninstall")
    assert result.returncode == 0, result.stderr
    left = {path for path in home.files() if not path.startswith(".config")} - before
    assert left <= {".local/lib", ".local/lib/wireshark"}, left
    assert not [path for path in home.files() if path.endswith("cti.so") or "profiles/CTI" in path]


def test_check_says_that_nothing_is_there(home):
    check = home.install("--check")
    assert check.returncode == 1
    assert "The CTI plugin is not there." in check.stdout


def test_plugin_for_another_wireshark_is_named(home, foreign_plugin):
    home.put(foreign_plugin)
    check = home.install("--check")
    assert check.returncode == 1
    assert "it was built for Wireshark 4.99, and this is " + home.version in check.stdout


def test_plugin_for_another_wireshark_is_not_installed(home, foreign_plugin):
    result = home.install("--plugin", foreign_plugin)
    assert result.returncode == 1
    assert "is built for Wireshark 4.99" in result.stderr
    assert not home.plugins.exists()


def test_file_that_is_no_plugin_gets_wiresharks_words(home):
    junk = home.plugin.parent / "junk"
    junk.write_text("this is not a shared object")
    home.put(junk)
    check = home.install("--check")
    assert check.returncode == 1
    assert "It does not load. Wireshark says:" in check.stdout
    assert "Couldn't load plugin 'cti.so'" in check.stdout


@pytest.mark.parametrize("folder, words", [
    (".local/lib/wireshark/plugins/9.8/epan", "that folder is for Wireshark 9.8"),
    (".local/lib/wireshark/plugins", "plugins go to .../plugins/"),
    (".local/lib/wireshark/plugins/epan", "plugins go to .../plugins/"),
    (".config/wireshark/plugins", "plugins go to .../plugins/"),
    (".wireshark/plugins", "plugins go to .../plugins/"),
])
def test_wrong_folder_is_named(home, folder, words):
    home.put(home.plugin, home.home / folder)
    check = home.install("--check")
    assert check.returncode == 1
    assert str(home.home / folder / "cti.so") in check.stdout
    assert words in check.stdout


def test_root_trap_is_named(home):
    if os.geteuid() != 0:
        pytest.skip("cannot run here: needs root to show what root gets")
    home.put(home.plugin)
    check = home.install("--check", as_root=True)
    assert check.returncode == 1
    assert "Wireshark started by root ignores personal plugins" in check.stdout
    refused = home.install("--plugin", home.plugin, as_root=True)
    assert refused.returncode == 1
    assert "--system" in refused.stderr


def test_root_is_told_before_anything_is_built(home):
    if os.geteuid() != 0:
        pytest.skip("cannot run here: needs root to show what root gets")
    refused = home.install(as_root=True)
    assert refused.returncode == 1
    assert "--system" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1 and not refused.stdout
    assert not (home.packaging.parent / "build-plugin").exists()


def test_a_folder_that_may_not_be_written_is_named_with_what_helps(home):
    if not home.as_user:
        pytest.skip("cannot run here: needs root to make a folder that the user does not own")
    local = home.home / ".local"
    local.mkdir()    # root's
    refused = home.install("--plugin", home.plugin)
    assert refused.returncode == 1
    assert f"you may not write to {home.plugins}" in refused.stderr and "--system" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert list(local.iterdir()) == []


def hide_programs(home, *hidden):
    """A PATH with links to all programs but these."""
    folder = home.plugin.parent / "programs"
    folder.mkdir()
    for place in ("/bin", "/usr/bin"):
        for program in Path(place).iterdir():
            link = folder / program.name
            if program.name not in hidden and not link.exists():
                link.symlink_to(program)
    return folder


def test_packages_that_cannot_be_installed_are_named_once(home):
    """No cmake, and neither root nor sudo: one message, and nothing is tried after it."""
    if not home.as_user:
        pytest.skip("cannot run here: needs root to become a user without sudo")
    programs = hide_programs(home, "sudo", "dpkg-query")
    fake = programs / "dpkg-query"    # says of cmake and zlib1g-dev that they are not there
    fake.write_text('#!/bin/sh\ncase "$*" in *cmake*|*zlib1g-dev*) exit 1 ;; esac\nprintf installed\n')
    fake.chmod(0o755)
    if not (programs / "apt-get").exists():
        (programs / "apt-get").symlink_to("/bin/true")
    result = home.run("env", f"PATH={programs}", home.packaging / "install.sh")
    assert result.returncode == 1
    assert "only root can install them: cmake zlib1g-dev" in result.stderr
    assert "apt-get install cmake zlib1g-dev" in result.stderr
    assert len(result.stderr.splitlines()) == 2 and not result.stdout
    assert not (home.packaging.parent / "build-plugin").exists()


def test_a_build_folder_that_may_not_be_written_is_named_with_what_helps(home):
    if not home.as_user:
        pytest.skip("cannot run here: needs root to make a folder that the user does not own")
    programs = hide_programs(home, "dpkg-query")
    (programs / "dpkg-query").write_text("#!/bin/sh\nprintf installed\n")
    (programs / "dpkg-query").chmod(0o755)
    result = home.run("env", f"PATH={programs}", home.packaging / "install.sh")
    assert result.returncode == 1
    assert f"you may not write to {home.packaging.parent}/build-plugin" in result.stderr and "--build DIR" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_changed_profile_is_left_alone(home):
    assert home.install("--plugin", home.plugin).returncode == 0
    with (home.profile / "preferences").open("a") as file:
        file.write("gui.layout_type: 2\n")
    changed = (home.profile / "preferences").read_text()
    again = home.install("--plugin", home.plugin)
    assert "Left your changed profile alone" in again.stdout
    assert (home.profile / "preferences").read_text() == changed
    gone = home.install("--uninstall")
    assert "Left your changed profile alone" in gone.stdout
    assert (home.profile / "preferences").read_text() == changed
    assert home.install("--uninstall", "--profile").returncode == 0
    assert not home.profile.exists()


def test_unknown_option_is_refused(home):
    result = home.install("--everywhere")
    assert result.returncode == 2
    assert "no option --everywhere" in result.stderr


# A capture with no packets: what a profile has to say about itself it says while loading.
EMPTY_PCAP = bytes.fromhex("d4c3b2a1020004000000000000000000ffff000001000000")


@pytest.fixture(scope="module")
def empty(installed):
    capture = installed.plugin.parent / "empty.pcap"
    capture.write_bytes(EMPTY_PCAP)
    capture.chmod(0o644)
    return capture


def test_profile_loads_without_a_warning(installed, empty):
    result = installed.run("tshark", "-C", "CTI", "--color", "-r", empty)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_profile_that_is_wrong_would_be_noticed(installed, empty):
    """The check above can fail: Wireshark does complain about a rule it cannot compile."""
    broken = installed.home / ".config/wireshark/profiles/Broken"
    shutil.copytree(PROFILE, broken)
    with (broken / "colorfilters").open("a") as file:
        file.write("@Broken@ged188.no_such_field@[0,0,0][0,0,0]\n")
    result = installed.run("tshark", "-C", "Broken", "--color", "-r", empty)
    assert "no_such_field" in result.stderr


def rows(file):
    for line in (PROFILE / file).read_text().splitlines():
        if line.startswith('"'):
            yield [re.sub(r"\\x22", '"', cell) for cell in re.findall(r'"((?:[^"\\]|\\.)*)"', line)]


@pytest.mark.parametrize("button", [pytest.param(row, id=row[1]) for row in rows("dfilter_buttons")])
def test_filter_button_compiles(installed, empty, button):
    result = installed.run("tshark", "-r", empty, "-Y", button[2])
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("name, argument", [("cti_agent", "1001"), ("cti_call", "16777984"), ("cti_client", "10.0.0.2"),
                                            ("cti_request", "7")])
def test_macro_compiles(installed, empty, name, argument):
    result = installed.run("tshark", "-C", "CTI", "-r", empty, "-Y", f"${{{name}:{argument}}}")
    assert (result.returncode, result.stderr) == (0, "")


def test_every_macro_is_tested():
    assert [row[0] for row in rows("dfilter_macros")] == ["cti_agent", "cti_call", "cti_client", "cti_request"]


def test_columns_name_fields_that_exist(installed):
    known = set(re.findall(r"^F\t[^\t]*\t([^\t]+)", installed.run("tshark", "-G", "fields").stdout, re.M))
    columns = re.findall(r"%Cus:([^:]+):", (PROFILE / "preferences").read_text())
    assert columns
    for column in columns:
        for field in column.split(" or "):
            assert field in known, field


def test_the_packet_list_fits_a_window_1280_pixels_wide():
    preferences = (PROFILE / "preferences").read_text()
    columns = [re.sub(r":0:R$", "", column) for column in re.findall(r'^\t"[^"]+", "(%[^"]+)"', preferences, re.M)]
    widths = re.search(r"^column\.width: (.*)$", (PROFILE / "recent").read_text(), re.M)[1]
    pairs = re.findall(r'("[^"]*"|%\w+), (\d+)', widths)
    assert [name.strip('"') for name, _ in pairs] == columns
    assert sum(int(width) for _, width in pairs) <= 1280 - 2 - 50    # less the frame, the scroll bar and the map of colours beside it
    assert int(dict(pairs)["%i"]) >= 475    # 58 characters; more where there is room, the last column grows


def test_what_wireshark_writes_into_the_profile_is_not_a_change(home):
    assert home.install("--plugin", home.plugin).returncode == 0
    recent = home.profile / "recent"
    recent.write_text("gui.time_format: UTC\n")
    again = home.install("--plugin", home.plugin)
    assert "Installed the profile CTI" in again.stdout and recent.read_text() == "gui.time_format: UTC\n"
    assert home.install("--uninstall").returncode == 0
    assert not home.profile.exists()
