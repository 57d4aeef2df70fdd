// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/taps/taps.hpp"

#include "plugin/conversation.hpp"
#include "plugin/reporter.hpp"

#include <array>
#include <cstdio>
#include <cstring>
#include <string>
#include <unordered_map>

namespace cti::plugin {

void take(Report& report, packet_info* pinfo, const TapRecord& record)
{
    const Moment at = moment_of(pinfo);
    if (record.subject.connection)
        report.add(record.subject.connection);
    report.add(record.note, at);
    for (const KeptFinding* f : record.findings)
        report.add_finding(record.subject, at, *f);
}

namespace {

// ---- text and JSON lines

struct Listener {
    Report report{};
    bool json = false;
};

void reset(void* data) { static_cast<Listener*>(data)->report = Report{}; }

tap_packet_status packet(void* data, packet_info* pinfo, epan_dissect_t*, const void* record, tap_flags_t)
{
    take(static_cast<Listener*>(data)->report, pinfo, *static_cast<const TapRecord*>(record));
    return TAP_PACKET_REDRAW;
}

void draw(void* data)
{
    const auto& listener = *static_cast<const Listener*>(data);
    const std::string text = listener.json ? listener.report.json(&capture()) : listener.report.text(&capture());
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void finish(void* data)
{
    auto* listener = static_cast<Listener*>(data);
    remove_report(&listener->report);
    delete listener;
}

bool start(const char* argument, bool json)
{
    const char* filter = std::strchr(argument, ',');
    filter = filter ? std::strchr(filter + 1, ',') : nullptr;
    auto* listener = new Listener{{}, json};
    GString* error =
        register_tap_listener("cti", listener, filter ? filter + 1 : nullptr, TL_REQUIRES_NOTHING, reset, packet, draw, finish);
    if (error) {
        std::fprintf(stderr, "tshark: Couldn't start the CTI report: %s\n", error->str);
        g_string_free(error, TRUE);
        delete listener;
        return false;
    }
    add_report(&listener->report);
    return true;
}

bool start_text(const char* argument) { return start(argument, false); }
bool start_json(const char* argument) { return start(argument, true); }

// ---- the tables of the GUI

constexpr const char* wide = "%s";
stat_tap_table_item finding_columns[] = {
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Severity", "%-9s"}, {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Diagnosis", "%-28s"},
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Client", "%-24s"},  {TABLE_ITEM_UINT, TAP_ALIGN_RIGHT, "Count", "%u"},
    {TABLE_ITEM_UINT, TAP_ALIGN_RIGHT, "First frame", "%u"}, {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "What happened", wide},
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "What to do", wide},
};
constexpr unsigned finding_count = 3;    ///< the column that is counted up
stat_tap_table_item session_columns[] = {
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Protocol", "%-8s"},      {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Client", "%-22s"},
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Server", "%-22s"},       {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Application", "%-18s"},
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Version", "%-8s"},       {TABLE_ITEM_UINT, TAP_ALIGN_RIGHT, "Messages", "%u"},
    {TABLE_ITEM_UINT, TAP_ALIGN_RIGHT, "Errors, warnings", "%u"}, {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Opened", wide},
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Ended", wide},
};
constexpr unsigned session_messages = 5, session_wrong = 6;

stat_tap_table_item_type text_item(const char* text)
{
    stat_tap_table_item_type item{};
    item.type = TABLE_ITEM_STRING;
    item.value.string_value = g_strdup(text);
    return item;
}
stat_tap_table_item_type number_item(unsigned number)
{
    stat_tap_table_item_type item{};
    item.type = TABLE_ITEM_UINT;
    item.value.uint_value = number;
    return item;
}

/// Row of a key in a table; a table is not searched through, it may have a row for each of a hundred thousand sessions.
using Rows = std::unordered_map<std::string, unsigned>;
Rows& rows_of(const stat_tap_table* table)
{
    static std::unordered_map<const stat_tap_table*, Rows> all;
    Rows& rows = all[table];
    if (table->num_elements == 0) // a new table, maybe where one was that is gone
        rows.clear();
    return rows;
}

/// The row of `key`, made of `items()` where it is not there.
template <class Items>
unsigned row_of(stat_tap_table* table, const std::string& key, Items items)
{
    const auto [it, fresh] = rows_of(table).try_emplace(key, table->num_elements);
    if (fresh) {
        const auto made = items();
        stat_tap_init_table_row(table, it->second, static_cast<unsigned>(made.size()), made.data());
    }
    return it->second;
}

void count_up(stat_tap_table* table, unsigned row, unsigned column, unsigned by = 1)
{
    auto* item = stat_tap_get_field_data(table, row, column);
    item->value.uint_value += by;
    stat_tap_set_field_data(table, row, column, item);
}

void set_text(stat_tap_table* table, unsigned row, unsigned column, const std::string& text)
{
    auto* item = stat_tap_get_field_data(table, row, column);
    if (text == item->value.string_value)
        return;
    g_free(const_cast<char*>(item->value.string_value));
    item->value.string_value = g_strdup(text.c_str());
    stat_tap_set_field_data(table, row, column, item);
}

std::string in_one_line(std::string text)
{
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos;)
        text.replace(at, 1, "; ");
    return text;
}

