// SPDX-License-Identifier: GPL-2.0-or-later
#include "ucalarm/descriptor.hpp"

#include "ucalarm/diagnoses.hpp"
#include "ucalarm/fields.hpp"
#include "ucalarm/stream.hpp"

namespace cti::ucalarm {

const Descriptor descriptor{
    .filter = "ucalarm",
    .name = "Cisco UC Alarm",
    .column = "UC Alarm",
    .fields = [] { return std::span<const FieldDef>{fields}; },
    .diagnoses = diagnoses,
    // Syslog over TCP (601: RFC 3195; 514 is rsh's, but what platforms use) and over TLS (RFC 5425). Claimed by content only.
    .ports = "514,601",
    .secured_ports = "6514",
    .datagram_ports = "514",
    .make_stream = make_stream,
    .looks_like = looks_like_syslog_alarm,
    .is_one_way = true,
    .is_text = true,
};

} // namespace cti::ucalarm
