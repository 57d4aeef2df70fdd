// SPDX-License-Identifier: GPL-2.0-or-later
// From an alarm in a message to fields and findings.
#pragma once

#include "core/address.hpp"
#include "core/cti_result.hpp"
#include "core/short_text.hpp"
#include "core/sink.hpp"
#include "core/text.hpp"
#include "ucalarm/diagnoses.hpp"
#include "ucalarm/escape.hpp"
#include "ucalarm/firewall.hpp"
#include "ucalarm/line_header.hpp"
#include "ucalarm/parser.hpp"
#include "ucalarm/part.hpp"

#include <array>
#include <bitset>
#include <charconv>
#include <optional>

namespace cti::ucalarm {

/// "true" and "false", "1" and "0", in any case.
inline std::optional<bool> parse_boolean(std::string_view text)
{
    if (text == "1" || equal_ignoring_case(text, "true"))
        return true;
    if (text == "0" || equal_ignoring_case(text, "false"))
        return false;
    return {};
}

/// Whether all of a message was captured. Where the capture cut the frame, what is missing is nobody's fault.
enum class Captured : std::uint8_t { whole, cut };

/// What a report and a history want to know about an alarm. Views point into the message; what may hold escapes is kept here without them.
struct Summary {
    using Text = ShortText<128>;

    const Alarm* alarm = nullptr;             ///< nullptr: not in the catalogue of CTIManager
    const ServiceAlarm* service = nullptr;    ///< nullptr: none of the alarms of other services that bear on CTI
    std::uint32_t begin = 0;           ///< offset of the alarm, with what belongs to it and stands before it
    std::uint32_t end = 0;             ///< offset behind the alarm: where to look for the next one
    bool incompatible_version = false;
    bool cut = false;                  ///< the sender or a relay cut it, or the capture did
    std::uint8_t level = 0xff;         ///< severity as printed; 0xff: none
    std::string_view name{}, address{}, msg_version{}, minimum_version{}, current_version{};
    std::string_view host{};           ///< of the line's header: who wrote it
    Text app_id{}, node_id{};
    Text login_user_id{};              ///< user of CTI; of UC_IMS alarms the user that was checked
    Text device{}, line{}, partition{};
    Text process{};                    ///< service or process that the alarm is about
    std::optional<std::uint32_t> connection_id{};    ///< CTIconnectionId
    Address client{};
    Endpoint source{}, destination{};       ///< of the packet a firewall speaks of
    std::optional<std::uint32_t> reason{};
    const char* reason_name = nullptr;      ///< nullptr where the catalogue does not list it
    MessagePart part{};                     ///< number 0: the alarm came in one message
};

/// What the group of an alarm is called.
inline constexpr const char* group_label = "Cisco UC alarm";

namespace detail {

constexpr Severity severity_of(Level level)
{
    if (level <= Level::error)
        return Severity::error;
    return level == Level::warning ? Severity::warn : level == Level::notice ? Severity::note : Severity::chat;
}

constexpr const char* type_words(Type type)
{
    switch (type) {
    case Type::ipv4:
    case Type::ipv6:
        return "an IP address";
    case Type::boolean:
        return "true or false";
    default:
        return "a 32-bit number";
    }
}

/// True where `text` names CTIManager: "Cisco CTIManager", "CTIManager", "ctimanager".
bool names_cti_manager(std::string_view text);
/// The first process of the CTI path that `text` names, or empty: "ctisvr", "jgw1".
std::string_view cti_process(std::string_view text);
/// The first IPv4 address in `text`, or empty.
std::string_view first_ipv4(std::string_view text);
/// The row of the finding that an alarm of another service leads to; nullptr: none.
const Diagnosis* service_diagnosis(const ServiceAlarm& row, std::uint8_t printed_level);
/// What to do about a packet that the inspection dropped, by the version it read.
const char* firewall_remedy(std::string_view version, const char* otherwise);
/// What such an alarm is about, where it names nothing more exact.
const char* service_subject(const ServiceAlarm& row);

template <Sink S>
class Decoder {
public:
    Decoder(Bytes message, const Start& start, S& sink, Captured captured)
        : message_{message}, start_{start}, sink_{sink}, captured_{captured}
    {
    }

