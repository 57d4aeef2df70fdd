// SPDX-License-Identifier: GPL-2.0-or-later
#include "ucalarm/parser.hpp"

#include "ucalarm/escape.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace cti::ucalarm {
namespace {

using Offset = std::uint32_t;

constexpr Offset none = std::numeric_limits<Offset>::max();
constexpr std::string_view unknown_marks[] = {"UNKNOWN_PARAMNAME", "UNKNOWN_PARAMTYPE"};
constexpr std::size_t mark_length = unknown_marks[0].size();
static_assert(unknown_marks[1].size() == mark_length);
constexpr std::string_view matched_event = "MatchedEvent";    ///< behind it an alert holds the alarm that it is about
constexpr Offset max_wrapper = 8192;                          ///< how far an alert is searched for the alarm inside
constexpr Offset max_identifier = 64;
constexpr Offset max_bracket_name = max_printed_name + 32;    // a marked name

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0'; }
constexpr bool is_line_end(char c) { return c == '\r' || c == '\n' || c == '\0'; }

/// Offsets are 32 bits; no syslog message comes near that.
std::string_view bounded(std::string_view text) { return text.substr(0, std::numeric_limits<Offset>::max() / 2); }

/// Length of a line break or blank that ends just before `end`: one character, or as relays escape it ("#012", "\n"). 0: none.
Offset blank_before(std::string_view text, Offset begin, Offset end)
{
    if (end > begin && is_blank(text[end - 1]))
        return 1;
    if (end - begin >= 4 && text[end - 4] == '#' && text[end - 3] == '0' && text[end - 2] == '1' &&
        (text[end - 1] == '1' || text[end - 1] == '2' || text[end - 1] == '5'))
        return 4;
    if (end - begin >= 2 && text[end - 2] == '\\' && (text[end - 1] == 'n' || text[end - 1] == 'r' || text[end - 1] == 't') &&
        !(end - begin >= 3 && text[end - 3] == '\\'))
        return 2;
    return 0;
}

Span trimmed(std::string_view text, Offset begin, Offset end)
{
    while (begin < end && is_blank(text[begin]))
        ++begin;
    while (const Offset n = blank_before(text, begin, end))
        end -= n;
    return {begin, end - begin};
}

Offset line_end(std::string_view text, Offset from, Offset limit)
{
    while (from < limit && !is_line_end(text[from]))
        ++from;
    return from;
}

/// Blanks, and the ';' that a CEF relay puts between parameters.
Offset skip_separators(std::string_view text, Offset from, Offset limit)
{
    while (from < limit && (text[from] == ' ' || text[from] == ';'))
        ++from;
    return from;
}

/// True where the character at `at` stands behind an odd number of backslashes. Looks at no more than 64.
bool is_escaped(std::string_view text, Offset floor, Offset at)
{
    Offset p = at;
    while (p > floor && at - p < 64 && text[p - 1] == '\\')
        --p;
    return (at - p) % 2 == 1;
}

/// The characters at which the search for the end of a name stops to look.
constexpr auto may_end_name = [] {
    std::array<bool, 256> stops{};
    for (const char c : {'=', '%', '[', ']', '\r', '\n', '\0'})
        stops[static_cast<unsigned char>(c)] = true;
    return stops;
}();

/// A name that opens at `open` ('[') and ends with '=', also written "\=" (CEF) or "%61" (traps): gives the offset of that, or none.
Offset bracket_name_end(std::string_view text, Offset open, Offset limit)
{
    if (open >= limit || text[open] != '[')
        return none;
    const Offset stop = std::min<Offset>(limit, open + 1 + max_bracket_name);
    for (Offset i = open + 1; i < stop; ++i) {
        const char c = text[i];
        if (!may_end_name[static_cast<unsigned char>(c)])
            continue;
        if (c == '=')
            return i > open + 1 && text[i - 1] == '\\' ? i - 1 : i;
        if (c != '%')    // a bracket, or the end of the line
            return none;
        if (stop - i >= 3 && text[i + 1] == '6' && text[i + 2] == '1')
            return i;
    }
    return none;
}

/// Where the value begins behind a name that ends at `end`.
Offset value_begin(std::string_view text, Offset end) { return end + (text[end] == '=' ? 1 : text[end] == '\\' ? 2 : 3); }

/// Takes the mark off a printed name: "UNKNOWN_PARAMNAME:IPAddress" is IPAddress, a lone mark is no name. Gives the mark's place.
Span take_mark(std::string_view text, Span& name)
{
    const std::string_view printed = text.substr(name.offset, name.length);
    if (printed.empty() || printed[0] != unknown_marks[0][0])
        return {};
    if (!printed.starts_with(unknown_marks[0]) && !printed.starts_with(unknown_marks[1]))
        return {};
    const Span mark{name.offset, static_cast<Offset>(mark_length)};
    Offset skip = mark.length;
    while (skip < name.length && (printed[skip] == ':' || printed[skip] == ' '))
        ++skip;
    name = {name.offset + skip, name.length - skip};
    return mark;
}

/// A parameter of CTIManager's alarms, or where `others` also of other services'.
const ParameterName* known_parameter(std::string_view printed, bool others)
{
    const ParameterName* row = find_parameter(printed);
    return row && (row->part == Part::parameter || (others && row->part == Part::of_other_service)) ? row : nullptr;
}

/// "[Name=" with a name of the catalogue.
bool opens_known(std::string_view text, Offset open, Offset limit, bool others)
{
    const Offset end = bracket_name_end(text, open, limit);
    if (end == none)
        return false;
    Span name = trimmed(text, open + 1, end);
    return take_mark(text, name).length || known_parameter(text.substr(name.offset, name.length), others);
}

/// "[Name=" with something that looks like a name: a letter, then word characters, blanks, dots, colons; or with no name at all.
bool opens_name(std::string_view text, Offset open, Offset limit)
{
    const Offset end = bracket_name_end(text, open, limit);
    if (end == none)
        return false;
    const Span name = trimmed(text, open + 1, end);
    const std::string_view printed = text.substr(name.offset, name.length);
    return printed.empty() ||
           (is_letter(printed[0]) &&
            std::all_of(printed.begin(), printed.end(), [](char c) { return is_word(c) || c == ' ' || c == '.' || c == ':'; }));
}

/// How heads begin, and what they are made of.
struct HeadForm {
    std::string_view begins;
    Family family;
    bool subfacility;    ///< "FACILITY-SUBFACILITY-4-Name"
    bool dashes;         ///< names may hold '-'
};
constexpr HeadForm head_forms[] = {
    {"UC_", Family::unified_cm, false, false},
    {"CCM_", Family::unified_cm_7, true, true},
    {"ICM_", Family::icm, false, false},
    {"MIVR-", Family::uccx, true, false},
    {"ASA-", Family::firewall, false, false},
    {"PIX-", Family::firewall, false, false},
    {"FWSM-", Family::firewall, false, false},
    {"FTD-", Family::firewall, false, false},
};

const HeadForm* head_form(std::string_view text)
{
    if (text.empty() || !is_letter(text[0]))
        return nullptr;
    for (const HeadForm& form : head_forms)
        if (text[0] == form.begins[0] && text.starts_with(form.begins))
            return &form;
    return nullptr;
}

Offset skip_word(std::string_view text, Offset p, bool dashes = false)
{
    const Offset begin = p;
    while (p < text.size() && p - begin < max_identifier && (is_word(text[p]) || (dashes && text[p] == '-')))
        ++p;
    return p;
}

/// "%UC_CTI-4-Name:", with the blanks that documents print ("% UC_CTI-4-Name :"), and the other forms of head_forms.
bool syslog_head(std::string_view text, Offset percent, Start& start)
{
    const Offset size = static_cast<Offset>(text.size());
    Offset p = percent + 1;
    if (p < size && text[p] == ' ')
        ++p;
    const HeadForm* form = head_form(text.substr(p));
    if (!form)
        return false;
    const Offset catalog = p;
    p = skip_word(text, p);
    const bool bare = form->family == Family::icm && p < size && text[p] == ':';    // "%ICM_Router_unknown:"
    if (!bare && (p >= size || text[p] != '-'))
        return false;
    if (form->subfacility && p + 1 < size && is_letter(text[p + 1])) {
        const Offset second = skip_word(text, p + 1);
        if (second < size && text[second] == '-')
            p = second;
    }
    start = {};
    start.begin = start.header = percent;
    start.form = Form::syslog;
    start.family = form->family;
    start.catalog = {catalog, p - catalog};
    if (bare) {
        start.name = start.catalog;
        start.whole = true;
        start.body = p + 1;
        return true;
    }
    const Offset digit = ++p;
    if (digit < size && text[digit] >= '0' && text[digit] <= '7') {
        start.severity = {digit, 1};
        start.level = static_cast<std::uint8_t>(text[digit] - '0');
        ++p;
    }
    if (p < size && text[p] == '-')
        ++p;
    const Offset name = p;
    p = skip_word(text, p, form->dashes);
    start.name = {name, p - name};
    while (p < size && text[p] == ' ')
        ++p;
    start.whole = start.severity.length && start.name.length && p < size && text[p] == ':';
    start.body = p + (p < size && text[p] == ':');
    const std::string_view facility = text.substr(catalog, start.catalog.length), printed = text.substr(name, start.name.length);
    // Names are unique within a facility only. Before 8.0 other facilities wrote CTIManager's alarms.
    const bool named_so = printed.starts_with("kCti") || printed.starts_with("Cti");
    start.of_cti_manager = facility == "UC_CTI" || (form->family == Family::unified_cm_7 && named_so && find_alarm_row(printed));
    if (start.of_cti_manager)
        start.alarm = find_alarm_row(printed);
    else
        start.service = services::find(facility, printed);
    // A head that is cut is known by its catalogue only; a firewall writes about everything else too.
    if (form->family == Family::firewall)
        return start.whole && start.service;
    return start.whole || form->family == Family::unified_cm || form->family == Family::unified_cm_7;
}

/// The severity that stands before a name in free text: "Error: ". Moves `begin` to it.
void severity_word(std::string_view text, Offset from, Start& start)
{
    Offset p = start.begin;
    while (p > from && text[p - 1] == ' ')
        --p;
    if (p == from || text[p - 1] != ':')
        return;
    const Offset end = p - 1;
    for (const Value& row : severity_rows) {
        const std::string_view word = row.name;
        if (end - from >= word.size() && text.substr(end - word.size(), word.size()) == word) {
            start.begin = end - static_cast<Offset>(word.size());
            start.severity = {start.begin, static_cast<Offset>(word.size())};
            start.level = static_cast<std::uint8_t>(row.value);
            return;
        }
    }
}

/// "Name - text" with a name of the catalogue; `dash` is the offset of the '-'.
bool free_text_head(std::string_view text, Offset from, Offset dash, Start& start)
{
    if (dash == from || text[dash - 1] != ' ' || dash + 1 >= text.size() || !is_blank(text[dash + 1]))
        return false;
    Offset end = dash - 1;
    while (end > from && text[end - 1] == ' ')
        --end;
    Offset name = end;
    while (name > from && end - name < max_identifier && is_letter(text[name - 1]))
        --name;
    if (name > from && is_word(text[name - 1]))
        return false;
    const Alarm* row = find_alarm_row(text.substr(name, end - name));
    if (!row)
        return false;
    start = {};
    start.form = Form::free_text;
    start.whole = true;
    start.of_cti_manager = true;
    start.name = {name, end - name};
    start.header = from;
    start.begin = name;
    start.body = dash + 1;
    start.alarm = row;
    severity_word(text, from, start);
    return true;
}

/// The next "%UC_..." at or after `from`; the end of the text where there is none.
Offset next_syslog_head(std::string_view text, Offset from)
{
    Start start;
    for (std::size_t p = text.find('%', from); p != std::string_view::npos; p = text.find('%', p + 1))
        if (syslog_head(text, static_cast<Offset>(p), start))
            return start.begin;
    return static_cast<Offset>(text.size());
}

/// Which names count as labels.
enum class Labels : std::uint8_t { event_header, of_cti_manager, of_any_service };

constexpr bool counts(Labels which, Part part)
{
    return (which == Labels::event_header) == (part == Part::event_header) &&
           (which == Labels::of_any_service || part != Part::of_other_service);
}

/// A label that carries a mark ("UNKNOWN_PARAMTYPE:Reason:") begins with it.
void take_mark_before(std::string_view text, Offset earliest, Token& label)
{
    Offset p = label.whole.offset;
    while (p > earliest && text[p - 1] == ' ')
        --p;
    if (p == earliest || text[p - 1] != ':' || p - 1 - earliest < mark_length)
        return;
    const Offset begin = p - 1 - static_cast<Offset>(mark_length);
    const std::string_view mark = text.substr(begin, mark_length);
    if (mark != unknown_marks[0] && mark != unknown_marks[1])
        return;
    label.mark = {begin, static_cast<Offset>(mark_length)};
    label.whole = {begin, label.whole.offset + label.whole.length - begin};
}

/// A label ("Message Version:") that ends at `colon`. Labels hold blanks, so every word before the colon may begin one;
/// the longest wins ("Message Version", not "Version").
bool label_at(std::string_view text, Offset earliest, Offset from, Offset colon, Labels which, Token& token)
{
    constexpr unsigned max_words = 4;
    const Offset floor = std::max<Offset>(from, colon > max_printed_name ? colon - static_cast<Offset>(max_printed_name) : 0);
    unsigned words = 0;
    bool found = false;
    for (Offset p = colon; p > floor && words < max_words; --p) {
        const Offset begin = p - 1;
        if (is_line_end(text[begin]))
            break;
        if (!is_letter(text[begin]))
            continue;
        const bool boundary =
            begin == from || blank_before(text, from, begin) || (!is_word(text[begin - 1]) && text[begin - 1] != '-');
        if (!boundary)
            continue;
        ++words;
        const ParameterName* row = find_parameter(text.substr(begin, colon - begin));
        if (row && counts(which, row->part)) {
            token = {};
            token.kind = Token::Kind::parameter;
            token.name = trimmed(text, begin, colon);
            token.whole = {begin, colon + 1 - begin};
            token.known = row;
            found = true;
        }
    }
    if (found)
        take_mark_before(text, earliest, token);
    return found;
}

bool find_label(std::string_view text, Offset from, Offset limit, Labels which, Token& token)
{
    text = text.substr(0, limit);    // a search that finds nothing must not read on to the end of the message
    Offset floor = from;
    for (std::size_t colon = text.find(':', from); colon != std::string_view::npos; colon = text.find(':', colon + 1)) {
        if (label_at(text, from, floor, static_cast<Offset>(colon), which, token))
            return true;
        floor = static_cast<Offset>(colon) + 1;
    }
    return false;
}

Offset label_end(const Token& label) { return label.whole.offset + label.whole.length; }

/// Gives a label the value that follows it, up to `end`.
void take_value(std::string_view text, Token& token, Offset end)
{
    token.value = trimmed(text, label_end(token), end);
    token.whole.length = std::max(token.value.offset + token.value.length, label_end(token)) - token.whole.offset;
}

} // namespace

