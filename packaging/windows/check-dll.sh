#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What must hold for a cti.dll that the official Wireshark for Windows loads. Says what does not; exit status 1 then.
#
#   packaging/windows/check-dll.sh FILE VERSION     VERSION: 4.6
set -euo pipefail
file=$1 version=$2 bad=0
complain() { echo "check-dll.sh: $file: $*" >&2; bad=1; }
dump=$(x86_64-w64-mingw32ucrt-objdump -p "$file")

# An official Wireshark has these, and every Windows since 10 has the rest. Anything else would have to lie beside the DLL.
while read -r dll; do
    case ${dll,,} in
    libwireshark.dll | libwsutil.dll | glib-2.0-0.dll | kernel32.dll | api-ms-win-crt-*.dll) ;;
    *) complain "needs $dll" ;;
    esac
done < <(sed -nE 's/^\s*DLL Name: //p' <<<"$dump" | sort -u)
grep -q 'DLL Name: libwireshark.dll' <<<"$dump" || complain "does not use libwireshark.dll"

exports=$(sed -nE '/\[Ordinal\/Name Pointer\] Table/,$ s/^\s*\[ *[0-9]+\].* ([A-Za-z_][A-Za-z0-9_]*)$/\1/p' <<<"$dump" | sort | tr '\n' ' ')
[[ $exports == "cti_built_for plugin_describe plugin_register plugin_version plugin_want_major plugin_want_minor " ]] || complain "exports $exports"

for property in HIGH_ENTROPY_VA DYNAMIC_BASE NX_COMPAT; do
    grep -q "$property" <<<"$dump" || complain "is not $property"
done
# Reproducible: no time, no path of the machine it was built on.
[[ $(od -An -tu4 -j $(($(od -An -tu4 -j 60 -N 4 "$file") + 8)) -N 4 "$file" | tr -d ' ') == 0 ]] || complain "has the time of its build in it"
! grep -aqF "$(realpath "$(dirname "$0")/../..")" "$file" || complain "has the folder of its sources in it"
grep -aqE "wireshark-cti [0-9.]+ for Wireshark ${version//./\\.}\." "$file" || complain "is not for Wireshark $version"
exit $bad
