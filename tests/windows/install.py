# SPDX-License-Identifier: GPL-2.0-or-later
"""install.cmd of the zip, under Wine with a tshark.exe of Wireshark 4.0: install.py ZIP FOLDER-WITH-TSHARK."""
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ZIP, TSHARK = Path(sys.argv[1]), Path(sys.argv[2])
USER = Path(os.environ["WINEPREFIX"], "drive_c/users")
done_checks = failed_checks = 0


def personal() -> Path:
    return next(USER.glob("*/AppData/Roaming")) / "Wireshark"


def windows(path: Path) -> str:
    return "Z:" + str(path).replace("/", "\\")


def run(folder: Path, *options: str, tshark: Path | None = TSHARK, env: dict | None = None) -> tuple[int, str]:
    where = ["/wireshark", windows(tshark)] if tshark else []
    done = subprocess.run(["wine", "cmd", "/c", "install.cmd", "/quiet", *where, *options], cwd=folder, capture_output=True, check=False,
                          stdin=subprocess.DEVNULL, timeout=120, env={**os.environ, **(env or {})})
    return done.returncode, done.stdout.decode(errors="replace").replace("\r", "")


def check(what: str, true: object, text: str = "") -> None:
    global done_checks, failed_checks
    done_checks += 1
    if not true:
        failed_checks += 1
        print(f"FAILED: {what}\n{text}")


def main() -> None:
    work = Path(tempfile.mkdtemp(prefix="install "))    # a blank in the path, as users have
    with zipfile.ZipFile(ZIP) as archive:
        archive.extractall(work)
    folder = next(work.iterdir())
    shutil.rmtree(personal(), ignore_errors=True)
    dll, profile = personal() / "plugins/4.0/epan/cti.dll", personal() / "profiles/CTI"

    status, text = run(folder, tshark=None)
    check("no Wireshark here: said, with what to do", status == 1 and "was not found" in text and "/wireshark" in text, text)
    status, text = run(folder, "/check")
    check("not installed: said", status == 1 and "not installed" in text, text)
    status, text = run(folder, "/uninstall")
    check("nothing to remove", status == 0 and "Nothing to remove" in text, text)

    status, text = run(folder)
    check("installs", status == 0 and "Wireshark loads it: wireshark-cti" in text, text)
    check("plugin in its place", dll.exists() and dll.read_bytes() == (folder / "4.0/epan/cti.dll").read_bytes())
    check("profile in its place", (profile / "colorfilters").read_bytes() == (folder / "profile/CTI/colorfilters").read_bytes())
    status, text = run(folder, "/check")
    check("check says that it loads", status == 0 and "Wireshark loads it" in text, text)
    status, text = run(folder)
    check("installs again over itself", status == 0 and "Installed the profile" in text, text)

    (profile / "preferences").write_text("gui.layout_type: 2\n")
    status, text = run(folder)
    check("a changed profile is left alone", status == 0 and "changed profile" in text and "layout_type: 2" in (profile / "preferences").read_text(), text)
    status, text = run(folder, "/profile")
    check("/profile replaces it", status == 0 and (profile / "preferences").read_bytes() == (folder / "profile/CTI/preferences").read_bytes(), text)

    shutil.copy(folder / "4.6/epan/cti.dll", dll)
    status, text = run(folder, "/check")
    check("a plugin for another Wireshark: said which", status == 1 and "compiled for Wireshark version 4.6" in text and "for Wireshark 4.0" in text, text)
    dll.write_bytes(b"not a DLL")
    status, text = run(folder, "/check")
    check("a file that Windows does not load: said", status == 1 and "does NOT load" in text and "blocks DLL files" in text, text)
    status, text = run(folder, "/check", env={"PROCESSOR_ARCHITECTURE": "ARM64"})
    if "ARM64" in text:    # Wine may set the variable itself
        check("on ARM64: said", status == 1 and "Wireshark for x64" in text, text)

    (profile / "mine").write_text("a file of the user\n")
    status, text = run(folder, "/uninstall")
    check("uninstalls", status == 0 and not dll.exists() and not (personal() / "plugins").exists() and not (profile / "preferences").exists(), text)
    check("leaves what is the user's", (profile / "mine").exists() and "Files of yours" in text, text)
    shutil.rmtree(profile)

    os.rename(folder / "4.0", work / "kept")
    status, text = run(folder)
    check("no plugin for this version: said which there are", status == 1 and "no plugin for Wireshark 4.0" in text and "Wireshark 4.4\n" in text
          and "Wireshark 4.6\n" in text, text)
    check("and nothing is installed", not dll.exists() and not profile.exists())
    os.rename(work / "kept", folder / "4.0")

    # A portable Wireshark: settings in the folder Data beside App.
    portable = work / "WiresharkPortable64"
    (portable / "App/AppInfo").mkdir(parents=True)
    (portable / "App/AppInfo/appinfo.ini").write_text("")
    (portable / "App/Wireshark").symlink_to(TSHARK)
    status, text = run(folder, tshark=portable / "App/Wireshark")
    check("portable: into its folder Data", status == 0 and (portable / "Data/plugins/4.0/epan/cti.dll").exists() and not dll.exists(), text)
    status, text = run(folder, "/uninstall", tshark=portable / "App/Wireshark")
    check("portable: and out of it", status == 0 and not (portable / "Data/plugins").exists(), text)

    alone = work / "alone"
    alone.mkdir()
    shutil.copy(folder / "install.cmd", alone)
    status, text = run(alone)
    check("started inside the zip: said", status == 1 and "Extract the whole zip" in text, text)
    shutil.rmtree(work)


main()
print(f"{done_checks - failed_checks} passed, {failed_checks} failed")
sys.exit(1 if failed_checks or not done_checks else 0)
