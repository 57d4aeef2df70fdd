// SPDX-License-Identifier: GPL-2.0-or-later
// The first pass: reads every stream and datagram of ours and keeps what is to stand in their place. The second pass asks for it segment by
// segment, so that what was sent again, or came late, holds the same bytes as what was read. What was not read is blank.
#pragma once

#include "capture/packet.hpp"
#include "capture/ports.hpp"
#include "capture/streams.hpp"
#include "connection/capture.hpp"
#include "connection/stream.hpp"
#include "ctianon/log_text.hpp"
#include "ctianon/replacing.hpp"

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cti::anon {

/// The bytes of one direction as they are to be, by sequence number; as many as were read.
class Stand {
public:
    void put(std::uint64_t sequence, const Message& message);
    /// Writes what stands at `sequence`; zeros where nothing is known.
    void get(std::uint64_t sequence, std::span<std::uint8_t> bytes, std::span<Byte> fates) const;
    /// Sequence numbers with the wraps counted: nearest to the last one.
    std::uint64_t unwrap(std::uint32_t sequence) { return last_ = near(sequence); }
    std::uint64_t near(std::uint32_t sequence) const;

private:
    static constexpr std::size_t page_size = 1024;
    struct Page {
        std::array<std::uint8_t, page_size> bytes{};
        std::array<Byte, page_size> fates{};
        std::array<bool, page_size> known{};
    };
    std::unordered_map<std::uint64_t, std::unique_ptr<Page>> pages_{};
    std::uint64_t last_ = 0;
};

class Reading final : public capture::StreamHandler {
public:
    Reading(capture::Ports ports, Rules rules, Replacements& replacements, Ledger& ledger);
    ~Reading() override;

    void add(const capture::Packet& packet);
    void finish();

    /// What is to stand in a frame's payload. `ours`: false where the frame is of no protocol that is read.
    struct Place {
        bool ours = false;
        const Stand* stand = nullptr; ///< TCP
        std::uint64_t sequence = 0;
        const Message* datagram = nullptr;
    };
    Place place(std::uint32_t frame) const;
    /// Of bytes of a segment that was captured before `frame`, and is quoted in it.
    Place quoted_segment(std::uint32_t frame, const Endpoint& from, const Endpoint& to, std::uint32_t sequence) const;
    /// Of a datagram of `size` bytes that begins with `bytes`, likewise.
    Place quoted_datagram(std::uint32_t frame, const Endpoint& from, const Endpoint& to, Bytes bytes, std::size_t size) const;
    std::uint64_t messages() const { return messages_; }
    std::uint64_t tls_bytes() const { return tls_bytes_; }

    bool claims(const capture::Packet& packet) override;
    void on_segment(capture::Stream& stream, capture::End from, const Segment& segment, capture::Fate fate) override;
    capture::Answer on_data(capture::Stream& stream, capture::End from, const capture::Data& data) override;
    void on_end(capture::Stream& stream, capture::EndReason reason, std::array<std::uint32_t, 2> unread) override;

private:
    struct Flow;
    void write_waiting(Flow& flow, std::size_t end);
    struct Datagram {
        std::uint32_t frame = 0;
        std::vector<std::uint8_t> original;
        std::unique_ptr<Message> message;
    };
    Flow* flow_of(capture::Stream& stream, const Segment& segment);
    MessageKey next_key(std::uint32_t frame);
    void flush();

    capture::Ports ports_;
    Rules rules_;
    Replacements& replacements_;
    Ledger& ledger_;
    LogText logs_;
    Capture capture_;
    std::deque<Flow> flows_;
    capture::StreamTable table_;
    std::unordered_map<std::uint32_t, Place> places_;
    struct Begin {
        std::uint32_t frame;
        const Stand* stand;
    };
    std::map<std::pair<Endpoint, Endpoint>, std::vector<Begin>> directions_; ///< by sender and receiver, in order
    std::deque<Datagram> datagrams_;
    std::map<std::pair<Endpoint, Endpoint>, std::vector<const Datagram*>> sent_; ///< by sender and receiver, in order
    Flow* pending_flow_ = nullptr;
    Segment pending_{};
    MessageKey last_key_{};
    const Descriptor* claimed_ = nullptr;
    std::uint64_t messages_ = 0, tls_bytes_ = 0;
};

} // namespace cti::anon
