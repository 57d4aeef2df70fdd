// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctianon/log_text.hpp"

#include "bwcap/descriptor.hpp"
#include "core/address.hpp"
#include "ged188/descriptor.hpp"
#include "logs/privacy.hpp"

#include <algorithm>
#include <array>

namespace cti::anon {
namespace {

using logs::Format;
using logs::Key;
using logs::Kind;
using logs::Protocol;

constexpr auto npos = std::string_view::npos;
constexpr std::string_view blanks = " \t\r\n";

std::string_view chars(Bytes b) { return {reinterpret_cast<const char*>(b.data()), b.size()}; }
std::string_view chars(const Message& m, Span where) { return chars(m.original()).substr(where.offset, where.length); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Where a view into the message stands in it; length 0: it lies elsewhere, or is empty.
Span place(const Message& m, std::string_view view)
{
    const std::string_view all = chars(m.original());
    if (view.empty() || view.data() < all.data() || view.data() + view.size() > all.data() + all.size())
        return {};
    return {static_cast<std::uint32_t>(view.data() - all.data()), static_cast<std::uint32_t>(view.size())};
}

template <class Visit>
void for_each_token(const Message& m, Span within, Visit visit)
{
    const std::string_view text = chars(m, within);
    for (std::size_t at = text.find_first_not_of(blanks); at != npos; at = text.find_first_not_of(blanks, at)) {
        const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
        visit(text.substr(at, end - at), Span{within.offset + static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at)});
        at = end;
        if (at == text.size())
            break;
    }
}

/// What nobody has told anything of yet.
void replace_fresh(Message& m, Span within, Privacy kind, Manner manner)
{
    std::vector<Span> runs;
    m.for_each_unread(within, [&](Span run) { runs.push_back(run); });
    for (const Span run : runs)
        m.text(run, kind, manner);
}

/// Replaces a value, or keeps it. Of one that stays only its first word is sure to be its own.
void replace_value(Message& m, Span where, Privacy kind)
{
    if (where.length == 0)
        return;
    const std::string_view value = chars(m, where);
    if (kind == Privacy::none) {
        const auto word = static_cast<std::uint32_t>(std::min(value.find_first_of(blanks), value.size()));
        m.keep({where.offset, word});
        return;
    }
    constexpr std::string_view nobody[] = {"null", "N/A", "NULL", "*", "-", "none"};
    if (std::find(std::begin(nobody), std::end(nobody), value) != std::end(nobody))
        m.keep(where);
    else
        replace_fresh(m, where, kind, kind == Privacy::free_text ? Manner::log : Manner::plain);
}

/// "[Login User Id%61anna]": the reader of logs has them in a copy.
void escaped_pairs(Message& m, Span within)
{
    const std::string_view text = chars(m, within);
    for (std::size_t equals = text.find("%61"); equals != npos; equals = text.find("%61", equals + 3)) {
        const std::size_t open = text.rfind('[', equals), close = text.find(']', equals);
        if (open == npos || close == npos)
            continue;
        std::string_view name = logs::trimmed(text.substr(open + 1, equals - open - 1));
        if (const std::size_t colon = name.rfind(':'); colon != npos) // "UNKNOWN_PARAMNAME:IPAddress"
            name.remove_prefix(colon + 1);
        replace_value(
            m, place(m, text.substr(equals + 3, close - equals - 3)), logs::privacy_of(Protocol::ucalarm, Format::alarm, {{}, name, {}}));
    }
}

} // namespace

// ---- lines of a file

std::size_t LogText::whole_records(std::string_view text, bool at_end) const
{
    if (at_end)
        return text.size();
    constexpr std::size_t longest = std::size_t{4} << 20; // what goes on longer is cut between two lines
    std::size_t end = text.rfind('\n');
    while (end != npos && end > 0) {
        const std::size_t before = text.rfind('\n', end - 1), begin = before == npos ? 0 : before + 1;
        logs::Prefix prefix;
        if (begin > 0 && logs::find_prefix(text.substr(begin, end - begin), established_, also_, prefix))
            return begin;
        end = before;
    }
    end = text.rfind('\n');
    return text.size() >= longest ? (end == npos ? text.size() : end + 1) : 0;
}

void LogText::lines(Message& m, Span within)
{
    const std::string_view text = chars(m, within);
    const logs::PrefixForm* open = nullptr;
    std::size_t begin = 0;
    const auto close = [&](std::size_t end) {
        if (end > begin)
            record_of_lines(m, {within.offset + static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)}, open);
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t newline = text.find('\n', at), end = newline == npos ? text.size() : newline;
        std::string_view line = text.substr(at, end - at);
        while (line.ends_with('\r'))
            line.remove_suffix(1);
        logs::Prefix prefix;
        if (const logs::PrefixForm* form = logs::find_prefix(line, established_, also_, prefix)) {
            close(at);
            begin = at;
            open = form;
            if (form->head || (form->weak && form->format == established_))
                also_ = form->format;
            established_ = form->format;
        }
        at = newline == npos ? end : newline + 1;
    }
    close(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) // line ends; bytes 0 of a disk that was full
        if (text[i] == '\n' || text[i] == '\r' || text[i] == '\0')
            m.keep({within.offset + static_cast<std::uint32_t>(i), 1}, Byte::markup);
}

