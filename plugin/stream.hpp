// SPDX-License-Identifier: GPL-2.0-or-later
// The ONE place that knows desegmentation and being asked again.
//
// A protocol of the core says where its next piece ends (StreamProtocol::next); here bytes come from TCP or TLS, pieces go to the function
// that draws them, and what is not complete waits. Not tcp_dissect_pdus: that gives up the rest of a segment where a header is damaged.
//
// Being asked again: when a dissector asks for more bytes, TCP (and TLS) call it again with those that waited and the next segment behind
// them. Where the bytes that waited turn out to be several pieces of which the last has to wait again (skipped bytes before a header, junk
// before a document), all of them are handed over once more with the segment after that. Only the first pass sees the calls in between:
// what it said there it would say twice, and later passes would not say it at all. So such a call says nothing.
//
// Where a piece ends may depend on what follows it, which later passes do not see: Wireshark hands them exactly the bytes that the first
// pass used. So such pieces (Piece::by_itself is false) are noted on the first pass.
#pragma once

#include "plugin/conversation.hpp"
#include "plugin/registration.hpp"
#include "plugin/reporter.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cti::plugin {

/// One piece on its way into the tree. Trivially destructible.
struct DrawnPiece {
    tvbuff_t* tvb;             ///< begins with the piece and ends with it
    packet_info* pinfo;
    proto_tree* root;
    Flow* flow;
    Bytes bytes;               ///< what was captured of it
    Piece piece;
    PieceContext context;
    bool first_pass;           ///< the session takes note of it; else it is only looked up
};

/// Puts a piece into the line of its frame, behind those before.
void add_info(const DrawnPiece& piece, std::string_view text);
/// What is the same for every piece, behind its fields: the line in the list, the findings of the session, the record for taps.
void finish_piece(const DrawnPiece& piece, proto_item* item, Reporter& reporter, std::string_view info, const KeptFindings* findings,
    const MessageNote& note);

/// What the plugin knows of a protocol on TCP beside its descriptor.
struct StreamDissector {
    const Descriptor& protocol;
    /// Draws one piece; on the first pass the session takes note of it.
    void (*draw)(const DrawnPiece&);
    /// Preferences of its own; may be nullptr.
    void (*add_preferences)(module_t*) = nullptr;
    /// Puts preferences into the settings of a file that is being opened; may be nullptr.
    void (*apply_settings)(Capture&) = nullptr;
};

/// To be called from the protocol's register routine, once its tables are registered: handles, preferences.
/// A template by the descriptor: each protocol has callbacks of its own, which Wireshark calls without saying for whom. (By the
/// StreamDissector, which has internal linkage, g++ 14 merges the callbacks of all protocols into those of the first.)
template <const Descriptor& protocol>
void register_stream(const StreamDissector& dissector);
/// To be called when protocols hand off: ports, Decode As, TLS, heuristic.
void hand_off_streams();

/// What a port is to this protocol now: as the tables of Wireshark, preferences and Decode As included, have it.
PortUse use_of_port(const StreamDissector& dissector, std::uint32_t port);
/// The protocol that a server's port belongs to; nullptr: none of ours. `use`: how.
const StreamDissector* dissector_of_port(std::uint32_t port, PortUse& use);

/// Takes the conversation of this frame, from the next frame on.
void claim_conversation(const StreamDissector& dissector, packet_info* pinfo);

/// Applies all preferences to a file that is being opened.
void apply_settings(Capture& capture);

namespace detail {
struct StreamHandles {
    dissector_t tcp, secured, tls;
    heur_dissector_t heuristic, claim;
    const StreamDissector* dissector = nullptr;
    dissector_handle_t tcp_handle = nullptr, secured_handle = nullptr, tls_handle = nullptr;
    ws::Bool desegment = true;
    range_t* secured_ports = nullptr;
    range_t* secured_in_use = nullptr;
    std::vector<std::pair<std::uint32_t, dissector_handle_t>>
        before{}; ///< ports that were another protocol's, of one that claims by content
    std::string tls_name{}, secured_name{}, heuristic_name{}, tcp_text{}, tls_text{}, secured_text{};
};
enum class Carrier : std::uint8_t { tcp, secured_port, tls };
int dissect(StreamHandles& handles, Carrier carrier, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data);
bool dissect_if_alike(StreamHandles& handles, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data);
bool claim_tls_port(StreamHandles& handles, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data);
void add(StreamHandles& handles, const StreamDissector& dissector);

template <const Descriptor& protocol>
struct Callbacks {
    static int tcp(tvbuff_t* t, packet_info* p, proto_tree* r, void* d) { return dissect(handles, Carrier::tcp, t, p, r, d); }
    static int secured(tvbuff_t* t, packet_info* p, proto_tree* r, void* d) { return dissect(handles, Carrier::secured_port, t, p, r, d); }
    static int tls(tvbuff_t* t, packet_info* p, proto_tree* r, void* d) { return dissect(handles, Carrier::tls, t, p, r, d); }
    static ws::Bool heuristic(tvbuff_t* t, packet_info* p, proto_tree* r, void* d) { return dissect_if_alike(handles, t, p, r, d); }
    static ws::Bool claim(tvbuff_t* t, packet_info* p, proto_tree* r, void* d) { return claim_tls_port(handles, t, p, r, d); }
    static inline StreamHandles handles{tcp, secured, tls, heuristic, claim};
};
} // namespace detail

template <const Descriptor& protocol>
void register_stream(const StreamDissector& dissector)
{
    detail::add(detail::Callbacks<protocol>::handles, dissector);
}

} // namespace cti::plugin
