// SPDX-License-Identifier: GPL-2.0-or-later
#include "bwfault/descriptor.hpp"

#include "bwfault/diagnoses.hpp"
#include "bwfault/fields.hpp"

namespace cti::bwfault {

const Descriptor descriptor{
    .filter = "bwfault",
    .name = "BroadWorks Fault",
    .column = "BW-Fault",
    .fields = [] { return std::span<const FieldDef>{fields}; },
    .diagnoses = diagnoses,
};

} // namespace cti::bwfault
