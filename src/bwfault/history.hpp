// SPDX-License-Identifier: GPL-2.0-or-later
// The alarms of a capture as report and statistics take them. The same alarm may come more than once: every manager gets one, informs are
// sent again until they are answered.
#pragma once

#include "bwfault/trap.hpp"
#include "connection/capture.hpp"
#include "connection/stream.hpp"
#include "core/message_key.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace cti::bwfault {

/// Whom an alarm is about: the two ends of the connection where it names one, else who sent it.
struct FaultNote {
    MessageNote note{};
    std::string client{}; ///< address; "" not known
    std::string server{}; ///< address; "" not known
};
/// `sender`: address of the server that raised the alarm, as text; "" where it is not known (the alarm table does not say).
FaultNote note_of(const Summary& fault, std::string_view sender);

/// Of the file that is open: Capture::shared<History>().
class History {
public:
    /// False where this alarm has come before. First pass: in order; later passes are told the same.
    bool is_first(MessageKey key, std::string_view sender, const Summary& fault, bool first_pass);

    /// What the capture has shown until then of the server that raised the alarm and the far end it names. Views live as long as this.
    Context context_of(MessageKey key, const Address& sender, const Summary& fault, const Capture& capture, bool first_pass);

private:
    static constexpr std::size_t most_alarms = 65536; ///< remembered
    std::unordered_set<std::string> seen_{};
    std::unordered_set<std::uint64_t> again_{}; ///< keys of those that had come before
    std::unordered_map<std::uint64_t, std::string> cap_ports_{}; ///< by key
};

} // namespace cti::bwfault
