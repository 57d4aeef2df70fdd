// SPDX-License-Identifier: GPL-2.0-or-later
// What ctilog has to say about records of logs. What their alarms and messages mean is said by their own protocols.
#pragma once

#include "core/cti_result.hpp"
#include "core/diagnosis.hpp"

namespace cti::logs {

inline constexpr Diagnosis diagnoses[] = {
    {"ctilog.cti_result", Severity::warn, Group::response_code, "CTI request failed, by a log", "{0} has result {1} {2}{3} ({4})",
        "Look at the request before it in the same log\n"
        "Look the code up in the Unified JTAPI Developers Guide (CiscoJtapiException)",
        cti_result_source, "013"},
    {"ctilog.time_unsure", Severity::note, Group::coverage, "Time of a log is not sure",
        "{0} does not say {1} of its times: another log or capture may be earlier or later than it seems",
        "Convert it again with ctilog2pcap and its options --zone, --date and --offset",
        "Generated: what the program that read the log assumed", "0"},
    {"ctilog.incomplete", Severity::note, Group::coverage, "Record is incomplete",
        "The record began before its file did, a part of it is missing, or a dump in it is cut", "Take the log file before this one too",
        "Generated: what the program that read the log found"},
    {"ctilog.left_out", Severity::note, Group::coverage, "Record is too long", "Parts of the record had no room in the packet",
        "Read the record in its file", "Generated: what the program that read the log found"},
    {"ctilog.unknown_version", Severity::note, Group::undecoded, "Record of another version",
        "The record was written in a form that is not known: {0}", "Use ctilog2pcap and plugin of one release",
        "Generated: version of the payload", "0"},
    {"ctilog.malformed", Severity::warn, Group::malformed, "Record that cannot be read", "The record ends inside an item",
        "Convert the log again with ctilog2pcap", "Generated: the payload ends before its items do"},
    {"ctilog.frame_cut", Severity::note, Group::coverage, "Record cut by the capture", "The capture kept this record only in part",
        "Capture or convert whole packets", "Generated: the frame was longer than what was captured"},
};

} // namespace cti::logs
