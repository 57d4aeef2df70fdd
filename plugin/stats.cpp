// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/stats.hpp"

#include "plugin/umbrella.hpp"

#include "bwcap/commands.hpp"
#include "ged188/tables.hpp"

#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

namespace cti::plugin {
namespace {

bool is(const MessageRecord& record, const char* protocol) { return std::strcmp(record.protocol, protocol) == 0; }

// ---- service response times

constexpr int ged188_rows = 512;     ///< by MessageType

/// Row of a request, by its name; -1: none.
int ged188_row(std::string_view name)
{
    static const auto rows = [] {
        std::unordered_map<std::string_view, int> made;
        for (int number = 0; number < ged188_rows; ++number)
            for (const ged188::MessageName& row : ged188::names_of(static_cast<std::uint32_t>(number)))
                made.emplace(row.name, number);
        return made;
    }();
    const auto found = rows.find(name);
    return found == rows.end() ? -1 : found->second;
}

int bwcap_row(std::string_view name)
{
    for (int i = 0; i < static_cast<int>(bwcap::command_count); ++i)
        if (bwcap::commands[i].name == name)
            return i;
    return -1;
}

void init_ged188_times(register_srt*, GArray* tables)
{
    srt_stat_table* table = init_srt_table("GED-188 requests", nullptr, tables, ged188_rows, "Request", "ged188.message_type", nullptr);
    for (int number = 0; number < ged188_rows; ++number) {
        const auto names = ged188::names_of(static_cast<std::uint32_t>(number));
        init_srt_table_row(table, number, names.empty() ? "" : names.front().name);
    }
}

void init_bwcap_times(register_srt*, GArray* tables)
{
    srt_stat_table* table = init_srt_table("CAP commands", nullptr, tables, static_cast<int>(bwcap::command_count), "Command", nullptr, nullptr);
    for (int i = 0; i < static_cast<int>(bwcap::command_count); ++i)
        init_srt_table_row(table, i, bwcap::commands[i].name.data());
}

tap_packet_status add_time(void* data, packet_info* pinfo, const MessageRecord& record, int row)
{
    if (row < 0)
        return TAP_PACKET_DONT_REDRAW;
    auto* tables = static_cast<srt_data_t*>(data);
    srt_stat_table* table = g_array_index(tables->srt_array, srt_stat_table*, 0);
    nstime_t taken, asked;
    taken.secs = static_cast<time_t>(record.response_time);
    taken.nsecs = static_cast<int>((record.response_time - static_cast<double>(taken.secs)) * 1e9 + 0.5);
    nstime_delta(&asked, &pinfo->abs_ts, &taken);
    add_srt_table_data(table, row, &asked, pinfo);
    return TAP_PACKET_REDRAW;
}

bool answers(const MessageRecord& record, const char* protocol) { return record.request && record.response_time >= 0 && is(record, protocol); }

tap_packet_status ged188_time(void* data, packet_info* pinfo, epan_dissect_t*, const void* taken, tap_flags_t)
{
    const auto& record = *static_cast<const MessageRecord*>(taken);
    return answers(record, "ged188") ? add_time(data, pinfo, record, ged188_row(record.request)) : TAP_PACKET_DONT_REDRAW;
}

tap_packet_status bwcap_time(void* data, packet_info* pinfo, epan_dissect_t*, const void* taken, tap_flags_t)
{
    const auto& record = *static_cast<const MessageRecord*>(taken);
    return answers(record, "bwcap") ? add_time(data, pinfo, record, bwcap_row(record.request)) : TAP_PACKET_DONT_REDRAW;
}

// ---- stats trees

/// What a tree keeps beside its nodes, from init to cleanup.
struct TreeState {
    struct Requests {
        int sent = 0, answered = 0;
    };
    std::map<std::string, Requests, std::less<>> requests;          ///< by protocol and name
    std::unordered_map<const SessionInfo*, std::string> versions;   ///< of the sessions counted
    std::map<std::string, int, std::less<>> sessions;               ///< how many, by protocol and version
};
std::unordered_map<const stats_tree*, TreeState>& states()
{
    static std::unordered_map<const stats_tree*, TreeState> all;
    return all;
}

void init_tree(stats_tree* tree) { states()[tree] = {}; }
void free_tree(stats_tree* tree) { states().erase(tree); }

constexpr int root = 0;

int tick(stats_tree* tree, const char* name, int parent, bool with_children) { return tick_stat_node(tree, name, parent, with_children); }
int set(stats_tree* tree, const char* name, int parent, bool with_children, int value) { return set_stat_node(tree, name, parent, with_children, value); }

const char* protocol_name(const MessageRecord& record)
{
    const int proto = proto_get_id_by_filter_name(record.protocol);
    return proto == -1 ? record.protocol : proto_get_protocol_short_name(find_protocol_by_id(proto));
}

const char* direction(const MessageRecord& record) { return record.from_client ? "from client" : "from server"; }

tap_packet_status count_messages(stats_tree* tree, const MessageRecord& record)
{
    const int protocol = tick(tree, protocol_name(record), root, true);
    tick(tree, record.message, is(record, "ucalarm") ? protocol : tick(tree, direction(record), protocol, true), false);
    return TAP_PACKET_REDRAW;
}

/// Messages of one protocol, without a level for it.
template <const char* const& protocol>
tap_packet_status count_messages_of(stats_tree* tree, const MessageRecord& record)
{
    if (!is(record, protocol))
        return TAP_PACKET_DONT_REDRAW;
    tick(tree, record.message, tick(tree, direction(record), root, true), false);
    return TAP_PACKET_REDRAW;
}

tap_packet_status count_alarms(stats_tree* tree, const MessageRecord& record)
{
    if (!is(record, "ucalarm"))
        return TAP_PACKET_DONT_REDRAW;
    const int alarm = tick(tree, record.message, root, true);
    if (record.failure)
        tick(tree, record.failure, alarm, false);
    return TAP_PACKET_REDRAW;
}

tap_packet_status count_failures(stats_tree* tree, const MessageRecord& record)
{
    if (!record.failure)
        return TAP_PACKET_DONT_REDRAW;
    const int status = tick(tree, record.failure, tick(tree, protocol_name(record), root, true), true);
    tick(tree, record.request ? record.request : record.message, status, false);
    return TAP_PACKET_REDRAW;
}

tap_packet_status count_agent_states(stats_tree* tree, const MessageRecord& record)
{
    if (!record.agent_state)
        return TAP_PACKET_DONT_REDRAW;
    // A child of the root is found again only where it may have children itself.
    tick(tree, record.agent_state, root, true);
    return TAP_PACKET_REDRAW;
}

/// A session counts for the version known last: the first messages of one whose opening was not captured may not tell.
tap_packet_status count_sessions(stats_tree* tree, const MessageRecord& record)
{
    if (!record.session)
        return TAP_PACKET_DONT_REDRAW;
    TreeState& state = states()[tree];
    const std::string version = record.session->version.empty() ? "unknown version" : "version " + record.session->version;
    const char* protocol = protocol_name(record);
    const auto add = [&](const std::string& v, int change) {
        int& of_protocol = state.sessions[protocol];
        int& of_version = state.sessions[protocol + ('\n' + v)];
        of_protocol += change;
        of_version += change;
        const int parent = set(tree, protocol, root, true, of_protocol);
        set(tree, v.c_str(), parent, false, of_version);
    };
    const auto [known, added] = state.versions.try_emplace(record.session, version);
    if (!added && known->second == version)
        return TAP_PACKET_DONT_REDRAW;
    if (!added)
        add(known->second, -1);
    known->second = version;
    add(version, 1);
    return TAP_PACKET_REDRAW;
}

tap_packet_status count_requests(stats_tree* tree, const MessageRecord& record)
{
    const char* request = record.is_request ? record.message : record.request;
    if (!request)
        return TAP_PACKET_DONT_REDRAW;
    const char* protocol = protocol_name(record);
    auto& counts = states()[tree].requests;
    TreeState::Requests& all = counts[protocol];
    TreeState::Requests& mine = counts[protocol + ('\n' + std::string{request})];
    // A request outside of the filter, and a challenge of the server, are answered all the same.
    if (!record.is_request && mine.sent == 0)
        return TAP_PACKET_DONT_REDRAW;
    for (TreeState::Requests* r : {&all, &mine})
        ++(record.is_request ? r->sent : r->answered);
    const int parent = set(tree, protocol, root, true, all.sent);
    const int node = set(tree, request, parent, true, mine.sent);
    if (!record.is_request) {
        tick(tree, "answered", node, false);
        if (record.failure)
            tick(tree, "answered by a failure", node, false);
    }
    set(tree, "unanswered", node, false, mine.sent > mine.answered ? mine.sent - mine.answered : 0);
    return TAP_PACKET_REDRAW;
}

template <tap_packet_status (*count)(stats_tree*, const MessageRecord&)>
tap_packet_status packet(stats_tree* tree, packet_info*, epan_dissect_t*, const void* taken, tap_flags_t)
{
    const auto& record = *static_cast<const MessageRecord*>(taken);
    return record.message ? count(tree, record) : TAP_PACKET_DONT_REDRAW;
}

constexpr const char* ged188_name = "ged188";
constexpr const char* bwcap_name = "bwcap";

struct TreeRow {
    const char* option;          ///< -z option,tree; a comma within would end it
    const char* title;
    stat_tree_packet_cb packet;
};
constexpr TreeRow trees[] = {
    {"cti_messages", "CTI" CTI_STATS_TREE_SEPARATOR "Messages by type and direction", packet<count_messages>},
    {"cti_requests", "CTI" CTI_STATS_TREE_SEPARATOR "Requests and answers", packet<count_requests>},
    {"cti_failures", "CTI" CTI_STATS_TREE_SEPARATOR "Failures by status", packet<count_failures>},
    {"cti_sessions", "CTI" CTI_STATS_TREE_SEPARATOR "Sessions by version", packet<count_sessions>},
    {"cti_agents", "CTI" CTI_STATS_TREE_SEPARATOR "Agent states", packet<count_agent_states>},
    {"ged188", "CTI" CTI_STATS_TREE_SEPARATOR "GED-188 messages", packet<count_messages_of<ged188_name>>},
    {"bwcap", "CTI" CTI_STATS_TREE_SEPARATOR "CAP commands", packet<count_messages_of<bwcap_name>>},
    {"ucalarm", "CTI" CTI_STATS_TREE_SEPARATOR "UC alarms by name", packet<count_alarms>},
};

} // namespace

void register_response_times()
{
    if (const int proto = proto_get_id_by_filter_name("ged188"); proto != -1)
        register_srt_table(proto, "cti", 1, ged188_time, init_ged188_times, nullptr);
    if (const int proto = proto_get_id_by_filter_name("bwcap"); proto != -1)
        register_srt_table(proto, "cti", 1, bwcap_time, init_bwcap_times, nullptr);
}

void register_stats_trees()
{
    for (const TreeRow& row : trees)
        stats_tree_register_plugin("cti", row.option, row.title, 0, row.packet, init_tree, free_tree);
}

} // namespace cti::plugin
