// SPDX-License-Identifier: GPL-2.0-or-later
#include "logfiles/upper_pdu.hpp"

#include "core/address.hpp"
#include "logs/record_pdu.hpp"

#include <charconv>
#include <string_view>

namespace cti::logfiles {
namespace {

enum class Tag : std::uint16_t {
    end = 0,
    dissector_name = 12,
    ipv4_source = 20,
    ipv4_destination = 21,
    ipv6_source = 22,
    ipv6_destination = 23,
    port_type = 24,
    source_port = 25,
    destination_port = 26,
};
constexpr std::uint32_t no_port_type = 0;

void put16(std::vector<std::uint8_t>& out, std::size_t value)
{
    out.push_back(static_cast<std::uint8_t>(value >> 8));
    out.push_back(static_cast<std::uint8_t>(value));
}

void tag(std::vector<std::uint8_t>& out, Tag type, Bytes value)
{
    // Wireshark fills values up to four bytes with NULs, which do not count as text.
    const std::size_t size = (value.size() + 3) / 4 * 4;
    put16(out, static_cast<std::uint16_t>(type));
    put16(out, size);
    out.insert(out.end(), value.begin(), value.end());
    out.insert(out.end(), size - value.size(), 0);
}

void number(std::vector<std::uint8_t>& out, Tag type, std::uint32_t value)
{
    const std::uint8_t bytes[] = {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
        static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
    tag(out, type, bytes);
}

void endpoint(std::vector<std::uint8_t>& out, std::string_view address, std::string_view port, bool source)
{
    if (const auto parsed = Address::parse(address)) {
        if (parsed->is_v4())
            tag(out, source ? Tag::ipv4_source : Tag::ipv4_destination, Bytes{parsed->bytes}.last(4));
        else
            tag(out, source ? Tag::ipv6_source : Tag::ipv6_destination, parsed->bytes);
    }
    std::uint16_t value = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), value);
    if (!port.empty() && error == std::errc{} && end == port.data() + port.size())
        number(out, source ? Tag::source_port : Tag::destination_port, value);
}

} // namespace

void make_packet(const logs::Record& record, std::vector<std::uint8_t>& out, std::vector<std::uint8_t>& payload)
{
    using logs::Direction;
    using logs::Key;
    constexpr std::string_view name = "ctilog";
    out.clear();
    tag(out, Tag::dissector_name, {reinterpret_cast<const std::uint8_t*>(name.data()), name.size()});
    if (record.direction != Direction::unknown) {
        const bool from_client = record.direction == Direction::to_server;
        endpoint(out, record.key(Key::client_address), record.key(Key::client_port), from_client);
        endpoint(out, record.key(Key::server_address), record.key(Key::server_port), !from_client);
    }
    number(out, Tag::port_type, no_port_type);
    tag(out, Tag::end, {});
    logs::encode_record(record, payload);
    out.insert(out.end(), payload.begin(), payload.end());
}

} // namespace cti::logfiles
