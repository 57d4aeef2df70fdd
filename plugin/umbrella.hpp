// SPDX-License-Identifier: GPL-2.0-or-later
// The cti umbrella: every finding of every protocol becomes expert info, cti.* fields and a record for the report.
#pragma once

#include "plugin/registration.hpp"

#include "core/report.hpp"
#include "core/session_info.hpp"

namespace cti::plugin {

/// A finding on its way to the report; lives as long as the packet.
struct FindingRecord {
    const Diagnosis* diagnosis;
    Severity severity;
    const char* sentence;
    const char* remedy;
    FindingRecord* next;
};

/// What the tap "cti" hands to its listeners: one message of one session, or (message == nullptr) a frame that only ends one.
struct MessageRecord {
    const SessionInfo* session;       ///< nullptr where there is none (an alarm in syslog has its own, one a sender)
    const char* protocol;             ///< filter name
    const char* message;              ///< name of the message; of a request, one of the tables'
    bool from_client;
    bool is_request;
    const char* request;              ///< the request this answers, a name of the tables, or nullptr
    double response_time;             ///< seconds; negative: no answer
    const char* failure;              ///< name of the failure status carried, or nullptr
    const char* agent_state;          ///< name of the agent state carried, or nullptr
    FindingRecord* findings;          ///< in order
};

/// Collects the findings of one message. Trivially destructible: it may be alive while libwireshark is called.
class Reporter {
public:
    Reporter(packet_info* pinfo, proto_tree* root, Registration& registration);

    /// Says a finding of the message: expert info at `item` (or the protocol's item), fields of the cti protocol, and,
    /// while a report is being made, a record. Findings of severity chat become expert info only.
    void say(proto_item* item, tvbuff_t* tvb, const Finding& finding);

    /// The same for sentences made earlier (session rules on the first pass).
    void say(proto_item* item, tvbuff_t* tvb, const Diagnosis& diagnosis, Severity severity, const char* sentence, const char* remedy);

    /// Queues the record of this message for reports and statistics. `record.findings` is filled in here.
    void queue(MessageRecord record);

private:
    packet_info* pinfo_;
    proto_tree* root_;
    Registration& registration_;
    FindingRecord* first_ = nullptr;
    FindingRecord* last_ = nullptr;
};

/// True while anybody listens to the tap "cti": preparing records is not worth it otherwise.
bool report_wanted();

/// Registers the cti protocol and the tap.
void register_umbrella();

/// Called at a frame that ends a TCP connection (first FIN or RST) which a protocol of this project has watched.
/// `tree` is the top-level tree of that frame.
struct TcpEnd {
    packet_info* pinfo;
    proto_tree* tree;
    tvbuff_t* tvb;
    conversation_t* conversation;
    bool reset;                       ///< RST, not FIN
    bool from_client;                 ///< sent from the side whose port is the higher-numbered, unregistered one
};
using TcpEndHandler = void (*)(const TcpEnd&);

/// Times of the first and the last frame of the file that was dissected so far, seconds since the epoch.
Report::Period capture_period();

/// Watches the TCP connections of a server port: attempts that are refused are reported, ends are told to the handlers.
/// `protocol` is a filter name with static lifetime. Cheap; may be called often.
void watch_port(std::uint32_t port, const char* protocol);
/// The same for a list of ports as in a preference: "2206,2208". For the documented ports, when protocols hand off.
void watch_ports(const char* ports, const char* protocol);
/// To be called once per protocol at registration.
void add_tcp_end_handler(TcpEndHandler handler);
/// A dissector on TCP that has looked up the conversation of this frame says so: looking it up once more is a thousand instructions.
void remember_conversation(const packet_info* pinfo, conversation_t* conversation);

/// "10.0.0.2:50001", from the packet pool.
const char* endpoint_text(packet_info* pinfo, const address* addr, std::uint32_t port);

} // namespace cti::plugin
