// SPDX-License-Identifier: GPL-2.0-or-later
// BroadWorks alarms inside SNMP in Wireshark. SNMP belongs to its own dissector, whose table for values of variables knows one OID at a
// time and not the notification they stand in. So frames in which SNMP was dissected are read once more.
#include "plugin/bwfault/bwfault.hpp"

#include "plugin/conversation.hpp"
#include "plugin/frame.hpp"
#include "plugin/tree_sink.hpp"

#include "bwfault/descriptor.hpp"
#include "bwfault/history.hpp"
#include "bwfault/snmp.hpp"

namespace cti::plugin {
namespace {

using namespace bwfault;

void draw_alarm(tvbuff_t* tvb, packet_info* pinfo, proto_tree* root, const Notification& n)
{
    const Registration& r = registration(descriptor.filter);
    NullSink nothing;
    const Summary fault = decode_trap(n.number, n.number_where, n.varbinds(), nothing);
    const Address from = n.agent ? n.agent : address_of(pinfo->src);
    const char* sender = wmem_strdup(pinfo->pool, from.text().c_str());
    const MessageKey key = next_key(pinfo);
    History& history = capture().shared<History>();
    const bool is_first = history.is_first(key, sender, fault, is_first_pass(pinfo));
    const Context context = history.context_of(key, from, fault, capture(), is_first_pass(pinfo));

    proto_item* item =
        proto_tree_add_item(root, r.proto(), tvb, static_cast<int>(n.where.offset), static_cast<int>(n.where.length), ENC_NA);
    proto_tree* tree = proto_item_add_subtree(item, r.ett_protocol());
    const char* name = shown_text(pinfo, fault.alarm_name.empty() ? std::string_view{"alarm"} : fault.alarm_name.view());
    proto_item_append_text(item, ", %s%s", name, is_first ? "" : ", sent before");
    col_append_fstr(pinfo->cinfo, COL_INFO, " | %s%s", name, is_first ? "" : " (sent before)");
    Reporter reporter{pinfo, root};
    OnceSink sink{is_first, tvb, 0u, pinfo, tree, r, reporter};
    decode_trap(n.number, n.number_where, n.varbinds(), sink, context);
    if (n.is_cut && tvb_captured_length(tvb) < tvb_reported_length(tvb))
        reporter.say(item, tvb, keep(Finding{diagnosis_row(diagnoses, "bwfault.frame_cut"), {}}));
    if (!report_wanted())
        return;
    const FaultNote note = note_of(fault, sender);
    reporter.queue(note.note, Subject{descriptor.filter, nullptr, nullptr, note.client, {}, note.server, {}, {}});
}

/// The alarms in the bytes of one data source.
bool dissect_source(tvbuff_t* tvb, packet_info* pinfo, proto_tree* root)
{
    const unsigned captured = tvb_captured_length(tvb);
    if (captured == 0)
        return false;
    const Bytes bytes{tvb_get_ptr(tvb, 0, static_cast<int>(captured)), captured};
    // 20 kB, and needed by one frame at a time: not on the stack.
    static Notification notification;
    bool found = false;
    for (std::uint32_t from = 0; find_notification(bytes, from, notification);
         from = notification.where.offset + notification.where.length) {
        draw_alarm(tvb, pinfo, root, notification);
        found = true;
    }
    return found;
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
