// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctianon/replacing.hpp"

#include "bwcap/stream.hpp"
#include "core/address.hpp"
#include "logs/prefix.hpp"
#include "bwfault/traps.hpp"
#include "ctiqbe/stream.hpp"
#include "ged188/stream.hpp"
#include "ged188/tables.hpp"
#include "protocols.hpp"
#include "ucalarm/decode.hpp"
#include "ucalarm/stream.hpp"

#include <algorithm>
#include <string_view>

namespace cti::anon {
namespace {

std::string_view chars(Bytes b) { return {reinterpret_cast<const char*>(b.data()), b.size()}; }
Span all_of(const Message& m) { return {0, static_cast<std::uint32_t>(m.original().size())}; }

bool is(const Descriptor& protocol, std::string_view filter) { return protocol.filter == filter; }

// ---- GED-188

void ged188_piece(ged188::Stream& stream, const Piece& piece, const PieceContext& context, Message& m, const Rules& rules)
{
    FieldSink sink{m, ged188::fields()};
    sink.shift = rules.shift;
    if (!rules.strict) {
        sink.without_layout[0] = ged188::f_undecoded;
        sink.without_layout[1] = ged188::f_skipped;
    }
    static const FieldId variable = ged188::find_field("ged188.named_variable"), array = ged188::find_field("ged188.named_array");
    sink.parts_follow[0] = variable;
    sink.parts_follow[1] = array;
    sink.number_as_text = true;
    if (ged188::kind_of(piece) == ged188::PieceKind::little_endian)
        m.keep({0, static_cast<std::uint32_t>(ged188::header_size)});
    stream.observe(piece, m.original(), context, sink, true);
}

// ---- CAP

/// Text outside of a document, or what may begin one: what the framer tells it by stays.
void replace_outside(Message& m)
{
    const std::string_view text = chars(m.original());
    constexpr std::string_view said[] = {"<?xml", "</BroadsoftDocument", "<BroadsoftDocument", "<!--", "<![CDATA[", "protocol=\"CAP\""};
    for (std::size_t at = 0; at < text.size(); ++at)
        for (const std::string_view s : said) {
            std::size_t n = 0;
            while (n < s.size() && at + n < text.size() && text[at + n] == s[n])
                ++n;
            if (n == s.size() || (n > 0 && at + n == text.size()))
                m.keep({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(n)}, Byte::markup);
        }
    replace_rest(m, all_of(m), Manner::xml);
}

bool is_wide(Bytes b) { return std::count(b.begin(), b.end(), std::uint8_t{0}) > static_cast<std::ptrdiff_t>(b.size() / 4); }
bool tls_record_type(Bytes b) { return b.size() > 2 && b[0] >= 20 && b[0] <= 23 && b[1] == 3; } // RFC 8446

/// Parameters of an action are anything, but those that name a call stay: they are what ties it to its call.
struct CapSink : FieldSink {
    const bwcap::Stream& stream;
    CapSink(Message& m, const bwcap::Stream& s) : FieldSink{m, bwcap::fields}, stream{s}
    {
        manner = Manner::xml;
        parts_follow[0] = bwcap::field("bwcap.unparsed");
    }
    void text(FieldId id, Span where, std::string_view text, const char* meaning = nullptr)
    {
        if (text.empty()) // the place is that of the element
            return;
        const auto& calls = stream.document().summary().action_calls;
        if (id == bwcap::field("bwcap.user.action.action_param") && std::find(calls.begin(), calls.end(), text) != calls.end())
            message.keep(where);
        else
            FieldSink::text(id, where, text, meaning);
        // "[Error 4962] ...": the number tells which error it is.
        if (const std::size_t end = text.find(']');
            id == bwcap::field("bwcap.oci.error_text") && text.starts_with("[Error ") && end < where.length)
            message.restore({where.offset, static_cast<std::uint32_t>(end + 1)});
    }
};

void bwcap_piece(bwcap::Stream& stream, const Piece& piece, const PieceContext& context, Message& m)
{
    const auto kind = static_cast<bwcap::UnitKind>(piece.kind);
    CapSink sink{m, stream};
    const Bytes bytes = m.original();
    if (kind == bwcap::UnitKind::http_header) {
        NullSink nothing;
        stream.observe(piece, bytes, context, true, nothing);
        bwcap::for_each_header_line(bytes, [&](const bwcap::HeaderLine& line, bool first) {
            const std::string_view text = chars(bytes).substr(line.line.offset, line.line.length);
            if (first) { // method, version
                const auto method = static_cast<std::uint32_t>(std::min(text.find(' '), text.size()));
                const std::size_t version = text.rfind(" HTTP/");
                if (std::all_of(text.begin(), text.begin() + method, [](char c) { return c >= 'A' && c <= 'Z'; }))
                    m.keep({line.line.offset, method}, Byte::markup);
                if (version != std::string_view::npos)
                    m.keep({line.line.offset + static_cast<std::uint32_t>(version), static_cast<std::uint32_t>(text.size() - version)});
            } else {
                const auto colon = static_cast<std::uint32_t>(std::min(text.find(':'), text.size()));
                m.keep({line.line.offset, colon}, Byte::markup);
                if (line.authorization)
                    m.text(line.value, Privacy::secret);
            }
        });
        replace_rest(m, all_of(m), Manner::plain);
        return;
    }
    stream.observe(piece, bytes, context, true, sink);
    if (bwcap::holds_document(kind)) {
        if (is_wide(bytes)) // UTF-16: the fields were replaced, the names between them stay
            m.keep(all_of(m), Byte::markup);
        else
            replace_markup(m, all_of(m));
    } else if (kind == bwcap::UnitKind::white_space) {
        m.keep(all_of(m));
    } else if (kind == bwcap::UnitKind::rest || kind == bwcap::UnitKind::too_large) {
        replace_markup(m, all_of(m));
    } else if (kind == bwcap::UnitKind::binary) {
        if (tls_record_type(bytes)) // by which it is told
            m.keep({0, 2}, Byte::markup);
        m.text_runs(all_of(m), 1); // signs that may begin a document stay signs
        m.scrub();
    } else {
        replace_outside(m);
    }
}

// ---- alarms

void ucalarm_piece(ucalarm::Stream& stream, const Piece& piece, const PieceContext& context, Message& m)
{
    KeptFindings found;
    stream.take(piece, m.original(), context, found);
    const Bytes message = ucalarm::Stream::message_of(piece, m.original());
    if (!message.empty()) {
        const auto offset = static_cast<std::uint32_t>(message.data() - m.original().data());
        m.keep({0, offset}, Byte::markup);
        replace_alarms(
            m, {offset, static_cast<std::uint32_t>(message.size())}, context.cut ? ucalarm::Captured::cut : ucalarm::Captured::whole);
    }
    for (std::uint32_t i = 0; i < m.original().size(); ++i) // line ends
        if (m.original()[i] == '\n' || m.original()[i] == '\r' || m.original()[i] == 0)
            m.keep({i, 1}, Byte::markup);
}

// ---- CTIQBE

/// How the client names itself, which says its release, is no person's.
bool names_client(std::string_view text)
{
    return text.find("JTAPI") != std::string_view::npos || text.find("TSP") != std::string_view::npos;
}

/// Text and addresses anywhere, whatever the layout is.
void replace_by_looks(Message& m, std::size_t from, const Rules& rules)
{
    const Bytes b = m.original();
    for (std::size_t at = from; fits(at, 4, b.size()); ++at) {
        const std::uint32_t big = be32(&b[at]), little = le32(&b[at]);
        const std::uint32_t value = rules.addresses.contains(big) ? big : rules.addresses.contains(little) ? little : 0;
        if (value != 0) {
            m.ipv4({static_cast<std::uint32_t>(at), 4}, value);
            at += 3;
        }
    }
    constexpr std::size_t shortest_digits = 3;
    const auto digits = [&](std::size_t at, std::size_t n, std::size_t step) {
        for (std::size_t i = 0; i < n; ++i)
            if (b[at + i * step] < '0' || b[at + i * step] > '9')
                return false;
        return true;
    };
    for (std::size_t at = from; at < b.size();) {
        const std::size_t n = ctiqbe::detail::run8(b, at);
        if (n >= ctiqbe::min_text8 || (n >= shortest_digits && digits(at, n, 1))) {
            const Span where{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(n)};
            if (names_client(chars(b).substr(at, n)))
                m.keep(where);
            else
                m.text(where, Privacy::free_text);
            at += n;
            continue;
        }
        std::size_t wide = 0, first = 0;
        for (first = 0; first < 2 && wide < shortest_digits; ++first) {
            wide = 0;
            while (fits(at + 2 * wide, 2, b.size()) && b[at + 2 * wide + 1 - first] == 0 && ctiqbe::is_latin(b[at + 2 * wide + first]))
                ++wide;
        }
        if (wide >= ctiqbe::min_text16 || (wide >= shortest_digits && digits(at + first - 1, wide, 2))) {
            const Span where{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(2 * wide)};
            std::string narrow;
            for (std::size_t i = 0; i < wide; ++i)
                narrow += static_cast<char>(b[at + 2 * i + first - 1]);
            if (names_client(narrow))
                m.keep(where);
            else
                m.text(where, Privacy::free_text);
            at += 2 * wide;
            continue;
        }
        ++at;
    }
}

void ctiqbe_piece(ctiqbe::Stream& stream, const Piece& piece, const PieceContext& context, Message& m, const Rules& rules)
{
    KeptFindings found;
    stream.take(piece, m.original(), context, found);
    const bool framed = static_cast<ctiqbe::PieceKind>(piece.kind) == ctiqbe::PieceKind::message;
    const std::size_t prefix = framed ? ctiqbe::prefix_size : 0;
    m.keep({0, static_cast<std::uint32_t>(prefix)}, Byte::markup);
    replace_by_looks(m, prefix, rules);
    if (!rules.strict) {
        m.keep(all_of(m));
        return;
    }
    const Bytes b = m.original();
    for (std::size_t at = prefix; fits(at, 4, b.size()); at += 4) // result codes are known
        if (find_cti_result(be32(&b[at])) || find_cti_result(le32(&b[at])))
            m.keep({static_cast<std::uint32_t>(at), 4});
}

// ---- SNMP

/// A trap in BER, as far as it is needed: values of varbinds and the community; all other octets are numbers and OIDs.
class Trap {
public:
    explicit Trap(Message& m) : m_{m}, b_{m.original()} {}
    bool replace()
    {
        constexpr std::string_view broadworks{"\x2b\x06\x01\x04\x01\xb2\x1f", 7}; // 1.3.6.1.4.1.6431
        if (b_.empty() || b_[0] != sequence || chars(b_).find(broadworks) == std::string_view::npos)
            return false;
        read(0, b_.size(), 0);
        return true;
    }

private:
    static constexpr std::uint8_t octet_string = 4, oid = 6, sequence = 0x30, ip_address = 0x40, constructed = 0x20;
    static constexpr int max_depth = 12;

