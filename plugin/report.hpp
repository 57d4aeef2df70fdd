// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace cti::plugin {

/// -z cti,diagnose[,filter] (text), -z cti,json[,filter] (one JSON object a line), and the table "CTI Diagnosis" in the
/// Telephony menu, which is -z cti,findings in tshark.
void register_reports();

} // namespace cti::plugin
