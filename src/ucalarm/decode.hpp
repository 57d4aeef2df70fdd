// SPDX-License-Identifier: GPL-2.0-or-later
// From an alarm in a message to fields and findings.
#pragma once

#include "core/cti_result.hpp"
#include "core/sink.hpp"
#include "ucalarm/diagnoses.hpp"
#include "ucalarm/parser.hpp"

#include <array>
#include <bitset>
#include <optional>

namespace cti::ucalarm {

using Ipv6 = std::array<std::uint8_t, 16>;

/// A sink of alarms also takes IPv6 addresses, which stand in the message as text and not as their 16 bytes.
template <class S>
concept AlarmSink = Sink<S> && requires(S& s, FieldId id, Span where, const Ipv6& address) { s.ipv6(id, where, address); };

/// "172.28.2.179" in host order. The whole text must be the address.
std::optional<std::uint32_t> parse_ipv4(std::string_view text);
/// RFC 4291 text form, without zone. The whole text must be the address.
std::optional<Ipv6> parse_ipv6(std::string_view text);
/// "true" and "false", "1" and "0", in any case.
std::optional<bool> parse_boolean(std::string_view text);

/// What a report wants to know about an alarm. Texts point into the message.
struct Summary {
    const Alarm* alarm = nullptr;      ///< nullptr: not in the catalogue
    std::uint32_t begin = 0;           ///< offset of the alarm, with the event log's own lines before it
    std::uint32_t end = 0;             ///< offset behind the alarm: where to look for the next one
    bool incompatible_version = false;
    std::string_view name{}, address{}, app_id{}, node_id{}, login_user_id{}, msg_version{}, minimum_version{}, current_version{};
    std::optional<std::uint32_t> ipv4{};    ///< client, host order
    std::optional<Ipv6> ipv6{};             ///< client
    std::optional<std::uint32_t> reason{};
    const char* reason_name = nullptr;      ///< nullptr where the catalogue does not list it
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

template <AlarmSink S>
class Decoder {
public:
    Decoder(Bytes message, const Start& start, S& sink) : message_{message}, start_{start}, sink_{sink} {}

    Summary run()
    {
        summary_.alarm = start_.alarm;
        summary_.name = chars(message_, start_.name);
        // The group's extent must be known when it opens, so everything is read before anything is reported.
        Reader reader{message_, start_};
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
        summary_.end = std::min(std::max(end, reader.end()), static_cast<std::uint32_t>(message_.size()));
        summary_.begin = start_.form == Form::free_text ? header_begin() : start_.begin;
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
        return summary_;
    }

private:
    static std::uint32_t token_end(const Token& token, std::uint32_t end) { return std::max(end, token.whole.offset + token.whole.length); }

    std::uint32_t header_begin() const
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

    void head()
    {
        if (start_.form == Form::free_text) {
            HeaderReader reader{message_, start_};
            Token token;
            while (reader.next(token))
                if (token.known->field != no_field)
                    typed(token);
        }
        if (start_.catalog.length)
            sink_.text(id::catalog, start_.catalog, chars(message_, start_.catalog), nullptr);
        if (start_.level != 0xff)
            sink_.number(id::severity, start_.severity, start_.level);
        if (start_.name.length)
            sink_.text(id::name, start_.name, summary_.name, start_.alarm ? start_.alarm->meaning : nullptr);
    }

    bool in_catalogue() const { return chars(message_, start_.catalog) == "UC_CTI" || start_.form == Form::free_text; }

