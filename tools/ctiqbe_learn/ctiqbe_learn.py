#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Learns CTIQBE PDU numbers from a capture and the logs of the same minutes, and writes the table ctiqbe_pdus for Wireshark.

The capture must hold TCP port 2748 in clear, from the beginning of the connections. Needed is the CTIManager SDL trace at level Debug; a Jabber log
beside it, which prints numbers and names together, names more. Logs are read by ctilog2pcap, or given as its output (ctilog2pcap --json).
Messages are matched by time, direction and size. What is not well supported is refused and said so. See docs/ctiqbe.md."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import capture  # noqa: E402
import learn  # noqa: E402
import log_messages  # noqa: E402


def quote(text):
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else "?" for c in str(text)) + '"'


def table(result):
    """The text of the file ctiqbe_pdus."""
    lines = [
        "# CTIQBE PDU numbers, learnt from a capture and a CTIManager trace. Check before you rely on them.",
        f"# Framing: {learn.describe(result.framing)}"
        + (f"; {result.framing_support} messages ended exactly with a payload" if result.framing_support else "; as told on the command line"),
        f"# PDU number at {result.place}: holds in all {result.place_support} matched messages that the trace numbers, {result.place_values} different numbers",
    ]
    for row in result.rows:
        lines.append(f"# {row.number}: {support(row)}")
        lines.append(",".join(map(quote, (row.number, row.name, row.direction, ",".join(row.fields)))))
    return "\n".join(lines) + "\n"


def support(row):
    parts = [f"{row.support} messages in {row.sessions} session{'s' * (row.sessions != 1)}"] if row.support or not row.printed else []
    if row.printed:
        parts.append(f"number and name together in {row.printed} line{'s' * (row.printed != 1)} of a Jabber log")
    return ", ".join(parts)


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("capture", type=Path, help="pcap or pcapng file")
    parser.add_argument("trace", type=Path, nargs="+", help="CTIManager SDL trace files and Jabber logs, or the output of ctilog2pcap --json")
    parser.add_argument("-o", "--output", type=Path, help="where to write the table (default: standard output)")
    parser.add_argument("--port", type=int, action="append", help="server port (default 2748; may be given more than once)")
    parser.add_argument("--framing", type=int, choices=range(8), help="do not infer the framing: " + "; ".join(f"{i} = {learn.describe(i)}" for i in range(8)))
    parser.add_argument("--tolerance", type=float, default=0.1, help="seconds that capture and trace may differ once their clocks are aligned (default 0.1)")
    parser.add_argument("--min-support", type=int, default=2, help="messages needed for a row (default 2)")
    options = parser.parse_args(argv)
    try:
        conversations = capture.conversations(options.capture.read_bytes(), set(options.port or [2748]))
        told = log_messages.read_files(options.trace)
        result = learn.learn(conversations, told.events, options.framing, options.tolerance, row_support=options.min_support, printed=told.named)
    except (OSError, capture.CaptureError, log_messages.TraceError) as error:
        print(f"ctiqbe_learn: {error}", file=sys.stderr)
        return 2
    except learn.Refusal as refusal:
        print(f"ctiqbe_learn: not enough evidence. {refusal}", file=sys.stderr)
        return 1
    say = lambda *a: print(*a, file=sys.stderr)  # noqa: E731
    say(f"framing: {learn.describe(result.framing)}")
    say(f"clocks: the capture (UTC) is {result.offset:+.3f} s from the trace; {result.pairs} messages matched")
    say(f"PDU number: {result.place}, {result.place_support} messages, {result.place_values} different numbers")
    if result.sequence:
        say(f"sequence number: {result.sequence}")
    for row in result.rows:
        say(f"  {row.number} {row.name}, {row.direction}: {support(row)}")
    for text in result.refused:
        say(f"  refused: {text}")
    if not result.rows:
        say("ctiqbe_learn: no number has enough support; no table written")
        return 1
    if options.output:
        options.output.write_text(table(result), encoding="utf-8")
    else:
        sys.stdout.write(table(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
