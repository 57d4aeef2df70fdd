// SPDX-License-Identifier: GPL-2.0-or-later
// BroadWorks alarms inside SNMP in Wireshark. SNMP belongs to its own dissector, whose table for values of variables knows one OID at a
// time and not the notification they stand in. So frames in which SNMP was dissected are read once more.
#include "plugin/parts.hpp"

#include "plugin/conversation.hpp"
#include "plugin/frame.hpp"
#include "plugin/tree_sink.hpp"

#include "bwfault/descriptor.hpp"
#include "bwfault/read_notifications.hpp"

#include <optional>

namespace cti::plugin {
namespace {

using namespace bwfault;

/// Draws alarms and tells taps of them.
class Drawing {
public:
    Drawing(tvbuff_t* tvb, packet_info* pinfo, proto_tree* root) : tvb_{tvb}, pinfo_{pinfo}, root_{root}, reporter_{pinfo, root} {}
    MessageKey key() { return next_key(pinfo_); }
    OnceSink& begin(const Notification& n, const Summary& fault, bool is_first)
    {
        const Registration& r = registration(descriptor.filter);
        proto_item* item =
            proto_tree_add_item(root_, r.proto(), tvb_, static_cast<int>(n.where.offset), static_cast<int>(n.where.length), ENC_NA);
        const char* name = shown_text(pinfo_, fault.alarm_name.empty() ? std::string_view{"alarm"} : fault.alarm_name.view());
        proto_item_append_text(item, ", %s%s", name, is_first ? "" : ", sent before");
        col_append_fstr(pinfo_->cinfo, COL_INFO, " | %s%s", name, is_first ? "" : " (sent before)");
        return sink_.emplace(is_first, tvb_, 0u, pinfo_, proto_item_add_subtree(item, r.ett_protocol()), r, reporter_);
    }
    void end(const FaultNote& note)
    {
        if (report_wanted())
            reporter_.queue(note.note, Subject{descriptor.filter, nullptr, nullptr, note.client, {}, note.server, {}, {}});
    }

private:
    tvbuff_t* tvb_;
    packet_info* pinfo_;
    proto_tree* root_;
    Reporter reporter_;
    std::optional<OnceSink> sink_{};
};

/// The alarms in the bytes of one data source.
bool dissect_source(tvbuff_t* tvb, packet_info* pinfo, proto_tree* root)
{
    const unsigned captured = tvb_captured_length(tvb);
    if (captured == 0)
        return false;
    const Bytes bytes{tvb_get_ptr(tvb, 0, static_cast<int>(captured)), captured};
    // 20 kB, and needed by one frame at a time: not on the stack.
    static Notification notification;
    Drawing drawing{tvb, pinfo, root};
    return read_notifications(
        bytes, captured < tvb_reported_length(tvb), address_of(pinfo->src), notification, capture(), is_first_pass(pinfo), drawing);
}

int dissect_frame(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*)
{
    // SNMP may have been reassembled from fragments or decrypted: then its bytes are not the frame's.
    const GSList* sources = pinfo->data_src;
    for (const GSList* source = sources ? sources->next : nullptr; source; source = source->next)
        if (dissect_source(get_data_source_tvb(static_cast<const struct data_source*>(source->data)), pinfo, tree))
            return static_cast<int>(tvb_captured_length(tvb));
    return dissect_source(tvb, pinfo, tree) ? static_cast<int>(tvb_captured_length(tvb)) : 0;
}

dissector_handle_t handle = nullptr;

} // namespace

void register_bwfault() { handle = register_dissector("bwfault", dissect_frame, registration(descriptor.filter).proto()); }

void handoff_bwfault() { read_frames_with("snmp", handle); }

} // namespace cti::plugin