    Summary run()
    {
        summary_.alarm = start_.alarm;
        summary_.service = start_.service;
        summary_.level = start_.level;
        summary_.name = chars(message_, start_.name);
        if (start_.form == Form::syslog)
            header_ = read_line_header(chars(message_), start_.header, start_.begin);
        // The group's extent must be known when it opens, so everything is read before anything is reported.
        Reader reader{message_, start_};
        percent_coded_ = reader.percent_coded();
        in_brackets_ = reader.in_brackets();
        std::array<Token, 24> tokens;    // more than any alarm of the catalogue has
        std::size_t count = 0;
        std::uint32_t end = start_.body;
        while (count < tokens.size() && reader.next(tokens[count]))
            end = token_end(tokens[count++], end);
        Reader beyond = reader;          // what does not fit is read again
        Token token;
        if (count == tokens.size())
            while (reader.next(token))
                end = token_end(token, end);
        ends_in_parameters_ = reader.ends_in_parameters();
        end = std::max({end, reader.end(), start_.wrapper.offset + start_.wrapper.length});
        summary_.end = std::min(end, static_cast<std::uint32_t>(message_.size()));
        summary_.begin = start_.wrapper.length           ? start_.wrapper.offset
                         : start_.form == Form::free_text ? event_header_begin()
                                                          : header_.begin(start_.begin);
        const Span whole{summary_.begin, summary_.end - summary_.begin};
        sink_.begin_group(group_label, 0, whole);
        if (!summary_.name.empty()) {
            sink_.annotate(": ");
            sink_.annotate(summary_.name);
        }
        head();
        for (std::size_t i = 0; i < count; ++i)
            take(tokens[i]);
        if (count == tokens.size())
            while (beyond.next(token))
                take(token);
        sink_.end_group();
        conclude();
        summary_.cut = cut_;
        return summary_;
    }

private:
    static std::uint32_t token_end(const Token& token, std::uint32_t end) { return std::max(end, token.whole.offset + token.whole.length); }

    std::uint32_t event_header_begin() const
    {
        HeaderReader reader{message_, start_};
        Token token;
        return reader.next(token) ? token.whole.offset : start_.begin;
    }

    template <class... A>
    void find(const Diagnosis& d, Span where, A... arguments)
    {
        sink_.diagnose(Finding{d, where, arguments...});
    }

    /// Reports a text field where it is there.
    void printed(FieldId field, Span where)
    {
        if (where.length)
            sink_.text(field, where, chars(message_, where), nullptr);
    }

    void head()
    {
        if (start_.form == Form::free_text) {
            HeaderReader reader{message_, start_};
            Token token;
            while (reader.next(token))
                if (token.known->field != no_field)
                    typed(token);
        }
        printed(id::alert_name, start_.alert_name);
        if (header_.sequence.length && header_.sequence_number <= 0xffffffff)
            sink_.number(id::sequence_number, header_.sequence, header_.sequence_number);
        printed(id::host, header_.host);
        printed(id::timestamp, header_.timestamp);
        summary_.host = chars(message_, header_.host);
        if (header_.clock != Clock::unmarked)
            sink_.number(id::clock, header_.timestamp, static_cast<std::uint64_t>(header_.clock));
        printed(id::catalog, start_.catalog);
        if (start_.level != 0xff)
            sink_.number(id::severity, start_.severity, start_.level);
        if (start_.name.length) {
            const char* meaning = start_.alarm ? start_.alarm->meaning : start_.service ? start_.service->meaning : nullptr;
            sink_.text(id::name, start_.name, summary_.name, meaning);
        }
        if (start_.alarm && summary_.name != start_.alarm->name)
            sink_.text(id::current_name, start_.name, start_.alarm->name, nullptr);
    }