void LogText::record_of_lines(Message& m, Span within, const logs::PrefixForm* form)
{
    ++records_;
    std::string_view text = chars(m, within);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.remove_suffix(1);
    within.length = static_cast<std::uint32_t>(text.size());
    logs::Prefix prefix;
    if (!form || !logs::match_prefix(*form, text, prefix)) {
        replace_fresh(m, within, Privacy::free_text, Manner::log);
        return;
    }
    logs::Record record;
    record.format = form->format;
    record.raw = text;
    record.text = text.substr(prefix.body);
    const Span before{within.offset, static_cast<std::uint32_t>(prefix.body)};
    if (form->head) { // a date, titles of columns
        for_each_token(m, within, [&](std::string_view word, Span where) {
            if (is_prefix_word(word, {}))
                m.keep(where, Byte::markup);
        });
    } else {
        replace_value(m, place(m, prefix.host), Privacy::host);
        this->prefix(m, before, *form, prefix.zone);
        reader_.read(prefix, record);
        body(m, within, record);
    }
    replace_fresh(m, within, Privacy::free_text, Manner::log);
}

/// Times, numbers and levels stay; hosts do not.
void LogText::prefix(Message& m, Span within, const logs::PrefixForm& form, std::string_view zone)
{
    if (form.format != Format::alarm && form.format != Format::event_log) {
        m.keep(within, Byte::markup);
        return;
    }
    for_each_token(m, within, [&](std::string_view word, Span where) {
        if (is_prefix_word(word, zone))
            m.keep(where, Byte::markup);
        else
            replace_fresh(m, where, Privacy::host, Manner::plain);
    });
}

