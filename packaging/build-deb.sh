#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds the Debian package wireshark-plugin-cti for the Wireshark of this system.
#
#   packaging/build-deb.sh [FOLDER]     the package goes to FOLDER (default: build/packages)
#
# Installs with apt what building needs, after saying what. Install the result with: apt install ./wireshark-plugin-cti_*.deb
set -euo pipefail
[[ ${1:-} != -* ]] || { sed -n '3,7p' "$0" | sed 's/^# \{0,1\}//'; exit 0; }
top=$(dirname "$(dirname "$(realpath "$0")")")
mkdir -p "${1:-$top/build/packages}"
out=$(realpath "${1:-$top/build/packages}")
"$top/packaging/dependencies.sh" install build test package

# Built in a copy: a Debian source has debian/ at its top, and the checkout stays as it is.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/source"
tar -C "$top" --exclude='./build*' --exclude=./.git --exclude=__pycache__ -cf - . | tar -C "$work/source" -xf -
cp -r "$top/packaging/debian" "$work/source/debian"
cd "$work/source"
# The version says which Wireshark it fits, so that packages for different ones can lie side by side and upgrade each other.
wireshark=$(dpkg-query -W -f='${source:Upstream-Version}' libwireshark-dev | cut -d. -f1-2)
sed -i "1s/(\(.*\))/(\1+wireshark$wireshark)/" debian/changelog
dpkg-buildpackage --build=binary --no-sign
cp -- ../*.deb ../*.changes ../*.buildinfo "$out"
echo "Built in $out:"
find "$out" -maxdepth 1 -type f -printf "  %f\n"
