// SPDX-License-Identifier: GPL-2.0-or-later
// From a BroadWorks trap to fields and findings. Whoever reads SNMP (Wireshark's dissector stays in charge of it) hands in the varbinds.
#pragma once

#include "bwfault/diagnoses.hpp"
#include "bwfault/traps.hpp"
#include "core/address.hpp"
#include "core/short_text.hpp"
#include "core/sink.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace cti::bwfault {

using Oid = std::span<const std::uint32_t>;

/// One variable of a trap.
struct Varbind {
    enum class Type : std::uint8_t { number, octets, oid, other };
    Oid oid{}; ///< with or without the instance ".0"
    Type type = Type::other;
    std::uint64_t number = 0;
    std::string_view octets{}; ///< lives as long as the call
    Oid value_oid{};
    Span where{}; ///< of the value, in the bytes that the sink draws from
};

/// The number of the alarm below systemFaults: from snmpTrapOID.0 among the varbinds of an SNMPv2 notification. Nothing where it is none of
/// BroadWorks.
std::optional<std::uint32_t> trap_number(std::span<const Varbind> varbinds);
/// The same of an SNMPv1 trap: enterprise systemFaults (or its .0), generic 6, the number as specific trap.
std::optional<std::uint32_t> trap_number(Oid enterprise, std::uint32_t generic_trap, std::uint32_t specific_trap);
/// Number of a varbind below faultFields; nothing where the OID is another.
std::optional<std::uint32_t> varbind_number(Oid oid);

/// What the capture shows beside the alarm.
struct Context {
    std::string_view cap_port{}; ///< where the sender asks the far end for CAP: "2206"; empty: not seen
};

/// What a report and a history want to know of a fault. Views live as long as what was handed in.
struct Summary {
    using Text = ShortText<128>;

    const Trap* trap = nullptr;            ///< nullptr: not in the table
    std::optional<std::uint32_t> number{}; ///< of the notification; the alarm table has none
    std::optional<std::uint32_t> identifier{}, severity{}, alarm_state{}, component{}, subcomponent{};
    Text alarm_name{}, system_name{}, timestamp{}, interface_name{};
    std::string_view problem{};
    Address peer{};                       ///< far end of the connection; for the failures of 507 and 509 the Application Server
    ShortText<48> peer_text{};            ///< as printed
    bool about_cap = false;               ///< the connection is known to be CAP's
    const Diagnosis* diagnosis = nullptr; ///< what it comes to; nullptr: nothing
    Span name_where{};
    std::uint32_t end = 0; ///< of a row of the alarm table: where to look for the next one
};

namespace detail {

/// "2017-11-12 08:58:55 +00:00" of 8 or 11 octets (SNMPv2-TC); empty where they are none.
ShortText<32> date_and_time(std::string_view octets);
/// Where the first address stands in a text; length 0: nowhere. Looks at no more than 1024 bytes.
Span find_address(std::string_view text, Address& address);
/// True where CAP stands in the text as a word.
bool names_cap(std::string_view text);
/// What a fault comes to; nullptr: nothing.
const Diagnosis* diagnosis_of(const Summary& fault);

template <Sink S>
void report_peer(Summary& summary, std::string_view text, Span where, S& sink)
{
    Address address;
    const Span found = find_address(text, address);
    if (!found.length || summary.peer)
        return;
    summary.peer = address;
    summary.peer_text = text.substr(found.offset, found.length);
    const Span place{where.offset + found.offset, found.length};
    if (address.is_v4())
        sink.number(id::peer_address, place, be32(&address.bytes[12]));
    else
        sink.ipv6(id::peer_ipv6_address, place, address.bytes);
}

/// Says what the fault comes to.
template <Sink S>
void conclude(Summary& summary, Span where, const Context& context, S& sink)
{
    if (!summary.trap) {
        if (!summary.alarm_name.empty() || summary.number) {
            Finding f{diagnosis_row(diagnoses, "bwfault.unknown_alarm"), where, summary.alarm_name.view()};
            if (summary.alarm_name.empty())
                f.arguments[0] = *summary.number;
            sink.diagnose(f);
        }
        return;
    }
    const bool is_seen_asking = summary.trap->kind == Kind::as_connection_failed && !context.cap_port.empty();
    summary.about_cap = summary.about_cap || is_seen_asking;
    summary.diagnosis = diagnosis_of(summary);
    if (!summary.diagnosis)
        return;
    const Trap& trap = *summary.trap;
    const bool of_client_server = trap.number > 500 && trap.number < 600;
    ShortText<160> on, said;
    if (!summary.system_name.empty())
        on.append(" on ").append(summary.system_name);
    if (!summary.peer_text.empty())
        said.append("; ").append(*trap.peer ? trap.peer : "far end").append(" ").append(summary.peer_text);
    else if (!summary.problem.empty())
        said.append("; ").append(summary.problem);
    if (is_seen_asking)
        said.append("; the capture shows it asking for CAP at port ").append(context.cap_port);
    const char* component = summary.component ? value_name(component_values, *summary.component, "BroadWorks") : "BroadWorks";
    const Finding f{
        *summary.diagnosis, where, of_client_server ? "Open Client Server" : component, on.view(), trap.meaning, said.view(), trap.name};
    sink.diagnose(f);
}

} // namespace detail

