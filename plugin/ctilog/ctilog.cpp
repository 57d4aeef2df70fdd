// SPDX-License-Identifier: GPL-2.0-or-later
// Records of vendors' traces and logs in Wireshark, as ctilog2pcap writes them: packets of link type "Wireshark Upper PDU", which call
// dissector "ctilog" by its name. Alarms in them go to ucalarm and bwfault, whole messages to ged188 and bwcap, as bytes that an ICMP error
// quotes do: decoded, and nothing of it remembered, so that a log never changes what the wire shows.
#include "plugin/parts.hpp"

#include "plugin/conversation.hpp"
#include "plugin/frame.hpp"
#include "plugin/tree_sink.hpp"
#include "plugin/ucalarm/ucalarm.hpp"

#include "core/text.hpp"
#include "bwfault/descriptor.hpp"
#include "bwfault/read_table.hpp"
#include "logs/descriptor.hpp"
#include "logs/record_view.hpp"
#include "logs/told_sessions.hpp"
#include "logs/wire_fields.hpp"

#include <algorithm>
#include <cinttypes>
#include <optional>

namespace cti::plugin {
namespace {

using namespace logs;

dissector_handle_t ged188_handle = nullptr, bwcap_handle = nullptr;

/// Draws fields under the names that they have on the wire, each once.
class WireFields {
public:
    WireFields(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, Reporter& reporter)
        : tvb_{tvb}, pinfo_{pinfo}, tree_{tree}, reporter_{reporter}
    {}
    /// `once`: not where the field is there already.
    void draw(const WireField& f, Span where, std::string_view value, bool once)
    {
        if (!f.protocol || f.field == no_field || registration(f.protocol->filter).proto() == -1)
            return;
        const Drawn drawn{f.protocol, f.field};
        const auto end = drawn_ + count_;
        const bool known =
            std::find_if(drawn_, end, [&](const Drawn& d) { return d.protocol == drawn.protocol && d.field == drawn.field; }) != end;
        if (known && once)
            return;
        if (!known && count_ < capacity)
            drawn_[count_++] = drawn;
        TreeSink sink{tvb_, 0, pinfo_, tree_, registration(f.protocol->filter), reporter_};
        if (f.number)
            sink.number(f.field, where, *f.number);
        else
            sink.text(f.field, where, value, nullptr);
    }

private:
    static constexpr unsigned capacity = 128;
    struct Drawn {
        const Descriptor* protocol;
        FieldId field;
    };
    tvbuff_t* tvb_;
    packet_info* pinfo_;
    proto_tree* tree_;
    Reporter& reporter_;
    Drawn drawn_[capacity];
    unsigned count_ = 0;
};

void draw_wire_fields(const RecordView& r, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, Reporter& reporter)
{
    const std::string_view protocol = r.at(r.protocol);
    WireFields fields{tvb, pinfo, tree, reporter};
    // A message's own bytes say it better.
    if (r.bytes.length == 0) {
        if (r.event.length && r.at(r.kind) == kind_name(Kind::message))
            fields.draw(wire_event(protocol), r.event, r.at(r.event), true);
        RecordItems items{r.pdu};
        Item type;
        Span where;
        while (items.next(type, where))
            if (type == Item::field) {
                const FieldView f = read_field(r.pdu, where);
                fields.draw(wire_field(protocol, f.name, f.value), f.where, f.value, false);
            }
    }
    for (std::size_t k = 0; k < key_count; ++k)
        if (r.keys[k].length)
            fields.draw(wire_field(protocol, static_cast<Key>(k), r.at(r.keys[k])), r.keys[k], r.at(r.keys[k]), true);
}

/// Hands a whole message to its dissector.
void draw_message(const RecordView& r, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree)
{
    const bool is_ged188 = r.at(r.protocol) == "ged188";
    const dissector_handle_t handle = is_ged188 ? ged188_handle : r.at(r.protocol) == "bwcap" ? bwcap_handle : nullptr;
    if (!handle)
        return;
    // Wireshark leaves the columns alone where bytes are quoted.
    col_set_str(pinfo->cinfo, COL_PROTOCOL, registration(is_ged188 ? "ged188" : "bwcap").column());
    tvbuff_t* message = tvb_new_subset_length(tvb, static_cast<int>(r.bytes.offset), static_cast<int>(r.bytes.length));
    const std::uint32_t source = pinfo->srcport, destination = pinfo->destport;
    const MessagePorts ports = ports_of(r, {source, destination});
    pinfo->srcport = ports.from;
    pinfo->destport = ports.to;
    const auto in_error = pinfo->flags.in_error_pkt;
    pinfo->flags.in_error_pkt = true;
    call_dissector(handle, message, pinfo, tree);
    pinfo->flags.in_error_pkt = in_error;
    pinfo->srcport = source;
    pinfo->destport = destination;
}

/// Draws the rows of a BroadWorks alarm table and tells taps of them.
class TableDrawing {
public:
    TableDrawing(tvbuff_t* tvb, std::uint32_t base, packet_info* pinfo, proto_tree* root)
        : tvb_{tvb}, base_{base}, pinfo_{pinfo}, root_{root}, reporter_{pinfo, root}
    {}
    MessageKey key() { return next_key(pinfo_); }
    OnceSink& begin(const bwfault::TableRow& row, const bwfault::Summary& seen, bool is_first)
    {
        const Registration& registered = registration(bwfault::descriptor.filter);
        proto_item* item = proto_tree_add_item(
            root_, registered.proto(), tvb_, static_cast<int>(base_ + row.begin), static_cast<int>(row.end - row.begin), ENC_NA);
        proto_item_append_text(item, ", %s%s", shown_text(pinfo_, seen.alarm_name.view()), is_first ? "" : ", listed before");
        return sink_.emplace(is_first, tvb_, base_, pinfo_, proto_item_add_subtree(item, registered.ett_protocol()), registered, reporter_);
    }
    void end(const bwfault::FaultNote& note)
    {
        if (report_wanted())
            reporter_.queue(note.note, Subject{bwfault::descriptor.filter, nullptr, nullptr, note.client, {}, note.server, {}, {}});
    }

private:
    tvbuff_t* tvb_;
    std::uint32_t base_;
    packet_info* pinfo_;
    proto_tree* root_;
    Reporter reporter_;
    std::optional<OnceSink> sink_{};
};

const char* info_of(const RecordView& r, packet_info* pinfo)
{
    constexpr std::size_t longest = 200;
    // What happened first: the name, then the line without its prefix.
    const std::string_view event = r.at(r.event), text = r.at(r.text).substr(0, longest);
    const std::string_view line = text.substr(0, text.find('\n'));
    const char* shown = r.bytes.length ? "" : shown_text(pinfo, line); // a dump of bytes says nothing to people
    if (event.empty())
        return *shown ? shown : shown_text(pinfo, r.at(r.raw).substr(0, longest));
    const char* direction = r.direction == Direction::to_server ? " to server" : r.direction == Direction::to_client ? " to client" : "";
    return wmem_strdup_printf(pinfo->pool, "%s%s%s%s", shown_text(pinfo, event), direction, *shown ? " | " : "", shown);
}

int dissect(tvbuff_t* tvb, packet_info* pinfo, proto_tree* root, void*)
{
    const Registration& registered = registration(descriptor.filter);
    const unsigned captured = tvb_captured_length(tvb);
    const Bytes pdu{captured > 0 ? tvb_get_ptr(tvb, 0, static_cast<int>(captured)) : nullptr, captured};
    const RecordView r = read_record(pdu);
    const bool first_pass = is_first_pass(pinfo);
    if (first_pass)
        note_log_record(pinfo);
    const MessageKey key = next_key(pinfo);
    col_set_str(pinfo->cinfo, COL_PROTOCOL, registered.column());
    col_clear(pinfo->cinfo, COL_INFO);
    proto_item* item = proto_tree_add_item(root, registered.proto(), tvb, 0, -1, ENC_NA);
    proto_tree* tree = proto_item_add_subtree(item, registered.ett_protocol());
    Reporter reporter{pinfo, root};
    TreeSink sink{tvb, 0, pinfo, tree, registered, reporter};
    LogHistory& history = capture().shared<LogHistory>();
    const bool cut_by_capture = captured < tvb_reported_length(tvb);
    const auto judge = [&] {
        judge_record(r, cut_by_capture, r.known_version && history.says_time_unsure(key, r, first_pass),
            [&](const Finding& f) { reporter.say(item, tvb, f); });
    };
    if (!r.known_version) {
        sink.bytes(filter("ctilog.undecoded"), {0, captured});
        judge();
        return static_cast<int>(captured);
    }
    proto_item_append_text(item, ", %s:%" PRIu64, shown_text(pinfo, r.at(r.source)), r.line);
    report_record(r, sink);
    draw_wire_fields(r, tvb, pinfo, tree, reporter);
    const LogHistory::Answer answer = history.pair(key, time_of(pinfo), r, first_pass);
    if (answer.request) {
        proto_item_set_generated(proto_tree_add_uint(tree, registered.hf(filter("ctilog.response_to")), tvb, 0, 0, answer.request));
        if (answer.time >= 0)
            add_generated_time(tree, registered.hf(filter("ctilog.response_time")), tvb, answer.time);
    }
    judge();
    const SessionLinkPtr link = capture().shared<ToldSessions>().on_record(key, time_of(pinfo), r, capture(), first_pass);

    const char* info = info_of(r, pinfo);
    col_add_str(pinfo->cinfo, COL_INFO, info);
    if (r.bytes.length)
        draw_message(r, tvb, pinfo, root);
    if (report_wanted()) {
        RecordNote told = note_of(r);
        told.note.log_line = shown_text(pinfo, told.place);
        told.note.message = r.event.length ? shown_text(pinfo, r.at(r.event)) : "line";
        reporter.queue(told.note, Subject{descriptor.filter, nullptr, nullptr, told.client, told.user, told.server, {}, link});
    }

    if (r.at(r.kind) != kind_name(Kind::alarm))
        return static_cast<int>(captured);
    if (r.at(r.protocol) == protocol_name(Protocol::bwfault)) {
        if (registration(bwfault::descriptor.filter).proto() == -1)
            return static_cast<int>(captured);
        TableDrawing drawing{tvb, r.raw.offset, pinfo, root};
        bwfault::read_table(r.bytes_at(r.raw), r.at(r.source), capture(), first_pass, drawing);
    } else {
        const char* host = shown_text(pinfo, r.at(r.keys[static_cast<std::size_t>(Key::host)]));
        // The whole line where the alarm stands in it: its header tells the host.
        const Span alarm = r.text_is_apart ? r.text : r.raw;
        draw_alarms(tvb, alarm.offset, r.bytes_at(alarm), cut_by_capture, pinfo, root, *host ? host : shown_text(pinfo, r.at(r.source)));
    }
    return static_cast<int>(captured);
}

} // namespace

void register_ctilog() { register_dissector("ctilog", dissect, registration(descriptor.filter).proto()); }

void handoff_ctilog()
{
    ged188_handle = find_dissector("ged188");
    bwcap_handle = find_dissector("bwcap");
}

} // namespace cti::plugin
