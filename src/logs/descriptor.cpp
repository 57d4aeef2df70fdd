// SPDX-License-Identifier: GPL-2.0-or-later
#include "logs/descriptor.hpp"

#include "logs/diagnoses.hpp"
#include "logs/filters.hpp"

namespace cti::logs {

const Descriptor descriptor{
    .filter = "ctilog",
    .name = "CTI Log Record",
    .column = "CTI-Log",
    .fields = [] { return std::span<const FieldDef>{filters}; },
    .diagnoses = diagnoses,
    .is_log = true,
};

} // namespace cti::logs