    /// A value without its escapes; gone with the next value.
    std::string_view plain(std::string_view raw)
    {
        if (!in_brackets_ || raw.size() > sizeof room_ || !has_escapes(raw, percent_coded_))
            return raw;
        return {room_, unescape(raw, percent_coded_, room_)};
    }

    void take(const Token& token)
    {
        const std::string_view value = chars(message_, token.value);
        switch (token.kind) {
        case Token::Kind::text:
            text(token.value, value);
            return;
        case Token::Kind::stray:
            sink_.text(id::parameter, token.whole, value, nullptr);
            if (token.cut)
                cut(token, value);
            else if (start_.of_cti_manager)
                find(diagnosis_row(diagnoses, "ucalarm.malformed"), token.whole, value);
            return;
        case Token::Kind::parameter:
            break;
        }
        const std::string_view name = chars(message_, token.name);
        if (!token.known || token.known->field == no_field) {
            sink_.text(id::parameter, token.whole, plain(chars(message_, token.whole)), nullptr);
            if (token.cut)
                cut(token, name);
            else if (start_.of_cti_manager && name.empty() && !token.mark.length)
                find(diagnosis_row(diagnoses, "ucalarm.malformed"), token.whole, chars(message_, token.whole));
            else if (start_.of_cti_manager && !name.empty())
                find(diagnosis_row(diagnoses, "ucalarm.unknown_parameter"), token.whole, name);
        } else {
            // The details of a core file and the files themselves are one list.
            const bool first =
                token.known->part == Part::event_tail || token.known->field == id::core_details || !seen_.test(token.known->field);
            if (first)
                remember(token.known->field, value);
            typed(token);
            if (!first && start_.of_cti_manager)
                find(diagnosis_row(diagnoses, "ucalarm.repeated_parameter"), token.whole, name);
            seen_.set(token.known->field);
        }
        if (token.mark.length && start_.of_cti_manager)
            find(diagnosis_row(diagnoses, "ucalarm.unknown_paramname"), token.whole, name.empty() ? std::string_view{"a parameter"} : name,
                chars(message_, token.mark));
    }

    void text(Span where, std::string_view value)
    {
        text_ = value;
        sink_.text(id::text, where, percent_coded_ ? plain(value) : value, nullptr);
        if (start_.family != Family::firewall)
            return;
        const FirewallText said = read_firewall_text(value);
        const auto at = [&](Span inside) { return Span{where.offset + inside.offset, inside.length}; };
        printed(id::inspected_version, at(said.version));
        inspected_version_ = chars(message_, at(said.version));
        const auto end = [&](const FirewallEnd& e, FieldId interface_name, FieldId address, FieldId port) {
            printed(interface_name, at(e.interface_name));
            printed(address, at(e.address));
            if (e.port.length)
                sink_.number(port, at(e.port), e.endpoint.port);
        };
        end(said.source, id::source_interface, id::source_address, id::source_port);
        end(said.destination, id::destination_interface, id::destination_address, id::destination_port);
        source_text_ = chars(message_, at(said.source.address));
        destination_text_ = chars(message_, at(said.destination.address));
        summary_.source = said.source.endpoint;
        summary_.destination = said.destination.endpoint;
    }

    void cut(const Token& token, std::string_view what) { cut_off(token.whole, what.empty() ? std::string_view{"its parameters"} : what); }

    /// The message ends where it should go on.
    void cut_off(Span where, std::string_view what)
    {
        cut_ = true;
        if (captured_ == Captured::cut)
            find(diagnosis_row(diagnoses, "ucalarm.frame_cut"), where, what);
        else if (start_.of_cti_manager || (start_.service && start_.service->kind != services::Kind::none))
            find(diagnosis_row(diagnoses, "ucalarm.truncated"), where, what);
    }

    bool lacks_parameters(const Alarm& alarm) const
    {
        const auto lacks = [&](const Parameter& p) { return !seen_.test(p.field); };
        const auto own = alarm.parameters();
        return std::any_of(own.begin(), own.end(), lacks) || std::any_of(std::begin(tail), std::end(tail), lacks);
    }

