// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/report.hpp"

#include "plugin/umbrella.hpp"

#include "core/report.hpp"

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace cti::plugin {
namespace {

void take(Report& report, packet_info* pinfo, const MessageRecord& record)
{
    const double time = nstime_to_sec(&pinfo->rel_ts);
    report.add_message(record.session, record.message, pinfo->num, time);
    for (const FindingRecord* f = record.findings; f; f = f->next)
        report.add_finding(record.session, pinfo->num, time, {f->diagnosis, f->severity, f->sentence, f->remedy});
    if (record.request && record.response_time >= 0)
        report.add_response_time(record.request, record.response_time, record.session, pinfo->num, time);
}

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
        line.text("client", g->client);
        line.text("server", g->server);
        line.text("description", g->sentence);
        line.text("remedy", g->remedy);
        line.number("count", g->count);
        line.numbers("frames", g->frames);
        line.seconds("first", g->first);
        line.seconds("last", g->last);
        line.end();
    }
}

void draw(void* data)
{
    auto& listener = *static_cast<Listener*>(data);
    listener.report.conclude();
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

// ---- the table of the GUI

enum Column { severity_column, diagnosis_column, client_column, count_column, frame_column, what_column, remedy_column, column_count };

stat_tap_table_item columns[] = {
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Severity", "%-8s"}, {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Diagnosis", "%-28s"},
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Client", "%-24s"},  {TABLE_ITEM_UINT, TAP_ALIGN_RIGHT, "Count", "%u"},
    {TABLE_ITEM_UINT, TAP_ALIGN_RIGHT, "First frame", "%u"}, {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "What happened", "%s"},
    {TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "What to do", "%s"},
};
constexpr const char* table_name = "CTI findings";

void table_init(stat_tap_table_ui* ui)
{
    if (stat_tap_find_table(ui, table_name))
        return;
    stat_tap_add_table(ui, stat_tap_init_table(table_name, column_count, 0, nullptr));
}

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

tap_packet_status table_packet(void* data, packet_info* pinfo, epan_dissect_t*, const void* taken, tap_flags_t)
{
    const auto* stat = static_cast<stat_data_t*>(data);
    const auto& record = *static_cast<const MessageRecord*>(taken);
    stat_tap_table* table = g_array_index(stat->stat_tap_data->tables, stat_tap_table*, 0);
    bool changed = false;
    for (const FindingRecord* f = record.findings; f; f = f->next) {
        const char* client = record.session ? record.session->client_address.c_str() : "";
        unsigned row = 0;
        for (; row < table->num_elements; ++row) {
            const auto* id = stat_tap_get_field_data(table, row, diagnosis_column);
            const auto* whose = stat_tap_get_field_data(table, row, client_column);
            if (std::strcmp(id->value.string_value, f->diagnosis->id) == 0 && std::strcmp(whose->value.string_value, client) == 0)
                break;
        }
        if (row == table->num_elements) {
            const stat_tap_table_item_type items[column_count] = {
                text_item(severity_name(f->severity)), text_item(f->diagnosis->id), text_item(client), number_item(0), number_item(pinfo->num),
                text_item(f->sentence),                text_item(f->remedy),
            };
            stat_tap_init_table_row(table, row, column_count, items);
        }
        auto* count = stat_tap_get_field_data(table, row, count_column);
        ++count->value.uint_value;
        stat_tap_set_field_data(table, row, count_column, count);
        changed = true;
    }
    return changed ? TAP_PACKET_REDRAW : TAP_PACKET_DONT_REDRAW;
}

void table_reset(stat_tap_table* table)
{
    for (unsigned row = 0; row < table->num_elements; ++row) {
        auto* count = stat_tap_get_field_data(table, row, count_column);
        count->value.uint_value = 0;
        stat_tap_set_field_data(table, row, count_column, count);
    }
}

void table_free_item(stat_tap_table*, unsigned, unsigned column, stat_tap_table_item_type* item)
{
    if (columns[column].type == TABLE_ITEM_STRING)
        g_free(const_cast<char*>(item->value.string_value));
}

} // namespace

void register_reports()
{
    static stat_tap_ui text{ws::telephony_group, "CTI Diagnosis", "cti,diagnose", ws::start_stat_tap<start_text>, 0, nullptr};
    static stat_tap_ui json{ws::telephony_group, "CTI Diagnosis (JSON)", "cti,json", ws::start_stat_tap<start_json>, 0, nullptr};
    register_stat_tap_ui(&text, nullptr);
    register_stat_tap_ui(&json, nullptr);

    static tap_param params[] = {{PARAM_FILTER, "filter", "Filter", nullptr, true}};
    static stat_tap_table_ui table{};
    table.group = ws::telephony_group;
    table.title = "CTI Diagnosis";
    table.tap_name = "cti";
    table.cli_string = "cti,findings";
    table.stat_tap_init_cb = table_init;
    table.packet_func = table_packet;
    table.stat_tap_reset_table_cb = table_reset;
    table.stat_tap_free_table_item_cb = table_free_item;
    table.nfields = column_count;
    table.fields = columns;
    table.nparams = 1;
    table.params = params;
    register_stat_tap_table_ui(&table);
}

} // namespace cti::plugin
