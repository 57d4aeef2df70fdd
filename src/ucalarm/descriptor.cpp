// SPDX-License-Identifier: GPL-2.0-or-later
#include "ucalarm/descriptor.hpp"

#include "ucalarm/diagnoses.hpp"
#include "ucalarm/fields.hpp"

namespace cti::ucalarm {

const Descriptor descriptor{
    .filter = "ucalarm",
    .name = "Cisco UC Alarm",
    .column = "UC Alarm",
    .fields = [] { return std::span<const FieldDef>{fields}; },
    .diagnoses = diagnoses,
};

} // namespace cti::ucalarm
