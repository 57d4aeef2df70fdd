// SPDX-License-Identifier: GPL-2.0-or-later
// Runs of rows that many messages share.
#pragma once

#include "ged188/peripheral_errors.hpp"
#include "ged188/reason_codes.hpp"
#include "ged188/spec.hpp"
#include "ged188/status_codes.hpp"
#include "ged188/values.hpp"

namespace cti::ged188::layouts {

inline constexpr const char* ipv6_note =
    "in the change list of protocol 14 and in the RTP events of the guides of protocols 14 and 15, as a STRING of 16, which holds no whole address as text; removed in 19";

/// Call variables: 40 characters and a NUL each.
inline constexpr Row call_variables[] = {
    floating(13, "CallVariable1", "ged188.call_variable1", STRING, 41),
    floating(14, "CallVariable2", "ged188.call_variable2", STRING, 41),
    floating(15, "CallVariable3", "ged188.call_variable3", STRING, 41),
    floating(16, "CallVariable4", "ged188.call_variable4", STRING, 41),
    floating(17, "CallVariable5", "ged188.call_variable5", STRING, 41),
    floating(18, "CallVariable6", "ged188.call_variable6", STRING, 41),
    floating(19, "CallVariable7", "ged188.call_variable7", STRING, 41),
    floating(20, "CallVariable8", "ged188.call_variable8", STRING, 41),
    floating(21, "CallVariable9", "ged188.call_variable9", STRING, 41),
    floating(22, "CallVariable10", "ged188.call_variable10", STRING, 41),
};

/// Expanded call context: together at most 2000 bytes in one message.
inline constexpr Row named_variables[] = {
    repeated("Named variable", "NumNamedVariables", 82, "NamedVariable", "ged188.named_variable", NAMEDVAR, 251).since(6),
    repeated("Named array", "NumNamedArrays", 83, "NamedArray", "ged188.named_array", NAMEDARRAY, 252).since(6),
};

} // namespace cti::ged188::layouts
