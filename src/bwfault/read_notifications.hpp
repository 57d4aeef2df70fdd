// SPDX-License-Identifier: GPL-2.0-or-later
// The BroadWorks alarms among SNMP notifications, each told once.
#pragma once

#include "bwfault/history.hpp"
#include "bwfault/snmp.hpp"
#include "connection/capture.hpp"
#include "core/short_text.hpp"
#include "core/sink.hpp"

namespace cti::bwfault {

/// Goes through the notifications in `bytes`, which `from` sent; `room` is where they are read to, one at a time. `frame_is_cut`: `bytes`
/// are not all that was sent. False where there is none of BroadWorks. `draw` offers:
///   MessageKey key()                                                         of the next notification
///   Sink& begin(const Notification&, const Summary&, bool is_first)          it is decoded into this sink; where it came before nothing is
///   to be said void end(const FaultNote&)
template <class Draw>
bool read_notifications(
    Bytes bytes, bool frame_is_cut, const Address& from, Notification& room, Capture& capture, bool first_pass, Draw& draw)
{
    bool found = false;
    for (std::uint32_t at = 0; find_notification(bytes, at, room); at = room.where.offset + room.where.length) {
        found = true;
        NullSink nothing;
        const Summary fault = decode_trap(room.number, room.number_where, room.varbinds(), nothing);
        const Address raised_by = room.agent ? room.agent : from;
        const ShortText<48> sender{raised_by.text()};
        const MessageKey key = draw.key();
        History& history = capture.shared<History>();
        const bool is_first = history.is_first(key, sender.view(), fault, first_pass);
        const Context context = history.context_of(key, raised_by, fault, capture, first_pass);
        auto& sink = draw.begin(room, fault, is_first);
        decode_trap(room.number, room.number_where, room.varbinds(), sink, context);
        if (room.is_cut && frame_is_cut)
            sink.diagnose(Finding{diagnosis_row(diagnoses, "bwfault.frame_cut"), {}});
        draw.end(note_of(fault, sender.view()));
    }
    return found;
}

} // namespace cti::bwfault
