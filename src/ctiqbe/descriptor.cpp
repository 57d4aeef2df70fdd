// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctiqbe/descriptor.hpp"

#include "ctiqbe/diagnoses.hpp"
#include "ctiqbe/fields.hpp"
#include "ctiqbe/stream.hpp"

namespace cti::ctiqbe {

/// Ports: TAPI Developers Guide 14; Security Guide 12.5(1)SU6. Hints: Cisco tech note 91885, System Error Messages for Unified CM 14, Security Guide.
const Descriptor descriptor{
    .filter = "ctiqbe",
    .name = "Cisco CTI Quick Buffer Encoding (CTIQBE)",
    .column = "CTIQBE",
    .fields = [] { return std::span<const FieldDef>{fields}; },
    .diagnoses = diagnoses,
    .ports = "2748",
    .secured_ports = "2749",
    .opening_request = "its first message (ProviderOpenRequest)",
    .hints =
        {
            .refused = "Check that the service Cisco CTIManager is activated and running on this node\nCheck that no firewall drops or "
                       "resets the connection",
            .open_unanswered =
                "Look in the syslog of the Unified CM node for an alarm about this client at this time: CtiIncompatibleProtocolVersion, "
                "CtiMaxConnectionReached or CtiProviderOpenFailure says why\n"
                "Without an alarm, look at the CTIManager trace of this moment and at a firewall that inspects CTIQBE",
            .tls_expected = "A user of the group Standard CTI Secure Connection connects by TLS to port 2749; others use port 2748: set "
                            "the client's secure "
                            "connection (TSP or JTPrefs) to what the user's groups say",
            .tls_unexpected =
                "A secure client must use port 2749\nOr clear Secure Connection to CTI Manager in the client (TSP or JTPrefs)",
        },
    .make_stream = make_stream,
};

} // namespace cti::ctiqbe
