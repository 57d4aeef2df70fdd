#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds and tests the plugin against each supported Wireshark, in clean Debian systems, and prints a table.
#
#   tests/matrix/matrix.sh                 all of them: bookworm (4.0), trixie (4.4), sid (4.6)
#   tests/matrix/matrix.sh trixie ...      only these
#   tests/matrix/matrix.sh --package ...   builds the Debian package there, runs lintian, installs, upgrades, uses, removes it, looks for traces
#   tests/matrix/matrix.sh --fresh         ./demo.sh and ./test.sh in a Debian 12 that has nothing installed
#
#   --clang     builds with clang too, warnings as errors
#   --renew     makes the systems anew instead of using those of the last run
#
# The systems and the logs are kept in ${XDG_CACHE_HOME:-~/.cache}/wireshark-cti-matrix; what runs inside runs in a copy that
# is thrown away. The mirror is the one this machine's apt uses (MIRROR, STALE_MIRROR: see chroot.sh --help).
# Needs root, and mmdebstrap or debootstrap. Exit status: 0 all passed, 1 something failed, 3 a clean system could not be made and nothing failed.
set -uo pipefail
here=$(dirname "$(realpath "$0")")
top=$(dirname "$(dirname "$here")")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/wireshark-cti-matrix
chroot=$here/chroot.sh
user=1000

mode=tests clang='' renew='' suites=()
while (($#)); do
    case $1 in
    --package) mode=package ;;
    --fresh)   mode=fresh ;;
    --clang)   clang=1 ;;
    --renew)   renew=1 ;;
    -h|--help) sed -n '3,15p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
    -*)        echo "matrix.sh: no option $1 (see --help)" >&2; exit 2 ;;
    *)         suites+=("$1") ;;
    esac
    shift
done
((${#suites[@]})) || suites=(bookworm trixie sid)
[[ $mode != fresh ]] || suites=(bookworm)
[[ $EUID == 0 ]] || { echo "matrix.sh: clean systems need root" >&2; exit 1; }

say() { echo "matrix.sh: $*" >&2; }

system() { # SUITE: makes the system if it is not there, and installs what the list of packages has that it has not
    local suite=$1 dir=$cache/$1 groups=(build run test)
    [[ $mode != fresh ]] || dir=$cache/$suite-bare
    [[ $mode != package ]] || groups+=(package)
    # From Debian 13 on there is the compiler with which tests/tools/test_windows.py builds the plugin for Windows.
    [[ $mode != tests || $suite == bookworm ]] || groups+=(windows)
    [[ -z $clang ]] || groups+=(fuzz)
    [[ -z $renew ]] || rm -rf "$dir"
    if [[ ! -e $dir/etc/os-release ]]; then
        say "making a clean $suite"
        "$chroot" make "$suite" "$dir" || { rm -rf "$dir"; return 1; }
    fi
    [[ $mode == fresh ]] ||
        BIND="$top=/source" "$chroot" change "$dir" bash /source/packaging/dependencies.sh install "${groups[@]}"
}

inside() { # SUITE uid script argument...: the sources are at /source
    local suite=$1 uid=$2 dir=$cache/$1
    shift 2
    [[ $mode != fresh ]] || dir=$cache/$suite-bare
    mkdir -p "$cache/ccache/$suite" && chown -R $user:$user "$cache/ccache/$suite"
    RUN_UID=$uid BIND="$top=/source" BIND_RW="$cache/ccache/$suite=/var/cache/ccache" \
        "$chroot" run "$dir" bash /source/tests/matrix/inside.sh "$@"
}

mkdir -p "$cache/logs"
rows=() result=0 missing=0
row() { # file with KEY=VALUE lines, keys
    local file=$1 text='|' key
    shift
    for key in "$@"; do text+=" $(sed -n "s/^RESULT $key=//p" "$file" | tail -n 1) |"; done
    rows+=("$text")
}

for suite in "${suites[@]}"; do
    log=$cache/logs/$suite-$mode.log
    system "$suite" >"$log" 2>&1 || { say "$suite: no system, see $log"; grep -v '^$' "$log" | tail -n 5 >&2; missing=3; continue; }
    say "$suite: $mode, log in $log"
    case $mode in
    tests)
        inside "$suite" $user tests g++ >>"$log" 2>&1 || result=1
        [[ -z $clang ]] || inside "$suite" $user compile clang++ >>"$log" 2>&1 || result=1
        echo "RESULT suite=$suite" >>"$log"
        row "$log" suite wireshark g++ ${clang:+clang++} loads tests ;;
    package)
        inside "$suite" 0 package $user >>"$log" 2>&1 || result=1
        echo "RESULT suite=$suite" >>"$log"
        row "$log" suite wireshark package lintian loads extcap removed ;;
    fresh)
        inside "$suite" 0 fresh >>"$log" 2>&1 || result=1
        echo "RESULT suite=$suite" >>"$log"
        row "$log" suite wireshark demo test again ;;
    esac
done

case $mode in
tests)
    echo "| Debian | Wireshark | g++ |${clang:+ clang |} plugin loads | tests |"
    echo "|---|---|---|${clang:+---|}---|---|" ;;
package)
    echo "| Debian | Wireshark | package | lintian | plugin loads | log file as interface | removed |"
    echo "|---|---|---|---|---|---|---|" ;;
fresh)
    echo "| Debian | Wireshark | ./demo.sh | ./test.sh | both again |"
    echo "|---|---|---|---|---|" ;;
esac
((${#rows[@]} == 0)) || printf '%s\n' "${rows[@]}"
exit $((result ? result : missing))