    void read(std::size_t at, std::size_t end, int depth)
    {
        Privacy next = depth == 1 ? Privacy::secret : Privacy::free_text; // at the top an octet string is the community
        while (at + 2 <= end) {
            const std::uint8_t tag = b_[at];
            std::size_t head = 2, size = b_[at + 1];
            if (size & 0x80) {
                const std::size_t n = size & 0x7f;
                size = 0;
                if (n > 3 || at + 2 + n > end)
                    return;
                for (std::size_t i = 0; i < n; ++i)
                    size = size << 8 | b_[at + 2 + i];
                head += n;
            }
            m_.keep({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(head)});
            at += head;
            if (!fits(at, size, end))
                return;
            const Span where{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(size)};
            if ((tag & constructed) && depth < max_depth)
                read(at, at + size, depth + 1);
            else if (tag == octet_string)
                value(where, next);
            else if (tag == ip_address && size == 4)
                m_.ipv4(where, be32(&b_[at]));
            else
                m_.keep(where);
            if (tag == oid)
                next = privacy_of(chars(b_).substr(at, size));
            at += size;
        }
    }
    void value(Span where, Privacy kind)
    {
        if (kind == Privacy::none)
            m_.keep(where);
        else if (kind == Privacy::free_text)
            m_.text(where, kind, Manner::alarm);
        else
            m_.opaque(where, kind);
    }
    /// Of a varbind's value, by its OID: systemFaults faultFields number .0
    static Privacy privacy_of(std::string_view id)
    {
        constexpr std::string_view fault_fields{"\x2b\x06\x01\x04\x01\xb2\x1f\x01\x01\x01\x01", 11};
        const std::size_t at = id.find(fault_fields);
        if (at != 0 || id.size() < fault_fields.size() + 1)
            return Privacy::free_text;
        const auto number = static_cast<unsigned char>(id[fault_fields.size()]);
        for (const bwfault::VarbindRow& row : bwfault::varbinds)
            if (row.number == number)
                return bwfault::fields[row.field].privacy;
        return Privacy::free_text;
    }

