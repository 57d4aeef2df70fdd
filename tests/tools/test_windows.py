# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin for Windows: compiled where the compiler is at hand, against this system's Wireshark; what is packed around it, everywhere."""
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
HERE = TOP / "packaging/windows"
COMPILER = "x86_64-w64-mingw32ucrt-g++"
SUITES = {"4.0": "bookworm", "4.4": "trixie", "4.6": "sid"}


def minor_version() -> str:
    """Of the Wireshark whose development files are installed."""
    for config in sorted(Path("/usr/lib").glob("*/**/WiresharkConfig.cmake")):
        found = re.search(r'set\(Wireshark_VERSION "(\d+\.\d+)', config.read_text())
        if found:
            return found[1]
    return "none"


@pytest.mark.skipif(not shutil.which(COMPILER), reason=f"cannot run here: {COMPILER} is not installed (Debian 13 or later: g++-mingw-w64-ucrt64)")
def test_compiles_for_windows(tmp_path):
    """Warnings are errors. sdk.sh takes headers and names of functions from the Wireshark that is installed."""
    version = minor_version()
    if version not in SUITES:
        pytest.skip(f"cannot run here: packaging/windows/sdk.sh does not know this Wireshark: {version}")
    sdk = tmp_path / "sdk"
    made = subprocess.run([HERE / "sdk.sh", version, sdk], env={**os.environ, "ROOT": "/"}, capture_output=True, text=True, check=False)
    if made.returncode == 3:
        pytest.skip(f"cannot run here: {made.stderr.splitlines()[-1]}")
    assert made.returncode == 0, made.stderr
    build = tmp_path / "build"
    for command in (["cmake", "-S", TOP, "-B", build, "-G", "Ninja", "--toolchain", TOP / "cmake/mingw-ucrt64.cmake", f"-DCTI_SDK={sdk}",
                     "-DCMAKE_BUILD_TYPE=Release", "-DCTI_BUILD_TESTS=OFF"],
                    ["cmake", "--build", build, "--target", "cti_plugin"]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    stripped = tmp_path / "cti.dll"
    # -p: strip would write the time into the file.
    subprocess.run(["x86_64-w64-mingw32ucrt-strip", "-p", "-o", stripped, build / "plugin/cti.dll"], check=True)
    checked = subprocess.run([HERE / "check-dll.sh", stripped, version], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_install_cmd_has_every_label_that_it_goes_to():
    text = (HERE / "install.cmd").read_text()
    labels = set(re.findall(r"^:(\w+)$", text, re.M))
    wanted = set(re.findall(r"\bgoto (\w+)", text)) | set(re.findall(r"\bcall :(\w+)", text))
    assert wanted and wanted <= labels
    assert labels <= wanted | {"done"}


def test_install_cmd_knows_the_files_of_the_profile():
    files = {f.name for f in (TOP / "packaging/profile/CTI").iterdir()}
    text = (HERE / "install.cmd").read_text()
    for names in re.findall(r"for %%f in \(([^)]*)\)", text):
        assert files - {"recent"} <= set(names.split())
    # Wireshark writes the window layout anew each time.
    assert r'if not exist "%profile%\recent" copy /y "%here%profile\CTI\recent"' in text


def test_text_for_windows_is_ascii():
    """cmd.exe and Notepad of older systems take other bytes for something else."""
    for name in ("install.cmd", "README.txt"):
        assert (HERE / name).read_text().isascii()


def test_versions_are_the_same_everywhere():
    build = (HERE / "build.sh").read_text()
    assert re.search(r"VERSIONS:-([\d. ]+)", build)[1].split() == sorted(SUITES)
    sdk = (HERE / "sdk.sh").read_text()
    assert dict(re.findall(r"^(\d\.\d)\) suite=(\w+)", sdk, re.M)) == SUITES