namespace {

constexpr std::string_view plain(std::string_view name) { return name.starts_with("kCti") ? name.substr(1) : name; }

/// The alarms by their names without the 'k'.
constexpr Places<256> alarm_places{0, std::size(alarms), [](std::size_t row) { return name_hash(plain(alarms[row].name)); }};

} // namespace

const Alarm* find_alarm_row(std::string_view name)
{
    for (const Renamed& row : renamed_alarms)
        if (name == row.before) {
            name = row.since;
            break;
        }
    const std::size_t hash = name_hash(plain(name));
    std::size_t row = alarm_places.find(hash, [&](std::size_t i) { return name == alarms[i].name; });
    if (row == alarm_places.none) // the other spelling
        row = alarm_places.find(hash, [&](std::size_t i) { return plain(name) == plain(alarms[i].name); });
    return row == alarm_places.none ? nullptr : &alarms[row];
}

std::uint64_t octet_counted_end(Bytes message, std::uint32_t begin)
{
    constexpr Offset max_header = 512;    // time, host, tag: what stands between the priority and the alarm
    const std::string_view text = bounded(chars(message)).substr(0, begin);
    const Offset size = static_cast<Offset>(text.size()), floor = size > max_header ? size - max_header : 0;
    for (Offset p = size; p > floor; --p) {
        const Offset open = p - 1;
        if (text[open] != '<' || open == 0 || text[open - 1] != ' ')
            continue;
        Offset digit = open + 1;
        while (digit < size && digit - open <= 3 && is_digit(text[digit]))
            ++digit;
        if (digit == open + 1 || digit >= size || text[digit] != '>')
            continue;
        std::uint64_t count = 0, scale = 1;
        for (Offset d = open - 1; d > 0 && is_digit(text[d - 1]) && scale <= 10000; --d, scale *= 10)
            count += scale * static_cast<std::uint64_t>(text[d - 1] - '0');
        return count ? open + count : 0;
    }
    return 0;
}

