// SPDX-License-Identifier: GPL-2.0-or-later
// The life of one TCP connection, whatever runs on it: who is the server, whether the attempt succeeded, whether the opening request was
// answered, how it ended, and what of it could be read. It is told of segments, payloads and messages in the order of frames, once each,
// and answers from what it was told; evidence that grows may revise an answer, which is why some findings are only made when asked for
// (late()).
//
// Nothing is concluded from what was not captured: a side counts as silent only where its frames are in the capture.
#pragma once

#include "connection/flow.hpp"
#include "connection/foreign.hpp"
#include "connection/segment.hpp"
#include "connection/session_rules.hpp"
#include "connection/tls.hpp"
#include "core/descriptor.hpp"
#include "core/seldom.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
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
    bool handshake_only = false;                              ///< of one side nothing but the handshake, though the other's data was taken
    bool unanswered = false;             ///< the client asked again and again to connect: that nobody answered is all there is to see
    std::uint64_t missing_bytes = 0;     ///< that segments lost by the capture held, both directions
    std::uint64_t unread_bytes = 0;      ///< that are in the capture and that TCP's dissector did not hand on: it took them for sent again
    std::uint32_t cut_frames = 0;        ///< segments of which the capture kept only a part
    bool inside_message = false;         ///< it was open when the capture ended, and a message had come in part
    bool paused = false;                 ///< it was open when the capture paused, and nothing of it came later
    bool encrypted = false;              ///< TLS, and nothing of it could be read
    bool framed = true;                  ///< SessionRules::is_readable
    bool foreign = false;                ///< another protocol
    bool tcp_unknown = false;            ///< the front end could not see TCP's own fields

    /// True where everything could be read.
    bool complete() const
    {
        return from_start && client_captured && (server_captured || unanswered) && !handshake_only && missing_bytes == 0 &&
               unread_bytes == 0 && cut_frames == 0 && !inside_message && !paused && !encrypted && framed && !foreign && !tcp_unknown;
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
    bool is_closing = false;             ///< says goodbye: whoever ends the connection after it ends no session
    bool encrypted = false;              ///< came out of TLS
};

/// Limits of judgement. Times in nanoseconds.
struct ConnectionLimits {
    Time duplicate = 10 * millisecond;         ///< a frame again within this was captured twice, not sent twice
    /// The same of a SYN. Nobody sends it again so soon: after a second (RFC 6298), after a reset not before half a second. Two captures
    /// that were merged have clocks that differ.
    Time syn_duplicate = 300 * millisecond;
    Time opening_silence = 5 * second;         ///< an opening request that waits longer when the capture ends was not answered
    Time no_acknowledgement = 5 * second;      ///< data that waits longer for its acknowledgement, though sent again
    /// Who takes nothing for so long does not read: the shortest IdleTimeout a CTI Server allows (status 18, E_CTI_INVALID_TIMEOUT).
    Time stalled_reader = 20 * second;
    Time syn_silence = second; ///< two SYNs without answer tell something when the capture goes on for so long; three always do
    std::size_t max_findings = 64;             ///< kept of one connection
};

class Connection {
public:
    /// `first`: the first segment or payload seen, whichever way it goes. `from_port`, `to_port`: what its ports are to `protocol`.
    Connection(
        const Descriptor& protocol, std::uint32_t number, const Endpoint& from, const Endpoint& to, PortUse from_port, PortUse to_port);

    /// The session rules that are asked at the end. Set once, before the first message.
    void set_rules(std::shared_ptr<SessionRules> rules);

    /// True where this connection is between these two, whichever way.
    bool joins(const Endpoint& from, const Endpoint& to) const { return ends_[end_of(from)] == from && ends_[1 - end_of(from)] == to; }
    /// Which side this endpoint is, by what is known now.
    Side side_of(const Endpoint& from) const { return side_of(end_of(from)); }

    // ---- events, in order of frames. Within a frame: acknowledgement, payload, its messages, then the segment.

    /// What comes next from this side acknowledges all of the other side before `number`. A message may answer what the capture lacks, or
    /// holds behind it: only this tells. May be left out, since the segment says it too.
    void on_acknowledgement(Side from, Moment at, std::uint32_t number);
    /// Bytes of the stream as TCP hands them on, in order, without those seen before; `encrypted` where TLS has been taken off. Looks at
    /// the first bytes of each side (TLS, other protocols) and at TLS records in clear.
    void on_payload(Side from, Moment at, Bytes bytes, bool encrypted);
    /// The last bytes of this side that were handed on waited for more, and are not there when more comes: nobody reads them.
    void on_unread(Side from, std::uint32_t bytes);
    /// A message was read. Roles follow from it: ask side_of() again before the message goes to the session rules.
    void on_message(Side from, const MessageSeen& message);
    /// After each payload: the last bytes of this side are the beginning of a message; `expected` bytes long, 0: unknown. `name` is static,
    /// "" unknown. have == 0: nothing is pending. Bytes that are no beginning of a message (white space, junk, less than a header of
    /// unknown kind) are none.
    void on_pending(Side from, std::uint64_t have, std::uint64_t expected, const char* name, bool is_opening_request);
    /// A segment, with or without payload.
    void on_segment(const Segment& segment);
    void tcp_unknown() { info_->coverage.tcp_unknown = true; }

