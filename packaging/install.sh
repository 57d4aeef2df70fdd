#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds the plugin for the Wireshark that is here and installs it, with the Wireshark profile "CTI", the commands and the manual page.
# The first time this takes about two minutes.
#
#   packaging/install.sh               into your personal folder
#   packaging/install.sh --system      into the global folder, for every user (asks sudo where it must)
#   packaging/install.sh --uninstall   takes all of it out again (with --system: out of the global folder)
#   packaging/install.sh --check       which Wireshark is here, where plugins go, whether ours is there and loads, if not why
#
#   --plugin FILE    installs this cti.so instead of building one
#   --tshark FILE    the tshark of the Wireshark that is meant (default: the one in PATH; --check looks further)
#   --build DIR      build folder (default: build-plugin beside the sources)
#   --profile        replaces a profile "CTI" that you have changed
set -euo pipefail
top=$(dirname "$(dirname "$(realpath "$0")")")
profile_files=(preferences colorfilters dfilter_buttons dfilter_macros)
profile_state=recent # window layout: Wireshark writes it anew each time, so it is only put where there is none

die() { echo "install.sh: $*" >&2; exit 1; }
usage() { sed -n '3,14p' "$0" | sed 's/^# \{0,1\}//'; }

# What a Wireshark says about itself.
version_of() { # TSHARK -> 4.0.17
    "$1" -v 2>/dev/null | sed -nE '1s/^[^0-9]*([0-9]+\.[0-9]+\.[0-9]+).*/\1/p'
}
folder_of() { # "Personal Plugins" -> path, from $folders, which holds what tshark -G folders said
    sed -nE "s/^$1:[[:space:]]*//p" <<<"$folders" | head -n 1
}
plugin_folder() { # Personal|Global
    echo "$(folder_of "$1 Plugins")/epan"
}
extcap_folder() { # Personal|Global; Wireshark 4.0 names the global one only
    local folder
    folder=$(folder_of "$1 Extcap path")
    if [[ -z $folder && $1 == Global ]]; then folder=$(folder_of "Extcap path"); fi
    echo "${folder:-$(folder_of "$1 configuration")/extcap}"
}
profile_folder() { # Personal|Global
    echo "$(folder_of "$1 configuration")/profiles/CTI"
}
read_tshark() { # TSHARK: sets version and folders
    version=$(version_of "$1")
    folders=$("$1" -G folders 2>/dev/null || true)
    [[ -n $version && -n $(folder_of "Personal Plugins") ]]
}
# Every build holds the sentence "wireshark-cti VERSION for Wireshark VERSION".
built_for() { # FILE -> 4.0
    { grep -aoE 'wireshark-cti [0-9.]+ for Wireshark [0-9]+\.[0-9]+' "$1" || true; } | sed -n '1s/.* //p'
}
minor() { echo "$1" | cut -d. -f1-2; } # 4.0.17 -> 4.0
is_root() { [[ $EUID == 0 || $(id -g) == 0 ]]; }

all_tsharks() {
    local candidate
    for candidate in $(type -aP tshark) /usr/bin/tshark /usr/local/bin/tshark /opt/*/bin/tshark \
        /Applications/Wireshark.app/Contents/MacOS/tshark; do
        [[ ! -x $candidate ]] || realpath "$candidate"
    done | awk '!seen[$0]++'
}

explain_failure() { # TSHARK VERSION COMPLAINTS FILE: why the plugin that is there does not load
    local complaints=$3 version=$2 wanted
    wanted=$(sed -nE "s/.*'cti\.so' was compiled for Wireshark version ([0-9.]+).*/\1/p" <<<"$complaints" | head -n 1)
    [[ -n $wanted ]] || wanted=$(built_for "$4")
    if [[ -n $wanted && $wanted != $(minor "$version") ]]; then
        echo "  It does not load: it was built for Wireshark $wanted, and this is $version. A plugin fits one minor version only."
        echo "  Build it for this one: packaging/install.sh"
    elif grep -q "cti.so.*found in multiple directories" <<<"$complaints"; then
        echo "  It is in more than one folder; Wireshark takes one of them. Remove the others."
    elif [[ $complaints == *"cti.so"* ]]; then
        echo "  It does not load. Wireshark says:"
        grep "cti\.so" <<<"$complaints" | sed 's/^/    /'
    else
        echo "  It does not load, and Wireshark does not say why."
    fi
}

