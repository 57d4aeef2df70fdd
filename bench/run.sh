#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The benchmark table, everything measured in this one run: the core beside memcpy, whole runs of tshark beside runs without
# the plugin, beside GED-125 and Lua, instruction counts, growth, ctireport beside tshark, ctianon beside editcap.
#
#   bench/run.sh            about 15 minutes on two slow cores
#   bench/run.sh --quick    fewer runs and messages
#   bench/run.sh --long     growth up to 10 million messages and 100000 sessions
#
# Builds in build-bench; needs Google Benchmark (libbenchmark-dev) and valgrind.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

options=() stream=() report=() fast=()
minimum=0.5
case ${1:-} in
--quick) options=(--messages 20000 --runs 3); stream=(--megabytes 5 20 --runs 1); report=(--messages 200000 --sessions 20000 --runs 1); fast=(--megabytes 200 --runs 1); minimum=0.05 ;;
--long)  options=(--long) ;;
'')      ;;
*)       sed -n '3,10p' "$0" | sed 's/^# \{0,1\}//'; exit 2 ;;
esac

cmake --preset bench >/dev/null
cmake --build --preset bench --target cti_plugin bench_core ctireport ctianon >/dev/null
captures=${CTI_CAPTURES:-build/test-captures}
[[ -e $captures/ged188_clean_agent_session.pcapng ]] || { echo "no captures in $captures: cmake --build build --target captures" >&2; exit 1; }

echo "$(date -u +%F), $(nproc) x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(tshark --version 2>/dev/null | head -n 1)"
messages=$(mktemp -d)
trap 'rm -rf "$messages"' EXIT
python3 -B bench/messages.py "$captures" "$messages"
build-bench/bench/bench_core "$messages" --benchmark_min_time=$minimum --benchmark_format=csv 2>/dev/null | python3 -B bench/ratios.py
python3 -B bench/whole_program.py --build build-bench "${options[@]}"
python3 -B bench/cap_stream.py --build build-bench --captures "$captures" "${stream[@]}"
python3 -B bench/report.py --build build-bench "${report[@]}"
python3 -B bench/ctireport.py --build build-bench "${fast[@]}"
python3 -B bench/ctianon.py --build build-bench "${fast[@]}"
