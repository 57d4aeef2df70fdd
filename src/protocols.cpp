// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocols.hpp"

#include "bwcap/descriptor.hpp"
#include "bwfault/descriptor.hpp"
#include "connection/umbrella.hpp"
#include "ctiqbe/descriptor.hpp"
#include "ged188/descriptor.hpp"
#include "logs/descriptor.hpp"
#include "ucalarm/descriptor.hpp"

namespace cti {

std::span<const Descriptor* const> protocols()
{
    static constexpr const Descriptor* all[] = {
        &umbrella,
        &ged188::descriptor,
        &ctiqbe::descriptor,
        &bwcap::descriptor,
        &ucalarm::descriptor,
        &bwfault::descriptor,
        &logs::descriptor,
    };
    return all;
}

const Descriptor* find_protocol(std::string_view filter)
{
    for (const Descriptor* protocol : protocols())
        if (filter == protocol->filter)
            return protocol;
    return nullptr;
}

} // namespace cti
