// SPDX-License-Identifier: GPL-2.0-or-later
// Logins for Tools > Credentials and -z credentials, through Wireshark's tap "credentials".
#pragma once

#include "plugin/wireshark.hpp"

#include <string_view>

namespace cti::plugin {

struct Login {
    const char* protocol;          ///< static: listeners keep the pointer
    int password_hf;               ///< field of the password
    std::string_view user;
    const char* password_name;
    bool has_password;
    std::string_view password;
    bool show;                     ///< the preference that shows passwords; else they are asterisks here too
};

void register_credentials_tap();

/// True while anybody listens.
bool credentials_wanted();
void tap_login(packet_info* pinfo, const Login& login);

} // namespace cti::plugin
