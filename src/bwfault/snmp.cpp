// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwfault/snmp.hpp"

#include <algorithm>

namespace cti::bwfault {
namespace {

/// Identifier octets (X.690; RFC 3416, 3).
enum Tag : std::uint8_t {
    integer = 0x02,
    octet_string = 0x04,
    object_identifier = 0x06,
    sequence = 0x30,
    ip_address = 0x40,
    counter32 = 0x41,
    gauge32 = 0x42,
    timeticks = 0x43,
    counter64 = 0x46,
    v1_trap = 0xa4,
    inform_request = 0xa6,
    v2_trap = 0xa7,
};
constexpr std::uint64_t version_1 = 0, version_2c = 1;

/// system_faults as BER writes it: where it stands nowhere, there is no alarm.
constexpr std::uint8_t encoded_system_faults[] = {0x2b, 0x06, 0x01, 0x04, 0x01, 0xb2, 0x1f, 0x01, 0x01, 0x01};

constexpr bool is_number(std::uint8_t tag)
{
    return tag == integer || tag == counter32 || tag == gauge32 || tag == timeticks || tag == counter64;
}

/// An element: its place is that of its content.
struct Element {
    std::uint8_t tag = 0;
    Span where{};
    bool is_cut = false;
};

/// The value of an INTEGER or one of its kin; nothing where it is negative or has more than 64 bits: no number of an alarm is.
std::optional<std::uint64_t> number_of(Bytes content)
{
    if (content.empty() || content.size() > 9 || (content[0] & 0x80) != 0 || (content.size() == 9 && content[0] != 0))
        return {};
    std::uint64_t value = 0;
    for (const std::uint8_t b : content)
        value = value << 8 | b;
    return value;
}

} // namespace

/// Elements one after the other, inside of one that holds them.
class Notification::Reader {
public:
    Reader(Bytes bytes, Span inside) : bytes_{bytes}, at_{inside.offset}, end_{inside.offset + inside.length} {}

