// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/credentials.hpp"

#include "bwcap/fields.hpp"

namespace cti::plugin {
namespace {

int credentials_tap = 0;

bool wanted() { return credentials_tap > 0 && have_tap_listener(credentials_tap); }

/// tap_credential_t of ui/tap-credentials.h, which is not among the headers that Wireshark installs. The same from 4.0 to 4.6.
struct Credential {
    unsigned num;                ///< frame of the password
    unsigned username_num;
    unsigned password_hf_id;
    char* username;
    const char* proto;           ///< static: listeners keep the pointer
    char* info;
};

struct Login {
    std::string_view user;
    const char* password_name;
    bool has_password;
    std::string_view password;
};

void queue(packet_info* pinfo, const char* proto, int password_hf, const Login& login, bool show)
{
    auto* c = wmem_new(pinfo->pool, Credential);
    const int length = static_cast<int>(login.password.size());
    char* info = !login.has_password ? wmem_strdup_printf(pinfo->pool, "no %s", login.password_name)
                 : show              ? wmem_strdup_printf(pinfo->pool, "%s: %.*s", login.password_name, length, login.password.data())
                                     : wmem_strdup_printf(pinfo->pool, "%s: ******** (masked)", login.password_name);
    *c = {pinfo->num, pinfo->num, login.has_password ? static_cast<unsigned>(password_hf) : 0u, wmem_strndup(pinfo->pool, login.user.data(), login.user.size()),
          proto, info};
    tap_queue_packet(credentials_tap, pinfo, c);
}

} // namespace

void register_credentials_tap()
{
    // Returns the tap of that name, which Wireshark's own protocols register too.
    credentials_tap = register_tap("credentials");
}

void tap_credentials(packet_info* pinfo, Registration& registration, const ged188::Summary& s, bool show)
{
    using ged188::Role;
    if (!wanted())
        return;
    static const FieldId client_password = ged188::find_field("ged188.client_password"), agent_password = ged188::find_field("ged188.agent_password");
    if (s.is("OPEN_REQ") && !s.text(Role::client_id).empty())
        queue(pinfo, "GED-188", registration.hf(client_password),
              {s.text(Role::client_id), "ClientPassword", s.has(Role::client_password), s.text(Role::client_password)}, show);
    constexpr std::uint32_t agent_state_login = 0;
    const std::string_view agent = s.has(Role::agent_id) ? s.text(Role::agent_id) : s.text(Role::agent_id_long);
    if (s.is("SET_AGENT_STATE_REQ") && !agent.empty() && (s.has(Role::agent_password) || s.get(Role::agent_state, 1) == agent_state_login))
        queue(pinfo, "GED-188", registration.hf(agent_password), {agent, "AgentPassword", s.has(Role::agent_password), s.text(Role::agent_password)}, show);
}

void tap_credentials(packet_info* pinfo, Registration& registration, const bwcap::Summary& s, bool show)
{
    if (!wanted() || !s.has_password || s.user_id.empty())
        return;
    queue(pinfo, "CAP", registration.hf(bwcap::field("bwcap.user.secure_password")), {s.user_id, "securePassword", true, s.secure_password}, show);
}

} // namespace cti::plugin
