#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Coverage of the decode core (src/) by the unit tests and the fuzz corpus, with clang.
#
#   tests/coverage.sh           lines and branches of each file
#   tests/coverage.sh --lines   and the lines that nothing runs
#
# Builds in build-coverage; needs clang and llvm (llvm-profdata, llvm-cov).
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."
build=$(realpath -m "${CTI_COVERAGE_BUILD:-build-coverage}")
# The tools' version must be the compiler's.
tools=$(dirname "$(clang --print-prog-name=llvm-profdata 2>/dev/null)")
[[ -x $tools/llvm-cov ]] || tools=$(dirname "$(realpath "$(command -v llvm-cov)")")

cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DCTI_BUILD_PLUGIN=OFF \
    -DCMAKE_CXX_FLAGS="-fprofile-instr-generate -fcoverage-mapping" >/dev/null
cmake --build "$build" >"$build/build.log" || { tail -n 30 "$build/build.log" >&2; exit 1; }
rm -rf "$build/profiles"
mkdir -p "$build/profiles"
LLVM_PROFILE_FILE="$build/profiles/%p.profraw" ctest --test-dir "$build" -j "$(nproc)" >"$build/tests.log" || { tail -n 20 "$build/tests.log" >&2; exit 1; }
"$tools/llvm-profdata" merge -sparse "$build"/profiles/*.profraw -o "$build/all.profdata"
objects=()
while read -r program; do objects+=(-object "$program"); done < <(find "$build" -type f -perm -u+x \( -name 'test_*' -o -name 'fuzz_replay_*' \))
"$tools/llvm-cov" report "${objects[@]:1:1}" "${objects[@]:2}" -instr-profile="$build/all.profdata" -show-region-summary=false -show-instantiation-summary=false \
    -ignore-filename-regex='(tests|tools|/usr)/' 2>/dev/null
if [[ ${1:-} == --lines ]]; then
    "$tools/llvm-cov" show "${objects[@]:1:1}" "${objects[@]:2}" -instr-profile="$build/all.profdata" -show-instantiations=false \
        -ignore-filename-regex='(tests|tools|/usr)/' 2>/dev/null | awk '/^\//{file=$0} /^ *[0-9]+\| *0\|/{print file " " $0}' | sed "s#^$PWD/##"
fi
