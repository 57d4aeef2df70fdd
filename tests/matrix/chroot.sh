#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Clean Debian systems in folders, and commands run inside throw-away copies of them.
#
#   chroot.sh make SUITE DIR [package...]   a minimal system, and the packages with what they depend on (no recommends)
#   chroot.sh run DIR command...            runs a command in a copy of DIR that is thrown away afterwards
#   chroot.sh change DIR command...         runs a command in DIR itself
#
# Environment: MIRROR=URL          default: the mirror this machine's apt uses
#              STALE_MIRROR=1      accept package lists that are past their date, as those of a snapshot or of a mirror that
#                                  lags behind are; signatures are checked all the same
#              BIND="/a /b=/c"     folders of this machine that are visible inside, read-only (at the same path, or at /c)
#              BIND_RW="..."       the same, writable
#              RUN_UID=1000        runs the command as this user, whose home is /home/user. As root tshark ignores
#                                  personal plugins and WIRESHARK_PLUGIN_DIR, so load tests need a user.
# Mounts live in a private namespace: nothing stays mounted, rm -rf DIR is safe. Needs root, and mmdebstrap or debootstrap.
set -euo pipefail
die() { echo "chroot.sh: $*" >&2; exit 1; }

mirror() {
    { cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null || true; } |
        sed -nE 's/^URIs: *([^ ]*debian\/?) *$/\1/p; s/^deb (\[[^]]*\] )?([^ ]*debian\/?) .*/\2/p' | head -n 1
}

make_system() { # SUITE DIR package...
    local suite=$1 dir=$2 from
    shift 2
    [[ ! -e $dir/etc/os-release ]] || die "$dir is there already"
    from=${MIRROR:-$(mirror)}
    [[ -n $from ]] || die "no Debian mirror in this machine's apt configuration: set MIRROR"
    mkdir -p "$(dirname "$dir")"
    local apt=('APT::Install-Recommends "false"' 'Acquire::Languages "none"')
    [[ -z ${STALE_MIRROR:-} ]] || apt+=('Acquire::Check-Valid-Until "false"')
    if command -v mmdebstrap >/dev/null; then
        # Not --quiet: it would hide why apt refuses a mirror.
        mmdebstrap --mode=root --variant=apt "${apt[@]/#/--aptopt=}" "$suite" "$dir" "$from" ||
            die "no system of $suite from $from (package lists that are past their date: set STALE_MIRROR=1)"
    elif command -v debootstrap >/dev/null; then
        debootstrap --variant=minbase "$suite" "$dir" "$from" >/dev/null
        printf '%s;\n' "${apt[@]}" >"$dir/etc/apt/apt.conf.d/99lean"
    else
        die "neither mmdebstrap nor debootstrap is installed"
    fi
    cp -L /etc/resolv.conf "$dir/etc/resolv.conf" 2>/dev/null || true
    if (($#)); then
        in_system "$dir" change sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null' _ "$@"
    fi
}

in_system() { # DIR run|change command...
    local dir=$1 mode=$2
    shift 2
    [[ -e $dir/etc/os-release ]] || die "no system in $dir"
    if [[ $mode == run ]]; then
        work=$(mktemp -d "${dir%/}.run.XXXXXX")
        trap 'rm -rf "$work"' EXIT
    fi
    # shellcheck disable=SC2016  # expanded by the inner shell
    BIND=${BIND:-} BIND_RW=${BIND_RW:-} RUN_UID=${RUN_UID:-0} \
        unshare --mount --propagation private -- bash -c '
        set -e
        dir=$1 work=$2; shift 2
        if [[ -n $work ]]; then
            mkdir "$work/upper" "$work/work" "$work/root"
            if mount -t overlay overlay -o "lowerdir=$dir,upperdir=$work/upper,workdir=$work/work" "$work/root" 2>/dev/null; then :
            else cp -a --reflink=auto "$dir/." "$work/root"; fi
            dir=$work/root
        fi
        mount -t proc proc "$dir/proc"
        for n in null zero full random urandom tty; do
            [[ -e $dir/dev/$n ]] || : >"$dir/dev/$n"
            mount --bind "/dev/$n" "$dir/dev/$n"
        done
        mkdir -p "$dir/dev/shm"; mount -t tmpfs tmpfs "$dir/dev/shm"
        mkdir -p "$dir/dev/pts"; mount -t devpts devpts -o newinstance,ptmxmode=0666 "$dir/dev/pts"
        [[ -e $dir/dev/ptmx ]] || ln -s pts/ptmx "$dir/dev/ptmx"
        [[ -e $dir/dev/fd ]] || ln -s /proc/self/fd "$dir/dev/fd"
        for b in $BIND $BIND_RW; do mkdir -p "$dir${b#*=}"; mount --bind "${b%%=*}" "$dir${b#*=}"; done
        for b in $BIND; do mount -o remount,bind,ro "$dir${b#*=}"; done
        home=/root as=()
        if [[ $RUN_UID != 0 ]]; then
            home=/home/user
            mkdir -p "$dir$home"; chown "$RUN_UID:$RUN_UID" "$dir$home"
            grep -q "^user:" "$dir/etc/passwd" || echo "user:x:$RUN_UID:$RUN_UID::$home:/bin/bash" >>"$dir/etc/passwd"
            as=(setpriv "--reuid=$RUN_UID" "--regid=$RUN_UID" --clear-groups)
        fi
        chroot "$dir" /usr/bin/env -i HOME=$home TERM=dumb LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
            PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${as[@]}" "$@"' \
        _ "$dir" "$work" "$@"
}

command=${1:-}
if [[ ! $command =~ ^(make|run|change)$ ]] || (($# < 3)); then
    sed -n '3,16p' "$0" | sed 's/^# \{0,1\}//'
    [[ $command == --help ]] && exit 0 || exit 2
fi
[[ $EUID == 0 ]] || die "mounting and chroot need root"
shift
work=
case $command in
make) make_system "$@" ;;
*)    dir=$1; shift; in_system "$dir" "$command" "$@" ;;
esac