/// What the reader of logs found: keys, pairs, the name of the event; whole messages and alarms by their own decoders.
void LogText::body(Message& m, Span within, const logs::Record& r)
{
    const Span text = place(m, r.text);
    if (r.kind == Kind::alarm && r.protocol == Protocol::ucalarm && text.length) {
        if (r.format == Format::event_log) { // what stands before the alarm's text
            constexpr std::string_view kept[] = {"Event Type:", "Event Source:", "Event Category:", "Event ID:", "Date:", "Time:"};
            const std::string_view all = chars(m, text);
            for (std::size_t at = 0; at < all.size();) {
                const std::size_t end = std::min(all.find('\n', at), all.size());
                const std::string_view line = all.substr(at, end - at);
                for (const std::string_view name : kept)
                    if (line.starts_with(name))
                        m.keep({text.offset + static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(line.size())}, Byte::markup);
                at = end + 1;
            }
        }
        replace_alarms(m, text, ucalarm::Captured::whole);
        return;
    }
    if (r.kind == Kind::alarm && r.protocol == Protocol::ucalarm)
        escaped_pairs(m, within);
    if (r.format == Format::uccx && r.text.substr(0, 256).find("MHDR:") != npos && text.length)
        hex_dump(m, text, r);
    const std::string_view all = chars(m, within);
    if (const std::size_t document = all.find("<BroadsoftDocument"); document != npos) {
        const auto at = within.offset + static_cast<std::uint32_t>(document);
        const std::size_t end = all.rfind('>');
        if (r.protocol == Protocol::bwcap && !r.bytes.empty())
            m.put(at, whole_message(m.original().subspan(at, r.bytes.size()), r.protocol, r.format, r.direction));
        else if (end != npos && end > document)
            replace_markup(m, {at, static_cast<std::uint32_t>(end + 1 - document)});
    }
    for (std::size_t k = 0; k < logs::key_count; ++k)
        replace_value(m, place(m, r.keys[k]), logs::filters[logs::field_of(static_cast<Key>(k))].privacy);
    // "%APPLICATION-SEVERITY-NAME:"
    if (r.raw.substr(0, 400).find('%') != npos && r.format != Format::dumplog && r.format != Format::sdl) {
        const Span head = place(m, r.raw.substr(r.raw.find('%')));
        const std::string_view name = chars(m, head).substr(0, 300);
        if (const std::size_t colon = name.find(':'); colon != npos && name.substr(0, colon).find(' ') == npos)
            m.keep({head.offset, static_cast<std::uint32_t>(colon + 1)}, Byte::markup);
    }
    if ((r.format == Format::sdl || r.format == Format::sdl_old) && (r.level.starts_with("SdlSig") || r.level == "Created") &&
        text.length) {
        // Signal, state, two processes; then the tag "1,200,13,8.3^address^device" or "(1,100,45,1).3035-(device:address)".
        const std::string_view columns = chars(m, text);
        std::size_t bars = 0, at = 0;
        while (at < columns.size() && bars < 4)
            bars += columns[at++] == '|';
        const std::size_t end = std::min({columns.find('^', at), columns.find("-(", at), columns.find('|', at), columns.size()});
        m.keep({text.offset, static_cast<std::uint32_t>(end)}, Byte::markup);
    }
    if (const Span event = place(m, r.event);
        event.length && std::none_of(r.event.begin(), r.event.end(), [](char c) { return blanks.find(c) != npos; }))
        m.keep(event);
    for (const logs::Field& field : r.fields)
        replace_value(m, place(m, field.value), logs::privacy_of(r.protocol, r.format, field));
}

/// The digits of a GED-188 message are those of what becomes of it; the column of characters behind them is blanked.
void LogText::hex_dump(Message& m, Span within, const logs::Record& r)
{
    const std::string_view text = chars(m, within);
    const std::size_t begin = text.find("MHDR:");
    constexpr std::uint32_t first_offset = 11; // "MHDR: 0000:"
    m.keep({within.offset + static_cast<std::uint32_t>(begin), first_offset}, Byte::markup);
    std::vector<std::uint8_t> bytes;
    std::vector<std::uint32_t> places;
    const bool whole = logs::read_hex_dump(text, bytes, &places);
    const auto at = [&](std::size_t offset) { return within.offset + static_cast<std::uint32_t>(offset); };
    if (!whole) { // not to be read: gone
        for (std::size_t i = begin + 5; i < text.size(); ++i)
            if (is_digit(text[i]) || is_letter(text[i]) || static_cast<unsigned char>(text[i]) >= 0x80) {
                m.put(at(i), "0");
                ++ledger_.blanked;
            }
        return;
    }
    const Message changed = whole_message(bytes, Protocol::ged188, r.format, r.direction);
    const bool capital = text.find_first_of("ABCDEF", places.front()) != npos;
    std::size_t behind = begin; // the last byte written
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        // Between two rows: characters, then the offset, or the name of the next part.
        if (places[i] > behind + 1 && i > 0) {
            const std::string_view between = text.substr(behind, places[i] - behind);
            const std::size_t offset = between.rfind(':') >= 4 ? between.rfind(':') - 4 : 0, name = between.find("MDATA:");
            for (std::size_t k = 0; k < between.size(); ++k) {
                const bool said = k >= offset || (name != npos && k >= name && k < name + 6);
                m.put(at(behind + k), said || blanks.find(between[k]) != npos ? between.substr(k, 1) : std::string_view{"."});
            }
        }
        const char* const digits = capital ? "0123456789ABCDEF" : "0123456789abcdef";
        const char two[] = {digits[changed.bytes()[i] >> 4], digits[changed.bytes()[i] & 15]};
        m.put(at(places[i]), {two, 2});
        behind = places[i] + 2;
    }
    for (std::size_t k = behind; k < text.size() && text[k] != '\n'; ++k)
        if (blanks.find(text[k]) == npos)
            m.put(at(k), ".");
}

