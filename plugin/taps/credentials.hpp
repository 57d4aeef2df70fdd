// SPDX-License-Identifier: GPL-2.0-or-later
// Logins for Tools > Credentials and -z credentials, through Wireshark's tap "credentials".
#pragma once

#include "plugin/registration.hpp"

#include "bwcap/document.hpp"
#include "ged188/summary.hpp"

namespace cti::plugin {

void register_credentials_tap();

/// To be called for every message, on each pass. `show`: the preference that shows passwords; else they are asterisks here too.
void tap_credentials(packet_info* pinfo, Registration& registration, const ged188::Summary& summary, bool show);
void tap_credentials(packet_info* pinfo, Registration& registration, const bwcap::Summary& summary, bool show);

} // namespace cti::plugin