    /// What findings and histories say.
    void remember(FieldId field, std::string_view value)
    {
        switch (field) {
        case id::app_id:
            summary_.app_id = plain(value);
            sent_by_cti_manager_ |= !start_.of_cti_manager && names_cti_manager(value);
            break;
        case id::node_id: summary_.node_id = plain(value); break;
        case id::login_user_id: summary_.login_user_id = plain(value); break;
        case id::user_name:
        case id::user_id:
            if (summary_.login_user_id.empty() &&
                (field == id::user_name || (start_.service && start_.service->facility == services::Facility::ims)))
                summary_.login_user_id = plain(value);
            break;
        case id::device_name: summary_.device = plain(value); break;
        case id::dir_num: summary_.line = plain(value); break;
        case id::partition: summary_.partition = plain(value); break;
        case id::process_name: summary_.process = plain(value); break;
        case id::msg_version: summary_.msg_version = value; break;
        case id::minimum_version: summary_.minimum_version = value; break;
        case id::current_version: summary_.current_version = value; break;
        case id::part:
            if (const auto part = parse_part(value))
                summary_.part = *part;
            break;
        case id::service_name:
            summary_.process = plain(value);
            named_cti_manager_ |= names_cti_manager(value);
            break;
        case id::core_details: // "Cisco CTIManager (core.2345.6...)"
            if (names_cti_manager(value))
                summary_.process = plain(value.substr(0, value.find(" (")));
            [[fallthrough]];
        case id::alert_detail: named_cti_manager_ |= names_cti_manager(value); break;
        case id::alert_name: alert_ = value; break;
        case id::local_application_id:
        case id::remote_application_id: application_200_ |= value == "200"; break;
        case id::comp: component_ = value; break;
        case id::pname: process_ = value; break;
        case id::reason: reason_text_ = value; break;
        case id::ip_address:
        case id::ipv6_address:
            if (summary_.address.empty() && start_.of_cti_manager)
                summary_.address = value;
            break;
        default: break;
        }
    }

    void typed(const Token& token)
    {
        FieldId field = token.known->field;
        if (!start_.of_cti_manager && field == id::reason)    // what it means is the other service's affair
            field = id::reason_text;
        const Type type = fields[field].type;
        const std::string_view name = chars(message_, token.name), value = chars(message_, token.value);
        if (type == Type::text) {
            sink_.text(field, token.value, plain(value), nullptr);
            if (token.cut && in_brackets_)
                cut(token, name);
            return;
        }
        if (value.empty() || token.cut) {    // nothing to convert, or 172.28.2.17 that was 172.28.2.179: shown, not claimed
            sink_.text(id::parameter, token.whole, chars(message_, token.whole), value.empty() ? "empty" : "may be cut off");
            if (token.cut)
                cut(token, name);
            return;
        }
        if (convert(field, type, token.value, value))
            return;
        // In free text nothing but the next known label ends a value, so words may follow it.
        const std::size_t blank = start_.form == Form::free_text ? value.find_first_of(" \t\r\n#\\") : std::string_view::npos;
        if (blank != std::string_view::npos &&
            convert(field, type, {token.value.offset, static_cast<std::uint32_t>(blank)}, value.substr(0, blank))) {
            const auto skip = static_cast<std::uint32_t>(blank);
            const Span rest{token.value.offset + skip, token.value.length - skip};
            sink_.text(id::parameter, rest, chars(message_, rest), nullptr);
            find(diagnosis_row(diagnoses, "ucalarm.unknown_parameter"), rest, chars(message_, rest));
            return;
        }
        sink_.text(id::parameter, token.whole, plain(chars(message_, token.whole)), nullptr);
        if (start_.of_cti_manager)
            find(diagnosis_row(diagnoses, "ucalarm.bad_value"), token.value, name, plain(value), type_words(type));
    }

