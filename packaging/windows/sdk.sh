#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What is needed to cross-build the plugin for the Windows version of one Wireshark, made from Debian's packages. Installs nothing.
#
#   packaging/windows/sdk.sh VERSION [DIR]     VERSION: 4.0 (from Debian bookworm), 4.4 (trixie) or 4.6 (sid)
#                                              DIR: default build-windows/sdk-VERSION, where `cmake --preset windows` looks for 4.6
#
# Environment: ROOT=/folder     Debian's packages are there already, unpacked (or "/")
#              SOURCES=/folder  pugixml_*.orig.tar.gz and googletest_*.orig.tar.gz are there already
#              MIRROR=URL       default: the mirror that apt uses here
#              STALE_MIRROR=1   accept package lists that are past their date, as those of a snapshot are; signatures are checked all the same
#
# Made are: include/wireshark; include/glib-2.0 with a glibconfig.h for 64-bit Windows; lib/*.dll.a; WiresharkConfig.cmake; glib-2.0.pc; pugixml
# and GoogleTest, built; licenses/pugixml.txt. Exit status 3: Debian's packages could not be had.
#
# The import libraries come from the names that Debian's .so files export: with visibility on Linux and dllexport on Windows, WS_DLL_PUBLIC
# marks the same functions. Data is left out: a plugin that needs some fails to link instead of loading badly. The names of the DLLs are
# those of the official installer: libwireshark.dll, libwsutil.dll, libwiretap.dll, glib-2.0-0.dll.
set -euo pipefail
here=$(dirname "$(realpath "$0")") top=$(realpath "$(dirname "$(realpath "$0")")/../..")
triple=x86_64-w64-mingw32ucrt
die() { echo "sdk.sh: $*" >&2; exit 1; }
not_to_be_had() { echo "sdk.sh: $*" >&2; exit 3; }

version=${1:-}
case $version in
4.0) suite=bookworm ;;
4.4) suite=trixie ;;
4.6) suite=sid ;;
*)   sed -n '3,17p' "$0" | sed 's/^# \{0,1\}//'; exit 2 ;;
esac
dir=$(realpath -m "${2:-$top/build-windows/sdk-$version}")
for tool in "$triple-g++" "$triple-dlltool" cmake ninja nm pkgconf; do
    command -v "$tool" >/dev/null || die "$tool is missing; on Debian 13 or later: apt-get install $("$here/../dependencies.sh" list windows | tr '\n' ' ')"
done
rm -rf "$dir"
mkdir -p "$dir"/{include,licenses,lib/pkgconfig,lib/cmake/wireshark}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# An apt of its own, with one suite and an empty system.
private_apt() {
    local mirror=${MIRROR:-} keyring
    [[ -n $mirror ]] || mirror=$({ cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null || true; } |
        sed -nE 's/^URIs: *([^ ]*debian\/?) *$/\1/p; s/^deb (\[[^]]*\] )?([^ ]*debian\/?) .*/\2/p' | sed -n 1p)
    [[ -n $mirror ]] || not_to_be_had "no Debian mirror in this machine's apt configuration: set MIRROR"
    keyring=$(ls /usr/share/keyrings/debian-archive-keyring.[gp][gp][gp] 2>/dev/null | sed -n 1p || true)
    [[ -n $keyring ]] || die "no keyring of Debian here: apt-get install debian-archive-keyring"
    mkdir -p "$work"/{lists/partial,cache/archives/partial}
    : >"$work/status"
    # Sources of one suite, whichever Wireshark it is: there is one pugixml in all of them.
    printf '%s [signed-by=%s] %s %s main\n' deb "$keyring" "$mirror" "$suite" deb-src "$keyring" "$mirror" bookworm >"$work/sources.list"
    cat >"$work/conf" <<C
Dir::Etc::sourcelist "$work/sources.list"; Dir::Etc::sourceparts "/dev/null"; Dir::State "$work"; Dir::State::lists "$work/lists";
Dir::State::status "$work/status"; Dir::Cache "$work/cache"; APT::Sandbox::User "root"; Acquire::Languages "none";
C
    [[ -z ${STALE_MIRROR:-} ]] || echo 'Acquire::Check-Valid-Until "false";' >>"$work/conf"
    export APT_CONFIG=$work/conf
    apt-get update -qq -o APT::Update::Error-Mode=any || not_to_be_had "no package lists of $suite from $mirror (lists that are past their date: set STALE_MIRROR=1)"
}
[[ -n ${ROOT:-} && -n ${SOURCES:-} ]] || private_apt

