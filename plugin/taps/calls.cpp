// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/taps/taps.hpp"

namespace cti::plugin {
namespace {

int voip_tap = 0;

voip_call_active_state active(voip_call_state state)
{
    return state == VOIP_CANCELLED || state == VOIP_COMPLETED || state == VOIP_REJECTED ? VOIP_INACTIVE : VOIP_ACTIVE;
}

/// libwireshark declares the texts without const, and copies them.
char* unconst(const char* text) { return const_cast<char*>(text); }

char* copy(packet_info* pinfo, std::string_view text) { return wmem_strndup(pinfo->pool, text.data(), text.size()); }

} // namespace

void register_call_tap()
{
    // Returns the tap of that name where there is one. At handoff, which comes after that of Wireshark's own protocols:
    // packet-rtsp.c looks for the tap there, and would list its sessions as calls.
    voip_tap = register_tap("voip");
}

bool calls_wanted() { return voip_tap > 0 && have_tap_listener(voip_tap); }

void tap_call(packet_info* pinfo, const CallNote& note)
{
    auto* record = wmem_new(pinfo->pool, voip_packet_info_t);
    *record = {unconst(note.protocol), wmem_strdup_printf(pinfo->pool, "%s %u", note.protocol, note.call), note.state, active(note.state),
        copy(pinfo, note.from), copy(pinfo, note.to), copy(pinfo, note.comment), unconst(note.label), copy(pinfo, note.flow)};
    tap_queue_packet(voip_tap, pinfo, record);
}

const char* behind_name(const char* info, std::string_view name)
{
    if (std::string_view{info}.starts_with(name))
        info += name.size();
    return info + (*info == ' ');
}

} // namespace cti::plugin