/// Decodes a trap. `number` from trap_number(), `number_where` its place; the varbinds in any order, others than BroadWorks' are left
/// alone. Fields are reported inside one group, findings behind it. What findings say is valid until diagnose() returns.
template <Sink S>
Summary decode_trap(
    std::optional<std::uint32_t> number, Span number_where, std::span<const Varbind> varbinds_in, S& sink, const Context& context = {})
{
    Summary summary;
    summary.number = number;
    summary.trap = number ? find_trap(*number) : nullptr;
    Span whole = number_where;
    for (const Varbind& v : varbinds_in)
        if (varbind_number(v.oid)) {
            const std::uint32_t begin = whole.length ? std::min(whole.offset, v.where.offset) : v.where.offset;
            const std::uint32_t end = std::max(whole.length ? whole.offset + whole.length : 0u, v.where.offset + v.where.length);
            whole = {begin, end - begin};
        }
    sink.begin_group("BroadWorks alarm", 0, whole);
    if (number)
        sink.number(id::number, number_where, *number);
    Span name_where = number_where.length ? number_where : whole;
    for (const Varbind& v : varbinds_in) {
        const auto n = varbind_number(v.oid);
        const auto row = n ? std::find_if(std::begin(varbinds), std::end(varbinds), [&](const VarbindRow& r) { return r.number == *n; })
                           : std::end(varbinds);
        if (row == std::end(varbinds))
            continue;
        const bool is_number = row->syntax == Syntax::number;
        if (v.type != (is_number ? Varbind::Type::number : Varbind::Type::octets) || (is_number && v.number > 0xffffffff)) {
            sink.diagnose(Finding{diagnosis_row(diagnoses, "bwfault.bad_value"), v.where, row->name, is_number ? "a number" : "text"});
            continue;
        }
        if (is_number) {
            const auto value = static_cast<std::uint32_t>(v.number);
            sink.number(row->field, v.where, value);
            switch (row->field) {
            case id::identifier:
                summary.identifier = value;
                break;
            case id::severity:
                summary.severity = value;
                break;
            case id::alarm_state:
                summary.alarm_state = value;
                break;
            case id::component:
                summary.component = value;
                break;
            case id::subcomponent:
                summary.subcomponent = value;
                break;
            default:
                break;
            }
            continue;
        }
        if (row->syntax == Syntax::date_and_time) {
            summary.timestamp = detail::date_and_time(v.octets).view();
            if (summary.timestamp.empty())
                sink.diagnose(Finding{diagnosis_row(diagnoses, "bwfault.bad_value"), v.where, row->name, "a date and time"});
            else
                sink.text(row->field, v.where, summary.timestamp.view(), nullptr);
            continue;
        }
        const char* meaning = nullptr;
        if (row->field == id::alarm_name) {
            summary.alarm_name = v.octets;
            name_where = v.where;
            if (!summary.trap)
                summary.trap = find_trap(v.octets);
            meaning = summary.trap ? summary.trap->meaning : nullptr;
        }
        sink.text(row->field, v.where, v.octets, meaning);
        if (row->field == id::system_name)
            summary.system_name = v.octets;
        if (row->field == id::problem_text) {
            summary.problem = v.octets;
            summary.about_cap = summary.about_cap || detail::names_cap(v.octets);
            detail::report_peer(summary, v.octets, v.where, sink);
        }
    }
    sink.end_group();
    if (summary.alarm_name.empty() && summary.trap)
        summary.alarm_name = summary.trap->name;
    summary.name_where = name_where;
    detail::conclude(summary, name_where, context, sink);
    return summary;
}

} // namespace cti::bwfault