root=${ROOT:-}
if [[ -z $root ]]; then
    root=$work/root
    mkdir -p "$root" "$work/deb"
    depends() { apt-cache depends "$1" | sed -nE "s/^ *Depends: ($2)\$/\\1/p"; }
    packages=(wireshark-dev libglib2.0-dev)
    for library in wireshark wsutil wiretap; do
        mapfile -t -O "${#packages[@]}" packages < <(echo "lib$library-dev"; depends "lib$library-dev" "lib${library}[0-9].*")
    done
    gio=$(depends libglib2.0-dev 'libgio-2.0-dev') # from trixie on, GLib's headers are there
    [[ -z $gio ]] || packages+=("$gio")
    mapfile -t -O "${#packages[@]}" packages < <(for p in libglib2.0-dev $gio; do depends "$p" 'libglib2.0-0(t64)?'; done | sort -u)
    (cd "$work/deb" && apt-get download -qq "${packages[@]}") || not_to_be_had "the packages of $suite could not be fetched"
    for deb in "$work"/deb/*.deb; do dpkg -x "$deb" "$root"; done
fi
sources=${SOURCES:-}
if [[ -z $sources ]]; then
    sources=$work/sources
    mkdir -p "$sources"
    (cd "$sources" && apt-get source -qq --download-only pugixml googletest >/dev/null) || not_to_be_had "the sources of pugixml and GoogleTest could not be fetched"
fi

root=${root%/}
libs=$root/usr/lib/x86_64-linux-gnu
found=$(sed -nE 's/^set\(Wireshark_VERSION "(.*)"\)/\1/p' "$libs"/cmake/wireshark/WiresharkConfig.cmake "$libs"/wireshark/cmake/WiresharkConfig.cmake 2>/dev/null | sed -n 1p || true)
[[ $found == "$version".* ]] || die "Wireshark $version is wanted, and ${ROOT:-Debian $suite} has ${found:-none}"
IFS=. read -r major minor patch <<<"$found"

# Headers of Wireshark and GLib.
cp -a "$root/usr/include/wireshark" "$root/usr/include/glib-2.0" "$dir/include/"
rm -f "$dir/include/wireshark/config.h" # says what Linux has
# 64-bit Windows: long has 4 bytes, size_t is unsigned long long. Everything else in this file is the same or unused by a plugin.
sed -E \
    -e 's/^(#define G_GINT64_CONSTANT\(val\)).*/\1 (val##LL)/; s/^(#define G_GUINT64_CONSTANT\(val\)).*/\1 (val##ULL)/' \
    -e 's/^typedef signed long gint64;/typedef signed long long gint64;/; s/^typedef unsigned long guint64;/typedef unsigned long long guint64;/' \
    -e 's/^typedef signed long gssize;/typedef signed long long gssize;/; s/^typedef unsigned long gsize;/typedef unsigned long long gsize;/' \
    -e 's/^typedef signed long gintptr;/typedef signed long long gintptr;/; s/^typedef unsigned long guintptr;/typedef unsigned long long guintptr;/' \
    -e 's/^(#define (G_GINT64_MODIFIER|G_GSIZE_MODIFIER|G_GSSIZE_MODIFIER|G_GINTPTR_MODIFIER)).*/\1 "ll"/' \
    -e 's/^(#define (G_GINT64_FORMAT|G_GSSIZE_FORMAT|G_GINTPTR_FORMAT)).*/\1 "lli"/; s/^(#define (G_GUINT64_FORMAT|G_GSIZE_FORMAT|G_GUINTPTR_FORMAT)).*/\1 "llu"/' \
    -e 's/^(#define GLIB_SIZEOF_LONG ).*/\1 4/' \
    -e 's/^(#define G_MAXSIZE).*/\1 G_MAXUINT64/; s/^(#define G_MINSSIZE).*/\1 G_MININT64/; s/^(#define G_MAXSSIZE).*/\1 G_MAXINT64/' \
    -e 's/^(#define GPOINTER_TO_INT\(p\)).*/\1 ((gint) (gint64) (p))/; s/^(#define GPOINTER_TO_UINT\(p\)).*/\1 ((guint) (guint64) (p))/' \
    -e 's/^(#define GINT_TO_POINTER\(i\)).*/\1 ((gpointer) (gint64) (i))/; s/^(#define GUINT_TO_POINTER\(u\)).*/\1 ((gpointer) (guint64) (u))/' \
    -e 's/^#define G_OS_UNIX/#define G_OS_WIN32\n#define G_PLATFORM_WIN32/; s/^#define G_THREADS_IMPL_POSIX/#define G_THREADS_IMPL_WIN32/' \
    -e "s/^(#define G_DIR_SEPARATOR) .*/\\1 '\\\\\\\\'/; s/^(#define G_DIR_SEPARATOR_S) .*/\\1 \"\\\\\\\\\"/" \
    -e "s/^(#define G_SEARCHPATH_SEPARATOR) .*/\\1 ';'/; s/^(#define G_SEARCHPATH_SEPARATOR_S) .*/\\1 \";\"/" \
    -e 's/^typedef int GPid;/typedef void * GPid;/; s/^(#define G_PID_FORMAT) .*/\1 "p"/; s/^(#define G_MODULE_SUFFIX) "so"/\1 "dll"/' \
    -e 's/^#define (GLIB_USING_SYSTEM_PRINTF|G_HAVE_FREE_SIZED|GLIB_HAVE_ALLOCA_H|G_VA_COPY_AS_ARRAY).*/#undef \1/' \
    -e 's/^(#define G_?U?LONG_TO_[LB]E\(val\).*INT)64(_TO_)/\132\2/' \
    -e 's/^(#define GLIB_SYSDEF_AF_INET6) .*/\1 23/; s/^(#define G_POLLFD_FORMAT) .*/\1 "%#llx"/' \
    "$libs/glib-2.0/include/glibconfig.h" >"$dir/include/glib-2.0/glibconfig.h"
# glib.h includes it on Windows; Debian does not ship it and the plugin uses nothing of it.
[[ -e $dir/include/glib-2.0/glib/gwin32.h ]] || echo '#pragma once' >"$dir/include/glib-2.0/glib/gwin32.h"

import() { # shared object, name of the DLL, name of the import library
    { echo "LIBRARY \"$2\""; echo EXPORTS; nm -D --defined-only "$1" | awk '$2 ~ /^[TW]$/ {sub(/@.*/, "", $3); print "    " $3}' | sort -u; } >"$dir/lib/$3.def"
    "$triple-dlltool" -m i386:x86-64 -d "$dir/lib/$3.def" -l "$dir/lib/lib$3.dll.a" --temp-prefix "$work/$3"
}
import "$(ls "$libs"/libwireshark.so.* | sed -n 1p)" libwireshark.dll wireshark
import "$(ls "$libs"/libwsutil.so.* | sed -n 1p)" libwsutil.dll wsutil
import "$(ls "$libs"/libwiretap.so.* | sed -n 1p)" libwiretap.dll wiretap
import "$(ls "$libs"/libglib-2.0.so.0 "$root"/lib/x86_64-linux-gnu/libglib-2.0.so.0 2>/dev/null | sed -n 1p)" glib-2.0-0.dll glib-2.0

cat >"$dir/lib/pkgconfig/glib-2.0.pc" <<P
Name: GLib
Description: GLib for Windows, as the official Wireshark brings it
Version: $(sed -n 's/^Version: //p' "$libs/pkgconfig/glib-2.0.pc")
Libs: -L$dir/lib -lglib-2.0
Cflags: -I$dir/include/glib-2.0 -DGLIB_VERSION_MIN_REQUIRED=GLIB_VERSION_2_54 -DGLIB_VERSION_MAX_ALLOWED=GLIB_VERSION_2_54
P
cat >"$dir/lib/cmake/wireshark/WiresharkConfig.cmake" <<P
set(Wireshark_MAJOR_VERSION $major)
set(Wireshark_MINOR_VERSION $minor)
set(Wireshark_PATCH_VERSION $patch)
set(Wireshark_VERSION "$found")
set(Wireshark_PLUGINS_ENABLED 1)
set(Wireshark_PLUGIN_LIBDIR "plugins/$major.$minor")
set(Wireshark_PLUGIN_INSTALL_DIR "plugins/$major.$minor")
set(Wireshark_INCLUDE_DIR "$dir/include/wireshark")
foreach(lib wsutil wiretap epan)
  if(NOT TARGET \${lib})
    add_library(\${lib} INTERFACE IMPORTED)
    target_include_directories(\${lib} INTERFACE "$dir/include/wireshark" "$dir/include/glib-2.0")
  endif()
endforeach()
target_link_libraries(wsutil INTERFACE "$dir/lib/libwsutil.dll.a")
target_link_libraries(wiretap INTERFACE "$dir/lib/libwiretap.dll.a" wsutil)
target_link_libraries(epan INTERFACE "$dir/lib/libwireshark.dll.a" wiretap wsutil)
P
cat >"$dir/lib/cmake/wireshark/WiresharkConfigVersion.cmake" <<P
set(PACKAGE_VERSION "$found")
if(NOT PACKAGE_VERSION VERSION_LESS PACKAGE_FIND_VERSION)
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
P

# The libraries that are linked in (pugixml) or that the tests need (GoogleTest).
unpacked() { # name of the source package
    mkdir "$work/$1"
    tar xf "$(find "$sources" -name "$1_*.orig.tar.*" ! -name '*.asc')" -C "$work/$1" --strip-components=1
}
built() { # name, option...
    local name=$1
    shift
    cmake -S "$work/$name" -B "$work/$name-build" -G Ninja --toolchain "$top/cmake/mingw-ucrt64.cmake" -DCTI_SDK="$dir" -DCMAKE_POLICY_VERSION_MINIMUM=3.5 \
        -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS="-ffile-prefix-map=$work=." -DBUILD_SHARED_LIBS=OFF -DCMAKE_INSTALL_PREFIX="$dir" "$@" >"$work/$name.log" 2>&1 &&
        cmake --build "$work/$name-build" --target install >>"$work/$name.log" 2>&1 || { tail -n 30 "$work/$name.log" >&2; die "$name does not build"; }
}
unpacked pugixml
built pugixml
cp "$work/pugixml/LICENSE.md" "$dir/licenses/pugixml.txt"
unpacked googletest
built googletest -DBUILD_GMOCK=OFF
echo "Wireshark $found for Windows, from Debian $suite: $dir"