    // ---- answers

    /// Findings decided at this frame, those of the session rules at the end included; empty where there are none.
    std::span<const KeptFinding> findings_at(std::uint32_t frame) const
    {
        return kept_ && kept_->frames.back() >= frame ? kept_->at(frame) : std::span<const KeptFinding>{};
    }

    /// A finding that is decided only when nothing more comes, and the frame that shows it best.
    struct Late {
        Moment at{};
        KeptFinding finding;
    };
    /// What is so if the capture ends with a frame at `last`, or `pauses` there. More may come and change it.
    std::vector<Late> late(Time last, bool pauses = false) const;

    const ConnectionPtr& info() const { return info_; }
    const Descriptor& protocol() const { return protocol_; }
    SessionRules* rules() const { return rules_.get(); }
    /// First byte of a side's stream was captured and nothing is missing before what came so far.
    bool seen_from_start(Side side) const;
    bool ended() const { return ended_; }
    /// Bytes of this side that the other has acknowledged and that are not in the capture, so far.
    std::uint64_t missing(Side side) const { return half(side).flow.missing(); }
    /// Bytes of this side that are in the capture and were not handed on, so far.
    std::uint64_t unread(Side side) const { return half(side).flow.bytes() > half(side).handed ? unread(half(side)) : 0; }
    /// False where no side lacks any, nor has any that were not handed on.
    bool lacks_bytes() const
    {
        const auto lacks = [](const Half& h) { return h.flow.has_gap() || h.flow.bytes() > h.handed; };
        return lacks(halves_[0]) || lacks(halves_[1]);
    }
    /// All of these bytes, by TCP's numbers, came before and were handed on.
    bool has_read(Side side, std::uint32_t sequence, std::uint32_t length) const
    {
        const Half& h = half(side);
        return h.flow.has_seen(sequence, length) && h.clear && !carries_tls() && unread(side) == 0;
    }
    /// Bytes of this side are the beginning of a message whose rest has not come.
    bool waits(Side side) const { return half(side).pending.read().have != 0; }
    /// The first bytes of this side may become TLS: fewer came than tell.
    bool may_carry_tls(Side side) const
    {
        const tls::Records& records = half(side).records;
        return records.undecided() && records.has_begun() && !records.is_tls();
    }
    /// What TCP carries here is TLS, as far as its first bytes tell.
    bool carries_tls() const { return halves_[0].records.is_tls() || halves_[1].records.is_tls(); }
    /// True where this segment opens another connection between the same ports: a SYN with a number of its own after this one came about or
    /// ended.
    bool begins_anew(const Segment& segment) const;
    /// True where this segment is one more attempt after a refused one; a SYN captured twice is none.
    bool tries_again(const Segment& segment) const;

private:
    /// The two ends are numbered as they were given to the constructor, since roles may change: 0 for `from`, 1 for `to`.
    using End = std::uint8_t;

    struct Pending {
        std::uint64_t have = 0, expected = 0;
        const char* name = "";
        bool is_opening_request = false;
    };
    /// How it asks whether the other end is still there, and when it has no room for more.
    struct Stalls {
        std::uint32_t probes = 0; ///< keep-alives since first_probe
        Moment first_probe{};     ///< the first since the other end was heard
        Moment shut{};            ///< since when it has no room for more; no frame: it has
        Time shut_last = 0;       ///< the last time it said so
    };
    /// How its stream begins, where its first segment has less than signatures look at.
    struct Beginning {
        std::uint8_t count = 0;
        std::array<std::uint8_t, signature_room> bytes{};
    };
    /// What is known of one end.
    struct Half {
        Flow flow{};
        tls::Records records{};
        Seldom<Pending> pending{};
        std::uint64_t handed = 0;             ///< bytes that came as payload, as they were on the wire
        /// SYN, data, acknowledgements; an RST or FIN alone shows nothing of what else its sender sent. What follows within the time of a
        /// duplicate counts once.
        std::uint32_t frames = 0;
        Moment last{};                        ///< the last of these
        std::uint32_t cut_frames = 0;
        std::uint32_t messages = 0;
        std::uint32_t isn = 0;                ///< of its SYN
        Seldom<Stalls> stalls{};
        Seldom<Beginning> beginning{};
        bool syn = false, bare_syn = false;   ///< it sent a SYN; one that asks
        bool fin = false;
        bool clear = false, decrypted = false;    ///< bytes came as they were on the wire, out of TLS
        bool begun = false;                       ///< signatures have seen all they look at
        Foreign foreign{};
    };
    /// The request that opens the session, or the client's first data where none is known to be one.
    struct Opening {
        enum class State : std::uint8_t { none, asked, answered };
        State state = State::none;
        End asker = 0;
        bool known = false;                   ///< the protocol said so
        bool encrypted = false;
        const char* name = nullptr;
        Moment at{};
    };
    /// How something ended that should have gone on.
    struct Outcome {
        Moment at{};
        Side by = Side::server;
        bool reset = false, silent = false;
        const char* verb() const;             ///< "reset by the server"; "silent"
        std::string detail(Moment begin) const;    ///< " after 20 ms"; " for 12 s"
        Time since(Moment begin) const { return at.time - begin.time; }
    };
    struct Kept {
        std::vector<KeptFinding> findings;    ///< in order of frames; one at least
        std::vector<std::uint32_t> frames;    ///< of each
        std::span<const KeptFinding> at(std::uint32_t frame) const;
    };