    void take(const Token& token)
    {
        const std::string_view value = chars(message_, token.value);
        switch (token.kind) {
        case Token::Kind::text:
            sink_.text(id::text, token.value, value, nullptr);
            return;
        case Token::Kind::stray:
            sink_.text(id::parameter, token.whole, value, nullptr);
            if (token.cut)
                cut(token, value);
            else
                find(diagnosis_row(diagnoses, "ucalarm.malformed"), token.whole, value);
            return;
        case Token::Kind::parameter:
            break;
        }
        const std::string_view name = chars(message_, token.name);
        if (!token.known || token.known->field == no_field) {
            sink_.text(id::parameter, token.whole, chars(message_, token.whole), nullptr);
            if (token.cut)
                cut(token, name);
            else if (name.empty() && !token.marked)
                find(diagnosis_row(diagnoses, "ucalarm.malformed"), token.whole, chars(message_, token.whole));
            else if (in_catalogue() && !name.empty())
                find(diagnosis_row(diagnoses, "ucalarm.unknown_parameter"), token.whole, name);
        } else {
            const bool first = token.known->part != Part::parameter || !seen_.test(token.known->field);
            if (first)
                remember(token.known->field, value);
            typed(token);
            if (!first)
                find(diagnosis_row(diagnoses, "ucalarm.repeated_parameter"), token.whole, name);
            seen_.set(token.known->field);
        }
        if (token.marked)
            find(diagnosis_row(diagnoses, "ucalarm.unknown_paramname"), token.whole, name.empty() ? std::string_view{"a parameter"} : name);
    }

    void cut(const Token& token, std::string_view what)
    {
        cut_ = true;
        find(diagnosis_row(diagnoses, "ucalarm.truncated"), token.whole, what.empty() ? std::string_view{"its head"} : what);
    }

    /// What findings say; as printed.
    void remember(FieldId field, std::string_view value)
    {
        switch (field) {
        case id::app_id: summary_.app_id = value; break;
        case id::node_id: summary_.node_id = value; break;
        case id::login_user_id: summary_.login_user_id = value; break;
        case id::msg_version: summary_.msg_version = value; break;
        case id::minimum_version: summary_.minimum_version = value; break;
        case id::current_version: summary_.current_version = value; break;
        case id::ip_address:
        case id::ipv6_address:
            if (summary_.address.empty())
                summary_.address = value;
            break;
        default: break;
        }
    }

    void typed(const Token& token)
    {
        const FieldId field = token.known->field;
        const Type type = fields[field].type;
        const std::string_view name = chars(message_, token.name), value = chars(message_, token.value);
        if (type == Type::text) {
            sink_.text(field, token.value, value, nullptr);
            if (token.cut && start_.form == Form::syslog)
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
        if (blank != std::string_view::npos && convert(field, type, {token.value.offset, static_cast<std::uint32_t>(blank)}, value.substr(0, blank))) {
            const auto skip = static_cast<std::uint32_t>(blank);
            const Span rest{token.value.offset + skip, token.value.length - skip};
            sink_.text(id::parameter, rest, chars(message_, rest), nullptr);
            find(diagnosis_row(diagnoses, "ucalarm.unknown_parameter"), rest, chars(message_, rest));
            return;
        }
        sink_.text(id::parameter, token.whole, chars(message_, token.whole), nullptr);
        find(diagnosis_row(diagnoses, "ucalarm.bad_value"), token.value, name, value, type_words(type));
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
        if (type == Type::i32)
            sink_.number(field, where, static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<std::int32_t>(*n))));
        else
            sink_.number(field, where, *n);
        if (field == id::reason || (field == id::error_code && !summary_.reason))
            reason(field, where, value, *n);
        return true;
    }

    /// Unified CM prints the address as IPv4 or IPv6 after the application's addressing mode, so either may stand in either parameter.
    bool address(FieldId field, Span where, std::string_view value)
    {
        const bool server = field == id::associated_cm_ip_addr;
        if (const auto v4 = parse_ipv4(value)) {
            sink_.number(server ? id::associated_cm_ip_addr : id::ip_address, where, *v4);
            if (!server && !summary_.ipv4)
                summary_.ipv4 = v4;
            return true;
        }
        if (const auto v6 = parse_ipv6(value)) {
            sink_.ipv6(server ? id::associated_cm_ipv6_addr : id::ipv6_address, where, *v6);
            if (!server && !summary_.ipv6)
                summary_.ipv6 = v6;
            return true;
        }
        return false;
    }