    Message& m_;
    Bytes b_;
};

} // namespace

void replace_rest(Message& m, Span within, Manner manner)
{
    std::vector<Span> runs;
    m.for_each_unread(within, [&](Span where) { runs.push_back(where); });
    for (const Span where : runs)
        m.text(where, Privacy::free_text, manner);
}

void replace_markup(Message& m, Span within)
{
    const std::string_view xml = chars(m.original()).substr(0, within.offset + within.length);
    const auto span = [](std::size_t from, std::size_t to) {
        return Span{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to - from)};
    };
    std::size_t at = within.offset;
    while (at < xml.size()) {
        const std::size_t open = std::min(xml.find('<', at), xml.size());
        replace_rest(m, span(at, open), Manner::xml);
        const std::string_view tag = xml.substr(open);
        if (tag.starts_with("<!--") || tag.starts_with("<![CDATA[")) {
            const bool comment = tag.starts_with("<!--");
            const std::size_t begin = open + (comment ? 4 : 9);
            const std::size_t end = std::min(xml.find(comment ? "-->" : "]]>", begin), xml.size());
            m.keep(span(open, begin), Byte::markup);
            replace_rest(m, span(begin, end), Manner::plain);
            at = std::min(end + 3, xml.size());
            m.keep(span(end, at), Byte::markup);
            continue;
        }
        std::size_t i = open, name = open;
        while (i < xml.size() && xml[i] != '>') {
            if (xml[i] == '"' || xml[i] == '\'') {
                const std::size_t end = std::min(xml.find(xml[i], i + 1), xml.size());
                const std::string_view before = xml.substr(name, i - name);
                m.keep(span(name, i + 1), Byte::markup);
                constexpr std::string_view said[] = {"protocol", "version", "commandType", "encoding", "standalone", "xmlns", "type"};
                if (tag.starts_with("<?") || std::any_of(std::begin(said), std::end(said),
                                                 [&](std::string_view s) { return before.find(s) != std::string_view::npos; }))
                    m.keep(span(i + 1, end));
                replace_rest(m, span(i + 1, end), Manner::xml);
                i = std::min(end + 1, xml.size());
                m.keep(span(end, i), Byte::markup);
                name = i;
            } else {
                ++i;
            }
        }
        at = std::min(i + 1, xml.size());
        m.keep(span(name, at), Byte::markup);
    }
}