stat_tap_table* table_of(void* data) { return g_array_index(static_cast<stat_data_t*>(data)->stat_tap_data->tables, stat_tap_table*, 0); }

/// Sorts by rank.
const char* ranked_name(Severity s)
{
    constexpr const char* names[] = {"4 Chat", "3 Note", "2 Warning", "1 Error"};
    return names[static_cast<int>(s)];
}

tap_packet_status finding_packet(void* data, packet_info* pinfo, epan_dissect_t*, const void* taken, tap_flags_t)
{
    const auto& record = *static_cast<const TapRecord*>(taken);
    const ConnectionPtr connection = record.subject.names_itself() ? nullptr : record.subject.connection;
    const std::string client = connection ? connection->client.address.text() : record.subject.client_address;
    const std::string server = connection ? connection->server.address.text() : record.subject.server_address;
    bool any = false;
    for (const KeptFinding* f : record.findings) {
        if (f->diagnosis->group == Group::coverage || f->severity == Severity::chat)
            continue;
        any = true;
        const unsigned row =
            row_of(table_of(data), std::string{f->diagnosis->id} + '\n' + client + '\n' + server + '\n' + f->identity.c_str(), [&] {
                return std::array{text_item(ranked_name(f->severity)), text_item(f->diagnosis->id), text_item(client.c_str()),
                    number_item(0), number_item(pinfo->num), text_item(f->sentence.c_str()), text_item(in_one_line(f->remedy).c_str())};
            });
        count_up(table_of(data), row, finding_count);
    }
    return any ? TAP_PACKET_REDRAW : TAP_PACKET_DONT_REDRAW;
}

tap_packet_status session_packet(void* data, packet_info*, epan_dissect_t*, const void* taken, tap_flags_t)
{
    const auto& record = *static_cast<const TapRecord*>(taken);
    if (!record.note.session)
        return TAP_PACKET_DONT_REDRAW;
    const SessionInfo& s = *record.note.session;
    stat_tap_table* table = table_of(data);
    const unsigned row = row_of(table, std::to_string(s.number), [&] {
        return std::array{text_item(s.protocol), text_item(s.client.c_str()), text_item(s.server.c_str()), text_item(""), text_item(""),
            number_item(0), number_item(0), text_item(""), text_item("")};
    });
    set_text(table, row, 3, s.application);
    set_text(table, row, 4, s.version);
    set_text(table, row, 7, s.opened);
    set_text(table, row, 8, s.ended);
    count_up(table, row, session_messages, record.note.message != nullptr);
    for (const KeptFinding* f : record.findings)
        count_up(table, row, session_wrong, f->severity >= Severity::warn);
    return TAP_PACKET_REDRAW;
}

template <const auto& columns, unsigned... counted>
void table_reset(stat_tap_table* table)
{
    for (unsigned row = 0; row < table->num_elements; ++row)
        for (const unsigned column : {counted...}) {
            auto* count = stat_tap_get_field_data(table, row, column);
            count->value.uint_value = 0;
            stat_tap_set_field_data(table, row, column, count);
        }
}

template <const auto& columns>
void table_free_item(stat_tap_table*, unsigned, unsigned column, stat_tap_table_item_type* item)
{
    if (columns[column].type == TABLE_ITEM_STRING)
        g_free(const_cast<char*>(item->value.string_value));
}

constexpr char findings_name[] = "CTI findings", sessions_name[] = "CTI sessions";

template <const auto& columns, const auto& name>
void table_init(stat_tap_table_ui* ui)
{
    if (!stat_tap_find_table(ui, name))
        stat_tap_add_table(ui, stat_tap_init_table(name, static_cast<int>(std::size(columns)), 0, nullptr));
}

/// A window in the Telephony menu, and `-z <cli>`.
template <auto& columns, const auto& name, unsigned... counted>
void register_table(const char* title, const char* cli, tap_packet_cb packet_callback)
{
    static tap_param params[] = {{PARAM_FILTER, "filter", "Filter", nullptr, true}};
    static stat_tap_table_ui table{};
    table.group = ws::telephony_group;
    table.title = title;
    table.tap_name = "cti";
    table.cli_string = cli;
    table.stat_tap_init_cb = table_init<columns, name>;
    table.packet_func = packet_callback;
    table.stat_tap_reset_table_cb = table_reset<columns, counted...>;
    table.stat_tap_free_table_item_cb = table_free_item<columns>;
    table.nfields = std::size(columns);
    table.fields = columns;
    table.nparams = 1;
    table.params = params;
    register_stat_tap_table_ui(&table);
}

} // namespace

void register_reports()
{
    static stat_tap_ui text{ws::telephony_group, "CTI Diagnosis", "cti,diagnose", ws::start_stat_tap<start_text>, 0, nullptr};
    static stat_tap_ui json{ws::telephony_group, "CTI Diagnosis (JSON)", "cti,json", ws::start_stat_tap<start_json>, 0, nullptr};
    register_stat_tap_ui(&text, nullptr);
    register_stat_tap_ui(&json, nullptr);

    register_table<finding_columns, findings_name, finding_count>("CTI Findings", "cti,findings", finding_packet);
    register_table<session_columns, sessions_name, session_messages, session_wrong>("CTI Sessions", "cti,sessions", session_packet);
}

} // namespace cti::plugin
