# SPDX-License-Identifier: GPL-2.0-or-later
"""From messages on the wire and messages in the trace to PDU numbers, with the support of each conclusion."""

import bisect
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from capture import TO_CLIENT, TO_SERVER
from log_messages import normal

PREFIX = 8
MAX_MESSAGE = 65536

# The same eight, in the same order, as the dissector's preference: place of the length, byte order, prefix counted.
HYPOTHESES = [(place, order, counted) for place in (0, 4) for order in ("big", "little") for counted in (False, True)]


class Refusal(Exception):
    """The evidence is too thin; the text says of what and what would help."""


def describe(h):
    place, order, counted = HYPOTHESES[h]
    return f"length at offset {place}, {order}-endian, {'prefix included' if counted else 'without the prefix'}"


@dataclass
class Message:
    time: float
    direction: str
    conversation: int
    data: bytes


def split(half, h):
    """[(begin, end)] of the messages of one direction, or None where a length is implausible."""
    place, order, counted = HYPOTHESES[h]
    out, at, data = [], 0, half.data
    while at + PREFIX <= len(data):
        length = int.from_bytes(data[at + place : at + place + 4], order)
        size = length if counted else length + PREFIX
        if not PREFIX <= size <= MAX_MESSAGE:
            return None
        if at + size > len(data):
            break
        out.append((at, at + size))
        at += size
    return out


def infer_framing(halves, events, minimum=6):
    """The number of the one hypothesis that walks every direction and ends messages at the ends of payloads. `events` only break ties: their sizes."""
    fits = {}
    sizes = Counter((e.direction, e.size) for e in events)
    for h in range(len(HYPOTHESES)):
        parts = [(d, half, split(half, h)) for d, half in halves]
        if any(p is None for _, _, p in parts):
            continue
        aligned = told = seen = 0
        for direction, half, part in parts:
            payload_ends = {end for end, _ in half.ends}
            for begin, end in part:
                if end - begin < PREFIX + 4:
                    continue  # zeros read as such messages without end
                seen += 1
                aligned += end in payload_ends
                told += sizes[direction, end - begin] > 0
        fits[h] = (aligned, told, seen, [p for _, _, p in parts])
    if not fits:
        raise Refusal("no framing hypothesis walks all the conversations; is this CTIQBE in clear, and complete?")
    best = max(fits, key=lambda h: (fits[h][0], fits[h][1]))
    aligned, told, seen, parts = fits[best]
    if aligned < minimum:
        raise Refusal(f"only {aligned} messages end where a payload ends under the best framing hypothesis; {minimum} are needed")
    for h, rival in fits.items():
        if rival[3] != parts and 2 * rival[0] > aligned:
            raise Refusal(f"two framings fit about equally: {describe(best)} ({aligned} messages), {describe(h)} ({rival[0]}); choose one with --framing")
    return best, aligned, seen


def cut_messages(conversations, h):
    """All whole messages, in order of time. A message has the time of the payload that completes it."""
    out = []
    for i, conversation in enumerate(conversations):
        for direction, half in conversation.halves.items():
            ends = [end for end, _ in half.ends]
            for begin, end in split(half, h) or []:
                time = half.ends[bisect.bisect_left(ends, end)][1]
                out.append(Message(time, direction, i, bytes(half.data[begin:end])))
    return sorted(out, key=lambda m: m.time)


DAY = 86400


def _difference(a, b):
    """a - b on the clock face, -12 h .. +12 h."""
    return (a - b + DAY / 2) % DAY - DAY / 2


