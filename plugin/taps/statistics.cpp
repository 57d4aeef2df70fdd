// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/taps/taps.hpp"

#include "plugin/conversation.hpp"
#include "plugin/reporter.hpp"

#include "protocols.hpp"

#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

namespace cti::plugin {
namespace {

bool is(const MessageNote& note, const char* protocol) { return std::strcmp(note.protocol, protocol) == 0; }

const MessageNote& note_of(const void* record) { return static_cast<const TapRecord*>(record)->note; }

// ---- service response times: a table for each protocol that names its requests

std::span<const char* const> requests_of(const Descriptor& protocol)
{
    return protocol.requests ? protocol.requests() : std::span<const char* const>{};
}

/// libwireshark keeps no copy of a table's name.
const std::string& table_name(const Descriptor& protocol)
{
    static std::map<std::string_view, std::string> all;
    return all.try_emplace(protocol.filter, std::string{protocol.column} + " Requests").first->second;
}

/// Row of a request in its protocol's table; -1: none.
int row_of(const Descriptor& protocol, std::string_view request)
{
    static std::unordered_map<std::string_view, std::unordered_map<std::string_view, int>> all;
    const auto [known, is_new] = all.try_emplace(protocol.filter);
    int rows = 0;
    if (is_new)
        for (const char* name : requests_of(protocol)) {
            const int row = rows++;
            known->second.emplace(name, row);
        }
    const auto found = known->second.find(request);
    return found == known->second.end() ? -1 : found->second;
}

void init_times(register_srt* srt, GArray* tables)
{
    const Descriptor* protocol = find_protocol(proto_get_protocol_filter_name(get_srt_proto_id(srt)));
    if (!protocol)
        return;
    const auto requests = requests_of(*protocol);
    srt_stat_table* table =
        init_srt_table(table_name(*protocol).c_str(), nullptr, tables, static_cast<int>(requests.size()), "Request", nullptr, nullptr);
    for (std::size_t i = 0; i < requests.size(); ++i)
        init_srt_table_row(table, static_cast<int>(i), requests[i]);
}

tap_packet_status add_time(void* data, packet_info* pinfo, epan_dissect_t*, const void* record, tap_flags_t)
{
    const MessageNote& note = note_of(record);
    const Descriptor* protocol = find_protocol(note.protocol);
    srt_stat_table* table = g_array_index(static_cast<srt_data_t*>(data)->srt_array, srt_stat_table*, 0);
    if (!note.request || note.response_time < 0 || !protocol || table_name(*protocol) != table->name)
        return TAP_PACKET_DONT_REDRAW;
    const int row = row_of(*protocol, note.request);
    if (row < 0)
        return TAP_PACKET_DONT_REDRAW;
    const nstime_t taken{static_cast<time_t>(note.response_time / second), static_cast<int>(note.response_time % second)};
    nstime_t asked;
    nstime_delta(&asked, &pinfo->abs_ts, &taken);
    add_srt_table_data(table, row, &asked, pinfo);
    return TAP_PACKET_REDRAW;
}

// ---- stats trees

/// What one agent does, as the session that told it first says: others that watch the agent say the same once more. Another one takes over once
/// that session has ended.
struct AgentNow {
    SessionPtr told_by{};
    const char* state = nullptr; ///< of the tables
    Time since = 0;
};

/// What a tree keeps beside its nodes, from init to cleanup.
struct TreeState {
    struct Requests {
        int sent = 0, answered = 0;
    };
    std::map<std::string, Requests, std::less<>> requests;        ///< by protocol and name
    std::unordered_map<const SessionInfo*, std::string> versions; ///< of the sessions counted
    std::map<std::string, int, std::less<>> sessions;             ///< how many, by protocol and version
    std::map<std::string, AgentNow, std::less<>> agents;          ///< by name
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
int set(stats_tree* tree, const char* name, int parent, bool with_children, int value)
{
    return set_stat_node(tree, name, parent, with_children, value);
}

const char* protocol_name(const MessageNote& note)
{
    const int proto = proto_get_id_by_filter_name(note.protocol);
    return proto == -1 ? note.protocol : proto_get_protocol_short_name(find_protocol_by_id(proto));
}

const char* direction(const MessageNote& note) { return note.from == Side::client ? "from client" : "from server"; }

bool two_sided(const MessageNote& note)
{
    const Descriptor* protocol = find_protocol(note.protocol);
    return protocol && !protocol->is_one_way;
}

tap_packet_status count_messages(stats_tree* tree, const MessageNote& note)
{
    const int protocol = tick(tree, protocol_name(note), root, true);
    tick(tree, note.message, !two_sided(note) ? protocol : tick(tree, direction(note), protocol, true), false);
    return TAP_PACKET_REDRAW;
}

/// Messages of one protocol of the list, without a level for it: by name and, of alarms and the like that have no two sides, by reason.
template <std::size_t protocol>
tap_packet_status count_messages_of(stats_tree* tree, const MessageNote& note)
{
    const Descriptor& of = *protocols()[protocol];
    if (!is(note, of.filter))
        return TAP_PACKET_DONT_REDRAW;
    if (!of.is_one_way) {
        tick(tree, note.message, tick(tree, direction(note), root, true), false);
    } else {
        const int named = tick(tree, note.message, root, true);
        if (note.failure)
            tick(tree, note.failure, named, false);
    }
    return TAP_PACKET_REDRAW;
}

tap_packet_status count_failures(stats_tree* tree, const MessageNote& note)
{
    if (!note.failure)
        return TAP_PACKET_DONT_REDRAW;
    const int status = tick(tree, note.failure, tick(tree, protocol_name(note), root, true), true);
    tick(tree, note.request ? note.request : note.message, status, false);
    return TAP_PACKET_REDRAW;
}

/// Agents, below each its states: how often entered and, where it was left again in the capture, for how many seconds.
tap_packet_status count_agent_states(stats_tree* tree, const MessageNote& note, Time now)
{
    if (!note.agent_state)
        return TAP_PACKET_DONT_REDRAW;
    const char* agent = note.agent ? note.agent : "agent not named";
    AgentNow& is = states()[tree].agents[agent];
    if (is.told_by && is.told_by != note.session && !is.told_by->has_ended)
        return TAP_PACKET_DONT_REDRAW;
    is.told_by = note.session;
    if (is.state && std::strcmp(is.state, note.agent_state) == 0)
        return TAP_PACKET_DONT_REDRAW;
    const auto node_of = [&](const char* state, bool entered) {
        // With a node of its own above all agents the column of percents says how they share the events.
        const int all = stats_tree_manip_node_int(MN_INCREASE, tree, "Agents", root, true, entered);
        const int one = stats_tree_manip_node_int(MN_INCREASE, tree, agent, all, true, entered);
        return stats_tree_manip_node_int(MN_INCREASE, tree, state, one, true, entered);
    };
    if (is.state && now >= is.since) {
        const float seconds = static_cast<float>(static_cast<double>(now - is.since) / second);
        avg_stat_node_add_value_float(tree, "seconds in this state", node_of(is.state, false), false, seconds);
    }
    node_of(note.agent_state, true);
    is.state = note.agent_state;
    is.since = now;
    return TAP_PACKET_REDRAW;
}

/// A session counts for the version known last: the first messages of one whose opening was not captured may not tell.
tap_packet_status count_sessions(stats_tree* tree, const MessageNote& note)
{
    if (!note.session.get())
        return TAP_PACKET_DONT_REDRAW;
    TreeState& state = states()[tree];
    const std::string version = note.session->version.empty() ? "unknown version" : "version " + note.session->version;
    const char* protocol = protocol_name(note);
    const auto add = [&](const std::string& v, int change) {
        int& of_protocol = state.sessions[protocol];
        int& of_version = state.sessions[protocol + ('\n' + v)];
        of_protocol += change;
        of_version += change;
        const int parent = set(tree, protocol, root, true, of_protocol);
        set(tree, v.c_str(), parent, false, of_version);
    };
    const auto [known, added] = state.versions.try_emplace(note.session.get(), version);
    if (!added && known->second == version)
        return TAP_PACKET_DONT_REDRAW;
    if (!added)
        add(known->second, -1);
    known->second = version;
    add(version, 1);
    return TAP_PACKET_REDRAW;
}

tap_packet_status count_requests(stats_tree* tree, const MessageNote& note)
{
    const char* request = note.is_request ? note.message : note.request;
    if (!request)
        return TAP_PACKET_DONT_REDRAW;
    const char* protocol = protocol_name(note);
    auto& counts = states()[tree].requests;
    TreeState::Requests& all = counts[protocol];
    TreeState::Requests& mine = counts[protocol + ('\n' + std::string{request})];
    // A request outside of the filter, and a challenge of the server, are answered all the same.
    if (!note.is_request && mine.sent == 0)
        return TAP_PACKET_DONT_REDRAW;
    for (TreeState::Requests* r : {&all, &mine})
        ++(note.is_request ? r->sent : r->answered);
    const int parent = set(tree, protocol, root, true, all.sent);
    const int node = set(tree, request, parent, true, mine.sent);
    if (!note.is_request) {
        tick(tree, "answered", node, false);
        if (note.failure)
            tick(tree, "answered by a failure", node, false);
    }
    set(tree, "unanswered", node, false, mine.sent > mine.answered ? mine.sent - mine.answered : 0);
    return TAP_PACKET_REDRAW;
}

template <auto count>
tap_packet_status packet(stats_tree* tree, packet_info* pinfo, epan_dissect_t*, const void* taken, tap_flags_t)
{
    const MessageNote& note = note_of(taken);
    if (!note.message)
        return TAP_PACKET_DONT_REDRAW;
    if constexpr (std::is_invocable_v<decltype(count), stats_tree*, const MessageNote&, Time>)
        return count(tree, note, time_of(pinfo));
    else
        return count(tree, note);
}

struct TreeRow {
    const char* option; ///< -z option,tree; a comma within would end it
    const char* title;
    stat_tree_packet_cb packet;
};
constexpr TreeRow trees[] = {
    {"cti_messages", "CTI" CTI_STATS_TREE_SEPARATOR "Messages by Type and Direction", packet<count_messages>},
    {"cti_requests", "CTI" CTI_STATS_TREE_SEPARATOR "Requests and Answers", packet<count_requests>},
    {"cti_failures", "CTI" CTI_STATS_TREE_SEPARATOR "Failures by Status", packet<count_failures>},
    {"cti_sessions", "CTI" CTI_STATS_TREE_SEPARATOR "Sessions by Version", packet<count_sessions>},
    {"cti_agents", "CTI" CTI_STATS_TREE_SEPARATOR "Agent States", packet<count_agent_states>},
};

void add_tree(const char* option, const std::string& title, stat_tree_packet_cb count)
{
    stats_tree_register_plugin("cti", option, title.c_str(), 0, count, init_tree, free_tree);
}

/// A tree for each protocol of the list that has messages.
template <std::size_t... protocol>
void add_protocol_trees(std::index_sequence<protocol...>)
{
    const auto add = [](std::size_t i, stat_tree_packet_cb count) {
        if (i < protocols().size() && protocols()[i]->has_messages)
            add_tree(protocols()[i]->filter, std::string{"CTI" CTI_STATS_TREE_SEPARATOR} + protocols()[i]->column + " Messages", count);
    };
    (add(protocol, packet<count_messages_of<protocol>>), ...);
}

} // namespace

void register_response_times()
{
    for (const Descriptor* protocol : protocols())
        if (const int proto = proto_get_id_by_filter_name(protocol->filter); proto != -1 && protocol->requests)
            register_srt_table(proto, "cti", 1, add_time, init_times, nullptr);
}

void register_stats_trees()
{
    for (const TreeRow& row : trees)
        add_tree(row.option, row.title, row.packet);
    constexpr std::size_t most_protocols = 16;
    add_protocol_trees(std::make_index_sequence<most_protocols>{});
}

} // namespace cti::plugin
