# SPDX-License-Identifier: GPL-2.0-or-later
"""What is written down more than once agrees: the version, the packages that are needed, the options that scripts tell about."""
import re
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
VERSION = re.search(r"project\(wireshark-cti VERSION ([\d.]+)", (TOP / "CMakeLists.txt").read_text())[1]


@pytest.mark.parametrize("file, pattern", [
    ("CHANGELOG.md", r"^## ([\d.]+)$"),
    ("packaging/debian/changelog", r"^wireshark-plugin-cti \(([\d.]+)-"),
    ("packaging/rpm/wireshark-plugin-cti.spec", r"^Version: +([\d.]+)$"),
    ("packaging/man/wireshark-cti.7", r'^\.TH .*"wireshark-cti ([\d.]+)"'),
])
def test_version_is_the_projects(file, pattern):
    assert re.search(pattern, (TOP / file).read_text(), re.M)[1] == VERSION


def listed(*groups):
    return set(subprocess.run([TOP / "packaging/dependencies.sh", "list", *groups], capture_output=True, text=True,
                              check=True).stdout.split())


def test_debian_build_depends_are_in_the_one_list():
    control = (TOP / "packaging/debian/control").read_text()
    field = re.search(r"^Build-Depends:(.*?)^\S", control, re.M | re.S)[1]
    needed = {entry.split()[0] for entry in field.replace("\n", " ").split(",")} - {"debhelper-compat"}
    assert needed <= listed("build", "test", "package")


@pytest.mark.parametrize("script", ["demo.sh", "test.sh", "packaging/install.sh", "packaging/dependencies.sh", "packaging/build-deb.sh",
                                    "tests/matrix/matrix.sh", "tests/matrix/chroot.sh"])
def test_script_explains_itself(script):
    result = subprocess.run([TOP / script, "--help"], capture_output=True, text=True, timeout=20)
    assert result.returncode == 0
    assert Path(script).name in result.stdout
    assert "set -" not in result.stdout and "SPDX" not in result.stdout


def test_every_source_file_names_its_licence():
    suffixes = {".cpp", ".hpp", ".h", ".py", ".sh", ".cmake", ".yml"}
    folders = ["src", "plugin", "tools", "tests", "bench", "packaging", ".github"]
    files = [path for folder in folders for path in (TOP / folder).rglob("*")
             if path.suffix in suffixes or path.name == "CMakeLists.txt"]
    assert len(files) > 20
    without = [str(path.relative_to(TOP)) for path in files if "SPDX-License-Identifier: GPL-2.0-or-later" not in
               "\n".join(path.read_text().splitlines()[:3])]
    assert without == []