Message LogText::whole_message(Bytes bytes, Protocol protocol, Format format, logs::Direction direction)
{
    const Descriptor& of = protocol == Protocol::ged188 ? ged188::descriptor : bwcap::descriptor;
    Session& session = sessions_[{protocol, format == Format::uccx}];
    if (!session.connection) {
        constexpr std::uint8_t here[] = {127, 0, 0, 1};
        std::vector<std::uint8_t> pdu;
        logs::Record said;
        said.format = format;
        said.protocol = protocol;
        said.direction = logs::Direction::to_server;
        logs::encode_record(said, pdu);
        const logs::MessagePorts ports = logs::ports_of(logs::read_record(pdu), {});
        session.connection = &capture_.add(of, {Address::v4(here), static_cast<std::uint16_t>(ports.from)},
            {Address::v4(here), static_cast<std::uint16_t>(ports.to)}, PortUse::none, PortUse::plain);
        session.stream = of.make_stream(*session.connection, capture_);
    }
    const Side from = direction == logs::Direction::to_server ? Side::client : Side::server;
    Message whole{bytes, replacements_, ledger_};
    cut_into_pieces(
        bytes.size(), [&](std::size_t offset) { return session.stream->next(from, bytes.subspan(offset), bytes.size() - offset, false); },
        [](std::size_t) { return false; },
        [&](std::size_t offset, const Piece& piece) {
            const Bytes part = bytes.subspan(offset, std::min<std::size_t>(piece.length, bytes.size() - offset));
            Message message{part, replacements_, ledger_};
            replace_piece(of, *session.stream, piece, {{1, static_cast<std::uint32_t>(++records_)}, 0, from}, message, rules_);
            whole.put(static_cast<std::uint32_t>(offset), message);
        });
    return whole;
}

// ---- records of ctilog2pcap

void LogText::record(Message& m)
{
    const Bytes pdu = m.original();
    const logs::RecordView view = logs::read_record(pdu);
    if (!view.known_version)
        return;
    m.keep({0, 1}, Byte::markup);
    logs::Record r;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(Format::alarm_table); ++i)
        if (logs::format_name(static_cast<Format>(i)) == view.at(view.format))
            r.format = static_cast<Format>(i);
    for (std::size_t i = 0; i <= static_cast<std::size_t>(Protocol::bwfault); ++i)
        if (logs::protocol_name(static_cast<Protocol>(i)) == view.at(view.protocol))
            r.protocol = static_cast<Protocol>(i);
    r.direction = view.direction;
    logs::RecordItems items{pdu};
    logs::Item type;
    Span where;
    while (items.next(type, where)) {
        constexpr std::uint32_t head = 5;
        m.keep({where.offset - head, head}, Byte::markup);
        switch (type) {
        case logs::Item::source:
            replace_fresh(m, where, Privacy::free_text, Manner::log);
            break;
        case logs::Item::line:
        case logs::Item::lines:
        case logs::Item::format:
        case logs::Item::kind:
        case logs::Item::protocol:
        case logs::Item::direction:
        case logs::Item::number:
        case logs::Item::level:
        case logs::Item::time:
        case logs::Item::dropped:
        case logs::Item::incomplete:
        case logs::Item::text_place:
        case logs::Item::left_out:
            m.keep(where, Byte::markup);
            break;
        case logs::Item::event:
            if (view.at(where).find(' ') == npos)
                m.keep(where);
            else
                replace_fresh(m, where, Privacy::free_text, Manner::log);
            break;
        case logs::Item::key:
        case logs::Item::field: {
            const std::string_view item = view.at(where);
            const std::size_t last = item.rfind('\0');
            if (last == npos)
                break;
            const Span value{where.offset + static_cast<std::uint32_t>(last) + 1, where.length - static_cast<std::uint32_t>(last) - 1};
            if (type == logs::Item::key) {
                m.keep({where.offset, static_cast<std::uint32_t>(last) + 1}, Byte::markup);
                for (std::size_t k = 0; k < logs::key_count; ++k)
                    if (item.substr(0, last) == logs::key_name(static_cast<Key>(k)))
                        replace_value(m, value, logs::filters[logs::field_of(static_cast<Key>(k))].privacy);
                break;
            }
            const logs::FieldView field = logs::read_field(pdu, where);
            replace_value(m, field.where, logs::privacy_of(r.protocol, r.format, {field.parent, field.name, field.value}));
            for (const std::string_view name : {field.parent, field.name}) {
                const Span at = place(m, name);
                replace_fresh(m, at, Privacy::free_text, Manner::log);
                m.keep({at.offset + at.length, 1}, Byte::markup);
            }
            m.keep({where.offset, 1}, Byte::markup); // of an empty name of a group
            replace_fresh(m, where, Privacy::free_text, Manner::log);
            break;
        }
        case logs::Item::raw:
            established_ = also_ = Format::unknown;
            lines(m, where);
            break;
        case logs::Item::text: {
            logs::Record apart = r;
            apart.raw = apart.text = view.at(where);
            reader_.read({}, apart);
            body(m, where, apart);
            replace_fresh(m, where, Privacy::free_text, Manner::log);
            for (std::uint32_t i = 0; i < where.length; ++i)
                if (view.at(where)[i] == '\n')
                    m.keep({where.offset + i, 1}, Byte::markup);
            break;
        }
        case logs::Item::bytes:
            if (r.protocol == Protocol::ged188 || r.protocol == Protocol::bwcap)
                m.put(where.offset, whole_message(pdu.subspan(where.offset, where.length), r.protocol, r.format, r.direction));
            break;
        }
    }
}

