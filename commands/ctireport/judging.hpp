// SPDX-License-Identifier: GPL-2.0-or-later
// Drives the judge of the core without Wireshark's dissection: packets in, report out. What the plugin does with conversations and streams
// of Wireshark, this does with those of commands/capture/.
#pragma once

#include "capture/files.hpp"
#include "capture/packet.hpp"
#include "capture/ports.hpp"
#include "capture/streams.hpp"

#include "bwfault/snmp.hpp"
#include "connection/capture.hpp"
#include "connection/stream.hpp"
#include "logs/record_view.hpp"
#include "report/report.hpp"

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace cti::command {

class Judging final : public capture::StreamHandler {
public:
    explicit Judging(capture::Ports ports, capture::StreamLimits limits = {});
    ~Judging() override;

    /// What a reader of files has to keep.
    capture::FilterRules rules() const;
    /// Settings of the protocols, to be set before the first packet.
    Capture& capture() { return capture_; }
    Report& report() { return report_; }

    /// The time of a frame, whatever it holds, before the packet that was in it: so long the capture has gone on.
    void on_time(Time at) { capture_.on_frame({0, at}); }
    /// A packet, in order of time.
    void add(const capture::Packet& packet);
    /// The end of all captures: times of their first and last frame, whatever they hold; no_time where there was none.
    void finish(Time first);
    /// Connections that had to give way to others while they were open: they were read no further.
    std::uint64_t given_up() const { return given_up_; }

    void on_segment(capture::Stream& stream, capture::End from, const Segment& segment, capture::Fate fate) override;
    capture::Answer on_data(capture::Stream& stream, capture::End from, const capture::Data& all) override;
    void on_end(capture::Stream& stream, capture::EndReason reason, std::array<std::uint32_t, 2> unread) override;

private:
    struct Flow;
    struct AlarmReading;
    struct FaultReading;
    const Descriptor* whose_ports(const capture::Stream& stream, const Segment& segment) const;
    bool is_others(std::uint16_t port) const;
    Flow* flow_of(capture::Stream& stream, const Segment& segment, capture::Fate fate);
    MessageKey next_key(std::uint32_t frame);
    void read_datagram(const capture::Packet& packet);
    void read_syslog(const capture::Packet& packet);
    void read_snmp(const capture::Packet& packet);
    void take(Flow& flow, const Piece& piece, Bytes bytes, const PieceContext& context, Moment at);
    void tell(const Flow& flow, Moment at, const KeptFinding& finding, const SessionPtr& session);
    void read_log(const capture::Packet& packet);
    KeptFindings findings_in_log(const logs::RecordView& record, const Segment& segment);
    void flush();
    void conclude(const Connection& connection, bool cut);

    capture::Ports ports_;
    capture::PortSet others_{}, syslog_{}, snmp_{};
    Capture capture_;
    Report report_;
    capture::StreamTable table_;
    const capture::Packet* packet_ = nullptr; ///< the one that is being added
    Flow* pending_flow_ = nullptr;            ///< whose segment is told behind its messages
    Segment pending_{};
    MessageKey last_key_{};
    std::uint64_t given_up_ = 0;
    std::unique_ptr<bwfault::Notification> notification_; ///< room for one
};

} // namespace cti::command
