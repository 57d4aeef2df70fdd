// SPDX-License-Identifier: GPL-2.0-or-later
// Which field on the wire a name in a log means, so that one display filter finds both.
#pragma once

#include "core/descriptor.hpp"
#include "logs/record.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace cti::logs {

/// A field of a protocol's own table, and the value for it.
struct WireField {
    const Descriptor* protocol = nullptr; ///< nullptr: none means the same
    FieldId field = no_field;
    std::optional<std::uint32_t> number{}; ///< of a field that is a number; a text field has none
};

/// The field that one of the lines' own names means: GED-188 logs print the documented names ("PeripheralID", "peripheralID"). Nothing for
/// secrets, for values that are none of the field ("N/A", "null") and for addresses and times.
WireField wire_field(std::string_view protocol, std::string_view name, std::string_view value);
/// The field that a key means.
WireField wire_field(std::string_view protocol, Key key, std::string_view value);
/// The field that the name of a message means.
WireField wire_event(std::string_view protocol);

} // namespace cti::logs
