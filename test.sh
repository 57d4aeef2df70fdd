#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds everything and runs every test. The last line says how many passed and failed.
#
#   ./test.sh              installs with apt what is missing, after saying what
#   ./test.sh --no-fuzz    leaves out the short fuzz runs and with them the need for clang
#
# Results stay in build/test-results/ as JUnit XML. A test that is skipped counts as failed unless its reason begins with
# "cannot run here:".
set -uo pipefail
cd "$(dirname "$(realpath "$0")")" || exit 1

fuzz=
[[ ! -e tests/fuzz/CMakeLists.txt ]] || fuzz=1
case ${1:-} in
'')        ;;
--no-fuzz) fuzz= ;;
-h|--help) sed -n '3,9p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
*)         echo "test.sh: no option $1 (see ./test.sh --help)" >&2; exit 2 ;;
esac

results=$PWD/build/test-results
rm -rf "$results"
mkdir -p "$results"
jobs=$(nproc)
groups=(build run test)

failed() { # whatever else is missing, the last line is there
    echo "test.sh: $1" >&2
    echo "0 passed, 1 failed"
    exit 1
}

packaging/dependencies.sh install "${groups[@]}" ${fuzz:+fuzz} || failed "packages are missing"
# apt's pytest belongs to the system's Python, which may not be the first one in PATH.
for python in python3 /usr/bin/python3 ''; do
    [[ -z $python ]] || ! "$python" -c 'import pytest' 2>/dev/null || break
done
[[ -n $python ]] || failed "no Python with pytest"

cmake -S . -B build -G Ninja -DCTI_BUILD_PLUGIN=ON -DCTI_BUILD_TESTS=ON >"$results/configure.log" 2>&1 ||
    { cat "$results/configure.log" >&2; failed "configuring failed"; }
cmake --build build -j "$jobs" || failed "the build failed"

unit_tests() { # BUILD-FOLDER NAME: a line a test is too much to read where all is well
    ctest --test-dir "$1" -j "$jobs" --output-on-failure --no-tests=error --output-junit "$results/$2.xml" >"$results/$2.log" 2>&1 ||
        cat "$results/$2.log"
    grep ' tests passed' "$results/$2.log"
}
unit_tests build unit
suites=("$results/unit.xml") logs=()
# One run for each folder: helpers of the same name in two folders are two modules. As many at a time as there are processors, since each
# waits for one tshark after the other; what they print comes when they are done.
while read -r folder; do
    name=${folder//\//-}
    suites+=("$results/$name.xml")
    while (($(jobs -rp | wc -l) >= jobs)); do wait -n; done
    "$python" -B -m pytest -q -p no:cacheprovider "$folder" --junitxml="$results/$name.xml" >"$results/$name.log" 2>&1 &
    logs+=("$results/$name.log")
done < <(find tests -name 'test_*.py' -printf '%h\n' | sort -u)
wait
cat "${logs[@]}"

if [[ -n $fuzz ]]; then
    # Each fuzz target is a test of its own there, and runs for some seconds over its corpus.
    suites+=("$results/fuzz.xml")
    cmake --preset fuzz >"$results/configure-fuzz.log" 2>&1 && cmake --build build-fuzz -j "$jobs" && unit_tests build-fuzz fuzz
fi

"$python" -B tests/summary.py "${suites[@]}"
