// SPDX-License-Identifier: GPL-2.0-or-later
// Server service.
// Message layouts of GED-188 as the CTI Server Message Reference Guide, protocol 25, prints them; older editions where a
// field is said to have come later (since). Order: fixed part as on the wire, then the floating part (whose order is free).
#pragma once

#include "ged188/layouts/common.hpp"

namespace cti::ged188::layouts {

inline constexpr Row register_service_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("ServerMode", "ged188.server_mode", USHORT).of(values::server_mode).help("0 exclusive, 1 round-robin, 2 parallel"),
    floating(94, "ServiceName", "ged188.service_name", STRING, 64).help("service offered by the application"),
};

inline constexpr Row register_service_conf[] = {
    invoke_id().help("same as request"),
    fixed("RegisteredServiceID", "ged188.registered_service_id", UINT),
};

inline constexpr Row unregister_service_req[] = {
    invoke_id().help("echoed in the confirmation"),
    fixed("RegisteredServiceID", "ged188.registered_service_id", UINT).help("service to withdraw"),
};

inline constexpr Row unregister_service_conf[] = {
    invoke_id().help("same as request"),
};

inline constexpr Layout server_service[] = {
    Layout{143, "REGISTER_SERVICE_REQ", register_service_req},
    Layout{144, "REGISTER_SERVICE_CONF", register_service_conf},
    Layout{145, "UNREGISTER_SERVICE_REQ", unregister_service_req},
    Layout{146, "UNREGISTER_SERVICE_CONF", unregister_service_conf},
};

} // namespace cti::ged188::layouts
