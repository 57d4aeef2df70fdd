#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Sums JUnit XML files to one line, "N passed, N failed"; the exit code is 0 only if some passed and none failed.

A file that is not there, cannot be read or holds no test counts as one failure: its tests did not run.
A skipped test counts as failed unless its reason begins with "cannot run here:".
"""
import os
import sys
import xml.etree.ElementTree as ET

ALLOWED_SKIP = "cannot run here:"


def skip_reason(case):
    """Why a test case was skipped, or None if it ran."""
    skipped = case.find("skipped")
    if skipped is not None:
        return (skipped.get("message") or "no reason given").removeprefix("Skipped: ")
    return case.get("status") if case.get("status") in ("notrun", "disabled") else None


def failure(case, skipped):
    """Why a test case counts as failed, or None."""
    for problem in ("failure", "error"):
        if case.find(problem) is not None:
            return problem
    if case.get("status") == "fail":
        return "failure"
    return f"skipped: {skipped}" if skipped and not skipped.startswith(ALLOWED_SKIP) else None


def main(files):
    passed, failures, skips = 0, [], []
    for file in files:
        try:
            cases = list(ET.parse(file).iter("testcase"))
        except (OSError, ET.ParseError) as error:
            failures.append(f"{os.path.basename(file)}: no results ({error})")
            continue
        if not cases:
            failures.append(f"{os.path.basename(file)}: no test ran")
        for case in cases:
            # ctest says the name twice; pytest the module and the function.
            name = ".".join(dict.fromkeys(filter(None, (case.get("classname"), case.get("name")))))
            skipped = skip_reason(case)
            why = failure(case, skipped)
            if why:
                failures.append(f"{name} ({why})")
            elif skipped:
                skips.append(f"{name} ({skipped})")
            else:
                passed += 1
    if not passed and not failures:  # every test of every file was skipped, or there was no file
        failures.append("nothing ran")
    for line in skips:
        print("SKIPPED", line)
    for line in failures:
        print("FAILED", line)
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
