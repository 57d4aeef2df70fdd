#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The long run of the fuzz targets, one after the other, and a line of figures for each.
#
#   tests/fuzz/campaign.sh [SECONDS-A-TARGET [TARGET...]]     default: 720 seconds, every target
#   tests/fuzz/campaign.sh --seeds BUILD                      corpus made anew: the captures in BUILD/test-captures, the corpus in
#                                                             the tree and what campaigns have found, minimised
#
# Needs the build of "cmake --preset fuzz && cmake --build --preset fuzz" (or another in CTI_FUZZ_BUILD). What is found is kept in the
# build folder; inputs that fail are named there crash-*, timeout-* or oom-*. The exit code is 0 where nothing was found.
set -uo pipefail
here=$(dirname "$(realpath "$0")")
build=${CTI_FUZZ_BUILD:-$here/../../build-fuzz}/tests/fuzz
targets=(connection ged188_message ged188_stream ctiqbe bwcap ucalarm logs packets anon report ctireport)
biggest=100000    # bytes of a target's corpus in the tree

if [[ ${1:-} == --seeds ]]; then
    seeds=$(mktemp -d)
    python3 -B "$here/make_seeds.py" "${2:?a build folder}/test-captures" "$seeds" || exit 1
    for target in "${targets[@]}"; do
        mkdir -p "$seeds/$target" "$build/corpus/$target" "$build/found/$target" "$seeds/small/$target" "$seeds/kept/$target"
        # Small inputs first: libFuzzer keeps the smallest of those that show the same.
        "$build/fuzz_$target" -merge=1 -max_len=8192 "$seeds/small/$target" "$build/corpus/$target" "$seeds/$target" "$build/found/$target" 2>/dev/null ||
            { echo "$target: merging failed" >&2; exit 1; }
        # Regression inputs (named after what they showed) are files of their own and stay whatever they cover.
        used=0
        while read -r size file; do
            (( used + size <= biggest )) || break
            used=$((used + size))
            cp "$file" "$seeds/kept/$target/$(sha1sum <"$file" | cut -c1-16)"
        done < <(find "$seeds/small/$target" -type f -printf '%s %p\n' | sort -n)
        tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -C "$seeds/kept/$target" -cf - . | xz -9e >"$here/corpus/$target.tar.xz"
        echo "$target: $(find "$seeds/kept/$target" -type f | wc -l) inputs, $used bytes"
    done
    rm -rf "$seeds"
    exit 0
fi

seconds=${1:-720}
shift || true
[[ $# == 0 ]] || targets=("$@")
failed=0
printf '%-16s %10s %12s %10s %8s %8s %9s  %s\n' target seconds executions per-second features corpus peak-MB result
for target in "${targets[@]}"; do
    log=$build/campaign-$target.log
    mkdir -p "$build/found/$target"
    nice -n 15 "$build/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=8192 -print_final_stats=1 \
        -dict="$build/${target%%_*}.dict" -artifact_prefix="$build/" "$build/found/$target" "$build/corpus/$target" >"$log" 2>&1
    result=$?
    stat() { sed -n "s/^stat::$1: *//p" "$log" | tail -n 1; }
    features=$(grep -o 'ft: [0-9]*' "$log" | tail -n 1 | cut -d' ' -f2)
    inputs=$(grep -o 'corp: [0-9]*' "$log" | tail -n 1 | cut -d' ' -f2)
    printf '%-16s %10s %12s %10s %8s %8s %9s  %s\n' "$target" "$seconds" "$(stat number_of_executed_units)" "$(stat average_exec_per_sec)" \
        "$features" "$inputs" "$(stat peak_rss_mb)" "$([[ $result == 0 ]] && echo 'nothing found' || echo "FOUND, see $log")"
    [[ $result == 0 ]] || failed=1
done
exit $failed