bool is_prefix_word(std::string_view word, std::string_view zone)
{
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    while (!word.empty() && (word.back() == ':' || word.back() == ','))
        word.remove_suffix(1);
    if (const std::size_t priority = word.find('>'); word.starts_with('<') && priority != std::string_view::npos)
        word.remove_prefix(priority + 1);
    while (!word.empty() && (word.front() == '*' || word.front() == '.'))
        word.remove_prefix(1);
    if (word.empty() || word == zone || logs::month_of(word) != 0)
        return true;
    if (digit(word.front()) && std::all_of(word.begin(), word.end(),
                                   [&](char c) { return digit(c) || std::string_view{":-.TZ+"}.find(c) != std::string_view::npos; }))
        return !Address::parse(word);
    if (word.size() == 6 && word.starts_with("local") && digit(word[5]))
        return true;
    constexpr std::string_view known[] = {"kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv",
        "ftp", "MatchedEvent", "EvntSLog", "UTC", "GMT"};
    if (std::find(std::begin(known), std::end(known), word) != std::end(known))
        return true;
    return std::none_of(word.begin(), word.end(), [&](char c) { return letter(c) || static_cast<unsigned char>(c) >= 0x80; }) &&
           !Address::parse(word);
}

void replace_alarms(Message& m, Span within, ucalarm::Captured captured)
{
    const Bytes message = m.original().subspan(within.offset, within.length);
    struct Shifted : FieldSink {
        std::uint32_t by = 0;
        using FieldSink::FieldSink;
        Span moved(Span s) const { return {s.offset + by, s.length}; }
        void number(FieldId id, Span where, std::uint64_t value) { FieldSink::number(id, moved(where), value); }
        void ipv6(FieldId id, Span where, const Ipv6& a) { FieldSink::ipv6(id, moved(where), a); }
        void text(FieldId id, Span where, std::string_view t, const char* meaning) { FieldSink::text(id, moved(where), t, meaning); }
        void bytes(FieldId id, Span where) { FieldSink::bytes(id, moved(where)); }
    } sink{m, ucalarm::fields};
    sink.by = within.offset;
    sink.manner = Manner::alarm;
    std::uint32_t digits = 0; // the priority, and before it the count of octets
    while (digits < message.size() && (message[digits] == '<' || message[digits] == '>' || message[digits] == ' ' ||
                                          (message[digits] >= '0' && message[digits] <= '9')))
        ++digits;
    m.keep({within.offset, digits});
    ucalarm::Start start;
    if (ucalarm::find_alarm(message, 0, start)) { // times and numbers of the line stay
        const std::string_view line = chars(message).substr(0, start.begin);
        constexpr std::string_view blanks = " \t\r\n";
        for (std::size_t at = line.find_first_not_of(blanks); at < line.size(); at = line.find_first_not_of(blanks, at)) {
            const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
            if (is_prefix_word(line.substr(at, end - at), {}))
                m.keep({within.offset + static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at)}, Byte::markup);
            at = end;
        }
    }
    for (std::uint32_t from = 0; ucalarm::find_alarm(message, from, start);) {
        const ucalarm::Summary alarm = ucalarm::decode_alarm(message, start, sink, captured);
        replace_rest(m, {within.offset + alarm.begin, alarm.end - alarm.begin}, Manner::log); // names of parameters, short numbers
        from = alarm.end;
    }
    replace_rest(m, within, Manner::alarm);
}

