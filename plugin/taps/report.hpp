// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "plugin/wireshark.hpp"

namespace cti {
class Report;
}

namespace cti::plugin {

struct TapRecord;

/// What every tap of a report does with a message.
void take(Report& report, packet_info* pinfo, const TapRecord& record);

/// -z cti,diagnose[,filter] (text), -z cti,json[,filter] (one JSON object a line), and the table "CTI Diagnosis" in the
/// Telephony menu, which is -z cti,findings in tshark.
void register_reports();

/// "CTI Report" in the Telephony menu: the same text in a window.
void register_report_window();

} // namespace cti::plugin