    void reason(FieldId field, Span where, std::string_view printed, std::uint32_t n)
    {
        if (!summary_.reason)
            summary_.reason = n;
        const CtiResult* result = find_cti_result(n);
        const Value* listed = field == id::reason && start_.alarm && start_.alarm->reasons ? find_value(*start_.alarm->reasons, n) : nullptr;
        if (!summary_.reason_name)
            summary_.reason_name = listed ? listed->name : result ? result->meaning : nullptr;
        if (!remedy_ && result && *result->remedy)
            remedy_ = result->remedy;
        if (field != id::reason)
            return;
        if (listed || result)
            sink_.text(id::reason_name, where, listed ? listed->name : result->meaning, nullptr);
        else if (start_.alarm)
            find(diagnosis_row(diagnoses, "ucalarm.unknown_reason"), where, summary_.name, printed);
    }

    void conclude()
    {
        if (!start_.whole) {
            if (start_.body >= message_.size())
                find(diagnosis_row(diagnoses, "ucalarm.truncated"), {start_.begin, start_.body - start_.begin}, "its head");
            else
                find(diagnosis_row(diagnoses, "ucalarm.malformed"), {start_.begin, start_.body - start_.begin},
                     chars(message_, {start_.begin, start_.body - start_.begin}));
        }
        const Span name = start_.name;
        const Alarm* alarm = start_.alarm;
        if (!alarm) {
            if (start_.whole && in_catalogue())
                find(diagnosis_row(diagnoses, "ucalarm.unknown_alarm"), name, summary_.name);
            return;
        }
        missing(*alarm);
        if (std::string_view{alarm->name}.ends_with("CtiIncompatibleProtocolVersion")) {
            summary_.incompatible_version = true;
            const auto given = [](std::string_view text) { return text.empty() ? std::string_view{"not given"} : text; };
            find(diagnosis_row(diagnoses, "ucalarm.incompatible_version"), name, given(summary_.msg_version), given(summary_.minimum_version),
                 given(summary_.current_version), given(summary_.address), given(summary_.app_id), given(summary_.node_id));
            return;
        }
        Finding f{alarm_diagnosis(severity_of(alarm->level)), name, summary_.name, alarm->meaning};
        if (summary_.reason) {
            f.arguments[2] = "; reason ";
            f.arguments[3] = is_cti_result(*summary_.reason) ? hex(*summary_.reason) : Argument{*summary_.reason};
            if (summary_.reason_name) {
                f.arguments[4] = ": ";
                f.arguments[5] = summary_.reason_name;
            }
        }
        f.remedy = remedy_ ? remedy_ : alarm->action;
        sink_.diagnose(f);
    }

    /// A parameter of the alarm that did not come. A message that was cut has said so already; the trace form of an alarm leaves
    /// parameters out, so in free text only the event log entry is held to its list.
    void missing(const Alarm& alarm)
    {
        if (cut_ || (start_.form == Form::free_text) != alarm.event_log)
            return;
        const auto check = [&](std::span<const Parameter> list) {
            for (const Parameter& p : list)
                if (!seen_.test(p.field))
                    find(diagnosis_row(diagnoses, "ucalarm.missing_parameter"), start_.name, summary_.name, p.name);
        };
        check(alarm.parameters());
        check(tail);
    }

    Bytes message_;
    const Start& start_;
    S& sink_;
    Summary summary_{};
    std::bitset<std::size(fields)> seen_{};
    const char* remedy_ = nullptr;
    bool cut_ = false;
};

} // namespace detail

/// Decodes the alarm that begins at `start` (from find_alarm on the same bytes). Fields are reported inside one group, findings about
/// a field behind it, findings about the alarm behind the group.
template <AlarmSink S>
Summary decode_alarm(Bytes message, const Start& start, S& sink)
{
    return detail::Decoder<S>{message, start, sink}.run();
}

/// Decodes every alarm of a message; returns how many there were.
template <AlarmSink S>
unsigned decode_alarms(Bytes message, S& sink)
{
    unsigned count = 0;
    Start start;
    for (std::uint32_t from = 0; find_alarm(message, from, start);) {
        from = decode_alarm(message, start, sink).end;
        ++count;
    }
    return count;
}

} // namespace cti::ucalarm
