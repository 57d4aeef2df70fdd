// SPDX-License-Identifier: GPL-2.0-or-later
// Reads the notifications of SNMP, as far as BroadWorks alarms need it: traps of SNMPv1 (RFC 1157, 4.1.6), traps and informs of SNMPv2c
// (RFC 3416, 4.2.6 and 4.2.7), and the scoped PDU of SNMPv3 (RFC 3412, 6) where it was sent in clear or has been decrypted. BER of definite
// length, as RFC 3417 (8) has it. SNMP itself belongs to Wireshark's dissector.
#pragma once

#include "bwfault/trap.hpp"
#include "core/bytes.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace cti::bwfault {

/// One notification. Views point into the bytes it was read from, OIDs into the notification itself.
class Notification {
public:
    static constexpr std::size_t max_varbinds = 64; ///< an alarm has eleven
    static constexpr std::size_t max_arcs = 128;    ///< of one OID (RFC 3416, 2)

    Notification() = default;
    Notification(const Notification&) = delete;
    Notification& operator=(const Notification&) = delete;

    std::span<const Varbind> varbinds() const { return {varbinds_.data(), count_}; }

    std::optional<std::uint32_t> number{}; ///< of the alarm below systemFaults; nothing: no alarm of BroadWorks
    Span number_where{};
    Address agent{};     ///< agent-addr of an SNMPv1 trap; none where it is 0.0.0.0 or the trap is of another version
    Span where{};        ///< the whole message, as far as it is there
    bool is_cut = false; ///< the bytes end before the message does

    /// Reads the message that `bytes` begin with at `offset`. False where none does, or it is no notification; then the rest is not to be
    /// used.
    bool read(Bytes bytes, std::uint32_t offset);

private:
    class Reader;
    bool read_v1_trap(Reader& pdu);
    bool read_v2_notification(Reader& pdu);
    void read_varbinds(Reader& list);
    Oid keep_oid(Bytes content);

    std::array<Varbind, max_varbinds> varbinds_{};
    std::size_t count_ = 0;
    std::array<std::uint32_t, 2048> arcs_{};
    std::size_t arcs_used_ = 0;
};

/// True where `bytes` begin as messages of SNMP do: a sequence, in it a version. What else comes to a port of SNMP is not for us.
bool looks_like_snmp(Bytes bytes);

/// Finds the first notification with a BroadWorks alarm that begins at or after `from`. False where there is none; quick where no OID of
/// BroadWorks stands in `bytes`.
bool find_notification(Bytes bytes, std::uint32_t from, Notification& notification);

} // namespace cti::bwfault
