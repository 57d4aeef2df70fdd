#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The plugin in a tshark.exe under Wine: see README.md beside this file.
#
#   wine.sh setup|build|package|unit|install|compare WORK
#   wine.sh tshark WORK argument...     paths are those of this machine and lie under WORK or in this project's folder
#   wine.sh wine WORK program argument...   another program for Windows
#   wine.sh shell WORK command...       anything else in the system with Wine
#
# Environment: JOBS=2; MIRROR, STALE_MIRROR: see tests/matrix/chroot.sh --help. Needs root, and mmdebstrap or debootstrap.
set -euo pipefail
here=$(dirname "$(realpath "$0")") top=$(realpath "$(dirname "$(realpath "$0")")/../..")
what=${1:-} work=$(realpath -m "${2:-}")
(($# >= 2)) && [[ $work != / ]] || { sed -n '3,10p' "$0" | sed 's/^# \{0,1\}//'; exit 2; }
shift 2
T=x86_64-w64-mingw32ucrt
inside() {
    BIND_RW="$work $top" "$top/tests/matrix/chroot.sh" change "$work/sid" env JOBS="${JOBS:-2}" CCACHE_DIR="$work/ccache" MIRROR="${MIRROR:-}" \
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
    cp /usr/x86_64-w64-mingw32/include/{gcrypt,gpg-error,gpgrt,zlib,zconf}.h "$S/include/"
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
    cp b/glib/glib/*.h b/glib-build/glib/*.h "$S/include/glib-2.0/glib/"; cp b/glib/glib/deprecated/*.h "$S/include/glib-2.0/glib/deprecated/"
    cp b/glib/glib/glib*.h b/glib/gmodule/gmodule.h "$S/include/glib-2.0/"; cp b/glib-build/gmodule/gmodule-visibility.h "$S/include/glib-2.0/gmodule/"
    cp b/glib-build/glib/glibconfig.h "$S/lib/glib-2.0/include/"
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
    ninja -C b/wireshark-build -j "${JOBS:-2}" tshark sharkd
    mkdir -p run/plugins/4.0/epan
    cp b/wireshark-build/run/{tshark,sharkd}.exe b/wireshark-build/run/*.dll "$S"/bin/*.dll /usr/$T/lib/libwinpthread-1.dll run/
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
    mkdir -p "$work/compare"
    python3 -c 'import sys, zipfile; a = zipfile.ZipFile(sys.argv[1]); open(sys.argv[2], "wb").write(a.read(next(n for n in a.namelist() if n.endswith("4.0/epan/cti.dll"))))' \
        "$(the_zip)" "$work/compare/cti.dll"
    mkdir -p "$work/run/plugins/4.0/epan"
    cp "$work/compare/cti.dll" "$work/run/plugins/4.0/epan/"
    python3 "$here/compare.py" record "$work/compare/linux" "$top/build/test-captures" "$top/build/cti-tshark"
    in_wine python3 "$here/compare.py" record "$work/compare/windows" "$top/build/test-captures" wine "$work/run/tshark.exe"
    rm "$work/run/plugins/4.0/epan/cti.dll"
    python3 "$here/compare.py" compare "$work/compare/linux" "$work/compare/windows" ;;
tshark) in_wine wine "$work/run/tshark.exe" "$@" ;;
wine) in_wine wine "$@" ;;
shell) inside "$@" ;;
*) echo "wine.sh: what is $what?" >&2; exit 2 ;;
esac
