// SPDX-License-Identifier: GPL-2.0-or-later
// Which path of a document is which field. Paths are written from below the root; attributes as "@name".
// Elements and attributes were seen in public client implementations (what they send, what they read); `unsure` marks those
// whose name or meaning is inferred.
#pragma once

#include "bwcap/fields.hpp"
#include "bwcap/values.hpp"
#include "core/places.hpp"

#include <array>
#include <string_view>

namespace cti::bwcap {

struct Element {
    std::string_view path;
    FieldId field;
    const WordTable* words = nullptr; ///< for text fields with known values
    bool unsure = false;
};

inline constexpr Element elements[] = {
    {"", field("bwcap.broadsoft_document")},
    {"@protocol", field("bwcap.protocol"), &protocols},
    {"@version", field("bwcap.version"), &versions},
    {"command", field("bwcap.command")},
    {"command/@commandType", field("bwcap.command_type")},
    {"command/commandData", field("bwcap.command_data")},
    {"command/commandData/nonce", field("bwcap.nonce")},
    {"command/commandData/algorithm", field("bwcap.algorithm")},
    {"command/commandData/user", field("bwcap.user")},
    {"command/commandData/user/@userType", field("bwcap.user.user_type"), &user_types},
    {"command/commandData/user/@userUid", field("bwcap.user.user_uid")},
    {"command/commandData/user/@id", field("bwcap.user.id")},
    {"command/commandData/user/@userLogoutReason", field("bwcap.user.user_logout_reason"), &logout_reasons},
    {"command/commandData/user/id", field("bwcap.user.id")},
    {"command/commandData/user/applicationId", field("bwcap.user.application_id")},
    {"command/commandData/user/securePassword", field("bwcap.user.secure_password")},
    {"command/commandData/user/message", field("bwcap.user.message")},
    {"command/commandData/user/message/@messageName", field("bwcap.user.message.message_name"), &message_names},
    {"command/commandData/user/failure", field("bwcap.user.failure")},
    {"command/commandData/user/failure/@failureCause", field("bwcap.user.failure.failure_cause")},
    {"command/commandData/user/action", field("bwcap.user.action")},
    {"command/commandData/user/action/@actionType", field("bwcap.user.action.action_type"), &action_types},
    {"command/commandData/user/action/actionParam", field("bwcap.user.action.action_param")},
    {"command/commandData/user/action/actionParam/@actionParamName", field("bwcap.user.action.action_param.action_param_name"),
        &action_params},
    {"command/commandData/user/monitoring", field("bwcap.user.monitoring")},
    {"command/commandData/user/monitoring/@monType", field("bwcap.user.monitoring.mon_type"), &mon_types},
    {"command/commandData/user/monUser", field("bwcap.user.mon_user")},
    {"command/commandData/user/monitoredUserUid", field("bwcap.user.monitored_user_uid")},
    {"command/commandData/user/monitoredUserId", field("bwcap.user.monitored_user_id")},
    {"command/commandData/user/call", field("bwcap.user.call")},
    {"command/commandData/user/call/@callId", field("bwcap.user.call.call_id")},
    {"command/commandData/user/call/@extTrackingId", field("bwcap.user.call.ext_tracking_id")},
    {"command/commandData/user/call/state", field("bwcap.user.call.state")},
    {"command/commandData/user/call/personality", field("bwcap.user.call.personality")},
    {"command/commandData/user/call/callType", field("bwcap.user.call.call_type")},
    {"command/commandData/user/call/releaseCause", field("bwcap.user.call.release_cause")},
    {"command/commandData/user/call/remoteNumber", field("bwcap.user.call.remote_number")},
    {"command/commandData/user/call/remoteName", field("bwcap.user.call.remote_name")},
    {"command/commandData/user/call/remoteCountryCode", field("bwcap.user.call.remote_country_code")},
    {"command/commandData/user/call/callCenterUserId", field("bwcap.user.call.call_center_user_id"), nullptr, true},
    {"command/commandData/user/call/appearance", field("bwcap.user.call.appearance")},
    {"command/commandData/user/call/localAltType", field("bwcap.user.call.local_alt_type"), nullptr, true},
    {"command/commandData/user/call/linePort", field("bwcap.user.call.line_port")},
    {"command/commandData/user/call/localNumber", field("bwcap.user.call.local_number")},
    {"command/commandData/user/call/redirectToNum", field("bwcap.user.call.redirect_to_num")},
    {"command/commandData/user/call/redirectToReason", field("bwcap.user.call.redirect_to_reason")},
    {"command/commandData/user/call/redirectFromCountryCode", field("bwcap.user.call.redirect_from_country_code")},
    {"command/commandData/user/call/redirectFromNumber", field("bwcap.user.call.redirect_from_number")},
    {"command/commandData/user/call/redirectFromName", field("bwcap.user.call.redirect_from_name")},
    {"command/commandData/user/call/redirectFromReason", field("bwcap.user.call.redirect_from_reason")},
    {"command/commandData/user/call/redirectFromCounter", field("bwcap.user.call.redirect_from_counter"), nullptr, true},
    {"command/commandData/user/offHook", field("bwcap.user.off_hook")},
    {"command/commandData/user/numCalls", field("bwcap.user.num_calls")},
    {"command/commandData/user/maxCalls", field("bwcap.user.max_calls"), nullptr, true},
    {"command/commandData/user/epControl", field("bwcap.user.ep_control"), nullptr, true},
    {"command/commandData/user/bPhone", field("bwcap.user.b_phone"), nullptr, true},
    {"command/commandData/user/conference", field("bwcap.user.conference")},
    {"command/commandData/user/conference/@conterenceState", field("bwcap.user.conference.conference_state"), &conference_states, true},
    {"command/commandData/user/conference/@conferenceState", field("bwcap.user.conference.conference_state"), &conference_states, true},
    {"command/commandData/user/conference/callIn", field("bwcap.user.conference.call_in")},
    {"command/commandData/user/conference/callIn/@callInId", field("bwcap.user.conference.call_in.call_in_id")},
    {"command/commandData/user/conference/appearance", field("bwcap.user.conference.appearance")},
    {"command/commandData/user/firstName", field("bwcap.user.first_name")},
    {"command/commandData/user/lastName", field("bwcap.user.last_name")},
    {"command/commandData/user/phone", field("bwcap.user.phone")},
    {"command/commandData/user/extension", field("bwcap.user.extension")},
    {"command/commandData/user/locationCode", field("bwcap.user.location_code")},
    {"command/commandData/user/countryCode", field("bwcap.user.country_code")},
    {"command/commandData/user/nationalPrefix", field("bwcap.user.national_prefix")},
    {"command/commandData/user/mobile", field("bwcap.user.mobile")},
    {"command/commandData/user/pager", field("bwcap.user.pager")},
    {"command/commandData/user/email", field("bwcap.user.email")},
    {"command/commandData/user/department", field("bwcap.user.department")},
    {"command/commandData/user/title", field("bwcap.user.title")},
    {"command/commandData/user/voiceMessaging", field("bwcap.user.voice_messaging")},
    {"command/commandData/user/voiceMessagingGroup", field("bwcap.user.voice_messaging_group")},
    {"command/commandData/user/thirdPartyVoiceMessaging", field("bwcap.user.third_party_voice_messaging")},
    {"command/commandData/user/thirdPartyVMGroup", field("bwcap.user.third_party_vm_group")},
    {"command/commandData/user/dnd", field("bwcap.user.dnd"), &dnd},
    {"command/commandData/user/cpe", field("bwcap.user.cpe"), nullptr, true},
    {"command/commandData/user/acdState", field("bwcap.user.acd_state")},
    {"command/commandData/user/cfa", field("bwcap.user.cfa"), &cfa},
    {"command/commandData/user/cfa/@cfaDestination", field("bwcap.user.cfa.cfa_destination")},
};
inline constexpr std::size_t element_count = std::size(elements);
inline constexpr std::uint16_t no_element = 0xffff;
inline constexpr std::uint16_t root_element = 0;
static_assert(elements[root_element].path.empty());

/// The tree the paths make: own name of every row, and its parent.
struct ElementNode {
    std::uint16_t parent = no_element;
    bool attribute = false;
    std::string_view name{};
};

consteval std::array<ElementNode, element_count> make_element_nodes()
{
    std::array<ElementNode, element_count> nodes{};
    for (std::size_t i = 1; i < element_count; ++i) {
        const std::string_view path = elements[i].path;
        const std::size_t slash = path.rfind('/');
        const std::string_view parent = slash == path.npos ? std::string_view{} : path.substr(0, slash);
        std::string_view name = slash == path.npos ? path : path.substr(slash + 1);
        if (name.starts_with('@')) {
            nodes[i].attribute = true;
            name.remove_prefix(1);
        }
        nodes[i].name = name;
        for (std::size_t p = 0; p < i; ++p)
            if (elements[p].path == parent)
                nodes[i].parent = static_cast<std::uint16_t>(p);
        if (nodes[i].parent == no_element)
            throw "the parent of a path must be a row above it";
    }
    return nodes;
}
inline constexpr std::array<ElementNode, element_count> element_nodes = make_element_nodes();

constexpr std::size_t element_hash(std::uint16_t parent, std::string_view name, bool attribute)
{
    return name_hash(name) + std::size_t{37} * parent + (attribute ? 101u : 0u);
}
inline constexpr Places<512> element_places{1, element_count, [](std::size_t row) {
                                                const ElementNode& node = element_nodes[row];
                                                return element_hash(node.parent, node.name, node.attribute);
                                            }};

/// The row of a child element or an attribute, or no_element.
constexpr std::uint16_t find_element(std::uint16_t parent, std::string_view name, bool attribute)
{
    const std::size_t row = element_places.find(element_hash(parent, name, attribute), [&](std::size_t i) {
        const ElementNode& node = element_nodes[i];
        return node.parent == parent && node.attribute == attribute && node.name == name;
    });
    return row == element_places.none ? no_element : static_cast<std::uint16_t>(row);
}

/// Index of a path; one that does not exist stops the build.
consteval std::uint16_t element(std::string_view path)
{
    for (std::uint16_t i = 0; i < element_count; ++i)
        if (elements[i].path == path)
            return i;
    throw "no such path";
}

} // namespace cti::bwcap