def clock_offset(messages, events, tolerance):
    """What has to be added to a time of the trace to get the time of day (UTC) of the capture: time zone and clock difference together."""
    by_size = defaultdict(list)
    for m in messages:
        by_size[m.direction, len(m.data)].append(m.time % DAY)
    differences = []
    for e in events:
        for t in by_size.get((e.direction, e.size), ())[:200]:
            differences.append(_difference(t, e.time))
    if not differences:
        raise Refusal("no message of the capture has the direction and size of one in the trace: not the same minutes, or another framing")
    differences.sort()
    best, low = (0, 0.0), 0
    for high, d in enumerate(differences):
        while d - differences[low] > tolerance:
            low += 1
        if high - low + 1 > best[0]:
            best = (high - low + 1, differences[(low + high) // 2])
    return best[1], best[0]


def match(messages, events, offset, tolerance):
    """Pairs of a message and an event that are each other's only partner by time, direction and size. Each connection handle of the trace belongs to
    one conversation: the one that most of its pairs name; the others are dropped."""
    def near(m, e):
        return m.direction == e.direction and len(m.data) == e.size and abs(_difference(m.time % DAY - offset, e.time)) <= tolerance

    by_key = defaultdict(list)
    for i, m in enumerate(messages):
        by_key[m.direction, len(m.data)].append(i)
    of_event = [[i for i in by_key[e.direction, e.size] if near(messages[i], e)] for e in events]
    wanted = Counter(i for candidates in of_event for i in candidates)
    pairs = [(messages[c[0]], e) for c, e in zip(of_event, events) if len(c) == 1 and wanted[c[0]] == 1]
    votes = defaultdict(Counter)
    for m, e in pairs:
        votes[e.handle][m.conversation] += 1
    owner = {handle: counter.most_common(1)[0][0] for handle, counter in votes.items()}
    return [(m, e) for m, e in pairs if owner[e.handle] == m.conversation]


@dataclass(frozen=True, order=True)
class Place:
    offset: int
    width: int
    order: str

    def read(self, data):
        if self.offset + self.width > len(data):
            return None
        return int.from_bytes(data[self.offset : self.offset + self.width], self.order)

    @property
    def low_byte(self):
        return self.offset + (self.width - 1 if self.order == "big" else 0)

    def __str__(self):
        return f"{self.offset}:u{8 * self.width}{'be' if self.order == 'big' else 'le'}"


MAX_OFFSET = 64


def find_place(pairs, length_order, minimum, distinct, what, help_text):
    """The place that holds `value` in every (bytes, value) of `pairs`. Places that read the same lowest byte differ only in bytes that are zero in all of them;
    the 4-byte one on a 4-byte boundary in the order of the length is taken then, else the widest."""
    if len(pairs) < minimum or len({v for _, v in pairs}) < distinct:
        raise Refusal(f"{what}: {len(pairs)} messages with {len({v for _, v in pairs})} different values were matched; "
                      f"{minimum} messages with {distinct} different values are needed. {help_text}")
    shortest = min(len(data) for data, _ in pairs)
    largest = max(v for _, v in pairs)
    places = []
    for width in (1, 2, 4):
        if largest >= 256**width:
            continue
        for order in ("big", "little") if width > 1 else ("big",):
            for offset in range(min(MAX_OFFSET, shortest) - width + 1):
                place = Place(offset, width, order)
                if all(place.read(data) == v for data, v in pairs):
                    places.append(place)
    if not places:
        raise Refusal(f"{what}: no place holds it in all {len(pairs)} matched messages. Wrong pairs, another trace, or it is not sent as a plain number")
    lows = sorted({p.low_byte for p in places})
    if len(lows) > 1:
        raise Refusal(f"{what}: more than one place holds it in all {len(pairs)} matched messages (" + ", ".join(map(str, places)) + ")")
    return max(places, key=lambda p: (p.offset % p.width == 0, p.order == length_order and p.width > 1, p.width))


@dataclass
class Row:
    number: int
    name: str
    direction: str
    support: int
    sessions: int
    fields: list = field(default_factory=list)
    printed: int = 0  # lines that print number and name together


@dataclass
class Result:
    framing: int
    framing_support: int
    offset: float
    pairs: int
    place: Place
    place_support: int
    place_values: int
    rows: list
    refused: list
    sequence: Place | None = None


def learn(conversations, events, framing=None, tolerance=0.1, minimum=6, distinct=3, row_support=2, printed=None):
    """Everything, or Refusal. Streams whose beginning was not captured, or with holes, are left out. `printed`: (number, direction): Counter of names that
    lines print together with it, which is no conclusion and needs no support from the capture."""
    usable = [c for c in conversations if all(h.from_beginning and h.complete for h in c.halves.values())]
    if not usable:
        raise Refusal("no complete conversation from its SYN on in this capture")
    if not events:
        raise Refusal("the trace has no message lines of the known forms; is it a CTIManager SDL trace at level Debug?")
    if framing is None:
        framing, framing_support, _ = infer_framing([(d, h) for c in usable for d, h in c.halves.items()], events)
    else:
        framing_support = 0
        usable = [c for c in usable if all(split(h, framing) is not None for h in c.halves.values())]
    order = HYPOTHESES[framing][1]
    messages = cut_messages(usable, framing)
    offset, votes = clock_offset(messages, events, tolerance)
    pairs = match(messages, events, offset, tolerance)
    numbered = [(m.data, e.number) for m, e in pairs if e.number is not None]
    place = find_place(numbered, order, minimum, distinct, "PDU number", "Capture and trace more minutes, with more kinds of messages.")

    names, seen = defaultdict(Counter), defaultdict(set)
    sequences = []
    for m, e in pairs:
        number = place.read(m.data)
        if number is None:
            continue
        if e.name:
            names[number, m.direction][e.name] += 1
            seen[number, m.direction].add(m.conversation)
        if e.sequence is not None:
            sequences.append((m.data, e.sequence))
    sequence = None
    try:
        sequence = find_place(sequences, order, minimum, distinct, "sequence number", "")
    except Refusal:
        pass

    rows, refused = [], []
    printed = printed or {}
    for (number, direction), counter in sorted(printed.items()):
        others = {n for n in {**counter, **names.get((number, direction), {})} if normal(n) != normal(counter.most_common(1)[0][0])}
        if others:
            said = ", ".join(sorted({*counter, *names.get((number, direction), {})}))
            refused.append(f"{number} ({direction}): the logs name it {said}")
            names.pop((number, direction), None)
            continue
        counted = names.pop((number, direction), Counter())
        name = counted.most_common(1)[0][0] if counted else counter.most_common(1)[0][0]
        rows.append(Row(number, name, direction, counted.total(), len(seen[number, direction]), printed=counter.total()))
    for (number, direction), counter in sorted(names.items()):
        if len(counter) > 1:
            refused.append(f"{number} ({direction}): the trace names it " + ", ".join(f"{n} ({c} times)" for n, c in counter.most_common()))
            continue
        name, support = counter.most_common(1)[0]
        if support < row_support:
            refused.append(f"{number} {name} ({direction}): seen {support} time{'s' * (support != 1)}, {row_support} are needed")
            continue
        rows.append(Row(number, name, direction, support, len(seen[number, direction])))
    rows.sort(key=lambda r: (r.number, r.direction))
    taken = Counter((r.name, r.direction) for r in rows)
    for row in [r for r in rows if taken[r.name, r.direction] > 1]:
        rows.remove(row)
        refused.append(f"{row.number} {row.name} ({row.direction}): the same name has another number too")
    with_sequence = {place.read(m.data) for m, e in pairs if e.sequence is not None}
    for row in rows:
        row.fields.append(f"{place}:pdu_number")
        if sequence and row.number in with_sequence:
            row.fields.append(f"{sequence}:sequence_number")
    return Result(framing, framing_support, offset, len(pairs), place, len(numbered), len({v for _, v in numbered}), rows, refused, sequence)
