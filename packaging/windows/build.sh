#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The plugin for Windows: cross-builds a cti.dll for each supported Wireshark and packs wireshark-cti-X.Y.Z-windows-x64.zip. Debian 13 or later.
#
#   packaging/windows/build.sh [FOLDER]     where the zip goes (default: build-windows)
#
#   --dll              no zip: the DLLs stay in build-windows/release-VERSION/plugin/cti.dll
#   --renew            makes what comes from Debian's packages anew (build-windows/sdk-VERSION)
#
# Environment: VERSIONS="4.0 4.4 4.6"      of Wireshark
#              JOBS=2                      compilers at once (default: processors)
#              MIRROR, STALE_MIRROR        see sdk.sh
#              SOURCE_DATE_EPOCH           time of the files in the zip (default: of the first entry of CHANGELOG.md with a date)
#
# The same sources with the same compiler make the same bytes.
set -euo pipefail
here=$(dirname "$(realpath "$0")") top=$(realpath "$(dirname "$(realpath "$0")")/../..")
out='' zip=1 renew=''
while (($#)); do
    case $1 in
    --dll)     zip='' ;;
    --renew)   renew=1 ;;
    -h|--help) sed -n '3,15p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
    -*)        echo "build.sh: no option $1 (see --help)" >&2; exit 2 ;;
    *)         out=$1 ;;
    esac
    shift
done
read -ra versions <<<"${VERSIONS:-4.0 4.4 4.6}"
build=$top/build-windows
mkdir -p "$build"
out=$(realpath -m "${out:-$build}")

command -v x86_64-w64-mingw32ucrt-g++ >/dev/null || "$here/../dependencies.sh" install windows
for version in "${versions[@]}"; do
    sdk=$build/sdk-$version folder=$build/release-$version
    [[ -z $renew && -e $sdk/licenses/pugixml.txt ]] || "$here/sdk.sh" "$version" "$sdk"
    cmake -S "$top" -B "$folder" -G Ninja --toolchain "$top/cmake/mingw-ucrt64.cmake" -DCTI_SDK="$sdk" -DCMAKE_BUILD_TYPE=Release -DCTI_BUILD_TESTS=OFF \
        -DCMAKE_CXX_FLAGS="-ffile-prefix-map=$top=." -DCMAKE_MODULE_LINKER_FLAGS_RELEASE=-s >"$build/configure-$version.log" 2>&1 ||
        { tail -n 30 "$build/configure-$version.log" >&2; exit 1; }
    cmake --build "$folder" --target cti_plugin -j "${JOBS:-$(nproc)}"
    "$here/check-dll.sh" "$folder/plugin/cti.dll" "$version"
    echo "$folder/plugin/cti.dll"
done
[[ -n $zip ]] || exit 0
mkdir -p "$out"
python3 "$here/pack.py" "$top" "$build" "$out" "${versions[@]}"
