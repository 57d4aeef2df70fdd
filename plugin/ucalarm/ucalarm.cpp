// SPDX-License-Identifier: GPL-2.0-or-later
// Alarms inside syslog in Wireshark. Over UDP, and on whatever port or by Decode As, syslog messages belong to the syslog dissector, which
// has no table or heuristic list for what they say in any release from 4.0 to 4.6. So frames in which syslog was dissected are read once
// more. Over TCP and TLS on syslog's own ports alarms are claimed by content, and messages are cut by src/ucalarm/.
#include "plugin/ucalarm/ucalarm.hpp"

#include "plugin/frame.hpp"
#include "plugin/stream.hpp"
#include "plugin/tree_sink.hpp"

#include "ucalarm/descriptor.hpp"
#include "ucalarm/stream.hpp"

#include <cstring>

namespace cti::plugin {
namespace {

using namespace ucalarm;

dissector_handle_t frame_reader = nullptr;
bool syslog_counts_octets = false;    ///< this release's syslog dissector knows RFC 6587

/// Alarms whose bytes were seen in reassembled data, so that the frame's own bytes of them are not taken for other alarms.
struct Seen {
    static constexpr unsigned capacity = 32;
    Bytes text[capacity];
    unsigned count = 0;

    void add(Bytes bytes)
    {
        if (count < capacity)
            text[count++] = bytes;
    }
    /// Length of the alarm that `bytes` begin with, which is forgotten; 0 where they begin with none of them.
    std::size_t take(Bytes bytes)
    {
        for (unsigned i = 0; i < count; ++i) {
            const std::size_t size = text[i].size();
            if (size <= bytes.size() && std::memcmp(text[i].data(), bytes.data(), size) == 0) {
                text[i] = text[--count];
                return size;
            }
        }
        return 0;
    }
};

/// True where the syslog dissector waits for the end of a message whose octets are counted: the alarm comes whole with the frame
/// that ends it.
bool waits_for_rest(tvbuff_t* tvb)
{
    if (!syslog_counts_octets || tvb_captured_length(tvb) < tvb_reported_length(tvb))
        return false;
    pref_t* reassembly = prefs_find_preference(prefs_find_module("tcp"), "desegment_tcp_streams");
    return reassembly && prefs_get_bool_value(reassembly, pref_current);
}

/// Draws the alarms of one message and tells taps of them. Trivially destructible but for the sink's own.
class AlarmDrawing {
public:
    AlarmDrawing(tvbuff_t* tvb, std::uint32_t base, packet_info* pinfo, proto_tree* root, proto_item* item, const ConnectionPtr* connection)
        : tvb_{tvb}, base_{base}, pinfo_{pinfo}, root_{root}, item_{item},
          tree_{proto_item_add_subtree(item, registration("ucalarm").ett_protocol())},
          connection_{connection}, reporter_{pinfo, root}, sink_{tvb, base, pinfo, tree_, registration("ucalarm"), reporter_}
    {
    }

    TreeSink& begin(Bytes bytes, bool joined, Span)
    {
        if (joined) {
            auto* copy = static_cast<std::uint8_t*>(wmem_memdup(pinfo_->pool, bytes.data(), bytes.size()));
            tvbuff_t* whole = tvb_new_child_real_data(tvb_, copy, static_cast<unsigned>(bytes.size()), static_cast<int>(bytes.size()));
            add_new_data_source(pinfo_, whole, "Alarm joined from its parts");
            sink_ = TreeSink{whole, 0, pinfo_, tree_, registration("ucalarm"), reporter_};
        } else {
            sink_ = TreeSink{tvb_, base_, pinfo_, tree_, registration("ucalarm"), reporter_};
        }
        return sink_;
    }
    void end(const Summary& alarm, const AlarmNote& note)
    {
        add_info(shown_text(pinfo_, alarm.name));
        if (note.joined)
            for (const KeptFinding& f : *note.joined)
                reporter_.say(item_, tvb_, f);
        if (!report_wanted())
            return;
        reporter_.queue(note.note, Subject{"ucalarm", note.refused, connection_ ? *connection_ : nullptr, note.client, note.user, note.node,
                                       note.sender, note.link, note.event});
    }
    void part(const MessagePart& part, Span)
    {
        add_info(wmem_strdup_printf(pinfo_->pool, "part %u of %u of an alarm", part.number, part.count));
    }

private:
    void add_info(const char* text) { proto_item_append_text(item_, ", %s", text); }

