#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# clang-tidy (.clang-tidy) and cppcheck (.cppcheck) over the project's own code; a warning is an error.
#
#   tests/lint.sh [FILE...]     default: every source file of src/ and plugin/
#   CTI_BUILD=build             a configured build folder, whose compile_commands.json says how files are compiled
#   CTI_LINT=tidy|cppcheck      only one of them
#
# Needs clang-tidy and cppcheck. Wireshark's headers are not judged.
set -uo pipefail
cd "$(dirname "$(realpath "$0")")/.."
build=${CTI_BUILD:-build}
[[ -e $build/compile_commands.json ]] || { echo "$build is not configured: cmake -S . -B $build" >&2; exit 2; }

files=("$@")
[[ $# != 0 ]] || mapfile -t files < <(git ls-files 'src/*.cpp' 'plugin/*.cpp')
wrong=0
if [[ ${CTI_LINT:-cppcheck} == cppcheck ]]; then
    # -D: as the compiler is told, which knows nothing of libraries here.
    cppcheck --std=c++20 --language=c++ --enable=warning,performance,portability --inline-suppr --error-exitcode=1 --quiet \
        --suppressions-list=.cppcheck --library=gtk -I src -I . -DCTI_WIRESHARK_MAJOR=4 -DCTI_WIRESHARK_MINOR=0 '-DCTI_VERSION=""' '-DCTI_WIRESHARK_VERSION=""' \
        "${files[@]}" || wrong=1
fi
if [[ ${CTI_LINT:-tidy} == tidy ]]; then
    # What g++ is told and clang does not know.
    commands=$(mktemp -d)
    trap 'rm -rf "$commands"' EXIT
    sed -E 's/-fconstexpr-(ops|loop)-limit=[0-9]+//g' "$build/compile_commands.json" >"$commands/compile_commands.json"
    printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -n 1 clang-tidy -p "$commands" --quiet --warnings-as-errors='*' \
        --extra-arg=-fconstexpr-steps=500000000 --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-unused-command-line-argument 2>/dev/null || wrong=1
fi
exit $wrong