namespace {

/// Where an alarm ends that stands inside an alert: before the alert's next line, which is written "#012" where the alert is one line, or
/// before the alert's own last parameters.
Offset end_inside_alert(std::string_view text, Offset body, Offset end)
{
    const std::string_view inside = text.substr(0, end);
    Offset limit = end;
    for (std::size_t p = inside.find("#01", body); p != std::string_view::npos; p = inside.find("#01", p + 1))
        if (p + 3 < end && (inside[p + 3] == '2' || inside[p + 3] == '5')) {
            limit = static_cast<Offset>(p);
            break;
        }
    for (const std::string_view tail : {std::string_view{"][AppID="}, std::string_view{"][App ID="}}) {
        const std::size_t first = inside.find(tail, body), last = inside.rfind(tail);
        if (first != std::string_view::npos && last != first && last > body)    // the first one is the alarm's own
            limit = std::min(limit, static_cast<Offset>(last));
    }
    return limit;
}

/// Where an alert holds a whole alarm, takes that in its place.
void unwrap(std::string_view text, Start& start)
{
    const Offset end = line_end(text, start.body, static_cast<Offset>(std::min<std::size_t>(text.size(), start.body + max_wrapper)));
    const std::string_view alert = text.substr(0, end);
    const std::size_t at = alert.find(matched_event, start.body);
    if (at == std::string_view::npos)
        return;
    Start inner;
    for (std::size_t p = alert.find('%', at); p != std::string_view::npos; p = alert.find('%', p + 1)) {
        if (!syslog_head(alert, static_cast<Offset>(p), inner) || !inner.whole)
            continue;
        inner.wrapper = {start.begin, end - start.begin};
        inner.header = static_cast<Offset>(at + matched_event.size());
        inner.limit = end_inside_alert(text, inner.body, end);
        constexpr std::string_view label = "[AlertName=";
        const std::size_t name = alert.substr(0, at).find(label, start.body);
        if (name != std::string_view::npos) {
            const Offset begin = static_cast<Offset>(name + label.size());
            inner.alert_name = trimmed(text, begin, static_cast<Offset>(std::min(alert.find(']', begin), at)));
        }
        start = inner;
        return;
    }
}

/// An alert that came as mail has no head: only the words before the alarm tell.
void bound_by_mail(std::string_view text, Offset from, Start& start)
{
    constexpr Offset reach = 256;
    const Offset floor = std::max(from, start.begin > reach ? start.begin - reach : 0);
    if (text.substr(floor, start.begin - floor).find(matched_event) == std::string_view::npos)
        return;
    const Offset end = line_end(text, start.body, static_cast<Offset>(std::min<std::size_t>(text.size(), start.body + max_wrapper)));
    start.limit = end_inside_alert(text, start.body, end);
}

} // namespace

