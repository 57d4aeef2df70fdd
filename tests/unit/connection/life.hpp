// SPDX-License-Identifier: GPL-2.0-or-later
// A TCP connection written as a list of events, as somebody would read them from a packet list.
#pragma once

#include "connection/capture.hpp"
#include "connection/connection.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cti::test {

inline constexpr Descriptor protocol{.filter = "ged188",
    .name = "Cisco CTI Server Protocol (GED-188)",
    .column = "GED-188",
    .fields = nullptr,
    .diagnoses = {},
    .ports = "42027",
    .secured_ports = "42030",
    .opening_request = "OPEN_REQ",
    .hints = {"hint: refused", "hint: open unanswered", "hint: TLS expected", "hint: TLS unexpected"}};
inline constexpr Descriptor text_protocol{
    .filter = "bwcap", .name = "CAP", .column = "CAP", .fields = nullptr, .diagnoses = {}, .is_text = true};

inline Endpoint endpoint(std::uint8_t host, std::uint16_t port)
{
    const std::uint8_t address[] = {10, 1, 1, host};
    return {Address::v4(address), port};
}
inline const Endpoint client_end = endpoint(40, 50001), server_end = endpoint(10, 42027), secured_end = endpoint(10, 42030);

inline Bytes bytes(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

/// Session rules that say what the test wants them to say.
struct FakeRules : SessionRules {
    OpenRequests open{};
    std::vector<SessionPtr> none{};
    std::vector<ConnectionEnd> ends{};
    bool readable = true;

    void on_end(MessageKey key, const ConnectionEnd& end, KeptFindings& found) override
    {
        EXPECT_EQ(key.place, place_behind_messages);
        EXPECT_EQ(key.frame, end.at.frame);
        ends.push_back(end);
        found.push_back({nullptr, Severity::note, "rules at the end", "", "", 0});
    }
    OpenRequests open_requests() const override { return open; }
    void at_capture_end(Time, KeptFindings& found) const override
    {
        found.push_back({nullptr, Severity::note, "rules at the capture's end", "", "", 0});
    }
    std::span<const SessionPtr> sessions() const override { return none; }
    bool is_readable() const override { return readable; }
};

class Life {
public:
    explicit Life(Endpoint from = client_end, Endpoint to = server_end, PortUse from_use = PortUse::none, PortUse to_use = PortUse::plain,
        const Descriptor& which = protocol)
        : ends{from, to}, connection{which, 1, from, to, from_use, to_use}
    {}

    /// Ends are numbered as they are given: 0 (usually the client) and 1. Data moves a side's own sequence numbers on.
    std::array<Endpoint, 2> ends;
    std::array<std::uint32_t, 2> next{1000, 9000};
    Connection connection;
    std::array<std::uint16_t, 2> window{8192, 8192};
    std::uint32_t frame = 0;
    Time now = 1'700'000'000 * second;
    /// Every segment is captured twice, half a millisecond apart.
    bool mirrored = false;
    /// Sides whose frames are not in the capture; their events go by.
    std::array<bool, 2> hidden{};

    Life& wait(Time span)
    {
        now += span;
        return *this;
    }
    Moment here() const { return {frame, now}; }
    Side side(int end) const { return connection.side_of(ends[static_cast<std::size_t>(end)]); }

    /// One segment as it is.
    Life& segment(int end, std::uint8_t flags, std::uint32_t sequence, std::uint32_t acknowledgement, std::uint32_t length = 0,
        std::uint32_t captured = UINT32_MAX)
    {
        const auto e = static_cast<std::size_t>(end);
        now += millisecond;
        if (hidden[e])
            return *this;
        if (!prepared)
            ++frame;
        prepared = false;
        Segment s{here(), ends[e], ends[1 - e], sequence, acknowledgement, flags, length, std::min(captured, length), window[e]};
        connection.on_segment(s);
        if (mirrored) {
            ++frame;
            now += millisecond / 2;
            s.at = here();
            connection.on_segment(s);
        }
        return *this;
    }
    /// The same flags, numbered as a TCP would.
    Life& flags(int end, std::uint8_t set, std::uint32_t length = 0)
    {
        const auto e = static_cast<std::size_t>(end);
        segment(end, set, next[e], next[1 - e], length);
        next[e] += length + ((set & (tcp_syn | tcp_fin)) != 0 ? 1 : 0);
        return *this;
    }
    Life& syn(int end = 0) { return flags(end, tcp_syn); }
    Life& syn_again(int end = 0) { return segment(end, tcp_syn, next[static_cast<std::size_t>(end)] - 1, 0); }
    Life& syn_ack(int end = 1) { return flags(end, tcp_syn | tcp_ack); }
    Life& ack(int end) { return flags(end, tcp_ack); }
    Life& fin(int end) { return flags(end, tcp_fin | tcp_ack); }
    Life& rst(int end) { return flags(end, tcp_rst | tcp_ack); }
    Life& handshake() { return syn().syn_ack().ack(0); }

    /// Data whose bytes do not matter.
    Life& data(int end, std::uint32_t length) { return message(end, length, nullptr); }
    /// Data that TCP hands on: `bytes` as they are on the wire, or decrypted of as many on the wire.
    Life& payload(int end, std::string_view text, bool encrypted = false)
    {
        const auto e = static_cast<std::size_t>(end);
        if (!hidden[e]) {
            prepare();
            connection.on_payload(side(end), {frame, now + millisecond}, bytes(text), encrypted);
        }
        return flags(end, tcp_ack | tcp_psh, static_cast<std::uint32_t>(text.size()));
    }
    /// A message of `length` bytes; `set` says what it is.
    Life& message(
        int end, std::uint32_t length, const char* name, const std::function<void(MessageSeen&)>& set = {}, bool encrypted = false)
    {
        const auto e = static_cast<std::size_t>(end);
        if (!hidden[e]) {
            prepare();
            const std::string blank(length, '\0');
            connection.on_payload(side(end), {frame, now + millisecond}, bytes(blank), encrypted);
            if (name) {
                MessageSeen seen;
                seen.key = {frame, 1};
                seen.time = now + millisecond;
                seen.name = name;
                seen.encrypted = encrypted;
                if (set)
                    set(seen);
                connection.on_message(side(end), seen);
            }
        }
        return flags(end, tcp_ack | tcp_psh, length);
    }
    Life& open_request(bool encrypted = false)
    {
        return message(
            0, 69, "OPEN_REQ", [](MessageSeen& m) { m.sent_by = Sender::client, m.is_opening_request = true; }, encrypted);
    }
    Life& open_answer(bool encrypted = false)
    {
        return message(
            1, 40, "OPEN_CONF", [](MessageSeen& m) { m.sent_by = Sender::server, m.is_opening_answer = true; }, encrypted);
    }
    Life& session() { return handshake().open_request().open_answer().ack(0); }
    Life& pending(int end, std::uint64_t have, std::uint64_t expected, const char* name, bool opening = false)
    {
        connection.on_pending(side(end), have, expected, name, opening);
        return *this;
    }
    /// Data of which the last `have` bytes begin a message.
    Life& part(int end, std::uint32_t length, std::uint64_t have, std::uint64_t expected, const char* name, bool opening = false)
    {
        prepare();
        const std::string blank(length, '\0');
        connection.on_payload(side(end), {frame, now + millisecond}, bytes(blank), false);
        pending(end, have, expected, name, opening);
        return flags(end, tcp_ack | tcp_psh, length);
    }
    std::shared_ptr<FakeRules> rules()
    {
        auto made = std::make_shared<FakeRules>();
        connection.set_rules(made);
        return made;
    }

    /// Findings as "frame id", those of the end of the capture as "(frame) id"; coverage and the session rules' own left out.
    std::vector<std::string> faults() const { return told(false); }
    std::vector<std::string> notes() const { return told(true); }
    KeptFinding fault(std::size_t n = 0) const
    {
        KeptFindings found;
        for (std::uint32_t f = 0; f <= frame; ++f)
            for (const KeptFinding& k : connection.findings_at(f))
                if (k.diagnosis && k.diagnosis->group != Group::coverage)
                    found.push_back(k);
        for (const auto& l : connection.late(now))
            if (l.finding.diagnosis && l.finding.diagnosis->group != Group::coverage)
                found.push_back(l.finding);
        return n < found.size() ? found[n] : KeptFinding{};
    }

private:
    void prepare()
    {
        ++frame;
        prepared = true;
    }
    std::vector<std::string> told(bool coverage) const
    {
        std::vector<std::string> out;
        const auto wanted = [&](const KeptFinding& k) { return k.diagnosis && (k.diagnosis->group == Group::coverage) == coverage; };
        for (std::uint32_t f = 0; f <= frame; ++f)
            for (const KeptFinding& k : connection.findings_at(f))
                if (wanted(k))
                    out.push_back(std::to_string(f) + ' ' + k.diagnosis->id);
        for (const auto& l : connection.late(now))
            if (wanted(l.finding))
                out.push_back('(' + std::to_string(l.at.frame) + ") " + l.finding.diagnosis->id);
        return out;
    }
    bool prepared = false;
};

using Findings = std::vector<std::string>;

} // namespace cti::test
