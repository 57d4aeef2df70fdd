// SPDX-License-Identifier: GPL-2.0-or-later
// The rows of a BroadWorks alarm table in a log, each told once.
#pragma once

#include "bwfault/history.hpp"
#include "bwfault/table.hpp"
#include "connection/capture.hpp"
#include "core/sink.hpp"

#include <string_view>

namespace cti::bwfault {

/// Goes through the rows in `text`. `draw` offers:
///   MessageKey key()                                                   of the next row
///   Sink& begin(const TableRow&, const Summary&, bool is_first)        the row is decoded into this sink; where it came before nothing is to be said
///   void end(const FaultNote&)                                         of a row that comes for the first time
template <class Draw>
void read_table(Bytes text, std::string_view source, Capture& capture, bool first_pass, Draw& draw)
{
    TableRow row;
    for (std::uint32_t from = 0; find_table_row(text, from, row);) {
        NullSink nothing;
        const Summary seen = decode_table_row(text, row, nothing);
        const bool is_first = capture.shared<History>().is_first(draw.key(), source, seen, first_pass);
        from = decode_table_row(text, row, draw.begin(row, seen, is_first)).end;
        if (is_first)
            draw.end(note_of(seen, ""));
    }
}

} // namespace cti::bwfault