    bool convert(FieldId field, Type type, Span where, std::string_view value)
    {
        switch (type) {
        case Type::ipv4:
        case Type::ipv6:
            return address(field, where, value);
        case Type::boolean:
            if (const auto b = parse_boolean(value)) {
                sink_.number(field, where, *b);
                return true;
            }
            return false;
        default:
            break;
        }
        auto n = parse_number32(value);
        if (!n && (field == id::reason || field == id::error_code))
            n = parse_cti_result(value);
        if (!n || (type == Type::i32 && value[0] != '-' && *n > 0x7fffffff))
            return false;
        const auto signed_value = static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<std::int32_t>(*n)));
        sink_.number(field, where, type == Type::i32 ? signed_value : *n);
        if (field == id::cti_connection_id && !summary_.connection_id)
            summary_.connection_id = *n;
        if (!start_.of_cti_manager)
            return true;
        // Alarms print a code as a signed number, traces and documents otherwise: a filter finds it in either notation.
        if (*n > 0x7fffffff && (field == id::reason || field == id::error_code))
            sink_.number(field == id::reason ? id::reason_signed : id::error_code_signed, where, signed_value);
        if (field == id::reason || (field == id::error_code && !summary_.reason))
            reason(field, where, value, *n);
        return true;
    }

    /// Unified CM prints the address as IPv4 or IPv6 after the application's addressing mode, so either may stand in either parameter.
    /// Other services print addresses of devices and nodes: those are no client's.
    bool address(FieldId field, Span where, std::string_view value)
    {
        const bool server = field == id::associated_cm_ip_addr, client = !server && start_.of_cti_manager;
        const auto found = Address::parse(value);
        if (!found)
            return false;
        if (found->is_v4())
            sink_.number(server ? id::associated_cm_ip_addr : id::ip_address, where, be32(&found->bytes[12]));
        else
            sink_.ipv6(server ? id::associated_cm_ipv6_addr : id::ipv6_address, where, found->bytes);
        if (client && (!summary_.client || (found->is_v4() && !summary_.client.is_v4()))) // of both: the one it most likely connects from
            summary_.client = *found;
        return true;
    }

    void reason(FieldId field, Span where, std::string_view printed, std::uint32_t n)
    {
        const bool counts = !summary_.reason || field == id::reason;
        const CtiResult* result = find_cti_result(n);
        const Value* listed =
            field == id::reason && start_.alarm && start_.alarm->reasons ? find_value(*start_.alarm->reasons, n) : nullptr;
        const ReasonRemedy* row = listed ? find_reason_remedy(start_.alarm->name, n) : nullptr;
        if (counts && (field == id::reason || !remedy_)) {
            summary_.reason = n;
            summary_.reason_name = listed ? listed->name : result ? result->meaning : nullptr;
            needs_action_ = row && row->needs_action;
            remedy_ = row ? row->remedy : result && *result->remedy ? result->remedy : nullptr;
        }
        if (field != id::reason)
            return;
        if (listed || result)
            sink_.text(id::reason_name, where, listed ? listed->name : result->meaning, row ? row->cause : nullptr);
        else if (start_.alarm)
            find(diagnosis_row(diagnoses, "ucalarm.unknown_reason"), where, summary_.name, printed);
    }

