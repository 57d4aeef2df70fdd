// SPDX-License-Identifier: GPL-2.0-or-later
// The one list of protocols.
#pragma once

#include "core/descriptor.hpp"

#include <span>

namespace cti {

/// In the order in which they are shown.
std::span<const Descriptor* const> protocols();

/// By filter name; nullptr: none of ours.
const Descriptor* find_protocol(std::string_view filter);

} // namespace cti