    tvbuff_t* tvb_;
    std::uint32_t base_;
    packet_info* pinfo_;
    proto_tree* root_;
    proto_item* item_;
    proto_tree* tree_;
    const ConnectionPtr* connection_;
    Reporter reporter_;
    TreeSink sink_;
};

/// Every alarm in the bytes of one data source. `seen` collects them, or, where `once`, tells which ones to leave out.
unsigned dissect_source(tvbuff_t* tvb, packet_info* pinfo, proto_tree* root, Seen& seen, bool once)
{
    const unsigned captured = tvb_captured_length(tvb);
    if (captured == 0)
        return 0;
    const Bytes bytes{tvb_get_ptr(tvb, 0, static_cast<int>(captured)), captured};
    const Captured whole = captured < tvb_reported_length(tvb) ? Captured::cut : Captured::whole;
    const char* sender = address_to_str(pinfo->pool, &pinfo->src);
    unsigned alarms = 0;
    Start start;
    for (std::uint32_t from = 0; find_alarm(bytes, from, start);) {
        Bytes message = bytes;    // where octets are counted, the next message begins without a line break before it
        const std::uint64_t counted = pinfo->ptype == PT_TCP ? octet_counted_end(bytes, start.begin) : 0;
        if (counted >= start.body && counted <= bytes.size())
            message = bytes.first(static_cast<std::size_t>(counted));
        else if (counted > bytes.size() && once && waits_for_rest(tvb))
            break;
        NullSink nothing;
        const Summary extent = decode_alarm(message, start, nothing, whole);
        const Bytes text = message.subspan(extent.begin, extent.end - extent.begin);
        if (once) {
            if (const std::size_t known = seen.take(text)) {
                from = extent.begin + static_cast<std::uint32_t>(known);
                continue;
            }
        } else {
            seen.add(text);
        }
        from = extent.end;
        proto_item* item = proto_tree_add_item(
            root, registration("ucalarm").proto(), tvb, static_cast<int>(extent.begin), static_cast<int>(text.size()), ENC_NA);
        AlarmDrawing drawing{tvb, extent.begin, pinfo, root, item, nullptr};
        alarms += read_alarms(text, whole, next_key(pinfo), sender, capture(), is_first_pass(pinfo), drawing);
    }
    return alarms;
}

int dissect_frame(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*)
{
    // Syslog may have been reassembled from fragments or decrypted: then its bytes are not the frame's.
    unsigned alarms = 0;
    Seen seen;
    const GSList* sources = pinfo->data_src;
    for (const GSList* source = sources ? sources->next : nullptr; source; source = source->next)
        alarms += dissect_source(get_data_source_tvb(static_cast<const struct data_source*>(source->data)), pinfo, tree, seen, false);
    alarms += dissect_source(tvb, pinfo, tree, seen, true);
    return alarms ? static_cast<int>(tvb_captured_length(tvb)) : 0;
}

/// One syslog message of a TCP or TLS stream.
void draw(const DrawnPiece& p)
{
    const auto kind = static_cast<StreamPiece::Kind>(p.piece.kind);
    if (kind == StreamPiece::Kind::filler)
        return;
    const Registration& r = registration(descriptor.filter);
    proto_item* item = proto_tree_add_item(p.root, r.proto(), p.tvb, 0, -1, ENC_NA);
    const Bytes message = Stream::message_of(p.piece, p.bytes);
    AlarmDrawing drawing{
        p.tvb, static_cast<std::uint32_t>(message.data() - p.bytes.data()), p.pinfo, p.root, item, &p.flow->connection->info()};
    static_cast<Stream&>(*p.flow->stream).observe(p.piece, p.bytes, p.context, p.first_pass, drawing);
    add_info(p, shown_text(p.pinfo, {reinterpret_cast<const char*>(message.data()), message.size()}));
}

constexpr StreamDissector dissector{descriptor, draw};

} // namespace

unsigned draw_alarms(
    tvbuff_t* tvb, std::uint32_t offset, Bytes message, bool is_cut, packet_info* pinfo, proto_tree* root, const char* sender)
{
    Start start;
    if (registration(descriptor.filter).proto() == -1 || !find_alarm(message, 0, start))
        return 0;
    proto_item* item = proto_tree_add_item(
        root, registration(descriptor.filter).proto(), tvb, static_cast<int>(offset), static_cast<int>(message.size()), ENC_NA);
    AlarmDrawing drawing{tvb, offset, pinfo, root, item, nullptr};
    return read_alarms(
        message, is_cut ? Captured::cut : Captured::whole, next_key(pinfo), sender, capture(), is_first_pass(pinfo), drawing);
}

void register_ucalarm()
{
    register_stream<descriptor>(dissector);
    frame_reader = register_dissector("ucalarm.frame", dissect_frame, registration(descriptor.filter).proto());
}

void handoff_ucalarm()
{
    read_frames_with("syslog", frame_reader);
    syslog_counts_octets = proto_registrar_get_byname("syslog.msglen") != nullptr;
}

} // namespace cti::plugin