    void conclude()
    {
        const Span head{start_.begin, start_.body - start_.begin};
        if (start_.body >= message_.size())
            cut_off(head, start_.whole ? "its parameters" : "its head");
        else if (!start_.whole && start_.of_cti_manager)
            find(diagnosis_row(diagnoses, "ucalarm.malformed"), head, chars(message_, head));
        else if (start_.alarm && ends_in_parameters_ && !cut_ && lacks_parameters(*start_.alarm))
            cut_off(head, "its parameters");
        else if (captured_ == Captured::cut && !cut_ && summary_.end == message_.size())
            cut_off(start_.name, "its text");
        if (summary_.part.number > 1)    // every part carries the parameters: the first has said it
            return;
        if (start_.service)
            conclude_service(*start_.service);
        const Alarm* alarm = start_.alarm;
        if (!alarm) {
            if (start_.whole && start_.of_cti_manager)
                find(diagnosis_row(diagnoses, "ucalarm.unknown_alarm"), start_.name, summary_.name);
            return;
        }
        missing(*alarm);
        if (std::string_view{alarm->name}.ends_with("CtiIncompatibleProtocolVersion")) {
            summary_.incompatible_version = true;
            const std::string_view absent = captured_ == Captured::cut ? "not captured" : "not given";
            const auto given = [&](std::string_view text) { return text.empty() ? absent : text; };
            find(diagnosis_row(diagnoses, "ucalarm.incompatible_version"), start_.name, given(summary_.msg_version),
                given(summary_.minimum_version), given(summary_.current_version), given(summary_.address), given(summary_.app_id),
                given(summary_.node_id));
            return;
        }
        ShortText<256> why, user, where, client;
        if (summary_.reason) {
            char digits[16];
            const bool result = is_cti_result(*summary_.reason);
            const auto [end, error] = std::to_chars(digits, digits + sizeof digits, *summary_.reason, result ? 16 : 10);
            why.append("; reason ").append(result ? "0x" : "").append({digits, static_cast<std::size_t>(end - digits)});
            if (summary_.reason_name)
                why.append(": ").append(summary_.reason_name);
        }
        if (!summary_.login_user_id.empty())
            user.append("; user ").append(summary_.login_user_id);
        if (!summary_.device.empty())
            where.append("; device ").append(summary_.device);
        if (!summary_.line.empty())
            where.append("; line ").append(summary_.line);
        if (!summary_.line.empty() && !summary_.partition.empty())
            where.append(" in ").append(summary_.partition);
        if (summary_.client)
            client.append("; client ").append(summary_.address);
        Severity severity = severity_of(alarm->level);
        if (needs_action_ && severity < Severity::warn)
            severity = Severity::warn;
        Finding f{alarm_diagnosis(severity), start_.name, alarm->name, alarm->meaning, why.view(), user.view(),
            where.view(), client.view()};
        f.remedy = remedy_ ? remedy_ : alarm->action;
        sink_.diagnose(f);
    }

    /// Whether an alarm of another service says something about CTI.
    bool is_about_cti(const ServiceAlarm& row) const
    {
        switch (row.about) {
        case services::About::always:
        case services::About::whole_node: return true;
        case services::About::cti_manager_named:    // of the alerts only this one says that a service is down
            return named_cti_manager_ && (row.facility != services::Facility::rtmt || alert_ == "CriticalServiceDown");
        case services::About::cti_manager_sends: return sent_by_cti_manager_;
        case services::About::application_200: return application_200_;
        case services::About::cti_process: return !cti_process(text_).empty() || !cti_process(process_).empty();
        case services::About::with_others: return false;
        }
        return false;
    }

