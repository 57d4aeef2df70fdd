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
    // SNMP, as Wireshark has it: agents, managers (RFC 3417), and the SNMP Patrol agent.
    .datagram_ports = "161-162,8161",
};

} // namespace cti::bwfault
