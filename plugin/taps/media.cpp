// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/taps/taps.hpp"

#include "ged188/numbers.hpp"

#include <algorithm>

namespace cti::plugin {
namespace {

using ged188::Role;
using ged188::Summary;

/// From text; false for what is no address of a host.
bool parse_address(packet_info* pinfo, std::string_view text, address& out)
{
    char buffer[64];
    if (text.empty() || text.size() >= sizeof buffer)
        return false;
    *std::copy(text.begin(), text.end(), buffer) = '\0';
    auto* bytes = static_cast<std::uint8_t*>(wmem_alloc0(pinfo->pool, 16));
    if (ws_inet_pton4(buffer, reinterpret_cast<ws_in4_addr*>(bytes)))
        set_address(&out, AT_IPv4, 4, bytes);
    else if (ws_inet_pton6(buffer, reinterpret_cast<ws_in6_addr*>(bytes)))
        set_address(&out, AT_IPv6, 16, bytes);
    else
        return false;
    return std::any_of(bytes, bytes + out.len, [](std::uint8_t b) { return b != 0; });
}

/// True for an end of the TCP connection that carries this message.
bool is_cti_connection(const packet_info* pinfo, const address& host, std::uint32_t port)
{
    return (port == pinfo->srcport && addresses_equal(&host, &pinfo->src)) ||
           (port == pinfo->destport && addresses_equal(&host, &pinfo->dst));
}

void announce(packet_info* pinfo, std::string_view host, std::uint32_t port, std::uint32_t rtp_type)
{
    address addr;
    if (port == 0 || port > 0xffff || !parse_address(pinfo, host, addr) || is_cti_connection(pinfo, addr, port))
        return;
    const std::uint32_t media = rtp_type == 0 ? RTP_MEDIA_AUDIO : rtp_type == 1 ? RTP_MEDIA_VIDEO : RTP_MEDIA_OTHER;
    rtp_add_address(pinfo, PT_UDP, &addr, static_cast<int>(port), 0, "GED-188", pinfo->num, media, nullptr);
    if (port % 2 == 0)
        rtcp_add_address(pinfo, &addr, static_cast<int>(port) + 1, 0, "GED-188", pinfo->num);
}

} // namespace

void set_up_media(packet_info* pinfo, const Summary& s)
{
    if (!(s.number == ged188::number::rtp_started_event || s.number == ged188::number::start_recording_req) || PINFO_FD_VISITED(pinfo))
        return;
    const std::uint32_t type = s.get(Role::rtp_type);
    // Where the phone sends to: UDP, says the message reference.
    announce(pinfo, s.text(Role::sending_address), s.get(Role::sending_port), type);
    // RTP_STARTED_EVENT describes ClientPort as "TCP/IP port of the client connection", START_RECORDING_REQ the field of the same
    // name as the port of the media stream. Both cannot be: taken for media unless it is an end of the CTI connection itself.
    // What announces no port (NETWORK_RECORDING_TARGET_INFO_EVENT: RecorderAddress only) cannot be set up.
    announce(pinfo, s.text(Role::client_address), s.get(Role::client_port), type);
}

} // namespace cti::plugin
