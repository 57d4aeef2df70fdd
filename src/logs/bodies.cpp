// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/bodies.hpp"

#include "core/address.hpp"
#include "core/places.hpp"
#include "ctiqbe/pdus.hpp"
#include "ged188/tables.hpp"
#include "logs/known_keys.hpp"
#include "logs/lines.hpp"
#include "logs/privacy.hpp"
#include "ucalarm/parser.hpp"

#include <algorithm>
#include <charconv>

namespace cti::logs {
namespace {

constexpr auto npos = std::string_view::npos;
/// A marker that names a line stands near its beginning, whatever follows.
constexpr std::size_t marker_reach = 256;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || is_upper(c); }
constexpr bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

std::string_view word_at(std::string_view text)
{
    std::size_t end = 0;
    while (end < text.size() && is_word(text[end]))
        ++end;
    return text.substr(0, end);
}

constexpr FieldStyle sdl_style{.separator = '=', .keys = sdl_keys};
constexpr FieldStyle colon_commas{.separator = ':', .blank_after = true, .commas = true};
constexpr FieldStyle colon_words{.separator = ':', .one_word = true};
constexpr FieldStyle colon_values{.separator = ':'};
constexpr FieldStyle equals_commas{.separator = '=', .commas = true};
constexpr FieldStyle equals_values{.separator = '='};
constexpr FieldStyle jabber_style{.separator = '=', .commas = true, .keys = jabber_keys};
constexpr FieldStyle mivr_message{.separator = ':', .blank_after = true, .commas = true, .second_separator = '='};

/// Where an event's name comes from.
enum class Name : std::uint8_t {
    given,       ///< Form::event
    word_behind, ///< the word behind the marker (blanks and "CTI" between them)
    first_field, ///< value of the first field named Form::event
    word_before, ///< the word before the marker
};

struct LineForm {
    Format format;
    std::string_view marker; ///< stands near the beginning of the text
    Kind kind;
    Protocol protocol;
    Direction direction;
    Name name;
    std::string_view event;
    const FieldStyle* style;  ///< of the list behind the marker; nullptr: none
    bool from_marker = false; ///< the list begins with the marker itself
};

constexpr auto up = Direction::to_server;
constexpr auto down = Direction::to_client;
constexpr auto both = Direction::unknown;

constexpr LineForm line_forms[] = {
    // CTIManager, AppInfo: messages as the client sees them, then what ties them to a connection and to bytes.
    {Format::sdl, "[CTIHandler::OutputCtiMessage", Kind::message, Protocol::ctiqbe, down, Name::word_behind, "CTI", &sdl_style},
    {Format::sdl, "[CTIHandler::processIncomingMessage", Kind::message, Protocol::ctiqbe, up, Name::word_behind, "CTI", &sdl_style},
    {Format::sdl, "PROVIDER_OPEN_REQUEST received --", Kind::connection, Protocol::ctiqbe, up, Name::given,
        "PROVIDER_OPEN_REQUEST received", &sdl_style},
    {Format::sdl, "DeviceOpenActivity ()", Kind::connection, Protocol::ctiqbe, both, Name::given, "DeviceOpenActivity", &colon_commas},
    {Format::sdl, "CQBEParser::ParseQbeMessage:", Kind::connection, Protocol::ctiqbe, up, Name::given, "ParseQbeMessage", &sdl_style},
    {Format::sdl, "CQBEBuilder::BuildQbeMessage():", Kind::connection, Protocol::ctiqbe, down, Name::given, "BuildQbeMessage", &sdl_style},
    {Format::sdl, "CTIHandler::OutputQbeMessage:", Kind::connection, Protocol::ctiqbe, down, Name::given, "OutputQbeMessage", &sdl_style},
    {Format::sdl, "ready_SdlDataInd():", Kind::connection, Protocol::ctiqbe, up, Name::given, "SdlDataInd", &sdl_style},
    {Format::sdl, "verifying_CtiUserSettingsRes]", Kind::connection, Protocol::ctiqbe, both, Name::given, "verifying_CtiUserSettingsRes",
        &sdl_style},
    // JTAPI client. Its dumps are read line by line, see jtapi().
    {Format::jtapi, "sending: com.cisco.cti.protocol.", Kind::message, Protocol::ctiqbe, up, Name::word_behind, "", nullptr},
    {Format::jtapi, "received Response: com.cisco.cti.protocol.", Kind::message, Protocol::ctiqbe, down, Name::word_behind, "", nullptr},
    {Format::jtapi, "received Event: com.cisco.cti.protocol.", Kind::message, Protocol::ctiqbe, down, Name::word_behind, "", nullptr},
    {Format::jtapi, "EventThread: queuing com.cisco.cti.protocol.", Kind::line, Protocol::ctiqbe, both, Name::word_behind, "", nullptr},
    {Format::jtapi, "EventThread handling event com.cisco.cti.protocol.", Kind::line, Protocol::ctiqbe, both, Name::word_behind, "",
        nullptr},
    // UCCX engine.
    {Format::uccx, "got an event message:", Kind::message, Protocol::ged188, both, Name::first_field, "type", &mivr_message},
    {Format::uccx, "received for call:", Kind::line, Protocol::none, both, Name::word_before, "", &colon_words, true},
    {Format::uccx, "JTAPICallContact[", Kind::line, Protocol::none, both, Name::given, "", &equals_commas, true},
    {Format::uccx, "Failure Cause=", Kind::line, Protocol::none, both, Name::given, "", &equals_commas, true},
    {Format::uccx, "CallID:", Kind::line, Protocol::none, both, Name::given, "", &colon_words, true},
    // ICM processes.
    {Format::icm, "Sending AddressOutOfService", Kind::line, Protocol::none, both, Name::word_before, "", nullptr},
    {Format::icm, "Ev Term:", Kind::line, Protocol::none, both, Name::word_before, "Ev", &colon_values, true},
    {Format::icm, "Ev Addr:", Kind::line, Protocol::none, both, Name::word_before, "Ev", &colon_values, true},
    {Format::icm, "MsgAddressOutOfService:", Kind::line, Protocol::none, both, Name::given, "MsgAddressOutOfService", &colon_values},
    {Format::icm, "CSTA ", Kind::line, Protocol::none, both, Name::word_behind, "", &equals_values},
    {Format::icm, "NewCall:", Kind::line, Protocol::none, both, Name::given, "NewCall", &equals_commas},
    // Finesse.
    {Format::finesse, "} params :", Kind::message, Protocol::ged188, up, Name::given, "", &equals_commas},
    // Jabber: PDU number and name together.
    {Format::jabber, "CDPProvider::DispatchTheMessage,", Kind::message, Protocol::ctiqbe, down, Name::first_field, "pduName",
        &jabber_style},
    {Format::jabber, "Received: ,", Kind::message, Protocol::ctiqbe, down, Name::first_field, "pdunames[nPduNum]", &jabber_style},
    {Format::jabber, "SendRequest Succeed.,", Kind::message, Protocol::ctiqbe, up, Name::first_field, "pdunames[msg.msgID]", &jabber_style},
    {Format::jabber, "CDPProvider::SendRequest,", Kind::line, Protocol::ctiqbe, up, Name::first_field, "pdunames[msg.msgID]",
        &jabber_style},
    {Format::jabber, "ProviderOpen failed:", Kind::line, Protocol::ctiqbe, both, Name::given, "ProviderOpen failed", &colon_words},
    {Format::jabber, "PDUTYPE_", Kind::line, Protocol::ctiqbe, both, Name::given, "", &jabber_style},
};

/// The applications that write ciscoLog lines, by what their names begin with.
struct Application {
    std::string_view name;
    Format format;
};
constexpr Application applications[] = {
    {"JTAPI-", Format::jtapi},
    {"MIVR-", Format::uccx},
    {"MADM-", Format::uccx},
    {"MCVD-", Format::uccx},
    {"CCBU_", Format::finesse},
    {"ICM_", Format::icm},
};

/// BroadWorks: how the peer of a message is named.
struct PeerForm {
    std::string_view marker;
    Direction direction;
};
constexpr PeerForm peer_forms[] = {
    {" Bytes IN from ", up},
    {" Bytes OUT to ", down},
    {"Received the following request from: ", up},
    {" TO ", down},
};

constexpr Places<256> key_places{0, std::size(key_meanings), [](std::size_t row) { return name_hash(key_meanings[row].name); }};

/// 65536 ports, nothing else.
bool is_port(std::string_view text)
{
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && value <= 65535;
}

/// "CTIHandler(1,200,22,7)" -> "1:200:22:7"; empty where it is not that.
void handle_of(std::string_view numbers, std::string& out)
{
    out.clear();
    if (numbers.size() > 40 || std::count(numbers.begin(), numbers.end(), ',') != 3 ||
        !std::all_of(numbers.begin(), numbers.end(), [](char c) { return is_digit(c) || c == ','; }))
        return;
    out = numbers;
    std::replace(out.begin(), out.end(), ',', ':');
}

std::string_view without_brackets(std::string_view value)
{
    if (value.starts_with('['))
        value = value.substr(1, value.find(']') == npos ? npos : value.find(']') - 1);
    return trimmed(value);
}

Direction ged188_direction(const ged188::MessageName* row)
{
    if (!row)
        return Direction::unknown;
    return row->sender == Sender::client ? up : row->sender == Sender::server ? down : both;
}

/// The next token without blanks from `at`.
std::string_view next_token(std::string_view text, std::size_t& at)
{
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r'))
        ++at;
    const std::size_t begin = at;
    while (at < text.size() && text[at] != ' ' && text[at] != '\t' && text[at] != '\n' && text[at] != '\r')
        ++at;
    return text.substr(begin, at - begin);
}

int hex_digit(char c) { return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

/// Rows of a hex dump, `size` bytes in all, from `at`. Every row but the last has 16 bytes.
bool read_rows(std::string_view text, std::size_t& at, std::size_t size, std::vector<std::uint8_t>& out, std::vector<std::uint32_t>* places)
{
    for (std::size_t done = 0; done < size; done += 16) {
        char offset[6] = {'0', '0', '0', '0', ':', 0};
        for (unsigned i = 0; i < 4; ++i)
            offset[i] = "0123456789ABCDEF"[done >> (12 - 4 * i) & 15];
        const std::size_t row = std::min<std::size_t>(16, size - done);
        // The character column of the row before lies between; it may look like anything, so the row has to be whole.
        bool found = false;
        const std::size_t reach = std::min(text.size(), at + 160);
        while (!found && at < reach) {
            const std::string_view token = next_token(text, at);
            if (token.size() != 5 || !std::equal(token.begin(), token.end(), offset,
                                         [](char a, char b) { return a == b || (a >= 'a' && a <= 'f' && a - 32 == b); }))
                continue;
            std::size_t p = at, n = 0;
            for (; n < row; ++n) {
                const std::string_view byte = next_token(text, p);
                const int high = byte.size() == 2 ? hex_digit(byte[0]) : -1, low = byte.size() == 2 ? hex_digit(byte[1]) : -1;
                if (high < 0 || low < 0)
                    break;
                out.push_back(static_cast<std::uint8_t>(high << 4 | low));
                if (places)
                    places->push_back(static_cast<std::uint32_t>(byte.data() - text.data()));
            }
            found = n == row;
            if (found)
                at = p;
            else
                out.resize(out.size() - n);
            if (places)
                places->resize(out.size());
        }
        if (!found)
            return false;
    }
    return true;
}

} // namespace

std::string_view format_name(Format format)
{
    constexpr std::string_view names[] = {"unknown", "sdl", "sdl-old", "jtapi", "uccx", "dumplog", "icm", "finesse", "jabber", "broadworks",
        "alarm", "event-log", "alarm-table"};
    return names[static_cast<std::size_t>(format)];
}

std::string_view protocol_name(Protocol protocol)
{
    constexpr std::string_view names[] = {"", "ged188", "ctiqbe", "bwcap", "ucalarm", "bwfault"};
    return names[static_cast<std::size_t>(protocol)];
}

std::string_view kind_name(Kind kind)
{
    constexpr std::string_view names[] = {"line", "head", "message", "signal", "connection", "alarm"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view key_name(Key key)
{
    constexpr std::string_view names[] = {"client_address", "client_port", "server_address", "server_port", "tcp_handle", "handler",
        "connection_id", "provider_id", "session", "process", "host", "user", "application", "device", "line_handle", "device_handle",
        "call_handle", "global_call", "call_id", "sequence", "invoke_id", "message_number", "result"};
    static_assert(std::size(names) == key_count);
    return key < Key::count ? names[static_cast<std::size_t>(key)] : std::string_view{};
}

bool same_event(std::string_view a, std::string_view b)
{
    const auto next = [](std::string_view& text) {
        while (text.starts_with('_'))
            text.remove_prefix(1);
        if (text.empty())
            return '\0';
        const char c = text[0];
        text.remove_prefix(1);
        return is_upper(c) ? static_cast<char>(c + 32) : c;
    };
    for (;;) {
        const char x = next(a), y = next(b);
        if (x != y)
            return false;
        if (x == '\0')
            return true;
    }
}

void visit_known_texts(void (*visit)(void* with, std::string_view text), void* with)
{
    for (const LineForm& form : line_forms) {
        visit(with, form.marker);
        visit(with, form.event);
    }
    for (const Application& row : applications)
        visit(with, row.name);
    for (const PeerForm& form : peer_forms)
        visit(with, form.marker);
    visit_known_names(visit, with);
    for (const std::string_view key : sdl_keys)
        visit(with, key);
    for (const std::string_view signal : cti_signals)
        visit(with, signal);
    for (const ctiqbe::Pdu& pdu : ctiqbe::pdus)
        visit(with, pdu.name);
    // What the lines themselves are made of.
    visit(with,
        "UTC GMT Events Event Type Source CTIMessageBean cti message MatchedEvent "
        "Category None Date Time User Computer Description Identifier Timestamp Name Severity Correlation Parameter MsgType MHDR MDATA "
        "writing null true false NA Trace Release Success Critical Major Minor Warning Info Error DEBUG WARN ERROR INFO");
}

bool read_hex_dump(std::string_view text, std::vector<std::uint8_t>& out, std::vector<std::uint32_t>* places)
{
    constexpr std::size_t header = 8;
    constexpr std::uint32_t longest_message = 16384; // the protocol's own limit is 12500 bytes
    out.clear();
    std::size_t at = text.find("MHDR:");
    if (at == npos)
        return false;
    at += 5;
    if (!read_rows(text, at, header, out, places)) {
        out.clear();
        return false;
    }
    const std::uint32_t length = be32(out.data());
    if (length == 0)
        return true;
    at = text.find("MDATA:", at);
    if (at != npos)
        at += 6;
    if (at == npos || length > longest_message || !read_rows(text, at, length, out, places)) {
        out.clear();
        return false;
    }
    return true;
}

SessionLine session_line(std::string_view text)
{
    SessionLine line;
    if (text.starts_with("Trace: "))
        text.remove_prefix(7);
    if (!text.starts_with("SESSION "))
        return line;
    text.remove_prefix(8);
    const std::size_t colon = text.find(':');
    if (colon == npos || colon == 0 || colon > 10 ||
        !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), is_digit))
        return line;
    line.session = text.substr(0, colon);
    text.remove_prefix(colon + 1);
    if (text.starts_with(" MsgType:"))
        line.begins = true;
    else if (text.starts_with("    "))
        line.goes_on = true;
    line.ends = trimmed(text).ends_with(')');
    return line;
}

std::size_t ciscolog_head(std::string_view text)
{
    std::size_t at = text.substr(0, 300).find(':');
    if (at == npos)
        return 0;
    const auto skip_blanks = [&] {
        while (at < text.size() && text[at] == ' ')
            ++at;
    };
    ++at;
    skip_blanks();
    std::size_t tags = at;
    if (tags < text.size() && text[tags] == '%')
        ++tags;
    bool any = false;
    while (tags < text.size() && text[tags] == '[') {
        const std::size_t end = closing(text, tags, 4096);
        if (end == npos)
            break;
        tags = end + 1;
        any = true;
    }
    if (!any)
        return at;
    at = tags;
    if (at < text.size() && text[at] == ':')
        ++at;
    skip_blanks();
    return at;
}

Part ciscolog_part(std::string_view text)
{
    Part part;
    const std::size_t at = text.find("[part=");
    if (at == npos)
        return part;
    text = text.substr(at + 6, 40);
    const std::size_t dot = text.find('.'), slash = text.find('/'), end = text.find(']');
    if (dot == npos || slash == npos || end == npos || !(dot < slash && slash < end))
        return part;
    const auto number = [&](std::size_t from, std::size_t to) {
        std::uint32_t value = 0;
        const auto [p, error] = std::from_chars(text.data() + from, text.data() + to, value);
        return error == std::errc{} && p == text.data() + to && value < 1'000'000 ? value : 0;
    };
    part.number = number(dot + 1, slash);
    part.count = number(slash + 1, end);
    part.first = text.substr(0, dot);
    if (part.number == 0 || part.number > part.count)
        part = {};
    return part;
}

Stamp event_log_stamp(std::string_view text)
{
    Stamp stamp;
    text = text.substr(0, 2048);
    const std::size_t date = text.find("Date:"), time = text.find("Time:", date == npos ? 0 : date);
    if (date == npos || time == npos)
        return stamp;
    const auto numbers = [](std::string_view part, char separator, std::uint32_t(&out)[3]) {
        part = trimmed(part);
        for (std::uint32_t& value : out) {
            const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
            if (error != std::errc{})
                return std::string_view::npos;
            part.remove_prefix(static_cast<std::size_t>(end - part.data()));
            if (&value != &out[2]) {
                if (!part.starts_with(separator))
                    return std::string_view::npos;
                part.remove_prefix(1);
            }
        }
        return part.size();
    };
    std::uint32_t day[3]{}, clock[3]{};
    if (numbers(text.substr(date + 5), '/', day) == npos)
        return stamp;
    const std::string_view rest = text.substr(time + 5);
    const std::size_t left = numbers(rest, ':', clock);
    if (left == npos || clock[0] > 23 || clock[1] > 59 || clock[2] > 60 || day[2] < 1970 || day[2] > 2200)
        return stamp;
    const std::string_view half = trimmed(rest.substr(rest.size() - left)).substr(0, 2);
    if (half == "PM" && clock[0] < 12)
        clock[0] += 12;
    else if (half == "AM" && clock[0] == 12)
        clock[0] = 0;
    if (day[0] > 12)
        std::swap(day[0], day[1]);
    if (day[0] > 12 || day[1] > 31)
        return stamp;
    const Date candidate{static_cast<std::int32_t>(day[2]), static_cast<std::uint8_t>(day[0]), static_cast<std::uint8_t>(day[1])};
    if (!is_date(candidate))
        return stamp;
    stamp.date = candidate;
    stamp.has_time = true;
    stamp.time_of_day = (std::int64_t{clock[0]} * 3600 + std::int64_t{clock[1]} * 60 + clock[2]) * second;
    return stamp;
}

BodyReader::BodyReader() { fields_.reserve(128); }

void BodyReader::read(const Prefix& prefix, Record& record)
{
    fields_.clear();
    bytes_.clear();
    foreign_alarm_ = false;
    record.number = prefix.number;
    record.level = prefix.level;
    const auto set = [&](Key key, std::string_view value) { record.keys[static_cast<std::size_t>(key)] = value; };
    set(Key::host, prefix.host);
    switch (record.format) {
    case Format::sdl:
    case Format::sdl_old:
        sdl(prefix, record);
        break;
    case Format::alarm:
        ciscolog(record);
        break;
    case Format::dumplog:
        set(Key::process, prefix.process);
        icm(record, record.text);
        break;
    case Format::jabber:
        jabber(record);
        break;
    case Format::broadworks:
        broadworks(prefix, record);
        break;
    case Format::alarm_table:
        alarm_table(record);
        break;
    case Format::event_log:
        alarm(record);
        break;
    default:
        break;
    }
    keys(record);
    connection(record);
    record.fields = fields_;
    record.bytes = bytes_;
}

/// "%APPLICATION-SEVERITY-NAME: text". The name and the severity stand last, since applications and threads have dashes of their own.
void BodyReader::ciscolog(Record& record)
{
    if (!record.text.starts_with('%') && record.text.find('%') == npos) {
        alarm(record); // a broadcast without its text, "Error: kCti..."
        return;
    }
    const std::string_view text = record.text.substr(record.text.find('%'));
    const std::size_t colon = std::min(text.substr(0, 300).find(':'), text.size());
    const std::string_view header = cut(trimmed(text.substr(1, std::max<std::size_t>(colon, 1) - 1)), 255);
    std::string_view application = header, name = header;
    for (std::size_t dash = header.rfind('-'); dash != npos && dash >= 2; dash = header.rfind('-', dash - 1))
        if (is_digit(header[dash - 1]) && header[dash - 2] == '-') {
            application = header.substr(0, dash - 2);
            name = header.substr(dash + 1);
            record.level = header.substr(dash - 1, 1);
            break;
        }
    for (const Application& row : applications)
        if (header.starts_with(row.name))
            record.format = row.format;
    if (record.format == Format::alarm) {
        record.text = text;
        record.event = name;
        alarm(record);
        return;
    }
    record.keys[static_cast<std::size_t>(Key::process)] = application;
    const std::string_view body = trimmed(text.substr(std::min(text.size(), colon + 1)));
    record.text = body;
    switch (record.format) {
    case Format::jtapi:
        jtapi(record, body);
        break;
    case Format::uccx:
        if (name != "UNK")
            record.event = name;
        uccx(record, body);
        break;
    case Format::finesse:
        record.event = name;
        finesse(record, body);
        break;
    default: { // ICM: tags, then the text that the other form of its logs prints
        const std::size_t head = ciscolog_head(text);
        record.event = name;
        if (const std::size_t tags = text.substr(0, head).find('['); tags != npos)
            split_tags(text.substr(tags, head - tags), fields_);
        record.text = text.substr(head);
        icm(record, record.text);
    }
    }
}

/// What the alarm parser of ucalarm reads, in the form that it reads.
void BodyReader::alarm(Record& record)
{
    record.kind = Kind::alarm;
    // Traps as text print '=' and ';' by their numbers: "[CTIconnectionId%61232238]".
    if (record.text.find("%61") != npos && record.text.find('=') == npos) {
        unescaped_.clear();
        for (std::string_view rest = record.text; !rest.empty();) {
            if (rest.starts_with("%61") || rest.starts_with("%59")) {
                unescaped_ += rest[1] == '6' ? '=' : ';';
                rest.remove_prefix(3);
            } else {
                const std::size_t next = rest.find('%', 1);
                unescaped_ += rest.substr(0, next);
                rest.remove_prefix(next == npos ? rest.size() : next);
            }
        }
        record.text = unescaped_;
    }
    const Bytes message{reinterpret_cast<const std::uint8_t*>(record.text.data()), record.text.size()};
    ucalarm::Start start;
    if (!ucalarm::find_alarm(message, 0, start))
        return;
    record.protocol = Protocol::ucalarm;
    foreign_alarm_ = start.alarm == nullptr;
    record.event = ucalarm::chars(message, start.name);
    if (start.severity.length && record.level.empty())
        record.level = ucalarm::chars(message, start.severity);
    const auto add = [&](const ucalarm::Token& token) {
        if (token.kind == ucalarm::Token::Kind::parameter && token.name.length != 0 && fields_.size() < most_fields)
            fields_.push_back({{}, ucalarm::chars(message, token.name), ucalarm::chars(message, token.value)});
    };
    ucalarm::Token token;
    for (ucalarm::HeaderReader header{message, start}; header.next(token);)
        add(token);
    for (ucalarm::Reader reader{message, start}; reader.next(token);)
        add(token);
}

void BodyReader::sdl(const Prefix& prefix, Record& record)
{
    const std::string_view type = record.level;
    std::string_view text = record.text;
    const std::string_view sequence = prefix.number.substr(0, prefix.number.find('.'));
    if (type == "FileHead") {
        record.kind = Kind::head;
        record.event = type;
        if (text.starts_with("UTC:")) // the one value that stands right behind its colon
            fields_.push_back({{}, text.substr(0, 3), cut(text.substr(4, text.find(',') - 4), 12)});
        split_fields(text, colon_commas, fields_);
        return;
    }
    if (type.starts_with("SdlSig") || type == "Created") {
        signal(record, text);
        if (record.format == Format::sdl && type != "Created")
            context_.sequence = sequence;
        return;
    }
    if (record.format == Format::sdl_old) { // five empty columns
        unsigned columns = 0;
        std::size_t at = 0;
        while (columns < 5 && at < text.size() && (text[at] == ' ' || text[at] == '|'))
            columns += text[at++] == '|';
        text = trimmed(text.substr(columns == 5 ? at : 0));
        record.text = text;
    }
    if (!rules(record, text)) {
        // An alarm's copy: "NAME - text Param:value".
        const std::string_view name = word_at(text);
        if (!name.empty() && text.substr(name.size()).starts_with(" - ") && ucalarm::find_alarm_row(name))
            alarm(record);
        return;
    }
    if (record.format == Format::sdl && context_.sequence == sequence && !sequence.empty()) {
        const auto inherit = [&](Key key, const std::string& value) {
            if (std::string_view& place = record.keys[static_cast<std::size_t>(key)]; place.empty())
                place = value;
        };
        inherit(Key::handler, context_.handler);
        inherit(Key::tcp_handle, context_.tcp_handle);
        inherit(Key::client_address, context_.client_address);
    }
}

/// SIGNAL | STATE | PID_TO | PID_FROM | TAG | [queue state] fields
void BodyReader::signal(Record& record, std::string_view text)
{
    std::string_view columns[5]{};
    std::size_t count = 0;
    while (count < 5) {
        const std::size_t bar = text.substr(0, 512).find('|');
        if (bar == npos)
            break;
        columns[count++] = trimmed(text.substr(0, bar));
        text.remove_prefix(bar + 1);
    }
    record.event = columns[0];
    const std::string_view tag = columns[4];
    handler_.clear();
    tcp_handle_.clear();
    std::string_view address, device;
    for (const std::string_view process : {columns[2], columns[3]})
        if (handler_.empty() && process.starts_with("CTIHandler(") && process.ends_with(')'))
            handle_of(process.substr(11, process.size() - 12), handler_);
    if (const std::size_t first = tag.find('^'); first != npos) {
        const std::size_t second = tag.find('^', first + 1);
        if (second != npos) {
            address = tag.substr(first + 1, second - first - 1);
            device = tag.substr(second + 1);
            address = address == "*" ? std::string_view{} : address;
            device = device == "*" ? std::string_view{} : device;
        }
        // Only a signal that a CTI client caused names its TCP connection in front.
        if (!handler_.empty() || (!address.empty() && tag.find(",200,") != npos))
            handle_of(tag.substr(0, std::min(tag.find('.'), first)), tcp_handle_);
    } else if (const std::size_t open = tag.find("-("); open != npos && tag.ends_with(')')) { // old form: (device:address)
        const std::string_view who = tag.substr(open + 2, tag.size() - open - 3);
        const std::size_t colon = who.find(':');
        device = who.substr(0, colon);
        address = colon == npos ? std::string_view{} : who.substr(colon + 1);
    }
    const auto set = [&](Key key, std::string_view value) { record.keys[static_cast<std::size_t>(key)] = value; };
    set(Key::handler, handler_);
    set(Key::tcp_handle, tcp_handle_);
    set(Key::client_address, address);
    set(Key::device, device);
    if (record.format == Format::sdl) {
        context_.handler = handler_;
        context_.tcp_handle = tcp_handle_;
        context_.client_address = address;
        context_.device = device;
    }
    text = trimmed(text);
    if (text.starts_with("[R:") || text.starts_with("[T:")) {
        const std::size_t end = closing(text, 0, 256);
        text = trimmed(text.substr(end == npos ? 0 : end + 1));
    }
    if (std::find(std::begin(cti_signals), std::end(cti_signals), record.event) == std::end(cti_signals))
        return;
    record.kind = Kind::signal;
    record.protocol = Protocol::ctiqbe;
    split_fields(text, sdl_style, fields_);
}

/// "(P53-192.0.2.82) [Thread] text", dumps in braces.
void BodyReader::jtapi(Record& record, std::string_view text)
{
    if (text.starts_with("(P")) {
        const std::size_t close = text.substr(0, 300).find(')'), dash = text.substr(0, 300).find('-');
        if (close != npos && dash != npos && dash < close) {
            const std::string_view peer = text.substr(dash + 1, close - dash - 1);
            record.keys[static_cast<std::size_t>(Key::session)] = text.substr(1, dash - 1);
            record.keys[static_cast<std::size_t>(Address::parse(peer) ? Key::server_address : Key::user)] = peer;
        }
    }
    if (!rules(record, text) || record.kind != Kind::message)
        return;
    const std::size_t open = text.find('{');
    record.complete = open != npos && split_dump(text.substr(open + 1), fields_) && record.complete;
}

void BodyReader::uccx(Record& record, std::string_view text)
{
    if (const std::size_t dump = text.substr(0, marker_reach).find("MHDR:"); dump != npos) {
        record.kind = Kind::message;
        record.protocol = Protocol::ged188;
        // "writing..." is the server's side; no public log shows the word for the other one.
        if (text.substr(0, dump).find("writing...") != npos)
            record.direction = down;
        if (!read_hex_dump(text, bytes_)) {
            record.complete = false;
            return;
        }
        const ged188::MessageName* row = nullptr;
        if (const auto rows = ged188::names_of(be32(bytes_.data() + 4)); !rows.empty())
            row = &rows[0];
        if (row)
            record.event = row->name;
        return;
    }
    if (!rules(record, text))
        return;
    if (record.protocol == Protocol::ged188)
        record.direction = ged188_direction(ged188::message_by_name(record.event));
    // "call:16806342 [29126/1]": the number of the call in Unified CM and its node.
    if (const std::size_t at = text.find("received for call:"); at != npos) {
        const std::size_t open = text.find(" [", at);
        if (const std::size_t close = open == npos ? npos : text.find(']', open); close != npos && close - open < 32)
            record.keys[static_cast<std::size_t>(Key::global_call)] = text.substr(open + 2, close - open - 2);
    }
}

void BodyReader::icm(Record& record, std::string_view text)
{
    if (text.starts_with("Trace: "))
        text.remove_prefix(7);
    const SessionLine line = session_line(text);
    if (line.session.empty()) {
        rules(record, text);
        return;
    }
    record.keys[static_cast<std::size_t>(Key::session)] = line.session;
    if (line.begins) {
        const std::size_t name = text.find("MsgType:") + 8;
        record.event = word_at(text.substr(name));
        record.kind = Kind::message;
        record.protocol = Protocol::ged188;
        record.direction = ged188_direction(ged188::message_by_name(record.event));
        text.remove_prefix(name + record.event.size());
        record.complete = record.complete && trimmed(text).ends_with(')');
    } else if (line.goes_on) {
        text.remove_prefix(text.find(':') + 1);
    } else {
        return;
    }
    text = trimmed(text);
    if (text.starts_with('('))
        text.remove_prefix(1);
    split_fields(text, colon_values, fields_);
}

/// "%[cti_message=CTIName[k=v, ...]CTIMessageBean [invokeID=1, msgID=115, ...]][cti_response_time=1]: text"
void BodyReader::finesse(Record& record, std::string_view text)
{
    constexpr std::string_view message = "cti_message=", bean = "CTIMessageBean";
    if (const std::size_t at = text.find(message); at != npos) {
        record.kind = Kind::message;
        record.protocol = Protocol::ged188;
        record.direction = down;
        std::string_view rest = text.substr(at + message.size());
        const std::string_view name = word_at(rest);
        rest.remove_prefix(name.size());
        record.event = name.starts_with("CTI") ? name.substr(3) : name;
        const auto list = [&] {
            if (!rest.starts_with('['))
                return false;
            const std::size_t end = closing(rest, 0, 65536);
            split_list(rest.substr(1, end == npos ? npos : end - 1), fields_);
            rest.remove_prefix(end == npos ? rest.size() : end + 1);
            return end != npos;
        };
        bool whole = list();
        if (const std::size_t head = rest.find(bean); head != npos) {
            rest.remove_prefix(head + bean.size());
            rest = trimmed(rest);
            whole = list() && whole;
        }
        record.complete = record.complete && whole;
        for (const Field& field : fields_)
            if (field.name == "msgID") {
                std::uint32_t number = 0;
                std::from_chars(field.value.data(), field.value.data() + field.value.size(), number);
                if (const auto rows = ged188::names_of(number); !rows.empty())
                    record.event = rows[0].name;
            }
        return;
    }
    if (rules(record, text))
        return;
    if (text.starts_with("%[")) // tags: "%[count=751]: text"
        split_tags(text.substr(1), fields_);
}

/// "[file(line)] [logger] [function] - text"
void BodyReader::jabber(Record& record)
{
    std::string_view text = record.text;
    for (unsigned i = 0; i < 3 && text.starts_with('['); ++i) {
        const std::size_t end = closing(text, 0, 512);
        if (end == npos)
            break;
        if (i == 1)
            record.keys[static_cast<std::size_t>(Key::process)] = text.substr(1, end - 1);
        text = trimmed(text.substr(end + 1));
    }
    if (text.starts_with("- "))
        text.remove_prefix(2);
    record.text = text;
    if (text.starts_with("[id=")) {
        const std::size_t end = text.find(']');
        if (end != npos && end < 16) {
            record.keys[static_cast<std::size_t>(Key::session)] = text.substr(4, end - 4);
            text = trimmed(text.substr(end + 1));
        }
    }
    rules(record, text);
}

void BodyReader::broadworks(const Prefix& prefix, Record& record)
{
    record.keys[static_cast<std::size_t>(Key::process)] = prefix.column;
    const std::string_view text = record.text;
    const std::string_view head = text.substr(0, std::min<std::size_t>(text.find('<'), 1024));
    for (const PeerForm& form : peer_forms) {
        const std::size_t at = head.find(form.marker);
        if (at == npos)
            continue;
        std::string_view peer = head.substr(at + form.marker.size());
        peer = peer.substr(0, peer.find_first_of(" \t\n"));
        const std::size_t colon = peer.rfind(':');
        if (colon == npos || !Address::parse(peer.substr(0, colon)) || !is_port(peer.substr(colon + 1)))
            continue;
        record.keys[static_cast<std::size_t>(Key::client_address)] = peer.substr(0, colon);
        record.keys[static_cast<std::size_t>(Key::client_port)] = peer.substr(colon + 1);
        // SIP has no client and server that would matter here.
        if (!prefix.column.starts_with("Sip"))
            record.direction = form.direction;
        break;
    }
    const std::size_t document = text.find("<BroadsoftDocument"), end = text.find("</BroadsoftDocument>", document == npos ? 0 : document);
    if (document == npos)
        return;
    record.kind = Kind::message;
    const std::string_view opening = text.substr(document, std::min<std::size_t>(text.find('>', document) - document, 512));
    if (opening.find("protocol=\"CAP\"") != npos) {
        record.protocol = Protocol::bwcap;
        record.complete = record.complete && end != npos;
        if (end != npos) {
            // The declaration would name an encoding that the reader has already turned into UTF-8.
            const std::string_view whole = text.substr(document, end + 20 - document);
            bytes_.assign(whole.begin(), whole.end());
        }
        if (const std::size_t type = text.find("commandType=\"", document); type != npos)
            record.event = word_at(text.substr(type + 13, 64));
    } else if (const std::size_t type = text.find("xsi:type=\"", document); type != npos) {
        std::string_view name = cut(text.substr(type + 10), 128);
        name = name.substr(0, name.find('"'));
        record.event = name.starts_with("c:") ? name.substr(2) : name;
    }
}

/// Identifier  Timestamp  Alarm Name  Severity  Correlation Parameter
void BodyReader::alarm_table(Record& record)
{
    record.kind = Kind::alarm;
    record.protocol = Protocol::bwfault;
    std::size_t at = 0;
    const std::string_view name = next_token(record.text, at), severity = next_token(record.text, at);
    std::string_view correlation = trimmed(record.text.substr(at));
    correlation = trimmed(correlation.substr(0, correlation.find('\n')));
    record.event = name;
    record.level = severity;
    fields_.push_back({{}, "Identifier", record.number});
    fields_.push_back({{}, "Alarm Name", name});
    fields_.push_back({{}, "Severity", severity});
    fields_.push_back({{}, "Correlation Parameter", correlation});
    record.text = record.raw;
}

/// The first line form that fits; false where there is none.
bool BodyReader::rules(Record& record, std::string_view text)
{
    const Format format = record.format == Format::dumplog ? Format::icm : record.format;
    const std::string_view near = text.substr(0, marker_reach);
    for (const LineForm& form : line_forms) {
        if (form.format != format)
            continue;
        const std::size_t at = near.find(form.marker);
        if (at == npos)
            continue;
        std::string_view rest = text.substr(form.from_marker ? at : at + form.marker.size());
        const std::size_t had = fields_.size();
        record.kind = form.kind;
        record.protocol = form.protocol;
        record.direction = form.direction;
        if (form.name == Name::word_behind) {
            // "[CTIHandler::OutputCtiMessage      ]     CTI   NewCallEvent    (": between the two only this may stand.
            std::size_t p = 0;
            const auto skip = [&](std::string_view these) {
                while (p < rest.size() && these.find(rest[p]) != npos)
                    ++p;
            };
            skip(" \t]");
            if (!form.event.empty() && rest.substr(p).starts_with(form.event)) {
                p += form.event.size();
                skip(" \t");
            }
            record.event = word_at(rest.substr(p));
            rest.remove_prefix(p + record.event.size());
            if (!form.event.empty()) {
                rest = trimmed(rest);
                if (rest.starts_with('('))
                    rest.remove_prefix(1);
            }
        } else if (form.name == Name::word_before) {
            std::size_t end = at + form.event.size();
            while (end > 0 && near[end - 1] == ' ')
                --end;
            std::size_t begin = end;
            while (begin > 0 && is_word(near[begin - 1]))
                --begin;
            record.event = near.substr(begin, end - begin);
            rest.remove_prefix(std::min(rest.size(), form.event.size()));
        } else if (form.name == Name::given && !form.event.empty()) {
            record.event = form.event;
        }
        if (form.style)
            split_fields(rest, *form.style, fields_);
        if (form.name == Name::first_field)
            for (std::size_t i = had; i < fields_.size(); ++i)
                if (fields_[i].name == form.event) {
                    record.event = fields_[i].value;
                    break;
                }
        return true;
    }
    return false;
}

/// What the fields mean: the first value of each key, unless the prefix has said it.
void BodyReader::keys(Record& record)
{
    for (const Field& field : fields_) {
        const std::size_t hash = name_hash(field.name);
        const std::size_t row = key_places.find(hash, [&](std::size_t i) {
            return key_meanings[i].name == field.name && (key_meanings[i].only == Format::unknown || key_meanings[i].only == record.format);
        });
        if (row == key_places.none || field.value.empty())
            continue;
        if (foreign_alarm_ && (key_meanings[row].key == Key::client_address || key_meanings[row].key == Key::result))
            continue;
        std::string_view& place = record.keys[static_cast<std::size_t>(key_meanings[row].key)];
        if (!place.empty())
            continue;
        place = without_brackets(field.value);
        // Handles are single words: a signal may print the next pair without its separator.
        if (const Key key = key_meanings[row].key; key >= Key::line_handle && key <= Key::global_call)
            place = place.substr(0, place.find(' '));
    }
}

/// "appID: user1-192.0.2.50-50155": who opened a device, and from where.
void BodyReader::connection(Record& record)
{
    if (record.kind != Kind::connection)
        return;
    for (const Field& field : fields_) {
        if (field.name != "appID")
            continue;
        const std::size_t port = field.value.rfind('-'), address = port == npos || port == 0 ? npos : field.value.rfind('-', port - 1);
        if (address == npos || !is_port(field.value.substr(port + 1)) ||
            !Address::parse(field.value.substr(address + 1, port - address - 1)))
            continue;
        record.keys[static_cast<std::size_t>(Key::user)] = field.value.substr(0, address);
        record.keys[static_cast<std::size_t>(Key::client_address)] = field.value.substr(address + 1, port - address - 1);
        record.keys[static_cast<std::size_t>(Key::client_port)] = field.value.substr(port + 1);
    }
}

} // namespace cti::logs
