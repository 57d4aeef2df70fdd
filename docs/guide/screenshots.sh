#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Remakes the pictures of the guide and the README from the running program: Wireshark with the plugin of a build, on a
# virtual screen, with the profile "CTI".
#
#   docs/guide/screenshots.sh [build folder]      default: build/
#   docs/guide/screenshots.sh build NAME...       only these pictures
#
# Needs: apt-get install wireshark xvfb openbox xdotool imagemagick fonts-dejavu-core
set -euo pipefail
case ${1:-} in
-h|--help) sed -n '3,9p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
esac
top=$(realpath "$(dirname "$0")/../..")
build=$(realpath "${1:-$top/build}")
shift || true
only=" $* "
export DISPLAY=:${SCREENSHOT_DISPLAY:-97}
width=1280 height=800

work=$(mktemp -d)
pids=()
finish() {
    ((${#pids[@]} == 0)) || kill "${pids[@]}" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
chmod 755 "$work"

for program in Xvfb openbox xdotool import wireshark; do
    command -v "$program" >/dev/null || { echo "screenshots.sh: $program is missing (see --help)" >&2; exit 1; }
done
"$build/tools/ctigen/ctigen" -d "$work" "$top"/test-captures/{story_*,ctiqbe_upgrade_story,calls_consult_conference_transfer}.scenario
"$build/commands/ctilog2pcap/ctilog2pcap" -q -w "$work/logs.pcapng" "$top/test-captures/story_login_timeout"
mergecap -w "$work/timeline.pcapng" "$work/story_login_timeout.pcapng" "$work/logs.pcapng"

Xvfb "$DISPLAY" -screen 0 ${width}x${height}x24 >/dev/null 2>&1 &
pids+=($!)
sleep 1
openbox >/dev/null 2>&1 &
pids+=($!)

# The profile exactly as it is shipped, in a window of a size that small screens have.
config=$work/config
mkdir -p "$config/profiles"
cp -r "$top/packaging/profile/CTI" "$config/profiles/"
cat >"$config/recent_common" <<END
gui.geometry_main_x: 0
gui.geometry_main_y: 0
gui.geometry_main_width: $((width - 2))
gui.geometry_main_height: $((height - 24))
gui.geometry_main_maximized: FALSE
END
chmod -R a+rwX "$config"
install -d -m 700 "$work/runtime"
[[ $EUID != 0 ]] || chown 65534:65534 "$work/runtime"

window() { # waits for a window whose title matches
    local i id
    for ((i = 0; i < 60; i++)); do
        id=$(xdotool search --onlyvisible --name "$1" 2>/dev/null | tail -n 1) || true
        [[ -z $id ]] || { echo "$id"; return; }
        sleep 0.5
    done
    echo "screenshots.sh: no window '$1'" >&2
    return 1
}

details() { # opens the whole tree and shows its end
    xdotool mousemove $((width / 2)) $((height - 120)) click 1
    sleep 0.5
    xdotool key ctrl+Right
    sleep 1
    xdotool key End # with nothing selected the first one selects the first line
    sleep 0.5
    xdotool key End
    sleep 1
}

less_list() { # moves the bar between packet list and details up
    xdotool mousemove $((width / 2)) 526 mousedown 1
    local y
    for y in 510 480 450 400 350 310; do xdotool mousemove $((width / 2)) "$y"; sleep 0.1; done
    xdotool mouseup 1
    sleep 0.5
}

expert() { # the circle in the status bar opens Expert Information
    local id i
    for i in 1 2 3; do
        xdotool mousemove 18 $((height - 14)) click 1
        sleep 2
        id=$(xdotool search --onlyvisible --name 'Expert Information') && break
    done
    xdotool windowsize "$id" 620 250 windowmove "$id" 640 330
    sleep 1
}

findings() { # the window of -z cti,findings
    local id
    id=$(window 'CTI Findings')
    xdotool windowsize "$id" 1240 300 windowmove "$id" 20 300
    sleep 1
}

sessions() { # the window of -z cti,sessions
    local id
    id=$(window 'CTI.*Sessions')
    xdotool windowsize "$id" 1240 300 windowmove "$id" 20 300
    sleep 1
}

report() { # Telephony > CTI Report, the sixth entry from below
    local id
    xdotool mousemove $((width / 2)) $((height - 120)) click 1
    sleep 1
    xdotool key alt+y
    sleep 1
    for _ in 1 2 3 4 5 6; do xdotool key Up; sleep 0.2; done
    xdotool key Return
    id=$(window 'CTI Report')
    xdotool windowmove "$id" 300 60 # as large as it opens
    sleep 2
}

response_times() { # the window of -z ged188,srt
    local id
    id=$(window 'Service Response Time|SRT')
    xdotool windowsize "$id" 900 260 windowmove "$id" 200 380
    sleep 1
}

calls() { # Telephony > VoIP Calls
    local id
    xdotool mousemove $((width / 2)) $((height - 120)) click 1
    xdotool key alt+y
    sleep 1
    xdotool key v
    id=$(window 'VoIP Calls')
    xdotool windowsize "$id" 1240 300 windowmove "$id" 20 420
    sleep 2
}

flow() { # Flow Sequence of all of them
    local id
    calls
    xdotool key ctrl+a
    sleep 0.5
    xdotool key alt+s
    id=$(window 'Call Flow')
    xdotool windowsize "$id" 1240 740 windowmove "$id" 20 20
    sleep 2
}

# picture NAME CAPTURE ACTION... -- WIRESHARK-OPTIONS...
picture() {
    local name=$1 capture=$2 actions=() action pid
    shift 2
    while [[ $1 != -- ]]; do actions+=("$1"); shift; done
    shift
    [[ $only == '  ' || $only == *" $(basename "$name") "* ]] || return 0
    WIRESHARK_CONFIG_DIR=$config XDG_RUNTIME_DIR=$work/runtime CTI_PROGRAM=wireshark "$build/cti-tshark" -C CTI -r "$work/$capture.pcapng" "$@" \
        >"$work/log" 2>&1 &
    pid=$!
    pids+=("$pid")
    window "$capture" >/dev/null
    sleep 4
    for action in "${actions[@]}"; do "$action"; done
    xdotool mousemove $((width - 1)) $((height - 1))
    sleep 1
    import -window root -colors 64 -strip "PNG8:$top/docs/$name.png"
    kill "$pid"
    wait "$pid" 2>/dev/null || true
    echo "docs/$name.png"
}

picture images/screenshot story_version_refused less_list details expert -- -g 13 -Y ged188
picture guide/images/upgrade ctiqbe_upgrade_story less_list details -- -g 17 -Y 'ip.addr == 10.20.0.23 || ucalarm'
picture guide/images/version-refused story_version_refused less_list details -- -g 13 -Y 'ged188.message_type == 3 || ged188.message_type == 4 || ged188.incompatible_version'
picture guide/images/stale-queues story_stale_queues details -- -g 67 -Y 'ged188.response_time > 0.062'
picture guide/images/response-times story_stale_queues response_times -- -Y 'ged188.response_time > 0.062' -z ged188,srt
picture guide/images/failover story_failover details -- -g 36 -Y 'cti.diagnosis || ged188.message_type == 3 || ged188.message_type == 4'
picture guide/images/cap story_cap_after_upgrade less_list details -- -g 7 -Y 'cti.diagnosis || tcp.port == 2206'
picture guide/images/timeline timeline less_list details -- -g 32 -Y 'ip.addr == 10.60.0.40 && ctiqbe || ctilog.line in {12..18} || ucalarm'
picture guide/images/findings story_failover findings -- -z cti,findings
picture guide/images/sessions story_failover sessions -- -z cti,sessions
picture guide/images/report story_failover report --
picture guide/images/calls calls_consult_conference_transfer calls -- -Y ged188
picture guide/images/flow calls_consult_conference_transfer flow -- -Y ged188