    /// The next element. False at the end, and where a length is none.
    bool next(Element& e)
    {
        if (!fits(at_, 2, end_))
            return false;
        e.tag = bytes_[at_];
        std::uint32_t length = bytes_[at_ + 1];
        std::uint32_t content = at_ + 2;
        if (length & 0x80) {
            const std::uint32_t width = length & 0x7f;
            if (width == 0 || width > 4 || !fits(content, width, end_)) // 0: indefinite, which SNMP does not have
                return false;
            length = 0;
            for (std::uint32_t i = 0; i < width; ++i)
                length = length << 8 | bytes_[content + i];
            content += width;
        }
        e.is_cut = !fits(content, length, end_);
        e.where = {content, e.is_cut ? end_ - content : length};
        at_ = content + e.where.length;
        return true;
    }
    /// The next element where it has this tag.
    bool next(std::uint8_t tag, Element& e) { return next(e) && e.tag == tag; }
    /// The next element where it is a whole INTEGER.
    std::optional<std::uint64_t> next_integer(Element& e) { return next(integer, e) && !e.is_cut ? number_of(content(e)) : std::nullopt; }
    Bytes content(const Element& e) const { return bytes_.subspan(e.where.offset, e.where.length); }
    Reader inside(const Element& e) const { return {bytes_, e.where}; }

private:
    Bytes bytes_;
    std::uint32_t at_, end_;
};

Oid Notification::keep_oid(Bytes content)
{
    const std::size_t first = arcs_used_;
    const auto put = [&](std::uint32_t arc) {
        if (arcs_used_ == arcs_.size() || arcs_used_ - first == max_arcs)
            return false;
        arcs_[arcs_used_++] = arc;
        return true;
    };
    const auto refuse = [&] {
        arcs_used_ = first;
        return Oid{};
    };
    std::uint64_t arc = 0;
    bool is_first = true, is_open = false;
    for (const std::uint8_t b : content) {
        arc = arc << 7 | (b & 0x7f);
        if (arc > 0xffffffff)
            return refuse();
        is_open = (b & 0x80) != 0;
        if (is_open)
            continue;
        if (is_first) { // the first two arcs are written as one number
            const std::uint64_t top = std::min<std::uint64_t>(arc / 40, 2);
            if (!put(static_cast<std::uint32_t>(top)))
                return refuse();
            arc -= top * 40;
            is_first = false;
        }
        if (!put(static_cast<std::uint32_t>(arc)))
            return refuse();
        arc = 0;
    }
    if (is_open)
        return refuse();
    return {arcs_.data() + first, arcs_used_ - first};
}

void Notification::read_varbinds(Reader& pdu)
{
    Element list, pair;
    if (!pdu.next(sequence, list))
        return;
    Reader pairs = pdu.inside(list);
    while (count_ < varbinds_.size() && pairs.next(pair)) {
        Element name, value;
        Reader parts = pairs.inside(pair);
        if (pair.tag != sequence || !parts.next(object_identifier, name) || !parts.next(value) || value.is_cut)
            continue;
        Varbind v;
        v.oid = keep_oid(parts.content(name));
        v.where = value.where;
        const Bytes content = parts.content(value);
        if (value.tag == octet_string) {
            v.type = Varbind::Type::octets;
            v.octets = {reinterpret_cast<const char*>(content.data()), content.size()};
        } else if (value.tag == object_identifier) {
            v.type = Varbind::Type::oid;
            v.value_oid = keep_oid(content);
        } else if (const auto n = is_number(value.tag) ? number_of(content) : std::nullopt) {
            v.type = Varbind::Type::number;
            v.number = *n;
        }
        varbinds_[count_++] = v;
    }
}

bool Notification::read_v1_trap(Reader& pdu)
{
    Element enterprise, address, generic, specific, time;
    if (!pdu.next(object_identifier, enterprise) || !pdu.next(ip_address, address))
        return false;
    const auto generic_trap = pdu.next_integer(generic), specific_trap = pdu.next_integer(specific);
    if (!generic_trap || !specific_trap || *generic_trap > 0xffffffff || *specific_trap > 0xffffffff || !pdu.next(timeticks, time))
        return false;
    number = trap_number(
        keep_oid(pdu.content(enterprise)), static_cast<std::uint32_t>(*generic_trap), static_cast<std::uint32_t>(*specific_trap));
    number_where = specific.where;
    const Bytes from = pdu.content(address);
    if (from.size() == 4 && std::any_of(from.begin(), from.end(), [](std::uint8_t b) { return b != 0; }))
        agent = Address::v4(from.data());
    read_varbinds(pdu);
    return true;
}

bool Notification::read_v2_notification(Reader& pdu)
{
    Element request, status, index;
    if (!pdu.next(integer, request) || !pdu.next(integer, status) || !pdu.next(integer, index))
        return false;
    read_varbinds(pdu);
    number = trap_number(varbinds());
    for (const Varbind& v : varbinds())
        if (v.type == Varbind::Type::oid && number && trap_number({&v, 1}) == number)
            number_where = v.where;
    return true;
}

bool Notification::read(Bytes bytes, std::uint32_t offset)
{
    count_ = arcs_used_ = 0;
    number.reset();
    number_where = {};
    agent = {};
    is_cut = false;
    if (offset >= bytes.size())
        return false;
    Reader outside{bytes, {offset, static_cast<std::uint32_t>(bytes.size()) - offset}};
    Element message, first, second, pdu;
    if (!outside.next(sequence, message))
        return false;
    is_cut = message.is_cut;
    where = {offset, message.where.offset + message.where.length - offset};
    Reader parts = outside.inside(message);
    // Version and community; of a scoped PDU contextEngineID and contextName.
    if (!parts.next(first) || first.is_cut || !parts.next(octet_string, second) || !parts.next(pdu))
        return false;
    const auto version = first.tag == integer ? number_of(parts.content(first)) : std::nullopt;
    const bool is_scoped = first.tag == octet_string;
    Reader content = parts.inside(pdu);
    if (pdu.tag == v1_trap)
        return version == version_1 && read_v1_trap(content);
    if (pdu.tag == v2_trap || pdu.tag == inform_request)
        return (version == version_2c || is_scoped) && read_v2_notification(content);
    return false;
}

bool looks_like_snmp(Bytes bytes)
{
    if (bytes.size() < 2 || bytes[0] != sequence)
        return false;
    // A length of one byte, or how many bytes it has.
    const std::size_t first = bytes[1] & 0x80 ? 2u + (bytes[1] & 0x7fu) : 2u;
    return first < bytes.size() && bytes[first] == integer;
}

bool find_notification(Bytes bytes, std::uint32_t from, Notification& notification)
{
    if (from >= bytes.size())
        return false;
    const auto begin = bytes.begin() + from;
    const auto oid = std::search(begin, bytes.end(), std::begin(encoded_system_faults), std::end(encoded_system_faults));
    if (oid == bytes.end())
        return false;
    for (auto at = std::find(begin, bytes.end(), std::uint8_t{sequence}); at != bytes.end();
         at = std::find(at + 1, bytes.end(), std::uint8_t{sequence}))
        if (notification.read(bytes, static_cast<std::uint32_t>(at - bytes.begin())) && notification.number)
            return true;
    return false;
}

} // namespace cti::bwfault
