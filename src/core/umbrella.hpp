// SPDX-License-Identifier: GPL-2.0-or-later
// The cti protocol: one set of fields over all protocols of this project.
#pragma once

#include "core/diagnosis.hpp"
#include "core/schema.hpp"

namespace cti::umbrella_tables {

enum Field : FieldId { f_diagnosis, f_severity, f_protocol, f_description, f_remedy };

inline constexpr FieldDef fields[] = {
    {"cti.diagnosis", "Diagnosis", Type::text, Base::dec, nullptr, "Id of a diagnosis, which is also the filter name of its expert info"},
    {"cti.severity", "Severity", Type::text, Base::dec, nullptr, "note, warn or error"},
    {"cti.protocol", "Protocol", Type::text, Base::dec, nullptr, "Filter name of the protocol the diagnosis is about"},
    {"cti.description", "What happened", Type::text, Base::dec, nullptr, "What happened, with the values at hand"},
    {"cti.remedy", "Remedy", Type::text, Base::dec, nullptr, "What to do now"},
};

inline constexpr Diagnosis diagnoses[] = {
    {"cti.refused", Severity::warn, Group::sequence, "Connection refused or never answered", "{0} tried to connect to {1} ({2}): {3}",
     "Check that the server process runs and listens on this port, and that no firewall drops or resets the connection",
     "TCP"},
};

} // namespace cti::umbrella_tables