void replace_piece(
    const Descriptor& protocol, StreamProtocol& stream, const Piece& piece, const PieceContext& context, Message& m, const Rules& rules)
{
    if (is(protocol, "ged188")) {
        ged188_piece(static_cast<ged188::Stream&>(stream), piece, context, m, rules);
    } else if (is(protocol, "bwcap")) {
        bwcap_piece(static_cast<bwcap::Stream&>(stream), piece, context, m);
    } else if (is(protocol, "ucalarm")) {
        ucalarm_piece(static_cast<ucalarm::Stream&>(stream), piece, context, m);
    } else if (is(protocol, "ctiqbe")) {
        ctiqbe_piece(static_cast<ctiqbe::Stream&>(stream), piece, context, m, rules);
    } else {
        KeptFindings found; // not known here: all of it is blanked
        stream.take(piece, m.original(), context, found);
    }
}

void replace_beginning(const Descriptor& protocol, Message& m, const Rules& rules)
{
    if (is(protocol, "ged188")) {
        m.keep({0, static_cast<std::uint32_t>(ged188::header_size)});
    } else if (is(protocol, "bwcap")) {
        replace_markup(m, all_of(m));
    } else if (is(protocol, "ctiqbe")) {
        m.keep({0, static_cast<std::uint32_t>(ctiqbe::prefix_size)});
        replace_by_looks(m, ctiqbe::prefix_size, rules);
        if (!rules.strict)
            m.keep(all_of(m));
    } else if (is(protocol, "ucalarm")) {
        replace_alarms(m, all_of(m), ucalarm::Captured::cut);
    }
}

bool replace_datagram(std::uint16_t from_port, std::uint16_t to_port, Message& m)
{
    constexpr std::uint16_t snmp_traps = 162;
    if ((to_port == snmp_traps || from_port == snmp_traps) && Trap{m}.replace())
        return true;
    ucalarm::Start start;
    if (!ucalarm::find_alarm(m.original(), 0, start))
        return false;
    replace_alarms(m, all_of(m), ucalarm::Captured::whole);
    return true;
}

} // namespace cti::anon
