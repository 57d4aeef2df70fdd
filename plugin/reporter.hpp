// SPDX-License-Identifier: GPL-2.0-or-later
// The ONE place where a finding is said: expert info, the fields of the cti protocol, and a record for the report.
#pragma once

#include "plugin/registration.hpp"

#include "connection/stream.hpp"
#include "report/report.hpp"

#include <vector>

namespace cti::plugin {

/// What the tap "cti" hands to its listeners: one message, or (note.message is nullptr) what is said of a frame beside its messages. Lives until
/// the next frame.
struct TapRecord {
    MessageNote note{};
    Subject subject{};
    std::vector<const KeptFinding*> findings{};    ///< in order
};

/// Says the findings of one message. Trivially destructible: it may be alive while libwireshark is called.
class Reporter {
public:
    Reporter(packet_info* pinfo, proto_tree* root) : pinfo_{pinfo}, root_{root} {}

    /// Says a finding: expert info at `item` (or the protocol's item), fields of the cti protocol, and, while a report is being made, a
    /// part of the record. Findings of severity chat become expert info only.
    void say(proto_item* item, tvbuff_t* tvb, const Finding& finding);
    void say(proto_item* item, tvbuff_t* tvb, const KeptFinding& finding);
    /// The same without the record: a report hears of this finding from elsewhere.
    void show(proto_item* item, tvbuff_t* tvb, const KeptFinding& finding);

    /// Queues the record of this message for reports and statistics, with the findings said since the last one.
    void queue(const MessageNote& note, const ConnectionPtr& connection);
    void queue(const MessageNote& note, const Subject& subject);

private:
    void draw(proto_item* item, tvbuff_t* tvb, const Diagnosis& d, Severity severity, const char* sentence, const char* remedy);

    packet_info* pinfo_;
    proto_tree* root_;
};

/// True while anybody listens to the tap "cti": preparing records is not worth it otherwise.
bool report_wanted();

/// Registers the cti protocol and the tap. Returns the protocol's number, -1 where Wireshark has one of this name.
int register_umbrella();

/// Reports that are being made, which are told when the file is closed.
void add_report(Report* report);
void remove_report(Report* report);
void tell_reports_of_close(const Capture& capture);

} // namespace cti::plugin
