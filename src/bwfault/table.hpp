// SPDX-License-Identifier: GPL-2.0-or-later
// The alarm table as the command line prints it, in logs and tickets (XSP_CLI/Monitoring/Alarm/AlarmsTable> list; Cisco document 217564):
//   Identifier  Timestamp                Alarm Name                       Severity  Correlation Parameter
//   66414       2017-11-12 8:58:55 GMT   bwOpenClientServerASConnFailed   Critical  10;37;CAP;10.123.123.80;
#pragma once

#include "bwfault/trap.hpp"
#include "core/bytes.hpp"

namespace cti::bwfault {

/// A row of the table: places of its columns in the text. Correlation may be empty.
struct TableRow {
    Span identifier{}, timestamp{}, alarm_name{}, severity{}, correlation{};
    std::uint32_t begin = 0, end = 0; ///< end: behind its line
};

/// Finds the first row that begins at or after `from`, which is the beginning of a line. False where there is none.
bool find_table_row(Bytes text, std::uint32_t from, TableRow& row);

namespace detail {

inline std::string_view part(Bytes text, Span where)
{
    return fits(where.offset, where.length, text.size())
               ? std::string_view{reinterpret_cast<const char*>(text.data()) + where.offset, where.length}
               : std::string_view{};
}
/// Number of decimal digits alone; nothing where it is none or does not fit.
std::optional<std::uint32_t> whole_number(std::string_view text);
std::optional<std::uint32_t> severity_in_words(std::string_view word);
/// The n-th field of a correlation parameter, whose fields end with ';'. Length 0: not there.
Span correlation_field(std::string_view correlation, unsigned n);
/// True where the third and fourth field are interface and address of the far end (read from one sample; of other alarms nothing is known).
bool correlation_names_peer(const Trap& trap);

} // namespace detail

/// Decodes a row (from find_table_row on the same bytes).
template <Sink S>
Summary decode_table_row(Bytes text, const TableRow& row, S& sink)
{
    Summary summary;
    const auto part = [&](Span where) { return detail::part(text, where); };
    summary.alarm_name = part(row.alarm_name);
    summary.timestamp = part(row.timestamp);
    summary.trap = find_trap(part(row.alarm_name));
    summary.name_where = row.alarm_name;
    summary.end = row.end;
    sink.begin_group("BroadWorks alarm", 0, {row.begin, row.end - row.begin});
    if ((summary.identifier = detail::whole_number(part(row.identifier))))
        sink.number(id::identifier, row.identifier, *summary.identifier);
    sink.text(id::timestamp, row.timestamp, part(row.timestamp), nullptr);
    sink.text(id::alarm_name, row.alarm_name, part(row.alarm_name), summary.trap ? summary.trap->meaning : nullptr);
    if ((summary.severity = detail::severity_in_words(part(row.severity))))
        sink.number(id::severity, row.severity, *summary.severity);
    if (row.correlation.length) {
        const std::string_view correlation = part(row.correlation);
        sink.text(id::correlation, row.correlation, correlation, nullptr);
        const auto at = [&](unsigned n) {
            const Span inside = detail::correlation_field(correlation, n);
            return Span{row.correlation.offset + inside.offset, inside.length};
        };
        if ((summary.component = detail::whole_number(part(at(0)))))
            sink.number(id::component, at(0), *summary.component);
        if ((summary.subcomponent = detail::whole_number(part(at(1)))))
            sink.number(id::subcomponent, at(1), *summary.subcomponent);
        if (summary.trap && detail::correlation_names_peer(*summary.trap) && at(2).length) {
            summary.interface_name = part(at(2));
            summary.about_cap = summary.interface_name == "CAP";
            sink.text(id::interface_name, at(2), part(at(2)), nullptr);
            detail::report_peer(summary, part(at(3)), at(3), sink);
        }
    }
    sink.end_group();
    detail::conclude(summary, row.alarm_name, {}, sink);
    return summary;
}

/// Decodes every row of a text; returns how many there were.
template <Sink S>
unsigned decode_table(Bytes text, S& sink)
{
    unsigned count = 0;
    TableRow row;
    for (std::uint32_t from = 0; find_table_row(text, from, row); ++count)
        from = decode_table_row(text, row, sink).end;
    return count;
}

} // namespace cti::bwfault
