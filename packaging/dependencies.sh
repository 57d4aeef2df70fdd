#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The Debian packages this project needs: the one list that demo.sh, test.sh, the CI and the version matrix use.
#
#   packaging/dependencies.sh list GROUP...      names, one a line
#   packaging/dependencies.sh missing GROUP...   the names that are not installed here
#   packaging/dependencies.sh install GROUP...   says what is missing and installs it, in one round; does nothing when nothing is
#
# Groups: plugin  compiler, CMake, Wireshark's headers and libraries: what building plugin and commands needs
#         build   the same, and GoogleTest: what building everything needs
#         run     tshark and Wireshark's small tools
#         test    pytest and what the test suite calls
#         fuzz    clang with libFuzzer
#         bench   Google Benchmark
#         package what builds the Debian package
#         windows what cross-builds the plugin for Windows (Debian 13 or later)
set -euo pipefail

packages() {
    local group
    for group in "$@"; do
        case $group in
        # libwireshark-dev of Debian 12 forgets libglib2.0-dev; wireshark-dev holds the CMake package.
        plugin)  echo cmake ninja-build g++ pkgconf wireshark-dev libwireshark-dev libglib2.0-dev libgcrypt20-dev libpugixml-dev zlib1g-dev ;;
        build)   packages plugin; echo libgtest-dev ccache ;;
        run)     echo tshark wireshark-common ;;
        test)    echo python3 python3-pytest git iproute2 jq openssl valgrind ;;
        fuzz)    echo clang "$(clang_runtime)" ;;
        bench)   echo libbenchmark-dev ;;
        package) echo build-essential debhelper dpkg-dev fakeroot lintian man-db ;;
        windows) echo g++-mingw-w64-ucrt64 binutils ccache cmake ninja-build pkgconf python3 debian-archive-keyring dpkg-dev xz-utils ;;
        *)       echo "dependencies.sh: no group '$group'" >&2; exit 2 ;;
        esac
    done | tr ' ' '\n' | awk 'NF && !seen[$0]++'
}

# libFuzzer and the sanitizers are in a package of their own whose name holds clang's version.
clang_runtime() {
    apt-cache depends clang 2>/dev/null | sed -n 's/.*Depends: clang-\([0-9]*\)$/libclang-rt-\1-dev/p' | head -n 1
}

missing() {
    local package
    packages "$@" | while read -r package; do
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || echo "$package"
    done
}

give_up() { # NAMES WHY: names what is missing, once
    echo "These packages are missing, and $2: $1" >&2
    echo "Install them (as root: apt-get install $1) and start this again." >&2
    return 1
}

install_missing() {
    if ! command -v apt-get >/dev/null; then
        echo "No apt-get here: these have to be there under the names of this system:" "$(packages "$@" | tr '\n' ' ')" >&2
        return 0
    fi
    local names unknown='' name as_root=() said
    names=$(missing "$@" | tr '\n' ' ')
    [[ -n $names ]] || return 0
    if [[ $EUID != 0 ]]; then
        command -v sudo >/dev/null || { give_up "${names% }" "only root can install them"; return 1; }
        sudo -v || { give_up "${names% }" "sudo does not let you install them"; return 1; }
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -qq >/dev/null 2>&1 || echo "apt-get update failed; going on with the lists that are there" >&2
    # Once more: before the first update apt does not know the name of clang's runtime package.
    names=$(missing "$@" | tr '\n' ' ')
    for name in $names; do
        apt-cache show "$name" >/dev/null 2>&1 || unknown+=" $name"
    done
    [[ -z $unknown ]] || { give_up "${unknown# }" "apt does not know them (is the network there, are the sources in /etc/apt right?)"; return 1; }
    echo "Installing with apt: ${names% }" >&2
    # shellcheck disable=SC2086  # a list of names
    said=$("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Use-Pty=0 $names </dev/null 2>&1 >/dev/null) && return 0
    grep -E '^(E|dpkg):' <<<"$said" | head -n 5 >&2
    give_up "$(missing "$@" | tr '\n' ' ' | sed 's/ $//')" "apt could not install them"
}

command=${1:-}
shift || true
case $command in
list)    packages "$@" ;;
missing) missing "$@" ;;
install) install_missing "$@" ;;
*)       sed -n '3,15p' "$0" | sed 's/^# \{0,1\}//'; [[ $command == --help ]] || exit 2 ;;
esac