    void conclude_service(const ServiceAlarm& row)
    {
        if (!is_about_cti(row))
            return;
        const Diagnosis* diagnosis = service_diagnosis(row, start_.level);
        if (!diagnosis)
            return;
        const bool of_icm = row.facility == services::Facility::icm;
        if (of_icm && summary_.process.empty()) {
            const std::string_view process = cti_process(text_);
            summary_.process = process.empty() ? cti_process(process_) : process;
        }
        if (of_icm && row.name.starts_with("12E80")) {    // these name the client
            const std::string_view address = first_ipv4(text_);
            if (const auto client = Address::parse(address)) {
                summary_.client = *client;
                summary_.address = address;
            }
        }
        ShortText<192> who, where, why, head, said;
        const bool names_service = !summary_.process.empty() && (row.about == services::About::cti_manager_named);
        who.append(names_service ? summary_.process.view() : std::string_view{service_subject(row)});
        const std::string_view node = summary_.node_id.empty() ? summary_.host : summary_.node_id.view();
        if (!node.empty())
            where.append(" on ").append(node);
        if (!component_.empty())
            where.append(", ").append(component_);
        if (!reason_text_.empty())
            why.append("; reason ").append(plain(reason_text_));
        if (row.facility == services::Facility::rtmt)
            why.append("; alert ").append(alert_);
        if (of_icm && !summary_.process.empty())
            why.append("; process ").append(summary_.process);
        if (of_icm && !summary_.address.empty())
            why.append("; client ").append(summary_.address);
        if (summary_.source.address && summary_.destination.address) {
            if (!inspected_version_.empty())
                why.append("; version ").append(inspected_version_);
            why.append("; from ").append(chars_of(summary_.source)).append(" to ").append(chars_of(summary_.destination));
        }
        const std::uint32_t name_end = start_.name.offset + start_.name.length;
        head.append(chars(message_, {start_.catalog.offset, name_end - start_.catalog.offset}));
        if (of_icm && !text_.empty())
            said.append("; ").append(text_);
        if (row.facility == services::Facility::uccx_telephony) {    // the exception is the cause, and comes last
            const std::size_t exception = text_.find("Exception=");
            said.append("; ").append(exception == std::string_view::npos ? text_ : text_.substr(exception));
        }
        Finding f{*diagnosis, start_.name, who.view(), where.view(), row.meaning, why.view(), head.view(), said.view()};
        f.remedy = row.remedy;
        if (row.facility == services::Facility::firewall && row.happens == services::Happens::raise)
            f.remedy = firewall_remedy(inspected_version_, row.remedy);
        sink_.diagnose(f);
    }

    /// "10.1.1.1:2748" as the message prints its parts.
    ShortText<64> chars_of(const Endpoint& end) const
    {
        ShortText<64> text;
        char digits[8];
        const auto [stop, error] = std::to_chars(digits, digits + sizeof digits, end.port);
        text.append(&end == &summary_.source ? source_text_ : destination_text_);
        if (end.port)
            text.append("/").append({digits, static_cast<std::size_t>(stop - digits)});
        return text;
    }

    /// A parameter of the alarm that did not come. A message that was cut has said so already; the trace form of an alarm leaves
    /// parameters out, so in free text only the event log entry is held to its list.
    void missing(const Alarm& alarm)
    {
        if (cut_ || captured_ == Captured::cut || (start_.form == Form::free_text) != alarm.event_log)
            return;
        const auto check = [&](std::span<const Parameter> list) {
            for (const Parameter& p : list)
                if (!seen_.test(p.field))
                    find(diagnosis_row(diagnoses, "ucalarm.missing_parameter"), start_.name, alarm.name, p.name);
        };
        check(alarm.parameters());
        check(tail);
    }

    Bytes message_;
    const Start& start_;
    S& sink_;
    Captured captured_;
    Summary summary_{};
    LineHeader header_{};
    std::bitset<std::size(fields)> seen_{};
    bool needs_action_ = false; ///< its reason says so
    const char* remedy_ = nullptr;
    std::string_view text_{}, reason_text_{}, alert_{}, component_{}, process_{}, inspected_version_{}, source_text_{}, destination_text_{};
    bool cut_ = false, percent_coded_ = false, in_brackets_ = false, ends_in_parameters_ = false;
    bool named_cti_manager_ = false, sent_by_cti_manager_ = false, application_200_ = false;
    char room_[4096];
};

} // namespace detail

/// Decodes the alarm that begins at `start` (from find_alarm on the same bytes). Fields are reported inside one group, findings about
/// a field behind it, findings about the alarm behind the group. What findings say is valid until diagnose() returns.
template <Sink S>
Summary decode_alarm(Bytes message, const Start& start, S& sink, Captured captured = Captured::whole)
{
    return detail::Decoder<S>{message, start, sink, captured}.run();
}

/// Decodes every alarm of a message; returns how many there were.
template <Sink S>
unsigned decode_alarms(Bytes message, S& sink, Captured captured = Captured::whole)
{
    unsigned count = 0;
    Start start;
    for (std::uint32_t from = 0; find_alarm(message, from, start);) {
        from = decode_alarm(message, start, sink, captured).end;
        ++count;
    }
    return count;
}

} // namespace cti::ucalarm
