// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture/ports.hpp"

#include "protocols.hpp"

namespace cti::capture {

Ports::Ports()
{
    for (const Descriptor* protocol : protocols()) {
        add(*protocol, protocol->ports, PortUse::plain);
        add(*protocol, protocol->secured_ports, PortUse::secured);
    }
}

void Ports::add(const Descriptor& protocol, std::string_view ranges, PortUse use)
{
    for_each_range(ranges, [&](std::uint16_t low, std::uint16_t high) {
        for (std::uint32_t port = low; port <= high; ++port)
            ports_[static_cast<std::uint16_t>(port)] = {&protocol, use};
    });
}

std::string Ports::add(std::string_view text) { return put(text, false); }
std::string Ports::set(std::string_view text) { return put(text, true); }

std::string Ports::put(std::string_view text, bool instead)
{
    const std::size_t equals = text.find('=');
    const Descriptor* protocol = find_protocol(text.substr(0, equals));
    if (equals == std::string_view::npos || !protocol || !protocol->make_stream)
        return "no protocol with ports of its own: " + std::string{text.substr(0, equals)};
    const std::string_view ranges = text.substr(equals + 1);
    if (!for_each_range(ranges, [](std::uint16_t, std::uint16_t) {}))
        return "no list of ports: " + std::string{ranges};
    if (instead)
        std::erase_if(ports_, [&](const auto& row) { return row.second.protocol == protocol && row.second.use == PortUse::plain; });
    add(*protocol, ranges, PortUse::plain);
    return {};
}

bool Ports::Use::is_told_by_content() const { return protocol && protocol->is_one_way && use == PortUse::plain; }

Ports::Use Ports::of(std::uint16_t port) const
{
    const auto known = ports_.find(port);
    return known == ports_.end() ? Use{} : known->second;
}

PortUse Ports::of(const Descriptor& protocol, std::uint16_t port) const
{
    const Use use = of(port);
    return use.protocol == &protocol ? use.use : PortUse::none;
}

PortSet Ports::all() const
{
    PortSet set;
    for (const auto& row : ports_)
        set.add(row.first);
    return set;
}

PortSet Ports::without_found_by_content() const
{
    PortSet set;
    for (const auto& [port, use] : ports_)
        if (!use.is_told_by_content())
            set.add(port);
    return set;
}

} // namespace cti::capture
