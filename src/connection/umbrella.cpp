// SPDX-License-Identifier: GPL-2.0-or-later
#include "connection/umbrella.hpp"

#include "core/umbrella.hpp"

namespace cti {

const Descriptor umbrella{
    .filter = "cti",
    .name = "CTI Diagnosis",
    .column = "CTI",
    .fields = [] { return std::span<const FieldDef>{umbrella_tables::fields}; },
    .diagnoses = umbrella_tables::diagnoses,
    .has_messages = false,
};

} // namespace cti