bool find_alarm(Bytes message, std::uint32_t from, Start& start)
{
    const std::string_view text = bounded(chars(message));
    const auto size = static_cast<Offset>(text.size());
    for (Offset p = from; p < size; ++p) {
        if (text[p] == '%' && syslog_head(text, p, start)) {
            start.header = from;
            using services::Facility;
            if (start.service && (start.service->facility == Facility::rtmt || start.service->facility == Facility::sysagent))
                unwrap(text, start);
            else
                bound_by_mail(text, from, start);
            return true;
        }
        if (text[p] == '-' && free_text_head(text, from, p, start))
            return true;
    }
    return false;
}

Reader::Reader(Bytes message, const Start& start) : text_{bounded(chars(message))}, position_{start.body}, others_{!start.of_cti_manager}
{
    if (start.limit < text_.size())
        text_ = text_.substr(0, start.limit);
    Offset p = position_;
    if (start.form == Form::syslog) {
        while (p < text_.size() && (text_[p] == ' ' || text_[p] == '%'))
            ++p;
        brackets_ = p < text_.size() && text_[p] == '[';
        limit_ = next_syslog_head(text_, start.body);
        if (!brackets_)
            limit_ = line_end(text_, start.body, limit_);
        labels_ = start.family == Family::unified_cm || start.family == Family::unified_cm_7;
    } else {
        brackets_ = false;
        Start following;
        limit_ = find_alarm(message, start.body, following) ? following.begin : static_cast<Offset>(text_.size());
        Token label;    // the next event log entry begins before its alarm's name
        for (Offset from = start.body; find_label(text_, from, limit_, Labels::event_header, label); from = label_end(label))
            if (label.known->key == "eventtype") {
                limit_ = label.whole.offset;
                break;
            }
    }
    if (!brackets_)
        return;
    position_ = last_open_ = p;
    const Offset first_name_end = bracket_name_end(text_, p, limit_);
    percent_coded_ = first_name_end != none && text_[first_name_end] == '%';
    for (Offset q = limit_; q > p; --q)
        if (text_[q - 1] == '[' && opens_known(text_, q - 1, limit_, others_) && !is_escaped(text_, p, q - 1)) {
            last_open_ = q - 1;
            break;
        }
    for (Offset q = last_open_; q < limit_ && !is_line_end(text_[q]); ++q)
        if (text_[q] == ']' && (q + 1 == limit_ || text_[q + 1] == ':' || is_line_end(text_[q + 1]))) {
            if (block_end_ == none || !is_escaped(text_, last_open_, q))
                block_end_ = q;
            if (!is_escaped(text_, last_open_, q))
                break;
        }
}

