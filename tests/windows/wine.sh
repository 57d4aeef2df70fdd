#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The plugin in a tshark.exe under Wine: see README.md beside this file.
#
#   wine.sh setup|build|package|unit|install|compare WORK
#   wine.sh dissection WORK [pytest argument...]    default: all of tests/dissection, a file at a time and JOBS files at once
#   wine.sh tshark WORK argument...     paths are those of this machine and lie under WORK or in this project's folder
#   wine.sh wine WORK program argument...   another program for Windows
#   wine.sh shell WORK command...       anything else in the system with Wine
#
# Environment: JOBS=2; MIRROR, STALE_MIRROR: see tests/matrix/chroot.sh --help. Needs root, and mmdebstrap or debootstrap.
set -euo pipefail
here=$(dirname "$(realpath "$0")") top=$(realpath "$(dirname "$(realpath "$0")")/../..")
what=${1:-} work=$(realpath -m "${2:-}")
(($# >= 2)) && [[ $work != / ]] || { sed -n '3,11p' "$0" | sed 's/^# \{0,1\}//'; exit 2; }
shift 2
T=x86_64-w64-mingw32ucrt
inside() {
    BIND_RW="$work $top ${BIND_TOO:-}" "$top/tests/matrix/chroot.sh" change "$work/sid" env JOBS="${JOBS:-2}" CCACHE_DIR="$work/ccache" MIRROR="${MIRROR:-}" \
        STALE_MIRROR="${STALE_MIRROR:-}" "$@"
}

# Wine's server would keep seeing the mounts of the call that started it: each call starts and ends its own. Its first programs keep their output open.
in_wine() {
    # shellcheck disable=SC2016  # expanded in the system with Wine
    inside env WINEPREFIX="$work/wine" WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" XDG_RUNTIME_DIR=/tmp bash -c '
        server=$(ls /usr/lib/wine/wineserver* /usr/lib/*/wine/wineserver* 2>/dev/null | head -n 1)
        "$server" -p >/dev/null 2>&1 </dev/null; wine cmd /c exit >/dev/null 2>&1 </dev/null
        "$@"; rc=$?; "$server" -k; exit $rc' _ "$@"
}

setup() {
    mkdir -p "$work/dl"
    # shellcheck disable=SC2046  # a list of names
    MIRROR=${MIRROR:-} "$top/tests/matrix/chroot.sh" make sid "$work/sid" $("$top/packaging/dependencies.sh" list windows) wine wine64 meson flex bison gcc g++ \
        python3-packaging libgcrypt-mingw-w64-dev libgpg-error-mingw-w64-dev libz-mingw-w64-dev libglib2.0-dev perl bzip2 file ccache googletest ||
        { rm -rf "$work/sid"; exit 1; }
    # Sources of older Debians, with which all this is known to build.
    inside bash -c 'set -e
        cd "$1/dl"; keyring=$(ls /usr/share/keyrings/debian-archive-keyring.[gp][gp][gp] | head -n 1)
        mirror=${MIRROR:-$(sed -nE "s/^URIs: *([^ ]*debian\/?) *\$/\1/p; s/^deb (\[[^]]*\] )?([^ ]*debian\/?) .*/\2/p" /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1)}
        mkdir -p apt/lists/partial apt/cache/archives/partial; : >apt/status
        for suite in bookworm trixie; do echo "deb-src [signed-by=$keyring] $mirror $suite main"; done >apt/sources.list
        printf "%s\n" "Dir::Etc::sourcelist \"$PWD/apt/sources.list\"; Dir::Etc::sourceparts \"/dev/null\"; Dir::State \"$PWD/apt\";" \
            "Dir::State::lists \"$PWD/apt/lists\"; Dir::State::status \"$PWD/apt/status\"; Dir::Cache \"$PWD/apt/cache\"; APT::Sandbox::User \"root\";" >apt/conf
        export APT_CONFIG=$PWD/apt/conf
        apt-get update -qq
        apt-get source -qq --download-only wireshark/bookworm glib2.0/trixie pcre2=10.42-1 c-ares/bookworm' _ "$work"
}

unpack() { mkdir -p "$2"; tar xf "$(ls "$work/dl/$1"*.orig.tar.* | grep -v asc | head -n 1)" -C "$2" --strip-components=1; }

# Everything below runs in the chroot.
build_inside() {
    S=$work/sysroot
    mkdir -p "$S"/{include/glib-2.0,bin,lib/pkgconfig,lib/glib-2.0/include} "$work"/{b,shim,host}
    cd "$work"
    cp "$top/cmake/mingw-ucrt64.cmake" . # CMake remembers where it was: the next checkout of this project may lie elsewhere
    cmake_for_windows() { cmake -G Ninja --toolchain "$work/mingw-ucrt64.cmake" -DCTI_SDK="$S" -DCMAKE_POLICY_VERSION_MINIMUM=3.5 -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$S" "$@"; }

    # Debian's DLLs for Windows, and what it has only as source
    for l in gcrypt gpg-error z; do cp /usr/x86_64-w64-mingw32/lib/lib$l.dll.a "$S/lib/"; done
    cp -p /usr/x86_64-w64-mingw32/include/{gcrypt,gpg-error,gpgrt,zlib,zconf}.h "$S/include/"
    find /usr/x86_64-w64-mingw32 \( -iname 'libgcrypt*.dll' -o -iname 'libgpg-error*.dll' -o -iname zlib1.dll \) -exec cp {} "$S/bin/" \;
    unpack pcre2_ b/pcre2; unpack c-ares_ b/cares
    [[ -e b/glib/meson.build ]] || { mkdir -p b/glib; tar xf dl/glib2.0_*.orig.tar.xz -C b/glib --strip-components=1; }
    cmake_for_windows -S b/pcre2 -B b/pcre2-build -DBUILD_SHARED_LIBS=ON -DBUILD_STATIC_LIBS=OFF -DPCRE2_BUILD_TESTS=OFF -DPCRE2_BUILD_PCRE2GREP=OFF -DCMAKE_SHARED_LINKER_FLAGS=-static-libgcc
    ninja -C b/pcre2-build install
    cmake_for_windows -S b/cares -B b/cares-build -DCARES_BUILD_TOOLS=OFF -DCARES_BUILD_TESTS=OFF -DCMAKE_SHARED_LINKER_FLAGS=-static-libgcc
    ninja -C b/cares-build install

    # GLib: libglib, libgmodule, libgthread only, so libffi may be a stub; gettext too, for there are no translations.
    # The DLLs get the names of the official installer (no "lib" before them).
    cat >"$S/lib/pkgconfig/libffi.pc" <<P
Name: libffi
Description: stub, gobject is not built
Version: 3.4.4
P
    intl=b/glib/subprojects/proxy-libintl; mkdir -p $intl
    printf '[wrap-file]\ndirectory = proxy-libintl\n[provide]\ndependency_names = intl\n' >$intl.wrap
    cat >$intl/libintl.h <<'H'
#pragma once
char *gettext(const char *); char *dgettext(const char *, const char *); char *dcgettext(const char *, const char *, int);
char *ngettext(const char *, const char *, unsigned long); char *dngettext(const char *, const char *, const char *, unsigned long);
char *bindtextdomain(const char *, const char *); char *bind_textdomain_codeset(const char *, const char *); char *textdomain(const char *);
H
    cat >$intl/intl.c <<'C'
#include "libintl.h"
char *gettext(const char *s) { return (char *)s; }
char *dgettext(const char *d, const char *s) { return (char *)s; }
char *dcgettext(const char *d, const char *s, int c) { return (char *)s; }
char *ngettext(const char *a, const char *b, unsigned long n) { return (char *)(n == 1 ? a : b); }
char *dngettext(const char *d, const char *a, const char *b, unsigned long n) { return (char *)(n == 1 ? a : b); }
char *bindtextdomain(const char *a, const char *b) { return (char *)b; }
char *bind_textdomain_codeset(const char *a, const char *b) { return (char *)b; }
char *textdomain(const char *a) { return (char *)a; }
C
    cat >$intl/meson.build <<'M'
project('proxy-libintl', 'c', version: '0.5')
inc = include_directories('.')
meson.override_dependency('intl', declare_dependency(link_with: static_library('intl', 'intl.c', include_directories: inc), include_directories: inc))
M
    cat >b/cross.ini <<C
[binaries]
c = '$T-gcc'
cpp = '$T-g++'
ar = '$T-ar'
strip = '$T-strip'
windres = '$T-windres'
pkg-config = 'pkgconf'
[built-in options]
c_args = ['-I$S/include', '-O1']
c_link_args = ['-L$S/lib', '-static-libgcc']
[properties]
pkg_config_libdir = '$S/lib/pkgconfig'
needs_exe_wrapper = true
[host_machine]
system = 'windows'
cpu_family = 'x86_64'
cpu = 'x86_64'
endian = 'little'
C
    for m in glib gmodule gthread; do
        grep -q "name_prefix : ''" b/glib/$m/meson.build || perl -0pi -e "s/(lib$m = library\('$m-2.0',.*?)(\n  version : library_version,)/\$1\n  name_prefix : '',\$2/s" b/glib/$m/meson.build
    done
    [[ -e b/glib-build/build.ninja ]] || meson setup b/glib-build b/glib --cross-file b/cross.ini --prefix="$S" --libdir=lib --buildtype=plain -Dtests=false -Dintrospection=disabled -Dnls=disabled -Dman-pages=disabled -Dglib_debug=disabled
    ninja -C b/glib-build glib/glib-2.0-0.dll gmodule/gmodule-2.0-0.dll gthread/gthread-2.0-0.dll
    cp b/glib-build/*/g*-2.0-0.dll "$S/bin/"
    mkdir -p "$S"/include/glib-2.0/{glib/deprecated,gmodule}
    cp -p b/glib/glib/*.h b/glib-build/glib/*.h "$S/include/glib-2.0/glib/"; cp -p b/glib/glib/deprecated/*.h "$S/include/glib-2.0/glib/deprecated/"
    cp -p b/glib/glib/glib*.h b/glib/gmodule/gmodule.h "$S/include/glib-2.0/"; cp -p b/glib-build/gmodule/gmodule-visibility.h "$S/include/glib-2.0/gmodule/"
    cp -p b/glib-build/glib/glibconfig.h "$S/lib/glib-2.0/include/"
    for m in glib gmodule gthread; do
        cp b/glib-build/$m/$m-2.0.dll.a "$S/lib/lib$m-2.0.dll.a"
        printf 'Name: %s\nDescription: %s\nVersion: 2.84.4\nLibs: -L%s -l%s-2.0 -lglib-2.0\nCflags: -I%s -I%s\n' $m $m "$S/lib" $m "$S/include/glib-2.0" "$S/lib/glib-2.0/include" >"$S/lib/pkgconfig/$m-2.0.pc"
    done

    # Wireshark. Linux file names are case-sensitive; lemon must be a program of this machine; 4.0 without libpcap misses an include, and sharkd a cast;
    # its long list of warnings is not wanted.
    [[ -e wireshark/CMakeLists.txt ]] || {
        unpack wireshark_ wireshark
        perl -0pi -e 's/foreach\(THIS_FLAG \$\{WIRESHARK_COMMON_FLAGS\} \$\{WIRESHARK_C_ONLY_FLAGS\}\)/set(WIRESHARK_COMMON_FLAGS -fwrapv -w)\nset(WIRESHARK_C_ONLY_FLAGS)\nset(WIRESHARK_CXX_ONLY_FLAGS)\n$&/' wireshark/CMakeLists.txt
        perl -0pi -e 's/(#else \/\* HAVE_LIBPCAP \*\/\n)/$1#include <wsutil\/feature_list.h>\n/' wireshark/capture/capture-wpcap.c
        perl -pi -e 's/ws_inet_pton4\(path, &/ws_inet_pton4(path, (ws_in4_addr *)&/' wireshark/sharkd_daemon.c
    }
    for h in Ws2tcpip VersionHelpers Windows; do echo "#include <${h,,}.h>" >"shim/$h.h"; done
    cat >host/gcc <<'G'
#!/bin/bash
a=(); for x in "$@"; do case $x in -Wl,--out-implib*|-Wl,--major-image*|-Wl,--no-insert-timestamp|-l*|-static*) ;; *) a+=("$x");; esac; done
exec /usr/bin/gcc "${a[@]}"
G
    chmod +x host/gcc
    off=()
    for b in wireshark tfshark rawshark dumpcap text2pcap mergecap reordercap editcap capinfos captype randpkt dftest dcerpcidl2wrs androiddump sshdump \
        ciscodump dpauxmon randpktdump wifidump etwdump udpdump mmdbresolve sdjournal; do off+=("-DBUILD_$b=OFF"); done
    for e in PCAP AIRPCAP MINIZIP LZ4 BROTLI SNAPPY ZSTD NGHTTP2 LUA SMI GNUTLS WINSPARKLE KERBEROS SBC SPANDSP BCG729 ILBC LIBXML2 OPUS SINSP; do off+=("-DENABLE_$e=OFF"); done
    export MSYSTEM=MINGW64 PKG_CONFIG_LIBDIR=$S/lib/pkgconfig PATH=$work/host:$PATH CPATH=$work/shim
    cmake_for_windows -S wireshark -B b/wireshark-build -DCMAKE_BUILD_TYPE=None -DCMAKE_C_FLAGS="-O0 -std=gnu11" -DLEMON_C_COMPILER=gcc -DENABLE_CCACHE=OFF -DHAVE_C99_VSNPRINTF_EXITCODE=0 "${off[@]}" -DBUILD_tshark=ON -DBUILD_sharkd=ON \
        -DGLIB2_INTERNAL_INCLUDE_DIR="$S/lib/glib-2.0/include" -DGLIB2_MAIN_INCLUDE_DIR="$S/include/glib-2.0"
    ninja -C b/wireshark-build -j "${JOBS:-2}" tshark sharkd plugins
    mkdir -p run
    cp b/wireshark-build/run/{tshark,sharkd}.exe b/wireshark-build/run/*.dll "$S"/bin/*.dll /usr/$T/lib/libwinpthread-1.dll run/
    cp -r b/wireshark-build/run/plugins run/
}

# Both packages from an empty build folder, the compiler's cache switched off for the second.
package() {
    local first
    rm -rf "$top"/build-windows/release-*
    inside "$top/packaging/windows/build.sh"
    first=$(sha256sum <"$(the_zip)")
    rm -rf "$top"/build-windows/release-*
    inside env CCACHE_DISABLE=1 "$top/packaging/windows/build.sh"
    [[ $(sha256sum <"$(the_zip)") == "$first" ]] || { echo "wine.sh: the second package is not the same bytes" >&2; exit 1; }
    echo "Both packages are the same bytes: ${first%% *}"
}
the_zip() { ls "$top"/build-windows/wireshark-cti-*-windows-x64.zip; }

unit() {
    [[ -e $top/build-windows/sdk-4.6 ]] || inside "$top/packaging/windows/sdk.sh" 4.6
    inside bash -c 'cd "$1" && cmake --preset windows >/dev/null && ninja -C build-windows/4.6 -j "$JOBS"' _ "$top"
    in_wine python3 "$here/unit.py" "$top/build-windows/4.6"
}

# The DLL of the zip, where a tshark.exe looks for it.
plugin_into() {
    mkdir -p "$1"
    python3 -c 'import sys, zipfile; a = zipfile.ZipFile(sys.argv[1]); open(sys.argv[2], "wb").write(a.read(next(n for n in a.namelist() if n.endswith("4.0/epan/cti.dll"))))' \
        "$(the_zip)" "$1/cti.dll"
}

# Tests of tests/dissection that are not run with tshark.exe, and why.
not_here=(
    "test_install.py|install.sh, a script for Linux; install.cmd is tested by wine.sh install"
    "test_ged188.py::test_root_and_user|users and capabilities of Linux"
    "test_docs.py::test_commands_of_other_pages_work[commands/ctilog2pcap/ctilog2pcap.1]|tshark -i: this tshark.exe was built without libpcap and captures nothing"
    "test_docs.py::test_every_link_leads_somewhere|starts no tshark: links of pages"
    "test_docs.py::test_pictures_are_small|starts no tshark: files"
    "test_docs.py::test_every_story_has_a_page_and_every_page_a_story|starts no tshark: pages"
    "test_docs.py::test_manual_page_and_readme_have_commands|starts no tshark: pages"
    "test_docs.py::test_captures_can_be_made_where_install_builds|starts no tshark: CMake's targets"
    "test_docs.py::test_the_capture_filter_compiles|starts no tshark: libpcap of Linux"
)

# pytest runs on this machine, with all that is built for Linux (captures, ctilog2pcap); only cti-tshark is another one: it starts tshark.exe
# or sharkd.exe in the system with Wine, where one server of Wine stays for all of them.
dissection() {
    local dir=$work/dissection build=$work/dissection/build python file entry keeper_pid rc=0
    local -a deselect=() files=()
    for python in python3 /usr/bin/python3 ''; do [[ -z $python ]] || ! "$python" -c 'import pytest' 2>/dev/null || break; done
    [[ -n $python ]] || { echo "wine.sh: no Python with pytest" >&2; exit 1; }
    [[ -x $top/build/tools/ctigen/ctigen ]] || { echo "wine.sh: build for Linux first: cmake -S . -B build && cmake --build build" >&2; exit 1; }
    rm -rf "$dir"
    mkdir -p "$build/tests" "$dir/results"
    for file in "$top"/build/*; do case ${file##*/} in cti-tshark | run | tests) ;; *) ln -s "$file" "$build/" ;; esac; done
    cp -rs "$work/run" "$build/" # links
    plugin_into "$build/run/plugins/4.0/epan"
    sdk=$top/build-windows/sdk-4.0
    inside "$T-g++" -std=c++20 -shared -static -DCTI_WIRESHARK_MAJOR=4 -DCTI_WIRESHARK_MINOR=0 -DHAVE_SSIZE_T -DWS_BUILD_DLL -I"$top" -I"$sdk/include/wireshark" \
        -I"$sdk/include/glib-2.0" -o "$build/tests/cti_windows.dll" "$top/tests/dissection/windows.cpp" "$sdk"/lib/lib{wireshark,glib-2.0}.dll.a

    for entry in "${not_here[@]}"; do deselect+=("--deselect=tests/dissection/${entry%%|*}"); done
    coproc keeper { BIND_TOO=/tmp in_wine bash -c 'echo $$; exec cat >/dev/null'; }
    read -r keeper_pid <&"${keeper[0]}"
    {
        printf '#!/bin/bash\nbuild=%q run=%q prefix=%q keeper=%q\n' "$build" "$work/run" "$work/wine" "$keeper_pid"
        cat <<'W'
echo "${PYTEST_CURRENT_TEST:-}" >>"$build/../starts"
# As plugin/cti-tshark.in, in the system with Wine. Ends of lines and the time zone are those of Linux then; Wine's and GLib's remarks about a console go.
program=${CTI_PROGRAM:-tshark}
config=${WIRESHARK_CONFIG_DIR:-${XDG_CONFIG_HOME:-${HOME:-/nonexistent}/.config}/wireshark}
export WIRESHARK_CONFIG_DIR="$config" WIRESHARK_PLUGIN_DIR="$build/run/plugins"
# Wireshark for Windows does not heed the latter: its plugins lie beside it.
folder=${WIRESHARK_PLUGIN_DIR%/plugins}
[[ -e $folder/tshark.exe ]] || ln -s "$run"/*.{exe,dll} "$folder/"
export WINEPREFIX=$prefix WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" XDG_RUNTIME_DIR=/tmp LC_ALL=C.UTF-8 TZ=UTC
unset TMPDIR
exec 3> >(LC_ALL=C sed -e 's/\r$//' -e '/XDG_RUNTIME_DIR/d; /console output code page/d; /^$/d' >&2)
nsenter "--mount=/proc/$keeper/ns/mnt" "--root=/proc/$keeper/root" env -C "$PWD" wine "$folder/${program##*/}.exe" "$@" 2>&3 |
    LC_ALL=C sed -e 's/\r$//' -e 's/Greenwich Standard Time\|Coordinated Universal Time/UTC/'
exit "${PIPESTATUS[0]}"
W
    } >"$build/cti-tshark"
    chmod +x "$build/cti-tshark"
    # Wireshark's window was not built: tests that start it where it is installed must not find that of Linux.
    # shellcheck disable=SC2016  # expanded there
    tests() {
        unshare --mount --propagation private bash -c '! program=$(command -v wireshark) || mount --bind /dev/null "$program"; exec "$@"' _ \
            env -u TMPDIR CTI_BUILD="$build" "$python" -B -m pytest -q -p no:cacheprovider "$@"
    }
    cd "$top"
    if (($#)); then
        tests "${deselect[@]}" "$@" || rc=$?
    else
        tests --collect-only tests/dissection >"$dir/tests"
        for entry in "${not_here[@]}"; do
            grep -qF "tests/dissection/${entry%%|*}" "$dir/tests" || { echo "FAILED there is no ${entry%%|*}"; rc=1; }
        done
        for file in tests/dissection/test_*.py; do
            [[ " ${not_here[*]}" != *" ${file##*/}|"* ]] || continue
            files+=("$dir/results/$(basename "$file" .py).xml")
            while (($(jobs -rp | wc -l) > ${JOBS:-2})); do wait -n || rc=1; done # one of them is the keeper
            tests "${deselect[@]}" "$file" --junitxml="${files[-1]}" >"${files[-1]%.xml}.log" 2>&1 &
        done
        while (($(jobs -rp | wc -l) > 1)); do wait -n || rc=1; done
        for file in "${files[@]}"; do cat "${file%.xml}.log"; done
        for entry in "${not_here[@]}"; do echo "NOT RUN ${entry%%|*} (${entry#*|})"; done
        echo "$(wc -l <"$dir/starts") starts of a program under Wine"
        "$python" -B tests/summary.py "${files[@]}" || rc=1
    fi
    eval "exec ${keeper[1]}>&-"
    wait
    return $rc
}

case $what in
setup) setup ;;
build)
    inside bash "$here/wine.sh" build-inside "$work" >"$work/build.log" 2>&1 || { tail -n 20 "$work/build.log"; exit 1; }
    ls -l "$work/run/tshark.exe" ;;
build-inside) build_inside ;;
package) package ;;
unit) unit ;;
install) in_wine python3 "$here/install.py" "$(the_zip)" "$work/run" ;;
compare)
    plugin_into "$work/run/plugins/4.0/epan"
    python3 "$here/compare.py" record "$work/compare/linux" "$top/build/test-captures" "$top/build/cti-tshark"
    in_wine python3 "$here/compare.py" record "$work/compare/windows" "$top/build/test-captures" wine "$work/run/tshark.exe"
    rm "$work/run/plugins/4.0/epan/cti.dll"
    python3 "$here/compare.py" compare "$work/compare/linux" "$work/compare/windows" ;;
dissection) dissection "$@" ;;
tshark) in_wine wine "$work/run/tshark.exe" "$@" ;;
wine) in_wine wine "$@" ;;
shell) inside "$@" ;;
*) echo "wine.sh: what is $what?" >&2; exit 2 ;;
esac; exit # this file may have changed meanwhile
