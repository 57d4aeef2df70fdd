// SPDX-License-Identifier: GPL-2.0-or-later
// The frame that is being dissected: the places of its pieces, and what is done when Wireshark has done with it. There is ONE
// post-dissector for all: every packet of a capture pays several hundred instructions for each before it does anything. It asks for no
// field, so no packet needs a tree because of it.
#pragma once

#include "plugin/wireshark.hpp"

#include "core/message_key.hpp"

namespace cti::plugin {

/// How many pieces of this frame have been counted so far in this dissection of it.
std::uint32_t pieces_so_far(const packet_info* pinfo);
/// Counts one more piece: its key.
MessageKey next_key(const packet_info* pinfo);

/// To be called once, from a register routine: `watch` sees every frame when it has been dissected, before the readers. `has_payload`: TCP is
/// not the last of its layers, so that a segment that it has brings data.
void register_end_of_frame(void (*watch)(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, bool has_payload));

/// To be called when protocols hand off: `reader` is called with frames in which the protocol with this filter name was dissected and was
/// sent, not quoted by an ICMP error. For dissectors of Wireshark that have no table for what they carry.
void read_frames_with(const char* carrier, dissector_handle_t reader);

} // namespace cti::plugin