    End end_of(const Endpoint& from) const
    {
        return from.port == ends_[0].port && (ends_[0].port != ends_[1].port || from.address == ends_[0].address) ? 0 : 1;
    }
    End end_of(Side side) const { return side == Side::server ? server_ : 1 - server_; }
    Side side_of(End end) const { return end == server_ ? Side::server : Side::client; }
    const Half& half(Side side) const { return halves_[end_of(side)]; }
    PortUse server_use() const { return uses_[server_]; }

    void set_server(End end, RoleEvidence evidence);
    void guess_server();
    void touch(Moment at);
    /// False where this may be a copy of the frame before.
    bool note_captured(End end, Moment at);
    void take_acknowledgement(End end, const Segment& segment);
    void on_acknowledgement(End from, Moment at, std::uint32_t number);
    std::uint64_t unread(const Half& mine) const;
    void update_missing();
    void update_unread();
    void on_unusual_segment(End end, const Segment& segment);
    void on_syn(End end, const Segment& segment);
    void on_reset(End end, const Segment& segment);
    void on_fin(End end, const Segment& segment);
    void on_alert(End end, Moment at, std::uint8_t level, std::uint8_t description);
    void look_at_first_bytes(End end, Bytes bytes);
    void judge_foreign(End end, Moment at);
    void answer_opening(End from, bool encrypted);
    void update_coverage();
    bool is_handshake_only(Time now) const;
    void on_keep_alive(End end, Moment at);
    void on_window(End end, const Segment& segment);
    /// Both directions are over at frame `now`.
    void finish(const Outcome& outcome, Moment now);
    void start_again();
    bool keep_finding(std::uint32_t frame, std::optional<KeptFinding> finding);

    bool is_ours() const;
    bool both_captured() const { return halves_[0].frames != 0 && halves_[1].frames != 0; }
    bool has_gap() const { return halves_[0].flow.has_gap() || halves_[1].flow.has_gap(); }
    /// Faults are named once; where one is named, or nothing can be said, the others keep silent.
    bool may_judge() const
    {
        return !caused_ && !info_->coverage.foreign && !info_->coverage.handshake_only && is_ours() && both_captured();
    }
    std::optional<KeptFinding> nothing_exchanged(const Outcome& outcome) const;
    std::optional<KeptFinding> opening_unanswered(const Outcome& outcome) const;
    std::optional<KeptFinding> ended_in_message(Side of, const Outcome& outcome) const;
    std::optional<KeptFinding> unacknowledged(const Outcome& outcome) const;
    std::optional<KeptFinding> session_lost(const Outcome& outcome) const;
    std::optional<KeptFinding> probed_in_vain(const Outcome& outcome) const;
    std::optional<KeptFinding> reader_stalled(End end, const char* how) const;
    std::optional<KeptFinding> no_answer(Time last) const;
    const ConnectionHints& hints() const;
    KeptFinding refused(const char* how, const std::string& detail, const char* remedy) const;
    KeptFinding tls_expected(const char* how, const std::string& detail) const;
    KeptFinding tls_unexpected(const char* how, const std::string& detail) const;
    void add_coverage(std::vector<Late>& found) const;

    static constexpr ConnectionLimits limits_{};

    const Descriptor& protocol_;
    ConnectionPtr info_;
    std::shared_ptr<SessionRules> rules_;
    std::unique_ptr<Kept> kept_;
    std::array<Endpoint, 2> ends_;
    std::array<PortUse, 2> uses_;
    std::array<Half, 2> halves_;
    Opening opening_{};
    Moment first_{}, last_{};                 ///< frames of this connection
    Moment first_syn_{}, last_syn_{}, first_syn_ack_{};
    Moment first_tls_{}, first_fin_{};
    std::uint32_t syns_ = 0;                  ///< distinct ones of the client
    std::uint32_t first_data_frame_ = 0;
    End server_ = 1;
    End first_to_close_ = 0;
    bool ended_ = false;
    bool closing_ = false;                    ///< a message said goodbye
    bool caused_ = false;                     ///< a fault is named
    bool refusal_told_ = false, foreign_told_ = false, middle_told_ = false;
    bool rules_asked_ = false;
    bool client_took_answer_ = false;         ///< the client acknowledged the server's SYN
};

} // namespace cti
