#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds the plugin and shows what it says about a capture: the packet list, one whole message, the diagnosis report.
#
#   ./demo.sh              a capture from test-captures/
#   ./demo.sh FILE         your capture
#
# On Debian and its relatives it installs with apt what is missing, after saying what. Nothing is installed into Wireshark:
# the plugin is loaded from the build folder (packaging/install.sh installs it).
set -euo pipefail

case ${1:-} in
-h|--help) sed -n '3,9p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
-*)        echo "demo.sh: no option $1 (see ./demo.sh --help)" >&2; exit 2 ;;
esac
if (($#)); then
    capture=$(realpath -- "$1")
    [[ -r $capture ]] || { echo "demo.sh: cannot read $1" >&2; exit 2; }
fi
cd "$(dirname "$(realpath "$0")")"
story=test-captures/ged188_incompatible_version.pcapng  # made from the scenario of that name
targets=(cti_plugin)
[[ -n ${capture:-} ]] || targets+=("$story")
capture=${capture:-$PWD/build/$story}

packaging/dependencies.sh install build run
[[ -e build/build.ninja ]] || cmake -S . -B build -G Ninja >/dev/null
echo "Building the plugin in build/"
cmake --build build --target "${targets[@]}" >build/demo.log || { cat build/demo.log >&2; exit 1; }

tshark() { build/cti-tshark "$@"; }
protocols='ged188 || ctiqbe || bwcap || ucalarm || cti'
rows=40

echo
echo "== Packet list: $(basename "$capture")"
list=$(mktemp)
trap 'rm -f "$list"' EXIT
tshark -r "$capture" -Y "$protocols" >"$list"
if [[ ! -s $list ]]; then
    echo "No CTI message found in this capture. CTI on an unusual port? For example:"
    echo "    build/cti-tshark -r '$capture' -d tcp.port==PORT,ged188"
fi
head -n "$rows" "$list"
total=$(wc -l <"$list")
((total <= rows)) || echo "... and $((total - rows)) more"

# The worst diagnosis, the first of its severity; without one, the first CTI message.
read -r frame what < <(tshark -r "$capture" -Y cti.diagnosis -T fields -e frame.number -e cti.severity |
    awk '{ rank = /Error/ ? 3 : /Warning/ ? 2 : 1 }
         rank > worst { worst = rank; frame = $1 }
         END { if (worst) print frame, "the first with " (worst == 3 ? "an error" : worst == 2 ? "a warning" : "a note") }') || true
if [[ -z ${frame:-} ]]; then
    frame=$(awk 'NR == 1 { print $1 }' "$list")
    what="the first CTI message"
fi
if [[ -n $frame ]]; then
    echo
    echo "== Frame $frame, $what"
    tshark -r "$capture" -Y "frame.number == $frame" -O ged188,ctiqbe,bwcap,ucalarm,cti
fi

echo
echo "== Report"
tshark -q -z cti,diagnose -r "$capture"

echo
echo "The same report over a folder of large captures and log files, many times faster:"
echo "    build/commands/ctireport/ctireport FOLDER        (cmake --build build --target ctireport)"
