// SPDX-License-Identifier: GPL-2.0-or-later
// Alarms inside syslog in Wireshark. Syslog messages belong to the syslog dissector, which has no table or heuristic list for what
// they say in any release from 4.0 to 4.6. So this is a post-dissector: it looks only at frames in which syslog was dissected,
// on whatever port, transport or by Decode As, and asks for no field, so no packet needs a tree because of it.
#include "plugin/ucalarm/ucalarm.hpp"

#include "plugin/ctiqbe/ctiqbe.hpp"
#include "plugin/tree_sink.hpp"

#include "ucalarm/history.hpp"

#include <cstring>

namespace cti::plugin {
namespace {

using namespace ucalarm;

Registration& registration()
{
    static Registration r{"Cisco UC Alarm", "UC Alarm", "ucalarm"};
    return r;
}

History& history()
{
    static History all;
    return all;
}
void forget_everything() { history().clear(); }

int proto_syslog = -1;
int proto_icmp = -1;
int proto_icmpv6 = -1;
bool syslog_counts_octets = false;    ///< this release's syslog dissector knows RFC 6587

/// True where the frame holds syslog that was sent, not one that an ICMP error quotes.
bool holds_syslog(const packet_info* pinfo)
{
    for (wmem_list_frame_t* layer = wmem_list_head(pinfo->layers); layer; layer = wmem_list_frame_next(layer)) {
        const int proto = GPOINTER_TO_INT(wmem_list_frame_data(layer));
        if (proto == proto_syslog)
            return true;
        if (proto == proto_icmp || proto == proto_icmpv6)
            return false;
    }
    return false;
}

/// Adds what only alarms have: IPv6 addresses written as text. Trivially destructible, as its base.
class AlarmSink : public TreeSink {
public:
    AlarmSink(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, Reporter& reporter)
        : TreeSink{tvb, 0, pinfo, tree, registration(), reporter}, alarm_tvb_{tvb}
    {
    }
    void ipv6(FieldId id, Span where, const Ipv6& value)
    {
        if (!tree())
            return;
        ws_in6_addr bytes;
        std::memcpy(&bytes, value.data(), sizeof bytes);
        proto_tree_add_ipv6(tree(), registration().hf(id), alarm_tvb_, static_cast<int>(where.offset), static_cast<int>(where.length), &bytes);
    }

private:
    tvbuff_t* alarm_tvb_;
};

/// Address of the client that an alarm names, as Wireshark writes addresses; "" where it names none.
const char* client_of(packet_info* pinfo, const Summary& alarm)
{
    address client = ADDRESS_INIT_NONE;
    std::uint32_t v4 = 0;
    if (alarm.ipv4) {
        v4 = g_htonl(*alarm.ipv4);
        set_address(&client, AT_IPv4, 4, &v4);
    } else if (alarm.ipv6) {
        set_address(&client, AT_IPv6, 16, alarm.ipv6->data());
    } else {
        return "";
    }
    return address_to_str(pinfo->pool, &client);
}

const char* text_of(packet_info* pinfo, std::string_view text) { return wmem_strndup(pinfo->pool, text.data(), text.size()); }

void report(tvbuff_t* tvb, packet_info* pinfo, proto_tree* root, Reporter& reporter, const Summary& alarm)
{
    const char* client = client_of(pinfo, alarm);
    const char* sender = address_to_str(pinfo->pool, &pinfo->src);
    const SessionInfo* session = PINFO_FD_VISITED(pinfo) ? history().find(sender, client)
                                                         : &history().on_alarm(nstime_to_sec(&pinfo->abs_ts), sender, client, alarm);
    if (report_wanted()) {
        const bool failed = alarm.alarm && alarm.alarm->level <= Level::warning;
        reporter.queue({session, registration().filter(), alarm.alarm ? alarm.alarm->name : text_of(pinfo, alarm.name), false, false, nullptr, -1,
                        failed ? alarm.reason_name : nullptr, nullptr, nullptr});
    }
    if (alarm.incompatible_version && *client)
        ctiqbe_version_alarm(tvb, pinfo, root, client, text_of(pinfo, alarm.msg_version), text_of(pinfo, alarm.minimum_version));
}

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

struct CountNothing : NullSink {
    void ipv6(FieldId, Span, const Ipv6&) {}
};

/// Every alarm in the bytes of one data source. `seen` collects them, or, where `once`, tells which ones to leave out.
unsigned dissect_source(tvbuff_t* tvb, packet_info* pinfo, proto_tree* root, Seen& seen, bool once)
{
    const unsigned captured = tvb_captured_length(tvb);
    if (captured == 0)
        return 0;
    const Bytes bytes{tvb_get_ptr(tvb, 0, static_cast<int>(captured)), captured};
    Registration& r = registration();
    proto_item* item = nullptr;
    proto_tree* tree = nullptr;
    unsigned alarms = 0;
    std::uint32_t first = 0;
    Start start;
    for (std::uint32_t from = 0; find_alarm(bytes, from, start);) {
        Bytes message = bytes;    // where octets are counted, the next message begins without a line break before it
        const std::uint64_t counted = pinfo->ptype == PT_TCP ? octet_counted_end(bytes, start.begin) : 0;
        if (counted >= start.body && counted <= bytes.size())
            message = bytes.first(static_cast<std::size_t>(counted));
        else if (counted > bytes.size() && once && waits_for_rest(tvb))
            break;
        CountNothing nothing;
        const Summary extent = decode_alarm(message, start, nothing);
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
        if (!item) {
            first = extent.begin;
            item = proto_tree_add_item(root, r.proto(), tvb, static_cast<int>(first), static_cast<int>(text.size()), ENC_NA);
            tree = proto_item_add_subtree(item, r.ett_protocol());
        } else {
            proto_item_set_len(item, static_cast<int>(extent.end - first));
        }
        proto_item_append_text(item, ", %.*s", static_cast<int>(extent.name.size()), reinterpret_cast<const char*>(extent.name.data()));
        Reporter reporter{pinfo, root, r};
        AlarmSink sink{tvb, pinfo, tree, reporter};
        report(tvb, pinfo, root, reporter, decode_alarm(message, start, sink));
        ++alarms;
    }
    return alarms;
}

int dissect_frame(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void*)
{
    if (proto_syslog == -1 || !holds_syslog(pinfo))
        return 0;
    // Syslog may have been reassembled from fragments or decrypted: then its bytes are not the frame's.
    unsigned alarms = 0;
    Seen seen;
    const GSList* sources = pinfo->data_src;
    for (const GSList* source = sources ? sources->next : nullptr; source; source = source->next)
        alarms += dissect_source(get_data_source_tvb(static_cast<const struct data_source*>(source->data)), pinfo, tree, seen, false);
    alarms += dissect_source(tvb, pinfo, tree, seen, true);
    return alarms ? static_cast<int>(tvb_captured_length(tvb)) : 0;
}

} // namespace

void register_ucalarm()
{
    Registration& r = registration();
    if (!r.register_tables(fields, diagnoses))
        return;
    register_postdissector(register_dissector("ucalarm", dissect_frame, r.proto()));
    register_cleanup_routine(forget_everything);
}

void handoff_ucalarm()
{
    if (registration().proto() == -1)
        return;
    proto_syslog = proto_get_id_by_filter_name("syslog");
    proto_icmp = proto_get_id_by_filter_name("icmp");
    proto_icmpv6 = proto_get_id_by_filter_name("icmpv6");
    syslog_counts_octets = proto_registrar_get_byname("syslog.msglen") != nullptr;
}

} // namespace cti::plugin