bool Reader::next(Token& token)
{
    token = {};
    return brackets_ ? next_bracket(token) : next_label(token);
}

bool Reader::next_bracket(Token& token)
{
    if (in_text_ || position_ >= limit_ || is_line_end(text_[position_]))
        return false;

    if (text_[position_] != '[') {    // the block is over: the alarm's text up to the end of the line
        in_text_ = true;
        Offset begin = position_;
        if (text_[begin] == ':')
            ++begin;
        const Offset end = line_end(text_, begin, limit_);
        position_ = end;
        token.kind = Token::Kind::text;
        token.value = token.whole = trimmed(text_, begin, end);
        return token.value.length > 0;
    }

    const Offset open = position_;
    const Offset name_end = bracket_name_end(text_, open, limit_);
    if (name_end == none) {    // no name: skip to the next ']', known name or end of line
        token.kind = Token::Kind::stray;
        Offset p = open + 1;
        while (p < limit_ && !is_line_end(text_[p]) && text_[p] != ']' && !(text_[p] == '[' && opens_known(text_, p, limit_, others_)))
            ++p;
        if (p < limit_ && text_[p] == ']')
            ++p;
        else
            token.cut = p == text_.size();
        token.value = token.whole = {open, p - open};
        position_ = p;
        return true;
    }

    token.kind = Token::Kind::parameter;
    token.name = trimmed(text_, open + 1, name_end);
    token.mark = take_mark(text_, token.name);
    token.known = known_parameter(text_.substr(token.name.offset, token.name.length), others_);

    // A value may hold brackets. It ends at the ']' after which a known parameter opens; or, outside inner brackets, where something
    // like a parameter opens. The last value ends at the ']' that ends the block.
    // A bracket behind a backslash belongs to the value, unless a parameter that is not escaped follows: then the sender does not escape.
    const Offset begin = value_begin(text_, name_end);
    Offset close = none, depth = 0, p = begin;
    for (; p < limit_ && close == none; ++p) {
        const char c = text_[p];
        const bool last = p > last_open_;
        if (last && is_line_end(c))
            break;
        if (c == '\\' && p + 1 < limit_ && is_escapable(text_[p + 1])) {
            ++p;
            if (text_[p] == ']' && (p == block_end_ || opens_known(text_, skip_separators(text_, p + 1, limit_), limit_, others_)))
                close = p;
        } else if (c == '[') {
            ++depth;
        } else if (c == ']') {
            const Offset after = skip_separators(text_, p + 1, limit_);
            const bool bare = depth == 0 && (opens_name(text_, after, limit_) || (last && block_end_ == none));
            if (p == block_end_ || bare || opens_known(text_, after, limit_, others_))
                close = p;
            else if (depth > 0)
                --depth;
        }
    }
    if (close == none) {
        token.cut = true;
        token.value = trimmed(text_, begin, p);
        token.whole = {open, p - open};
        position_ = p;
        in_text_ = true;
    } else {
        token.value = trimmed(text_, begin, close);
        token.whole = {open, close + 1 - open};
        const Offset after = skip_separators(text_, close + 1, limit_);
        position_ = after < limit_ && text_[after] == '[' ? after : close + 1;
    }
    return true;
}

