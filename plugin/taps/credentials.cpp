// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/taps/taps.hpp"

namespace cti::plugin {
namespace {

int credentials_tap = 0;

/// tap_credential_t of ui/tap-credentials.h, which is not among the headers that Wireshark installs. The same from 4.0 to 4.6.
struct Credential {
    unsigned num;                ///< frame of the password
    unsigned username_num;
    unsigned password_hf_id;
    char* username;
    const char* proto;           ///< static: listeners keep the pointer
    char* info;
};

} // namespace

void register_credentials_tap()
{
    // Returns the tap of that name, which Wireshark's own protocols register too.
    credentials_tap = register_tap("credentials");
}

bool credentials_wanted() { return credentials_tap > 0 && have_tap_listener(credentials_tap); }

void tap_login(packet_info* pinfo, const Login& login)
{
    auto* c = wmem_new(pinfo->pool, Credential);
    const int length = static_cast<int>(login.password.size());
    char* info = !login.has_password ? wmem_strdup_printf(pinfo->pool, "no %s", login.password_name)
                 : length == 0       ? wmem_strdup_printf(pinfo->pool, "%s: empty", login.password_name)
                 : login.show        ? wmem_strdup_printf(pinfo->pool, "%s: %.*s", login.password_name, length, login.password.data())
                                     : wmem_strdup_printf(pinfo->pool, "%s: ******** (masked)", login.password_name);
    *c = {pinfo->num, pinfo->num, login.has_password ? static_cast<unsigned>(login.password_hf) : 0u,
        wmem_strndup(pinfo->pool, login.user.data(), login.user.size()), login.protocol, info};
    tap_queue_packet(credentials_tap, pinfo, c);
}

} // namespace cti::plugin