// ---- UTF-16

LogEncoding log_encoding(Bytes b)
{
    if (b.size() >= 2 && b[0] == 0xff && b[1] == 0xfe)
        return LogEncoding::utf16_le;
    if (b.size() >= 2 && b[0] == 0xfe && b[1] == 0xff)
        return LogEncoding::utf16_be;
    const std::size_t n = std::min<std::size_t>(b.size(), 256) & ~std::size_t{1};
    std::size_t zeros[2] = {};
    for (std::size_t i = 0; i < n; ++i)
        zeros[i % 2] += b[i] == 0;
    const auto mostly = [&](std::size_t a, std::size_t other) { return n >= 8 && zeros[a] * 4 > n && zeros[other] * 16 < n; };
    return mostly(1, 0) ? LogEncoding::utf16_le : mostly(0, 1) ? LogEncoding::utf16_be : LogEncoding::bytes;
}

std::string to_utf8(Bytes text, LogEncoding encoding)
{
    std::string out;
    const auto unit = [&](std::size_t i) -> std::uint32_t { return encoding == LogEncoding::utf16_le ? le16(&text[i]) : be16(&text[i]); };
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        std::uint32_t c = unit(i);
        if (c >= 0xd800 && c < 0xdc00 && i + 3 < text.size() && unit(i + 2) >= 0xdc00 && unit(i + 2) < 0xe000) {
            c = 0x10000 + ((c - 0xd800) << 10) + (unit(i + 2) - 0xdc00);
            i += 2;
        }
        const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xc0 | c >> 6);
            put(0x80 | (c & 0x3f));
        } else if (c < 0x10000) {
            put(0xe0 | c >> 12);
            put(0x80 | (c >> 6 & 0x3f));
            put(0x80 | (c & 0x3f));
        } else {
            put(0xf0 | c >> 18);
            put(0x80 | (c >> 12 & 0x3f));
            put(0x80 | (c >> 6 & 0x3f));
            put(0x80 | (c & 0x3f));
        }
    }
    return out;
}

std::string from_utf8(std::string_view text, LogEncoding encoding)
{
    std::string out;
    const auto put = [&](std::uint32_t unit) {
        const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit);
        out += encoding == LogEncoding::utf16_le ? low : high;
        out += encoding == LogEncoding::utf16_le ? high : low;
    };
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) & 0x3fu : 0u; };
        const auto first = static_cast<unsigned char>(text[i]);
        if (first < 0xc0) {
            put(first);
            i += 1;
        } else if (first < 0xe0) {
            put((first & 0x1fu) << 6 | byte(1));
            i += 2;
        } else if (first < 0xf0) {
            put((first & 0x0fu) << 12 | byte(1) << 6 | byte(2));
            i += 3;
        } else {
            const std::uint32_t c = ((first & 7u) << 18 | byte(1) << 12 | byte(2) << 6 | byte(3)) - 0x10000;
            put(0xd800 + (c >> 10 & 0x3ff));
            put(0xdc00 + (c & 0x3ff));
            i += 4;
        }
    }
    return out;
}

} // namespace cti::anon