bool Reader::next_label(Token& token)
{
    const Labels which = others_ ? Labels::of_any_service : Labels::of_cti_manager;
    if (!in_text_) {    // what stands before the first label
        in_text_ = true;
        has_ahead_ = labels_ && find_label(text_, position_, limit_, which, ahead_);
        token.kind = Token::Kind::text;
        token.value = token.whole = trimmed(text_, position_, has_ahead_ ? ahead_.whole.offset : limit_);
        position_ = has_ahead_ ? ahead_.whole.offset : limit_;
        if (token.value.length)
            return true;
        token = {};
    }
    if (!has_ahead_) {
        position_ = limit_;
        return false;
    }
    token = ahead_;
    has_ahead_ = find_label(text_, label_end(token), limit_, which, ahead_);
    const Offset end = has_ahead_ ? ahead_.whole.offset : limit_;
    take_value(text_, token, end);
    token.cut = !has_ahead_ && token.value.offset + token.value.length == text_.size();
    position_ = end;
    return true;
}

bool HeaderReader::next(Token& token)
{
    if (!find_label(text_, position_, limit_, Labels::event_header, token))
        return false;
    Token following;
    const bool more = find_label(text_, label_end(token), limit_, Labels::event_header, following);
    position_ = label_end(token);
    take_value(text_, token, more ? following.whole.offset : limit_);
    return true;
}

} // namespace cti::ucalarm
