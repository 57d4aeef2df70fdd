#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The Debian packages this project needs: the one list that demo.sh, test.sh, the CI and the version matrix use.
#
#   packaging/dependencies.sh list GROUP...      names, one a line
#   packaging/dependencies.sh missing GROUP...   the names that are not installed here
#   packaging/dependencies.sh install GROUP...   says what is missing and installs it; does nothing when nothing is
#
# Groups: build   compiler, CMake, Wireshark's headers and libraries, GoogleTest
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
        build)   echo cmake ninja-build g++ pkgconf wireshark-dev libwireshark-dev libglib2.0-dev libpugixml-dev \
                      libgtest-dev ccache ;;
        run)     echo tshark wireshark-common ;;
        test)    echo python3 python3-pytest git openssl valgrind ;;
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

install_missing() {
    if ! command -v apt-get >/dev/null; then
        echo "No apt-get here: these have to be there under the names of this system:" "$(packages "$@" | tr '\n' ' ')" >&2
        return 0
    fi
    local names as_root=()
    names=$(missing "$@" | tr '\n' ' ')
    [[ -n $names ]] || return 0
    if [[ $EUID != 0 ]]; then
        if ! command -v sudo >/dev/null; then
            echo "These packages are missing; as root: apt-get install $names" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -qq || echo "apt-get update failed; trying with the lists that are there" >&2
    # Once more: before the first update apt does not know the name of clang's runtime package.
    names=$(missing "$@" | tr '\n' ' ')
    echo "Installing with apt: ${names% }" >&2
    # shellcheck disable=SC2086  # a list of names
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Use-Pty=0 $names </dev/null >/dev/null
}

command=${1:-}
shift || true
case $command in
list)    packages "$@" ;;
missing) missing "$@" ;;
install) install_missing "$@" ;;
*)       sed -n '3,15p' "$0" | sed 's/^# \{0,1\}//'; [[ $command == --help ]] || exit 2 ;;
esac
