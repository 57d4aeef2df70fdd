// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocols.hpp"

#include "bwcap/descriptor.hpp"
#include "bwfault/descriptor.hpp"
#include "core/umbrella.hpp"
#include "ctiqbe/descriptor.hpp"
#include "ged188/descriptor.hpp"
#include "logs/descriptor.hpp"
#include "ucalarm/descriptor.hpp"

namespace cti {
namespace {

/// What all protocols have in common.
const Descriptor umbrella{
    .filter = "cti",
    .name = "CTI Diagnosis",
    .column = "CTI",
    .fields = [] { return std::span<const FieldDef>{umbrella_tables::fields}; },
    .diagnoses = umbrella_tables::diagnoses,
    .has_messages = false,
};

} // namespace

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
