# SPDX-License-Identifier: GPL-2.0-or-later
"""Packs the DLLs, the profile, install.cmd, README and licences: pack.py SOURCES BUILD OUT VERSION... Called by build.sh.

Names are in order, times those of the release, line ends of text files those of Windows: the same sources make the same bytes."""
import datetime
import os
import re
import sys
import zipfile
from pathlib import Path

# Whose code is in the DLLs beside ours, and where Debian's compiler keeps what it says about it.
COMPILER_LICENCES = {
    "gcc-libstdc++-libgcc.txt": ("gcc-mingw-w64-base", "gcc-mingw-w64"),
    "mingw-w64-winpthreads.txt": ("mingw-w64-ucrt64-dev", "mingw-w64-common"),
}


def release_time(changelog: str) -> datetime.datetime:
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return datetime.datetime.fromtimestamp(int(given), datetime.timezone.utc)
    day = re.search(r"\b(20\d\d)-(\d\d)-(\d\d)\b", changelog)
    return datetime.datetime(*map(int, day.groups())) if day else datetime.datetime(2026, 1, 1)


def dos_text(text: str) -> bytes:
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode()


def contents(top: Path, build: Path, version: str, wiresharks: list[str]) -> dict[str, bytes]:
    here = top / "packaging/windows"
    built_for = [re.search(rb"wireshark-cti \S+ for Wireshark ([\d.]+)", (build / f"release-{w}/plugin/cti.dll").read_bytes()) for w in wiresharks]
    files = {
        "README.txt": dos_text((here / "README.txt").read_text().replace("@VERSION@", version).replace(
            "@WIRESHARKS@", ", ".join(m[1].decode() for m in built_for))),
        "install.cmd": dos_text((here / "install.cmd").read_text()),
        "CHANGELOG.md": dos_text((top / "CHANGELOG.md").read_text()),
        "LICENSE.txt": dos_text((top / "LICENSE").read_text()),
        "licenses/pugixml.txt": dos_text((build / f"sdk-{wiresharks[-1]}/licenses/pugixml.txt").read_text()),
        "licenses/GPL-3.txt": dos_text(Path("/usr/share/common-licenses/GPL-3").read_text()),
    }
    for name, packages in COMPILER_LICENCES.items():
        found = [p for p in (Path("/usr/share/doc", package, "copyright") for package in packages) if p.exists()]
        if not found:
            sys.exit(f"pack.py: no licence for {name}: none of {', '.join(packages)} has one in /usr/share/doc")
        files[f"licenses/{name}"] = dos_text(found[0].read_text())
    for wireshark in wiresharks:
        files[f"{wireshark}/epan/cti.dll"] = (build / f"release-{wireshark}/plugin/cti.dll").read_bytes()
    for file in (top / "packaging/profile/CTI").iterdir():
        files[f"profile/CTI/{file.name}"] = file.read_bytes()
    return files


def main() -> None:
    top, build, out = map(Path, sys.argv[1:4])
    version = re.search(r"project\(wireshark-cti VERSION ([\d.]+)", (top / "CMakeLists.txt").read_text())[1]
    name = f"wireshark-cti-{version}"
    time = release_time((top / "CHANGELOG.md").read_text()).timetuple()[:6]
    target = out / f"{name}-windows-x64.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for path, data in sorted(contents(top, build, version, sys.argv[4:]).items()):
            entry = zipfile.ZipInfo(f"{name}/{path}", time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, compresslevel=9)
    print(target)


main()
