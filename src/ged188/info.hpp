// SPDX-License-Identifier: GPL-2.0-or-later
// The essential of a message in a line, and who it is about.
#pragma once

#include "ged188/summary.hpp"

#include <cstdint>
#include <string_view>

namespace cti::ged188 {

inline constexpr std::uint32_t null_call_id = 0xffffffff;

/// As people write it: "Not Ready"; nullptr for numbers without a name.
const char* agent_state_name(std::uint32_t state);

/// What is known of a message beyond its bytes, as far as the line shows it.
struct InfoContext {
    const char* request = nullptr;     ///< name of the request it answers
    std::uint32_t request_version = 0; ///< VersionNumber, where that was OPEN_REQ
    std::string_view subject{};        ///< what that request was about: "1001 -> Available"
    Dialect dialect = Dialect::ucce;
};

/// "CALL_DELIVERED_EVENT Call=101 0235551234 -> 8000 at 3001". Valid UTF-8 without control characters, NUL-terminated, cut at `size` bytes.
/// Returns the length; no allocation.
std::size_t format_info(const Summary& summary, const InfoContext& context, char* out, std::size_t size);

} // namespace cti::ged188