check_one() { # TSHARK
    local tshark=$1 version folders complaints listed loaded personal global place found=() bad=0
    read_tshark "$tshark" || { echo "$tshark does not run, or does not say where its plugins go."; return 1; }
    personal=$(plugin_folder Personal)
    global=$(plugin_folder Global)
    echo "Wireshark $version ($tshark)"
    echo "  Personal plugins: $personal"
    echo "  Global plugins:   $global"
    [[ -z ${WIRESHARK_PLUGIN_DIR:-} ]] ||
        echo "  WIRESHARK_PLUGIN_DIR=$WIRESHARK_PLUGIN_DIR is set: it takes the place of the global folder."
    for place in "$personal" "$global"; do
        [[ ! -e $place/cti.so ]] || found+=("$place/cti.so")
    done
    # What tshark complains about goes to stderr; the table of plugins is told apart by its tabs.
    listed=$("$tshark" -G plugins 2>&1 || true)
    complaints=$(grep -v $'\t' <<<"$listed" || true)
    loaded=$(awk -F'\t' '$1 ~ /^cti\.so *$/ { print $NF, "version", $2 }' <<<"$listed" | sed 's/ *$//')
    if [[ -n $loaded ]]; then
        echo "  The CTI plugin loads: $loaded"
        if ((${#found[@]} > 1)); then
            echo "  It is there twice (${found[*]}): remove one, so that you know which one you use."
        fi
    elif ((${#found[@]} == 0)); then
        echo "  The CTI plugin is not there."
        bad=1
    elif is_root && [[ ${found[*]} == "$personal/cti.so" ]]; then
        echo "  The CTI plugin is in ${found[0]}, but you are root, and Wireshark started by root ignores personal plugins."
        echo "  Start Wireshark as a user, or install for everybody: packaging/install.sh --system"
        bad=1
    else
        echo "  The CTI plugin is in ${found[*]}."
        explain_failure "$tshark" "$version" "$complaints" "${found[0]}"
        bad=1
    fi
    misplaced "$personal" "$global" "$version"
    if [[ -e $(profile_folder Personal) || -e $(profile_folder Global) ]]; then
        echo "  The profile CTI is there: wireshark -C CTI"
    else
        echo "  The profile CTI is not there."
    fi
    return $bad
}

# Copies in folders that are for another version, or in which no Wireshark looks.
misplaced() { # PERSONAL GLOBAL VERSION
    local file
    for file in "${1%/*/epan}"/{,epan/,*/,*/epan/}cti.so "${2%/*/epan}"/{,epan/,*/,*/epan/}cti.so \
        "$HOME"/.wireshark/plugins/{,epan/}cti.so "$HOME"/.config/wireshark/plugins/{,epan/}cti.so; do
        [[ -e $file && ${file%/cti.so} != "$1" && ${file%/cti.so} != "$2" ]] || continue
        if [[ $file =~ /plugins/([0-9]+\.[0-9]+)/epan/ ]]; then
            echo "  Wireshark $3 does not look at $file: that folder is for Wireshark ${BASH_REMATCH[1]}."
        else
            echo "  No Wireshark looks at $file: plugins go to .../plugins/$(minor "$3")/epan/."
        fi
    done
}

check() {
    local tsharks tshark result=0
    if [[ -n $chosen_tshark ]]; then tsharks=$chosen_tshark; else tsharks=$(all_tsharks); fi
    if [[ -z $tsharks ]]; then
        echo "No tshark found. On Debian and its relatives: apt install tshark"
        result=1
    fi
    while read -r tshark; do
        [[ -z $tshark ]] || check_one "$tshark" || result=1
    done <<<"$tsharks"
    if command -v flatpak >/dev/null && flatpak info org.wireshark.Wireshark >/dev/null 2>&1; then
        echo "There is a Wireshark from Flatpak too. It needs a plugin built inside its own runtime: see docs/install.md."
    fi
    return $result
}

as_owner() { # of the global folders
    if [[ $scope == Global && $EUID != 0 ]]; then sudo "$@"; else "$@"; fi
}

# What may not be written is said before anything is built.
writable() { # FOLDER, which need not be there yet
    local folder=$1
    [[ $folder == */* ]] || folder=./$folder
    while [[ ! -e $folder && -n ${folder%/*} ]]; do folder=${folder%/*}; done
    [[ -d $folder && -w $folder ]]
}
check_targets() {
    local folder
    if [[ $scope == Global ]]; then
        [[ $EUID == 0 ]] || command -v sudo >/dev/null ||
            die "$plugins is root's, and there is no sudo here: run this as root, or without --system for yourself alone"
        return
    fi
    for folder in "$plugins" "$profile" "$manual" "$commands" "$extcap"; do
        writable "$folder" || die "you may not write to $folder. Make it yours (sudo chown -R $(id -un) FOLDER), or install for all users with --system"
    done
}

commands_of() { # what commands/ builds, as far as this source has it
    local file
    for file in "$top"/commands/*/CMakeLists.txt; do
        [[ ! -e $file ]] || sed -nE 's/^ *add_executable\(([a-z0-9]+) .*/\1/p' "$file"
    done
}

progress() { # of ninja's "[17/112] ...": each tenth in a line
    local line done_before=0 now
    while IFS= read -r line; do
        [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
        now=$((BASH_REMATCH[1] * 10 / BASH_REMATCH[2]))
        ((now > done_before)) || continue
        done_before=$now
        echo "  ${now}0 %" >&2
    done
}

build() { # -> build folder on stdout, all else on stderr
    local folder=${build_folder:-$top/build-plugin} targets
    writable "$folder" || die "you may not write to $folder: choose another build folder with --build DIR"
    echo "Building for Wireshark $version in $folder. The first time this takes about two minutes." >&2
    mapfile -t targets < <(commands_of)
    {
        cmake -S "$top" -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCTI_BUILD_TESTS=OFF -DCTI_BUILD_TOOLS=ON -DCTI_WERROR=OFF >"$log" 2>&1 &&
            cmake --build "$folder" --target cti_plugin "${targets[@]}" 2>&1 | tee -a "$log" | progress
    } || { cat "$log" >&2; die "the build failed"; }
    echo "$folder"
}

profile_changed() { # FOLDER: true where a file of ours is there and is not as we ship it
    local file
    for file in "${profile_files[@]}"; do
        [[ ! -e $1/$file ]] || cmp -s "$1/$file" "$top/packaging/profile/CTI/$file" || return 0
    done
    return 1
}

install_all() {
    local plugin wanted name built
    check_targets
    if [[ -n $plugin_file ]]; then
        [[ -r $plugin_file ]] || die "cannot read $plugin_file"
        plugin=$plugin_file
        built=$(dirname "$(dirname "$(realpath "$plugin")")")
    else
        [[ -n $packages_are_there ]] || "$top/packaging/dependencies.sh" install plugin || exit 1
        built=$(build) || exit 1
        plugin=$built/plugin/cti.so
    fi
    wanted=$(built_for "$plugin")
    [[ -z $wanted || $wanted == $(minor "$version") ]] ||
        die "$plugin is built for Wireshark $wanted, but $tshark is $version. Without --plugin it is built for the Wireshark whose development files are installed (Debian: wireshark-dev); another one is chosen with CMAKE_PREFIX_PATH"
    as_owner install -D -m 644 "$plugin" "$plugins/cti.so"
    echo "Installed $plugins/cti.so"
    for name in $(commands_of); do
        [[ -x $built/commands/$name/$name ]] || continue
        as_owner install -D -m 755 "$built/commands/$name/$name" "$commands/$name"
        echo "Installed $commands/$name"
        as_owner install -D -m 644 "$top/commands/$name/$name.1" "${manual%7}1/$name.1"
    done
    if [[ -x $commands/ctilog2pcap ]]; then # there Wireshark finds it as an interface
        as_owner install -d "$extcap"
        as_owner ln -sfn "$commands/ctilog2pcap" "$extcap/ctilog2pcap"
        echo "Installed $extcap/ctilog2pcap: the interface \"CTI log file\""
    fi
    as_owner install -D -m 644 "$top/packaging/man/wireshark-cti.7" "$manual/wireshark-cti.7"
    echo "Installed $manual/wireshark-cti.7: $(man_command)"
    if [[ -z $replace_profile ]] && profile_changed "$profile"; then
        echo "Left your changed profile alone: $profile (--profile replaces it)"
    else
        as_owner install -d "$profile"
        as_owner install -m 644 "${profile_files[@]/#/$top/packaging/profile/CTI/}" "$profile"
        [[ -z $replace_profile && -e $profile/$profile_state ]] ||
            as_owner install -m 644 "$top/packaging/profile/CTI/$profile_state" "$profile"
        echo "Installed the profile CTI: wireshark -C CTI"
    fi
    check_one "$tshark"
}

man_command() { # how to read the manual page where it is now
    if [[ $(man -w wireshark-cti 2>/dev/null) == "$manual/wireshark-cti.7" ]]; then
        echo "man wireshark-cti"
    else
        echo "man $manual/wireshark-cti.7"
    fi
}

uninstall() {
    local folder file
    if [[ -e $plugins/cti.so ]]; then
        as_owner rm -f "$plugins/cti.so"
        echo "Removed $plugins/cti.so"
    else
        echo "There is no $plugins/cti.so"
    fi
    for file in "$manual/wireshark-cti.7" "$extcap/ctilog2pcap" "$commands"/{ctireport,ctilog2pcap,ctianon} "${manual%7}1"/{ctireport,ctilog2pcap,ctianon}.1; do
        [[ ! -e $file && ! -L $file ]] || { as_owner rm -f "$file"; echo "Removed $file"; }
    done
    # Folders that only the installation made.
    for folder in "$plugins" "${plugins%/epan}" "${plugins%/*/epan}"; do
        as_owner rmdir "$folder" 2>/dev/null || break
    done
    if [[ $scope == Personal ]]; then
        rmdir "$extcap" "$manual" "${manual%7}1" "${manual%/man7}" "${manual%/man/man7}" "$commands" 2>/dev/null || :
    fi
    if [[ ! -e $profile ]]; then
        return
    elif [[ -z $replace_profile ]] && profile_changed "$profile"; then
        echo "Left your changed profile alone: $profile (--profile removes it)"
        return
    fi
    # Beside ours, what Wireshark itself writes into a profile.
    for file in "${profile_files[@]}" "$profile_state" dmacros; do as_owner rm -f "$profile/$file"; done
    if as_owner rmdir "$profile" 2>/dev/null; then echo "Removed the profile CTI"; else echo "Files of yours stay in $profile"; fi
    as_owner rmdir "${profile%/CTI}" 2>/dev/null || :
}

action=install_all scope=Personal plugin_file='' chosen_tshark='' build_folder='' replace_profile=''
while (($#)); do
    case $1 in
    --system)    scope=Global ;;
    --uninstall) action=uninstall ;;
    --check)     action=check ;;
    --profile)   replace_profile=1 ;;
    --plugin | --tshark | --build)
        (($# > 1)) || { echo "install.sh: $1 needs a value" >&2; exit 2; }
        case $1 in
        --plugin) plugin_file=$2 ;;
        --tshark) chosen_tshark=$2 ;;
        --build)  build_folder=$2 ;;
        esac
        shift ;;
    -h | --help) usage; exit 0 ;;
    *) echo "install.sh: no option $1" >&2; usage >&2; exit 2 ;;
    esac
    shift
done

if [[ $action == check ]]; then
    check
    exit
fi
if [[ $action == install_all && $scope == Personal ]] && is_root; then
    die "you are root, and Wireshark started by root ignores personal plugins. Run this as the user who runs Wireshark, or with --system"
fi
tshark=${chosen_tshark:-$(command -v tshark || true)}
packages_are_there=''
if [[ -z $tshark ]]; then
    if [[ $action == install_all ]]; then
        groups=(run)
        [[ -n $plugin_file ]] || groups+=(plugin)
        "$top/packaging/dependencies.sh" install "${groups[@]}" || exit 1
        packages_are_there=1
    fi
    tshark=$(command -v tshark) || die "no tshark here: which Wireshark is the plugin for?"
fi
read_tshark "$tshark" || die "$tshark does not run, or does not say where its plugins go (tshark -G folders)"
plugins=$(plugin_folder "$scope")
profile=$(profile_folder "$scope")
extcap=$(extcap_folder "$scope")
if [[ $scope == Global ]]; then
    manual=/usr/local/share/man/man7 commands=/usr/local/bin
else
    manual=${XDG_DATA_HOME:-$HOME/.local/share}/man/man7 commands=$HOME/.local/bin
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
$action
