// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/report.hpp"

#include "plugin/umbrella.hpp"

#include "core/report.hpp"

#include <array>
#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <string>
#include <unordered_map>

namespace cti::plugin {

void take(Report& report, packet_info* pinfo, const MessageRecord& record)
{
    const double time = nstime_to_sec(&pinfo->rel_ts);
    report.add_message(record.session, record.message);
    if (record.is_request)
        report.add_request(record.protocol, record.message);
    for (const FindingRecord* f = record.findings; f; f = f->next)
        report.add_finding(record.session, pinfo->num, time, {f->diagnosis, f->severity, f->sentence, f->remedy});
    if (record.request && record.response_time >= 0)
        report.add_response_time(record.protocol, record.request, record.response_time, record.session, pinfo->num, time);
}

namespace {

// ---- text and JSON lines

struct Listener {
    Report report;
    bool json;
};

void reset(void* data) { static_cast<Listener*>(data)->report.clear(); }

tap_packet_status packet(void* data, packet_info* pinfo, epan_dissect_t*, const void* record, tap_flags_t)
{
    take(static_cast<Listener*>(data)->report, pinfo, *static_cast<const MessageRecord*>(record));
    return TAP_PACKET_REDRAW;
}

/// One object a line, written by libwsutil's JSON writer.
class JsonLine {
public:
    explicit JsonLine(const char* type)
    {
        dumper_.output_file = stdout;
        json_dumper_begin_object(&dumper_);
        text("type", type);
    }
    void text(const char* name, const char* value)
    {
        json_dumper_set_member_name(&dumper_, name);
        json_dumper_value_string(&dumper_, value);
    }
    void text(const char* name, const std::string& value) { text(name, value.c_str()); }
    void number(const char* name, std::uint64_t value)
    {
        json_dumper_set_member_name(&dumper_, name);
        json_dumper_value_anyf(&dumper_, "%" PRIu64, value);
    }
    void seconds(const char* name, double value)
    {
        json_dumper_set_member_name(&dumper_, name);
        json_dumper_value_anyf(&dumper_, "%.6f", value);
    }
    void numbers(const char* name, const std::vector<std::uint32_t>& values)
    {
        json_dumper_set_member_name(&dumper_, name);
        json_dumper_begin_array(&dumper_);
        for (const std::uint32_t v : values)
            json_dumper_value_anyf(&dumper_, "%u", v);
        json_dumper_end_array(&dumper_);
    }
    void end()
    {
        json_dumper_end_object(&dumper_);
        json_dumper_finish(&dumper_);
    }

private:
    json_dumper dumper_{};
};

void print_json(const Report& report)
{
    for (const Report::SessionRow& row : report.sessions()) {
        const SessionInfo& s = *row.session;
        JsonLine line{"session"};
        line.text("protocol", s.protocol);
        line.text("client", s.client);
        line.text("server", s.server);
        line.text("client_address", s.client_address);
        line.text("server_address", s.server_address);
        line.text("application", s.application);
        line.text("version", s.version);
        line.text("opened", s.opened);
        line.text("ended", s.ended);
        line.seconds("first", s.first);
        line.seconds("last", s.last);
        line.number("messages", row.messages);
        line.number("errors", row.errors);
        line.number("warnings", row.warnings);
        line.number("notes", row.notes);
        line.end();
    }
    for (const Report::Group* g : report.findings()) {
        JsonLine line{"finding"};
        line.text("severity", severity_name(g->severity));
        line.text("diagnosis", g->diagnosis->id);
        line.text("client", g->client());
        line.text("server", g->server);
        line.text("description", g->sentence);
        line.text("remedy", g->remedy);
        line.number("count", g->count);
        line.numbers("frames", g->frames);
        line.seconds("first", g->first);
        line.seconds("last", g->last);
        line.end();
    }
    for (const Report::RequestRow* r : report.requests()) {
        JsonLine line{"requests"};
        line.text("protocol", r->protocol);
        line.text("request", r->request);
        line.number("sent", r->sent);
        line.number("answered", r->times.count());
        line.number("unanswered", r->unanswered());
        if (r->times.count() > 0) {
            line.seconds("min", r->times.min());
            line.seconds("mean", r->times.mean());
            line.seconds("median", r->times.percentile(50));
            line.seconds("p95", r->times.percentile(95));
            line.seconds("p99", r->times.percentile(99));
            line.seconds("max", r->times.max());
        }
        line.end();
    }
}

void draw(void* data)
{
    auto& listener = *static_cast<Listener*>(data);
    listener.report.conclude(capture_period());
    if (listener.json)
        print_json(listener.report);
    else
        std::fputs(listener.report.text().c_str(), stdout);
    std::fflush(stdout);
}

void finish(void* data) { delete static_cast<Listener*>(data); }

bool start(const char* argument, bool json)
{
    const char* filter = std::strchr(argument, ',');
    filter = filter ? std::strchr(filter + 1, ',') : nullptr;
    auto* listener = new Listener{{}, json};
    GString* error = register_tap_listener("cti", listener, filter ? filter + 1 : nullptr, TL_REQUIRES_NOTHING, reset, packet, draw, finish);
    if (error) {
        std::fprintf(stderr, "tshark: Couldn't start the CTI report: %s\n", error->str);
        g_string_free(error, TRUE);
        delete listener;
        return false;
    }
    return true;
}

bool start_text(const char* argument) { return start(argument, false); }
bool start_json(const char* argument) { return start(argument, true); }

// ---- the tables of the GUI

constexpr const char* wide = "%s";
stat_tap_table_item finding_columns[] = {
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Severity", "%-8s"}, {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Diagnosis", "%-28s"},
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

stat_tap_table* table_of(void* data) { return g_array_index(static_cast<stat_data_t*>(data)->stat_tap_data->tables, stat_tap_table*, 0); }

tap_packet_status finding_packet(void* data, packet_info* pinfo, epan_dissect_t*, const void* taken, tap_flags_t)
{
    const auto& record = *static_cast<const MessageRecord*>(taken);
    for (const FindingRecord* f = record.findings; f; f = f->next) {
        const char* client = record.session ? record.session->client_address.c_str() : "";
        const unsigned row = row_of(table_of(data), std::string{f->diagnosis->id} + '\n' + client, [&] {
            return std::array{text_item(severity_name(f->severity)), text_item(f->diagnosis->id), text_item(client), number_item(0), number_item(pinfo->num),
                              text_item(f->sentence), text_item(f->remedy)};
        });
        count_up(table_of(data), row, finding_count);
    }
    return record.findings ? TAP_PACKET_REDRAW : TAP_PACKET_DONT_REDRAW;
}

tap_packet_status session_packet(void* data, packet_info*, epan_dissect_t*, const void* taken, tap_flags_t)
{
    const auto& record = *static_cast<const MessageRecord*>(taken);
    if (!record.session)
        return TAP_PACKET_DONT_REDRAW;
    const SessionInfo& s = *record.session;
    stat_tap_table* table = table_of(data);
    const unsigned row = row_of(table, std::string{s.protocol} + '\n' + s.client + '\n' + s.server + '\n' + std::to_string(s.first), [&] {
        return std::array{text_item(s.protocol), text_item(s.client.c_str()), text_item(s.server.c_str()), text_item(""), text_item(""), number_item(0),
                          number_item(0), text_item(""), text_item("")};
    });
    set_text(table, row, 3, s.application);
    set_text(table, row, 4, s.version);
    set_text(table, row, 7, s.opened);
    set_text(table, row, 8, s.ended);
    count_up(table, row, session_messages, record.message != nullptr);
    for (const FindingRecord* f = record.findings; f; f = f->next)
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

    register_table<finding_columns, findings_name, finding_count>("CTI Diagnosis", "cti,findings", finding_packet);
    register_table<session_columns, sessions_name, session_messages, session_wrong>("CTI Sessions", "cti,sessions", session_packet);
}

} // namespace cti::plugin
