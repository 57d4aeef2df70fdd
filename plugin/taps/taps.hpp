// SPDX-License-Identifier: GPL-2.0-or-later
// What the taps register, and what dissectors tell them.
#pragma once

#include "plugin/wireshark.hpp"

#include "ged188/summary.hpp"

#include <string_view>

namespace cti {
class Report;
}

namespace cti::plugin {

struct TapRecord;

// ---- calls (calls.cpp) for Telephony > VoIP Calls and its flow sequence: every message about a call goes to Wireshark's tap "voip"

/// What one message is to one call. Texts are copied.
struct CallNote {
    const char* protocol;         ///< "GED-188"; static
    std::uint32_t call;           ///< number of the call in the capture
    voip_call_state state;        ///< after the message
    std::string_view from, to;
    const char* comment;          ///< about the call
    const char* label;            ///< on the arrow of the flow: name of the message
    const char* flow;             ///< beside the arrow
};

/// To be called at handoff. Makes sure the tap is there: Wireshark listens to it if it exists, but no protocol of its own registers it.
void register_call_tap();

/// True while anybody listens: preparing notes is not worth it otherwise.
bool calls_wanted();
void tap_call(packet_info* pinfo, const CallNote& note);

/// What a message in one line says beside its name, which is the label already.
const char* behind_name(const char* info, std::string_view name);

// ---- logins (credentials.cpp) for Tools > Credentials and -z credentials, through Wireshark's tap "credentials"

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

bool credentials_wanted();
void tap_login(packet_info* pinfo, const Login& login);

// ---- media (media.cpp) that CTI announces: RTP in the same capture is dissected without Decode As and links to the announcing frame

/// To be called for every message of GED-188, on each pass: the RTP dissector remembers what the first one said.
void set_up_media(packet_info* pinfo, const ged188::Summary& summary);

// ---- reports and statistics (report.cpp, report_window.cpp, statistics.cpp)

/// What every tap of a report does with a message.
void take(Report& report, packet_info* pinfo, const TapRecord& record);

/// -z cti,diagnose[,filter] (text), -z cti,json[,filter] (one JSON object a line), and the table "CTI Diagnosis" in the
/// Telephony menu, which is -z cti,findings in tshark.
void register_reports();

/// "CTI Report" in the Telephony menu: the same text in a window.
void register_report_window();

/// Statistics > Service Response Time and -z FILTER,srt, for every protocol that names its requests.
void register_response_times();
/// Statistics > CTI and -z NAME,tree.
void register_stats_trees();

} // namespace cti::plugin
