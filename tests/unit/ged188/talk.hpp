// SPDX-License-Identifier: GPL-2.0-or-later
// A conversation over TCP, message by message, as a front end hands it to the stream.
#pragma once

#include "bytes.hpp"

#include "ged188/descriptor.hpp"
#include "ged188/stream.hpp"

#include <string>
#include <vector>

namespace cti::ged188::test {

constexpr Side client = Side::client, server = Side::server;
using Ids = std::vector<std::string>;

/// Milliseconds and whole seconds as a Time.
constexpr Time ms(std::int64_t n) { return n * millisecond; }
constexpr Time s(std::int64_t n) { return n * second; }

/// Each message is sent in a frame of its own.
struct Talk {
    Capture capture;
    Endpoint client_end{Address::v4(std::array<std::uint8_t, 4>{10, 0, 0, 2}.data()), 50001}, server_end;
    Connection& connection;
    Stream stream;
    std::uint32_t frame = 0;
    Time now = s(1700000000);
    KeptFindings end_findings{};
    std::uint32_t end_frame = 0;
    Buffer waiting[2]{}; ///< by side: the beginning of a message

    /// `from_start`: the SYN is in the capture.
    explicit Talk(const Settings& settings = {}, std::uint16_t port = 42027, bool from_start = true)
        : server_end{Address::v4(std::array<std::uint8_t, 4>{10, 0, 0, 10}.data()), port}, connection{set_up(settings)}, stream{connection,
                                                                                                                             capture}
    {
        if (!from_start)
            return;
        segment(client, tcp_syn);
        segment(server, tcp_syn | tcp_ack);
        frame = 0;
    }
    Connection& set_up(const Settings& settings)
    {
        capture.shared<Settings>() = settings;
        return capture.add(descriptor, client_end, server_end, PortUse::none, PortUse::plain);
    }
    void segment(Side from, std::uint8_t flags, std::uint32_t length = 0)
    {
        Segment seg;
        seg.at = {++frame, now};
        seg.from = from == client ? client_end : server_end;
        seg.to = from == client ? server_end : client_end;
        seg.flags = flags;
        seg.length = seg.captured = length;
        connection.on_segment(seg);
    }

    /// Hands bytes on; what is incomplete waits for more of this side. Returns what the bytes themselves gave rise to.
    Collector send(Side from, const Buffer& bytes, Time after = ms(1), bool encrypted = false, bool cut = false)
    {
        now += after;
        ++frame;
        capture.on_frame({frame, now});
        connection.on_payload(from, {frame, now}, bytes, encrypted);
        current = waiting[index(from)] + bytes;
        const Buffer& all = current;
        waiting[index(from)].clear();
        Collector seen{all};
        std::size_t offset = 0;
        std::uint32_t place = 0;
        pieces.clear();
        while (offset < all.size()) {
            const Bytes rest = Bytes{all}.subspan(offset);
            const std::size_t reported = rest.size() + (cut ? 1000 : 0);
            const Piece piece = stream.next(from, rest, reported, !cut);
            if (piece.length == 0) {
                waiting[index(from)].assign(all.begin() + static_cast<long>(offset), all.end());
                pending = piece;
                break;
            }
            const std::size_t here = std::min<std::size_t>(piece.length, rest.size());
            const PieceContext context{{frame, ++place}, now, from, encrypted, cut};
            seen.message = rest.first(here);
            last = stream.observe(piece, rest.first(here), context, seen, true);
            if (last.is_message)
                names.emplace_back(last.summary.name);
            char line[256];
            if (last.is_message)
                info_line.assign(line, stream.format_info(last, line, sizeof line));
            pieces.push_back(piece);
            offset += here;
        }
        return seen;
    }
    void end(bool reset = false, Side by = client, Time after = ms(1))
    {
        now += after;
        end_frame = ++frame;
        end_findings.clear();
        stream.on_end({frame, place_behind_messages}, {{frame, now}, by, reset, true}, end_findings);
    }
    /// Opens a session of this version.
    Talk& open(std::uint32_t version, std::uint32_t idle_timeout = 0xffffffff)
    {
        send(client, open_req(version, 1, idle_timeout));
        send(server, open_conf(version));
        return *this;
    }

    const MessageFacts& facts(std::uint32_t in, std::uint32_t place = 1) const
    {
        static const MessageFacts none;
        const MessageFacts* f = stream.facts({in, place});
        return f ? *f : none;
    }
    std::uint32_t response_in(std::uint32_t request) const { return stream.response_in({request, 1}); }
    const KeptFindings& findings(std::uint32_t in) const { return in == end_frame && in != 0 ? end_findings : facts(in).findings; }
    Ids ids(std::uint32_t in) const
    {
        Ids out;
        for (const KeptFinding& f : findings(in))
            out.emplace_back(f.diagnosis->id);
        return out;
    }
    Ids last_ids() const { return ids(frame); }
    const KeptFinding& told(std::uint32_t in, std::string_view id) const
    {
        static const Diagnosis nothing{"none", Severity::chat, Group::protocol, "", "", "", ""};
        static const KeptFinding none{&nothing, Severity::chat, "not told", "", "", 0};
        for (const KeptFinding& f : findings(in))
            if (id == f.diagnosis->id)
                return f;
        return none;
    }
    std::string sentence(std::string_view id) const { return told(frame, id).sentence; }
    /// Every finding so far, of whatever frame.
    Ids all_ids() const
    {
        Ids out;
        for (std::uint32_t f = 1; f <= frame; ++f)
            for (std::uint32_t place = 1; place <= 8; ++place) {
                if (f == end_frame && place > 1)
                    break;
                for (const KeptFinding& finding : place == 1 ? findings(f) : facts(f, place).findings)
                    out.emplace_back(finding.diagnosis->id);
            }
        return out;
    }
    const SessionInfo& info() const
    {
        static const SessionInfo none;
        return stream.sessions().empty() ? none : *stream.sessions().front();
    }

    Buffer current{};    ///< what `last` points into
    Observed last{};
    Piece pending{};
    std::string info_line;
    Ids names;
    std::vector<Piece> pieces;
};

} // namespace cti::ged188::test
