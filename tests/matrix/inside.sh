#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The part of matrix.sh that runs inside a clean system, where the sources are at /source, read-only.
# Says what came out in lines "RESULT KEY=VALUE".
#
#   inside.sh tests COMPILER     builds and runs every test, installs the plugin as a user does, runs the demo
#   inside.sh compile COMPILER   builds only
#   inside.sh package UID        Debian package: build, lintian, install, load as user UID, upgrade, remove
#   inside.sh fresh              ./demo.sh and ./test.sh on a machine that has nothing, then both again
set -uo pipefail
# Runs ./test.sh with all it prints, and leaves its closing line in $line.
run_tests() {
    ./test.sh "$@" </dev/null >/tmp/test.log 2>&1
    cat /tmp/test.log
    line=$(tail -n 1 /tmp/test.log)
}
passed() { [[ $line =~ ^[1-9][0-9]*\ passed,\ 0\ failed$ ]]; }
result() { echo "RESULT $1=$2"; }
seconds() { echo "$(($(date +%s) - $1)) s"; }

# What a fresh machine takes is measured without what earlier runs compiled.
[[ $1 == fresh ]] || export CCACHE_DIR=/var/cache/ccache
work=$HOME/wireshark-cti
mkdir -p "$work"
tar -C /source --exclude='./build*' --exclude=./.git --exclude=__pycache__ -cf - . | tar -C "$work" --no-same-owner -xf -
cd "$work" || exit 1
wireshark_version() { tshark -v 2>/dev/null | sed -nE '1s/^[^0-9]*([0-9.]+[0-9]).*/\1/p'; }

case $1 in
tests)
    result wireshark "$(wireshark_version)"
    export CXX=$2
    started=$(date +%s)
    run_tests --no-fuzz
    if [[ -e build/plugin/cti.so ]]; then result "$2" "builds"; else result "$2" "FAILS"; fi
    loads=no
    if packaging/install.sh --build build-plugin && tshark -G plugins 2>/dev/null | grep -q '^cti\.so'; then loads=yes; fi
    result loads $loads
    result tests "$line ($(seconds "$started"))"
    ./demo.sh >/dev/null && [[ $loads == yes ]] && passed ;;
compile)
    export CXX=$2
    if cmake -S . -B "build-$2" -G Ninja && cmake --build "build-$2"; then
        result "$2" builds
    else
        result "$2" FAILS
        exit 1
    fi ;;
package)
    result wireshark "$(wireshark_version)"
    bad=0
    files() { find / -xdev \( -path /proc -o -path /tmp -o -path "$work" -o -path /var/cache -o -path /var/lib/dpkg -o -path /var/lib/apt \
        -o -path /var/log -o -path /root -o -path /home \) -prune -o -print | sort; }
    packaging/build-deb.sh /tmp/packages || { result package "FAILS"; exit 1; }
    deb=$(ls /tmp/packages/wireshark-plugin-cti_*.deb)
    result package "$(basename "$deb" | tr _ ' ' | sed 's/\.deb//')"
    dpkg-deb --info "$deb"; dpkg-deb --contents "$deb"
    if lintian --fail-on error,warning,info /tmp/packages/*.changes; then result lintian clean; else result lintian "FAILS"; bad=1; fi
    # An upgrade: over the same package with a lower version and a file that this one does not have.
    dpkg-deb -R "$deb" /tmp/older && sed -i 's/^Version: .*/Version: 0.0.1-1/' /tmp/older/DEBIAN/control && echo old >/tmp/older/usr/share/doc/wireshark-plugin-cti/OLD &&
        dpkg-deb --root-owner-group -b /tmp/older /tmp/older.deb || bad=1
    files >/tmp/before
    apt-get install -y -qq /tmp/older.deb </dev/null && [[ -e /usr/share/doc/wireshark-plugin-cti/OLD ]] || bad=1
    apt-get install -y -qq "$deb" </dev/null && apt-get install -y -qq --reinstall "$deb" </dev/null || bad=1
    [[ $(dpkg-query -W -f '${Version}' wireshark-plugin-cti) == 0.0.1-1 || -e /usr/share/doc/wireshark-plugin-cti/OLD ]] && { echo "the upgrade left the old one"; bad=1; }
    [[ -e /usr/share/doc/wireshark-plugin-cti/copyright ]] && man -w wireshark-cti || bad=1
    as_user=(setpriv "--reuid=$2" "--regid=$2" --clear-groups env HOME=/home/user)
    mkdir -p /home/user && chown "$2:$2" /home/user
    printf '\xd4\xc3\xb2\xa1\x02\0\x04\0\0\0\0\0\0\0\0\0\xff\xff\0\0\x01\0\0\0' >/tmp/empty.pcap
    "${as_user[@]}" tshark -C CTI --color -r /tmp/empty.pcap 2>&1 | tee /tmp/profile
    if "${as_user[@]}" tshark -G plugins 2>/dev/null | grep '^cti\.so' && [[ ! -s /tmp/profile ]] &&
        "${as_user[@]}" tshark -G protocols 2>/dev/null | cut -f 3 | grep -x cti; then
        result loads yes
    else
        result loads NO; bad=1
    fi
    # The interface for log files lies where this Wireshark looks for it, and a trace is read through it.
    cp test-captures/story_login_timeout/SDL001_200_000042.txt /tmp/trace.txt && chmod a+r /tmp/trace.txt
    interfaces() { "${as_user[@]}" tshark -D 2>/dev/null | grep -E '^[0-9]+\. ctilog \(CTI log file\)$'; }
    if interfaces && "${as_user[@]}" timeout 120 tshark -Q -i ctilog -o extcap.ctilog.file:/tmp/trace.txt -o extcap.ctilog.follow:false -w /home/user/live.pcapng &&
        "${as_user[@]}" tshark -r /home/user/live.pcapng -Y ctilog >/tmp/records && [[ -s /tmp/records ]]; then
        result extcap "reads $(wc -l </tmp/records) records"
    else
        result extcap NO; bad=1
    fi
    apt-get purge -y -qq wireshark-plugin-cti </dev/null || bad=1
    if interfaces; then bad=1; fi
    files >/tmp/after
    if diff /tmp/before /tmp/after; then result removed "no trace"; else result removed "LEAVES FILES"; bad=1; fi
    exit $bad ;;
fresh)
    bad=0
    started=$(date +%s)
    if ./demo.sh </dev/null && tshark -v >/dev/null; then result demo "works ($(seconds "$started"))"; else result demo FAILS; bad=1; fi
    result wireshark "$(wireshark_version)"
    started=$(date +%s)
    run_tests
    result test "$line ($(seconds "$started"))"
    passed || bad=1
    started=$(date +%s)
    ./demo.sh </dev/null >/dev/null || bad=1
    run_tests
    result again "$line ($(seconds "$started"))"
    passed || bad=1
    exit $bad ;;
*)
    exit 2 ;;
esac
