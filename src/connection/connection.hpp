// SPDX-License-Identifier: GPL-2.0-or-later
// The life of one TCP connection, whatever runs on it: who is the server, whether the attempt succeeded, whether the opening request was
// answered, how it ended, and what of it could be read. It is told of segments, payloads and messages in the order of frames, once each, and
// answers from what it was told; evidence that grows may revise an answer, which is why some findings are only made when asked for (late()).
//
// Nothing is concluded from what was not captured: a side counts as silent only where its frames are in the capture.
#pragma once

#include "connection/segment.hpp"
#include "connection/session_rules.hpp"
#include "core/descriptor.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cti {

/// How sure it is who is the server, weakest first. What is surer replaces what was said before.
enum class RoleEvidence : std::uint8_t { lower_port, registered_port, message, syn };

/// What a port is to a protocol of ours, as the front end knows it (Wireshark's tables and preferences, or an option).
enum class PortUse : std::uint8_t { none, plain, secured };

/// What limits the view of a connection. Coverage, never a fault.
struct Coverage {
    bool from_start = false;             ///< the SYN is in the capture
    bool client_captured = false, server_captured = false;    ///< frames of this side are there
    std::uint64_t missing_bytes = 0;     ///< that segments lost by the capture held, both directions
    std::uint32_t cut_frames = 0;        ///< segments of which the capture kept only a part
    bool encrypted = false;              ///< TLS, and nothing of it could be read
    bool framed = true;                  ///< SessionRules::is_readable
    bool foreign = false;                ///< another protocol
    bool cut_by_reset = false;           ///< the program forgot its state in mid-session (tshark -M)
    bool tcp_unknown = false;            ///< the front end could not see TCP's own fields

    /// True where everything could be read.
    bool complete() const
    {
        return from_start && client_captured && server_captured && missing_bytes == 0 && cut_frames == 0 && !encrypted && framed && !foreign && !cut_by_reset
            && !tcp_unknown;
    }
};

/// What a report keeps of a connection.
struct ConnectionInfo {
    std::uint32_t number = 0;            ///< counts the connections of the file from 1
    const char* protocol = "";           ///< filter name
    Endpoint client{}, server{};
    RoleEvidence roles = RoleEvidence::lower_port;
    Time first = no_time, last = no_time;
    std::string ended;                   ///< "", "closed by the server", "reset by the client"
    bool accepted = false;               ///< the three-way handshake, or any payload, was seen
    bool carried_data = false;
    Coverage coverage{};
};
using ConnectionPtr = std::shared_ptr<ConnectionInfo>;

/// What the protocol says of one of its messages.
struct MessageSeen {
    MessageKey key{};
    Time time = 0;
    const char* name = "";               ///< static
    Sender sent_by = Sender::unknown;    ///< by its type alone
    bool is_opening_request = false;     ///< asks for a session
    bool is_opening_answer = false;      ///< answers that, whatever it says
    bool encrypted = false;              ///< came out of TLS
};

/// Limits of judgement. Times in nanoseconds.
struct ConnectionLimits {
    Time duplicate = 10 * millisecond;         ///< the same SYN again within this was captured twice, not sent twice
    Time opening_silence = 5 * second;         ///< an opening request that waits longer when the capture ends was not answered
    Time no_acknowledgement = 5 * second;      ///< data that waits longer for its acknowledgement, though sent again
    std::size_t max_findings = 64;             ///< kept of one connection
};

class Connection {
public:
    /// `first`: the first segment or payload seen, whichever way it goes. `from_port`, `to_port`: what its ports are to `protocol`.
    Connection(const Descriptor& protocol, std::uint32_t number, const Endpoint& from, const Endpoint& to, PortUse from_port, PortUse to_port,
        const ConnectionLimits& limits = {});

    /// The session rules that are asked at the end. Set once, before the first message.
    void set_rules(std::shared_ptr<SessionRules> rules);

    /// Which side this endpoint is, by what is known now.
    Side side_of(const Endpoint& from) const;

    // ---- events, in order of frames. Within a frame: payload, its messages, then the segment.

    /// Bytes of the stream as TCP hands them on, in order, without those seen before; `encrypted` where TLS has been taken off. Looks at
    /// the first bytes of each side (TLS, other protocols) and at TLS records in clear.
    void on_payload(Side from, Moment at, Bytes bytes, bool encrypted);
    /// A TLS record in clear on a secured port: type and, of a clear alert, its description. (on_payload finds them itself; this is for front
    /// ends that see records only.)
    void on_tls_alert(Side from, Moment at, std::uint8_t level, std::uint8_t description);
    /// A message was read. Roles follow from it.
    void on_message(Side from, const MessageSeen& message);
    /// After each payload: the last bytes of this side are the beginning of a message; `expected` bytes long, 0: unknown. `name` is static, "" unknown.
    /// have == 0: nothing is pending. Bytes that are no beginning of a message (white space, junk, less than a header of unknown kind) are none.
    void on_pending(Side from, std::uint64_t have, std::uint64_t expected, const char* name, bool is_opening_request);
    /// A segment, with or without payload.
    void on_segment(const Segment& segment);
    /// The file is closed or forgotten while this connection lives.
    void cut_by_reset() { info_->coverage.cut_by_reset = true; }
    void tcp_unknown() { info_->coverage.tcp_unknown = true; }

    // ---- answers

    /// Findings decided at this frame, those of the session rules at the end included; empty where there are none.
    std::span<const KeptFinding> findings_at(std::uint32_t frame) const;

    /// A finding that is decided only when nothing more comes, and the frame that shows it best.
    struct Late {
        Moment at{};
        KeptFinding finding;
    };
    /// What is so if the capture ends with a frame at `last`. More may come and change it.
    std::vector<Late> late(Time last) const;

    const ConnectionPtr& info() const { return info_; }
    const Descriptor& protocol() const { return protocol_; }
    SessionRules* rules() const { return rules_.get(); }
    /// First byte of a side's stream was captured and nothing is missing before what came so far.
    bool seen_from_start(Side side) const;
    bool ended() const { return ended_; }

private:
    // The implementation's own state follows.
    const Descriptor& protocol_;
    ConnectionLimits limits_;
    ConnectionPtr info_;
    std::shared_ptr<SessionRules> rules_;
    bool ended_ = false;
};

} // namespace cti
